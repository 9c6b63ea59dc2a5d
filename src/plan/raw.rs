//! `plan.toml` as written. Words are words here; what they mean is settled in `settle`.

use schemars::JsonSchema;
use toml::Spanned;

use super::due::RawDue;
use super::values::{RawAmounts, RawDate, RawWhole, Words};

/// A plan (kế hoạch) to build and replicate exemplars: who has to register how many, in which
/// movement, by when.
#[derive(Debug, Clone, serde::Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct RawPlan {
    /// Số, ký hiệu văn bản, như `310/KH-UBND`; bản nháp thì để trống.
    #[serde(default)]
    pub number: String,
    /// Title, without the words "Kế hoạch".
    pub title: String,
    /// Ngày ban hành; bản nháp thì bỏ trống.
    #[serde(default)]
    #[schemars(with = "Option<RawDate>")]
    pub issued: Option<Spanned<RawDate>>,
    /// Đơn vị ban hành: mã trong danh mục đơn vị, hoặc tên.
    #[schemars(with = "String")]
    pub issuer: Spanned<String>,
    /// Cơ quan nhận đăng ký: mã, hoặc tên.
    #[schemars(with = "String")]
    pub receiver: Spanned<String>,
    /// Cấp ban hành.
    #[schemars(with = "String", extend("enum" = ["central", "province", "district", "commune", "hamlet"]))]
    pub level: Spanned<String>,
    /// Ngày đầu của kế hoạch.
    #[schemars(with = "RawDate")]
    pub from: Spanned<RawDate>,
    /// Ngày cuối của kế hoạch.
    #[schemars(with = "RawDate")]
    pub to: Spanned<RawDate>,
    /// Ngày cuối của mỗi kỳ, nếu kỳ không theo tháng dương lịch: 14 là kỳ từ ngày 15 tới ngày 14, gọi theo tháng
    /// kết thúc.
    #[serde(default)]
    #[schemars(with = "Option<i8>", range(min = 1, max = 31))]
    pub cut_off_day: Option<Spanned<i8>>,
    /// Điển hình đăng ký nhiều lần được tính thế nào; không ghi là `once_per_movement`.
    #[serde(default)]
    #[schemars(with = "Option<String>", extend("enum" = ["once_per_movement", "once_per_plan", null]))]
    pub counting: Option<Spanned<String>>,
    /// Ai phải gửi danh sách đăng ký; không ghi là mọi đơn vị có chỉ tiêu.
    #[serde(default)]
    #[schemars(with = "Vec<RawClass>")]
    pub reporters: Vec<Spanned<RawClass>>,
    /// Phong trào, cuộc vận động, lĩnh vực, theo thứ tự của văn bản.
    #[serde(default)]
    #[schemars(with = "Vec<RawMovement>")]
    pub movement: Vec<Spanned<RawMovement>>,
    /// Chỉ tiêu cho mọi phong trào, hoặc cho phong trào ghi ở `movement`.
    #[serde(default)]
    #[schemars(with = "Vec<RawQuota>")]
    pub quota: Vec<Spanned<RawQuota>>,
    /// Clusters of units (cụm, khối thi đua), for quotas that a cluster owes.
    #[serde(default)]
    #[schemars(with = "Vec<RawCluster>")]
    pub cluster: Vec<Spanned<RawCluster>>,
    /// Tổng số của các đơn vị (sở có bao nhiêu tập thể), để tính tỷ lệ.
    #[serde(default)]
    #[schemars(with = "Vec<RawTotal>")]
    pub total: Vec<Spanned<RawTotal>>,
    /// Những gì phải gửi và hạn gửi.
    #[serde(default)]
    #[schemars(with = "Vec<RawDue>")]
    pub due: Vec<Spanned<RawDue>>,
    /// Các giai đoạn của kế hoạch nhiều năm.
    #[serde(default)]
    #[schemars(with = "Vec<RawPhase>")]
    pub phase: Vec<Spanned<RawPhase>>,
    /// Các lần sơ kết, tổng kết.
    #[serde(default)]
    #[schemars(with = "Vec<RawReview>")]
    pub review: Vec<Spanned<RawReview>>,
    /// Ai được làm điển hình.
    #[serde(default)]
    #[schemars(with = "Vec<RawEligibility>")]
    pub eligibility: Vec<Spanned<RawEligibility>>,
    /// Điều người xét chọn phải cân nhắc: tiêu chí mà chương trình không tự kiểm tra được.
    #[serde(default)]
    #[schemars(with = "Vec<RawCriterion>")]
    pub criterion: Vec<Spanned<RawCriterion>>,
    /// Ai được giao việc gì, ngoài việc đăng ký điển hình.
    #[serde(default)]
    #[schemars(with = "Vec<RawTask>")]
    pub task: Vec<Spanned<RawTask>>,
    /// Các phần kinh phí được dành riêng.
    #[serde(default)]
    #[schemars(with = "Vec<RawFund>")]
    pub fund: Vec<Spanned<RawFund>>,
    /// Gia hạn cho từng đơn vị.
    #[serde(default)]
    #[schemars(with = "Vec<RawExtension>")]
    pub extension: Vec<Spanned<RawExtension>>,
}

/// Một phong trào, cuộc vận động hoặc lĩnh vực.
#[derive(Debug, Clone, serde::Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct RawMovement {
    /// Mã trong các tệp dữ liệu: chữ thường không dấu, chữ số, gạch nối.
    #[schemars(with = "String")]
    pub id: Spanned<String>,
    /// Full name as printed, without "Phong trào thi đua".
    pub name: String,
    /// Tên ngắn cho biểu đồ và cột, nhiều nhất 22 chữ; không ghi là tên đầy đủ.
    #[serde(default)]
    #[schemars(with = "Option<String>")]
    pub short: Option<Spanned<String>>,
    /// `emulation` (phong trào thi đua), `campaign` (cuộc vận động) or `sector` (lĩnh vực).
    #[schemars(with = "String", extend("enum" = ["emulation", "campaign", "sector"]))]
    pub kind: Spanned<String>,
    /// Người ta còn viết thế nào.
    #[serde(default)]
    pub aliases: Vec<String>,
    /// Các chỉ tiêu của nó.
    #[serde(default)]
    #[schemars(with = "Vec<RawQuota>")]
    pub quota: Vec<Spanned<RawQuota>>,
}

/// Một chỉ tiêu: ít nhất, hoặc không quá. Đúng một trong `lead`, `leads`, `each`, `clusters` nói ai phải thực hiện.
#[derive(Debug, Clone, serde::Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct RawQuota {
    /// Phong trào, với chỉ tiêu ghi ngoài phong trào; không ghi là tính chung mọi phong trào.
    #[serde(default)]
    #[schemars(with = "Option<String>")]
    pub movement: Option<Spanned<String>>,
    /// Cơ quan chủ trì duy nhất: mã, hoặc tên.
    #[serde(default)]
    #[schemars(with = "Option<String>")]
    pub lead: Option<Spanned<String>>,
    /// Several lead agencies, each of which owes the minimum ("mỗi đơn vị") unless `shared` says otherwise.
    #[serde(default)]
    #[schemars(with = "Vec<String>")]
    pub leads: Vec<Spanned<String>>,
    /// A class of units, each of which owes the minimum ("mỗi xóm").
    #[serde(default)]
    #[schemars(with = "Option<RawClass>")]
    pub each: Option<Spanned<RawClass>>,
    /// Đơn vị phối hợp.
    #[serde(default)]
    #[schemars(with = "Vec<String>")]
    pub partners: Vec<Spanned<String>>,
    /// Partners that the document does not name ("các đơn vị liên quan").
    #[serde(default)]
    pub partners_text: String,
    /// Mức ít nhất: một số tính chung mọi loại, hoặc số cho từng loại; thay cho số có thể là tỷ lệ, `"5%"`,
    /// `"1/3"`, làm tròn lên. Phải có mục này, `at_most`, hoặc cả hai.
    #[serde(default)]
    #[schemars(with = "Option<RawAmounts>")]
    pub at_least: Option<Spanned<RawAmounts>>,
    /// The most ("không quá"), written like the minimum; a share is rounded down.
    #[serde(default)]
    #[schemars(with = "Option<RawAmounts>")]
    pub at_most: Option<Spanned<RawAmounts>>,
    /// Tỷ lệ của cái gì: một số; `total`, của tổng số ở `[[total]]` của đơn vị phải thực hiện; `registered`, của số
    /// đã đăng ký với nó. Không ghi là `registered`, và khi ấy `among` nói của những ai.
    #[serde(default)]
    #[schemars(with = "Option<RawWhole>")]
    pub of: Option<Spanned<RawWhole>>,
    /// Chỉ tính một số người: `women` là nữ, `direct_workers` là người lao động trực tiếp.
    #[serde(default)]
    #[schemars(with = "Option<String>", extend("enum" = ["women", "direct_workers", null]))]
    pub among: Option<Spanned<String>>,
    /// Lặp lại mỗi `month`, `quarter`, `half_year` hoặc `year` của kế hoạch; không ghi là một lần.
    #[serde(default)]
    #[schemars(with = "Option<String>", extend("enum" = ["month", "quarter", "half_year", "year", null]))]
    pub per: Option<Spanned<String>>,
    /// Nhiều đơn vị ở `leads` thực hiện thế nào: `each` mỗi đơn vị đủ cả (nếu không ghi), `together` tính chung,
    /// `split` chia đều.
    #[serde(default)]
    #[schemars(with = "Option<String>", extend("enum" = ["each", "together", "split", null]))]
    pub shared: Option<Spanned<String>>,
    /// Các cụm, khối, mỗi cụm cùng mọi đơn vị của nó thực hiện chung: tên hoặc mã của `[[cluster]]`, hoặc `all`.
    #[serde(default)]
    #[schemars(with = "Option<Words>")]
    pub clusters: Option<Spanned<Words>>,
    /// Chỉ dành cho ai.
    #[serde(default)]
    pub holder: Option<RawHolder>,
    /// Chỗ trong văn bản nói điều ấy, và bằng lời nào.
    #[serde(default)]
    pub basis: String,
}

/// To whom a minimum is restricted ("nông dân").
#[derive(Debug, Clone, serde::Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct RawHolder {
    /// Chữ của văn bản.
    pub name: String,
    /// Những chữ mà một trong số đó phải có ở các cột; không ghi là chính tên gọi.
    #[serde(default)]
    pub any_of: Vec<String>,
    /// Words of which none may stand there; without `any_of`, anything else that is written will do
    /// ("dân tộc thiểu số": none of `Kinh` in the column `ethnicity`).
    #[serde(default)]
    pub none_of: Vec<String>,
    /// Các cột được xem, trong `position`, `workplace`, `remark`, `ethnicity`, `religion`, `object_class`,
    /// `attributes`; không ghi là tất cả.
    #[serde(default)]
    #[schemars(with = "Vec<String>")]
    pub columns: Vec<Spanned<String>>,
    /// Phrases in which such a word does not count ("Hội Nông dân" makes nobody a farmer).
    #[serde(default)]
    pub except: Vec<String>,
}

/// Một nhóm đơn vị: theo điểm chung của chúng, hoặc kể từng đơn vị.
#[derive(Debug, Clone, Default, serde::Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct RawClass {
    /// Một hoặc nhiều loại đơn vị.
    #[serde(default)]
    #[schemars(with = "Option<Words>")]
    pub kind: Option<Spanned<Words>>,
    /// Cấp của đơn vị.
    #[serde(default)]
    #[schemars(with = "Option<Words>")]
    pub level: Option<Spanned<Words>>,
    /// Đơn vị mà chúng trực thuộc (không kể chính nó): mã, hoặc tên.
    #[serde(default)]
    #[schemars(with = "Option<String>")]
    pub within: Option<Spanned<String>>,
    /// Những đơn vị thuộc nhóm thêm vào, hoặc cả nhóm chỉ gồm chúng.
    #[serde(default)]
    #[schemars(with = "Vec<String>")]
    pub units: Vec<Spanned<String>>,
    /// Những đơn vị không thuộc nhóm.
    #[serde(default)]
    #[schemars(with = "Vec<String>")]
    pub except: Vec<Spanned<String>>,
    /// Ngày mà đơn vị phải đang tồn tại; không ghi là ngày đầu của kế hoạch.
    #[serde(default)]
    #[schemars(with = "Option<RawDate>")]
    pub as_of: Option<Spanned<RawDate>>,
}

/// A cluster of units that compete with each other (cụm, khối thi đua).
#[derive(Debug, Clone, serde::Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct RawCluster {
    /// Its name as printed ("Cụm thi đua số 1").
    #[schemars(with = "String")]
    pub name: Spanned<String>,
    /// Mã trong các tệp dữ liệu; không ghi thì lập từ tên.
    #[serde(default)]
    #[schemars(with = "Option<String>")]
    pub id: Option<Spanned<String>>,
    /// Các đơn vị của cụm, khối.
    #[schemars(with = "RawClass")]
    pub members: Spanned<RawClass>,
}

/// Một đơn vị có bao nhiêu.
#[derive(Debug, Clone, serde::Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct RawTotal {
    /// Đơn vị: mã, hoặc tên.
    #[schemars(with = "String")]
    pub unit: Spanned<String>,
    /// Loại nào; không ghi là tính chung mọi loại.
    #[serde(default)]
    #[schemars(with = "Option<String>", extend("enum" = ["collective", "individual", "household", "enterprise", "cooperative", "cooperative_group", "practice", null]))]
    pub kind: Option<Spanned<String>>,
    /// Bao nhiêu.
    pub count: u32,
    /// Biết điều ấy từ đâu.
    #[serde(default)]
    pub basis: String,
}

/// Một giai đoạn của kế hoạch.
#[derive(Debug, Clone, serde::Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct RawPhase {
    /// Tên như khi in.
    pub name: String,
    /// Ngày đầu.
    #[schemars(with = "RawDate")]
    pub from: Spanned<RawDate>,
    /// Ngày cuối.
    #[schemars(with = "RawDate")]
    pub to: Spanned<RawDate>,
    /// Chỗ trong văn bản nói điều ấy.
    #[serde(default)]
    pub basis: String,
}

/// Một lần sơ kết, tổng kết: từ `from` đến `to`, hằng năm vào `months`, hằng năm `between` hai ngày nếu văn bản
/// không nêu tháng, hoặc vào `occasion` mà văn bản để ngỏ ngày.
#[derive(Debug, Clone, serde::Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct RawReview {
    /// Tên như khi in.
    pub name: String,
    /// `interim` (sơ kết) or `final` (tổng kết).
    #[schemars(with = "String", extend("enum" = ["interim", "final"]))]
    pub kind: Spanned<String>,
    /// Cấp tổ chức; không ghi là mọi đơn vị.
    #[serde(default)]
    #[schemars(with = "Option<String>", extend("enum" = ["central", "province", "district", "commune", "hamlet", null]))]
    pub level: Option<Spanned<String>>,
    /// Ngày đầu được tổ chức.
    #[serde(default)]
    #[schemars(with = "Option<RawDate>")]
    pub from: Option<Spanned<RawDate>>,
    /// Ngày cuối được tổ chức.
    #[serde(default)]
    #[schemars(with = "Option<RawDate>")]
    pub to: Option<Spanned<RawDate>>,
    /// Các tháng, 1 đến 12, tổ chức hằng năm.
    #[serde(default)]
    #[schemars(with = "Vec<u8>", inner(range(min = 1, max = 12)))]
    pub months: Vec<Spanned<i8>>,
    /// `year`: mỗi năm một lần từ `from` đến `to` (không ghi là cả kế hoạch).
    #[serde(default)]
    #[schemars(with = "Option<String>", extend("enum" = ["year", null]))]
    pub every: Option<Spanned<String>>,
    /// The occasion on which it is held ("dịp tổng kết công tác thi đua, khen thưởng").
    #[serde(default)]
    pub occasion: String,
    /// Chỗ trong văn bản nói điều ấy.
    #[serde(default)]
    pub basis: String,
}

/// Một tiêu chí bằng lời, cho người xét chọn.
#[derive(Debug, Clone, serde::Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct RawCriterion {
    /// Loại điển hình; không ghi là mọi loại.
    #[serde(default)]
    #[schemars(with = "Option<String>", extend("enum" = ["collective", "individual", "household", "enterprise", "cooperative", "cooperative_group", "practice", null]))]
    pub kind: Option<Spanned<String>>,
    /// Phong trào; không ghi là mọi phong trào.
    #[serde(default)]
    #[schemars(with = "Option<String>")]
    pub movement: Option<Spanned<String>>,
    /// Điều đòi hỏi.
    pub says: String,
    /// Chỗ trong văn bản nói điều ấy.
    #[serde(default)]
    pub basis: String,
}

/// Một nhiệm vụ: ai phải làm gì, cùng ai, bao lâu một lần hoặc hạn nào.
#[derive(Debug, Clone, serde::Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct RawTask {
    /// Việc phải làm.
    pub what: String,
    /// Ai phải làm: mã, hoặc tên.
    #[serde(default)]
    #[schemars(with = "Vec<String>")]
    pub owners: Vec<Spanned<String>>,
    /// Owners that are no unit of the list ("các cấp, các ngành").
    #[serde(default)]
    pub owners_text: String,
    /// Ai phối hợp.
    #[serde(default)]
    #[schemars(with = "Vec<String>")]
    pub partners: Vec<Spanned<String>>,
    /// Nơi phối hợp không có trong danh mục đơn vị.
    #[serde(default)]
    pub partners_text: String,
    /// Kết quả gửi cho ai.
    #[serde(default)]
    #[schemars(with = "Option<String>")]
    pub to: Option<Spanned<String>>,
    /// How often, in the words of the document ("hằng năm", "02 năm/lần").
    #[serde(default)]
    pub when: String,
    /// Ngày đầu, nếu có đặt.
    #[serde(default)]
    #[schemars(with = "Option<RawDate>")]
    pub from: Option<Spanned<RawDate>>,
    /// Ngày cuối, nếu có đặt.
    #[serde(default)]
    #[schemars(with = "Option<RawDate>")]
    pub by: Option<Spanned<RawDate>>,
    /// Chỗ trong văn bản nói điều ấy.
    #[serde(default)]
    pub basis: String,
}

/// Một phần của một nguồn kinh phí.
#[derive(Debug, Clone, serde::Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct RawFund {
    /// Phần trăm, 1 đến 100.
    #[schemars(with = "u8", range(min = 1, max = 100))]
    pub percent: Spanned<u8>,
    /// Của nguồn nào.
    pub of: String,
    /// Dùng vào việc gì.
    #[serde(default)]
    pub purpose: String,
    /// Chỗ trong văn bản nói điều ấy.
    #[serde(default)]
    pub basis: String,
}

/// Thời hạn thêm cho một số đơn vị, với một lần phải gửi.
#[derive(Debug, Clone, serde::Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct RawExtension {
    /// Tên lần gửi như ở `[[due]]`, của kế hoạch hoặc cài đặt.
    pub due: String,
    /// Các đơn vị: mã, hoặc tên.
    #[schemars(with = "Vec<String>")]
    pub units: Vec<Spanned<String>>,
    /// Ngày cuối mà danh sách của họ còn đúng hạn.
    #[schemars(with = "RawDate")]
    pub by: Spanned<RawDate>,
    /// Theo văn bản nào.
    #[serde(default)]
    pub basis: String,
}

/// Ai được làm điển hình. Trong nhiều điều kiện cho một loại, điều kiện đầu tiên hợp chức vụ được dùng; điều kiện
/// không ghi chức vụ là cho mọi người còn lại.
#[derive(Debug, Clone, serde::Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct RawEligibility {
    /// Loại điển hình; không ghi là mọi loại.
    #[serde(default)]
    #[schemars(with = "Option<String>", extend("enum" = ["collective", "individual", "household", "enterprise", "cooperative", "cooperative_group", "practice", null]))]
    pub kind: Option<Spanned<String>>,
    /// Phong trào; không ghi là mọi phong trào.
    #[serde(default)]
    #[schemars(with = "Option<String>")]
    pub movement: Option<Spanned<String>>,
    /// Positions for which the rule is ("Giám đốc").
    #[serde(default)]
    pub positions: Vec<String>,
    /// Words that make a position another one ("Giám đốc **Trung tâm**").
    #[serde(default)]
    pub except: Vec<String>,
    /// Đơn vị mà điều kiện áp dụng cho người của nó; không ghi là mọi đơn vị.
    #[serde(default)]
    #[schemars(with = "Vec<String>")]
    pub units: Vec<Spanned<String>>,
    /// Thành tích cần có đủ.
    #[serde(default)]
    #[schemars(with = "Vec<RawMerit>")]
    pub all_of: Vec<Spanned<RawMerit>>,
    /// Thành tích chỉ cần một.
    #[serde(default)]
    #[schemars(with = "Vec<RawMerit>")]
    pub any_of: Vec<Spanned<RawMerit>>,
    /// Chỗ trong văn bản nói điều ấy.
    #[serde(default)]
    pub basis: String,
}

/// Một thành tích: đúng một trong `award`, `initiative`, `rating`, `disciplined`.
#[derive(Debug, Clone, serde::Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct RawMerit {
    /// Danh hiệu thi đua hoặc hình thức khen thưởng, gọi bằng tên nào cũng được.
    #[serde(default)]
    pub award: Option<Words>,
    /// The level that recognised an initiative (sáng kiến).
    #[serde(default)]
    #[schemars(with = "Option<String>", extend("enum" = ["central", "province", "district", "commune", "hamlet", null]))]
    pub initiative: Option<Spanned<String>>,
    /// Mức xếp loại hằng năm thấp nhất.
    #[serde(default)]
    #[schemars(with = "Option<String>", extend("enum" = ["excellent", "good", "complete", "incomplete", null]))]
    pub rating: Option<Spanned<String>>,
    /// `false`: không ai bị kỷ luật.
    #[serde(default)]
    pub disciplined: Option<bool>,
    /// Bao nhiêu lần, với khen thưởng và sáng kiến; không ghi là một.
    #[serde(default)]
    pub times: Option<u32>,
    /// An award that is needed for every year ("hằng năm đạt danh hiệu").
    #[serde(default)]
    pub every_year: bool,
    /// Ngày đầu được tính.
    #[serde(default)]
    #[schemars(with = "Option<RawDate>")]
    pub from: Option<Spanned<RawDate>>,
    /// Ngày cuối được tính.
    #[serde(default)]
    #[schemars(with = "Option<RawDate>")]
    pub to: Option<Spanned<RawDate>>,
}

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::mail_template::MailTemplate;
use crate::plan::Plan;
use crate::units::{Level, Unit, UnitBook, UnitKind};

/// Cơ quan ghi gì trên văn bản của mình: mục `[look]` của `tonghop.toml`.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields, default)]
pub struct Look {
    /// Whose letterhead stands on papers: the state's or the Party's; unless it is set, as the names of the
    /// office and of the authority above say.
    #[schemars(
        description = "Đầu văn bản: state (Quốc hiệu, Tiêu ngữ) hay party (văn bản của Đảng); không ghi thì theo tên cơ quan."
    )]
    pub letterhead: Option<LetterheadStyle>,
    /// Upper line of the letterhead: the authority above; printed in capitals.
    #[schemars(description = "Dòng trên của đầu văn bản: cơ quan cấp trên; in chữ hoa.")]
    pub authority_above: String,
    /// Lower line of the letterhead: the office that issues the table; printed in capitals there, and
    /// as it is written where a sentence names it.
    #[schemars(
        description = "Dòng dưới của đầu văn bản: cơ quan lập bảng; in chữ hoa ở đó, trong câu thì như đã ghi."
    )]
    pub office: String,
    /// Number and sign of the document, such as `Số: ……/BC-PNV`; an annex has none.
    #[schemars(description = "Số, ký hiệu văn bản, ví dụ «Số: ……/BC-PNV»; phụ lục không có.")]
    pub number: String,
    /// The line in italics below the titles, without its brackets: `Kèm theo Kế hoạch số 12/KH-UBND…`;
    /// blank leaves it out. Unless it is set, it speaks of a report whose number is still to be written.
    #[schemars(
        description = "Dòng in nghiêng dưới tên phụ lục, không có ngoặc: «Kèm theo Kế hoạch số 12/KH-UBND…»; để \"\" thì bỏ dòng ấy; không ghi thì nói «Kèm theo Báo cáo số…» để điền."
    )]
    pub attached: Option<String>,
    /// Place name before the date.
    #[schemars(description = "Địa danh trước ngày tháng.")]
    pub place: String,
    /// Lines over the signature, such as `TL. CHỦ TỊCH`, `TRƯỞNG PHÒNG`.
    #[schemars(description = "Các dòng trên chữ ký, ví dụ [\"TL. CHỦ TỊCH\", \"TRƯỞNG PHÒNG\"].")]
    pub signatory_lines: Vec<String>,
    /// The signatory's name; blank leaves room to write it.
    #[schemars(description = "Họ tên người ký; để trống thì chừa chỗ.")]
    pub signatory: String,
    /// Lines over the left signature, of whoever drew the table up; unless they are set, `NGƯỜI LẬP BIỂU`
    /// where no recipients stand on that side.
    #[schemars(
        description = "Các dòng trên chữ ký bên trái; không ghi thì là «NGƯỜI LẬP BIỂU» khi bên ấy không có «Nơi nhận»."
    )]
    pub compiler_lines: Option<Vec<String>>,
    /// The name of whoever drew the table up; blank leaves room to write it.
    #[schemars(description = "Họ tên người lập biểu; để trống thì chừa chỗ.")]
    pub compiler: String,
    /// Whether sheets that are attached to a report are numbered over their titles: `Phụ lục I`.
    #[schemars(description = "Ghi «Phụ lục I», «Phụ lục II»… trên tên các bảng kèm báo cáo.")]
    pub numbered_annexes: bool,
    /// Lines of "Nơi nhận".
    #[schemars(description = "Các dòng «Nơi nhận», ví dụ [\"Như trên;\", \"Lưu: VT.\"].")]
    pub recipients: Vec<String>,
    /// In how many days after the end of the period a unit is asked to answer a reminder; unless it is set,
    /// the day is left open.
    #[schemars(
        description = "Đề nghị đơn vị trả lời lời nhắc trong mấy ngày sau ngày cuối kỳ; không ghi thì để ngỏ."
    )]
    pub reply_within_days: Option<u16>,
    /// Whether senders whose lists have nothing to mend get a reply workbook too.
    #[schemars(
        description = "Lập phiếu phản hồi cho cả đơn vị không có gì phải sửa; mặc định chỉ lập khi có chỗ cần sửa (trang «Phản hồi» của don-doc.xlsx kể đủ)."
    )]
    pub reply_to_all: bool,
    /// Whether *Tổng hợp* keeps the columns of movements of which nothing is registered; unless it is set, it
    /// leaves them out where they are more than ten, and names them below the table.
    #[schemars(
        description = "Giữ cột của phong trào chưa có đăng ký nào ở *Tổng hợp*; không ghi thì bỏ khi hơn mười cột trống và kể tên dưới bảng."
    )]
    pub empty_columns: Option<bool>,
    /// To whom units answer a reminder, as it is printed: `bà Nguyễn Thị A, điện thoại 0200 000 000`.
    #[schemars(description = "Nơi đơn vị liên hệ khi trả lời lời nhắc: «bà Nguyễn Thị A, điện thoại …».")]
    pub reply_to: String,
    /// Whom to call at each unit; the tables `[[contact]]`.
    #[serde(skip)]
    pub contacts: Vec<Contact>,
    /// The words of mails to units: `mau-thu.txt`.
    #[serde(skip)]
    pub mail: MailTemplate,
    /// In which order people stand in *Danh sách*.
    #[schemars(
        description = "Thứ tự người trong *Danh sách*: given_name theo tên, protocol theo thứ tự đơn vị rồi theo tên."
    )]
    pub order: Order,
    /// Columns of *Danh sách* behind STT and name, from left to right.
    #[schemars(description = "Các cột của *Danh sách* sau STT và tên, từ trái sang.")]
    pub columns: Vec<ListColumn>,
    /// Background of column headers.
    #[schemars(description = "Màu nền đầu cột, dạng #E7ECF2.")]
    pub heading_colour: Colour,
    /// The papers of provinces below a plan of the centre.
    #[schemars(description = "Văn bản của các đơn vị cấp tỉnh (sổ riêng của từng đơn vị).")]
    pub province: Option<LevelLook>,
    /// The papers of districts below a plan of a province.
    #[schemars(description = "Văn bản của các đơn vị cấp huyện (sổ riêng của từng đơn vị).")]
    pub district: Option<LevelLook>,
    /// The papers of communes.
    #[schemars(description = "Văn bản của các đơn vị cấp xã (sổ riêng của từng đơn vị).")]
    pub commune: Option<LevelLook>,
}

/// Đơn vị của một cấp ghi gì trên văn bản của mình, nếu khác điều tên gọi cho biết: các mục `[look.province]`,
/// `[look.district]`, `[look.commune]`. `{unit}` là tên đơn vị, `{place}` là tên không có chữ chỉ cấp ở trước.
#[derive(Debug, Clone, Default, PartialEq, Eq, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields, default)]
pub struct LevelLook {
    /// Upper line of the letterhead.
    #[schemars(description = "Dòng trên của đầu văn bản; không ghi thì là UBND cấp trên trực tiếp.")]
    pub authority_above: Option<String>,
    /// Lower line of the letterhead.
    #[schemars(
        description = "Dòng dưới của đầu văn bản; không ghi thì là UBND của chính đơn vị. {unit} là tên đơn vị, {place} là tên riêng."
    )]
    pub office: Option<String>,
    /// Number and sign.
    #[schemars(description = "Số, ký hiệu.")]
    pub number: Option<String>,
    /// The line in italics below the titles.
    #[schemars(description = "Dòng in nghiêng dưới tên bảng; không ghi thì không có.")]
    pub attached: Option<String>,
    /// Place name before the date.
    #[schemars(description = "Địa danh; không ghi thì là tên riêng của đơn vị.")]
    pub place: Option<String>,
    /// Lines over the signature.
    #[schemars(description = "Các dòng trên chữ ký; không ghi thì là TM. ỦY BAN NHÂN DÂN, CHỦ TỊCH.")]
    pub signatory_lines: Option<Vec<String>>,
    /// The signatory's name.
    #[schemars(description = "Họ tên người ký.")]
    pub signatory: Option<String>,
    /// Lines over the left signature.
    #[schemars(description = "Các dòng trên chữ ký bên trái.")]
    pub compiler_lines: Option<Vec<String>>,
    /// Who drew the table up.
    #[schemars(description = "Họ tên người lập biểu.")]
    pub compiler: Option<String>,
    /// Lines of "Nơi nhận".
    #[schemars(description = "Các dòng «Nơi nhận»; không ghi thì là nơi nhận danh sách của kế hoạch.")]
    pub recipients: Option<Vec<String>>,
}

/// Đầu văn bản theo thể thức của ai.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize, Serialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum LetterheadStyle {
    /// The state's: Nghị định 30/2020/NĐ-CP.
    State,
    /// The Party's: Hướng dẫn 36-HD/VPTW.
    Party,
}

impl LetterheadStyle {
    /// By what a unit is.
    pub(super) fn of_unit(unit: &Unit) -> LetterheadStyle {
        if unit.kind == UnitKind::Party { LetterheadStyle::Party } else { LetterheadStyle::State }
    }

    /// By the names of an office and of the authority above it: committees of the Party and their bodies name it.
    fn of_names(names: [&str; 2]) -> LetterheadStyle {
        const BODIES: [&str; 9] = [
            " tinh uy ",
            " thanh uy ",
            " huyen uy ",
            " quan uy ",
            " thi uy ",
            " dang uy ",
            " dang bo ",
            " chi bo ",
            " trung uong dang ",
        ];
        let is_party = names.iter().any(|name| {
            let name = format!(" {} ", crate::text::key(name));
            BODIES.iter().any(|body| name.contains(body))
        });
        if is_party { LetterheadStyle::Party } else { LetterheadStyle::State }
    }
}

impl Look {
    /// Whose letterhead stands on the office's papers.
    pub(super) fn letterhead(&self) -> LetterheadStyle {
        self.letterhead.unwrap_or_else(|| LetterheadStyle::of_names([&self.authority_above, &self.office]))
    }

    /// How the papers of a unit below look: its own letterhead, signature and recipients, by its level's section
    /// or else by its name.
    pub(super) fn of_unit(&self, unit: &Unit, units: &UnitBook, plan: &Plan) -> Look {
        let head_of_level = match unit.level {
            Level::Province => self.province.clone(),
            Level::District => self.district.clone(),
            Level::Commune => self.commune.clone(),
            Level::Central | Level::Hamlet => None,
        };
        // Departments and bodies of the issuing level have papers of their own, not those of its areas.
        let usual_head = head_of_level.filter(|_| unit.kind == UnitKind::Area).unwrap_or_default();
        let signs = match unit.kind {
            UnitKind::Area => vec!["TM. ỦY BAN NHÂN DÂN".to_owned(), "CHỦ TỊCH".to_owned()],
            _ => vec!["THỦ TRƯỞNG ĐƠN VỊ".to_owned()],
        };
        let place = place_of(unit);
        let filled = |text: &str| text.replace("{unit}", &unit.name).replace("{place}", place);
        let look_line = |said: &Option<String>, usual: String| said.as_deref().map_or(usual, filled);
        let all = |said: &Option<Vec<String>>, usual: Vec<String>| {
            said.as_ref().map_or(usual, |lines| lines.iter().map(|line| filled(line)).collect())
        };
        let above = unit.parent.as_ref().and_then(|code| units.find(code));
        let receiver = units.find(&plan.receiver).map_or("", |unit| unit.name.as_str());
        let to = if receiver.is_empty() {
            Vec::new()
        } else {
            vec![format!("{receiver};"), "Lưu: VT.".to_owned()]
        };
        Look {
            letterhead: Some(LetterheadStyle::of_unit(unit)),
            authority_above: look_line(
                &usual_head.authority_above,
                above.map(written_out).unwrap_or_default(),
            ),
            office: look_line(&usual_head.office, written_out(unit)),
            number: look_line(&usual_head.number, String::new()),
            attached: usual_head.attached.as_deref().map(filled).or(Some(String::new())),
            place: look_line(
                &usual_head.place,
                if unit.kind == UnitKind::Area { place.to_owned() } else { self.place.clone() },
            ),
            signatory_lines: all(&usual_head.signatory_lines, signs),
            signatory: look_line(&usual_head.signatory, String::new()),
            compiler_lines: usual_head
                .compiler_lines
                .as_ref()
                .map(|lines| lines.iter().map(|line| filled(line)).collect()),
            compiler: look_line(&usual_head.compiler, String::new()),
            recipients: all(&usual_head.recipients, to),
            ..self.clone()
        }
    }
}

/// "Ủy ban nhân dân phường Tam Thanh".
fn written_out(unit: &Unit) -> String {
    let authority = unit.authority();
    match authority.strip_prefix("UBND ") {
        Some(rest) => format!("Ủy ban nhân dân {rest}"),
        None => authority,
    }
}

/// A unit's name without the words that say what it is: "Tam Thanh" of "Phường Tam Thanh".
fn place_of(unit: &Unit) -> &str {
    const WORDS: [&str; 9] =
        ["Phường ", "Xã ", "Thị trấn ", "Đặc khu ", "Huyện ", "Quận ", "Thị xã ", "Thành phố ", "Tỉnh "];
    let named = WORDS.iter().find_map(|word| unit.name.strip_prefix(word));
    // "Phường 9" is no place by its number.
    named.filter(|name| !name.bytes().all(|byte| byte.is_ascii_digit())).unwrap_or(&unit.name)
}

/// Gọi cho ai ở một đơn vị: bảng `[[contact]]` của `tonghop.toml`.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Contact {
    /// The code of the unit, as in the unit list.
    #[schemars(description = "Mã đơn vị, như trong units.csv hay danh mục có sẵn.")]
    pub unit: String,
    /// The person.
    #[serde(default)]
    #[schemars(description = "Người phụ trách.")]
    pub person: String,
    /// The telephone.
    #[serde(default)]
    #[schemars(description = "Điện thoại.")]
    pub phone: String,
    /// The address; unless it is set, the first of the unit list.
    #[serde(default)]
    #[schemars(description = "Địa chỉ thư; không ghi thì lấy địa chỉ đầu trong danh mục đơn vị.")]
    pub email: String,
}

/// Điển hình xếp thế nào trong mỗi phong trào và loại.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize, Serialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum Order {
    /// Người xếp theo tên, còn lại theo tên gọi, thứ tự chữ tiếng Việt.
    GivenName,
    /// Theo thứ bậc đơn vị, rồi theo tên.
    Protocol,
}

/// A column of *Danh sách*.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize, Serialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum ListColumn {
    /// Năm sinh.
    BirthYear,
    /// Giới tính.
    Gender,
    /// Chức vụ, nơi công tác.
    Job,
    /// Đơn vị.
    Unit,
    /// Thành tích.
    Achievement,
    /// Ghi chú.
    Remark,
    /// Ngày sinh.
    BirthDate,
    /// Địa chỉ.
    Address,
    /// Dân tộc.
    Ethnicity,
    /// Tôn giáo.
    Religion,
    /// Điện thoại.
    Phone,
    /// Thư điện tử.
    Email,
    /// Phân loại đối tượng.
    ObjectClass,
    /// Thuộc diện: what crosses say.
    Attributes,
    /// Khen thưởng đã có.
    Awards,
    /// Danh hiệu đề nghị.
    ProposedAward,
    /// Xếp loại.
    Rating,
    /// Sáng kiến.
    Initiative,
    /// Quyết định công nhận.
    Decision,
    /// Mô hình.
    Practice,
    /// Người, đơn vị thực hiện mô hình.
    Carrier,
}

/// Một màu, viết `#E7ECF2`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize, Serialize, JsonSchema)]
#[serde(try_from = "String", into = "String")]
#[schemars(with = "String")]
pub struct Colour(pub u32);

impl TryFrom<String> for Colour {
    type Error = String;

    fn try_from(written: String) -> Result<Colour, String> {
        let digits = written.strip_prefix('#').filter(|digits| digits.len() == 6);
        let colour = digits.and_then(|digits| u32::from_str_radix(digits, 16).ok());
        colour.map(Colour).ok_or_else(|| format!("màu «{written}» không đúng dạng, ví dụ #E7ECF2"))
    }
}

impl From<Colour> for String {
    fn from(colour: Colour) -> String {
        format!("#{:06X}", colour.0)
    }
}

impl Default for Look {
    fn default() -> Look {
        Look {
            letterhead: None,
            authority_above: String::new(),
            office: String::new(),
            place: String::new(),
            signatory_lines: vec!["THỦ TRƯỞNG ĐƠN VỊ".to_owned()],
            signatory: String::new(),
            compiler_lines: None,
            compiler: String::new(),
            numbered_annexes: true,
            recipients: Vec::new(),
            reply_within_days: None,
            reply_to_all: false,
            empty_columns: None,
            reply_to: String::new(),
            contacts: Vec::new(),
            mail: MailTemplate::default(),
            number: String::new(),
            attached: None,
            order: Order::GivenName,
            columns: vec![ListColumn::BirthYear, ListColumn::Job, ListColumn::Unit, ListColumn::Achievement],
            heading_colour: Colour(0xE7_EC_F2),
            province: None,
            district: None,
            commune: None,
        }
    }
}

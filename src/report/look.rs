use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::mail_template::MailTemplate;

/// What an office puts on its documents: the section `[look]` of `tonghop.toml`.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields, default)]
pub struct Look {
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
}

/// Whom to call at a unit: a table `[[contact]]` of `tonghop.toml`.
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

/// In which order exemplars stand within a movement and kind.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize, Serialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum Order {
    /// People by given name, everybody else by name, in Vietnamese order.
    GivenName,
    /// By the protocol order of their units, then by given name.
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

/// A colour, written `#E7ECF2`.
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
            reply_to: String::new(),
            contacts: Vec::new(),
            mail: MailTemplate::default(),
            number: String::new(),
            attached: None,
            order: Order::GivenName,
            columns: vec![ListColumn::BirthYear, ListColumn::Job, ListColumn::Unit, ListColumn::Achievement],
            heading_colour: Colour(0xE7_EC_F2),
        }
    }
}

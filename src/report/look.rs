use serde::Deserialize;

use super::mail_template::MailTemplate;

/// What an office puts on its documents: the section `[look]` of `tonghop.toml`.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct Look {
    /// Upper line of the letterhead: the authority above; printed in capitals.
    pub authority_above: String,
    /// Lower line of the letterhead: the office that issues the table; printed in capitals there, and
    /// as it is written where a sentence names it.
    pub office: String,
    /// Number and sign of the document, such as `Số: ……/BC-PNV`; an annex has none.
    pub number: String,
    /// The line in italics below the titles, without its brackets: `Kèm theo Kế hoạch số 12/KH-UBND…`;
    /// blank leaves it out. Unless it is set, it speaks of a report whose number is still to be written.
    pub attached: Option<String>,
    /// Place name before the date.
    pub place: String,
    /// Lines over the signature, such as `TL. CHỦ TỊCH`, `TRƯỞNG PHÒNG`.
    pub signatory_lines: Vec<String>,
    /// The signatory's name; blank leaves room to write it.
    pub signatory: String,
    /// Lines over the left signature, of whoever drew the table up; unless they are set, `NGƯỜI LẬP BIỂU`
    /// where no recipients stand on that side.
    pub compiler_lines: Option<Vec<String>>,
    /// The name of whoever drew the table up; blank leaves room to write it.
    pub compiler: String,
    /// Whether sheets that are attached to a report are numbered over their titles: `Phụ lục I`.
    pub numbered_annexes: bool,
    /// Lines of "Nơi nhận".
    pub recipients: Vec<String>,
    /// In how many days after the end of the period a unit is asked to answer a reminder; unless it is set,
    /// the day is left open.
    pub reply_within_days: Option<u16>,
    /// To whom units answer a reminder, as it is printed: `bà Nguyễn Thị A, điện thoại 0200 000 000`.
    pub reply_to: String,
    /// Whom to call at each unit; the tables `[[contact]]`.
    #[serde(skip)]
    pub contacts: Vec<Contact>,
    /// The words of mails to units: `mau-thu.txt`.
    #[serde(skip)]
    pub mail: MailTemplate,
    /// In which order people stand in *Danh sách*.
    pub order: Order,
    /// Columns of *Danh sách* behind STT and name, from left to right.
    pub columns: Vec<ListColumn>,
    /// Background of column headers.
    pub heading_colour: Colour,
}

/// Whom to call at a unit: a table `[[contact]]` of `tonghop.toml`.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Contact {
    /// The code of the unit, as in the unit list.
    pub unit: String,
    /// The person.
    #[serde(default)]
    pub person: String,
    /// The telephone.
    #[serde(default)]
    pub phone: String,
    /// The address; unless it is set, the first of the unit list.
    #[serde(default)]
    pub email: String,
}

/// In which order exemplars stand within a movement and kind.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Order {
    /// People by given name, everybody else by name, in Vietnamese order.
    GivenName,
    /// By the protocol order of their units, then by given name.
    Protocol,
}

/// A column of *Danh sách*.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize)]
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
}

/// A colour, written `#E7ECF2`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize)]
#[serde(try_from = "String")]
pub struct Colour(pub u32);

impl TryFrom<String> for Colour {
    type Error = String;

    fn try_from(written: String) -> Result<Colour, String> {
        let digits = written.strip_prefix('#').filter(|digits| digits.len() == 6);
        let colour = digits.and_then(|digits| u32::from_str_radix(digits, 16).ok());
        colour.map(Colour).ok_or_else(|| format!("màu «{written}» không đúng dạng, ví dụ #E7ECF2"))
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

//! What a column can mean, and the words on forms that say so.

use std::collections::HashMap;
use std::sync::LazyLock;

use crate::text;

/// The built-in dictionary of column headers, with its source in the file.
const COLUMNS: &str = include_str!("../../schemas/columns.csv");

/// Headers longer than this many words are prose, not headers.
const MAX_HEADER_WORDS: usize = 16;

macro_rules! fields {
    ($( $(#[$doc:meta])* $name:ident = $id:literal, )*) => {
        /// The meaning of a column.
        #[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
        pub enum Field { $( $(#[$doc])* $name, )* }

        impl Field {
            /// All fields.
            pub const ALL: &'static [Field] = &[ $( Field::$name, )* ];

            /// The word used in `schemas/columns.csv` and by `inspect --json`.
            pub fn id(self) -> &'static str {
                match self { $( Field::$name => $id, )* }
            }
        }
    };
}

fields! {
    /// STT.
    Ordinal = "ordinal",
    /// Ông/Bà/chức danh.
    Honorific = "honorific",
    /// Name of a person or of any exemplar.
    Name = "name",
    /// Họ (và tên đệm) where the name is split.
    FamilyName = "family_name",
    /// Tên where the name is split.
    GivenName = "given_name",
    /// Name of a collective.
    CollectiveName = "collective_name",
    /// Date or year of birth.
    BirthDate = "birth_date",
    /// Year of birth.
    BirthYear = "birth_year",
    /// Day of birth where the date is split.
    BirthDay = "birth_day",
    /// Month of birth where the date is split.
    BirthMonth = "birth_month",
    /// Birth of men: the column also says the gender.
    BirthMale = "birth_male",
    /// Birth of women: the column also says the gender.
    BirthFemale = "birth_female",
    /// Nam or Nữ.
    Gender = "gender",
    /// A tick for men.
    MaleTick = "male_tick",
    /// A tick for women.
    FemaleTick = "female_tick",
    /// Dân tộc.
    Ethnicity = "ethnicity",
    /// Tôn giáo.
    Religion = "religion",
    /// Cấp bậc, quân hàm.
    Rank = "rank",
    /// Chức vụ, nghề nghiệp.
    Position = "position",
    /// Chức vụ and đơn vị in one cell.
    PositionWorkplace = "position_workplace",
    /// Đơn vị công tác.
    Workplace = "workplace",
    /// Địa chỉ.
    Address = "address",
    /// Số điện thoại.
    Phone = "phone",
    /// Số định danh cá nhân.
    IdentityNumber = "identity_number",
    /// Tập thể, cá nhân, hộ gia đình….
    Kind = "kind",
    /// Class of officer or organisation in award software.
    ObjectClass = "object_class",
    /// Phong trào, cuộc vận động, lĩnh vực.
    Movement = "movement",
    /// Tên mô hình.
    Practice = "practice",
    /// Thành tích.
    Achievement = "achievement",
    /// Khen thưởng đã đạt.
    AwardHistory = "award_history",
    /// Danh hiệu, hình thức đề nghị.
    ProposedAward = "proposed_award",
    /// Mức độ hoàn thành nhiệm vụ.
    Rating = "rating",
    /// Sáng kiến.
    Initiative = "initiative",
    /// Quyết định, ngày công nhận.
    Decision = "decision",
    /// A column of ticks whose header says what is ticked.
    Tick = "tick",
    /// Ghi chú.
    Remark = "remark",
    /// A code of some software.
    Code = "code",
}

impl Field {
    /// The field of that name.
    pub fn from_id(id: &str) -> Option<Field> {
        Field::ALL.iter().copied().find(|field| field.id() == id)
    }

    /// Whether the column says who is registered.
    pub fn names_somebody(self) -> bool {
        matches!(
            self,
            Field::Name | Field::FamilyName | Field::GivenName | Field::CollectiveName | Field::Practice
        )
    }
}

/// How a header was recognised.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Match {
    /// What it means.
    pub field: Field,
    /// How sure, 0 to 1.
    pub confidence: f32,
}

/// The words that mean a field.
#[derive(Debug)]
pub struct Dictionary {
    exact: HashMap<String, Field>,
    /// Phrases of two words and more, longest first, for headers that say more than the phrase.
    phrases: Vec<(String, Field)>,
}

impl Dictionary {
    /// The built-in dictionary.
    pub fn built_in() -> &'static Dictionary {
        static BUILT_IN: LazyLock<Dictionary> = LazyLock::new(|| Dictionary::parse(COLUMNS));
        &BUILT_IN
    }

    /// Reads lines `field,header`; lines that name no field are left out (a test holds that the
    /// built-in list has none).
    fn parse(csv: &str) -> Dictionary {
        let mut exact = HashMap::new();
        let mut phrases = Vec::new();
        let mut reader = csv::ReaderBuilder::new().comment(Some(b'#')).from_reader(csv.as_bytes());
        for (id, header) in reader.deserialize::<(String, String)>().flatten() {
            let Some(field) = Field::from_id(&id) else { continue };
            let key = text::key(&header);
            if key.contains(' ') {
                phrases.push((key.clone(), field));
            }
            exact.entry(key).or_insert(field);
        }
        phrases.sort_by(|a, b| (b.0.len(), &a.0).cmp(&(a.0.len(), &b.0)));
        phrases.dedup();
        Dictionary { exact, phrases }
    }

    /// What a header cell means.
    pub fn lookup(&self, header: &str) -> Option<Match> {
        let key = text::key(&without_brackets(header));
        if let Some(field) = self.exact.get(&key) {
            return Some(Match { field: *field, confidence: 1.0 });
        }
        // The hint in brackets may be the meaning: "Ông (bà)".
        let whole = text::key(header);
        if let Some(field) = self.exact.get(&whole) {
            return Some(Match { field: *field, confidence: 1.0 });
        }
        if key.split(' ').count() > MAX_HEADER_WORDS {
            return None;
        }
        let begins = self
            .phrases
            .iter()
            .find(|(phrase, _)| key.strip_prefix(phrase.as_str()).is_some_and(|rest| rest.starts_with(' ')));
        if let Some((_, field)) = begins {
            return Some(Match { field: *field, confidence: 0.85 });
        }
        let padded = format!(" {key} ");
        let holds = self.phrases.iter().find(|(phrase, _)| padded.contains(&format!(" {phrase} ")));
        holds.map(|(_, field)| Match { field: *field, confidence: 0.6 })
    }
}

/// The text without what stands in round brackets.
fn without_brackets(text: &str) -> String {
    let mut depth = 0_u32;
    text.chars()
        .filter(|c| match c {
            '(' => {
                depth += 1;
                false
            }
            ')' => {
                depth = depth.saturating_sub(1);
                false
            }
            _ => depth == 0,
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(header: &str, expect: Option<Field>) {
        assert_eq!(Dictionary::built_in().lookup(header).map(|found| found.field), expect, "{header}");
    }

    #[test]
    fn headers_are_known_in_all_their_spellings() {
        check("STT", Some(Field::Ordinal));
        check(" Số \nTT", Some(Field::Ordinal));
        check("S\nT\nT", Some(Field::Ordinal));
        check("HỌ VÀ TÊN", Some(Field::Name));
        check("Ngày, tháng, năm sinh (định dạng dd-mm-yyyy)", Some(Field::BirthDate));
        check("Tên gọi\n(Ông/Bà/Chức danh)", Some(Field::Honorific));
        check("Ông (bà)", Some(Field::Honorific));
        check("Tên tập thể/cá nhân/hộ gia đình", Some(Field::Name));
        check("Tên đơn vị / tập thể", Some(Field::CollectiveName));
        check("Tên đơn vị/tập thể\ncông tác", Some(Field::Workplace));
        check("Tên phòng ban/ khối, tổ \ncông tác", Some(Field::Workplace));
        check("Chức vụ, đơn vị công tác", Some(Field::PositionWorkplace));
        check("Mã danh hiệu thi đua\n(nếu có)", Some(Field::ProposedAward));
        check("Địa chỉ / Nơi ở", Some(Field::Address));
        check("Thuộc phong trào thi đua nào", Some(Field::Movement));
        check("Nguyễn Văn An", None);
        check("", None);
    }

    #[test]
    fn the_list_of_headers_is_sound() {
        let mut reader = csv::ReaderBuilder::new().comment(Some(b'#')).from_reader(COLUMNS.as_bytes());
        let mut seen = HashMap::new();
        for line in reader.deserialize::<(String, String)>() {
            let (id, header) = line.unwrap_or_default();
            assert!(Field::from_id(&id).is_some(), "no field {id}");
            let before = seen.insert(text::key(&header), header.clone());
            assert_eq!(before, None, "{header} stands twice");
        }
    }
}

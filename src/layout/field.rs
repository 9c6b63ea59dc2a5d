//! What a column can mean, and the words on forms that say so.

use std::collections::{BTreeMap, HashMap};
use std::sync::LazyLock;

use crate::finding::{Code, Finding, Noted, Place, Spot};
use crate::text;
use crate::text::table::DelimitedTable;

/// The built-in dictionary of column headers, with its source in the file.
const COLUMNS: &str = include_str!("../../schemas/columns.csv");

/// Headers longer than this many words are prose, not headers.
const MAX_HEADER_WORDS: usize = 16;
/// Headers longer than this many bytes are prose, not headers.
const MAX_HEADER_CHARS: usize = 400;

macro_rules! fields {
    ($( $(#[$doc:meta])* $name:ident = $id:literal / $label:literal, )*) => {
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

            /// What an officer calls it.
            pub fn label(self) -> &'static str {
                match self { $( Field::$name => $label, )* }
            }
        }
    };
}

fields! {
    /// STT.
    Ordinal = "ordinal" / "số thứ tự",
    /// Ông/Bà/chức danh.
    Honorific = "honorific" / "ông/bà",
    /// Name of a person or of any exemplar.
    Name = "name" / "họ tên",
    /// Họ (và tên đệm) where the name is split.
    FamilyName = "family_name" / "họ, đệm",
    /// Tên where the name is split.
    GivenName = "given_name" / "tên",
    /// Name of a collective.
    CollectiveName = "collective_name" / "tên tập thể",
    /// Date or year of birth.
    BirthDate = "birth_date" / "ngày sinh",
    /// Year of birth.
    BirthYear = "birth_year" / "năm sinh",
    /// Day of birth where the date is split.
    BirthDay = "birth_day" / "ngày (sinh)",
    /// Month of birth where the date is split.
    BirthMonth = "birth_month" / "tháng (sinh)",
    /// Age in years.
    Age = "age" / "tuổi",
    /// Birth of men: the column also says the gender.
    BirthMale = "birth_male" / "năm sinh của nam",
    /// Birth of women: the column also says the gender.
    BirthFemale = "birth_female" / "năm sinh của nữ",
    /// Nam or Nữ.
    Gender = "gender" / "giới tính",
    /// A tick for men.
    MaleTick = "male_tick" / "đánh dấu nam",
    /// A tick for women.
    FemaleTick = "female_tick" / "đánh dấu nữ",
    /// Dân tộc.
    Ethnicity = "ethnicity" / "dân tộc",
    /// Tôn giáo.
    Religion = "religion" / "tôn giáo",
    /// Cấp bậc, quân hàm.
    Rank = "rank" / "cấp bậc",
    /// Chức vụ, nghề nghiệp.
    Position = "position" / "chức vụ",
    /// Chức vụ and đơn vị in one cell.
    PositionWorkplace = "position_workplace" / "chức vụ và đơn vị",
    /// Đơn vị công tác.
    Workplace = "workplace" / "đơn vị",
    /// Địa chỉ.
    Address = "address" / "địa chỉ",
    /// Số điện thoại.
    Phone = "phone" / "điện thoại",
    /// Thư điện tử.
    Email = "email" / "thư điện tử",
    /// Số định danh cá nhân.
    IdentityNumber = "identity_number" / "số định danh",
    /// Tập thể, cá nhân, hộ gia đình….
    Kind = "kind" / "loại (tập thể, cá nhân…)",
    /// Class of officer or organisation in award software.
    ObjectClass = "object_class" / "phân loại đối tượng",
    /// Phong trào, cuộc vận động, lĩnh vực.
    Movement = "movement" / "phong trào, lĩnh vực",
    /// A whole registration in one line of text, where there is no table.
    Line = "line" / "dòng đăng ký",
    /// Tên mô hình.
    Practice = "practice" / "mô hình",
    /// Who carries a practice out.
    Carrier = "carrier" / "người, đơn vị thực hiện mô hình",
    /// Thành tích.
    Achievement = "achievement" / "thành tích",
    /// Khen thưởng đã đạt.
    AwardHistory = "award_history" / "khen thưởng đã có",
    /// Danh hiệu, hình thức đề nghị.
    ProposedAward = "proposed_award" / "danh hiệu đề nghị",
    /// Mức độ hoàn thành nhiệm vụ.
    Rating = "rating" / "xếp loại",
    /// Sáng kiến.
    Initiative = "initiative" / "sáng kiến",
    /// Quyết định, ngày công nhận.
    Decision = "decision" / "quyết định",
    /// A column of ticks whose header says what is ticked.
    Tick = "tick" / "đánh dấu",
    /// Ghi chú.
    Remark = "remark" / "ghi chú",
    /// A code of some software.
    Code = "code" / "mã",
    /// The code of the unit that the row belongs to, in workbooks of this program.
    UnitCode = "unit_code" / "mã đơn vị",
    /// The code of the lead agency that the row counts for, in workbooks of this program.
    LeadCode = "lead_code" / "mã cơ quan chủ trì",
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
            Field::Name
                | Field::FamilyName
                | Field::GivenName
                | Field::CollectiveName
                | Field::Practice
                | Field::Line
        )
    }
}

/// How a header was recognised.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct HeaderMatch {
    /// What it means.
    pub field: Field,
    /// How sure, 0 to 1.
    pub confidence: f32,
}

/// The words that mean a field.
#[derive(Debug, Clone, Default)]
pub struct Dictionary {
    /// Whole headers by key; `None` for words that are known and mean no field here.
    exact: HashMap<String, Option<Field>>,
    /// The same without marks, for sheets that are typed without them.
    bare: HashMap<String, Option<Field>>,
    /// Phrases of two words and more by their first word, longest first, for headers that say more
    /// than the phrase.
    phrases: BTreeMap<String, Vec<(String, Option<Field>)>>,
    /// Headers without marks that lack one letter: a header that is one slip away from a known one shares one
    /// with it. `None` where two known headers do.
    near: HashMap<String, Option<Option<Field>>>,
}

/// Letters of the shortest header that is known with a slip in it.
const LEAST_MISSPELT: usize = 6;
/// Letters of the longest.
const MOST_MISSPELT: usize = 30;

/// A key with each of its letters left out in turn.
fn shorter(key: &str) -> impl Iterator<Item = String> + '_ {
    key.char_indices().map(|(at, letter)| {
        let rest = key.get(at + letter.len_utf8()..).unwrap_or_default();
        format!("{}{rest}", key.get(..at).unwrap_or_default())
    })
}

/// Words of headers as clerks cut them, and in full; both without marks.
const ABBREVIATED: [(&str, &str); 22] = [
    ("bp", "bo phan"),
    ("cq", "co quan"),
    ("ct", "cong tac"),
    ("cv", "chuc vu"),
    ("cvu", "chuc vu"),
    ("dc", "dia chi"),
    ("dchi", "dia chi"),
    ("dk", "dang ky"),
    ("dv", "don vi"),
    ("dvi", "don vi"),
    ("gchu", "ghi chu"),
    ("gtinh", "gioi tinh"),
    ("hten", "ho ten"),
    ("hvt", "ho va ten"),
    ("nd", "noi dung"),
    ("ngh", "nghe"),
    ("nn", "nghe nghiep"),
    ("nsinh", "nam sinh"),
    ("ntns", "ngay thang nam sinh"),
    ("pt", "phong trao"),
    ("ptrao", "phong trao"),
    ("td", "thi dua"),
];

/// How sure a misspelt header is.
pub(super) const MISSPELT: f32 = 0.75;
/// In `columns.csv`: a header that looks like a field and means none.
const NO_FIELD: &str = "none";

impl Dictionary {
    /// The built-in dictionary.
    pub fn built_in() -> &'static Dictionary {
        static BUILT_IN: LazyLock<Dictionary> = LazyLock::new(|| {
            let mut dictionary = Dictionary::default();
            dictionary.add(&DelimitedTable::read(COLUMNS.as_bytes()));
            dictionary.settle()
        });
        &BUILT_IN
    }

    /// The built-in dictionary under an office's own list, whose words come first. `csv` has lines
    /// `field,header` under that heading; a line that cannot be used is a finding at its row.
    pub fn with(name: &str, csv: &[u8]) -> Noted<Dictionary> {
        let mut dictionary = Dictionary::default();
        let table = DelimitedTable::read(csv);
        let unknown = dictionary.add(&table);
        dictionary.add(&DelimitedTable::read(COLUMNS.as_bytes()));
        let findings = unknown.into_iter().map(|(row, id)| {
            let known = Field::ALL.iter().map(|field| field.id()).chain([NO_FIELD]);
            let nearest =
                text::nearest(&id, known).map(|near| format!(" Gần nhất: «{near}».")).unwrap_or_default();
            let place = Place { spot: Spot::Row(row), ..Place::file(name) };
            Finding::new(Code::SettingUnknown, place, format!("Không có trường «{id}».{nearest}")).raw(id)
        });
        let findings = table.lost_letters(&Place::file(name)).into_iter().chain(findings).collect();
        Noted::new(dictionary.settle(), findings)
    }

    /// Adds the lines of a list that are not yet known; gives back zero-based rows and fields of
    /// lines that name no field.
    fn add(&mut self, table: &DelimitedTable) -> Vec<(u32, String)> {
        let mut unknown = Vec::new();
        // The first row is the heading.
        for row in table.rows.iter().skip(1) {
            let field_of = |at: usize| row.fields.get(at).map_or("", String::as_str);
            let (id, header) = (field_of(0), field_of(1));
            let field = Field::from_id(id);
            if field.is_none() && id != NO_FIELD {
                unknown.push((row.row, id.to_owned()));
                continue;
            }
            let key = text::key(header);
            if key.is_empty() {
                continue;
            }
            if let Some((first, _)) = key.split_once(' ') {
                let phrases = self.phrases.entry(first.to_owned()).or_default();
                if phrases.iter().all(|(phrase, _)| *phrase != key) {
                    phrases.push((key.clone(), field));
                }
            }
            self.bare.entry(text::bare_key(header)).or_insert(field);
            self.exact.entry(key).or_insert(field);
        }
        unknown
    }

    /// Puts longer phrases before shorter ones, and makes ready for misspelt headers.
    fn settle(mut self) -> Dictionary {
        for (key, field) in self.bare.iter().filter(|(key, _)| LEAST_MISSPELT <= key.len()) {
            for shorter in shorter(key) {
                // What may be a slip of two headers is known as neither.
                self.near
                    .entry(shorter)
                    .and_modify(|known| {
                        if *known != Some(*field) {
                            *known = None;
                        }
                    })
                    .or_insert(Some(*field));
            }
        }
        for phrases in self.phrases.values_mut() {
            phrases.sort_by(|a, b| (b.0.len(), &a.0).cmp(&(a.0.len(), &b.0)));
        }
        self
    }

    /// What a header cell means.
    pub fn lookup(&self, header: &str) -> Option<HeaderMatch> {
        // A registration's own prose is no header; this is asked of every row.
        if MAX_HEADER_CHARS < header.len() {
            return None;
        }
        let (field, confidence) = self.known(header)?;
        field.map(|field| HeaderMatch { field, confidence })
    }

    /// Whether a header is known to mean no field.
    pub(super) fn means_nothing(&self, header: &str) -> bool {
        matches!(self.known(header), Some((None, _)))
    }

    /// The entry of a header, where it may be one that means no field.
    fn known(&self, header: &str) -> Option<(Option<Field>, f32)> {
        let key = text::key(&without_brackets(header));
        if let Some(field) = self.exact.get(&key) {
            return Some((*field, 1.0));
        }
        // The hint in brackets may be the meaning: "Ông (bà)".
        if header.contains('(')
            && let Some(field) = self.exact.get(&text::key(header))
        {
            return Some((*field, 1.0));
        }
        if key.is_ascii()
            && let Some(field) = self.bare.get(&key)
        {
            // "TEN", "HO", "MA" are more than one word without their marks.
            return Some((*field, if key.contains(' ') { 1.0 } else { 0.8 }));
        }
        if key.split(' ').count() > MAX_HEADER_WORDS {
            return None;
        }
        let mut starts = key.char_indices().filter(|(_, c)| *c == ' ').map(|(at, _)| at + 1);
        if let Some((_, field)) = self.phrase_at(&key) {
            return Some((field, 0.85));
        }
        let held = starts.by_ref().filter_map(|at| self.phrase_at(key.get(at..)?));
        let longest = held.max_by(|a, b| (a.0.len(), &b.0).cmp(&(b.0.len(), &a.0)));
        longest
            .map(|(_, field)| (field, 0.6))
            .or_else(|| self.abbreviated(&key))
            .or_else(|| self.misspelt(&key))
    }

    /// The entry of a header some words of which are cut to their first letters: "cv, nghe nghiep", "gchú".
    fn abbreviated(&self, key: &str) -> Option<(Option<Field>, f32)> {
        let bare = text::bare_key(key);
        let in_full = |word| ABBREVIATED.iter().find(|(short, _)| *short == word).map(|(_, full)| *full);
        if !bare.split(' ').any(|word| in_full(word).is_some()) {
            return None;
        }
        let words: Vec<&str> = bare.split(' ').map(|word| in_full(word).unwrap_or(word)).collect();
        self.bare.get(&words.join(" ")).map(|field| (*field, MISSPELT))
    }

    /// The entry of a header with wrong marks, or one letter too many, too few or another.
    fn misspelt(&self, key: &str) -> Option<(Option<Field>, f32)> {
        let n = key.len();
        if !(LEAST_MISSPELT..=2 * MOST_MISSPELT).contains(&n) || key.bytes().any(|byte| byte.is_ascii_digit())
        {
            return None;
        }
        let bare = text::bare_key(key);
        if !(LEAST_MISSPELT..=MOST_MISSPELT).contains(&bare.len()) || !bare.contains(' ') {
            return None;
        }
        if let Some(field) = self.bare.get(&bare) {
            return Some((*field, MISSPELT));
        }
        let lacking = self.near.get(&bare).copied().flatten();
        let found = lacking.or_else(|| {
            shorter(&bare).find_map(|shorter| {
                self.bare.get(&shorter).copied().or_else(|| self.near.get(&shorter).copied().flatten())
            })
        });
        found.map(|field| (field, MISSPELT))
    }

    /// The longest phrase with which a text begins.
    fn phrase_at(&self, text: &str) -> Option<(&str, Option<Field>)> {
        let first = text.split(' ').next()?;
        let phrases = self.phrases.get(first)?;
        let begins = |phrase: &str| {
            text.strip_prefix(phrase).is_some_and(|rest| rest.is_empty() || rest.starts_with(' '))
        };
        let (phrase, field) = phrases.iter().find(|(phrase, _)| begins(phrase))?;
        Some((phrase, *field))
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
            assert!(Field::from_id(&id).is_some() || id == NO_FIELD, "no field {id}");
            let before = seen.insert(text::key(&header), header.clone());
            assert_eq!(before, None, "{header} stands twice");
        }
    }
}

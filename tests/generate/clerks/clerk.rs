//! A clerk with habits, and what a row looks like under their hands.

use super::bodies::{Body, FORMS, OF_COMMUNE};
use super::country::{Province, SCHOOLS, Sender, own_name, small};
use super::people::{Exemplar, Who, Work};
use crate::registrations::Chance;

/// Habits; each is kept in all lists of a sender.
#[derive(Debug, Clone, Copy)]
pub(super) struct Clerk {
    capitals: bool,
    unmarked: bool,
    birth: Birth,
    unit: Unit,
    short: bool,
    says_gender: bool,
    says_address: bool,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Birth {
    Year,
    Date,
    Age,
    Nothing,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Unit {
    Full,
    Short,
    Abbreviated,
    Nothing,
}

impl Clerk {
    pub(super) fn of(chance: &mut Chance) -> Clerk {
        let birth = match chance.below(100) {
            0..=54 => Birth::Year,
            55..=89 => Birth::Date,
            90..=93 => Birth::Age,
            _ => Birth::Nothing,
        };
        let unit = match chance.below(100) {
            0..=29 => Unit::Full,
            30..=64 => Unit::Short,
            65..=84 => Unit::Abbreviated,
            _ => Unit::Nothing,
        };
        Clerk {
            capitals: chance.share(0.2),
            unmarked: chance.share(0.01),
            birth,
            unit,
            short: chance.share(0.35),
            says_gender: chance.share(0.6),
            says_address: chance.share(0.5),
        }
    }

    /// Name, holder, birth, gender, post, unit, address.
    pub(super) fn row(
        self,
        chance: &mut Chance,
        who: &Exemplar,
        sender: Sender,
        province: &Province,
    ) -> Vec<String> {
        let place = self.place(who, sender, province);
        let hamlet = format!("{} {}", if province.region == 1 { "Ấp" } else { "Thôn" }, who.hamlet);
        let address = if self.says_address {
            format!("{hamlet}, {}", small(&province.communes[who.commune].name))
        } else {
            String::new()
        };
        match &who.who {
            Who::Person { work, post } => {
                let gender = if who.is_woman { "Nữ" } else { "Nam" };
                let unit = self.workplace(*work, who, &place, province);
                vec![
                    self.cased(&self.typed(chance, &who.name)),
                    "Cá nhân".to_owned(),
                    self.born(chance, who),
                    if self.says_gender { gender.to_owned() } else { String::new() },
                    self.post(chance, post),
                    unit,
                    if *work == Work::Hamlet { address } else { String::new() },
                ]
            }
            Who::Household { spouse } => {
                let (he, she) = if who.is_woman { ("bà", "ông") } else { ("ông", "bà") };
                let head = self.cased(&self.typed(chance, &who.name));
                let name = match chance.below(10) {
                    0 => format!("Gia đình {he} {head}, {she} {spouse}"),
                    1..=4 => format!("Hộ {he} {head}"),
                    5..=7 => format!("Gia đình {he} {head}"),
                    _ => format!("Hộ {head}"),
                };
                vec![
                    name,
                    "Hộ gia đình".to_owned(),
                    self.born(chance, who),
                    String::new(),
                    String::new(),
                    place,
                    address,
                ]
            }
            Who::Body(body) => {
                let (name, unit) = self.body(chance, body, who, sender, province, place);
                let name = if chance.share(0.15) { format!("Tập thể {name}") } else { name };
                vec![
                    self.cased(&name),
                    body.kind().to_owned(),
                    String::new(),
                    String::new(),
                    String::new(),
                    unit,
                    String::new(),
                ]
            }
        }
    }

    fn cased(self, name: &str) -> String {
        let name = if self.unmarked { unmarked(name) } else { name.to_owned() };
        if self.capitals { name.to_uppercase() } else { name }
    }

    /// The name with what slips of it, one thing at most.
    fn typed(self, chance: &mut Chance, name: &str) -> String {
        let mut words: Vec<String> = name.split(' ').map(str::to_owned).collect();
        let at = chance.below(words.len());
        match chance.below(1000) {
            0..=3 => words[at] = without_tone(&words[at]),
            4..=6 => return unmarked(name),
            7..=9 => words[at] = with_wrong_letter(chance, &words[at]),
            10..=12 if 2 < words.len() => drop(words.remove(1)),
            13..=14 => return words.iter().map(|word| telex(word)).collect::<Vec<_>>().join(" "),
            _ => {}
        }
        words.join(" ")
    }

    fn born(self, chance: &mut Chance, who: &Exemplar) -> String {
        let born = who.born;
        let mut year = born.year();
        match chance.below(1000) {
            0..=3 => year += if chance.share(0.5) { 1 } else { -1 },
            4 => year = year / 100 * 100 + year % 10 * 10 + year / 10 % 10,
            5..=24 => return String::new(),
            _ => {}
        }
        let (day, month) = (born.day(), born.month());
        match self.birth {
            Birth::Nothing => String::new(),
            Birth::Age => (2024 - year).to_string() + " tuổi",
            Birth::Date if chance.share(0.004) && day <= 12 => format!("{month:02}/{day:02}/{year}"),
            Birth::Date => format!("{day:02}/{month:02}/{year}"),
            Birth::Year => year.to_string(),
        }
    }

    fn post(self, chance: &mut Chance, post: &str) -> String {
        const SHORT: [(&str, &str); 8] = [
            ("Giáo viên", "GV"),
            ("Phó Hiệu trưởng", "PHT"),
            ("Hiệu trưởng", "HT"),
            ("Chủ tịch", "CT"),
            ("Phó Chủ tịch", "PCT"),
            ("Công chức", "CC"),
            ("Nhân viên", "NV"),
            ("Văn hóa - Xã hội", "VH-XH"),
        ];
        match chance.below(100) {
            0..=3 => ["Đảng viên", "Hội viên", "Cán bộ"][chance.below(3)].to_owned(),
            4..=11 => String::new(),
            _ if self.short => {
                SHORT.iter().fold(post.to_owned(), |post, (long, short)| post.replace(long, short))
            }
            _ => post.to_owned(),
        }
    }

    /// The commune as this clerk writes it.
    fn place(self, who: &Exemplar, sender: Sender, province: &Province) -> String {
        let name = &province.communes[who.commune].name;
        let district = small(province.district(who.commune));
        // Who is above has to say where; the commune itself need not.
        let is_far = !matches!(sender, Sender::Commune(_) | Sender::School(..));
        match self.unit {
            Unit::Nothing if !is_far => String::new(),
            Unit::Full => format!("{name}, {district}"),
            _ if matches!(sender, Sender::Province(_)) => format!("{name}, {district}"),
            Unit::Abbreviated if name.starts_with("Xã ") => format!("UBND {}", small(name)),
            Unit::Abbreviated => name.replace("Phường ", "P. ").replace("Thị trấn ", "TT "),
            Unit::Short | Unit::Nothing => name.clone(),
        }
    }

    fn workplace(self, work: Work, who: &Exemplar, place: &str, province: &Province) -> String {
        let commune = own_name(&province.communes[who.commune].name);
        match work {
            Work::School(_) if place.is_empty() => String::new(),
            Work::School(kind) => {
                let short = ["Trường MN", "Trường TH", "Trường THCS"][kind];
                let school = if self.short { short } else { SCHOOLS[kind] };
                match place.split_once(", ") {
                    Some((_, district)) => format!("{school} {commune}, {district}"),
                    None => format!("{school} {commune}"),
                }
            }
            Work::Station if !place.is_empty() && !self.short => {
                let place = place.strip_prefix("UBND ").unwrap_or(place);
                format!("Trạm Y tế {}", small(place))
            }
            _ => place.to_owned(),
        }
    }

    /// A body's name, and what stands in its column of units.
    fn body(
        self,
        chance: &mut Chance,
        body: &Body,
        who: &Exemplar,
        sender: Sender,
        province: &Province,
        place: String,
    ) -> (String, String) {
        let commune = small(&province.communes[who.commune].name);
        let (kind, ends) = match body {
            Body::Of(of) => {
                let (long, short) = OF_COMMUNE[*of];
                ((if self.short { short } else { long }).to_owned(), format!(" {commune}"))
            }
            Body::Hamlet(number) => (hamlet(chance, *number, province.region), format!(", {commune}")),
            Body::Cell(number) => {
                let hamlet = hamlet(chance, *number, province.region);
                let word = if chance.share(0.3) { "CB" } else { "Chi bộ" };
                (format!("{word} {}", small(&hamlet)), format!(", {commune}"))
            }
            Body::School(kind) => {
                let short = ["Trường MN", "Trường TH", "Trường THCS"][*kind];
                let school = if self.short { short } else { SCHOOLS[*kind] };
                return (format!("{school} {}", own_name(&province.communes[who.commune].name)), place);
            }
            Body::Firm { form, brand } => {
                let spelt = if chance.share(0.4) { *chance.one(FORMS[*form]) } else { FORMS[*form][0] };
                return (format!("{spelt} {brand}"), place);
            }
            Body::Cooperative { brand } => {
                let word = if self.short { "HTX" } else { "Hợp tác xã" };
                return (format!("{word} {brand}"), place);
            }
        };
        let is_own = matches!(sender, Sender::Commune(_));
        match (is_own || !place.is_empty()) && chance.share(0.35) {
            true => (kind, place),
            false => {
                let place = if chance.share(0.4) { String::new() } else { place };
                let district = match sender {
                    Sender::Province(_) => format!(", {}", small(province.district(who.commune))),
                    _ => String::new(),
                };
                (format!("{kind}{ends}{district}"), place)
            }
        }
    }
}

/// "Thôn 5", "Thôn số 5", "Thôn 05", "Thôn V".
fn hamlet(chance: &mut Chance, number: usize, region: usize) -> String {
    const ROMAN: [&str; 15] =
        ["", "I", "II", "III", "IV", "V", "VI", "VII", "VIII", "IX", "X", "XI", "XII", "XIII", "XIV"];
    let word = ["Thôn", "Ấp", "Thôn"][region];
    match chance.below(6) {
        0 => format!("{word} số {number}"),
        1 => format!("{word} {number:02}"),
        2 => format!("{word} {}", ROMAN[number]),
        _ => format!("{word} {number}"),
    }
}

/// Letters that lose their tone but keep their shape.
fn without_tone(word: &str) -> String {
    const TONED: [(&str, char); 24] = [
        ("áàảãạ", 'a'),
        ("ắằẳẵặ", 'ă'),
        ("ấầẩẫậ", 'â'),
        ("éèẻẽẹ", 'e'),
        ("ếềểễệ", 'ê'),
        ("íìỉĩị", 'i'),
        ("óòỏõọ", 'o'),
        ("ốồổỗộ", 'ô'),
        ("ớờởỡợ", 'ơ'),
        ("úùủũụ", 'u'),
        ("ứừửữự", 'ư'),
        ("ýỳỷỹỵ", 'y'),
        ("ÁÀẢÃẠ", 'A'),
        ("ẮẰẲẴẶ", 'Ă'),
        ("ẤẦẨẪẬ", 'Â'),
        ("ÉÈẺẼẸ", 'E'),
        ("ẾỀỂỄỆ", 'Ê'),
        ("ÍÌỈĨỊ", 'I'),
        ("ÓÒỎÕỌ", 'O'),
        ("ỐỒỔỖỘ", 'Ô'),
        ("ỚỜỞỠỢ", 'Ơ'),
        ("ÚÙỦŨỤ", 'U'),
        ("ỨỪỬỮỰ", 'Ư'),
        ("ÝỲỶỸỴ", 'Y'),
    ];
    let letter = |c| TONED.iter().find(|(toned, _)| toned.contains(c)).map_or(c, |(_, bare)| *bare);
    word.chars().map(letter).collect()
}

fn unmarked(name: &str) -> String {
    let shapes = |c: char| match c {
        'ă' | 'â' => 'a',
        'ê' => 'e',
        'ô' | 'ơ' => 'o',
        'ư' => 'u',
        'đ' => 'd',
        'Ă' | 'Â' => 'A',
        'Ê' => 'E',
        'Ô' | 'Ơ' => 'O',
        'Ư' => 'U',
        'Đ' => 'D',
        c => c,
    };
    without_tone(name).chars().map(shapes).collect()
}

fn with_wrong_letter(chance: &mut Chance, word: &str) -> String {
    let mut letters: Vec<char> = word.chars().collect();
    if 2 < letters.len() {
        let at = 1 + chance.below(letters.len() - 1);
        letters[at] = ['n', 'm', 'g', 'h', 'u'][chance.below(5)];
    }
    letters.into_iter().collect()
}

/// A word as its keys, the input method being off: "Nguyeenx".
fn telex(word: &str) -> String {
    const TONES: [&str; 5] = [
        "áắấéếíóốớúứýÁẮẤÉẾÍÓỐỚÚỨÝ",
        "àằầèềìòồờùừỳÀẰẦÈỀÌÒỒỜÙỪỲ",
        "ảẳẩẻểỉỏổởủửỷẢẲẨẺỂỈỎỔỞỦỬỶ",
        "ãẵẫẽễĩõỗỡũữỹÃẴẪẼỄĨÕỖỠŨỮỸ",
        "ạặậẹệịọộợụựỵẠẶẬẸỆỊỌỘỢỤỰỴ",
    ];
    let tone = word.chars().find_map(|c| TONES.iter().position(|tone| tone.contains(c)));
    let mut keys = String::new();
    for c in without_tone(word).chars() {
        keys.push_str(match c {
            'ă' => "aw",
            'â' => "aa",
            'ê' => "ee",
            'ô' => "oo",
            'ơ' => "ow",
            'ư' => "uw",
            'đ' => "dd",
            'Đ' => "DD",
            'Ê' => "EE",
            'Ô' => "OO",
            'Ơ' => "OW",
            'Ư' => "UW",
            'Â' => "AA",
            'Ă' => "AW",
            c => {
                keys.push(c);
                continue;
            }
        });
    }
    keys + tone.map_or("", |at| ["s", "f", "r", "x", "j"][at])
}

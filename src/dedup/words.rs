//! The evidence in an officer's words, field by field.

use crate::plan::HolderKind;
use crate::record::Registration;

use super::features::Features;
use super::level::{Agreement, BirthLevel, COMMON, Class, Levels, NameLevel, UnitLevel};

/// What speaks for and against a pair, strongest field first: "họ tên giống hệt; cùng năm sinh 1980; …".
pub(super) fn explain(levels: &Levels, (a, row): (&Features, &Registration), b: &Registration) -> String {
    let mut said = vec![name(levels.name, a)];
    said.extend(number(levels.number));
    said.extend(birth(levels.birth, a.class, row, b));
    said.push(unit(levels.unit, a.class).to_owned());
    if a.class == Class::Person {
        said.extend(agreement(levels.position, "cùng chức vụ", "chức vụ ghi khác nhau"));
    }
    if a.class != Class::Body {
        said.extend(agreement(levels.address, "cùng địa chỉ", "địa chỉ ghi khác nhau"));
    }
    if levels.gender == Agreement::Other {
        said.push("giới tính ghi khác nhau".to_owned());
    }
    said.join("; ")
}

fn name(level: NameLevel, profile: &Features) -> String {
    let who = match profile.class {
        Class::Person => "họ tên",
        Class::Household => "tên chủ hộ",
        Class::Body => "tên",
    };
    let how = name_step(level);
    let common = profile.class != Class::Body && level.is_whole() && profile.name_bits < COMMON;
    format!("{who} {how}{}", if common { " (tên nhiều người có)" } else { "" })
}

fn name_step(level: NameLevel) -> &'static str {
    match level {
        NameLevel::Equal => "giống hệt",
        NameLevel::Loose => "giống nhau, chỉ khác i/y hoặc dấu cách",
        NameLevel::Unmarked => "giống nhau, một bên thiếu dấu",
        NameLevel::Swapped => "cùng các chữ nhưng khác thứ tự",
        NameLevel::Marks => "khác dấu ở một chữ",
        NameLevel::Letter => "lệch một chữ cái",
        NameLevel::Part => "một bên thiếu hoặc viết tắt chữ đệm",
        NameLevel::Spouse => "bên này là vợ hoặc chồng ghi ở bên kia",
        NameLevel::Form => "riêng giống hệt nhưng khác loại hình",
        NameLevel::Other => "khác nhau",
    }
}

/// What makes a pair doubtful, whoever it is: the steps that fall short, in words of no one pair.
pub(super) fn doubts(holders: [HolderKind; 2], levels: &Levels) -> Vec<&'static str> {
    let is_of = |kind| holders.contains(&kind);
    let (person, household) = (HolderKind::Individual, HolderKind::Household);
    let mut said = Vec::new();
    said.push(match (is_of(person), is_of(household)) {
        (true, true) => "hộ gia đình và cá nhân cùng tên",
        (true, false) => "cá nhân",
        (false, true) => "hộ gia đình",
        (false, false) => "tập thể",
    });
    if !levels.name.is_whole() {
        said.extend(["tên", name_step(levels.name)]);
    }
    said.extend(match levels.birth {
        BirthLevel::SameDate | BirthLevel::SameYear => None,
        BirthLevel::Unknown => (is_of(person)).then_some("thiếu năm sinh ở ít nhất một bên"),
        BirthLevel::Turned => Some("ngày sinh lệch một chỗ"),
        BirthLevel::OtherDay => Some("cùng năm sinh nhưng khác ngày"),
        BirthLevel::NextYear => Some("năm sinh lệch một năm"),
        BirthLevel::Digits => Some("hai chữ số cuối của năm sinh đảo chỗ nhau"),
        BirthLevel::Other => Some("năm sinh khác nhau"),
    });
    if !levels.unit.is_one() {
        said.push(unit(levels.unit, Class::Person));
    }
    let other = |level: Agreement, words| (level == Agreement::Other).then_some(words);
    said.extend(other(levels.position, "chức vụ ghi khác nhau"));
    said.extend(other(levels.address, "địa chỉ ghi khác nhau"));
    said.extend(other(levels.number, "số định danh khác nhau"));
    said.extend(other(levels.gender, "giới tính ghi khác nhau"));
    said
}

fn number(level: Agreement) -> Option<String> {
    agreement(level, "cùng số định danh", "số định danh khác nhau")
}

fn birth(level: BirthLevel, class: Class, a: &Registration, b: &Registration) -> Option<String> {
    let year = |row: &Registration| row.birth_date.map(jiff::civil::Date::year).or(row.birth_year);
    let both = || match (year(a), year(b)) {
        (Some(a), Some(b)) if a != b => format!(" ({} và {})", a.min(b), a.max(b)),
        (Some(a), _) => format!(" {a}"),
        _ => String::new(),
    };
    let day = a.birth_date.map(|day| day.strftime(" %d/%m/%Y").to_string()).unwrap_or_default();
    Some(match level {
        BirthLevel::SameDate => format!("cùng ngày sinh{day}"),
        BirthLevel::SameYear => format!("cùng năm sinh{}", both()),
        BirthLevel::Turned if year(a) == year(b) => "ngày và tháng sinh đảo chỗ nhau".to_owned(),
        BirthLevel::Turned => format!("cùng ngày và tháng sinh, năm lệch một{}", both()),
        BirthLevel::OtherDay => format!("cùng năm sinh{} nhưng khác ngày", both()),
        BirthLevel::Digits => format!("hai chữ số cuối của năm sinh đảo chỗ nhau{}", both()),
        BirthLevel::NextYear => format!("năm sinh lệch một năm{}", both()),
        BirthLevel::Unknown if class != Class::Person => return None,
        BirthLevel::Unknown => "thiếu năm sinh ở ít nhất một bên".to_owned(),
        BirthLevel::Other => format!("năm sinh khác nhau{}", both()),
    })
}

fn unit(level: UnitLevel, class: Class) -> &'static str {
    match (level, class) {
        (UnitLevel::Same, Class::Household) => "cùng địa bàn",
        (UnitLevel::Same, _) => "cùng đơn vị",
        (UnitLevel::Succeeded, _) => "cùng đơn vị (đơn vị cũ đã nhập toàn bộ vào đơn vị mới)",
        (UnitLevel::Sender, _) => "một bên chưa rõ đơn vị, cùng đơn vị gửi danh sách",
        (UnitLevel::Related, _) => "đơn vị ghi khác nhau nhưng có liên quan",
        (UnitLevel::Around, _) => "một bên chỉ ghi đơn vị cấp trên hoặc đơn vị gửi",
        (UnitLevel::Unknown, _) => "chưa rõ đơn vị ở ít nhất một bên",
        (UnitLevel::Other, _) => "đơn vị khác nhau",
    }
}

fn agreement(level: Agreement, same: &str, other: &str) -> Option<String> {
    match level {
        Agreement::Same => Some(same.to_owned()),
        Agreement::Unknown => None,
        Agreement::Other => Some(other.to_owned()),
    }
}

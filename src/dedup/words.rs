//! The evidence in an officer's words, field by field.

use crate::record::Registration;

use super::features::Features;
use super::level::{Agreement, BirthLevel, Class, Levels, NameLevel, UnitLevel};

/// A name of fewer bits than this is borne by more than one person in 10,000.
const COMMON: f32 = 13.3;

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
    let how = match level {
        NameLevel::Equal => "giống hệt",
        NameLevel::Loose => "giống nhau, chỉ khác i/y hoặc dấu cách",
        NameLevel::Unmarked => "giống nhau, một bên ghi không dấu",
        NameLevel::Swapped => "cùng các chữ nhưng khác thứ tự",
        NameLevel::Marks => "khác dấu ở một chữ",
        NameLevel::Letter => "lệch một chữ cái",
        NameLevel::Part => "một bên thiếu chữ đệm",
        NameLevel::Spouse => "bên này là vợ hoặc chồng ghi ở bên kia",
        NameLevel::Other => "khác nhau",
    };
    let common = profile.class != Class::Body && level.is_whole() && profile.name_bits < COMMON;
    format!("{who} {how}{}", if common { " (tên nhiều người có)" } else { "" })
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
        BirthLevel::Turned => "ngày và tháng sinh đảo chỗ nhau".to_owned(),
        BirthLevel::OtherDay => format!("cùng năm sinh{} nhưng khác ngày", both()),
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

//! Names of units in the sentences of a plan: where one ends and the next begins, told by the national list where it
//! knows them, else by the words that names begin with.

use std::cell::RefCell;
use std::collections::BTreeMap;

use jiff::civil::Date;
use toml::{Table, Value};

use crate::plan::unit_called;
use crate::text;
use crate::units::{UnitBook, UnitCode, UnitKind};

/// The units that the country knows, as a plan of an office names them.
pub(super) struct KnownUnits {
    nation: UnitBook,
    issuer: Option<UnitCode>,
    from: Date,
    asked: RefCell<BTreeMap<String, bool>>,
}

impl KnownUnits {
    /// Those of the office that issued a plan.
    pub(super) fn of(plan: &Table) -> KnownUnits {
        let text = |key: &str| plan.get(key).and_then(Value::as_str);
        let from = text("from").and_then(|day| day.parse().ok()).unwrap_or_default();
        let nation = UnitBook::nation();
        let issuer = text("issuer").and_then(|name| unit_called(&nation, from, None, name).ok());
        KnownUnits { nation, issuer, from, asked: RefCell::default() }
    }

    /// The issuer as the country writes it, where a letterhead gave it in capitals.
    pub(super) fn issuer_called(&self, name: &str) -> Option<&str> {
        let unit = self.nation.find(self.issuer.as_ref()?)?;
        let same = text::key(&unit.name) == text::key(name) && name.starts_with(char::is_uppercase);
        same.then_some(unit.name.as_str())
    }

    /// The issuer by its official name, where the country knows it and it is no place but a body of one.
    pub(super) fn body(&self) -> Option<&str> {
        let unit = self.nation.find(self.issuer.as_ref()?)?;
        (unit.kind != UnitKind::Area).then_some(unit.name.as_str())
    }

    /// Whether the country knows a unit of that name.
    pub(super) fn is_unit(&self, name: &str) -> bool {
        if let Some(known) = self.asked.borrow().get(name) {
            return *known;
        }
        let known = unit_called(&self.nation, self.from, self.issuer.as_ref(), name).is_ok();
        self.asked.borrow_mut().insert(name.to_owned(), known);
        known
    }

    /// The names of a list: parted by commas, semicolons and «và», but not inside the name of one.
    pub(super) fn listed(&self, list: &str) -> Vec<String> {
        let mut names: Vec<String> = Vec::new();
        for (join, part) in parts(list) {
            let bare = part.trim_end_matches('.').trim();
            match names.last_mut() {
                Some(last) if self.goes_on(last, join, bare) => {
                    last.push_str(join);
                    last.push_str(bare);
                }
                _ => names.push(bare.to_owned()),
            }
        }
        names.retain(|name| name.chars().count() > 3);
        names
    }

    /// Whether a part of a list belongs to the name before it: «Sở Văn hóa, Thể thao và Du lịch».
    fn goes_on(&self, last: &str, join: &str, part: &str) -> bool {
        let small = part.to_lowercase();
        // «Văn phòng HĐND và UBND xã»
        let councils = ["HĐND", "Hội đồng nhân dân"].iter().any(|word| last.ends_with(word));
        let committee = small.starts_with("ubnd") || small.starts_with("ủy ban nhân dân");
        let inside =
            JOINED.iter().any(|word| small.starts_with(word)) || small == "ubnd" || councils && committee;
        // «UBND các huyện, thị xã, thành phố» is one.
        let more = ["thị xã", "thành phố", "xã", "phường", "đặc khu"].contains(&small.as_str());
        // «Chi cục Chăn nuôi và Thú y»: what begins like no unit is none.
        let paired = join == " và " && part.starts_with(char::is_uppercase) && !is_called(part);
        inside || more || paired || !is_called(part) && self.is_unit(&format!("{last}{join}{part}"))
    }

    /// The units of a list of names.
    pub(super) fn units_in(&self, list: &str) -> Vec<String> {
        let mut units: Vec<String> = self.listed(list).iter().map(|name| own_name(name).to_owned()).collect();
        units.retain(|unit| is_called(unit) && !is_class(unit));
        units
    }
}

/// The parts of a list, each with what stands between it and the one before.
fn parts(list: &str) -> Vec<(&'static str, &str)> {
    let mut parts = Vec::new();
    for (at, piece) in list.split([',', ';']).enumerate() {
        for (second, part) in piece.split(" và ").enumerate() {
            let join = if 0 < second { " và " } else { ", " };
            let part = part.trim();
            let (join, part) = part.strip_prefix("và ").map_or((join, part), |part| (" và ", part));
            if !part.is_empty() {
                parts.push((if at == 0 && second == 0 { "" } else { join }, part));
            }
        }
    }
    parts
}

/// Words that may stand inside the name of one unit after a comma or «và».
const JOINED: [&str; 16] = [
    "thương binh",
    "thể thao",
    "du lịch",
    "xã hội",
    "đào tạo",
    "công nghệ",
    "môi trường",
    "phát triển",
    "truyền thông",
    "đầu tư",
    "nhân dân",
    "thông tin",
    "thể dục",
    "kỹ thuật",
    "hạ tầng",
    "dân vận",
];

/// Words that names of units begin with.
const HEADS: [&str; 53] = [
    "sở",
    "ban",
    "phòng",
    "hội",
    "ủy ban",
    "ubnd",
    "ubmttq",
    "mttq",
    "công an",
    "bộ",
    "văn phòng",
    "trường",
    "trung tâm",
    "trạm",
    "liên đoàn",
    "liên minh",
    "liên hiệp",
    "đoàn",
    "đảng ủy",
    "đảng bộ",
    "chi bộ",
    "chi cục",
    "cục",
    "thanh tra",
    "tòa án",
    "viện",
    "đài",
    "báo",
    "mặt trận",
    "ngân hàng",
    "kho bạc",
    "bảo hiểm",
    "chi nhánh",
    "công ty",
    "bệnh viện",
    "hạt",
    "đội",
    "xã",
    "phường",
    "đặc khu",
    "hiệp hội",
    "hợp tác xã",
    "tỉnh",
    "thành",
    "công đoàn",
    "cơ quan",
    "công chức",
    "thôn",
    "huyện",
    "quận",
    "thị",
    "học viện",
    "bưu điện",
];

/// A name without the words before it that say what sort of thing follows: «Cơ quan Ủy ban Kiểm tra Đảng ủy».
fn own_name(name: &str) -> &str {
    let bare = ["Cơ quan ", "cơ quan ", "riêng ", "Riêng ", "thường trực "]
        .iter()
        .find_map(|word| name.strip_prefix(word));
    bare.filter(|bare| is_called(bare)).unwrap_or(name)
}

/// Whether words may be the name of a unit, and no time or place of all.
pub(super) fn is_called(name: &str) -> bool {
    let small = name.to_lowercase();
    let begins = |head: &str| small.strip_prefix(head).is_some_and(|rest| rest.starts_with(' '));
    let place = ["đặc khu ", "xã ", "phường ", "thôn "].iter().find_map(|word| name.strip_prefix(word));
    let proper = name.starts_with(char::is_uppercase)
        || place.is_some_and(|rest| rest.starts_with(char::is_uppercase));
    proper && HEADS.iter().any(|head| begins(head))
}

/// Whether words mean all units of a sort: «UBND các xã, phường», but not «Ban Quản lý các khu công nghiệp».
pub(super) fn is_class(name: &str) -> bool {
    const OF_ALL: [&str; 16] = [
        "xã",
        "phường",
        "huyện",
        "sở",
        "ban",
        "ngành",
        "đơn vị",
        "cơ quan",
        "trường",
        "thôn",
        "cấp",
        "doanh nghiệp",
        "địa phương",
        "phòng",
        "cơ sở",
        "tổ chức",
    ];
    let small = name.to_lowercase();
    // «Đảng ủy các cơ quan tỉnh» is one.
    let whole = ["đảng ủy các cơ quan", "đảng bộ các cơ quan", "công đoàn các cơ quan"];
    if whole.iter().any(|word| small.starts_with(word)) {
        return false;
    }
    let after = small.strip_prefix("các ").or_else(|| small.split_once(" các ").map(|(_, after)| after));
    after.is_some_and(|after| OF_ALL.iter().any(|word| after.starts_with(word)))
}

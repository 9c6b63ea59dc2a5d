//! The words around a unit's name: what kind of place it is, and what stands before a name without
//! belonging to it ("Tổ 3, phường …", "Giáo viên Trường …").

use std::sync::LazyLock;

use super::fold::Fold;

/// Words before the proper name of a place, longest first.
const DESIGNATIONS: [&str; 19] = [
    "tổ dân phố",
    "khu dân cư",
    "thành phố",
    "thị trấn",
    "đặc khu",
    "khu phố",
    "thị xã",
    "phường",
    "huyện",
    "buôn",
    "khối",
    "quận",
    "thôn",
    "tỉnh",
    "xóm",
    "bản",
    "làng",
    "ấp",
    "xã",
];

/// Those cut from inside a name: "Trạm Y tế [phường] Vĩnh Trại".
const COMMUNES: [&str; 4] = ["phường", "thị trấn", "đặc khu", "xã"];

/// The committee that governs a place and stands for it.
const AUTHORITIES: [&str; 4] = [
    "hội đồng nhân dân ủy ban nhân dân",
    "ủy ban nhân dân hội đồng nhân dân",
    "ủy ban nhân dân",
    "chính quyền",
];

/// Parts of a place: an address, not a name.
const ADDRESSES: [&str; 16] = [
    "tổ dân phố",
    "khu dân cư",
    "khu phố",
    "số nhà",
    "thôn",
    "xóm",
    "bản",
    "làng",
    "buôn",
    "ấp",
    "khối",
    "khu",
    "tổ",
    "ngõ",
    "đường",
    "phố",
];

/// Parts and bodies of a unit that a unit list rarely names: they belong to the unit named after
/// them.
const PARTS: [&str; 36] = [
    "chi hội",
    "chi đoàn",
    "chi bộ",
    "chi ủy",
    "đảng bộ",
    "đảng ủy",
    "liên đội",
    "phân hội",
    "câu lạc bộ",
    "clb",
    "lớp",
    "khoa",
    "đội",
    "nhóm",
    "ban",
    "bộ phận",
    "công đoàn",
    "hội",
    "đoàn",
    "mặt trận",
    "hội đồng nhân dân",
    "thường trực",
    "văn phòng",
    "phòng",
    "tập thể",
    "đơn vị",
    "cơ quan",
    "cán bộ",
    "nhân dân",
    "hộ",
    "gia đình",
    "liên gia",
    "tổ hội",
    "trung đội",
    "thanh tra",
    "bộ",
];

/// What a person does or is; the unit follows.
const POSITIONS: [&str; 44] = [
    "chỉ huy trưởng",
    "dân quân",
    "chủ tịch",
    "phó chủ tịch",
    "bí thư",
    "phó bí thư",
    "chánh văn phòng",
    "phó chánh văn phòng",
    "trưởng",
    "phó trưởng",
    "phó",
    "tổ trưởng",
    "tổ phó",
    "đội trưởng",
    "đội phó",
    "giám đốc",
    "phó giám đốc",
    "hiệu trưởng",
    "phó hiệu trưởng",
    "giáo viên",
    "nhà giáo",
    "học sinh",
    "nhân viên",
    "chuyên viên",
    "công chức",
    "viên chức",
    "cán bộ",
    "kế toán",
    "văn thư",
    "thủ quỹ",
    "bác sĩ",
    "bác sỹ",
    "y sĩ",
    "y sỹ",
    "điều dưỡng",
    "dược sĩ",
    "nữ hộ sinh",
    "công nhân",
    "nông dân",
    "hội viên",
    "đoàn viên",
    "chiến sĩ",
    "xã viên",
    "thành viên",
];

/// Bodies that stand on their own although they lie in a place: whoever names one that the list
/// does not know means that one, not the place.
const INDEPENDENT: [&str; 31] = [
    "trường",
    "công an",
    "đồn",
    "quân sự",
    "biên phòng",
    "trạm",
    "trung tâm",
    "bệnh viện",
    "phòng khám",
    "công ty",
    "doanh nghiệp",
    "xí nghiệp",
    "nhà máy",
    "cửa hàng",
    "hợp tác xã",
    "tổ hợp tác",
    "ngân hàng",
    "quỹ tín dụng",
    "chi nhánh",
    "chi cục",
    "cục",
    "kho bạc",
    "bảo hiểm",
    "tòa án",
    "viện kiểm sát",
    "thi hành án",
    "bưu điện",
    "điện lực",
    "hạt kiểm lâm",
    "sở",
    "ban quản lý",
];

/// What kind of school it is, longest first.
pub(super) const SCHOOLS: [&str; 7] = [
    "tiểu học trung học cơ sở",
    "trung học phổ thông",
    "phổ thông cơ sở",
    "trung học cơ sở",
    "tiểu học",
    "mầm non",
    "mẫu giáo",
];

/// Organisations that, above the commune, are units of their own.
const ORGANISATIONS: [&str; 14] = [
    "hội",
    "đoàn",
    "liên đoàn",
    "công đoàn",
    "mặt trận",
    "ban",
    "phòng",
    "văn phòng",
    "thanh tra",
    "đảng ủy",
    "đảng bộ",
    "ủy ban",
    "khoa",
    "đội",
];

/// The lists as they read at one fold.
#[derive(Debug)]
pub(super) struct WordLists {
    designations: Vec<String>,
    communes: Vec<String>,
    authorities: Vec<String>,
    addresses: Vec<String>,
    parts: Vec<String>,
    positions: Vec<String>,
    independent: Vec<String>,
    organisations: Vec<String>,
}

static WORDS: LazyLock<[WordLists; 3]> = LazyLock::new(|| {
    Fold::ALL.map(|fold| {
        let at = |list: &[&str]| list.iter().map(|word| fold.key(word)).collect();
        WordLists {
            designations: at(&DESIGNATIONS),
            communes: at(&COMMUNES),
            authorities: at(&AUTHORITIES),
            addresses: at(&ADDRESSES),
            parts: at(&PARTS),
            positions: at(&POSITIONS),
            independent: at(&INDEPENDENT),
            organisations: at(&ORGANISATIONS),
        }
    })
});

impl WordLists {
    /// The lists at a fold.
    pub(super) fn at(fold: Fold) -> &'static WordLists {
        fold.of(&WORDS)
    }

    /// A place's name in two: its designation and its proper name (which may be empty).
    pub(super) fn place<'a>(&self, reading: &'a str) -> Option<(&'a str, &'a str)> {
        let designation = self.designations.iter().find(|word| leads(reading, word)).map(String::len)?;
        let (designation, proper) = reading.split_at_checked(designation)?;
        let proper = proper.trim_start();
        // *xã hội* and *tỉnh ủy* begin like a place and are none.
        let none = leads(proper, "ủy") || leads(proper, "hội") || leads(proper, "uy");
        (!none).then_some((designation, proper))
    }

    /// Where the word for a commune stands inside a reading, not at its start, as a byte range with
    /// the space after it: "trạm y tế [phường ]vĩnh trại".
    pub(super) fn inner_commune(&self, reading: &str) -> Option<std::ops::Range<usize>> {
        starts(reading).skip(1).find_map(|start| {
            let rest = reading.get(start..)?;
            let word = self.communes.iter().find(|word| leads(rest, word))?;
            let (_, proper) = self.place(rest)?;
            let before = reading.get(..start)?.trim_end();
            let cooperative = before.ends_with("tác") || before.ends_with("tac");
            let town = before.ends_with("thị") || before.ends_with("thi");
            (!proper.is_empty() && !cooperative && !town).then(|| start..start + word.len() + 1)
        })
    }

    /// What follows the name of a governing committee, where a reading begins with one.
    pub(super) fn governed<'a>(&self, reading: &'a str) -> Option<&'a str> {
        let authority = self.authorities.iter().find(|word| leads(reading, word))?;
        reading.get(authority.len()..).map(str::trim_start)
    }

    /// Whether a reading begins with a part of a place ("tổ 3", "khối 5").
    pub(super) fn is_address(&self, reading: &str) -> bool {
        self.addresses.iter().any(|word| leads(reading, word))
    }

    /// Whether what stands before a unit's name may be a part of that unit, or a position in it.
    /// `low` says that the unit is a commune, or no place at all; `committee`, that its committee is
    /// named, to which anything may belong but a body of its own ("Dân quân, UBND phường …").
    pub(super) fn belongs(&self, before: &str, low: bool, committee: bool) -> bool {
        if committee {
            return !self.independent.iter().any(|word| leads(before, word));
        }
        let holds = |list: &[String]| {
            starts(before).any(|start| {
                before.get(start..).is_some_and(|rest| list.iter().any(|word| leads(rest, word)))
            })
        };
        if holds(&self.independent) {
            return false;
        }
        let position = self.positions.iter().any(|word| leads(before, word));
        if low {
            position || self.is_address(before) || self.parts.iter().any(|word| leads(before, word))
        } else {
            position && !holds(&self.organisations)
        }
    }

    /// Whether a border between words lies inside one word: *hợp tác | xã*, *chi | hội*.
    pub(super) fn splits_a_word(&self, before: &str, after: &str) -> bool {
        let ends = |last: &&str| before.strip_suffix(*last).is_some_and(|b| b.is_empty() || b.ends_with(' '));
        let word = |last: &[&str], first: &[&str]| {
            first.iter().any(|first| leads(after, first)) && last.iter().any(ends)
        };
        word(&["tác", "thị"], &["xã"]) || word(&["chi", "phân", "liên", "tổ"], &["hội", "đoàn", "bộ"])
    }

    /// Whether a reading names nothing but a part of some unit: an address or a body with no name
    /// of a kind after it.
    pub(super) fn is_only_a_part(&self, reading: &str) -> bool {
        let begins = self.is_address(reading)
            || ["lớp", "chi hội", "chi đoàn", "chi bộ"].iter().any(|word| leads(reading, word));
        let foreign = starts(reading).skip(1).any(|start| {
            reading.get(start..).is_some_and(|rest| {
                self.independent.iter().chain(&self.communes).any(|word| leads(rest, word))
                    || ["huyện", "quận", "thành phố", "thị xã", "tỉnh"].iter().any(|word| leads(rest, word))
            })
        });
        begins && !foreign && reading.contains(' ')
    }
}

/// Whether `reading` begins with the words of `phrase`.
pub(super) fn leads(reading: &str, phrase: &str) -> bool {
    reading.strip_prefix(phrase).is_some_and(|rest| rest.is_empty() || rest.starts_with(' '))
}

/// Where the words of a reading start.
pub(super) fn starts(reading: &str) -> impl Iterator<Item = usize> {
    let after = reading.match_indices(' ').map(|(space, _)| space + 1);
    (!reading.is_empty()).then_some(0).into_iter().chain(after)
}

/// The first letters of the words of a proper name, from two words on.
pub(super) fn initials(proper: &str) -> Option<String> {
    let letters: String = proper.split(' ').filter_map(|word| word.chars().next()).collect();
    (letters.chars().count() > 1).then_some(letters)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_place_has_a_designation_and_a_name() {
        let words = WordLists::at(Fold::Marked);
        assert_eq!(words.place("phường vĩnh trại"), Some(("phường", "vĩnh trại")));
        assert_eq!(words.place("thành phố"), Some(("thành phố", "")));
        assert_eq!(words.place("thị xã hồng lĩnh"), Some(("thị xã", "hồng lĩnh")));
        assert_eq!(words.place("xã hội"), None);
        assert_eq!(words.place("tỉnh ủy lạng sơn"), None);
        assert_eq!(words.place("phòng nội vụ"), None);
    }

    #[test]
    fn a_commune_inside_a_name_is_found_and_a_cooperative_is_not_one() {
        let words = WordLists::at(Fold::Marked);
        let cut =
            |reading: &str| words.inner_commune(reading).and_then(|at| reading.get(at).map(str::to_owned));
        assert_eq!(cut("trạm y tế phường vĩnh trại").as_deref(), Some("phường "));
        assert_eq!(cut("hợp tác xã rau an toàn mai pha"), None);
        assert_eq!(cut("lao động thương binh xã hội"), None);
        assert_eq!(cut("phường vĩnh trại"), None);
    }

    #[track_caller]
    fn check(before: &str, low: bool, expect: bool) {
        assert_eq!(WordLists::at(Fold::Marked).belongs(before, low, false), expect, "{before}");
    }

    #[test]
    fn what_stands_before_a_unit_belongs_to_it_or_not() {
        check("tổ 3", true, true);
        check("chi hội phụ nữ khối 2", true, true);
        check("chủ tịch hội nông dân", true, true);
        check("trường tiểu học kim đồng", true, false);
        check("công an", true, false);
        check("phó chủ tịch", false, true);
        check("hội luật gia", false, false);
        check("chủ tịch hội luật gia", false, false);
    }
}

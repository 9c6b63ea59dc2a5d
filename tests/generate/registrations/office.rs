//! The units of an office, before and after July 2025, and how lists write them.

use jiff::civil::{Date, date};
use tonghop::plan::Plan;
use tonghop::units::UnitBook;

use super::Chance;

/// The first day of the new communes.
pub(super) const REFORM: Date = date(2025, 7, 1);

/// Exemplars of one commune of before.
const PER_COMMUNE: usize = 166;

/// Two of these, in any order, are the name of a commune; some differ by marks only.
const SYLLABLES: [&str; 60] = [
    "Tân",
    "Hoà",
    "Hoa",
    "Phú",
    "Phụ",
    "Vĩnh",
    "Lộc",
    "Mỹ",
    "Thạnh",
    "Thành",
    "Bình",
    "Định",
    "Sơn",
    "Hưng",
    "Long",
    "An",
    "Ân",
    "Đông",
    "Tây",
    "Trung",
    "Xuân",
    "Thuận",
    "Yên",
    "Lạc",
    "Quang",
    "Quảng",
    "Minh",
    "Châu",
    "Giang",
    "Hải",
    "Khánh",
    "Lương",
    "Ngọc",
    "Nghĩa",
    "Phong",
    "Phước",
    "Quế",
    "Tam",
    "Thái",
    "Thanh",
    "Thịnh",
    "Thọ",
    "Thủy",
    "Tiên",
    "Tiến",
    "Trà",
    "Trường",
    "Tú",
    "Văn",
    "Vân",
    "Việt",
    "Cẩm",
    "Chí",
    "Đại",
    "Đức",
    "Gia",
    "Hợp",
    "Kim",
    "Liên",
    "Nam",
];

/// How many units there are.
pub(super) struct Office {
    pub(super) n_old: usize,
    pub(super) n_new: usize,
}

/// A unit that people belong to.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Home {
    Old(usize),
    New(usize),
    /// School of a new commune.
    School(usize, usize),
}

impl Office {
    pub(super) fn of(n_exemplars: usize) -> Office {
        let n_new = (n_exemplars / PER_COMMUNE / 3).max(2);
        Office { n_old: 3 * n_new, n_new }
    }

    /// The commune that a person of an old one is in since the reform; a tenth of the old ones was divided.
    pub(super) fn after(&self, old: usize, other_part: bool) -> usize {
        let step = usize::from(old % 10 == 9 && other_part);
        (old / 3 + step) % self.n_new
    }

    fn commune(&self, home: Home) -> String {
        // Every second new commune keeps the name of an old one.
        let at = match home {
            Home::Old(old) => old,
            Home::New(new) | Home::School(new, _) if new % 2 == 0 => 3 * new,
            Home::New(new) | Home::School(new, _) => self.n_old + new,
        };
        let all = SYLLABLES.len() * SYLLABLES.len();
        let at = at * 1021 % all;
        format!("{} {}", SYLLABLES[at / SYLLABLES.len()], SYLLABLES[at % SYLLABLES.len()])
    }

    pub(super) fn name(&self, home: Home) -> String {
        match home {
            Home::Old(_) | Home::New(_) => format!("Xã {}", self.commune(home)),
            Home::School(_, nth) => format!("Trường Tiểu học số {} {}", nth + 1, self.commune(home)),
        }
    }

    /// How a list writes a unit.
    pub(super) fn written(&self, chance: &mut Chance, home: Home) -> String {
        let (name, commune) = (self.name(home), self.commune(home));
        if chance.share(0.5) {
            return name;
        }
        match (home, chance.below(4)) {
            (_, 0) => name.to_uppercase(),
            (_, 1) => tonghop::text::name_case(&tonghop::text::bare_key(&name)),
            (Home::School(_, nth), 2) => format!("TH số {} {commune}", nth + 1),
            (Home::School(_, nth), _) => format!("Trường TH số {} {commune}", nth + 1),
            (_, 2) => format!("UBND xã {commune}"),
            _ => format!("xã {commune}"),
        }
    }

    pub(super) fn book(&self) -> UnitBook {
        let mut csv = "code,name,kind,level,parent,aliases,emails,valid_from,valid_to,successors\n\
            tinh,Tỉnh Bắc Nam,area,province,,,,,,\nso,Sở Giáo dục và Đào tạo,agency,province,tinh,,,,,\n"
            .to_owned();
        for new in 0..self.n_new {
            let name = self.name(Home::New(new));
            csv += &format!("moi-{new},{name},area,commune,tinh,,,2025-07-01,,\n");
            for nth in 0..3 {
                let name = self.name(Home::School(new, nth));
                csv += &format!("truong-{new}-{nth},{name},school,commune,so,,,,,\n");
            }
        }
        for old in 0..self.n_old {
            let mut after = vec![self.after(old, false), self.after(old, true)];
            after.dedup();
            let after: Vec<String> = after.iter().map(|new| format!("moi-{new}")).collect();
            let (name, after) = (self.name(Home::Old(old)), after.join(";"));
            csv += &format!("cu-{old},{name},area,commune,tinh,,,,2025-06-30,{after}\n");
        }
        UnitBook::from_csv("units.csv", csv.as_bytes()).value
    }

    pub(super) fn plan(&self) -> Plan {
        let text = "title = 'Kế hoạch'\nissuer = 'tinh'\nreceiver = 'tinh'\nlevel = 'province'\n\
            from = 2024-01-01\nto = 2025-12-31\n\
            [[movement]]\nid = 'm'\nname = 'Dân vận khéo'\nkind = 'emulation'\n";
        Plan::from_toml("plan.toml", text, &self.book()).value.expect("a plan")
    }
}

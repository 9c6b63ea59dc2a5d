//! A province with its districts and communes as they were in 2024, and who sends lists there.

use std::sync::OnceLock;

use tonghop::units::UnitBook;

const AREAS: &str = include_str!("../../../schemas/units-2024.csv");
const AREAS_TODAY: &str = include_str!("../../../schemas/units-2025.csv");

/// Who sends a list: the province's own, a district's, a commune's, or a school's or station's.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Sender {
    Province(usize),
    District(usize, usize),
    Commune(usize),
    School(usize, usize),
}

/// Departments and associations that a district has and so has a province.
pub(super) const BODIES: [(&str, &str); 8] = [
    ("Phòng Giáo dục và Đào tạo", "Sở Giáo dục và Đào tạo"),
    ("Phòng Y tế", "Sở Y tế"),
    ("Phòng Nội vụ", "Sở Nội vụ"),
    ("Hội Nông dân", "Hội Nông dân"),
    ("Hội Liên hiệp Phụ nữ", "Hội Liên hiệp Phụ nữ"),
    ("Hội Cựu chiến binh", "Hội Cựu chiến binh"),
    ("Ủy ban Mặt trận Tổ quốc Việt Nam", "Ủy ban Mặt trận Tổ quốc Việt Nam"),
    ("Công an", "Công an"),
];

pub(super) struct Commune {
    pub(super) code: String,
    /// With its kind: "Xã Mai Pha".
    pub(super) name: String,
    pub(super) district: usize,
}

pub(super) struct Province {
    pub(super) code: String,
    pub(super) name: String,
    pub(super) region: usize,
    /// Code and name with its kind.
    pub(super) districts: Vec<(String, String)>,
    pub(super) communes: Vec<Commune>,
    book: OnceLock<UnitBook>,
}

/// Schools of each commune, by their kind.
pub(super) const SCHOOLS: [&str; 3] = ["Trường Mầm non", "Trường Tiểu học", "Trường Trung học cơ sở"];

/// So many registrations come from one commune, more or less.
const PER_COMMUNE: usize = 60;

impl Province {
    /// Of the three provinces one, and of it as many communes as so many registrations need.
    pub(super) fn of(seed: u64, n: usize) -> Province {
        let region = if 20_000 < n { 0 } else { (seed % 3) as usize };
        let code = ["38", "72", "20"][region];
        let lines: Vec<Vec<&str>> = AREAS
            .lines()
            .filter(|line| !line.starts_with('#') && !line.contains('"'))
            .map(|line| line.split(',').collect())
            .collect();
        let name = lines.iter().find(|line| line[0] == code).expect("a province")[1].to_owned();
        let mut districts = Vec::new();
        let mut communes = Vec::new();
        for district in lines.iter().filter(|line| line[2] == code && line[0].len() == 3) {
            let at = districts.len();
            districts.push((district[0].to_owned(), district[1].to_owned()));
            let own = lines.iter().filter(|line| line[2] == district[0] && line[0].len() == 5);
            communes.extend(own.map(|line| Commune {
                code: line[0].to_owned(),
                name: line[1].to_owned(),
                district: at,
            }));
        }
        // The book calls a unit of before so where one of today has its code.
        for commune in &mut communes {
            if AREAS_TODAY.lines().any(|line| line.split(',').next() == Some(&commune.code)) {
                commune.code += "@2024";
            }
        }
        communes.truncate((n / PER_COMMUNE).max(6));
        Province { code: code.to_owned(), name, region, districts, communes, book: OnceLock::new() }
    }

    pub(super) fn district(&self, commune: usize) -> &str {
        &self.districts[self.communes[commune].district].1
    }

    /// "Trường Tiểu học Mai Pha".
    pub(super) fn school(&self, commune: usize, kind: usize) -> String {
        format!("{} {}", SCHOOLS[kind], own_name(&self.communes[commune].name))
    }

    pub(super) fn letterhead(&self, sender: Sender) -> Vec<String> {
        match sender {
            Sender::Province(body) => {
                vec![
                    format!("Ủy ban nhân dân {}", small(&self.name)),
                    format!("{} {}", BODIES[body].1, small(&self.name)),
                ]
            }
            Sender::District(district, body) => {
                let district = small(&self.districts[district].1);
                vec![format!("Ủy ban nhân dân {district}"), format!("{} {district}", BODIES[body].0)]
            }
            Sender::Commune(commune) => vec![
                format!("Ủy ban nhân dân {}", small(self.district(commune))),
                format!(
                    "Ủy ban nhân dân {}, {}",
                    small(&self.communes[commune].name),
                    small(self.district(commune))
                ),
            ],
            Sender::School(commune, kind) => vec![
                format!("Phòng Giáo dục và Đào tạo {}", small(self.district(commune))),
                format!("{}, {}", self.school(commune, kind), small(self.district(commune))),
            ],
        }
    }

    pub(super) fn book(&self) -> UnitBook {
        let book = self.book.get_or_init(|| {
            let mut csv =
                "code,name,kind,level,parent,aliases,emails,valid_from,valid_to,successors\n".to_owned();
            // An office's list has its own places, as in the samples.
            csv += &format!("{},{},area,province,,,,,,\n", self.code, self.name);
            for (code, name) in &self.districts {
                csv += &format!("{code},{name},area,district,{},,,,,\n", self.code);
            }
            for (at, commune) in self.communes.iter().enumerate() {
                let district = &self.districts[commune.district].0;
                csv += &format!("{},{},area,commune,{district},,,,,\n", commune.code, commune.name);
                for (kind, name) in SCHOOLS.iter().enumerate() {
                    let school = format!("{}, {}", self.school(at, kind), small(self.district(at)));
                    let own = &commune.code;
                    let name = format!("{name} {}", own_name(&commune.name));
                    let district = &self.districts[commune.district].0;
                    csv += &format!(
                        "truong-{own}-{kind},\"{name}\",school,district,{district},\"{school}\",,,,\n"
                    );
                }
            }
            UnitBook::from_csv_over("units.csv", csv.as_bytes(), UnitBook::nation()).value
        });
        book.clone()
    }
}

/// The name without its kind.
pub(super) fn own_name(name: &str) -> &str {
    ["Xã ", "Phường ", "Thị trấn ", "Huyện ", "Thành phố ", "Thị xã "]
        .iter()
        .find_map(|kind| name.strip_prefix(kind))
        .unwrap_or(name)
}

/// "xã Mai Pha" for "Xã Mai Pha".
pub(super) fn small(name: &str) -> String {
    let mut letters = name.chars();
    letters.next().map_or_else(String::new, |first| first.to_lowercase().chain(letters).collect())
}

//! Who granted an award: from the words around its name.

use crate::units::Level;

/// Who grants an award, as far as plans ask.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Grantor {
    /// The State: Chủ tịch nước, Thủ tướng Chính phủ.
    State,
    /// A ministry, a central branch or the centre of a mass organisation.
    Ministry,
    /// The province: Chủ tịch UBND tỉnh.
    Province,
    /// The party or a mass organisation of the province: Tỉnh ủy, Liên đoàn Lao động tỉnh.
    ProvinceBody,
    /// The base: a department's director, a head of a school, an office for itself.
    Base,
    /// The district: Chủ tịch UBND huyện; until 30 June 2025.
    District,
    /// The commune: Chủ tịch UBND xã.
    Commune,
}

impl Grantor {
    /// All of them, highest first.
    pub const ALL: [Grantor; 7] = [
        Grantor::State,
        Grantor::Ministry,
        Grantor::Province,
        Grantor::ProvinceBody,
        Grantor::Base,
        Grantor::District,
        Grantor::Commune,
    ];

    /// The word used in `schemas/awards.csv` and data files.
    pub fn id(self) -> &'static str {
        match self {
            Grantor::State => "state",
            Grantor::Ministry => "ministry",
            Grantor::Province => "province",
            Grantor::ProvinceBody => "province_body",
            Grantor::Base => "base",
            Grantor::District => "district",
            Grantor::Commune => "commune",
        }
    }

    /// The grantor of that name.
    pub fn from_id(id: &str) -> Option<Grantor> {
        Grantor::ALL.into_iter().find(|grantor| grantor.id() == id)
    }

    /// What an officer calls it.
    pub fn label(self) -> &'static str {
        match self {
            Grantor::State => "Nhà nước",
            Grantor::Ministry => "bộ, ngành, đoàn thể Trung ương",
            Grantor::Province => "cấp tỉnh",
            Grantor::ProvinceBody => "đảng, đoàn thể cấp tỉnh",
            Grantor::Base => "cơ sở",
            Grantor::District => "cấp huyện",
            Grantor::Commune => "cấp xã",
        }
    }
}

/// Phrases that name a grantor, on their key; the first that stands in the text is meant, so that the
/// provincial union comes before the province and the people's committee before the ministry.
const PHRASES: [(&str, Grantor); 93] = [
    ("thủ tướng", Grantor::State),
    ("ttg", Grantor::State),
    ("ttcp", Grantor::State),
    ("bkttg", Grantor::State),
    ("bkttcp", Grantor::State),
    ("chủ tịch nước", Grantor::State),
    ("chính phủ", Grantor::State),
    ("toàn quốc", Grantor::State),
    ("thu tuong", Grantor::State),
    ("bkbqp", Grantor::Ministry),
    ("tổng liên đoàn", Grantor::Ministry),
    ("tlđ", Grantor::Ministry),
    ("tlđlđvn", Grantor::Ministry),
    ("trung ương đoàn", Grantor::Ministry),
    ("tw đoàn", Grantor::Ministry),
    ("trung ương", Grantor::Ministry),
    ("tw", Grantor::Ministry),
    ("t ư", Grantor::Ministry),
    ("bộ trưởng", Grantor::Ministry),
    ("cấp bộ", Grantor::Ministry),
    ("tổng cục", Grantor::Ministry),
    ("kiểm toán nhà nước", Grantor::Ministry),
    ("thanh tra chính phủ", Grantor::Ministry),
    ("bảo hiểm xã hội việt nam", Grantor::Ministry),
    ("tổ chức chính trị xã hội ở trung ương", Grantor::Ministry),
    ("công đoàn viên chức tỉnh", Grantor::ProvinceBody),
    ("liên đoàn lao động tỉnh", Grantor::ProvinceBody),
    ("lđlđ tỉnh", Grantor::ProvinceBody),
    ("công đoàn tỉnh", Grantor::ProvinceBody),
    ("tỉnh ủy", Grantor::ProvinceBody),
    ("btv tỉnh ủy", Grantor::ProvinceBody),
    ("tỉnh đoàn", Grantor::ProvinceBody),
    ("đoàn tỉnh", Grantor::ProvinceBody),
    ("mttq tỉnh", Grantor::ProvinceBody),
    ("mặt trận tổ quốc tỉnh", Grantor::ProvinceBody),
    ("ubmttq tỉnh", Grantor::ProvinceBody),
    ("ubmttq việt nam tỉnh", Grantor::ProvinceBody),
    ("hội phụ nữ tỉnh", Grantor::ProvinceBody),
    ("hội lhpn tỉnh", Grantor::ProvinceBody),
    ("hội liên hiệp phụ nữ tỉnh", Grantor::ProvinceBody),
    ("hội nông dân tỉnh", Grantor::ProvinceBody),
    ("hội chữ thập đỏ tỉnh", Grantor::ProvinceBody),
    ("hội khuyến học tỉnh", Grantor::ProvinceBody),
    ("hội ccb tỉnh", Grantor::ProvinceBody),
    ("hội cựu chiến binh tỉnh", Grantor::ProvinceBody),
    ("công an tỉnh", Grantor::Base),
    ("bộ chqs tỉnh", Grantor::Base),
    ("bộ chỉ huy quân sự tỉnh", Grantor::Base),
    ("đảng ủy khối", Grantor::Base),
    ("đảng ủy các cơ quan tỉnh", Grantor::Base),
    ("bảo hiểm xã hội tỉnh", Grantor::Base),
    ("giám đốc sở", Grantor::Base),
    ("gđ sở", Grantor::Base),
    ("ubnd tỉnh", Grantor::Province),
    ("ủy ban nhân dân tỉnh", Grantor::Province),
    ("ct tỉnh", Grantor::Province),
    ("chủ tịch tỉnh", Grantor::Province),
    ("cấp tỉnh", Grantor::Province),
    ("cấp thành phố trực thuộc", Grantor::Province),
    ("của tỉnh", Grantor::Province),
    ("ubnd huyện", Grantor::District),
    ("ubnd thành phố", Grantor::District),
    ("ubnd tp", Grantor::District),
    ("ubnd thị xã", Grantor::District),
    ("ubnd quận", Grantor::District),
    ("cấp huyện", Grantor::District),
    ("huyện ủy", Grantor::District),
    ("huyện đoàn", Grantor::District),
    ("chủ tịch huyện", Grantor::District),
    ("ct huyện", Grantor::District),
    ("ubnd xã", Grantor::Commune),
    ("ubnd phường", Grantor::Commune),
    ("ubnd thị trấn", Grantor::Commune),
    ("ubnd tt", Grantor::Commune),
    ("cấp xã", Grantor::Commune),
    ("đảng ủy xã", Grantor::Commune),
    ("chủ tịch xã", Grantor::Commune),
    ("hiệu trưởng", Grantor::Base),
    ("ht", Grantor::Base),
    ("cơ sở", Grantor::Base),
    ("trung tâm", Grantor::Base),
    ("giám đốc", Grantor::Base),
    ("gđ", Grantor::Base),
    ("thủ trưởng", Grantor::Base),
    ("sở", Grantor::Base),
    ("đảng bộ xã", Grantor::Commune),
    ("đảng bộ", Grantor::Base),
    ("đảng ủy", Grantor::Base),
    ("công đoàn cơ sở", Grantor::Base),
    ("tỉnh", Grantor::Province),
    ("huyện", Grantor::District),
    ("xã", Grantor::Commune),
    ("phường", Grantor::Commune),
];

/// The same without marks, for cells typed without any.
const BARE: [(&str, Grantor); 9] = [
    ("ubnd tinh", Grantor::Province),
    ("cap tinh", Grantor::Province),
    ("tinh uy", Grantor::ProvinceBody),
    ("ubnd huyen", Grantor::District),
    ("ubnd xa", Grantor::Commune),
    ("bo truong", Grantor::Ministry),
    ("giam doc so", Grantor::Base),
    ("co so", Grantor::Base),
    ("cap bo", Grantor::Ministry),
];

/// Words after which "bộ" is no ministry.
const NO_MINISTRY: [&str; 6] = ["cán", "đảng", "chi", "nội", "toàn", "đội"];

/// The grantor that a key names.
pub(super) fn read(key: &str, _award: &str) -> Option<Grantor> {
    let padded = format!(" {key} ");
    let stands = |word: &str| padded.contains(&format!(" {word} "));
    if key.is_ascii()
        && let Some((_, grantor)) = BARE.iter().find(|(word, _)| stands(word))
    {
        return Some(*grantor);
    }
    // The people's committee of a place is named in full before any single word counts.
    let local = ["ubnd tỉnh", "ủy ban nhân dân tỉnh"];
    if local.iter().any(|word| stands(word)) {
        return Some(Grantor::Province);
    }
    let phrase = PHRASES.iter().find(|(word, _)| stands(word)).map(|(_, grantor)| *grantor);
    if matches!(phrase, Some(Grantor::State | Grantor::Ministry | Grantor::ProvinceBody)) {
        return phrase;
    }
    let words: Vec<&str> = key.split(' ').collect();
    let ministry = words.iter().enumerate().any(|(at, word)| {
        let before = at.checked_sub(1).and_then(|at| words.get(at)).copied().unwrap_or_default();
        let after = words.get(at + 1).copied().unwrap_or_default();
        let is_command = after == "chqs" || after == "chỉ" || after == "đội" || after == "phận";
        *word == "bộ" && !NO_MINISTRY.contains(&before) && !is_command
            || matches!(*word, "bnv" | "bgd" | "bgdđt" | "byt" | "bqp" | "bca" | "blđtbxh")
    });
    if ministry && phrase != Some(Grantor::Province) { Some(Grantor::Ministry) } else { phrase }
}

/// The level that recognised an initiative.
pub(super) fn initiative_level(key: &str) -> Option<Level> {
    let padded = format!(" {key} ");
    let stands = |word: &str| padded.contains(&format!(" {word} "));
    let any = |words: &[&str]| words.iter().any(|word| stands(word));
    if any(&["toàn quốc", "cấp bộ", "cấp nhà nước", "cấp quốc gia", "trung ương"]) {
        Some(Level::Central)
    } else if any(&["cấp tỉnh", "tỉnh", "hội đồng sáng kiến tỉnh", "ubnd tỉnh", "ct", "cap tinh"])
    {
        Some(Level::Province)
    } else if any(&["cấp huyện", "huyện"]) {
        Some(Level::District)
    } else if any(&["cấp cơ sở", "cơ sở", "cs", "cấp sở", "cấp trường", "sở", "cap co so"])
    {
        // The base lies below what any plan asks for.
        Some(Level::Commune)
    } else {
        None
    }
}

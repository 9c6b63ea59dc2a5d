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

/// Words of the State.
const STATE: [&str; 9] =
    ["thủ tướng", "ttg", "ttcp", "bkttg", "bkttcp", "chủ tịch nước", "chính phủ", "cp", "toàn quốc"];

/// Words of ministries, central branches, and the army above the province.
const MINISTRY: [&str; 34] = [
    "ủy ban dân tộc",
    "tandtc",
    "vksndtc",
    "ubtw",
    "vcci",
    "thống đốc",
    "nhnn",
    "tổng lđlđvn",
    "lđlđvn",
    "bộ trưởng",
    "cấp bộ",
    "tổng cục",
    "tổng liên đoàn",
    "tổng lđlđ",
    "tlđ",
    "tlđlđvn",
    "trung ương",
    "tw",
    "t ư",
    "tư đoàn",
    "tư hội",
    "kiểm toán nhà nước",
    "thanh tra chính phủ",
    "văn phòng chính phủ",
    "quân khu",
    "quân chủng",
    "tối cao",
    "bnv",
    "bgd",
    "bgdđt",
    "byt",
    "bqp",
    "bca",
    "blđtbxh",
];

/// People's committees and their chairmen; the words after say of which place.
const LOCAL: [&str; 7] = ["ubnd", "ủy ban nhân dân", "ủy ban", "chủ tịch", "ct", "hội đồng nhân dân", "hđnd"];

/// Mass organisations; the words after say at which level.
const BODIES: [&str; 17] = [
    "hội đồng đội",
    "mttqvn",
    "cđ",
    "hiệp hội",
    "liên hiệp",
    "công đoàn",
    "liên đoàn lao động",
    "lđlđ",
    "đoàn thanh niên",
    "đoàn tncs",
    "mttq",
    "ubmttq",
    "mặt trận",
    "tỉnh đoàn",
    "liên minh",
    "đoàn",
    "hội",
];

/// Party and youth committees that say their level themselves.
const OF_ONE_LEVEL: [(&str, Grantor); 16] = [
    ("tỉnh đoàn", Grantor::ProvinceBody),
    ("đoàn tỉnh", Grantor::ProvinceBody),
    ("tỉnh ủy", Grantor::ProvinceBody),
    ("huyện đoàn", Grantor::District),
    ("thành đoàn", Grantor::District),
    ("thị đoàn", Grantor::District),
    ("huyện ủy", Grantor::District),
    ("thành ủy", Grantor::District),
    ("thị ủy", Grantor::District),
    ("xã đoàn", Grantor::Commune),
    ("phường đoàn", Grantor::Commune),
    ("đảng ủy khối", Grantor::Base),
    ("đảng ủy các cơ quan", Grantor::Base),
    ("công đoàn cơ sở", Grantor::Base),
    ("cđcs", Grantor::Base),
    ("công đoàn viên chức tỉnh", Grantor::ProvinceBody),
];

/// Offices and leaders that grant for themselves, whatever place stands in their name.
const BASE: [&str; 50] = [
    "cht",
    "sư đoàn",
    "trung đoàn",
    "lữ đoàn",
    "tiểu đoàn",
    "đồn",
    "trại",
    "đoàn cơ sở",
    "điện lực",
    "bưu điện",
    "viễn thông",
    "hợp tác xã",
    "htx",
    "giám đốc",
    "gđ",
    "hiệu trưởng",
    "ht",
    "thủ trưởng",
    "trưởng phòng",
    "chỉ huy trưởng",
    "chỉ huy quân sự",
    "bchqs",
    "chqs",
    "bộ chỉ huy",
    "biên phòng",
    "ban giám hiệu",
    "ban qlda",
    "ban quản lý",
    "công an",
    "ca",
    "kho bạc",
    "bảo hiểm xã hội",
    "bhxh",
    "cục",
    "chi cục",
    "ngân hàng",
    "viện kiểm sát",
    "tòa án",
    "sở",
    "phòng",
    "nhà trường",
    "trường",
    "trung tâm",
    "tt gdnn",
    "ttyt",
    "bệnh viện",
    "công ty",
    "cơ sở",
    "cơ quan",
    "văn phòng",
];

/// Central cities: their people's committees are those of provinces.
const CENTRAL_CITIES: [&str; 7] = ["hà nội", "hồ chí minh", "hcm", "hải phòng", "đà nẵng", "cần thơ", "huế"];

/// Words of places, the longer first where one holds another.
const PLACES: [(&str, Grantor); 12] = [
    ("tỉnh", Grantor::Province),
    ("huyện", Grantor::District),
    ("quận", Grantor::District),
    ("thị xã", Grantor::District),
    ("tx", Grantor::District),
    ("thành phố", Grantor::District),
    ("tp", Grantor::District),
    ("thị trấn", Grantor::Commune),
    ("tt", Grantor::Commune),
    ("phường", Grantor::Commune),
    ("đặc khu", Grantor::Commune),
    ("xã", Grantor::Commune),
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

/// Words after which "bộ" is no ministry, and before which it is none.
const NO_MINISTRY: ([&str; 6], [&str; 6]) =
    (["cán", "đảng", "chi", "nội", "toàn", "đội"], ["chqs", "chỉ", "đội", "phận", "ch", "môn"]);

/// Every word with which the name of a grantor may begin.
pub(super) fn vocabulary() -> impl Iterator<Item = &'static str> {
    let places = PLACES.iter().chain(&OF_ONE_LEVEL).map(|(word, _)| *word);
    let bodies = STATE.iter().chain(&MINISTRY).chain(&LOCAL).chain(&BODIES).chain(&BASE).copied();
    bodies.chain(places).chain([
        "bộ",
        "đu",
        "chi ủy",
        "đảng ủy",
        "đảng bộ",
        "chi bộ",
        "ban",
        "ngành",
        "bkbqp",
    ])
}

/// The grantor that a key names: what stands before the reason of an award counts first.
pub(super) fn read(key: &str) -> Option<Grantor> {
    let reason = [" về ", " vì ", " do có ", " đã có "].iter().filter_map(|word| key.find(word)).min();
    let head = reason.and_then(|at| key.get(..at)).unwrap_or(key);
    named(head).or_else(|| if head == key { None } else { named(key) })
}

/// From the most certain words to the least: a people's committee of a place, the State, a ministry, a party
/// or mass organisation of a level, an office for itself, and last the bare word for a place.
fn named(key: &str) -> Option<Grantor> {
    if key.is_ascii()
        && let Some((_, grantor)) = BARE.iter().find(|(word, _)| after(key, word).is_some())
    {
        return Some(*grantor);
    }
    let stands = |word: &str| after(key, word).is_some();
    let ministry = MINISTRY.iter().any(|word| stands(word)) || names_ministry(key);
    let government = ["thanh tra chính phủ", "văn phòng chính phủ"].iter().any(|word| stands(word));
    if let Some(grantor) = local(key) {
        return Some(grantor);
    }
    if STATE.iter().any(|word| stands(word)) && !government {
        return Some(Grantor::State);
    }
    if let Some((_, grantor)) = OF_ONE_LEVEL.iter().find(|(word, _)| stands(word)) {
        return Some(*grantor);
    }
    if let Some(grantor) = party(key) {
        return Some(grantor);
    }
    if ministry {
        return Some(Grantor::Ministry);
    }
    if let Some(grantor) = body(key) {
        return Some(grantor);
    }
    let national = ["việt nam", "vn"].iter().any(|word| stands(word));
    if BASE.iter().any(|word| office(key, word)) {
        return Some(if national { Grantor::Ministry } else { Grantor::Base });
    }
    None
}

/// The bare word for a place, where no office stands: «BK tỉnh», «GK huyện». «cấp thành phố» may be a city of
/// the centre or of a province: that is asked.
pub(super) fn bare_place(key: &str) -> Option<Grantor> {
    place(key).filter(|(word, _)| !matches!(*word, "thành phố" | "tp" | "tt")).map(|(_, grantor)| grantor)
}

/// Whether a phrase begins with the word for a place.
pub(super) fn begins_with_place(phrase: &str) -> bool {
    let begins =
        |word: &str| phrase.strip_prefix(word).is_some_and(|rest| rest.is_empty() || rest.starts_with(' '));
    PLACES.iter().any(|(word, _)| begins(word))
}

/// What follows a word in a key, for the first place where it stands.
fn after<'k>(key: &'k str, word: &str) -> Option<&'k str> {
    all_after(key, word).next()
}

/// What follows a word in a key, for each place where it stands.
fn all_after<'k>(key: &'k str, word: &str) -> impl Iterator<Item = &'k str> {
    key.match_indices(word).filter_map(|(at, word)| {
        let rest = key.get(at + word.len()..)?;
        let starts = key.get(..at).is_some_and(|head| head.is_empty() || head.ends_with(' '));
        (starts && (rest.is_empty() || rest.starts_with(' '))).then(|| rest.trim_start())
    })
}

/// The people's committee or chairman of a place: the place stands right after.
fn local(key: &str) -> Option<Grantor> {
    LOCAL.iter().flat_map(|word| all_after(key, word)).find_map(|rest| {
        let rest = ["ubnd ", "hđnd ", "ủy ban nhân dân "]
            .iter()
            .find_map(|word| rest.strip_prefix(word))
            .unwrap_or(rest);
        // «UBND P.2», «UBND H. Định Hóa».
        let short = [
            ("p", Grantor::Commune),
            ("h", Grantor::District),
            ("q", Grantor::District),
            ("tphcm", Grantor::Province),
            ("tphn", Grantor::Province),
        ];
        let (place, grantor) = PLACES.iter().chain(&short).find(|(place, _)| {
            rest.strip_prefix(place).is_some_and(|name| name.is_empty() || name.starts_with(' '))
        })?;
        let city = matches!(*place, "thành phố" | "tp");
        let name = rest.strip_prefix(place).unwrap_or_default().trim_start();
        let central = city && CENTRAL_CITIES.iter().any(|city| name.starts_with(city));
        Some(if central { Grantor::Province } else { *grantor })
    })
}

/// "Bộ" as a word of its own.
fn names_ministry(key: &str) -> bool {
    let words: Vec<&str> = key.split(' ').collect();
    words.iter().enumerate().any(|(at, word)| {
        let before = at.checked_sub(1).and_then(|at| words.get(at)).copied().unwrap_or_default();
        let next = words.get(at + 1).copied().unwrap_or_default();
        *word == "bộ" && !NO_MINISTRY.0.contains(&before) && !NO_MINISTRY.1.contains(&next)
            || *word == "bkbqp"
    })
}

/// A party committee of a place, or of an office.
fn party(key: &str) -> Option<Grantor> {
    let rest = ["đảng ủy", "đảng bộ", "chi bộ", "chi ủy", "đu"].iter().find_map(|word| after(key, word))?;
    if ["khối", "cơ quan", "công an", "quân sự", "sở"].iter().any(|word| after(rest, word).is_some())
    {
        return Some(Grantor::Base);
    }
    match place(rest) {
        Some((_, Grantor::Province)) => Some(Grantor::ProvinceBody),
        Some(("tt", _)) | None => Some(Grantor::Base),
        Some((_, grantor)) => Some(grantor),
    }
}

/// A mass organisation: of the centre, the province, the district or the commune.
fn body(key: &str) -> Option<Grantor> {
    let key = key.replace("xã hội", "xh");
    let rest = BODIES.iter().find_map(|word| {
        let rest = after(&key, word)?;
        let other = *word == "hội"
            && ["đồng", "nghị", "thi", "viên", "khỏe"].iter().any(|word| rest.starts_with(word));
        (!other).then_some(rest)
    })?;
    let national = ["việt nam", "vn"].iter().any(|word| after(rest, word).is_some());
    match place(rest) {
        Some((_, Grantor::Province)) => Some(Grantor::ProvinceBody),
        Some((_, grantor)) => Some(grantor),
        None if national => Some(Grantor::Ministry),
        None if after(rest, "ngành").is_some() => Some(Grantor::ProvinceBody),
        None => None,
    }
}

/// Whether an office stands in a key: «quốc phòng» and «phòng chống» are no room of an office.
fn office(key: &str, word: &str) -> bool {
    let Some(rest) = after(key, word) else { return false };
    let reason = ["chống", "cháy", "dịch"].iter().any(|word| rest.starts_with(word));
    word != "phòng" || !(reason || after(key, "quốc phòng").is_some() || after(key, "biên phòng").is_some())
}

/// The first word for a place: «xã hội» and «hợp tác xã» name none.
fn place(key: &str) -> Option<(&'static str, Grantor)> {
    let key = key.replace("xã hội", "xh").replace("hợp tác xã", "htx");
    let found = PLACES.iter().filter(|(word, _)| after(&key, word).is_some());
    found
        .min_by_key(|(word, _)| {
            after(&key, word).map_or(usize::MAX, |rest| key.len() - rest.len() - word.len())
        })
        .copied()
}

/// The level that recognised an initiative.
pub(super) fn initiative_level(key: &str) -> Option<Level> {
    let any = |words: &[&str]| words.iter().any(|word| after(key, word).is_some());
    if any(&["toàn quốc", "cấp bộ", "cấp nhà nước", "cấp quốc gia", "trung ương"]) {
        Some(Level::Central)
    } else if any(&["cấp tỉnh", "tỉnh", "hội đồng sáng kiến tỉnh", "ubnd tỉnh", "ct", "cap tinh"])
    {
        Some(Level::Province)
    } else if any(&["cấp huyện", "huyện", "cap huyen"]) {
        Some(Level::District)
    } else if any(&["cấp cơ sở", "cơ sở", "cs", "cấp sở", "cấp trường", "sở", "cap co so"])
    {
        // The base lies below what any plan asks for.
        Some(Level::Commune)
    } else {
        None
    }
}

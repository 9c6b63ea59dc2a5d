//! Who granted an award: from the words around its name.

use super::grantor::Grantor;
use super::grantor_words::GrantorWords;
use crate::units::Level;

/// Words after which "bộ" is no ministry, and before which it is none.
const NO_MINISTRY: ([&str; 6], [&str; 6]) =
    (["cán", "đảng", "chi", "nội", "toàn", "đội"], ["chqs", "chỉ", "đội", "phận", "ch", "môn"]);

/// The grantor that a key names: what stands before the reason of an award counts first.
pub(super) fn read(words: &GrantorWords, key: &str) -> Option<Grantor> {
    let reason = [" về ", " vì ", " do có ", " đã có "].iter().filter_map(|word| key.find(word)).min();
    let head = reason.and_then(|at| key.get(..at)).unwrap_or(key);
    named(words, head).or_else(|| if head == key { None } else { named(words, key) })
}

/// From the most certain words to the least: a people's committee of a place, the State, a ministry, a party
/// or mass organisation of a level, an office for itself, and last the bare word for a place.
fn named(words: &GrantorWords, key: &str) -> Option<Grantor> {
    if key.is_ascii()
        && let Some((_, grantor)) = words.unmarked.iter().find(|(word, _)| after(key, word).is_some())
    {
        return Some(*grantor);
    }
    let stands = |word: &str| after(key, word).is_some();
    let ministry = words.ministry.iter().any(|word| stands(word)) || names_ministry(key);
    let government = ["thanh tra chính phủ", "văn phòng chính phủ"].iter().any(|word| stands(word));
    if let Some(grantor) = local(words, key) {
        return Some(grantor);
    }
    if words.state.iter().any(|word| stands(word)) && !government {
        return Some(Grantor::State);
    }
    if let Some((_, grantor)) = words.levels.iter().find(|(word, _)| stands(word)) {
        return Some(*grantor);
    }
    if let Some(grantor) = party(words, key) {
        return Some(grantor);
    }
    if ministry {
        return Some(Grantor::Ministry);
    }
    if let Some(grantor) = body(words, key) {
        return Some(grantor);
    }
    let national = ["việt nam", "vn"].iter().any(|word| stands(word));
    if words.base.iter().any(|word| office(key, word)) {
        return Some(if national { Grantor::Ministry } else { Grantor::Base });
    }
    None
}

/// The bare word for a place, where no office stands: «BK tỉnh», «GK huyện». «cấp thành phố» may be a city of
/// the centre or of a province: that is asked.
pub(super) fn bare_place(words: &GrantorWords, key: &str) -> Option<Grantor> {
    place(words, key)
        .filter(|(word, _)| !matches!(*word, "thành phố" | "tp" | "tt"))
        .map(|(_, grantor)| grantor)
}

/// Whether a phrase begins with the word for a place.
pub(super) fn begins_with_place(words: &GrantorWords, phrase: &str) -> bool {
    let begins =
        |word: &str| phrase.strip_prefix(word).is_some_and(|rest| rest.is_empty() || rest.starts_with(' '));
    words.places.iter().any(|(word, _)| begins(word))
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
fn local(words: &GrantorWords, key: &str) -> Option<Grantor> {
    words.committee.iter().flat_map(|word| all_after(key, word)).find_map(|rest| {
        let rest = ["ubnd ", "hđnd ", "ủy ban nhân dân "]
            .iter()
            .find_map(|word| rest.strip_prefix(word))
            .unwrap_or(rest);
        // «UBND P.2», «UBND H. Định Hóa».
        let (place, grantor) = words.places.iter().chain(&words.cut_places).find(|(place, _)| {
            rest.strip_prefix(place.as_str()).is_some_and(|name| name.is_empty() || name.starts_with(' '))
        })?;
        let city = matches!(place.as_str(), "thành phố" | "tp");
        let name = rest.strip_prefix(place.as_str()).unwrap_or_default().trim_start();
        let central = city && words.cities.iter().any(|city| name.starts_with(city.as_str()));
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
fn party(words: &GrantorWords, key: &str) -> Option<Grantor> {
    let rest = ["đảng ủy", "đảng bộ", "chi bộ", "chi ủy", "đu"].iter().find_map(|word| after(key, word))?;
    if ["khối", "cơ quan", "công an", "quân sự", "sở"].iter().any(|word| after(rest, word).is_some())
    {
        return Some(Grantor::Base);
    }
    match place(words, rest) {
        Some((_, Grantor::Province)) => Some(Grantor::ProvinceBody),
        Some(("tt", _)) | None => Some(Grantor::Base),
        Some((_, grantor)) => Some(grantor),
    }
}

/// A mass organisation: of the centre, the province, the district or the commune.
fn body(words: &GrantorWords, key: &str) -> Option<Grantor> {
    let key = key.replace("xã hội", "xh");
    let rest = words.organisation.iter().find_map(|word| {
        let rest = after(&key, word)?;
        let other = *word == "hội"
            && ["đồng", "nghị", "thi", "viên", "khỏe"].iter().any(|word| rest.starts_with(word));
        (!other).then_some(rest)
    })?;
    let national = ["việt nam", "vn"].iter().any(|word| after(rest, word).is_some());
    match place(words, rest) {
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
fn place<'w>(words: &'w GrantorWords, key: &str) -> Option<(&'w str, Grantor)> {
    let key = key.replace("xã hội", "xh").replace("hợp tác xã", "htx");
    let found = words.places.iter().filter(|(word, _)| after(&key, word).is_some());
    found
        .min_by_key(|(word, _)| {
            after(&key, word).map_or(usize::MAX, |rest| key.len() - rest.len() - word.len())
        })
        .map(|(word, grantor)| (word.as_str(), *grantor))
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

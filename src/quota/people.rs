//! Who is a woman, who a direct worker: yes, no, or not known. Nobody is guessed to be one.

use crate::dedup::Exemplar;
use crate::plan::Among;
use crate::record::{Gender, Registration};
use crate::registry::Registry;
use crate::text;

/// Whether an exemplar is one of those; none where its lists do not say so, or say both.
pub(super) fn is_among(among: Among, exemplar: &Exemplar, registry: &Registry) -> Option<bool> {
    let rows = exemplar.registrations.iter().filter_map(|at| registry.registrations.get(*at));
    let mut answers = rows.filter_map(|row| match among {
        Among::Women => row.gender.map(|gender| gender == Gender::Female),
        Among::DirectWorkers => is_direct_worker(row),
    });
    let first = answers.next()?;
    answers.all(|other| other == first).then_some(first)
}

/// Words in the class, the ticked column or the remark of somebody who is a direct worker.
const DIRECT: [&str; 6] = [
    "lao động trực tiếp",
    "trực tiếp lao động",
    "trực tiếp sản xuất",
    "trực tiếp công tác",
    "trực tiếp chiến đấu",
    "trực tiếp phục vụ",
];
/// The same of somebody who is none.
const INDIRECT: [&str; 4] =
    ["không trực tiếp", "không phải lao động trực tiếp", "lao động gián tiếp", "gián tiếp"];
/// Occupations of those who work themselves, at the head of a position.
const WORKERS: [&str; 3] = ["công nhân", "nông dân", "người lao động"];
/// Positions of those who lead, at the head of a position: from deputy heads of divisions up, whom the forms of
/// Thông tư 02/2023/TT-BNV count apart from direct workers.
const LEADERS: [&str; 13] = [
    "giám đốc",
    "tổng giám đốc",
    "hiệu trưởng",
    "trưởng phòng",
    "phòng",
    "trưởng ban",
    "chủ tịch ubnd",
    "chủ tịch ủy ban nhân dân",
    "chủ tịch hđnd",
    "chủ tịch hội đồng",
    "cục trưởng",
    "chi cục trưởng",
    "vụ trưởng",
];

/// Whether a row says that somebody works himself.
fn is_direct_worker(row: &Registration) -> Option<bool> {
    let beside = row.beside();
    let classes = [text::key(&beside.object_class), text::key(&beside.attributes)];
    let remarks = classes.iter().cloned().chain([text::key(&row.remark)]).collect::<Vec<_>>().join(" | ");
    if INDIRECT.iter().any(|words| remarks.contains(words)) {
        return Some(false);
    }
    // A cross under «Trực tiếp», a class «Trực tiếp».
    let parts = || {
        let written = [&beside.object_class, &beside.attributes];
        written.into_iter().flat_map(|text| text.split([';', ','])).map(text::key)
    };
    let position = text::key(&row.position);
    let begins = |words: &str, with: &str| {
        words.strip_prefix(with).is_some_and(|rest| rest.is_empty() || rest.starts_with(' '))
    };
    let direct = DIRECT.iter().any(|words| remarks.contains(words))
        || parts().any(|part| part == "trực tiếp")
        || WORKERS.iter().any(|word| begins(&position, word));
    let deputy = position.strip_prefix("phó ");
    let leads = LEADERS.iter().any(|word| {
        // «Phòng …» is a position only behind «Phó».
        (*word != "phòng" && begins(&position, word)) || deputy.is_some_and(|rest| begins(rest, word))
    }) || parts()
        .any(|part| ["lãnh đạo", "quản lý", "cán bộ quản lý"].iter().any(|word| begins(&part, word)));
    match (direct, leads) {
        (true, false) => Some(true),
        (false, true) => Some(false),
        _ => None,
    }
}

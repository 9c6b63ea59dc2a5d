//! Sentences that set a number of exemplars → minimums: who, in which movement, of which kind, how many.

use super::amounts::{AT_LEAST, HOLDERS, KINDS, word_at};
use super::demands::{ClauseDemand, DraftWhole, clauses, clusters, shared, without_times};
use super::owners::{class_of, given, is_of_each, named_in, partners_of, subject};
use super::paragraphs::Paragraph;
use crate::text;

/// What a heading says of the minimums below it.
#[derive(Debug, Clone, Default)]
pub(super) struct Heading {
    /// The movement, as its name stands.
    pub(super) movement: String,
    /// The kind of movement.
    pub(super) kind: &'static str,
    leads: Vec<String>,
    partners: Vec<String>,
}

/// A minimum as a sentence sets it.
#[derive(Debug, Clone, Default, PartialEq)]
pub(super) struct DraftQuota {
    pub(super) movement: String,
    pub(super) leads: Vec<String>,
    /// Each of the leads owes it, not the one.
    pub(super) each_lead: bool,
    /// A class of units, each of which owes it, in the words of the sentence.
    pub(super) class: String,
    pub(super) partners: Vec<String>,
    /// Clusters that owe it: `all`, or names.
    pub(super) clusters: Vec<String>,
    /// How several leads owe it, where that is said: `together`, `split`.
    pub(super) shared: &'static str,
    pub(super) asked: ClauseDemand,
    pub(super) holder: String,
    /// The words of the document.
    pub(super) basis: String,
    /// Why somebody has to look at it; blank where nothing is doubtful.
    pub(super) doubts: Vec<&'static str>,
}

/// The heading that a paragraph is, if it names exemplars of some movement.
pub(super) fn heading(paragraph: &Paragraph) -> Option<Heading> {
    if paragraph.mark.is_empty() || paragraph.mark == "+" {
        return None;
    }
    let small = paragraph.text.to_lowercase();
    let starts = ["điển hình tiên tiến", "diễn hình tiên tiến", "điểm điển hình tiên tiến"];
    let rest = match starts.iter().find(|start| small.starts_with(**start)) {
        Some(start) => cut_ignoring_case(&paragraph.text, start)?.trim_start(),
        // A criterion for one movement among several: «Trong lĩnh vực …: là …».
        None if small.starts_with("trong ") && small.contains(": là ") => paragraph.text.as_str(),
        None => return None,
    };
    let after = ["trong ", "Trong ", "về "].iter().find_map(|word| rest.strip_prefix(word))?;
    let (movement, kind) = movement_of(after);
    let (leads, partners) = given(&paragraph.text);
    Some(Heading { movement, kind, leads, partners })
}

/// The movement that a paragraph names before it says what is asked: `Phong trào “X”: mỗi thôn …`, and the rest.
pub(super) fn inline(text: &str) -> Option<(Heading, &str)> {
    const LONGEST: usize = 200;
    let small = text.to_lowercase();
    let leads = ["trong thực hiện ", "trong ", "về ", "đối với ", "thực hiện "];
    let lead = leads.iter().find(|lead| small.starts_with(**lead)).map_or(0, |lead| lead.chars().count());
    let named: String = small.chars().skip(lead).collect();
    if !["phong trào", "cuộc vận động", "lĩnh vực"].iter().any(|word| named.starts_with(word)) {
        return None;
    }
    // A colon within the quotation marks belongs to the name.
    let closed = text.find(['”', '»']).unwrap_or(0);
    let colon = text.get(closed..)?.find(':')? + closed;
    let name = text.get(..colon).filter(|name| name.chars().count() < LONGEST)?;
    let from = name.char_indices().nth(lead).map_or(name.len(), |(at, _)| at);
    let (movement, kind) = movement_of(name.get(from..)?);
    let (leads, partners) = given(name);
    Some((Heading { movement, kind, leads, partners }, text.get(colon + 1..)?.trim_start()))
}

/// The text after a piece of it, whatever its case.
fn cut_ignoring_case<'a>(text: &'a str, piece: &str) -> Option<&'a str> {
    let at = text.char_indices().nth(piece.chars().count()).map_or(text.len(), |(at, _)| at);
    text.get(at..)
}

/// The name of a movement at the head of a text, and what kind of movement it is.
pub(super) fn movement_of(said: &str) -> (String, &'static str) {
    let small = said.to_lowercase();
    let kind = match () {
        () if small.starts_with("phong trào") || small.starts_with('“') => "emulation",
        () if small.contains("cuộc vận động")
            || small.starts_with("việc “")
            || small.starts_with("việc \"") =>
        {
            "campaign"
        }
        () if small.starts_with("lĩnh vực") || small.contains("nhiệm vụ") => "sector",
        () => "emulation",
    };
    let end = [", giao ", ", đề nghị ", ":", ", thi đua thực hiện", ", phong trào"]
        .iter()
        .filter_map(|end| said.find(end))
        .min();
    let name = said.get(..end.unwrap_or(said.len())).unwrap_or(said).trim_end_matches(['.', ';', ',']);
    if let Some((at, quoted)) = in_quotes(name) {
        let before = name.get(..at).unwrap_or_default().trim_end().to_lowercase();
        let calls = ["phong trào", "phong trào thi đua", "cuộc vận động", "việc", "thi đua"];
        if before.is_empty() || calls.iter().any(|word| before.ends_with(word)) {
            return (quoted, kind);
        }
    }
    let lead_in = [
        "thực hiện nhiệm vụ",
        "thực hiện phong trào thi đua",
        "thực hiện công tác",
        "thực hiện",
        "phong trào thi đua",
        "phong trào",
        "việc",
    ];
    let bare = lead_in.iter().find_map(|word| {
        let plain = !word.ends_with("nhiệm vụ");
        let rest = name.strip_prefix(word)?.trim_start();
        Some(if plain { rest } else { name })
    });
    (capital(bare.unwrap_or(name)), kind)
}

fn capital(name: &str) -> String {
    let mut letters = name.chars();
    letters
        .next()
        .map(|first| first.to_uppercase().collect::<String>() + letters.as_str())
        .unwrap_or_default()
}

/// The first words in quotation marks and where they begin.
pub(super) fn in_quotes(said: &str) -> Option<(usize, String)> {
    let from = said.find(['“', '"', '«'])?;
    let inner = said.get(from..)?.char_indices().nth(1).map(|(at, _)| from + at)?;
    let rest = said.get(inner..)?;
    let to = rest.find(['”', '"', '»'])?;
    Some((from, rest.get(..to)?.trim().to_owned()))
}

/// A cluster and its units: `Cụm thi đua số 1 gồm: xã A, xã B`.
pub(super) fn cluster_of(paragraph: &Paragraph) -> Option<(String, Vec<String>)> {
    let said = &paragraph.text;
    let (_, list) =
        ["gồm:", "gồm có:", "gồm các đơn vị:", "gồm "].iter().find_map(|word| said.split_once(*word))?;
    let name = clusters(said).into_iter().find(|name| name != "all")?;
    let name = name.trim_end_matches(" bao").to_owned();
    let units = named_in(list.trim().trim_end_matches(['.', ';']));
    (!units.is_empty()).then_some((name, units))
}

/// The minimums that a paragraph sets below a heading.
pub(super) fn quotas(whole: &str, paragraph: &Paragraph, above: Option<&Heading>) -> Vec<DraftQuota> {
    whole.split(';').flat_map(|sentence| asked_in(sentence.trim(), whole, paragraph, above)).collect()
}

/// Words by which somebody is chosen.
const CHOOSES: [&str; 7] = ["đề nghị", "lựa chọn", "giới thiệu", "đăng ký", "xây dựng", "phát hiện", "chọn"];

/// Whether a sentence is about exemplars: it says so, or chooses those it counts; a share of women stands alone.
fn is_about_exemplars(small: &str) -> bool {
    let exemplars = ["điển hình", "mô hình", "gương", "nhân tố"];
    let chosen = KINDS.iter().any(|(word, _)| small.contains(word))
        && CHOOSES.iter().any(|word| word_at(small, word).is_some());
    let of_people = ["nữ", "cá nhân nữ", "người lao động trực tiếp"];
    let reaches = [" đạt ", " chiếm ", " từ ", " ít nhất ", " tối thiểu ", " không "];
    let is_ratio = small.strip_prefix("tỷ lệ ").is_some_and(|rest| {
        let after = of_people.iter().find_map(|people| rest.strip_prefix(people));
        after.is_some_and(|after| reaches.iter().any(|word| after.starts_with(word)))
    });
    let short = small.split(' ').count() <= SHORT_RATIO;
    // «Mỗi đơn vị tối đa 02 tập thể.»
    let bare = small.starts_with("mỗi ") && KINDS.iter().any(|(word, _)| small.contains(word)) && short;
    let of_cluster = !clusters(small).is_empty() && KINDS.iter().any(|(word, _)| small.contains(word));
    exemplars.iter().any(|word| small.contains(word)) || chosen || of_cluster || bare || short && is_ratio
}

/// A sentence that says nothing but a ratio has no more words.
const SHORT_RATIO: usize = 14;

/// What a sentence asks: one for each of its clauses, all owed by the same.
fn asked_in(sentence: &str, whole: &str, paragraph: &Paragraph, above: Option<&Heading>) -> Vec<DraftQuota> {
    let small = sentence.to_lowercase();
    if !is_about_exemplars(&small) {
        return Vec::new();
    }
    let mut clauses = clauses(&small);
    let Some((at, asked)) = clauses.first().cloned() else { return Vec::new() };
    let mut first = quota(sentence, whole, paragraph, above, (at, asked));
    let of_nobody = first.leads.is_empty() && first.class.is_empty() && first.clusters.is_empty();
    let of_all = first.asked.among.is_empty()
        && matches!(first.asked.of, Some(DraftWhole::Total | DraftWhole::Number(_)));
    let places = ["tỉnh", "thành phố", "huyện", "xã", "phường", "ngành", "cơ quan"];
    let of_place = places.iter().any(|place| small.contains(&format!("toàn {place}")));
    if of_nobody && (of_all || of_place) {
        // A share of everything there is, or a number for all of a place, for which nobody answers, is a goal.
        return Vec::new();
    }
    if first.asked.of == Some(DraftWhole::Total) {
        first.doubts.push("tỷ lệ của tổng số: ghi tổng số ở trang «Tổng số»");
    }
    let others = clauses.split_off(1);
    let others =
        others.into_iter().map(|(_, asked)| DraftQuota { asked, ..first.clone() }).collect::<Vec<_>>();
    std::iter::once(first).chain(others).collect()
}

fn quota(
    sentence: &str,
    whole: &str,
    paragraph: &Paragraph,
    above: Option<&Heading>,
    (at, asked): (usize, ClauseDemand),
) -> DraftQuota {
    let (written, small) = (sentence, sentence.to_lowercase());
    let rest = small.get(at..).unwrap_or_default();
    let mut quota = DraftQuota {
        asked,
        basis: format!("{}: «{}»", paragraph.section, shortened(sentence)),
        ..DraftQuota::default()
    };
    quota.holder = HOLDERS
        .iter()
        .find(|holder| near_number(rest, holder))
        .map(|holder| (*holder).to_owned())
        .unwrap_or_default();
    let timeless = without_times(sentence);
    let (sentence, small) = (timeless.as_str(), timeless.to_lowercase());
    quota.clusters = clusters(sentence);
    let (leads, partners) =
        if quota.clusters.is_empty() { given(sentence) } else { (Vec::new(), Vec::new()) };
    let (leads, partners) =
        if leads.is_empty() && whole != sentence { given(whole) } else { (leads, partners) };
    let (leads, partners) = if leads.is_empty() && above.is_none_or(|above| above.leads.is_empty()) {
        (subject(sentence), partners_of(sentence))
    } else {
        (leads, partners)
    };
    let leads = if quota.clusters.is_empty() { leads } else { Vec::new() };
    let from_above = leads.is_empty() && quota.clusters.is_empty();
    quota.leads = if from_above { above.map(|above| above.leads.clone()).unwrap_or_default() } else { leads };
    quota.partners =
        if from_above { above.map(|above| above.partners.clone()).unwrap_or_default() } else { partners };
    quota.each_lead = quota.leads.len() > 1 && is_of_each(&small);
    quota.shared = if quota.leads.len() > 1 && !quota.each_lead { shared(&small) } else { "" };
    if quota.leads.len() > 1 && !quota.each_lead && quota.shared.is_empty() {
        quota.doubts.push("nhiều đơn vị chủ trì, chưa rõ mỗi đơn vị hay cùng chung");
    }
    if quota.leads.is_empty() && quota.clusters.is_empty() {
        quota.class = class_of(&small);
        if quota.class.is_empty() && whole != sentence {
            quota.class = class_of(&whole.to_lowercase());
        }
        if quota.class.is_empty() {
            quota.doubts.push("chưa rõ ai phải thực hiện");
        } else if !small.contains("mỗi ") {
            quota.doubts.push("mỗi đơn vị của nhóm này, hay cả nhóm cùng chung");
        }
    }
    match above {
        Some(above) if !above.movement.is_empty() => quota.movement.clone_from(&above.movement),
        _ => {
            let after =
                written.get(at..).and_then(|after| after.split_once(" trong ")).map(|(_, after)| after);
            quota.movement = after
                .filter(|after| in_quotes(after).is_some())
                .map(|after| movement_of(after).0)
                .unwrap_or_default();
        }
    }
    quota
}

/// Whether a sentence sets a number of exemplars that was not understood.
pub(super) fn sets_a_number(sentence: &str) -> bool {
    let small = sentence.to_lowercase();
    let exemplars = ["điển hình", "mô hình", "gương"].iter().any(|word| small.contains(word));
    let number = small.contains('%')
        || AT_LEAST.iter().take(3).any(|word| word_at(&small, word).is_some())
        || small.contains("không dưới")
        || small.contains("không quá");
    exemplars && number && small.contains(|c: char| c.is_ascii_digit())
        || exemplars && small.contains("tối thiểu")
}

/// Whether a word stands right after a number.
fn near_number(rest: &str, word: &str) -> bool {
    rest.match_indices(word).any(|(at, _)| {
        let before = rest.get(..at).unwrap_or_default().trim_end();
        before.ends_with(|c: char| c.is_ascii_digit())
    })
}

/// A sentence that is no longer than a reader needs to find it.
pub(super) fn shortened(sentence: &str) -> String {
    const MOST: usize = 400;
    let clean = text::clean(sentence);
    match clean.char_indices().nth(MOST) {
        Some((at, _)) => format!("{} …", clean.get(..at).unwrap_or_default()),
        None => clean.into_owned(),
    }
}

//! What movement a heading, a sentence or a cell names.

use super::outline::Paragraph;
use crate::text;

/// A movement as a plan names it.
#[derive(Debug, Clone, Default, PartialEq)]
pub(super) struct DraftMovement {
    /// Its name as it stands.
    pub(super) name: String,
    /// The kind of movement.
    pub(super) kind: &'static str,
}

/// The movement whose exemplars a heading is about: «Điển hình tiên tiến trong phong trào “X”, giao …».
pub(super) fn heading(paragraph: &Paragraph) -> Option<DraftMovement> {
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
    Some(movement_of(after))
}

/// The movement that a line names before whatever it says of it: `Phong trào “X”: mỗi thôn …`, `Phong trào “X” do Sở A
/// chủ trì`, `Lĩnh vực y tế`; and the rest.
pub(super) fn inline(said: &str) -> Option<(DraftMovement, &str)> {
    const LONGEST: usize = 200;
    let small = said.to_lowercase();
    let leads = ["trong thực hiện ", "trong ", "về ", "đối với ", "thực hiện "];
    let lead = leads.iter().find(|lead| small.starts_with(**lead)).map_or(0, |lead| lead.len());
    let named = small.get(lead..)?;
    let begins = |words: &[&str]| words.iter().any(|word| named.starts_with(word));
    let is_movement = begins(&["phong trào", "cuộc vận động", "lĩnh vực"]);
    if !is_movement && !begins(&["công tác ", "nhiệm vụ "]) {
        return None;
    }
    let closed = said.find(['”', '»']).or_else(|| said.match_indices('"').nth(1).map(|(at, _)| at));
    // What follows the name says who, and how many.
    if let Some(closed) = closed.filter(|closed| *closed < LONGEST * 2) {
        let end = closed + said.get(closed..)?.chars().next().map_or(0, char::len_utf8);
        let name = said.get(lead..end)?;
        let rest = said.get(end..)?.trim_start_matches([':', ' ', ',', ';', '.', '-', '–', '(']);
        return Some((movement_of(name), rest));
    }
    let end = [":", " do ", " (", " giao ", ", giao ", ", đề nghị ", "; ", ". "]
        .iter()
        .filter_map(|end| said.find(end))
        .min();
    // What has neither is a heading, or a sentence about the movement.
    let is_heading = is_short(said) && !said.trim_end().ends_with(['.', ';']);
    let end = match end {
        Some(end) => end,
        None if is_heading => said.len(),
        None => return None,
    };
    let name = said.get(lead..end).filter(|name| name.chars().count() < LONGEST)?;
    // «Công tác tuyên truyền: …» is a movement only where exemplars are counted for it.
    let rest = said.get(end..)?.trim_start_matches([':', ' ', ',', ';', '.', '-', '–', '(']);
    Some((movement_of(name), rest))
}

/// Whether a line that names a movement stands for itself: «Lĩnh vực y tế», not a sentence.
fn is_short(said: &str) -> bool {
    const MOST_WORDS: usize = 14;
    said.split(' ').count() <= MOST_WORDS
}

/// The movement that a sentence names in passing: «… trong phong trào “X”», «mô hình “Dân vận khéo”».
pub(super) fn mentioned(said: &str) -> Option<DraftMovement> {
    let small = said.to_lowercase();
    let calls = ["phong trào", "cuộc vận động", "thi đua", "mô hình", "lĩnh vực"];
    let mut from = 0;
    while let Some((at, name)) = in_quotes(said.get(from..)?) {
        let before = small.get(from..from + at)?.trim_end();
        if calls.iter().any(|word| before.ends_with(word)) {
            let kind = if before.ends_with("cuộc vận động") { "campaign" } else { "emulation" };
            return Some(DraftMovement { name, kind });
        }
        from += at + name.len() + 2;
    }
    None
}

/// The movement that a heading is about without beginning with it: «Xây dựng điển hình trong lĩnh vực bảo vệ rừng».
pub(super) fn within(said: &str) -> Option<DraftMovement> {
    const MOST_WORDS: usize = 30;
    if said.split(' ').count() > MOST_WORDS {
        return None;
    }
    mentioned(said).or_else(|| {
        let at = said.find(" lĩnh vực ")? + 1;
        let name = said.get(at..)?;
        let end = name.find([':', ';', '.', '(']).unwrap_or(name.len());
        Some(movement_of(name.get(..end)?.trim()))
    })
}

/// The text after a piece of it, whatever its case.
fn cut_ignoring_case<'a>(text: &'a str, piece: &str) -> Option<&'a str> {
    let at = text.char_indices().nth(piece.chars().count()).map_or(text.len(), |(at, _)| at);
    text.get(at..)
}

/// The name of a movement at the head of a text, and what kind of movement it is.
pub(super) fn movement_of(said: &str) -> DraftMovement {
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
    let name = said.get(..end.unwrap_or(said.len())).unwrap_or(said).trim_end_matches(['.', ';', ',']).trim();
    if let Some((at, quoted)) = in_quotes(name) {
        let before = name.get(..at).unwrap_or_default().trim_end().to_lowercase();
        let calls = ["phong trào", "phong trào thi đua", "cuộc vận động", "việc", "thi đua"];
        if before.is_empty() || calls.iter().any(|word| before.ends_with(word)) {
            return DraftMovement { name: quoted, kind };
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
    DraftMovement { name: capital(bare.unwrap_or(name)), kind }
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

/// Whether two names mean one movement, one of them with more words: «Doanh nghiệp Lạng Sơn hội nhập», «Doanh nghiệp
/// thành phố Lạng Sơn hội nhập».
pub(super) fn is_same(one: &str, other: &str) -> bool {
    let (one_key, other_key) = (text::key(one), text::key(other));
    let (short, long) =
        if one_key.len() < other_key.len() { (one_key, other_key) } else { (other_key, one_key) };
    let mut words = long.split(' ');
    short.split(' ').all(|word| words.any(|known| known == word))
}

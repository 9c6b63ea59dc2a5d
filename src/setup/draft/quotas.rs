//! Sentences that set a number of exemplars → minimums: who, in which movement, of which kind, how many.

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
    /// Kinds and numbers; a blank kind is any.
    pub(super) numbers: Vec<(&'static str, u32)>,
    pub(super) holder: String,
    /// The words of the document.
    pub(super) basis: String,
    /// Why somebody has to look at it; blank where nothing is doubtful.
    pub(super) doubts: Vec<&'static str>,
}

/// Words for a minimum.
const AT_LEAST: [&str; 5] = ["ít nhất", "tối thiểu", "không ít hơn", "từ", "không dưới"];
/// Words after which a sentence says what, not who.
const STOPS: [&str; 16] = [
    " chủ trì",
    " xem xét",
    " lựa chọn",
    " phối hợp",
    " mỗi đơn vị",
    " mỗi ngành",
    " tham mưu",
    " tổ chức",
    " có trách nhiệm",
    " xây dựng",
    " đăng ký",
    " giới thiệu",
    " phát hiện",
    " thực hiện",
    ":",
    " triển khai",
];
/// Kinds of exemplars, the longer words first.
pub(super) const KINDS: [(&str, &str); 12] = [
    ("tập thể", "collective"),
    ("hộ gia đình", "household"),
    ("gia đình", "household"),
    ("tổ hợp tác", "cooperative_group"),
    ("hợp tác xã", "cooperative"),
    ("doanh nghiệp", "enterprise"),
    ("cá nhân", "individual"),
    ("mô hình, điển hình", ""),
    ("mô hình", "practice"),
    ("gương", ""),
    ("điển hình", ""),
    ("nhân tố", ""),
];
/// Words for whom alone a minimum is.
const HOLDERS: [&str; 5] = ["nông dân", "công nhân", "phụ nữ", "thanh niên", "cựu chiến binh"];
/// Numbers that people write out.
const WRITTEN: [(&str, u32); 10] = [
    ("một", 1),
    ("hai", 2),
    ("ba", 3),
    ("bốn", 4),
    ("năm", 5),
    ("sáu", 6),
    ("bảy", 7),
    ("tám", 8),
    ("chín", 9),
    ("mười", 10),
];

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

/// The text after a piece of it, whatever its case.
fn cut_ignoring_case<'a>(text: &'a str, piece: &str) -> Option<&'a str> {
    let at = text.char_indices().nth(piece.chars().count()).map_or(text.len(), |(at, _)| at);
    text.get(at..)
}

/// The name of a movement at the head of a text, and what kind of movement it is.
fn movement_of(said: &str) -> (String, &'static str) {
    let small = said.to_lowercase();
    let kind = match () {
        () if small.starts_with("phong trào") => "emulation",
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
fn in_quotes(said: &str) -> Option<(usize, String)> {
    let from = said.find(['“', '"', '«'])?;
    let inner = said.get(from..)?.char_indices().nth(1).map(|(at, _)| from + at)?;
    let rest = said.get(inner..)?;
    let to = rest.find(['”', '"', '»'])?;
    Some((from, rest.get(..to)?.trim().to_owned()))
}

/// Who is given a task in a sentence, and with whom.
fn given(said: &str) -> (Vec<String>, Vec<String>) {
    let small = said.to_lowercase();
    let verb = ["giao cho ", "giao ", "đề nghị "]
        .iter()
        .filter_map(|verb| Some((word_at(&small, verb)?, verb.len())))
        .min();
    let Some((at, length)) = verb else { return (Vec::new(), Vec::new()) };
    let rest = said.get(at + length..).unwrap_or_default();
    let end = STOPS.iter().filter_map(|stop| rest.find(stop)).min().unwrap_or(rest.len());
    (units_in(rest.get(..end).unwrap_or_default()), partners_of(rest))
}

/// Where a word begins in a text, at the head of a word.
fn word_at(text: &str, word: &str) -> Option<usize> {
    text.match_indices(word).map(|(at, _)| at).find(|at| {
        text.get(..*at).and_then(|before| before.chars().last()).is_none_or(|last| !last.is_alphanumeric())
    })
}

fn partners_of(said: &str) -> Vec<String> {
    let Some((_, rest)) = said.split_once("phối hợp với ") else { return Vec::new() };
    let end = [" xem xét", " lựa chọn", " xây dựng", " tổ chức", " thực hiện", ":", ";", "."];
    let end = end.iter().filter_map(|stop| rest.find(stop)).min().unwrap_or(rest.len());
    units_in(rest.get(..end).unwrap_or_default())
}

/// Words that may stand inside the name of one unit after a comma or «và».
const JOINED: [&str; 14] = [
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
];

/// The units of a list of names: parted by commas and «và», but not inside the name of one.
fn units_in(list: &str) -> Vec<String> {
    let mut units: Vec<String> = Vec::new();
    let list = list.replace(" và ", ", và ");
    for part in list.split(',').map(str::trim).filter(|part| !part.is_empty()) {
        let bare = part.strip_prefix("và ").unwrap_or(part);
        let small = bare.to_lowercase();
        let inside = JOINED.iter().any(|word| small.starts_with(word))
            || small == "ubnd"
            || small.starts_with("ubnd thành phố");
        // «UBND các huyện, thị xã, thành phố» is one.
        let more = ["thị xã", "thành phố", "xã", "phường"].contains(&small.as_str());
        match units.last_mut() {
            Some(last) if inside || more => {
                last.push_str(if part.starts_with("và ") { " " } else { ", " });
                last.push_str(part);
            }
            _ => units.push(bare.trim_end_matches('.').to_owned()),
        }
    }
    units.retain(|unit| unit.chars().count() > 3);
    units
}

/// The minimums that a paragraph sets below a heading.
pub(super) fn quotas(paragraph: &Paragraph, above: Option<&Heading>) -> Vec<DraftQuota> {
    let whole = &paragraph.text;
    whole.split(';').filter_map(|sentence| quota(sentence.trim(), whole, paragraph, above)).collect()
}

fn quota(sentence: &str, whole: &str, paragraph: &Paragraph, above: Option<&Heading>) -> Option<DraftQuota> {
    let small = sentence.to_lowercase();
    let exemplars = ["điển hình", "mô hình", "gương", "nhân tố"];
    if !exemplars.iter().any(|word| small.contains(word)) {
        return None;
    }
    let (at, numbers) = AT_LEAST
        .iter()
        .filter_map(|word| Some(word_at(&small, word)? + word.len()))
        .find_map(|at| Some((at, numbers(small.get(at..)?)?)))?;
    let rest = small.get(at..).unwrap_or_default();
    let mut quota = DraftQuota {
        numbers,
        basis: format!("{}: «{}»", paragraph.section, shortened(sentence)),
        ..DraftQuota::default()
    };
    quota.holder = HOLDERS
        .iter()
        .find(|holder| near_number(rest, holder))
        .map(|holder| (*holder).to_owned())
        .unwrap_or_default();
    let (leads, partners) = given(sentence);
    let (leads, partners) =
        if leads.is_empty() && whole != sentence { given(whole) } else { (leads, partners) };
    let leads = if leads.is_empty() && above.is_none_or(|above| above.leads.is_empty()) {
        subject(sentence)
    } else {
        leads
    };
    let from_above = leads.is_empty();
    quota.leads = if from_above { above.map(|above| above.leads.clone()).unwrap_or_default() } else { leads };
    quota.partners =
        if from_above { above.map(|above| above.partners.clone()).unwrap_or_default() } else { partners };
    let each = ["mỗi đơn vị", "mỗi ngành", "từng ngành", "từng đơn vị", "mỗi cơ quan"];
    quota.each_lead = quota.leads.len() > 1 && each.iter().any(|word| small.contains(word));
    if quota.leads.len() > 1 && !quota.each_lead {
        quota.doubts.push("nhiều đơn vị chủ trì, chưa rõ mỗi đơn vị hay cùng chung");
    }
    if quota.leads.is_empty() {
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
                sentence.get(at..).and_then(|after| after.split_once(" trong ")).map(|(_, after)| after);
            quota.movement = after
                .filter(|after| in_quotes(after).is_some())
                .map(|after| movement_of(after).0)
                .unwrap_or_default();
        }
    }
    Some(quota)
}

/// The one unit that a sentence begins with: `Hội Nông dân xã lựa chọn …`.
fn subject(sentence: &str) -> Vec<String> {
    let end =
        STOPS.iter().chain(&[" có ", " không dưới", " ít nhất"]).filter_map(|stop| sentence.find(stop)).min();
    let name = end.and_then(|end| sentence.get(..end)).unwrap_or_default().trim();
    let first = name.split(' ').next().unwrap_or_default().to_lowercase();
    let classes = ["mỗi", "các", "những", "phấn", "trong", "là", "có", "từ", "toàn", "tất", "đồng"];
    let proper = name.starts_with(char::is_uppercase) && name.contains(' ') && name.chars().count() < 80;
    if proper && !classes.contains(&first.as_str()) { units_in(name) } else { Vec::new() }
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

/// Numbers and kinds after a word for a minimum: `10 tập thể và 10 cá nhân`; none where it counts something else.
fn numbers(rest: &str) -> Option<Vec<(&'static str, u32)>> {
    let mut numbers = Vec::new();
    let mut rest = rest.trim_start();
    loop {
        let (number, after) = number_at(rest)?;
        let after = after.trim_start();
        let after = after
            .strip_prefix("(")
            .and_then(|inner| inner.split_once(')'))
            .map_or(after, |(_, after)| after)
            .trim_start();
        let own = HOLDERS.iter().find_map(|holder| after.strip_prefix(holder)).map(str::trim_start);
        let (word, kind) = KINDS.iter().find(|(word, _)| own.unwrap_or(after).starts_with(word))?;
        numbers.push((*kind, number));
        let next = own.unwrap_or(after).get(word.len()..).unwrap_or_default().trim_start();
        let next =
            next.strip_prefix("và ").or_else(|| next.strip_prefix(", ")).or_else(|| next.strip_prefix("; "));
        match next.filter(|next| number_at(next).is_some()) {
            Some(next) => rest = next,
            None => return Some(numbers),
        }
    }
}

fn number_at(text: &str) -> Option<(u32, &str)> {
    let end = text.find(|c: char| !c.is_ascii_digit()).unwrap_or(text.len());
    if end > 0 {
        let after = text.get(end..)?;
        // «10%» and «01/6» are something else.
        let plain = !after.starts_with(['%', '/', ',', '.']);
        return text.get(..end)?.parse().ok().filter(|_| plain).map(|number| (number, after));
    }
    WRITTEN.iter().find_map(|(word, number)| {
        let after = text.strip_prefix(word)?;
        after.starts_with(' ').then_some((*number, after))
    })
}

/// The class of units of whom each owes it, in the words of the sentence.
fn class_of(small: &str) -> String {
    let each = small.find("mỗi ").map(|at| small.get(at + "mỗi ".len()..).unwrap_or_default());
    let subject = each.or_else(|| small.starts_with("các ").then_some(small));
    let Some(subject) = subject else { return String::new() };
    let end = [
        " lựa chọn",
        " xây dựng",
        " đăng ký",
        " giới thiệu",
        " phát hiện",
        " có ",
        " chọn ",
        " ít nhất",
        " tối thiểu",
        ":",
    ];
    let end = end.iter().filter_map(|stop| subject.find(stop)).min().unwrap_or(0);
    subject.get(..end).unwrap_or_default().trim().to_owned()
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

//! Sentences that say who may be an exemplar → rules of eligibility where they name awards, initiatives, ratings or
//! discipline, else criteria for people to weigh.

use toml::{Table, Value};

use super::amounts::number_at;
use super::minimum::shortened;
use super::outline::Paragraph;
use crate::plan::UNCHECKED;

/// What a plan says of who may be an exemplar.
#[derive(Debug, Default)]
pub(super) struct Rules {
    pub(super) eligibility: Vec<Table>,
    pub(super) criteria: Vec<Table>,
    /// Whether the paragraphs stand under a heading of criteria, and that heading's section.
    under: Option<String>,
    /// A part of that section that is about something else.
    beside: Option<String>,
    /// The section of the last rule.
    last: String,
    /// The kind that the nearest heading names.
    kind: &'static str,
}

/// Words of headings below which criteria stand.
const HEADINGS: [&str; 4] = ["tiêu chí", "tiêu chuẩn", "điều kiện", "đối tượng"];
/// Awards by the words that name them; the longer words first.
const AWARDS: [&str; 15] = [
    "chiến sĩ thi đua toàn quốc",
    "chiến sĩ thi đua cấp bộ",
    "chiến sĩ thi đua cấp tỉnh",
    "chiến sĩ thi đua cơ sở",
    "lao động tiên tiến",
    "tập thể lao động xuất sắc",
    "tập thể lao động tiên tiến",
    "cờ thi đua",
    "huân chương",
    "bằng khen",
    "giấy khen",
    "gia đình văn hóa",
    "kỷ niệm chương",
    "đơn vị quyết thắng",
    "chiến sĩ tiên tiến",
];

impl Rules {
    /// Whether a paragraph goes on with the criteria above it.
    pub(super) fn holds(&self, paragraph: &Paragraph) -> bool {
        let inside = |section: &String| is_inside(&paragraph.section, section);
        self.under.as_ref().is_some_and(inside) && !self.beside.as_ref().is_some_and(inside)
    }

    /// Takes a paragraph; whether it was a criterion.
    pub(super) fn add(&mut self, paragraph: &Paragraph) -> bool {
        let small =
            paragraph.text.to_lowercase().replace("chiến sỹ", "chiến sĩ").replace("văn hoá", "văn hóa");
        let is_short = small.split(' ').count() <= LONGEST_HEADING;
        let is_numbered = paragraph.is_numbered();
        // «Đối tượng, số lượng» says how many besides.
        let counts = ["số lượng", "chỉ tiêu"].iter().any(|word| small.contains(word));
        if is_numbered && is_short && !counts && HEADINGS.iter().any(|word| small.contains(word)) {
            self.under = Some(paragraph.section.clone());
            self.beside = None;
            self.kind = kind_of(&small);
            return false;
        }
        let Some(section) = &self.under else { return false };
        if !is_inside(&paragraph.section, section) {
            self.under = None;
            return false;
        }
        if is_numbered && is_short && !small.contains(':') {
            self.kind = kind_of(&small);
            // «1. Nội dung» of «II. Nội dung, tiêu chí»; «1. Đối với tập thể» goes on.
            let is_part = paragraph.section.matches('.').count() == section.matches('.').count() + 1;
            if !section.contains('.') && is_part {
                self.beside = self.kind.is_empty().then(|| paragraph.section.clone());
            }
            return false;
        }
        if self.beside.as_ref().is_some_and(|beside| is_inside(&paragraph.section, beside)) {
            return false;
        }
        let (about, words) = subject(&paragraph.text);
        let mut table = Table::new();
        let own_kind = kind_of(&about.to_lowercase());
        let positions = positions(&about);
        let kind = match own_kind {
            "" if !positions.is_empty() => "individual",
            "" => self.kind,
            own_kind => own_kind,
        };
        let mut set = |key: &str, value: Value| {
            table.insert(key.to_owned(), value);
        };
        if !kind.is_empty() {
            set("kind", kind.into());
        }
        let merits = merits(&small);
        let basis = format!("{}: «{}»", paragraph.section, shortened(&paragraph.text));
        if merits.is_empty() {
            if words.split(' ').count() < FEWEST_WORDS {
                return false;
            }
            set("says", shortened(&paragraph.text).into());
            set("basis", paragraph.section.clone().into());
            self.criteria.push(table);
            return true;
        }
        let need = if small.contains(" hoặc ") { "any_of" } else { "all_of" };
        if need == "all_of" && positions.is_empty() && self.goes_on(&paragraph.section, kind, &merits, &basis)
        {
            return true;
        }
        if !positions.is_empty() {
            set("positions", Value::Array(positions.into_iter().map(Value::String).collect()));
        }
        set(need, Value::Array(merits.into_iter().map(Value::Table).collect()));
        set(
            "basis",
            format!("{UNCHECKED} (điều kiện do máy đọc, xem có phải cho mọi phong trào): {basis}").into(),
        );
        self.last.clone_from(&paragraph.section);
        self.eligibility.push(table);
        true
    }
}

impl Rules {
    /// Bullets below one heading, of one kind and without positions, are one rule: all of them are needed.
    fn goes_on(&mut self, section: &str, kind: &str, merits: &[Table], basis: &str) -> bool {
        let Some(last) = self.eligibility.last_mut() else { return false };
        let same_kind = last.get("kind").and_then(Value::as_str).unwrap_or_default() == kind;
        if !same_kind || last.contains_key("positions") || self.last != section {
            return false;
        }
        let Some(Value::Array(needed)) = last.get_mut("all_of") else { return false };
        needed.extend(merits.iter().cloned().map(Value::Table));
        if let Some(Value::String(kept)) = last.get_mut("basis") {
            kept.push_str("; ");
            kept.push_str(basis);
        }
        true
    }
}

/// Whether a section is another one or stands in it.
fn is_inside(section: &str, other: &str) -> bool {
    section.strip_prefix(other).is_some_and(|rest| rest.is_empty() || rest.starts_with(['.', ',']))
}

/// A heading has no more words.
const LONGEST_HEADING: usize = 16;
/// A criterion has no fewer.
const FEWEST_WORDS: usize = 5;

/// `Đối với Giám đốc: Có …`: whom it is about, and what it says.
fn subject(text: &str) -> (String, &str) {
    let Some((about, words)) = text.split_once(':') else { return (String::new(), text) };
    let bare = about.trim().strip_prefix("Đối với ").unwrap_or(about.trim());
    if bare.split(' ').count() <= LONGEST_HEADING {
        (bare.to_owned(), words.trim())
    } else {
        (String::new(), text)
    }
}

fn kind_of(small: &str) -> &'static str {
    let kinds = [
        ("tập thể", "collective"),
        ("hộ gia đình", "household"),
        ("doanh nghiệp", "enterprise"),
        ("hợp tác xã", "cooperative"),
        ("cá nhân", "individual"),
    ];
    let named: Vec<&str> =
        kinds.iter().filter(|(word, _)| small.contains(word)).map(|(_, kind)| *kind).collect();
    match named.as_slice() {
        [only] => only,
        _ => "",
    }
}

/// The positions that a rule is for; everybody else's rule has none.
fn positions(about: &str) -> Vec<String> {
    const HEADS: [&str; 8] =
        ["giám đốc", "phó", "trưởng", "chánh", "hiệu trưởng", "chủ tịch", "bí thư", "lãnh đạo"];
    let parts = about.split([',', ';']).map(str::trim);
    let parts =
        parts.map(|part| ["các ", "và "].iter().find_map(|word| part.strip_prefix(word)).unwrap_or(part));
    let named: Vec<String> = parts
        .filter(|part| HEADS.iter().any(|head| part.to_lowercase().starts_with(head)))
        .map(str::to_owned)
        .collect();
    named
}

/// The merits that a sentence names.
fn merits(small: &str) -> Vec<Table> {
    let mut merits = Vec::new();
    // The names of those who give an award have commas of their own: «Bộ, ngành, đoàn thể Trung ương».
    let pieces: Vec<&str> = match small.contains(" hoặc ") {
        true => small.split(" hoặc ").collect(),
        false => small.split([';', ',']).collect(),
    };
    for piece in pieces {
        let mut merit = Table::new();
        let award = AWARDS.iter().find(|word| piece.contains(**word));
        if let Some(award) = award {
            merit.insert("award".to_owned(), named(award, piece).into());
            if let Some(times) = times(piece, award) {
                merit.insert("times".to_owned(), i64::from(times).into());
            }
        } else if let Some((before, after)) = piece.split_once("sáng kiến") {
            let Some(level) = level(after) else { continue };
            merit.insert("initiative".to_owned(), level.into());
            let last = before.trim_end().rsplit(' ').next().unwrap_or_default();
            if let Some((times, _)) = number_at(&format!("{last} ")).filter(|(times, _)| 1 < *times) {
                merit.insert("times".to_owned(), i64::from(times).into());
            }
        } else if piece.contains("xếp loại") || piece.contains("đánh giá") {
            let rating = match () {
                () if piece.contains("không hoàn thành") => continue,
                () if piece.contains("hoàn thành xuất sắc") => "excellent",
                () if piece.contains("hoàn thành tốt") => "good",
                () if piece.contains("hoàn thành nhiệm vụ") => "complete",
                () => continue,
            };
            merit.insert("rating".to_owned(), rating.into());
        } else if piece.contains("kỷ luật") && (small.contains("không ") || small.contains("chưa ")) {
            merit.insert("disciplined".to_owned(), false.into());
        } else {
            continue;
        }
        if !merits.contains(&merit) {
            merits.push(merit);
        }
    }
    merits
}

/// An award with who gives it, as its name is written: `Bằng khen của Chủ tịch UBND tỉnh`.
fn named(award: &str, piece: &str) -> String {
    let mut letters = award.chars();
    let name: String = letters
        .next()
        .map(|first| first.to_uppercase().collect::<String>() + letters.as_str())
        .unwrap_or_default();
    if award.contains("cấp") || award.contains("tiên tiến") {
        return name;
    }
    let of = piece.split_once(&format!("{award} của ")).map(|(_, giver)| giver);
    let by = piece.split_once("được ").and_then(|(_, rest)| rest.split_once(" tặng")).map(|(giver, _)| giver);
    let giver = of.or(by).map(|giver| giver.trim_end_matches(['.', ' ']));
    match giver.filter(|giver| !giver.is_empty() && giver.split(' ').count() <= 8) {
        Some(giver) => {
            let giver =
                [("chủ tịch", "Chủ tịch"), ("ubnd", "UBND"), ("bộ,", "Bộ,"), ("trung ương", "Trung ương")]
                    .iter()
                    .fold(giver.to_owned(), |said, (small, great)| said.replace(small, great));
            format!("{name} của {giver}")
        }
        None => name,
    }
}

/// How often, where more than once: `02 lần`, `02 Bằng khen`.
fn times(piece: &str, award: &str) -> Option<u32> {
    let before = [" lần".to_owned(), format!(" {award}")]
        .iter()
        .find_map(|word| piece.split_once(word.as_str()))
        .map(|(before, _)| before.rsplit(' ').next().unwrap_or_default().to_owned())?;
    number_at(&format!("{before} ")).map(|(times, _)| times).filter(|times| 1 < *times)
}

/// The level that a text begins with: `cấp tỉnh …`.
fn level(after: &str) -> Option<&'static str> {
    let after = after.trim_start();
    [
        ("cấp tỉnh", "province"),
        ("cấp huyện", "district"),
        ("cấp cơ sở", "commune"),
        ("cấp xã", "commune"),
        ("cấp bộ", "central"),
    ]
    .iter()
    .find(|(word, _)| after.starts_with(word))
    .map(|(_, level)| *level)
}

//! The lines of a plan → its paragraphs, each where it stands below the headings above it.
//!
//! Offices number as they like: `I. 1. a) -`, `A. I. 1.`, `Phần, Chương, Mục, Điều, Bước`, `1. 1.1. 1.1.1`. What a mark
//! stands below is therefore read off the order in which a document first uses its marks, not off a list of styles.

use unicode_normalization::UnicodeNormalization;

use crate::text;

/// What parts the cells of a row of a table.
pub(super) const BETWEEN: &str = " | ";

/// A paragraph and where it stands.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Paragraph {
    /// Its text without its mark (`-`, `+`, `1.`).
    pub(super) text: String,
    /// Its mark.
    pub(super) mark: String,
    /// The sections it stands in: `Mục II.3.2`; blank before the first.
    pub(super) section: String,
    /// How many headings it stands below.
    pub(super) depth: usize,
}

impl Paragraph {
    /// Whether its mark numbers it, as a heading or a part of the text.
    pub(super) fn is_numbered(&self) -> bool {
        !self.mark.is_empty() && !self.is_bulleted()
    }

    /// Whether it is an item of a list.
    pub(super) fn is_bulleted(&self) -> bool {
        self.mark.chars().count() == 1 && self.mark.starts_with(BULLETS)
    }

    /// Whether more is to follow: its last words announce it.
    pub(super) fn announces(&self) -> bool {
        self.text.trim_end().ends_with(':')
    }
}

/// Marks of items.
const BULLETS: [char; 9] = ['-', '–', '—', '+', '•', '·', '*', '\u{f0b7}', '▪'];

/// What sort of mark a paragraph bears.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum MarkIs {
    Annex,
    /// `PHẦN THỨ NHẤT`.
    Part,
    /// `Chương II`.
    Chapter,
    /// `Mục 1`.
    Division,
    /// `Điều 3`.
    Article,
    /// `Bước 1`.
    Step,
    /// `A.`.
    Capital,
    /// `I.`, `I-`.
    Roman,
    /// `1.`, `1-`, `1/`.
    Number,
    /// `1.1`, `1.1.1` and how many numbers.
    Dotted(usize),
    /// `a)`.
    Letter,
    Bullet(char),
}

impl MarkIs {
    /// How coarse it is: a finer one never holds a coarser one, and of one rank the first used holds the others.
    fn rank(self) -> usize {
        match self {
            MarkIs::Annex => 0,
            MarkIs::Part => 1,
            MarkIs::Chapter => 2,
            MarkIs::Division | MarkIs::Article | MarkIs::Step | MarkIs::Capital | MarkIs::Roman => 3,
            MarkIs::Number => 4,
            MarkIs::Dotted(numbers) => 4 + numbers,
            MarkIs::Letter => 10,
            MarkIs::Bullet(_) => 11,
        }
    }
}

/// A heading that holds what follows.
#[derive(Debug)]
struct OpenHeading {
    is: MarkIs,
    mark: String,
    announces: bool,
}

/// The paragraphs of lines.
pub(super) fn outlined(written: &str) -> Vec<Paragraph> {
    let mut paragraphs = Vec::new();
    let mut above: Vec<OpenHeading> = Vec::new();
    for line in written.lines() {
        let Some(line) = cleaned(line) else { continue };
        let capital = above.iter().find(|held| held.is == MarkIs::Capital).map(|held| held.mark.as_str());
        let (mark, is, rest) = marked(&line, capital);
        match is {
            Some(MarkIs::Annex) => above.clear(),
            Some(is) => match above.iter().position(|held| held.is == is) {
                Some(at) => above.truncate(at),
                None => above.truncate(above.iter().take_while(|held| held.is.rank() <= is.rank()).count()),
            },
            // What bears no mark goes on with the last heading, not with the last item.
            None => {
                while above.last().is_some_and(|held| matches!(held.is, MarkIs::Bullet(_)) && !held.announces)
                {
                    above.pop();
                }
            }
        }
        let depth = above.len();
        let paragraph =
            Paragraph { text: rest.to_owned(), mark: mark.to_owned(), section: String::new(), depth };
        if let Some(is) = is {
            above.push(OpenHeading { is, mark: mark.to_owned(), announces: paragraph.announces() });
        }
        paragraphs.push(Paragraph { section: section(&above), ..paragraph });
    }
    paragraphs
}

/// A line without emphasis and doubled blanks; its cells parted alike.
fn cleaned(line: &str) -> Option<String> {
    // A row pasted from a table; a blank first cell is a cell.
    let is_row = 1 < line.matches('\t').count();
    let line = if is_row { row_line(line.split('\t')) } else { line.to_owned() };
    let is_item = line.trim_start().starts_with("* ");
    let plain: String = line.nfc().filter(|c| !matches!(c, '*' | '_' | '#' | '\u{feff}')).collect();
    let plain = plain.split_whitespace().collect::<Vec<_>>().join(" ");
    // The line of Markdown between the heading of a table and its rows.
    let is_rule = plain.contains('|') && !plain.contains(|c: char| c.is_alphanumeric());
    if plain.is_empty() || is_rule {
        return None;
    }
    Some(if is_item { format!("* {plain}") } else { plain })
}

/// The cells of a row on one line.
pub(super) fn row_line<'a>(cells: impl IntoIterator<Item = &'a str>) -> String {
    format!("| {} |", cells.into_iter().collect::<Vec<_>>().join(BETWEEN))
}

/// The place of what stands below headings: `Mục II.3.2`, `Phần thứ hai, Bước 1, mục 3`, `Phụ lục, mục I`.
fn section(above: &[OpenHeading]) -> String {
    let (mut named, mut numbered) = (Vec::new(), Vec::<&str>::new());
    for held in above {
        let bare = held.mark.trim_end_matches(['.', ')', ':', '-', '/']).trim_start_matches('(');
        match held.is {
            MarkIs::Bullet(_) => {}
            MarkIs::Annex => named.push("Phụ lục".to_owned()),
            MarkIs::Part | MarkIs::Chapter | MarkIs::Division | MarkIs::Article | MarkIs::Step => {
                named.push(sentence_case(bare));
            }
            // «1.2» under «1.» says it all.
            MarkIs::Dotted(_) => {
                let parent = bare.rsplit_once('.').map_or("", |(parent, _)| parent);
                if numbered.last().is_some_and(|last| *last == parent) {
                    numbered.pop();
                }
                numbered.push(bare);
            }
            MarkIs::Capital | MarkIs::Roman | MarkIs::Number | MarkIs::Letter => numbered.push(bare),
        }
    }
    let numbered = numbered.join(".");
    match (named.is_empty(), numbered.is_empty()) {
        (true, true) => String::new(),
        (true, false) => format!("Mục {numbered}"),
        (false, true) => named.join(", "),
        (false, false) => format!("{}, mục {numbered}", named.join(", ")),
    }
}

fn sentence_case(words: &str) -> String {
    let small = words.to_lowercase();
    let mut letters = small.chars();
    let first = letters.next().map(|first| first.to_uppercase().collect::<String>()).unwrap_or_default();
    let rest = letters.as_str();
    match rest.rsplit_once(' ') {
        Some((before, number)) if text::roman_value(&number.to_uppercase()).is_some() => {
            format!("{first}{before} {}", number.to_uppercase())
        }
        _ => format!("{first}{rest}"),
    }
}

/// The mark at the head of a line, what sort it is, and the rest.
fn marked<'a>(line: &'a str, capital: Option<&str>) -> (&'a str, Option<MarkIs>, &'a str) {
    if is_annex(line) {
        return ("", Some(MarkIs::Annex), line);
    }
    // «* Bước 1: …» is a step.
    let bare = line.strip_prefix(['*', '-', '+', '•']).map_or(line, str::trim_start);
    if let Some((mark, is, rest)) = worded(bare) {
        return (mark, Some(is), rest);
    }
    if let Some(bullet) = line.chars().next().filter(|first| BULLETS.contains(first)) {
        let rest = line.get(bullet.len_utf8()..).unwrap_or_default();
        return (
            line.get(..bullet.len_utf8()).unwrap_or_default(),
            Some(MarkIs::Bullet(bullet)),
            rest.trim_start(),
        );
    }
    let (first, rest) = line.split_once(' ').unwrap_or((line, ""));
    // «I - MỤC ĐÍCH»
    let spaced = rest.strip_prefix("- ").or_else(|| rest.strip_prefix("– "));
    let bare = first.trim_end_matches(['.', ')', '-', '/', ':']).trim_start_matches('(');
    let ends = first.trim_start_matches('(').get(bare.len()..).unwrap_or_default();
    let is_closed = !ends.is_empty() || spaced.is_some();
    let numbers: Vec<&str> = bare.split('.').collect();
    let digits = |part: &&str| !part.is_empty() && part.len() < 3 && part.chars().all(|c| c.is_ascii_digit());
    let single = bare.chars().count() == 1 && bare.chars().all(char::is_alphabetic);
    let is = match () {
        () if bare.is_empty() => return ("", None, line),
        () if numbers.iter().all(digits) && 1 < numbers.len() => MarkIs::Dotted(numbers.len()),
        () if numbers.iter().all(digits) && is_closed => MarkIs::Number,
        () if !is_closed || ends == ":" => return ("", None, line),
        () if single && is_capital_mark(bare, capital) && ends != ")" => MarkIs::Capital,
        () if text::roman_value(bare).is_some() && ends != ")" => MarkIs::Roman,
        () if single && (ends.starts_with(')') || bare.chars().all(char::is_lowercase)) => MarkIs::Letter,
        () => return ("", None, line),
    };
    let rest = if ends.is_empty() { spaced.unwrap_or(rest) } else { rest };
    (first, Some(is), rest)
}

/// Whether a letter counts as one: `A.`, `C.`, `D.`; `I.`, `V.`, `X.` are Roman unless they follow `H.`, `U.`, `W.`.
fn is_capital_mark(letter: &str, last: Option<&str>) -> bool {
    let follows = |before: &str| last.is_some_and(|last| last.starts_with(before));
    let roman = match letter {
        "I" => !follows("H"),
        "V" => !follows("U"),
        "X" => !follows("W"),
        _ => false,
    };
    letter.chars().all(char::is_uppercase) && !roman
}

/// `Phần thứ hai`, `Chương II`, `Mục 1`, `Điều 3.`, `Bước 1:` at the head of a line, and the rest.
fn worded(line: &str) -> Option<(&str, MarkIs, &str)> {
    let small = line.to_lowercase();
    let words = [
        ("phần ", MarkIs::Part),
        ("chương ", MarkIs::Chapter),
        ("mục ", MarkIs::Division),
        ("điều ", MarkIs::Article),
        ("bước ", MarkIs::Step),
        ("nhiệm vụ ", MarkIs::Step),
        ("nội dung ", MarkIs::Step),
        ("giải pháp ", MarkIs::Step),
        ("hoạt động ", MarkIs::Step),
    ];
    let (word, is) = words.into_iter().find(|(word, _)| small.starts_with(word))?;
    let after = line.get(word.len()..)?;
    let ordinal = if after.to_lowercase().starts_with("thứ ") { "thứ ".len() } else { 0 };
    let number = after.get(ordinal..)?;
    let length = number.find(|c: char| !c.is_alphanumeric()).unwrap_or(number.len());
    let digits = number.get(..length)?;
    let is_number = digits.chars().all(|c| c.is_ascii_digit()) && !digits.is_empty();
    let is_roman = text::roman_value(digits).is_some();
    let is_written = 0 < ordinal;
    if !(is_number || is_roman || is_written) {
        return None;
    }
    let rest = number.get(length..)?;
    // «Bước 1 của kế hoạch …» and «Phần 2 lớn hơn …» are sentences.
    let closed = rest.trim_start_matches(['.', ':', '-', '–', ' ']);
    let parted = rest.is_empty() || rest.starts_with(['.', ':', '-', '–']);
    let titled = closed.starts_with(char::is_uppercase) && !rest.is_empty();
    if !(parted || titled) {
        return None;
    }
    let mark = line.get(..line.len() - rest.len())?;
    Some((mark, is, closed))
}

/// Whether a line is the heading of an annex.
fn is_annex(line: &str) -> bool {
    const LONGEST: usize = 20;
    line.to_lowercase().starts_with("phụ lục") && line.chars().count() < LONGEST
}

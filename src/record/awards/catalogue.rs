//! The names of awards, found in any mixture of words and abbreviations.
//!
//! «Chiến sĩ thi đua cơ sở», «CSTĐCS», «Chiến sĩ TĐCS» and «CSTĐ cơ sở» are one name: words that have an
//! abbreviation are folded to it, and what then stands side by side is read as one. The longest name that
//! stands in a text is meant.

use std::collections::BTreeMap;
use std::ops::Bound;
use std::sync::LazyLock;

use arcstr::ArcStr;
use foldhash::HashSet;

use super::AwardGroup;
use super::grantor::Grantor;
use crate::text;
use crate::text::table::DelimitedTable;

/// One line of the list.
#[derive(Debug, Clone)]
pub(super) struct CatalogueEntry {
    pub(super) id: ArcStr,
    pub(super) group: AwardGroup,
    pub(super) grantor: Option<Grantor>,
    pub(super) name: ArcStr,
}

/// The awards by their names.
#[derive(Debug, Clone, Default)]
pub(super) struct Catalogue {
    entries: Vec<CatalogueEntry>,
    /// Folded names, with marks and without.
    marked: AwardNames,
    bare: AwardNames,
}

/// Folded names, each with the position of its entry, in the order of the names.
#[derive(Debug, Clone, Default)]
struct AwardNames {
    entries: BTreeMap<String, usize>,
    /// With which two bytes they begin: most words begin no name by these.
    starts: HashSet<[u8; 2]>,
}

impl AwardNames {
    fn add(&mut self, name: String, entry: usize) {
        self.starts.extend(name.as_bytes().first_chunk().copied());
        self.entries.entry(name).or_insert(entry);
    }

    /// The position of the entry with this name.
    fn entry(&self, name: &str) -> Option<usize> {
        self.entries.get(name).copied()
    }

    /// Whether some name begins so.
    fn begins(&self, beginning: &str) -> bool {
        if beginning.as_bytes().first_chunk().is_some_and(|start| !self.starts.contains(start)) {
            return false;
        }
        let mut from = self.entries.range::<str, _>((Bound::Included(beginning), Bound::Unbounded));
        from.next().is_some_and(|(name, _)| name.starts_with(beginning))
    }

    /// Gives `meet` each name that begins with a word: as it is glued, its last word, its entry.
    fn each_from(&self, words: &[FoldedWord<'_>], from: usize, mut meet: impl FnMut(&str, usize, usize)) {
        // Most words begin no name, and no text is made of them.
        if words.get(from).is_none_or(|first| !self.begins(first.text)) {
            return;
        }
        let mut glued = String::new();
        for (at, word) in words.iter().enumerate().skip(from).take(LONGEST) {
            glued.push_str(word.text);
            if !self.begins(&glued) {
                return;
            }
            if let Some(entry) = self.entry(&glued) {
                meet(&glued, at, entry);
            }
        }
    }

    /// Whether some name stands in a key, whatever stands around it.
    fn stand_in(&self, key: &str) -> bool {
        let words = folded(key);
        (0..words.len()).any(|from| {
            let mut stands = false;
            self.each_from(&words, from, |_, _, _| stands = true);
            stands
        })
    }
}

/// Words and what lists write for them.
const ABBREVIATED: [(&str, &str); 26] = [
    ("chiến sĩ", "cs"),
    ("chiến sỹ", "cs"),
    ("thi đua", "tđ"),
    ("cấp cơ sở", "cs"),
    ("cơ sở", "cs"),
    ("lao động", "lđ"),
    ("tiên tiến", "tt"),
    ("tập thể", "tt"),
    ("xuất sắc", "xs"),
    ("đơn vị", "đv"),
    ("quyết thắng", "qt"),
    ("gia đình", "gđ"),
    ("văn hóa", "vh"),
    ("huân chương", "hc"),
    ("huy chương", "hc"),
    ("vẻ vang", "vv"),
    ("kỷ niệm chương", "knc"),
    ("kỉ niệm chương", "knc"),
    ("bằng khen", "bk"),
    ("b khen", "bk"),
    ("bkhen", "bk"),
    ("giấy khen", "gk"),
    ("g khen", "gk"),
    ("gkhen", "gk"),
    ("cờ", "c"),
    ("toàn quốc", "tq"),
];

/// The same without marks, longest first where one begins another.
static ABBREVIATED_BARE: LazyLock<Vec<(String, String)>> = LazyLock::new(|| {
    // A lone «co» is many words without its mark.
    let words = ABBREVIATED.iter().filter(|(long, _)| *long != "cờ");
    words.map(|(long, short)| (text::bare_key(long), text::bare_key(short))).collect()
});

/// No name has more folded words.
const LONGEST: usize = 8;

impl Catalogue {
    /// Adds the lines of a list; of several awards of one name the one that stands already is meant.
    pub(super) fn add(&mut self, table: &DelimitedTable) {
        // The first row is the heading.
        for row in table.rows.iter().skip(1) {
            let cell = |at: usize| row.fields.get(at).map_or("", String::as_str);
            let (id, group, level, name, aliases) = (cell(0), cell(1), cell(2), cell(3), cell(4));
            if id.is_empty() || name.is_empty() {
                continue;
            }
            let at = self.entries.len();
            for name in std::iter::once(name).chain(aliases.split(';')).filter(|name| !name.is_empty()) {
                let glued = |key: &str| folded(key).into_iter().map(|word| word.text).collect::<String>();
                self.marked.add(glued(&text::key(name)), at);
                self.bare.add(glued(&text::bare_key(name)), at);
            }
            self.entries.push(CatalogueEntry {
                id: id.into(),
                group: AwardGroup::from_id(group).unwrap_or(AwardGroup::Commendation),
                grantor: Grantor::from_id(level),
                name: name.into(),
            });
        }
    }

    /// The award of an identifier that says no level.
    pub(super) fn of_any_level(&self, id: &str) -> Option<&CatalogueEntry> {
        self.entries.iter().find(|entry| entry.id == id && entry.grantor.is_none())
    }

    /// Whether a text names an award anywhere, with its marks or without; where it does not, no piece of it does.
    pub(super) fn may_name(&self, text: &str) -> bool {
        self.marked.stand_in(&text::key(text)) || self.bare.stand_in(&text::bare_key(text))
    }

    /// The entry whose longest name stands in a key at the borders of words.
    pub(super) fn find(&self, key: &str) -> Option<AwardFound<'_>> {
        let names = if key.is_ascii() { &self.bare } else { &self.marked };
        let words = folded(key);
        let word_at = |at: Option<usize>| at.and_then(|at| words.get(at)).map_or("", |word| word.text);
        let mut best: Option<(usize, usize, usize)> = None;
        for (from, first) in words.iter().enumerate() {
            names.each_from(&words, from, |glued, last, entry| {
                let end = words.get(last).map_or(first.to, |word| word.to);
                let is_longer = best.is_none_or(|(from, to, _)| to - from < end - first.from);
                let before = word_at(from.checked_sub(1));
                if is_longer && !another_thing(glued, before, word_at(Some(last + 1))) {
                    best = Some((first.from, end, entry));
                }
            });
        }
        let (from, to, entry) = best?;
        self.entries.get(entry).map(|entry| AwardFound { entry, from, to })
    }
}

/// A word of a key after folding.
struct FoldedWord<'k> {
    text: &'k str,
    /// Bytes of the key that it stands for.
    from: usize,
    to: usize,
}

fn folded(key: &str) -> Vec<FoldedWord<'_>> {
    let unmarked = key.is_ascii();
    let mut words = Vec::new();
    let mut at = 0;
    while let Some(rest) = key.get(at..).filter(|rest| !rest.is_empty()) {
        let short = if unmarked {
            let known = ABBREVIATED_BARE.iter().find(|(long, _)| text::begins(rest, long));
            known.map(|(long, short)| (long.len(), short.as_str()))
        } else {
            let known = ABBREVIATED.iter().find(|(long, _)| text::begins(rest, long));
            known.map(|(long, short)| (long.len(), *short))
        };
        let (length, text) = short.unwrap_or_else(|| {
            let word = rest.split(' ').next().unwrap_or_default();
            (word.len(), word)
        });
        words.push(FoldedWord { text, from: at, to: at + length });
        at += length + 1;
    }
    words
}

/// Where an award's name stands in a key.
pub(super) struct AwardFound<'c> {
    pub(super) entry: &'c CatalogueEntry,
    /// Bytes of the key.
    pub(super) from: usize,
    pub(super) to: usize,
}

/// A folded name that is none in its place: «Hội CTĐ» is the Red Cross, no banner; «cờ thi đua Tỉnh đoàn» is
/// not the province's, «… của Bộ Chỉ huy» no ministry's.
fn another_thing(glued: &str, before: &str, after: &str) -> bool {
    glued == "ctđ" && before == "hội"
        || glued.ends_with("tỉnh") && matches!(after, "đoàn" | "ủy" | "hội")
        || glued.ends_with("bộ") && matches!(after, "chỉ" | "đội" | "chqs" | "ch" | "môn" | "phận")
}

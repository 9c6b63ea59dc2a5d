use super::fold::Fold;
use super::written::WrittenName;
use super::{Candidate, Evidence, UnitBook};
use crate::text;

/// So many proposals an officer reads; the right one is nearly always among the first three.
pub(super) const MOST: usize = 5;

/// Names less alike than this are not worth proposing: "Phòng Y tế" and "Phòng Kinh tế" are at 0.77.
const NEAR_ENOUGH: f64 = 0.72;

/// What missing or other marks cost a proposal.
const MARKS: f64 = 0.05;

/// Words that stand in more names than this lead nowhere.
const COMMON: usize = 400;

/// A text of more words than this is no name.
const PROSE: usize = 14;

/// Units whose names are near one, best first. Numbers have to be the same, in the same order:
/// *Phường 1* is not near *Phường 11*.
pub(super) fn near(book: &UnitBook, name: &WrittenName<'_>) -> Vec<Candidate> {
    let mut found: Vec<(f64, usize)> = Vec::new();
    for reading in name.readings(Fold::Bare).iter().take(8) {
        if reading.split(' ').count() > PROSE {
            break;
        }
        let mut leads: Vec<usize> = reading
            .split(' ')
            .filter_map(|word| book.index.words.get(word))
            .filter(|units| units.len() <= COMMON)
            .flatten()
            .copied()
            .collect();
        leads.sort_unstable();
        leads.dedup();
        for at in leads {
            let score = nearness(book, at, reading);
            if score < NEAR_ENOUGH {
                continue;
            }
            match found.iter_mut().find(|(_, known)| *known == at) {
                Some((best, _)) => *best = best.max(score),
                None => found.push((score, at)),
            }
        }
    }
    found.sort_by(|a, b| b.0.total_cmp(&a.0).then(a.1.cmp(&b.1)));
    found
        .into_iter()
        .take(MOST)
        .filter_map(|(score, at)| {
            let code = book.unit(at)?.code.clone();
            Some(Candidate { code, evidence: Evidence::Near, score: (score - MARKS).max(0.0), former: None })
        })
        .collect()
}

/// How like the nearest form of a unit is to an unmarked reading, 0 to 1.
fn nearness(book: &UnitBook, at: usize, reading: &str) -> f64 {
    let forms = book.index.spoken.get(at).map(Vec::as_slice).unwrap_or_default();
    forms
        .iter()
        .filter(|form| numbers(form).eq(numbers(reading)))
        .map(|form| text::similarity(form, reading))
        .fold(0.0, f64::max)
}

fn numbers(reading: &str) -> impl Iterator<Item = &str> {
    reading.split(' ').filter(|word| word.chars().any(|letter| letter.is_ascii_digit()))
}

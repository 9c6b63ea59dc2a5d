//! Award-history cells against `tests/expect/awards.tsv`, typed by hand.

use super::{Award, AwardWords, Grantor, Merits};

const CELLS: &str = include_str!("../../../tests/expect/awards.tsv");
const HELD_OUT: &str = include_str!("../../../tests/expect/awards-held-out.tsv");
const FRESH_2: &str = include_str!("../../../tests/expect/awards-fresh-2.tsv");
const FRESH_3: &str = include_str!("../../../tests/expect/awards-fresh-3.tsv");
const FRESH_1: &str = include_str!("../../../tests/expect/awards-fresh-1.tsv");

/// What was read of a cell, in the form of the file.
fn shown(merits: &Merits) -> Vec<String> {
    let years = |years: &[i16]| years.iter().map(ToString::to_string).collect::<Vec<_>>().join(",");
    let award = |award: &Award| {
        let asked = if award.doubt.is_empty() { "" } else { "?" };
        let grantor = award.grantor.map_or("", Grantor::id);
        let when = if award.years.is_empty() {
            format!("*{}", award.times)
        } else {
            format!(":{}", years(&award.years))
        };
        format!("{asked}{}@{grantor}{when}", award.id)
    };
    let mut items: Vec<String> = merits.awards.iter().map(award).collect();
    items.extend(merits.ratings.iter().map(|(rating, of)| format!("R:{}:{}", rating.id(), years(of))));
    items.extend(merits.initiatives.iter().map(|(level, n)| match level {
        Some(level) => format!("I:{}*{n}", level.id()),
        None => format!("?I:*{n}"),
    }));
    items.extend(merits.disciplined.map(|was| format!("D:{}", if was { "yes" } else { "no" })));
    items.extend(merits.unread.iter().map(|_| "?unread".to_owned()));
    if items.is_empty() {
        items.push(if merits.awards_said { "none" } else { "none-blank" }.to_owned());
    }
    items.sort();
    items
}

/// How the items of a file of cells come out.
#[derive(Default)]
struct Measured {
    cells: usize,
    items: usize,
    /// As the file says, a doubt included.
    right: usize,
    /// Not right, but the reading says so: a doubt, or an unread piece.
    asked: Vec<String>,
    /// Not right, and nobody would know.
    silent: Vec<String>,
}

/// Pairs what a file says with what is read. An item that an officer has to be asked about is right if its
/// award is asked about, whatever was proposed.
fn measure(file: &str) -> Measured {
    let mut found = Measured::default();
    for line in file.lines().filter(|line| !line.starts_with('#')) {
        let Some((cell, expect)) = line.split_once('\t') else { unreachable!("{line}") };
        let cell = cell.replace("\\n", "\n");
        let mut left = shown(&Merits::read(AwardWords::built_in(), &cell, "", "", ""));
        let all = format!("{left:?}");
        let mut missed = Vec::new();
        found.cells += 1;
        for item in expect.split(" | ") {
            found.items += 1;
            let award = |item: &str| item.split(['@', ':']).next().unwrap_or_default().to_owned();
            let at = left
                .iter()
                .position(|read| read == item)
                .or_else(|| left.iter().position(|read| item.starts_with('?') && award(read) == award(item)));
            match at {
                Some(at) => {
                    found.right += 1;
                    left.remove(at);
                }
                None => missed.push(item),
            }
        }
        for item in missed {
            let told = format!("{cell:?}: {item} is not in {all}");
            match left.iter().position(|read| read.starts_with('?')) {
                Some(at) => {
                    found.asked.push(told);
                    left.remove(at);
                }
                None => found.silent.push(told),
            }
        }
        let too_much = left.iter().filter(|read| !read.starts_with('?'));
        found.silent.extend(too_much.map(|item| format!("{cell:?}: {item} is too much in {all}")));
    }
    found
}

/// All items have to be right or asked, and as many right as the file says.
#[track_caller]
fn check(file: &str, at_least: usize, asked_at_most: usize) {
    let Measured { cells, items, right, asked, silent } = measure(file);
    assert!(at_least <= cells, "{cells} cells");
    assert!(
        silent.is_empty() && asked.len() <= asked_at_most,
        "{cells} cells, {items} items, {right} right, {} asked, {} wrong\n{}\n--- asked\n{}",
        asked.len(),
        silent.len(),
        silent.join("\n"),
        asked.join("\n"),
    );
}

#[test]
fn award_histories_are_read_as_a_person_reads_them() {
    check(CELLS, 200, 0);
}

#[test]
fn award_histories_held_out_are_read_as_well() {
    check(HELD_OUT, 150, 0);
}

#[test]
fn fresh_award_histories_are_read_as_well() {
    check(FRESH_1, 200, 2);
}

#[test]
fn fresh_award_histories_of_the_second_set_are_read_as_well() {
    check(FRESH_2, 100, 5);
}

#[test]
fn fresh_award_histories_of_the_third_set_are_read_as_well() {
    check(FRESH_3, 100, 0);
}

/// The bar: 99 % of the items right, the rest asked, over all cells that were ever written down.
#[test]
fn of_all_award_histories_99_in_100_are_right_and_the_rest_is_asked() {
    let files = [CELLS, HELD_OUT, FRESH_1, FRESH_2, FRESH_3].map(measure);
    let items: usize = files.iter().map(|file| file.items).sum();
    let right: usize = files.iter().map(|file| file.right).sum();
    let silent: usize = files.iter().map(|file| file.silent.len()).sum();
    assert!(99 * items <= 100 * right && silent == 0, "{right} of {items} right, {silent} wrong");
}

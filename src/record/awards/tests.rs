//! Award-history cells against `tests/expect/awards.tsv`, typed by hand.

use super::{Award, Grantor, Merits};

const CELLS: &str = include_str!("../../../tests/expect/awards.tsv");
const HELD_OUT: &str = include_str!("../../../tests/expect/awards-held-out.tsv");

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

/// How a file of cells is read: cells, items, items that are asked about, and what is wrong.
fn read(file: &str) -> (usize, usize, usize, Vec<String>) {
    let (mut n_cells, mut n_items, mut asked) = (0, 0, 0);
    let mut wrong = Vec::new();
    for line in file.lines().filter(|line| !line.starts_with('#')) {
        let Some((cell, expect)) = line.split_once('\t') else { unreachable!("{line}") };
        let cell = cell.replace("\\n", "\n");
        let mut expect: Vec<&str> = expect.split(" | ").collect();
        expect.sort_unstable();
        let read = shown(&Merits::read(&cell, "", "", ""));
        n_cells += 1;
        n_items += expect.len();
        let mut left: Vec<&String> = read.iter().collect();
        for item in &expect {
            match left.iter().position(|read| read == item) {
                Some(at) => {
                    asked += usize::from(item.starts_with('?'));
                    left.remove(at);
                }
                None => wrong.push(format!("{cell:?}: {item} is not in {read:?}")),
            }
        }
        wrong.extend(left.iter().map(|item| format!("{cell:?}: {item} is too much")));
    }
    (n_cells, n_items, asked, wrong)
}

/// 99 % of the items have to be right, the rest asked: none may be wrong without a question.
#[track_caller]
fn check(file: &str, at_least: usize) {
    let (n_cells, n_items, asked, wrong) = read(file);
    assert!(at_least <= n_cells, "{n_cells} cells");
    assert!(
        wrong.is_empty(),
        "{n_cells} cells, {n_items} items, {asked} asked, {} wrong\n{}",
        wrong.len(),
        wrong.join("\n")
    );
}

#[test]
fn award_histories_are_read_as_a_person_reads_them() {
    check(CELLS, 200);
}

#[test]
fn award_histories_held_out_are_read_as_well() {
    check(HELD_OUT, 150);
}

//! Award-history cells against `tests/expect/awards.tsv`, typed by hand.

use super::awards::{Award, Merits};

const CELLS: &str = include_str!("../../tests/expect/awards.tsv");

/// What was read of a cell, in the form of the file.
fn shown(merits: &Merits) -> Vec<String> {
    let years = |years: &[i16]| years.iter().map(ToString::to_string).collect::<Vec<_>>().join(",");
    let award = |award: &Award| {
        let asked = if award.doubt.is_empty() { "" } else { "?" };
        let grantor = award.grantor.map_or("", super::Grantor::id);
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

#[test]
fn award_histories_are_read_as_a_person_reads_them() {
    let (mut n_cells, mut n_items, mut asked) = (0, 0, 0);
    let mut wrong = Vec::new();
    for line in CELLS.lines().filter(|line| !line.starts_with('#')) {
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
    assert!(n_cells >= 200, "{n_cells} cells");
    // 99 % of the items right, the rest asked: no item may be wrong without a question.
    let allowed = n_items / 100;
    assert!(
        wrong.len() <= allowed,
        "{n_cells} cells, {n_items} items, {asked} asked, {} wrong\n{}",
        wrong.len(),
        wrong.join("\n")
    );
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

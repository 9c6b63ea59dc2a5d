//! What the filter of a table asks of its lines.

use std::collections::BTreeSet;

use crate::package::edit::Element;

/// What a filter asks of a column.
#[derive(Debug, Clone, PartialEq)]
enum FilterCriterion {
    /// One of these values, in lower case; or nothing.
    Values { shown: BTreeSet<String>, blank: bool },
    /// All or one of these comparisons.
    Compared { all: bool, tests: Vec<(String, String)> },
    /// What cannot be judged here.
    Other,
}

/// The filter of a column.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct ColumnFilter {
    /// Which column of the table, from the left.
    pub(super) column: usize,
    criterion: FilterCriterion,
}

impl ColumnFilter {
    /// Whether it can be judged by the values of the lines.
    pub(super) fn is_judged(&self) -> bool {
        self.criterion != FilterCriterion::Other
    }

    /// Whether it shows a line with this value.
    pub(super) fn shows(&self, value: &str) -> bool {
        self.criterion.shows(&plain(value))
    }
}

/// The filters among the elements of a table part; a column without its button only is none.
pub(super) fn filters(elements: &[Element<'_>]) -> Vec<ColumnFilter> {
    let columns = elements.iter().filter(|element| element.name() == "filterColumn");
    columns
        .filter_map(|column| {
            let inside = |element: &&Element<'_>| column.inside.contains(&element.start);
            let inside: Vec<&Element<'_>> = elements.iter().filter(inside).collect();
            let first = inside.first()?;
            let criterion = match first.name() {
                "filters" => values(first, &inside),
                "customFilters" => {
                    FilterCriterion::Compared { all: first.says("and"), tests: tests(&inside) }
                }
                _ => FilterCriterion::Other,
            };
            let column = column.get("colId").and_then(|at| at.parse().ok())?;
            Some(ColumnFilter { column, criterion })
        })
        .collect()
}

fn values(filters: &Element<'_>, inside: &[&Element<'_>]) -> FilterCriterion {
    let inside = inside.iter().skip(1);
    if inside.clone().any(|element| element.name() != "filter") {
        return FilterCriterion::Other; // groups of days
    }
    let shown = inside.filter_map(|element| element.get("val")).map(|value| plain(&value)).collect();
    FilterCriterion::Values { shown, blank: filters.says("blank") }
}

fn tests(inside: &[&Element<'_>]) -> Vec<(String, String)> {
    let tests = inside.iter().filter(|element| element.name() == "customFilter");
    tests
        .map(|test| {
            let operator = test.get("operator").unwrap_or_else(|| "equal".to_owned());
            (operator, plain(&test.get("val").unwrap_or_default()))
        })
        .collect()
}

impl FilterCriterion {
    fn shows(&self, value: &str) -> bool {
        match self {
            FilterCriterion::Values { blank, .. } if value.is_empty() => *blank,
            FilterCriterion::Values { shown, .. } => shown.contains(value),
            FilterCriterion::Compared { all: true, tests } => {
                tests.iter().all(|(how, to)| passes(value, how, to))
            }
            FilterCriterion::Compared { all: false, tests } => {
                tests.iter().any(|(how, to)| passes(value, how, to))
            }
            FilterCriterion::Other => true,
        }
    }
}

/// Whether a value passes a comparison: numbers by their size, texts by their letters, `*` and `?` as in Excel.
fn passes(value: &str, operator: &str, to: &str) -> bool {
    let numbers = value.parse::<f64>().ok().zip(to.parse::<f64>().ok());
    let equal = numbers.map_or_else(|| matches(value, to), |(value, to)| (value - to).abs() < f64::EPSILON);
    let order = match numbers {
        Some((value, to)) => value.partial_cmp(&to),
        // A number is never before or after a text.
        None if value.parse::<f64>().is_ok() != to.parse::<f64>().is_ok() || value.is_empty() => None,
        None => Some(value.cmp(to)),
    };
    match operator {
        "notEqual" => !equal,
        "lessThan" => order.is_some_and(std::cmp::Ordering::is_lt),
        "lessThanOrEqual" => order.is_some_and(std::cmp::Ordering::is_le),
        "greaterThan" => order.is_some_and(std::cmp::Ordering::is_gt),
        "greaterThanOrEqual" => order.is_some_and(std::cmp::Ordering::is_ge),
        _ => equal,
    }
}

/// Whether a text is like a pattern: `*` stands for any letters, `?` for one, `~` before either for itself.
fn matches(text: &str, pattern: &str) -> bool {
    let mut marks = pattern.chars();
    let mut pieces = Vec::new();
    while let Some(mark) = marks.next() {
        pieces.push(match mark {
            '*' => PatternPiece::Any,
            '?' => PatternPiece::One,
            '~' => PatternPiece::Letter(marks.next().unwrap_or('~')),
            letter => PatternPiece::Letter(letter),
        });
    }
    // Where each beginning of the pattern may end in the text.
    let letters: Vec<char> = text.chars().collect();
    let mut ends = vec![true];
    ends.resize(letters.len() + 1, false);
    for piece in pieces {
        let mut next = vec![false; ends.len()];
        let mut any = false;
        for (at, ended) in ends.iter().enumerate() {
            any |= ended;
            let to = if piece == PatternPiece::Any { at } else { at + 1 };
            let fits = match piece {
                PatternPiece::Any => any,
                PatternPiece::One => *ended,
                PatternPiece::Letter(letter) => *ended && letters.get(at) == Some(&letter),
            };
            if let Some(next) = next.get_mut(to) {
                *next = fits;
            }
        }
        ends = next;
    }
    ends.last().copied().unwrap_or(false)
}

/// A piece of a pattern.
#[derive(Debug, Clone, Copy, PartialEq)]
enum PatternPiece {
    Any,
    One,
    Letter(char),
}

fn plain(value: &str) -> String {
    value.trim().to_lowercase()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(value: &str, operator: &str, to: &str, expect: bool) {
        assert_eq!(passes(value, operator, to), expect, "{value} {operator} {to}");
    }

    #[test]
    fn comparisons_are_those_of_excel() {
        check("xã ba", "equal", "xã*", true);
        check("phường 1", "equal", "xã*", false);
        check("phường 1", "notEqual", "xã*", true);
        check("xã 1", "equal", "xã ?", true);
        check("xã 12", "equal", "xã ?", false);
        check("thật*", "equal", "thật~*", true);
        check("thật à", "equal", "thật~*", false);
        check("", "notEqual", "", false);
        check("x", "notEqual", "", true);
        check("10", "greaterThan", "9", true);
        check("10", "lessThanOrEqual", "9", false);
        check("9", "equal", "9.0", true);
        check("xã", "greaterThan", "9", false);
        check("", "lessThan", "9", false);
        check("b", "greaterThanOrEqual", "a", true);
    }
}

//! The lines of a unit list against each other.

use std::collections::HashMap;

use super::fold::Fold;
use super::list::Reader;
use super::{Unit, UnitBook, UnitCode};
use crate::finding::{Code, Finding};
use crate::text;

impl Reader {
    /// Checks the lines against each other. Of two units with one code the first holds; a parent or
    /// successor that nobody knows is left out.
    pub(super) fn reconcile(&mut self, lines: Vec<(u32, Unit)>, base: &UnitBook) -> Vec<Unit> {
        let mut seen: HashMap<UnitCode, u32> = HashMap::new();
        let mut units: Vec<(u32, Unit)> = Vec::new();
        for (line, unit) in lines {
            if let Some(first) = seen.get(&unit.code) {
                let message = format!(
                    "Mã «{}» ở dòng {} đã có ở dòng {}; dòng sau bị bỏ qua.",
                    unit.code,
                    line + 1,
                    first + 1
                );
                self.fault(line, Code::UnitListConflict, message);
            } else {
                seen.insert(unit.code.clone(), line);
                units.push((line, unit));
            }
        }
        let known = |code: &UnitCode| seen.contains_key(code) || base.find(code).is_some();
        let all: Vec<String> = units.iter().map(|(_, unit)| unit.code.to_string()).collect();
        for (line, unit) in &mut units {
            let parent = unit.parent.take();
            unit.parent = parent.as_ref().and_then(|code| padded(code, known));
            if let Some(code) = parent.filter(|_| unit.parent.is_none()) {
                self.unknown(*line, "parent", &code, &all);
            }
            let successors = std::mem::take(&mut unit.successors);
            for code in successors {
                match padded(&code, known) {
                    Some(code) => unit.successors.push(code),
                    None => self.unknown(*line, "successors", &code, &all),
                }
            }
        }
        self.note_homonyms(&units);
        self.note_shared_addresses(&units);
        self.break_circles(&mut units);
        units.into_iter().map(|(_, unit)| unit).collect()
    }

    fn unknown(&mut self, line: u32, column: &str, code: &UnitCode, known: &[String]) {
        let message = format!("Dòng {}: cột «{column}» nêu mã «{code}» không có trong danh mục.", line + 1);
        let mut finding =
            Finding::new(Code::UnitListInvalid, self.place.at_row(line), message).raw(code.as_str());
        if let Some(near) = text::nearest(code.as_str(), known.iter().map(String::as_str)) {
            finding = finding.advice(format!("Có phải «{near}» không?"));
        }
        self.findings.push(finding);
    }

    /// Two units with one name under one parent at one time cannot be told apart.
    fn note_homonyms(&mut self, units: &[(u32, Unit)]) {
        type Named<'a> = (String, Option<&'a UnitCode>);
        let mut names: HashMap<Named<'_>, Vec<(u32, &Unit)>> = HashMap::new();
        for (line, unit) in units {
            let mut keys: Vec<String> =
                std::iter::once(&unit.name).chain(&unit.aliases).map(|name| Fold::Marked.key(name)).collect();
            keys.sort();
            keys.dedup();
            for key in keys {
                let namesakes = names.entry((key, unit.parent.as_ref())).or_default();
                if let Some((first, _)) = namesakes.iter().find(|(_, other)| overlap(unit, other)) {
                    let message = format!(
                        "Dòng {} và dòng {}: hai đơn vị «{}» và «{}» có cùng một tên, cùng đơn vị cha.",
                        first + 1,
                        line + 1,
                        namesakes.first().map_or("", |(_, unit)| unit.code.as_str()),
                        unit.code
                    );
                    self.fault(*line, Code::UnitListConflict, message);
                }
                namesakes.push((*line, unit));
            }
        }
    }

    fn note_shared_addresses(&mut self, units: &[(u32, Unit)]) {
        let mut owners: HashMap<&str, u32> = HashMap::new();
        for (line, unit) in units {
            for email in &unit.emails {
                if let Some(first) = owners.insert(email, *line).filter(|first| first != line) {
                    let message = format!(
                        "Dòng {} và dòng {} cùng ghi địa chỉ «{email}»; địa chỉ này không dùng để nhận ra đơn vị.",
                        first + 1,
                        line + 1
                    );
                    self.fault(*line, Code::UnitListConflict, message);
                }
            }
        }
    }

    /// A unit cannot stand above itself: the link that closes a circle is cut.
    fn break_circles(&mut self, units: &mut [(u32, Unit)]) {
        let mut parents: HashMap<UnitCode, UnitCode> = HashMap::new();
        for (line, unit) in units {
            let Some(parent) = unit.parent.clone() else { continue };
            let up = std::iter::successors(Some(&parent), |code| parents.get(*code));
            if up.take(parents.len() + 2).any(|code| *code == unit.code) {
                let message =
                    format!("Dòng {}: đơn vị cha «{parent}» lại nằm dưới «{}».", *line + 1, unit.code);
                self.fault(*line, Code::UnitListInvalid, message);
                unit.parent = None;
            } else {
                parents.insert(unit.code.clone(), parent);
            }
        }
    }
}

/// A code as it is known, with the zeros before it that Excel may have dropped.
fn padded(code: &UnitCode, known: impl Fn(&UnitCode) -> bool) -> Option<UnitCode> {
    let numeric = code.as_str().chars().all(|digit| digit.is_ascii_digit());
    let widths: &[usize] = if numeric { &[0, 2, 3, 5] } else { &[0] };
    widths.iter().map(|&width| UnitCode::new(&format!("{:0>width$}", code.as_str()))).find(|code| known(code))
}

/// Whether two units existed on the same day.
fn overlap(a: &Unit, b: &Unit) -> bool {
    let apart = |first: &Unit, second: &Unit| {
        first.valid_to.zip(second.valid_from).is_some_and(|(to, from)| to < from)
    };
    !apart(a, b) && !apart(b, a)
}

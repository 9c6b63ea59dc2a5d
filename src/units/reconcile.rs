//! The lines of unit lists against each other, and against the wider book.

use std::collections::HashMap;

use super::fold::Fold;
use super::list::{Besides, Listed, UnitListReader};
use super::nation::{AreaTable, is_called};
use super::{Unit, UnitBook, UnitCode, UnitKind};
use crate::finding::{Code, Finding, Place};
use crate::text;

impl UnitListReader {
    /// Checks the lines against each other. Of two units with one code the first holds; a parent or
    /// successor that nobody knows is left out, and so is a link that closes a circle.
    pub(super) fn reconcile(
        &mut self,
        lines: Vec<(Place, Unit)>,
        besides: Vec<(Place, Besides)>,
        base: &UnitBook,
    ) -> Listed {
        let mut seen: HashMap<UnitCode, Place> = HashMap::new();
        let mut units: Vec<(Place, Unit)> = Vec::new();
        for (place, unit) in lines {
            if let Some(first) = seen.get(&unit.code) {
                let message = format!(
                    "Mã «{}» ở {} đã có ở {}; dòng sau bị bỏ qua.",
                    unit.code,
                    line(&place, first),
                    line(first, &place)
                );
                self.fault(&place, Code::UnitListConflict, message);
            } else {
                seen.insert(unit.code.clone(), place.clone());
                units.push((place, unit));
            }
        }
        let known = |code: &UnitCode| seen.contains_key(code) || base.find(code).is_some();
        let all: Vec<String> = units.iter().map(|(_, unit)| unit.code.to_string()).collect();
        for (place, unit) in &mut units {
            let parent = unit.parent.take();
            unit.parent = parent.as_ref().and_then(|code| padded(code, known));
            if let Some(code) = parent.filter(|_| unit.parent.is_none()) {
                self.unknown(place, "parent", &code, &all);
            }
            let successors = std::mem::take(&mut unit.successors);
            for code in successors {
                match padded(&code, known) {
                    Some(code) => unit.successors.push(code),
                    None => self.unknown(place, "successors", &code, &all),
                }
            }
        }
        let mut listed = Listed::default();
        for (place, more) in besides {
            let Some(code) = padded(&more.code, known) else {
                self.unknown(&place, "code", &more.code, &all);
                continue;
            };
            let known = units.iter_mut().map(|(_, unit)| unit).find(|unit| unit.code == code);
            let name =
                known.as_ref().map(|unit| &unit.name).or_else(|| base.find(&code).map(|unit| &unit.name));
            let other = name.filter(|name| !more.name.is_empty() && !same(name, &more.name));
            if let Some(name) = other {
                let message = format!(
                    "Dòng {}: mã «{code}» là «{name}», không phải «{}»; dòng này bị bỏ qua.",
                    shown(&place),
                    more.name
                );
                self.fault(&place, Code::UnitListConflict, message);
                continue;
            }
            match known {
                Some(unit) => {
                    unit.aliases.extend(more.aliases);
                    unit.emails.extend(more.emails);
                }
                None => listed.besides.push(Besides { code, ..more }),
            }
        }
        self.note_codes_of_others(&units, base);
        self.note_homonyms(&units);
        self.note_shared_addresses(&units);
        self.break_circles(&mut units);
        self.break_successions(&mut units);
        listed.units = units.into_iter().map(|(_, unit)| unit).collect();
        listed
    }

    fn unknown(&mut self, place: &Place, column: &str, code: &UnitCode, known: &[String]) {
        let message =
            format!("Dòng {}: cột «{column}» nêu mã «{code}» không có trong danh mục.", shown(place));
        let mut finding = Finding::new(Code::UnitListInvalid, place.clone(), message).raw(code.as_str());
        if let Some(near) = text::nearest(code.as_str(), known.iter().map(String::as_str)) {
            finding = finding.advice(format!("Có phải «{near}» không?"));
        }
        self.findings.push(finding);
    }

    /// A place under the official code of another is taken for neither.
    fn note_codes_of_others(&mut self, units: &[(Place, Unit)], base: &UnitBook) {
        if base.nation.is_none() {
            return;
        }
        let areas = AreaTable::built_in();
        for (place, unit) in units.iter().filter(|(_, unit)| unit.kind == UnitKind::Area) {
            let code = unit.code.as_str();
            let official: Vec<_> = [areas.former(code), areas.present(code)].into_iter().flatten().collect();
            let is_named = |at: &u32| is_called(*at, std::iter::once(&unit.name).chain(&unit.aliases));
            if official.is_empty() || official.iter().any(is_named) {
                continue;
            }
            let mut names: Vec<&str> = official.iter().filter_map(|at| Some(areas.area(*at)?.name)).collect();
            names.dedup();
            let message = format!(
                "Dòng {}: «{}» ghi mã «{code}», mà trong danh mục cả nước mã này là {}.",
                shown(place),
                unit.name,
                names.iter().map(|name| format!("«{name}»")).collect::<Vec<_>>().join(", nay là ")
            );
            self.fault(place, Code::UnitListConflict, message);
        }
    }

    /// Two units with one name under one parent at one time cannot be told apart; nor can two that were
    /// given one alias, wherever they are, unless every place has one of their kind.
    fn note_homonyms(&mut self, units: &[(Place, Unit)]) {
        struct Named<'a> {
            place: &'a Place,
            unit: &'a Unit,
            alias: bool,
        }
        let mut names: HashMap<String, Vec<Named<'_>>> = HashMap::new();
        for (place, unit) in units {
            let name_key = Fold::Marked.key(&unit.name);
            let mut keys: Vec<String> = unit.aliases.iter().map(|name| Fold::Marked.key(name)).collect();
            keys.push(name_key.clone());
            keys.sort();
            keys.dedup();
            for key in keys {
                let alias = key != name_key;
                let namesakes = names.entry(key).or_default();
                let clash = namesakes.iter().find(|other| {
                    let one_place = other.unit.parent == unit.parent;
                    let given =
                        (alias || other.alias) && !everywhere(unit.kind) && !everywhere(other.unit.kind);
                    overlap(unit, other.unit) && (one_place || given)
                });
                if let Some(other) = clash {
                    let place_said =
                        if other.unit.parent == unit.parent { ", cùng đơn vị cha" } else { "" };
                    let message = format!(
                        "Dòng {} và dòng {}: hai đơn vị «{}» và «{}» có cùng một tên{place_said}.",
                        shown(other.place),
                        shown(place),
                        other.unit.code,
                        unit.code
                    );
                    self.fault(place, Code::UnitListConflict, message);
                }
                namesakes.push(Named { place, unit, alias });
            }
        }
    }

    fn note_shared_addresses(&mut self, units: &[(Place, Unit)]) {
        let mut owners: HashMap<&str, &Place> = HashMap::new();
        for (place, unit) in units {
            for email in &unit.emails {
                if let Some(first) = owners.insert(email, place).filter(|first| *first != place) {
                    let message = format!(
                        "Dòng {} và dòng {} cùng ghi địa chỉ «{email}»; địa chỉ này không dùng để nhận ra đơn vị.",
                        shown(first),
                        shown(place)
                    );
                    self.fault(place, Code::UnitListConflict, message);
                }
            }
        }
    }

    /// A unit cannot stand above itself: the link that closes a circle is cut.
    fn break_circles(&mut self, units: &mut [(Place, Unit)]) {
        let mut parents: HashMap<UnitCode, UnitCode> = HashMap::new();
        for (place, unit) in units {
            let Some(parent) = unit.parent.clone() else { continue };
            let up = std::iter::successors(Some(&parent), |code| parents.get(*code));
            if up.take(parents.len() + 2).any(|code| *code == unit.code) {
                let message =
                    format!("Dòng {}: đơn vị cha «{parent}» lại nằm dưới «{}».", shown(place), unit.code);
                self.fault(place, Code::UnitListInvalid, message);
                unit.parent = None;
            } else {
                parents.insert(unit.code.clone(), parent);
            }
        }
    }

    /// Nor can it take its own place, at however many removes.
    fn break_successions(&mut self, units: &mut [(Place, Unit)]) {
        let mut next: HashMap<UnitCode, Vec<UnitCode>> = HashMap::new();
        for (place, unit) in units {
            let own_code = unit.code.clone();
            let returns = |heir: &UnitCode| {
                let mut line = vec![heir];
                let mut at = 0;
                while let Some(code) = line.get(at).copied() {
                    if *code == own_code {
                        return true;
                    }
                    for further in next.get(code).into_iter().flatten() {
                        if !line.contains(&further) {
                            line.push(further);
                        }
                    }
                    at += 1;
                }
                false
            };
            let (circular, sound): (Vec<UnitCode>, Vec<UnitCode>) =
                std::mem::take(&mut unit.successors).into_iter().partition(returns);
            for heir in circular {
                let message = format!(
                    "Dòng {}: «{heir}» kế thừa «{own_code}» rồi lại được «{own_code}» kế thừa.",
                    shown(place)
                );
                self.fault(place, Code::UnitListInvalid, message);
            }
            unit.successors = sound;
            next.insert(own_code, unit.successors.clone());
        }
    }
}

/// Whether every place has a unit of a kind, so that the same words mean many.
fn everywhere(kind: UnitKind) -> bool {
    match kind {
        UnitKind::Agency
        | UnitKind::Party
        | UnitKind::MassOrganisation
        | UnitKind::ArmedForce
        | UnitKind::Health
        | UnitKind::PublicService
        | UnitKind::Hamlet => true,
        UnitKind::Area | UnitKind::School | UnitKind::Enterprise | UnitKind::Cooperative => false,
    }
}

/// Whether two spellings are one name.
fn same(one: &str, other: &str) -> bool {
    Fold::Loose.key(one) == Fold::Loose.key(other)
}

/// The line of a place as the officer counts it.
fn shown(place: &Place) -> u32 {
    place.row_shown().unwrap_or_default()
}

/// A line, with its file where the other stands in another one.
fn line(place: &Place, other: &Place) -> String {
    if place.source == other.source {
        format!("dòng {}", shown(place))
    } else {
        format!("dòng {} của {}", shown(place), place.source)
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

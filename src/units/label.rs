//! What units are called where one of them has to be chosen.

use super::{Unit, UnitBook, UnitCode, UnitKind};

impl UnitBook {
    /// Codes with labels, no two alike: the name of a unit of the list, with the places above it where
    /// that is needed or where only the country's list knows it; with its time, or at last its code, where
    /// even that is the same. Unknown codes are left out.
    pub fn told_apart(&self, codes: &[&UnitCode]) -> Vec<(String, String)> {
        let units: Vec<&Unit> = codes.iter().filter_map(|code| self.find(code)).collect();
        let mut labels: Vec<String> = units.iter().map(|unit| unit.name.clone()).collect();
        let national = |unit: &Unit| self.position(&unit.code).is_none();
        relabel(&units, &mut labels, |unit, alike| (alike || national(unit)).then(|| self.placed_name(unit)));
        relabel(&units, &mut labels, |unit, alike| alike.then(|| timed(unit, &self.placed_name(unit))));
        relabel(&units, &mut labels, |unit, alike| {
            alike.then(|| format!("{} [{}]", timed(unit, &self.placed_name(unit)), unit.code))
        });
        units.iter().map(|unit| unit.code.to_string()).zip(labels).collect()
    }

    /// The name of a unit with those of the places above it, up to the province.
    fn placed_name(&self, unit: &Unit) -> String {
        let above = self.up(&unit.code).skip(1).filter(|up| up.kind == UnitKind::Area);
        above.fold(unit.name.clone(), |name, up| format!("{name}, {}", lowered(&up.name)))
    }
}

/// Gives labels anew, telling which of them another unit has too.
fn relabel(units: &[&Unit], labels: &mut [String], new: impl Fn(&Unit, bool) -> Option<String>) {
    let before = labels.to_vec();
    for (unit, label) in units.iter().zip(labels) {
        let alike = before.iter().filter(|other| *other == label).count() > 1;
        if let Some(label_now) = new(unit, alike) {
            *label = label_now;
        }
    }
}

fn timed(unit: &Unit, name: &str) -> String {
    let shown = |day: jiff::civil::Date| format!("{:02}/{:02}/{}", day.day(), day.month(), day.year());
    match (unit.valid_from, unit.valid_to) {
        (Some(from), _) => format!("{name} (từ {})", shown(from)),
        (None, Some(to)) => format!("{name} (đến {})", shown(to)),
        (None, None) => name.to_owned(),
    }
}

/// The first letter small: *huyện Cao Lộc* within a sentence.
fn lowered(name: &str) -> String {
    let mut letters = name.chars();
    letters.next().map_or_else(String::new, |first| first.to_lowercase().chain(letters).collect())
}

//! The groups that units stand in on paper: khối Đảng, sở ban ngành, đoàn thể, địa phương, trường học.
//!
//! Groups come in the order in which the office lists the first unit of each, and units within a group in the
//! office's order: who wants another order lists them in it.

use jiff::civil::Date;

use super::part::UNKNOWN;
use crate::units::{Level, Unit, UnitBook, UnitCode, UnitKind};

/// A group of units.
pub(super) struct UnitGroup<T> {
    /// Its heading; blank where all units are in one group.
    pub(super) heading: &'static str,
    /// What was grouped.
    pub(super) units: Vec<T>,
}

/// Units that are no more.
const ENDED: &str = "Đơn vị đã kết thúc hoạt động";

/// Groups what belongs to units, as they stand on a day; those that have ended by then come behind, and what
/// belongs to none last.
pub(super) fn grouped<T>(
    book: &UnitBook,
    day: Date,
    units: impl IntoIterator<Item = T>,
    code_of: impl Fn(&T) -> Option<&UnitCode>,
) -> Vec<UnitGroup<T>> {
    let mut groups: Vec<UnitGroup<T>> = Vec::new();
    let mut ended = UnitGroup { heading: ENDED, units: Vec::new() };
    let mut without = UnitGroup { heading: UNKNOWN, units: Vec::new() };
    for it in units {
        let Some(unit) = code_of(&it).and_then(|code| book.find(code)) else {
            without.units.push(it);
            continue;
        };
        if unit.has_ended(day) {
            ended.units.push(it);
            continue;
        }
        let heading = heading_of(unit);
        match groups.iter_mut().find(|group| group.heading == heading) {
            Some(group) => group.units.push(it),
            None => groups.push(UnitGroup { heading, units: vec![it] }),
        }
    }
    groups.extend([ended, without].into_iter().filter(|group| !group.units.is_empty()));
    if let [only] = groups.as_mut_slice() {
        only.heading = "";
    }
    groups
}

/// The group of a unit.
fn heading_of(unit: &Unit) -> &'static str {
    match (unit.kind, unit.level) {
        (UnitKind::Party, _) => "Khối Đảng",
        (UnitKind::Area, Level::Central | Level::Province) => "Tỉnh, thành phố",
        (UnitKind::Area, Level::District) => "Huyện, thị xã, thành phố",
        (UnitKind::Area, Level::Commune) => "Phường, xã",
        (UnitKind::Area | UnitKind::Hamlet, _) => "Thôn, tổ dân phố",
        (UnitKind::Agency, Level::Central | Level::Province) => "Sở, ban, ngành",
        (UnitKind::Agency, _) => "Phòng, ban",
        (UnitKind::MassOrganisation, _) => "Mặt trận Tổ quốc, đoàn thể",
        (UnitKind::ArmedForce, _) => "Lực lượng vũ trang",
        (UnitKind::School, _) => "Trường học",
        (UnitKind::Health | UnitKind::PublicService, _) => "Đơn vị sự nghiệp",
        (UnitKind::Enterprise | UnitKind::Cooperative, _) => "Doanh nghiệp, hợp tác xã",
    }
}

#[cfg(test)]
mod tests {
    use jiff::civil::date;

    use super::*;

    const LIST: &str = "code,name,kind,level,parent\n\
        1,Thành phố A,area,district,\n\
        p2,Phường 2,area,commune,1\n\
        kt,Phòng Kinh tế,agency,district,1\n\
        tu,Thành ủy A,party,district,1\n\
        p1,Phường 1,area,commune,1\n";

    #[test]
    fn groups_and_their_units_stand_in_the_office_s_order() {
        let book = UnitBook::from_csv("units.csv", LIST.as_bytes()).value;
        let codes = ["p2", "kt", "tu", "p1", "?"].map(UnitCode::new);
        let groups = grouped(&book, date(2026, 1, 31), codes.iter(), |code| Some(*code));
        let shown: Vec<(&str, Vec<&str>)> = groups
            .iter()
            .map(|it| (it.heading, it.units.iter().map(|code| code.as_str()).collect()))
            .collect();
        assert_eq!(
            shown,
            [
                ("Phường, xã", vec!["p2", "p1"]),
                ("Phòng, ban", vec!["kt"]),
                ("Khối Đảng", vec!["tu"]),
                (UNKNOWN, vec!["?"]),
            ]
        );
    }

    #[test]
    fn one_group_needs_no_heading() {
        let book = UnitBook::from_csv("units.csv", LIST.as_bytes()).value;
        let codes = ["p2", "p1"].map(UnitCode::new);
        assert_eq!(
            grouped(&book, date(2026, 1, 31), codes.iter(), |code| Some(*code)).first().map(|it| it.heading),
            Some("")
        );
    }
}

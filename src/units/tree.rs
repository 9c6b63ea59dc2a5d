//! The two trees of places: commune → district → province until 30 June 2025, commune → province
//! since. A plan of several years can be reported in either.
//!
//! A place that one other took the whole of, or that took the whole of one, stands as that one in the
//! other tree. Nothing is divided by guess: a former commune that was shared out among several stays
//! what it was, below its present province; a present one that was put together from several stays
//! what it is, below the district that all of them lay in, else below their province. Only places
//! move; a school or an office goes with the place that it stands in, and one that ended before the
//! reform stands as the one that took its place.

use jiff::civil::Date;

use super::nation::REFORM;
use super::{Level, Unit, UnitBook, UnitCode, UnitKind};

/// Mergers of mergers are followed so far.
const STEPS: usize = 4;

/// Which tree of places a report follows.
#[derive(
    Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, strum::EnumString, strum::IntoStaticStr,
)]
#[strum(serialize_all = "snake_case")]
pub enum Tree {
    /// Commune → district → province, until 30 June 2025.
    Old,
    /// Commune → province, since 1 July 2025.
    New,
}

impl Tree {
    /// The tree that stood on a day.
    pub fn on(day: Date) -> Tree {
        if day < REFORM { Tree::Old } else { Tree::New }
    }

    /// The day whose units a report follows that ends on one: of the former tree at most its last.
    pub fn as_of(self, end: Date) -> Date {
        match self {
            Tree::Old => end.min(REFORM.yesterday().unwrap_or(REFORM)),
            Tree::New => end,
        }
    }

    /// The word used in settings and on the command line.
    pub fn id(self) -> &'static str {
        self.into()
    }

    /// The tree of that word.
    pub fn from_id(id: &str) -> Option<Tree> {
        id.parse().ok()
    }

    /// What an officer calls its places.
    pub fn label(self) -> &'static str {
        match self {
            Tree::Old => "đơn vị hành chính trước ngày 01/7/2025",
            Tree::New => "đơn vị hành chính từ ngày 01/7/2025",
        }
    }
}

impl UnitBook {
    /// The unit that stands for one in a tree: mostly itself.
    pub fn in_tree<'a>(&'a self, code: &'a UnitCode, tree: Tree) -> &'a UnitCode {
        let next = |unit: &&'a Unit| self.find(&self.counterpart(unit, tree)?);
        let same = std::iter::successors(self.find(code), next).take(STEPS);
        same.last().map_or(code, |unit| &unit.code)
    }

    /// Units on the way up in a tree, itself (or what stands for it) first.
    pub fn up_in(&self, code: &UnitCode, tree: Tree) -> impl Iterator<Item = &Unit> {
        let standing = move |code: &UnitCode| {
            let unit = self.find(code)?;
            self.find(self.in_tree(&unit.code, tree))
        };
        let first = standing(code);
        let above = move |unit: &&Unit| standing(&self.parent_in(unit, tree)?);
        std::iter::successors(first, above).take(12)
    }

    fn counterpart(&self, unit: &Unit, tree: Tree) -> Option<UnitCode> {
        let found = match tree {
            Tree::New if self.is_former(unit) => only(self.heirs(unit))?,
            // Whatever became of its places, a department that ended is not one of today's.
            Tree::New if unit.has_ended(REFORM) => only(unit.successors.clone())?,
            Tree::Old if self.is_present(unit) => {
                let former = only(self.predecessors(unit))?;
                self.find(&former).filter(|former| self.heirs(former).len() == 1)?.code.clone()
            }
            Tree::Old | Tree::New => return None,
        };
        (found != unit.code).then_some(found)
    }

    fn parent_in(&self, unit: &Unit, tree: Tree) -> Option<UnitCode> {
        match tree {
            Tree::New if self.is_former(unit) => {
                let heirs = self.heirs(unit);
                let now = self.up(heirs.first()?).find(|up| up.level == Level::Province);
                now.map(|up| up.code.clone()).or_else(|| unit.parent.clone())
            }
            Tree::Old if self.is_present(unit) => {
                let formers = self.predecessors(unit);
                let shared = |level: Level| {
                    let mut ups = formers.iter().map(|code| self.at_level(code, level));
                    let first = ups.next()??;
                    ups.all(|up| up.is_some_and(|up| up.code == first.code)).then(|| first.code.clone())
                };
                let below = |level: &Level| *level < unit.level;
                let levels = [Level::District, Level::Province].into_iter().filter(below);
                levels.into_iter().find_map(shared).or_else(|| unit.parent.clone())
            }
            Tree::Old | Tree::New => unit.parent.clone(),
        }
    }

    /// Whether a place had ended by the reform: by its list or, where that is silent, by the country's.
    fn is_former(&self, unit: &Unit) -> bool {
        unit.kind == UnitKind::Area
            && match unit.valid_to {
                Some(last) => last < REFORM,
                None => self.era(unit) == Some(Tree::Old),
            }
    }

    /// Whether a place began with the reform.
    fn is_present(&self, unit: &Unit) -> bool {
        unit.kind == UnitKind::Area
            && match unit.valid_from {
                Some(first) => first >= REFORM,
                None => self.era(unit) == Some(Tree::New),
            }
    }

    /// The only tree in which the country knows a place.
    fn era(&self, unit: &Unit) -> Option<Tree> {
        self.layer()?.era(self, &unit.code)
    }

    /// What took a place's place: by the list, else by the country.
    fn heirs(&self, unit: &Unit) -> Vec<UnitCode> {
        if !unit.successors.is_empty() {
            return unit.successors.clone();
        }
        let next = self.position(&unit.code).and_then(|at| self.layer()?.successors(self, at, REFORM));
        next.unwrap_or_default()
    }

    /// The places of which a present one took the whole or a part: of its own level where there are any.
    fn predecessors(&self, unit: &Unit) -> Vec<UnitCode> {
        let listed = self.units.iter().filter(|former| former.kind == UnitKind::Area);
        let listed = listed.filter(|former| former.successors.contains(&unit.code));
        let mut found: Vec<UnitCode> = listed.map(|former| former.code.clone()).collect();
        let national = self.layer().map(|layer| layer.predecessors(self, &unit.code)).unwrap_or_default();
        // Where the list tells a former one's heirs itself, the country is not asked.
        let silent = |code: &UnitCode| {
            !found.contains(code)
                && self
                    .position(code)
                    .and_then(|at| self.unit(at))
                    .is_none_or(|own| own.successors.is_empty())
        };
        let national: Vec<UnitCode> = national.into_iter().filter(silent).collect();
        found.extend(national);
        let same = |code: &UnitCode| self.find(code).is_some_and(|former| former.level == unit.level);
        if found.iter().any(same) {
            found.retain(same);
        }
        found
    }
}

fn only(codes: Vec<UnitCode>) -> Option<UnitCode> {
    <[UnitCode; 1]>::try_from(codes).ok().map(|[only]| only)
}

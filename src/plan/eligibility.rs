use jiff::civil::Date;
use toml::Spanned;

use super::lookup::Lookup;
use super::raw::{RawEligibility, RawMerit};
use super::{HolderKind, Movement, MovementId};
use crate::finding::Place;
use crate::units::{Level, UnitCode};

/// Who may be an exemplar. Of several rules for a kind, the first whose position fits holds.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Eligibility {
    /// The kind of exemplar; none for every kind.
    pub kind: Option<HolderKind>,
    /// The movement; none for every one.
    pub movement: Option<MovementId>,
    /// Positions for which the rule is; empty for everyone whom no earlier rule took.
    pub positions: Vec<String>,
    /// Words that make a position another one.
    pub except: Vec<String>,
    /// Units whose own people the rule is for; empty for everybody's.
    pub units: Vec<UnitCode>,
    /// Merits that are all needed.
    pub all_of: Vec<Merit>,
    /// Merits of which one is enough; empty where none is asked for.
    pub any_of: Vec<Merit>,
    /// The line of `plan.toml`, or the row of the workbook, that says so.
    pub said: Place,
    /// The words of the official plan, for tracing.
    pub basis: String,
}

/// One merit.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Merit {
    /// An emulation title or commendation.
    Award {
        /// Its names.
        names: Vec<String>,
        /// How often it is needed.
        times: u32,
        /// First day that counts, where one is set.
        from: Option<Date>,
        /// Last day that counts, where one is set.
        to: Option<Date>,
        /// Whether it is needed for every year.
        every_year: bool,
    },
    /// An initiative (sáng kiến) that was recognised.
    Initiative {
        /// By which level at least.
        level: Level,
        /// How many are needed.
        times: u32,
    },
    /// A yearly rating of at least this.
    Rating(Rating),
    /// Nobody was disciplined.
    NoDiscipline,
}

/// Yearly ratings, best first (Nghị định 90/2020/NĐ-CP).
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Rating {
    /// Hoàn thành xuất sắc nhiệm vụ.
    Excellent,
    /// Hoàn thành tốt nhiệm vụ.
    Good,
    /// Hoàn thành nhiệm vụ.
    Complete,
    /// Không hoàn thành nhiệm vụ.
    Incomplete,
}

impl Rating {
    /// All ratings, best first.
    pub const ALL: [Rating; 4] = [Rating::Excellent, Rating::Good, Rating::Complete, Rating::Incomplete];

    /// The word used in plans.
    pub fn id(self) -> &'static str {
        match self {
            Rating::Excellent => "excellent",
            Rating::Good => "good",
            Rating::Complete => "complete",
            Rating::Incomplete => "incomplete",
        }
    }

    /// The rating of that name.
    pub fn from_id(id: &str) -> Option<Rating> {
        Rating::ALL.into_iter().find(|rating| rating.id() == id)
    }

    /// What an officer calls it.
    pub fn label(self) -> &'static str {
        match self {
            Rating::Excellent => "Hoàn thành xuất sắc nhiệm vụ",
            Rating::Good => "Hoàn thành tốt nhiệm vụ",
            Rating::Complete => "Hoàn thành nhiệm vụ",
            Rating::Incomplete => "Không hoàn thành nhiệm vụ",
        }
    }
}

impl Lookup<'_, '_, '_> {
    /// The rules that name at least one merit.
    pub(super) fn eligibility(
        &mut self,
        written: &[Spanned<RawEligibility>],
        movements: &[Movement],
    ) -> Vec<Eligibility> {
        let mut rules = Vec::new();
        for rule in written {
            let raw = rule.get_ref();
            let kind = raw.kind.as_ref().map(|kind| self.kind(kind));
            let movement = raw.movement.as_ref().map(|id| self.movement(id, movements));
            let all_of = self.merits(&raw.all_of);
            let any_of = self.merits(&raw.any_of);
            if kind == Some(None) || movement == Some(None) {
                continue;
            }
            if all_of.is_empty() && any_of.is_empty() {
                self.sink
                    .invalid(rule.span(), "Điều kiện không nêu thành tích nào: ghi «all_of» hoặc «any_of»");
                continue;
            }
            rules.push(Eligibility {
                kind: kind.flatten(),
                movement: movement.flatten(),
                positions: raw.positions.clone(),
                except: raw.except.clone(),
                units: raw.units.iter().filter_map(|unit| self.unit(unit)).collect(),
                all_of,
                any_of,
                said: self.sink.row(rule.span().start),
                basis: raw.basis.clone(),
            });
        }
        rules
    }

    fn merits(&mut self, written: &[Spanned<RawMerit>]) -> Vec<Merit> {
        written.iter().filter_map(|merit| self.merit(merit)).collect()
    }

    fn merit(&mut self, written: &Spanned<RawMerit>) -> Option<Merit> {
        let raw = written.get_ref();
        let times = raw.times.unwrap_or(1);
        match (&raw.award, &raw.initiative, &raw.rating, raw.disciplined) {
            (Some(award), None, None, None) => Some(Merit::Award {
                names: award.0.clone(),
                times,
                from: raw.from.as_ref().map(|day| day.get_ref().0),
                to: raw.to.as_ref().map(|day| day.get_ref().0),
                every_year: raw.every_year,
            }),
            (None, Some(level), None, None) => {
                self.level(level).map(|level| Merit::Initiative { level, times })
            }
            (None, None, Some(rating), None) => {
                let known = Rating::from_id(rating.get_ref());
                if known.is_none() {
                    self.sink.unknown_word(rating, "mức xếp loại", Rating::ALL.map(Rating::id));
                }
                known.map(Merit::Rating)
            }
            (None, None, None, Some(false)) => Some(Merit::NoDiscipline),
            _ => {
                self.sink.invalid(
                    written.span(),
                    "Mỗi điều kiện ghi đúng một trong: «award», «initiative», «rating», «disciplined = false»",
                );
                None
            }
        }
    }
}

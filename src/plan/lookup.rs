//! Words of `plan.toml` → what they name: units, classes of units, levels, kinds and movements.

use jiff::civil::Date;
use toml::Spanned;

use super::raw::RawClass;
use super::read::FindingSink;
use super::values::Words;
use super::{HolderKind, Movement, MovementId};
use crate::finding::Code;
use crate::text;
use crate::units::{Candidate, Context, Level, Resolved, UnitBook, UnitCode, UnitKind};

/// What words are looked up in.
pub(super) struct Lookup<'s, 't, 'u> {
    pub(super) sink: &'s mut FindingSink<'t>,
    pub(super) units: &'u UnitBook,
    pub(super) from: Date,
    /// Who issued the plan: names that many units bear are its own first.
    pub(super) issuer: Option<UnitCode>,
}

/// The unit that a plan means, from its first day on: by its code, else by a name that leaves no doubt in the
/// country or else in the place of whoever issued the plan. Otherwise what may be proposed.
pub fn unit_called(
    units: &UnitBook,
    from: Date,
    issuer: Option<&UnitCode>,
    written: &str,
) -> Result<UnitCode, Vec<Candidate>> {
    let code = UnitCode::new(written.trim());
    if units.find(&code).is_some() {
        return Ok(code);
    }
    let anywhere = Context { date: Some(from), ..Context::default() };
    let near = match units.resolve(written, &anywhere) {
        Resolved::One(one) => return Ok(one.code),
        Resolved::Several(near) | Resolved::None(near) => near,
    };
    // «Sở Nội vụ» in a plan of a province is its own.
    let Some(place) = issuer.and_then(|issuer| units.place_of(issuer)) else { return Err(near) };
    let within_place = Context { sender: Some(&place), within: Some(&place), ..anywhere };
    match units.resolve(written, &within_place) {
        Resolved::One(one) => Ok(one.code),
        Resolved::Several(within_place) | Resolved::None(within_place) if near.is_empty() => {
            Err(within_place)
        }
        Resolved::Several(_) | Resolved::None(_) => Err(near),
    }
}

/// The unit of the list whose whole name, of two words or more, begins what was written; the longest such name.
fn begins_alike(units: &UnitBook, written: &str) -> Option<UnitCode> {
    let key = text::key(written);
    let names = units.units().iter().map(|unit| (text::key(&unit.name), &unit.code));
    let begins = names.filter(|(name, _)| {
        name.contains(' ') && key.strip_prefix(name.as_str()).is_some_and(|rest| rest.starts_with(' '))
    });
    begins.max_by_key(|(name, _)| name.len()).map(|(_, code)| code.clone())
}

impl Lookup<'_, '_, '_> {
    /// A unit by its code, else by a name that leaves no doubt.
    pub(super) fn unit(&mut self, written: &Spanned<String>) -> Option<UnitCode> {
        let near = match unit_called(self.units, self.from, self.issuer.as_ref(), written.get_ref()) {
            Ok(code) => return Some(code),
            Err(near) => near,
        };
        let code = UnitCode::new(written.get_ref().trim());
        let codes = self.units.units().iter().map(|unit| unit.code.as_str());
        let near = text::nearest(code.as_str(), codes)
            .map(UnitCode::new)
            .or_else(|| near.into_iter().next().map(|one| one.code))
            .or_else(|| begins_alike(self.units, written.get_ref()))
            .and_then(|code| self.units.find(&code));
        let message = format!("Không có đơn vị «{}» trong danh mục", written.get_ref());
        let is_file = self.sink.written.is_file();
        let finding = self.sink.note(Code::PlanUnitUnknown, written.span(), &message);
        if let Some(near) = near {
            finding.advice = if is_file {
                format!("Có phải «{}» ({}) không?", near.code, near.name)
            } else {
                format!("Có phải «{}» không? Chưa có thì thêm vào trang «Đơn vị».", near.name)
            };
        }
        None
    }

    /// A unit without which there is no plan: kept as written where it is unknown.
    pub(super) fn unit_as_written(&mut self, written: &Spanned<String>) -> UnitCode {
        self.unit(written).unwrap_or_else(|| UnitCode::new(written.get_ref()))
    }

    pub(super) fn level(&mut self, written: &Spanned<String>) -> Option<Level> {
        let level = Level::from_id(written.get_ref());
        if level.is_none() {
            self.sink.unknown_word(written, "cấp", Level::ALL.map(Level::id));
        }
        level
    }

    pub(super) fn kind(&mut self, written: &Spanned<String>) -> Option<HolderKind> {
        let kind = HolderKind::from_id(written.get_ref());
        if kind.is_none() {
            self.sink.unknown_word(written, "loại điển hình", HolderKind::ALL.map(HolderKind::id));
        }
        kind
    }

    pub(super) fn movement(&mut self, id: &Spanned<String>, known: &[Movement]) -> Option<MovementId> {
        let found = known.iter().find(|movement| movement.id.as_str() == id.get_ref());
        let key = text::key(id.get_ref());
        let named = |movement: &&Movement| movement.names().any(|name| text::key(name) == key);
        let found = found.or_else(|| known.iter().find(named));
        if found.is_none() && self.sink.written.is_file() {
            let ids = known.iter().map(|movement| movement.id.as_str());
            self.sink.unknown_word(id, "phong trào", ids);
        } else if found.is_none() {
            let names = known.iter().map(|movement| movement.short.as_str());
            self.sink.unknown_word(id, "phong trào", names);
        }
        found.map(|movement| movement.id.clone())
    }

    /// The units of a class on its day, in protocol order.
    pub(super) fn class(&mut self, written: &Spanned<RawClass>) -> Vec<UnitCode> {
        let raw = written.get_ref();
        let kinds = raw.kind.as_ref().map(|words| {
            let known = UnitKind::ALL.map(UnitKind::id);
            self.words(words, "loại đơn vị", &known, UnitKind::from_id)
        });
        let levels = raw.level.as_ref().map(|words| {
            let known = Level::ALL.map(Level::id);
            self.words(words, "cấp", &known, Level::from_id)
        });
        let within = match &raw.within {
            Some(within) => match self.unit(within) {
                Some(code) => Some(code),
                None => return Vec::new(),
            },
            None => None,
        };
        let day = raw.as_of.as_ref().map_or(self.from, |day| day.get_ref().0);
        let named: Vec<UnitCode> = raw.units.iter().filter_map(|unit| self.unit(unit)).collect();
        let except: Vec<UnitCode> = raw.except.iter().filter_map(|unit| self.unit(unit)).collect();
        let described = kinds.is_some() || levels.is_some() || within.is_some();
        let mut class: Vec<UnitCode> = self
            .units
            .units()
            .iter()
            .filter(|unit| {
                described
                    && unit.valid_on(day)
                    && kinds.as_ref().is_none_or(|kinds| kinds.contains(&unit.kind))
                    && levels.as_ref().is_none_or(|levels| levels.contains(&unit.level))
                    && within
                        .as_ref()
                        .is_none_or(|above| unit.code != *above && self.units.is_within(&unit.code, above))
            })
            .map(|unit| unit.code.clone())
            .chain(named)
            .filter(|code| !except.contains(code))
            .collect();
        class.sort_by_key(|code| self.units.protocol_order(code));
        class.dedup();
        if class.is_empty() {
            let message = format!("Danh mục không có đơn vị nào thuộc loại này vào ngày {day}");
            let is_file = self.sink.written.is_file();
            let finding = self.sink.invalid(written.span(), &message);
            if !is_file {
                finding.advice = "Thêm các đơn vị loại này vào trang «Đơn vị», hoặc sửa nhóm.".to_owned();
            }
        }
        class
    }

    fn words<T>(
        &mut self,
        written: &Spanned<Words>,
        what: &str,
        known: &[&str],
        from_id: impl Fn(&str) -> Option<T>,
    ) -> Vec<T> {
        let mut meant = Vec::new();
        for word in &written.get_ref().0 {
            match from_id(word) {
                Some(one) => meant.push(one),
                None => {
                    let word = Spanned::new(written.span(), word.clone());
                    self.sink.unknown_word(&word, what, known.iter().copied());
                }
            }
        }
        meant
    }

    pub(super) fn units_of(&mut self, written: &[Spanned<String>]) -> Vec<UnitCode> {
        written.iter().filter_map(|unit| self.unit(unit)).collect()
    }
}

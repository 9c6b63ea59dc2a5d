//! The plan as written → the plan as meant: words become units, movements, kinds and days, and every
//! minimum becomes one quota per unit and kind.

use jiff::civil::Date;
use toml::Spanned;

use super::raw::{RawClass, RawMinimum, RawMovement, RawPlan, RawQuota, Words};
use super::read::Sink;
use super::{
    Counting, Course, HolderKind, HolderRule, MONTH_END, Movement, MovementId, MovementKind, Plan, Quota,
    Scope,
};
use crate::finding::Code;
use crate::text;
use crate::units::{Context, Level, Resolved, UnitBook, UnitCode, UnitKind};

/// Longest short name that a chart can show.
const SHORT: usize = 22;

/// Settles what a plan means; `None` where it has no period or no level.
pub(super) fn settle(sink: &mut Sink<'_>, raw: &RawPlan, units: &UnitBook) -> Option<Plan> {
    let (from, to) = (raw.from.get_ref().0, raw.to.get_ref().0);
    if to < from {
        sink.invalid(raw.to.span(), &format!("Ngày cuối {to} đứng trước ngày đầu {from}"));
        return None;
    }
    let mut settling = Settling { sink, units, from };
    let level = settling.level(&raw.level)?;
    let issuer = settling.unit_as_written(&raw.issuer);
    let receiver = settling.unit_as_written(&raw.receiver);
    let counting = settling.counting(raw.counting.as_ref());
    let cut_off_day = settling.cut_off_day(raw.cut_off_day.as_ref());
    let movements = settling.movements(&raw.movement);
    let mut quotas = Vec::new();
    for movement in &raw.movement {
        let id = MovementId::new(movement.get_ref().id.get_ref());
        for quota in &movement.get_ref().quota {
            if let Some(other) = &quota.get_ref().movement {
                settling.sink.invalid(
                    other.span(),
                    &format!("Chỉ tiêu nằm trong phong trào «{id}» không ghi «movement» nữa"),
                );
            }
            settling.quotas(quota.get_ref(), Some(&id), &mut quotas);
        }
    }
    for quota in &raw.quota {
        let movement = quota.get_ref().movement.as_ref();
        let id = movement.map(|movement| settling.movement(movement, &movements));
        match id {
            None => settling.quotas(quota.get_ref(), None, &mut quotas),
            Some(Some(id)) => settling.quotas(quota.get_ref(), Some(&id), &mut quotas),
            Some(None) => {}
        }
    }
    let reporters = settling.reporters(&raw.reporters, &quotas);
    let mut plan = Plan {
        number: raw.number.clone(),
        title: raw.title.clone(),
        issuer,
        receiver,
        from,
        to,
        level,
        cut_off_day,
        counting,
        eligibility: settling.eligibility(&raw.eligibility, &movements),
        movements,
        quotas,
        reporters,
        dues: Vec::new(),
        course: Course::default(),
    };
    settling.course(raw, &mut plan);
    Some(plan)
}

/// What is at hand while settling.
pub(super) struct Settling<'s, 't, 'u> {
    pub(super) sink: &'s mut Sink<'t>,
    units: &'u UnitBook,
    from: Date,
}

impl Settling<'_, '_, '_> {
    fn cut_off_day(&mut self, written: Option<&Spanned<i8>>) -> i8 {
        match written {
            Some(day) if (1..=MONTH_END).contains(day.get_ref()) => *day.get_ref(),
            Some(day) => {
                let message =
                    format!("Ngày chốt {} không phải ngày của tháng: ghi từ 1 đến 31", day.get_ref());
                self.sink.invalid(day.span(), &message);
                MONTH_END
            }
            None => MONTH_END,
        }
    }

    /// A unit by its code, else by a name that leaves no doubt.
    pub(super) fn unit(&mut self, written: &Spanned<String>) -> Option<UnitCode> {
        let code = UnitCode::new(written.get_ref().trim());
        if self.units.find(&code).is_some() {
            return Some(code);
        }
        let context = Context { date: Some(self.from), ..Context::default() };
        let near = match self.units.resolve(written.get_ref(), &context) {
            Resolved::One(one) => return Some(one.code),
            Resolved::Several(near) | Resolved::None(near) => near,
        };
        let codes = self.units.units().iter().map(|unit| unit.code.as_str());
        let near = text::nearest(code.as_str(), codes)
            .map(UnitCode::new)
            .or_else(|| near.into_iter().next().map(|one| one.code))
            .and_then(|code| self.units.find(&code));
        let message = format!("Không có đơn vị «{}» trong danh mục", written.get_ref());
        let finding = self.sink.note(Code::PlanUnitUnknown, written.span(), &message);
        if let Some(near) = near {
            finding.advice = format!("Có phải «{}» ({}) không?", near.code, near.name);
        }
        None
    }

    /// A unit without which there is no plan: kept as written where it is unknown.
    fn unit_as_written(&mut self, written: &Spanned<String>) -> UnitCode {
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

    fn counting(&mut self, written: Option<&Spanned<String>>) -> Counting {
        match written.map(|written| (written, written.get_ref().as_str())) {
            None | Some((_, "once_per_movement")) => Counting::OncePerMovement,
            Some((_, "once_per_plan")) => Counting::OncePerPlan,
            Some((written, _)) => {
                let known = ["once_per_movement", "once_per_plan"];
                self.sink.unknown_word(written, "cách tính", known);
                Counting::OncePerMovement
            }
        }
    }

    pub(super) fn movement(&mut self, id: &Spanned<String>, known: &[Movement]) -> Option<MovementId> {
        let found = known.iter().find(|movement| movement.id.as_str() == id.get_ref());
        if found.is_none() {
            let ids = known.iter().map(|movement| movement.id.as_str());
            self.sink.unknown_word(id, "phong trào", ids);
        }
        found.map(|movement| movement.id.clone())
    }

    fn movements(&mut self, written: &[Spanned<RawMovement>]) -> Vec<Movement> {
        let mut movements: Vec<Movement> = Vec::new();
        let mut names: Vec<(String, MovementId)> = Vec::new();
        for raw in written {
            let raw = raw.get_ref();
            let id = MovementId::new(raw.id.get_ref());
            if movements.iter().any(|known| known.id == id) {
                let message = format!("Mã phong trào «{id}» ghi hai lần, phần sau bị bỏ qua");
                self.sink.invalid(raw.id.span(), &message);
                continue;
            }
            let slug = id.as_str().chars().all(|c| c.is_ascii_lowercase() || c.is_ascii_digit() || c == '-');
            if !slug || id.as_str().is_empty() {
                let message =
                    format!("Mã phong trào «{id}» chỉ được gồm chữ thường không dấu, số và gạch nối");
                self.sink.invalid(raw.id.span(), &message);
            }
            let kind = MovementKind::from_id(raw.kind.get_ref());
            if kind.is_none() {
                let known = MovementKind::ALL.map(MovementKind::id);
                self.sink.unknown_word(&raw.kind, "loại phong trào", known);
            }
            let short = raw.short.clone().unwrap_or_else(|| raw.name.clone());
            if raw.short.is_some() && short.chars().count() > SHORT {
                let message = format!("Tên ngắn «{short}» dài quá {SHORT} chữ, biểu đồ sẽ bị cắt");
                self.sink.invalid(raw.id.span(), &message);
            }
            let mut said = false;
            for name in std::iter::once(&raw.name).chain(&raw.aliases).chain([&short]) {
                let key = text::key(name);
                match names.iter().find(|(known, _)| *known == key) {
                    Some((_, other)) if *other != id && !said => {
                        said = true;
                        let message = format!("Tên «{name}» là của cả «{other}» và «{id}»");
                        self.sink.invalid(raw.id.span(), &message);
                    }
                    Some(_) => {}
                    None => names.push((key, id.clone())),
                }
            }
            movements.push(Movement {
                id,
                name: raw.name.clone(),
                short,
                kind: kind.unwrap_or(MovementKind::Emulation),
                aliases: raw.aliases.clone(),
            });
        }
        movements
    }

    /// One quota per unit and kind.
    fn quotas(&mut self, raw: &RawQuota, movement: Option<&MovementId>, quotas: &mut Vec<Quota>) {
        let span = raw.at_least.span();
        let (scope, leads) = match (&raw.lead, raw.leads.as_slice(), &raw.each) {
            (Some(lead), [], None) => (Scope::Lead, self.unit(lead).into_iter().collect()),
            (None, [_, ..], None) => {
                (Scope::EachLead, raw.leads.iter().filter_map(|lead| self.unit(lead)).collect())
            }
            (None, [], Some(class)) => (Scope::EachUnit, self.class(class)),
            (None, [], None) => {
                self.sink
                    .invalid(span, "Chỉ tiêu chưa nói ai phải thực hiện: ghi «lead», «leads» hoặc «each»");
                return;
            }
            _ => {
                self.sink.invalid(span, "Chỉ tiêu chỉ ghi một trong ba: «lead», «leads» hoặc «each»");
                return;
            }
        };
        let partners: Vec<UnitCode> = raw.partners.iter().filter_map(|partner| self.unit(partner)).collect();
        let holder = raw.holder.as_ref().map(|holder| HolderRule {
            name: holder.name.clone(),
            any_of: match holder.any_of.as_slice() {
                [] => vec![holder.name.clone()],
                words => words.to_vec(),
            },
            except: holder.except.clone(),
        });
        let line = self.sink.line(span.start);
        let minimums = self.minimums(&raw.at_least);
        let mut said = false;
        for lead in leads {
            for &(kind, at_least) in &minimums {
                let other = quotas.iter().find(|other| {
                    (other.movement.as_ref(), &other.lead, other.kind) == (movement, &lead, kind)
                        && other.holder == holder
                });
                if let Some(other) = other {
                    if !said {
                        said = true;
                        self.overlap(span.clone(), &lead, other.line);
                    }
                    continue;
                }
                quotas.push(Quota {
                    movement: movement.cloned(),
                    lead: lead.clone(),
                    partners: partners.clone(),
                    partners_text: raw.partners_text.clone(),
                    scope,
                    kind,
                    holder: holder.clone(),
                    at_least,
                    line,
                    basis: raw.basis.clone(),
                });
            }
        }
    }

    /// The same minimum stands twice: which of them holds, nobody can know. The first does.
    fn overlap(&mut self, span: std::ops::Range<usize>, lead: &UnitCode, line: usize) {
        let name = self.units.find(lead).map_or(lead.as_str(), |unit| unit.name.as_str());
        let message = format!("Chỉ tiêu của «{name}» đã ghi ở dòng {line}, phần trùng bị bỏ qua");
        self.sink.invalid(span, &message).advice =
            format!("Giữ một trong hai dòng, hoặc ghi thêm loại điển hình vào dòng {line}.");
    }

    fn minimums(&mut self, raw: &Spanned<RawMinimum>) -> Vec<(Option<HolderKind>, u32)> {
        let minimums: Vec<(Option<HolderKind>, u32)> = match raw.get_ref() {
            RawMinimum::Any(number) => vec![(None, *number)],
            RawMinimum::ByKind(kinds) => {
                let mut minimums = Vec::new();
                for (word, number) in kinds {
                    let word = Spanned::new(raw.span(), word.clone());
                    if let Some(kind) = self.kind(&word) {
                        minimums.push((Some(kind), *number));
                    }
                }
                minimums.sort_by_key(|(kind, _)| *kind);
                minimums
            }
        };
        if minimums.iter().any(|(_, number)| *number == 0) {
            self.sink.invalid(raw.span(), "Số tối thiểu bằng 0 thì không phải là chỉ tiêu");
        }
        minimums.into_iter().filter(|(_, number)| *number > 0).collect()
    }

    /// The units of a class on its day, in protocol order.
    fn class(&mut self, written: &Spanned<RawClass>) -> Vec<UnitCode> {
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
            self.sink.invalid(written.span(), &message);
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

    /// Who owes a list: as written, else whoever owes a minimum.
    fn reporters(&mut self, written: &[Spanned<RawClass>], quotas: &[Quota]) -> Vec<UnitCode> {
        let mut reporters: Vec<UnitCode> = if written.is_empty() {
            quotas.iter().map(|quota| quota.lead.clone()).collect()
        } else {
            written.iter().flat_map(|class| self.class(class)).collect()
        };
        reporters.sort_by_key(|code| self.units.protocol_order(code));
        reporters.dedup();
        reporters
    }
}

//! The plan as written → the plan as meant: words become units, movements, kinds and days, and every
//! minimum becomes one quota per unit and kind.

use toml::Spanned;

use super::lookup::Lookup;
use super::nested;
use super::owed::Owed;
use super::raw::{RawClass, RawMovement, RawPlan};
use super::read::FindingSink;
use super::{Counting, MONTH_END, Movement, MovementId, MovementKind, Plan, Quota, Schedule};
use crate::text;
use crate::units::{UnitBook, UnitCode};

/// Longest short name that a chart can show.
const SHORT: usize = 22;

/// Settles what a plan means; `None` where it has no period or no level.
pub(super) fn settle(sink: &mut FindingSink<'_>, raw: &RawPlan, units: &UnitBook) -> Option<Plan> {
    let (from, to) = (raw.from.get_ref().0, raw.to.get_ref().0);
    if to < from {
        sink.invalid(raw.to.span(), &format!("Ngày cuối {to} đứng trước ngày đầu {from}"));
        return None;
    }
    let mut lookup = Lookup { sink, units, from, issuer: None };
    let level = lookup.level(&raw.level)?;
    let issuer = lookup.unit_as_written(&raw.issuer);
    lookup.issuer = Some(issuer.clone());
    let receiver = lookup.unit_as_written(&raw.receiver);
    let counting = lookup.counting(raw.counting.as_ref());
    let cut_off_day = lookup.cut_off_day(raw.cut_off_day.as_ref());
    let movements = lookup.movements(&raw.movement);
    let clusters = lookup.clusters(&raw.cluster);
    let totals = lookup.totals(&raw.total);
    let mut owed = Owed { clusters, totals, days: (from, to, cut_off_day), quotas: Vec::new() };
    for movement in &raw.movement {
        let id = MovementId::new(movement.get_ref().id.get_ref());
        for quota in &movement.get_ref().quota {
            if let Some(other) = &quota.get_ref().movement {
                lookup.sink.invalid(
                    other.span(),
                    &format!("Chỉ tiêu nằm trong phong trào «{id}» không ghi «movement» nữa"),
                );
            }
            lookup.quotas(quota, Some(&id), &mut owed);
        }
    }
    for quota in &raw.quota {
        let movement = quota.get_ref().movement.as_ref();
        let id = movement.map(|movement| lookup.movement(movement, &movements));
        match id {
            None => lookup.quotas(quota, None, &mut owed),
            Some(Some(id)) => lookup.quotas(quota, Some(&id), &mut owed),
            Some(None) => {}
        }
    }
    let Owed { clusters, totals, mut quotas, .. } = owed;
    nested::mark_carried(&mut quotas, (from, to));
    let reporters = lookup.reporters(&raw.reporters, &quotas);
    let mut plan = Plan {
        source: lookup.sink.written.whole().source.clone(),
        number: raw.number.clone(),
        title: raw.title.clone(),
        issuer,
        receiver,
        from,
        to,
        level,
        cut_off_day,
        counting,
        eligibility: lookup.eligibility(&raw.eligibility, &movements),
        movements,
        quotas,
        clusters,
        totals,
        reporters,
        dues: Vec::new(),
        schedule: Schedule::default(),
    };
    lookup.schedule(raw, &mut plan);
    Some(plan)
}

impl Lookup<'_, '_, '_> {
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
            let short = raw.short.as_ref().map_or(&raw.name, |short| short.get_ref()).clone();
            if let Some(written) = raw.short.as_ref().filter(|_| short.chars().count() > SHORT) {
                let message = format!("Tên ngắn «{short}» dài quá {SHORT} chữ, biểu đồ sẽ bị cắt");
                self.sink.invalid(written.span(), &message);
            }
            let mut is_told = false;
            for name in std::iter::once(&raw.name).chain(&raw.aliases).chain([&short]) {
                let key = text::key(name);
                match names.iter().find(|(known, _)| *known == key) {
                    Some((_, other)) if *other != id && !is_told => {
                        is_told = true;
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

    /// Who owes a list: as written, else whoever owes a minimum.
    fn reporters(&mut self, written: &[Spanned<RawClass>], quotas: &[Quota]) -> Vec<UnitCode> {
        let mut reporters: Vec<UnitCode> = if written.is_empty() {
            quotas.iter().flat_map(Quota::owing).cloned().collect()
        } else {
            written.iter().flat_map(|class| self.class(class)).collect()
        };
        reporters.sort_by_key(|code| self.units.protocol_order(code));
        reporters.dedup();
        reporters
    }
}

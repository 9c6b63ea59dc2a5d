//! Quotas as written → one for each that owes it, each kind, bound and time.

use std::ops::Range;

use jiff::civil::Date;
use toml::Spanned;

use super::demand::{Among, Amount, Bound, RECURRING, Recurring, ShareOf};
use super::lookup::Lookup;
use super::owners::Cluster;
use super::raw::{RawHolder, RawQuota, RawTotal};
use super::values::{RawAmount, RawAmounts, RawWhole};
use super::{HolderColumn, HolderKind, HolderRule, MovementId, Period, Quota};
use crate::finding::Place;
use crate::units::UnitCode;

/// How many of a kind, or of any, a unit has.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Total {
    /// The unit.
    pub unit: UnitCode,
    /// The kind; none for all together.
    pub kind: Option<HolderKind>,
    /// How many.
    pub count: u32,
    /// Where that is known from.
    pub basis: String,
}

/// What quotas are settled from, and those that are.
#[derive(Debug)]
pub(super) struct Owed {
    pub(super) clusters: Vec<Cluster>,
    pub(super) totals: Vec<Total>,
    /// First and last day of the plan, and its cut-off day.
    pub(super) days: (Date, Date, i8),
    pub(super) quotas: Vec<Quota>,
}

impl Lookup<'_, '_, '_> {
    /// The totals that a plan keeps; of two for the same the first holds.
    pub(super) fn totals(&mut self, written: &[Spanned<RawTotal>]) -> Vec<Total> {
        let mut totals: Vec<Total> = Vec::new();
        for total in written {
            let raw = total.get_ref();
            let kind = match &raw.kind {
                Some(word) => match self.kind(word) {
                    Some(kind) => Some(kind),
                    None => continue,
                },
                None => None,
            };
            let Some(unit) = self.unit(&raw.unit) else { continue };
            if totals.iter().any(|known| (&known.unit, known.kind) == (&unit, kind)) {
                let message = format!("Tổng số của «{}» ghi hai lần, phần sau bị bỏ qua", raw.unit.get_ref());
                self.sink.invalid(raw.unit.span(), &message);
                continue;
            }
            totals.push(Total { unit, kind, count: raw.count, basis: raw.basis.clone() });
        }
        totals
    }

    /// One quota for each that owes it, each bound and kind, and each time.
    pub(super) fn quotas(
        &mut self,
        written: &Spanned<RawQuota>,
        movement: Option<&MovementId>,
        owed: &mut Owed,
    ) {
        let raw = written.get_ref();
        let amounts = [(Bound::AtLeast, raw.at_least.as_ref()), (Bound::AtMost, raw.at_most.as_ref())];
        let amounts: Vec<_> = amounts.into_iter().filter_map(|(bound, own)| Some((bound, own?))).collect();
        let Some((_, first)) = amounts.first() else {
            self.sink.missing(written.span(), "at_least");
            return;
        };
        let span = first.span();
        let Some((scope, owners)) = self.owners(raw, span, &owed.clusters) else { return };
        let Some(among) = self.among(raw) else { return };
        let Some(periods) = self.periods(raw, owed.days) else { return };
        let partners: Vec<UnitCode> = raw.partners.iter().filter_map(|partner| self.unit(partner)).collect();
        let holder = raw.holder.as_ref().map(|holder| self.holder(holder));
        let sound = self.in_order(raw);
        for (bound, own) in amounts.into_iter().filter(|_| sound) {
            let Some(asked) = self.asked(raw, own, bound, among) else { return };
            let row = self.sink.row(own.span().start);
            let mut is_told = false;
            for owner in &owners {
                for &(kind, amount) in &asked {
                    let amount = match (amount, owner.part) {
                        (Amount::Count(number), Some((at, of))) => {
                            Amount::Count(number / of + u32::from(at < number % of))
                        }
                        (amount, _) => amount,
                    };
                    let quota = Quota {
                        movement: movement.cloned(),
                        lead: owner.lead.clone(),
                        group: owner.group.clone(),
                        partners: partners.clone(),
                        partners_text: raw.partners_text.clone(),
                        scope,
                        kind,
                        holder: holder.clone(),
                        among,
                        bound,
                        amount,
                        period: None,
                        is_carried: false,
                        said: row.clone(),
                        basis: raw.basis.clone(),
                    };
                    let quota = owed.with_total(quota);
                    for period in &periods {
                        let quota = Quota { period: *period, ..quota.clone() };
                        match owed.quotas.iter().find(|other| is_same(other, &quota)) {
                            Some(other) if !is_told => {
                                is_told = true;
                                self.overlap(own.span(), &owner.lead, &other.said);
                            }
                            Some(_) => {}
                            None => owed.quotas.push(quota),
                        }
                    }
                }
            }
        }
    }

    /// Of whom a quota counts only some; none where that cannot be read.
    #[expect(clippy::option_option, reason = "nothing said is not the same as nothing understood")]
    fn among(&mut self, raw: &RawQuota) -> Option<Option<Among>> {
        let Some(word) = &raw.among else { return Some(None) };
        let among = Among::from_id(word.get_ref());
        if among.is_none() {
            self.sink.unknown_word(word, "nhóm người", Among::ALL.map(Among::id));
        }
        among.map(Some)
    }

    /// The times in which a quota is owed; none where that cannot be read.
    fn periods(&mut self, raw: &RawQuota, days: (Date, Date, i8)) -> Option<Vec<Option<Period>>> {
        let Some(word) = &raw.per else { return Some(vec![None]) };
        let (from, to, closes) = days;
        let known = RECURRING.into_iter().find(|one| one.id == word.get_ref());
        if known.is_none() {
            self.sink.unknown_word(word, "kỳ «per»", RECURRING.map(|one: Recurring| one.id));
        }
        Some(known?.periods(from, to, closes).into_iter().map(Some).collect())
    }

    /// Whether the least is no more than the most.
    fn in_order(&mut self, raw: &RawQuota) -> bool {
        let (Some(least), Some(most)) = (&raw.at_least, &raw.at_most) else { return true };
        let crossed = match (least.get_ref(), most.get_ref()) {
            (RawAmounts::Any(least), RawAmounts::Any(most)) => is_more(*least, *most),
            (RawAmounts::ByKind(least), RawAmounts::ByKind(most)) => least.iter().any(|(kind, least)| {
                most.iter().any(|(other, most)| kind == other && is_more(*least, *most))
            }),
            _ => false,
        };
        if crossed {
            self.sink.invalid(most.span(), "Số nhiều nhất nhỏ hơn số tối thiểu");
        }
        !crossed
    }

    /// Kinds and amounts of one bound; none where what a share is of cannot be read.
    fn asked(
        &mut self,
        raw: &RawQuota,
        own: &Spanned<RawAmounts>,
        bound: Bound,
        among: Option<Among>,
    ) -> Option<Vec<(Option<HolderKind>, Amount)>> {
        let mut written: Vec<(Option<HolderKind>, RawAmount)> = match own.get_ref() {
            RawAmounts::Any(amount) => vec![(None, *amount)],
            RawAmounts::ByKind(kinds) => {
                let mut amounts = Vec::new();
                for (word, amount) in kinds {
                    let word = Spanned::new(own.span(), word.clone());
                    if let Some(kind) = self.kind(&word) {
                        amounts.push((Some(kind), *amount));
                    }
                }
                amounts.sort_by_key(|(kind, _)| *kind);
                amounts
            }
        };
        if bound == Bound::AtLeast && written.iter().any(|(_, amount)| *amount == RawAmount::Count(0)) {
            self.sink.invalid(own.span(), "Số tối thiểu bằng 0 thì không phải là chỉ tiêu");
            written.retain(|(_, amount)| *amount != RawAmount::Count(0));
        }
        if among.is_some() {
            for (kind, _) in &mut written {
                let kind = kind.get_or_insert(HolderKind::Individual);
                if *kind != HolderKind::Individual {
                    let message = format!("«{}» không có giới tính hay người lao động", kind.label());
                    self.sink.invalid(own.span(), &message).advice =
                        "Ghi số của cá nhân, hoặc bỏ «among».".to_owned();
                    return None;
                }
            }
        }
        let shares = written.iter().any(|(_, amount)| matches!(amount, RawAmount::Share(_)));
        let of = if shares { Some(self.share_of(raw, own)?) } else { None };
        if let (Some(of), false) = (&raw.of, self.has_share(raw)) {
            self.sink.invalid(of.span(), "«of» chỉ dùng với tỷ lệ").advice =
                "Ghi tỷ lệ, như \"5%\", ở số lượng; hoặc bỏ «of».".to_owned();
            return None;
        }
        let amount = |amount| match (amount, of) {
            (RawAmount::Count(number), _) => Some(Amount::Count(number)),
            (RawAmount::Share(share), of) => Some(Amount::Share(share, of?)),
        };
        Some(written.into_iter().filter_map(|(kind, raw)| Some((kind, amount(raw)?))).collect())
    }

    /// Whether any amount of a quota is a share.
    #[expect(clippy::unused_self, reason = "reads beside its like")]
    fn has_share(&self, raw: &RawQuota) -> bool {
        let is_share = |amount: &RawAmount| matches!(amount, RawAmount::Share(_));
        [&raw.at_least, &raw.at_most].into_iter().flatten().any(|amounts| match amounts.get_ref() {
            RawAmounts::Any(amount) => is_share(amount),
            RawAmounts::ByKind(kinds) => kinds.iter().any(|(_, amount)| is_share(amount)),
        })
    }

    /// What the shares of a quota are of.
    fn share_of(&mut self, raw: &RawQuota, own: &Spanned<RawAmounts>) -> Option<ShareOf> {
        match raw.of.as_ref().map(|of| (of, of.get_ref())) {
            None if raw.among.is_some() || raw.holder.is_some() => Some(ShareOf::Registered),
            None => {
                self.sink.invalid(own.span(), "Tỷ lệ chưa nói tính trên số nào").advice =
                    "Ghi thêm «of»: một số; total (tổng số của đơn vị); hoặc registered (số đã đăng ký)."
                        .to_owned();
                None
            }
            Some((_, RawWhole::Number(number))) => Some(ShareOf::Number(*number)),
            Some((_, RawWhole::Word(word))) if word == "registered" => Some(ShareOf::Registered),
            Some((_, RawWhole::Word(word))) if word == "total" => Some(ShareOf::Total(None)),
            Some((of, RawWhole::Word(word))) => {
                let word = Spanned::new(of.span(), word.clone());
                self.sink.unknown_word(&word, "số để tính tỷ lệ", ["total", "registered"]);
                None
            }
        }
    }

    fn holder(&mut self, raw: &RawHolder) -> HolderRule {
        let mut columns = Vec::new();
        for word in &raw.columns {
            match HolderColumn::from_id(word.get_ref()) {
                Some(column) => columns.push(column),
                None => self.sink.unknown_word(word, "cột", HolderColumn::ALL.map(HolderColumn::id)),
            }
        }
        if raw.columns.is_empty() {
            columns = HolderColumn::ALL.to_vec();
        }
        HolderRule {
            name: raw.name.clone(),
            any_of: match raw.any_of.as_slice() {
                [] if raw.none_of.is_empty() => vec![raw.name.clone()],
                words => words.to_vec(),
            },
            none_of: raw.none_of.clone(),
            columns,
            except: raw.except.clone(),
        }
    }

    /// The same quota stands twice: which of them holds, nobody can know. The first does.
    fn overlap(&mut self, span: Range<usize>, lead: &UnitCode, other: &Place) {
        let line = other.row_shown().unwrap_or_default();
        let name = self.units.find(lead).map_or(lead.as_str(), |unit| unit.name.as_str());
        let message = format!("Chỉ tiêu của «{name}» đã ghi ở dòng {line}, phần trùng bị bỏ qua");
        self.sink.invalid(span, &message).advice =
            format!("Giữ một trong hai dòng, hoặc ghi thêm loại điển hình vào dòng {line}.");
    }
}

impl Owed {
    /// A quota whose share is of a total, with the total that the plan keeps for those who owe it.
    fn with_total(&self, quota: Quota) -> Quota {
        let Amount::Share(share, ShareOf::Total(_)) = quota.amount else { return quota };
        let of = |unit: &UnitCode| {
            let total = self.totals.iter().find(|total| (&total.unit, total.kind) == (unit, quota.kind));
            total.map(|total| total.count)
        };
        let total: Option<u32> = quota.owing().iter().map(of).sum();
        Quota { amount: Amount::Share(share, ShareOf::Total(total)), ..quota }
    }
}

/// Whether two quotas ask the same of the same, whatever the numbers.
fn is_same(one: &Quota, other: &Quota) -> bool {
    let of = |quota: &Quota| (quota.kind, quota.among, quota.bound, quota.period);
    one.movement == other.movement
        && one.lead == other.lead
        && of(one) == of(other)
        && one.group == other.group
        && one.holder == other.holder
}

fn is_more(least: RawAmount, most: RawAmount) -> bool {
    matches!((least, most), (RawAmount::Count(least), RawAmount::Count(most)) if least > most)
}

//! Who owes a quota: one unit, each of several, several together, or a cluster.

use std::ops::Range;

use toml::Spanned;

use super::Scope;
use super::demand::OwingGroup;
use super::lookup::Lookup;
use super::raw::{RawCluster, RawQuota};
use super::values::{RawAmount, RawAmounts};
use crate::finding::Code;
use crate::text;
use crate::units::UnitCode;

/// A cluster of units that compete with each other (cụm, khối thi đua).
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Cluster {
    /// Its identifier in data files.
    pub id: UnitCode,
    /// Its name as printed.
    pub name: String,
    /// Its units, in protocol order.
    pub units: Vec<UnitCode>,
}

/// Who owes a quota, once.
pub(super) struct Owner {
    pub(super) lead: UnitCode,
    pub(super) group: Option<OwingGroup>,
    /// Which of how many among whom it is split.
    pub(super) part: Option<(u32, u32)>,
}

impl Owner {
    fn one(lead: UnitCode) -> Owner {
        Owner { lead, group: None, part: None }
    }
}

/// The words by which a plan names every cluster.
const ALL_CLUSTERS: [&str; 5] = ["all", "mỗi cụm", "mọi cụm", "tất cả", "mỗi cụm khối"];

/// How several leads owe a quota.
const SHARED: [&str; 3] = ["each", "together", "split"];

impl Lookup<'_, '_, '_> {
    /// The clusters of a plan. A unit of two is told: it counts for both.
    pub(super) fn clusters(&mut self, written: &[Spanned<RawCluster>]) -> Vec<Cluster> {
        let mut clusters: Vec<Cluster> = Vec::new();
        for raw in written {
            let raw = raw.get_ref();
            let name = raw.name.get_ref().trim().to_owned();
            let id = raw.id.as_ref().map_or_else(|| text::slug(&name), |id| id.get_ref().clone());
            let id = UnitCode::new(&id);
            if clusters.iter().any(|known| known.id == id || text::key(&known.name) == text::key(&name)) {
                let message = format!("Cụm, khối thi đua «{name}» ghi hai lần, phần sau bị bỏ qua");
                self.sink.invalid(raw.name.span(), &message);
                continue;
            }
            let units = self.class(&raw.members);
            for unit in &units {
                if let Some(other) = clusters.iter().find(|known| known.units.contains(unit)) {
                    let called = self.units.find(unit).map_or(unit.as_str(), |unit| unit.name.as_str());
                    let message = format!("«{called}» thuộc cả «{}» và «{name}»", other.name);
                    self.sink.note(Code::ClusterOverlapping, raw.members.span(), &message);
                }
            }
            clusters.push(Cluster { id, name, units });
        }
        clusters
    }

    /// Who owes a quota: for whom it is set, and each that owes it.
    pub(super) fn owners(
        &mut self,
        raw: &RawQuota,
        span: Range<usize>,
        known: &[Cluster],
    ) -> Option<(Scope, Vec<Owner>)> {
        let shared = match &raw.shared {
            Some(word) if !SHARED.contains(&word.get_ref().as_str()) => {
                self.sink.unknown_word(word, "cách chung chỉ tiêu", SHARED);
                return None;
            }
            Some(word) if raw.leads.len() < 2 => {
                self.sink.invalid(word.span(), "«shared» chỉ dùng khi «leads» có từ hai đơn vị");
                return None;
            }
            word => word.as_ref().map_or("each", |word| word.get_ref().as_str()),
        };
        match (&raw.lead, raw.leads.as_slice(), &raw.each, &raw.clusters) {
            (Some(lead), [], None, None) => {
                Some((Scope::Lead, self.unit(lead).map(Owner::one).into_iter().collect()))
            }
            (None, [_, ..], None, None) => {
                let leads: Vec<UnitCode> = raw.leads.iter().filter_map(|lead| self.unit(lead)).collect();
                self.several(leads, shared, raw)
            }
            (None, [], Some(class), None) => {
                Some((Scope::EachUnit, self.class(class).into_iter().map(Owner::one).collect()))
            }
            (None, [], None, Some(names)) => {
                let mut owners = Vec::new();
                for cluster in self.clusters_named(names, known) {
                    let group = OwingGroup { name: cluster.name.clone(), units: cluster.units.clone() };
                    owners.push(Owner { lead: cluster.id.clone(), group: Some(group), part: None });
                }
                Some((Scope::Cluster, owners))
            }
            (None, [], None, None) => {
                self.sink.invalid(
                    span,
                    "Chỉ tiêu chưa nói ai phải thực hiện: ghi «lead», «leads» hoặc «each»; cụm, khối thi đua thì «clusters»",
                );
                None
            }
            _ => {
                self.sink
                    .invalid(span, "Chỉ tiêu chỉ ghi một trong bốn: «lead», «leads», «each» hoặc «clusters»");
                None
            }
        }
    }

    /// Several leads: each of them, all together, or each its part.
    fn several(&mut self, leads: Vec<UnitCode>, shared: &str, raw: &RawQuota) -> Option<(Scope, Vec<Owner>)> {
        let of = u32::try_from(leads.len()).unwrap_or(u32::MAX);
        if shared == "each" || leads.len() < raw.leads.len() && shared == "split" {
            // Of leads that are split among, one that is not known leaves the others' parts unknown.
            let known = if shared == "each" { leads } else { Vec::new() };
            return Some((Scope::EachLead, known.into_iter().map(Owner::one).collect()));
        }
        if shared == "split" {
            let amounts = [&raw.at_least, &raw.at_most].into_iter().flatten();
            for amount in amounts {
                let too_few = match amount.get_ref() {
                    RawAmounts::Any(number) => !is_split(*number, of),
                    RawAmounts::ByKind(kinds) => kinds.iter().any(|(_, number)| !is_split(*number, of)),
                };
                if too_few {
                    let message = format!("Không chia được cho {of} đơn vị");
                    self.sink.invalid(amount.span(), &message).advice =
                        "Chia thì ghi số không nhỏ hơn số đơn vị; tỷ lệ thì tính chung («together»)."
                            .to_owned();
                    return None;
                }
            }
            let part = |(at, lead)| Owner { lead, group: None, part: Some((at, of)) };
            return Some((Scope::EachLead, (0..).zip(leads).map(part).collect()));
        }
        let names = leads.iter().map(|lead| self.units.find(lead).map_or(lead.as_str(), |unit| &unit.name));
        let name = names.collect::<Vec<_>>().join(", ");
        let first = leads.first()?.clone();
        let group = Some(OwingGroup { name, units: leads });
        Some((Scope::LeadsTogether, vec![Owner { lead: first, group, part: None }]))
    }

    fn clusters_named<'c>(
        &mut self,
        names: &Spanned<super::Words>,
        known: &'c [Cluster],
    ) -> Vec<&'c Cluster> {
        let mut found = Vec::new();
        for name in &names.get_ref().0 {
            let key = text::key(name);
            if ALL_CLUSTERS.iter().any(|word| text::key(word) == key) {
                if known.is_empty() {
                    self.sink.invalid(names.span(), "Kế hoạch chưa có cụm, khối thi đua nào").advice =
                        "Thêm các cụm, khối với đơn vị của mỗi cụm, hoặc ghi đơn vị chủ trì.".to_owned();
                }
                found.extend(known);
                continue;
            }
            let named = |cluster: &&Cluster| cluster.id.as_str() == name || text::key(&cluster.name) == key;
            match known.iter().find(named) {
                Some(cluster) => found.push(cluster),
                None => {
                    let word = Spanned::new(names.span(), name.clone());
                    let known: Vec<&str> = known.iter().map(|cluster| cluster.name.as_str()).collect();
                    self.sink.unknown_word(&word, "cụm, khối thi đua", known);
                }
            }
        }
        found
    }
}

/// Whether an amount can be split among so many, none of them with nothing.
fn is_split(amount: RawAmount, of: u32) -> bool {
    matches!(amount, RawAmount::Count(number) if number >= of)
}

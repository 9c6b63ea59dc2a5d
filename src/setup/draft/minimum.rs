//! A clause with a number → a minimum with what is doubtful of it, or none: a goal of everybody, a reward, an aside.

use super::amounts::{HOLDERS, word_at};
use super::asking::{CHOOSES, OTHERWISE, REWARDED, is_about_exemplars};
use super::classes;
use super::demands::{Clause, ClauseDemand, DraftWhole, clusters, shared, without_times};
use super::duty::Duty;
use super::headings::Headings;
use super::movements::DraftMovement;
use super::names::KnownUnits;
use super::owners::{Owners, is_of_each};
use crate::text;

/// A minimum as a sentence sets it.
#[derive(Debug, Clone, Default, PartialEq)]
pub(super) struct DraftQuota {
    pub(super) movement: DraftMovement,
    pub(super) leads: Vec<String>,
    /// Each of several leads owes it, not the one.
    pub(super) is_of_each_lead: bool,
    /// A class of units, each of which owes it, in the words of the sentence.
    pub(super) class: String,
    /// Units of the class for which something else is said.
    pub(super) except: Vec<String>,
    pub(super) partners: Vec<String>,
    /// Clusters that owe it: `all`, or names.
    pub(super) clusters: Vec<String>,
    /// How several leads owe it, where that is said: `together`, `split`.
    pub(super) shared: &'static str,
    pub(super) asked: ClauseDemand,
    pub(super) holder: String,
    /// The words of the document.
    pub(super) basis: String,
    /// Why somebody has to look at it; blank where nothing is doubtful.
    pub(super) doubts: Vec<&'static str>,
}

/// The doubt of a minimum that names nobody.
pub(super) const NOBODY: &str = "chưa rõ ai phải thực hiện: ghi vào cột «Đơn vị chủ trì»";

/// A piece of a paragraph.
pub(super) struct PieceWords<'a> {
    /// All of it.
    pub(super) piece: &'a str,
    /// Without the label before it: «Đơn vị chủ trì: …».
    pub(super) text: &'a str,
    /// The text in small letters, quoted names blanked out.
    pub(super) small: &'a str,
}

/// A clause of a piece of a paragraph, with what stands around it.
pub(super) struct ClauseReader<'a> {
    pub(super) units: &'a KnownUnits,
    /// The section of the document that the paragraph stands in.
    pub(super) section: &'a str,
    /// Whether it stands under a heading of criteria, where numbers say who may be one.
    pub(super) is_criterion: bool,
    pub(super) words: &'a PieceWords<'a>,
    pub(super) clause: &'a Clause,
    /// The words between the clause before it and this one.
    pub(super) before: &'a str,
    /// The rest of the piece.
    pub(super) after: &'a str,
}

impl ClauseReader<'_> {
    /// What the clause asks of whom; none where it is no minimum, or not understood.
    pub(super) fn minimum(&self, duty: &Duty, context: &Headings) -> Option<DraftQuota> {
        let ClauseReader { clause, words: PieceWords { piece, .. }, .. } = self;
        let clusters = clusters(&without_times(piece));
        let above = context.owners().filter(|_| duty.owners.is_nobody() && clusters.is_empty());
        let owners = above.map_or(&duty.owners, |frame| &frame.owners);
        let movement = duty.movement.as_ref().or_else(|| context.movement());
        let is_nobody = owners.is_nobody() && clusters.is_empty();
        if !self.is_asked(duty, is_nobody, movement.is_some()) {
            return None;
        }
        let mut quota = DraftQuota {
            movement: movement.cloned().unwrap_or_default(),
            leads: if clusters.is_empty() { owners.names.clone() } else { Vec::new() },
            partners: above.map_or(&duty.partners, |frame| &frame.partners).clone(),
            clusters,
            holder: clause.holder.to_owned(),
            basis: format!("{}: «{}»", self.section, shortened(piece)),
            asked: clause.asked.clone(),
            ..DraftQuota::default()
        };
        if quota.leads.is_empty() && quota.clusters.is_empty() {
            quota.class.clone_from(&owners.class);
        }
        self.doubt(&mut quota, owners);
        Some(quota)
    }

    /// Says what somebody has to look at.
    fn doubt(&self, quota: &mut DraftQuota, owners: &Owners) {
        let ClauseReader { clause, words: PieceWords { small, .. }, .. } = self;
        let is_each = owners.is_each || is_of_each(&without_times(small).to_lowercase());
        quota.is_of_each_lead = 1 < quota.leads.len() && is_each;
        if 1 < quota.leads.len() && !is_each {
            quota.shared = shared(small);
            if quota.shared.is_empty() {
                quota.doubts.push("nhiều đơn vị chủ trì, chưa rõ mỗi đơn vị hay cùng chung");
            }
        }
        if !quota.class.is_empty() {
            if !is_each {
                quota.doubts.push("mỗi đơn vị của nhóm này, hay cả nhóm cùng chung");
            }
            if classes::class(&quota.class).1 {
                quota.doubts.push("nhóm hẹp hơn loại đơn vị ghi ở đây, xem lại nhóm");
            }
        }
        if quota.leads.is_empty() && quota.clusters.is_empty() && quota.class.is_empty() {
            quota.doubts.push(NOBODY);
        }
        if quota.asked.of == Some(DraftWhole::Total) {
            quota.doubts.push("tỷ lệ của tổng số: ghi tổng số ở trang «Tổng số»");
        }
        if clause.is_choice {
            quota.doubts.push("loại này hoặc loại kia, đếm chung mọi loại");
        }
        if !clause.holder.is_empty() && !HOLDERS.contains(&clause.holder) {
            quota.doubts.push("chỉ tính người có ghi chữ ấy ở chức vụ, nơi công tác hoặc ghi chú");
        }
    }

    /// Whether a clause is a minimum of exemplars, and not a goal of everybody, a reward or an aside.
    fn is_asked(&self, duty: &Duty, is_nobody: bool, has_movement: bool) -> bool {
        let ClauseReader { clause, words: PieceWords { small, .. }, .. } = self;
        let is_nobody_here = duty.owners.is_nobody();
        let of_all = clause.asked.among.is_empty()
            && matches!(clause.asked.of, Some(DraftWhole::Total | DraftWhole::Number(_)));
        let places = ["tỉnh", "thành phố", "huyện", "xã", "phường", "ngành", "cơ quan"];
        let of_place = places.iter().any(|place| small.contains(&format!("toàn {place}")));
        let is_named = !self.units.owners(self.before).is_nobody();
        if of_place && (is_nobody_here || !is_named) || is_nobody && of_all {
            // A share of everything there is, or a number for all of a place, for which nobody answers, is a goal.
            return false;
        }
        if clause.is_part && clause.asked.among.is_empty() {
            return false;
        }
        let chooses = |words: &str| CHOOSES.iter().any(|word| word_at(words, word).is_some());
        let (before, after) = (self.before.to_lowercase(), self.after.to_lowercase());
        if OTHERWISE.iter().any(|word| word_at(&before, word).is_some()) && !chooses(&before) {
            return false;
        }
        let after = after.split([';', '.']).next().unwrap_or_default();
        if REWARDED.iter().any(|word| after.contains(word)) && !chooses(&before) {
            return false;
        }
        if self.is_criterion && (is_nobody_here || !chooses(small)) {
            return false;
        }
        if clause.is_bare {
            return !is_nobody || has_movement;
        }
        is_about_exemplars(small) || !is_nobody_here || has_movement && !is_nobody
    }
}

/// A sentence that is no longer than a reader needs to find it.
pub(super) fn shortened(sentence: &str) -> String {
    const MOST: usize = 400;
    let clean = text::clean(sentence);
    match clean.char_indices().nth(MOST) {
        Some((at, _)) => format!("{} …", clean.get(..at).unwrap_or_default()),
        None => clean.into_owned(),
    }
}

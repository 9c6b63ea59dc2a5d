//! Paragraphs that set numbers of exemplars → minimums: who, in which movement, of which kind, how many.
//!
//! A piece of a sentence is read from left to right: whoever it names owes the numbers behind the name, until it names
//! somebody else. What it does not say, the piece before it said, or a heading above. A number that nobody is found for
//! is told, not guessed.

use super::amounts::{counts_more, kind_named, last_number, word_at};
use super::asking::{CHOOSES, OTHERWISE, REWARDED, is_about_exemplars, sets_a_number};
use super::classes;
use super::demands::{
    Clause, ClauseDemand, DraftAmount, DraftWhole, clauses, clusters, shared, without_times,
};
use super::headings::{Frame, Headings};
use super::labels::{LineLabel, labelled};
use super::movements::{self, DraftMovement};
use super::names::KnownUnits;
use super::outline::Paragraph;
use super::owners::{Owners, is_of_each};
use super::sentences::{pieces, shaded};
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

/// What a paragraph says of minimums.
#[derive(Debug, Default)]
pub(super) struct QuotaReading {
    pub(super) quotas: Vec<DraftQuota>,
    /// Movements that it names, whether or not it asks anything for them.
    pub(super) movements: Vec<DraftMovement>,
    /// Pieces with numbers that were not understood.
    pub(super) told: Vec<String>,
}

/// What a piece of a paragraph goes on with.
#[derive(Debug, Clone, Default)]
struct Running {
    owners: Owners,
    partners: Vec<String>,
    movement: Option<DraftMovement>,
    /// Whether the paragraph begins with that movement, so that others it names are a part of it.
    is_fixed: bool,
    /// Who leads and who helps by lines of their own, for the heading above.
    labelled: Owners,
    helping: Vec<String>,
}

/// A paragraph with what stands around it.
pub(super) struct QuotaReader<'a> {
    pub(super) units: &'a KnownUnits,
    pub(super) paragraph: &'a Paragraph,
    /// Whether it stands under a heading of criteria, where numbers say who may be one.
    pub(super) is_criterion: bool,
    reading: QuotaReading,
}

/// The doubt of a minimum that names nobody.
pub(super) const NOBODY: &str = "chưa rõ ai phải thực hiện: ghi vào cột «Đơn vị chủ trì»";

impl<'a> QuotaReader<'a> {
    pub(super) fn new(
        units: &'a KnownUnits,
        paragraph: &'a Paragraph,
        is_criterion: bool,
    ) -> QuotaReader<'a> {
        QuotaReader { units, paragraph, is_criterion, reading: QuotaReading::default() }
    }

    /// Reads the paragraph, and leaves what it says for those below it.
    pub(super) fn read(mut self, context: &mut Headings) -> QuotaReading {
        context.enter(self.paragraph.depth);
        let whole = self.paragraph.text.as_str();
        let heading = movements::heading(self.paragraph);
        let inline = if heading.is_some() { None } else { movements::inline(whole) };
        let mut run = Running {
            movement: heading.clone().or_else(|| inline.as_ref().map(|(own, _)| own.clone())),
            ..Running::default()
        };
        let is_fixed = run.movement.is_some();
        let said = inline.as_ref().map_or(whole, |(_, rest)| *rest);
        if heading.is_some() {
            run.owners = self.units.owners(whole);
            run.owners.class.clear();
            run.partners = self.units.partners(whole);
        }
        run.is_fixed = is_fixed;
        for piece in pieces(said) {
            self.piece(piece, &mut run, context);
        }
        self.name_movements(heading.is_some(), inline.as_ref(), &run);
        let opens = self.paragraph.is_numbered() || self.paragraph.announces();
        if run.movement.is_none() && opens && self.reading.quotas.is_empty() {
            run.movement = movements::within(whole);
        }
        self.leave(run, context);
        self.reading
    }

    /// The movements that it names: of a heading, or of a line that asks something for it.
    fn name_movements(&mut self, is_heading: bool, inline: Option<&(DraftMovement, &str)>, run: &Running) {
        let Some(movement) = &run.movement else { return };
        let small = self.paragraph.text.to_lowercase();
        let is_topic = ["công tác ", "nhiệm vụ "].iter().any(|word| small.starts_with(word));
        let is_alone = inline.is_some_and(|(_, rest)| rest.is_empty()) && !is_topic;
        if is_heading || is_alone || !self.reading.quotas.is_empty() {
            self.reading.movements.push(movement.clone());
        }
    }

    /// What it says for those below it, or, on a line of its own, for those beside it.
    fn leave(&self, run: Running, context: &mut Headings) {
        let Running { owners, partners, movement, labelled, helping, .. } = run;
        let labels = !labelled.is_nobody() || !helping.is_empty();
        let beside = labels && self.reading.quotas.is_empty();
        if beside && let Some(above) = context.above() {
            if !labelled.is_nobody() {
                above.owners = labelled;
            }
            above.partners.extend(helping);
        }
        let kind = kind_named(&self.paragraph.text).filter(|_| self.reading.quotas.is_empty());
        let frame = Frame { movement, owners, partners, kind };
        // A line without a mark holds nothing; what it names is for those beside it.
        if self.paragraph.mark.is_empty() {
            let is_opening = self.paragraph.announces() || frame.movement.is_some();
            if is_opening
                && self.reading.quotas.is_empty()
                && !beside
                && let Some(above) = context.above()
            {
                above.movement = frame.movement.or_else(|| above.movement.take());
                if !frame.owners.is_nobody() {
                    above.owners = frame.owners;
                    above.partners = frame.partners;
                }
            }
            return;
        }
        // An item that announces nothing is nobody's heading.
        let opens = self.paragraph.is_numbered()
            || self.paragraph.announces()
            || frame.movement.is_some()
            || frame.kind.is_some();
        context.push(if opens { frame } else { Frame::default() });
    }

    /// One piece: who it names, and what it asks of them.
    fn piece(&mut self, piece: &str, run: &mut Running, context: &Headings) {
        let (label, said) = labelled(piece);
        match label {
            Some(LineLabel::Lead) => {
                let owners = self.units.owners(said);
                if !owners.is_nobody() {
                    run.labelled = owners.clone();
                    run.owners = owners;
                }
            }
            Some(LineLabel::Partner) => run.helping = self.units.listed(said.trim_end_matches('.')),
            Some(LineLabel::Number) | None => {}
        }
        if matches!(label, Some(LineLabel::Partner)) {
            return;
        }
        let shade = shaded(said, false);
        let small = shade.to_lowercase();
        let mut clauses = clauses(&small);
        if clauses.is_empty() {
            clauses.extend(self.number_alone(said, &small, context));
        }
        if let Some(movement) = movements::mentioned(said).filter(|_| !clauses.is_empty()) {
            self.mention(movement, run, context);
        }
        if clauses.is_empty() {
            if label.is_none() {
                self.keep_subject(said, run);
            }
            if sets_a_number(&small) {
                self.tell(piece);
            }
            return;
        }
        let mut from = 0;
        let mut is_told = false;
        let mut read: Vec<(usize, usize)> = Vec::new();
        for clause in clauses {
            let between = said.get(from..clause.at.max(from)).unwrap_or_default();
            let is_new = from != clause.end || between.trim().is_empty();
            if is_new && from < clause.at {
                self.change_owner(between, piece, run);
            }
            from = from.max(clause.end);
            read.push((clause.at, clause.end));
            let after = said.get(clause.end..).unwrap_or_default();
            match self.quota(&clause, (piece, &small), (between, after), run, context) {
                Some(quota) => self.reading.quotas.push(quota),
                None => is_told = true,
            }
        }
        let is_read = |at: usize| read.iter().any(|(from, to)| *from <= at && at < *to);
        is_told |= counts_more(&small, is_read, |noun| classes::kind(noun).is_some());
        // What has been done already asks nothing.
        if is_told && word_at(&small, "đã").is_none() {
            self.tell(piece);
        }
    }

    /// A number of which a heading says what it counts: «Về tập thể: - Sở Y tế: 03».
    fn number_alone(&mut self, said: &str, small: &str, context: &Headings) -> Option<Clause> {
        let (at, number) = last_number(small).filter(|_| !self.is_criterion)?;
        let before = said.get(..at).unwrap_or_default();
        let names_somebody = !self.units.owners(before).is_nobody();
        match context.kind() {
            Some(kind) => {
                let least = vec![(kind, DraftAmount::Count(number))];
                let asked = ClauseDemand { least, ..ClauseDemand::default() };
                Some(Clause { at, end: small.len(), is_bare: true, asked, ..Clause::default() })
            }
            None if names_somebody && before.trim_end().ends_with(':') => {
                self.tell(said);
                None
            }
            None => None,
        }
    }

    /// Takes the movement that a piece names, unless the heading means the same.
    fn mention(&self, movement: DraftMovement, run: &mut Running, context: &Headings) {
        if run.is_fixed {
            return;
        }
        let known = run.movement.as_ref().or_else(|| context.movement());
        if known.is_none_or(|known| !movements::is_same(&known.name, &movement.name)) {
            let is_quoted = known.is_none_or(|known| self.is_quoted(&known.name));
            // «Lĩnh vực văn hóa … phong trào “X”»: the heading is wider than the name within it.
            if is_quoted || run.movement.is_none() {
                run.movement = Some(movement);
            }
        }
    }

    fn is_quoted(&self, name: &str) -> bool {
        !name.to_lowercase().starts_with("lĩnh vực")
    }

    /// Whoever a piece without numbers names owes those that follow.
    fn keep_subject(&self, said: &str, run: &mut Running) {
        let owners = self.units.owners(said);
        // A class owes what stands below a heading that names it, or a list that a sentence about it announces.
        const MOST_WORDS: usize = 14;
        let text = self.paragraph.text.trim_end();
        let is_heading = self.paragraph.is_numbered()
            && !text.ends_with(['.', ';', ','])
            && text.split(' ').count() <= MOST_WORDS;
        // «Các cơ quan: xây dựng kế hoạch; đồng thời lựa chọn …»
        let opens = is_heading || self.paragraph.announces() || said.contains(':');
        let is_class = !owners.class.is_empty() && run.owners.is_nobody() && opens;
        if !owners.names.is_empty() || is_class {
            run.owners = owners;
            run.partners = self.units.partners(said);
        }
    }

    /// Whoever the words before a number name owes it from here on.
    fn change_owner(&mut self, between: &str, piece: &str, run: &mut Running) {
        let mut owners = self.units.owners(between);
        if owners.is_nobody() {
            owners.names.extend(self.item_name(between));
        }
        if owners.is_nobody() {
            return;
        }
        if owners.is_each_of_them() && !run.owners.names.is_empty() {
            run.owners.is_each = true;
            return;
        }
        let is_exception =
            between.trim_start().to_lowercase().starts_with("riêng ") || between.contains("riêng ");
        if is_exception && !owners.names.is_empty() {
            let of_class = |quota: &&mut DraftQuota| !quota.class.is_empty();
            for quota in self.reading.quotas.iter_mut().filter(of_class) {
                quota.except.extend(owners.names.iter().cloned());
            }
        }
        let partners = self.units.partners(piece);
        if !partners.is_empty() {
            run.partners = partners;
        } else if run.owners != owners {
            run.partners.clear();
        }
        run.owners = owners;
    }

    /// The name before the colon of an item, of a body whose name begins like none that is known: «Liên đội: 01 …».
    fn item_name(&self, between: &str) -> Option<String> {
        const MOST_WORDS: usize = 8;
        const LABELS: [&str; 40] = [
            "chỉ tiêu",
            "số lượng",
            "sản phẩm",
            "mục tiêu",
            "kết quả",
            "yêu cầu",
            "tổng",
            "cụ thể",
            "trong đó",
            "năm",
            "giai đoạn",
            "quý",
            "tháng",
            "về ",
            "đối với",
            "tập thể",
            "cá nhân",
            "hộ ",
            "phong trào",
            "lĩnh vực",
            "nội dung",
            "nhiệm vụ",
            "bước",
            "hằng",
            "hàng",
            "mỗi",
            "các ",
            "thời gian",
            "đăng ký",
            "khối",
            "toàn",
            "phấn đấu",
            "ít nhất",
            "tối thiểu",
            "gồm",
            "ngoài ra",
            "điển hình",
            "cuộc vận động",
            "công tác",
            "đơn vị",
        ];
        let name = between.trim().strip_suffix(':')?.trim();
        let small = name.to_lowercase();
        let plain =
            !name.contains(['“', '"', '«', ':', '(', ';', '.']) && name.starts_with(char::is_uppercase);
        let short = name.split(' ').count() <= MOST_WORDS;
        let is_name = !self.paragraph.mark.is_empty() && plain && short;
        (is_name && !LABELS.iter().any(|label| small.starts_with(label))).then(|| name.to_owned())
    }

    fn tell(&mut self, piece: &str) {
        let said = shortened(piece);
        if !self.reading.told.contains(&said) {
            self.reading.told.push(said);
        }
    }

    /// What a clause asks of whom; none where it is no minimum, or not understood.
    fn quota(
        &self,
        clause: &Clause,
        (piece, small): (&str, &str),
        (between, after): (&str, &str),
        run: &Running,
        context: &Headings,
    ) -> Option<DraftQuota> {
        let of = clusters(&without_times(piece));
        let own = &run.owners;
        let above = context.owners().filter(|_| own.is_nobody() && of.is_empty());
        let owners = above.map_or(own, |frame| &frame.owners);
        let movement = run.movement.as_ref().or_else(|| context.movement());
        let is_nobody = owners.is_nobody() && of.is_empty();
        if !self.is_asked(clause, small, (between, after), (own, is_nobody, movement.is_some())) {
            return None;
        }
        let asked = clause.asked.clone();
        let mut quota = DraftQuota {
            movement: movement.cloned().unwrap_or_default(),
            leads: if of.is_empty() { owners.names.clone() } else { Vec::new() },
            partners: above.map_or(&run.partners, |frame| &frame.partners).clone(),
            clusters: of,
            holder: clause.holder.to_owned(),
            basis: format!("{}: «{}»", self.paragraph.section, shortened(piece)),
            asked,
            ..DraftQuota::default()
        };
        if quota.leads.is_empty() && quota.clusters.is_empty() {
            quota.class.clone_from(&owners.class);
        }
        self.doubt(&mut quota, clause, owners, small);
        Some(quota)
    }

    /// Says what somebody has to look at.
    fn doubt(&self, quota: &mut DraftQuota, clause: &Clause, owners: &Owners, small: &str) {
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
        if !clause.holder.is_empty() && !super::amounts::HOLDERS.contains(&clause.holder) {
            quota.doubts.push("chỉ tính người có ghi chữ ấy ở chức vụ, nơi công tác hoặc ghi chú");
        }
    }

    /// Whether a clause is a minimum of exemplars, and not a goal of everybody, a reward or an aside.
    fn is_asked(
        &self,
        clause: &Clause,
        small: &str,
        (between, after): (&str, &str),
        (own, is_nobody, has_movement): (&Owners, bool, bool),
    ) -> bool {
        let of_all = clause.asked.among.is_empty()
            && matches!(clause.asked.of, Some(DraftWhole::Total | DraftWhole::Number(_)));
        let places = ["tỉnh", "thành phố", "huyện", "xã", "phường", "ngành", "cơ quan"];
        let of_place = places.iter().any(|place| small.contains(&format!("toàn {place}")));
        let is_named = !self.units.owners(between).is_nobody();
        if of_place && (own.is_nobody() || !is_named) || is_nobody && of_all {
            // A share of everything there is, or a number for all of a place, for which nobody answers, is a goal.
            return false;
        }
        if clause.is_part && clause.asked.among.is_empty() {
            return false;
        }
        let chooses = |said: &str| CHOOSES.iter().any(|word| word_at(said, word).is_some());
        let (between, after) = (between.to_lowercase(), after.to_lowercase());
        if OTHERWISE.iter().any(|word| word_at(&between, word).is_some()) && !chooses(&between) {
            return false;
        }
        let after = after.split([';', '.']).next().unwrap_or_default();
        if REWARDED.iter().any(|word| after.contains(word)) && !chooses(&between) {
            return false;
        }
        if self.is_criterion && (own.is_nobody() || !chooses(small)) {
            return false;
        }
        if clause.is_bare {
            return !is_nobody || has_movement;
        }
        is_about_exemplars(small) || !own.is_nobody() || has_movement && !is_nobody
    }
}

/// A cluster and its units: `Cụm thi đua số 1 gồm: xã A, xã B`.
pub(super) fn cluster_of(paragraph: &Paragraph, units: &KnownUnits) -> Option<(String, Vec<String>)> {
    let said = &paragraph.text;
    let (_, list) =
        ["gồm:", "gồm có:", "gồm các đơn vị:", "gồm "].iter().find_map(|word| said.split_once(*word))?;
    let name = clusters(said).into_iter().find(|name| name != "all")?;
    let name = name.trim_end_matches(" bao").to_owned();
    let units = units.listed(list.trim().trim_end_matches(['.', ';']));
    (!units.is_empty()).then_some((name, units))
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

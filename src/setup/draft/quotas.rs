//! Paragraphs that set numbers of exemplars → minimums: who, in which movement, of which kind, how many.
//!
//! A piece of a sentence is read from left to right: whoever it names owes the numbers behind the name, until it names
//! somebody else. What it does not say, the piece before it said, or a heading above. A number that nobody is found for
//! is told, not guessed.

use super::amounts::{counts_more, kind_named, last_number, word_at};
use super::asking::sets_a_number;
use super::classes;
use super::demands::{Clause, ClauseDemand, DraftAmount, clauses, clusters};
use super::duty::Duty;
use super::headings::{Frame, Headings};
use super::labels::{LineLabel, labelled};
use super::minimum::{ClauseReader, DraftQuota, PieceWords, shortened};
use super::movements::{self, DraftMovement};
use super::names::KnownUnits;
use super::outline::Paragraph;
use super::sentences::{pieces, shaded};

/// What a paragraph says of minimums.
#[derive(Debug, Default)]
pub(super) struct QuotaReading {
    pub(super) quotas: Vec<DraftQuota>,
    /// Movements that it names, whether or not it asks anything for them.
    pub(super) movements: Vec<DraftMovement>,
    /// Pieces with numbers that were not understood.
    pub(super) told: Vec<String>,
}

/// A paragraph with what stands around it.
pub(super) struct QuotaReader<'a> {
    pub(super) units: &'a KnownUnits,
    pub(super) paragraph: &'a Paragraph,
    /// Whether it stands under a heading of criteria, where numbers say who may be one.
    pub(super) is_criterion: bool,
    reading: QuotaReading,
}

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
        let movement = heading.clone().or_else(|| inline.as_ref().map(|(movement, _)| movement.clone()));
        let mut duty = Duty::of(movement);
        let words = inline.as_ref().map_or(whole, |(_, rest)| *rest);
        if heading.is_some() {
            duty.owners = self.units.owners(whole);
            duty.owners.class.clear();
            duty.partners = self.units.partners(whole);
        }
        for piece in pieces(words) {
            self.piece(piece, &mut duty, context);
        }
        self.name_movements(heading.is_some(), inline.as_ref(), &duty);
        let opens = self.paragraph.is_numbered() || self.paragraph.announces();
        if duty.movement.is_none() && opens && self.reading.quotas.is_empty() {
            duty.movement = movements::within(whole);
        }
        self.leave(duty, context);
        self.reading
    }

    /// The movements that it names: of a heading, or of a line that asks something for it.
    fn name_movements(&mut self, is_heading: bool, inline: Option<&(DraftMovement, &str)>, duty: &Duty) {
        let Some(movement) = &duty.movement else { return };
        let small = self.paragraph.text.to_lowercase();
        let is_topic = ["công tác ", "nhiệm vụ "].iter().any(|word| small.starts_with(word));
        let is_alone = inline.is_some_and(|(_, rest)| rest.is_empty()) && !is_topic;
        if is_heading || is_alone || !self.reading.quotas.is_empty() {
            self.reading.movements.push(movement.clone());
        }
    }

    /// What it says for those below it, or, on a line of its own, for those beside it.
    fn leave(&self, duty: Duty, context: &mut Headings) {
        let Duty { owners, partners, movement, labelled, labelled_partners, .. } = duty;
        let labels = !labelled.is_nobody() || !labelled_partners.is_empty();
        let beside = labels && self.reading.quotas.is_empty();
        if beside && let Some(above) = context.above() {
            if !labelled.is_nobody() {
                above.owners = labelled;
            }
            above.partners.extend(labelled_partners);
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
    fn piece(&mut self, piece: &str, duty: &mut Duty, context: &Headings) {
        let (label, words) = labelled(piece);
        match label {
            Some(LineLabel::Lead) => {
                let owners = self.units.owners(words);
                if !owners.is_nobody() {
                    duty.labelled = owners.clone();
                    duty.owners = owners;
                }
            }
            Some(LineLabel::Partner) => {
                duty.labelled_partners = self.units.listed(words.trim_end_matches('.'));
                return;
            }
            Some(LineLabel::Number) | None => {}
        }
        let small = shaded(words, false).to_lowercase();
        let mut clauses = clauses(&small);
        if clauses.is_empty() {
            clauses.extend(self.number_alone(words, &small, context));
        }
        if clauses.is_empty() {
            if label.is_none() {
                duty.keep_subject(words, self.paragraph, self.units);
            }
            if sets_a_number(&small) {
                self.tell(piece);
            }
            return;
        }
        if let Some(movement) = movements::mentioned(words) {
            duty.mention(movement, context.movement());
        }
        let piece_words = PieceWords { piece, text: words, small: &small };
        let is_understood = self.clauses(&clauses, &piece_words, duty, context);
        let is_read = |at: usize| clauses.iter().any(|clause| clause.at <= at && at < clause.end);
        let counts_more = counts_more(&small, is_read, |noun| classes::kind(noun).is_some());
        // What has been done already asks nothing.
        if (counts_more || !is_understood) && word_at(&small, "đã").is_none() {
            self.tell(piece);
        }
    }

    /// The minimums of the clauses of a piece, each owed by whoever the words before it name; whether all were
    /// understood.
    fn clauses(
        &mut self,
        clauses: &[Clause],
        words: &PieceWords<'_>,
        duty: &mut Duty,
        context: &Headings,
    ) -> bool {
        let mut from = 0;
        let mut is_understood = true;
        for clause in clauses {
            let before = words.text.get(from..clause.at.max(from)).unwrap_or_default();
            let is_new = from != clause.end || before.trim().is_empty();
            if is_new && from < clause.at {
                let excepted = duty.change_owner(before, words.piece, self.paragraph, self.units);
                let of_class = |quota: &&mut DraftQuota| !quota.class.is_empty();
                for quota in self.reading.quotas.iter_mut().filter(of_class) {
                    quota.except.extend(excepted.iter().cloned());
                }
            }
            from = from.max(clause.end);
            let reader = ClauseReader {
                units: self.units,
                section: &self.paragraph.section,
                is_criterion: self.is_criterion,
                words,
                clause,
                before,
                after: words.text.get(clause.end..).unwrap_or_default(),
            };
            match reader.minimum(duty, context) {
                Some(quota) => self.reading.quotas.push(quota),
                None => is_understood = false,
            }
        }
        is_understood
    }

    /// A number of which a heading says what it counts: «Về tập thể: - Sở Y tế: 03».
    fn number_alone(&mut self, words: &str, small: &str, context: &Headings) -> Option<Clause> {
        let (at, number) = last_number(small).filter(|_| !self.is_criterion)?;
        let before = words.get(..at).unwrap_or_default();
        let names_somebody = !self.units.owners(before).is_nobody();
        match context.kind() {
            Some(kind) => {
                let least = vec![(kind, DraftAmount::Count(number))];
                let asked = ClauseDemand { least, ..ClauseDemand::default() };
                Some(Clause { at, end: small.len(), is_bare: true, asked, ..Clause::default() })
            }
            None if names_somebody && before.trim_end().ends_with(':') => {
                self.tell(words);
                None
            }
            None => None,
        }
    }

    fn tell(&mut self, piece: &str) {
        let piece = shortened(piece);
        if !self.reading.told.contains(&piece) {
            self.reading.told.push(piece);
        }
    }
}

/// A cluster and its units: `Cụm thi đua số 1 gồm: xã A, xã B`.
pub(super) fn cluster_of(paragraph: &Paragraph, units: &KnownUnits) -> Option<(String, Vec<String>)> {
    let text = &paragraph.text;
    let (_, list) =
        ["gồm:", "gồm có:", "gồm các đơn vị:", "gồm "].iter().find_map(|word| text.split_once(*word))?;
    let name = clusters(text).into_iter().find(|name| name != "all")?;
    let name = name.trim_end_matches(" bao").to_owned();
    let units = units.listed(list.trim().trim_end_matches(['.', ';']));
    (!units.is_empty()).then_some((name, units))
}

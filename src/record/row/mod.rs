//! A row of a list → its registrations: one for most, several where its cells name several people or
//! movements.

mod beside;
mod births;
mod naming;
mod uses;
mod whom;

use arcstr::ArcStr;

use crate::finding::{Answer, Code, Finding, Place};
use crate::layout::{Entry, Field, Record};
use crate::plan::{HolderKind, MovementId};
use crate::text;
use crate::units::{Resolved, UnitCode};

use super::belongs::{self, Belonging, Names, SheetWords};
use super::cells::Cells;
use super::doubts::{DoubtKind, Doubts};
use super::movements::MovementCells;
use super::ordinals::OrdinalRows;
use super::paired::{Fields, join};
use super::struck::StruckOut;
use super::{Details, List, Merits, Read, References, Registration, RegistrationId, Status};
use super::{kind_words, line, place, stamped, ticks, workplace};
use uses::identity_hash;
use whom::{CARRIERS, Holder, NameCell};

/// A data row, with all that it is held against.
#[derive(Clone, Copy)]
pub(super) struct Row<'r, 'a> {
    pub(super) list: &'r List<'r>,
    pub(super) record: &'r Record<'a>,
    /// The same with what is crossed out in it.
    pub(super) whole: &'r Record<'a>,
    /// What that is.
    pub(super) crossed: &'r StruckOut,
    pub(super) references: &'r References<'r>,
    pub(super) names: &'r Names<'r>,
    pub(super) movements: &'r MovementCells<'r>,
    /// Where the ordinals of its list stand.
    pub(super) ordinals: &'r OrdinalRows<'r, 'a>,
}

impl<'a> Row<'_, 'a> {
    /// Reads the row into `read`.
    pub(super) fn read(self, doubts: &mut Doubts, read: &mut Read) {
        let mut cells = Cells::of(self.record, &self.list.sheet.place);
        let written = self.written_name();
        let holders = self.holders(&written);
        let mut findings = Vec::new();
        std::mem::swap(&mut findings, &mut read.findings);
        let registrations = self.registrations(&written, &holders.sure, &mut cells, read);
        let n = registrations.len();
        let instead = holders.perhaps.map(|(people, words)| {
            // What is noticed on the way would be noticed of the row as it counts.
            let mut aside = Read::default();
            let mut scratch = Cells::of(self.record, &self.list.sheet.place);
            let several = self.registrations(&written, &people, &mut scratch, &mut aside);
            cells.told(written.at, &words);
            (several, words)
        });
        read.registrations.extend(registrations);
        if let Some((several, words)) = instead {
            let place = self.list.sheet.place.at_cell(written.at.0, written.at.1);
            doubts.add(DoubtKind::People, read, n, place, &words, several);
        }
        self.doubt_crossed(n, &mut cells, doubts, read);
        let beside: Vec<&str> = holders.sure.iter().flat_map(|it| &it.words).map(String::as_str).collect();
        self.doubt_remarks(n, (written.at, &beside), &mut cells, doubts, read);
        if let Some(column) = ticks::registering(self.record).filter(|it| !ticks::is_marked(self.record, it))
        {
            let place = self.list.sheet.place.at_cell(self.record.row, column.col);
            doubts.add(DoubtKind::Unmarked, read, n, place, column.sub_header(), Vec::new());
        }
        cells.close(&mut read.cells, &mut read.findings);
        findings.append(&mut read.findings);
        read.findings = findings;
    }

    /// The registrations of some holders, in each movement of the row.
    pub(super) fn registrations(
        self,
        written: &NameCell<'_>,
        holders: &[Holder],
        cells: &mut Cells<'_>,
        read: &mut Read,
    ) -> Vec<Registration> {
        let several = self.movements.several(self.record, cells);
        let n_each = several.len().max(1);
        self.settle_cells(written, holders.len(), 1 < several.len(), cells);
        let details = self.particulars(written, cells);
        let id = self.id();
        let mut registrations = Vec::with_capacity(holders.len() * n_each);
        for (at, holder) in holders.iter().enumerate() {
            let fields = Fields { record: self.record, at, n: holders.len() };
            let n_asked = read.questions.len();
            let registration = self.registration(written, holder, fields, &details, cells, read);
            let movements =
                if several.is_empty() { vec![self.movement(cells, read)] } else { movements_again(&several) };
            if registration.status == Status::Rejected {
                // Of a row that names nobody nothing is asked; what was noticed stays.
                read.questions.truncate(n_asked);
            }
            for movement in movements {
                let part = registrations.len();
                let mut registration = registration.clone();
                registration.id = if part == 0 { id.clone() } else { id.of_part(part + 1) };
                self.belong(&mut registration, movement);
                self.settle_lead(&mut registration, read);
                registrations.push(registration);
            }
        }
        if let [first, _, ..] = registrations.as_slice() {
            let message = if 1 < holders.len() {
                let names: Vec<&str> = holders.iter().map(|holder| holder.name.name.as_str()).collect();
                let are_people = holders.iter().all(|holder| holder.kind == HolderKind::Individual);
                let who = if are_people { "người" } else { "điển hình" };
                format!(
                    "Một ô ghi {} {who}: {}; mỗi {who} được tính một đăng ký.",
                    holders.len(),
                    names.join(", ")
                )
            } else {
                format!("«{}» đăng ký {n_each} phong trào; mỗi phong trào được tính một đăng ký.", first.name)
            };
            let place = self.list.sheet.place.at_cell(written.at.0, written.at.1);
            cells.note(Finding::new(Code::RowSplit, place, message).raw(written.text.as_ref()));
        }
        registrations
    }

    /// The identifier of the row's first registration.
    fn id(self) -> RegistrationId {
        // Of two records in one row, the right one is told apart by its side.
        let sheet_name = self.list.sheet.place.sheet_name();
        let beside = format!("{sheet_name}\u{1F}{}", self.record.side);
        let sheet_name = if self.record.side == 0 { sheet_name } else { &beside };
        RegistrationId::of(&self.list.attachment.hash, self.list.copy, sheet_name, self.record.row)
    }

    fn movement(self, cells: &mut Cells<'_>, read: &mut Read) -> Belonging<MovementId> {
        let (list, record) = (self.list, self.record);
        let words = SheetWords::of(list);
        let place = place::of_field(list, record, Field::Movement);
        let movement = stamped::movement(list, record, self.references).unwrap_or_else(|| {
            belongs::movement(record, &place, &words, list.sender, self.names, self.references)
        });
        let Belonging { value, findings, question, refused } = movement;
        // The question of the movement has the words; outside a workspace there is no plan to ask about.
        let unknown = value.is_none() && !self.references.plan.movements.is_empty();
        for entry in record.of(Field::Movement).filter(|_| unknown) {
            cells.told((entry.row, entry.column.col), &entry.cell.value.shown());
        }
        read.findings.extend(findings);
        read.questions.extend(question);
        Belonging { refused, ..Belonging::sure(value) }
    }

    /// Movement, status and lead.
    fn belong(self, registration: &mut Registration, movement: Belonging<MovementId>) {
        registration.movement = movement.value;
        if movement.refused {
            registration.status = Status::Rejected;
        }
        // What a sheet's columns are taken for while the officer is asked is a proposal, not a count.
        let asked = self.list.map.question.is_some();
        let is_known = registration.unit.is_some() && registration.movement.is_some();
        if registration.status == Status::Counted && (asked || !is_known) {
            registration.status = Status::Pending;
        }
        let (plan, units) = (self.references.plan, self.references.units);
        let (sender, unit) = (self.list.sender.unit.as_ref(), registration.unit.as_ref());
        let lead = registration.movement.as_ref().and_then(|id| plan.lead_of(id, sender, unit, units));
        let stamped_lead = registration.movement.as_ref().and_then(|id| stamped::lead(self.record, plan, id));
        registration.lead = stamped_lead.or_else(|| lead.cloned());
    }

    /// Of a movement with several leads somebody whom none of them sent or presented counts for no lead: to which
    /// one he counts is asked, once for each sender.
    fn settle_lead(self, registration: &mut Registration, read: &mut Read) {
        let plan = self.references.plan;
        let (None, Some(movement)) = (&registration.lead, &registration.movement) else { return };
        let leads = plan.leads(movement);
        if leads.len() < 2 || registration.status == Status::Rejected {
            return;
        }
        let by = registration
            .sender
            .as_ref()
            .map_or_else(|| text::key(&registration.sender_name), ToString::to_string);
        let question =
            belongs::lead_question(plan, movement, &leads, (&by, &registration.sender_name), self.names);
        match self.references.decisions.answer(&question.id) {
            Some(Answer::Unit(code)) => registration.lead = Some(UnitCode::new(code)),
            Some(Answer::NoUnit) => {}
            _ => {
                let place = place::of_name(self.list, self.record);
                let finding = Finding::new(Code::LeadUnknown, place, question.evidence.clone());
                read.findings.push(finding.raw(registration.name.as_str()));
                read.questions.push(question);
            }
        }
    }

    fn registration(
        self,
        written: &NameCell<'_>,
        holder: &Holder,
        fields: Fields<'_, 'a>,
        details: &Details,
        cells: &mut Cells<'_>,
        read: &mut Read,
    ) -> Registration {
        let (list, record) = (self.list, self.record);
        self.note_name(written, holder, read);
        let (birth, by_column) = self.birth(written, holder, fields, cells);
        let (mut position, mut workplace) = workplace::read(fields, self.names);
        self.place_words(written, holder, (&mut position, &mut workplace), cells);
        self.tell_relation(&mut position, cells);
        if fields.at == 0 {
            self.tell_people_beside(written, holder, cells);
        }

        // An achievement or a remark may name anybody; only fields of belonging name the unit.
        let unit_written =
            workplace::unit_written(holder.kind, &workplace, &holder.name.name, record, self.names);
        let details = self.details(written, holder, fields, details);
        // A practice belongs to whoever carries it out.
        let unit_written = if unit_written.is_empty()
            && holder.kind == HolderKind::Practice
            && matches!(self.names.unit(&details.carrier), Resolved::One(_))
        {
            details.carrier.to_string()
        } else {
            unit_written
        };
        let unit = self.unit(&unit_written, read);
        let gender = self.gender(fields).or(by_column).or(holder.name.gender);
        self.note_gender(gender, holder, cells);
        let remark = fields.text(Field::Remark);
        let rest_of_line = line::parts(record).map_or("", |(_, said)| said);
        let line_words = if self.names.movement(rest_of_line).is_some() { "" } else { rest_of_line };
        let achievement = join(&join(&details.practice, &fields.text(Field::Achievement)), line_words);
        let merits = self.merits(holder, fields, &remark, cells);
        Registration {
            id: RegistrationId::kept(""),
            place: list.sheet.place.at_row(record.row),
            part: 0,
            status: if holder.name.name.is_empty() || self.is_example(written, holder) {
                Status::Rejected
            } else {
                Status::Counted
            },
            kind: holder.kind,
            honorific: join(&fields.text(Field::Honorific), &holder.name.honorific).into(),
            gender,
            name: holder.name.name.as_str().into(),
            birth_date: birth.date,
            birth_year: birth.year,
            position: position.into(),
            workplace: workplace.into(),
            address: fields.text(Field::Address).into(),
            achievement: achievement.into(),
            merits: (merits != Merits::default()).then(|| Box::new(merits)),
            remark: remark.into(),
            identity_hash: identity_hash(&fields.text(Field::IdentityNumber)).into(),
            unit,
            unit_written: unit_written.into(),
            sender: list.sender.unit.clone(),
            sender_name: list.sender.name.as_str().into(),
            movement: None,
            lead: None,
            received: list.attachment.received,
            details: (details != Details::default()).then(|| Box::new(details)),
        }
    }

    /// What the row says beside the fields that most rows have, of one of its holders.
    fn details(
        self,
        written: &NameCell<'_>,
        holder: &Holder,
        fields: Fields<'_, 'a>,
        of_row: &Details,
    ) -> Details {
        let names_practice = written.fields == [Field::Practice];
        let mut carrier = fields.text(Field::Carrier);
        if names_practice && holder.kind == HolderKind::Practice {
            for field in CARRIERS {
                carrier = join(&carrier, &fields.text(field));
            }
        }
        if holder.kind == HolderKind::Practice {
            carrier = join(&carrier, &holder.members.join(", "));
        }
        Details {
            members: holder.members.clone(),
            particulars: of_row.particulars.clone(),
            practice: if names_practice { ArcStr::new() } else { fields.text(Field::Practice).into() },
            carrier: carrier.into(),
            ethnicity: fields.text(Field::Ethnicity).into(),
            religion: fields.text(Field::Religion).into(),
            phone: fields.text(Field::Phone).into(),
            email: fields.text(Field::Email).into(),
            object_class: self.object_class(fields).into(),
            attributes: ticks::attributes(self.record, |said| self.names.movement(said)).into(),
            awards: fields.text(Field::AwardHistory).into(),
            proposed_award: fields.text(Field::ProposedAward).into(),
            rating: fields.text(Field::Rating).into(),
            initiative: fields.text(Field::Initiative).into(),
            decision: fields.text(Field::Decision).into(),
        }
    }

    /// The class that a column of classes says, or a column of kinds that holds something else than a kind.
    fn object_class(self, fields: Fields<'_, 'a>) -> String {
        let class = fields.text(Field::ObjectClass);
        let kind = fields.text(Field::Kind);
        let is_kind = kind_words::named(&kind).is_some() || stamped::kind(self.list, self.record).is_some();
        if is_kind { class } else { join(&class, &kind) }
    }

    fn unit(self, unit_written: &str, read: &mut Read) -> Option<UnitCode> {
        let (list, record) = (self.list, self.record);
        let place = place::of_field(list, record, Field::Workplace);
        let unit = stamped::unit(list, record, self.references).unwrap_or_else(|| {
            let beside = || belongs::words_beside(list, record);
            belongs::unit((unit_written, beside), &place, list.sender, self.names, self.references.decisions)
        });
        read.findings.extend(unit.findings);
        read.questions.extend(unit.question);
        unit.value
    }

    fn merits(self, holder: &Holder, fields: Fields<'_, 'a>, remark: &str, cells: &mut Cells<'_>) -> Merits {
        let words = self.references.award_words;
        let mut merits = Merits::read(
            words,
            &fields.text(Field::AwardHistory),
            &fields.text(Field::Initiative),
            &fields.text(Field::Rating),
            remark,
        );
        merits.add_mentioned(words, &fields.text(Field::Achievement));
        merits.add_mentioned(words, remark);
        if matches!(holder.kind, HolderKind::Individual | HolderKind::Household) {
            for award in merits.leave_to_collectives() {
                let place = self.place_of_words(&award);
                let message =
                    format!("«{award}» là khen thưởng của tập thể, không tính cho «{}».", holder.name.name);
                cells.note(Finding::new(Code::AwardOfAnother, place, message).raw(award.as_str()));
            }
        }
        merits
    }

    /// The cell of the record in which some words stand.
    fn place_of_words(self, words: &str) -> Place {
        let holds = |entry: &&Entry<'_>| entry.cell.value.text().is_some_and(|text| text.contains(words));
        match self.record.entries.iter().find(holds) {
            Some(entry) => self.list.sheet.place.at_cell(entry.row, entry.column.col),
            None => self.list.sheet.place.at_row(self.record.row),
        }
    }
}

fn movements_again(several: &[Belonging<MovementId>]) -> Vec<Belonging<MovementId>> {
    several.iter().map(|movement| Belonging::sure(movement.value.clone())).collect()
}

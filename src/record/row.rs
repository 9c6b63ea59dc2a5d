//! A row of a list → its registrations: one for most, several where its cells name several people or
//! movements.

use std::borrow::Cow;

use arcstr::ArcStr;
use jiff::civil::Date;

use crate::finding::{Answer, Code, Finding, Place};
use crate::layout::{Entry, Field, Record, Wording, says_as_above, says_nobody, wording};
use crate::plan::{HolderKind, MovementId};
use crate::text;
use crate::units::{Resolved, UnitCode};

use super::belongs::{self, Belonging, Names, SheetWords};
use super::birth::{self, Birth};
use super::cells::{CellUse, Cells, Reading, has_words};
use super::doubts::{DoubtKind, Doubts};
use super::name::NameParts;
use super::paired::{self, Fields, join};
use super::people::{self, People, Person};
use super::segments::may_be_several;
use super::struck::Crossed;
use super::{Details, Gender, List, Merits, Read, References, Registration, RegistrationId, Status};
use super::{holder, kind_words, line, movements, name, others, place, practice, stamped, ticks, workplace};

/// A data row, with all that it is held against.
#[derive(Clone, Copy)]
pub(super) struct Row<'r, 'a> {
    pub(super) list: &'r List<'r>,
    pub(super) record: &'r Record<'a>,
    /// The same with what is crossed out in it.
    pub(super) whole: &'r Record<'a>,
    /// What that is.
    pub(super) crossed: &'r Crossed,
    pub(super) references: &'r References<'r>,
    pub(super) names: &'r Names<'r>,
}

/// Somebody whom a row registers.
#[derive(Debug, Clone)]
pub(super) struct Holder {
    kind: HolderKind,
    kind_is_clear: bool,
    name: NameParts,
    members: Vec<String>,
    /// Who speaks for a collective, where its name says so.
    representative: Option<String>,
    /// What the cell of the name says beside the name.
    births: Vec<String>,
    ages: Vec<String>,
    /// Pieces of that cell which are none of these.
    words: Vec<String>,
}

/// A name as written, and the cells in which it stands.
pub(super) struct NameCell<'a> {
    text: Cow<'a, str>,
    fields: &'static [Field],
    pub(super) at: (u32, u16),
}

/// Whom a row registers, and what is doubtful about it.
pub(super) struct Holders {
    pub(super) sure: Vec<Holder>,
    /// The people that a cell names if it names several, with the words in doubt.
    perhaps: Option<(Vec<Holder>, String)>,
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

    /// The name as it stands in whichever columns hold it; names in two columns over several lines line by
    /// line.
    pub(super) fn written_name(self) -> NameCell<'a> {
        const SPLIT: &[Field] = &[Field::FamilyName, Field::GivenName];
        let at = |fields: &[Field]| {
            let entry = fields.iter().find_map(|field| self.record.of(*field).next());
            entry.map_or((self.record.row, 0), |entry| (entry.row, entry.column.col))
        };
        let parts = SPLIT.iter().map(|field| self.record.text(*field));
        let parts: Vec<String> =
            parts.map(|part| part.trim().to_owned()).filter(|part| !part.is_empty()).collect();
        if let [family, given] = parts.as_slice()
            && family.lines().count() == given.lines().count()
            && family.contains('\n')
        {
            let lines = family.lines().zip(given.lines()).map(|(family, given)| format!("{family} {given}"));
            return NameCell {
                text: lines.collect::<Vec<_>>().join("\n").into(),
                fields: SPLIT,
                at: at(SPLIT),
            };
        }
        if !parts.is_empty() {
            return NameCell { text: parts.join(" ").into(), fields: SPLIT, at: at(SPLIT) };
        }
        if let Some((name, _)) = line::parts(self.record) {
            const LINE: &[Field] = &[Field::Line];
            return NameCell { text: name.into(), fields: LINE, at: at(LINE) };
        }
        const NAMES: [&[Field]; 3] = [&[Field::Name], &[Field::CollectiveName], &[Field::Practice]];
        // A list of practices may name who carries them out in a column of names.
        let practice_first = self.record.of(Field::Practice).next().is_some() && self.lists_practices();
        let order = if practice_first { [2, 0, 1] } else { [0, 1, 2] };
        let found = order.into_iter().filter_map(|at: usize| NAMES.get(at)).find_map(|fields| {
            let cell = self.record.cell(*fields.first()?)?;
            Some((fields, cell.value.text().filter(|name| name.chars().any(char::is_alphabetic))?))
        });
        match found {
            // "Như trên", "Chưa có": no other column names who is meant.
            Some((fields, text)) if says_as_above(text) || says_nobody(text) => {
                NameCell { text: "".into(), fields, at: at(fields) }
            }
            Some((fields, text)) => NameCell { text: text.into(), fields, at: at(fields) },
            None => NameCell { text: "".into(), fields: &[], at: (self.record.row, 0) },
        }
    }

    fn lists_practices(self) -> bool {
        match stamped::kind(self.list, self.record) {
            Some(kind) => kind == HolderKind::Practice,
            None => {
                let words = SheetWords::of(self.list);
                practice::is_listed(self.record, &[words.sheet_title, words.sheet_name])
            }
        }
    }

    /// Whether the row registers a practice, and whether that is beyond doubt.
    fn practice(self, written: &NameCell<'_>) -> Option<bool> {
        match stamped::kind(self.list, self.record) {
            Some(kind) => (kind == HolderKind::Practice).then_some(true),
            None => {
                let words = SheetWords::of(self.list);
                let titles = [words.sheet_title, words.sheet_name];
                practice::certain(self.record, &written.text, written.fields, &titles)
            }
        }
    }

    fn kind(self, name: &str) -> (HolderKind, bool) {
        stamped::kind(self.list, self.record).map_or_else(
            || {
                let words = SheetWords::of(self.list);
                holder::kind(self.record, name, &[words.sheet_title, words.sheet_name])
            },
            |kind| (kind, true),
        )
    }

    /// Whom the row registers.
    pub(super) fn holders(self, written: &NameCell<'_>) -> Holders {
        let text = written.text.as_ref();
        let one = |holder: Holder| Holders { sure: vec![holder], perhaps: None };
        if let Some(clear) = self.practice(written) {
            return one(practice_of(text, clear));
        }
        if !may_be_several(text) {
            return one(self.whole(text));
        }
        match people::read(text, paired::n_births(self.record)) {
            People::Whole => one(self.whole(text)),
            People::One(person) => one(self.person(text, &person)),
            People::Household(name, members) => {
                let (kind, clear) = self.kind(text);
                let (kind, clear) = match kind {
                    HolderKind::Individual => (HolderKind::Household, true),
                    kind => (kind, clear),
                };
                let name = if kind == HolderKind::Household {
                    name::household(&name)
                } else {
                    taken_apart(kind, text)
                };
                one(Holder { members: owned(&members), ..Holder::new(kind, clear, name) })
            }
            People::Group(name, members) => {
                let (kind, clear) = self.kind(name);
                let (kind, clear) = match kind {
                    HolderKind::Individual | HolderKind::Household => (HolderKind::Collective, true),
                    kind => (kind, clear),
                };
                one(Holder { members: owned(&members), ..Holder::new(kind, clear, name::collective(name)) })
            }
            People::Bodies(bodies, sure) => {
                let all: Vec<Holder> = bodies.iter().map(|body| self.whole(body)).collect();
                if sure {
                    Holders { sure: all, perhaps: None }
                } else {
                    Holders { sure: vec![self.whole(text)], perhaps: Some((all, text.to_owned())) }
                }
            }
            People::Several(people) => match self.each(text, &people) {
                Some(sure) => Holders { sure, perhaps: None },
                None => one(self.whole(text)),
            },
            People::Unclear(people) => match (self.each(text, &people), people.first()) {
                (Some(several), Some(first)) => Holders {
                    sure: vec![Holder { words: Vec::new(), ..self.person(text, first) }],
                    perhaps: Some((several, text.to_owned())),
                },
                _ => one(self.whole(text)),
            },
        }
    }

    /// All of a cell as one name with what follows it.
    fn whole(self, text: &str) -> Holder {
        let (kind, clear) = self.kind(text);
        if let Some((name, representative)) =
            Some(kind).filter(|kind| is_collective(*kind)).and_then(|kind| others::representative(kind, text))
        {
            let representative = Some(representative.to_owned());
            return Holder { representative, ..Holder::new(kind, clear, name::collective(name)) };
        }
        Holder::new(kind, clear, taken_apart(kind, text))
    }

    /// One person of a cell, unless the row is a collective's.
    fn person(self, text: &str, person: &Person<'_>) -> Holder {
        let (kind, clear) = self.kind(&person.name);
        match kind {
            HolderKind::Individual | HolderKind::Household => {
                let name = taken_apart(kind, &person.name);
                let mut holder = Holder::new(kind, clear, name);
                holder.births = owned(&person.births);
                holder.ages = owned(&person.ages);
                holder.words.extend(person.words.iter().map(|words| (*words).to_owned()));
                holder.name.gender = person.gender.map(|(gender, _)| gender).or(holder.name.gender);
                holder
            }
            _ => self.whole(text),
        }
    }

    /// Each of several people; none where the row says that they are one collective or one household.
    fn each(self, text: &str, people: &[Person<'_>]) -> Option<Vec<Holder>> {
        let holders: Vec<Holder> = people.iter().map(|person| self.person(&person.name, person)).collect();
        let is_one = |kind| match kind {
            HolderKind::Individual => false,
            HolderKind::Household => !text.contains(['\n', ';']) && !text.contains("2."),
            _ => true,
        };
        (!holders.iter().any(|holder| is_one(holder.kind))).then_some(holders)
    }

    /// The registrations of some holders, in each movement of the row.
    pub(super) fn registrations(
        self,
        written: &NameCell<'_>,
        holders: &[Holder],
        cells: &mut Cells<'_>,
        read: &mut Read,
    ) -> Vec<Registration> {
        let several = movements::several(self.record, self.names, cells);
        let n_each = several.len().max(1);
        self.settle_cells(written, holders.len(), 1 < several.len(), cells);
        let details = self.particulars(written, cells);
        let id = self.id();
        let mut registrations = Vec::with_capacity(holders.len() * n_each);
        for (at, holder) in holders.iter().enumerate() {
            let fields = Fields { record: self.record, at, n: holders.len() };
            let registration = self.registration(written, holder, fields, &details, cells, read);
            let movements =
                if several.is_empty() { vec![self.movement(cells, read)] } else { movements_again(&several) };
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
        let said = registration.movement.as_ref().and_then(|id| stamped::lead(self.record, plan, id));
        registration.lead = said.or_else(|| lead.cloned());
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
        let said = line::parts(record).map_or("", |(_, said)| said);
        let said = if self.names.movement(said).is_some() { "" } else { said };
        let achievement = join(&join(&details.practice, &fields.text(Field::Achievement)), said);
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
            let beside = belongs::words_beside(list, record);
            belongs::unit((unit_written, &beside), &place, list.sender, self.names, self.references.decisions)
        });
        read.findings.extend(unit.findings);
        read.questions.extend(unit.question);
        unit.value
    }

    fn merits(self, holder: &Holder, fields: Fields<'_, 'a>, remark: &str, cells: &mut Cells<'_>) -> Merits {
        let mut merits = Merits::read(
            &fields.text(Field::AwardHistory),
            &fields.text(Field::Initiative),
            &fields.text(Field::Rating),
            remark,
        );
        merits.add_mentioned(&fields.text(Field::Achievement));
        merits.add_mentioned(remark);
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

    /// "Con trai", "vợ" in the column of positions says whose relative somebody is.
    fn tell_relation(self, position: &mut String, cells: &mut Cells<'_>) {
        let entry = self.record.of(Field::Position).next();
        if let Some(Entry { row, column, cell }) = entry.filter(|_| others::is_relation(position)) {
            cells.left((row, column.col), &cell.value.shown());
            position.clear();
        }
    }

    /// People whom the remark or the name of a collective mentions, and whom the row does not register.
    fn tell_people_beside(self, written: &NameCell<'_>, holder: &Holder, cells: &mut Cells<'_>) {
        let tell = |at: (u32, u16), words: &str, cells: &mut Cells<'_>| {
            cells.tell(at, Code::PersonBeside, words, |words| {
                format!("«{words}» được nhắc tới ở dòng của «{}», không được đăng ký.", holder.name.name)
            });
        };
        for Entry { row, column, cell } in self.record.of(Field::Remark) {
            let Some(remark) = cell.value.text() else { continue };
            let named: Vec<&str> = others::people(remark).collect();
            // What a remark means is asked with its words; most name nobody.
            if named.is_empty() || self.references.remarks.meaning(remark).is_some() {
                continue;
            }
            let own = text::key(&holder.name.name);
            for name in named.into_iter().filter(|name| !own.contains(&text::key(name))) {
                tell((row, column.col), name, cells);
            }
        }
        if let Some(representative) = &holder.representative {
            tell(written.at, representative, cells);
        }
    }

    /// Whether the row has nothing but a short name, in a table that numbers its rows.
    fn may_continue(self, name: &str) -> bool {
        let numbers = self.record.table.columns.iter().any(|column| column.field == Some(Field::Ordinal));
        let only_name = self.record.entries.iter().filter(|entry| entry.row == self.record.row).count() == 1;
        numbers && only_name && self.record.outside.is_empty() && name.split(' ').count() <= 2
    }

    /// Whether the row only shows how a row is filled in: a placeholder's name, and a word that says so.
    fn is_example(self, written: &NameCell<'_>, holder: &Holder) -> bool {
        let says = |text: &str| {
            let key = format!(" {} ", text::key(text));
            [" ví dụ ", " vd ", " mẫu "].iter().any(|word| key.contains(word))
        };
        is_placeholder(&holder.name.name) && (says(&written.text) || says(&self.record.text(Field::Remark)))
    }

    fn note_name(self, written: &NameCell<'_>, holder: &Holder, read: &mut Read) {
        let name = holder.name.name.as_str();
        if !holder.name.keys.is_empty() {
            let message = format!("«{}» là chữ gõ khi bộ gõ tắt; đọc là «{name}».", holder.name.keys);
            let place = place::of_name(self.list, self.record);
            read.findings.push(Finding::new(Code::NameTyped, place, message).raw(written.text.as_ref()));
        }
        let in_cell =
            || written.fields.iter().map(|field| self.record.text(*field)).find(|text| !text.is_empty());
        let finding = if name.is_empty() {
            let message = match in_cell() {
                Some(words) => format!("«{}» không phải tên của ai; dòng này không được tính.", words.trim()),
                None => "Dòng đăng ký không có tên.".to_owned(),
            };
            Some((Code::NameMissing, message))
        } else if self.is_example(written, holder) {
            Some((Code::NameMissing, format!("«{name}» là tên ví dụ; dòng này không được tính.")))
        } else if self.may_continue(name) {
            Some((
                Code::NameIncomplete,
                format!(
                    "Dòng chỉ có «{name}», không có số thứ tự: có thể là phần tiếp của dòng trên; đang tính là một."
                ),
            ))
        } else if is_placeholder(name) {
            Some((Code::NameIncomplete, format!("«{name}» giống tên ví dụ.")))
        } else if holder.kind == HolderKind::Individual && name.split(' ').count() < 2 {
            Some((Code::NameIncomplete, format!("Tên «{name}» chỉ có một chữ.")))
        } else if let Some(word) = abbreviated(name).filter(|_| holder.kind == HolderKind::Individual) {
            Some((Code::NameIncomplete, format!("Tên «{name}» viết tắt «{word}».")))
        } else if !holder.kind_is_clear {
            let kind = holder.kind.label().to_lowercase();
            let message = if holder.kind == HolderKind::Practice {
                format!("Không rõ «{name}» là mô hình hay một điển hình; tạm tính là {kind}.")
            } else {
                format!("Không rõ «{name}» là tập thể hay cá nhân; tạm tính là {kind}.")
            };
            Some((Code::KindUnclear, message))
        } else {
            None
        };
        let place = place::of_name(self.list, self.record);
        let raw = if name.is_empty() { in_cell().unwrap_or_default() } else { written.text.to_string() };
        read.findings.extend(finding.map(|(code, message)| Finding::new(code, place, message).raw(raw)));
    }

    /// The birth that a column says, else the cell of the name, else an age; and the gender that the column
    /// says by its header.
    fn birth(
        self,
        written: &NameCell<'_>,
        holder: &Holder,
        fields: Fields<'_, 'a>,
        cells: &mut Cells<'_>,
    ) -> (Birth, Option<Gender>) {
        let received = self.list.attachment.received;
        let (mut birth, gender) = self.birth_of_columns(fields, cells);
        let name_place = self.list.sheet.place.at_cell(written.at.0, written.at.1);
        for text in &holder.births {
            let found = cells.take(written.at, birth::read_text(text, &name_place, received));
            match (birth.year, found.year) {
                (None, Some(_)) => birth = found,
                (Some(year), Some(other)) if year != other => {
                    cells.tell(written.at, Code::FieldContradicts, text, |words| {
                        format!("Ô họ tên ghi «{words}», cột ngày sinh ghi năm {year}; đang dùng năm {year}.")
                    });
                }
                (Some(_), Some(_)) if birth.date.is_none() => birth.date = found.date,
                (_, None) => cells.left(written.at, text),
                _ => {}
            }
        }
        let columns = self.record.of(Field::Age).filter_map(|entry| {
            let text = fields.text(Field::Age);
            Some(((entry.row, entry.column.col), text)).filter(|(_, text)| !text.is_empty())
        });
        let ages: Vec<_> = columns.chain(holder.ages.iter().map(|age| (written.at, age.clone()))).collect();
        for (at, text) in ages {
            match (birth::of_age(&text, received), birth.year) {
                (Some(year), None) if !year.inferred => birth = year,
                (Some(by_age), None) => {
                    birth = by_age;
                    let message = format!(
                        "Năm sinh {} suy từ tuổi «{text}», có thể lệch một năm.",
                        by_age.year.unwrap_or_default()
                    );
                    let place = self.list.sheet.place.at_cell(at.0, at.1);
                    cells.note(Finding::new(Code::BirthInferred, place, message).raw(text));
                }
                (Some(by_age), Some(year)) if 1 < (by_age.year.unwrap_or(year) - year).abs() => {
                    cells.tell(at, Code::FieldContradicts, &text, |words| {
                        format!("Tuổi «{words}» không hợp với năm sinh {year}; đang dùng năm {year}.")
                    });
                }
                (Some(_), Some(_)) => {}
                (None, _) => cells.left(at, &text),
            }
        }
        (birth, gender)
    }

    fn birth_of_columns(self, fields: Fields<'_, 'a>, cells: &mut Cells<'_>) -> (Birth, Option<Gender>) {
        let columns = [
            (Field::BirthDate, None),
            (Field::BirthYear, None),
            (Field::BirthMale, Some(Gender::Male)),
            (Field::BirthFemale, Some(Gender::Female)),
        ];
        let mut found: (Birth, Option<Gender>) = Default::default();
        let received = self.list.attachment.received;
        for (field, gender) in columns {
            for Entry { row, column, cell } in self.record.of(field) {
                let at = (row, column.col);
                let place = self.list.sheet.place.at_cell(row, column.col);
                let shared = 1 < fields.n;
                let piece = cell
                    .value
                    .text()
                    .filter(|_| shared)
                    .and_then(|text| paired::pieces(text, fields.n, field)?.get(fields.at).copied());
                let reading = match piece {
                    Some(piece) => birth::read_text(piece, &place, received),
                    // One birth beside several people is nobody's.
                    None if shared => {
                        Reading::but(Birth::default(), (fields.at == 0).then(|| cell.value.shown()))
                    }
                    None => birth::read(&cell.value, &place, received),
                };
                // A tick in a column "Nữ" under "Năm sinh" says the gender only.
                let reading = reading.offer(|word, _| gender.is_some() && word.trim().chars().count() == 1);
                let birth = cells.take(at, reading);
                if piece.is_some() {
                    cells.mark(at, CellUse::Split);
                }
                if found.0.year.is_none() && found.1.is_none() {
                    found = (birth, gender);
                } else if birth.year.is_some() && birth.year != found.0.year {
                    let year = found.0.year.unwrap_or_default();
                    cells.tell(at, Code::FieldContradicts, &cell.value.shown(), |words| {
                        format!("Ô ghi «{words}», cột khác ghi năm sinh {year}; đang dùng năm {year}.")
                    });
                } else if found.0.date.is_none() {
                    found.0.date = birth.date;
                }
            }
        }
        if let (None, Some(year)) = (found.0.date, found.0.year) {
            found.0.date = self.day_and_month(year);
        }
        found
    }

    /// The date of birth where day, month and year stand in columns of their own.
    fn day_and_month(self, year: i16) -> Option<Date> {
        let number = |field| self.record.text(field).trim().parse::<i8>().ok();
        Date::new(year, number(Field::BirthMonth)?, number(Field::BirthDay)?).ok()
    }

    /// A column "Nam" beside "Bà" is told; the column holds.
    fn note_gender(self, gender: Option<Gender>, holder: &Holder, cells: &mut Cells<'_>) {
        let (Some(own), Some(used)) = (holder.name.gender, gender) else { return };
        let entry = self.record.of(Field::Gender).next().filter(|_| own != used);
        if let Some(Entry { row, column, cell }) = entry {
            cells.tell((row, column.col), Code::FieldContradicts, &cell.value.shown(), |words| {
                format!("Cột giới tính ghi «{words}», cách xưng hô ở tên thì khác; đang dùng cột giới tính.")
            });
        }
    }

    fn gender(self, fields: Fields<'_, 'a>) -> Option<Gender> {
        let header = |entry: Entry<'_>| people::gender(&text::key(entry.column.sub_header()));
        if let Some(gender) = self.record.of(Field::Age).find_map(header) {
            return Some(gender);
        }
        if self.record.of(Field::MaleTick).next().is_some() {
            return Some(Gender::Male);
        }
        if self.record.of(Field::FemaleTick).next().is_some() {
            return Some(Gender::Female);
        }
        people::gender(&text::key(&fields.text(Field::Gender)))
            .or_else(|| name::gender_of(&fields.text(Field::Honorific)))
    }

    /// What stands behind a name goes to the position or the workplace; where those have columns of their
    /// own, it says the same, contradicts them or is told.
    fn place_words(
        self,
        written: &NameCell<'_>,
        holder: &Holder,
        (position, workplace): (&mut String, &mut String),
        cells: &mut Cells<'_>,
    ) {
        let (by_column, has_workplace) = (!position.is_empty(), !workplace.is_empty());
        let mut known = String::new();
        for words in &holder.words {
            let key = text::key(words);
            if key.is_empty() {
                continue;
            }
            let form = wording(words);
            // A remark in the cell of the name is asked about like one in its own column.
            if self.references.remarks.meaning(words).is_some() {
                continue;
            }
            // A telephone number is no position, and neither are another name ("tức Hoa", "Ba Tèo"), a relative or
            // a body beside the name.
            if people::is_phone(words) || others::names_another(words) {
                cells.left(written.at, words);
                continue;
            }
            if matches!(form, Wording::Person | Wording::ShortName | Wording::NamePart) && !by_column {
                cells.left(written.at, words);
                continue;
            }
            let is_office = form == Wording::Office && !has_workplace;
            if is_office && (by_column || matches!(self.names.unit(words), Resolved::One(_))) {
                *workplace = join(workplace, words);
                continue;
            }
            if !by_column {
                *position = join(position, words);
                continue;
            }
            if known.is_empty() {
                let texts = self.record.entries.iter().filter(|entry| {
                    entry.column.field.is_some_and(|field| {
                        keeps_its_text(field) && (!field.names_somebody() || !written.fields.contains(&field))
                    })
                });
                known =
                    texts.map(|entry| text::key(&entry.cell.value.shown())).collect::<Vec<_>>().join(" | ");
            }
            if known.contains(&key) {
                continue;
            }
            if form == Wording::Position {
                cells.tell(written.at, Code::FieldContradicts, words, |words| {
                    format!("Ô họ tên ghi «{words}», cột chức vụ ghi «{position}»; đang dùng cột chức vụ.")
                });
            } else {
                cells.left(written.at, words);
            }
        }
    }

    /// Gives each cell of a field that is kept as it stands its use; what other readers take is theirs.
    fn settle_cells(self, written: &NameCell<'_>, n: usize, split_movement: bool, cells: &mut Cells<'_>) {
        for entry in &self.record.entries {
            let Some(field) = entry.column.field else { continue };
            let at = (entry.row, entry.column.col);
            // A question mark alone says that the sender does not know: told like any words left over.
            let unsure = |shown: &&str| shown.contains('?') && !has_words(shown);
            if let Some(shown) = entry.cell.value.text().filter(unsure) {
                cells.tell(at, Code::TextLeftOver, shown, |mark| {
                    format!("Đơn vị chỉ ghi «{mark}»: chưa rõ; hỏi lại đơn vị.")
                });
                continue;
            }
            let is_name = written.fields.contains(&field);
            let used = match field {
                _ if is_name && 1 < n => CellUse::Split,
                _ if is_name => CellUse::Read,
                Field::Movement if split_movement => CellUse::Split,
                Field::Ordinal | Field::UnitCode | Field::LeadCode => CellUse::Structure,
                Field::Tick | Field::MaleTick | Field::FemaleTick if is_mark(entry) => CellUse::Structure,
                Field::Honorific
                | Field::Rank
                | Field::Position
                | Field::PositionWorkplace
                | Field::Workplace
                | Field::Address
                | Field::Movement
                | Field::Practice
                | Field::Carrier
                | Field::Achievement
                | Field::AwardHistory
                | Field::Rating
                | Field::Initiative
                | Field::Ethnicity
                | Field::Religion
                | Field::Phone
                | Field::Email
                | Field::ObjectClass
                | Field::ProposedAward
                | Field::Decision
                | Field::Remark => {
                    if paired::is_paired(self.record, entry, n) {
                        CellUse::Split
                    } else {
                        CellUse::Read
                    }
                }
                Field::BirthDay | Field::BirthMonth | Field::Age => CellUse::Read,
                Field::Gender => {
                    self.settle_gender(entry, n, cells);
                    continue;
                }
                Field::Kind => {
                    let said = entry.cell.value.shown();
                    if kind_words::named(&said).is_none() && stamped::kind(self.list, self.record).is_none() {
                        if ticks::is_class(&said) || wording(&said) == Wording::Position {
                            cells.mark(at, CellUse::Read);
                        } else if has_words(&said) {
                            cells.tell(at, Code::KindUnknown, &said, |words| {
                                format!("«{words}» không phải loại điển hình nào; loại được suy từ tên.")
                            });
                        }
                        continue;
                    }
                    CellUse::Read
                }
                Field::IdentityNumber if !identity_hash(&entry.cell.value.shown()).is_empty() => {
                    CellUse::Read
                }
                _ => continue,
            };
            cells.mark(at, used);
        }
    }

    fn settle_gender(self, entry: &Entry<'_>, n: usize, cells: &mut Cells<'_>) {
        let at = (entry.row, entry.column.col);
        let shown = entry.cell.value.shown();
        if paired::is_paired(self.record, entry, n) {
            cells.mark(at, CellUse::Split);
        } else if people::gender(&text::key(&shown)).is_some() {
            cells.mark(at, CellUse::Read);
        }
    }

    /// What stands in columns that no other field holds, with their headers.
    fn particulars(self, written: &NameCell<'_>, cells: &mut Cells<'_>) -> Details {
        let mut particulars = Vec::new();
        for entry in &self.record.entries {
            let at = (entry.row, entry.column.col);
            let shown = entry.cell.value.shown();
            let is_kept = match entry.column.field {
                None => true,
                Some(Field::Name | Field::CollectiveName | Field::FamilyName | Field::GivenName) => {
                    let is_carrier = written.fields == [Field::Practice];
                    if is_carrier {
                        cells.mark(at, CellUse::Read);
                    }
                    !is_carrier && entry.column.field.is_some_and(|field| !written.fields.contains(&field))
                }
                Some(Field::Code) => true,
                Some(Field::Tick | Field::MaleTick | Field::FemaleTick) => !is_mark(entry),
                Some(_) => false,
            };
            if !is_kept || !has_words(&shown) {
                continue;
            }
            let header = entry.column.header.replace('\n', " ");
            let shown = without_identity(&shown);
            particulars.push(if header.is_empty() { shown } else { format!("{header}: {shown}") });
            // Of a column that means nothing here, a note of its table tells.
            match entry.column.field {
                None if entry.cell.value.text().is_some_and(|text| text.chars().any(char::is_alphabetic)) => {
                    cells.told(at, &entry.cell.value.shown());
                }
                _ => cells.mark(at, CellUse::Read),
            }
        }
        Details { particulars, ..Details::default() }
    }
}

impl Holder {
    fn new(kind: HolderKind, kind_is_clear: bool, name: NameParts) -> Holder {
        let words = if name.aside.is_empty() { Vec::new() } else { vec![name.aside.clone()] };
        Holder {
            kind,
            kind_is_clear,
            name,
            members: Vec::new(),
            representative: None,
            births: Vec::new(),
            ages: Vec::new(),
            words,
        }
    }
}

/// "Nguyễn Văn A", "Lê Thị B": whoever writes an example writes these.
fn is_placeholder(name: &str) -> bool {
    let mut words = name.split(' ');
    let family = words.next().is_some_and(|word| matches!(word, "Nguyễn" | "Trần" | "Lê" | "Hoàng" | "Phạm"));
    let middle = words.next().is_some_and(|word| matches!(word, "Văn" | "Thị"));
    let given = words.next().is_some_and(|word| matches!(word, "A" | "B" | "C" | "D" | "X"));
    family && middle && given && words.next().is_none()
}

/// Whether all that stands under a field is kept, whatever it is; a column of births keeps births only.
fn keeps_its_text(field: Field) -> bool {
    !matches!(
        field,
        Field::BirthDate
            | Field::BirthYear
            | Field::BirthMale
            | Field::BirthFemale
            | Field::BirthDay
            | Field::BirthMonth
            | Field::Age
            | Field::Gender
            | Field::Kind
            | Field::Movement
            | Field::Ordinal
            | Field::Tick
            | Field::MaleTick
            | Field::FemaleTick
            | Field::IdentityNumber
            | Field::UnitCode
            | Field::LeadCode
    )
}

/// A word of a name that is cut short: "Ng. Văn Chiến".
fn abbreviated(name: &str) -> Option<&str> {
    name.split(' ').find(|word| word.ends_with('.') && word.chars().count() <= 4)
}

fn is_collective(kind: HolderKind) -> bool {
    !matches!(kind, HolderKind::Individual | HolderKind::Household | HolderKind::Practice)
}

/// A practice, with the people who carry it out where its cell names them.
fn practice_of(text: &str, clear: bool) -> Holder {
    match may_be_several(text).then(|| people::group_of_any(text)).flatten() {
        Some((name, members)) => Holder {
            members: owned(&members),
            ..Holder::new(HolderKind::Practice, clear, practice::name(name))
        },
        None => Holder::new(HolderKind::Practice, clear, practice::name(text)),
    }
}

fn taken_apart(kind: HolderKind, written: &str) -> NameParts {
    match kind {
        HolderKind::Individual => name::person(written),
        HolderKind::Household => name::household(written),
        HolderKind::Practice => practice::name(written),
        _ => name::collective(written),
    }
}

fn movements_again(several: &[Belonging<MovementId>]) -> Vec<Belonging<MovementId>> {
    several.iter().map(|movement| Belonging::sure(movement.value.clone())).collect()
}

fn owned(texts: &[&str]) -> Vec<String> {
    texts.iter().map(|text| (*text).to_owned()).collect()
}

/// Columns of names: beside the name of a practice they say who carries it out.
const CARRIERS: [Field; 4] = [Field::FamilyName, Field::GivenName, Field::Name, Field::CollectiveName];

/// Whether a cell only marks: a tick, a number, a word of one letter.
fn is_mark(entry: &Entry<'_>) -> bool {
    entry.cell.value.text().is_none_or(|text| text.trim().chars().count() <= 2)
}

/// A text in which nothing looks like an identity number: nine or twelve digits in a row.
fn without_identity(text: &str) -> String {
    let mut shown = String::with_capacity(text.len());
    let mut digits = String::new();
    for letter in text.chars().chain(['\n']) {
        if letter.is_ascii_digit() {
            digits.push(letter);
            continue;
        }
        match digits.len() {
            9 | 12 => shown.extend(std::iter::repeat_n('•', digits.len())),
            _ => shown.push_str(&digits),
        }
        digits.clear();
        shown.push(letter);
    }
    shown.trim_end().to_owned()
}

/// The hash of an identity number; the number itself goes no further than this function.
fn identity_hash(number: &str) -> String {
    let digits: String = number.chars().filter(char::is_ascii_digit).collect();
    if digits.len() < 9 {
        return String::new();
    }
    blake3::hash(digits.as_bytes()).to_hex().to_string()
}

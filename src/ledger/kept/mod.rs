//! Submissions as bytes, for the ledger's readings.
//!
//! Each struct is taken apart by all its fields, so that a new field does not compile before it is
//! kept. Reading trusts nothing: what it does not understand is `None`, and the file is read again.
//!
//! By hand, because texts are shared as they are read: a list says its unit and its sender in every row. Tried on
//! 300,000 invented registrations in lists of a hundred (1 December 2026, one machine, one sitting, best of seven):
//!
//! | | write | read | bytes | held after reading |
//! |---|--:|--:|--:|--:|
//! | by hand | 64 ms | 224 ms | 81.3 MB | 69 MB |
//! | bitcode 0.6, derived for a mirror that borrows | 65 ms | 309 ms | 75.8 MB | 108 MB |
//! | bitcode 0.6 through serde | 71 ms | 243 ms | 73.6 MB | 183 MB |
//! | postcard 1.2 through serde | 59 ms | 218 ms | 81.3 MB | 183 MB |
//!
//! What the two through serde would save in lines they cost in memory, which is what a large office has too little of;
//! the mirror has as many lines as this.

mod sent;
mod state;

pub(super) use state::{
    read_change, read_exemplar, read_outcome, write_change, write_exemplar, write_outcome,
};

use std::sync::Arc;

use crate::finding::{Question, Topic};
use crate::intake::{In, Out};
use crate::plan::{HolderKind, MovementId, Rating};
use crate::record::{
    Award, AwardGroup, Details, Gender, Grantor, Merits, Registration, RegistrationId, SharedTexts, Status,
};
use crate::registry::{CellAccount, SheetAccount, SheetOutcome, Submission};
use crate::units::{Level, UnitCode};

use super::cache::CacheKey;

const OUTCOMES: [SheetOutcome; 5] = [
    SheetOutcome::Read,
    SheetOutcome::NoTable,
    SheetOutcome::Ignored,
    SheetOutcome::Superseded,
    SheetOutcome::Failed,
];

/// Writes a submission.
pub(super) fn write(out: &mut Out, submission: &Submission) {
    let Submission {
        source,
        hash,
        received,
        sender,
        says,
        accounts,
        registrations,
        findings,
        questions,
        sent,
        back,
    } = submission;
    out.str(source);
    out.str(hash);
    out.date(*received);
    maybe(out, sender.as_ref().map(UnitCode::as_str));
    sent::write_says(out, says);
    out.len(accounts.len());
    for account in accounts {
        write_account(out, account, source);
    }
    out.len(registrations.len());
    for registration in registrations {
        write_registration(out, registration, source);
    }
    out.len(findings.len());
    for finding in findings {
        out.finding(finding, source);
    }
    out.len(questions.len());
    for question in questions {
        write_question(out, question);
    }
    out.len(sent.len());
    for sheet in sent.iter() {
        sent::write(out, sheet, source);
    }
    out.byte(u8::from(back.is_some()));
    if let Some((returned, shown)) = back {
        sent::write_returned(out, returned);
        out.len(shown.len());
        for id in shown {
            out.str(id);
        }
    }
}

/// Reads a submission; where its reading can be found by a key, the cells of its lists are left there.
pub(super) fn read(from: &mut In<'_>, reading: Option<&CacheKey>) -> Option<Submission> {
    let source: Arc<str> = from.str()?.into();
    let hash = from.string()?;
    let received = from.date()?;
    let sender = perhaps(from)?.map(UnitCode::new);
    let says = sent::read_says(from)?;
    let accounts = from.many(|from| read_account(from, &source))?;
    let mut texts = SharedTexts::default();
    let registrations = from.many(|from| read_registration(from, &source, &mut texts))?;
    let findings = from.many(|from| from.finding(&source))?;
    let questions = from.many(read_question)?;
    let sent = from.many(|from| sent::read(from, &source, reading))?.into();
    let back = if from.bool()? { Some((sent::read_returned(from)?, from.many(In::string)?)) } else { None };
    Some(Submission {
        source,
        hash,
        received,
        sender,
        says,
        accounts,
        registrations,
        findings,
        questions,
        sent,
        back,
    })
}

pub(super) fn maybe(out: &mut Out, text: Option<&str>) {
    out.byte(u8::from(text.is_some()));
    if let Some(text) = text {
        out.str(text);
    }
}

pub(super) fn perhaps<'a>(from: &mut In<'a>) -> Option<Option<&'a str>> {
    if from.bool()? { Some(Some(from.str()?)) } else { Some(None) }
}

fn write_account(out: &mut Out, account: &SheetAccount, attachment: &str) {
    let SheetAccount {
        place,
        hash,
        sender,
        received,
        outcome,
        rows,
        blank,
        title,
        header,
        numbering,
        section,
        data,
        total,
        note,
        signature,
        other,
        cells,
        registrations,
    } = account;
    let CellAccount { cells, read, split, told, structure } = cells;
    out.place(place, attachment);
    out.str(hash);
    maybe(out, sender.as_ref().map(UnitCode::as_str));
    out.date(*received);
    write_outcome(out, *outcome);
    for count in [rows, blank, title, header, numbering, section, data, total, note, signature, other] {
        out.number((*count).into());
    }
    for count in [cells, read, split, told, structure, registrations] {
        out.number((*count).into());
    }
}

fn read_account(from: &mut In<'_>, attachment: &Arc<str>) -> Option<SheetAccount> {
    Some(SheetAccount {
        place: from.place(attachment)?,
        hash: from.string()?,
        sender: perhaps(from)?.map(UnitCode::new),
        received: from.date()?,
        outcome: read_outcome(from)?,
        rows: from.small()?,
        blank: from.small()?,
        title: from.small()?,
        header: from.small()?,
        numbering: from.small()?,
        section: from.small()?,
        data: from.small()?,
        total: from.small()?,
        note: from.small()?,
        signature: from.small()?,
        other: from.small()?,
        cells: CellAccount {
            cells: from.small()?,
            read: from.small()?,
            split: from.small()?,
            told: from.small()?,
            structure: from.small()?,
        },
        registrations: from.small()?,
    })
}

fn write_registration(out: &mut Out, registration: &Registration, attachment: &str) {
    let Registration {
        id,
        place,
        part,
        status,
        kind,
        name,
        honorific,
        birth_date,
        birth_year,
        gender,
        position,
        workplace,
        address,
        achievement,
        remark,
        merits: _,
        identity_hash,
        unit,
        unit_written,
        sender,
        sender_name,
        movement,
        lead,
        received,
        details,
    } = registration;
    out.str(id.as_str());
    out.place(place, attachment);
    out.number((*part).into());
    out.byte(u8::from(details.is_some()));
    if let Some(details) = details {
        for texts in [&details.members, &details.particulars] {
            out.len(texts.len());
            texts.iter().for_each(|text| out.str(text));
        }
        details.texts().into_iter().for_each(|text| out.str(text));
    }
    out.str(status.id());
    out.str(kind.id());
    out.byte(u8::from(birth_date.is_some()));
    if let Some(date) = birth_date {
        out.date(*date);
    }
    maybe(out, birth_year.map(|year| year.to_string()).as_deref());
    out.byte(match gender {
        None => 0,
        Some(Gender::Male) => 1,
        Some(Gender::Female) => 2,
    });
    for text in [
        name,
        honorific,
        position,
        workplace,
        address,
        achievement,
        remark,
        identity_hash,
        unit_written,
        sender_name,
    ] {
        out.str(text);
    }
    write_merits(out, registration.merits());
    maybe(out, unit.as_ref().map(UnitCode::as_str));
    maybe(out, sender.as_ref().map(UnitCode::as_str));
    maybe(out, movement.as_ref().map(MovementId::as_str));
    maybe(out, lead.as_ref().map(UnitCode::as_str));
    out.date(*received);
}

fn read_registration(
    from: &mut In<'_>,
    attachment: &Arc<str>,
    texts: &mut SharedTexts,
) -> Option<Registration> {
    Some(Registration {
        id: RegistrationId::kept(from.str()?),
        place: from.place(attachment)?,
        part: from.small()?,
        details: match from.bool()? {
            true => Some(Box::new(Details {
                members: from.many(In::string)?,
                particulars: from.many(In::string)?,
                practice: texts.of(from.str()?),
                carrier: texts.of(from.str()?),
                ethnicity: texts.of(from.str()?),
                religion: texts.of(from.str()?),
                phone: texts.of(from.str()?),
                email: texts.of(from.str()?),
                object_class: texts.of(from.str()?),
                attributes: texts.of(from.str()?),
                awards: texts.of(from.str()?),
                proposed_award: texts.of(from.str()?),
                rating: texts.of(from.str()?),
                initiative: texts.of(from.str()?),
                decision: texts.of(from.str()?),
            })),
            false => None,
        },
        status: from.str().and_then(|id| Status::ALL.into_iter().find(|status| status.id() == id))?,
        kind: HolderKind::from_id(from.str()?)?,
        birth_date: if from.bool()? { Some(from.date()?) } else { None },
        birth_year: match perhaps(from)? {
            Some(year) => Some(year.parse().ok()?),
            None => None,
        },
        gender: match from.byte()? {
            0 => None,
            1 => Some(Gender::Male),
            2 => Some(Gender::Female),
            _ => return None,
        },
        name: texts.of(from.str()?),
        honorific: texts.of(from.str()?),
        position: texts.of(from.str()?),
        workplace: texts.of(from.str()?),
        address: texts.of(from.str()?),
        achievement: texts.of(from.str()?),
        remark: texts.of(from.str()?),
        identity_hash: texts.of(from.str()?),
        unit_written: texts.of(from.str()?),
        sender_name: texts.of(from.str()?),
        merits: Some(read_merits(from, texts)?).filter(|it| *it != Merits::default()).map(Box::new),
        unit: perhaps(from)?.map(UnitCode::new),
        sender: perhaps(from)?.map(UnitCode::new),
        movement: perhaps(from)?.map(MovementId::new),
        lead: perhaps(from)?.map(UnitCode::new),
        received: from.date()?,
    })
}

fn write_merits(out: &mut Out, merits: &Merits) {
    let Merits { awards, ratings, initiatives, disciplined, unread, awards_said, initiatives_said } = merits;
    out.len(awards.len());
    for Award { id, group, name, grantor, years, times, doubt, written } in awards {
        out.str(id);
        out.str(group.id());
        out.str(name);
        maybe(out, grantor.map(Grantor::id));
        write_years(out, years);
        out.number((*times).into());
        out.str(doubt);
        out.str(written);
    }
    out.len(ratings.len());
    for (rating, years) in ratings {
        out.str(rating.id());
        write_years(out, years);
    }
    out.len(initiatives.len());
    for (level, count) in initiatives {
        maybe(out, level.map(Level::id));
        out.number((*count).into());
    }
    out.byte(disciplined.map_or(0, |it| 1 + u8::from(it)));
    out.len(unread.len());
    for piece in unread {
        out.str(piece);
    }
    out.byte(u8::from(*awards_said));
    out.byte(u8::from(*initiatives_said));
}

fn read_merits(from: &mut In<'_>, texts: &mut SharedTexts) -> Option<Merits> {
    Some(Merits {
        awards: from.many(|from| {
            let id = texts.of(from.str()?);
            let group = AwardGroup::from_id(from.str()?)?;
            let name = texts.of(from.str()?);
            let grantor = match perhaps(from)? {
                Some(id) => Some(Grantor::from_id(id)?),
                None => None,
            };
            Some(Award {
                id,
                group,
                name,
                grantor,
                years: read_years(from)?,
                times: from.small()?,
                doubt: texts.of(from.str()?),
                written: texts.of(from.str()?),
            })
        })?,
        ratings: from.many(|from| Some((Rating::from_id(from.str()?)?, read_years(from)?)))?,
        initiatives: from.many(|from| {
            let level = match perhaps(from)? {
                Some(id) => Some(Level::from_id(id)?),
                None => None,
            };
            Some((level, from.small()?))
        })?,
        disciplined: match from.byte()? {
            0 => None,
            1 => Some(false),
            2 => Some(true),
            _ => return None,
        },
        unread: from.many(In::string)?,
        awards_said: from.bool()?,
        initiatives_said: from.bool()?,
    })
}

fn write_years(out: &mut Out, years: &[i16]) {
    out.len(years.len());
    for year in years {
        out.str(&year.to_string());
    }
}

fn read_years(from: &mut In<'_>) -> Option<Vec<i16>> {
    from.many(|from| from.str()?.parse().ok())
}

fn write_question(out: &mut Out, question: &Question) {
    // What a list asks of itself is a case of its own.
    let Question { id, topic, left, right, evidence, score, proposal, choices, kind: _ } = question;
    for text in [id, topic.id(), left, right, evidence, &score.to_bits().to_string(), proposal] {
        out.str(text);
    }
    out.len(choices.len());
    for (value, words) in choices {
        out.str(value);
        out.str(words);
    }
}

fn read_question(from: &mut In<'_>) -> Option<Question> {
    Some(Question {
        id: from.string()?,
        topic: Topic::from_id(from.str()?)?,
        left: from.string()?,
        right: from.string()?,
        evidence: from.string()?,
        score: f64::from_bits(from.str()?.parse().ok()?),
        proposal: from.string()?,
        choices: from.many(|from| Some((from.string()?, from.string()?)))?,
        kind: None,
    })
}

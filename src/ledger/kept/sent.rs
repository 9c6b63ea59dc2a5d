//! Lists as they were sent, and replies that came back, as bytes.

use std::sync::Arc;

use crate::intake::{In, Merge, Out};
use crate::layout::{Explained, Returned};
use crate::plan::Paper;
use crate::registry::{ListSays, Says, SentCells, SentSheet};

use super::CacheKey;

/// Writes a list.
pub(super) fn write(out: &mut Out, sheet: &SentSheet, attachment: &str) {
    let SentSheet { place, header_row, last_col, merges, cells } = sheet;
    out.place(place, attachment);
    out.number((*header_row).into());
    out.number((*last_col).into());
    out.len(merges.len());
    for Merge { first_row, first_col, last_row, last_col } in merges {
        out.number((*first_row).into());
        out.number((*first_col).into());
        out.number((*last_row).into());
        out.number((*last_col).into());
    }
    out.str(match cells {
        SentCells::Here(packed) => packed,
        SentCells::Kept { .. } => "", // what is kept is not written again
    });
}

/// Reads a list; its cells stay where they are, in a reading that is found by a key.
pub(super) fn read(
    from: &mut In<'_>,
    attachment: &Arc<str>,
    reading: Option<&CacheKey>,
) -> Option<SentSheet> {
    Some(SentSheet {
        place: from.place(attachment)?,
        header_row: from.small()?,
        last_col: from.small()?,
        merges: from.many(|from| {
            Some(Merge {
                first_row: from.small()?,
                first_col: from.small()?,
                last_row: from.small()?,
                last_col: from.small()?,
            })
        })?,
        cells: match (from.str()?, reading) {
            (packed, None) => SentCells::Here(packed.into()),
            (packed, Some(reading)) => SentCells::kept(packed, *reading),
        },
    })
}

/// Writes what came back.
pub(super) fn write_returned(out: &mut Out, returned: &Returned) {
    let Returned { rows, explained } = returned;
    out.len(rows.len());
    for ((sheet, row), id) in rows {
        out.str(sheet);
        out.number((*row).into());
        out.str(id);
    }
    out.len(explained.len());
    for Explained { code, at, mark, said } in explained {
        out.str(code);
        out.byte(u8::from(at.is_some()));
        if let Some((sheet, row)) = at {
            out.str(sheet);
            out.number((*row).into());
        }
        out.str(mark);
        out.str(said);
    }
}

/// Reads what came back.
pub(super) fn read_returned(from: &mut In<'_>) -> Option<Returned> {
    let rows = from.many(|from| Some(((from.string()?, from.small()?), from.string()?)))?;
    let explained = from.many(|from| {
        Some(Explained {
            code: from.string()?,
            at: if from.bool()? { Some((from.string()?, from.small()?)) } else { None },
            mark: from.string()?,
            said: from.string()?,
        })
    })?;
    Some(Returned { rows: rows.into_iter().collect(), explained })
}

/// Writes what a submission says of itself.
pub(super) fn write_says(out: &mut Out, says: &Says) {
    let Says { subject, sent_at, lists, doubt, paper } = says;
    super::maybe(out, paper.map(Paper::id));
    out.str(subject);
    out.str(&sent_at.map(|at| at.to_string()).unwrap_or_default());
    out.str(doubt);
    out.len(lists.len());
    for ListSays { sheet, title, written, nobody } in lists {
        out.str(sheet);
        out.str(title);
        out.byte(u8::from(written.is_some()));
        if let Some(written) = written {
            out.date(*written);
        }
        out.byte(u8::from(*nobody));
    }
}

/// Reads what a submission says of itself.
pub(super) fn read_says(from: &mut In<'_>) -> Option<Says> {
    let paper = super::perhaps(from)?;
    Some(Says {
        paper: match paper {
            Some(id) => Some(Paper::from_id(id)?),
            None => None,
        },
        subject: from.string()?,
        sent_at: from.str()?.parse().ok(),
        doubt: from.string()?,
        lists: from.many(|from| {
            Some(ListSays {
                sheet: from.string()?,
                title: from.string()?,
                written: if from.bool()? { Some(from.date()?) } else { None },
                nobody: from.bool()?,
            })
        })?,
    })
}

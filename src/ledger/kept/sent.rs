//! Lists as they were sent, and replies that came back, as bytes.

use std::sync::Arc;

use crate::intake::{In, Merge, Out};
use crate::layout::{Explained, Returned};
use crate::registry::SentSheet;

/// Writes a list.
pub(super) fn write(out: &mut Out, sheet: &SentSheet, attachment: &str) {
    let SentSheet { place, header_row, last_col, merges, packed } = sheet;
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
    out.str(packed);
}

/// Reads a list.
pub(super) fn read(from: &mut In<'_>, attachment: &Arc<str>) -> Option<SentSheet> {
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
        packed: from.str()?.into(),
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

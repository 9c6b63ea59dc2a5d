//! .xlsx and .xlsm, from their parts, which are in memory: cells, strings and styles are read where they
//! lie, in one pass each.
//!
//! Read by ourselves since most of what offices send is this. `calamine` reads it too, but keeps to itself
//! which string a cell has and which fonts its runs are in, gives up a workbook over what Excel does not
//! mind, and copies every element before it looks at it; so its bytes had to be mended before and looked
//! at again after. What .xlsx says is ECMA-376, part 1, chapter 18.

mod cells;
mod notes;
mod strings;
mod styles;

pub(super) use notes::hang as hang_notes;

use std::borrow::Cow;

use crate::package::relations::{Relationship, relations, relations_part, target_part};
use crate::package::xml::each_tag;

use crate::intake::containers::zip::{Archive, Parts};
use crate::intake::grid::BookBuilder;
use crate::intake::trouble::Trouble;
use crate::text::bytes::decode_bytes;
use crate::text::bytes::{is_wide, utf8};
use cells::CellContext;
use strings::SharedStrings;
use styles::CellStyles;

/// Reads all sheets of an .xlsx into `book`.
pub(in crate::intake) fn read(archive: &mut Archive<'_>, book: &mut BookBuilder<'_>) -> Result<(), Trouble> {
    let parts = Parts::unpack(archive, book.limits(), is_cell_part, |_, part| {
        if is_wide(part.get(..4096).unwrap_or(part)) {
            *part = decode_bytes(part).into_owned().into_bytes();
        }
    })?;
    let notes = note_parts(archive, book)?;
    let Some(workbook) = Workbook::of(&parts)? else { return Ok(()) };
    let strings = SharedStrings::read(workbook.strings.map_or(Ok(""), |part| xml(&parts, part))?);
    let strings = strings.ok_or_else(|| Trouble::damaged(&"sharedStrings.xml"))?;
    let styles =
        CellStyles::read(workbook.styles.map_or(Ok(""), |part| xml(&parts, part))?, workbook.since_1904);
    for SheetPart { name, visible, path } in &workbook.sheets {
        book.begin(name, *visible)?;
        CellContext { strings: &strings, styles: &styles }.read(xml(&parts, path)?, book)?;
        if let Some(notes) = &notes {
            hang_notes(&relations_of(&parts, path), notes, book)?;
        }
    }
    Ok(())
}

/// The parts that hold comments and text boxes; none where there are none. What is broken among them costs
/// them only: a list is not given up over a remark.
pub(super) fn note_parts(
    archive: &mut Archive<'_>,
    book: &mut BookBuilder<'_>,
) -> Result<Option<Parts>, Trouble> {
    if !archive.has(notes::is_note_part) {
        return Ok(None);
    }
    match Parts::unpack(archive, book.limits(), notes::is_note_part, |_, part| {
        if is_wide(part.get(..4096).unwrap_or(part)) {
            *part = decode_bytes(part).into_owned().into_bytes();
        }
    }) {
        Ok(parts) => Ok(Some(parts)),
        Err(Trouble::TooLarge(what)) => Err(Trouble::TooLarge(what)),
        Err(_) => {
            book.lost_notes();
            Ok(None)
        }
    }
}

/// A part as text.
fn xml<'p>(parts: &'p Parts, path: &str) -> Result<&'p str, Trouble> {
    let part = parts.part(path).ok_or_else(|| Trouble::damaged(&format_args!("{path}?")))?;
    utf8(part).map_err(|error| Trouble::damaged(&error))
}

/// What the workbook's own part says.
struct Workbook<'p> {
    sheets: Vec<SheetPart>,
    /// Days are counted from 1904 on, as once on the Macintosh.
    since_1904: bool,
    strings: Option<&'p str>,
    styles: Option<&'p str>,
}

/// A sheet of cells.
struct SheetPart {
    name: String,
    visible: bool,
    path: String,
}

impl<'p> Workbook<'p> {
    /// The workbook among the parts; none if there is none.
    fn of(parts: &'p Parts) -> Result<Option<Workbook<'p>>, Trouble> {
        let Some(path) = workbook_part(parts) else { return Ok(None) };
        let relations = relations_of(parts, &path);
        let (mut sheets, mut since_1904) = (Vec::new(), false);
        let mut lost = None;
        each_tag(text(parts, &path), |tag| match tag.name {
            // An extension has an element of this name too.
            "workbookPr" => {
                since_1904 |= matches!(tag.attribute("date1904").as_deref(), Some("1" | "true"));
            }
            "sheet" => {
                let name = tag.attribute("name").map(Cow::into_owned).unwrap_or_default();
                let id = tag.attribute("id").unwrap_or_default();
                match relations.iter().find(|relation| relation.id == id) {
                    Some(Relationship { kind, target, .. }) if kind == "worksheet" => {
                        let visible = tag.attribute("state").is_none_or(|state| state == "visible");
                        sheets.push(SheetPart { name, visible, path: target.clone() });
                    }
                    // Charts, dialogs and macro sheets hold no list; modules of macros that Excel carries
                    // over from .xls have no part.
                    Some(_) => {}
                    None if id.is_empty() => {}
                    None => lost = Some(name),
                }
            }
            _ => {}
        });
        if let Some(name) = lost {
            return Err(Trouble::damaged(&format_args!("{name}?")));
        }
        let part = |kind: &str, usual: &str| {
            let stated = relations.iter().find(|relation| relation.kind == kind);
            let stated = stated.and_then(|relation| parts.named(&relation.target));
            stated.or_else(|| parts.named(&target_part(&path, usual)))
        };
        let (strings, styles) = (part("sharedStrings", "sharedStrings.xml"), part("styles", "styles.xml"));
        Ok(Some(Workbook { sheets, since_1904, strings, styles }))
    }
}

/// The path of the workbook's part: what the package says, else what is called so.
fn workbook_part(parts: &Parts) -> Option<String> {
    let stated = relations_of(parts, "").into_iter().find(|relation| relation.kind == "officeDocument");
    let stated = stated.and_then(|relation| parts.named(&relation.target));
    let called = || {
        parts.names().find(|name| {
            let lower = name.to_ascii_lowercase();
            lower.ends_with("workbook.xml") || lower.ends_with(".xml") && lower.contains("workbook")
        })
    };
    stated.or_else(called).map(str::to_owned)
}

/// The relationships of a part; those of the package itself for "".
pub(super) fn relations_of(parts: &Parts, part: &str) -> Vec<Relationship> {
    relations(part, text(parts, &relations_part(part)))
}

/// A part as text; nothing where there is no such part or it is no text.
fn text<'p>(parts: &'p Parts, path: &str) -> &'p str {
    parts.part(path).and_then(|part| std::str::from_utf8(part).ok()).unwrap_or_default()
}

/// The parts that hold cells, or tell where they are. Themes are left out: only colours live there.
fn is_cell_part(name: &str) -> bool {
    const NO_CELLS: [&str; 13] = [
        "media/",
        "drawings/",
        "charts/",
        "theme/",
        "customxml/",
        "docprops/",
        "comments",
        "externallinks/",
        "pivotcache/",
        "pivottables/",
        "printersettings/",
        "calcchain.xml",
        "threadedcomments/",
    ];
    (name.ends_with(".xml") || name.ends_with(".rels")) && !NO_CELLS.iter().any(|part| name.contains(part))
}

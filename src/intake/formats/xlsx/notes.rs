//! What hangs on the cells of a sheet: comments, threaded comments, text boxes and shapes with text.
//!
//! Each lives in a part of its own, to which the sheet has a relationship. A threaded comment stands in the
//! comments of old, too, with a hint for old programs in front; then the threaded one is the one that is read.

use std::collections::BTreeSet;

use crate::intake::aside::MarkKind;
use crate::intake::containers::zip::Parts;
use crate::intake::grid::BookBuilder;
use crate::intake::trouble::Trouble;
use crate::package::reference::address;
use crate::package::relations::Relationship;
use crate::package::scan::{Scan, XmlPiece, decoded};

use super::strings::unescaped;
use super::text;

/// Whether a part, by its lower-case name, holds such.
pub(super) fn is_note_part(name: &str) -> bool {
    let is_part = (name.ends_with(".xml") || name.ends_with(".bin")) && !name.contains("_rels/");
    is_part && ["comments", "drawings/drawing"].iter().any(|word| name.contains(word))
}

/// Hangs what belongs to a sheet on the sheet that `book` has begun; gives the cells of threaded comments.
pub(in crate::intake::formats) fn hang(
    relations: &[Relationship],
    parts: &Parts,
    book: &mut BookBuilder<'_>,
) -> Result<BTreeSet<(u32, u32)>, Trouble> {
    let of = |kind: &'static str| relations.iter().filter(move |it: &&Relationship| it.kind == kind);
    let mut threaded = BTreeSet::new();
    for relation in of("threadedComment") {
        each_comment(text(parts, &relation.target), "threadedComment", |(row, col), words| {
            threaded.insert((row, col));
            book.hang(row, col, MarkKind::Comment, words)
        })?;
    }
    for relation in of("comments") {
        each_comment(text(parts, &relation.target), "comment", |at, words| {
            if threaded.contains(&at) { Ok(()) } else { book.hang(at.0, at.1, MarkKind::Comment, words) }
        })?;
    }
    for relation in of("drawing") {
        boxes(text(parts, &relation.target), book)?;
    }
    Ok(threaded)
}

/// Gives each comment of a part with its cell.
fn each_comment(
    xml: &str,
    element: &str,
    mut take: impl FnMut((u32, u32), &str) -> Result<(), Trouble>,
) -> Result<(), Trouble> {
    let (mut at, mut words, mut in_text) = (None, String::new(), false);
    for piece in Scan::new(xml) {
        match piece {
            XmlPiece::Start(tag) if tag.name == element => {
                at = tag.attribute("ref").and_then(|cell| address(&cell));
                words.clear();
            }
            XmlPiece::Start(tag) => in_text = matches!(tag.name, "t" | "text"),
            XmlPiece::Text(text) if in_text => words.push_str(&decoded(text)),
            XmlPiece::CData(text) if in_text => words.push_str(text),
            XmlPiece::End(name) if name == element => {
                if let Some(at) = at.take() {
                    take(at, &unescaped(&words))?;
                }
            }
            XmlPiece::End("t" | "text") => in_text = false,
            _ => {}
        }
    }
    Ok(())
}

/// Hangs the text of each shape of a drawing on the cell of its upper left corner.
fn boxes(xml: &str, book: &mut BookBuilder<'_>) -> Result<(), Trouble> {
    let (mut at, mut in_from) = ((0_u32, 0_u32), false);
    let mut scan = Scan::new(xml);
    // The words of the shape that is open.
    let mut words: Option<String> = None;
    while let Some(piece) = scan.next() {
        match piece {
            XmlPiece::Start(tag) => match tag.name {
                "from" => in_from = true,
                "row" if in_from => at.0 = scan.text_in("row").trim().parse().unwrap_or(0),
                "col" if in_from => at.1 = scan.text_in("col").trim().parse().unwrap_or(0),
                "txBody" => words = Some(String::new()),
                // What a program shows that does not know the shape: the same words again.
                "Fallback" => scan.leave_out("Fallback"),
                "t" => {
                    if let Some(words) = &mut words {
                        words.push_str(&scan.text_in("t"));
                    }
                }
                _ => {}
            },
            XmlPiece::End("from") => in_from = false,
            XmlPiece::End("p") => {
                if let Some(words) = &mut words {
                    words.push('\n');
                }
            }
            XmlPiece::End("txBody") => {
                if let Some(words) = words.take() {
                    book.hang(at.0, at.1, MarkKind::TextBox, words.trim())?;
                }
            }
            _ => {}
        }
    }
    Ok(())
}

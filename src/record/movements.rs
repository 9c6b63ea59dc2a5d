//! The movements of a record: one for most, several where a cell or several ticks name them.

use std::cell::{OnceCell, RefCell};
use std::rc::Rc;

use foldhash::HashMap;

use crate::layout::{Field, Record};
use crate::plan::MovementId;

use super::belongs::{Belonging, Names};
use super::cells::{Cells, has_words};
use super::segments::{Joint, segments};
use super::ticks;

/// What the cells of movements of one list say. A list says the same few row after row, so each is read once.
pub(super) struct MovementCells<'n> {
    names: &'n Names<'n>,
    read: RefCell<HashMap<String, Rc<MovementCell>>>,
}

/// What a cell says, each answer from when it was first asked for.
#[derive(Default)]
struct MovementCell {
    /// The movements that it names where it is cut to pieces, and the pieces that name none.
    pieces: OnceCell<(Vec<MovementId>, Vec<String>)>,
    says_more: OnceCell<bool>,
}

impl<'n> MovementCells<'n> {
    pub(super) fn new(names: &'n Names<'n>) -> MovementCells<'n> {
        MovementCells { names, read: RefCell::default() }
    }

    fn cell(&self, text: &str) -> Rc<MovementCell> {
        if let Some(known) = self.read.borrow().get(text) {
            return known.clone();
        }
        let cell = Rc::new(MovementCell::default());
        self.read.borrow_mut().insert(text.to_owned(), cell.clone());
        cell
    }

    /// The movements that a record's own cells name, each once; none where they name at most one, which is the
    /// question of the reader of single movements.
    pub(super) fn several(&self, record: &Record<'_>, cells: &mut Cells<'_>) -> Vec<Belonging<MovementId>> {
        let ticked = ticks::movements(record, |said| self.names.movement(said));
        if 1 < ticked.len() {
            return sure(ticked);
        }
        // "Nội dung đăng ký" may say movements where no column is theirs; then only such as are named beyond doubt.
        let field =
            if record.of(Field::Movement).next().is_some() { Field::Movement } else { Field::Practice };
        let mut entries = record.of(field);
        let (Some(entry), None) = (entries.next(), entries.next()) else { return Vec::new() };
        let Some(text) = entry.cell.value.text().filter(|text| may_name_several(text)) else {
            return Vec::new();
        };
        let cell = self.cell(text);
        let (found, left) = cell.pieces.get_or_init(|| in_pieces(text, self.names));
        if found.is_empty() || field == Field::Practice && (found.len() < 2 || !left.is_empty()) {
            return Vec::new();
        }
        let at = (entry.row, entry.column.col);
        for words in left {
            cells.left(at, words);
        }
        sure(found.clone())
    }

    /// Whether a cell of movements says more than their names: "Dạy tốt - Học tốt cấp trường, hai năm liền".
    pub(super) fn says_more(&self, text: &str) -> bool {
        *self.cell(text).says_more.get_or_init(|| says_more(text, self.names))
    }
}

/// Whether a text has a mark that may part movements.
fn may_name_several(text: &str) -> bool {
    text.contains(['\n', ';', ',', '/', '&', '+', '-', '–']) || text.contains(" và ") || text.contains("2.")
}

/// The movements of a text that names several, or one beside other words, and its pieces that name none; nothing
/// where it is one name.
fn in_pieces(text: &str, names: &Names<'_>) -> (Vec<MovementId>, Vec<String>) {
    let whole = names.movement(text);
    // "Hội nhập và phát triển" is one name.
    if !names.is_movement(text) {
        let each = every_piece(text, names);
        if 1 < each.len() {
            return (each, Vec::new());
        }
        let runs = runs_of_pieces(text, names);
        if 1 < runs.len() {
            return (runs, Vec::new());
        }
    }
    let (found, left) = by_joints(text, &[Joint::Number, Joint::Line, Joint::Semicolon], names);
    let agrees = |whole: &MovementId| found.as_slice() == [whole.clone()];
    let (found, left) = match &whole {
        // A name over two lines, or with a mark in it, is one name.
        Some(whole) if !agrees(whole) && found.len() < 2 => return (Vec::new(), Vec::new()),
        Some(_) => (found, left),
        None if left.is_empty() && !found.is_empty() => (found, left),
        None => {
            let weak = [
                Joint::Number,
                Joint::Line,
                Joint::Semicolon,
                Joint::And,
                Joint::Comma,
                Joint::Slash,
                Joint::Dash,
            ];
            let (more, still_left) = by_joints(text, &weak, names);
            if found.len() < more.len() { (more, still_left) } else { (found, left) }
        }
    };
    (found, left.into_iter().map(str::to_owned).collect())
}

fn sure(movements: Vec<MovementId>) -> Vec<Belonging<MovementId>> {
    movements.into_iter().map(|id| Belonging::sure(Some(id))).collect()
}

fn distinct(movements: impl Iterator<Item = MovementId>) -> Vec<MovementId> {
    let mut found = Vec::new();
    for movement in movements {
        if !found.contains(&movement) {
            found.push(movement);
        }
    }
    found
}

/// The movements that the pieces of a text name, and the pieces that name none.
fn by_joints<'a>(text: &'a str, joints: &[Joint], names: &Names<'_>) -> (Vec<MovementId>, Vec<&'a str>) {
    let mut found = Vec::new();
    let mut left = Vec::new();
    for piece in pieces(text, joints) {
        match names.movement(piece) {
            Some(movement) => found.push(movement),
            None if has_words(piece) => left.push(piece),
            None => {}
        }
    }
    (distinct(found.into_iter()), left)
}

/// The movements of the pieces of a text where each piece names one, if only by its first words.
fn every_piece(text: &str, names: &Names<'_>) -> Vec<MovementId> {
    let joints = [Joint::Number, Joint::Line, Joint::Semicolon, Joint::And, Joint::Comma, Joint::Slash];
    let found: Option<Vec<MovementId>> =
        pieces(text, &joints).into_iter().map(|piece| names.movement_beginning(piece)).collect();
    distinct(found.unwrap_or_default().into_iter())
}

/// The movements of a text that is nothing but their full names, where those have commas and "và" of their own:
/// "Lĩnh vực y tế, chăm sóc sức khỏe Nhân dân và Sáng kiến, sáng tạo".
fn runs_of_pieces(text: &str, names: &Names<'_>) -> Vec<MovementId> {
    const MAX_PIECES: usize = 12;
    let pieces = segments(text);
    if !(2..=MAX_PIECES).contains(&pieces.len()) {
        return Vec::new();
    }
    let start_of =
        |at: usize| pieces.get(at).map(|piece| piece.text.as_ptr() as usize - text.as_ptr() as usize);
    let end_of = |at: usize| Some(start_of(at)? + pieces.get(at)?.text.len());
    let mut found = Vec::new();
    let mut from = 0;
    while from < pieces.len() {
        let longest = (from..pieces.len()).rev().find_map(|last| {
            let run = text.get(start_of(from)?..end_of(last)?)?;
            let movement = names.movement(run).filter(|_| names.is_movement(run))?;
            Some((last + 1, movement))
        });
        let Some((next, movement)) = longest else { return Vec::new() };
        found.push(movement);
        from = next;
    }
    distinct(found.into_iter())
}

fn says_more(text: &str, names: &Names<'_>) -> bool {
    if names.is_movement(text) {
        return false;
    }
    let pieces = pieces(text, &[Joint::Number, Joint::Line, Joint::Semicolon, Joint::Comma, Joint::Slash]);
    let by_piece =
        pieces.iter().any(|piece| names.is_movement(piece) || names.says_more_than_movements(piece));
    if by_piece {
        return pieces.iter().any(|piece| !names.is_movement(piece) && has_words(piece));
    }
    names.says_more_than_movements(text)
}

/// The pieces of a text between some kinds of joints.
fn pieces<'a>(text: &'a str, joints: &[Joint]) -> Vec<&'a str> {
    let mut pieces: Vec<(usize, usize)> = Vec::new();
    for segment in segments(text) {
        let from = segment.text.as_ptr() as usize - text.as_ptr() as usize;
        let to = from + segment.text.len();
        match pieces.last_mut() {
            Some(last) if !joints.contains(&segment.joint) => last.1 = to,
            _ => pieces.push((from, to)),
        }
    }
    pieces.into_iter().filter_map(|(from, to)| text.get(from..to)).collect()
}

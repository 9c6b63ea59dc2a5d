//! What the headings above a paragraph say for it: which movement, who owes it, with whom.

use super::movements::DraftMovement;
use super::owners::Owners;

/// What one heading says for all that stands below it.
#[derive(Debug, Clone, Default)]
pub(super) struct Frame {
    pub(super) movement: Option<DraftMovement>,
    pub(super) owners: Owners,
    pub(super) partners: Vec<String>,
    /// The one kind that numbers below it count: «Về tập thể:».
    pub(super) kind: Option<&'static str>,
}

/// The headings above, the whole document first.
#[derive(Debug)]
pub(super) struct Headings {
    frames: Vec<Frame>,
}

impl Headings {
    pub(super) fn new() -> Headings {
        Headings { frames: vec![Frame::default()] }
    }

    /// Comes to a paragraph below so many headings.
    pub(super) fn enter(&mut self, depth: usize) {
        self.frames.truncate(depth + 1);
    }

    /// What a paragraph says for those below it.
    pub(super) fn push(&mut self, frame: Frame) {
        self.frames.push(frame);
    }

    /// The heading that holds a paragraph, which a line of it may complete: «Đơn vị chủ trì: …».
    pub(super) fn above(&mut self) -> Option<&mut Frame> {
        self.frames.last_mut()
    }

    /// The movement that the nearest heading names.
    pub(super) fn movement(&self) -> Option<&DraftMovement> {
        self.frames.iter().rev().find_map(|frame| frame.movement.as_ref())
    }

    /// The kind that the nearest heading says is counted.
    pub(super) fn kind(&self) -> Option<&'static str> {
        self.frames.iter().rev().find_map(|frame| frame.kind)
    }

    /// Who owes it by the nearest heading that names anybody, and with whom.
    pub(super) fn owners(&self) -> Option<&Frame> {
        self.frames.iter().rev().find(|frame| !frame.owners.is_nobody())
    }
}

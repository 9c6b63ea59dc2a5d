//! What repairing a cell gives.

use std::borrow::Cow;

use super::Repair;
use super::charset::Charset;

/// A cell's text with its letters put right.
#[derive(Debug, Clone, PartialEq)]
pub struct Repaired<'a> {
    /// The text in composed Unicode; blanks and punctuation as they were.
    pub text: Cow<'a, str>,
    /// What the letters were in; for a mixed cell, what most of its words were in.
    pub charset: Charset,
    /// What was changed; `None` if nothing was, or nothing but composition.
    pub repair: Option<Repair>,
    /// Whether another reading competes: ask again with a [`Prior`](super::Prior), or ask a person.
    pub doubtful: bool,
    /// Another legacy charset that reads every word, too, where that is all the doubt.
    pub also: Option<Charset>,
}

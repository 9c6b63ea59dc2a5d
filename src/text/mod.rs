//! The language of letters: from whatever a cell holds to Vietnamese in composed Unicode, and from
//! there to keys, likeness and order.
//!
//! Four questions are answered here, each by itself:
//! - *What was written?* [`repair`] decodes legacy encodings and mends damage, cell by cell, and says
//!   what it did; [`font_hint`] reads the hint of a font; [`typed_out`] reads keys of an input method
//!   that was off, [`with_digits`] letters typed for digits; [`decode`] and [`encode`] do as they are told.
//! - *What do these bytes say?* [`decode_file`] and [`table::DelimitedTable`] read what an office keeps as text, however
//!   an editor or a spreadsheet saved it.
//! - *Is it the same?* [`key`], [`loose_key`] and [`bare_key`] fold text for comparison,
//!   [`similarity`] measures, [`nearest`] suggests,
//!   [`has_lost_marks`] tells a word that lost its marks from another word.
//! - *How is it shown?* [`clean`], [`name_case`], [`slug`]; [`compare`] and [`compare_person_names`]
//!   are the order of lists.
//!
//! What is absent: accents that were never typed are not restored, tone marks are never moved in text that
//! people see, and no name of a unit or a person is known here.

mod ambiguous;
pub(crate) mod bytes;
mod capitals;
mod case;
mod cell;
mod charset;
mod clean;
mod cut;
mod decode;
mod detect;
mod digit;
mod entities;
mod fold;
mod grade;
mod keystrokes;
mod letters;
mod lookalike;
mod lost;
mod mojibake;
mod order;
mod prior;
mod reading;
mod repaired;
mod rule;
mod similar;
mod sound;
mod syllable;
pub mod table;
mod tables;
mod viqr;
mod vni;

#[cfg(test)]
mod cases;
#[cfg(test)]
mod running;

pub use bytes::decode_file;
pub use case::{is_acronym, name_case, roman, roman_value};
pub use charset::{Charset, FontHint, font_hint, unicode_font};
pub use clean::clean;
pub use cut::cut;
pub use decode::{decode, encode};
pub use detect::{Run, repair};
pub use digit::{digit, is_digits_alike, with_digits};
pub use fold::{bare_key, begins, key, loose_key, says, says_one_of, slug};
pub use keystrokes::typed_out;
pub use letters::is_word_letter;
pub use lost::has_lost_marks;
pub use order::{OrderKeys, compare, compare_person_names};
pub use prior::{Neighbours, Prior};
pub use repaired::Repaired;
pub use rule::Rule;
pub use similar::{Folded, nearest, similarity};
pub use sound::is_surely_unicode;
pub use syllable::is_syllable;

/// How the letters of a cell were repaired.
#[derive(Debug, Clone, PartialEq)]
pub struct Repair {
    /// The text as it stood in the file.
    pub raw: Box<str>,
    /// The rule applied.
    pub rule: Rule,
    /// How sure, 0 to 1.
    pub confidence: f32,
}

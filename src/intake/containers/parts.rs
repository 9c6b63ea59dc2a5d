//! What a mail holds, whatever its format: a letter and parts.

use std::borrow::Cow;

use jiff::civil::Date;
use unicode_normalization::UnicodeNormalization;

use crate::intake::sheet::Mail;

/// What a mail says beside its attachments.
#[derive(Debug)]
pub(in crate::intake) struct Letter {
    /// From whom, about what.
    pub(in crate::intake) envelope: Mail,
    /// The day it was sent, in Vietnam.
    pub(in crate::intake) sent: Option<Date>,
    /// Its text in one line.
    pub(in crate::intake) words: String,
}

/// Something attached to a mail; `M` is how the format refers to a message in a message.
pub(in crate::intake) struct MailPart<'a, M> {
    /// Its file name as stated; none where none is.
    pub(in crate::intake) name: Option<String>,
    /// What it is.
    pub(in crate::intake) body: MemberBody<'a, M>,
}

/// What an attachment is.
pub(in crate::intake) enum MemberBody<'a, M> {
    /// A message that lies in this one.
    Message(M),
    /// Anything else.
    Content(MemberContent<'a>),
}

/// What an attachment holds that is no message.
pub(in crate::intake) enum MemberContent<'a> {
    /// A file.
    File(Cow<'a, [u8]>),
    /// A picture that the mail shows in its text: a signature, a logo.
    Shown(Cow<'a, [u8]>),
    /// A body of the mail itself that parades as an attachment: an empty text, the HTML twin of the text.
    OwnText(&'a [u8]),
}

/// What an attachment is called that bears no name.
pub(in crate::intake) const NAMELESS: &str = "không tên";

/// The file name of a message in a message: with the ending of its format.
pub(in crate::intake) fn message_name(name: Option<&str>, nameless: &str, ending: &str) -> String {
    match name {
        Some(name) if name.to_lowercase().ends_with(ending) => name.to_owned(),
        Some(name) => format!("{name}{ending}"),
        None => format!("{nameless}{ending}"),
    }
}

/// Names that occur once: two attachments called alike become `a.xlsx` and `a (2).xlsx`.
#[derive(Default)]
pub(in crate::intake) struct UniqueNames {
    seen: Vec<String>,
}

impl UniqueNames {
    /// `name` in NFC, without folders, and with a number if it was seen before.
    pub(in crate::intake) fn unique(&mut self, name: &str) -> String {
        let name: String = name.rsplit(['/', '\\']).next().unwrap_or(name).trim().nfc().collect();
        let (stem, extension) = match name.rsplit_once('.') {
            Some((stem, extension)) => (stem, format!(".{extension}")),
            None => (name.as_str(), String::new()),
        };
        let mut candidate = name.clone();
        let mut n = 2;
        while self.seen.contains(&candidate) {
            candidate = format!("{stem} ({n}){extension}");
            n += 1;
        }
        self.seen.push(candidate.clone());
        candidate
    }
}

/// One line in NFC.
pub(in crate::intake) fn one_line(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ").nfc().collect()
}

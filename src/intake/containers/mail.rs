//! Mails: the letter, and what is attached to it.
//!
//! `mail-parser` decodes names (RFC 2047, 2231) and bodies. Bodies are not read for lists: a list
//! typed into a mail is a matter for the officer, who is told that the mail brought no workbook, and
//! what it says.

use std::borrow::Cow;
use std::io::Cursor;

use jiff::Timestamp;
use mail_parser::mailbox::mbox::MessageIterator;
use mail_parser::{Message, MessageParser, MessagePart, MimeHeaders, PartType};

use super::continued_names;
use super::parts::{Letter, MailPart, MemberBody, MemberContent, one_line};
use crate::intake::arrival::vietnam_day;
use crate::intake::sheet::Mail;
use crate::intake::trouble::Trouble;

/// Images up to this size that a mail shows in its text are signatures and logos; a photographed
/// list is larger.
const LOGO_BYTES: usize = 150_000;
/// Reads a mail.
pub(in crate::intake) fn parse(bytes: &[u8]) -> Result<Message<'_>, Trouble> {
    MessageParser::default().parse(bytes).ok_or_else(|| Trouble::Damaged("không đọc được thư".to_owned()))
}

/// The bytes of each mail of a mailbox.
pub(in crate::intake) fn mailbox(bytes: &[u8]) -> impl Iterator<Item = Result<Vec<u8>, Trouble>> {
    MessageIterator::new(Cursor::new(bytes)).map(|mail| {
        let mail = mail.map_err(|error| Trouble::Damaged(format!("không đọc được thư: {error:?}")))?;
        Ok(mail.unwrap_contents())
    })
}

/// What a mail says beside its attachments.
pub(in crate::intake) fn letter(message: &Message<'_>) -> Letter {
    Letter {
        envelope: envelope(message),
        sent: sent_at(message).map(vietnam_day),
        words: message.body_text(0).map(|words| one_line(&words)).unwrap_or_default(),
    }
}

/// A mail in a mail, and its bytes.
pub(in crate::intake) type Forwarded<'m> = (&'m Message<'m>, &'m [u8]);

/// What is attached to a mail.
pub(in crate::intake) fn parts<'m>(
    message: &'m Message<'m>,
) -> impl Iterator<Item = MailPart<'m, Forwarded<'m>>> {
    message.attachments().map(|part| MailPart { name: part_name(message, part), body: body(part) })
}

fn body<'m>(part: &'m MessagePart<'m>) -> MemberBody<'m, Forwarded<'m>> {
    let bytes = part.contents();
    let is_image = part.content_type().is_some_and(|it| it.c_type.eq_ignore_ascii_case("image"));
    let is_inline = part.content_id().is_some()
        || part.content_disposition().is_some_and(|it| it.c_type.eq_ignore_ascii_case("inline"));
    if is_image && is_inline && bytes.len() <= LOGO_BYTES {
        return MemberBody::Content(MemberContent::Shown(Cow::Borrowed(bytes)));
    }
    match &part.body {
        PartType::Message(forwarded) => MemberBody::Message((forwarded, bytes)),
        PartType::Text(_) | PartType::Html(_) if part.attachment_name().is_none() => {
            MemberBody::Content(MemberContent::OwnText(bytes))
        }
        _ => MemberBody::Content(MemberContent::File(Cow::Borrowed(bytes))),
    }
}

/// The file name of a part.
fn part_name(message: &Message<'_>, part: &MessagePart<'_>) -> Option<String> {
    let headers = usize::try_from(part.offset_header).ok()?..usize::try_from(part.offset_body).ok()?;
    message
        .raw_message
        .get(headers)
        .and_then(continued_names::name)
        .or_else(|| part.attachment_name().map(str::to_owned))
}

fn envelope(message: &Message<'_>) -> Mail {
    let from = message.from().or_else(|| message.sender()).and_then(|from| from.first());
    Mail {
        from: from.and_then(|from| from.address()).unwrap_or_default().trim().to_lowercase(),
        from_name: one_line(from.and_then(|from| from.name()).unwrap_or_default()),
        subject: one_line(message.subject().unwrap_or_default()),
        sent_at: sent_at(message).map(Timestamp::as_second),
    }
}

fn sent_at(message: &Message<'_>) -> Option<Timestamp> {
    let date = message.date()?;
    if !(1990..2100).contains(&date.year) {
        return None;
    }
    Timestamp::from_second(date.to_timestamp()).ok()
}

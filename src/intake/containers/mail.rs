//! Mails: the envelope, and each attachment as a file of its own.
//!
//! `mail-parser` decodes names (RFC 2047, 2231) and bodies. Bodies are not read for lists: a list
//! typed into a mail is a matter for the officer, who is told that the mail brought no workbook, and
//! what it says.

use std::io::Cursor;
use std::sync::Arc;

use jiff::Timestamp;
use jiff::civil::Date;
use mail_parser::mailbox::mbox::MessageIterator;
use mail_parser::{Message, MessageParser, MessagePart, MimeHeaders, PartType};
use unicode_normalization::UnicodeNormalization;

use crate::finding::{Code, Finding, Place};

use super::continued_names;
use crate::intake::arrival::vietnam_day;
use crate::intake::open::{Member, Visit, hash, holds_workbook, left_out, spare_companions};
use crate::intake::sheet::{Attachment, Mail, Outcome};
use crate::intake::trouble::Trouble;

/// Images up to this size that a mail shows in its text are signatures and logos; a photographed
/// list is larger.
const LOGO_BYTES: usize = 150_000;
/// So many letters of a mail without a workbook are told.
const GIST: usize = 400;

/// Reads a mail: one attachment for each file in it, or one for the mail if it brought no workbook.
pub(in crate::intake) fn read(visit: Visit<'_>, member: &Member<'_>) -> Result<Vec<Attachment>, Trouble> {
    let message = MessageParser::default()
        .parse(member.bytes)
        .ok_or_else(|| Trouble::Damaged("không đọc được thư".to_owned()))?;
    read_message(visit, member, &message)
}

/// Reads a file of many mails; each counts as a container named by its number.
pub(in crate::intake) fn read_mailbox(
    visit: Visit<'_>,
    member: &Member<'_>,
) -> Result<Vec<Attachment>, Trouble> {
    let mut attachments = Vec::new();
    for (at, mail) in MessageIterator::new(Cursor::new(member.bytes)).enumerate() {
        let mail = mail.map_err(|error| Trouble::Damaged(format!("không đọc được thư: {error:?}")))?;
        visit.spend_on(mail.contents())?;
        let inner = Member {
            source: member.inner(&format!("{:04}.eml", at + 1)),
            bytes: mail.contents(),
            received: member.received,
            mail: member.mail.clone(),
        };
        match read(visit, &inner) {
            Ok(read) => attachments.extend(read),
            Err(trouble) => attachments.push(inner.failed(&trouble)),
        }
    }
    Ok(attachments)
}

fn read_message(
    visit: Visit<'_>,
    member: &Member<'_>,
    message: &Message<'_>,
) -> Result<Vec<Attachment>, Trouble> {
    let envelope = Arc::new(envelope(message));
    let received = sent_day(message).unwrap_or(member.received);
    let mut names = Names::default();
    let mut attachments = Vec::new();
    for part in message.attachments() {
        let bytes = part.contents();
        let name = part_name(message, part);
        let name = match (&part.body, name.as_deref()) {
            (PartType::Message(_), None) => "thư chuyển tiếp.eml".to_owned(),
            (PartType::Message(_), Some(name)) => {
                if name.to_lowercase().ends_with(".eml") {
                    name.into()
                } else {
                    format!("{name}.eml")
                }
            }
            (_, Some(name)) => name.to_owned(),
            (_, None) => "không tên".to_owned(),
        };
        let source = member.inner(&names.unique(&name));
        visit.spend_on(bytes)?;
        let image = part.content_type().is_some_and(|it| it.c_type.eq_ignore_ascii_case("image"));
        let shown_in_text = part.content_id().is_some()
            || part.content_disposition().is_some_and(|it| it.c_type.eq_ignore_ascii_case("inline"));
        if image && shown_in_text && bytes.len() <= LOGO_BYTES {
            let reason = "ảnh trong nội dung thư (chữ ký, biểu trưng)";
            attachments.push(left_out(&source, hash(bytes), received, Some(envelope.clone()), reason));
            continue;
        }
        let inner = Member { source, bytes, received, mail: Some(envelope.clone()) };
        match &part.body {
            PartType::Message(forwarded) => {
                let read = visit.deeper().and_then(|deeper| read_message(deeper, &inner, forwarded));
                match read {
                    Ok(read) => attachments.extend(read),
                    Err(trouble) => attachments.push(inner.failed(&trouble)),
                }
            }
            // Bodies that parade as attachments: an empty text, the HTML twin of the text.
            PartType::Text(_) | PartType::Html(_) if part.attachment_name().is_none() => {}
            _ => attachments.extend(visit.read(&inner)),
        }
    }
    let said = message.body_text(0).map(|said| shown(&said)).unwrap_or_default();
    Ok(account(member, attachments, envelope, received, &said))
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

/// The attachments of a mail, and the mail itself where it brought no workbook; then what it said
/// in words is told, since a list may stand there.
pub(in crate::intake) fn account(
    member: &Member<'_>,
    mut attachments: Vec<Attachment>,
    envelope: Arc<Mail>,
    received: Date,
    said: &str,
) -> Vec<Attachment> {
    spare_companions(&mut attachments);
    // A forwarded mail without a workbook has said so itself.
    let told = attachments.iter().any(|a| a.findings.iter().any(|f| f.code == Code::MailEmpty));
    if !holds_workbook(&attachments) && !told {
        let mut message = match attachments.len() {
            0 => "Thư không có tệp đính kèm nào.".to_owned(),
            n => format!("Thư có {n} tệp đính kèm nhưng không có bảng tính."),
        };
        let mut gist: String = said.chars().take(GIST).collect();
        if gist.len() < said.len() {
            gist.push('…');
        }
        if !gist.is_empty() {
            message = format!("{message} Nội dung thư: «{gist}»");
        }
        let place = Place::file(member.source.clone());
        attachments.push(Attachment {
            source: member.source.clone(),
            hash: hash(member.bytes),
            received,
            mail: Some(envelope),
            outcome: Outcome::Ignored,
            sheets: Vec::new(),
            findings: vec![Finding::new(Code::MailEmpty, place, message).raw(gist)],
        });
    }
    attachments
}

/// Names that occur once: two attachments called alike become `a.xlsx` and `a (2).xlsx`.
#[derive(Default)]
pub(in crate::intake) struct Names {
    seen: Vec<String>,
}

impl Names {
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

fn envelope(message: &Message<'_>) -> Mail {
    let from = message.from().or_else(|| message.sender()).and_then(|from| from.first());
    Mail {
        from: from.and_then(|from| from.address()).unwrap_or_default().trim().to_lowercase(),
        from_name: shown(from.and_then(|from| from.name()).unwrap_or_default()),
        subject: shown(message.subject().unwrap_or_default()),
        sent_at: sent_at(message).map(Timestamp::as_second),
    }
}

/// One line in NFC.
pub(in crate::intake) fn shown(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ").nfc().collect()
}

fn sent_day(message: &Message<'_>) -> Option<Date> {
    sent_at(message).map(vietnam_day)
}

fn sent_at(message: &Message<'_>) -> Option<Timestamp> {
    let date = message.date()?;
    if !(1990..2100).contains(&date.year) {
        return None;
    }
    Timestamp::from_second(date.to_timestamp()).ok()
}

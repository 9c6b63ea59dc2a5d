//! Mails of every format: each attachment a file of its own, and the mail itself where it brought no
//! workbook.

use std::sync::Arc;

use jiff::civil::Date;
use mail_parser::Message;

use crate::finding::{Code, Finding, Place};
use crate::intake::containers::ole::Ole;
use crate::intake::containers::parts::{
    Letter, MemberBody, MemberContent, NAMELESS, UniqueNames, message_name,
};
use crate::intake::containers::{mail, outlook, tnef};
use crate::intake::sheet::{Attachment, FileOutcome, Mail};
use crate::intake::trouble::Trouble;

use super::companions::{holds_workbook, spare_companions};
use super::{Member, Walker, hash, left_out};

/// So many letters of a mail without a workbook are told.
const GIST: usize = 400;

/// The mail that brought an attachment, and when.
struct Sent {
    envelope: Arc<Mail>,
    received: Date,
}

impl Sent {
    fn by(letter: &Letter, member: &Member<'_>) -> Sent {
        Sent { envelope: Arc::new(letter.envelope.clone()), received: letter.sent.unwrap_or(member.received) }
    }
}

impl Walker<'_> {
    /// Reads a mail.
    pub(super) fn read_mail(
        self,
        member: &Member<'_>,
        message: &Message<'_>,
    ) -> Result<Vec<Attachment>, Trouble> {
        let letter = mail::letter(message);
        let sent = Sent::by(&letter, member);
        let mut names = UniqueNames::default();
        let mut attachments = Vec::new();
        for part in mail::parts(message) {
            let name = part.name.as_deref();
            match part.body {
                MemberBody::Message((forwarded, bytes)) => {
                    self.spend_on(bytes)?;
                    let name = names.unique(&message_name(name, "thư chuyển tiếp", ".eml"));
                    let inner = Member { bytes, ..sent.member(member, &name) };
                    let read = self.deeper().and_then(|deeper| deeper.read_mail(&inner, forwarded));
                    attachments.extend(read.unwrap_or_else(|trouble| vec![inner.failed(&trouble)]));
                }
                MemberBody::Content(content) => {
                    let name = names.unique(name.unwrap_or(NAMELESS));
                    attachments.extend(self.read_content(sent.member(member, &name), content)?);
                }
            }
        }
        Ok(account(member, attachments, &sent, &letter.words))
    }

    /// Reads a file of many mails; each counts as a container named by its number.
    pub(super) fn read_mailbox(self, member: &Member<'_>) -> Result<Vec<Attachment>, Trouble> {
        let mut attachments = Vec::new();
        for (at, bytes) in mail::mailbox(member.bytes).enumerate() {
            let bytes = bytes?;
            self.spend_on(&bytes)?;
            let inner = Member {
                source: member.inner(&format!("{:04}.eml", at + 1)),
                bytes: &bytes,
                received: member.received,
                mail: member.mail.clone(),
            };
            let read = mail::parse(inner.bytes).and_then(|message| self.read_mail(&inner, &message));
            attachments.extend(read.unwrap_or_else(|trouble| vec![inner.failed(&trouble)]));
        }
        Ok(attachments)
    }

    /// Reads the Outlook message in a storage: that of the file, or of a message attached to another.
    pub(super) fn read_outlook(
        self,
        member: &Member<'_>,
        ole: &mut Ole<'_>,
        storage: &str,
    ) -> Result<Vec<Attachment>, Trouble> {
        let limit = self.limits.max_file_bytes;
        let letter = outlook::letter(ole, storage, limit);
        let sent = Sent::by(&letter, member);
        let mut names = UniqueNames::default();
        let mut attachments = Vec::new();
        for attached in outlook::attached(ole, storage)? {
            let part = outlook::part(ole, &attached, limit);
            let name = part.name.as_deref();
            match part.body {
                MemberBody::Message(embedded) => {
                    let name = names.unique(&message_name(name, NAMELESS, ".msg"));
                    let inner = Member { bytes: member.bytes, ..sent.member(member, &name) };
                    let read = self.deeper().and_then(|deeper| deeper.read_outlook(&inner, ole, &embedded));
                    attachments.extend(read.unwrap_or_else(|trouble| vec![inner.failed(&trouble)]));
                }
                MemberBody::Content(content) => {
                    let name = names.unique(name.unwrap_or(NAMELESS));
                    attachments.extend(self.read_content(sent.member(member, &name), content)?);
                }
            }
        }
        Ok(account(member, attachments, &sent, &letter.words))
    }

    /// Reads each attachment of a winmail.dat as a file of its own.
    pub(super) fn read_winmail(self, member: &Member<'_>) -> Result<Vec<Attachment>, Trouble> {
        let mut names = UniqueNames::default();
        let mut attachments = Vec::new();
        for (name, bytes) in tnef::files(member.bytes) {
            self.spend_on(bytes)?;
            let name = names.unique(if name.trim().is_empty() { NAMELESS } else { &name });
            attachments.extend(self.read(&Member {
                source: member.inner(&name),
                bytes,
                received: member.received,
                mail: member.mail.clone(),
            }));
        }
        if attachments.is_empty() {
            return Err(Trouble::Unsupported("tệp winmail.dat của Outlook, bên trong không có tệp đính kèm"));
        }
        Ok(attachments)
    }

    /// Reads what is attached and is no message.
    fn read_content(
        self,
        member: Member<'_>,
        content: MemberContent<'_>,
    ) -> Result<Vec<Attachment>, Trouble> {
        match content {
            MemberContent::File(bytes) => {
                self.spend_on(&bytes)?;
                Ok(self.read(&Member { bytes: &bytes, ..member }))
            }
            MemberContent::Shown(bytes) => {
                self.spend_on(&bytes)?;
                let reason = "ảnh trong nội dung thư (chữ ký, biểu trưng)";
                Ok(vec![left_out(&member.source, hash(&bytes), member.received, member.mail, reason)])
            }
            MemberContent::OwnText(bytes) => self.spend_on(bytes).map(|()| Vec::new()),
        }
    }
}

impl Sent {
    /// A file that a mail brought, without its bytes.
    fn member(&self, mail: &Member<'_>, name: &str) -> Member<'static> {
        Member {
            source: mail.inner(name),
            bytes: &[],
            received: self.received,
            mail: Some(self.envelope.clone()),
        }
    }
}

/// The attachments of a mail, and the mail itself where it brought no workbook; then what it said
/// in words is told, since a list may stand there.
fn account(
    member: &Member<'_>,
    mut attachments: Vec<Attachment>,
    from: &Sent,
    words: &str,
) -> Vec<Attachment> {
    spare_companions(&mut attachments);
    // A forwarded mail without a workbook has said so itself.
    let is_told = attachments.iter().any(|a| a.findings.iter().any(|f| f.code == Code::MailEmpty));
    if !holds_workbook(&attachments) && !is_told {
        let mut message = match attachments.len() {
            0 => "Thư không có tệp đính kèm nào.".to_owned(),
            n => format!("Thư có {n} tệp đính kèm nhưng không có bảng tính."),
        };
        let mut gist: String = words.chars().take(GIST).collect();
        if gist.len() < words.len() {
            gist.push('…');
        }
        if !gist.is_empty() {
            message = format!("{message} Nội dung thư: «{gist}»");
        }
        let place = Place::file(member.source.clone());
        attachments.push(Attachment {
            source: member.source.clone(),
            hash: hash(member.bytes),
            received: from.received,
            mail: Some(from.envelope.clone()),
            outcome: FileOutcome::Ignored,
            sheets: Vec::new(),
            findings: vec![Finding::new(Code::MailEmpty, place, message).raw(gist)],
        });
    }
    attachments
}

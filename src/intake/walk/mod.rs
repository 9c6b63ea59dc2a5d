//! The one walker: what a file is, what it holds, and what that holds in turn.
//!
//! Containers tell what they hold and each member becomes an attachment of its own, so that a
//! finding names the very file that somebody sent. Nothing here panics: a reader that does costs
//! its attachment only.

mod companions;
mod mails;

use std::cell::Cell;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::Arc;

use jiff::civil::Date;

use crate::finding::{Code, Finding, Place};

use super::arrival::ignored;
use super::containers::mail;
use super::containers::members::{Taker, Unpacked, len};
use super::containers::ole::{compound, unlocked};
use super::containers::zip::Archive;
use super::formats::{delimited, docx, html, ods, spreadsheet_xml, web_archive, xls, xlsb, xlsx};
use super::grid::BookBuilder;
use super::limits::Limits;
use super::nature::{Format, Nature};
use super::passwords::Passwords;
use super::sheet::{Attachment, FileOutcome, Mail};
use super::trouble::{Crash, Trouble};
use companions::spare_companions;

/// Who follows the reading of an arrival from outside, to know which member it broke off at.
pub(in crate::intake) struct Onlooker<'a> {
    /// Told the source of a member of a container before it is read.
    pub(in crate::intake) entered: &'a dyn Fn(&str),
    /// Told when that member is done.
    pub(in crate::intake) left: &'a dyn Fn(),
    /// Members at which reading broke off before; they are left unread.
    pub(in crate::intake) fatal: &'a [(Arc<str>, Crash)],
}

/// Reads a file and all that it holds, under the eyes of an onlooker.
pub(in crate::intake) fn walk(
    member: &Member<'_>,
    limits: &Limits,
    passwords: &Passwords,
    onlooker: &Onlooker<'_>,
) -> Vec<Attachment> {
    let budget = Budget { bytes: Cell::new(limits.max_total_bytes), members: Cell::new(limits.max_entries) };
    Walker { limits, passwords, budget: &budget, onlooker, depth: 0 }.read(member)
}

/// What one arrival may still unpack, over all its containers.
struct Budget {
    bytes: Cell<u64>,
    members: Cell<usize>,
}

/// The way through a file and its containers, some levels deep.
#[derive(Clone, Copy)]
pub(in crate::intake) struct Walker<'a> {
    pub(in crate::intake) limits: &'a Limits,
    passwords: &'a Passwords,
    budget: &'a Budget,
    onlooker: &'a Onlooker<'a>,
    depth: usize,
}

/// A file, wherever it was found.
pub(in crate::intake) struct Member<'a> {
    /// Path inside the inbox with `!`.
    pub(in crate::intake) source: Arc<str>,
    /// Its bytes.
    pub(in crate::intake) bytes: &'a [u8],
    /// When it, or what brought it, arrived.
    pub(in crate::intake) received: Date,
    /// The mail that brought it.
    pub(in crate::intake) mail: Option<Arc<Mail>>,
}

impl Member<'_> {
    /// The file's own name.
    fn name(&self) -> &str {
        self.source.rsplit(['/', '!']).next().unwrap_or_default()
    }

    /// The source of a member of this container.
    pub(in crate::intake) fn inner(&self, name: &str) -> Arc<str> {
        format!("{}!{name}", self.source).into()
    }

    /// A member of this container that a Mac added for itself.
    fn left_out_of_mac(&self, name: &str) -> Attachment {
        let reason = "tệp phụ do máy Mac thêm vào tệp nén";
        left_out(&self.inner(name), String::new(), self.received, self.mail.clone(), reason)
    }

    /// This file, unread for a reason.
    pub(in crate::intake) fn failed(&self, trouble: &Trouble) -> Attachment {
        Attachment {
            source: self.source.clone(),
            hash: hash(self.bytes),
            received: self.received,
            mail: self.mail.clone(),
            outcome: FileOutcome::Failed,
            sheets: Vec::new(),
            findings: vec![trouble.at(Place::file(self.source.clone()))],
        }
    }
}

/// An attachment left out by its name or nature.
pub(in crate::intake) fn left_out(
    source: &Arc<str>,
    hash: String,
    received: Date,
    mail: Option<Arc<Mail>>,
    reason: &str,
) -> Attachment {
    let message = format!("Được bỏ qua: {reason}.");
    Attachment {
        source: source.clone(),
        hash,
        received,
        mail,
        outcome: FileOutcome::Ignored,
        sheets: Vec::new(),
        findings: vec![Finding::new(Code::FileIgnored, Place::file(source.clone()), message)],
    }
}

/// Whether a file is called as 7-Zip, WinZip and WinRAR of old call the volumes of an archive: `a.7z.002`,
/// `a.zip.001`, `a.z01`, `a.r00`.
fn is_volume(name: &str) -> bool {
    let name = name.to_ascii_lowercase();
    let Some((stem, end)) = name.rsplit_once('.') else { return false };
    let has_digits = |digits: &str, n: usize| digits.len() == n && digits.bytes().all(|b| b.is_ascii_digit());
    let of_archive = [".7z", ".zip", ".rar"].iter().any(|ending| stem.ends_with(ending));
    (of_archive && has_digits(end, 3)) || end.strip_prefix(['z', 'r']).is_some_and(|n| has_digits(n, 2))
}

/// Whether a member of an archive is one of those that a Mac adds for itself.
fn is_of_mac(name: &str) -> bool {
    name.split('/').any(|part| part == "__MACOSX")
}

/// What came out of an archive, if anything was in it.
fn all_of_archive(mut attachments: Vec<Attachment>) -> Result<Vec<Attachment>, Trouble> {
    if attachments.is_empty() {
        return Err(Trouble::Unsupported("tệp nén không chứa tệp nào"));
    }
    spare_companions(&mut attachments);
    Ok(attachments)
}

pub(in crate::intake) fn hash(bytes: &[u8]) -> String {
    blake3::hash(bytes).to_hex().to_string()
}

impl<'v> Walker<'v> {
    /// Reads a file: one attachment, or one for each member of a container.
    pub(in crate::intake) fn read(self, member: &Member<'_>) -> Vec<Attachment> {
        if let Some(reason) = ignored(member.name()) {
            let mail = member.mail.clone();
            return vec![left_out(&member.source, hash(member.bytes), member.received, mail, reason)];
        }
        if let Some((_, crash)) = self.onlooker.fatal.iter().find(|(source, _)| *source == member.source) {
            return vec![member.failed(&Trouble::Crashed(*crash))];
        }
        if self.depth == 0 {
            return self.read_fenced(member);
        }
        (self.onlooker.entered)(&member.source);
        let attachments = self.read_fenced(member);
        (self.onlooker.left)();
        attachments
    }

    fn read_fenced(self, member: &Member<'_>) -> Vec<Attachment> {
        // Members of containers answer for themselves, so the fence here only guards against the
        // container's own reader.
        let read = catch_unwind(AssertUnwindSafe(|| self.read_unfenced(member)));
        match read {
            Ok(Ok(attachments)) => attachments,
            // A volume behind the first has no signature; only its name tells.
            Ok(Err(Trouble::Unsupported(_) | Trouble::Damaged(_))) if is_volume(member.name()) => {
                vec![member.failed(&Trouble::Split)]
            }
            Ok(Err(trouble)) => vec![member.failed(&trouble)],
            Err(_) => vec![member.failed(&Trouble::Crashed(Crash::Panicked))],
        }
    }

    fn read_unfenced(self, member: &Member<'_>) -> Result<Vec<Attachment>, Trouble> {
        match Nature::of(member.bytes, self.passwords, self.limits)? {
            Nature::Workbook(format, archive) => {
                self.read_workbook(member, format, archive).map(|attachment| vec![attachment])
            }
            Nature::Archive(archive) => self.deeper()?.read_archive(member, archive),
            Nature::Rar(rar) => {
                let n_members = rar.n_members();
                self.deeper()?.read_members(member, n_members, |taker| rar.each(self.limits, taker))
            }
            Nature::SevenZip(archive) => {
                let n_members = archive.n_members();
                self.deeper()?.read_members(member, n_members, |taker| archive.each(self.limits, taker))
            }
            Nature::Locked => self.deeper()?.read_locked(member),
            Nature::Mail => self.deeper()?.read_mail(member, &mail::parse(member.bytes)?),
            Nature::Mailbox => self.deeper()?.read_mailbox(member),
            Nature::OutlookMessage => self.deeper()?.read_outlook(member, &mut compound(member.bytes)?, ""),
            Nature::Winmail => self.deeper()?.read_winmail(member),
        }
    }

    /// One level down.
    pub(in crate::intake) fn deeper(self) -> Result<Walker<'v>, Trouble> {
        let depth = self.depth + 1;
        if self.limits.max_depth < depth {
            return Err(Trouble::TooLarge(format!("tệp lồng nhau hơn {} lớp", self.limits.max_depth)));
        }
        Ok(Walker { depth, ..self })
    }

    fn read_workbook(
        self,
        member: &Member<'_>,
        format: Format,
        mut archive: Option<Archive<'_>>,
    ) -> Result<Attachment, Trouble> {
        let mut book = BookBuilder::new(member.source.clone(), self.limits);
        let read = match (format, &mut archive) {
            (Format::Xlsx, Some(archive)) => xlsx::read(archive, &mut book),
            (Format::Xlsb, Some(archive)) => xlsb::read(archive, &mut book),
            (Format::Ods, Some(archive)) => ods::read(archive, &mut book),
            (Format::Docx, Some(archive)) => docx::read(archive, &mut book),
            (Format::Html, _) => html::read(member.bytes, &mut book),
            (Format::WebArchive, _) => web_archive::read(member.bytes, &mut book),
            (Format::SpreadsheetXml, _) => spreadsheet_xml::read(member.bytes, &mut book),
            (Format::Delimited, _) => delimited::read(member.bytes, &mut book),
            (Format::Xls | Format::Xlsx | Format::Xlsb | Format::Ods | Format::Docx, _) => {
                xls::read(member.bytes, &mut book)
            }
        };
        self.spend(0, archive.map_or(0, |archive| archive.unpacked()))?;
        read?;
        let (sheets, mut findings) = book.finish();
        if sheets.is_empty() {
            return Err(Trouble::Damaged("trong tệp không có trang tính nào".to_owned()));
        }
        let (name, extensions) = format.known_as();
        let extension = member.name().rsplit_once('.').map(|(_, extension)| extension.to_lowercase());
        if extension.as_ref().is_none_or(|extension| !extensions.contains(&extension.as_str())) {
            let message = match extension {
                Some(extension) => format!("Tệp mang đuôi .{extension} nhưng nội dung là {name}."),
                None => format!("Tệp không có đuôi; nội dung là {name}."),
            };
            let place = Place::file(member.source.clone());
            findings.insert(0, Finding::new(Code::FileMisnamed, place, message));
        }
        Ok(Attachment {
            source: member.source.clone(),
            hash: hash(member.bytes),
            received: member.received,
            mail: member.mail.clone(),
            outcome: FileOutcome::Read,
            sheets,
            findings,
        })
    }

    fn read_archive(self, member: &Member<'_>, mut archive: Archive<'_>) -> Result<Vec<Attachment>, Trouble> {
        let names = archive.names().to_vec();
        let mut attachments = Vec::new();
        for (at, name) in names.iter().enumerate() {
            if name.ends_with('/') {
                continue;
            }
            if is_of_mac(name) {
                attachments.push(member.left_out_of_mac(name));
                continue;
            }
            let budget = self.budget.bytes.get().min(self.limits.max_unpacked_bytes);
            let before = archive.unpacked();
            let bytes = archive.read(at, budget, self.limits);
            self.spend(1, archive.unpacked() - before)?;
            attachments.extend(self.read_inner(member, name, bytes));
        }
        all_of_archive(attachments)
    }

    /// Reads the members of an archive that unpacks them one after another.
    fn read_members(
        self,
        member: &Member<'_>,
        n_members: usize,
        unpack: impl FnOnce(&mut Taker<'_>) -> Result<(), Trouble>,
    ) -> Result<Vec<Attachment>, Trouble> {
        // Of an archive without end not one member is unpacked.
        self.spend(n_members, 0)?;
        let mut attachments = Vec::new();
        unpack(&mut Taker {
            room: &|| self.budget.bytes.get().min(self.limits.max_unpacked_bytes),
            take: &mut |name, unpacked| {
                if is_of_mac(name) {
                    attachments.push(member.left_out_of_mac(name));
                    return Ok(());
                }
                self.spend(0, unpacked.as_ref().map_or(0, |bytes| len(bytes)))?;
                attachments.extend(self.read_inner(member, name, unpacked));
                Ok(())
            },
        })?;
        all_of_archive(attachments)
    }

    /// Reads a member of an archive, or tells why it could not be unpacked.
    fn read_inner(self, container: &Member<'_>, name: &str, unpacked: Unpacked) -> Vec<Attachment> {
        let (source, received, mail) = (container.inner(name), container.received, container.mail.clone());
        match unpacked {
            Ok(bytes) => self.read(&Member { source, bytes: &bytes, received, mail }),
            Err(trouble) => vec![Member { source, bytes: &[], received, mail }.failed(&trouble)],
        }
    }

    /// Reads a workbook behind a password; it stays the file that was sent, with that file's hash.
    fn read_locked(self, member: &Member<'_>) -> Result<Vec<Attachment>, Trouble> {
        let bytes = unlocked(member.bytes, self.passwords)?;
        self.spend(0, len(&bytes))?;
        let inner = Member {
            source: member.source.clone(),
            bytes: &bytes,
            received: member.received,
            mail: member.mail.clone(),
        };
        let mut attachments = self.read_unfenced(&inner)?;
        for attachment in attachments.iter_mut().filter(|attachment| attachment.source == member.source) {
            attachment.hash = hash(member.bytes);
        }
        Ok(attachments)
    }

    /// Takes members and unpacked bytes off what this arrival may have.
    fn spend(self, members: usize, bytes: u64) -> Result<(), Trouble> {
        let left = self.budget.bytes.get().checked_sub(bytes);
        let members = self.budget.members.get().checked_sub(members);
        let (Some(left), Some(members)) = (left, members) else {
            return Err(Trouble::TooLarge("quá nhiều tệp con hoặc giải nén ra quá lớn".to_owned()));
        };
        self.budget.bytes.set(left);
        self.budget.members.set(members);
        Ok(())
    }

    /// The same for one member already in memory.
    pub(in crate::intake) fn spend_on(self, bytes: &[u8]) -> Result<(), Trouble> {
        self.spend(1, u64::try_from(bytes.len()).unwrap_or(u64::MAX))
    }
}

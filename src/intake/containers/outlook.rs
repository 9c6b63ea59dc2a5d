//! Outlook messages (.msg).
//!
//! A .msg keeps each property in a stream named by its number (MS-OXMSG 2.1.3); only the names and
//! bytes of attachments and the sender are looked at.

use std::borrow::Cow;

use encoding_rs::{UTF_16LE, WINDOWS_1258};
use jiff::Timestamp;

use super::ole::{Ole, stream};
use super::parts::{Letter, MailPart, MemberBody, MemberContent, one_line};
use crate::intake::arrival::vietnam_day;
use crate::intake::sheet::Mail;
use crate::intake::trouble::Trouble;

/// What the message in a storage says beside its attachments; "" is the storage of the file itself.
pub(in crate::intake) fn letter(ole: &mut Ole<'_>, storage: &str, limit: u64) -> Letter {
    let sent = sent_at(ole, storage, limit);
    let mut text = |property: &str| one_line(&string(ole, storage, property, limit).unwrap_or_default());
    // PidTagSenderSmtpAddress, PidTagSentRepresentingSmtpAddress, PidTagSenderEmailAddress
    let from = ["5D01", "5D02", "0C1F"].into_iter().map(&mut text).find(|from| from.contains('@'));
    let words = text("1000");
    let envelope = Mail {
        from: from.unwrap_or_default().to_lowercase(),
        from_name: text("0C1A"),
        subject: text("0037"),
        sent_at: sent.map(Timestamp::as_second),
    };
    Letter { envelope, sent: sent.map(vietnam_day), words }
}

/// The storages of what is attached to the message in a storage.
pub(in crate::intake) fn attached(ole: &Ole<'_>, storage: &str) -> Result<Vec<String>, Trouble> {
    let mut storages: Vec<String> = ole
        .read_storage(format!("/{storage}"))
        .map_err(|error| Trouble::damaged(&error))?
        .filter(|entry| entry.is_storage() && entry.name().starts_with("__attach_version1.0_"))
        .map(|entry| format!("{storage}{}/", entry.name()))
        .collect();
    storages.sort();
    Ok(storages)
}

/// What lies in the storage of an attachment; a message in it is told by its own storage.
pub(in crate::intake) fn part(ole: &mut Ole<'_>, attached: &str, limit: u64) -> MailPart<'static, String> {
    let name = ["3707", "3704", "3001"]
        .into_iter()
        .filter_map(|property| string(ole, attached, property, limit))
        .find(|name| !name.trim().is_empty());
    // PidTagAttachDataBinary, or the storage of a message or OLE object in its stead.
    let embedded = format!("{attached}__substg1.0_3701000D/");
    if ole.is_storage(format!("/{embedded}")) {
        return MailPart { name, body: MemberBody::Message(embedded) };
    }
    let bytes = stream(ole, &format!("/{attached}__substg1.0_37010102"), limit).unwrap_or_default();
    let content_id = string(ole, attached, "3712", limit);
    let is_image = [&b"\x89PNG"[..], b"\xFF\xD8", b"GIF8"].iter().any(|magic| bytes.starts_with(magic));
    let bytes = Cow::Owned(bytes);
    let content = if is_image && content_id.is_some() {
        MemberContent::Shown(bytes)
    } else {
        MemberContent::File(bytes)
    };
    MailPart { name, body: MemberBody::Content(content) }
}

/// A string property: Unicode, else in the ANSI page of Vietnamese Windows.
fn string(ole: &mut Ole<'_>, storage: &str, property: &str, limit: u64) -> Option<String> {
    let path = |kind: &str| format!("/{storage}__substg1.0_{property}{kind}");
    if let Some(wide) = stream(ole, &path("001F"), limit) {
        return Some(UTF_16LE.decode_without_bom_handling(&wide).0.trim_end_matches('\0').to_owned());
    }
    let narrow = stream(ole, &path("001E"), limit)?;
    let text = match std::str::from_utf8(&narrow) {
        Ok(text) => text.to_owned(),
        Err(_) => WINDOWS_1258.decode_without_bom_handling(&narrow).0.into_owned(),
    };
    Some(text.trim_end_matches('\0').to_owned())
}

/// PidTagMessageDeliveryTime, else PidTagClientSubmitTime: fixed-length properties lie together in
/// one stream of 16-byte entries (tag, flags, value), times being 100 ns since 1601 (FILETIME).
fn sent_at(ole: &mut Ole<'_>, storage: &str, limit: u64) -> Option<Timestamp> {
    let properties = stream(ole, &format!("/{storage}__properties_version1.0"), limit)?;
    let header = if storage.is_empty() { 32 } else { 24 };
    let time = |tag: u32| {
        let (entries, _) = properties.get(header..)?.as_chunks::<16>();
        entries.iter().find_map(|entry| {
            let &[a, b, c, d, _, _, _, _, t0, t1, t2, t3, t4, t5, t6, t7] = entry;
            (u32::from_le_bytes([a, b, c, d]) == tag)
                .then(|| u64::from_le_bytes([t0, t1, t2, t3, t4, t5, t6, t7]))
        })
    };
    let filetime = time(0x0E06_0040).or_else(|| time(0x0039_0040))?;
    let seconds = i64::try_from(filetime / 10_000_000).ok()? - 11_644_473_600;
    let at = Timestamp::from_second(seconds).ok()?;
    (1990..2100).contains(&vietnam_day(at).year()).then_some(at)
}

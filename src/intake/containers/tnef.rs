//! `winmail.dat`: the envelope in which Outlook sends to those whom it takes for Outlook (TNEF,
//! MS-OXTNEF).
//!
//! A signature, then attributes of a level, a number, a length, the bytes and a sum. Those of level 2
//! belong to the attachment that began last; only names and bytes are looked at.

use encoding_rs::{UTF_16LE, WINDOWS_1258};

use crate::intake::sniff::TNEF;

/// attAttachRendData, which begins an attachment.
const BEGINS: u16 = 0x9002;
/// attAttachTitle: the name in the sender's code page.
const TITLE: u16 = 0x8010;
/// attAttachData: the bytes.
const DATA: u16 = 0x800F;
/// attAttachment: properties, of which the long names are taken.
const PROPERTIES: u16 = 0x9005;

/// An attachment of a winmail.dat.
#[derive(Default)]
struct Attached<'a> {
    title: String,
    long: Option<String>,
    bytes: Option<&'a [u8]>,
}

/// The name and bytes of each file that is attached, as far as the bytes can be followed.
pub(in crate::intake) fn files(bytes: &[u8]) -> impl Iterator<Item = (String, &[u8])> {
    attached(bytes)
        .into_iter()
        .filter_map(|attached| Some((attached.long.unwrap_or(attached.title), attached.bytes?)))
}

fn attached(bytes: &[u8]) -> Vec<Attached<'_>> {
    let mut all: Vec<Attached<'_>> = Vec::new();
    let mut rest = bytes.get(TNEF.len() + 2..).unwrap_or_default();
    while let Some((&[_, i0, i1, _, _, l0, l1, l2, l3], after)) = rest.split_first_chunk::<9>() {
        let length = usize::try_from(u32::from_le_bytes([l0, l1, l2, l3])).unwrap_or(usize::MAX);
        let Some((data, after)) = after.split_at_checked(length) else { break };
        match (u16::from_le_bytes([i0, i1]), all.last_mut()) {
            (BEGINS, _) => all.push(Attached::default()),
            (TITLE, Some(last)) => last.title = narrow(data),
            (DATA, Some(last)) => last.bytes = Some(data),
            (PROPERTIES, Some(last)) => last.long = long_name(data),
            _ => {}
        }
        rest = after.get(2..).unwrap_or_default();
    }
    all
}

/// PidTagAttachLongFilename among properties: a count, then for each a type, a number and a value.
fn long_name(properties: &[u8]) -> Option<String> {
    const LONG_NAME: u16 = 0x3707;
    let (_, mut rest) = properties.split_first_chunk::<4>()?;
    while let Some((&[t0, t1, n0, n1], after)) = rest.split_first_chunk::<4>() {
        let (kind, number) = (u16::from_le_bytes([t0, t1]), u16::from_le_bytes([n0, n1]));
        // Properties with a name of their own stand behind what is looked for.
        if 0x8000 <= number {
            return None;
        }
        let size = match kind {
            0x0002 | 0x0003 | 0x0004 | 0x000A | 0x000B => 4,
            0x0005 | 0x0006 | 0x0007 | 0x0014 | 0x0040 => 8,
            0x0048 => 16,
            0x000D | 0x001E | 0x001F | 0x0102 => {
                let (_, values) = after.split_first_chunk::<4>()?;
                let (length, value) = values.split_first_chunk::<4>()?;
                let length = usize::try_from(u32::from_le_bytes(*length)).ok()?;
                let value = value.get(..length)?;
                match (number, kind) {
                    (LONG_NAME, 0x001F) => {
                        let wide = UTF_16LE.decode_without_bom_handling(value).0;
                        return Some(wide.trim_end_matches('\0').to_owned());
                    }
                    (LONG_NAME, 0x001E) => return Some(narrow(value)),
                    _ => 8 + length.next_multiple_of(4),
                }
            }
            _ => return None,
        };
        rest = after.get(size..)?;
    }
    None
}

/// A string in UTF-8 or the page of Vietnamese Windows.
fn narrow(bytes: &[u8]) -> String {
    let text = match std::str::from_utf8(bytes) {
        Ok(text) => text.to_owned(),
        Err(_) => WINDOWS_1258.decode_without_bom_handling(bytes).0.into_owned(),
    };
    text.trim_end_matches('\0').to_owned()
}

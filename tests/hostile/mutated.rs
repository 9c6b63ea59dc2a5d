//! Files with wrong bytes in them, ten thousand of them, the same ones in every run.

use std::env;

use rayon::prelude::*;
use tonghop::intake::Limits;

use crate::chance::Chance;
use crate::files::{one_of_each, xlsx_of, zip_of};
use crate::{read, readers};

/// Mutations of each format; `TONGHOP_MUTATIONS=10000` makes it as many.
const EACH: u64 = 840;

#[test]
fn what_is_mutated_is_read_whole() {
    let readers = readers(Limits::default());
    for (name, seed) in one_of_each() {
        let account = crate::account(&read(&readers, name, &seed));
        assert!(account.iter().all(|line| line.ends_with(" Read")), "{account:?}");
    }
}

#[test]
fn ten_thousand_mutations_are_accounted_for() {
    let limits = Limits { max_unpacked_bytes: 8 << 20, max_xls_area: 100_000, ..Limits::default() };
    let readers = readers(limits);
    let mut seeds = one_of_each();
    // What deflate hides from a mutation: parts of workbooks and containers that are only stored.
    seeds.push(("b.xlsx", stored(&seeds[0].1)));
    seeds.push(("b.ods", stored(&seeds[2].1)));
    let each = env::var("TONGHOP_MUTATIONS").ok().and_then(|n| n.parse().ok()).unwrap_or(EACH);
    let n = u64::try_from(seeds.len()).expect("few") * each;
    assert!(10_000 <= n);
    (0..n).into_par_iter().for_each(|number| {
        let mut chance = Chance::new(number + 1);
        let (name, seed) = &seeds[usize::try_from(number / each).expect("few")];
        drop(read(&readers, name, &mutated(seed, &mut chance)));
    });
    assert!(!readers.unfenced());
}

/// A file with a few bytes changed, moved, doubled or lost.
fn mutated(seed: &[u8], chance: &mut Chance) -> Vec<u8> {
    const TELLING: [&[u8]; 8] =
        [b"\0", b"\xFF\xFF\xFF\xFF", b"\0\0\0\x80", b"<", b"&", b"\"", b"99999999999", b"-1"];
    let mut bytes = seed.to_vec();
    for _ in 0..=chance.below(6) {
        let at = chance.below(bytes.len());
        match chance.below(8) {
            0 => {
                let end = bytes.len().min(at + 1 + chance.below(64));
                bytes.drain(at..end);
            }
            1 => {
                let piece = bytes[at..bytes.len().min(at + 1 + chance.below(64))].to_vec();
                let to = chance.below(bytes.len());
                bytes.splice(to..to, piece);
            }
            2 | 3 => {
                let piece = TELLING[chance.below(TELLING.len())];
                let end = bytes.len().min(at + piece.len());
                bytes.splice(at..end, piece.iter().copied());
            }
            4 => bytes[at] ^= 1 << chance.below(8),
            _ => bytes[at] = u8::try_from(chance.below(256)).expect("a byte"),
        }
        if bytes.is_empty() {
            break;
        }
    }
    bytes
}

/// The same zip, without compression and without checksums that would stop a mutation early.
fn stored(packed: &[u8]) -> Vec<u8> {
    use std::io::{Cursor, Read};
    let mut zip = zip::ZipArchive::new(Cursor::new(packed)).expect("a zip");
    let mut members = Vec::new();
    for at in 0..zip.len() {
        let mut entry = zip.by_index(at).expect("an entry");
        let mut bytes = Vec::new();
        entry.read_to_end(&mut bytes).expect("bytes");
        members.push((entry.name().expect("a name").into_owned(), bytes));
    }
    let mut chance = Chance::new(7);
    for (name, bytes) in &mut members {
        // Mutated before it is packed, a part keeps its checksum.
        if name.ends_with(".xml") && chance.below(2) == 0 {
            *bytes = mutated(bytes, &mut chance);
        }
    }
    let members: Vec<(&str, &[u8])> =
        members.iter().map(|(name, bytes)| (name.as_str(), bytes.as_slice())).collect();
    zip_of(&members)
}

/// Wrong bytes inside the parts of a workbook, behind right checksums.
#[test]
fn parts_of_a_workbook_may_say_anything() {
    const SHEET: &str = "<worksheet><dimension ref=\"A1:D9\"/><cols><col min=\"1\" max=\"9\"/></cols><sheetData>\
        <row r=\"2\" spans=\"1:4\"><c r=\"A2\" s=\"1\"><v>1</v></c><c r=\"B2\" t=\"s\"><v>0</v></c>\
        <c r=\"C2\" t=\"inlineStr\"><is><t>x</t></is></c><c r=\"D2\" t=\"e\"><f>A1</f><v>#N/A</v></c></row>\
        </sheetData><mergeCells count=\"1\"><mergeCell ref=\"A5:D5\"/></mergeCells></worksheet>";
    const STRINGS: &str = "<sst count=\"2\" uniqueCount=\"2\"><si><t>Lò</t></si><si><r><rPr><rFont val=\".VnTime\"/>\
        </rPr><t xml:space=\"preserve\">p &amp; </t></r></si></sst>";
    let readers = readers(Limits { max_unpacked_bytes: 8 << 20, ..Limits::default() });
    (0..2_000_u64).into_par_iter().for_each(|number| {
        let mut chance = Chance::new(number + 99);
        let text = |part: &str, chance: &mut Chance| {
            String::from_utf8_lossy(&mutated(part.as_bytes(), chance)).into_owned()
        };
        let (sheet, strings) = (text(SHEET, &mut chance), text(STRINGS, &mut chance));
        drop(read(&readers, "a.xlsx", &xlsx_of(&sheet, &strings)));
    });
}

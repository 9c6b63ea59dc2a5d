//! Files of Excel 5 and 95 (BIFF5), whose texts are bytes of a code page that they may not be in.

use super::*;

fn record(kind: u16, data: &[u8]) -> Vec<u8> {
    let len = u16::try_from(data.len()).expect("a short record");
    [&kind.to_le_bytes()[..], &len.to_le_bytes(), data].concat()
}

/// A stream without its envelope (MS-XLS 2.4, in the form of Excel 5): one sheet, its rows of texts in
/// one font.
fn stream(code_page: u16, font: &str, rows: &[&[&[u8]]]) -> Vec<u8> {
    let byte = |number: usize| u8::try_from(number).expect("a small number");
    let len = |text: &[u8]| byte(text.len());
    let font_of = |name: &str| {
        let name = name.as_bytes();
        record(0x31, &[&[200, 0, 0, 0, 0xFF, 0x7F, 0x90, 1, 0, 0, 0, 0, 0, 0, len(name)], name].concat())
    };
    let mut globals = record(0x809, &[0, 5, 5, 0, 0, 0, 0, 0]);
    globals.extend(record(0x42, &code_page.to_le_bytes()));
    // Font number 4 does not exist: the fifth record is number 5.
    globals.extend((0..4).flat_map(|_| font_of("Arial")));
    globals.extend(font_of(font));
    globals.extend((0..15).flat_map(|_| record(0xE0, &[0; 16])));
    globals.extend(record(0xE0, &[5, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0]));
    let bound = |at: u32| record(0x85, &[&at.to_le_bytes()[..], &[0, 0, 2], b"DS"].concat());
    let end = record(0x0A, &[]);
    let at = globals.len() + bound(0).len() + end.len();
    globals.extend(bound(u32::try_from(at).expect("small")));
    globals.extend(&end);
    globals.extend(record(0x809, &[0, 5, 0x10, 0, 0, 0, 0, 0]));
    for (row, texts) in rows.iter().enumerate() {
        for (col, text) in texts.iter().enumerate() {
            let at = [byte(row), 0, byte(col), 0, 15, 0, len(text), 0];
            globals.extend(record(0x204, &[&at, *text].concat()));
        }
    }
    globals.extend(end);
    globals
}

const SHOWN: [&str; 2] =
    ["1: A=Họ và tên | B=Đơn vị | C=Năm sinh", "2: A=Trần Thị Hường | B=Phòng Nội vụ | C=1975"];
const TCVN3: [&[&[u8]]; 2] = [
    &[b"H\xE4 v\xB5 t\xAAn", b"\xA7\xACn v\xDE", b"N\xA8m sinh"],
    &[b"Tr\xC7n Th\xDE H\xAD\xEAng", b"Ph\xDFng N\xE9i v\xF4", b"1975"],
];
const VNI: [&[&[u8]]; 2] = [
    &[b"Ho\xEF va\xF8 te\xE2n", b"\xD1\xF4n v\xF2", b"Na\xEAm sinh"],
    &[b"Tra\xE0n Th\xF2 H\xF6\xF4\xF8ng", b"Pho\xF8ng No\xE4i vu\xEF", b"1975"],
];
const CP_1258: [&[&[u8]]; 2] = [
    &[b"Ho\xF2 va\xCC t\xEAn", b"\xD0\xF5n vi\xF2", b"N\xE3m sinh"],
    &[b"Tr\xE2\xCCn Thi\xF2 H\xFD\xF5\xCCng", b"Pho\xCCng N\xF4\xF2i vu\xF2", b"1975"],
];

/// A Vietnamese Windows writes 1258 whatever the font, others write 1252 or their own.
#[test]
fn letters_are_read_by_what_they_are_and_not_by_the_page_that_the_file_claims() {
    for (rows, fonts) in [(&TCVN3, [".VnTime", "Arial"]), (&VNI, ["VNI-Times", "Arial"])] {
        for page in [1252, 1258, 1200, 874, 936, 32768] {
            for font in fonts {
                let name = format!("{page} {font}.xls");
                check_sheet(&name, &stream(page, font, rows), &SHOWN, &["text-repaired"]);
            }
        }
    }
    for page in [1258, 1252, 874] {
        check_sheet(&format!("{page}.xls"), &stream(page, "Arial", &CP_1258), &SHOWN, &[]);
    }
    // Only the page that is claimed tells ă from ã where no tone stands.
    check_sheet("a.xls", &stream(1258, "Arial", &[&[b"N\xE3m sinh"]]), &["1: A=Năm sinh"], &[]);
}

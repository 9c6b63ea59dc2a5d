use super::*;

#[track_caller]
fn check(name: &str, bytes: &[u8], code: &str) {
    let attachments = read(name, bytes);
    let [attachment] = attachments.as_slice() else { panic!("{:?}", account(&attachments)) };
    assert_eq!(attachment.outcome, FileOutcome::Failed, "{name}");
    assert_eq!(codes_of(attachment), [code], "{:?}", attachment.findings);
    assert!(attachment.sheets.is_empty());
}

#[test]
fn what_cannot_be_read_is_named_with_a_reason() {
    check("a.xlsx", b"", "file-empty");
    check("a.xlsx", &list()[..list().len() / 2], "file-damaged");
    check("a.jpg", b"\xFF\xD8\xFF\xE0\0\x10JFIF", "file-unsupported");
    check("a.xls", b"{\\rtf1 x", "file-unsupported");
    check(
        "a.xls",
        b"<html><body>Phi\xEAn l\xE0m vi\xEAc \xF0\xE3 h\xEA\xECt h\xE1n</body></html>",
        "file-unsupported",
    );
    let letter = b"<w:document><w:body><w:p><w:r><w:t>A</w:t></w:r></w:p></w:body></w:document>";
    check(
        "a.docx",
        &zip_of(&[("[Content_Types].xml", b""), ("word/document.xml", letter)]),
        "file-unsupported",
    );
    check("a.docx", &zip_of(&[("[Content_Types].xml", b""), ("word/document.xml", b"")]), "file-damaged");
    let mut ole = cfb::CompoundFile::create(Cursor::new(Vec::new())).expect("an envelope");
    ole.create_stream("/EncryptedPackage").expect("a stream").write_all(b"x").expect("bytes");
    check("a.xlsx", ole.into_inner().get_ref(), "file-encrypted");
}

#[test]
fn far_corners_cost_two_rows() {
    let sheet = "<dimension ref=\"D9:A1\"/><sheetData><row r=\"1\"><c r=\"A1\"><v>1</v></c></row>\
        <row r=\"1048576\"><c r=\"XFD1048576\"><v>2</v></c></row></sheetData>";
    let sheet = sheet.replace("D9:A1", "A1:XFD1048576");
    check_sheet("a.xlsx", &xlsx_of(&sheet, "<sst/>"), &["1: A=1", "1048576: XFD=2"], &[]);
}

#[test]
fn a_huge_count_of_strings_is_not_believed() {
    for count in ["100000000000", "18446744073709551615", "99999999999999999999999999"] {
        let strings = format!("<sst count=\"1\" uniqueCount=\"{count}\"><si><t>Đ</t></si></sst>");
        let sheet = "<sheetData><row r=\"1\"><c r=\"A1\" t=\"s\"><v>0</v></c></row></sheetData>";
        check_sheet("a.xlsx", &xlsx_of(sheet, &strings), &["1: A=Đ"], &[]);
    }
}

#[test]
fn cells_outside_the_grid_are_said() {
    let sheet = "<sheetData><row r=\"9999999\"><c r=\"A9999999\"><v>1</v></c></row>\
        <row r=\"1\"><c r=\"B1\"><v>2</v></c></row></sheetData>";
    let attachments = read("a.xlsx", &xlsx_of(sheet, "<sst/>"));
    assert_eq!(codes_of(&attachments[0]), ["cell-broken"], "{:?}", attachments[0].findings);
}

#[test]
fn bombs_are_stopped_by_their_limits() {
    let limits =
        Limits { max_unpacked_bytes: 100_000, max_total_bytes: 150_000, max_cells: 50, ..Limits::default() };
    let blanks = format!("<sheetData>{}</sheetData>", " ".repeat(200_000));
    let many = format!("<sheetData><row r=\"1\">{}</row></sheetData>", "<c><v>1</v></c>".repeat(60));
    let zeros = vec![0_u8; 90_000];
    let nested = zip_of(&[("a", &zeros), ("b", &zeros)]);
    for bytes in [xlsx_of(&blanks, "<sst/>"), xlsx_of(&many, "<sst/>")] {
        let attachments = read_within("a.xlsx", &bytes, &limits);
        assert_eq!(account(&attachments), ["a.xlsx Failed file-too-large"]);
    }
    let members = account(&read_within("a.zip", &nested, &limits));
    assert!(members.iter().any(|it| it.ends_with("file-too-large")), "{members:?}");
    let mut deep = zip_of(&[("x.csv", b"1,2")]);
    for _ in 0..12 {
        deep = zip_of(&[("a.zip", &deep)]);
    }
    let members = account(&read("a.zip", &deep));
    assert!(members[0].ends_with("Failed file-too-large"), "{members:?}");
}

/// A megabyte that unpacks to a gigabyte is given up at two hundred times its size.
#[test]
fn what_packs_too_well_is_not_unpacked_whole() {
    let sheet = format!("<sheetData>{}</sheetData>", " ".repeat(80 << 20));
    let attachments = read("a.xlsx", &xlsx_of(&sheet, "<sst/>"));
    assert_eq!(account(&attachments), ["a.xlsx Failed file-too-large"]);
}

/// Records of a BIFF8 workbook of one sheet.
fn xls_of(records: &[(u16, &[u8])]) -> Vec<u8> {
    xls_with(&[], records)
}

/// The same, with records of the workbook as a whole.
fn xls_with(globals: &[(u16, Vec<u8>)], records: &[(u16, &[u8])]) -> Vec<u8> {
    let record = |kind: u16, data: &[u8]| {
        let mut bytes = kind.to_le_bytes().to_vec();
        bytes.extend_from_slice(&u16::try_from(data.len()).expect("a short record").to_le_bytes());
        bytes.extend_from_slice(data);
        bytes
    };
    let bof = |kind: u8| record(0x0809, &[0, 6, kind, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0]);
    let mut stream = bof(5);
    // CODEPAGE 1252, which BIFF8 writers put and readers must not heed
    stream.extend(record(0x0042, &1252_u16.to_le_bytes()));
    for (kind, data) in globals {
        stream.extend(record(*kind, data));
    }
    let start = u32::try_from(stream.len() + 4 + 8 + 2 + 4).expect("a short stream");
    let mut sheet = start.to_le_bytes().to_vec();
    sheet.extend_from_slice(&[0, 0, 2, 0, b'D', b'S']);
    stream.extend(record(0x0085, &sheet));
    stream.extend(record(0x000A, &[]));
    stream.extend(bof(0x10));
    for (kind, data) in records {
        stream.extend(record(*kind, data));
    }
    stream.extend(record(0x000A, &[]));
    let mut ole = cfb::CompoundFile::create(Cursor::new(Vec::new())).expect("an envelope");
    ole.create_stream("/Workbook").expect("a stream").write_all(&stream).expect("bytes");
    ole.into_inner().into_inner()
}

/// A LABEL record with 16-bit text.
fn label(row: u16, col: u16, text: &str) -> Vec<u8> {
    let units: Vec<u16> = text.encode_utf16().collect();
    let mut data: Vec<u8> = [row, col, 0, u16::try_from(units.len()).expect("short")]
        .iter()
        .flat_map(|n| n.to_le_bytes())
        .collect();
    data.push(1);
    data.extend(units.iter().flat_map(|unit| unit.to_le_bytes()));
    data
}

#[test]
fn an_xls_is_read_whatever_it_says_of_itself() {
    let absurd: Vec<u8> =
        [0_u32, u32::MAX].iter().flat_map(|n| n.to_le_bytes()).chain([0, 0, 255, 255, 0, 0]).collect();
    let bytes = xls_of(&[(0x0200, &absurd), (0x0204, &label(4, 2, "Lò Văn Páo"))]);
    check_sheet("a.xls", &bytes, &["5: C=Lò Văn Páo"], &[]);
}

#[test]
fn an_xls_spread_over_the_whole_grid_is_refused() {
    check(
        "a.xls",
        &xls_of(&[(0x0204, &label(0, 0, "a")), (0x0204, &label(65_535, 255, "b"))]),
        "file-too-large",
    );
    check("a.xls", &xls_of(&[(0x0204, &label(0, 40_000, "a"))]), "file-damaged");
    check("a.xls", &xls_of(&[(0x002F, &[1, 0, 1, 0])])[..600], "file-damaged");
}

/// Whatever bytes are flipped, each file yields an account and the process lives.
#[test]
fn broken_bytes_never_stop_the_run() {
    let mut state = 0x2545_F491_4F6C_DD1D_u64;
    let mut random = move |below: usize| {
        state ^= state << 13;
        state ^= state >> 7;
        state ^= state << 17;
        usize::try_from(state % u64::try_from(below).expect("small")).expect("small")
    };
    let seeds = [
        list(),
        xls_of(&[(0x0204, &label(4, 2, "Lò Văn Páo")), (0x0203, &[1, 0, 1, 0, 0, 0, 0, 0, 0, 0, 0, 0, 240, 63])]),
        zip_of(&[("a.csv", b"1,2"), ("b.xlsx", &list())]),
        b"From: a@x.vn\r\nTo: b@x.vn\r\nMIME-Version: 1.0\r\nContent-Type: multipart/mixed; boundary=b\r\n\r\n--b\r\n\r\nx\r\n--b--".to_vec(),
        b"<html><table><tr><td colspan=2>a<td rowspan=3>b</table>".to_vec(),
    ];
    let limits = Limits { max_unpacked_bytes: 8 << 20, max_xls_area: 100_000, ..Limits::default() };
    for seed in &seeds {
        for _ in 0..300 {
            let mut bytes = seed.clone();
            for _ in 0..=random(6) {
                let at = random(bytes.len());
                bytes[at] = u8::try_from(random(256)).expect("a byte");
            }
            if random(4) == 0 {
                bytes.truncate(random(bytes.len()));
            }
            for attachment in read_within("a.xls", &bytes, &limits) {
                assert!(attachment.outcome != FileOutcome::Failed || !attachment.findings.is_empty());
            }
        }
    }
}

#[test]
fn fonts_of_an_old_xls_are_found() {
    let font = |name: &str| {
        let mut data = vec![0_u8; 14];
        data.extend_from_slice(&[u8::try_from(name.len()).expect("short"), 0]);
        data.extend_from_slice(name.as_bytes());
        data
    };
    let globals = [
        (0x0031, font("Arial")),
        (0x0031, font(".VnTimeH")),
        (0x00E0, vec![0; 20]),
        (0x00E0, [&[1, 0][..], &[0; 18]].concat()),
    ];
    let mut capitals = label(0, 0, "uû ban nh©n d©n");
    capitals[4] = 1;
    let bytes = xls_with(&globals, &[(0x0204, &capitals), (0x0204, &label(1, 0, "Xã Đông"))]);
    check_sheet("a.xls", &bytes, &["1: A=UỶ BAN NHÂN DÂN", "2: A=Xã Đông"], &["text-repaired"]);
}

use super::*;

#[test]
fn members_of_a_zip_are_attachments_of_their_own() {
    let inner = zip_of(&[("Biểu 1.xlsx", &list())]);
    let bytes = zip_of(&[
        ("xã Đông/danh sách.xlsx", &list()),
        ("~$danh sách.xlsx", b"x"),
        ("__MACOSX/._danh sách.xlsx", b"x"),
        ("bản ký.pdf", b"%PDF-1.4"),
        ("gói.zip", &inner),
    ]);
    assert_eq!(
        account(&read("a.zip", &bytes)),
        [
            "a.zip!xã Đông/danh sách.xlsx Read",
            "a.zip!~$danh sách.xlsx Ignored file-ignored",
            "a.zip!__MACOSX/._danh sách.xlsx Ignored file-ignored",
            "a.zip!bản ký.pdf Ignored file-ignored",
            "a.zip!gói.zip!Biểu 1.xlsx Read",
        ]
    );
    assert_eq!(account(&read("a.zip", &zip_of(&[]))), ["a.zip Failed file-unsupported"]);
    assert_eq!(account(&read("bản ký.pdf", b"%PDF-1.4")), ["bản ký.pdf Failed file-unsupported"]);
}

#[test]
fn names_in_old_zips_are_vietnamese() {
    // zip stores the flag of UTF-8 itself; raw bytes come from Windows' own tool.
    let mut bytes = zip_of(&[("xa-D-ng.csv", b"1,2")]);
    for at in 0..bytes.len() - 2 {
        if bytes[at..].starts_with(b"-D-") {
            bytes[at..at + 3].copy_from_slice(b" \xD0\xF4");
        }
    }
    let attachments = read("a.zip", &bytes);
    assert_eq!(attachments[0].source.as_ref(), "a.zip!xa Đông.csv");
}

/// A mail of parts (header lines, content), each in base64.
fn mail_of(parts: &[(&str, &[u8])]) -> Vec<u8> {
    let mut mail = "From: =?UTF-8?B?U+G7nyBZIHThur8=?= <So.Y.Te@Tinh.GOV.VN>\r\nTo: b@x.vn\r\n\
        Subject: =?UTF-8?Q?Danh_s=C3=A1ch?=\r\nDate: Tue, 04 Jun 2024 18:30:00 +0000\r\n\
        MIME-Version: 1.0\r\nContent-Type: multipart/mixed; boundary=\"b\"\r\n\r\n\
        --b\r\nContent-Type: text/plain\r\n\r\nKinh gui\r\n"
        .to_owned();
    for (headers, content) in parts {
        mail.push_str(&format!(
            "--b\r\n{headers}\r\nContent-Transfer-Encoding: base64\r\n\r\n{}\r\n",
            base64(content)
        ));
    }
    mail.push_str("--b--\r\n");
    mail.into_bytes()
}

fn base64(bytes: &[u8]) -> String {
    const DIGITS: &[u8; 64] = b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
    let mut text = String::new();
    for chunk in bytes.chunks(3) {
        let word =
            chunk.iter().fold(0_u32, |word, byte| word << 8 | u32::from(*byte)) << (8 * (3 - chunk.len()));
        for digit in 0..4 {
            if digit <= chunk.len() {
                text.push(char::from(
                    DIGITS[usize::try_from(word >> (18 - 6 * digit) & 63).expect("six bits")],
                ));
            } else {
                text.push('=');
            }
        }
        if text.len() % 77 == 76 {
            text.push_str("\r\n");
        }
    }
    text
}

#[test]
fn a_mail_names_sender_day_and_attachments() {
    let bytes = mail_of(&[
        (
            "Content-Type: application/octet-stream\r\nContent-Disposition: attachment;\r\n \
             filename*0*=UTF-8''Danh%20s%C3%A1ch%20; filename*1*=%C4%91%C4%83ng%20k%C3%BD.xlsx",
            &list(),
        ),
        (
            "Content-Type: image/png; name=\"logo.png\"\r\nContent-ID: <a>\r\nContent-Disposition: inline",
            b"\x89PNG\r\n\x1a\n",
        ),
        ("Content-Type: application/pdf; name=\"ban ky.pdf\"", b"%PDF-1.4"),
    ]);
    let attachments = read("thang-6/thư.eml", &bytes);
    assert_eq!(
        account(&attachments),
        [
            "thang-6/thư.eml!Danh sách đăng ký.xlsx Read",
            "thang-6/thư.eml!logo.png Ignored file-ignored",
            "thang-6/thư.eml!ban ky.pdf Ignored file-ignored",
        ]
    );
    let list = &attachments[0];
    assert_eq!(list.received, Date::constant(2024, 6, 5), "half past one at night in Hà Nội");
    let mail = list.mail.as_ref().expect("an envelope");
    assert_eq!(mail.from, "so.y.te@tinh.gov.vn");
    assert_eq!(mail.from_name, "Sở Y tế");
    assert_eq!(mail.subject, "Danh sách");
}

#[test]
fn a_mail_without_a_workbook_is_said_once() {
    assert_eq!(account(&read("a.eml", &mail_of(&[]))), ["a.eml Ignored mail-empty"]);
    let pdf = mail_of(&[("Content-Type: application/pdf; name=\"a.pdf\"", b"%PDF-1.4")]);
    assert_eq!(
        account(&read("a.eml", &pdf)),
        ["a.eml!a.pdf Failed file-unsupported", "a.eml Ignored mail-empty"]
    );
}

#[test]
fn forwarded_mails_and_mailboxes_are_opened() {
    let inner =
        mail_of(&[("Content-Type: application/zip; name=\"a.zip\"", &zip_of(&[("b.xlsx", &list())]))]);
    let mut outer = b"From: c@x.vn\r\nTo: b@x.vn\r\nDate: Thu, 06 Jun 2024 08:00:00 +0700\r\nMIME-Version: 1.0\r\n\
        Content-Type: multipart/mixed; boundary=\"outer\"\r\n\r\n--outer\r\nContent-Type: message/rfc822\r\n\r\n".to_vec();
    outer.extend_from_slice(&inner);
    outer.extend_from_slice(b"\r\n--outer--\r\n");
    let attachments = read("a.eml", &outer);
    assert_eq!(account(&attachments), ["a.eml!thư chuyển tiếp.eml!a.zip!b.xlsx Read"]);
    assert_eq!(attachments[0].mail.as_ref().expect("an envelope").from, "so.y.te@tinh.gov.vn");

    let mut mailbox = Vec::new();
    for _ in 0..2 {
        mailbox.extend_from_slice(b"From a@x.vn Tue Jun  4 10:00:00 2024\n");
        mailbox.extend_from_slice(&inner);
        mailbox.extend_from_slice(b"\n");
    }
    assert_eq!(
        account(&read("hop.mbox", &mailbox)),
        ["hop.mbox!0001.eml!a.zip!b.xlsx Read", "hop.mbox!0002.eml!a.zip!b.xlsx Read"]
    );
}

#[test]
fn an_outlook_message_is_a_mail() {
    let mut ole = cfb::CompoundFile::create(Cursor::new(Vec::new())).expect("an envelope");
    let wide = |text: &str| text.encode_utf16().flat_map(u16::to_le_bytes).collect::<Vec<u8>>();
    let attached = "/__attach_version1.0_#00000000";
    ole.create_storage(attached).expect("a storage");
    let mut properties = vec![0_u8; 32];
    properties.extend_from_slice(&0x0039_0040_u32.to_le_bytes());
    properties.extend_from_slice(&[0; 4]);
    // 2024-06-04 18:30 UTC
    properties.extend_from_slice(&((1_717_525_800_u64 + 11_644_473_600) * 10_000_000).to_le_bytes());
    for (path, bytes) in [
        ("/__properties_version1.0".to_owned(), properties),
        ("/__substg1.0_5D01001F".to_owned(), wide("SYT@tinh.gov.vn")),
        ("/__substg1.0_0C1A001E".to_owned(), b"S\xF5\xD2 Y t\xEA\xEC".to_vec()),
        (format!("{attached}/__substg1.0_3707001F"), wide("Danh sách.xlsx")),
        (format!("{attached}/__substg1.0_37010102"), list()),
    ] {
        ole.create_stream(path).expect("a stream").write_all(&bytes).expect("bytes");
    }
    let bytes = ole.into_inner().into_inner();
    let attachments = read("thư.msg", &bytes);
    assert_eq!(account(&attachments), ["thư.msg!Danh sách.xlsx Read"]);
    let mail = attachments[0].mail.as_ref().expect("an envelope");
    assert_eq!((mail.from.as_str(), mail.from_name.as_str()), ("syt@tinh.gov.vn", "Sở Y tế"));
    assert_eq!(attachments[0].received, Date::constant(2024, 6, 5));
}

#[test]
fn what_outlook_hides_in_winmail_dat_is_found() {
    let attribute = |level: u8, id: u32, data: &[u8]| {
        let length = u32::try_from(data.len()).expect("small").to_le_bytes();
        [&[level], &id.to_le_bytes()[..], &length, data, &[0, 0]].concat()
    };
    let wide: Vec<u8> = "Danh sách.xlsx\0".encode_utf16().flat_map(u16::to_le_bytes).collect();
    let mut properties = [3_u32, 0x3705_0003, 1, 0x3707_001F, 1, 30].map(u32::to_le_bytes).concat();
    properties.extend(&wide);
    let bytes = [
        b"\x78\x9F\x3E\x22\x01\0".to_vec(),
        attribute(1, 0x0008_9006, &[0, 0, 1, 0]),
        attribute(2, 0x0006_9002, &[0; 14]),
        attribute(2, 0x0001_8010, b"DANHSA~1.XLS\0"),
        attribute(2, 0x0006_800F, &list()),
        attribute(2, 0x0006_9005, &properties),
        attribute(2, 0x0006_9002, &[0; 14]),
        attribute(2, 0x0001_8010, b"thu.csv\0"),
        attribute(2, 0x0006_800F, b"STT;T\xEAn\n1;An\n"),
    ]
    .concat();
    assert_eq!(
        account(&read("winmail.dat", &bytes)),
        ["winmail.dat!Danh sách.xlsx Read", "winmail.dat!thu.csv Read"]
    );
    assert_eq!(account(&read("winmail.dat", &bytes[..60])), ["winmail.dat Failed file-unsupported"]);
}

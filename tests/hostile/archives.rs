//! Archives of WinRAR and 7-Zip, and files behind a password: honest ones, broken ones and bombs.

use std::io::{Cursor, Write};

use rars::ArchiveVersion;
use sevenz_rust2::encoder_options::AesEncoderOptions;
use sevenz_rust2::{ArchiveEntry, ArchiveWriter, EncoderMethod};
use tonghop::intake::{Limits, Passwords, Readers};
use zip::unstable::write::FileOptionsExt;
use zip::write::SimpleFileOptions;
use zip::{AesMode, ZipWriter};

use crate::files::{mail, xlsx, zip_of};
use crate::{account, read, readers};

/// What an office that knows two passwords makes of a file.
#[track_caller]
fn check(name: &str, bytes: &[u8], expect: &[&str]) {
    check_with(&knowing("sai\n\n  đoàn kết \n"), name, bytes, expect);
}

#[track_caller]
fn check_with(readers: &Readers, name: &str, bytes: &[u8], expect: &[&str]) {
    assert_eq!(account(&read(readers, name, bytes)), expect, "{name}");
    // Whatever happened, the next file is read.
    assert_eq!(account(&read(readers, "next.xlsx", &xlsx())), ["next.xlsx Read"]);
}

fn knowing(passwords: &str) -> Readers {
    readers(Limits::default()).with_passwords(Passwords::listed(passwords))
}

const RARS: [ArchiveVersion; 4] =
    [ArchiveVersion::Rar29, ArchiveVersion::Rar40, ArchiveVersion::Rar50, ArchiveVersion::Rar70];

pub(super) fn builder(version: ArchiveVersion, members: &[(&str, &[u8])]) -> rars::Builder {
    let mut builder = rars::Builder::new(version);
    for (name, bytes) in members {
        builder.add_bytes(name.as_bytes().to_vec(), bytes.to_vec(), None, None).expect("a member");
    }
    builder
}

/// A .rar of members.
pub(super) fn rar(version: ArchiveVersion, members: &[(&str, &[u8])]) -> Vec<u8> {
    builder(version, members).to_bytes().expect("a rar")
}

/// A .7z of members, each packed by itself.
pub(super) fn seven_zip(members: &[(&str, &[u8])]) -> Vec<u8> {
    seven_zip_with(members, |_| {})
}

fn seven_zip_with(
    members: &[(&str, &[u8])],
    prepare: impl FnOnce(&mut ArchiveWriter<Cursor<Vec<u8>>>),
) -> Vec<u8> {
    let mut writer = ArchiveWriter::new(Cursor::new(Vec::new())).expect("a 7z");
    prepare(&mut writer);
    for (name, bytes) in members {
        writer.push_archive_entry(ArchiveEntry::new_file(name), Some(*bytes)).expect("a member");
    }
    writer.finish().expect("a 7z").into_inner()
}

pub(super) fn locked_seven_zip(members: &[(&str, &[u8])], hide_names: bool) -> Vec<u8> {
    seven_zip_with(members, |writer| {
        let lock = AesEncoderOptions::new("đoàn kết".into());
        writer.set_content_methods(vec![lock.into(), EncoderMethod::LZMA2.into()]);
        writer.set_encrypt_header(hide_names);
    })
}

#[test]
fn members_are_attachments_of_their_own() {
    let inner = zip_of(&[("Biểu 1.xlsx", &xlsx())]);
    let members: [(&str, &[u8]); 4] = [
        ("xã Đông/danh sách.xlsx", &xlsx()),
        ("~$danh sách.xlsx", b"x"),
        ("bản ký.pdf", b"%PDF-1.4"),
        ("gói.zip", &inner),
    ];
    let expect = |name: &str| {
        [
            format!("{name}!xã Đông/danh sách.xlsx Read"),
            format!("{name}!~$danh sách.xlsx Ignored file-ignored"),
            format!("{name}!bản ký.pdf Ignored file-ignored"),
            format!("{name}!gói.zip!Biểu 1.xlsx Read"),
        ]
    };
    let readers = readers(Limits::default());
    for version in RARS {
        for solid in [false, true] {
            let bytes = builder(version, &members).solid(solid).to_bytes().expect("a rar");
            assert_eq!(account(&read(&readers, "a.rar", &bytes)), expect("a.rar"), "{version} {solid}");
        }
    }
    assert_eq!(account(&read(&readers, "a.7z", &seven_zip(&members))), expect("a.7z"));
    // And back: what they hold may come in a mail in one of them.
    let letter = mail(&[("tệp.rar", &rar(ArchiveVersion::Rar50, &members[..1]))]);
    check("a.7z", &seven_zip(&[("thư.eml", &letter)]), &["a.7z!thư.eml!tệp.rar!xã Đông/danh sách.xlsx Read"]);
    check("a.7z", &seven_zip(&[]), &["a.7z Failed file-unsupported"]);
}

#[test]
fn names_that_climb_out_of_folders_are_names() {
    let members: [(&str, &[u8]); 1] = [("../../../etc/a.xlsx", &xlsx())];
    check("a.7z", &seven_zip(&members), &["a.7z!../../../etc/a.xlsx Read"]);
}

#[test]
fn what_a_password_of_the_office_opens_is_read() {
    let members: [(&str, &[u8]); 2] = [("a.xlsx", &xlsx()), ("b.csv", b"STT;T\n1;An\n")];
    let stranger = readers(Limits::default());
    let open = |name: &str| [format!("{name}!a.xlsx Read"), format!("{name}!b.csv Read")];
    let named =
        |name: &str| ["a.xlsx", "b.csv"].map(|member| format!("{name}!{member} Failed file-encrypted"));
    let whole = |name: &str| [format!("{name} Failed file-encrypted")];
    let compare = |name: &str, bytes: &[u8], shut: &[String]| {
        assert_eq!(account(&read(&knowing("sai\nđoàn kết"), name, bytes)), open(name), "{name}");
        for readers in [&stranger, &knowing("sai\nđoàn  kết\nĐoàn kết")] {
            assert_eq!(account(&read(readers, name, bytes)), shut, "{name}");
        }
    };
    for version in RARS {
        let locked = builder(version, &members).password(Some("đoàn kết".into()));
        compare("a.rar", &locked.to_bytes().expect("a rar"), &named("a.rar"));
        let hidden = locked.header_encryption(true);
        if let Ok(bytes) = hidden.to_bytes() {
            compare("a.rar", &bytes, &whole("a.rar"));
        }
    }
    compare("a.7z", &locked_seven_zip(&members, false), &whole("a.7z"));
    compare("a.7z", &locked_seven_zip(&members, true), &whole("a.7z"));
    let old = SimpleFileOptions::default().with_deprecated_encryption("đoàn kết".as_bytes()).expect("a key");
    let new = SimpleFileOptions::default().with_aes_encryption(AesMode::Aes256, "đoàn kết");
    for options in [zip_with(&members, old), zip_with(&members, new)] {
        compare("a.zip", &options, &named("a.zip"));
    }
}

pub(super) fn zip_with(members: &[(&str, &[u8])], options: zip::write::FileOptions<'_, '_, ()>) -> Vec<u8> {
    let mut writer = ZipWriter::new(Cursor::new(Vec::new()));
    for (name, bytes) in members {
        writer.start_file(*name, options).expect("a member");
        writer.write_all(bytes).expect("bytes");
    }
    writer.finish().expect("a zip").into_inner()
}

/// Both workbooks were written by openpyxl and locked by msoffcrypto-tool 6, the one with «đoàn kết»,
/// the other as Excel locks a workbook of which only changes are forbidden.
#[test]
fn locked_workbooks_keep_their_name_and_hash() {
    let locked = include_bytes!("locked.xlsx");
    check("a.xlsx", locked, &["a.xlsx Read"]);
    check("a.xlsx", include_bytes!("protected.xlsx"), &["a.xlsx Read"]);
    check_with(&readers(Limits::default()), "a.xlsx", include_bytes!("protected.xlsx"), &["a.xlsx Read"]);
    check_with(&knowing("doan ket"), "a.xlsx", locked, &["a.xlsx Failed file-encrypted"]);
    let attachments = read(&knowing("đoàn kết"), "a.xlsx", locked);
    assert_eq!(attachments[0].hash, blake3::hash(locked).to_hex().to_string());
    assert_eq!(attachments[0].sheets[0].rows[1].cells[0].value.shown(), "Lò Văn Páo");
}

#[test]
fn pieces_of_a_cut_archive_are_told() {
    let noise = noise(40_000);
    let members: [(&str, &[u8]); 2] = [("a.csv", b"STT;T\n1;An\n"), ("b.bin", &noise)];
    for (version, members) in [(ArchiveVersion::Rar40, &members[1..]), (ArchiveVersion::Rar50, &members[..])]
    {
        let cut = builder(version, members).store(true).volume_size(Some(16 << 10));
        let volumes = cut.build_volumes(None).expect("volumes");
        assert!(2 < volumes.len());
        let whole = (members.len() == 2).then_some("a.part1.rar!a.csv Read");
        let expect: Vec<&str> = whole.into_iter().chain(["a.part1.rar!b.bin Failed file-split"]).collect();
        check("a.part1.rar", &volumes[0], &expect);
        check("a.part2.rar", &volumes[1], &["a.part2.rar!b.bin Failed file-split"]);
    }
    let whole = seven_zip(&members);
    check("a.7z.001", &whole[..16 << 10], &["a.7z.001 Failed file-split"]);
    check("a.7z.002", &whole[16 << 10..], &["a.7z.002 Failed file-split"]);
}

/// Bytes that no archive makes smaller (xorshift, Marsaglia 2003).
fn noise(n: usize) -> Vec<u8> {
    let mut state = 2_463_534_242_u32;
    let mut next = || {
        state ^= state << 13;
        state ^= state >> 17;
        state ^= state << 5;
        state.to_le_bytes()[0]
    };
    (0..n).map(|_| next()).collect()
}

#[test]
fn bombs_are_stopped() {
    // As many as may come out; with the limits of a run the tests would pack a gigabyte first.
    let tight = || readers(Limits { max_unpacked_bytes: 1 << 20, ..Limits::default() });
    let blanks = vec![b' '; (1 << 20) + 1];
    for (name, bytes) in [
        ("a.rar", rar(ArchiveVersion::Rar50, &[("a.csv", b"1;2"), ("zeros.csv", &blanks)])),
        ("a.7z", seven_zip(&[("a.csv", b"1;2"), ("zeros.csv", &blanks)])),
    ] {
        check_with(
            &tight(),
            name,
            &bytes,
            &[&format!("{name}!a.csv Read"), &format!("{name}!zeros.csv Failed file-too-large")],
        );
    }
    let mut deep = seven_zip(&[("x.csv", b"1,2")]);
    for _ in 0..10 {
        deep = seven_zip(&[("a.7z", &deep)]);
    }
    let source = format!("a.7z{}", "!a.7z".repeat(8));
    check("a.7z", &deep, &[&format!("{source} Failed file-too-large")]);
}

#[test]
fn each_member_is_accounted_for_behind_one_that_is_broken() {
    let noise = noise(20_000);
    let members: [(&str, &[u8]); 3] = [("a.csv", b"1;2"), ("b.bin", &noise), ("c.csv", b"3;4")];
    for (version, solid) in
        [(ArchiveVersion::Rar40, false), (ArchiveVersion::Rar50, false), (ArchiveVersion::Rar50, true)]
    {
        let bytes = broken_in(
            builder(version, &members).store(!solid).solid(solid).to_bytes().expect("a rar"),
            &noise,
        );
        let n = read(&readers(Limits::default()), "a.rar", &bytes).len();
        assert_eq!(n, 3, "{version} {solid}");
    }
    let n = read(&readers(Limits::default()), "a.7z", &broken_in(seven_zip(&members), &noise)).len();
    assert_eq!(n, 3);
}

/// The archive with a byte of its middle turned round, which lies in the noise.
fn broken_in(mut bytes: Vec<u8>, noise: &[u8]) -> Vec<u8> {
    assert!(noise.len() < bytes.len() * 2);
    let middle = bytes.len() / 2;
    bytes[middle] ^= 0xFF;
    bytes
}

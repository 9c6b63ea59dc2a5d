//! Why a file could not be read, before it is known which file.
//!
//! Readers return a [`Trouble`]; `open` adds the place and makes it a finding.

use crate::finding::{Code, Finding, Place};

/// A reason for not reading an attachment.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Trouble {
    /// No bytes at all.
    Empty,
    /// Broken; the words say what was found broken (Vietnamese).
    Damaged(String),
    /// Behind a password, and none that the office knows fits.
    Encrypted,
    /// A piece of an archive that was cut into volumes.
    Split,
    /// Not a workbook; the words name what it is (Vietnamese).
    Unsupported(&'static str),
    /// Over one of the limits; the words say which (Vietnamese).
    TooLarge(String),
    /// Its reading broke off.
    Crashed(Crash),
}

/// How the reading of a file broke off.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Crash {
    /// The reading library panicked.
    Panicked,
    /// More calls within calls than a thread has room for.
    Deep,
    /// More bytes of memory than one file may have.
    Memory(u64),
    /// Not done after so many seconds.
    Late(u64),
    /// The process that read it ended, nobody knows why.
    Died,
}

/// What a library found broken, as far as it is told apart.
fn in_vietnamese(said: &str) -> &'static str {
    const KINDS: [(&[&str], &str); 4] = [
        (
            &[
                "eocd",
                "central directory",
                "end of file",
                "unexpected eof",
                "unexpected end",
                "truncated",
                "fill whole",
            ],
            "tệp bị mất phần cuối, thường do gửi hoặc tải về dở chừng",
        ),
        (&["password", "encrypt", "decrypt"], "phần có mật khẩu không giải được"),
        (&["checksum", "crc", "corrupt deflate", "deflate"], "dữ liệu nén bên trong bị sai lệch"),
        (&["unsupported", "not supported"], "tệp dùng một kiểu ghi mà chương trình chưa đọc được"),
    ];
    let small = said.to_lowercase();
    let kind = KINDS.iter().find(|(words, _)| words.iter().any(|word| small.contains(word)));
    kind.map_or("nội dung bên trong không đúng dạng của loại tệp này", |(_, words)| words)
}

impl Trouble {
    /// Broken, by what a library says: in words that help whoever sends the file again.
    pub(super) fn damaged(error: &dyn std::fmt::Display) -> Trouble {
        Trouble::Damaged(in_vietnamese(&error.to_string()).to_owned())
    }

    /// The code under which it is reported.
    pub(super) fn code(&self) -> Code {
        match self {
            Trouble::Empty => Code::FileEmpty,
            Trouble::Damaged(_) => Code::FileDamaged,
            Trouble::Encrypted => Code::FileEncrypted,
            Trouble::Split => Code::FileSplit,
            Trouble::Unsupported(_) => Code::FileUnsupported,
            // What helps against a hunger for memory is what helps against size.
            Trouble::TooLarge(_) | Trouble::Crashed(Crash::Memory(_)) => Code::FileTooLarge,
            Trouble::Crashed(_) => Code::FileCrashed,
        }
    }

    /// The finding about the file at `place`.
    pub(super) fn at(&self, place: Place) -> Finding {
        let message = match self {
            Trouble::Empty => "Tệp rỗng (0 byte).".to_owned(),
            Trouble::Damaged(what) => format!("Tệp hỏng, không mở được ({what})."),
            Trouble::Encrypted => "Tệp có mật khẩu, không mở được.".to_owned(),
            Trouble::Split => "Đây là một phần của tệp nén chia nhiều phần.".to_owned(),
            Trouble::Unsupported(what) => match what.split_once("; ") {
                // What helps with just this kind stands behind what it is.
                Some((what, to_do)) => format!("Đây là {what}, không phải bảng tính; {to_do}."),
                None => format!("Đây là {what}, không phải bảng tính."),
            },
            Trouble::TooLarge(what) => format!("Tệp vượt giới hạn an toàn: {what}."),
            Trouble::Crashed(Crash::Memory(bytes)) => {
                format!("Đọc tệp này cần hơn {} MB bộ nhớ; tệp bị bỏ qua.", bytes >> 20)
            }
            Trouble::Crashed(Crash::Late(seconds)) => {
                format!("Đọc tệp này quá {seconds} giây mà chưa xong; tệp bị bỏ qua.")
            }
            Trouble::Crashed(Crash::Deep) => {
                "Tệp lồng các phần vào nhau quá sâu, bộ đọc dừng bất thường; tệp bị bỏ qua.".to_owned()
            }
            Trouble::Crashed(Crash::Panicked | Crash::Died) => {
                "Bộ đọc dừng bất thường ở tệp này; tệp bị bỏ qua, các tệp khác không bị ảnh hưởng.".to_owned()
            }
        };
        Finding::new(self.code(), place, message)
    }
}

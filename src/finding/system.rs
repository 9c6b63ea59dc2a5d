//! What an operating system says of a file, in the officer's language.

use std::io::{Error, ErrorKind};

/// Whether a file is open elsewhere (sharing and lock violations of Windows): in Excel most of the time.
pub fn is_held(error: &Error) -> bool {
    cfg!(windows) && matches!(error.raw_os_error(), Some(32 | 33))
}

/// Why a file could not be read or written, in Vietnamese, as it fits into brackets: "không có tệp hay thư
/// mục này". What has no words here is told as the system says it.
pub fn reason(error: &Error) -> String {
    if is_held(error) {
        return "tệp đang mở trong chương trình khác".to_owned();
    }
    // Our own words, or a library's.
    if let Some(own) = error.get_ref() {
        return own.to_string();
    }
    let words = match error.kind() {
        ErrorKind::NotFound => "không có tệp hay thư mục này",
        ErrorKind::PermissionDenied => "không có quyền, hoặc tệp đang mở trong chương trình khác",
        ErrorKind::AlreadyExists => "đã có tệp hay thư mục này",
        ErrorKind::IsADirectory => "đây là thư mục, không phải tệp",
        ErrorKind::NotADirectory => "đây là tệp, không phải thư mục",
        ErrorKind::StorageFull | ErrorKind::QuotaExceeded => "hết chỗ trên đĩa",
        ErrorKind::ReadOnlyFilesystem => "đĩa chỉ cho đọc",
        ErrorKind::ResourceBusy | ErrorKind::ExecutableFileBusy | ErrorKind::WouldBlock => {
            "tệp đang được chương trình khác dùng"
        }
        ErrorKind::FileTooLarge => "tệp quá lớn cho đĩa này",
        ErrorKind::InvalidFilename => "tên tệp không dùng được",
        ErrorKind::UnexpectedEof => "tệp bị cắt ngang",
        ErrorKind::TimedOut | ErrorKind::NetworkDown | ErrorKind::StaleNetworkFileHandle => {
            "ổ đĩa mạng không trả lời"
        }
        ErrorKind::InvalidData if error.raw_os_error().is_none() => "nội dung không phải chữ Unicode (UTF-8)",
        _ => return format!("hệ thống báo: {error}"),
    };
    words.to_owned()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_the_system_says_is_said_in_vietnamese() {
        let cases = [
            (std::fs::read("no such file").err(), "không có tệp hay thư mục này"),
            (std::fs::read_to_string(env!("CARGO_MANIFEST_DIR")).err(), "đây là thư mục, không phải tệp"),
            (Some(Error::from(ErrorKind::StorageFull)), "hết chỗ trên đĩa"),
            (Some(Error::other("x")), "x"),
        ];
        for (error, expect) in cases {
            let words = error.as_ref().map(reason);
            // A folder read as a file is "no permission" to Windows.
            if cfg!(unix) || !expect.starts_with("đây là thư mục") {
                assert_eq!(words.as_deref(), Some(expect), "{error:?}");
            }
        }
    }
}

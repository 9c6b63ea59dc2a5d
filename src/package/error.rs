//! Why a workbook cannot be opened or changed as a package of parts, and what to do about it.

use std::fmt;

/// Why a workbook was left as it is.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum PackageError {
    /// It is no .xlsx or .xlsm.
    Format,
    /// It is locked by a password.
    Encrypted,
    /// It carries a digital signature, which any change would break.
    Signed,
    /// It is a shared workbook, which keeps the history of its cells.
    Shared,
    /// A part of it is not what it should be.
    Damaged {
        /// The part.
        part: String,
    },
}

impl PackageError {
    /// The error of a part that is not what it should be.
    pub(crate) fn damaged(part: &str) -> PackageError {
        PackageError::Damaged { part: part.to_owned() }
    }
}

impl fmt::Display for PackageError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            PackageError::Format => f.write_str(
                "Không phải sổ Excel dạng .xlsx hay .xlsm. Mở bằng Excel, chọn Lưu thành (Save As) .xlsx hoặc .xlsm rồi chạy lại.",
            ),
            PackageError::Encrypted => f.write_str(
                "Sổ có mật khẩu mở tệp. Vào File › Info › Protect Workbook bỏ mật khẩu, lưu lại rồi chạy lại.",
            ),
            PackageError::Signed => {
                f.write_str("Sổ có chữ ký số; thay số liệu sẽ làm hỏng chữ ký. Dùng một bản chưa ký.")
            }
            PackageError::Shared => f.write_str(
                "Sổ đang ở chế độ dùng chung (Share Workbook). Bỏ chế độ đó trong thẻ Review, lưu lại rồi chạy lại.",
            ),
            PackageError::Damaged { part } => write!(
                f,
                "Phần «{part}» trong sổ bị hỏng hoặc có dạng lạ. Mở bằng Excel, lưu lại rồi chạy lại."
            ),
        }
    }
}

impl std::error::Error for PackageError {}

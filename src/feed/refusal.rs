//! Why a workbook was left as it is, and what to do about it.

use std::fmt;
use std::io;
use std::path::PathBuf;

use crate::finding::reason;
use crate::package::PackageError;

/// Why a workbook was not refreshed; it stands as it was.
#[derive(Debug)]
pub enum Refusal {
    /// It cannot be read.
    Unreadable(io::Error),
    /// It is open in a program, which left this lock beside it.
    Open(PathBuf),
    /// Somebody saved it while it was being refreshed.
    SavedMeanwhile,
    /// It cannot be written.
    Unwritable {
        /// The file that was to be written.
        path: PathBuf,
        /// What the system says.
        cause: io::Error,
    },
    /// It cannot be opened or changed part by part.
    Package(PackageError),
    /// None of the tables stands in it.
    NoTable {
        /// The tables that do.
        found: Vec<String>,
    },
    /// A table, or what stands around it, cannot be refreshed safely.
    Table {
        /// The table's name.
        table: String,
        /// The sheet it stands on.
        sheet: String,
        /// What is in the way.
        hindrance: Hindrance,
    },
}

/// What keeps a table from being refreshed. Places are cells as Excel shows them.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Hindrance {
    /// The sheet is protected.
    Protected,
    /// The table takes its lines from a query or an XML map.
    Linked,
    /// No column has a name that is known.
    NoColumn,
    /// A column of the office's own holds values that were typed.
    Typed(String),
    /// Cells are merged.
    Merged(String),
    /// An array formula, a data table or a spilled formula.
    Array(String),
    /// A formula of the column cannot be copied to every line.
    Formula(String),
    /// Something below would be torn apart if it moved with the last line.
    Torn(String),
    /// Notes hang on its lines.
    Notes(String),
    /// Links hang on its lines.
    Links(String),
    /// More lines than a sheet has rows.
    TooLong(usize),
}

impl fmt::Display for Refusal {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Refusal::Unreadable(cause) => {
                write!(f, "Không đọc được tệp ({}). Kiểm tra tên tệp và quyền đọc; nếu tệp đang mở, hãy đóng lại.", reason(cause))
            }
            Refusal::Open(lock) => write!(
                f,
                "Sổ đang mở ở nơi khác (có tệp khóa «{}»). Đóng sổ rồi chạy lại; nếu chắc chắn không ai mở, xóa tệp khóa ấy.",
                lock.display()
            ),
            Refusal::SavedMeanwhile => {
                f.write_str("Sổ vừa được lưu trong lúc đang cập nhật nên chưa ghi gì. Chạy lại.")
            }
            Refusal::Unwritable { path, cause } => write!(
                f,
                "Không ghi được «{}» ({}). Đóng sổ nếu đang mở, kiểm tra quyền ghi và dung lượng đĩa rồi chạy lại.",
                path.display(),
                reason(cause)
            ),
            Refusal::Package(error) => error.fmt(f),
            Refusal::NoTable { found } if found.is_empty() => f.write_str(
                "Sổ không có bảng nào tên tblDangKy, tblChiTieu hay tblTienDo. Chọn vùng số liệu, nhấn Ctrl+T, rồi đặt tên bảng trong thẻ Table Design.",
            ),
            Refusal::NoTable { found } => write!(
                f,
                "Sổ không có bảng nào tên tblDangKy, tblChiTieu hay tblTienDo; chỉ có: {}. Đặt lại tên bảng trong thẻ Table Design.",
                found.join(", ")
            ),
            Refusal::Table { table, sheet, hindrance } => {
                write!(f, "Bảng {table} (trang «{sheet}»): {hindrance}")
            }
        }
    }
}

impl fmt::Display for Hindrance {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Hindrance::Protected => f.write_str(
                "trang tính đang được bảo vệ. Vào Review › Unprotect Sheet, lưu lại rồi chạy lại.",
            ),
            Hindrance::Linked => f.write_str(
                "bảng lấy dữ liệu từ truy vấn hoặc ánh xạ XML: lần làm mới sau sẽ ghi đè mọi dòng thay vào đây. Làm mới bằng Data › Refresh All; hoặc chọn Table Design › Unlink (với XML: Convert to Range rồi tạo lại bảng), lưu lại rồi chạy lại.",
            ),
            Hindrance::NoColumn => f.write_str(
                "không cột nào có tên trong schemas/tables.csv. Đặt tên cột đúng như trang Dữ liệu của tong-hop.xlsx.",
            ),
            Hindrance::Typed(column) => write!(
                f,
                "cột «{column}» do cơ quan tự nhập; thay dòng sẽ làm giá trị lệch người. Đổi thành cột công thức, hoặc đưa ra ngoài bảng và tra bằng XLOOKUP theo registration_id."
            ),
            Hindrance::Merged(area) => {
                write!(f, "có ô gộp {area}. Bỏ gộp ô (Home › Unmerge Cells) rồi chạy lại.")
            }
            Hindrance::Array(cell) => write!(
                f,
                "ô {cell} có công thức mảng hoặc bảng what-if. Đưa công thức đó ra ngoài bảng rồi chạy lại."
            ),
            Hindrance::Formula(column) => write!(
                f,
                "công thức của cột «{column}» không chép được cho mọi dòng. Viết lại theo tên cột, ví dụ =[@Vượt]*2, rồi chạy lại."
            ),
            Hindrance::Torn(area) => write!(
                f,
                "phần dưới bảng phải dời theo số dòng mới, nhưng {area} (ô gộp, bảng khác, Pivot hoặc công thức mảng) chỉ nằm một phần dưới bảng nên sẽ bị xé rời. Bỏ gộp ô, hoặc dời phần đó sang chỗ khác, rồi chạy lại."
            ),
            Hindrance::Notes(cell) => write!(
                f,
                "ô {cell} có ghi chú; thay dòng sẽ làm ghi chú lệch người. Xóa hoặc dời ghi chú rồi chạy lại."
            ),
            Hindrance::Links(cell) => write!(
                f,
                "ô {cell} có liên kết; thay dòng sẽ làm liên kết lệch người. Bỏ liên kết (Remove Hyperlinks) rồi chạy lại."
            ),
            Hindrance::TooLong(lines) => write!(
                f,
                "{lines} dòng, nhiều hơn một trang tính chứa được. Dùng data/tblDangKy.csv qua Power Query."
            ),
        }
    }
}

impl std::error::Error for Refusal {
    fn source(&self) -> Option<&(dyn std::error::Error + 'static)> {
        match self {
            Refusal::Unreadable(cause) | Refusal::Unwritable { cause, .. } => Some(cause),
            Refusal::Package(error) => Some(error),
            _ => None,
        }
    }
}

impl From<PackageError> for Refusal {
    fn from(error: PackageError) -> Refusal {
        Refusal::Package(error)
    }
}

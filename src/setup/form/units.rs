//! *Đơn vị*, *Liên hệ*: the units of the office and their people.

use super::{CellKind, ListSheet, TextFile, UNIT_SHEET, col, one};
use crate::setup::words;

pub(in crate::setup) const CONTACTS: ListSheet = ListSheet {
    name: "Liên hệ",
    about: "Gọi cho ai ở từng đơn vị, dùng trong đôn đốc và thư.",
    parts: &[one(TextFile::Settings, "contact")],
    blank_label: false,
    columns: &[
        col("Đơn vị", "unit", CellKind::Unit, 260, "Tên hoặc mã đơn vị.", ["Sở Nội vụ", ""]),
        col("Người phụ trách", "person", CellKind::Text, 220, "", ["Bà Nguyễn Thị A", ""]),
        col("Điện thoại", "phone", CellKind::Text, 140, "", ["0200 000 000", ""]),
        col("Thư điện tử", "email", CellKind::Text, 220, "Để trống thì lấy ở trang «Đơn vị».", ["", ""]),
    ],
};

/// The column of units that is for people only.
pub(in crate::setup) const REMARK: &str = "remark";
/// Its header; nothing is wrong where it is missing.
pub(in crate::setup) const REMARKS: &str = "Ghi chú";

/// The office's units; the keys are the columns of `units.csv`.
pub(in crate::setup) const UNITS: ListSheet = ListSheet {
    name: UNIT_SHEET,
    about: "Đơn vị của cơ quan, đặt lên trên danh mục cả nước có sẵn. Chỉ cần ghi đơn vị mà danh mục chưa có, hoặc khi thêm tên gọi, địa chỉ thư.",
    parts: &[one(TextFile::Plan, "unit")],
    blank_label: false,
    columns: &[
        col(
            "Tên đơn vị",
            "name",
            CellKind::Text,
            300,
            "Tên đầy đủ như in ra.",
            ["Phòng Kinh tế", "Trường THCS Đông Kinh"],
        ),
        col(
            "Loại",
            "kind",
            CellKind::Word(words::UNIT_KINDS),
            160,
            "Chọn; để trống khi chỉ thêm tên gọi, thư cho đơn vị có sẵn.",
            ["Cơ quan nhà nước", "Trường học"],
        ),
        col("Cấp", "level", CellKind::Word(words::LEVELS), 110, "Chọn.", ["Cấp xã", "Cấp xã"]),
        col(
            "Thuộc",
            "parent",
            CellKind::Unit,
            200,
            "Đơn vị cấp trên trực tiếp.",
            ["Xã Đồng Đăng", "Phường Đông Kinh"],
        ),
        col(
            "Tên gọi khác",
            "aliases",
            CellKind::Items,
            220,
            "Cách nhau bằng dấu chấm phẩy.",
            ["Phòng KT", ""],
        ),
        col(
            "Thư điện tử",
            "emails",
            CellKind::Items,
            200,
            "Cách nhau bằng dấu chấm phẩy; @tenmien là mọi địa chỉ của tên miền.",
            ["kinhte@dongdang.example", ""],
        ),
        col("Từ ngày", "valid_from", CellKind::Day, 90, "Ngày đầu hoạt động, khi cần.", ["", ""]),
        col("Đến ngày", "valid_to", CellKind::Day, 90, "Ngày cuối hoạt động, khi đã thôi.", ["", ""]),
        col("Đơn vị kế tục", "successors", CellKind::Units, 180, "Đơn vị nào thay.", ["", ""]),
        col("Mã", "code", CellKind::Text, 150, "Không bắt buộc.", ["", ""]),
        col(REMARKS, REMARK, CellKind::Text, 260, "Của người lập sổ; không đưa vào danh mục.", ["", ""]),
    ],
};

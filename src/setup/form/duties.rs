//! *Nhiệm vụ*, *Quỹ*: what is given besides.

use super::{CellKind, ListSheet, TextFile, col, one};

pub(in crate::setup) const TASKS: ListSheet = ListSheet {
    name: "Nhiệm vụ",
    about: "Việc được giao ngoài việc đăng ký điển hình; in ra và theo dõi, không chấm.",
    parts: &[one(TextFile::Plan, "task")],
    blank_label: false,
    columns: &[
        col(
            "Nhiệm vụ",
            "what",
            CellKind::Text,
            340,
            "Phải làm gì.",
            ["Tuyên truyền, giới thiệu điển hình", ""],
        ),
        col(
            "Đơn vị thực hiện",
            "owners",
            CellKind::Units,
            200,
            "Cách nhau bằng dấu chấm phẩy.",
            ["Sở Văn hóa, Thể thao và Du lịch", ""],
        ),
        col("Thực hiện, theo lời", "owners_text", CellKind::Text, 160, "Như «các cấp, các ngành».", ["", ""]),
        col("Phối hợp", "partners", CellKind::Units, 160, "", ["", ""]),
        col("Phối hợp khác", "partners_text", CellKind::Text, 140, "", ["", ""]),
        col("Gửi kết quả về", "to", CellKind::Unit, 140, "", ["", ""]),
        col("Thời gian", "when", CellKind::Text, 120, "Như «hằng năm».", ["Hằng năm", ""]),
        col("Từ ngày", "from", CellKind::Day, 90, "", ["", ""]),
        col("Đến ngày", "by", CellKind::Day, 90, "", ["", ""]),
        col("Căn cứ", "basis", CellKind::Text, 260, "Câu của kế hoạch.", ["", ""]),
    ],
};

pub(in crate::setup) const FUNDS: ListSheet = ListSheet {
    name: "Quỹ",
    about: "Phần của quỹ được dành riêng.",
    parts: &[one(TextFile::Plan, "fund")],
    blank_label: false,
    columns: &[
        col("Phần trăm", "percent", CellKind::Number, 90, "1 đến 100.", ["20", ""]),
        col("Của quỹ", "of", CellKind::Text, 260, "Quỹ nào.", ["Quỹ thi đua, khen thưởng", ""]),
        col("Để làm gì", "purpose", CellKind::Text, 300, "", ["Tuyên truyền, nhân điển hình", ""]),
        col("Căn cứ", "basis", CellKind::Text, 300, "Câu của kế hoạch.", ["", ""]),
    ],
};

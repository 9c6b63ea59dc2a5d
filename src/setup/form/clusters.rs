//! *Cụm, khối thi đua*, *Tổng số*: which units compete with each other, and how many of something they have.

use super::{CellKind, ListSheet, TextFile, col, one};
use crate::setup::words;

pub(in crate::setup) const CLUSTERS: ListSheet = ListSheet {
    name: "Cụm, khối thi đua",
    about: "Mỗi dòng một cụm, khối thi đua: từng đơn vị, hoặc cả một nhóm. Chỉ cần khi có chỉ tiêu của cụm, khối.",
    parts: &[one(TextFile::Plan, "cluster")],
    blank_label: false,
    columns: &[
        col("Tên cụm, khối", "name", CellKind::Text, 220, "Như in ra.", ["Cụm thi đua số 1", "Khối các sở"]),
        col(
            "Các đơn vị",
            "members.units",
            CellKind::Units,
            360,
            "Cách nhau bằng dấu chấm phẩy.",
            ["Xã Đồng Đăng; Xã Cao Lộc", ""],
        ),
        col(
            "Nhóm: loại",
            "members.kind",
            CellKind::Words(words::UNIT_KINDS),
            160,
            "Hoặc mọi đơn vị loại này.",
            ["", "Cơ quan nhà nước"],
        ),
        col(
            "Nhóm: cấp",
            "members.level",
            CellKind::Words(words::LEVELS),
            110,
            "… ở cấp này.",
            ["", "Cấp tỉnh"],
        ),
        col(
            "Nhóm: thuộc",
            "members.within",
            CellKind::Unit,
            160,
            "… nằm trong nơi này.",
            ["", "Tỉnh Lạng Sơn"],
        ),
        col("Trừ", "members.except", CellKind::Units, 160, "Bớt các đơn vị.", ["", ""]),
        col("Tính đến ngày", "members.as_of", CellKind::Day, 100, "Để trống là ngày đầu kế hoạch.", ["", ""]),
        col("Mã", "id", CellKind::Text, 120, "Không bắt buộc.", ["", ""]),
    ],
};

pub(in crate::setup) const TOTALS: ListSheet = ListSheet {
    name: "Tổng số",
    about: "Đơn vị có tất cả bao nhiêu tập thể, cá nhân…, để tính chỉ tiêu theo tỷ lệ của tổng số.",
    parts: &[one(TextFile::Plan, "total")],
    blank_label: false,
    columns: &[
        col("Đơn vị", "unit", CellKind::Unit, 280, "Một đơn vị.", ["Sở Y tế", ""]),
        col(
            "Loại",
            "kind",
            CellKind::Word(words::KINDS),
            120,
            "Để trống là mọi loại cộng lại.",
            ["Tập thể", ""],
        ),
        col("Tổng số", "count", CellKind::Number, 90, "Có tất cả bao nhiêu.", ["40", ""]),
        col("Căn cứ", "basis", CellKind::Text, 300, "Số liệu lấy ở đâu.", ["", ""]),
    ],
};

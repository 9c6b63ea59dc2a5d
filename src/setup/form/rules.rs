//! *Điều kiện*, *Tiêu chí*: who may be an exemplar.

use super::{CellKind, ListSheet, TextFile, col, one};
use crate::setup::words;

pub(in crate::setup) const ELIGIBILITY: ListSheet = ListSheet {
    name: "Điều kiện",
    about: "Mỗi dòng một thành tích; các dòng cùng số ở cột «Điều kiện số» là một điều kiện. Trong các điều kiện cho một loại, điều kiện đầu tiên có chức vụ khớp được áp dụng.",
    parts: &[one(TextFile::Plan, "eligibility")],
    blank_label: false,
    columns: &[
        col("Điều kiện số", "", CellKind::Text, 70, "1, 2, 3…", ["1", "1"]),
        col(
            "Loại điển hình",
            "kind",
            CellKind::Word(words::KINDS),
            110,
            "Để trống là mọi loại.",
            ["Cá nhân", ""],
        ),
        col("Phong trào", "movement", CellKind::Movement, 130, "Để trống là mọi phong trào.", ["", ""]),
        col(
            "Chức vụ",
            "positions",
            CellKind::Items,
            150,
            "Để trống là mọi chức vụ còn lại.",
            ["Giám đốc; Phó Giám đốc", ""],
        ),
        col("Trừ chức vụ có từ", "except", CellKind::Items, 130, "Như «Trung tâm».", ["", ""]),
        col("Người của đơn vị", "units", CellKind::Units, 140, "Để trống là mọi đơn vị.", ["", ""]),
        col(
            "Cần",
            "need",
            CellKind::Word(words::NEEDS),
            110,
            "Cần đủ, hoặc cần một trong.",
            ["Cần một trong", "Cần một trong"],
        ),
        col(
            "Danh hiệu, khen thưởng",
            "*.award",
            CellKind::Items,
            220,
            "Các tên gọi của cùng một danh hiệu.",
            ["Bằng khen của Chủ tịch UBND tỉnh", ""],
        ),
        col(
            "Sáng kiến cấp",
            "*.initiative",
            CellKind::Word(words::LEVELS),
            100,
            "Cấp công nhận.",
            ["", "Cấp tỉnh"],
        ),
        col("Xếp loại từ", "*.rating", CellKind::Word(words::RATINGS), 150, "Mức thấp nhất.", ["", ""]),
        col(
            "Kỷ luật",
            "*.disciplined",
            CellKind::Flag(words::DISCIPLINE),
            110,
            "Chọn «Không bị kỷ luật».",
            ["", ""],
        ),
        col("Số lần", "*.times", CellKind::Number, 60, "Để trống là 1.", ["", "2"]),
        col(
            "Hằng năm",
            "*.every_year",
            CellKind::Flag(words::YES),
            70,
            "Có: năm nào cũng phải đạt.",
            ["", ""],
        ),
        col("Từ ngày", "*.from", CellKind::Day, 90, "Ngày đầu được tính.", ["", ""]),
        col("Đến ngày", "*.to", CellKind::Day, 90, "Ngày cuối được tính.", ["", ""]),
        col("Căn cứ", "basis", CellKind::Text, 240, "Câu của kế hoạch.", ["", ""]),
    ],
};

pub(in crate::setup) const CRITERIA: ListSheet = ListSheet {
    name: "Tiêu chí",
    about: "Tiêu chí do người xét; chương trình không chấm, chỉ in ra.",
    parts: &[one(TextFile::Plan, "criterion")],
    blank_label: false,
    columns: &[
        col(
            "Tiêu chí",
            "says",
            CellKind::Text,
            420,
            "Lời của kế hoạch.",
            ["Thành tích tiêu biểu, được tập thể suy tôn", "Thoát nghèo ổn định"],
        ),
        col(
            "Loại điển hình",
            "kind",
            CellKind::Word(words::KINDS),
            120,
            "Để trống là mọi loại.",
            ["", "Hộ gia đình"],
        ),
        col(
            "Phong trào",
            "movement",
            CellKind::Movement,
            180,
            "Để trống là mọi phong trào.",
            ["", "Nông thôn mới"],
        ),
        col("Căn cứ", "basis", CellKind::Text, 300, "Câu của kế hoạch.", ["", ""]),
    ],
};

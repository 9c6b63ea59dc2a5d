//! *Hạn, đợt, sơ kết*: what is due, held and granted, by when.

use super::{CellKind, ListSheet, RowPart, TextFile, col};
use crate::setup::words;

pub(in crate::setup) const SCHEDULE: ListSheet = ListSheet {
    name: "Hạn, đợt, sơ kết",
    about: "Mỗi dòng một hạn nộp, giai đoạn, kỳ sơ kết, tổng kết hay gia hạn: chọn ở cột «Việc».",
    parts: &[
        RowPart {
            label: "Hạn nộp danh sách",
            file: TextFile::Plan,
            list: "due",
            fixed: &[],
            called: &[("from", "opens"), ("to", "by")],
        },
        RowPart {
            label: "Hạn nộp kế hoạch",
            file: TextFile::Plan,
            list: "due",
            fixed: &[("about", "\"plan\"")],
            called: &[("from", "opens"), ("to", "by")],
        },
        RowPart {
            label: "Hạn nộp báo cáo",
            file: TextFile::Plan,
            list: "due",
            fixed: &[("about", "\"report\"")],
            called: &[("from", "opens"), ("to", "by")],
        },
        RowPart {
            label: "Hạn do cơ quan đặt",
            file: TextFile::Settings,
            list: "due",
            fixed: &[],
            called: &[("from", "opens"), ("to", "by")],
        },
        RowPart { label: "Giai đoạn", file: TextFile::Plan, list: "phase", fixed: &[], called: &[] },
        RowPart {
            label: "Sơ kết",
            file: TextFile::Plan,
            list: "review",
            fixed: &[("kind", "\"interim\"")],
            called: &[],
        },
        RowPart {
            label: "Tổng kết",
            file: TextFile::Plan,
            list: "review",
            fixed: &[("kind", "\"final\"")],
            called: &[],
        },
        RowPart {
            label: "Gia hạn",
            file: TextFile::Plan,
            list: "extension",
            fixed: &[],
            called: &[("name", "due"), ("to", "by")],
        },
    ],
    blank_label: false,
    columns: &[
        col("Việc", "", CellKind::Text, 150, "Chọn trong danh sách.", ["Hạn nộp danh sách", "Sơ kết"]),
        col(
            "Tên",
            "name",
            CellKind::Text,
            280,
            "Như in ra; gia hạn thì ghi tên hạn được gia.",
            ["Danh sách đăng ký điển hình tiên tiến", "Sơ kết sáu tháng"],
        ),
        col("Từ ngày", "from", CellKind::Day, 90, "Ngày đầu nhận, hoặc ngày đầu.", ["", "01/06/2026"]),
        col("Đến ngày", "to", CellKind::Day, 90, "Hạn: ngày cuối còn đúng hạn.", ["", "30/06/2026"]),
        col("Trước ngày", "before", CellKind::Day, 90, "Khi văn bản ghi «trước ngày …».", ["", ""]),
        col(
            "Lặp lại",
            "every",
            CellKind::Word(words::STEPS),
            100,
            "Hằng tháng, hằng quý…",
            ["Hằng tháng", ""],
        ),
        col("Ngày của tháng", "day", CellKind::Number, 80, "1 đến 31, khi lặp lại.", ["20", ""]),
        col("Các tháng", "months", CellKind::Numbers, 80, "Sơ kết hằng năm vào tháng: 6; 12.", ["", ""]),
        col(
            "Cấp tổ chức",
            "level",
            CellKind::Word(words::LEVELS),
            110,
            "Để trống là mọi đơn vị.",
            ["", "Cấp xã"],
        ),
        col("Dịp", "occasion", CellKind::Text, 160, "Khi văn bản không định ngày.", ["", ""]),
        col("Đơn vị", "units", CellKind::Units, 160, "Gia hạn: cho đơn vị nào.", ["", ""]),
        col("Căn cứ", "basis", CellKind::Text, 260, "Câu của văn bản.", ["", ""]),
    ],
};

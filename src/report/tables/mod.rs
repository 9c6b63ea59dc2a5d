//! `tblDangKy`, `tblChiTieu`, `tblTienDo`: the tables that dashboards build on.
//!
//! ```text
//! lines      what stands in each line
//! sheets     the Excel tables of a workbook
//! stamp      by which the office above reads them
//! ```
//!
//! Their names, columns and types are fixed and have a version; `schemas/tables.csv` documents them.
//! Columns with English names hold codes, are hidden in workbooks, and read like the columns of
//! `data/*.csv`. In `tblDangKy`, `unit_code` and `kind` are those of the exemplar, by which it is
//! counted. The same lines stand in `data/tbl*.csv`, from which [`super::feed()`] takes them.

mod lines;
mod sheets;
mod stamp;

use super::Consolidation;
pub(super) use super::value::CellValue;

pub(super) use sheets::write;
#[cfg(test)]
pub(super) use sheets::write_up_to;
pub(super) use stamp::stamp;

/// Version of the tables' columns: grows when one is added, renamed or changes its type.
pub(super) const VERSION: i32 = 2;

/// Lines that an Excel sheet holds below a header.
pub(crate) const MOST_LINES: usize = 1_048_575;

/// What the cells of a column hold; each may also be empty.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum ColumnKind {
    /// Text.
    Text,
    /// A whole number.
    Whole,
    /// A day.
    Day,
}

/// One column.
#[derive(Debug, Clone, Copy)]
pub(crate) struct ExcelColumn {
    /// Its name in the header.
    pub(crate) name: &'static str,
    /// What its cells hold.
    pub(crate) kind: ColumnKind,
    /// Its width in pixels; hidden where that is 0.
    pub(crate) width: u32,
}

/// One of the tables.
#[derive(Debug)]
pub(crate) struct ExcelTable {
    /// Its name in Excel.
    pub(crate) name: &'static str,
    /// The sheet it stands on in our own workbooks.
    pub(crate) sheet: &'static str,
    /// Its columns, from the first on.
    pub(crate) columns: &'static [ExcelColumn],
    /// How many lines it has.
    pub(super) n_lines: fn(&Consolidation<'_>) -> usize,
    /// Puts one line, zero-based, behind what the vector holds.
    pub(super) line: for<'a> fn(&Consolidation<'a>, usize, &mut Vec<CellValue<'a>>),
}

/// The three tables.
pub(crate) static TABLES: [ExcelTable; 3] = [
    ExcelTable {
        name: "tblDangKy",
        sheet: "Dữ liệu",
        columns: &REGISTRATIONS,
        n_lines: |all| all.registry.registrations.len(),
        line: lines::registration,
    },
    ExcelTable {
        name: "tblChiTieu",
        sheet: "Dữ liệu chỉ tiêu",
        columns: &QUOTAS,
        n_lines: |all| all.tallies.len(),
        line: lines::quota,
    },
    ExcelTable {
        name: "tblTienDo",
        sheet: "Dữ liệu tiến độ",
        columns: &REPORTING,
        n_lines: |all| all.reporting.len(),
        line: lines::reporting,
    },
];

const fn text(name: &'static str, width: u32) -> ExcelColumn {
    ExcelColumn { name, kind: ColumnKind::Text, width }
}

const fn whole(name: &'static str, width: u32) -> ExcelColumn {
    ExcelColumn { name, kind: ColumnKind::Whole, width }
}

const fn day(name: &'static str, width: u32) -> ExcelColumn {
    ExcelColumn { name, kind: ColumnKind::Day, width }
}

const REGISTRATIONS: [ExcelColumn; 42] = [
    whole("STT", 45),
    text("Tên điển hình", 200),
    text("Đối tượng", 90),
    day("Ngày sinh", 85),
    whole("Năm sinh", 70),
    text("Giới tính", 70),
    text("Chức vụ", 160),
    text("Nơi công tác", 180),
    text("Đơn vị", 200),
    text("Đơn vị gửi", 200),
    text("Phong trào", 220),
    text("Cơ quan chủ trì", 200),
    day("Ngày nhận", 85),
    text("Trạng thái", 110),
    text("Thành tích", 220),
    text("Ghi chú", 150),
    text("Tệp nguồn", 220),
    text("Trang tính", 100),
    whole("Dòng", 55),
    text("registration_id", 0),
    text("exemplar_id", 0),
    text("status", 0),
    text("kind", 0),
    text("unit_code", 0),
    text("sender_code", 0),
    text("movement_id", 0),
    text("lead_code", 0),
    text("Mô hình", 180),
    text("Người thực hiện mô hình", 180),
    text("Địa chỉ", 180),
    text("Dân tộc", 80),
    text("Tôn giáo", 80),
    text("Điện thoại", 100),
    text("Thư điện tử", 150),
    text("Phân loại", 130),
    text("Thuộc diện", 130),
    text("Khen thưởng đã có", 200),
    text("Danh hiệu đề nghị", 160),
    text("Xếp loại", 120),
    text("Sáng kiến", 200),
    text("Quyết định", 150),
    text("Thông tin khác", 200),
];

const QUOTAS: [ExcelColumn; 18] = [
    whole("STT", 45),
    text("Phong trào", 300),
    text("Cơ quan chủ trì", 240),
    text("Đối tượng", 140),
    whole("Số giao", 80),
    whole("Đã đăng ký", 80),
    whole("Còn thiếu", 80),
    whole("Vượt", 80),
    text("Kết quả", 90),
    text("Căn cứ", 300),
    whole("Dòng kế hoạch", 80),
    text("movement_id", 0),
    text("lead_code", 0),
    text("kind", 0),
    text("holder", 0),
    text("scope", 0),
    text("status", 0),
    text("Cơ quan phối hợp", 240),
];

const REPORTING: [ExcelColumn; 12] = [
    whole("STT", 45),
    text("Đơn vị", 280),
    text("Cấp", 110),
    whole("Phải gửi", 80),
    whole("Đã gửi", 80),
    whole("Đúng hạn", 80),
    whole("Gửi muộn", 80),
    whole("Chưa gửi", 80),
    day("Ngày nhận gần nhất", 110),
    day("Hạn nộp", 110),
    text("unit_code", 0),
    text("level", 0),
];

#[cfg(test)]
#[expect(clippy::expect_used, reason = "a test that fails says where")]
mod tests {
    use super::{ColumnKind, TABLES, VERSION};

    #[test]
    fn the_tables_are_those_of_the_schema() {
        let schema = include_str!("../../../schemas/tables.csv");
        assert!(schema.contains(&format!("Phiên bản {VERSION} ")), "the schema has another version");
        let mut reader = csv::ReaderBuilder::new().comment(Some(b'#')).from_reader(schema.as_bytes());
        let written: Vec<Vec<String>> = reader
            .records()
            .map(|record| record.expect("a record").iter().take(4).map(str::to_owned).collect())
            .collect();
        let kind = |kind| match kind {
            ColumnKind::Text => "text",
            ColumnKind::Whole => "whole",
            ColumnKind::Day => "day",
        };
        let held: Vec<Vec<String>> = TABLES
            .iter()
            .flat_map(|table| table.columns.iter().map(move |column| (table, column)))
            .map(|(table, column)| {
                let hidden = if column.width == 0 { "yes" } else { "no" };
                [table.name, column.name, kind(column.kind), hidden].map(str::to_owned).to_vec()
            })
            .collect();
        assert_eq!(held, written);
    }
}

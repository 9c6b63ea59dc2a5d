//! *Ghi chú nguồn*: every sheet that came, what became of it, and how a figure is traced back.

use rust_xlsxwriter::{Workbook, XlsxError};

use super::page::{Page, PageCell};
use super::part::{Part, unit_name};
use super::sheet_names;
use super::style::{Face, Styles};
use crate::registry::SheetAccount;

/// The sheet's name.
pub(super) const NAME: &str = sheet_names::SOURCES;

/// How a figure is traced, for the head of the sheet.
const TRACE: [&str; 3] = [
    "Mỗi dòng của mỗi tệp đã nhận được xếp vào đúng một loại; «Tổng số dòng» bằng tổng các cột bên \
     phải của nó.",
    "Tra một con số: lọc bảng tblDangKy (trang Dữ liệu) theo đơn vị, phong trào, đối tượng và trạng \
     thái «Được tính»; mỗi dòng ghi tệp nguồn, trang tính và số dòng như Excel hiển thị.",
    "Tra một người: lọc bảng tblDangKy theo họ và tên; các cột cuối ghi tệp, trang tính và số dòng của \
     từng lượt đăng ký.",
];

/// Writes the sheet.
pub(super) fn write(workbook: &mut Workbook, styles: &Styles, part: &Part<'_>) -> Result<(), XlsxError> {
    let widths = [36, 226, 104, 150, 78, 84, 58, 58, 58, 58, 58];
    let mut page = Page::add(workbook, styles, NAME, &widths)?;
    let all = &part.all;
    page.open(part, NAME, "Ghi chú nguồn số liệu", &[&part.subject()])?;
    let last_col = page.last_col();
    let notes = if part.unit.is_none() { TRACE.as_slice() } else { TRACE.get(..1).unwrap_or(&[]) };
    for note in notes {
        page.spread(0, last_col, &format!("- {note}"), &styles.paragraph)?;
    }
    page.gap(6.0)?;
    page.header(&[
        "STT",
        "Tệp",
        "Trang tính",
        "Đơn vị gửi",
        "Ngày nhận",
        "Kết quả",
        "Tổng số dòng",
        "Dòng đăng ký",
        "Dòng trống",
        "Đầu, cuối, tiêu đề",
        "Dòng khác",
    ])?;
    let first = page.row;
    for (at, account) in part.accounts.iter().enumerate() {
        let row = page.row + 1;
        let sender = account.sender.as_ref();
        page.write(&[
            (PageCell::ordinal(at), &styles.centre),
            (PageCell::Owned(account.place.source.replace('!', " › ")), &styles.text),
            (PageCell::Text(account.place.sheet_name()), &styles.text),
            (PageCell::Text(unit_name(all.units, sender)), &styles.text),
            (PageCell::Day(Some(account.received)), &styles.date),
            (PageCell::Text(account.outcome.label()), &styles.centre),
            (PageCell::Formula(format!("=SUM(H{row}:K{row})"), f64::from(account.rows)), &styles.count),
            (PageCell::Count(account.data), &styles.count),
            (PageCell::Count(account.blank), &styles.count),
            (PageCell::Count(framing(account)), &styles.count),
            (PageCell::Count(account.other), &styles.count),
        ])?;
    }
    let last = page.row;
    if first < last {
        totals(&mut page, part, first, last)?;
    } else {
        page.spread(0, last_col, "Chưa nhận được tệp nào.", &styles.text)?;
    }
    page.close(part, NAME)
}

/// Rows that make a list a list, but register nobody.
fn framing(account: &SheetAccount) -> u32 {
    account.title
        + account.header
        + account.numbering
        + account.section
        + account.total
        + account.note
        + account.signature
}

/// Which rows of a sheet are counted.
type Count = fn(&SheetAccount) -> u32;

fn totals(page: &mut Page<'_>, part: &Part<'_>, first: u32, last: u32) -> Result<(), XlsxError> {
    let styles = page.styles;
    let mut cells: Vec<(PageCell<'_>, &Face)> =
        vec![(PageCell::Blank, &styles.total), (PageCell::Text("TỔNG CỘNG"), &styles.total)];
    cells.extend((2..6).map(|_| (PageCell::Blank, &styles.total)));
    let sums: [(char, Count); 5] = [
        ('G', |account| account.rows),
        ('H', |account| account.data),
        ('I', |account| account.blank),
        ('J', framing),
        ('K', |account| account.other),
    ];
    for (letter, of) in sums {
        let total: u64 = part.accounts.iter().map(|account| u64::from(of(account))).sum();
        let formula = format!("=SUM({letter}{}:{letter}{last})", first + 1);
        #[expect(clippy::cast_precision_loss, reason = "rows of workbooks stay far below 2^52")]
        let total = total as f64;
        cells.push((PageCell::Formula(formula, total), &styles.total_count));
    }
    page.write(&cells)?;
    Ok(())
}

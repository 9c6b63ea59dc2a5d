//! What stands over the table: who issued the sheet, and what it says it is.

use crate::intake::{Sheet, SheetRow};
use crate::text;

use super::areas::Areas;
use super::phrase;

/// Letterhead and title of a sheet.
#[derive(Debug, Default, Clone, PartialEq, Eq)]
pub(super) struct Head {
    /// Lines of the issuing side, from top to bottom.
    pub(super) letterhead: Vec<String>,
    /// Title lines, joined by spaces.
    pub(super) title: String,
}

/// How many title rows are looked at; longer heads are forms with instructions.
pub(super) const MAX_HEAD_ROWS: usize = 40;

/// Reads the rows above the first header.
///
/// In the official form the issuing office stands on the left and the state's name on the right,
/// in the same rows. Where the state's name is missing, lines at the top that begin like the name
/// of an office are the letterhead.
pub(super) fn read(sheet: &Sheet, areas: &Areas, rows: &[&SheetRow]) -> Head {
    let rows = rows.get(..rows.len().min(MAX_HEAD_ROWS)).unwrap_or(rows);
    let state = rows.iter().enumerate().find_map(|(at, row)| {
        let cell = row.cells.iter().find(|cell| {
            cell.value.text().is_some_and(|text| {
                text.lines().any(|line| {
                    let key = text::key(line);
                    phrase::is_state_name(&key) || phrase::is_party_name(&key)
                })
            })
        })?;
        Some((at, cell.col))
    });
    let width = width_of(sheet);
    let mut head = Head::default();
    let mut form_numbers: Vec<String> = Vec::new();
    let mut titles: Vec<String> = Vec::new();
    for (at, row) in rows.iter().enumerate() {
        let mut label: Option<&str> = None;
        for cell in &row.cells {
            let Some(text) = cell.value.text() else { continue };
            // "Đơn vị: | Phòng Kinh tế": the label in one cell, what it labels in the next.
            if text.trim_end().ends_with(':') {
                label = Some(text);
                continue;
            }
            if let Some(label) = label.take() {
                if let Some(office) = labelled_office(&format!("{label} {text}")) {
                    head.letterhead.push(office.to_owned());
                }
                continue;
            }
            // The left block runs beside the right one, to a few rows below the state's name.
            let in_left_block = state.is_some_and(|(state_at, state_col)| {
                cell.col < state_col && at <= state_at + 4 && !is_centred(areas, width, row, cell.col)
            });
            for line in text.lines() {
                let line = line.trim();
                let key = text::key(line);
                if key.is_empty()
                    || phrase::is_state_name(&key)
                    || phrase::is_motto(&key)
                    || phrase::is_party_name(&key)
                    || phrase::is_date_line(&key)
                    || phrase::is_document_number(line)
                    || key.starts_with("đơn vị tính")
                {
                    continue;
                }
                if is_form_number(&key) {
                    form_numbers.push(line.to_owned());
                } else if let Some(office) = labelled_office(line) {
                    head.letterhead.push(office.to_owned());
                } else if titles.is_empty()
                    && (in_left_block
                        || (state.is_none() && (phrase::is_office(&key) || phrase::is_area(&key))))
                    && !looks_like_title(&key)
                {
                    head.letterhead.push(line.to_owned());
                } else {
                    titles.push(line.to_owned());
                }
            }
        }
    }
    head.title = form_numbers.into_iter().chain(titles).collect::<Vec<_>>().join(" ");
    head
}

/// The office of a line such as "Đơn vị: Trường Tiểu học Vĩnh Trại".
fn labelled_office(line: &str) -> Option<&str> {
    let (label, office) = line.split_once(':')?;
    let label = text::key(label);
    let labels = [
        "đơn vị",
        "tên đơn vị",
        "cơ quan",
        "tên cơ quan",
        "đơn vị gửi",
        "đơn vị báo cáo",
        "đơn vị đăng ký",
        "đơn vị lập",
        "cơ quan đơn vị",
    ];
    let office = office.trim().trim_matches(['.', '…']).trim();
    (labels.contains(&label.as_str()) && !office.is_empty()).then_some(office)
}

/// Whether a line numbers a form: "Mẫu số 03", "Biểu số 1", "Phụ lục II".
fn is_form_number(key: &str) -> bool {
    let numbered = ["mẫu", "biểu", "phụ lục"].iter().any(|word| key.starts_with(word));
    numbered && key.split(' ').count() <= 4
}

/// Whether a line says what the sheet is rather than whose it is.
fn looks_like_title(key: &str) -> bool {
    const WORDS: [&str; 10] = [
        "danh sách",
        "biểu",
        "phụ lục",
        "bảng",
        "đăng ký",
        "mẫu số",
        "kèm theo",
        "tổng hợp",
        "phiếu",
        "báo cáo",
    ];
    WORDS.iter().any(|word| key.starts_with(word))
}

/// The last column with content of the rows at the top: lists are as wide there as anywhere.
fn width_of(sheet: &Sheet) -> u16 {
    let last = sheet.rows.iter().take(2 * MAX_HEAD_ROWS).filter_map(|row| row.cells.last());
    last.map(|cell| cell.col).max().unwrap_or_default()
}

/// Whether a cell is merged over most of the sheet, as titles are.
fn is_centred(areas: &Areas, width: u16, row: &SheetRow, col: u16) -> bool {
    areas.at(row.row, col).is_some_and(|merge| {
        u32::from(merge.last_col - merge.first_col + 1) * 3 >= (u32::from(width) + 1) * 2
    })
}

//! The registration workbook that is sent out to a unit, ready to be filled in.
//!
//! Excel itself checks what is typed: lists to choose from, dates that exist, marks on what is still
//! missing, all with Vietnamese messages. The list can be filled, lengthened and sorted; its headers
//! and head are protected against slips of the hand, without a password. A hidden stamp
//! ([`crate::layout::Stamp`]) tells the reader which plan, unit and form it was.

mod checks;
mod columns;
mod guide;

use rust_xlsxwriter::{DocProperties, Format, FormatAlign, Formula, ProtectionOptions, Workbook, XlsxError};

use super::Look;
use super::finish::bytes_of;
use super::letterhead::COMPILER;
use super::look::LetterheadStyle;
use super::page::{Page, date};
use super::style::{Face, Styles};
use crate::layout::{Field, Label, STAMP_SHEET, Stamp, StampKind};
use crate::plan::{HolderKind, Plan, Rating};
use crate::record::Gender;
use crate::units::{Unit, UnitBook, UnitCode, UnitKind};

use columns::TemplateColumn;

/// Rows to fill in, at the least; more can be inserted.
const ROWS: u32 = 30;
/// Height of a row in points: three lines, as the names of movements need.
const ROW_HEIGHT: f64 = 46.0;
/// Rows to fill in, at the most.
const MOST_ROWS: u32 = 1_000;
/// The row that closes the list; the reader knows the list's end by these words.
const END: &str = "Hết danh sách. Thiếu dòng thì chèn thêm phía trên dòng này; không xóa dòng này.";
/// The sheet with the list.
const LIST_SHEET: &str = "Đăng ký";
/// A list offers at most so many units to choose from.
const MOST_UNITS: usize = 3_000;
/// Longer words cannot be matched by Excel.
const LONGEST_WORD: usize = 250;

/// What a registration workbook is made from.
#[derive(Debug, Clone, Copy)]
pub struct TemplateFor<'a> {
    /// The plan.
    pub plan: &'a Plan,
    /// The units.
    pub units: &'a UnitBook,
    /// How the office wants its documents to look.
    pub look: &'a Look,
    /// The unit that is to fill it in.
    pub unit: &'a Unit,
}

/// Makes a unit's registration workbook. The same plan and unit give the same bytes.
///
/// # Errors
/// Fails where a limit of Excel is passed.
pub fn template(made_for: &TemplateFor<'_>) -> Result<Vec<u8>, XlsxError> {
    let styles = Styles::new(made_for.look);
    let columns = columns::of(made_for.plan);
    let stamp = stamp(made_for, &columns);
    let lines = stamp.lines();
    let mut workbook = Workbook::new();
    workbook.set_default_format(&styles.base, 21, 72)?;
    let day = made_for.plan.from;
    workbook.set_properties(
        &DocProperties::new()
            .set_title("Danh sách đăng ký điển hình tiên tiến")
            .set_subject(&made_for.unit.name)
            .set_author(&made_for.look.office)
            .set_creation_datetime(&date(day)?),
    );
    list(&mut workbook, &styles, made_for, &columns)?;
    guide::write(&mut workbook, &styles, made_for, &columns)?;
    write_stamp(&mut workbook, &lines)?;
    for field in Field::ALL {
        let at = |line: &Vec<String>| {
            line.first().is_some_and(|key| key == "label") && line.get(1).is_some_and(|id| id == field.id())
        };
        if let (Some(first), Some(last)) = (lines.iter().position(at), lines.iter().rposition(at)) {
            let list = format!("={STAMP_SHEET}!$C${}:$C${}", first + 1, last + 1);
            workbook.define_name(checks::list_name(*field), &list)?;
        }
    }
    bytes_of(&mut workbook)
}

/// Writes a stamp on a sheet that Excel does not offer to show.
pub(super) fn write_stamp(workbook: &mut Workbook, lines: &[Vec<String>]) -> Result<(), XlsxError> {
    let sheet = workbook.add_worksheet();
    sheet.set_name(STAMP_SHEET)?;
    for (row, line) in (0u32..).zip(lines) {
        for (col, cell) in (0u16..).zip(line).filter(|(_, cell)| !cell.is_empty()) {
            sheet.write_string(row, col, cell)?;
        }
    }
    sheet.set_very_hidden(true);
    sheet.protect();
    Ok(())
}

fn stamp(made_for: &TemplateFor<'_>, columns: &[TemplateColumn]) -> Stamp {
    let mut stamp = Stamp::new(StampKind::Template);
    stamp.plan = made_for.plan.fingerprint();
    stamp.unit = made_for.unit.code.to_string();
    stamp.unit_name = made_for.unit.authority().to_uppercase();
    stamp.columns = columns.iter().map(|column| (column.field, column.header.to_owned())).collect();
    stamp.end = END.to_owned();
    let mut add = |field: Field, word: String, means: &str| {
        let word: String = word.chars().take(LONGEST_WORD).collect();
        stamp.labels.push(Label { field, word, means: means.to_owned() });
    };
    for kind in HolderKind::ALL {
        add(Field::Kind, kind.label().to_owned(), kind.id());
    }
    for gender in [Gender::Male, Gender::Female] {
        add(Field::Gender, gender.label().to_owned(), gender.id());
    }
    for (word, code) in units_to_choose(made_for) {
        add(Field::Workplace, word, code.as_str());
    }
    let led = made_for.plan.led_by(&made_for.unit.code, made_for.units);
    let others = made_for.plan.movements.iter().filter(|movement| !led.contains(movement));
    for movement in led.iter().copied().chain(others) {
        add(Field::Movement, movement.name.clone(), movement.id.as_str());
    }
    if columns.iter().any(|column| column.field == Some(Field::Rating)) {
        for rating in Rating::ALL {
            add(Field::Rating, rating.label().to_owned(), rating.id());
        }
    }
    stamp
}

/// Units that a row may belong to: the unit itself, those within it, and for a body that is no place
/// those of the place it works in. Each has a word of its own; of the same name, its parent tells.
fn units_to_choose<'a>(made_for: &TemplateFor<'a>) -> Vec<(String, &'a UnitCode)> {
    let (units, home) = (made_for.units, made_for.unit);
    let within = |code: &UnitCode| units.is_within(code, &home.code);
    let beside =
        |code: &UnitCode| home.kind != UnitKind::Area && units.is_within(code, &made_for.plan.issuer);
    let stands = |unit: &&Unit| {
        unit.valid_to.is_none_or(|to| made_for.plan.from <= to)
            && unit.valid_from.is_none_or(|from| from <= made_for.plan.to)
    };
    let mut offered: Vec<&Unit> = vec![home];
    let others = || units.units().iter().filter(stands).filter(|unit| unit.code != home.code);
    offered.extend(others().filter(|unit| within(&unit.code)));
    offered.extend(others().filter(|unit| !within(&unit.code) && beside(&unit.code)));
    offered.truncate(MOST_UNITS);
    let mut words: Vec<(String, &UnitCode)> = Vec::with_capacity(offered.len());
    let mut taken = std::collections::BTreeSet::new();
    for unit in offered {
        let parent = unit.parent.as_ref().and_then(|code| units.find(code));
        let with_parent = parent.map(|parent| format!("{}, {}", unit.name, parent.name));
        let with_code = Some(format!("{} ({})", unit.name, unit.code));
        let mut candidates = [Some(unit.name.clone()), with_parent, with_code].into_iter().flatten();
        if let Some(word) = candidates.find(|word| taken.insert(crate::text::key(word))) {
            words.push((word, &unit.code));
        }
    }
    words
}

/// How many rows a unit gets: thrice what it owes, within bounds.
fn n_rows(made_for: &TemplateFor<'_>) -> u32 {
    let owed = made_for.plan.quotas.iter().filter(|quota| quota.owing().contains(&made_for.unit.code));
    let owed: u32 = owed.map(crate::plan::Quota::least).fold(0, u32::saturating_add);
    owed.saturating_mul(3).clamp(ROWS, MOST_ROWS)
}

fn list(
    workbook: &mut Workbook,
    styles: &Styles,
    made_for: &TemplateFor<'_>,
    columns: &[TemplateColumn],
) -> Result<(), XlsxError> {
    let printed: Vec<u32> =
        columns.iter().filter(|column| column.printed).map(|column| column.width).collect();
    let mut page = Page::add(workbook, styles, LIST_SHEET, &printed)?;
    let last_col = page.last_col();
    for (col, column) in (0u16..).zip(columns).filter(|(_, column)| !column.printed) {
        page.sheet.set_column_width_pixels(col, column.width)?;
    }
    head(&mut page, made_for, columns.len())?;
    let names: Vec<&str> = columns.iter().map(|column| column.header).collect();
    page.header(&names)?;
    let first = page.row;
    let last = first + n_rows(made_for) - 1;
    rows(&mut page, styles, columns, first, last)?;
    checks::add(&mut page, styles, columns, made_for.plan, first, last)?;
    page.row = last + 1;
    page.spread(0, last_col, END, &styles.attached)?;
    sign(&mut page, made_for, columns, first, last)?;
    page.sheet.set_print_area(0, 0, page.row - 1, last_col)?;
    page.sheet.set_selection(first, 1, first, 1)?;
    let options = ProtectionOptions {
        format_cells: true,
        format_columns: true,
        format_rows: true,
        insert_rows: true,
        delete_rows: true,
        sort: true,
        use_autofilter: true,
        ..ProtectionOptions::new()
    };
    page.sheet.protect_with_options(&options);
    Ok(())
}

/// LetterheadStyle and title: the unit's own, as it will sign the list.
fn head(page: &mut Page<'_>, made_for: &TemplateFor<'_>, n_columns: usize) -> Result<(), XlsxError> {
    let unit = made_for.unit;
    let above = unit.parent.as_ref().and_then(|code| made_for.units.find(code));
    let above = above.map(|above| above.authority().to_uppercase()).unwrap_or_default();
    let name = unit.authority().to_uppercase();
    let place = if made_for.look.place.is_empty() { "…………" } else { &made_for.look.place };
    let day = format!("{place}, ngày …… tháng …… năm ……");
    page.heading(LetterheadStyle::of_unit(unit), [&above, &name, "", &day])?;
    let number = match made_for.plan.number.as_str() {
        "" => String::new(),
        number => format!(" số {number}"),
    };
    let about = format!("(Theo Kế hoạch{number}: {})", made_for.plan.title);
    page.title("Danh sách đăng ký điển hình tiên tiến", &["", &about])?;
    let how = "Chọn trong danh sách ở các cột có mũi tên; ô đỏ là ô còn thiếu hoặc chưa đúng; trang sau nói rõ từng cột.";
    // Beside the page: what helps to fill in the list is not signed with it.
    let beside = u16::try_from(n_columns).unwrap_or(u16::MAX) + 1;
    let face = page.styles.attached.format.clone().unset_text_wrap().set_align(FormatAlign::Left);
    page.sheet.write_string_with_format(page.row - 2, beside, how, &face).map(|_| ())
}

/// The rows to fill in: free to edit as a whole, so that they can be inserted, deleted and sorted.
fn rows(
    page: &mut Page<'_>,
    styles: &Styles,
    columns: &[TemplateColumn],
    first: u32,
    last: u32,
) -> Result<(), XlsxError> {
    let free = Format::new().set_unlocked();
    let faces: Vec<Format> = columns.iter().map(|column| checks::face(styles, column)).collect();
    for row in first..=last {
        page.sheet.set_row_format(row, &free)?;
        page.sheet.set_row_height(row, ROW_HEIGHT)?;
        for ((col, column), face) in (0u16..).zip(columns).zip(&faces) {
            match column.formula(columns, row, first) {
                Some(formula) => {
                    let formula = Formula::new(formula).set_result("");
                    page.sheet.write_formula_with_format(row, col, formula, face)?;
                }
                None => {
                    page.sheet.write_blank(row, col, face)?;
                }
            }
        }
    }
    Ok(())
}

/// The number of people, and the block to sign.
fn sign(
    page: &mut Page<'_>,
    made_for: &TemplateFor<'_>,
    columns: &[TemplateColumn],
    first: u32,
    last: u32,
) -> Result<(), XlsxError> {
    let (styles, middle) = (page.styles, page.middle());
    let free = |face: &Face| Face { format: face.format.clone().set_unlocked(), letters: face.letters };
    if let Some(name) = columns::letters_of(columns, Field::Name) {
        let count = format!("=\"Tổng số: \"&COUNTA({name}{}:{name}{})&\" điển hình\"", first + 1, last + 1);
        let formula = Formula::new(count).set_result("Tổng số: 0 điển hình");
        page.sheet.write_formula_with_format(
            page.row,
            0,
            formula,
            &styles.paragraph.format.clone().unset_text_wrap(),
        )?;
        page.gap(18.0)?;
    }
    let lines: &[&str] = match made_for.unit.kind {
        UnitKind::Area => &["TM. ỦY BAN NHÂN DÂN", "CHỦ TỊCH"],
        _ => &["THỦ TRƯỞNG ĐƠN VỊ"],
    };
    let (head, name) = (free(&styles.signature), free(&styles.signature));
    for (at, line) in lines.iter().enumerate() {
        let left = if at == 0 { COMPILER } else { "" };
        page.halves(middle, (left, &head), (line, &head))?;
    }
    let (by, signed) = ("(Ký, ghi rõ họ tên)", "(Ký tên, đóng dấu)");
    page.halves(middle, (by, &styles.attached), (signed, &styles.attached))?;
    for _ in 0..3 {
        page.halves(middle, ("", &name), ("", &name))?;
    }
    page.halves(middle, ("", &name), ("", &name))
}

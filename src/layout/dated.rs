//! The day that is written over or under a list.

use jiff::civil::Date;

use crate::intake::Sheet;
use crate::text;

use super::map::{Role, SheetMap};
use super::phrase;

/// The day of a line "Lạng Sơn, ngày 10 tháng 6 năm 2024" among the title or signature rows of a
/// sheet; the last one where there are several, none where its blanks were not filled in.
pub fn written_day(sheet: &Sheet, map: &SheetMap) -> Option<Date> {
    let outside = |row: u32| {
        let mapped = map.rows.iter().find(|mapped| mapped.row == row);
        mapped.is_some_and(|mapped| matches!(mapped.role, Role::Title | Role::Signature | Role::Other))
    };
    let has_date_line = |line: &&str| phrase::is_date_line(&text::key(line));
    let rows = sheet.rows.iter().rev().filter(|row| outside(row.row));
    let texts = rows.flat_map(|row| &row.cells).filter_map(|cell| cell.value.text());
    texts.flat_map(str::lines).filter(has_date_line).find_map(day)
}

fn day(line: &str) -> Option<Date> {
    let key = text::key(line);
    let (_, after) = key.rsplit_once("ngày")?;
    let mut numbers = after.split(' ').filter_map(|word| word.parse::<i16>().ok());
    let (day, month, year) = (numbers.next()?, numbers.next()?, numbers.next()?);
    Date::new(year, i8::try_from(month).ok()?, i8::try_from(day).ok()?).ok().filter(|it| 1990 <= it.year())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_day_is_read_where_its_blanks_are_filled() {
        let table = [
            ("Lạng Sơn, ngày 10 tháng 6 năm 2024", "2024-06-10"),
            ("Ngày 03/6/2024", "2024-06-03"),
            ("Vĩnh Trại, ngày   tháng 6 năm 2024", ""),
            ("ngày 31 tháng 6 năm 2024", ""),
        ];
        for (line, expect) in table {
            assert_eq!(day(line).map(|day| day.to_string()).unwrap_or_default(), expect, "{line}");
        }
    }
}

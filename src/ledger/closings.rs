//! `closed.csv`: which periods were issued, by whom and when, and which were opened again.
//!
//! Only ever added to; the last line of a period holds. A closed period's folder is not written again:
//! what changed since is carried as corrections into the next one.

use std::collections::BTreeMap;
use std::io;
use std::path::Path;

use crate::finding::{Code, Finding, Noted, Place, Spot};
use crate::plan::Period;
use crate::text::table::DelimitedTable;

use super::lines::{append_lines, bytes_of};

const COLUMNS: [&str; 5] = ["period", "state", "at", "by", "manifest"];
const CLOSED: &str = "closed";
const REOPENED: &str = "reopened";

/// A line of `closed.csv`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Closing {
    /// The period.
    pub period: Period,
    /// Whether it is closed since; else it was opened again.
    pub is_closed: bool,
    /// The day, in Vietnam.
    pub at: String,
    /// Who did it.
    pub by: String,
    /// BLAKE3 of the manifest of its folder at that time, hexadecimal.
    pub manifest: String,
}

/// Reads which periods are closed, each with its last line; a missing file closes none.
/// `cut_off_day` is the day of the month on which the office's periods end.
///
/// # Errors
/// Fails where the file exists and cannot be read.
pub fn closed_periods(path: &Path, cut_off_day: i8) -> io::Result<Noted<BTreeMap<Period, Closing>>> {
    let Some(bytes) = bytes_of(path)? else { return Ok(Noted::clean(BTreeMap::new())) };
    let file = path.file_name().unwrap_or_default().to_string_lossy();
    let table = DelimitedTable::read(&bytes);
    let mut findings = Vec::new();
    let mut closings = BTreeMap::new();
    for row in table.rows.iter().skip_while(|row| row.fields.first().is_some_and(|it| it == COLUMNS[0])) {
        let field = |at: usize| row.fields.get(at).map(String::as_str).unwrap_or_default();
        let period = Period::understood(field(0)).map(|period| period.closing(cut_off_day));
        let state = [CLOSED, REOPENED].into_iter().find(|state| *state == field(1));
        let (Some(period), Some(state)) = (period, state) else {
            let place = Place { spot: Spot::Row(row.row), ..Place::file(&*file) };
            let message =
                format!("«{}, {}» không phải kỳ và trạng thái (closed, reopened).", field(0), field(1));
            findings.push(Finding::new(Code::ClosingInvalid, place, message));
            continue;
        };
        let closing = Closing {
            period,
            is_closed: state == CLOSED,
            at: field(2).to_owned(),
            by: field(3).to_owned(),
            manifest: field(4).to_owned(),
        };
        closings.insert(period, closing);
    }
    closings.retain(|_, closing| closing.is_closed);
    Ok(Noted::new(closings, findings))
}

/// Adds a line to `closed.csv` ([`append_lines`]).
///
/// # Errors
/// Fails where the file cannot be written, for instance because Excel holds it open.
pub fn append_closing(path: &Path, closing: &Closing) -> io::Result<()> {
    let Closing { period, is_closed, at, by, manifest } = closing;
    let state = if *is_closed { CLOSED } else { REOPENED };
    append_lines(path, &COLUMNS, &[[&period.to_string(), state, at, by, manifest]])
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_last_line_of_a_period_holds_and_what_excel_made_of_a_month_is_understood() -> io::Result<()> {
        let folder = tempfile::tempdir()?;
        let path = folder.path().join("closed.csv");
        let june = Period::understood("2024-06").unwrap_or_else(|| unreachable!());
        let line = |is_closed: bool, by: &str| Closing {
            period: june,
            is_closed,
            at: "2024-07-02".to_owned(),
            by: by.to_owned(),
            manifest: "abc".to_owned(),
        };
        assert!(closed_periods(&path, 31)?.value.is_empty());
        append_closing(&path, &line(true, "Bà Lan"))?;
        assert_eq!(closed_periods(&path, 31)?.value.get(&june), Some(&line(true, "Bà Lan")));
        append_closing(&path, &line(false, "Bà Lan"))?;
        assert!(closed_periods(&path, 31)?.value.is_empty());
        let saved =
            "period;state;at;by;manifest\r\n06/2024;closed;02/07/2024;Bà Lan;abc\r\ntháng sáu;closed;;;\r\n";
        std::fs::write(&path, saved)?;
        let read = closed_periods(&path, 31)?;
        assert!(read.value.contains_key(&june));
        assert_eq!(read.findings.len(), 1);
        append_closing(&path, &Closing { period: june.next(), ..line(true, "Ông Hải") })?;
        let read = closed_periods(&path, 31)?;
        assert!(read.value.contains_key(&june) && read.value.contains_key(&june.next()));
        assert_eq!(std::fs::read(path.with_extension("bak.csv"))?, saved.as_bytes());
        Ok(())
    }
}

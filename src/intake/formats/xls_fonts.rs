//! Fonts of an .xls, which `calamine` does not tell: of cells by their XF record, of runs inside a
//! cell by the shared string table (MS-XLS 2.4.265). Looked at only where a font occurs that is a legacy
//! one or strikes letters through.

use std::collections::HashMap;

use crate::text::{FontHint, Run, font_hint};

use super::biff::{
    BiffSurvey, CONTINUE, EOF, FONT, FORMULA, LABEL, LABEL_SST, MULTIPLE_RK, NUMBER, RK, RSTRING, SST, XF,
    records,
};
use crate::intake::containers::ole::{u16_at, u32_at};

/// The fonts of cells, where one occurs that has to be known.
pub(in crate::intake) struct Fonts {
    by_number: Vec<XlsFontLook>,
    /// By sheet, row and column; only cells that hold such a font.
    cells: HashMap<(usize, u32, u32), CellFont>,
    /// Runs of shared strings that have any: where each starts (in UTF-16 units) and its font.
    runs: HashMap<u32, Vec<(u16, u16)>>,
}

/// The font of a cell, and its shared string if that has runs of its own.
struct CellFont {
    look: XlsFontLook,
    rich: Option<u32>,
}

/// What has to be known of a font.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
struct XlsFontLook {
    font: FontHint,
    struck: bool,
}

const PLAIN: XlsFontLook = XlsFontLook { font: FontHint::Silent, struck: false };

impl Fonts {
    /// Reads FONT, XF and SST records and the format of each text cell.
    pub(in crate::intake) fn read(stream: &[u8], walk: &BiffSurvey) -> Option<Fonts> {
        let mut by_number = Vec::new();
        let mut formats = Vec::new();
        let mut strings: Vec<&[u8]> = Vec::new();
        let mut in_strings = false;
        for record in records(stream, 0) {
            in_strings = record.kind == SST || (in_strings && record.kind == CONTINUE);
            match record.kind {
                FONT => {
                    let struck = record.data.get(2).is_some_and(|flags| flags & 8 != 0);
                    let font = font_hint(&font_name(record.data, walk.is_biff8));
                    by_number.push(XlsFontLook { font, struck });
                    // There is no font 4 (MS-XLS 2.5.129).
                    if by_number.len() == 4 {
                        by_number.push(PLAIN);
                    }
                }
                XF => formats.push(u16_at(record.data, 0).unwrap_or(0)),
                SST | CONTINUE if in_strings => strings.push(record.data),
                EOF => break,
                _ => {}
            }
        }
        if by_number.iter().all(|look| *look == PLAIN) {
            return None;
        }
        let runs = SstReader { parts: strings, part: 0, at: 8 }.runs();
        let mut fonts = Fonts { by_number, cells: HashMap::new(), runs };
        for (sheet_at, start) in walk.sheets.iter().enumerate() {
            for record in records(stream, *start) {
                match record.kind {
                    EOF => break,
                    LABEL | RSTRING | LABEL_SST | FORMULA | NUMBER | RK => {
                        fonts.take(sheet_at, record.kind, record.data, &formats);
                    }
                    MULTIPLE_RK => fonts.take_numbers(sheet_at, record.data, &formats),
                    _ => {}
                }
            }
        }
        Some(fonts)
    }

    fn take(&mut self, sheet_at: usize, kind: u16, data: &[u8], formats: &[u16]) {
        let (Some(row), Some(col), Some(format)) = (u16_at(data, 0), u16_at(data, 2), u16_at(data, 4)) else {
            return;
        };
        let look = self.of_format(format, formats);
        let rich = (kind == LABEL_SST)
            .then(|| u32_at(data, 6))
            .flatten()
            .filter(|string| self.runs.contains_key(string));
        if look != PLAIN || rich.is_some() {
            self.cells.insert((sheet_at, row.into(), col.into()), CellFont { look, rich });
        }
    }

    /// Takes the numbers of a row that stand in one record: a format and four bytes each.
    fn take_numbers(&mut self, sheet_at: usize, data: &[u8], formats: &[u16]) {
        let (Some(row), Some(first)) = (u16_at(data, 0), u16_at(data, 2)) else { return };
        let numbers = data.get(4..data.len().saturating_sub(2)).unwrap_or_default();
        for (col, number) in (u32::from(first)..).zip(numbers.chunks_exact(6)) {
            let look = u16_at(number, 0).map_or(PLAIN, |format| self.of_format(format, formats));
            if look.struck {
                self.cells.insert((sheet_at, row.into(), col), CellFont { look, rich: None });
            }
        }
    }

    fn of_format(&self, format: u16, formats: &[u16]) -> XlsFontLook {
        formats.get(usize::from(format)).map_or(PLAIN, |at| self.look(*at))
    }

    fn look(&self, number: u16) -> XlsFontLook {
        self.by_number.get(usize::from(number)).copied().unwrap_or(PLAIN)
    }

    /// Whether a cell of one font is struck through.
    pub(in crate::intake) fn strikes(&self, at: (usize, u32, u32)) -> bool {
        self.cells.get(&at).is_some_and(|cell| cell.look.struck)
    }

    /// The runs of a cell's text with whether each is struck through; nothing if all of them are plain.
    pub(in crate::intake) fn runs<'t>(
        &self,
        (sheet_at, row, col): (usize, u32, u32),
        text: &'t str,
    ) -> Option<Vec<(Run<'t>, bool)>> {
        let cell = self.cells.get(&(sheet_at, row, col))?;
        let starts = cell.rich.and_then(|string| self.runs.get(&string));
        let mut runs = Vec::new();
        let (mut rest, mut taken, mut look) = (text, 0_u16, cell.look);
        for (start, number) in starts.into_iter().flatten() {
            let (run, after) = rest.split_at(utf16_offset(rest, start.saturating_sub(taken)));
            if !run.is_empty() {
                runs.push((Run { text: run, font: look.font }, look.struck));
            }
            (rest, taken, look) = (after, taken.max(*start), self.look(*number));
        }
        runs.push((Run { text: rest, font: look.font }, look.struck));
        Some(runs)
    }
}

/// The byte at which `units` UTF-16 units of `text` end.
fn utf16_offset(text: &str, units: u16) -> usize {
    let mut left = usize::from(units);
    text.char_indices()
        .find(|(_, c)| {
            if left == 0 {
                return true;
            }
            left = left.saturating_sub(c.len_utf16());
            false
        })
        .map_or(text.len(), |(at, _)| at)
}

/// The name in a FONT record: a count of characters at 14, in BIFF8 a flag for 16-bit ones at 15.
fn font_name(data: &[u8], is_biff8: bool) -> String {
    let len = usize::from(data.get(14).copied().unwrap_or(0));
    if !is_biff8 {
        return data.get(15..).unwrap_or_default().iter().take(len).map(|b| char::from(*b)).collect();
    }
    let wide = data.get(15).is_some_and(|flags| flags & 1 == 1);
    let text = data.get(16..).unwrap_or_default();
    if wide {
        let (units, _) = text.as_chunks::<2>();
        let units: Vec<u16> = units.iter().take(len).map(|unit| u16::from_le_bytes(*unit)).collect();
        String::from_utf16_lossy(&units)
    } else {
        text.iter().take(len).map(|byte| char::from(*byte)).collect()
    }
}

/// The shared string table, spread over an SST record and its continuations.
struct SstReader<'a> {
    parts: Vec<&'a [u8]>,
    part: usize,
    at: usize,
}

impl SstReader<'_> {
    /// The runs of each string that has some, by the string's number.
    fn runs(mut self) -> HashMap<u32, Vec<(u16, u16)>> {
        let mut runs = HashMap::new();
        for number in 0.. {
            match self.string() {
                Some(found) if found.is_empty() => {}
                Some(found) => drop(runs.insert(number, found)),
                None => break,
            }
        }
        runs
    }

    /// Passes one string: its length, flags, counts, text, runs and phonetic data.
    fn string(&mut self) -> Option<Vec<(u16, u16)>> {
        let n_units = self.u16()?;
        let flags = self.byte()?;
        let n_runs = if flags & 8 == 0 { 0 } else { self.u16()? };
        let phonetic = if flags & 4 == 0 { 0 } else { u32::from(self.u16()?) | u32::from(self.u16()?) << 16 };
        self.skip_text(usize::from(n_units), flags & 1 == 1)?;
        let runs = (0..n_runs).map(|_| Some((self.u16()?, self.u16()?))).collect::<Option<_>>()?;
        for _ in 0..phonetic {
            self.byte()?;
        }
        Some(runs)
    }

    /// Passes text; a continuation says anew whether its characters have 8 or 16 bits.
    fn skip_text(&mut self, mut units: usize, mut wide: bool) -> Option<()> {
        while 0 < units {
            let left = self.parts.get(self.part)?.len().saturating_sub(self.at);
            if left == 0 {
                self.part += 1;
                self.at = 0;
                wide = self.byte()? & 1 == 1;
                continue;
            }
            let taken = units.min(left / (1 + usize::from(wide)));
            if taken == 0 {
                return None;
            }
            self.at += taken * (1 + usize::from(wide));
            units -= taken;
        }
        Some(())
    }

    fn byte(&mut self) -> Option<u8> {
        while self.parts.get(self.part)?.len() <= self.at {
            self.part += 1;
            self.at = 0;
        }
        let byte = self.parts.get(self.part)?.get(self.at).copied()?;
        self.at += 1;
        Some(byte)
    }

    fn u16(&mut self) -> Option<u16> {
        Some(u16::from_le_bytes([self.byte()?, self.byte()?]))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn runs_are_found_across_continuations() {
        let part_1 = [
            &[9, 0, 0, 0, 3, 0, 0, 0][..],
            &[2, 0, 0, b'a', b'b'],       // plain
            &[4, 0, 8, 1, 0, b'c', b'd'], // rich, cut amid its text
        ]
        .concat();
        let part_2 = [&[1, b'e', 0, b'f', 0, 2, 0, 6, 0][..], &[1, 0, 0, b'x']].concat();
        let strings = SstReader { parts: vec![&part_1, &part_2], part: 0, at: 8 };
        let runs = strings.runs();
        assert_eq!(runs.len(), 1);
        assert_eq!(runs.get(&1), Some(&vec![(2, 6)]));
    }

    #[test]
    fn offsets_count_utf16_units() {
        assert_eq!(utf16_offset("¸p dông", 1), 2);
        assert_eq!(utf16_offset("a", 5), 1);
        assert_eq!(utf16_offset("", 0), 0);
    }
}

//! A walk over the records of an .xls (MS-XLS 2.1.4): what `calamine` has to be spared.
//!
//! Knows records by number and length only; text is left to `calamine`, but for the code page by which
//! it is to be read.

use encoding_rs::WINDOWS_1252;

use crate::text::{Charset, FontHint, Prior, Run, repair};

use crate::intake::containers::ole::{u16_at, u32_at};
use crate::intake::trouble::Trouble;
use crate::text::bytes::tones_in_1258;

pub(in crate::intake) const BOF: u16 = 0x0809;
pub(in crate::intake) const EOF: u16 = 0x000A;
const FILE_PASS: u16 = 0x002F;
const CODE_PAGE: u16 = 0x0042;
pub(in crate::intake) const FONT: u16 = 0x0031;
const BOUND_SHEET: u16 = 0x0085;
const DIMENSIONS: u16 = 0x0200;
pub(in crate::intake) const XF: u16 = 0x00E0;
pub(in crate::intake) const LABEL: u16 = 0x0204;
pub(in crate::intake) const RSTRING: u16 = 0x00D6;
pub(in crate::intake) const LABEL_SST: u16 = 0x00FD;
pub(in crate::intake) const FORMULA: u16 = 0x0006;
pub(in crate::intake) const NUMBER: u16 = 0x0203;
pub(in crate::intake) const RK: u16 = 0x027E;
pub(in crate::intake) const MULTIPLE_RK: u16 = 0x00BD;
pub(in crate::intake) const SST: u16 = 0x00FC;
pub(in crate::intake) const CONTINUE: u16 = 0x003C;
/// Records that begin with row and column and hold content.
const CELLS: [u16; 8] = [FORMULA, LABEL, RSTRING, LABEL_SST, NUMBER, 0x0205, RK, MULTIPLE_RK];
/// The same, of formatted empty cells.
const BLANKS: [u16; 2] = [0x0201, 0x00BE];
/// Bytes of text by which a code page is judged.
const ENOUGH_TEXT: usize = 4096;
/// Columns of a sheet of Excel 2003.
const XLS_COLS: u16 = 256;

/// A record: its number and data, and where the data starts.
pub(in crate::intake) struct BiffRecord<'a> {
    pub(in crate::intake) kind: u16,
    pub(in crate::intake) data: &'a [u8],
    at: usize,
}

/// Iterates over records; stops where the stream ends, also amid a record.
pub(in crate::intake) fn records(stream: &[u8], start: usize) -> impl Iterator<Item = BiffRecord<'_>> {
    let mut at = start;
    std::iter::from_fn(move || {
        let kind = u16_at(stream, at)?;
        let len = usize::from(u16_at(stream, at + 2)?);
        let data = stream.get(at + 4..at + 4 + len)?;
        let record = BiffRecord { kind, data, at: at + 4 };
        at += 4 + len;
        Some(record)
    })
}

/// What a first walk found.
pub(in crate::intake) struct BiffSurvey {
    pub(in crate::intake) is_biff8: bool,
    declared_code_page: Option<u16>,
    /// The first texts of an old file, as bytes.
    texts: Vec<u8>,
    /// Start of each sheet's records, in workbook order.
    pub(in crate::intake) sheets: Vec<usize>,
    /// The last row that each sheet mentions.
    last_rows: Vec<Option<u32>>,
    /// Where the data of DIMENSIONS records lie.
    dimensions: Vec<(usize, usize)>,
}

impl BiffSurvey {
    /// Walks over all records, and refuses what must not be read.
    pub(in crate::intake) fn over(stream: &[u8], max_area: u64) -> Result<BiffSurvey, Trouble> {
        let mut walk = BiffSurvey {
            is_biff8: true,
            declared_code_page: None,
            texts: Vec::new(),
            sheets: Vec::new(),
            last_rows: Vec::new(),
            dimensions: Vec::new(),
        };
        let first = records(stream, 0).next();
        if first.is_none_or(|first| first.kind != BOF) {
            return Err(Trouble::Damaged("luồng Workbook không bắt đầu đúng cách".to_owned()));
        }
        for record in records(stream, 0) {
            match record.kind {
                BOF => walk.is_biff8 = u16_at(record.data, 0) != Some(0x0500),
                FILE_PASS => return Err(Trouble::Encrypted),
                CODE_PAGE => walk.declared_code_page = u16_at(record.data, 0),
                BOUND_SHEET => {
                    let start = u32_at(record.data, 0).and_then(|at| usize::try_from(at).ok());
                    match start {
                        Some(start) if start < stream.len() => walk.sheets.push(start),
                        _ => return Err(Trouble::Damaged("tệp bị cắt cụt".to_owned())),
                    }
                }
                EOF => break,
                _ => {}
            }
        }
        for start in walk.sheets.clone() {
            walk.sheet(stream, start, max_area)?;
        }
        Ok(walk)
    }

    fn sheet(&mut self, stream: &[u8], start: usize, max_area: u64) -> Result<(), Trouble> {
        let mut area = UsedRange::default();
        let mut depth = 0_usize;
        let mut complete = false;
        for record in records(stream, start) {
            match record.kind {
                BOF => depth += 1,
                EOF if depth <= 1 => {
                    complete = true;
                    break;
                }
                EOF => depth -= 1,
                DIMENSIONS => self.dimensions.push((record.at, record.data.len())),
                kind if CELLS.contains(&kind) && depth <= 1 => {
                    let (Some(row), Some(col)) = (u16_at(record.data, 0), u16_at(record.data, 2)) else {
                        return Err(Trouble::Damaged("bản ghi ô quá ngắn".to_owned()));
                    };
                    if XLS_COLS <= col {
                        return Err(Trouble::Damaged("ô nằm ngoài lưới 256 cột".to_owned()));
                    }
                    area.take(row, col);
                    if !self.is_biff8 && [LABEL, RSTRING].contains(&kind) && self.texts.len() < ENOUGH_TEXT {
                        // Row, column, format and length stand before it.
                        let len = u16_at(record.data, 6).map_or(0, usize::from);
                        let text = record.data.get(8..).unwrap_or_default();
                        self.texts.extend_from_slice(text.get(..len).unwrap_or(text));
                        self.texts.push(b' ');
                    }
                }
                kind if BLANKS.contains(&kind) && depth <= 1 => {
                    area.last_mentioned = area.last_mentioned.max(u16_at(record.data, 0));
                }
                _ => {}
            }
        }
        if !complete {
            return Err(Trouble::Damaged("tệp bị cắt cụt".to_owned()));
        }
        if max_area < area.cells() {
            return Err(Trouble::TooLarge(format!("một trang tính trải trên {} ô", area.cells())));
        }
        self.last_rows.push(area.last_mentioned.map(u32::from));
        Ok(())
    }

    /// Sets the declared dimensions to nothing, which makes `calamine` reserve nothing.
    pub(in crate::intake) fn neutralise_dimensions(&self, stream: &mut [u8]) {
        for (at, len) in &self.dimensions {
            for byte in stream.iter_mut().skip(*at).take(*len) {
                *byte = 0;
            }
        }
    }

    /// The code page to read text by: BIFF8 is UTF-16 whatever its record says. Older files say the page
    /// of the machine that wrote them; under a legacy font that is not the page of their letters, so the
    /// letters are asked first: 1258 is told by its tones, and 1252 is the surface of legacy fonts.
    pub(in crate::intake) fn code_page(&self) -> u16 {
        const KNOWN: [u16; 12] = [874, 932, 936, 949, 950, 1250, 1251, 1253, 1254, 1255, 1257, 1258];
        if self.is_biff8 {
            return 1200;
        }
        let declared = self.declared_code_page.filter(|page| KNOWN.contains(page)).unwrap_or(1252);
        match tones_in_1258(&self.texts) {
            Some(tones) if declared == 1258 || 0 < tones => 1258,
            None if declared == 1258 => 1252,
            _ => {
                let surface = WINDOWS_1252.decode_without_bom_handling(&self.texts).0;
                let read = repair(&[Run { text: &surface, font: FontHint::Silent }], &Prior::none());
                if read.charset == Charset::Unicode { declared } else { 1252 }
            }
        }
    }

    /// The last row that a sheet mentions.
    pub(in crate::intake) fn last_row(&self, sheet_at: usize) -> Option<u32> {
        self.last_rows.get(sheet_at).copied().flatten()
    }
}

/// The smallest rectangle around the cells of a sheet.
#[derive(Default)]
struct UsedRange {
    rows: Option<(u16, u16)>,
    cols: Option<(u16, u16)>,
    last_mentioned: Option<u16>,
}

impl UsedRange {
    fn take(&mut self, row: u16, col: u16) {
        let widen = |span: Option<(u16, u16)>, at: u16| {
            span.map_or((at, at), |(first, last)| (first.min(at), last.max(at)))
        };
        self.rows = Some(widen(self.rows, row));
        self.cols = Some(widen(self.cols, col));
        self.last_mentioned = self.last_mentioned.max(Some(row));
    }

    fn cells(&self) -> u64 {
        let len = |span: Option<(u16, u16)>| span.map_or(0, |(first, last)| u64::from(last - first) + 1);
        len(self.rows) * len(self.cols)
    }
}

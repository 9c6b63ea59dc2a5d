//! Attachments and what belongs to them as bytes.
//!
//! A form of its own, since both ends are the same program: numbers of variable length, strings
//! with their length before them, structs field by field. Written out by hand because some fields
//! are texts of the program itself (`&'static str`), which no general encoder gives back, and since
//! each struct is taken apart by all its fields, a new field does not compile before it travels.
//! Decoding trusts nothing: what it does not understand is `None`.

use std::sync::{Arc, Mutex, PoisonError};

use jiff::civil::Date;

use crate::finding::{CellAddress, Code, Finding, Place, Spot};
use crate::intake::limits::Limits;
use crate::intake::sheet::{Attachment, Cell, Mail, Merge, Outcome, Sheet, SheetRow, Text, Value};
use crate::intake::trouble::Crash;
use crate::text::Repair;

/// Bytes being written.
pub(crate) struct Out(Vec<u8>);

impl Out {
    /// Nothing yet, and no frame around it.
    pub(crate) fn bare() -> Out {
        Out(Vec::new())
    }

    /// The bytes of [`Out::bare`].
    pub(crate) fn into_bytes(self) -> Vec<u8> {
        self.0
    }

    /// With room in front for the length of the frame.
    pub(crate) fn framed(capacity: usize) -> Out {
        let mut out = Out(Vec::with_capacity(capacity));
        out.0.extend_from_slice(&[0; 8]);
        out
    }

    pub(crate) fn finish(mut self) -> Vec<u8> {
        let len = u64::try_from(self.0.len().saturating_sub(8)).unwrap_or(u64::MAX);
        if let Some(room) = self.0.first_chunk_mut() {
            *room = len.to_le_bytes();
        }
        self.0
    }

    pub(crate) fn byte(&mut self, byte: u8) {
        self.0.push(byte);
    }

    /// Seven bits a byte, the lowest first.
    pub(crate) fn number(&mut self, mut number: u64) {
        loop {
            let low = u8::try_from(number & 0x7F).unwrap_or(0);
            number >>= 7;
            if number == 0 {
                return self.0.push(low);
            }
            self.0.push(low | 0x80);
        }
    }

    pub(crate) fn len(&mut self, len: usize) {
        self.number(u64::try_from(len).unwrap_or(u64::MAX));
    }

    pub(crate) fn bytes(&mut self, bytes: &[u8]) {
        self.len(bytes.len());
        self.0.extend_from_slice(bytes);
    }

    pub(crate) fn str(&mut self, text: &str) {
        self.bytes(text.as_bytes());
    }

    pub(crate) fn date(&mut self, date: Date) {
        self.0.extend_from_slice(&date.year().to_le_bytes());
        self.0.extend_from_slice(&date.month().to_le_bytes());
        self.0.extend_from_slice(&date.day().to_le_bytes());
    }

    pub(crate) fn limits(&mut self, limits: &Limits) {
        let Limits {
            max_file_bytes,
            max_unpacked_bytes,
            max_total_bytes,
            max_ratio,
            max_entries,
            max_depth,
            max_cells,
            max_xls_area,
            max_sheets,
            max_memory_bytes,
            max_seconds,
        } = limits;
        for number in [max_file_bytes, max_unpacked_bytes, max_total_bytes, max_ratio] {
            self.number(*number);
        }
        for len in [max_entries, max_depth, max_cells, max_sheets] {
            self.len(*len);
        }
        for number in [max_xls_area, max_memory_bytes, max_seconds] {
            self.number(*number);
        }
    }

    pub(in crate::intake) fn crash(&mut self, crash: Crash) {
        let (kind, number) = match crash {
            Crash::Panicked => (0, 0),
            Crash::Deep => (1, 0),
            Crash::Memory(bytes) => (2, bytes),
            Crash::Late(seconds) => (3, seconds),
            Crash::Died => (4, 0),
        };
        self.byte(kind);
        self.number(number);
    }

    pub(crate) fn attachment(&mut self, attachment: &Attachment) {
        let Attachment { source, hash, received, mail, outcome, sheets, findings } = attachment;
        self.str(source);
        self.str(hash);
        self.date(*received);
        self.byte(u8::from(mail.is_some()));
        if let Some(Mail { from, from_name, subject, sent_at }) = mail.as_deref() {
            self.str(from);
            self.str(from_name);
            self.str(subject);
            self.str(&sent_at.map(|at| at.to_string()).unwrap_or_default());
        }
        self.byte(match outcome {
            Outcome::Read => 0,
            Outcome::Ignored => 1,
            Outcome::Failed => 2,
        });
        self.len(sheets.len());
        for sheet in sheets {
            self.sheet(sheet, source);
        }
        self.len(findings.len());
        for finding in findings {
            self.finding(finding, source);
        }
    }

    fn sheet(&mut self, sheet: &Sheet, source: &str) {
        let Sheet { place, visible, rows, merges, n_rows } = sheet;
        self.place(place, source);
        self.byte(u8::from(*visible));
        self.number((*n_rows).into());
        self.len(merges.len());
        for Merge { first_row, first_col, last_row, last_col } in merges {
            self.number((*first_row).into());
            self.number((*first_col).into());
            self.number((*last_row).into());
            self.number((*last_col).into());
        }
        self.len(rows.len());
        for SheetRow { row, cells } in rows {
            self.number((*row).into());
            self.len(cells.len());
            for Cell { col, value } in cells {
                self.number((*col).into());
                self.value(value);
            }
        }
    }

    fn value(&mut self, value: &Value) {
        match value {
            Value::Text(Text { shown, repair: None }) => {
                self.byte(0);
                self.str(shown);
            }
            Value::Text(Text { shown, repair: Some(repair) }) => {
                let Repair { raw, rule, confidence } = repair.as_ref();
                self.byte(1);
                self.str(shown);
                self.str(raw);
                self.str(rule);
                self.0.extend_from_slice(&confidence.to_le_bytes());
            }
            Value::Number(number) => {
                self.byte(2);
                self.0.extend_from_slice(&number.to_le_bytes());
            }
            Value::Date(date) => {
                self.byte(3);
                self.date(*date);
            }
            Value::Bool(false) => self.byte(4),
            Value::Bool(true) => self.byte(5),
            Value::Error(name) => {
                self.byte(6);
                self.str(name);
            }
        }
    }

    pub(crate) fn finding(&mut self, finding: &Finding, source: &str) {
        let Finding { code, place, raw, message, advice, unit_code } = finding;
        self.len(Code::ALL.iter().position(|known| known == code).unwrap_or(usize::MAX));
        self.place(place, source);
        for text in [raw, message, advice, unit_code] {
            self.str(text);
        }
    }

    /// A place; that it is in the attachment itself goes without saying its source.
    pub(crate) fn place(&mut self, place: &Place, attachment: &str) {
        let Place { source, sheet, spot } = place;
        let elsewhere = **source != *attachment;
        let kind = match spot {
            Spot::Whole => 0,
            Spot::Row(_) => 1,
            Spot::Cell(_) => 2,
        };
        self.byte(kind | u8::from(elsewhere) << 2 | u8::from(sheet.is_some()) << 3);
        if elsewhere {
            self.str(source);
        }
        if let Some(sheet) = sheet {
            self.str(sheet);
        }
        match spot {
            Spot::Whole => {}
            Spot::Row(row) => self.number((*row).into()),
            Spot::Cell(CellAddress { row, col }) => {
                self.number((*row).into());
                self.number((*col).into());
            }
        }
    }
}

/// Bytes being read.
pub(crate) struct In<'a>(pub(crate) &'a [u8]);

impl<'a> In<'a> {
    pub(crate) fn byte(&mut self) -> Option<u8> {
        let (byte, rest) = self.0.split_first()?;
        self.0 = rest;
        Some(*byte)
    }

    pub(crate) fn chunk<const N: usize>(&mut self) -> Option<[u8; N]> {
        let (chunk, rest) = self.0.split_first_chunk()?;
        self.0 = rest;
        Some(*chunk)
    }

    pub(crate) fn number(&mut self) -> Option<u64> {
        let mut number = 0;
        for shift in (0..64).step_by(7) {
            let byte = self.byte()?;
            number |= u64::from(byte & 0x7F) << shift;
            if byte < 0x80 {
                return Some(number);
            }
        }
        None
    }

    pub(crate) fn small<T: TryFrom<u64>>(&mut self) -> Option<T> {
        T::try_from(self.number()?).ok()
    }

    /// A count and as many of what `one` reads; each takes a byte at least.
    pub(crate) fn many<T>(&mut self, mut one: impl FnMut(&mut In<'a>) -> Option<T>) -> Option<Vec<T>> {
        let count: usize = self.small()?;
        if self.0.len() < count {
            return None;
        }
        let mut many = Vec::with_capacity(count);
        for _ in 0..count {
            many.push(one(self)?);
        }
        Some(many)
    }

    pub(crate) fn bytes(&mut self) -> Option<&'a [u8]> {
        let len: usize = self.small()?;
        let (bytes, rest) = self.0.split_at_checked(len)?;
        self.0 = rest;
        Some(bytes)
    }

    pub(crate) fn str(&mut self) -> Option<&'a str> {
        std::str::from_utf8(self.bytes()?).ok()
    }

    pub(crate) fn string(&mut self) -> Option<String> {
        self.str().map(str::to_owned)
    }

    pub(crate) fn bool(&mut self) -> Option<bool> {
        self.byte().map(|byte| byte == 1)
    }

    pub(crate) fn date(&mut self) -> Option<Date> {
        let year = i16::from_le_bytes(self.chunk()?);
        let month = i8::from_le_bytes(self.chunk()?);
        Date::new(year, month, i8::from_le_bytes(self.chunk()?)).ok()
    }

    pub(crate) fn limits(&mut self) -> Option<Limits> {
        Some(Limits {
            max_file_bytes: self.number()?,
            max_unpacked_bytes: self.number()?,
            max_total_bytes: self.number()?,
            max_ratio: self.number()?,
            max_entries: self.small()?,
            max_depth: self.small()?,
            max_cells: self.small()?,
            max_sheets: self.small()?,
            max_xls_area: self.number()?,
            max_memory_bytes: self.number()?,
            max_seconds: self.number()?,
        })
    }

    pub(in crate::intake) fn crash(&mut self) -> Option<Crash> {
        let (kind, number) = (self.byte()?, self.number()?);
        Some(match kind {
            0 => Crash::Panicked,
            1 => Crash::Deep,
            2 => Crash::Memory(number),
            3 => Crash::Late(number),
            4 => Crash::Died,
            _ => return None,
        })
    }

    pub(crate) fn attachment(&mut self) -> Option<Attachment> {
        let source: Arc<str> = self.str()?.into();
        let hash = self.string()?;
        let received = self.date()?;
        let mail = if self.bool()? {
            let (from, from_name, subject) = (self.string()?, self.string()?, self.string()?);
            let sent_at = self.str()?.parse().ok();
            Some(Arc::new(Mail { from, from_name, subject, sent_at }))
        } else {
            None
        };
        let outcome = match self.byte()? {
            0 => Outcome::Read,
            1 => Outcome::Ignored,
            2 => Outcome::Failed,
            _ => return None,
        };
        let sheets = self.many(|from| from.sheet(&source))?;
        let findings = self.many(|from| from.finding(&source))?;
        Some(Attachment { source, hash, received, mail, outcome, sheets, findings })
    }

    fn sheet(&mut self, source: &Arc<str>) -> Option<Sheet> {
        let place = self.place(source)?;
        let visible = self.bool()?;
        let n_rows = self.small()?;
        let merges = self.many(|from| {
            Some(Merge {
                first_row: from.small()?,
                first_col: from.small()?,
                last_row: from.small()?,
                last_col: from.small()?,
            })
        })?;
        let rows = self.many(|from| {
            let row = from.small()?;
            let cells = from.many(|from| Some(Cell { col: from.small()?, value: from.value()? }))?;
            Some(SheetRow { row, cells })
        })?;
        Some(Sheet { place, visible, rows, merges, n_rows })
    }

    fn value(&mut self) -> Option<Value> {
        Some(match self.byte()? {
            0 => Value::Text(Text { shown: self.str()?.into(), repair: None }),
            1 => {
                let shown = self.str()?.into();
                let raw = self.str()?.into();
                let rule = lasting(self.str()?)?;
                let confidence = f32::from_le_bytes(self.chunk()?);
                Value::Text(Text { shown, repair: Some(Box::new(Repair { raw, rule, confidence })) })
            }
            2 => Value::Number(f64::from_le_bytes(self.chunk()?)),
            3 => Value::Date(self.date()?),
            4 => Value::Bool(false),
            5 => Value::Bool(true),
            6 => Value::Error(lasting(self.str()?)?),
            _ => return None,
        })
    }

    pub(crate) fn finding(&mut self, source: &Arc<str>) -> Option<Finding> {
        let code = *Code::ALL.get(self.small::<usize>()?)?;
        let place = self.place(source)?;
        let raw = self.string()?;
        let message = self.string()?;
        let advice = self.string()?;
        let unit_code = self.string()?;
        Some(Finding { code, place, raw, message, advice, unit_code })
    }

    pub(crate) fn place(&mut self, attachment: &Arc<str>) -> Option<Place> {
        let flags = self.byte()?;
        let source = if flags & 4 == 0 { attachment.clone() } else { self.str()?.into() };
        let sheet = if flags & 8 == 0 { None } else { Some(self.str()?.into()) };
        let spot = match flags & 3 {
            0 => Spot::Whole,
            1 => Spot::Row(self.small()?),
            2 => Spot::Cell(CellAddress { row: self.small()?, col: self.small()? }),
            _ => return None,
        };
        Some(Place { source, sheet, spot })
    }
}

/// A name of the program's own: of a rule, of an error value. There are some thirty; each is kept
/// once and for ever, and more than could be are nonsense.
fn lasting(name: &str) -> Option<&'static str> {
    static NAMES: Mutex<Vec<&'static str>> = Mutex::new(Vec::new());
    const MAX_NAMES: usize = 128;
    let mut names = NAMES.lock().unwrap_or_else(PoisonError::into_inner);
    if let Some(known) = names.iter().find(|known| **known == name) {
        return Some(known);
    }
    if MAX_NAMES <= names.len() || 64 < name.len() {
        return None;
    }
    let kept: &'static str = Box::leak(name.into());
    names.push(kept);
    Some(kept)
}

//! Attachments and what belongs to them as bytes.
//!
//! A form of its own, since both ends are the same program: structs field by field, each taken apart by all its
//! fields, so that a new one does not compile before it travels. A large answer goes in pieces, and a text that
//! cells share goes once.

use std::sync::Arc;

use strum::VariantArray;

use crate::finding::{CellAddress, Code, Finding, Place, Spot};
use crate::intake::aside::{Aside, Mark, MarkKind};
use crate::intake::limits::Limits;
use crate::intake::sheet::{
    Attachment, Cell, CellError, FileOutcome, Mail, Merge, Sheet, SheetRow, Text, Value,
};
use crate::intake::trouble::Crash;
use crate::text::{Repair, Rule};

use super::bytes::{In, Out};

impl Out {
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
        self.forget_texts();
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
            FileOutcome::Read => 0,
            FileOutcome::Ignored => 1,
            FileOutcome::Failed => 2,
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
        let Sheet { place, visible, rows, merges, n_rows, aside } = sheet;
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
            self.lay_aside();
            self.number((*row).into());
            self.len(cells.len());
            for Cell { col, value } in cells {
                self.number((*col).into());
                self.value(value);
            }
        }
        self.aside(aside);
    }

    fn aside(&mut self, aside: &Aside) {
        let Aside { marks, hidden_rows, hidden_cols, is_filtered } = aside;
        self.len(marks.len());
        for Mark { row, col, kind, text } in marks {
            self.number((*row).into());
            self.number((*col).into());
            self.len(MarkKind::ALL.iter().position(|known| known == kind).unwrap_or(usize::MAX));
            self.str(text);
        }
        self.len(hidden_rows.len());
        for (first, last) in hidden_rows {
            self.number((*first).into());
            self.number((*last).into());
        }
        self.len(hidden_cols.len());
        for (first, last) in hidden_cols {
            self.number((*first).into());
            self.number((*last).into());
        }
        self.byte(u8::from(*is_filtered));
    }

    fn value(&mut self, value: &Value) {
        match value {
            Value::Text(Text { shown, repair: None }) => {
                self.byte(0);
                self.text(shown);
            }
            Value::Text(Text { shown, repair: Some(repair) }) => {
                let Repair { raw, rule, confidence } = repair.as_ref();
                self.byte(1);
                self.text(shown);
                self.str(raw);
                self.str(rule.id());
                self.chunk(confidence.to_le_bytes());
            }
            Value::Number(number) => {
                self.byte(2);
                self.chunk(number.to_le_bytes());
            }
            Value::Date(date) => {
                self.byte(3);
                self.date(*date);
            }
            Value::Bool(false) => self.byte(4),
            Value::Bool(true) => self.byte(5),
            Value::Error(error) => {
                self.byte(6);
                self.byte(*error as u8);
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

impl In<'_> {
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
        self.forget_texts();
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
            0 => FileOutcome::Read,
            1 => FileOutcome::Ignored,
            2 => FileOutcome::Failed,
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
        let aside = self.aside()?;
        Some(Sheet { place, visible, rows, merges, n_rows, aside })
    }

    fn aside(&mut self) -> Option<Aside> {
        let marks = self.many(|from| {
            let (row, col) = (from.small()?, from.small()?);
            let kind = *MarkKind::ALL.get(from.small::<usize>()?)?;
            Some(Mark { row, col, kind, text: from.string()? })
        })?;
        let hidden_rows = self.many(|from| Some((from.small()?, from.small()?)))?;
        let hidden_cols = self.many(|from| Some((from.small()?, from.small()?)))?;
        Some(Aside { marks, hidden_rows, hidden_cols, is_filtered: self.bool()? })
    }

    fn value(&mut self) -> Option<Value> {
        Some(match self.byte()? {
            0 => Value::Text(Text { shown: self.text()?, repair: None }),
            1 => {
                let shown = self.text()?;
                let raw = self.str()?.into();
                let rule = Rule::from_id(self.str()?)?;
                let confidence = f32::from_le_bytes(self.chunk()?);
                Value::Text(Text { shown, repair: Some(Box::new(Repair { raw, rule, confidence })) })
            }
            2 => Value::Number(f64::from_le_bytes(self.chunk()?)),
            3 => Value::Date(self.date()?),
            4 => Value::Bool(false),
            5 => Value::Bool(true),
            6 => Value::Error(*CellError::VARIANTS.get(usize::from(self.byte()?))?),
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

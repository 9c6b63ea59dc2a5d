//! What stood in the cells of a registration, from its file.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use crate::finding::CellAddress;
use crate::intake::{self, Arrival, Attachment, Sheet, Value};
use crate::layout::{self, Entry, Field, SheetMap, Stamp};
use crate::office::{Host, Workspace};
use crate::record::Registration;

use super::story::TracedCell;

/// Files that were opened again, by source.
pub(super) struct OpenedFiles<'a> {
    workspace: &'a Workspace,
    host: &'a Host<'a>,
    arrivals: BTreeMap<Arc<str>, Arrival>,
    opened: BTreeMap<Arc<str>, Vec<(Attachment, Vec<SheetMap>)>>,
}

/// A sheet as it was read, and the rows on it that are asked about, as Excel numbers them.
#[derive(Debug, Clone, Copy)]
pub(in crate::cli) struct ReadSheet<'a> {
    pub(in crate::cli) attachment: &'a Attachment,
    pub(in crate::cli) sheet: &'a Sheet,
    pub(in crate::cli) map: &'a SheetMap,
    pub(in crate::cli) rows: &'a BTreeSet<u32>,
}

impl ReadSheet<'_> {
    /// Whether a row, counted from zero, is asked about; where none is named, each is.
    pub(in crate::cli) fn has(&self, row: u32) -> bool {
        self.rows.is_empty() || self.rows.contains(&(row + 1))
    }
}

impl<'a> OpenedFiles<'a> {
    pub(super) fn of(workspace: &'a Workspace, host: &'a Host<'a>) -> OpenedFiles<'a> {
        let arrivals = intake::arrivals(&workspace.dir.join("inbox")).map(|noted| noted.value);
        let arrivals = arrivals.unwrap_or_default().into_iter();
        let arrivals = arrivals.map(|arrival| (arrival.source.clone(), arrival)).collect();
        OpenedFiles { workspace, host, arrivals, opened: BTreeMap::new() }
    }

    /// The file of the inbox that a source came in.
    pub(super) fn arrival(&self, source: &str) -> Option<&Arrival> {
        self.arrivals.get(source.split('!').next().unwrap_or(source))
    }

    /// The sheets that registrations stand on, each once and in their order, with the rows.
    pub(super) fn sheets(&mut self, rows: &[&Registration], mut show: impl FnMut(&ReadSheet<'_>)) {
        let mut by_sheet: BTreeMap<(&str, Option<&str>), BTreeSet<u32>> = BTreeMap::new();
        for row in rows {
            let sheet = (&*row.place.source, row.place.sheet.as_deref());
            by_sheet.entry(sheet).or_default().extend(row.place.row_shown());
        }
        for ((source, name), rows) in by_sheet {
            if let Some((attachment, sheet, map)) = self.sheet(source, name) {
                show(&ReadSheet { attachment, sheet, map, rows: &rows });
            }
        }
    }

    fn sheet(&mut self, source: &str, name: Option<&str>) -> Option<(&Attachment, &Sheet, &SheetMap)> {
        let arrival = self.arrival(source)?.clone();
        let (workspace, host) = (self.workspace, self.host);
        let opened =
            self.opened.entry(arrival.source.clone()).or_insert_with(|| open(workspace, host, &arrival));
        opened.iter().find_map(|(attachment, maps)| {
            let mut sheets = attachment.sheets.iter().zip(maps);
            let is_list = |(sheet, _): &(&Sheet, &SheetMap)| {
                &*sheet.place.source == source && sheet.place.sheet.as_deref() == name
            };
            sheets.find(is_list).map(|(sheet, map)| (attachment, sheet, map))
        })
    }

    /// The cells that say something of a registration, with their headers or labels.
    pub(super) fn cells(&mut self, row: &Registration) -> Vec<TracedCell> {
        let found = self.sheet(&row.place.source, row.place.sheet.as_deref());
        let (Some((_, sheet, map)), Some(shown)) = (found, row.place.row_shown()) else { return Vec::new() };
        let records = map.records(sheet).into_iter().filter(|record| record.row == shown - 1);
        let entries: Vec<Entry<'_>> = records.flat_map(|record| record.entries).collect();
        let cells = entries.into_iter().map(|Entry { row, column, cell }| {
            let repair = match &cell.value {
                Value::Text(text) => text.repair.as_deref(),
                _ => None,
            };
            // An identity number is shown to nobody.
            let secret = column.field == Some(Field::IdentityNumber);
            TracedCell {
                cell: CellAddress { row, col: column.col }.to_string(),
                header: column.header.clone(),
                field: column.field.map(Field::id),
                shown: if secret { "…".to_owned() } else { cell.value.shown().into_owned() },
                raw: repair.filter(|_| !secret).map(|repair| repair.raw.to_string()),
                rule: repair.map(|repair| repair.rule.id()),
                confidence: repair.map(|repair| f64::from((repair.confidence * 100.0).round()) / 100.0),
            }
        });
        cells.collect()
    }
}

fn open(workspace: &Workspace, host: &Host<'_>, arrival: &Arrival) -> Vec<(Attachment, Vec<SheetMap>)> {
    let opened = workspace.readers(host).open(std::slice::from_ref(arrival));
    let attachments = opened.into_iter().flatten();
    let mapped = attachments.map(|attachment| {
        let stamp = Stamp::read(&attachment.sheets).value;
        let back = stamp.as_ref().and_then(|stamp| stamp.returned(&attachment));
        let consolidated = stamp.as_ref().and_then(|stamp| stamp.consolidated(&attachment));
        let attachment = back.map(|(own, _)| own).or(consolidated).unwrap_or(attachment);
        let maps = layout::map_workbook(
            &attachment.sheets,
            stamp.as_ref(),
            workspace.dictionary(),
            &workspace.decisions,
        );
        (attachment, maps.value)
    });
    mapped.collect()
}

//! `tonghop inspect`: what each row and column was taken for.

mod printed;

use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use crate::finding::{Severity, reason};
use crate::intake::{self, Attachment, Readers, Sheet};
use crate::layout::{self, SheetKind, SheetMap};
use crate::office::{self, CannotRun, Workspace};
use crate::plan::{MovementNames, Plan};
use crate::record::{self, AwardWords, CellFate, List, References, Remarks, Sender};
use crate::units::UnitBook;
use crate::{ledger, report};

use super::console::{Terminal, print, say, today};
use super::trace::{self, ReadSheet};
use super::{ExitStatus, args};

pub(super) fn inspect(args: &args::InspectArgs) -> Result<ExitStatus, CannotRun> {
    let mut status = ExitStatus::Clean;
    let terminal = Terminal::new(true);
    let host = terminal.host();
    let readers = host.readers().with_passwords(office::passwords(&args.workspace)?);
    let mut noticed = Vec::new();
    let dictionary = office::dictionary(&args.workspace, &mut noticed)?;
    let path = args.workspace.join("decisions.csv");
    let decisions = ledger::read_decisions(&path, &ledger::Choices::default())?.note_into(&mut noticed);
    for finding in &noticed {
        say(&format!("{}: {} {}", finding.place, finding.message, finding.advice));
    }
    // Outside a workspace there is no plan; its movements are then taken as they stand.
    let workspace = if args.json { Workspace::open(&args.workspace, &host).ok() } else { None };
    let blank = Plan::blank();
    let no_movements = MovementNames::of(&blank);
    let nation = if args.json && workspace.is_none() { UnitBook::nation() } else { UnitBook::default() };
    let references = workspace.as_ref().map_or_else(
        || References {
            units: &nation,
            plan: &blank,
            movements: &no_movements,
            decisions: &decisions,
            remarks: Remarks::built_in(),
            award_words: AwardWords::built_in(),
        },
        Workspace::references,
    );
    let mut shown = SheetPrinter { json: args.json, drawn: args.map.as_ref().map(|_| Vec::new()) };
    // What is no file may be a name only where something has been received.
    let has_inbox = args.workspace.join("inbox").is_dir();
    let (files, names): (Vec<&Path>, Vec<&Path>) =
        args.files.iter().map(PathBuf::as_path).partition(|path| path.exists() || !has_inbox);
    for file in files {
        for attachment in read(&readers, file)? {
            if attachment.findings.iter().any(|finding| finding.severity() == Severity::Error) {
                status = ExitStatus::Findings;
            }
            for finding in &attachment.findings {
                say(&format!("{}: {} {}", finding.place, finding.message, finding.advice));
            }
            for sheet in &attachment.sheets {
                let map = layout::map_as_decided(sheet, &dictionary, &decisions).value;
                let read = ReadSheet { attachment: &attachment, sheet, map: &map, rows: &BTreeSet::new() };
                shown.show(&read, &references);
            }
        }
    }
    let names: Vec<_> = names.iter().map(|name| name.to_string_lossy()).collect();
    if !names.is_empty() {
        let names: Vec<&str> = names.iter().map(AsRef::as_ref).collect();
        trace::sheets_of(&args.workspace, &names, &host, |workspace, sheet| {
            shown.show(sheet, &workspace.references());
        })?;
    }
    host.warn_if_unfenced(&readers);
    if let (Some(path), Some(sheets)) = (&args.map, &shown.drawn) {
        let bytes = report::draw_map(sheets.iter().map(|(sheet, map)| (sheet, map)))
            .map_err(|error| CannotRun::new(format!("Không vẽ được «{}»: {error}", path.display())))?;
        report::put_file(path, &bytes).map_err(|error| {
            CannotRun::new(format!("Không ghi được «{}»: {}.", path.display(), reason(&error)))
        })?;
    }
    Ok(status)
}

/// How sheets are shown: printed, and kept where they are to be drawn.
struct SheetPrinter {
    json: bool,
    drawn: Option<Vec<(Sheet, SheetMap)>>,
}

impl SheetPrinter {
    fn show(&mut self, read: &ReadSheet<'_>, references: &References<'_>) {
        if self.json {
            print(&printed::json(read, &cells(read, references)));
        } else {
            print(&printed::lines(read));
        }
        if let Some(drawn) = &mut self.drawn {
            drawn.push((read.sheet.clone(), read.map.clone()));
        }
    }
}

/// A file from anywhere, as if it had just arrived.
pub(super) fn read(readers: &Readers, file: &Path) -> Result<Vec<Attachment>, CannotRun> {
    let bytes = fs::read(file).map_err(|error| {
        CannotRun::new(format!("Không mở được «{}»: {}.", file.display(), reason(&error)))
    })?;
    let source = file.file_name().unwrap_or(file.as_os_str()).to_string_lossy();
    let day = intake::day_of_folders(file).unwrap_or_else(today);
    Ok(readers.read_bytes(&Arc::from(source), &bytes, day))
}

/// What became of the cells of a sheet's data rows.
fn cells(read: &ReadSheet<'_>, references: &References<'_>) -> Vec<CellFate> {
    let ReadSheet { attachment, sheet, map, .. } = *read;
    if !matches!(map.kind, SheetKind::List | SheetKind::Form) {
        return Vec::new();
    }
    let sender = Sender::default();
    let list = List { attachment, copy: 0, sheet, map, sender: &sender, stamp: None };
    record::read(&list, references).cells
}

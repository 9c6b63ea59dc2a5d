//! The main job against the bare reading and writing of the same cells.
//!
//! Scales the sample up to 2,000 attachments (copies whose names and bytes differ), then times, in
//! turns and on the same threads:
//! - *bare*: every workbook of the inbox read by calamine into its cells, and the workbooks of the
//!   output written again cell by cell by rust_xlsxwriter, nothing else;
//! - *whole*: `tonghop run` over the same inbox, as if for the first time: what it keeps in `.tonghop/` is
//!   taken away before each turn.
//!
//! Prints both medians and their ratio. `cargo bench` builds with the release profile; the number
//! of attachments may be given: `cargo bench -- 500`.

#![expect(
    clippy::expect_used,
    clippy::print_stdout,
    reason = "a benchmark that fails says where, and prints its figures"
)]

use std::fs;
use std::io::Cursor;
use std::path::{Path, PathBuf};
use std::process::Command;
use std::time::{Duration, Instant};

use calamine::{Data, Reader};
use rayon::prelude::*;
use rust_xlsxwriter::Workbook;

/// Turns of each side; the median counts.
const TURNS: usize = 3;

fn main() {
    let wanted = std::env::args().filter_map(|arg| arg.parse::<usize>().ok()).next().unwrap_or(2_000);
    let folder = tempfile::tempdir().expect("a temporary folder");
    let workspace = folder.path().join("scaled");
    let n_files = scale(&workspace, wanted);
    println!("{n_files} attachments, {} threads", rayon::current_num_threads());

    let program = env!("CARGO_BIN_EXE_tonghop");
    let run = || {
        let status = Command::new(program).args(["run", "--quiet"]).arg(&workspace).status().expect("runs");
        assert!(status.code().is_some_and(|code| code < 2), "the run failed");
    };
    run();
    let books = workbooks(&workspace.join("out"));
    let cells: Vec<Vec<(String, Vec<Vec<Data>>)>> = books.iter().map(|book| read(book)).collect();

    let (mut bare, mut whole) = (Vec::new(), Vec::new());
    for _ in 0..TURNS {
        bare.push(time(|| {
            let n_read: usize = workbooks(&workspace.join("inbox"))
                .par_iter()
                .map(|book| read(book).iter().map(|(_, rows)| rows.len()).sum::<usize>())
                .sum();
            let n_written: usize = cells.par_iter().map(|book| write(book)).sum();
            assert!(n_read > 0 && n_written > 0);
        }));
        fs::remove_dir_all(workspace.join(".tonghop")).expect("a folder that the run before made");
        whole.push(time(run));
    }
    let (bare, whole) = (median(bare), median(whole));
    println!("bare reading and writing  {:.2} s", bare.as_secs_f64());
    println!("tonghop run               {:.2} s", whole.as_secs_f64());
    println!("ratio                     {:.2}", whole.as_secs_f64() / bare.as_secs_f64());
}

/// The sample, with its inbox copied until it holds `wanted` files. Each copy differs in bytes that
/// mean nothing, so that it is a list sent again, not a file seen before.
fn scale(workspace: &Path, wanted: usize) -> usize {
    let sample = Path::new(env!("CARGO_MANIFEST_DIR")).join("samples/lang-son-2024");
    let mut files = Vec::new();
    walk(&sample.join("inbox"), &mut files);
    let mut n_files = 0;
    for copy in 0_u16.. {
        for file in &files {
            if n_files == wanted {
                break;
            }
            let inside = file.strip_prefix(sample.join("inbox")).expect("inside");
            let place = workspace.join("inbox").join(format!("lan-{copy:03}")).join(inside);
            fs::create_dir_all(place.parent().expect("a folder")).expect("a folder");
            fs::write(&place, varied(fs::read(file).expect("readable"), file, copy)).expect("written");
            n_files += 1;
        }
        if n_files == wanted {
            break;
        }
    }
    for name in ["plan.toml", "units.csv", "tonghop.toml"] {
        fs::copy(sample.join(name), workspace.join(name)).expect("copied");
    }
    n_files
}

/// The bytes of a file with `copy` written where no reader looks: the comment of a zip archive, the
/// last line of a text. Other formats stay as they are.
fn varied(mut bytes: Vec<u8>, file: &Path, copy: u16) -> Vec<u8> {
    let is = |extension: &str| file.extension().is_some_and(|it| it == extension);
    let without_comment = bytes.ends_with(&[0, 0]) && bytes.len() > 22;
    if bytes.starts_with(b"PK") && without_comment {
        bytes.truncate(bytes.len() - 2);
        bytes.extend([2, 0]);
        bytes.extend(copy.to_le_bytes());
    } else if is("csv") || is("eml") {
        bytes.extend(std::iter::repeat_n(b'\n', usize::from(copy)));
    }
    bytes
}

fn walk(folder: &Path, files: &mut Vec<PathBuf>) {
    let entries = fs::read_dir(folder).expect("a folder");
    let mut entries: Vec<PathBuf> = entries.map(|entry| entry.expect("readable").path()).collect();
    entries.sort();
    for entry in entries {
        if entry.is_dir() {
            walk(&entry, files);
        } else {
            files.push(entry);
        }
    }
}

/// Workbooks below a folder that calamine reads by itself.
fn workbooks(folder: &Path) -> Vec<PathBuf> {
    let mut files = Vec::new();
    walk(folder, &mut files);
    files.retain(|file| file.extension().is_some_and(|it| it == "xlsx" || it == "xls" || it == "ods"));
    files
}

/// All sheets of a workbook as rows of cells; nothing where calamine refuses the file.
fn read(book: &Path) -> Vec<(String, Vec<Vec<Data>>)> {
    let bytes = fs::read(book).expect("readable");
    let Ok(mut book) = calamine::open_workbook_auto_from_rs(Cursor::new(bytes)) else { return Vec::new() };
    let names = book.sheet_names();
    names
        .into_iter()
        .filter_map(|name| {
            let range = book.worksheet_range(&name).ok()?;
            Some((name, range.rows().map(<[Data]>::to_vec).collect()))
        })
        .collect()
}

/// Writes a workbook cell by cell; returns its size.
fn write(sheets: &[(String, Vec<Vec<Data>>)]) -> usize {
    let mut workbook = Workbook::new();
    for (_, rows) in sheets {
        let sheet = workbook.add_worksheet();
        for (row, cells) in (0_u32..).zip(rows) {
            for (col, cell) in (0_u16..).zip(cells) {
                let written = match cell {
                    Data::String(text) => sheet.write_string(row, col, text),
                    Data::Float(number) => sheet.write_number(row, col, *number),
                    #[expect(clippy::cast_precision_loss, reason = "as Excel holds it")]
                    Data::Int(number) => sheet.write_number(row, col, *number as f64),
                    Data::Bool(value) => sheet.write_boolean(row, col, *value),
                    _ => continue,
                };
                written.expect("written");
            }
        }
    }
    workbook.save_to_buffer().expect("a workbook").len()
}

fn time(work: impl FnOnce()) -> Duration {
    let start = Instant::now();
    work();
    start.elapsed()
}

fn median(mut times: Vec<Duration>) -> Duration {
    times.sort();
    times.get(times.len() / 2).copied().unwrap_or_default()
}

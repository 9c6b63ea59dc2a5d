//! Reading alone, as the program does it, against bare calamine over the same 2,000 files.
//!
//! The files are invented: lists of 20 to 400 people in a dozen columns, as .xlsx with shared
//! strings, merged cells and a title. Both sides take the bytes from the disk and give every cell,
//! on 2 threads, in turns; ours behind the fence of processes, with letters looked at, fonts known
//! and limits held. Prints cells a second of both and their ratio.
//!
//! `cargo bench --bench reading`; `-- in-process` reads without the fence.

#![expect(
    clippy::expect_used,
    clippy::indexing_slicing,
    clippy::print_stdout,
    reason = "a benchmark that fails says where, and prints its figures"
)]

use std::fs;
use std::path::Path;
use std::time::{Duration, Instant};

use calamine::Reader;
use rayon::prelude::*;
use rust_xlsxwriter::{Format, Workbook};
use tonghop::intake::{Arrival, Limits, Readers, arrivals};

const FILES: u32 = 2_000;
/// Turns of each side; the best of each counts, which a busy machine harms least.
const TURNS: usize = 5;
/// Files that are handed to a thread at a time.
const ROW: usize = 16;

const HEADER: [&str; 10] = [
    "STT",
    "Họ và tên",
    "Năm sinh",
    "Giới tính",
    "Chức vụ",
    "Đơn vị công tác",
    "Địa chỉ",
    "Phong trào thi đua",
    "Tóm tắt thành tích",
    "Ghi chú",
];
const FAMILY: [&str; 8] = ["Nguyễn", "Trần", "Lê", "Phạm", "Hoàng", "Nông", "Vi", "Lương"];
const GIVEN: [&str; 8] = ["An", "Bình", "Chiến", "Dung", "Hương", "Khải", "Mỹ", "Tuyết"];
const UNITS: [&str; 5] =
    ["Trường Tiểu học Vĩnh Trại", "Phòng Nội vụ", "Trạm Y tế phường 3", "UBND xã An Bình", "Hội Phụ nữ"];
const MOVEMENTS: [&str; 3] = ["Dạy tốt - học tốt", "Chung sức xây dựng nông thôn mới", "Lao động giỏi"];

fn main() {
    let in_process = std::env::args().any(|arg| arg == "in-process");
    rayon::ThreadPoolBuilder::new().num_threads(2).build_global().expect("two threads");
    let folder = tempfile::tempdir().expect("a folder");
    (0..FILES).into_par_iter().for_each(|at| write(folder.path(), at));
    let files = arrivals(folder.path()).expect("listed").value;
    let readers = if in_process {
        Readers::in_process(Limits::default())
    } else {
        Readers::start(Path::new(env!("CARGO_BIN_EXE_tonghop")), Limits::default())
    };
    let bare = || files.par_chunks(ROW).map(|row| row.iter().map(by_calamine).sum::<usize>()).sum::<usize>();
    let own = || files.par_chunks(ROW).map(|row| by_intake(&readers, row)).sum::<usize>();
    assert_eq!(bare(), own(), "both sides find the same cells");
    let (mut fastest_bare, mut fastest_own) = (Duration::MAX, Duration::MAX);
    let mut n_cells = 0;
    for _ in 0..TURNS {
        let began = Instant::now();
        n_cells = bare();
        fastest_bare = fastest_bare.min(began.elapsed());
        let began = Instant::now();
        assert_eq!(own(), n_cells);
        fastest_own = fastest_own.min(began.elapsed());
    }
    let millions = |took: Duration| n_cells as f64 / took.as_secs_f64() / 1e6;
    println!("{} files, {n_cells} cells, 2 threads, the best of {TURNS} turns", files.len());
    println!("bare calamine  {:.2} million cells a second", millions(fastest_bare));
    println!("intake         {:.2} million cells a second", millions(fastest_own));
    println!("ratio          {:.2}", fastest_bare.as_secs_f64() / fastest_own.as_secs_f64());
}

/// The cells with content of a file, by calamine.
fn by_calamine(file: &Arrival) -> usize {
    let bytes = fs::read(&file.path).expect("readable");
    let mut book = calamine::open_workbook_auto_from_rs(std::io::Cursor::new(bytes)).expect("a workbook");
    let ranges = book.worksheets();
    ranges.iter().map(|(_, range)| range.used_cells().count()).sum()
}

/// The cells with content of a row of files, by the program's own readers.
fn by_intake(readers: &Readers, row: &[Arrival]) -> usize {
    let attachments = readers.open(row);
    let sheets = attachments.iter().flatten().flat_map(|attachment| &attachment.sheets);
    sheets.flat_map(|sheet| &sheet.rows).map(|row| row.cells.len()).sum()
}

/// A list of invented people.
fn write(folder: &Path, at: u32) {
    let mut book = Workbook::new();
    let sheet = book.add_worksheet();
    let font = Format::new().set_font_name("Times New Roman").set_font_size(13);
    let text = |from: &[&str], at: u32| from[at as usize % from.len()].to_owned();
    sheet.merge_range(0, 0, 0, 9, "DANH SÁCH ĐĂNG KÝ ĐIỂN HÌNH TIÊN TIẾN", &font).expect("a title");
    for (col, header) in (0..).zip(HEADER) {
        sheet.write_with_format(2, col, header, &font).expect("a header");
    }
    for row in 0..20 + at * 7_919 % 380 {
        let seed = at.wrapping_mul(2_654_435_761).wrapping_add(row.wrapping_mul(40_503)) >> 4;
        let name = format!("{} {} {}", text(&FAMILY, seed), text(&GIVEN, seed >> 3), text(&GIVEN, seed >> 6));
        let line = row + 3;
        sheet.write_with_format(line, 0, row + 1, &font).expect("a cell");
        sheet.write_with_format(line, 1, name, &font).expect("a cell");
        sheet.write_with_format(line, 2, 1960 + seed % 45, &font).expect("a cell");
        sheet.write_with_format(line, 3, text(&["Nam", "Nữ"], seed), &font).expect("a cell");
        sheet
            .write_with_format(line, 4, text(&["Giáo viên", "Trưởng phòng"], seed >> 2), &font)
            .expect("a cell");
        sheet.write_with_format(line, 5, text(&UNITS, seed >> 5), &font).expect("a cell");
        sheet.write_with_format(line, 6, format!("Thôn {}", seed % 20), &font).expect("a cell");
        sheet.write_with_format(line, 7, text(&MOVEMENTS, seed >> 7), &font).expect("a cell");
        let said = format!("Hoàn thành tốt nhiệm vụ năm thứ {}, giúp đỡ {} hộ nghèo", seed % 9, seed % 31);
        sheet.write_with_format(line, 8, said, &font).expect("a cell");
        sheet.write_blank(line, 9, &font).expect("a cell");
    }
    book.save(folder.join(format!("danh sách {at:04}.xlsx"))).expect("written");
}

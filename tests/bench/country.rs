//! A country's lists from nothing: time and memory of each stage, and how both grow with the lists.
//!
//! Invents workbooks of a hundred registrations in eleven columns, sent by the units of a sample, and runs the
//! program over them as if for the first time. While it runs, the memory of all its processes is sampled; the
//! ledger says how long each stage took. Beside it, on as many threads, the *bare* work: every workbook read by
//! calamine into its cells and, for the first size, the workbooks of the output written again cell by cell by
//! rust_xlsxwriter. Then what a registration costs between one size and the next.
//!
//!     cargo bench --bench country                    1,000 and 10,000 workbooks
//!     cargo bench --bench country -- 500 1000        other sizes
//!     cargo bench --bench country -- --leave FOLDER  the lists stay there, for `country.py` and for profiles
//!
//! `country.py` does a tenth of the work with fastexcel, polars and xlsxwriter.

#![expect(
    clippy::expect_used,
    clippy::indexing_slicing,
    clippy::print_stdout,
    reason = "a benchmark that fails says where, and prints its figures"
)]

#[path = "../support/chance.rs"]
mod chance;

use std::fmt::Write as _;
use std::fs;
use std::io::{Cursor, Write as _};
use std::path::{Path, PathBuf};
use std::process::{Child, Command};
use std::time::{Duration, Instant};

use calamine::{Data, Reader};
use rayon::prelude::*;
use rust_xlsxwriter::Workbook;
use zip::write::SimpleFileOptions;

use chance::Chance;

/// Registrations of a workbook.
const ROWS: usize = 100;
/// So often the memory is looked at.
const OFTEN: Duration = Duration::from_millis(20);

fn main() {
    let args: Vec<String> = std::env::args().skip(1).filter(|arg| arg != "--bench").collect();
    let leave = args.iter().position(|arg| arg == "--leave").and_then(|at| args.get(at + 1));
    let sizes: Vec<usize> = args.iter().filter_map(|arg| arg.parse().ok()).collect();
    let sizes = if sizes.is_empty() { vec![1_000, 10_000] } else { sizes };
    let own = tempfile::tempdir().expect("a temporary folder");
    let folder = leave.map_or_else(|| own.path().to_owned(), PathBuf::from);
    println!(
        "{:>9} {:>8} {:>8} {:>8} {:>8} {:>8}   {:>8} {:>8} {:>8}",
        "workbooks", "in all", "read", "decide", "write", "bare", "read MB", "decide", "write"
    );
    let mut before: Option<(usize, Measured)> = None;
    for (at, n) in sizes.into_iter().enumerate() {
        let workspace = folder.join(n.to_string());
        make(&workspace, n);
        let measured = run(&workspace);
        let bare = bare(&workspace, at == 0);
        let [read, decide, write] = measured.seconds;
        let [read_mb, decide_mb, write_mb] = measured.peaks.map(|kb| kb / 1024);
        println!(
            "{n:>9} {:>7.1}s {read:>7.1}s {decide:>7.1}s {write:>7.1}s {bare:>7.1}s   {read_mb:>8} {decide_mb:>8} {write_mb:>8}",
            measured.whole
        );
        if at == 0 {
            println!("{:>9} {:>7.2} times the bare work", "", measured.whole / bare);
        } else {
            println!("{:>9} {:>7.2} times the bare reading", "", measured.whole / bare);
        }
        if let Some((fewer, before)) = &before {
            let more = (n - fewer) * ROWS;
            let grown = measured.peak().saturating_sub(before.peak()) * 1024 / more;
            let times = measured.whole / before.whole;
            println!("{:>9} {grown} bytes a registration more, {times:.1} times as long", "");
        }
        if leave.is_none() {
            fs::remove_dir_all(&workspace).expect("removed");
        }
        before = Some((n, measured));
    }
}

/// What a run took.
struct Measured {
    whole: f64,
    /// Of reading, deciding and writing, as the program itself says.
    seconds: [f64; 3],
    /// The most memory of all its processes in each of them, in kB.
    peaks: [usize; 3],
}

impl Measured {
    fn peak(&self) -> usize {
        self.peaks.into_iter().max().unwrap_or_default()
    }
}

/// Runs the program over a workspace, from nothing.
fn run(workspace: &Path) -> Measured {
    let start = Instant::now();
    let mut program = Command::new(env!("CARGO_BIN_EXE_tonghop"));
    let mut child = program.args(["run", "--quiet"]).arg(workspace).spawn().expect("runs");
    let mut samples: Vec<(f64, usize)> = Vec::new();
    while child.try_wait().expect("waits").is_none() {
        samples.push((start.elapsed().as_secs_f64(), memory(&child)));
        std::thread::sleep(OFTEN);
    }
    let whole = start.elapsed().as_secs_f64();
    assert!(child.wait().expect("ended").code().is_some_and(|code| code < 2), "the run failed");
    let lines = fs::read_to_string(workspace.join(".tonghop/ledger.jsonl")).expect("a ledger");
    let line: serde_json::Value = serde_json::from_str(lines.lines().last().expect("a run")).expect("a line");
    let seconds = ["read", "decide", "write"].map(|part| line["seconds"][part].as_f64().expect("seconds"));
    let ends = [seconds[0], seconds[0] + seconds[1], f64::INFINITY];
    let mut peaks = [0; 3];
    for (at, kb) in samples {
        let stage = ends.iter().position(|end| at < *end).unwrap_or(2);
        peaks[stage] = peaks[stage].max(kb);
    }
    Measured { whole, seconds, peaks }
}

/// The memory of a process and of those that it started, in kB: pages that two of them share count twice. Nought
/// where the system is not Linux.
fn memory(process: &Child) -> usize {
    let own = Path::new("/proc").join(process.id().to_string());
    let threads = fs::read_dir(own.join("task")).into_iter().flatten().filter_map(Result::ok);
    let children = threads.filter_map(|thread| fs::read_to_string(thread.path().join("children")).ok());
    let children: Vec<String> =
        children.flat_map(|ids| ids.split_whitespace().map(str::to_owned).collect::<Vec<_>>()).collect();
    let all = std::iter::once(own).chain(children.iter().map(|id| Path::new("/proc").join(id)));
    all.filter_map(|process| {
        let status = fs::read_to_string(process.join("status")).ok()?;
        let line = status.lines().find_map(|line| line.strip_prefix("VmRSS:"))?;
        line.trim().strip_suffix(" kB")?.parse::<usize>().ok()
    })
    .sum()
}

/// Seconds of reading the same workbooks into cells, and of writing those of the output where that is asked.
fn bare(workspace: &Path, writes: bool) -> f64 {
    let sheets_of = |book: &PathBuf| {
        let bytes = fs::read(book).expect("readable");
        let mut book = calamine::open_workbook_auto_from_rs(Cursor::new(bytes)).expect("a workbook");
        let names = book.sheet_names();
        let ranges = names.into_iter().map(|name| book.worksheet_range(&name).expect("a sheet"));
        ranges.collect::<Vec<_>>()
    };
    let start = Instant::now();
    let inbox = workbooks(&workspace.join("inbox"));
    let cells: usize = inbox
        .par_iter()
        .map(|book| sheets_of(book).iter().map(calamine::Range::cells).map(Iterator::count).sum::<usize>())
        .sum();
    assert!(0 < cells);
    let read = start.elapsed().as_secs_f64();
    if !writes {
        return read;
    }
    let books: Vec<_> = workbooks(&workspace.join("out")).iter().map(sheets_of).collect();
    let start = Instant::now();
    books.par_iter().for_each(|sheets| {
        let mut workbook = Workbook::new();
        for range in sheets {
            let sheet = workbook.add_worksheet();
            for (row, col, cell) in range.cells() {
                let (row, col) = (u32::try_from(row).expect("a row"), u16::try_from(col).expect("a column"));
                match cell {
                    Data::Empty => {}
                    Data::Float(number) => drop(sheet.write(row, col, *number).expect("written")),
                    cell => drop(sheet.write(row, col, cell.to_string()).expect("written")),
                }
            }
        }
        assert!(!workbook.save_to_buffer().expect("a workbook").is_empty());
    });
    read + start.elapsed().as_secs_f64()
}

fn workbooks(folder: &Path) -> Vec<PathBuf> {
    let entries = fs::read_dir(folder).expect("a folder").map(|entry| entry.expect("readable").path());
    let mut entries: Vec<PathBuf> = entries.collect();
    entries.sort();
    entries
        .into_iter()
        .flat_map(|path| if path.is_dir() { workbooks(&path) } else { vec![path] })
        .filter(|path| path.extension().is_some_and(|it| it == "xlsx"))
        .collect()
}

/// Makes the workspace of an office that got so many lists.
fn make(workspace: &Path, n: usize) {
    let sample = Path::new(env!("CARGO_MANIFEST_DIR")).join("samples/lang-son-2024");
    fs::create_dir_all(workspace).expect("a folder");
    for name in ["plan.toml", "tonghop.toml"] {
        fs::copy(sample.join(name), workspace.join(name)).expect("copied");
    }
    // A tenth as many communes as lists: a country has more units, not units of more lists.
    let mut list = fs::read_to_string(sample.join("units.csv")).expect("units");
    let head = list.trim_start_matches('\u{feff}').lines().next().expect("a header").to_owned();
    let senders: Vec<String> = (0..(n / 10).max(1))
        .map(|at| format!("Xã {} {}", PLACES[at / PLACES.len() % PLACES.len()], PLACES[at % PLACES.len()]))
        .collect();
    for (at, name) in senders.iter().enumerate() {
        let cell = |column: &str| match column {
            "code" => format!("X{at:04}"),
            "name" => name.clone(),
            "kind" => "area".to_owned(),
            "level" => "commune".to_owned(),
            "parent" => "178".to_owned(),
            _ => String::new(),
        };
        let _ = writeln!(list, "{}", head.split(',').map(cell).collect::<Vec<_>>().join(","));
    }
    fs::write(workspace.join("units.csv"), list).expect("written");
    for at in 0..n {
        let folder = workspace.join("inbox").join(format!("2024-06-{:02}", 1 + at % 28));
        fs::create_dir_all(&folder).expect("a folder");
        let path = folder.join(format!("ds{at}.xlsx"));
        fs::write(path, package(&sheet(at, &senders[at % senders.len()]))).expect("written");
    }
}

const FAMILIES: [&str; 20] = [
    "Nguyễn", "Trần", "Lê", "Phạm", "Hoàng", "Vi", "Nông", "Lý", "Hứa", "Lương", "Đặng", "Bùi", "Đỗ", "Hồ",
    "Ngô", "Dương", "Đinh", "Mai", "Trương", "Chu",
];
const MIDDLES: [&str; 20] = [
    "Văn", "Thị", "Đức", "Minh", "Thanh", "Ngọc", "Quốc", "Hữu", "Kim", "Xuân", "Công", "Đình", "Gia",
    "Hồng", "Bích", "Thu", "Quang", "Duy", "Anh", "Hải",
];
const GIVEN: [&str; 40] = [
    "An", "Bình", "Chi", "Dung", "Giang", "Hà", "Hạnh", "Hiếu", "Hoa", "Hòa", "Hùng", "Hương", "Khánh",
    "Lan", "Liên", "Linh", "Long", "Mai", "Nam", "Nga", "Ngân", "Nhung", "Phúc", "Phương", "Quân", "Quỳnh",
    "Sơn", "Tâm", "Thảo", "Thắng", "Thủy", "Trang", "Tú", "Tuấn", "Uyên", "Vân", "Yến", "Đạt", "Cường",
    "Lộc",
];
/// Of the names of invented communes.
const PLACES: [&str; 40] = [
    "An", "Bắc", "Bình", "Cao", "Châu", "Chi", "Đại", "Điềm", "Đông", "Đức", "Gia", "Hải", "Hòa", "Hồng",
    "Hưng", "Khánh", "Kim", "La", "Lâm", "Long", "Mai", "Minh", "Nam", "Nghĩa", "Ngọc", "Phong", "Phú",
    "Phúc", "Quang", "Sơn", "Tam", "Tân", "Thái", "Thanh", "Thuận", "Tiên", "Trung", "Vân", "Vĩnh", "Xuân",
];
const MOVEMENTS: [&str; 5] = [
    "Xây dựng nông thôn mới",
    "Dạy tốt - Học tốt",
    "Học tập và làm theo Bác",
    "Toàn dân đoàn kết xây dựng nông thôn mới, đô thị văn minh",
    "Doanh nghiệp Lạng Sơn hội nhập và phát triển",
];
const POSITIONS: [&str; 6] =
    ["Trưởng thôn", "Bí thư chi bộ", "Giáo viên", "Chuyên viên", "Nông dân", "Phó Chủ tịch"];
const HEADERS: [&str; 11] = [
    "STT",
    "Họ và tên",
    "Năm sinh",
    "Giới tính",
    "Chức vụ",
    "Đơn vị công tác",
    "Địa chỉ",
    "Phong trào",
    "Thành tích",
    "Khen thưởng đã có",
    "Ghi chú",
];

/// The cells of a list as the XML of a sheet.
fn sheet(at: usize, sender: &str) -> String {
    let mut chance = Chance::new(at as u64);
    let mut rows = String::new();
    row(&mut rows, 1, &[format!("UBND {}", sender.to_uppercase())]);
    row(&mut rows, 3, &["DANH SÁCH ĐĂNG KÝ ĐIỂN HÌNH TIÊN TIẾN".to_owned()]);
    row(&mut rows, 5, &HEADERS.map(str::to_owned));
    for line in 0..ROWS {
        let name = [&FAMILIES[..], &MIDDLES, &MIDDLES, &GIVEN].map(|words| *chance.one(words)).join(" ");
        row(
            &mut rows,
            6 + line,
            &[
                (line + 1).to_string(),
                name,
                (1955 + chance.below(49)).to_string(),
                (*chance.one(&["Nam", "Nữ"])).to_owned(),
                (*chance.one(&POSITIONS)).to_owned(),
                sender.to_owned(),
                format!("Số {} đường {} {}", 1 + chance.below(400), chance.one(&GIVEN), chance.one(&GIVEN)),
                (*chance.one(&MOVEMENTS)).to_owned(),
                format!(
                    "Vận động {} hộ hiến {} m2 đất, làm {} km đường",
                    3 + chance.below(88),
                    50 + chance.below(4951),
                    1 + chance.below(9)
                ),
                format!("Giấy khen năm {}", 2018 + chance.below(6)),
            ],
        );
    }
    format!(
        "<worksheet xmlns=\"http://schemas.openxmlformats.org/spreadsheetml/2006/main\"><sheetData>{rows}</sheetData></worksheet>"
    )
}

fn row(rows: &mut String, number: usize, cells: &[String]) {
    let _ = write!(rows, "<row r=\"{number}\">");
    for (col, text) in ('A'..).zip(cells) {
        let _ = match text.parse::<u32>() {
            Ok(number_in_it) => write!(rows, "<c r=\"{col}{number}\"><v>{number_in_it}</v></c>"),
            Err(_) => write!(rows, "<c r=\"{col}{number}\" t=\"inlineStr\"><is><t>{text}</t></is></c>"),
        };
    }
    rows.push_str("</row>");
}

/// A workbook of one sheet.
fn package(sheet: &str) -> Vec<u8> {
    const MAIN: &str = "http://schemas.openxmlformats.org/spreadsheetml/2006/main";
    const OFFICE: &str = "http://schemas.openxmlformats.org/officeDocument/2006/relationships";
    const PACKAGE: &str = "http://schemas.openxmlformats.org/package/2006";
    let types = format!(
        "<Types xmlns=\"{PACKAGE}/content-types\"><Default Extension=\"rels\" ContentType=\"application/vnd.openxmlformats-package.relationships+xml\"/><Override PartName=\"/xl/workbook.xml\" ContentType=\"application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml\"/><Override PartName=\"/xl/worksheets/sheet1.xml\" ContentType=\"application/vnd.openxmlformats-officedocument.spreadsheetml.worksheet+xml\"/></Types>"
    );
    let relation = |kind: &str, target: &str| {
        format!(
            "<Relationships xmlns=\"{PACKAGE}/relationships\"><Relationship Id=\"rId1\" Type=\"{OFFICE}/{kind}\" Target=\"{target}\"/></Relationships>"
        )
    };
    let workbook = format!(
        "<workbook xmlns=\"{MAIN}\" xmlns:r=\"{OFFICE}\"><sheets><sheet name=\"Danh sách\" sheetId=\"1\" r:id=\"rId1\"/></sheets></workbook>"
    );
    let mut package = zip::ZipWriter::new(Cursor::new(Vec::new()));
    for (name, text) in [
        ("[Content_Types].xml", types.as_str()),
        ("_rels/.rels", &relation("officeDocument", "xl/workbook.xml")),
        ("xl/workbook.xml", &workbook),
        ("xl/_rels/workbook.xml.rels", &relation("worksheet", "worksheets/sheet1.xml")),
        ("xl/worksheets/sheet1.xml", sheet),
    ] {
        package.start_file(name, SimpleFileOptions::default()).expect("a part");
        package.write_all(text.as_bytes()).expect("written");
    }
    package.finish().expect("a package").into_inner()
}

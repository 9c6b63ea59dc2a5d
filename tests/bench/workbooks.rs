//! The workbooks of a whole country against the bare writing of the same cells.
//!
//! 1,000,000 invented registrations of 700,000 exemplars in the 3,321 communes of July 2025: the
//! national workbook, one for each province and each commune, and what else a run hands out, written
//! by [`tonghop::report::publish`]. Then the cells of all these workbooks, read back by calamine, are
//! written again by rust_xlsxwriter on the same threads: plain, with nothing but values; long sheets by
//! way of a file, as it advises, and packed
//! - *as usual*: at the level that rust_xlsxwriter takes by itself;
//! - *quickly*: at the level of our workbooks.
//!
//! Each side runs in a process of its own, which prints its time and the most memory it took.
//!
//!     cargo bench --bench workbooks            1,000,000 registrations
//!     cargo bench --bench workbooks -- 100000  fewer

#![expect(
    clippy::expect_used,
    clippy::panic,
    clippy::print_stdout,
    clippy::indexing_slicing,
    clippy::cast_possible_truncation,
    reason = "a benchmark that fails says where, and prints its figures"
)]

use std::collections::{BTreeMap, BTreeSet, HashMap};
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;
use std::time::Instant;

use calamine::{Data, Reader};
use jiff::civil::date;
use rayon::prelude::*;
use rust_xlsxwriter::Workbook;
use tonghop::dedup::{Exemplar, ExemplarId};
use tonghop::finding::Place;
use tonghop::ledger::{Cache, Readings};
use tonghop::plan::{HolderKind, Movement, MovementId, MovementKind, Period, Plan};
use tonghop::quota::{MatrixRow, Reporting};
use tonghop::record::Registration;
use tonghop::registry::{Registry, SheetAccount, SheetOutcome};
use tonghop::report::{Consolidation, Look, Manifest, publish};
use tonghop::units::{Level, Tree, Unit, UnitBook, UnitCode, UnitKind};

#[path = "../generate/registrations/mod.rs"]
mod registrations;

/// A sheet of more rows than this is written by way of a file: in memory it would take gigabytes.
const LONG: usize = 20_000;

fn main() {
    let args: Vec<String> = std::env::args().skip(1).filter(|arg| !arg.starts_with('-')).collect();
    match args.as_slice() {
        [side, folder, n] if side == "publish" => ours(Path::new(folder), n.parse().expect("a number")),
        [side, folder, level] if side == "bare" => {
            bare(Path::new(folder), level.parse().expect("a deflate level"));
        }
        rest => {
            let n = rest.first().map_or("1000000", String::as_str);
            let folder = tempfile::tempdir().expect("a temporary folder");
            let out = folder.path().to_str().expect("a path");
            println!("{n} registrations, {} threads", rayon::current_num_threads());
            let ours = side(&["publish", out, n]);
            println!("workbooks and data files    {}", ours.told());
            for (name, level) in [("as usual", "6"), ("quickly ", "3")] {
                let bare = side(&["bare", out, level]);
                let ratios = (ours.seconds / bare.seconds, ours.busy / bare.busy);
                println!("bare cells, packed {name} {}", bare.told());
                println!("  ratio {:.2}; of processor time {:.2}", ratios.0, ratios.1);
            }
        }
    }
}

/// What one side took.
struct Taken {
    seconds: f64,
    /// Of all threads together: what else the machine does counts for little in it.
    busy: f64,
    megabytes: f64,
}

impl Taken {
    fn told(&self) -> String {
        format!("{:6.1} s, {:6.1} s of processors, {:5.0} MB", self.seconds, self.busy, self.megabytes)
    }
}

/// Runs one side in its own process.
fn side(args: &[&str]) -> Taken {
    let own = std::env::current_exe().expect("a program");
    let output = Command::new(own).args(args).output().expect("runs");
    let text = String::from_utf8_lossy(&output.stdout);
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    let numbers: Vec<f64> = text.split_whitespace().filter_map(|word| word.parse().ok()).collect();
    Taken { seconds: numbers[0], busy: numbers[1], megabytes: numbers[2] }
}

/// Times a side and prints what [`side`] reads. The most memory is that of the side itself, with what it
/// was given to write; not that of inventing it.
fn tell(work: impl FnOnce()) {
    // Linux forgets the peak so far (proc_pid_clear_refs(5)); elsewhere it stays in.
    let _ = fs::write("/proc/self/clear_refs", "5");
    let (start, busy) = (Instant::now(), processor_time());
    work();
    let (seconds, busy) = (start.elapsed().as_secs_f64(), processor_time() - busy);
    let status = fs::read_to_string("/proc/self/status").unwrap_or_default();
    let peak = status.lines().find_map(|line| line.strip_prefix("VmHWM:"));
    let kilobytes: f64 = peak.and_then(|rest| rest.split_whitespace().next()?.parse().ok()).unwrap_or(0.0);
    println!("{seconds} {busy} {}", kilobytes / 1024.0);
}

/// Seconds that this process has used so far, in user and system mode, where the system says so.
fn processor_time() -> f64 {
    let stat = fs::read_to_string("/proc/self/stat").unwrap_or_default();
    let fields = stat.rsplit(')').next().unwrap_or_default().split_whitespace();
    let ticks: f64 = fields.skip(11).take(2).filter_map(|field| field.parse::<f64>().ok()).sum();
    ticks / 100.0
}

fn ours(folder: &Path, n: usize) {
    let units = units();
    let plan = plan(&units);
    let country = country(&units, &plan, n);
    let look = Look::default();
    let all = Consolidation {
        period: Period::parse("2025-12").expect("a period"),
        plan: &plan,
        units: &units,
        look: &look,
        registry: &country.registry,
        readings: &Readings::default(),
        exemplars: &country.exemplars,
        exemplar_of: &country.exemplar_of,
        tallies: &[],
        reporting: &country.reporting,
        papers: &[],
        tree: Tree::New,
        matrix: &country.matrix,
        eligibility: &[],
        changes: &[],
        reconciliation: None,
        findings: &[],
        questions: &[],
        within: None,
    };
    let (references, gone) = (BTreeMap::new(), BTreeMap::new());
    let manifest = Manifest {
        version: "0",
        program: [0; 32],
        settings_hash: "",
        plan_hash: "",
        references: &references,
        inputs: &[],
        gone: &gone,
    };
    tell(|| {
        publish(folder, &all, &manifest, &Cache::default(), &BTreeSet::new()).expect("published");
    });
}

/// The 34 provinces and 3,321 communes of July 2025.
fn units() -> UnitBook {
    let list = Path::new(env!("CARGO_MANIFEST_DIR")).join("schemas/units-2025.csv");
    let list = fs::read(list).expect("the list of the country");
    let mut reader = csv::ReaderBuilder::new().comment(Some(b'#')).from_reader(list.as_slice());
    let mut text = "code,name,kind,level,parent\n".to_owned();
    for line in reader.records().map(|line| line.expect("a line")) {
        let level = if line[2].is_empty() { "province" } else { "commune" };
        text += &format!("{},{},area,{level},{}\n", &line[0], &line[1], &line[2]);
    }
    UnitBook::from_csv("units.csv", text.as_bytes()).value
}

const MOVEMENTS: usize = 13;

fn plan(units: &UnitBook) -> Plan {
    let text = "title = 'Kế hoạch'\nissuer = 'bo-noi-vu'\nreceiver = 'bo-noi-vu'\nlevel = 'central'\n\
        from = 2024-01-01\nto = 2025-12-31\n";
    let mut plan = Plan::from_toml("plan.toml", text, units).value.expect("a plan");
    plan.level = Level::Central;
    plan.movements = (0..MOVEMENTS)
        .map(|at| Movement {
            id: MovementId::new(&format!("phong-trao-{at}")),
            name: format!("Thi đua lập thành tích số {at} trên mọi lĩnh vực của đời sống"),
            short: format!("Phong trào {at}"),
            kind: MovementKind::Emulation,
            aliases: Vec::new(),
        })
        .collect();
    plan
}

struct Country {
    registry: Registry,
    exemplars: Vec<Exemplar>,
    exemplar_of: Vec<Option<usize>>,
    reporting: Vec<Reporting>,
    matrix: Vec<MatrixRow>,
}

/// Registrations spread over the communes of the country, with texts as long as people write.
fn country(units: &UnitBook, plan: &Plan, n: usize) -> Country {
    let is_commune = |unit: &&Unit| unit.level == Level::Commune && unit.kind == UnitKind::Area;
    let communes: Vec<&Unit> = units.units().iter().filter(is_commune).collect();
    assert_eq!(communes.len(), 3_321);
    let registrations::Made { mut registry, truth, .. } = registrations::made(3, n, n * 7 / 10);
    let mut exemplars: BTreeMap<usize, Exemplar> = BTreeMap::new();
    let mut matrix: BTreeMap<(UnitCode, MovementId, HolderKind), u32> = BTreeMap::new();
    for ((at, held), who) in registry.registrations.iter_mut().enumerate().zip(&truth) {
        let who = *who as usize;
        let commune = communes[who % communes.len()];
        fill(held, commune, plan, who);
        let new = || Exemplar {
            id: ExemplarId::of(&[&who.to_string()]),
            kind: held.kind,
            name: held.name.clone(),
            birth_year: held.birth_year,
            unit: held.unit.clone(),
            movements: held.movement.iter().cloned().collect(),
            leads: vec![None],
            registrations: Vec::new(),
            first_period: Period::of(held.received),
        };
        let exemplar = exemplars.entry(who).or_insert_with(new);
        if exemplar.registrations.is_empty() {
            let key = (commune.code.clone(), exemplar.movements[0].clone(), exemplar.kind);
            *matrix.entry(key).or_default() += 1;
        } else {
            held.status = tonghop::record::Status::Duplicate;
        }
        exemplar.registrations.push(at);
    }
    let mut exemplar_of = vec![None; registry.registrations.len()];
    let exemplars: Vec<Exemplar> = exemplars.into_values().collect();
    for (own, exemplar) in exemplars.iter().enumerate() {
        for at in &exemplar.registrations {
            exemplar_of[*at] = Some(own);
        }
    }
    registry.accounts = communes.iter().map(|commune| account(&commune.code)).collect();
    let reporting = communes.iter().map(|commune| Reporting {
        unit: commune.code.clone(),
        expected: 1,
        received: 1,
        on_time: 1,
        late: 0,
        missing: 0,
        last_received: Some(date(2025, 11, 20)),
        due: date(2025, 12, 14),
        ended: None,
        overdue_since: None,
    });
    let matrix = matrix.into_iter().map(|((unit, movement, kind), exemplars)| MatrixRow {
        unit: Some(unit),
        movement: Some(movement),
        kind,
        exemplars,
    });
    Country { registry, exemplars, exemplar_of, reporting: reporting.collect(), matrix: matrix.collect() }
}

fn fill(held: &mut Registration, commune: &Unit, plan: &Plan, who: usize) {
    const DEEDS: [&str; 6] = [
        "Hiến 350 m² đất làm đường giao thông nông thôn",
        "Hoàn thành xuất sắc nhiệm vụ năm 2024; có sáng kiến được công nhận cấp cơ sở",
        "Hòa giải thành 11 vụ việc ở cơ sở, không có đơn thư vượt cấp",
        "Vận động Nhân dân góp 180 triệu đồng làm sân chơi, thắp sáng 36 bóng đèn",
        "Gương mẫu thực hiện tiết kiệm điện, văn phòng phẩm; đi đầu đổi mới lề lối làm việc",
        "",
    ];
    held.unit = Some(commune.code.clone());
    held.sender = Some(commune.code.clone());
    held.movement = Some(plan.movements[who % MOVEMENTS].id.clone());
    held.workplace = format!("UBND {}", commune.name).into();
    held.achievement = DEEDS[who % DEEDS.len()].into();
    held.place = Place::sheet(format!("2025-11-20/{}.xlsx", commune.code.as_str()).into(), "Danh sách")
        .at_row((who % 900) as u32);
}

fn account(commune: &UnitCode) -> SheetAccount {
    SheetAccount {
        place: Place::sheet(format!("2025-11-20/{}.xlsx", commune.as_str()).into(), "Danh sách"),
        hash: String::new(),
        sender: Some(commune.clone()),
        received: date(2025, 11, 20),
        outcome: SheetOutcome::Read,
        rows: 316,
        blank: 3,
        title: 5,
        header: 1,
        numbering: 1,
        section: 1,
        data: 301,
        total: 1,
        note: 0,
        signature: 3,
        other: 0,
        cells: tonghop::registry::CellAccount::default(),
        registrations: 0,
    }
}

/// A cell, its text by number: a million cells share a few texts.
#[derive(Clone, Copy)]
enum Cell {
    Text(u32),
    Number(f64),
}

/// Rows, columns and cells of a sheet in their order.
type Sheet = (String, Vec<(u32, u16, Cell)>, usize);

#[derive(Default)]
struct Texts {
    held: Vec<String>,
    at: HashMap<String, u32>,
}

impl Texts {
    fn number(&mut self, text: &str) -> u32 {
        if let Some(at) = self.at.get(text) {
            return *at;
        }
        let at = self.held.len() as u32;
        self.held.push(text.to_owned());
        self.at.insert(text.to_owned(), at);
        at
    }
}

fn bare(folder: &Path, level: u8) {
    let out = folder.join("bare");
    let _ = fs::remove_dir_all(&out);
    fs::create_dir_all(&out).expect("a folder");
    let mut texts = Texts::default();
    let mut files = Vec::new();
    walk(&folder.join("2025-12"), &mut files);
    let books: Vec<Vec<Sheet>> = files.iter().map(|file| read(file, &mut texts)).collect();
    let texts = texts.held;
    // The largest first, as we do.
    let mut order: Vec<usize> = (0..books.len()).collect();
    order.sort_by_key(|at| std::cmp::Reverse(books[*at].iter().map(|sheet| sheet.1.len()).sum::<usize>()));
    tell(|| {
        order.par_iter().for_each(|at| write(&out.join(format!("{at}.xlsx")), &books[*at], &texts, level));
    });
}

fn walk(folder: &Path, files: &mut Vec<PathBuf>) {
    for entry in fs::read_dir(folder).expect("a folder") {
        let path = entry.expect("readable").path();
        if path.is_dir() {
            walk(&path, files);
        } else if path.extension().is_some_and(|it| it == "xlsx") {
            files.push(path);
        }
    }
    files.sort();
}

fn read(file: &Path, texts: &mut Texts) -> Vec<Sheet> {
    let mut book: calamine::Xlsx<_> = calamine::open_workbook(file).expect("a workbook");
    let names = book.sheet_names();
    let sheet = |name: String| {
        let mut cells = Vec::new();
        let mut reader = book.worksheet_cells_reader(&name).expect("a sheet");
        while let Some(cell) = reader.next_cell().expect("a cell") {
            let (row, col) = cell.get_position();
            let value = match Data::from(cell.get_value().clone()) {
                Data::String(text) => Cell::Text(texts.number(&text)),
                Data::Float(number) => Cell::Number(number),
                Data::DateTime(day) => Cell::Number(day.as_f64()),
                Data::Int(number) => Cell::Number(f64::from(number as i32)),
                _ => continue,
            };
            cells.push((row, col as u16, value));
        }
        let rows = cells.last().map_or(0, |cell| cell.0 as usize);
        (name, cells, rows)
    };
    names.into_iter().map(sheet).collect()
}

fn write(path: &Path, sheets: &[Sheet], texts: &[String], level: u8) {
    let mut workbook = Workbook::new();
    workbook.set_zip_compression_level(level);
    for (name, cells, rows) in sheets {
        let sheet = if *rows < LONG {
            workbook.add_worksheet()
        } else {
            workbook.add_worksheet_with_constant_memory().expect("a file")
        };
        sheet.set_name(name).expect("a name");
        for (row, col, cell) in cells {
            match cell {
                Cell::Text(text) => sheet.write_string(*row, *col, &texts[*text as usize]),
                Cell::Number(number) => sheet.write_number(*row, *col, *number),
            }
            .expect("a cell");
        }
    }
    workbook.save(path).expect("written");
}

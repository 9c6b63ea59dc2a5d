//! What people do to `ke-hoach.xlsx`: each mistake is told at its cell with what to do, what is right goes on, and
//! a plan that says something else than its office meant does not run.
//!
//! The table was written before it was tried.

use std::collections::BTreeMap;
use std::fs;
use std::path::Path;
use std::sync::Arc;

use jiff::Timestamp;
use jiff::civil::{Date, date};
use rust_xlsxwriter::{ExcelDateTime, Format, Formula, Workbook};
use tonghop::finding::Severity;
use tonghop::intake::{self, Limits, Value};
use tonghop::office::{Host, Silent, Workspace};

use super::workbook::tonghop;
use super::{Sample, root};

/// A cell, as a test writes it.
#[derive(Debug, Clone)]
enum Put {
    Text(String),
    Number(f64),
    /// A number that is shown in hundredths.
    Percent(f64),
    Day(Date),
    /// A formula that ends in an error.
    Failed,
}

type Grid = BTreeMap<(u32, u16), Put>;

/// A workbook as cells, without any look: what is left after other programs have saved it.
#[derive(Debug, Clone)]
struct Cells {
    sheets: Vec<(String, Grid)>,
    merges: Vec<(String, u32, u16, u32)>,
}

impl Cells {
    fn read(path: &Path) -> Cells {
        let bytes = fs::read(path).expect("the workbook");
        let source: Arc<str> = "ke-hoach.xlsx".into();
        let read = intake::read_bytes(&source, &bytes, date(2024, 6, 30), None, &Limits::default());
        let put = |value: &Value| match value {
            Value::Number(number) => Put::Number(*number),
            Value::Date(day) => Put::Day(*day),
            other => Put::Text(other.shown().into_owned()),
        };
        let sheet = |sheet: &intake::Sheet| {
            let cells = sheet
                .rows
                .iter()
                .flat_map(|row| row.cells.iter().map(move |cell| ((row.row, cell.col), put(&cell.value))));
            (sheet.place.sheet_name().to_owned(), cells.collect())
        };
        Cells { sheets: read[0].sheets.iter().map(sheet).collect(), merges: Vec::new() }
    }

    fn sheet(&mut self, name: &str) -> &mut Grid {
        &mut self.sheets.iter_mut().find(|(known, _)| known == name).expect("the sheet").1
    }

    fn set(&mut self, sheet: &str, cell: &str, put: Option<Put>) {
        let at = address(cell);
        match put {
            Some(put) => self.sheet(sheet).insert(at, put),
            None => self.sheet(sheet).remove(&at),
        };
    }

    fn text(&mut self, sheet: &str, cell: &str, text: &str) {
        self.set(sheet, cell, Some(Put::Text(text.to_owned())));
    }

    fn number(&mut self, sheet: &str, cell: &str, number: f64) {
        self.set(sheet, cell, Some(Put::Number(number)));
    }

    /// Copies a row, one-based.
    fn copy_row(&mut self, sheet: &str, from: u32, to: u32) {
        let cells = self.sheet(sheet);
        let row: Vec<_> = cells
            .iter()
            .filter(|((row, _), _)| *row == from - 1)
            .map(|((_, col), put)| (*col, put.clone()))
            .collect();
        for (col, put) in row {
            cells.insert((to - 1, col), put);
        }
    }

    fn write(&self, path: &Path) {
        let mut workbook = Workbook::new();
        let days = Format::new().set_num_format("dd/mm/yyyy");
        for (name, cells) in &self.sheets {
            let sheet = workbook.add_worksheet();
            sheet.set_name(name).expect("a name");
            for (of, first, col, last) in &self.merges {
                if of == name {
                    sheet.merge_range(*first, *col, *last, *col, "", &Format::new()).expect("merged");
                }
            }
            for ((row, col), put) in cells {
                match put {
                    Put::Text(text) => sheet.write_string(*row, *col, text).map(|_| ()),
                    Put::Number(number) => sheet.write_number(*row, *col, *number).map(|_| ()),
                    Put::Percent(number) => {
                        let percent = Format::new().set_num_format("0%");
                        sheet.write_number_with_format(*row, *col, *number, &percent).map(|_| ())
                    }
                    Put::Failed => {
                        let failed = Formula::new("=VLOOKUP(1,A1:A2,3,0)").set_result("#N/A");
                        sheet.write_formula(*row, *col, failed).map(|_| ())
                    }
                    Put::Day(day) => {
                        let (year, month, day) =
                            (day.year().unsigned_abs(), day.month().unsigned_abs(), day.day().unsigned_abs());
                        let day = ExcelDateTime::from_ymd(year, month, day).expect("a day");
                        sheet.write_datetime_with_format(*row, *col, &day, &days).map(|_| ())
                    }
                }
                .expect("written");
            }
        }
        workbook.save(path).expect("saved");
    }
}

/// Zero-based row and column of `K8`.
fn address(cell: &str) -> (u32, u16) {
    let letters: String = cell.chars().take_while(char::is_ascii_alphabetic).collect();
    let col = letters.bytes().fold(0u16, |col, letter| col * 26 + u16::from(letter - b'A') + 1) - 1;
    (cell[letters.len()..].parse::<u32>().expect("a row") - 1, col)
}

/// Whether a workspace with such a mistake still runs.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Then {
    Runs,
    Stops,
}

use Then::{Runs, Stops};

/// The workbook of a sample, in a folder that it can be tried in.
struct Desk {
    sample: Sample,
    cells: Cells,
}

impl Desk {
    fn new() -> Desk {
        let sample = Sample::of("lang-son-2024");
        tonghop(&["plan", &sample.dir.to_string_lossy(), "--to", "xlsx"], &[0]);
        for name in ["plan.toml", "units.csv", "tonghop.toml"] {
            fs::remove_file(sample.dir.join(name)).expect("removed");
        }
        let cells = Cells::read(&sample.dir.join("ke-hoach.xlsx"));
        Desk { sample, cells }
    }

    /// What is said of the workbook after a change, and whether it runs.
    fn told(&self, change: &dyn Fn(&mut Cells)) -> (String, Then) {
        let mut cells = self.cells.clone();
        change(&mut cells);
        cells.write(&self.sample.dir.join("ke-hoach.xlsx"));
        self.opened()
    }

    fn opened(&self) -> (String, Then) {
        let host = Host { program: None, now: Timestamp::default, console: &Silent };
        match Workspace::open(&self.sample.dir, &host) {
            Err(cannot) => (cannot.0, Stops),
            Ok(workspace) => {
                let lines = workspace.findings.iter().map(|finding| {
                    let weight = if finding.severity() == Severity::Error { "error " } else { "" };
                    format!("{weight}{}: {}\n    {}\n", finding.place, finding.message, finding.advice)
                });
                (lines.collect(), Runs)
            }
        }
    }
}

const QUOTAS: &str = "Chỉ tiêu";
const PLAN: &str = "Kế hoạch";

type Mistake = (&'static str, fn(&mut Cells), &'static str, &'static [&'static str], Then);

/// What was done; the change; the place; pieces of what is said; whether it runs.
const MISTAKES: &[Mistake] = &[
    (
        "a unit that does not exist",
        |it| it.text(QUOTAS, "C8", "Phòng Kinh tế đối ngoại"),
        "Chỉ tiêu › C8",
        &["Không có đơn vị «Phòng Kinh tế đối ngoại»", "Có phải «Phòng Kinh tế» không?"],
        Stops,
    ),
    (
        "an unknown movement",
        |it| it.text(QUOTAS, "B8", "Nông thôn mớ"),
        "Chỉ tiêu › B8",
        &["Không có phong trào «Nông thôn mớ»", "Có phải «Nông thôn mới» không?"],
        Stops,
    ),
    (
        "a word for a number",
        |it| it.text(QUOTAS, "E8", "hai"),
        "Chỉ tiêu › E8",
        &["phải là một số nguyên", "«hai»"],
        Stops,
    ),
    ("a number as text", |it| it.text(QUOTAS, "E8", "02"), "Chỉ tiêu › E8", &["đọc là số 2"], Runs),
    (
        "a number with words",
        |it| it.text(QUOTAS, "E8", "ít nhất 02"),
        "Chỉ tiêu › E8",
        &["đọc là số 2"],
        Runs,
    ),
    (
        "half an exemplar",
        |it| it.number(QUOTAS, "E8", 2.5),
        "Chỉ tiêu › E8",
        &["phải là một số nguyên"],
        Stops,
    ),
    (
        "less than nothing",
        |it| it.number(QUOTAS, "E8", -1.0),
        "Chỉ tiêu › E8",
        &["phải là một số nguyên"],
        Stops,
    ),
    ("nought", |it| it.number(QUOTAS, "E8", 0.0), "Chỉ tiêu › E8", &["bằng 0"], Stops),
    (
        "a share of what",
        |it| it.text(QUOTAS, "E8", "5%"),
        "Chỉ tiêu › E8",
        &["chưa nói tính trên số nào"],
        Stops,
    ),
    (
        "more than all",
        |it| it.text(QUOTAS, "E8", "150%"),
        "Chỉ tiêu › E8",
        &["tỷ lệ đến 100%", "«150%»"],
        Stops,
    ),
    (
        "a share as Excel keeps it",
        |it| {
            it.number(QUOTAS, "E8", 0.05);
            it.number(QUOTAS, "AB8", 40.0);
        },
        "Chỉ tiêu › E8",
        &["đọc là tỷ lệ 5%"],
        Runs,
    ),
    (
        "a share that Excel made a day",
        |it| it.set(QUOTAS, "E8", Some(Put::Day(date(2024, 3, 1)))),
        "Chỉ tiêu › E8",
        &["Excel đã đổi thành ngày", "'1/3"],
        Stops,
    ),
    (
        "of what, without a share",
        |it| it.number(QUOTAS, "AB8", 30.0),
        "Chỉ tiêu › AB8",
        &["«Tỷ lệ tính trên» chỉ dùng với tỷ lệ"],
        Stops,
    ),
    (
        "a bound that does not exist",
        |it| it.text(QUOTAS, "AA8", "Không qua"),
        "Chỉ tiêu › AA8",
        &["Không có lựa chọn «Không qua»", "«Không quá»"],
        Stops,
    ),
    (
        "people that do not exist",
        |it| it.text(QUOTAS, "AC8", "Lao động trực tiep"),
        "Chỉ tiêu › AC8",
        &["Không có lựa chọn", "«Người lao động trực tiếp»"],
        Stops,
    ),
    (
        "a time that does not exist",
        |it| it.text(QUOTAS, "AD8", "Hằng quí"),
        "Chỉ tiêu › AD8",
        &["Không có lựa chọn «Hằng quí»", "«Hằng quý»"],
        Stops,
    ),
    (
        "one lead, shared",
        |it| it.text(QUOTAS, "AE8", "Tính chung"),
        "Chỉ tiêu › AE8",
        &["«Nhiều đơn vị: tính» chỉ dùng khi"],
        Stops,
    ),
    (
        "a lead and a cluster",
        |it| it.text(QUOTAS, "AF8", "Cụm 1"),
        "Chỉ tiêu › E8",
        &["một trong bốn"],
        Stops,
    ),
    (
        "a cluster without units",
        |it| it.text("Cụm, khối thi đua", "B7", "Cụm 1"),
        "Cụm, khối thi đua › C7",
        &["Chưa ghi «Các đơn vị»"],
        Stops,
    ),
    (
        "a minimum without a number",
        |it| it.set(QUOTAS, "E8", None),
        "Chỉ tiêu › E8",
        &["«Số tối thiểu»"],
        Stops,
    ),
    (
        "a day as text",
        |it| it.text(PLAN, "B11", "31/12/2024"),
        "Kế hoạch › B11",
        &["đọc là ngày 31/12/2024"],
        Runs,
    ),
    (
        "a day that does not exist",
        |it| it.text(PLAN, "B11", "31/02/2024"),
        "Kế hoạch › B11",
        &["có trong lịch", "30/06/2026"],
        Stops,
    ),
    (
        "month before day",
        |it| it.text(PLAN, "B11", "12/31/2024"),
        "Kế hoạch › B11",
        &["có trong lịch"],
        Stops,
    ),
    (
        "an end before the beginning",
        |it| it.set(PLAN, "B11", Some(Put::Day(date(2023, 12, 31)))),
        "Kế hoạch › B11",
        &["đứng trước ngày đầu"],
        Stops,
    ),
    ("no issuer", |it| it.set(PLAN, "B7", None), "Kế hoạch › B7", &["«Cơ quan ban hành»"], Stops),
    (
        "a level that does not exist",
        |it| it.text(PLAN, "B9", "Cấp huyệnn"),
        "Kế hoạch › B9",
        &["Không có lựa chọn", "«Cấp huyện»"],
        Stops,
    ),
    (
        "another name for an item",
        |it| it.text(PLAN, "A10", "Từ ngayf"),
        "Kế hoạch › A10",
        &["Không có mục «Từ ngayf»", "«Từ ngày»"],
        Stops,
    ),
    (
        "a header deleted",
        |it| it.set(QUOTAS, "E3", None),
        "Chỉ tiêu › E3",
        &["không có tên cột", "«Số tối thiểu»"],
        Stops,
    ),
    (
        "a header misspelt",
        |it| it.text(QUOTAS, "E3", "Số tối thiu"),
        "Chỉ tiêu › E3",
        &["«Số tối thiu»", "«Số tối thiểu»"],
        Stops,
    ),
    (
        "an own column",
        |it| {
            it.text(QUOTAS, "AG3", "Người theo dõi");
            it.text(QUOTAS, "AG8", "chị Hoa");
        },
        "Chỉ tiêu › AG3",
        &["«Người theo dõi»", "không được đọc"],
        Runs,
    ),
    (
        "a column twice",
        |it| {
            it.text(QUOTAS, "AG3", "Số tối thiểu");
            it.number(QUOTAS, "AG8", 9.0);
        },
        "Chỉ tiêu › AG3",
        &["có hai lần"],
        Stops,
    ),
    ("a line twice", |it| it.copy_row(QUOTAS, 8, 20), "Chỉ tiêu › E20", &["đã ghi ở dòng 8"], Stops),
    (
        "merged cells",
        |it| {
            it.set(QUOTAS, "C9", None);
            it.merges.push((QUOTAS.to_owned(), 7, 2, 8));
        },
        "Chỉ tiêu › C8",
        &["Ô gộp", "dòng 8 đến 9"],
        Runs,
    ),
    (
        "a sheet renamed",
        |it| {
            for (name, _) in it.sheets.iter_mut().filter(|(name, _)| name == QUOTAS) {
                *name = "Bảng 2".to_owned();
            }
        },
        "Bảng 2",
        &["được đọc như", "«Chỉ tiêu»"],
        Runs,
    ),
    ("a sheet emptied", |it| it.sheet(QUOTAS).clear(), "Chỉ tiêu", &["dòng tên cột"], Stops),
    (
        "a sheet deleted",
        |it| it.sheets.retain(|(name, _)| name != QUOTAS),
        "ke-hoach.xlsx",
        &["không có trang «Chỉ tiêu»"],
        Stops,
    ),
    (
        "a sheet copied",
        |it| {
            let copy = it.sheet(QUOTAS).clone();
            it.sheets.push(("Chỉ tiêu (2)".to_owned(), copy));
        },
        "Chỉ tiêu (2)",
        &["không được đọc"],
        Runs,
    ),
    (
        "a sheet of one's own",
        |it| it.sheets.push(("Nháp".to_owned(), BTreeMap::from([((0, 0), Put::Text("x".to_owned()))]))),
        "Nháp",
        &["không được đọc"],
        Runs,
    ),
    (
        "one lead and several",
        |it| it.text(QUOTAS, "D8", "Phòng Nội vụ; Phòng Y tế"),
        "Chỉ tiêu ›",
        &["«Đơn vị chủ trì»", "«Nhiều đơn vị, mỗi đơn vị»"],
        Stops,
    ),
    ("a number and numbers by kind", |it| it.number(QUOTAS, "F8", 1.0), "Chỉ tiêu › F8", &["ô E8"], Stops),
    (
        "nobody who owes it",
        |it| it.set(QUOTAS, "C8", None),
        "Chỉ tiêu ›",
        &["chưa nói ai phải thực hiện", "«Đơn vị chủ trì»"],
        Stops,
    ),
    ("an error of Excel", |it| it.set(QUOTAS, "C8", Some(Put::Failed)), "Chỉ tiêu › C8", &["#N/A"], Stops),
    (
        "an example written over",
        |it| {
            it.copy_row(QUOTAS, 8, 20);
            it.text(QUOTAS, "A20", "ví dụ");
        },
        "Chỉ tiêu ›",
        &["«ví dụ»", "không được đọc"],
        Runs,
    ),
    (
        "words in the column of numbers",
        |it| it.text(QUOTAS, "A8", "Phòng Kinh tế"),
        "Chỉ tiêu › A8",
        &["số thứ tự"],
        Runs,
    ),
    (
        "an event that is none",
        |it| it.text("Hạn, đợt, sơ kết", "B7", "Hạn nộp danh sáchh"),
        "Hạn, đợt, sơ kết › B7",
        &["Không có việc", "«Hạn"],
        Stops,
    ),
    (
        "an event with what it has not",
        |it| {
            for (cell, text) in [("B8", "Giai đoạn"), ("C8", "Đợt 1"), ("G8", "Hằng năm")] {
                it.text("Hạn, đợt, sơ kết", cell, text);
            }
            for cell in ["D8", "E8"] {
                it.set("Hạn, đợt, sơ kết", cell, Some(Put::Day(date(2024, 5, 1))));
            }
        },
        "Hạn, đợt, sơ kết › G8",
        &["không dùng «Lặp lại»"],
        Stops,
    ),
    (
        "a phase without an end",
        |it| {
            it.text("Hạn, đợt, sơ kết", "B8", "Giai đoạn");
            it.text("Hạn, đợt, sơ kết", "C8", "Đợt 1");
            it.set("Hạn, đợt, sơ kết", "D8", Some(Put::Day(date(2024, 5, 1))));
        },
        "Hạn, đợt, sơ kết › E8",
        &["«Đến ngày»"],
        Stops,
    ),
    (
        "a short name too long",
        |it| it.text("Phong trào", "C8", "Chung sức xây dựng nông thôn mới"),
        "Phong trào › C8",
        &["dài quá 22 chữ"],
        Stops,
    ),
    ("a movement twice", |it| it.copy_row("Phong trào", 8, 20), "Phong trào ›", &["hai lần"], Stops),
    (
        "a contact of nobody",
        |it| {
            it.text("Liên hệ", "B7", "Sở Không Có");
            it.text("Liên hệ", "C7", "Bà A");
        },
        "Liên hệ › B7",
        &["«Sở Không Có»"],
        Runs,
    ),
    (
        "a colour that is none",
        |it| it.text("Văn bản", "B19", "xanh nhạt"),
        "Văn bản › B19",
        &["#E7ECF2"],
        Stops,
    ),
    (
        "a kind of unit that does not exist",
        |it| it.text("Đơn vị", "C20", "Cơ quan nhà nứoc"),
        "Đơn vị › C20",
        &["«Cơ quan nhà nứoc»", "«Cơ quan nhà nước»"],
        Stops,
    ),
    (
        "the same of a unit that the plan does not name",
        |it| it.text("Đơn vị", "C40", "Cơ quan nhà nứoc"),
        "Đơn vị › C40",
        &["«Cơ quan nhà nứoc»", "«Cơ quan nhà nước»"],
        Runs,
    ),
    ("a unit twice", |it| it.copy_row("Đơn vị", 60, 90), "Đơn vị › dòng 90", &["dòng 60"], Runs),
    (
        "a unit below nobody",
        |it| it.text("Đơn vị", "E70", "Huyện Không Có"),
        "Đơn vị ›",
        &["Huyện Không Có"],
        Runs,
    ),
];

#[test]
fn each_mistake_is_told_at_its_cell() {
    let desk = Desk::new();
    let (said, then) = desk.told(&|_| {});
    assert_eq!((said.as_str(), then), ("", Runs), "the workbook as it was written");
    let mut wrong = Vec::new();
    for (what, change, place, pieces, then) in MISTAKES {
        let (said, did) = desk.told(change);
        let told = said.contains(&format!("ke-hoach.xlsx › {place}")) || said.contains(place);
        let missing: Vec<_> = pieces.iter().filter(|piece| !said.contains(**piece)).collect();
        if !told || !missing.is_empty() || did != *then {
            wrong.push(format!("{what}: {did:?}, at {place}: {told}, without {missing:?}\n{said}"));
        }
    }
    assert!(wrong.is_empty(), "{} of {}:\n{}", wrong.len(), MISTAKES.len(), wrong.join("\n"));
}

#[test]
fn what_is_no_mistake_is_not_told() {
    let desk = Desk::new();
    let check = |what: &str, change: &dyn Fn(&mut Cells)| {
        assert_eq!(desk.told(change), (String::new(), Runs), "{what}");
    };
    check("a column moved to the end", &|it| {
        let cells = it.sheet(QUOTAS);
        let moved: Vec<_> =
            cells.iter().filter(|((_, col), _)| *col == 4).map(|(at, put)| (*at, put.clone())).collect();
        for ((row, col), put) in moved {
            cells.remove(&(row, col));
            cells.insert((row, 40), put);
        }
    });
    check("a column put in before all", &|it| {
        let cells = it.sheet(QUOTAS);
        *cells = std::mem::take(cells).into_iter().map(|((row, col), put)| ((row, col + 1), put)).collect();
    });
    check("blank rows", &|it| {
        let cells = it.sheet(QUOTAS);
        let down = |row: u32| if row > 9 { row + 3 } else { row };
        *cells = std::mem::take(cells).into_iter().map(|((row, col), put)| ((down(row), col), put)).collect();
    });
    check("examples and explanations deleted", &|it| {
        for name in [QUOTAS, "Phong trào", "Đơn vị"] {
            let cells = it.sheet(name);
            cells.retain(|(row, _), _| !(3..6).contains(row));
        }
    });
    check("the sheets in another order, without the guide", &|it| {
        it.sheets.retain(|(name, _)| name != "Hướng dẫn" && name != "Danh mục");
        it.sheets.reverse();
    });
    check("headers in capitals", &|it| {
        for (at, put) in it.sheet(QUOTAS).iter_mut().filter(|((row, _), _)| *row == 2) {
            if let Put::Text(text) = put {
                *text = text.to_uppercase();
            }
            assert!(at.1 < 40);
        }
    });
}

#[test]
fn a_number_shown_as_per_cent_is_what_it_shows() {
    let desk = Desk::new();
    for (kept, shown) in [(1.0, "100%"), (0.05, "5%"), (0.125, "12,5%")] {
        let (said, then) = desk.told(&|it| {
            it.set(QUOTAS, "E8", Some(Put::Percent(kept)));
            it.number(QUOTAS, "AB8", 40.0);
        });
        assert_eq!((said.as_str(), then), ("", Runs), "{shown}: it says what it means");
        let chars = desk.sample.dir.join(format!("chu {shown}"));
        let (from, to) = (desk.sample.dir.to_string_lossy(), chars.to_string_lossy());
        tonghop(&["plan", &from, "--to", "toml", "-o", &to], &[0]);
        let text = fs::read_to_string(chars.join("plan.toml")).expect("a plan");
        assert!(text.contains(&format!("at_least = \"{shown}\"")), "{shown}:\n{text}");
    }
    let (said, then) = desk.told(&|it| it.set(QUOTAS, "E8", Some(Put::Percent(1.5))));
    assert!(said.contains("tỷ lệ đến 100%") && said.contains("«150%»") && then == Stops, "{said}");
}

#[test]
fn a_locked_workbook_stops_and_says_why() {
    let desk = Desk::new();
    let locked = root().join("tests/hostile/locked.xlsx");
    fs::copy(locked, desk.sample.dir.join("ke-hoach.xlsx")).expect("copied");
    let (said, then) = desk.opened();
    assert_eq!(then, Stops);
    assert!(said.contains("mật khẩu") && said.contains("ke-hoach.xlsx"), "{said}");
}

//! Workbooks and data files say the same; texts that would be formulas, break names or fill cells stay
//! texts. Programs that nobody here wrote judge more of it: `tests/workbooks/check.py` and `feed.py`.
#![expect(clippy::expect_used, clippy::indexing_slicing, reason = "a test that fails says where")]

use std::collections::BTreeMap;
use std::fs;
use std::io::{Cursor, Read, Write};
use std::path::{Path, PathBuf};
use std::process::Command;

use calamine::{Data, Reader, Xlsx};
use rust_xlsxwriter::Workbook;

/// A workspace with a sample's plan, units and settings.
fn office(sample: &str) -> tempfile::TempDir {
    let folder = tempfile::tempdir().expect("a temporary folder");
    for name in ["plan.toml", "units.csv", "tonghop.toml"] {
        fs::copy(samples(sample).join(name), folder.path().join(name)).expect("copied");
    }
    folder
}

fn samples(sample: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("samples").join(sample)
}

/// Runs a workspace; the folder of its period.
fn run(office: &Path) -> PathBuf {
    let program = env!("CARGO_BIN_EXE_tonghop");
    let output = Command::new(program).args(["run", "--quiet"]).arg(office).output().expect("it starts");
    let trouble = String::from_utf8_lossy(&output.stderr);
    assert!(matches!(output.status.code(), Some(0 | 1)), "{trouble}");
    let period = fs::read_dir(office.join("out")).expect("a folder").next().expect("a period");
    period.expect("readable").path()
}

fn copy(from: &Path, to: &Path) {
    fs::create_dir_all(to).expect("a folder");
    for entry in fs::read_dir(from).expect("a folder") {
        let path = entry.expect("readable").path();
        let target = to.join(path.file_name().expect("a name"));
        if path.is_dir() {
            copy(&path, &target);
        } else {
            fs::copy(&path, &target).expect("copied");
        }
    }
}

fn workbooks(folder: &Path) -> Vec<PathBuf> {
    let mut found = Vec::new();
    for entry in fs::read_dir(folder).expect("a folder") {
        let path = entry.expect("readable").path();
        if path.is_dir() {
            found.extend(workbooks(&path));
        } else if path.extension().is_some_and(|it| it == "xlsx") {
            found.push(path);
        }
    }
    found.sort();
    found
}

fn open(path: &Path) -> Xlsx<std::io::BufReader<fs::File>> {
    calamine::open_workbook(path).expect("a workbook")
}

fn table(out: &Path, name: &str) -> Vec<BTreeMap<String, String>> {
    let mut reader = csv::Reader::from_path(out.join("data").join(name)).expect("a table");
    reader.deserialize().map(|row| row.expect("a row")).collect()
}

const KINDS: [(&str, &str); 6] = [
    ("collective", "Tập thể"),
    ("individual", "Cá nhân"),
    ("household", "Hộ gia đình"),
    ("enterprise", "Doanh nghiệp"),
    ("cooperative", "Hợp tác xã"),
    ("cooperative_group", "Tổ hợp tác"),
];

/// The figures of *Trang đầu*, each against the data files.
#[track_caller]
fn the_front_page_says_what_the_data_say(out: &Path, sample: &str) {
    let page = open(&out.join("tong-hop.xlsx")).worksheet_range("Trang đầu").expect("the first sheet");
    let figure = |label: &str| -> Option<String> {
        let row = page.rows().position(|row| row.iter().any(|cell| *cell == *label))?;
        let col = page.rows().nth(row)?.iter().position(|cell| *cell == *label)?;
        Some(page.rows().nth(row + 1)?.get(col)?.to_string())
    };
    let counted = table(out, "exemplars.csv").iter().filter(|row| !row["movement_ids"].is_empty()).count();
    assert_eq!(figure("Điển hình được tính"), Some(counted.to_string()), "{sample}");
    let quotas = table(out, "quotas.csv");
    let met = quotas.iter().filter(|row| row["status"] == "met").count();
    let expect = (!quotas.is_empty()).then(|| format!("{met}/{}", quotas.len()));
    assert_eq!(figure("Chỉ tiêu đạt"), expect, "{sample}");
    // Of those that owed lists, the ones that still stand at the end of the period.
    let period = out.file_name().and_then(|name| name.to_str()).expect("a period");
    let mut units = csv::Reader::from_path(samples(sample).join("units.csv")).expect("units");
    let units: Vec<BTreeMap<String, String>> = units.deserialize().map(|row| row.expect("a unit")).collect();
    let has_ended = |code: &str| {
        let unit = units.iter().find(|unit| unit["code"] == code);
        unit.is_some_and(|unit| !unit["valid_to"].is_empty() && unit["valid_to"] < format!("{period}-28"))
    };
    let reporting = table(out, "reporting.csv");
    let reporting: Vec<_> = reporting.iter().filter(|row| !has_ended(&row["unit_code"])).collect();
    let sent = reporting.iter().filter(|row| row["missing"] == "0").count();
    let expect = (!reporting.is_empty()).then(|| format!("{sent}/{}", reporting.len()));
    assert_eq!(figure("Đơn vị đã gửi đủ"), expect, "{sample}");
    let questions = table(out, "questions.csv").len();
    assert_eq!(figure("Câu hỏi cần quyết định"), Some(questions.to_string()), "{sample}");
}

/// The days that a unit is late, in *Đôn đốc*: each line has them since the day beside, to the same end.
#[track_caller]
fn days_overdue_are_those_since_the_day_beside_them(out: &Path, sample: &str) {
    let page = open(&out.join("don-doc.xlsx")).worksheet_range("Đôn đốc").expect("the first sheet");
    let column = |name: &str| page.rows().find_map(|row| row.iter().position(|cell| *cell == *name));
    let (due, days) = (column("Hạn nộp").expect("a column"), column("Quá hạn (ngày)").expect("a column"));
    let number = |cell: Option<&Data>| cell.and_then(calamine::DataType::as_f64);
    let lines = page.rows().filter_map(|row| Some((number(row.get(due))?, number(row.get(days))?)));
    let ends: std::collections::BTreeSet<String> =
        lines.filter(|(_, days)| 0.0 < *days).map(|(due, days)| (due + days).to_string()).collect();
    assert!(ends.len() <= 1, "{sample}: {ends:?}");
}

#[test]
fn the_file_of_the_matrix_holds_what_its_sheet_shows() {
    for sample in [
        "lang-son-2024",
        "diem-mac-2022-2025",
        "da-lat-2023",
        "tay-ninh-2021-2025",
        "ha-giang-ldtbxh-2023-2025",
    ] {
        let office = office(sample);
        copy(&samples(sample).join("inbox"), &office.path().join("inbox"));
        let out = run(office.path());

        let mut reader = csv::Reader::from_path(out.join("data/tong-hop.csv")).expect("a table");
        let lines: Vec<csv::StringRecord> = reader.records().map(|line| line.expect("a line")).collect();
        let n_counts = lines[0].len() - 3;
        let word = |kind: &str| KINDS.iter().find(|(id, _)| *id == kind).expect("a kind").1;
        let expect: Vec<(String, Vec<String>)> = lines
            .iter()
            .map(|line| {
                let label = if &line[2] == "any" { line[1].to_owned() } else { word(&line[2]).to_owned() };
                (label, line.iter().skip(3).map(str::to_owned).collect())
            })
            .collect();

        the_front_page_says_what_the_data_say(&out, sample);
        days_overdue_are_those_since_the_day_beside_them(&out, sample);
        let sheet = open(&out.join("tong-hop.xlsx")).worksheet_range("Tổng hợp").expect("a sheet");
        let first = sheet.rows().position(|row| row[0] == Data::Float(1.0)).expect("a unit");
        let rows = sheet.rows().skip(first).map(|row| {
            let counts = row.iter().skip(2).take(n_counts).map(ToString::to_string);
            (row[1].to_string(), counts.collect())
        });
        // Headings of groups stand in the first column; below the figures stands the signature.
        let rows = rows.filter(|(label, _): &(String, Vec<String>)| !label.is_empty());
        let shown: Vec<(String, Vec<String>)> = rows.take(expect.len()).collect();
        // The sheet groups the units, the file has them in the order of the list: block by block they are the same.
        let kinds: Vec<&str> = KINDS.iter().map(|(_, word)| *word).collect();
        let blocks = |lines: Vec<(String, Vec<String>)>| {
            let mut blocks: Vec<Vec<(String, Vec<String>)>> = Vec::new();
            for line in lines {
                match blocks.last_mut() {
                    Some(block) if kinds.contains(&line.0.as_str()) => block.push(line),
                    _ => blocks.push(vec![line]),
                }
            }
            blocks.sort();
            blocks
        };
        assert_eq!(blocks(shown), blocks(expect), "{sample}");
    }
}

const HEADER: [&str; 7] = ["STT", "Họ và tên", "Năm sinh", "Chức vụ", "Đơn vị", "Phong trào", "Thành tích"];

/// A list as a unit sends it.
fn list(sheets: &[(&str, Vec<[&str; 3]>)], path: &Path) {
    let mut workbook = Workbook::new();
    for (name, people) in sheets {
        let sheet = workbook.add_worksheet();
        sheet.set_name(*name).expect("a name");
        for (col, text) in (0..).zip(HEADER) {
            sheet.write_string(0, col, text).expect("a cell");
        }
        for (row, [name, unit, achievement]) in (1_u32..).zip(people) {
            sheet.write_number(row, 0, row).expect("a cell");
            let texts = [*name, "1980", "Nông dân", *unit, "Dạy tốt - Học tốt", *achievement];
            for (col, text) in (1..).zip(texts) {
                sheet.write_string(row, col, text).expect("a cell");
            }
        }
    }
    fs::create_dir_all(path.parent().expect("a folder")).expect("a folder");
    workbook.save(path).expect("written");
}

#[test]
fn texts_stay_texts_however_they_begin_and_however_long_they_are() {
    let office = office("lang-son-2024");
    let inbox = office.path().join("inbox/2024-05-20");
    let armed: Vec<String> = ["=", "+", "-", "@", "\t=", "\r=", "'="]
        .map(|sign| format!("{sign}HYPERLINK(\"http://x.example\")"))
        .to_vec();
    let long_name = format!("Nguyễn {}", "Thị Ngọc ".repeat(33)).trim().to_owned();
    let full = "Giúp đỡ hộ nghèo. ".repeat(1_900)[..].chars().take(32_767).collect::<String>();
    let unit = "Phường Vĩnh Trại";
    let mut people: Vec<[&str; 3]> = armed.iter().map(|text| ["Vi Thị Chung", unit, text.as_str()]).collect();
    people.extend(armed.iter().map(|text| [text.as_str(), unit, "Hòa giải giỏi"]));
    people.push([&long_name, unit, &full]);
    // A name of 31 letters to Excel, which counts these twice; from two files, so that the second
    // needs another name in the reply.
    let fancy = "𝐃𝐚𝐧𝐡𝐬𝐚𝐜𝐡𝐝𝐚𝐧𝐠𝐤𝐲𝐚";
    list(
        &[(fancy, people.clone()), ("Bìa 'cũ' & <mới>", people.clone())],
        &inbox.join("phuong vinh trai.xlsx"),
    );
    list(&[(fancy, people[..2].to_vec())], &inbox.join("phuong vinh trai bo sung.xlsx"));
    let out = run(office.path());

    for path in workbooks(&out) {
        let mut book = open(&path);
        for name in book.sheet_names() {
            let formulas = book.worksheet_formula(&name).expect("formulas");
            let stray = formulas.used_cells().find(|(_, _, formula)| formula.contains("HYPERLINK"));
            assert!(stray.is_none(), "{} › {name}: {stray:?}", path.display());
            book.worksheet_range(&name).expect("a sheet");
        }
    }
    let all = open(&out.join("tong-hop.xlsx")).worksheet_range("Dữ liệu").expect("a sheet");
    let shown: Vec<String> = all.rows().flatten().map(ToString::to_string).collect();
    for text in armed.iter().filter(|text| !text.contains(['\t', '\r'])) {
        assert!(shown.contains(text), "{text:?} is not in Dữ liệu");
    }
    assert!(shown.contains(&long_name) && shown.contains(&full.trim().to_owned()));

    for entry in fs::read_dir(out.join("data")).expect("a folder") {
        let path = entry.expect("readable").path();
        let mut reader = csv::ReaderBuilder::new().has_headers(false).from_path(&path).expect("a table");
        for line in reader.records().map(|line| line.expect("a line")) {
            for field in &line {
                let is_armed = field.starts_with(['=', '+', '-', '@', '\t', '\r']);
                assert!(!is_armed || field.parse::<f64>().is_ok(), "{}: {field:?}", path.display());
            }
        }
    }
    let achievements = table(&out, "tblDangKy.csv");
    let disarmed = format!("'{}", armed[0]);
    assert!(achievements.iter().any(|line| line["Thành tích"] == disarmed), "a leading quote disarms");
}

/// Gives the first sheet of a workbook a name that Excel itself would not take.
fn rename_sheet(path: &Path, name: &str) {
    let mut parts = zip::ZipArchive::new(fs::File::open(path).expect("a file")).expect("a package");
    let mut package = zip::ZipWriter::new(Cursor::new(Vec::new()));
    for at in 0..parts.len() {
        let mut part = parts.by_index(at).expect("a part");
        let mut text = String::new();
        part.read_to_string(&mut text).expect("text");
        let own = part.name().expect("a name").into_owned();
        if own == "xl/workbook.xml" {
            text = text.replace("name=\"Danh sách\"", &format!("name=\"{name}\""));
            assert!(text.contains(name));
        }
        package.start_file(own, zip::write::SimpleFileOptions::default()).expect("a part");
        package.write_all(text.as_bytes()).expect("written");
    }
    fs::write(path, package.finish().expect("a package").into_inner()).expect("written");
}

#[test]
fn what_no_cell_and_no_name_of_a_sheet_can_hold_does_no_harm() {
    let office = office("lang-son-2024");
    let inbox = office.path().join("inbox/2024-05-20");
    let unit = "Phường Vĩnh Trại";
    let long = "Giúp đỡ hộ nghèo. ".repeat(2_300).trim().to_owned();
    assert!(32_767 < long.chars().count());
    fs::create_dir_all(&inbox).expect("a folder");
    let line = format!("1,Vi Thị Chung,1980,Nông dân,{unit},Dạy tốt - Học tốt,{long}");
    fs::write(inbox.join("phuong vinh trai.csv"), format!("{}\n{line}\n", HEADER.join(",")))
        .expect("written");
    let other = inbox.join("phuong vinh trai bo sung.xlsx");
    list(&[("Danh sách", vec![["Hoàng Văn Tài", unit, "Hòa giải giỏi"]])], &other);
    rename_sheet(&other, "'Danh [sách]: a*b?c/d\\e của phường Vĩnh Trại năm 2024'");
    let out = run(office.path());

    let lines = table(&out, "tblDangKy.csv");
    let names: Vec<&str> = lines.iter().map(|line| line["Tên điển hình"].as_str()).collect();
    assert_eq!(names.len(), 2, "{names:?}");
    assert!(lines.iter().any(|line| line["Thành tích"] == long), "nothing of a long text is lost");
    let mut longest = 0;
    for path in workbooks(&out) {
        let mut book = open(&path);
        for name in book.sheet_names() {
            let is_allowed = !name.contains(['[', ']', ':', '*', '?', '/', '\\'])
                && !name.starts_with('\'')
                && !name.ends_with('\'')
                && name.encode_utf16().count() <= 31;
            assert!(is_allowed, "{}: «{name}»", path.display());
            let cells = book.worksheet_range(&name).expect("a sheet");
            let lengths = cells.used_cells().map(|(_, _, cell)| cell.to_string().encode_utf16().count());
            longest = longest.max(lengths.max().unwrap_or(0));
        }
    }
    assert_eq!(longest, 32_767, "as much of it as a cell holds");
}

#[test]
fn two_hundred_units_of_one_name_are_told_apart_or_asked_about() {
    let office = office("lang-son-2024");
    let units = office.path().join("units.csv");
    let mut text = fs::read_to_string(&units).expect("units");
    for at in 0..200 {
        text += &format!("ab.{at},Xã An Bình,area,commune,178,AB,,,,\n");
    }
    // Two codes that are one in the name of a file.
    text += "ab-7,Xã An Bình,area,commune,178,AB,,,,\n";
    fs::write(&units, text).expect("written");
    let people = vec![["Vi Thị Chung", "Xã An Bình", ""], ["Hoàng Văn Tài", "AB", ""]];
    list(&[("Danh sách", people)], &office.path().join("inbox/2024-05-20/phuong vinh trai.xlsx"));
    let out = run(office.path());
    let rows = table(&out, "registrations.csv");
    assert_eq!(rows.len(), 2);
    assert!(rows.iter().all(|row| row["unit_code"].is_empty()), "no unit is guessed: {rows:?}");
    assert!(table(&out, "questions.csv").iter().any(|row| row["topic"] == "unit"));
    let manifest = fs::read_to_string(out.join("manifest.json")).expect("a manifest");
    for path in workbooks(&out) {
        let name = path.file_name().expect("a name").to_string_lossy();
        assert!(manifest.contains(&*name), "{name} is written once and told of");
    }
}

/// A part of a workbook.
fn part_of(book: &Path, name: &str) -> String {
    let mut zip = zip::ZipArchive::new(fs::File::open(book).expect("a workbook")).expect("a package");
    let mut text = String::new();
    zip.by_name(name).expect("a part").read_to_string(&mut text).expect("text");
    text
}

/// The value of an attribute behind its name.
fn attribute<'x>(tag: &'x str, name: &str) -> &'x str {
    let (_, rest) = tag.split_once(&format!("{name}=\"")).expect("the attribute");
    rest.split('"').next().expect("a value")
}

/// `C12` as zero-based row and column.
fn cell_at(cell: &str) -> (u32, u32) {
    let letters = cell.trim_end_matches(|c: char| c.is_ascii_digit());
    let col = letters.bytes().fold(0, |col, letter| col * 26 + u32::from(letter - b'A') + 1);
    (cell[letters.len()..].parse::<u32>().expect("a row") - 1, col - 1)
}

#[test]
fn each_figure_leads_to_its_rows() {
    let office = office("lang-son-2024");
    copy(&samples("lang-son-2024").join("inbox"), &office.path().join("inbox"));
    let book = run(office.path()).join("tong-hop.xlsx");
    let mut opened = open(&book);
    let names = opened.sheet_names().to_vec();
    let at = names.iter().position(|name| name == "Tổng hợp").expect("the sheet");
    let rows = opened.worksheet_range("Theo đơn vị").expect("the sheet of rows");
    let matrix = opened.worksheet_range("Tổng hợp").expect("the matrix");
    let text = |sheet: &calamine::Range<Data>, row: u32, col: u32| -> String {
        sheet.get_value((row, col)).map(ToString::to_string).unwrap_or_default()
    };
    drop(opened); // Windows replaces no file that somebody holds open
    let xml = part_of(&book, &format!("xl/worksheets/sheet{}.xml", at + 1));
    let mut linked = 0;
    let mut seen = 0;
    for tag in xml.split("<hyperlink ").skip(1) {
        let (row, col) = cell_at(attribute(tag, "ref"));
        let range = attribute(tag, "location").strip_prefix("'Theo đơn vị'!").expect("the sheet of rows");
        let (first, last) = range.split_once(':').expect("a range");
        let (first, last) = (cell_at(first).0, cell_at(last).0);
        let figure: f64 = text(&matrix, row, col).parse().expect("a figure");
        assert_eq!(f64::from(last - first + 1), figure, "{range}");
        // The row of the unit stands above those of its kinds.
        let unit_row = (0..=row).rev().find(|row| !text(&matrix, *row, 0).is_empty()).expect("a unit");
        for line in first..=last {
            assert_eq!(text(&rows, line, 3), text(&matrix, unit_row, 1), "{range}: line {line}");
            if unit_row != row {
                assert_eq!(text(&rows, line, 2), text(&matrix, row, 1), "{range}: line {line}");
            }
        }
        linked += 1;
        seen += if unit_row == row { 1 } else { 0 };
    }
    assert!(30 < linked && 10 < seen, "{linked} links, {seen} of units");
    // Every figure of a unit but nought leads somewhere.
    let exemplars = table(&run(office.path()), "exemplars.csv").len();
    assert!(exemplars > 0 && rows.height() > exemplars, "{}", rows.height());
}

#[test]
fn movements_without_a_figure_have_no_column_where_they_are_many() {
    let office = office("lang-son-2024");
    let list = "UBND PHƯỜNG TAM THANH;;;\nDANH SÁCH ĐĂNG KÝ ĐIỂN HÌNH TIÊN TIẾN;;;\nSTT;Họ và tên;Năm sinh;Phong trào\n\
        1;Lương Thị Mơ;1979;Dạy tốt - Học tốt\n2;Vi Văn Tún;1981;Dạy tốt - Học tốt\n";
    fs::create_dir_all(office.path().join("inbox/2024-06-05")).expect("a folder");
    fs::write(office.path().join("inbox/2024-06-05/tam thanh.csv"), list).expect("written");
    let header = |out: &Path| -> Vec<String> {
        let sheet = open(&out.join("tong-hop.xlsx")).worksheet_range("Tổng hợp").expect("the matrix");
        sheet.rows().flatten().map(ToString::to_string).filter(|cell| !cell.is_empty()).collect()
    };
    let cells = header(&run(office.path()));
    assert!(cells.iter().any(|cell| cell == "Dạy tốt - Học tốt"), "{cells:?}");
    let note = cells.iter().find(|cell| cell.starts_with("Chưa có đăng ký nên không có cột (12 "));
    assert!(note.is_some_and(|note| note.contains("Nông thôn mới")), "{cells:?}");
    let settings = fs::read_to_string(office.path().join("tonghop.toml")).expect("settings");
    let settings = settings.replace("[look]\n", "[look]\nempty_columns = true\n");
    fs::write(office.path().join("tonghop.toml"), settings).expect("written");
    let kept = header(&run(office.path()));
    assert!(
        kept.len() > cells.len() && !kept.iter().any(|cell| cell.starts_with("Chưa có đăng ký nên")),
        "{kept:?}"
    );
}

#[test]
fn every_chart_says_in_words_what_it_shows() {
    let office = office("lang-son-2024");
    copy(&samples("lang-son-2024").join("inbox"), &office.path().join("inbox"));
    let book = run(office.path()).join("tong-hop.xlsx");
    let mut zip = zip::ZipArchive::new(fs::File::open(&book).expect("a workbook")).expect("a package");
    let mut drawings: Vec<String> = Vec::new();
    for at in 0..zip.len() {
        let name = zip.by_index(at).expect("a part").name().expect("a name").into_owned();
        if name.starts_with("xl/drawings/drawing") && name.ends_with(".xml") {
            drawings.push(name);
        }
    }
    let mut charts = 0;
    for name in drawings {
        let mut xml = String::new();
        zip.by_name(&name).expect("a part").read_to_string(&mut xml).expect("text");
        for tag in xml.split("<xdr:cNvPr ").skip(1) {
            let tag = tag.split('>').next().expect("a tag");
            let words = attribute(tag, "descr");
            assert!(words.split(' ').count() >= 5, "{name}: «{words}»");
            charts += 1;
        }
    }
    assert!(charts >= 2, "{charts}");
}

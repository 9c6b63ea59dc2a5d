//! Twelve months of an office: the last month's run after the ones before, against the same from scratch.
//!
//! An invented office of Tây Ninh in 2025. The communes of the province, and since July what they became,
//! send lists of a dozen people each; as lists are, with letterhead, signatures and some sentences on each
//! person. A quarter are attachments of mails, beside the scan of what was signed; some come in archives, as
//! CSV or in TCVN3. One in fifteen is sent again in the next month with a birth year corrected and somebody
//! added. The last hundredth of all arrives in December.
//!
//! In turns: December without `.tonghop`, and December after November had been run. Both must write the
//! same bytes, and so must all twelve months one after the other from nothing, which is timed as well. The
//! time of each part is what the run itself tells the ledger.
//! `cargo bench --bench next_month -- 1000` takes another number of lists; `-- 1000 FOLDER` makes the office
//! there and leaves it.

#![expect(
    clippy::expect_used,
    clippy::indexing_slicing,
    clippy::print_stdout,
    reason = "a benchmark that fails says where, and prints its figures"
)]

use std::collections::BTreeSet;
use std::fmt::Write as _;
use std::fs;
use std::io::{Cursor, Write as _};
use std::path::{Path, PathBuf};
use std::process::Command;
use std::time::{Duration, Instant};

use rust_xlsxwriter::{Format, FormatAlign, FormatBorder, Workbook};
use tonghop::text::{Charset, encode};
use zip::write::SimpleFileOptions;

const TURNS: usize = 3;
/// People of a list.
const PEOPLE: usize = 12;
/// Bytes of a scan: two pages.
const SCAN: usize = 400_000;
/// One list in so many is sent again, corrected.
const CORRECTED: usize = 15;
const MOVEMENTS: [&str; 4] =
    ["Xây dựng nông thôn mới", "Chung tay vì người nghèo", "12 Điều Y đức", "Học tập và làm theo Bác"];

fn main() {
    let args: Vec<String> = std::env::args().skip(1).filter(|arg| arg != "--bench").collect();
    let wanted = args.first().map_or(3_000, |arg| arg.parse::<usize>().expect("a number of lists"));
    let own = tempfile::tempdir().expect("a temporary folder");
    let folder = args.get(1).map_or_else(|| own.path().to_owned(), PathBuf::from);
    let office = folder.join("office");
    let december = arrive(&office, wanted);
    println!("{wanted} lists, {} of them new", december.len());
    // What stands before the new month.
    let aside = folder.join("aside");
    fs::create_dir_all(&aside).expect("a folder");
    let parked: Vec<PathBuf> =
        december.iter().enumerate().map(|(at, _)| aside.join(at.to_string())).collect();
    december.iter().zip(&parked).for_each(|(from, to)| fs::rename(from, to).expect("moved"));
    // Nobody's inbox is a second old; what has just changed is opened once more.
    std::thread::sleep(Duration::from_secs(5));
    run(&office, 11);
    let (ledger, kept) = (office.join(".tonghop"), folder.join("kept"));
    copy(&ledger, &kept);
    december.iter().zip(&parked).for_each(|(to, from)| fs::rename(from, to).expect("moved"));

    let (mut scratch, mut next) = (Vec::new(), Vec::new());
    let mut manifests = Vec::new();
    let manifest = || fs::read(office.join("out/2025-12/manifest.json")).expect("a manifest");
    for _ in 0..TURNS {
        for (own, with_ledger) in [(&mut scratch, false), (&mut next, true)] {
            fs::remove_dir_all(&ledger).expect("removed");
            if with_ledger {
                copy(&kept, &ledger);
            }
            let start = Instant::now();
            run(&office, 12);
            own.push(times(start.elapsed(), &ledger));
            manifests.push(manifest());
        }
    }
    fs::remove_dir_all(&ledger).expect("removed");
    let start = Instant::now();
    (1..=12).for_each(|month| run(&office, month));
    let all_months = start.elapsed().as_secs_f64();
    manifests.push(manifest());
    assert!(manifests.windows(2).all(|pair| pair[0] == pair[1]), "the runs differ");
    println!("{:14} {:>12} {:>12} {:>13}", "seconds", "from scratch", "next month", "times faster");
    for (at, part) in PARTS.into_iter().enumerate() {
        let [scratch, next] =
            [&scratch, &next].map(|times: &Vec<Times>| median(times.iter().map(|own| own[at]).collect()));
        println!("{part:14} {scratch:12.3} {next:12.3} {:13.1}", scratch / next);
        if part == "in all" {
            println!("{:14} {all_months:12.3} {next:12.3} {:13.1}", "all months", all_months / next);
        }
    }
}

const PARTS: [&str; 5] = ["read", "decide", "read, decide", "write", "in all"];

/// Seconds of each part of a run.
type Times = [f64; PARTS.len()];

/// What the run told the ledger, and how long it took in all.
fn times(whole: Duration, ledger: &Path) -> Times {
    let lines = fs::read_to_string(ledger.join("ledger.jsonl")).expect("a ledger");
    let line: serde_json::Value = serde_json::from_str(lines.lines().last().expect("a run")).expect("a line");
    let [read, decide, write] =
        ["read", "decide", "write"].map(|part| line["seconds"][part].as_f64().expect("seconds"));
    [read, decide, read + decide, write, whole.as_secs_f64()]
}

fn run(office: &Path, month: usize) {
    let mut program = Command::new(env!("CARGO_BIN_EXE_tonghop"));
    let period = format!("2025-{month:02}");
    let status = program.args(["run", "--quiet", "--period", &period]).arg(office).status().expect("runs");
    assert!(status.code().is_some_and(|code| code < 2), "the run failed");
}

/// Fills the inbox and tells the files of December.
fn arrive(office: &Path, wanted: usize) -> Vec<PathBuf> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let sample = root.join("samples/tay-ninh-2021-2025");
    fs::create_dir_all(office).expect("a folder");
    for name in ["plan.toml", "units.csv", "tonghop.toml"] {
        fs::copy(sample.join(name), office.join(name)).expect("copied");
    }
    let lists = |name: &str| fs::read_to_string(root.join("schemas").join(name)).expect("a list of units");
    let (before, after) = (lists("units-2024.csv"), lists("units-2025.csv"));
    let districts: Vec<&str> = lines(&before).filter(|line| line[2] == "72").map(|line| line[0]).collect();
    let communes: Vec<Vec<&str>> = lines(&before).filter(|line| districts.contains(&line[2])).collect();
    let old: Vec<&str> = communes.iter().map(|line| line[1]).collect();
    let heirs: BTreeSet<&str> = communes.iter().flat_map(|line| line[3].split(';')).collect();
    let new: Vec<&str> = lines(&after).filter(|line| heirs.contains(line[0])).map(|line| line[1]).collect();
    assert!(90 < old.len() && 30 < new.len(), "the communes of Tây Ninh and what they became");

    let last = (wanted / 100).max(1);
    let mut december = Vec::new();
    let (mut number, mut n_files) = (0, 0);
    let mut corrected: Vec<(List<'_>, usize)> = Vec::new();
    while n_files < wanted {
        let is_last = wanted - last <= n_files;
        let month = if is_last { 12 } else { 1 + n_files * 11 / (wanted - last) };
        let senders = if month < 7 { &old } else { &new };
        let again = corrected.iter().position(|(_, due)| *due <= month);
        let list = match again {
            Some(at) => corrected.swap_remove(at).0,
            None => List { number, commune: senders[number % senders.len()], corrected: false },
        };
        if again.is_none() {
            number += 1;
            if number % CORRECTED == 0 && month != 6 {
                corrected.push((List { corrected: true, ..list }, month + 1));
            }
        }
        let path = list.send(&office.join(format!("inbox/2025-{month:02}-{:02}", 1 + n_files % 28)));
        n_files += 1;
        if is_last {
            december.push(path);
        }
    }
    december
}

/// The fields of a list of units, below its notes and heading.
fn lines(text: &str) -> impl Iterator<Item = Vec<&str>> {
    let lines = text.lines().filter(|line| line.starts_with(|first: char| first.is_ascii_digit()));
    lines.map(|line| line.split(',').collect::<Vec<_>>()).filter(|line| 2 < line.len())
}

/// A list of a dozen people nobody else has.
#[derive(Clone, Copy)]
struct List<'a> {
    number: usize,
    commune: &'a str,
    corrected: bool,
}

impl List<'_> {
    /// Puts the list into a folder, in one of the forms in which lists arrive.
    fn send(&self, folder: &Path) -> PathBuf {
        let name = format!("{} {}{}", self.commune, self.number, if self.corrected { " sửa" } else { "" });
        let (extension, bytes) = match self.number % 8 {
            0 | 4 => ("eml", mail(&self.workbook(), &scan(self.number))),
            1 => ("zip", archive(&name, &self.workbook())),
            2 => ("csv", self.csv().into_bytes()),
            _ => ("xlsx", self.workbook()),
        };
        let place = folder.join(format!("{name}.{extension}"));
        fs::create_dir_all(folder).expect("a folder");
        fs::write(&place, bytes).expect("saved");
        place
    }

    fn title(&self) -> [String; 2] {
        let what = if self.corrected { "CHÍNH THỨC (thay bản đã gửi)" } else { "ĐĂNG KÝ" };
        [format!("DANH SÁCH {what} ĐIỂN HÌNH TIÊN TIẾN"), format!("Đợt {}, năm 2025", self.number + 1)]
    }

    fn header() -> [&'static str; 8] {
        [
            "STT",
            "Họ và tên",
            "Năm sinh",
            "Giới tính",
            "Chức vụ, nghề nghiệp",
            "Phong trào",
            "Tóm tắt thành tích",
            "Ghi chú",
        ]
    }

    fn people(&self) -> impl Iterator<Item = [String; 8]> {
        const FAMILY: [&str; 7] = ["Nguyễn", "Trần", "Lê", "Phạm", "Võ", "Huỳnh", "Đặng"];
        const MIDDLE: [&str; 11] =
            ["Văn", "Thị", "Quốc", "Hoàng", "Thanh", "Ngọc", "Minh", "Hữu", "Đức", "Kim", "Xuân"];
        const GIVEN: [&str; 13] = [
            "Khải", "Lộc", "Thư", "Duyên", "Toại", "Nghĩa", "Phước", "Quyên", "Sương", "Việt", "Yến", "An",
            "Bình",
        ];
        const DEEDS: [&str; 5] = [
            "Vận động bà con hiến đất mở rộng đường giao thông, đóng góp ngày công làm tuyến kênh nội đồng",
            "Chuyển đổi cây trồng trên đất lúa kém hiệu quả, giúp các hộ trong tổ cùng làm, thu nhập tăng đều",
            "Tham gia hiến máu nhân đạo nhiều lần, vận động đoàn viên cùng tham gia",
            "Giúp đỡ các hộ khó khăn trong ấp về cây giống, vốn và kỹ thuật chăn nuôi",
            "Thực hiện tốt việc học tập và làm theo tư tưởng, đạo đức, phong cách Hồ Chí Minh",
        ];
        let (number, corrected) = (self.number, self.corrected);
        (0..PEOPLE + usize::from(corrected)).map(move |at| {
            let own = number * PEOPLE + at + if at < PEOPLE { 0 } else { 7_000_000 };
            let name = format!(
                "{} {} {} {}",
                FAMILY[own % 7],
                MIDDLE[own / 7 % 11],
                MIDDLE[own / 77 % 11],
                GIVEN[own / 847 % 13]
            );
            let year = 1955 + own % 50 + usize::from(corrected && at == 3);
            [
                (at + 1).to_string(),
                name,
                year.to_string(),
                if own.is_multiple_of(3) { "Nữ" } else { "Nam" }.to_owned(),
                ["Nông dân", "Tổ trưởng tổ hội", "Giáo viên", "Bí thư chi bộ"][own % 4].to_owned(),
                MOVEMENTS[own % 4].to_owned(),
                format!("{}; năm {} được khen ở xã.", DEEDS[own % 5], 2019 + own % 6),
                String::new(),
            ]
        })
    }

    fn workbook(&self) -> Vec<u8> {
        // Every fifth office still writes in an old font.
        let is_old = self.number % 5 == 3;
        let shown = |text: &str| match is_old {
            // Capitals with marks are none of the charset's: offices have a font of capitals for them.
            true => encode(Charset::Tcvn3, text).or_else(|| encode(Charset::Tcvn3, &text.to_lowercase())),
            false => Some(text.to_owned()),
        };
        let shown = |text: &str| shown(text).expect("every letter has a form");
        let font = if is_old { ".VnTime" } else { "Times New Roman" };
        let plain = Format::new().set_font_name(font).set_font_size(12);
        let bold = plain.clone().set_bold().set_align(FormatAlign::Center);
        let cell = plain.clone().set_border(FormatBorder::Thin).set_text_wrap();
        let head = bold.clone().set_border(FormatBorder::Thin).set_text_wrap();
        let mut book = Workbook::new();
        let sheet = book.add_worksheet();
        let mut merged = |row, first, last, text: &str| {
            sheet.merge_range(row, first, row, last, &shown(text), &bold).expect("written");
        };
        merged(0, 0, 3, &format!("ỦY BAN NHÂN DÂN {}", self.commune.to_uppercase()));
        merged(0, 4, 7, "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM");
        merged(1, 4, 7, "Độc lập - Tự do - Hạnh phúc");
        for (row, line) in (3..).zip(self.title()) {
            merged(row, 0, 7, &line);
        }
        for (col, text) in (0..).zip(List::header()) {
            sheet.write_string_with_format(6, col, shown(text), &head).expect("written");
            sheet.write_string_with_format(7, col, format!("({})", col + 1), &head).expect("written");
            sheet.set_column_width(col, [5, 24, 9, 9, 18, 22, 50, 12][usize::from(col)]).expect("a width");
        }
        let mut row = 8;
        for fields in self.people() {
            for (col, text) in (0..).zip(&fields) {
                match text.parse::<u16>() {
                    Ok(number) => sheet.write_number_with_format(row, col, number, &cell),
                    Err(_) => sheet.write_string_with_format(row, col, shown(text), &cell),
                }
                .expect("written");
            }
            row += 1;
        }
        let total = shown(&format!("Tổng cộng: {} điển hình.", row - 8));
        sheet.write_string_with_format(row, 1, total, &plain).expect("written");
        sheet.write_string_with_format(row + 2, 1, shown("Người lập biểu"), &bold).expect("written");
        sheet.write_string_with_format(row + 2, 6, shown("Chủ tịch"), &bold).expect("written");
        book.save_to_buffer().expect("a workbook")
    }

    fn csv(&self) -> String {
        let mut text = format!("\u{FEFF}ỦY BAN NHÂN DÂN {}\n", self.commune.to_uppercase());
        for line in self.title() {
            text.push_str(&line.replace(',', " "));
            text.push('\n');
        }
        let quoted = |fields: &[&str]| {
            let fields: Vec<String> = fields.iter().map(|field| format!("\"{field}\"")).collect();
            fields.join(",") + "\n"
        };
        text.push_str(&quoted(&List::header()));
        for fields in self.people() {
            text.push_str(&quoted(&fields.each_ref().map(String::as_str)));
        }
        text
    }
}

/// The pages with seal and signature, as a scanner makes them: bytes that nothing packs.
fn scan(number: usize) -> Vec<u8> {
    let mut state = u64::try_from(number).expect("small") + 1;
    let next = move || {
        state = state.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        (state >> 56).to_le_bytes()[0]
    };
    b"%PDF-1.4\n".iter().copied().chain(std::iter::repeat_with(next).take(SCAN)).collect()
}

/// A mail with a workbook attached, and the scan of what was signed.
fn mail(workbook: &[u8], scan: &[u8]) -> Vec<u8> {
    let mut text = "From: van-phong@xa.example\r\nTo: tdkt@tayninh.example\r\nSubject: Danh sach\r\n\
        MIME-Version: 1.0\r\nContent-Type: multipart/mixed; boundary=\"b\"\r\n\r\n\
        --b\r\nContent-Type: text/plain; charset=utf-8\r\n\r\nKính gửi danh sách.\r\n"
        .to_owned();
    for (name, bytes) in [("danh-sach.xlsx", workbook), ("danh-sach.pdf", scan)] {
        write!(
            text,
            "--b\r\nContent-Type: application/octet-stream; name=\"{name}\"\r\n\
            Content-Disposition: attachment; filename=\"{name}\"\r\n\
            Content-Transfer-Encoding: base64\r\n\r\n"
        )
        .expect("written");
        in_digits(bytes, &mut text);
    }
    text.push_str("--b--\r\n");
    text.into_bytes()
}

/// Bytes in Base64, line by line.
fn in_digits(bytes: &[u8], text: &mut String) {
    const DIGITS: &[u8; 64] = b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
    for line in bytes.chunks(57) {
        for three in line.chunks(3) {
            let [a, b, c] = [0, 1, 2].map(|at| three.get(at).copied().unwrap_or(0));
            let digits = [a >> 2, (a & 3) << 4 | b >> 4, (b & 15) << 2 | c >> 6, c & 63];
            for (at, digit) in digits.into_iter().enumerate() {
                text.push(if at <= three.len() { char::from(DIGITS[usize::from(digit)]) } else { '=' });
            }
        }
        text.push_str("\r\n");
    }
}

fn archive(name: &str, workbook: &[u8]) -> Vec<u8> {
    let mut archive = zip::ZipWriter::new(Cursor::new(Vec::new()));
    archive.start_file(format!("{name}.xlsx"), SimpleFileOptions::default()).expect("begun");
    archive.write_all(workbook).expect("written");
    archive.finish().expect("an archive").into_inner()
}

fn copy(from: &Path, to: &Path) {
    fs::create_dir_all(to).expect("a folder");
    for entry in fs::read_dir(from).expect("a folder") {
        let path = entry.expect("readable").path();
        let place = to.join(path.file_name().expect("a name"));
        if path.is_dir() {
            copy(&path, &place);
        } else {
            fs::copy(&path, place).expect("copied");
        }
    }
}

fn median(mut times: Vec<f64>) -> f64 {
    times.sort_by(f64::total_cmp);
    times[times.len() / 2]
}

//! Quotas that ask for more than so many at least: written in both forms, judged, and told in words.

use calamine::Reader;

use super::workbook::{data, in_form, tonghop};
use super::*;

/// Every way of asking, over the sample of Lạng Sơn.
const DEMANDS: &str = r#"
[[cluster]]
name = "Cụm thi đua số 1"
members = { units = ["Phường Tam Thanh", "Phường Vĩnh Trại"] }

[[cluster]]
name = "Cụm thi đua số 2"
id = "cum-2"
members = { kind = "area", level = "commune", within = "178", except = ["Phường Tam Thanh", "Phường Vĩnh Trại"] }

[[total]]
unit = "hoi-nong-dan"
kind = "collective"
count = 41
basis = "Báo cáo năm 2023"

[[quota]]
clusters = "all"
per = "quarter"
at_least = 2
basis = "mỗi quý, mỗi cụm thi đua ít nhất 02"

[[quota]]
clusters = ["Cụm thi đua số 1"]
at_most = { collective = 1 }

[[quota]]
movement = "phat-trien-kinh-te"
lead = "hoi-nong-dan"
at_least = { collective = "5%" }
of = "total"

[[quota]]
movement = "phat-trien-kinh-te"
lead = "hoi-nong-dan"
among = "women"
at_least = "30%"

[[quota]]
movement = "phat-trien-kinh-te"
lead = "hoi-nong-dan"
among = "direct_workers"
at_least = "1/2"

[[quota]]
movement = "phat-trien-kinh-te"
lead = "hoi-nong-dan"
at_least = { household = 1 }
at_most = { household = "2,5%" }
of = 80

[[quota]]
movement = "khoi-nghiep"
leads = ["thanh-doan", "hoi-lien-hiep-phu-nu"]
shared = "together"
at_least = { individual = 3 }

[[quota]]
movement = "phu-nu"
leads = ["thanh-doan", "hoi-lien-hiep-phu-nu"]
shared = "split"
at_least = { individual = 3 }

[[quota]]
movement = "khoi-nghiep"
leads = ["thanh-doan", "hoi-lien-hiep-phu-nu"]
at_least = { collective = "20%" }
of = "registered"

[[quota]]
movement = "phat-trien-kinh-te"
lead = "hoi-nong-dan"
at_least = { enterprise = "5%" }
of = "total"
"#;

const FARMERS: &str = "HỘI NÔNG DÂN THÀNH PHỐ LẠNG SƠN;;;;;\nDANH SÁCH ĐĂNG KÝ ĐIỂN HÌNH TIÊN TIẾN;;;;;\n;;;;;\n\
    STT;Họ và tên;Năm sinh;Giới tính;Phân loại đối tượng;Phong trào\n\
    1;Lành Văn Tướng;1970;Nam;Người lao động trực tiếp;Xây dựng mô hình phát triển kinh tế\n\
    2;Phùng Thị Lụa;1975;Nữ;Người lao động trực tiếp;Xây dựng mô hình phát triển kinh tế\n\
    3;Triệu Mùi Pham;1981;;Lãnh đạo, quản lý;Xây dựng mô hình phát triển kinh tế\n\
    4;Nông Quốc Bảo;1984;Nam;;Xây dựng mô hình phát triển kinh tế\n";

const WARD: &str = "UBND PHƯỜNG TAM THANH;;;\nDANH SÁCH ĐĂNG KÝ ĐIỂN HÌNH TIÊN TIẾN;;;\n;;;\n\
    STT;Tên tập thể;Loại;Phong trào\n\
    1;Chi bộ khối 2;Tập thể;Xây dựng nông thôn mới\n\
    2;Tổ phụ nữ khối 7;Tập thể;Xây dựng nông thôn mới\n";

fn asking() -> Sample {
    let sample = Sample::of("lang-son-2024");
    let inbox = sample.dir.join("inbox");
    fs::remove_dir_all(&inbox).expect("removed");
    for (path, content) in [("2024-06-03/Hoi Nong dan.csv", FARMERS), ("2024-03-29/P Tam Thanh.csv", WARD)] {
        let path = inbox.join(path);
        fs::create_dir_all(path.parent().expect("a folder")).expect("a folder");
        fs::write(path, content).expect("written");
    }
    let path = sample.dir.join("plan.toml");
    let plan = fs::read_to_string(&path).expect("the plan");
    // Keys of the head stand before its tables.
    fs::write(&path, format!("{plan}{DEMANDS}")).expect("written");
    sample
}

/// `required registered shortfall excess status` of quotas, by their identifiers.
const EXPECTED: [(&str, &str); 24] = [
    ("*/cum-thi-dua-so-1/any/2024-Q1", "2 2 0 0 met"),
    ("*/cum-thi-dua-so-1/any/2024-Q2", "2 0 2 0 none"),
    ("*/cum-thi-dua-so-1/any/2024-Q3", "2 0 0 0 later"),
    ("*/cum-thi-dua-so-1/any/2024-Q4", "2 0 0 0 later"),
    ("*/cum-2/any/2024-Q1", "2 0 2 0 none"),
    ("*/cum-2/any/2024-Q2", "2 0 2 0 none"),
    ("*/cum-2/any/2024-Q3", "2 0 0 0 later"),
    ("*/cum-2/any/2024-Q4", "2 0 0 0 later"),
    ("*/cum-thi-dua-so-1/collective/at_most", "0 2 0 1 over"),
    ("phat-trien-kinh-te/hoi-nong-dan/collective", "3 0 3 0 none"),
    // Four people: one woman, one of whom nobody knows; 30 % of four are two.
    ("phat-trien-kinh-te/hoi-nong-dan/individual/women", "2 1 0 0 unclear"),
    // Two of four, one who leads, one of whom nobody knows.
    ("phat-trien-kinh-te/hoi-nong-dan/individual/direct_workers", "2 2 0 0 met"),
    ("phat-trien-kinh-te/hoi-nong-dan/household", "1 0 1 0 none"),
    ("phat-trien-kinh-te/hoi-nong-dan/household/at_most", "0 0 0 0 met"),
    ("khoi-nghiep/thanh-doan+hoi-lien-hiep-phu-nu/individual", "3 0 3 0 none"),
    ("phu-nu/thanh-doan/individual", "2 0 2 0 none"),
    ("phu-nu/hoi-lien-hiep-phu-nu/individual", "1 0 1 0 none"),
    ("khoi-nghiep/thanh-doan/collective", "0 0 0 0 none"),
    ("khoi-nghiep/hoi-lien-hiep-phu-nu/collective", "0 0 0 0 none"),
    ("phat-trien-kinh-te/hoi-nong-dan/enterprise", " 0 0 0 unclear"),
    // The plain ones of the sample stand beside them as ever.
    ("phat-trien-kinh-te/hoi-nong-dan/any/nong-dan", "4 0 4 0 none"),
    ("khoi-nghiep/thanh-doan/any", "2 0 2 0 none"),
    ("phu-nu/hoi-lien-hiep-phu-nu/any", "3 0 3 0 none"),
    ("nong-thon-moi/phong-kinh-te/any", "2 2 0 0 met"),
];

#[test]
fn what_a_plan_asks_is_judged_and_told_in_words() {
    let sample = asking();
    let data = sample.run("2024-06");
    let quotas = data.table("quotas.csv");
    for (id, expect) in EXPECTED {
        let row = quotas.iter().find(|row| row["quota_id"] == id).unwrap_or_else(|| panic!("no {id}"));
        let shown =
            ["required", "registered", "shortfall", "excess", "status"].map(|name| row[name].as_str());
        assert_eq!(shown.join(" "), expect, "{id}");
    }
    let terms = data.table("quota_terms.csv");
    assert_eq!(terms.len(), 17, "a split minimum is a plain one for each lead");
    let of = |id: &str| terms.iter().find(|row| row["quota_id"] == id).unwrap_or_else(|| panic!("no {id}"));
    let women = of("phat-trien-kinh-te/hoi-nong-dan/individual/women");
    for (column, expect) in [
        ("bound", "at_least"),
        ("number", "2"),
        ("share", "30%"),
        ("of", "registered"),
        ("whole", "4"),
        ("among", "women"),
        ("unclear", "1"),
        ("words", "Cá nhân (nữ), ít nhất 30% số cá nhân đã đăng ký"),
    ] {
        assert_eq!(women[column], expect, "{column}");
    }
    let quarter = of("*/cum-thi-dua-so-1/any/2024-Q2");
    assert_eq!(
        (quarter["from"].as_str(), quarter["to"].as_str(), quarter["words"].as_str()),
        ("2024-04-01", "2024-06-30", "Không phân biệt, quý II năm 2024, tính chung")
    );
    let findings = data.table("findings.csv");
    let said = |code: &str| -> Vec<&str> {
        findings.iter().filter(|row| row["code"] == code).map(|row| row["message"].as_str()).collect()
    };
    assert_eq!(
        said("quota-over"),
        ["Cụm thi đua số 1 đã có 2, nhiều nhất là 1 tập thể (không quá 1, tính chung); vượt 1."]
    );
    let unclear = said("quota-unclear").join("\n");
    assert!(unclear.contains("1 người chưa rõ giới tính: Triệu Mùi Pham"), "{unclear}");
    assert!(unclear.contains("chưa có tổng số để tính tỷ lệ"), "{unclear}");
}

/// The rows of a sheet of a workbook in the folder of the period, as text.
fn rows(sample: &Sample, book: &str, sheet: &str) -> Vec<Vec<String>> {
    let path = sample.dir.join("out/2024-06").join(book);
    let mut book: calamine::Xlsx<_> = calamine::open_workbook(path).expect("a workbook");
    let range = book.worksheet_range(sheet).expect("the sheet");
    range.rows().map(|row| row.iter().map(ToString::to_string).collect()).collect()
}

#[test]
fn the_sheets_say_it_as_an_officer_would() {
    let sample = asking();
    sample.run("2024-06");
    let table = rows(&sample, "tong-hop.xlsx", "Chỉ tiêu");
    let line = |pieces: &[&str]| {
        let found =
            table.iter().find(|row| pieces.iter().all(|piece| row.iter().any(|cell| cell.contains(piece))));
        found.unwrap_or_else(|| panic!("no line of {pieces:?} in {table:#?}")).clone()
    };
    let women = line(&["Cá nhân (nữ)"]);
    assert_eq!(women[3], "Cá nhân (nữ)\nít nhất 30% số cá nhân đã đăng ký");
    assert_eq!(women[4..].join("|"), "≥ 2|1 người||0.5|Chưa rõ (1 người)");
    let over = line(&["không quá 1"]);
    assert_eq!((over[1].as_str(), over[8].as_str()), ("Cụm thi đua số 1", "Vượt 1"));
    let shared = line(&["Đoàn Thanh niên Cộng sản", "tính chung"]);
    assert!(shared[1].contains("Hội Liên hiệp Phụ nữ thành phố"), "{shared:?}");
    let quarter = line(&["Cụm thi đua số 1", "quý II năm 2024"]);
    assert_eq!(quarter[4..].join("|"), "2|0|2|0|Chưa có");
    assert!(
        !table.iter().flatten().any(|cell| cell.contains("quý III")),
        "what is still to come is not printed"
    );
    let total = line(&["TỔNG CỘNG"]);
    let plain: f64 =
        table.iter().filter_map(|row| row[0].parse::<f64>().ok().and(row[4].parse::<f64>().ok())).sum();
    assert_eq!(total[4].parse::<f64>().ok(), Some(plain), "numbers add up, words do not");
    let notes = table.iter().flatten().find(|cell| cell.starts_with("Ghi chú")).expect("a note");
    for words in ["làm tròn lên", "«≥», «≤»", "«Chưa rõ»", "Chưa kể 4 chỉ tiêu của các kỳ chưa đến"]
    {
        assert!(notes.contains(words), "{words}: {notes}");
    }
    let reminders = rows(&sample, "don-doc.xlsx", "Đôn đốc");
    let farmers = reminders.iter().find(|row| row.iter().any(|cell| cell == "Hội Nông dân thành phố"));
    let farmers = farmers.expect("a reminder").join("\n");
    assert!(farmers.contains("ít nhất 30% số cá nhân đã đăng ký: chưa rõ 1 người"), "{farmers}");
    assert!(farmers.contains("chưa đạt hoặc chưa rõ"), "{farmers}");
    let ward = reminders.iter().find(|row| row.iter().any(|cell| cell == "Phường Vĩnh Trại"));
    let ward = ward.expect("a reminder").join("\n");
    assert!(ward.contains("Cụm thi đua số 1 – Tất cả các phong trào, quý II năm 2024"), "{ward}");
    let front = rows(&sample, "tong-hop.xlsx", "Trang đầu");
    assert!(front.iter().flatten().any(|cell| cell.contains("vượt mức 1, chưa rõ 2")), "{front:?}");
}

#[test]
fn both_forms_say_the_same_of_every_demand() {
    let sample = asking();
    let dir = sample.dir.to_string_lossy().into_owned();
    tonghop(&["plan", &dir, "--to", "xlsx"], &[0]);
    // Both forms in one workspace: they agree, or nothing would run.
    tonghop(&["template", "--all", "--in", &dir], &[0]);
    let book = in_form(&sample, "book", None);
    let texts = sample.dir.with_file_name("texts");
    tonghop(&["plan", &book.to_string_lossy(), "--to", "toml", "-o", &texts.to_string_lossy()], &[0]);
    let back = in_form(&sample, "back", Some(&texts));
    fs::remove_file(sample.dir.join("ke-hoach.xlsx")).expect("removed");
    fs::remove_file(back.join("ke-hoach.xlsx")).unwrap_or_default();
    for dir in [&sample.dir, &book, &back] {
        tonghop(&["run", &dir.to_string_lossy(), "--period", "2024-06", "--quiet"], &[0, 1]);
    }
    let own = data(&sample.dir);
    assert!(own.iter().any(|(name, rows)| name == "quota_terms.csv" && rows.len() == 18));
    for (form, dir) in [("book", &book), ("back", &back)] {
        for ((file, left), (_, right)) in own.iter().zip(data(dir)) {
            let differ = left.iter().zip(&right).find(|(left, right)| left != right);
            assert!(differ.is_none() && left.len() == right.len(), "{form} {file}: {differ:?}");
        }
    }
    // Nothing had to go to the sheet of what has no column.
    let mut book: calamine::Xlsx<_> =
        calamine::open_workbook(book.join("ke-hoach.xlsx")).expect("a workbook");
    let other = book.worksheet_range("Khác").expect("the sheet");
    assert!(!other.rows().flatten().any(|cell| cell.to_string().starts_with("plan.")), "{other:?}");
}

#[test]
fn areas_of_one_name_stand_apart_on_the_first_page() {
    let sample = Sample::of("lang-son-2024");
    for old in ["inbox", "out"] {
        let _ = fs::remove_dir_all(sample.dir.join(old));
    }
    fs::create_dir_all(sample.dir.join("inbox")).expect("a folder");
    let plan = "title = \"Nhân rộng điển hình tiên tiến\"\nnumber = \"01/KH\"\nissuer = \"bo\"\nreceiver = \"bo\"\n\
        level = \"central\"\nfrom = 2026-01-01\nto = 2026-12-31\nreporters = [{ kind = \"area\", level = \"commune\" }]\n\
        [[movement]]\nid = \"ntm\"\nname = \"Chung sức xây dựng nông thôn mới\"\nkind = \"emulation\"\n\
        [[movement.quota]]\neach = { kind = \"area\", level = \"commune\" }\nat_least = 1\n";
    fs::write(sample.dir.join("plan.toml"), plan).expect("written");
    fs::remove_file(sample.dir.join("tonghop.toml")).unwrap_or_default();
    let units = "code,name,kind,level,parent\nbo,Bộ Nội vụ,agency,central,\n05923,Xã Tân Thành,area,commune,19\n\
        06445,Xã Tân Thành,area,commune,20\n00004,Phường Ba Đình,area,commune,01\n";
    fs::write(sample.dir.join("units.csv"), units).expect("written");
    let dir = sample.dir.to_string_lossy().into_owned();
    tonghop(&["run", &dir, "--period", "2026-06", "--quiet"], &[0, 1]);
    let path = sample.dir.join("out/2026-06/tong-hop.xlsx");
    let mut book: calamine::Xlsx<_> = calamine::open_workbook(path).expect("a workbook");
    let front = book.worksheet_range("Trang đầu").expect("the sheet");
    let texts: Vec<String> = front.used_cells().map(|(_, _, cell)| cell.to_string()).collect();
    // Once in the map of quotas and once among the largest shortfalls.
    for name in ["Xã Tân Thành (Tỉnh Thái Nguyên)", "Xã Tân Thành (Tỉnh Lạng Sơn)", "Phường Ba Đình"]
    {
        assert_eq!(texts.iter().filter(|text| *text == name).count(), 2, "{name}: {texts:?}");
    }
}

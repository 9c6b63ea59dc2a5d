//! Consolidations that are sent up: a ward's, a city's and a province's workspace. The figures at the top are those
//! of one run over everything that came in below.

use std::collections::BTreeMap;
use std::fs;
use std::path::Path;

use calamine::Reader;

use super::{Data, Row, Sample};

const PERIOD: &str = "2024-06";

/// A ward's people: of its quarters, its school, one of them with a model, one without a year.
const TAM_THANH: &str = "UBND PHƯỜNG TAM THANH;;;;;\nDANH SÁCH ĐĂNG KÝ ĐIỂN HÌNH TIÊN TIẾN;;;;;\n;;;;;\n\
    STT;Họ và tên;Năm sinh;Chức vụ;Đơn vị;Phong trào\n\
    1;Lương Thị Mơ;1979;Khối trưởng;Khối 2, phường Tam Thanh;Xây dựng nông thôn mới\n\
    2;Hứa Văn Páo;1966;Nông dân;Khối 5;Xây dựng mô hình phát triển kinh tế\n\
    3;Tập thể Khối 7;;;Khối 7;Toàn dân đoàn kết xây dựng nông thôn mới, đô thị văn minh\n\
    4;Hộ ông Đàm Văn Tự;;;Khối 1;Xây dựng mô hình phát triển kinh tế\n\
    5;Bế Thị Sim;;Giáo viên;Trường THCS Tam Thanh;Dạy tốt - Học tốt\n";

const QUANG_LAC: &str = "UBND XÃ QUẢNG LẠC;;;;;\nDANH SÁCH ĐĂNG KÝ ĐIỂN HÌNH TIÊN TIẾN;;;;;\n;;;;;\n\
    STT;Họ và tên;Năm sinh;Chức vụ;Đơn vị;Phong trào\n\
    1;Vy Thị Nhình;1983;Bí thư chi bộ;Thôn Quảng Tiến;Xây dựng nông thôn mới\n\
    2;Hợp tác xã Rau sạch Quảng Lạc;;;;Xây dựng mô hình phát triển kinh tế\n\
    3;Nông Văn Chấn;1990;Công an viên;Công an xã Quảng Lạc;Xây dựng nông thôn mới\n";

/// The sample's plan as another office issued it, with these files in its inbox.
fn office(issuer: &str, level: &str, files: &[(&str, &[u8])], keeps_inbox: bool) -> Sample {
    let sample = Sample::of("lang-son-2024");
    let plan = sample.dir.join("plan.toml");
    let text = fs::read_to_string(&plan).expect("the plan");
    let text = text.replace("issuer = \"178\"", &format!("issuer = \"{issuer}\""));
    let text = text.replace("level = \"district\"\nfrom", &format!("level = \"{level}\"\nfrom"));
    fs::write(&plan, text).expect("written");
    let inbox = sample.dir.join("inbox");
    if !keeps_inbox {
        fs::remove_dir_all(&inbox).expect("removed");
    }
    for (path, content) in files {
        let path = inbox.join(path);
        fs::create_dir_all(path.parent().expect("a folder")).expect("a folder");
        fs::write(path, content).expect("written");
    }
    sample
}

fn book(sample: &Sample) -> Vec<u8> {
    fs::read(sample.dir.join("out").join(PERIOD).join("tong-hop.xlsx")).expect("the workbook")
}

/// Who counts: name, kind, movements. Bodies within a ward are the ward's own affair.
fn exemplars(data: &Data) -> Vec<[String; 3]> {
    let pick = |row: &Row| ["name", "kind", "movement_ids"].map(|column| row[column].clone());
    let mut all: Vec<_> = data.table("exemplars.csv").iter().map(pick).collect();
    all.sort();
    all
}

fn quotas(data: &Data) -> Vec<[String; 4]> {
    let pick = |row: &Row| ["quota_id", "required", "registered", "status"].map(|column| row[column].clone());
    data.table("quotas.csv").iter().map(pick).collect()
}

/// Two lists are the same; else it is said what only one of them has.
#[track_caller]
fn same<T: PartialEq + std::fmt::Debug>(one: &[T], other: &[T], who: &str) {
    let only = |a: &[T], b: &[T]| format!("{:?}", a.iter().filter(|it| !b.contains(it)).collect::<Vec<_>>());
    assert!(one == other, "{who}: only in it {}; only in one run {}", only(one, other), only(other, one));
}

/// How many questions there are of each topic.
fn asked(data: &Data) -> BTreeMap<String, usize> {
    let mut asked = BTreeMap::new();
    for row in data.table("questions.csv") {
        *asked.entry(row["topic"].clone()).or_default() += 1;
    }
    asked
}

#[test]
fn figures_at_the_top_are_those_of_one_run_over_all_inboxes() {
    let ward = office("05974", "commune", &[("2024-06-03/Tam Thanh.csv", TAM_THANH.as_bytes())], false);
    let commune = office("05989", "commune", &[("2024-06-04/Quang Lac.csv", QUANG_LAC.as_bytes())], false);
    assert_eq!(exemplars(&ward.run(PERIOD)).len(), 5);
    assert_eq!(exemplars(&commune.run(PERIOD)).len(), 3);
    let (ward_book, commune_book) = (book(&ward), book(&commune));
    let below = [
        ("2024-06-10/Tam Thanh - tong hop.xlsx", ward_book.as_slice()),
        ("2024-06-11/tong-hop Quang Lac.xlsx", commune_book.as_slice()),
    ];
    let city = office("178", "district", &below, true);
    let of_city = city.run(PERIOD);
    let city_book = book(&city);
    let province = office("20", "province", &[("2024-06-12/TP Lang Son.xlsx", &city_book)], false);
    let of_province = province.run(PERIOD);

    let together = [
        ("2024-06-03/Tam Thanh.csv", TAM_THANH.as_bytes()),
        ("2024-06-04/Quang Lac.csv", QUANG_LAC.as_bytes()),
    ];
    let one = office("20", "province", &together, true);
    let truth = one.run(PERIOD);
    for (data, who) in [(&of_city, "the city"), (&of_province, "the province")] {
        same(&exemplars(data), &exemplars(&truth), who);
        same(&quotas(data), &quotas(&truth), who);
    }
    // Nothing is asked above that was not open below.
    assert!(
        asked(&of_province).iter().all(|(topic, n)| *n <= asked(&of_city)[topic]),
        "{:?}",
        asked(&of_province)
    );
    // Where each came from is still there.
    let rows = of_province.table("registrations.csv");
    let mo = rows.iter().find(|row| row["name"] == "Lương Thị Mơ").expect("a row");
    assert!(mo["particulars"].contains("Tam Thanh.csv"), "{}", mo["particulars"]);
    assert_eq!(mo["sender_code"], "178");
    assert_eq!(mo["unit_code"], "05974");
}

#[test]
fn a_unit_s_own_workbook_is_read_as_it_was_written() {
    let city = Sample::of("lang-son-2024");
    city.run(PERIOD);
    let folder = city.dir.join("out").join(PERIOD).join("cap-xa");
    let mut books: Vec<_> =
        fs::read_dir(&folder).expect("a folder").map(|it| it.expect("a file").path()).collect();
    books.sort();
    let above = Sample::of("lang-son-2024");
    let inbox = above.dir.join("inbox");
    fs::remove_dir_all(&inbox).expect("removed");
    fs::create_dir_all(inbox.join("2024-06-20")).expect("a folder");
    for path in &books {
        fs::copy(path, inbox.join("2024-06-20").join(path.file_name().expect("a name"))).expect("copied");
    }
    let data = above.run(PERIOD);
    // Only for whom people count of whom another unit's list said it: the ward's own book does not tell.
    let open: Vec<String> = data.table("questions.csv").iter().map(|row| row["left"].clone()).collect();
    assert!(open.iter().all(|left| left.contains("Thực hiện nhiệm vụ quốc phòng - an ninh")), "{open:?}");
    let below: usize = books.iter().map(|path| lines_of(path)).sum();
    assert_eq!(
        data.table("registrations.csv").iter().filter(|row| row["status"] == "counted").count(),
        below
    );
}

/// How many lines the list of a workbook has, as another program reads it.
fn lines_of(book: &Path) -> usize {
    let mut book: calamine::Xlsx<_> = calamine::open_workbook(book).expect("a workbook");
    let list = book.worksheet_range("Danh sách").expect("a list");
    list.rows().filter(|row| matches!(row.first(), Some(calamine::Data::Float(_)))).count()
}

//! Months that were issued: files late, lost, replaced and corrected, answers, a plan changed, a merger, one
//! period closed. Every difference between two issued months has lines that add up.

use std::collections::BTreeSet;
use std::fs;

use calamine::{Reader as _, Xlsx};

use super::Row;
use super::office::{List, Office, people};

const PLAIN: &str = "DANH SÁCH ĐĂNG KÝ ĐIỂN HÌNH TIÊN TIẾN";
const HEALTH: &str = "Lĩnh vực y tế, chăm sóc sức khỏe Nhân dân";
const SCHOOL: &str = "Dạy tốt - Học tốt";
const DEFENCE: &str = "Thực hiện nhiệm vụ quốc phòng - an ninh";
const BORDER: &str = "Bộ Chỉ huy Bộ đội Biên phòng tỉnh";
const SOLDIERS: &str = "Bộ Chỉ huy Quân sự tỉnh";
const INTERIOR: &str = "Sở Nội vụ";
const OFFICES: &str = "Cán bộ, công chức, viên chức Tây Ninh thi đua thực hiện văn hóa công sở";

fn list(path: &'static str, sender: &'static str, rows: Vec<[String; 5]>) -> List {
    List { path, sender, title: PLAIN, rows }
}

fn health(path: &'static str) -> List {
    list(path, "Sở Y tế", people(0..8, "Sở Y tế", HEALTH))
}

fn school(path: &'static str, numbers: &[usize]) -> List {
    let sender = "Sở Giáo dục và Đào tạo";
    list(path, sender, people(numbers.iter().copied(), sender, SCHOOL))
}

fn interior(path: &'static str) -> List {
    list(path, INTERIOR, people(40..45, INTERIOR, OFFICES))
}

/// May: eight of health, six of schools, six of the border guard.
fn may(office: &Office) {
    office.receive(&health("2025-05-06/y te.csv"));
    office.receive(&school("2025-05-08/giao duc.csv", &[10, 11, 12, 13, 14, 15]));
    office.receive(&list("2025-05-09/bien phong.csv", BORDER, people(30..36, BORDER, DEFENCE)));
    office.run("2025-05");
}

fn ids(office: &Office, period: &str) -> BTreeSet<String> {
    office.table(period, "exemplars.csv").iter().map(|row| row["exemplar_id"].clone()).collect()
}

fn count(row: &Row, column: &str) -> i64 {
    row[column].parse().expect("a count")
}

/// The steps of a period's reconciliation: step, cause, source, added, removed.
fn steps(office: &Office, period: &str) -> Vec<(String, String, String, i64, i64)> {
    let rows = office.table(period, "reconciliation.csv");
    let of = |row: &Row| {
        let text = ["step", "cause", "source"].map(|column| row[column].clone());
        let [step, cause, source] = text;
        (step, cause, source, count(row, "added"), count(row, "removed"))
    };
    rows.iter().map(of).collect()
}

fn step(
    kind: &str,
    cause: &str,
    source: &str,
    added: i64,
    removed: i64,
) -> (String, String, String, i64, i64) {
    (kind.into(), cause.into(), source.into(), added, removed)
}

/// Every difference between two issued months has its line, and the steps lead from the one to the other.
#[track_caller]
fn explained(office: &Office, before: &str, after: &str) {
    let (had, has) = (ids(office, before), ids(office, after));
    let changes = office.table(after, "changes.csv");
    let named = |gone: bool| -> BTreeSet<String> {
        let is = |row: &&Row| match row["change"].as_str() {
            "new" => !gone,
            "withdrawn" => gone,
            _ => gone && row["field"] == "exemplar_id",
        };
        changes.iter().filter(is).map(|row| row["exemplar_id"].clone()).collect()
    };
    let silently: Vec<_> = had.difference(&has).filter(|id| !named(true).contains(*id)).collect();
    assert!(silently.is_empty(), "{after}: {silently:?} went without a line");
    let silently: Vec<_> = has.difference(&had).filter(|id| !named(false).contains(*id)).collect();
    assert!(silently.is_empty(), "{after}: {silently:?} came without a line");
    let rows = office.table(after, "reconciliation.csv");
    let mut total = count(&rows[0], "total");
    assert_eq!((rows[0]["period"].as_str(), total), (before, had.len() as i64), "{after}: as issued");
    for row in &rows[1..] {
        total += count(row, "added") - count(row, "removed");
        assert_eq!(total, count(row, "total"), "{after}: {row:?}");
    }
    assert_eq!(total, has.len() as i64, "{after}: as counted now");
}

fn findings(office: &Office, period: &str, code: &str) -> Vec<(String, String)> {
    let rows = office.table(period, "findings.csv");
    let of = rows.into_iter().filter(|row| row["code"] == code);
    of.map(|row| (row["source"].clone(), row["message"].clone())).collect()
}

#[test]
fn three_months_with_lost_late_and_replaced_files_add_up() {
    let office = Office::empty();
    may(&office);
    assert_eq!(ids(&office, "2025-05").len(), 20);
    let closed = office.tonghop("close", &["05/2025", "--by", "Bà Lan"]);
    assert!(closed.status.success(), "{}", String::from_utf8_lossy(&closed.stderr));
    let issued = office.outputs();

    // After it was issued: one file is lost, one replaced in place, one comes late.
    let inbox = office.dir.join("inbox");
    fs::remove_file(inbox.join("2025-05-06/y te.csv")).expect("lost");
    office.receive(&school("2025-05-08/giao duc.csv", &[10, 11, 12, 13, 14, 16]));
    office.receive(&interior("2025-05-20/noi vu.csv"));
    let again = office.tonghop("run", &["--period", "2025-05"]);
    let told = String::from_utf8_lossy(&again.stdout).into_owned();
    assert_eq!(again.status.code(), Some(1), "a lost file has to be seen to: {told}");
    assert!(told.contains("đã khóa ngày") && told.contains("(Bà Lan)"), "{told}");
    for line in
        ["«2025-05-06/y te.csv»: +0 −8", "«2025-05-08/giao duc.csv»: +1 −1", "«2025-05-20/noi vu.csv»: +5 −0"]
    {
        assert!(told.contains(line), "{line} in {told}");
    }
    assert!(office.outputs() == issued, "a closed period is not written again");

    // June brings four of culture, and an answer that makes two of them one.
    let culture = "Sở Văn hóa, Thể thao và Du lịch";
    let way = super::office::CULTURE;
    office.receive(&list("2025-06-03/van hoa.csv", culture, people(60..64, culture, way)));
    office.run("2025-06");
    explained(&office, "2025-05", "2025-06");
    let expect = [
        step("issued", "", "", 0, 0),
        step("correction", "file_gone", "2025-05-06/y te.csv", 0, 8),
        step("correction", "file_replaced", "2025-05-08/giao duc.csv", 1, 1),
        step("correction", "file_late", "2025-05-20/noi vu.csv", 5, 0),
        step("within", "", "", 4, 0),
    ];
    assert_eq!(steps(&office, "2025-06"), expect);
    let gone = findings(&office, "2025-06", "file-gone");
    assert_eq!(gone.len(), 1);
    assert_eq!(gone[0].0, "2025-05-06/y te.csv");
    let lost = &people(0..8, "", "")[3][0];
    assert!(gone[0].1.contains("8 điển hình") && gone[0].1.contains(lost), "{}", gone[0].1);
    for (code, n) in [("file-replaced", 1), ("file-late", 1), ("published-differs", 1)] {
        assert_eq!(findings(&office, "2025-06", code).len(), n, "{code}");
    }
    let june = office.outputs();
    office.run("2025-06");
    assert!(june == office.outputs(), "the same again");

    // July: the lost file is found, the border guard goes to the military command, a minimum is raised.
    office.receive(&health("2025-05-06/y te.csv"));
    office.receive(&list("2025-07-15/quan su.csv", SOLDIERS, people(30..37, SOLDIERS, DEFENCE)));
    let plan = fs::read_to_string(office.dir.join("plan.toml")).expect("the plan");
    let (head, tail) = plan.split_once("at_least = 10").expect("a minimum of ten");
    fs::write(office.dir.join("plan.toml"), format!("{head}at_least = 11{tail}")).expect("written");
    office.run("2025-07");
    explained(&office, "2025-06", "2025-07");
    let expect = [
        step("issued", "", "", 0, 0),
        step("correction", "file_late", "2025-05-06/y te.csv", 8, 0),
        step("within", "", "", 1, 0),
    ];
    assert_eq!(steps(&office, "2025-07"), expect);
    assert_eq!(findings(&office, "2025-07", "file-gone"), []);
}

#[test]
fn a_file_lost_within_a_period_is_told_in_every_run_until_it_is_back() {
    let office = Office::empty();
    may(&office);
    let lost = office.dir.join("inbox/2025-05-09/bien phong.csv");
    let bytes = fs::read(&lost).expect("the list");
    fs::remove_file(&lost).expect("lost");
    let again = office.tonghop("run", &["--period", "2025-05"]);
    let told = String::from_utf8_lossy(&again.stdout).into_owned();
    assert!(told.contains("lần tổng hợp trước của kỳ này: 20"), "{told}");
    let gone = findings(&office, "2025-05", "file-gone");
    assert!(gone.len() == 1 && gone[0].1.contains("6 điển hình"), "{gone:?}");
    let written = office.outputs();
    fs::remove_dir_all(office.dir.join(".tonghop")).expect("what was kept");
    office.run("2025-05");
    assert!(written == office.outputs(), "the same again, without what was kept");
    // Moved to another folder of the month it is no loss.
    office.receive(&interior("2025-05-20/noi vu.csv"));
    fs::create_dir_all(office.dir.join("inbox/2025-05-21")).expect("a folder");
    fs::write(office.dir.join("inbox/2025-05-21/bien phong (2).csv"), bytes).expect("back");
    office.run("2025-05");
    assert_eq!(findings(&office, "2025-05", "file-gone"), []);
    assert_eq!(ids(&office, "2025-05").len(), 25);
}

#[test]
fn what_else_changed_is_named_as_the_cause() {
    let office = Office::empty();
    may(&office);
    let plan = fs::read_to_string(office.dir.join("plan.toml")).expect("the plan");
    // Health is led by another department now: its eight people count there.
    let other = plan.replacen("lead = \"so-y-te\"", "lead = \"so-noi-vu\"", 1);
    assert_ne!(plan, other);
    fs::write(office.dir.join("plan.toml"), other).expect("written");
    office.run("2025-06");
    let steps = steps(&office, "2025-06");
    assert!(steps.contains(&step("correction", "references", "plan", 0, 0)), "{steps:?}");
    let corrected = office.table("2025-06", "changes.csv");
    let corrected: Vec<_> = corrected.iter().filter(|row| row["cause"] == "references").collect();
    assert_eq!(corrected.len(), 8);
    assert!(corrected.iter().all(|row| row["field"] == "lead_codes" && row["after"] == "so-noi-vu"));
    explained(&office, "2025-05", "2025-06");
}

/// The lines of *Biến động* that speak of quotas.
fn quota_changes(office: &Office, period: &str) -> Vec<[String; 3]> {
    let book = office.dir.join("out").join(period).join("tong-hop.xlsx");
    let mut book: Xlsx<_> = calamine::open_workbook(book).expect("a workbook");
    let sheet = book.worksheet_range("Biến động").expect("the sheet");
    let rows = sheet.rows().map(|row| row.iter().map(ToString::to_string).collect::<Vec<_>>());
    let of_quotas = rows.filter(|row| row.iter().any(|cell| cell == "Chỉ tiêu"));
    let mut lines: Vec<_> =
        of_quotas.map(|row| [4, 5, 6].map(|col| row.get(col).cloned().unwrap_or_default())).collect();
    lines.sort();
    lines
}

#[test]
fn a_ceiling_or_share_of_the_plan_that_changed_is_told_as_itself() {
    let office = Office::empty();
    let plan = fs::read_to_string(office.dir.join("plan.toml")).expect("the plan");
    let asks = |most: &str, women: &str| {
        let quotas = format!(
            "\n[[quota]]\nlead = \"so-y-te\"\nat_most = {{ individual = {most} }}\n\n[[quota]]\nlead = \"so-y-te\"\n\
             at_least = \"{women}\"\namong = \"women\"\n"
        );
        fs::write(office.dir.join("plan.toml"), format!("{plan}{quotas}")).expect("written");
    };
    asks("9", "30%");
    may(&office);
    assert_eq!(quota_changes(&office, "2025-05"), Vec::<[String; 3]>::new());
    asks("6", "40%");
    office.run("2025-06");
    let line = |words: &str, before: &str, after: &str| [words, before, after].map(str::to_owned);
    assert_eq!(
        quota_changes(&office, "2025-06"),
        [line("không quá từ 9 thành 6", "9", "6"), line("tối thiểu từ 30% thành 40%", "30%", "40%")]
    );
    fs::write(office.dir.join("plan.toml"), &plan).expect("written");
    office.run("2025-07");
    let gone = "không còn chỉ tiêu (đã phát hành:";
    assert_eq!(
        quota_changes(&office, "2025-07"),
        [line(&format!("{gone} không quá 6)"), "6", ""), line(&format!("{gone} tối thiểu 40%)"), "40%", "")]
    );
}

#[test]
fn closing_is_undone_by_reopening_and_an_edited_closed_period_is_told() {
    let office = Office::empty();
    may(&office);
    let code = |args: &[&str]| office.tonghop("close", args).status.code();
    assert_eq!(code(&["2025-04"]), Some(2), "nothing was issued in April");
    assert_eq!(code(&["tháng năm"]), Some(2));
    assert_eq!(code(&["tháng 5/2025"]), Some(0));
    assert_eq!(code(&["2025-5"]), Some(0), "closed already");
    let exemplars = office.dir.join("out/2025-05/data/exemplars.csv");
    let whole = fs::read_to_string(&exemplars).expect("data");
    let cut = whole.lines().take(10).collect::<Vec<_>>().join("\n");
    fs::write(&exemplars, cut).expect("edited");
    office.run("2025-06");
    assert_eq!(findings(&office, "2025-06", "closed-edited").len(), 1);
    assert_eq!(code(&["2025-05", "--reopen"]), Some(0));
    office.run("2025-05");
    assert_eq!(fs::read_to_string(&exemplars).expect("data"), whole, "written again");
    let closed = fs::read_to_string(office.dir.join("closed.csv")).expect("closed.csv");
    assert!(closed.starts_with('\u{FEFF}'), "Excel shows its Vietnamese");
    assert_eq!(closed.lines().count(), 3);
}

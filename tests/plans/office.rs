//! An invented office over the year 2025, month by month: Tây Ninh's plan and units, lists in CSV.
//!
//! What happens is written down here and nowhere else, so that tests can say what must come of it.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Output};

use super::{Row, copy, root, table};

/// A workspace that is run as an officer runs it.
pub(super) struct Office {
    pub(super) dir: PathBuf,
    _folder: tempfile::TempDir,
}

impl Office {
    /// Tây Ninh's plan, units and settings, with an empty inbox.
    pub(super) fn empty() -> Office {
        let folder = tempfile::tempdir().expect("a temporary folder");
        let dir = folder.path().join("tay-ninh");
        copy(&root().join("samples/tay-ninh-2021-2025"), &dir);
        fs::remove_dir_all(dir.join("inbox")).expect("the sample's inbox");
        fs::create_dir_all(dir.join("inbox")).expect("a folder");
        Office { dir, _folder: folder }
    }

    /// A list arrives.
    pub(super) fn receive(&self, list: &List) {
        let path = self.dir.join("inbox").join(list.path);
        fs::create_dir_all(path.parent().expect("a folder")).expect("a folder");
        fs::write(path, list.text()).expect("written");
    }

    pub(super) fn tonghop(&self, command: &str, args: &[&str]) -> Output {
        let mut program = Command::new(env!("CARGO_BIN_EXE_tonghop"));
        program.arg(command).args(args);
        match command {
            "run" => program.arg(&self.dir),
            _ => program.arg("--in").arg(&self.dir),
        };
        program.output().expect("the program starts")
    }

    /// Runs a period; it must be published.
    #[track_caller]
    pub(super) fn run(&self, period: &str) {
        let output = self.tonghop("run", &["--quiet", "--period", period]);
        let said = String::from_utf8_lossy(&output.stderr).into_owned();
        assert!(matches!(output.status.code(), Some(0 | 1)), "{period}: {said}");
    }

    pub(super) fn table(&self, period: &str, name: &str) -> Vec<Row> {
        table(&self.dir.join("out").join(period).join("data").join(name))
    }

    /// Answers a question, as `tonghop decide` writes it down.
    pub(super) fn answer(&self, question: &Row, answer: &str) {
        let path = self.dir.join("decisions.csv");
        let mut text = fs::read_to_string(&path).unwrap_or("question_id,topic,answer,by,at,reason\n".into());
        text += &format!(
            "{},{},{answer},Ban TĐKT,2025-09-01,đã hỏi\n",
            question["question_id"], question["topic"]
        );
        fs::write(path, text).expect("written");
    }

    /// Every file below `out` with its bytes.
    pub(super) fn outputs(&self) -> Vec<(PathBuf, Vec<u8>)> {
        let mut files = Vec::new();
        walk(&self.dir.join("out"), &mut files);
        files.sort();
        files
    }
}

fn walk(folder: &Path, files: &mut Vec<(PathBuf, Vec<u8>)>) {
    for entry in fs::read_dir(folder).into_iter().flatten() {
        let path = entry.expect("readable").path();
        if path.is_dir() {
            walk(&path, files);
        } else {
            let bytes = fs::read(&path).expect("readable");
            files.push((
                path.components().rev().take(3).collect::<Vec<_>>().into_iter().rev().collect(),
                bytes,
            ));
        }
    }
}

/// A list as a unit sends it.
pub(super) struct List {
    /// Day folder and file name.
    pub(super) path: &'static str,
    pub(super) sender: &'static str,
    pub(super) title: &'static str,
    /// Name, year of birth, position, unit, movement.
    pub(super) rows: Vec<[String; 5]>,
}

impl List {
    fn text(&self) -> String {
        let mut text = format!("{},,,,,\n,,,,,\n{},,,,,\n,,,,,\n", self.sender.to_uppercase(), self.title);
        text += "STT,Họ và tên,Năm sinh,Chức vụ,Đơn vị công tác,Phong trào thi đua\n";
        for (at, row) in self.rows.iter().enumerate() {
            let fields: Vec<String> = row.iter().map(|field| format!("\"{field}\"")).collect();
            text += &format!("{},{}\n", at + 1, fields.join(","));
        }
        text
    }
}

/// Somebody invented: the same number is the same person wherever it is named.
pub(super) fn person(number: usize, unit: &str, movement: &str) -> [String; 5] {
    const FAMILY: [&str; 7] = ["Nguyễn", "Trần", "Lê", "Phạm", "Võ", "Huỳnh", "Đặng"];
    const MIDDLE: [&str; 5] = ["Quốc", "Hoàng", "Thanh", "Ngọc", "Minh"];
    const GIVEN: [&str; 11] =
        ["Khải", "Lộc", "Thư", "Duyên", "Toại", "Nghĩa", "Phước", "Quyên", "Sương", "Việt", "Yến"];
    let name = format!(
        "{} {} {}",
        FAMILY[number % FAMILY.len()],
        MIDDLE[number % MIDDLE.len()],
        GIVEN[number % GIVEN.len()]
    );
    [name, (1961 + number % 37).to_string(), "Chuyên viên".into(), unit.into(), movement.into()]
}

/// People by their numbers.
pub(super) fn people(
    numbers: impl IntoIterator<Item = usize>,
    unit: &str,
    movement: &str,
) -> Vec<[String; 5]> {
    numbers.into_iter().map(|number| person(number, unit, movement)).collect()
}

const HEALTH: &str = "Lĩnh vực y tế, chăm sóc sức khỏe Nhân dân";
const SCHOOL: &str = "Dạy tốt - Học tốt";
const DEFENCE: &str = "Thực hiện nhiệm vụ quốc phòng - an ninh";
const BORDER: &str = "Bộ Chỉ huy Bộ đội Biên phòng tỉnh";
const SOLDIERS: &str = "Bộ Chỉ huy Quân sự tỉnh";
pub(super) const CULTURE: &str = "Toàn dân đoàn kết xây dựng đời sống văn hóa";

fn list(path: &'static str, sender: &'static str, title: &'static str, rows: Vec<[String; 5]>) -> List {
    List { path, sender, title, rows }
}

/// What arrives in each month of the year, January first.
pub(super) fn year() -> Vec<Vec<List>> {
    let plain = "DANH SÁCH ĐĂNG KÝ ĐIỂN HÌNH TIÊN TIẾN";
    let more = "DANH SÁCH BỔ SUNG ĐIỂN HÌNH TIÊN TIẾN";
    let instead = "DANH SÁCH ĐIỂN HÌNH TIÊN TIẾN (THAY THẾ DANH SÁCH ĐÃ GỬI)";
    let health = |numbers: std::ops::Range<usize>| people(numbers, "Sở Y tế", HEALTH);
    let school = |numbers: Vec<usize>| people(numbers, "Sở Giáo dục và Đào tạo", SCHOOL);
    let border = |unit: &str| people(30..36, unit, DEFENCE);
    vec![
        vec![
            list("2025-01-10/y te.csv", "Sở Y tế", plain, health(0..8)),
            list("2025-01-12/giao duc.csv", "Sở Giáo dục và Đào tạo", plain, school((10..16).collect())),
            list("2025-01-14/bien phong.csv", BORDER, plain, border(BORDER)),
        ],
        vec![list(
            "2025-02-11/noi vu.csv",
            "Sở Nội vụ",
            plain,
            people(
                40..45,
                "Sở Nội vụ",
                "Cán bộ, công chức, viên chức Tây Ninh thi đua thực hiện văn hóa công sở",
            ),
        )],
        // One of the supplement is registered already.
        vec![list("2025-03-10/y te bo sung.csv", "Sở Y tế", more, health(7..11))],
        // A corrected list: 15 is withdrawn, 16 and 17 are new.
        vec![list(
            "2025-04-09/giao duc sua.csv",
            "Sở Giáo dục và Đào tạo",
            instead,
            school(vec![10, 11, 12, 13, 14, 16, 17]),
        )],
        // The supplement of March by another way, byte for byte; and police.
        vec![
            list("2025-05-06/chuyen lai/y te bo sung (1).csv", "Sở Y tế", more, health(7..11)),
            list("2025-05-08/cong an.csv", "Công an tỉnh", plain, people(50..55, "Công an tỉnh", DEFENCE)),
        ],
        // Sent and corrected within one month: 64 is registered and withdrawn in June.
        vec![
            list("2025-06-03/van hoa.csv", "Sở Văn hóa, Thể thao và Du lịch", plain, culture(60..65)),
            list("2025-06-19/van hoa sua.csv", "Sở Văn hóa, Thể thao và Du lịch", instead, culture(60..64)),
        ],
        // The border guard has become part of the military command, which registers its people again.
        vec![list("2025-07-15/quan su.csv", SOLDIERS, plain, border(SOLDIERS))],
        // 41 of the interior department again, a year younger and by another sender.
        vec![list(
            "2025-08-12/khoa hoc.csv",
            "Sở Khoa học và Công nghệ",
            plain,
            [people(70..74, "Sở Khoa học và Công nghệ", "Sáng kiến, sáng tạo"), vec![doubtful()]].concat(),
        )],
        vec![list("2025-09-10/y te thay the.csv", "Sở Y tế", instead, health(0..8))],
        vec![list(
            "2025-10-08/tu phap.csv",
            "Sở Tư pháp",
            plain,
            people(
                80..84,
                "Sở Tư pháp",
                "Tuyên truyền, phổ biến, giáo dục pháp luật trong cán bộ, công chức, viên chức, người lao động và Nhân dân",
            ),
        )],
        // The doubtful list of August again: what was answered is not asked again.
        vec![list(
            "2025-11-12/khoa hoc sua.csv",
            "Sở Khoa học và Công nghệ",
            instead,
            [people(70..75, "Sở Khoa học và Công nghệ", "Sáng kiến, sáng tạo"), vec![doubtful()]].concat(),
        )],
        vec![list(
            "2025-12-02/lien minh.csv",
            "Liên minh Hợp tác xã tỉnh",
            plain,
            people(90..93, "Liên minh Hợp tác xã tỉnh", SCHOOL),
        )],
    ]
}

fn culture(numbers: std::ops::Range<usize>) -> Vec<[String; 5]> {
    people(numbers, "Sở Văn hóa, Thể thao và Du lịch", CULTURE)
}

/// Number 41, «Đặng Hoàng Sương», a year younger: nobody can tell.
fn doubtful() -> [String; 5] {
    let [name, year, position, unit, movement] = person(41, "Sở Nội vụ", "Sáng kiến, sáng tạo");
    assert_eq!((name.as_str(), year.as_str()), ("Đặng Hoàng Sương", "1965"));
    [name, "1966".into(), position, unit, movement]
}

//! What the plans are about: models with their carriers, what rows say beside names, papers that are called in,
//! long periods, leads that nobody named, each level's own paper; and that no statement of a plan is idle.

use super::*;

/// A sample with lists of its own.
fn office(name: &'static str, files: &[(&str, &str)]) -> Sample {
    let sample = Sample::of(name);
    let inbox = sample.dir.join("inbox");
    fs::remove_dir_all(&inbox).expect("removed");
    for (path, content) in files {
        let path = inbox.join(path);
        fs::create_dir_all(path.parent().expect("a folder")).expect("a folder");
        fs::write(path, content).expect("written");
    }
    sample
}

fn with_plan(sample: &Sample, more: &str) {
    let path = sample.dir.join("plan.toml");
    let plan = fs::read_to_string(&path).expect("the plan");
    fs::write(&path, format!("{plan}\n{more}\n")).expect("written");
}

fn named<'r>(rows: &'r [Row], name: &str) -> &'r Row {
    let names: Vec<&str> = rows.iter().map(|row| row["name"].as_str()).collect();
    rows.iter().find(|row| row["name"] == name).unwrap_or_else(|| panic!("no «{name}» in {names:?}"))
}

const MODELS: &str = "UBND PHƯỜNG TAM THANH;;;;\nDANH SÁCH ĐĂNG KÝ MÔ HÌNH, ĐIỂN HÌNH TIÊN TIẾN;;;;\n;;;;\n\
    STT;Tên mô hình, điển hình;Loại;Người thực hiện;Phong trào\n\
    1;Nhà sạch - vườn đẹp;Mô hình;Chi hội phụ nữ khối 2;Xây dựng nông thôn mới\n\
    2;Camera an ninh khối 4;;Lý Văn Sáng;Xây dựng nông thôn mới\n\
    3;Mô hình Thùng rác thân thiện, khối 3;Tập thể;;Xây dựng nông thôn mới\n\
    4;Vi Thị Thảo;Cá nhân;;Xây dựng nông thôn mới\n\
    5;Khối 6;Đoàn kết;;Xây dựng nông thôn mới\n";

#[test]
fn a_model_is_registered_for_itself_with_its_carrier() {
    let sample = office("lang-son-2024", &[("2024-06-03/P Tam Thanh.csv", MODELS)]);
    with_plan(
        &sample,
        "[[quota]]\nmovement = 'nong-thon-moi'\neach = { kind = 'area', level = 'commune', within = '178' }\n\
         at_least = { practice = 2 }\nbasis = 'mỗi phường ít nhất 02 mô hình'",
    );
    let data = sample.run("2024-06");
    let rows = data.table("registrations.csv");
    for (name, kind, carrier) in [
        ("Nhà sạch - vườn đẹp", "practice", "Chi hội phụ nữ khối 2"),
        ("Camera an ninh khối 4", "practice", "Lý Văn Sáng"),
        ("Mô hình Thùng rác thân thiện, khối 3", "practice", ""),
        ("Vi Thị Thảo", "individual", ""),
        ("Khối 6", "collective", ""),
    ] {
        let row = named(&rows, name);
        assert_eq!((row["kind"].as_str(), row["carrier"].as_str()), (kind, carrier), "{name}");
    }
    assert_eq!(rows.len(), 5, "a dash parts no model");
    let quotas = data.table("quotas.csv");
    let own = quotas.iter().find(|row| row["kind"] == "practice" && row["registered"] == "3");
    assert!(own.is_some_and(|row| row["status"] == "met"), "{quotas:?}");
    let findings = data.table("findings.csv");
    let of = |code: &str| findings.iter().filter(|row| row["code"] == code).count();
    assert_eq!((of("kind-unknown"), of("kind-unclear")), (1, 1), "«Đoàn kết»; a model in the kind «Tập thể»");
}

const MEMBERS: &str = "HỘI NÔNG DÂN THÀNH PHỐ LẠNG SƠN;;;;;;;;;;;;;\nDANH SÁCH ĐĂNG KÝ ĐIỂN HÌNH TIÊN TIẾN;;;;;;;;;;;;;\n;;;;;;;;;;;;;\n\
    STT;Họ và tên;Năm sinh;Dân tộc;Tôn giáo;Số điện thoại;Email;Địa chỉ;Hộ nghèo;Doanh nghiệp;Nông dân;Khen thưởng đã đạt được;Danh hiệu đề nghị;Phong trào\n\
    1;Lành Văn Tướng;1970;Tày;Không;0912 000 001;tuong@khong.example;Khối 3;x;;x;Giấy khen UBND thành phố 2022;Bằng khen;Xây dựng mô hình phát triển kinh tế\n\
    2;Phùng Thị Lụa;1975;Kinh;;;;Khối 4;;x;;;;Xây dựng mô hình phát triển kinh tế\n\
    3;Triệu Mùi Pham;1981;Dao;;;;Khối 5;;;x;;;Xây dựng mô hình phát triển kinh tế\n";

#[test]
fn what_a_row_says_reaches_the_outputs_and_a_cross_overrules_nothing() {
    let sample = office("lang-son-2024", &[("2024-06-03/Hoi Nong dan.csv", MEMBERS)]);
    with_plan(
        &sample,
        "[[quota]]\nmovement = 'phat-trien-kinh-te'\nlead = 'hoi-nong-dan'\nat_least = { individual = 5 }\n\
         holder = { name = 'dân tộc thiểu số', none_of = ['Kinh'], columns = ['ethnicity'] }",
    );
    let data = sample.run("2024-06");
    let rows = data.table("registrations.csv");
    let first = named(&rows, "Lành Văn Tướng");
    for (column, expect) in [
        ("kind", "individual"),
        ("movement_id", "phat-trien-kinh-te"),
        ("ethnicity", "Tày"),
        ("religion", "Không"),
        ("phone", "0912 000 001"),
        ("email", "tuong@khong.example"),
        ("address", "Khối 3"),
        ("attributes", "Hộ nghèo; Nông dân"),
        ("awards", "Giấy khen UBND thành phố 2022"),
        ("proposed_award", "Bằng khen"),
    ] {
        assert_eq!(first[column], expect, "{column}");
    }
    let second = named(&rows, "Phùng Thị Lụa");
    assert_eq!(
        (second["kind"].as_str(), second["attributes"].as_str(), second["movement_id"].as_str()),
        ("individual", "Doanh nghiệp", "phat-trien-kinh-te")
    );
    let lines = data.table("tblDangKy.csv");
    let line = lines.iter().find(|row| row["Tên điển hình"] == "Lành Văn Tướng").expect("a line");
    assert_eq!((line["Dân tộc"].as_str(), line["Thuộc diện"].as_str()), ("Tày", "Hộ nghèo; Nông dân"));
    let quotas = data.table("quotas.csv");
    let of = |holder: &str| {
        quotas
            .iter()
            .find(|row| row["lead_code"] == "hoi-nong-dan" && row["holder"].to_lowercase().contains(holder))
            .map(|row| row["registered"].clone())
    };
    assert_eq!(of("thiểu số").as_deref(), Some("2"), "{quotas:?}");
    assert_eq!(of("nông dân").as_deref(), Some("2"), "a cross under «Nông dân» says who is one");
}

const RESULTS: &str = "SỞ Y TẾ;;;\nKẾT QUẢ CÔNG NHẬN ĐIỂN HÌNH TIÊN TIẾN NĂM 2020;;;\n;;;\n\
    STT;Họ và tên;Năm sinh;Kết quả\n1;Trần Văn Bình;1980;Đạt\n";

#[test]
fn papers_that_are_called_in_count_and_lists_of_others_register_nobody() {
    let sample = office(
        "tay-ninh-2021-2025",
        &[
            ("2021-03-10/So Y te - Ke hoach xay dung dien hinh.docx", "PK no list"),
            ("2021-04-10/So Tu phap/Ke hoach nhan rong.pdf", "%PDF-1.4"),
            ("2021-04-12/So Y te ket qua.csv", RESULTS),
        ],
    );
    let data = sample.run("2021-05");
    let papers = data.table("papers.csv");
    let state = |unit: &str| {
        let line = papers.iter().find(|row| {
            row["unit_code"] == unit && row["about"] == "plan" && row["due"].as_str() <= "2021-05-31"
        });
        line.map(|row| format!("{} {}", row["received"], row["status"])).unwrap_or_default()
    };
    assert_eq!(state("so-y-te"), "2021-03-10 on_time");
    assert_eq!(state("so-tu-phap"), "2021-04-10 late");
    assert_eq!(state("so-noi-vu"), " missing");
    assert_eq!(data.table("registrations.csv").len(), 0, "results of last year register nobody");
    let findings = data.table("findings.csv");
    let codes: Vec<&str> = findings.iter().map(|row| row["code"].as_str()).collect();
    assert!(codes.contains(&"list-other") && codes.contains(&"paper-received"), "{codes:?}");
    assert!(!codes.contains(&"file-unsupported"), "{findings:?}");
}

fn list(sender: &str, name: &str, year: u16, movement: &str) -> String {
    format!(
        "{sender};;;\nDANH SÁCH ĐĂNG KÝ ĐIỂN HÌNH TIÊN TIẾN;;;\n;;;\nSTT;Họ và tên;Năm sinh;Phong trào\n\
         1;{name};{year};{movement}\n"
    )
}

#[test]
fn a_quarter_holds_its_months_and_is_compared_with_the_quarter_before() {
    let ntm = "Xây dựng nông thôn mới";
    let lists = [
        ("2024-02-10/a.csv", list("UBND PHƯỜNG TAM THANH", "Lý Văn Sáng", 1970, ntm)),
        ("2024-04-10/b.csv", list("UBND PHƯỜNG VĨNH TRẠI", "Vi Thị Thảo", 1971, ntm)),
        ("2024-06-10/c.csv", list("UBND PHƯỜNG CHI LĂNG", "Hà Văn Cương", 1972, ntm)),
        ("2024-07-10/d.csv", list("UBND PHƯỜNG ĐÔNG KINH", "Lục Văn Thái", 1973, ntm)),
    ];
    let files: Vec<(&str, &str)> = lists.iter().map(|(path, text)| (*path, text.as_str())).collect();
    let sample = office("lang-son-2024", &files);
    let names = |data: &Data| {
        let mut names: Vec<String> =
            data.table("registrations.csv").iter().map(|row| row["name"].clone()).collect();
        names.sort();
        names
    };
    let quarter = sample.run("2024-Q2");
    assert_eq!(names(&quarter), ["Hà Văn Cương", "Lý Văn Sáng", "Vi Thị Thảo"]);
    assert_eq!(quarter.table("changes.csv").len(), 2, "those of April and June are new");
    let ids = |data: &Data| -> Vec<String> {
        data.table("exemplars.csv").iter().map(|row| row["exemplar_id"].clone()).collect()
    };
    let month = sample.run("2024-06");
    assert_eq!(ids(&quarter), ids(&month), "an exemplar is the same in a quarter and in its month");
    assert_eq!(month.table("changes.csv").len(), 1);
    let year = sample.run("2024");
    assert_eq!((names(&year).len(), year.table("changes.csv").len()), (4, 4));
    assert_eq!(sample.run("2024-9M").table("changes.csv").len(), 4);
    assert_eq!(sample.run("2024-H1").table("changes.csv").len(), 3);
}

#[test]
fn people_who_count_for_no_lead_are_asked_about_once_for_a_sender() {
    let text = list("UBND PHƯỜNG TAM THANH", "Lý Văn Sáng", 1970, "Thực hiện nhiệm vụ quốc phòng - an ninh")
        + "2;Vi Thị Thảo;1971;Thực hiện nhiệm vụ quốc phòng - an ninh\n";
    let sample = office("lang-son-2024", &[("2024-06-03/a.csv", &text)]);
    let data = sample.run("2024-06");
    assert!(data.table("registrations.csv").iter().all(|row| row["lead_code"].is_empty()));
    let asked: Vec<Row> = data
        .table("questions.csv")
        .into_iter()
        .filter(|row| row["evidence"].contains("cơ quan chủ trì"))
        .collect();
    assert_eq!(asked.len(), 1, "{asked:?}");
    let id = &asked[0]["question_id"];
    fs::write(
        sample.dir.join("decisions.csv"),
        format!("question_id,topic,answer,by,at,reason\n{id},unit,cong-an,Hà,2024-06-20T08:00:00+07:00,\n"),
    )
    .expect("written");
    let data = sample.run("2024-06");
    assert!(data.table("registrations.csv").iter().all(|row| row["lead_code"] == "cong-an"));
    assert!(!data.table("questions.csv").iter().any(|row| row["evidence"].contains("cơ quan chủ trì")));
}

/// Each statement of the five plans stands in `data/plan.csv`: none of them is read and forgotten.
#[test]
fn every_statement_of_a_plan_reaches_an_output() {
    for name in [
        "lang-son-2024",
        "diem-mac-2022-2025",
        "da-lat-2023",
        "tay-ninh-2021-2025",
        "ha-giang-ldtbxh-2023-2025",
    ] {
        let sample = office(name, &[("2024-06-03/ghi chu.csv", "x\n")]);
        let text = fs::read_to_string(sample.dir.join("plan.toml")).expect("the plan");
        let plan: toml::Table = text.parse().expect("a plan");
        let data = sample.run("2024-06");
        let lines = data.table("plan.csv");
        let n = |part: &str| lines.iter().filter(|row| row["part"] == part).count();
        let mut words = 0;
        for part in ["phase", "criterion", "task", "fund", "eligibility", "movement"] {
            let written = plan.get(part).and_then(toml::Value::as_array).map_or(0, Vec::len);
            assert_eq!(n(part), written, "{name}: {part}");
            words += written;
        }
        for part in ["task", "criterion", "phase", "review", "fund", "eligibility"] {
            for statement in plan.get(part).and_then(toml::Value::as_array).into_iter().flatten() {
                let said =
                    ["what", "says", "name", "purpose", "basis", "when", "owners_text", "partners_text"];
                for text in said.iter().filter_map(|key| statement.get(key)?.as_str()) {
                    assert!(
                        lines.iter().any(|row| row.values().any(|value| value.contains(text))),
                        "{name}: «{text}» of [[{part}]] stands nowhere"
                    );
                }
            }
        }
        assert!(10 <= words, "{name}");
    }
}

/// All texts of a workbook, with the names of its sheets.
fn texts(path: &Path) -> String {
    let file = fs::File::open(path).unwrap_or_else(|error| panic!("{}: {error}", path.display()));
    let mut package = zip::ZipArchive::new(file).expect("a workbook");
    let mut texts = String::new();
    for name in ["xl/workbook.xml", "xl/sharedStrings.xml"] {
        std::io::Read::read_to_string(&mut package.by_name(name).expect("a part"), &mut texts).expect("text");
    }
    texts
}

fn unit_book(sample: &Sample, period: &str, folder: &str, slug: &str) -> PathBuf {
    let folder = sample.dir.join("out").join(period).join(folder);
    let books = fs::read_dir(&folder).unwrap_or_else(|error| panic!("{}: {error}", folder.display()));
    let mut books = books.map(|entry| entry.expect("an entry").path());
    books.find(|path| path.to_string_lossy().ends_with(&format!("{slug}.xlsx"))).expect("a book")
}

#[test]
fn a_unit_has_its_own_letterhead_its_own_quotas_and_the_plans_calendar() {
    let text = list("ĐẢNG ỦY PHƯỜNG 9", "Lý Văn Sáng", 1970, "Người tốt, việc tốt");
    let sample = office("da-lat-2023", &[("2023-04-03/a.csv", &text)]);
    sample.run("2023-04");
    let own = texts(&unit_book(&sample, "2023-04", "cap-xa", "phuong-9"));
    for said in [
        "ỦY BAN NHÂN DÂN PHƯỜNG 9",
        "ỦY BAN NHÂN DÂN THÀNH PHỐ ĐÀ LẠT",
        "Chỉ tiêu",
        "Kế hoạch",
        "TM. ỦY BAN NHÂN DÂN",
    ] {
        assert!(own.contains(said), "«{said}»");
    }
    let reminders = texts(&sample.dir.join("out/2023-04/don-doc.xlsx"));
    assert!(reminders.contains("Việc sắp đến"), "the review of May stands among the reminders");
    let whole = texts(&sample.dir.join("out/2023-04/tong-hop.xlsx"));
    assert!(!whole.contains("ỦY BAN NHÂN DÂN PHƯỜNG 9"), "the whole keeps the issuing office's");
    let settings = sample.dir.join("tonghop.toml");
    let written = fs::read_to_string(&settings).expect("settings");
    let more =
        "\n[look.commune]\noffice = \"Hội đồng Thi đua {unit}\"\nsignatory_lines = [\"TM. HỘI ĐỒNG\"]\n";
    fs::write(&settings, format!("{written}{more}")).expect("written");
    sample.run("2023-04");
    let own = texts(&unit_book(&sample, "2023-04", "cap-xa", "phuong-9"));
    assert!(own.contains("HỘI ĐỒNG THI ĐUA PHƯỜNG 9") && own.contains("TM. HỘI ĐỒNG"), "{own}");
}

/// The duties of a department that ended act through the one that took its place: it is reminded, never the dead.
#[test]
fn a_duty_of_a_unit_that_ended_is_its_heirs() {
    let text = list("SỞ Y TẾ", "Trần Văn Bình", 1980, "12 điều Y đức");
    let sample = office("tay-ninh-2021-2025", &[("2025-05-10/a.csv", &text)]);
    sample.run("2025-05");
    let mails = sample.dir.join("out/2025-05/thu");
    let mails: Vec<String> = fs::read_dir(&mails)
        .expect("mails")
        .map(|entry| entry.expect("an entry").file_name().to_string_lossy().into_owned())
        .collect();
    assert!(mails.iter().any(|name| name.contains("so-noi-vu")), "{mails:?}");
    assert!(!mails.iter().any(|name| name.contains("so-lao-dong")), "{mails:?}");
    let whole = texts(&sample.dir.join("out/2025-05/tong-hop.xlsx"));
    assert!(whole.contains("Xã hội (nay là Sở Nội vụ)") && whole.contains("Phối hợp: "));
}

/// The cells of a sheet, line by line, without blank ones.
fn lines(path: &Path, sheet: &str) -> Vec<Vec<String>> {
    let mut book: calamine::Xlsx<_> = calamine::open_workbook(path).expect("a workbook");
    let range = calamine::Reader::worksheet_range(&mut book, sheet).expect("the sheet");
    let shown = |row: &[calamine::Data]| -> Vec<String> {
        row.iter().map(ToString::to_string).filter(|cell| !cell.is_empty()).collect()
    };
    range.rows().map(shown).filter(|row| !row.is_empty()).collect()
}

/// A report of the end of 2025 names no department and no district as if it still stood: what a department did is its
/// heir's, a district stands apart, the longest silent are living units, and a quota says who answers for it now.
#[test]
fn a_report_names_the_units_of_its_time() {
    let lists = [
        ("SỞ KẾ HOẠCH VÀ ĐẦU TƯ", "Trần Văn Bình", "2022-12-05/a.csv"),
        ("SỞ TÀI CHÍNH", "Lý Văn Sáng", "2025-11-10/b.csv"),
        ("HUYỆN BẾN CẦU", "Vi Thị Thảo", "2024-11-25/c.csv"),
    ];
    let texts: Vec<(&str, String)> = lists
        .iter()
        .map(|(sender, name, path)| {
            (*path, list(sender, name, 1980, "Doanh nghiệp Tây Ninh hội nhập và phát triển"))
        })
        .collect();
    let files: Vec<(&str, &str)> = texts.iter().map(|(path, text)| (*path, text.as_str())).collect();
    let sample = office("tay-ninh-2021-2025", &files);
    sample.run("2025-12");
    let book = sample.dir.join("out/2025-12/tong-hop.xlsx");
    let matrix = lines(&book, "Tổng hợp");
    let ended = ["Sở Kế hoạch và Đầu tư", "Sở Lao động, Thương binh và Xã hội", "Ban Dân vận Tỉnh ủy"];
    for name in ended {
        assert!(matrix.iter().flatten().all(|cell| cell != name), "«{name}» stands in a report of 2025");
    }
    let of = |name: &str| matrix.iter().position(|row| row.iter().any(|cell| cell == name));
    let finance = of("Sở Tài chính").and_then(|at| matrix.get(at)).expect("the heir's row");
    assert!(finance.iter().any(|cell| cell == "2"), "its own and its predecessor's: {finance:?}");
    let (heading, district) = (of("Đơn vị đã kết thúc hoạt động"), of("Huyện Bến Cầu"));
    assert!(heading.is_some() && heading < district, "{heading:?} {district:?}");
    assert_eq!(of("Huyện Tân Biên"), None, "nobody was registered there");
    let quotas = lines(&book, "Chỉ tiêu");
    let says = |name: &str| quotas.iter().flatten().any(|cell| cell == name);
    assert!(says("Sở Kế hoạch và Đầu tư (nay là Sở Tài chính)") && says("Sở Y tế"));
    let front = lines(&book, "Trang đầu");
    for name in ended.iter().chain(&["Huyện Tân Biên"]) {
        assert!(front.iter().flatten().all(|cell| cell != name), "«{name}» on the first page");
    }
    // Of a time when they stood, they do.
    sample.run("2024-12");
    let then = lines(&sample.dir.join("out/2024-12/tong-hop.xlsx"), "Tổng hợp");
    let then: Vec<&String> = then.iter().flatten().collect();
    assert!(then.iter().any(|cell| *cell == "Sở Kế hoạch và Đầu tư"), "{then:?}");
    assert!(then.iter().all(|cell| *cell != "Đơn vị đã kết thúc hoạt động"));
}

/// Lines under a kind are read where they name somebody, and told where they do not; never a title in silence.
#[test]
fn lines_under_a_kind_are_read_or_told() {
    let text = "UBND PHƯỜNG TAM THANH\nDANH SÁCH ĐĂNG KÝ ĐIỂN HÌNH TIÊN TIẾN\n1. Tập thể:\n\"- Khối 3, phường Tam Thanh\"\n\
                - Chi hội phụ nữ khối 5\n2. Cá nhân:\n\"1. Ông Lý Văn Sáng, sinh năm 1970, Khối trưởng: Xây dựng nông thôn mới\"\n\
                2. Bà Vi Thị Thảo: Xây dựng nông thôn mới\n3. Hộ gia đình:\n- chưa có\n- sẽ bổ sung sau\nNGƯỜI LẬP BIỂU\n";
    let sample = office("lang-son-2024", &[("2024-06-03/a.csv", text)]);
    let data = sample.run("2024-06");
    let rows = data.table("registrations.csv");
    let read: Vec<(&str, &str, &str)> = rows
        .iter()
        .map(|row| (row["name"].as_str(), row["kind"].as_str(), row["movement_id"].as_str()))
        .collect();
    assert_eq!(
        read,
        [
            ("Khối 3, phường Tam Thanh", "collective", ""),
            ("Chi hội phụ nữ khối 5", "collective", ""),
            ("Lý Văn Sáng", "individual", "nong-thon-moi"),
            ("Vi Thị Thảo", "individual", "nong-thon-moi"),
        ]
    );
    assert_eq!((rows[2]["birth_year"].as_str(), rows[2]["position"].as_str()), ("1970", "Khối trưởng"));
    let findings = data.table("findings.csv");
    let told = findings.iter().filter(|row| row["code"] == "row-unclear").count();
    assert_eq!(told, 2, "{findings:?}");
}

/// Who sent a list is read from the one line above it that is a place, and asked for where nothing says it; the
/// answer holds for that file.
#[test]
fn whoever_sent_a_list_is_known_or_asked_for() {
    let text = list("XÃ ĐỒNG ĐĂNG", "Lý Văn Sáng", 1970, "Xây dựng nông thôn mới");
    let silent = list("", "Vi Thị Thảo", 1980, "Xây dựng nông thôn mới");
    let sample =
        office("lang-son-2024", &[("2024-06-03/xa.csv", &text), ("2024-06-04/danh sach.csv", &silent)]);
    let data = sample.run("2024-06");
    let sender = |data: &Data, name: &str| {
        let rows = data.table("registrations.csv");
        named(&rows, name)["sender_name"].clone()
    };
    let asked = data.table("questions.csv");
    assert!(
        !asked.iter().any(|row| row["left"].contains("ĐỒNG ĐĂNG") && row["evidence"].contains("không ghi"))
    );
    let question = asked.iter().find(|row| row["left"].contains("danh sach.csv")).expect("who sent it");
    assert_eq!(question["topic"], "unit");
    let line = format!(
        "question_id,topic,answer,by,at,reason\n{},unit,05977,Ban TĐKT,2024-06-05,\n",
        question["question_id"]
    );
    fs::write(sample.dir.join("decisions.csv"), line).expect("written");
    let data = sample.run("2024-06");
    assert_eq!(sender(&data, "Vi Thị Thảo"), "Phường Vĩnh Trại");
    assert!(!data.table("questions.csv").iter().any(|row| row["left"].contains("danh sach.csv")));
}

/// A name that several units bear means in each list what that list says: the district beside it, else what the
/// officer answers for that sender, and no other; what was once answered for all of them still holds.
#[test]
fn a_name_of_several_units_is_asked_for_each_sender() {
    let of = |sender: &str, name: &str, address: &str| {
        format!(
            "{sender};;;;\nDANH SÁCH ĐĂNG KÝ ĐIỂN HÌNH TIÊN TIẾN;;;;\n;;;;\nSTT;Họ và tên;Năm sinh;Đơn vị;Địa chỉ;Phong trào\n\
             1;{name};1980;Xã Tân Bình;{address};Tây Ninh chung sức xây dựng nông thôn mới\n"
        )
    };
    let lists = [
        ("2025-05-10/a.csv", of("TỈNH ĐOÀN TÂY NINH", "Trần Văn Bình", "")),
        ("2025-05-11/b.csv", of("HỘI NÔNG DÂN TỈNH TÂY NINH", "Lý Văn Sáng", "")),
        ("2025-05-12/c.csv", of("SỞ Y TẾ", "Vi Thị Thảo", "huyện Tân Biên")),
    ];
    let files: Vec<(&str, &str)> = lists.iter().map(|(path, text)| (*path, text.as_str())).collect();
    let sample = office("tay-ninh-2021-2025", &files);
    let units = |data: &Data| -> Vec<String> {
        let rows = data.table("registrations.csv");
        ["Trần Văn Bình", "Lý Văn Sáng", "Vi Thị Thảo"]
            .map(|name| named(&rows, name)["unit_code"].clone())
            .into()
    };
    let data = sample.run("2025-05");
    assert_eq!(units(&data), ["", "", "25495"], "Tân Bình in the district of Tân Biên");
    let about = |row: &&Row| row["left"] == "Xã Tân Bình";
    let asked: Vec<Row> = data.table("questions.csv").iter().filter(about).cloned().collect();
    assert_eq!(asked.len(), 2, "{asked:?}");
    let youth = asked.iter().find(|row| row["evidence"].contains("Đoàn Thanh niên")).expect("a question");
    let answers =
        |id: &str| format!("question_id,topic,answer,by,at,reason\n{id},unit,25474,Ban TĐKT,2025-06-01,\n");
    fs::write(sample.dir.join("decisions.csv"), answers(&youth["question_id"])).expect("written");
    let data = sample.run("2025-05");
    assert_eq!(units(&data), ["25474", "", "25495"]);
    assert_eq!(data.table("questions.csv").iter().filter(about).count(), 1);
}

/// What a cell says beside the name of a movement is kept with the registration.
#[test]
fn what_stands_beside_a_movement_is_kept() {
    let text = "UBND PHƯỜNG VĨNH TRẠI;;;\nDANH SÁCH ĐĂNG KÝ ĐIỂN HÌNH TIÊN TIẾN;;;\n;;;\nSTT;Họ và tên;Năm sinh;Phong trào\n\
        1;Lý Văn Sáng;1980;Dạy tốt - Học tốt, dạy học sinh khuyết tật\n\
        2;Vi Thị Thảo;1981;Phong trào thi đua Dạy tốt - Học tốt năm 2024\n\
        3;Nông Thị Lưu;1982;\"Dạy tốt - Học tốt; Lao động giỏi, lao động sáng tạo\"\n";
    let sample = office("lang-son-2024", &[("2024-06-03/a.csv", text)]);
    let rows = sample.run("2024-06").table("registrations.csv");
    let kept = |name: &str| named(&rows, name)["particulars"].clone();
    assert_eq!(named(&rows, "Lý Văn Sáng")["movement_id"], "day-tot-hoc-tot");
    assert_eq!(kept("Lý Văn Sáng"), "Phong trào: Dạy tốt - Học tốt, dạy học sinh khuyết tật");
    assert_eq!((kept("Vi Thị Thảo"), kept("Nông Thị Lưu")), (String::new(), String::new()));
}

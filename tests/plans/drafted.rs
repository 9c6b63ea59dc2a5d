//! `tonghop plan draft`: an issued plan → a draft of `ke-hoach.xlsx`. The plans below are invented, built as offices
//! build them.

use std::fs;
use std::io::Write as _;
use std::path::Path;

use toml::{Table, Value};

use super::workbook::tonghop;

const BULLETS: &str = "
Số: 12/KH-UBND

Bình Sơn, ngày 05 tháng 02 năm 2026

KẾ HOẠCH
Xây dựng, nhân rộng các mô hình, điển hình tiên tiến
trên địa bàn tỉnh Lạng Sơn giai đoạn 2026 - 2027

Căn cứ Luật Thi đua, khen thưởng; nhằm nhân rộng điển hình, UBND tỉnh ban hành Kế hoạch xây dựng, nhân rộng điển hình như sau:

I. MỤC ĐÍCH

1. Mục đích

- Nâng cao nhận thức; ít nhất 02 sáng kiến được công nhận.

II. NỘI DUNG

1. Các lĩnh vực

- **Điển hình tiên tiến trong phong trào thi đua “Chung sức xây dựng nông thôn mới”**, giao Sở Nông nghiệp và Môi trường chủ trì, phối hợp với Hội Nông dân tỉnh, Sở Nội vụ:

+ Xem xét lựa chọn, xây dựng và nhân rộng ít nhất 10 tập thể và 05 cá nhân điển hình tiên tiến.

- Điển hình tiên tiến trong thực hiện nhiệm vụ quốc phòng - an ninh:

Đề nghị Công an tỉnh, Bộ Chỉ huy Quân sự tỉnh, mỗi đơn vị lựa chọn, xây dựng ít nhất **02 điển hình tiên tiến** trong thực hiện nhiệm vụ.

- Điển hình tiên tiến trong lĩnh vực phát triển kinh tế:

Đề nghị Hội Nông dân tỉnh xem xét, phối hợp với các đơn vị liên quan lựa chọn ít nhất 04 nông dân điển hình tiên tiến có mô hình phát triển kinh tế.

2. Mỗi xóm lựa chọn và đăng ký từ 01 điển hình tiên tiến trở lên; gửi danh sách đăng ký về Ủy ban nhân dân tỉnh (qua Sở Nội vụ) trước ngày 30/6/2026.

III. LỘ TRÌNH

1. Giai đoạn 1 (2026 - 2026)

- Kế hoạch của đơn vị gửi về Sở Nội vụ chậm nhất ngày 31/3/2026.

- Các đơn vị tổ chức sơ kết trong tháng 6 hàng năm.

2. Quý IV năm 2027, tổ chức đánh giá, tổng kết công tác xây dựng điển hình.

3. Giao Sở Tài chính bố trí kinh phí.
";

/// The draft of a plan as its text would be.
fn drafted(name: &str, bytes: &[u8]) -> (Table, String) {
    let folder = tempfile::tempdir().expect("a temporary folder");
    let at = |name: &str| folder.path().join(name).to_string_lossy().into_owned();
    fs::write(at(name), bytes).expect("written");
    tonghop(&["plan", "draft", &at(name), "-o", &at("so")], &[0]);
    tonghop(&["plan", &at("so"), "--to", "toml", "-o", &at("chu")], &[0]);
    let said = tonghop(&["run", &at("so"), "--quiet"], &[0, 1, 2]);
    let text = fs::read_to_string(Path::new(&at("chu")).join("plan.toml")).expect("a plan");
    (toml::from_str(&text).expect("a table"), said)
}

/// The minimums of a draft: movement, who, numbers.
fn quotas(plan: &Table) -> Vec<String> {
    let quotas = plan.get("quota").and_then(Value::as_array).into_iter().flatten();
    let shown = |value: Option<&Value>| match value {
        Some(Value::String(text)) => text.clone(),
        Some(other) => other.to_string().replace('"', ""),
        None => String::new(),
    };
    quotas
        .map(|quota| {
            let who = ["lead", "leads", "each"].iter().find_map(|key| quota.get(*key));
            format!("{} | {} | {}", shown(quota.get("movement")), shown(who), shown(quota.get("at_least")))
        })
        .collect()
}

const EXPECTED: [&str; 4] = [
    "Chung sức xây dựng nông thôn mới | Sở Nông nghiệp và Môi trường | { collective = 10, individual = 5 }",
    "Thực hiện nhiệm vụ quốc phòng - an ninh | [Công an tỉnh, Bộ Chỉ huy Quân sự tỉnh] | 2",
    "Lĩnh vực phát triển kinh tế | Hội Nông dân tỉnh | 4",
    " | { kind = [hamlet] } | 1",
];

#[test]
fn the_sentences_of_a_plan_become_a_draft() {
    let (plan, said) = drafted("ke hoach.txt", BULLETS.as_bytes());
    assert_eq!(quotas(&plan), EXPECTED);
    let text = |key: &str| plan.get(key).map(ToString::to_string).unwrap_or_default().replace('"', "");
    assert_eq!(text("number"), "12/KH-UBND");
    assert_eq!(text("issued"), "2026-02-05");
    assert_eq!(text("issuer"), "tỉnh Lạng Sơn");
    assert_eq!(text("receiver"), "Sở Nội vụ");
    assert_eq!((text("from"), text("to")), ("2026-01-01".to_owned(), "2027-12-31".to_owned()));
    let of = |list: &str, keys: &[&str]| -> Vec<String> {
        let parts = plan.get(list).and_then(Value::as_array).into_iter().flatten();
        parts
            .map(|part| {
                let cells =
                    keys.iter().map(|key| part.get(*key).map(ToString::to_string).unwrap_or_default());
                cells.collect::<Vec<_>>().join(" ").replace('"', "")
            })
            .collect()
    };
    assert_eq!(of("due", &["about", "before", "by"]), [" 2026-06-30 ", "plan  2026-03-31"]);
    assert_eq!(
        of("review", &["kind", "months", "from", "to"]),
        ["interim [6]  ", "final  2027-10-01 2027-12-31"]
    );
    assert_eq!(of("phase", &["name"]), ["Giai đoạn 1"]);
    // What was not understood is listed, and a draft says that it is one.
    assert!(of("task", &["what"]).iter().any(|what| what.contains("bố trí kinh phí")));
    assert!(of("task", &["what"])[0].starts_with("CẦN XEM LẠI"));
    let quota = &plan["quota"][0];
    let basis = quota.get("basis").map(ToString::to_string).unwrap_or_default();
    assert!(basis.contains("Mục II.1: «Xem xét lựa chọn"), "{basis}");
    assert!(said.is_empty() || said.contains("Kế hoạch"), "{said}");
}

#[test]
fn a_word_document_reads_like_its_text() {
    let paragraph = |line: &str| {
        let escaped = line.replace('&', "&amp;").replace('<', "&lt;");
        format!("<w:p><w:r><w:t xml:space=\"preserve\">{escaped}</w:t></w:r></w:p>")
    };
    let body: String = BULLETS.lines().map(paragraph).collect();
    let bytes = document(&body);
    assert_eq!(quotas(&drafted("ke hoach.docx", &bytes).0), EXPECTED);
}

#[test]
fn what_is_doubtful_says_so() {
    let text = BULLETS.replace(", mỗi đơn vị lựa chọn", " lựa chọn");
    let (plan, _) = drafted("ke hoach.txt", text.as_bytes());
    let basis = plan["quota"][1].get("basis").map(ToString::to_string).unwrap_or_default();
    assert!(basis.contains("CẦN XEM LẠI (nhiều đơn vị chủ trì"), "{basis}");
}

#[test]
fn who_is_not_known_is_asked_at_its_cell() {
    let text = BULLETS
        .replace("Đề nghị Hội Nông dân tỉnh xem xét", "Đề nghị Hội Sinh vật cảnh tỉnh xem xét")
        .replace(
            "3. Giao Sở Tài chính",
            "3. Lĩnh vực thể thao\n\n- Số lượng: 05 tập thể.\n\n4. Giao Sở Tài chính",
        );
    let (plan, said) = drafted("ke hoach.txt", text.as_bytes());
    // A body that no list knows stands in *Đơn vị*, and a minimum of nobody is a row without a lead.
    assert!(
        quotas(&plan).contains(&"Lĩnh vực phát triển kinh tế | Hội Sinh vật cảnh tỉnh | 4".to_owned()),
        "{plan}"
    );
    assert!(quotas(&plan).contains(&"Lĩnh vực thể thao |  | { collective = 5 }".to_owned()), "{plan}");
    let basis = parts(&plan, "quota", &["basis"]);
    assert!(basis.iter().any(|basis| basis.contains("CẦN XEM LẠI (chưa rõ ai phải thực hiện")), "{basis:?}");
    let at = said.find("Chỉ tiêu chưa nói ai phải thực hiện").unwrap_or_default();
    assert!(said.get(..at).is_some_and(|before| before.contains("ke-hoach.xlsx › Chỉ tiêu › ")), "{said}");
    assert!(!said.contains("Hội Sinh vật cảnh"), "the sheet *Đơn vị* has it: {said}");
}

#[test]
fn a_unit_that_a_draft_lists_is_marked_until_somebody_has_looked() {
    let text = BULLETS
        .replace("Đề nghị Hội Nông dân tỉnh xem xét", "Đề nghị Hội Sinh vật cảnh tỉnh xem xét")
        .replace("2. Mỗi xóm lựa chọn", "2. Mỗi xã, phường lựa chọn");
    let folder = tempfile::tempdir().expect("a temporary folder");
    let at = |name: &str| folder.path().join(name).to_string_lossy().into_owned();
    fs::write(at("ke hoach.txt"), text).expect("written");
    tonghop(&["plan", "draft", &at("ke hoach.txt"), "-o", &at("so")], &[0]);
    tonghop(&["run", &at("so"), "--period", "2026-06", "--quiet"], &[0, 1]);
    let told =
        fs::read_to_string(Path::new(&at("so")).join("out/2026-06/data/findings.csv")).expect("findings");
    let mine =
        told.lines().find(|line| line.contains("Đơn vị này do máy ghi từ văn bản")).unwrap_or_default();
    assert!(mine.contains("plan-draft-unchecked") && mine.contains("ke-hoach.xlsx,Đơn vị,L"), "{told}");
}

#[test]
fn a_table_of_minimums_is_read_row_by_row() {
    let annex = "
KẾ HOẠCH
Nhân rộng điển hình tiên tiến tỉnh Lạng Sơn năm 2026

Thực hiện chương trình công tác năm 2026, UBND tỉnh ban hành Kế hoạch nhân rộng điển hình tiên tiến như sau:

I. CHỈ TIÊU
1. Danh sách đăng ký gửi về Sở Nội vụ trước ngày 15/5/2026.

PHỤ LỤC
STT | Đơn vị chủ trì | Phong trào, lĩnh vực | Tập thể | Cá nhân | Tổng số
1 | Sở Y tế | Nâng cao y đức | 05 | 10 | 15
2 | Liên đoàn Lao động tỉnh | Lao động giỏi |  | 15 | 15
";
    let (plan, _) = drafted("ke hoach.md", annex.as_bytes());
    assert_eq!(
        quotas(&plan),
        [
            "Nâng cao y đức | Sở Y tế | { collective = 5, individual = 10 }",
            "Lao động giỏi | Liên đoàn Lao động tỉnh | { individual = 15 }",
        ]
    );
    assert_eq!(plan.get("receiver").and_then(Value::as_str), Some("Sở Nội vụ"));
}

/// A plan of a commune: who owes what stands behind the movement, with «mỗi … ít nhất …» and percentages.
const EACH: &str = "
ỦY BAN NHÂN DÂN
XÃ BÌNH XA
Số: 19/KH-UBND
Bình Xa, ngày 03 tháng 3 năm 2026

KẾ HOẠCH
Xây dựng và nhân rộng điển hình tiên tiến xã Bình Xa năm 2026

Căn cứ Kế hoạch của tỉnh, Ủy ban nhân dân xã Bình Xa ban hành Kế hoạch như sau:

I. YÊU CẦU

Việc lựa chọn phải công khai; ít nhất 90% cán bộ, công chức được quán triệt Kế hoạch.

II. CHỈ TIÊU

1. Phong trào “Toàn dân đoàn kết xây dựng đời sống văn hóa”: mỗi thôn, tổ dân phố phát hiện, giới thiệu ít nhất 01 hộ gia đình và 01 cá nhân tiêu biểu.

2. Phong trào “Dạy tốt - Học tốt”: mỗi trường học trên địa bàn xã lựa chọn ít nhất 02 cá nhân điển hình.

3. Phong trào “Thực hiện 12 điều y đức”: Trạm Y tế xã chủ trì, phối hợp với Hội Chữ thập đỏ xã, lựa chọn ít nhất 01 tập thể, 02 cá nhân.

4. Phong trào “Sản xuất, kinh doanh giỏi”: giao Hội Nông dân xã, Hội Liên hiệp Phụ nữ xã, mỗi tổ chức mỗi quý giới thiệu ít nhất 02 điển hình.

5. Phong trào “Cán bộ, công chức, viên chức thi đua thực hiện văn hóa công sở”: mỗi cơ quan, đơn vị đề nghị không quá 03 cá nhân.

6. Trong tổng số cá nhân được lựa chọn, ít nhất 40% là nữ và ít nhất 60% là người trực tiếp lao động, sản xuất.

7. Số tập thể chiếm tối thiểu 10% tổng số điển hình đăng ký trong năm.

8. Phấn đấu toàn xã xây dựng được ít nhất 30 điển hình tiên tiến.

III. THỜI GIAN THỰC HIỆN

1. Đăng ký: các thôn, cơ quan, trường học gửi danh sách về Ủy ban nhân dân xã (qua Phòng Văn hóa - Xã hội) chậm nhất 17 giờ ngày 20/3/2026.

2. Sơ kết: tháng 7/2026.

3. Tổng kết: quý IV/2026, gắn với hội nghị tổng kết công tác thi đua, khen thưởng.

4. Báo cáo kết quả thực hiện Kế hoạch gửi trước ngày 05 tháng 12 năm 2026.
";

/// A part of a list, its values behind one another.
fn parts(plan: &Table, list: &str, keys: &[&str]) -> Vec<String> {
    let parts = plan.get(list).and_then(Value::as_array).into_iter().flatten();
    let cells = |part: &Value| {
        let cell = |key: &&str| part.get(*key).map(ToString::to_string).unwrap_or_default();
        keys.iter().map(cell).collect::<Vec<_>>().join(" ").replace('"', "")
    };
    parts.map(cells).collect()
}

#[test]
fn what_each_owes_stands_behind_its_movement() {
    let (plan, _) = drafted("ke hoach.txt", EACH.as_bytes());
    assert_eq!(
        quotas(&plan),
        [
            "Toàn dân đoàn kết xây dựng đời sống văn hóa | { kind = [hamlet] } | { household = 1, individual = 1 }",
            "Dạy tốt - Học tốt | { kind = [school] } | { individual = 2 }",
            "Thực hiện 12 điều y đức | Trạm Y tế xã | { collective = 1, individual = 2 }",
            "Sản xuất, kinh doanh giỏi | [Hội Nông dân xã, Hội Liên hiệp Phụ nữ xã] | 2",
            "Cán bộ, công chức, viên chức thi đua thực hiện văn hóa công sở | { kind = [agency] } | ",
            " |  | { individual = 40% }",
            " |  | { individual = 60% }",
            " |  | { collective = 10% }",
        ]
    );
    assert_eq!(
        parts(&plan, "quota", &["partners", "per", "at_most", "among", "of"]),
        [
            "    ",
            "    ",
            "[Hội Chữ thập đỏ xã]    ",
            " quarter   ",
            "  { individual = 3 }  ",
            "   women ",
            "   direct_workers ",
            "    registered",
        ]
    );
    assert_eq!(parts(&plan, "due", &["about", "before", "by"]), ["  2026-03-20", "report 2026-12-05 "]);
    assert_eq!(
        parts(&plan, "review", &["kind", "from", "to"]),
        ["interim 2026-07-01 2026-07-31", "final 2026-10-01 2026-12-31"]
    );
    let tasks = parts(&plan, "task", &["what"]);
    assert!(tasks.iter().any(|task| task.contains("toàn xã xây dựng được ít nhất 30")), "{tasks:?}");
    assert_eq!(tasks.len(), 3, "the draft itself, who sends, and the goal for all of the place: {tasks:?}");
}

/// A document of Word of paragraphs and tables: a row is its cells, `text|span|^` where it takes several columns or
/// goes on with the one above; a new line in a cell is one of Word's.
fn word(parts: &[&[&str]]) -> Vec<u8> {
    let text = |text: &str| {
        let lines = text.split('\n').map(|line| format!("<w:t xml:space=\"preserve\">{line}</w:t>"));
        format!("<w:p><w:r>{}</w:r></w:p>", lines.collect::<Vec<_>>().join("<w:br/>"))
    };
    let cell = |cell: &&str| {
        let mut pieces = cell.split('|');
        let said = pieces.next().unwrap_or_default();
        let rest: String = pieces
            .map(|piece| match piece {
                "^" => "<w:vMerge/>".to_owned(),
                span => format!("<w:gridSpan w:val=\"{span}\"/>"),
            })
            .collect();
        format!("<w:tc><w:tcPr>{rest}</w:tcPr>{}</w:tc>", text(said))
    };
    let part = |part: &&[&str]| match part {
        [alone] => text(alone),
        cells => format!("<w:tr>{}</w:tr>", cells.iter().map(cell).collect::<String>()),
    };
    let mut body = String::new();
    let mut in_table = false;
    for one in parts {
        let is_row = one.len() > 1;
        body.push_str(match (in_table, is_row) {
            (false, true) => "<w:tbl>",
            (true, false) => "</w:tbl>",
            _ => "",
        });
        in_table = is_row;
        body.push_str(&part(one));
    }
    body.push_str(if in_table { "</w:tbl>" } else { "" });
    document(&body)
}

/// A package with nothing but the body of a document.
fn document(body: &str) -> Vec<u8> {
    let xml = format!(
        "<?xml version=\"1.0\" encoding=\"UTF-8\"?><w:document xmlns:w=\"http://schemas.openxmlformats.org/wordprocessingml/2006/main\"><w:body>{body}</w:body></w:document>"
    );
    let mut bytes = Vec::new();
    let mut zip = zip::ZipWriter::new(std::io::Cursor::new(&mut bytes));
    let options = zip::write::SimpleFileOptions::default();
    for (name, text) in [("[Content_Types].xml", "<Types/>"), ("word/document.xml", xml.as_str())] {
        zip.start_file(name, options).expect("begun");
        zip.write_all(text.as_bytes()).expect("written");
    }
    zip.finish().expect("finished");
    bytes
}

#[test]
fn an_annex_has_a_header_of_two_rows() {
    let bytes = word(&[
        &["ỦY BAN NHÂN DÂN\nTỈNH TUYÊN QUANG\nSố: 87/KH-UBND", "Tuyên Quang, ngày 14 tháng 01 năm 2026"],
        &["KẾ HOẠCH"],
        &["Nhân rộng điển hình tiên tiến trên địa bàn tỉnh Tuyên Quang năm 2026"],
        &[
            "Thực hiện Luật Thi đua, khen thưởng, Ủy ban nhân dân tỉnh ban hành Kế hoạch nhân rộng điển hình như sau:",
        ],
        &["I. NHIỆM VỤ"],
        &[
            "1. Các cơ quan gửi danh sách đăng ký về Sở Nội vụ (qua Ban Thi đua - Khen thưởng) trước ngày 28 tháng 02 năm 2026.",
        ],
        &["PHỤ LỤC"],
        &["CHỈ TIÊU NĂM 2026"],
        &[
            "STT",
            "Phong trào, lĩnh vực",
            "Cơ quan\nchủ trì",
            "Cơ quan phối hợp",
            "Số lượng tối thiểu|3",
            "Ghi chú",
        ],
        &["|^", "|^", "|^", "|^", "Tập thể", "Cá nhân", "Hộ gia đình", "|^"],
        &["I", "Phong trào do Trung ương phát động", "", "", "", "", "", ""],
        &[
            "1",
            "“Chung sức xây dựng nông thôn mới”",
            "Sở Nông nghiệp và Môi trường",
            "Hội Nông dân tỉnh; Hội Doanh nhân trẻ tỉnh",
            "05",
            "05",
            "10",
            "",
        ],
        &["2", "Chuyển đổi số", "Sở Khoa học và Công nghệ", "", "02", "03", "-", ""],
        &[
            "3",
            "Bảo đảm quốc phòng, an ninh",
            "Công an tỉnh\nBộ Chỉ huy Quân sự tỉnh",
            "",
            "02",
            "02",
            "",
            "Mỗi cơ quan",
        ],
        &["4", "“Dân vận khéo”", "UBND các xã, phường", "", "", "01", "", ""],
        &["Tổng cộng|4", "11", "12", "10", "33"],
    ]);
    let (plan, _) = drafted("ke hoach.docx", &bytes);
    assert_eq!(
        quotas(&plan),
        [
            "Chung sức xây dựng nông thôn mới | Sở Nông nghiệp và Môi trường | { collective = 5, household = 10, individual = 5 }",
            "Chuyển đổi số | Sở Khoa học và Công nghệ | { collective = 2, individual = 3 }",
            "Bảo đảm quốc phòng, an ninh | [Công an tỉnh, Bộ Chỉ huy Quân sự tỉnh] | { collective = 2, individual = 2 }",
            "Dân vận khéo | { kind = [area], level = [commune] } | { individual = 1 }",
        ]
    );
    assert_eq!(
        parts(&plan, "quota", &["partners", "partners_text"]),
        ["[Hội Nông dân tỉnh] Hội Doanh nhân trẻ tỉnh", " ", " ", " "]
    );
    let basis = parts(&plan, "quota", &["basis"]);
    assert!(basis[0].starts_with("Phụ lục, bảng: «1"), "{basis:?}");
    assert!(!basis[2].contains("CẦN XEM LẠI") && basis[3].contains("CẦN XEM LẠI"), "{basis:?}");
    let text = |key: &str| plan.get(key).map(ToString::to_string).unwrap_or_default().replace('"', "");
    assert_eq!((text("number"), text("issued")), ("87/KH-UBND".to_owned(), "2026-01-14".to_owned()));
    assert_eq!(text("receiver"), "Sở Nội vụ");
}

#[test]
fn an_annex_may_give_each_unit_a_row_and_each_movement_columns() {
    let bytes = word(&[
        &["KẾ HOẠCH"],
        &["Nhân rộng điển hình tiên tiến tỉnh Lạng Sơn năm 2026"],
        &["Căn cứ chương trình công tác, UBND tỉnh ban hành Kế hoạch nhân rộng điển hình như sau:"],
        &["PHỤ LỤC I"],
        &["TT", "Đơn vị", "Phong trào “Dạy tốt - Học tốt”|2", "Cuộc vận động “Vì người nghèo”"],
        &["|^", "|^", "Tập thể", "Cá nhân", "Tổng số"],
        &["1", "Sở Giáo dục và Đào tạo", "04", "06", "02"],
        &["2", "Hội Nông dân tỉnh", "", "", "03"],
        &["Cộng", "", "04", "06", "05"],
    ]);
    assert_eq!(
        quotas(&drafted("ke hoach.docx", &bytes).0),
        [
            "Dạy tốt - Học tốt | Sở Giáo dục và Đào tạo | { collective = 4, individual = 6 }",
            "Vì người nghèo | Sở Giáo dục và Đào tạo | 2",
            "Vì người nghèo | Hội Nông dân tỉnh | 3",
        ]
    );
}

#[test]
fn a_number_that_is_not_understood_is_listed() {
    let text = BULLETS.replace(
        "3. Giao Sở Tài chính",
        "3. Phấn đấu ít nhất 5% số tập thể là điển hình tiên tiến; Hội Nông dân tỉnh lựa chọn ít nhất ba mô hình tiêu biểu.\n\n4. Giao Sở Tài chính",
    );
    let (plan, _) = drafted("ke hoach.txt", text.as_bytes());
    let tasks = plan.get("task").map(ToString::to_string).unwrap_or_default();
    assert!(tasks.contains("có con số chưa hiểu): Phấn đấu ít nhất 5% số tập thể"), "{tasks}");
    assert_eq!(quotas(&plan)[4], " | Hội Nông dân tỉnh | { practice = 3 }");
}

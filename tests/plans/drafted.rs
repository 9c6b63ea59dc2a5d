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

//! Which movement a registration belongs to: from its column, its section, its titles, its sender's only
//! assignment, in this order, else a question; and which lead agency it counts for.

use super::*;

const ALONE: &str = "STT;Họ và tên;Năm sinh;Đơn vị công tác\n";
const WITH_COLUMN: &str = "STT;Họ và tên;Năm sinh;Đơn vị công tác;Phong trào thi đua\n";

/// One list of one person: the sender's letterhead, a title, a header, a section, the person's last cells.
struct List {
    /// The name of the file in the inbox; what stands before `!` is a mail with that subject.
    file: &'static str,
    sender: &'static str,
    title: &'static str,
    section: &'static str,
    /// The cell of the column «Phong trào thi đua»; none where there is no such column.
    column: Option<&'static str>,
    workplace: &'static str,
    expect: &'static str,
}

const PLAIN: List = List {
    file: "",
    sender: "SỞ GIÁO DỤC VÀ ĐÀO TẠO",
    title: "DANH SÁCH ĐĂNG KÝ ĐIỂN HÌNH TIÊN TIẾN",
    section: "",
    column: None,
    workplace: "Sở Giáo dục và Đào tạo",
    expect: "",
};

const NTM: &str = "DANH SÁCH ĐIỂN HÌNH PHONG TRÀO XÂY DỰNG NÔNG THÔN MỚI";

/// Each with the movement and the lead that are expected; `?` where it is asked.
const LISTS: [List; 20] = [
    // By the column, also by an alias, an abbreviation and the law's longer words.
    List {
        file: "cot.csv",
        column: Some("Dạy tốt - Học tốt"),
        expect: "day-tot-hoc-tot so-giao-duc-dao-tao",
        ..PLAIN
    },
    List {
        file: "cot viet tat.csv",
        column: Some("NTM"),
        expect: "nong-thon-moi so-nong-nghiep-ptnt",
        ..PLAIN
    },
    List {
        file: "cot ten khac.csv", column: Some("PT 12 điều y đức"), expect: "y-te so-y-te", ..PLAIN
    },
    List {
        file: "cot QPAN.csv",
        column: Some("QP-AN"),
        sender: "CÔNG AN TỈNH",
        expect: "quoc-phong-an-ninh cong-an",
        ..PLAIN
    },
    // The column before the section, before the title, before the only assignment.
    List {
        file: "cot muc.csv",
        column: Some("VHCS"),
        section: "I. Phong trào dạy tốt, học tốt",
        expect: "van-hoa-cong-so so-noi-vu",
        ..PLAIN
    },
    List {
        file: "cot tieu de.csv",
        column: Some("VHCS"),
        title: NTM,
        expect: "van-hoa-cong-so so-noi-vu",
        ..PLAIN
    },
    List {
        file: "cot duy nhat.csv",
        column: Some("NTM"),
        sender: "SỞ Y TẾ",
        expect: "nong-thon-moi so-nong-nghiep-ptnt",
        ..PLAIN
    },
    // What a column says and the plan does not know is asked, whatever a title says.
    List { file: "cot la.csv", column: Some("Phong trào đường hoa"), title: NTM, expect: "?", ..PLAIN },
    // The section before the title, before the only assignment.
    List {
        file: "muc tieu de.csv",
        section: "I. Phong trào dạy tốt, học tốt",
        title: NTM,
        expect: "day-tot-hoc-tot so-giao-duc-dao-tao",
        ..PLAIN
    },
    List {
        file: "muc duy nhat.csv",
        section: "I. Xây dựng nông thôn mới",
        sender: "SỞ Y TẾ",
        expect: "nong-thon-moi so-nong-nghiep-ptnt",
        ..PLAIN
    },
    // The title of the table before the mail's subject, the file's name, the only assignment.
    List {
        file: "Phong trào dạy tốt - học tốt!bang.csv",
        title: NTM,
        expect: "nong-thon-moi so-nong-nghiep-ptnt",
        ..PLAIN
    },
    List {
        file: "Dạy tốt học tốt.csv", title: NTM, expect: "nong-thon-moi so-nong-nghiep-ptnt", ..PLAIN
    },
    List {
        file: "tieu de duy nhat.csv",
        title: NTM,
        sender: "SỞ Y TẾ",
        expect: "nong-thon-moi so-nong-nghiep-ptnt",
        ..PLAIN
    },
    // The subject of the mail before the file's name, the only assignment.
    List {
        file: "Đăng ký phong trào dạy tốt - học tốt!Xây dựng nông thôn mới.csv",
        expect: "day-tot-hoc-tot so-giao-duc-dao-tao",
        ..PLAIN
    },
    List {
        file: "Đăng ký xây dựng nông thôn mới!bang so y te.csv",
        sender: "SỞ Y TẾ",
        expect: "nong-thon-moi so-nong-nghiep-ptnt",
        ..PLAIN
    },
    // The sender's only assignment; of two, neither.
    List {
        file: "duy nhat.csv", sender: "SỞ Y TẾ", expect: "y-te so-y-te", workplace: "Sở Y tế", ..PLAIN
    },
    List { file: "hai viec.csv", expect: "?", ..PLAIN },
    // Several leads: the one that sent it, the one that presented it, else nobody's.
    List {
        file: "quan su.csv",
        sender: "BỘ CHỈ HUY QUÂN SỰ TỈNH",
        expect: "quoc-phong-an-ninh bo-chi-huy-quan-su",
        ..PLAIN
    },
    List {
        file: "noi vu gui thay.csv",
        sender: "SỞ NỘI VỤ",
        column: Some("Quốc phòng, an ninh"),
        workplace: "Công an tỉnh",
        expect: "quoc-phong-an-ninh cong-an",
        ..PLAIN
    },
    List {
        file: "noi vu gui.csv",
        sender: "SỞ NỘI VỤ",
        column: Some("Quốc phòng, an ninh"),
        workplace: "Sở Nội vụ",
        expect: "quoc-phong-an-ninh ",
        ..PLAIN
    },
];

impl List {
    fn csv(&self, at: usize) -> String {
        let header = if self.column.is_some() { WITH_COLUMN } else { ALONE };
        let section = if self.section.is_empty() { String::new() } else { format!("{};;;\n", self.section) };
        // Nobody is in two lists: given names by the letter.
        let name = format!("Trần Văn {}ình", char::from(b'B' + u8::try_from(at).expect("few")));
        let column = self.column.map(|cell| format!(";{cell}")).unwrap_or_default();
        let year = 1960 + at;
        format!(
            "{};;;\n{};;;\n;;;\n{header}{section}1;{name};{year};{}{column}\n",
            self.sender, self.title, self.workplace
        )
    }
}

/// A mail with one attachment; names in the encoding of mails.
fn mail(subject: &str, file: &str, content: &str) -> String {
    let word = |text: &str| {
        format!("=?UTF-8?Q?{}?=", text.bytes().map(|byte| format!("={byte:02X}")).collect::<String>())
    };
    format!(
        "From: <ai.do@khong.example>\r\nTo: <noivu@tayninh.example>\r\nDate: Mon, 10 May 2021 09:00:00 +0700\r\n\
         Subject: {}\r\nMIME-Version: 1.0\r\nContent-Type: text/csv; charset=utf-8; name=\"{}\"\r\n\
         Content-Disposition: attachment; filename=\"{}\"\r\nContent-Transfer-Encoding: 8bit\r\n\r\n{content}",
        word(subject),
        word(file),
        word(file)
    )
}

#[test]
fn a_movement_comes_from_column_section_title_or_the_only_assignment_in_this_order() {
    let sample = Sample::of("tay-ninh-2021-2025");
    let inbox = sample.dir.join("inbox");
    fs::remove_dir_all(&inbox).expect("removed");
    let folder = inbox.join("2021-05-10");
    fs::create_dir_all(&folder).expect("a folder");
    for (at, list) in LISTS.iter().enumerate() {
        let (name, content) = match list.file.split_once('!') {
            Some((subject, file)) => (format!("thu-{at}.eml"), mail(subject, file, &list.csv(at))),
            None => (list.file.to_owned(), list.csv(at)),
        };
        fs::write(folder.join(name), content).expect("written");
    }
    let data = sample.run("2021-05");
    let rows = data.table("registrations.csv");
    let mut differ = Vec::new();
    for (at, list) in LISTS.iter().enumerate() {
        let year = (1960 + at).to_string();
        let Some(row) = rows.iter().find(|row| row["birth_year"] == year) else {
            differ.push(format!("{}: not read", list.file));
            continue;
        };
        let found = match (row["status"].as_str(), row["movement_id"].as_str()) {
            ("pending", "") => "?".to_owned(),
            (_, movement) => format!("{movement} {}", row["lead_code"]),
        };
        if found != list.expect {
            differ.push(format!("{}: «{found}», not «{}» ({})", list.file, list.expect, row["sender_code"]));
        }
    }
    assert!(differ.is_empty(), "{}", differ.join("\n"));
    let asked = data.table("questions.csv").into_iter().filter(|row| row["topic"] == "movement").count();
    assert_eq!(asked, 2, "one for the unknown words, one for the list without any");
}

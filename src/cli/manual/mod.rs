//! `tonghop manual`: the manual, one chapter for each question that an officer has.
//!
//! Chapters are Markdown that also reads well on a terminal: headings, lists and commands, no tables. What has an
//! owner elsewhere is made from it: settings from their types, findings from their codes.

mod page;
mod settings;

use crate::finding::{Code, CodeEntry};
use crate::office::CannotRun;
use crate::text;

use super::console::print;
use super::{ExitStatus, args};

pub(super) use page::page;

/// A chapter of the manual.
struct Chapter {
    /// What it is asked for by, besides its title: commands, files, further words.
    words: &'static [&'static str],
    /// What it is about, in a line.
    about: &'static str,
    text: &'static str,
    /// What is added below the text, made from its owner.
    made: fn() -> String,
}

const CHAPTERS: [Chapter; 11] = [
    Chapter {
        words: &["run", "init", "lệnh", "cài", "thư mục làm việc"],
        about: "lần đầu, thư mục làm việc, các lệnh",
        text: include_str!("chapters/start.md"),
        made: String::new,
    },
    Chapter {
        words: &["kế hoạch", "plan", "plan.toml", "chỉ tiêu", "điều kiện", "đơn vị", "units", "units.csv"],
        about: "plan.toml: phong trào, chỉ tiêu, hạn nộp, điều kiện; đơn vị",
        text: include_str!("chapters/plan.md"),
        made: String::new,
    },
    Chapter {
        words: &[
            "inbox",
            "check",
            "inspect",
            "template",
            "mẫu đăng ký",
            "sổ đăng ký",
            "gửi lại",
            "đôn đốc",
            "chưa gửi",
            "mật khẩu",
            "columns.csv",
        ],
        about: "bỏ gì vào inbox, sổ mẫu gửi đi, danh sách gửi lại, ai chưa gửi",
        text: include_str!("chapters/receiving.md"),
        made: String::new,
    },
    Chapter {
        words: &["câu hỏi", "decide", "decisions.csv", "trùng", "trace", "truy nguồn", "can-quyet-dinh.xlsx"],
        about: "can-quyet-dinh.xlsx, đổi ý, truy nguồn một con số",
        text: include_str!("chapters/questions.md"),
        made: String::new,
    },
    Chapter {
        words: &["phản hồi", "reply", "giải trình"],
        about: "gửi gì cho đơn vị, nhận lại thế nào",
        text: include_str!("chapters/replies.md"),
        made: String::new,
    },
    Chapter {
        words: &["feed", "dashboard", "biểu đồ", "tblDangKy", "tblChiTieu", "tblTienDo"],
        about: "số liệu mới vào sổ điều hành có sẵn",
        text: include_str!("chapters/dashboards.md"),
        made: String::new,
    },
    Chapter {
        words: &["kỳ sau", "diff", "biến động", "sang năm"],
        about: "điều gì nối các kỳ, chạy lại, sang kế hoạch khác",
        text: include_str!("chapters/months.md"),
        made: String::new,
    },
    Chapter {
        words: &["convert", "unicode", "tcvn3", "vni", "phông", "font"],
        about: "TCVN3, VNI… được đọc và chuyển thế nào",
        text: include_str!("chapters/fonts.md"),
        made: String::new,
    },
    Chapter {
        words: &["sự cố", "lỗi", "phát hiện", "findings"],
        about: "không chạy, thiếu người, chữ lạ; mọi phát hiện",
        text: include_str!("chapters/troubles.md"),
        made: findings,
    },
    Chapter {
        words: &[
            "dữ liệu",
            "data",
            "csv",
            "manifest.json",
            "mau-thu.txt",
            "mẫu thư",
            "sameness.toml",
            "awards.csv",
            "grantors.csv",
        ],
        about: "từng cột của data/*.csv, các tệp của cơ quan",
        text: include_str!("chapters/data.md"),
        made: String::new,
    },
    Chapter {
        words: &["tonghop.toml", "settings", "cấu hình"],
        about: "mọi khóa của tonghop.toml",
        text: include_str!("chapters/settings.md"),
        made: settings::keys,
    },
];

impl Chapter {
    fn title(&self) -> &'static str {
        self.text.lines().next().unwrap_or_default().trim_start_matches("# ")
    }

    /// The whole chapter, as Markdown.
    fn markdown(&self) -> String {
        let made = (self.made)();
        if made.is_empty() { self.text.to_owned() } else { format!("{}\n{made}", self.text) }
    }

    /// All that it is asked for by.
    fn names(&self) -> impl Iterator<Item = &'static str> {
        [self.title()].into_iter().chain(self.words.iter().copied())
    }
}

pub(super) fn manual(args: &args::ManualArgs) -> Result<ExitStatus, CannotRun> {
    let topic = args.topic.join(" ");
    if topic.is_empty() {
        print(&contents());
        return Ok(ExitStatus::Clean);
    }
    print(on_terminal(&asked_for(&topic)?).trim_end());
    Ok(ExitStatus::Clean)
}

/// Chapters and what they are about.
fn contents() -> String {
    let width = CHAPTERS.iter().map(|chapter| chapter.title().chars().count()).max().unwrap_or_default();
    let lines = CHAPTERS.iter().map(|chapter| format!("  {:<width$}  {}\n", chapter.title(), chapter.about));
    format!(
        "Hướng dẫn dùng tonghop. Các chủ đề:\n\n{}\nXem một chủ đề: tonghop manual phiếu phản hồi (không dấu cũng được).\n\
         Xem một mã phát hiện: tonghop manual list-replaced.",
        lines.collect::<String>()
    )
}

/// The chapter or the finding of that name, as Markdown; else which name is near.
fn asked_for(topic: &str) -> Result<String, CannotRun> {
    let wanted = text::bare_key(topic);
    if let Some(chapter) = CHAPTERS.iter().find(|one| one.names().any(|name| text::bare_key(name) == wanted))
    {
        return Ok(chapter.markdown());
    }
    if let Some(entry) = entries().find(|entry| entry.id == topic.trim()) {
        return Ok(format!("# {}\n\n{}", entry.what, explained(&entry)));
    }
    let names = CHAPTERS.iter().flat_map(Chapter::names).chain(entries().map(|entry| entry.id));
    let near = text::nearest(topic, names).map(|near| format!(" Có phải «{near}»?")).unwrap_or_default();
    Err(CannotRun::new(format!("Hướng dẫn không có chủ đề «{topic}».{near}\n\n{}", contents())))
}

fn entries() -> impl Iterator<Item = CodeEntry> {
    Code::ALL.iter().map(|code| code.entry())
}

/// Every kind of finding, a line each.
fn findings() -> String {
    entries().map(|entry| format!("- **{}** {}", entry.what, explained(&entry))).collect()
}

fn explained(entry: &CodeEntry) -> String {
    let CodeEntry { id, severity, why, advice, .. } = entry;
    format!("`{id}`, {}. {why} → {advice}\n", severity.label().to_lowercase())
}

/// Markdown as a terminal shows it: headings stand out, marks of code and fences are gone.
fn on_terminal(markdown: &str) -> String {
    let bold = anstyle::Style::new().bold();
    let mut lines = String::new();
    for line in markdown.lines().filter(|line| !line.trim_start().starts_with("```")) {
        let heading = line.trim_start_matches('#');
        if heading.len() < line.len() && heading.starts_with(' ') {
            lines.push_str(&format!("{bold}{}{bold:#}", heading.trim_start()));
        } else {
            lines.push_str(&line.replace(['`', '*'], ""));
        }
        lines.push('\n');
    }
    lines
}

#[cfg(test)]
mod tests;

//! The words of a mail to a unit, as the office wants them: `mau-thu.txt`.
//!
//! Headers first (`Chủ đề: …`, `Kèm: mẫu đăng ký`), then a blank line and the text. A word in braces stands
//! for what differs from unit to unit; a line is left out whose words in braces all stand for nothing.

use crate::finding::{Code, Finding, Noted, Place, Spot};
use crate::text;

/// The template that holds where the office has none.
const BUILT_IN: &str = include_str!("../../schemas/mau-thu.txt");

/// What stands in braces, in the order of [`MailWords`].
const NAMES: [&str; 7] = ["đơn vị", "kỳ", "việc", "nhắc", "phản hồi", "cơ quan", "liên hệ"];

/// A template of mails.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct MailTemplate {
    subject: String,
    body: String,
    /// Whether a unit that owes a list gets its registration workbook with the reminder.
    pub(super) attaches_form: bool,
}

/// What is put in the place of words in braces.
pub(super) struct MailWords<'a> {
    /// To whom it is addressed.
    pub(super) unit: &'a str,
    /// The period: `tháng 6 năm 2024`.
    pub(super) period: &'a str,
    /// What it is about, in a few words.
    pub(super) matter: &'a str,
    /// What the unit owes; blank where nothing.
    pub(super) reminder: &'a str,
    /// What is to be mended in its list; blank where nothing.
    pub(super) reply: &'a str,
    pub(super) office: &'a str,
    /// Whom to ask.
    pub(super) contact: &'a str,
}

impl Default for MailTemplate {
    fn default() -> MailTemplate {
        MailTemplate::read("", BUILT_IN).value
    }
}

impl MailTemplate {
    /// Reads a template; what it does not understand stays in the mail as it stands, and is told.
    pub fn read(source: &str, written: &str) -> Noted<MailTemplate> {
        let written = written.trim_start_matches('\u{FEFF}').replace("\r\n", "\n");
        let (head, body) = written.split_once("\n\n").unwrap_or((&written, ""));
        let mut template =
            MailTemplate { subject: String::new(), body: body.to_owned(), attaches_form: false };
        let mut findings = Vec::new();
        let mut tell = |row: usize, message: String| {
            let spot = Spot::Row(u32::try_from(row).unwrap_or_default());
            findings.push(Finding::new(Code::SettingUnknown, Place { spot, ..Place::file(source) }, message));
        };
        for (row, line) in head.lines().enumerate().filter(|(_, line)| !line.trim().is_empty()) {
            match line.split_once(':').map(|(name, value)| (text::key(name), value.trim())) {
                Some((name, value)) if name == text::key("Chủ đề") => {
                    value.clone_into(&mut template.subject);
                }
                Some((name, value))
                    if name == text::key("Kèm") && text::key(value) == text::key("mẫu đăng ký") =>
                {
                    template.attaches_form = true;
                }
                Some(_) | None => tell(
                    row,
                    format!(
                        "Không hiểu dòng đầu thư «{}»: ghi «Chủ đề: …» hoặc «Kèm: mẫu đăng ký».",
                        line.trim()
                    ),
                ),
            }
        }
        for (row, line) in written.lines().enumerate() {
            for name in braced(line).filter(|name| !NAMES.contains(name)) {
                let near = text::nearest(name, NAMES).map(|near| format!("; có phải {{{near}}}?"));
                tell(row, format!("Mẫu thư không có {{{name}}}{}", near.unwrap_or_else(|| ".".to_owned())));
            }
        }
        if template.subject.is_empty() {
            tell(0, "Mẫu thư không có dòng «Chủ đề: …» ở đầu.".to_owned());
        }
        Noted { value: template, findings }
    }

    /// Subject and text of a mail.
    pub(super) fn filled(&self, words: &MailWords<'_>) -> (String, String) {
        let mut lines: Vec<String> = Vec::new();
        for line in self.body.lines() {
            if words.are_blank_in(line) {
                continue;
            }
            let filled = words.put_into(line);
            // Blank lines stand between paragraphs only.
            if filled.trim().is_empty() && lines.last().is_none_or(String::is_empty) {
                continue;
            }
            lines.push(filled.trim_end().to_owned());
        }
        (words.put_into(&self.subject).trim().to_owned(), lines.join("\n").trim_end().to_owned() + "\n")
    }
}

impl MailWords<'_> {
    fn named(&self) -> impl Iterator<Item = (&'static str, &str)> {
        let MailWords { unit, period, matter, reminder, reply, office, contact } = *self;
        NAMES.into_iter().zip([unit, period, matter, reminder, reply, office, contact])
    }

    fn put_into(&self, line: &str) -> String {
        self.named().fold(line.to_owned(), |line, (name, value)| line.replace(&format!("{{{name}}}"), value))
    }

    /// Whether words in braces stand in a line, and each for nothing.
    fn are_blank_in(&self, line: &str) -> bool {
        let value = |name| self.named().find(|(known, _)| *known == name).map_or(name, |(_, value)| value);
        braced(line).next().is_some() && braced(line).all(|name| value(name).trim().is_empty())
    }
}

/// The words in braces.
fn braced(line: &str) -> impl Iterator<Item = &str> {
    line.split('{').skip(1).filter_map(|rest| Some(rest.split_once('}')?.0))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn words() -> MailWords<'static> {
        MailWords {
            unit: "Sở Y tế",
            period: "tháng 6 năm 2024",
            matter: "phản hồi danh sách",
            reminder: "",
            reply: "Còn 2 chỗ.",
            office: "Phòng Nội vụ",
            contact: "",
        }
    }

    #[track_caller]
    fn check(template: &str, expect: (&str, &str), n_findings: usize) {
        let read = MailTemplate::read("mau-thu.txt", template);
        assert_eq!(read.findings.len(), n_findings, "{:?}", read.findings);
        let (subject, body) = read.value.filled(&words());
        assert_eq!((subject.as_str(), body.as_str()), expect);
    }

    #[test]
    fn what_is_blank_leaves_no_gap() {
        check(
            BUILT_IN,
            (
                "Đăng ký điển hình tiên tiến tháng 6 năm 2024: phản hồi danh sách",
                "Kính gửi: Sở Y tế\n\nCòn 2 chỗ.\n\nTrân trọng.\n\nPhòng Nội vụ\n",
            ),
            0,
        );
        check(
            "chủ đề: V/v {kỳ}\r\nKèm: mẫu đăng ký\r\n\r\nChào {đơn vị}.",
            ("V/v tháng 6 năm 2024", "Chào Sở Y tế.\n"),
            0,
        );
        assert!(MailTemplate::read("", "Chủ đề: a\nKèm: Mẫu đăng ký\n\nb").value.attaches_form);
    }

    #[test]
    fn what_is_not_understood_is_told_and_stays() {
        check("Chủ đề: {ky}\nGửi: ai\n\n{đơn vi} ơi", ("{ky}", "{đơn vi} ơi\n"), 3);
        check("", ("", "\n"), 1);
    }
}

//! The words by which a unit is reminded, ready to send, and whom they go to.
//!
//! What the office's settings do not say is left open (`……/……`), never invented.

use jiff::civil::Date;
use percent_encoding::{AsciiSet, NON_ALPHANUMERIC, utf8_percent_encode};

use super::page::day_shown;
use super::part::{Part, unit_name};
use super::reminder::{Reminder, inherited, short};
use crate::plan::Period;
use crate::registry::SheetAccount;
use crate::units::{UnitCode, UnitKind};

/// Excel and mail programs cut longer links.
const LONGEST_LINK: usize = 2_000;

/// All but what RFC 3986 calls unreserved.
const ESCAPED: &AsciiSet = &NON_ALPHANUMERIC.remove(b'-').remove(b'.').remove(b'_').remove(b'~');

/// Whom to call at a unit.
pub(super) struct ContactLine {
    /// Person, telephone and address, one a line; blank where none is known.
    pub(super) shown: String,
    /// The address to write to; blank where none is known.
    pub(super) email: String,
}

/// Whom to call at a unit: as the settings say, else the first address of the unit list.
pub(super) fn contact(part: &Part<'_>, code: &UnitCode) -> ContactLine {
    let known_contact = part.all.look.contacts.iter().find(|contact| contact.unit == code.as_str());
    let listed = part.all.units.find(code);
    let listed = listed.and_then(|unit| unit.emails.iter().find(|email| !email.starts_with('@')));
    let email = known_contact.map(|contact| contact.email.clone()).filter(|email| !email.is_empty());
    let email = email.or_else(|| listed.cloned()).unwrap_or_default();
    let (person, phone) =
        known_contact.map_or(("", ""), |contact| (contact.person.as_str(), contact.phone.as_str()));
    let lines: Vec<&str> = [person, phone, &email].into_iter().filter(|line| !line.is_empty()).collect();
    ContactLine { shown: lines.join("\n"), email }
}

/// A link that opens a mail to the unit, with its words where they are short enough for one.
pub(super) fn mail(contact: &ContactLine, text: &str, period: Period) -> Option<String> {
    if contact.email.is_empty() {
        return None;
    }
    let subject = format!("Đăng ký điển hình tiên tiến, {}", period.label());
    let address = format!("mailto:{}?subject={}", contact.email, escaped(&subject));
    let whole = format!("{address}&body={}", escaped(text));
    Some(if whole.len() <= LONGEST_LINK { whole } else { address })
}

/// Text as it stands in a link.
fn escaped(text: &str) -> impl std::fmt::Display {
    utf8_percent_encode(text, ESCAPED)
}

/// Whom a letter is for: the People's Committee of an area, else the unit itself.
pub(super) fn addressee(part: &Part<'_>, code: &UnitCode) -> String {
    let name = unit_name(part.all.units, Some(code));
    let area = part.all.units.find(code).is_some_and(|unit| unit.kind == UnitKind::Area);
    let mut letters = name.chars();
    match letters.next() {
        Some(first) if area => {
            format!("Ủy ban nhân dân {}{}", first.to_lowercase(), letters.as_str())
        }
        Some(_) | None => name.to_owned(),
    }
}

/// The words to send.
pub(super) fn text(part: &Part<'_>, reminder: &Reminder<'_>, end: Date) -> String {
    let name = addressee(part, reminder.unit);
    format!("Kính gửi {name}: {}Trân trọng.", words(part, reminder, end))
}

/// What a unit owes and by when, between the greeting and the end of a letter.
pub(super) fn words(part: &Part<'_>, reminder: &Reminder<'_>, end: Date) -> String {
    let look = part.all.look;
    let office = match look.office.as_str() {
        "" => "cơ quan tổng hợp",
        office => office,
    };
    let mut text = String::new();
    match reminder.reporting {
        Some(line) if 0 < line.missing => {
            let unread = unread(reminder);
            let received = match unread.as_slice() {
                [] => "nhận được",
                _ => "đọc được",
            };
            if !unread.is_empty() {
                text.push_str(&format!(
                    "{office} đã nhận {} nhưng không đọc được danh sách nào trong đó. Vì vậy ",
                    unread.join(", ")
                ));
            }
            text.push_str(&format!(
                "đến hết ngày {}, {office} chưa {received} {:02} danh sách đăng ký điển hình tiên \
                 tiến của đơn vị ({} {}, quá hạn {} ngày). ",
                day_shown(end),
                line.missing,
                if line.missing == 1 { "hạn nộp" } else { "hạn sớm nhất" },
                day_shown(line.overdue_since.unwrap_or(line.due)),
                reminder.days
            ));
        }
        Some(line) if 0 < line.late => {
            text.push_str(&format!(
                "{office} đã nhận danh sách của đơn vị, trong đó {:02} lần sau hạn; đề nghị gửi \
                 đúng hạn trong các kỳ sau. ",
                line.late
            ));
        }
        Some(_) | None => {}
    }
    let inherited = inherited(part, reminder);
    if !inherited.is_empty() {
        text.push_str(&format!("Đơn vị tiếp nhận nhiệm vụ: {}. ", inherited.join("; ")));
    }
    let short = short(part, reminder);
    if !short.is_empty() {
        let only_short = reminder.short.iter().all(|tally| 0 < tally.shortfall);
        let what = if only_short {
            "đơn vị còn thiếu"
        } else {
            "chỉ tiêu của đơn vị chưa đạt hoặc chưa rõ"
        };
        text.push_str(&format!("Theo kế hoạch, {what}: {}. ", short.join("; ")));
    }
    let asked = reminder.reporting.is_some_and(|line| 0 < line.missing)
        || !reminder.inherited.is_empty()
        || !short.is_empty();
    if asked {
        let by = look
            .reply_within_days
            .and_then(|days| end.checked_add(jiff::Span::new().days(i64::from(days))).ok());
        let by = by.map_or_else(|| format!("……/……/{}", end.year()), day_shown);
        text.push_str(&format!("Đề nghị đơn vị gửi, bổ sung danh sách về {office} chậm nhất ngày {by}"));
        if !look.reply_to.is_empty() {
            text.push_str(&format!("; cần trao đổi xin liên hệ {}", look.reply_to));
        }
        text.push_str(". ");
    }
    text
}

/// Files of which no list could be read: `tệp «a.xlsx» ngày 03/06/2024`.
fn unread(reminder: &Reminder<'_>) -> Vec<String> {
    let of = |account: &&SheetAccount| {
        let file = account.place.source.rsplit(['/', '!']).next().unwrap_or_default();
        format!("tệp «{file}» ngày {}", day_shown(account.received))
    };
    let mut files: Vec<String> = reminder.unread.iter().map(of).collect();
    files.dedup();
    files
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_mail_holds_its_words_where_they_are_short_enough() {
        let contact = ContactLine { shown: String::new(), email: "yte@tinh.example".to_owned() };
        let Some(period) = Period::parse("2024-06") else { unreachable!("a period") };
        let short = mail(&contact, "Kính gửi.", period).unwrap_or_default();
        assert!(short.starts_with("mailto:yte@tinh.example?subject=%C4%90%C4%83ng%20k%C3%BD"), "{short}");
        assert!(short.ends_with("&body=K%C3%ADnh%20g%E1%BB%ADi."), "{short}");
        let long = mail(&contact, &"Kính gửi. ".repeat(200), period).unwrap_or_default();
        assert!(long.len() <= LONGEST_LINK && !long.contains("body"), "{long}");
        assert_eq!(mail(&ContactLine { email: String::new(), ..contact }, "", period), None);
    }
}

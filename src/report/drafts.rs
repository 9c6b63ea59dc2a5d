//! `thu/<unit>.eml`: a mail to each unit that owes something or has to mend its list, ready to be looked over
//! and sent.
//!
//! `X-Unsent: 1` has Outlook open it as a draft. Nothing here knows a clock or a machine: the mail is dated by
//! the period and its identifiers are sums of what it says, so that two runs write the same bytes.

use std::collections::{BTreeMap, BTreeSet};
use std::io;

use jiff::civil::Date;
use jiff::tz::Offset;
use mail_builder::MessageBuilder;
use mail_builder::headers::content_type::ContentType;
use mail_builder::headers::date::Date as MailDate;
use mail_builder::headers::raw::Raw;
use mail_builder::mime::MimePart;
use rust_xlsxwriter::XlsxError;

use super::Consolidation;
use super::letter;
use super::mail_template::MailWords;
use super::part::Part;
use super::reminder::{self, Reminder};
use super::reply::Reply;
use super::template::{self, TemplateFor};
use crate::text;
use crate::units::{Unit, UnitCode};

const WORKBOOK: &str = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet";

/// A mail to a unit.
#[derive(Debug)]
pub(super) struct MailDraft<'a> {
    /// Its path inside the folder of the period.
    pub(super) path: String,
    /// The path of the reply workbook that goes with it.
    pub(super) reply: Option<String>,
    /// The unit whose registration workbook goes with it.
    form: Option<&'a Unit>,
    /// Blank where no address is known; the officer writes one.
    to: String,
    subject: String,
    body: String,
    day: Date,
}

/// What there is to say to a unit.
#[derive(Default)]
struct Matter<'r, 'a> {
    reminder: Option<&'r Reminder<'a>>,
    reply: Option<(&'r str, &'r Reply<'a>)>,
}

/// One draft for each unit to which there is something to say, in the order of their codes; `replies` are the
/// reply workbooks of the period with their paths.
pub(super) fn all_of<'a>(all: &Consolidation<'a>, replies: &[(&str, &Reply<'a>)]) -> Vec<MailDraft<'a>> {
    let part = Part::whole(all, &[]);
    let reminders = reminder::all_of(&part);
    let mut matters: BTreeMap<&UnitCode, Matter<'_, 'a>> = BTreeMap::new();
    for reminder in &reminders {
        matters.entry(reminder.unit).or_default().reminder = Some(reminder);
    }
    for (path, reply) in replies {
        if let Some(unit) = reply.unit().filter(|_| 0 < reply.n_open()) {
            matters.entry(&unit.code).or_default().reply = Some((path, reply));
        }
    }
    let mut taken = BTreeSet::new();
    let units = matters.into_iter().filter_map(|(code, matter)| Some((all.units.find(code)?, matter)));
    units.map(|(unit, matter)| draft(&part, unit, &matter, &mut taken)).collect()
}

fn draft<'a>(
    part: &Part<'a>,
    unit: &'a Unit,
    matter: &Matter<'_, 'a>,
    taken: &mut BTreeSet<String>,
) -> MailDraft<'a> {
    let all = &part.all;
    let day = all.period.last_day();
    let reminded = matter.reminder.map(|reminder| letter::words(part, reminder, day)).unwrap_or_default();
    let replied = matter.reply.map(|(path, reply)| reply_words(path, reply)).unwrap_or_default();
    let (subject, body) = all.look.mail.filled(&MailWords {
        unit: &letter::addressee(part, &unit.code),
        period: &all.period.label(),
        matter: match (reminded.is_empty(), replied.is_empty()) {
            (false, false) => "phản hồi danh sách và nhắc gửi, bổ sung",
            (true, false) => "phản hồi danh sách",
            (_, true) => "nhắc gửi, bổ sung danh sách",
        },
        reminder: &capitalised(reminded.trim()),
        reply: &replied,
        office: &all.look.office,
        contact: &all.look.reply_to,
    });
    let owes = matter.reminder.is_some_and(|it| it.reporting.is_some_and(|line| 0 < line.missing));
    MailDraft {
        path: path_of(unit, taken),
        reply: matter.reply.map(|(path, _)| path.to_owned()),
        form: Some(unit).filter(|_| owes && all.look.mail.attaches_form),
        to: letter::contact(part, &unit.code).email,
        subject,
        body,
        day,
    }
}

/// The words as the beginning of a sentence.
fn capitalised(words: &str) -> String {
    let mut letters = words.chars();
    let first = letters.next().into_iter().flat_map(char::to_uppercase);
    first.chain(letters).collect()
}

/// The words that go with a reply workbook.
fn reply_words(path: &str, reply: &Reply<'_>) -> String {
    format!(
        "Đã nhận {:02} dòng đăng ký của đơn vị; còn {:02} chỗ cần sửa hoặc giải trình, liệt kê ở trang đầu và tô màu \
         trong tệp «{}» gửi kèm. Đề nghị đơn vị sửa thẳng vào tệp đó, chỗ nào đúng rồi thì ghi giải trình, lưu và gửi \
         lại chính tệp ấy.",
        reply.n_rows(),
        reply.n_open(),
        file_name(path)
    )
}

fn path_of(unit: &Unit, taken: &mut BTreeSet<String>) -> String {
    let (code, name) = (text::slug(unit.code.as_str()), text::slug(&unit.name));
    let stem = if code == name { code } else { format!("{code}-{name}") };
    let numbered = (2..).map(|n| format!("{stem}-{n}"));
    let free = [stem.clone()].into_iter().chain(numbered).find(|stem| !taken.contains(stem));
    let stem = free.unwrap_or(stem);
    taken.insert(stem.clone());
    format!("thu/{stem}.eml")
}

fn file_name(path: &str) -> &str {
    path.rsplit('/').next().unwrap_or(path)
}

/// Why a draft could not be made.
#[derive(Debug)]
pub(super) enum DraftError {
    Form(XlsxError),
    Mail(io::Error),
}

impl MailDraft<'_> {
    /// The bytes of the mail, with the reply workbook in it.
    pub(super) fn build(&self, all: &Consolidation<'_>, reply: Option<&[u8]>) -> Result<Vec<u8>, DraftError> {
        let form = self.form.map(|unit| {
            template::template(&TemplateFor { plan: all.plan, units: all.units, look: all.look, unit })
        });
        let form = form.transpose().map_err(DraftError::Form)?;
        let mut sum = blake3::Hasher::new();
        for part in [self.path.as_bytes(), self.body.as_bytes(), reply.unwrap_or_default()] {
            sum.update(blake3::hash(part).as_bytes());
        }
        let sum = &sum.finalize().to_hex()[..32];
        let attached =
            |name: &str, bytes: Vec<u8>| MimePart::new(WORKBOOK, bytes).attachment(name.to_owned());
        let mut parts = vec![MimePart::new(
            ContentType::new("text/plain").attribute("charset", "utf-8"),
            self.body.replace('\n', "\r\n"),
        )];
        let reply = reply.zip(self.reply.as_deref());
        parts.extend(reply.map(|(bytes, path)| attached(file_name(path), bytes.to_vec())));
        parts.extend(form.map(|bytes| attached("mau-dang-ky.xlsx", bytes)));
        let mixed = ContentType::new("multipart/mixed").attribute("boundary", format!("={sum}="));
        // Eight in the morning in Vietnam.
        let sent = Offset::constant(7).to_timestamp(self.day.at(8, 0, 0, 0));
        let mut message = MessageBuilder::new()
            .message_id(format!("{sum}@tonghop.invalid"))
            .date(MailDate::new(sent.map(jiff::Timestamp::as_second).unwrap_or_default()))
            .subject(self.subject.as_str())
            .header("X-Unsent", Raw::new("1"))
            .body(MimePart::new(mixed, parts));
        if !self.to.is_empty() {
            message = message.to(self.to.as_str());
        }
        message.write_to_vec().map_err(DraftError::Mail)
    }
}

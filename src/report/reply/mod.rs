//! `phan-hoi/<unit>.xlsx`: to each sender its own lists as they stood, and what was found in them.
//!
//! Findings are coloured cells with notes where they are, a line each on the first sheet, and a place
//! to explain in both. Nothing of another sender stands in it: whom a row resembles is not said.
//! Hidden columns name rows and findings, and a stamp the workbook, so that it can be mended and sent
//! back; see [`crate::layout::Stamp`].

mod key;
mod list;

use std::collections::{BTreeMap, BTreeSet};

use rust_xlsxwriter::{Workbook, XlsxError};

use super::measure::clip_to;
use super::page::{Page, PageCell, day_shown};
use super::style::Styles;
use super::template::write_stamp;
use super::{Consolidation, Look};
use crate::finding::{Code, Finding, Severity};
use crate::layout::{EXPLAIN, EXPLAIN_SHEET, FINDING_KEY, Stamp, StampKind, finding_key};
use crate::ledger::Readings;
use crate::plan::Period;
use crate::registry::{SentSheet, StandingSubmission};
use crate::text;
use crate::units::Unit;

/// Excel's longest name of a sheet, less what tells apart two of the same name.
const LONGEST_NAME: usize = 24;

/// The reply to one sender: all that its workbook is made from. See [`Reply::key`].
#[derive(Debug, Clone)]
pub(super) struct Reply<'a> {
    pub(super) look: &'a Look,
    /// The period of the newest list in it: until something comes or is found, the reply stays as it is.
    pub(super) period: Period,
    /// The mark of the plan.
    plan: String,
    unit: Option<&'a Unit>,
    /// What it sent in that period, and what it sent before where something is still to be mended.
    sent: Vec<StandingSubmission<'a>>,
    findings: Vec<&'a Finding>,
    /// How many lists it sent before of which nothing is to be said any more.
    n_settled: usize,
    /// Where the cells of its lists are, as far as they are not held.
    readings: &'a Readings,
}

/// To which of its lists a sender is replied.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum ReplyLists {
    /// All that are at hand.
    All,
    /// Those of the last period in which it sent any, and of those before it the ones in which something is
    /// open: what was said once of a list in which nothing is to be mended is not said again every month.
    Due,
}

/// A sender, where it is known, and what it sent.
type RepliedSender<'a> = (Option<&'a Unit>, Vec<SubmissionFindings<'a>>);

/// What a sender sent, with what was found in it.
type SubmissionFindings<'a> = (StandingSubmission<'a>, Vec<&'a Finding>);

/// The replies of a run with their paths, one for each sender that stands; a file whose sender is not
/// known gets one of its own.
pub(super) fn all_of<'a>(all: &Consolidation<'a>, lists: ReplyLists) -> Vec<(String, Reply<'a>)> {
    let mut by_source: BTreeMap<&str, Vec<&'a Finding>> = BTreeMap::new();
    for finding in all.findings {
        by_source.entry(&finding.place.source).or_default().push(finding);
    }
    let mut senders: BTreeMap<(String, String), RepliedSender<'a>> = BTreeMap::new();
    for sent in all.registry.standing() {
        let findings = by_source.get(sent.source).cloned().unwrap_or_default();
        if sent.sheets.is_empty() && !is_open(&findings) {
            continue;
        }
        let unit = sent.sender.and_then(|code| all.units.find(code));
        let (code, name) = match (sent.sender, unit) {
            (Some(code), Some(unit)) => (text::slug(code.as_str()), text::slug(&unit.name)),
            (Some(code), None) => (text::slug(code.as_str()), String::new()),
            (None, _) if sent.sheets.is_empty() => continue,
            (None, _) => {
                let mark = blake3::hash(sent.source.as_bytes()).to_hex()[..8].to_owned();
                ("chua-ro-don-vi".to_owned(), mark)
            }
        };
        let whole = sent.sender.map_or_else(|| sent.source.to_owned(), ToString::to_string);
        let name = if name.is_empty() || name == code { code } else { format!("{code}-{name}") };
        senders.entry((name, whole)).or_insert_with(|| (unit, Vec::new())).1.push((sent, findings));
    }
    let mark = all.plan.fingerprint();
    let replies =
        senders.into_iter().map(|((name, _), (unit, sent))| (name, reply(all, lists, &mark, unit, sent)));
    let mut taken: BTreeSet<String> = BTreeSet::new();
    let named = replies.map(|(name, reply)| {
        let mut numbered = name.clone();
        let mut n = 2;
        while !taken.insert(numbered.clone()) {
            numbered = format!("{name}-{n}");
            n += 1;
        }
        (format!("phan-hoi/{numbered}.xlsx"), reply)
    });
    named.collect()
}

/// The reply to a sender.
fn reply<'a>(
    all: &Consolidation<'a>,
    lists: ReplyLists,
    plan: &str,
    unit: Option<&'a Unit>,
    mut found: Vec<SubmissionFindings<'a>>,
) -> Reply<'a> {
    let period = |sent: &StandingSubmission<'_>| all.plan.period_of(sent.received).min(all.period);
    let newest = found.iter().map(|(sent, _)| period(sent)).max().unwrap_or(all.period);
    let n_all = found.len();
    if lists == ReplyLists::Due {
        found.retain(|(sent, findings)| period(sent) == newest || is_open(findings));
    }
    let n_settled = n_all - found.len();
    let (sent, findings): (Vec<_>, Vec<_>) = found.into_iter().unzip();
    let findings = findings.concat();
    let (look, plan, readings) = (all.look, plan.to_owned(), all.readings);
    Reply { look, period: newest, plan, unit, sent, findings, n_settled, readings }
}

impl<'a> Reply<'a> {
    /// The sender, where it is known.
    pub(super) fn unit(&self) -> Option<&'a Unit> {
        self.unit
    }

    /// How many findings are to be mended or explained.
    pub(super) fn n_open(&self) -> usize {
        self.findings.iter().filter(|finding| finding.severity() != Severity::Note).count()
    }

    /// How many rows of its lists were read as registrations.
    pub(super) fn n_rows(&self) -> usize {
        self.sent.iter().map(|sent| sent.registrations.len()).sum()
    }
}

/// Whether something is to be mended or explained.
fn is_open(findings: &[&Finding]) -> bool {
    findings.iter().any(|finding| finding.severity() != Severity::Note)
}

/// Writes a reply.
pub(super) fn write(workbook: &mut Workbook, styles: &Styles, reply: &Reply<'_>) -> Result<(), XlsxError> {
    let sheets: Vec<&SentSheet> = reply.sent.iter().flat_map(|sent| sent.sheets).collect();
    let names = sheet_names(&sheets);
    findings_sheet(workbook, styles, reply, &sheets, &names)?;
    let keys = row_keys(reply);
    let mut found: BTreeMap<(&str, &str), Vec<&Finding>> = BTreeMap::new();
    for finding in &reply.findings {
        found.entry((&finding.place.source, finding.place.sheet_name())).or_default().push(finding);
    }
    for (sheet, name) in sheets.iter().zip(&names) {
        let worksheet = workbook.add_worksheet();
        worksheet.set_name(name)?;
        let of_sheet = found.get(&(&*sheet.place.source, sheet.place.sheet_name()));
        let whole = reply.readings.whole(sheet).ok_or_else(|| gone(sheet))?;
        list::write(worksheet, &whole, of_sheet.map_or(&[], Vec::as_slice), &keys)?;
    }
    let mut stamp = Stamp::new(StampKind::Reply);
    stamp.plan.clone_from(&reply.plan);
    stamp.unit = reply.unit.map(|unit| unit.code.to_string()).unwrap_or_default();
    stamp.period = reply.period.to_string();
    let rows = reply.sent.iter().flat_map(|sent| sent.registrations);
    stamp.rows = rows.map(|row| row.id.to_string()).collect();
    write_stamp(workbook, &stamp.lines())
}

/// Says that the cells of a list are not where they were left.
fn gone(sheet: &SentSheet) -> XlsxError {
    let message = format!(".tonghop vừa bị xóa hoặc hỏng, không còn các ô của «{}»; chạy lại", sheet.place);
    XlsxError::IoError(std::io::Error::other(message))
}

/// The name of each sheet: its own, told apart where two have the same.
fn sheet_names(sheets: &[&SentSheet]) -> Vec<String> {
    let mut taken: BTreeSet<String> =
        [EXPLAIN_SHEET, crate::layout::STAMP_SHEET].iter().map(|name| name.to_lowercase()).collect();
    let mut names = Vec::new();
    for sheet in sheets {
        let kept = sheet.place.sheet_name().chars().filter(|c| !"[]:*?/\\".contains(*c) && !c.is_control());
        let kept: String = kept.collect();
        let kept = clip_to(&kept, LONGEST_NAME).trim_matches(['\'', ' ']);
        let kept = if kept.is_empty() { "Danh sách" } else { kept };
        let mut name = kept.to_owned();
        let mut n = 2;
        while !taken.insert(name.to_lowercase()) {
            name = format!("{kept} ({n})");
            n += 1;
        }
        names.push(name);
    }
    names
}

/// By source, sheet and zero-based row, the first registration of the row.
fn row_keys<'a>(reply: &Reply<'a>) -> BTreeMap<(&'a str, &'a str, u32), &'a str> {
    let mut keys = BTreeMap::new();
    for row in reply.sent.iter().flat_map(|sent| sent.registrations) {
        if let Some(shown) = row.place.row_shown() {
            let place = (&*row.place.source, row.place.sheet_name(), shown - 1);
            keys.entry(place).or_insert(row.id.as_str());
        }
    }
    keys
}

/// What a finding says to its sender: of others it says nothing.
fn words(finding: &Finding) -> (&str, &str) {
    match finding.code {
        Code::ExemplarDuplicate => (
            "Điển hình này đã được đăng ký ở một danh sách khác; chỉ được tính một lần.",
            "Không cần làm gì.",
        ),
        Code::ExemplarDoubtful => (
            "Điển hình này có thể trùng với một điển hình đã đăng ký.",
            "Kiểm tra họ tên, năm sinh, đơn vị; nếu đúng là người khác, ghi giải trình.",
        ),
        Code::ListOverlapping => (
            "Danh sách này trùng một phần với danh sách đơn vị đã gửi trước.",
            "Giải trình: bản này thay thế hay bổ sung bản trước.",
        ),
        Code::ListReplaced | Code::FileSeenBefore => {
            ("Danh sách đã được gửi nhiều lần; chỉ tính một lần.", "Không cần làm gì.")
        }
        _ => (&finding.message, advice(finding)),
    }
}

/// The advice of a finding, said to the sender rather than to the office.
fn advice(finding: &Finding) -> &str {
    match finding.code {
        Code::NameMissing => "Ghi tên của điển hình ở dòng này.",
        Code::NameIncomplete => "Ghi họ và tên đầy đủ; nếu đúng là như vậy, ghi giải trình.",
        Code::NameDoubtful => "Ghi mỗi người một dòng; điều khác ghi ở cột Ghi chú.",
        Code::DateImpossible => "Ghi lại ngày sinh đúng, dạng ngày/tháng/năm.",
        Code::AgeUnlikely => "Sửa năm sinh; nếu năm sinh đúng, ghi giải trình.",
        Code::KindUnclear => "Ghi rõ tập thể, cá nhân hay hộ gia đình.",
        Code::SenderUnknown => "Ghi đúng tên cơ quan, đơn vị lập danh sách.",
        Code::UnitUnknown | Code::UnitAmbiguous => "Ghi tên đầy đủ của đơn vị, kèm xã, phường.",
        Code::MovementUnknown => "Ghi rõ phong trào, cuộc vận động hoặc lĩnh vực của kế hoạch.",
        Code::RowUnclear => "Nếu dòng này là một điển hình, ghi đủ các cột; nếu không, xóa dòng.",
        Code::TextDoubtful => "Gõ lại ô này bằng phông Unicode.",
        Code::TableMissing | Code::LayoutDoubtful => "Dùng mẫu đăng ký, hoặc ghi rõ tên các cột.",
        Code::FileEmpty | Code::FileDamaged | Code::FileCrashed => "Lưu lại tệp dạng .xlsx rồi gửi lại.",
        Code::FileEncrypted => "Gửi lại tệp không đặt mật khẩu.",
        Code::FileUnsupported => "Gửi danh sách bằng tệp Excel.",
        _ => &finding.advice,
    }
}

/// The sheet that lists what is to be mended or explained.
fn findings_sheet(
    workbook: &mut Workbook,
    styles: &Styles,
    reply: &Reply<'_>,
    sheets: &[&SentSheet],
    names: &[String],
) -> Result<(), XlsxError> {
    let mut page = Page::add(workbook, styles, EXPLAIN_SHEET, &[36, 90, 150, 62, 230, 190, 194])?;
    let last = page.last_col();
    let key_col = last + 1;
    let unit = reply.unit.map_or("đơn vị gửi", |unit| unit.name.as_str());
    let n_rows = reply.n_rows();
    page.letterhead(reply.look, reply.period)?;
    page.title("Phản hồi danh sách đăng ký", &[
        &format!("Kính gửi: {unit}"),
        "(Sửa thẳng vào các ô tô màu ở các trang sau; chỗ nào đúng rồi thì ghi giải trình. Lưu và gửi lại chính tệp này.)",
    ])?;
    let received: Vec<String> = reply
        .sent
        .iter()
        .map(|sent| format!("«{}» ngày {}", sent.source, day_shown(sent.received)))
        .collect();
    page.spread(
        0,
        last,
        &format!("Đã nhận {n_rows} dòng đăng ký trong: {}.", received.join("; ")),
        &styles.paragraph,
    )?;
    if 0 < reply.n_settled {
        let before = format!(
            "Ngoài ra đã nhận {} danh sách gửi trước đó, không còn điều gì phải sửa.",
            reply.n_settled
        );
        page.spread(0, last, &before, &styles.paragraph)?;
    }
    page.gap(6.0)?;
    page.header(&["STT", "Mức", "Tệp, trang", "Ô", "Điều cần xem lại", "Cần làm", EXPLAIN])?;
    page.sheet.write_string(page.row - 1, key_col, FINDING_KEY)?;
    page.sheet.set_column_hidden(key_col)?;
    let keys = row_keys(reply);
    let explanations = said(reply);
    let mut shown: Vec<&&Finding> = reply.findings.iter().collect();
    shown.sort_by_key(|finding| finding.severity());
    for (at, finding) in shown.iter().enumerate() {
        let (message, advice) = words(finding);
        let name = sheets.iter().zip(names).find(|(sheet, _)| {
            sheet.place.source == finding.place.source && sheet.place.sheet == finding.place.sheet
        });
        let place = match name {
            Some((_, name)) => format!("{} › {name}", file_of(&finding.place.source)),
            None => file_of(&finding.place.source).to_owned(),
        };
        let explained = explanations.get(&(finding.place.source.to_string(), spot(finding)));
        let explained = explained.filter(|_| finding.code == Code::FindingExplained);
        let code = explained.map_or(finding.code.entry().id, |(code, _)| code.as_str());
        let row = page.write(&[
            (PageCell::ordinal(at), &styles.centre),
            (PageCell::Text(finding.severity().label()), &styles.centre),
            (PageCell::Owned(place), &styles.text),
            (PageCell::Owned(finding.place.spot_shown()), &styles.centre),
            (PageCell::Text(message), &styles.text),
            (PageCell::Text(advice), &styles.text),
            (
                explained.map_or(PageCell::Blank, |(_, explanations)| PageCell::Text(explanations)),
                &styles.answer,
            ),
        ])?;
        let of = row_of(finding)
            .and_then(|row| keys.get(&(&*finding.place.source, finding.place.sheet_name(), row)).copied());
        page.sheet.write_string(row, key_col, finding_key(code, of.unwrap_or_default(), &finding.raw))?;
    }
    if shown.is_empty() {
        page.spread(0, last, "Danh sách đã đọc được đầy đủ, không có điều gì phải sửa.", &styles.text)?;
    }
    page.sheet.protect();
    Ok(())
}

/// By source and place (sheet and zero-based row), the code of what was explained and the words.
type Explanations = BTreeMap<(String, Option<(String, u32)>), (String, String)>;

/// What was explained before.
fn said(reply: &Reply<'_>) -> Explanations {
    let mut explanations = BTreeMap::new();
    for sent in &reply.sent {
        for one in sent.explained {
            explanations
                .insert((sent.source.to_owned(), one.at.clone()), (one.code.clone(), one.said.clone()));
        }
    }
    explanations
}

fn spot(finding: &Finding) -> Option<(String, u32)> {
    Some((finding.place.sheet_name().to_owned(), row_of(finding)?))
}

fn row_of(finding: &Finding) -> Option<u32> {
    finding.place.row_shown().map(|row| row - 1)
}

fn file_of(source: &str) -> &str {
    source.rsplit(['/', '!']).next().unwrap_or(source)
}

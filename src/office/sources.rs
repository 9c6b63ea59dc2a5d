//! What an office wrote: plan, settings and units, as text files or as one workbook.
//!
//! Both forms may lie in a workspace as long as they say the same; where they do not, nothing runs until a
//! person has said which holds.

use std::fs;
use std::path::Path;
use std::sync::Arc;

use crate::finding::{Finding, Place, Severity, SourceText, reason};
use crate::intake::{FileOutcome, Passwords};
use crate::plan::{Plan, differences};
use crate::setup;
use crate::text;
use crate::units::{UnitBook, UnitList};

use super::{CannotRun, Host};

/// The workbook of an office.
pub const WORKBOOK: &str = "ke-hoach.xlsx";

/// The plan as text.
pub const PLAN: &str = "plan.toml";

/// The settings as text.
pub const SETTINGS: &str = "tonghop.toml";

/// What an office wrote, form by form.
#[derive(Debug)]
pub(super) struct OfficeSources {
    /// `plan.toml`.
    pub(super) plan: Option<SourceText>,
    /// `tonghop.toml`; blank where there is none.
    pub(super) settings: SourceText,
    /// The workbook.
    pub(super) book: setup::SetupBook,
    /// What was noticed in the workbook.
    pub(super) findings: Vec<Finding>,
}

impl OfficeSources {
    /// Reads what lies in a folder.
    pub(super) fn read(
        dir: &Path,
        host: &Host<'_>,
        passwords: &Passwords,
    ) -> Result<OfficeSources, CannotRun> {
        let plan = bytes_of(&dir.join(PLAN))?.map(|bytes| SourceText::file(PLAN, text::decode_file(&bytes)));
        let settings = bytes_of(&dir.join(SETTINGS))?.unwrap_or_default();
        let settings = SourceText::file(SETTINGS, text::decode_file(&settings));
        let (book, findings) = match bytes_of(&dir.join(WORKBOOK))? {
            Some(bytes) => workbook(&bytes, host, passwords)?,
            None => Default::default(),
        };
        Ok(OfficeSources { plan, settings, book, findings })
    }

    /// The settings of both forms, where they agree. `code_of` gives units their codes: one form may name a unit
    /// that the other calls by its code.
    pub(super) fn settled_settings(
        &self,
        code_of: impl Fn(&str) -> Option<String>,
    ) -> Result<&SourceText, CannotRun> {
        let Some(of_book) = &self.book.settings else { return Ok(&self.settings) };
        if self.settings.text().trim().is_empty() {
            return Ok(of_book);
        }
        let read = |written: &SourceText| {
            let mut table = toml::from_str::<toml::Table>(written.text()).unwrap_or_default();
            code_contacts(&mut table, &code_of);
            table
        };
        let (file, book) = (read(&self.settings), read(of_book));
        if let Some(key) = conflict(&file, &book).or_else(|| lacking(&file, &book).and(lacking(&book, &file)))
        {
            let key = key.as_str();
            return Err(disagree(
                &format!("cài đặt «{key}»"),
                &self.settings.place_of_path(key),
                &of_book.place_of_path(key),
            ));
        }
        // The one that says more holds, and says what the other says.
        Ok(if lacking(&file, &book).is_some() { &self.settings } else { of_book })
    }

    /// The plan of both forms, where they agree: the workbook's, for it is what an officer edits.
    pub(super) fn settled_plan(&self, dir: &Path, units: &UnitBook) -> Result<&SourceText, CannotRun> {
        let (file, book) = match (&self.plan, &self.book.plan) {
            (Some(file), None) => return Ok(file),
            (None, Some(book)) => return Ok(book),
            (None, None) => return Err(no_plan(dir)),
            (Some(file), Some(book)) => (file, book),
        };
        let (of_file, of_book) = (Plan::read(file, units), Plan::read(book, units));
        let faulty = |findings: &[Finding]| findings.iter().any(|one| one.severity() == Severity::Error);
        if faulty(&of_file.findings) {
            return Ok(file);
        }
        if faulty(&of_book.findings) {
            return Ok(book);
        }
        let (Some(in_file), Some(in_book)) = (of_file.value, of_book.value) else { return Ok(book) };
        match differences((&in_file, file), (&in_book, book)).into_iter().next() {
            None => Ok(book),
            Some(difference) => Err(disagree(&difference.what, &difference.one, &difference.other)),
        }
    }

    /// The units of the workbook that no text file lists.
    pub(super) fn units_beside(&self, files: &[UnitList]) -> Result<Option<UnitList>, CannotRun> {
        let Some(units_of_book) = &self.book.units else { return Ok(None) };
        let mut known = Vec::new();
        for (code, place, line) in units_of_book.lines() {
            let Some((other, there)) = files.iter().find_map(|list| list.line_of(&code)) else { continue };
            if there != line {
                return Err(disagree(&format!("đơn vị «{code}»"), &other, &place));
            }
            known.push(code);
        }
        Ok(Some(units_of_book.without(&known)))
    }
}

/// What two files say that cannot both hold.
fn disagree(what: &str, one: &Place, other: &Place) -> CannotRun {
    CannotRun::new(format!(
        "Hai bản của cơ quan nói khác nhau về {what}: {one} và {other}. Chưa tổng hợp và chưa công bố gì. Sửa một trong hai chỗ cho giống nhau, hoặc chỉ giữ một bản (cất {PLAN}, {SETTINGS}, units.csv đi, hoặc cất {WORKBOOK})."
    ))
}

fn no_plan(dir: &Path) -> CannotRun {
    let names = fs::read_dir(dir)
        .into_iter()
        .flatten()
        .filter_map(|entry| entry.ok()?.file_name().into_string().ok());
    let alike = |name: &String| {
        let key = text::slug(name.rsplit_once('.').map_or(name, |(stem, _)| stem));
        !name.starts_with("~$") && (key.starts_with("ke-hoach") || key.starts_with("kehoach"))
    };
    let mut alike: Vec<String> = names.filter(alike).collect();
    alike.sort();
    let near = alike
        .first()
        .map(|name| format!(" Trong thư mục có «{name}»: nếu đó là sổ kế hoạch, lưu thành {WORKBOOK}."));
    CannotRun::new(format!(
        "Không thấy kế hoạch trong «{}»: cần {WORKBOOK} hoặc {PLAN}.{} Chạy lệnh trong thư mục có kế hoạch, hoặc ghi tên thư mục đó sau lệnh.",
        dir.display(),
        near.unwrap_or_default()
    ))
}

type ReadBook = (setup::SetupBook, Vec<Finding>);

/// Reads the workbook; one that cannot be opened stops everything, for it may say what nothing else says.
fn workbook(bytes: &[u8], host: &Host<'_>, passwords: &Passwords) -> Result<ReadBook, CannotRun> {
    let source: Arc<str> = WORKBOOK.into();
    let readers = host.readers().with_passwords(passwords.clone());
    let read = readers.read_bytes(&source, bytes, host.today());
    let Some(attachment) = read.first().filter(|one| one.outcome == FileOutcome::Read) else {
        let findings: Vec<Finding> = read.into_iter().flat_map(|one| one.findings).collect();
        let message = format!(
            "Không đọc được {WORKBOOK}; chưa tổng hợp và chưa công bố gì.{}",
            super::host::listed(&findings)
        );
        return Err(CannotRun::new(message));
    };
    let mut findings: Vec<Finding> = attachment.findings.clone();
    let book = setup::read(&source, &attachment.sheets).note_into(&mut findings);
    Ok((book, findings))
}

/// Calls the units of contacts by their codes.
fn code_contacts(settings: &mut toml::Table, code_of: impl Fn(&str) -> Option<String>) {
    let contacts = settings.get_mut("contact").and_then(toml::Value::as_array_mut);
    for contact in contacts.into_iter().flatten().filter_map(toml::Value::as_table_mut) {
        if let Some(code) = contact.get("unit").and_then(toml::Value::as_str).and_then(&code_of) {
            contact.insert("unit".to_owned(), toml::Value::String(code));
        }
    }
}

/// The first key of which two tables say different things, dotted.
fn conflict(one: &toml::Table, other: &toml::Table) -> Option<String> {
    one.iter().find_map(|(key, value)| match (value, other.get(key)?) {
        (toml::Value::Table(value), toml::Value::Table(other)) => {
            conflict(value, other).map(|below| format!("{key}.{below}"))
        }
        (value, other) => (value != other).then(|| key.clone()),
    })
}

/// The first key that only the first table says, dotted.
fn lacking(one: &toml::Table, other: &toml::Table) -> Option<String> {
    one.iter().find_map(|(key, value)| match (value, other.get(key)) {
        (toml::Value::Table(value), Some(toml::Value::Table(other))) => {
            lacking(value, other).map(|below| format!("{key}.{below}"))
        }
        (_, Some(_)) => None,
        (_, None) => Some(key.clone()),
    })
}

/// The bytes of a file; none where there is no such file.
fn bytes_of(path: &Path) -> Result<Option<Vec<u8>>, CannotRun> {
    match fs::read(path) {
        Ok(bytes) => Ok(Some(bytes)),
        Err(error) if error.kind() == std::io::ErrorKind::NotFound => Ok(None),
        Err(error) => Err(CannotRun::new(format!(
            "Không mở được «{}»: {}. Nếu tệp đang mở trong Excel, hãy lưu và đóng lại rồi chạy lại.",
            path.display(),
            reason(&error)
        ))),
    }
}

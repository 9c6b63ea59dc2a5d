//! The folder of a plan: its settings, units, plan and decisions.

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use crate::dedup::Sameness;
use crate::finding::{Code, Decisions, Finding, Noted, Place, Severity, reason};
use crate::intake::{Cell, Passwords, Readers, SheetRow, Value};
use crate::layout::Dictionary;
use crate::ledger::{self, Closing};
use crate::plan::{Due, MovementNames, Period, Plan, UNCHECKED, unit_called};
use crate::record::{AWARDS_FILE, AwardWords, GRANTORS_FILE, References, Remarks};
use crate::report::MailTemplate;
use crate::setup;
use crate::text;
use crate::units::{UnitBook, UnitList, UnitWords};

use super::host::listed;
use super::settings::{self, Settings};
use super::sources::OfficeSources;
use super::{CannotRun, Host};

/// The office's own words of mails to units.
const MAIL_TEMPLATE: &str = "mau-thu.txt";

/// The passwords of locked files, one a line.
const PASSWORDS: &str = "mat-khau.txt";

/// Which periods were issued for good.
const CLOSED: &str = "closed.csv";

/// The office's own words around the names of units.
const UNIT_WORDS: &str = "unit-words.csv";

/// A workspace, opened.
#[derive(Debug)]
pub struct Workspace {
    /// The folder.
    pub dir: PathBuf,
    /// The settings.
    pub settings: Settings,
    /// BLAKE3 of `tonghop.toml`, hexadecimal.
    pub settings_hash: String,
    /// The units: the country, with those of the office over it.
    pub units: UnitBook,
    /// The plan.
    pub plan: Plan,
    /// The names of the plan's movements, ready to be looked for.
    pub movements: MovementNames,
    /// Lists that the plan and the office call in.
    pub dues: Vec<Due>,
    /// BLAKE3 of `plan.toml`, hexadecimal.
    pub plan_hash: String,
    /// The units that the workbook lists, as text.
    book_units: String,
    /// The answers of people.
    pub decisions: Decisions,
    /// The parameters by which registrations are the same.
    pub sameness: Sameness,
    /// What to try on locked files.
    passwords: Passwords,
    dictionary: Dictionary,
    remarks: Remarks,
    award_words: AwardWords,
    /// BLAKE3 of the program.
    pub program: [u8; 32],
    /// BLAKE3 of all that the reading of any file depends on: the program and the reference files.
    pub reading_base: [u8; 32],
    /// BLAKE3 of the office's own parameters of sameness.
    sameness_hash: [u8; 32],
    /// BLAKE3 of what else the figures depend on, hexadecimal, by name: units, answers, word lists, sameness.
    pub references: BTreeMap<String, String>,
    /// The periods that were issued for good.
    pub closed: BTreeMap<Period, Closing>,
    /// What was noticed in the reference files.
    pub findings: Vec<Finding>,
}

impl Workspace {
    /// Opens a workspace; without a plan nothing can run.
    pub fn open(dir: &Path, host: &Host<'_>) -> Result<Workspace, CannotRun> {
        // It takes as long as all the rest.
        let path = host.program.cloned();
        let program = std::thread::spawn(move || program(path.as_deref()));
        let mut findings = Vec::new();
        let passwords = passwords(dir)?;
        let mut sources = OfficeSources::read(dir, host, &passwords)?;
        let units = units_of(dir, &sources, &mut findings, host)?;
        let written = sources.settled_plan(dir, &units)?.clone();
        let Noted { value: read, findings: of_plan } = Plan::read(&written, &units);
        let mut of_sources = std::mem::take(&mut sources.findings);
        let beside = setup::beside(&of_sources, of_plan);
        of_sources.extend(beside);
        // A plan of which a part cannot be read would have its annexes state what the plan does not say.
        let (faults, notes): (Vec<Finding>, Vec<Finding>) = of_sources.into_iter().partition(|finding| {
            finding.severity() == Severity::Error
                && matches!(finding.code, Code::PlanInvalid | Code::PlanUnitUnknown)
        });
        let Some(mut plan) = read.filter(|_| faults.is_empty()) else {
            // A unit that could not be read is a unit that the plan does not find.
            let units = findings.iter().chain(&notes).filter(|one| one.code == Code::UnitListInvalid);
            let faults: Vec<Finding> = units.cloned().chain(faults).collect();
            return Err(CannotRun::new(format!(
                "Kế hoạch có {} chỗ không đọc được nên chưa tổng hợp và chưa công bố gì; kết quả cũ còn nguyên. Sửa các chỗ sau rồi chạy lại:{}",
                faults.len(),
                listed(&faults)
            )));
        };
        findings.extend(notes);
        findings.extend(plan.unchecked().into_iter().map(|place| {
            let message = format!("Chỗ này do máy đọc từ văn bản, còn ghi «{UNCHECKED}».");
            Finding::new(Code::PlanDraftUnchecked, place.clone(), message)
        }));
        let code_of = |unit: &str| {
            unit_called(&units, plan.from, Some(&plan.issuer), unit).ok().map(|code| code.to_string())
        };
        let written_settings = sources.settled_settings(code_of)?.clone();
        let mut settings =
            settings::read(&written_settings).map_err(|findings| CannotRun::new(listed(&findings)))?;
        plan.cut_off_day = settings.cut_off_day.unwrap_or(plan.cut_off_day);
        let dues = settings.dues(&plan, &written_settings).note_into(&mut findings);
        let dues = plan.dues.iter().cloned().chain(dues).collect();
        for (at, contact) in settings.look.contacts.iter_mut().enumerate() {
            match unit_called(&units, plan.from, Some(&plan.issuer), &contact.unit) {
                Ok(code) => contact.unit = code.to_string(),
                Err(near) => {
                    let near = near.first().and_then(|near| units.find(&near.code));
                    let near = near.map(|near| format!(" Có phải «{}»?", near.name)).unwrap_or_default();
                    let message =
                        format!("Liên hệ của «{}»: danh mục đơn vị không có đơn vị này.{near}", contact.unit);
                    let row = written_settings.part("contact", at);
                    let place = written_settings.cell_of(&row, "unit");
                    findings.push(Finding::new(Code::SettingUnknown, place, message));
                }
            }
        }
        let choices = ledger::Choices { units: Some(&units), plan: Some(&plan) };
        let decisions =
            ledger::read_decisions(&dir.join("decisions.csv"), &choices)?.note_into(&mut findings);
        let sameness = sameness(dir, &mut findings)?;
        let dictionary = dictionary(dir, &mut findings)?;
        if let Some(written) = Some(read_or_empty(&dir.join(MAIL_TEMPLATE))?).filter(|text| !text.is_empty())
        {
            settings.look.mail = MailTemplate::read(MAIL_TEMPLATE, &written).note_into(&mut findings);
        }
        let remarks = remarks(dir, &mut findings)?;
        let award_words = award_words(dir, &mut findings)?;
        let closed = ledger::closed_periods(&dir.join(CLOSED), plan.cut_off_day)?.note_into(&mut findings);
        let program = program.join().unwrap_or_default();
        let book_units =
            sources.book.units.as_ref().map(|list| format!("{:?}", list.lines())).unwrap_or_default();
        Ok(Workspace {
            references: references(dir, &decisions, &book_units),
            book_units: book_units.clone(),
            closed,
            dir: dir.to_owned(),
            settings,
            settings_hash: hash(written_settings.text()),
            units,
            movements: MovementNames::of(&plan),
            plan,
            dues,
            plan_hash: hash(written.text()),
            decisions,
            sameness,
            passwords,
            dictionary,
            remarks,
            award_words,
            program,
            reading_base: reading_base(dir, &program, &format!("{}{book_units}", written.text())),
            sameness_hash: *blake3::hash(read_or_empty(&dir.join("sameness.toml"))?.as_bytes()).as_bytes(),
            findings,
        })
    }

    /// The folder of the periods that were written.
    pub fn out(&self) -> PathBuf {
        self.dir.join("out")
    }

    /// The file of periods that were issued for good.
    pub fn closings(&self) -> PathBuf {
        self.dir.join(CLOSED)
    }

    /// Readers of what units sent, who know the passwords of the office.
    pub fn readers(&self, host: &Host<'_>) -> Readers {
        host.readers().with_passwords(self.passwords.clone())
    }

    /// Reads `decisions.csv` again, after answers were written into it.
    pub(super) fn read_decisions_again(&mut self) -> Result<(), CannotRun> {
        let choices = ledger::Choices { units: Some(&self.units), plan: Some(&self.plan) };
        let Noted { value, findings } = ledger::read_decisions(&self.dir.join("decisions.csv"), &choices)?;
        if value != self.decisions {
            self.findings.retain(|finding| &*finding.place.source != "decisions.csv");
            self.findings.extend(findings);
            self.references = references(&self.dir, &value, &self.book_units);
            self.decisions = value;
        }
        Ok(())
    }

    /// What registrations are held against.
    pub fn references(&self) -> References<'_> {
        References {
            units: &self.units,
            plan: &self.plan,
            movements: &self.movements,
            decisions: &self.decisions,
            remarks: &self.remarks,
            award_words: &self.award_words,
        }
    }

    /// BLAKE3 of all that deciding depends on, beside what was read: answers and parameters.
    pub fn deciding_base(&self) -> [u8; 32] {
        let mut hasher = blake3::Hasher::new();
        hasher.update(&self.decisions.digest());
        hasher.update(&self.sameness_hash);
        hasher.update(&self.plan.cut_off_day.to_le_bytes());
        *hasher.finalize().as_bytes()
    }

    /// The words that mean a column.
    pub fn dictionary(&self) -> &Dictionary {
        &self.dictionary
    }
}

/// BLAKE3 of the program: one that was built anew may read and decide otherwise.
fn program(path: Option<&Path>) -> [u8; 32] {
    let mut hasher = blake3::Hasher::new();
    // Piece by piece: it is large, and memory for it would take longer than its sum. A program that cannot
    // read itself takes readings of others of its kind for its own.
    if let Some(Ok(file)) = path.map(fs::File::open) {
        let _ = hasher.update_reader(file);
    }
    *hasher.finalize().as_bytes()
}

/// BLAKE3 of the units, the answers, the words and the parameters of an office, by name.
fn references(dir: &Path, decisions: &Decisions, book_units: &str) -> BTreeMap<String, String> {
    let of = |paths: Vec<PathBuf>, beside: &str| {
        let mut hasher = blake3::Hasher::new();
        for path in paths {
            hasher.update(blake3::hash(&fs::read(path).unwrap_or_default()).as_bytes());
        }
        if !beside.is_empty() {
            hasher.update(blake3::hash(beside.as_bytes()).as_bytes());
        }
        hasher.finalize().to_hex().to_string()
    };
    let answers = blake3::Hash::from(decisions.digest()).to_hex().to_string();
    let mut words = ["columns.csv", "remarks.csv"].map(|name| dir.join(name)).to_vec();
    // Lists that came later count where they are: without them the hash is what it was.
    words.extend(
        [AWARDS_FILE, GRANTORS_FILE].map(|name| dir.join(name)).into_iter().filter(|path| path.exists()),
    );
    [
        ("answers", answers),
        ("sameness", of(vec![dir.join("sameness.toml")], "")),
        ("units", of(unit_files(dir), book_units)),
        ("words", of(words, "")),
    ]
    .map(|(name, hash)| (name.to_owned(), hash))
    .into()
}

fn reading_base(dir: &Path, program: &[u8; 32], plan_text: &str) -> [u8; 32] {
    let files = unit_files(dir).into_iter().chain(
        ["columns.csv", "remarks.csv", UNIT_WORDS, PASSWORDS, AWARDS_FILE, GRANTORS_FILE]
            .map(|name| dir.join(name)),
    );
    let files: Vec<Vec<u8>> = files.map(|path| fs::read(path).unwrap_or_default()).collect();
    let mut hasher = blake3::Hasher::new();
    hasher.update(program);
    for part in [plan_text.as_bytes()].into_iter().chain(files.iter().map(Vec::as_slice)) {
        hasher.update(blake3::hash(part).as_bytes());
    }
    *hasher.finalize().as_bytes()
}

/// The words that mean a column: the office's `columns.csv`, where it has one, over the built-in list.
pub fn dictionary(dir: &Path, findings: &mut Vec<Finding>) -> Result<Dictionary, CannotRun> {
    let extra = bytes_or_none(&dir.join("columns.csv"))?;
    if extra.is_empty() {
        return Ok(Dictionary::built_in().clone());
    }
    Ok(Dictionary::with("columns.csv", &extra).note_into(findings))
}

/// The passwords that the office knows, where it keeps any.
pub fn passwords(dir: &Path) -> Result<Passwords, CannotRun> {
    Ok(Passwords::listed(&read_or_empty(&dir.join(PASSWORDS))?))
}

/// The remarks that doubt a registration: the office's `remarks.csv`, where it has one, over the built-in list.
fn remarks(dir: &Path, findings: &mut Vec<Finding>) -> Result<Remarks, CannotRun> {
    let extra = bytes_or_none(&dir.join("remarks.csv"))?;
    if extra.is_empty() {
        return Ok(Remarks::built_in().clone());
    }
    Ok(Remarks::with("remarks.csv", &extra).note_into(findings))
}

/// What awards are called and who grants them: the office's lists, where it has them, over the built-in ones.
fn award_words(dir: &Path, findings: &mut Vec<Finding>) -> Result<AwardWords, CannotRun> {
    let awards = bytes_or_none(&dir.join(AWARDS_FILE))?;
    let grantors = bytes_or_none(&dir.join(GRANTORS_FILE))?;
    if awards.is_empty() && grantors.is_empty() {
        return Ok(AwardWords::built_in().clone());
    }
    Ok(AwardWords::with(&awards, &grantors).note_into(findings))
}

/// The parameters of sameness: the office's `sameness.toml`, where it has one, else the built-in ones.
fn sameness(dir: &Path, findings: &mut Vec<Finding>) -> Result<Sameness, CannotRun> {
    let parameters = read_or_empty(&dir.join("sameness.toml"))?;
    if parameters.is_empty() {
        return Ok(Sameness::built_in().clone());
    }
    Ok(Sameness::from_toml("sameness.toml", &parameters).note_into(findings))
}

/// The office's own units, laid over the country; without a list, the country alone.
pub fn units(dir: &Path, findings: &mut Vec<Finding>, host: &Host<'_>) -> Result<UnitBook, CannotRun> {
    let sources = OfficeSources::read(dir, host, &passwords(dir)?)?;
    let units = units_of(dir, &sources, findings, host)?;
    findings.extend(sources.findings.into_iter().filter(|finding| finding.code == Code::UnitListInvalid));
    Ok(units)
}

/// The settings of a workspace, in whatever form they were written.
pub fn settings(dir: &Path, host: &Host<'_>) -> Result<Settings, CannotRun> {
    let sources = OfficeSources::read(dir, host, &passwords(dir)?)?;
    settings::read(sources.settled_settings(|_| Some(String::new()))?)
        .map_err(|findings| CannotRun::new(listed(&findings)))
}

/// The same of sources that were read.
pub(super) fn units_of(
    dir: &Path,
    sources: &OfficeSources,
    findings: &mut Vec<Finding>,
    host: &Host<'_>,
) -> Result<UnitBook, CannotRun> {
    let mut lists = lists_of(unit_files(dir), findings, host)?;
    lists.extend(sources.units_beside(&lists)?);
    let words = bytes_or_none(&dir.join(UNIT_WORDS))?;
    let words = UnitWords::with(UNIT_WORDS, &words).note_into(findings);
    let mut noted = UnitBook::from_lists_over(&lists, UnitBook::nation().speaking(words));
    noted.findings.iter_mut().for_each(setup::in_headers);
    Ok(noted.note_into(findings))
}

/// The office's own list, without those that others handed over.
pub(super) fn primary_lists(dir: &Path, host: &Host<'_>) -> Result<Vec<UnitList>, CannotRun> {
    let lists =
        unit_files(dir).into_iter().filter(|path| path.file_stem().is_some_and(|stem| stem == "units"));
    lists_of(lists.collect(), &mut Vec::new(), host)
}

fn lists_of(
    paths: Vec<PathBuf>,
    findings: &mut Vec<Finding>,
    host: &Host<'_>,
) -> Result<Vec<UnitList>, CannotRun> {
    let mut lists = Vec::new();
    for path in paths {
        let bytes = fs::read(&path).map_err(|error| {
            CannotRun::new(format!("Không mở được «{}»: {}.", path.display(), reason(&error)))
        })?;
        let source = path.file_name().unwrap_or_default().to_string_lossy();
        if source.ends_with(".csv") {
            lists.push(UnitList::from_csv(&source, &bytes));
        } else {
            lists.extend(unit_sheets(&Arc::from(source), &bytes, findings, host));
        }
    }
    Ok(lists)
}

/// The files that hold an office's units, in the order of their names: `units.csv`, `units.xlsx`, and
/// what others hand over as `units-….csv`.
fn unit_files(dir: &Path) -> Vec<PathBuf> {
    let mut files: Vec<PathBuf> = fs::read_dir(dir)
        .into_iter()
        .flatten()
        .filter_map(|entry| Some(entry.ok()?.path()))
        .filter(|path| {
            let name = path.file_name().unwrap_or_default().to_string_lossy();
            let rest = name.strip_prefix("units");
            rest.is_some_and(|rest| {
                (rest.starts_with('-') || rest.starts_with('.'))
                    && !rest.ends_with(".bak.csv")
                    && (rest.ends_with(".csv") || rest.ends_with(".xlsx"))
            })
        })
        .collect();
    // The office's own list before those that only add to it.
    files.sort_by_key(|path| (path.file_stem().is_some_and(|stem| stem != "units"), path.clone()));
    files
}

/// The lists in a workbook: each sheet that has a heading with the column `code`.
fn unit_sheets(
    source: &Arc<str>,
    bytes: &[u8],
    findings: &mut Vec<Finding>,
    host: &Host<'_>,
) -> Vec<UnitList> {
    let read = host.readers().read_bytes(source, bytes, host.today());
    let mut lists = Vec::new();
    for attachment in &read {
        findings.extend(attachment.findings.iter().cloned());
        for sheet in &attachment.sheets {
            let is_heading =
                |row: &SheetRow| row.cells.iter().any(|cell| cell.value.shown().eq_ignore_ascii_case("code"));
            let rows = sheet.rows.iter().skip_while(|row| !is_heading(row));
            let rows: Vec<_> = rows
                .map(|row| (sheet.place.at_row(row.row), row.cells.iter().fold(Vec::new(), placed)))
                .collect();
            if !rows.is_empty() {
                lists.push(UnitList::from_rows(rows));
            }
        }
    }
    if lists.is_empty() && findings.iter().all(|finding| finding.place.source != *source) {
        let message = "Không thấy trang tính nào có dòng tên cột (code, name, kind, level…).";
        findings.push(Finding::new(Code::UnitListInvalid, Place::file(source.clone()), message));
    }
    lists
}

/// The texts of a row, each in its column; a day as lists write it.
fn placed(mut row: Vec<String>, cell: &Cell) -> Vec<String> {
    row.resize(usize::from(cell.col), String::new());
    row.push(match &cell.value {
        Value::Date(day) => day.to_string(),
        other => other.shown().into_owned(),
    });
    row
}

/// The text of a file, in whatever encoding it was saved; nothing where there is no such file.
pub fn read_or_empty(path: &Path) -> Result<String, CannotRun> {
    Ok(text::decode_file(&bytes_or_none(path)?))
}

/// The bytes of a file; none where there is no such file.
fn bytes_or_none(path: &Path) -> Result<Vec<u8>, CannotRun> {
    match fs::read(path) {
        Ok(bytes) => Ok(bytes),
        Err(error) if error.kind() == std::io::ErrorKind::NotFound => Ok(Vec::new()),
        Err(error) => Err(CannotRun::new(format!("Không mở được «{}»: {}.", path.display(), reason(&error)))),
    }
}

fn hash(text: &str) -> String {
    blake3::hash(text.as_bytes()).to_hex().to_string()
}

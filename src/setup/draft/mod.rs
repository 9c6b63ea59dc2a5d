//! An issued plan → a draft of `ke-hoach.xlsx`: each minimum, due, review and phase with the sentence it comes from
//! and its place. What is doubtful says so in its own cell, and what looks like a duty but was not understood is
//! listed as a task: nothing is taken for granted.

mod amounts;
mod asking;
mod classes;
mod headings;
mod labels;
mod dates;
mod demands;
mod dues;
mod duty;
mod head;
mod minimum;
mod movements;
mod names;
mod outline;
mod owners;
mod paragraphs;
mod quotas;
mod reviews;
mod rules;
mod sentences;
mod strangers;
mod table;
mod times;
#[cfg(test)]
mod tests;

use std::collections::BTreeMap;

use toml::{Table, Value};

use super::ToFill;
use crate::package::PackageError;
use crate::plan::UNCHECKED;
use crate::text;
use demands::{Amounts, DraftAmount, DraftWhole};
use headings::Headings;
use minimum::{DraftQuota, shortened};
use movements::DraftMovement;
use names::KnownUnits;
use outline::Paragraph;
use quotas::QuotaReader;
use rules::Rules;
use times::Times;

/// A draft, and how much of the document it holds.
#[derive(Debug)]
pub struct PlanDraft {
    /// What the workbook says.
    pub to_fill: ToFill,
    /// How many minimums were read.
    pub n_quotas: usize,
    /// How many cells somebody has to look at.
    pub n_doubts: usize,
    /// How many sentences look like a duty but were not understood.
    pub n_tasks: usize,
}

/// Reads a plan: a Word document, or text.
///
/// # Errors
/// Fails where a Word document cannot be opened.
pub fn draft(bytes: &[u8]) -> Result<PlanDraft, PackageError> {
    Ok(drafted(&paragraphs_of(bytes)?))
}

/// Whether a document is a plan by its title, the first line that says of which kind it is: «KẾ HOẠCH», and not
/// «DANH SÁCH», which often goes along with a plan and names it.
pub fn is_plan(bytes: &[u8]) -> bool {
    const KINDS: [(&str, bool); 6] = [
        ("kế hoạch", true),
        ("danh sách", false),
        ("biểu", false),
        ("bảng", false),
        ("báo cáo", false),
        ("tờ trình", false),
    ];
    let kind = |paragraph: &Paragraph| {
        let key = text::key(&paragraph.text);
        let shouted = !paragraph.text.chars().any(char::is_lowercase);
        let begins = |word: &str| key == word || (shouted && key.starts_with(word));
        KINDS.iter().find(|(word, _)| begins(word)).map(|(_, is_plan)| *is_plan)
    };
    paragraphs_of(bytes).is_ok_and(|paragraphs| paragraphs.iter().find_map(kind) == Some(true))
}

fn paragraphs_of(bytes: &[u8]) -> Result<Vec<Paragraph>, PackageError> {
    if bytes.starts_with(b"PK") {
        paragraphs::of_docx(bytes)
    } else {
        Ok(outline::outlined(&text::decode_file(bytes)))
    }
}

fn said(text: impl Into<String>) -> Value {
    Value::String(text.into())
}

fn drafted(paragraphs: &[Paragraph]) -> PlanDraft {
    let mut plan = head::head(paragraphs);
    let known = KnownUnits::of(&plan);
    for key in ["issuer", "receiver"] {
        let name = plan.get(key).and_then(Value::as_str).unwrap_or_default();
        if let Some(called) = known.issuer_called(name).map(said) {
            plan.insert(key.to_owned(), called);
        }
    }
    let mut read = ReadPlan::of(paragraphs, &known, &plan);
    set_apart(&mut read.quotas);
    let quotas = &read.quotas;
    let n_quotas = quotas.iter().map(|quota| quota.asked.n_amounts() * quota.leads.len().max(1)).sum();
    let n_doubtful = quotas.iter().filter(|quota| !quota.doubts.is_empty()).count();
    let units = strangers::strangers(&plan, quotas, &known);
    let ids = put_movements(&mut plan, &read.movements, quotas);
    put(&mut plan, "quota", quotas.iter().map(|quota| quota_table(quota, &ids, &known)).collect());
    put(&mut plan, "cluster", cluster_tables(read.clusters, quotas));
    put(&mut plan, "due", read.times.dues);
    put(&mut plan, "review", read.times.reviews);
    put(&mut plan, "phase", read.times.phases);
    let n_rules = read.rules.eligibility.len();
    put(&mut plan, "eligibility", read.rules.eligibility);
    put(&mut plan, "criterion", read.rules.criteria);
    let n_tasks = read.tasks.len() - 1;
    put(&mut plan, "task", read.tasks);
    let day = plan.get("from").and_then(Value::as_str).and_then(|day| day.parse().ok()).unwrap_or_default();
    // Every rule is to be looked at.
    let n_doubts = n_doubtful + n_rules + units.len();
    PlanDraft { to_fill: ToFill { plan, units, day, ..ToFill::default() }, n_quotas, n_doubts, n_tasks }
}

/// Whoever has a minimum of their own in a movement does not owe what each of their class owes there.
fn set_apart(quotas: &mut [DraftQuota]) {
    let known_quotas: Vec<(String, Vec<String>, Vec<&str>)> = quotas
        .iter()
        .filter(|quota| !quota.leads.is_empty())
        .map(|quota| (text::key(&quota.movement.name), quota.leads.clone(), kinds_of(quota)))
        .collect();
    for quota in quotas.iter_mut().filter(|quota| !quota.class.is_empty()) {
        let (class, _) = classes::class(&quota.class);
        let has = |name: &str| class.get("kind").is_some_and(|kind| is_of(kind, strangers::kind(name)));
        let (movement, kinds) = (text::key(&quota.movement.name), kinds_of(quota));
        let same = known_quotas.iter().filter(|(other, _, counted)| {
            *other == movement && counted.iter().any(|kind| kinds.contains(kind))
        });
        for name in same.flat_map(|(_, leads, _)| leads).filter(|name| has(name)) {
            if !quota.except.contains(name) {
                quota.except.push(name.clone());
            }
        }
    }
}

fn kinds_of(quota: &DraftQuota) -> Vec<&'static str> {
    quota.asked.least.iter().chain(&quota.asked.most).map(|(kind, _)| *kind).collect()
}

fn is_of(kinds: &Value, kind: &str) -> bool {
    match kinds {
        Value::Array(several) => several.iter().any(|one| one.as_str() == Some(kind)),
        one => one.as_str() == Some(kind),
    }
}

/// What the paragraphs of a plan say.
struct ReadPlan {
    movements: Vec<DraftMovement>,
    quotas: Vec<DraftQuota>,
    clusters: Vec<(String, Vec<String>)>,
    times: Times,
    rules: Rules,
    tasks: Vec<Table>,
}

impl ReadPlan {
    fn of(paragraphs: &[Paragraph], known: &KnownUnits, plan: &Table) -> ReadPlan {
        let mut read = ReadPlan {
            movements: Vec::new(),
            quotas: Vec::new(),
            clusters: Vec::new(),
            times: Times::of(plan),
            rules: Rules::default(),
            tasks: vec![unchecked_task()],
        };
        let mut context = Headings::new();
        let mut tables = table::QuotaTables::default();
        for paragraph in paragraphs {
            match tables.row(paragraph, known) {
                Some(row) => {
                    read.quotas.extend(row.quotas);
                    read.tasks.extend(row.told.iter().map(|said| not_understood(said, paragraph)));
                }
                None => read.paragraph(paragraph, known, &mut context),
            }
        }
        read
    }

    fn paragraph(&mut self, paragraph: &Paragraph, known: &KnownUnits, context: &mut Headings) {
        // What stands before the first section says why and by which law.
        if paragraph.section.is_empty() {
            return;
        }
        self.clusters.extend(quotas::cluster_of(paragraph, known));
        let is_criterion = self.rules.holds(paragraph);
        let reading = QuotaReader::new(known, paragraph, is_criterion).read(context);
        if reading.quotas.is_empty() && !self.rules.add(paragraph) && reading.told.is_empty() {
            self.tasks.extend(task(paragraph));
        }
        self.movements.extend(reading.movements);
        self.tasks.extend(reading.told.iter().map(|said| not_understood(said, paragraph)));
        self.quotas.extend(reading.quotas);
        let late = self.times.add(paragraph);
        self.tasks.extend(late.iter().map(|said| not_understood(said, paragraph)));
    }
}

fn put(plan: &mut Table, list: &str, tables: Vec<Table>) {
    if !tables.is_empty() {
        plan.insert(list.to_owned(), Value::Array(tables.into_iter().map(Value::Table).collect()));
    }
}

/// Puts the movements that headings and minimums name; their ids by name.
fn put_movements(
    plan: &mut Table,
    headings: &[DraftMovement],
    quotas: &[DraftQuota],
) -> BTreeMap<String, String> {
    let mut ids = BTreeMap::new();
    let mut tables = Vec::new();
    let others = quotas.iter().map(|quota| &quota.movement);
    let named = headings.iter().chain(others).filter(|movement| !movement.name.is_empty());
    for DraftMovement { name, kind } in named {
        let kind = if kind.is_empty() { "emulation" } else { kind };
        let key = text::key(name);
        if ids.contains_key(&key) {
            continue;
        }
        let id = text::slug(name).split('-').take(8).collect::<Vec<_>>().join("-");
        let pairs = [("id", said(&id)), ("name", said(name)), ("kind", said(kind))];
        tables.push(pairs.map(|(key, value)| (key.to_owned(), value)).into_iter().collect());
        ids.insert(key, id);
    }
    put(plan, "movement", tables);
    ids
}

fn quota_table(quota: &DraftQuota, ids: &BTreeMap<String, String>, known: &KnownUnits) -> Table {
    let mut table = Table::new();
    let mut set = |key: &str, value: Value| table.insert(key.to_owned(), value);
    let list = |names: &[String]| Value::Array(names.iter().map(said).collect());
    if let Some(id) = ids.get(&text::key(&quota.movement.name)) {
        set("movement", said(id));
    }
    match quota.leads.as_slice() {
        [] if !quota.clusters.is_empty() => {
            set("clusters", list(&quota.clusters));
        }
        [] if !quota.class.is_empty() => {
            let (mut class, _) = classes::class(&quota.class);
            if let Some(issuer) = known.body() {
                class.insert("within".to_owned(), said(issuer));
            }
            if !quota.except.is_empty() {
                class.insert("except".to_owned(), list(&quota.except));
            }
            set("each", Value::Table(class));
        }
        [] => {}
        [only] => {
            set("lead", said(only));
        }
        several => {
            set("leads", list(several));
        }
    }
    let (units, others): (Vec<String>, Vec<String>) =
        quota.partners.iter().cloned().partition(|name| known.is_unit(name));
    if !units.is_empty() {
        set("partners", list(&units));
    }
    if !others.is_empty() {
        set("partners_text", said(others.join(", ")));
    }
    let asked = &quota.asked;
    for (bound, amounts) in [("at_least", &asked.least), ("at_most", &asked.most)] {
        if !amounts.is_empty() {
            set(bound, amounts_value(amounts));
        }
    }
    match asked.of {
        Some(DraftWhole::Number(total)) => {
            set("of", Value::Integer(i64::from(total)));
        }
        Some(DraftWhole::Total) => {
            set("of", said("total"));
        }
        Some(DraftWhole::Registered) if asked.among.is_empty() => {
            set("of", said("registered"));
        }
        // So it is where people are named.
        Some(DraftWhole::Registered) | None => {}
    }
    let words = [("among", asked.among), ("per", asked.per), ("shared", quota.shared)];
    for (key, word) in words.into_iter().filter(|(_, word)| !word.is_empty()) {
        set(key, said(word));
    }
    if !quota.holder.is_empty() {
        set("holder", Value::Table([("name".to_owned(), said(&quota.holder))].into_iter().collect()));
    }
    let doubts = quota.doubts.join("; ");
    let basis = if doubts.is_empty() {
        quota.basis.clone()
    } else {
        format!("{UNCHECKED} ({doubts}): {}", quota.basis)
    };
    set("basis", said(basis));
    table
}

fn amounts_value(amounts: &Amounts) -> Value {
    let amount = |amount: &DraftAmount| match amount {
        DraftAmount::Count(number) => Value::Integer(i64::from(*number)),
        DraftAmount::Share(share) => said(share),
    };
    match amounts.as_slice() {
        [("", only)] => amount(only),
        several => {
            let kinds = several.iter().filter(|(kind, _)| !kind.is_empty());
            Value::Table(kinds.map(|(kind, own)| ((*kind).to_owned(), amount(own))).collect())
        }
    }
}

/// The clusters whose units the plan lists, and those that sentences only name: somebody has to fill those in.
fn cluster_tables(mut clusters: Vec<(String, Vec<String>)>, quotas: &[DraftQuota]) -> Vec<Table> {
    for name in quotas.iter().flat_map(|quota| &quota.clusters).filter(|name| *name != "all") {
        if !clusters.iter().any(|(known, _)| text::key(known) == text::key(name)) {
            clusters.push((name.clone(), Vec::new()));
        }
    }
    let table = |(name, units): (String, Vec<String>)| {
        let mut table: Table = [("name".to_owned(), said(name))].into_iter().collect();
        if !units.is_empty() {
            let units = Value::Array(units.into_iter().map(said).collect());
            table.insert(
                "members".to_owned(),
                Value::Table([("units".to_owned(), units)].into_iter().collect()),
            );
        }
        table
    };
    clusters.into_iter().map(table).collect()
}

/// A sentence that gives somebody a task, as it stands.
fn task(paragraph: &Paragraph) -> Option<Table> {
    let begins = ["Giao ", "Đề nghị ", "Yêu cầu "].iter().any(|verb| paragraph.text.starts_with(verb));
    let given = begins && !paragraph.section.is_empty();
    let pairs = [
        ("what", said(shortened(&paragraph.text))),
        ("owners_text", said("theo câu của kế hoạch")),
        ("basis", said(paragraph.section.clone())),
    ];
    given.then(|| pairs.map(|(key, value)| (key.to_owned(), value)).into_iter().collect())
}

/// A sentence that sets a number which was not understood.
fn not_understood(sentence: &str, paragraph: &Paragraph) -> Table {
    let pairs = [
        ("what", said(format!("{UNCHECKED} (có con số chưa hiểu): {}", shortened(sentence)))),
        ("owners_text", said("theo câu của kế hoạch")),
        ("basis", said(paragraph.section.clone())),
    ];
    pairs.map(|(key, value)| (key.to_owned(), value)).into_iter().collect()
}

/// What keeps a draft a draft until somebody has read it.
fn unchecked_task() -> Table {
    let what = format!("{UNCHECKED}: đối chiếu cả sổ này với văn bản, rồi xóa dòng này");
    let pairs = [("what", said(what)), ("owners_text", said("Người lập sổ"))];
    pairs.map(|(key, value)| (key.to_owned(), value)).into_iter().collect()
}

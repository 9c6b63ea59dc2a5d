//! An issued plan → a draft of `ke-hoach.xlsx`: each minimum, due, review and phase with the sentence it comes from
//! and its place. What is doubtful says so in its own cell, and what looks like a duty but was not understood is
//! listed as a task: nothing is taken for granted.

mod amounts;
mod dates;
mod demands;
mod head;
mod owners;
mod paragraphs;
mod quotas;
mod rules;
mod table;
#[cfg(test)]
mod tests;

use std::collections::BTreeMap;

use jiff::civil::Date;
use toml::{Table, Value};

use super::ToFill;
use crate::package::PackageError;
use crate::plan::{UNCHECKED, unit_called};
use crate::text;
use crate::units::{UnitBook, UnitCode};
use dates::Times;
use demands::{Amounts, DraftAmount, DraftWhole};
use paragraphs::Paragraph;
use quotas::{DraftQuota, Heading, shortened};
use rules::Rules;

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
        Ok(paragraphs::of_text(&text::decode_file(bytes)))
    }
}

fn said(text: impl Into<String>) -> Value {
    Value::String(text.into())
}

fn drafted(paragraphs: &[Paragraph]) -> PlanDraft {
    let mut plan = head::head(paragraphs);
    let (mut movements, mut quotas) = (Vec::<Heading>::new(), Vec::new());
    let mut times = Times::default();
    let mut rules = Rules::default();
    let mut clusters: Vec<(String, Vec<String>)> = Vec::new();
    let mut tasks = vec![unchecked_task()];
    let (mut above, mut bulleted): (Option<Heading>, bool) = (None, false);
    let mut columns: Option<table::Columns> = None;
    for paragraph in paragraphs {
        if let Some(heading) = table::heading(paragraph, columns.as_ref()) {
            columns = Some(heading);
            continue;
        }
        if let Some(rows) = columns.as_mut().and_then(|columns| columns.row(paragraph)) {
            quotas.extend(rows);
            continue;
        }
        columns = None;
        let deeper = paragraph.mark.is_empty() || paragraph.mark == "+";
        if let Some(heading) = quotas::heading(paragraph) {
            movements.push(heading.clone());
            bulleted = matches!(paragraph.mark.as_str(), "-" | "–" | "•");
            above = Some(heading);
        } else if !deeper && (bulleted || !matches!(paragraph.mark.as_str(), "-" | "–" | "•")) {
            above = None;
        }
        clusters.extend(quotas::cluster_of(paragraph));
        let inline = quotas::inline(&paragraph.text);
        let (of, said) = match &inline {
            Some((heading, rest)) => (Some(heading), *rest),
            None => (above.as_ref(), paragraph.text.as_str()),
        };
        let own = quotas::quotas(said, paragraph, of);
        if let Some((heading, rest)) = &inline
            && (rest.is_empty() || !own.is_empty())
        {
            movements.push(heading.clone());
            if rest.is_empty() {
                above = Some(heading.clone());
                bulleted = false;
            }
        }
        if own.is_empty() && !rules.add(paragraph) {
            tasks.extend(task(paragraph));
        }
        let understood = |sentence: &str| own.iter().any(|quota| quota.basis.contains(&shortened(sentence)));
        let sentences = said.split(';').map(str::trim);
        tasks.extend(
            sentences
                .filter(|sentence| quotas::sets_a_number(sentence) && !understood(sentence))
                .map(|sentence| not_understood(sentence, paragraph)),
        );
        quotas.extend(own);
        dates::add(paragraph, &mut times);
    }
    let n_quotas =
        quotas.iter().map(|quota: &DraftQuota| quota.asked.n_amounts() * quota.leads.len().max(1)).sum();
    let n_doubtful = quotas.iter().filter(|quota| !quota.doubts.is_empty()).count();
    let ids = put_movements(&mut plan, &movements, &quotas);
    let known = KnownUnits::of(&plan);
    put(&mut plan, "quota", quotas.iter().map(|quota| quota_table(quota, &ids, &known)).collect());
    put(&mut plan, "cluster", cluster_tables(clusters, &quotas));
    put(&mut plan, "due", times.dues);
    put(&mut plan, "review", times.reviews);
    put(&mut plan, "phase", times.phases);
    let n_rules = rules.eligibility.len();
    put(&mut plan, "eligibility", rules.eligibility);
    put(&mut plan, "criterion", rules.criteria);
    let n_tasks = tasks.len() - 1;
    put(&mut plan, "task", tasks);
    let day = plan.get("from").and_then(Value::as_str).and_then(|day| day.parse().ok()).unwrap_or_default();
    // Every rule is to be looked at.
    let n_doubts = n_doubtful + n_rules;
    PlanDraft { to_fill: ToFill { plan, day, ..ToFill::default() }, n_quotas, n_doubts, n_tasks }
}

fn put(plan: &mut Table, list: &str, tables: Vec<Table>) {
    if !tables.is_empty() {
        plan.insert(list.to_owned(), Value::Array(tables.into_iter().map(Value::Table).collect()));
    }
}

/// Puts the movements that headings and minimums name; their ids by name.
fn put_movements(plan: &mut Table, headings: &[Heading], quotas: &[DraftQuota]) -> BTreeMap<String, String> {
    let mut ids = BTreeMap::new();
    let mut tables = Vec::new();
    let named = headings.iter().map(|heading| (heading.movement.as_str(), heading.kind));
    let others = quotas.iter().map(|quota| (quota.movement.as_str(), "emulation"));
    for (name, kind) in named.chain(others).filter(|(name, _)| !name.is_empty()) {
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

/// The units that the country knows, as a plan of an office names them.
struct KnownUnits {
    nation: UnitBook,
    issuer: Option<UnitCode>,
    from: Date,
}

impl KnownUnits {
    /// Those of the office that issued a plan.
    fn of(plan: &Table) -> KnownUnits {
        let text = |key: &str| plan.get(key).and_then(Value::as_str);
        let from = text("from").and_then(|day| day.parse().ok()).unwrap_or_default();
        let nation = UnitBook::nation();
        let issuer = text("issuer").and_then(|name| unit_called(&nation, from, None, name).ok());
        KnownUnits { nation, issuer, from }
    }

    fn is_unit(&self, name: &str) -> bool {
        unit_called(&self.nation, self.from, self.issuer.as_ref(), name).is_ok()
    }
}

fn quota_table(quota: &DraftQuota, ids: &BTreeMap<String, String>, known: &KnownUnits) -> Table {
    let mut table = Table::new();
    let mut set = |key: &str, value: Value| table.insert(key.to_owned(), value);
    let list = |names: &[String]| Value::Array(names.iter().map(said).collect());
    if let Some(id) = ids.get(&text::key(&quota.movement)) {
        set("movement", said(id));
    }
    match quota.leads.as_slice() {
        [] if !quota.clusters.is_empty() => {
            set("clusters", list(&quota.clusters));
        }
        [] if !quota.class.is_empty() => {
            set("each", class(&quota.class));
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

/// The class of units that words mean.
fn class(words: &str) -> Value {
    let mut class = Table::new();
    let hamlets = ["xóm", "thôn", "bản", "tổ dân phố", "ấp", "khu phố"];
    let begins = |words_of: &[&str]| words_of.iter().any(|word| words.starts_with(word));
    let kind = match () {
        () if hamlets.iter().any(|word| {
            words.split([' ', ',']).any(|one| one == *word) || words.contains(&format!("{word} "))
        }) =>
        {
            "hamlet"
        }
        () if begins(&["xã", "phường", "địa phương", "ubnd", "ủy ban nhân dân"]) => "area",
        () if begins(&["trường", "nhà trường", "cơ sở giáo dục"]) => "school",
        () if begins(&["trạm y tế", "bệnh viện", "cơ sở y tế"]) => "health",
        () if begins(&["doanh nghiệp", "công ty"]) => "enterprise",
        () if begins(&["hợp tác xã"]) => "cooperative",
        () if begins(&["hội", "đoàn thể", "tổ chức chính trị"]) => "mass_organisation",
        () => "agency",
    };
    class.insert("kind".to_owned(), said(kind));
    Value::Table(class)
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

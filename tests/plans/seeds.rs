//! The table in the crate docs: every sentence of the seeds that says something, and the plan line that has it.

use super::*;

/// The five plans, in the order of the seeds.
const PLANS: [(&str, &str); 5] = [
    ("lang-son-2024", "000"),
    ("diem-mac-2022-2025", "001"),
    ("da-lat-2023", "002"),
    ("tay-ninh-2021-2025", "003"),
    ("ha-giang-ldtbxh-2023-2025", "004"),
];

/// Entries that say something by themselves; names and words are left out.
const SAYING: [&str; 27] = [
    "lead",
    "leads",
    "each",
    "partners",
    "partners_text",
    "at_least",
    "by",
    "before",
    "opens",
    "every",
    "about",
    "kind",
    "level",
    "from",
    "to",
    "months",
    "occasion",
    "positions",
    "units",
    "all_of",
    "any_of",
    "percent",
    "owners",
    "owners_text",
    "when",
    "movement",
    "says",
];

/// What one plan says: the place and words of the document, the line, and the entries there.
fn said_by(plan: &str) -> Vec<(String, usize, String)> {
    let mut rows = Vec::new();
    let mut head: Option<(usize, String)> = None;
    let mut entries: Vec<String> = Vec::new();
    let mut open = false;
    let mut aside = String::new();
    for (at, line) in plan.lines().enumerate() {
        let code = line.split(" # ").next().unwrap_or_default().trim();
        if line.starts_with('#') {
            aside = format!("{aside} {}", line.trim_start_matches(['#', ' ']));
        } else if line.starts_with("[[") {
            head = Some((at + 1, code.to_owned()));
            entries.clear();
            open = false;
            if code == "[[reporters]]" && aside.contains('«') {
                rows.push((aside.trim().to_owned(), at + 1, code.to_owned()));
            }
        } else if let (Some((from, table)), Some(basis)) = (&head, line.strip_prefix("basis = ")) {
            let basis = basis.trim_matches('"').replace("\\\"", "\"");
            rows.push((basis, *from, format!("{table} {}", entries.join(", "))));
            open = false;
        } else if let Some((key, value)) =
            code.split_once(" = ").filter(|(key, _)| key.chars().all(|c| c.is_ascii_lowercase() || c == '_'))
        {
            open = SAYING.contains(&key) && head.is_some();
            if open {
                entries.push(format!("{key} = {value}"));
            } else if head.is_none() && line.contains('«') {
                let said = line.split(" # ").nth(1).unwrap_or_default().trim();
                rows.push((said.to_owned(), at + 1, format!("{key} = {value}")));
            } else if head.is_none() && matches!(key, "number" | "issued" | "from" | "to") && value != "\"\""
            {
                rows.push(("Số, ngày và tên của kế hoạch".to_owned(), at + 1, format!("{key} = {value}")));
            }
        } else if open
            && !code.is_empty()
            && let Some(last) = entries.last_mut()
        {
            last.push_str(&format!(" {code}"));
        }
        if !line.starts_with('#') {
            aside.clear();
        }
    }
    rows
}

fn seeds_table() -> String {
    let mut table = String::from(
        "Each sentence of the five official plans that sets a number, a date, a criterion or an owner, and the\n\
         line of `samples/<plan>/plan.toml` that expresses it.\n\n\
         Made from the plans by `tests/plans.rs`; do not edit.\n",
    );
    for (name, seed) in PLANS {
        let plan = fs::read_to_string(root().join("samples").join(name).join("plan.toml")).expect("a plan");
        table.push_str(&format!(
            "\n# Seed {seed}: `{name}`\n\n| Câu của kế hoạch | Dòng | Viết là |\n|---|--:|---|\n"
        ));
        for (said, line, entries) in said_by(&plan) {
            let shown = |text: &str| text.replace('|', "/").replace('[', "\\[").replace(']', "\\]");
            table.push_str(&format!("| {} | {line} | `{}` |\n", shown(&said), entries.replace('|', "/")));
        }
    }
    table
}

#[test]
fn the_table_of_the_docs_is_the_one_that_the_plans_give() {
    let path = root().join("src/plan/seeds.md");
    let table = seeds_table();
    if std::env::var_os("TONGHOP_REWRITE").is_some() {
        fs::write(&path, &table).expect("written");
    }
    let kept = fs::read_to_string(&path).unwrap_or_default();
    assert!(kept == table, "src/plan/seeds.md is old; run with TONGHOP_REWRITE=1");
}

#[test]
fn every_sentence_that_sets_something_has_its_line() {
    let sentences = fs::read_to_string(root().join("tests/expect/sentences.tsv")).expect("the sentences");
    let mut missing = Vec::new();
    for (name, _) in PLANS {
        let plan = fs::read_to_string(root().join("samples").join(name).join("plan.toml")).expect("a plan");
        let lines: Vec<&str> = plan.lines().collect();
        let rows = said_by(&plan);
        for (said, line, entries) in &rows {
            let there =
                lines.get(line - 1).is_some_and(|text| text.starts_with("[[") || text.contains(" = "));
            assert!(there, "{name}: «{said}» stands at line {line}");
            assert!(!entries.is_empty(), "{name}: «{said}» says nothing");
        }
        let own =
            sentences.lines().filter_map(|line| line.split_once('\t')).filter(|(plan, _)| *plan == name);
        let own: Vec<&str> = own.map(|(_, words)| words).collect();
        assert!(30 <= own.len(), "{name}: {} sentences", own.len());
        let without = own.iter().filter(|words| !rows.iter().any(|(said, ..)| said.contains(**words)));
        missing.extend(without.map(|words| format!("{name}: {words}")));
    }
    assert!(missing.is_empty(), "{}", missing.join("\n"));
}

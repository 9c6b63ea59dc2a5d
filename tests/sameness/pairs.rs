//! Pairs of registrations written by hand and blind (`tests/expect/pairs.tsv`), each as two lists of one row that go
//! through the rooms of the program from their bytes on, and what may come out.
//!
//! Pairs that do not come out as they may are named in `tests/expect/pairs-open.tsv`: no other may join them, and
//! what holds again is taken out (`UPDATE_PAIRS=1 cargo test --test sameness pairs`). Details are printed of pairs that
//! may be tuned on only.

use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Write as _;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use jiff::civil::{Date, date};
use rayon::prelude::*;
use tonghop::dedup::{Before, Known, Sameness, deduplicate};
use tonghop::finding::Decisions;
use tonghop::intake::{Limits, read_bytes};
use tonghop::layout::Dictionary;
use tonghop::plan::{MovementNames, Plan};
use tonghop::record::{AwardWords, References, Remarks};
use tonghop::registry::{Registry, submit};
use tonghop::units::UnitBook;

/// The units of the pairs are as they stood then.
const RECEIVED: Date = date(2024, 6, 5);

fn folder() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/expect")
}

/// One cell of each column, by its name.
type Line = BTreeMap<String, String>;

/// The lines of the table, each with its name: the kind, and which of its kind it is.
fn lines() -> Vec<(String, Line)> {
    let text = std::fs::read_to_string(folder().join("pairs.tsv")).expect("a table");
    let mut rows = text.lines().filter(|line| !line.is_empty() && !line.starts_with('#'));
    let header: Vec<&str> = rows.next().expect("a header").split('\t').collect();
    let mut of_kind: BTreeMap<String, usize> = BTreeMap::new();
    rows.map(|row| {
        let cells = row.split('\t').map(str::to_owned);
        let line: Line = header.iter().map(|name| (*name).to_owned()).zip(cells).collect();
        let nth = of_kind.entry(line["kind"].clone()).or_default();
        *nth += 1;
        (format!("{}-{nth}", line["kind"]), line)
    })
    .collect()
}

/// A sample's plan and units.
struct Office {
    units: UnitBook,
    plan: Plan,
    names: MovementNames,
}

impl Office {
    fn of(id: &str) -> Office {
        let sample = match id {
            "lang-son" => "lang-son-2024",
            "tay-ninh" => "tay-ninh-2021-2025",
            "da-lat" => "da-lat-2023",
            "diem-mac" => "diem-mac-2022-2025",
            _ => "ha-giang-ldtbxh-2023-2025",
        };
        let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("samples").join(sample);
        let read = |name: &str| std::fs::read_to_string(folder.join(name)).expect("a file");
        let units =
            UnitBook::from_csv_over("units.csv", read("units.csv").as_bytes(), UnitBook::nation()).value;
        let plan = Plan::from_toml("plan.toml", &read("plan.toml"), &units).value.expect("a plan");
        let names = MovementNames::of(&plan);
        Office { units, plan, names }
    }
}

/// A list of one row: what stands in the column of units and where somebody lives or works beside it.
fn list(line: &Line, side: char) -> String {
    let cell = |column: &str| line[&format!("{column}_{side}")].as_str();
    let kind = match cell("holder") {
        "individual" => "Cá nhân",
        "household" => "Hộ gia đình",
        "enterprise" => "Doanh nghiệp",
        "cooperative" => "Hợp tác xã",
        "cooperative_group" => "Tổ hợp tác",
        _ => "Tập thể",
    };
    let place = cell("workplace");
    let first = tonghop::text::key(place);
    let lives = ["thôn", "xóm", "bản", "ấp", "khối", "khu", "tổ dân phố", "tổ", "tdp", "làng", "buôn", "kp"];
    let lives =
        cell("holder") == "household" || lives.iter().any(|word| first.starts_with(&format!("{word} ")));
    // Of two columns of workplaces a list has one: what a person's says first stands before its unit.
    let (address, workplace) = if lives { (place, String::new()) } else { ("", place.to_owned()) };
    let unit = cell("unit");
    let is_in = tonghop::text::key(unit).contains(&tonghop::text::key(&workplace));
    let unit = if is_in {
        unit.to_owned()
    } else if unit.is_empty() {
        workplace
    } else {
        format!("{workplace}, {unit}")
    };
    let mut table = csv::WriterBuilder::new().flexible(true).from_writer(Vec::new());
    let mut write = |cells: &[&str]| table.write_record(cells).expect("written");
    write(&[&cell("sender").to_uppercase()]);
    write(&["DANH SÁCH ĐĂNG KÝ ĐIỂN HÌNH TIÊN TIẾN"]);
    write(&[
        "STT",
        "Họ và tên",
        "Loại",
        "Ngày, tháng, năm sinh",
        "Giới tính",
        "Chức vụ",
        "Đơn vị công tác",
        "Địa chỉ",
    ]);
    write(&["1", cell("name"), kind, cell("born"), cell("gender"), cell("position"), &unit, address]);
    String::from_utf8(table.into_inner().expect("written")).expect("text")
}

/// What comes out of a pair, and how its two rows were read.
fn outcome(line: &Line, office: &Office) -> (String, String) {
    let decisions = Decisions::default();
    let references = References {
        units: &office.units,
        plan: &office.plan,
        movements: &office.names,
        decisions: &decisions,
        remarks: Remarks::built_in(),
        award_words: AwardWords::built_in(),
    };
    let mut registry = Registry::default();
    for side in ['a', 'b'] {
        let source: Arc<str> = format!("{side}.csv").into();
        let read = read_bytes(&source, list(line, side).as_bytes(), RECEIVED, None, &Limits::default());
        for attachment in &read {
            let sent = submit(attachment, Dictionary::built_in(), &references);
            registry.registrations.extend(sent.registrations);
        }
    }
    registry.replaced_by = vec![None; registry.registrations.len()];
    let read: Vec<String> = registry
        .registrations
        .iter()
        .map(|row| {
            let unit = row.unit.as_ref().map_or("?", |unit| unit.as_str());
            let sender = row.sender.as_ref().map_or("?", |unit| unit.as_str());
            let born = row.birth_date.map_or(format!("{:?}", row.birth_year), |day| day.to_string());
            let said = [&row.position, &row.workplace, &row.address].map(arcstr::ArcStr::as_str).join("|");
            format!("{} {}|{born}|{said}|{unit}|{sender}", row.kind.id(), row.name)
        })
        .collect();
    let read = read.join("\n        ");
    if registry.registrations.len() != 2 {
        return (format!("read as {}", registry.registrations.len()), read);
    }
    let before = Before::default();
    let known = Known { decisions: &decisions, before: &before, sameness: Sameness::built_in() };
    let found = deduplicate(&mut registry, &office.plan, &office.units, &known);
    let outcome = match (found.exemplar_of.as_slice(), found.questions.as_slice()) {
        ([Some(a), Some(b)], _) if a == b => "same".to_owned(),
        (_, [question, ..]) => format!("ask:{}", question.proposal),
        _ => "different".to_owned(),
    };
    (outcome, read)
}

fn may_come(expect: &str, outcome: &str) -> bool {
    expect.split('|').any(|may| may == outcome || may == "ask" && outcome.starts_with("ask:"))
}

/// A line a kind: how many hold, and how the others go wrong.
fn summary(all: &[(String, Line)], outcomes: &[(String, String)], part: &str) -> String {
    let mut kinds: BTreeMap<&str, [usize; 7]> = BTreeMap::new();
    for ((_, line), (outcome, _)) in all.iter().zip(outcomes).filter(|((_, line), _)| line["part"] == part) {
        let expect = line["expect"].as_str();
        let holds = may_come(expect, outcome);
        let could = |word: &str| expect.split('|').any(|may| may.starts_with(word));
        let slot = match outcome.as_str() {
            _ if holds => 1,
            "same" => 2,
            "different" if !could("different") => 3,
            "ask:same" | "ask:different" if could("ask") => 4,
            "ask:same" | "ask:different" => 5,
            _ => 6,
        };
        for line in ["all", line["kind"].as_str()] {
            let counts = kinds.entry(line).or_default();
            counts[0] += 1;
            counts[slot] += 1;
        }
    }
    let heads = ["pairs", "hold", "merged", "missed", "proposal", "needless", "misread"];
    let mut text = format!("{part:26}{}\n", heads.map(|head| format!("{head:>10}")).concat());
    for (kind, counts) in kinds {
        let _ = writeln!(text, "{kind:26}{}", counts.map(|n| format!("{n:>10}")).concat());
    }
    text
}

#[test]
fn pairs_of_offices_come_out_as_an_officer_would_have_them() {
    let all = lines();
    let ids: BTreeSet<&str> = all.iter().map(|(_, line)| line["office"].as_str()).collect();
    let offices: BTreeMap<&str, Office> = ids.into_iter().map(|id| (id, Office::of(id))).collect();
    let outcomes: Vec<(String, String)> =
        all.par_iter().map(|(_, line)| outcome(line, &offices[line["office"].as_str()])).collect();
    for ((id, line), (outcome, read)) in all.iter().zip(&outcomes) {
        if line["part"] == "tune" && !may_come(&line["expect"], outcome) {
            println!("{id}: {outcome}, not {} ({})\n        {read}", line["expect"], line["note"]);
        }
    }
    println!("{}\n{}", summary(&all, &outcomes, "tune"), summary(&all, &outcomes, "held"));
    let open: BTreeMap<&str, &str> = all
        .iter()
        .zip(&outcomes)
        .filter(|((_, line), (outcome, _))| !may_come(&line["expect"], outcome))
        .map(|((id, _), (outcome, _))| (id.as_str(), outcome.as_str()))
        .collect();
    let path = folder().join("pairs-open.tsv");
    let before = std::fs::read_to_string(&path).unwrap_or_default();
    let known: BTreeSet<&str> = before.lines().filter_map(|line| Some(line.split_once('\t')?.0)).collect();
    if std::env::var_os("UPDATE_PAIRS").is_some() {
        let lines: String = open.iter().map(|(id, outcome)| format!("{id}\t{outcome}\n")).collect();
        std::fs::write(&path, lines).expect("written");
        return;
    }
    let fresh: Vec<_> = open.iter().filter(|(id, _)| !known.contains(**id)).collect();
    assert!(fresh.is_empty(), "do not hold and did before: {fresh:?}");
}

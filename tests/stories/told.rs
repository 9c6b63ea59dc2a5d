//! Lists that are sent again, each in its own way. A story is a folder: an inbox, and `story.txt`,
//! which says by hand what it ends in. The office is that of Lạng Sơn, in June 2024.
//!
//! Lines of a story, each part separated by `; `:
//!
//! ```text
//! # what happens
//! <source>: <status> <name [year]>, <name>…; <status> …
//! findings: <code> <source>; …      those about lists that are sent again
//! asks: <topic> <proposal>; …
//! changes: new <name>; withdrawn <name>; changed <name> <field> <before> → <after>
//! says: <words of a finding>; …
//! reported: <unit>; …               units that sent, whoever they registered
//! quotas: <lead> <movement> <n>; …  how many count for a quota
//! answer: <topic> <answer>          and what follows is how it ends after that
//! until: <day>                      as the first line: later folders have not arrived
//! later:                            they have, and what follows is how it ends then
//! ```

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

type Row = BTreeMap<String, String>;

/// What is told of lists that are sent again.
const CODES: [&str; 14] = [
    "file-ignored",
    "file-unsupported",
    "file-seen-before",
    "list-replaced",
    "list-amended",
    "list-overlapping",
    "list-nobody",
    "list-copied",
    "registration-withdrawn",
    "withdrawal-taken",
    "withdrawal-unmatched",
    "sender-doubtful",
    "exemplar-doubtful",
    "mail-empty",
];

struct Office {
    dir: PathBuf,
    _folder: tempfile::TempDir,
}

impl Office {
    fn of(story: &Path) -> Office {
        let folder = tempfile::tempdir().expect("a temporary folder");
        let dir = folder.path().to_owned();
        let sample = Path::new(env!("CARGO_MANIFEST_DIR")).join("samples/lang-son-2024");
        for name in ["plan.toml", "units.csv", "tonghop.toml"] {
            let own = story.join(name);
            let from = if own.exists() { own } else { sample.join(name) };
            fs::copy(from, dir.join(name)).expect("copied");
        }
        Office { dir, _folder: folder }
    }

    /// Puts into the inbox what has arrived by a day; mails have their own.
    fn receive(&self, story: &Path, until: &str) {
        for entry in fs::read_dir(story.join("inbox")).expect("an inbox") {
            let path = entry.expect("readable").path();
            let day = path.file_name().expect("a name").to_string_lossy().into_owned();
            if day.as_str() <= until || day == "mail" {
                copy(&path, &self.dir.join("inbox").join(day));
            }
        }
    }

    fn run(&self) {
        let program = env!("CARGO_BIN_EXE_tonghop");
        let dir = self.dir.to_string_lossy();
        let output = Command::new(program).args(["run", &dir, "--quiet"]).output().expect("it starts");
        let trouble = String::from_utf8_lossy(&output.stderr);
        assert!(matches!(output.status.code(), Some(0 | 1)), "{trouble}");
    }

    fn table(&self, name: &str) -> Vec<Row> {
        let path = self.dir.join("out/2024-06/data").join(name);
        let mut reader = csv::Reader::from_path(path).expect("a table");
        reader.deserialize().map(|row| row.expect("a row")).collect()
    }

    fn answer(&self, topic: &str, answer: &str) {
        let asked: Vec<Row> =
            self.table("questions.csv").into_iter().filter(|row| row["topic"] == topic).collect();
        assert_eq!(asked.len(), 1, "one question about {topic}");
        let path = self.dir.join("decisions.csv");
        let mut lines = fs::read_to_string(&path).unwrap_or_default();
        if lines.is_empty() {
            lines.push_str("question_id,topic,answer,by,at,reason\n");
        }
        lines.push_str(&format!("{},{topic},{answer},Ban Thi đua,2024-06-30,\n", asked[0]["question_id"]));
        fs::write(&path, lines).expect("written");
    }

    /// What the office ends in, in the words of a story.
    fn told(&self) -> BTreeMap<String, BTreeSet<String>> {
        let mut told: BTreeMap<String, BTreeSet<String>> = BTreeMap::new();
        for row in self.table("registrations.csv") {
            let name = format!("{} {} {}", row["status"], row["name"], row["birth_year"]);
            told.entry(row["source"].clone()).or_default().insert(name.trim().to_owned());
        }
        let parts = |rows: Vec<Row>, part: &dyn Fn(&Row) -> Option<String>| -> BTreeSet<String> {
            rows.iter().filter_map(part).collect()
        };
        let findings = self.table("findings.csv");
        told.insert("says".to_owned(), parts(findings.clone(), &|row| Some(row["message"].clone())));
        told.insert(
            "findings".to_owned(),
            parts(findings, &|row| {
                CODES.contains(&row["code"].as_str()).then(|| format!("{} {}", row["code"], row["source"]))
            }),
        );
        let asks = |row: &Row| Some(format!("{} {}", row["topic"], row["proposal"]).trim().to_owned());
        told.insert("asks".to_owned(), parts(self.table("questions.csv"), &asks));
        let names: BTreeMap<String, String> = self
            .table("exemplars.csv")
            .into_iter()
            .map(|row| (row["exemplar_id"].clone(), row["name"].clone()))
            .collect();
        let change = |row: &Row| {
            Some(match row["change"].as_str() {
                "new" => format!("new {}", row["after"]),
                "withdrawn" => format!("withdrawn {}", row["before"]),
                _ => {
                    let name = names.get(&row["exemplar_id"]).map_or("?", String::as_str);
                    format!("changed {name} {} {} → {}", row["field"], row["before"], row["after"])
                }
            })
        };
        told.insert("changes".to_owned(), parts(self.table("changes.csv"), &change));
        let sent = |row: &Row| (row["received"] != "0").then(|| row["unit_code"].clone());
        told.insert("reported".to_owned(), parts(self.table("reporting.csv"), &sent));
        let quota =
            |row: &Row| Some(format!("{} {} {}", row["lead_code"], row["movement_id"], row["registered"]));
        told.insert("quotas".to_owned(), parts(self.table("quotas.csv"), &quota));
        told
    }
}

fn copy(from: &Path, to: &Path) {
    fs::create_dir_all(to).expect("a folder");
    for entry in fs::read_dir(from).expect("an inbox") {
        let path = entry.expect("readable").path();
        let to = to.join(path.file_name().expect("a name"));
        if path.is_dir() {
            copy(&path, &to);
        } else {
            fs::copy(&path, &to).expect("copied");
        }
    }
}

/// Names after a status, each with it; a year is compared where the story tells it.
fn statuses(told: &str) -> Vec<String> {
    told.split("; ")
        .flat_map(|part| {
            let (status, names) = part.split_once(' ').expect("a status and names");
            names.split(", ").map(move |name| format!("{status} {name}"))
        })
        .collect()
}

#[track_caller]
fn check(told: &BTreeMap<String, BTreeSet<String>>, expect: &[(&str, &str)], story: &str) {
    for (key, said) in expect {
        let found = told.get(*key).cloned().unwrap_or_default();
        match *key {
            "says" => {
                for words in said.split("; ") {
                    assert!(
                        found.iter().any(|said| said.contains(words)),
                        "{story}: «{words}» in {found:#?}"
                    );
                }
            }
            "reported" | "quotas" => {
                for unit in said.split("; ") {
                    assert!(found.contains(unit), "{story}: {unit} in {found:?}");
                }
            }
            "findings" | "asks" | "changes" => {
                let expect = said.split("; ").filter(|part| !part.is_empty()).map(str::to_owned).collect();
                assert_eq!(found, expect, "{story}: {key}");
            }
            source => {
                let expect = statuses(said);
                let fits = |found: &String| {
                    expect.iter().any(|it| found == it || found.rsplit_once(' ').map(|it| it.0) == Some(it))
                };
                assert_eq!(found.len(), expect.len(), "{story}: {source}: {found:#?}");
                assert!(found.iter().all(fits), "{story}: {source}: {found:#?}\nand not {expect:#?}");
            }
        }
    }
    // Whatever a story does not tell must not have happened.
    for key in ["findings", "asks"] {
        if !expect.iter().any(|(told, _)| *told == key) {
            assert_eq!(told[key], BTreeSet::new(), "{story}: {key}");
        }
    }
    let sources = told.keys().filter(|key| key.contains('/'));
    for source in sources {
        assert!(expect.iter().any(|(told, _)| told == source), "{story}: {source} is not told");
    }
}

fn tell(path: &Path) {
    let name = path.file_name().expect("a name").to_string_lossy().into_owned();
    let story = fs::read_to_string(path.join("story.txt")).unwrap_or_else(|_| panic!("{name} has no end"));
    let office = Office::of(path);
    let mut lines = story.lines().filter(|line| !line.starts_with('#') && !line.is_empty()).peekable();
    let until = lines.peek().and_then(|line| line.strip_prefix("until: "));
    office.receive(path, until.unwrap_or("9999"));
    if until.is_some() {
        lines.next();
    }
    office.run();
    let mut expect: Vec<(&str, &str)> = Vec::new();
    for line in lines {
        let parts = line.split_once(": ").or_else(|| Some((line.strip_suffix(':')?, "")));
        let (key, said) = parts.unwrap_or_else(|| panic!("{name}: «{line}»"));
        if key == "answer" || key == "later" {
            check(&office.told(), &expect, &name);
            expect.clear();
            match said.split_once(' ') {
                Some((topic, answer)) => office.answer(topic, answer),
                None => office.receive(path, "9999"),
            }
            office.run();
        } else {
            expect.push((key, said));
        }
    }
    check(&office.told(), &expect, &name);
}

#[test]
fn every_story_ends_as_it_is_told() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/stories");
    let mut stories: Vec<PathBuf> =
        fs::read_dir(folder).expect("stories").map(|entry| entry.expect("readable").path()).collect();
    stories.sort();
    let stories: Vec<&PathBuf> = stories.iter().filter(|path| path.is_dir()).collect();
    assert!(20 <= stories.len());
    let trouble: Vec<String> = stories
        .iter()
        .filter_map(|path| std::panic::catch_unwind(|| tell(path)).err())
        .map(|trouble| {
            let said = trouble.downcast_ref::<String>().cloned();
            said.or_else(|| trouble.downcast_ref::<&str>().map(|it| (*it).to_owned())).unwrap_or_default()
        })
        .collect();
    assert!(trouble.is_empty(), "{}", trouble.join("\n\n"));
}

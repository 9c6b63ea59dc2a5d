//! A case as the `.toml` files write it: a sheet, and below each row what it means (README.md).

use std::fs;
use std::path::Path;

use serde::Deserialize;

#[derive(Deserialize)]
pub(crate) struct Written {
    pub(crate) kind: String,
    pub(crate) id: String,
    #[serde(default)]
    pub(crate) held: bool,
    pub(crate) frame: Option<String>,
    office: Option<String>,
    received: Option<String>,
    file: Option<String>,
    pub(crate) formats: Vec<String>,
    /// No question may be asked about this list.
    #[serde(default)]
    pub(crate) silent: bool,
    sheet: String,
}

#[derive(Deserialize)]
struct Cases {
    case: Vec<Written>,
}

#[derive(Deserialize)]
struct Frame {
    office: String,
    received: String,
    file: String,
    top: String,
}

/// A list as one office receives it, and what is right.
pub(crate) struct Case {
    pub(crate) written: Written,
    pub(crate) office: String,
    pub(crate) received: String,
    pub(crate) file: String,
    pub(crate) expected: Vec<Expected>,
}

pub(crate) struct Expected {
    /// As Excel shows it.
    pub(crate) row: usize,
    pub(crate) what: What,
}

pub(crate) enum What {
    /// A registration of this name, with these values.
    Registered { name: String, values: Vec<Value> },
    /// A registration that may be there or not until a question is answered.
    Maybe(String),
    /// A finding at this column of the row holds these words.
    Told { column: String, words: String },
    /// Some question holds these words.
    Asked(String),
    /// Some finding anywhere holds these words.
    Said(String),
    /// No finding on eligibility holds these words.
    Unsaid(String),
}

pub(crate) struct Value {
    pub(crate) field: String,
    pub(crate) relation: Relation,
    pub(crate) text: String,
}

#[derive(Clone, Copy, PartialEq, Eq)]
pub(crate) enum Relation {
    Is,
    Holds,
    IsNot,
}

impl Value {
    fn new(word: &str) -> Value {
        let at = word.find(['=', '~', '!']).expect("field=value");
        let (field, rest) = word.split_at(at);
        let (relation, text) = match rest.strip_prefix("!=") {
            Some(text) => (Relation::IsNot, text),
            None if rest.starts_with('~') => (Relation::Holds, &rest[1..]),
            None => (Relation::Is, &rest[1..]),
        };
        Value { field: field.trim().to_owned(), relation, text: text.trim().to_owned() }
    }
}

fn expected(top: &str, sheet: &str) -> Vec<Expected> {
    let mut row = 0;
    let mut all = Vec::new();
    for line in top.lines().chain(sheet.lines()) {
        let Some((mark, rest)) = line.split_once(' ') else {
            row += usize::from(!line.is_empty());
            continue;
        };
        let rest = rest.trim();
        let what = match mark {
            "=>" => {
                let mut parts = rest.split(';').map(str::trim);
                let name = parts.next().unwrap_or_default().to_owned();
                What::Registered { name, values: parts.map(Value::new).collect() }
            }
            "~>" => What::Maybe(rest.to_owned()),
            "!!" => {
                let (column, words) = rest.split_once(' ').expect("a column and words");
                What::Told { column: column.to_owned(), words: words.to_owned() }
            }
            "??" => What::Asked(rest.to_owned()),
            "$$" => What::Said(rest.to_owned()),
            "^^" => What::Unsaid(rest.to_owned()),
            _ => {
                row += 1;
                continue;
            }
        };
        all.push(Expected { row, what });
    }
    all
}

/// Every case of the folder, in the order of its files.
pub(crate) fn all(folder: &Path) -> Vec<Case> {
    let read =
        |name: &Path| fs::read_to_string(name).unwrap_or_else(|error| panic!("{}: {error}", name.display()));
    let frames: std::collections::BTreeMap<String, Frame> =
        toml::from_str(&read(&folder.join("frames.toml"))).expect("frames");
    let mut files: Vec<_> = fs::read_dir(folder)
        .expect("the folder")
        .map(|entry| entry.expect("an entry").path())
        .filter(|path| {
            path.extension().is_some_and(|extension| extension == "toml") && !path.ends_with("frames.toml")
        })
        .collect();
    files.sort();
    let mut cases = Vec::new();
    for path in files {
        let of_file: Cases =
            toml::from_str(&read(&path)).unwrap_or_else(|error| panic!("{}: {error}", path.display()));
        for written in of_file.case {
            let frame = written.frame.as_ref().map(|name| &frames[name]);
            let of = |given: &Option<String>, of_frame: Option<&String>| {
                given.as_ref().or(of_frame).unwrap_or_else(|| panic!("{}: no frame", written.id)).clone()
            };
            cases.push(Case {
                office: of(&written.office, frame.map(|frame| &frame.office)),
                received: of(&written.received, frame.map(|frame| &frame.received)),
                file: of(&written.file, frame.map(|frame| &frame.file)),
                expected: expected(frame.map_or("", |frame| &frame.top), &written.sheet),
                written,
            });
        }
    }
    cases
}

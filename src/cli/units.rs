//! `tonghop units`: which unit a name means.

use std::borrow::Cow;
use std::collections::{BTreeMap, HashMap};
use std::io::{BufRead, BufReader, IsTerminal, Write};

use jiff::civil::Date;
use rayon::prelude::*;
use schemars::JsonSchema;
use serde::Serialize;

use crate::ledger;
use crate::office::{self, CannotRun};
use crate::units::{Candidate, Context, Resolved, Unit, UnitBook, UnitCode, UnitList};

use super::console::{Terminal, print, say};
use super::{ExitStatus, args};

pub(super) fn units(args: &args::UnitsArgs) -> Result<ExitStatus, CannotRun> {
    let mut findings = Vec::new();
    let mut book = office::units(&args.workspace, &mut findings, &Terminal::new(true).host())?;
    for finding in &findings {
        say(&format!("{}: {}", finding.place, finding.message));
    }
    let learnt = ledger::read_learnt(&args.workspace.join("decisions.csv"))?;
    if args.learnt {
        return export(&book, &learnt);
    }
    for (name, code) in &learnt {
        book.learn(name, &UnitCode::new(code));
    }
    let date = args
        .as_of
        .as_deref()
        .map(|written| {
            written
                .parse::<Date>()
                .map_err(|_| CannotRun::new(format!("Ngày «{written}» không đúng dạng, ví dụ 2024-06-30.")))
        })
        .transpose()?;
    let within = args.within.as_deref().map(|written| place(&book, written)).transpose()?;
    let asked = NameQuery { book, context: Context { date, within: within.as_ref(), sender: None } };
    let answer = |name: &str, out: &mut Vec<u8>| {
        if args.json {
            asked.json(name, out);
        } else {
            out.extend_from_slice(asked.line(name).as_bytes());
        }
    };
    let parse = |name: &str| {
        let mut line = Vec::new();
        answer(name, &mut line);
        print(&String::from_utf8_lossy(&line));
    };
    if !args.names.is_empty() {
        args.names.iter().for_each(|name| parse(name));
        return Ok(ExitStatus::Clean);
    }
    if std::io::stdin().is_terminal() {
        for name in std::io::stdin().lines() {
            parse(&name?);
        }
        return Ok(ExitStatus::Clean);
    }
    // In the pool itself, which otherwise would wait for this thread where nothing is parallel.
    rayon::scope(|_| answer_all(BufReader::with_capacity(1 << 16, std::io::stdin()), answer))?;
    Ok(ExitStatus::Clean)
}

/// Answers names a line each. While one batch is resolved, the one before is written and the next one read
/// and sorted out.
fn answer_all(names: impl BufRead + Send, answer: impl Fn(&str, &mut Vec<u8>) + Sync) -> std::io::Result<()> {
    let mut lines = names.lines();
    let mut answers = Answers::default();
    let mut written = Vec::new();
    let mut batch = answers.sort_out(lines.by_ref().take(BATCH).collect::<Result<_, _>>()?);
    while !batch.names.is_empty() {
        let Answers { of, lines: known } = &mut answers;
        let (next, found) = rayon::join(
            || {
                let read = known.print(&written);
                let read = if read { lines.by_ref().take(BATCH).collect() } else { Ok(Vec::new()) };
                read.map(|names| Batch::sort_out(names, of))
            },
            || batch.new.par_chunks(CHUNK).map(|new| batch.answers(new, &answer)).collect::<Vec<TextLines>>(),
        );
        found.iter().for_each(|lines| answers.lines.add(lines));
        written = std::mem::take(&mut batch.of);
        batch = next?;
        if answers.lines.text.len() > MOST_KEPT {
            answers.lines.print(&written);
            written.clear();
            answers.of.clear();
            answers.lines.clear();
            batch = answers.sort_out(batch.names);
        }
    }
    answers.lines.print(&written);
    Ok(())
}

/// So many names are resolved together: enough to keep all cores busy.
const BATCH: usize = 16_384;

/// So many of them by one core at a time.
const CHUNK: usize = 64;

/// So many bytes of answers are kept for names that come again.
const MOST_KEPT: usize = 48 << 20;

/// Bytes of a line with some candidates.
const USUAL_LINE: usize = 400;

/// Lines of text, one after the other.
#[derive(Default)]
struct TextLines {
    text: Vec<u8>,
    ends: Vec<usize>,
}

impl TextLines {
    fn new<'a>(names: impl Iterator<Item = &'a String>, answer: impl Fn(&str, &mut Vec<u8>)) -> TextLines {
        let mut lines =
            TextLines { text: Vec::with_capacity(CHUNK * USUAL_LINE), ends: Vec::with_capacity(CHUNK) };
        for name in names {
            answer(name, &mut lines.text);
            lines.text.push(b'\n');
            lines.ends.push(lines.text.len());
        }
        lines
    }

    fn line(&self, at: usize) -> Option<&[u8]> {
        let from = if at == 0 { 0 } else { *self.ends.get(at - 1)? };
        self.text.get(from..*self.ends.get(at)?)
    }

    fn add(&mut self, more: &TextLines) {
        let from = self.text.len();
        self.text.extend_from_slice(&more.text);
        self.ends.extend(more.ends.iter().map(|end| from + end));
    }

    /// Forgets the lines but keeps their room, which costs more to have than to fill.
    fn clear(&mut self) {
        self.text.clear();
        self.ends.clear();
    }

    /// Whether the reader of stdout is still there.
    fn print(&self, of: &[usize]) -> bool {
        let mut out = std::io::BufWriter::with_capacity(1 << 16, std::io::stdout().lock());
        let mut lines = of.iter().filter_map(|&at| self.line(at));
        lines.try_for_each(|line| out.write_all(line)).and_then(|()| out.flush()).is_ok()
    }
}

/// The answers to the names so far: each different name is asked once.
#[derive(Default)]
struct Answers {
    /// Which line answers a name; the last ones may still be on their way.
    of: HashMap<String, usize>,
    lines: TextLines,
}

impl Answers {
    fn sort_out(&mut self, names: Vec<String>) -> Batch {
        Batch::sort_out(names, &mut self.of)
    }
}

/// Names that are answered together.
struct Batch {
    names: Vec<String>,
    /// Which line answers each.
    of: Vec<usize>,
    /// Those of which there was none yet; their lines follow one another.
    new: Vec<usize>,
}

impl Batch {
    fn sort_out(names: Vec<String>, known: &mut HashMap<String, usize>) -> Batch {
        let (mut of, mut new) = (Vec::with_capacity(names.len()), Vec::with_capacity(names.len()));
        for (at, name) in names.iter().enumerate() {
            // Each name that is known has a line of its own.
            let next = known.len();
            let line = known.get(name.as_str()).copied();
            of.push(line.unwrap_or(next));
            if line.is_none() {
                known.insert(name.clone(), next);
                new.push(at);
            }
        }
        Batch { names, of, new }
    }

    /// The lines of some of the new names.
    fn answers(&self, new: &[usize], answer: impl Fn(&str, &mut Vec<u8>)) -> TextLines {
        TextLines::new(new.iter().filter_map(|&at| self.names.get(at)), answer)
    }
}

/// The names that people assigned, as lines that another office may lay over its own list: a code and what
/// else it is called.
fn export(book: &UnitBook, learnt: &[(String, String)]) -> Result<ExitStatus, CannotRun> {
    let mut names: BTreeMap<&str, Vec<&str>> = BTreeMap::new();
    for (name, code) in learnt {
        // A cell of several names is no name of a unit.
        let is_one_name = !name.contains([';', '|', '\n']);
        if is_one_name && book.find(&UnitCode::new(code)).is_some() {
            names.entry(code).or_default().push(name);
        }
    }
    let mut lines = csv::Writer::from_writer(Vec::new());
    let unwritten = |error: csv::Error| CannotRun::new(format!("Không lập được danh mục: {error}"));
    lines.write_record(UnitList::COLUMNS).map_err(unwritten)?;
    for (code, mut names) in names {
        names.sort_unstable();
        names.dedup();
        let unit = book.find(&UnitCode::new(code)).map_or("", |unit| unit.name.as_str());
        let line = [code, unit, "", "", "", &names.join(";"), "", "", "", ""];
        lines.write_record(line).map_err(unwritten)?;
    }
    let bytes = lines.into_inner().map_err(|error| CannotRun::new(error.to_string()))?;
    print(String::from_utf8_lossy(&bytes).trim_end());
    Ok(ExitStatus::Clean)
}

/// The unit of `--within`: a code, or a name that is certain.
fn place(book: &UnitBook, written: &str) -> Result<UnitCode, CannotRun> {
    let code = UnitCode::new(written.trim());
    if book.find(&code).is_some() {
        return Ok(code);
    }
    match book.resolve(written, &Context::default()) {
        Resolved::One(found) => Ok(found.code),
        Resolved::Several(found) | Resolved::None(found) => {
            let near: Vec<String> =
                found.iter().map(|one| format!("{} ({})", name_of(one, book), one.code)).collect();
            let near =
                if near.is_empty() { String::new() } else { format!(" Có phải: {}?", near.join("; ")) };
            Err(CannotRun::new(format!("Không rõ đơn vị «{written}» sau --within.{near}")))
        }
    }
}

/// A book, and what every name of the call is asked with.
struct NameQuery<'a> {
    book: UnitBook,
    context: Context<'a>,
}

impl NameQuery<'_> {
    /// One object: what was written, what it means, and, where that has ended by the day asked about,
    /// what took its place. Several units in one cell stand in `units`, each with its own words.
    fn json(&self, name: &str, out: &mut Vec<u8>) {
        let all = self.book.resolve_all(name, &self.context);
        let whole = match all.as_slice() {
            [(_, only)] => Cow::Borrowed(only),
            _ => Cow::Owned(self.book.resolve(name, &self.context)),
        };
        let mut answer = self.answer(name, &whole);
        if all.len() > 1 {
            answer.units = all.iter().map(|(words, one)| self.answer(words, one)).collect();
        }
        // Writing to memory does not fail.
        let _ = serde_json::to_writer(out, &answer);
    }

    fn answer<'a>(&'a self, name: &'a str, resolved: &'a Resolved) -> UnitAnswer<'a> {
        let (outcome, candidates) = parts(resolved);
        let shown: Vec<Shown<'_>> = candidates.iter().map(|found| self.shown(found)).collect();
        let only = shown.first().filter(|_| outcome == "one");
        let ended = if outcome == "none" { None } else { self.ended(candidates) };
        UnitAnswer {
            input: name,
            outcome,
            code: only.map(|only| only.code),
            name: only.map(|only| only.name),
            evidence: only.map(|only| only.evidence),
            score: only.map(|only| only.score),
            written: ended.map(|unit| FormerUnit {
                code: unit.code.as_str(),
                name: &unit.name,
                valid_to: unit.valid_to.map(|day| day.to_string()),
            }),
            successors: ended.map(|unit| {
                let share = if unit.successors.len() == 1 { "whole" } else { "part" };
                let next = |code: &'a UnitCode| {
                    let name = self.book.find(code).map_or("", |unit| unit.name.as_str());
                    Successor { code: code.as_str(), name, share }
                };
                unit.successors.iter().map(next).collect()
            }),
            candidates: shown,
            units: Vec::new(),
        }
    }

    fn shown<'a>(&'a self, found: &'a Candidate) -> Shown<'a> {
        Shown {
            code: found.code.as_str(),
            name: name_of(found, &self.book),
            evidence: found.evidence.id(),
            score: rounded(found.score),
            former: found.former.as_ref().map(UnitCode::as_str),
        }
    }

    /// The unit that was written, where all of the answer took its place.
    fn ended(&self, answer: &[Candidate]) -> Option<&Unit> {
        let former = answer.first()?.former.as_ref()?;
        let same = answer.iter().all(|one| one.former.as_ref() == Some(former));
        self.book.find(former).filter(|unit| same && !unit.successors.is_empty())
    }

    fn line(&self, name: &str) -> String {
        let resolved = self.book.resolve(name, &self.context);
        let (_, candidates) = parts(&resolved);
        let names = candidates.iter().map(|found| format!("{} ({})", name_of(found, &self.book), found.code));
        let names = names.collect::<Vec<_>>().join("; ");
        match resolved {
            Resolved::One(_) => format!("{name} → {names}"),
            Resolved::Several(_) => format!("{name} → có thể là: {names}"),
            Resolved::None(_) if names.is_empty() => format!("{name} → không rõ"),
            Resolved::None(_) => format!("{name} → không rõ; gần với: {names}"),
        }
    }
}

/// Một dòng trả lời của `tonghop units --json`.
#[derive(Serialize, JsonSchema)]
struct UnitAnswer<'a> {
    /// Tên như đã ghi.
    input: &'a str,
    /// Một đơn vị chắc chắn, có thể là nhiều đơn vị, hoặc không rõ.
    #[schemars(extend("enum" = ["one", "several", "none"]))]
    outcome: &'static str,
    /// Mã đơn vị, khi `outcome` là `one`; `@2024` sau mã của đơn vị cũ mà nay đơn vị khác dùng mã ấy.
    code: Option<&'a str>,
    /// Tên chính thức của đơn vị đó.
    name: Option<&'a str>,
    /// Nhận ra bằng gì: tên chính thức, tên gọi khác, tên đã được trả lời, hay chỉ gần giống.
    #[schemars(extend("enum" = ["exact", "alias", "learnt", "near", null]))]
    evidence: Option<&'static str>,
    /// Độ chắc chắn, từ 0 đến 1.
    score: Option<f64>,
    /// Các đơn vị có thể là, hợp nhất trước.
    candidates: Vec<Shown<'a>>,
    /// Đơn vị đã ghi, khi đến ngày hỏi đơn vị ấy không còn.
    #[serde(skip_serializing_if = "Option::is_none")]
    written: Option<FormerUnit<'a>>,
    /// Các đơn vị kế thừa đơn vị đã ghi.
    #[serde(skip_serializing_if = "Option::is_none")]
    successors: Option<Vec<Successor<'a>>>,
    /// Từng đơn vị, khi một ô ghi nhiều đơn vị.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    units: Vec<UnitAnswer<'a>>,
}

/// Một đơn vị mà tên này có thể là.
#[derive(Serialize, JsonSchema)]
struct Shown<'a> {
    /// Mã đơn vị.
    code: &'a str,
    /// Tên đầy đủ.
    name: &'a str,
    /// Nhận ra nhờ đâu: đúng tên, tên gọi khác, câu trả lời trước đây, hay chỉ gần giống.
    #[schemars(extend("enum" = ["exact", "alias", "learnt", "near"]))]
    evidence: &'static str,
    /// Chắc tới đâu, từ 0 đến 1.
    score: f64,
    /// Mã của đơn vị cũ mà tên này chỉ, hay gần với tên này, khi đến ngày hỏi đơn vị này đã thay nó hoặc nhận một
    /// phần của nó.
    #[serde(skip_serializing_if = "Option::is_none")]
    former: Option<&'a str>,
}

/// Đơn vị mà tên này chỉ cho đến khi đơn vị ấy kết thúc.
#[derive(Serialize, JsonSchema)]
struct FormerUnit<'a> {
    /// Mã đơn vị cũ.
    code: &'a str,
    /// Tên đầy đủ.
    name: &'a str,
    /// Ngày cuối cùng của đơn vị, dạng 2025-06-30.
    valid_to: Option<String>,
}

/// Đơn vị kế thừa.
#[derive(Serialize, JsonSchema)]
struct Successor<'a> {
    /// Mã đơn vị.
    code: &'a str,
    /// Tên đầy đủ.
    name: &'a str,
    /// Nhận toàn bộ, hay một phần.
    #[schemars(extend("enum" = ["whole", "part"]))]
    share: &'static str,
}

/// Scores to three places: more would be noise.
fn rounded(score: f64) -> f64 {
    (score * 1000.0).round() / 1000.0
}

fn parts(resolved: &Resolved) -> (&'static str, &[Candidate]) {
    match resolved {
        Resolved::One(found) => ("one", std::slice::from_ref(found)),
        Resolved::Several(candidates) => ("several", candidates),
        Resolved::None(candidates) => ("none", candidates),
    }
}

fn name_of<'a>(found: &'a Candidate, book: &'a UnitBook) -> &'a str {
    book.find(&found.code).map_or(found.code.as_str(), |unit| &unit.name)
}

#[cfg(test)]
mod tests {
    use super::*;

    /// `schemas/units.schema.json` is made from the types above: TONGHOP_REWRITE=1 cargo test writes it.
    #[test]
    fn the_schema_is_that_of_the_types() -> std::io::Result<()> {
        let settings = schemars::generate::SchemaSettings::default().for_serialize();
        let schema = settings.into_generator().into_root_schema_for::<UnitAnswer<'_>>();
        let mut schema = serde_json::to_string_pretty(&schema).unwrap_or_default();
        schema.push('\n');
        let path = concat!(env!("CARGO_MANIFEST_DIR"), "/schemas/units.schema.json");
        if std::env::var_os("TONGHOP_REWRITE").is_some() {
            std::fs::write(path, &schema)?;
        }
        assert_eq!(std::fs::read_to_string(path)?, schema);
        Ok(())
    }
}

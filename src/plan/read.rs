//! `plan.toml` → [`RawPlan`]: whatever can be read, and where the rest is wrong.
//!
//! The file is read part by part. A part with an unknown or wrong entry is read without it, so that one
//! slip costs one entry and not the plan; but a part that sets a duty ([`Slip::CostsPart`]) means something else
//! without one of its entries, and is left out whole.

use std::ops::Range;

use serde::de::DeserializeOwned;
use toml::Spanned;
use toml::de::{DeTable, DeValue, ValueDeserializer};

use super::raw::{RawMovement, RawPlan};
use crate::finding::{Code, Finding, Place, SourceText, syntax_reason};
use crate::text;

/// Collects findings about one plan, each with its place.
#[derive(Debug)]
pub(super) struct FindingSink<'a> {
    pub(super) written: &'a SourceText,
    pub(super) findings: Vec<Finding>,
    /// Bytes that are no TOML: what is said of them once need not be said again.
    broken: Vec<Range<usize>>,
}

impl<'a> FindingSink<'a> {
    pub(super) fn new(written: &'a SourceText) -> FindingSink<'a> {
        FindingSink { written, findings: Vec::new(), broken: Vec::new() }
    }

    /// The line or the row of a byte.
    pub(super) fn row(&self, byte: usize) -> Place {
        let place = self.written.place(byte);
        match place.row_shown() {
            Some(row) => place.at_row(row - 1),
            None => place,
        }
    }

    /// Notes what is wrong at a place of the file; `message` starts with a capital letter and has no
    /// full stop.
    pub(super) fn note(&mut self, code: Code, span: Range<usize>, message: &str) -> &mut Finding {
        let (place, message) = (self.written.place(span.start), self.written.said(span.start, message));
        self.findings.push(Finding::new(code, place, message).raw(self.written.raw(span)));
        let last = self.findings.len() - 1;
        self.findings.get_mut(last).unwrap_or_else(|| unreachable!("just pushed"))
    }

    pub(super) fn invalid(&mut self, span: Range<usize>, message: &str) -> &mut Finding {
        self.note(Code::PlanInvalid, span, message)
    }

    /// Notes that a part lacks a key.
    pub(super) fn missing(&mut self, span: Range<usize>, name: &str) {
        complain(self, span, &format!("missing field `{name}`"), Slip::CostsPart);
    }

    /// Notes a word that is not one of those known, with the nearest.
    pub(super) fn unknown_word<'k>(
        &mut self,
        word: &Spanned<String>,
        what: &str,
        known: impl IntoIterator<Item = &'k str>,
    ) {
        let known: Vec<&str> = known.into_iter().collect();
        let advice = meant(word.get_ref(), &known);
        let message = format!("Không có {what} «{}»", word.get_ref());
        self.invalid(word.span(), &message).advice = advice;
    }
}

/// "Did you mean": the nearest of the known words, else all of them.
fn meant(word: &str, known: &[&str]) -> String {
    match text::nearest(word, known.iter().copied()) {
        Some(near) => format!("Có phải «{near}» không?"),
        None => format!("Chọn một trong: {}.", known.join(", ")),
    }
}

type TomlTable<'i> = DeTable<'i>;

/// Reads a plan; `None` where not even its head can be read.
pub(super) fn read(sink: &mut FindingSink<'_>) -> Option<RawPlan> {
    let text = sink.written.text();
    let (table, errors) = DeTable::parse_recoverable(text);
    for error in errors {
        let span = error.span().unwrap_or_default();
        let line = line_at(text, span.start);
        let message = format!("Không hiểu dòng «{}»: {}", line.trim(), syntax_reason(error.message(), line));
        sink.invalid(span.clone(), &message);
        sink.broken.push(span);
    }
    let span = table.span();
    let mut table = table.into_inner();
    let reporters = parts(sink, &mut table, "reporters", Slip::CostsPart);
    let movement = movements(sink, &mut table);
    let quota = parts(sink, &mut table, "quota", Slip::CostsPart);
    let cluster = parts(sink, &mut table, "cluster", Slip::CostsPart);
    let total = parts(sink, &mut table, "total", Slip::CostsPart);
    let due = parts(sink, &mut table, "due", Slip::CostsPart);
    let phase = parts(sink, &mut table, "phase", Slip::CostsEntry);
    let review = parts(sink, &mut table, "review", Slip::CostsEntry);
    let eligibility = parts(sink, &mut table, "eligibility", Slip::CostsPart);
    let criterion = parts(sink, &mut table, "criterion", Slip::CostsEntry);
    let task = parts(sink, &mut table, "task", Slip::CostsEntry);
    let fund = parts(sink, &mut table, "fund", Slip::CostsEntry);
    let extension = parts(sink, &mut table, "extension", Slip::CostsEntry);
    let head: RawPlan = part(sink, span, table, Slip::CostsEntry)?;
    Some(RawPlan {
        reporters,
        movement,
        quota,
        cluster,
        total,
        due,
        phase,
        review,
        eligibility,
        criterion,
        task,
        fund,
        extension,
        ..head
    })
}

/// What an entry that cannot be read costs.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Slip {
    /// Itself: what is left of its part means the same.
    CostsEntry,
    /// Its part: a minimum "per year" without the year, or for farmers without the farmers, is another minimum.
    CostsPart,
}

/// Movements, each of whose quotas is a part of its own.
fn movements(sink: &mut FindingSink<'_>, table: &mut TomlTable<'_>) -> Vec<Spanned<RawMovement>> {
    let mut movements = Vec::new();
    for (span, mut movement) in taken(sink, table, "movement") {
        let quota = parts(sink, &mut movement, "quota", Slip::CostsPart);
        if let Some(head) = part::<RawMovement>(sink, span.clone(), movement, Slip::CostsEntry) {
            movements.push(Spanned::new(span, RawMovement { quota, ..head }));
        }
    }
    movements
}

/// All parts of one name (`[[due]]`), those that can be read.
fn parts<T: DeserializeOwned>(
    sink: &mut FindingSink<'_>,
    table: &mut TomlTable<'_>,
    name: &str,
    slip: Slip,
) -> Vec<Spanned<T>> {
    let mut parts = Vec::new();
    for (span, table) in taken(sink, table, name) {
        parts.extend(part(sink, span.clone(), table, slip).map(|part| Spanned::new(span, part)));
    }
    parts
}

/// Takes the tables of one name out of a table. One table (`[due]`) is as good as a list of one.
fn taken<'i>(
    sink: &mut FindingSink<'_>,
    table: &mut TomlTable<'i>,
    name: &str,
) -> Vec<(Range<usize>, TomlTable<'i>)> {
    let Some((key, value)) = table.remove_entry(name) else { return Vec::new() };
    let mut tables = Vec::new();
    let values = match value.into_inner() {
        DeValue::Array(array) => array.into_iter().collect(),
        other => vec![Spanned::new(key.span(), other)],
    };
    for value in values {
        let span = value.span();
        match value.into_inner() {
            DeValue::Table(table) => tables.push((span, table)),
            _ => {
                sink.invalid(span, &format!("«{name}» phải viết thành từng mục [[{name}]]"));
            }
        }
    }
    tables
}

/// Reads one table, leaving out entries that it does not have or that are wrong, or all of it where such an
/// entry costs the part.
fn part<T: DeserializeOwned>(
    sink: &mut FindingSink<'_>,
    span: Range<usize>,
    mut table: TomlTable<'_>,
    slip: Slip,
) -> Option<T> {
    let mut left_out: Vec<String> = Vec::new();
    loop {
        let value = Spanned::new(span.clone(), DeValue::Table(table.clone()));
        let error = match T::deserialize(ValueDeserializer::from(value)) {
            Ok(part) => return (slip == Slip::CostsEntry || left_out.is_empty()).then_some(part),
            Err(error) => error,
        };
        let at = error.span().filter(|at| *at != span);
        let faulty = at.clone().and_then(|at| {
            table.iter().find_map(|(key, value)| {
                let (from, to) = (key.span().start, value.span().end.max(key.span().end));
                (from <= at.start && at.start < to).then(|| key.get_ref().to_string())
            })
        });
        let missing = quoted(error.message()).first().copied();
        let reason = error.message().starts_with("missing field")
            && missing.is_some_and(|name| left_out.iter().any(|known| known == name));
        let known = at.as_ref().is_some_and(|at| {
            sink.broken.iter().any(|broken| broken.start < at.end && at.start < broken.end)
        });
        if !reason && !known {
            complain(sink, at.unwrap_or_else(|| span.clone()), error.message(), slip);
        }
        let name = faulty?;
        table.remove(name.as_str())?;
        left_out.push(name);
    }
}

/// Says in Vietnamese what serde says in English.
fn complain(sink: &mut FindingSink<'_>, span: Range<usize>, message: &str, slip: Slip) {
    let names = quoted(message);
    if !sink.written.is_file() {
        return complain_of_cell(sink, span, message, &names);
    }
    if message.starts_with("unknown field") {
        let (word, known) = names.split_first().unwrap_or((&"", &[]));
        let what = match slip {
            Slip::CostsEntry => "mục này",
            Slip::CostsPart => "cả phần có mục này",
        };
        sink.invalid(span, &format!("Không có mục «{word}», {what} bị bỏ qua")).advice = meant(word, known);
    } else if message.starts_with("missing field") {
        let name = names.first().copied().unwrap_or_default();
        sink.invalid(span, &format!("Thiếu mục «{name}»")).advice =
            format!("Thêm «{name} = …» vào phần này.");
    } else if message.starts_with("invalid type") {
        let expected = message.split("expected ").nth(1).unwrap_or_default();
        let expected = match first_line(expected) {
            "a string" => "một chuỗi trong ngoặc kép",
            "a sequence" => "một danh sách [ … ]",
            "a boolean" => "true hoặc false",
            "a map" | "struct" => "một mục { … }",
            _ => "một số",
        };
        sink.invalid(span, &format!("Giá trị sai kiểu, phải là {expected}"));
    } else {
        let line = line_at(sink.written.text(), span.start).to_owned();
        sink.invalid(span, &format!("Giá trị không dùng được: {}", syntax_reason(message, &line)));
    }
}

/// The same of a plan that was made from a workbook: its cells hold what they should, so that one may only be
/// missing, or stand where it says nothing.
fn complain_of_cell(sink: &mut FindingSink<'_>, span: Range<usize>, message: &str, names: &[&str]) {
    let name = names.first().copied().unwrap_or_default();
    if message.starts_with("missing field") {
        let place = sink.written.cell_of(&sink.written.place(span.start), name);
        let finding = sink.invalid(span, &format!("Chưa ghi «{name}»"));
        finding.place = place;
        "Điền ô này.".clone_into(&mut finding.advice);
        finding.raw.clear();
    } else if message.starts_with("unknown field") {
        sink.invalid(span, &format!("Dòng này không dùng «{name}»")).advice =
            "Xóa ô này, hoặc chọn lại cột đầu của dòng.".to_owned();
    } else {
        sink.invalid(span, &format!("Giá trị không dùng được: {}", syntax_reason(message, "")));
    }
}

/// The words between backticks.
fn quoted(message: &str) -> Vec<&str> {
    message.split('`').skip(1).step_by(2).collect()
}

/// The line of a text in which a byte stands.
fn line_at(text: &str, byte: usize) -> &str {
    let start = text.get(..byte).unwrap_or(text).rfind('\n').map_or(0, |newline| newline + 1);
    text.get(start..).unwrap_or_default().lines().next().unwrap_or_default()
}

fn first_line(message: &str) -> &str {
    message.lines().next().unwrap_or_default()
}

//! Stand-in for the room `text`.
use std::borrow::Cow;
use unicode_normalization::UnicodeNormalization;
use crate::text::Repair;

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum FontHint { Silent, Legacy }

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Charset { Unicode, Tcvn3 }
impl Charset { pub(super) const ALL: [Charset; 2] = [Charset::Unicode, Charset::Tcvn3]; pub(super) fn id(self) -> &'static str { if self == Charset::Unicode { "unicode" } else { "tcvn3" } } }

#[derive(Debug, Clone, Copy)]
pub(super) struct Run<'a> { pub(super) text: &'a str, pub(super) font: FontHint }

#[derive(Debug, Clone, Copy, Default)]
pub(super) struct Prior { n: u32 }
impl Prior {
    pub(super) fn observe_cell(&mut self, cell: &Repaired<'_>) { if !cell.doubtful && !cell.text.is_ascii() { self.n += 1; } }
    pub(super) fn merge(&mut self, other: &Prior) { self.n += other.n; }
    pub(super) fn count(&self, charset: Charset) -> u32 { if charset == Charset::Unicode { self.n } else { 0 } }
    pub(super) fn none() -> Prior { Prior::default() }
}

#[derive(Debug)]
pub(super) struct Repaired<'a> { pub(super) text: Cow<'a, str>, pub(super) charset: Charset, pub(super) repair: Option<Repair>, pub(super) doubtful: bool }

pub(super) fn repair<'a>(runs: &[Run<'a>], _prior: &Prior) -> Repaired<'a> {
    let joined: String = runs.iter().map(|run| run.text).collect();
    Repaired { text: tidy(&joined).into(), charset: Charset::Unicode, repair: None, doubtful: false }
}

pub(super) fn font_hint(name: &str) -> FontHint {
    let lower = name.to_lowercase();
    if lower.starts_with(".vn") || lower.starts_with("vni") { FontHint::Legacy } else { FontHint::Silent }
}

fn tidy(raw: &str) -> String {
    let mut out = String::with_capacity(raw.len());
    for line in raw.split('\n') {
        let line: Vec<&str> = line.split_whitespace().collect();
        if line.is_empty() { continue; }
        if !out.is_empty() { out.push('\n'); }
        out.push_str(&line.join(" "));
    }
    out.nfc().collect()
}

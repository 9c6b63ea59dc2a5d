//! Stand-in for the room `text`.
use unicode_normalization::UnicodeNormalization;

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum FontHint { Unknown, Legacy }

#[derive(Debug, Clone, Copy)]
pub(super) struct Run<'a> { pub(super) text: &'a str, pub(super) font: FontHint }

pub(super) fn font_hint(name: &str) -> FontHint {
    let lower = name.to_lowercase();
    if lower.starts_with(".vn") || lower.starts_with("vni") { FontHint::Legacy } else { FontHint::Unknown }
}

pub(super) fn tidy(raw: &str) -> String {
    let mut out = String::with_capacity(raw.len());
    for line in raw.split('\n') {
        let line: Vec<&str> = line.split_whitespace().collect();
        if line.is_empty() { continue; }
        if !out.is_empty() { out.push('\n'); }
        out.push_str(&line.join(" "));
    }
    out.nfc().collect()
}

//! A plan or settings on their way from cells to text: keys with literals, each with the cell it came from.

use std::fmt::Write as _;

use crate::finding::{KeyHeader, Place, SourceText, TextOrigin};

/// What a key says.
#[derive(Debug, Clone)]
pub(super) enum KeyNode {
    /// A literal of TOML.
    Leaf(String),
    Table(Vec<KeyEntry>),
    Tables(Vec<RowTable>),
}

/// A key, what it says, and where.
#[derive(Debug, Clone)]
pub(super) struct KeyEntry {
    pub(super) key: String,
    pub(super) node: KeyNode,
    pub(super) place: Place,
}

/// A part of a list, and its row.
#[derive(Debug, Clone)]
pub(super) struct RowTable {
    pub(super) place: Place,
    pub(super) entries: Vec<KeyEntry>,
}

/// Puts a value under a dotted key; the place of what stands there already where that leaves no room.
pub(super) fn put(entries: &mut Vec<KeyEntry>, key: &str, node: KeyNode, place: Place) -> Result<(), Place> {
    let (head, rest) = key.split_once('.').map_or((key, None), |(head, rest)| (head, Some(rest)));
    let there = entries.iter().position(|entry| entry.key == head);
    let there = there.and_then(|at| entries.get_mut(at));
    match (there, rest) {
        (None, None) => {
            entries.push(KeyEntry { key: head.to_owned(), node, place });
            Ok(())
        }
        (None, Some(rest)) => {
            let mut rows = Vec::new();
            put(&mut rows, rest, node, place.clone())?;
            entries.push(KeyEntry { key: head.to_owned(), node: KeyNode::Table(rows), place });
            Ok(())
        }
        (Some(KeyEntry { node: KeyNode::Table(own), .. }), Some(rest)) => put(own, rest, node, place),
        (Some(entry), _) => Err(entry.place.clone()),
    }
}

/// A text to be made, with where its parts come from.
#[derive(Debug, Default)]
struct TextMaker {
    text: String,
    origins: Vec<TextOrigin>,
}

impl TextMaker {
    fn mark(&mut self, from: usize, place: &Place) {
        self.origins.push(TextOrigin { bytes: from..self.text.len(), place: place.clone() });
    }

    fn inline(&mut self, entries: &[KeyEntry]) {
        self.text.push_str("{ ");
        for (at, entry) in entries.iter().enumerate() {
            if at > 0 {
                self.text.push_str(", ");
            }
            self.entry(entry);
        }
        self.text.push_str(" }");
    }

    fn entry(&mut self, entry: &KeyEntry) {
        let from = self.text.len();
        let _ = write!(self.text, "{} = ", entry.key);
        match &entry.node {
            KeyNode::Leaf(literal) => self.text.push_str(literal),
            KeyNode::Table(own) => self.inline(own),
            KeyNode::Tables(tables) => {
                self.text.push('[');
                for table in tables {
                    self.text.push_str("\n    ");
                    let from = self.text.len();
                    self.inline(&table.entries);
                    self.mark(from, &table.place);
                    self.text.push(',');
                }
                self.text.push_str("\n]");
            }
        }
        self.mark(from, &entry.place);
    }

    fn lines(&mut self, entries: &[KeyEntry]) {
        for entry in entries {
            self.entry(entry);
            self.text.push('\n');
        }
    }

    /// A section `[look]`, and those below it.
    fn section(&mut self, name: &str, entries: &[KeyEntry]) {
        let (tables, lines): (Vec<&KeyEntry>, Vec<&KeyEntry>) =
            entries.iter().partition(|entry| matches!(entry.node, KeyNode::Table(_)));
        if !lines.is_empty() {
            let _ = write!(self.text, "\n[{name}]\n");
        }
        for entry in lines {
            self.entry(entry);
            self.text.push('\n');
        }
        for entry in tables {
            if let KeyNode::Table(own) = &entry.node {
                self.section(&format!("{name}.{}", entry.key), own);
            }
        }
    }
}

/// The text of a head and of lists, in the order given.
pub(super) fn written(
    whole: Place,
    head: &[KeyEntry],
    lists: &[(&str, Vec<RowTable>)],
    headers: Vec<KeyHeader>,
) -> SourceText {
    let mut text = TextMaker::default();
    let (sections, lines): (Vec<KeyEntry>, Vec<KeyEntry>) =
        head.iter().cloned().partition(|entry| matches!(entry.node, KeyNode::Table(_)));
    text.lines(&lines);
    for section in &sections {
        if let KeyNode::Table(own) = &section.node {
            text.section(&section.key, own);
        }
    }
    for (list, tables) in lists {
        for table in tables {
            text.text.push('\n');
            let from = text.text.len();
            let _ = writeln!(text.text, "[[{list}]]");
            text.lines(&table.entries);
            text.mark(from, &table.place);
        }
    }
    // What is missing at the head is missing in the first sheet.
    text.origins.push(TextOrigin { bytes: 0..text.text.len() + 1, place: whole.clone() });
    SourceText::made(whole, text.text, text.origins, headers)
}

/// A text as a literal of TOML.
pub(super) fn quoted(text: &str) -> String {
    toml::Value::String(text.to_owned()).to_string()
}

/// Literals as a list of TOML.
pub(super) fn listed(literals: impl IntoIterator<Item = String>) -> String {
    format!("[{}]", literals.into_iter().collect::<Vec<_>>().join(", "))
}

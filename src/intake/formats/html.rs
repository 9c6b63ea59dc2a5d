//! HTML tables, which web programs send under the name .xls.
//!
//! `html5ever`'s tokenizer reads tags, attributes and entities as browsers do: missing end tags, bare
//! attributes, stray `<` and `&`. What tables mean is told here: all tables of a page stand below one
//! another in one sheet, as Excel shows them; a table inside a cell becomes text of that cell. Of styles only
//! what strikes letters through and what hides rows and columns is read; scripts and comments are skipped.

use std::cell::RefCell;
use std::collections::BTreeMap;

use html5ever::tokenizer::states::RawKind;
use html5ever::tokenizer::{
    BufferQueue, Tag, TagKind, Token, TokenSink, TokenSinkResult, Tokenizer, TokenizerOpts,
};

use crate::intake::grid::{BookBuilder, CellContent};
use crate::intake::limits::MAX_COLS;
use crate::intake::trouble::Trouble;
use crate::text::bytes::decode_bytes;
use crate::text::{FontHint, Run};

/// Reads all tables of a page into one sheet.
pub(in crate::intake) fn read(bytes: &[u8], book: &mut BookBuilder<'_>) -> Result<(), Trouble> {
    read_page(&decode_bytes(bytes), "HTML", book)
}

/// Reads all tables of a page into a sheet of that name.
pub(super) fn read_page(page: &str, name: &str, book: &mut BookBuilder<'_>) -> Result<(), Trouble> {
    book.begin(name, true)?;
    let sink = PageSink {
        state: RefCell::new(PageState {
            table: HtmlTable::default(),
            book,
            skipped: 0,
            style: None,
            outcome: Ok(()),
        }),
    };
    let tokenizer = Tokenizer::new(sink, TokenizerOpts::default());
    let queue = BufferQueue::default();
    queue.push_back(page.into());
    // Scripts do not run here: the tokenizer never has to wait for one.
    let _ = tokenizer.feed(&queue);
    tokenizer.end();
    let mut state = tokenizer.sink.state.into_inner();
    state.outcome?;
    state.table.end_cell(state.book)?;
    if state.table.n_cells == 0 {
        return Err(Trouble::Unsupported("trang web (HTML) không có bảng"));
    }
    Ok(())
}

/// What takes the tokens of a page.
struct PageSink<'p, 'b> {
    state: RefCell<PageState<'p, 'b>>,
}

struct PageState<'p, 'b> {
    table: HtmlTable,
    book: &'p mut BookBuilder<'b>,
    /// How many `<xml>` islands of Excel are open; they hold settings, no text.
    skipped: usize,
    /// The style sheet that is being read.
    style: Option<String>,
    outcome: Result<(), Trouble>,
}

impl TokenSink for PageSink<'_, '_> {
    type Handle = ();

    fn process_token(&self, token: Token, _line: u64) -> TokenSinkResult<()> {
        self.state.borrow_mut().take(token)
    }
}

impl PageState<'_, '_> {
    fn take(&mut self, token: Token) -> TokenSinkResult<()> {
        if self.outcome.is_err() {
            return TokenSinkResult::Continue;
        }
        match token {
            Token::CharacterTokens(text) => match &mut self.style {
                Some(style) => style.push_str(&text),
                None if self.skipped == 0 => self.table.text(&text),
                None => {}
            },
            Token::TagToken(tag) => return self.tag(&tag),
            _ => {}
        }
        TokenSinkResult::Continue
    }

    fn tag(&mut self, tag: &Tag) -> TokenSinkResult<()> {
        let name: &str = &tag.name;
        match (tag.kind, name) {
            (TagKind::StartTag, "xml") if !tag.self_closing => self.skipped += 1,
            (TagKind::EndTag, "xml") => self.skipped = self.skipped.saturating_sub(1),
            (TagKind::StartTag, "script") => return TokenSinkResult::RawData(RawKind::ScriptData),
            (TagKind::StartTag, "style") => {
                self.style = Some(String::new());
                return TokenSinkResult::RawData(RawKind::Rawtext);
            }
            (TagKind::EndTag, "style") => {
                let style = self.style.take().unwrap_or_default();
                self.table.striking.extend(striking_classes(&style));
                self.table.striking.truncate(MAX_CLASSES);
            }
            (TagKind::StartTag, "title") => return TokenSinkResult::RawData(RawKind::Rawtext),
            _ if 0 < self.skipped => {}
            (TagKind::StartTag, _) => self.outcome = self.table.open(name, tag, self.book),
            (TagKind::EndTag, _) => self.outcome = self.table.close(name, self.book),
        }
        TokenSinkResult::Continue
    }
}

/// The value of an attribute.
fn attribute<'a>(tag: &'a Tag, name: &str) -> Option<&'a str> {
    tag.attrs.iter().find(|attribute| &*attribute.name.local == name).map(|attribute| &*attribute.value)
}

/// Elements within each other that are remembered, and classes that strike letters through: no page that people
/// make has more.
const MAX_OPEN: usize = 32;
const MAX_CLASSES: usize = 256;

/// Whether the style of an element says something, blanks and capitals aside.
fn styled(tag: &Tag, what: &str) -> bool {
    let plain = |style: &str| style.split_whitespace().collect::<String>().to_ascii_lowercase();
    attribute(tag, "style").is_some_and(|style| plain(style).contains(what))
}

/// The classes of a style sheet that strike letters through, as Excel writes them: `.xl66 {… line-through …}`.
fn striking_classes(style: &str) -> Vec<String> {
    let mut classes = Vec::new();
    for rule in style.split('}') {
        let Some((selectors, body)) = rule.rsplit_once('{') else { continue };
        if body.contains("line-through") {
            let named = selectors.split([',', ' ', '\n', '\r', '\t']).filter_map(|it| it.split_once('.'));
            classes.extend(named.map(|(_, class)| class.trim().to_owned()));
        }
    }
    classes
}

#[derive(Default)]
struct HtmlTable {
    /// The row being filled, and the first one that is free.
    row: u32,
    next_row: u32,
    col: u32,
    /// Columns taken by cells that span down from above: column → first row that is free again.
    taken: BTreeMap<u32, u32>,
    /// Tables within tables.
    depth: usize,
    /// The next column that a `col` speaks of.
    col_at: u32,
    /// Classes that strike letters through.
    striking: Vec<String>,
    /// Elements open in the cell that may strike letters through, and whether they do.
    looks: Vec<(String, bool)>,
    cell: Option<OpenCell>,
    n_cells: usize,
}

struct OpenCell {
    col: u32,
    colspan: u32,
    rowspan: u32,
    text: String,
    /// Whether all that stands in it is struck through.
    is_struck: bool,
    /// Of its text what is struck through, and what is not.
    struck: String,
    plain: String,
}

impl HtmlTable {
    fn text(&mut self, html: &str) {
        if let Some(cell) = &mut self.cell {
            push_text(html, &mut cell.text);
            let is_struck = cell.is_struck || self.looks.iter().any(|(_, struck)| *struck);
            push_text(html, if is_struck { &mut cell.struck } else { &mut cell.plain });
        }
    }

    fn strikes(&self, tag: &Tag) -> bool {
        let mut classes = attribute(tag, "class").unwrap_or_default().split_whitespace();
        matches!(&*tag.name, "s" | "strike" | "del")
            || styled(tag, "line-through")
            || classes.any(|class| self.striking.iter().any(|known| known == class))
    }

    fn open(&mut self, name: &str, tag: &Tag, book: &mut BookBuilder<'_>) -> Result<(), Trouble> {
        match name {
            "table" => {
                self.depth += 1;
                if self.depth == 1 {
                    self.row = self.next_row;
                    self.col_at = 0;
                    self.taken.clear();
                }
            }
            "col" if self.depth <= 1 => {
                let span = attribute(tag, "span").and_then(|n| n.trim().parse().ok());
                let next = self.col_at.saturating_add(span.unwrap_or(1_u32).clamp(1, MAX_COLS));
                if styled(tag, "display:none") {
                    book.hide_cols(self.col_at, next - 1);
                }
                self.col_at = next;
            }
            "tr" if self.depth <= 1 => {
                self.end_cell(book)?;
                self.row = self.next_row;
                self.next_row = self.row.saturating_add(1);
                self.col = 0;
                book.touch(self.row);
                if styled(tag, "display:none") {
                    book.hide_rows(self.row, self.row);
                }
            }
            "td" | "th" if self.depth <= 1 => {
                self.end_cell(book)?;
                if self.next_row <= self.row {
                    self.next_row = self.row.saturating_add(1);
                }
                while self.taken.get(&self.col).is_some_and(|free| self.row < *free) {
                    self.col += 1;
                }
                let span = |name| {
                    let span = attribute(tag, name).and_then(|n| n.trim().parse().ok());
                    span.unwrap_or(1_u32).clamp(1, MAX_COLS)
                };
                let cell = OpenCell {
                    col: self.col,
                    colspan: span("colspan"),
                    rowspan: span("rowspan"),
                    text: String::new(),
                    is_struck: self.strikes(tag),
                    struck: String::new(),
                    plain: String::new(),
                };
                self.col = self.col.saturating_add(cell.colspan);
                if 1 < cell.rowspan {
                    for col in cell.col..self.col.min(MAX_COLS) {
                        self.taken.insert(col, self.row.saturating_add(cell.rowspan));
                    }
                }
                self.cell = Some(cell);
            }
            "br" | "p" | "div" | "li" | "tr" => {
                if let Some(cell) = &mut self.cell
                    && !cell.text.is_empty()
                {
                    cell.text.push('\n');
                    cell.plain.push('\n');
                }
            }
            "s" | "strike" | "del" | "span" | "font" if self.looks.len() < MAX_OPEN => {
                self.looks.push((name.to_owned(), self.strikes(tag)));
            }
            "td" | "th" => self.text(" "),
            _ => {}
        }
        Ok(())
    }

    fn close(&mut self, name: &str, book: &mut BookBuilder<'_>) -> Result<(), Trouble> {
        match name {
            "table" => {
                if self.depth <= 1 {
                    self.end_cell(book)?;
                }
                self.depth = self.depth.saturating_sub(1);
            }
            "td" | "th" | "tr" if self.depth <= 1 => self.end_cell(book)?,
            _ => {
                if let Some(at) = self.looks.iter().rposition(|(open, _)| open == name) {
                    self.looks.truncate(at);
                }
            }
        }
        Ok(())
    }

    fn end_cell(&mut self, book: &mut BookBuilder<'_>) -> Result<(), Trouble> {
        self.looks.clear();
        let Some(cell) = self.cell.take() else { return Ok(()) };
        self.n_cells += 1;
        let run = |text| [Run { text, font: FontHint::Silent }];
        book.strike_runs(self.row, cell.col, &run(&cell.struck), &run(cell.plain.trim()))?;
        if 1 < cell.colspan || 1 < cell.rowspan {
            let last = (self.row.saturating_add(cell.rowspan - 1), cell.col.saturating_add(cell.colspan - 1));
            book.merge((self.row, cell.col), last);
        }
        book.put(self.row, cell.col, CellContent::Text(cell.text.trim(), FontHint::Silent))
    }
}

/// Appends text with its white space folded as browsers fold it.
fn push_text(html: &str, text: &mut String) {
    for letter in html.chars() {
        if !letter.is_ascii_whitespace() {
            text.push(letter);
        } else if !text.is_empty() && !text.ends_with([' ', '\n']) {
            text.push(' ');
        }
    }
}

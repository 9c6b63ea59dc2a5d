//! A Word document → its blocks: paragraphs and tables in their order.

use std::collections::BTreeMap;

use crate::package::scan::{Scan, Tag, XmlPiece, decoded};
use crate::text::{FontHint, font_hint};

/// What a document is made of.
pub(super) enum DocumentBlock {
    Paragraph(DocumentText),
    Table(Vec<Vec<WordCell>>),
}

/// A cell of a table's row.
#[derive(Default)]
pub(super) struct WordCell {
    pub(super) words: DocumentText,
    /// Columns of the grid that it takes.
    pub(super) span: u32,
    /// Whether it only carries on the merged cell above it.
    pub(super) continues: bool,
    /// The number that Word itself puts before its blank paragraph.
    pub(super) number: Option<u32>,
}

/// Letters with how they look.
#[derive(Default)]
pub(super) struct DocumentText {
    pub(super) runs: Vec<Stretch>,
    /// Numbers of the comments that hang on it.
    pub(super) comments: Vec<String>,
}

/// Letters of one look.
pub(super) struct Stretch {
    pub(super) text: String,
    pub(super) font: FontHint,
    pub(super) struck: bool,
}

impl DocumentText {
    fn push(&mut self, text: &str, look: RunLook) {
        match self.runs.last_mut() {
            Some(last) if (last.font, last.struck) == (look.font, look.struck) => last.text.push_str(text),
            _ => self.runs.push(Stretch { text: text.to_owned(), font: look.font, struck: look.struck }),
        }
    }

    /// Whether there is a letter or a digit.
    pub(super) fn says_something(&self) -> bool {
        self.runs.iter().any(|run| run.text.chars().any(char::is_alphanumeric))
    }

    /// Begins a new line, unless nothing stands before it.
    fn end_line(&mut self) {
        if let Some(last) = self.runs.last_mut()
            && !last.text.ends_with('\n')
        {
            last.text.push('\n');
        }
    }
}

#[derive(Clone, Copy, Default)]
struct RunLook {
    font: FontHint,
    struck: bool,
}

/// The comments of `word/comments.xml` by their numbers.
pub(super) fn comments(xml: &str) -> BTreeMap<String, String> {
    let mut comments = BTreeMap::new();
    let mut scan = Scan::new(xml);
    while let Some(piece) = scan.next() {
        if let XmlPiece::Start(tag) = piece
            && tag.name == "comment"
            && let Some(id) = tag.attribute("id")
        {
            comments.insert(id.into_owned(), scan.text_in("comment").into_owned());
        }
    }
    comments
}

/// The blocks of `word/document.xml`.
pub(super) fn blocks(xml: &str) -> Vec<DocumentBlock> {
    let mut reader = BlockReader::default();
    let mut scan = Scan::new(xml);
    while let Some(piece) = scan.next() {
        match piece {
            // What was moved away stands where it went; the fallback says again what the choice said.
            XmlPiece::Start(tag) if matches!(tag.name, "Fallback" | "moveFrom" | "instrText") => {
                scan.leave_out(tag.name);
            }
            XmlPiece::Start(tag) => reader.start(tag),
            XmlPiece::Empty(tag) => reader.property(tag),
            XmlPiece::End(name) => reader.end(name),
            XmlPiece::Text(text) | XmlPiece::CData(text) if reader.in_text => {
                let look = reader.look;
                reader.words().push(&decoded(text), look);
            }
            _ => {}
        }
    }
    reader.blocks
}

#[derive(Default)]
struct BlockReader {
    blocks: Vec<DocumentBlock>,
    /// Tables that are open; the words of inner ones belong to the cell of the outer one.
    depth: usize,
    rows: Vec<Vec<WordCell>>,
    row: Vec<WordCell>,
    cell: WordCell,
    paragraph: DocumentText,
    in_text: bool,
    in_run: bool,
    look: RunLook,
    /// The list that numbers the paragraph, and how far each list has counted.
    list: Option<String>,
    counted: BTreeMap<String, u32>,
}

impl BlockReader {
    fn words(&mut self) -> &mut DocumentText {
        if self.depth == 0 { &mut self.paragraph } else { &mut self.cell.words }
    }

    fn start(&mut self, tag: Tag<'_>) {
        match tag.name {
            "tbl" => {
                if self.depth == 0 {
                    self.end_paragraph();
                    self.rows.clear();
                }
                self.depth += 1;
            }
            "tr" if self.depth == 1 => self.row.clear(),
            "tc" if self.depth == 1 => self.cell = WordCell { span: 1, ..WordCell::default() },
            "t" => self.in_text = true,
            "r" => (self.in_run, self.look) = (true, RunLook::default()),
            "p" => self.list = None,
            _ => self.property(tag),
        }
    }

    /// A tag that says how something is.
    fn property(&mut self, tag: Tag<'_>) {
        let value = || tag.attribute("val").map(std::borrow::Cow::into_owned);
        match tag.name {
            "tab" if self.in_run => {
                let look = self.look;
                self.words().push(" ", look);
            }
            "br" | "cr" if self.in_run => self.words().end_line(),
            "noBreakHyphen" => {
                let look = self.look;
                self.words().push("-", look);
            }
            "strike" | "dstrike" if self.in_run => {
                self.look.struck = !matches!(value().as_deref(), Some("0" | "false" | "off"));
            }
            "rFonts" if self.in_run => {
                let name = tag.attribute("ascii").or_else(|| tag.attribute("hAnsi")).unwrap_or_default();
                self.look.font = font_hint(&name);
            }
            "commentReference" => {
                let id = tag.attribute("id").map(std::borrow::Cow::into_owned);
                self.words().comments.extend(id);
            }
            "numId" => self.list = value().filter(|id| id != "0"),
            "gridSpan" if self.depth == 1 => {
                self.cell.span = value().and_then(|span| span.parse().ok()).unwrap_or(1).clamp(1, MAX_SPAN);
            }
            // Columns that a row leaves out at its beginning.
            "gridBefore" if self.depth == 1 => {
                let span = value().and_then(|span| span.parse().ok()).unwrap_or(0_u32).min(MAX_SPAN);
                if 0 < span {
                    self.row.push(WordCell { span, ..WordCell::default() });
                }
            }
            "vMerge" if self.depth == 1 => self.cell.continues = value().as_deref() != Some("restart"),
            _ => {}
        }
    }

    fn end(&mut self, name: &str) {
        match name {
            "t" => self.in_text = false,
            "r" => self.in_run = false,
            "p" if self.depth == 0 => self.end_paragraph(),
            "p" => self.end_line_of_cell(),
            "tc" if self.depth == 1 => self.row.push(std::mem::take(&mut self.cell)),
            "tr" if self.depth == 1 => self.rows.push(std::mem::take(&mut self.row)),
            "tbl" => {
                self.depth = self.depth.saturating_sub(1);
                if self.depth == 0 {
                    self.blocks.push(DocumentBlock::Table(std::mem::take(&mut self.rows)));
                }
            }
            _ => {}
        }
    }

    fn end_paragraph(&mut self) {
        let words = std::mem::take(&mut self.paragraph);
        if words.says_something() || !words.comments.is_empty() {
            self.blocks.push(DocumentBlock::Paragraph(words));
        }
    }

    /// A numbered paragraph of a cell without words of its own is the number: so Word fills a column "STT".
    fn end_line_of_cell(&mut self) {
        if let Some(list) = self.list.take() {
            let count = self.counted.entry(list).or_default();
            *count += 1;
            if !self.cell.words.says_something() {
                self.cell.number = Some(*count);
            }
        }
        self.cell.words.end_line();
    }
}

/// No table of Word has more columns.
const MAX_SPAN: u32 = 63;

#[cfg(test)]
mod tests {
    use super::*;

    /// Tables as rows of cells, paragraphs as they are.
    fn shown(body: &str) -> Vec<String> {
        let text = |words: &DocumentText| words.runs.iter().map(|run| run.text.as_str()).collect::<String>();
        let cell = |cell: &WordCell| {
            let number = cell.number.map(|number| format!("#{number}")).unwrap_or_default();
            let above = if cell.continues { "^" } else { "" };
            format!("{above}{number}{}/{}", text(&cell.words).trim().replace('\n', "⏎"), cell.span)
        };
        blocks(&format!("<w:document><w:body>{body}</w:body></w:document>"))
            .iter()
            .map(|block| match block {
                DocumentBlock::Paragraph(words) => text(words),
                DocumentBlock::Table(rows) => rows
                    .iter()
                    .map(|row| row.iter().map(cell).collect::<Vec<_>>().join(" | "))
                    .collect::<Vec<_>>()
                    .join(" // "),
            })
            .collect()
    }

    #[test]
    fn words_stand_where_the_reader_of_word_sees_them() {
        let run = |text: &str| format!("<w:r><w:t>{text}</w:t></w:r>");
        let paragraph = |inside: &str| format!("<w:p>{inside}</w:p>");
        let cell = |inside: &str| format!("<w:tc>{inside}</w:tc>");
        let two_lines =
            cell(&format!("{}{}", paragraph(&run("Lý Văn Sáng")), paragraph(&run("Vi Thị Thảo"))));
        assert_eq!(
            shown(&format!("{}<w:tbl><w:tr>{two_lines}</w:tr></w:tbl>", paragraph(&run("A &amp; B")))),
            ["A & B", "Lý Văn Sáng⏎Vi Thị Thảo/1"]
        );
        // A number of Word's own, a merged cell, a table within a cell, deleted and moved text.
        let counted = cell("<w:p><w:pPr><w:numPr><w:numId w:val=\"3\"/></w:numPr></w:pPr></w:p>");
        let wide = cell(&format!("<w:tcPr><w:gridSpan w:val=\"2\"/></w:tcPr>{}", paragraph(&run("Nam"))));
        let below = cell(&format!("<w:tcPr><w:vMerge/></w:tcPr>{}", paragraph("")));
        let inner = cell(&format!("<w:tbl><w:tr>{}</w:tr></w:tbl><w:p/>", cell(&paragraph(&run("trong")))));
        let gone = "<w:del><w:r><w:delText>xóa</w:delText></w:r></w:del><w:moveFrom><w:r><w:t>cũ</w:t></w:r></w:moveFrom>";
        let changed = cell(&paragraph(&format!("{gone}{}", run("mới"))));
        assert_eq!(
            shown(&format!(
                "<w:tbl><w:tr>{counted}{wide}</w:tr><w:tr>{counted}{below}{inner}{changed}</w:tr></w:tbl>"
            )),
            ["#1/1 | Nam/2 // #2/1 | ^/1 | trong/1 | mới/1"]
        );
    }

    #[test]
    fn comments_hang_on_the_words_they_were_written_to() {
        let part = "<w:comments><w:comment w:id=\"7\" w:author=\"VT\"><w:p><w:r><w:t>Đề nghị </w:t></w:r>\
                    <w:r><w:t>rút</w:t></w:r></w:p></w:comment></w:comments>";
        assert_eq!(comments(part).get("7").map(String::as_str), Some("Đề nghị rút"));
        let cell = "<w:tc><w:p><w:r><w:t>Vi Thị Na</w:t></w:r><w:r><w:commentReference w:id=\"7\"/></w:r></w:p></w:tc>";
        let document = blocks(&format!("<w:tbl><w:tr>{cell}</w:tr></w:tbl>"));
        let hung = |block: &DocumentBlock| match block {
            DocumentBlock::Table(rows) => {
                rows.iter().flatten().flat_map(|it| it.words.comments.clone()).collect()
            }
            DocumentBlock::Paragraph(_) => Vec::new(),
        };
        assert_eq!(document.iter().flat_map(hung).collect::<Vec<String>>(), ["7"]);
    }

    #[test]
    fn a_row_that_begins_further_right_keeps_its_columns() {
        let cell = "<w:tc><w:p><w:r><w:t>1979</w:t></w:r></w:p></w:tc>";
        let row = format!("<w:tr><w:trPr><w:gridBefore w:val=\"2\"/></w:trPr>{cell}</w:tr>");
        assert_eq!(shown(&format!("<w:tbl>{row}</w:tbl>")), ["/2 | 1979/1"]);
    }

    #[test]
    fn no_document_makes_it_stumble() {
        for broken in [
            "<w:tbl><w:tr><w:tc>",
            "</w:tc></w:tbl></w:tr>",
            "<w:tbl><w:tbl><w:tbl>",
            "<w:tc><w:tcPr><w:gridSpan w:val=\"99999999999\"/></w:tcPr></w:tc>",
            "<w:p><w:r><w:t>chữ",
        ] {
            let _ = blocks(broken);
        }
        let many = "<w:tbl><w:tr><w:tc>".repeat(100_000);
        assert!(blocks(&many).is_empty());
    }
}

//! Formulas of other sheets, charts and sparklines that name the lines of a table by their cells: they grow and
//! shrink with it, as they do in Excel.
//!
//! The points that a chart keeps of such cells are written anew where the lines are at hand, and left out where they
//! are computed: whoever opens the workbook works them out.

use std::collections::BTreeMap;
use std::ops::Range;

use quick_xml::Reader;
use quick_xml::events::Event;

use super::published::TableLines;
use super::refusal::Refusal;
use super::shared::{OwnFormulas, parted, rows_of};
use super::shift::Shift;
use super::table::TablePart;
use crate::package::edit::{
    Edits, MalformedXml, attribute, escape, local, prefix, qualified, unescape, with_attribute,
};
use crate::package::reference::{CellRange, references, same_sheet};
use crate::package::{Package, PackageError, WorkbookSheet};
use crate::report::tables::ColumnKind;

/// So many places are named.
const MOST_PLACES: usize = 5;

/// What became of the references of other parts.
#[derive(Debug, Default)]
pub(super) struct Followers {
    /// Formulas and series that follow the table now.
    pub(super) moved: usize,
    /// Places, in words, that name single lines or some of them, and stay as they are.
    pub(super) left: Vec<String>,
}

impl Followers {
    /// Notes a place that stays as it is, among the first few.
    pub(super) fn leave(&mut self, place: String) {
        if self.left.len() < MOST_PLACES && !self.left.contains(&place) {
            self.left.push(place);
        }
    }
}

/// A table whose lines are replaced.
pub(super) struct ReplacedTable<'m> {
    pub(super) frame: &'m TablePart,
    pub(super) to: &'m Shift,
    pub(super) lines: &'m TableLines,
}

/// Lets the references of all parts but the table's own sheet follow it.
pub(super) fn follow(
    package: &mut Package<'_>,
    sheets: &[WorkbookSheet],
    own_part: &str,
    table: &ReplacedTable<'_>,
) -> Result<Followers, Refusal> {
    let mut followers = Followers::default();
    if table.to.body.last_row == table.to.last_row && !has_charts(package) {
        return Ok(followers);
    }
    let owners = owners(package, sheets)?;
    for name in package.names().to_vec() {
        let plain = name.to_ascii_lowercase();
        let has_formulas = ["worksheets/", "charts/", "drawings/", "chartsheets/", "ctrlprops/", "tables/"]
            .iter()
            .any(|folder| plain.contains(folder) && plain.ends_with(".xml"));
        if !has_formulas || plain == own_part.to_ascii_lowercase() {
            continue;
        }
        let home = owners.get(&plain).map_or("", String::as_str);
        if plain.contains("tables/") && same_sheet(home, &table.to.sheet) {
            continue; // with their sheet
        }
        let text = package.text(&name)?;
        let what = match () {
            () if plain.contains("worksheets/") => "công thức ô",
            () if plain.contains("tables/") => "công thức bảng",
            () if plain.contains("ctrlprops/") => "ô điều khiển",
            () => "biểu đồ",
        };
        let place = |cell: &str| match home {
            "" => format!("{what} trong {name}"),
            home if cell.is_empty() => format!("{what} trang «{home}»"),
            home => format!("{what} {cell} trang «{home}»"),
        };
        let damaged = |_| PackageError::damaged(&name);
        let mut formulas = OwnFormulas::new();
        if plain.contains("worksheets/") {
            let changes = |_: u32, _: u16, formula: &str| table.to.formula(formula, home).is_some();
            formulas = rows_of(&text).and_then(|rows| parted(&text, rows, changes)).map_err(damaged)?;
        }
        let mut part = ReferringPart {
            table,
            home,
            place: &place,
            followers: &mut followers,
            own: &formulas,
            edits: Edits::default(),
        };
        let is_changed = part.walk(&text).map_err(damaged)?;
        let edits = part.edits;
        if is_changed {
            package.set(&name, edits.apply(&text).map_err(damaged)?);
        }
    }
    Ok(followers)
}

fn has_charts(package: &Package<'_>) -> bool {
    package.names().iter().any(|name| name.to_ascii_lowercase().contains("charts/"))
}

/// Which sheet each part is drawn on, by part names in lower case.
fn owners(package: &mut Package<'_>, sheets: &[WorkbookSheet]) -> Result<BTreeMap<String, String>, Refusal> {
    let mut owners: BTreeMap<String, String> = BTreeMap::new();
    for sheet in sheets {
        let mut parts = vec![sheet.part.clone()];
        while let Some(part) = parts.pop() {
            let part = part.to_ascii_lowercase();
            if owners.contains_key(&part) || owners.len() > package.names().len() {
                continue;
            }
            owners.insert(part.clone(), sheet.name.clone());
            let drawn = ["drawing", "chart", "chartEx", "chartUserShapes", "ctrlProp", "table"];
            let below = package.relations(&part)?;
            parts.extend(
                below
                    .into_iter()
                    .filter(|relation| drawn.contains(&relation.kind.as_str()))
                    .map(|relation| relation.target),
            );
        }
    }
    Ok(owners)
}

/// A part whose references are looked through.
struct ReferringPart<'p, 'm> {
    table: &'p ReplacedTable<'m>,
    home: &'p str,
    place: &'p dyn Fn(&str) -> String,
    followers: &'p mut Followers,
    /// Formulas that cells no longer share.
    own: &'p OwnFormulas,
    edits: Edits,
}

/// A formula that is being read.
struct OpenText {
    /// Where its text begins; or its element, where that is replaced.
    from: usize,
    /// The element in its place, where the cell no longer shares its formula.
    own: Option<String>,
}

/// Points that a chart keeps of cells.
struct OldPoints {
    element: String,
    from: usize,
    new: String,
}

impl ReferringPart<'_, '_> {
    /// Notes what has to be changed; tells whether anything has.
    fn walk(&mut self, xml: &str) -> Result<bool, MalformedXml> {
        let mut reader = Reader::from_str(xml);
        let (mut cell, mut open, mut named) = (String::new(), None::<OpenText>, None::<CellRange>);
        let mut points: Option<OldPoints> = None;
        let mut is_changed = false;
        let position =
            |reader: &Reader<&[u8]>| usize::try_from(reader.buffer_position()).map_err(|_| MalformedXml);
        loop {
            let start = position(&reader)?;
            let event = reader.read_event().map_err(|_| MalformedXml)?;
            let end = position(&reader)?;
            let tag = xml.get(start..end).ok_or(MalformedXml)?;
            match event {
                Event::Start(_) | Event::Empty(_) => {
                    let element = local(qualified(tag));
                    if element == "c" {
                        cell = attribute(tag, "r").unwrap_or_default();
                    }
                    if let Some(moved) = self.linked(element, tag) {
                        self.edits.replace(start..end, moved);
                        is_changed = true;
                    }
                    let is_formula = matches!(
                        element,
                        "f" | "formula"
                            | "formula1"
                            | "formula2"
                            | "calculatedColumnFormula"
                            | "totalsRowFormula"
                    );
                    let is_empty = tag.ends_with("/>");
                    if let Some(own) = self.own.get(&start).filter(|_| element == "f") {
                        let element = self.own_element(tag, own, &cell);
                        is_changed = true;
                        if is_empty {
                            self.edits.replace(start..end, element);
                        } else {
                            open = Some(OpenText { from: start, own: Some(element) });
                        }
                    } else if is_formula {
                        named = None;
                        open = (!is_empty).then_some(OpenText { from: end, own: None });
                    }
                    let keeps = matches!(element, "numCache" | "strCache" | "multiLvlStrCache");
                    if keeps && let Some(area) = named.take() {
                        let new = self.points(&area, tag, element, xml.get(end..).unwrap_or_default());
                        if tag.ends_with("/>") {
                            self.edits.replace(start..end, new);
                        } else {
                            points = Some(OldPoints { element: qualified(tag).to_owned(), from: start, new });
                        }
                        is_changed = true;
                    }
                }
                Event::End(_) => {
                    match open.take() {
                        Some(OpenText { from, own: Some(own) }) => self.edits.replace(from..end, own),
                        Some(OpenText { from, own: None }) => {
                            named = self.formula(xml, from..start, &cell, &mut is_changed)?;
                        }
                        None => {}
                    }
                    let name = tag.trim_start_matches("</").trim_end_matches('>').trim();
                    if let Some(old) = points.take_if(|old| old.element == name) {
                        self.edits.replace(old.from..end, old.new);
                    }
                }
                Event::Eof => return Ok(is_changed),
                _ => {}
            }
        }
    }

    /// A tag whose attributes name cells that have moved; none where they stay.
    fn linked(&self, element: &str, tag: &str) -> Option<String> {
        let names: &[&str] = match element {
            "hyperlink" => &["location"],
            "cfvo" => &["val"],
            "formControlPr" => &["fmlaLink", "fmlaRange", "fmlaGroup", "fmlaTxbx"],
            _ => &["textlink"],
        };
        let mut linked = None;
        for name in names {
            let formula = attribute(tag, name);
            if let Some(moved) = formula.and_then(|formula| self.table.to.formula(&formula, self.home)) {
                linked = Some(with_attribute(linked.as_deref().unwrap_or(tag), name, &moved));
            }
        }
        linked
    }

    /// The element of a formula that a cell no longer shares.
    fn own_element(&mut self, tag: &str, formula: &str, cell: &str) -> String {
        let name = qualified(tag);
        self.tell_some_lines(formula, cell);
        let moved = self.table.to.formula(formula, self.home);
        self.followers.moved += usize::from(moved.is_some());
        let formula = moved.as_deref().unwrap_or(formula);
        format!("<{name}>{}</{name}>", escape(formula))
    }

    fn tell_some_lines(&mut self, formula: &str, cell: &str) {
        if self.table.to.names_some_lines(formula, self.home) {
            self.followers.leave((self.place)(cell));
        }
    }

    /// Moves one formula; gives the cells that it names where these are lines of the table and nothing else.
    fn formula(
        &mut self,
        xml: &str,
        span: Range<usize>,
        cell: &str,
        is_changed: &mut bool,
    ) -> Result<Option<CellRange>, MalformedXml> {
        let written = unescape(xml.get(span.clone()).ok_or(MalformedXml)?);
        self.tell_some_lines(&written, cell);
        let Some(moved) = self.table.to.formula(&written, self.home) else {
            return Ok(self.only_lines(&written));
        };
        self.edits.replace(span, escape(&moved));
        self.followers.moved += 1;
        *is_changed = true;
        Ok(self.only_lines(&moved))
    }

    /// The cells of a reference that names all new lines of one column, and nothing else.
    fn only_lines(&self, formula: &str) -> Option<CellRange> {
        let to = self.table.to;
        let found = references(formula);
        let [reference] = found.as_slice() else { return None };
        let sheet = reference.sheet.as_deref().unwrap_or(self.home);
        let area = reference.area();
        let is_column = area.first_col == area.last_col && to.body.first_col <= area.first_col;
        let is_whole = area.first_row == to.body.first_row && area.last_row == to.last_row;
        let is_own = same_sheet(sheet, &to.sheet);
        (is_own && is_column && is_whole && area.last_col <= to.body.last_col).then_some(area)
    }

    /// What a chart keeps of a column; nothing where its cells are computed or are days.
    fn points(&self, area: &CellRange, tag: &str, element: &str, inside: &str) -> String {
        let at = usize::from(area.first_col - self.table.frame.whole.first_col);
        let lines = self.table.lines;
        let column = self.table.frame.columns.get(at).filter(|column| column.formula.is_none());
        let source = column.and_then(|column| lines.column(&column.name));
        let kind = source.and_then(|source| lines.columns.get(source)).map(|column| column.kind);
        let fits = matches!(
            (element, kind),
            ("numCache", Some(ColumnKind::Whole)) | ("strCache", Some(ColumnKind::Text | ColumnKind::Whole))
        );
        let Some(source) = source.filter(|_| fits) else { return String::new() };
        let (qualified_name, prefix) = (qualified(tag), prefix(tag));
        let mut new = format!("<{qualified_name}>");
        // How the numbers are shown stays as it was.
        let (opening, closing) = (format!("<{prefix}formatCode>"), format!("</{prefix}formatCode>"));
        let code = inside.trim_start().strip_prefix(&opening).and_then(|rest| rest.split_once(&closing));
        if element == "numCache" {
            let code = code.map_or("General", |(code, _)| code);
            new.push_str(&format!("{opening}{code}{closing}"));
        }
        new.push_str(&format!("<{prefix}ptCount val=\"{}\"/>", lines.len().max(1)));
        for line in 0..lines.len() {
            let value = lines.get(line, source);
            if !value.is_empty() {
                new.push_str(&format!(
                    "<{prefix}pt idx=\"{line}\"><{prefix}v>{}</{prefix}v></{prefix}pt>",
                    escape(value)
                ));
            }
        }
        new.push_str(&format!("</{qualified_name}>"));
        new
    }
}

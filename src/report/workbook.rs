//! Which workbooks there are, and which sheets stand in each.

use std::collections::BTreeSet;
use std::path::Path;
use std::sync::Arc;

use rayon::prelude::*;
use rust_xlsxwriter::{DocProperties, ExcelDateTime, Workbook, XlsxError};

use super::by_unit::ByUnit;
use super::matrix::Matrix;
use super::part::Part;
use super::reminder::Overdue;
use super::row_stream::RowStream;
use super::style::Styles;
use super::{
    Consolidation, Look, agenda, changes, charts, eligible, finish, front, list, progress, quotas, reminders,
    reply, review, sources, summary, tables, template, undecided,
};
use crate::ledger::CacheKey;
use crate::plan::Period;
use crate::units::{Level, Tree};

/// The document property by which a dashboard knows the version of the tables' columns.
const TABLES_VERSION: &str = "tonghop.tables";

/// One workbook to write.
#[derive(Debug, Clone)]
pub(super) struct Book<'a> {
    /// Its path inside the folder of the period.
    pub(super) path: String,
    kind: Kind<'a>,
}

#[derive(Debug, Clone)]
enum Kind<'a> {
    Whole(Part<'a>, Arc<Overdue<'a>>),
    Unit(Part<'a>, Arc<Overdue<'a>>),
    Reminders(Part<'a>),
    Review(Consolidation<'a>),
    Reply(reply::Reply<'a>),
}

/// All workbooks of a run; the large one first, so that it does not come last on the threads.
pub(super) fn all_of<'a>(all: &Consolidation<'a>) -> Vec<Book<'a>> {
    let ordered = list::in_order(all);
    let whole = Part::whole(all, &ordered);
    let overdue = Arc::new(Overdue::of(&whole));
    let mut books = vec![
        Book { path: "tong-hop.xlsx".to_owned(), kind: Kind::Whole(whole.clone(), Arc::clone(&overdue)) },
        Book { path: "don-doc.xlsx".to_owned(), kind: Kind::Reminders(whole) },
        Book { path: "can-quyet-dinh.xlsx".to_owned(), kind: Kind::Review(*all) },
    ];
    let mut taken: BTreeSet<String> = BTreeSet::new();
    for (level, folder) in
        [(Level::Province, "cap-tinh"), (Level::District, "cap-huyen"), (Level::Commune, "cap-xa")]
    {
        // Since the reform nothing stands between a commune and its province.
        let stands = all.tree == Tree::Old || level != Level::District;
        if stands && all.plan.level < level {
            for part in Part::of_level(all, &ordered, level) {
                books.extend(unit_book(folder, part, &overdue, &mut taken));
            }
        }
    }
    for part in Part::of_agencies(all, &ordered) {
        books.extend(unit_book("co-quan", part, &overdue, &mut taken));
    }
    books.extend(replies_of(all, reply::ReplyLists::Due));
    books
}

/// The workbook of a unit.
fn unit_book<'a>(
    folder: &str,
    part: Part<'a>,
    overdue: &Arc<Overdue<'a>>,
    taken: &mut BTreeSet<String>,
) -> Option<Book<'a>> {
    let unit = part.unit?;
    let slug = crate::text::slug(&unit.name);
    let own_path = format!("{folder}/{}-{slug}", crate::text::slug(unit.code.as_str()));
    // Codes may differ by letters that no name of a file keeps.
    let numbered = (2..).map(|n| format!("{own_path}-{n}"));
    let name = [own_path.clone()].into_iter().chain(numbered).find(|name| !taken.contains(name));
    let name = name.unwrap_or(own_path);
    let path = format!("{name}.xlsx");
    taken.insert(name);
    Some(Book { path, kind: Kind::Unit(part, Arc::clone(overdue)) })
}

/// One reply for each sender.
fn replies_of<'a>(all: &Consolidation<'a>, lists: reply::ReplyLists) -> Vec<Book<'a>> {
    let wanted = |reply: &reply::Reply<'_>| {
        lists == reply::ReplyLists::All || all.look.reply_to_all || 0 < reply.n_open()
    };
    let replies = reply::all_of(all, lists).into_iter().filter(|(_, reply)| wanted(reply));
    replies.map(|(path, reply)| Book { path, kind: Kind::Reply(reply) }).collect()
}

/// The replies alone, as paths and bytes: for files at hand.
///
/// # Errors
/// Fails where a limit of Excel is passed.
pub fn replies(all: &Consolidation<'_>) -> Result<Vec<(String, Vec<u8>)>, XlsxError> {
    replies_of(all, reply::ReplyLists::All)
        .par_iter()
        .map(|book| Ok((book.path.clone(), book.build()?)))
        .collect()
}

impl<'a> Book<'a> {
    /// By what the workbook may be found that was made before; none where it is new in every run: what
    /// speaks of a period as a whole.
    pub(super) fn key(&self, program: &CacheKey) -> Option<CacheKey> {
        match &self.kind {
            Kind::Reply(reply) => Some(reply.key(program, &self.path)),
            Kind::Whole(..) | Kind::Unit(..) | Kind::Reminders(_) | Kind::Review(_) => None,
        }
    }

    /// The reply that it is, with its path.
    pub(super) fn reply(&self) -> Option<(&str, &reply::Reply<'a>)> {
        match &self.kind {
            Kind::Reply(reply) => Some((&self.path, reply)),
            Kind::Whole(..) | Kind::Unit(..) | Kind::Reminders(_) | Kind::Review(_) => None,
        }
    }

    /// Whether it holds all that a run found out: more than a machine may have memory for.
    pub(super) fn is_whole(&self) -> bool {
        matches!(self.kind, Kind::Whole(..))
    }

    /// The bytes of the workbook.
    pub(super) fn build(&self) -> Result<Vec<u8>, XlsxError> {
        let (mut workbook, blocks) = self.made()?;
        finish::saved(&mut workbook, &blocks)
    }

    /// Builds the workbook as a file, and beside it for as long what it is made from.
    pub(super) fn build_as(&self, place: &Path) -> Result<(), XlsxError> {
        let (mut workbook, blocks) = self.made()?;
        finish::save_as(place, &mut workbook, &blocks)
    }

    /// The workbook, with room for lines that are still to be put in.
    fn made(&self) -> Result<(Workbook, Vec<RowStream<'a>>), XlsxError> {
        let (look, period) = match &self.kind {
            Kind::Whole(part, _) | Kind::Unit(part, _) | Kind::Reminders(part) => {
                (part.look(), part.all.period)
            }
            Kind::Review(all) => (all.look, all.period),
            Kind::Reply(reply) => (reply.look, reply.period),
        };
        let styles = Styles::new(look);
        let mut workbook = Workbook::new();
        workbook.set_default_format(&styles.base, 21, 72)?;
        let mut properties = properties(look, period, &self.path)?;
        if matches!(self.kind, Kind::Whole(..)) {
            properties = properties.set_custom_property(TABLES_VERSION, tables::VERSION);
        }
        workbook.set_properties(&properties);
        let mut blocks = Vec::new();
        match &self.kind {
            Kind::Whole(part, overdue) => {
                front::write(&mut workbook, &styles, part, overdue)?;
                let (matrix, empty) = Matrix::of(part).without_empty(part.look().empty_columns);
                let mut rows = ByUnit::of(part, &matrix);
                summary::write(&mut workbook, &styles, part, &matrix, &empty, &mut rows)?;
                charts::write(&mut workbook, &styles, part)?;
                quotas::write(&mut workbook, &styles, part)?;
                eligible::write(&mut workbook, &styles, part)?;
                list::write(&mut workbook, &styles, part, &mut blocks)?;
                undecided::write(&mut workbook, &styles, part)?;
                if let Some(rows) = &rows {
                    rows.write(&mut workbook, &styles, part, &matrix)?;
                }
                progress::write(&mut workbook, &styles, part)?;
                agenda::write(&mut workbook, &styles, part)?;
                changes::write(&mut workbook, &styles, part, &mut blocks)?;
                tables::write(&mut workbook, &styles, &part.all, &mut blocks)?;
                sources::write(&mut workbook, &styles, part)?;
                stamp(&mut workbook, part)?;
            }
            Kind::Unit(part, overdue) => {
                front::write(&mut workbook, &styles, part, overdue)?;
                let (matrix, empty) = Matrix::of(part).without_empty(part.look().empty_columns);
                summary::write(&mut workbook, &styles, part, &matrix, &empty, &mut None)?;
                if !part.tallies.is_empty() {
                    quotas::write(&mut workbook, &styles, part)?;
                }
                if !part.standings.is_empty() {
                    eligible::write(&mut workbook, &styles, part)?;
                }
                list::write(&mut workbook, &styles, part, &mut blocks)?;
                undecided::write(&mut workbook, &styles, part)?;
                progress::write(&mut workbook, &styles, part)?;
                agenda::write(&mut workbook, &styles, part)?;
                sources::write(&mut workbook, &styles, part)?;
                stamp(&mut workbook, part)?;
            }
            Kind::Reminders(part) => reminders::write(&mut workbook, &styles, part)?,
            Kind::Review(all) => review::write(&mut workbook, &styles, all)?,
            Kind::Reply(reply) => reply::write(&mut workbook, &styles, reply)?,
        }
        Ok((workbook, blocks))
    }
}

/// Writes the stamp by which the office above knows whose consolidation it is.
fn stamp(workbook: &mut Workbook, part: &Part<'_>) -> Result<(), XlsxError> {
    let all = &part.all;
    let unit = part.unit.or_else(|| all.units.find(&all.plan.issuer));
    let columns = part.unit.map(|_| list::meanings(all.look));
    let stamp = tables::stamp(all.plan, unit, &all.period.to_string(), columns);
    template::write_stamp(workbook, &stamp.lines())
}

/// Properties that name the office, with the last day of the period as the day of making: a clock
/// would make two runs differ.
fn properties(look: &Look, period: Period, path: &str) -> Result<DocProperties, XlsxError> {
    let day = period.last_day();
    let made = ExcelDateTime::from_ymd(
        u16::try_from(day.year()).unwrap_or(1900),
        day.month().unsigned_abs(),
        day.day().unsigned_abs(),
    )?;
    Ok(DocProperties::new()
        .set_title(format!("Điển hình tiên tiến, {}", period.label()))
        .set_subject(path)
        .set_author(&look.office)
        .set_company(&look.authority_above)
        .set_creation_datetime(&made))
}

//! *Danh sách*: the list to sign, by movement and, within it, by kind.
//!
//! Holds what counts and nothing else: exemplars of whom no movement is known yet stand on a sheet of their own
//! ([`super::undecided`]); who does not meet the plan's conditions, or of whom it cannot be told, bears a mark.
//!
//! People in Vietnamese order of given names, everybody else in Vietnamese order of names. An
//! exemplar stands once in every movement in which it counts; numbers begin again in each section.

use std::borrow::Cow;
use std::collections::BTreeMap;

use rayon::prelude::*;
use rust_xlsxwriter::{Workbook, XlsxError};

use super::Consolidation;
use super::look::{ListColumn, Look, Order};
use super::page::{PAGE_WIDTH, Page};
use super::part::{Part, counted_by, movement_name, unit_name};
use super::row_stream::RowStream;
use super::sheet_names;
use super::style::{Face, Styles};
use super::undecided;
use super::value::CellValue;
use crate::dedup::{Exemplar, ExemplarId};
use crate::layout::Field;
use crate::plan::{HolderKind, MovementId, MovementKind};
use crate::quota::EligibilityVerdict;
use crate::record::Registration;
use crate::text::{OrderKeys, roman};

/// The sheet's name.
pub(super) const NAME: &str = sheet_names::LIST;
/// The header over the names.
const NAME_HEADER: &str = "Họ và tên / tên tập thể";

/// The last row for exemplars, zero-based: below it stand the last heading, notes and signature.
pub(super) const LAST_ROW: u32 = 1_048_500;

/// Lines of print that go along to the next page with a heading: an exemplar of two lines.
const KEPT_WITH_HEADING: u32 = 2;

/// Writes the sheet, with room for its lines.
pub(super) fn write<'a>(
    workbook: &mut Workbook,
    styles: &Styles,
    part: &Part<'a>,
    blocks: &mut Vec<RowStream<'a>>,
) -> Result<(), XlsxError> {
    write_until(LAST_ROW, workbook, styles, part, blocks)
}

/// The same, with no exemplar below a row, zero-based.
pub(super) fn write_until<'a>(
    last_row: u32,
    workbook: &mut Workbook,
    styles: &Styles,
    part: &Part<'a>,
    blocks: &mut Vec<RowStream<'a>>,
) -> Result<(), XlsxError> {
    let all = part.all;
    if !part.has(NAME) {
        return Ok(());
    }
    let mut sections = sections(part);
    let mut page = Page::add(workbook, styles, NAME, &widths(&all.look.columns))?;
    page.open(part, NAME, "Danh sách điển hình tiên tiến", &[&part.subject()])?;
    let names = all.look.columns.iter().map(|column| heading_of(*column).0);
    page.header(&["STT", NAME_HEADER].into_iter().chain(names).collect::<Vec<&str>>())?;
    let last = page.last_col();
    let faces = faces(&all.look.columns, styles);
    let order: Vec<Option<&MovementId>> = all
        .plan
        .movements
        .iter()
        .map(|movement| Some(&movement.id))
        .filter(|id| sections.contains_key(id))
        .chain(sections.keys().rev().copied().filter(|id| match id {
            Some(id) => all.plan.movement(id).is_none(),
            None => true,
        }))
        .collect();
    let marks = ConditionMarks::of_part(part);
    let mut lines = 0;
    for (number, movement) in (1..).zip(order) {
        if last_row < page.row {
            lines +=
                sections.remove(&movement).iter().flat_map(BTreeMap::values).map(Vec::len).sum::<usize>();
            continue;
        }
        let heading = format!("{}. {}", roman(number), heading(part, movement));
        page.keep_lines(KEPT_WITH_HEADING + 2)?;
        page.spread(0, last, &heading, &styles.section)?;
        let kinds = sections.remove(&movement).unwrap_or_default();
        for (letter, (kind, exemplars)) in ('a'..).zip(kinds) {
            let heading = format!("{letter}) {}: {:02}", kind.label(), exemplars.len());
            page.keep_lines(KEPT_WITH_HEADING + 1)?;
            page.spread(0, last, &heading, &styles.subsection)?;
            lines += exemplars.len();
            let marks: Vec<ConditionMark> = exemplars.iter().map(|it| marks.of(it, movement)).collect();
            let room = usize::try_from((last_row + 1).saturating_sub(page.row)).unwrap_or(usize::MAX);
            let n_lines = exemplars.len().min(room);
            let line = move |at: usize, values: &mut Vec<CellValue<'a>>| {
                if let Some(exemplar) = exemplars.get(at) {
                    let mark = marks.get(at).copied().unwrap_or_default();
                    line(&all, (at, mark), exemplar, movement, values);
                }
            };
            page.lines(blocks, &faces, n_lines, Box::new(line))?;
        }
    }
    let people = part.exemplars.iter().filter(|it| !it.movements.is_empty()).count();
    page.gap(4.0)?;
    if last_row < page.row {
        page.spread(0, last, "Trang tính đã đầy; danh sách đủ ở data/exemplars.csv.", &styles.paragraph)?;
    }
    page.spread(
        0,
        last,
        &format!("Danh sách có {people} điển hình, {lines} lượt đăng ký trong các phong trào./."),
        &styles.paragraph,
    )?;
    for (mark, n) in marks.counts() {
        page.spread(0, last, &format!("{} {}: {n}.", mark.sign().trim(), mark.label()), &styles.paragraph)?;
    }
    let undecided = part.exemplars.len() - people;
    if 0 < undecided {
        let bridge = format!(
            "Đã nhận {} điển hình: {people} trong danh sách này và {undecided} chờ quyết định phong trào (trang «{}», \
             không ký).",
            part.exemplars.len(),
            undecided::NAME
        );
        page.spread(0, last, &bridge, &styles.paragraph)?;
    }
    page.close(part, NAME)
}

/// Exemplars by movement and kind.
type Sections<'a> = BTreeMap<Option<&'a MovementId>, BTreeMap<HolderKind, Vec<&'a Exemplar>>>;

fn sections<'a>(part: &Part<'a>) -> Sections<'a> {
    let mut sections = Sections::new();
    for exemplar in &part.exemplars {
        let mut add = |movement| {
            let kinds = sections.entry(movement).or_default();
            kinds.entry(exemplar.kind).or_default().push(*exemplar);
        };
        for movement in &exemplar.movements {
            add(Some(movement));
        }
    }
    sections
}

/// How the cells of each column look.
fn faces<'s>(columns: &[ListColumn], styles: &'s Styles) -> Vec<&'s Face> {
    let face = |column: &ListColumn| match column {
        ListColumn::BirthYear | ListColumn::BirthDate | ListColumn::Gender | ListColumn::Ethnicity => {
            &styles.centre
        }
        _ => &styles.text,
    };
    [&styles.centre, &styles.text].into_iter().chain(columns.iter().map(face)).collect()
}

/// What stands in the line of an exemplar, the zero-based one of its section.
fn line<'a>(
    all: &Consolidation<'a>,
    (at, mark): (usize, ConditionMark),
    exemplar: &'a Exemplar,
    movement: Option<&MovementId>,
    values: &mut Vec<CellValue<'a>>,
) {
    let text = |text: &'a str| CellValue::Text(Cow::Borrowed(text));
    let registration = counted_by(all, exemplar, movement);
    values.push(CellValue::Whole(u32::try_from(at + 1).unwrap_or(u32::MAX)));
    values.push(match mark {
        ConditionMark::None => text(&exemplar.name),
        mark => CellValue::Text(Cow::Owned(format!("{}{}", exemplar.name, mark.sign()))),
    });
    for column in &all.look.columns {
        values.push(match (column, registration) {
            (ListColumn::BirthYear, _) => {
                let year = exemplar.birth_year.and_then(|year| u32::try_from(year).ok());
                year.map_or(CellValue::Nothing, CellValue::Whole)
            }
            (ListColumn::Unit, Some(held)) if exemplar.unit.is_none() && !held.unit_written.is_empty() => {
                text(&held.unit_written)
            }
            (ListColumn::Unit, _) => text(unit_name(all.units, exemplar.unit.as_ref())),
            (_, None) => CellValue::Nothing,
            (ListColumn::Gender, Some(held)) => text(held.gender.map_or("", crate::record::Gender::label)),
            (ListColumn::Job, Some(held)) => match (held.position.as_str(), held.workplace.as_str()) {
                (position, "") => text(position),
                ("", workplace) => text(workplace),
                (position, workplace) => CellValue::Text(Cow::Owned(format!("{position}, {workplace}"))),
            },
            (ListColumn::Achievement, Some(held)) => CellValue::Text(achievement(held)),
            (ListColumn::Remark, Some(held)) => text(&held.remark),
            (ListColumn::BirthDate, Some(held)) => match held.birth_date {
                Some(day) => CellValue::Text(Cow::Owned(day.strftime("%d/%m/%Y").to_string())),
                None => CellValue::Nothing,
            },
            (ListColumn::Address, Some(held)) => text(&held.address),
            (ListColumn::Ethnicity, Some(held)) => text(&held.beside().ethnicity),
            (ListColumn::Religion, Some(held)) => text(&held.beside().religion),
            (ListColumn::Phone, Some(held)) => text(&held.beside().phone),
            (ListColumn::Email, Some(held)) => text(&held.beside().email),
            (ListColumn::ObjectClass, Some(held)) => text(&held.beside().object_class),
            (ListColumn::Attributes, Some(held)) => text(&held.beside().attributes),
            (ListColumn::Awards, Some(held)) => text(&held.beside().awards),
            (ListColumn::ProposedAward, Some(held)) => text(&held.beside().proposed_award),
            (ListColumn::Rating, Some(held)) => text(&held.beside().rating),
            (ListColumn::Initiative, Some(held)) => text(&held.beside().initiative),
            (ListColumn::Decision, Some(held)) => text(&held.beside().decision),
            (ListColumn::Practice, Some(held)) => text(&held.beside().practice),
            (ListColumn::Carrier, Some(held)) => text(&held.beside().carrier),
        });
    }
}

/// What a person achieved: the words of that column, else the awards and initiatives that stand in others.
fn achievement(held: &Registration) -> Cow<'_, str> {
    if !held.achievement.is_empty() {
        return Cow::Borrowed(&held.achievement);
    }
    let beside = held.beside();
    let parts = [beside.awards.as_str(), beside.initiative.as_str(), beside.rating.as_str()];
    let parts: Vec<&str> = parts.into_iter().filter(|part| !part.is_empty()).collect();
    match parts.as_slice() {
        [only] => Cow::Borrowed(*only),
        several => Cow::Owned(several.join("; ")),
    }
}

/// What the plan's conditions say of an exemplar in a movement, where it is not simply that they are met.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
enum ConditionMark {
    #[default]
    None,
    NotMet,
    CannotTell,
}

impl ConditionMark {
    /// What stands behind the name.
    fn sign(self) -> &'static str {
        match self {
            ConditionMark::None => "",
            ConditionMark::NotMet => " (*)",
            ConditionMark::CannotTell => " (**)",
        }
    }

    fn label(self) -> &'static str {
        match self {
            ConditionMark::None => "",
            ConditionMark::NotMet => "Chưa đủ điều kiện theo kế hoạch",
            ConditionMark::CannotTell => "Chưa xác định được điều kiện theo kế hoạch",
        }
    }
}

/// The marks of the exemplars of a part.
struct ConditionMarks<'a>(BTreeMap<(&'a ExemplarId, Option<&'a MovementId>), ConditionMark>);

impl<'a> ConditionMarks<'a> {
    fn of_part(part: &Part<'a>) -> ConditionMarks<'a> {
        let mut marks = BTreeMap::new();
        for standing in &part.standings {
            let row = part.all.registry.registrations.get(standing.registration);
            let mark = match standing.outcome.verdict {
                EligibilityVerdict::Met => continue,
                EligibilityVerdict::NotMet => ConditionMark::NotMet,
                EligibilityVerdict::CannotTell => ConditionMark::CannotTell,
            };
            let movement = row.and_then(|row| row.movement.as_ref());
            marks.insert((&standing.exemplar, movement), mark);
        }
        ConditionMarks(marks)
    }

    fn of(&self, exemplar: &Exemplar, movement: Option<&MovementId>) -> ConditionMark {
        self.0.get(&(&exemplar.id, movement)).copied().unwrap_or_default()
    }

    /// How many lines bear each mark, of those that any bears.
    fn counts(&self) -> impl Iterator<Item = (ConditionMark, usize)> {
        [ConditionMark::NotMet, ConditionMark::CannotTell].into_iter().filter_map(|mark| {
            let n = self.0.iter().filter(|(key, held)| **held == mark && key.1.is_some()).count();
            (0 < n).then_some((mark, n))
        })
    }
}

fn heading(part: &Part<'_>, movement: Option<&MovementId>) -> String {
    let name = movement_name(part.all.plan, movement);
    let says_what_it_is = ["phong trào", "cuộc vận động", "lĩnh vực"];
    if says_what_it_is.iter().any(|word| name.to_lowercase().starts_with(word)) {
        return name.to_owned();
    }
    match movement.and_then(|id| part.all.plan.movement(id)).map(|movement| movement.kind) {
        Some(MovementKind::Emulation) => format!("Phong trào thi đua “{name}”"),
        Some(MovementKind::Campaign) => format!("Cuộc vận động “{name}”"),
        Some(MovementKind::Sector) => format!("Lĩnh vực {name}"),
        None => format!("Phong trào, lĩnh vực {name}"),
    }
}

/// A column's name and its width in pixels before the page is shared out.
fn heading_of(column: ListColumn) -> (&'static str, u32) {
    match column {
        ListColumn::BirthYear => ("Năm sinh", 56),
        ListColumn::Gender => ("Giới tính", 56),
        ListColumn::Job => ("Chức vụ, nơi công tác", 216),
        ListColumn::Unit => ("Đơn vị", 186),
        ListColumn::Achievement => ("Thành tích", 268),
        ListColumn::Remark => ("Ghi chú", 130),
        ListColumn::BirthDate => ("Ngày sinh", 76),
        ListColumn::Address => ("Địa chỉ", 160),
        ListColumn::Ethnicity => ("Dân tộc", 56),
        ListColumn::Religion => ("Tôn giáo", 76),
        ListColumn::Phone => ("Điện thoại", 90),
        ListColumn::Email => ("Thư điện tử", 130),
        ListColumn::ObjectClass => ("Phân loại", 110),
        ListColumn::Attributes => ("Thuộc diện", 110),
        ListColumn::Awards => ("Khen thưởng đã có", 180),
        ListColumn::ProposedAward => ("Danh hiệu đề nghị", 130),
        ListColumn::Rating => ("Xếp loại", 110),
        ListColumn::Initiative => ("Sáng kiến", 160),
        ListColumn::Decision => ("Quyết định", 120),
        ListColumn::Practice => ("Mô hình", 160),
        ListColumn::Carrier => ("Người, đơn vị thực hiện", 160),
    }
}

/// What the columns mean, with their headers: for the stamp by which the office above reads the list.
pub(super) fn meanings(look: &Look) -> Vec<(Option<Field>, String)> {
    let first = [(Some(Field::Ordinal), "STT"), (Some(Field::Name), NAME_HEADER)];
    let chosen = look.columns.iter().map(|column| (Some(meaning(*column)), heading_of(*column).0));
    first.into_iter().chain(chosen).map(|(field, header)| (field, header.to_owned())).collect()
}

fn meaning(column: ListColumn) -> Field {
    match column {
        ListColumn::BirthYear => Field::BirthYear,
        ListColumn::Gender => Field::Gender,
        ListColumn::Job => Field::PositionWorkplace,
        ListColumn::Unit => Field::UnitCode,
        ListColumn::Achievement => Field::Achievement,
        ListColumn::Remark => Field::Remark,
        ListColumn::BirthDate => Field::BirthDate,
        ListColumn::Address => Field::Address,
        ListColumn::Ethnicity => Field::Ethnicity,
        ListColumn::Religion => Field::Religion,
        ListColumn::Phone => Field::Phone,
        ListColumn::Email => Field::Email,
        ListColumn::ObjectClass => Field::ObjectClass,
        ListColumn::Attributes => Field::Code,
        ListColumn::Awards => Field::AwardHistory,
        ListColumn::ProposedAward => Field::ProposedAward,
        ListColumn::Rating => Field::Rating,
        ListColumn::Initiative => Field::Initiative,
        ListColumn::Decision => Field::Decision,
        ListColumn::Practice => Field::Practice,
        ListColumn::Carrier => Field::Carrier,
    }
}

/// Widths of all columns: years keep theirs, texts share what is left of the page.
fn widths(columns: &[ListColumn]) -> Vec<u32> {
    const ORDINAL: u32 = 40;
    const NAME: u32 = 186;
    let wanted: Vec<u32> = columns.iter().map(|column| heading_of(*column).1).collect();
    let is_narrow = |width: u32| width < 100;
    let fixed = ORDINAL + wanted.iter().filter(|width| is_narrow(**width)).sum::<u32>();
    let texts = NAME + wanted.iter().filter(|width| !is_narrow(**width)).sum::<u32>();
    let share = |width: u32| width * PAGE_WIDTH.saturating_sub(fixed) / texts;
    let others = wanted.into_iter().map(|width| if is_narrow(width) { width } else { share(width) });
    [ORDINAL, share(NAME)].into_iter().chain(others).collect()
}

/// All exemplars in the order of the list; within a kind, it is that of every section of every list.
pub(super) fn in_order<'a>(all: &Consolidation<'a>) -> Vec<&'a Exemplar> {
    let exemplars = all.exemplars.par_iter();
    let mut ranked: Vec<(ListRank<'a>, &Exemplar)> = exemplars
        .map_init(OrderKeys::default, |keys, exemplar| (rank(all, exemplar, keys), exemplar))
        .collect();
    ranked.par_sort_unstable_by(|(a, _), (b, _)| a.cmp(b));
    ranked.into_iter().map(|(_, exemplar)| exemplar).collect()
}

/// Where an exemplar stands among those of its kind.
type ListRank<'a> = (usize, Vec<u8>, Option<i16>, &'a ExemplarId);

fn rank<'a>(all: &Consolidation<'a>, exemplar: &'a Exemplar, keys: &mut OrderKeys) -> ListRank<'a> {
    let protocol = match (all.look.order, &exemplar.unit) {
        (Order::GivenName, _) => 0,
        (Order::Protocol, Some(unit)) => all.units.protocol_order(unit),
        (Order::Protocol, None) => usize::MAX,
    };
    let name = if exemplar.kind == HolderKind::Individual {
        keys.of_person(&exemplar.name)
    } else {
        keys.of(&exemplar.name)
    };
    (protocol, name, exemplar.birth_year, &exemplar.id)
}

#[cfg(test)]
mod tests {
    use super::{ListColumn, PAGE_WIDTH, widths};

    #[test]
    fn chosen_columns_fill_the_page() {
        use ListColumn::{Achievement, BirthYear, Gender, Job, Remark, Unit};
        assert_eq!(widths(&[BirthYear, Job, Unit, Achievement]), [40, 186, 56, 216, 186, 268]);
        for columns in [&[][..], &[Unit], &[BirthYear, Gender, Job, Unit, Achievement, Remark]] {
            let total: u32 = widths(columns).iter().sum();
            assert!((PAGE_WIDTH - 8..=PAGE_WIDTH).contains(&total), "{total}");
        }
    }
}

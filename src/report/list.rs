//! *Danh sách*: the list to sign, by movement and, within it, by kind.
//!
//! People in Vietnamese order of given names, everybody else in Vietnamese order of names. An
//! exemplar stands once in every movement in which it counts; numbers begin again in each section.

use std::collections::BTreeMap;

use rust_xlsxwriter::{Workbook, XlsxError};

use super::look::{ListColumn, Order};
use super::page::{Cell, PAGE_WIDTH, Page};
use super::part::{Part, counted_by, movement_name, unit_name};
use super::style::Styles;
use crate::dedup::{Exemplar, ExemplarId};
use crate::plan::{HolderKind, MovementId, MovementKind};

/// The last row for exemplars, zero-based: below it stand the last heading, notes and signature.
const LAST_ROW: u32 = 1_048_500;

/// Lines of print that go along to the next page with a heading: an exemplar of two lines.
const KEPT_WITH_HEADING: u32 = 2;

/// Writes the sheet.
pub(super) fn write(workbook: &mut Workbook, styles: &Styles, part: &Part<'_>) -> Result<(), XlsxError> {
    let all = &part.all;
    let mut sections = sections(part);
    let n_lines = sections.values().flat_map(BTreeMap::values).map(Vec::len).sum();
    let mut page = Page::add_long(workbook, styles, "Danh sách", &widths(&all.look.columns), n_lines)?;
    page.open(all.look, all.period, "Danh sách điển hình tiên tiến", &[&part.subject(), &part.attached()])?;
    let names = all.look.columns.iter().map(|column| heading_of(*column).0);
    page.header(&["STT", "Họ và tên / tên tập thể"].into_iter().chain(names).collect::<Vec<&str>>())?;
    let last = page.last_col();
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
    let mut lines = 0;
    for (number, movement) in (1..).zip(order) {
        if LAST_ROW < page.row {
            lines +=
                sections.remove(&movement).iter().flat_map(BTreeMap::values).map(Vec::len).sum::<usize>();
            continue;
        }
        let heading = format!("{}. {}", roman(number), heading(part, movement));
        page.keep_lines(KEPT_WITH_HEADING + 2)?;
        page.spread(0, last, &heading, &styles.section)?;
        let kinds = sections.remove(&movement).unwrap_or_default();
        for (letter, (kind, mut exemplars)) in ('a'..).zip(kinds) {
            let heading = format!("{letter}) {}: {:02}", kind.label(), exemplars.len());
            page.keep_lines(KEPT_WITH_HEADING + 1)?;
            page.spread(0, last, &heading, &styles.subsection)?;
            exemplars.sort_by_cached_key(|exemplar| rank(part, exemplar));
            lines += exemplars.len();
            for (at, exemplar) in (1..).zip(exemplars) {
                if LAST_ROW < page.row {
                    continue;
                }
                line(&mut page, part, at, exemplar, movement)?;
            }
        }
    }
    let people = part.exemplars.len();
    page.gap(4.0)?;
    if LAST_ROW < page.row {
        page.spread(0, last, "Trang tính đã đầy; danh sách đủ ở data/exemplars.csv.", &styles.paragraph)?;
    }
    page.spread(
        0,
        last,
        &format!("Danh sách có {people} điển hình, {lines} lượt đăng ký trong các phong trào./."),
        &styles.paragraph,
    )?;
    page.sign(all.look)
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
        if exemplar.movements.is_empty() {
            add(None);
        }
        for movement in &exemplar.movements {
            add(Some(movement));
        }
    }
    sections
}

fn line(
    page: &mut Page<'_>,
    part: &Part<'_>,
    at: usize,
    exemplar: &Exemplar,
    movement: Option<&MovementId>,
) -> Result<(), XlsxError> {
    let styles = page.styles;
    let all = &part.all;
    let registration = counted_by(all, exemplar, movement);
    let job = registration.map_or_else(String::new, |registration| {
        let written = [registration.position.as_str(), registration.workplace.as_str()];
        let filled: Vec<&str> = written.into_iter().filter(|text| !text.is_empty()).collect();
        filled.join(", ")
    });
    let unit = match (&exemplar.unit, registration) {
        (None, Some(registration)) if !registration.unit_written.is_empty() => {
            registration.unit_written.as_str()
        }
        (unit, _) => unit_name(all.units, unit.as_ref()),
    };
    let mut cells =
        vec![(Cell::Owned(at.to_string()), &styles.centre), (Cell::Text(&exemplar.name), &styles.text)];
    cells.extend(all.look.columns.iter().map(|column| match column {
        ListColumn::BirthYear => (
            Cell::Owned(exemplar.birth_year.map_or_else(String::new, |year| year.to_string())),
            &styles.centre,
        ),
        ListColumn::Gender => {
            let gender = registration.and_then(|held| held.gender);
            (Cell::Text(gender.map_or("", crate::record::Gender::label)), &styles.centre)
        }
        ListColumn::Job => (Cell::Text(&job), &styles.text),
        ListColumn::Unit => (Cell::Text(unit), &styles.text),
        ListColumn::Achievement => {
            (Cell::Text(registration.map_or("", |held| held.achievement.as_str())), &styles.text)
        }
        ListColumn::Remark => {
            (Cell::Text(registration.map_or("", |held| held.remark.as_str())), &styles.text)
        }
    }));
    page.write(&cells)?;
    Ok(())
}

fn heading(part: &Part<'_>, movement: Option<&MovementId>) -> String {
    let name = movement_name(part.all.plan, movement);
    let says_what_it_is = ["phong trào", "cuộc vận động", "lĩnh vực"];
    if says_what_it_is.iter().any(|word| name.to_lowercase().starts_with(word)) {
        return name;
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

/// Where an exemplar stands in its section.
fn rank(part: &Part<'_>, exemplar: &Exemplar) -> (usize, Vec<u8>, Option<i16>, ExemplarId) {
    let all = &part.all;
    let protocol = match (all.look.order, &exemplar.unit) {
        (Order::GivenName, _) => 0,
        (Order::Protocol, Some(unit)) => all.units.protocol_order(unit),
        (Order::Protocol, None) => usize::MAX,
    };
    let name = if exemplar.kind == HolderKind::Individual {
        crate::text::person_order_key(&exemplar.name)
    } else {
        crate::text::order_key(&exemplar.name)
    };
    (protocol, name, exemplar.birth_year, exemplar.id.clone())
}

/// A number as sections are numbered.
fn roman(number: u32) -> String {
    const SIGNS: [(u32, &str); 9] =
        [(100, "C"), (90, "XC"), (50, "L"), (40, "XL"), (10, "X"), (9, "IX"), (5, "V"), (4, "IV"), (1, "I")];
    let mut rest = number;
    let mut text = String::new();
    for (value, sign) in SIGNS {
        while value <= rest {
            text.push_str(sign);
            rest -= value;
        }
    }
    text
}

#[cfg(test)]
mod tests {
    use super::{ListColumn, PAGE_WIDTH, roman, widths};

    #[test]
    fn chosen_columns_fill_the_page() {
        use ListColumn::{Achievement, BirthYear, Gender, Job, Remark, Unit};
        assert_eq!(widths(&[BirthYear, Job, Unit, Achievement]), [40, 186, 56, 216, 186, 268]);
        for columns in [&[][..], &[Unit], &[BirthYear, Gender, Job, Unit, Achievement, Remark]] {
            let total: u32 = widths(columns).iter().sum();
            assert!((PAGE_WIDTH - 8..=PAGE_WIDTH).contains(&total), "{total}");
        }
    }

    #[test]
    fn sections_are_numbered_as_documents_number_them() {
        let numbers: Vec<String> = [1, 4, 9, 14, 16, 40].into_iter().map(roman).collect();
        assert_eq!(numbers, ["I", "IV", "IX", "XIV", "XVI", "XL"]);
    }
}

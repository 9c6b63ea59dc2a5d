//! *Chờ quyết định*: exemplars that were read and count nowhere yet, because nobody knows their movement. Not
//! signed: the list to sign holds what counts.

use rust_xlsxwriter::{Workbook, XlsxError};

use super::page::{Page, PageCell};
use super::part::{Part, unit_name};
use super::style::Styles;
use crate::dedup::Exemplar;

/// The sheet's name.
pub(super) const NAME: &str = "Chờ quyết định";

const WHY: &str = "(Chưa được tính; trả lời trong can-quyet-dinh.xlsx. Trang này không ký.)";

/// Writes the sheet, where there is anybody.
pub(super) fn write(workbook: &mut Workbook, styles: &Styles, part: &Part<'_>) -> Result<(), XlsxError> {
    let undecided: Vec<&Exemplar> =
        part.exemplars.iter().copied().filter(|it| it.movements.is_empty()).collect();
    if undecided.is_empty() {
        return Ok(());
    }
    let all = &part.all;
    let widths = [40, 220, 100, 250, 342];
    let mut page = Page::add(workbook, styles, NAME, &widths)?;
    page.open(part, NAME, "Điển hình chờ quyết định phong trào", &[&part.subject(), WHY])?;
    page.header(&["STT", "Họ và tên / tên tập thể", "Đối tượng", "Đơn vị", "Tệp › trang › dòng"])?;
    for (at, exemplar) in undecided.into_iter().enumerate() {
        let mut places = exemplar.registrations.iter().filter_map(|at| all.registry.registrations.get(*at));
        let place = places.next().map(|row| row.place.to_string()).unwrap_or_default();
        page.write(&[
            (PageCell::ordinal(at), &styles.centre),
            (PageCell::Text(&exemplar.name), &styles.text),
            (PageCell::Text(exemplar.kind.label()), &styles.centre),
            (PageCell::Text(unit_name(all.units, exemplar.unit.as_ref())), &styles.text),
            (PageCell::Owned(place), &styles.text),
        ])?;
    }
    Ok(())
}

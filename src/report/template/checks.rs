//! What Excel itself checks in a registration workbook while it is filled in.

use rust_xlsxwriter::{ConditionalFormatFormula, DataValidation, Format, Formula, IgnoreError, XlsxError};

use super::super::page::Page;
use super::super::style::Styles;
use super::columns::{self, TemplateColumn};
use crate::finding::CellAddress;
use crate::layout::Field;
use crate::plan::Plan;

/// Oldest and youngest age of a person without a question, as the reader has it.
const AGES: (i16, i16) = (6, 100);
/// The longest name.
const LONGEST_NAME: u32 = 300;

/// The name under which Excel knows the list of a field.
pub(super) fn list_name(field: Field) -> &'static str {
    match field {
        Field::Kind => "ds_loai",
        Field::Gender => "ds_gioi_tinh",
        Field::Workplace => "ds_don_vi",
        Field::Movement => "ds_phong_trao",
        Field::Rating => "ds_xep_loai",
        _ => "ds_khac",
    }
}

/// The face of a column's cells: free to edit, and text where Excel would make something else of it.
pub(super) fn face(styles: &Styles, column: &TemplateColumn) -> Format {
    let centred = matches!(
        column.field,
        Some(Field::Ordinal | Field::Kind | Field::BirthDate | Field::Gender | Field::Rating)
    );
    let face = if centred { &styles.centre } else { &styles.text };
    let as_text = matches!(column.field, Some(Field::Name | Field::BirthDate | Field::Position));
    let format = face.format.clone().set_unlocked();
    match column.field {
        None => format.set_italic().set_font_color(super::super::style::BAD),
        Some(_) if as_text => format.set_num_format("@"),
        Some(_) => format,
    }
}

/// Adds validations and marks to the rows of the list.
pub(super) fn add(
    page: &mut Page<'_>,
    styles: &Styles,
    columns: &[TemplateColumn],
    plan: &Plan,
    first: u32,
    last: u32,
) -> Result<(), XlsxError> {
    let top = first + 1;
    let any = format!("COUNTA($B{top}:${}{top})>0", columns::last_letters(columns));
    for (col, column) in (0u16..).zip(columns) {
        let Some(field) = column.field else { continue };
        let letters = CellAddress::column_letters(col);
        let cell = format!("${letters}{top}");
        if let Some(validation) = validation(field, &format!("{letters}{top}"), plan)? {
            page.sheet.add_data_validation(first, col, last, col, &validation)?;
        }
        // Pasting goes past a validation, not past a mark.
        let wrong = match field {
            Field::Kind | Field::Gender | Field::Workplace | Field::Movement | Field::Rating => {
                let known = format!("ISNUMBER(MATCH({cell},{},0))", list_name(field));
                Some(format!("AND({cell}<>\"\",NOT({known}))"))
            }
            Field::BirthDate => Some(format!("AND({cell}<>\"\",NOT(IFERROR({},FALSE)))", birth(&cell, plan))),
            _ => None,
        };
        let missing = column.required.then(|| format!("AND({any},{cell}=\"\")"));
        let missing = match (field, columns::letters_of(columns, Field::Kind)) {
            (Field::BirthDate, Some(kind)) => Some(format!("AND(${kind}{top}=\"Cá nhân\",{cell}=\"\")")),
            _ => missing,
        };
        for rule in [wrong, missing].into_iter().flatten() {
            let rule = ConditionalFormatFormula::new().set_rule(format!("={rule}").as_str());
            page.sheet.add_conditional_format(first, col, last, col, &rule.set_format(&styles.bad))?;
        }
        if field == Field::BirthDate {
            page.sheet.ignore_error_range(first, col, last, col, IgnoreError::NumberStoredAsText)?;
        }
    }
    Ok(())
}

fn validation(field: Field, cell: &str, plan: &Plan) -> Result<Option<DataValidation>, XlsxError> {
    let list = || DataValidation::new().allow_list_formula(Formula::new(format!("={}", list_name(field))));
    let (validation, title, error, prompt) = match field {
        Field::Kind => (
            list(),
            "Loại điển hình",
            "Chọn một loại trong danh sách: Tập thể, Cá nhân, Hộ gia đình, Doanh nghiệp, Hợp tác xã, Tổ hợp tác.",
            "",
        ),
        Field::Gender => (list(), "Giới tính", "Chọn Nam hoặc Nữ.", ""),
        Field::Workplace => (
            list(),
            "Đơn vị",
            "Chọn đơn vị trong danh sách. Không thấy đơn vị cần tìm thì để trống và ghi vào cột Ghi chú.",
            "Chọn trong danh sách; để trống nghĩa là chính đơn vị lập danh sách.",
        ),
        Field::Movement => (
            list(),
            "Phong trào, lĩnh vực",
            "Chọn một phong trào, cuộc vận động hoặc lĩnh vực của kế hoạch trong danh sách.",
            "",
        ),
        Field::Rating => (list(), "Xếp loại", "Chọn một mức trong danh sách.", ""),
        Field::Name => (
            DataValidation::new().allow_custom(Formula::new(format!(
                "=AND(LEN({cell})>=2,LEN({cell})<={LONGEST_NAME},ISTEXT({cell}))"
            ))),
            "Tên điển hình",
            "Ghi đầy đủ họ và tên, hoặc tên chính thức của tập thể; từ 2 đến 300 chữ, không phải số.",
            "",
        ),
        Field::BirthDate => (
            DataValidation::new().allow_custom(Formula::new(format!("={}", birth(cell, plan)))),
            "Ngày, tháng, năm sinh",
            "Ghi ngày/tháng/năm đủ chữ số, ví dụ 05/09/1980, hoặc chỉ năm, ví dụ 1980. Ngày phải có thật; năm sinh phải hợp với độ tuổi từ 6 đến 100.",
            "Ví dụ 05/09/1980, hoặc chỉ năm: 1980.",
        ),
        _ => return Ok(None),
    };
    let validation = validation.set_error_title(title)?.set_error_message(error)?;
    if prompt.is_empty() {
        return Ok(Some(validation));
    }
    Ok(Some(validation.set_input_title(title)?.set_input_message(prompt)?))
}

/// A year, or a day that exists written `dd/mm/yyyy`, within the ages that the plan can meet.
fn birth(cell: &str, plan: &Plan) -> String {
    let (oldest, youngest) = (plan.to.year() - AGES.1, plan.from.year() - AGES.0);
    format!(
        "AND(--RIGHT({cell},4)>={oldest},--RIGHT({cell},4)<={youngest},OR(LEN({cell})=4,AND(LEN({cell})=10,\
         MID({cell},3,1)=\"/\",MID({cell},6,1)=\"/\",--MID({cell},4,2)<=12,\
         DAY(DATE(RIGHT({cell},4),MID({cell},4,2),LEFT({cell},2)))=--LEFT({cell},2))))"
    )
}

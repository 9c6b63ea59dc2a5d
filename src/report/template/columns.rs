//! The columns of a registration workbook: what stands over them and what they mean.

use crate::finding::CellAddress;
use crate::layout::Field;
use crate::plan::Plan;

/// One column.
#[derive(Debug, Clone, Copy)]
pub(super) struct TemplateColumn {
    /// Its meaning; none where the workbook computes it.
    pub(super) field: Option<Field>,
    /// Its header, a word of the dictionary, so that it is understood without the stamp too.
    pub(super) header: &'static str,
    /// In pixels.
    pub(super) width: u32,
    /// Whether a list without it is wanting.
    pub(super) required: bool,
    /// Whether it is printed.
    pub(super) printed: bool,
    /// How it is filled in, for the guide.
    pub(super) how: &'static str,
}

/// The columns for a plan; one with rules of eligibility also asks for what they judge by.
pub(super) fn of(plan: &Plan) -> Vec<TemplateColumn> {
    let column = |field, header, width, how| TemplateColumn {
        field: Some(field),
        header,
        width,
        required: matches!(field, Field::Kind | Field::Name | Field::Movement),
        printed: true,
        how,
    };
    let mut columns = vec![
        column(Field::Ordinal, "STT", 34, "Tự đánh số, không cần gõ."),
        column(Field::Kind, "Loại điển hình", 78, "Chọn trong danh sách: tập thể, cá nhân, hộ gia đình…"),
        column(
            Field::Name,
            "Họ và tên cá nhân, tên tập thể",
            150,
            "Ghi đầy đủ họ, đệm, tên; không ghi ông, bà, đồng chí; tập thể ghi tên chính thức.",
        ),
        column(
            Field::BirthDate,
            "Ngày, tháng, năm sinh",
            82,
            "Của cá nhân, chủ hộ. Ghi ngày/tháng/năm đủ hai chữ số (05/09/1980); không nhớ ngày thì chỉ ghi năm (1980).",
        ),
        column(Field::Gender, "Giới tính", 46, "Chọn Nam hoặc Nữ; tập thể để trống."),
        column(Field::Position, "Nghề nghiệp, chức vụ", 112, "Chức vụ hoặc nghề nghiệp hiện nay."),
        column(
            Field::Workplace,
            "Đơn vị",
            132,
            "Chọn đơn vị, địa bàn của điển hình trong danh sách; để trống nghĩa là chính đơn vị lập danh sách.",
        ),
        column(
            Field::Movement,
            "Phong trào, lĩnh vực",
            140,
            "Chọn phong trào, cuộc vận động hoặc lĩnh vực của kế hoạch.",
        ),
        column(Field::Achievement, "Tóm tắt thành tích", 130, "Vài dòng, việc làm cụ thể, số liệu."),
    ];
    if !plan.eligibility.is_empty() {
        columns.extend([
            column(
                Field::AwardHistory,
                "Khen thưởng đã đạt",
                110,
                "Bằng khen, giấy khen, danh hiệu đã có: ghi cấp tặng và năm.",
            ),
            column(Field::Initiative, "Sáng kiến", 80, "Sáng kiến được công nhận: ghi cấp công nhận và năm."),
            column(Field::Rating, "Xếp loại", 84, "Chọn mức độ hoàn thành nhiệm vụ năm gần nhất."),
        ]);
    }
    columns.push(column(Field::Remark, "Ghi chú", 58, "Điều cần nói thêm, nếu có."));
    columns.push(TemplateColumn {
        field: None,
        header: "Kiểm tra",
        width: 190,
        required: false,
        printed: false,
        how: "Tự báo điều còn thiếu ở mỗi dòng; không in.",
    });
    columns
}

/// The letters of the column of a field.
pub(super) fn letters_of(columns: &[TemplateColumn], field: Field) -> Option<String> {
    let at = columns.iter().position(|column| column.field == Some(field))?;
    Some(CellAddress::column_letters(u16::try_from(at).ok()?))
}

impl TemplateColumn {
    /// What a column computes in a zero-based row: the ordinal, and what is still missing.
    pub(super) fn formula(&self, columns: &[TemplateColumn], row: u32, first: u32) -> Option<String> {
        let row = row + 1;
        let cell = |field| letters_of(columns, field).map(|letters| format!("{letters}{row}"));
        let is_blank = format!("COUNTA({}{row}:{}{row})=0", cell_letters(columns, 1), last_letters(columns));
        match self.field {
            Some(Field::Ordinal) => Some(format!("=IF({is_blank},\"\",ROW()-{first})")),
            None => {
                let (kind, name) = (cell(Field::Kind)?, cell(Field::Name)?);
                let (birth, movement) = (cell(Field::BirthDate)?, cell(Field::Movement)?);
                Some(format!(
                    "=IF({is_blank},\"\",IF({kind}=\"\",\"Thiếu loại. \",\"\")&IF({name}=\"\",\"Thiếu tên. \",\"\")\
                     &IF(AND({kind}=\"Cá nhân\",{birth}=\"\"),\"Thiếu năm sinh. \",\"\")\
                     &IF({movement}=\"\",\"Thiếu phong trào. \",\"\"))"
                ))
            }
            Some(_) => None,
        }
    }
}

fn cell_letters(columns: &[TemplateColumn], at: usize) -> String {
    CellAddress::column_letters(u16::try_from(at.min(columns.len())).unwrap_or_default())
}

/// The last column that people fill in.
pub(super) fn last_letters(columns: &[TemplateColumn]) -> String {
    cell_letters(columns, columns.len().saturating_sub(2))
}

//! The sheet that says how a registration workbook is filled in and sent back.

use rust_xlsxwriter::{Workbook, XlsxError};

use super::super::page::{Page, PageCell};
use super::super::style::Styles;
use super::TemplateFor;
use super::columns::TemplateColumn;

/// Writes the sheet.
pub(super) fn write(
    workbook: &mut Workbook,
    styles: &Styles,
    made_for: &TemplateFor<'_>,
    columns: &[TemplateColumn],
) -> Result<(), XlsxError> {
    let mut page = Page::add(workbook, styles, "Hướng dẫn", &[40, 230, 682])?;
    page.spread(0, 2, "HƯỚNG DẪN ĐIỀN DANH SÁCH ĐĂNG KÝ", &styles.title)?;
    let receiver = match made_for.units.find(&made_for.plan.receiver) {
        Some(unit) => unit.name.as_str(),
        None => "nơi nhận",
    };
    let about = format!("Mẫu lập riêng cho {} (mã {})", made_for.unit.name, made_for.unit.code);
    page.spread(0, 2, &about, &styles.attached)?;
    page.gap(8.0)?;
    let steps = [
        "Điền vào trang «Đăng ký», mỗi điển hình một dòng. Ô có mũi tên: bấm mũi tên rồi chọn.".to_owned(),
        "Ô tô đỏ là ô còn thiếu hoặc chưa đúng; cột «Kiểm tra» nói rõ thiếu gì.".to_owned(),
        "Thiếu dòng thì chèn thêm dòng phía trên dòng «Hết danh sách»; thừa thì xóa (bôi đen các dòng còn trống, bấm chuột phải, chọn Delete) trước khi in, để bản ký chỉ có các dòng đã ghi.".to_owned(),
        "Không đổi tên cột, không thêm cột, không xóa dòng «Hết danh sách»: nhờ đó danh sách được đọc đúng ngay, không phải hỏi lại.".to_owned(),
        "Dán dữ liệu từ nơi khác thì chọn «Dán giá trị» (Paste Values) để giữ các ô kiểm tra.".to_owned(),
        format!("Lưu dạng .xlsx rồi gửi tệp này về {receiver}; bản ký, đóng dấu gửi sau nếu kế hoạch yêu cầu."),
    ];
    for (at, step) in steps.iter().enumerate() {
        page.spread(0, 2, &format!("{}. {step}", at + 1), &styles.paragraph)?;
    }
    page.gap(8.0)?;
    page.write(&[
        (PageCell::Text("Cột"), &styles.head),
        (PageCell::Text("Tên cột"), &styles.head),
        (PageCell::Text("Cách ghi"), &styles.head),
    ])?;
    for (col, column) in (0u16..).zip(columns) {
        let letters = crate::finding::CellAddress::column_letters(col);
        let how =
            if column.required { format!("Bắt buộc. {}", column.how) } else { column.how.to_owned() };
        page.write(&[
            (PageCell::Text(&letters), &styles.centre),
            (PageCell::Text(column.header), &styles.text),
            (PageCell::Text(&how), &styles.text),
        ])?;
    }
    page.sheet.protect();
    Ok(())
}

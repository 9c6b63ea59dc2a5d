//! The stamp of a consolidated workbook, by which the office above reads `tblDangKy` exactly.

use super::REGISTRATIONS;
use crate::layout::{Field, Stamp, StampKind};
use crate::plan::Plan;
use crate::units::Unit;

/// The stamp of a workbook of a unit, or of the office that the plan is of; a unit's own has no `tblDangKy`, and the
/// columns of its list are handed over.
pub(in crate::report) fn stamp(
    plan: &Plan,
    unit: Option<&Unit>,
    period: &str,
    list: Option<Vec<(Option<Field>, String)>>,
) -> Stamp {
    let mut stamp = Stamp::new(StampKind::Consolidation);
    stamp.plan = plan.fingerprint();
    stamp.period = period.to_owned();
    if let Some(unit) = unit {
        stamp.unit = unit.code.to_string();
        stamp.unit_name = unit.authority();
    }
    let of_table =
        || REGISTRATIONS.iter().map(|column| (meaning(column.name), column.name.to_owned())).collect();
    stamp.columns = list.unwrap_or_else(of_table);
    stamp
}

/// What a column of `tblDangKy` means in a list; none where only machines read it or the office above knows
/// better. Where a line came from is kept as it stands.
fn meaning(column: &str) -> Option<Field> {
    let field = match column {
        "STT" => Field::Ordinal,
        "Tên điển hình" => Field::Name,
        "Đối tượng" => Field::Kind,
        "Ngày sinh" => Field::BirthDate,
        "Năm sinh" => Field::BirthYear,
        "Giới tính" => Field::Gender,
        "Chức vụ" => Field::Position,
        "Nơi công tác" => Field::Workplace,
        "Phong trào" => Field::Movement,
        "Thành tích" => Field::Achievement,
        "Ghi chú" => Field::Remark,
        "Mô hình" => Field::Practice,
        "Người thực hiện mô hình" => Field::Carrier,
        "Địa chỉ" => Field::Address,
        "Dân tộc" => Field::Ethnicity,
        "Tôn giáo" => Field::Religion,
        "Điện thoại" => Field::Phone,
        "Thư điện tử" => Field::Email,
        "Phân loại" => Field::ObjectClass,
        "Khen thưởng đã có" => Field::AwardHistory,
        "Danh hiệu đề nghị" => Field::ProposedAward,
        "Xếp loại" => Field::Rating,
        "Sáng kiến" => Field::Initiative,
        "Quyết định" => Field::Decision,
        "unit_code" => Field::UnitCode,
        "lead_code" => Field::LeadCode,
        "Đơn vị" | "Đơn vị gửi" | "Ngày nhận" | "Tệp nguồn" | "Trang tính" | "Dòng" | "Thuộc diện"
        | "Thông tin khác" => Field::Code,
        _ => return None,
    };
    Some(field)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_column_that_people_read_has_a_meaning() {
        let computed = ["Cơ quan chủ trì", "Trạng thái"];
        for column in &REGISTRATIONS {
            let is_read = 0 < column.width && !computed.contains(&column.name);
            assert_eq!(
                meaning(column.name).is_some(),
                is_read || ["unit_code", "lead_code"].contains(&column.name),
                "{}",
                column.name
            );
        }
    }
}

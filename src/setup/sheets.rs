//! The sheets of the workbook as they are filled in: columns, lists to choose from, checks, the guide.

use std::collections::BTreeMap;

use toml::Value;

use super::form::{
    self, CLUSTERS, CONTACTS, CellKind, FormColumn, LISTS, ListSheet, MOVEMENTS, QUOTAS, UNITS,
};
use super::read::GUIDE;
use super::words::Choice;
use crate::report::{EntryCheck, EntryColumn, EntryRow, EntryShape, EntrySheet, EntryValue};

pub(super) fn guide() -> Vec<String> {
    [
        "Sổ này là kế hoạch để máy chấm, danh mục đơn vị và cài đặt của cơ quan. Sửa xong lưu lại (giữ tên ke-hoach.xlsx) rồi chạy lại tonghop.",
        "Mỗi trang: dòng tên cột, dòng «cách ghi», hai dòng «ví dụ» chữ xám không được đọc, rồi đến các dòng của cơ quan. Muốn dùng dòng ví dụ thì xóa chữ «ví dụ» ở cột TT.",
        "Tên cột, tên trang, tên mục ở cột «Mục» giữ nguyên chữ; thứ tự cột, thứ tự dòng, dòng trống, cột thêm không ảnh hưởng.",
        "Đơn vị ghi bằng tên như thường viết («Sở Nội vụ», «Phòng Kinh tế»); không cần mã. Nhiều đơn vị trong một ô thì cách nhau bằng dấu chấm phẩy.",
        "Ngày ghi ngày/tháng/năm. Số ghi bằng chữ số. Ô có mũi tên thì chọn trong danh sách.",
        "Ghi sai ở đâu, chương trình nói rõ trang và ô đó, kèm cách sửa; chỉ tiêu chưa đọc được thì chưa công bố gì, kết quả cũ còn nguyên.",
    ]
    .map(str::to_owned)
    .to_vec()
}

/// The name by which Excel knows a list of words.
fn list_name(choices: &'static [Choice]) -> String {
    format!("ds_{}", choices.first().map_or("", |(id, _, _)| *id))
}

pub(super) fn check_of(kind: CellKind) -> EntryCheck {
    match kind {
        CellKind::Number => EntryCheck::Whole,
        CellKind::Day => EntryCheck::Day,
        CellKind::Word(choices) | CellKind::Flag(choices) => EntryCheck::OneOf(list_name(choices)),
        CellKind::Words(choices) => EntryCheck::Offered(list_name(choices)),
        CellKind::Unit => EntryCheck::OfSheet(UNITS.name, "Tên đơn vị"),
        CellKind::Units => EntryCheck::SeveralOfSheet(UNITS.name, "Tên đơn vị"),
        CellKind::Movement => EntryCheck::OfSheet(MOVEMENTS.name, "Tên ngắn"),
        CellKind::Amount => EntryCheck::Amount,
        CellKind::NumberOrWord(choices) => EntryCheck::Offered(list_name(choices)),
        CellKind::Clusters => EntryCheck::SeveralOfSheet(CLUSTERS.name, "Tên cụm, khối"),
        CellKind::Text | CellKind::Period | CellKind::Items | CellKind::Lines | CellKind::Numbers => {
            EntryCheck::Any
        }
    }
}

/// Every list of words, each once, by its name; the kinds of rows of a sheet besides.
pub(super) fn lists_of_words() -> Vec<(String, Vec<String>)> {
    let labels =
        |choices: &'static [Choice]| choices.iter().map(|(_, label, _)| (*label).to_owned()).collect();
    let mut lists: Vec<(String, Vec<String>)> = Vec::new();
    let kinds = LISTS.into_iter().chain([&UNITS]).flat_map(|sheet| sheet.columns).map(|column| column.kind);
    for kind in kinds.chain(form::PLAN_LINES.iter().chain(form::LOOK_LINES).map(|line| line.kind)) {
        if let CellKind::Word(choices)
        | CellKind::Words(choices)
        | CellKind::Flag(choices)
        | CellKind::NumberOrWord(choices) = kind
        {
            let name = list_name(choices);
            if lists.iter().all(|(known, _)| *known != name) {
                lists.push((name, labels(choices)));
            }
        }
    }
    let parts = form::SCHEDULE.parts.iter().map(|part| part.label.to_owned());
    lists.push((SCHEDULE_LIST.to_owned(), parts.collect()));
    lists
}

const SCHEDULE_LIST: &str = "ds_viec";

fn columns_of(sheet: &ListSheet) -> Vec<EntryColumn> {
    let of = |column: &FormColumn| EntryColumn {
        header: column.header,
        how: column.how,
        width: column.width,
        check: match column.key {
            "" if sheet.name == form::SCHEDULE.name => EntryCheck::OneOf(SCHEDULE_LIST.to_owned()),
            _ => check_of(column.kind),
        },
        examples: column.examples,
    };
    sheet.columns.iter().map(of).collect()
}

fn plain(header: &'static str, width: u32) -> EntryColumn {
    EntryColumn { header, how: "", width, check: EntryCheck::Any, examples: ["", ""] }
}

/// All sheets, in their order.
pub(super) fn sheets(
    plan: Vec<EntryRow>,
    mut lists: BTreeMap<&str, Vec<EntryRow>>,
    look: Vec<EntryRow>,
    units: Vec<EntryRow>,
    other: Vec<(String, Value)>,
) -> Vec<EntrySheet> {
    let names =
        |name, about, columns, rows| EntrySheet { name, about, shape: EntryShape::Names, columns, rows };
    let mut of = |sheet: &ListSheet| EntrySheet {
        name: sheet.name,
        about: sheet.about,
        shape: EntryShape::Rows,
        columns: columns_of(sheet),
        rows: lists.remove(sheet.name).unwrap_or_default(),
    };
    let mut all = vec![names(
        form::PLAN_SHEET,
        "Kế hoạch là gì, của ai, từ ngày nào đến ngày nào.",
        vec![plain(form::ITEM, 230), plain(form::VALUE, 420), plain(GUIDE, 420)],
        plan,
    )];
    all.push(of(&MOVEMENTS));
    all.push(of(&QUOTAS));
    all.extend(LISTS.into_iter().skip(2).filter(|sheet| sheet.name != CONTACTS.name).map(&mut of));
    all.push(EntrySheet { rows: units, ..of(&UNITS) });
    let columns = form::LOOK_COLUMNS.iter().map(|(header, _)| plain(header, 190));
    all.push(names(
        form::LOOK_SHEET,
        "Đầu văn bản, chữ ký, nơi nhận của các bảng. Cột của các cấp dưới chỉ ghi khi muốn khác lệ thường.",
        std::iter::once(plain(form::ITEM, 200)).chain(columns).chain([plain(GUIDE, 300)]).collect(),
        look,
    ));
    all.push(of(&CONTACTS));
    all.push(names(
        form::OTHER_SHEET,
        "Khóa không có cột riêng, viết như trong plan.toml (plan.…) và tonghop.toml (settings.…). Bình thường để trống.",
        vec![plain(form::OTHER_KEY, 320), plain(form::VALUE, 420), plain(GUIDE, 300)],
        other
            .into_iter()
            .map(|(key, value)| EntryRow {
                cells: vec![EntryValue::Text(key), EntryValue::Text(value.to_string()), EntryValue::Blank],
                check: None,
            })
            .collect(),
    ));
    all
}

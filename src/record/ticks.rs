//! What a cross under a header says: the kind that was chosen, a movement, that somebody is registered at all,
//! or something that is true of him and changes nothing of it.

use crate::layout::{Column, Entry, Field, MappedTable, Record};
use crate::plan::{HolderKind, MovementId};
use crate::text;

/// Headers that say what somebody is, has or does. A cross under one of them makes a person no household and
/// no enterprise, and registers nobody for the movement that the word occurs in.
const ATTRIBUTES: [&str; 50] = [
    "hộ nghèo",
    "cận nghèo",
    "hộ cận nghèo",
    "hộ nghèo cận nghèo",
    "thoát nghèo",
    "mới thoát nghèo",
    "nông dân",
    "công nhân",
    "công nhân viên",
    "công chức",
    "viên chức",
    "cán bộ",
    "người lao động",
    "lao động",
    "lao động trực tiếp",
    "trực tiếp",
    "lãnh đạo",
    "quản lý",
    "doanh nghiệp",
    "doanh nhân",
    "hợp tác xã",
    "htx",
    "tổ hợp tác",
    "tht",
    "clb",
    "câu lạc bộ",
    "đảng viên",
    "đoàn viên",
    "hội viên",
    "đội viên",
    "dân tộc",
    "dân tộc thiểu số",
    "dtts",
    "tôn giáo",
    "phụ nữ",
    "nữ",
    "thanh niên",
    "cựu chiến binh",
    "người cao tuổi",
    "khuyết tật",
    "người khuyết tật",
    "học sinh",
    "sinh viên",
    "giáo viên",
    "hưu trí",
    "người có công",
    "gia đình chính sách",
    "gia đình văn hóa",
    "kinh doanh",
    "kinh tế giỏi",
];

/// Words of a wider header under which a cross chooses a movement, whatever the word below it.
const CHOOSING: [&str; 6] =
    ["phong trào", "lĩnh vực", "cuộc vận động", "nội dung", "đăng ký", "tham gia thi đua"];

/// Whether a word is a class of people rather than a kind of exemplar.
pub(super) fn is_class(word: &str) -> bool {
    ATTRIBUTES.contains(&text::key(word).as_str())
}

/// Whether a column of ticks says only what somebody is.
fn is_attribute(column: &Column) -> bool {
    let key = text::key(column.sub_header());
    let by_group = column.header.rsplit_once(" / ").is_some_and(|(group, _)| {
        let group = text::key(group);
        CHOOSING.iter().any(|word| group.contains(word))
    });
    !by_group && (ATTRIBUTES.contains(&key.as_str()) || key.starts_with("tham gia "))
}

/// The kind that a header names by itself: "Tập thể", "Hộ gia đình"; "Hộ nghèo" names none.
fn kind_of(column: &Column) -> Option<HolderKind> {
    Some(match text::key(column.sub_header()).as_str() {
        "tập thể" => HolderKind::Collective,
        "cá nhân" => HolderKind::Individual,
        "hộ gia đình" | "hộ" | "gia đình" => HolderKind::Household,
        "doanh nghiệp" => HolderKind::Enterprise,
        "hợp tác xã" | "htx" => HolderKind::Cooperative,
        "tổ hợp tác" | "tht" => HolderKind::CooperativeGroup,
        "mô hình" => HolderKind::Practice,
        _ => return None,
    })
}

fn tick_columns(table: &MappedTable) -> impl Iterator<Item = &Column> {
    table.columns.iter().filter(|column| column.field == Some(Field::Tick))
}

/// Whether the crosses of a table choose a kind: one of its columns of ticks says "Tập thể" or "Cá nhân".
fn chooses_kind(table: &MappedTable) -> bool {
    tick_columns(table)
        .any(|column| matches!(kind_of(column), Some(HolderKind::Collective | HolderKind::Individual)))
}

/// The kinds that a record's crosses name, each once: of a choice of kinds, else none.
pub(super) fn kinds(record: &Record<'_>) -> Vec<HolderKind> {
    if record.of(Field::Tick).next().is_none() || !chooses_kind(record.table) {
        return Vec::new();
    }
    let mut kinds: Vec<HolderKind> = record.of(Field::Tick).filter_map(|tick| kind_of(tick.column)).collect();
    kinds.dedup();
    kinds
}

/// The movement that a cross registers for.
fn movement_of(tick: &Entry<'_>, named: &impl Fn(&str) -> Option<MovementId>) -> Option<MovementId> {
    let column = tick.column;
    if is_attribute(column) || registers(column) || kind_of(column).is_some() {
        return None;
    }
    named(column.sub_header())
}

/// The movements under which a record has crosses; none where a column of its own says the movement, for a
/// cross does not overrule what is written.
pub(super) fn movements(record: &Record<'_>, named: impl Fn(&str) -> Option<MovementId>) -> Vec<MovementId> {
    if record.of(Field::Tick).next().is_none()
        || record.text(Field::Movement).chars().any(char::is_alphanumeric)
    {
        return Vec::new();
    }
    let mut found = Vec::new();
    for movement in record.of(Field::Tick).filter_map(|tick| movement_of(&tick, &named)) {
        if !found.contains(&movement) {
            found.push(movement);
        }
    }
    found
}

/// What crosses say of a record beside its kind and its movements, by their headers.
pub(super) fn attributes(record: &Record<'_>, named: impl Fn(&str) -> Option<MovementId>) -> String {
    if record.of(Field::Tick).next().is_none() {
        return String::new();
    }
    let chooses = chooses_kind(record.table);
    let written = record.text(Field::Movement).chars().any(char::is_alphanumeric);
    let mut words: Vec<&str> = Vec::new();
    for tick in record.of(Field::Tick) {
        let is_kind = chooses && kind_of(tick.column).is_some();
        let is_movement = !written && movement_of(&tick, &named).is_some();
        let header = tick.column.sub_header().trim();
        if !(is_kind || is_movement || registers(tick.column) || words.contains(&header)) {
            words.push(header);
        }
    }
    words.join("; ").replace('\n', " ")
}

/// Whether a column of ticks says who of a longer list is registered: "Gương điển hình tiên tiến" on a list of
/// all members.
fn registers(column: &Column) -> bool {
    let key = text::key(column.sub_header());
    ["điển hình", "đhtt"].iter().any(|word| key.split_once(word).is_some_and(|(before, _)| before.len() < 24))
        && !key.contains("phong trào")
}

/// The column of a table in which a cross says that somebody is registered.
pub(super) fn registering<'a>(record: &Record<'a>) -> Option<&'a Column> {
    tick_columns(record.table).find(|column| registers(column))
}

/// Whether a record has a cross in a column.
pub(super) fn is_marked(record: &Record<'_>, column: &Column) -> bool {
    record.of(Field::Tick).any(|tick| tick.column.col == column.col)
}

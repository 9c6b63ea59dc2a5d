//! Exemplars as lists of cells, and those lists read by the program.

use std::collections::BTreeMap;

use jiff::civil::{Date, date};
use rayon::prelude::*;
use tonghop::finding::{Decisions, Place};
use tonghop::intake::{Aside, Attachment, Cell, FileOutcome, Sheet, SheetRow, Text, Value};
use tonghop::layout::Dictionary;
use tonghop::plan::{HolderKind, Plan};
use tonghop::record::{Gender, References, Registration};
use tonghop::registry::{Registry, submit};
use tonghop::units::UnitBook;

use super::Chance;
use super::office::{Home, Office, REFORM};
use super::people::{Exemplar, POSITIONS};
use super::slips::typed;

/// The days on which lists come.
const DAYS: [Date; 8] = [
    date(2024, 3, 25),
    date(2024, 6, 25),
    date(2024, 9, 25),
    date(2024, 12, 25),
    date(2025, 3, 25),
    date(2025, 6, 25),
    date(2025, 9, 25),
    date(2025, 12, 25),
];

/// A row of a list, with who it is in truth.
struct Row {
    who: u32,
    is_person: bool,
    cells: [Option<Value>; 7],
}

const HEADER: [&str; 9] = [
    "STT",
    "Họ và tên",
    "",
    "Ngày, tháng, năm sinh",
    "Giới tính",
    "Chức vụ",
    "Đơn vị công tác",
    "Địa chỉ",
    "Số CCCD",
];

fn text(said: &str) -> Option<Value> {
    (!said.is_empty()).then(|| Value::Text(Text { shown: said.into(), repair: None }))
}

/// Writes the lists and reads them; the registrations come with their truth, in order of arrival.
pub(super) fn read(
    chance: &mut Chance,
    office: &Office,
    (who, truth): (&[Exemplar], &[u32]),
    (units, plan): (&UnitBook, &Plan),
) -> (Registry, Vec<u32>) {
    let mut lists: BTreeMap<(Date, Home), Vec<Row>> = BTreeMap::new();
    for at in truth {
        let own = &who[*at as usize];
        let day = *chance.one(&DAYS);
        let home = if day < REFORM { own.old } else { own.new };
        lists.entry((day, home)).or_default().push(row(chance, office, (*at, own), (day, home)));
    }
    let lists: Vec<_> = lists.into_iter().map(|(of, rows)| (of, rows, chance.share(0.25))).collect();
    let names = tonghop::plan::MovementNames::of(plan);
    let decisions = Decisions::default();
    let references = References {
        units,
        plan,
        movements: &names,
        decisions: &decisions,
        remarks: tonghop::record::Remarks::built_in(),
        award_words: tonghop::record::AwardWords::built_in(),
    };
    let read: Vec<(Vec<Registration>, Vec<u32>)> = lists
        .into_par_iter()
        .map(|((day, home), mut rows, in_two_columns)| {
            rows.sort_by_key(|row| !row.is_person);
            let own: Vec<u32> = rows.iter().map(|row| row.who).collect();
            let attachment = attachment(office, (day, home), rows, in_two_columns);
            let sent = submit(&attachment, Dictionary::built_in(), &references);
            assert_eq!(sent.registrations.len(), own.len(), "{} {}", attachment.source, day);
            (sent.registrations, own)
        })
        .collect();
    let mut registry = Registry::default();
    let mut truth = Vec::new();
    for (registrations, own) in read {
        registry.registrations.extend(registrations);
        truth.extend(own);
    }
    registry.replaced_by = vec![None; truth.len()];
    (registry, truth)
}

fn row(chance: &mut Chance, office: &Office, (at, who): (u32, &Exemplar), (day, home): (Date, Home)) -> Row {
    let is_person = who.kind == HolderKind::Individual;
    let is_body = !is_person && who.kind != HolderKind::Household;
    let name = match who.kind {
        HolderKind::Individual => person(chance, who),
        HolderKind::Household => household(chance, who),
        HolderKind::Cooperative if chance.share(0.3) => who.name.replace("Hợp tác xã", "HTX"),
        _ if chance.share(0.3) => format!("Tập thể {}", who.name),
        _ => who.name.clone(),
    };
    let gender = if who.gender == Gender::Male { "Nam" } else { "Nữ" };
    let position = match chance.below(100) {
        _ if !is_person => "",
        0..=9 => "",
        10..=14 => *chance.one(&POSITIONS),
        15..=34 if who.position == "Giáo viên" => "GV",
        _ => who.position,
    };
    let hamlet = if chance.share(0.02) { 1 + chance.below(12) } else { who.hamlet };
    let address = match chance.share(0.6) {
        true => format!("Thôn {hamlet}, {}", office.name(home)),
        false => String::new(),
    };
    let number = match chance.share(0.1) {
        true if chance.share(0.002) => who.number.replacen('1', "7", 1),
        true => who.number.clone(),
        false => String::new(),
    };
    let unit = unit(chance, office, who, (day, home));
    Row {
        who: at,
        is_person,
        cells: [
            text(&name),
            birth(chance, who).filter(|_| !is_body),
            text(gender).filter(|_| is_person && chance.share(0.7)),
            text(position),
            text(&unit),
            text(&address).filter(|_| !is_body),
            text(&number).filter(|_| is_person),
        ],
    }
}

fn person(chance: &mut Chance, who: &Exemplar) -> String {
    let name = typed(chance, &who.name);
    if !chance.share(0.12) {
        return name;
    }
    let words = match who.gender {
        Gender::Male => ["Ông", "Đ/c", "đồng chí", "ThS.", "Thầy giáo"],
        Gender::Female => ["Bà", "Đ/c", "đồng chí", "ThS.", "Cô giáo"],
    };
    format!("{} {name}", chance.one(&words))
}

fn household(chance: &mut Chance, who: &Exemplar) -> String {
    let (title, of_spouse) = if who.gender == Gender::Male { ("ông", "bà") } else { ("bà", "ông") };
    if chance.share(0.005) {
        return format!("Hộ {of_spouse} {}", who.spouse);
    }
    let head = typed(chance, &who.name);
    match chance.below(20) {
        0 => format!("Gia đình ông bà {head} – {}", who.spouse),
        1 => format!("Hộ {title} {head} và {of_spouse} {}", who.spouse),
        2..=7 => format!("Hộ {title} {head}"),
        8..=12 => format!("Hộ gia đình {title} {head}"),
        13..=15 => format!("Gia đình {title} {head}"),
        _ => format!("Hộ {head}"),
    }
}

fn birth(chance: &mut Chance, who: &Exemplar) -> Option<Value> {
    let (day, year) = (who.born, who.born.year());
    let only = |year: i16| Some(Value::Number(f64::from(year)));
    let on = |day: Date| Some(Value::Date(day));
    match chance.below(1000) {
        0..=499 => only(year),
        500..=529 => None,
        530..=532 => only(if chance.share(0.5) { year + 1 } else { year - 1 }),
        533 => only(1900 + year % 10 * 10 + year / 10 % 10),
        534..=535 => on(Date::new(year, day.day().min(12), day.month()).unwrap_or(day)),
        _ => on(day),
    }
}

fn unit(chance: &mut Chance, office: &Office, who: &Exemplar, (day, home): (Date, Home)) -> String {
    let above = if matches!(home, Home::School(..)) {
        "Sở Giáo dục và Đào tạo"
    } else {
        "Tỉnh Bắc Nam"
    };
    match chance.below(1000) {
        0..=14 => above.to_owned(),
        15..=19 => "Cơ sở Ánh Dương".to_owned(),
        20..=419 => String::new(),
        420..=469 if REFORM <= day => office.written(chance, who.old),
        _ => office.written(chance, home),
    }
}

/// A list of one unit: persons first, then under a heading the others.
fn attachment(
    office: &Office,
    (day, home): (Date, Home),
    rows: Vec<Row>,
    in_two_columns: bool,
) -> Attachment {
    let source = format!("{day}/danh-sach-{}.xlsx", tonghop::text::bare_key(&office.name(home)));
    let place = Place::sheet(source.as_str().into(), "Danh sách");
    let mut sheet = Sheet {
        place,
        visible: true,
        rows: Vec::new(),
        merges: Vec::new(),
        n_rows: 0,
        aside: Aside::default(),
    };
    let letterhead = match home {
        Home::School(..) => vec!["SỞ GIÁO DỤC VÀ ĐÀO TẠO".to_owned(), office.name(home).to_uppercase()],
        _ => vec![format!("ỦY BAN NHÂN DÂN {}", office.name(home).to_uppercase())],
    };
    let title = "DANH SÁCH ĐĂNG KÝ ĐIỂN HÌNH TIÊN TIẾN PHONG TRÀO DÂN VẬN KHÉO".to_owned();
    for said in letterhead.into_iter().chain([title]) {
        push(&mut sheet, [(0, text(&said))]);
    }
    let header = (0..).zip(HEADER).map(|(col, word)| match (col, in_two_columns) {
        (1, true) => (col, text("Họ và tên đệm")),
        (2, true) => (col, text("Tên")),
        _ => (col, text(word)),
    });
    push(&mut sheet, header);
    let mut n = 0.0;
    let mut are_persons = true;
    for Row { is_person, cells: [name, birth, gender, position, unit, address, number], .. } in rows {
        if are_persons && !is_person && in_two_columns {
            // A form of persons has no place for others: they stand in a table of their own.
            push(&mut sheet, [(0, text("DANH SÁCH TẬP THỂ, HỘ GIA ĐÌNH ĐĂNG KÝ PHONG TRÀO DÂN VẬN KHÉO"))]);
            push(&mut sheet, (0..).zip(HEADER).map(|(col, word)| (col, text(word))));
            n = 0.0;
        }
        are_persons = is_person;
        n += 1.0;
        let written = name.as_ref().and_then(Value::text).unwrap_or_default();
        let (first, second) = match written.rsplit_once(' ') {
            Some((family, given)) if in_two_columns && is_person => (text(family), text(given)),
            _ => (name, None),
        };
        let ordinal = Some(Value::Number(n));
        let cells = [ordinal, first, second, birth, gender, position, unit, address, number];
        push(&mut sheet, (0..).zip(cells));
    }
    sheet.n_rows = sheet.rows.len() as u32;
    Attachment {
        hash: blake3::hash(source.as_bytes()).to_hex().to_string(),
        source: source.into(),
        received: day,
        mail: None,
        outcome: FileOutcome::Read,
        sheets: vec![sheet],
        findings: Vec::new(),
    }
}

fn push(sheet: &mut Sheet, cells: impl IntoIterator<Item = (u16, Option<Value>)>) {
    let cells = cells.into_iter().filter_map(|(col, value)| Some(Cell { col, value: value? })).collect();
    sheet.rows.push(SheetRow { row: sheet.rows.len() as u32, cells });
}

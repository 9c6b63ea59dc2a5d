//! A workbook to begin with: the plan of a place of today, with the units that have to send filled in.

use std::collections::BTreeMap;

use jiff::civil::Date;
use toml::{Table, Value};

use crate::setup::ToFill;
use crate::text;
use crate::units::{Context, Level, Resolved, Unit, UnitBook, UnitCode, UnitKind};

use super::CannotRun;
use super::conversion::{OtherForm, listed_names, names, workbook};

/// A workbook to begin with, and what was filled in.
#[derive(Debug)]
pub struct Started {
    /// The workbook.
    pub workbook: OtherForm,
    /// Whose it is, as printed.
    pub place: String,
    /// How many units have to send.
    pub n_senders: usize,
    /// Names of bodies that only some places have, which were left out.
    pub left_out: Vec<String>,
}

/// What is told where a place is looked for.
const EXAMPLE: &str = "VÍ DỤ: sửa theo câu của kế hoạch";

/// The workbook of a place, or of a department, for the year of a day.
pub fn start(place: &str, today: Date) -> Result<Started, CannotRun> {
    let nation = UnitBook::nation();
    let issuer = found(&nation, place, today)?;
    let from = Date::constant(today.year(), 1, 1).max(Date::constant(2025, 7, 1));
    let mut left_out = Vec::new();
    let units = match issuer.kind {
        UnitKind::Area => of_place(&nation, &issuer, today, &mut left_out),
        _ => of_department(&nation, &issuer),
    };
    let receiver = receiver(&issuer, &units);
    let senders: Vec<&Unit> = units.iter().filter(|unit| sends(unit, &issuer)).collect();
    let n_senders = senders.len();
    let plan = plan(&issuer, &receiver, &senders, today.year());
    let settings = settings(&nation, &issuer, &receiver);
    let lines: Vec<BTreeMap<String, String>> = units.iter().map(line).collect();
    let book = UnitBook::from_units(units.clone()).over_nation();
    let codes = units.iter().map(|unit| unit.code.clone());
    let to_fill = ToFill {
        plan,
        settings,
        names: names(&book, from, &issuer.code, codes),
        listed_names: listed_names(&lines),
        units: lines,
        day: from,
    };
    Ok(Started { workbook: workbook(to_fill)?, place: issuer.name.clone(), n_senders, left_out })
}

fn found(nation: &UnitBook, place: &str, today: Date) -> Result<Unit, CannotRun> {
    let context = Context { date: Some(today), ..Context::default() };
    let near = match nation.resolve(place, &context) {
        Resolved::One(one) => match nation.find(&one.code) {
            Some(unit) => return Ok(unit.clone()),
            None => Vec::new(),
        },
        Resolved::Several(near) | Resolved::None(near) => near,
    };
    let full = |unit: &Unit| {
        let above = unit.parent.as_ref().and_then(|code| nation.find(code));
        above.map_or_else(|| unit.name.clone(), |above| format!("{}, {}", unit.name, above.name))
    };
    let near: Vec<String> = near
        .iter()
        .take(5)
        .filter_map(|one| nation.find(&one.code))
        .map(|unit| format!("«{}»", full(unit)))
        .collect();
    let near = if near.is_empty() { String::new() } else { format!(" Có phải {}?", near.join(", ")) };
    Err(CannotRun::new(format!(
        "Không rõ «{place}» là nơi nào.{near} Ghi đủ tên, ví dụ \"Tỉnh Lạng Sơn\", \"Xã Đồng Đăng, tỉnh Lạng Sơn\", \"Sở Nội vụ tỉnh Lạng Sơn\"."
    )))
}

/// Who owes a list in a plan of the issuer: the places below it and its bodies.
pub(super) fn sends(unit: &Unit, issuer: &Unit) -> bool {
    let of_it = unit.parent.as_ref() == Some(&issuer.code);
    let kind = matches!(
        unit.kind,
        UnitKind::Area
            | UnitKind::Agency
            | UnitKind::Party
            | UnitKind::MassOrganisation
            | UnitKind::ArmedForce
    );
    of_it && kind
}

/// A place, what is above it, the places below it and its bodies, in protocol order.
pub(super) fn of_place(
    nation: &UnitBook,
    place: &Unit,
    today: Date,
    left_out: &mut Vec<String>,
) -> Vec<Unit> {
    let mut units: Vec<Unit> = place.parent.iter().filter_map(|code| nation.find(code)).cloned().collect();
    units.push(Unit { aliases: Vec::new(), ..place.clone() });
    let bodies = nation.bodies_of(&place.code, today);
    left_out.extend(in_series(bodies.somewhere.iter().map(|unit| unit.name.as_str())));
    let mut bodies_shortened: Vec<Unit> =
        bodies.everywhere.into_iter().map(|unit| shortened(unit, place)).collect();
    bodies_shortened.sort_by_key(|unit| UnitKind::ALL.iter().position(|kind| *kind == unit.kind));
    units.extend(bodies_shortened);
    units.extend(nation.places_below(&place.code, today).into_iter().cloned());
    units
}

/// Names, those that differ in a number alone told once: «Tòa án nhân dân khu vực 1 … 20 - Lạng Sơn».
fn in_series<'a>(names: impl Iterator<Item = &'a str>) -> Vec<String> {
    let mut series: Vec<(String, Vec<&str>, &str)> = Vec::new();
    for name in names {
        let number =
            name.split(' ').find(|word| word.chars().all(|c| c.is_ascii_digit())).unwrap_or_default();
        let bare = if number.is_empty() { name.to_owned() } else { name.replacen(number, "{}", 1) };
        match series.iter_mut().find(|(known, ..)| *known == bare) {
            Some((_, numbers, _)) => numbers.push(number),
            None => series.push((bare, vec![number], name)),
        }
    }
    let shown = |(bare, numbers, name): (String, Vec<&str>, &str)| match numbers.as_slice() {
        [first, .., last] => bare.replacen("{}", &format!("{first} … {last}"), 1),
        _ => name.to_owned(),
    };
    series.into_iter().map(shown).collect()
}

/// The words before the proper name of a place of today.
const WORDS: [&str; 5] = ["Tỉnh ", "Thành phố ", "Xã ", "Phường ", "Đặc khu "];

/// A place's name without the words that say what it is.
fn proper(name: &str) -> &str {
    WORDS.iter().find_map(|word| name.strip_prefix(word)).unwrap_or(name)
}

/// A body as its own place calls it: «Sở Nội vụ», «Hội Nông dân tỉnh», «Ban Tổ chức Tỉnh ủy».
fn shortened(unit: &Unit, place: &Unit) -> Unit {
    let proper = proper(&place.name);
    let word = place.name.strip_suffix(proper).unwrap_or_default().trim().to_lowercase();
    // Only one place has such a body: the word for the place says no more.
    let plain = ["Sở ", "Phòng ", "Trung tâm Phục vụ"].iter().any(|first| unit.name.starts_with(first));
    let bare = unit.name.strip_suffix(proper).map(str::trim_end);
    let name = match bare {
        Some(bare) if plain => bare.strip_suffix(&word).map_or(bare, str::trim_end),
        // The committee itself keeps the name of its place.
        Some(bare) if bare.split(' ').count() > 2 => bare,
        Some(_) | None => unit.name.as_str(),
    };
    let aliases = if name == unit.name { Vec::new() } else { vec![unit.name.clone()] };
    Unit { name: name.to_owned(), aliases, ..unit.clone() }
}

/// A department, what is above it, and rooms to be called by their names.
fn of_department(nation: &UnitBook, department: &Unit) -> Vec<Unit> {
    let mut units: Vec<Unit> =
        department.parent.iter().filter_map(|code| nation.find(code)).cloned().collect();
    units.push(department.clone());
    for name in ["Văn phòng", "Phòng chuyên môn thứ nhất", "Phòng chuyên môn thứ hai"] {
        units.push(Unit {
            code: UnitCode::new(&text::slug(name)),
            name: name.to_owned(),
            kind: UnitKind::Agency,
            level: department.level,
            parent: Some(department.code.clone()),
            aliases: Vec::new(),
            emails: Vec::new(),
            valid_from: None,
            valid_to: None,
            successors: Vec::new(),
        });
    }
    units
}

/// The office that keeps emulation: of a province its department of home affairs, of a commune its office of
/// culture and society, of a department its own office.
pub(super) fn receiver(issuer: &Unit, units: &[Unit]) -> Unit {
    let ends = match (issuer.kind, issuer.level) {
        (UnitKind::Area, Level::Province) => "-so-noi-vu",
        (UnitKind::Area, _) => "-phong-vhxh",
        _ => "van-phong",
    };
    units.iter().find(|unit| unit.code.as_str().ends_with(ends)).unwrap_or(issuer).clone()
}

pub(super) fn line(unit: &Unit) -> BTreeMap<String, String> {
    let day = |day: Option<Date>| day.map(|day| day.to_string()).unwrap_or_default();
    [
        ("code", unit.code.to_string()),
        ("name", unit.name.clone()),
        ("kind", unit.kind.id().to_owned()),
        ("level", unit.level.id().to_owned()),
        ("parent", unit.parent.as_ref().map(ToString::to_string).unwrap_or_default()),
        ("aliases", unit.aliases.join(";")),
        ("valid_from", day(unit.valid_from)),
    ]
    .map(|(key, value)| (key.to_owned(), value))
    .into()
}

/// A table of texts.
pub(super) fn table(pairs: &[(&str, Value)]) -> Value {
    Value::Table(pairs.iter().map(|(key, value)| ((*key).to_owned(), value.clone())).collect())
}

pub(super) fn said(text: &str) -> Value {
    Value::String(text.to_owned())
}

fn plan(issuer: &Unit, receiver: &Unit, senders: &[&Unit], year: i16) -> Table {
    let day = |month: u8, day: u8| said(&format!("{year}-{month:02}-{day:02}"));
    let list = |codes: &[&Unit]| Value::Array(codes.iter().map(|unit| said(unit.code.as_str())).collect());
    let movement = |id: &str, name: &str, short: &str, kind: &str, alias: &str| {
        table(&[
            ("id", said(id)),
            ("name", said(name)),
            ("short", said(short)),
            ("kind", said(kind)),
            ("aliases", Value::Array(vec![said(alias)])),
        ])
    };
    let due = |name: String, about: &str, by: Value| {
        table(&[("name", said(&name)), ("about", said(about)), ("by", by), ("basis", said(EXAMPLE))])
    };
    let review = |name: String, kind: &str, from: Value, to: Value| {
        table(&[
            ("name", said(&name)),
            ("kind", said(kind)),
            ("from", from),
            ("to", to),
            ("basis", said(EXAMPLE)),
        ])
    };
    let by_kind = table(&[("collective", Value::Integer(2)), ("individual", Value::Integer(2))]);
    let first = table(&[
        ("movement", said("nong-thon-moi")),
        ("lead", said(leading(issuer, senders, receiver).as_str())),
        ("at_least", by_kind),
        ("basis", said(EXAMPLE)),
    ]);
    let second = table(&[
        ("movement", said("hoc-tap-bac")),
        ("each", each(issuer, senders)),
        ("at_least", Value::Integer(1)),
        ("basis", said(EXAMPLE)),
    ]);
    let mut plan = Table::new();
    let mut put = |key: &str, value: Value| plan.insert(key.to_owned(), value);
    put("title", said(&format!("Xây dựng, nhân rộng điển hình tiên tiến năm {year}")));
    put("issuer", said(issuer.code.as_str()));
    put("receiver", said(receiver.code.as_str()));
    put("level", said(issuer.level.id()));
    put("from", day(1, 1));
    put("to", day(12, 31));
    put("reporters", Value::Array(senders.iter().map(|unit| table(&[("units", list(&[unit]))])).collect()));
    put(
        "movement",
        Value::Array(vec![
            movement(
                "nong-thon-moi",
                "Chung sức xây dựng nông thôn mới",
                "Nông thôn mới",
                "emulation",
                "Xây dựng nông thôn mới",
            ),
            movement(
                "hoc-tap-bac",
                "Học tập và làm theo tư tưởng, đạo đức, phong cách Hồ Chí Minh",
                "Học tập Bác",
                "campaign",
                "Làm theo Bác",
            ),
        ]),
    );
    put("quota", Value::Array(vec![first, second]));
    put(
        "due",
        Value::Array(vec![
            due(format!("Danh sách đăng ký điển hình tiên tiến năm {year}"), "registration", day(6, 30)),
            due(format!("Danh sách bổ sung sáu tháng cuối năm {year}"), "registration", day(11, 15)),
            due(format!("Báo cáo kết quả năm {year}"), "report", day(12, 10)),
        ]),
    );
    put(
        "review",
        Value::Array(vec![
            review(format!("Sơ kết sáu tháng đầu năm {year}"), "interim", day(7, 1), day(7, 15)),
            review(format!("Tổng kết năm {year}"), "final", day(12, 15), day(12, 31)),
        ]),
    );
    plan
}

/// Who leads the first example: whoever keeps agriculture in a province, else the receiver.
fn leading(issuer: &Unit, senders: &[&Unit], receiver: &Unit) -> UnitCode {
    let keeps = if issuer.level == Level::Province { "-so-nnmt" } else { "-phong-kinh-te" };
    let lead = senders.iter().find(|unit| unit.code.as_str().ends_with(keeps));
    lead.map_or_else(|| receiver.code.clone(), |unit| unit.code.clone())
}

/// Whom the second example asks: every place below; where there is none, every body.
fn each(issuer: &Unit, senders: &[&Unit]) -> Value {
    let below = senders.iter().any(|unit| unit.kind == UnitKind::Area);
    let kind = if below { UnitKind::Area } else { UnitKind::Agency };
    let level = if below { Level::Commune } else { issuer.level };
    table(&[("kind", said(kind.id())), ("level", said(level.id())), ("within", said(issuer.code.as_str()))])
}

pub(super) fn settings(nation: &UnitBook, issuer: &Unit, receiver: &Unit) -> Table {
    let place = issuer.parent.as_ref().filter(|_| issuer.kind != UnitKind::Area);
    let place = place.and_then(|code| nation.find(code)).unwrap_or(issuer);
    let committee = |unit: &Unit| format!("ỦY BAN NHÂN DÂN {}", unit.name.to_uppercase());
    let above = match (issuer.kind, issuer.level) {
        (UnitKind::Area, Level::Province) => committee(issuer),
        (UnitKind::Area, _) => {
            issuer.parent.as_ref().and_then(|code| nation.find(code)).map_or_else(String::new, committee)
        }
        _ => committee(place),
    };
    let (office, signs): (String, &[&str]) = match (issuer.kind, issuer.level) {
        (UnitKind::Area, Level::Province) => (receiver.name.clone(), &["GIÁM ĐỐC"]),
        (UnitKind::Area, _) => {
            (format!("Ủy ban nhân dân {}", lowered(&issuer.name)), &["TM. ỦY BAN NHÂN DÂN", "CHỦ TỊCH"])
        }
        _ => (
            issuer
                .name
                .strip_suffix(&format!(" {}", lowered(&place.name)))
                .unwrap_or(&issuer.name)
                .to_owned(),
            &["GIÁM ĐỐC"],
        ),
    };
    let lines = |lines: &[&str]| Value::Array(lines.iter().map(|line| said(line)).collect());
    let look = table(&[
        ("authority_above", said(&above)),
        ("office", said(&office)),
        ("place", said(proper(&place.name))),
        ("signatory_lines", lines(signs)),
        ("recipients", lines(&["Như trên;", "Lưu: VT."])),
        ("reply_within_days", Value::Integer(7)),
    ]);
    let mut settings = Table::new();
    settings.insert("look".to_owned(), look);
    settings
}

/// A name with a small first letter.
fn lowered(name: &str) -> String {
    let mut letters = name.chars();
    letters
        .next()
        .map(|first| first.to_lowercase().collect::<String>() + letters.as_str())
        .unwrap_or_default()
}

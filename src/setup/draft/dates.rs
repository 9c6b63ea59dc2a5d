//! Sentences that set a day or a time → dues, reviews and phases.

use super::paragraphs::Paragraph;
use super::quotas::shortened;
use jiff::civil::Date;
use toml::{Table, Value};

/// Parts of a plan about time.
#[derive(Debug, Default)]
pub(super) struct Times {
    pub(super) dues: Vec<Table>,
    pub(super) reviews: Vec<Table>,
    pub(super) phases: Vec<Table>,
}

fn said(text: impl Into<String>) -> Value {
    Value::String(text.into())
}

/// What a paragraph says about time.
pub(super) fn add(paragraph: &Paragraph, times: &mut Times) {
    for sentence in paragraph.text.split([';']).flat_map(sentences) {
        let small = sentence.to_lowercase();
        let basis = format!("{}: «{}»", paragraph.section, shortened(sentence));
        times.dues.extend(due(&small, &basis));
        times.reviews.extend(reviews(&small, sentence, &basis, &paragraph.text));
    }
    times.phases.extend(phase(paragraph));
}

/// The sentences of a text: a full stop before a blank and a capital.
fn sentences(text: &str) -> Vec<&str> {
    let mut sentences = Vec::new();
    let mut from = 0;
    for (at, _) in text.match_indices(". ") {
        if text.get(at + 2..).and_then(|rest| rest.chars().next()).is_some_and(char::is_uppercase) {
            sentences.extend(text.get(from..at));
            from = at + 2;
        }
    }
    sentences.extend(text.get(from..));
    sentences
}

/// A day by which something is sent: `trước ngày 30/6/2022`, `chậm nhất ngày 31/3/2021`.
fn due(small: &str, basis: &str) -> Option<Table> {
    let made = |pairs: &[(&str, Value)]| -> Table {
        pairs.iter().map(|(key, value)| ((*key).to_owned(), value.clone())).collect()
    };
    // Papers that a quarter is set for, or that come every year.
    if let Some((from, to)) = quarter(small).filter(|_| {
        ["xây dựng văn bản triển khai", "ban hành kế hoạch", "xây dựng kế hoạch", "xây dựng nội dung"]
            .iter()
            .any(|word| small.contains(word))
    }) {
        return Some(made(&[
            ("name", said("Kế hoạch của đơn vị")),
            ("about", said("plan")),
            ("opens", said(from.to_string())),
            ("by", said(to.to_string())),
            ("basis", said(basis)),
        ]));
    }
    let yearly = small.contains("hàng năm") || small.contains("hằng năm");
    if yearly && small.contains("báo cáo") && small.contains("kết quả thực hiện") {
        return Some(made(&[
            ("name", said("Báo cáo kết quả thực hiện")),
            ("about", said("report")),
            ("every", said("year")),
            ("basis", said(basis)),
        ]));
    }
    const BEFORE: [&str; 1] = ["trước ngày "];
    const BY: [&str; 4] = ["chậm nhất ngày ", "chậm nhất là ngày ", "chậm nhất đến ngày ", "đến hết ngày "];
    let find = |words: &[&str]| words.iter().find_map(|word| day_at(small.split_once(*word)?.1));
    // «chậm nhất 17 giờ ngày 20/3/2026»
    let at_hour = || {
        let (_, rest) = small.split_once("chậm nhất ")?;
        let (hour, day) = rest.split_once(" ngày ")?;
        (hour.contains("giờ") && hour.chars().count() < 20).then(|| day_at(day))?
    };
    let by = || find(&BY).or_else(at_hour).map(|day| ("by", day));
    let (key, day) = find(&BEFORE).map(|day| ("before", day)).or_else(by)?;
    let sends = ["gửi", "đăng ký", "nộp", "báo cáo", "lập danh sách"];
    if !sends.iter().any(|word| small.contains(word)) {
        return None;
    }
    let (name, about) = match () {
        () if small.contains("đăng ký") || small.contains("danh sách") => {
            ("Danh sách đăng ký điển hình tiên tiến", "registration")
        }
        // «Báo cáo kết quả thực hiện Kế hoạch» is no plan.
        () if small.contains("kế hoạch") && !small.contains("báo cáo kết quả") => {
            ("Kế hoạch của đơn vị", "plan")
        }
        () => ("Báo cáo của đơn vị", "report"),
    };
    let pairs =
        [("name", said(name)), ("about", said(about)), (key, said(day.to_string())), ("basis", said(basis))];
    Some(pairs.map(|(key, value)| (key.to_owned(), value)).into_iter().collect())
}

/// A day at the head of a text: `30/6/2022`, `30 tháng 6 năm 2022`.
pub(super) fn day_at(text: &str) -> Option<Date> {
    let mut runs = text.split(|c: char| !c.is_ascii_digit()).filter(|run| !run.is_empty());
    text.starts_with(|c: char| c.is_ascii_digit()).then_some(())?;
    let (day, month, year) =
        (runs.next()?.parse().ok()?, runs.next()?.parse().ok()?, runs.next()?.parse().ok()?);
    Date::new(year, month, day).ok().filter(|day| day.year() > 1990)
}

/// Reviews of the plan: what is held in which month, quarter, or on which occasion.
fn reviews(small: &str, sentence: &str, basis: &str, whole: &str) -> Vec<Table> {
    let months = yearly_months(small);
    if !months.is_empty() {
        return months
            .into_iter()
            .map(|(kind, month)| {
                let name = if kind == "interim" {
                    "Sơ kết công tác xây dựng điển hình tiên tiến"
                } else {
                    "Tổng kết công tác xây dựng điển hình tiên tiến"
                };
                let months = Value::Array(vec![Value::Integer(month)]);
                [("name", said(name)), ("kind", said(kind)), ("months", months), ("basis", said(basis))]
                    .map(|(key, value)| (key.to_owned(), value))
                    .into_iter()
                    .collect()
            })
            .collect();
    }
    if let Some(review) = held_in(small, basis) {
        return vec![review];
    }
    let holds = ["tổ chức", "sơ kết đánh giá", "được thực hiện", "kiểm tra, đánh giá", "tổng kết, đánh giá"];
    let holds = holds.iter().any(|word| small.contains(word));
    let is_final = small.contains("tổng kết công tác")
        || small.contains("đánh giá, tổng kết")
        || small.contains("tổng kết, đánh giá");
    let is_interim = small.contains("sơ kết")
        || small.contains("hằng năm tổ chức kiểm tra")
        || small.contains("hàng năm tổ chức kiểm tra");
    if !holds || !(is_final || is_interim) || small.contains("tham mưu") {
        return Vec::new();
    }
    let kind = if is_interim { "interim" } else { "final" };
    let name = if is_interim {
        "Sơ kết công tác xây dựng điển hình tiên tiến"
    } else {
        "Tổng kết công tác xây dựng điển hình tiên tiến"
    };
    let mut review: Table = [("name", said(name)), ("kind", said(kind)), ("basis", said(basis))]
        .map(|(key, value)| (key.to_owned(), value))
        .into_iter()
        .collect();
    if let Some(month) = monthly(small) {
        review.insert("months".to_owned(), Value::Array(vec![Value::Integer(month)]));
    } else if let Some((from, to)) = quarter(small) {
        review.insert("from".to_owned(), said(from.to_string()));
        review.insert("to".to_owned(), said(to.to_string()));
    } else {
        let Some(occasion) = occasion(sentence).or_else(|| occasion(whole)) else { return Vec::new() };
        review.insert("occasion".to_owned(), said(occasion));
        if small.contains("hàng năm") || small.contains("hằng năm") {
            review.insert("every".to_owned(), said("year"));
            if let Some((from, to)) = from_year(small) {
                review.insert("from".to_owned(), said(format!("{from}-01-01")));
                review.insert("to".to_owned(), said(format!("{to}-12-31")));
            }
        }
    }
    vec![review]
}

/// A line of a timetable: `Sơ kết: tháng 7/2026`, `Hội nghị tổng kết trong tháng 12/2026`, `Tổng kết: quý IV/2026`.
fn held_in(small: &str, basis: &str) -> Option<Table> {
    let bare =
        ["tổ chức ", "hội nghị "].iter().fold(small, |bare, word| bare.strip_prefix(word).unwrap_or(bare));
    let kind = match () {
        () if bare.starts_with("sơ kết") => "interim",
        () if bare.starts_with("tổng kết") => "final",
        () => return None,
    };
    let (from, to) = month_of_year(bare).or_else(|| quarter(bare))?;
    let name = if kind == "interim" {
        "Sơ kết công tác xây dựng điển hình tiên tiến"
    } else {
        "Tổng kết công tác xây dựng điển hình tiên tiến"
    };
    let (from, to) = (from.to_string(), to.to_string());
    let pairs = [("name", name), ("kind", kind), ("from", &from), ("to", &to), ("basis", basis)];
    Some(pairs.map(|(key, value)| (key.to_owned(), said(value))).into_iter().collect())
}

/// The first and last day of `tháng 7/2026`, `tháng 7 năm 2026`.
fn month_of_year(small: &str) -> Option<(Date, Date)> {
    small.match_indices("tháng ").find_map(|(at, word)| {
        let rest = small.get(at + word.len()..)?;
        let end = rest.find(|c: char| !c.is_ascii_digit())?;
        let month: i8 = rest.get(..end)?.parse().ok()?;
        let after = rest.get(end..)?;
        let year = after.strip_prefix('/').or_else(|| after.strip_prefix(" năm "))?;
        let from = Date::new(year.get(..4)?.parse().ok()?, month, 1).ok()?;
        Some((from, from.last_of_month()))
    })
}

/// `trong tháng 4 hàng năm`.
fn monthly(small: &str) -> Option<i64> {
    let yearly = ["hàng năm", "hằng năm"].iter().filter_map(|word| small.find(word)).max()?;
    let (at, _) = small.match_indices("tháng ").filter(|(at, _)| *at < yearly).last()?;
    let rest = small.get(at + "tháng ".len()..)?;
    let end = rest.find(|c: char| !c.is_ascii_digit()).unwrap_or(rest.len());
    rest.get(..end)?.parse().ok().filter(|month| (1..=12).contains(month))
}

/// `Sơ kết vào tháng 7, tổng kết vào tháng 12 hằng năm`: what is held in which month of every year.
fn yearly_months(small: &str) -> Vec<(&'static str, i64)> {
    if !small.contains("hàng năm") && !small.contains("hằng năm") {
        return Vec::new();
    }
    let at = |word: &str| {
        let rest = small.split_once(word)?.1.trim_start();
        let rest =
            ["vào tháng ", "trong tháng ", "tháng "].iter().find_map(|lead| rest.strip_prefix(lead))?;
        let end = rest.find(|c: char| !c.is_ascii_digit()).unwrap_or(rest.len());
        rest.get(..end)?.parse().ok().filter(|month| (1..=12).contains(month))
    };
    let both = [("interim", at("sơ kết")), ("final", at("tổng kết"))];
    both.into_iter().filter_map(|(kind, month)| Some((kind, month?))).collect()
}

/// `Quý I năm 2025`, `quý IV/2026`.
fn quarter(small: &str) -> Option<(Date, Date)> {
    let rest = small.split_once("quý ")?.1;
    let number_of = |between: &str| {
        let (number, rest) = rest.split_once(between)?;
        (number.trim().len() < 4).then_some((number, rest))
    };
    let (number, rest) = number_of(" năm ").or_else(|| number_of("/"))?;
    let quarter = match number.trim() {
        "i" | "1" => 0,
        "ii" | "2" => 1,
        "iii" | "3" => 2,
        "iv" | "4" => 3,
        _ => return None,
    };
    let year: i16 = rest.get(..4)?.parse().ok()?;
    let from = Date::new(year, quarter * 3 + 1, 1).ok()?;
    let to = Date::new(year, quarter * 3 + 3, 1).ok()?.last_of_month();
    Some((from, to))
}

/// The occasion on which something is held: `vào dịp tổng kết công tác thi đua`, `gắn với tổng kết …`.
fn occasion(sentence: &str) -> Option<String> {
    let at = ["vào dịp ", "nhân dịp ", "dịp ", "gắn với ", "cùng với ", "để tôn vinh tại ", "tại "]
        .iter()
        .find_map(|word| Some(sentence.find(word)? + word.len()))?;
    let rest = sentence.get(at..)?;
    let end = [", rút", ", ", ";", ". ", " để "]
        .iter()
        .filter_map(|end| rest.find(end))
        .min()
        .unwrap_or(rest.len());
    Some(rest.get(..end)?.trim_end_matches('.').to_owned()).filter(|occasion| occasion.chars().count() > 5)
}

/// `Từ năm 2022 đến năm 2024`.
fn from_year(small: &str) -> Option<(i16, i16)> {
    let (_, rest) = small.split_once("từ năm ")?;
    let (from, rest) = rest.split_once(" đến năm ")?;
    Some((from.trim().parse().ok()?, rest.get(..4)?.parse().ok()?))
}

/// `Giai đoạn 1 (2021 - 2023)`, `Từ năm 2022 đến năm 2024, tập trung …`.
fn phase(paragraph: &Paragraph) -> Option<Table> {
    let small = paragraph.text.to_lowercase();
    if paragraph.mark.is_empty() {
        return None;
    }
    let (from, to, name) = if small.starts_with("giai đoạn ") {
        let (from, to) = years(&paragraph.text)?;
        (from, to, paragraph.text.split('(').next().unwrap_or_default().trim())
    } else if small.starts_with("từ năm ") {
        let (from, to) = from_year(&small)?;
        (from, to, paragraph.text.split(',').nth(1).unwrap_or_default().trim())
    } else {
        return None;
    };
    let pairs = [
        ("name", said(name)),
        ("from", said(format!("{from}-01-01"))),
        ("to", said(format!("{to}-12-31"))),
        ("basis", said(format!("{}: «{}»", paragraph.section, paragraph.text))),
    ];
    Some(pairs.map(|(key, value)| (key.to_owned(), value)).into_iter().collect())
}

/// Two years with a dash between them, or one alone.
pub(super) fn years(text: &str) -> Option<(i16, i16)> {
    let runs: Vec<i16> = text
        .split(|c: char| !c.is_ascii_digit())
        .filter(|run| run.len() == 4)
        .filter_map(|run| run.parse().ok())
        .filter(|year| (2000..2100).contains(year))
        .collect();
    match runs[..] {
        [] => None,
        [one] => Some((one, one)),
        [from, to, ..] if from <= to => Some((from, to)),
        [one, ..] => Some((one, one)),
    }
}

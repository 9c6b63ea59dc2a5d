//! Sentences that say when the plan is reviewed → interim and final reviews; and its phases.

use jiff::civil::Date;
use toml::{Table, Value};

use super::amounts::word_at;
use super::dates::{TimeIs, TimeSpan, from_year, quarter, spans, years};
use super::outline::Paragraph;
use super::said;

/// What a review is called.
fn name_of(kind: &str) -> &'static str {
    match kind {
        "interim" => "Sơ kết công tác xây dựng điển hình tiên tiến",
        _ => "Tổng kết công tác xây dựng điển hình tiên tiến",
    }
}

/// Reviews of the plan: what is held in which month, quarter, or on which occasion.
pub(super) fn reviews(small: &str, sentence: &str, basis: &str, (whole, from): (&str, Date)) -> Vec<Table> {
    let months = yearly_months(small);
    if !months.is_empty() {
        return months
            .into_iter()
            .map(|(kind, month)| {
                let name = name_of(kind);
                let months = Value::Array(vec![Value::Integer(month)]);
                [("name", said(name)), ("kind", said(kind)), ("months", months), ("basis", said(basis))]
                    .map(|(key, value)| (key.to_owned(), value))
                    .into_iter()
                    .collect()
            })
            .collect();
    }
    let held = held(small, basis, from);
    if !held.is_empty() {
        return held;
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
    let name = name_of(kind);
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

/// What is held when: «Sơ kết: tháng 7/2026», «Quý IV năm 2028: tổng kết», «tổng kết trước ngày 10/12/2026».
fn held(small: &str, basis: &str, first: Date) -> Vec<Table> {
    let spans = spans(small);
    let mentions = mentions(small);
    let mut reviews = Vec::new();
    for (at, (place, kind)) in mentions.iter().enumerate() {
        let next = mentions.get(at + 1).map_or(small.len(), |(next, _)| *next);
        let last = at.checked_sub(1).and_then(|last| mentions.get(last)).map_or(0, |(last, _)| *last);
        let behind = spans.iter().find(|span| *place < span.at && span.at < next && is_time(small, span));
        // «Quý IV năm 2028: tổng kết»: the time stands first where nothing else is held before.
        let ahead = || spans.iter().rfind(|span| last <= span.at && span.at < *place && is_time(small, span));
        let Some((from, to)) = behind.or_else(ahead).map(|span| between(small, span, first)) else {
            continue;
        };
        let mut review: Table = [("name", name_of(kind)), ("kind", kind), ("basis", basis)]
            .map(|(key, value)| (key.to_owned(), said(value)))
            .into_iter()
            .collect();
        for (key, day) in [("from", from), ("to", to)] {
            if let Some(day) = day {
                review.insert(key.to_owned(), said(day.to_string()));
            }
        }
        reviews.push(review);
    }
    reviews
}

/// Whether a span may say when something is held: a day of which nothing says so is one of history or of a document.
fn is_time(small: &str, span: &TimeSpan) -> bool {
    let before = small.get(..span.at).unwrap_or_default().trim_end();
    match span.is {
        TimeIs::Between(..) => true,
        TimeIs::Day(_) => {
            let bare = before.strip_suffix("ngày").map_or(before, str::trim_end);
            ["trước", "vào", "trong", ":"].iter().any(|word| bare.ends_with(word))
        }
        TimeIs::DayOfYear(..) | TimeIs::DayOfMonth(_) => false,
    }
}

/// The first and the last day of a time.
fn between(small: &str, span: &TimeSpan, first: Date) -> (Option<Date>, Option<Date>) {
    match span.is {
        TimeIs::Between(from, to) => (Some(from), Some(to)),
        TimeIs::Day(day) => {
            let lead = small.get(..span.at).unwrap_or_default().trim_end();
            let lead = lead.strip_suffix("ngày").map_or(lead, str::trim_end);
            match lead.ends_with("trước") {
                // Any day of the plan before it.
                true => (Some(first.min(day)), day.yesterday().ok()),
                false => (Some(day), Some(day)),
            }
        }
        TimeIs::DayOfYear(..) | TimeIs::DayOfMonth(_) => (None, None),
    }
}

/// Where a sentence says that something is reviewed, and not on the occasion of another review.
fn mentions(small: &str) -> Vec<(usize, &'static str)> {
    const OCCASIONS: [&str; 9] =
        ["gắn với", "dịp", "cùng với", "với việc", "báo cáo", "kết quả", "hướng dẫn", "tại hội nghị", "lễ"];
    let of = |word: &'static str, kind: &'static str| {
        small.match_indices(word).map(move |(at, _)| (at, kind)).filter(|(at, _)| {
            let before = small.get(..*at).unwrap_or_default().trim_end();
            !OCCASIONS.iter().any(|occasion| before.ends_with(occasion))
                && word_at(small.get(*at..).unwrap_or_default(), word) == Some(0)
        })
    };
    let mut mentions: Vec<(usize, &str)> = of("sơ kết", "interim").chain(of("tổng kết", "final")).collect();
    mentions.sort_unstable();
    // «sơ kết, tổng kết trong tháng 12» is said of both; a kind twice is one review with its occasion.
    mentions.dedup_by_key(|(_, kind)| *kind);
    mentions
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

/// `Giai đoạn 1 (2021 - 2023)`, `Từ năm 2022 đến năm 2024, tập trung …`.
pub(super) fn phase(paragraph: &Paragraph) -> Option<Table> {
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

//! Number, day, title, issuer, receiver and period of a plan.

use toml::{Table, Value};

use super::dates::{day_at, years};
use super::paragraphs::Paragraph;
use super::said;

/// The head of a plan, as far as it can be read.
pub(super) fn head(paragraphs: &[Paragraph]) -> Table {
    let mut head = Table::new();
    let mut set = |key: &str, value: Option<Value>| {
        if let Some(value) = value {
            head.insert(key.to_owned(), value);
        }
    };
    let before = paragraphs.iter().take_while(|one| one.section.is_empty());
    let opening: Vec<&str> = before.map(|one| one.text.as_str()).collect();
    set("number", opening.iter().find_map(|line| number(line)).map(said));
    let issued = opening.iter().find_map(|line| {
        let (_, rest) = line.split_once(", ngày ")?;
        (line.chars().count() < 60).then(|| day_at(rest))?
    });
    set("issued", issued.map(|day| said(day.to_string())));
    let title = title(&opening);
    let (from, to) =
        years(&title).or_else(|| issued.map(|day| (day.year(), day.year()))).unwrap_or((2026, 2026));
    set("from", Some(said(format!("{from}-01-01"))));
    set("to", Some(said(format!("{to}-12-31"))));
    let issuer = opening.iter().rev().find_map(|line| issuer(line));
    let issuer = issuer.map(|issuer| placed(&issuer, &title));
    set("level", issuer.as_deref().map(level).map(said));
    set("issuer", issuer.clone().map(said));
    let receiver = paragraphs.iter().find_map(|one| {
        let (_, rest) = one.text.split_once("(qua ").or_else(|| one.text.split_once("qua phòng "))?;
        rest.starts_with(char::is_uppercase).then_some(())?;
        let end = rest.find([')', '(', ',', ';']).unwrap_or(rest.len());
        Some(rest.get(..end)?.trim().to_owned())
    });
    let sent = paragraphs.iter().find_map(|one| {
        // «gửi về …», «gửi danh sách đăng ký về …»
        let (what, rest) = one.text.split_once("gửi ")?.1.split_once("về ")?;
        (what.chars().count() < LONGEST_SENT).then_some(())?;
        rest.starts_with(char::is_uppercase).then_some(())?;
        let end = [" trước", " chậm nhất", " để", " (", ",", ".", ";"]
            .iter()
            .filter_map(|end| rest.find(end))
            .min();
        Some(rest.get(..end.unwrap_or(rest.len()))?.trim().to_owned())
    });
    // «gửi về Sở Nội vụ (qua Ban Thi đua - Khen thưởng)» is for the department, «gửi về Ủy ban nhân dân tỉnh (qua Sở
    // Nội vụ)» for whom it goes through.
    let department = sent.clone().filter(|sent| sent.starts_with("Sở ") || sent.starts_with("Phòng "));
    // A section of a department receives for it.
    let receiver = department.or(receiver).or(sent).map(|name| match name.split_once(" thuộc ") {
        Some((_, department)) => department.to_owned(),
        None => name,
    });
    // Where the plan names nobody, lists go to whoever issued it.
    set("receiver", receiver.map(said).or_else(|| issuer.clone().map(said)));
    set("title", Some(said(title)).filter(|title| title.as_str() != Some("")));
    head
}

/// What is sent has no longer name: `danh sách đăng ký điển hình tiên tiến`.
const LONGEST_SENT: usize = 45;

/// `310/KH-UBND` of `Số: 310 /KH-UBND`.
fn number(line: &str) -> Option<String> {
    let rest = line.strip_prefix("Số:").or_else(|| line.strip_prefix("Số :"))?;
    let number: String = rest.split_whitespace().collect();
    Some(number).filter(|number| number.starts_with(|c: char| c.is_ascii_digit()))
}

/// The lines between the words KẾ HOẠCH and the first sentence.
fn title(opening: &[&str]) -> String {
    let starts = ["Căn cứ", "Thực hiện", "Nhằm", "Để ", "Tiếp tục", "Triển khai"];
    let lines = opening.iter().skip_while(|line| line.trim() != "KẾ HOẠCH").skip(1);
    let lines: Vec<&str> =
        lines.take_while(|line| !starts.iter().any(|start| line.starts_with(start))).copied().collect();
    lines.join(" ")
}

/// Who issues the plan, by the words before «ban hành kế hoạch».
fn issuer(line: &str) -> Option<String> {
    let at = ["ban hành kế hoạch", "ban hành Kế hoạch"].iter().filter_map(|words| line.rfind(words)).max()?;
    let before = line.get(..at)?.trim_end();
    let from = before.rfind([',', ';', '.']).map_or(0, |at| at + 1);
    Some(before.get(from..)?.trim().to_owned()).filter(|name| !name.is_empty() && name.chars().count() < 80)
}

/// An issuer with its place: `UBND tỉnh` of a plan for «trên địa bàn tỉnh Tây Ninh».
fn placed(issuer: &str, title: &str) -> String {
    let issuer =
        issuer.strip_prefix("Ủy ban nhân dân ").or_else(|| issuer.strip_prefix("UBND ")).unwrap_or(issuer);
    if let Some((_, place)) = title.split_once("trên địa bàn ")
        && ["tỉnh", "thành phố", "xã", "phường", "huyện"].contains(&issuer)
    {
        let end =
            [" giai đoạn", " năm"].iter().filter_map(|end| place.find(end)).min().unwrap_or(place.len());
        return place.get(..end).unwrap_or(place).to_owned();
    }
    if ["tỉnh", "thành phố", "xã", "phường", "huyện"].contains(&issuer) {
        // «… tỉnh Lạng Sơn năm 2026».
        let at = title.rfind(&format!("{issuer} "));
        let place = at.and_then(|at| title.get(at..)).unwrap_or(issuer);
        let end =
            [" giai đoạn", " năm", ","].iter().filter_map(|end| place.find(end)).min().unwrap_or(place.len());
        return place.get(..end).unwrap_or(place).to_owned();
    }
    issuer.to_owned()
}

fn level(issuer: &str) -> &'static str {
    let small = issuer.to_lowercase();
    match () {
        () if ["tỉnh", "sở", "ban thường vụ tỉnh"].iter().any(|word| small.starts_with(word)) => {
            "province"
        }
        () if ["xã", "phường", "thị trấn", "đặc khu"].iter().any(|word| small.starts_with(word)) => {
            "commune"
        }
        () if ["huyện", "quận", "thị xã", "thành phố", "ban thường vụ"]
            .iter()
            .any(|word| small.starts_with(word)) =>
        {
            "district"
        }
        () => "province",
    }
}

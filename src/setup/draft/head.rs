//! Number, day, title, issuer, receiver and period of a plan.

use toml::{Table, Value};

use super::dates::{day_at, years};
use super::outline::Paragraph;
use super::said;
use crate::text;

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
    let body =
        paragraphs.iter().map(|one| one.text.as_str()).filter(|line| line.contains(char::is_lowercase));
    let text = body.collect::<Vec<_>>().join("\n");
    let issuer = match (issuer, letterhead(&opening, &text)) {
        // «UBND tỉnh ban hành Kế hoạch» under a letterhead with the name of the province.
        (Some(issuer), Some(above))
            if !has_place(&issuer) || text::key(&above).starts_with(&text::key(&issuer)) =>
        {
            Some(above)
        }
        (None, above) => above,
        (issuer, _) => issuer,
    };
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
        let end = [" trước", " chậm nhất", " để", " (", ")", ",", ".", ";"]
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
    let rest = ["Số:", "Số :", "Số "].iter().find_map(|word| line.strip_prefix(word))?;
    let number: String = rest.split_whitespace().collect();
    Some(number).filter(|number| number.starts_with(|c: char| c.is_ascii_digit()))
}

/// The lines between the words KẾ HOẠCH and the first sentence.
fn title(opening: &[&str]) -> String {
    let starts = ["Căn cứ", "Thực hiện", "Nhằm", "Để ", "Tiếp tục", "Triển khai"];
    const LONGEST: usize = 240;
    let lines = opening.iter().skip_while(|line| line.trim() != "KẾ HOẠCH").skip(1);
    // The title itself may begin like a sentence: «Triển khai công tác …».
    let is_title = |at: usize, line: &str| {
        let begins = starts.iter().any(|start| line.starts_with(start));
        line.chars().count() < LONGEST && (at == 0 || !begins) && !line.trim_end().ends_with(':')
    };
    let lines = lines.enumerate().take_while(|(at, line)| is_title(*at, line));
    lines.map(|(_, line)| *line).collect::<Vec<_>>().join(" ")
}

/// Who issues the plan, by the words before «ban hành kế hoạch».
fn issuer(line: &str) -> Option<String> {
    let at = ["ban hành kế hoạch", "ban hành Kế hoạch"].iter().filter_map(|words| line.rfind(words)).max()?;
    let before = line.get(..at)?.trim_end();
    let from = before.rfind([',', ';', '.']).map_or(0, |at| at + 1);
    Some(before.get(from..)?.trim().to_owned()).filter(|name| !name.is_empty() && name.chars().count() < 80)
}

/// Who issues the plan by its letterhead: `ỦY BAN NHÂN DÂN / TỈNH LẠNG SƠN`, `UBND TỈNH … / SỞ Y TẾ`, `ĐẢNG ỦY XÃ …`.
fn letterhead(opening: &[&str], text: &str) -> Option<String> {
    const ABOVE_NUMBER: usize = 6;
    let until = opening.iter().position(|line| number(line).is_some() || line.trim() == "KẾ HOẠCH")?;
    let lines = opening.iter().take(until).rev().take(ABOVE_NUMBER).rev();
    let words: Vec<&str> = lines
        .map(|line| line.trim())
        .take_while(|line| !line.starts_with("CỘNG H"))
        .filter(|line| !line.contains(char::is_lowercase) && line.contains(char::is_alphabetic))
        .collect();
    let last = *words.last()?;
    let above = words.len().checked_sub(2).and_then(|at| words.get(at)).copied().unwrap_or_default();
    let committee = ["ỦY BAN NHÂN DÂN", "UBND", "HỘI ĐỒNG THI ĐUA - KHEN THƯỞNG"];
    let of_committee = |line: &str| -> Option<String> {
        let place = committee.iter().find_map(|word| line.strip_prefix(word))?.trim();
        Some(place.to_owned()).filter(|place| !place.is_empty())
    };
    // The committee of a place stands for it; a department needs its place.
    let name = match (of_committee(last), of_committee(above)) {
        (Some(place), _) => place,
        (None, Some(place)) if last.starts_with("BAN CHỈ ĐẠO") || last.starts_with("HỘI ĐỒNG") => {
            place
        }
        (None, Some(place)) if last.starts_with("SỞ ") || last.starts_with("PHÒNG ") => {
            format!("{last} {place}")
        }
        (None, _) => last.to_owned(),
    };
    (!committee.contains(&name.as_str())).then(|| as_written(&name, text))
}

/// A name in capitals as the text of the plan writes it, word by word where it does.
fn as_written(name: &str, text: &str) -> String {
    // Names that offices write so, whether or not this plan does.
    const USUAL: &str = "Ủy ban nhân dân; Hội đồng nhân dân; Ủy ban Mặt trận Tổ quốc Việt Nam; Ban Thường vụ; \
                         Trường Trung học cơ sở; Trường Trung học phổ thông; Trường Tiểu học; Trường Mầm non; \
                         Hội Liên hiệp Phụ nữ; Hội Nông dân; Liên đoàn Lao động; Sở Giáo dục và Đào tạo; Sở Y tế";
    let text = &format!("{text}\n{USUAL}");
    let small = text.to_lowercase();
    let words: Vec<&str> = name.split(' ').collect();
    // The longest beginning that the text has: «Sở Nông nghiệp và Môi trường», then «tỉnh Bắc Ninh».
    let mut name = String::new();
    let mut from = 0;
    while from < words.len() {
        let found = (from + 1..=words.len()).rev().find_map(|to| {
            let key = words.get(from..to)?.join(" ").to_lowercase();
            let written = small.match_indices(&key).find_map(|(at, found)| {
                let written = text.get(at..at + found.len())?;
                (1 < to - from
                    && written.contains(char::is_uppercase)
                    && written.contains(char::is_lowercase))
                .then_some(written)
            })?;
            Some((written.to_owned(), to))
        });
        let word = words.get(from).copied().unwrap_or_default();
        let plain = ["VÀ", "VỤ", "TỈNH", "THÀNH", "PHỐ", "XÃ", "PHƯỜNG", "ĐẶC", "KHU", "ỦY"];
        let alone =
            if 0 < from && plain.contains(&word) { word.to_lowercase() } else { text::name_case(word) };
        let (part, to) = found.unwrap_or((alone, from + 1));
        name.push_str(if from == 0 { "" } else { " " });
        name.push_str(&part);
        from = to;
    }
    name
}

/// Whether the name of an issuer says of which place.
fn has_place(issuer: &str) -> bool {
    // A committee of the place, which is no unit of its own.
    if ["Ban Chỉ đạo", "Hội đồng"].iter().any(|word| issuer.starts_with(word)) {
        return false;
    }
    issuer.split(' ').skip(1).any(|word| word.starts_with(char::is_uppercase))
        || issuer.starts_with("Ban Thường vụ")
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

//! The words of bodies' names: what says nothing, abbreviations, numbers, legal forms, and where a place
//! begins.

use crate::text;
use crate::units;

use super::body_vocabulary::{FILLERS, FORMS, GENERIC, NUMBERED, PLACES, SHORT, SPOKEN, with_marks};

/// A name without fillers, its words spelt out; commas and spaced dashes stay as `,`.
pub(super) fn spelt_out(written: &str) -> String {
    let marked = if written.is_ascii() { with_marks(written) } else { written.to_owned() };
    let parts = without_fillers(&marked).split([',', ';', '\n']).flat_map(|part| part.split(" - "));
    let parts = parts.map(part).filter(|part| !part.is_empty());
    parts.collect::<Vec<_>>().join(", ")
}

/// One part of a name, spelt out.
fn part(written: &str) -> String {
    // Roman figures are seen by their capitals, unless all letters are.
    let has_small = written.chars().any(char::is_lowercase);
    let key = text::key(written);
    let mut words: Vec<String> = key.split(' ').map(str::to_owned).collect();
    let capitals: Vec<&str> =
        written.split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty()).collect();
    if has_small {
        for (at, word) in words.iter_mut().enumerate().skip(1) {
            let figure =
                capitals.get(at).filter(|word| word.bytes().all(|c| matches!(c, b'I' | b'V' | b'X')));
            if let Some(number) = figure.and_then(|figure| text::roman_value(figure)) {
                *word = number.to_string();
            }
        }
    }
    // Behind the word for a hamlet they may have lost their capitals with the rest: "Thôn Vi".
    for at in 1..words.len() {
        let is_numbered = words.get(at - 1).is_some_and(|before| HAMLET_WORDS.contains(&before.as_str()));
        let figure =
            capitals.get(at).filter(|word| word.starts_with(['I', 'V', 'X'])).map(|word| word.to_uppercase());
        let number = figure.filter(|_| is_numbered).and_then(|figure| text::roman_value(&figure));
        if let (Some(number), Some(word)) = (number, words.get_mut(at)) {
            *word = number.to_string();
        }
    }
    let mut said = words.iter().map(|word| parted(word)).collect::<Vec<_>>().join(" ");
    for (short, long) in SHORT {
        said = replaced(&said, short, long);
    }
    if ["công ty", "cty", "ctcp", "htx", "hợp tác xã", "dntn", "tổ hợp tác", "tht"]
        .iter()
        .any(|firm| leads(&said, firm))
    {
        said = replaced(&said, "dv", "dịch vụ");
        said = replaced(&said, "tmdv", "thương mại dịch vụ");
    }
    said = replaced(&said, "doanh nghiệp tn", "doanh nghiệp tư nhân");
    units::spelt_out(&said)
}

/// Words that a hamlet's number stands behind.
const HAMLET_WORDS: [&str; 10] = ["khối", "thôn", "xóm", "bản", "ấp", "khu", "phố", "khóm", "tổ", "đội"];

/// An abbreviation parted from the number behind it: "BB5".
fn parted(word: &str) -> String {
    let at = word.find(|c: char| c.is_ascii_digit()).unwrap_or_default();
    match word.split_at_checked(at) {
        Some((short, number)) if SHORT.iter().any(|(known, _)| *known == short) => {
            format!("{short} {number}")
        }
        _ => word.to_owned(),
    }
}

/// A text with each phrase of whole words replaced.
fn replaced(said: &str, phrase: &str, by: &str) -> String {
    let padded = format!(" {said} ");
    let (phrase, by) = (format!(" {phrase} "), format!(" {by} "));
    if !padded.contains(&phrase) {
        return said.to_owned();
    }
    padded.replace(&phrase, &by).trim().to_owned()
}

/// The name without the words before it that say nothing, as written.
fn without_fillers(written: &str) -> &str {
    let mut rest = written.trim();
    'fillers: loop {
        for filler in FILLERS {
            // "Tập thể TYT" has nothing else to be called by.
            let least = if matches!(filler, "tập thể" | "toàn thể") { 1 } else { 2 };
            if let Some(after) = after_words(rest, filler)
                && least <= after.split_whitespace().count()
            {
                rest = after;
                continue 'fillers;
            }
        }
        return rest;
    }
}

/// What follows words, given by their key, at the beginning of a text; signs between them do not count.
fn after_words<'a>(text: &'a str, words: &str) -> Option<&'a str> {
    let mut at = 0;
    for word in words.split(' ') {
        let rest = text.get(at..)?;
        let start = rest.find(char::is_alphanumeric)?;
        let end =
            rest.get(start..)?.find(|c: char| !c.is_alphanumeric()).map_or(rest.len(), |len| start + len);
        if text::key(rest.get(start..end)?) != word {
            return None;
        }
        at += end;
    }
    let rest =
        text.get(at..)?.trim_start_matches(|c: char| !c.is_alphanumeric() && !matches!(c, '"' | '“' | '('));
    (!rest.is_empty()).then_some(rest)
}

/// A name with its numbers in one form: "số 01", "một", "I" are 1.
pub(super) fn numbered(said: &str) -> String {
    let words: Vec<&str> = said.split([' ', ',']).filter(|word| !word.is_empty()).collect();
    let is_number = |word: &str| word.starts_with(|c: char| c.is_ascii_digit());
    let mut out: Vec<&str> = Vec::with_capacity(words.len());
    for (at, word) in words.iter().enumerate() {
        let before = at.checked_sub(1).and_then(|at| words.get(at));
        let takes = before.is_some_and(|before| NUMBERED.contains(before));
        let next = words.get(at + 1);
        let spoken = SPOKEN.iter().find(|(spoken, _)| spoken == word).map(|(_, number)| *number);
        match word {
            &"số" if next.is_some_and(|next| is_number(next)) => {}
            // "Thôn Khòn Khuyên" is called Khòn Khuyên too; a number needs its word.
            word if HAMLETS.contains(word) && next.is_some_and(|next| is_own_name(next)) => {}
            word if is_number(word) => out.push(plain(word)),
            // "Tổ ba", and nothing that "Năm" begins: it has to end the name or stand before a comma.
            _ if takes && next.is_none() => out.push(spoken.unwrap_or(word)),
            word => out.push(word),
        }
    }
    out.join(" ")
}

/// Words for a hamlet.
const HAMLETS: [&str; 6] = ["thôn", "xóm", "ấp", "buôn", "làng", "khóm"];

/// Whether a word behind that for a hamlet begins its name.
fn is_own_name(word: &str) -> bool {
    let is_number = word.starts_with(|c: char| c.is_ascii_digit());
    !is_number && word != "số" && 1 < word.chars().count() && SPOKEN.iter().all(|(spoken, _)| *spoken != word)
}

fn plain(number: &str) -> &str {
    let plain = number.trim_start_matches('0');
    if plain.starts_with(|c: char| c.is_ascii_digit()) { plain } else { number }
}

/// Where the own name of a firm begins, behind its legal form.
pub(super) fn brand_at(name: &str) -> Option<usize> {
    let form = FORMS.iter().find(|form| leads(name, form))?;
    (form.len() + 1 < name.len()).then_some(form.len() + 1)
}

/// Whether every place may have a body of the name.
pub(super) fn is_generic(name: &str) -> bool {
    GENERIC.iter().any(|word| leads(name, word))
}

/// Whether a key names a place by its kind, somewhere behind its first word.
pub(super) fn names_a_place(key: &str) -> bool {
    const KINDS: [&str; 14] = [
        " xã ",
        " phường ",
        " thị trấn ",
        " huyện ",
        " quận ",
        " thị xã ",
        " thành phố ",
        " tỉnh ",
        " p ",
        " tp ",
        " tx ",
        " h ",
        " tt ",
        " đặc khu ",
    ];
    let padded = format!("{key} ");
    KINDS.iter().any(|kind| padded.contains(kind))
}

/// Where in a name a place may begin, first ones first.
pub(super) fn places(said: &str) -> impl Iterator<Item = usize> {
    let starts = said.match_indices(' ').map(|(space, _)| space + 1);
    starts.filter(|at| {
        let (head, tail) = said.split_at_checked(*at).unwrap_or_default();
        let after_comma = head.trim_end().ends_with(',');
        let begins = PLACES.iter().any(|word| leads(tail, word));
        let splits_a_word =
            ["hợp tác", "thị", "nông thôn"].iter().any(|word| head.trim_end().ends_with(word))
                && leads(tail, "xã");
        (after_comma || begins) && !splits_a_word
    })
}

fn leads(said: &str, phrase: &str) -> bool {
    said.strip_prefix(phrase).is_some_and(|rest| rest.is_empty() || rest.starts_with([' ', ',']))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(written: &str, expect: &str) {
        assert_eq!(numbered(&spelt_out(written)), expect, "{written}");
    }

    #[test]
    fn names_of_bodies_in_one_form() {
        check("Tổ dân phố số 01", "tổ dân phố 1");
        check("TDP 1", "tổ dân phố 1");
        check("Thôn số 12", "thôn 12");
        check("Khối II", "khối 2");
        check("Khối một", "khối 1");
        check("Tổ 3 khối 5", "tổ 3 khối 5");
        check("CB, GV, NV trường MN Hoa Sữa", "trường mầm non hoa sữa");
        check("Tập thể hội viên Chi hội Phụ nữ khối 6", "chi hội phụ nữ khối 6");
        check("CTY CP Xứ Lạng", "công ty cổ phần xứ lạng");
        check("Cty TNHH 1TV Xứ Lạng Xanh", "công ty trách nhiệm hữu hạn một thành viên xứ lạng xanh");
        check(
            "Công ty TNHH TM&DV Tân Ngân Sơn",
            "công ty trách nhiệm hữu hạn thương mại dịch vụ tân ngân sơn",
        );
        check("Thôn Khòn Khuyên", "khòn khuyên");
        check("Đại đội BB5", "đại đội bộ binh 5");
        check("Tập thể TYT", "trạm y tế");
        check("Thôn Vi", "thôn 6");
        check("CHI BỘ THÔN VI", "chi bộ thôn 6");
        check("Uy ban nhan dan phuong Quang Tho", "ủy ban nhân dân phường quang tho");
        check("Tap the Thon 13, xa Nam Dong", "thôn 13 xã nam dong");
        check("Chi bo thon 03", "chi bộ thôn 3");
        check("Ban quan ly cho", "ban quan ly cho");
        check("HOP TAC XA RAU MAI PHA", "hợp tác xã rau mai pha");
        check("HTX dịch vụ nông nghiệp Hòa Bình 2", "hợp tác xã dịch vụ nông nghiệp hòa bình 2");
    }

    #[test]
    fn a_legal_form_stands_before_the_own_name() {
        let brand = |name: &str| brand_at(name).and_then(|at| name.get(at..).map(str::to_owned));
        assert_eq!(brand("công ty cổ phần xứ lạng").as_deref(), Some("xứ lạng"));
        assert_eq!(brand("công ty cổ phần"), None);
        assert_eq!(brand("trường mầm non hoa sữa"), None);
    }
}

//! Bodies in a name cell: a group and its members, several collectives.

use crate::layout::{Wording, wording};
use crate::plan::HolderKind;
use crate::text;

use super::name;
use super::person::{People, is_person};
use super::segments::{Joint, Segment, segments};

/// "Mô hình nuôi ong: Lý Văn Sáng, Vi Văn Tài": whatever comes first, then nobody but people.
pub(super) fn group_of_any(written: &str) -> Option<(&str, Vec<&str>)> {
    let pieces = segments(written);
    let (first, rest) = pieces.split_first()?;
    let opens = matches!(rest.first()?.joint, Joint::Colon | Joint::Bracket);
    (opens && rest.iter().all(|it| is_person(it.text)))
        .then(|| (first.text, rest.iter().map(|it| it.text).collect()))
}

/// "Nhóm cựu chiến binh: Lý Văn Sáng, Vi Văn Tài": a collective, then nobody but people.
pub(super) fn group<'a>(pieces: &[Segment<'a>]) -> Option<People<'a>> {
    let (first, rest) = pieces.split_first()?;
    let announces = |it: &&Segment<'_>| {
        matches!(text::key(it.text).as_str(), "gồm" | "bao gồm" | "thành viên" | "gồm có")
    };
    let members: Vec<Segment<'a>> = rest.iter().filter(|it| !announces(it)).copied().collect();
    let is_body = |text: &str| {
        name::is_body(text)
            || matches!(name::kind_by_name(text), Some(kind) if kind != HolderKind::Household)
            || text::begins(&text::key(text), "gồm")
    };
    let opens = |joint| matches!(joint, Joint::Colon | Joint::Bracket | Joint::Line | Joint::Number);
    // "Ma Văn Luyến (tổ trưởng)": a part that somebody plays stands beside the name.
    let plays = |it: &Segment<'_>| wording(it.text) == Wording::Position && it.joint == Joint::Bracket;
    let n_people = members.iter().filter(|it| is_person(it.text)).count();
    let are_people = members.iter().all(|it| is_person(it.text) || plays(it));
    if 2 <= n_people && are_people && is_body(first.text) && opens(members.first()?.joint) {
        let members = members.iter().map(|member| member.text).collect();
        return Some(People::Group(without_including(first.text), members));
    }
    // "Đội văn nghệ gồm Lý Văn Sáng, Vi Văn Tài"
    let (name, head) = first.text.split_once(" gồm ").filter(|(name, _)| is_body(name))?;
    let head = ["có ", "các ông bà ", "các đồng chí "]
        .iter()
        .fold(head, |head, word| head.strip_prefix(word).unwrap_or(head));
    (are_people && is_person(head)).then(|| {
        People::Group(name.trim(), std::iter::once(head).chain(members.iter().map(|it| it.text)).collect())
    })
}

/// "Trạm Y tế Suối Dây, Trạm Y tế Tân Hà": no body is a part of one of its own sort.
pub(super) fn bodies<'a>(pieces: &[Segment<'a>]) -> Option<People<'a>> {
    let (first, rest) = pieces.split_first()?;
    let sort = |text: &str| text::key(text).split(' ').next().map(str::to_owned);
    let of_first = sort(first.text);
    let parts = |joint| {
        matches!(
            joint,
            Joint::Line | Joint::Semicolon | Joint::Comma | Joint::Number | Joint::And | Joint::Slash
        )
    };
    let is_another = |it: &Segment<'_>| {
        // "Khối 12; Khối 13", but "Khoa Nội, Khoa" is nothing of its own.
        let n_least = if it.text.ends_with(|c: char| c.is_ascii_digit()) { 2 } else { 3 };
        parts(it.joint)
            && n_least <= it.text.split_whitespace().count()
            && (name::is_body(it.text) || name::kind_by_name(it.text).is_some())
            && sort(it.text) == of_first
    };
    let is_body = name::is_body(first.text)
        || name::kind_by_name(first.text).is_some_and(|kind| kind != HolderKind::Household);
    let all = !rest.is_empty() && is_body && rest.iter().all(is_another);
    let sure = rest.iter().all(|it| it.joint != Joint::And);
    all.then(|| People::Bodies(pieces.iter().map(|it| it.text).collect(), sure))
}

/// "Tổ tự quản gồm", "Nhóm A gồm các thành viên" without the words that only announce.
fn without_including(name: &str) -> &str {
    const ANNOUNCING: [&str; 4] = [" gồm các thành viên", " gồm có", " bao gồm", " gồm"];
    ANNOUNCING.iter().find_map(|word| name.strip_suffix(word)).unwrap_or(name).trim()
}

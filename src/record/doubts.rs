//! What the cells of a list leave doubtful: asked once for all rows of a list that leave the same doubt.

use std::collections::BTreeMap;

use crate::finding::{Answer, Code, Finding, Place, Question, Topic};
use crate::text;

use super::cells::CellUse;
use super::others;
use super::remarks::Meaning;
use super::{List, Read, References, Registration, Status};

/// At most this many rows of a doubt are named.
const MAX_NAMED: usize = 12;

/// What is doubtful.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum DoubtKind {
    /// Whether a cell names one person or several.
    People,
    /// What a remark means.
    Remark(Meaning),
    /// Whether somebody who is crossed out is withdrawn.
    Struck,
    /// Whether somebody is registered who has no cross in the column that says so.
    Unmarked,
    /// Whether a part of a row that is crossed out is to be read.
    StruckPart,
}

/// A doubt about the registrations of a row.
#[derive(Debug)]
struct RowDoubt {
    /// Position of the first registration of the row, and how many it has.
    at: usize,
    n: usize,
    place: Place,
    words: String,
    /// What the row registers where its cell names several people, or with what is crossed out in it.
    instead: Vec<Registration>,
}

/// The doubts of a list, by kind.
#[derive(Debug, Default)]
pub(super) struct Doubts {
    kinds: BTreeMap<DoubtKind, Vec<RowDoubt>>,
    /// Remarks that somebody stands for another: it is the other who may have to go.
    replacing: Vec<RowDoubt>,
}

impl Doubts {
    /// Notes a doubt about the last `n` registrations of a list.
    pub(super) fn add(
        &mut self,
        kind: DoubtKind,
        read: &Read,
        n: usize,
        place: Place,
        words: &str,
        instead: Vec<Registration>,
    ) {
        let at = read.registrations.len().saturating_sub(n);
        self.kinds.entry(kind).or_default().push(RowDoubt { at, n, place, words: words.to_owned(), instead });
    }

    /// Notes that the last `n` registrations stand for somebody else.
    pub(super) fn add_replacing(&mut self, read: &Read, n: usize, place: Place, words: &str) {
        let at = read.registrations.len().saturating_sub(n);
        self.replacing.push(RowDoubt { at, n, place, words: words.to_owned(), instead: Vec::new() });
    }

    /// Doubts those of the list whom others replace; of somebody who is not in it nothing can be asked here.
    fn doubt_replaced(&mut self, read: &mut Read) {
        for doubt in std::mem::take(&mut self.replacing) {
            let replaced = replaced(&doubt, &read.registrations);
            let in_doubt = |at: usize| {
                self.kinds.values().flatten().any(|other| (other.at..other.at + other.n).contains(&at))
            };
            let names_somebody = others::people(&doubt.words).next().is_some();
            if replaced.is_none() && names_somebody {
                let kind = DoubtKind::Remark(Meaning::Replaces);
                self.kinds.entry(kind).or_default().push(doubt);
                continue;
            }
            let (words, place) = (doubt.words, doubt.place);
            match replaced {
                Some(at) if in_doubt(at) => {
                    let message = format!("Ghi chú «{words}»: người này thay cho một dòng đang được hỏi.");
                    read.findings.push(Finding::new(Code::RemarkDoubtful, place, message).raw(words));
                }
                Some(at) => {
                    let kind = DoubtKind::Remark(Meaning::Replaced);
                    let doubt = RowDoubt { at, n: 1, place, words, instead: Vec::new() };
                    self.kinds.entry(kind).or_default().push(doubt);
                }
                None => {
                    let message = format!(
                        "Ghi chú «{words}»: người được thay không có trong danh sách này; nếu đã đăng ký ở danh \
                         sách khác thì cần rút ở đó."
                    );
                    read.findings.push(Finding::new(Code::RemarkDoubtful, place, message).raw(words));
                }
            }
        }
    }

    /// Asks what is not answered, and does what is.
    pub(super) fn settle(mut self, list: &List<'_>, references: &References<'_>, read: &mut Read) {
        self.doubt_replaced(read);
        let mut replacing: Vec<(DoubtKind, RowDoubt)> = Vec::new();
        for (kind, doubts) in self.kinds {
            let id = identify(kind, &doubts, list, read);
            match references.decisions.answer(&id) {
                Some(Answer::Withdrawn) if !matches!(kind, DoubtKind::People | DoubtKind::StruckPart) => {
                    for doubt in &doubts {
                        let rows =
                            read.registrations.get_mut(doubt.at..doubt.at + doubt.n).unwrap_or_default();
                        for row in rows.iter_mut().filter(|row| row.status != Status::Rejected) {
                            row.status = Status::Withdrawn;
                        }
                        explain(read, kind, doubt, "đã rút theo câu trả lời của cán bộ tổng hợp");
                    }
                }
                Some(Answer::Several) if kind == DoubtKind::People => {
                    for doubt in doubts {
                        explain(read, kind, &doubt, "là nhiều người, theo câu trả lời của cán bộ tổng hợp");
                        replacing.push((kind, doubt));
                    }
                }
                Some(Answer::Keep) if kind == DoubtKind::StruckPart => {
                    for doubt in doubts {
                        explain(read, kind, &doubt, "vẫn dùng, theo câu trả lời của cán bộ tổng hợp");
                        if !doubt.instead.is_empty() {
                            replacing.push((kind, doubt));
                        }
                    }
                }
                Some(Answer::Withdrawn) if kind == DoubtKind::StruckPart => {
                    for doubt in &doubts {
                        explain(read, kind, doubt, "không dùng, theo câu trả lời của cán bộ tổng hợp");
                    }
                }
                Some(Answer::Keep | Answer::One) => {
                    for doubt in &doubts {
                        explain(
                            read,
                            kind,
                            doubt,
                            "vẫn tính như đã ghi, theo câu trả lời của cán bộ tổng hợp",
                        );
                    }
                }
                _ => {
                    // Without the cross nobody counts before the officer says so.
                    for doubt in doubts.iter().filter(|_| kind == DoubtKind::Unmarked) {
                        let rows =
                            read.registrations.get_mut(doubt.at..doubt.at + doubt.n).unwrap_or_default();
                        for row in rows.iter_mut().filter(|row| row.status == Status::Counted) {
                            row.status = Status::Pending;
                        }
                    }
                    let findings = doubts.iter().map(|doubt| finding(kind, doubt));
                    read.findings.extend(findings);
                    read.questions.push(question(id, kind, &doubts, read));
                }
            }
        }
        // From the last to the first, so that positions hold.
        replacing.sort_by_key(|(_, doubt)| std::cmp::Reverse(doubt.at));
        replacing.dedup_by_key(|(_, doubt)| doubt.at);
        for (kind, doubt) in replacing {
            if let Some(crate::finding::Spot::Cell(address)) = Some(doubt.place.spot) {
                let cell =
                    read.cells.iter_mut().find(|cell| (cell.row, cell.col) == (address.row, address.col));
                if let Some(cell) = cell.filter(|_| kind == DoubtKind::People) {
                    cell.used = CellUse::Split;
                    cell.words.clear();
                }
            }
            let old = doubt.at..doubt.at + doubt.n;
            let mut instead = doubt.instead;
            if read.registrations.get(doubt.at).is_some_and(|row| row.status == Status::Withdrawn) {
                instead.iter_mut().for_each(|row| row.status = Status::Withdrawn);
            }
            read.registrations.splice(old, instead);
        }
    }
}

/// Whom a remark says that somebody stands for: by name, or "đ/c trên".
fn replaced(doubt: &RowDoubt, registrations: &[Registration]) -> Option<usize> {
    let words = format!(" {} ", text::key(&doubt.words));
    let rows = doubt.at..doubt.at + doubt.n;
    let others = || registrations.iter().enumerate().filter(|(at, _)| !rows.contains(at));
    let by_name = others().find(|(_, other)| {
        other.name.contains(' ') && words.contains(&format!(" {} ", text::key(&other.name)))
    });
    let above = || doubt.at.checked_sub(1).filter(|_| words.contains(" trên "));
    by_name.map(|(at, _)| at).or_else(above)
}

/// By content: the doubt, the people it is about with the words, and who sent them.
fn identify(kind: DoubtKind, doubts: &[RowDoubt], list: &List<'_>, read: &Read) -> String {
    let mut parts = vec![name_of(kind).to_owned()];
    parts.push(list.sender.unit.as_ref().map_or_else(|| text::key(&list.sender.name), ToString::to_string));
    for doubt in doubts {
        let name = read.registrations.get(doubt.at).map_or("", |row| row.name.as_str());
        parts.push(text::key(name));
        parts.push(text::key(&doubt.words));
    }
    let parts: Vec<&str> = parts.iter().map(String::as_str).collect();
    Question::identify(Topic::Cell, &parts)
}

fn name_of(kind: DoubtKind) -> &'static str {
    match kind {
        DoubtKind::People => "people",
        DoubtKind::Remark(meaning) => meaning.id(),
        DoubtKind::Struck => "struck-text",
        DoubtKind::Unmarked => "unmarked",
        DoubtKind::StruckPart => "struck-part",
    }
}

fn code_of(kind: DoubtKind) -> Code {
    match kind {
        DoubtKind::People => Code::PeopleUnclear,
        DoubtKind::Remark(_) => Code::RemarkDoubtful,
        DoubtKind::Struck | DoubtKind::StruckPart => Code::TextStruck,
        DoubtKind::Unmarked => Code::RowUnmarked,
    }
}

/// What an officer has decided stays named at its cell.
fn explain(read: &mut Read, kind: DoubtKind, doubt: &RowDoubt, what: &str) {
    let message = format!("{} «{}»: {what}.", code_of(kind).entry().what.trim_end_matches('.'), doubt.words);
    let finding = Finding::new(Code::FindingExplained, doubt.place.clone(), message);
    read.findings.push(finding.raw(doubt.words.clone()));
}

fn finding(kind: DoubtKind, doubt: &RowDoubt) -> Finding {
    let words = &doubt.words;
    let message = match kind {
        DoubtKind::People => format!("«{words}» có thể là nhiều người; đang tính là một."),
        DoubtKind::Remark(meaning) => {
            format!(
                "Ghi chú «{words}»: {}; dòng này vẫn được tính cho đến khi có câu trả lời.",
                meaning.says()
            )
        }
        DoubtKind::Struck => {
            format!("«{words}» bị gạch ngang; dòng này vẫn được tính cho đến khi có câu trả lời.")
        }
        DoubtKind::Unmarked => {
            format!("Không có dấu ở cột «{words}»; dòng này chưa được tính cho đến khi có câu trả lời.")
        }
        DoubtKind::StruckPart => format!("«{words}» bị gạch ngang trong ô, không được dùng."),
    };
    Finding::new(code_of(kind), doubt.place.clone(), message).raw(words.clone())
}

fn question(id: String, kind: DoubtKind, doubts: &[RowDoubt], read: &Read) -> Question {
    let shown = |doubt: &RowDoubt| {
        let name = read.registrations.get(doubt.at).map_or("", |row| row.name.as_str());
        let row = doubt.place.row_shown().unwrap_or_default();
        match kind {
            DoubtKind::People => format!("dòng {row}: «{}»", doubt.words),
            DoubtKind::Unmarked => format!("dòng {row}, {name}"),
            DoubtKind::Remark(_) | DoubtKind::Struck | DoubtKind::StruckPart => {
                format!("dòng {row}, {name}: «{}»", doubt.words)
            }
        }
    };
    let mut left: Vec<String> = doubts.iter().take(MAX_NAMED).map(shown).collect();
    if MAX_NAMED < doubts.len() {
        left.push(format!("và {} dòng nữa", doubts.len() - MAX_NAMED));
    }
    let n = doubts.len();
    let choices: &[(Answer, &str)] = match kind {
        DoubtKind::People => {
            &[(Answer::Several, "Nhiều người: tách ra, mỗi người một đăng ký"), (Answer::One, "Một người")]
        }
        DoubtKind::Remark(_) | DoubtKind::Struck | DoubtKind::Unmarked => {
            &[(Answer::Keep, "Vẫn tính"), (Answer::Withdrawn, "Rút khỏi danh sách")]
        }
        DoubtKind::StruckPart => {
            &[(Answer::Withdrawn, "Bỏ phần bị gạch"), (Answer::Keep, "Vẫn dùng phần bị gạch")]
        }
    };
    let evidence = match kind {
        DoubtKind::People => format!("{n} dòng ghi trong một ô những chữ có thể là nhiều người: tách ra?"),
        DoubtKind::Remark(meaning) => format!("{n} dòng có ghi chú như vậy: {}.", meaning.says()),
        DoubtKind::Struck => format!("{n} dòng có chữ bị gạch ngang: người trong dòng có thể đã được rút."),
        DoubtKind::Unmarked => {
            let column = doubts.first().map_or("", |doubt| doubt.words.as_str());
            format!("{n} dòng không có dấu ở cột «{column}»: có đăng ký những người này không?")
        }
        DoubtKind::StruckPart => format!("{n} ô có phần chữ bị gạch ngang; phần ấy đang không được dùng."),
    };
    let place = doubts.first().map(|doubt| doubt.place.to_string()).unwrap_or_default();
    Question {
        id,
        topic: Topic::Cell,
        left: left.join("; "),
        right: place,
        evidence,
        score: 0.5,
        proposal: if matches!(kind, DoubtKind::Struck | DoubtKind::StruckPart | DoubtKind::Unmarked) {
            Answer::Withdrawn.to_string()
        } else {
            String::new()
        },
        choices: choices.iter().map(|(value, label)| (value.to_string(), (*label).to_owned())).collect(),
        kind: None,
    }
}

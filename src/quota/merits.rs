//! What one merit of a rule comes to: awards, initiatives, ratings, discipline.

use jiff::civil::Date;

use super::award_questions::{self, Ask};
use super::verdict::{EligibilityVerdict, Subject};
use crate::finding::Answer;
use crate::plan::{Merit, Rating};
use crate::record::{Award, AwardWords, Grantor, Merits, award_named};
use crate::text;
use crate::units::Level;

/// What one merit comes to.
pub(super) struct WeighedMerit {
    pub(super) verdict: EligibilityVerdict,
    pub(super) reason: String,
    pub(super) missing: Vec<&'static str>,
    /// The doubtful parts on which it hangs.
    pub(super) asks: Vec<Ask>,
}

pub(super) fn weigh_merit(merit: &Merit, plan_from: Date, subject: &Subject<'_>) -> WeighedMerit {
    match merit {
        Merit::Award { names, times, from, to, every_year } => {
            let window = (from.map(Date::year), to.map(Date::year));
            let mut held = held(names, *times, window, subject);
            let asks = std::mem::take(&mut held.asks);
            let weighed = if *every_year {
                every_year_held(names, &held, plan_from, subject)
            } else {
                often_enough(names, *times, held, subject.merits)
            };
            let open = weighed.verdict == EligibilityVerdict::CannotTell;
            WeighedMerit { asks: if open { asks } else { Vec::new() }, ..weighed }
        }
        Merit::Initiative { level, times } => initiative(*level, *times, subject.merits),
        Merit::Rating(wanted) => rating(*wanted, subject.merits),
        Merit::NoDiscipline => discipline(subject.merits),
    }
}

fn weighed(verdict: EligibilityVerdict, reason: String, missing: &[&'static str]) -> WeighedMerit {
    WeighedMerit { verdict, reason, missing: missing.to_vec(), asks: Vec::new() }
}

const AWARDS: &str = "khen thưởng đã đạt";

/// How often an award was held, for certain and perhaps.
#[derive(Default)]
struct TimesHeld {
    sure: u32,
    perhaps: u32,
    /// The years in which it was held for certain, and in which perhaps.
    years: Vec<i16>,
    years_perhaps: Vec<i16>,
    /// Pieces that say something else and that nobody was asked about yet.
    unread: Vec<String>,
    /// Whether the list, or a person, says what awards there are.
    said: bool,
    missing: Vec<&'static str>,
    asks: Vec<Ask>,
}

fn held(
    names: &[String],
    times: u32,
    window: (Option<i16>, Option<i16>),
    subject: &Subject<'_>,
) -> TimesHeld {
    let merits = subject.merits;
    let answer = |written: &str| subject.decisions.answer(&award_questions::id(subject.sender, written));
    let is_asked_for = |name: &str| names.iter().any(|known| known == name);
    let ask = |written: &str, doubt: &str, several: bool| Ask {
        written: written.to_owned(),
        doubt: doubt.to_owned(),
        names: names.first().cloned().into_iter().collect(),
        several,
    };
    let mut held = TimesHeld { said: merits.awards_said, ..TimesHeld::default() };
    for award in &merits.awards {
        let matched = names
            .iter()
            .map(|name| matches(subject.award_words, name, award))
            .min()
            .unwrap_or(MeritMatch::No);
        let (in_window, mut undated) = counted(award, window);
        if award.may_be_more() {
            undated += times;
        }
        let doubtful = matched == MeritMatch::Perhaps || matched == MeritMatch::Sure && undated > 0;
        match answer(&award.written).filter(|_| doubtful) {
            Some(Answer::Award { name, once: false }) if is_asked_for(name) => {
                held.sure += (in_window + undated).max(1);
                held.years.extend(&award.years);
            }
            Some(Answer::Award { name, once: true }) if is_asked_for(name) => {
                held.sure += 1;
                held.years.extend(award.years.last());
            }
            Some(_) => {}
            None => {
                let doubt = doubt_of(award, matched);
                if doubtful {
                    held.asks.push(ask(&award.written, &doubt, in_window + undated > 1));
                }
                match matched {
                    MeritMatch::No => {}
                    MeritMatch::Sure => {
                        held.sure += in_window;
                        held.perhaps += undated;
                        held.years.extend(&award.years);
                        if undated > 0 {
                            held.missing.push("năm được khen");
                        }
                    }
                    MeritMatch::Perhaps => {
                        held.perhaps += in_window + undated;
                        held.years_perhaps.extend(&award.years);
                        held.missing.push("cấp khen");
                    }
                }
            }
        }
    }
    for piece in &merits.unread {
        match answer(piece) {
            Some(Answer::Award { name, .. }) if is_asked_for(name) => held.sure += 1,
            Some(_) => held.said = true,
            None => {
                held.asks.push(ask(piece, "không đọc được phần này", false));
                held.unread.push(piece.clone());
            }
        }
    }
    held
}

/// What is not certain of an award, in words.
fn doubt_of(award: &Award, matched: MeritMatch) -> String {
    match matched {
        _ if !award.doubt.is_empty() => award.doubt.to_string(),
        MeritMatch::Perhaps if award.grantor.is_some() => {
            "khen ở cấp khác, không rõ có ở cấp này hay không".to_owned()
        }
        MeritMatch::Perhaps => "không rõ cấp khen".to_owned(),
        _ => "không ghi năm được khen".to_owned(),
    }
}

/// A title that is needed for every year that is over: of the plan, and in its first year the one before.
fn every_year_held(
    names: &[String],
    held: &TimesHeld,
    plan_from: Date,
    subject: &Subject<'_>,
) -> WeighedMerit {
    let shown = names.first().map_or("", String::as_str);
    let first = plan_from.year().min(subject.day.year() - 1);
    let lacking = |years: &dyn Fn(&i16) -> bool| -> Vec<String> {
        (first..subject.day.year()).filter(|year| !years(year)).map(|year| year.to_string()).collect()
    };
    let lacking_sure = lacking(&|year| held.years.contains(year));
    let lacking = lacking(&|year| held.years.contains(year) || held.years_perhaps.contains(year));
    if lacking_sure.is_empty() {
        weighed(EligibilityVerdict::Met, format!("«{shown}» đủ các năm"), &[])
    } else if !held.said {
        weighed(EligibilityVerdict::CannotTell, format!("danh sách không ghi «{shown}» từng năm"), &[AWARDS])
    } else if lacking.is_empty() {
        weighed(EligibilityVerdict::CannotTell, format!("chưa rõ có đủ «{shown}» các năm"), &held.missing)
    } else if held.sure + held.perhaps > 0 && held.years.is_empty() && held.years_perhaps.is_empty() {
        weighed(EligibilityVerdict::CannotTell, format!("«{shown}» không ghi năm"), &["năm được khen"])
    } else if !held.unread.is_empty() {
        unread(held, shown)
    } else if held.sure + held.perhaps == 0 {
        weighed(EligibilityVerdict::NotMet, format!("không có «{shown}»"), &[])
    } else {
        weighed(EligibilityVerdict::NotMet, format!("«{shown}» thiếu năm {}", lacking.join(", ")), &[])
    }
}

fn often_enough(names: &[String], times: u32, mut held: TimesHeld, merits: &Merits) -> WeighedMerit {
    let shown = names.first().map_or("", String::as_str);
    let TimesHeld { sure, perhaps, .. } = held;
    if sure >= times {
        weighed(EligibilityVerdict::Met, format!("«{shown}»: {sure} lần, cần {times}"), &[])
    } else if sure + perhaps >= times {
        held.missing.dedup();
        weighed(EligibilityVerdict::CannotTell, format!("chưa rõ có đủ {times} lần «{shown}»"), &held.missing)
    } else if !held.unread.is_empty() {
        unread(&held, shown)
    } else if !held.said && merits.awards.is_empty() {
        weighed(
            EligibilityVerdict::CannotTell,
            format!("danh sách không ghi khen thưởng, cần «{shown}» {times} lần"),
            &[AWARDS],
        )
    } else {
        weighed(EligibilityVerdict::NotMet, format!("«{shown}»: {sure} lần, cần {times}"), &[])
    }
}

fn unread(held: &TimesHeld, shown: &str) -> WeighedMerit {
    let unread = held.unread.join("; ");
    weighed(EligibilityVerdict::CannotTell, format!("không đọc được «{unread}», cần «{shown}»"), &[AWARDS])
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum MeritMatch {
    Sure,
    Perhaps,
    No,
}

/// Whether an award is the one that a plan names.
fn matches(words: &AwardWords, name: &str, award: &Award) -> MeritMatch {
    let Some((id, grantor)) = award_named(words, name) else {
        let stands = text::key(&award.written).contains(&text::key(name));
        return if stands { MeritMatch::Sure } else { MeritMatch::No };
    };
    if id != award.id {
        return MeritMatch::No;
    }
    if !award.is_held() {
        return MeritMatch::Perhaps;
    }
    match (grantor, award.grantor) {
        (None, _) => MeritMatch::Sure,
        (Some(wanted), Some(found)) if wanted == found => MeritMatch::Sure,
        // «Bộ, ngành, đoàn thể, Trung ương tặng»: the Prime Minister is of the centre.
        (Some(Grantor::Ministry), Some(Grantor::State)) => MeritMatch::Sure,
        // A higher title does not say that the lower one was held.
        (Some(Grantor::Province), Some(Grantor::State | Grantor::Ministry)) if id == "cstd" => {
            MeritMatch::Perhaps
        }
        (Some(_), None) => MeritMatch::Perhaps,
        (Some(_), Some(_)) => MeritMatch::No,
    }
}

/// How often an award counts within a window of years, and how often it may.
fn counted(award: &Award, (from, to): (Option<i16>, Option<i16>)) -> (u32, u32) {
    let inside = |year: &&i16| from.is_none_or(|from| from <= **year) && to.is_none_or(|to| **year <= to);
    let n = u32::try_from(award.years.iter().filter(inside).count()).unwrap_or(u32::MAX);
    let dated = u32::try_from(award.years.len()).unwrap_or(u32::MAX);
    let undated = award.times.saturating_sub(dated);
    let open = from.is_none() && to.is_none();
    let (sure, perhaps) = if open { (n + undated, 0) } else { (n, undated) };
    if award.doubt.contains("năm học") && sure > 1 { (1, perhaps + sure - 1) } else { (sure, perhaps) }
}

fn initiative(level: Level, times: u32, merits: &Merits) -> WeighedMerit {
    let sum = |of: &dyn Fn(Option<Level>) -> bool| -> u32 {
        merits.initiatives.iter().filter(|(level, _)| of(*level)).map(|(_, n)| n).sum()
    };
    let sure = sum(&|found| found.is_some_and(|found| found <= level));
    let perhaps = sum(&|found| found.is_none());
    let label = level.label().to_lowercase();
    if sure >= times {
        weighed(EligibilityVerdict::Met, format!("{sure} sáng kiến {label}, cần {times}"), &[])
    } else if !merits.initiatives_said {
        weighed(
            EligibilityVerdict::CannotTell,
            format!("danh sách không ghi sáng kiến, cần {times} {label}"),
            &["sáng kiến"],
        )
    } else if sure + perhaps >= times {
        weighed(
            EligibilityVerdict::CannotTell,
            format!("chưa rõ cấp công nhận sáng kiến, cần {times} {label}"),
            &["cấp công nhận sáng kiến"],
        )
    } else {
        weighed(EligibilityVerdict::NotMet, format!("{sure} sáng kiến {label}, cần {times}"), &[])
    }
}

fn rating(wanted: Rating, merits: &Merits) -> WeighedMerit {
    let label = wanted.label().to_lowercase();
    match merits.ratings.iter().find(|(rating, _)| *rating > wanted) {
        Some((rating, _)) => weighed(
            EligibilityVerdict::NotMet,
            format!("xếp loại {}, cần từ {label}", rating.label().to_lowercase()),
            &[],
        ),
        None if merits.ratings.is_empty() => weighed(
            EligibilityVerdict::CannotTell,
            format!("danh sách không ghi xếp loại, cần từ {label}"),
            &["xếp loại"],
        ),
        None => weighed(EligibilityVerdict::Met, format!("xếp loại từ {label}"), &[]),
    }
}

fn discipline(merits: &Merits) -> WeighedMerit {
    match merits.disciplined {
        Some(false) => weighed(EligibilityVerdict::Met, "không có người bị kỷ luật".to_owned(), &[]),
        Some(true) => weighed(EligibilityVerdict::NotMet, "có người bị xử lý kỷ luật".to_owned(), &[]),
        None => {
            weighed(EligibilityVerdict::CannotTell, "danh sách không nói về kỷ luật".to_owned(), &["kỷ luật"])
        }
    }
}

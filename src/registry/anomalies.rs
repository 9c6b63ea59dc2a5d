//! What looks odd and is right: an officer who has looked says so once.

use std::collections::BTreeMap;

use crate::finding::{Answer, Code, Decisions, Finding, Question, Topic};
use crate::record::Registration;
use crate::text;

use super::Registry;

/// What an officer may accept as it stands: what is asked about one row.
const ODD: [Code; 9] = [
    Code::AgeUnlikely,
    Code::NameIncomplete,
    Code::NameDoubtful,
    Code::DateImpossible,
    Code::KindUnclear,
    Code::TextDoubtful,
    Code::HolderRestricted,
    Code::RegistrationWithdrawn,
    Code::WithdrawalUnmatched,
];

impl Registry {
    /// The oddities among findings, as questions that need no answer; each once.
    pub fn oddities(&self, findings: &[Finding]) -> Vec<Question> {
        let rows = self.by_place(findings);
        let mut questions: Vec<Question> = Vec::new();
        let mut seen = std::collections::BTreeSet::new();
        for finding in findings {
            let Some(id) = identify(finding, &rows).filter(|id| seen.insert(id.clone())) else { continue };
            let name = at(finding, &rows).map_or("", |row| row.name.as_str());
            let raw = if finding.raw == name { "" } else { &*finding.raw };
            questions.push(Question {
                id,
                topic: Topic::Oddity,
                left: if raw.is_empty() { name.to_owned() } else { format!("{name}; «{raw}»") },
                right: finding.place.to_string(),
                evidence: finding.message.clone(),
                score: 0.0,
                proposal: String::new(),
                choices: vec![
                    (Answer::Accepted.to_string(), "Đúng như vậy, không hỏi lại".to_owned()),
                    (Answer::Wrong.to_string(), "Sai, hỏi lại đơn vị".to_owned()),
                ],
                kind: None,
            });
        }
        questions
    }

    /// Takes what officers have said of oddities: it is told, and not asked again.
    pub fn accept(&self, findings: &mut [Finding], decisions: &Decisions) {
        if decisions.is_empty() {
            return;
        }
        let rows = self.by_place(findings);
        for finding in findings.iter_mut() {
            let answer = identify(finding, &rows).and_then(|id| decisions.answer(&id));
            let (words, code) = match answer {
                Some(Answer::Accepted) => (" Cán bộ tổng hợp đã xem: đúng như vậy.", Code::FindingExplained),
                Some(Answer::Wrong) => {
                    (" Cán bộ tổng hợp đã xem: sai, đơn vị phải sửa.", Code::FindingConfirmed)
                }
                _ => continue,
            };
            finding.message.push_str(words);
            finding.code = code;
            finding.advice = code.entry().advice.to_owned();
        }
    }

    /// The registrations of the rows that look odd, by source, sheet and row as Excel shows it.
    fn by_place(&self, findings: &[Finding]) -> BTreeMap<(String, String, Option<u32>), &Registration> {
        let odd = findings.iter().filter(|finding| ODD.contains(&finding.code)).map(key);
        let odd: std::collections::BTreeSet<_> = odd.collect();
        let rows = self.registrations.iter().rev().filter(|_| !odd.is_empty());
        let rows = rows.map(|row| {
            ((row.place.source.to_string(), row.place.sheet_name().to_owned(), row.place.row_shown()), row)
        });
        rows.filter(|(key, _)| odd.contains(key)).collect()
    }
}

fn key(finding: &Finding) -> (String, String, Option<u32>) {
    let place = &finding.place;
    (place.source.to_string(), place.sheet_name().to_owned(), place.row_shown())
}

fn at<'a>(
    finding: &Finding,
    rows: &BTreeMap<(String, String, Option<u32>), &'a Registration>,
) -> Option<&'a Registration> {
    rows.get(&key(finding)).copied()
}

/// By content: what is odd, what stood there, whose row it is and who sent it.
fn identify(
    finding: &Finding,
    rows: &BTreeMap<(String, String, Option<u32>), &Registration>,
) -> Option<String> {
    if !ODD.contains(&finding.code) {
        return None;
    }
    let row = at(finding, rows)?;
    let sender = row.sender.as_ref().map_or(row.sender_name.as_str(), |sender| sender.as_str());
    let (raw, name) = (text::key(&finding.raw), text::key(&row.name));
    Some(Question::identify(Topic::Oddity, &[finding.code.entry().id, &raw, &name, sender]))
}

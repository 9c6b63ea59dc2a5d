//! `decisions.csv`: what was answered, by whom, when and why.

use std::fs::OpenOptions;
use std::io::{self, Write};
use std::path::Path;

use serde::{Deserialize, Serialize};

use crate::finding::{Code, Decisions, Finding, Noted, Place, Spot, Topic};

/// One line of `decisions.csv`. A later line for the same question holds; an empty answer takes
/// an earlier one back.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Decision {
    /// The question, as in `questions.csv`.
    pub question_id: String,
    /// Its topic, for people who read the file.
    pub topic: String,
    /// The answer.
    pub answer: String,
    /// Who gave it.
    #[serde(default)]
    pub by: String,
    /// The day it was given.
    #[serde(default)]
    pub at: String,
    /// Why.
    #[serde(default)]
    pub reason: String,
    /// What was asked about, as it was written: a unit's name, a record.
    #[serde(default)]
    pub about: String,
    /// What it was held against.
    #[serde(default)]
    pub against: String,
}

/// Reads `decisions.csv`; a missing file holds no decisions. Lines that cannot be used are findings.
///
/// # Errors
/// Fails where the file exists and cannot be read.
pub fn read_decisions(path: &Path) -> io::Result<Noted<Decisions>> {
    let lines = decision_lines(path)?;
    let mut decisions = Decisions::default();
    for line in &lines.value {
        decisions.take(&line.question_id, &line.answer);
    }
    Ok(Noted::new(decisions, lines.findings))
}

/// The lines of `decisions.csv` that can be used, in their order.
///
/// # Errors
/// Fails where the file exists and cannot be read.
pub fn decision_lines(path: &Path) -> io::Result<Noted<Vec<Decision>>> {
    let bytes = match std::fs::read(path) {
        Ok(bytes) => bytes,
        Err(error) if error.kind() == io::ErrorKind::NotFound => return Ok(Noted::clean(Vec::new())),
        Err(error) => return Err(error),
    };
    // Excel writes a byte-order mark.
    let bytes = bytes.strip_prefix(b"\xEF\xBB\xBF").unwrap_or(&bytes);
    let mut lines = Vec::new();
    let mut findings = Vec::new();
    let mut reader = csv::ReaderBuilder::new().flexible(true).trim(csv::Trim::All).from_reader(bytes);
    for (at, line) in reader.deserialize::<Decision>().enumerate() {
        let row = u32::try_from(at + 1).unwrap_or(u32::MAX);
        let trouble = |message: String| {
            let place = Place { spot: Spot::Row(row), ..Place::file("decisions.csv") };
            Finding::new(Code::DecisionInvalid, place, message)
        };
        match line {
            Ok(line) if !line.question_id.starts_with("Q-") => {
                findings.push(trouble(format!("«{}» không phải mã câu hỏi.", line.question_id)));
            }
            Ok(line) if Topic::from_id(&line.topic).is_none() => {
                findings.push(trouble(format!("Không có loại câu hỏi «{}».", line.topic)));
            }
            Ok(line) => lines.push(line),
            Err(_) => findings.push(trouble("Dòng thiếu cột hoặc không phải UTF-8.".to_owned())),
        }
    }
    Ok(Noted::new(lines, findings))
}

/// The names of units that people assigned: each with the code that holds, in the order in which they
/// were asked. Lines that cannot be used are left to [`read_decisions`].
///
/// # Errors
/// Fails where the file exists and cannot be read.
pub fn read_learnt(path: &Path) -> io::Result<Vec<(String, String)>> {
    let mut held: Vec<Decision> = Vec::new();
    for line in decision_lines(path)?.value {
        if line.topic == Topic::Unit.id() && !line.about.is_empty() {
            held.retain(|before| before.question_id != line.question_id);
            held.push(line);
        }
    }
    held.retain(|line| !line.answer.is_empty());
    Ok(held.into_iter().map(|line| (line.about, line.answer)).collect())
}

/// Adds lines to `decisions.csv`, with the header where the file is new.
///
/// # Errors
/// Fails where the file cannot be written, for instance because Excel holds it open.
pub fn append_decisions(path: &Path, decisions: &[Decision]) -> io::Result<()> {
    let before = match std::fs::read(path) {
        Ok(bytes) => bytes,
        Err(error) if error.kind() == io::ErrorKind::NotFound => Vec::new(),
        Err(error) => return Err(error),
    };
    let mut writer = csv::WriterBuilder::new().has_headers(before.is_empty()).from_writer(Vec::new());
    // An editor may have left the last line without its end.
    if !before.is_empty() && !before.ends_with(b"\n") {
        writer = csv::WriterBuilder::new().has_headers(false).from_writer(b"\n".to_vec());
    }
    for decision in decisions {
        writer.serialize(decision).map_err(io::Error::other)?;
    }
    let bytes = writer.into_inner().map_err(|error| io::Error::other(error.to_string()))?;
    let mut file = OpenOptions::new().create(true).append(true).open(path)?;
    // One write, so that a kill leaves whole lines.
    file.write_all(&bytes)?;
    file.sync_all()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn decision(id: &str, answer: &str) -> Decision {
        Decision {
            question_id: id.to_owned(),
            topic: "unit".to_owned(),
            answer: answer.to_owned(),
            by: "Ban Thi đua".to_owned(),
            at: "2024-06-30".to_owned(),
            reason: String::new(),
            about: format!("tên hỏi ở {id}"),
            against: String::new(),
        }
    }

    #[test]
    fn a_later_line_holds_and_an_empty_answer_takes_back() -> io::Result<()> {
        let folder = tempfile::tempdir()?;
        let path = folder.path().join("decisions.csv");
        assert!(read_decisions(&path)?.value.is_empty());
        append_decisions(&path, &[decision("Q-1", "a"), decision("Q-2", "b")])?;
        append_decisions(&path, &[decision("Q-1", "c"), decision("Q-2", "")])?;
        let noted = read_decisions(&path)?;
        assert_eq!(noted.findings, []);
        assert_eq!(noted.value.answer("Q-1"), Some("c"));
        assert_eq!(noted.value.answer("Q-2"), None);
        assert_eq!(read_learnt(&path)?, [("tên hỏi ở Q-1".to_owned(), "c".to_owned())]);
        Ok(())
    }

    #[test]
    fn lines_that_cannot_be_used_are_findings_with_their_row() -> io::Result<()> {
        let folder = tempfile::tempdir()?;
        let path = folder.path().join("decisions.csv");
        std::fs::write(
            &path,
            "question_id,topic,answer,by,at,reason\nabc,unit,x,,,\nQ-1,weather,x,,,\nQ-2,unit,y,,,\n",
        )?;
        let noted = read_decisions(&path)?;
        let rows: Vec<_> = noted.findings.iter().filter_map(|finding| finding.place.row_shown()).collect();
        assert_eq!(rows, [2, 3]);
        assert_eq!(noted.value.answer("Q-2"), Some("y"));
        Ok(())
    }
}

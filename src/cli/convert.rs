//! `tonghop convert`: legacy letters on stdin → Unicode on stdout, a line a cell; files by `convert_files`.
//!
//! Lines are read as the cells of a column: a short one that can be read two ways is read as its
//! neighbours are.

use std::io::{BufRead, BufWriter, Write};

use crate::text::{self, Charset, Prior, Repaired, Run};

use crate::office::CannotRun;

use super::{ExitStatus, args};

/// Lines that are neighbours: as many as a long sheet has, and few enough to hold in memory.
const NEIGHBOURS: usize = 4_096;

pub(super) fn convert(args: &args::ConvertArgs) -> Result<ExitStatus, CannotRun> {
    if !args.files.is_empty() {
        return super::convert_files::convert(args);
    }
    let charset = match args.from.as_str() {
        "auto" => None,
        id => Some(Charset::from_id(id).ok_or_else(|| {
            CannotRun::new(format!(
                "Không có bảng mã «{id}»; dùng auto, tcvn3, vni, viscii, vps, windows-1258, viqr…"
            ))
        })?),
    };
    let mut lines = std::io::stdin().lock().lines();
    let mut out = BufWriter::new(std::io::stdout().lock());
    loop {
        let block: Vec<String> = lines.by_ref().take(NEIGHBOURS).collect::<Result<_, _>>()?;
        if block.is_empty() {
            break;
        }
        let written = match charset {
            Some(charset) => {
                block.iter().try_for_each(|line| writeln!(out, "{}", text::decode(charset, line)))
            }
            None => column(&block).iter().try_for_each(|line| writeln!(out, "{}", line.text)),
        };
        // A reader that went away is no error.
        if written.is_err() {
            break;
        }
    }
    let _ = out.flush();
    Ok(ExitStatus::Clean)
}

/// The cells of a column, each read by itself if it is sure, by the sure ones if it is not.
fn column(cells: &[String]) -> Vec<Repaired<'_>> {
    let mut prior = Prior::none();
    let mut repaired: Vec<Repaired<'_>> =
        cells.iter().map(|cell| text::repair(&[Run::plain(cell)], &Prior::none())).collect();
    repaired.iter().for_each(|cell| prior.observe_cell(cell));
    for (cell, raw) in repaired.iter_mut().zip(cells).filter(|(cell, _)| cell.doubtful) {
        *cell = text::repair(&[Run::plain(raw)], &prior);
    }
    repaired
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(cells: &[&str], expect: &[&str]) {
        let cells: Vec<String> = cells.iter().map(ToString::to_string).collect();
        let shown: Vec<_> = column(&cells).into_iter().map(|cell| cell.text.into_owned()).collect();
        assert_eq!(shown, expect);
    }

    #[test]
    fn a_short_line_is_read_as_its_neighbours_are() {
        check(&["NguyÔn V¨n An", "§iÓn h×nh", "bé"], &["Nguyễn Văn An", "Điển hình", "bộ"]);
        check(&["Nguyễn Văn An", "Điển hình", "bé"], &["Nguyễn Văn An", "Điển hình", "bé"]);
        check(&["Nguyeãn Vaên An", "Ñieån hình", "thò"], &["Nguyễn Văn An", "Điển hình", "thị"]);
    }
}

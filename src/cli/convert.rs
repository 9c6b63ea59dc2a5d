//! `tonghop convert`: legacy letters on stdin → Unicode on stdout, a line a cell.

use std::io::BufRead;

use crate::text::{self, Charset, FontHint, Prior, Run};

use super::{ExitStatus, Stop, args, print};

pub(super) fn convert(args: &args::Convert) -> Result<ExitStatus, Stop> {
    let charset = match args.from.as_str() {
        "auto" => None,
        id => Some(Charset::from_id(id).ok_or_else(|| {
            Stop::new(format!(
                "Không có bảng mã «{id}»; dùng auto, tcvn3, vni, viscii, vps, windows-1258, viqr…"
            ))
        })?),
    };
    for line in std::io::stdin().lock().lines() {
        let line = line?;
        match charset {
            Some(charset) => print(&text::decode(charset, &line)),
            None => {
                let runs = [Run { text: &line, font: FontHint::Silent }];
                print(&text::repair(&runs, &Prior::none()).text);
            }
        }
    }
    Ok(ExitStatus::Clean)
}

//! `tonghop close`: a period issued for good.

use crate::finding::reason;
use crate::ledger::{self, Closing};
use crate::office::{CannotRun, open_and_hold, parse_period};
use crate::report::IssuedManifest;

use super::console::{Terminal, pasted, print, today};
use super::{ExitStatus, args, who};

pub(super) fn close(args: &args::CloseArgs) -> Result<ExitStatus, CannotRun> {
    let terminal = Terminal::new(true);
    let (workspace, _held) = open_and_hold(&args.workspace, &terminal.host())?;
    let period = parse_period(&workspace, &args.period)?;
    let label = period.label();
    let folder = workspace.out().join(period.to_string());
    let is_closed = workspace.closed.contains_key(&period);
    if args.reopen != is_closed {
        let state = if is_closed { "đã khóa từ trước" } else { "không bị khóa" };
        print(&format!("Kỳ {label} {state}."));
        return Ok(ExitStatus::Clean);
    }
    let manifest = match IssuedManifest::read(&folder) {
        Some((_, hash)) => hash,
        None if args.reopen => String::new(),
        None => {
            return Err(CannotRun::new(format!(
                "Kỳ {label} chưa có kết quả trong «{}». Tổng hợp trước: tonghop run {} --period {period}",
                folder.display(),
                pasted(&args.workspace)
            )));
        }
    };
    let by = who::by_whom(&args.by, "Ai khóa kỳ này?")?;
    let closing = Closing { period, is_closed: !args.reopen, at: today().to_string(), by, manifest };
    let path = workspace.closings();
    ledger::append_closing(&path, &closing).map_err(|error| {
        CannotRun::new(format!(
            "Không ghi được «{}» ({}). Nếu tệp đang mở trong Excel, hãy đóng lại.",
            path.display(),
            reason(&error)
        ))
    })?;
    print(&if args.reopen {
        format!("Đã mở khóa kỳ {label}: lượt chạy sau của kỳ này viết lại kết quả.")
    } else {
        format!(
            "Đã khóa kỳ {label}: kết quả không viết lại nữa; khác biệt về sau ghi là điều chỉnh ở kỳ sau."
        )
    });
    Ok(ExitStatus::Clean)
}

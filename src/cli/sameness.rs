//! `tonghop sameness`: the parameters of sameness, and their estimation on purpose.

use std::fs::OpenOptions;
use std::io::Write;

use crate::dedup::{self, Before, Known, Moved, Sameness};
use crate::finding::reason;
use crate::office::{CannotRun, Workspace, read_inbox, read_or_empty};
use crate::registry::Registry;

use super::console::{Terminal, print, say, today};
use super::{ExitStatus, args};

pub(super) fn sameness(args: &args::SamenessArgs) -> Result<ExitStatus, CannotRun> {
    let terminal = Terminal::new(false);
    let host = terminal.host();
    let workspace = Workspace::open(&args.dir, &host)?;
    let parameters = read_or_empty(&workspace.dir.join("sameness.toml"))?;
    let file = if parameters.is_empty() { Sameness::built_in_file() } else { &parameters };
    if !args.estimate {
        print(file.trim_end());
        return Ok(ExitStatus::Clean);
    }
    let inbox = read_inbox(&workspace, &mut Vec::new(), &host)?;
    let submissions = inbox.arrived.into_iter().map(|arrived| arrived.submission).collect();
    let registry = Registry::hold(submissions, &workspace.decisions, &workspace.units);
    let before = Before::default();
    let known = Known { decisions: &workspace.decisions, before: &before, sameness: &workspace.sameness };
    let estimate = dedup::estimate(&registry, &workspace.units, &known);
    let written = estimate.write_into(file, &today().to_string());
    let kinds = ["cá nhân", "hộ gia đình", "tập thể"];
    say(&format!("Ước lượng trên {} đăng ký.", estimate.registrations));
    for (kind, pairs) in kinds.iter().zip(estimate.pairs) {
        let kept =
            if pairs < dedup::FEWEST_PAIRS { ": quá ít, các tỉ lệ m giữ như cũ" } else { "" };
        say(&format!("  {kind}: khoảng {pairs:.0} cặp của cùng một điển hình{kept}"));
    }
    say(&format!(
        "  một đăng ký bình quân có {} đăng ký khác của cùng điển hình",
        decimal(&format!("{:.2}", estimate.others))
    ));
    let moved = estimate.moved();
    if moved.is_empty() {
        say("Không bậc nào nặng nhẹ khác đi từ nửa bit trở lên: bảng đang dùng hợp với các đăng ký này.");
    } else {
        say("Bậc nặng nhẹ khác đi (bit; dương: nghiêng về «là một»):");
    }
    for Moved { section, step, before, after } in &moved {
        let (before, after) = (decimal(&format!("{before:+.1}")), decimal(&format!("{after:+.1}")));
        say(&format!("  [{section}] {step}: {before} → {after}"));
    }
    let Some(to) = &args.to else {
        print(written.trim_end());
        return Ok(ExitStatus::Clean);
    };
    let file = OpenOptions::new().write(true).create_new(true).open(to);
    file.and_then(|mut file| file.write_all(written.as_bytes())).map_err(|error| {
        CannotRun::new(format!(
            "Không ghi được «{}» ({}). Ghi vào một tệp chưa có.",
            to.display(),
            reason(&error)
        ))
    })?;
    say(&format!(
        "Đã ghi {}. Xem lại rồi đặt vào thư mục làm việc dưới tên sameness.toml để dùng.",
        to.display()
    ));
    Ok(ExitStatus::Clean)
}

/// A number as it is written in Vietnamese.
fn decimal(written: &str) -> String {
    written.replace('.', ",")
}

//! `tonghop plan`: plan, units and settings in their other form.

use std::fs;

use crate::finding::reason;
use crate::office::{self, CannotRun};

use super::args::PlanForm;
use super::console::{Terminal, print, say};
use super::{ExitStatus, args};

pub(super) fn plan(args: &args::PlanArgs) -> Result<ExitStatus, CannotRun> {
    let terminal = Terminal::new(true);
    let host = terminal.host();
    let files = match args.to {
        PlanForm::Xlsx => vec![office::as_workbook(&args.dir, &host)?],
        PlanForm::Toml => office::as_text(&args.dir, &host)?,
    };
    let folder = args.output.as_ref().unwrap_or(&args.dir);
    if let Some((name, _)) = files.iter().find(|(name, _)| folder.join(name).exists()) {
        return Err(CannotRun::new(format!(
            "Trong «{}» đã có {name}; không ghi đè. Chuyển tệp ấy đi, hoặc chọn thư mục khác bằng --output.",
            folder.display()
        )));
    }
    fs::create_dir_all(folder)?;
    for (name, bytes) in &files {
        let path = folder.join(name);
        fs::write(&path, bytes).map_err(|error| {
            CannotRun::new(format!("Không ghi được «{}»: {}.", path.display(), reason(&error)))
        })?;
        print(&path.display().to_string());
    }
    if args.output.is_none() {
        say("Hai bản nói như nhau nên vẫn chạy được. Từ nay chỉ sửa một bản, và cất bản kia đi.");
    }
    Ok(ExitStatus::Clean)
}

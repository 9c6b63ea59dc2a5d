//! `tonghop plan`: plan, units and settings in their other form.

use std::fs;
use std::path::Path;

use crate::finding::reason;
use crate::office::{self, CannotRun, OtherForm};
use crate::report;

use super::args::{DraftArgs, PlanForm, PlanTask};
use super::console::{Terminal, print, say};
use super::{ExitStatus, args};

pub(super) fn plan(args: &args::PlanArgs) -> Result<ExitStatus, CannotRun> {
    if let Some(PlanTask::Draft(draft)) = &args.task {
        return drafted(draft);
    }
    let terminal = Terminal::new(true);
    let host = terminal.host();
    let files = match args.to {
        Some(PlanForm::Toml) => office::as_text(&args.dir, &host)?,
        Some(PlanForm::Xlsx) | None => vec![office::as_workbook(&args.dir, &host)?],
    };
    write(args.output.as_ref().unwrap_or(&args.dir), &files)?;
    if args.output.is_none() {
        say("Hai bản nói như nhau nên vẫn chạy được. Từ nay chỉ sửa một bản, và cất bản kia đi.");
    }
    Ok(ExitStatus::Clean)
}

/// A draft of the workbook from an issued plan.
fn drafted(args: &DraftArgs) -> Result<ExitStatus, CannotRun> {
    let bytes = fs::read(&args.file).map_err(|error| {
        CannotRun::new(format!("Không mở được «{}»: {}.", args.file.display(), reason(&error)))
    })?;
    let ending = args.file.extension().unwrap_or_default().to_string_lossy().to_lowercase();
    if ending == "pdf" || bytes.starts_with(b"%PDF") {
        return Err(CannotRun::new(format!(
            "«{}» là PDF: chữ và bảng trong PDF không giữ đủ thứ tự để đọc chắc. Mở tệp ấy bằng Word (Word tự chuyển PDF), Lưu thành .docx, rồi chạy lại với tệp .docx; bản quét thì cần bản Word gốc.",
            args.file.display()
        )));
    }
    if !["docx", "txt", "md"].contains(&ending.as_str()) {
        return Err(CannotRun::new(format!(
            "«{}» không phải .docx, .txt hay .md. Mở bằng Word rồi lưu dạng .docx (văn bản quét thì phải gõ hoặc nhận dạng chữ trước).",
            args.file.display()
        )));
    }
    let draft = office::draft(&bytes)?.ok_or_else(|| {
        CannotRun::new(format!(
            "«{}» không đọc được như một tệp Word; mở bằng Word rồi lưu lại dạng .docx.",
            args.file.display()
        ))
    })?;
    let (quotas, doubts, tasks) = (draft.n_quotas, draft.n_doubts, draft.n_tasks);
    write(&args.output, &[draft.workbook])?;
    fs::create_dir_all(args.output.join("inbox"))?;
    print(&format!(
        "Bản nháp: {quotas} chỉ tiêu, {doubts} chỗ còn nghi ngờ (tô vàng, ghi «CẦN XEM LẠI»), {tasks} câu giao việc chưa hiểu là chỉ tiêu (trang «Nhiệm vụ»). Đối chiếu với văn bản trước khi dùng."
    ));
    if !draft.unlisted.is_empty() {
        print(&format!(
            "Trang «Đơn vị» còn phải ghi tên từng đơn vị: {}; danh mục cả nước không có, mà kế hoạch giao chỉ tiêu cho mỗi đơn vị ấy.",
            draft.unlisted.join("; ")
        ));
    }
    Ok(ExitStatus::Clean)
}

/// Writes files that do not stand in a folder yet.
fn write(folder: &Path, files: &[OtherForm]) -> Result<(), CannotRun> {
    if let Some((name, _)) = files.iter().find(|(name, _)| folder.join(name).exists()) {
        return Err(CannotRun::new(format!(
            "Trong «{}» đã có {name}; không ghi đè. Chuyển tệp ấy đi, hoặc chọn thư mục khác bằng --output.",
            folder.display()
        )));
    }
    fs::create_dir_all(folder)?;
    for (name, bytes) in files {
        let path = folder.join(name);
        report::put_file(&path, bytes).map_err(|error| {
            CannotRun::new(format!("Không ghi được «{}»: {}.", path.display(), reason(&error)))
        })?;
        print(&path.display().to_string());
    }
    Ok(())
}

//! `tonghop convert TỆP…`: whole files in Unicode, beside those they came from.
//!
//! A workbook of Excel keeps everything but its old letters and fonts; delimited text stays delimited
//! text; of any other format a new workbook is written with its values, and it is said what is lost.

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use crate::convert::{self, Converted, DoubtfulText};
use crate::finding::{Code, Severity, reason};
use crate::intake::{self, Attachment, FileOutcome, Readers, Value};
use crate::office::CannotRun;
use crate::package::PackageError;
use crate::report;

use super::console::{Terminal, print, say, today};
use super::{ExitStatus, args};

/// Doubtful places that are printed; `--json` names all.
const MAX_PRINTED: usize = 20;

/// What became of a file.
struct ConvertedFile {
    converted: Converted,
    /// The new file; none if nothing had to change.
    written: Option<PathBuf>,
    /// Whether only values were carried over.
    only_values: bool,
}

pub(super) fn convert(args: &args::ConvertArgs) -> Result<ExitStatus, CannotRun> {
    if args.from != "auto" {
        return Err(CannotRun::new(
            "--from chỉ dùng khi đọc từng dòng từ stdin; với tệp, bảng mã được nhận ra từng ô.",
        ));
    }
    if let Some(folder) = &args.to {
        fs::create_dir_all(folder)?;
    }
    let terminal = Terminal::new(true);
    let host = terminal.host();
    let readers = host.readers();
    let mut n_failed = 0;
    for file in &args.files {
        let done = one(file, args, &readers);
        n_failed += usize::from(done.is_err());
        if args.json {
            print(&json(file, &done));
            continue;
        }
        match done {
            Ok(done) => tell(file, &done),
            Err(stop) => say(&format!("{}: {}", file.display(), stop.0)),
        }
    }
    host.warn_if_unfenced(&readers);
    Ok(match n_failed {
        0 => ExitStatus::Clean,
        failed if failed == args.files.len() => ExitStatus::Failed,
        _ => ExitStatus::Findings,
    })
}

fn one(file: &Path, args: &args::ConvertArgs, readers: &Readers) -> Result<ConvertedFile, CannotRun> {
    let bytes =
        fs::read(file).map_err(|error| CannotRun::new(format!("Không mở được tệp ({}).", reason(&error))))?;
    if let Some((text, delimiter)) = intake::delimited_text(&bytes) {
        let (converted, text) = convert::convert_delimited(&text, delimiter);
        let out = [b"\xEF\xBB\xBF", text.as_bytes()].concat();
        let out = Some(out).filter(|out| *out != bytes);
        let written = write(file, None, args, out.as_deref())?;
        return Ok(ConvertedFile { converted, written, only_values: false });
    }
    // Read behind the fence first: what would harm this process is refused there.
    let source = file.file_name().unwrap_or(file.as_os_str()).to_string_lossy();
    let mut attachments = readers.read_bytes(&Arc::from(source), &bytes, today());
    let attachment = match attachments.pop() {
        Some(attachment) if attachments.is_empty() => attachment,
        _ => {
            return Err(CannotRun::new("Tệp chứa nhiều tệp khác (.zip, thư). Lấy từng tệp ra rồi chạy lại."));
        }
    };
    if attachment.outcome != FileOutcome::Read {
        let errors = attachment.findings.iter().filter(|finding| finding.severity() != Severity::Note);
        let reasons: Vec<String> =
            errors.map(|finding| format!("{} {}", finding.message, finding.advice)).collect();
        return Err(CannotRun::new(reasons.join(" ")));
    }
    match convert::convert(&bytes) {
        Ok((converted, out)) => {
            let written = write(file, None, args, out.as_deref())?;
            Ok(ConvertedFile { converted, written, only_values: false })
        }
        Err(PackageError::Format) => {
            let out = report::unicode_workbook(attachment.sheets.iter())
                .map_err(|error| CannotRun::new(format!("Không lập được sổ mới: {error}.")))?;
            let written = write(file, Some("xlsx"), args, Some(&out))?;
            Ok(ConvertedFile { converted: read_off(&attachment), written, only_values: true })
        }
        Err(refusal) => Err(CannotRun::new(refusal.to_string())),
    }
}

/// Writes `tên.unicode.xlsx`, whole or not at all.
fn write(
    file: &Path,
    extension: Option<&str>,
    args: &args::ConvertArgs,
    bytes: Option<&[u8]>,
) -> Result<Option<PathBuf>, CannotRun> {
    let Some(bytes) = bytes else { return Ok(None) };
    let stem = file.file_stem().unwrap_or_default().to_string_lossy();
    let own_extension = file.extension().map(|extension| extension.to_string_lossy().into_owned());
    let extension = extension.map(str::to_owned).or(own_extension).unwrap_or_else(|| "xlsx".to_owned());
    let name = format!("{stem}.unicode.{extension}");
    let path = match &args.to {
        Some(folder) => folder.join(&name),
        None => file.with_file_name(&name),
    };
    if path.exists() && !args.force {
        return Err(CannotRun::new(format!("«{}» đã có. Ghi thêm --force để ghi đè.", path.display())));
    }
    let failed = |error: std::io::Error| {
        CannotRun::new(format!(
            "Không ghi được «{}» ({}). Đóng tệp nếu đang mở.",
            path.display(),
            reason(&error)
        ))
    };
    report::put_file(&path, bytes).map_err(failed)?;
    Ok(Some(path))
}

/// What reading did to the letters of a file that is written anew.
fn read_off(attachment: &Attachment) -> Converted {
    let mut converted = Converted::default();
    let cells = attachment.sheets.iter().flat_map(|sheet| &sheet.rows).flat_map(|row| &row.cells);
    for cell in cells {
        let Value::Text(text) = &cell.value else { continue };
        converted.cells += 1;
        if let Some(repair) = &text.repair {
            converted.changed += 1;
            *converted.by_rule.entry(repair.rule).or_default() += 1;
        }
    }
    let doubts = attachment.findings.iter().filter(|finding| finding.code == Code::TextDoubtful);
    converted.doubts = doubts
        .map(|finding| DoubtfulText {
            place: finding.place.to_string(),
            raw: finding.raw.clone(),
            shown: finding.message.clone(),
        })
        .collect();
    converted
}

fn tell(file: &Path, done: &ConvertedFile) {
    let ConvertedFile { converted, written, only_values } = done;
    let file = file.display();
    let Some(written) = written else {
        print(&format!("{file}: đã là Unicode, không có gì phải chuyển ({} ô chữ).", converted.cells));
        return tell_doubts(converted);
    };
    let rules = converted.by_rule.iter().map(|(rule, count)| format!("{count} {}", rule.label()));
    let rules: Vec<String> = rules.collect();
    let rules = if rules.is_empty() { String::new() } else { format!(" ({})", rules.join(", ")) };
    print(&format!(
        "{file}: đã chuyển {} trong {} ô chữ{rules} → {}",
        converted.changed,
        converted.cells,
        written.display()
    ));
    if 0 < converted.besides {
        print(&format!(
            "  Chuyển thêm {} chỗ ngoài ô: ghi chú, đầu trang, hình vẽ, thuộc tính.",
            converted.besides
        ));
    }
    if 0 < converted.formulas {
        print(&format!("  Chữ trong dấu nháy của {} công thức được chuyển theo các ô.", converted.formulas));
    }
    for (old, new) in &converted.fonts {
        print(&format!("  Phông {old} → {new}"));
    }
    for (old, new) in &converted.sheets {
        print(&format!("  Trang «{old}» → «{new}», các công thức trỏ tới đã theo."));
    }
    if *only_values {
        say(
            "  Tệp không phải .xlsx nên sổ mới chỉ có giá trị, ô gộp và trang ẩn; công thức, định dạng, biểu đồ, ghi chú không theo sang. Muốn giữ nguyên: mở bằng Excel, lưu thành .xlsx rồi chạy lại.",
        );
    }
    for sheet in &converted.kept_sheets {
        say(&format!(
            "  Trang «{sheet}» giữ tên cũ (macro có thể gọi tên ấy, hoặc Excel không nhận tên mới)."
        ));
    }
    if converted.has_pivots {
        say("  Sổ có bảng Pivot: mở sổ rồi nhấn Data › Refresh All.");
    }
    if !converted.doubtful_formulas.is_empty() {
        let places = listed(&converted.doubtful_formulas);
        say(&format!("  Công thức có chữ trong dấu nháy đọc được hai cách, để nguyên: {places}."));
    }
    tell_doubts(converted);
}

fn listed(places: &[String]) -> String {
    let shown: Vec<&str> = places.iter().take(MAX_PRINTED).map(String::as_str).collect();
    let more = places.len().saturating_sub(MAX_PRINTED);
    if more == 0 {
        shown.join(", ")
    } else {
        format!("{} và {more} ô nữa (xem --json)", shown.join(", "))
    }
}

fn tell_doubts(converted: &Converted) {
    if converted.doubts.is_empty() {
        return;
    }
    say(&format!("  {} chỗ đọc được hai cách, cần xem lại:", converted.doubts.len()));
    for DoubtfulText { place, raw, shown } in converted.doubts.iter().take(MAX_PRINTED) {
        let now = if raw == shown { "để nguyên".to_owned() } else { format!("ghi là «{shown}»") };
        say(&format!("    {place}: «{raw}» {now}"));
    }
    if MAX_PRINTED < converted.doubts.len() {
        say(&format!("    và {} chỗ nữa (xem --json)", converted.doubts.len() - MAX_PRINTED));
    }
}

/// What a machine is told about one file.
fn json(file: &Path, done: &Result<ConvertedFile, CannotRun>) -> String {
    let file = file.display().to_string();
    let line = match done {
        Err(stop) => serde_json::json!({ "file": file, "error": stop.0 }),
        Ok(ConvertedFile { converted, written, only_values }) => serde_json::json!({
            "file": file,
            "written": written.as_ref().map(|path| path.display().to_string()),
            "only_values": only_values,
            "cells": converted.cells,
            "changed": converted.changed,
            "by_rule": converted.by_rule.iter().map(|(rule, n)| (rule.id(), n)).collect::<BTreeMap<_, _>>(),
            "besides": converted.besides,
            "fonts": converted.fonts,
            "sheets": converted.sheets,
            "kept_sheets": converted.kept_sheets,
            "formulas": converted.formulas,
            "doubtful_formulas": converted.doubtful_formulas,
            "pivots": converted.has_pivots,
            "doubtful": converted.doubts.iter().map(|doubt| serde_json::json!({
                "place": doubt.place, "raw": doubt.raw, "shown": doubt.shown,
            })).collect::<Vec<_>>(),
        }),
    };
    line.to_string()
}

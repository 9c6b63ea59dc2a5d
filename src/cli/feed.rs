//! `tonghop feed`: the last published lines into the tables of existing workbooks.

use std::fs;
use std::path::{Path, PathBuf};

use serde::Serialize;

use crate::feed::{self, Fed, PublishedTables, Refusal};
use crate::finding::reason;
use crate::office::{self, CannotRun};
use crate::plan::Period;

use super::console::{Terminal, print, say};
use super::{ExitStatus, args};

pub(super) fn feed(args: &args::FeedArgs) -> Result<ExitStatus, CannotRun> {
    let folder = published(args)?;
    let fresh = PublishedTables::read(&folder).map_err(|missing| {
        CannotRun::new(format!(
            "Không lấy được số liệu từ «{}» ({}). Chạy «tonghop run» để lập lại kết quả của kỳ này trước.",
            missing.path.display(),
            reason(&missing.cause)
        ))
    })?;
    let mut n_refused = 0;
    for file in &args.files {
        let fed = feed::feed(file, &fresh);
        n_refused += usize::from(fed.is_err());
        if args.json {
            print(&json(file, &fed));
            continue;
        }
        match fed {
            Ok(fed) => tell(file, &fed),
            Err(refusal) => say(&format!("{}: {refusal}", file.display())),
        }
    }
    Ok(match n_refused {
        0 => ExitStatus::Clean,
        refused if refused == args.files.len() => ExitStatus::Failed,
        _ => ExitStatus::Findings,
    })
}

/// The folder of the period that was asked for, that of the settings, or the newest one.
fn published(args: &args::FeedArgs) -> Result<PathBuf, CannotRun> {
    let out = args.workspace.join("out");
    let settings = office::settings(&args.workspace, &Terminal::new(true).host());
    let of_settings = settings.ok().and_then(|settings| settings.period);
    let period = match &args.period {
        Some(written) => Some(Period::parse(written).ok_or_else(|| {
            CannotRun::new(format!("Kỳ «{written}» không đúng dạng, ví dụ 2024-06, 2024-Q2, 2024."))
        })?),
        None => of_settings.filter(|period| out.join(period.to_string()).is_dir()).or_else(|| newest(&out)),
    };
    match period {
        Some(period) => Ok(out.join(period.to_string())),
        None => Err(CannotRun::new(format!(
            "Trong «{}» chưa có kết quả nào. Chạy «tonghop run» trước, hoặc ghi thư mục làm việc sau --in.",
            out.display()
        ))),
    }
}

fn newest(out: &Path) -> Option<Period> {
    let entries = fs::read_dir(out).ok()?;
    let names = entries.filter_map(|entry| entry.ok()?.file_name().into_string().ok());
    let periods = names.filter_map(|name| Period::parse(&name));
    // Of those that close together, the month.
    periods.max_by_key(|period| (period.last_day(), std::cmp::Reverse(*period)))
}

fn tell(file: &Path, fed: &Fed) {
    let file = file.display();
    if !fed.written {
        print(&format!("{file}: đã có đúng số liệu này, không ghi lại."));
        return;
    }
    let tables: Vec<String> = fed
        .tables
        .iter()
        .map(|table| format!("{} {} → {} dòng", table.table, table.before, table.after))
        .collect();
    print(&format!("{file}: {}. Bản trước giữ ở tệp .bak.", tables.join("; ")));
    if 0 < fed.pivots {
        print(&format!("  {} bảng Pivot sẽ tự làm mới khi mở sổ.", fed.pivots));
    }
    if 0 < fed.followers {
        print(&format!("  {} công thức, chuỗi biểu đồ đã theo số dòng mới.", fed.followers));
    }
    if !fed.left.is_empty() {
        say(&format!("  Giữ nguyên vì chỉ trỏ vào một phần của bảng: {}.", fed.left.join("; ")));
    }
    if !fed.moved.is_empty() {
        print(&format!("  Phần dưới bảng {} đã dời theo số dòng mới.", fed.moved.join(", ")));
    }
    for (table, n_hidden) in &fed.filtered {
        say(&format!(
            "  Bảng {table} đang lọc: {n_hidden} dòng mới bị bộ lọc ẩn. Xem hết: Data › Clear trong Excel."
        ));
    }
    for table in &fed.unfiltered {
        say(&format!(
            "  Đã bỏ lọc bảng {table} (lọc theo màu, thứ hạng, ngày hoặc cột công thức): mọi dòng đều hiện. Cần thì lọc lại trong Excel."
        ));
    }
    if 0 < fed.shown {
        say(&format!("  {} dòng từng ẩn bằng tay đã hiện lại, vì nay chứa số liệu khác.", fed.shown));
    }
    for column in &fed.undated {
        say(&format!("  Cột «{column}» chưa có định dạng ngày: chọn cột, đặt định dạng ngày trong Excel."));
    }
    if fed.has_model {
        say("  Sổ có Data Model: mở sổ rồi nhấn Data › Refresh All.");
    }
}

/// What a machine is told about one workbook.
#[derive(Serialize)]
struct FeedLine<'a> {
    file: String,
    written: bool,
    tables: Vec<FedTable<'a>>,
    pivots: usize,
    refusal: Option<String>,
}

#[derive(Serialize)]
struct FedTable<'a> {
    table: &'a str,
    sheet: &'a str,
    before: usize,
    after: usize,
}

fn json(file: &Path, fed: &Result<Fed, Refusal>) -> String {
    let done = fed.as_ref().ok();
    let tables = done.map_or(&[][..], |fed| fed.tables.as_slice()).iter();
    let line = FeedLine {
        file: file.display().to_string(),
        written: done.is_some_and(|fed| fed.written),
        tables: tables
            .map(|table| FedTable {
                table: &table.table,
                sheet: &table.sheet,
                before: table.before,
                after: table.after,
            })
            .collect(),
        pivots: done.map_or(0, |fed| fed.pivots),
        refusal: fed.as_ref().err().map(ToString::to_string),
    };
    serde_json::to_string(&line).unwrap_or_default()
}

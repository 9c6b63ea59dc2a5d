//! `tonghop template`: registration workbooks to send out.

use std::fs;
use std::path::{Path, PathBuf};

use rayon::prelude::*;

use crate::office::{CannotRun, Workspace};
use crate::report::{self, TemplateFor};
use crate::text;
use crate::units::{Context, Resolved, Unit, UnitBook, UnitCode};

use super::console::{Terminal, print, say};
use super::{ExitStatus, args};

/// What became of one workbook.
enum Made {
    Written,
    /// The same bytes stood there already.
    Same,
    /// Another file of that name stands there; it is not touched.
    Kept,
}

pub(super) fn template(args: &args::TemplateArgs) -> Result<ExitStatus, CannotRun> {
    let workspace = Workspace::open(&args.workspace, &Terminal::new(true).host())?;
    let units = wanted(args, &workspace)?;
    let folder = args.to.clone().unwrap_or_else(|| workspace.dir.join("mau-dang-ky"));
    fs::create_dir_all(&folder)?;
    let made: Vec<(PathBuf, Made)> = units
        .par_iter()
        .map(|unit| {
            let path = folder.join(format!("{}.xlsx", file_name(unit)));
            let made_for = TemplateFor {
                plan: &workspace.plan,
                units: &workspace.units,
                look: &workspace.settings.look,
                unit,
            };
            let bytes = report::template(&made_for)
                .map_err(|error| CannotRun::new(format!("Không lập được sổ của «{}»: {error}", unit.name)))?;
            Ok((path.clone(), write_new(&path, &bytes)?))
        })
        .collect::<Result<_, CannotRun>>()?;
    let mut status = ExitStatus::Clean;
    for (path, made) in &made {
        match made {
            Made::Written => print(&path.display().to_string()),
            Made::Same => {}
            Made::Kept => {
                status = ExitStatus::Findings;
                say(&format!(
                    "«{}» đã có và khác nội dung; không ghi đè. Chuyển tệp đó đi nơi khác, hoặc chọn thư mục khác bằng --to.",
                    path.display()
                ));
            }
        }
    }
    let count = |kind: fn(&Made) -> bool| made.iter().filter(|(_, made)| kind(made)).count();
    let (written, same) =
        (count(|made| matches!(made, Made::Written)), count(|made| matches!(made, Made::Same)));
    say(&format!("{written} sổ đăng ký mới, {same} sổ đã có sẵn, trong «{}».", folder.display()));
    Ok(status)
}

/// The units that were asked for, or all that owe a list, each once.
fn wanted<'a>(args: &args::TemplateArgs, workspace: &'a Workspace) -> Result<Vec<&'a Unit>, CannotRun> {
    let (book, plan) = (&workspace.units, &workspace.plan);
    let mut codes: Vec<UnitCode> = Vec::new();
    for written in &args.unit {
        codes.push(unit_named(book, workspace, written)?);
    }
    if args.all {
        codes.extend(plan.reporters.iter().cloned());
    }
    if codes.is_empty() {
        return Err(CannotRun::new(format!(
            "Ghi đơn vị nhận sổ (--unit TÊN), hoặc --all để lập cho cả {} đơn vị phải gửi danh sách.",
            plan.reporters.len()
        )));
    }
    let mut seen = std::collections::BTreeSet::new();
    codes.retain(|code| seen.insert(code.clone()));
    Ok(codes.iter().filter_map(|code| book.find(code)).collect())
}

fn unit_named(book: &UnitBook, workspace: &Workspace, written: &str) -> Result<UnitCode, CannotRun> {
    let code = UnitCode::new(written.trim());
    if book.find(&code).is_some() {
        return Ok(code);
    }
    let context = Context {
        sender: Some(&workspace.plan.issuer),
        date: Some(workspace.plan.from),
        ..Context::default()
    };
    let near = match book.resolve(written, &context) {
        Resolved::One(found) => return Ok(found.code),
        Resolved::Several(near) | Resolved::None(near) => near,
    };
    let near: Vec<String> = near
        .iter()
        .take(3)
        .filter_map(|found| book.find(&found.code))
        .map(|unit| format!("«{}» (mã {})", unit.name, unit.code))
        .collect();
    let near = if near.is_empty() { String::new() } else { format!(" Có phải {}?", near.join(", ")) };
    Err(CannotRun::new(format!("Không rõ đơn vị «{written}».{near}")))
}

/// `05977-phuong-vinh-trai`; the code alone where it says the name already.
fn file_name(unit: &Unit) -> String {
    let (code, name) = (text::slug(unit.code.as_str()), text::slug(&unit.name));
    if code == name { code } else { format!("{code}-{name}") }
}

/// Writes a file whole; one that stands there is not touched.
fn write_new(path: &Path, bytes: &[u8]) -> Result<Made, CannotRun> {
    if let Ok(there) = fs::read(path) {
        return Ok(if there == bytes { Made::Same } else { Made::Kept });
    }
    report::put_file(path, bytes)?;
    Ok(Made::Written)
}

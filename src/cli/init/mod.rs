//! `tonghop init`: a new workspace on which `run` works at once.

use std::fs;
use std::path::Path;

use crate::finding::reason;
use crate::office::{self, CannotRun};
use crate::report;
use crate::text;

use super::args::PlanForm;
use super::console::{pasted, print, today};
use super::manual::page;
use super::{ExitStatus, args};

/// What a workspace begins with, as text: `{year}` stands for the year of the first day.
struct Sample {
    name: &'static str,
    plan: &'static str,
    units: &'static str,
    settings: &'static str,
}

/// A plan to fill in.
const PLAIN: Sample = Sample {
    name: "",
    plan: include_str!("plan.toml"),
    units: include_str!("units.csv"),
    settings: include_str!("tonghop.toml"),
};

const SAMPLES: [Sample; 5] = [
    Sample {
        name: "lang-son-2024",
        plan: include_str!("../../../samples/lang-son-2024/plan.toml"),
        units: include_str!("../../../samples/lang-son-2024/units.csv"),
        settings: include_str!("../../../samples/lang-son-2024/tonghop.toml"),
    },
    Sample {
        name: "diem-mac-2022-2025",
        plan: include_str!("../../../samples/diem-mac-2022-2025/plan.toml"),
        units: include_str!("../../../samples/diem-mac-2022-2025/units.csv"),
        settings: include_str!("../../../samples/diem-mac-2022-2025/tonghop.toml"),
    },
    Sample {
        name: "da-lat-2023",
        plan: include_str!("../../../samples/da-lat-2023/plan.toml"),
        units: include_str!("../../../samples/da-lat-2023/units.csv"),
        settings: include_str!("../../../samples/da-lat-2023/tonghop.toml"),
    },
    Sample {
        name: "tay-ninh-2021-2025",
        plan: include_str!("../../../samples/tay-ninh-2021-2025/plan.toml"),
        units: include_str!("../../../samples/tay-ninh-2021-2025/units.csv"),
        settings: include_str!("../../../samples/tay-ninh-2021-2025/tonghop.toml"),
    },
    Sample {
        name: "ha-giang-ldtbxh-2023-2025",
        plan: include_str!("../../../samples/ha-giang-ldtbxh-2023-2025/plan.toml"),
        units: include_str!("../../../samples/ha-giang-ldtbxh-2023-2025/units.csv"),
        settings: include_str!("../../../samples/ha-giang-ldtbxh-2023-2025/tonghop.toml"),
    },
];

/// The manual, for a browser.
const GUIDE: &str = "HUONG-DAN.html";

pub(super) fn init(args: &args::InitArgs) -> Result<ExitStatus, CannotRun> {
    if let Some(place) = &args.place {
        return begin(&args.dir, place);
    }
    let sample = match &args.like {
        None => &PLAIN,
        Some(name) => named(name)?,
    };
    let dir = &args.dir;
    let year = today().year().to_string();
    // The line that names the schema leads to a place inside the project.
    let plan = sample.plan.strip_prefix("#:schema ").and_then(|rest| rest.split_once('\n'));
    let plan = plan.map_or(sample.plan, |(_, rest)| rest);
    // The mark by which Excel shows the Vietnamese of a table.
    let units = format!("\u{FEFF}{}", sample.units);
    let [plan, units, settings] = [plan, &units, sample.settings].map(|text| text.replace("{year}", &year));
    let files: Vec<(&str, Vec<u8>)> = match args.to {
        PlanForm::Xlsx => vec![office::workbook_of_texts(&plan, &settings, &units)?],
        PlanForm::Toml => [("plan.toml", plan), ("units.csv", units), ("tonghop.toml", settings)]
            .map(|(name, text)| (name, text.into_bytes()))
            .into(),
    };
    fresh(dir)?;
    for (name, bytes) in &files {
        write(&dir.join(name), bytes)?;
    }
    write(&dir.join(GUIDE), page().as_bytes())?;
    let names: Vec<&str> = files.iter().map(|(name, _)| *name).collect();
    print(&format!(
        "Đã lập «{}»: {}, inbox, {GUIDE} (mở bằng trình duyệt). Sửa kế hoạch, bỏ tệp vào inbox rồi chạy: tonghop run {}",
        dir.display(),
        names.join(", "),
        pasted(dir)
    ));
    Ok(ExitStatus::Clean)
}

/// Makes the folder, unless an office has one there.
fn fresh(dir: &Path) -> Result<(), CannotRun> {
    let office_files = [office::WORKBOOK, "plan.toml", "units.csv", "tonghop.toml"];
    if let Some(office_files) = office_files.iter().find(|name| dir.join(name).exists()) {
        return Err(CannotRun::new(format!(
            "Trong «{}» đã có {office_files}; không ghi đè. Chọn một thư mục khác, hoặc dùng luôn thư mục ấy: tonghop run {}",
            dir.display(),
            pasted(dir)
        )));
    }
    fs::create_dir_all(dir.join("inbox"))?;
    Ok(())
}

/// A workspace for a place of today.
fn begin(dir: &Path, place: &str) -> Result<ExitStatus, CannotRun> {
    let started = office::start(place, today())?;
    fresh(dir)?;
    let (name, bytes) = &started.workbook;
    write(&dir.join(name), bytes)?;
    write(&dir.join(GUIDE), page().as_bytes())?;
    print(&format!(
        "Đã lập «{}» cho {}: {name} ({} đơn vị phải gửi), inbox, {GUIDE} (mở bằng trình duyệt).",
        dir.display(),
        started.place,
        started.n_senders
    ));
    print(&format!(
        "Mở {name} bằng Excel: sửa tên kế hoạch, phong trào, chỉ tiêu, hạn nộp (các dòng ghi «VÍ DỤ»). Sổ gửi đơn vị điền: tonghop template --all --in {0}. Bỏ tệp nhận được vào inbox rồi chạy: tonghop run {0}",
        dir.display()
    ));
    if !started.left_out.is_empty() {
        print(&format!(
            "Không phải nơi nào cũng có nên chưa điền: {}. Nơi có thì thêm vào trang «Đơn vị» và «Đơn vị phải gửi».",
            started.left_out.join(", ")
        ));
    }
    Ok(ExitStatus::Clean)
}

fn named(name: &str) -> Result<&'static Sample, CannotRun> {
    SAMPLES.iter().find(|sample| sample.name == name).ok_or_else(|| {
        let names: Vec<&str> = SAMPLES.iter().map(|sample| sample.name).collect();
        let near = text::nearest(name, names.iter().copied());
        let near = near.map(|near| format!(" Có phải «{near}»?")).unwrap_or_default();
        CannotRun::new(format!("Không có mẫu «{name}».{near} Các mẫu: {}.", names.join(", ")))
    })
}

fn write(path: &Path, bytes: &[u8]) -> Result<(), CannotRun> {
    report::put_file(path, bytes)
        .map_err(|error| CannotRun::new(format!("Không ghi được «{}»: {}.", path.display(), reason(&error))))
}

//! `tonghop.toml`: the settings of a workspace.

use schemars::JsonSchema;
use serde::Deserialize;

use crate::finding::{Code, Finding, Noted, SourceText, syntax_reason};
use crate::plan::{Due, MONTH_END, Period, Plan, RawDue};
use crate::report::{Contact, Look};
use crate::text;
use crate::units::Tree;

/// The settings as written. What a key means is said in Vietnamese: the schema and the manual are made of it.
#[derive(Debug, Clone, Default, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields, default)]
#[schemars(title = "tonghop.toml", description = "Cài đặt của một thư mục làm việc.")]
struct RawSettings {
    #[schemars(description = "Kỳ báo cáo, ví dụ 2024-06; không ghi thì là kỳ có tệp nhận sau cùng.")]
    period: Option<String>,
    #[schemars(
        description = "Ngày chốt kỳ, 1 đến 31: 14 thì kỳ tháng 5 là từ 15/4 đến 14/5; không ghi thì theo kế hoạch.",
        range(min = 1, max = 31)
    )]
    cut_off_day: Option<i8>,
    #[schemars(
        description = "Cây đơn vị: old tỉnh – huyện – xã, new tỉnh – xã (từ 01/7/2025); không ghi thì theo kỳ.",
        extend("enum" = ["old", "new", null])
    )]
    tree: Option<String>,
    #[schemars(description = "Văn bản in ra trông thế nào.")]
    look: Look,
    #[schemars(description = "Các đợt nộp danh sách do cơ quan đặt thêm ngoài kế hoạch.")]
    due: Vec<RawDue>,
    #[schemars(description = "Liên hệ của từng đơn vị, dùng trong đôn đốc và thư.")]
    contact: Vec<Contact>,
}

/// The JSON schema of `tonghop.toml`.
pub fn schema() -> schemars::Schema {
    schemars::schema_for!(RawSettings)
}

/// Every key that a settings file may hold at its top level.
const KEYS: [&str; 6] = ["period", "cut_off_day", "tree", "look", "due", "contact"];

/// The settings as meant.
#[derive(Debug, Clone, Default)]
pub struct Settings {
    /// The period to report where none is asked for.
    pub period: Option<Period>,
    /// The last day of the office's periods, 1 to 31; none where the plan's holds.
    pub cut_off_day: Option<i8>,
    /// The tree of places to report in where none is asked for.
    pub tree: Option<Tree>,
    /// How documents look.
    pub look: Look,
    due: Vec<RawDue>,
}

impl Settings {
    /// Lists that the office itself calls in, within the days of the plan.
    pub fn dues(&self, plan: &Plan, written: &SourceText) -> Noted<Vec<Due>> {
        let mut dues = Noted::clean(Vec::new());
        for due in &self.due {
            match due.dues(plan.from, plan.to, plan.cut_off_day) {
                Ok(windows) => dues.value.extend(windows),
                Err((message, span)) => dues.findings.push(Finding::new(
                    Code::SettingUnknown,
                    span.map_or_else(|| written.whole().clone(), |span| written.place(span.start)),
                    format!("Hạn «{}»: {message}.", due.name),
                )),
            }
        }
        dues
    }
}

/// Reads the settings. A file that cannot be understood gives the findings that say why.
pub(super) fn read(written: &SourceText) -> Result<Settings, Vec<Finding>> {
    let raw: RawSettings = toml::from_str(written.text()).map_err(|error| vec![explain(written, &error)])?;
    let mut findings = Vec::new();
    // A line of a file tells itself by the message.
    let place = |key: &str| {
        if written.is_file() { written.whole().clone() } else { written.place_of(key) }
    };
    let period = raw.period.as_deref().and_then(|said| {
        let period = Period::parse(said);
        if period.is_none() {
            let message = format!("Kỳ «{said}» không đúng dạng: ghi tháng 2024-06, quý 2024-Q2, nửa năm 2024-H1, chín tháng 2024-9M hoặc năm 2024.");
            findings.push(Finding::new(Code::SettingUnknown, place("period"), message));
        }
        period
    });
    let tree = raw.tree.as_deref().and_then(|said| {
        let tree = Tree::from_id(said);
        if tree.is_none() {
            let message =
                format!("Cây đơn vị «{said}» không có: chọn old (tỉnh – huyện – xã) hoặc new (tỉnh – xã).");
            findings.push(Finding::new(Code::SettingUnknown, place("tree"), message));
        }
        tree
    });
    if let Some(day) = raw.cut_off_day.filter(|day| !(1..=MONTH_END).contains(day)) {
        let message = format!("Ngày chốt «cut_off_day = {day}» không phải ngày của tháng: ghi từ 1 đến 31.");
        findings.push(Finding::new(Code::SettingUnknown, place("cut_off_day"), message));
    }
    if !findings.is_empty() {
        return Err(findings);
    }
    Ok(Settings {
        period,
        cut_off_day: raw.cut_off_day,
        tree,
        look: Look { contacts: raw.contact, ..raw.look },
        due: raw.due,
    })
}

/// A fault of the file in the officer's words, with its line and the nearest known key.
fn explain(written: &SourceText, error: &toml::de::Error) -> Finding {
    let place = written.place(error.span().map_or(0, |span| span.start));
    let unknown = error.message().strip_prefix("unknown field `").and_then(|rest| rest.split('`').next());
    let message = match unknown {
        Some(key) => {
            let listed: Vec<&str> = error.message().split('`').skip(3).step_by(2).collect();
            let known = listed.into_iter().chain(KEYS);
            match text::nearest(key, known) {
                Some(near) => format!("Không có cài đặt «{key}»; có phải «{near}»?"),
                None => format!("Không có cài đặt «{key}»."),
            }
        }
        None if !written.is_file() => {
            format!("Giá trị không dùng được: {}.", syntax_reason(error.message(), ""))
        }
        None => {
            let source = written.text();
            let start = error.span().map_or(0, |span| span.start);
            let start = source.get(..start).and_then(|before| before.rfind('\n')).map_or(0, |at| at + 1);
            let line = source.get(start..).unwrap_or_default().lines().next().unwrap_or_default();
            format!("Không hiểu dòng «{}»: {}.", line.trim(), syntax_reason(error.message(), line))
        }
    };
    Finding::new(Code::SettingUnknown, place, message)
}

#[cfg(test)]
mod tests {
    /// `schemas/settings.schema.json` is made from the types above: TONGHOP_REWRITE=1 cargo test writes it.
    #[test]
    fn the_schema_is_that_of_the_types() -> std::io::Result<()> {
        let mut schema = serde_json::to_string_pretty(&super::schema()).unwrap_or_default();
        schema.push('\n');
        let path = concat!(env!("CARGO_MANIFEST_DIR"), "/schemas/settings.schema.json");
        if std::env::var_os("TONGHOP_REWRITE").is_some() {
            std::fs::write(path, &schema)?;
        }
        assert_eq!(std::fs::read_to_string(path)?, schema);
        Ok(())
    }
}

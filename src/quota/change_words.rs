//! A change in the officer's words.

use crate::plan::{Bound, HolderKind, MovementId, Plan};
use crate::units::{UnitBook, UnitCode};

use super::{BridgeStep, Cause, Change, QuotaChange, Reconciliation, StepKind};

impl Change {
    /// What a change can be of: nothing for new and withdrawn ones, else a column of `exemplars.csv`.
    pub const FIELDS: [&'static str; 8] =
        ["", "exemplar_id", "kind", "name", "birth_year", "unit_code", "movement_ids", "lead_codes"];

    /// The field of that name.
    pub fn field_named(name: &str) -> Option<&'static str> {
        Change::FIELDS.into_iter().find(|field| *field == name)
    }

    /// What an officer calls the field.
    pub fn field_label(&self) -> &'static str {
        match self.field {
            "exemplar_id" => "Gộp với điển hình",
            "kind" => "Đối tượng",
            "name" => "Tên",
            "birth_year" => "Năm sinh",
            "unit_code" => "Đơn vị",
            "movement_ids" => "Phong trào",
            "lead_codes" => "Cơ quan chủ trì",
            other => other,
        }
    }

    /// The values before and after by their names instead of codes.
    pub fn shown(&self, plan: &Plan, units: &UnitBook) -> [String; 2] {
        let unit = |code: &str| {
            let unit = units.find(&UnitCode::new(code));
            unit.map_or_else(|| code.to_owned(), |unit| unit.name.clone())
        };
        let movement = |id: &str| {
            let movement = plan.movement(&MovementId::new(id));
            movement.map_or_else(|| id.to_owned(), |movement| movement.short.clone())
        };
        [&self.before, &self.after].map(|value| {
            let each = |name: &dyn Fn(&str) -> String| {
                value.split(';').filter(|one| !one.is_empty()).map(name).collect::<Vec<_>>().join("; ")
            };
            match self.field {
                "kind" => {
                    HolderKind::from_id(value).map_or_else(|| value.as_str(), |kind| kind.label()).to_owned()
                }
                "unit_code" | "lead_codes" => each(&unit),
                "movement_ids" => each(&movement),
                _ => value.to_string(),
            }
        })
    }
}

impl BridgeStep<'_> {
    /// The line in words.
    pub fn label(&self, of: &Reconciliation) -> String {
        match self.kind {
            StepKind::Issued if of.is_closed => format!("Đã phát hành, {} (đã khóa)", of.from.label()),
            StepKind::Issued if of.differs() => format!("Đã phát hành, {}", of.from.label()),
            StepKind::Issued => format!("Đến hết {}", of.from.label()),
            StepKind::Correction(cause @ Cause::References) => {
                format!("Điều chỉnh: {} {}", cause.label(), references(self.source))
            }
            StepKind::Correction(cause) => format!("Điều chỉnh: {}", cause.label()),
            StepKind::Between => "Các kỳ ở giữa chưa phát hành".to_owned(),
            StepKind::Within => "Trong kỳ này".to_owned(),
        }
    }

    /// The file that it is about; empty where it is about none.
    pub fn file(&self) -> &str {
        match self.kind {
            StepKind::Correction(Cause::References) => "",
            _ => self.source,
        }
    }
}

impl QuotaChange {
    /// The change in words: `tối thiểu từ 3 thành 5`.
    pub fn label(&self) -> String {
        let bound = match self.bound {
            Bound::AtLeast => "tối thiểu",
            Bound::AtMost => "không quá",
        };
        match (&self.before, &self.after) {
            (Some(before), Some(after)) => format!("{bound} từ {before} thành {after}"),
            (None, Some(after)) => format!("chỉ tiêu mới: {bound} {after}"),
            (Some(before), None) => format!("không còn chỉ tiêu (đã phát hành: {bound} {before})"),
            (None, None) => String::new(),
        }
    }
}

/// What else changed, in words; its names joined by `;`.
pub fn references(changed: &str) -> String {
    let label = |name: &str| {
        match name {
            "answers" => "câu trả lời",
            "plan" => "kế hoạch",
            "program" => "chương trình",
            "sameness" => "tham số so trùng",
            "settings" => "cài đặt",
            "units" => "danh mục đơn vị",
            "words" => "bảng từ của cơ quan",
            other => other,
        }
        .to_owned()
    };
    changed.split(';').map(label).collect::<Vec<_>>().join(" hoặc ")
}

//! A change in the officer's words.

use crate::plan::{HolderKind, MovementId, Plan};
use crate::units::{UnitBook, UnitCode};

use super::Change;

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
                    HolderKind::from_id(value).map_or_else(|| value.clone(), |kind| kind.label().to_owned())
                }
                "unit_code" | "lead_codes" => each(&unit),
                "movement_ids" => each(&movement),
                _ => value.clone(),
            }
        })
    }
}

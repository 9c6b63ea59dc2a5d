use serde::Deserialize;

/// What an office puts on its documents: the section `[van_ban]`… of `tonghop.toml`.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct Look {
    /// Upper line of the letterhead: the authority above.
    pub authority_above: String,
    /// Lower line of the letterhead: the office that issues the table.
    pub office: String,
    /// Place name before the date.
    pub place: String,
    /// Lines over the signature, such as `TL. CHỦ TỊCH`, `TRƯỞNG PHÒNG`.
    pub signatory_lines: Vec<String>,
    /// The signatory's name; blank leaves room to write it.
    pub signatory: String,
    /// Lines of "Nơi nhận".
    pub recipients: Vec<String>,
}

impl Default for Look {
    fn default() -> Look {
        Look {
            authority_above: String::new(),
            office: String::new(),
            place: String::new(),
            signatory_lines: vec!["THỦ TRƯỞNG ĐƠN VỊ".to_owned()],
            signatory: String::new(),
            recipients: Vec::new(),
        }
    }
}

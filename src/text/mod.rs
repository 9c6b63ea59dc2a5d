//! stub
/// How the letters of a cell were repaired.
#[derive(Debug, Clone, PartialEq)]
pub struct Repair {
    /// The text as it stood in the file.
    pub raw: Box<str>,
    /// Stable name of the rule applied, e.g. `tcvn3`.
    pub rule: &'static str,
    /// How sure, 0 to 1.
    pub confidence: f32,
}

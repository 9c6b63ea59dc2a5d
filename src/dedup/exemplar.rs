use std::fmt;
use std::sync::Arc;

use crate::plan::{HolderKind, MovementId, Period};
use crate::units::UnitCode;

/// Identifier of an exemplar, the same in every run.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct ExemplarId(Arc<str>);

impl ExemplarId {
    /// An identifier from the content of an exemplar's first registration.
    pub fn of(parts: &[&str]) -> ExemplarId {
        let mut hasher = blake3::Hasher::new();
        for part in parts {
            hasher.update(part.as_bytes());
            hasher.update(&[0]);
        }
        ExemplarId(format!("E-{}", &hasher.finalize().to_hex()[..10]).into())
    }

    /// The identifier as text.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl fmt::Display for ExemplarId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

/// One exemplar, however often it was registered.
#[derive(Debug, Clone, PartialEq)]
pub struct Exemplar {
    /// Its identifier.
    pub id: ExemplarId,
    /// Who it is.
    pub kind: HolderKind,
    /// The name as printed.
    pub name: String,
    /// Year of birth, where it is known.
    pub birth_year: Option<i16>,
    /// The unit it belongs to.
    pub unit: Option<UnitCode>,
    /// Movements in which it is registered, in the order of the plan.
    pub movements: Vec<MovementId>,
    /// Lead agencies to which it counts, one for each of `movements` where that is known.
    pub leads: Vec<Option<UnitCode>>,
    /// Positions of its registrations in the registry, the one that counts first; withdrawn,
    /// superseded and rejected ones are not among them.
    pub registrations: Vec<usize>,
    /// The period of its earliest registration.
    pub first_period: Period,
}

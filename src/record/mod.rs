//! Row → [`Registration`]: typed fields first, then rules over one registration.
//!
//! Knows units and the plan, and nothing of any other registration.

mod registration;

pub use registration::{Gender, Registration, RegistrationId, Status};

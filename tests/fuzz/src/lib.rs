//! The rooms that meet what strangers send, as they are in `src`, without those that only compute.

#![allow(dead_code, unused_imports, reason = "what the rooms offer to others is used by others")]

#[path = "../../../src/finding/mod.rs"]
pub mod finding;
#[path = "../../../src/text/mod.rs"]
pub mod text;
#[path = "../../../src/package/mod.rs"]
pub mod package;

#[path = "../../../src/units/mod.rs"]
pub mod units;
#[path = "../../../src/plan/mod.rs"]
pub mod plan;

#[path = "../../../src/intake/mod.rs"]
pub mod intake;
#[path = "../../../src/layout/mod.rs"]
pub mod layout;
#[path = "../../../src/record/mod.rs"]
pub mod record;
#[path = "../../../src/registry/mod.rs"]
pub mod registry;

//! The rooms that meet what strangers send, as they are in `src`, without those that only compute.

#![allow(dead_code, reason = "what the rooms offer to others is used by others")]

#[path = "../../../src/finding/mod.rs"]
pub mod finding;
#[path = "../../../src/text/mod.rs"]
pub mod text;

#[path = "../../../src/intake/mod.rs"]
pub mod intake;
#[path = "../../../src/layout/mod.rs"]
pub mod layout;

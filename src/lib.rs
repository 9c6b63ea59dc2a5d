//! tonghop
pub mod finding;
pub mod text;
pub mod units;
pub mod plan;
pub mod intake;
pub mod layout;
pub mod record;
pub mod registry;
pub mod dedup;
pub mod quota;
pub mod ledger;
pub mod report;
pub mod cli;

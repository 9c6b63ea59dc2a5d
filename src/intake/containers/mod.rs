//! Files that hold files: archives and mails.

pub(super) mod mail;
pub(super) mod ole;
pub(super) mod outlook;
pub(super) mod tnef;
pub(super) mod zip;

mod continued_names;

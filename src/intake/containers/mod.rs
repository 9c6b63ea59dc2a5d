//! Files that hold files: archives and mails. They tell what they hold; `walk` goes on from there.

pub(super) mod mail;
pub(super) mod members;
pub(super) mod ole;
pub(super) mod outlook;
pub(super) mod parts;
pub(super) mod rar;
pub(super) mod seven_zip;
pub(super) mod tnef;
pub(super) mod zip;

mod continued_names;

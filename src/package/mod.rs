//! A zip of parts: the Open Packaging Conventions (ECMA-376, part 2), under .xlsx, .xlsm and .xlsb.
//!
//! ```text
//! scan       the tags of a part, their attributes and the text between them; entities
//! xml        quick-xml set to forgive what office programs write
//! edit       where the elements of a part stand, and edits spliced in at such places
//! relations  the relationships of a part, and the part that a target means
//! reference  areas of cells (A1), and the references of formulas to them
//! rows       the rows of a sheet part, and where their cells stand in its text
//! made_by    the system that a zip says it was made on
//! workbook   a workbook opened to be changed: parts that do not change are copied as they are packed
//! error      why a workbook cannot be opened or changed
//! ```
//!
//! The only room that knows how parts refer to each other. It knows no word of a form, and no limits
//! against hostile files: `intake` unpacks what arrives, under its own limits, and hands texts here.

pub(crate) mod edit;
mod error;
mod made_by;
pub(crate) mod reference;
pub(crate) mod relations;
pub(crate) mod rows;
pub(crate) mod scan;
mod workbook;
pub(crate) mod xml;

pub use error::PackageError;
pub(crate) use made_by::{made_the_same, member_options};
pub(crate) use workbook::{Package, WorkbookSheet, sheets};

//! Files that hold cells.
//!
//! ```text
//! xlsx             read from its parts, in one pass
//! xlsb             by `calamine` (over xlsb_looks)
//! xls              by `calamine` (over biff, xls_fonts, xls_aside)
//! docx             the tables of a Word document
//! ods  html  web_archive  spreadsheet_xml  delimited
//! ```

pub(super) mod delimited;
pub(super) mod docx;
pub(super) mod html;
pub(super) mod ods;
pub(super) mod spreadsheet_xml;
pub(super) mod web_archive;
pub(super) mod xls;
pub(super) mod xlsb;
pub(super) mod xlsx;

mod biff;
mod xls_aside;
mod xls_fonts;
mod xlsb_looks;

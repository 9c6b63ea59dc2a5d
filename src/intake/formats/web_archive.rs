//! "Single file web page" (MHTML): what Excel saves under the name .xls where somebody chose it. Its parts are
//! those of a mail (RFC 2557), so `mail-parser` reads them; each page with a table is a sheet.

use std::borrow::Cow;

use mail_parser::PartType;

use crate::intake::containers::mail::parse;
use crate::intake::grid::BookBuilder;
use crate::intake::trouble::Trouble;

use super::html::read_page;

/// Reads all pages with tables into `book`.
pub(in crate::intake) fn read(bytes: &[u8], book: &mut BookBuilder<'_>) -> Result<(), Trouble> {
    let message = parse(bytes)?;
    let pages: Vec<&Cow<'_, str>> = message
        .parts
        .iter()
        .filter_map(|part| match &part.body {
            PartType::Html(page) => Some(page),
            _ => None,
        })
        .collect();
    // The first page of a workbook of several sheets lists their names, and holds no cells.
    let names = pages.first().map(|page| sheet_names(page)).unwrap_or_default();
    let has_cells = |page: &&&Cow<'_, str>| page.contains("<td") || page.contains("<TD");
    let tables: Vec<_> = pages.iter().filter(has_cells).collect();
    if tables.is_empty() {
        return Err(Trouble::Unsupported("trang web (MHTML) không có bảng"));
    }
    for (at, page) in tables.iter().enumerate() {
        let name = names.get(at).filter(|_| names.len() == tables.len());
        let unnamed = if at == 0 { "HTML".to_owned() } else { format!("HTML {}", at + 1) };
        read_page(page, name.map_or(&unnamed, |name| name), book)?;
    }
    Ok(())
}

/// What Excel notes of the names of sheets: `<x:Name>Danh sách</x:Name>`.
fn sheet_names(page: &str) -> Vec<String> {
    let named = page.split("<x:Name>").skip(1).filter_map(|after| after.split_once("</x:Name>"));
    named
        .map(|(name, _)| quick_xml::escape::unescape(name).map_or_else(|_| name.to_owned(), Cow::into_owned))
        .collect()
}

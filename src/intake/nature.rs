//! What a file is: a workbook of some format, a container, a mail, or nothing for us.

use super::containers::ole;
use super::containers::rar::Rar;
use super::containers::seven_zip::SevenZip;
use super::containers::zip::Archive;
use super::limits::Limits;
use super::passwords::Passwords;
use super::sniff::FileKind;
use super::trouble::Trouble;

/// What a file turned out to be.
pub(super) enum Nature<'a> {
    Workbook(Format, Option<Archive<'a>>),
    Archive(Archive<'a>),
    Rar(Box<Rar>),
    SevenZip(Box<SevenZip<'a>>),
    /// A workbook behind a password, in the envelope of Office.
    Locked,
    Mail,
    Mailbox,
    OutlookMessage,
    Winmail,
}

impl<'a> Nature<'a> {
    /// Told by content: signatures, then what lies inside.
    pub(super) fn of(
        bytes: &'a [u8],
        passwords: &'a Passwords,
        limits: &Limits,
    ) -> Result<Nature<'a>, Trouble> {
        if bytes.is_empty() {
            return Err(Trouble::Empty);
        }
        Ok(match FileKind::of(bytes) {
            FileKind::Zip => {
                let archive = Archive::open(bytes, passwords, limits)?;
                let beneath = |name: &str, end: &str| {
                    name == end || name.strip_suffix(end).is_some_and(|rest| rest.ends_with('/'))
                };
                if archive.has(|name| beneath(name, "workbook.xml")) {
                    Nature::Workbook(Format::Xlsx, Some(archive))
                } else if archive.has(|name| beneath(name, "workbook.bin")) {
                    Nature::Workbook(Format::Xlsb, Some(archive))
                } else if archive.has(|name| name == "content.xml") {
                    Nature::Workbook(Format::Ods, Some(archive))
                } else if archive.has(|name| name.starts_with("word/")) {
                    Nature::Workbook(Format::Docx, Some(archive))
                } else if archive.has(|name| name.starts_with("ppt/")) {
                    return Err(Trouble::Unsupported("tệp trình chiếu (.pptx)"));
                } else if archive.has(|name| name == "[content_types].xml") {
                    // `_rels/.rels` may name any part as the workbook; `calamine` will follow it.
                    Nature::Workbook(Format::Xlsx, Some(archive))
                } else {
                    Nature::Archive(archive)
                }
            }
            FileKind::Ole => match ole::envelope(bytes)? {
                ole::Envelope::Workbook => Nature::Workbook(Format::Xls, None),
                ole::Envelope::Message => Nature::OutlookMessage,
                ole::Envelope::Locked => Nature::Locked,
            },
            FileKind::Rar => Nature::Rar(Box::new(Rar::open(bytes, passwords, limits)?)),
            FileKind::SevenZip => Nature::SevenZip(Box::new(SevenZip::open(bytes, passwords, limits)?)),
            FileKind::BareBiff => Nature::Workbook(Format::Xls, None),
            FileKind::Html => Nature::Workbook(Format::Html, None),
            FileKind::WebArchive => Nature::Workbook(Format::WebArchive, None),
            FileKind::SpreadsheetXml => Nature::Workbook(Format::SpreadsheetXml, None),
            FileKind::Text => Nature::Workbook(Format::Delimited, None),
            FileKind::Mail => Nature::Mail,
            FileKind::Mailbox => Nature::Mailbox,
            FileKind::Tnef => Nature::Winmail,
            FileKind::Other(what) => return Err(Trouble::Unsupported(what)),
        })
    }
}

/// The formats that hold cells.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Format {
    Xlsx,
    Xlsb,
    Ods,
    Xls,
    Html,
    WebArchive,
    SpreadsheetXml,
    Delimited,
    Docx,
}

impl Format {
    /// What people call it, and the extensions it may rightly bear.
    pub(super) fn known_as(self) -> (&'static str, &'static [&'static str]) {
        match self {
            Format::Xlsx => ("Excel (.xlsx)", &["xlsx", "xlsm", "xltx", "xltm", "xlam"]),
            Format::Xlsb => ("Excel nhị phân (.xlsb)", &["xlsb"]),
            Format::Ods => ("LibreOffice (.ods)", &["ods", "ots"]),
            Format::Docx => ("Word (.docx)", &["docx", "docm", "dotx", "dotm"]),
            Format::Xls => ("Excel 97–2003 (.xls)", &["xls", "xlt", "xla", "et"]),
            Format::Html => ("trang web (HTML)", FileKind::Html.extensions()),
            Format::WebArchive => ("trang web một tệp (MHTML)", FileKind::WebArchive.extensions()),
            Format::SpreadsheetXml => ("XML Spreadsheet 2003", FileKind::SpreadsheetXml.extensions()),
            Format::Delimited => ("văn bản phân cách (CSV)", FileKind::Text.extensions()),
        }
    }
}

//! A workbook opened to be changed part by part.
//!
//! Parts that do not change are copied as they are packed, without being unpacked.

use std::borrow::Cow;
use std::collections::{BTreeMap, BTreeSet};
use std::io::{Cursor, Read, Write};

use zip::{CompressionMethod, ZipArchive, ZipWriter};

use super::edit::{attribute, outline};
use super::error::PackageError;
use super::made_by::member_options;
use super::relations::{Relationship, relations, relations_part};

/// More than this no part of an honest workbook unpacks to, in bytes.
const LARGEST_PART: u64 = 4 << 30;

/// What an OLE file begins with: an .xls, or an envelope around an encrypted workbook.
const OLE: &[u8] = &[0xD0, 0xCF, 0x11, 0xE0];

/// An opened workbook with the parts changed so far.
pub(crate) struct Package<'a> {
    zip: ZipArchive<Cursor<&'a [u8]>>,
    names: Vec<String>,
    /// Parts in their new form; none for those that go.
    changed: BTreeMap<String, Option<String>>,
}

impl<'a> Package<'a> {
    /// Opens the bytes of a workbook.
    pub(crate) fn open(bytes: &'a [u8]) -> Result<Package<'a>, PackageError> {
        if bytes.starts_with(OLE) {
            // Excel wraps what it encrypts; whatever else is an OLE file is no .xlsx.
            let wide: Vec<u8> = "EncryptedPackage".encode_utf16().flat_map(u16::to_le_bytes).collect();
            let encrypted = bytes.windows(wide.len()).any(|window| window == wide);
            return Err(if encrypted { PackageError::Encrypted } else { PackageError::Format });
        }
        let zip = ZipArchive::new(Cursor::new(bytes)).map_err(|_| PackageError::Format)?;
        let names: Vec<String> = zip
            .file_names()
            .map(|name| name.map(Cow::into_owned))
            .collect::<Result<_, _>>()
            .map_err(|_| PackageError::Format)?;
        if names.iter().collect::<BTreeSet<&String>>().len() < names.len() {
            return Err(PackageError::Format);
        }
        let package = Package { zip, names, changed: BTreeMap::new() };
        if package.find("[Content_Types].xml").is_none() {
            return Err(PackageError::Format);
        }
        Ok(package)
    }

    /// The names of all parts, in the order of the zip.
    pub(crate) fn names(&self) -> &[String] {
        &self.names
    }

    /// A part's name as the zip has it; names tell no cases apart.
    pub(crate) fn find(&self, name: &str) -> Option<&str> {
        let plain = |name: &str| name.replace('\\', "/").trim_start_matches('/').to_ascii_lowercase();
        let wanted = plain(name);
        self.names.iter().map(String::as_str).find(|name| plain(name) == wanted)
    }

    /// The text of a part, as it is now.
    pub(crate) fn text(&mut self, name: &str) -> Result<String, PackageError> {
        let damaged = || PackageError::damaged(name);
        let name = self.find(name).ok_or_else(damaged)?.to_owned();
        if let Some(Some(text)) = self.changed.get(&name) {
            return Ok(text.clone());
        }
        let part = self.zip.by_name(&name).map_err(|_| damaged())?;
        let mut text = String::new();
        part.take(LARGEST_PART).read_to_string(&mut text).map_err(|_| damaged())?;
        if text.starts_with('\u{FEFF}') {
            text.remove(0);
        }
        Ok(text)
    }

    /// Puts a part in a new form.
    pub(crate) fn set(&mut self, name: &str, text: String) {
        if let Some(name) = self.find(name).map(str::to_owned) {
            self.changed.insert(name, Some(text));
        }
    }

    /// Takes a part out.
    pub(crate) fn drop_part(&mut self, name: &str) {
        if let Some(name) = self.find(name).map(str::to_owned) {
            self.changed.insert(name, None);
        }
    }

    /// The relationships of a part inside the package; those of the package itself for "".
    pub(crate) fn relations(&mut self, part: &str) -> Result<Vec<Relationship>, PackageError> {
        let stated_in = relations_part(part);
        if self.find(&stated_in).is_none() {
            return Ok(Vec::new());
        }
        let text = self.text(&stated_in)?;
        // What breaks off may have stated more: a workbook is changed only where all is known.
        outline(&text, "").map_err(|_| PackageError::damaged(&stated_in))?;
        Ok(relations(part, &text))
    }

    /// Whether nothing has changed.
    pub(crate) fn is_unchanged(&mut self) -> bool {
        let changed = std::mem::take(&mut self.changed);
        let same = changed
            .iter()
            .all(|(name, new)| new.as_ref().is_some_and(|new| self.text(name).is_ok_and(|old| old == *new)));
        self.changed = changed;
        same
    }

    /// The bytes of the workbook with its changes.
    pub(crate) fn write(mut self) -> Result<Vec<u8>, PackageError> {
        let damaged = |name: &str| PackageError::damaged(name);
        let mut out = ZipWriter::new(Cursor::new(Vec::new()));
        for at in 0..self.zip.len() {
            let part = self.zip.by_index_raw(at).map_err(|_| damaged("zip"))?;
            let name = part.name().map_err(|_| damaged("zip"))?.into_owned();
            match self.changed.get(&name) {
                None => out.raw_copy_file(part).map_err(|_| damaged(&name))?,
                Some(None) => {}
                Some(Some(text)) => {
                    let mut options = member_options()
                        .compression_method(CompressionMethod::Deflated)
                        .large_file(u32::try_from(text.len()).is_err());
                    if let Some(time) = part.last_modified() {
                        options = options.last_modified_time(time);
                    }
                    out.start_file(&name, options).map_err(|_| damaged(&name))?;
                    out.write_all(text.as_bytes()).map_err(|_| damaged(&name))?;
                }
            }
        }
        out.set_raw_comment(self.zip.comment().to_vec().into_boxed_slice()).map_err(|_| damaged("zip"))?;
        let bytes = out.finish().map_err(|_| damaged("zip"))?.into_inner();
        self.proves(&bytes)?;
        Ok(bytes)
    }

    /// Proves on the finished bytes that every other part is what it was, and that what changed is XML.
    fn proves(&mut self, bytes: &[u8]) -> Result<(), PackageError> {
        let damaged = |name: &str| PackageError::damaged(name);
        let mut new = ZipArchive::new(Cursor::new(bytes)).map_err(|_| damaged("zip"))?;
        for name in self.names.clone() {
            match self.changed.get(&name) {
                Some(None) => {}
                Some(Some(text)) => {
                    outline(text, "sheetData").map_err(|_| damaged(&name))?;
                }
                None => {
                    let print = |zip: &mut ZipArchive<Cursor<&[u8]>>| {
                        zip.by_name(&name).ok().map(|part| (part.crc32(), part.size()))
                    };
                    let before = print(&mut self.zip);
                    if before.is_none() || before != print(&mut new) {
                        return Err(damaged(&name));
                    }
                }
            }
        }
        Ok(())
    }
}

/// One sheet of a workbook.
#[derive(Debug, Clone)]
pub(crate) struct WorkbookSheet {
    /// Its name.
    pub(crate) name: String,
    /// Its part.
    pub(crate) part: String,
}

/// The workbook part and its sheets, in the order of their tabs.
pub(crate) fn sheets(package: &mut Package<'_>) -> Result<(String, Vec<WorkbookSheet>), PackageError> {
    let top = package.relations("")?;
    if top.iter().any(|relation| relation.kind == "origin") {
        return Err(PackageError::Signed);
    }
    let book =
        top.into_iter().find(|relation| relation.kind == "officeDocument").ok_or(PackageError::Format)?;
    let relations = package.relations(&book.target)?;
    if relations.iter().any(|relation| relation.kind == "revisionHeaders") {
        return Err(PackageError::Shared);
    }
    // The main part of an .xlsb is no XML at all.
    if book.target.to_ascii_lowercase().ends_with(".bin") {
        return Err(PackageError::Format);
    }
    let text = package.text(&book.target)?;
    let elements = outline(&text, "").map_err(|_| PackageError::Damaged { part: book.target.clone() })?;
    // A document of another program has a main part, too, but no such root.
    if elements.first().is_none_or(|root| root.name() != "workbook") {
        return Err(PackageError::Format);
    }
    let sheets = elements.iter().filter(|element| element.name() == "sheet");
    let sheets = sheets
        .filter_map(|sheet| {
            let id = attribute_of_relation(sheet.tag)?;
            let relation = relations.iter().find(|relation| relation.id == id)?;
            Some(WorkbookSheet { name: sheet.get("name")?, part: relation.target.clone() })
        })
        .collect();
    Ok((book.target, sheets))
}

/// The value of `r:id`, whatever prefix the part uses for relationships.
fn attribute_of_relation(tag: &str) -> Option<String> {
    attribute(tag, "id").filter(|id| !id.is_empty())
}

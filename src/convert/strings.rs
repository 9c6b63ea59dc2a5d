//! The shared strings. Cells that share one may stand in different fonts and columns, and so be read
//! differently: the first reading takes the string's place, the others are put behind the last one.

use std::collections::BTreeMap;

use crate::package::edit::{Edits, MalformedXml, outline};

use super::runs::{RunText, items};

/// The strings of a workbook, and what becomes of them.
pub(super) struct StringTable {
    xml: String,
    items: Vec<RunText>,
    /// By number, the readings so far with the numbers they got.
    readings: BTreeMap<usize, Vec<(Vec<String>, usize)>>,
    changes: Edits,
    appended: Vec<String>,
}

impl StringTable {
    /// Takes the part apart.
    pub(super) fn read(xml: String) -> Result<StringTable, MalformedXml> {
        let items = items(&xml, "si")?;
        Ok(StringTable {
            xml,
            items,
            readings: BTreeMap::new(),
            changes: Edits::default(),
            appended: Vec::new(),
        })
    }

    /// A string by its number.
    pub(super) fn get(&self, at: usize) -> Option<&RunText> {
        self.items.get(at)
    }

    /// The number under which a reading of a string stands from now on.
    pub(super) fn put(&mut self, at: usize, texts: &[String]) -> Result<usize, MalformedXml> {
        let item = self.items.get(at).ok_or(MalformedXml)?;
        let readings = self.readings.entry(at).or_default();
        if let Some((_, number)) = readings.iter().find(|(known, _)| known == texts) {
            return Ok(*number);
        }
        let number = if readings.is_empty() {
            item.put(texts, &mut self.changes);
            at
        } else {
            self.appended.push(item.copy(&self.xml, texts)?);
            self.items.len() + self.appended.len() - 1
        };
        readings.push((texts.to_vec(), number));
        Ok(number)
    }

    /// The part in its new form.
    pub(super) fn write(mut self) -> Result<String, MalformedXml> {
        if !self.appended.is_empty() {
            let elements = outline(&self.xml, "si")?;
            let root = elements.first().ok_or(MalformedXml)?;
            let end = root.inside.end;
            if root.get("uniqueCount").is_some() {
                let number = (self.items.len() + self.appended.len()).to_string();
                self.changes.set(root, "uniqueCount", &number);
            }
            self.changes.replace(end..end, self.appended.concat());
        }
        self.changes.apply(&self.xml)
    }
}

#[cfg(test)]
#[expect(clippy::expect_used, reason = "a test that fails says where")]
mod tests {
    use super::*;

    #[test]
    fn each_reading_has_a_string() {
        let xml = "<sst count=\"3\" uniqueCount=\"2\"><si><t>bé</t></si><si><t>ban</t></si></sst>";
        let mut strings = StringTable::read(xml.to_owned()).expect("strings");
        let mut put = |at: usize, text: &str| strings.put(at, &[text.to_owned()]).expect("a string");
        assert_eq!(put(0, "bộ"), 0);
        assert_eq!(put(0, "bé"), 2);
        assert_eq!(put(0, "bộ"), 0);
        assert_eq!(put(1, "ban"), 1);
        let expect = "<sst count=\"3\" uniqueCount=\"3\"><si><t>bộ</t></si><si><t>ban</t></si><si><t>bé</t></si></sst>";
        assert_eq!(strings.write().expect("a part"), expect);
    }
}

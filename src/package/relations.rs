//! The relationships of a part (ECMA-376, part 2, clause 9.3), and the part that a target means.

use std::borrow::Cow;

use super::xml::each_tag;

/// A relationship of a part to another part of the same package.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Relationship {
    /// Its id in the part.
    pub(crate) id: String,
    /// The last word of its type: `worksheet`, `table`, `calcChain`.
    pub(crate) kind: String,
    /// The path of the part it leads to, without a leading `/`.
    pub(crate) target: String,
}

/// The path of the part that holds the relationships of a part; those of the package itself for "".
pub(crate) fn relations_part(part: &str) -> String {
    match part.rsplit_once('/') {
        Some((folder, name)) => format!("{folder}/_rels/{name}.rels"),
        None => format!("_rels/{part}.rels"),
    }
}

/// What the relationships part of `part` states, relationships to the outside left out. An XML that
/// breaks off gives what stands before.
pub(crate) fn relations(part: &str, xml: &str) -> Vec<Relationship> {
    let mut relations = Vec::new();
    each_tag(xml, |tag| {
        if tag.name != "Relationship" || tag.attribute("TargetMode").is_some_and(|mode| mode == "External") {
            return;
        }
        let kind = tag.attribute("Type").unwrap_or_default();
        relations.push(Relationship {
            id: tag.attribute("Id").map(Cow::into_owned).unwrap_or_default(),
            kind: kind.rsplit('/').next().unwrap_or_default().to_owned(),
            target: target_part(part, &tag.attribute("Target").unwrap_or_default()),
        });
    });
    relations
}

/// The path of the part that a target means, seen from another part.
pub(crate) fn target_part(from: &str, target: &str) -> String {
    let target = target.replace('\\', "/");
    let (folder, target) = match target.strip_prefix('/') {
        Some(absolute) => ("", absolute),
        None => (from.rsplit_once('/').map_or("", |(folder, _)| folder), target.as_str()),
    };
    let mut path: Vec<&str> = folder.split('/').filter(|step| !step.is_empty()).collect();
    for step in target.split('/') {
        match step {
            ".." => drop(path.pop()),
            "." | "" => {}
            step => path.push(step),
        }
    }
    path.join("/")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_target_means_one_part_however_it_is_written() {
        for (from, target, part) in [
            ("xl/workbook.xml", "worksheets/sheet1.xml", "xl/worksheets/sheet1.xml"),
            ("xl/workbook.xml", "./worksheets/sheet1.xml", "xl/worksheets/sheet1.xml"),
            ("xl/workbook.xml", "../xl/worksheets/sheet1.xml", "xl/worksheets/sheet1.xml"),
            ("xl/workbook.xml", "/xl/worksheets/sheet1.xml", "xl/worksheets/sheet1.xml"),
            ("xl/workbook.xml", "/xl/./worksheets//sheet1.xml", "xl/worksheets/sheet1.xml"),
            ("xl/workbook.xml", "worksheets\\sheet1.xml", "xl/worksheets/sheet1.xml"),
            ("xl/worksheets/sheet1.xml", "../tables/table1.xml", "xl/tables/table1.xml"),
            ("workbook.xml", "../../sheet1.xml", "sheet1.xml"),
            ("", "xl/workbook.xml", "xl/workbook.xml"),
        ] {
            assert_eq!(target_part(from, target), part, "{target} from {from}");
        }
    }

    #[test]
    fn relationships_are_read_with_any_prefix_and_none_that_leads_outside() {
        let xml = "<r:Relationships><r:Relationship Id='a' Type=\"http://x/officeDocument/worksheet\" \
            Target=\"./s&amp;1.xml\"/><Relationship Id='b' Type='x/hyperlink' Target='http://y' \
            TargetMode='External'/></r:Relationships>";
        let worksheet = Relationship {
            id: "a".to_owned(),
            kind: "worksheet".to_owned(),
            target: "xl/s&1.xml".to_owned(),
        };
        assert_eq!(relations("xl/workbook.xml", xml), [worksheet]);
        assert_eq!(relations_part("xl/workbook.xml"), "xl/_rels/workbook.xml.rels");
        assert_eq!(relations_part(""), "_rels/.rels");
    }
}

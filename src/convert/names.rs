//! Names of sheets and of table columns, and the formulas that name them.
//!
//! A sheet that is renamed is renamed wherever a formula, a link or a chart names it, as Excel does
//! itself; text in quotes and other workbooks are passed over.

use crate::package::edit::{Edits, MalformedXml, escape, outline, text_at};
use crate::package::reference::{CellRange, after_brackets, after_quoted, is_name, same_sheet};

/// Old and new names.
#[derive(Debug, Default)]
pub(super) struct Renamed {
    pub(super) sheets: Vec<(String, String)>,
    /// Columns of tables, which formulas name in brackets.
    pub(super) columns: Vec<(String, String)>,
}

/// Elements that hold a formula.
const FORMULAS: [&str; 8] = [
    "f",
    "formula",
    "formula1",
    "formula2",
    "definedName",
    "calculatedColumnFormula",
    "totalsRowFormula",
    "oldFormula",
];

impl Renamed {
    /// Whether every name stays.
    pub(super) fn is_empty(&self) -> bool {
        self.sheets.is_empty() && self.columns.is_empty()
    }

    /// A part with the names in its formulas replaced; none where it names none of them.
    pub(super) fn part(&self, xml: &str) -> Result<Option<String>, MalformedXml> {
        let mut changes = Edits::default();
        let mut any = false;
        for element in outline(xml, "")? {
            if FORMULAS.contains(&element.name())
                && let Some(formula) = text_at(xml, element.inside.clone())
                && let Some(formula) = self.formula(&formula)
            {
                changes.replace(element.inside.clone(), escape(&formula));
                any = true;
            }
            for attribute in ["location", "textlink", "fmlaLink", "fmlaRange"] {
                if let Some(formula) = element.get(attribute).and_then(|formula| self.formula(&formula)) {
                    changes.set(&element, attribute, &formula);
                    any = true;
                }
            }
            if element.name() == "worksheetSource"
                && let Some(name) = element.get("sheet").and_then(|name| self.sheet(&name))
            {
                changes.set(&element, "sheet", name);
                any = true;
            }
        }
        if any { changes.apply(xml).map(Some) } else { Ok(None) }
    }

    /// The new name of a sheet.
    pub(super) fn sheet(&self, name: &str) -> Option<&str> {
        let (_, new) = self.sheets.iter().find(|(old, _)| same_sheet(old, name))?;
        Some(new)
    }

    /// A formula with the names replaced; none where it names none.
    pub(super) fn formula(&self, formula: &str) -> Option<String> {
        let mut out = String::with_capacity(formula.len() * 2);
        let mut rest = formula;
        while let Some(letter) = rest.chars().next() {
            let after = match letter {
                '"' => after_quoted(rest, '"').1,
                '[' => after_brackets(rest),
                '\'' => after_quoted(rest, '\'').1,
                letter if is_name(letter) => {
                    let end = rest.find(|letter| !is_name(letter) && letter != ':').unwrap_or(rest.len());
                    rest.get(end..).unwrap_or_default()
                }
                letter => rest.get(letter.len_utf8()..).unwrap_or_default(),
            };
            let token = rest.get(..rest.len() - after.len()).unwrap_or_default();
            let name = match letter {
                '\'' => Some(after_quoted(token, '\'').0),
                letter if is_name(letter) => Some(token.to_owned()),
                _ => None,
            };
            let named = name.filter(|_| after.starts_with('!')).and_then(|name| self.sheets_named(&name));
            match named {
                Some(name) => {
                    // `Tæng!A1:Tæng!B2` names the sheet twice, and no sheets from A1 on.
                    let (first, name) = match name.split_once(':') {
                        Some((first, name)) if letter != '\'' && CellRange::parse(first).is_some() => {
                            (format!("{first}:"), name)
                        }
                        _ => (String::new(), name.as_str()),
                    };
                    out.push_str(&format!("{first}'{}'", name.replace('\'', "''")));
                }
                None if letter == '[' => out.push_str(&self.columns_in(token)),
                None => out.push_str(token),
            }
            rest = after;
        }
        (out != formula).then_some(out)
    }

    /// The new form of `First` or `First:Last` in front of an exclamation mark.
    fn sheets_named(&self, name: &str) -> Option<String> {
        if let Some(new) = self.sheet(name) {
            return Some(new.to_owned());
        }
        let (first, last) = name.split_once(':')?;
        let new = |name: &str| self.sheet(name).unwrap_or(name).to_owned();
        let both = format!("{}:{}", new(first), new(last));
        (both != name).then_some(both)
    }

    /// Brackets with the columns in them renamed: `[Hä tªn]`, `[[#Headers],[Hä tªn]]`, `[@[Hä tªn]]`.
    fn columns_in(&self, brackets: &str) -> String {
        let mut out = brackets.to_owned();
        for (old, new) in &self.columns {
            for (before, after) in [("[", "]"), ("[@", "]")] {
                out = out.replace(&format!("{before}{old}{after}"), &format!("{before}{new}{after}"));
            }
        }
        out
    }
}

/// The name that a sheet may have instead of its own: at most 31 letters, none that Excel forbids, and
/// no other sheet's.
pub(super) fn sheet_name(shown: &str, others: &[&str]) -> Option<String> {
    let fits = !shown.trim().is_empty()
        && shown.encode_utf16().count() <= 31
        && !shown.contains([':', '\\', '/', '?', '*', '[', ']'])
        && !others.iter().any(|other| same_sheet(other, shown));
    fits.then(|| shown.to_owned())
}

#[cfg(test)]
#[expect(clippy::expect_used, reason = "a test that fails says where")]
mod tests {
    use super::*;

    #[track_caller]
    fn check(formula: &str, expect: Option<&str>) {
        let renamed = Renamed {
            sheets: vec![("DS §¨ng ký".into(), "DS Đăng ký".into()), ("Tæng".into(), "Tổng".into())],
            columns: vec![("Hä tªn".into(), "Họ tên".into())],
        };
        assert_eq!(renamed.formula(formula).as_deref(), expect, "{formula}");
    }

    #[test]
    fn formulas_follow() {
        check("SUM('DS §¨ng ký'!A1:B2)+Tæng!C1", Some("SUM('DS Đăng ký'!A1:B2)+'Tổng'!C1"));
        check("'DS §¨ng ký'!$A$1:$F$9,'DS §¨ng ký'!$1:$2", Some("'DS Đăng ký'!$A$1:$F$9,'DS Đăng ký'!$1:$2"));
        check("SUM(Tæng!A1:Tæng!B2)", Some("SUM('Tổng'!A1:'Tổng'!B2)"));
        check("SUM('Tæng:DS §¨ng ký'!A1)", Some("SUM('Tổng:DS Đăng ký'!A1)"));
        check("COUNTA(tbl[Hä tªn])&tbl[@[Hä tªn]]", Some("COUNTA(tbl[Họ tên])&tbl[@[Họ tên]]"));
    }

    #[test]
    fn what_names_nothing_stays() {
        for formula in
            ["SUM(A1:B2)", "\"Tæng!A1\"", "'[1]Tæng'!A1", "[1]Tæng!A1", "Tæng", "IF(A1>0,1:3,2)", "'Kh¸c'!A1"]
        {
            check(formula, None);
        }
    }

    #[test]
    fn parts_follow() {
        let renamed = Renamed { sheets: vec![("Tæng".into(), "Tổng".into())], columns: Vec::new() };
        let xml = "<a><c:f>Tæng!$A$1:$A$3</c:f><hyperlink location=\"Tæng!A1\"/><v>Tæng!</v></a>";
        let expect = "<a><c:f>&apos;Tổng&apos;!$A$1:$A$3</c:f><hyperlink location=\"&apos;Tổng&apos;!A1\"/><v>Tæng!</v></a>";
        assert_eq!(renamed.part(xml).expect("a part").as_deref(), Some(expect));
    }

    #[test]
    fn excel_allows_a_name() {
        assert_eq!(sheet_name("Tổng hợp", &["Khác"]).as_deref(), Some("Tổng hợp"));
        assert_eq!(sheet_name("Tổng hợp", &["TỔNG HỢP"]), None);
        assert_eq!(sheet_name(&"ă".repeat(32), &[]), None);
    }
}

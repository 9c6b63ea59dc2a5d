//! The styles of a workbook: which of them show a number as a day.

use crate::package::edit::{MalformedXml, outline};

/// Which styles show days, and which go together.
#[derive(Debug, Default)]
pub(super) struct CellFormats {
    /// For each cell style: font, fill and border by their numbers, and whether it shows days.
    styles: Vec<([Option<String>; 3], bool)>,
}

impl CellFormats {
    /// Reads the styles part.
    pub(super) fn read(xml: &str) -> Result<CellFormats, MalformedXml> {
        let elements = outline(xml, "dxfs")?;
        let formats: Vec<(String, String)> = elements
            .iter()
            .filter(|element| element.name() == "numFmt")
            .filter_map(|element| Some((element.get("numFmtId")?, element.get("formatCode")?)))
            .collect();
        let shows_days = |id: &str| {
            let built_in =
                id.parse::<u32>().is_ok_and(|id| matches!(id, 14..=17 | 22 | 27..=31 | 36 | 50..=58));
            built_in || formats.iter().any(|(held, code)| held == id && is_day(code))
        };
        let list = elements.iter().find(|element| element.name() == "cellXfs").ok_or(MalformedXml)?;
        let inside =
            elements.iter().filter(|element| element.name() == "xf" && list.inside.contains(&element.start));
        let styles = inside
            .map(|xf| {
                let days = xf.get("numFmtId").is_some_and(|id| shows_days(&id));
                (["fontId", "fillId", "borderId"].map(|name| xf.get(name)), days)
            })
            .collect();
        Ok(CellFormats { styles })
    }

    /// The style in which a column of days is written: its own where that shows days, else the
    /// nearest one that does; none where the workbook has no such style.
    pub(super) fn for_days(&self, style: Option<&str>) -> Option<String> {
        let at = style.map_or(Some(0), |style| style.parse::<usize>().ok());
        let format = at.and_then(|at| self.styles.get(at));
        if format.is_some_and(|(_, days)| *days) {
            return style.map(str::to_owned).or_else(|| Some("0".to_owned()));
        }
        let same = |look: &[Option<String>; 3]| format.is_some_and(|(format, _)| format == look);
        let mut showing = (0..).zip(&self.styles).filter(|(_, (_, days))| *days);
        let first: Option<usize> = showing.clone().next().map(|(at, _)| at);
        let nearest = showing.find(|(_, (look, _))| same(look)).map(|(at, _)| at);
        nearest.or(first).map(|at| at.to_string())
    }
}

/// Whether a number format shows a day: it names days and years outside quotes and brackets.
fn is_day(code: &str) -> bool {
    let mut plain = String::new();
    let mut letters = code.chars();
    while let Some(letter) = letters.next() {
        match letter {
            '"' => drop(letters.by_ref().find(|letter| *letter == '"')),
            '[' => drop(letters.by_ref().find(|letter| *letter == ']')),
            '\\' | '_' | '*' => drop(letters.next()),
            letter => plain.push(letter.to_ascii_lowercase()),
        }
    }
    plain.contains('d') && plain.contains('y')
}

#[cfg(test)]
#[expect(clippy::expect_used, reason = "a test that fails says where")]
mod tests {
    use super::*;

    #[test]
    fn a_column_of_days_takes_the_nearest_style_that_shows_them() {
        let xml = "<styleSheet><numFmts><numFmt numFmtId=\"164\" formatCode=\"[$-42A]dd\\/mm\\/yyyy\"/>\
            <numFmt numFmtId=\"165\" formatCode=\"0 &quot;day&quot;\"/></numFmts><cellStyleXfs><xf/></cellStyleXfs>\
            <cellXfs><xf numFmtId=\"0\" fontId=\"0\"/><xf numFmtId=\"14\" fontId=\"0\"/><xf numFmtId=\"165\" \
            fontId=\"2\"/><xf numFmtId=\"164\" fontId=\"2\"/></cellXfs></styleSheet>";
        let faces = CellFormats::read(xml).expect("styles");
        assert_eq!(faces.for_days(Some("3")).as_deref(), Some("3"));
        assert_eq!(faces.for_days(Some("2")).as_deref(), Some("3"));
        assert_eq!(faces.for_days(None).as_deref(), Some("1"));
        assert_eq!(faces.for_days(Some("0")).as_deref(), Some("1"));
    }
}

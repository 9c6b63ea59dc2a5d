//! Fonts of a workbook: what they say about letters, and the Unicode fonts that take their places.

use std::collections::BTreeMap;

use crate::package::edit::{Edits, MalformedXml, outline};
use crate::text::{FontHint, font_hint, unicode_font};

/// What the font of each cell style says, by the style's number.
pub(super) fn of_styles(styles: &str) -> Result<Vec<FontHint>, MalformedXml> {
    let elements = outline(styles, "dxfs")?;
    let inside = |name: &str, of: &'static str| {
        let list = elements.iter().find(|element| element.name() == name).map(|list| list.inside.clone());
        elements.iter().filter(move |element| {
            element.name() == of && list.as_ref().is_some_and(|list| list.contains(&element.start))
        })
    };
    let fonts = inside("fonts", "font").map(|font| {
        let name = elements
            .iter()
            .find(|element| element.name() == "name" && font.inside.contains(&element.start))
            .and_then(|name| name.get("val"));
        name.map_or(FontHint::Silent, |name| font_hint(&name))
    });
    let fonts: Vec<FontHint> = fonts.collect();
    let styles = inside("cellXfs", "xf").map(|xf| {
        let font = xf.get("fontId").and_then(|id| id.parse::<usize>().ok()).and_then(|id| fonts.get(id));
        font.copied().unwrap_or_default()
    });
    Ok(styles.collect())
}

/// The part with each legacy font replaced, which are also counted by name; none where it has none.
pub(super) fn replaced(
    xml: &str,
    names: &mut BTreeMap<String, &'static str>,
) -> Result<Option<String>, MalformedXml> {
    if !may_name_one(xml) {
        return Ok(None);
    }
    let mut changes = Edits::default();
    let mut any = false;
    for element in outline(xml, "")? {
        let attribute = match element.name() {
            "name" | "rFont" => "val",
            "latin" | "ea" | "cs" | "sym" => "typeface",
            _ => continue,
        };
        let Some(name) = element.get(attribute) else { continue };
        if let Some(font) = unicode_font(&name) {
            changes.set(&element, attribute, font);
            names.insert(name, font);
            any = true;
        }
    }
    if any { changes.apply(xml).map(Some) } else { Ok(None) }
}

/// A cheap look before a part is taken apart: every legacy font begins with V, behind a dot or not.
fn may_name_one(xml: &str) -> bool {
    ["=\"", "='", "=\"@", "='@"].iter().any(|quote| {
        xml.match_indices(quote).any(|(at, _)| {
            let name = xml.get(at + quote.len()..).unwrap_or_default();
            name.starts_with(['.', 'V', 'v'])
                && unicode_font(name.split(['"', '\'']).next().unwrap_or_default()).is_some()
        })
    })
}

#[cfg(test)]
#[expect(clippy::expect_used, reason = "a test that fails says where")]
mod tests {
    use super::*;

    const STYLES: &str = "<styleSheet><fonts><font><sz val=\"11\"/><name val=\"Arial\"/></font><font>\
        <name val=\".VnTimeH\"/></font></fonts><cellStyleXfs><xf fontId=\"1\"/></cellStyleXfs><cellXfs>\
        <xf fontId=\"0\"/><xf/><xf fontId=\"1\"/></cellXfs></styleSheet>";

    #[test]
    fn styles_say_what_their_fonts_say() {
        let hints = of_styles(STYLES).expect("styles");
        let capitals = FontHint::Tcvn3 { capitals: true };
        assert_eq!(hints, [FontHint::Silent, FontHint::Silent, capitals]);
    }

    #[test]
    fn only_legacy_fonts_are_replaced() {
        let mut names = BTreeMap::new();
        let changed = replaced(STYLES, &mut names).expect("styles");
        assert_eq!(changed, Some(STYLES.replace(".VnTimeH", "Times New Roman")));
        assert_eq!(names.into_iter().collect::<Vec<_>>(), [(".VnTimeH".to_owned(), "Times New Roman")]);
        let modern = STYLES.replace(".VnTimeH", "Verdana");
        assert_eq!(replaced(&modern, &mut BTreeMap::new()).expect("styles"), None);
    }
}

//! What the style of a cell tells about its content: the font of its letters, and whether its number is a
//! moment or a duration.

use std::collections::HashMap;

use calamine::{DataRef, ExcelDateTime, ExcelDateTimeType};
use quick_xml::events::{BytesStart, Event};

use crate::text::{FontHint, font_hint};

use crate::package::xml::{attribute, tolerant};

/// The styles that cells are given by number.
pub(in crate::intake) struct CellStyles {
    styles: Vec<Style>,
    since_1904: bool,
}

/// A style of cells.
#[derive(Debug, Clone, Copy)]
pub(in crate::intake) struct Style {
    pub(in crate::intake) font: FontHint,
    pub(in crate::intake) struck: bool,
    shows: Shows,
}

/// As what a number is shown.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Shows {
    Number,
    /// A number in hundredths.
    Percent,
    /// A day, a time of day, or both.
    Moment,
    /// Hours that may be more than a day has.
    Duration,
}

impl Style {
    /// Whether a number is shown in hundredths.
    pub(in crate::intake) fn is_percent(self) -> bool {
        self.shows == Shows::Percent
    }
}

impl CellStyles {
    /// Parses `xl/styles.xml`. What is broken there harms no cell's content.
    pub(in crate::intake) fn read(xml: &str, since_1904: bool) -> CellStyles {
        let mut styles = Vec::new();
        let mut formats: HashMap<String, Shows> = HashMap::new();
        let mut fonts: Vec<(FontHint, bool)> = Vec::new();
        let (mut in_fonts, mut in_cells) = (false, false);
        let mut visit = |element: &BytesStart<'_>, opens: bool| match element.local_name().as_ref() {
            "numFmt" => {
                if let (Some(id), Some(code)) =
                    (attribute(element, "numFmtId"), attribute(element, "formatCode"))
                {
                    formats.insert(id, shown_by(&code));
                }
            }
            "fonts" => in_fonts = opens,
            "cellXfs" => (in_fonts, in_cells) = (false, opens),
            "font" if in_fonts => fonts.push((FontHint::Silent, false)),
            "name" if in_fonts => {
                if let (Some(font), Some(name)) = (fonts.last_mut(), attribute(element, "val")) {
                    font.0 = font_hint(&name);
                }
            }
            "strike" if in_fonts => {
                if let Some(font) = fonts.last_mut() {
                    font.1 = attribute(element, "val").is_none_or(|val| val != "0" && val != "false");
                }
            }
            "xf" if in_cells => {
                let font = attribute(element, "fontId").and_then(|id| id.parse::<usize>().ok());
                let format = attribute(element, "numFmtId").unwrap_or_default();
                let (font, struck) =
                    font.and_then(|at| fonts.get(at).copied()).unwrap_or((FontHint::Silent, false));
                styles.push(Style {
                    font,
                    struck,
                    shows: formats.get(&format).copied().unwrap_or_else(|| built_in(&format)),
                });
            }
            // Differential formats have fonts of their own, and named styles formats, after these.
            "dxfs" | "cellStyleXfs" | "cellStyles" => (in_fonts, in_cells) = (false, false),
            _ => {}
        };
        let mut reader = tolerant(xml);
        while let Ok(event) = reader.read_event() {
            match event {
                Event::Start(element) => visit(&element, true),
                Event::Empty(element) => visit(&element, false),
                Event::Eof => break,
                _ => {}
            }
        }
        CellStyles { styles, since_1904 }
    }

    /// The style of a number that a cell states; a cell that states none has the first one's font and shows
    /// its number as it is.
    pub(in crate::intake) fn style(&self, stated: Option<usize>) -> Style {
        let style = self.styles.get(stated.unwrap_or(0)).copied();
        let style = style.unwrap_or(Style { font: FontHint::Silent, struck: false, shows: Shows::Number });
        if stated.is_none() { Style { shows: Shows::Number, ..style } } else { style }
    }

    /// A number as a style shows it.
    pub(in crate::intake) fn shown(&self, number: f64, style: Style) -> DataRef<'static> {
        let kind = match style.shows {
            Shows::Number | Shows::Percent => return DataRef::Float(number),
            Shows::Moment => ExcelDateTimeType::DateTime,
            Shows::Duration => ExcelDateTimeType::TimeDelta,
        };
        DataRef::DateTime(ExcelDateTime::new(number, kind, self.since_1904))
    }
}

/// Formats that are not written out (ECMA-376, part 1, 18.8.30), those of East Asia included.
fn built_in(id: &str) -> Shows {
    match id.parse().unwrap_or(0_u16) {
        14..=22 | 27..=36 | 45 | 47 | 50..=58 => Shows::Moment,
        46 => Shows::Duration,
        9 | 10 => Shows::Percent,
        _ => Shows::Number,
    }
}

/// What a format code shows: hundredths if its first section has a sign of per cent, a moment if its first section has a letter of day, month, year, hour or second
/// that is no text, a duration if such hours, minutes or seconds stand in brackets.
fn shown_by(code: &str) -> Shows {
    if ["general", "standard"].iter().any(|usual| code.eq_ignore_ascii_case(usual)) {
        return Shows::Number;
    }
    let mut letters = code.chars();
    while let Some(letter) = letters.next() {
        match letter.to_ascii_lowercase() {
            // The next one is itself, a width, or what fills the cell.
            '\\' | '_' | '*' => drop(letters.next()),
            '"' => drop(letters.find(|letter| *letter == '"')),
            ';' => break,
            '[' => {
                let inside: String = letters.by_ref().take_while(|letter| *letter != ']').collect();
                let inside = inside.to_ascii_lowercase();
                let first = inside.chars().next();
                if first.is_some_and(|first| "hms".contains(first) && inside.chars().all(|one| one == first))
                {
                    return Shows::Duration;
                }
            }
            '%' => return Shows::Percent,
            'd' | 'm' | 'y' | 'h' | 's' => return Shows::Moment,
            'a' => {
                let rest = letters.as_str().to_ascii_lowercase();
                if rest.starts_with("m/p") || rest.starts_with("/p") {
                    return Shows::Moment;
                }
            }
            _ => {}
        }
    }
    Shows::Number
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn formats_show_moments_durations_and_numbers() {
        for (code, shows) in [
            ("General", Shows::Number),
            ("0.00", Shows::Number),
            ("#,##0\\ \"đồng\"", Shows::Number),
            ("_(* #,##0_);_(* (#,##0);_(* \"-\"_);_(@_)", Shows::Number),
            ("[Red]0", Shows::Number),
            ("[$-42A]0", Shows::Number),
            ("\"ngày\" 0", Shows::Number),
            ("\\d0", Shows::Number),
            ("0;dd", Shows::Number),
            ("0\"%\"", Shows::Number),
            ("0%", Shows::Percent),
            ("[Red]0,0 %;-0%", Shows::Percent),
            ("dd/mm/yyyy;@", Shows::Moment),
            ("[$-42A]\"ngày\" dd \"tháng\" mm", Shows::Moment),
            ("yyyy", Shows::Moment),
            ("h:mm AM/PM", Shows::Moment),
            ("[h]:mm:ss", Shows::Duration),
            ("[MM]:ss", Shows::Duration),
        ] {
            assert_eq!(shown_by(code), shows, "{code}");
        }
        assert_eq!(["0", "9", "10", "14", "46", "49", "x"].map(built_in), {
            use Shows::{Duration, Moment, Number, Percent};
            [Number, Percent, Percent, Moment, Duration, Number, Number]
        });
    }

    #[test]
    fn a_style_has_its_font_and_format() {
        let styles = CellStyles::read(
            "<styleSheet><numFmts><numFmt numFmtId=\"164\" formatCode=\"dd/mm/yyyy\"/></numFmts>\
             <fonts><font><sz val=\"11\"/><name val=\"Times New Roman\"/></font>\
             <font><name val=\".VnTime\"/></font></fonts>\
             <cellStyleXfs><xf numFmtId=\"14\" fontId=\"1\"/></cellStyleXfs>\
             <cellXfs><xf numFmtId=\"14\" fontId=\"0\"/><xf numFmtId=\"164\" fontId=\"1\"/></cellXfs>\
             <dxfs><dxf><font><name val=\"VNI-Times\"/></font></dxf></dxfs></styleSheet>",
            false,
        );
        assert_eq!(styles.styles.len(), 2);
        assert_eq!(styles.style(Some(1)).font, font_hint(".VnTime"));
        assert_eq!(styles.style(Some(1)).shows, Shows::Moment);
        assert_eq!(styles.style(None).shows, Shows::Number, "who states no style shows a number");
        assert_eq!(styles.style(Some(9)).shows, Shows::Number);
    }
}

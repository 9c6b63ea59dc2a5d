//! The encodings that Vietnamese office text arrives in, and what a font's name says about them.
//!
//! Source: `fonts.tsv`, counts over the text runs of 31 real workbooks, and
//! its list of families that are known by convention only.

use std::fmt;

/// How the letters of a text are encoded.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Charset {
    /// Composed Unicode, the form that everything becomes.
    Unicode,
    /// TCVN 5712:1993 VN3, also "ABC": fonts named `.Vn…`.
    Tcvn3,
    /// VNI for Windows: fonts named `VNI-…`.
    Vni,
    /// VISCII (RFC 1456), read as Latin-1 or windows-1252.
    Viscii,
    /// VPS, read as Latin-1 or windows-1252.
    Vps,
    /// Code page 1258 shown as windows-1252.
    Windows1258,
    /// UTF-8 shown as windows-1252, Latin-1, windows-1250 or ISO-8859-2, once or twice over.
    Mojibake,
    /// HTML character references.
    Entities,
    /// VIQR (RFC 1456), marks typed as ASCII; never guessed, only decoded when asked for.
    Viqr,
}

impl Charset {
    /// Every charset, in the order of the enum.
    pub const ALL: [Self; 9] = [
        Self::Unicode,
        Self::Tcvn3,
        Self::Vni,
        Self::Viscii,
        Self::Vps,
        Self::Windows1258,
        Self::Mojibake,
        Self::Entities,
        Self::Viqr,
    ];

    /// The stable name, as it stands on the command line and in [`Repair::rule`](super::Repair).
    pub fn id(self) -> &'static str {
        match self {
            Self::Unicode => "unicode",
            Self::Tcvn3 => "tcvn3",
            Self::Vni => "vni",
            Self::Viscii => "viscii",
            Self::Vps => "vps",
            Self::Windows1258 => "windows-1258",
            Self::Mojibake => "mojibake",
            Self::Entities => "entities",
            Self::Viqr => "viqr",
        }
    }

    /// What an officer calls it.
    pub fn label(self) -> &'static str {
        match self {
            Self::Unicode => "Unicode",
            Self::Tcvn3 => "TCVN3",
            Self::Vni => "VNI",
            Self::Viscii => "VISCII",
            Self::Vps => "VPS",
            Self::Windows1258 => "Windows-1258",
            Self::Mojibake => "UTF-8 đọc sai",
            Self::Entities => "mã ký tự HTML",
            Self::Viqr => "VIQR",
        }
    }

    /// The charset of a stable name, in any case; `abc`, `cp1258` and `utf-8` are understood too.
    pub fn from_id(id: &str) -> Option<Self> {
        let id = id.trim().to_ascii_lowercase();
        match id.as_str() {
            "abc" | "tcvn" => Some(Self::Tcvn3),
            "vni-windows" => Some(Self::Vni),
            "cp1258" | "1258" => Some(Self::Windows1258),
            "utf-8" | "utf8" => Some(Self::Unicode),
            "html" | "ncr" => Some(Self::Entities),
            id => Self::ALL.into_iter().find(|charset| charset.id() == id),
        }
    }
}

impl fmt::Display for Charset {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.id())
    }
}

/// What the name of a font says about the text set in it: a strong hint, never a proof.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default)]
pub enum FontHint {
    /// Nothing.
    #[default]
    Silent,
    /// A TCVN3 font; one of capitals (name ends in H) draws small letters as capitals.
    Tcvn3 {
        /// Whether the font draws capitals only.
        capitals: bool,
    },
    /// A VNI font.
    Vni,
    /// A VPS font.
    Vps,
    /// A VISCII font.
    Viscii,
}

impl FontHint {
    /// The charset that the font was made for.
    pub fn charset(self) -> Option<Charset> {
        match self {
            Self::Silent => None,
            Self::Tcvn3 { .. } => Some(Charset::Tcvn3),
            Self::Vni => Some(Charset::Vni),
            Self::Vps => Some(Charset::Vps),
            Self::Viscii => Some(Charset::Viscii),
        }
    }

    /// Whether the font draws small letters as capitals.
    pub fn is_capitals(self) -> bool {
        self == Self::Tcvn3 { capitals: true }
    }
}

/// Families of TCVN3 fonts, to know them when the leading dot was lost (`VnTime`).
///
/// `VNtimes new roman` (Vietware) begins like one of them, so the family must end there.
const TCVN3_FAMILIES: [&str; 22] = [
    "arabia",
    "archtime",
    "arial",
    "aristote",
    "avant",
    "bahamasb",
    "bodoni",
    "book-antiqua",
    "centuryschoolbook",
    "clarendon",
    "commercial script",
    "cooper",
    "courier",
    "exotic",
    "helvetins",
    "memorandum",
    "mystical",
    "present",
    "southern",
    "souvir",
    "teknical",
    "time",
];

/// Reads the hint from a font's name, whatever its case; unknown names say nothing.
///
/// ```
/// use tonghop::text::{FontHint, font_hint};
/// assert_eq!(font_hint(".VnTimeH"), FontHint::Tcvn3 { capitals: true });
/// assert_eq!(font_hint("VNI-Times"), FontHint::Vni);
/// assert_eq!(font_hint("Times New Roman"), FontHint::Silent);
/// ```
pub fn font_hint(font_name: &str) -> FontHint {
    // A cell's font is asked for millions of times, and nearly always it is Times New Roman.
    let name = font_name.trim_start_matches(['@', ' ']).trim_end();
    if !name.starts_with(['.', 'v', 'V']) {
        return FontHint::Silent;
    }
    let name = name.to_ascii_lowercase();
    if let Some(family) = name.strip_prefix(".vn") {
        // `.VnI-Times` is VNI-Times with a dot too many.
        return if family.starts_with("i-") { FontHint::Vni } else { tcvn3(family) };
    }
    if name.starts_with("vni-") || name.starts_with("vni ") || name == "vni" {
        return FontHint::Vni;
    }
    if name.starts_with("vps ") || name.starts_with("vps-") {
        return FontHint::Vps;
    }
    if name.starts_with("vi times") || name.starts_with("vi arial") {
        return FontHint::Viscii;
    }
    match name.strip_prefix("vn") {
        Some(family) if is_tcvn3_family(family) => tcvn3(family),
        _ => FontHint::Silent,
    }
}

/// The Unicode font that looks most like a legacy one and that every Windows has; none for fonts that
/// are not legacy.
///
/// ```
/// use tonghop::text::unicode_font;
/// assert_eq!(unicode_font(".VnArialH"), Some("Arial"));
/// assert_eq!(unicode_font("Times New Roman"), None);
/// ```
pub fn unicode_font(font_name: &str) -> Option<&'static str> {
    if font_hint(font_name) == FontHint::Silent {
        return None;
    }
    let name = font_name.to_ascii_lowercase();
    let is_like = |families: &[&str]| families.iter().any(|family| name.contains(family));
    Some(if is_like(&["narrow", "condense"]) {
        "Arial Narrow"
    } else if is_like(&["courier"]) {
        "Courier New"
    } else if is_like(&["arial", "helv", "avan", "avo", "univer", "swiss", "aptima"]) {
        "Arial"
    } else {
        "Times New Roman"
    })
}

fn tcvn3(family: &str) -> FontHint {
    FontHint::Tcvn3 { capitals: family.ends_with('h') }
}

fn is_tcvn3_family(family: &str) -> bool {
    let family = family.strip_suffix('h').unwrap_or(family);
    let family = family.strip_suffix(" narrow").unwrap_or(family);
    TCVN3_FAMILIES.binary_search(&family).is_ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(name: &str, expect: FontHint) {
        assert_eq!(font_hint(name), expect, "{name}");
    }

    #[test]
    fn fonts_of_real_workbooks_are_known() {
        for name in [
            ".VnTime",
            ".VnArial",
            ".VnArial Narrow",
            ".VnAvant",
            ".VnSouthern",
            "VnTime",
            ".vntime",
            "vnarial",
        ] {
            check(name, FontHint::Tcvn3 { capitals: false });
        }
        for name in
            [".VnTimeH", ".VnArialH", ".VnArial NarrowH", ".VnAvantH", ".VnTimeh", ".VNTIMEH", "VnTimeH"]
        {
            check(name, FontHint::Tcvn3 { capitals: true });
        }
        for name in ["VNI-Times", "vni-times", "VNI-Helve-Condense", "VNI Times"] {
            check(name, FontHint::Vni);
        }
        check("VPS Times", FontHint::Vps);
        check("VI Times", FontHint::Viscii);
    }

    #[test]
    fn other_fonts_say_nothing() {
        for name in [
            "",
            "Times New Roman",
            "Arial",
            "Symbol",
            "VNU-Times",
            "VNtimes new roman",
            "VNSTCVN3",
            "Verdana",
        ] {
            check(name, FontHint::Silent);
        }
    }

    #[test]
    fn legacy_fonts_have_a_unicode_font_of_their_kind() {
        for (legacy, font) in [
            (".VnTime", "Times New Roman"),
            (".VnTimeH", "Times New Roman"),
            (".VnArial NarrowH", "Arial Narrow"),
            (".VnAvant", "Arial"),
            (".VnCourier New", "Courier New"),
            ("VNI-Times", "Times New Roman"),
            ("VNI-Helve-Condense", "Arial Narrow"),
            ("VPS Helv", "Arial"),
        ] {
            assert_eq!(unicode_font(legacy), Some(font), "{legacy}");
        }
        assert_eq!(unicode_font("Arial"), None);
    }

    #[test]
    fn ids_come_back() {
        for charset in Charset::ALL {
            assert_eq!(Charset::from_id(charset.id()), Some(charset));
        }
        assert_eq!(Charset::from_id("ABC"), Some(Charset::Tcvn3));
        assert_eq!(Charset::from_id("latin-9"), None);
        assert!(TCVN3_FAMILIES.is_sorted());
    }
}

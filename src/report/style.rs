//! The faces of cells: each format is made once per workbook and reused.
//!
//! Times New Roman throughout, sizes and weights of Nghị định 30/2020/NĐ-CP, Phụ lục I; table cells
//! are one or two points smaller, as printed lists are.

use rust_xlsxwriter::{Color, Format, FormatAlign, FormatBorder, FormatUnderline};

use super::look::Look;
use super::measure::Letters;

/// The one font.
pub(super) const FONT: &str = "Times New Roman";

/// The colour of what is short or missing: dark enough to stay readable in print.
pub(super) const BAD: u32 = 0x9C_00_06;
/// Its background.
pub(super) const BAD_FILL: u32 = 0xFF_C7_CE;
/// The colour of what is done.
pub(super) const GOOD: u32 = 0x2E_75_4F;
/// The colour of what is late.
pub(super) const LATE: u32 = 0xE0_A0_30;
/// The colour of what is required, and of bars.
pub(super) const REQUIRED: u32 = 0x9D_B7_D5;
/// The background of section and total rows.
const SECTION_FILL: u32 = 0xF4_F4_F4;

/// A cell format and what is needed to measure text in it.
#[derive(Debug, Clone)]
pub(super) struct Face {
    /// The format.
    pub(super) format: Format,
    /// Its letters.
    pub(super) letters: Letters,
}

impl Face {
    fn new(size: f64) -> Face {
        let format =
            Format::new().set_font_name(FONT).set_font_size(size).set_align(FormatAlign::VerticalCenter);
        Face { format, letters: Letters { size, bold: false } }
    }

    fn bold(mut self) -> Face {
        self.format = self.format.set_bold();
        self.letters.bold = true;
        self
    }

    fn with(mut self, change: impl FnOnce(Format) -> Format) -> Face {
        self.format = change(self.format);
        self
    }

    fn centre(self) -> Face {
        self.with(|format| format.set_align(FormatAlign::Center).set_text_wrap())
    }

    fn left(self) -> Face {
        self.with(|format| format.set_align(FormatAlign::Left).set_text_wrap())
    }

    fn boxed(self) -> Face {
        self.with(|format| format.set_border(FormatBorder::Thin))
    }

    fn fill(self, color: u32) -> Face {
        self.with(|format| format.set_background_color(Color::RGB(color)))
    }

    fn number(self, pattern: &str) -> Face {
        self.with(|format| format.set_num_format(pattern))
    }
}

/// All faces of a workbook.
#[derive(Debug, Clone)]
pub(super) struct Styles {
    /// The workbook's default: 12 points, one digit is eight pixels wide.
    pub(super) base: Format,
    /// Letterhead: the authority above.
    pub(super) authority: Face,
    /// Letterhead: the office; the state's name.
    pub(super) office: Face,
    /// Letterhead: the motto.
    pub(super) motto: Face,
    /// Letterhead: the name of the Party.
    pub(super) party: Face,
    /// Letterhead: rules below office and motto, drawn by underlined blanks.
    pub(super) rule: Face,
    /// Number and sign.
    pub(super) number: Face,
    /// Place and date.
    pub(super) place_date: Face,
    /// "Phụ lục" and its number.
    pub(super) annex: Face,
    /// The table's title.
    pub(super) title: Face,
    /// What the title is about.
    pub(super) subtitle: Face,
    /// "(Kèm theo …)" and other lines in italics below a title.
    pub(super) attached: Face,
    /// Column headers.
    pub(super) head: Face,
    /// Text in a table.
    pub(super) text: Face,
    /// Indented text in italics: a kind below its unit.
    pub(super) detail: Face,
    /// Numbers below a unit.
    pub(super) detail_count: Face,
    /// Centred text: STT, years, codes.
    pub(super) centre: Face,
    /// Counts; zero is a dash.
    pub(super) count: Face,
    /// Counts in bold.
    pub(super) count_bold: Face,
    /// Text in bold.
    pub(super) text_bold: Face,
    /// STT in bold.
    pub(super) centre_bold: Face,
    /// Shares.
    pub(super) percent: Face,
    /// Days.
    pub(super) date: Face,
    /// A section's heading inside a table.
    pub(super) section: Face,
    /// A heading below a section.
    pub(super) subsection: Face,
    /// "Tổng cộng".
    pub(super) total: Face,
    /// Its counts.
    pub(super) total_count: Face,
    /// Its share.
    pub(super) total_percent: Face,
    /// A paragraph outside tables.
    pub(super) paragraph: Face,
    /// The heading of a table that is not alone on its sheet.
    pub(super) paragraph_bold: Face,
    /// "Nơi nhận:".
    pub(super) recipients_head: Face,
    /// The recipients.
    pub(super) recipients: Face,
    /// Lines above a signature, and the name below it.
    pub(super) signature: Face,
    /// A cell that people fill in.
    pub(super) answer: Face,
    /// Header of a data table.
    pub(super) data_head: Format,
    /// Days of a data table.
    pub(super) data_date: Format,
    /// Conditional: short, missing, overdue.
    pub(super) bad: Format,
    /// Conditional: met.
    pub(super) good: Format,
}

impl Styles {
    /// Makes all faces in the colours of an office.
    pub(super) fn new(look: &Look) -> Styles {
        const COUNT: &str = "#,##0;-#,##0;\"-\"";
        const DATE: &str = "dd/mm/yyyy";
        let cell = || Face::new(11.0).boxed();
        let plain = || Format::new().set_font_name(FONT).set_font_size(12);
        Styles {
            base: Format::new().set_font_name(FONT).set_font_size(12),
            authority: Face::new(12.0).centre(),
            office: Face::new(12.0).bold().centre(),
            motto: Face::new(13.0).bold().centre(),
            party: Face::new(15.0).bold().centre(),
            rule: Face::new(6.0)
                .centre()
                .with(|format| format.set_underline(FormatUnderline::Single).set_align(FormatAlign::Top)),
            number: Face::new(13.0).centre(),
            place_date: Face::new(13.0).centre().with(Format::set_italic),
            annex: Face::new(14.0).bold().centre(),
            title: Face::new(14.0).bold().centre(),
            subtitle: Face::new(13.0).bold().centre(),
            attached: Face::new(13.0).centre().with(Format::set_italic),
            head: cell().bold().centre().fill(look.heading_colour.0),
            text: cell().left(),
            detail: cell().left().with(|format| format.set_italic().set_indent(1)),
            detail_count: cell().centre().number(COUNT).with(Format::set_italic),
            centre: cell().centre(),
            count: cell().centre().number(COUNT),
            count_bold: cell().bold().centre().number(COUNT),
            text_bold: cell().bold().left(),
            centre_bold: cell().bold().centre(),
            percent: cell().centre().number("0%"),
            date: cell().centre().number(DATE),
            section: cell().bold().left().fill(SECTION_FILL),
            subsection: cell().bold().left().with(Format::set_italic),
            total: cell().bold().centre().fill(SECTION_FILL),
            total_count: cell().bold().centre().number(COUNT).fill(SECTION_FILL),
            total_percent: cell().bold().centre().number("0%").fill(SECTION_FILL),
            paragraph: Face::new(12.0).left(),
            paragraph_bold: Face::new(12.0).bold().left(),
            recipients_head: Face::new(12.0).bold().left().with(Format::set_italic),
            recipients: Face::new(11.0).left(),
            signature: Face::new(13.0).bold().centre(),
            answer: cell().left().fill(0xFF_F9_DB).with(Format::set_unlocked),
            data_head: plain().set_bold().set_align(FormatAlign::Center).set_text_wrap(),
            data_date: plain().set_num_format(DATE),
            bad: Format::new().set_font_color(Color::RGB(BAD)).set_background_color(Color::RGB(BAD_FILL)),
            good: Format::new().set_font_color(Color::RGB(GOOD)),
        }
    }
}

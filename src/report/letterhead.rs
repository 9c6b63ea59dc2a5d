//! What stands above and below a printed table: letterhead, title, signature, "Nơi nhận".
//!
//! An annex has the title block of Nghị định 30/2020/NĐ-CP, mẫu 2.1: its number, its title, the document that it
//! is attached to; no letterhead and no "Nơi nhận", which that document has. Papers of the Party have the
//! letterhead of Hướng dẫn 36-HD/VPTW.

use rust_xlsxwriter::XlsxError;

use super::look::{LetterheadStyle, Look};
use super::measure::ROOM;
use super::page::Page;
use super::part::{Part, SheetRole};
use super::style::Face;
use crate::plan::Period;

/// Rows left free for a signature.
const SIGNATURE_ROWS: usize = 4;

/// Over the signature of whoever drew a table up.
pub(super) const COMPILER: &str = "NGƯỜI LẬP BIỂU";

/// The recipient that is named above a letter.
const AS_ADDRESSED: &str = "Như trên";

const STATE: &str = "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM";
const MOTTO: &str = "Độc lập - Tự do - Hạnh phúc";
const PARTY: &str = "ĐẢNG CỘNG SẢN VIỆT NAM";

impl Page<'_> {
    /// Writes what stands above a table: as the sheet's role wants it, then lines below its title.
    pub(super) fn open(
        &mut self,
        part: &Part<'_>,
        sheet: &str,
        title: &str,
        below: &[&str],
    ) -> Result<(), XlsxError> {
        let attached = part.attached();
        let mut lines = below.to_vec();
        match part.role(sheet) {
            SheetRole::Annex(number) => {
                let face = &self.styles.annex;
                self.spread(0, self.last_col(), &number, face)?;
                lines.push(&attached);
            }
            SheetRole::Paper => self.letterhead(part.look(), part.all.period)?,
            SheetRole::Working => {}
        }
        self.title(title, &lines)
    }

    /// Writes the letterhead, the place and the date with its day left open.
    pub(super) fn letterhead(&mut self, look: &Look, period: Period) -> Result<(), XlsxError> {
        let above = look.authority_above.to_uppercase();
        let office = look.office.to_uppercase();
        let place = if look.place.is_empty() { "…………" } else { &look.place };
        let date = format!("{place}, ngày …… {}", period.closing_month().label());
        self.heading(look.letterhead(), [&above, &office, &look.number, &date])
    }

    /// Writes a letterhead: the authority above, the office, the number, place and date.
    pub(super) fn heading(
        &mut self,
        letterhead: LetterheadStyle,
        [above, office, number, date]: [&str; 4],
    ) -> Result<(), XlsxError> {
        let styles = self.styles;
        let middle = self.middle();
        match letterhead {
            LetterheadStyle::State => {
                self.halves(middle, (above, &styles.authority), (STATE, &styles.office))?;
                self.halves(middle, (office, &styles.office), (MOTTO, &styles.motto))?;
                let office_line = styles.office.letters.width(office).min(self.width(0, middle - 1));
                let left = if office.is_empty() { String::new() } else { self.rule(office_line * 0.4) };
                let right = self.rule(styles.motto.letters.width(MOTTO));
                self.halves(middle, (&left, &styles.rule), (&right, &styles.rule))?;
            }
            LetterheadStyle::Party => {
                self.halves(middle, (above, &styles.authority), (PARTY, &styles.party))?;
                let rule = self.rule(styles.party.letters.width(PARTY));
                self.halves(middle, (office, &styles.office), (&rule, &styles.rule))?;
                self.halves(middle, ("*", &styles.office), ("", &styles.office))?;
            }
        }
        self.halves(middle, (number, &styles.number), (date, &styles.place_date))?;
        self.gap(9.0)
    }

    /// Writes a title, and lines below it; blank ones are left out.
    pub(super) fn title(&mut self, title: &str, below: &[&str]) -> Result<(), XlsxError> {
        let (styles, last) = (self.styles, self.last_col());
        self.spread(0, last, &title.to_uppercase(), &styles.title)?;
        for (at, line) in below.iter().enumerate().filter(|(_, line)| !line.is_empty()) {
            let face = if at == 0 { &styles.subtitle } else { &styles.attached };
            self.spread(0, last, line, face)?;
        }
        self.gap(9.0)
    }

    /// Ends a sheet: the blocks to sign, where it is one that is signed, and "Nơi nhận" on a paper of its own.
    pub(super) fn close(&mut self, part: &Part<'_>, sheet: &str) -> Result<(), XlsxError> {
        let look = part.look();
        match part.role(sheet) {
            SheetRole::Paper => self.sign(look, &recipients(look)),
            SheetRole::Annex(_) if part.is_signed(sheet) => self.sign(look, &[]),
            SheetRole::Annex(_) | SheetRole::Working => Ok(()),
        }
    }

    /// Writes the blocks to sign, with room for signatures, and "Nơi nhận": below the left block, or in
    /// its place.
    fn sign(&mut self, look: &Look, recipients: &[&str]) -> Result<(), XlsxError> {
        let styles = self.styles;
        let middle = self.middle();
        let compilers = match &look.compiler_lines {
            Some(lines) => lines.as_slice(),
            None if recipients.is_empty() => &[COMPILER.to_owned()],
            None => &[],
        };
        // Both names stand on one line.
        let heads = look.signatory_lines.len().max(compilers.len());
        let block = |lines: &[String], name: &str| -> Vec<(String, &Face)> {
            let rows = lines.iter().map(|line| line.to_uppercase());
            let blanks = std::iter::repeat_n(String::new(), heads - lines.len() + SIGNATURE_ROWS);
            rows.chain(blanks).chain([name.to_owned()]).map(|text| (text, &styles.signature)).collect()
        };
        let mut left = if compilers.is_empty() { Vec::new() } else { block(compilers, &look.compiler) };
        if !recipients.is_empty() {
            left.push(("Nơi nhận:".to_owned(), &styles.recipients_head));
            left.extend(recipients.iter().map(|line| (format!("- {line}"), &styles.recipients)));
        }
        let right = block(&look.signatory_lines, &look.signatory);
        let blank = (String::new(), &styles.recipients);
        let line = styles.signature.letters.line_height() + ROOM;
        let lines = u32::try_from(left.len().max(right.len())).unwrap_or(0);
        self.keep_together(12.0 + f64::from(lines) * line)?;
        self.gap(12.0)?;
        for at in 0..left.len().max(right.len()) {
            let (left, left_face) = left.get(at).unwrap_or(&blank);
            let (right, right_face) = right.get(at).unwrap_or(&blank);
            self.halves(middle, (left, left_face), (right, right_face))?;
        }
        Ok(())
    }
}

/// The lines of "Nơi nhận" of a paper that addresses nobody: "Như trên" would name nobody.
fn recipients(look: &Look) -> Vec<&str> {
    let lines = look.recipients.iter().map(|line| line.trim_start_matches(['-', ' ']));
    lines.filter(|line| !line.starts_with(AS_ADDRESSED)).collect()
}

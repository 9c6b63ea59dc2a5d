//! Texts that the rows of a list share: the unit, the sender, a position, an award.

use arcstr::ArcStr;
use foldhash::HashSet;

use super::Registration;

/// The texts of a list, each once.
#[derive(Debug, Default)]
pub struct SharedTexts(HashSet<ArcStr>);

impl SharedTexts {
    /// A text, the same one as before where it came before.
    pub fn of(&mut self, text: &str) -> ArcStr {
        if text.is_empty() {
            return ArcStr::new();
        }
        if let Some(known) = self.0.get(text) {
            return known.clone();
        }
        let new = ArcStr::from(text);
        self.0.insert(new.clone());
        new
    }

    fn share(&mut self, text: &mut ArcStr) {
        match self.0.get(text) {
            Some(known) => text.clone_from(known),
            None if text.is_empty() => {}
            None => drop(self.0.insert(text.clone())),
        }
    }

    /// Lets a registration share its texts with those before it.
    pub fn share_all(&mut self, registration: &mut Registration) {
        let Registration {
            id: _,
            place: _,
            part: _,
            status: _,
            kind: _,
            name,
            honorific,
            birth_date: _,
            birth_year: _,
            gender: _,
            position,
            workplace,
            address,
            achievement,
            remark,
            merits,
            identity_hash: _,
            unit: _,
            unit_written,
            sender: _,
            sender_name,
            movement: _,
            lead: _,
            received: _,
            details,
        } = registration;
        let texts =
            [name, honorific, position, workplace, address, achievement, remark, unit_written, sender_name];
        texts.into_iter().for_each(|text| self.share(text));
        let awards = merits.iter_mut().flat_map(|merits| &mut merits.awards);
        awards.flat_map(|award| [&mut award.doubt, &mut award.written]).for_each(|text| self.share(text));
        let details = details.iter_mut().flat_map(|details| details.texts_mut());
        details.for_each(|text| self.share(text));
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_rows_say_alike_is_held_once() {
        let mut texts = SharedTexts::default();
        let (first, again) = (texts.of("Giáo viên"), texts.of("Giáo viên"));
        assert!(ArcStr::ptr_eq(&first, &again));
        assert_eq!(texts.of(""), "");
        let mut row = ArcStr::from(String::from("Giáo viên"));
        texts.share(&mut row);
        assert!(ArcStr::ptr_eq(&first, &row));
    }
}

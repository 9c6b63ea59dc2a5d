//! What the country knows below a place: the places right below it, and the bodies that it has.

use jiff::civil::Date;

use super::nation::Having;
use super::{Unit, UnitBook, UnitCode};

/// The bodies of a place on a day.
#[derive(Debug, Default)]
pub struct BodiesOf<'a> {
    /// Those that every such place has, in the order of the table.
    pub everywhere: Vec<&'a Unit>,
    /// Those that only some such places have: which, the table does not know.
    pub somewhere: Vec<&'a Unit>,
}

impl UnitBook {
    /// The places right below a place on a day, in the order of their codes.
    pub fn places_below(&self, place: &UnitCode, day: Date) -> Vec<&Unit> {
        self.layer().map(|layer| layer.places_below(self, place, day)).unwrap_or_default()
    }

    /// The bodies that a place has on a day, as the country knows them.
    pub fn bodies_of(&self, place: &UnitCode, day: Date) -> BodiesOf<'_> {
        let mut bodies = BodiesOf::default();
        let known = self.layer().map(|layer| layer.bodies_of(self, place, day)).unwrap_or_default();
        for (unit, having) in known {
            match having {
                Having::Every => bodies.everywhere.push(unit),
                Having::Some => bodies.somewhere.push(unit),
                Having::Nobody => {}
            }
        }
        bodies
    }
}

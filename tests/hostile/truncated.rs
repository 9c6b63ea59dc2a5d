//! Files cut short, as mail servers and full disks leave them.

use rayon::prelude::*;
use tonghop::intake::Limits;

use crate::files::one_of_each;
use crate::{read, readers};

#[test]
fn a_file_cut_at_every_64th_byte_is_accounted_for() {
    let readers = readers(Limits::default());
    for (name, whole) in one_of_each() {
        let cuts: Vec<usize> = (0..whole.len()).step_by(64).collect();
        cuts.par_iter().for_each(|cut| drop(read(&readers, name, &whole[..*cut])));
    }
    assert!(!readers.unfenced());
}

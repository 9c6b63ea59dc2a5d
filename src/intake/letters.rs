//! From the letters of a cell to its text.
//!
//! Nearly all text is clean already and passes by a short test. The rest goes to the room `text`.

use super::shim::{FontHint, Run, tidy};
use super::sheet::Text;

/// The text of a cell, or nothing if it holds blanks only.
pub(super) fn text_of(runs: &[Run<'_>]) -> Option<Text> {
    if let [run] = runs
        && run.font == FontHint::Unknown
        && is_plain(run.text)
    {
        return Some(Text { shown: run.text.into(), repair: None });
    }
    let joined: String = runs.iter().map(|run| run.text).collect();
    let shown = tidy(&joined);
    (!shown.is_empty()).then(|| Text { shown: shown.into(), repair: None })
}

/// Whether text is ASCII that needs no tidying whatever its font: no control characters, no
/// leading, trailing or double spaces.
fn is_plain(text: &str) -> bool {
    let mut before = b' ';
    for byte in text.bytes() {
        if !(b' '..=b'~').contains(&byte) || (byte == b' ' && before == b' ') {
            return false;
        }
        before = byte;
    }
    before != b' '
}

//! Who gives an answer or closes a period.

use std::io::{self, IsTerminal};

use crate::office::CannotRun;

use super::console::say;

/// As the call says, else as is typed when asked.
pub(super) fn by_whom(named: &str, question: &str) -> Result<String, CannotRun> {
    if !named.is_empty() || !io::stdin().is_terminal() {
        return Ok(named.to_owned());
    }
    say(&format!("{question} Gõ họ tên rồi nhấn Enter (bỏ trống nếu không muốn ghi):"));
    let mut line = String::new();
    io::stdin().read_line(&mut line)?;
    Ok(line.trim().to_owned())
}

//! What the program prints, and what it tells the library of the machine it runs on.

use std::io::{self, IsTerminal, Write};
use std::path::{Path, PathBuf};
use std::sync::LazyLock;

use indicatif::{ProgressBar, ProgressDrawTarget, ProgressStyle};
use jiff::Timestamp;
use jiff::civil::Date;

use crate::office::{Console, Host};

/// Messages and the progress bar, both on stderr.
#[derive(Debug)]
pub(super) struct Terminal {
    bar: ProgressBar,
}

impl Terminal {
    /// A terminal; one that is `quiet` shows no progress.
    pub(super) fn new(quiet: bool) -> Terminal {
        let style = ProgressStyle::with_template("Đọc tệp {bar:32} {pos}/{len}  còn {eta}");
        let target = if quiet { ProgressDrawTarget::hidden() } else { ProgressDrawTarget::stderr() };
        let bar = ProgressBar::with_draw_target(Some(0), target);
        Terminal { bar: bar.with_style(style.unwrap_or_else(|_| ProgressStyle::default_bar())) }
    }

    /// This machine, with messages on this terminal.
    pub(super) fn host(&self) -> Host<'_> {
        static PROGRAM: LazyLock<Option<PathBuf>> = LazyLock::new(|| std::env::current_exe().ok());
        Host { program: PROGRAM.as_ref(), now: Timestamp::now, console: self }
    }
}

impl Console for Terminal {
    fn message(&self, text: &str) {
        self.bar.suspend(|| say(text));
    }

    fn confirm(&self, question: &str) -> bool {
        self.bar.suspend(|| {
            if !io::stdin().is_terminal() {
                say(question);
                return true;
            }
            say(&format!("{question} Vẫn làm thì gõ c rồi nhấn Enter; nhấn Enter để thôi:"));
            let mut line = String::new();
            io::stdin().read_line(&mut line).is_ok() && line.trim().to_lowercase().starts_with('c')
        })
    }

    fn is_attended(&self) -> bool {
        io::stdin().is_terminal() && io::stderr().is_terminal()
    }

    fn add_files(&self, n_files: usize) {
        self.bar.inc_length(u64::try_from(n_files).unwrap_or_default());
    }

    fn file_read(&self) {
        self.bar.inc(1);
    }

    fn all_read(&self) {
        self.bar.finish_and_clear();
    }
}

/// The day in Vietnam, by the computer's clock.
pub(super) fn today() -> Date {
    Terminal::new(true).host().today()
}

/// A path as it can be pasted behind a command.
pub(super) fn pasted(path: &Path) -> String {
    let shown = path.display().to_string();
    let is_plain = shown.chars().all(|c| c.is_alphanumeric() || "/\\:._-".contains(c));
    if is_plain { shown } else { format!("\"{shown}\"") }
}

/// Writes a line of result to stdout. A reader that went away is no error.
pub(super) fn print(line: &str) {
    let _ = writeln!(anstream::stdout().lock(), "{line}");
}

/// Writes a whole text to stdout. A reader that went away is no error.
pub(super) fn print_whole(text: &[u8]) {
    let _ = io::stdout().lock().write_all(text);
}

/// Writes a message to stderr.
pub(super) fn say(line: &str) {
    let _ = writeln!(anstream::stderr().lock(), "{line}");
}

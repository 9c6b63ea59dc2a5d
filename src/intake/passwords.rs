//! Passwords that an office knows, tried on files that are locked.

use super::trouble::Trouble;

/// The password under which Excel locks a workbook of which only changes are forbidden: it opens such a
/// file without asking anybody.
const OF_EXCEL: &str = "VelvetSweatshop";

/// Passwords of an office. They are told to readers and to nobody else: no message, log, output or cache
/// holds one.
#[derive(Clone, Default, PartialEq, Eq)]
pub struct Passwords(Vec<String>);

impl Passwords {
    /// One a line; blanks around it are no part of it.
    pub fn listed(text: &str) -> Passwords {
        Passwords(text.lines().map(str::trim).filter(|line| !line.is_empty()).map(str::to_owned).collect())
    }

    pub(super) fn of(passwords: Vec<String>) -> Passwords {
        Passwords(passwords)
    }

    pub(super) fn each(&self) -> impl ExactSizeIterator<Item = &str> {
        self.0.iter().map(String::as_str)
    }

    /// What `open` makes of the first password that fits. A wrong one is [`Trouble::Encrypted`]; any other
    /// trouble is that of a file which the password opened.
    pub(super) fn unlock<T>(&self, open: impl FnMut(&str) -> Result<T, Trouble>) -> Result<T, Trouble> {
        first_fitting(self.each(), open)
    }

    /// The same for a workbook, which Excel itself may have locked.
    pub(super) fn unlock_workbook<T>(
        &self,
        open: impl FnMut(&str) -> Result<T, Trouble>,
    ) -> Result<T, Trouble> {
        first_fitting(std::iter::once(OF_EXCEL).chain(self.each()), open)
    }
}

fn first_fitting<'a, T>(
    passwords: impl Iterator<Item = &'a str>,
    open: impl FnMut(&'a str) -> Result<T, Trouble>,
) -> Result<T, Trouble> {
    passwords
        .map(open)
        .find(|opened| !matches!(opened, Err(Trouble::Encrypted)))
        .unwrap_or(Err(Trouble::Encrypted))
}

/// Says how many there are, never what they are.
impl std::fmt::Debug for Passwords {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "Passwords({})", self.0.len())
    }
}

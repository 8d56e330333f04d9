//! The playbook file: TOML in, a checked [`Playbook`] out, or every problem with its line.
//!
//! Here: the public functions and the built-in playbooks.
//! The format is described for people in `docs/playbooks.md`, and that page and this module change
//! together.
//! Not here: what a playbook means ([`rapport_core::playbook`]) and how offsets become dates
//! (`rapport_core::plan`).
//! Next: `reader` reads one table and remembers its complaints, `lower` turns tables into
//! core types, `check` holds the rules that span several values, `write` prints a playbook back.

mod check;
mod lower;
mod offset;
mod place;
mod reader;
mod write;

#[cfg(test)]
mod tests;

use std::fmt;
use std::sync::LazyLock;

use rapport_core::playbook::Playbook;

pub use offset::{offset_text, parse_offset};
pub use write::to_toml;

/// One problem of a playbook file: where, what, and what to do.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct FileError {
    /// The line, counted from 1.
    pub line: usize,
    /// The column in characters, counted from 1.
    pub column: usize,
    /// What is wrong, without a full stop.
    pub message: String,
    /// What to write instead, without a full stop.
    pub remedy: String,
}

impl fmt::Display for FileError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "line {}, column {}: {} ({})", self.line, self.column, self.message, self.remedy)
    }
}

/// Reads and checks one playbook file.
///
/// All problems that can be seen are reported at once, in the order of the file.
/// Total: any text gives an answer.
///
/// # Errors
/// Each problem with its line, column and remedy; never an empty list.
pub fn parse(text: &str) -> Result<Playbook, Vec<FileError>> {
    lower::playbook(text)
}

/// The built-in playbooks PB00 to PB12, PB15, PB16 and WITHDRAW, in this order.
#[must_use]
pub fn built_in() -> &'static [Playbook] {
    static PARSED: LazyLock<Vec<Playbook>> =
        LazyLock::new(|| TEXTS.iter().filter_map(|(_, text)| parse(text).ok()).collect());
    &PARSED
}

/// The built-in playbook with this key, in whatever case it is typed.
#[must_use]
pub fn built_in_playbook(key: &str) -> Option<&'static Playbook> {
    built_in().iter().find(|playbook| playbook.key.as_str().eq_ignore_ascii_case(key))
}

/// The file of a built-in playbook, comments included: what `rapport playbooks export` prints.
#[must_use]
pub fn built_in_text(key: &str) -> Option<&'static str> {
    TEXTS.iter().find(|(name, _)| name.eq_ignore_ascii_case(key)).map(|(_, text)| *text)
}

/// Each built-in file by its key.
const TEXTS: [(&str, &str); 17] = [
    ("PB00", include_str!("../playbooks/pb00.toml")),
    ("PB01", include_str!("../playbooks/pb01.toml")),
    ("PB02", include_str!("../playbooks/pb02.toml")),
    ("PB03", include_str!("../playbooks/pb03.toml")),
    ("PB04", include_str!("../playbooks/pb04.toml")),
    ("PB05", include_str!("../playbooks/pb05.toml")),
    ("PB06", include_str!("../playbooks/pb06.toml")),
    ("PB07", include_str!("../playbooks/pb07.toml")),
    ("PB08", include_str!("../playbooks/pb08.toml")),
    ("PB09", include_str!("../playbooks/pb09.toml")),
    ("PB10", include_str!("../playbooks/pb10.toml")),
    ("PB11", include_str!("../playbooks/pb11.toml")),
    ("PB12", include_str!("../playbooks/pb12.toml")),
    ("PB15", include_str!("../playbooks/pb15.toml")),
    ("PB15-CUSTOMER", include_str!("../playbooks/pb15-customer.toml")),
    ("PB16", include_str!("../playbooks/pb16.toml")),
    ("WITHDRAW", include_str!("../playbooks/withdraw.toml")),
];

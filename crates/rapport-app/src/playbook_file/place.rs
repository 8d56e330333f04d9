//! From a byte in the text to line and column.
//!
//! Here: only counting. Who complains about what is in `reader` and `check`.

use super::FileError;

/// The text of a file and the problems found in it so far.
pub(super) struct Findings<'t> {
    /// The whole file.
    text: &'t str,
    /// What was found, by byte.
    errors: Vec<(usize, FileError)>,
    /// Lines that could not be read, about which nothing more is said.
    quiet: Vec<usize>,
}

/// More complaints than anybody reads; keeps a wrong file from taking long.
const MOST: usize = 100;

impl<'t> Findings<'t> {
    /// Nothing found yet.
    pub(super) const fn new(text: &'t str) -> Self {
        Self { text, errors: Vec::new(), quiet: Vec::new() }
    }

    /// Notes a problem at a byte offset.
    pub(super) fn add(&mut self, at: usize, message: impl Into<String>, remedy: impl Into<String>) {
        if self.errors.len() >= MOST {
            return;
        }
        let (line, column) = line_and_column(self.text, at);
        if self.quiet.contains(&line) {
            return;
        }
        let error = FileError { line, column, message: message.into(), remedy: remedy.into() };
        self.errors.push((at, error));
    }

    /// True when nothing was found.
    pub(super) const fn is_empty(&self) -> bool {
        self.errors.is_empty()
    }

    /// The text with each line complained about so far blanked out, every other byte in its place.
    ///
    /// About the blanked lines nothing more is said.
    pub(super) fn blank_lines_so_far(&mut self) -> String {
        self.quiet = self.errors.iter().map(|(_, error)| error.line).collect();
        let mut readable = String::with_capacity(self.text.len());
        for (index, line) in self.text.split_inclusive('\n').enumerate() {
            if self.quiet.contains(&(index + 1)) {
                let newline = usize::from(line.ends_with('\n'));
                readable.extend(std::iter::repeat_n(' ', line.len() - newline));
                readable.push_str(&line[line.len() - newline..]);
            } else {
                readable.push_str(line);
            }
        }
        readable
    }

    /// What was found, in the order of the file, each only once.
    pub(super) fn into_errors(mut self) -> Vec<FileError> {
        self.errors.sort_by_key(|(at, _)| *at);
        let mut errors: Vec<FileError> = Vec::new();
        for (_, error) in self.errors {
            if !errors.contains(&error) {
                errors.push(error);
            }
        }
        errors
    }
}

/// Line and column of a byte, both from 1; past the end is the end.
fn line_and_column(text: &str, at: usize) -> (usize, usize) {
    let mut at = at.min(text.len());
    while !text.is_char_boundary(at) {
        at -= 1;
    }
    let before = &text[..at];
    let line = before.matches('\n').count() + 1;
    let start = before.rfind('\n').map_or(0, |newline| newline + 1);
    (line, before[start..].chars().count() + 1)
}

#[cfg(test)]
mod tests {
    use super::line_and_column;

    #[test]
    fn counts_lines_and_characters() {
        let text = "ab\näöx\n";
        assert_eq!(line_and_column(text, 0), (1, 1));
        assert_eq!(line_and_column(text, 3), (2, 1));
        assert_eq!(line_and_column(text, 7), (2, 3), "columns count characters, not bytes");
        assert_eq!(line_and_column(text, 4), (2, 1), "inside a character counts as its start");
        assert_eq!(line_and_column(text, 99), (3, 1));
    }
}

//! Lines nested into components (`BEGIN:VEVENT` … `END:VEVENT`), also where an end is missing.

use encoding_rs::{UTF_8, UTF_16BE, UTF_16LE, WINDOWS_1252};
use std::io::Read;

use crate::card::Defect;
use crate::content_line::{ContentLine, LogicalLines};
use crate::encoding::{Utf8Reader, detect};

/// How deep components may nest; what is deeper is read as if it stood higher.
const DEEPEST: usize = 8;

/// A component with its properties and parts.
#[derive(Clone, Debug, Default)]
pub(super) struct Component {
    /// Upper case, such as `VEVENT`.
    pub name: String,
    pub line: usize,
    pub properties: Vec<ContentLine>,
    pub parts: Vec<Component>,
}

impl Component {
    /// The first property of a name.
    pub fn property(&self, name: &str) -> Option<&ContentLine> {
        self.properties.iter().find(|property| property.name == name)
    }

    /// All properties of a name.
    pub fn all<'a>(&'a self, name: &'a str) -> impl Iterator<Item = &'a ContentLine> {
        self.properties.iter().filter(move |property| property.name == name)
    }
}

/// The components of a file, under a nameless one.
pub(super) fn parse(bytes: &[u8], defects: &mut Vec<Defect>) -> Component {
    let found = detect(bytes, true);
    let body = bytes.get(found.mark..).unwrap_or_default();
    let wide = found.encoding == UTF_16LE || found.encoding == UTF_16BE;
    let mut recoded = Vec::new();
    let body = if wide {
        // Reading from memory cannot fail.
        let _ = Utf8Reader::new(body, found.encoding).read_to_end(&mut recoded);
        recoded.as_slice()
    } else {
        body
    };
    let otherwise = if wide || found.encoding == UTF_8 { WINDOWS_1252 } else { found.encoding };
    let mut lines = LogicalLines::new(body);
    let mut open = vec![Component::default()];
    while let Ok(Some(logical)) = lines.next_line() {
        let Some(line) = ContentLine::parse(&logical, otherwise) else {
            note(defects, logical.line, "A line without a colon was left out.");
            continue;
        };
        if logical.repaired {
            note(defects, logical.line, "A line goes on in the next one without a mark.");
        }
        let name = line.value.trim().to_ascii_uppercase();
        match line.name.as_str() {
            "BEGIN" => {
                // An entry cannot stand in an entry: the one before was not ended.
                if is_entry(&name) && open.last().is_some_and(|last| is_entry(&last.name)) {
                    note(defects, line.line, "An entry begins before the one before it ends.");
                    close(&mut open);
                }
                if open.len() > DEEPEST {
                    close(&mut open);
                }
                open.push(Component { name, line: line.line, ..Component::default() });
            }
            "END" => {
                let known = open.iter().skip(1).rposition(|component| component.name == name);
                match known {
                    Some(at) => {
                        while open.len() > at + 1 {
                            close(&mut open);
                        }
                    }
                    None => note(defects, line.line, "An END has no BEGIN."),
                }
            }
            _ => {
                if let Some(last) = open.last_mut() {
                    last.properties.push(line);
                }
            }
        }
    }
    if open.len() > 1 {
        note(defects, open.last().map_or(0, |last| last.line), "END is missing.");
    }
    while open.len() > 1 {
        close(&mut open);
    }
    open.pop().unwrap_or_default()
}

fn is_entry(name: &str) -> bool {
    matches!(name, "VEVENT" | "VTODO" | "VJOURNAL")
}

fn close(open: &mut Vec<Component>) {
    if open.len() > 1
        && let Some(done) = open.pop()
        && let Some(parent) = open.last_mut()
    {
        parent.parts.push(done);
    }
}

fn note(defects: &mut Vec<Defect>, line: usize, message: &str) {
    if defects.len() < 100 {
        defects.push(Defect::at(line, message, "Export the calendar again, or compare the entry."));
    }
}

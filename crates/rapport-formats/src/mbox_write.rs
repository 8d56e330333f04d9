//! Mailboxes in one file written: the variant mboxrd, which [`crate::mbox`] and every mail program
//! read back as it was.

use std::io::{self, Write};

use jiff::Timestamp;

/// Writes one message: a separator line with the time in UTC (RFC 4155), the message with lines that
/// begin with `From ` protected, an empty line. Line ends become single line feeds, as a file has
/// them.
///
/// # Errors
/// What writing gave.
pub fn write_message(out: &mut impl Write, at: Timestamp, message: &[u8]) -> io::Result<()> {
    writeln!(out, "From MAILER-DAEMON {}", at.strftime("%a %b %e %H:%M:%S %Y"))?;
    let mut lines = message.split(|byte| *byte == b'\n').peekable();
    while let Some(line) = lines.next() {
        if line.is_empty() && lines.peek().is_none() {
            break;
        }
        let line = line.strip_suffix(b"\r").unwrap_or(line);
        let content = line.iter().position(|byte| *byte != b'>').unwrap_or(line.len());
        if line[content..].starts_with(b"From ") {
            out.write_all(b">")?;
        }
        out.write_all(line)?;
        out.write_all(b"\n")?;
    }
    out.write_all(b"\n")
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;
    use crate::mbox::{Reader, is_mbox};

    proptest! {
        #[test]
        fn what_is_written_is_read_back(
            messages in prop::collection::vec("(From |>+From |[ a-zA-Z0-9:>]{0,6}|\n){0,20}", 1..5),
        ) {
            let at: Timestamp = "2026-11-04T09:05:00Z".parse().unwrap();
            let mut file = Vec::new();
            for message in &messages {
                write_message(&mut file, at, message.replace('\n', "\r\n").as_bytes()).unwrap();
            }
            prop_assert!(is_mbox(&file));
            let mut reader = Reader::new(file.as_slice());
            let mut read = Vec::new();
            for message in &messages {
                prop_assert!(reader.read(&mut read).unwrap().is_some());
                let read = String::from_utf8(read.clone()).unwrap();
                prop_assert_eq!(read.trim_end_matches('\n'), message.trim_end_matches('\n'));
            }
            prop_assert!(reader.read(&mut read).unwrap().is_none());
        }
    }
}

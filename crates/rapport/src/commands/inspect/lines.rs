//! Things that are typed, or come in one a line.
//!
//! Here: `-` reads stdin, where each line is plain text or a JSON object with named inputs, and
//! gives exactly one object back, in order. Not here: what the inputs mean.

use std::io::{self, BufRead};

use rapport_app::inspect::{Problem, UnreadView};
use serde::Serialize;
use serde_json::{Map, Value};

use crate::failure::Failure;
use crate::output::Output;

/// One thing to look at.
#[derive(Clone, PartialEq, Debug)]
pub enum Input {
    /// As it was typed, without the line end.
    Text(String),
    /// With names.
    Named(Map<String, Value>),
}

impl Input {
    /// A line that begins with `{` and is a JSON object is one; everything else is text.
    pub fn of(line: &str) -> Self {
        match serde_json::from_str(line) {
            Ok(Value::Object(named)) => Self::Named(named),
            _ => Self::Text(line.to_owned()),
        }
    }

    /// The text, or the member that stands for it (`phone`, `name`).
    pub fn text(&self, member: &str) -> Option<&str> {
        match self {
            Self::Text(text) => Some(text),
            Self::Named(named) => named.get(member).and_then(Value::as_str),
        }
    }

    /// Another member; `None` of plain text.
    pub fn member(&self, name: &str) -> Option<&str> {
        match self {
            Self::Text(_) => None,
            Self::Named(named) => named.get(name).and_then(Value::as_str),
        }
    }
}

/// Looks at what was typed, or with `-` at each line of stdin, and prints one object for each, or
/// lets `print` show it to people. The answer is whether all could be understood.
pub fn each_input<T: Serialize>(
    typed: &str,
    output: &mut Output,
    mut read: impl FnMut(&Input) -> Result<T, Problem>,
    mut print: impl FnMut(&mut Output, &T) -> io::Result<()>,
) -> Result<bool, Failure> {
    let mut one = |input: &Input, line: Option<u64>, output: &mut Output| match read(input) {
        Ok(view) => output.one(&view, &mut print).map(|()| true),
        Err(problem) => {
            let error = Problem { line, ..problem };
            let unread = UnreadView { file: "-".to_owned(), error };
            output.one(&unread, |output, unread| {
                let place = line.map(|line| format!("Line {line}: ")).unwrap_or_default();
                let Problem { message, remedy, .. } = &unread.error;
                output.text(0, &format!("{place}{message}; {remedy}"))
            })?;
            Ok(false)
        }
    };
    if typed != "-" {
        return one(&Input::Text(typed.to_owned()), None, output);
    }
    let mut all_read = true;
    let mut stdin = io::stdin().lock();
    let mut line = Vec::new();
    for number in 1.. {
        line.clear();
        match stdin.read_until(b'\n', &mut line) {
            Ok(0) => break,
            Ok(_) => {}
            Err(error) => {
                let unread = UnreadView { file: "-".to_owned(), error: error.into() };
                output.json(&unread)?;
                return Ok(false);
            }
        }
        let text = String::from_utf8_lossy(&line);
        all_read &= one(&Input::of(text.trim_end_matches(['\n', '\r'])), Some(number), output)?;
    }
    Ok(all_read)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_line_is_text_or_an_object() {
        assert_eq!(Input::of("030 123").text("phone"), Some("030 123"));
        let named = Input::of(r#"{"phone": "030 123", "country": "DE"}"#);
        assert_eq!((named.text("phone"), named.member("country")), (Some("030 123"), Some("DE")));
        assert_eq!(Input::of("{broken").text("phone"), Some("{broken"));
        assert_eq!(Input::of("[1]"), Input::Text("[1]".to_owned()));
        assert_eq!(Input::of("{}").text("phone"), None);
    }
}

//! What people and scripts see on stdout.
//!
//! [`Output`] writes paragraphs that fit the terminal, or one JSON document a line. Everything is
//! readable without colour: bold and faint only repeat what words and indents say. Rendering of
//! notes, plans and the like lives in the files below; progress goes to stderr ([`progress`]).

pub mod act;
pub mod batch;
pub mod follow_up;
pub mod import;
pub mod note;
pub mod progress;
pub mod record;
mod wrap;

use std::io::{self, Stdout, Write};

use anstream::AutoStream;
use owo_colors::{OwoColorize, Style};
use serde::Serialize;

use crate::failure::Failure;

/// Narrower is not readable, wider is not pleasant.
const WIDTHS: std::ops::RangeInclusive<usize> = 40..=96;

/// Where answers go.
pub struct Output {
    stream: AutoStream<Stdout>,
    width: usize,
    json: bool,
    /// The last line was empty; a second one would only tear the page apart.
    torn: bool,
}

impl Output {
    /// To stdout; colour as the terminal and NO_COLOR wish.
    pub fn to_stdout(json: bool) -> Self {
        let columns = console::Term::stdout().size_checked().map_or(80, |(_, columns)| columns);
        let width = usize::from(columns).clamp(*WIDTHS.start(), *WIDTHS.end());
        Self { stream: AutoStream::auto(io::stdout()), width, json, torn: true }
    }

    /// JSON was asked for.
    pub fn is_json(&self) -> bool {
        self.json
    }

    /// One JSON document on one line.
    pub fn json(&mut self, value: &impl Serialize) -> Result<(), Failure> {
        let text = serde_json::to_string(value)?;
        writeln!(self.stream, "{text}")?;
        Ok(())
    }

    /// Prints each thing as a JSON line, or lets `print` show all of them to people.
    pub fn list<T: Serialize>(
        &mut self,
        things: &[T],
        print: impl FnOnce(&mut Self, &[T]) -> io::Result<()>,
    ) -> Result<(), Failure> {
        if self.json {
            return things.iter().try_for_each(|thing| self.json(thing));
        }
        print(self, things)?;
        Ok(())
    }

    /// Prints a thing as JSON, or lets `print` show it to people.
    pub fn one<T: Serialize>(
        &mut self,
        thing: &T,
        print: impl FnOnce(&mut Self, &T) -> io::Result<()>,
    ) -> Result<(), Failure> {
        if self.json {
            return self.json(thing);
        }
        print(self, thing)?;
        Ok(())
    }

    /// A sentence: `{"done": …}` in JSON.
    pub fn said(&mut self, sentence: &str) -> Result<(), Failure> {
        if self.json {
            return self.json(&serde_json::json!({ "done": sentence }));
        }
        self.text(0, sentence)?;
        Ok(())
    }

    /// Text as it is, without a line end of our own: files, scripts.
    pub fn raw(&mut self, text: &[u8]) -> io::Result<()> {
        self.stream.write_all(text)
    }

    /// An empty line, unless the last one was empty or nothing stands above it.
    pub fn gap(&mut self) -> io::Result<()> {
        if self.torn {
            return Ok(());
        }
        self.put("")
    }

    /// A heading.
    pub fn heading(&mut self, text: &str) -> io::Result<()> {
        self.styled(0, text, Style::new().bold())
    }

    /// A paragraph, wrapped.
    pub fn text(&mut self, indent: usize, text: &str) -> io::Result<()> {
        self.styled(indent, text, Style::new())
    }

    /// A paragraph that can be skipped.
    pub fn faint(&mut self, indent: usize, text: &str) -> io::Result<()> {
        self.styled(indent, text, Style::new().dimmed())
    }

    /// A paragraph in a style, wrapped.
    pub fn styled(&mut self, indent: usize, text: &str, style: Style) -> io::Result<()> {
        for line in wrap::lines(text, self.width.saturating_sub(indent)) {
            self.line(indent, &line, style)?;
        }
        Ok(())
    }

    /// A label in a column of its own, and a paragraph beside it.
    pub fn labelled(
        &mut self,
        indent: usize,
        label: &str,
        wide: usize,
        text: &str,
    ) -> io::Result<()> {
        if wrap::width(label) > wide {
            self.faint(indent, label)?;
            return self.text(indent + wide + 1, text);
        }
        let rest = self.width.saturating_sub(indent + wide + 1);
        let mut label = wrap::padded(label, wide);
        for line in wrap::lines(text, rest) {
            let shown = format!("{:indent$}{} {line}", "", label.dimmed());
            self.put(shown.trim_end())?;
            label = " ".repeat(wide);
        }
        Ok(())
    }

    /// A numbered headline; what belongs to it stands four columns in.
    pub fn numbered(&mut self, number: usize, text: &str) -> io::Result<()> {
        let mut mark = format!("{number:>2}  ");
        for line in wrap::lines(text, self.width.saturating_sub(4)) {
            self.put(&format!("{mark}{}", line.bold()))?;
            mark = "    ".to_owned();
        }
        Ok(())
    }

    /// Several short things on as few lines as fit, parted by three spaces; none is broken.
    pub fn row(&mut self, indent: usize, things: &[String]) -> io::Result<()> {
        for line in wrap::packed(things, "   ", self.width.saturating_sub(indent)) {
            self.line(indent, &line, Style::new().dimmed())?;
        }
        Ok(())
    }

    /// A table without lines; its last column may wrap.
    pub fn table(&mut self, header: &[&str], rows: Vec<Vec<String>>) -> io::Result<()> {
        let mut table = comfy_table::Table::new();
        table
            .load_style(comfy_table::presets::NOTHING)
            .set_content_arrangement(comfy_table::ContentArrangement::Dynamic)
            .set_width(u16::try_from(self.width).unwrap_or(80))
            .set_header(header.iter().copied())
            .add_rows(rows);
        for column in table.column_iter_mut() {
            column.set_padding((0, 2));
        }
        for line in table.to_string().lines() {
            self.put(line.trim_end())?;
        }
        Ok(())
    }

    fn line(&mut self, indent: usize, line: &str, style: Style) -> io::Result<()> {
        if line.is_empty() {
            return self.put("");
        }
        self.put(&format!("{:indent$}{}", "", line.style(style)))
    }

    fn put(&mut self, line: &str) -> io::Result<()> {
        self.torn = line.is_empty();
        writeln!(self.stream, "{line}")
    }
}

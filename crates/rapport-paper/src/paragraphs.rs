//! Plain text as elements that flow: paragraphs, lists, headings.
//!
//! Letters and briefs use it; where the elements come to stand is `flow`'s.

use crate::flow::{Content, Element};
use crate::page::Role;
use crate::text::{Shaper, Style};
use crate::trouble::Troubles;

/// A text is taken as wrapped by a mail program when all its lines but the last are this long.
const WRAPPED: std::ops::RangeInclusive<usize> = 55..=90;

/// Makes elements one after the other.
pub(crate) struct TextSetter<'a> {
    pub(crate) shaper: &'a mut Shaper,
    pub(crate) troubles: &'a mut Troubles,
    pub(crate) elements: Vec<Element>,
    /// The width of the column.
    pub(crate) width: f32,
    /// Distance of lines as a multiple of the size.
    pub(crate) leading: f32,
}

impl TextSetter<'_> {
    /// Distance of baselines in this style.
    pub(crate) fn pitch(&self, style: &Style<'_>) -> f32 {
        style.size * self.leading
    }

    /// A text as one element; a heading stays with what follows.
    pub(crate) fn push(&mut self, text: &str, style: &Style<'_>, role: Role, space_before: f32) {
        let lines = self.shaper.set(text, style, Some(self.width), self.troubles);
        if lines.is_empty() {
            return;
        }
        let with_next = role == Role::Heading;
        let pitch = self.pitch(style);
        self.elements.push(Element {
            role,
            content: Content::Lines { lines, size: style.size, pitch, mark: None },
            space_before,
            with_next,
            indent: 0.0,
        });
    }

    /// The last element stays with what comes.
    pub(crate) fn keep_last(&mut self) {
        if let Some(last) = self.elements.last_mut() {
            last.with_next = true;
        }
    }

    /// Paragraphs with an empty line between them; lines that begin with `- ` or `1. ` are lists.
    pub(crate) fn text(&mut self, text: &str, style: &Style<'_>) {
        let pitch = self.pitch(style);
        for paragraph in paragraphs(text) {
            match paragraph {
                Paragraph::Plain(text) => self.push(&text, style, Role::Paragraph, pitch * 0.65),
                Paragraph::Items(items) => {
                    for (place, (mark, text)) in items.iter().enumerate() {
                        let space = pitch * if place == 0 { 0.65 } else { 0.2 };
                        self.item(mark, text, style, space);
                    }
                }
            }
        }
    }

    fn item(&mut self, mark: &str, text: &str, style: &Style<'_>, space_before: f32) {
        if runs_leftwards(text) {
            // The mark belongs to the right of it, where the line begins.
            self.push(&format!("{mark} {text}"), style, Role::ListItem, space_before);
            return;
        }
        let indent = style.size * if mark == "•" { 1.2 } else { 1.6 };
        let lines = self.shaper.set(text, style, Some(self.width - indent), self.troubles);
        let mark = self.shaper.set(mark, style, None, self.troubles).into_iter().next();
        let pitch = self.pitch(style);
        self.elements.push(Element {
            role: Role::ListItem,
            content: Content::Lines { lines, size: style.size, pitch, mark },
            space_before,
            with_next: false,
            indent,
        });
    }
}

/// A paragraph of a plain text.
#[derive(Debug, PartialEq, Eq)]
enum Paragraph {
    Plain(String),
    /// Mark and text of each item.
    Items(Vec<(String, String)>),
}

/// Splits a text at its empty lines, and lists from what is around them.
fn paragraphs(text: &str) -> Vec<Paragraph> {
    let mut paragraphs = Vec::new();
    let text = text.replace("\r\n", "\n").replace('\r', "\n");
    let lines: Vec<&str> = text.lines().map(str::trim_end).collect();
    for block in lines.split(|line| line.trim().is_empty()) {
        let mut plain: Vec<&str> = Vec::new();
        let mut items: Vec<(String, String)> = Vec::new();
        for line in block {
            if let Some((mark, text)) = list_item(line) {
                if !plain.is_empty() {
                    paragraphs.push(Paragraph::Plain(joined(&std::mem::take(&mut plain))));
                }
                items.push((mark, text.to_owned()));
            } else if let (Some((_, last)), true) = (items.last_mut(), line.starts_with("  ")) {
                last.push(' ');
                last.push_str(line.trim());
            } else {
                if !items.is_empty() {
                    paragraphs.push(Paragraph::Items(std::mem::take(&mut items)));
                }
                plain.push(line);
            }
        }
        if !plain.is_empty() {
            paragraphs.push(Paragraph::Plain(joined(&plain)));
        }
        if !items.is_empty() {
            paragraphs.push(Paragraph::Items(items));
        }
    }
    paragraphs
}

/// Lines of one paragraph: as they are, unless a program wrapped them.
fn joined(lines: &[&str]) -> String {
    let wrapped = lines.len() > 1
        && lines[..lines.len() - 1].iter().all(|line| WRAPPED.contains(&line.chars().count()));
    lines.join(if wrapped { " " } else { "\n" })
}

/// `- text` or `1. text`, at most indented a little.
fn list_item(line: &str) -> Option<(String, &str)> {
    let line = line.strip_prefix("  ").unwrap_or(line);
    for bullet in ["- ", "* ", "• ", "– "] {
        if let Some(text) = line.strip_prefix(bullet) {
            return Some(("•".to_owned(), text.trim()));
        }
    }
    let digits = line.bytes().take_while(u8::is_ascii_digit).count();
    if !(1..=2).contains(&digits) {
        return None;
    }
    let text = line[digits..].strip_prefix(". ").or_else(|| line[digits..].strip_prefix(") "))?;
    Some((format!("{}.", &line[..digits]), text.trim()))
}

/// Whether the first letter with a direction is Hebrew, Arabic or of their kin.
fn runs_leftwards(text: &str) -> bool {
    text.chars()
        .find(|letter| letter.is_alphabetic())
        .is_some_and(|letter| matches!(u32::from(letter), 0x0590..=0x08FF | 0xFB1D..=0xFEFC))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_plain_text_becomes_paragraphs_and_lists() {
        let text = "One.\n\nTwo:\n- a\n- b\n  more\nThree\nfour\n\n1. x\n2. y";
        assert_eq!(
            paragraphs(text),
            [
                Paragraph::Plain("One.".into()),
                Paragraph::Plain("Two:".into()),
                Paragraph::Items(vec![("•".into(), "a".into()), ("•".into(), "b more".into())]),
                Paragraph::Plain("Three\nfour".into()),
                Paragraph::Items(vec![("1.".into(), "x".into()), ("2.".into(), "y".into())]),
            ]
        );
    }

    #[test]
    fn lines_that_a_program_wrapped_flow_again() {
        let line = "this line is about as long as mail programs make their lines, so";
        assert_eq!(
            paragraphs(&format!("{line}\nit goes on")),
            [Paragraph::Plain(format!("{line} it goes on"))]
        );
        assert_eq!(paragraphs("2024 was good\n\n\n"), [Paragraph::Plain("2024 was good".into())]);
    }
}

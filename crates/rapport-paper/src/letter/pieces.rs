//! The flowing parts of a letter: date, subject, salutation, paragraphs, lists, close.

use crate::code::squares;
use crate::flow::{Content, Element, moved};
use crate::layout::Sheet;
use crate::letter::Letter;
use crate::page::{Area, BLACK, Item, Role, points};
use crate::text::{SetLine, Shaper, Style};
use crate::trouble::Troubles;
use crate::words;

/// A text is taken as wrapped by a mail program when all its lines but the last are this long.
const WRAPPED: std::ops::RangeInclusive<usize> = 55..=90;
/// The side of a QR code that flows with the text, in millimetres.
const CODE_SIDE: f32 = 28.0;

/// Makes elements one after the other.
pub(super) struct Setter<'a> {
    shaper: &'a mut Shaper,
    sheet: &'a Sheet,
    letter: &'a Letter,
    size: f32,
    width: f32,
    troubles: &'a mut Troubles,
    elements: Vec<Element>,
}

impl<'a> Setter<'a> {
    pub(super) fn new(
        shaper: &'a mut Shaper,
        sheet: &'a Sheet,
        letter: &'a Letter,
        size: f32,
        troubles: &'a mut Troubles,
    ) -> Self {
        let (width, _) = sheet.paper.size();
        let width = points(width - sheet.margins.left - sheet.margins.right);
        Self { shaper, sheet, letter, size, width, troubles, elements: Vec::new() }
    }

    pub(super) fn into_elements(self) -> Vec<Element> {
        self.elements
    }

    fn pitch(&self) -> f32 {
        self.size * self.sheet.body.leading
    }

    fn style(&self) -> Style<'a> {
        Style::new(&self.sheet.fonts.text, self.size, &self.letter.language)
    }

    fn push(&mut self, text: &str, style: &Style<'_>, role: Role, space_before: f32) {
        let lines = self.shaper.set(text, style, Some(self.width), self.troubles);
        if lines.is_empty() {
            return;
        }
        let with_next = role == Role::Heading;
        self.elements.push(Element {
            role,
            content: Content::Lines { lines, size: self.size, pitch: self.pitch(), mark: None },
            space_before,
            with_next,
            indent: 0.0,
        });
    }

    pub(super) fn date(&mut self) {
        self.push(&self.letter.date, &self.style(), Role::Paragraph, 0.0);
    }

    pub(super) fn subject(&mut self) {
        if let Some(subject) = &self.letter.subject {
            let space = self.pitch();
            self.push(subject, &self.style().bold(), Role::Heading, space);
        }
    }

    pub(super) fn salutation(&mut self) {
        if let Some(salutation) = &self.letter.salutation {
            let space = self.pitch() * 1.3;
            self.push(salutation, &self.style(), Role::Paragraph, space);
            self.keep_last();
        }
    }

    /// The last element stays with what comes.
    fn keep_last(&mut self) {
        if let Some(last) = self.elements.last_mut() {
            last.with_next = true;
        }
    }

    pub(super) fn text(&mut self) {
        let between = self.pitch() * 0.65;
        for paragraph in paragraphs(&self.letter.text) {
            match paragraph {
                Paragraph::Plain(text) => {
                    self.push(&text, &self.style(), Role::Paragraph, between);
                }
                Paragraph::Items(items) => {
                    for (place, (mark, text)) in items.iter().enumerate() {
                        let space = if place == 0 { between } else { self.pitch() * 0.2 };
                        self.item(mark, text, space);
                    }
                }
            }
        }
    }

    fn item(&mut self, mark: &str, text: &str, space_before: f32) {
        if runs_leftwards(text) {
            // The mark belongs to the right of it, where the line begins.
            self.push(&format!("{mark} {text}"), &self.style(), Role::ListItem, space_before);
            return;
        }
        let indent = self.size * if mark == "•" { 1.2 } else { 1.9 };
        let style = self.style();
        let lines = self.shaper.set(text, &style, Some(self.width - indent), self.troubles);
        let mark = self.shaper.set(mark, &style, None, self.troubles).into_iter().next();
        self.elements.push(Element {
            role: Role::ListItem,
            content: Content::Lines { lines, size: self.size, pitch: self.pitch(), mark },
            space_before,
            with_next: false,
            indent,
        });
    }

    /// Closing words, room or picture for the signature, and the name: never parted.
    pub(super) fn closing(&mut self) {
        let Some(closing) = &self.letter.closing else { return };
        self.keep_last();
        let (style, pitch) = (self.style(), self.pitch());
        let mut items = Vec::new();
        let mut y = 0.0;
        let lines = self.shaper.set(closing, &style, Some(self.width), self.troubles);
        self.stack(lines, &mut y, &mut items);
        let room = points(self.sheet.body.signature);
        if let Some(signature) = &self.letter.signature {
            let height = room.min(points(60.0) / signature.proportion().max(0.01));
            let width = height * signature.proportion();
            let area = Area { left: 0.0, top: y + 2.0, width, height };
            items.push(Item::Picture { area, picture: signature.clone() });
            y += 2.0;
        }
        y += room + pitch * 0.2;
        let lines =
            self.shaper.set(&self.letter.sender.name, &style, Some(self.width), self.troubles);
        self.stack(lines, &mut y, &mut items);
        self.elements.push(Element {
            role: Role::Paragraph,
            content: Content::Whole { items, height: y },
            space_before: pitch,
            with_next: false,
            indent: 0.0,
        });
    }

    fn stack(&mut self, lines: Vec<SetLine>, y: &mut f32, items: &mut Vec<Item>) {
        let pitch = self.pitch();
        for line in lines {
            items.extend(line.at(0.0, *y + pitch / 2.0 + self.size * 0.33));
            *y += pitch;
        }
    }

    pub(super) fn enclosures(&mut self) {
        let enclosures = &self.letter.enclosures;
        if enclosures.is_empty() {
            return;
        }
        let word = words::enclosures(&self.letter.language, enclosures.len());
        let text = format!("{word}: {}", enclosures.join(", "));
        let (size, space) = (self.size, self.pitch() * 1.3);
        self.size = size - 1.0;
        let style = Style::new(&self.sheet.fonts.side, self.size, &self.letter.language);
        self.push(&text, &style, Role::Paragraph, space);
        self.size = size;
    }

    pub(super) fn code(&mut self) {
        let Some(content) = &self.letter.code else { return };
        let side = points(CODE_SIDE);
        let area = Area { left: 0.0, top: 0.0, width: side, height: side };
        let rects = squares(content, &area, self.troubles);
        let Some(first) = rects.first().copied() else { return };
        // The quiet zone is the paper's own white: the code itself stands on the margin.
        let item = moved(Item::Rects { rects, ink: BLACK }, -first.left, -first.top);
        self.elements.push(Element {
            role: Role::Figure("QR code".to_owned()),
            content: Content::Whole { items: vec![item], height: side - 2.0 * first.top },
            space_before: self.pitch(),
            with_next: false,
            indent: 0.0,
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

//! The flowing parts of a letter: date, subject, salutation, text, close, enclosures, code.

use crate::code::squares;
use crate::flow::{Content, Element, moved};
use crate::layout::{Piece, Sheet};
use crate::letter::Letter;
use crate::page::{Area, BLACK, Item, Role, points};
use crate::paragraphs::TextSetter;
use crate::text::{Align, SetLine, Shaper, Style};
use crate::trouble::Troubles;
use crate::words;

/// The side of a QR code that flows with the text, in millimetres.
const CODE_SIDE: f32 = 28.0;

/// Makes the elements of a letter one after the other.
pub(super) struct Setter<'a> {
    setter: TextSetter<'a>,
    style: Style<'a>,
    sheet: &'a Sheet,
    letter: &'a Letter,
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
        let leading = sheet.body.leading;
        let setter = TextSetter { shaper, troubles, elements: Vec::new(), width, leading };
        let mut style = Style::new(&sheet.fonts.text, size, &letter.language);
        if words::runs_leftwards(&letter.language) {
            // A name in Latin letters stands under the rest, not across the page.
            style.align = Align::Right;
        }
        Self { setter, style, sheet, letter }
    }

    pub(super) fn into_elements(self) -> Vec<Element> {
        self.setter.elements
    }

    fn pitch(&self) -> f32 {
        self.setter.pitch(&self.style)
    }

    pub(super) fn date(&mut self) {
        self.setter.push(&self.letter.date, &self.style, Role::Paragraph, 0.0);
    }

    pub(super) fn subject(&mut self) {
        if let Some(subject) = &self.letter.subject {
            let (style, space) = (self.style.clone().bold(), self.pitch());
            self.setter.push(subject, &style, Role::Heading, space);
        }
    }

    pub(super) fn salutation(&mut self) {
        if let Some(salutation) = &self.letter.salutation {
            let space = self.pitch() * 1.3;
            self.setter.push(salutation, &self.style, Role::Paragraph, space);
            self.setter.keep_last();
        }
    }

    pub(super) fn text(&mut self) {
        self.setter.text(&self.letter.text, &self.style);
    }

    /// Closing words, room or picture for the signature, and the name: never parted.
    pub(super) fn closing(&mut self) {
        let Some(closing) = &self.letter.closing else { return };
        self.setter.keep_last();
        let pitch = self.pitch();
        let mut items = Vec::new();
        let mut y = 0.0;
        self.stack(closing, &mut y, &mut items);
        let room = points(self.sheet.body.signature);
        if let Some(signature) = &self.letter.signature {
            let height = room.min(points(60.0) / signature.proportion().max(0.01));
            let width = height * signature.proportion();
            let area = Area { left: 0.0, top: y + 2.0, width, height };
            items.push(Item::Picture { area, picture: signature.clone() });
            y += 2.0;
        }
        y += room + pitch * 0.2;
        self.stack(&self.letter.sender.name, &mut y, &mut items);
        if let (Some(content), true) = (&self.letter.code, self.code_flows()) {
            // Beside the close, where it takes no room of its own, at the other margin.
            let leftwards = self.style.align == Align::Right;
            let left = if leftwards { 0.0 } else { self.setter.width - code_side() };
            let area = Area { left, ..code_area() };
            let rects = squares(content, &area, self.setter.troubles);
            if let Some(first) = rects.first() {
                // The quiet zone is the paper's own white: the code itself reaches the margin.
                let quiet = first.top;
                let aside = if leftwards { -quiet } else { quiet };
                items.push(moved(Item::Rects { rects, ink: BLACK }, aside, 0.0));
                y = y.max(code_side() - quiet);
            }
        }
        self.setter.elements.push(Element {
            role: Role::Paragraph,
            content: Content::Whole { items, height: y },
            space_before: pitch,
            with_next: false,
            indent: 0.0,
        });
    }

    fn stack(&mut self, text: &str, y: &mut f32, items: &mut Vec<Item>) {
        let (pitch, width) = (self.pitch(), self.setter.width);
        let lines: Vec<SetLine> =
            self.setter.shaper.set(text, &self.style, Some(width), self.setter.troubles);
        for line in lines {
            items.extend(line.at(0.0, *y + pitch / 2.0 + self.style.size * 0.33));
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
        // A page for this line alone would look like a mistake.
        self.setter.keep_last();
        let space = self.pitch() * 1.3;
        let size = self.style.size - 1.0;
        let style =
            Style::new(&self.sheet.fonts.side, size, &self.letter.language).align(self.style.align);
        self.setter.push(&text, &style, Role::Paragraph, space);
    }

    fn code_flows(&self) -> bool {
        self.sheet.code.is_none() && self.sheet.body.order.contains(&Piece::Code)
    }

    /// The code of a letter that has no close of its own.
    pub(super) fn code(&mut self) {
        let Some(content) = &self.letter.code else { return };
        if self.letter.closing.is_some() && self.sheet.body.order.contains(&Piece::Closing) {
            return;
        }
        let rects = squares(content, &code_area(), self.setter.troubles);
        let Some(first) = rects.first().copied() else { return };
        // The quiet zone is the paper's own white: the code itself stands on the margin.
        let item = moved(Item::Rects { rects, ink: BLACK }, -first.left, -first.top);
        let space_before = self.pitch();
        self.setter.keep_last();
        self.setter.elements.push(Element {
            role: Role::Figure("QR code".to_owned()),
            content: Content::Whole { items: vec![item], height: code_side() - 2.0 * first.top },
            space_before,
            with_next: false,
            indent: 0.0,
        });
    }
}

fn code_side() -> f32 {
    points(CODE_SIDE)
}

fn code_area() -> Area {
    Area { left: 0.0, top: 0.0, width: code_side(), height: code_side() }
}

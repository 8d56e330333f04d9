//! One page to read before a meeting, with room to write on while it happens.

use crate::document::Document;
use crate::flow::{Column, Element, flow, height};
use crate::layout::{Kind, Layout, Sheet};
use crate::page::{GREY, Item, PALE, Page, Role, points};
use crate::paragraphs::TextSetter;
use crate::text::Style;
use crate::trouble::{Trouble, Troubles};
use crate::typesetter::Typesetter;

/// Distance of the lines to write on, in millimetres.
const RULE: f32 = 8.0;
/// Fewer lines than this are no room to write on.
const LEAST_RULES: f32 = 4.0;

/// What a brief says.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Brief {
    /// BCP 47.
    pub language: String,
    /// Whom one meets.
    pub title: String,
    /// When and where, in one line.
    pub subtitle: Option<String>,
    /// In order of weight: what finds no room is left out from the end.
    pub sections: Vec<Section>,
    /// The heading over the lines to write on, such as `To thank for`; `None` for no lines.
    pub jot: Option<String>,
}

/// One part of a brief.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Section {
    /// A few words.
    pub heading: String,
    /// Paragraphs and lists, as in [`crate::Letter::text`].
    pub text: String,
}

impl Typesetter {
    /// Sets a brief on one page: smaller first, then without what is last.
    pub fn brief(&mut self, layout: &Layout, brief: &Brief) -> Document {
        let mut document = Document::new(&brief.title, &brief.language, "");
        let mut troubles = Troubles::default();
        if self.accepts(layout, Kind::Brief, "a brief", &mut troubles) {
            document.pages.push(self.brief_page(&layout.0, brief, &mut troubles));
        }
        document.troubles = troubles.into_list();
        document
    }

    fn brief_page(&mut self, sheet: &Sheet, brief: &Brief, troubles: &mut Troubles) -> Page {
        let (width, paper_height) = sheet.paper.size();
        let mut page = Page::new(points(width), points(paper_height));
        let column = Column {
            left: points(sheet.margins.left),
            top: points(sheet.body.top),
            bottom: points(paper_height - sheet.margins.bottom),
        };
        let reserve = if brief.jot.is_some() { points(RULE * (LEAST_RULES + 1.0)) } else { 0.0 };
        let room = column.bottom - column.top - reserve;
        let mut size = sheet.body.size;
        let mut kept = brief.sections.len();
        let mut elements = loop {
            let mut quiet = Troubles::default();
            let elements = self.brief_elements(sheet, brief, kept, size, &mut quiet);
            if height(&elements) <= room || (kept == 0 && size <= sheet.body.smallest) {
                troubles.take(quiet);
                break elements;
            }
            if size - 0.5 >= sheet.body.smallest {
                size -= 0.5;
            } else {
                size = sheet.body.smallest;
                kept = kept.saturating_sub(1);
            }
        };
        let mut left_out = brief.sections.len() - kept;
        // A title alone can be too long, too.
        while elements.len() > 1 && height(&elements) > room {
            elements.pop();
            left_out += 1;
        }
        if left_out > 0 {
            troubles.tell(Trouble::PageFull { left_out });
        }
        let end = column.top + height(&elements);
        let roles: Vec<Role> = elements.iter().map(|element| element.role.clone()).collect();
        for piece in flow(elements, |_| column) {
            if piece.page > 0 {
                continue;
            }
            let key = 10 + u32::try_from(piece.element).unwrap_or(0);
            match page.blocks.last_mut() {
                Some(last) if last.key == key => last.items.extend(piece.items),
                _ => {
                    let role = roles.get(piece.element).cloned().unwrap_or(Role::Paragraph);
                    page.push(role, key, piece.items);
                }
            }
        }
        if let Some(jot) = &brief.jot {
            self.rules(sheet, brief, jot, end, column, &mut page, troubles);
        }
        page
    }

    fn brief_elements(
        &mut self,
        sheet: &Sheet,
        brief: &Brief,
        kept: usize,
        size: f32,
        troubles: &mut Troubles,
    ) -> Vec<Element> {
        let (width, _) = sheet.paper.size();
        let mut setter = TextSetter {
            shaper: &mut self.shaper,
            troubles,
            elements: Vec::new(),
            width: points(width - sheet.margins.left - sheet.margins.right),
            leading: sheet.body.leading,
        };
        let text = Style::new(&sheet.fonts.side, size, &brief.language);
        setter.push(&brief.title, &text.clone().size(size + 8.0).bold(), Role::Heading, 0.0);
        if let Some(subtitle) = &brief.subtitle {
            setter.push(subtitle, &text.clone().ink(GREY), Role::Paragraph, 0.0);
        }
        for section in brief.sections.iter().take(kept) {
            let heading = text.clone().size(size + 1.0).bold();
            setter.push(&section.heading, &heading, Role::Heading, size * 0.9);
            let before = setter.elements.len();
            setter.text(&section.text, &text);
            if let Some(first) = setter.elements.get_mut(before) {
                first.space_before = 1.0;
            }
        }
        setter.elements
    }

    /// The heading and lines to write on, down to the lower margin.
    #[expect(clippy::too_many_arguments, reason = "the foot of one page, used once")]
    fn rules(
        &mut self,
        sheet: &Sheet,
        brief: &Brief,
        jot: &str,
        end: f32,
        column: Column,
        page: &mut Page,
        troubles: &mut Troubles,
    ) {
        let style = Style::new(&sheet.fonts.side, sheet.body.size + 1.0, &brief.language).bold();
        let right = page.width - points(sheet.margins.right);
        let width = right - column.left;
        let heading = end + points(RULE);
        let mut items = Vec::new();
        for line in self.shaper.set(jot, &style, Some(width), troubles).into_iter().take(1) {
            items.extend(line.at(column.left, heading));
        }
        page.push(Role::Heading, 1, items);
        let mut rules = Vec::new();
        let mut y = heading + points(RULE);
        while y <= column.bottom {
            rules.push(Item::Line {
                from: (column.left, y),
                to: (right, y),
                width: 0.4,
                ink: PALE,
            });
            y += points(RULE);
        }
        page.push(Role::Decoration, 2, rules);
    }
}

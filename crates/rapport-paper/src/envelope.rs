//! An envelope: who it is for, who it is from, and which end goes into the printer.

use crate::document::Document;
use crate::fit::fit;
use crate::layout::{Kind, Layout};
use crate::letter::{Recipient, Sender};
use crate::page::{Area, Guide, Page, Role, points};
use crate::text::Style;
use crate::trouble::Troubles;
use crate::typesetter::Typesetter;

/// What stands on an envelope.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Envelope {
    /// BCP 47 of the address.
    pub language: String,
    /// Whom it goes to.
    pub recipient: Recipient,
    /// Who sends it; `None` where the return address goes on the back by hand, as in Britain.
    pub sender: Option<Sender>,
}

impl Typesetter {
    /// Sets an envelope.
    pub fn envelope(&mut self, layout: &Layout, envelope: &Envelope) -> Document {
        let name = envelope.recipient.lines.first().map_or("", String::as_str);
        let author = envelope.sender.as_ref().map_or("", |sender| &sender.name);
        let mut document = Document::new(name, &envelope.language, author);
        let mut troubles = Troubles::default();
        if self.accepts(layout, Kind::Envelope, "an envelope", &mut troubles) {
            let sheet = &layout.0;
            let (width, height) = layout.paper_size();
            let mut page = Page::new(points(width), points(height));
            page.turns = true;
            let style = Style::new(&sheet.fonts.side, 10.0, &envelope.language);
            if let (Some(text_box), Some(sender)) = (&sheet.sender, &envelope.sender) {
                let style = style.clone().align(text_box.align);
                let lines = sender.postal_lines();
                let items = fit(
                    &mut self.shaper,
                    &lines,
                    text_box,
                    &style,
                    "return address",
                    &mut troubles,
                );
                page.push(Role::Paragraph, 1, items);
            }
            if let Some(text_box) = &sheet.address {
                let style = style.align(text_box.align);
                let lines = envelope.recipient.fit_lines();
                let items =
                    fit(&mut self.shaper, &lines, text_box, &style, "address", &mut troubles);
                page.push(Role::Paragraph, 2, items);
            }
            // Left end first, the side with the address up, is what most printers want; the
            // profile's turn is for the others.
            page.guides.push(Guide::Feed(Area {
                left: points(4.0),
                top: points(height / 2.0 - 3.0),
                width: points(14.0),
                height: points(6.0),
            }));
            document.pages.push(page);
        }
        document.troubles = troubles.into_list();
        document
    }
}

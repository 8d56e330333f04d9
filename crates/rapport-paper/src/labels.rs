//! Sheets of address labels, from any free place of a sheet that was begun before.

use crate::document::Document;
use crate::fit::fit;
use crate::layout::{Anchor, Grid, Kind, Layout, TextBox};
use crate::letter::Recipient;
use crate::page::{Area, Guide, Page, Role, points};
use crate::text::{Align, Style};
use crate::trouble::Troubles;
use crate::typesetter::Typesetter;

/// What stands on the labels.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Labels {
    /// BCP 47 of the sender.
    pub language: String,
    /// One label each, in order.
    pub recipients: Vec<Recipient>,
    /// How many places of the first sheet are used already; 0 for a fresh sheet.
    pub used: usize,
}

impl Typesetter {
    /// Sets sheets of labels, row by row from the left.
    pub fn labels(&mut self, layout: &Layout, labels: &Labels) -> Document {
        let mut document = Document::new(layout.title(), &labels.language, "");
        let mut troubles = Troubles::default();
        let accepted = self.accepts(layout, Kind::Labels, "labels", &mut troubles);
        if let (true, Some(grid)) = (accepted, &layout.0.grid) {
            let style =
                Style::new(&layout.0.fonts.side, grid.size, &labels.language).align(Align::Left);
            // A full sheet that is said to be used begins a fresh one.
            let used = labels.used % layout.places().max(1);
            for (number, recipient) in labels.recipients.iter().enumerate() {
                let (sheet, place) =
                    ((used + number) / layout.places(), (used + number) % layout.places());
                if sheet >= document.pages.len() {
                    document.pages.push(empty_sheet(layout, grid));
                }
                let text_box = text_box(grid, place);
                let lines = recipient.fit_lines();
                let items =
                    fit(&mut self.shaper, &lines, &text_box, &style, "label", &mut troubles);
                let key = u32::try_from(number).unwrap_or(u32::MAX);
                if let Some(page) = document.pages.last_mut() {
                    page.push(Role::Paragraph, key, items);
                }
            }
        }
        document.troubles = troubles.into_list();
        document
    }
}

/// A sheet with the edges of its places as guides.
pub(crate) fn empty_sheet(layout: &Layout, grid: &Grid) -> Page {
    let (width, height) = layout.paper_size();
    let mut page = Page::new(points(width), points(height));
    for place in 0..layout.places() {
        page.guides.push(Guide::Edge(area(grid, place)));
    }
    page
}

/// One place of a grid, counted row by row from the left.
pub(crate) fn area(grid: &Grid, place: usize) -> Area {
    let (column, row) = (place % grid.columns, place / grid.columns);
    Area {
        left: points(grid.left + grid.pitch_x * column as f32),
        top: points(grid.top + grid.pitch_y * row as f32),
        width: points(grid.width),
        height: points(grid.height),
    }
}

/// The room for text of a place: inside its inset, which absorbs what printer and sheet are off.
fn text_box(grid: &Grid, place: usize) -> TextBox {
    let (column, row) = (place % grid.columns, place / grid.columns);
    TextBox {
        left: grid.left + grid.pitch_x * column as f32 + grid.inset,
        top: grid.top + grid.pitch_y * row as f32 + grid.inset,
        width: grid.width - 2.0 * grid.inset,
        height: grid.height - 2.0 * grid.inset,
        size: grid.size,
        smallest: grid.smallest,
        leading: 1.18,
        align: Align::Left,
        anchor: Anchor::Middle,
    }
}

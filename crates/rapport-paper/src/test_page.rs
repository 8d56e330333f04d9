//! A page that shows how far a printer is off: rulers, and the boxes of a layout as they should lie.

use crate::document::Document;
use crate::fit::{FitLine, fit};
use crate::layout::{Anchor, Layout, TextBox};
use crate::page::{Area, BLACK, GREY, Item, Page, Role, points};
use crate::text::{Align, Style};
use crate::trouble::Troubles;
use crate::typesetter::Typesetter;

/// Where the two rulers stand, in millimetres from the left and upper edge.
const RULER: f32 = 20.0;
/// How long they are: what 100 % scale must measure.
const LENGTH: f32 = 100.0;

/// The words of a test page, which are the caller's.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct TestPage {
    /// BCP 47 of the words.
    pub language: String,
    /// The headline.
    pub title: String,
    /// What to measure and where to enter it, line by line.
    pub lines: Vec<String>,
}

impl Typesetter {
    /// Sets a test page for a layout's paper.
    ///
    /// A horizontal ruler of 100 mm lies exactly 20 mm under the upper edge and a vertical one 20 mm
    /// right of the left edge, both beginning where they cross: what is measured from the paper's
    /// edges to the rulers, less 20 mm, is what the printer is off. Window, address and the edges of labels
    /// are drawn as they should lie.
    pub fn test_page(&mut self, layout: &Layout, words: &TestPage) -> Document {
        let mut document = Document::new(&words.title, &words.language, "");
        let mut troubles = Troubles::default();
        let (width, height) = layout.paper_size();
        let mut page = Page::new(points(width), points(height));
        page.turns = layout.kind() == crate::layout::Kind::Envelope;
        let mut frames = Vec::new();
        if let Some(window) = &layout.0.window {
            frames.extend(frame(&window.area(), 0.6));
        }
        if let Some(address) = &layout.0.address {
            frames.extend(frame(&address.area(), 0.3));
        }
        if let Some(grid) = &layout.0.grid {
            for place in 0..layout.places() {
                frames.extend(frame(&crate::labels::area(grid, place), 0.3));
            }
        }
        page.push(Role::Decoration, 1, frames);
        page.push(Role::Figure("Rulers".to_owned()), 2, rulers(width, height));
        // On a small paper, beside the rulers; the words may lie over a frame.
        let text_box = TextBox {
            left: RULER + 6.0,
            top: RULER + 6.0,
            width: (width - RULER - 12.0).min(120.0),
            height: (height - RULER - 12.0).min(60.0),
            size: 10.0,
            smallest: 7.0,
            leading: 1.3,
            align: Align::Start,
            anchor: Anchor::Top,
        };
        let style = Style::new(&layout.0.fonts.side, 10.0, &words.language);
        let mut lines = vec![FitLine::bold(&words.title)];
        lines.extend(words.lines.iter().map(FitLine::plain));
        let items = fit(&mut self.shaper, &lines, &text_box, &style, "test page", &mut troubles);
        page.push(Role::Paragraph, 3, items);
        document.pages.push(page);
        document.troubles = troubles.into_list();
        document
    }
}

fn frame(area: &Area, width: f32) -> [Item; 4] {
    let corners = [
        (area.left, area.top),
        (area.right(), area.top),
        (area.right(), area.bottom()),
        (area.left, area.bottom()),
    ];
    std::array::from_fn(|side| Item::Line {
        from: corners[side],
        to: corners[(side + 1) % 4],
        width,
        ink: GREY,
    })
}

fn rulers(width: f32, height: f32) -> Vec<Item> {
    let line = |from: (f32, f32), to: (f32, f32)| Item::Line {
        from: (points(from.0), points(from.1)),
        to: (points(to.0), points(to.1)),
        width: 0.5,
        ink: BLACK,
    };
    let across = LENGTH.min(width - RULER - 5.0);
    let down = LENGTH.min(height - RULER - 5.0);
    let mut items = vec![
        line((RULER, RULER), (RULER + across, RULER)),
        line((RULER, RULER), (RULER, RULER + down)),
    ];
    let tick = |millimetre: u16| match millimetre {
        number if number % 10 == 0 => 4.0,
        number if number % 5 == 0 => 2.5,
        _ => 1.5,
    };
    for millimetre in 0..=100_u16 {
        let at = f32::from(millimetre);
        if at <= across {
            items.push(line((RULER + at, RULER), (RULER + at, RULER - tick(millimetre))));
        }
        if at <= down {
            items.push(line((RULER, RULER + at), (RULER - tick(millimetre), RULER + at)));
        }
    }
    items
}

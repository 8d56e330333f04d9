//! Business cards on sheets for cutting, and one's own QR code to be scanned from a screen or sheet.

use crate::code::squares;
use crate::document::Document;
use crate::fit::{FitLine, fit};
use crate::labels::{area, empty_sheet};
use crate::layout::{Anchor, Grid, Kind, Layout, Opening, TextBox};
use crate::letter::picture_in;
use crate::page::{Area, BLACK, GREY, Item, POINTS_PER_MM, Page, Role, points};
use crate::picture::Picture;
use crate::text::{Align, Style};
use crate::trouble::Troubles;
use crate::typesetter::Typesetter;

/// What stands on a business card.
#[derive(Clone, Debug, Default)]
pub struct Card {
    /// The name, printed larger.
    pub name: String,
    /// What one does and where, line by line, under the name.
    pub about: Vec<String>,
    /// Telephone, mail, address, line by line, at the foot.
    pub contact: Vec<String>,
    /// A picture in the upper right corner.
    pub logo: Option<Picture>,
    /// What the QR code holds, such as a vCard.
    pub code: Option<String>,
}

/// Sheets of one card.
#[derive(Clone, Debug, Default)]
pub struct Cards {
    /// BCP 47 of the card.
    pub language: String,
    /// The card.
    pub card: Card,
    /// How many sheets, at most 50.
    pub sheets: usize,
}

impl Typesetter {
    /// Sets sheets of business cards.
    pub fn cards(&mut self, layout: &Layout, cards: &Cards) -> Document {
        let mut document = Document::new(&cards.card.name, &cards.language, &cards.card.name);
        let mut troubles = Troubles::default();
        let accepted = self.accepts(layout, Kind::Cards, "business cards", &mut troubles);
        if let (true, Some(grid)) = (accepted, &layout.0.grid) {
            let mut page = empty_sheet(layout, grid);
            if grid.cut_marks {
                page.push(Role::Decoration, 0, cut_marks(layout, grid));
            }
            for place in 0..layout.places() {
                let place_area = area(grid, place);
                self.card(layout, grid, cards, place_area, place, &mut page, &mut troubles);
            }
            document.pages = vec![page; cards.sheets.clamp(1, 50)];
        }
        document.troubles = troubles.into_list();
        document
    }

    #[expect(clippy::too_many_arguments, reason = "one card's place on one page, used once")]
    fn card(
        &mut self,
        layout: &Layout,
        grid: &Grid,
        cards: &Cards,
        place: Area,
        number: usize,
        page: &mut Page,
        troubles: &mut Troubles,
    ) {
        let card = &cards.card;
        let style = Style::new(&layout.0.fonts.side, grid.size, &cards.language);
        let key = 10 + 4 * u32::try_from(number).unwrap_or(0);
        // From here on in millimetres, like a layout.
        let (left, top) = (place.left / POINTS_PER_MM, place.top / POINTS_PER_MM);
        let (left, top) = (left + grid.inset, top + grid.inset);
        let width = grid.width - 2.0 * grid.inset;
        let height = grid.height - 2.0 * grid.inset;
        let right_side =
            if card.code.is_some() || card.logo.is_some() { width * 0.36 } else { 0.0 };
        let text_width = width - right_side;
        let box_at = |top: f32, width: f32, height: f32, size: f32, anchor: Anchor| TextBox {
            left,
            top,
            width,
            height,
            size,
            smallest: grid.smallest.min(size),
            leading: 1.22,
            align: Align::Left,
            anchor,
        };
        let name_size = grid.size + 5.0;
        let name_height = 9.0;
        let name_box = box_at(top, text_width, name_height, name_size, Anchor::Top);
        let lines = [FitLine::bold(&card.name)];
        let items = fit(&mut self.shaper, &lines, &name_box, &style, "name on the card", troubles);
        page.push(Role::Heading, key, items);
        let about_height = (height - name_height) * 0.4;
        let about_box = box_at(top + name_height, text_width, about_height, grid.size, Anchor::Top);
        let lines: Vec<FitLine> = card.about.iter().map(FitLine::plain).collect();
        let items = fit(&mut self.shaper, &lines, &about_box, &style, "card", troubles);
        page.push(Role::Paragraph, key + 1, items);
        let contact_top = top + name_height + about_height + 1.0;
        let contact_height = height - name_height - about_height - 1.0;
        let contact_box =
            box_at(contact_top, text_width, contact_height, grid.size - 0.5, Anchor::Bottom);
        let lines: Vec<FitLine> = card.contact.iter().map(FitLine::plain).collect();
        let items = fit(&mut self.shaper, &lines, &contact_box, &style, "card", troubles);
        page.push(Role::Paragraph, key + 2, items);
        let side_left = left + text_width + 1.0;
        if let Some(logo) = &card.logo {
            let opening = Opening {
                left: side_left,
                top,
                width: right_side - 1.0,
                height: height * 0.3,
                align: Align::Right,
            };
            page.push(Role::Figure(card.name.clone()), key + 3, vec![picture_in(&opening, logo)]);
        }
        if let Some(content) = &card.code {
            let side =
                (right_side - 1.0).min(height * if card.logo.is_some() { 0.65 } else { 1.0 });
            let code_area = Area {
                left: points(left + width - side),
                top: points(top + height - side),
                width: points(side),
                height: points(side),
            };
            let rects = squares(content, &code_area, troubles);
            if !rects.is_empty() {
                let items = vec![Item::Rects { rects, ink: BLACK }];
                page.push(Role::Figure("QR code".to_owned()), key + 3, items);
            }
        }
    }

    /// One's own card as a QR code on a small page: SVG for the screen, PDF for a badge.
    ///
    /// `caption` stands under it.
    pub fn share_code(&mut self, content: &str, caption: &str, language: &str) -> Document {
        let mut document = Document::new(caption, language, "");
        let mut troubles = Troubles::default();
        let mut page = Page::new(points(80.0), points(92.0));
        let square =
            Area { left: points(4.0), top: points(4.0), width: points(72.0), height: points(72.0) };
        let rects = squares(content, &square, &mut troubles);
        if !rects.is_empty() {
            let items = vec![Item::Rects { rects, ink: BLACK }];
            page.push(Role::Figure("QR code".to_owned()), 1, items);
        }
        let text_box = TextBox {
            left: 5.0,
            top: 76.0,
            width: 70.0,
            height: 12.0,
            size: 12.0,
            smallest: 8.0,
            leading: 1.2,
            align: Align::Center,
            anchor: Anchor::Middle,
        };
        let style = Style::new(crate::fonts::SANS, 12.0, language).align(Align::Center);
        let lines = [FitLine::bold(caption)];
        let items = fit(&mut self.shaper, &lines, &text_box, &style, "caption", &mut troubles);
        page.push(Role::Paragraph, 2, items);
        document.pages.push(page);
        document.troubles = troubles.into_list();
        document
    }
}

/// Short lines outside the grid, where each cut begins and ends.
fn cut_marks(layout: &Layout, grid: &Grid) -> Vec<Item> {
    let (width, height) = layout.paper_size();
    let line = |from: (f32, f32), to: (f32, f32)| Item::Line {
        from: (points(from.0), points(from.1)),
        to: (points(to.0), points(to.1)),
        width: 0.3,
        ink: GREY,
    };
    let grid_right = grid.left + grid.pitch_x * (grid.columns - 1) as f32 + grid.width;
    let grid_bottom = grid.top + grid.pitch_y * (grid.rows - 1) as f32 + grid.height;
    let (across, down) =
        ((width - grid_right - 1.0).min(5.0), (height - grid_bottom - 1.0).min(5.0));
    let (left, top) = ((grid.left - 1.0).min(5.0), (grid.top - 1.0).min(5.0));
    let mut marks = Vec::new();
    for column in 0..grid.columns {
        let start = grid.left + grid.pitch_x * column as f32;
        for x in [start, start + grid.width] {
            marks.push(line((x, grid.top - 1.0 - top + 1.0), (x, grid.top - 1.0)));
            marks.push(line((x, grid_bottom + 1.0), (x, grid_bottom + down)));
        }
    }
    for row in 0..grid.rows {
        let start = grid.top + grid.pitch_y * row as f32;
        for y in [start, start + grid.height] {
            marks.push(line((grid.left - left, y), (grid.left - 1.0, y)));
            marks.push(line((grid_right + 1.0, y), (grid_right + across, y)));
        }
    }
    marks
}

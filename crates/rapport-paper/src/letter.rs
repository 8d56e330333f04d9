//! A letter: what it says, and its pages by a layout.
//!
//! `pieces` makes the flowing text of it. Envelopes are in `envelope`.

use crate::code::squares;
use crate::document::Document;
use crate::fit::{FitLine, fit};
use crate::flow::{Column, Element, flow};
use crate::layout::{Kind, Layout, Opening, Piece, Sheet};
use crate::page::{Area, BLACK, GREY, Guide, Item, Page, Role, points};
use crate::picture::Picture;
use crate::text::{Align, Style};
use crate::trouble::Troubles;
use crate::typesetter::Typesetter;
use crate::words;

mod pieces;

/// Whom it goes to: lines in the order of the recipient's country, as `rapport-core` gives them.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Recipient {
    /// Name, street, town and so on, without the country.
    pub lines: Vec<String>,
    /// The country, for mail abroad, in capitals in the sender's language; the last line.
    pub country_line: Option<String>,
}

impl Recipient {
    pub(crate) fn fit_lines(&self) -> Vec<FitLine> {
        self.lines.iter().chain(&self.country_line).map(FitLine::plain).collect()
    }

    fn name(&self) -> &str {
        self.lines.first().map_or("", String::as_str)
    }
}

/// Who writes.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Sender {
    /// The name as it is signed.
    pub name: String,
    /// The postal address without the name, line by line.
    pub address: Vec<String>,
    /// Telephone, mail and so on, as the user chose, line by line.
    pub contact: Vec<String>,
}

impl Sender {
    pub(crate) fn postal_lines(&self) -> Vec<FitLine> {
        std::iter::once(FitLine::bold(&self.name))
            .chain(self.address.iter().map(FitLine::plain))
            .collect()
    }

    fn all_lines(&self) -> Vec<FitLine> {
        let mut lines = self.postal_lines();
        lines.extend(self.contact.iter().map(FitLine::plain));
        lines
    }
}

/// What a letter says. Every text may be in any script that a font is there for.
#[derive(Clone, Debug, Default)]
pub struct Letter {
    /// BCP 47, such as `en-GB`: of the document, the page numbers and the word for enclosures.
    pub language: String,
    /// The PDF's title, such as `Letter to Dana Whitfield`.
    pub title: String,
    /// Who writes.
    pub sender: Sender,
    /// Whom it goes to.
    pub recipient: Recipient,
    /// The date in words of the letter's language.
    pub date: String,
    /// One line, printed bold.
    pub subject: Option<String>,
    /// `Dear Ms Whitfield,`
    pub salutation: Option<String>,
    /// Paragraphs with an empty line between them; lines that begin with `- ` are a list.
    pub text: String,
    /// `Yours sincerely,`; see [`crate::closing`]. `None` when the text holds it already.
    pub closing: Option<String>,
    /// A picture of the signature; without one, room to sign by hand is left under the closing.
    pub signature: Option<Picture>,
    /// What is enclosed.
    pub enclosures: Vec<String>,
    /// The letterhead's picture.
    pub logo: Option<Picture>,
    /// What a QR code on the letter holds, such as a vCard.
    pub code: Option<String>,
}

impl Typesetter {
    /// Sets a letter.
    ///
    /// Text that would run over to a second page is set a little smaller first, if that keeps it
    /// on one and the layout allows it.
    pub fn letter(&mut self, layout: &Layout, letter: &Letter) -> Document {
        let mut document = Document::new(&letter.title, &letter.language, &letter.sender.name);
        let mut troubles = Troubles::default();
        if self.accepts(layout, Kind::Letter, "a letter", &mut troubles) {
            let sheet = &layout.0;
            let (first, elements) = self.best_size(sheet, letter, &mut troubles);
            document.pages = self.letter_pages(sheet, letter, first, elements, &mut troubles);
        }
        document.troubles = troubles.into_list();
        document
    }

    /// The elements in the largest size that keeps the letter on one page, else in the layout's.
    fn best_size(
        &mut self,
        sheet: &Sheet,
        letter: &Letter,
        troubles: &mut Troubles,
    ) -> (Column, Vec<Element>) {
        let body = &sheet.body;
        let (_, height) = sheet.paper.size();
        let first = Column {
            left: points(sheet.margins.left),
            top: points(body.top),
            bottom: points(height - sheet.margins.bottom),
        };
        let mut size = body.size;
        let mut at_full_size = None;
        while size >= body.smallest - 0.01 {
            let mut quiet = Troubles::default();
            let elements = self.elements(sheet, letter, size, &mut quiet);
            let fits = first.top + crate::flow::height(&elements) <= first.bottom;
            if fits {
                troubles.take(quiet);
                return (first, elements);
            }
            at_full_size.get_or_insert((elements, quiet));
            size -= 0.5;
        }
        let (elements, quiet) = at_full_size.unwrap_or_default();
        troubles.take(quiet);
        (first, elements)
    }

    fn letter_pages(
        &mut self,
        sheet: &Sheet,
        letter: &Letter,
        first: Column,
        elements: Vec<Element>,
        troubles: &mut Troubles,
    ) -> Vec<Page> {
        let (width, height) = sheet.paper.size();
        let later = Column { top: points(sheet.margins.top), ..first };
        let roles: Vec<Role> = elements.iter().map(|element| element.role.clone()).collect();
        let placed = flow(elements, |page| if page == 0 { first } else { later });
        let count = placed.iter().map(|piece| piece.page + 1).max().unwrap_or(1);
        let mut pages: Vec<Page> =
            (0..count).map(|_| Page::new(points(width), points(height))).collect();
        if let Some(page) = pages.first_mut() {
            self.first_page(sheet, letter, page, troubles);
        }
        for (number, page) in pages.iter_mut().enumerate().skip(1) {
            self.page_number(sheet, letter, (number + 1, count), page, troubles);
        }
        for piece in placed {
            let Some(page) = pages.get_mut(piece.page) else { continue };
            // Numbers below 100 are the fixed blocks.
            let key = 100 + u32::try_from(piece.element).unwrap_or(0);
            let role = roles.get(piece.element).cloned().unwrap_or(Role::Paragraph);
            match page.blocks.last_mut() {
                Some(last) if last.key == key => last.items.extend(piece.items),
                _ => page.push(role, key, piece.items),
            }
        }
        pages
    }

    /// What has its own place on the first page.
    fn first_page(
        &mut self,
        sheet: &Sheet,
        letter: &Letter,
        page: &mut Page,
        troubles: &mut Troubles,
    ) {
        marks(sheet, page);
        if let Some(window) = &sheet.window {
            page.guides.push(Guide::Window(window.area()));
        }
        if let (Some(opening), Some(logo)) = (&sheet.logo, &letter.logo) {
            let items = vec![picture_in(opening, logo)];
            page.push(Role::Figure(letter.sender.name.clone()), 1, items);
        }
        let side = Style::new(&sheet.fonts.side, 10.0, &letter.language);
        if let Some(text_box) = &sheet.sender {
            let style = side.clone().align(text_box.align);
            let lines = letter.sender.all_lines();
            let items = fit(&mut self.shaper, &lines, text_box, &style, "sender block", troubles);
            page.push(Role::Paragraph, 2, items);
        }
        if let Some(text_box) = &sheet.return_line {
            let style = side.clone().align(text_box.align).ink(GREY);
            let line = return_line(&letter.sender);
            let items = fit(&mut self.shaper, &line, text_box, &style, "return line", troubles);
            // Said in the sender block already.
            page.push(Role::Decoration, 3, items);
        }
        if let Some(text_box) = &sheet.address {
            let style = side.clone().align(text_box.align);
            let lines = letter.recipient.fit_lines();
            let items = fit(&mut self.shaper, &lines, text_box, &style, "address", troubles);
            page.push(Role::Paragraph, 4, items);
        }
        if let Some(text_box) = &sheet.date {
            let style = Style::new(&sheet.fonts.text, text_box.size, &letter.language)
                .align(text_box.align);
            let lines = [FitLine::plain(&letter.date)];
            let items = fit(&mut self.shaper, &lines, text_box, &style, "date", troubles);
            page.push(Role::Paragraph, 5, items);
        }
        if let (Some(opening), Some(content)) = (&sheet.code, &letter.code) {
            let rects = squares(content, &opening.area(), troubles);
            if !rects.is_empty() {
                let items = vec![Item::Rects { rects, ink: BLACK }];
                page.push(Role::Figure("QR code".to_owned()), 6, items);
            }
        }
    }

    /// Whom, when and which page, on the pages after the first.
    fn page_number(
        &mut self,
        sheet: &Sheet,
        letter: &Letter,
        (number, count): (usize, usize),
        page: &mut Page,
        troubles: &mut Troubles,
    ) {
        let words = [
            letter.recipient.name(),
            &letter.date,
            &words::page_of(&letter.language, number, count),
        ]
        .into_iter()
        .filter(|word| !word.is_empty())
        .collect::<Vec<_>>()
        .join(" · ");
        let margins = &sheet.margins;
        let width = page.width - points(margins.left + margins.right);
        let style =
            Style::new(&sheet.fonts.side, 8.5, &letter.language).align(Align::Right).ink(GREY);
        let mut items = Vec::new();
        for line in self.shaper.set(&words, &style, Some(width), troubles).into_iter().take(1) {
            items.extend(line.at(points(margins.left), points((margins.top - 9.0).max(8.0))));
        }
        page.push(Role::Decoration, 7, items);
    }

    /// The flowing parts in the layout's order.
    fn elements(
        &mut self,
        sheet: &Sheet,
        letter: &Letter,
        size: f32,
        troubles: &mut Troubles,
    ) -> Vec<Element> {
        let mut setter = pieces::Setter::new(&mut self.shaper, sheet, letter, size, troubles);
        for piece in &sheet.body.order {
            match piece {
                Piece::Date if sheet.date.is_none() => setter.date(),
                Piece::Code if sheet.code.is_none() => setter.code(),
                Piece::Date | Piece::Code => {}
                Piece::Subject => setter.subject(),
                Piece::Salutation => setter.salutation(),
                Piece::Text => setter.text(),
                Piece::Closing => setter.closing(),
                Piece::Enclosures => setter.enclosures(),
            }
        }
        setter.into_elements()
    }
}

/// The sender in one line, for the window.
fn return_line(sender: &Sender) -> [FitLine; 1] {
    let words: Vec<&str> = std::iter::once(&sender.name)
        .chain(&sender.address)
        .map(|line| line.trim())
        .filter(|line| !line.is_empty())
        .collect();
    [FitLine::plain(words.join(" · "))]
}

/// A picture as large as its opening allows, in its own proportions.
pub(crate) fn picture_in(opening: &Opening, picture: &Picture) -> Item {
    let area = opening.area();
    let proportion = picture.proportion().max(0.01);
    let width = area.width.min(area.height * proportion);
    let height = width / proportion;
    let spare = area.width - width;
    let left = area.left
        + match opening.align {
            Align::Start | Align::Left => 0.0,
            Align::Center => spare / 2.0,
            Align::Right => spare,
        };
    Item::Picture { area: Area { left, top: area.top, width, height }, picture: picture.clone() }
}

/// Fold and hole marks at the left edge, as fine as they can be seen.
fn marks(sheet: &Sheet, page: &mut Page) {
    let mark = |at: f32, length: f32| Item::Line {
        from: (points(5.0), points(at)),
        to: (points(5.0 + length), points(at)),
        width: 0.3,
        ink: GREY,
    };
    let mut items: Vec<Item> = sheet.marks.fold.iter().map(|at| mark(*at, 3.5)).collect();
    items.extend(sheet.marks.hole.map(|at| mark(at, 6.0)));
    page.push(Role::Decoration, 8, items);
}

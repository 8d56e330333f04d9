//! Pages as PDF (krilla): embedded subsets of the fonts, tags, language and title.
//!
//! A printer that is a little off gets its own offsets here, and only here: the preview shows
//! the page as it should lie. The same pages give the same bytes.

use std::fmt;

use krilla::Document as PdfDocument;
use krilla::color::rgb;
use krilla::geom::{PathBuilder, Point, Rect, Transform};
use krilla::metadata::{DateTime, Metadata};
use krilla::page::PageSettings;
use krilla::paint::{Fill, Stroke};
use krilla::surface::Surface;
use krilla::tagging::{
    Artifact, ArtifactType, ContentTag, Identifier, ListNumbering, Node, SpanTag, Tag, TagGroup,
    TagTree,
};
use krilla::text::{GlyphId, KrillaGlyph};

use crate::document::{Document, Made};
use crate::page::{Area, Ink, Item, Page, Role, TextRun, points};

/// How the paper is turned in the printer, for envelopes above all.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Turn {
    /// As it is read.
    #[default]
    None,
    /// A quarter to the right: the upper edge of the design comes to the right.
    Right,
    /// Upside down.
    Half,
    /// A quarter to the left.
    Left,
}

/// What was measured on the test page of one printer.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct Printer {
    /// Millimetres that everything is moved to the right; negative: to the left.
    pub right_mm: f32,
    /// Millimetres that everything is moved down; negative: up.
    pub down_mm: f32,
    /// How envelopes are fed; letters and labels are never turned.
    pub turn: Turn,
}

/// The PDF could not be written, which is a fault of a font or of ours.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PdfFault(String);

impl fmt::Display for PdfFault {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "the PDF could not be written: {}", self.0)
    }
}

impl std::error::Error for PdfFault {}

/// Writes documents one after the other into one PDF.
pub struct PdfWriter {
    pdf: PdfDocument,
    tags: Vec<Node>,
    printer: Printer,
    metadata: Metadata,
    language: String,
    pages: usize,
}

impl fmt::Debug for PdfWriter {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("PdfWriter").field("pages", &self.pages).finish_non_exhaustive()
    }
}

impl PdfWriter {
    /// Begins a PDF of a title and a language (BCP 47, such as `de`).
    #[must_use]
    pub fn new(
        title: &str,
        language: &str,
        author: &str,
        made: Option<Made>,
        printer: Printer,
    ) -> Self {
        let mut metadata = Metadata::new()
            .title(title.to_owned())
            .language(language.to_owned())
            .creator("Rapport".to_owned());
        if !author.is_empty() {
            metadata = metadata.authors(vec![author.to_owned()]);
        }
        if let Some(made) = made {
            metadata =
                metadata.creation_date(DateTime::new(made.year).month(made.month).day(made.day));
        }
        Self {
            pdf: PdfDocument::new(),
            tags: Vec::new(),
            printer,
            metadata,
            language: language.to_owned(),
            pages: 0,
        }
    }

    /// Adds the pages of a document.
    pub fn add(&mut self, document: &Document) {
        let mut tags = Tags::default();
        for page in &document.pages {
            self.add_page(page, &mut tags);
        }
        let mut part = TagGroup::with_children(Tag::Part, tags.into_nodes());
        if document.language != self.language {
            part.tag.set_lang(Some(document.language.clone()));
        }
        if !part.children.is_empty() {
            self.tags.push(part.into());
        }
    }

    /// The bytes of the PDF.
    ///
    /// # Errors
    /// No page was added, or a font cannot be embedded.
    pub fn finish(mut self) -> Result<Vec<u8>, PdfFault> {
        if self.pages == 0 {
            return Err(PdfFault("there is no page".to_owned()));
        }
        self.pdf.set_tag_tree(TagTree::from(self.tags));
        self.pdf.set_metadata(self.metadata);
        self.pdf.finish().map_err(|fault| PdfFault(format!("{fault:?}")))
    }

    fn add_page(&mut self, page: &Page, tags: &mut Tags) {
        let turn = if page.turns { self.printer.turn } else { Turn::None };
        let (width, height) = match turn {
            Turn::None | Turn::Half => (page.width, page.height),
            Turn::Right | Turn::Left => (page.height, page.width),
        };
        let Some(settings) = PageSettings::from_wh(width, height) else { return };
        let mut pdf_page = self.pdf.start_page_with(settings);
        let mut surface = pdf_page.surface();
        // The offsets are measured on the sheet as the printer sees it: applied last.
        let (right, down) = (points(self.printer.right_mm), points(self.printer.down_mm));
        surface.push_transform(&Transform::from_translate(right, down));
        surface.push_transform(&match turn {
            Turn::None => Transform::identity(),
            Turn::Right => Transform::from_row(0.0, 1.0, -1.0, 0.0, page.height, 0.0),
            Turn::Half => Transform::from_row(-1.0, 0.0, 0.0, -1.0, page.width, page.height),
            Turn::Left => Transform::from_row(0.0, -1.0, 1.0, 0.0, 0.0, page.width),
        });
        for block in &page.blocks {
            let identifier = surface.start_tagged(match &block.role {
                Role::Decoration => ContentTag::Artifact(Artifact::with_kind(ArtifactType::Other)),
                Role::Paragraph | Role::Heading | Role::ListItem => {
                    ContentTag::Span(SpanTag::empty())
                }
                Role::Figure(_) => ContentTag::Other,
            });
            for item in &block.items {
                draw(&mut surface, item);
            }
            surface.end_tagged();
            tags.add(&block.role, block.key, identifier);
        }
        surface.pop();
        surface.pop();
        surface.finish();
        pdf_page.finish();
        self.pages += 1;
    }
}

impl Document {
    /// This document alone as PDF.
    ///
    /// # Errors
    /// See [`PdfWriter::finish`].
    pub fn pdf(&self, made: Option<Made>, printer: Printer) -> Result<Vec<u8>, PdfFault> {
        let mut writer = PdfWriter::new(&self.title, &self.language, &self.author, made, printer);
        writer.add(self);
        writer.finish()
    }
}

/// The structure of one document, gathered page by page.
#[derive(Default)]
struct Tags {
    groups: Vec<(u32, Role, TagGroup)>,
}

impl Tags {
    fn add(&mut self, role: &Role, key: u32, identifier: Identifier) {
        if *role == Role::Decoration {
            return;
        }
        if let Some((_, _, group)) = self
            .groups
            .iter_mut()
            .find(|(known, known_role, _)| *known == key && known_role == role)
        {
            group.push(identifier);
            return;
        }
        let mut group = match role {
            Role::Heading => TagGroup::new(Tag::Hn(std::num::NonZeroU16::MIN, None)),
            Role::Figure(words) => TagGroup::new(Tag::Figure(Some(words.clone()))),
            Role::Decoration | Role::Paragraph | Role::ListItem => TagGroup::new(Tag::P),
        };
        group.push(identifier);
        self.groups.push((key, role.clone(), group));
    }

    /// Neighbouring list items become one list.
    fn into_nodes(self) -> Vec<Node> {
        let mut nodes = Vec::new();
        let mut list: Option<TagGroup> = None;
        for (_, role, group) in self.groups {
            if role == Role::ListItem {
                let body = TagGroup::with_children(Tag::LBody, vec![group.into()]);
                let item = TagGroup::with_children(Tag::LI, vec![body.into()]);
                list.get_or_insert_with(|| TagGroup::new(Tag::L(ListNumbering::Disc))).push(item);
            } else {
                nodes.extend(list.take().map(Node::from));
                nodes.push(group.into());
            }
        }
        nodes.extend(list.map(Node::from));
        nodes
    }
}

fn draw(surface: &mut Surface<'_>, item: &Item) {
    match item {
        Item::Text(run) => draw_run(surface, run),
        Item::Line { from, to, width, ink } => {
            let mut path = PathBuilder::new();
            path.move_to(from.0, from.1);
            path.line_to(to.0, to.1);
            if let Some(path) = path.finish() {
                surface.set_fill(None);
                surface.set_stroke(Some(Stroke {
                    paint: colour(*ink).into(),
                    width: *width,
                    ..Stroke::default()
                }));
                surface.draw_path(&path);
                surface.set_stroke(None);
            }
        }
        Item::Rects { rects, ink } => {
            let mut path = PathBuilder::new();
            for rect in rects {
                if let Some(rect) = rectangle(rect) {
                    path.push_rect(rect);
                }
            }
            if let Some(path) = path.finish() {
                surface.set_fill(Some(fill(*ink)));
                surface.draw_path(&path);
            }
        }
        Item::Picture { area, picture } => picture.draw(surface, area),
    }
}

fn draw_run(surface: &mut Surface<'_>, run: &TextRun) {
    let glyphs: Vec<KrillaGlyph> = run
        .glyphs
        .iter()
        .map(|glyph| {
            KrillaGlyph::new(
                GlyphId::new(glyph.id),
                glyph.advance / run.size,
                glyph.shift_x / run.size,
                glyph.shift_y / run.size,
                0.0,
                glyph.range(),
                None,
            )
        })
        .collect();
    surface.set_fill(Some(fill(run.ink)));
    surface.draw_glyphs(
        Point::from_xy(run.x, run.baseline),
        &glyphs,
        run.face.pdf.clone(),
        &run.text,
        run.size,
        false,
    );
}

fn rectangle(area: &Area) -> Option<Rect> {
    Rect::from_xywh(area.left, area.top, area.width, area.height)
}

fn colour(ink: Ink) -> rgb::Color {
    rgb::Color::new(ink.0, ink.1, ink.2)
}

fn fill(ink: Ink) -> Fill {
    Fill { paint: colour(ink).into(), ..Fill::default() }
}

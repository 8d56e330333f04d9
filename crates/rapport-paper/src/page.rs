//! A page as placed things: glyphs, lines, filled squares, pictures. Both writers draw this.
//!
//! All lengths are PostScript points (1/72 inch) from the upper left corner of the page.
//! Not here: how things come to their places (`letter`, `flow`, `fit`).

use std::ops::Range;
use std::sync::Arc;

use crate::fonts::Face;
use crate::picture::Picture;

/// Points in a millimetre.
pub(crate) const POINTS_PER_MM: f32 = 72.0 / 25.4;

/// Millimetres as points.
pub(crate) fn points(millimetres: f32) -> f32 {
    millimetres * POINTS_PER_MM
}

/// A place and an extent on a page.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(crate) struct Area {
    pub(crate) left: f32,
    pub(crate) top: f32,
    pub(crate) width: f32,
    pub(crate) height: f32,
}

impl Area {
    pub(crate) fn right(&self) -> f32 {
        self.left + self.width
    }

    pub(crate) fn bottom(&self) -> f32 {
        self.top + self.height
    }
}

/// A colour by red, green and blue.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Ink(pub(crate) u8, pub(crate) u8, pub(crate) u8);

/// What text is printed in.
pub(crate) const BLACK: Ink = Ink(0, 0, 0);
/// For marks and lesser words; dark enough for a poor printer.
pub(crate) const GREY: Ink = Ink(90, 90, 90);
/// For lines to write on.
pub(crate) const PALE: Ink = Ink(165, 165, 165);

/// One glyph of a run.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct PlacedGlyph {
    /// The glyph's number in its font.
    pub(crate) id: u32,
    /// Distance to the next glyph.
    pub(crate) advance: f32,
    /// Shift of this glyph alone, to the right.
    pub(crate) shift_x: f32,
    /// Shift of this glyph alone, upwards.
    pub(crate) shift_y: f32,
    /// Start of the bytes of the run's text that this glyph shows.
    pub(crate) start: u32,
    /// End of the bytes of the run's text that this glyph shows.
    pub(crate) end: u32,
}

impl PlacedGlyph {
    pub(crate) fn range(&self) -> Range<usize> {
        self.start as usize..self.end as usize
    }
}

/// Glyphs of one font in one size, side by side.
#[derive(Clone, Debug)]
pub(crate) struct TextRun {
    pub(crate) face: Arc<Face>,
    pub(crate) size: f32,
    pub(crate) x: f32,
    pub(crate) baseline: f32,
    pub(crate) ink: Ink,
    /// The whole text that was set; the glyphs' ranges point into it.
    pub(crate) text: Arc<str>,
    pub(crate) glyphs: Vec<PlacedGlyph>,
}

impl TextRun {
    pub(crate) fn width(&self) -> f32 {
        self.glyphs.iter().map(|glyph| glyph.advance).sum()
    }

    /// The words of this run in reading order.
    pub(crate) fn words(&self) -> &str {
        let start = self.glyphs.iter().map(|glyph| glyph.start).min().unwrap_or(0);
        let end = self.glyphs.iter().map(|glyph| glyph.end).max().unwrap_or(0);
        self.text.get(start as usize..end as usize).unwrap_or("")
    }
}

/// Something drawn.
#[derive(Clone, Debug)]
pub(crate) enum Item {
    Text(TextRun),
    /// A straight line of a width.
    Line {
        from: (f32, f32),
        to: (f32, f32),
        width: f32,
        ink: Ink,
    },
    /// Filled rectangles of one colour.
    Rects {
        rects: Vec<Area>,
        ink: Ink,
    },
    Picture {
        area: Area,
        picture: Picture,
    },
}

/// What a block is to someone who hears the page instead of seeing it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Role {
    /// Marks, page numbers, what is said elsewhere already.
    Decoration,
    Paragraph,
    Heading,
    /// Neighbouring items form one list.
    ListItem,
    /// A picture with the words that stand for it.
    Figure(String),
}

/// Things that belong together in reading order.
#[derive(Clone, Debug)]
pub(crate) struct Block {
    pub(crate) role: Role,
    /// The same number on two pages: one paragraph, broken.
    pub(crate) key: u32,
    pub(crate) items: Vec<Item>,
}

/// What the preview shows and print does not.
#[derive(Clone, Debug, PartialEq)]
pub(crate) enum Guide {
    /// The window of the envelope.
    Window(Area),
    /// The edge of a label or card.
    Edge(Area),
    /// Which end goes into the printer first: an arrow in this area.
    Feed(Area),
}

/// One side of one sheet.
#[derive(Clone, Debug)]
pub(crate) struct Page {
    pub(crate) width: f32,
    pub(crate) height: f32,
    pub(crate) blocks: Vec<Block>,
    pub(crate) guides: Vec<Guide>,
    /// Whether the printer's way of feeding envelopes counts here.
    pub(crate) turns: bool,
}

impl Page {
    pub(crate) fn new(width: f32, height: f32) -> Self {
        Self { width, height, blocks: Vec::new(), guides: Vec::new(), turns: false }
    }

    /// Adds a block of its own; nothing if there is nothing to draw.
    pub(crate) fn push(&mut self, role: Role, key: u32, items: Vec<Item>) {
        if !items.is_empty() {
            self.blocks.push(Block { role, key, items });
        }
    }

    /// All runs of text in drawing order.
    pub(crate) fn runs(&self) -> impl Iterator<Item = &TextRun> {
        self.blocks.iter().flat_map(|block| &block.items).filter_map(|item| match item {
            Item::Text(run) => Some(run),
            Item::Line { .. } | Item::Rects { .. } | Item::Picture { .. } => None,
        })
    }
}

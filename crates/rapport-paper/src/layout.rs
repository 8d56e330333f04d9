//! A layout is data: where things stand on a paper, in millimetres, as TOML that users can copy
//! and change. `docs/layouts.md` describes each key.
//!
//! Here: the values and how they are read. `check`: what TOML cannot say about them, with the
//! line and the remedy. `built_in`: the layouts that come with the program.

use std::fmt;

use serde::Deserialize;

use crate::fonts::{SANS, SERIF};
use crate::page::{Area, points};
use crate::text::Align;

mod built_in;
mod check;
#[cfg(test)]
mod tests;

pub use check::LayoutFault;

/// What a layout is for.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Kind {
    /// A letter with an address, perhaps for a window, and text that may run over pages.
    Letter,
    /// An envelope.
    Envelope,
    /// A sheet of address labels.
    Labels,
    /// A sheet of business cards.
    Cards,
    /// A one-page brief before a meeting.
    Brief,
}

/// A checked layout.
#[derive(Clone, Debug, PartialEq)]
pub struct Layout(pub(crate) Sheet);

impl Layout {
    /// Reads and checks a layout in TOML.
    ///
    /// # Errors
    /// All faults found, each with its line and what to do.
    pub fn parse(toml: &str) -> Result<Self, Vec<LayoutFault>> {
        check::parse(toml).map(Self)
    }

    /// The built-in layout of this name.
    #[must_use]
    pub fn built_in(name: &str) -> Option<Self> {
        let text = built_in::text(name)?;
        Self::parse(text).ok()
    }

    /// The names of all built-in layouts.
    #[must_use]
    pub fn built_in_names() -> Vec<&'static str> {
        built_in::LAYOUTS.iter().map(|(name, _)| *name).collect()
    }

    /// The TOML of a built-in layout, to copy and change.
    #[must_use]
    pub fn built_in_text(name: &str) -> Option<&'static str> {
        built_in::text(name)
    }

    /// The short name, such as `din-5008-b`.
    #[must_use]
    pub fn name(&self) -> &str {
        &self.0.name
    }

    /// The name for people.
    #[must_use]
    pub fn title(&self) -> &str {
        &self.0.title
    }

    /// What it is for.
    #[must_use]
    pub fn kind(&self) -> Kind {
        self.0.kind
    }

    /// Width and height of the paper in millimetres.
    #[must_use]
    pub fn paper_size(&self) -> (f32, f32) {
        self.0.paper.size()
    }

    /// How many labels or cards a sheet has; 1 for other kinds.
    #[must_use]
    pub fn places(&self) -> usize {
        self.0.grid.as_ref().map_or(1, |grid| grid.columns * grid.rows)
    }

    /// The window of the envelope that this letter goes into: left, top, width, height in
    /// millimetres.
    #[must_use]
    pub fn window(&self) -> Option<(f32, f32, f32, f32)> {
        self.0.window.as_ref().map(|window| (window.left, window.top, window.width, window.height))
    }
}

impl fmt::Display for Layout {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0.title)
    }
}

/// The file as it stands.
#[derive(Clone, Debug, PartialEq, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Sheet {
    pub(crate) name: String,
    pub(crate) title: String,
    pub(crate) kind: Kind,
    pub(crate) paper: Paper,
    #[serde(default)]
    pub(crate) fonts: FontNames,
    #[serde(default)]
    pub(crate) margins: Margins,
    pub(crate) window: Option<Opening>,
    pub(crate) return_line: Option<TextBox>,
    pub(crate) address: Option<TextBox>,
    pub(crate) sender: Option<TextBox>,
    pub(crate) date: Option<TextBox>,
    pub(crate) logo: Option<Opening>,
    pub(crate) code: Option<Opening>,
    #[serde(default)]
    pub(crate) body: Body,
    #[serde(default)]
    pub(crate) marks: Marks,
    pub(crate) grid: Option<Grid>,
}

/// A paper by name or by size.
#[derive(Clone, Debug, PartialEq, Deserialize)]
#[serde(untagged)]
pub(crate) enum Paper {
    Named(PaperName),
    Sized([f32; 2]),
}

/// ISO 216, ISO 269 and the sizes of the United States.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize)]
pub(crate) enum PaperName {
    A4,
    A5,
    Letter,
    #[serde(rename = "DL")]
    Dl,
    C4,
    C5,
    C6,
    #[serde(rename = "#10")]
    Ten,
}

impl Paper {
    /// Width and height in millimetres; envelopes lie on their long side.
    pub(crate) fn size(&self) -> (f32, f32) {
        match self {
            Self::Sized([width, height]) => (*width, *height),
            Self::Named(name) => match name {
                PaperName::A4 => (210.0, 297.0),
                PaperName::A5 => (148.0, 210.0),
                PaperName::Letter => (215.9, 279.4),
                PaperName::Dl => (220.0, 110.0),
                PaperName::C4 => (324.0, 229.0),
                PaperName::C5 => (229.0, 162.0),
                PaperName::C6 => (162.0, 114.0),
                PaperName::Ten => (241.3, 104.8),
            },
        }
    }
}

/// The families of the text and of everything around it.
#[derive(Clone, Debug, PartialEq, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub(crate) struct FontNames {
    pub(crate) text: String,
    pub(crate) side: String,
}

impl Default for FontNames {
    fn default() -> Self {
        Self { text: SERIF.to_owned(), side: SANS.to_owned() }
    }
}

/// Distances from the edges, for text that flows; `top` counts from the second page on.
#[derive(Clone, Debug, PartialEq, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub(crate) struct Margins {
    pub(crate) left: f32,
    pub(crate) right: f32,
    pub(crate) top: f32,
    pub(crate) bottom: f32,
}

impl Default for Margins {
    fn default() -> Self {
        Self { left: 25.0, right: 20.0, top: 25.0, bottom: 20.0 }
    }
}

/// A place without text of its own.
#[derive(Clone, Debug, PartialEq, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Opening {
    pub(crate) left: f32,
    pub(crate) top: f32,
    pub(crate) width: f32,
    pub(crate) height: f32,
    #[serde(default)]
    pub(crate) align: Align,
}

impl Opening {
    pub(crate) fn area(&self) -> Area {
        Area {
            left: points(self.left),
            top: points(self.top),
            width: points(self.width),
            height: points(self.height),
        }
    }
}

/// Where the lines gather when a box is not full.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "lowercase")]
pub(crate) enum Anchor {
    #[default]
    Top,
    Middle,
    Bottom,
}

/// A place with lines of text.
#[derive(Clone, Debug, PartialEq, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct TextBox {
    pub(crate) left: f32,
    pub(crate) top: f32,
    pub(crate) width: f32,
    pub(crate) height: f32,
    /// In points.
    #[serde(default = "ten")]
    pub(crate) size: f32,
    /// In points: how small it may become before that is worth telling.
    #[serde(default = "eight")]
    pub(crate) smallest: f32,
    /// Distance of lines as a multiple of the size.
    #[serde(default = "close")]
    pub(crate) leading: f32,
    /// Left even for scripts that run leftwards: the post wants one left margin.
    #[serde(default = "left")]
    pub(crate) align: Align,
    #[serde(default)]
    pub(crate) anchor: Anchor,
}

fn ten() -> f32 {
    10.0
}

fn eight() -> f32 {
    8.0
}

fn left() -> Align {
    Align::Left
}

fn close() -> f32 {
    1.2
}

impl TextBox {
    pub(crate) fn area(&self) -> Area {
        Area {
            left: points(self.left),
            top: points(self.top),
            width: points(self.width),
            height: points(self.height),
        }
    }
}

/// What flows in a letter, piece by piece.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "lowercase")]
pub(crate) enum Piece {
    Date,
    Subject,
    Salutation,
    Text,
    Closing,
    Enclosures,
    Code,
}

/// The text that flows.
#[derive(Clone, Debug, PartialEq, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub(crate) struct Body {
    /// Millimetres from the upper edge of the first page.
    pub(crate) top: f32,
    /// In points.
    pub(crate) size: f32,
    /// In points: how small the text may become so that a letter stays on one page.
    pub(crate) smallest: f32,
    pub(crate) leading: f32,
    /// Millimetres that a signature by hand needs.
    pub(crate) signature: f32,
    pub(crate) order: Vec<Piece>,
}

impl Default for Body {
    fn default() -> Self {
        Self {
            top: 100.0,
            size: 11.0,
            smallest: 10.0,
            leading: 1.35,
            signature: 14.0,
            order: vec![
                Piece::Date,
                Piece::Subject,
                Piece::Salutation,
                Piece::Text,
                Piece::Closing,
                Piece::Enclosures,
                Piece::Code,
            ],
        }
    }
}

/// Short lines at the left edge for folding and punching, in millimetres from above.
#[derive(Clone, Debug, Default, PartialEq, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub(crate) struct Marks {
    pub(crate) fold: Vec<f32>,
    pub(crate) hole: Option<f32>,
}

/// Rows and columns of equal places.
#[derive(Clone, Debug, PartialEq, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Grid {
    pub(crate) columns: usize,
    pub(crate) rows: usize,
    pub(crate) left: f32,
    pub(crate) top: f32,
    pub(crate) width: f32,
    pub(crate) height: f32,
    /// From the left edge of a place to that of the next one.
    pub(crate) pitch_x: f32,
    /// From the upper edge of a place to that of the one below.
    pub(crate) pitch_y: f32,
    /// What stays free inside each place, because printers and sheets are a little off.
    #[serde(default = "inset")]
    pub(crate) inset: f32,
    /// In points.
    #[serde(default = "ten")]
    pub(crate) size: f32,
    #[serde(default = "seven")]
    pub(crate) smallest: f32,
    /// Whether cutting marks are printed around the grid.
    #[serde(default)]
    pub(crate) cut_marks: bool,
}

fn inset() -> f32 {
    3.0
}

fn seven() -> f32 {
    7.0
}

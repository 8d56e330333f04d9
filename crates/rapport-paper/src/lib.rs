//! Letters, envelopes, labels, cards and briefs on paper: as PDF, and the same page as SVG.
//!
//! The way of a page: a [`Layout`] (data, see `docs/layouts.md`) and what is to be said (such as
//! a [`Letter`]) go to a [`Typesetter`], which gives a [`Document`]: pages of placed glyphs,
//! lines and pictures, and the [`Trouble`]s met. Two writers draw a document, [`PdfWriter`] and
//! [`Document::svg`], from the same placed glyphs, so that preview and print cannot differ.
//!
//! - [`Fonts`]: what letters look like; two families are shipped, others are given as bytes.
//! - `text`: shaping and line breaking (parley); `flow`: page breaks; `fit`: lines into a box.
//! - `letter`, `envelope`, `labels`, `cards`, `brief`, `test_page`, `code`: one file per thing printed.
//! - `picture`, `drawing`: logos and signatures; SVG is read into plain paths and drawn anew.
//!
//! Nothing is read from the machine: no font, no picture, no clock. The same values give the
//! same bytes. Not here: the words of a letter (templates are the application's), the order of
//! an address's lines (`rapport-core`), what was printed or posted.

#![cfg_attr(test, allow(clippy::unwrap_used, clippy::expect_used))]

mod brief;
mod cards;
mod closing;
mod code;
mod document;
mod drawing;
mod envelope;
mod fit;
mod flow;
mod fonts;
mod labels;
mod layout;
mod letter;
mod page;
mod paragraphs;
mod pdf;
mod picture;
mod svg;
mod test_page;
mod text;
mod trouble;
mod typesetter;
mod words;

pub use brief::{Brief, Section};
pub use cards::{Card, Cards};
pub use closing::{Formality, closing};
pub use document::{Document, Made};
pub use envelope::Envelope;
pub use fonts::{FontFault, Fonts};
pub use labels::Labels;
pub use layout::{Kind, Layout, LayoutFault};
pub use letter::{Letter, Recipient, Sender};
pub use pdf::{PdfFault, PdfWriter, Printer, Turn};
pub use picture::{Picture, PictureFault};
pub use svg::Guides;
pub use test_page::TestPage;
pub use trouble::Trouble;
pub use typesetter::Typesetter;

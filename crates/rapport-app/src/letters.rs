//! Paper: letters, envelopes, labels, cards and briefs, printed and posted by hand.
//!
//! A letter step is done by hand: it is printed here, the user posts it and ticks "posted", and only
//! that counts as sent. Nothing is printed for a place that was ruled out (but for the polite
//! withdrawal), nor for somebody who wants nothing.
//!
//! | where | what |
//! |---|---|
//! | `subject` | who is meant, in which order, and what stands in the way |
//! | `queue` | the letters that wait, with the day they should be posted and would arrive |
//! | `address`, `text` | the address block of a contact; a draft as the parts of a letter |
//! | `pictures` | the logo and the signature that the user handed in |
//! | `press` | layouts, fonts and pictures of the paper folder; setting pages off the runtime |
//! | `printing`, `posted` | PDF and preview; what was printed, what was posted |
//! | `printer` | what was measured of a printer, the test page |
//! | `brief`, `own_card` | one page before a meeting; the user's own business cards |
//!
//! What is not here: how a page is set (`rapport-paper`), what a step is for (`rapport-core`).

mod address;
mod brief;
mod own_card;
mod pictures;
mod posted;
mod press;
mod printer;
mod printing;
mod queue;
mod subject;
mod text;

use serde::Serialize;

pub use pictures::{LARGEST, PictureFile, PictureKind, PictureView};

/// What to print, for whom and on what.
#[derive(Clone, Debug, Default)]
pub struct PrintInput {
    /// Names, addresses, ids or rows; empty is everything that waits.
    pub who: Vec<String>,
    /// Only people met at this event, or with this tag.
    pub event: Option<String>,
    /// The layout's name, where it is not the usual one.
    pub layout: Option<String>,
    /// The envelope's layout, where it is not the usual one.
    pub envelope: Option<String>,
    /// Each letter is followed by its envelope.
    pub with_envelopes: bool,
    /// The printer's name, where it is not the usual one.
    pub printer: Option<String>,
    /// Print although words would be missing on the page.
    pub anyway: bool,
    /// Labels of the first sheet that are gone already.
    pub used: usize,
    /// Leave out the code with the sender's details.
    pub without_code: bool,
}

/// One letter or envelope that waits to be printed and posted.
#[derive(Clone, PartialEq, Eq, Debug, Serialize)]
pub struct LetterView {
    /// The follow-up's id.
    pub follow_up: String,
    /// The contact's id.
    pub contact: String,
    /// The contact's name.
    pub name: String,
    /// Where they are.
    pub organisation: Option<String>,
    /// The step's title.
    pub title: String,
    /// `letter`, or `envelope` where nothing is written.
    pub kind: String,
    /// The lines of the address, the country last; empty where none is known.
    pub address: Vec<String>,
    /// The last moment to post it, RFC 3339.
    pub post_by: Option<String>,
    /// The same in words.
    pub post_by_words: Option<String>,
    /// "3 to 4 working days".
    pub days: String,
    /// The day it arrives about, if it is posted today.
    pub arrives: String,
    /// Why it would come too late, if it would.
    pub too_late: Option<String>,
    /// Why it is not printed, if so.
    pub obstacle: Option<String>,
    /// What to do about that.
    pub remedy: Option<String>,
    /// When it was printed, in words.
    pub printed: Option<String>,
    /// The text is another one since.
    pub changed: bool,
    /// The event they were met at.
    pub event: Option<String>,
}

/// What was printed.
#[derive(Clone, PartialEq, Eq, Debug, Default, Serialize)]
pub struct PrintedView {
    /// Pages in the PDF.
    pub pages: usize,
    /// For whom, in the order of the pages.
    pub names: Vec<String>,
    /// The layouts used.
    pub layouts: Vec<String>,
    /// What to know before it is posted.
    pub sentences: Vec<String>,
    /// Who was left out, and why.
    pub left_out: Vec<String>,
}

/// A PDF, and what it holds.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Printed {
    /// The file.
    pub pdf: Vec<u8>,
    /// What it holds.
    pub view: PrintedView,
}

/// A page as it will be printed.
#[derive(Clone, PartialEq, Debug)]
pub struct PreviewView {
    /// The page as an SVG file that stands alone.
    pub svg: String,
    /// How many pages there are.
    pub pages: usize,
    /// Width and height of this one, in millimetres.
    pub size: (f32, f32),
    /// What to know before it is printed.
    pub sentences: Vec<String>,
}

/// A layout that can be chosen.
#[derive(Clone, PartialEq, Eq, Debug, Serialize)]
pub struct LayoutView {
    /// Its name.
    pub name: String,
    /// What it is, for people.
    pub title: String,
    /// `letter`, `envelope`, `labels`, `cards` or `brief`.
    pub kind: String,
    /// It is the usual one of its kind.
    pub is_usual: bool,
    /// It is a file of the user's.
    pub is_own: bool,
    /// What is wrong with the file, line by line; the built-in one stands in meanwhile.
    pub faults: Vec<String>,
}

/// A printer as it was measured.
#[derive(Clone, PartialEq, Debug, Serialize)]
pub struct PrinterView {
    /// What the user calls it.
    pub name: String,
    /// Millimetres that everything is moved to the right.
    pub right: f64,
    /// Millimetres that everything is moved down.
    pub down: f64,
    /// How envelopes are fed: `none`, `right`, `half` or `left`.
    pub turn: String,
    /// It is the one used when none is named.
    pub is_usual: bool,
}

/// A printer as it is measured.
#[derive(Clone, PartialEq, Debug, Default)]
pub struct PrinterInput {
    /// What the user calls it.
    pub name: String,
    /// Millimetres that everything is moved to the right; as it was if `None`.
    pub right: Option<f64>,
    /// Millimetres that everything is moved down; as it was if `None`.
    pub down: Option<f64>,
    /// How envelopes are fed; as it was if `None`.
    pub turn: Option<String>,
}

/// What to read before a meeting.
#[derive(Clone, PartialEq, Eq, Debug, Serialize)]
pub struct BriefView {
    /// The contact's id.
    pub contact: String,
    /// Whom one meets.
    pub title: String,
    /// When and where.
    pub subtitle: Option<String>,
    /// Heading and text, the weightiest first.
    pub sections: Vec<BriefSection>,
}

/// One part of a brief.
#[derive(Clone, PartialEq, Eq, Debug, Serialize)]
pub struct BriefSection {
    /// A few words.
    pub heading: String,
    /// One thing each.
    pub lines: Vec<String>,
}

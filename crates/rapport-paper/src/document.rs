//! A set document: its pages, its language and title, and the troubles met.

use crate::page::{Item, Page};
use crate::trouble::Trouble;

/// The day a document says it was made on; a value, never the clock.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Made {
    /// The year, such as 2026.
    pub year: u16,
    /// 1 to 12.
    pub month: u8,
    /// 1 to 31.
    pub day: u8,
}

/// Pages ready for both writers.
#[derive(Clone, Debug)]
pub struct Document {
    pub(crate) title: String,
    pub(crate) language: String,
    pub(crate) author: String,
    pub(crate) pages: Vec<Page>,
    pub(crate) troubles: Vec<Trouble>,
}

impl Document {
    pub(crate) fn new(title: &str, language: &str, author: &str) -> Self {
        Self {
            title: title.to_owned(),
            language: language.to_owned(),
            author: author.to_owned(),
            pages: Vec::new(),
            troubles: Vec::new(),
        }
    }

    /// How many sides of paper it has.
    #[must_use]
    pub fn pages(&self) -> usize {
        self.pages.len()
    }

    /// What a person should know before printing; empty when all is as it was meant.
    #[must_use]
    pub fn troubles(&self) -> &[Trouble] {
        &self.troubles
    }

    /// Width and height of a page in millimetres, pages counted from 0.
    #[must_use]
    pub fn page_size(&self, page: usize) -> Option<(f32, f32)> {
        let page = self.pages.get(page)?;
        Some((page.width / crate::page::POINTS_PER_MM, page.height / crate::page::POINTS_PER_MM))
    }

    /// The pages in words: each piece of text with its place, size and font, and what else is
    /// drawn. For comparing in tests; places are rounded to a tenth of a point.
    #[must_use]
    pub fn describe(&self) -> String {
        use std::fmt::Write;
        let mut out = String::new();
        let mut faces: Vec<usize> = Vec::new();
        for (number, page) in self.pages.iter().enumerate() {
            // Writing to a string cannot fail.
            let _ = writeln!(out, "page {} {:.1} x {:.1}", number + 1, page.width, page.height);
            for run in page.runs() {
                if !faces.contains(&run.face.number) {
                    faces.push(run.face.number);
                }
            }
            for block in &page.blocks {
                let _ = writeln!(out, " {:?}", block.role);
                for item in &block.items {
                    let _ = match item {
                        Item::Text(run) => writeln!(
                            out,
                            "  {:.1} {:.1} {:.1} wide, {:.1} pt, face {}: {}",
                            run.x,
                            run.baseline,
                            run.width(),
                            run.size,
                            faces.iter().position(|face| *face == run.face.number).unwrap_or(0),
                            run.words().trim_end()
                        ),
                        Item::Line { from, to, .. } => writeln!(
                            out,
                            "  line {:.1} {:.1} to {:.1} {:.1}",
                            from.0, from.1, to.0, to.1
                        ),
                        Item::Rects { rects, .. } => writeln!(out, "  {} squares", rects.len()),
                        Item::Picture { area, .. } => writeln!(
                            out,
                            "  picture {:.1} {:.1} {:.1} x {:.1}",
                            area.left, area.top, area.width, area.height
                        ),
                    };
                }
            }
        }
        out
    }
}

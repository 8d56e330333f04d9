//! Pages as SVG: the glyphs' own outlines at the places where the PDF has them.
//!
//! A page is one self-contained file for `<img>` or a frame: no script, no font, no address of
//! anything outside. Guides (the window, a label's edge, the way into the printer) are drawn on
//! request and never printed.

use std::collections::BTreeSet;
use std::fmt::Write;

use crate::document::Document;
use crate::page::{Area, Guide, Ink, Item, Page, TextRun};

/// Whether the preview shows what is not printed.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Guides {
    /// Only what is printed.
    #[default]
    Hidden,
    /// With the envelope's window, edges of labels, and the feed direction.
    Shown,
}

impl Document {
    /// One page, counted from 0, as SVG. `None` if there is no such page.
    #[must_use]
    pub fn svg(&self, page: usize, guides: Guides) -> Option<String> {
        let page = self.pages.get(page)?;
        let mut out = String::with_capacity(64 * 1024);
        // Writing to a string cannot fail, here and below.
        let _ = write!(
            out,
            "<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"{w}pt\" height=\"{h}pt\" \
             viewBox=\"0 0 {w} {h}\" role=\"img\" xml:lang=\"{}\"><title>{}</title>",
            escape(&self.language),
            escape(&self.title),
            w = short(page.width),
            h = short(page.height),
        );
        let _ = write!(
            out,
            "<rect width=\"{}\" height=\"{}\" fill=\"#fff\"/>",
            short(page.width),
            short(page.height)
        );
        let faces = define(page, &mut out);
        for item in page.blocks.iter().flat_map(|block| &block.items) {
            draw(item, &faces, &mut out);
        }
        if guides == Guides::Shown {
            for guide in &page.guides {
                draw_guide(guide, &mut out);
            }
        }
        out.push_str("</svg>");
        Some(out)
    }
}

/// Writes each outline that the page uses, once. Gives the faces in the order of their first use,
/// so that a page does not depend on what was set before it.
fn define(page: &Page, out: &mut String) -> Vec<usize> {
    let mut faces: Vec<usize> = Vec::new();
    let mut known: BTreeSet<(usize, u32)> = BTreeSet::new();
    out.push_str("<defs>");
    for run in page.runs() {
        if !faces.contains(&run.face.number) {
            faces.push(run.face.number);
        }
        let face = position(&faces, run);
        for glyph in &run.glyphs {
            if known.insert((face, glyph.id)) {
                let outline = run.face.outline(glyph.id);
                let _ = write!(out, "<path id=\"g{face}-{}\" d=\"{outline}\"/>", glyph.id);
            }
        }
    }
    out.push_str("</defs>");
    faces
}

/// The number of a run's face on this page.
fn position(faces: &[usize], run: &TextRun) -> usize {
    faces.iter().position(|face| *face == run.face.number).unwrap_or(0)
}

fn draw(item: &Item, faces: &[usize], out: &mut String) {
    match item {
        Item::Text(run) => draw_run(run, faces, out),
        Item::Line { from, to, width, ink } => {
            let _ = write!(
                out,
                "<path d=\"M{} {}L{} {}\" stroke=\"{}\" stroke-width=\"{}\"/>",
                short(from.0),
                short(from.1),
                short(to.0),
                short(to.1),
                colour(*ink),
                short(*width)
            );
        }
        Item::Rects { rects, ink } => {
            let _ = write!(out, "<path fill=\"{}\" d=\"", colour(*ink));
            for rect in rects {
                let _ = write!(
                    out,
                    "M{} {}h{}v{}h-{}z",
                    short(rect.left),
                    short(rect.top),
                    short(rect.width),
                    short(rect.height),
                    short(rect.width)
                );
            }
            out.push_str("\"/>");
        }
        Item::Picture { area, picture } => {
            let _ = write!(
                out,
                "<image x=\"{}\" y=\"{}\" width=\"{}\" height=\"{}\" \
                 preserveAspectRatio=\"none\" href=\"{}\"/>",
                short(area.left),
                short(area.top),
                short(area.width),
                short(area.height),
                picture.data_address()
            );
        }
    }
}

fn draw_run(run: &TextRun, faces: &[usize], out: &mut String) {
    let face = position(faces, run);
    let scale = run.size / run.face.units_per_em();
    let _ = write!(
        out,
        "<g transform=\"matrix({scale:.6} 0 0 -{scale:.6} {} {})\" fill=\"{}\">",
        short(run.x),
        short(run.baseline),
        colour(run.ink)
    );
    let mut x = 0.0;
    for glyph in &run.glyphs {
        let is_blank = run.text.get(glyph.range()).is_some_and(|text| text.trim().is_empty());
        if !is_blank {
            let _ = write!(
                out,
                "<use href=\"#g{face}-{}\" x=\"{:.0}\"",
                glyph.id,
                (x + glyph.shift_x) / scale
            );
            if glyph.shift_y != 0.0 {
                let _ = write!(out, " y=\"{:.0}\"", glyph.shift_y / scale);
            }
            out.push_str("/>");
        }
        x += glyph.advance;
    }
    out.push_str("</g>");
}

fn draw_guide(guide: &Guide, out: &mut String) {
    let (area, stroke, dash) = match guide {
        Guide::Window(area) => (area, "#0a6ebd", " stroke-dasharray=\"6 3\""),
        Guide::Edge(area) => (area, "#999", ""),
        Guide::Feed(area) => return draw_feed(area, out),
    };
    let _ = write!(
        out,
        "<rect x=\"{}\" y=\"{}\" width=\"{}\" height=\"{}\" rx=\"3\" fill=\"none\" \
         stroke=\"{stroke}\" stroke-width=\"0.8\"{dash}/>",
        short(area.left),
        short(area.top),
        short(area.width),
        short(area.height)
    );
}

/// An arrow to the left edge: the end that goes in first.
fn draw_feed(area: &Area, out: &mut String) {
    let middle = area.top + area.height / 2.0;
    let _ = write!(
        out,
        "<path d=\"M{} {}H{}M{} {}L{} {}L{} {}\" fill=\"none\" stroke=\"#0a6ebd\" \
         stroke-width=\"1.5\"/>",
        short(area.right()),
        short(middle),
        short(area.left),
        short(area.left + area.height / 2.0),
        short(area.top),
        short(area.left),
        short(middle),
        short(area.left + area.height / 2.0),
        short(area.bottom())
    );
}

/// A number with at most two places: a hundredth of a point is finer than any printer.
fn short(number: f32) -> String {
    let text = format!("{number:.2}");
    let text = text.trim_end_matches('0').trim_end_matches('.');
    if text == "-0" { "0".to_owned() } else { text.to_owned() }
}

fn colour(ink: Ink) -> String {
    format!("#{:02x}{:02x}{:02x}", ink.0, ink.1, ink.2)
}

fn escape(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for letter in text.chars() {
        match letter {
            '&' => out.push_str("&amp;"),
            '<' => out.push_str("&lt;"),
            '>' => out.push_str("&gt;"),
            '"' => out.push_str("&quot;"),
            other if other.is_control() => {}
            other => out.push(other),
        }
    }
    out
}

//! Text into lines of placed glyphs: shaping, direction, fonts for each script, line breaks.
//!
//! Lines come out with their left end at 0 and their baseline at 0; `flow` and `fit` move them.

use std::borrow::Cow;
use std::sync::Arc;

use parley::style::{FontFamily, FontFamilyName, FontStyle, FontWeight, OverflowWrap};
use parley::{Alignment, AlignmentOptions, LayoutContext, StyleProperty};

use crate::fonts::Fonts;
use crate::page::{BLACK, Ink, Item, PlacedGlyph, TextRun};
use crate::trouble::Troubles;

/// Where a line stands in the width it has. `Start` is right for scripts that run leftwards.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, serde::Deserialize)]
#[serde(rename_all = "lowercase")]
pub(crate) enum Align {
    #[default]
    Start,
    Left,
    Center,
    Right,
}

/// How a text looks.
#[derive(Clone, Debug)]
pub(crate) struct Style<'a> {
    pub(crate) family: &'a str,
    pub(crate) size: f32,
    pub(crate) bold: bool,
    pub(crate) italic: bool,
    pub(crate) ink: Ink,
    pub(crate) align: Align,
    pub(crate) language: &'a str,
}

impl<'a> Style<'a> {
    pub(crate) fn new(family: &'a str, size: f32, language: &'a str) -> Self {
        Self { family, size, bold: false, italic: false, ink: BLACK, align: Align::Start, language }
    }

    pub(crate) fn bold(mut self) -> Self {
        self.bold = true;
        self
    }

    pub(crate) fn ink(mut self, ink: Ink) -> Self {
        self.ink = ink;
        self
    }

    pub(crate) fn align(mut self, align: Align) -> Self {
        self.align = align;
        self
    }

    pub(crate) fn size(mut self, size: f32) -> Self {
        self.size = size;
        self
    }
}

/// One line of set text.
#[derive(Clone, Debug, Default)]
pub(crate) struct SetLine {
    pub(crate) runs: Vec<TextRun>,
    /// What is seen of it: without the space at its end.
    pub(crate) width: f32,
}

impl SetLine {
    /// The line's runs with their origin moved to `x` and their baseline to `baseline`.
    pub(crate) fn at(self, x: f32, baseline: f32) -> impl Iterator<Item = Item> {
        self.runs.into_iter().map(move |mut run| {
            run.x += x;
            run.baseline += baseline;
            Item::Text(run)
        })
    }

    /// The words on it.
    pub(crate) fn words(&self) -> String {
        self.runs.iter().map(TextRun::words).collect::<Vec<_>>().concat().trim().to_owned()
    }
}

/// The shaper and its fonts.
#[derive(Clone)]
pub(crate) struct Shaper {
    pub(crate) fonts: Fonts,
    scratch: LayoutContext<()>,
}

impl Shaper {
    pub(crate) fn new(fonts: Fonts) -> Self {
        Self { fonts, scratch: LayoutContext::new() }
    }

    /// Sets a text, broken where it holds line ends and where `width` is full; `None` never breaks
    /// by itself.
    ///
    /// An empty line of the text stays an empty line.
    pub(crate) fn set(
        &mut self,
        text: &str,
        style: &Style<'_>,
        width: Option<f32>,
        troubles: &mut Troubles,
    ) -> Vec<SetLine> {
        let mut lines = Vec::new();
        for piece in text.lines() {
            let clean = clean(piece);
            if clean.is_empty() {
                lines.push(SetLine::default());
            } else {
                self.set_piece(&clean, style, width, troubles, &mut lines);
            }
        }
        lines
    }

    fn set_piece(
        &mut self,
        text: &str,
        style: &Style<'_>,
        width: Option<f32>,
        troubles: &mut Troubles,
        lines: &mut Vec<SetLine>,
    ) {
        let families = self.fonts.families(style.family);
        let names: Vec<FontFamilyName<'_>> =
            families.iter().map(|name| FontFamilyName::named(name)).collect();
        let mut builder = self.scratch.ranged_builder(&mut self.fonts.context, text, 1.0, false);
        builder.push_default(FontFamily::List(Cow::Borrowed(&names)));
        builder.push_default(StyleProperty::FontSize(style.size));
        builder.push_default(StyleProperty::OverflowWrap(OverflowWrap::Anywhere));
        if style.bold {
            builder.push_default(StyleProperty::FontWeight(FontWeight::new(600.0)));
        }
        if style.italic {
            builder.push_default(StyleProperty::FontStyle(FontStyle::Italic));
        }
        builder.push_default(StyleProperty::Locale(parley::Language::parse(style.language).ok()));
        let mut set = builder.build(text);
        set.break_all_lines(width);
        let alignment = match style.align {
            Align::Start => Alignment::Start,
            Align::Left => Alignment::Left,
            Align::Center => Alignment::Center,
            Align::Right => Alignment::Right,
        };
        set.align(alignment, AlignmentOptions::default());
        let text: Arc<str> = text.into();
        for line in set.lines() {
            let metrics = line.metrics();
            let mut x = metrics.offset;
            let mut set_line =
                SetLine { runs: Vec::new(), width: metrics.advance - metrics.hanging_advance };
            for run in line.runs() {
                let start = x;
                let Some(face) = self.fonts.face(&run) else {
                    troubles.no_font(text.get(run.text_range()).unwrap_or(""));
                    continue;
                };
                let glyphs = place(&run, &text, &mut x, troubles);
                if !glyphs.is_empty() {
                    set_line.runs.push(TextRun {
                        face,
                        size: run.font_size(),
                        x: start,
                        baseline: 0.0,
                        ink: style.ink,
                        text: Arc::clone(&text),
                        glyphs,
                    });
                }
            }
            lines.push(set_line);
        }
    }
}

/// The glyphs of a run from left to right. A glyph that no font has is told and left out.
fn place(
    run: &parley::Run<'_, ()>,
    text: &str,
    x: &mut f32,
    troubles: &mut Troubles,
) -> Vec<PlacedGlyph> {
    let mut glyphs: Vec<PlacedGlyph> = Vec::new();
    // In text that runs leftwards, the rest of a ligature comes before the glyph that shows it.
    let mut rest: Option<(u32, u32)> = None;
    for cluster in run.visual_clusters() {
        let range = cluster.text_range();
        let (mut start, mut end) = (short(range.start), short(range.end));
        if cluster.is_ligature_continuation() {
            if cluster.is_rtl() {
                let known = rest.unwrap_or((start, end));
                rest = Some((known.0.min(start), known.1.max(end)));
            } else if let Some(last) = glyphs.last_mut() {
                last.end = last.end.max(end);
            }
            continue;
        }
        if let Some((rest_start, rest_end)) = rest.take() {
            start = start.min(rest_start);
            end = end.max(rest_end);
        }
        for glyph in cluster.glyphs() {
            if glyph.id == 0 {
                troubles.no_font(text.get(range.clone()).unwrap_or("").trim());
                continue;
            }
            glyphs.push(PlacedGlyph {
                id: glyph.id,
                advance: glyph.advance,
                shift_x: glyph.x,
                shift_y: glyph.y,
                start,
                end,
            });
            *x += glyph.advance;
        }
    }
    glyphs
}

fn short(at: usize) -> u32 {
    u32::try_from(at).unwrap_or(u32::MAX)
}

/// The text without what has no place on paper: control characters, tabs, object marks.
///
/// Blanks at the end go, too: they would be printed nowhere and disturb right alignment.
fn clean(text: &str) -> String {
    text.trim_end()
        .chars()
        .filter_map(|letter| match letter {
            '\t' => Some(' '),
            '\u{FEFF}' | '\u{FFFC}' | '\u{FFFD}' => None,
            other if other.is_control() => None,
            other => Some(other),
        })
        .collect()
}

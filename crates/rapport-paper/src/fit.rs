//! Lines into a box that does not grow: an address in its window, a sender block, a label.
//!
//! The rule: the size that the layout asks for; smaller in half points down to the layout's
//! smallest, each line unbroken; then long lines
//! are broken at the smallest size; then, and this is told, down to the smallest print that can be
//! read; what is still too much is left out and named.

use crate::layout::{Anchor, TextBox};
use crate::page::{Area, Item};
use crate::text::{SetLine, Shaper, Style};
use crate::trouble::{Trouble, Troubles};

/// Smaller print than this helps nobody.
const READABLE: f32 = 5.5;

/// One line of a block that is to be fitted, and whether it stands out.
#[derive(Clone, Debug)]
pub(crate) struct FitLine {
    pub(crate) text: String,
    pub(crate) bold: bool,
}

impl FitLine {
    pub(crate) fn plain(text: impl Into<String>) -> Self {
        Self { text: text.into(), bold: false }
    }

    pub(crate) fn bold(text: impl Into<String>) -> Self {
        Self { text: text.into(), bold: true }
    }
}

/// Sets the lines into the box. `block` is its name in a trouble.
pub(crate) fn fit(
    shaper: &mut Shaper,
    lines: &[FitLine],
    text_box: &TextBox,
    style: &Style<'_>,
    block: &'static str,
    troubles: &mut Troubles,
) -> Vec<Item> {
    let area = text_box.area();
    let lines: Vec<&FitLine> = lines.iter().filter(|line| !line.text.trim().is_empty()).collect();
    if lines.is_empty() {
        return Vec::new();
    }
    let mut size = text_box.size;
    // Unbroken, down to the smallest size that the layout allows.
    while size >= text_box.smallest - 0.01 {
        let (set, quiet) = set_all(shaper, &lines, style, size, None);
        let fits = set.iter().all(|line| line.width <= area.width)
            && height(&set, size, text_box) <= area.height;
        if fits {
            // Again in its width, so that it can stand to the right or in the middle.
            let (set, _) = set_all(shaper, &lines, style, size, Some(area.width + 0.5));
            return place(set, size, text_box, area, quiet, troubles);
        }
        size -= 0.5;
    }
    // Broken where a line is too long: by the layout's smallest size, else told.
    size = text_box.smallest;
    loop {
        let (mut set, quiet) = set_all(shaper, &lines, style, size, Some(area.width));
        let fits = height(&set, size, text_box) <= area.height;
        if fits || size <= READABLE {
            let mut left_out = Vec::new();
            while set.len() > 1 && height(&set, size, text_box) > area.height {
                left_out.extend(set.pop().map(|line| line.words()));
            }
            left_out.reverse();
            if !left_out.is_empty() || size < text_box.smallest - 0.01 {
                let left_out = left_out.join(", ");
                troubles.tell(Trouble::TooMuch { block, left_out });
            }
            return place(set, size, text_box, area, quiet, troubles);
        }
        size = (size - 0.5).max(READABLE);
    }
}

/// Distance between baselines: the layout's, closer if that lets all lines stay in the box.
fn pitch(count: usize, size: f32, text_box: &TextBox) -> f32 {
    let wished = size * text_box.leading;
    let room = text_box.area().height / count.max(1) as f32;
    wished.min(room.max(size * 1.08))
}

fn height(set: &[SetLine], size: f32, text_box: &TextBox) -> f32 {
    pitch(set.len(), size, text_box) * set.len() as f32
}

fn set_all(
    shaper: &mut Shaper,
    lines: &[&FitLine],
    style: &Style<'_>,
    size: f32,
    width: Option<f32>,
) -> (Vec<SetLine>, Troubles) {
    let mut troubles = Troubles::default();
    let mut set = Vec::new();
    for line in lines {
        let mut style = style.clone().size(size);
        style.bold = line.bold;
        set.extend(shaper.set(line.text.trim(), &style, width, &mut troubles));
    }
    (set, troubles)
}

fn place(
    set: Vec<SetLine>,
    size: f32,
    text_box: &TextBox,
    area: Area,
    quiet: Troubles,
    troubles: &mut Troubles,
) -> Vec<Item> {
    troubles.take(quiet);
    let pitch = pitch(set.len(), size, text_box);
    let spare = (area.height - pitch * set.len() as f32).max(0.0);
    let top = area.top
        + match text_box.anchor {
            Anchor::Top => 0.0,
            Anchor::Middle => spare / 2.0,
            Anchor::Bottom => spare,
        };
    let mut items = Vec::new();
    for (row, line) in set.into_iter().enumerate() {
        // The baseline leaves room for what hangs below it: a fifth of the size and half the slack.
        let baseline = top + pitch * (row as f32 + 1.0) - size * 0.22 - (pitch - size * 1.08) / 2.0;
        items.extend(line.at(area.left, baseline));
    }
    items
}

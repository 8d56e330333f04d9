//! Text that runs from page to page: what may be parted from what, and where each line comes.
//!
//! A paragraph never leaves its first line alone at the foot of a page nor its last line alone at
//! the head of the next; a subject stays with what follows; the close of a letter stays whole
//! and with the last two lines before it.

use crate::page::{Item, Role};
use crate::text::SetLine;

/// What flows, in order.
#[derive(Clone, Debug)]
pub(crate) struct Element {
    pub(crate) role: Role,
    pub(crate) content: Content,
    /// Free room above, not at the head of a page.
    pub(crate) space_before: f32,
    /// Whether it stays on the page of what follows.
    pub(crate) with_next: bool,
    /// Distance of its lines from the left edge of the flow.
    pub(crate) indent: f32,
}

/// The inside of an element.
#[derive(Clone, Debug)]
pub(crate) enum Content {
    /// Lines of one size; the mark of a list item stands left of the first one.
    Lines { lines: Vec<SetLine>, size: f32, pitch: f32, mark: Option<SetLine> },
    /// Things placed as if the element stood at the origin, and the height they take.
    Whole { items: Vec<Item>, height: f32 },
}

/// A piece that is never broken.
struct Atom {
    element: usize,
    height: f32,
    space_before: f32,
    with_next: bool,
    items: Vec<Item>,
}

/// A piece at its place: for each page, which element it belongs to and its things.
pub(crate) struct Placed {
    pub(crate) page: usize,
    pub(crate) element: usize,
    pub(crate) items: Vec<Item>,
}

/// Where text may stand on a page.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Column {
    pub(crate) left: f32,
    pub(crate) top: f32,
    pub(crate) bottom: f32,
}

/// Places the elements. `column` tells the room on the page of that number, counted from 0.
pub(crate) fn flow(elements: Vec<Element>, column: impl Fn(usize) -> Column) -> Vec<Placed> {
    let atoms = atoms(elements);
    let mut placed = Vec::new();
    let mut page = 0;
    let mut y = column(page).top;
    let mut at_head = true;
    let mut chain: Vec<Atom> = Vec::new();
    for atom in atoms {
        let ends_here = !atom.with_next;
        chain.push(atom);
        if ends_here {
            lay(std::mem::take(&mut chain), &column, &mut page, &mut y, &mut at_head, &mut placed);
        }
    }
    lay(chain, &column, &mut page, &mut y, &mut at_head, &mut placed);
    placed
}

fn lay(
    chain: Vec<Atom>,
    column: &impl Fn(usize) -> Column,
    page: &mut usize,
    y: &mut f32,
    at_head: &mut bool,
    placed: &mut Vec<Placed>,
) {
    let needed: f32 = chain
        .iter()
        .enumerate()
        .map(|(place, atom)| {
            atom.height + if place == 0 && *at_head { 0.0 } else { atom.space_before }
        })
        .sum();
    let next = column(*page + 1);
    // What would not even fit on a page of its own is broken between its atoms.
    let breakable = needed > next.bottom - next.top;
    if !*at_head && !breakable && *y + needed > column(*page).bottom + 0.01 {
        turn(column, page, y, at_head);
    }
    for atom in chain {
        let mut space = if *at_head { 0.0 } else { atom.space_before };
        if !*at_head && *y + space + atom.height > column(*page).bottom + 0.01 {
            turn(column, page, y, at_head);
            space = 0.0;
        }
        let (left, top) = (column(*page).left, *y + space);
        placed.push(Placed {
            page: *page,
            element: atom.element,
            items: atom.items.into_iter().map(|item| moved(item, left, top)).collect(),
        });
        *y = top + atom.height;
        *at_head = false;
    }
}

fn turn(column: &impl Fn(usize) -> Column, page: &mut usize, y: &mut f32, at_head: &mut bool) {
    *page += 1;
    *y = column(*page).top;
    *at_head = true;
}

fn atoms(elements: Vec<Element>) -> Vec<Atom> {
    let mut atoms = Vec::new();
    for (number, element) in elements.into_iter().enumerate() {
        match element.content {
            Content::Whole { items, height } => atoms.push(Atom {
                element: number,
                height,
                space_before: element.space_before,
                with_next: element.with_next,
                items,
            }),
            Content::Lines { lines, size, pitch, mark } => {
                let count = lines.len();
                // Two first and two last lines stay together; three lines are not broken.
                let glued = |row: usize| {
                    element.role == Role::Heading
                        || row == 0
                        || row + 2 == count
                        || (count == 3 && row < 2)
                };
                let mut mark = mark;
                for (row, line) in lines.into_iter().enumerate() {
                    let last = row + 1 == count;
                    let baseline = pitch / 2.0 + size * 0.33;
                    let mut items: Vec<Item> = Vec::new();
                    if let Some(mark) = mark.take() {
                        items.extend(mark.at(0.0, baseline));
                    }
                    items.extend(line.at(element.indent, baseline));
                    atoms.push(Atom {
                        element: number,
                        height: pitch,
                        space_before: if row == 0 { element.space_before } else { 0.0 },
                        with_next: if last { element.with_next } else { glued(row) },
                        items,
                    });
                }
            }
        }
    }
    atoms
}

/// A thing moved right and down.
pub(crate) fn moved(item: Item, right: f32, down: f32) -> Item {
    match item {
        Item::Text(mut run) => {
            run.x += right;
            run.baseline += down;
            Item::Text(run)
        }
        Item::Line { from, to, width, ink } => Item::Line {
            from: (from.0 + right, from.1 + down),
            to: (to.0 + right, to.1 + down),
            width,
            ink,
        },
        Item::Rects { mut rects, ink } => {
            for rect in &mut rects {
                rect.left += right;
                rect.top += down;
            }
            Item::Rects { rects, ink }
        }
        Item::Picture { mut area, picture } => {
            area.left += right;
            area.top += down;
            Item::Picture { area, picture }
        }
    }
}

/// The height of all elements if no page ended.
pub(crate) fn height(elements: &[Element]) -> f32 {
    elements
        .iter()
        .enumerate()
        .map(|(place, element)| {
            let own = match &element.content {
                Content::Lines { lines, pitch, .. } => lines.len() as f32 * pitch,
                Content::Whole { height, .. } => *height,
            };
            own + if place == 0 { 0.0 } else { element.space_before }
        })
        .sum()
}

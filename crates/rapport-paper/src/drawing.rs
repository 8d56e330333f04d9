//! Drawings: logos in SVG, read once and drawn by both writers from the same tree of plain paths.
//!
//! `usvg` turns a file into paths, groups, clips and gradients; what it cannot turn into these, or
//! what the two writers would show differently (text in a font we do not have, pictures, masks,
//! filters, patterns), is refused with a remedy instead of being left out. Nothing of the file
//! itself reaches a page: the preview is written anew from the tree, so that scripts, links and
//! addresses of elsewhere stay behind.
//!
//! - `guard`: what a file may cost, looked at before it is read.
//! - `pdf`, `preview`: the two writers.

mod guard;
mod pdf;
mod preview;

#[cfg(test)]
mod tests;

use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::Arc;

use usvg::tiny_skia_path::{Path, PathBuilder, PathSegment, Transform};
use usvg::{BlendMode, ClipPath, FillRule, Group, Node, Options, Paint, Tree};

use crate::picture::PictureFault;

/// Edges of a drawing, in its own units, beyond which no printer or screen agrees with another.
const LARGEST_EDGE: f32 = 100_000.0;
/// Edges below this cannot be scaled up.
const SMALLEST_EDGE: f32 = 0.01;
/// Places beyond this many edges outside the drawing are nothing that anybody wants to see.
const FARTHEST: f32 = 1_000_000.0;
/// A drawing longer than this many times its height is no logo.
const LONGEST: f32 = 100.0;
/// A transformation that shrinks areas more than this cannot be turned round.
const FLATTEST: f32 = 1e-9;
/// Pieces of outlines in a drawing.
const MOST_SEGMENTS: usize = 400_000;

/// A drawing that both writers can draw whole.
#[derive(Clone)]
pub(crate) struct Drawing {
    tree: Arc<Tree>,
    /// The drawing as a file of its own, written from the tree.
    clean: Arc<str>,
}

impl Drawing {
    /// Whether a file looks like a drawing.
    pub(crate) fn is_likely(bytes: &[u8]) -> bool {
        text_of(bytes)
            .is_some_and(|text| text.trim_start().starts_with('<') && text.contains("<svg"))
    }

    /// Reads a file. What it may cost in time and memory is bounded by its length.
    pub(crate) fn parse(bytes: &[u8]) -> Result<Self, PictureFault> {
        if bytes.len() > guard::MOST_BYTES {
            return Err(PictureFault::TooIntricate);
        }
        let text = text_of(bytes).ok_or(PictureFault::Broken)?;
        guard::text(text)?;
        let document = usvg::roxmltree::Document::parse_with_options(text, guard::reading())
            .map_err(|_| PictureFault::Broken)?;
        guard::document(&document)?;
        // The library reckons with single precision: of coordinates beyond all paper it makes values that
        // are no numbers, and panics. Such a drawing is a broken one.
        let read =
            catch_unwind(AssertUnwindSafe(|| Tree::from_xmltree(&document, &Options::default())));
        let tree = read.ok().and_then(Result::ok).ok_or(PictureFault::Broken)?;
        let tree = Arc::new(tree);
        let (width, height) = (tree.size().width(), tree.size().height());
        let is_sound = |edge: f32| (SMALLEST_EDGE..=LARGEST_EDGE).contains(&edge);
        let proportion = width / height;
        if !is_sound(width) || !is_sound(height) || !(1.0 / LONGEST..=LONGEST).contains(&proportion)
        {
            return Err(PictureFault::BadSize);
        }
        let mut sum = Sum::default();
        sum.group(tree.root())?;
        if sum.shapes == 0 {
            return Err(PictureFault::Empty);
        }
        let clean = preview::file(&tree).into();
        Ok(Self { tree, clean })
    }

    /// Width divided by height.
    pub(crate) fn proportion(&self) -> f32 {
        self.tree.size().width() / self.tree.size().height()
    }

    /// The drawing as a file that holds paths and nothing else.
    pub(crate) fn clean(&self) -> &str {
        &self.clean
    }
}

/// The text of a file in UTF-8, with or without its mark.
fn text_of(bytes: &[u8]) -> Option<&str> {
    let text = std::str::from_utf8(bytes).ok()?;
    Some(text.strip_prefix('\u{feff}').unwrap_or(text))
}

/// What was seen of a tree while it was looked through.
#[derive(Default)]
struct Sum {
    shapes: usize,
    segments: usize,
}

impl Sum {
    fn group(&mut self, group: &Group) -> Result<(), PictureFault> {
        if group.mask().is_some() {
            return Err(PictureFault::NotDrawn("masks"));
        }
        if !group.filters().is_empty() {
            return Err(PictureFault::NotDrawn("filters"));
        }
        if group.blend_mode() != BlendMode::Normal {
            return Err(PictureFault::NotDrawn("blended layers"));
        }
        invertible(group.abs_transform())?;
        let mut clip = group.clip_path();
        while let Some(here) = clip {
            self.clip(here)?;
            clip = here.clip_path();
        }
        for node in group.children() {
            match node {
                Node::Group(inner) => self.group(inner)?,
                Node::Path(path) => {
                    let bounds = path.abs_stroke_bounding_box();
                    self.path(path.data())?;
                    invertible(path.abs_transform())?;
                    for edge in [bounds.left(), bounds.top(), bounds.right(), bounds.bottom()] {
                        within(edge)?;
                    }
                    for paint in
                        [path.fill().map(usvg::Fill::paint), path.stroke().map(usvg::Stroke::paint)]
                    {
                        paint.map_or(Ok(()), sound)?;
                    }
                    if let Some(stroke) = path.stroke() {
                        within(stroke.width().get())?;
                        within(stroke.dashoffset())?;
                        for length in stroke.dasharray().unwrap_or_default() {
                            within(*length)?;
                        }
                    }
                    self.shapes += usize::from(path.is_visible());
                }
                Node::Image(_) => return Err(PictureFault::NotDrawn("pictures")),
                Node::Text(_) => return Err(PictureFault::NotDrawn("text")),
            }
        }
        Ok(())
    }

    /// A clip is one outline in both writers: paths without clips of their own.
    fn clip(&mut self, clip: &ClipPath) -> Result<(), PictureFault> {
        invertible(clip.transform())?;
        outline(clip).ok_or(PictureFault::NotDrawn("clips within clips"))?.0.iter().try_for_each(
            |path| {
                let bounds = path.bounds();
                within(bounds.left())?;
                within(bounds.top())?;
                within(bounds.right())?;
                within(bounds.bottom())?;
                self.path(path)
            },
        )
    }

    fn path(&mut self, path: &Path) -> Result<(), PictureFault> {
        self.segments += path.len();
        if self.segments > MOST_SEGMENTS {
            return Err(PictureFault::TooIntricate);
        }
        path.points().iter().try_for_each(|point| within(point.x).and_then(|()| within(point.y)))
    }
}

/// The outline that a clip leaves visible, in the units of the group that is clipped, and its rule.
/// An empty clip hides everything: its outline is `Some` of none. `None` for clips that one outline
/// cannot stand for.
fn outline(clip: &ClipPath) -> Option<(Option<Path>, FillRule)> {
    let mut builder = PathBuilder::new();
    let mut rule = None;
    let mut count = 0;
    gather(clip.root(), clip.transform(), &mut builder, &mut rule, &mut count)?;
    // Outlines that count what they overlap cannot be joined with others.
    (count < 2 || rule == Some(FillRule::NonZero)).then_some(())?;
    Some((builder.finish(), rule.unwrap_or_default()))
}

fn gather(
    group: &Group,
    above: Transform,
    builder: &mut PathBuilder,
    rule: &mut Option<FillRule>,
    count: &mut usize,
) -> Option<()> {
    if group.clip_path().is_some() {
        return None;
    }
    let here = above.pre_concat(group.transform());
    for node in group.children() {
        match node {
            Node::Group(inner) => gather(inner, here, builder, rule, count)?,
            Node::Path(path) => {
                let own = path.fill().map_or(FillRule::NonZero, usvg::Fill::rule);
                if *rule.get_or_insert(own) != own {
                    return None;
                }
                *count += 1;
                builder.push_path(&path.data().clone().transform(here)?);
            }
            Node::Image(_) | Node::Text(_) => return None,
        }
    }
    Some(())
}

/// A colour or a gradient that can be turned into the writers' own.
fn sound(paint: &Paint) -> Result<(), PictureFault> {
    let (base, places) = match paint {
        Paint::Color(_) => return Ok(()),
        Paint::LinearGradient(line) => {
            (line.transform(), vec![line.x1(), line.y1(), line.x2(), line.y2()])
        }
        Paint::RadialGradient(circle) => {
            if circle.fr().get() > 0.0 {
                return Err(PictureFault::NotDrawn("gradients that begin at a circle"));
            }
            let places = vec![circle.cx(), circle.cy(), circle.fx(), circle.fy(), circle.r().get()];
            // PDF has no name for circles that repeat.
            if circle.spread_method() != usvg::SpreadMethod::Pad {
                return Err(PictureFault::NotDrawn("gradients that repeat"));
            }
            (circle.transform(), places)
        }
        Paint::Pattern(_) => return Err(PictureFault::NotDrawn("patterns")),
    };
    invertible(base)?;
    places.into_iter().try_for_each(within)
}

/// A place or a length that both writers can say.
fn within(number: f32) -> Result<(), PictureFault> {
    if number.is_finite() && number.abs() <= FARTHEST { Ok(()) } else { Err(PictureFault::BadSize) }
}

fn invertible(transform: Transform) -> Result<(), PictureFault> {
    let size = (transform.sx * transform.sy - transform.kx * transform.ky).abs();
    for number in
        [transform.sx, transform.sy, transform.kx, transform.ky, transform.tx, transform.ty]
    {
        within(number)?;
    }
    if size >= FLATTEST { Ok(()) } else { Err(PictureFault::BadSize) }
}

/// The pieces of an outline, told to a writer.
trait Pen {
    fn move_to(&mut self, x: f32, y: f32);
    fn line_to(&mut self, x: f32, y: f32);
    fn quad_to(&mut self, x1: f32, y1: f32, x: f32, y: f32);
    fn cubic_to(&mut self, x1: f32, y1: f32, x2: f32, y2: f32, x: f32, y: f32);
    fn close(&mut self);
}

fn tell(path: &Path, pen: &mut impl Pen) {
    for segment in path.segments() {
        match segment {
            PathSegment::MoveTo(to) => pen.move_to(to.x, to.y),
            PathSegment::LineTo(to) => pen.line_to(to.x, to.y),
            PathSegment::QuadTo(by, to) => pen.quad_to(by.x, by.y, to.x, to.y),
            PathSegment::CubicTo(one, two, to) => {
                pen.cubic_to(one.x, one.y, two.x, two.y, to.x, to.y);
            }
            PathSegment::Close => pen.close(),
        }
    }
}

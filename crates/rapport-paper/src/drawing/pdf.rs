//! A drawing as PDF: the tree's paths on a surface.

use krilla::color::rgb;
use krilla::geom::{Path as PdfPath, PathBuilder, Rect, Transform};
use krilla::num::NormalizedF32;
use krilla::paint::{
    Fill, FillRule, LineCap, LineJoin, LinearGradient, Paint, RadialGradient, SpreadMethod, Stop,
    Stroke, StrokeDash,
};
use krilla::surface::Surface;
use usvg::tiny_skia_path::{self, Path};
use usvg::{Group, Node, PaintOrder};

use super::{Drawing, Pen, outline, tell};
use crate::page::Area;

impl Drawing {
    /// Draws it into an area. What lies outside its own edges is cut off, as in the preview.
    pub(crate) fn draw(&self, surface: &mut Surface<'_>, area: &Area) {
        let (width, height) = (self.tree.size().width(), self.tree.size().height());
        let Some(edges) = Rect::from_xywh(0.0, 0.0, width, height) else { return };
        let mut builder = PathBuilder::new();
        builder.push_rect(edges);
        let Some(edges) = builder.finish() else { return };
        surface.push_transform(&Transform::from_row(
            area.width / width,
            0.0,
            0.0,
            area.height / height,
            area.left,
            area.top,
        ));
        surface.push_clip_path(&edges, &FillRule::NonZero);
        group(surface, self.tree.root());
        surface.pop();
        surface.pop();
        surface.set_fill(None);
        surface.set_stroke(None);
    }
}

fn group(surface: &mut Surface<'_>, here: &Group) {
    let mut pushed = 1;
    surface.push_transform(&turned(here.transform()));
    let mut clip = here.clip_path();
    let mut is_hidden = false;
    while let Some(this) = clip {
        let visible = outline(this).and_then(|(path, rule)| Some((pdf_path(&path?)?, rule)));
        if let Some((path, rule)) = visible {
            surface.push_clip_path(&path, &fill_rule(rule));
            pushed += 1;
        } else {
            is_hidden = true;
        }
        clip = this.clip_path();
    }
    let opacity = share(here.opacity().get());
    if opacity != NormalizedF32::ONE {
        surface.push_opacity(opacity);
        surface.push_isolated();
        pushed += 2;
    }
    if !is_hidden {
        for node in here.children() {
            match node {
                Node::Group(inner) => group(surface, inner),
                Node::Path(path) => shape(surface, path),
                // Refused when the drawing was read.
                Node::Image(_) | Node::Text(_) => {}
            }
        }
    }
    for _ in 0..pushed {
        surface.pop();
    }
}

fn shape(surface: &mut Surface<'_>, path: &usvg::Path) {
    let Some(outline) = pdf_path(path.data()).filter(|_| path.is_visible()) else { return };
    let fill = path.fill().and_then(fill);
    let stroke = path.stroke().and_then(stroke);
    let mut draw = |fill: Option<Fill>, stroke: Option<Stroke>| {
        if fill.is_some() || stroke.is_some() {
            surface.set_fill(fill);
            surface.set_stroke(stroke);
            surface.draw_path(&outline);
        }
    };
    match path.paint_order() {
        PaintOrder::FillAndStroke => {
            draw(fill, None);
            draw(None, stroke);
        }
        PaintOrder::StrokeAndFill => {
            draw(None, stroke);
            draw(fill, None);
        }
    }
}

fn fill(fill: &usvg::Fill) -> Option<Fill> {
    Some(Fill {
        paint: paint(fill.paint())?,
        opacity: share(fill.opacity().get()),
        rule: fill_rule(fill.rule()),
    })
}

fn stroke(stroke: &usvg::Stroke) -> Option<Stroke> {
    Some(Stroke {
        paint: paint(stroke.paint())?,
        width: stroke.width().get(),
        miter_limit: stroke.miterlimit().get(),
        line_cap: match stroke.linecap() {
            usvg::LineCap::Butt => LineCap::Butt,
            usvg::LineCap::Round => LineCap::Round,
            usvg::LineCap::Square => LineCap::Square,
        },
        line_join: match stroke.linejoin() {
            usvg::LineJoin::Miter | usvg::LineJoin::MiterClip => LineJoin::Miter,
            usvg::LineJoin::Round => LineJoin::Round,
            usvg::LineJoin::Bevel => LineJoin::Bevel,
        },
        opacity: share(stroke.opacity().get()),
        dash: stroke
            .dasharray()
            .map(|array| StrokeDash { array: array.to_vec(), offset: stroke.dashoffset() }),
    })
}

fn paint(paint: &usvg::Paint) -> Option<Paint> {
    Some(match paint {
        usvg::Paint::Color(colour) => rgb::Color::new(colour.red, colour.green, colour.blue).into(),
        usvg::Paint::LinearGradient(line) => LinearGradient {
            x1: line.x1(),
            y1: line.y1(),
            x2: line.x2(),
            y2: line.y2(),
            transform: turned(line.transform()),
            spread_method: match line.spread_method() {
                usvg::SpreadMethod::Pad => SpreadMethod::Pad,
                usvg::SpreadMethod::Reflect => SpreadMethod::Reflect,
                usvg::SpreadMethod::Repeat => SpreadMethod::Repeat,
            },
            stops: stops(line.stops()),
            anti_alias: false,
        }
        .into(),
        usvg::Paint::RadialGradient(circle) => RadialGradient {
            fx: circle.fx(),
            fy: circle.fy(),
            fr: 0.0,
            cx: circle.cx(),
            cy: circle.cy(),
            cr: circle.r().get(),
            transform: turned(circle.transform()),
            spread_method: SpreadMethod::Pad,
            stops: stops(circle.stops()),
            anti_alias: false,
        }
        .into(),
        // Refused when the drawing was read.
        usvg::Paint::Pattern(_) => return None,
    })
}

fn stops(stops: &[usvg::Stop]) -> Vec<Stop> {
    stops
        .iter()
        .map(|stop| {
            let colour = stop.color();
            Stop {
                offset: share(stop.offset().get()),
                color: rgb::Color::new(colour.red, colour.green, colour.blue).into(),
                opacity: share(stop.opacity().get()),
            }
        })
        .collect()
}

fn share(number: f32) -> NormalizedF32 {
    NormalizedF32::new(number).unwrap_or(NormalizedF32::ONE)
}

fn fill_rule(rule: usvg::FillRule) -> FillRule {
    match rule {
        usvg::FillRule::NonZero => FillRule::NonZero,
        usvg::FillRule::EvenOdd => FillRule::EvenOdd,
    }
}

fn turned(t: tiny_skia_path::Transform) -> Transform {
    Transform::from_row(t.sx, t.ky, t.kx, t.sy, t.tx, t.ty)
}

fn pdf_path(path: &Path) -> Option<PdfPath> {
    let mut builder = PathBuilder::new();
    tell(path, &mut builder);
    builder.finish()
}

impl Pen for PathBuilder {
    fn move_to(&mut self, x: f32, y: f32) {
        Self::move_to(self, x, y);
    }
    fn line_to(&mut self, x: f32, y: f32) {
        Self::line_to(self, x, y);
    }
    fn quad_to(&mut self, x1: f32, y1: f32, x: f32, y: f32) {
        Self::quad_to(self, x1, y1, x, y);
    }
    fn cubic_to(&mut self, x1: f32, y1: f32, x2: f32, y2: f32, x: f32, y: f32) {
        Self::cubic_to(self, x1, y1, x2, y2, x, y);
    }
    fn close(&mut self) {
        Self::close(self);
    }
}

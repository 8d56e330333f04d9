//! A drawing as an SVG file of its own: the tree's paths, gradients and clips, and nothing that the
//! file brought along besides.

use std::fmt::Write;

use usvg::tiny_skia_path::{Path, Transform};
use usvg::{BaseGradient, FillRule, Group, Node, Paint, PaintOrder, SpreadMethod, Tree};

use super::{Pen, outline, tell};

/// The whole file.
pub(super) fn file(tree: &Tree) -> String {
    let (width, height) = (tree.size().width(), tree.size().height());
    let mut writer = Writer::default();
    let mut body = String::new();
    writer.group(tree.root(), &mut body);
    format!(
        "<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"{width}\" height=\"{height}\" \
         viewBox=\"0 0 {width} {height}\">{}{body}</svg>",
        if writer.definitions.is_empty() {
            String::new()
        } else {
            format!("<defs>{}</defs>", writer.definitions)
        }
    )
}

/// Writing to a string cannot fail, which is why results are dropped below.
#[derive(Default)]
struct Writer {
    definitions: String,
    count: usize,
}

impl Writer {
    fn name(&mut self) -> String {
        self.count += 1;
        format!("d{}", self.count)
    }

    fn group(&mut self, group: &Group, out: &mut String) {
        let mut clips = Vec::new();
        let mut clip = group.clip_path();
        while let Some(here) = clip {
            let Some((Some(path), rule)) = outline(here) else { return };
            let name = self.name();
            let _ = write!(
                self.definitions,
                "<clipPath id=\"{name}\"><path clip-rule=\"{}\" d=\"{}\"/></clipPath>",
                word_of(rule),
                data(&path)
            );
            clips.push(name);
            clip = here.clip_path();
        }
        let opacity = group.opacity().get();
        let _ = write!(out, "<g{}", transformation("transform", group.transform()));
        if opacity < 1.0 {
            let _ = write!(out, " opacity=\"{opacity}\"");
        }
        out.push('>');
        for name in &clips {
            let _ = write!(out, "<g clip-path=\"url(#{name})\">");
        }
        for node in group.children() {
            match node {
                Node::Group(inner) => self.group(inner, out),
                Node::Path(path) if path.is_visible() => self.path(path, out),
                // Pictures and text are refused when a drawing is read.
                Node::Path(_) | Node::Image(_) | Node::Text(_) => {}
            }
        }
        for _ in &clips {
            out.push_str("</g>");
        }
        out.push_str("</g>");
    }

    fn path(&mut self, path: &usvg::Path, out: &mut String) {
        let _ = write!(out, "<path d=\"{}\"", data(path.data()));
        match path.fill() {
            None => out.push_str(" fill=\"none\""),
            Some(fill) => {
                let paint = self.paint(fill.paint());
                let _ = write!(out, " fill=\"{paint}\" fill-rule=\"{}\"", word_of(fill.rule()));
                let opacity = fill.opacity().get();
                if opacity < 1.0 {
                    let _ = write!(out, " fill-opacity=\"{opacity}\"");
                }
            }
        }
        if let Some(stroke) = path.stroke() {
            let paint = self.paint(stroke.paint());
            let _ = write!(
                out,
                " stroke=\"{paint}\" stroke-width=\"{}\" stroke-linecap=\"{}\" \
                 stroke-linejoin=\"{}\" stroke-miterlimit=\"{}\" stroke-opacity=\"{}\"",
                stroke.width().get(),
                match stroke.linecap() {
                    usvg::LineCap::Butt => "butt",
                    usvg::LineCap::Round => "round",
                    usvg::LineCap::Square => "square",
                },
                match stroke.linejoin() {
                    usvg::LineJoin::Miter | usvg::LineJoin::MiterClip => "miter",
                    usvg::LineJoin::Round => "round",
                    usvg::LineJoin::Bevel => "bevel",
                },
                stroke.miterlimit().get(),
                stroke.opacity().get()
            );
            if let Some(lengths) = stroke.dasharray() {
                let lengths: Vec<String> = lengths.iter().map(f32::to_string).collect();
                let _ = write!(
                    out,
                    " stroke-dasharray=\"{}\" stroke-dashoffset=\"{}\"",
                    lengths.join(" "),
                    stroke.dashoffset()
                );
            }
            if path.paint_order() == PaintOrder::StrokeAndFill {
                out.push_str(" paint-order=\"stroke\"");
            }
        }
        out.push_str("/>");
    }

    /// A colour, or the name of a gradient written among the definitions.
    fn paint(&mut self, paint: &Paint) -> String {
        let name = self.name();
        match paint {
            Paint::Color(colour) => {
                return format!("#{:02x}{:02x}{:02x}", colour.red, colour.green, colour.blue);
            }
            Paint::LinearGradient(line) => {
                let _ = write!(
                    self.definitions,
                    "<linearGradient id=\"{name}\" x1=\"{}\" y1=\"{}\" x2=\"{}\" y2=\"{}\"",
                    line.x1(),
                    line.y1(),
                    line.x2(),
                    line.y2()
                );
                self.stops(line);
                self.definitions.push_str("</linearGradient>");
            }
            Paint::RadialGradient(circle) => {
                let _ = write!(
                    self.definitions,
                    "<radialGradient id=\"{name}\" cx=\"{}\" cy=\"{}\" r=\"{}\" fx=\"{}\" fy=\"{}\"",
                    circle.cx(),
                    circle.cy(),
                    circle.r().get(),
                    circle.fx(),
                    circle.fy()
                );
                self.stops(circle);
                self.definitions.push_str("</radialGradient>");
            }
            // Refused when the drawing was read.
            Paint::Pattern(_) => return "none".to_owned(),
        }
        format!("url(#{name})")
    }

    fn stops(&mut self, gradient: &BaseGradient) {
        let spread = match gradient.spread_method() {
            SpreadMethod::Pad => "pad",
            SpreadMethod::Reflect => "reflect",
            SpreadMethod::Repeat => "repeat",
        };
        let _ = write!(
            self.definitions,
            " gradientUnits=\"userSpaceOnUse\" spreadMethod=\"{spread}\"{}>",
            transformation("gradientTransform", gradient.transform())
        );
        for stop in gradient.stops() {
            let colour = stop.color();
            let _ = write!(
                self.definitions,
                "<stop offset=\"{}\" stop-color=\"#{:02x}{:02x}{:02x}\" stop-opacity=\"{}\"/>",
                stop.offset().get(),
                colour.red,
                colour.green,
                colour.blue,
                stop.opacity().get()
            );
        }
    }
}

fn transformation(attribute: &str, t: Transform) -> String {
    if t.is_identity() {
        return String::new();
    }
    format!(" {attribute}=\"matrix({} {} {} {} {} {})\"", t.sx, t.ky, t.kx, t.sy, t.tx, t.ty)
}

fn word_of(rule: FillRule) -> &'static str {
    match rule {
        FillRule::NonZero => "nonzero",
        FillRule::EvenOdd => "evenodd",
    }
}

fn data(path: &Path) -> String {
    let mut out = Data(String::with_capacity(path.len() * 16));
    tell(path, &mut out);
    out.0
}

/// An outline as the value of a `d` attribute.
struct Data(String);

impl Pen for Data {
    fn move_to(&mut self, x: f32, y: f32) {
        let _ = write!(self.0, "M{x} {y}");
    }
    fn line_to(&mut self, x: f32, y: f32) {
        let _ = write!(self.0, "L{x} {y}");
    }
    fn quad_to(&mut self, x1: f32, y1: f32, x: f32, y: f32) {
        let _ = write!(self.0, "Q{x1} {y1} {x} {y}");
    }
    fn cubic_to(&mut self, x1: f32, y1: f32, x2: f32, y2: f32, x: f32, y: f32) {
        let _ = write!(self.0, "C{x1} {y1} {x2} {y2} {x} {y}");
    }
    fn close(&mut self) {
        self.0.push('Z');
    }
}

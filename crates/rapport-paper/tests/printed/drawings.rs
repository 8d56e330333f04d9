//! A logo in SVG lies on the paper where the preview has it, in the same colours and cut off alike.

use std::process::Command;

use rapport_paper::{Guides, Layout, Letter, Picture, Printer, Typesetter};

use super::read::Printed;
use super::samples;

/// Left half red, right half a gradient that ends in blue, a green square that a clip takes away,
/// a yellow one that reaches beyond the edge, and a black frame with dashes.
const LOGO: &str = "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 200 100\">\
    <defs><linearGradient id=\"g\"><stop stop-color=\"#fff\"/><stop offset=\".1\" stop-color=\"#00f\"/>\
    </linearGradient><clipPath id=\"c\"><path d=\"M0 0h40v40h-40z\"/></clipPath></defs>\
    <rect width=\"100\" height=\"100\" fill=\"#f00\"/>\
    <rect x=\"100\" width=\"100\" height=\"100\" fill=\"url(#g)\"/>\
    <g clip-path=\"url(#c)\"><rect x=\"50\" y=\"50\" width=\"30\" height=\"30\" fill=\"#0f0\"/></g>\
    <rect x=\"190\" y=\"90\" width=\"90\" height=\"90\" fill=\"#ff0\"/></svg>";

/// A page of 72 dots per inch: one dot is one point.
struct Dots {
    width: usize,
    bytes: Vec<u8>,
}

impl Dots {
    fn of(pdf: &[u8]) -> Self {
        let folder = tempfile::tempdir().unwrap();
        std::fs::write(folder.path().join("page.pdf"), pdf).unwrap();
        let output = Command::new("pdftoppm")
            .args(["-r", "72", "-f", "1", "-l", "1"])
            .arg(folder.path().join("page.pdf"))
            .output()
            .expect("pdftoppm; `cargo xtask deps` installs it");
        assert!(output.status.success());
        // "P6", width and height, 255, each line by itself, then three bytes a dot.
        let mut lines = output.stdout.splitn(4, |byte| *byte == b'\n');
        assert_eq!(lines.next(), Some(&b"P6"[..]));
        let size = String::from_utf8(lines.next().unwrap().to_vec()).unwrap();
        let width = size.split(' ').next().unwrap().parse().unwrap();
        Self { width, bytes: lines.nth(1).unwrap().to_vec() }
    }

    fn at(&self, x: f32, y: f32) -> [u8; 3] {
        let at = (y as usize * self.width + x as usize) * 3;
        [self.bytes[at], self.bytes[at + 1], self.bytes[at + 2]]
    }
}

/// The value of an attribute of the preview's picture.
fn number(svg: &str, name: &str) -> f32 {
    let image = svg.split_once("<image").expect("a picture").1;
    let value = image.split_once(&format!(" {name}=\"")).expect("an attribute").1;
    value.split('"').next().unwrap().parse().unwrap()
}

#[test]
fn a_drawing_is_printed_where_the_preview_shows_it() {
    let logo = Picture::parse(LOGO.as_bytes()).unwrap();
    let letter = Letter { logo: Some(logo), ..samples::letter() };
    for name in ["din-5008-a", "din-5008-b", "letter-fr", "letter-gb", "letter-us"] {
        let document = Typesetter::default().letter(&Layout::built_in(name).unwrap(), &letter);
        assert_eq!(document.troubles(), [], "{name}");
        Printed::new(&format!("drawn-{name}"), &document);
        let svg = document.svg(0, Guides::Hidden).unwrap();
        let (left, top) = (number(&svg, "x"), number(&svg, "y"));
        let (width, height) = (number(&svg, "width"), number(&svg, "height"));
        assert!((width / height - 2.0).abs() < 0.05, "{name}: {width} x {height}");
        let dots = Dots::of(&document.pdf(None, Printer::default()).unwrap());
        let at = |x: f32, y: f32| dots.at(left + x * width, top + y * height);
        assert_eq!(at(0.25, 0.3), [255, 0, 0], "{name}");
        assert_eq!(at(0.33, 0.65), [255, 0, 0], "{name}: what is clipped is not there");
        let [red, green, blue] = at(0.8, 0.5);
        assert!(red < 10 && green < 10 && blue > 240, "{name}: {red} {green} {blue}");
        // The corner is yellow inside the drawing and white outside.
        assert_eq!(dots.at(left + width - 2.0, top + height - 2.0), [255, 255, 0], "{name}");
        assert_eq!(dots.at(left + width + 3.0, top + height + 1.0), [255, 255, 255], "{name}");
    }
}

//! Logos and signatures: PNG, JPEG and SVG, read once and drawn by both writers.
//!
//! A picture of pixels goes into the page as it came; a drawing is read by [`crate::drawing`] and
//! drawn anew.

use std::fmt;
use std::sync::Arc;

use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use krilla::geom::{Size, Transform};
use krilla::image::Image;
use krilla::surface::Surface;

use crate::drawing::Drawing;
use crate::page::Area;

/// Files beyond this are no logos.
const MOST_BYTES: usize = 8 * 1024 * 1024;
/// Pictures beyond this would need too much memory when they are unpacked.
const MOST_PIXELS: u64 = 24_000_000;

/// Why a picture cannot be used.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum PictureFault {
    /// Neither PNG nor JPEG nor SVG.
    UnknownFormat,
    /// More than eight megabytes or 24 million pixels.
    TooLarge,
    /// It begins like a picture and is broken.
    Broken,
    /// An SVG file that has what is not drawn, named in the plural.
    NotDrawn(&'static str),
    /// An SVG file that is longer, deeper or heavier than any logo.
    TooIntricate,
    /// An SVG file with a width, a height or a place that nobody can print.
    BadSize,
    /// An SVG file in which nothing is to be seen.
    Empty,
}

impl fmt::Display for PictureFault {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::UnknownFormat => {
                "the picture is neither PNG nor JPEG nor SVG: save it as one of these"
            }
            Self::TooLarge => {
                "the picture is larger than 8 MB or 24 million pixels: save a smaller one"
            }
            Self::Broken => "the picture is broken: save it again",
            Self::NotDrawn("text") => {
                "the SVG file has text in it, whose font is not at hand: turn the text into paths in \
                 the program that drew it"
            }
            Self::NotDrawn(what) => {
                return write!(
                    f,
                    "the SVG file has {what} in it, which are not drawn here: save it as plain paths, \
                     or as PNG of 300 dots per inch"
                );
            }
            Self::TooIntricate => {
                "the SVG file is too large or too intricate for a logo: simplify its paths, or save it \
                 as PNG"
            }
            Self::BadSize => {
                "the SVG file has a size or a place that cannot be printed: set its width, height and \
                 viewBox anew"
            }
            Self::Empty => "nothing is to be seen in the SVG file: save it again",
        })
    }
}

impl std::error::Error for PictureFault {}

/// A picture ready to be placed.
#[derive(Clone)]
pub struct Picture(Source);

#[derive(Clone)]
enum Source {
    Pixels { image: Image, bytes: Arc<[u8]>, media_type: &'static str },
    Drawing(Drawing),
}

impl fmt::Debug for Picture {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let (media_type, bytes) = self.shown();
        write!(f, "Picture({media_type}, {} bytes)", bytes.len())
    }
}

impl Picture {
    /// Reads a PNG, JPEG or SVG file. Total, in bounded time and memory; nothing that the file refers
    /// to is fetched.
    ///
    /// # Errors
    /// It is another format, broken, very large, or has what is not drawn.
    pub fn parse(bytes: &[u8]) -> Result<Self, PictureFault> {
        if bytes.len() > MOST_BYTES {
            return Err(PictureFault::TooLarge);
        }
        let is_png = bytes.starts_with(b"\x89PNG\r\n\x1a\n");
        let is_jpeg = bytes.starts_with(&[0xFF, 0xD8, 0xFF]);
        let (width, height) = if is_png {
            png_size(bytes).ok_or(PictureFault::Broken)?
        } else if is_jpeg {
            jpeg_size(bytes).ok_or(PictureFault::Broken)?
        } else if Drawing::is_likely(bytes) {
            return Drawing::parse(bytes).map(|drawing| Self(Source::Drawing(drawing)));
        } else {
            return Err(PictureFault::UnknownFormat);
        };
        if width == 0 || height == 0 {
            return Err(PictureFault::Broken);
        }
        if u64::from(width) * u64::from(height) > MOST_PIXELS {
            return Err(PictureFault::TooLarge);
        }
        let image = if is_png {
            Image::from_png(bytes.to_vec().into(), true)
        } else {
            Image::from_jpeg(bytes.to_vec().into(), true)
        }
        .map_err(|_| PictureFault::Broken)?;
        let media_type = if is_png { "image/png" } else { "image/jpeg" };
        Ok(Self(Source::Pixels { image, bytes: bytes.into(), media_type }))
    }

    /// The picture as a file that a browser can show, with its media type: pixels as they came, a
    /// drawing as plain paths, without anything else that its file held.
    #[must_use]
    pub fn shown(&self) -> (&'static str, &[u8]) {
        match &self.0 {
            Source::Pixels { bytes, media_type, .. } => (media_type, bytes),
            Source::Drawing(drawing) => ("image/svg+xml", drawing.clean().as_bytes()),
        }
    }

    /// Width divided by height.
    pub(crate) fn proportion(&self) -> f32 {
        match &self.0 {
            Source::Pixels { image, .. } => {
                let (width, height) = image.size();
                width as f32 / height.max(1) as f32
            }
            Source::Drawing(drawing) => drawing.proportion(),
        }
    }

    /// The picture as a `data:` address.
    pub(crate) fn data_address(&self) -> String {
        let (media_type, bytes) = self.shown();
        format!("data:{media_type};base64,{}", STANDARD.encode(bytes))
    }

    /// Draws it into an area of a PDF page.
    pub(crate) fn draw(&self, surface: &mut Surface<'_>, area: &Area) {
        match &self.0 {
            Source::Pixels { image, .. } => {
                if let Some(size) = Size::from_wh(area.width, area.height) {
                    surface.push_transform(&Transform::from_translate(area.left, area.top));
                    surface.draw_image(image.clone(), size);
                    surface.pop();
                }
            }
            Source::Drawing(drawing) => drawing.draw(surface, area),
        }
    }
}

fn number(bytes: &[u8], at: usize, length: usize) -> Option<u32> {
    let slice = bytes.get(at..at.checked_add(length)?)?;
    Some(slice.iter().fold(0, |number, byte| (number << 8) | u32::from(*byte)))
}

/// Width and height from the first chunk of a PNG file.
fn png_size(bytes: &[u8]) -> Option<(u32, u32)> {
    (bytes.get(12..16)? == b"IHDR").then_some(())?;
    Some((number(bytes, 16, 4)?, number(bytes, 20, 4)?))
}

/// Width and height from the frame header of a JPEG file.
fn jpeg_size(bytes: &[u8]) -> Option<(u32, u32)> {
    let mut at = 2;
    loop {
        (*bytes.get(at)? == 0xFF).then_some(())?;
        let marker = *bytes.get(at + 1)?;
        match marker {
            // Fill bytes and markers that stand alone.
            0xFF => at += 1,
            0x01 | 0xD0..=0xD8 => at += 2,
            // Frame headers; C4, C8 and CC are tables.
            0xC0..=0xC3 | 0xC5..=0xC7 | 0xC9..=0xCB | 0xCD..=0xCF => {
                return Some((number(bytes, at + 7, 2)?, number(bytes, at + 5, 2)?));
            }
            _ => at += 2 + usize::try_from(number(bytes, at + 2, 2)?).ok()?,
        }
    }
}

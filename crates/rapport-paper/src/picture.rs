//! Logos and signatures: PNG and JPEG, read once and drawn by both writers.
//!
//! SVG logos are not read: a renderer of real-world SVG would double what this crate costs to
//! build. A PNG of 300 dots per inch prints as well.

use std::fmt;
use std::sync::Arc;

use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use krilla::image::Image;

/// Files beyond this are no logos.
const MOST_BYTES: usize = 8 * 1024 * 1024;
/// Pictures beyond this would need too much memory when they are unpacked.
const MOST_PIXELS: u64 = 24_000_000;

/// Why a picture cannot be used.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum PictureFault {
    /// Neither PNG nor JPEG.
    UnknownFormat,
    /// More than eight megabytes or 24 million pixels.
    TooLarge,
    /// It begins like a picture and is broken.
    Broken,
}

impl fmt::Display for PictureFault {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::UnknownFormat => "the picture is neither PNG nor JPEG: save it as one of these",
            Self::TooLarge => {
                "the picture is larger than 8 MB or 24 million pixels: save a smaller one"
            }
            Self::Broken => "the picture is broken: save it again",
        })
    }
}

impl std::error::Error for PictureFault {}

/// A picture ready to be placed.
#[derive(Clone)]
pub struct Picture {
    pub(crate) image: Image,
    bytes: Arc<[u8]>,
    media_type: &'static str,
}

impl fmt::Debug for Picture {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Picture({}, {} bytes)", self.media_type, self.bytes.len())
    }
}

impl Picture {
    /// Reads a PNG or JPEG file.
    ///
    /// # Errors
    /// It is another format, broken or very large.
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
        Ok(Self { image, bytes: bytes.into(), media_type })
    }

    /// Width divided by height.
    pub(crate) fn proportion(&self) -> f32 {
        let (width, height) = self.image.size();
        width as f32 / height.max(1) as f32
    }

    /// The picture as a `data:` address.
    pub(crate) fn data_address(&self) -> String {
        format!("data:{};base64,{}", self.media_type, STANDARD.encode(&self.bytes))
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

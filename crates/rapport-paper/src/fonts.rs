//! The fonts: two families shipped with the program, and those that somebody hands in.
//!
//! Source Serif 4 for what is read as a letter, Source Sans 3 for addresses, labels and side
//! blocks: Latin, Greek and Cyrillic. Other scripts come as bytes from a font folder that the
//! user names; reading that folder is the application's.

use std::collections::BTreeMap;
use std::fmt;
use std::sync::Arc;

use krilla::text::{Font as PdfFont, Tag as PdfTag};
use parley::FontContext;
use parley::fontique::{
    Blob, Collection, CollectionOptions, FontInfoOverride, SourceCache, SourceCacheOptions,
};
use skrifa::instance::{LocationRef, NormalizedCoord};

/// The family of letters.
pub(crate) const SERIF: &str = "Source Serif 4";
/// The family of addresses and side blocks.
pub(crate) const SANS: &str = "Source Sans 3";

const SHIPPED: [(&str, &[u8]); 5] = [
    (SERIF, include_bytes!("../fonts/SourceSerif4_400Regular.ttf")),
    (SERIF, include_bytes!("../fonts/SourceSerif4_400Regular_Italic.ttf")),
    (SERIF, include_bytes!("../fonts/SourceSerif4_600SemiBold.ttf")),
    (SANS, include_bytes!("../fonts/SourceSans3_400Regular.ttf")),
    (SANS, include_bytes!("../fonts/SourceSans3_600SemiBold.ttf")),
];

/// A file that is not a font we can print with.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct FontFault;

impl fmt::Display for FontFault {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("this is no font file (TrueType or OpenType, .ttf, .otf or .ttc)")
    }
}

impl std::error::Error for FontFault {}

/// One font file's one face, as both writers need it.
pub(crate) struct Face {
    blob: Blob<u8>,
    index: u32,
    coordinates: Vec<NormalizedCoord>,
    pub(crate) pdf: PdfFont,
    /// A number that is the same in each run for the same fonts in the same order.
    pub(crate) number: usize,
}

impl fmt::Debug for Face {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Face({})", self.number)
    }
}

impl Face {
    /// The outline of a glyph as SVG path data in font units, upwards; empty for a space.
    pub(crate) fn outline(&self, glyph: u32) -> String {
        use skrifa::MetadataProvider;
        let Ok(font) = skrifa::FontRef::from_index(self.blob.as_ref(), self.index) else {
            return String::new();
        };
        let mut pen = SvgPen::default();
        if let Some(outline) = font.outline_glyphs().get(skrifa::GlyphId::new(glyph)) {
            let location = LocationRef::new(&self.coordinates);
            let settings = skrifa::outline::DrawSettings::unhinted(
                skrifa::instance::Size::unscaled(),
                location,
            );
            if outline.draw(settings, &mut pen).is_err() {
                return String::new();
            }
        }
        pen.data
    }

    /// Font units in the size of the font.
    pub(crate) fn units_per_em(&self) -> f32 {
        self.pdf.units_per_em()
    }
}

/// Writes path data with whole numbers: font units are fine enough.
#[derive(Default)]
struct SvgPen {
    data: String,
}

impl SvgPen {
    fn push(&mut self, command: char, numbers: &[f32]) {
        use std::fmt::Write;
        self.data.push(command);
        for (place, number) in numbers.iter().enumerate() {
            if place > 0 {
                self.data.push(' ');
            }
            // Writing to a string cannot fail.
            let _ = write!(self.data, "{}", number.round());
        }
    }
}

impl skrifa::outline::OutlinePen for SvgPen {
    fn move_to(&mut self, x: f32, y: f32) {
        self.push('M', &[x, y]);
    }

    fn line_to(&mut self, x: f32, y: f32) {
        self.push('L', &[x, y]);
    }

    fn quad_to(&mut self, cx: f32, cy: f32, x: f32, y: f32) {
        self.push('Q', &[cx, cy, x, y]);
    }

    fn curve_to(&mut self, cx0: f32, cy0: f32, cx1: f32, cy1: f32, x: f32, y: f32) {
        self.push('C', &[cx0, cy0, cx1, cy1, x, y]);
    }

    fn close(&mut self) {
        self.data.push('Z');
    }
}

/// The key of a face: its file, the place in the file, and the variation asked for.
type FaceKey = (u64, u32, Vec<i16>);

/// All fonts that a typesetter may use.
#[derive(Clone)]
pub struct Fonts {
    pub(crate) context: FontContext,
    added: Vec<String>,
    faces: BTreeMap<FaceKey, Option<Arc<Face>>>,
}

impl fmt::Debug for Fonts {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Fonts").field("added", &self.added).finish_non_exhaustive()
    }
}

impl Default for Fonts {
    fn default() -> Self {
        Self::shipped()
    }
}

impl Fonts {
    /// The two families that come with the program.
    #[must_use]
    pub fn shipped() -> Self {
        let options = CollectionOptions { shared: false, system_fonts: false };
        let context = FontContext {
            collection: Collection::new(options),
            source_cache: SourceCache::new(SourceCacheOptions::default()),
        };
        let mut fonts = Self { context, added: Vec::new(), faces: BTreeMap::new() };
        for (family, bytes) in SHIPPED {
            // Named by us: the weights of these files bear family names of their own.
            let named = FontInfoOverride { family_name: Some(family), ..Default::default() };
            fonts.context.collection.register_fonts(Blob::new(Arc::new(bytes)), Some(named));
        }
        fonts
    }

    /// Adds the faces of a font file and gives the names of their families.
    ///
    /// Fonts are tried in the order in which they were added, after the shipped ones, for letters
    /// that those lack; a layout can also name a family to be used first.
    ///
    /// # Errors
    /// The bytes are no font.
    pub fn add(&mut self, bytes: Vec<u8>) -> Result<Vec<String>, FontFault> {
        // Both writers must be able to read it, or the preview would lie.
        if PdfFont::new(bytes.clone().into(), 0).is_none() {
            return Err(FontFault);
        }
        let registered = self.context.collection.register_fonts(Blob::new(Arc::new(bytes)), None);
        let mut names = Vec::new();
        for (family, _) in registered {
            if let Some(name) = self.context.collection.family_name(family) {
                names.push(name.to_owned());
            }
        }
        if names.is_empty() {
            return Err(FontFault);
        }
        for name in &names {
            if !self.added.contains(name) {
                self.added.push(name.clone());
            }
        }
        Ok(names)
    }

    /// Whether a family of this name is there.
    #[must_use]
    pub fn has(&self, family: &str) -> bool {
        family == SERIF || family == SANS || self.added.iter().any(|name| name == family)
    }

    /// The families to try, in order, when `family` is asked for.
    pub(crate) fn families(&self, family: &str) -> Vec<String> {
        let mut families = Vec::with_capacity(3 + self.added.len());
        if self.has(family) {
            families.push(family.to_owned());
        }
        let shipped = if family == SANS { [SANS, SERIF] } else { [SERIF, SANS] };
        for name in shipped.into_iter().chain(self.added.iter().map(String::as_str)) {
            if !families.iter().any(|known| known == name) {
                families.push(name.to_owned());
            }
        }
        families
    }

    /// The face that a shaped run uses. `None` if the PDF writer cannot read it.
    pub(crate) fn face<B: parley::Brush>(&mut self, run: &parley::Run<'_, B>) -> Option<Arc<Face>> {
        let font = run.font();
        let key: FaceKey = (
            font.data.id(),
            font.index,
            run.normalized_coords().iter().map(|c| c.to_bits()).collect(),
        );
        if let Some(known) = self.faces.get(&key) {
            return known.clone();
        }
        let blob = font.data.clone();
        let data: krilla::Data =
            (Arc::new(blob.clone()) as Arc<dyn AsRef<[u8]> + Send + Sync>).into();
        let synthesis = run.synthesis();
        let variations: Vec<(PdfTag, f32)> = synthesis
            .variation_settings()
            .iter()
            .map(|(tag, value)| (PdfTag::new(&tag.into_bytes()), *value))
            .collect();
        let pdf = if variations.is_empty() {
            PdfFont::new(data, font.index)
        } else {
            PdfFont::new_variable(data, font.index, &variations)
        };
        let coordinates = key.2.iter().map(|bits| NormalizedCoord::from_bits(*bits)).collect();
        let number = self.faces.len();
        let face =
            pdf.map(|pdf| Arc::new(Face { blob, index: font.index, coordinates, pdf, number }));
        self.faces.insert(key, face.clone());
        face
    }
}

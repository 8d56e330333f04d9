//! The one who sets: holds the fonts and what is worth keeping between documents.

use std::fmt;

use crate::fonts::Fonts;
use crate::layout::{Kind, Layout};
use crate::text::Shaper;
use crate::trouble::{Trouble, Troubles};

/// Sets documents. Making one costs a few milliseconds, so keep it; cloning is cheap.
#[derive(Clone)]
pub struct Typesetter {
    pub(crate) shaper: Shaper,
}

impl fmt::Debug for Typesetter {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Typesetter").field("fonts", &self.shaper.fonts).finish_non_exhaustive()
    }
}

impl Default for Typesetter {
    fn default() -> Self {
        Self::new(Fonts::shipped())
    }
}

impl Typesetter {
    /// A typesetter with these fonts.
    #[must_use]
    pub fn new(fonts: Fonts) -> Self {
        Self { shaper: Shaper::new(fonts) }
    }

    /// Whether the layout is of the kind; tells if not, and which of its fonts are missing.
    pub(crate) fn accepts(
        &self,
        layout: &Layout,
        kind: Kind,
        needed: &'static str,
        troubles: &mut Troubles,
    ) -> bool {
        if layout.kind() != kind {
            troubles.tell(Trouble::WrongKind { layout: layout.name().to_owned(), needed });
            return false;
        }
        for family in [&layout.0.fonts.text, &layout.0.fonts.side] {
            if !self.shaper.fonts.has(family) {
                troubles.tell(Trouble::NoSuchFamily { family: family.clone() });
            }
        }
        true
    }
}

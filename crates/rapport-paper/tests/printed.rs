//! What comes out on paper, read back with other programs: poppler's pdftotext and pdffonts, and
//! qpdf. `cargo xtask deps` installs them.
//!
//! With `RAPPORT_PAPER_TO` set to a folder, every page that a test makes is also written there,
//! to be looked at.

#![allow(clippy::unwrap_used, clippy::expect_used)]

mod printed {
    pub mod drawings;
    pub mod letters;
    pub mod others;
    pub mod pages;
    pub mod read;
    pub mod samples;
    pub mod scripts;
    pub mod windows;
}

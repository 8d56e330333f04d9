//! Words of the logo and the signature on letters.

/// See the module.
#[derive(Debug)]
pub struct PaperWords {
    pub tab: &'static str,
    pub intro: &'static str,
    pub letterhead: &'static str,
    pub letterhead_help: &'static str,
    pub signature: &'static str,
    pub signature_help: &'static str,
    pub none: &'static str,
    pub as_printed: fn(&str) -> String,
    pub file: &'static str,
    pub file_help: &'static str,
    pub keep: &'static str,
    pub kept: fn(&str) -> String,
    pub remove: &'static str,
    pub remove_sure: fn(&str) -> String,
    pub removed: fn(&str) -> String,
    pub no_file: &'static str,
    pub letters: &'static str,
}

/// English.
pub const ENGLISH: PaperWords = PaperWords {
    tab: "Letterhead",
    intro: "What stands on the letters and cards that you print.",
    letterhead: "Logo",
    letterhead_help: "At the head of letters and on business cards.",
    signature: "Signature",
    signature_help: "Where you would sign. Without one, room for your pen is left.",
    none: "None yet.",
    as_printed: |name| format!("{name}, as it is printed"),
    file: "Picture",
    file_help: "PNG, JPEG or SVG, at most 2 MB. Of an SVG file its paths are drawn; text in it must \
                be turned into paths first.",
    keep: "Keep",
    kept: |name| format!("{name} kept; it is on every letter from now on."),
    remove: "Take out",
    remove_sure: |name| format!("Print letters without it? {name} is gone for good."),
    removed: |name| format!("{name} taken out."),
    no_file: "Choose a file first.",
    letters: "See it on a letter",
};

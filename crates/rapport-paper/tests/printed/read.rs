//! Reading a PDF back with other people's programs.

use std::path::{Path, PathBuf};
use std::process::Command;

use rapport_paper::{Document, Guides, Printer};

/// A PDF on disk, checked by qpdf, and its folder that goes away with it.
pub struct Printed {
    folder: tempfile::TempDir,
}

/// A word with its place on the page in points.
#[derive(Debug, Clone, PartialEq)]
pub struct Word {
    pub page: usize,
    pub left: f32,
    pub top: f32,
    pub right: f32,
    pub bottom: f32,
    pub text: String,
}

impl Printed {
    /// Writes the document and checks what can be checked of any PDF.
    pub fn new(name: &str, document: &Document) -> Self {
        let pdf = document.pdf(None, Printer::default()).expect("a PDF");
        if let Some(folder) = std::env::var_os("RAPPORT_PAPER_TO") {
            let folder = PathBuf::from(folder);
            std::fs::create_dir_all(&folder).expect("a folder");
            std::fs::write(folder.join(format!("{name}.pdf")), &pdf).expect("a file");
            for page in 0..document.pages() {
                let svg = document.svg(page, Guides::Shown).expect("a page");
                std::fs::write(folder.join(format!("{name}-{page}.svg")), svg).expect("a file");
            }
        }
        Self::from_bytes(name, &pdf)
    }

    /// The same for bytes that were written otherwise.
    pub fn from_bytes(name: &str, pdf: &[u8]) -> Self {
        let folder = tempfile::tempdir().expect("a folder");
        std::fs::write(folder.path().join("page.pdf"), pdf).expect("a file");
        let printed = Self { folder };
        let check = printed.run("qpdf", &["--check"], &[]);
        assert!(check.contains("No syntax or stream encoding errors"), "{name}: {check}");
        let fonts = printed.run("pdffonts", &[], &[]);
        for line in fonts.lines().skip(2) {
            // From the right: object id (two numbers), unicode, subset, embedded.
            let columns: Vec<&str> = line.split_whitespace().rev().collect();
            assert_eq!(columns.get(4), Some(&"yes"), "{name}: a font is not embedded: {line}");
            assert_eq!(columns.get(3), Some(&"yes"), "{name}: a font is not a subset: {line}");
        }
        printed
    }

    fn path(&self) -> PathBuf {
        self.folder.path().join("page.pdf")
    }

    fn run(&self, program: &str, before: &[&str], after: &[&str]) -> String {
        let output = Command::new(program)
            .args(before)
            .arg(self.path())
            .args(after)
            .output()
            .unwrap_or_else(|fault| panic!("{program}: {fault}; `cargo xtask deps` installs it"));
        assert!(output.status.success(), "{program}: {}", String::from_utf8_lossy(&output.stderr));
        String::from_utf8_lossy(&output.stdout).into_owned()
    }

    /// What `pdfinfo` tells.
    pub fn info(&self) -> String {
        self.run("pdfinfo", &[], &[])
    }

    /// The text in the order in which it stands in the file.
    pub fn text(&self) -> String {
        self.run("pdftotext", &["-raw"], &["-"])
    }

    /// Every word with its place.
    pub fn words(&self) -> Vec<Word> {
        let html = self.run("pdftotext", &["-bbox"], &["-"]);
        let mut page = 0;
        let mut words = Vec::new();
        for line in html.lines().map(str::trim) {
            if line.starts_with("<page ") {
                page += 1;
            }
            let Some(rest) = line.strip_prefix("<word ") else { continue };
            let number = |name: &str| -> f32 {
                let at = rest.find(name).expect("an attribute") + name.len() + 2;
                let end = rest[at..].find('"').expect("a quote") + at;
                rest[at..end].parse().expect("a number")
            };
            let start = rest.find('>').expect("a tag") + 1;
            let end = rest.rfind("</word>").expect("an end");
            words.push(Word {
                page,
                left: number("xMin"),
                top: number("yMin"),
                right: number("xMax"),
                bottom: number("yMax"),
                text: rest[start..end].replace("&amp;", "&"),
            });
        }
        words
    }
}

/// Compares with the file in `tests/snapshots`; `UPDATE_SNAPSHOTS=1` writes it anew.
pub fn snapshot(name: &str, found: &str) {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join(format!("tests/snapshots/{name}.txt"));
    if std::env::var_os("UPDATE_SNAPSHOTS").is_some() {
        std::fs::create_dir_all(path.parent().expect("a folder")).expect("a folder");
        std::fs::write(&path, found).expect("a file");
        return;
    }
    let expected = std::fs::read_to_string(&path).unwrap_or_default();
    if expected != found {
        let first = expected.lines().zip(found.lines()).find(|(old, new)| old != new);
        panic!(
            "{name} looks different, first at {first:?}.\n\
             Look at the page; if it is right, repeat with UPDATE_SNAPSHOTS=1"
        );
    }
}

//! The paper folder of the data: the user's layouts, fonts and pictures; and which layout is usual.
//!
//! ```text
//! paper/layouts/my-letter.toml   a layout of one's own, chosen by its name
//! paper/fonts/*.ttf              letters of other scripts
//! paper/USER/letterhead.png      the picture at the head of letters and cards (or .jpg, .svg)
//! paper/USER/signature.png       stands where one would sign (or .jpg, .svg)
//! ```
//!
//! A picture that the user handed in is kept in the database (`letters/pictures`) and comes before
//! one of the folder.
//!
//! A layout is data: it is read with a limit, and nothing in it can open files or run. One that is
//! broken is told with line and remedy, and the built-in one stands in.

use std::path::{Path, PathBuf};

use rapport_core::place::Country;
use rapport_paper::{Fonts, Kind, Layout, Picture, Typesetter};

use super::LayoutView;
use crate::app::App;
use crate::error::{AppError, Kind as Failure};
use crate::profile::Profile;

/// The longest layout that is read, in bytes; the built-in ones have under four thousand.
const LONGEST_LAYOUT: u64 = 128 * 1024;
/// The largest font and picture that is read, in bytes.
const LARGEST_FILE: u64 = 64 * 1024 * 1024;
/// As many files of a folder are looked at.
const FILES: usize = 40;

/// The kinds with their words, in the order shown.
const KINDS: [(Kind, &str); 5] = [
    (Kind::Letter, "letter"),
    (Kind::Envelope, "envelope"),
    (Kind::Labels, "labels"),
    (Kind::Cards, "cards"),
    (Kind::Brief, "brief"),
];

/// Layouts, fonts and pictures as they are now.
#[derive(Clone, Debug)]
pub(super) struct Press {
    folder: PathBuf,
    user: String,
    /// Usual layouts that the user chose: kind's word and name.
    chosen: Vec<(String, String)>,
    /// Pictures that the user handed in, by name.
    pictures: Vec<(&'static str, Vec<u8>)>,
    country: Country,
}

impl App {
    pub(super) async fn press(&self, profile: &Profile) -> Result<Press, AppError> {
        let mut chosen = Vec::new();
        for (_, word) in KINDS {
            if let Some(name) = self.store().setting(self.scope(), &setting(word)).await? {
                chosen.push((word.to_owned(), name));
            }
        }
        let mut pictures = Vec::new();
        for name in super::pictures::NAMES {
            if let Some(bytes) = self.store().letter_picture(self.scope(), name).await? {
                pictures.push((name, bytes));
            }
        }
        Ok(Press {
            folder: self.data().join("paper"),
            user: self.user().to_owned(),
            chosen,
            pictures,
            country: profile.country,
        })
    }

    /// The layouts that can be chosen, by kind.
    ///
    /// # Errors
    /// What the database says.
    pub async fn layouts(&self) -> Result<Vec<LayoutView>, AppError> {
        let press = self.press(&self.profile().await?).await?;
        let mut views = Vec::new();
        for (kind, word) in KINDS {
            let usual = press.usual(kind);
            for name in Layout::built_in_names() {
                let Some(layout) = Layout::built_in(name).filter(|it| it.kind() == kind) else {
                    continue;
                };
                views.push(LayoutView {
                    name: name.to_owned(),
                    title: layout.title().to_owned(),
                    kind: word.to_owned(),
                    is_usual: usual == name,
                    is_own: false,
                    faults: Vec::new(),
                });
            }
            for (name, read) in press.own() {
                let (title, faults) = match read {
                    Ok(layout) if layout.kind() == kind => (layout.title().to_owned(), Vec::new()),
                    // What cannot be read has no kind; it is told once.
                    Err(faults) if kind == Kind::Letter => (name.clone(), faults),
                    Ok(_) | Err(_) => continue,
                };
                views.push(LayoutView {
                    is_usual: usual == name,
                    name,
                    title,
                    kind: word.to_owned(),
                    is_own: true,
                    faults,
                });
            }
        }
        Ok(views)
    }

    /// The text of a layout, to copy and change.
    ///
    /// # Errors
    /// No layout is called that.
    pub async fn layout_text(&self, name: &str) -> Result<String, AppError> {
        if let Some(text) = Layout::built_in_text(name) {
            return Ok(text.to_owned());
        }
        let press = self.press(&self.profile().await?).await?;
        press.own_text(name).ok_or_else(|| unknown(name))
    }

    /// Makes a layout the usual one of its kind.
    ///
    /// # Errors
    /// No layout is called that, or it is broken.
    pub async fn choose_layout(&self, name: &str) -> Result<LayoutView, AppError> {
        let all = self.layouts().await?;
        let found = all.into_iter().find(|it| it.name == name).ok_or_else(|| unknown(name))?;
        if let Some(fault) = found.faults.first() {
            return Err(AppError::refused(
                format!("the layout {name} is broken: {fault}"),
                "mend the file, then choose it",
            ));
        }
        self.store().set_setting(self.scope(), &setting(&found.kind), Some(name)).await?;
        Ok(LayoutView { is_usual: true, ..found })
    }
}

impl Press {
    /// The layout of a kind: the named one, else the usual one. Sentences tell what is broken.
    pub(super) fn layout(
        &self,
        named: Option<&str>,
        kind: Kind,
        sentences: &mut Vec<String>,
    ) -> Result<Layout, AppError> {
        let name = named.map_or_else(|| self.usual(kind), str::to_owned);
        let found = match self.own_text(&name) {
            Some(text) => match Layout::parse(&text) {
                Ok(layout) => Some(layout),
                Err(faults) => {
                    for fault in faults.iter().take(3) {
                        sentences.push(format!("layouts/{name}.toml, {fault}"));
                    }
                    let built_in = usual_name(kind, self.country);
                    sentences.push(format!("{built_in} stands in for it"));
                    Layout::built_in(built_in)
                }
            },
            None => Layout::built_in(&name),
        };
        match found {
            Some(layout) if layout.kind() == kind => Ok(layout),
            Some(_) => Err(AppError::refused(
                format!("{name} is a layout for something else"),
                format!("choose one of: {}", names(kind).join(", ")),
            )),
            None if named.is_none() => {
                // A file that was the usual one is gone.
                let built_in = usual_name(kind, self.country);
                sentences.push(format!("the layout {name} is gone; {built_in} stands in for it"));
                Layout::built_in(built_in).ok_or_else(|| unknown(built_in))
            }
            None => Err(unknown(&name)),
        }
    }

    /// The one for a card by hand: the small envelope.
    pub(super) fn for_card_by_hand(&self) -> Option<&'static str> {
        (!matches!(self.country.as_str(), "US" | "CA")).then_some("envelope-c6")
    }

    fn usual(&self, kind: Kind) -> String {
        let chosen = self.chosen.iter().find(|(word, _)| word == word_of(kind));
        chosen.map_or_else(|| usual_name(kind, self.country).to_owned(), |(_, name)| name.clone())
    }

    /// Fonts shipped and of the folder.
    pub(super) fn typesetter(&self) -> Typesetter {
        let mut fonts = Fonts::shipped();
        for path in files(&self.folder.join("fonts"), &["ttf", "otf", "ttc"]) {
            if let Some(bytes) = read(&path, LARGEST_FILE)
                && fonts.add(bytes).is_err()
            {
                tracing::warn!(file = %path.display(), "this is no font that can be read");
            }
        }
        Typesetter::new(fonts)
    }

    pub(super) fn letterhead(&self) -> Option<Picture> {
        self.picture("letterhead")
    }

    pub(super) fn signature(&self) -> Option<Picture> {
        self.picture("signature")
    }

    fn picture(&self, name: &str) -> Option<Picture> {
        let handed_in = self.pictures.iter().find(|(known, _)| *known == name);
        if let Some(picture) = handed_in.and_then(|(_, bytes)| Picture::parse(bytes).ok()) {
            return Some(picture);
        }
        if !is_plain(&self.user) {
            return None;
        }
        ["png", "jpg", "jpeg", "svg"].iter().find_map(|ending| {
            let path = self.folder.join(&self.user).join(format!("{name}.{ending}"));
            let picture = Picture::parse(&read(&path, LARGEST_FILE)?);
            picture
                .inspect_err(|fault| tracing::warn!(file = %path.display(), %fault, "left out"))
                .ok()
        })
    }

    fn own_text(&self, name: &str) -> Option<String> {
        if !is_plain(name) {
            return None;
        }
        let path = self.folder.join("layouts").join(format!("{name}.toml"));
        let bytes = read(&path, LONGEST_LAYOUT)?;
        Some(String::from_utf8_lossy(&bytes).into_owned())
    }

    fn own(&self) -> Vec<(String, Result<Layout, Vec<String>>)> {
        files(&self.folder.join("layouts"), &["toml"])
            .iter()
            .filter_map(|path| {
                let name = path.file_stem()?.to_str()?.to_owned();
                let text = self.own_text(&name)?;
                let read = Layout::parse(&text)
                    .map_err(|faults| faults.iter().map(ToString::to_string).collect());
                Some((name, read))
            })
            .collect()
    }
}

/// Sets and writes away from the runtime: a batch of a thousand takes seconds.
pub(super) async fn apart<T: Send + 'static>(
    work: impl FnOnce() -> Result<T, AppError> + Send + 'static,
) -> Result<T, AppError> {
    match tokio::task::spawn_blocking(work).await {
        Ok(done) => done,
        Err(error) => Err(AppError::new(
            Failure::Unavailable,
            format!("the pages could not be set: {error}"),
            "try again; if it happens again, tell us which letter",
        )),
    }
}

fn setting(word: &str) -> String {
    format!("letters.layout.{word}")
}

fn word_of(kind: Kind) -> &'static str {
    KINDS.iter().find(|(known, _)| *known == kind).map_or("letter", |(_, word)| word)
}

/// What is usual in the user's country.
fn usual_name(kind: Kind, country: Country) -> &'static str {
    let american = matches!(country.as_str(), "US" | "CA" | "MX" | "CL" | "CO" | "PH");
    match kind {
        Kind::Letter => match country.as_str() {
            "FR" | "BE" | "LU" => "letter-fr",
            "GB" | "IE" | "AU" | "NZ" => "letter-gb",
            _ if american => "letter-us",
            _ => "din-5008-b",
        },
        Kind::Envelope if american => "envelope-10",
        Kind::Envelope => "envelope-dl",
        Kind::Labels if american => "labels-5160",
        Kind::Labels => "labels-l7160",
        Kind::Cards if american => "cards-us",
        Kind::Cards => "cards-a4",
        Kind::Brief if american => "brief-us",
        Kind::Brief => "brief-a4",
    }
}

fn names(kind: Kind) -> Vec<&'static str> {
    let fits = |name: &&str| Layout::built_in(name).is_some_and(|it| it.kind() == kind);
    Layout::built_in_names().into_iter().filter(fits).collect()
}

fn unknown(name: &str) -> AppError {
    AppError::not_found(
        format!("no layout is called \"{name}\""),
        "see them: rapport letters layouts",
    )
}

/// A name that is one file and nothing else.
fn is_plain(name: &str) -> bool {
    let fits = |byte: u8| byte.is_ascii_alphanumeric() || matches!(byte, b'-' | b'_' | b'.');
    (1..=64).contains(&name.len()) && !name.starts_with('.') && name.bytes().all(fits)
}

/// The files of a folder with these endings, by name.
fn files(folder: &Path, endings: &[&str]) -> Vec<PathBuf> {
    let Ok(entries) = std::fs::read_dir(folder) else { return Vec::new() };
    let fits = |path: &PathBuf| {
        let ending = path.extension().and_then(|it| it.to_str()).map(str::to_lowercase);
        ending.is_some_and(|ending| endings.contains(&ending.as_str()))
    };
    let mut found: Vec<PathBuf> =
        entries.filter_map(|entry| entry.ok().map(|it| it.path())).filter(fits).collect();
    found.sort();
    found.truncate(FILES);
    found
}

fn read(path: &Path, most: u64) -> Option<Vec<u8>> {
    let size = std::fs::metadata(path).ok().filter(std::fs::Metadata::is_file)?.len();
    (size <= most).then(|| std::fs::read(path).ok()).flatten()
}

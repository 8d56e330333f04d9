//! Dictionaries: where they are, read at first use, let go when nobody writes.
//!
//! English is shipped. Others, and British English beside it, are taken from a folder of Hunspell
//! files: the data folder's `dictionaries`, then the places where Linux distributions put them.
//! They are shared by all users of a process, because they hold nothing of anybody.

use std::collections::HashMap;
use std::path::{Path, PathBuf};
use std::sync::{Arc, LazyLock, Mutex, MutexGuard, PoisonError};
use std::time::Duration;

use rapport_prose::dictionary::{Dictionary, text_of};
use rapport_prose::spelling::Speller;

use crate::clock;

/// Where distributions put Hunspell's files.
const PLACES: [&str; 3] =
    ["/usr/share/hunspell", "/usr/share/myspell/dicts", "/usr/local/share/hunspell"];

/// File names by language, the usual one first.
const FILES: [(&str, &[&str]); 4] = [
    ("en", &["en_GB"]),
    ("de", &["de_DE", "de_DE_frami", "de_AT", "de_CH"]),
    ("fr", &["fr", "fr_FR", "fr_CA"]),
    ("es", &["es_ES", "es", "es_MX"]),
];

/// How long a dictionary that nobody asks for stays in memory.
const IDLE: Duration = Duration::from_secs(600);

/// A checker with the moment of its last use, on the clock that only runs forward.
struct Loaded {
    speller: Option<Arc<Speller>>,
    used: Duration,
}

static LOADED: LazyLock<Mutex<HashMap<String, Loaded>>> = LazyLock::new(Mutex::default);

fn loaded() -> MutexGuard<'static, HashMap<String, Loaded>> {
    LOADED.lock().unwrap_or_else(PoisonError::into_inner)
}

/// The checker of a language (`en`, `de`, `fr`, `es`); `None` without a dictionary for it. The
/// first call reads files, some hundredths of a second.
#[must_use]
pub fn speller(language: &str, own_folder: Option<&Path>) -> Option<Arc<Speller>> {
    let key = match own_folder {
        Some(folder) => format!("{language} {}", folder.display()),
        None => language.to_owned(),
    };
    let used = clock::system_monotonic();
    let mut loaded = loaded();
    let entry =
        loaded.entry(key).or_insert_with(|| Loaded { speller: read(language, own_folder), used });
    entry.used = used;
    entry.speller.clone()
}

/// Lets go of what nobody used for ten minutes.
pub fn let_go_of_idle() {
    let now = clock::system_monotonic();
    loaded().retain(|_, entry| now.saturating_sub(entry.used) < IDLE);
}

/// One line per language: whether a dictionary is there, and from where.
#[must_use]
pub fn there(own_folder: Option<&Path>) -> Vec<(&'static str, Option<String>)> {
    FILES
        .iter()
        .map(|(language, names)| {
            let found = files_of(names, own_folder).map(|(_, words)| words.display().to_string());
            let place = match (*language, found) {
                ("en", Some(british)) => Some(format!("shipped, and {british}")),
                ("en", None) => Some("shipped".to_owned()),
                (_, found) => found,
            };
            (*language, place)
        })
        .collect()
}

/// The package of Debian that brings the dictionary of a language.
#[must_use]
pub fn package(language: &str) -> Option<&'static str> {
    match language {
        "en" => Some("hunspell-en-gb"),
        "de" => Some("hunspell-de-de"),
        "fr" => Some("hunspell-fr"),
        "es" => Some("hunspell-es"),
        _ => None,
    }
}

fn read(language: &str, own_folder: Option<&Path>) -> Option<Arc<Speller>> {
    let mut dictionaries = Vec::new();
    if language == "en" {
        match Dictionary::english() {
            Ok(dictionary) => dictionaries.push(Arc::new(dictionary)),
            Err(error) => tracing::error!(why = %error.why, "the shipped dictionary is broken"),
        }
    }
    let (_, names) = FILES.iter().find(|(code, _)| *code == language)?;
    if let Some((affixes, words)) = files_of(names, own_folder) {
        match read_files(language, &affixes, &words) {
            Ok(dictionary) => dictionaries.push(Arc::new(dictionary)),
            Err(why) => {
                tracing::warn!(file = %words.display(), why, "a dictionary cannot be read");
            }
        }
    }
    (!dictionaries.is_empty()).then(|| Arc::new(Speller::new(dictionaries)))
}

fn read_files(language: &str, affixes: &Path, words: &Path) -> Result<Dictionary, String> {
    let text = |path: &Path| {
        std::fs::read(path).map(|bytes| text_of(&bytes)).map_err(|error| error.to_string())
    };
    Dictionary::new(language, &text(affixes)?, &text(words)?).map_err(|error| error.why)
}

fn files_of(names: &[&str], own_folder: Option<&Path>) -> Option<(PathBuf, PathBuf)> {
    let places = own_folder.into_iter().map(Path::to_owned).chain(PLACES.map(PathBuf::from));
    for place in places {
        for name in names {
            let (affixes, words) =
                (place.join(format!("{name}.aff")), place.join(format!("{name}.dic")));
            if affixes.is_file() && words.is_file() {
                return Some((affixes, words));
            }
        }
    }
    None
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn english_is_always_there_and_is_let_go() {
        assert!(speller("en", None).is_some_and(|speller| speller.knows("follow")));
        assert!(speller("xx", None).is_none());
        let_go_of_idle();
        assert!(loaded().contains_key("en"), "it was used a moment ago");
        assert_eq!(there(None)[0].0, "en");
    }

    #[test]
    fn an_own_dictionary_is_read_and_a_broken_one_is_none() {
        let folder = tempfile::tempdir().unwrap();
        std::fs::write(folder.path().join("fr.aff"), "SET UTF-8\n").unwrap();
        std::fs::write(folder.path().join("fr.dic"), "1\nbonjour\n").unwrap();
        let french = speller("fr", Some(folder.path())).unwrap();
        assert!(french.knows("bonjour") && !french.knows("bonjuor"));
        std::fs::write(folder.path().join("es_ES.aff"), "PFX broken").unwrap();
        std::fs::write(folder.path().join("es_ES.dic"), "").unwrap();
        assert!(speller("es", Some(folder.path())).is_none());
    }
}

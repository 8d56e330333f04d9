//! Which language a note is in.

use whatlang::{Detector, Lang};

/// Languages a checker may be asked for, as ISO 639-1 codes.
pub const LANGUAGES: [&str; 4] = ["en", "de", "fr", "es"];

/// Letters from which the best guess counts, sure or not.
const SHORTEST: usize = 40;

/// The language of a text among [`LANGUAGES`]; `None` if it is too short to tell.
#[must_use]
pub fn language_of(text: &str) -> Option<&'static str> {
    let asked = vec![Lang::Eng, Lang::Deu, Lang::Fra, Lang::Spa];
    let info = Detector::with_allowlist(asked).detect(text)?;
    let code = match info.lang() {
        Lang::Eng => "en",
        Lang::Deu => "de",
        Lang::Fra => "fr",
        Lang::Spa => "es",
        _ => return None,
    };
    (info.is_reliable() || text.chars().count() >= SHORTEST).then_some(code)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn four_languages_are_told_apart() {
        for (text, language) in [
            ("Thank you for the time you took to show me the workshop yesterday.", "en"),
            ("Vielen Dank, dass Sie mir gestern die Werkstatt gezeigt haben.", "de"),
            ("Merci beaucoup de m'avoir fait visiter l'atelier hier après-midi.", "fr"),
            ("Muchas gracias por haberme enseñado ayer el taller y las máquinas.", "es"),
        ] {
            assert_eq!(language_of(text), Some(language), "{text}");
        }
        assert_eq!(language_of("ok"), None);
    }
}

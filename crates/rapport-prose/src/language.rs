//! Which language a note is in.
//!
//! Notes are short, and short texts mislead letter statistics: the small words that hold sentences
//! together are counted first, and only a text without any is left to `whatlang`.

use whatlang::{Detector, Lang};

/// Letters from which the best guess counts, sure or not.
const SHORTEST: usize = 40;

/// Languages a checker may be asked for, as ISO 639-1 codes.
pub const LANGUAGES: [&str; 4] = ["en", "de", "fr", "es"];

/// Words that hold sentences together, in the order of [`LANGUAGES`]; none is in two lists.
const SMALL_WORDS: [&[&str]; 4] = [
    &[
        "the", "and", "you", "your", "for", "with", "that", "this", "is", "was", "have", "of",
        "to", "it", "we", "at", "thank", "would", "my", "about",
    ],
    &[
        "der", "die", "das", "und", "ich", "sie", "ihnen", "ihr", "ihre", "für", "mit", "dass",
        "ist", "nicht", "ein", "eine", "zu", "wir", "auf", "dem", "den", "im", "vielen",
    ],
    &[
        "le", "les", "des", "et", "vous", "je", "pour", "avec", "est", "une", "dans", "nous",
        "votre", "vos", "merci", "sur", "au", "du", "qui", "cette", "avoir",
    ],
    &[
        "el", "los", "las", "y", "usted", "por", "con", "para", "está", "muchas", "gracias", "del",
        "al", "una", "su", "más", "muy", "como", "hemos", "haber",
    ],
];

/// The language of a text among [`LANGUAGES`]; `None` if it is too short to tell.
#[must_use]
pub fn language_of(text: &str) -> Option<&'static str> {
    by_small_words(text).or_else(|| by_letters(text))
}

fn by_small_words(text: &str) -> Option<&'static str> {
    let mut counts = [0_usize; 4];
    for word in text.split(|c: char| !c.is_alphabetic()).filter(|word| !word.is_empty()) {
        let word = word.to_lowercase();
        for (count, words) in counts.iter_mut().zip(SMALL_WORDS) {
            *count += usize::from(words.contains(&word.as_str()));
        }
    }
    let best = (0..counts.len()).max_by_key(|&at| counts[at])?;
    let others = counts.iter().enumerate().filter(|(at, _)| *at != best);
    let second = others.map(|(_, count)| *count).max().unwrap_or(0);
    (counts[best] > second).then(|| LANGUAGES[best])
}

fn by_letters(text: &str) -> Option<&'static str> {
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

    #[test]
    fn no_small_word_speaks_for_two_languages() {
        for (at, words) in SMALL_WORDS.iter().enumerate() {
            for other in &SMALL_WORDS[at + 1..] {
                assert!(words.iter().all(|word| !other.contains(word)));
            }
        }
    }
}

//! Two spellings of one word made equal: case, accents, ligatures and widths put aside.
//!
//! For comparing only; nothing folded is ever shown or stored.

use unicode_normalization::UnicodeNormalization;

/// Lower case without accents; letters that decompose to none are spelt out (ß → ss, ø → o).
///
/// Marks that make another letter (kana voicing, Hangul) are kept; Greek and Cyrillic keep their
/// script.
#[must_use]
pub fn fold(text: &str) -> String {
    if text.is_ascii() {
        return text.to_ascii_lowercase();
    }
    let mut folded = String::with_capacity(text.len());
    for c in text.nfkd() {
        match c {
            // Combining marks of the European scripts, and the Arabic vowel signs.
            '\u{300}'..='\u{36f}' | '\u{64b}'..='\u{65f}' => {}
            'ß' | 'ẞ' => folded.push_str("ss"),
            'ø' | 'Ø' => folded.push('o'),
            'ł' | 'Ł' => folded.push('l'),
            'đ' | 'Đ' | 'ð' | 'Ð' => folded.push('d'),
            'æ' | 'Æ' => folded.push_str("ae"),
            'œ' | 'Œ' => folded.push_str("oe"),
            'þ' | 'Þ' => folded.push_str("th"),
            'ı' => folded.push('i'),
            '’' | '‘' | 'ʼ' | '`' | '´' => folded.push('\''),
            '‐' | '‑' | '–' => folded.push('-'),
            _ => folded.extend(c.to_lowercase()),
        }
    }
    folded.nfc().collect()
}

/// The letters and digits of the folded text and nothing else: `O'Malley` and `omalley` are one.
#[must_use]
pub fn fold_letters(text: &str) -> String {
    let mut folded = fold(text);
    folded.retain(char::is_alphanumeric);
    folded
}

/// A word as the lists of this module know it: folded, dots gone.
#[must_use]
pub fn key(word: &str) -> String {
    let mut folded = fold(word);
    folded.retain(|c| !matches!(c, '.' | ',' | '\u{3002}' | ' '));
    folded
}

/// Greek letters as Latin ones, so that a name written in both scripts can be compared; other
/// letters stay.
#[must_use]
pub fn latinise(folded: &str) -> String {
    let pairs = folded.replace("ου", "ou").replace("μπ", "b").replace("ντ", "d").replace("γκ", "g");
    let mut latin = String::with_capacity(pairs.len());
    for c in pairs.chars() {
        latin.push_str(match c {
            'α' => "a",
            'β' => "v",
            'γ' => "g",
            'δ' => "d",
            'ε' => "e",
            'ζ' => "z",
            'η' | 'ι' | 'υ' => "i",
            'θ' => "th",
            'κ' => "k",
            'λ' => "l",
            'μ' => "m",
            'ν' => "n",
            'ξ' => "x",
            'ο' | 'ω' => "o",
            'π' => "p",
            'ρ' => "r",
            'σ' | 'ς' => "s",
            'τ' => "t",
            'φ' => "f",
            'χ' => "ch",
            'ψ' => "ps",
            'а' => "a",
            'б' => "b",
            'в' => "v",
            'г' => "g",
            'д' => "d",
            'е' | 'э' => "e",
            'ж' => "zh",
            'з' => "z",
            'и' => "i",
            'й' | 'ы' => "y",
            'к' => "k",
            'л' => "l",
            'м' => "m",
            'н' => "n",
            'о' => "o",
            'п' => "p",
            'р' => "r",
            'с' => "s",
            'т' => "t",
            'у' => "u",
            'ф' => "f",
            'х' => "kh",
            'ц' => "ts",
            'ч' => "ch",
            'ш' => "sh",
            'щ' => "shch",
            'ъ' | 'ь' => "",
            'ю' => "yu",
            'я' => "ya",
            other => {
                latin.push(other);
                continue;
            }
        });
    }
    latin
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn spellings_meet() {
        assert_eq!(fold("Éleuthère"), fold("ELEUTHERE"));
        assert_eq!(fold("Straße"), "strasse");
        assert_eq!(fold("Łukasz Øst"), "lukasz ost");
        assert_eq!(fold("\u{fb02}orence"), "florence");
        assert_eq!(fold_letters("O\u{2019}Malley-Muñoz"), "omalleymunoz");
        assert_eq!(key("Ph.D."), "phd");
        assert_eq!(latinise(&fold("Παπανδρέου")), "papandreou");
    }
}

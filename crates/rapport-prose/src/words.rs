//! A text cut into words.
//!
//! What is no word of a language is left out: addresses of mail and web, numbers, names of files
//! and of programs, lines that quote somebody else. Places are counted in characters, as findings
//! are.

/// A word and where it stands.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Word<'a> {
    /// The word, apostrophes inside it kept.
    pub text: &'a str,
    /// Its first character, counted from the beginning of the text.
    pub start: usize,
    /// The first character after it.
    pub end: usize,
    /// It begins a sentence or a line, where any word has a large letter.
    pub begins: bool,
}

/// Whether a character joins two halves of one word.
fn is_apostrophe(c: char) -> bool {
    matches!(c, '\'' | '\u{2019}')
}

/// Cuts a text into words. Total; linear in the text.
#[must_use]
pub fn words(text: &str) -> Vec<Word<'_>> {
    let mut found = Vec::new();
    let mut characters = 0;
    for line in text.split_inclusive('\n') {
        if line.trim_start().starts_with('>') {
            characters += line.chars().count();
            continue;
        }
        let mut begins = true;
        for chunk in line.split_inclusive(char::is_whitespace) {
            if is_plain(chunk) {
                words_of_chunk(chunk, characters, &mut begins, &mut found);
            } else if chunk.chars().any(char::is_alphanumeric) {
                begins = ends_sentence(chunk);
            }
            characters += chunk.chars().count();
        }
    }
    found
}

fn ends_sentence(chunk: &str) -> bool {
    chunk
        .trim_end()
        .trim_end_matches(['"', '\'', ')', '\u{201d}', '\u{2019}', '\u{bb}'])
        .ends_with(['.', '!', '?', ':', '\u{2026}'])
}

/// Whether a chunk between white space is made of words: no address, number, path or code.
fn is_plain(chunk: &str) -> bool {
    let chunk = chunk.trim();
    let inner = chunk.trim_end_matches(['.', ',', ';', ':', '!', '?', ')', '"', '\u{201d}']);
    if chunk.contains(['@', '_', '#', '\\', '{', '}', '<', '>', '=', '|', '~', '^', '*'])
        || chunk.contains("://")
        || inner.starts_with("www.")
        || chunk.chars().any(char::is_numeric)
    {
        return false;
    }
    // A dot between letters is a domain, a file or an abbreviation; "end.Next" is rare.
    let mut last_letter = false;
    let mut dot_after_letter = false;
    for c in inner.chars() {
        if dot_after_letter && c.is_alphabetic() {
            return false;
        }
        dot_after_letter = c == '.' && last_letter;
        last_letter = c.is_alphabetic();
    }
    true
}

fn words_of_chunk<'a>(chunk: &'a str, before: usize, begins: &mut bool, found: &mut Vec<Word<'a>>) {
    let mut open: Option<(usize, usize)> = None;
    let mut place = before;
    let mut rest = chunk.char_indices().peekable();
    while let Some((at, c)) = rest.next() {
        let joins = is_apostrophe(c)
            && open.is_some()
            && rest.peek().is_some_and(|(_, next)| next.is_alphabetic());
        if c.is_alphabetic() || joins || is_mark(c) {
            open.get_or_insert((at, place));
        } else if let Some((byte, start)) = open.take() {
            found.push(Word { text: &chunk[byte..at], start, end: place, begins: *begins });
            *begins = false;
        }
        place += 1;
    }
    if let Some((byte, start)) = open {
        found.push(Word { text: &chunk[byte..], start, end: place, begins: *begins });
        *begins = false;
    }
    if ends_sentence(chunk) {
        *begins = true;
    }
}

/// Combining marks and the soft hyphen belong to the letter before them.
fn is_mark(c: char) -> bool {
    matches!(c, '\u{300}'..='\u{36f}' | '\u{ad}')
}

#[cfg(test)]
mod tests {
    use super::*;

    fn texts(text: &str) -> Vec<&str> {
        words(text).iter().map(|word| word.text).collect()
    }

    #[test]
    fn what_is_no_word_is_left_out() {
        assert_eq!(
            texts("Mail dana@acme.example or see www.acme.example, v2.1; don't re-read e.g. x_y"),
            ["Mail", "or", "see", "don't", "re", "read"]
        );
        assert_eq!(texts("> quoted wrods\nMine"), ["Mine"]);
    }

    #[test]
    fn places_are_counted_in_characters() {
        let found = words("Grüße an José.\nBis bald");
        let jose = found.iter().find(|word| word.text == "José").unwrap();
        assert_eq!((jose.start, jose.end, jose.begins), (9, 13, false));
        let bis = found.iter().find(|word| word.text == "Bis").unwrap();
        assert_eq!((bis.start, bis.begins), (15, true));
    }

    #[test]
    fn a_sentence_begins_after_its_end() {
        let found = words("It works (\"really.\") Then more");
        assert!(found.iter().find(|word| word.text == "Then").unwrap().begins);
        assert!(!found.iter().find(|word| word.text == "more").unwrap().begins);
    }
}

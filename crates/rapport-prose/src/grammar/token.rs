//! A text as words and marks.

/// A word or a mark.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) struct Token<'a> {
    /// Its text.
    pub(super) text: &'a str,
    /// Its first character, counted from the beginning of the text.
    pub(super) start: usize,
    /// The first character after it.
    pub(super) end: usize,
    /// White space stands before it.
    pub(super) spaced: bool,
    /// A line break stands before it.
    pub(super) new_line: bool,
}

impl Token<'_> {
    pub(super) fn is_word(&self) -> bool {
        self.text.chars().next().is_some_and(char::is_alphanumeric)
    }

    pub(super) fn starts_large(&self) -> bool {
        self.text.chars().next().is_some_and(char::is_uppercase)
    }

    /// Whether it is this word in any letters.
    pub(super) fn is(&self, word: &str) -> bool {
        self.text.chars().flat_map(char::to_lowercase).eq(word.chars())
    }

    /// Whether it ends a sentence.
    pub(super) fn ends_sentence(&self) -> bool {
        matches!(self.text, "." | "!" | "?" | ":" | "\u{2026}")
    }
}

/// Cuts a text into words and marks; quoted lines are left out. Addresses stay one token.
pub(super) fn tokens(text: &str) -> Vec<Token<'_>> {
    let mut found = Vec::new();
    let mut place = 0;
    for line in text.split_inclusive('\n') {
        if !line.trim_start().starts_with('>') {
            tokens_of_line(line, place, &mut found);
        }
        place += line.chars().count();
    }
    found
}

fn tokens_of_line<'a>(line: &'a str, before: usize, found: &mut Vec<Token<'a>>) {
    let mut place = before;
    let mut new_line = true;
    for chunk in line.split_inclusive(char::is_whitespace) {
        let is_address = chunk.contains('@') || chunk.contains("://") || chunk.contains("www.");
        let mut spaced = true;
        let mut rest = chunk.trim_end();
        let length = chunk.chars().count();
        let mut at = place;
        while let Some(first) = rest.chars().next() {
            let bytes = if is_address {
                rest.len()
            } else if first.is_alphanumeric() {
                word_length(rest)
            } else {
                first.len_utf8()
            };
            let (text, after) = rest.split_at(bytes);
            let end = at + text.chars().count();
            found.push(Token { text, start: at, end, spaced, new_line });
            (at, rest, spaced, new_line) = (end, after, false, false);
        }
        place += length;
    }
}

/// Bytes of the word at the beginning: letters, digits, apostrophes and hyphens inside it.
fn word_length(text: &str) -> usize {
    let mut letters = text.char_indices().peekable();
    while let Some((at, c)) = letters.next() {
        let joins = matches!(c, '\'' | '\u{2019}' | '-' | '.')
            && letters.peek().is_some_and(|(_, next)| next.is_alphanumeric());
        if !(c.is_alphanumeric() || joins) {
            return at;
        }
    }
    text.len()
}

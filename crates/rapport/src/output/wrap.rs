//! Breaking text into lines by what a terminal shows: wide characters count twice, marks nothing.
//!
//! Not hyphenation, and no bidirectional text: the terminal does what it can.

use unicode_width::{UnicodeWidthChar, UnicodeWidthStr};

/// How many columns the text takes.
pub fn width(text: &str) -> usize {
    text.width()
}

/// The text and as many spaces as make it `wide`.
pub fn padded(text: &str, wide: usize) -> String {
    format!("{text}{:rest$}", "", rest = wide.saturating_sub(width(text)))
}

/// Wraps every line of the text at spaces. Lines that are indented keep their indent when they
/// go on; control characters, which could move the cursor, become spaces.
pub fn lines(text: &str, wide: usize) -> Vec<String> {
    let wide = wide.max(20);
    let mut wrapped = Vec::new();
    for line in text.trim_end().split('\n') {
        let line = line.replace(char::is_control, " ");
        let indent: String = line.chars().take_while(|letter| *letter == ' ').take(8).collect();
        let mut current = indent.clone();
        for word in line.split_whitespace() {
            let used = width(&current);
            let separate = usize::from(current.len() > indent.len());
            if separate == 1 && used + 1 + width(word) > wide {
                wrapped.push(std::mem::replace(&mut current, indent.clone()));
            } else if separate == 1 {
                current.push(' ');
            }
            push_word(&mut current, &mut wrapped, word, wide, &indent);
        }
        wrapped.push(current.trim_end().to_owned());
    }
    wrapped
}

/// Adds a word; one that fits no line (a long address) is cut.
fn push_word(
    current: &mut String,
    wrapped: &mut Vec<String>,
    word: &str,
    wide: usize,
    indent: &str,
) {
    for letter in word.chars() {
        if width(current) + letter.width().unwrap_or(0) > wide {
            wrapped.push(std::mem::replace(current, indent.to_owned()));
        }
        current.push(letter);
    }
}

/// Packs unbreakable things on lines.
pub fn packed(things: &[String], between: &str, wide: usize) -> Vec<String> {
    let mut packed: Vec<String> = Vec::new();
    for thing in things {
        match packed.last_mut() {
            Some(line) if width(line) + width(between) + width(thing) <= wide => {
                line.push_str(between);
                line.push_str(thing);
            }
            _ => packed.push(thing.clone()),
        }
    }
    packed
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn text_breaks_at_spaces_and_keeps_its_own_lines() {
        let text = "a first line that is long enough\n\n  - indented and long enough, too\n";
        let expected =
            ["a first line that is", "long enough", "", "  - indented and", "  long enough, too"];
        assert_eq!(lines(text, 20), expected);
    }

    #[test]
    fn wide_letters_count_twice_and_long_words_are_cut() {
        assert_eq!(lines(&"漢".repeat(12), 20), ["漢".repeat(10), "漢".repeat(2)]);
        assert_eq!(lines(&"x".repeat(45), 20).len(), 3);
    }

    #[test]
    fn letters_that_move_the_cursor_are_not_printed() {
        assert_eq!(lines("before\u{1b}[2Jafter\rover", 40), ["before [2Jafter over"]);
        assert_eq!(lines("", 40), [""]);
    }

    #[test]
    fn things_are_packed_and_never_broken() {
        let things = ["rapport approve 1".to_owned(), "rapport edit 1".to_owned()];
        assert_eq!(packed(&things, "   ", 40).len(), 1);
        assert_eq!(packed(&things, "   ", 20), things);
    }
}

//! What a column holds, told by its cells alone: mail addresses, numbers, dates, web addresses,
//! names of people.

use super::dates::{DayOrder, parse_date};

/// Kinds of content that can be told from a cell.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) enum Content {
    Email,
    Url,
    Date,
    Phone,
    /// Two to four words with capitals.
    FullName,
    /// One word with a capital.
    Word,
    Other,
}

/// The shares of kinds among the filled cells of a column.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct Shares {
    pub filled: usize,
    pub email: f64,
    pub url: f64,
    pub date: f64,
    pub phone: f64,
    pub full_name: f64,
    pub word: f64,
}

/// Looks at the cells of one column.
pub(super) fn shares<'a>(cells: impl Iterator<Item = &'a str>) -> Shares {
    let mut counts = [0_u32; 6];
    let mut filled = 0_u32;
    for cell in cells.map(str::trim).filter(|cell| !cell.is_empty()) {
        filled += 1;
        let slot = match content_of(cell) {
            Content::Email => 0,
            Content::Url => 1,
            Content::Date => 2,
            Content::Phone => 3,
            Content::FullName => 4,
            Content::Word => 5,
            Content::Other => continue,
        };
        counts[slot] += 1;
    }
    let share = |slot: usize| {
        counts.get(slot).map_or(0.0, |count| f64::from(*count) / f64::from(filled.max(1)))
    };
    Shares {
        filled: filled as usize,
        email: share(0),
        url: share(1),
        date: share(2),
        phone: share(3),
        full_name: share(4),
        word: share(5),
    }
}

/// What one cell is.
pub(super) fn content_of(cell: &str) -> Content {
    if is_email(cell) {
        Content::Email
    } else if is_url(cell) {
        Content::Url
    } else if cell.len() <= 40
        && cell.bytes().any(|byte| byte.is_ascii_digit())
        && parse_date(cell, DayOrder::DayFirst).is_some()
    {
        Content::Date
    } else if is_phone(cell) {
        Content::Phone
    } else {
        name_kind(cell)
    }
}

/// Whether every part of the cell is an address: an at sign between a name and a domain.
pub(super) fn is_email(cell: &str) -> bool {
    let mut parts = cell.split([';', ',', ' ']).filter(|part| !part.is_empty()).peekable();
    parts.peek().is_some()
        && parts.all(|part| {
            part == ":::"
                || part.split_once('@').is_some_and(|(name, domain)| {
                    !name.is_empty() && domain.contains('.') && !domain.contains(['@', '/'])
                })
        })
}

fn is_url(cell: &str) -> bool {
    let lower = cell.to_ascii_lowercase();
    !lower.contains(' ')
        && (lower.starts_with("http://")
            || lower.starts_with("https://")
            || (lower.starts_with("www.") && lower.len() > 6))
}

fn is_phone(cell: &str) -> bool {
    let digits = cell.bytes().filter(u8::is_ascii_digit).count();
    let marked = cell.contains(['+', '-', ' ', '(', '/', '.']) || digits >= 9;
    (6..=17).contains(&digits)
        && marked
        && cell.chars().all(|character| {
            character.is_ascii_digit()
                || matches!(character, '+' | '-' | ' ' | '(' | ')' | '/' | '.' | '\u{a0}' | 'x')
        })
}

fn name_kind(cell: &str) -> Content {
    let words: Vec<&str> = cell.split_whitespace().collect();
    let lettered = cell.chars().all(|character| {
        character.is_alphabetic() || character.is_whitespace() || "-'’.,".contains(character)
    });
    let capital = words
        .first()
        .and_then(|word| word.chars().next())
        .is_some_and(|first| first.is_uppercase() || !(first.is_lowercase() || first.is_ascii()));
    match (lettered && capital, words.len()) {
        (true, 1) => Content::Word,
        (true, 2..=4) => Content::FullName,
        _ => Content::Other,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn cells_show_what_they_are() {
        for (cell, expected) in [
            ("ana@example.org", Content::Email),
            ("a@example.org ::: b@example.org", Content::Email),
            ("https://example.org/in/ana", Content::Url),
            ("05 Mar 2024", Content::Date),
            ("+49 30 123456", Content::Phone),
            ("(555) 010-0199", Content::Phone),
            ("Ana Ruiz", Content::FullName),
            ("王小明", Content::Word),
            ("Groß & Söhne, KG", Content::Other),
            ("12345", Content::Other),
        ] {
            assert_eq!(content_of(cell), expected, "{cell}");
        }
    }
}

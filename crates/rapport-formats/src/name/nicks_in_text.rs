//! What stands in quotation marks and brackets inside a name: nicknames, and suffixes or birth
//! names that only look like them.

use super::fold::key;
use super::words::{BORN, SHY_SUFFIXES, SUFFIXES, TITLES};

/// The name without its brackets, and what was in them.
pub struct Taken {
    /// The rest; suffixes and titles that stood in brackets are put behind it.
    pub rest: String,
    /// Nicknames in order, joined by a blank.
    pub nickname: String,
    /// The family name at birth, if it stood in brackets.
    pub born: String,
}

const PAIRS: [(char, char); 13] = [
    ('"', '"'),
    ('“', '”'),
    ('„', '“'),
    ('„', '”'),
    ('«', '»'),
    ('»', '«'),
    ('｢', '｣'),
    ('「', '」'),
    ('『', '』'),
    ('(', ')'),
    ('（', '）'),
    ('[', ']'),
    ('‘', '’'),
];

/// Takes what is quoted or bracketed out of `name`.
pub fn take(name: &str) -> Taken {
    let characters: Vec<char> = name.chars().collect();
    let mut taken = Taken {
        rest: String::with_capacity(name.len()),
        nickname: String::new(),
        born: String::new(),
    };
    let mut behind = String::new();
    let mut at = 0;
    while at < characters.len() {
        let Some(end) = closing(&characters, at) else {
            taken.rest.push(characters[at]);
            at += 1;
            continue;
        };
        let inside: String = characters[at + 1..end].iter().collect();
        sort_in(inside.trim(), &mut taken, &mut behind);
        at = end + 1;
    }
    taken.rest.push_str(&behind);
    taken
}

/// Where the pair that opens at `at` closes; an apostrophe inside a word opens none.
fn closing(characters: &[char], at: usize) -> Option<usize> {
    let open = characters[at];
    let free_before = at == 0 || !characters[at - 1].is_alphanumeric();
    if open == '\'' || open == '‘' {
        if !free_before {
            return None;
        }
        return (at + 2..characters.len()).find(|&end| {
            matches!(characters[end], '\'' | '’')
                && characters.get(end + 1).is_none_or(|c| c.is_whitespace() || *c == ',')
        });
    }
    PAIRS
        .iter()
        .filter(|(opening, _)| *opening == open)
        .filter_map(|(_, close)| (at + 1..characters.len()).find(|&end| characters[end] == *close))
        .min()
}

fn sort_in(inside: &str, taken: &mut Taken, behind: &mut String) {
    let mut words = inside.split_whitespace();
    let Some(first) = words.next() else { return };
    let rest = words.collect::<Vec<_>>().join(" ");
    if BORN.contains(key(first).as_str()) && !rest.is_empty() {
        taken.born.clone_from(&rest);
        return;
    }
    let all_known = inside.split_whitespace().all(|word| {
        let key = key(word);
        (SUFFIXES.contains(key.as_str()) && !SHY_SUFFIXES.contains(key.as_str()))
            || (word.ends_with('.') && TITLES.contains(key.as_str()))
    });
    if all_known {
        behind.push(' ');
        behind.push_str(inside);
        return;
    }
    if !taken.nickname.is_empty() {
        taken.nickname.push(' ');
    }
    taken.nickname.push_str(inside);
}

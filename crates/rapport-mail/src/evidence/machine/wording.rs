//! Finding the phrases of machines in one pass over a text.
//!
//! Here: the form in which texts and phrases are compared, and an index of all tables by the first
//! letters of their phrases, so that the work grows with the text and not with the tables. Not
//! here: the tables (`phrases`) and what follows from a phrase.

use std::collections::HashMap;
use std::sync::LazyLock;

use super::phrases::TABLES;
use crate::words::{ShortHasher, words};

/// Bytes that the gap of a phrase may stand for.
const LONGEST_GAP: usize = 48;

/// What a phrase is about.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug)]
pub enum Topic {
    /// Somebody is absent.
    Absent,
    /// Mail is read seldom or not at all for a while.
    Access,
    /// What happens on return.
    Return,
    /// What to do in urgent cases, or whom to write to instead.
    Urgent,
    /// The text says that it is an automatic reply.
    Automated,
    /// Mail to this address is not read.
    Unread,
    /// Thanks for a message.
    Thanks,
    /// An absence of months.
    Long,
    /// No longer there.
    Departed,
    /// No longer there, unless somebody is merely absent.
    PerhapsDeparted,
    /// A machine says outright that something arrived or that a case was opened.
    Received,
    /// What machines and people say when something arrived.
    PerhapsReceived,
    /// A message waits for proof that a person wrote it.
    Held,
    /// Who keeps strangers and spam out.
    Guarded,
    /// What the sender has to do to prove it.
    Prove,
    /// A program that asks for such proof.
    Prover,
}

/// A phrase that was found.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Hit {
    /// What it is about.
    pub topic: Topic,
    /// The phrase as its table has it.
    pub phrase: &'static str,
    /// Where it starts in the plain text.
    pub from: usize,
}

struct Phrase {
    topic: Topic,
    /// As its table has it.
    shown: &'static str,
    first: String,
    /// What has to follow within [`LONGEST_GAP`] in the same sentence.
    second: Option<String>,
    /// Whether the last word may go on.
    open: bool,
}

type Index = HashMap<u64, Vec<Phrase>, ShortHasher>;

static PHRASES: LazyLock<Index> = LazyLock::new(|| {
    let mut index = Index::default();
    for (topic, table) in TABLES {
        for shown in words(table) {
            let text = shown.strip_suffix('~').unwrap_or(shown);
            let open = text.len() < shown.len();
            let (first, second) = match text.split_once('*') {
                Some((first, second)) => (plain(first), Some(plain(second))),
                None => (plain(text), None),
            };
            if let Some((key, _)) = key_of(&first) {
                let phrase = Phrase { topic: *topic, shown, first, second, open };
                index.entry(key).or_default().push(phrase);
            }
        }
    }
    index
});

/// A number of the first two letters; of wide scripts that is nearly a word.
fn key_of(text: &str) -> Option<(u64, char)> {
    let mut letters = text.chars();
    let first = letters.next()?;
    let second = letters.next().unwrap_or(' ');
    let third = letters.next().unwrap_or(' ');
    let third = if first < '\u{2e80}' { third } else { ' ' };
    Some(((u64::from(first) << 42) | (u64::from(second) << 21) | u64::from(third), first))
}

/// All phrases of a [`plain`] text, in its order.
#[must_use]
pub fn hits(text: &str) -> Vec<Hit> {
    let index = &*PHRASES;
    let mut found = Vec::new();
    let mut before: Option<char> = None;
    for (from, c) in text.char_indices() {
        let inside = before.is_some_and(is_letter) && is_letter(c);
        before = Some(c);
        if inside || c == ' ' {
            continue;
        }
        let rest = &text[from..];
        let Some((key, _)) = key_of(rest) else { continue };
        for phrase in index.get(&key).into_iter().flatten() {
            if phrase.starts(rest) {
                found.push(Hit { topic: phrase.topic, phrase: phrase.shown, from });
            }
        }
    }
    found
}

impl Phrase {
    fn starts(&self, text: &str) -> bool {
        let Some(rest) = text.strip_prefix(self.first.as_str()) else {
            return false;
        };
        let Some(second) = &self.second else {
            return self.open || ends_word(&self.first, rest);
        };
        if !ends_word(&self.first, rest) {
            return false;
        }
        let window = &rest[..rest.floor_char_boundary(LONGEST_GAP + second.len())];
        let window = window.split(['!', '?', ';', '。', '\u{1}']).next().unwrap_or_default();
        window.match_indices(second.as_str()).any(|(place, _)| {
            let starts = !window[..place].chars().next_back().is_some_and(is_letter)
                || second.chars().next().is_some_and(|c| !is_letter(c));
            starts
                && !window[..place].contains(". ")
                && (self.open || ends_word(second, &rest[place + second.len()..]))
        })
    }
}

fn ends_word(piece: &str, rest: &str) -> bool {
    !(piece.chars().next_back().is_some_and(is_letter)
        && rest.chars().next().is_some_and(is_letter))
}

/// Letters of scripts that put spaces between words.
fn is_letter(c: char) -> bool {
    c.is_alphanumeric() && c < '\u{2e80}'
}

/// The form in which texts and phrases are compared: lower case, straight apostrophes, Latin
/// letters without accents, figures of any width as ASCII, single spaces.
#[must_use]
pub fn plain(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    let mut space = true;
    for c in text.chars() {
        if c.is_ascii() {
            if c.is_ascii_whitespace() {
                if !space {
                    out.push(' ');
                }
                space = true;
            } else {
                out.push(if c == '`' { '\'' } else { c.to_ascii_lowercase() });
                space = false;
            }
            continue;
        }
        if c.is_whitespace() {
            if !space {
                out.push(' ');
            }
            space = true;
            continue;
        }
        space = false;
        for c in c.to_lowercase() {
            push_plain(&mut out, c);
        }
    }
    if out.ends_with(' ') {
        out.pop();
    }
    out
}

/// Adds a letter in lower case without its accents.
fn push_plain(out: &mut String, c: char) {
    let plain = match c {
        '\u{2018}' | '\u{2019}' | '\u{2bc}' | '´' => '\'',
        'à'..='å' | 'ā' | 'ă' | 'ą' => 'a',
        'ç' | 'ć' | 'č' => 'c',
        'ď' | 'đ' => 'd',
        'è'..='ë' | 'ē' | 'ė' | 'ę' | 'ě' => 'e',
        'ğ' => 'g',
        'ì'..='ï' | 'ī' | 'į' | 'ı' => 'i',
        'ł' | 'ĺ' | 'ľ' => 'l',
        'ñ' | 'ń' | 'ň' => 'n',
        'ò'..='ö' | 'ø' | 'ō' | 'ő' => 'o',
        'ř' => 'r',
        'ś' | 'š' | 'ş' | 'ș' => 's',
        'ť' | 'ţ' | 'ț' => 't',
        'ù'..='ü' | 'ū' | 'ů' | 'ű' => 'u',
        'ý' | 'ÿ' => 'y',
        'ź' | 'ż' | 'ž' => 'z',
        'ё' => 'е',
        'ß' => {
            out.push('s');
            's'
        }
        'æ' => {
            out.push('a');
            'e'
        }
        'œ' => {
            out.push('o');
            'e'
        }
        '０'..='９' => char::from(b'0' + u8::try_from(u32::from(c) - 0xff10).unwrap_or(0)),
        '\u{ff0f}' => '/',
        '\u{ff08}' => '(',
        '\u{ff09}' => ')',
        // Combining marks: what is left of a capital İ, and of letters sent in two pieces.
        '\u{300}'..='\u{36f}' | '\u{ad}' | '\u{200b}'..='\u{200f}' | '\u{feff}' => return,
        c => c,
    };
    out.push(plain);
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn texts_lose_accents_case_and_width() {
        assert_eq!(plain("  Réponse\n AUTOMATIQUE\u{a0}: ça’y "), "reponse automatique : ca'y");
        assert_eq!(plain("İZİNDEYİM, ß, Æbler, ５月"), "izindeyim, ss, aebler, 5月");
    }

    #[test]
    fn phrases_are_whole_words_within_a_sentence() {
        let topics = |text: &str| -> Vec<Topic> {
            hits(&plain(text)).into_iter().map(|hit| hit.topic).collect()
        };
        assert!(topics("I am out of the office").contains(&Topic::Absent));
        assert!(topics("Ich bin bis Mai leider abwesend").contains(&Topic::Absent));
        assert!(!topics("Ich bin froh. Anna ist abwesend").contains(&Topic::Absent));
        assert!(!topics("outofthe offices").contains(&Topic::Absent));
        assert!(topics("私は不在です").contains(&Topic::Absent));
    }

    #[test]
    fn every_phrase_can_be_found() {
        for (_, table) in TABLES {
            for phrase in words(table) {
                assert!(plain(phrase.trim_end_matches('~')).chars().count() > 1, "{phrase}");
            }
        }
    }
}

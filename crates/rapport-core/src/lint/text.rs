//! A text as words with places: the shared ground of all rules.
//!
//! Places count characters. Comparison comes in three strengths: exact up to the encoding of
//! accents ([`same_spelling`]), without case and accents ([`fold`]), and one slip apart
//! ([`slips`]). Nothing here knows what a finding is.

use std::collections::BTreeSet;

/// Titles that are no names.
pub const TITLES: &[&str] = &[
    "mr",
    "mrs",
    "ms",
    "miss",
    "mx",
    "dr",
    "prof",
    "professor",
    "doctor",
    "sir",
    "madam",
    "herr",
    "herrn",
    "frau",
    "doktor",
    "dipl",
    "ing",
];

/// One word and where it stands.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Word {
    /// The first character.
    pub start: usize,
    /// One past the last character.
    pub end: usize,
    /// As written.
    pub raw: String,
    /// Lower case, typographic apostrophes made plain, `ß` as `ss`; accents kept.
    pub low: String,
    /// Lower case without accents and without a possessive ending.
    pub folded: String,
    /// The sentence it stands in, counted from 0.
    pub sentence: usize,
    /// It is the first of its sentence or line.
    pub opens: bool,
}

impl Word {
    /// Without a possessive ending.
    pub fn bare(&self) -> &str {
        bare(&self.raw)
    }

    /// True when it begins with a capital.
    pub fn is_capitalised(&self) -> bool {
        self.raw.chars().next().is_some_and(char::is_uppercase)
    }
}

/// A word without a possessive ending.
fn bare(raw: &str) -> &str {
    for ending in ["'s", "’s", "'S", "’S"] {
        if let Some(bare) = raw.strip_suffix(ending) {
            return bare;
        }
    }
    raw
}

/// A text, its characters and its words.
#[derive(Clone, Debug)]
pub struct Text {
    /// The characters.
    pub chars: Vec<char>,
    /// The words in order.
    pub words: Vec<Word>,
}

impl Text {
    /// Finds the words of a text.
    pub fn new(text: &str) -> Self {
        let chars: Vec<char> = text.chars().collect();
        let mut words: Vec<Word> = Vec::new();
        let mut sentence = 0;
        let mut opens = true;
        let mut breaks_before = 0;
        let mut at = 0;
        while at < chars.len() {
            let c = chars[at];
            if is_word_char(c) {
                let start = at;
                while at < chars.len() && continues_word(&chars, at) {
                    at += 1;
                }
                let raw: String = chars[start..at].iter().collect();
                let low = lower(&raw);
                let folded = fold(bare(&raw));
                words.push(Word { start, end: at, raw, low, folded, sentence, opens });
                opens = false;
                breaks_before = 0;
                continue;
            }
            match c {
                '.' | '!' | '?' | ':' | ';' | '…' => {
                    if !opens {
                        sentence += 1;
                    }
                    opens = true;
                }
                '\n' => {
                    breaks_before += 1;
                    if breaks_before >= 2 && !opens {
                        sentence += 1;
                        opens = true;
                    }
                }
                c if c.is_whitespace() => {}
                _ => breaks_before = 0,
            }
            at += 1;
        }
        Self { chars, words }
    }

    /// The distinct lower-case words, to ask once what cannot occur.
    pub fn vocabulary(&self) -> BTreeSet<&str> {
        self.words.iter().map(|word| word.low.as_str()).collect()
    }

    /// The characters between two places, whatever the places.
    pub fn slice(&self, start: usize, end: usize) -> String {
        let end = end.min(self.chars.len());
        let start = start.min(end);
        self.chars[start..end].iter().collect()
    }

    /// How many characters it has.
    pub fn len(&self) -> usize {
        self.chars.len()
    }

    /// The places of the lines that hold anything, without their surrounding white space.
    pub fn lines(&self) -> Vec<(usize, usize)> {
        let mut lines = Vec::new();
        let mut start = 0;
        for end in 0..=self.chars.len() {
            if end < self.chars.len() && self.chars[end] != '\n' {
                continue;
            }
            let (mut from, mut to) = (start, end);
            while from < to && self.chars[from].is_whitespace() {
                from += 1;
            }
            while to > from && self.chars[to - 1].is_whitespace() {
                to -= 1;
            }
            if from < to {
                lines.push((from, to));
            }
            start = end + 1;
        }
        lines
    }

    /// The indices of the words within some characters.
    pub fn words_within(&self, place: (usize, usize)) -> std::ops::Range<usize> {
        let first = self.words.partition_point(|word| word.start < place.0);
        let last = self.words.partition_point(|word| word.end <= place.1);
        first..last.max(first)
    }

    /// The place from one word to another.
    pub fn span(&self, first: usize, last: usize) -> (usize, usize) {
        match (self.words.get(first), self.words.get(last)) {
            (Some(first), Some(last)) => (first.start, last.end.max(first.start)),
            _ => (0, 0),
        }
    }
}

/// True for German, whatever the region.
pub fn is_german(language: &str) -> bool {
    let language = language.trim();
    language.eq_ignore_ascii_case("de")
        || language.get(..3).is_some_and(|start| {
            start.eq_ignore_ascii_case("de-") || start.eq_ignore_ascii_case("de_")
        })
}

fn is_word_char(c: char) -> bool {
    c.is_alphanumeric() || is_mark(c)
}

fn is_mark(c: char) -> bool {
    ('\u{300}'..='\u{36f}').contains(&c)
}

fn continues_word(chars: &[char], at: usize) -> bool {
    let c = chars[at];
    if is_word_char(c) {
        return true;
    }
    matches!(c, '\'' | '’')
        && at > 0
        && is_word_char(chars[at - 1])
        && chars.get(at + 1).is_some_and(|next| is_word_char(*next))
}

/// Lower case, plain apostrophes, `ß` as `ss`.
pub fn lower(word: &str) -> String {
    let mut low = String::with_capacity(word.len());
    for c in word.chars() {
        match c {
            '’' => low.push('\''),
            'ß' | 'ẞ' => low.push_str("ss"),
            c => low.extend(c.to_lowercase()),
        }
    }
    low
}

/// Lower case without accents: "José" and "JOSE" fold to the same.
pub fn fold(word: &str) -> String {
    let mut folded = String::with_capacity(word.len());
    for c in lower(word).chars() {
        if is_mark(c) {
            continue;
        }
        match plain(c) {
            Some(base) => folded.push_str(base),
            None => folded.push(c),
        }
    }
    folded
}

/// The same letters in the same case with accents in the same places, however they are encoded.
pub fn same_spelling(left: &str, right: &str) -> bool {
    left == right || shape(left) == shape(right)
}

fn shape(word: &str) -> Vec<(String, bool)> {
    let mut letters: Vec<(String, bool)> = Vec::new();
    for c in word.chars() {
        if is_mark(c) {
            if let Some(last) = letters.last_mut() {
                last.1 = true;
            }
            continue;
        }
        let low: String = c.to_lowercase().collect();
        let base = low.chars().next().and_then(plain);
        match base {
            Some(base) if c.is_uppercase() => letters.push((base.to_uppercase(), true)),
            Some(base) => letters.push((base.to_owned(), true)),
            None => letters.push((c.to_string(), false)),
        }
    }
    letters
}

/// The plain letters of an accented lower-case letter.
fn plain(c: char) -> Option<&'static str> {
    Some(match c {
        'à' | 'á' | 'â' | 'ã' | 'ä' | 'å' | 'ā' | 'ă' | 'ą' => "a",
        'ç' | 'ć' | 'č' | 'ĉ' | 'ċ' => "c",
        'ď' | 'đ' | 'ð' => "d",
        'è' | 'é' | 'ê' | 'ë' | 'ē' | 'ė' | 'ę' | 'ě' | 'ĕ' => "e",
        'ğ' | 'ģ' | 'ĝ' | 'ġ' => "g",
        'ì' | 'í' | 'î' | 'ï' | 'ī' | 'į' | 'ı' => "i",
        'ķ' => "k",
        'ł' | 'ľ' | 'ļ' | 'ĺ' => "l",
        'ñ' | 'ń' | 'ň' | 'ņ' => "n",
        'ò' | 'ó' | 'ô' | 'õ' | 'ö' | 'ø' | 'ō' | 'ő' => "o",
        'ř' | 'ŕ' => "r",
        'ś' | 'š' | 'ş' | 'ș' | 'ŝ' => "s",
        'ť' | 'ţ' | 'ț' => "t",
        'ù' | 'ú' | 'û' | 'ü' | 'ū' | 'ů' | 'ű' | 'ų' => "u",
        'ý' | 'ÿ' => "y",
        'ź' | 'ž' | 'ż' => "z",
        'æ' => "ae",
        'œ' => "oe",
        'þ' => "th",
        _ => return None,
    })
}

/// How many slips lie between two words: letters added, lost, changed or two swapped. `None` when
/// more than two, or when a word is too long to be a name.
pub fn slips(left: &str, right: &str) -> Option<usize> {
    const LIMIT: usize = 2;
    let left: Vec<char> = left.chars().take(41).collect();
    let right: Vec<char> = right.chars().take(41).collect();
    if left.len() > 40 || right.len() > 40 || left.len().abs_diff(right.len()) > LIMIT {
        return None;
    }
    let width = right.len() + 1;
    let mut table = vec![0_usize; (left.len() + 1) * width];
    for row in 0..=left.len() {
        for column in 0..=right.len() {
            let cell = if row == 0 || column == 0 {
                row + column
            } else {
                let changed = usize::from(left[row - 1] != right[column - 1]);
                let mut best = (table[(row - 1) * width + column] + 1)
                    .min(table[row * width + column - 1] + 1)
                    .min(table[(row - 1) * width + column - 1] + changed);
                if row > 1
                    && column > 1
                    && left[row - 1] == right[column - 2]
                    && left[row - 2] == right[column - 1]
                {
                    best = best.min(table[(row - 2) * width + column - 2] + 1);
                }
                best
            };
            table[row * width + column] = cell;
        }
    }
    table.last().copied().filter(|slips| *slips <= LIMIT)
}

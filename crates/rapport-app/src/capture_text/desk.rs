//! The desk: the words of a text with their places, what each stage took, and the chips made of it.

use super::{Chip, Field, Span};

/// A word, a number or a mark of punctuation.
#[derive(Clone, Debug)]
pub(super) struct Word<'t> {
    /// As typed, without the punctuation around it.
    pub(super) text: &'t str,
    /// In small letters.
    pub(super) lower: String,
    /// Its first byte.
    pub(super) start: usize,
    /// The byte behind it.
    pub(super) end: usize,
    /// What became of it.
    pub(super) state: Taken,
}

/// What became of a word.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) enum Taken {
    /// Nothing wanted it yet.
    No,
    /// It holds a sentence together ("met", "with") and is neither value nor memo.
    Frame,
    /// It is in a chip.
    Chip,
}

/// The text, cut into words.
pub(super) struct Desk<'t> {
    /// The text.
    pub(super) text: &'t str,
    /// Its words and marks, in order.
    pub(super) words: Vec<Word<'t>>,
    chips: Vec<(usize, Chip)>,
}

impl Word<'_> {
    /// Nothing wanted it yet, and it is no mark.
    pub(super) fn is_free(&self) -> bool {
        self.state == Taken::No && !self.is_mark()
    }

    /// Punctuation.
    pub(super) fn is_mark(&self) -> bool {
        !self.text.chars().any(char::is_alphanumeric) && self.text != "@" && self.text != "&"
    }

    /// A mark that ends a clause.
    pub(super) fn ends_clause(&self) -> bool {
        self.is_mark()
            && matches!(
                self.text,
                "," | ";"
                    | "."
                    | "!"
                    | "?"
                    | "\n"
                    | ":"
                    | "–"
                    | "—"
                    | "-"
                    | "•"
                    | "|"
                    | "·"
                    | "…"
                    | "，"
                    | "。"
                    | "、"
            )
    }

    /// It begins with a capital, or belongs to a script that has none.
    pub(super) fn is_capital(&self) -> bool {
        self.text.chars().next().is_some_and(|first| {
            first.is_alphabetic() && (first.is_uppercase() || !first.is_lowercase())
        })
    }

    /// It is written in a script other than Latin, Greek and Cyrillic, without capitals.
    pub(super) fn is_uncased(&self) -> bool {
        self.text.chars().any(char::is_alphabetic)
            && self
                .text
                .chars()
                .filter(|letter| letter.is_alphabetic())
                .all(|letter| !letter.is_uppercase() && !letter.is_lowercase())
    }
}

impl<'t> Desk<'t> {
    /// Cuts a text into words.
    pub(super) fn new(text: &'t str) -> Self {
        Self { text, words: split(text), chips: Vec::new() }
    }

    /// The chips so far, in no order.
    pub(super) fn chips(&self) -> Vec<&Chip> {
        self.chips.iter().map(|(_, chip)| chip).collect()
    }

    /// The values of a field so far.
    pub(super) fn has(&self, field: Field) -> bool {
        self.chips.iter().any(|(_, chip)| chip.field == field)
    }

    /// The person named last has an organisation already.
    pub(super) fn has_organisation_for_last_person(&self) -> bool {
        let last = |field: Field| {
            self.placed().filter(|(_, chip)| chip.field == field).map(|(place, _)| place).max()
        };
        last(Field::Organisation).is_some_and(|place| Some(place) > last(Field::Person))
    }

    /// The chips in the order of the text.
    pub(super) fn into_chips(mut self) -> Vec<Chip> {
        self.chips.sort_by_key(|(place, _)| *place);
        self.chips.into_iter().map(|(_, chip)| chip).collect()
    }

    /// Changes chips that were made.
    pub(super) fn chips_mut(&mut self) -> impl Iterator<Item = &mut Chip> {
        self.chips.iter_mut().map(|(_, chip)| chip)
    }

    /// Chips with the byte they begin at.
    pub(super) fn placed(&self) -> impl Iterator<Item = (usize, &Chip)> {
        self.chips.iter().map(|(place, chip)| (*place, chip))
    }

    /// The text of words, from the first to the last.
    pub(super) fn slice(&self, from: usize, to: usize) -> &'t str {
        if from >= to || to > self.words.len() {
            return "";
        }
        &self.text[self.words[from].start..self.words[to - 1].end]
    }

    /// The words in small letters, for tables.
    pub(super) fn lower(&self, index: usize) -> &str {
        self.words.get(index).map_or("", |word| word.lower.as_str())
    }

    /// Where a text stands in words that nobody took.
    pub(super) fn find(&self, value: &str) -> Option<(usize, usize)> {
        let value = value.trim();
        if value.is_empty() {
            return None;
        }
        (0..self.words.len()).find_map(|from| {
            let to = (from + 1..=self.words.len().min(from + 10))
                .find(|to| self.slice(from, *to) == value)?;
            (from..to).all(|index| self.words[index].state == Taken::No).then_some((from, to))
        })
    }

    /// True where these words stand at this place, none of them in a chip.
    pub(super) fn says(&self, at: usize, phrase: &[&str]) -> bool {
        phrase.iter().enumerate().all(|(offset, wanted)| {
            self.words.get(at + offset).is_some_and(|word| {
                word.state != Taken::Chip
                    && match wanted.strip_suffix('*') {
                        Some(stem) => word.lower.starts_with(stem),
                        None => word.lower == *wanted,
                    }
            })
        })
    }

    /// Marks words as taken.
    pub(super) fn take(&mut self, from: usize, to: usize, state: Taken) {
        for word in self.words.iter_mut().take(to).skip(from) {
            if word.state != Taken::Chip {
                word.state = state;
            }
        }
    }

    /// The first word of the clause that a word stands in.
    pub(super) fn clause_start(&self, at: usize) -> usize {
        (0..at.min(self.words.len()))
            .rev()
            .find(|index| self.words[*index].ends_clause())
            .map_or(0, |index| index + 1)
    }

    /// The mark behind the clause that a word stands in, or the end.
    pub(super) fn clause_end(&self, at: usize) -> usize {
        (at..self.words.len())
            .find(|index| self.words[*index].ends_clause())
            .unwrap_or(self.words.len())
    }

    /// Makes a chip of words, which are taken.
    pub(super) fn chip(&mut self, field: Field, value: impl Into<String>, from: usize, to: usize) {
        let chip = Chip {
            field,
            value: value.into(),
            spans: vec![self.span(from, to)],
            person: None,
            sure: true,
            alternatives: Vec::new(),
            why: String::new(),
        };
        let place = self.words.get(from).map_or(self.text.len(), |word| word.start);
        self.take(from, to, Taken::Chip);
        self.chips.push((place, chip));
    }

    /// Changes the chip made last.
    pub(super) fn last(&mut self) -> Option<&mut Chip> {
        self.chips.last_mut().map(|(_, chip)| chip)
    }

    /// Makes a chip of no words: something concluded, shown behind the others.
    pub(super) fn concluded(&mut self, field: Field, value: impl Into<String>, why: &str) {
        let chip = Chip {
            field,
            value: value.into(),
            spans: Vec::new(),
            person: None,
            sure: false,
            alternatives: Vec::new(),
            why: why.to_owned(),
        };
        self.chips.push((usize::MAX, chip));
    }

    /// Bytes as characters.
    fn span(&self, from: usize, to: usize) -> Span {
        let Some((first, last)) = self.words.get(from).zip(self.words.get(to.wrapping_sub(1)))
        else {
            return Span { start: 0, end: 0 };
        };
        let start = self.text[..first.start].chars().count();
        Span { start, end: start + self.text[first.start..last.end].chars().count() }
    }
}

/// Abbreviations whose point ends no sentence.
const ABBREVIATIONS: &str = "dr prof st mr mrs ms inc co ltd corp bros jr sr hr fr dipl ing mag approx ca \
    bzw ggf evtl tel mob nr no vs e.v e.k o.g z.b u.a d.h i.e e.g a.m p.m";

/// Words and marks, with their places.
fn split(text: &str) -> Vec<Word<'_>> {
    let mut words = Vec::new();
    let mut start = None;
    for (index, letter) in text.char_indices().chain([(text.len(), ' ')]) {
        let is_line = letter == '\n';
        if letter.is_whitespace() || letter.is_control() {
            if let Some(start) = start.take() {
                cut(text, start, index, &mut words);
            }
            if is_line && index < text.len() {
                words.push(word(text, index, index + 1));
            }
        } else if start.is_none() {
            start = Some(index);
        }
    }
    words
}

/// Cuts the marks off the ends of one piece without spaces, and slashes apart.
fn cut<'t>(text: &'t str, start: usize, end: usize, words: &mut Vec<Word<'t>>) {
    let piece = &text[start..end];
    let opens = |letter: char| {
        matches!(
            letter,
            '(' | '['
                | '{'
                | '"'
                | '“'
                | '„'
                | '‚'
                | '«'
                | '»'
                | '\''
                | '‘'
                | '<'
                | '*'
                | '•'
                | '–'
                | '—'
                | '·'
                | '~'
                | '…'
                | '（'
                | '「'
        )
    };
    let closes = |letter: char| {
        matches!(
            letter,
            ',' | ';'
                | ':'
                | '!'
                | '?'
                | ')'
                | ']'
                | '}'
                | '"'
                | '”'
                | '“'
                | '»'
                | '«'
                | '\''
                | '’'
                | '‘'
                | '>'
                | '.'
                | '*'
                | '…'
                | '–'
                | '—'
                | '，'
                | '。'
                | '、'
                | '）'
                | '」'
        )
    };
    let mut from = 0;
    while let Some(letter) = piece[from..].chars().next().filter(|letter| opens(*letter)) {
        words.push(word(text, start + from, start + from + letter.len_utf8()));
        from += letter.len_utf8();
    }
    let mut marks = Vec::new();
    let mut to = piece.len();
    while let Some(letter) = piece[from..to].chars().next_back().filter(|letter| closes(*letter)) {
        if letter == '.' && keeps_its_point(&piece[from..to], &text[end..]) {
            break;
        }
        to -= letter.len_utf8();
        marks.push((start + to, start + to + letter.len_utf8()));
    }
    inner(text, start + from, start + to, words);
    for (from, to) in marks.into_iter().rev() {
        words.push(word(text, from, to));
    }
}

/// One piece without marks at its ends; brackets, commas between letters and slashes part it.
fn inner<'t>(text: &'t str, start: usize, end: usize, words: &mut Vec<Word<'t>>) {
    let piece = &text[start..end];
    let is_link = piece.contains("://") || piece.contains('@') || piece.starts_with("www.");
    let parts = |letter: char| match letter {
        '(' | ')' | ';' | ',' | '、' | '，' | '（' | '）' | '\n' => true,
        '/' | '|' | '–' | '—' => piece.chars().any(char::is_alphabetic),
        _ => false,
    };
    let is_number = piece.chars().all(|letter| letter.is_numeric() || ".,:/()-+".contains(letter));
    if is_link || is_number || !piece.contains(parts) {
        if !piece.is_empty() {
            words.push(word(text, start, end));
        }
        return;
    }
    let mut from = 0;
    for (index, letter) in piece.char_indices().filter(|(_, letter)| parts(*letter)) {
        if index > from {
            words.push(word(text, start + from, start + index));
        }
        from = index + letter.len_utf8();
        words.push(word(text, start + index, start + from));
    }
    if from < piece.len() {
        words.push(word(text, start + from, end));
    }
}

/// A point that belongs to the word: "Dr.", "J.", "1.", "17.11.", and "Co." within a name.
fn keeps_its_point(piece: &str, behind: &str) -> bool {
    let Some(body) = piece.strip_suffix('.') else {
        return false;
    };
    let next = behind.trim_start_matches([' ', '\t']).chars().next();
    let goes_on = next.is_some_and(|next| next != '\n');
    let is_initial = body.chars().count() == 1 && body.chars().all(char::is_uppercase);
    let is_ordinal = body.chars().all(|letter| letter.is_ascii_digit() || letter == '.')
        && body.len() <= 5
        && body.chars().any(|letter| letter.is_ascii_digit());
    let lower = body.to_lowercase();
    let is_short = ABBREVIATIONS.split_whitespace().any(|short| short == lower);
    is_ordinal || ((is_initial || is_short) && goes_on)
}

fn word(text: &str, start: usize, end: usize) -> Word<'_> {
    let slice = &text[start..end];
    Word { text: slice, lower: slice.to_lowercase(), start, end, state: Taken::No }
}

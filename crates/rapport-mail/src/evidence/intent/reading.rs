//! A text cut into words, clauses and sentences, in the form in which phrases are looked for.
//!
//! Here: words in lower case without accents and apostrophes, shorthand written out ("plz", "u"),
//! and of short answers slips of the keys ("intersted") taken back. Phrases are brought into the
//! same form by the same code, so that neither side has to know the rules. Not here: which phrases
//! there are ([`super::tables`]) and how they are found ([`super::matcher`]).

use std::ops::Range;

use super::slips;

/// Words looked at of one text; what a person wants stands in the first few hundred.
const MOST_WORDS: usize = 3_000;
/// Texts of up to this many words are read with slips of the keys taken back.
const SHORT_TEXT: usize = 60;
/// A line shorter than this, with a capital letter after it, ends a sentence without a point.
const SHORT_LINE: usize = 50;

/// Shorthand of quick answers, and what it stands for.
const SHORTHAND: &[(&str, &str)] = &[
    ("plz", "please"),
    ("pls", "please"),
    ("plse", "please"),
    ("pleas", "please"),
    ("u", "you"),
    ("ur", "your"),
    ("thx", "thanks"),
    ("thnx", "thanks"),
    ("thanx", "thanks"),
    ("tks", "thanks"),
    ("ty", "thanks"),
    ("w", "with"),
    ("tmrw", "tomorrow"),
    ("tmr", "tomorrow"),
    ("tomorow", "tomorrow"),
    ("mtg", "meeting"),
    ("msg", "message"),
    ("msgs", "messages"),
    ("yr", "year"),
    ("cv", "resume"),
    ("gr8", "great"),
    ("yep", "yes"),
    ("yup", "yes"),
    ("yeah", "yes"),
    ("yea", "yes"),
    ("nope", "no"),
    ("nah", "no"),
    ("dnt", "dont"),
    ("cnt", "cant"),
    ("sched", "schedule"),
    ("appt", "appointment"),
    ("mails", "emails"),
    ("mail", "email"),
];
/// What stands before an apostrophe and is a word of its own in French, Italian, Catalan.
const ELIDED: &[&str] = &[
    "l", "d", "n", "j", "m", "t", "s", "c", "qu", "jusqu", "lorsqu", "puisqu", "dell", "all",
    "nell", "sull", "dall", "un", "quest", "quell",
];
/// Words that open a new clause without a sign.
const NEW_CLAUSE: &[&str] =
    &["but", "however", "aber", "jedoch", "mais", "pero", "maar", "ale", "но"];

/// One word of a text.
#[derive(Clone, Debug)]
pub struct Word {
    /// Bytes of the text.
    pub from: usize,
    /// Byte after the last.
    pub to: usize,
    /// Its form for comparing, in [`Reading::folded`].
    folded: Range<usize>,
    /// The number of its clause.
    pub clause: usize,
    /// The number of its sentence.
    pub sentence: usize,
}

/// What is known of one sentence.
#[derive(Clone, Debug)]
pub struct Sentence {
    /// Its words.
    pub words: Range<usize>,
    /// Whether it ends in a question mark.
    pub asks: bool,
}

/// A text as words.
#[derive(Clone, Debug, Default)]
pub struct Reading<'a> {
    /// The text as it stands.
    pub text: &'a str,
    /// Its words in order.
    pub words: Vec<Word>,
    /// Its sentences in order.
    pub sentences: Vec<Sentence>,
    folded: String,
    /// Whether it has letters of a script that is written without spaces.
    pub wide: bool,
}

impl<'a> Reading<'a> {
    /// Reads a text. Linear in its length.
    #[must_use]
    pub fn new(text: &'a str) -> Self {
        let mut reading = Reading { text, ..Reading::default() };
        reading.cut();
        if reading.words.len() <= SHORT_TEXT {
            reading.take_slips_back();
        }
        reading
    }

    /// The form for comparing of the word at a place; empty behind the end.
    #[must_use]
    pub fn word(&self, place: usize) -> &str {
        self.words.get(place).map_or("", |word| &self.folded[word.folded.clone()])
    }

    /// All words from one place to before another, as they stand in the text.
    #[must_use]
    pub fn slice(&self, first: usize, end: usize) -> &'a str {
        let from = self.words.get(first).map(|word| word.from);
        let to = end.checked_sub(1).and_then(|last| self.words.get(last)).map(|word| word.to);
        match (from, to) {
            (Some(from), Some(to)) if from < to => self.text.get(from..to).unwrap_or_default(),
            _ => "",
        }
    }

    /// The sentence of a word.
    #[must_use]
    pub fn sentence_of(&self, place: usize) -> Option<&Sentence> {
        self.words.get(place).and_then(|word| self.sentences.get(word.sentence))
    }

    fn cut(&mut self) {
        let mut marks = Marks::default();
        let mut letters = self.text.char_indices().peekable();
        let mut line_start = 0;
        while let Some((from, c)) = letters.next() {
            if c >= '\u{2e80}' && c.is_alphanumeric() {
                self.wide = true;
            }
            if !is_word_letter(c) {
                let next = letters.peek().map(|(_, next)| *next);
                let spaced = next.is_none_or(|next| next.is_whitespace() || !next.is_ascii());
                match c {
                    '.' if spaced || matches!(next, Some('.' | '"' | ')')) => marks.sentence = true,
                    '!' | ';' | '。' | '！' => marks.sentence = true,
                    '?' | '？' if spaced || matches!(next, Some('?' | '!' | '"' | ')')) => {
                        marks.sentence = true;
                        marks.asks = true;
                    }
                    '\n' => {
                        let rest = &self.text[from + 1..];
                        let next = rest.trim_start_matches([' ', '\t', '\r']);
                        let begins = next.chars().next();
                        let blank = begins.is_none_or(|c| c == '\n');
                        let listed =
                            begins.is_some_and(|c| matches!(c, '-' | '*' | '•' | '·' | '>'));
                        let short = from - line_start < SHORT_LINE;
                        if blank || listed || short && begins.is_some_and(char::is_uppercase) {
                            marks.sentence = true;
                        }
                        line_start = from + 1;
                    }
                    ',' | ':' | '(' | ')' | '–' | '—' | '、' | '，' | '；' | '：' => {
                        marks.clause = true
                    }
                    '-' if spaced => marks.clause = true,
                    _ => {}
                }
                continue;
            }
            let mut to = from + c.len_utf8();
            while let Some((place, next)) = letters.peek().copied() {
                let apostrophe = is_apostrophe(next);
                if !is_word_letter(next) && !apostrophe {
                    break;
                }
                if apostrophe {
                    let mut ahead = letters.clone();
                    ahead.next();
                    let goes_on = ahead.peek().is_some_and(|(_, after)| is_word_letter(*after));
                    let before = &self.text[from..place];
                    let elided = before.len() <= 8
                        && ELIDED.iter().any(|word| before.eq_ignore_ascii_case(word));
                    if !goes_on || elided {
                        break;
                    }
                }
                to = place + next.len_utf8();
                letters.next();
            }
            self.push(from, to, &mut marks);
            if self.words.len() >= MOST_WORDS {
                break;
            }
        }
        self.end_sentence(marks.asks);
    }

    fn push(&mut self, from: usize, to: usize, marks: &mut Marks) {
        if marks.sentence {
            self.end_sentence(marks.asks);
        }
        let start = self.folded.len();
        for c in self.text[from..to].chars().filter(|c| !is_apostrophe(*c)) {
            if c.is_ascii() {
                self.folded.push(c.to_ascii_lowercase());
                continue;
            }
            for c in c.to_lowercase() {
                fold_letter(c, &mut self.folded);
            }
        }
        // "e-mail" is one word.
        let joined = from > 0 && self.text.as_bytes().get(from - 1) == Some(&b'-');
        if joined
            && self.folded[start..].starts_with("mail")
            && let Some(last) = self.words.last_mut()
            && &self.folded[last.folded.clone()] == "e"
            && last.to + 1 == from
        {
            last.folded = start..self.folded.len() + 1;
            self.folded.insert(start, 'e');
            last.to = to;
            return;
        }
        let long = SHORTHAND.iter().find(|(short, _)| *short == &self.folded[start..]);
        if let Some((_, long)) = long {
            self.folded.truncate(start);
            self.folded.push_str(long);
        }
        let folded = start..self.folded.len();
        let last_clause = self.words.last().map_or(0, |word| word.clause);
        let opens = NEW_CLAUSE.contains(&&self.folded[folded.clone()]);
        let clause = last_clause + usize::from(marks.clause || marks.sentence || opens);
        let sentence = self.sentences.len();
        self.words.push(Word { from, to, folded, clause, sentence });
        *marks = Marks::default();
    }

    fn end_sentence(&mut self, asks: bool) {
        let first = self.sentences.last().map_or(0, |sentence| sentence.words.end);
        if first < self.words.len() {
            self.sentences.push(Sentence { words: first..self.words.len(), asks });
        }
    }

    fn take_slips_back(&mut self) {
        for word in &mut self.words {
            if let Some(meant) = slips::meant(&self.folded[word.folded.clone()]) {
                let start = self.folded.len();
                self.folded.push_str(meant);
                word.folded = start..self.folded.len();
            }
        }
    }
}

/// Signs seen since the last word.
#[derive(Default)]
struct Marks {
    clause: bool,
    sentence: bool,
    asks: bool,
}

/// The words of a phrase of a table, in the form of [`Reading`].
#[must_use]
pub fn phrase_words(phrase: &str) -> Vec<String> {
    let reading = {
        let mut reading = Reading { text: phrase, ..Reading::default() };
        reading.cut();
        reading
    };
    (0..reading.words.len()).map(|place| reading.word(place).to_owned()).collect()
}

/// A letter of a script with spaces, or a figure.
fn is_word_letter(c: char) -> bool {
    c.is_ascii_alphanumeric() || !c.is_ascii() && c < '\u{2e80}' && c.is_alphanumeric()
}

fn is_apostrophe(c: char) -> bool {
    matches!(c, '\'' | '\u{2019}' | '\u{2018}' | '\u{2bc}' | '`' | '´')
}

/// A lower-case letter without its accent: people leave accents out on phones.
fn fold_letter(c: char, out: &mut String) {
    if c.is_ascii() {
        out.push(c);
        return;
    }
    let plain = match c {
        'à' | 'á' | 'â' | 'ã' | 'ä' | 'å' | 'ą' | 'ă' => "a",
        'ç' | 'ć' | 'č' => "c",
        'è' | 'é' | 'ê' | 'ë' | 'ę' | 'ě' => "e",
        'ì' | 'í' | 'î' | 'ï' | 'ı' => "i",
        'ł' => "l",
        'ñ' | 'ń' | 'ň' => "n",
        'ò' | 'ó' | 'ô' | 'õ' | 'ö' | 'ø' | 'ő' => "o",
        'ś' | 'š' | 'ş' | 'ș' => "s",
        'ß' => "ss",
        'ù' | 'ú' | 'û' | 'ü' | 'ů' => "u",
        'ý' => "y",
        'ź' | 'ż' | 'ž' => "z",
        'ğ' => "g",
        'æ' => "ae",
        'œ' => "oe",
        // Ligatures of typesetters, in text that was copied.
        'ﬀ' => "ff",
        'ﬁ' => "fi",
        'ﬂ' => "fl",
        'ﬃ' => "ffi",
        'ﬄ' => "ffl",
        'ё' => "е",
        // What is left of a Turkish capital İ.
        '\u{307}' => "",
        _ => {
            out.push(c);
            return;
        }
    };
    out.push_str(plain);
}

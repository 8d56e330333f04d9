//! The tables of phrases: what they say, how much, and in which languages.
//!
//! Here: reading `tables/*.txt` once. A section `[decline 4]` says what its phrases say and with
//! how many points; a line `de: kein interesse | kein bedarf` lists phrases of one language. In a
//! phrase `a/b` is either word, `a?` may be missing, `interessier*` is any word that begins so,
//! `..` stands for up to six words, `^` and `$` are the beginning and the end of a sentence.
//! Scripts without spaces are searched letter by letter. Adding a language is adding lines.
//! Not here: where phrases count and where not ([`super::scope`]).

use std::sync::LazyLock;

use super::reading::phrase_words;

/// What a phrase says.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Says {
    /// Nothing: it only keeps other phrases from being seen in it ("don't hesitate to call").
    Nothing,
    /// A no.
    Decline,
    /// A yes, or the wish to go on.
    Interested,
    /// An order.
    Order,
    /// A problem.
    Problem,
    /// A request without a question mark.
    Question,
    /// Not now, but another time.
    Later,
    /// Write again, ask again: with a time in its sentence it is "later".
    Again,
    /// The wrong person, or a hint to another one.
    Referral,
    /// A wish to get nothing any more.
    Stop,
    /// The instructions of senders' own lists: no wish of anybody's.
    Footer,
    /// An application was turned down.
    Rejection,
    /// What rejections also say, but other mail, too.
    RejectionHint,
    /// Its sentence brings no news of the reader's application: "candidates who are not selected",
    /// "another supplier". With [`NO_NEWS_AT_ALL`] points that is said of the whole mail.
    NoNews,
    /// Nothing is decided yet, or applications go on being read.
    Undecided,
    /// Going on with an application: an invitation, or where denied a rejection.
    Advance,
    /// An invitation to an interview, a test, a meeting.
    Invitation,
    /// An offer of a job or a contract.
    Offer,
    /// An application has arrived.
    Confirmation,
    /// It is about an application.
    ApplicationTalk,
}

/// Points of words that tell of a whole mail that it brings no news of applications.
pub(in crate::evidence) const NO_NEWS_AT_ALL: u8 = 9;

/// The families that may not share words: a longer phrase keeps shorter ones out.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(in crate::evidence) enum Group {
    /// What people want.
    People,
    /// What becomes of applications.
    Application,
    /// Wishes to stop.
    Stop,
    /// Mere subjects of talk; they share words with all.
    Talk,
}

impl Says {
    const NAMES: &[(&str, Self)] = &[
        ("nothing", Self::Nothing),
        ("decline", Self::Decline),
        ("interested", Self::Interested),
        ("order", Self::Order),
        ("problem", Self::Problem),
        ("question", Self::Question),
        ("later", Self::Later),
        ("again", Self::Again),
        ("referral", Self::Referral),
        ("stop", Self::Stop),
        ("footer", Self::Footer),
        ("rejection", Self::Rejection),
        ("rejection-hint", Self::RejectionHint),
        ("no-news", Self::NoNews),
        ("undecided", Self::Undecided),
        ("advance", Self::Advance),
        ("invitation", Self::Invitation),
        ("offer", Self::Offer),
        ("confirmation", Self::Confirmation),
        ("application-talk", Self::ApplicationTalk),
    ];

    pub(in crate::evidence) const fn group(self) -> Group {
        match self {
            Self::Nothing
            | Self::Decline
            | Self::Interested
            | Self::Order
            | Self::Problem
            | Self::Question
            | Self::Later
            | Self::Referral => Group::People,
            Self::Stop | Self::Footer => Group::Stop,
            Self::Rejection
            | Self::RejectionHint
            | Self::Undecided
            | Self::Advance
            | Self::Invitation
            | Self::Offer
            | Self::Confirmation => Group::Application,
            Self::ApplicationTalk | Self::Again | Self::NoNews => Group::Talk,
        }
    }
}

/// One word of a phrase, or what may stand for it.
#[derive(Clone, PartialEq, Eq, Debug)]
pub(in crate::evidence) enum Piece {
    /// One of these words, or one that begins with one of these; it may be missing.
    Word {
        /// Whole words, folded.
        words: Vec<String>,
        /// Beginnings of words, folded.
        stems: Vec<String>,
        /// Whether it may be missing.
        optional: bool,
    },
    /// Up to six words.
    Gap,
}

/// One phrase.
#[derive(Clone, PartialEq, Eq, Debug)]
pub(in crate::evidence) struct Phrase {
    pub says: Says,
    pub points: u8,
    pub pieces: Vec<Piece>,
    /// Only at the beginning of a sentence.
    pub at_start: bool,
    /// Only at the end of a sentence.
    pub at_end: bool,
}

/// A phrase of a script without spaces: pieces that follow each other in one sentence.
#[derive(Clone, PartialEq, Eq, Debug)]
pub(in crate::evidence) struct WidePhrase {
    pub says: Says,
    pub points: u8,
    pub pieces: Vec<&'static str>,
}

/// All tables.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub(in crate::evidence) struct Tables {
    pub phrases: Vec<Phrase>,
    pub wide: Vec<WidePhrase>,
    /// Lines that could not be read; a test keeps this empty.
    pub unreadable: Vec<&'static str>,
}

/// Gaps of one phrase; each multiplies the tries.
const MOST_GAPS: usize = 3;

const SOURCES: [&str; 6] = [
    include_str!("tables/decline.txt"),
    include_str!("tables/interested.txt"),
    include_str!("tables/wants.txt"),
    include_str!("tables/later.txt"),
    include_str!("tables/stop.txt"),
    include_str!("tables/application.txt"),
];

pub(in crate::evidence) static TABLES: LazyLock<Tables> = LazyLock::new(|| {
    let mut tables = Tables::default();
    for source in SOURCES {
        read(source, &mut tables);
    }
    tables
});

fn read(source: &'static str, tables: &mut Tables) {
    let mut section = None;
    for line in source.lines().map(str::trim) {
        if line.is_empty() || line.starts_with('#') {
            continue;
        }
        if let Some(name) = line.strip_prefix('[').and_then(|rest| rest.strip_suffix(']')) {
            section = section_of(name);
            if section.is_none() {
                tables.unreadable.push(line);
            }
            continue;
        }
        let phrases = match line.split_once(": ") {
            Some((language, rest)) if language.len() == 2 => rest,
            // A line goes on.
            _ => line,
        };
        let Some((says, points)) = section else {
            tables.unreadable.push(line);
            continue;
        };
        for text in phrases.split('|').map(str::trim).filter(|text| !text.is_empty()) {
            if text.chars().any(|c| c >= '\u{2e80}') {
                let pieces = text.split("..").map(str::trim).filter(|p| !p.is_empty()).collect();
                tables.wide.push(WidePhrase { says, points, pieces });
            } else if let Some(phrase) = phrase(says, points, text) {
                tables.phrases.push(phrase);
            } else {
                tables.unreadable.push(text);
            }
        }
    }
}

fn section_of(name: &str) -> Option<(Says, u8)> {
    let (says, points) = name.split_once(' ').unwrap_or((name, "0"));
    let says = Says::NAMES.iter().find(|(word, _)| *word == says)?.1;
    Some((says, points.parse().ok()?))
}

fn phrase(says: Says, points: u8, text: &str) -> Option<Phrase> {
    let mut phrase = Phrase { says, points, pieces: Vec::new(), at_start: false, at_end: false };
    let mut readable = true;
    for part in text.split_whitespace() {
        match part {
            "^" => phrase.at_start = true,
            "$" => phrase.at_end = true,
            ".." => phrase.pieces.push(Piece::Gap),
            _ => readable &= add_word(part, &mut phrase.pieces),
        }
    }
    let findable = match phrase.pieces.first()? {
        Piece::Word { stems, optional, .. } => {
            !optional && stems.iter().all(|stem| stem.chars().count() >= 3)
        }
        Piece::Gap => false,
    };
    let gaps = phrase.pieces.iter().filter(|piece| matches!(piece, Piece::Gap)).count();
    (findable && readable && gaps <= MOST_GAPS && phrase.pieces.last() != Some(&Piece::Gap))
        .then_some(phrase)
}

/// Adds a word with its alternatives; of these each must be one word.
fn add_word(part: &str, pieces: &mut Vec<Piece>) -> bool {
    let (part, optional) = part.strip_suffix('?').map_or((part, false), |part| (part, true));
    let mut words = Vec::new();
    let mut stems = Vec::new();
    for one in part.split('/').filter(|one| !one.is_empty()) {
        if let Some(stem) = one.strip_suffix('*') {
            // A word that is only a beginning must not be taken for shorthand.
            stems.extend(
                phrase_words(&format!("{stem}zz"))
                    .pop()
                    .and_then(|folded| folded.strip_suffix("zz").map(str::to_owned)),
            );
            continue;
        }
        let mut folded = phrase_words(one);
        if folded.len() == 1 {
            words.append(&mut folded);
        } else {
            if part.contains('/') {
                return false;
            }
            // "n'avons" and "follow-up" are two words.
            for word in folded {
                pieces.push(Piece::Word { words: vec![word], stems: Vec::new(), optional });
            }
        }
    }
    if !(words.is_empty() && stems.is_empty()) {
        pieces.push(Piece::Word { words, stems, optional });
    }
    true
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_line_of_the_tables_is_read() {
        assert_eq!(TABLES.unreadable, Vec::<&str>::new());
        assert!(TABLES.phrases.len() > 1_000, "{}", TABLES.phrases.len());
        assert!(TABLES.wide.len() > 100, "{}", TABLES.wide.len());
    }

    #[test]
    fn phrases_have_alternatives_gaps_and_stems() {
        let phrase = phrase(Says::Decline, 4, "^ not really? .. interest*/keen $").unwrap();
        assert!(phrase.at_start && phrase.at_end);
        assert!(super::phrase(Says::Decline, 4, "a?").is_none());
        assert!(super::phrase(Says::Decline, 4, ".. b").is_none());
        assert!(super::phrase(Says::Decline, 4, "ab*").is_none());
        let plain = super::phrase(Says::Decline, 4, "n'avons pas retenu").unwrap();
        assert_eq!(plain.pieces.len(), 4);
    }
}

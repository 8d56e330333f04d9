//! How common an English word is, and words of trades that dictionaries lack.
//!
//! The lists are shipped as data: the commonness from the size classes of SCOWL (Kevin Atkinson's
//! word lists, free to use with their notice, see `data/en_US.LICENCE`), rare words and those of
//! British, Canadian and Australian spelling from its classes up to 80, the rarest from its class 95
//! and the words of hackers, the words of software and networks from lists under the MIT licence
//! (`data/trade_terms.LICENCE`).

/// Lines of `word<tab>class`, sorted by word; class `a` is the most common.
const WORDS: &str = include_str!("../data/common_english.txt");
/// Lines of words of five letters and more, sorted: right, but seldom meant.
const RARE: &str = include_str!("../data/rare_english.txt");
/// Lines of words of six letters and more, sorted: in the largest dictionaries alone, without the
/// plurals of any other.
const RAREST: &str = include_str!("../data/rarest_english.txt");
/// Lines of words, sorted.
const TERMS: &str = include_str!("../data/trade_terms.txt");

/// Lines of words, sorted: names that programs, languages and companies gave themselves. No word is
/// formed of them and none of them is ever meant.
const PROGRAMS: &str = include_str!("../data/program_words.txt");

/// How common a word is; the first are the most common.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug)]
pub enum Commonness {
    /// One of about four thousand everybody uses.
    Everyday,
    /// One of the next eight thousand.
    Usual,
    /// One of the next forty thousand.
    Known,
    /// In larger dictionaries.
    Rare,
    /// In none of the lists.
    Unlisted,
}

/// How common a word in small letters is.
#[must_use]
pub fn commonness(word: &str) -> Commonness {
    match find(WORDS, word).and_then(|line| line.rsplit('\t').next()) {
        Some("a") => Commonness::Everyday,
        Some("b") => Commonness::Usual,
        Some("c") => Commonness::Known,
        Some(_) => Commonness::Rare,
        None => Commonness::Unlisted,
    }
}

/// Whether a word in small letters is a word of a trade.
#[must_use]
pub fn is_trade_term(word: &str) -> bool {
    find(TERMS, word).is_some()
}

/// Whether a word in small letters is a name of a program, a file type or a company.
#[must_use]
pub fn is_program_word(word: &str) -> bool {
    find(PROGRAMS, word).is_some()
}

/// Whether a word in small letters is right, but so rare that a common one beside it is likelier.
#[must_use]
pub fn is_rare(word: &str) -> bool {
    find(RARE, word).is_some()
}

/// Whether a word in small letters is in none but the largest dictionaries: right, and never meant
/// by a slip.
#[must_use]
pub fn is_rarest(word: &str) -> bool {
    let has = |word: &str| find(RAREST, word).is_some();
    let of_many = |ending: &str, head: &str| {
        word.strip_suffix(ending).is_some_and(|stem| has(&format!("{stem}{head}")))
    };
    has(word) || of_many("s", "") || of_many("es", "") || of_many("ies", "y")
}

/// Letters by which the length of a scanned word may differ.
const LENGTHS_APART: usize = 2;

/// The listed words that may be within two or three slips of a word in small letters: of like
/// length, and made of nearly the same letters. Linear in the list, some milliseconds.
pub(crate) fn like(typed: &str, letters_apart: u32) -> impl Iterator<Item = &'static str> {
    let (length, letters) = (typed.len(), letters_of(typed));
    WORDS.lines().filter_map(move |line| {
        // Two bytes of each line are the tab and the class.
        if (line.len() - 2).abs_diff(length) > LENGTHS_APART {
            return None;
        }
        let word = &line[..line.len() - 2];
        ((letters ^ letters_of(word)).count_ones() <= letters_apart).then_some(word)
    })
}

/// One bit for each letter that occurs.
fn letters_of(word: &str) -> u32 {
    word.bytes().filter(u8::is_ascii_lowercase).fold(0, |bits, byte| bits | 1 << (byte - b'a'))
}

/// The line of a sorted list that begins with the word, by halving.
fn find(list: &'static str, word: &str) -> Option<&'static str> {
    let (mut low, mut high) = (0, list.len());
    while low < high {
        let middle = low + (high - low) / 2;
        let start = list[..middle].rfind('\n').map_or(0, |at| at + 1).max(low);
        let end = list[middle..].find('\n').map_or(list.len(), |at| middle + at);
        let line = &list[start..end];
        match line.split('\t').next().unwrap_or(line).cmp(word) {
            std::cmp::Ordering::Equal => return Some(line),
            std::cmp::Ordering::Less => low = end + 1,
            std::cmp::Ordering::Greater => high = start,
        }
    }
    None
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_listed_word_is_found_and_the_lists_are_sorted() {
        let mut before = "";
        for line in WORDS.lines() {
            let word = line.split('\t').next().unwrap();
            assert!(before < word, "{before} before {word}");
            assert!(commonness(word) < Commonness::Unlisted, "{word}");
            before = word;
        }
        assert!(TERMS.lines().all(is_trade_term));
        assert!(RARE.lines().is_sorted() && RARE.lines().all(|word| word.len() >= 5));
        assert!(RAREST.lines().is_sorted() && is_rarest("abthain") && is_rarest("abthains"));
        assert!(PROGRAMS.lines().is_sorted() && PROGRAMS.lines().all(is_program_word));
        assert!(is_rare("monoclinic") && is_rare("initialisations") && !is_rare("monitor"));
    }

    #[test]
    fn words_like_one_are_scanned() {
        assert!(like("aggenst", 4).any(|word| word == "against"));
        assert!(!like("aggenst", 4).any(|word| word == "zebra"));
        assert_eq!(like("", 0).count(), 0);
    }

    #[test]
    fn common_words_are_common() {
        assert_eq!(commonness("the"), Commonness::Everyday);
        assert!(commonness("thank") < commonness("dyke"));
        assert_eq!(commonness("zzzz"), Commonness::Unlisted);
        assert_eq!(commonness(""), Commonness::Unlisted);
        assert!(is_trade_term("backend"));
    }
}

//! English words that no dictionary has and that are right all the same, because they are formed
//! as the language forms words: an agent of a known verb, a prefix before a known word, two words
//! written together.
//!
//! Trades coin such words faster than dictionaries learn them. Typing errors look like them at
//! times ("fallthough" is made of "fall" and "though"), so a coined word is only less suspect:
//! whether a common word beside it was meant is asked in `spelling`.

use crate::commonness::{Commonness, commonness, is_rare, is_rarest, is_trade_term};

/// How a word that no dictionary has is formed.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum Form {
    /// In the list of rare words.
    Listed,
    /// In the list of the rarest, which has slips in it that somebody once printed.
    Rarest,
    /// From a known word by an ending.
    Derived,
    /// From this known word by a prefix.
    Prefixed(String),
    /// Of a known word and a short name that trades write before or behind words: `cvsignore`.
    Trade,
    /// Of two known words.
    Compound,
}

/// Endings with what they take the place of. The regular forms of everyday words are all in the
/// dictionaries, so those marked `false` count only behind rarer words: "effectly" is no word.
const ENDINGS: [(&str, &[&str], bool); 32] = [
    ("isations", &["ization", "ize"], true),
    ("izations", &["ization", "ize"], true),
    ("isation", &["ise", "ize", "ized"], true),
    ("ization", &["ise", "ize", "ized"], true),
    ("izing", &["", "y", "e"], true),
    ("izer", &["", "y", "e", "ize"], true),
    ("ized", &["", "y", "e"], true),
    ("izes", &["", "y", "e"], true),
    ("ize", &["", "y", "e"], true),
    ("ising", &["izing"], true),
    ("ised", &["ized"], true),
    ("ises", &["izes"], true),
    ("isers", &["izer", "ize"], true),
    ("iser", &["ize"], true),
    ("ise", &["ize"], true),
    ("iers", &["y"], true),
    ("ier", &["y"], true),
    ("ers", &["", "e"], true),
    ("ors", &["", "e"], true),
    ("er", &["", "e"], true),
    ("or", &["", "e"], true),
    ("able", &["", "e"], true),
    ("less", &[""], true),
    ("ies", &["y"], true),
    ("ness", &[""], false),
    ("ily", &["y"], false),
    ("ly", &["", "le"], false),
    ("ing", &["", "e"], false),
    ("ed", &["", "e"], false),
    ("es", &[""], false),
    ("s", &[""], false),
    ("d", &["e"], false),
];

/// Prefixes by which English makes new words of known ones.
const PREFIXES: [&str; 35] = [
    "anti", "auto", "bio", "co", "counter", "cross", "de", "down", "electro", "geo", "hyper",
    "inter", "meta", "micro", "mini", "mono", "multi", "nano", "neuro", "non", "over", "para",
    "photo", "poly", "post", "pre", "pseudo", "re", "semi", "sub", "super", "trans", "un", "under",
    "up",
];

/// Words that hold sentences together: one of them in a compound is a blank that was forgotten.
const SMALL_WORDS: &str = "a i in of to the at on by for and or an as is it be do so we he my me \
    no us if all any our out was can not you your with that this have thank thanks each every \
    other well lot few fact least spite course again more than then had has may who how why what \
    when here there some many much very too also even ever never though although am are were will \
    would could should his her its their them they she him from about into but yet lots";

/// Short names of techniques, programs and kinds of files that stand before or behind a word.
const SHORT_NAMES: &str = "ack api bin cfg cmd cpu css ctl ctrl cvs db deb dev dir dns doc env fs git \
    gpu gtk gui html http img io js json kde lib mem msg nfs obj pci php pkg ptr py qt rgb rpc sql \
    src ssh ssl svn sys tcp tls tmp udp ui uri url usb utf vim vm xml yaml";
/// Letters of the word that a short name stands with.
const SHORTEST_NAMED: usize = 5;

/// Letters a word must have before it is taken apart.
const SHORTEST: usize = 5;
/// Letters of the shortest word that an ending or a prefix may stand with.
const SHORTEST_STEM: usize = 4;
/// Letters of the shortest word behind a prefix; a rarer word needs one more.
const SHORTEST_REST: usize = 5;
/// Letters of the shortest half of a compound.
const SHORTEST_HALF: usize = 3;

/// How a word in small letters is formed; `None` for a word that English does not form so.
#[must_use]
pub fn form(word: &str) -> Option<Form> {
    if is_rare(word) {
        return Some(Form::Listed);
    }
    if is_rarest(word) {
        // What is formed as English forms words is no slip that was printed once.
        let rest = rest_of_prefixed(word).filter(|rest| is_usual(rest));
        return Some(rest.map_or(Form::Rarest, |rest| Form::Prefixed(rest.to_owned())));
    }
    if word.len() < SHORTEST || !word.bytes().all(|byte| byte.is_ascii_lowercase()) {
        return None;
    }
    if is_derived(word, is_listed) {
        return Some(Form::Derived);
    }
    if let Some(rest) = rest_of_prefixed(word) {
        return Some(Form::Prefixed(rest.to_owned()));
    }
    if is_of_trade(word) {
        return Some(Form::Trade);
    }
    (is_compound(word) || is_lettered(word)).then_some(Form::Compound)
}

/// Every word that this one may be a form of, known or not, and whether the ending may stand with
/// any word.
pub(crate) fn stems(word: &str) -> impl Iterator<Item = (String, bool)> {
    let plain = ENDINGS.iter().flat_map(move |(ending, heads, of_any)| {
        let stem = word.strip_suffix(ending);
        heads
            .iter()
            .filter_map(move |head| stem.map(|stem| (stem, *head)))
            .filter(|(stem, head)| !ending.starts_with("iz") || may_be_verb(stem, head))
            // "noticeable" keeps its "e", or the "c" would be hard.
            .filter(|(stem, head)| {
                !(*ending == "able" && *head == "e" && stem.ends_with(['c', 'g']))
            })
            .map(|(stem, head)| (format!("{stem}{head}"), *of_any))
    });
    // "embedder" has doubled the last letter of "embed".
    let doubled =
        ["er", "ers", "or", "ors", "able", "ee", "ees"].iter().filter_map(move |ending| {
            let stem = word.strip_suffix(ending)?;
            let mut letters = stem.bytes().rev();
            let is_doubled = letters
                .next()
                .is_some_and(|last| letters.next() == Some(last) && !b"aeiou".contains(&last));
            is_doubled.then(|| (stem[..stem.len() - 1].to_owned(), true))
        });
    plain.chain(doubled).filter(|(stem, _)| stem.len() >= SHORTEST_STEM)
}

/// Whether a word names who or what does a thing everybody knows the verb of, or a like form that
/// dictionaries leave out: `archiver`, `initialisations`.
pub(crate) fn is_form_of_common(word: &str) -> bool {
    stems(word).any(|(stem, of_any)| of_any && commonness(&stem) <= Commonness::Known)
}

/// Whether two words are forms of one: `unassigns` and `unassigned`, `preallocated` and
/// `reallocated` behind their prefix.
pub(crate) fn are_forms_of_one(word: &str, other: &str, rest: Option<&str>) -> bool {
    let all = |word: &str| -> Vec<String> {
        stems(word).map(|(stem, _)| stem).chain([word.to_owned()]).collect()
    };
    let of_other = all(other);
    let shares = |word: &str| all(word).iter().any(|stem| of_other.contains(stem));
    // "unconsistent" is no form of "inconsistent" but a slip of it.
    let denies = ["in", "im", "il", "ir", "dis"].iter().any(|prefix| other.starts_with(prefix));
    shares(word) || rest.is_some_and(|rest| (other.ends_with(rest) && !denies) || shares(rest))
}

/// Whether "-ize" may stand behind a stem whose word ends so: "template", "affinity", and neither
/// "formally" nor "anal".
fn may_be_verb(stem: &str, head: &str) -> bool {
    stem.len() > SHORTEST_STEM && !(head == "y" && stem.ends_with('l'))
}

fn is_derived(word: &str, is_stem: fn(&str) -> bool) -> bool {
    stems(word).any(|(stem, of_any)| {
        is_stem(&stem) && (of_any || commonness(&stem) > Commonness::Usual || stem.ends_with("ing"))
    })
}

fn is_listed(word: &str) -> bool {
    commonness(word) < Commonness::Unlisted || is_trade_term(word)
}

/// Known without the rare ones, which typing errors run into.
fn is_usual(word: &str) -> bool {
    commonness(word) <= Commonness::Known || is_trade_term(word)
}

fn rest_of_prefixed(word: &str) -> Option<&str> {
    PREFIXES.iter().filter_map(|prefix| word.strip_prefix(prefix)).find(|rest| {
        (rest.len() >= SHORTEST_REST && is_usual(rest))
            || (rest.len() > SHORTEST_REST
                && (is_listed(rest) || is_rare(rest) || is_derived(rest, is_usual)))
    })
}

/// Whether a word in small letters only holds sentences together.
pub(crate) fn is_small_word(word: &str) -> bool {
    SMALL_WORDS.split_ascii_whitespace().any(|small| small == word)
}

fn is_compound(word: &str) -> bool {
    let is_half = |half: &str| !is_small_word(half);
    let is_first = |half: &str| is_half(half) && commonness(half) <= Commonness::Known;
    let is_second = |half: &str| is_first(half) || is_derived(half, is_usual);
    word.len() > SHORTEST + 1
        && (SHORTEST_HALF..=word.len() - SHORTEST_HALF)
            .any(|at| is_first(&word[..at]) && is_half(&word[at..]) && is_second(&word[at..]))
}

/// Whether a known word has a short name of a trade before or behind it.
fn is_of_trade(word: &str) -> bool {
    let is_named = |word: &str| {
        word.len() >= SHORTEST_NAMED
            && commonness(word) <= Commonness::Known
            && !is_small_word(word)
    };
    SHORT_NAMES.split_ascii_whitespace().any(|name| {
        word.strip_prefix(name).is_some_and(|rest| name.len() > 2 && is_named(rest))
            || word.strip_suffix(name).is_some_and(is_named)
    })
}

/// Whether a word is a known one behind a single letter, as trades write them: `gcode`. A letter
/// from beside the space bar, or the first one twice, is a slip.
fn is_lettered(word: &str) -> bool {
    const BESIDE_THE_BAR: &str = "bcnvm";
    const VOWELS: &str = "aeiou";
    let mut letters = word.chars();
    letters.next().is_some_and(|first| {
        let rest = letters.as_str();
        !BESIDE_THE_BAR.contains(first)
            && !VOWELS.contains(first)
            && !rest.starts_with(first)
            && !rest.starts_with(['r', 'l', 'h'])
            && is_usual(rest)
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_that_trades_coin_are_recognised() {
        for (word, wanted) in [
            ("monoclinic", Some(Form::Listed)),
            ("adjacencies", Some(Form::Listed)),
            ("paravirtualizes", Some(Form::Prefixed("virtualizes".to_owned()))),
            ("invoicers", Some(Form::Derived)),
            ("microcontroller", Some(Form::Prefixed("controller".to_owned()))),
            ("unqueue", Some(Form::Prefixed("queue".to_owned()))),
            ("lifecycle", Some(Form::Compound)),
            ("cvsignore", Some(Form::Trade)),
            ("debugfs", Some(Form::Trade)),
            ("timespans", Some(Form::Compound)),
            ("videostreaming", Some(Form::Compound)),
        ] {
            assert_eq!(form(word), wanted, "{word}");
        }
    }

    #[test]
    fn slips_are_not_coined() {
        for word in
            ["recieve", "alot", "thankyou", "eachother", "definately", "fallthough", "tommorow"]
        {
            assert_eq!(form(word), None, "{word}");
        }
    }

    proptest::proptest! {
        #[test]
        fn any_text_has_a_form_or_none(text in "\\PC{0,30}") {
            let _ = form(&text);
        }
    }
}

//! Titles taken from the front of a name, suffixes from its back, the name at birth from its end.

use super::super::NameParts;
use super::super::eastern;
use super::super::fold::key;
use super::super::known;
use super::super::words::{
    BINDING_GIVEN, BORN, EXTRA_SUFFIXES, NUMERALS, POST_NOMINALS, RANK_WORDS, SHY_SUFFIXES,
    SHY_TITLES, SUFFIXES, TITLE_ENDINGS, TITLE_TAILS,
};
use super::append;
use super::signs::{
    is_conjunction, is_dotted_letters, is_initial, is_initial_like, is_joiner, is_lower,
    is_particle, is_suffix, is_title, is_upper, joins_people,
};

pub(super) fn take_titles(words: &[String], parts: &mut NameParts) -> Vec<String> {
    let mut at = 0;
    while at < words.len() {
        let word = &words[at];
        let left = words.len() - at;
        let more = if is_title(word) && left > 1 {
            if !shy_title_fits(words, at) {
                break;
            }
            at + 1 + office_length(&words[at + 1..])
        } else if continues_title(words, at) || begins_title(words, at) {
            at + 1
        } else if left == 1 && is_title(word) && at == 0 && !SHY_TITLES.contains(key(word).as_str())
        {
            words.len()
        } else if at == 0 && left > 1 && word.ends_with('.') && is_unknown_title(word) {
            at + 1
        } else {
            break;
        };
        at = more.min(words.len());
    }
    // A title alone in front of nothing stays a title; everything else is a name.
    append(&mut parts.title, &words[..at].join(" "));
    words[at..].to_vec()
}

/// Words that are no titles but go on with one (`The Right Hon.`, `US District Judge`).
pub(super) fn continues_title(words: &[String], at: usize) -> bool {
    let word = &words[at];
    let Some(next) = words.get(at + 1) else { return false };
    if at > 0 && word.ends_with('.') && is_lower(word) && TITLE_TAILS.contains(key(word).as_str()) {
        return true;
    }
    if at > 0 && TITLE_ENDINGS.contains(key(word).as_str()) {
        return true;
    }
    if at > 0 && is_joiner(word) {
        return is_title(next) || begins_title(words, at + 1);
    }
    match key(word).as_str() {
        "the" => at == 0 && (is_title(next) || is_rt(next)),
        "district" => at > 0 && is_title(next),
        _ if is_rt(word) => is_title(next),
        _ => is_country_word(word) && (is_title(next) || key(next) == "district"),
    }
}

/// A word of rank whose next word, or the one behind another word of rank, is a title with a name
/// behind it (`Rear Admiral Berg`, `Air Vice Marshal Berg`).
pub(super) fn begins_title(words: &[String], at: usize) -> bool {
    let is_rank = |word: &String| RANK_WORDS.contains(key(word).as_str());
    let Some(ranks) = words[at..].iter().position(|word| !is_rank(word)) else { return false };
    let title = at + ranks;
    // The last word of rank may be the title (`2nd Lt. Berg`).
    let both = ranks > 1 && is_title(&words[title - 1]) && title < words.len();
    ranks > 0
        && is_rank(&words[at])
        && (both || is_title(&words[title]) && title + 1 < words.len())
        && !known::is_family(&words[title])
}

/// `Xyz. Smith`: five letters or fewer and a dot in front of a name is a title we do not know.
pub(super) fn is_unknown_title(word: &str) -> bool {
    let letters = word.chars().filter(|c| c.is_alphabetic()).count();
    (2..=5).contains(&letters)
        && !is_initial(word)
        && !known::is_given(word)
        && !eastern::all_eastern(word)
}

pub(super) fn is_rt(word: &str) -> bool {
    matches!(key(word).as_str(), "rt" | "right" | "very" | "most" | "his" | "her")
}

pub(super) fn is_country_word(word: &str) -> bool {
    matches!(word, "US" | "U.S." | "UK" | "U.K." | "EU")
}

/// Titles that are also names count as titles only where a full name follows.
pub(super) fn shy_title_fits(words: &[String], at: usize) -> bool {
    let key = key(&words[at]);
    let followed = words.get(at + 1);
    if matches!(key.as_str(), "king" | "queen" | "pope" | "prince" | "princess")
        && followed.is_some_and(|next| known::is_given(next))
        || matches!(
            key.as_str(),
            "graf" | "baron" | "count" | "ritter" | "edler" | "marquis" | "duke" | "earl"
        ) && followed.is_some_and(|next| is_particle(next) && is_lower(next))
        || begins_title(words, at)
    {
        return true;
    }
    if !SHY_TITLES.contains(key.as_str()) {
        return true;
    }
    if at > 0
        && matches!(
            key.as_str(),
            "queen" | "majesty" | "justice" | "judge" | "general" | "minister"
        )
    {
        return true;
    }
    if words[at].ends_with('.') && !is_initial_like(&words[at]) {
        return true;
    }
    let Some(next) = words.get(at + 1) else { return false };
    if is_joiner(next) && self::key(next) == "of" {
        return true;
    }
    if matches!(key.as_str(), "her" | "his") {
        return is_title(next);
    }
    // `RA` is a lawyer in front of a whole name in capitals and small letters, else initials.
    if key == "ra" {
        return words[at] == "RA" && (at > 0 || words.len() - at > 2 && known::is_given(next));
    }
    // One-letter titles (M., D.) are initials far more often.
    if key.len() == 1 {
        return false;
    }
    if matches!(key.as_str(), "syed" | "sayyid" | "begum") {
        return false;
    }
    words.len() - at > 2 && known::is_given(next)
        || matches!(
            key.as_str(),
            "freiherr"
                | "freifrau"
                | "dona"
                | "sri"
                | "shri"
                | "lic"
                | "judge"
                | "justice"
                | "count"
                | "bishop"
                | "sr"
                | "lama"
        ) && words.len() - at > 1
            && !known::is_family(&words[at])
}

/// How many words behind a title say of what: `of State`, `of the United States`.
pub(super) fn office_length(rest: &[String]) -> usize {
    let Some(first) = rest.first() else { return 0 };
    if key(first) != "of" && key(first) != "for" {
        return 0;
    }
    let mut at = 1;
    while rest.get(at).is_some_and(|word| matches!(key(word).as_str(), "the")) {
        at += 1;
    }
    at += 1;
    while rest.get(at).is_some_and(|word| {
        matches!(
            key(word).as_str(),
            "states" | "kingdom" | "staff" | "representatives" | "bench" | "division" | "affairs"
        )
    }) {
        at += 1;
    }
    at.min(rest.len())
}

/// Titles behind `Family,`; a lone title there is a suffix-like title too (`Smith, Mr.`).
pub(super) fn take_titles_if_name_follows(words: &[String], parts: &mut NameParts) -> Vec<String> {
    let mut at = 0;
    while at < words.len() && is_title(&words[at]) {
        // `RA` beside another title is a lawyer.
        let lawyer =
            words[at] == "RA" && (at > 0 || words.get(at + 1).is_some_and(|next| is_title(next)));
        let shy =
            SHY_TITLES.contains(key(&words[at]).as_str()) && !words[at].ends_with('.') && !lawyer;
        if shy || (known::is_given(&words[at]) && at == 0) {
            break;
        }
        at += 1 + office_length(&words[at + 1..]);
    }
    while at < words.len()
        && at == 0
        && is_rt(&words[at])
        && words.get(at + 1).is_some_and(|next| is_title(next))
    {
        at += 2;
    }
    let at = at.min(words.len());
    append(&mut parts.title, &words[..at].join(" "));
    words[at..].to_vec()
}

/// `& Co`, `et al.` and their like: the others, who have no name here.
pub(super) fn take_crowd(mut words: Vec<String>) -> Vec<String> {
    let crowd = words.iter().enumerate().position(|(at, word)| {
        let this = key(word);
        let next = words.get(at + 1).map(|next| key(next)).unwrap_or_default();
        at > 0
            && (((this == "&" || this == "and")
                && matches!(next.as_str(), "co" | "sons" | "associates" | "family"))
                || (this == "et" && next == "al"))
    });
    if let Some(at) = crowd {
        words.truncate(at);
    }
    words
}

/// Suffixes and trailing titles from the back of a name in natural order.
pub(super) fn take_suffixes(words: Vec<String>, loud: bool, parts: &mut NameParts) -> Vec<String> {
    if words.len() == 1 && eastern::all_eastern(&words[0]) {
        return words;
    }
    let mut end = words.len();
    let mut tail: Vec<(usize, bool)> = Vec::new();
    while end > 1 {
        let word = &words[end - 1];
        let before = end - 1;
        let title = is_title(word)
            && !is_suffix(word, loud)
            && (word.ends_with('.') || !known::is_given(word) && !known::is_family(word))
            && !SHY_TITLES.contains(key(word).as_str())
            && (before > 1 || word.ends_with('.'));
        let suffix = is_suffix(word, loud)
            && !is_conjunction(word)
            && names_left(&words[..before], word, loud)
            || is_dotted_letters(word) && count_whole(&words[..before]) > 1;
        let born_before = BORN.contains(key(&words[before - 1]).as_str());
        if (title || suffix) && !(born_before && before > 1) {
            tail.push((before, title));
            end -= 1;
        } else {
            break;
        }
    }
    // Capitals among known suffixes are suffixes that we do not know (`CLU XFP LUTC`).
    let known_in_front = (1..end).find(|&at| {
        at > 1
            && is_suffix(&words[at], loud)
            && !SHY_SUFFIXES.contains(key(&words[at]).as_str())
            && !NUMERALS.contains(key(&words[at]).as_str())
            && !known::is_given(&words[at])
            && names_left(&words[..at], &words[at], loud)
            && words[at..end]
                .iter()
                .all(|word| is_upper(word) || is_title(word) || is_suffix(word, loud))
            && loud
    });
    if let Some(at) = known_in_front {
        tail.extend((at..end).map(|at| (at, is_title(&words[at]) && !is_suffix(&words[at], loud))));
        end = at;
    } else if let Some(at) = (2..end).find(|&at| {
        matches!(
            key(&words[at]).as_str(),
            "jr" | "sr" | "jnr" | "phd" | "esq" | "iii" | "ii" | "iv"
        ) && (words[at + 1..end]
            .iter()
            .all(|word| is_title(word) || is_suffix(word, true) || is_joiner(word))
            // No name goes on behind these.
            || key(&words[at]) == "phd" && count_whole(&words[..at]) > 1)
    }) {
        tail.extend((at..end).map(|at| (at, is_title(&words[at]) && !is_suffix(&words[at], true))));
        end = at;
    }
    tail.sort_unstable();
    for (at, title) in tail {
        if title {
            append(&mut parts.title, &words[at]);
        } else {
            append(&mut parts.suffix, &words[at]);
        }
    }
    let mut words = words;
    words.truncate(end);
    words
}

/// `Ph. D.` written apart is one word.
pub(super) fn join_apart(words: Vec<String>) -> Vec<String> {
    let mut joined: Vec<String> = Vec::with_capacity(words.len());
    for word in words {
        if key(&word) == "d"
            && joined.last().is_some_and(|last| key(last) == "ph" && last.ends_with('.'))
            && let Some(last) = joined.last_mut()
        {
            last.push(' ');
            last.push_str(&word);
            continue;
        }
        joined.push(word);
    }
    joined
}

/// Words that are whole names, neither initials nor particles.
fn count_whole(words: &[String]) -> usize {
    words
        .iter()
        .filter(|word| !is_initial(word) && !is_particle(word) && !joins_people(word))
        .count()
}

/// Are there enough names left in front to give this word up?
pub(super) fn names_left(before: &[String], word: &str, loud: bool) -> bool {
    // The first word is a name, whatever it looks like.
    let names = before
        .iter()
        .enumerate()
        .filter(|(at, word)| *at == 0 || !is_suffix(word, loud) || is_initial_like(word))
        .count();
    let folded = key(word);
    if NUMERALS.contains(folded.as_str()) {
        return names > 1;
    }
    if SHY_SUFFIXES.contains(folded.as_str())
        || EXTRA_SUFFIXES.contains(folded.as_str())
        || POST_NOMINALS.contains(folded.as_str()) && !SUFFIXES.contains(folded.as_str())
    {
        // Two words in capitals or two letters behind one name are a name (`Anh DO`).
        return names > 1;
    }
    if matches!(
        folded.as_str(),
        "filho"
            | "neto"
            | "hijo"
            | "pere"
            | "fils"
            | "esc"
            | "senior"
            | "junior"
            | "ml"
            | "st"
            | "am"
            | "sc"
    ) {
        return names > 2 || (matches!(folded.as_str(), "junior" | "senior") && names > 1);
    }
    names > 0
}

/// Suffixes behind `Family, Given`: here a single name in front is enough.
pub(super) fn take_suffixes_after_comma(
    words: Vec<String>,
    loud: bool,
    parts: &mut NameParts,
) -> Vec<String> {
    let mut names: Vec<String> = Vec::new();
    let mut seen_suffix = false;
    for word in &words {
        let shy =
            SHY_SUFFIXES.contains(key(word).as_str()) || NUMERALS.contains(key(word).as_str());
        let suffix = is_suffix(word, loud)
            && (!names.is_empty() || seen_suffix)
            && (!NUMERALS.contains(key(word).as_str()) || seen_suffix)
            && (!shy || seen_suffix || loud && is_upper(word))
            && (!shy
                || !names.last().is_some_and(|name| BINDING_GIVEN.contains(key(name).as_str())));
        let particle = is_particle(word) && !is_conjunction(word) && !is_upper(word);
        if suffix && !(particle && is_lower(word)) {
            append(&mut parts.suffix, word);
            seen_suffix = true;
        } else if is_title(word)
            && !names.is_empty()
            && !SHY_TITLES.contains(key(word).as_str())
            && !known::is_given(word)
        {
            append(&mut parts.title, word);
            seen_suffix = true;
        } else {
            names.push(word.clone());
        }
    }
    names
}

/// `née Jones` and its like, and what follows.
pub(super) fn take_born(words: Vec<String>, loud: bool, parts: &mut NameParts) -> Vec<String> {
    let Some(at) = words.iter().enumerate().position(|(at, word)| {
        let this = key(word);
        at > 0
            && at + 1 < words.len()
            && (BORN.contains(this.as_str())
                || this == "z"
                    && words.get(at + 1).is_some_and(|next| key(next) == "domu")
                    && at + 2 < words.len())
            && !(this == "ne" && loud && is_upper(word))
    }) else {
        return words;
    };
    let skip = if key(&words[at]) == "z" { 2 } else { 1 };
    parts.born = words[at + skip..].join(" ");
    words[..at].to_vec()
}

//! Given, middle and family name, once titles and suffixes are gone.

use super::super::NameParts;
use super::super::eastern;
use super::super::fold::key;
use super::super::known;
use super::super::words::{BINDING_GIVEN, BORN, FORMAL_TITLES, LARGE_PARTICLES, SHY_SUFFIXES};
use super::append_suffix;
use super::signs::{
    is_conjunction, is_initial, is_initial_like, is_lower, is_particle, is_suffix, is_title,
    is_upper, joins_people,
};

/// Given name and middle names from words that hold no family name.
pub(super) fn given_names(words: &[String], parts: &mut NameParts) {
    let Some(first) = words.first() else { return };
    let bound = words.len() > 1
        && BINDING_GIVEN.contains(key(first).as_str())
        && !BORN.contains(key(&words[1]).as_str())
        && !is_particle(&words[1])
        && (!is_suffix(&words[1], true) || SHY_SUFFIXES.contains(key(&words[1]).as_str()));
    let known_as = known_as(words);
    let particle = words.len() > 1
        && is_lower(first)
        && matches!(key(first).as_str(), "von" | "de" | "di" | "du" | "van")
        && !is_lower(&words[1]);
    if bound || particle {
        parts.given = words[..2].join(" ");
        parts.middle = words[2..].join(" ");
    } else if known_as > 0 {
        parts.given.clone_from(&words[known_as]);
        let mut others = words.to_vec();
        others.remove(known_as);
        parts.middle = others.join(" ");
    } else {
        parts.given.clone_from(first);
        parts.middle = words[1..].join(" ");
    }
}

/// `T. Michael Putnam` is known as Michael: an initial in front steps back behind a full name.
pub(super) fn known_as(words: &[String]) -> usize {
    if words.len() > 1
        && is_initial_like(&words[0])
        && is_initial(&words[0])
        && !words.iter().any(|word| matches!(key(word).as_str(), "y" | "i") && is_lower(word))
    {
        words
            .iter()
            .position(|word| !is_initial(word) && word.chars().count() > 2 && !is_particle(word))
            .unwrap_or(0)
    } else {
        0
    }
}

pub(super) fn bare(words: &[String]) -> Vec<String> {
    words.iter().map(|word| word.trim_end_matches('\u{1}').to_owned()).collect()
}

/// Given, middle and family from what is neither title nor suffix.
pub(super) fn names(words: &[String], parts: &mut NameParts) {
    let western_dot = words.iter().any(|word| word.ends_with('\u{1}'));
    let words = bare(words);
    let has_letters = words.iter().any(|word| word.chars().any(char::is_alphabetic));
    if words.is_empty() || !has_letters {
        return;
    }
    if words.iter().all(|word| eastern::all_eastern(word)) {
        if western_dot {
            let mut words = words;
            let mut sign = String::new();
            if let Some(last) = words.last_mut() {
                let (rest, cut) = eastern::cut_respect(last);
                cut.clone_into(&mut sign);
                *last = rest.to_owned();
            }
            eastern::given_first(&words, parts);
            append_suffix(parts, &sign);
        } else {
            eastern::fill(&words, parts);
        }
        return;
    }
    match words.as_slice() {
        [one] => single(one, parts),
        _ => several(&words, parts),
    }
}

/// A single word: behind a title that addresses people it is the family name, else a given name
/// unless it is known as a family name alone.
pub(super) fn single(word: &str, parts: &mut NameParts) {
    let last_title = parts.title.split_whitespace().next_back().unwrap_or_default();
    let knightly = parts.title.split_whitespace().any(|title| {
        matches!(
            key(title).as_str(),
            "sir"
                | "dame"
                | "queen"
                | "king"
                | "prince"
                | "princess"
                | "pope"
                | "sister"
                | "brother"
        )
    });
    let formal = FORMAL_TITLES.contains(key(last_title).as_str()) && !knightly;
    let unknown_title = !parts.title.is_empty() && !is_title(last_title);
    let family = if parts.title.is_empty() {
        !parts.born.is_empty() && !is_initial(word)
            // Who is called something else, too, is named by the family (`Smith (Jack)`).
            || !parts.nickname.is_empty()
            || known::is_family(word) && !known::is_given(word)
    } else {
        formal || unknown_title
    };
    if family {
        word.clone_into(&mut parts.family);
    } else {
        word.clone_into(&mut parts.given);
    }
}

pub(super) fn several(words: &[String], parts: &mut NameParts) {
    // Two people of one family name are one given name here (`Ana y Luis Vega`); without a word
    // behind them it is not said whose family name the last is.
    let couple = words.len() > 2
        && joins_people(&words[1])
        && (words.len() > 3 || words[1].chars().count() > 1 || words[1] == "&")
        && !is_initial_like(&words[0]);
    if couple && words.len() == 3 {
        single(&words.join(" "), parts);
        return;
    }
    if couple && !is_particle(&words[2]) {
        let mut joined = vec![words[..3].join(" ")];
        joined.extend_from_slice(&words[3..]);
        several(&joined, parts);
        return;
    }
    if let Some(split) = capital_family(words) {
        let (given, family) = split;
        parts.family = family.join(" ");
        given_names(&given, parts);
        return;
    }
    if let [first, .., last] = words
        && (known::is_hungarian_order(first, last)
            || words.len() == 3 && is_patronymic(last) && !is_patronymic(&words[1]))
    {
        parts.family.clone_from(first);
        given_names(&words[1..], parts);
        return;
    }
    let knightly = parts
        .title
        .split_whitespace()
        .next()
        .is_some_and(|title| matches!(key(title).as_str(), "sir" | "dame"));
    if words.len() == 2 && knightly && BINDING_GIVEN.contains(key(&words[0]).as_str()) {
        parts.given = words.join(" ");
        return;
    }
    let start = family_start(words);
    parts.family = words[start..].join(" ");
    given_names(&words[..start], parts);
}

/// Capitals mark the family name among words in small letters (`Jean DUPONT`, `LIU Jianfei`).
pub(super) fn capital_family(words: &[String]) -> Option<(Vec<String>, Vec<String>)> {
    let loud_word = |word: &String| {
        is_upper(word)
            && word.chars().filter(|c| c.is_alphabetic()).count() > 2
            && !word.contains('.')
    };
    let mut first = words.iter().position(loud_word)?;
    // `DE GAULLE Charles`.
    while first > 0 && is_upper(&words[first - 1]) && is_particle(&words[first - 1].to_lowercase())
    {
        first -= 1;
    }
    let last = words.iter().rposition(loud_word)?;
    let others: Vec<&String> = words
        .iter()
        .enumerate()
        .filter(|(at, _)| !(first..=last).contains(at))
        .map(|(_, word)| word)
        .collect();
    let whole_run =
        words[first..=last].iter().all(|word| loud_word(word) || is_particle(&word.to_lowercase()));
    let others_quiet = !others.is_empty()
        && others.iter().all(|word| !loud_word(word))
        && others.iter().any(|word| word.chars().any(char::is_lowercase) && !is_particle(word));
    if !whole_run || !others_quiet {
        return None;
    }
    if last + 1 == words.len() {
        let mut start = first;
        while start > 1 && is_particle(&words[start - 1]) {
            start -= 1;
        }
        Some((words[..start].to_vec(), words[start..].to_vec()))
    } else if first == 0
        && words.len() > last + 1
        && words[first].chars().any(|c| "AEIOUYÄÖÜÉÈ".contains(c))
    {
        Some((words[last + 1..].to_vec(), words[..=last].to_vec()))
    } else {
        None
    }
}

/// `Ivanovich`, `Ivanovna`: a patronymic at the end says that the family name came first.
fn is_patronymic(word: &str) -> bool {
    let word = key(word);
    ["ович", "евич", "овна", "евна", "ovich", "evich", "ovna", "evna"]
        .iter()
        .any(|ending| word.len() > ending.len() + 2 && word.ends_with(ending))
}

/// Where particles open two names, the last of them is the family name (`Ana van Dyk de Vries`).
fn last_group(words: &[String], first: usize) -> usize {
    // `Boer-van den Berg` is one name, married.
    let opens =
        |at: usize| is_particle(&words[at]) && is_lower(&words[at]) || words[at].contains('-');
    (first + 2..words.len() - 1)
        .rev()
        .find(|&at| {
            is_particle(&words[at])
                && opens(at)
                && !opens(at - 1)
                && !is_conjunction(&words[at - 1])
        })
        .unwrap_or(first)
}

/// Where the family name begins; at least one word is left in front where that can be.
pub(super) fn family_start(words: &[String]) -> usize {
    let count = words.len();
    let last = count - 1;
    // Two particles in front: there is no given name (`de la Cruz`, `van der Berg`).
    if is_particle(&words[0]) && is_particle(&words[1]) && count > 2 && is_lower(&words[0]) {
        return 0;
    }
    if count == 2
        && is_lower(&words[0])
        && matches!(
            key(&words[0]).as_str(),
            "de" | "du" | "von" | "zu" | "della" | "dos" | "vom" | "al-" | "d'"
        )
    {
        return 0;
    }
    // German titles of nobility are a part of the family name (`Manfred Freiherr von …`).
    if let Some(noble) = (1..last).find(|&at| {
        matches!(
            key(&words[at]).as_str(),
            "freiherr" | "freifrau" | "graf" | "grafin" | "baron" | "furst" | "ritter" | "edler"
        ) && is_particle(&words[at + 1])
    }) {
        return noble;
    }
    // The first particle behind the given name opens the family name.
    let particle = (1..last).find(|&at| {
        (is_particle(&words[at]) || LARGE_PARTICLES.contains(key(&words[at]).as_str()))
            && !is_conjunction(&words[at])
    });
    // `X y Z`: one word before the conjunction belongs to it, where a given name is left.
    let conjunction = (2..last).find(|&at| {
        is_conjunction(&words[at])
            && at >= 2
            && !is_particle(&words[at - 1])
            && !is_initial(&words[at - 1])
            && (key(&words[at]) != "i"
                || at > 2
                || words.iter().any(|word| word.chars().any(char::is_uppercase)))
            && (key(&words[at]) != "e" || is_lower(&words[at]))
    });
    match (particle, conjunction) {
        (Some(particle), Some(conjunction)) => return particle.min(conjunction - 1),
        (Some(particle), None) => return last_group(words, particle),
        (None, Some(conjunction)) => return conjunction - 1,
        (None, None) => {}
    }
    // Trailing particle words (`Juan van der`) are all that is left of the family name.
    if (is_particle(&words[last]) && last > 1 && is_particle(&words[last - 1]))
        || (words[last] == "y" && last > 1)
    {
        return last - 1;
    }
    // `Abdul Rahman` as the last two words.
    if last > 1 && BINDING_GIVEN.contains(key(&words[last - 1]).as_str()) && last - 1 > 0 {
        return last - 1;
    }
    // Two family names of the Spanish-speaking world.
    if last > 1
        && known::is_hispanic_family(&words[last])
        && known::is_hispanic_family(&words[last - 1])
        && known::is_hispanic_given(&words[0])
    {
        return last - 1;
    }
    // `José María Pereda Quirós`: two given names leave two family names.
    if count == 4 && known::is_hispanic_given(&words[0]) && known::is_hispanic_given(&words[1]) {
        return last - 1;
    }
    last
}

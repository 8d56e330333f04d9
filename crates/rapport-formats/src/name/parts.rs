//! One name cut into its parts.
//!
//! Order of work: brackets out ([`super::nicks_in_text`]), commas, titles from the front, suffixes
//! from the back, the family name by its particles and conjunctions, the rest is given names.

use super::NameParts;
use super::eastern;
use super::fold::key;
use super::nicks_in_text;
use super::words::{
    EXTRA_SUFFIXES, NUMERALS, PARTICLES, POST_NOMINALS, SHY_SUFFIXES, SHY_TITLES, SUFFIXES,
};

mod affixes;
mod core;
mod signs;

use self::affixes::{
    join_apart, take_born, take_crowd, take_suffixes, take_suffixes_after_comma, take_titles,
    take_titles_if_name_follows,
};
use self::core::{bare, given_names, names};
pub(super) use self::signs::is_initial;
use self::signs::{
    is_conjunction, is_joiner, is_loud, is_lower, is_particle, is_suffix, is_title, is_upper,
};

/// The longest name that is looked at; what is beyond is no name.
const LONGEST: usize = 300;

/// Cuts a name into its parts. Total: any text gives an answer, perhaps an empty one.
#[must_use]
pub fn parts(name: &str) -> NameParts {
    let name: String = name.chars().take(LONGEST).collect();
    let taken = nicks_in_text::take(&clean(&name));
    let mut parts =
        NameParts { nickname: taken.nickname, born: taken.born, ..NameParts::default() };
    let segments: Vec<Vec<String>> = taken.rest.split(',').map(words_of).collect();
    let decorated = is_decorated(&name);
    match segments.as_slice() {
        [] => {}
        [only] => natural(only, &mut parts),
        [family, rest @ ..] => with_commas(family, rest, &mut parts),
    }
    if decorated {
        // Ornaments say that this is a screen name; the rest of it is not certain.
        parts.family.clear();
        parts.middle.clear();
    }
    if parts.given.is_empty() && parts.family.is_empty() && !parts.nickname.is_empty() {
        // A name in brackets alone is the name.
        let nickname = std::mem::take(&mut parts.nickname);
        natural(&words_of(&nickname), &mut parts);
    }
    parts
}

/// White space and invisible marks made ordinary, commas of other scripts made commas.
fn clean(name: &str) -> String {
    let mut clean = String::with_capacity(name.len());
    for c in name.chars() {
        match c {
            '\u{200b}'..='\u{200f}'
            | '\u{202a}'..='\u{202e}'
            | '\u{2066}'..='\u{2069}'
            | '\u{feff}'
            | '\u{ad}' => {}
            '，' | '、' | '､' | '،' => clean.push(','),
            '·' | '・' | '･' if is_between_eastern(&clean, name) => {
                clean.push(if c == '·' { '\u{1}' } else { ' ' })
            }
            _ if c.is_whitespace() || c.is_control() => clean.push(' '),
            _ => clean.push(c),
        }
    }
    clean
}

/// The dot divides words only in names of East Asia (`威廉·莎士比亚`, not `Gal·la`).
fn is_between_eastern(before: &str, name: &str) -> bool {
    before.chars().next_back().is_some_and(eastern::is_eastern)
        && name.chars().any(eastern::is_eastern)
}

fn words_of(text: &str) -> Vec<String> {
    let words = text
        .split([' ', ';'])
        .map(|word| {
            word.trim_matches([
                '"', '(', ')', '[', ']', '“', '”', '*', ':', '…', '~', '|', '<', '>',
            ])
        })
        .filter(|word| word.chars().any(|c| c.is_alphabetic() || c == '&'))
        .flat_map(split_glued)
        .collect();
    join_apart(words)
}

/// `F.Joachim` is an initial and a name; `J.R.` and `Ph.D.` stay whole.
fn split_glued(word: &str) -> Vec<String> {
    if let Some((initial, rest)) = word.split_once('.')
        && initial.chars().count() == 1
        && rest.chars().count() > 2
        && !rest.contains('.')
        && rest.chars().next().is_some_and(char::is_uppercase)
        && rest.chars().nth(1).is_some_and(char::is_lowercase)
        && !SUFFIXES.contains(key(word).as_str())
    {
        return vec![format!("{initial}."), rest.to_owned()];
    }
    // `Mr.Smith`.
    if let Some((title, rest)) = word.split_once('.')
        && rest.chars().count() > 2
        && !rest.contains('.')
        && rest.chars().next().is_some_and(char::is_uppercase)
        && matches!(key(title).as_str(), "mr" | "mrs" | "ms" | "dr" | "prof")
        && !SUFFIXES.contains(key(word).as_str())
    {
        return vec![format!("{title}."), rest.to_owned()];
    }
    vec![word.to_owned()]
}

fn is_decorated(name: &str) -> bool {
    name.chars().any(|c| {
        matches!(
            c,
            '*' | '♥' | '★' | '☆' | '♡' | '✿' | '✨' | '｡' | 'ﾟ' | '~' | '♪' | '✌' | '\u{1f300}'
                ..='\u{1faff}'
        )
    }) && !name.chars().any(eastern_letter_beside_marks)
}

/// Half-width kana voicing marks are ornaments only where no kana stands.
fn eastern_letter_beside_marks(c: char) -> bool {
    eastern::is_eastern(c) && !matches!(c, 'ﾟ' | 'ﾞ' | '･' | '\u{309a}' | '\u{3099}')
}

/// `Given Middle Family Suffix`.
fn natural(words: &[String], parts: &mut NameParts) {
    let words = split_dots(words);
    if words.len() > 1 && is_title_run(&words) && words.iter().any(|word| is_joiner(word)) {
        parts.title = words.join(" ");
        return;
    }
    let loud = is_loud(words.iter());
    let rest = take_crowd(take_titles(&words, parts));
    let rest = take_suffixes(rest, loud, parts);
    let born = take_born(rest, loud, parts);
    let mut rest = if parts.born.is_empty() { born } else { take_suffixes(born, loud, parts) };
    if rest.len() > 2 && rest.last().is_some_and(|word| word == "i") {
        // A conjunction without a second name is a number written small.
        append(&mut parts.suffix, "i");
        rest.pop();
    }
    names(&rest, parts);
}

/// The Western dot between words of East Asia marks a foreign name in its own order.
fn split_dots(words: &[String]) -> Vec<String> {
    words
        .iter()
        .flat_map(|word| {
            if word.contains('\u{1}') {
                let pieces: Vec<String> = word
                    .split('\u{1}')
                    .filter(|piece| !piece.is_empty())
                    .map(str::to_owned)
                    .collect();
                // A mark for `names` that the order is Western.
                if pieces.len() > 1 {
                    return pieces.into_iter().map(|piece| format!("{piece}\u{1}")).collect();
                }
                return pieces;
            }
            vec![word.clone()]
        })
        .collect()
}

/// `Family, Given`, `Given Family, Suffix`, and what people make of them.
fn with_commas(first: &[String], rest: &[Vec<String>], parts: &mut NameParts) {
    let loud = is_loud(first.iter().chain(rest.iter().flatten()));
    // `Family,, Suffix`: the empty place between the commas is the given name's.
    let no_given = rest.len() > 1 && rest[0].is_empty();
    let rest: Vec<&Vec<String>> = rest.iter().filter(|segment| !segment.is_empty()).collect();
    if no_given
        && !first.is_empty()
        && let [only] = rest.as_slice()
        && only.iter().all(|word| is_suffix(word, loud))
    {
        family_only(first, parts);
        append_suffix(parts, &only.join(" "));
        return;
    }
    let Some(second) = rest.first() else {
        // `Doe,,,`: the comma says that this is the family name.
        if first.len() == 1 {
            parts.family.clone_from(&first[0]);
        } else {
            natural(first, parts);
        }
        return;
    };
    if first.is_empty() {
        if second.iter().all(|word| is_certain_suffix(word, true)) {
            append_suffix(parts, &second.join(" "));
        } else {
            after_family(second, loud, parts);
        }
        for segment in &rest[1..] {
            append_suffix(parts, &segment.join(" "));
        }
        return;
    }
    let first_names = count_names(first);
    let eastern_first = first.iter().any(|word| eastern::all_eastern(word));
    // Capitals in front say nothing about capitals behind (`LLOYD WEBBER, ANDREW`).
    let quiet = !first
        .iter()
        .any(|word| is_upper(word) && word.chars().filter(|c| c.is_alphabetic()).count() > 2);
    let opens_with_suffix = second.first().is_some_and(|word| is_certain_suffix(word, loud))
        && (first_names > 1
            || second[1..].iter().all(|word| {
                is_certain_suffix(word, loud)
                    || is_title(word)
                    || NUMERALS.contains(key(word).as_str())
            }));
    let all_suffixes = opens_with_suffix
        || second.iter().all(|word| is_behind_comma_suffix(word, loud && quiet, first_names))
        || is_title_run(second)
        || second.iter().all(|word| eastern::is_respect(word))
        || key(&second.join("-")) == "et-al";
    if all_suffixes
        && (first_names > 1
            || opens_with_suffix
            || second.iter().all(|word| is_certain_suffix(word, loud) || eastern::is_respect(word)))
        || eastern_first && first.len() > 1 && !second.iter().any(|word| eastern::all_eastern(word))
    {
        if first_names > 1 || eastern_first {
            natural(first, parts);
        } else {
            family_only(first, parts);
        }
        for segment in &rest {
            file_tail(segment, parts);
        }
        return;
    }
    // Family first.
    family_only(first, parts);
    after_family(second, loud, parts);
    for segment in &rest[1..] {
        file_tail(segment, parts);
    }
}

/// A run of titles behind a comma (`John Smith, Mr. and Mrs.`).
fn is_title_run(words: &[String]) -> bool {
    words.last().is_some_and(|word| is_title(word))
        && words.iter().all(|word| is_title(word) || is_joiner(word))
}

/// How many words of the segment are neither title nor suffix.
fn count_names(words: &[String]) -> usize {
    let loud = is_loud(words.iter());
    let mut count = 0;
    let mut at_front = true;
    let mut is_particle_before = false;
    for word in words {
        if at_front && is_title(word) && !SHY_TITLES.contains(key(word).as_str()) {
            continue;
        }
        at_front = false;
        // `De La Cruz` is one name: behind a particle the next is one, too.
        let particle =
            is_particle(word) || is_particle_before && PARTICLES.contains(key(word).as_str());
        is_particle_before = particle;
        if (is_suffix(word, loud) && count > 0) || particle && count == 0 {
            continue;
        }
        count += 1;
    }
    count
}

/// Behind a comma a suffix may be one that elsewhere is a name (`John Smith, MA`).
fn is_behind_comma_suffix(word: &str, loud: bool, names_before: usize) -> bool {
    let key = key(word);
    if is_certain_suffix(word, loud) || word == "-" {
        return true;
    }
    if names_before < 2 {
        return false;
    }
    let letters = key.chars().filter(|c| c.is_alphabetic()).count();
    SUFFIXES.contains(key.as_str())
        || EXTRA_SUFFIXES.contains(key.as_str())
        || POST_NOMINALS.contains(key.as_str()) && is_upper(word)
        || (loud
            && is_upper(word)
            && (3..=6).contains(&letters)
            && !is_initial(word)
            && !is_particle(word))
        || (word.matches('.').count() > 1 && is_initial(word) && letters > 2)
}

/// A suffix even behind a single family name (`Smith, PhD`).
fn is_certain_suffix(word: &str, loud: bool) -> bool {
    let key = key(word);
    // Three letters and more: two may be initials (`Smith, JM`).
    if POST_NOMINALS.contains(key.as_str()) && !SUFFIXES.contains(key.as_str()) {
        return loud && is_upper(word) && (key.len() > 2 || key == "dm");
    }
    if SUFFIXES.contains(key.as_str()) {
        if NUMERALS.contains(key.as_str()) || matches!(key.as_str(), "v" | "vi" | "ed" | "si") {
            return matches!(key.as_str(), "vi") && is_upper(word);
        }
        if SHY_SUFFIXES.contains(key.as_str()) {
            return (loud && is_upper(word) && !word.contains('.'))
                || matches!(key.as_str(), "od" | "ret" | "hons");
        }
        return !matches!(key.as_str(), "dr" | "mr")
            && (!is_initial(word) || key == "md" || key == "phd" || key == "jd");
    }
    false
}

fn family_only(words: &[String], parts: &mut NameParts) {
    let words = split_dots(words);
    let loud = is_loud(words.iter());
    let rest = take_titles(&words, parts);
    let rest = take_suffixes(rest, loud, parts);
    let rest = take_born(rest, loud, parts);
    if rest.len() == 1 && eastern::all_eastern(&rest[0]) {
        let (bare, sign) = eastern::cut_respect(&rest[0]);
        append_suffix(parts, sign);
        bare.clone_into(&mut parts.family);
    } else {
        parts.family = bare(&rest).join(" ");
    }
}

/// What stands behind `Family,`: titles, given names, suffixes, trailing particles.
fn after_family(words: &[String], loud: bool, parts: &mut NameParts) {
    let words = split_dots(words);
    let rest = take_titles_if_name_follows(&words, parts);
    if rest.len() < words.len()
        && rest.iter().all(|word| {
            is_certain_suffix(word, loud)
                || SHY_SUFFIXES.contains(key(word).as_str()) && is_upper(word)
        })
    {
        append_suffix(parts, &rest.join(" "));
        return;
    }
    let mut rest = take_suffixes_after_comma(rest, loud, parts);
    if !rest.is_empty()
        && rest.iter().all(|word| is_particle(word) && is_lower(word) && !is_conjunction(word))
    {
        append(&mut parts.family, &rest.join(" "));
        return;
    }
    // `Berg, Jan van der`: particles go back to the family name.
    let mut particles = Vec::new();
    while rest.len() > 1
        && rest.last().is_some_and(|word| {
            is_particle(word) && !is_conjunction(word) && !is_upper(word) && key(word) != "ben"
        })
    {
        particles.extend(rest.pop());
    }
    if !particles.is_empty() {
        particles.reverse();
        let family = std::mem::take(&mut parts.family);
        parts.family = format!("{} {family}", particles.join(" ")).trim().to_owned();
    }
    let rest = bare(&rest);
    given_names(&rest, parts);
}

/// Later segments: titles to the titles, all else to the suffix.
fn file_tail(words: &[String], parts: &mut NameParts) {
    let mut suffix = Vec::new();
    for (at, word) in words.iter().enumerate() {
        let title = is_title(word) && !is_suffix(word, true)
            || is_joiner(word) && words.get(at + 1).is_some_and(|next| is_title(next));
        if title {
            append(&mut parts.title, word);
        } else {
            suffix.push(word.as_str());
        }
    }
    append_suffix(parts, &suffix.join(" "));
}

fn append(text: &mut String, more: &str) {
    if !more.is_empty() {
        if !text.is_empty() {
            text.push(' ');
        }
        text.push_str(more);
    }
}

/// Suffixes of different segments stay divided by a comma.
fn append_suffix(parts: &mut NameParts, more: &str) {
    let more = more.trim();
    if more.is_empty() {
        return;
    }
    if !parts.suffix.is_empty() {
        parts.suffix.push_str(", ");
    }
    parts.suffix.push_str(more);
}

//! English shorthand: "her trip", "asked about X", "she runs marathons", "the rig needs a rest".

use super::{holds, key, replaced, words};

/// Past forms that open a fact about the reader.
const PAST: &str = "asked told said mentioned explained showed suggested recommended offered promised \
    described pointed wondered wanted needed liked loved hoped planned thought knew wrote went came \
    saw began grew took gave got made had built bought sold met ran spoke found kept heard taught \
    sang won led brought moved lived worked started introduced invited warned agreed talked was \
    could would used studied grew praised compared admitted remembered joked laughed";

/// Present forms that open a fact about the reader and are not nouns as well.
const PRESENT: &str = "wants likes asks tells mentions prefers enjoys collects teaches has is does knows \
    thinks says lives comes goes gets makes sings believes remembers speaks reads writes";

/// Present forms that are nouns as well: verbs only in front of a fitting word.
const PRESENT_OR_NOUN: &str = "needs plans works runs uses takes moves starts hopes builds plays loves \
    sails studies leads manages looks talks";

/// Words after which the one before was a noun: "plans for Berlin", "needs of the team".
const AFTER_NOUN: &str = "of for and about in is are was were";

/// Words that may stand between the reader and the verb.
const ADVERBS: &str = "also just recently really once never always often still even already later \
    first then only";

/// Verbs that show a whole sentence wherever they stand.
const FINITE: &str = "is are was were has have had does did will would can could might must should \
    isn't aren't wasn't weren't hasn't haven't doesn't didn't don't won't can't couldn't went came \
    grew knew began became fell took gave wrote asked told said wants wanted";

/// Words that open a clause which already fits as a thing.
const SUBORDINATORS: &str =
    "that which who whom whose where when how why what whether if because while";

/// Words before a noun, never before a finite verb.
const BEFORE_NOUN: &str = "a an the my your his her its our their this these those some any no of in on \
    at for with from by to about new old";

/// Words that follow a verb and no plural noun.
const AFTER_VERB: &str = "a an the no more less another some any two three it them us him not";

/// Openings that are capital only because they were typed first.
const SMALL: &str = "the a an this that these those our my her his their your how why what when where \
    some no it there two three she he they you asked told mentioned";

pub(super) fn address(fact: &str) -> String {
    let mut words = words(fact);
    let first = words.first().map(|word| key(word)).unwrap_or_default();
    if holds(SMALL, &first)
        && let Some(word) = words.first_mut()
    {
        *word = word.to_lowercase();
    }
    match first.as_str() {
        "her" | "his" | "their" => {
            words[0] = replaced(&words[0], "your");
            turn_rest(&mut words, 1, Some(if first == "her" { "her" } else { "his" }));
        }
        "she" | "he" | "they" if words.len() > 1 => {
            words[0] = "you".to_owned();
            if first != "they" {
                let verb = verb_after(&words, 1);
                if let Some(word) = words.get_mut(verb) {
                    *word = replaced(word, &second_person(&key(word)));
                }
            }
            let gender = match first.as_str() {
                "she" => Some("her"),
                "he" => Some("his"),
                _ => None,
            };
            turn_rest(&mut words, 1, gender);
        }
        "she's" | "he's" | "they're" => {
            words[0] = "you are".to_owned();
            turn_rest(&mut words, 1, None);
        }
        _ => {
            let verb = verb_after(&words, 0);
            if opens_with_verb(&words, verb) {
                let base = second_person(&key(&words[verb]));
                words[verb] = replaced(&words[verb], &base);
                words[0] = lower_first(&words[0]);
                turn_rest(&mut words, verb + 1, None);
                words.insert(0, "you".to_owned());
            }
        }
    }
    words.join(" ")
}

/// The index of the verb: the first word from `from` that is no adverb.
fn verb_after(words: &[String], from: usize) -> usize {
    (from..words.len()).find(|index| !holds(ADVERBS, &key(&words[*index]))).unwrap_or(from)
}

fn opens_with_verb(words: &[String], at: usize) -> bool {
    let (Some(verb), Some(next)) = (words.get(at), words.get(at + 1)) else {
        return false;
    };
    let (verb, next) = (key(verb), key(next));
    if holds(PAST, &verb) || holds(PRESENT, &verb) {
        return true;
    }
    if holds(PRESENT_OR_NOUN, &verb) {
        return !holds(AFTER_NOUN, &next)
            || matches!((verb.as_str(), next.as_str()), ("works" | "lives", "in" | "for"));
    }
    // "recommended the book" is a verb; "shared love of boats" is not.
    verb.len() >= 5
        && verb.ends_with("ed")
        && holds("about that the a an to for me us how why in on at with my our", &next)
}

/// "runs" → "run", "is" → "are"; past forms and modals stay.
fn second_person(verb: &str) -> String {
    let irregular = match verb {
        "is" => "are",
        "was" => "were",
        "has" => "have",
        "does" => "do",
        "goes" => "go",
        "isn't" => "aren't",
        "wasn't" => "weren't",
        "hasn't" => "haven't",
        "doesn't" => "don't",
        _ => "",
    };
    if !irregular.is_empty() {
        return irregular.to_owned();
    }
    if !verb.is_ascii() || verb.len() < 4 || verb.ends_with("ss") || !verb.ends_with('s') {
        return verb.to_owned();
    }
    if let Some(stem) = verb.strip_suffix("ies") {
        return format!("{stem}y");
    }
    for ending in ["ches", "shes", "sses", "xes", "zes", "oes"] {
        if verb.ends_with(ending) {
            return verb[..verb.len() - 2].to_owned();
        }
    }
    verb[..verb.len() - 1].to_owned()
}

/// Turns the pronouns of the same person in the rest. Of several persons only the first is taken
/// to be the reader: "mentioned her son and his club" keeps "his".
fn turn_rest(words: &mut [String], from: usize, gender: Option<&str>) {
    let mut gender = gender.map(str::to_owned);
    for index in from..words.len() {
        let word = key(&words[index]);
        let of = match word.as_str() {
            "she" | "her" | "hers" | "herself" => "her",
            "he" | "him" | "his" | "himself" => "his",
            _ => continue,
        };
        if gender.get_or_insert_with(|| of.to_owned()) != of {
            continue;
        }
        let next = words.get(index + 1).map(|next| key(next));
        let by = match word.as_str() {
            "she" | "he" => {
                let verb = verb_after(words, index + 1);
                if let Some(word) = words.get_mut(verb) {
                    *word = replaced(word, &second_person(&key(word)));
                }
                "you"
            }
            "him" => "you",
            "hers" => "yours",
            "herself" | "himself" => "yourself",
            // "send her the paper" and "about her" are objects; "her paper" is not.
            "her"
                if next.is_none_or(|next| {
                    holds("the a an my our some this that to about for in on at with", &next)
                }) =>
            {
                "you"
            }
            _ => "your",
        };
        words[index] = replaced(&words[index], by);
    }
}

fn lower_first(word: &str) -> String {
    let mut chars = word.chars();
    chars.next().map(|first| first.to_lowercase().chain(chars).collect()).unwrap_or_default()
}

/// What people report most reads better as a thing: "your question about …".
const AS_THINGS: &[(&str, &str)] = &[
    ("you asked about ", "your question about "),
    ("you asked for ", "your wish for "),
    ("you asked whether ", "your question whether "),
    ("you asked how ", "your question how "),
    ("you asked why ", "your question why "),
    ("you told me about ", "what you told me about "),
    ("you told us about ", "what you told us about "),
    ("you talked about ", "what you said about "),
    ("you spoke about ", "what you said about "),
    ("you suggested that ", "your suggestion that "),
];

/// As the object of "I remember …": things as they are, sentences as "that …".
pub(super) fn as_object(fact: &str) -> String {
    let thing = AS_THINGS.iter().find_map(|(opening, thing)| {
        fact.strip_prefix(opening).map(|rest| format!("{thing}{rest}"))
    });
    match thing {
        Some(thing) => thing,
        None if is_sentence(fact) => format!("that {fact}"),
        None => fact.to_owned(),
    }
}

fn is_sentence(fact: &str) -> bool {
    let words: Vec<&str> = fact.split(' ').collect();
    let keys: Vec<String> = words.iter().map(|word| key(word)).collect();
    let Some(first) = keys.first() else {
        return false;
    };
    if holds(SUBORDINATORS, first) {
        return false;
    }
    if words.len() > 1 && holds("you i we they it there he she nobody everybody everyone", first) {
        return true;
    }
    for index in 1..keys.len() {
        let word = keys[index].as_str();
        if holds(SUBORDINATORS, word) {
            return false;
        }
        let before = keys[index - 1].as_str();
        if holds(BEFORE_NOUN, before) {
            continue;
        }
        if holds(FINITE, word) && words[index].chars().next().is_some_and(char::is_lowercase) {
            return true;
        }
        let next = keys.get(index + 1).map(String::as_str).unwrap_or_default();
        let third_person = word.len() >= 4
            && word.ends_with('s')
            && !word.ends_with("ss")
            && !word.ends_with("us")
            && !word.ends_with("'s");
        if third_person && holds(AFTER_VERB, next) {
            return true;
        }
        let to_do = next == "to"
            && words.get(index + 2).is_some_and(|word| word.chars().all(|c| !c.is_uppercase()));
        if to_do
            && holds("needs wants hopes plans likes starts tries", word)
            && index + 2 < words.len()
        {
            return true;
        }
    }
    false
}

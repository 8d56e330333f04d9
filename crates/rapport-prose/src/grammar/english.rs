//! Rules of English.

use super::finding;
use super::token::Token;
use crate::finding::Finding;

/// Words written with a vowel that begin with a consonant's sound.
const CONSONANT_SOUND: [&str; 14] = [
    "uni", "use", "user", "usu", "util", "eu", "one", "once", "ubiq", "unanim", "u.", "ukr", "ur",
    "ewe",
];
/// Words written with a consonant that begin with a vowel's sound.
const VOWEL_SOUND: [&str; 5] = ["hour", "honest", "honor", "honour", "heir"];

/// Phrases that lack or mistake a word: words in small letters, what is meant, why.
const PHRASES: [(&[&str], &str, &str); 27] = [
    (
        &["looking", "forward", "hear"],
        "looking forward to hearing",
        "\"to\" and \"-ing\" are missing",
    ),
    (&["look", "forward", "hear"], "look forward to hearing", "\"to\" and \"-ing\" are missing"),
    (&["look", "forward", "hearing"], "look forward to hearing", "\"to\" is missing"),
    (&["looking", "forward", "hearing"], "looking forward to hearing", "\"to\" is missing"),
    (&["forward", "to", "hear"], "forward to hearing", "after \"forward to\" stands \"-ing\""),
    (&["forward", "to", "meet"], "forward to meeting", "after \"forward to\" stands \"-ing\""),
    (&["forward", "to", "speak"], "forward to speaking", "after \"forward to\" stands \"-ing\""),
    (&["forward", "to", "see"], "forward to seeing", "after \"forward to\" stands \"-ing\""),
    (&["could", "of"], "could have", "\"of\" is heard, \"have\" is meant"),
    (&["should", "of"], "should have", "\"of\" is heard, \"have\" is meant"),
    (&["would", "of"], "would have", "\"of\" is heard, \"have\" is meant"),
    (&["must", "of"], "must have", "\"of\" is heard, \"have\" is meant"),
    (&["your", "welcome"], "you're welcome", "\"you are\" is meant"),
    (&["thank", "you", "for", "you"], "thank you for your", "an \"r\" is missing"),
    (&["thanks", "you"], "thank you", "\"thanks\" stands alone"),
    (&["let", "me", "now"], "let me know", "a \"k\" is missing"),
    (&["please", "fine"], "please find", "\"find\" is meant"),
    (&["in", "regards", "to"], "in regard to", "\"regard\" has no \"s\" here"),
    (&["i", "has"], "I have", "\"I\" goes with \"have\""),
    (&["i", "were", "glad"], "I was glad", "\"I\" goes with \"was\""),
    (&["it", "were", "great"], "it was great", "\"it\" goes with \"was\""),
    (&["its", "been"], "it's been", "\"it has\" is meant"),
    (&["its", "a", "pleasure"], "it's a pleasure", "\"it is\" is meant"),
    (&["its", "great", "to"], "it's great to", "\"it is\" is meant"),
    (&["hope", "your", "well"], "hope you're well", "\"you are\" is meant"),
    (&["an", "other"], "another", "it is one word"),
    (&["alot", "of"], "a lot of", "it is two words"),
];

/// Comparatives after which "then" is never meant.
const COMPARATIVES: [&str; 12] = [
    "more", "less", "better", "worse", "rather", "earlier", "later", "faster", "bigger", "smaller",
    "higher", "longer",
];

pub(super) fn check(tokens: &[Token<'_>], found: &mut Vec<Finding>) {
    for at in 0..tokens.len() {
        let rest = &tokens[at..];
        article(rest, found);
        phrase(rest, found);
        than(rest, found);
        your(rest, found);
        small_i(rest, found);
    }
    sentence_start(tokens, found);
}

/// "a" before a vowel's sound, "an" before a consonant's.
fn article(rest: &[Token<'_>], found: &mut Vec<Finding>) {
    let [article, word, ..] = rest else { return };
    if word.new_line || !word.is_word() || word.text.chars().count() < 3 {
        return;
    }
    let small = word.text.to_lowercase();
    // Acronyms and numbers are spoken in more ways than letters tell.
    if word.text.chars().skip(1).any(char::is_uppercase) || small.contains(|c: char| c.is_numeric())
    {
        return;
    }
    let written_vowel = small.starts_with(['a', 'e', 'i', 'o', 'u']);
    let begins = |list: &[&str]| list.iter().any(|start| small.starts_with(start));
    // "uninformed" begins with the vowel of "un-"; "unit" with that of "you".
    let spoken_un = small.starts_with("unin")
        || small.starts_with("unim")
        || small.starts_with("urg")
        || small.starts_with("unid");
    let vowel =
        if written_vowel { !begins(&CONSONANT_SOUND) || spoken_un } else { begins(&VOWEL_SOUND) };
    let (wrong, right) = if vowel { ("a", "an") } else { ("an", "a") };
    // "Grade A interview": a large A inside a sentence is a letter.
    if article.is(wrong) && article.text != "A" && small != "other" {
        let suggestion = format!("{right} {}", word.text);
        let why = format!("\"{right}\" stands before the sound of \"{}\"", word.text);
        found.extend(finding("article", &rest[..2], suggestion, why));
    }
}

fn phrase(rest: &[Token<'_>], found: &mut Vec<Finding>) {
    for (words, meant, why) in PHRASES {
        let matches = rest.len() >= words.len()
            && rest.iter().zip(words).all(|(token, word)| token.is(word))
            && rest[1..words.len()].iter().all(|token| token.spaced);
        if matches {
            let over = &rest[..words.len()];
            let suggestion =
                if over[0].starts_large() { capitalised(meant) } else { meant.to_owned() };
            found.extend(finding("phrase", over, suggestion, why));
            return;
        }
    }
}

fn than(rest: &[Token<'_>], found: &mut Vec<Finding>) {
    let [comparative, then, next, ..] = rest else { return };
    let compares = COMPARATIVES.iter().any(|word| comparative.is(word));
    // "Earlier then, perhaps": before a mark it may be the time.
    if compares
        && then.is("then")
        && next.is_word()
        && !then.new_line
        && !["we", "i", "you", "they", "he", "she", "and"].iter().any(|word| next.is(word))
    {
        let suggestion = format!("{} than", comparative.text);
        found.extend(finding(
            "than",
            &rest[..2],
            suggestion,
            "\"than\" compares, \"then\" is a time",
        ));
    }
}

/// "your" where a verb form follows that only "you are" can have, and the other way round.
fn your(rest: &[Token<'_>], found: &mut Vec<Finding>) {
    let [first, second, ..] = rest else { return };
    let follows = |words: &[&str]| words.iter().any(|word| second.is(word)) && !second.new_line;
    if first.is("your") && follows(&["going", "looking", "interested", "doing", "coming", "able"]) {
        found.extend(finding(
            "your",
            &rest[..2],
            format!("{} {}", if first.starts_large() { "You're" } else { "you're" }, second.text),
            "\"you are\" is meant",
        ));
    }
    if (first.is("you're") || first.is("you\u{2019}re"))
        && follows(&[
            "team", "time", "company", "help", "advice", "reply", "mail", "office", "offer",
        ])
    {
        found.extend(finding(
            "your",
            &rest[..2],
            format!("{} {}", if first.starts_large() { "Your" } else { "your" }, second.text),
            "what belongs to them is \"your\"",
        ));
    }
}

fn small_i(rest: &[Token<'_>], found: &mut Vec<Finding>) {
    let Some(token) = rest.first() else { return };
    let next_is_word = rest.get(1).is_some_and(Token::is_word);
    let contracted = ["i'm", "i've", "i'd", "i'll"]
        .iter()
        .any(|word| token.text == *word || token.text == word.replace('\'', "\u{2019}"));
    if (token.text == "i" && next_is_word && token.spaced) || contracted {
        let suggestion = capitalised(token.text);
        found.extend(finding("small-i", &rest[..1], suggestion, "\"I\" has a large letter"));
    }
}

/// A sentence inside a line that begins with a small letter.
fn sentence_start(tokens: &[Token<'_>], found: &mut Vec<Finding>) {
    for three in tokens.windows(3) {
        let [before, end, start] = three else { continue };
        let abbreviation = before.text.chars().count() <= 3 || before.text.contains('.');
        if matches!(end.text, "." | "!" | "?")
            && end.ends_sentence()
            && before.is_word()
            && !abbreviation
            && start.is_word()
            && start.spaced
            && !start.new_line
            && start.text.chars().all(char::is_lowercase)
            && start.text.chars().count() > 1
        {
            let over = std::slice::from_ref(start);
            let suggestion = capitalised(start.text);
            found.extend(finding("sentence-start", over, suggestion, "a sentence begins here"));
        }
    }
}

fn capitalised(text: &str) -> String {
    let mut letters = text.chars();
    letters.next().map_or_else(String::new, |first| first.to_uppercase().chain(letters).collect())
}

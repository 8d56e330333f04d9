//! Rules of German.

use super::finding;
use super::token::Token;
use crate::finding::Finding;

/// Verbs of saying and hoping after whose comma a clause begins: "dass".
const BEFORE_CLAUSE: [&str; 12] = [
    "hoffe", "freue", "glaube", "denke", "weiß", "wünsche", "gefreut", "finde", "schön", "toll",
    "dank", "danke",
];
/// Words after which "das" cannot be an article or a pronoun of its own.
const CLAUSE_SUBJECT: [&str; 8] = ["ich", "sie", "wir", "du", "er", "ihr", "es", "man"];
/// Phrases with a slip: words in small letters, what is meant, why.
const PHRASES: [(&[&str], &str, &str); 9] = [
    (&["seid", "gestern"], "seit gestern", "die Zeit schreibt man \"seit\""),
    (&["seid", "langem"], "seit Langem", "die Zeit schreibt man \"seit\""),
    (&["seid", "unserem"], "seit unserem", "die Zeit schreibt man \"seit\""),
    (&["im", "vorraus"], "im Voraus", "\"Voraus\" hat ein r"),
    (&["in", "vorraus"], "im Voraus", "\"Voraus\" hat ein r"),
    (&["im", "voraus"], "im Voraus", "\"Voraus\" ist hier ein Hauptwort"),
    (&["mit", "freundlichen", "grüssen"], "mit freundlichen Grüßen", "nach langem ü steht ß"),
    (&["mit", "freundlichem", "grüßen"], "mit freundlichen Grüßen", "Grüße sind mehrere"),
    (&["desweiteren"], "des Weiteren", "es sind zwei Wörter"),
];

pub(super) fn check(tokens: &[Token<'_>], found: &mut Vec<Finding>) {
    for at in 0..tokens.len() {
        let rest = &tokens[at..];
        that(rest, found);
        phrase(rest, found);
        polite(rest, found);
    }
    greeting(tokens, found);
}

/// "…, das ich": after a verb of saying a clause follows, and it begins with "dass".
fn that(rest: &[Token<'_>], found: &mut Vec<Finding>) {
    let [verb, comma, das, subject, ..] = rest else { return };
    let is_any = |token: &Token<'_>, words: &[&str]| words.iter().any(|word| token.is(word));
    if is_any(verb, &BEFORE_CLAUSE)
        && comma.text == ","
        && das.is("das")
        && is_any(subject, &CLAUSE_SUBJECT)
    {
        found.extend(finding(
            "dass",
            &rest[2..3],
            "dass",
            "hier beginnt ein Nebensatz, er beginnt mit \"dass\"",
        ));
    }
}

fn phrase(rest: &[Token<'_>], found: &mut Vec<Finding>) {
    for (words, meant, why) in PHRASES {
        if rest.len() < words.len() || !rest.iter().zip(words).all(|(token, word)| token.is(word)) {
            continue;
        }
        let over = &rest[..words.len()];
        let written: Vec<&str> = over.iter().map(|token| token.text).collect();
        // Only what differs is a slip: "im Voraus" is right as it stands.
        if written[1..].join(" ") == meant.split(' ').skip(1).collect::<Vec<_>>().join(" ")
            && written.len() > 1
            && written[0].eq_ignore_ascii_case(meant.split(' ').next().unwrap_or_default())
        {
            continue;
        }
        found.extend(finding("phrase", over, meant, why));
        return;
    }
}

/// "Ihnen" of the polite address after words that cannot mean "them".
fn polite(rest: &[Token<'_>], found: &mut Vec<Finding>) {
    let [first, second, ..] = rest else { return };
    let thanks = first.is("danke") || first.is("wünsche");
    if thanks && second.text == "ihnen" {
        found.extend(finding(
            "polite-address",
            &rest[1..2],
            "Ihnen",
            "die höfliche Anrede schreibt man groß",
        ));
    }
}

/// After the comma of a greeting the text goes on with a small letter (DIN 5008).
fn greeting(tokens: &[Token<'_>], found: &mut Vec<Finding>) {
    let Some(first) = tokens.first() else { return };
    if !["liebe", "lieber", "hallo", "sehr", "guten"].iter().any(|word| first.is(word)) {
        return;
    }
    let Some(next) = tokens.iter().skip(1).position(|token| token.new_line).map(|at| at + 1) else {
        return;
    };
    let (comma, start) = (&tokens[next - 1], &tokens[next]);
    let article_or_pronoun =
        ["Vielen", "Ich", "Danke", "Wir", "Herzlichen", "Es", "Gestern", "Wie"];
    if comma.text == "," && article_or_pronoun.contains(&start.text) {
        let small = start.text.to_lowercase();
        found.extend(finding(
            "greeting",
            std::slice::from_ref(start),
            small,
            "nach dem Komma der Anrede geht es klein weiter",
        ));
    }
    if comma.is_word() {
        found.extend(finding(
            "greeting-comma",
            std::slice::from_ref(comma),
            format!("{},", comma.text),
            "nach der Anrede steht ein Komma",
        ));
    }
}

//! German shorthand: "ihre Reise", "fragte nach X", "sie segelt", "der Prüfstand braucht Ruhe".

use super::{holds, key, replaced, words};

/// Verb forms of the third person singular and the form that goes with "Sie". Strong verbs, vowel
/// changes and everything a fact is likely to open with; regular ones are built.
const VERBS: &[(&str, &str)] = &[
    ("ist", "sind"),
    ("war", "waren"),
    ("hat", "haben"),
    ("hatte", "hatten"),
    ("wird", "werden"),
    ("wurde", "wurden"),
    ("will", "wollen"),
    ("wollte", "wollten"),
    ("kann", "können"),
    ("konnte", "konnten"),
    ("muss", "müssen"),
    ("musste", "mussten"),
    ("darf", "dürfen"),
    ("soll", "sollen"),
    ("mag", "mögen"),
    ("möchte", "möchten"),
    ("würde", "würden"),
    ("weiß", "wissen"),
    ("wusste", "wussten"),
    ("kennt", "kennen"),
    ("kannte", "kannten"),
    ("braucht", "brauchen"),
    ("brauchte", "brauchten"),
    ("sucht", "suchen"),
    ("suchte", "suchten"),
    ("plant", "planen"),
    ("plante", "planten"),
    ("hofft", "hoffen"),
    ("hoffte", "hofften"),
    ("wünscht", "wünschen"),
    ("wünschte", "wünschten"),
    ("fragt", "fragen"),
    ("fragte", "fragten"),
    ("sagt", "sagen"),
    ("sagte", "sagten"),
    ("meint", "meinen"),
    ("meinte", "meinten"),
    ("erzählt", "erzählen"),
    ("erzählte", "erzählten"),
    ("erwähnt", "erwähnen"),
    ("erwähnte", "erwähnten"),
    ("erklärt", "erklären"),
    ("erklärte", "erklärten"),
    ("berichtet", "berichten"),
    ("berichtete", "berichteten"),
    ("zeigt", "zeigen"),
    ("zeigte", "zeigten"),
    ("lobt", "loben"),
    ("lobte", "lobten"),
    ("empfiehlt", "empfehlen"),
    ("empfahl", "empfahlen"),
    ("bat", "baten"),
    ("bot", "boten"),
    ("spricht", "sprechen"),
    ("sprach", "sprachen"),
    ("findet", "finden"),
    ("fand", "fanden"),
    ("kam", "kamen"),
    ("kommt", "kommen"),
    ("ging", "gingen"),
    ("geht", "gehen"),
    ("sah", "sahen"),
    ("sieht", "sehen"),
    ("gab", "gaben"),
    ("gibt", "geben"),
    ("nahm", "nahmen"),
    ("nimmt", "nehmen"),
    ("fährt", "fahren"),
    ("fuhr", "fuhren"),
    ("läuft", "laufen"),
    ("lief", "liefen"),
    ("liest", "lesen"),
    ("las", "lasen"),
    ("schrieb", "schrieben"),
    ("schreibt", "schreiben"),
    ("arbeitet", "arbeiten"),
    ("arbeitete", "arbeiteten"),
    ("leitet", "leiten"),
    ("leitete", "leiteten"),
    ("lebt", "leben"),
    ("wohnt", "wohnen"),
    ("liebt", "lieben"),
    ("spielt", "spielen"),
    ("segelt", "segeln"),
    ("wandert", "wandern"),
    ("sammelt", "sammeln"),
    ("baut", "bauen"),
    ("baute", "bauten"),
    ("macht", "machen"),
    ("machte", "machten"),
    ("trägt", "tragen"),
    ("hält", "halten"),
    ("hilft", "helfen"),
    ("interessiert", "interessieren"),
    ("freut", "freuen"),
    ("freute", "freuten"),
];

/// Finite verbs of things, besides those above, that show a whole sentence.
const FINITE: &str = "fehlt fehlen braucht brauchen sind waren haben hatten werden wurden können \
    sollen müssen läuft laufen steht stehen wächst wachsen kostet kosten dauert fällt bleibt \
    funktioniert klappt ruckelt streikt";

/// Words that open a clause which already fits as a thing.
const SUBORDINATORS: &str =
    "dass wie warum weshalb wo wann wer was welche welcher welches ob wenn weil";

/// Words that are capital only because they were typed first.
const SMALL: &str = "der die das den dem des ein eine einen einem einer wie warum dass es unser unsere \
    mein meine zwei drei fragte erzählte erwähnte";

pub(super) fn address(fact: &str) -> String {
    let mut words = words(fact);
    let first = words.first().map(|word| key(word)).unwrap_or_default();
    if let Some(possessive) = possessive(&first) {
        words[0] = replaced(&words[0], &possessive);
        turn_rest(&mut words, 1, if first.starts_with("ihr") { "ihr" } else { "sein" });
    } else if matches!(first.as_str(), "sie" | "er") && words.len() > 1 {
        words[0] = "Sie".to_owned();
        if let Some(plural) = formal(&key(&words[1]), true) {
            words[1] = replaced(&words[1], &plural);
        }
        turn_rest(&mut words, 2, if first == "sie" { "ihr" } else { "sein" });
    } else if let Some(verb) = (words.len() > 1).then(|| formal(&first, false)).flatten() {
        words[0] = verb;
        let gender = words.iter().find_map(|word| match key(word).as_str() {
            word if word.starts_with("ihr") && possessive(word).is_some() => Some("ihr"),
            word if word.starts_with("sein") && possessive(word).is_some() => Some("sein"),
            _ => None,
        });
        if let Some(gender) = gender {
            turn_rest(&mut words, 1, gender);
        }
        words.insert(0, "Sie".to_owned());
    } else if holds(SMALL, &first) {
        words[0] = words[0].to_lowercase();
    }
    words.join(" ")
}

/// "Danas Reise" is "Ihre Reise", but the ending depends on the noun; only clear ones are turned.
pub(super) fn after_genitive(rest: &str) -> String {
    let noun = rest.split(' ').find(|word| word.chars().next().is_some_and(char::is_uppercase));
    let feminine = noun.is_some_and(|noun| {
        ["reise", "frage", "idee", "ung", "heit", "keit", "tour", "schaft", "tion", "geschichte"]
            .iter()
            .any(|ending| key(noun).ends_with(ending))
    });
    format!("{} {rest}", if feminine { "ihre" } else { "ihr" })
}

fn possessive(word: &str) -> Option<String> {
    ["ihr", "sein"].iter().find_map(|stem| {
        let ending = word.strip_prefix(stem)?;
        matches!(ending, "" | "e" | "em" | "en" | "er" | "es").then(|| format!("Ihr{ending}"))
    })
}

/// The form with "Sie". Regular verbs are only built after a pronoun, where a verb is sure.
fn formal(verb: &str, is_surely_verb: bool) -> Option<String> {
    if let Some((_, plural)) = VERBS.iter().find(|(singular, _)| *singular == verb) {
        return Some((*plural).to_owned());
    }
    if !is_surely_verb {
        return None;
    }
    if verb.ends_with("te") {
        return Some(format!("{verb}n"));
    }
    let stem = verb.strip_suffix("et").or_else(|| verb.strip_suffix('t'))?;
    if stem.chars().count() < 3 {
        return None;
    }
    let ending = if stem.ends_with("el") || stem.ends_with("er") { "n" } else { "en" };
    Some(format!("{stem}{ending}"))
}

fn turn_rest(words: &mut [String], from: usize, stem: &str) {
    for word in words.iter_mut().skip(from) {
        let inner = key(word);
        let is_small = word.chars().find(|c| c.is_alphabetic()).is_some_and(char::is_lowercase);
        if is_small
            && inner.starts_with(stem)
            && let Some(formal) = possessive(&inner)
        {
            *word = replaced(word, &formal);
        }
    }
}

/// What people report most reads better as a thing: "Ihre Frage nach …".
const AS_THINGS: &[(&str, &str)] = &[
    ("Sie fragten nach ", "Ihre Frage nach "),
    ("Sie baten um ", "Ihre Bitte um "),
    ("Sie erzählten von ", "Ihre Erzählung von "),
    ("Sie berichteten von ", "Ihr Bericht von "),
    ("Sie hofften auf ", "Ihre Hoffnung auf "),
    ("Sie hoffen auf ", "Ihre Hoffnung auf "),
];

/// As the object of a sentence: things as they are, sentences as "dass …" with the verb at the end.
/// A sentence with a comma is left alone: its verb cannot be moved by rule.
pub(super) fn as_object(fact: &str) -> String {
    let thing = AS_THINGS.iter().find_map(|(opening, thing)| {
        fact.strip_prefix(opening).map(|rest| format!("{thing}{rest}"))
    });
    if let Some(thing) = thing {
        return thing;
    }
    let words: Vec<&str> = fact.split(' ').collect();
    let Some(first) = words.first().map(|word| key(word)) else {
        return String::new();
    };
    if fact.contains([',', ':', '(']) || holds(SUBORDINATORS, &first) || words.len() < 3 {
        return fact.to_owned();
    }
    let verb = (1..words.len() - 1).find(|index| {
        let word = words[*index];
        let is_small = word.chars().next().is_some_and(char::is_lowercase);
        let low = key(word);
        let after_you = *index == 1 && words[0] == "Sie";
        is_small
            && (holds(FINITE, &low)
                || VERBS
                    .iter()
                    .any(|(singular, plural)| *singular == low || (after_you && *plural == low)))
    });
    // "die Frage, wie es weitergeht" and "das Team, das baut" were sorted out by their comma.
    let Some(verb) = verb else {
        return fact.to_owned();
    };
    let mut rest: Vec<&str> = words.clone();
    let finite = rest.remove(verb);
    format!("dass {} {finite}", rest.join(" "))
}

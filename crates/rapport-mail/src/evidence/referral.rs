//! The wrong person, and who is named instead.
//!
//! Here: what the phrases of [`super::intent`] say of it, and the name and address beside them as
//! a suggestion; nobody is ever written to by that alone. A mere "please contact" or "forwarded"
//! counts only where somebody is named. Not here: deputies during an absence.

use rapport_core::classify::{Intent, Place, Sign, SignKind, SuggestedAs, Suggestion};

use super::Seen;
use super::intent::Phrases;
use super::intent::matcher::Hit;
use super::intent::scope::Standing;
use super::intent::tables::Says;
use crate::words::Words;

/// Points of a phrase that needs a name beside it.
const NEEDS_A_NAME: u8 = 2;
/// Words between a phrase and a name.
const FILLERS: usize = 7;
/// Words of a name.
const LONGEST_NAME: usize = 4;
/// Words with a capital letter that begin no name, folded.
static NO_NAMES: Words = Words::of(
    "
    i | you | he | she | we | they | it | the | this | that | my | our | your | his | her | please
    thanks | thank | best | regards | kind | dear | hi | hello | team | department | sales
    support | hr | it | marketing | purchasing | procurement | finance | legal | manager
    director | office | if | for | but | and | so | as | no | not | sorry | unfortunately
    monday | tuesday | wednesday | thursday | friday | january | february | march | april | may
    june | july | august | september | october | november | december | sie | ich | wir | bitte
    vielen | danke | mit | kollege | kollegin | kollegen | abteilung | einkauf | vertrieb | je | nous
    vous | merci | cordialement | yo | usted | gracias | saludos | io | lei | grazie | eu | obrigado
    ik | wij | u | met | jag | vi | jeg | pan | pani | panem | pania | herr | herrn | frau | mr | mrs
    ms | dr | monsieur | madame | senor | senora | signor | signora | meneer | mevrouw | c | ceo | cto
    cfo | coo | head | vp | colleague | email | mail | wrong | right | person | contact | regarding
    ansprechpartner | ansprechpartnerin | leiter | leiterin | nachfolger | nachfolgerin | anfrage
    thema | bereich | fragen | angebote | anliegen
",
);
/// Small words inside names.
static PARTICLES: Words = Words::of(
    "
    van | von | de | der | den | del | della | di | da | dos | du | la | le | el | bin | al | zu
",
);

/// The signs of a wrong person or a hint to another one.
pub(super) fn signs(found: &Phrases<'_>, seen: &Seen<'_>) -> Vec<Sign> {
    let mut signs = Vec::new();
    let mut somebody: Option<Suggestion> = None;
    let addresses = addresses(found.reading.text, seen);
    for hit in found.saying(Says::Referral) {
        if matches!(found.standing(hit), Standing::Supposed | Standing::AfterCondition) {
            continue;
        }
        let name = name_behind(found, hit).or_else(|| name_before(found, hit));
        let address = addresses
            .iter()
            .find(|(place, _)| *place + 200 > hit.bytes.start && *place < hit.bytes.end + 300)
            .map(|(_, address)| address.clone());
        let named = name.is_some() || address.is_some();
        if !named && (hit.points <= NEEDS_A_NAME || found.asks(hit)) {
            continue;
        }
        let kind = SignKind::Leaning { intent: Intent::Referral, points: 4 };
        if signs.is_empty() {
            signs.push(Sign { kind, place: Place::Text, words: found.words(hit) });
        }
        if named && somebody.as_ref().is_none_or(|one| one.name.is_none() || one.address.is_none())
        {
            let before = somebody.take();
            let (old_name, old_address) =
                before.map_or((None, None), |one| (one.name, one.address));
            somebody = Some(Suggestion {
                role: SuggestedAs::Referral,
                name: old_name.or(name),
                address: old_address.or(address),
            });
        }
    }
    if let Some(suggestion) = somebody {
        let words = suggestion.to_string();
        signs.push(Sign { kind: SignKind::Suggestion(suggestion), place: Place::Text, words });
    }
    signs
}

/// Addresses in the text with their places, those of sender and recipients left out.
fn addresses(text: &str, seen: &Seen<'_>) -> Vec<(usize, String)> {
    let mut found = Vec::new();
    let mut place = 0;
    for token in text.split(|c: char| {
        c.is_whitespace() || matches!(c, '<' | '>' | '(' | ')' | '[' | ']' | ',' | ';' | '"' | '|')
    }) {
        let start = place;
        place = start + token.len() + 1;
        let token = token.trim_start_matches("mailto:");
        let token = token.trim_matches(|c: char| !c.is_alphanumeric() && c != '_').to_lowercase();
        let Some((local, domain)) = token.split_once('@') else { continue };
        let plain = |text: &str| {
            text.chars().all(|c| c.is_alphanumeric() || matches!(c, '.' | '-' | '_' | '+'))
        };
        let well_formed = !local.is_empty()
            && domain.contains('.')
            && !domain.ends_with('.')
            && plain(local)
            && plain(domain);
        if well_formed && !seen.from.contains(&token) && !seen.to.contains(&token) {
            found.push((start.min(text.len()), token));
        }
    }
    found
}

/// A name within a few words behind the phrase, in its sentence.
fn name_behind(found: &Phrases<'_>, hit: &Hit) -> Option<String> {
    if hit.words.is_empty() {
        return None;
    }
    let end = found.reading.sentence_of(hit.words.start)?.words.end;
    let last = (hit.words.end + FILLERS).min(end);
    (hit.words.end..last).find_map(|place| name_at(found, place, end))
}

/// "Anna Berg is the right person": a name just before the phrase.
fn name_before(found: &Phrases<'_>, hit: &Hit) -> Option<String> {
    let start =
        found.reading.sentence_of(hit.words.start).filter(|_| !hit.words.is_empty())?.words.start;
    let from = hit.words.start.saturating_sub(LONGEST_NAME).max(start);
    (from..hit.words.start)
        .find_map(|place| name_at(found, place, hit.words.start))
        .filter(|name| name.contains(' '))
}

/// The name that begins with this word.
fn name_at(found: &Phrases<'_>, place: usize, end: usize) -> Option<String> {
    let reading = &found.reading;
    let is_part = |place: usize| {
        let word = reading.slice(place, place + 1);
        let mut letters = word.chars();
        let capital = letters.next().is_some_and(char::is_uppercase);
        let lower = letters.clone().any(char::is_lowercase);
        capital
            && lower
            && word.chars().all(|c| c.is_alphabetic() || matches!(c, '\'' | '\u{2019}'))
            && !NO_NAMES.has(reading.word(place))
    };
    if !is_part(place) {
        return None;
    }
    let clause = reading.words.get(place)?.clause;
    let mut last = place + 1;
    let mut next = last;
    while next < end.min(place + LONGEST_NAME) && reading.words.get(next)?.clause == clause {
        if is_part(next) {
            last = next + 1;
        } else if !PARTICLES.has(reading.word(next)) {
            break;
        }
        next += 1;
    }
    let name = reading.slice(place, last);
    // A part of an address is no name.
    let before = reading.words.get(place)?.from;
    let after = reading.words.get(last - 1)?.to;
    let joined = |c: Option<char>| c.is_some_and(|c| matches!(c, '@' | '_' | '/'));
    let touches = joined(reading.text.get(..before)?.chars().next_back())
        || joined(reading.text.get(after..)?.chars().next());
    (!touches).then(|| name.split_whitespace().collect::<Vec<_>>().join(" "))
}

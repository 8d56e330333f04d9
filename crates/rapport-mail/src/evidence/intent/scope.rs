//! Whether a phrase is said, denied, or only supposed.
//!
//! Here: negation just before a phrase ("I don't think it sounds good") and conditions in front of
//! it ("if you are not selected"). Words that are part of another phrase found in the text deny
//! nothing: in "not interested, please remove me" nobody asks not to be removed. Not here: the
//! phrases ([`super::tables`]).

use super::matcher::Hit;
use super::reading::Reading;
use super::tables::{Group, Says};
use crate::words::Words;

/// Words before a phrase that are searched for a negation.
const NEGATION_REACH: usize = 3;
/// The same for news of applications, which are wordier: "will not be able to offer you".
const REACH_OF_NEWS: usize = 6;
/// Words behind a phrase that are searched for a negation, for languages that put it there.
const BEHIND_REACH: usize = 2;

/// Words that deny what follows, folded.
static NEGATIONS: Words = Words::of(
    "
    not | no | never | dont | doesnt | didnt | isnt | arent | wasnt | werent | wont | wouldnt
    cant | cannot | couldnt | shouldnt | hasnt | havent | hadnt | aint | hardly | without | nor
    neither | unable | nicht | kein | keine | keinen | keiner | keinem | keines | nie | ohne
    weder | pas | jamais | sans | aucun | aucune | nunca | sin | ni | tampoco | non | mai
    senza | neanche | nao | sem | nem | niet | geen | nooit | zonder | inte | ej | aldrig | ingen
    inga | inget | utan | ikke | aldri | ingen | uden | uten | bez | nigdy | не | ни | без | никогда
    degil
",
);
/// Words that deny what stands before them, folded.
static NEGATIONS_BEHIND: Words = Words::of(
    "
    nicht | niet | inte | ikke | kein | keine | pas | degil
",
);
/// Words that open a condition anywhere.
static CONDITIONS: Words = Words::of(
    "
    if | unless | whether | falls | wenn | sofern | indien | mocht | dersom | jesli | jezeli | если
    eger | qualora
",
);
/// Words that open a condition only where a clause begins; elsewhere they mean other things.
static CONDITIONS_AT_START: Words = Words::of(
    "
    should | si | se | als | om | hvis | caso | ob | mochten | sollte | sollten | ifall
",
);
/// Words after which something is still to come: "until the position is filled", and "cannot go
/// on until we hear from you".
static STILL_TO_COME: Words = Words::of(
    "
    until | till | unless | before | once | when | without | yet | bis | bevor | solange | jusqu | avant | hasta
    finche | ate | totdat
",
);
/// Signs of a condition in scripts without spaces, before the phrase.
const WIDE_CONDITIONS: &[&str] = &["如果", "如", "若", "假如", "もし", "場合"];

/// How a phrase stands in its sentence.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(in crate::evidence) enum Standing {
    /// It is said.
    Said,
    /// It is denied.
    Denied,
    /// It stands in a condition.
    Supposed,
    /// A condition stands before it in the same sentence.
    AfterCondition,
}

/// How a phrase stands among the others.
pub(in crate::evidence) fn standing(reading: &Reading<'_>, hits: &[Hit], hit: &Hit) -> Standing {
    if hit.words.is_empty() {
        return wide_standing(reading.text, hit);
    }
    let first = hit.words.start;
    let Some((word, sentence)) = reading.words.get(first).zip(reading.sentence_of(first)) else {
        return Standing::Said;
    };
    let start = sentence.words.start;
    let mut after_condition = false;
    for place in (start..first).rev() {
        let earlier = &reading.words[place];
        let folded = reading.word(place);
        let opens = place == start || reading.words[place - 1].clause != earlier.clause;
        let supposes = CONDITIONS.has(folded)
            || opens && CONDITIONS_AT_START.has(folded) && !is_yes(reading, place);
        // A phrase with its own "if" is no condition for others.
        let harmless = |other: &Hit| other.says == Says::Nothing && other.uses(place);
        if supposes && !hits.iter().any(harmless) {
            if earlier.clause == word.clause {
                return Standing::Supposed;
            }
            after_condition = true;
        }
    }
    let clause = word.clause;
    // "We may not be able to" decides nothing.
    let perhaps = (first.saturating_sub(NEGATION_REACH).max(start)..hit.words.end)
        .any(|place| matches!(reading.word(place), "may" | "might"));
    let news = matches!(hit.says, Says::Rejection | Says::Advance | Says::Offer);
    let to_come = |place: usize| {
        reading.words.get(place).is_some_and(|other| other.clause == clause)
            && STILL_TO_COME.has(reading.word(place))
    };
    if news && perhaps {
        return Standing::Supposed;
    }
    if news && sentence.words.clone().any(|place| !hit.uses(place) && to_come(place)) {
        return Standing::Supposed;
    }
    let reach = if matches!(hit.says, Says::Advance | Says::Offer | Says::Invitation) {
        REACH_OF_NEWS
    } else {
        NEGATION_REACH
    };
    let before = (start..first).rev().take(reach);
    // "The role has not been filled": a negation in the gap of a phrase that has none itself.
    let inside = hit
        .words
        .clone()
        .any(|place| !hit.uses(place) && NEGATIONS.has(reading.word(place)))
        && !hit.words.clone().any(|place| hit.uses(place) && NEGATIONS.has(reading.word(place)));
    let end = hit.words.end;
    let behind = end..(end + BEHIND_REACH).min(sentence.words.end);
    let denies = |place: usize, table: &Words| {
        reading.words.get(place).is_some_and(|other| other.clause == clause)
            && table.has(reading.word(place))
            && !hits.iter().any(|other| other != hit && shields(other, hit) && other.uses(place))
    };
    let denied = before.clone().filter(|place| denies(*place, &NEGATIONS)).count() % 2 == 1
        || inside && hit.says == Says::Rejection
        || behind.into_iter().any(|place| denies(place, &NEGATIONS_BEHIND));
    match (denied, after_condition) {
        (true, _) => Standing::Denied,
        (false, true) => Standing::AfterCondition,
        (false, false) => Standing::Said,
    }
}

/// Whether the words of one phrase cannot deny another: in "not interested, please remove me"
/// nobody asks not to be removed. News of applications share words with what people say.
fn shields(other: &Hit, hit: &Hit) -> bool {
    other.says == Says::Nothing || hit.says.group() != Group::Application
}

/// "Sí" has an accent, "si" has none.
fn is_yes(reading: &Reading<'_>, place: usize) -> bool {
    reading.slice(place, place + 1).chars().any(|c| matches!(c, 'í' | 'ì' | 'Í' | 'Ì'))
}

fn wide_standing(text: &str, hit: &Hit) -> Standing {
    let before = text.get(..hit.bytes.start).unwrap_or_default();
    let sentence = before.rsplit(['。', '！', '？', '\n']).next().unwrap_or_default();
    let supposes = WIDE_CONDITIONS.iter().any(|sign| sentence.contains(sign));
    if supposes { Standing::AfterCondition } else { Standing::Said }
}

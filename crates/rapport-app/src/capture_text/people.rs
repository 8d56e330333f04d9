//! Who was met: names after "met" and "with", at the beginning of a line, in an address.

use super::Field;
use super::contact_fields::holds;
use super::desk::{Desk, Taken};
use super::names::{capitals, looks_like_name, name};
use super::places;
use super::vocabulary::{
    AND, FROM, GIVEN_NAMES, ORGANISATION_WORDS, SUFFIXES, TITLES, WITH_FAMILY_NAME,
};

/// Words after which somebody's name stands, whatever it looks like.
const STRONG: &[&[&str]] = &[
    &["met", "with"],
    &["met", "up", "with"],
    &["met"],
    &["meet"],
    &["saw"],
    &["spoke", "with"],
    &["spoke", "to"],
    &["spoken", "to"],
    &["talked", "with"],
    &["talked", "to"],
    &["chatted", "with"],
    &["chatted", "to"],
    &["called"],
    &["phoned"],
    &["rang"],
    &["texted"],
    &["emailed"],
    &["introduced", "to"],
    &["introduction", "to"],
    &["intro", "to"],
    &["ran", "into"],
    &["bumped", "into"],
    &["interviewed", "by"],
    &["interviewed", "with"],
    &["introduced", "by"],
    &["referred", "by"],
    &["call", "with"],
    &["meeting", "with"],
    &["coffee", "with"],
    &["lunch", "with"],
    &["chat", "with"],
    &["zoom", "with"],
    &["dinner", "with"],
    &["interview", "with"],
    &["habe"],
    &["hab"],
    &["haben"],
    &["kennengelernt", ":"],
    &["getroffen", ":"],
    &["treffen", "mit"],
    &["gespräch", "mit"],
    &["telefonat", "mit"],
    &["telefoniert", "mit"],
    &["kaffee", "mit"],
    &["gesprochen", "mit"],
    &["traf"],
    &["sprach", "mit"],
    &["contact", "is"],
    &["contact", ":"],
    &["contact"],
    &["kontakt", ":"],
    &["kontakt"],
    &["ansprechpartner"],
    &["ansprechpartnerin"],
    &["ansprechpartnerin", "ist"],
    &["ansprechpartner", "ist"],
    &["heute"],
    &["gestern"],
    &["wrote", "to"],
];

/// Words before which a name stands in a German sentence.
pub(super) const PARTICIPLES: &str = "getroffen kennengelernt gesprochen besucht wiedergetroffen";

/// Words after which a name may stand, if it looks like one.
const WEAK: &[&[&str]] =
    &[&["with"], &["mit"], &["by"], &["to"], &["from"], &["an"], &["von"], &["bei"]];

/// A word of the frame that a meeting is told with.
pub(super) fn is_trigger(desk: &Desk<'_>, at: usize) -> bool {
    STRONG
        .iter()
        .any(|phrase| phrase[0] != "heute" && phrase[0] != "gestern" && desk.says(at, phrase))
        || holds(PARTICIPLES, desk.lower(at))
}

/// Takes people, where they work, and as what.
pub(super) fn take(desk: &mut Desk<'_>) {
    let mut at = 0;
    while at < desk.words.len() {
        let strong = STRONG
            .iter()
            .filter(|phrase| starts(desk, at, phrase))
            .map(|phrase| phrase.len())
            .max();
        let weak = WEAK.iter().find(|phrase| desk.says(at, phrase)).map(|phrase| phrase.len());
        let Some(length) = strong.or(weak) else {
            at += 1;
            continue;
        };
        let is_day = holds("heute gestern", desk.lower(at));
        let is_strong = strong.is_some() && !is_day;
        let known = desk.has(Field::Person);
        if !is_strong && known && !holds("with mit", desk.lower(at)) {
            at += 1;
            continue;
        }
        match list(desk, at + length, is_strong) {
            Some(end) => {
                desk.take(at, at + length, Taken::Frame);
                at = end;
            }
            None => {
                if is_strong {
                    desk.take(at, at + length, Taken::Frame);
                }
                at += 1;
            }
        }
    }
    before_participle(desk);
    if !desk.has(Field::Person) {
        leading(desk);
    }
    rather_an_organisation(desk);
    and_another(desk);
    elsewhere(desk);
}

/// "Auf der Buchmesse Nora Blum kennengelernt": the name stands before the verb.
fn before_participle(desk: &mut Desk<'_>) {
    if desk.has(Field::Person) {
        return;
    }
    for verb in 0..desk.words.len() {
        if !holds(PARTICIPLES, desk.lower(verb)) || desk.words[verb].state == Taken::Chip {
            continue;
        }
        let start = desk.clause_start(verb);
        let found = (start..verb).find(|at| {
            looks_like_name(desk, *at, false)
                && name(desk, *at, false).is_some_and(|(first, end)| {
                    end - first >= 2 || first > *at || holds(GIVEN_NAMES, desk.lower(first))
                })
        });
        if let Some(at) = found
            && list(desk, at, false).is_some()
        {
            desk.take(verb, verb + 1, Taken::Frame);
            return;
        }
    }
}

/// "Interview with Globex, Lena Vogt and Max Stein": one word that is nobody's given name is where
/// the people work who are named in full behind it.
fn rather_an_organisation(desk: &mut Desk<'_>) {
    let people: Vec<String> = desk
        .chips()
        .iter()
        .filter(|chip| chip.field == Field::Person)
        .map(|chip| chip.value.clone())
        .collect();
    let [only] = people.as_slice() else {
        return;
    };
    let is_one_word =
        !only.contains(' ') && !holds(GIVEN_NAMES, &only.to_lowercase()) && only.is_ascii();
    if !is_one_word || desk.has(Field::Organisation) {
        return;
    }
    let mut at = 0;
    while at < desk.words.len() {
        let end = desk.clause_end(at);
        if let Some((first, behind)) = name(desk, at, false)
            && looks_like_name(desk, at, false)
            && behind - first >= 2
            && (behind == end || holds(AND, desk.lower(behind)))
        {
            for chip in desk.chips_mut().filter(|chip| chip.field == Field::Person) {
                chip.field = Field::Organisation;
                chip.sure = false;
            }
            list(desk, at, false);
            return;
        }
        at = end + 1;
    }
}

/// "Met Ana Pires, ana@halden.example, and Tom Reed": a clause of its own with one more name.
fn and_another(desk: &mut Desk<'_>) {
    if !desk.has(Field::Person) {
        return;
    }
    let mut at = 0;
    while at < desk.words.len() {
        let end = desk.clause_end(at);
        if holds(AND, desk.lower(at))
            && desk.words[at].is_free()
            && let Some((first, behind)) = name(desk, at + 1, false)
            && looks_like_name(desk, at + 1, false)
            && behind - first >= 2
            && (behind == end || holds(FROM, desk.lower(behind)) || desk.lower(behind) == "(")
        {
            desk.take(at, at + 1, Taken::Frame);
            list(desk, at + 1, true);
        }
        at = end + 1;
    }
}

/// As `says`, but a day that is in a chip may be what a name stands behind.
fn starts(desk: &Desk<'_>, at: usize, phrase: &[&str]) -> bool {
    if phrase.len() == 1 && holds("heute gestern", phrase[0]) {
        return desk.lower(at) == phrase[0];
    }
    desk.says(at, phrase)
}

/// One name or several: "Ana Pires and Tom Reed of Halden Lab"; the place behind all of it.
fn list(desk: &mut Desk<'_>, from: usize, is_strong: bool) -> Option<usize> {
    let mut at = from;
    let mut end = None;
    // "3 people from acme: Dana Whitfield and Ivo Marek"
    let counts = desk.words.get(at).is_some_and(|word| {
        word.text.chars().all(|letter| letter.is_ascii_digit())
            || holds("two three four five some several zwei drei vier fünf einige", &word.lower)
    });
    if counts
        && holds("people persons colleagues of others leute kollegen personen", desk.lower(at + 1))
    {
        desk.take(at, at + 2, Taken::Frame);
        let colon =
            (at..desk.words.len().min(at + 8)).find(|index| desk.words[*index].text == ":")?;
        places::behind_person(desk, at + 2);
        return list(desk, colon + 1, is_strong);
    }
    // "with landlord Peter Voss", "met my new neighbour Carla Ruiz"
    let described = (at..desk.words.len().min(at + 5)).find(|index| {
        let word = &desk.words[*index];
        !word.is_free() || word.is_capital()
    });
    if let Some(named) = described.filter(|named| {
        *named > at
            && desk.words[*named].is_free()
            && name(desk, *named, false).is_some()
            && looks_like_name(desk, *named, false)
    }) {
        let only_described = (at..named).all(|index| {
            !holds(FROM, desk.lower(index))
                && !holds(AND, desk.lower(index))
                && !holds("who about in on und wegen über", desk.lower(index))
        });
        let is_position = places::position_end(desk, at).is_some_and(|end| end == named);
        let is_led = holds(
            "my our a an the meinen meine unseren unsere einen eine den die der dem her his",
            desk.lower(at),
        );
        let is_person = holds(GIVEN_NAMES, desk.lower(named))
            || name(desk, named, false)
                .is_some_and(|(start, end)| end - start >= 2 || start > named);
        if only_described && is_person && (is_position || (is_led && is_strong)) {
            if is_position {
                places::take_position(desk, at, named);
            }
            return list(desk, named, is_strong);
        }
    }
    // "with the recruiter, Jane Doe"; "met up with"
    while holds("the our der die dem again up mr. unserer unserem", desk.lower(at))
        && desk.words.get(at).is_some_and(super::desk::Word::is_free)
        && !holds(TITLES, desk.lower(at))
    {
        at += 1;
    }
    if at > from || holds("a an their ihre her his", desk.lower(at)) {
        // Somebody without a name: "a recruiter from Acme".
        let position = places::position_end(desk, at);
        if let Some(position) = position {
            places::take_position(desk, at, position);
            desk.take(from, at, Taken::Frame);
            at = position;
            while matches!(desk.lower(at), "," | ":" | "named" | "called" | "namens") {
                at += 1;
            }
        } else if at == from {
            return None;
        }
    }
    while let Some(found) = person(desk, at, is_strong) {
        desk.take(from, at.min(from + 1), Taken::Frame);
        at = found;
        end = Some(found);
        let next = desk.lower(at).to_owned();
        if next == "(" || names_more(desk, at) {
            at = places::behind_person(desk, at);
            end = Some(at);
        }
        let next = desk.lower(at).to_owned();
        if matches!(next.as_str(), "\n" | ";") && introduces(desk, at + 1) {
            at += 1;
            continue;
        }
        if holds(AND, &next) && looks_like_name(desk, at + 1, is_strong) {
            desk.take(at, at + 1, Taken::Frame);
            at += 1;
        } else if matches!(next.as_str(), "," | "、") && goes_on(desk, at + 1) {
            at += 1;
            if holds(AND, desk.lower(at)) {
                desk.take(at, at + 1, Taken::Frame);
                at += 1;
            }
        } else {
            break;
        }
    }
    end.map(|end| places::behind_person(desk, end))
}

/// A line of its own with a name and what that person does, as in a list of people.
pub(super) fn introduces(desk: &Desk<'_>, at: usize) -> bool {
    let Some((start, end)) = name(desk, at, false) else {
        return false;
    };
    let is_person = looks_like_name(desk, at, false)
        && (end - start >= 2 || holds(GIVEN_NAMES, desk.lower(start)));
    let tells = matches!(desk.lower(end), "," | "(" | "-" | "–" | ":")
        && places::position_end(desk, end + 1).is_some()
        || desk.lower(end) == "(";
    is_person && tells
}

/// Behind this person and what they do, another one is introduced on the next line.
fn names_more(desk: &Desk<'_>, at: usize) -> bool {
    let line = (at..desk.words.len()).find(|index| matches!(desk.words[*index].text, "\n" | ";"));
    line.is_some_and(|line| introduces(desk, line + 1) && line > at)
}

/// Behind a comma the list goes on: another name with "and" behind it, or a given name.
fn goes_on(desk: &Desk<'_>, at: usize) -> bool {
    if holds(AND, desk.lower(at)) {
        return looks_like_name(desk, at + 1, false);
    }
    let Some((start, end)) = name(desk, at, false) else {
        return false;
    };
    let is_organisation = (start..end).any(|index| holds(ORGANISATION_WORDS, desk.lower(index)));
    if is_organisation || places::position_end(desk, at).is_some() {
        return false;
    }
    let next = desk.lower(end);
    let lists = holds(AND, next) && looks_like_name(desk, end + 1, false);
    let again = matches!(next, "," | "、") && goes_on(desk, end + 1);
    let is_given = holds(GIVEN_NAMES, desk.lower(start)) && end - start >= 2;
    let has_title = start > at;
    lists
        || again
        || is_given
        || has_title
        || (desk.words[start].is_uncased() && desk.words[at - 1].text == "、")
}

/// Takes one person; the place behind the name.
fn person(desk: &mut Desk<'_>, at: usize, is_strong: bool) -> Option<usize> {
    let (start, end) = name(desk, at, is_strong)?;
    let is_organisation = (start..end).any(|index| holds(ORGANISATION_WORDS, desk.lower(index)));
    let is_given = holds(GIVEN_NAMES, desk.lower(start));
    let has_title = start > at;
    let count = end - start;
    if is_organisation && !has_title {
        return None;
    }
    let is_likely = is_given || has_title || count >= 2 || desk.words[start].is_uncased();
    if !is_strong && !is_likely {
        return None;
    }
    // One capital word that is known as nobody's given name, with "about" behind it, is a place.
    let (mut end, behind) = (end, end);
    while end > start + 1 && holds(SUFFIXES, desk.lower(end - 1)) {
        end -= 1;
    }
    desk.take(end, behind, Taken::Frame);
    let text = desk.slice(start, end);
    let is_shouted = text.chars().filter(|letter| letter.is_alphabetic()).count() > 3
        && text.chars().all(|letter| !letter.is_lowercase())
        && text.chars().any(char::is_uppercase);
    let is_small = !text.chars().any(char::is_uppercase) && text.chars().any(char::is_lowercase);
    let plain = if is_small {
        capitals(text)
    } else if is_shouted {
        capitals(&text.to_lowercase())
    } else {
        text.to_owned()
    };
    let titles = desk.slice(at, start).replace("Herrn", "Herr").replace("herrn", "Herr");
    let family_alone = count == 1 && has_title && holds(WITH_FAMILY_NAME, desk.lower(at));
    let mut alternatives = Vec::new();
    let value = if family_alone {
        alternatives.push(plain.clone());
        format!("{titles} {plain}")
    } else {
        if has_title {
            alternatives.push(format!("{titles} {plain}"));
        }
        if is_small || is_shouted {
            alternatives.push(text.to_owned());
        }
        plain
    };
    desk.take(at, start, Taken::Frame);
    let from = if family_alone { at } else { start };
    for word in &mut desk.words[from..end] {
        word.state = Taken::No;
    }
    desk.chip(Field::Person, value, from, end);
    if let Some(chip) = desk.last() {
        chip.sure = !is_small && is_likely;
        chip.alternatives = alternatives;
    }
    Some(behind)
}

/// Names at the beginning of a clause, where no word leads to one.
fn leading(desk: &mut Desk<'_>) {
    let mut at = 0;
    while at < desk.words.len() {
        let end = desk.clause_end(at);
        let start = (at..end).find(|index| desk.words[*index].state == Taken::No).unwrap_or(at);
        at = end + 1;
        if start >= end || !looks_like_name(desk, start, false) {
            // "dana from acme asked about prices"
            let small = start < end
                && desk.words[start].is_free()
                && (holds(GIVEN_NAMES, desk.lower(start))
                    || holds("from bei von at", desk.lower(start + 1)))
                && name(desk, start, true).is_some()
                && !desk.words[start].is_capital();
            if small && let Some(end) = list(desk, start, true) {
                let _ = end;
                break;
            }
            continue;
        }
        let Some((first, behind)) = name(desk, start, false) else {
            continue;
        };
        let count = behind - first;
        let next = desk.lower(behind).to_owned();
        let is_given = holds(GIVEN_NAMES, desk.lower(first));
        let uncased = desk.words[first].is_uncased();
        let goes_further = holds(FROM, &next)
            || next == "("
            || desk.words.get(behind).is_some_and(|word| word.state == Taken::Frame)
            || holds(
                "wants said told asked has is was will möchte will sagt hat ist asks likes",
                &next,
            );
        let is_whole = behind == end;
        let is_position = places::position_end(desk, start).is_some();
        let is_person = !is_position
            && (is_given
                || uncased
                || first > start
                || (count >= 2 && (goes_further || is_whole || count <= 3))
                || (goes_further
                    && count == 1
                    && start == 0
                    && !desk.lower(first).ends_with("ing")));
        // "Acme: Dana Whitfield" and "Dana Whitfield: ..." are told apart by given names.
        let heading =
            desk.words.get(end).is_some_and(|mark| mark.text == ":") && is_whole && !is_given;
        if heading && looks_like_name(desk, end + 1, false) {
            let value = desk.slice(first, behind).to_owned();
            desk.chip(Field::Organisation, value, first, behind);
            continue;
        }
        if is_person && let Some(end) = list(desk, start, true) {
            let _ = end;
            break;
        }
    }
}

/// An organisation that stands apart from the person: "Interview at Acme with Dana".
fn elsewhere(desk: &mut Desk<'_>) {
    if desk.has(Field::Organisation) {
        return;
    }
    // "Interview Acme"
    let mut at = 0;
    while at < desk.words.len() {
        let end = desk.clause_end(at);
        let framed = (at..end).take_while(|index| desk.words[*index].state == Taken::Frame).count();
        let is_rest_capital = framed > 0
            && at + framed < end
            && (at + framed..end)
                .all(|index| desk.words[index].is_free() && desk.words[index].is_capital())
            && super::kinds::is_kind(desk, at);
        if is_rest_capital && places::organisation(desk, at + framed) == Some(end) {
            return;
        }
        at = end + 1;
    }
    let is_sale = desk.chips().iter().any(|chip| {
        chip.field == Field::Kind && matches!(chip.value.as_str(), "delivery" | "proposal")
    });
    let is_rejection =
        desk.chips().iter().any(|chip| chip.field == Field::Kind && chip.value == "rejection");
    for at in 0..desk.words.len() {
        let free_or_frame = desk.words[at].state != Taken::Chip;
        if free_or_frame
            && (holds("at bei @ from von beim to of", desk.lower(at))
                || (is_rejection && desk.lower(at) == "by")
                || (is_sale && holds("for für", desk.lower(at))))
            && desk.words.get(at + 1).is_some_and(super::desk::Word::is_free)
        {
            let capital = (at + 1..desk.words.len().min(at + 4))
                .find(|index| !holds("the der die das dem firma company", desk.lower(*index)));
            let is_capital = capital.is_some_and(|index| desk.words[index].is_capital());
            let is_small_text = !desk.text.chars().any(char::is_uppercase);
            let is_certain = holds("at bei @ beim", desk.lower(at))
                || (is_small_text
                    && holds("from von", desk.lower(at))
                    && at > 0
                    && holds(
                        "someone somebody people team jemand jemanden leute",
                        desk.lower(at - 1),
                    ));
            let in_frame = super::kinds::is_kind(desk, desk.clause_start(at))
                || (desk.clause_start(at)..at).any(|index| {
                    super::kinds::is_kind(desk, index)
                        || is_trigger(desk, index)
                        || desk.words[index].state == Taken::Chip
                });
            if (is_capital || (is_small_text && is_certain))
                && (in_frame || is_certain)
                && places::organisation(desk, at + 1).is_some()
            {
                desk.take(at, at + 1, Taken::Frame);
                return;
            }
        }
    }
}

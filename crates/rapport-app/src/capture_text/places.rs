//! Organisations and events: runs of words after "at" and "from", in brackets, behind a comma.

use super::Field;
use super::contact_fields::holds;
use super::desk::{Desk, Taken};
use super::vocabulary::{
    ARTICLES, EVENT_NOUNS, EVENT_PAIRS, FROM, NO_NAMES, NO_ORGANISATIONS, ORGANISATION_WORDS,
    PARTICLES, POSITION_PARTS, POSITIONS,
};

/// Verbs at the end of a German sentence that stand between a person and where they work.
const BRIDGES: &str = "getroffen kennengelernt gesprochen geschickt telefoniert besucht angerufen geredet gehabt again     briefly";

/// The longest name of an organisation, in words.
const LONGEST: usize = 7;

/// The words of an event, with those that name it: "the Robotics Fair", "at a fair".
pub(super) fn event(desk: &Desk<'_>) -> Option<(usize, usize)> {
    for at in 0..desk.words.len() {
        if !desk.words[at].is_free() {
            continue;
        }
        let pair = EVENT_PAIRS.iter().find(|pair| desk.says(at, pair)).map(|pair| at + pair.len());
        let end = if let Some(end) = pair {
            end
        } else if is_event_noun(desk.lower(at)) {
            at + 1
        } else {
            continue;
        };
        let start = event_start(desk, at);
        let end = event_end(desk, end);
        // "Fair" at the end of a person's or company's name is no event: an article, a preposition or
        // a clause of its own makes it one.
        let first = desk.clause_start(start);
        let is_led = start > first
            && holds(
                "at the on from a an our her his their this to auf der bei dem am im von zur beim einer eine die during after into",
                desk.lower(start - 1),
            );
        let is_alone = start == first;
        if is_led || is_alone {
            return Some((start, end));
        }
    }
    None
}

fn is_event_noun(word: &str) -> bool {
    holds(EVENT_NOUNS, word)
        || ["messe", "konferenz", "kongress", "tagung", "stammtisch"]
            .iter()
            .any(|ending| word.len() > ending.len() + 2 && word.ends_with(ending))
}

/// Capitals before the noun belong to the name.
fn event_start(desk: &Desk<'_>, at: usize) -> usize {
    let mut start = at;
    while start > 0 {
        let before = &desk.words[start - 1];
        let is_name = before.is_free()
            && (before.is_capital() || before.text.chars().all(|letter| letter.is_ascii_digit()))
            && !holds(NO_NAMES, &before.lower)
            && !holds(ARTICLES, &before.lower)
            && !super::people::is_trigger(desk, start - 1);
        if !is_name {
            break;
        }
        start -= 1;
    }
    // All in small letters: the one or two words after the article.
    if start == at && !desk.words[at].is_capital() {
        let article = (at.saturating_sub(3)..at)
            .rev()
            .find(|index| holds("the der die das dem", desk.lower(*index)));
        if let Some(article) = article {
            return article + 1;
        }
    }
    start
}

/// A year, a city or a number behind the noun belongs to the name.
fn event_end(desk: &Desk<'_>, mut end: usize) -> usize {
    while let Some(word) = desk.words.get(end) {
        let is_year =
            word.text.len() == 4 && word.text.chars().all(|letter| letter.is_ascii_digit());
        // One capital word is a city, two are somebody's name.
        let is_place = word.is_free()
            && word.is_capital()
            && !holds(NO_NAMES, &word.lower)
            && end > 0
            && desk.words[end - 1].is_capital()
            && !desk.words.get(end + 1).is_some_and(|next| next.is_free() && next.is_capital());
        if !(is_year || is_place) || super::people::is_trigger(desk, end) {
            break;
        }
        end += 1;
        if is_place {
            break;
        }
    }
    end
}

/// The name of an event; `None` where it has none ("at a fair").
pub(super) fn event_name(desk: &Desk<'_>, from: usize, to: usize) -> Option<String> {
    (to - from > 1 || desk.words[from].is_capital() && desk.lower(from).len() > 6)
        .then(|| desk.slice(from, to).to_owned())
}

/// Reads what stands behind a person: where they work, and as what. The place behind it.
pub(super) fn behind_person(desk: &mut Desk<'_>, mut at: usize) -> usize {
    loop {
        let Some(word) = desk.words.get(at).cloned() else {
            return at;
        };
        let is_bridge = word.state == Taken::Chip && !word.is_mark()
            || (word.state != Taken::Chip && holds(BRIDGES, &word.lower));
        if is_bridge {
            if word.state != Taken::Chip {
                desk.take(at, at + 1, Taken::Frame);
            }
            at += 1;
            continue;
        }
        // A name in a script without capitals, and an organisation right behind it.
        let behind_uncased = at > 0
            && desk.words[at - 1].is_uncased()
            && word.is_free()
            && word.is_capital()
            && !word.is_uncased();
        if behind_uncased
            && !desk.has(Field::Organisation)
            && let Some(end) = organisation(desk, at)
        {
            at = end;
            continue;
        }
        if matches!(word.text, "(" | "[" | "（") {
            at = in_brackets(desk, at);
            continue;
        }
        if word.is_free() && holds(FROM, &word.lower)
            || matches!(word.text, "/" | "|" | "@" | "-" | "–" | "—" | "•" | "·")
        {
            if let Some(end) = position_end(desk, at + 1).filter(|_| desk.words[at].is_mark()) {
                take_position(desk, at + 1, end);
                at = end;
                continue;
            }
            let Some(end) = organisation(desk, at + 1) else {
                return at;
            };
            desk.take(at, at + 1, Taken::Frame);
            at = end;
            continue;
        }
        if word.is_free()
            && holds("who working works worked arbeitet is the their its our der die", &word.lower)
        {
            // "who works at Acme", "the CTO of Acme"
            let works =
                (at..at + 4).find(|index| holds("at for from of bei für", desk.lower(*index)));
            let positioned = position_end(desk, at + 1);
            if let Some(end) = positioned {
                desk.take(at, at + 1, Taken::Frame);
                take_position(desk, at + 1, end);
                at = end;
                continue;
            }
            if let Some(place) = works
                && holds("who working works worked arbeitet", &word.lower)
                && let Some(end) = organisation(desk, place + 1)
            {
                desk.take(at, place + 1, Taken::Frame);
                at = end;
                continue;
            }
            return at;
        }
        if word.text == "," || word.text == "\n" || word.text == ":" {
            let after = at + 1;
            if let Some(end) = position_end(desk, after) {
                take_position(desk, after, end);
                at = end;
                continue;
            }
            if desk.has(Field::Organisation) {
                return at;
            }
            let end = desk.clause_end(after);
            if super::people::introduces(desk, after) {
                return at;
            }
            if let Some(found) = capital_run(desk, after, end)
                .filter(|found| *found == end || behind_name(desk, *found))
            {
                let is_certain =
                    (after..found).any(|index| holds(ORGANISATION_WORDS, desk.lower(index)));
                take_organisation(desk, after, found, is_certain);
                at = found;
                continue;
            }
            return at;
        }
        if let Some(end) = position_end(desk, at) {
            take_position(desk, at, end);
            at = end;
            continue;
        }
        return at;
    }
}

/// What may stand behind the name of an organisation in its clause.
fn behind_name(desk: &Desk<'_>, at: usize) -> bool {
    desk.words.get(at).is_some_and(|word| {
        word.state != Taken::No
            || matches!(word.text, "(" | ")")
            || holds("in on at about yesterday last for", &word.lower)
    })
}

/// "(Acme)", "(CTO, Acme)", "(Stadtwerke Köln)".
fn in_brackets(desk: &mut Desk<'_>, open: usize) -> usize {
    let close = (open + 1..desk.words.len())
        .find(|index| matches!(desk.words[*index].text, ")" | "]" | "）"))
        .unwrap_or(desk.words.len());
    let mut at = open + 1;
    while at < close {
        let end = (at..close).find(|index| desk.words[*index].ends_clause()).unwrap_or(close);
        if let Some(position) = position_end(desk, at).filter(|end| *end <= close) {
            take_position(desk, at, position);
            if holds(FROM, desk.lower(position))
                && position < end
                && organisation(desk, position + 1).is_some()
            {
                desk.take(position, position + 1, Taken::Frame);
            }
        } else {
            let start = if holds("from at of bei von @", desk.lower(at)) { at + 1 } else { at };
            if start < end
                && !desk.has_organisation_for_last_person()
                && (start..end).all(|index| desk.words[index].is_free())
                && end - start <= LONGEST
                && !is_sentence(desk, start, end)
                && names_something(desk, start, end)
            {
                desk.take(at, start, Taken::Frame);
                take_organisation(desk, start, end, true);
            }
        }
        at = end + 1;
    }
    close + 1
}

/// A capital, or the one word in brackets of a text in small letters.
fn names_something(desk: &Desk<'_>, from: usize, to: usize) -> bool {
    (from..to).any(|index| {
        desk.words[index].is_capital() || desk.words[index].text.chars().any(char::is_uppercase)
    }) || to - from == 1
}

/// Words of a clause that tell something instead of naming something.
fn is_sentence(desk: &Desk<'_>, from: usize, to: usize) -> bool {
    (from..to).any(|index| {
        holds(
            "he she they is was has likes loves wants er sie hat ist war i we her his their my",
            desk.lower(index),
        )
    })
}

/// An organisation that begins here, articles left out; the place behind it.
pub(super) fn organisation(desk: &mut Desk<'_>, at: usize) -> Option<usize> {
    let mut from = at;
    let mut had_article = false;
    while desk.words.get(from).is_some_and(|word| word.is_free() && holds(ARTICLES, &word.lower)) {
        had_article = true;
        from += 1;
    }
    let word = desk.words.get(from)?;
    if !word.is_free() || (holds(NO_ORGANISATIONS, &word.lower) && !names_more(desk, from + 1)) {
        return None;
    }
    let end = desk.clause_end(from);
    if let Some(found) = capital_run(desk, from, end) {
        take_organisation(desk, from, found, true);
        return Some(found);
    }
    if had_article || word.is_capital() {
        return None;
    }
    // In small letters: one word, and what organisations carry behind it.
    if holds(NO_NAMES, &word.lower)
        || !word.text.chars().next().is_some_and(char::is_alphanumeric)
        || is_sentence(desk, from, from + 1)
    {
        return None;
    }
    if word.text.chars().next().is_some_and(|first| first.is_ascii_digit()) {
        return None;
    }
    let mut found = from + 1;
    while desk.words.get(found).is_some_and(|word| {
        word.is_free() && (holds(ORGANISATION_WORDS, &word.lower) || word.text == "&")
    }) {
        found += 1;
    }
    if desk.text.chars().any(char::is_uppercase)
        && !word.text.chars().any(char::is_uppercase)
        && desk.words[..from].iter().any(|word| word.is_capital() && word.state == Taken::Chip)
    {
        return None;
    }
    take_organisation(desk, from, found, false);
    Some(found)
}

/// The end of a run of capitals with the small words that names of organisations hold.
fn capital_run(desk: &Desk<'_>, from: usize, end: usize) -> Option<usize> {
    let mut at = from;
    let mut last = None;
    while at < end.min(from + LONGEST) {
        let word = &desk.words[at];
        let is_name = word.is_free()
            && (word.is_capital()
                || word.text.chars().any(char::is_uppercase)
                || (at > from && word.text.chars().all(|letter| letter.is_ascii_digit()))
                || starts_with_digit_and_letter(word.text))
            && !(at == from && holds(NO_ORGANISATIONS, &word.lower) && !names_more(desk, at + 1))
            && !(holds(NO_NAMES, &word.lower) && at == from)
            && !super::people::is_trigger(desk, at);
        let is_joint = word.is_free()
            && at > from
            && (holds(PARTICLES, &word.lower)
                || holds("& and und für for the + fürs of", &word.lower));
        if is_name {
            last = Some(at + 1);
        } else if !(is_joint
            && desk.words.get(at + 1).is_some_and(|next| next.is_free() && next.is_capital())
            && joins(desk, at))
        {
            break;
        }
        at += 1;
    }
    last.filter(|last| !((from..*last).all(|index| holds(POSITIONS, desk.lower(index)))))
}

/// "University of Bremen", "Hotel Anker": a word that is no name alone goes on with one.
fn names_more(desk: &Desk<'_>, at: usize) -> bool {
    let is_name = |index: usize| {
        desk.words.get(index).is_some_and(|word| word.is_free() && word.is_capital())
    };
    is_name(at) || (holds("of für for der des", desk.lower(at)) && is_name(at + 1))
}

fn starts_with_digit_and_letter(text: &str) -> bool {
    text.starts_with(|first: char| first.is_ascii_digit())
        && text.chars().any(char::is_alphabetic)
        && !text.ends_with("am")
        && !text.ends_with("pm")
}

/// "Finch & Co", "Bank of Norrland", "Institut für Robotik"; "Acme and Dana" are two.
fn joins(desk: &Desk<'_>, at: usize) -> bool {
    !holds("and und", desk.lower(at))
        || desk.words.get(at + 2).is_none_or(|word| {
            word.ends_clause() || holds(ORGANISATION_WORDS, &word.lower) || word.state != Taken::No
        })
}

/// Makes the chip of an organisation; lower case becomes what it most likely is.
fn take_organisation(desk: &mut Desk<'_>, from: usize, to: usize, is_certain: bool) {
    let text = desk.slice(from, to).trim_end_matches(['.', ',']).to_owned();
    let text = if text.ends_with(" Co") || text.ends_with(" Inc") {
        desk.slice(from, to).to_owned()
    } else {
        text
    };
    let is_small = !text.chars().any(char::is_uppercase) && text.chars().any(char::is_lowercase);
    let value = if is_small { super::names::capitals(&text) } else { text.clone() };
    desk.chip(Field::Organisation, value, from, to);
    if let Some(chip) = desk.last() {
        chip.sure = is_certain && !is_small;
        if is_small {
            chip.alternatives.push(text);
        }
    }
}

/// The end of a position that begins here: "CTO", "head of hardware", "their recruiter".
pub(super) fn position_end(desk: &Desk<'_>, at: usize) -> Option<usize> {
    let mut from = at;
    while desk.words.get(from).is_some_and(|word| {
        word.is_free() && holds("the their a an our her his ihre ihr der die dort", &word.lower)
    }) {
        from += 1;
    }
    // "test lead", "flaky things engineer": small words that close with what somebody does.
    let clause = desk.clause_end(from).min(from + 4);
    let closing = (from..clause).find(|index| holds(POSITIONS, desk.lower(*index)));
    if let Some(closing) = closing.filter(|closing| *closing > from)
        && (from..closing).all(|index| {
            let word = &desk.words[index];
            word.is_free()
                && !word.is_capital()
                && !holds(NO_NAMES, &word.lower)
                && !holds(FROM, &word.lower)
        })
        && (closing + 1 == desk.clause_end(from)
            || holds(FROM, desk.lower(closing + 1))
            || desk.words[closing + 1].is_mark())
    {
        return Some(closing + 1);
    }
    let mut end = from;
    let mut last = None;
    while let Some(word) = desk.words.get(end).filter(|word| word.is_free()) {
        let lower = word.lower.as_str();
        if holds(POSITIONS, lower) {
            last = Some(end + 1);
        } else if last.is_some() && holds("of for der des für", lower) {
            // "head of hardware", but "CTO of Acme": what is written large is the organisation.
            let next = desk.words.get(end + 1);
            let next_is_small = next.is_some_and(|next| {
                next.is_free()
                    && !next.is_capital()
                    && !holds(NO_NAMES, &next.lower)
                    && !holds(ARTICLES, &next.lower)
            });
            let head_of =
                holds("head director vp chief lead president leiter leiterin", desk.lower(end - 1))
                    && next.is_some_and(|next| {
                        next.is_free()
                            && (holds(POSITION_PARTS, &next.lower)
                                || holds(POSITIONS, &next.lower)
                                || !next.is_capital())
                    });
            if !(next_is_small || head_of) {
                break;
            }
            last = Some((end + 2).min(desk.words.len()));
            end += 1;
            // Another small word may go on: "head of hardware testing".
            while desk.words.get(end + 1).is_some_and(|next| {
                next.is_free()
                    && !next.is_capital()
                    && !holds(NO_NAMES, &next.lower)
                    && !holds(FROM, &next.lower)
            }) && end + 1 < from + 6
            {
                end += 1;
                last = Some(end + 1);
            }
        } else if holds(POSITION_PARTS, lower) && !holds("in im der des für for of the", lower) {
            // "software engineer": it only counts with a position behind it.
        } else {
            break;
        }
        end += 1;
        if end > from + 7 {
            break;
        }
    }
    last
}

/// Makes the chip of a position.
pub(super) fn take_position(desk: &mut Desk<'_>, from: usize, to: usize) {
    let mut start = from;
    while holds("the their a an our her his ihre ihr der die dort", desk.lower(start))
        && start + 1 < to
    {
        start += 1;
    }
    desk.take(from, start, Taken::Frame);
    let value = desk.slice(start, to).to_owned();
    let is_job = desk.chips().iter().any(|chip| {
        chip.field == Field::Kind
            && matches!(chip.value.as_str(), "interview" | "phone-screen" | "application")
    });
    // "Interview with Lena Vogt from Norrland, data analyst" is what the user applies for.
    if is_job && !desk.has(Field::Role) && desk.has_organisation_for_last_person() {
        desk.chip(Field::Role, value, start, to);
        if let Some(chip) = desk.last() {
            chip.sure = false;
        }
        return;
    }
    desk.chip(Field::Position, value, start, to);
}

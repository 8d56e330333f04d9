//! What no other stage wanted: facts that only this meeting produced, promises of the user, and the
//! memo. Nothing with a meaning is dropped.

use super::Field;
use super::contact_fields::holds;
use super::desk::{Desk, Taken};

/// Words that carry no meaning alone.
const EMPTY: &str = "a about again also an and are as at auch auf aus bei beim but by das dass dem den der des die \
    ein eine einem einen einer es et for from für hab habe had has have i ich im in into is ist it mit nach of on or \
    our she he that the their them there they this to too um und up us very vom von war was we were who will with zu \
    zum zur my me mir mich wir sie er then so just there's it's & + e y doch mal noch sent send geschickt getroffen gesprochen kennengelernt telefoniert message someone \
    somebody jemand jemanden had went first first-time hat gehabt handed";

/// What is said before the thing that was talked about.
const TALK: &[&[&str]] = &[
    &["we", "talked", "about"],
    &["talked", "about"],
    &["talk", "about"],
    &["talking", "about"],
    &["we", "discussed"],
    &["discussed"],
    &["we", "spoke", "about"],
    &["spoke", "about"],
    &["chatted", "about"],
    &["told", "me", "about"],
    &["she", "told", "me", "about"],
    &["he", "told", "me", "about"],
    &["they", "told", "me", "about"],
    &["about"],
    &["re"],
    &["regarding"],
    &["concerning"],
    &["wegen"],
    &["über"],
    &["bezüglich"],
    &["topic"],
    &["thema"],
    &["es", "ging", "um"],
    &["ging", "um"],
    &["wir", "sprachen", "über"],
    &["sprachen", "über"],
    &["erzählte", "von"],
    &["erzählt", "von"],
    &["hat", "von"],
    &["fact"],
    &["facts"],
    &["memo"],
    &["note"],
    &["notes"],
    &["who"],
    &["and"],
    &["und"],
    &["but"],
    &["aber"],
    &["also"],
    &["auch"],
    &["then"],
    &["that"],
    &["dass"],
    &["plus"],
];

/// Words by which the user promises.
const PROMISES: &str = "promised promise owe send sends i'll versprochen verspreche schicke sende melde muss schicken senden \
    introduce forward share";

/// Words about how it was, which say nothing about the other one.
const MOODS: &str = "nice lovely great good friendly interesting nett super tired quick short long brief okay ok fine \
    toll gut prima freundlich interessant kurz lang went well lief sehr really very it was";

/// Takes facts and promises; the memo is what is left.
pub(super) fn take(desk: &mut Desk<'_>, is_signature: bool) -> String {
    let mut memo: Vec<String> = Vec::new();
    let mut start = 0;
    while start <= desk.words.len() {
        let end = if is_signature { line_end(desk, start) } else { desk.clause_end(start) };
        if start < end {
            clause(desk, start, end, is_signature, &mut memo);
        }
        start = end + 1;
    }
    memo.join("\n")
}

fn line_end(desk: &Desk<'_>, from: usize) -> usize {
    (from..desk.words.len())
        .find(|index| desk.words[*index].text == "\n")
        .unwrap_or(desk.words.len())
}

/// One clause.
fn clause(
    desk: &mut Desk<'_>,
    start: usize,
    end: usize,
    is_signature: bool,
    memo: &mut Vec<String>,
) {
    let free: Vec<usize> = (start..end).filter(|index| desk.words[*index].is_free()).collect();
    let has_meaning = |desk: &Desk<'_>, from: usize, to: usize| {
        (from..to).any(|index| desk.words[index].is_free() && !holds(EMPTY, desk.lower(index)))
    };
    let (Some(first), Some(last)) = (free.first().copied(), free.last().copied()) else {
        return;
    };
    if !has_meaning(desk, first, last + 1) {
        return;
    }
    if is_signature {
        memo.push(desk.slice(first, last + 1).to_owned());
        return;
    }
    let has_chip = (start..end).any(|index| desk.words[index].state == Taken::Chip);
    if !has_chip {
        // The words of the frame are part of what is told here: "asked for a second call".
        whole(desk, start, end, memo);
        return;
    }
    // "she now works at Tidewater": what was read in it is told about somebody.
    let is_told = holds("she he they er sie his her their ihr ihre sein seine", desk.lower(start))
        && (start..end).any(|index| desk.words[index].state == Taken::Chip)
        && has_meaning(desk, start, end)
        && !(start..end)
            .any(|index| holds("decides decide entscheidet entscheiden", desk.lower(index)));
    if is_told {
        let text = desk.slice(start, end).to_owned();
        desk.chip(Field::Fact, text, start, end);
        return;
    }
    let named = desk.placed().any(|(place, chip)| {
        matches!(chip.field, Field::Person | Field::Organisation | Field::Role | Field::Position)
            && (desk.words[start].start..desk.words[end - 1].end).contains(&place)
    });
    for (from, to) in groups(desk, start, end) {
        if !has_meaning(desk, from, to) {
            continue;
        }
        let in_brackets =
            from > start && matches!(desk.words[from - 1].text, "(" | "[") && to - from >= 2;
        if named && !in_brackets && !tells(desk, from, to) {
            memo.push(desk.slice(from, to).to_owned());
        } else {
            whole(desk, from, to, memo);
        }
    }
}

/// Runs of words that nobody wanted.
fn groups(desk: &Desk<'_>, start: usize, end: usize) -> Vec<(usize, usize)> {
    let mut groups = Vec::new();
    let mut from = None;
    for index in start..=end {
        let is_bracket = index < end && matches!(desk.words[index].text, "(" | ")" | "[" | "]");
        let is_free = index < end
            && !is_bracket
            && (desk.words[index].is_free()
                || (from.is_some() && desk.words[index].state == Taken::No));
        match (is_free, from) {
            (true, None) => from = Some(index),
            (false, Some(begin)) => {
                groups.push((begin, index));
                from = None;
            }
            _ => {}
        }
    }
    groups
}

/// The words behind a name tell something about the person: "about the pilot", "who loves sailing".
fn tells(desk: &Desk<'_>, from: usize, to: usize) -> bool {
    let first = desk.lower(from);
    let verbs = "loves likes wants needs has told asked mentioned showed offered recommended lent gave said \
        plans runs sails collects is was hat möchte erzählte fragte segelt sucht will braucht zeigte empfahl";
    let openings = "who about re regarding concerning wegen über bezüglich she he they er sie he's she's they're that";
    to - from >= 2 && (holds(openings, first) || holds(verbs, first))
}

/// A clause that is a fact, a promise, or a remark.
fn whole(desk: &mut Desk<'_>, start: usize, end: usize, memo: &mut Vec<String>) {
    let (mut from, mut to) = (start, end);
    while from < to && (desk.words[from].is_mark() || desk.words[from].state == Taken::Chip) {
        from += 1;
    }
    while to > from && (desk.words[to - 1].is_mark() || desk.words[to - 1].state == Taken::Chip) {
        to -= 1;
    }
    let first_person = holds("i i'll i've i'd ich we wir", desk.lower(from));
    if first_person {
        let is_promise = (from..to).any(|index| holds(PROMISES, desk.lower(index)));
        let talks = TALK.iter().any(|phrase| phrase.len() > 1 && desk.says(from, phrase));
        if is_promise {
            let text = desk.slice(from, to).to_owned();
            desk.chip(Field::Promise, text, from, to);
            return;
        }
        if !talks {
            memo.push(desk.slice(from, to).to_owned());
            return;
        }
    }
    let mut again = true;
    while again {
        again = false;
        if let Some(phrase) =
            TALK.iter().filter(|phrase| desk.says(from, phrase)).max_by_key(|phrase| phrase.len())
            && from + phrase.len() < to
        {
            desk.take(from, from + phrase.len(), Taken::Frame);
            from += phrase.len();
            again = true;
        }
        while from < to && desk.words[from].is_mark() {
            from += 1;
        }
    }
    if from >= to {
        return;
    }
    let text = desk.slice(from, to).to_owned();
    let says_mood_only = (from..to).all(|index| {
        holds(MOODS, desk.lower(index))
            || holds(EMPTY, desk.lower(index))
            || desk.words[index].is_mark()
    });
    let is_place = to - from <= 3
        && holds("in im near bei am auf", desk.lower(from))
        && desk.words[to - 1].is_capital();
    let is_small_talk =
        holds("remember erinnern nicht todo follow ask", desk.lower(from)) && to - from <= 6;
    if says_mood_only
        || is_place
        || is_small_talk
        || text.chars().filter(|letter| letter.is_alphabetic()).count() < 3
    {
        memo.push(text);
        return;
    }
    desk.chip(Field::Fact, text, from, to);
    if to - from == 1
        && let Some(chip) = desk.last()
    {
        chip.sure = false;
    }
}

//! The day of return that an away notice names.
//!
//! Here: which of the dates in the text is the one. Dates near words of return ("back on") weigh
//! more than ends of an absence ("until"); of a range the end counts; a notice that contradicts
//! itself names none, because an invented date would wake a follow-up too early. [`calendar_words`]
//! reads the dates, [`names`] knows months and weekdays, [`order`] whose 5/6 is which. Not here: the
//! working day after it; the core knows holidays.

pub mod calendar_words;
pub mod names;
pub mod order;

#[cfg(test)]
mod tests;

use jiff::civil::Date;
use jiff::{Span, ToSpan};
use rapport_core::classify::{Place, Sign, SignKind};

use super::Seen;
use crate::words::{Words, words};
use calendar_words::{Mention, Token, mentions_in_notice, tokens};
use order::DateOrder;

/// Days after the message in which a return is believed: eighteen months.
const FURTHEST_DAYS: i64 = 548;
/// A date without a year that would lie this far ahead was meant for the past.
const FURTHEST_WITHOUT_YEAR_DAYS: i64 = 300;
/// A return this many days after the end of the absence still tells the same story.
const GAP_DAYS: i64 = 5;
/// Bytes of a notice that are read for dates.
const LONGEST_NOTICE: usize = 8_000;

/// Words of return, before a date; these and all others here without accents.
static BACK: Words = Words::of(
    "
    back | return | returning | returns | again | resume | resuming | available | reachable
    wieder | zuruck | zurueck | ruckkehr | zuruckkehren | zuruckkehre | zurucksein
    retour | reviens | revenons | reviendrai | rentre | rentrerai | reprends | reprendrai
    vuelta | regreso | regresare | vuelvo | volvere | reincorporo | incorporo | reincorporare
    reincorporacion | incorporare | ritorno | rientro | rientrero | tornero | torno | disponibile
    regresso | retorno | regressarei | retornarei | voltarei | volto | disponivel
    terug | weer | terugkomst | ater | tillbaka | tilbage | igen | tilbake | igjen
    palaan | takaisin | jalleen | paluu | wracam | powrot | wroce | ponownie | powroce | wrocie
    vratim | zpet | opet | znovu | zpatky | вернусь | возвращаюсь | снова | вернуться | возвращение
    donecegim | donus | donuyorum | tekrar
",
);
/// Words of return in scripts without spaces, before a date.
const BACK_WIDE: &[&str] =
    &["返回", "回来", "回來", "回到", "上班", "复工", "復工", "出社日", "復帰", "복귀"];
/// Words of the end of an absence, just before a date.
static UNTIL: Words = Words::of(
    "
    until | till | til | through | thru | bis | einschliesslich | jusqu'au | jusqu'a | jusque
    hasta | fino | sino | ate | tot | tm | tom | do | до | including | inclusive | zum | frem
",
);
/// The same in scripts without spaces.
const UNTIL_WIDE: &[&str] = &["至", "直到", "截至", "截止", "到"];
/// Words that join the two days of a range.
static JOINS: Words = Words::of(
    "
    - | – | — | − | ~ | to | bis | au | al | a | ao | hasta | tot | till | til | until | through
    thru | do | по | ～ | 〜 | から | e | and | und | 至 | 到 | ら | az | ve | ile | en
",
);
/// Words of the start of an absence, just before a date.
static START: Words = Words::of(
    "
    from | vom | von | du | dal | del | desde | since | seit | starting | beginning | as | van
    od | с | со | from | fra | fran | de | des | between | zwischen | entre | tra | dall | dalla | vanaf
    ab | alkaen | partir | depuis | starting | 从 | 從 | 自
",
);
/// Words of the start of an absence that are also ones of its end: "from 5 May I am back".
static START_OR_BACK: Words = Words::of(
    "
    from | ab | dem | partir | od | fran | fra | vanaf | с | со | de | dal | desde | as
",
);
/// Words that may stand between such a word and the date.
static FILLERS: Words = Words::of(
    "
    the | on | by | am | den | dem | der | le | el | la | lo | il | op | em | of | at | in
    ab | an | and | incl | inkl | , | ( | dia | i | dnia | um | around | about | office
    including | einschliesslich | en | met | al | alla | ao | und | mit | och | med | og | d | o
    a | as | del | het | work | partir | vanaf | od | с | со | from | fran | next | nachsten | prossimo | proximo
    prochain | kommenden | day | end | zu | mod | pa | ve | v | w | we | в | во | : | . | noon | mid
    our | my | so | viernes | das | du | de | then | again | ma | és
",
);
/// Words after a date that make it one of return.
static BACK_AFTER: Words = Words::of(
    "
    wieder | zuruck | zurueck | back | again | return | returning | terug | weer | tillbaka
    tilbage | tilbake | ater | jalleen | takaisin | palaan | opet | zpet | znovu | ponownie | снова
    вернусь | donecegim | donuyorum | tekrar | ofiste | ofisteyim | basinda
",
);
/// The same in scripts without spaces.
const BACK_AFTER_WIDE: &[&str] = &[
    "出社",
    "より出",
    "より通常",
    "から通常",
    "以降",
    "復帰",
    "に戻",
    "から出",
    "返回",
    "回来",
    "回來",
    "回到",
    "上班",
    "恢复",
    "恢復",
    "복귀",
    "부터출근",
    "より営業",
    "から営業",
    "より業務",
    "から業務",
];
/// Signs after a date that make it the end of an absence.
const UNTIL_AFTER: &[&str] = &[
    "まで",
    "迄",
    "tarihinekadar",
    "kadar",
    "tarihinedek",
    "까지",
    "asti",
    "saakka",
    "inclus",
    "incluido",
    "compreso",
    "einschliesslich",
    "inclusive",
    "included",
    "止",
    "为止",
];

#[derive(Clone, Copy, PartialEq, Eq)]
enum Role {
    Back,
    Until,
    /// The day of an answer, which says little more.
    Answer,
}

/// The sign of the day of return, if exactly one is named.
#[must_use]
pub fn sign(seen: &Seen<'_>, search: &str) -> Option<Sign> {
    let sent_on = seen.sent_on?;
    let mut text = search[..search.floor_char_boundary(LONGEST_NOTICE)].to_owned();
    // What follows a colon in the subject is our own.
    if !seen.subject.contains([':', '：']) {
        text = format!("{}\n\n{text}", seen.subject);
    }
    let (day, words) = find(&text, sent_on, order::of(seen, &text))?;
    Some(Sign { kind: SignKind::ReturnDate(day), place: Place::Text, words })
}

/// The day of return in a text that was sent on this day by somebody who writes numbers in this
/// order, with the words that name it.
#[must_use]
pub fn find(text: &str, sent_on: Date, order: DateOrder) -> Option<(Date, String)> {
    // Short words with signs inside are one word.
    let text = text.replace("t.o.m.", "tom").replace("t.o.m", "tom").replace("t/m", "tm");
    let tokens = tokens(&text);
    let mentions = mentions_in_notice(&tokens, sent_on, order);
    let mut back: Vec<(Date, String)> = Vec::new();
    let mut until: Vec<(Date, String)> = Vec::new();
    let mut answer: Vec<(Date, String)> = Vec::new();
    for (number, mention) in mentions.iter().enumerate() {
        let before = number.checked_sub(1).and_then(|before| mentions.get(before));
        let Some(role) = role(&tokens, mention, before, mentions.get(number + 1)) else {
            continue;
        };
        if mention.contradicts {
            // "Monday, 5 May" in a year in which it is a Tuesday.
            return None;
        }
        let Some(day) = mention.day else {
            // "31 June", or numbers that can be read two ways: better none than the other one.
            if role == Role::Answer {
                continue;
            }
            return None;
        };
        let ahead = day.since(sent_on).ok()?.get_days();
        let furthest = if mention.year_named { FURTHEST_DAYS } else { FURTHEST_WITHOUT_YEAR_DAYS };
        if i64::from(ahead) > furthest {
            // A past day without a year, or a slip of the keys.
            return None;
        }
        if ahead < 0 {
            if role == Role::Back {
                return None;
            }
            continue;
        }
        let words = text.get(mention.from..mention.to).unwrap_or_default().to_owned();
        match role {
            Role::Back => back.push((day, words)),
            Role::Until => until.push((day, words)),
            Role::Answer => answer.push((day, words)),
        }
    }
    let agree = |list: &[(Date, String)]| list.iter().all(|(day, _)| *day == list[0].0);
    if !agree(&back) || !agree(&until) {
        return None;
    }
    match (back.into_iter().next(), until.into_iter().next()) {
        (Some(back), Some(until)) => {
            let gap: Span = GAP_DAYS.days();
            let latest = until.0.checked_add(gap).ok()?;
            (until.0 <= back.0 && back.0 <= latest).then_some(back)
        }
        (None, None) => {
            if !agree(&answer) {
                return None;
            }
            answer.into_iter().next()
        }
        (back, until) => back.or(until),
    }
}

/// What the words around a date make of it.
fn role(
    tokens: &[Token<'_>],
    mention: &Mention,
    before: Option<&Mention>,
    next: Option<&Mention>,
) -> Option<Role> {
    // The words before, back to the end of the sentence or the date before.
    let floor = before.map_or(0, |before| before.end);
    let mut window: Vec<&str> = Vec::new();
    let mut place = mention.start;
    while place > floor && window.len() < 10 {
        place -= 1;
        let token = &tokens[place];
        if token.ends_sentence {
            break;
        }
        // A time of the day, "until 14:00 on 5 May", says nothing here.
        if token.number.is_none() || window.is_empty() {
            window.push(token.lower.as_str());
        }
    }
    let joined_to_date = place <= floor && before.is_some();
    let near: Vec<&str> = window
        .iter()
        .copied()
        .filter(|word| !FILLERS.has(word) && names::weekday_of(word).is_none())
        .take(2)
        .collect();
    let nearest = near.first().copied().unwrap_or_default();
    let wide_before: String =
        window.iter().rev().copied().filter(|word| !word.is_ascii()).collect();

    let (after, runs_into_next) = words_after(tokens, mention, next);
    let joined: String = after.iter().take(10).copied().collect();
    let nearer_joined: String = after.iter().take(3).copied().collect();
    if mention.is_range_end {
        return Some(Role::Until);
    }
    let until_after = UNTIL_AFTER.iter().any(|word| nearer_joined.starts_with(word))
        || nearer_joined.starts_with(['\'', '(']) && nearer_joined.contains("kadar");
    if until_after || after.iter().take(2).any(|word| matches!(*word, "kadar" | "asti" | "saakka"))
    {
        return Some(Role::Until);
    }
    // "from A to B": between the dates stands nothing but the joining word.
    let only_join = joined_to_date
        && window.len() <= 5
        && window.iter().any(|word| JOINS.has(word))
        && window.iter().all(|word| {
            JOINS.has(word)
                || FILLERS.has(word)
                || UNTIL.has(word)
                || matches!(*word, "か" | "ら" | ")" | "." | "起" | "开" | "始")
                || names::weekday_of(word).is_some()
        });
    let (says_back, says_answer) = says_back(&window);
    if only_join && !says_back {
        return Some(Role::Until);
    }
    // "3–14 May": a number just before the date is the start of a range.
    let numbered = mention.start >= 2
        && JOINS.has(&tokens[mention.start - 1].lower)
        && is_start_of_range(tokens, mention.start - 2);
    if UNTIL.has(nearest) || UNTIL_WIDE.iter().any(|word| wide_before.ends_with(word)) {
        if is_presence(&window) {
            return None;
        }
        return Some(if says_back && !window.contains(&"not") { Role::Back } else { Role::Until });
    }
    if says_back || BACK_WIDE.iter().any(|word| wide_before.contains(word)) {
        return Some(Role::Back);
    }
    if numbered {
        return Some(Role::Until);
    }
    let follows_back = !runs_into_next && after.iter().any(|word| BACK_AFTER.has(word))
        || BACK_AFTER_WIDE.iter().any(|word| joined.contains(word));
    if follows_back {
        let starts = window.first().is_some_and(|word| START.has(word) && !START_OR_BACK.has(word));
        return (!starts).then_some(Role::Back);
    }
    says_answer.then_some(Role::Answer)
}

/// The words behind a date up to the end of the sentence, and whether the sentence goes on to the
/// next date, which then has those words.
fn words_after<'a>(
    tokens: &'a [Token<'_>],
    mention: &Mention,
    next: Option<&Mention>,
) -> (Vec<&'a str>, bool) {
    let limit = next.map_or(tokens.len(), |next| next.start);
    let mut after = Vec::new();
    let mut ended = false;
    // A point behind "05.05." may close the sentence, too, but then no small letter follows.
    for token in tokens.iter().take(limit.min(mention.end + 14)).skip(mention.end) {
        after.push(token.lower.as_str());
        if token.ends_sentence || matches!(token.lower.as_str(), "." | "，") {
            ended = true;
            break;
        }
    }
    let runs = !ended && next.is_some_and(|next| next.start <= mention.end + 14);
    (after, runs)
}

/// Whether words of return stand before a date, and whether they only promise an answer ("get back
/// to you"). The nearest word comes first.
fn says_back(window: &[&str]) -> (bool, bool) {
    let mut answer = false;
    for (place, word) in window.iter().enumerate() {
        if !BACK.has(word) {
            continue;
        }
        let following = |step: usize| {
            place.checked_sub(step).and_then(|place| window.get(place)).copied().unwrap_or_default()
        };
        let to_you = match following(1) {
            "to" => matches!(following(2), "you" | "your" | "u"),
            "your" => true,
            _ => false,
        };
        if to_you {
            answer = true;
        } else {
            return (true, answer);
        }
    }
    (false, answer)
}

/// "I am available until 5 May" is the end of a presence.
fn is_presence(window: &[&str]) -> bool {
    window.iter().take(3).any(|word| matches!(*word, "available" | "reachable"))
        && !window.iter().any(|word| {
            matches!(*word, "not" | "no" | "isn't" | "unavailable" | "longer" | "never" | "limited")
        })
}

/// Whether the number of a day ends here: "3", "3.", "3rd".
fn is_start_of_range(tokens: &[Token<'_>], place: usize) -> bool {
    let ends = |place: usize| tokens.get(place).is_some_and(|token| token.number.is_some());
    ends(place)
        || place >= 1
            && ends(place - 1)
            && words(". | st | nd | rd | th | º | 日 | 号 | er")
                .any(|sign| sign == tokens[place].lower)
}

//! Dates in running text, in the ways people write them.
//!
//! Here: tokens, month and weekday names of ten languages, and the forms `2026-05-05`,
//! `5. Mai 2026`, `May 5th`, `05.05.`, `5/13/2026`, `5月5日`, "Monday", "tomorrow". Where two
//! readings of numbers are possible there is no date. Not here: which date matters ([`super`]).

use crate::words::has;
use jiff::ToSpan;
use jiff::civil::{Date, Weekday};

/// Tokens looked at of one text.
const MOST_TOKENS: usize = 6_000;

/// A word, a number or a sign.
#[derive(Clone, Debug)]
pub struct Token<'a> {
    /// As it stands.
    pub text: &'a str,
    /// In lower case.
    pub lower: String,
    /// Its value, for figures.
    pub number: Option<i16>,
    /// Byte at which it starts.
    pub from: usize,
    /// Whether it closes a sentence or paragraph. A point behind a number does not.
    pub ends_sentence: bool,
    /// Whether white space stands before it.
    spaced: bool,
}

/// One date in a text.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Mention {
    /// The day, if there is one reading.
    pub day: Option<Date>,
    /// First token.
    pub start: usize,
    /// Token after the last.
    pub end: usize,
    /// First byte.
    pub from: usize,
    /// Byte after the last.
    pub to: usize,
    /// Whether the year was written.
    pub year_named: bool,
    /// Whether the weekday beside it is another one.
    pub contradicts: bool,
    /// Whether it is the end of a range such as "May 3-14".
    pub is_range_end: bool,
}

/// Month names and their short forms, folded; the number of the month is the place in the list.
const MONTHS: [&str; 12] = [
    "january | jan | januar | jänner | janvier | janv | enero | ene | gennaio | genn | gen | janeiro | januari | stycznia | styczeń | января | ocak",
    "february | feb | februar | feber | février | févr | fevrier | febrero | febbraio | febb | fevereiro | fev | februari | lutego | luty | февраля | şubat",
    "march | mar | märz | maerz | mrz | mars | marzo | março | maart | mrt | marts | marca | marzec | марта | mart",
    "april | apr | avril | avr | abril | abr | aprile | kwietnia | kwiecień | апреля | nisan",
    "may | mai | mayo | maggio | magg | maio | mei | maj | maja | мая | mayıs",
    "june | jun | juni | juin | junio | giugno | giu | junho | czerwca | czerwiec | июня | haziran",
    "july | jul | juli | juillet | juil | julio | luglio | lug | julho | lipca | lipiec | июля | temmuz",
    "august | aug | août | aout | agosto | augustus | augusti | sierpnia | sierpień | августа | ağustos",
    "september | sep | sept | septembre | septiembre | setiembre | settembre | sett | setembro | września | wrzesień | сентября | eylül",
    "october | oct | oktober | okt | octobre | octubre | ottobre | ott | outubro | października | październik | октября | ekim",
    "november | nov | novembre | noviembre | novembro | listopada | listopad | ноября | kasım",
    "december | dec | dezember | dez | décembre | déc | decembre | diciembre | dic | dicembre | dezembro | desember | grudnia | grudzień | декабря | aralık",
];
/// Weekday names and their short forms, Monday first.
const WEEKDAYS: [&str; 7] = [
    "monday | mon | montag | lundi | lunes | lunedì | lunedi | segunda | maandag | måndag | mandag | poniedziałek | poniedziałku",
    "tuesday | tue | tues | dienstag | mardi | martes | martedì | martedi | terça | dinsdag | tisdag | tirsdag | wtorek | wtorku",
    "wednesday | wed | mittwoch | mercredi | miércoles | mercoledì | mercoledi | quarta | woensdag | onsdag | środa | środy | środę",
    "thursday | thu | thur | thurs | donnerstag | jeudi | jueves | giovedì | giovedi | quinta | donderdag | torsdag | czwartek | czwartku",
    "friday | fri | freitag | vendredi | viernes | venerdì | venerdi | sexta | vrijdag | fredag | piątek | piątku",
    "saturday | sat | samstag | sonnabend | samedi | sábado | sabato | zaterdag | lördag | lørdag | sobota | soboty",
    "sunday | sun | sonntag | dimanche | domingo | domenica | zondag | söndag | søndag | niedziela | niedzieli",
];
const TOMORROW: &str = "
    tomorrow | demain | mañana | domani | amanhã | imorgon | jutro | завтра
";
/// Words inside a date: "5th *of* May", "5 *de* mayo *de* 2026".
const INSIDE: &str = "
    of | de | del | di | do | the
";
const ORDINALS: &str = "
    st | nd | rd | th | er | º | ª | ° | ème | e
";

/// Cuts a text into tokens.
#[must_use]
pub fn tokens(text: &str) -> Vec<Token<'_>> {
    let mut found: Vec<Token<'_>> = Vec::new();
    let mut spaced = true;
    let mut line_ends = 0;
    let mut rest = text.char_indices().peekable();
    while let Some((from, c)) = rest.next() {
        if found.len() >= MOST_TOKENS {
            break;
        }
        if c.is_whitespace() {
            spaced = true;
            if c == '\n' {
                line_ends += 1;
                if line_ends == 2
                    && let Some(last) = found.last_mut()
                {
                    last.ends_sentence = true;
                }
            }
            continue;
        }
        line_ends = 0;
        let mut to = from + c.len_utf8();
        let wide = |c: char| c >= '\u{2e80}';
        let kind = |c: char| {
            if c.is_ascii_digit() {
                1
            } else if c.is_alphabetic() && !wide(c) || matches!(c, '\'' | '\u{2019}') {
                2
            } else {
                0
            }
        };
        if kind(c) > 0 {
            while let Some((next, following)) = rest.peek().copied() {
                if kind(following) != kind(c) {
                    break;
                }
                to = next + following.len_utf8();
                rest.next();
            }
        }
        let piece = &text[from..to];
        let lower = piece.to_lowercase().replace('\u{2019}', "'");
        let number = (piece.len() <= 4).then(|| piece.parse::<i16>().ok()).flatten();
        let after_number = found.last().is_some_and(|last| last.number.is_some());
        // "jan." and "sept." are no ends either.
        let after_short = found
            .last()
            .is_some_and(|last| last.text.chars().count() <= 4 && month_of(&last.lower).is_some());
        let ends_sentence = match c {
            '!' | '?' | ';' | '。' => true,
            '.' => !after_number && !after_short,
            _ => false,
        };
        found.push(Token { text: piece, lower, number, from, ends_sentence, spaced });
        spaced = false;
    }
    found
}

/// Whether a folded word is the name of a weekday.
#[must_use]
pub fn is_weekday(word: &str) -> bool {
    weekday_of(word).is_some()
}

fn month_of(word: &str) -> Option<i8> {
    let place = MONTHS.iter().position(|names| has(names, word))?;
    i8::try_from(place + 1).ok()
}

fn weekday_of(word: &str) -> Option<Weekday> {
    let place = WEEKDAYS.iter().position(|names| has(names, word))?;
    Weekday::from_monday_zero_offset(i8::try_from(place).ok()?).ok()
}

/// Day, month and perhaps year, as written, with the number of tokens.
struct Written {
    length: usize,
    year: Option<i16>,
    month: i8,
    day: i8,
    is_range_end: bool,
    ambiguous: bool,
}

/// All dates of a text that was written on this day.
#[must_use]
pub fn mentions(tokens: &[Token<'_>], sent_on: Date) -> Vec<Mention> {
    let mut found = Vec::new();
    let mut place = 0;
    while place < tokens.len() {
        if let Some(written) = written(&tokens[place..]) {
            let end = place + written.length;
            let beside = weekday_beside(tokens, place, end);
            let day = if written.ambiguous { None } else { resolve(&written, sent_on) };
            let contradicts = day.zip(beside).is_some_and(|(day, named)| day.weekday() != named);
            found.push(mention(
                tokens,
                place,
                end,
                day,
                written.year.is_some(),
                contradicts,
                written.is_range_end,
            ));
            place = end;
            continue;
        }
        let word = tokens[place].lower.as_str();
        let next_is_date = (1..=3).any(|skip| {
            tokens.get(place + skip).is_some_and(|_| written(&tokens[place + skip..]).is_some())
        });
        let capital_or_long = word.len() > 3;
        if let Some(named) = weekday_of(word)
            && capital_or_long
            && !next_is_date
        {
            // Only the weekday: the next such day.
            let ahead = (named.to_monday_zero_offset() - sent_on.weekday().to_monday_zero_offset()
                + 6)
            .rem_euclid(7)
                + 1;
            let day = sent_on.checked_add(i64::from(ahead).days()).ok();
            found.push(mention(tokens, place, place + 1, day, false, false, false));
        } else if has(TOMORROW, word) {
            found.push(mention(
                tokens,
                place,
                place + 1,
                sent_on.tomorrow().ok(),
                false,
                false,
                false,
            ));
        }
        place += 1;
    }
    found
}

fn mention(
    tokens: &[Token<'_>],
    start: usize,
    end: usize,
    day: Option<Date>,
    year_named: bool,
    contradicts: bool,
    is_range_end: bool,
) -> Mention {
    let last = &tokens[end - 1];
    Mention {
        day,
        start,
        end,
        from: tokens[start].from,
        to: last.from + last.text.len(),
        year_named,
        contradicts,
        is_range_end,
    }
}

/// The weekday just before ("Monday, 5 May"), or in brackets just behind.
fn weekday_beside(tokens: &[Token<'_>], start: usize, end: usize) -> Option<Weekday> {
    let before = tokens[..start].iter().rev().take(4).find(|token| {
        !matches!(
            token.lower.as_str(),
            "," | "." | "the" | "den" | "le" | "el" | "il" | "dem" | "(" | "de"
        )
    });
    let after = tokens
        .get(end)
        .filter(|token| matches!(token.lower.as_str(), "(" | ","))
        .and_then(|_| tokens.get(end + 1));
    before.and_then(|token| weekday_of(&token.lower)).or_else(|| {
        after
            .filter(|token| token.lower.chars().count() > 3)
            .and_then(|token| weekday_of(&token.lower))
    })
}

fn resolve(written: &Written, sent_on: Date) -> Option<Date> {
    if let Some(year) = written.year {
        return Date::new(year, written.month, written.day).ok();
    }
    // No year: the next such day, today included; yesterday may only be another zone's today.
    let this_year = Date::new(sent_on.year(), written.month, written.day).ok()?;
    if this_year >= sent_on.yesterday().ok()? {
        return Some(this_year);
    }
    Date::new(sent_on.year() + 1, written.month, written.day).ok()
}

/// A date that starts with the first of these tokens.
fn written(tokens: &[Token<'_>]) -> Option<Written> {
    let plain = |length, year, month, day| Written {
        length,
        year,
        month,
        day,
        is_range_end: false,
        ambiguous: false,
    };
    let number = |place: usize| tokens.get(place).and_then(|token| token.number);
    let sign =
        |place: usize, sign: &str| tokens.get(place).is_some_and(|token| token.lower == sign);
    let day_at = |place: usize| {
        number(place).filter(|day| (1..=31).contains(day)).and_then(|day| i8::try_from(day).ok())
    };
    let month_at = |place: usize| {
        number(place).filter(|m| (1..=12).contains(m)).and_then(|month| i8::try_from(month).ok())
    };
    let year_at = |place: usize| number(place).filter(|year| (1990..=2100).contains(year));
    // 2026-05-05, 2026/05/05, 2026.05.05
    if let Some(year) = year_at(0)
        && (sign(1, "-") || sign(1, "/") || sign(1, "."))
        && let Some(month) = month_at(2)
        && (sign(3, "-") || sign(3, "/") || sign(3, "."))
        && let Some(day) = day_at(4)
    {
        return Some(plain(5, Some(year), month, day));
    }
    // 2026年5月5日, 5月5日, and the Korean signs
    let wide = |place: usize, signs: &[&str]| signs.iter().any(|one| sign(place, one));
    let (year, skip) = match year_at(0) {
        Some(year) if wide(1, &["年", "년"]) => (Some(year), 2),
        _ => (None, 0),
    };
    if let Some(month) = month_at(skip)
        && wide(skip + 1, &["月", "월"])
        && let Some(day) = day_at(skip + 2)
        && wide(skip + 3, &["日", "일", "号"])
    {
        return Some(plain(skip + 4, year, month, day));
    }
    // 05.05.2026, 5.5.26, 05.05.
    if let Some(day) = day_at(0)
        && sign(1, ".")
        && let Some(month) = month_at(2)
        && sign(3, ".")
        && !tokens[1].spaced
        && !tokens[3].spaced
    {
        if let Some(year) =
            year_at(4).filter(|_| !tokens.get(4).is_some_and(|t| t.spaced && number(4).is_none()))
        {
            return Some(plain(5, Some(year), month, day));
        }
        if let Some(short) = number(4).filter(|_| tokens[4].text.len() == 2 && !tokens[4].spaced) {
            return Some(plain(5, Some(2000 + short), month, day));
        }
        return Some(plain(4, None, month, day));
    }
    // 13/05/2026 and 05/13/2026; 05/06/2026 may be either.
    if let (Some(first), Some(second)) = (day_at(0), day_at(2))
        && (sign(1, "/") && sign(3, "/") || sign(1, "-") && sign(3, "-"))
        && !tokens[1].spaced
    {
        let year = year_at(4).or_else(|| {
            number(4).filter(|_| tokens[4].text.len() == 2).map(|short| 2000 + short)
        })?;
        let (day, month) = if second > 12 { (second, first) } else { (first, second) };
        if month > 12 {
            return None;
        }
        let mut date = plain(5, Some(year), month, day);
        date.ambiguous = first <= 12 && second <= 12 && first != second;
        return Some(date);
    }
    // 5 May, 5th of May 2026, 5. Mai, 5 de mayo de 2026
    if let Some(day) = day_at(0) {
        let mut place = 1;
        if tokens.get(place).is_some_and(|token| {
            !token.spaced && (has(ORDINALS, &token.lower) || token.lower == ".")
        }) {
            place += 1;
        }
        while tokens.get(place).is_some_and(|token| has(INSIDE, &token.lower)) && place < 4 {
            place += 1;
        }
        if let Some(month) = tokens.get(place).and_then(|token| month_of(&token.lower)) {
            let (length, year) = year_behind(tokens, place + 1);
            return Some(plain(length, year, month, day));
        }
        return None;
    }
    // May 5, May 5th 2026, May 3-14
    let month = month_of(&tokens.first()?.lower)?;
    let mut place = 1;
    while tokens.get(place).is_some_and(|token| matches!(token.lower.as_str(), "." | "the")) {
        place += 1;
    }
    let day = day_at(place)?;
    let skip_ordinal = |place: usize| {
        let ordinal =
            tokens.get(place).is_some_and(|token| !token.spaced && has(ORDINALS, &token.lower));
        if ordinal { place + 1 } else { place }
    };
    place = skip_ordinal(place + 1);
    let joins = tokens.get(place).is_some_and(|token| {
        matches!(token.lower.as_str(), "-" | "–" | "—" | "to" | "through" | "until")
    });
    if joins
        && let Some(last) = day_at(place + 1)
        && last > day
    {
        let after = skip_ordinal(place + 2);
        // Not "May 3 - 14 June", nor "May 3 to 14:00".
        if !tokens
            .get(after)
            .is_some_and(|token| month_of(&token.lower).is_some() || token.lower == ":")
        {
            let (length, year) = year_behind(tokens, after);
            let mut date = plain(length, year, month, last);
            date.is_range_end = true;
            return Some(date);
        }
    }
    let (length, year) = year_behind(tokens, place);
    Some(plain(length, year, month, day))
}

/// A year behind a date, with what may stand between: `, 2026`, `de 2026`.
fn year_behind(tokens: &[Token<'_>], place: usize) -> (usize, Option<i16>) {
    let mut behind = place;
    while behind < place + 2
        && tokens
            .get(behind)
            .is_some_and(|token| matches!(token.lower.as_str(), "," | "." | "de" | "del" | "of"))
    {
        behind += 1;
    }
    match tokens.get(behind).and_then(|token| token.number) {
        Some(year) if (1990..=2100).contains(&year) => (behind + 1, Some(year)),
        _ => (place, None),
    }
}

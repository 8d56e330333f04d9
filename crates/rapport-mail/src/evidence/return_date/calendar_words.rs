//! Dates in running text, in the ways people write them.
//!
//! Here: tokens and the forms `2026-05-05`, `5. Mai 2026`, `May 5th`, `05.05.`, `5/13/2026`,
//! `5月5日`, "Monday", "tomorrow"; for notices also `5/5`, `5.5` and "the 5th". Where two readings
//! of numbers are possible the weekday beside them or the sender's order decides, else there is no
//! date. Not here: names ([`super::names`]), which date matters ([`super`]).

use jiff::ToSpan;
use jiff::civil::{Date, Weekday};

use super::super::machine::wording::plain;
use super::names::{Named, month_of, named, weekday_of};
use super::order::DateOrder;
use crate::words::Words;

/// Tokens looked at of one text.
const MOST_TOKENS: usize = 6_000;

/// A word, a number or a sign.
#[derive(Clone, Debug)]
pub struct Token<'a> {
    /// As it stands.
    pub text: &'a str,
    /// In lower case, without accents.
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

/// Words inside a date: "5th *of* May", "5 *de* mayo *de* 2026".
static INSIDE: Words = Words::of(
    "
    of | de | del | di | do | the | d
",
);
static ORDINALS: Words = Words::of(
    "
    st | nd | rd | th | er | º | ª | ° | eme | e | ste | :a | :e
",
);
/// Signs between a day and its month.
static JOINED: Words = Words::of(". | - | /");
/// What follows a colon in the ordinals of Swedish.
static ENDINGS: Words = Words::of("a | e");
/// Ordinals that stand for a day without its month.
static LONE_ORDINALS: Words = Words::of(
    "
    st | nd | rd | th
",
);
/// Words that make a weekday none of the next week's.
static OTHER_WEEKS: Words = Words::of(
    "
    every | each | last | past | jeden | letzten | vergangenen | chaque | dernier | cada | ogni | hver | varje | każdy
",
);
/// Words before "tomorrow" that make it a morning.
static MORNINGS: Words = Words::of(
    "
    guten | heute | la | esta | este | goede | jeden | am | goedemorgen
",
);
/// "Next week", beside a weekday.
const NEXT_WEEK: &[&str] = &[
    "next week",
    "nachster woche",
    "nachste woche",
    "kommender woche",
    "kommende woche",
    "semaine prochaine",
    "proxima semana",
    "semana que viene",
    "prossima settimana",
    "settimana prossima",
    "volgende week",
    "nasta vecka",
    "naeste uge",
    "neste uke",
    "przyszlym tygodniu",
    "pristi tyden",
    "следующей неделе",
    "下周",
    "来週",
];
/// Units that make two numbers with a point a time, a price or a share.
static UNITS: Words = Words::of(
    "
    uhr | h | hrs | % | € | $ | kl | klo | hodin | uur | heures | am | pm | eur | usd | ore | hours | mb | gb
",
);

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
            if c.is_ascii_digit() || ('０'..='９').contains(&c) {
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
        let lower = plain(piece);
        let number = (lower.len() <= 4 && kind(c) == 1).then(|| lower.parse().ok()).flatten();
        let after_number = found.last().is_some_and(|last| last.number.is_some());
        // "jan." and "sept." are no ends either, nor is the point in "t.o.m.".
        let after_short = found.last().is_some_and(|last| {
            last.text.chars().count() == 1
                || last.text.chars().count() <= 4 && month_of(&last.lower).is_some()
        });
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

/// Day, month and perhaps year, as written, with the number of tokens.
#[derive(Clone, Copy, Debug)]
struct Written {
    length: usize,
    year: Option<i16>,
    /// Without a month it is the next such day, or one of the month last named.
    month: Option<i8>,
    day: i8,
    is_range_end: bool,
    /// The other reading, with day and month changed round.
    either: bool,
}

impl Written {
    const fn plain(length: usize, year: Option<i16>, month: i8, day: i8) -> Self {
        Self { length, year, month: Some(month), day, is_range_end: false, either: false }
    }

    const fn turned(self) -> Self {
        match self.month {
            Some(month) => Self { month: Some(self.day), day: month, ..self },
            None => self,
        }
    }
}

/// All dates of a text that was written on this day, in forms that can be nothing else.
#[must_use]
pub fn mentions(tokens: &[Token<'_>], sent_on: Date) -> Vec<Mention> {
    read(tokens, sent_on, None)
}

/// All dates of a notice that was written on this day by somebody who writes numbers in this
/// order. Short forms count, too; the words around must tell whether they are dates.
#[must_use]
pub fn mentions_in_notice(tokens: &[Token<'_>], sent_on: Date, order: DateOrder) -> Vec<Mention> {
    read(tokens, sent_on, Some(order))
}

fn read(tokens: &[Token<'_>], sent_on: Date, notice: Option<DateOrder>) -> Vec<Mention> {
    let order = settle(tokens, notice.unwrap_or(DateOrder::Unknown));
    let mut found: Vec<Mention> = Vec::new();
    let mut place = 0;
    while place < tokens.len() {
        if let Some(date) = written(&tokens[place..], notice.is_some()) {
            let end = place + date.length;
            let (beside, end) = weekday_beside(tokens, place, end);
            let near = found.last().filter(|last| last.end + 6 >= place);
            let near = near.and_then(|last| started(last, sent_on));
            let (day, contradicts) = decide(date, beside, order, sent_on, near);
            found.push(mention(
                tokens,
                place,
                end,
                day,
                date.year.is_some(),
                contradicts,
                date.is_range_end,
            ));
            place = end;
            continue;
        }
        if let Some((day, length)) = relative(tokens, place, sent_on, notice.is_some()) {
            found.push(mention(tokens, place, place + length, day, false, false, false));
            place += length;
            continue;
        }
        place += 1;
    }
    found
}

/// The day on which an absence started; without a year it may lie in the past.
fn started(start: &Mention, sent_on: Date) -> Option<Date> {
    let day = start.day?;
    let far = sent_on.checked_add(7.months()).ok()?;
    if !start.year_named && day > far { day.checked_sub(1.year()).ok() } else { Some(day) }
}

/// One date of the text that can only be read one way settles the order of the others.
fn settle(tokens: &[Token<'_>], order: DateOrder) -> DateOrder {
    if order != DateOrder::Unknown {
        return order;
    }
    for window in tokens.windows(5) {
        if let [first, one, second, two, _] = window
            && one.lower == "/"
            && two.lower == "/"
            && let (Some(first), Some(second)) = (first.number, second.number)
        {
            match (first, second) {
                (13..=31, 1..=12) => return DateOrder::DayFirst,
                (1..=12, 13..=31) => return DateOrder::MonthFirst,
                _ => {}
            }
        }
    }
    order
}

/// The day of what was written, and whether the weekday beside it is another one.
fn decide(
    date: Written,
    beside: Option<Weekday>,
    order: DateOrder,
    sent_on: Date,
    near: Option<Date>,
) -> (Option<Date>, bool) {
    let fits = |day: Option<Date>| day.is_some_and(|day| Some(day.weekday()) == beside);
    if date.either {
        let (day_first, month_first) =
            (resolve(date, sent_on, near), resolve(date.turned(), sent_on, near));
        let by_order = match order {
            DateOrder::DayFirst => day_first,
            DateOrder::MonthFirst => month_first,
            DateOrder::Unknown if date.month == Some(date.day) => day_first,
            DateOrder::Unknown => match (fits(day_first), fits(month_first)) {
                (true, false) => day_first,
                (false, true) => month_first,
                _ => None,
            },
        };
        let contradicts =
            beside.is_some() && by_order.is_some() && !fits(day_first) && !fits(month_first);
        let day = match (fits(day_first), fits(month_first)) {
            (true, false) => day_first,
            (false, true) => month_first,
            _ => by_order,
        };
        return (day, contradicts);
    }
    let day = resolve(date, sent_on, near);
    (day, beside.is_some() && day.is_some() && !fits(day))
}

/// A weekday or "tomorrow" standing alone, with its length.
fn relative(
    tokens: &[Token<'_>],
    place: usize,
    sent_on: Date,
    notice: bool,
) -> Option<(Option<Date>, usize)> {
    let before = place.checked_sub(1).and_then(|before| tokens.get(before));
    let before = before.map(|token| token.lower.as_str()).unwrap_or_default();
    let (name, length) = name_at(tokens, place)?;
    match name {
        Named::Tomorrow => (!MORNINGS.has(before)).then(|| (sent_on.tomorrow().ok(), length)),
        Named::Weekday(weekday) | Named::Either(_, weekday) => {
            let whole = tokens[place].lower.chars().count() > 3 || length > 1;
            let dated = (length..length + 3).any(|skip| {
                tokens.get(place + skip).is_some()
                    && written(&tokens[place + skip..], notice).is_some()
            });
            if !whole || dated || OTHER_WEEKS.has(before) {
                return None;
            }
            let today = sent_on.weekday().to_monday_zero_offset();
            let around = |from: usize, to: usize| -> String {
                let words: Vec<&str> = tokens[from..to.min(tokens.len())]
                    .iter()
                    .map(|token| token.lower.as_str())
                    .collect();
                words.join(
                    if words.iter().any(|word| word.starts_with(|c: char| c >= '\u{2e80}')) {
                        ""
                    } else {
                        " "
                    },
                )
            };
            let beside = around(place.saturating_sub(4), place)
                + " | "
                + &around(place + length, place + length + 4);
            let ahead = if NEXT_WEEK.iter().any(|words| beside.contains(words)) {
                7 - today + weekday
            } else {
                // The next such day.
                (weekday - today + 6).rem_euclid(7) + 1
            };
            Some((sent_on.checked_add(i64::from(ahead).days()).ok(), length))
        }
        Named::Month(_) => None,
    }
}

/// The name that starts here; names in scripts without spaces are several tokens.
fn name_at(tokens: &[Token<'_>], place: usize) -> Option<(Named, usize)> {
    let token = tokens.get(place)?;
    if !token.lower.starts_with(|c: char| c >= '\u{2e80}') {
        // "Pazartesi'ye"
        let word = token.lower.split('\'').next().unwrap_or_default();
        return named(word).map(|name| (name, 1));
    }
    (2..=3).rev().find_map(|length| {
        let word: String =
            tokens.get(place..place + length)?.iter().map(|token| token.lower.as_str()).collect();
        named(&word).map(|name| (name, length))
    })
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

/// The weekday just before ("Monday, 5 May"), or in brackets or behind a comma; and where the date
/// ends with it.
fn weekday_beside(tokens: &[Token<'_>], start: usize, end: usize) -> (Option<Weekday>, usize) {
    let weekday = |offset: i8| Weekday::from_monday_zero_offset(offset).ok();
    if tokens.get(end).is_some_and(|token| matches!(token.lower.as_str(), "(" | "," | "["))
        && let Some(token) = tokens.get(end + 1)
    {
        const SIGNS: &str = "月火水木金土日";
        let sign = SIGNS.chars().position(|sign| token.lower == sign.to_string());
        let name = match name_at(tokens, end + 1) {
            Some((Named::Weekday(day) | Named::Either(_, day), length)) => Some((day, length)),
            _ => sign.and_then(|sign| i8::try_from(sign).ok()).map(|day| (day, 1)),
        };
        let bracket = tokens[end].lower != ",";
        let long = token.lower.chars().count() > 3;
        if let Some((day, length)) = name
            && (bracket || long)
            // "5 May, Monday 6 May" is another date.
            && tokens.get(end + 1 + length).is_none_or(|token| token.number.is_none())
        {
            let mut close = end + 1 + length;
            while bracket
                && close < end + 5
                && tokens.get(close).is_some_and(|token| {
                    matches!(token.lower.as_str(), ")" | "曜" | "日" | "]" | ".")
                })
            {
                close += 1;
            }
            return (weekday(day), close);
        }
    }
    let before = tokens[..start].iter().rev().take(4).find(|token| {
        !matches!(
            token.lower.as_str(),
            "," | "."
                | "the"
                | "den"
                | "le"
                | "el"
                | "il"
                | "dem"
                | "("
                | "de"
                | "d"
                | "dnia"
                | "feira"
                | "-"
        )
    });
    let day = before
        .filter(|token| !token.ends_sentence && token.lower.chars().count() > 2)
        .and_then(|token| weekday_of(token.lower.split('\'').next().unwrap_or_default()));
    (day.and_then(weekday), end)
}

fn resolve(date: Written, sent_on: Date, near: Option<Date>) -> Option<Date> {
    let Some(month) = date.month else {
        // The end of a range whose start names the month, else the next such day.
        let from = near.unwrap_or(sent_on);
        return (0_i8..3).find_map(|ahead| {
            let first = from.first_of_month().checked_add(ahead.months()).ok()?;
            let day = Date::new(first.year(), first.month(), date.day).ok()?;
            (day >= from).then_some(day)
        });
    };
    if let Some(year) = date.year {
        return Date::new(year, month, date.day).ok();
    }
    // No year: the next such day, today included; yesterday may only be another zone's today.
    let this_year = Date::new(sent_on.year(), month, date.day).ok()?;
    if this_year >= sent_on.yesterday().ok()? {
        return Some(this_year);
    }
    Date::new(sent_on.year() + 1, month, date.day).ok()
}

/// A date that starts with the first of these tokens. `notice`: whether short forms count.
fn written(tokens: &[Token<'_>], notice: bool) -> Option<Written> {
    let first = tokens.first()?;
    let sign =
        |place: usize, sign: &str| tokens.get(place).is_some_and(|token| token.lower == sign);
    if first.number.is_some() {
        return year_first(tokens)
            .or_else(|| wide(tokens, notice))
            .or_else(|| numeric(tokens, notice))
            .or_else(|| day_and_name(tokens, notice));
    }
    // May 5, May 5th 2026, May 3-14
    let month = month_of(&first.lower)?;
    let mut place = 1;
    while sign(place, ".") || sign(place, "the") {
        place += 1;
    }
    let day = day_at(tokens, place)?;
    // "May 14:00" is no day.
    if sign(place + 1, ":") {
        return None;
    }
    let skip_ordinal = |place: usize| {
        let ordinal =
            tokens.get(place).is_some_and(|token| !token.spaced && ORDINALS.has(&token.lower));
        if ordinal { place + 1 } else { place }
    };
    place = skip_ordinal(place + 1);
    let joins = tokens.get(place).is_some_and(|token| {
        matches!(token.lower.as_str(), "-" | "–" | "—" | "to" | "through" | "until")
    });
    if joins
        && let Some(last) = day_at(tokens, place + 1)
        && last > day
    {
        let after = skip_ordinal(place + 2);
        // Not "May 3 - 14 June", nor "May 3 to 14:00".
        if !tokens
            .get(after)
            .is_some_and(|token| month_of(&token.lower).is_some() || token.lower == ":")
        {
            let (length, year) = year_behind(tokens, after);
            let mut date = Written::plain(length, year, month, last);
            date.is_range_end = true;
            return Some(date);
        }
    }
    let (length, year) = year_behind(tokens, place);
    Some(Written::plain(length, year, month, day))
}

fn number_at(tokens: &[Token<'_>], place: usize) -> Option<i16> {
    tokens.get(place).and_then(|token| token.number)
}

fn day_at(tokens: &[Token<'_>], place: usize) -> Option<i8> {
    number_at(tokens, place)
        .filter(|day| (1..=31).contains(day))
        .and_then(|day| i8::try_from(day).ok())
}

fn month_at(tokens: &[Token<'_>], place: usize) -> Option<i8> {
    day_at(tokens, place).filter(|month| *month <= 12)
}

fn year_at(tokens: &[Token<'_>], place: usize) -> Option<i16> {
    number_at(tokens, place).filter(|year| (1990..=2100).contains(year))
}

/// A year of two or four figures that stands close.
fn close_year(tokens: &[Token<'_>], place: usize) -> Option<i16> {
    let token = tokens.get(place)?;
    year_at(tokens, place).or_else(|| {
        let short = token.number.filter(|_| token.text.len() == 2 && !token.spaced)?;
        Some(2000 + short)
    })
}

fn is_sign(tokens: &[Token<'_>], place: usize, signs: &[&str]) -> bool {
    tokens.get(place).is_some_and(|token| signs.contains(&token.lower.as_str()))
}

/// 2026-05-05, 2026/05/05, 2026.05.05
fn year_first(tokens: &[Token<'_>]) -> Option<Written> {
    let year = year_at(tokens, 0)?;
    let signs = &["-", "/", "."];
    let parts = is_sign(tokens, 1, signs) && is_sign(tokens, 3, signs);
    let (month, day) = (month_at(tokens, 2)?, day_at(tokens, 4)?);
    parts.then(|| Written::plain(5, Some(year), month, day))
}

/// 2026年5月5日, 5月5日, the Korean signs, and for notices 5日 alone.
fn wide(tokens: &[Token<'_>], notice: bool) -> Option<Written> {
    const DAYS: &[&str] = &["日", "일", "号", "號"];
    let (year, skip) = match year_at(tokens, 0) {
        Some(year) if is_sign(tokens, 1, &["年", "년"]) => (Some(year), 2),
        _ => (None, 0),
    };
    if let Some(month) = month_at(tokens, skip)
        && is_sign(tokens, skip + 1, &["月", "월"])
        && let Some(day) = day_at(tokens, skip + 2)
        && is_sign(tokens, skip + 3, DAYS)
    {
        return Some(Written::plain(skip + 4, year, month, day));
    }
    let day = day_at(tokens, 0)?;
    let alone = notice
        && is_sign(tokens, 1, DAYS)
        && !is_sign(tokens, 2, &["間", "间", "간", "以", "前", "内"]);
    alone.then_some(Written {
        length: 2,
        year: None,
        month: None,
        day,
        is_range_end: false,
        either: false,
    })
}

/// 05.05.2026, 5. 5. 2026, 05.05., 13/05/2026, 5-5-2026; for notices also 5.5 and 5/5.
fn numeric(tokens: &[Token<'_>], notice: bool) -> Option<Written> {
    let (first, second) = (day_at(tokens, 0)?, day_at(tokens, 2)?);
    let spaced = |place: usize| tokens.get(place).is_some_and(|token| token.spaced);
    if is_sign(tokens, 1, &["."]) && !spaced(1) {
        let (day, month) = (first, month_at(tokens, 2)?);
        if is_sign(tokens, 3, &["."]) && !spaced(3) {
            return Some(match close_year(tokens, 4) {
                Some(year) => Written::plain(5, Some(year), month, day),
                // "am 5. 5." and "5.5.", but not "5. 5 Leute".
                None => Written::plain(4, None, month, day),
            });
        }
        let unit = tokens.get(3).is_some_and(|token| {
            UNITS.has(&token.lower)
                || token.number.is_some() && !token.spaced
                || matches!(token.lower.as_str(), ":" | "/")
        });
        return (notice && !spaced(2) && !unit).then(|| Written::plain(3, None, month, day));
    }
    let slash = is_sign(tokens, 1, &["/"]);
    if spaced(1) || !slash && !is_sign(tokens, 1, &["-"]) {
        return None;
    }
    let same = tokens.get(3).is_some_and(|sign| sign.lower == tokens[1].lower && !sign.spaced);
    let (length, year) = match same.then(|| close_year(tokens, 4)).flatten() {
        Some(year) => (5, Some(year)),
        // Service around the clock is no date.
        None if notice && slash && !same && (first, second) != (24, 7) => (3, None),
        None => return None,
    };
    let (day, month) = if second > 12 { (second, first) } else { (first, second) };
    if month > 12 {
        return None;
    }
    let mut date = Written::plain(length, year, month, day);
    date.either = first <= 12 && second <= 12;
    Some(date)
}

/// 5 May, 5th of May 2026, 5. Mai, 5 de mayo de 2026, 5-May-2026; for notices also "the 5th".
fn day_and_name(tokens: &[Token<'_>], notice: bool) -> Option<Written> {
    let day = day_at(tokens, 0)?;
    let close = |place: usize, table: &Words| {
        tokens.get(place).is_some_and(|token| !token.spaced && table.has(&token.lower))
    };
    let mut place = 1;
    if close(1, &ORDINALS) || close(1, &JOINED) {
        place += 1;
    } else if is_sign(tokens, 1, &[":"]) && close(2, &ENDINGS) {
        place += 2;
    }
    while tokens.get(place).is_some_and(|token| INSIDE.has(&token.lower)) && place < 4 {
        place += 1;
    }
    let name =
        tokens.get(place).map(|token| token.lower.split('\'').next_back().unwrap_or_default());
    let name = name.and_then(month_of).or_else(|| {
        // "12 Mart'ta"
        tokens.get(place).and_then(|token| month_of(token.lower.split('\'').next()?))
    });
    if let Some(month) = name {
        let close_sign = is_sign(tokens, place + 1, &["-", "/"])
            && tokens.get(place + 1).is_some_and(|token| !token.spaced)
            && year_at(tokens, place + 2).is_some();
        let (length, year) = year_behind(tokens, if close_sign { place + 2 } else { place + 1 });
        return Some(Written::plain(length, year, month, day));
    }
    (notice && close(1, &LONE_ORDINALS)).then_some(Written {
        length: 2,
        year: None,
        month: None,
        day,
        is_range_end: false,
        either: false,
    })
}

/// A year behind a date, with what may stand between: `, 2026`, `de 2026`.
fn year_behind(tokens: &[Token<'_>], place: usize) -> (usize, Option<i16>) {
    let mut behind = place;
    while behind < place + 2 && is_sign(tokens, behind, &[",", ".", "de", "del", "of", "do", "'"]) {
        behind += 1;
    }
    match year_at(tokens, behind) {
        Some(year) => (behind + 1, Some(year)),
        None => (place, None),
    }
}

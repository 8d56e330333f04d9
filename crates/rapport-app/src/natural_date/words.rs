//! The vocabulary: weekdays, months, numbers and units in English and German.
//!
//! Here: tables and look-ups. What a phrase of several words means is in `day`.

use jiff::civil::Weekday;

/// The words of a text in small letters, without what carries no meaning.
pub(super) fn split(text: &str) -> Vec<String> {
    let text = text.to_lowercase().replace(',', " ");
    let mut words: Vec<String> = Vec::new();
    for word in text.split_whitespace() {
        // "am" is German for "on" at the beginning only; later it may belong to "9 am".
        let is_first_am = word == "am" && words.is_empty();
        if matches!(word, "on" | "the" | "by" | "coming" | "den" | "dem" | "bis") || is_first_am {
            continue;
        }
        // 2026-12-01T09:30 is a date and a time.
        match word.split_once('t') {
            Some((date, time))
                if date.len() == 10
                    && date.bytes().all(|b| b.is_ascii_digit() || b == b'-')
                    && time.starts_with(|c: char| c.is_ascii_digit()) =>
            {
                words.push(date.to_owned());
                words.push(time.to_owned());
            }
            _ => words.push(word.to_owned()),
        }
    }
    words
}

/// True for a word that has a meaning somewhere; digits and signs count as known.
pub(super) fn is_known(word: &str) -> bool {
    const OTHERS: [&str; 71] = [
        "today",
        "heute",
        "tomorrow",
        "morgen",
        "yesterday",
        "gestern",
        "tonight",
        "now",
        "jetzt",
        "übermorgen",
        "uebermorgen",
        "vorgestern",
        "day",
        "after",
        "before",
        "this",
        "diesen",
        "diese",
        "dieser",
        "next",
        "nächste",
        "nächsten",
        "nächster",
        "nächstes",
        "naechste",
        "naechsten",
        "naechster",
        "naechstes",
        "kommende",
        "kommenden",
        "kommender",
        "last",
        "letzte",
        "letzten",
        "letzter",
        "end",
        "of",
        "ende",
        "des",
        "der",
        "monats",
        "monatsende",
        "woche",
        "jahres",
        "in",
        "vor",
        "ago",
        "from",
        "business",
        "working",
        "at",
        "um",
        "gegen",
        "uhr",
        "noon",
        "midday",
        "mittag",
        "mittags",
        "morning",
        "früh",
        "morgens",
        "vormittag",
        "afternoon",
        "nachmittag",
        "nachmittags",
        "evening",
        "abend",
        "abends",
        "pm",
        "a.m.",
        "p.m.",
    ];
    word == "am"
        || OTHERS.contains(&word)
        || word.starts_with(|c: char| c.is_ascii_digit() || c == '+' || c == '-')
        || weekday(word).is_some()
        || month(word).is_some()
        || number(word).is_some()
        || Unit::parse(word).is_some()
}

/// A weekday by its name or usual short form.
pub(super) fn weekday(word: &str) -> Option<Weekday> {
    match word.strip_suffix('.').unwrap_or(word) {
        "monday" | "mon" | "montag" | "mo" => Some(Weekday::Monday),
        "tuesday" | "tue" | "tues" | "dienstag" | "di" => Some(Weekday::Tuesday),
        "wednesday" | "wed" | "mittwoch" | "mi" => Some(Weekday::Wednesday),
        "thursday" | "thu" | "thur" | "thurs" | "donnerstag" | "do" => Some(Weekday::Thursday),
        "friday" | "fri" | "freitag" | "fr" => Some(Weekday::Friday),
        "saturday" | "sat" | "samstag" | "sonnabend" | "sa" => Some(Weekday::Saturday),
        "sunday" | "sun" | "sonntag" | "so" => Some(Weekday::Sunday),
        _ => None,
    }
}

/// The English name of a weekday.
pub(super) const fn weekday_name(weekday: Weekday) -> &'static str {
    match weekday {
        Weekday::Monday => "Monday",
        Weekday::Tuesday => "Tuesday",
        Weekday::Wednesday => "Wednesday",
        Weekday::Thursday => "Thursday",
        Weekday::Friday => "Friday",
        Weekday::Saturday => "Saturday",
        Weekday::Sunday => "Sunday",
    }
}

/// The number of a month by its name or usual short form.
pub(super) fn month(word: &str) -> Option<i8> {
    match word.strip_suffix('.').unwrap_or(word) {
        "january" | "jan" | "januar" | "jänner" => Some(1),
        "february" | "feb" | "februar" => Some(2),
        "march" | "mar" | "märz" | "mär" | "maerz" => Some(3),
        "april" | "apr" => Some(4),
        "may" | "mai" => Some(5),
        "june" | "jun" | "juni" => Some(6),
        "july" | "jul" | "juli" => Some(7),
        "august" | "aug" => Some(8),
        "september" | "sep" | "sept" => Some(9),
        "october" | "oct" | "oktober" | "okt" => Some(10),
        "november" | "nov" => Some(11),
        "december" | "dec" | "dezember" | "dez" => Some(12),
        _ => None,
    }
}

/// The English name of a month; empty for a number that is none.
pub(super) fn month_name(month: i8) -> &'static str {
    const NAMES: [&str; 12] = [
        "January",
        "February",
        "March",
        "April",
        "May",
        "June",
        "July",
        "August",
        "September",
        "October",
        "November",
        "December",
    ];
    usize::try_from(month - 1).ok().and_then(|index| NAMES.get(index)).copied().unwrap_or("")
}

/// A number in digits, with a sign perhaps, or in words up to twelve.
pub(super) fn number(word: &str) -> Option<i64> {
    let value = match word {
        "a" | "an" | "one" | "ein" | "eine" | "einem" | "einer" => 1,
        "two" | "zwei" => 2,
        "three" | "drei" => 3,
        "four" | "vier" => 4,
        "five" | "fünf" => 5,
        "six" | "sechs" => 6,
        "seven" | "sieben" => 7,
        "eight" | "acht" => 8,
        "nine" | "neun" => 9,
        "ten" | "zehn" => 10,
        "eleven" | "elf" => 11,
        "twelve" | "zwölf" => 12,
        _ => return signed(word),
    };
    Some(value)
}

/// Digits with a sign perhaps, at most six of them.
fn signed(word: &str) -> Option<i64> {
    let (sign, digits) = match word.as_bytes().first()? {
        b'+' => (1, &word[1..]),
        b'-' => (-1, &word[1..]),
        _ => (1, word),
    };
    if digits.is_empty() || digits.len() > 6 || !digits.bytes().all(|b| b.is_ascii_digit()) {
        return None;
    }
    digits.parse::<i64>().ok().map(|number| sign * number)
}

/// What a distance is counted in.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) enum Unit {
    /// Minutes of the clock.
    Minutes,
    /// Hours of the clock.
    Hours,
    /// Days of the calendar.
    Days,
    /// Days on which people work.
    BusinessDays,
    /// Seven days.
    Weeks,
    /// The same day of another month, or its last.
    Months,
    /// The same day of another year.
    Years,
}

impl Unit {
    /// Reads a unit of one word; "business days" is put together by `day`.
    pub(super) fn parse(word: &str) -> Option<Self> {
        match word {
            "m" | "min" | "mins" | "minute" | "minutes" | "minuten" => Some(Self::Minutes),
            "h" | "hr" | "hrs" | "hour" | "hours" | "std" | "stunde" | "stunden" => {
                Some(Self::Hours)
            }
            "d" | "day" | "days" | "tag" | "tage" | "tagen" => Some(Self::Days),
            "bd" | "workday" | "workdays" | "werktag" | "werktage" | "werktagen" | "arbeitstag"
            | "arbeitstage" | "arbeitstagen" => Some(Self::BusinessDays),
            "w" | "wk" | "wks" | "week" | "weeks" | "woche" | "wochen" => Some(Self::Weeks),
            "mo" | "month" | "months" | "monat" | "monate" | "monaten" => Some(Self::Months),
            "y" | "yr" | "year" | "years" | "jahr" | "jahre" | "jahren" => Some(Self::Years),
            _ => None,
        }
    }
}

/// A number and a unit in one word, such as `+2d` or `3bd`, and whether it has a sign.
pub(super) fn compact(word: &str) -> Option<(i64, Unit, bool)> {
    let start = usize::from(word.starts_with(['+', '-']));
    let end = word[start..].find(|c: char| !c.is_ascii_digit())? + start;
    let (number, unit) = word.split_at(end);
    Some((signed(number)?, Unit::parse(unit)?, start == 1))
}

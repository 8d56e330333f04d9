//! Dates and times as people say them, in the order and clock of their country.
//!
//! "tomorrow 09:30", "Thursday 14:00", "Thu 3 December": the words are for reading, the exact
//! instant and zone stand in the `<time>` element ([`When`]) and on hover.

use std::fmt;

use askama::filters::HtmlSafe;
use jiff::civil::Date;
use jiff::tz::TimeZone;
use jiff::{Timestamp, Zoned};

use super::{ENGLISH, Words};

/// Which words, and how dates are written.
#[derive(Clone, Copy, Debug)]
pub struct Locale {
    /// The words.
    pub words: &'static Words,
    /// The tag for `<html lang>` (RFC 5646).
    pub tag: &'static str,
    /// Month before day, and a clock of twelve hours.
    american: bool,
}

/// A date that stands in a field, "23 November 2026", which the reader of dates takes back as it is;
/// other words stay.
#[must_use]
pub fn typed_day(words: &str) -> String {
    match words.parse::<Date>() {
        Ok(day) => day.strftime("%-d %B %Y").to_string(),
        Err(_) => words.to_owned(),
    }
}

impl Locale {
    /// The locale for a language and a country code. There is one language yet.
    #[must_use]
    pub fn of(_language: &str, country: &str) -> Self {
        let american = country.eq_ignore_ascii_case("US");
        Self { words: &ENGLISH, tag: if american { "en-US" } else { "en-GB" }, american }
    }

    /// "Tuesday, 24 November".
    #[must_use]
    pub fn long_day(&self, date: Date) -> String {
        let form = if self.american { "%A, %B %-d" } else { "%A, %-d %B" };
        date.strftime(form).to_string()
    }

    /// "09:30", "9:30 am".
    #[must_use]
    pub fn time(&self, at: &Zoned) -> String {
        if self.american {
            at.strftime("%-I:%M %P").to_string()
        } else {
            at.strftime("%-H:%M").to_string()
        }
    }

    /// "today", "tomorrow", "yesterday", "Thursday" within six days, else "Thu 3 December", with the
    /// year when it is another one.
    #[must_use]
    pub fn day(&self, date: Date, today: Date) -> String {
        let distance = today.until(date).map_or(i32::MAX, |span| span.get_days());
        match distance {
            0 => "today".to_owned(),
            1 => "tomorrow".to_owned(),
            -1 => "yesterday".to_owned(),
            2..=6 => date.strftime("%A").to_string(),
            _ => {
                let form = match (self.american, date.year() == today.year()) {
                    (false, true) => "%a %-d %B",
                    (false, false) => "%a %-d %B %Y",
                    (true, true) => "%a, %B %-d",
                    (true, false) => "%a, %B %-d, %Y",
                };
                date.strftime(form).to_string()
            }
        }
    }

    /// An instant seen from `now` in a zone: "tomorrow 9:30".
    #[must_use]
    pub fn when(&self, at: Timestamp, now: Timestamp, zone: &TimeZone) -> When {
        let local = at.to_zoned(zone.clone());
        let today = now.to_zoned(zone.clone()).date();
        let words = format!("{} {}", self.day(local.date(), today), self.time(&local));
        self.element(&local, words)
    }

    /// The day and the time in short, whatever today is: "Wed 25 Nov, 9:30".
    #[must_use]
    pub fn moment(&self, at: Timestamp, zone: &TimeZone) -> When {
        let local = at.to_zoned(zone.clone());
        let form = if self.american { "%a, %b %-d" } else { "%a %-d %b" };
        let words = format!("{}, {}", local.strftime(form), self.time(&local));
        self.element(&local, words)
    }

    /// Only the time of day: "9:30".
    #[must_use]
    pub fn clock(&self, at: Timestamp, zone: &TimeZone) -> When {
        let local = at.to_zoned(zone.clone());
        let words = self.time(&local);
        self.element(&local, words)
    }

    /// The shortest that is clear: the time today, else the day.
    #[must_use]
    pub fn brief(&self, at: Timestamp, now: Timestamp, zone: &TimeZone) -> When {
        let local = at.to_zoned(zone.clone());
        let today = now.to_zoned(zone.clone()).date();
        let words =
            if local.date() == today { self.time(&local) } else { self.day(local.date(), today) };
        self.element(&local, words)
    }

    fn element(&self, local: &Zoned, words: String) -> When {
        let zone = local.time_zone().iana_name().unwrap_or("UTC");
        let form = if self.american { "%a, %b %-d, %Y" } else { "%a %-d %b %Y" };
        let title = format!("{}, {} {zone}", local.strftime(form), self.time(local));
        When { exact: local.strftime("%Y-%m-%dT%H:%M:%S%:z").to_string(), title, words }
    }
}

/// An instant for machines and for people. In a template it prints the whole `<time>` element.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct When {
    /// RFC 3339 with offset.
    pub exact: String,
    /// The exact instant and its zone, for the eye.
    pub title: String,
    /// As people say it.
    pub words: String,
}

// What it prints is escaped below.
impl HtmlSafe for When {}

impl fmt::Display for When {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("<time datetime=\"")?;
        escaped(f, &self.exact)?;
        f.write_str("\" title=\"")?;
        escaped(f, &self.title)?;
        f.write_str("\">")?;
        escaped(f, &self.words)?;
        f.write_str("</time>")
    }
}

fn escaped(f: &mut fmt::Formatter<'_>, text: &str) -> fmt::Result {
    for letter in text.chars() {
        match letter {
            '<' => f.write_str("&lt;")?,
            '>' => f.write_str("&gt;")?,
            '&' => f.write_str("&amp;")?,
            '"' => f.write_str("&#34;")?,
            other => fmt::Write::write_char(f, other)?,
        }
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_instant_has_words_and_an_exact_form() {
        let zone = TimeZone::get("Europe/Berlin").unwrap();
        let now: Timestamp = "2026-11-24T10:00:00Z".parse().unwrap();
        let at: Timestamp = "2026-11-25T08:30:00Z".parse().unwrap();
        let british = Locale::of("en", "GB").when(at, now, &zone);
        assert_eq!(british.words, "tomorrow 9:30");
        assert_eq!(
            british.to_string(),
            "<time datetime=\"2026-11-25T09:30:00+01:00\" \
             title=\"Wed 25 Nov 2026, 9:30 Europe/Berlin\">tomorrow 9:30</time>"
        );
        let american = Locale::of("en", "US");
        assert_eq!(american.when(at, now, &zone).words, "tomorrow 9:30 am");
        let later: Timestamp = "2026-12-24T08:30:00Z".parse().unwrap();
        assert_eq!(american.brief(later, now, &zone).words, "Thu, December 24");
        assert_eq!(Locale::of("en", "DE").brief(later, now, &zone).words, "Thu 24 December");
        assert_eq!(Locale::of("en", "DE").brief(at, at, &zone).words, "9:30");
    }
}

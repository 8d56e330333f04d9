//! The many spellings of a birthday in cards: with and without hyphens, without a year, with
//! Apple's stand-in year, with a time of day.

use jiff::civil::Date;

/// The year that stands for "no year": dates of 1604 are marked or meant so.
const NO_YEAR: &str = "1604";

/// `1980-03-22` or `--03-22`, and whether the text said more than that (a time of day).
/// `None` if it is no day of the calendar.
pub(crate) fn parse(text: &str, omitted_year: Option<&str>) -> Option<(String, bool)> {
    let text = text.trim();
    let (date, time) = match text.find(['T', 't', ' ']) {
        Some(at) => (text.get(..at)?, text.get(at + 1..)?),
        None => (text, ""),
    };
    let midnight = time.chars().all(|character| matches!(character, '0' | ':' | 'Z' | 'z' | '.'));
    let (year, month, day) = parts(date)?;
    let without = year.is_none_or(|year| year == omitted_year.unwrap_or(NO_YEAR));
    let day_of = |year: i16| Date::new(year, month.parse().ok()?, day.parse().ok()?).ok();
    if without {
        // 2000 was a leap year: the 29 of February is a birthday.
        let date = day_of(2000)?;
        return Some((format!("--{:02}-{:02}", date.month(), date.day()), !midnight));
    }
    let date = day_of(year?.parse().ok()?)?;
    Some((date.to_string(), !midnight))
}

/// Year, month and day as digits.
fn parts(date: &str) -> Option<(Option<&str>, &str, &str)> {
    if let Some(rest) = date.strip_prefix("--") {
        let (month, day) = match rest.split_once('-') {
            Some(pair) => pair,
            None => (rest.get(..2)?, rest.get(2..)?),
        };
        return digits(&[(month, 1, 2), (day, 1, 2)]).then_some((None, month, day));
    }
    let mut pieces = date.split(['-', '/']);
    let (year, month, day) = match (pieces.next(), pieces.next(), pieces.next(), pieces.next()) {
        (Some(year), Some(month), Some(day), None) => (year, month, day),
        (Some(whole), None, ..) if whole.len() == 8 => {
            (whole.get(..4)?, whole.get(4..6)?, whole.get(6..)?)
        }
        _ => return None,
    };
    digits(&[(year, 4, 4), (month, 1, 2), (day, 1, 2)]).then_some((Some(year), month, day))
}

fn digits(pieces: &[(&str, usize, usize)]) -> bool {
    pieces.iter().all(|(text, least, most)| {
        (*least..=*most).contains(&text.len()) && text.bytes().all(|byte| byte.is_ascii_digit())
    })
}

#[cfg(test)]
mod tests {
    use super::parse;

    #[test]
    fn every_spelling_of_a_day() {
        for (text, expected) in [
            ("19800322", "1980-03-22"),
            ("1980-03-22", "1980-03-22"),
            ("1980-03-22T00:00:00Z", "1980-03-22"),
            ("1980/3/2", "1980-03-02"),
            ("--0322", "--03-22"),
            ("--03-22", "--03-22"),
            ("--0229", "--02-29"),
            ("1604-03-22", "--03-22"),
        ] {
            assert_eq!(parse(text, None), Some((expected.to_owned(), false)), "{text}");
        }
        assert_eq!(parse("1980-03-22T23:10:00Z", None), Some(("1980-03-22".to_owned(), true)));
        assert_eq!(parse("1900-03-22", Some("1900")), Some(("--03-22".to_owned(), false)));
        for text in ["", "1980", "1980-13-01", "circa 1800", "206-12-15", "--", "1980-02-30"] {
            assert_eq!(parse(text, None), None, "{text}");
        }
    }
}

//! Dates as programs export them: numbers in any order, month names in twenty languages.

use jiff::civil::Date;
use unicode_normalization::UnicodeNormalization;

/// Which of two numbers is the day where both could be.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default)]
pub enum DayOrder {
    /// 03/05 is the 3 of May.
    #[default]
    DayFirst,
    /// 03/05 is March 5.
    MonthFirst,
}

/// Beginnings of month names without accents; longer ones first where one begins another.
const MONTHS: &[(&str, i8)] = &[
    ("marras", 11),
    ("cervenec", 7),
    ("cervence", 7),
    ("juil", 7),
    ("listopad", 11),
    ("januar", 1),
    ("maalis", 3),
    ("syys", 9),
    ("loka", 10),
    ("joulu", 12),
    ("tammi", 1),
    ("helmi", 2),
    ("huhti", 4),
    ("touko", 5),
    ("kesa", 6),
    ("heina", 7),
    ("elo", 8),
    ("jan", 1),
    ("gen", 1),
    ("ene", 1),
    ("sty", 1),
    ("led", 1),
    ("ian", 1),
    ("oca", 1),
    ("янв", 1),
    ("січ", 1),
    ("ιαν", 1),
    ("feb", 2),
    ("fev", 2),
    ("lut", 2),
    ("uno", 2),
    ("sub", 2),
    ("фев", 2),
    ("лют", 2),
    ("φεβ", 2),
    ("mar", 3),
    ("maa", 3),
    ("mrt", 3),
    ("mrz", 3),
    ("brez", 3),
    ("мар", 3),
    ("бер", 3),
    ("μαρ", 3),
    ("apr", 4),
    ("avr", 4),
    ("abr", 4),
    ("kwi", 4),
    ("dub", 4),
    ("nis", 4),
    ("апр", 4),
    ("кві", 4),
    ("απρ", 4),
    ("mai", 5),
    ("may", 5),
    ("maj", 5),
    ("mei", 5),
    ("mag", 5),
    ("kvet", 5),
    ("май", 5),
    ("мая", 5),
    ("маи", 5),
    ("тра", 5),
    ("μαι", 5),
    ("juin", 6),
    ("jun", 6),
    ("giu", 6),
    ("cze", 6),
    ("cerv", 6),
    ("haz", 6),
    ("июн", 6),
    ("чер", 6),
    ("ιουν", 6),
    ("iun", 6),
    ("jul", 7),
    ("lug", 7),
    ("lip", 7),
    ("tem", 7),
    ("июл", 7),
    ("лип", 7),
    ("ιουλ", 7),
    ("iul", 7),
    ("aug", 8),
    ("aou", 8),
    ("ago", 8),
    ("sie", 8),
    ("srp", 8),
    ("agu", 8),
    ("авг", 8),
    ("сер", 8),
    ("αυγ", 8),
    ("sep", 9),
    ("set", 9),
    ("wrz", 9),
    ("zar", 9),
    ("eyl", 9),
    ("сен", 9),
    ("вер", 9),
    ("sze", 9),
    ("σεπ", 9),
    ("oct", 10),
    ("okt", 10),
    ("out", 10),
    ("ott", 10),
    ("paz", 10),
    ("rij", 10),
    ("eki", 10),
    ("окт", 10),
    ("жов", 10),
    ("οκτ", 10),
    ("nov", 11),
    ("lis", 11),
    ("kas", 11),
    ("ноя", 11),
    ("лис", 11),
    ("noi", 11),
    ("νοε", 11),
    ("dec", 12),
    ("dez", 12),
    ("dic", 12),
    ("gru", 12),
    ("pro", 12),
    ("ara", 12),
    ("дек", 12),
    ("гру", 12),
    ("des", 12),
    ("dek", 12),
    ("δεκ", 12),
];

/// The day a text names, if it names one and nothing else but a time.
#[must_use]
pub fn parse_date(text: &str, order: DayOrder) -> Option<Date> {
    let text = without_time(text.trim());
    if text.len() > 60 {
        return None;
    }
    let (mut numbers, mut month): (Vec<&str>, Option<i8>) = (Vec::new(), None);
    for piece in pieces(text) {
        if piece.starts_with(|character: char| character.is_ascii_digit()) {
            numbers.push(piece);
        } else if let Some(found) = month_name(piece) {
            if month.replace(found).is_some() {
                return None;
            }
        } else if piece.chars().count() > 9 {
            return None;
        }
    }
    match (month, numbers.as_slice()) {
        (Some(month), [first, second]) => {
            if first.len() == 4 {
                date(first, month, second)
            } else {
                date(second, month, first)
            }
        }
        (None, [whole]) if whole.len() == 8 => {
            date(whole.get(..4)?, whole.get(4..6)?.parse().ok()?, whole.get(6..)?)
        }
        (None, [first, second, third]) => {
            if first.len() == 4 {
                return date(first, second.parse().ok()?, third);
            }
            let (one, two): (i8, i8) = (first.parse().ok()?, second.parse().ok()?);
            let day_first = match order {
                _ if one > 12 => true,
                _ if two > 12 => false,
                order => order == DayOrder::DayFirst,
            };
            if day_first { date(third, two, first) } else { date(third, one, second) }
        }
        _ => None,
    }
}

/// Which order the dates of a column are in, if they say: one with a first number above 12 decides.
pub(crate) fn order_of<'a>(texts: impl Iterator<Item = &'a str>) -> Option<DayOrder> {
    for text in texts {
        let numbers: Vec<&str> = pieces(without_time(text.trim())).collect();
        let [first, second, _] = numbers.as_slice() else { continue };
        let (Ok(first), Ok(second)) = (first.parse::<u16>(), second.parse::<u16>()) else {
            continue;
        };
        match (first, second) {
            (13..=31, 1..=12) => return Some(DayOrder::DayFirst),
            (1..=12, 13..=31) => return Some(DayOrder::MonthFirst),
            _ => {}
        }
    }
    None
}

/// Runs of digits and runs of letters; all else separates.
fn pieces(text: &str) -> impl Iterator<Item = &str> {
    let mut rest = text;
    std::iter::from_fn(move || {
        let kind = |character: char| (character.is_ascii_digit(), character.is_alphabetic());
        let start = rest.find(|character: char| kind(character) != (false, false))?;
        let from = rest.get(start..)?;
        let first = kind(from.chars().next()?);
        // Accents that stand by themselves belong to the letters.
        let end = from.find(|character: char| {
            kind(character) != first && !(first.1 && ('\u{300}'..='\u{36f}').contains(&character))
        });
        let (piece, after) = from.split_at(end.unwrap_or(from.len()));
        rest = after;
        Some(piece)
    })
}

fn without_time(text: &str) -> &str {
    let Some(colon) = text.find(':') else { return text };
    let before = text.get(..colon).unwrap_or_default();
    let hour = before.trim_end_matches(|character: char| character.is_ascii_digit());
    hour.trim_end_matches(['T', 't', ' ', ',', '\u{a0}', '\u{202f}'])
}

fn month_name(word: &str) -> Option<i8> {
    let plain: String = word
        .nfd()
        .filter(|character| !('\u{300}'..='\u{36f}').contains(character))
        .flat_map(char::to_lowercase)
        .collect();
    MONTHS.iter().find(|(start, _)| plain.starts_with(start)).map(|(_, month)| *month)
}

fn date(year: &str, month: i8, day: &str) -> Option<Date> {
    let number: i16 = year.parse().ok()?;
    let year = match (year.len(), number) {
        (4, number) => number,
        (2, 0..70) => 2000 + number,
        (2, number) => 1900 + number,
        _ => return None,
    };
    let date = Date::new(year, month, day.parse().ok()?).ok()?;
    (date.year() >= 1800).then_some(date)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn dates_of_many_languages() {
        for text in [
            "05 Mar 2024",
            "5 mars 2024",
            "05. März 2024",
            "5. Mrz. 2024",
            "5 mrt 2024",
            "5 de mar. de 2024",
            "5 marzo 2024",
            "5 marca 2024",
            "05 мар. 2024 г.",
            "5 Mar 2024",
            "2024年3月5日",
            "March 5, 2024",
            "2024-03-05",
            "2024/3/5",
            "05.03.2024",
            "5/3/24",
            "20240305",
            "5. března 2024",
            "2024. 3. 5.",
            "2024-03-05T10:15:00Z",
            "05.03.2024 10:15",
            "2024. márc. 5.",
            "5 maaliskuuta 2024",
        ] {
            assert_eq!(
                parse_date(text, DayOrder::DayFirst),
                Some(jiff::civil::date(2024, 3, 5)),
                "{text}"
            );
        }
        assert_eq!(parse_date("3/5/24", DayOrder::MonthFirst), Some(jiff::civil::date(2024, 3, 5)));
        assert_eq!(parse_date("3/15/24", DayOrder::DayFirst), Some(jiff::civil::date(2024, 3, 15)));
        for text in ["", "0/0/00", "2024", "March", "+49 30 123", "abc", "99999999"] {
            assert_eq!(parse_date(text, DayOrder::DayFirst), None, "{text}");
        }
        assert_eq!(order_of(["3/4/24", "3/15/24"].into_iter()), Some(DayOrder::MonthFirst));
    }
}

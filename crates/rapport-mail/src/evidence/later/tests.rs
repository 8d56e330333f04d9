//! Tests of `later`: days that people name.

use jiff::civil::{Date, date};

use super::super::intent::reading::Reading;
use super::times::times;

fn first(text: &str, sent_on: Date) -> Option<Date> {
    times(&Reading::new(text), sent_on).first().map(|time| time.day)
}

#[test]
fn times_become_their_first_day() {
    let sent_on = date(2026, 3, 2);
    for (text, day) in [
        ("in June", date(2026, 6, 1)),
        ("in March", date(2027, 3, 1)),
        ("in mid June", date(2026, 6, 15)),
        ("at the end of June", date(2026, 6, 25)),
        ("after June", date(2026, 7, 1)),
        ("not before June", date(2026, 6, 1)),
        ("next week", date(2026, 3, 9)),
        ("after next week", date(2026, 3, 16)),
        ("next month", date(2026, 4, 1)),
        ("next quarter", date(2026, 4, 1)),
        ("next year", date(2027, 1, 1)),
        ("in Q4", date(2026, 10, 1)),
        ("in the second quarter", date(2026, 4, 1)),
        ("in 3 weeks", date(2026, 3, 23)),
        ("in a couple of months", date(2026, 5, 2)),
        ("two months from now", date(2026, 5, 2)),
        ("after Easter", date(2026, 4, 7)),
        ("in the summer", date(2026, 6, 1)),
        ("after the summer", date(2026, 9, 1)),
        ("on 4 May", date(2026, 5, 4)),
        ("in zwei Wochen", date(2026, 3, 16)),
        ("nächsten Monat", date(2026, 4, 1)),
        ("im Herbst", date(2026, 9, 1)),
        ("dans trois mois", date(2026, 6, 2)),
        ("le mois prochain", date(2026, 4, 1)),
        ("en septiembre", date(2026, 9, 1)),
        ("la semana que viene", date(2026, 3, 9)),
        ("fra due mesi", date(2026, 5, 2)),
        ("no próximo ano", date(2027, 1, 1)),
        ("volgende maand", date(2026, 4, 1)),
        ("om två veckor", date(2026, 3, 16)),
        ("næste måned", date(2026, 4, 1)),
        ("za dwa tygodnie", date(2026, 3, 16)),
        ("в следующем месяце", date(2026, 4, 1)),
        ("iki hafta sonra", date(2026, 3, 16)),
        ("6月に", date(2026, 6, 1)),
        ("三个月后", date(2026, 6, 2)),
    ] {
        assert_eq!(first(text, sent_on), Some(day), "{text}");
    }
}

#[test]
fn what_is_no_future_day_is_none() {
    let sent_on = date(2026, 3, 2);
    for text in
        ["I may come", "before June", "by June", "on 4 May 2021", "three weeks", "sometime", ""]
    {
        assert_eq!(first(text, sent_on), None, "{text}");
    }
}

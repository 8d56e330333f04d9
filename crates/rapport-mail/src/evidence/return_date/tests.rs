//! Days of return as people write them. The message was sent on Thursday, 5 March 2026.

use jiff::civil::date;

use super::*;

fn found(text: &str) -> Option<Date> {
    find(text, date(2026, 3, 5)).map(|(day, _)| day)
}

#[test]
fn one_day_is_named() {
    for (text, day) in [
        ("I am out of the office until 12 March.", date(2026, 3, 12)),
        ("I'll be back on March 12th, 2026.", date(2026, 3, 12)),
        ("I will return on Thursday, March 12.", date(2026, 3, 12)),
        ("Returning 2026-03-12", date(2026, 3, 12)),
        ("I am away from 2 March to 12 March.", date(2026, 3, 12)),
        ("I am away 2-12 March 2026.", date(2026, 3, 12)),
        ("Away March 2-12.", date(2026, 3, 12)),
        ("Away from 28 February until the 12th of March and back on 13 March.", date(2026, 3, 13)),
        ("I will be back in the office on Monday.", date(2026, 3, 9)),
        ("I'll be back tomorrow.", date(2026, 3, 6)),
        ("Back on 13/03/2026", date(2026, 3, 13)),
        ("Ich bin bis zum 12.03.2026 nicht im Büro.", date(2026, 3, 12)),
        ("Ich bin vom 2. bis einschließlich 12. März abwesend.", date(2026, 3, 12)),
        ("Ich bin vom 02.03. bis 12.03. im Urlaub.", date(2026, 3, 12)),
        ("Ab dem 12. März bin ich wieder erreichbar.", date(2026, 3, 12)),
        ("Ich bin am Montag, den 9. März, wieder im Büro.", date(2026, 3, 9)),
        ("Absente du bureau jusqu'au 12 mars.", date(2026, 3, 12)),
        ("Je serai de retour le 12 mars 2026.", date(2026, 3, 12)),
        ("Estaré fuera hasta el 12 de marzo de 2026.", date(2026, 3, 12)),
        ("Sono in ferie fino al 12 marzo.", date(2026, 3, 12)),
        ("Assente dal 2 marzo al 12 marzo", date(2026, 3, 12)),
        ("Ik ben afwezig tot en met 12 maart.", date(2026, 3, 12)),
        ("3月12日まで不在です。", date(2026, 3, 12)),
        ("2026年3月12日より出社します", date(2026, 3, 12)),
    ] {
        assert_eq!(found(text), Some(day), "{text}");
    }
}

#[test]
fn no_day_or_more_than_one_gives_none() {
    for text in [
        "I am out of the office.",
        "I am away from 2 March.",
        "Back on 12 March. I will be back on 19 March.",
        "I will be back on Monday, 12 March.",
        "Away until 19 March, back on 12 March.",
        "Until 4/5/2026 I am away.",
        "I was away until 4 March 2025.",
        "I will be back on 3 March.",
        "I am away until 5 January.",
        "Our office opened on 12 March.",
        "Call +49 30 12.03.45 for help until further notice.",
        "Back on 45 March.",
    ] {
        assert_eq!(found(text), None, "{text}");
    }
}

#[test]
fn long_and_odd_texts_end() {
    let text = "until 3-3-3-3.3.3.3/3/3 May May of of of ".repeat(5_000);
    // Only that it returns matters; what it returns is nonsense by design.
    assert!(found(&text).is_none_or(|day| day.year() >= 2026));
}

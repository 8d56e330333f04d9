//! Days of return as people write them. The message was sent on Thursday, 5 March 2026.

use jiff::civil::date;

use super::*;

fn found(text: &str) -> Option<Date> {
    find(text, date(2026, 3, 5), DateOrder::Unknown).map(|(day, _)| day)
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
        ("3月2日（月）から3月12日（木）まで休暇をいただいております。", date(2026, 3, 12)),
        ("3月2日〜12日は出張のため不在です。", date(2026, 3, 12)),
        ("我将于3月2日至3月12日休假。", date(2026, 3, 12)),
        ("我3月12日回来上班。", date(2026, 3, 12)),
        ("3월 12일까지 휴가입니다.", date(2026, 3, 12)),
        ("Jag är på semester t.o.m. 12 mars.", date(2026, 3, 12)),
        ("Jag är tillbaka måndag den 9 mars.", date(2026, 3, 9)),
        ("Jeg er tilbage den 12. marts.", date(2026, 3, 12)),
        ("Jeg er på ferie til og med 12. mars.", date(2026, 3, 12)),
        ("Olen lomalla 2.3.-12.3.2026.", date(2026, 3, 12)),
        ("Olen poissa 12.3. asti.", date(2026, 3, 12)),
        ("Palaan töihin maanantaina 9.3.", date(2026, 3, 9)),
        ("Jestem na urlopie do 12 marca 2026 r.", date(2026, 3, 12)),
        ("Wracam w poniedziałek.", date(2026, 3, 9)),
        ("Jsem na dovolené od 2. do 12. března.", date(2026, 3, 12)),
        ("Я в отпуске до 12 марта.", date(2026, 3, 12)),
        ("Вернусь 12 марта 2026 г.", date(2026, 3, 12)),
        ("12 Mart 2026 tarihine kadar izindeyim.", date(2026, 3, 12)),
        ("12 Mart'ta döneceğim.", date(2026, 3, 12)),
        ("Estarei ausente até ao dia 12 de março.", date(2026, 3, 12)),
        ("Rientrerò lunedì 9 marzo.", date(2026, 3, 9)),
        ("Sono assente dal 2 al 12 marzo.", date(2026, 3, 12)),
        ("Je suis absente du 2 au 12 mars inclus.", date(2026, 3, 12)),
        ("Maandag 9 maart ben ik weer op kantoor.", date(2026, 3, 9)),
        ("Estaré de vacaciones del 2 al 12 de marzo, de vuelta el 13.", date(2026, 3, 12)),
        ("I'm away until the 12th.", date(2026, 3, 12)),
        ("On vacation through Friday.", date(2026, 3, 6)),
        ("I leave on 6 March and will be back on 16 March.", date(2026, 3, 16)),
        ("Out from 6 March, returning Monday 16 March 2026.", date(2026, 3, 16)),
        ("Ab 12.3. bin ich wieder da.", date(2026, 3, 12)),
        ("Am 9. März (Montag) bin ich wieder da.", date(2026, 3, 9)),
        ("Ich bin ab morgen wieder im Büro.", date(2026, 3, 6)),
        ("Nächste Woche Donnerstag bin ich wieder da.", date(2026, 3, 12)),
        ("I am out today. I will get back to you on Monday.", date(2026, 3, 9)),
        ("Back on Friday 13/3/2026, not on 3/4/2026.", date(2026, 3, 13)),
        ("I will be back on Monday, 6/4/2026.", date(2026, 4, 6)),
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
        "I am away until 31 June.",
        "I will be back next week.",
        "I am available 24/7 again soon.",
        "I am available until 12 March.",
        "Guten Morgen, ich bin wieder einmal nicht da.",
        "I am out of the office on Friday.",
        "We answer until 14:30.",
        "I am away 6-10 March and 16-20 March.",
    ] {
        assert_eq!(found(text), None, "{text}");
    }
}

#[test]
fn the_order_of_the_sender_decides() {
    let day = |text: &str, order| find(text, date(2026, 3, 5), order).map(|(day, _)| day);
    for text in ["Back on 6/4/2026.", "Away until 06/04.", "Out 2/4-6/4.", "Back 6/4"] {
        let (month, of_day) = (date(2026, 6, 4), date(2026, 4, 6));
        assert_eq!(day(text, DateOrder::DayFirst), Some(of_day), "{text}");
        assert_eq!(day(text, DateOrder::Unknown), None, "{text}");
        if !text.contains('-') {
            assert_eq!(day(text, DateOrder::MonthFirst), Some(month), "{text}");
        }
    }
}

#[test]
fn long_and_odd_texts_end() {
    let text = "until 3-3-3-3.3.3.3/3/3 May May of of of ".repeat(5_000);
    // Only that it returns matters; what it returns is nonsense by design.
    assert!(found(&text).is_none_or(|day| day.year() >= 2026));
}

//! Tests of `phrases`.

use super::*;

fn stops(text: &str) -> bool {
    stop(&Phrases::of(text)).is_some()
}

fn asks(text: &str) -> bool {
    question(&Phrases::of(text)).is_some()
}

#[test]
fn wishes_to_stop() {
    for text in [
        "Please unsubscribe me.",
        "Please don\u{2019}t contact me again",
        "STOP",
        "No.",
        "remove!",
        "Unsubscribe\n\nThanks,\nTom",
        "Take me off your list",
        "not interested pls remove me",
        "unsubscribe from this list",
        "Bitte keine weiteren E-Mails.",
        "Löschen Sie meine Daten",
        "Hiermit widerspreche ich der Nutzung.",
        "Merci de ne plus me contacter",
        "Quiero darme de baja",
        "Niet meer mailen aub",
        "今後の連絡は不要です",
        "Не пишите мне",
    ] {
        assert!(stops(text), "{text}");
    }
}

#[test]
fn no_wishes_to_stop() {
    for text in [
        "No, Tuesday is better.",
        "No, thanks!",
        "I could not stop smiling.",
        "Ich muss mich leider vom Termin abmelden.",
        "Please don't unsubscribe me!",
        "The bus stop is across the street",
        "Please stop by on Monday.",
        "Please do not hesitate to contact me.",
        "Your message was flagged as spam by our filter, sorry.",
        "Da widerspreche ich Ihnen gern!",
        "Here is the report that you asked for in the call of last week.\n\n\
         To unsubscribe click https://list.example/u",
    ] {
        assert!(!stops(text), "{text}");
    }
}

#[test]
fn questions() {
    for text in [
        "Would Friday do?",
        "Thanks. Could you send the plans",
        "Wann passt es Ihnen",
        "Bitte teilen Sie mir Ihre Nummer mit.",
        "いつがよろしいでしょうか",
    ] {
        assert!(asks(text), "{text}");
    }
    for text in ["Friday is fine.", "See https://acme.example/?a=b", "???"] {
        assert!(!asks(text), "{text}");
    }
}

#[test]
fn text_of_people_needs_letters() {
    assert!(human_text("ok").is_some());
    assert!(human_text(" \n --- \n").is_none());
}

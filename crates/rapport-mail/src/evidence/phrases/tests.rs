//! Tests of `phrases`.

use super::*;

fn has(text: &str, kind: &SignKind) -> bool {
    signs(text).iter().any(|sign| sign.kind == *kind)
}

#[test]
fn wishes_to_stop() {
    for text in [
        "Please unsubscribe me.",
        "Please don\u{2019}t contact me again",
        "STOP",
        "No.",
        "remove!",
        "Take me off your list",
        "Bitte keine weiteren E-Mails.",
        "Löschen Sie meine Daten",
        "Hiermit widerspreche ich der Nutzung.",
        "Merci de ne plus me contacter",
        "Quiero darme de baja",
        "Niet meer mailen aub",
        "今後の連絡は不要です",
        "Не пишите мне",
    ] {
        assert!(has(text, &SignKind::StopWish), "{text}");
    }
    for text in [
        "No, Tuesday is better.",
        "I could not stop smiling.",
        "Ich muss mich leider vom Termin abmelden.",
        "Please don't unsubscribe me!",
        "The bus stop is across the street",
    ] {
        assert!(!has(text, &SignKind::StopWish), "{text}");
    }
}

#[test]
fn declines() {
    assert!(has("Thank you, but we are not interested.", &SignKind::Decline));
    assert!(has("Wir haben uns für einen anderen Bewerber entschieden.", &SignKind::Decline));
    assert!(!has("I am interested.", &SignKind::Decline));
}

#[test]
fn questions() {
    for text in [
        "Would Friday do?",
        "Thanks. Could you send the plans",
        "Wann passt es Ihnen",
        "Bitte teilen Sie mir Ihre Nummer mit.",
    ] {
        assert!(has(text, &SignKind::Question), "{text}");
    }
    for text in ["Friday is fine.", "See https://acme.example/?a=b", "???"] {
        assert!(!has(text, &SignKind::Question), "{text}");
    }
}

#[test]
fn text_of_people_needs_letters() {
    assert!(has("ok", &SignKind::HumanText));
    assert!(signs(" \n --- \n").is_empty());
}

//! Tests of `away`: subjects.

use rapport_core::classify::SignKind;

use super::*;
use crate::parse::parse;

fn is_away(subject: &str, text: &str) -> bool {
    let raw = format!("From: dana@acme.example\r\nSubject: {subject}\r\n\r\n{text}");
    parse(raw.as_bytes())
        .signs
        .iter()
        .any(|sign| matches!(sign.kind, SignKind::AwaySubject | SignKind::AutoReplySubject))
}

#[test]
fn subjects_of_mail_programs() {
    for subject in [
        "Automatic reply: Test rig",
        "Out of Office",
        "Out of Office AutoReply: Test rig",
        "OOO: Test rig",
        "Automatische Antwort: Prüfstand",
        "Abwesenheitsnotiz",
        "Réponse automatique : Banc",
        "Respuesta automática: Banco",
        "Risposta automatica: Banco",
        "Autosvar: Rigg",
        "自動応答: テスト",
        "自动答复: 测试",
        "Автоответ: стенд",
        "부재중 자동 회신: 시험",
        "Automaattinen vastaus: teline",
        "Otomatik yanıt: tezgah",
    ] {
        assert!(is_away(subject, "Hello"), "{subject}");
    }
    for subject in [
        "Re: Test rig",
        "Absenteeism report",
        "Auto parts",
        "The office",
        "Awayday plans",
        "",
        "On vacation next week?",
        "Out of office hours support",
        "Autoreply set-up for the new rig",
        "Re: Automatic reply: Test rig",
        "Fwd: Automatic reply: Test rig",
    ] {
        assert!(!is_away(subject, "Hello"), "{subject}");
    }
}

#[test]
fn weaker_subjects_need_a_text_that_agrees() {
    let text = "I am out of the office until 12 March.";
    for subject in ["Dana Whitfield is out of the office", "On vacation", "Abwesend", "休暇中"] {
        assert!(is_away(subject, text), "{subject}");
        assert!(!is_away(subject, "What do you think of it?"), "{subject}");
    }
}

#[test]
fn automatic_answers_are_told_from_absences() {
    for (text, says) in [
        ("Automatic reply: Test rig", SubjectSays::Automatic),
        ("Automatic reply: Out of office plans", SubjectSays::Automatic),
        ("Réponse automatique d'absence du bureau : Banc", SubjectSays::Away),
        ("Out of Office AutoReply: Test rig", SubjectSays::Away),
    ] {
        assert_eq!(subject(text).map(|(says, _, _)| says), Some(says), "{text}");
    }
}

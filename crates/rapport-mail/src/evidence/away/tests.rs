//! Tests of `away`.

use rapport_core::classify::SignKind;

use crate::parse::parse;

fn is_away(subject: &str) -> bool {
    let raw = format!("From: dana@acme.example\r\nSubject: {subject}\r\n\r\n");
    parse(raw.as_bytes()).signs.iter().any(|sign| sign.kind == SignKind::AwaySubject)
}

#[test]
fn subjects_of_mail_programs() {
    for subject in [
        "Automatic reply: Test rig",
        "Re: Automatic reply: Test rig",
        "Out of Office",
        "Dana Whitfield is out of the office",
        "Automatische Antwort: Prüfstand",
        "Réponse automatique : Banc",
        "Respuesta automática: Banco",
        "Risposta automatica: Banco",
        "Autosvar: Rigg",
        "自動応答: テスト",
        "自动答复: 测试",
        "Автоответ: стенд",
        "부재중 자동 회신: 시험",
    ] {
        assert!(is_away(subject), "{subject}");
    }
    for subject in
        ["Re: Test rig", "Absenteeism report", "Auto parts", "The office", "Awayday plans", ""]
    {
        assert!(!is_away(subject), "{subject}");
    }
}

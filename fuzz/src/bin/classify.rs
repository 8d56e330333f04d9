//! Any list of signs: a verdict, always the same one, with its reason; and a complaint is never
//! overruled.
#![cfg_attr(not(test), no_main)]

use rapport_core::classify::{
    AutoSubmitted, BounceKind, CalendarMethod, Class, DeliveryAction, Place, RecipientReport, Sign,
    SignKind, classify,
};

#[cfg(not(test))]
libfuzzer_sys::fuzz_target!(|bytes: &[u8]| check(bytes));

/// What holds for any signs: two bytes make one.
pub fn check(bytes: &[u8]) {
    let signs: Vec<Sign> =
        bytes.chunks_exact(2).take(64).map(|pair| sign(pair[0], pair[1])).collect();
    let verdict = classify(&signs);
    assert!(verdict.confidence <= 100);
    assert!(verdict.evidence.iter().all(|line| !line.is_empty()) && !verdict.evidence.is_empty());
    if signs.iter().any(|sign| sign.kind == SignKind::Complaint) {
        assert_eq!(verdict.class, Class::Complaint);
    }
    assert_eq!(classify(&signs), verdict, "the same signs, the same verdict");
}

fn sign(kind: u8, more: u8) -> Sign {
    let place = match more % 4 {
        0 => Place::Header("Subject".to_owned()),
        1 => Place::Subject,
        2 => Place::Text,
        _ => Place::Report,
    };
    let kind = match kind % 17 {
        0 => SignKind::AutoSubmitted(match more % 3 {
            0 => AutoSubmitted::Replied,
            1 => AutoSubmitted::Generated,
            _ => AutoSubmitted::Other,
        }),
        1 => SignKind::AutoReplyHeader,
        2 => SignKind::NullReturnPath,
        3 => SignKind::BulkPrecedence,
        4 => SignKind::ListMail,
        5 => SignKind::RobotSender,
        6 => SignKind::AwaySubject,
        7 => SignKind::AwayPhrase,
        8 => SignKind::DeliveryReport((0..more % 3).map(|number| report(more ^ number)).collect()),
        9 => SignKind::ReadReceipt,
        10 => SignKind::Complaint,
        11 => SignKind::Calendar(match more % 3 {
            0 => CalendarMethod::Request,
            1 => CalendarMethod::Reply,
            _ => CalendarMethod::Cancel,
        }),
        12 => SignKind::StopWish,
        13 => SignKind::Question,
        14 => SignKind::ReturnDate(
            jiff::civil::date(2026, 1, 1).saturating_add(jiff::Span::new().days(more)),
        ),
        _ => SignKind::HumanText,
    };
    Sign { kind, place, words: format!("sign {more}") }
}

fn report(more: u8) -> RecipientReport {
    RecipientReport {
        address: format!("a{more}@acme.example"),
        action: match more % 3 {
            0 => DeliveryAction::Failed,
            1 => DeliveryAction::Delayed,
            _ => DeliveryAction::Delivered,
        },
        status: (!more.is_multiple_of(5))
            .then(|| format!("{}.{}.{}", more % 6, more % 8, more % 10)),
        diagnostic: None,
        kind: more.is_multiple_of(7).then_some(BounceKind::Content),
    }
}

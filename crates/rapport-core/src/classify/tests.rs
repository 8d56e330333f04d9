//! Tables for [`super::classify`]: signs in, class out.

use super::*;

fn sign(kind: SignKind) -> Sign {
    Sign { kind, place: Place::Text, words: "words".to_owned() }
}

fn class_of(kinds: &[SignKind]) -> Class {
    let signs: Vec<Sign> = kinds.iter().cloned().map(sign).collect();
    classify(&signs).class
}

fn failed(status: &str) -> SignKind {
    SignKind::DeliveryReport(vec![RecipientReport {
        address: "dana@acme.example".to_owned(),
        action: DeliveryAction::Failed,
        status: Some(status.to_owned()),
        diagnostic: None,
        kind: None,
    }])
}

#[test]
fn a_machine_that_says_so_is_believed() {
    use SignKind as K;
    let date = jiff::civil::date(2026, 12, 1);
    assert_eq!(
        class_of(&[K::HumanText, K::AutoSubmitted(AutoSubmitted::Replied), K::ReturnDate(date)]),
        Class::Away { until: Some(date) }
    );
    assert_eq!(
        class_of(&[K::AutoSubmitted(AutoSubmitted::Generated), K::HumanText]),
        Class::Unclear
    );
    assert_eq!(class_of(&[K::RobotSender, K::HumanText]), Class::Unclear);
    assert_eq!(class_of(&[K::ListMail, K::StopWish, K::HumanText]), Class::Newsletter);
}

#[test]
fn a_wish_to_stop_beats_a_question() {
    use SignKind as K;
    assert_eq!(class_of(&[K::Question, K::StopWish, K::HumanText]), Class::OptOut);
    assert_eq!(class_of(&[K::Question, K::Decline, K::HumanText]), Class::Answer(Intent::Decline));
    assert_eq!(class_of(&[K::Question, K::HumanText]), Class::Answer(Intent::Question));
    assert_eq!(class_of(&[K::HumanText]), Class::Answer(Intent::Plain));
    assert_eq!(class_of(&[]), Class::Unclear);
}

#[test]
fn status_codes_tell_whose_fault_it_is() {
    for (status, kind) in [
        ("5.1.1", BounceKind::Invalid),
        ("5.1.10", BounceKind::Invalid),
        ("5.2.1", BounceKind::Invalid),
        ("5.2.2", BounceKind::Soft),
        ("4.4.7", BounceKind::Soft),
        ("5.7.1", BounceKind::Blocked),
        ("5.7.515", BounceKind::Blocked),
        ("5.3.4", BounceKind::Soft),
        ("nonsense", BounceKind::Soft),
    ] {
        assert_eq!(class_of(&[failed(status)]), Class::Bounce(kind), "{status}");
    }
}

#[test]
fn a_delay_is_not_a_bounce_and_the_worst_recipient_decides() {
    let mut reports = vec![RecipientReport {
        address: "a@example.org".to_owned(),
        action: DeliveryAction::Delayed,
        status: Some("4.4.1".to_owned()),
        diagnostic: None,
        kind: None,
    }];
    assert_eq!(
        class_of(&[SignKind::DeliveryReport(reports.clone())]),
        Class::Bounce(BounceKind::Delayed)
    );
    reports.push(RecipientReport {
        address: "b@example.org".to_owned(),
        action: DeliveryAction::Failed,
        status: Some("5.1.1".to_owned()),
        diagnostic: None,
        kind: None,
    });
    assert_eq!(class_of(&[SignKind::DeliveryReport(reports)]), Class::Bounce(BounceKind::Invalid));
}

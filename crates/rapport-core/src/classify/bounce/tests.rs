//! Tables of codes, and of several recipients.

use super::*;

fn report(action: DeliveryAction, status: &str, kind: Option<BounceKind>) -> RecipientReport {
    RecipientReport {
        address: "dana@acme.example".to_owned(),
        action,
        status: Some(status.to_owned()),
        diagnostic: None,
        kind,
    }
}

#[test]
fn codes_tell_whose_fault_it_is() {
    for (kind, codes) in [
        (BounceKind::Invalid, "5.1.1 5.1.2 5.1.3 5.1.10 5.1.351 5.2.1 5.4.4 5.4.310 5.7.18"),
        (BounceKind::Moved, "5.1.6 5.7.17"),
        (BounceKind::Soft, "5.2.2 5.2.0 5.4.1 5.4.6 5.3.0 5.5.0 4.2.2 4.4.7 4.7.1 5.0.0 4.1.1"),
        (BounceKind::Blocked, "5.7.1 5.7.26 5.7.515 5.7.30 5.1.7 5.1.8 4.1.8 5.7.0"),
        (BounceKind::Content, "5.3.4 4.3.4 5.2.3 5.6.0 5.6.7"),
        (BounceKind::Soft, "nonsense 5 5.. 99.99.99 5.99999999999.1"),
    ] {
        for code in codes.split(' ') {
            assert_eq!(failure_kind(Some(code)), kind, "{code}");
        }
    }
    assert_eq!(failure_kind(None), BounceKind::Soft);
}

#[test]
fn words_win_over_the_code_and_the_worst_recipient_decides() {
    use DeliveryAction as A;
    let class = |list: Vec<RecipientReport>| bounce_class(&SignKind::DeliveryReport(list));
    let full = report(A::Failed, "5.1.1", Some(BounceKind::Soft));
    let gone = report(A::Failed, "5.1.1", None);
    let late = report(A::Delayed, "4.4.1", None);
    let there = report(A::Delivered, "2.0.0", None);
    assert_eq!(class(vec![full.clone()]), Class::Bounce(BounceKind::Soft));
    assert_eq!(class(vec![late.clone(), there.clone()]), Class::Bounce(BounceKind::Delayed));
    assert_eq!(class(vec![there.clone()]), Class::Receipt);
    assert_eq!(class(vec![]), Class::Receipt);
    assert_eq!(class(vec![full, late, gone, there]), Class::Bounce(BounceKind::Invalid));
    assert_eq!(bounce_class(&SignKind::HumanText), Class::Unclear);
}

#[test]
fn the_first_of_the_worst_decides() {
    use DeliveryAction as A;
    let mut list = vec![
        report(A::Delivered, "2.0.0", None),
        report(A::Failed, "5.1.1", None),
        report(A::Failed, "5.1.2", None),
    ];
    assert_eq!(worst_report(&list).and_then(|one| one.status.as_deref()), Some("5.1.1"));
    list.truncate(1);
    assert_eq!(worst_report(&list).map(|one| one.action), Some(A::Delivered));
    assert_eq!(worst_report(&[]), None);
}

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
        Class::Acknowledgement(Intent::Plain)
    );
    // People answer through the systems of their company.
    assert_eq!(
        class_of(&[
            K::AutoSubmitted(AutoSubmitted::Generated),
            K::InReply,
            K::Question,
            K::HumanText
        ]),
        Class::Unclear
    );
    assert_eq!(class_of(&[K::RobotSender, K::HumanText]), Class::Unclear);
    assert_eq!(class_of(&[K::ListMail, K::StopWish, K::HumanText]), Class::Newsletter);
}

#[test]
fn a_wish_to_stop_beats_a_question() {
    use SignKind as K;
    assert_eq!(class_of(&[K::Question, K::StopWish, K::HumanText]), Class::OptOut);
    let decline = K::Leaning { intent: Intent::Decline, points: 4 };
    assert_eq!(class_of(&[K::Question, decline, K::HumanText]), Class::Answer(Intent::Decline));
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
        ("5.3.4", BounceKind::Content),
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

fn leaning(intent: Intent, points: u8) -> SignKind {
    SignKind::Leaning { intent, points }
}

#[test]
fn points_decide_what_a_person_wants() {
    use SignKind as K;
    let march = jiff::civil::date(2027, 3, 1);
    let cases: Vec<(Vec<SignKind>, Intent)> = vec![
        (vec![leaning(Intent::Interested, 2)], Intent::Interested),
        (vec![leaning(Intent::Interested, 1)], Intent::Plain),
        // A no outweighs a polite yes.
        (vec![leaning(Intent::Interested, 4), leaning(Intent::Decline, 4)], Intent::Decline),
        (vec![leaning(Intent::Interested, 4), leaning(Intent::Decline, 1)], Intent::Interested),
        (vec![leaning(Intent::Interested, 3), leaning(Intent::Decline, 2)], Intent::Plain),
        // Not now is no no.
        (
            vec![leaning(Intent::Decline, 4), leaning(Intent::Later(Some(march)), 4)],
            Intent::Later(Some(march)),
        ),
        (vec![leaning(Intent::Decline, 4), leaning(Intent::Later(None), 1)], Intent::Decline),
        (vec![leaning(Intent::Decline, 4), leaning(Intent::Referral, 4)], Intent::Referral),
        (vec![leaning(Intent::Rejection, 4), K::ApplicationTalk], Intent::Rejection),
        (
            vec![leaning(Intent::Rejection, 2), leaning(Intent::Rejection, 2), K::ApplicationTalk],
            Intent::Rejection,
        ),
        (vec![leaning(Intent::Offer, 4), K::ApplicationTalk], Intent::Offer),
        (vec![leaning(Intent::Invitation, 4), K::ApplicationTalk], Intent::Invitation),
        (vec![leaning(Intent::Problem, 4), K::Question], Intent::Problem),
        (vec![leaning(Intent::Order, 4), K::Question], Intent::Order),
        (vec![K::Question, leaning(Intent::Interested, 2)], Intent::Interested),
        (vec![K::AwayPhrase, K::ReturnDate(march)], Intent::Later(Some(march))),
    ];
    for (mut kinds, intent) in cases {
        kinds.push(K::HumanText);
        assert_eq!(class_of(&kinds), Class::Answer(intent), "{kinds:?}");
    }
}

#[test]
fn machines_confirm_announce_challenge_and_depart() {
    use AutoSubmitted as Auto;
    use SignKind as K;
    let confirms = || K::Confirmation { points: 4 };
    let date = jiff::civil::date(2026, 12, 1);
    let cases: Vec<(Vec<SignKind>, Class)> = vec![
        (vec![K::RobotSender, confirms()], Class::Acknowledgement(Intent::Plain)),
        (vec![K::AutoSubmitted(Auto::Replied), confirms()], Class::Acknowledgement(Intent::Plain)),
        // "Thank you for your mail, I am away": the absence is the news.
        (
            vec![K::AutoSubmitted(Auto::Replied), confirms(), K::AwayPhrase, K::ReturnDate(date)],
            Class::Away { until: Some(date) },
        ),
        (
            vec![K::RobotSender, K::ApplicationTalk, leaning(Intent::Rejection, 4), confirms()],
            Class::Acknowledgement(Intent::Rejection),
        ),
        (
            vec![K::ListMail, K::ApplicationTalk, leaning(Intent::Invitation, 4)],
            Class::Acknowledgement(Intent::Invitation),
        ),
        // Words of a newsletter about rejections are no rejection of anything.
        (vec![K::ListMail, leaning(Intent::Rejection, 4)], Class::Newsletter),
        (vec![K::ListMail, K::InReply], Class::Unclear),
        (vec![K::ListMail, K::InReply, K::BulkPrecedence], Class::Newsletter),
        (vec![K::Challenge], Class::Challenge),
        (vec![K::AutoReplySubject, K::Departed], Class::Departed { successor: None }),
        (
            vec![
                K::AutoSubmitted(Auto::Replied),
                K::Departed,
                K::Suggestion(Suggestion {
                    role: SuggestedAs::Successor,
                    name: Some("Theo Brandt".to_owned()),
                    address: Some("theo@harlow.example".to_owned()),
                }),
            ],
            Class::Departed { successor: Some("Theo Brandt <theo@harlow.example>".to_owned()) },
        ),
        (vec![K::AwaySubject, K::LongAbsence], Class::LongAbsence { until: None }),
        (vec![K::AutoReplyHeader, K::StopWish], Class::OptOut),
        (vec![K::ApplicationTalk, confirms()], Class::Acknowledgement(Intent::Plain)),
        // In a thread a person says "got your application, thanks".
        (vec![K::InReply, K::ApplicationTalk, confirms()], Class::Answer(Intent::Plain)),
        (vec![K::OwnAddress, K::StopWish], Class::Own),
        (vec![K::AwayPhrase, K::AwayPhrase], Class::Away { until: None }),
        (vec![K::AwayPhrase], Class::Answer(Intent::Plain)),
        (vec![K::NullReturnPath, K::AwayPhrase], Class::Away { until: None }),
    ];
    for (mut kinds, class) in cases {
        kinds.push(K::HumanText);
        assert_eq!(class_of(&kinds), class, "{kinds:?}");
    }
}

#[test]
fn own_mail_is_known_by_the_addresses_the_caller_knows() {
    let own = vec!["jo@sender.example".to_owned()];
    assert!(own_sign(&["dana@harlow.example".to_owned()], &own).is_none());
    let sign = own_sign(&["jo@sender.example".to_owned()], &own).unwrap();
    assert_eq!(classify(&[sign]).class, Class::Own);
}

#[test]
fn the_word_of_an_answer_is_known_as_one() {
    for intent in Intent::ALL {
        assert_eq!(Intent::parse(intent.word()), Some(intent));
    }
    assert_eq!((Intent::parse("away"), Intent::parse("rejection-notice")), (None, None));
}

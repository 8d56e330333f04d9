//! Each class of mail and each act about a person: suppression, turn, and who hears of it.

use jiff::civil::date;

use super::*;
use crate::testing::{at, id};

const DANA: u128 = 1;
const THEO: u128 = 2;

fn running(follow_up: u128, contact: u128, opportunity: Option<u128>) -> Running {
    Running {
        id: FollowUpId::new(id(follow_up)),
        contact: ContactId::new(id(contact)),
        opportunity: opportunity.map(|number| OpportunityId::new(id(number))),
    }
}

/// Dana with two follow-ups, and Theo on the same opportunity.
fn dana() -> Person {
    Person {
        contact: ContactId::new(id(DANA)),
        name: "Dana Whitfield".to_owned(),
        addresses: vec!["dana@harlow.example".to_owned(), "dw@home.example".to_owned()],
        own: vec![running(10, DANA, Some(50)), running(11, DANA, None)],
        companions: vec![running(20, THEO, Some(50))],
    }
}

/// Dana when everything has ended.
fn ended() -> Person {
    Person { own: Vec::new(), companions: Vec::new(), ..dana() }
}

fn received(class: Class) -> PersonEvent {
    PersonEvent::Received { class, address: None, words: "as they wrote".to_owned(), ours: false }
}

fn bounce(kind: BounceKind, address: Option<&str>) -> PersonEvent {
    PersonEvent::Received {
        class: Class::Bounce(kind),
        address: address.map(str::to_owned),
        words: "550 5.1.1 no such user".to_owned(),
        ours: true,
    }
}

/// The follow-ups by number, and the word of the event each hears.
fn heard_by(decision: &PersonDecision) -> Vec<(u128, &'static str)> {
    decision.events.iter().map(|(id, event)| (id.uuid().as_u128(), event.word())).collect()
}

const BOTH: [u128; 2] = [10, 11];

fn both(word: &'static str) -> Vec<(u128, &'static str)> {
    BOTH.map(|number| (number, word)).to_vec()
}

fn with_theo(word: &'static str) -> Vec<(u128, &'static str)> {
    let mut events = both(word);
    events.push((20, "colleague-answered"));
    events
}

fn all(word: &'static str) -> Vec<(u128, &'static str)> {
    let mut events = both(word);
    events.push((20, word));
    events
}

#[test]
fn each_class_of_mail_reaches_the_right_follow_ups() {
    use CalendarMethod as Method;
    use TurnEvent as Turn;
    type Case = (PersonEvent, Vec<(u128, &'static str)>, Option<TurnEvent>, bool);
    let cases: Vec<Case> = vec![
        (
            received(Class::Answer(Intent::Plain)),
            with_theo("answered"),
            Some(Turn::TheyAsked),
            true,
        ),
        (
            received(Class::Answer(Intent::Question)),
            with_theo("answered"),
            Some(Turn::TheyAsked),
            true,
        ),
        (
            received(Class::Answer(Intent::Decline)),
            with_theo("declined"),
            Some(Turn::TheyClosed),
            true,
        ),
        (received(Class::Away { until: Some(date(2026, 12, 1)) }), both("away"), None, false),
        (received(Class::Away { until: None }), both("away"), None, false),
        (received(Class::LongAbsence { until: None }), both("needs-user"), None, false),
        (received(Class::Departed { successor: None }), both("needs-user"), None, false),
        (received(Class::Challenge), both("needs-user"), None, false),
        (bounce(BounceKind::Content, None), both("note-refused"), None, false),
        (
            received(Class::Answer(Intent::Later(Some(date(2027, 3, 1))))),
            with_theo("later"),
            Some(Turn::TheyClosed),
            true,
        ),
        (
            received(Class::Answer(Intent::Referral)),
            with_theo("answered"),
            Some(Turn::TheyAsked),
            true,
        ),
        (
            received(Class::Acknowledgement(Intent::Rejection)),
            with_theo("declined"),
            Some(Turn::TheyClosed),
            true,
        ),
        (
            received(Class::Acknowledgement(Intent::Invitation)),
            with_theo("answered"),
            Some(Turn::TheyAsked),
            true,
        ),
        (received(Class::Acknowledgement(Intent::Plain)), Vec::new(), None, false),
        (received(Class::Own), Vec::new(), None, false),
        (bounce(BounceKind::Invalid, None), both("unreachable"), None, false),
        (bounce(BounceKind::Soft, None), both("soft-bounce"), None, false),
        (bounce(BounceKind::Delayed, None), Vec::new(), None, false),
        (bounce(BounceKind::Blocked, None), Vec::new(), None, false),
        (received(Class::OptOut), both("opted-out"), Some(Turn::Settled), true),
        (received(Class::Complaint), both("complained"), Some(Turn::Settled), false),
        (
            received(Class::Calendar(Method::Request)),
            with_theo("meeting-arranged"),
            Some(Turn::TheyAsked),
            true,
        ),
        (
            received(Class::Calendar(Method::Reply)),
            with_theo("meeting-arranged"),
            Some(Turn::TheyAsked),
            true,
        ),
        (received(Class::Calendar(Method::Cancel)), both("unclear"), None, false),
        (received(Class::Unclear), both("unclear"), None, false),
        (received(Class::Receipt), Vec::new(), None, false),
        (received(Class::Newsletter), Vec::new(), None, false),
        (PersonEvent::WroteByHand, both("wrote-by-hand"), Some(Turn::IAnswered), false),
        (PersonEvent::Spoke, both("wrote-by-hand"), Some(Turn::Settled), true),
        (
            PersonEvent::MeetingPlanned { starts: at("2026-12-04T15:00:00Z") },
            all("meeting-planned"),
            None,
            false,
        ),
        (PersonEvent::MeetingCalledOff, all("meeting-called-off"), None, false),
        (PersonEvent::AnsweredElsewhere, with_theo("answered"), Some(Turn::TheyAsked), true),
        (PersonEvent::SuppressedByUser, both("ended-by-user"), Some(Turn::Settled), false),
        (
            PersonEvent::OptedOut { proof: "the link".to_owned() },
            both("opted-out"),
            Some(Turn::Settled),
            true,
        ),
    ];
    for (event, events, turn, heard) in cases {
        let decision = decide_person(&dana(), &event);
        assert_eq!(heard_by(&decision), events, "{event:?}");
        assert_eq!(decision.turn, turn, "{event:?}");
        assert_eq!(decision.heard, heard, "{event:?}");
        let sentence = decision.reason.to_string();
        assert!(!sentence.is_empty() && !sentence.contains('!') && !sentence.ends_with('.'));
    }
}

#[test]
fn i6_a_suppression_is_written_even_when_nothing_runs() {
    let cases: [(PersonEvent, Option<SuppressReason>); 8] = [
        (received(Class::OptOut), Some(SuppressReason::OptOut)),
        (PersonEvent::OptedOut { proof: "the link".to_owned() }, Some(SuppressReason::OptOut)),
        (received(Class::Complaint), Some(SuppressReason::Complaint)),
        (PersonEvent::SuppressedByUser, Some(SuppressReason::User)),
        (bounce(BounceKind::Invalid, Some("dw@home.example")), Some(SuppressReason::Unreachable)),
        (bounce(BounceKind::Soft, Some("dw@home.example")), None),
        (bounce(BounceKind::Blocked, Some("dw@home.example")), None),
        (received(Class::Answer(Intent::Decline)), None),
    ];
    for (event, reason) in cases {
        for person in [dana(), ended()] {
            let decision = decide_person(&person, &event);
            assert_eq!(decision.suppress.as_ref().map(|s| s.reason), reason, "{event:?}");
            if let Some(suppress) = decision.suppress {
                assert!(!suppress.proof.is_empty(), "{event:?}");
                // The person's own wish closes every address, a bounce only the one that failed.
                assert_eq!(suppress.address.is_some(), !suppress.reason.closes_every_channel());
            }
            assert!(!person.own.is_empty() || decision.events.is_empty());
        }
    }
}

#[test]
fn a_bounce_closes_the_address_it_names_or_the_one_we_write_to() {
    for (named, closed) in [
        (Some("dw@home.example"), "dw@home.example"),
        (Some("DW@Home.Example"), "dw@home.example"),
        (None, "dana@harlow.example"),
        // An address behind a forwarding is not theirs to us: the one we write to failed.
        (Some("inbox-17@hosting.example"), "dana@harlow.example"),
    ] {
        let decision = decide_person(&dana(), &bounce(BounceKind::Invalid, named));
        assert_eq!(decision.suppress.unwrap().address.as_deref(), Some(closed), "{named:?}");
    }
    // Without any address there is nothing to close; it counts as a failure all the same.
    let nobody = Person { addresses: Vec::new(), ..dana() };
    let decision = decide_person(&nobody, &bounce(BounceKind::Invalid, None));
    assert_eq!((decision.suppress, decision.events.len()), (None, 2));
}

#[test]
fn a_refusal_of_our_own_account_is_not_the_contacts_fault() {
    let decision = decide_person(&dana(), &bounce(BounceKind::Blocked, None));
    assert_eq!(decision.pause_account.as_deref(), Some("550 5.1.1 no such user"));
    for kind in [BounceKind::Invalid, BounceKind::Soft, BounceKind::Delayed] {
        assert_eq!(decide_person(&dana(), &bounce(kind, None)).pause_account, None);
    }
}

#[test]
fn a_refusal_that_is_about_no_mail_of_ours_stops_no_account() {
    let decision = decide_person(&dana(), &received(Class::Bounce(BounceKind::Blocked)));
    assert_eq!(heard_by(&decision), both("soft-bounce"));
    assert_eq!((decision.pause_account, decision.suppress), (None, None));
}

#[test]
fn only_people_of_the_same_opportunity_are_told_and_nobody_twice() {
    let mut person = dana();
    person.companions = vec![
        running(20, THEO, Some(50)),
        // Without a pursuit there is nothing in common.
        running(21, THEO, None),
        // The person's own follow-up, listed by mistake.
        running(10, DANA, Some(50)),
    ];
    let decision = decide_person(&person, &received(Class::Answer(Intent::Plain)));
    assert_eq!(heard_by(&decision), with_theo("answered"));
    let told = &decision.events.last().unwrap().1;
    assert_eq!(
        told,
        &Event::ColleagueAnswered { contact: person.contact, name: "Dana Whitfield".to_owned() }
    );
}

#[test]
fn application_mail_announces_what_the_pursuit_becomes() {
    for (class, stage) in [
        (Class::Acknowledgement(Intent::Rejection), Some(Stage::Rejected)),
        (Class::Answer(Intent::Rejection), Some(Stage::Rejected)),
        (Class::Acknowledgement(Intent::Offer), Some(Stage::Offered)),
        (Class::Answer(Intent::Decline), None),
        (Class::Acknowledgement(Intent::Plain), None),
    ] {
        let decision = decide_person(&dana(), &received(class.clone()));
        assert_eq!(decision.announces, stage, "{class:?}");
    }
}

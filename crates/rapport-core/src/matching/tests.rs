//! Tables for [`super::match_message`].

use super::*;
use crate::testing::id;

fn candidates() -> Candidates {
    Candidates {
        sent: vec![SentReference {
            message_id: "step1@jo.example".to_owned(),
            contact: ContactId::new(id(1)),
            follow_up: Some(FollowUpId::new(id(11))),
        }],
        addresses: vec![
            KnownAddress {
                address: "dana@acme.example".to_owned(),
                contact: ContactId::new(id(1)),
            },
            KnownAddress { address: "ivo@acme.example".to_owned(), contact: ContactId::new(id(2)) },
        ],
        organisations: vec![OpenOrganisation {
            organisation: OrganisationId::new(id(5)),
            opportunity: OpportunityId::new(id(6)),
            name: "Acme Robotics".to_owned(),
            domains: vec!["acme.example".to_owned()],
            role: "Staff engineer".to_owned(),
        }],
        own_addresses: vec!["jo@jo.example".to_owned()],
    }
}

fn head(from: &str) -> Head {
    Head { from: vec![from.to_owned()], to: vec!["jo@jo.example".to_owned()], ..Head::default() }
}

#[test]
fn our_message_id_wins_over_the_sender() {
    let mut answer = head("dana.private@mail.example");
    answer.ancestors = vec!["step1@jo.example".to_owned()];
    assert_eq!(
        match_message(&answer, &candidates()),
        Match::Contact {
            contact: ContactId::new(id(1)),
            follow_up: Some(FollowUpId::new(id(11))),
            via: Via::OurMessage
        }
    );
}

#[test]
fn a_delivery_report_names_the_original_or_the_recipient() {
    let mut report = head("mailer-daemon@mail.example");
    report.originals = vec!["step1@jo.example".to_owned()];
    assert!(matches!(
        match_message(&report, &candidates()),
        Match::Contact { via: Via::DeliveryReport, follow_up: Some(_), .. }
    ));
    report.originals.clear();
    report.failed_recipients = vec!["ivo@acme.example".to_owned()];
    assert_eq!(
        match_message(&report, &candidates()),
        Match::Contact {
            contact: ContactId::new(id(2)),
            follow_up: None,
            via: Via::DeliveryReport
        }
    );
}

#[test]
fn a_known_address_matches_without_any_reference_and_with_a_subaddress() {
    for from in ["dana@acme.example", "dana+jobs@acme.example"] {
        assert!(matches!(
            match_message(&head(from), &candidates()),
            Match::Contact { follow_up: None, via: Via::Address, .. }
        ));
    }
}

#[test]
fn own_mail_is_never_a_reply() {
    let mut own = head("jo@jo.example");
    own.to = vec!["ivo@acme.example".to_owned(), "someone@else.example".to_owned()];
    own.ancestors = vec!["step1@jo.example".to_owned()];
    assert_eq!(
        match_message(&own, &candidates()),
        Match::Own { contacts: vec![ContactId::new(id(2))] }
    );
}

#[test]
fn organisations_only_suggest() {
    assert!(matches!(
        match_message(&head("hr@acme.example"), &candidates()),
        Match::Suggestion { .. }
    ));
    let mut tracking = head("no-reply@hiring.example");
    tracking.subject = "Your application: Staff Engineer".to_owned();
    assert!(matches!(match_message(&tracking, &candidates()), Match::Suggestion { .. }));
    tracking.subject = "Our staff engineers write".to_owned();
    assert_eq!(match_message(&tracking, &candidates()), Match::Stranger);
}

//! Tests of `candidate`.

use rapport_core::ids::{ContactId, FollowUpId, OpportunityId, OrganisationId};
use rapport_core::matching::{KnownAddress, SentReference};
use rapport_mail::parse_headers;
use uuid::Uuid;

use super::*;

fn candidates() -> Candidates {
    let contact = ContactId::new(Uuid::from_u128(1));
    Candidates {
        sent: vec![SentReference {
            message_id: "ours@example.org".to_owned(),
            contact,
            follow_up: Some(FollowUpId::new(Uuid::from_u128(2))),
        }],
        addresses: vec![KnownAddress { address: "dana@acme.example".to_owned(), contact }],
        organisations: vec![OpenOrganisation {
            organisation: OrganisationId::new(Uuid::from_u128(3)),
            opportunity: OpportunityId::new(Uuid::from_u128(4)),
            name: "Acme Robotics GmbH".to_owned(),
            domains: vec!["acme.example".to_owned()],
            role: "Staff engineer".to_owned(),
        }],
        own_addresses: vec!["me@example.org".to_owned()],
    }
}

#[test]
fn what_is_kept() {
    let from =
        |sender: &str, rest: &str| format!("From: {sender}\r\nTo: me@example.org\r\n{rest}\r\n");
    let stranger = "Pat <pat@elsewhere.example>";
    for (kept, why, header) in [
        (true, "from a known address", from("Dana <DANA@acme.example>", "Subject: Hi")),
        (true, "a subaddress of hers", from("dana+jobs@acme.example", "Subject: Hi")),
        (true, "names our id", from(stranger, "In-Reply-To: <ours@example.org>")),
        (true, "our id far back", from(stranger, "References: <a@b> <ours@example.org> <c@d>")),
        (true, "the employer's domain", from("hr@acme.example", "Subject: News")),
        (
            true,
            "the employer in the subject",
            from(stranger, "Subject: Acme Robotics: your application"),
        ),
        (true, "the role in the subject", from(stranger, "Subject: Application as Staff Engineer")),
        (
            true,
            "the employer in the sender's name",
            from("\"Acme Robotics Recruiting\" <no-reply@ats.example>", "Subject: Next steps"),
        ),
        (
            true,
            "the employer in the address",
            from("acme-robotics@ats.example", "Subject: Next steps"),
        ),
        (true, "a domain with its name", from("jobs@acmerobotics.example", "Subject: Next steps")),
        (
            true,
            "a delivery report",
            from(
                "x@y.example",
                "Content-Type: multipart/report; report-type=delivery-status; boundary=b",
            ),
        ),
        (true, "a mail system", from("MAILER-DAEMON@mx.example", "Subject: Undelivered")),
        (
            true,
            "an empty return path",
            format!("Return-Path: <>\r\n{}", from(stranger, "Subject: x")),
        ),
        (true, "an automatic answer", from(stranger, "Auto-Submitted: auto-replied")),
        (true, "a reply to our subject", from(stranger, "Subject: AW: Thank you for Tuesday")),
        (false, "the same subject, but no reply", from(stranger, "Subject: Thank you for Tuesday")),
        (false, "a stranger", from(stranger, "Subject: Lunch?")),
        (
            false,
            "a newsletter",
            from("no-reply@news.example", "List-Id: <news>\r\nPrecedence: bulk"),
        ),
        (false, "a periodic notice", from("robot@ci.example", "Auto-Submitted: auto-generated")),
        (false, "a word that begins alike", from(stranger, "Subject: Acme Roboticsworld")),
        (false, "nothing at all", String::new()),
    ] {
        let parsed = parse_headers(header.as_bytes());
        let facts = IntakeFacts {
            candidates: &candidates(),
            sent_subjects: &[folded_subject("Re: Thank you for Tuesday")],
        };
        assert_eq!(is_candidate(&parsed, &facts), kept, "{why}: {header}");
    }
}

#[test]
fn own_mail_is_kept_only_where_it_goes_to_somebody_known() {
    for (kept, to, rest) in [
        (true, "Dana@acme.example", "Subject: By hand"),
        (false, "friend@elsewhere.example", "Subject: By hand"),
        (false, "friend@elsewhere.example", "Subject: Re: Acme Robotics"),
        (false, "me@example.org", "Auto-Submitted: auto-generated"),
    ] {
        let header = format!("From: Me <me@example.org>\r\nTo: {to}\r\n{rest}\r\n\r\n");
        let parsed = parse_headers(header.as_bytes());
        let mut known = candidates();
        known.organisations.clear();
        let facts = IntakeFacts { candidates: &known, sent_subjects: &[] };
        assert_eq!(is_candidate(&parsed, &facts), kept, "{header}");
    }
}

#[test]
fn a_name_of_three_letters_is_everybodys() {
    let mut known = candidates();
    known.organisations[0].name = "Ace".to_owned();
    known.organisations[0].role = "QA".to_owned();
    known.organisations[0].domains.clear();
    let parsed = parse_headers(b"From: ace@x.example\r\nSubject: Ace QA interview\r\n\r\n");
    let facts = IntakeFacts { candidates: &known, sent_subjects: &[] };
    assert!(!is_candidate(&parsed, &facts));
}

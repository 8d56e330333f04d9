//! Which mail is kept, seen from its header alone: intake is minimal.
//!
//! Kept is what answers us, what comes from or goes to somebody known, what tells of a delivery, and
//! what an open pursuit may be about. Of everything else only a number and a hash remain. Whose a
//! kept message really is, is decided later and on the whole of it
//! ([`rapport_core::matching::match_message`]).

use rapport_core::classify::{AutoSubmitted, SignKind};
use rapport_core::matching::{Candidates, Match, OpenOrganisation, match_message};
use rapport_mail::evidence::{find_phrase, fold};
use rapport_mail::{Parsed, base_subject, is_reply_subject};

/// Shorter subjects and names are everybody's.
const TELLING: usize = 4;

/// A reply is known by its subject alone only where the subject is no commonplace.
const TELLING_SUBJECT: usize = 12;

/// What the database knows about one header.
pub(crate) struct IntakeFacts<'a> {
    /// Everything the message may belong to, loaded for this header.
    pub(crate) candidates: &'a Candidates,
    /// Subjects under which something went out, folded and without reply prefixes.
    pub(crate) sent_subjects: &'a [String],
}

/// A subject in the form in which subjects are compared.
pub(crate) fn folded_subject(subject: &str) -> String {
    fold(base_subject(subject))
}

/// Whether the message with this header is kept.
pub(crate) fn is_candidate(parsed: &Parsed, facts: &IntakeFacts<'_>) -> bool {
    let head = &parsed.head;
    let own = head
        .from
        .iter()
        .any(|from| facts.candidates.own_addresses.contains(from));
    match match_message(head, facts.candidates) {
        Match::Own { .. } | Match::Contact { .. } | Match::Suggestion { .. } => return true,
        Match::Stranger => {}
    }
    // What the user writes to strangers is theirs alone.
    !own && (is_about_delivery(parsed)
        || answers_by_subject(parsed, facts)
        || facts
            .candidates
            .organisations
            .iter()
            .any(|open| is_named(parsed, open)))
}

/// Delivery reports and automatic answers, of which the body says whom they are about.
fn is_about_delivery(parsed: &Parsed) -> bool {
    let mail_system = parsed.head.from.iter().any(|from| {
        let local = from.split('@').next().unwrap_or_default();
        matches!(
            local,
            "mailer-daemon" | "postmaster" | "mailerdaemon" | "mail-daemon"
        )
    });
    mail_system
        || parsed.report_type.is_some()
        || parsed.signs.iter().any(|sign| {
            matches!(
                sign.kind,
                SignKind::AutoSubmitted(AutoSubmitted::Replied)
                    | SignKind::AutoReplyHeader
                    | SignKind::NullReturnPath
                    | SignKind::DeliveryReport(_)
                    | SignKind::Complaint
            )
        })
}

/// "Re:" and a subject of ours, from an address that nobody knows: a private account, an assistant.
fn answers_by_subject(parsed: &Parsed, facts: &IntakeFacts<'_>) -> bool {
    if !is_reply_subject(&parsed.subject) {
        return false;
    }
    let subject = folded_subject(&parsed.subject);
    subject.chars().count() >= TELLING_SUBJECT && facts.sent_subjects.contains(&subject)
}

/// An applicant-tracking system writes from a domain of its own; the employer's name stands in the
/// sender's name, in its address, or in the subject.
fn is_named(parsed: &Parsed, open: &OpenOrganisation) -> bool {
    let name = plain_name(&open.name);
    let words = [fold(&parsed.from_name), fold(&parsed.subject)];
    if is_telling(&name) && words.iter().any(|text| find_phrase(text, &name).is_some()) {
        return true;
    }
    let role = fold(&open.role);
    if is_telling(&role) && find_phrase(&words[1], &role).is_some() {
        return true;
    }
    let joined: String = name.chars().filter(|c| c.is_alphanumeric()).collect();
    is_telling(&joined)
        && parsed.head.from.iter().any(|from| {
            from.split(['@', '.', '+', '-', '_'])
                .any(|label| label == joined)
                || from
                    .split(['@', '.', '+'])
                    .any(|label| label.replace('-', "") == joined)
        })
}

fn is_telling(name: &str) -> bool {
    name.chars().count() >= TELLING
}

/// The name as people use it: without the legal form behind it.
fn plain_name(name: &str) -> String {
    const FORMS: [&str; 16] = [
        "gmbh", "ag", "se", "kg", "ug", "inc", "inc.", "ltd", "ltd.", "llc", "plc", "corp",
        "corp.", "bv", "b.v.", "oy",
    ];
    let folded = fold(name);
    let mut words: Vec<&str> = folded
        .split([' ', ','])
        .filter(|word| !word.is_empty())
        .collect();
    while words.len() > 1 && words.last().is_some_and(|last| FORMS.contains(last)) {
        words.pop();
    }
    words.join(" ")
}

#[cfg(test)]
mod tests {
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
            addresses: vec![KnownAddress {
                address: "dana@acme.example".to_owned(),
                contact,
            }],
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
        let from = |sender: &str, rest: &str| {
            format!("From: {sender}\r\nTo: me@example.org\r\n{rest}\r\n")
        };
        let stranger = "Pat <pat@elsewhere.example>";
        for (kept, why, header) in [
            (
                true,
                "from a known address",
                from("Dana <DANA@acme.example>", "Subject: Hi"),
            ),
            (
                true,
                "a subaddress of hers",
                from("dana+jobs@acme.example", "Subject: Hi"),
            ),
            (
                true,
                "names our id",
                from(stranger, "In-Reply-To: <ours@example.org>"),
            ),
            (
                true,
                "our id far back",
                from(stranger, "References: <a@b> <ours@example.org> <c@d>"),
            ),
            (
                true,
                "the employer's domain",
                from("hr@acme.example", "Subject: News"),
            ),
            (
                true,
                "the employer in the subject",
                from(stranger, "Subject: Acme Robotics: your application"),
            ),
            (
                true,
                "the role in the subject",
                from(stranger, "Subject: Application as Staff Engineer"),
            ),
            (
                true,
                "the employer in the sender's name",
                from(
                    "\"Acme Robotics Recruiting\" <no-reply@ats.example>",
                    "Subject: Next steps",
                ),
            ),
            (
                true,
                "the employer in the address",
                from("acme-robotics@ats.example", "Subject: Next steps"),
            ),
            (
                true,
                "a domain with its name",
                from("jobs@acmerobotics.example", "Subject: Next steps"),
            ),
            (
                true,
                "a delivery report",
                from(
                    "x@y.example",
                    "Content-Type: multipart/report; report-type=delivery-status; boundary=b",
                ),
            ),
            (
                true,
                "a mail system",
                from("MAILER-DAEMON@mx.example", "Subject: Undelivered"),
            ),
            (
                true,
                "an empty return path",
                format!("Return-Path: <>\r\n{}", from(stranger, "Subject: x")),
            ),
            (
                true,
                "an automatic answer",
                from(stranger, "Auto-Submitted: auto-replied"),
            ),
            (
                true,
                "a reply to our subject",
                from(stranger, "Subject: AW: Thank you for Tuesday"),
            ),
            (
                false,
                "the same subject, but no reply",
                from(stranger, "Subject: Thank you for Tuesday"),
            ),
            (false, "a stranger", from(stranger, "Subject: Lunch?")),
            (
                false,
                "a newsletter",
                from(
                    "no-reply@news.example",
                    "List-Id: <news>\r\nPrecedence: bulk",
                ),
            ),
            (
                false,
                "a periodic notice",
                from("robot@ci.example", "Auto-Submitted: auto-generated"),
            ),
            (
                false,
                "a word that begins alike",
                from(stranger, "Subject: Acme Roboticsworld"),
            ),
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
            (
                false,
                "friend@elsewhere.example",
                "Subject: Re: Acme Robotics",
            ),
            (false, "me@example.org", "Auto-Submitted: auto-generated"),
        ] {
            let header = format!("From: Me <me@example.org>\r\nTo: {to}\r\n{rest}\r\n\r\n");
            let parsed = parse_headers(header.as_bytes());
            let mut known = candidates();
            known.organisations.clear();
            let facts = IntakeFacts {
                candidates: &known,
                sent_subjects: &[],
            };
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
        let facts = IntakeFacts {
            candidates: &known,
            sent_subjects: &[],
        };
        assert!(!is_candidate(&parsed, &facts));
    }
}

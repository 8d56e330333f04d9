//! Complaints: that a recipient called our mail spam, and what filters report of our domain.
//!
//! Here: reports by RFC 5965, and those of providers that have forms of their own. Not here: what
//! a complaint causes (`rapport-core`).

use rapport_core::classify::{Place, Sign, SignKind};

use super::delivery::{address_of, groups_of};
use super::push_new;
use crate::defects::Defect;
use crate::evidence::{Found, Seen, fold};
use crate::header::Headers;
use crate::mime::Part;
use crate::words::words;

/// Fields that name the recipient who complained.
const RECIPIENT_FIELDS: &[&str] =
    &["original-rcpt-to", "removal-recipient", "x-hmxmroriginalrecipient", "complaint-recipient"];

/// Senders of complaints that are no reports by the standard: mailbox and domain, each a part.
const SENDERS: &[(&str, &str)] = &[
    ("staff", "hotmail.com"),
    ("scomp", "aol."),
    ("", "reports.spamcop.net"),
    ("fbl", ""),
    ("feedbackloop", ""),
    ("feedback", "arf."),
    ("complaints", ""),
    ("abuse", ""),
];
/// Parts of the subjects such senders write.
const SUBJECTS: &str = "
    complaint about message | email feedback report | abuse report | spam report | spam complaint
    email abuse report | feedback loop | fbl report | [spamcop | junk mail report
    complaint from | user complaint | this is a spam | reported as spam
";
/// Openings of complaints in prose.
const OPENINGS: &str = "
    this is an email abuse report | this is an e-mail abuse report | this is a spam complaint
    marked as spam | reported as spam | reported this message as | complaint was received
    has reported | junk this message | this is a feedback report | spam feedback
";

/// The sign of a report by RFC 5965. `not-spam` is the contrary of a complaint.
pub fn feedback(part: &Part<'_>, seen: &Seen<'_>, found: &mut Found, defects: &mut Vec<Defect>) {
    let groups = groups_of(&part.bytes(defects), defects);
    by_fields(&groups, seen, found, defects);
}

fn by_fields(groups: &[Headers], seen: &Seen<'_>, found: &mut Found, defects: &mut Vec<Defect>) {
    let first = |name: &str| groups.iter().find_map(|group| group.first(name)).map(str::to_owned);
    let kind = first("feedback-type").unwrap_or_else(|| "abuse".to_owned()).to_ascii_lowercase();
    let kind = kind.trim();
    if kind == "not-spam" {
        return;
    }
    // A filter reports that our domain could not be proved (RFC 6591): nobody complained, so
    // nobody is named, and no contact is suppressed for it.
    if !is_authentication(kind) {
        recipients(groups, seen, found, defects);
    }
    push(found, format!("Feedback-Type: {kind}"));
}

fn is_authentication(kind: &str) -> bool {
    kind.starts_with("auth-failure") || kind.starts_with("dmarc")
}

/// Whether this is only about authentication, so that the original is not to be matched.
#[must_use]
pub fn is_about_domain(found: &Found) -> bool {
    found.signs.iter().any(|sign| {
        sign.kind == SignKind::Complaint
            && sign.words.strip_prefix("Feedback-Type: ").is_some_and(is_authentication)
    })
}

/// The sign of a complaint in a provider's own form: Hotmail's and AOL's loops of old, SpamCop,
/// abuse desks that put the fields into the text.
pub fn in_own_form(seen: &Seen<'_>, found: &mut Found, defects: &mut Vec<Defect>) {
    let from_desk = seen.from.iter().any(|from| {
        from.split_once('@').is_some_and(|(local, domain)| {
            SENDERS.iter().any(|(mailbox, host)| {
                (mailbox.is_empty()
                    || local == *mailbox
                    || local.starts_with(&format!("{mailbox}-")))
                    && domain.contains(host)
            })
        })
    });
    if !from_desk || seen.headers.first("in-reply-to").is_some() {
        return;
    }
    let subject = fold(seen.subject);
    let opening = fold(&seen.text[..seen.text.floor_char_boundary(2_000)]);
    let inline = seen
        .text
        .lines()
        .take(200)
        .any(|line| line.trim_start().to_ascii_lowercase().starts_with("feedback-type:"));
    let said = words(SUBJECTS).any(|words| subject.contains(words))
        || words(OPENINGS).any(|words| opening.contains(words));
    // The message complained about has to be there, so that the complaint is about something.
    let encloses = seen.parts.iter().any(|part| part.content.kind.contains("rfc822"))
        || seen.text.to_ascii_lowercase().contains("message-id:");
    if inline {
        by_fields(&groups_of(seen.text.as_bytes(), &mut Vec::new()), seen, found, defects);
    } else if said && encloses {
        recipients(&[], seen, found, defects);
        push(found, seen.subject.chars().take(120).collect());
    }
}

fn push(found: &mut Found, words: String) {
    found.signs.push(Sign { kind: SignKind::Complaint, place: Place::Report, words });
}

/// Who complained: named by a field of the report or of the enclosed message, else the one whom
/// the enclosed message went to.
fn recipients(groups: &[Headers], seen: &Seen<'_>, found: &mut Found, defects: &mut Vec<Defect>) {
    let enclosed: Vec<Headers> = seen
        .parts
        .iter()
        .filter(|part| !part.container && part.content.kind.contains("rfc822"))
        .take(20)
        .map(|part| Headers::read(&part.bytes(defects), &mut Vec::new()).0)
        .collect();
    let before = found.failed_recipients.len();
    for name in RECIPIENT_FIELDS {
        for value in groups.iter().chain(&enclosed).flat_map(|group| group.all(name)) {
            let address = address_of(value);
            if address.contains('@') {
                push_new(&mut found.failed_recipients, address);
            }
        }
    }
    if found.failed_recipients.len() == before {
        for address in enclosed.iter().flat_map(|headers| headers.addresses("to")).take(1) {
            push_new(&mut found.failed_recipients, address.address);
        }
    }
}

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
    let own = head.from.iter().any(|from| facts.candidates.own_addresses.contains(from));
    match match_message(head, facts.candidates) {
        Match::Own { .. } | Match::Contact { .. } | Match::Suggestion { .. } => return true,
        Match::Stranger => {}
    }
    // What the user writes to strangers is theirs alone.
    !own && (is_about_delivery(parsed)
        || answers_by_subject(parsed, facts)
        || facts.candidates.organisations.iter().any(|open| is_named(parsed, open)))
}

/// Delivery reports and automatic answers, of which the body says whom they are about.
fn is_about_delivery(parsed: &Parsed) -> bool {
    let mail_system = parsed.head.from.iter().any(|from| {
        let local = from.split('@').next().unwrap_or_default();
        matches!(local, "mailer-daemon" | "postmaster" | "mailerdaemon" | "mail-daemon")
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
            from.split(['@', '.', '+', '-', '_']).any(|label| label == joined)
                || from.split(['@', '.', '+']).any(|label| label.replace('-', "") == joined)
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
    let mut words: Vec<&str> = folded.split([' ', ',']).filter(|word| !word.is_empty()).collect();
    while words.len() > 1 && words.last().is_some_and(|last| FORMS.contains(last)) {
        words.pop();
    }
    words.join(" ")
}

#[cfg(test)]
mod tests;

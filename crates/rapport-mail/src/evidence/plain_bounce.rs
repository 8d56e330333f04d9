//! Bounces that servers write as prose, without a machine-readable part.
//!
//! Here: whether a message is one, and what it says of each recipient. A server has to say so by
//! its sender, its empty return path or `X-Failed-Recipients`, *and* by subject or text; a person
//! who forwards a bounce is no server, and an away notice or a challenge is none either. The
//! tables are in [`phrases`], the text and its addresses in [`prose`]. Not here: reports by
//! RFC 3464 ([`super::report`]).

pub mod phrases;
pub mod prose;

use rapport_core::classify::{BounceKind, DeliveryAction, RecipientReport};

use self::phrases::{
    CHALLENGES, DELAYS, EVERYDAY, FINAL, LIST_LOOPS, NOT_MEMBER, OPENINGS, PARCELS, SUBJECTS,
    SUCCESSES, SYSTEM_MAILBOXES, SYSTEM_NAMES,
};
pub use self::prose::Prose;
use super::refusal::{self, Refusal, command};
use super::{Seen, fold, status};
use crate::header::{Headers, addresses_of};
use crate::words::Words;

/// Characters of the text in which a server has come to the point.
const OPENING: usize = 3_000;

/// What speaks for a mail system as the sender.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default)]
pub struct Sender {
    /// Mailbox or name of a mail system, or a header only such a system writes.
    pub system: bool,
    /// An empty return path.
    pub empty_path: bool,
    /// The header says that this answers automatically.
    pub auto_reply: bool,
}

/// What the header says of the sender.
#[must_use]
pub fn sender(seen: &Seen<'_>) -> Sender {
    let mailbox = seen.from.iter().any(|from| {
        let local = from.split('@').next().unwrap_or_default().replace(['-', '_', '.'], "");
        let named = || {
            SYSTEM_MAILBOXES
                .iter()
                .any(|name| if name.len() < 8 { local == name } else { local.contains(name) })
        };
        SYSTEM_MAILBOXES.within(&local) && named() || local.starts_with("bounce")
    });
    let name = fold(&seen.headers.decoded("from").unwrap_or_default());
    let failed = seen.headers.first("x-failed-recipients").is_some();
    Sender {
        system: mailbox || failed || SYSTEM_NAMES.within(&name),
        empty_path: seen
            .headers
            .first("return-path")
            .is_some_and(|path| matches!(path.trim(), "<>" | "" | "< >")),
        auto_reply: seen.headers.first("auto-submitted").is_some_and(|value| {
            value.trim_start().to_ascii_lowercase().starts_with("auto-replied")
        }) || ["x-autoreply", "x-autorespond", "x-autoresponder"]
            .iter()
            .any(|name| seen.headers.first(name).is_some()),
    }
}

/// Whether the header alone makes a report likely enough to read the text for one.
#[must_use]
pub fn is_candidate(seen: &Seen<'_>) -> bool {
    let sender = sender(seen);
    sender.system
        || sender.empty_path
        || is_list_program(seen)
        || super::report::is_report(seen.headers)
        || is_subject(&fold(seen.subject))
}

fn is_subject(folded: &str) -> bool {
    SUBJECTS.within(folded)
}

/// The recipients of a bounce in prose; empty if it is none. An address is empty where the report
/// names nobody.
#[must_use]
pub fn recipients(seen: &Seen<'_>, prose: &Prose<'_>) -> Vec<RecipientReport> {
    let failed: Vec<String> = seen
        .headers
        .all("x-failed-recipients")
        .flat_map(addresses_of)
        .map(|one| one.address)
        .take(super::report::MOST_RECIPIENTS)
        .collect();
    if let Some(kind) = refused_by_list(seen, prose) {
        return vec![list_refusal(prose, kind)];
    }
    if failed.is_empty() && !is_bounce(seen, prose) {
        return Vec::new();
    }
    let all = || prose.text.chars().take(4_000).collect::<String>();
    let mut found = prose.named.clone();
    if failed.is_empty() && found.is_empty() {
        // It names nobody: then it is about the one the original went to.
        found.extend(original_recipients(seen, prose).into_iter().map(|address| (address, all())));
        if found.is_empty() {
            found.push((String::new(), all()));
        }
    }
    if !failed.is_empty() {
        found.retain(|(address, _)| failed.contains(address));
        for address in failed {
            if !found.iter().any(|(known, _)| *known == address) {
                found.push((address, all()));
            }
        }
    }
    let tone = Tone::of(seen, prose);
    found.into_iter().map(|(address, said)| recipient(address, &said, prose, tone)).collect()
}

/// What the whole text says of the outcome.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
enum Tone {
    Failed,
    Delayed,
    Delivered,
}

impl Tone {
    fn of(seen: &Seen<'_>, prose: &Prose<'_>) -> Self {
        let folded = fold(prose.text);
        let subject = fold(seen.subject);
        let says = |table: &Words| table.within(&folded) || table.within(&subject);
        let late =
            DELAYS.within(&folded) || subject.contains("delay") || subject.starts_with("warning:");
        if late && !says(&FINAL) {
            Self::Delayed
        } else if says(&SUCCESSES)
            && !OPENINGS.within(&folded)
            && status::reply(prose.text).is_none()
        {
            Self::Delivered
        } else {
            Self::Failed
        }
    }
}

fn recipient(address: String, said: &str, prose: &Prose<'_>, tone: Tone) -> RecipientReport {
    let written = status::best(None, Some(said), prose.text);
    let folded = fold(said);
    let meaning = refusal::meaning(&Refusal {
        words: said,
        around: prose.text,
        code: written.as_deref(),
        field_class: None,
        command: command::in_transcript(&prose.transcript, &address)
            .or_else(|| command::of(&folded))
            .or(prose.command),
    });
    let code = written.or_else(|| meaning.code.map(str::to_owned)).or_else(|| {
        // Only a three-figure reply is left: its class is all that is certain.
        status::reply(said)
            .or_else(|| status::reply(prose.text))
            .map(|reply| format!("{}.0.0", reply / 100))
    });
    let lasting = code.as_deref().is_some_and(|code| code.starts_with('5'));
    RecipientReport {
        address,
        action: match tone {
            Tone::Delivered => DeliveryAction::Delivered,
            Tone::Delayed if !lasting => DeliveryAction::Delayed,
            Tone::Delayed | Tone::Failed => DeliveryAction::Failed,
        },
        status: code,
        diagnostic: Some(said.split_whitespace().collect::<Vec<_>>().join(" "))
            .filter(|said| !said.is_empty())
            .map(|said| said.chars().take(500).collect()),
        kind: meaning.kind,
    }
}

/// `To` of an enclosed original, or of its copy in the text.
fn original_recipients(seen: &Seen<'_>, prose: &Prose<'_>) -> Vec<String> {
    let mut ignored = Vec::new();
    let mut found: Vec<String> = seen
        .parts
        .iter()
        .filter(|part| part.content.kind.contains("rfc822"))
        .flat_map(|part| {
            let bytes = part.bytes(&mut ignored).into_owned();
            Headers::read(&bytes, &mut Vec::new()).0.addresses("to")
        })
        .map(|one| one.address)
        .take(20)
        .collect();
    if found.is_empty() {
        found = prose
            .copy
            .lines()
            .take(300)
            .filter_map(|line| line.trim_start_matches(['>', ' ', '\t']).split_once(':'))
            .find(|(name, _)| name.eq_ignore_ascii_case("to"))
            .map(|(_, value)| addresses_of(value))
            .unwrap_or_default()
            .into_iter()
            .map(|one| one.address)
            .take(20)
            .collect();
    }
    found.retain(|address| !seen.to.contains(address) || seen.to.len() > 1);
    found.dedup();
    found
}

fn is_bounce(seen: &Seen<'_>, prose: &Prose<'_>) -> bool {
    let content = seen.headers.typed("content-type").unwrap_or_default();
    if content.kind == "multipart/report"
        && content
            .parameter("report-type")
            .is_none_or(|kind| kind.eq_ignore_ascii_case("delivery-status"))
    {
        return true;
    }
    let sender = sender(seen);
    let subject = fold(seen.subject);
    let opening = fold(&prose.text[..prose.text.floor_char_boundary(OPENING)]);
    let says_subject = is_subject(&subject);
    let says_text = OPENINGS.within(&opening);
    let first =
        opening.char_indices().nth(400).map_or(opening.as_str(), |(end, _)| &opening[..end]);
    let says_at_once =
        !prose.named.is_empty() && first.split(". ").any(|part| OPENINGS.within(part));
    let has_code = status::enhanced(prose.text).is_some() || status::reply(prose.text).is_some();
    if !sender.system {
        if !has_code && (CHALLENGES.within(&opening) || PARCELS.within(&opening)) {
            return false;
        }
        if sender.auto_reply {
            return says_subject && says_text && has_code;
        }
        // A gateway under its own name: subject and first words have to agree, and nothing may
        // hint at a person who answers or forwards.
        let strict = |table: &Words, text: &str| {
            table.iter().any(|words| !EVERYDAY.has(words) && text.contains(words))
        };
        let alone = seen.headers.first("in-reply-to").is_none()
            && crate::subject::base_subject(seen.subject) == seen.subject.trim()
            || subject.contains("non remis");
        let says_plainly = says_at_once && prose.certain && alone && strict(&OPENINGS, first);
        let encloses = seen.parts.iter().any(|part| part.content.kind.contains("rfc822"));
        let robot = seen.from.iter().any(|from| super::auto::is_robot(from));
        let gateway = says_plainly && (strict(&SUBJECTS, &subject) || robot && encloses);
        return gateway
            || sender.empty_path && says_subject && says_text
            || sender.empty_path && says_at_once && has_code && strict(&OPENINGS, first);
    }
    // A mail system writes of other things too; something has to say what became of a mail.
    says_subject || says_text
}

/// Whether subject or opening say that a message was turned away.
#[must_use]
pub fn says_rejected(subject: &str, text: &str) -> bool {
    let subject = fold(subject);
    let opening = fold(&text[..text.floor_char_boundary(OPENING)]);
    is_subject(&subject) || OPENINGS.within(&opening)
}

/// Whether a program that runs mailing lists wrote this.
fn is_list_program(seen: &Seen<'_>) -> bool {
    ["x-mlserver", "x-ml-name", "x-ml-info", "x-listserver", "x-listprocessor-version"]
        .iter()
        .any(|name| seen.headers.first(name).is_some())
        || seen.from.iter().any(|from| {
            let local = from.split('@').next().unwrap_or_default();
            matches!(local, "majordomo" | "listserv" | "sympa" | "mailman" | "ezmlm" | "mlmmj")
                || ["-admin", "-owner", "-bounces", "-request", "-help"]
                    .iter()
                    .any(|end| local.ends_with(end))
        })
}

/// A list program that does not let the message into its list, and what that means.
fn refused_by_list(seen: &Seen<'_>, prose: &Prose<'_>) -> Option<BounceKind> {
    if !is_list_program(seen) || sender(seen).system {
        return None;
    }
    let subject = fold(seen.subject);
    let first = fold(&prose.text[..prose.text.floor_char_boundary(600)]);
    if LIST_LOOPS.within(&subject) {
        return Some(BounceKind::Soft);
    }
    (NOT_MEMBER.within(&subject) && (NOT_MEMBER.within(&first) || OPENINGS.within(&first)))
        .then_some(BounceKind::Blocked)
}

fn list_refusal(prose: &Prose<'_>, kind: BounceKind) -> RecipientReport {
    let (address, said) = prose.named.first().cloned().unwrap_or_default();
    let code = if kind == BounceKind::Blocked { "5.7.1" } else { "5.4.6" };
    RecipientReport {
        address,
        action: DeliveryAction::Failed,
        status: Some(code.to_owned()),
        diagnostic: Some(said.split_whitespace().take(60).collect::<Vec<_>>().join(" ")),
        kind: Some(kind),
    }
}

#[cfg(test)]
mod tests;

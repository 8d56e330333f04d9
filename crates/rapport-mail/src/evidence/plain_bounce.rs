//! Bounces that servers write as prose, without a machine-readable part.
//!
//! Here: whether a message is one, and the addresses and codes in it. A server has to say so by
//! its sender, its empty return path or `X-Failed-Recipients`, *and* by subject or text; a person
//! who forwards a bounce is no server. Not here: reports by RFC 3464 ([`super::report`]).

use rapport_core::classify::{DeliveryAction, RecipientReport};

use super::{Seen, fold, status};
use crate::header::addresses_of;
use crate::words::words;

/// Parts of subjects, folded.
const SUBJECTS: &str = "
    undeliver | delivery status notification | delivery failure | delivery failed
    delivery has failed
    returned mail | returned to sender | failure notice | failed delivery | failed mail
    delivery notification
    could not be delivered | could not deliver | couldn't be delivered | not delivered
    cannot be delivered | non-delivery | nondelivery | non delivery
    nondeliverable | undelivered | mail system error | delivery error | mail error
    delivery report | delivery problem
    mail failure | mail delivery | message delayed | delivery delayed | delayed mail
    could not send message | notificación de estado | unable to deliver | delivery status
    bounce | rejected | user unknown | unknown user | invalid address
    unzustellbar | nicht zustellbar | nicht zugestellt | zustellung fehlgeschlagen | zustellung
    non remis
    non distribu | non-remise | échec | no se puede entregar | no entregado | devuelto
    devolución
    mancata consegna | non recapit | não entregue | falha | onbestelbaar | niet bezorgd
    kunde inte levereras | ej levererat | kunne ikke leveres | nie dostarcz | zwrot | недостав
    не достав
    配信不能 | 配信でき | 配送でき | 送信できません | 退信 | 無法傳遞 | 无法投递 | 系统退信 | 반송
";
/// Parts of the opening of the text, folded.
const OPENINGS: &str = "
    could not be delivered | couldn't be delivered | could not deliver | wasn't able to deliver
    was not delivered | were not delivered | not been delivered | cannot be delivered
    can't be delivered
    unable to deliver | undeliverable | delivery failed | delivery has failed
    failed to deliver | delivery to the following
    permanent error | permanent fatal error | following address | following recipient
    returned to you | was undeliverable | delivery attempts failed | message has been rejected
    was rejected | unknown user | user unknown | has not yet been delivered
    konnte nicht zugestellt | nicht zugestellt werden | n'a pas pu être | no se pudo entregar
    non è stato possibile
    配信できません | 届けられ | 送信できません | 無法 | 无法
";
/// Lines after which the original follows, folded.
const COPY_LINES: &str = "
    below this line is a copy | this is a copy of | original message | original message follows
    message header follows | unsent message follows | message headers follow
    message text follows | headers follow | returned message | undelivered message headers
    text of your message | body of message | message contents | ----- forwarded message
    the header of the original | header of the original | the header and top | start of returned
    included message
    original headers | copy of your message | ursprüngliche nachricht | the following is a copy
    your message follows | your original message
";
/// Words that say it is only late, folded.
const DELAYS: &str = "
    delayed | delay in | still trying | has not yet been delivered | not yet been delivered
    will continue to | will be retried | will keep trying
    do not need to resend | don't need to resend | no action is required
    this is a warning message only | warning message only | verzögert
";

/// The recipients of a bounce in prose; empty if it is none.
#[must_use]
pub fn recipients(seen: &Seen<'_>) -> Vec<RecipientReport> {
    let failed: Vec<String> = seen
        .headers
        .all("x-failed-recipients")
        .flat_map(addresses_of)
        .map(|one| one.address)
        .collect();
    let prose = before_copy(seen.text);
    let mut found: Vec<(String, String)> = named_in(prose, seen);
    if failed.is_empty() && !is_bounce(seen, prose, !found.is_empty()) {
        return Vec::new();
    }
    if failed.is_empty() && found.is_empty() {
        // It names nobody: then it is about the one the original went to.
        found.extend(
            original_recipients(seen)
                .into_iter()
                .map(|address| (address, prose.chars().take(4_000).collect())),
        );
    }
    let folded = fold(prose);
    let delayed = words(DELAYS).any(|words| folded.contains(words))
        || fold(seen.subject).contains("delay")
        || fold(seen.subject).starts_with("warning:");
    if !failed.is_empty() {
        found.retain(|(address, _)| failed.contains(address));
        for address in failed {
            if !found.iter().any(|(known, _)| *known == address) {
                found.push((address, prose.chars().take(4_000).collect()));
            }
        }
    }
    found
        .into_iter()
        .map(|(address, said)| {
            let own = status::best(None, Some(&said), "");
            let code = own.or_else(|| status::best(None, Some(prose), ""));
            let lasting = code.as_deref().is_some_and(|code| code.starts_with('5'));
            RecipientReport {
                address,
                action: if delayed && !lasting {
                    DeliveryAction::Delayed
                } else {
                    DeliveryAction::Failed
                },
                status: code,
                diagnostic: Some(said.split_whitespace().collect::<Vec<_>>().join(" "))
                    .filter(|said| !said.is_empty())
                    .map(|said| said.chars().take(500).collect()),
                kind: None,
            }
        })
        .collect()
}

/// The part of the prose before the copy of the original.
#[must_use]
pub fn before_copy(text: &str) -> &str {
    let mut position = 0;
    let mut fields = 0;
    let mut first_field = 0;
    for line in text.split_inclusive('\n').take(2_000) {
        let trimmed = line.trim();
        let folded = fold(trimmed);
        let ruled = trimmed.starts_with("--")
            || trimmed.starts_with("==")
            || trimmed.ends_with(':')
            || trimmed.starts_with("**");
        if position > 0 && ruled && words(COPY_LINES).any(|words| folded.contains(words)) {
            return &text[..position];
        }
        // A run of fields is the original without a line of introduction.
        // Indented fields are an extract within the prose.
        let is_field = !line.starts_with([' ', '\t'])
            && trimmed.split_once(':').is_some_and(|(name, _)| {
                [
                    "received",
                    "return-path",
                    "message-id",
                    "subject",
                    "from",
                    "to",
                    "date",
                    "mime-version",
                    "x-mailer",
                ]
                .contains(&name.to_ascii_lowercase().as_str())
            });
        if is_field {
            if fields == 0 {
                first_field = position;
            }
            fields += 1;
            if fields >= 3 && first_field > 0 {
                return &text[..first_field];
            }
        } else if trimmed.is_empty() {
            fields = 0;
        }
        position += line.len();
    }
    &text[..position.min(text.len())]
}

/// `To` of an enclosed original.
fn original_recipients(seen: &Seen<'_>) -> Vec<String> {
    let mut ignored = Vec::new();
    seen.parts
        .iter()
        .filter(|part| part.content.kind.contains("rfc822"))
        .flat_map(|part| {
            let bytes = part.bytes(&mut ignored).into_owned();
            crate::header::Headers::read(&bytes, &mut Vec::new()).0.addresses("to")
        })
        .map(|one| one.address)
        .take(20)
        .collect()
}

fn is_bounce(seen: &Seen<'_>, prose: &str, names_somebody: bool) -> bool {
    let content = seen.headers.typed("content-type").unwrap_or_default();
    if content.kind == "multipart/report"
        && content
            .parameter("report-type")
            .is_none_or(|kind| kind.eq_ignore_ascii_case("delivery-status"))
    {
        return true;
    }
    let daemon = seen.from.iter().any(|from| {
        let local = from.split('@').next().unwrap_or_default().replace(['-', '_', '.'], "");
        [
            "mailerdaemon",
            "postmaster",
            "maildaemon",
            "mailerdeamon",
            "mdaemon",
            "mailsystem",
            "mailerrors",
            "postmaster",
            "bounce",
        ]
        .iter()
        .any(|name| local.contains(name))
    });
    let name = fold(&seen.headers.decoded("from").unwrap_or_default());
    let named = [
        "mail delivery",
        "mailer-daemon",
        "system administrator",
        "mail administrator",
        "mail deliver",
        "delivery subsystem",
        "mail system",
    ]
    .iter()
    .any(|words| name.contains(words));
    let empty_path =
        seen.headers.first("return-path").is_some_and(|path| matches!(path.trim(), "<>" | ""));
    let subject = fold(seen.subject);
    let opening = fold(&prose.chars().take(3_000).collect::<String>());
    let says_subject = words(SUBJECTS).any(|words| subject.contains(words));
    let says_text = words(OPENINGS).any(|words| opening.contains(words));
    let says_at_once = names_somebody
        && opening
            .char_indices()
            .nth(300)
            .map_or(opening.as_str(), |(end, _)| &opening[..end])
            .split(". ")
            .any(|sentence| words(OPENINGS).any(|words| sentence.contains(words)));
    if !(daemon || named || empty_path) {
        // A gateway under its own name: subject and first words have to agree, and nothing may
        // hint at a person who answers or forwards.
        return says_subject
            && says_at_once
            && seen.headers.first("in-reply-to").is_none()
            && crate::subject::base_subject(seen.subject) == seen.subject.trim();
    }
    if empty_path && says_at_once {
        return true;
    }
    // Away notices come with an empty path too; there the subject has to say it.
    says_subject && (daemon || named || says_text) || (daemon || named) && says_text
}

/// Addresses the prose complains about, each with the words that follow it.
fn named_in(prose: &str, seen: &Seen<'_>) -> Vec<(String, String)> {
    let mut strict: Vec<(String, usize)> = Vec::new();
    let mut loose: Vec<(String, usize)> = Vec::new();
    let mut mine: Vec<(String, usize)> = Vec::new();
    let lines: Vec<&str> = prose.lines().take(2_000).collect();
    for (place, line) in lines.iter().enumerate() {
        let trimmed = line.trim();
        let label =
            trimmed.split_once(':').map_or(String::new(), |(label, _)| label.trim().to_lowercase());
        if [
            "to",
            "from",
            "sender",
            "reply-to",
            "cc",
            "subject",
            "mail from",
            "message-id",
            "contact",
        ]
        .contains(&label.as_str())
        {
            // An extract of the original's header.
            continue;
        }
        for (start, address) in addresses_in(trimmed) {
            let own = seen.to.contains(&address) || seen.from.contains(&address);
            let list = if stands_alone(trimmed, start) { &mut strict } else { &mut loose };
            let known = list.iter().any(|(known, _)| *known == address);
            if !known && list.len() < 200 {
                if own {
                    mine.push((address, place));
                } else {
                    list.push((address, place));
                }
            }
        }
    }
    if strict.is_empty() && loose.is_empty() {
        // Somebody who wrote to himself.
        loose = mine;
    }
    let chosen = if strict.is_empty() { loose.into_iter().take(1).collect() } else { strict };
    let ends: Vec<usize> =
        chosen.iter().skip(1).map(|(_, place)| *place).chain([lines.len()]).collect();
    chosen
        .into_iter()
        .zip(ends)
        .map(|((address, place), end)| (address, lines[place..end.max(place + 1)].join("\n")))
        .collect()
}

/// An address at the head of its line (`<dana@acme.example>:`, `550 dana@acme.example... User`)
/// is what the server complains about; one inside a sentence may be anybody's.
fn stands_alone(line: &str, start: usize) -> bool {
    line[..start].chars().all(|c| {
        c.is_ascii_digit()
            || c.is_whitespace()
            || matches!(c, '<' | '*' | '-' | '.' | ':' | '"' | '\'' | '(' | '[' | '•')
    }) || {
        let before = fold(&line[..start]);
        [
            "rcpt to:<",
            "rcpt to:",
            "to:",
            "recipient:",
            "to: <",
            "recipient: <",
            "recipient address:",
            "user:",
            "for <",
            "email address:",
            "address:",
        ]
        .iter()
        .any(|words| before.ends_with(words))
    }
}

/// The addresses of a line with the places they start at.
fn addresses_in(line: &str) -> Vec<(usize, String)> {
    let mut found = Vec::new();
    let allowed = |c: char| {
        c.is_ascii_alphanumeric()
            || matches!(
                c,
                '.' | '-'
                    | '_'
                    | '+'
                    | '='
                    | '\''
                    | '/'
                    | '&'
                    | '!'
                    | '#'
                    | '$'
                    | '%'
                    | '*'
                    | '?'
                    | '^'
                    | '`'
                    | '{'
                    | '|'
                    | '}'
                    | '~'
            )
    };
    for (place, _) in line.match_indices('@').take(20) {
        let local_start = line[..place]
            .char_indices()
            .rev()
            .take(64)
            .take_while(|(_, c)| allowed(*c))
            .last()
            .map(|(start, _)| start);
        let domain: String = line[place + 1..]
            .chars()
            .take(255)
            .take_while(|c| c.is_alphanumeric() || matches!(c, '.' | '-'))
            .collect();
        let domain = domain.trim_end_matches(['.', '-']);
        if let Some(start) = local_start
            && !domain.is_empty()
        {
            let local = line[start..place].trim_start_matches(['\'', '*', '.']);
            if !local.is_empty() {
                found.push((start, format!("{local}@{domain}").to_lowercase()));
            }
        }
    }
    found
}

#[cfg(test)]
mod tests;

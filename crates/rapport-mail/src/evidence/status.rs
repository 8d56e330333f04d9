//! Status codes: the enhanced code (RFC 3463) that tells most about a failure.
//!
//! Here: the choice between the `Status` field, the code in the server's own words, and what the
//! words themselves say. Not here: what a code means for the address
//! ([`rapport_core::classify::failure_kind`]).
//!
//! Some servers write `5.0.0` or `4.0.0` always (Exim), and some put one code on everything;
//! their words are more exact then.

use super::{find_phrase, fold};
use crate::words::words;

/// What servers say when an address, a mailbox or a message is at fault, with the code for it.
/// The order decides: reasons of policy are named before those of the address, because a text
/// such as "recipient rejected: listed as spam" is about the sender.
const WORDS: &[(&str, &str)] = &[
    (
        "4.7.1",
        "
    greylisted | greylisting | graylisted | grey listed | greylist
",
    ),
    (
        "5.4.6",
        "
    too many hops | mail loop | routing loop | loops back to | hop count exceeded
    mail forwarding loop
",
    ),
    (
        "5.2.1",
        "
    recipient account is blocked | recipient's account is blocked | mailbox is blocked
    account is blocked | mailbox is frozen | account suspended | account is suspended
",
    ),
    (
        "5.7.1",
        "
    unroutable sender | mismatches client ip | denied by policy | protocol violation
    network not allowed | host not allowed | service refused | service refuse
    not accepting connections | not accepting mail from | refused to talk
    too many recipients this hour | suspicious | bulk mail | mail rejete
    spam | blocked | block list | blocklist | blocklisted | blacklist | blacklisted | black list
    dnsbl | rbl
    spamhaus | poor reputation | reputation | dmarc | dkim | spf | sender policy framework
    policy reasons | policy violation | violates our policy | local policy | banned
    unsolicited | relaying denied
    relay access denied | relay not permitted | unable to relay | not permitted to relay
    we do not relay | relaying not allowed
    authentication required | authentication is required | not authorized | not authorised
    unauthenticated
    sender rejected | sender address rejected | sender verify failed | sender denied
    client host rejected | reverse dns | ptr record | cannot find your hostname
    helo command rejected
    virus | malware | content rejected | message content rejected | rejected for policy
    prohibited | bad reputation | access denied
",
    ),
    (
        "5.3.4",
        "
    message too large | message size exceeds | too big | size limit exceeded
    exceeds the maximum
    maximum message size | message is too large | message file too big | exceeded the size
",
    ),
    (
        "5.2.2",
        "
    mailbox full | mailbox is full | over quota | overquota | mailbox's quota | full mailbox
    quota exceeded | exceeded quota | exceeds quota | exceeded their quota
    exceeded storage | exceeded his quota | out of storage | exceeded its quota | disk quota
    mailbox quota | storage quota
    insufficient storage | insufficient disk space | account is full | user is over the quota
    user is overquota | inbox is full
    no space left | over the maximum allowed | boîte pleine | buzon lleno | postfach ist voll
",
    ),
    (
        "5.1.6",
        "
    has moved | no longer accepts mail | user not local | address has changed
",
    ),
    (
        "5.2.1",
        "
    account disabled | account has been disabled | account is disabled | mailbox disabled
    mailbox is disabled
    inactive user | account inactive | account is inactive | mailbox is inactive
    account has been deactivated | account that you tried to reach is disabled
    user is inactive | no longer active | account closed | account has been closed
",
    ),
    (
        "5.1.1",
        "
    user unknown | unknown user | unknown recipient | not our user
    invalid final delivery userid | recipient name is not recognized | recipient unknown
    no such user | no such recipient
    no such person | no such mailbox | no such address | no such account | no mailbox here
    no mailbox by that name | does not exist | doesn't exist | mailbox not found
    user not found | recipient not found | address not found | not found in directory
    account not found
    invalid recipient | invalid mailbox | invalid user | invalid address | bad address
    bad destination mailbox | unknown address | unknown local part | unknown account
    unknown mailbox
    unrouteable address | unroutable address | undeliverable address
    recipient address rejected | address rejected | recipient rejected | user doesn't
    not a valid mailbox | not a valid recipient | no valid recipients | not a valid user
    not our customer | no account by that name | not a known user | mailbox unavailable
    is not known at this | unknown or illegal alias | not listed in
    isn't in | no such email address | user has no | no longer on server | address is unknown
    not known here | has no such user | doesn't have a | does not have a
    not a member of this site | no user by that name | nobody by that name | is no longer valid
    unbekannt | existe pas | no existe | non esiste | não existe | bestaat niet
",
    ),
    (
        "5.1.2",
        "
    host unknown | unknown host | domain not found | no such domain | name not found
    host not found | unrouteable mail domain
    domain does not | bad destination host | nxdomain | no mx | couldn't find any host
    host or domain name not found
    name or service not known | domain name not found | invalid domain | null mx
    cannot find the address of host
",
    ),
    (
        "4.4.1",
        "
    timed out | timeout | connection refused | could not connect | no route to host
    connection dropped
    lost connection | network is unreachable | connection reset | retry timeout
    retry time not reached | couldn't establish | wasn't able to establish
",
    ),
    (
        "4.7.1",
        "
    try again later | temporarily deferred | temporarily rejected | too many connections
    rate limit | temporary failure | temporarily unavailable
",
    ),
];

/// Words by which a server says at which of our commands it refused; before the recipient was
/// named the refusal is about the sender.
const ABOUT_US: &str = "
    after mail from | in reply to mail from | in reply to ehlo | in reply to helo | after ehlo
    after helo
    after initial connection | while connected | initial greeting | in reply to mail command
";

/// The most telling code of a recipient: the code in the refusing server's own words, else the
/// `Status` field of the reporting one, else what the words say. `around` is the prose of the
/// report, used when there is nothing nearer.
#[must_use]
pub fn best(field: Option<&str>, diagnostic: Option<&str>, around: &str) -> Option<String> {
    let field = field.and_then(enhanced);
    let said = diagnostic.and_then(enhanced);
    for code in [&said, &field].into_iter().flatten() {
        if !is_vague(code) {
            return Some(code.clone());
        }
    }
    let near = fold(diagnostic.unwrap_or_default());
    let in_words = said.or_else(|| enhanced(around));
    if let Some(code) = in_words.as_ref().filter(|code| !is_vague(code)) {
        return Some(code.clone());
    }
    let wider = fold(around);
    let code = from_words(&near)
        .or_else(|| words(ABOUT_US).any(|words| near.contains(words)).then_some("5.7.1"))
        .or_else(|| from_words(&wider))
        .map(str::to_owned);
    code.or(in_words).or(field).or_else(|| {
        // Only a three-figure reply is left: its class is all that is certain.
        basic(&near).or_else(|| basic(&wider)).map(|class| format!("{class}.0.0"))
    })
}

/// `5.0.0` says nothing but its class, `5.2.0` hardly more; not so `5.7.0`, whose subject is
/// enough.
fn is_vague(code: &str) -> bool {
    code.ends_with(".0") && !code.ends_with(".7.0")
}

/// The first enhanced status code in a text.
#[must_use]
pub fn enhanced(text: &str) -> Option<String> {
    let bytes = text.as_bytes();
    for (place, byte) in bytes.iter().enumerate() {
        let starts = matches!(byte, b'2' | b'4' | b'5')
            && bytes.get(place + 1) == Some(&b'.')
            && (place == 0
                || !(bytes[place - 1].is_ascii_alphanumeric()
                    || matches!(bytes[place - 1], b'.' | b'-')));
        if !starts {
            continue;
        }
        let digits = |from: usize| {
            let count =
                bytes[from..].iter().take(4).take_while(|byte| byte.is_ascii_digit()).count();
            (1..=3).contains(&count).then_some(from + count)
        };
        if let Some(dot) = digits(place + 2)
            && bytes.get(dot) == Some(&b'.')
            && let Some(end) = digits(dot + 1)
            // Four figures are an address of the internet, not a code.
            && !(bytes.get(end) == Some(&b'.')
                && bytes.get(end + 1).is_some_and(u8::is_ascii_digit))
        {
            return Some(text[place..end].to_owned());
        }
    }
    None
}

/// The class of the first three-figure SMTP reply in a text: 4 or 5.
#[must_use]
pub fn basic(text: &str) -> Option<char> {
    text.split(|c: char| c.is_whitespace() || matches!(c, '-' | ':' | '(' | ')' | ';' | ',' | '#'))
        .find(|word| {
            word.len() == 3
                && word.starts_with(['4', '5'])
                && word.bytes().all(|byte| byte.is_ascii_digit())
                && matches!(word.as_bytes()[1], b'0'..=b'5' | b'7')
        })
        .and_then(|word| word.chars().next())
}

/// The code that a server's words stand for; the text folded by [`fold`].
#[must_use]
pub fn from_words(folded: &str) -> Option<&'static str> {
    WORDS
        .iter()
        .find(|(_, table)| words(table).any(|words| find_phrase(folded, words).is_some()))
        .map(|(code, _)| *code)
}

#[cfg(test)]
mod tests;

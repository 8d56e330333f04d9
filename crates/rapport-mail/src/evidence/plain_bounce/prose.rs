//! The prose of a report: the part before the copy of the original, and what it says of whom.
//!
//! Here: [`Prose`], the addresses that a server complains about, each with the lines about it.
//! Not here: whether the mail is a report at all ([`super`]).

use super::phrases::COPY_LINES;
use crate::evidence::refusal::{Command, command};
use crate::evidence::{Seen, fold};
use crate::words::words;

/// Bytes of prose that are read.
const LONGEST_PROSE: usize = 64 * 1024;
/// Lines of prose that are read.
const MOST_LINES: usize = 2_000;
/// Addresses taken of one text.
const MOST_ADDRESSES: usize = 300;
/// Lines elsewhere in the text that are added to those behind an address.
const MOST_MENTIONS: usize = 12;

/// Header fields of the original that stand in the prose and name no failed recipient.
const EXTRACTED: &[&str] = &[
    "to",
    "from",
    "sender",
    "reply-to",
    "cc",
    "subject",
    "mail from",
    "message-id",
    "contact",
    "return-path",
    "von",
    "an",
    "betreff",
    "de",
    "à",
    "objet",
    "para",
    "asunto",
    "da",
    "a",
    "oggetto",
    "van",
    "aan",
    "onderwerp",
    "from address",
    "sender address",
    "original sender",
    "absender",
    "expéditeur",
    "remitente",
    "mittente",
    "remetente",
    "отправитель",
    "送信者",
    "发件人",
];

/// Ends of what stands before the address a server complains about.
const BEFORE: &str = "
    rcpt to:< | rcpt to: < | rcpt to: | rcpt to <
    to: | to: < | to:< | to < | deliver to < | delivered to: < | delivered to: | delivered to <
    recipient: | recipient: < | recipient:< | recipient < | recipient <[ | recipients: | recipients: <
    recipient address: | recipient address: < | original address: | email address: | address:
    address: < | addressed to: | failed address: | failed recipient: | failed recipients:
    user: | user: < | user < | unknown user: | unknown user: < | userid: | userid: < | mailbox: |
    mailbox: < | mailbox < | for < | for: < | for: | smtp: | [smtp: | smtp= | undeliverable to
    undeliverable to < | error-for: | error-for: < | mail to < | mail to ' | message to < | message to:
    message to: < | deliver to ' | deliver to: | full: | full: < | size: | size: < | is full: <
    -> | => | » | → | • | following recipient: | following address: | couldn't be delivered to
    not delivered to | empfänger: | empfängeradresse: | destinataire: | destinataire :
    destinatario: | destinatario : | destinatário: | geadresseerde: | ontvanger: | mottagare:
    modtager: | odbiorca: | adresat: | получатель: | получателя: | адресат: | alıcı: | 宛先:
    宛先： | 宛先アドレス: | 宛先アドレス： | 受信者: | 收件人: | 收件人： | 收件者: | 收件者：
    收件人地址： | 收信人： | 받는사람 :
";

/// The part of a report's text that the mail system wrote.
#[derive(Clone, Debug)]
pub struct Prose<'a> {
    /// The text before the copy of the original.
    pub text: &'a str,
    /// The text from there on.
    pub copy: &'a str,
    /// The addresses complained about, each with the lines about it.
    pub named: Vec<(String, String)>,
    /// Whether they stand where servers put the address they complain about, not in a sentence.
    pub certain: bool,
    /// The answers in a transcript of the session, with their commands.
    pub transcript: Vec<(Command, String)>,
    /// The command that the whole text names last.
    pub command: Option<Command>,
}

impl<'a> Prose<'a> {
    /// Reads the text of a mail.
    #[must_use]
    pub fn read(seen: &Seen<'a>) -> Self {
        let text = before_copy(seen.text);
        let (named, certain) = named_in(text, seen);
        Self {
            text,
            copy: &seen.text[text.len()..],
            named,
            certain,
            transcript: command::transcript(text),
            command: command::of(&fold(text)),
        }
    }

    /// The lines about a recipient, by any of the addresses he goes by.
    #[must_use]
    pub fn about(&self, addresses: &[&str]) -> Option<String> {
        let known = addresses.iter().find_map(|address| {
            self.named.iter().find(|(name, _)| name == address).map(|(_, lines)| lines.clone())
        });
        known.or_else(|| {
            let wanted = addresses.iter().find(|address| address.len() > 2)?;
            let lines: Vec<&str> = self.text.lines().take(MOST_LINES).collect();
            let place = lines.iter().position(|line| contains(line, wanted))?;
            Some(lines[place..lines.len().min(place + 6)].join("\n"))
        })
    }
}

/// The part of the prose before the copy of the original.
#[must_use]
pub fn before_copy(text: &str) -> &str {
    let text = &text[..text.floor_char_boundary(LONGEST_PROSE)];
    let mut position = 0;
    let mut fields = 0;
    let mut first_field = 0;
    for line in text.split_inclusive('\n').take(MOST_LINES) {
        let trimmed = line.trim();
        let ruled = trimmed.starts_with("--")
            || trimmed.starts_with("==")
            || trimmed.starts_with("|--")
            || trimmed.ends_with([':', '：'])
            || trimmed.starts_with("**");
        if position > 0 && ruled && trimmed.len() < 400 {
            let folded = fold(trimmed);
            if COPY_LINES.within(&folded) {
                return &text[..position];
            }
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
                .iter()
                .any(|known| name.eq_ignore_ascii_case(known))
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

/// Addresses the prose complains about, each with the words about it.
fn named_in(prose: &str, seen: &Seen<'_>) -> (Vec<(String, String)>, bool) {
    let mut strict: Vec<(String, usize)> = Vec::new();
    let mut loose: Vec<(String, usize)> = Vec::new();
    let mut mine: Vec<(String, usize)> = Vec::new();
    let lines: Vec<&str> = prose.lines().take(MOST_LINES).collect();
    for (place, line) in lines.iter().enumerate() {
        let trimmed = line.trim();
        if !trimmed.contains('@') {
            continue;
        }
        let label = trimmed
            .split_once([':', '：'])
            .map_or(String::new(), |(label, _)| label.trim().to_lowercase());
        if EXTRACTED.contains(&label.as_str()) && !(label == "to" && place + 3 > lines.len()) {
            // An extract of the original's header.
            continue;
        }
        for (start, address) in addresses_in(trimmed) {
            let own = seen.to.contains(&address) || seen.from.contains(&address);
            // "(expanded from: <alias>)": the alias is what was written to, and either is dead.
            let alias = trimmed[..start].trim_end_matches(['<', ' ']).ends_with("(expanded from:");
            let certain = alias || stands_alone(trimmed, start);
            let list = if certain { &mut strict } else { &mut loose };
            let known = list.iter().any(|(known, _)| *known == address);
            if !known && list.len() < MOST_ADDRESSES {
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
    let certain = !strict.is_empty();
    let chosen: Vec<(String, usize)> =
        if strict.is_empty() { loose.into_iter().take(1).collect() } else { strict };
    let lower: Vec<String> = if chosen.len() < 50 {
        lines.iter().map(|line| line.to_lowercase()).collect()
    } else {
        Vec::new()
    };
    let mut ends: Vec<usize> = chosen.iter().skip(1).map(|(_, place)| *place).collect();
    ends.push(lines.len());
    let named = chosen
        .into_iter()
        .zip(ends)
        .map(|((address, place), end)| {
            let end = end.max(place + 1);
            let mut about = lines[place..end].join("\n");
            // The transcript of the session stands apart from the list of addresses.
            for (other, line) in lower.iter().enumerate() {
                if (place..end).contains(&other) || !line.contains(&address) {
                    continue;
                }
                let behind =
                    if line.trim_start().starts_with(">>>") { other + 2 } else { other + 1 };
                for line in &lines[other..behind.min(lines.len())] {
                    about.push('\n');
                    about.push_str(line);
                }
                if about.lines().count() > end - place + MOST_MENTIONS {
                    break;
                }
            }
            (address, about)
        })
        .collect();
    (named, certain)
}

/// An address at the head of its line (`<dana@acme.example>:`, `550 dana@acme.example... User`)
/// is what the server complains about; one inside a sentence may be anybody's.
fn stands_alone(line: &str, start: usize) -> bool {
    let before = &line[..start];
    before.chars().all(|c| {
        c.is_ascii_digit()
            || c.is_whitespace()
            || matches!(c, '<' | '>' | '*' | '-' | '.' | ':' | '"' | '\'' | '(' | '[' | '•' | '|')
    }) || {
        let folded = fold(&before[before.ceil_char_boundary(before.len().saturating_sub(60))..]);
        words(BEFORE).any(|words| folded.ends_with(words))
    }
}

/// The addresses of a line with the places they start at, lower case.
pub fn addresses_in(line: &str) -> Vec<(usize, String)> {
    let mut found = Vec::new();
    let allowed = |c: char| c.is_ascii_alphanumeric() || ".-_+='/&!#$%*?^`{|}~".contains(c);
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
        let domain = domain.split("..").next().unwrap_or_default().trim_end_matches(['.', '-']);
        if let Some(start) = local_start
            && !domain.is_empty()
        {
            let local = line[start..place].trim_start_matches(['\'', '*', '.', '!', '|']);
            // X.400 forms and gateways put the kind of address before it.
            let local = match local.rsplit_once('=') {
                Some((kind, local))
                    if kind.to_ascii_lowercase().ends_with("smtp")
                        || kind.to_ascii_lowercase().ends_with("rfc822") =>
                {
                    local
                }
                _ => local,
            };
            if !local.is_empty() {
                found.push((start, format!("{local}@{domain}").to_lowercase()));
            }
        }
    }
    found
}

fn contains(line: &str, wanted: &str) -> bool {
    let line = &line[..line.floor_char_boundary(1_000)];
    line.len() >= wanted.len() && line.to_lowercase().contains(wanted)
}

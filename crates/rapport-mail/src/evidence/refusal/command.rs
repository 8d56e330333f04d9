//! The command of SMTP that a refusal answers (RFC 5321 section 4.1).
//!
//! Here: the words by which reporting servers say it. A refusal before the recipient was named is
//! about the sender; one after the content is about the content or about the sender.

use crate::words::words;

/// How far a delivery had come when it was refused.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Command {
    /// At the greeting, `HELO` or `EHLO`.
    Connect,
    /// At `MAIL FROM`.
    Mail,
    /// At `RCPT TO`.
    Recipient,
    /// At `DATA` or after the content.
    Data,
}

impl Command {
    /// Whether the recipient had not been named yet.
    #[must_use]
    pub const fn before_recipient(self) -> bool {
        matches!(self, Self::Connect | Self::Mail)
    }
}

const CONNECT: &str = "
    in reply to ehlo | in reply to helo | after ehlo | after helo | after initial connection
    while connected | initial greeting | >>> ehlo | >>> helo | refused to talk to me | [ehlo]
    [helo] | [connect] | --> ehlo | --> helo | during greeting | but greeting failed
";
const MAIL: &str = "
    in reply to mail from | after mail from | in reply to mail command | after pipelined mail from
    >>> mail from | <<< mail from | --> mail from | [mail_from] | but sender was rejected
    following mail command | smtp:mail | smtp command mail | did not like our mail from
    after mail command | sent: mail from | (state 13)
";
const RECIPIENT: &str = "
    in reply to rcpt to | after rcpt to | after rcpt command | after pipelined rcpt to
    >>> rcpt to | <<< rcpt to | --> rcpt to | [rcpt_to] | smtp:rcpt | smtp command rcpt
    following rcpt command | did not like our rcpt | does not like recipient | sent: rcpt to
    rejected recipient | has rejected address | (state 14) | in reply to rcpt command
";
const DATA: &str = "
    in reply to end of data | in reply to data | after end of data | after data | >>> data
    --> data | [data] | [end_of_data] | smtp:data | smtp command data | following data command
    did not like our data | did not like our final data | failed after i sent the message
    for text command | (state 15) | (state 16) | (state 17) | (state 18)
    after sending data | after pipelined end of data | end-of-data | sent: data
    after end-of-data | sending message body | after the message was sent | in reply to bdat
";

/// The command named last in a folded text; a transcript lists those that went well first.
#[must_use]
pub fn of(folded: &str) -> Option<Command> {
    [
        (Command::Connect, CONNECT),
        (Command::Mail, MAIL),
        (Command::Recipient, RECIPIENT),
        (Command::Data, DATA),
    ]
    .into_iter()
    .filter_map(|(command, table)| {
        words(table).filter_map(|words| folded.rfind(words)).max().map(|place| (place, command))
    })
    .max_by_key(|(place, _)| *place)
    .map(|(_, command)| command)
}

/// Lines of a transcript that are read.
const MOST_LINES: usize = 300;

/// The answers in a transcript of a session, folded, each with the command it answers.
#[must_use]
pub fn transcript(prose: &str) -> Vec<(Command, String)> {
    let mut command = None;
    let mut answers = Vec::new();
    for line in prose.lines() {
        let trimmed = line.trim_start_matches([' ', '\t']);
        let sent = trimmed.starts_with(">>> ") || trimmed.starts_with("--> ");
        if !sent && !trimmed.starts_with("<<<") {
            continue;
        }
        let folded = super::super::fold(&trimmed[..trimmed.floor_char_boundary(400)]);
        if sent {
            command = of(&folded);
        }
        if let Some(command) = command {
            answers.push((command, folded));
        }
        if answers.len() >= MOST_LINES {
            break;
        }
    }
    answers
}

/// The command under which a transcript lists the refusal of this (folded) address.
#[must_use]
pub fn in_transcript(answers: &[(Command, String)], address: &str) -> Option<Command> {
    let named = |line: &str| !address.is_empty() && line.contains(address);
    answers.iter().find(|(_, line)| named(line)).map(|(command, _)| *command)
}

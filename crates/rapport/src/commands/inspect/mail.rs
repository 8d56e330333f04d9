//! `rapport inspect mail`: mails, folders of mails and mailboxes.
//!
//! Two passes: the first reads the headers for who answers whom, the second prints. So a mailbox
//! of any size is read with little memory.

use std::io;
use std::path::PathBuf;

use rapport_app::inspect::mail::threads::Threads;
use rapport_app::inspect::mail::{BounceView, MailView, Place, each_message, view};

use super::files::{Stop, each_file, each_file_first};
use crate::failure::Failure;
use crate::output::Output;

/// The column of labels.
const LABEL: usize = 11;

pub fn run(files: &[PathBuf], output: &mut Output) -> Result<(), Failure> {
    let mut threads = Threads::default();
    each_file_first(files, |input| {
        // What cannot be read is said in the second pass.
        let _ = each_message(input, |_, raw| -> io::Result<()> {
            threads.add(raw);
            Ok(())
        });
    });
    let threads = threads.joined();
    let mut number = 0;
    let all_read = each_file(files, output, |file, input, output| {
        each_message(input, |line, raw| {
            let mail = view(file, Place { line, number, threads: &threads }, raw);
            number += 1;
            output.one(&mail, print).map_err(Stop::from)
        })
    })?;
    super::ended(all_read)
}

/// The gist for people: headline, class with its reason, and what was written.
fn print(output: &mut Output, mail: &MailView) -> io::Result<()> {
    output.gap()?;
    let place = mail.line.map(|line| format!(", line {line}")).unwrap_or_default();
    output.heading(&format!("{}{place}", mail.file))?;
    let mut line = |label: &str, text: &str| match text.trim() {
        "" => Ok(()),
        text => output.labelled(2, label, LABEL, text),
    };
    line("subject", &mail.subject)?;
    line("from", &mail.from.join(", "))?;
    line("date", mail.date.as_deref().unwrap_or_default())?;
    let intent = mail.intent.map(|intent| format!(", intent {intent}")).unwrap_or_default();
    let sure = mail.confidence * 100.0;
    line("class", &format!("{}{intent} ({sure:.0} % sure)", mail.class))?;
    line("because", &mail.evidence.join("; "))?;
    line("away until", mail.away_until.as_deref().unwrap_or_default())?;
    for bounce in &mail.bounces {
        line("bounce", &sentence(bounce))?;
    }
    line("about", mail.original_message_id.as_deref().unwrap_or_default())?;
    line("answers", mail.parent.as_deref().unwrap_or_default())?;
    line("opt-out", &mail.list_unsubscribe.join(", "))?;
    line("language", mail.language.unwrap_or_default())?;
    let files = mail.attachments.iter().map(|one| format!("{} ({})", one.name, one.media_type));
    line("files", &files.collect::<Vec<_>>().join(", "))?;
    line("written", &mail.reply_text)?;
    line("signature", mail.signature.as_deref().unwrap_or_default())?;
    line("quoted", &lines_of(&mail.quoted_text))?;
    line("defects", &mail.defects.join(", "))
}

/// "dana@acme.example failed: invalid (5.1.1), no such user".
fn sentence(bounce: &BounceView) -> String {
    let status = bounce.status.as_deref().map(|code| format!(" ({code})")).unwrap_or_default();
    let reason = bounce.reason.as_deref().map(|said| format!(", {said}")).unwrap_or_default();
    format!("{} {}: {}{status}{reason}", bounce.recipient, bounce.action, bounce.kind)
}

/// How much was quoted; nobody wants to read it again.
fn lines_of(text: &str) -> String {
    match text.lines().count() {
        0 => String::new(),
        1 => "1 line".to_owned(),
        count => format!("{count} lines"),
    }
}

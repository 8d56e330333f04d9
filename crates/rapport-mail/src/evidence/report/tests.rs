//! Reports as servers write them.

use rapport_core::classify::{BounceKind, Class, classify};

use super::*;
use crate::parse::{Parsed, parse};

fn report(kind: &str, machine: &str) -> Parsed {
    let raw = format!(
        "From: Mail Delivery System <mailer-daemon@mx.example>\r\nTo: jo@sender.example\r\n\
         Subject: Returned\r\nMIME-Version: 1.0\r\n\
         Content-Type: multipart/report; report-type={kind}; boundary=\"b\"\r\n\r\n\
         --b\r\n\r\nThis message was created automatically.\r\n\
         --b\r\nContent-Type: message/{kind}\r\n\r\n{machine}\r\n\
         --b\r\nContent-Type: text/rfc822-headers\r\n\r\nMessage-ID: <one@sender.example>\r\n\
         To: dana@acme.example\r\n\r\n--b--\r\n"
    );
    parse(raw.as_bytes())
}

fn recipients(parsed: &Parsed) -> Vec<RecipientReport> {
    parsed
        .signs
        .iter()
        .find_map(|sign| match &sign.kind {
            SignKind::DeliveryReport(list) => Some(list.clone()),
            _ => None,
        })
        .unwrap_or_default()
}

#[test]
fn a_failure_names_recipient_code_and_original() {
    let parsed = report(
        "delivery-status",
        "Reporting-MTA: dns; mx.example\r\n\r\nOriginal-Recipient: rfc822;Dana@acme.example\r\n\
         Final-Recipient: rfc822; dw@mail.acme.example\r\nAction: failed\r\nStatus: 5.0.0\r\n\
         Diagnostic-Code: smtp; 550 5.1.1 <dw@mail.acme.example>:\r\n no such user",
    );
    let list = recipients(&parsed);
    assert_eq!(list.len(), 1);
    assert_eq!(list[0].address, "dana@acme.example");
    assert_eq!(list[0].status.as_deref(), Some("5.1.1"));
    assert_eq!(parsed.head.originals, ["one@sender.example"]);
    assert_eq!(parsed.head.failed_recipients, ["dana@acme.example"]);
    assert_eq!(classify(&parsed.signs).class, Class::Bounce(BounceKind::Invalid));
}

#[test]
fn several_recipients_and_a_delay() {
    let parsed = report(
        "delivery-status",
        "Reporting-MTA: dns; mx.example\r\n\r\nFinal-Recipient: rfc822; a@acme.example\r\n\
         Action: delayed\r\nStatus: 4.4.1\r\n\r\nFinal-Recipient: rfc822; b@acme.example\r\n\
         Action: delivered\r\nStatus: 2.0.0\r\n",
    );
    let actions: Vec<DeliveryAction> = recipients(&parsed).iter().map(|one| one.action).collect();
    assert_eq!(actions, [DeliveryAction::Delayed, DeliveryAction::Delivered]);
    assert_eq!(parsed.head.failed_recipients, ["a@acme.example"]);
    assert_eq!(classify(&parsed.signs).class, Class::Bounce(BounceKind::Delayed));
}

#[test]
fn reading_and_abuse() {
    let read = report(
        "disposition-notification",
        "Final-Recipient: rfc822; dana@acme.example\r\nOriginal-Message-ID: <one@sender.example>\r\n\
         Disposition: manual-action/MDN-sent-manually; displayed",
    );
    assert_eq!(classify(&read.signs).class, Class::Receipt);
    assert_eq!(read.head.originals, ["one@sender.example"]);
    let abuse = report(
        "feedback-report",
        "Feedback-Type: abuse\r\nVersion: 1\r\nOriginal-Rcpt-To: dana@acme.example",
    );
    assert_eq!(classify(&abuse.signs).class, Class::Complaint);
    assert_eq!(abuse.head.failed_recipients, ["dana@acme.example"]);
    let praise = report("feedback-report", "Feedback-Type: not-spam\r\nVersion: 1");
    assert_eq!(classify(&praise.signs).class, Class::Unclear);
}

#[test]
fn a_report_without_recipients_falls_back_to_its_prose() {
    let raw = "From: MAILER-DAEMON@mx.example\r\nTo: jo@sender.example\r\n\
               Subject: failure notice\r\nX-Failed-Recipients: dana@acme.example\r\n\r\n\
               550 5.2.1 mailbox disabled\r\n\r\n--- Below this line is a copy of the message.\r\n\r\n\
               Message-ID: <one@sender.example>\r\n";
    let parsed = parse(raw.as_bytes());
    assert_eq!(recipients(&parsed)[0].status.as_deref(), Some("5.2.1"));
    assert_eq!(parsed.head.originals, ["one@sender.example"]);
}

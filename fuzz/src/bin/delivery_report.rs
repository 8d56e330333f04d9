//! Any bytes as the machine-readable part of a delivery report, and as the prose above it.
#![cfg_attr(not(test), no_main)]

use rapport_core::classify::{Class, classify};

#[cfg(not(test))]
libfuzzer_sys::fuzz_target!(|bytes: &[u8]| check(bytes));

/// What holds for any report: the first line says whether a standard report or prose follows.
pub fn check(bytes: &[u8]) {
    let (first, rest) = bytes.split_first().unwrap_or((&0, &[]));
    let mut mail = b"From: MAILER-DAEMON@mx.test\r\nTo: nell@mail.example\r\nSubject: failure\r\n\
        Return-Path: <>\r\nDate: Thu, 5 Mar 2026 09:00:00 +0100\r\n"
        .to_vec();
    if first.is_multiple_of(2) {
        mail.extend(
            b"Content-Type: multipart/report; report-type=delivery-status; boundary=b\r\n\r\n\
              --b\r\n\r\nIt did not arrive.\r\n--b\r\nContent-Type: message/delivery-status\r\n\r\n",
        );
        mail.extend(rest);
        mail.extend(b"\r\n--b--\r\n");
    } else {
        mail.extend(b"\r\n");
        mail.extend(rest);
    }
    let parsed = rapport_mail::parse(&mail);
    let verdict = classify(&parsed.signs);
    assert!(verdict.confidence <= 100 && !verdict.evidence.is_empty());
    if matches!(verdict.class, Class::Answer(_) | Class::OptOut) {
        assert!(!first.is_multiple_of(2), "a standard report was taken for a person");
    }
    assert_eq!(classify(&rapport_mail::parse(&mail).signs), verdict);
}

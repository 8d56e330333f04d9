//! Whole messages in, readable messages out.

use rapport_core::classify::{CalendarMethod, Class, Intent, classify};

use super::*;

#[test]
fn a_plain_answer() {
    let raw = "From: =?utf-8?q?Dana_Whitf=C3=ADeld?= <Dana@Acme.example>\r\nTo: Jo <jo@sender.example>\r\n\
               Cc: ivo@acme.example\r\nSubject: =?utf-8?b?UmU6IFLDvGNrbWVsZHVuZw==?=\r\n\
               Date: Thu, 5 Mar 2026 23:30:00 -0500\r\nMessage-ID: <two@acme.example>\r\n\
               In-Reply-To: <one@sender.example>\r\nReferences: <zero@sender.example>\r\n\
               \r\nFriday is fine. Which door?\r\n\r\n-- \r\nDana\r\n\r\n> Friday?\r\n";
    let parsed = parse(raw.as_bytes());
    assert_eq!(parsed.from_name, "Dana Whitfíeld");
    assert_eq!(parsed.head.from, ["dana@acme.example"]);
    assert_eq!(parsed.head.to, ["jo@sender.example", "ivo@acme.example"]);
    assert_eq!(parsed.head.message_id.as_deref(), Some("two@acme.example"));
    assert_eq!(parsed.head.ancestors, ["zero@sender.example", "one@sender.example"]);
    assert_eq!(parsed.subject, "Re: Rückmeldung");
    assert_eq!(parsed.date, Some("2026-03-06T04:30:00Z".parse().unwrap()));
    assert_eq!(parsed.sent_on, Some(jiff::civil::date(2026, 3, 5)));
    assert_eq!(parsed.reply_text, "Friday is fine. Which door?");
    assert_eq!(parsed.signature.as_deref(), Some("Dana"));
    assert_eq!(parsed.defects, []);
    assert_eq!(classify(&parsed.signs).class, Class::Answer(Intent::Question));
}

#[test]
fn html_alone_and_files() {
    let raw = "From: dana@acme.example\r\nContent-Type: multipart/mixed; boundary=b\r\n\r\n\
               --b\r\nContent-Type: multipart/alternative; boundary=c\r\n\r\n\
               --c\r\nContent-Type: text/plain\r\n\r\n \r\n\
               --c\r\nContent-Type: text/html; charset=utf-8\r\nContent-Transfer-Encoding: quoted-printable\r\n\r\n\
               <p>Sch=C3=B6n</p><blockquote>unsubscribe</blockquote>\r\n--c--\r\n\
               --b\r\nContent-Type: application/pdf; name=\"=?utf-8?q?f=C3=BCr.pdf?=\"\r\n\
               Content-Transfer-Encoding: base64\r\n\r\nAAEC\r\n--b--\r\n";
    let parsed = parse(raw.as_bytes());
    assert_eq!(parsed.reply_text, "Schön");
    assert_eq!(
        parsed.attachments,
        [AttachmentInfo {
            name: "für.pdf".into(), media_type: "application/pdf".into(), bytes: 3
        }]
    );
    assert_eq!(classify(&parsed.signs).class, Class::Answer(Intent::Plain));
}

#[test]
fn flowed_text_is_joined() {
    let raw = "Content-Type: text/plain; format=flowed\r\n\r\nOne long \r\nline.\r\n> a \r\n> quote\r\n-- \r\nDana\r\n";
    let parsed = parse(raw.as_bytes());
    assert_eq!(parsed.reply_text, "One long line.");
    assert_eq!(parsed.signature.as_deref(), Some("Dana"));
    assert!(parsed.text.contains("> a quote"));
}

#[test]
fn invitations_lists_and_replaced_ids() {
    let raw = "From: dana@acme.example\r\nList-Unsubscribe: <mailto:off@acme.example>,\r\n <https://acme.example/off>\r\n\
               List-Unsubscribe-Post: List-Unsubscribe=One-Click\r\n\
               X-Microsoft-Original-Message-ID: <ours@sender.example>\r\n\
               Content-Type: text/calendar; method=REQUEST\r\n\r\nBEGIN:VCALENDAR\r\nMETHOD:REQUEST\r\n";
    let parsed = parse(raw.as_bytes());
    assert_eq!(parsed.list_unsubscribe, ["mailto:off@acme.example", "https://acme.example/off"]);
    assert!(parsed.one_click);
    assert_eq!(parsed.replaced_id.as_deref(), Some("ours@sender.example"));
    assert!(parsed.calendar.is_some());
    assert_eq!(classify(&parsed.signs).class, Class::Calendar(CalendarMethod::Request));
}

#[test]
fn the_header_alone_tells_whether_the_body_matters() {
    let raw = "From: mailer-daemon@mx.example\r\nIn-Reply-To: <one@sender.example>\r\n\
               Content-Type: multipart/report; report-type=Delivery-Status; boundary=b\r\n\r\n--b\r\n";
    let parsed = parse_headers(raw.as_bytes());
    assert_eq!(parsed.report_type.as_deref(), Some("delivery-status"));
    assert_eq!(parsed.head.ancestors, ["one@sender.example"]);
    assert_eq!(parsed.text, "");
}

#[test]
fn a_signature_alone_and_a_header_read_before_are_those_of_the_whole() {
    let raw = "From: Dana <dana@acme.example>\r\nDate: Thu, 5 Mar 2026 09:00:00 +0000\r\n\
               Subject: Re: Hello\r\nMessage-ID: <two@acme.example>\r\n\r\nSee you there.\r\n\r\n\
               -- \r\nDana Whitfield\r\nAcme Robotics\r\n";
    let parsed = parse(raw.as_bytes());
    assert!(parsed.signature.is_some());
    assert_eq!(signature_of(raw.as_bytes()), parsed.signature);
    let (headers, _) = crate::header::Headers::read(raw.as_bytes(), &mut Vec::new());
    let head = parse_read_headers(&headers);
    assert_eq!(head.head, parsed.head);
    assert_eq!(head.signs, parse_headers(raw.as_bytes()).signs);
    assert_eq!(signature_of(b""), None);
}

#[test]
fn an_away_notice_with_its_day() {
    let raw = "From: dana@acme.example\r\nDate: Thu, 5 Mar 2026 09:00:00 +0000\r\nAuto-Submitted: auto-replied\r\n\
               Subject: Out of office\r\n\r\nI am away until 12 March.\r\n";
    assert_eq!(
        classify(&parse(raw.as_bytes()).signs).class,
        Class::Away { until: Some(jiff::civil::date(2026, 3, 12)) }
    );
}

#[test]
fn nothing_and_too_much() {
    let empty = parse(b"");
    assert!(empty.defects.contains(&Defect::NoHeader));
    let mut long = b"From: dana@acme.example\r\n\r\n".to_vec();
    long.resize(LONGEST_MESSAGE + 10, b'a');
    let parsed = parse(&long);
    assert!(parsed.defects.contains(&Defect::Truncated));
    assert!(parsed.defects.contains(&Defect::LongText));
}

//! Tests of `plain_bounce`.

use rapport_core::classify::{BounceKind, Class, classify};

use crate::parse::parse;

fn bounce(from: &str, subject: &str, body: &str) -> (Class, Vec<String>) {
    let raw = format!("From: {from}\r\nTo: jo@sender.example\r\nSubject: {subject}\r\n\r\n{body}");
    let parsed = parse(raw.as_bytes());
    (classify(&parsed.signs).class, parsed.head.failed_recipients)
}

#[test]
fn prose_of_several_servers() {
    let hard = Class::Bounce(BounceKind::Invalid);
    let (class, who) = bounce(
        "MAILER-DAEMON@mx.example",
        "failure notice",
        "Hi. This is the mail program at mx.example.\r\n\r\n<dana@acme.example>:\r\n\
             192.0.2.7 does not like recipient.\r\nRemote host said: 550 no such user\r\n\r\n\
             --- Below this line is a copy of the message.\r\n\r\nTo: other@acme.example\r\n",
    );
    assert_eq!((class, who), (hard.clone(), vec!["dana@acme.example".to_owned()]));
    let (class, who) = bounce(
        "Mail Delivery Subsystem <daemon@mx.example>",
        "Returned mail: see transcript for details",
        "   ----- The following addresses had permanent fatal errors -----\r\n<dana@acme.example>\r\n\
             <ivo@acme.example>\r\n\r\n550 5.1.1 User unknown\r\n   ----- Original message follows -----\r\n",
    );
    assert_eq!(class, hard);
    assert_eq!(who, ["dana@acme.example", "ivo@acme.example"]);
    let (class, _) = bounce(
        "postmaster@mx.example",
        "Warning: could not send message for past 4 hours",
        "<dana@acme.example>... Deferred: Connection timed out\r\nIt will be retried.\r\n",
    );
    assert_eq!(class, Class::Bounce(BounceKind::Delayed));
}

#[test]
fn people_are_no_servers() {
    let (class, who) = bounce(
        "Dana <dana@acme.example>",
        "Fwd: failure notice",
        "Did you get this?\r\n\r\n<ivo@acme.example>:\r\n550 no such user\r\n",
    );
    assert!(matches!(class, Class::Answer(_)));
    assert_eq!(who, Vec::<String>::new());
    let (class, _) = bounce("postmaster@acme.example", "Your question", "The rig is ready.");
    assert!(!matches!(class, Class::Bounce(_)));
}

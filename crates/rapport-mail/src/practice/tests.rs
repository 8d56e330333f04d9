//! Tests of `practice`.

use jiff::civil::date;
use rapport_core::classify::{BounceKind, Class, Intent, classify};

use super::*;

fn sent() -> Vec<u8> {
    let zone = TimeZone::UTC;
    build(&Outgoing {
        message_id: "one@sender.example",
        date: "2026-03-05T08:00:00Z".parse().unwrap(),
        zone: &zone,
        from: Mailbox { name: "Jo Sender".into(), address: "jo@sender.example".into() },
        to: Mailbox { name: "Ğüneş Öztürk".into(), address: "dana@acme.example".into() },
        reply_to: None,
        subject: "The test rig",
        text: "Would Friday do? Please unsubscribe nothing.\n\n-- \nJo",
        language: Some("en"),
        in_reply_to: None,
        references: &["zero@acme.example".to_owned()],
        attachments: Vec::new(),
        opt_out: None,
        auto_generated: false,
    })
    .unwrap()
}

fn read(make: impl Fn(&Occasion<'_>) -> Result<Vec<u8>, BuildError>) -> (Class, Parsed) {
    let sent = sent();
    let occasion = Occasion {
        sent: &sent,
        date: "2026-03-05T09:00:00Z".parse().unwrap(),
        zone: &TimeZone::UTC,
        message_id: "two@acme.example",
    };
    let parsed = parse(&make(&occasion).unwrap());
    assert_eq!(parsed.defects, []);
    assert_eq!(parsed.head.to, ["jo@sender.example"]);
    assert_eq!(parsed.head.message_id.as_deref(), Some("two@acme.example"));
    (classify(&parsed.signs).class, parsed)
}

#[test]
fn an_answer_is_one_in_the_thread() {
    let (class, parsed) = read(|occasion| answer(occasion, "Friday is fine."));
    assert_eq!(class, Class::Answer(Intent::Plain));
    assert_eq!(parsed.reply_text, "Friday is fine.");
    assert_eq!(parsed.head.ancestors, ["zero@acme.example", "one@sender.example"]);
    assert_eq!(
        (parsed.subject.as_str(), parsed.from_name.as_str()),
        ("Re: The test rig", "Ğüneş Öztürk")
    );
}

#[test]
fn each_of_the_others_is_what_it_says() {
    assert_eq!(read(decline).0, Class::Answer(Intent::Decline));
    assert_eq!(read(opt_out).0, Class::OptOut);
    assert_eq!(
        read(|occasion| away_notice(occasion, Some(date(2026, 3, 16)))).0,
        Class::Away { until: Some(date(2026, 3, 16)) }
    );
    assert_eq!(read(|occasion| away_notice(occasion, None)).0, Class::Away { until: None });
    let (class, parsed) = read(bounce);
    assert_eq!(class, Class::Bounce(BounceKind::Invalid));
    assert_eq!(parsed.head.originals, ["one@sender.example"]);
    assert_eq!(parsed.head.failed_recipients, ["dana@acme.example"]);
}

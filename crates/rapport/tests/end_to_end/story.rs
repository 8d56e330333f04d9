//! Two interviewers, two notes, one answer.

use jiff::SignedDuration;

use crate::support::mail::{Office, PATIENCE, header, read};

#[test]
fn from_a_meeting_to_a_note_delivered_once_and_silence_after_the_answer() {
    let office = Office::open_by_round_trip("nell.story");
    let dana = office.world.new_user("dana.story", "beta.test").address;
    let ivo = office.world.new_user("ivo.story", "beta.test").address;
    #[rustfmt::skip]
    office.rapport.ok(&[
        "met", "Dana Whitfield", "--at", "Acme Robotics", "--email", &dana, "--kind", "interview",
        "--role", "Staff engineer", "--when", "yesterday 15:00", "--decides", "in 10 days",
        "--said", "her sailing trip to Orkney; the test rig needs a new scheduler",
    ]);
    #[rustfmt::skip]
    office.rapport.ok(&[
        "met", "Ivo Marek", "--same-meeting", "--email", &ivo,
        "--said", "asked about flaky hardware tests",
    ]);
    let ready: Vec<_> = office.rows().iter().map(|row| row["name"].clone()).collect();
    assert_eq!(ready, ["Dana Whitfield", "Ivo Marek"]);

    // Her yes; one round sends it and nothing else.
    let round = office.send_to("Dana");
    assert_eq!(round["sent"], 1, "{round:#}");
    let note = office.note_at(&dana);
    is_a_personal_note(&note, &office.address, &dana);
    office.round();
    office.round();
    assert_eq!(office.arrived(&dana).len(), 1, "once, however often it goes round");
    assert!(office.arrived(&ivo).is_empty(), "his was not approved");
    let id = header(&note, "Message-ID").unwrap();
    let copies = office.world.messages_in(&office.address, "Sent");
    assert_eq!(copies.len(), 1, "one copy among the sent mail");
    assert_eq!(header(&copies[0], "Message-ID").as_ref(), Some(&id));
    let timeline = office.show("Dana")["timeline"].clone();
    let notes = timeline.as_array().unwrap().iter().filter(|entry| entry["direction"] == "out");
    assert_eq!(notes.count(), 1, "her own copy is no second note: {timeline:#}");

    // Dana answers, by her own server.
    let subject = header(&note, "Subject").unwrap();
    let answer = format!(
        "From: Dana Whitfield <{dana}>\r\nTo: {}\r\nSubject: Re: {subject}\r\n\
         Message-ID: <answer.story@beta.test>\r\nIn-Reply-To: {id}\r\nReferences: {id}\r\n\r\n\
         Could you send me two references by Monday?\r\n\r\nDana\r\n",
        office.address
    );
    office.world.send(&dana, &office.address, answer.as_bytes());
    office.world.wait_for_message(
        &office.address,
        |mail| mail.contains("two references"),
        PATIENCE,
    );
    let round = office.round();
    assert_eq!(round["received"], 1, "{round:#}");

    let first = &office.rows()[0];
    assert_eq!((&first["group"], &first["name"]), (&"they-wait".into(), &"Dana Whitfield".into()));
    assert!(first["title"].as_str().unwrap().contains("two references by Monday"), "{first:#}");
    assert!(first["waiting"].is_string(), "with a clock: {first:#}");
    let stopped = office.follow_up("Dana");
    assert_eq!(stopped["state"], "answered", "{stopped:#}");
    assert!(stopped["state_words"].as_str().unwrap().contains("they answered"), "{stopped:#}");

    // The opportunity is one unit: Ivo's thanks still go, his result check does not.
    let round = office.send_to("Ivo");
    assert_eq!(round["sent"], 1, "{round:#}");
    let thanks = office.note_at(&ivo);
    is_a_personal_note(&thanks, &office.address, &ivo);
    let text = |note: &[u8]| read(note).reply_text;
    assert!(text(&thanks).contains("flaky hardware tests") && !text(&thanks).contains("Orkney"));
    assert!(text(&note).contains("Orkney") && !text(&note).contains("flaky"));
    for _ in 0..10 {
        office.rapport.later(SignedDuration::from_hours(60));
        office.rapport.ok(&["run"]);
        let today = office.rapport.one(&["today"]);
        let ready = today["rows"].as_array().unwrap().iter().any(|row| row["group"] == "ready");
        assert!(!ready, "nothing more is offered to be sent: {today:#}");
    }
    assert_eq!((office.arrived(&dana).len(), office.arrived(&ivo).len()), (1, 1));
    let why = office.rapport.ok(&["why", "Ivo"]);
    assert!(why.contains("Dana Whitfield answered"), "{why}");
}

/// What everybody's own mail program would have sent, and nothing that follows anybody.
fn is_a_personal_note(raw: &[u8], from: &str, to: &str) {
    let all = String::from_utf8_lossy(raw);
    let is = |name: &str, wanted: &str| {
        let value = header(raw, name).unwrap_or_default();
        assert!(value.contains(wanted), "{name}: {value}\n{all}");
    };
    is("From", &format!("Nell Ashworth <{from}>"));
    is("To", &format!("<{to}>"));
    is("Message-ID", "@alpha.test>");
    is("Content-Language", "en");
    is("Content-Type", "multipart/alternative");
    is("MIME-Version", "1.0");
    jiff::fmt::rfc2822::parse(&header(raw, "Date").unwrap()).expect("a date of RFC 5322");
    assert_eq!(header(raw, "To").unwrap().matches('@').count(), 1, "to one person alone");
    for absent in [
        "Cc",
        "Bcc",
        "Auto-Submitted",
        "Precedence",
        "List-Unsubscribe",
        "X-Mailer",
        "Reply-To",
        "Disposition-Notification-To",
        "Return-Receipt-To",
    ] {
        assert_eq!(header(raw, absent), None, "{absent}\n{all}");
    }
    let lower = all.to_lowercase();
    for absent in ["<img", "http://", "https://", "url(", "<script", "<link"] {
        assert!(!lower.contains(absent), "{absent}\n{all}");
    }
    assert!(all.lines().all(|line| line.len() <= 998), "RFC 5322, section 2.1.1");
}

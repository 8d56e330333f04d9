//! Mail that nobody should have sent: a hundred mutilated messages do not stop the collector, and
//! the answer behind them is read.

use rapport_sandbox::Dice;

use crate::support::mail::Office;
use crate::support::people::doctor_on;

/// What a message may be made of, each with something wrong.
const PARTS: [&str; 14] = [
    "Content-Type: multipart/mixed; boundary=\"x\"",
    "Content-Type: multipart/report; report-type=delivery-status; boundary=\"x\"",
    "Content-Type: text/html; charset=\"klingon\"",
    "Content-Transfer-Encoding: base64",
    "Content-Transfer-Encoding: quoted-printable",
    "Subject: =?utf-8?Q?=FF=FE?= =?bogus?X??=",
    "References: <<<>>> <a@b <c> ,,, \u{0}",
    "In-Reply-To: <<@>>",
    "Auto-Submitted: auto-replied; ; ;",
    "Date: Thu, 99 Foo 0000 99:99:99 -9999",
    "Return-Path: <>",
    "X-Failed-Recipients: @,@,@@",
    "Message-ID: <\u{1b}[31m@>",
    "--x\r\nContent-Type: message/delivery-status\r\n\r\nFinal-Recipient: rfc822;\r\nStatus: 5\r\n--x",
];

fn mutilated(dice: &mut Dice, from: &str, to: &str) -> Vec<u8> {
    let mut raw = format!("From: {from}\r\nTo: {to}\r\n").into_bytes();
    let count = dice.below(8);
    for _ in 0..count {
        let part = PARTS[usize::try_from(dice.below(PARTS.len() as u64)).unwrap()];
        raw.extend(part.replace('\0', "?").as_bytes());
        raw.extend(b"\r\n");
        if dice.below(5) == 0 {
            raw.extend(b"\r\n");
        }
    }
    raw.extend(b"\r\n");
    for _ in 0..dice.below(600) {
        // No NUL and no bare dot: a mail server would not have taken them.
        let byte = 1 + u8::try_from(dice.below(255)).unwrap();
        raw.push(if byte == b'.' || byte == b'\r' { b'x' } else { byte });
    }
    raw.extend(b"\r\n");
    raw
}

#[test]
fn a_hundred_mutilated_mails_stop_nothing() {
    let seed = 0x5EED_0004;
    println!("seed {seed:#x}");
    let mut dice = Dice::new(seed);
    let office = Office::open("nell.garbage");
    let dana = office.world.new_user("dana.garbage", "beta.test").address;
    let ivo = office.world.new_user("ivo.garbage", "beta.test").address;
    office.met("Dana Whitfield", &dana);
    office.met("Ivo Marek", &ivo);
    office.rapport.ok(&["approve", "Ivo", "--now"]);
    for number in 0..100 {
        // Some from somebody known, some in the name of a mail system, some from anybody.
        let from = match number % 3 {
            0 => dana.as_str(),
            1 => "MAILER-DAEMON@beta.test",
            _ => "someone@elsewhere.example",
        };
        let raw = mutilated(&mut dice, from, &office.address);
        office.world.deliver("someone@elsewhere.example", &office.address, &raw);
    }
    let headers = "Message-ID: <behind@beta.test>\r\nSubject: After all that";
    office.receive(&dana, headers, "Could you come by on Thursday?");
    let round = office.round();
    assert_eq!(round["sentences"].as_array().unwrap().len(), 0, "{round:#}");
    let shown = office.show("Dana");
    assert!(shown["timeline"].to_string().contains("come by on Thursday"), "{shown:#}");
    let health = office.rapport.run(&["doctor", "--json"]);
    let health: serde_json::Value = serde_json::from_str(&health.stdout).unwrap();
    assert_eq!(health["unprocessed"], 0, "{health:#}");
    assert_eq!(doctor_on(&office.rapport, "mailbox").unwrap().0, "ok");
    // Nothing of it spoils what is shown on a terminal, and the other note has gone out.
    let printed = office.rapport.ok(&["show", "Dana"]) + &office.rapport.ok(&["today"]);
    assert!(!printed.contains('\u{1b}') && !printed.contains('\u{7}'), "{printed:?}");
    office.note_at(&ivo);
}

//! What comes back besides a plain answer: reports, away notices, answers from other programs,
//! mail that a phone has read already, and a server that numbers its mail anew.

use jiff::ToSpan as _;
use serde_json::Value;

use crate::support::mail::{Office, PATIENCE, header};
use crate::support::server::Server;

/// A note to somebody of the sandbox has gone out; its Message-ID and subject.
fn note_sent(office: &Office, name: &str, address: &str) -> (String, String) {
    office.met(name, address);
    let round = office.send_to(name);
    assert_eq!(round["sent"], 1, "{round:#}");
    let note = office.note_at(address);
    (header(&note, "Message-ID").unwrap(), header(&note, "Subject").unwrap())
}

fn first_row(office: &Office) -> Value {
    office.rows().first().cloned().unwrap_or_default()
}

/// The follow-up is stopped by an answer, and the row on top says what they wrote.
#[track_caller]
fn is_stopped_by_an_answer(office: &Office, name: &str, words: &str) {
    let follow_up = office.follow_up(name);
    let says = follow_up["state_words"].as_str().unwrap_or_default();
    assert!(says.contains("they answered"), "{follow_up:#}");
    let row = first_row(office);
    assert_eq!((&row["group"], &row["name"]), (&"they-wait".into(), &name.into()), "{row:#}");
    let shown = office.show(name)["timeline"].to_string();
    assert!(shown.contains(words), "{shown}");
}

#[test]
fn a_report_about_an_unknown_recipient_suppresses_the_address_and_asks() {
    let office = Office::open("nell.unknown");
    office.met("Dana Whitfield", "nobody.here@beta.test");
    assert_eq!(office.send_to("Dana")["sent"], 1);
    let report = office.world.wait_for_message(
        &office.address,
        |mail| {
            mail.contains("nobody.here@beta.test") && mail.contains("report-type=delivery-status")
        },
        PATIENCE,
    );
    assert!(String::from_utf8_lossy(&report).contains("5.1.1"), "a true report");
    let round = office.round();
    assert_eq!(round["received"], 1, "{round:#}");
    let suppressed = office.rapport.json(&["suppress", "--list"]);
    assert_eq!(suppressed.len(), 1, "{suppressed:#?}");
    assert_eq!(suppressed[0]["address"], "nobody.here@beta.test");
    assert_eq!(suppressed[0]["for_ever"], false, "a new address may be found");
    let row = first_row(&office);
    assert_eq!(row["group"], "decide", "{row:#}");
    let why = office.rapport.ok(&["why", "Dana"]);
    assert!(why.contains("does not exist"), "{why}");
}

#[test]
fn an_away_notice_is_no_answer_and_what_is_planned_waits() {
    let office = Office::open("nell.away");
    let carol = office.world.new_user("carol.away", "beta.test").address;
    office.world.go_away(&carol, "Out of office", "I am away and back on 14 December.");
    note_sent(&office, "Carol Reyes", &carol);
    let notice = office.world.wait_for_message(
        &office.address,
        |mail| mail.contains("Out of office"),
        PATIENCE,
    );
    assert!(header(&notice, "Auto-Submitted").is_some(), "a true notice");
    let round = office.round();
    assert_eq!(round["received"], 1, "{round:#}");
    let shown = office.show("Carol");
    assert_ne!(shown["contact"]["turn"], "mine", "nobody waits for Nell: {shown:#}");
    let says = shown["follow_ups"][0].to_string();
    assert!(says.contains("away"), "{shown:#}");
    assert!(!says.contains("they answered"), "{shown:#}");
}

#[test]
fn an_answer_without_references_is_known_by_her_address() {
    let office = Office::open("nell.plain");
    let dana = office.world.new_user("dana.plain", "beta.test").address;
    note_sent(&office, "Dana Whitfield", &dana);
    let headers = "Message-ID: <new.plain@beta.test>\r\nSubject: One more thing";
    office.receive(&dana, headers, "When could you come by for a second talk?");
    office.round();
    is_stopped_by_an_answer(&office, "Dana Whitfield", "second talk");
}

#[test]
fn an_answer_in_html_alone_is_read() {
    let office = Office::open("nell.html");
    let dana = office.world.new_user("dana.html", "beta.test").address;
    let (id, subject) = note_sent(&office, "Dana Whitfield", &dana);
    let headers = format!(
        "Message-ID: <html@beta.test>\r\nSubject: RE: {subject}\r\nIn-Reply-To: {id}\r\n\
         MIME-Version: 1.0\r\nContent-Type: text/html; charset=utf-8"
    );
    let text = "<html><body><div>Dear Nell,</div><div>we would like to see you <b>again</b>; \
         which day suits you?</div><div class=\"gmail_quote\">On Tuesday Nell wrote:\
         <blockquote>Thank you for the conversation</blockquote></div></body></html>";
    office.receive(&dana, &headers, text);
    office.round();
    is_stopped_by_an_answer(&office, "Dana Whitfield", "see you again");
    let timeline = office.show("Dana")["timeline"].to_string();
    assert!(!timeline.contains("<div>"), "{timeline}");
}

#[test]
fn an_answer_that_a_phone_has_read_already_is_read_and_stays_as_it_was() {
    let office = Office::open("nell.phone");
    let dana = office.world.new_user("dana.phone", "beta.test").address;
    let ivo = office.world.new_user("ivo.phone", "beta.test").address;
    let (id, _) = note_sent(&office, "Dana Whitfield", &dana);
    let headers = |name: &str| {
        format!("Message-ID: <{name}@beta.test>\r\nSubject: Re: your note\r\nIn-Reply-To: {id}")
    };
    office.receive(&dana, &headers("seen"), "Could you call me tomorrow?");
    office.world.mark_seen(&office.address, "<seen@beta.test>");
    office.round();
    is_stopped_by_an_answer(&office, "Dana Whitfield", "call me tomorrow");
    // And what was unread stays unread: reading changes nothing.
    office.met("Ivo Marek", &ivo);
    office.receive(&ivo, "Message-ID: <unseen@beta.test>\r\nSubject: Hello", "Do call me.");
    assert_eq!(office.round()["received"], 1);
    assert!(office.world.is_seen(&office.address, "<seen@beta.test>"));
    assert!(!office.world.is_seen(&office.address, "<unseen@beta.test>"));
}

#[test]
fn what_she_wrote_by_hand_is_noticed_and_is_no_answer() {
    let office = Office::open("nell.hand");
    let dana = office.world.new_user("dana.hand", "beta.test").address;
    office.met("Dana Whitfield", &dana);
    let raw = format!(
        "From: Nell Ashworth <{}>\r\nTo: {dana}\r\nSubject: The bees\r\n\
         Message-ID: <by.hand@alpha.test>\r\n\r\nHere is the book on bees.\r\n",
        office.address
    );
    office.world.append(&office.address, "Sent", "\\Seen", raw.as_bytes());
    let round = office.round();
    assert_eq!(round["received"], 0, "her own mail is nobody's answer: {round:#}");
    let shown = office.show("Dana");
    let timeline = shown["timeline"].to_string();
    assert!(timeline.contains("The bees"), "{shown:#}");
    assert_ne!(shown["contact"]["turn"], "mine", "{shown:#}");
    // The note that was ready asks again, so that she does not write twice in a day.
    let why = office.rapport.ok(&["why", "Dana"]);
    assert!(why.contains("yourself"), "{why}");
}

#[test]
fn a_server_that_numbers_its_mail_anew_is_read_again_and_nothing_counts_twice() {
    let office = Office::open("nell.anew");
    let dana = office.world.new_user("dana.anew", "beta.test").address;
    let ivo = office.world.new_user("ivo.anew", "beta.test").address;
    let (id, _) = note_sent(&office, "Dana Whitfield", &dana);
    let headers =
        format!("Message-ID: <before@beta.test>\r\nSubject: Re: thanks\r\nIn-Reply-To: {id}");
    office.receive(&dana, &headers, "Could you send the slides?");
    assert_eq!(office.round()["received"], 1);
    let entries = |name: &str| office.show(name)["timeline"].as_array().unwrap().len();
    let before = entries("Dana");

    let number = || {
        let lines = office.world.imap(&office.address, &["EXAMINE INBOX"]);
        let line = lines.iter().find(|line| line.contains("UIDVALIDITY")).cloned();
        line.expect("a server says it")
    };
    let old = number();
    // What a server does after a crash: its list is gone, and it begins a new one. A process of it
    // that is still about may write the old one once more.
    let maildir = office.world.store.join("alpha.test/nell.anew/Maildir");
    rapport_sandbox::wait_until("the server to number its mail anew", PATIENCE, || {
        for entry in std::fs::read_dir(&maildir).unwrap().flatten() {
            if entry.file_name().to_string_lossy().starts_with("dovecot") {
                let _ = std::fs::remove_file(entry.path());
            }
        }
        (number() != old).then_some(())
    });

    office.met("Ivo Marek", &ivo);
    office.receive(&ivo, "Message-ID: <after@beta.test>\r\nSubject: Hello", "Shall we talk?");
    let round = office.round();
    assert_eq!(round["received"], 1, "the new one alone: {round:#}");
    assert_eq!(entries("Dana"), before, "{:#}", office.show("Dana"));
    assert!(office.show("Ivo")["timeline"].to_string().contains("Shall we talk"));
}

#[test]
fn a_running_server_hears_of_an_answer_at_once() {
    let office = Office::open("nell.serve");
    let dana = office.world.new_user("dana.serve", "beta.test").address;
    office.met("Dana Whitfield", &dana);
    office.rapport.ok(&["approve", "Dana", "--now"]);
    office.rapport.later(jiff::SignedDuration::from_mins(2));
    let server = Server::start(&office.rapport, "serve");
    let note = office.note_at(&dana);
    let id = header(&note, "Message-ID").unwrap();
    let headers =
        format!("Message-ID: <now@beta.test>\r\nSubject: Re: thanks\r\nIn-Reply-To: {id}");
    office.receive(&dana, &headers, "Can you come on Monday?");
    // Well within the two minutes of the poll that is the net below IDLE.
    rapport_sandbox::wait_until("the answer to be heard", PATIENCE, || {
        (office.follow_up("Dana")["state"] == "answered").then_some(())
    });
    assert_eq!(server.terminate(), Some(0));
    assert_eq!(office.arrived(&dana).len(), 1);
}

#[test]
fn a_vacation_of_a_real_server_holds_what_is_planned_until_the_first_hour_after_the_return() {
    let office = Office::open("nell.vacation");
    let carol = office.world.new_user("carol.vacation", "beta.test").address;
    let back = office.rapport.now().to_zoned(jiff::tz::TimeZone::UTC).date() + 12_i32.days();
    let text =
        format!("I am out of the office and will be back on {}.", back.strftime("%-d %B %Y"));
    office.world.go_away(&carol, "Out of office", &text);
    note_sent(&office, "Carol Reyes", &carol);
    let is_notice = |mail: &str| mail.contains("Out of office");
    office.world.wait_for_message(&office.address, is_notice, PATIENCE);
    assert_eq!(office.round()["received"], 1);
    let inbox = office.rapport.one(&["inbox"]);
    assert_eq!(inbox["mine_in_all"], 0, "{inbox:#}");
    let away = &inbox["away"][0];
    assert_eq!(away["name"], "Carol Reyes", "{inbox:#}");
    let until: jiff::Timestamp = away["at"].as_str().unwrap().parse().unwrap();
    let until = until.to_zoned(jiff::tz::TimeZone::get(crate::support::shifted::ZONE).unwrap());
    assert!(until.date() > back, "the day of the return itself is theirs: {until}");
    assert!((until.date() - back).get_days() <= 5, "the next working day: {until}");
    // The morning comes, and the follow-up goes on by itself.
    let long = until.timestamp().duration_since(office.rapport.now());
    office.rapport.later(long + jiff::SignedDuration::from_hours(1));
    office.round();
    let after = office.rapport.one(&["inbox"]);
    assert!(after["away"].as_array().unwrap().is_empty(), "{after:#}");
}

#[test]
fn a_german_answer_from_a_phone_with_the_thread_below_is_an_answer_and_is_read_alone() {
    let office = Office::open("nell.german");
    let dana = office.world.new_user("dana.german", "beta.test").address;
    let (id, subject) = note_sent(&office, "Dana Whitfield", &dana);
    let headers = format!(
        "Message-ID: <handy@beta.test>\r\nSubject: AW: {subject}\r\nIn-Reply-To: {id}\r\n\
         References: {id}\r\nMIME-Version: 1.0\r\nContent-Type: text/plain; charset=utf-8\r\n\
         Content-Transfer-Encoding: 8bit"
    );
    let text = "Liebe Frau Ashworth,\r\n\r\nkönnten Sie uns am Donnerstag noch einmal besuchen?\r\n\r\n\
        Viele Grüße\r\nDana Whitfield\r\n\r\nVon meinem iPhone gesendet\r\n\r\n\
        > Am 17.11.2026 um 09:12 schrieb Nell Ashworth <nell.german@alpha.test>:\r\n> \r\n\
        > Thank you for the glass roof. Please do not write to me again before Friday.\r\n";
    // A mail's date has no fractions: an answer in the very second of the note would be before it.
    office.rapport.later(jiff::SignedDuration::from_mins(5));
    office.receive(&dana, &headers, text);
    assert_eq!(office.round()["received"], 1);
    is_stopped_by_an_answer(&office, "Dana Whitfield", "am Donnerstag noch einmal besuchen");
    let entry = office.show("Dana")["timeline"].to_string();
    assert!(!entry.contains("before Friday"), "what is quoted is nobody's word: {entry}");
    assert!(office.rapport.json(&["suppress", "--list"]).is_empty());
    let inbox = office.rapport.one(&["inbox"]);
    assert_eq!(inbox["mine_in_all"], 1, "{inbox:#}");
    let stats = office.rapport.one(&["inbox", "stats", "--weeks", "2"]);
    assert_eq!((&stats["all"]["asked"], &stats["all"]["unanswered"]), (&1.into(), &1.into()));
}

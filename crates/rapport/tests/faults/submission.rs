//! What a submission server can do wrong, said to a user: where the note stands, in one sentence,
//! and that it arrives once or not at all.

use std::time::Duration;

use jiff::SignedDuration;
use rapport_sandbox::{FakeSmtp, Flaw, Rule, Security, Stage};
use serde_json::Value;

use crate::support::mail::Office;
use crate::support::people::doctor_on;

/// An office behind a scripted server, somebody met, and the note approved.
struct Case {
    office: Office,
    server: FakeSmtp,
    dana: String,
}

impl Case {
    fn new(name: &str) -> Self {
        let server = FakeSmtp::start(Security::Implicit);
        let office = Office::open_through(&format!("nell.{name}"), &server);
        let dana = office.world.new_user(&format!("dana.{name}"), "beta.test").address;
        office.met("Dana Whitfield", &dana);
        office.rapport.ok(&["approve", "Dana", "--now"]);
        Self { office, server, dana }
    }

    /// The rule holds for mail to Dana, or for every connection.
    fn with(name: &str, rule: impl Fn(&str) -> Rule) -> Self {
        let case = Self::new(name);
        case.server.rule(rule(&case.dana));
        case
    }

    /// One round, in which nothing counts as sent.
    fn fails(&self) -> Value {
        let round = self.office.round();
        assert_eq!(round["sent"], 0, "{round:#}");
        self.office.follow_up("Dana")
    }

    /// Everything that a user reads about it: `show` and `why`.
    fn words(&self) -> String {
        let show = self.office.rapport.ok(&["show", "Dana"]);
        let why = self.office.rapport.ok(&["why", "Dana"]);
        let all = format!("{show}\n{why}").replace('\n', " ");
        all.split_whitespace().collect::<Vec<_>>().join(" ")
    }

    #[track_caller]
    fn says(&self, words: &[&str]) {
        let all = self.words();
        for word in words {
            assert!(all.contains(word), "`{word}` is missing:\n{all}");
        }
    }

    /// The server behaves again, and some time later the note is there, once.
    #[track_caller]
    fn goes_out_once_later(&self) {
        self.server.behave();
        for _ in 0..6 {
            self.office.rapport.later(SignedDuration::from_mins(10));
            self.office.rapport.ok(&["run"]);
        }
        assert_eq!(self.office.follow_up("Dana")["state"], "waiting", "{}", self.words());
        self.office.note_at(&self.dana);
        assert_eq!(self.office.arrived(&self.dana).len(), 1);
    }

    /// It never arrives, however often it goes round.
    #[track_caller]
    fn never_goes_out(&self) {
        self.server.behave();
        for _ in 0..3 {
            self.office.rapport.later(SignedDuration::from_mins(20));
            self.office.rapport.ok(&["run"]);
        }
        assert!(self.office.arrived(&self.dana).is_empty());
        let accepted = self.server.accepted();
        assert!(accepted.iter().all(|mail| !mail.recipients.contains(&self.dana)));
    }
}

#[test]
fn a_server_that_is_busy_is_tried_again() {
    for (name, rule) in [
        ("421", Rule::at(Stage::Connect).answer("421 4.3.2 too busy, come back later")),
        ("421hello", Rule::at(Stage::Hello).answer("421 4.3.2 going down")),
        ("drop.connect", Rule::at(Stage::Connect).drop_connection()),
        ("drop.sender", Rule::at(Stage::Sender).drop_connection()),
        ("drop.data", Rule::at(Stage::Data).drop_connection()),
    ] {
        let case = Case::with(name, |_| rule.clone());
        let follow_up = case.fails();
        assert_eq!(follow_up["state"], "queued", "{name}: {follow_up:#}");
        case.says(&["tried again"]);
        case.goes_out_once_later();
    }
}

#[test]
fn a_mailbox_that_is_busy_is_tried_again() {
    let case = Case::with("450", |dana| {
        Rule::at(Stage::Recipient)
            .for_recipient(dana)
            .answer("450 4.2.1 greylisted, try again in five minutes")
    });
    assert_eq!(case.fails()["state"], "queued");
    case.says(&["tried again", "greylisted"]);
    assert_ne!(doctor_on(&case.office.rapport, "mail").unwrap().0, "bad", "nobody's fault");
    case.goes_out_once_later();
}

#[test]
fn an_unknown_user_suppresses_the_address_and_asks() {
    let case = Case::with("550", |dana| {
        Rule::at(Stage::Recipient).for_recipient(dana).answer("550 5.1.1 no such user here")
    });
    let follow_up = case.fails();
    assert!(
        ["unreachable", "undeliverable"].contains(&follow_up["state"].as_str().unwrap()),
        "{follow_up:#}"
    );
    let suppressed = case.office.rapport.json(&["suppress", "--list"]);
    assert_eq!(suppressed.len(), 1, "{suppressed:#?}");
    assert_eq!(suppressed[0]["address"], case.dana.as_str());
    let row = case.office.rows()[0].clone();
    assert_eq!(row["group"], "decide", "{row:#}");
    case.never_goes_out();
}

#[test]
fn a_policy_against_the_sender_stops_the_account_and_spares_the_contact() {
    let case = Case::with("policy", |_| {
        Rule::at(Stage::Sender).answer("550 5.7.1 you may not send as this address")
    });
    assert_eq!(case.fails()["state"], "queued");
    let (level, sentence) = doctor_on(&case.office.rapport, "mail").unwrap();
    assert_eq!(level, "bad", "{sentence}");
    assert!(sentence.contains("may not send as this address"), "{sentence}");
    assert!(sentence.contains("rapport account resume"), "{sentence}");
    assert!(case.office.rapport.json(&["suppress", "--list"]).is_empty(), "she is innocent");
    let connections = case.server.connections();
    case.office.round();
    assert_eq!(case.server.connections(), connections, "a stopped account knocks no more");
    case.office.rapport.ok(&["account", "resume", &case.office.address]);
    case.goes_out_once_later();
}

#[test]
fn a_refused_text_is_a_question_and_is_not_sent_again_by_itself() {
    let case = Case::with("554", |dana| {
        Rule::at(Stage::FinalDot)
            .for_recipient(dana)
            .answer("554 5.6.0 the content is not accepted")
    });
    let follow_up = case.fails();
    assert_eq!(follow_up["state"], "undeliverable", "{follow_up:#}");
    case.says(&["could not be delivered", "content is not accepted"]);
    assert!(case.office.rapport.json(&["suppress", "--list"]).is_empty());
    case.never_goes_out();
}

#[test]
fn a_line_that_breaks_in_the_text_is_a_doubt_and_no_says_it_is_sent_anew() {
    let case = Case::with("broken", |dana| {
        Rule::at(Stage::Content).for_recipient(dana).drop_after_bytes(60)
    });
    let follow_up = case.fails();
    assert_eq!(follow_up["state"], "uncertain", "{follow_up:#}");
    case.says(&["nobody knows whether"]);
    let row = case.office.rows()[0].clone();
    assert_eq!(row["group"], "decide", "{row:#}");
    // It is never sent again by itself.
    case.never_goes_out();
    case.office.rapport.ok(&["arrived", "Dana", "no"]);
    case.office.rapport.run(&["approve", "Dana", "--now"]);
    case.goes_out_once_later();
}

#[test]
fn a_lost_yes_is_a_doubt_and_yes_closes_it() {
    let case =
        Case::with("lost", |dana| Rule::at(Stage::Accepted).for_recipient(dana).drop_connection());
    assert_eq!(case.fails()["state"], "uncertain");
    case.office.note_at(&case.dana);
    case.office.rapport.ok(&["arrived", "Dana", "yes"]);
    case.goes_out_once_later();
}

#[test]
fn a_lost_yes_is_settled_by_the_copy_among_the_sent_mail() {
    let case = Case::with("copied", |dana| {
        Rule::at(Stage::Accepted).for_recipient(dana).drop_connection()
    });
    assert_eq!(case.fails()["state"], "uncertain");
    // Her provider keeps a copy of what it took.
    let note = case.office.note_at(&case.dana);
    case.office.world.append(&case.office.address, "Sent", "\\Seen", &note);
    let round = case.office.round();
    assert_eq!(round["settled"], 1, "{round:#}");
    assert_eq!(case.office.follow_up("Dana")["state"], "waiting", "{}", case.words());
    case.goes_out_once_later();
}

#[test]
fn a_server_that_falls_silent_is_waited_for_and_nothing_is_lost() {
    let case = Case::with("stall", |dana| {
        Rule::at(Stage::FinalDot).for_recipient(dana).stall(Duration::from_secs(8))
    });
    let round = case.office.round();
    assert_eq!(round["sent"], 1, "slow is not lost: {round:#}");
    case.goes_out_once_later();
}

#[test]
fn a_wrong_password_is_told_apart_from_a_server_that_is_away() {
    let server = FakeSmtp::start(Security::Implicit);
    let office = Office::open_through("nell.login", &server);
    server.set_password(&office.address, "something else");
    let dana = office.world.new_user("dana.login", "beta.test").address;
    office.met("Dana Whitfield", &dana);
    assert_eq!(office.send_to("Dana")["sent"], 0);
    let (level, sentence) = doctor_on(&office.rapport, "mail").unwrap();
    assert_eq!(level, "bad", "{sentence}");
    assert!(sentence.contains("password") && sentence.contains("account resume"), "{sentence}");
    // Typed anew while it is wrong: the round trip says so, with the code for "denied".
    let place = format!("127.0.0.1:{}:tls", server.port());
    let said = office.add_account(&place, &[]);
    assert_eq!(said.code, 7, "{said:#?}");
    assert!(said.stderr.contains("refused the login"), "{said:#?}");
    // Set right, the note goes.
    server.set_password(&office.address, &office.world.password);
    assert_eq!(office.add_account(&place, &[]).code, 0);
    for _ in 0..4 {
        office.rapport.later(SignedDuration::from_mins(10));
        office.rapport.ok(&["run"]);
    }
    office.note_at(&dana);
    assert_eq!(office.arrived(&dana).len(), 1);
}

#[test]
fn a_certificate_that_has_expired_or_names_another_is_refused_by_name() {
    for (name, flaw, words) in [
        ("nell.expired", Flaw::Expired, "expired"),
        ("nell.elsewhere", Flaw::OtherHost, "127.0.0.1"),
    ] {
        let good = FakeSmtp::start(Security::Implicit);
        let office = Office::open_through(name, &good);
        let bad = FakeSmtp::start_with(Security::Implicit, flaw);
        let mut roots = std::fs::read(&office.world.ca_pem).unwrap();
        roots.extend(std::fs::read(bad.ca_pem()).unwrap());
        std::fs::write(office.rapport.home().join("roots.pem"), roots).unwrap();
        let said = office.add_account(&format!("127.0.0.1:{}:tls", bad.port()), &[]);
        assert_eq!(said.code, 5, "{said:#?}");
        assert!(said.stderr.contains("certificate") && said.stderr.contains(words), "{said:#?}");
        assert!(said.stderr.contains("hint: "), "{said:#?}");
        // The account that worked is as it was.
        let accounts = office.rapport.json(&["account", "list"]);
        let submission = format!("127.0.0.1:{}", good.port());
        assert_eq!(accounts[0]["submission"], submission.as_str());
    }
}

#[test]
fn a_server_without_encryption_never_hears_the_password() {
    let good = FakeSmtp::start(Security::Implicit);
    let office = Office::open_through("nell.clear", &good);
    let clear = FakeSmtp::start(Security::Plain);
    let said = office.add_account(&format!("127.0.0.1:{}:starttls", clear.port()), &[]);
    assert_eq!(said.code, 5, "{said:#?}");
    assert!(said.stderr.to_lowercase().contains("starttls"), "{said:#?}");
    let heard = clear.transcript();
    assert!(!heard.iter().any(|(_, line)| line.to_uppercase().starts_with("AUTH")), "{heard:?}");
}

#[test]
fn a_mailbox_that_cannot_be_read_holds_sending_and_is_shown() {
    let server = FakeSmtp::start(Security::Implicit);
    let office = Office::open_through("nell.blind", &server);
    let dana = office.world.new_user("dana.blind", "beta.test").address;
    office.met("Dana Whitfield", &dana);
    // The reading server's password changed; submission still takes the old one.
    let users = std::fs::read_to_string(&office.world.users_file).unwrap();
    let changed: String = users
        .lines()
        .map(|line| match line.starts_with(&office.address) {
            true => format!("{}:{{PLAIN}}changed::::::\n", office.address),
            false => format!("{line}\n"),
        })
        .collect();
    std::fs::write(&office.world.users_file, changed).unwrap();
    office.rapport.later(SignedDuration::from_mins(30));
    rapport_sandbox::wait_until("the new password", Duration::from_secs(15), || {
        let round = office.rapport.one(&["run"]);
        (!round["sentences"].as_array().unwrap().is_empty()).then_some(())
    });
    office.rapport.ok(&["approve", "Dana", "--now"]);
    office.rapport.later(SignedDuration::from_mins(30));
    let round = office.rapport.one(&["run"]);
    assert_eq!(round["sent"], 0, "nothing is sent blind: {round:#}");
    assert!(round["sentences"].to_string().contains("cannot be read"), "{round:#}");
    let (level, sentence) = doctor_on(&office.rapport, "mailbox").unwrap();
    assert!(level == "bad" && sentence.contains("Nothing is sent blind"), "{sentence}");
}

//! Submission to a scripted server that fails at each moment of the dialogue.

use std::time::Duration;

use rapport_app::driver::connect::{ConnectError, TlsProblem};
use rapport_app::driver::smtp::{
    Delivery, Doubt, Refusal, Setback, Stage as At, Whose, check_login,
};
use rapport_app::driver::{MailServer, Security};
use rapport_sandbox::{Certificate, FakeSmtp, Flaw, Rule, Security as Offered, Stage};

use crate::setting::{deliver_counting, message, password, server};

const FROM: &str = "me@example.org";
const TO: &str = "dana@acme.example";

/// The stages before the server's 354, in order.
const BEFORE: [(Stage, At); 6] = [
    (Stage::Connect, At::Greeting),
    (Stage::Hello, At::Greeting),
    (Stage::Auth, At::Login),
    (Stage::Sender, At::Sender),
    (Stage::Recipient, At::Recipient),
    (Stage::Data, At::Data),
];

fn submission(fake: &FakeSmtp) -> MailServer {
    server(fake.port(), Security::ImplicitTls, password(FROM, "secret"), &fake.ca_pem())
}

async fn attempt(submission: &MailServer) -> (Delivery, u32) {
    deliver_counting(submission, FROM, TO, &message(FROM, TO, "x@example.org"), true).await
}

fn refusal(delivery: Delivery) -> Refusal {
    match delivery {
        Delivery::Failed { why } | Delivery::Deferred { why: Setback::Refused(why) } => why,
        other => panic!("no refusal: {other:?}"),
    }
}

#[tokio::test]
async fn not_now_at_any_stage_defers_and_commits_only_after_the_dot() {
    let fake = FakeSmtp::start(Offered::Implicit);
    let submission = submission(&fake);
    let after = (Stage::FinalDot, At::Body);
    for (stage, at) in BEFORE.into_iter().chain([after]) {
        for code in [421, 450] {
            fake.behave();
            fake.rule(Rule::at(stage).answer(&format!("{code} 4.3.2 not now")));
            let (delivery, commits) = attempt(&submission).await;
            assert!(matches!(delivery, Delivery::Deferred { .. }), "{stage:?} {delivery:?}");
            let refusal = refusal(delivery);
            assert_eq!((refusal.code, refusal.stage), (Some(code), at));
            assert_eq!(refusal.enhanced.as_deref(), Some("4.3.2"));
            assert_eq!(commits, u32::from(stage == Stage::FinalDot), "{stage:?}");
        }
    }
    assert!(fake.accepted().is_empty());
}

#[tokio::test]
async fn a_no_fails_the_message_or_the_account_by_stage() {
    let fake = FakeSmtp::start(Offered::Implicit);
    let submission = submission(&fake);
    for (stage, whose) in [
        (Stage::Sender, Whose::OurSide),
        (Stage::Recipient, Whose::Recipient),
        (Stage::Data, Whose::Unknown),
        (Stage::FinalDot, Whose::Unknown),
    ] {
        fake.behave();
        fake.rule(Rule::at(stage).answer("550 no"));
        let (delivery, commits) = attempt(&submission).await;
        assert!(matches!(delivery, Delivery::Failed { .. }), "{stage:?} {delivery:?}");
        assert_eq!(refusal(delivery).whose, whose, "{stage:?}");
        assert_eq!(commits, u32::from(stage == Stage::FinalDot), "{stage:?}");
    }
    for stage in [Stage::Connect, Stage::Hello, Stage::Auth] {
        fake.behave();
        fake.rule(Rule::at(stage).answer("550 5.7.1 go away"));
        let (delivery, commits) = attempt(&submission).await;
        let Delivery::NoConnection { why } = delivery else { panic!("{stage:?} {delivery:?}") };
        assert!(!why.is_transient(), "{why:?}");
        assert!(why.to_string().contains("go away"), "{why}");
        assert_eq!(commits, 0);
    }
}

#[tokio::test]
async fn lost_before_354_is_deferred_and_never_committed() {
    let fake = FakeSmtp::start(Offered::Implicit);
    let submission = submission(&fake);
    for (stage, at) in BEFORE {
        fake.behave();
        fake.rule(Rule::at(stage).drop_connection());
        let (delivery, commits) = attempt(&submission).await;
        if stage == Stage::Connect {
            // There was no connection yet: that is about the server, not the message.
            let Delivery::NoConnection { why } = delivery else {
                panic!("{delivery:?}");
            };
            assert!(why.is_transient(), "{why:?}");
            assert_eq!(commits, 0);
            continue;
        }
        let Delivery::Deferred { why: Setback::Lost { stage: lost_at, .. } } = &delivery else {
            panic!("{stage:?}: {delivery:?}");
        };
        assert_eq!(*lost_at, at);
        assert_eq!(commits, 0, "{stage:?}");
    }
    assert!(fake.accepted().is_empty());
}

#[tokio::test]
async fn i2_lost_after_354_is_uncertain_and_committed_once() {
    let fake = FakeSmtp::start(Offered::Implicit);
    let submission = submission(&fake);
    for rule in [
        Rule::at(Stage::Content).drop_connection(),
        Rule::at(Stage::Content).drop_after_bytes(20),
        Rule::at(Stage::FinalDot).drop_connection(),
        Rule::at(Stage::Accepted).drop_connection(),
    ] {
        fake.behave();
        fake.rule(rule.clone());
        let (delivery, commits) = attempt(&submission).await;
        assert!(
            matches!(delivery, Delivery::Uncertain { why: Doubt::Lost { .. } }),
            "{rule:?}: {delivery:?}"
        );
        assert_eq!(commits, 1, "{rule:?}");
    }
    assert_eq!(fake.accepted().len(), 1, "only the last was taken, and nobody could know");
}

#[tokio::test]
async fn an_answer_in_the_middle_of_the_message_is_never_taken_for_success() {
    let fake = FakeSmtp::start(Offered::Implicit);
    fake.rule(Rule::at(Stage::Content).answer("421 4.3.2 going down"));
    let (delivery, commits) = attempt(&submission(&fake)).await;
    // Whether the answer is read or lost with the connection depends on timing.
    assert!(
        matches!(delivery, Delivery::Deferred { .. } | Delivery::Uncertain { .. }),
        "{delivery:?}"
    );
    assert_eq!(commits, 1);
    assert!(fake.accepted().is_empty());
}

#[tokio::test]
async fn a_stalled_server_ends_in_the_right_outcome() {
    let fake = FakeSmtp::start(Offered::Implicit);
    let mut submission = submission(&fake);
    submission.deadlines.connect = Duration::from_secs(1);
    submission.deadlines.command = Duration::from_secs(1);
    submission.deadlines.body = Duration::from_secs(1);
    for (stage, _) in BEFORE {
        fake.behave();
        fake.rule(Rule::at(stage).stall(Duration::from_secs(20)));
        let (delivery, commits) = attempt(&submission).await;
        let before_login = matches!(stage, Stage::Connect | Stage::Hello);
        match &delivery {
            Delivery::NoConnection { why } if before_login => assert!(why.is_transient(), "{why}"),
            Delivery::Deferred { why: Setback::Stalled { .. } } if !before_login => {}
            other => panic!("{stage:?}: {other:?}"),
        }
        assert_eq!(commits, 0, "{stage:?}");
    }
    for stage in [Stage::Content, Stage::FinalDot, Stage::Accepted] {
        fake.behave();
        fake.rule(Rule::at(stage).stall(Duration::from_secs(20)));
        let (delivery, commits) = attempt(&submission).await;
        assert!(
            matches!(delivery, Delivery::Uncertain { why: Doubt::Stalled { .. } }),
            "{stage:?}: {delivery:?}"
        );
        assert_eq!(commits, 1, "{stage:?}");
    }
}

#[tokio::test]
async fn withheld_means_that_not_one_byte_was_sent() {
    let fake = FakeSmtp::start(Offered::Implicit);
    let bytes = message(FROM, TO, "x@example.org");
    let (delivery, commits) = deliver_counting(&submission(&fake), FROM, TO, &bytes, false).await;
    assert_eq!((delivery, commits), (Delivery::Withheld, 1));
    // The next delivery shows that the server is through with the first.
    let (delivery, _) = attempt(&submission(&fake)).await;
    assert!(matches!(delivery, Delivery::Accepted { .. }), "{delivery:?}");
    assert_eq!(fake.accepted().len(), 1);
    assert_eq!(fake.accepted()[0].connection, 2);
    let first: Vec<_> = fake.transcript().into_iter().filter(|(number, _)| *number == 1).collect();
    assert!(first.iter().all(|(_, line)| !line.starts_with("QUIT")), "{first:?}");
}

#[tokio::test]
async fn a_flawed_certificate_is_named_and_no_secret_is_sent() {
    for (flaw, problem) in [
        (Flaw::Expired, TlsProblem::Expired),
        (Flaw::OtherHost, TlsProblem::WrongName { names: String::new() }),
    ] {
        for (offered, security) in
            [(Offered::Implicit, Security::ImplicitTls), (Offered::StartTls, Security::StartTls)]
        {
            let fake = FakeSmtp::start_with(offered, flaw);
            let mut submission = submission(&fake);
            submission.security = security;
            let error = check_login(&submission).await.unwrap_err();
            let ConnectError::Tls { problem: found, .. } = &error else { panic!("{error:?}") };
            match (&problem, found) {
                (TlsProblem::WrongName { .. }, TlsProblem::WrongName { names }) => {
                    assert!(names.contains("elsewhere.example"), "{names}");
                }
                (expected, found) => assert_eq!(*expected, *found),
            }
            assert!(!error.remedy().is_empty());
            let said = fake.transcript();
            assert!(said.iter().all(|(_, line)| !line.contains("AUTH")), "{said:?}");
        }
    }
    // The certificate of another authority does not help.
    let fake = FakeSmtp::start(Offered::Implicit);
    let mut submission = submission(&fake);
    submission.extra_root_pem =
        Some(std::fs::read(Certificate::make(Flaw::None).ca_pem()).unwrap());
    let error = check_login(&submission).await.unwrap_err();
    assert!(
        matches!(error, ConnectError::Tls { problem: TlsProblem::UnknownIssuer, .. }),
        "{error:?}"
    );
}

#[tokio::test]
async fn without_starttls_nothing_is_said_in_clear_text() {
    let fake = FakeSmtp::start(Offered::Plain);
    let mut submission = submission(&fake);
    submission.security = Security::StartTls;
    let (delivery, commits) = attempt(&submission).await;
    let Delivery::NoConnection { why } = delivery else { panic!("{delivery:?}") };
    assert!(matches!(why, ConnectError::NoStartTls { .. }), "{why:?}");
    assert!(why.remedy().contains("implicit TLS"), "{}", why.remedy());
    assert_eq!(commits, 0);
    let said = fake.transcript();
    assert!(
        said.iter().all(|(_, line)| !line.contains("AUTH") && !line.contains("MAIL")),
        "{said:?}"
    );
}

#[tokio::test]
async fn starttls_works_and_its_refusal_is_not_ignored() {
    let fake = FakeSmtp::start(Offered::StartTls);
    let mut submission = submission(&fake);
    submission.security = Security::StartTls;
    let (delivery, _) = attempt(&submission).await;
    assert!(matches!(delivery, Delivery::Accepted { .. }), "{delivery:?}");
    fake.rule(Rule::at(Stage::StartTls).answer("454 4.7.0 TLS not available now"));
    let (delivery, commits) = attempt(&submission).await;
    assert!(matches!(delivery, Delivery::Deferred { .. }), "{delivery:?}");
    assert_eq!(refusal(delivery).code, Some(454));
    assert_eq!(commits, 0);
}

#[tokio::test]
async fn a_refused_token_is_a_login_and_not_a_protocol_error() {
    let fake = FakeSmtp::start(Offered::Implicit);
    fake.set_token(FROM, "the right token");
    let mut submission = submission(&fake);
    submission.login = crate::setting::token(FROM, "another token");
    let error = check_login(&submission).await.unwrap_err();
    assert!(matches!(error, ConnectError::Login { .. }), "{error:?}");
    submission.login = crate::setting::token(FROM, "the right token");
    check_login(&submission).await.unwrap();
}

//! Submission to a real Exim.

use std::time::Duration;

use rapport_app::driver::Security;
use rapport_app::driver::connect::{ConnectError, TlsProblem};
use rapport_app::driver::smtp::{Delivery, Setback, Stage, Whose, check_login};
use rapport_sandbox::MailWorld;

use crate::setting::{LIMIT, deliver_counting, message, password, server, submissions, token};

#[tokio::test]
async fn a_message_arrives_by_starttls_and_by_implicit_tls_byte_for_byte() {
    let world = MailWorld::shared();
    let dana = world.new_user("dana", "beta.test");
    for (port, security, id) in [
        (world.submission_port, Security::StartTls, "by-starttls@alpha.test"),
        (world.submissions_port, Security::ImplicitTls, "by-implicit@alpha.test"),
    ] {
        let submission =
            server(port, security, password(&world.alice, &world.password), &world.ca_pem);
        let mut bytes = message(&world.alice, &dana.address, id);
        let body =
            "\r\n.\r\n..two dots\r\n.one dot\r\nGrüße aus Köln\r\n.\r\nQUIT\r\nlast line\r\n";
        bytes.extend_from_slice(body.as_bytes());
        let (delivery, commits) =
            deliver_counting(&submission, &world.alice, &dana.address, &bytes, true).await;
        assert!(matches!(delivery, Delivery::Accepted { .. }), "{delivery:?}");
        assert_eq!(commits, 1);
        let arrived =
            world.wait_for_message_async(&dana.address, |text| text.contains(id), LIMIT).await;
        let text = String::from_utf8(arrived).unwrap().replace("\r\n", "\n");
        let body = body.replace("\r\n", "\n");
        assert!(text.ends_with(&body), "dots or lines were changed: {text}");
    }
}

#[tokio::test]
async fn a_wrong_password_is_a_matter_of_the_account_and_nothing_is_committed() {
    let world = MailWorld::shared();
    let submission = server(
        world.submissions_port,
        Security::ImplicitTls,
        password(&world.alice, "wrong"),
        &world.ca_pem,
    );
    let bytes = message(&world.alice, &world.bob, "wrong-password@alpha.test");
    let (delivery, commits) =
        deliver_counting(&submission, &world.alice, &world.bob, &bytes, true).await;
    let Delivery::NoConnection { why } = delivery else { panic!("{delivery:?}") };
    assert!(matches!(why, ConnectError::Login { .. }), "{why:?}");
    assert!(!why.is_transient());
    assert!(why.remedy().contains("password"), "{}", why.remedy());
    assert!(!format!("{why} {why:?}").contains("wrong\""), "the password is not shown");
    assert_eq!(commits, 0);
}

#[tokio::test]
async fn a_good_token_logs_in_and_an_expired_one_asks_to_sign_in_again() {
    let world = MailWorld::shared();
    for (seconds, good) in [(3600, true), (-60, false)] {
        let login = token(&world.alice, &world.token(&world.alice, seconds));
        let submission = server(world.submission_port, Security::StartTls, login, &world.ca_pem);
        match check_login(&submission).await {
            Ok(()) => assert!(good, "an expired token was accepted"),
            Err(error) => {
                assert!(!good, "{error}");
                assert!(matches!(error, ConnectError::Login { .. }), "{error:?}");
                assert!(error.remedy().contains("sign in again"), "{}", error.remedy());
            }
        }
    }
}

#[tokio::test]
async fn an_untrusted_certificate_is_refused_in_words() {
    let world = MailWorld::shared();
    let login = password(&world.alice, &world.password);
    let mut submission =
        server(world.submissions_port, Security::ImplicitTls, login, &world.ca_pem);
    submission.extra_root_pem = None;
    let error = check_login(&submission).await.unwrap_err();
    let ConnectError::Tls { problem, .. } = &error else { panic!("{error:?}") };
    assert!(matches!(problem, TlsProblem::UnknownIssuer | TlsProblem::NoRoots), "{error}");
    submission.extra_root_pem = Some(b"not a certificate".to_vec());
    let error = check_login(&submission).await.unwrap_err();
    assert!(error.remedy().contains("BEGIN CERTIFICATE"), "{error}");
}

#[tokio::test]
async fn ports_mixed_up_end_in_a_remedy_that_names_the_other_way() {
    let world = MailWorld::shared();
    let login = || password(&world.alice, &world.password);
    let mixed = server(world.submission_port, Security::ImplicitTls, login(), &world.ca_pem);
    let error = check_login(&mixed).await.unwrap_err();
    assert!(error.remedy().contains("STARTTLS"), "{error}: {}", error.remedy());
    let mut mixed = server(world.submissions_port, Security::StartTls, login(), &world.ca_pem);
    mixed.deadlines.command = Duration::from_millis(500);
    let error = check_login(&mixed).await.unwrap_err();
    assert!(matches!(error, ConnectError::SilentBeforeTls { .. }), "{error:?}");
    assert!(error.remedy().contains("implicit TLS"), "{}", error.remedy());
}

#[tokio::test]
async fn refusals_of_a_real_server_are_blamed_on_the_right_side() {
    let world = MailWorld::shared();
    let sender = world.new_user("refused-sender", "alpha.test");
    let submission = submissions(world, &sender);
    for (local, file, answer, whose, permanent, committed) in [
        ("gone", "reject", "550 5.1.1 no such user", Whose::Recipient, true, 0),
        ("later", "tempfail", "451 4.3.0 try later", Whose::Unknown, false, 0),
        ("spam", "reject_data", "554 5.6.0 spam", Whose::Content, true, 1),
    ] {
        let to = format!("{local}-policy@beta.test");
        world.policy(file, &to, answer);
        let bytes = message(&sender.address, &to, &format!("{local}@alpha.test"));
        let (delivery, commits) =
            deliver_counting(&submission, &sender.address, &to, &bytes, true).await;
        let refusal = match delivery {
            Delivery::Failed { why } if permanent => why,
            Delivery::Deferred { why: Setback::Refused(why) } if !permanent => why,
            other => panic!("{local}: {other:?}"),
        };
        assert_eq!(refusal.whose, whose, "{refusal:?}");
        assert_eq!(refusal.stage, if committed == 1 { Stage::Body } else { Stage::Recipient });
        assert_eq!(refusal.code, Some(answer[..3].parse().unwrap()));
        assert_eq!(commits, committed, "{local}");
    }
}

#[tokio::test]
async fn nothing_arrives_when_the_last_look_says_no() {
    let world = MailWorld::shared();
    let erin = world.new_user("erin", "beta.test");
    let submission = server(
        world.submissions_port,
        Security::ImplicitTls,
        password(&world.alice, &world.password),
        &world.ca_pem,
    );
    let withheld = message(&world.alice, &erin.address, "withheld@alpha.test");
    let (delivery, commits) =
        deliver_counting(&submission, &world.alice, &erin.address, &withheld, false).await;
    assert_eq!((delivery, commits), (Delivery::Withheld, 1));
    // A message sent after it arrives; the withheld one never does.
    let sent = message(&world.alice, &erin.address, "sent-after@alpha.test");
    let (delivery, _) =
        deliver_counting(&submission, &world.alice, &erin.address, &sent, true).await;
    assert!(matches!(delivery, Delivery::Accepted { .. }), "{delivery:?}");
    world.wait_for_message_async(&erin.address, |text| text.contains("sent-after@"), LIMIT).await;
    assert_eq!(world.messages(&erin.address).len(), 1);
}

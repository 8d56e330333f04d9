//! The true round trip, with Exim and Dovecot.

use std::time::Duration;

use rapport_app::clock::Clock;
use rapport_app::driver::round_trip::{Check, Patience, round_trip};
use rapport_sandbox::MailWorld;

use crate::setting::{imaps, submissions};

const PATIENCE: Patience = Patience {
    arrival: Duration::from_secs(20),
    sent_copy: Duration::from_millis(500),
    between: Duration::from_millis(200),
};

#[tokio::test]
async fn a_message_to_oneself_arrives_and_the_sent_rule_is_learned() {
    let world = MailWorld::shared();
    let user = world.new_user("tripper", "alpha.test");
    let mut reported = Vec::new();
    let trip = round_trip(
        &submissions(world, &user),
        &imaps(world, &user),
        &user.address,
        PATIENCE,
        &Clock::system(),
        |step| reported.push(step.check),
    )
    .await;
    assert!(trip.succeeded(), "{trip:?}");
    let all = [Check::Connected, Check::LoggedIn, Check::Sent, Check::Arrived, Check::SentCopy];
    assert_eq!(reported, all);
    assert_eq!(trip.server_keeps_copy, Some(false), "Exim keeps no copy");
    assert!(trip.steps[3].sentence.contains("arrived in INBOX after"), "{trip:?}");
    assert!(trip.steps.iter().all(|step| step.remedy.is_none()));
    assert_eq!(world.messages(&user.address).len(), 1);
}

#[tokio::test]
async fn each_failing_step_ends_the_trip_with_a_sentence() {
    let world = MailWorld::shared();
    let user = world.new_user("stumbler", "alpha.test");
    let (good_smtp, good_imap) = (submissions(world, &user), imaps(world, &user));
    let mut wrong_imap = good_imap.clone();
    wrong_imap.login = crate::setting::password(&user.address, "wrong");
    let mut wrong_smtp = good_smtp.clone();
    wrong_smtp.login = crate::setting::password(&user.address, "wrong");
    let mut closed_imap = good_imap.clone();
    closed_imap.port = 1;
    for (submission, reading, fails) in [
        (&good_smtp, &closed_imap, Check::Connected),
        (&good_smtp, &wrong_imap, Check::LoggedIn),
        (&wrong_smtp, &good_imap, Check::Sent),
    ] {
        let clock = Clock::system();
        let trip = round_trip(submission, reading, &user.address, PATIENCE, &clock, |_| {}).await;
        assert!(!trip.succeeded());
        let last = trip.steps.last().unwrap();
        assert_eq!(last.check, fails, "{trip:?}");
        assert!(last.remedy.as_ref().is_some_and(|remedy| !remedy.is_empty()), "{trip:?}");
    }
    assert!(world.messages(&user.address).is_empty());
}

#[tokio::test]
async fn a_message_that_a_filter_files_as_junk_is_found_there() {
    let world = MailWorld::shared();
    let user = world.new_user("filtered", "alpha.test");
    world.sieve(&user.address, "require \"fileinto\"; fileinto \"Junk\";\n");
    let patience = Patience { arrival: Duration::from_secs(3), ..PATIENCE };
    let trip = round_trip(
        &submissions(world, &user),
        &imaps(world, &user),
        &user.address,
        patience,
        &Clock::system(),
        |_| {},
    )
    .await;
    let last = trip.steps.last().unwrap();
    assert_eq!(last.check, Check::Arrived);
    assert!(last.sentence.contains("Junk"), "{trip:?}");
}

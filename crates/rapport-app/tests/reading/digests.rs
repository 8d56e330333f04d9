//! A digest through the user's own account: once a day, whatever happens on the way.

use jiff::SignedDuration;
use rapport_app::input::MeInput;
use rapport_sandbox::{MailWorld, Rule, Stage};

use crate::setting::{Installation, dana, sending};

/// Ten minutes after eight on that Tuesday in New York, with a draft that wants a yes.
async fn morning(installation: &Installation) {
    installation.app.set_me(MeInput::default()).await.unwrap();
    installation.app.met(dana()).await.unwrap();
    let days = ["tue".to_owned()];
    installation.app.set_digest(Some(&days), Some("09:55"), None).await.unwrap();
}

fn data_lines(fake: &rapport_sandbox::FakeSmtp) -> usize {
    fake.transcript().iter().filter(|(_, line)| line.starts_with("DATA")).count()
}

#[tokio::test]
async fn a_digest_goes_to_oneself_once() {
    let world = MailWorld::shared();
    let user = world.new_user("morning", "alpha.test");
    let (mut installation, fake) = sending(world, &user).await;
    morning(&installation).await;
    for _ in 0..3 {
        installation.app.run_once().await.unwrap();
    }
    installation.reopen().await;
    installation.app.run_once().await.unwrap();
    let accepted = fake.accepted();
    assert_eq!(accepted.len(), 1);
    let mail = String::from_utf8_lossy(&accepted[0].bytes).into_owned();
    assert!(mail.contains("Auto-Submitted: auto-generated"), "{mail}");
    assert!(mail.contains("Dana Whitfield"), "{mail}");
    assert_eq!(accepted[0].recipients, std::slice::from_ref(&user.address));
}

#[tokio::test]
async fn a_lost_answer_is_no_second_digest_and_a_busy_server_is_asked_again() {
    let world = MailWorld::shared();
    let user = world.new_user("lostmorning", "alpha.test");
    let (installation, fake) = sending(world, &user).await;
    fake.rule(Rule::at(Stage::Accepted).times(1).drop_connection());
    morning(&installation).await;
    for _ in 0..5 {
        installation.app.run_once().await.unwrap();
        installation.clock.advance(SignedDuration::from_mins(11));
    }
    assert_eq!(data_lines(&fake), 1, "what may have arrived is not tried again");
    assert!(installation.app.digest_settings().await.unwrap().last.unwrap().contains("uncertain"));

    let user = world.new_user("busymorning", "alpha.test");
    let (installation, fake) = sending(world, &user).await;
    fake.rule(Rule::at(Stage::Sender).times(1).answer("451 4.3.0 busy"));
    morning(&installation).await;
    installation.app.run_once().await.unwrap();
    installation.app.run_once().await.unwrap();
    assert_eq!(fake.accepted().len(), 0);
    assert_eq!(fake.connections(), 1, "a busy server is not asked every second");
    installation.clock.advance(SignedDuration::from_mins(11));
    installation.app.run_once().await.unwrap();
    assert_eq!(fake.accepted().len(), 1);
}

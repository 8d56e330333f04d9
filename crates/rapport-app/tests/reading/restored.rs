//! A restored database: sending is held until Sent was searched, and what the lost one had sent is
//! taken as sent.

use jiff::SignedDuration;
use rapport_app::input::Act;
use rapport_app::secret::InstanceKey;
use rapport_core::follow_up::FollowUp;
use rapport_sandbox::{FaultProxy, MailWorld, ProxyMode};
use rapport_store::{Found, Scope, Store};

use crate::setting::{Installation, account_by, dana, last_tuesday, mail, sending};

async fn follow_up_of_dana(store: &Store, scope: &Scope) -> FollowUp {
    let Found::One(contact) = store.find_contact(scope, "Dana").await.unwrap() else {
        panic!("Dana is known")
    };
    store.follow_ups_of(scope, contact.id).await.unwrap().remove(0)
}

/// What the lost database would have sent for the current step.
fn sent_copy(
    installation: &Installation,
    follow_up: &FollowUp,
    revision: u32,
    me: &str,
) -> Vec<u8> {
    let key = InstanceKey::load(&installation.folder.path().join("rapport.key")).unwrap();
    let domain = me.rsplit_once('@').unwrap().1;
    let id = key.message_id(follow_up.id.uuid(), follow_up.ordinal, revision, domain);
    mail(me, "dana@acme.example", &id, "Thank you", "")
}

#[tokio::test]
async fn a_step_that_the_lost_database_had_sent_is_not_sent_again() {
    let world = MailWorld::shared();
    for (name, approved, revision) in
        [("restored-draft", false, 0), ("restored-item", true, 0), ("restored-edit", true, 1)]
    {
        let user = world.new_user(name, "alpha.test");
        let me = user.address.as_str();
        let (installation, fake) = sending(world, &user).await;
        installation.app.met(dana()).await.unwrap();
        if approved {
            installation.app.act("Dana", Act::Approve { seen: None, now: false }).await.unwrap();
            installation.clock.advance(SignedDuration::from_mins(2));
            installation.app.run_once().await.unwrap();
        }
        let (store, scope) = installation.store().await;
        let before = follow_up_of_dana(&store, &scope).await;
        world.append(me, "Sent", "\\Seen", &sent_copy(&installation, &before, revision, me));
        store.hold_epoch(&scope).await.unwrap();

        installation.app.release_epoch_if_searched().await.unwrap();
        assert!(!store.scope_state(&scope).await.unwrap().epoch_held, "{name}");
        let after = follow_up_of_dana(&store, &scope).await;
        assert!(after.last_sent.is_some() && after.ordinal > before.ordinal, "{name}: {after:?}");
        assert!(store.unsettled_items(&scope).await.unwrap().is_empty(), "{name}");
        store.close().await;
        for _ in 0..30 {
            installation.clock.advance(SignedDuration::from_hours(2));
            installation.app.run_once().await.unwrap();
        }
        assert!(fake.accepted().is_empty(), "{name}");
    }
}

#[tokio::test]
async fn a_mailbox_that_cannot_be_searched_keeps_sending_held() {
    let world = MailWorld::shared();
    let user = world.new_user("restored-dark", "alpha.test");
    let fake = rapport_sandbox::FakeSmtp::start(rapport_sandbox::Security::Implicit);
    let proxy = FaultProxy::start(world.imaps_port);
    let folder = tempfile::tempdir().unwrap();
    let mut input = account_by(&fake, world, &user, &folder);
    input.imap = Some(format!("localhost:{}:tls", proxy.port()));
    let installation = Installation::connected(last_tuesday(), input).await;
    let (store, scope) = installation.store().await;
    store.hold_epoch(&scope).await.unwrap();
    proxy.set(ProxyMode::Close);
    installation.app.release_epoch_if_searched().await.unwrap();
    assert!(store.scope_state(&scope).await.unwrap().epoch_held);

    proxy.set(ProxyMode::Pass);
    let tried = proxy.connections();
    installation.app.release_epoch_if_searched().await.unwrap();
    assert_eq!(proxy.connections(), tried, "a server that failed is given a minute");
    installation.clock.advance(SignedDuration::from_mins(2));
    installation.app.release_epoch_if_searched().await.unwrap();
    assert!(!store.scope_state(&scope).await.unwrap().epoch_held);
}

//! Users, links and sessions on both databases: once is once, and whoever is out is out.

use rapport_store::ScopeKind;
use rapport_store::session::Session;
use rapport_store::user::User;
use uuid::Uuid;

use crate::world::{World, at, mint};

const WORD: [u8; 32] = [7; 32];

fn anna() -> User {
    User {
        name: "anna".to_owned(),
        password_hash: None,
        runs_server: false,
        disabled_at: None,
        created_at: at(0),
    }
}

fn session(id: Uuid) -> Session {
    Session {
        id,
        user: "anna".to_owned(),
        runs_server: false,
        created_at: at(0),
        last_seen_at: at(0),
        user_agent: "Test".to_owned(),
    }
}

#[tokio::test]
async fn every_installation_begins_with_one_user_who_runs_it() {
    for world in World::both().await {
        let users = world.store.users().await.unwrap();
        assert_eq!(users.len(), 1);
        assert!(users[0].runs_server && users[0].password_hash.is_none());
        assert!(world.store.add_user(&anna()).await.unwrap());
        assert!(!world.store.add_user(&anna()).await.unwrap(), "the name is taken");
        let hers = world.store.ensure_scope_of("anna", ScopeKind::Practice, at(0)).await.unwrap();
        assert_ne!(hers, world.scope);
        let named = world.store.scope_with_id(hers.id()).await.unwrap();
        assert_eq!(named, Some(("anna".to_owned(), hers)));
        assert!(world.store.scopes().await.unwrap().iter().all(|scope| *scope != hers));
    }
}

#[tokio::test]
async fn a_link_is_taken_once_and_in_time() {
    for world in World::both().await {
        let store = &world.store;
        store.add_entry_link(WORD, "me", at(60), at(0)).await.unwrap();
        assert_eq!(store.take_entry_link([8; 32], at(1)).await.unwrap(), None);
        assert_eq!(store.take_entry_link(WORD, at(1)).await.unwrap().as_deref(), Some("me"));
        assert_eq!(store.take_entry_link(WORD, at(1)).await.unwrap(), None);
        store.add_entry_link(WORD, "me", at(60), at(0)).await.unwrap();
        assert_eq!(store.take_entry_link(WORD, at(61)).await.unwrap(), None, "too late");
        store.add_user(&anna()).await.unwrap();
        store.add_entry_link(WORD, "anna", at(60), at(0)).await.unwrap();
        store.set_disabled("anna", true, at(1)).await.unwrap();
        assert_eq!(store.take_entry_link(WORD, at(2)).await.unwrap(), None);
    }
}

#[tokio::test]
async fn sessions_are_seen_revoked_and_ended_by_a_new_password() {
    for world in World::both().await {
        let store = &world.store;
        store.add_user(&anna()).await.unwrap();
        let (first, second) = (mint(), mint());
        store.add_session(&session(first), [1; 32]).await.unwrap();
        store.add_session(&session(second), [2; 32]).await.unwrap();
        store.touch_session(second, at(9)).await.unwrap();
        let seen = store.sessions_of("anna").await.unwrap();
        assert_eq!(seen.iter().map(|it| it.id).collect::<Vec<_>>(), [second, first]);
        assert!(!store.revoke_session("me", first, at(10)).await.unwrap(), "not theirs");
        assert!(store.revoke_session("anna", first, at(10)).await.unwrap());
        assert!(store.session([1; 32]).await.unwrap().is_none());
        let third = mint();
        store.add_session(&session(third), [3; 32]).await.unwrap();
        store.set_password("anna", Some("hash"), Some(third), at(11)).await.unwrap();
        assert!(store.session([2; 32]).await.unwrap().is_none());
        assert_eq!(store.session([3; 32]).await.unwrap().unwrap().id, third);
        store.set_disabled("anna", true, at(12)).await.unwrap();
        store.set_disabled("anna", false, at(13)).await.unwrap();
        assert!(store.session([3; 32]).await.unwrap().is_none(), "let in again, anew");
        assert!(!store.set_password("nobody", None, None, at(1)).await.unwrap());
    }
}

#[tokio::test]
async fn the_pulse_changes_when_something_happens() {
    for world in World::both().await {
        let before = world.store.pulse(&world.scope).await.unwrap();
        assert_eq!(world.store.pulse(&world.scope).await.unwrap(), before);
        let dana = world.dana().await;
        world.start(&dana).await;
        let after = world.store.pulse(&world.scope).await.unwrap();
        assert_ne!(after.desk, before.desk);
        let other = world.store.ensure_scope(ScopeKind::Real, at(1)).await.unwrap();
        assert_ne!(world.store.pulse(&other).await.unwrap().desk, after.desk);
    }
}

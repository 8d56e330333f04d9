//! Scopes: another one sees nothing, and the real one starts with people and without follow-ups.

use jiff::SignedDuration;
use rapport_core::decide::Event;
use rapport_core::reason::Reason;
use rapport_core::touchpoint::{Appointment, Reference};
use rapport_store::playbook::PlaybookText;
use rapport_store::scope::STOP_ALL;
use rapport_store::touchpoint::LocalTime;
use rapport_store::{Actor, Found, ScopeKind, StoreError};

use crate::world::{SCHEDULER, World, as_it_was, at, mint, moment};

/// I11: every way to a row asks whose it is.
#[tokio::test]
async fn i11_another_scope_sees_nothing() {
    for world in World::both().await {
        let dana = world.dana().await;
        let follow_up = world.start(&dana).await;
        let (draft, item) = world.queue(follow_up.id, 10).await;
        // A real scope opened before anything could be copied is empty.
        let other = world.store.ensure_scope(ScopeKind::Real, at(1)).await.unwrap();
        let store = &world.store;
        let unknown = |error: StoreError| matches!(error, StoreError::NotFound { .. });
        assert!(unknown(store.contact(&other, dana.contact.id).await.unwrap_err()));
        assert!(unknown(store.organisation(&other, dana.organisation.id).await.unwrap_err()));
        assert!(unknown(store.opportunity(&other, dana.opportunity.id).await.unwrap_err()));
        assert!(unknown(store.touchpoint(&other, dana.touchpoint.id).await.unwrap_err()));
        assert!(unknown(store.follow_up(&other, follow_up.id).await.unwrap_err()));
        assert!(unknown(store.draft(&other, draft.id).await.unwrap_err()));
        assert!(unknown(store.outbox_item(&other, item).await.unwrap_err()));
        assert_eq!(store.find_contact(&other, "dana").await.unwrap(), Found::None);
        assert!(store.contacts(&other).await.unwrap().is_empty());
        assert!(store.agenda(&other).await.unwrap().is_empty());
        assert!(store.outbox(&other).await.unwrap().is_empty());
        assert!(store.news(&other, at(-999), 10).await.unwrap().is_empty());
        assert!(store.export_journal(&other, None, 10).await.unwrap().is_empty());
        assert!(store.timeline(&other, dana.contact.id, 10).await.unwrap().is_empty());
        assert_eq!(store.due(&other, at(9999), 10).await.unwrap(), Default::default());
        let lease = SignedDuration::from_mins(5);
        assert!(store.lease_next(&other, "thief", at(20), lease).await.unwrap().is_none());
        let stolen = store
            .transition(
                &other,
                follow_up.id,
                &Event::Woke,
                moment(1),
                SCHEDULER,
                as_it_was(Reason::NoNews),
            )
            .await;
        assert!(unknown(stolen.unwrap_err()));
        // The same address may be somebody in each scope.
        let mut door = store.door(&other, moment(1), Actor::User).await.unwrap();
        let twin = rapport_core::contact::Contact { organisation: None, ..dana.contact.clone() };
        door.save_contact(&twin).await.unwrap();
        // A row of another scope cannot be pointed at, either.
        let foreign = door.save_opportunity(&dana.opportunity).await.unwrap_err();
        assert!(matches!(foreign, StoreError::Database(_)), "{foreign:?}");
    }
}

#[tokio::test]
async fn the_real_scope_starts_with_people_and_what_happened() {
    for world in World::both().await {
        let (store, practice) = (&world.store, &world.scope);
        let dana = world.dana().await;
        let follow_up = world.start(&dana).await;
        let appointment = Appointment {
            id: rapport_core::ids::AppointmentId::new(mint()),
            contact: dana.contact.id,
            opportunity: Some(dana.opportunity.id),
            title: "Second interview".to_owned(),
            starts: at(5000),
            ends: at(5060),
            cancelled: false,
            keen: true,
        };
        let typed = LocalTime {
            local: "2026-03-05T20:20:00".parse().unwrap(),
            zone: "Europe/London".to_owned(),
        };
        let reference = Reference {
            id: rapport_core::ids::ReferenceId::new(mint()),
            contact: dana.contact.id,
            opportunity: dana.opportunity.id,
            talking_points: vec!["the rig".to_owned(), "the team".to_owned()],
        };
        let mut door = store.door(practice, moment(5), Actor::User).await.unwrap();
        door.save_appointment(&appointment, Some(&typed)).await.unwrap();
        door.save_reference(&reference).await.unwrap();
        door.commit().await.unwrap();
        let playbook = PlaybookText {
            key: rapport_core::playbook::PlaybookKey::parse("mine").unwrap(),
            version: 3,
            toml: "title = 'Mine'".to_owned(),
        };
        assert!(store.save_playbook(practice, &playbook).await.unwrap());
        assert!(
            !store.save_playbook(practice, &playbook).await.unwrap(),
            "a version never changes"
        );
        store.set_setting(practice, "name", Some("Robin")).await.unwrap();
        store.set_setting(practice, "name", Some("Robin Example")).await.unwrap();
        store.set_setting(practice, STOP_ALL, Some("1")).await.unwrap();
        store.set_clock_offset(practice, SignedDuration::from_hours(48)).await.unwrap();

        let real = store.open_real_scope(at(10)).await.unwrap();
        assert_eq!(store.open_real_scope(at(11)).await.unwrap(), real, "opened once");
        assert_eq!(store.scopes().await.unwrap(), vec![real, *practice]);
        assert_eq!(store.contact(&real, dana.contact.id).await.unwrap(), dana.contact);
        assert_eq!(
            store.organisation(&real, dana.organisation.id).await.unwrap(),
            dana.organisation
        );
        assert_eq!(store.opportunity(&real, dana.opportunity.id).await.unwrap(), dana.opportunity);
        assert_eq!(store.touchpoint(&real, dana.touchpoint.id).await.unwrap(), dana.touchpoint);
        assert_eq!(store.appointment(&real, appointment.id).await.unwrap(), appointment);
        assert_eq!(
            store.typed_appointments(&real, at(0)).await.unwrap(),
            vec![(appointment, typed)]
        );
        assert_eq!(store.references(&real, dana.opportunity.id).await.unwrap(), vec![reference]);
        assert_eq!(store.playbooks(&real).await.unwrap(), vec![playbook]);
        assert_eq!(
            store.settings(&real).await.unwrap(),
            vec![("name".to_owned(), "Robin Example".to_owned())]
        );
        assert!(store.follow_ups_of(&real, dana.contact.id).await.unwrap().is_empty());
        assert!(store.follow_up(&real, follow_up.id).await.is_err());
        // The clocks are apart: practice may move, real never does.
        let state = store.scope_state(practice).await.unwrap();
        assert_eq!(state.clock_offset, SignedDuration::from_hours(48));
        assert!(store.scope_state(&real).await.unwrap().clock_offset.is_zero());
        assert!(store.set_clock_offset(&real, SignedDuration::from_hours(1)).await.is_err());
        // A change in one is none in the other.
        let mut door = store.door(&real, moment(12), Actor::User).await.unwrap();
        let renamed =
            rapport_core::contact::Contact { name: "Dana W.".to_owned(), ..dana.contact.clone() };
        door.save_contact(&renamed).await.unwrap();
        door.commit().await.unwrap();
        assert_eq!(store.contact(practice, dana.contact.id).await.unwrap().name, "Dana Whitfield");
        let mut door = store.door(practice, moment(13), Actor::User).await.unwrap();
        assert_eq!(door.setting(STOP_ALL).await.unwrap().as_deref(), Some("1"));
        door.set_setting(STOP_ALL, None).await.unwrap();
        door.commit().await.unwrap();
        assert_eq!(store.setting(practice, STOP_ALL).await.unwrap(), None);
    }
}

//! The file itself: copies, restoring, and everything that can be wrong with it.

use std::io::Write as _;
use std::path::Path;

use rapport_core::decide::Event;
use rapport_core::reason::Reason;
use rapport_core::suppression::SuppressReason;
use rapport_store::backup::restore;
use rapport_store::{Actor, Place, ScopeKind, Store, StoreError};

use crate::world::{SCHEDULER, World, as_it_was, at, contact, means, mint, moment};

async fn open(path: &Path) -> Result<Store, StoreError> {
    Store::open(&Place::Sqlite(path.to_owned()), means(), at(1)).await
}

#[tokio::test]
async fn a_backup_is_whole_and_restoring_it_holds_sending() {
    let world = World::sqlite().await;
    let dana = world.dana().await;
    let backup = world.folder.path().join("copy.db");
    world.store.backup(&backup).await.unwrap();
    world.store.backup(&backup).await.unwrap();
    // Life goes on after the copy.
    let mut door = world.store.door(&world.scope, moment(2), Actor::User).await.unwrap();
    door.save_contact(&contact("Later Person", &[])).await.unwrap();
    door.commit().await.unwrap();
    world.store.close().await;

    let database = world.file();
    let aside = restore(&database, &backup, at(10)).await.unwrap().unwrap();
    let store = open(&database).await.unwrap();
    let scope = store.scope(ScopeKind::Practice).await.unwrap().unwrap();
    assert_eq!(store.contacts(&scope).await.unwrap(), vec![dana.contact.clone()]);
    let state = store.scope_state(&scope).await.unwrap();
    assert!(state.epoch_held && state.epoch == 2, "{state:?}");
    store.release_epoch(&scope).await.unwrap();
    store.close().await;
    let store = open(&database).await.unwrap();
    assert!(!store.scope_state(&scope).await.unwrap().epoch_held, "opening again is no restoring");
    store.close().await;
    // What was there before is kept beside it, and is whole.
    let old = open(&aside).await.unwrap();
    assert_eq!(old.contacts(&scope).await.unwrap().len(), 2);
}

#[tokio::test]
async fn a_database_copied_by_hand_starts_a_new_epoch_and_a_moved_one_does_not() {
    let world = World::sqlite().await;
    world.store.close().await;
    let copy = world.folder.path().join("copied.db");
    std::fs::copy(world.file(), &copy).unwrap();
    let store = open(&copy).await.unwrap();
    assert!(store.scope_state(&world.scope).await.unwrap().epoch_held);
    store.close().await;
    let moved = world.folder.path().join("moved.db");
    std::fs::rename(world.file(), &moved).unwrap();
    let store = open(&moved).await.unwrap();
    assert!(!store.scope_state(&world.scope).await.unwrap().epoch_held);
    store.check_integrity().await.unwrap();
}

#[tokio::test]
async fn what_is_not_whole_is_not_restored() {
    let world = World::sqlite().await;
    world.dana().await;
    let backup = world.folder.path().join("copy.db");
    world.store.backup(&backup).await.unwrap();
    world.store.close().await;
    let whole = std::fs::read(&backup).unwrap();
    let before = std::fs::read(world.file()).unwrap();

    let mut half = whole.clone();
    half.truncate(whole.len() / 2);
    let mut scribbled = whole.clone();
    for byte in &mut scribbled[8192..16384] {
        *byte = 0x5a;
    }
    for (what, bytes) in [
        ("half of it", half),
        ("scribbled over", scribbled),
        ("nothing", Vec::new()),
        ("a letter", b"Dear Sir or Madam, this is no database at all".to_vec()),
    ] {
        let path = world.folder.path().join("broken.db");
        std::fs::write(&path, bytes).unwrap();
        let error = restore(&world.file(), &path, at(10)).await.unwrap_err();
        assert!(matches!(error, StoreError::BackupNotWhole { .. }), "{what}: {error:?}");
        assert_eq!(std::fs::read(world.file()).unwrap(), before, "{what}: nothing was touched");
    }
    let missing = world.folder.path().join("missing.db");
    let error = restore(&world.file(), &missing, at(10)).await.unwrap_err();
    assert!(matches!(error, StoreError::BackupNotWhole { .. }), "{error:?}");
}

#[tokio::test]
async fn daily_backups_are_kept_for_a_week() {
    let world = World::sqlite().await;
    let folder = world.folder.path().join("backups");
    let day = |number: i64| at(number * 24 * 60);
    for number in 0..12 {
        let made = world.store.daily_backup(day(number), &folder).await.unwrap();
        assert!(made.is_some_and(|path| path.exists()));
        assert!(
            world.store.daily_backup(day(number), &folder).await.unwrap().is_none(),
            "once a day"
        );
    }
    std::fs::write(folder.join("holiday.jpg"), b"mine").unwrap();
    world.store.daily_backup(day(12), &folder).await.unwrap();
    let mut names: Vec<String> = std::fs::read_dir(&folder)
        .unwrap()
        .map(|entry| entry.unwrap().file_name().into_string().unwrap())
        .collect();
    names.sort();
    assert_eq!(names.len(), 9, "{names:?}");
    assert_eq!(names[0], "holiday.jpg");
    assert_eq!(names[1], "rapport-2026-03-07.db");
    assert_eq!(names[8], "rapport-2026-03-14.db");
}

#[tokio::test]
async fn postgresql_is_backed_up_with_its_own_tools() {
    let world = World::postgres().await;
    let error = world.store.backup(&world.folder.path().join("copy")).await.unwrap_err();
    assert!(error.remedy().unwrap().contains("pg_dump"));
    assert!(world.store.daily_backup(at(0), world.folder.path()).await.unwrap().is_none());
    // It keeps its epoch when opened again, and its lock lets several serve.
    let first = world.store.lock_for_serving().unwrap();
    let again = Store::open(&world.place, means(), at(1)).await.unwrap();
    assert!(!again.scope_state(&world.scope).await.unwrap().epoch_held);
    again.lock_for_serving().unwrap();
    drop(first);
}

#[tokio::test]
async fn a_newer_schema_is_refused_on_both() {
    for world in World::both().await {
        world.store.close().await;
        match &world.place {
            Place::Sqlite(path) => {
                let pool = raw(path).await;
                sqlx::query(FUTURE).execute(&pool).await.unwrap();
                pool.close().await;
            }
            Place::Postgres(address) => {
                let pool = sqlx::PgPool::connect(address).await.unwrap();
                sqlx::query(FUTURE).execute(&pool).await.unwrap();
                pool.close().await;
            }
        }
        let error = Store::open(&world.place, means(), at(2)).await.unwrap_err();
        assert!(matches!(error, StoreError::NewerSchema { found: 900, .. }), "{error:?}");
        assert!(error.to_string().contains("900"));
    }
}

const FUTURE: &str =
    "insert into schema_step (version, name, checksum, applied_at) values (900, 'future', '', 0)";

async fn raw(path: &Path) -> sqlx::SqlitePool {
    let options = sqlx::sqlite::SqliteConnectOptions::new().filename(path).create_if_missing(true);
    sqlx::SqlitePool::connect_with(options).await.unwrap()
}

#[tokio::test]
async fn files_that_are_not_ours_are_named_and_left_alone() {
    let folder = tempfile::tempdir().unwrap();
    let text = folder.path().join("letter.txt");
    std::fs::write(&text, "Dear Dana, this is a letter and no database.").unwrap();
    let error = open(&text).await.unwrap_err();
    assert!(matches!(error, StoreError::NotADatabase { .. }), "{error:?}");
    assert!(error.to_string().contains("letter.txt"));

    let other = folder.path().join("other.db");
    let pool = raw(&other).await;
    sqlx::query("create table songs (n integer)").execute(&pool).await.unwrap();
    pool.close().await;
    let error = open(&other).await.unwrap_err();
    assert!(matches!(error, StoreError::NotOurs { .. }), "{error:?}");

    let error = open(folder.path()).await.unwrap_err();
    assert!(matches!(error, StoreError::CannotOpen { .. }), "{error:?}");
    let error = open(&folder.path().join("no/such/folder/rapport.db")).await.unwrap_err();
    assert!(matches!(error, StoreError::CannotOpen { .. }), "{error:?}");
    let empty = folder.path().join("empty.db");
    std::fs::File::create(&empty).unwrap();
    open(&empty).await.unwrap();

    let nobody = Place::parse("postgres://postgres@127.0.0.1:1/nothing");
    let error = Store::open(&nobody, means(), at(0)).await.unwrap_err();
    assert!(matches!(error, StoreError::Unavailable { .. }) && error.is_transient(), "{error:?}");
}

#[tokio::test]
async fn a_damaged_file_is_recognised() {
    let world = World::sqlite().await;
    world.dana().await;
    world.store.close().await;
    let path = world.file();
    let length = std::fs::metadata(&path).unwrap().len();
    let mut file = std::fs::File::options().write(true).open(&path).unwrap();
    // Everything but the first page, which says what the file is.
    std::io::Seek::seek(&mut file, std::io::SeekFrom::Start(4096)).unwrap();
    file.write_all(&vec![0x5a; usize::try_from(length).unwrap() - 4096]).unwrap();
    drop(file);
    let error = match open(&path).await {
        Err(error) => error,
        Ok(store) => store.check_integrity().await.unwrap_err(),
    };
    assert!(matches!(error, StoreError::Corrupt { .. }), "{error:?}");
    assert!(error.remedy().unwrap().contains("rapport restore"));
}

#[cfg(unix)]
#[tokio::test]
async fn a_read_only_file_is_told_as_such() {
    use std::os::unix::fs::PermissionsExt as _;
    let world = World::sqlite().await;
    world.store.close().await;
    let set = |mode| {
        std::fs::set_permissions(world.file(), std::fs::Permissions::from_mode(mode)).unwrap()
    };
    set(0o444);
    let error = open(&world.file()).await.unwrap_err();
    assert!(matches!(error, StoreError::ReadOnly), "{error:?}");
    assert!(error.remedy().unwrap().contains("writable"));
    set(0o644);
    open(&world.file()).await.unwrap();
}

#[tokio::test]
async fn a_full_disk_loses_nothing() {
    let world = World::sqlite().await;
    let dana = world.dana().await;
    let follow_up = world.start(&dana).await;
    world.store.limit_pages(1).await.unwrap();
    let account = rapport_core::ids::AccountId::new(mint());
    let origin = rapport_store::inbound::Origin {
        account,
        mailbox: "INBOX".to_owned(),
        uidvalidity: 1,
        uid: 1,
    };
    let big = vec![7; 1_000_000];
    let error = world.store.keep_inbound(&world.scope, &origin, &big, at(5)).await.unwrap_err();
    assert!(matches!(error, StoreError::DiskFull), "{error:?}");
    assert!(error.remedy().unwrap().contains("free some space"));
    // Nothing of it is there, so the mail will be fetched again.
    assert!(!world.store.was_seen(&world.scope, &origin).await.unwrap());
    assert!(world.store.unprocessed(&world.scope, 10).await.unwrap().is_empty());
    // The connection that met the full disk was replaced, and with it the limit.
    world.store.limit_pages(1).await.unwrap();
    // A transition that does not fit leaves the follow-up as it was.
    let mut contact = dana.contact.clone();
    contact.memo = Some("x".repeat(200_000));
    let mut door = world.store.door(&world.scope, moment(6), Actor::User).await.unwrap();
    door.transition(follow_up.id, &Event::Woke, as_it_was(Reason::NoNews)).await.unwrap();
    let full = door.save_contact(&contact).await.unwrap_err();
    assert!(matches!(full, StoreError::DiskFull), "{full:?}");
    // Nothing more gets through this door, or half a change would be written.
    let after = door.save_contact(&crate::world::contact("Half", &[])).await.unwrap_err();
    assert!(matches!(after, StoreError::Broken), "{after:?}");
    assert!(matches!(door.commit().await.unwrap_err(), StoreError::Broken));
    assert_eq!(world.store.contacts(&world.scope).await.unwrap().len(), 1);
    assert_eq!(world.store.follow_up(&world.scope, follow_up.id).await.unwrap(), follow_up);
    // With space again, everything goes on.
    world.store.limit_pages(1_000_000).await.unwrap();
    world.store.keep_inbound(&world.scope, &origin, &big, at(7)).await.unwrap();
    let mut door = world.store.door(&world.scope, moment(8), Actor::User).await.unwrap();
    door.suppress(&dana.contact, None, SuppressReason::User, "said so").await.unwrap();
    door.commit().await.unwrap();
    world.store.check_integrity().await.unwrap();
}

/// A connection keeps the shape of the word index from its last search; what was written since is no damage.
#[tokio::test]
async fn what_was_written_after_a_search_is_no_damage() {
    let world = World::sqlite().await;
    let (store, scope) = (&world.store, &world.scope);
    for round in 0..12 {
        let found = store.search_names(scope, "person", 500, 0).await.unwrap();
        assert_eq!(found.len(), round * 20);
        for number in 0..20 {
            let name = format!("Person {round} {number}");
            let mut door = store.door(scope, moment(2), Actor::User).await.unwrap();
            door.save_contact(&contact(&name, &[])).await.unwrap();
            door.commit().await.unwrap();
        }
        store.check_integrity().await.unwrap();
    }
}

#[tokio::test]
async fn one_serve_per_file_while_other_commands_work_beside_it() {
    let world = World::sqlite().await;
    let serving = world.store.lock_for_serving().unwrap();
    let beside = open(&world.file()).await.unwrap();
    let error = beside.lock_for_serving().unwrap_err();
    let StoreError::AlreadyServed { process, .. } = &error else { panic!("{error:?}") };
    assert_eq!(*process, std::process::id().to_string());
    // The other command writes, and the one that serves sees it.
    let mut door = beside.door(&world.scope, moment(1), Actor::User).await.unwrap();
    door.save_contact(&contact("Beside", &[])).await.unwrap();
    door.commit().await.unwrap();
    assert_eq!(world.store.contacts(&world.scope).await.unwrap().len(), 1);
    let error = restore(&world.file(), &world.file(), at(3)).await.unwrap_err();
    assert!(matches!(error, StoreError::AlreadyServed { .. }), "{error:?}");
    drop(serving);
    beside.lock_for_serving().unwrap();
}

#[tokio::test]
async fn writers_of_two_processes_take_turns() {
    let world = World::sqlite().await;
    let beside = open(&world.file()).await.unwrap();
    let dana = world.dana().await;
    let follow_up = world.start(&dana).await;
    let first = async {
        for minutes in 0..15 {
            let event = as_it_was(Reason::NoNews);
            let store = &world.store;
            store
                .transition(
                    &world.scope,
                    follow_up.id,
                    &Event::Unclear,
                    moment(minutes),
                    SCHEDULER,
                    event,
                )
                .await
                .unwrap();
        }
    };
    let second = async {
        for minutes in 0..15 {
            let event = as_it_was(Reason::NoNews);
            beside
                .transition(
                    &world.scope,
                    follow_up.id,
                    &Event::Unclear,
                    moment(minutes),
                    Actor::User,
                    event,
                )
                .await
                .unwrap();
        }
    };
    tokio::join!(first, second);
    let now = world.store.follow_up(&world.scope, follow_up.id).await.unwrap();
    assert_eq!(now.version, follow_up.version + 30, "no write was lost");
}

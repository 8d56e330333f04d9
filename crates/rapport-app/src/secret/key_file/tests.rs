//! Tests of `key_file`.

use super::*;

#[test]
fn a_key_is_made_once_private_and_read_again() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("key");
    let made = InstanceKey::load_or_create(&path).unwrap();
    let again = InstanceKey::load_or_create(&path).unwrap();
    assert_eq!(made.fingerprint(), again.fingerprint());
    assert_eq!(fs::metadata(&path).unwrap().permissions().mode() & 0o777, 0o600);
    assert_eq!(fs::read_dir(folder.path()).unwrap().count(), 1, "no draft is left");
}

#[test]
fn processes_that_start_at_once_share_one_key() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("key");
    let prints: Vec<String> = std::thread::scope(|scope| {
        let threads: Vec<_> = (0..8)
            .map(|_| scope.spawn(|| InstanceKey::load_or_create(&path).unwrap().fingerprint()))
            .collect();
        threads.into_iter().map(|thread| thread.join().unwrap()).collect()
    });
    assert!(prints.iter().all(|print| *print == prints[0]), "{prints:?}");
}

#[test]
fn an_exposed_short_missing_or_odd_file_is_refused_with_a_remedy() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("key");
    let error = InstanceKey::load(&path).unwrap_err();
    assert!(matches!(error, KeyError::Missing { .. }), "{error}");
    InstanceKey::load_or_create(&path).unwrap();
    fs::set_permissions(&path, fs::Permissions::from_mode(0o640)).unwrap();
    let error = InstanceKey::load_or_create(&path).unwrap_err();
    assert!(error.to_string().contains("mode 640"), "{error}");
    assert!(error.remedy().contains("chmod 600"), "{}", error.remedy());
    fs::write(&path, b"short").unwrap();
    fs::set_permissions(&path, fs::Permissions::from_mode(0o600)).unwrap();
    let error = InstanceKey::load_or_create(&path).unwrap_err();
    assert!(matches!(error, KeyError::WrongLength { length: 5, .. }), "{error}");
    let error = InstanceKey::load_or_create(folder.path()).unwrap_err();
    assert!(matches!(error, KeyError::NotAFile { .. }), "{error}");
    let error = InstanceKey::load_or_create(&folder.path().join("no/key")).unwrap_err();
    assert!(error.remedy().contains("folder"), "{error}");
}

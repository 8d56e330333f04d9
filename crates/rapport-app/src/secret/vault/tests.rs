//! Tests of `vault`.

use super::super::InstanceKey;
use super::*;
use proptest::prelude::*;

fn vault(byte: u8) -> Vault {
    InstanceKey::from_bytes([byte; 32]).vault()
}

#[test]
fn a_wrong_key_a_moved_row_and_a_changed_byte_are_told_apart() {
    let sealed = vault(1).seal(b"app password", b"scope/row 1");
    assert_eq!(*vault(1).open(&sealed, b"scope/row 1").unwrap(), b"app password");
    assert_eq!(vault(2).open(&sealed, b"scope/row 1"), Err(VaultError::WrongKey));
    assert_eq!(vault(1).open(&sealed, b"scope/row 2"), Err(VaultError::Damaged));
    let mut changed = sealed.clone();
    *changed.last_mut().unwrap() ^= 1;
    assert_eq!(vault(1).open(&changed, b"scope/row 1"), Err(VaultError::Damaged));
    assert_eq!(vault(1).open(b"", b""), Err(VaultError::UnknownForm));
    assert_eq!(vault(1).open(&[9, 1, 2], b""), Err(VaultError::UnknownForm));
    assert!(VaultError::WrongKey.remedy().contains("key file"));
}

#[test]
fn the_same_secret_never_looks_the_same() {
    assert_ne!(vault(1).seal(b"x", b""), vault(1).seal(b"x", b""));
}

proptest! {
    #[test]
    fn whatever_is_sealed_opens(plain: Vec<u8>, context: Vec<u8>) {
        let sealed = vault(3).seal(&plain, &context);
        prop_assert_eq!(&*vault(3).open(&sealed, &context).unwrap(), &plain);
    }

    #[test]
    fn any_bytes_are_refused_without_a_panic(bytes: Vec<u8>) {
        prop_assert!(vault(3).open(&bytes, b"").is_err());
    }
}

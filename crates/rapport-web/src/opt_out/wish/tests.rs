//! Tests of `wish`.

use super::*;

const FORM: &str = "application/x-www-form-urlencoded";

#[test]
fn one_click_in_both_encodings() {
    assert_eq!(Wish::read(FORM, b"List-Unsubscribe=One-Click"), Some(Wish::OneClick));
    let parts = b"--b\r\nContent-Disposition: form-data; name=\"List-Unsubscribe\"\r\n\r\n\
                      One-Click\r\n--b--\r\n";
    assert_eq!(Wish::read("multipart/form-data; boundary=b", parts), Some(Wish::OneClick));
}

#[test]
fn the_button_is_another_proof() {
    let wish = Wish::read(&format!("{FORM}; charset=utf-8"), b"stop=for-ever");
    assert_eq!(wish, Some(Wish::Button));
    assert_ne!(Wish::Button.proof(), Wish::OneClick.proof());
}

#[test]
fn other_bodies_are_no_wish() {
    for body in ["", "List-Unsubscribe", "List-Unsubscribe=", "a=One-Click", "\u{fffd}=&&&="] {
        assert_eq!(Wish::read(FORM, body.as_bytes()), None, "{body}");
    }
    assert_eq!(Wish::read("application/json", b"List-Unsubscribe=One-Click"), None);
    let wrong_field = b"--b\r\nContent-Disposition: form-data; name=\"x\"\r\n\r\nOne-Click\r\n";
    assert_eq!(Wish::read("multipart/form-data", wrong_field), None);
    assert_eq!(Wish::read("multipart/form-data", b"\xff\xfe\r\n\r\n--"), None);
}

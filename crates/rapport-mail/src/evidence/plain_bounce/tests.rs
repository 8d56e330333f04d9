//! Tests of `plain_bounce`; whole mails are in the fixtures of [`crate::evidence::report`].

use super::prose::{addresses_in, before_copy};

#[test]
fn the_copy_of_the_original_is_left_out() {
    for (text, before) in [
        (
            "It failed.\n\n--- Below this line is a copy of the message.\n\nTo: x@y.test\n",
            "It failed.\n\n",
        ),
        ("It failed.\nReceived: a\nFrom: b\nTo: c\n", "It failed.\n"),
        ("  From: b\n  To: c\n  Date: d\nfailed", "  From: b\n  To: c\n  Date: d\nfailed"),
        ("failed\nDate: a\n\nTo: b\n\nFrom: c\n", "failed\nDate: a\n\nTo: b\n\nFrom: c\n"),
        ("Fehler\nUrsprüngliche Nachrichtenkopfzeilen:\nx", "Fehler\n"),
        ("", ""),
    ] {
        assert_eq!(before_copy(text), before, "{text}");
    }
}

#[test]
fn addresses_of_a_line_are_found_whatever_stands_around_them() {
    for (line, expected) in [
        ("<Dana@acme.example>:", "dana@acme.example"),
        ("550 dana@acme.example... User unknown", "dana@acme.example"),
        ("o=HQ;dda:SMTP=dana@acme.example; on Thu", "dana@acme.example"),
        ("an 'o'neil@acme.example'", "o'neil@acme.example"),
        ("'dana@acme.example' is unknown", "dana@acme.example"),
        ("at @ nothing", ""),
    ] {
        let found: Vec<String> = addresses_in(line).into_iter().map(|(_, one)| one).collect();
        assert_eq!(found.join(" "), expected, "{line}");
    }
}

//! Any text, cut into what was newly written and the rest: nothing is made up.
#![cfg_attr(not(test), no_main)]

#[cfg(not(test))]
libfuzzer_sys::fuzz_target!(|bytes: &[u8]| check(bytes));

/// What holds for any text.
pub fn check(bytes: &[u8]) {
    let text = String::from_utf8_lossy(bytes);
    let answer = rapport_mail::split_reply(&text);
    let bare = |text: &str| text.split_whitespace().collect::<String>();
    let whole = bare(&text);
    for line in answer.reply.lines().chain(answer.signature.iter().flat_map(|text| text.lines())) {
        assert!(whole.contains(&bare(line)), "{line:?} was never written");
    }
    assert_eq!(rapport_mail::split_reply(&text), answer, "cutting twice gives the same");
    // The way of HTML: what is read there goes the same way.
    let text = rapport_mail::html::to_text(&text);
    let _ = rapport_mail::split_reply(&text);
}

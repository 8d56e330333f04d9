//! Any text as a telephone number of any country: an answer, and a valid number stays itself.
#![cfg_attr(not(test), no_main)]

use rapport_core::place::Country;
use rapport_formats::phone::read;

#[cfg(not(test))]
libfuzzer_sys::fuzz_target!(|bytes: &[u8]| check(bytes));

/// What holds for any text; its first two bytes choose the country.
pub fn check(bytes: &[u8]) {
    let text = String::from_utf8_lossy(bytes);
    let country = match bytes.first().map_or(0, |byte| byte % 6) {
        0 => None,
        1 => Country::parse("DE"),
        2 => Country::parse("US"),
        3 => Country::parse("GB"),
        4 => Country::parse("IT"),
        _ => Country::parse("ZZ"),
    };
    for input in [&*text, text.get(1..).unwrap_or_default()] {
        let phone = read(input, country);
        assert_eq!(phone.valid, phone.e164.is_some(), "{input:?}");
        assert_eq!(phone.valid, phone.why.is_none(), "{input:?}");
        assert!(!phone.valid || phone.possible, "{input:?}");
        if let Some(number) = &phone.e164 {
            assert!(number.starts_with('+') && number[1..].bytes().all(|b| b.is_ascii_digit()));
            assert_eq!(read(number, None).e164.as_ref(), Some(number), "{input:?}");
        }
    }
}

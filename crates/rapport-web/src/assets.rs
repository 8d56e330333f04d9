//! Style and icon, embedded; their addresses carry a fingerprint, so that they may be kept for ever.

use axum::http::header;
use axum::response::IntoResponse;

/// Tokens and components in one file: one request, one fingerprint.
const STYLE: &str =
    concat!(include_str!("../assets/tokens.css"), include_str!("../assets/page.css"));

/// Where the style lies.
pub const STYLE_PATH: &str = STYLE_ADDRESS.text();

/// Where the icon lies; it changes too rarely for a fingerprint.
pub const ICON_PATH: &str = "/assets/rapport.svg";

const ICON: &str = include_str!("../assets/rapport.svg");

/// A year, as long as caches keep anything.
const FOR_EVER: &str = "public, max-age=31536000, immutable";

pub async fn style() -> impl IntoResponse {
    ([(header::CONTENT_TYPE, "text/css; charset=utf-8"), (header::CACHE_CONTROL, FOR_EVER)], STYLE)
}

pub async fn icon() -> impl IntoResponse {
    let day = "public, max-age=86400";
    ([(header::CONTENT_TYPE, "image/svg+xml"), (header::CACHE_CONTROL, day)], ICON)
}

const STYLE_ADDRESS: &Address = &Address::of(STYLE.as_bytes());

/// `/assets/<16 hex digits>.css`, computed by the compiler.
struct Address([u8; 28]);

impl Address {
    const fn of(bytes: &[u8]) -> Self {
        let mut text = *b"/assets/0000000000000000.css";
        let digits = b"0123456789abcdef";
        let mut rest = fingerprint(bytes);
        let mut at = 24;
        while at > 8 {
            at -= 1;
            text[at] = digits[(rest & 15) as usize];
            rest >>= 4;
        }
        Self(text)
    }

    const fn text(&'static self) -> &'static str {
        match std::str::from_utf8(&self.0) {
            Ok(text) => text,
            Err(_) => "/assets/style.css",
        }
    }
}

/// FNV-1a of 64 bits: tells versions of a file apart, guards nothing.
const fn fingerprint(bytes: &[u8]) -> u64 {
    let mut hash = 0xcbf2_9ce4_8422_2325;
    let mut at = 0;
    while at < bytes.len() {
        hash = (hash ^ bytes[at] as u64).wrapping_mul(0x0100_0000_01b3);
        at += 1;
    }
    hash
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_fingerprint_is_fnv_1a() {
        // The published test vectors of the hash.
        assert_eq!(fingerprint(b""), 0xcbf2_9ce4_8422_2325);
        assert_eq!(fingerprint(b"foobar"), 0x8594_4171_f739_67e8);
    }

    #[test]
    fn the_style_has_an_address_of_its_own() {
        assert!(STYLE_PATH.starts_with("/assets/") && STYLE_PATH.ends_with(".css"));
        assert_ne!(STYLE_PATH, "/assets/0000000000000000.css");
    }
}

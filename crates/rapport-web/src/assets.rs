//! Style, script and icon, embedded; their addresses carry a fingerprint, so that they may be kept
//! for ever.
//!
//! The style is cut into parts by component, joined here in order: tokens, base, shell, parts, then
//! pages. Add a part to [`STYLE`].

use std::sync::LazyLock;

use axum::extract::Path;
use axum::http::header;
use axum::response::{IntoResponse, Response};

use crate::page;

/// The style, in the order of its parts.
const STYLE: &str = concat!(
    include_str!("../assets/tokens.css"),
    include_str!("../assets/base.css"),
    include_str!("../assets/shell.css"),
    include_str!("../assets/parts.css"),
    include_str!("../assets/note.css"),
    include_str!("../assets/pages.css"),
    include_str!("../assets/mail.css"),
    include_str!("../assets/health.css"),
    include_str!("../assets/settings.css"),
    include_str!("../assets/desk.css"),
    include_str!("../assets/letters.css"),
);

const SCRIPT: &str = include_str!("../assets/rapport.js");

/// What waits on a device while there is no connection, and its way here.
const OFFLINE: &str = include_str!("../assets/offline.js");

/// The icon with the edge that launchers cut away.
const ROUND_ICON: &str = include_str!("../assets/rapport-round.svg");

/// The icon for the start screens that take no SVG (`apple-touch-icon`): the round one at 180 pixels.
const PICTURE_ICON: &[u8] = include_bytes!("../assets/rapport-180.png");

const ICON: &str = include_str!("../assets/rapport.svg");

/// A year, as long as caches keep anything.
const FOR_EVER: &str = "public, max-age=31536000, immutable";

/// The addresses that pages name.
#[derive(Debug)]
pub struct Assets {
    /// The style.
    pub style: String,
    /// The script.
    pub script: String,
    /// The icon.
    pub icon: String,
    /// The icon that launchers may cut round.
    pub round_icon: String,
    /// The same as PNG.
    pub picture_icon: String,
    /// The script that keeps captures while there is no connection.
    pub offline: String,
}

/// One file.
struct Asset {
    name: String,
    kind: &'static str,
    bytes: &'static [u8],
}

/// All files under their fingerprinted names.
static FILES: LazyLock<[Asset; 6]> = LazyLock::new(|| {
    let file = |name: &str, ending: &str, kind, bytes: &'static [u8]| Asset {
        name: format!("{name}.{:016x}.{ending}", fingerprint(bytes)),
        kind,
        bytes,
    };
    [
        file("rapport", "css", "text/css; charset=utf-8", STYLE.as_bytes()),
        file("rapport", "js", "text/javascript; charset=utf-8", SCRIPT.as_bytes()),
        file("rapport", "svg", "image/svg+xml", ICON.as_bytes()),
        file("round", "svg", "image/svg+xml", ROUND_ICON.as_bytes()),
        file("rapport", "png", "image/png", PICTURE_ICON),
        file("offline", "js", "text/javascript; charset=utf-8", OFFLINE.as_bytes()),
    ]
});

static ADDRESSES: LazyLock<Assets> = LazyLock::new(|| {
    let [style, script, icon, round_icon, picture_icon, offline] = &*FILES;
    let address = |file: &Asset| format!("/a/{}", file.name);
    Assets {
        style: address(style),
        script: address(script),
        icon: address(icon),
        round_icon: address(round_icon),
        picture_icon: address(picture_icon),
        offline: address(offline),
    }
});

/// The addresses that pages name.
pub fn all() -> &'static Assets {
    &ADDRESSES
}

/// `GET /a/{file}`. A fingerprint of another version is not here: nothing wrong is ever cached.
pub async fn file(Path(name): Path<String>) -> Response {
    match FILES.iter().find(|file| file.name == name) {
        Some(file) => {
            let headers = [(header::CONTENT_TYPE, file.kind), (header::CACHE_CONTROL, FOR_EVER)];
            (headers, file.bytes).into_response()
        }
        None => page::not_found().await,
    }
}

/// FNV-1a of 64 bits: tells versions of a file apart, guards nothing.
fn fingerprint(bytes: &[u8]) -> u64 {
    bytes.iter().fold(0xcbf2_9ce4_8422_2325, |hash, byte| {
        (hash ^ u64::from(*byte)).wrapping_mul(0x0100_0000_01b3)
    })
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
    fn nothing_comes_from_elsewhere() {
        assert!(!STYLE.contains("url(") && !STYLE.contains("@import"));
        assert!(!SCRIPT.contains("http://") && !SCRIPT.contains("https://"));
        assert!(!SCRIPT.contains("eval(") && !SCRIPT.contains("new Function"));
    }

    #[test]
    fn a_cold_load_stays_small() {
        // Before compression; the goal for the wire is 100 KB with the page.
        assert!(STYLE.len() < 90_000, "{}", STYLE.len());
        assert!(SCRIPT.len() < 24_000, "{}", SCRIPT.len());
    }
}

//! The window as a picture: a thin line to "too late", thick while it is good, a tick for now.

use jiff::Timestamp;
use rapport_app::view::WindowView;

use crate::words::TodayWords;

/// The picture's width in its own units.
const WIDTH: f64 = 56.0;

/// Where things stand on the line, in units of the picture, ready to print.
#[derive(Debug, PartialEq, Eq)]
pub struct Picture {
    /// The end of the good part.
    pub good: String,
    /// The best instant.
    pub best: String,
    /// Now.
    pub now: String,
    /// Past the best time.
    pub is_late: bool,
    /// What it shows, in words.
    pub label: &'static str,
}

/// Draws a window; none when its instants are no instants.
pub fn draw(window: &WindowView, now: Timestamp, words: &TodayWords) -> Option<Picture> {
    let at = |text: &str| text.parse::<Timestamp>().ok();
    let (opens, expires) = (at(&window.opens)?, at(&window.expires)?);
    let (preferred, closes) = (at(&window.preferred)?, at(&window.closes)?);
    let label = if now > expires {
        words.window_over
    } else if now > closes {
        words.window_late
    } else if now > preferred {
        words.window_good
    } else {
        words.window_early
    };
    // Seen before it opens, the line begins now.
    let begins = opens.min(now);
    let length = expires.duration_since(begins).as_secs_f64().max(1.0);
    let place = |instant: Timestamp| {
        let share = instant.duration_since(begins).as_secs_f64() / length;
        format!("{:.1}", share.clamp(0.0, 1.0) * WIDTH)
    };
    Some(Picture {
        good: place(closes),
        best: place(preferred),
        now: place(now),
        is_late: now > closes,
        label,
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::words::ENGLISH;

    fn window() -> WindowView {
        WindowView {
            opens: "2026-11-24T08:00:00Z".to_owned(),
            preferred: "2026-11-24T09:00:00Z".to_owned(),
            closes: "2026-11-24T16:00:00Z".to_owned(),
            expires: "2026-11-25T00:00:00Z".to_owned(),
            zone: "UTC".to_owned(),
        }
    }

    fn drawn(now: &str) -> Picture {
        draw(&window(), now.parse().unwrap(), &ENGLISH.today).unwrap()
    }

    #[test]
    fn now_walks_along_the_line() {
        let early = drawn("2026-11-24T08:00:00Z");
        assert_eq!((early.now.as_str(), early.good.as_str()), ("0.0", "28.0"));
        assert!(!early.is_late && early.label.contains("early"));
        let late = drawn("2026-11-24T20:00:00Z");
        assert_eq!(late.now, "42.0");
        assert!(late.is_late);
        assert_eq!(drawn("2026-11-26T00:00:00Z").now, "56.0", "never beyond the picture");
    }

    #[test]
    fn nonsense_draws_nothing() {
        let broken = WindowView { closes: "soon".to_owned(), ..window() };
        assert!(draw(&broken, Timestamp::UNIX_EPOCH, &ENGLISH.today).is_none());
    }
}

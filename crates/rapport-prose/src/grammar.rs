//! Rules of the language that a careful friend would mention, and nothing more.

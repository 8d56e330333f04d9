//! Words of the opt-out, for whoever gets notes: in the language that their browser asks for.

use axum::http::{HeaderMap, header};

/// See the module.
#[derive(Debug)]
pub struct OptOutWords {
    /// The language of these words (RFC 5646).
    pub tag: &'static str,
    pub ask: &'static str,
    pub your_address: &'static str,
    pub press: &'static str,
    pub button: &'static str,
    pub foot: &'static str,
    pub done: &'static str,
    pub done_line: &'static str,
    pub unclear: &'static str,
    pub unclear_line: &'static str,
    pub failed: &'static str,
    pub failed_line: &'static str,
}

impl OptOutWords {
    /// The words in the first language that the browser names and that is there (RFC 9110, section
    /// 12.5.4; browsers name the best one first).
    #[must_use]
    pub fn of(headers: &HeaderMap) -> &'static Self {
        let named = headers.get(header::ACCEPT_LANGUAGE).and_then(|value| value.to_str().ok());
        let is_german = named.unwrap_or_default().split(',').find_map(|one| {
            match one.trim().split(['-', ';']).next().unwrap_or_default() {
                "de" => Some(true),
                "en" => Some(false),
                _ => None,
            }
        });
        if is_german == Some(true) { &GERMAN } else { &ENGLISH }
    }
}

/// English.
static ENGLISH: OptOutWords = OptOutWords {
    tag: "en",
    ask: "No more notes?",
    your_address: "Your address is",
    press: "Press the button and no note goes there again.",
    button: "Send me nothing more",
    foot: "No login, no questions. It holds at once and for ever.",
    done: "Done",
    done_line: "Nothing more will be sent to your address. You can close this page.",
    unclear: "Nothing was changed",
    unclear_line: "This request does not say that it is an opt-out. Open the link and press the button.",
    failed: "Please try again",
    failed_line: "This cannot be stored right now. Please try again in a few minutes, or answer the \
                  mail with the word \"stop\": that is enough, too.",
};

/// German.
static GERMAN: OptOutWords = OptOutWords {
    tag: "de",
    ask: "Keine Nachrichten mehr?",
    your_address: "Ihre Adresse ist",
    press: "Drücken Sie den Knopf, und dorthin geht keine Nachricht mehr.",
    button: "Nichts mehr senden",
    foot: "Keine Anmeldung, keine Fragen. Es gilt sofort und für immer.",
    done: "Erledigt",
    done_line: "An Ihre Adresse wird nichts mehr gesendet. Sie können diese Seite schließen.",
    unclear: "Nichts wurde geändert",
    unclear_line: "Diese Anfrage sagt nicht, dass sie eine Abmeldung ist. Öffnen Sie den Link und \
                   drücken Sie den Knopf.",
    failed: "Bitte noch einmal versuchen",
    failed_line: "Das lässt sich gerade nicht speichern. Bitte versuchen Sie es in einigen Minuten \
                  noch einmal, oder antworten Sie auf die Mail mit dem Wort „Stopp“: Auch das genügt.",
};

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_first_language_that_is_there_counts() {
        for (named, tag) in [
            ("", "en"),
            ("de", "de"),
            ("de-AT,de;q=0.9,en;q=0.8", "de"),
            ("en-GB,en;q=0.9,de;q=0.8", "en"),
            ("fr, de;q=0.5", "de"),
            ("den", "en"),
        ] {
            let mut headers = HeaderMap::new();
            headers.insert(header::ACCEPT_LANGUAGE, named.parse().unwrap());
            assert_eq!(OptOutWords::of(&headers).tag, tag, "{named}");
        }
        assert_eq!(OptOutWords::of(&HeaderMap::new()).tag, "en");
    }
}

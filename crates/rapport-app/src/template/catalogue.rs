//! The built-in texts, embedded: one file per name and language under `templates/`.

use super::is_german;

/// A text in both languages.
struct Text {
    name: &'static str,
    english: &'static str,
    german: &'static str,
}

/// Embeds the files of each name.
macro_rules! texts {
    ($($name:literal),+ $(,)?) => {
        &[$(Text {
            name: $name,
            english: include_str!(concat!("../../templates/en/", $name, ".txt")),
            german: include_str!(concat!("../../templates/de/", $name, ".txt")),
        }),+]
    };
}

const TEXTS: &[Text] = texts![
    "pb01/thanks",
    "pb01/thanks-today",
    "pb01/card",
    "pb01/check",
    "pb01/month-note",
    "pb02/thanks",
    "pb02/check",
    "pb03/check",
    "pb03/last-check",
    "pb04/alert",
    "pb04/call-likely",
    "pb04/outcome",
    "pb05/reply",
    "pb05/keep-in-mind",
    "pb06/ask",
    "pb06/report-back",
    "pb07/note",
    "pb08/good-to-meet",
    "pb08/suggest-talk",
    "pb09/thanks",
    "pb09/report-back",
    "pb10/answer",
    "pb10/nudge",
    "pb10/close",
    "pb11/new-angle",
    "pb11/decision",
    "pb11/close",
    "pb12/thanks",
    "pb12/all-right",
    "pb15/greeting",
    "pb15-customer/greeting",
    "pb16/reconnect",
    "withdraw/note",
];

/// The names, in the order of the playbooks.
pub(super) fn names() -> Vec<&'static str> {
    TEXTS.iter().map(|text| text.name).collect()
}

/// A text by name; German for `de`, English for any other language.
pub(super) fn source(name: &str, language: &str) -> Option<&'static str> {
    let text = TEXTS.iter().find(|text| text.name == name)?;
    Some(if is_german(language) { text.german } else { text.english })
}

//! Words of Playbooks.

/// See the module.
#[derive(Debug)]
pub struct PlaybookWords {
    pub title: &'static str,
    pub opening: &'static str,
    pub new: &'static str,
    pub starts_when: &'static str,
    pub steps: &'static str,
    pub version: fn(u32) -> String,
    pub source: fn(&str) -> &'static str,
    pub plan: &'static str,
    pub form: &'static str,
    pub file: &'static str,
    pub ways: &'static str,
    pub preview_for: &'static str,
    pub show: &'static str,
    pub plan_for: fn(&str, &str) -> String,
    pub plan_nobody: &'static str,
    pub best_by: &'static str,
    pub too_late_after: &'static str,
    pub holiday: fn(&str) -> String,
    pub weekend: &'static str,
    pub quiet: fn(i32) -> String,
    pub day_mark: fn(&str) -> &'static str,
    pub left_out: &'static str,
    pub how_to_read: &'static str,
    pub reading: [&'static str; 3],
    pub start: fn(&str) -> String,
    pub started: fn(&str, &str) -> String,
    pub check: &'static str,
    pub check_ok: fn(&str, usize) -> String,
    pub mistakes: fn(usize) -> String,
    pub line: fn(usize) -> String,
    pub text: &'static str,
    pub text_help: &'static str,
    pub form_help: &'static str,
    pub save: &'static str,
    pub saved: fn(&str, u32) -> String,
    pub name: &'static str,
    pub anchor: &'static str,
    pub channel: &'static str,
    pub earliest: &'static str,
    pub preferred: &'static str,
    pub latest: &'static str,
    pub expiry: &'static str,
    pub offset_help: &'static str,
    pub words_from: &'static str,
    pub words_to: &'static str,
    pub words_max: &'static str,
    pub example: &'static str,
}

/// English.
pub const ENGLISH: PlaybookWords = PlaybookWords {
    title: "Playbooks",
    opening: "What happens when. A change makes a new version; what runs keeps the one it started with.",
    new: "Write a playbook",
    starts_when: "Starts when",
    steps: "Steps",
    version: |version| format!("version {version}"),
    source: |source| match source {
        "own" => "your own",
        _ => "built in",
    },
    plan: "Plan",
    form: "Form",
    file: "File",
    ways: "Ways to see this playbook",
    preview_for: "Preview for",
    show: "Show",
    plan_for: |name, zone| format!("Dated for {name}, in the zone {zone}"),
    plan_nobody: "Name somebody above, and the steps get dates, with their holidays and zone.",
    best_by: "Best by",
    too_late_after: "too late after",
    holiday: |name| format!("{name}. Nothing leaves."),
    weekend: "weekend",
    quiet: |days| format!("{days} days without a step"),
    day_mark: |mark| match mark {
        "best" => "best day",
        "span" => "within the window",
        "off" => "nothing leaves",
        _ => "",
    },
    left_out: "Not for this person",
    how_to_read: "How to read it",
    reading: [
        "One line is one day",
        "The tube is the window, the dot the best day",
        "Hatched days: weekend or holiday there, nothing leaves",
    ],
    start: |name| format!("Start it for {name}"),
    started: |name, what| format!("{name}: {what}"),
    check: "Check it",
    check_ok: |title, steps| match steps {
        1 => format!("{title}: one step, no mistakes."),
        _ => format!("{title}: {steps} steps, no mistakes."),
    },
    mistakes: |count| match count {
        1 => "One mistake".to_owned(),
        _ => format!("{count} mistakes"),
    },
    line: |line| format!("Line {line}"),
    text: "The playbook as text",
    text_help: "Keeping it makes a new version. What runs keeps the one it started with.",
    form_help: "The common fields. Everything else stands in the file; comments there are lost when \
                this form is kept.",
    save: "Keep as a new version",
    saved: |title, version| format!("{title} is kept as version {version}."),
    name: "Title",
    anchor: "Starts when",
    channel: "Channel",
    earliest: "Not before",
    preferred: "Best",
    latest: "Best by",
    expiry: "Too late after",
    offset_help: "Such as +2h, +30m, +1bd (business days of the recipient)",
    words_from: "Words from",
    words_to: "to",
    words_max: "at most",
    example: r#"key = "COFFEE"
version = 1
title = "After a coffee"
anchor = "we had a coffee"

[[step]]
key = "thanks"
title = "Thanks for the coffee"
purpose = "thanks"
channel = "mail"
audience = "each"
threading = "fresh"
origin = "anchor"
earliest = "+2h"
preferred = "+1bd"
latest = "+2bd"
expiry = "+5bd"
words = { from = 40, to = 90, max = 130 }
template = "pb09/thanks"
why = "A short word of thanks the day after, while the talk is still warm."
"#,
};

//! Prints a playbook as a file that reads back as the same playbook.
//!
//! Comments are lost; of the built-in ones [`super::built_in_text`] has the original.

use std::fmt::Write as _;

use rapport_core::playbook::{Audience, OnAnswer, Origin, Playbook, Step, Threading, Timing};

use super::lower::condition_text;
use super::offset::offset_text;

/// The file of a playbook; defaults are left out.
#[must_use]
pub fn to_toml(playbook: &Playbook) -> String {
    let mut file = String::new();
    line(&mut file, "key", &quoted(playbook.key.as_str()));
    line(&mut file, "version", &playbook.version.to_string());
    line(&mut file, "title", &quoted(&playbook.title));
    line(&mut file, "anchor", &quoted(&playbook.anchor));
    flag(&mut file, "commercial", playbook.commercial);
    flag(&mut file, "proposed_only", playbook.proposed_only);
    flag(&mut file, "asked_first", playbook.asked_first);
    flag(&mut file, "exempt_from_caps", playbook.exempt_from_caps);
    if playbook.unanswered_after_first != 2 {
        let limit = playbook.unanswered_after_first.to_string();
        line(&mut file, "unanswered_after_first", &limit);
    }
    if playbook.on_answer == OnAnswer::End {
        line(&mut file, "on_answer", &quoted("end"));
    }
    flag(&mut file, "for_ruled_out", playbook.for_ruled_out);
    for each in &playbook.steps {
        file.push_str("\n[[step]]\n");
        step(&mut file, each);
    }
    file
}

/// The lines of one step.
fn step(file: &mut String, step: &Step) {
    let audience = match step.audience {
        Audience::Each => "each",
        Audience::Main => "main",
    };
    let threading = match step.threading {
        Threading::Fresh => "fresh",
        Threading::SameThread => "same-thread",
    };
    let origin = match step.origin {
        Origin::Anchor => "anchor",
        Origin::Previous => "previous",
        Origin::Appointment => "appointment",
        Origin::Outcome => "outcome",
    };
    line(file, "key", &quoted(&step.key));
    line(file, "title", &quoted(&step.title));
    line(file, "purpose", &quoted(step.purpose.word()));
    line(file, "channel", &quoted(step.channel.word()));
    line(file, "audience", &quoted(audience));
    line(file, "threading", &quoted(threading));
    line(file, "origin", &quoted(origin));
    for (name, text) in offsets(&step.timing) {
        line(file, name, &text);
    }
    if let Some(promised) = &step.promised {
        let parts = offsets(promised).map(|(name, text)| format!("{name} = {text}"));
        line(file, "promised", &format!("{{ {} }}", parts.join(", ")));
    }
    line(file, "expiry", &quoted(&offset_text(step.expiry)));
    flag(file, "same_day", step.same_day);
    if step.gap > 0 {
        line(file, "gap", &step.gap.to_string());
    }
    if let Some(days) = step.drop_if_previous_after {
        line(file, "drop_if_previous_after", &days.to_string());
    }
    flag(file, "repeats", step.repeats);
    if !step.conditions.is_empty() {
        let words = step.conditions.iter().map(|condition| condition_text(*condition));
        line(file, "when", &list(words));
    }
    if let Some(words) = step.words {
        let text = format!("{{ from = {}, to = {}, max = {} }}", words.from, words.to, words.max);
        line(file, "words", &text);
    }
    if let Some(template) = &step.template {
        line(file, "template", &quoted(template));
    }
    line(file, "why", &quoted(&step.why));
    if !step.sources.is_empty() {
        line(file, "sources", &list(step.sources.iter().cloned()));
    }
}

/// The three offsets of a window with their names, in quotes.
fn offsets(timing: &Timing) -> [(&'static str, String); 3] {
    [
        ("earliest", quoted(&offset_text(timing.earliest))),
        ("preferred", quoted(&offset_text(timing.preferred))),
        ("latest", quoted(&offset_text(timing.latest))),
    ]
}

/// One line.
fn line(file: &mut String, name: &str, value: &str) {
    // Writing to a string cannot fail.
    let _ = writeln!(file, "{name} = {value}");
}

/// A flag that is set; those that are not are left out.
fn flag(file: &mut String, name: &str, value: bool) {
    if value {
        line(file, name, "true");
    }
}

/// A list of texts.
fn list(texts: impl Iterator<Item = String>) -> String {
    let quoted: Vec<String> = texts.map(|text| quoted(&text)).collect();
    format!("[{}]", quoted.join(", "))
}

/// A TOML basic string: quotes, backslashes and control characters escaped.
fn quoted(text: &str) -> String {
    let mut quoted = String::from("\"");
    for letter in text.chars() {
        match letter {
            '"' => quoted.push_str("\\\""),
            '\\' => quoted.push_str("\\\\"),
            '\n' => quoted.push_str("\\n"),
            '\t' => quoted.push_str("\\t"),
            control if control.is_control() => {
                let _ = write!(quoted, "\\u{:04X}", u32::from(control));
            }
            other => quoted.push(other),
        }
    }
    quoted.push('"');
    quoted
}

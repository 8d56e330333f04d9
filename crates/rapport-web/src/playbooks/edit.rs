//! A playbook as a form: its common fields by name, and back again; and the next version of a text.

use rapport_app::playbook_file::{offset_text, parse_offset};
use rapport_core::playbook::{Playbook, WordLimits};
use rapport_core::touchpoint::Channel;

/// Field, what is wrong, what to write instead.
pub type Mistake = (String, String, String);

/// The windows of a step by their names.
pub const OFFSETS: [&str; 4] = ["earliest", "preferred", "latest", "expiry"];

/// The fields of the form.
pub fn fields_of(playbook: &Playbook) -> Vec<(String, String)> {
    let mut fields = vec![
        ("title".to_owned(), playbook.title.clone()),
        ("anchor".to_owned(), playbook.anchor.clone()),
    ];
    for (at, step) in playbook.steps.iter().enumerate() {
        let mut push = |name: &str, value: String| fields.push((format!("{name}-{at}"), value));
        push("title", step.title.clone());
        push("channel", step.channel.word().to_owned());
        push("earliest", offset_text(step.timing.earliest));
        push("preferred", offset_text(step.timing.preferred));
        push("latest", offset_text(step.timing.latest));
        push("expiry", offset_text(step.expiry));
        if let Some(words) = step.words {
            push("from", words.from.to_string());
            push("to", words.to.to_string());
            push("max", words.max.to_string());
        }
    }
    fields
}

/// Puts the fields into the playbook; what cannot be read is told and left as it was.
pub fn apply(playbook: &mut Playbook, fields: &[(String, String)]) -> Vec<Mistake> {
    let mut mistakes = Vec::new();
    let value = |name: &str| {
        fields.iter().find(|(key, _)| key == name).map(|(_, value)| value.trim().to_owned())
    };
    if let Some(title) = value("title") {
        playbook.title = title;
    }
    if let Some(anchor) = value("anchor") {
        playbook.anchor = anchor;
    }
    for (at, step) in playbook.steps.iter_mut().enumerate() {
        let of = |name: &str| value(&format!("{name}-{at}"));
        if let Some(title) = of("title") {
            step.title = title;
        }
        if let Some(word) = of("channel") {
            match Channel::parse(&word) {
                Some(channel) => step.channel = channel,
                None => mistakes.push(wrong("channel", at, "that is no channel")),
            }
        }
        for name in OFFSETS {
            let Some(text) = of(name) else { continue };
            let Some(offset) = parse_offset(&text) else {
                mistakes.push(wrong(name, at, "that is no length of time"));
                continue;
            };
            match name {
                "earliest" => step.timing.earliest = offset,
                "preferred" => step.timing.preferred = offset,
                "latest" => step.timing.latest = offset,
                _ => step.expiry = offset,
            }
        }
        if let Some(limits) = step.words {
            let mut number = |name: &str, was: u16| match of(name) {
                None => was,
                Some(text) => text.parse().unwrap_or_else(|_| {
                    mistakes.push(wrong(name, at, "that is no number of words"));
                    was
                }),
            };
            step.words = Some(WordLimits {
                from: number("from", limits.from),
                to: number("to", limits.to),
                max: number("max", limits.max),
            });
        }
    }
    mistakes
}

fn wrong(name: &str, at: usize, what: &str) -> Mistake {
    let remedy = match name {
        "channel" => "Choose one of those shown.",
        "from" | "to" | "max" => "Write a whole number.",
        _ => "Write it like +2h or +1bd.",
    };
    (format!("{name}-{at}"), crate::page::sentence_of(what), remedy.to_owned())
}

/// The text with another version number in its first `version` line, comments and all.
pub fn with_version(text: &str, version: u32) -> String {
    let mut is_done = false;
    let lines = text.split_inclusive('\n').map(|line| {
        let is_version = !is_done
            && line
                .trim_start()
                .strip_prefix("version")
                .is_some_and(|rest| rest.trim_start().starts_with('='));
        if is_version {
            is_done = true;
            let end = if line.ends_with('\n') { "\n" } else { "" };
            format!("version = {version}{end}")
        } else {
            line.to_owned()
        }
    });
    lines.collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use rapport_app::playbook_file::{built_in, parse, to_toml};

    #[test]
    fn a_form_that_was_not_touched_changes_nothing() {
        for playbook in built_in() {
            let mut same = playbook.clone();
            assert_eq!(apply(&mut same, &fields_of(playbook)), []);
            assert_eq!(&same, playbook);
            assert!(parse(&to_toml(&same)).is_ok(), "{}", playbook.key);
        }
    }

    #[test]
    fn only_the_version_of_the_playbook_is_replaced() {
        let text = "# version = 9\nkey = \"A\"\nversion = 1\ntitle = \"version = 3\"\n";
        let next = with_version(text, 2);
        assert_eq!(next, "# version = 9\nkey = \"A\"\nversion = 2\ntitle = \"version = 3\"\n");
    }
}

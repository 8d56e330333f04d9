//! `rapport --help`: the verbs in groups, the day first and the machinery last.
//!
//! Not here: the words about a verb; they stand at the verb in [`crate::args`].

use std::fmt::Write;

use clap::{CommandFactory, FromArgMatches};

use crate::args::Cli;

/// The groups and their verbs, as they are listed.
const GROUPS: [(&str, &[&str]); 8] = [
    ("The day", &["today", "show", "why", "inbox", "find"]),
    (
        "Somebody new",
        &["met", "capture", "import", "imports", "grade", "calendar", "appointments", "references"],
    ),
    (
        "A note on its way",
        &[
            "approve",
            "edit",
            "dismiss",
            "snooze",
            "skip",
            "request",
            "undo",
            "letters",
            "done",
            "greetings",
        ],
    ),
    (
        "What happened outside",
        &["log", "answered", "settle", "arrived", "confirm", "reclassify", "offers"],
    ),
    (
        "Stop and go on",
        &["stop", "resume", "belated", "end", "park", "unpark", "suppress", "stop-all", "away"],
    ),
    (
        "The book",
        &["people", "contacts", "opportunities", "playbooks", "texts", "tag", "untag", "bulk"],
    ),
    ("Yours, and out again", &["me", "card", "feed", "digest", "export", "erase"]),
    (
        "The machinery",
        &[
            "start",
            "serve",
            "run",
            "link",
            "account",
            "user",
            "practice",
            "doctor",
            "backup",
            "restore",
            "check",
            "inspect",
            "holidays",
            "completions",
            "man",
        ],
    ),
];

/// Columns until the words about a verb begin.
const INDENT: usize = 16;

/// Columns of a line.
const WIDTH: usize = 100;

/// What was typed; help, version and mistakes come as errors that know how to print themselves.
///
/// # Errors
/// What clap cannot read.
pub fn read() -> Result<Cli, clap::Error> {
    let template = format!(
        "{{about}}\n\n{{usage-heading}} {{usage}}\n\n{}{{options}}{{after-help}}",
        verbs(&Cli::command())
    );
    let matches = Cli::command().help_template(template).try_get_matches()?;
    Cli::from_arg_matches(&matches)
}

fn verbs(command: &clap::Command) -> String {
    let mut text = String::new();
    for (title, names) in GROUPS {
        let _ = writeln!(text, "{title}:");
        for name in names {
            let about = command.find_subcommand(name).and_then(clap::Command::get_about);
            let about = about.map(ToString::to_string).unwrap_or_default();
            wrapped(&mut text, name, &about);
        }
        text.push('\n');
    }
    text
}

/// A verb and what it does, the lines behind the first one indented.
fn wrapped(text: &mut String, name: &str, about: &str) {
    let mut line = format!("  {name:<width$}", width = INDENT - 3);
    for word in about.split_whitespace() {
        if line.chars().count() + 1 + word.chars().count() > WIDTH {
            let _ = writeln!(text, "{line}");
            line = " ".repeat(INDENT - 1);
        }
        line.push(' ');
        line.push_str(word);
    }
    let _ = writeln!(text, "{line}");
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_verb_stands_in_one_group() {
        let mut grouped: Vec<&str> =
            GROUPS.iter().flat_map(|(_, names)| names.iter().copied()).collect();
        grouped.sort_unstable();
        let command = Cli::command();
        let mut verbs: Vec<&str> = command.get_subcommands().map(clap::Command::get_name).collect();
        verbs.sort_unstable();
        assert_eq!(grouped, verbs);
    }

    #[test]
    fn a_long_line_goes_on_under_its_words() {
        let mut text = String::new();
        wrapped(&mut text, "met", &"word ".repeat(30));
        let lines: Vec<&str> = text.lines().collect();
        assert_eq!(lines.len(), 2);
        assert!(lines[0].starts_with("  met           "), "{text}");
        assert_eq!(lines[0].find("word"), lines[1].find("word"));
        assert!(lines.iter().all(|line| line.len() <= WIDTH), "{text}");
    }
}

//! What may not be written in Rust here, or only in one file.

use super::source::Source;
use super::{Text, Violation, violation};

/// The one file that reads the clock and a source of randomness.
const CLOCK: &str = "crates/rapport-app/src/clock.rs";

/// Token runs that read a clock or make something random.
const AMBIENT: [(&[&str], &str); 10] = [
    (&["Timestamp", ":", ":", "now"], "Timestamp::now"),
    (&["Zoned", ":", ":", "now"], "Zoned::now"),
    (&["SystemTime", ":", ":", "now"], "SystemTime::now"),
    (&["Instant", ":", ":", "now"], "Instant::now"),
    (&["Uuid", ":", ":", "now_v7"], "Uuid::now_v7"),
    (&["Uuid", ":", ":", "new_v7"], "Uuid::new_v7"),
    (&["Uuid", ":", ":", "new_v4"], "Uuid::new_v4"),
    (&["getrandom", ":", ":"], "getrandom"),
    (&["rand", ":", ":"], "rand"),
    (&["OsRng"], "OsRng"),
];

/// Rules for one file.
pub fn check(source: &Source) -> Vec<Violation> {
    let mut found = Vec::new();
    let path = &source.path;
    let is_product = |line: usize| line < source.tests_from;

    if path != CLOCK {
        for (run, name) in AMBIENT {
            for line in source.find(run).filter(|line| is_product(*line)) {
                let remedy = format!(
                    "take the instant or the bytes as an argument; only {CLOCK} reads them"
                );
                found.push(violation(path, line, format!("`{name}` outside the clock"), &remedy));
            }
        }
    }
    for name in ["todo", "unimplemented"] {
        for line in source.find(&[name, "!"]) {
            found.push(violation(
                path,
                line,
                format!("`{name}!`"),
                "write it, or leave the feature out",
            ));
        }
    }
    for run in [&["#", "[", "ignore", "]"], &["#", "[", "ignore", "="]] {
        for line in source.find(run) {
            let remedy =
                "assert the behaviour as it is, wrong or not; a missing server fails the test";
            found.push(violation(path, line, "`#[ignore]`", remedy));
        }
    }
    let bare: [&[&str]; 2] = [&["#", "[", "allow"], &["#", "!", "[", "allow"]];
    for line in bare.iter().flat_map(|run| source.find(run)).filter(|line| is_product(*line)) {
        let remedy = "write `#[expect(lint, reason = \"…\")]`: it ends when it is needed no longer";
        found.push(violation(path, line, "bare `#[allow]`", remedy));
    }
    found.extend(expects_without_reason(source));
    for line in source.find(&["chrono", ":", ":"]) {
        found.push(violation(
            path,
            line,
            "a type of chrono",
            "use jiff; convert at the edge of the library",
        ));
    }
    found
}

fn expects_without_reason(source: &Source) -> Vec<Violation> {
    let mut found = Vec::new();
    for (at, run) in source.tokens.windows(3).enumerate() {
        let texts: Vec<&str> = run.iter().map(|token| token.text.as_str()).collect();
        if texts != ["[", "expect", "("] {
            continue;
        }
        let inside = source.tokens.iter().skip(at).take_while(|token| token.text != "]");
        if !inside.into_iter().any(|token| token.text == "reason") {
            let line = run.first().map_or(1, |token| token.line);
            found.push(violation(
                &source.path,
                line,
                "`#[expect]` without a reason",
                "add `reason = \"…\"`",
            ));
        }
    }
    found
}

/// `update follow_up` is written in exactly one file: the one door. Migrations do not count.
pub fn check_one_door(texts: &[Text]) -> Vec<Violation> {
    let doors: Vec<(&str, usize)> = texts
        .iter()
        .filter(|text| text.path.starts_with("crates/") && text.path.contains("/src/"))
        .filter(|text| !text.path.contains("/tests") && !text.path.contains("/migrations/"))
        .filter_map(|text| Some((text.path.as_str(), update_of_follow_up(&text.content)?)))
        .collect();
    let remedy = "a follow-up changes only inside `transition`, in one file of rapport-store";
    match doors.as_slice() {
        [] => vec![violation(
            "crates/rapport-store/src",
            1,
            "no file writes `update follow_up`",
            "write the one door there, in lower case",
        )],
        [_] => Vec::new(),
        [(first, _), others @ ..] => others
            .iter()
            .map(|(path, line)| {
                violation(
                    path,
                    *line,
                    format!("`update follow_up` also here, not only in {first}"),
                    remedy,
                )
            })
            .collect(),
    }
}

/// The line of the statement, white space and letter case aside.
fn update_of_follow_up(content: &str) -> Option<usize> {
    let mut before = "";
    for (number, line) in content.lines().enumerate() {
        let code = line.split("//").next().unwrap_or_default();
        let lower = code.to_lowercase();
        let words: Vec<&str> = lower
            .split(|c: char| !c.is_alphanumeric() && c != '_')
            .filter(|word| !word.is_empty())
            .collect();
        let pair = words.windows(2).any(|pair| pair == ["update", "follow_up"]);
        if pair || (before == "update" && words.first() == Some(&"follow_up")) {
            return Some(number + 1);
        }
        before = if words.last() == Some(&"update") { "update" } else { "" };
    }
    None
}

#[cfg(test)]
mod tests;

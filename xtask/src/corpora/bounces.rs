//! Delivery reports: `bounces/large` and `bounces/small`.
//!
//! Expected kinds and answered ones are compared as multisets, mail by mail. Kind `unknown` means
//! that the label's author does not know: one answer of any kind is forgiven for each.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::PathBuf;

use anyhow::Result;
use serde_json::Value;

use super::Corpora;
use super::ask::{expected, list, text};
use super::figure::{Classes, Goal, Outcome, Share};

pub fn large(corpora: &Corpora) -> Result<Outcome> {
    corpora.rapport.needs(&["inspect", "mail"])?;
    let folder = corpora.folder.join("bounces/large");
    let items = expected(&folder.join("expected.json"))?;
    let files: Vec<PathBuf> = items.iter().map(|item| folder.join(text(item, "file"))).collect();
    let answers = corpora.rapport.mails(&files)?;

    let mut outcome = Outcome::default();
    let mut hard = Share::default();
    let mut recipients = Share::default();
    let mut status = Share::default();
    let mut yes_or_no = Share::default();
    let mut alarms = Share::default();
    let mut groups: BTreeMap<&str, Share> = BTreeMap::new();
    for (item, answer) in items.iter().zip(&answers) {
        let file = text(item, "file");
        let is_bounce = text(item, "class") == "bounce";
        let said_bounce = text(answer, "class") == "bounce";
        if !yes_or_no.count(is_bounce == said_bounce) {
            outcome.miss(format!(
                "{file}: {} taken for {}",
                text(item, "class"),
                text(answer, "class")
            ));
        }
        if !is_bounce {
            alarms.count(said_bounce);
        }
        let (right, wrong, missed) = compared(&wanted(item), &answered(answer));
        let right = wrong.is_empty() && missed.is_empty() && right > 0;
        groups.entry(text(item, "group")).or_default().count(right);
        if !right {
            outcome.miss(format!("{file}: {:?} instead of {:?}", answered(answer), wanted(item)));
        }
        if let Some(expected) = item.get("hard").and_then(Value::as_bool) {
            let said = answer.get("hard").and_then(Value::as_bool).filter(|_| said_bounce);
            if !hard.count(said == Some(expected)) {
                outcome.miss(format!("{file}: hard {said:?} instead of {expected}"));
            }
        }
        let entries: Vec<Vec<String>> = list(item, "recipients").iter().map(lower).collect();
        if !entries.is_empty() {
            let said: Vec<String> = list(answer, "bounces")
                .iter()
                .map(|one| text(one, "recipient").to_lowercase())
                .collect();
            let exact = said.len() == entries.len()
                && entries.iter().all(|names| names.iter().any(|name| said.contains(name)));
            if !recipients.count(exact) {
                outcome.miss(format!("{file}: recipients {said:?} instead of {entries:?}"));
            }
        }
        for result in list(item, "results") {
            let code = text(result, "status");
            if !code.is_empty() {
                status.count(list(answer, "bounces").iter().any(|one| text(one, "status") == code));
            }
        }
    }
    let classes = classes(&items, &answers);
    let results = results(&items, &answers);
    outcome.add("class of each result, macro-F1", classes.macro_f1(), Goal::AtLeast(0.90));
    outcome.add_share("hard or soft right", hard, Goal::AtLeast(0.95));
    outcome.add_share("recipients exact", recipients, Goal::AtLeast(0.95));
    outcome.add_share("status found", status, Goal::Told);
    outcome.add_share("number of results right", results, Goal::Told);
    outcome.add_share("bounce, yes or no", yes_or_no, Goal::Told);
    outcome.add_share("false alarms", alarms, Goal::Told);
    let other = corpora.rapport.mails(&with_cr_lf(corpora, &files)?)?;
    outcome.add(
        "the same where lines end in CR LF",
        self::classes(&items, &other).macro_f1(),
        Goal::Told,
    );
    outcome.misses.extend(classes.lines());
    let mut worst: Vec<_> =
        groups.into_iter().filter(|(_, share)| share.right < share.all).collect();
    worst.sort_by(|(_, one), (_, other)| one.value().total_cmp(&other.value()));
    let worst: Vec<String> = worst
        .iter()
        .take(8)
        .map(|(name, share)| format!("{name} {}/{}", share.right, share.all))
        .collect();
    outcome.misses.push(format!("worst groups: {}", worst.join(", ")));
    Ok(outcome)
}

pub fn small(corpora: &Corpora) -> Result<Outcome> {
    corpora.rapport.needs(&["inspect", "mail"])?;
    let folder = corpora.folder.join("bounces/small");
    let items = expected(&folder.join("expected.json"))?;
    let files: Vec<PathBuf> = items.iter().map(|item| folder.join(text(item, "file"))).collect();
    let mut outcome = Outcome::default();
    let mut exact = Share::default();
    let mut temporary = Share::default();
    let mut permanent = Share::default();
    for (item, answer) in items.iter().zip(&corpora.rapport.mails(&files)?) {
        let said: BTreeMap<String, &str> = list(answer, "bounces")
            .iter()
            .filter(|_| text(answer, "class") == "bounce")
            .map(|one| (text(one, "recipient").to_lowercase(), text(one, "kind")))
            .collect();
        let lasting: BTreeSet<String> = lower(&item["permanent"]).into_iter().collect();
        let passing: BTreeSet<String> = lower(&item["temporary"]).into_iter().collect();
        let wanted: BTreeSet<&String> = lasting.union(&passing).collect();
        if !exact.count(said.keys().collect::<BTreeSet<_>>() == wanted) {
            outcome.miss(format!(
                "{}: {:?} instead of {wanted:?}",
                text(item, "file"),
                said.keys()
            ));
        }
        for name in &passing {
            temporary.count(said.get(name).is_some_and(|kind| is_soft(kind)));
        }
        for name in &lasting {
            permanent.count(said.get(name).is_some_and(|kind| !is_soft(kind)));
        }
    }
    outcome.add_share("recipients exact", exact, Goal::AtLeast(0.98));
    outcome.add_share("temporary ones called soft or delayed", temporary, Goal::Told);
    outcome.add_share("permanent ones not called soft", permanent, Goal::Told);
    Ok(outcome)
}

fn is_soft(kind: &str) -> bool {
    matches!(kind, "soft" | "delayed")
}

fn lower(names: &Value) -> Vec<String> {
    let names = names.as_array().map_or(&[][..], Vec::as_slice);
    names.iter().filter_map(Value::as_str).map(str::to_lowercase).collect()
}

/// A delay is a soft result.
fn folded(kind: &str) -> String {
    if kind == "delayed" { "soft".to_owned() } else { kind.to_owned() }
}

fn wanted(item: &Value) -> Vec<String> {
    match text(item, "class") {
        "bounce" => list(item, "results").iter().map(|one| folded(text(one, "kind"))).collect(),
        other => vec![other.to_owned()],
    }
}

fn answered(answer: &Value) -> Vec<String> {
    match text(answer, "class") {
        "bounce" => {
            let kinds: Vec<String> =
                list(answer, "bounces").iter().map(|one| folded(text(one, "kind"))).collect();
            if kinds.is_empty() { vec!["nothing".to_owned()] } else { kinds }
        }
        "away" | "acknowledgement" | "challenge" => vec!["auto".to_owned()],
        "complaint" => vec!["complaint".to_owned()],
        _ => vec!["none".to_owned()],
    }
}

/// How many are in both, and the rest of the answered and of the wanted ones.
fn compared(wanted: &[String], answered: &[String]) -> (usize, Vec<String>, Vec<String>) {
    let mut wrong = answered.to_vec();
    let mut missed = Vec::new();
    let mut forgiven = 0;
    for kind in wanted {
        if kind == "unknown" {
            forgiven += 1;
        } else if let Some(place) = wrong.iter().position(|said| said == kind) {
            wrong.swap_remove(place);
        } else {
            missed.push(kind.clone());
        }
    }
    let before = wrong.len();
    wrong.truncate(before.saturating_sub(forgiven));
    (answered.len() - before + (before - wrong.len()), wrong, missed)
}

fn classes(items: &[Value], answers: &[Value]) -> Classes {
    let mut classes = Classes::default();
    for (item, answer) in items.iter().zip(answers) {
        let (wanted, answered) = (wanted(item), answered(answer));
        let (_, wrong, missed) = compared(&wanted, &answered);
        for kind in wanted.iter().filter(|kind| *kind != "unknown") {
            classes.add(kind, 1.0, 0.0, 0.0);
        }
        for kind in &missed {
            classes.add(kind, -1.0, 0.0, 1.0);
        }
        for kind in &wrong {
            classes.add(kind, 0.0, 1.0, 0.0);
        }
    }
    classes
}

fn results(items: &[Value], answers: &[Value]) -> Share {
    let mut results = Share::default();
    for (item, answer) in items.iter().zip(answers) {
        if text(item, "class") == "bounce" {
            results.count(list(item, "results").len() == list(answer, "bounces").len());
        }
    }
    results
}

fn with_cr_lf(corpora: &Corpora, files: &[PathBuf]) -> Result<Vec<PathBuf>> {
    let folder = corpora.scratch.join("cr-lf");
    fs::create_dir_all(&folder)?;
    let mut copies = Vec::new();
    for (number, file) in files.iter().enumerate() {
        let mut bytes = Vec::new();
        for line in fs::read(file)?.split_inclusive(|byte| *byte == b'\n') {
            match line.strip_suffix(b"\n") {
                Some(line) => {
                    bytes.extend_from_slice(line.strip_suffix(b"\r").unwrap_or(line));
                    bytes.extend_from_slice(b"\r\n");
                }
                None => bytes.extend_from_slice(line),
            }
        }
        let copy = folder.join(format!("{number:04}.eml"));
        fs::write(&copy, bytes)?;
        copies.push(copy);
    }
    Ok(copies)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn multisets_are_compared_and_the_unknown_forgiven() {
        let list = |text: &str| text.split_whitespace().map(str::to_owned).collect::<Vec<_>>();
        let found = compared(&list("soft soft invalid"), &list("soft blocked invalid"));
        assert_eq!(found, (2, list("blocked"), list("soft")));
        assert_eq!(compared(&list("unknown"), &list("moved")), (1, vec![], vec![]));
        assert_eq!(compared(&list("unknown"), &list("moved soft")).1.len(), 1);
    }
}

//! Misspellings with the right word, right words, and names never to be touched: `typos`.
//!
//! Each word stands on a line of its own in a long note. The sample is the first two thousand by
//! the order of a hash, so that anybody takes the same.

use std::fs;

use anyhow::Result;
use serde_json::Value;
use sha2::{Digest, Sha256};

use super::Corpora;
use super::ask::{list, table, text, texts};
use super::figure::{Goal, Outcome, Share};

/// The sentences, in turn.
const SENTENCES: [&str; 5] = [
    "We spoke about the WORD last week.",
    "There was one more thing, WORD, on the list.",
    "The word on the board was WORD again.",
    "You also mentioned WORD to me.",
    "My notes say WORD and nothing else.",
];

/// Words of the sample.
const SAMPLE: usize = 2_000;
/// Lines of a note.
const LINES: usize = 250;

pub fn score(corpora: &Corpora) -> Result<Outcome> {
    corpora.rapport.needs(&["check"])?;
    let folder = corpora.folder.join("typos");
    let mut sample: Vec<(Vec<u8>, String, String)> = table(&folder.join("typos.csv"))?
        .iter()
        .map(|row| {
            (
                text(row, "wrong").to_owned(),
                text(row, "right").to_owned(),
                text(row, "certain") == "yes",
            )
        })
        .filter(|(wrong, right, certain)| *certain && is_plain(wrong, 4) && is_plain(right, 3))
        .map(|(wrong, right, _)| (Sha256::digest(format!("sample|{wrong}")).to_vec(), wrong, right))
        .collect();
    sample.sort();
    sample.truncate(SAMPLE);

    let mut outcome = Outcome::default();
    let wrong: Vec<&str> = sample.iter().map(|(_, wrong, _)| wrong.as_str()).collect();
    let mut found = Share::default();
    let mut flagged = Share::default();
    for ((_, wrong, right), findings) in sample.iter().zip(findings(corpora, &wrong, &SENTENCES)?) {
        let finding = findings.iter().find(|finding| text(finding, "text") == wrong.as_str());
        flagged.count(finding.is_some());
        let suggestions = finding.map(|finding| texts(finding, "suggestions")).unwrap_or_default();
        if !found.count(suggestions.iter().take(3).any(|one| one == right)) {
            outcome.miss(format!(
                "{wrong}: {right} is not among {:?}",
                suggestions.iter().take(3).collect::<Vec<_>>()
            ));
        }
    }
    let mut right: Vec<&str> = sample.iter().map(|(.., right)| right.as_str()).collect();
    right.sort_unstable();
    right.dedup();
    let mut alarms = Share::default();
    for (word, findings) in right.iter().zip(findings(corpora, &right, &SENTENCES)?) {
        if alarms.count(!findings.is_empty()) {
            outcome.miss(format!("{word}: an alarm on a right word"));
        }
    }
    let names: Vec<String> = table(&folder.join("names.csv"))?
        .iter()
        .map(|row| capitalised(text(row, "word")))
        .collect();
    let names: Vec<&str> = names.iter().map(String::as_str).collect();
    let mut on_names = Share::default();
    for (name, findings) in names.iter().zip(findings(corpora, &names, &["I met WORD on Monday."])?)
    {
        if on_names.count(!findings.is_empty()) {
            outcome.miss(format!("{name}: an alarm on a name"));
        }
    }
    outcome.add_share("right word among the first three", found, Goal::AtLeast(0.90));
    outcome.add_share("flagged", flagged, Goal::Told);
    outcome.add_share("alarms on right words", alarms, Goal::AtMost(0.002));
    outcome.add_share("alarms on names", on_names, Goal::AtMost(0.0));
    Ok(outcome)
}

/// The spelling findings on the line of each word.
fn findings(corpora: &Corpora, words: &[&str], sentences: &[&str]) -> Result<Vec<Vec<Value>>> {
    let mut all = Vec::new();
    for words in words.chunks(LINES) {
        let lines: Vec<String> = words
            .iter()
            .enumerate()
            .map(|(number, word)| sentences[number % sentences.len()].replace("WORD", word))
            .collect();
        let note = corpora.scratch.join("note.txt");
        fs::write(&note, lines.join("\n") + "\n")?;
        let ask = ["check", "-", "--language", "en", "--all"];
        let answers = corpora.rapport.ask(&ask, &[], Some(&note))?;
        let mut by_line = vec![Vec::new(); words.len()];
        for finding in answers.iter().flat_map(|answer| list(answer, "findings")) {
            let line = finding.get("line").and_then(Value::as_u64).unwrap_or(0);
            let place = usize::try_from(line).ok().and_then(|line| line.checked_sub(1));
            if text(finding, "kind") == "spelling"
                && let Some(here) = place.and_then(|place| by_line.get_mut(place))
            {
                here.push(finding.clone());
            }
        }
        all.extend(by_line);
    }
    Ok(all)
}

fn is_plain(word: &str, shortest: usize) -> bool {
    word.len() >= shortest && word.bytes().all(|byte| byte.is_ascii_lowercase())
}

fn capitalised(word: &str) -> String {
    let mut letters = word.chars();
    letters.next().map(|first| first.to_uppercase().chain(letters).collect()).unwrap_or_default()
}

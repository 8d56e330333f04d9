//! Automatic answers among ordinary mail, and values of `List-Unsubscribe`: `autoreplies`.

use std::fs;
use std::path::PathBuf;

use anyhow::Result;

use super::Corpora;
use super::ask::{expected, text, texts};
use super::figure::{Goal, Outcome, Share};

pub fn answers(corpora: &Corpora) -> Result<Outcome> {
    corpora.rapport.needs(&["inspect", "mail"])?;
    let folder = corpora.folder.join("autoreplies");
    let items = expected(&folder.join("expected.json"))?;
    let files: Vec<PathBuf> = items.iter().map(|item| folder.join(text(item, "file"))).collect();
    let mut outcome = Outcome::default();
    let mut recall = Share::default();
    let mut alarms = Share::default();
    for (item, answer) in items.iter().zip(&corpora.rapport.mails(&files)?) {
        let (file, class) = (text(item, "file"), text(answer, "class"));
        let automatic = is_automatic(class);
        if text(item, "kind") == "autoreply" {
            if !recall.count(automatic) {
                outcome.miss(format!("{file}: an automatic answer taken for {class}"));
            }
        } else if alarms.count(automatic || matches!(class, "bounce" | "complaint")) {
            outcome.miss(format!("{file}: an ordinary mail taken for {class}"));
        }
    }
    outcome.add_share("recall", recall, Goal::AtLeast(0.95));
    outcome.add_share("false alarms", alarms, Goal::AtMost(0.0));
    Ok(outcome)
}

/// Whether a class is one of automatic answers.
pub fn is_automatic(class: &str) -> bool {
    matches!(class, "away" | "acknowledgement" | "challenge")
}

pub fn opt_out_headers(corpora: &Corpora) -> Result<Outcome> {
    corpora.rapport.needs(&["inspect", "mail"])?;
    let items = expected(&corpora.folder.join("autoreplies/unsubscribe.json"))?;
    let mut files = Vec::new();
    for (number, item) in items.iter().enumerate() {
        let file = corpora.scratch.join(format!("{number:03}.eml"));
        let header = text(item, "header");
        fs::write(&file, format!("From: a@example.org\nList-Unsubscribe: {header}\n\nHello\n"))?;
        files.push(file);
    }
    let mut outcome = Outcome::default();
    let mut right = Share::default();
    for (item, answer) in items.iter().zip(&corpora.rapport.mails(&files)?) {
        let mut wanted = texts(item, "methods");
        wanted.retain(|method| !method.is_empty());
        let said = texts(answer, "list_unsubscribe");
        if !right.count(said == wanted) {
            outcome.miss(format!("{}: {said:?}", text(item, "header")));
        }
    }
    outcome.add_share("addresses in order", right, Goal::AtLeast(1.0));
    Ok(outcome)
}

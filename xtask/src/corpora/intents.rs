//! What an answer means: `intents`. Each text becomes the body of a plain answer mail.

use std::fs;
use std::path::PathBuf;

use anyhow::Result;
use serde_json::Value;

use super::Corpora;
use super::ask::{expected, text};
use super::figure::{Classes, Goal, Outcome, Share};

pub fn score(corpora: &Corpora) -> Result<Outcome> {
    corpora.rapport.needs(&["inspect", "mail"])?;
    let items = expected(&corpora.folder.join("intents/expected.json"))?;
    let mut files: Vec<PathBuf> = Vec::new();
    for (number, item) in items.iter().enumerate() {
        let file = corpora.scratch.join(format!("{number:04}.eml"));
        let mail = format!(
            "From: Dana Whitfield <dana@example.org>\r\nTo: nell@example.org\r\nSubject: Re: Hello\r\n\
             Date: Thu, 05 Mar 2026 09:00:00 +0000\r\nMessage-ID: <{number}@example.org>\r\n\
             In-Reply-To: <first@example.org>\r\nMIME-Version: 1.0\r\n\
             Content-Type: text/plain; charset=utf-8\r\nContent-Transfer-Encoding: 8bit\r\n\r\n{}\r\n",
            text(item, "text")
        );
        fs::write(&file, mail)?;
        files.push(file);
    }
    let mut outcome = Outcome::default();
    let mut sales = Classes::default();
    let mut offers = Share::default();
    let (mut no_for_yes, mut yes_for_no) = (0.0, 0.0);
    for (item, answer) in items.iter().zip(&corpora.rapport.mails(&files)?) {
        let label = text(item, "label");
        let said = meaning(answer);
        let right = match text(item, "set") {
            "sales-reply" => {
                sales.count(label, said);
                label == said
            }
            _ => {
                // Asking about an offer is no refusal of it.
                let is_question = text(answer, "intent") == "question";
                let accepts = said == "interested" || (is_question && said == "neutral");
                offers.count(match label {
                    "accept" => accepts,
                    _ => said == "not-interested",
                })
            }
        };
        let is_no = matches!(label, "not-interested" | "decline");
        no_for_yes += f64::from(u8::from(is_no && said == "interested"));
        let is_yes = matches!(label, "interested" | "accept");
        yes_for_no += f64::from(u8::from(is_yes && said == "not-interested"));
        if !right {
            let (class, intent) = (text(answer, "class"), text(answer, "intent"));
            outcome.miss(format!("{label}, said {class}/{intent}: {:?}", text(item, "text")));
        }
    }
    outcome.add("interested, not, neutral: macro-F1", sales.macro_f1(), Goal::AtLeast(0.80));
    outcome.add_share("offer taken or declined", offers, Goal::Told);
    outcome.add("a no taken for a yes", no_for_yes, Goal::Told);
    outcome.add("a yes taken for a no", yes_for_no, Goal::Told);
    outcome.misses.extend(sales.lines());
    Ok(outcome)
}

/// The label that class and intent of an answer stand for.
fn meaning(answer: &Value) -> &'static str {
    if text(answer, "class") == "opt_out" {
        return "not-interested";
    }
    match text(answer, "intent") {
        "interested" | "order" | "invitation" | "offer" => "interested",
        "decline" | "stop" | "rejection" | "referral" => "not-interested",
        "question" | "later" | "problem" | "none" => "neutral",
        _ => "nothing",
    }
}

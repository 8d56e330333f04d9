//! Hard mails, one process each: crashes, time, memory, and ordinary mail that is taken for a
//! machine's: `mails`.

use std::path::PathBuf;
use std::time::Duration;

use anyhow::Result;
use serde_json::Value;

use super::Corpora;
use super::ask::{expected, list, text, texts};
use super::autoreplies::is_automatic;
use super::figure::{Goal, Outcome, Share};
use super::measure;

pub fn score(corpora: &Corpora) -> Result<Outcome> {
    corpora.rapport.needs(&["inspect", "mail"])?;
    let folder = corpora.folder.join("mails");
    let mut outcome = Outcome::default();
    let (mut crashes, mut slow, mut large) = (0.0, 0.0, 0.0);
    let (mut alarms, mut kinds, mut agrees) =
        (Share::default(), Share::default(), Share::default());
    let (mut longest, mut most) = (Duration::ZERO, 0.0_f64);
    for item in expected(&folder.join("expected.json"))? {
        let name = text(&item, "file");
        let file: PathBuf = folder.join(name);
        let mut command = corpora.rapport.command(&["inspect", "mail", "--json"]);
        let run = measure::run(command.arg("--").arg(&file), &corpora.scratch.join("printed"))?;
        let mut count = |which: &mut f64, happened: bool, what: String| {
            if happened {
                *which += 1.0;
                outcome.miss(format!("{name}: {what}"));
            }
        };
        let code = run.status.code();
        count(
            &mut crashes,
            code.is_none_or(|code| code >= 101 || code == 1),
            format!("{}", run.status),
        );
        count(&mut slow, run.wall > Duration::from_secs(1), format!("{:?}", run.wall));
        count(&mut large, run.megabytes > 100.0, format!("{:.0} MB", run.megabytes));
        longest = longest.max(run.wall);
        most = most.max(run.megabytes);

        let answer: Value = run
            .stdout
            .lines()
            .next()
            .and_then(|line| serde_json::from_str(line).ok())
            .unwrap_or_default();
        let class = text(&answer, "class");
        let machine = is_automatic(class) || matches!(class, "bounce" | "complaint");
        match text(&item, "kind") {
            "" => {}
            "normal" => {
                if alarms.count(machine) {
                    outcome.miss(format!("{name}: an ordinary mail taken for {class}"));
                }
            }
            kind => {
                let bounces = list(&answer, "bounces");
                let right = match kind {
                    "delayed" => {
                        class == "bounce"
                            && bounces
                                .iter()
                                .any(|one| matches!(text(one, "kind"), "delayed" | "soft"))
                    }
                    "read-receipt" => class == "receipt",
                    "autoreply" => is_automatic(class),
                    other => class == other,
                };
                if !kinds.count(right) {
                    outcome.miss(format!("{name}: {kind} taken for {class}"));
                }
            }
        }
        if list(&item, "second_opinion_defects").is_empty()
            && let Some(different) = differences(&item, &answer, &mut agrees)
        {
            outcome.miss(format!("{name}: differs in {different}"));
        }
    }
    outcome.add("crashes", crashes, Goal::AtMost(0.0));
    outcome.add("over 1 s", slow, Goal::AtMost(0.0));
    outcome.add("over 100 MB", large, Goal::AtMost(0.0));
    outcome.add_share("ordinary mail taken for a machine's", alarms, Goal::AtMost(0.0));
    outcome.add_share("other kinds right", kinds, Goal::Told);
    outcome.add_share("headers as the second opinion has them", agrees, Goal::Told);
    outcome.add("longest, seconds", longest.as_secs_f64(), Goal::Told);
    outcome.add("most memory, MB", most, Goal::Told);
    Ok(outcome)
}

/// The header values on which the other parser does not agree; it may be the one that is wrong.
fn differences(item: &Value, answer: &Value, agrees: &mut Share) -> Option<String> {
    let mut different = Vec::new();
    let mut compare = |name: &str, wanted: String, said: String| {
        if !agrees.count(wanted == said) {
            different.push(format!("{name}: {said:?} instead of {wanted:?}"));
        }
    };
    let trimmed = |text: &str| super::figure::squeezed(text);
    if item.get("subject").is_some_and(Value::is_string) {
        compare("subject", trimmed(text(item, "subject")), trimmed(text(answer, "subject")));
    }
    if item.get("date").is_some_and(Value::is_string) {
        // `Z` and `+00:00` are the same.
        let date = |text: &str| text.replace('Z', "+00:00");
        compare("date", date(text(item, "date")), date(text(answer, "date")));
    }
    if item.get("message_id").is_some_and(Value::is_string) {
        let id = text(item, "message_id").trim_matches(['<', '>', ' ']).to_owned();
        compare("message_id", id, text(answer, "message_id").to_owned());
    }
    for name in ["from", "to"] {
        let lower = |value: &Value| texts(value, name).join(" ").to_lowercase();
        compare(name, lower(item), lower(answer));
    }
    let names = list(answer, "attachments").iter().map(|one| text(one, "name").to_owned());
    compare(
        "attachments",
        texts(item, "attachments").join("|"),
        names.collect::<Vec<_>>().join("|"),
    );
    (!different.is_empty()).then(|| different.join("; "))
}

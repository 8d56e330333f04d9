//! Parts of names, same person or not, whose mailbox: `names`.

use anyhow::Result;
use serde_json::{Value, json};

use super::Corpora;
use super::ask::{expected, table, text};
use super::figure::{Goal, Outcome, Share, squeezed};

const VERB: [&str; 2] = ["inspect", "name"];
const ASK: [&str; 3] = ["inspect", "name", "-"];

pub fn parts(corpora: &Corpora) -> Result<Outcome> {
    corpora.rapport.needs(&VERB)?;
    let folder = corpora.folder.join("names");
    let ask = |names: Vec<&str>| {
        let lines: Vec<String> =
            names.iter().map(|name| json!({ "name": name }).to_string()).collect();
        corpora.rapport.each_line(&ASK, &lines, &corpora.scratch)
    };
    let mut outcome = Outcome::default();
    let (mut clear, mut ambiguous) = (Share::default(), Share::default());
    let items = expected(&folder.join("parts.json"))?;
    let answers = ask(items.iter().map(|item| text(item, "name")).collect())?;
    for (item, answer) in items.iter().zip(&answers) {
        let wanted = &item["expect"];
        let right = same(wanted, answer, "given") && same(wanted, answer, "family");
        let is_ambiguous = item.get("ambiguous").and_then(Value::as_bool) == Some(true);
        if is_ambiguous {
            ambiguous.count(right);
        } else if !clear.count(right) {
            outcome.miss(format!("{:?}: {}", text(item, "name"), said(answer)));
        }
    }
    let mut hard = Share::default();
    let rows = table(&folder.join("parts_2.csv"))?;
    let answers = ask(rows.iter().map(|row| text(row, "name")).collect())?;
    for (row, answer) in rows.iter().zip(&answers) {
        let family = form(text(row, "surname")) == form(text(answer, "family"));
        let given = form(text(answer, "given"));
        let given = match form(text(row, "given")).as_str() {
            "" => {
                given.chars().next().map(String::from).unwrap_or_default()
                    == form(text(row, "first_initial"))
            }
            wanted => given == wanted,
        };
        if !hard.count(family && given) {
            outcome.miss(format!("hard: {:?}: {}", text(row, "name"), said(answer)));
        }
    }
    let mut not_full = Share::default();
    let rows = table(&folder.join("not_a_full_name.csv"))?;
    let answers = ask(rows.iter().map(|row| text(row, "name")).collect())?;
    for (row, answer) in rows.iter().zip(&answers) {
        let claims_both = !text(answer, "given").is_empty() && !text(answer, "family").is_empty();
        if !not_full.count(!claims_both) {
            outcome.miss(format!("not full: {:?}: {}", text(row, "name"), said(answer)));
        }
    }
    outcome.add_share("given and family, clear ones", clear, Goal::AtLeast(0.95));
    outcome.add_share("given and family, ambiguous ones", ambiguous, Goal::Told);
    outcome.add_share("surname and given, the hard list", hard, Goal::Told);
    outcome.add_share("nothing claimed of half a name", not_full, Goal::Told);
    Ok(outcome)
}

pub fn same_people(corpora: &Corpora) -> Result<Outcome> {
    corpora.rapport.needs(&VERB)?;
    let folder = corpora.folder.join("names");
    let mut outcome = Outcome::default();
    let (mut people, mut mailboxes) = (Share::default(), Share::default());
    let rows = table(&folder.join("same_person.csv"))?;
    let lines: Vec<String> =
        rows.iter().map(|row| json!({"name": row["a"], "other": row["b"]}).to_string()).collect();
    let answers = corpora.rapport.each_line(&ASK, &lines, &corpora.scratch)?;
    for (row, answer) in rows.iter().zip(&answers) {
        let said = answer.get("same").and_then(Value::as_bool);
        if !people.count(said == Some(text(row, "relation") == "==")) {
            outcome.miss(format!("{} {} {}: {said:?}", row["a"], text(row, "relation"), row["b"]));
        }
    }
    let rows = table(&folder.join("mailbox.csv"))?;
    let lines: Vec<String> = rows
        .iter()
        .map(|row| {
            let email = format!("{}@example.org", text(row, "local_part"));
            json!({"name": row["name"], "email": email}).to_string()
        })
        .collect();
    let answers = corpora.rapport.each_line(&ASK, &lines, &corpora.scratch)?;
    for (row, answer) in rows.iter().zip(&answers) {
        let said = answer.get("email_fits").and_then(Value::as_bool);
        if !mailboxes.count(said == Some(text(row, "relation") == "match")) {
            outcome.miss(format!(
                "{} of {}, {}: {said:?}",
                row["local_part"], row["name"], row["relation"]
            ));
        }
    }
    outcome.add_share("same person or not", people, Goal::Told);
    outcome.add_share("whose mailbox", mailboxes, Goal::Told);
    Ok(outcome)
}

fn same(wanted: &Value, answer: &Value, part: &str) -> bool {
    form(text(wanted, part)) == form(text(answer, part))
}

fn form(text: &str) -> String {
    squeezed(text).to_lowercase()
}

fn said(answer: &Value) -> String {
    format!("given {:?}, family {:?}", text(answer, "given"), text(answer, "family"))
}

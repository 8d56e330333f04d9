//! vCards with another reader's opinion: `cards/contacts.json`.

use std::collections::{BTreeMap, BTreeSet};

use anyhow::Result;
use serde_json::Value;

use super::Corpora;
use super::ask::{expected, list, text, texts};
use super::figure::{Goal, Outcome, Share, digits, squeezed};

/// The fields that the other reader has an opinion on.
const FIELDS: [&str; 7] =
    ["name", "given", "family", "organisation", "emails", "phones", "birthday"];

pub fn score(corpora: &Corpora) -> Result<Outcome> {
    corpora.rapport.needs(&["inspect", "contacts"])?;
    let folder = corpora.folder.join("cards");
    let mut outcome = Outcome::default();
    let mut files = Share::default();
    let mut fields: BTreeMap<&str, Share> = BTreeMap::new();
    for item in expected(&folder.join("contacts.json"))? {
        let name = text(&item, "file");
        if item.get("contacts").is_none_or(Value::is_null) {
            // The other reader could not decode it.
            continue;
        }
        let answers = corpora.rapport.ask(&["inspect", "contacts"], &[folder.join(name)], None)?;
        let said: Vec<&Value> =
            answers.iter().filter(|answer| answer.get("error").is_none()).collect();
        let wanted = list(&item, "contacts");
        let mut all = said.len() == wanted.len();
        if !all {
            outcome.miss(format!("{name}: {} contacts instead of {}", said.len(), wanted.len()));
        }
        for (place, wanted) in wanted.iter().enumerate() {
            for field in FIELDS {
                if wanted.get(field).is_none_or(Value::is_null) {
                    continue;
                }
                let said = said.get(place).copied().unwrap_or(&Value::Null);
                let right = is_right(field, wanted, said);
                all &= fields.entry(field).or_default().count(right);
                if !right {
                    outcome.miss(format!(
                        "{name}, {place}: {field} {} instead of {}",
                        said[field], wanted[field]
                    ));
                }
            }
        }
        files.count(all);
    }
    outcome.add_share("file right", files, Goal::AtLeast(1.0));
    for (field, share) in fields {
        outcome.add_share(&format!("  {field}"), share, Goal::Told);
    }
    Ok(outcome)
}

fn is_right(field: &str, wanted: &Value, said: &Value) -> bool {
    let values = |member: &str| list(said, member).iter().map(|one| text(one, "value"));
    match field {
        "emails" => {
            let wanted: BTreeSet<String> =
                texts(wanted, field).iter().map(|one| one.to_lowercase()).collect();
            wanted == values(field).map(str::to_lowercase).collect()
        }
        "phones" => {
            let wanted: BTreeSet<String> =
                texts(wanted, field).iter().map(|one| digits(one)).collect();
            let without: BTreeSet<String> = values(field).map(digits).collect();
            let with: BTreeSet<String> = list(said, field)
                .iter()
                .map(|one| digits(text(one, "value")) + &digits(text(one, "extension")))
                .collect();
            let filled = |set: BTreeSet<String>| {
                set.into_iter().filter(|one| !one.is_empty()).collect::<Vec<_>>()
            };
            let wanted = filled(wanted);
            filled(without) == wanted || filled(with) == wanted
        }
        "birthday" => {
            let first = |text: &str| digits(text).chars().take(8).collect::<String>();
            first(text(wanted, field)) == first(text(said, field))
        }
        _ => squeezed(text(wanted, field)) == squeezed(text(said, field)),
    }
}

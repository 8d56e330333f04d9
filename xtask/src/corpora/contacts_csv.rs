//! Exports of address books: `contacts_csv`.

use std::collections::BTreeMap;

use anyhow::Result;
use serde_json::Value;

use super::Corpora;
use super::ask::{expected, list, text};
use super::figure::{Goal, Outcome, Share, squeezed};

/// The set's name of a field and ours.
const FIELDS: [(&str, &str); 8] = [
    ("first", "given"),
    ("last", "family"),
    ("company", "organisation"),
    ("position", "role"),
    ("email", "emails"),
    ("phone", "phones"),
    ("url", "urls"),
    ("when", "connected_on"),
];

pub fn score(corpora: &Corpora) -> Result<Outcome> {
    corpora.rapport.needs(&["inspect", "contacts"])?;
    let folder = corpora.folder.join("contacts_csv");
    let mut outcome = Outcome::default();
    let (mut files, mut people) = (Share::default(), Share::default());
    let mut fields: BTreeMap<&str, Share> = BTreeMap::new();
    for item in expected(&folder.join("expected.json"))? {
        let name = text(&item, "file");
        let answers = corpora.rapport.ask(&["inspect", "contacts"], &[folder.join(name)], None)?;
        let mut file_right = answers.len() == list(&item, "contacts").len();
        if !file_right {
            outcome.miss(format!("{name}: {} rows", answers.len()));
        }
        for (place, wanted) in list(&item, "contacts").iter().enumerate() {
            let said = answers.get(place).unwrap_or(&Value::Null);
            let mut person_right = true;
            for (theirs, ours) in FIELDS {
                let Some(wanted) = wanted.get(theirs).and_then(Value::as_str) else {
                    continue;
                };
                let right = is_right(ours, wanted, said);
                person_right &= fields.entry(ours).or_default().count(right);
                if !right {
                    outcome.miss(format!(
                        "{name}, {place}: {ours} {} instead of {wanted:?}",
                        said[ours]
                    ));
                }
            }
            file_right &= people.count(person_right);
        }
        files.count(file_right);
    }
    let mut all = Share::default();
    fields.values().for_each(|share| {
        all.right += share.right;
        all.all += share.all;
    });
    outcome.add_share("every field", all, Goal::AtLeast(1.0));
    outcome.add_share("people", people, Goal::AtLeast(1.0));
    outcome.add_share("files", files, Goal::AtLeast(1.0));
    for (field, share) in fields.into_iter().filter(|(_, share)| share.right < share.all) {
        outcome.add_share(&format!("  {field}"), share, Goal::Told);
    }
    Ok(outcome)
}

fn is_right(field: &str, wanted: &str, said: &Value) -> bool {
    match field {
        "emails" | "phones" | "urls" => {
            let said: Vec<&str> = list(said, field).iter().map(|one| text(one, "value")).collect();
            if wanted.is_empty() { said.is_empty() } else { said == [wanted] }
        }
        "connected_on" => day(wanted).as_deref().unwrap_or_default() == text(said, field),
        _ => squeezed(wanted) == squeezed(text(said, field)),
    }
}

/// `05 Mar 2024` → `2024-03-05`.
fn day(text: &str) -> Option<String> {
    const MONTHS: [&str; 12] =
        ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"];
    let words: Vec<&str> = text.split_whitespace().collect();
    let [day, month, year] = words.as_slice() else {
        return None;
    };
    let month = MONTHS.iter().position(|name| name == month)? + 1;
    Some(format!("{year}-{month:02}-{:02}", day.parse::<u8>().ok()?))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn days_are_read() {
        assert_eq!(day("05 Mar 2024").as_deref(), Some("2024-03-05"));
        assert_eq!(day(""), None);
    }
}

//! Calendars with their occurrences, and recurrence rules: `cards/calendars.json` and
//! `cards/recurrences.json`.

use std::fs;

use anyhow::Result;
use serde_json::Value;

use super::Corpora;
use super::ask::{expected, list, text, texts};
use super::figure::{Goal, Outcome, Share};

const VERB: [&str; 2] = ["inspect", "calendar"];

/// Occurrences asked for of each event of a file.
const ASKED: &str = "120";

pub fn files(corpora: &Corpora) -> Result<Outcome> {
    corpora.rapport.needs(&VERB)?;
    let folder = corpora.folder.join("cards");
    let mut outcome = Outcome::default();
    let (mut read, mut unlabelled) = (Share::default(), Share::default());
    let (mut agreed, mut all) = (Share::default(), Share::default());
    for item in expected(&folder.join("calendars.json"))? {
        let name = text(&item, "file");
        let file = folder.join(name);
        let words = ["inspect", "calendar", "--occurrences", ASKED];
        let answers = corpora.rapport.ask(&words, std::slice::from_ref(&file), None)?;
        let failed = answers.iter().any(|answer| answer.get("error").is_some());
        let equal = item.get("equal").and_then(Value::as_bool);
        let source = fs::read(&file)?;
        let has_event = String::from_utf8_lossy(&source).to_uppercase().contains("BEGIN:VEVENT");
        let is_read = !failed && (!has_event || !answers.is_empty());
        match item.get("valid").and_then(Value::as_bool) {
            Some(false) => {}
            // Nobody says whether it is one, and no other reader got anything out of it.
            None if equal.is_none() => {
                unlabelled.count(is_read);
            }
            _ => {
                if !read.count(is_read) {
                    outcome.miss(format!("{name}: not read"));
                }
            }
        }
        let Some(equal) = equal else {
            continue;
        };
        let mut said = starts(answers.iter().filter(|one| text(one, "kind") == "event"));
        let mut wanted = starts(std::iter::once(&item));
        said.sort();
        wanted.sort();
        let right = if equal { said == wanted } else { is_among(&wanted, &said) };
        all.count(right);
        if item.get("two_readers_agree").and_then(Value::as_bool) == Some(true)
            && !agreed.count(right)
        {
            let missing: Vec<_> = wanted.iter().filter(|one| !said.contains(one)).take(3).collect();
            let more: Vec<_> = said.iter().filter(|one| !wanted.contains(one)).take(3).collect();
            let (said, wanted) = (said.len(), wanted.len());
            outcome.miss(format!(
                "{name}: {said} instead of {wanted}, missing {missing:?}, too many {more:?}"
            ));
        }
    }
    outcome.add_share("valid ones are read", read, Goal::AtLeast(1.0));
    outcome.add_share("read, of those nobody judged", unlabelled, Goal::Told);
    outcome.add_share("occurrences, where two readers agree", agreed, Goal::AtLeast(0.99));
    outcome.add_share("occurrences, all files", all, Goal::Told);
    Ok(outcome)
}

/// Wall-clock starts to the minute; a whole day is its midnight.
fn starts<'a>(things: impl Iterator<Item = &'a Value>) -> Vec<String> {
    let minute = |start: &str| match start.len() {
        10 => format!("{start}T00:00"),
        _ => start.chars().take(16).collect(),
    };
    things.flat_map(|one| list(one, "occurrences")).map(|one| minute(text(one, "start"))).collect()
}

/// Each of these is among those, as often.
fn is_among(these: &[String], those: &[String]) -> bool {
    let mut those = those.to_vec();
    these.iter().all(|one| match those.iter().position(|other| other == one) {
        Some(place) => {
            those.swap_remove(place);
            true
        }
        None => false,
    })
}

pub fn rules(corpora: &Corpora) -> Result<Outcome> {
    corpora.rapport.needs(&VERB)?;
    let mut outcome = Outcome::default();
    let mut right = Share::default();
    let items = expected(&corpora.folder.join("cards/recurrences.json"))?;
    for (number, item) in items.iter().enumerate() {
        let (rule, start) = (text(item, "rrule"), text(item, "dtstart"));
        let kind = if start.contains('T') { "" } else { ";VALUE=DATE" };
        let file = corpora.scratch.join(format!("{number:03}.ics"));
        let calendar = format!(
            "BEGIN:VCALENDAR\r\nVERSION:2.0\r\nPRODID:-//example.org//EN\r\nBEGIN:VEVENT\r\n\
             UID:{number}@example.org\r\nDTSTAMP:20260101T000000Z\r\nDTSTART{kind}:{start}\r\n\
             RRULE:{rule}\r\nSUMMARY:Rule\r\nEND:VEVENT\r\nEND:VCALENDAR\r\n"
        );
        fs::write(&file, calendar)?;
        let wanted: Vec<String> = texts(item, "instances").iter().map(|one| basic(one)).collect();
        // Of a rule without end as many as are expected; of others one too many would show.
        let ends = rule.contains("COUNT") || rule.contains("UNTIL");
        let asked = (wanted.len() + if ends { 10 } else { 0 }).to_string();
        let words = ["inspect", "calendar", "--occurrences", &asked];
        let answers = corpora.rapport.ask(&words, &[file], None)?;
        let said: Vec<String> = answers
            .iter()
            .flat_map(|answer| list(answer, "occurrences"))
            .map(|one| basic(text(one, "start")))
            .collect();
        if !right.count(said == wanted) {
            let first = said.iter().zip(&wanted).position(|(said, wanted)| said != wanted);
            outcome.miss(format!(
                "{rule} from {start}: {} instead of {}, first wrong at {first:?}",
                said.len(),
                wanted.len()
            ));
        }
    }
    outcome.add_share("the whole list equal", right, Goal::AtLeast(0.97));
    Ok(outcome)
}

/// `1997-03-10T09:00:00Z` → `19970310T090000`.
fn basic(start: &str) -> String {
    start.chars().take(19).filter(|c| c.is_ascii_digit() || *c == 'T').collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn starts_are_compared_to_the_minute() {
        let event = serde_json::json!({"occurrences": [
            {"start": "2026-03-05"}, {"start": "2026-03-05T09:00:00+01:00"}]});
        assert_eq!(starts(std::iter::once(&event)), ["2026-03-05T00:00", "2026-03-05T09:00"]);
        assert_eq!(basic("1997-03-10T09:00:00Z"), "19970310T090000");
        let list = |text: &str| text.split(' ').map(str::to_owned).collect::<Vec<_>>();
        assert!(is_among(&list("a b"), &list("b c a")) && !is_among(&list("a a"), &list("a b")));
    }
}

//! Parts → lines of an envelope, required parts and postcodes by country: `addresses`.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;

use anyhow::Result;
use serde_json::{Value, json};

use super::Corpora;
use super::ask::{expected, table, text, texts};
use super::figure::{Goal, Outcome, Share, squeezed};

const VERB: [&str; 2] = ["inspect", "address"];
const ASK: [&str; 3] = ["inspect", "address", "-"];

pub fn lines(corpora: &Corpora) -> Result<Outcome> {
    corpora.rapport.needs(&VERB)?;
    let items = expected(&corpora.folder.join("addresses/lines.json"))?;
    let asked: Vec<String> = items.iter().map(|item| item["parts"].to_string()).collect();
    let answers = corpora.rapport.each_line(&ASK, &asked, &corpora.scratch)?;
    let mut outcome = Outcome::default();
    let (mut cases, mut exact, mut lines) = (Share::default(), Share::default(), Share::default());
    for (item, answer) in items.iter().zip(&answers) {
        let country = [text(&item["parts"], "country"), text(answer, "country_line")].map(folded);
        let block = |mut block: Vec<String>| {
            block.retain(|line| !line.trim().is_empty());
            if block.last().is_some_and(|last| country.contains(&folded(last))) {
                block.pop();
            }
            block.iter().map(|line| squeezed(line)).collect::<Vec<_>>()
        };
        let wanted = block(texts(item, "expected"));
        let said = block(texts(answer, "lines"));
        for (place, line) in wanted.iter().enumerate() {
            lines.count(said.get(place).is_some_and(|said| folded(said) == folded(line)));
        }
        exact.count(said == wanted);
        let fold = |block: &[String]| block.iter().map(|line| folded(line)).collect::<Vec<_>>();
        if !cases.count(fold(&said) == fold(&wanted)) {
            outcome.miss(format!("{}: {said:?} instead of {wanted:?}", text(item, "country")));
        }
    }
    outcome.add_share("case right", cases, Goal::AtLeast(0.90));
    outcome.add_share("lines right", lines, Goal::Told);
    outcome.add_share("case right, letter case too", exact, Goal::Told);
    Ok(outcome)
}

fn folded(text: &str) -> String {
    squeezed(text).to_lowercase()
}

pub fn required(corpora: &Corpora) -> Result<Outcome> {
    corpora.rapport.needs(&VERB)?;
    let file = corpora.folder.join("addresses/countries.json");
    let countries: BTreeMap<String, Value> = serde_json::from_slice(&fs::read(file)?)?;
    let known: Vec<(&String, &str)> = countries
        .iter()
        .filter_map(|(code, country)| Some((code, country.get("require")?.as_str()?)))
        .collect();
    let asked: Vec<String> = known
        .iter()
        .map(|(code, _)| json!({"country_code": code.to_lowercase()}).to_string())
        .collect();
    let answers = corpora.rapport.each_line(&ASK, &asked, &corpora.scratch)?;
    let mut outcome = Outcome::default();
    let mut right = Share::default();
    for ((code, letters), answer) in known.iter().zip(&answers) {
        let wanted: BTreeSet<&str> = letters.chars().filter_map(field).collect();
        let said = texts(answer, "missing");
        if !right.count(said.iter().map(String::as_str).collect::<BTreeSet<_>>() == wanted) {
            outcome.miss(format!("{code}: {said:?} instead of {wanted:?}"));
        }
    }
    outcome.add_share("required fields", right, Goal::AtLeast(0.98));
    Ok(outcome)
}

fn field(letter: char) -> Option<&'static str> {
    Some(match letter {
        'A' => "street",
        'C' => "city",
        'S' => "state",
        'Z' => "postcode",
        'D' => "district",
        _ => return None,
    })
}

pub fn postcodes(corpora: &Corpora) -> Result<Outcome> {
    corpora.rapport.needs(&VERB)?;
    let rows = table(&corpora.folder.join("addresses/postcodes.csv"))?;
    let asked: Vec<String> = rows
        .iter()
        .map(|row| {
            let code = text(row, "country").to_lowercase();
            json!({"postcode": row["postcode"], "country_code": code}).to_string()
        })
        .collect();
    let answers = corpora.rapport.each_line(&ASK, &asked, &corpora.scratch)?;
    let mut outcome = Outcome::default();
    let mut right = Share::default();
    for (row, answer) in rows.iter().zip(&answers) {
        let said = answer.get("postcode_valid").and_then(Value::as_bool);
        if !right.count(said == Some(text(row, "verdict") == "valid")) {
            outcome.miss(format!("{} {}: {said:?}", text(row, "country"), text(row, "postcode")));
        }
    }
    outcome.add_share("postcodes", right, Goal::AtLeast(0.98));
    Ok(outcome)
}

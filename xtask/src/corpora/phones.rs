//! Numbers in many spellings: `phones`.

use anyhow::Result;
use serde_json::{Value, json};

use super::Corpora;
use super::ask::{table, text};
use super::figure::{Goal, Outcome, Share, digits};

pub fn score(corpora: &Corpora) -> Result<Outcome> {
    corpora.rapport.needs(&["inspect", "phone"])?;
    let rows: Vec<Value> =
        table(&corpora.folder.join("phones/expected.csv"))?.into_iter().filter(counts).collect();
    let lines: Vec<String> = rows
        .iter()
        .map(|row| match text(row, "default_region") {
            "ZZ" => json!({"phone": row["input"]}).to_string(),
            region => json!({"phone": row["input"], "country": region}).to_string(),
        })
        .collect();
    let answers =
        corpora.rapport.each_line(&["inspect", "phone", "-"], &lines, &corpora.scratch)?;
    let mut outcome = Outcome::default();
    let (mut validity, mut numbers) = (Share::default(), Share::default());
    for (row, answer) in rows.iter().zip(&answers) {
        let valid = text(row, "valid") == "yes";
        let right = answer.get("valid").and_then(Value::as_bool) == Some(valid);
        validity.count(right);
        let all = if valid {
            numbers.count(right && text(answer, "e164") == text(row, "e164"))
        } else {
            right
        };
        if !all {
            let (input, region) = (text(row, "input"), text(row, "default_region"));
            let (e164, said) = (text(row, "e164"), text(answer, "e164"));
            outcome.miss(format!(
                "{input:?} in {region}: valid {valid} {e164}, said {} {said}",
                answer["valid"]
            ));
        }
    }
    outcome.add_share("validity", validity, Goal::AtLeast(0.99));
    outcome.add_share("E.164 of valid ones", numbers, Goal::AtLeast(0.99));
    Ok(outcome)
}

/// A row with "(0)" counts only where the reference leaves the zero out.
fn counts(row: &Value) -> bool {
    let input = text(row, "input");
    !input.contains("(0)") || digits(text(row, "e164")) == digits(&input.replace("(0)", ""))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_zero_in_parentheses_counts_where_it_is_left_out() {
        let row = |input: &str, e164: &str| json!({"input": input, "e164": e164});
        assert!(counts(&row("+49 (0) 30 1", "+49301")));
        assert!(!counts(&row("+247 (0) 62889", "+247062889")));
        assert!(counts(&row("030", "")));
    }
}

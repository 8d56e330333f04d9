//! A text read once: spelling and grammar together, each place named once.

use crate::finding::{Finding, Kind};
use crate::grammar;
use crate::lexicon::Lexicon;
use crate::spelling::{self, Speller};

/// The findings of a text in its language (`en`, `de`, …), spelling only with a checker of it.
/// Where a rule of grammar names the words, the unknown word in them is not told a second time.
#[must_use]
pub fn read(
    text: &str,
    language: &str,
    speller: Option<&Speller>,
    lexicon: &Lexicon,
) -> Vec<Finding> {
    let mut found = grammar::check(text, language);
    let spelt = speller.map(|speller| spelling::check(text, speller, lexicon)).unwrap_or_default();
    let is_told = |slip: &Finding, found: &[Finding]| {
        slip.kind == Kind::Spelling
            && found.iter().any(|rule| rule.start <= slip.start && slip.end <= rule.end)
    };
    let spelt: Vec<Finding> = spelt.into_iter().filter(|slip| !is_told(slip, &found)).collect();
    found.extend(spelt);
    found.sort_by_key(|finding| (finding.start, finding.end));
    found
}

#[cfg(test)]
mod tests {
    use std::sync::Arc;

    use super::*;
    use crate::dictionary::Dictionary;

    #[test]
    fn a_place_is_named_once() {
        let speller = Speller::new(vec![Arc::new(Dictionary::english().unwrap())]);
        let text = "It was alot of work and I recieved alot.";
        let found = read(text, "en", Some(&speller), &Lexicon::default());
        let marks: Vec<_> = found.iter().map(|it| (it.rule, it.text.as_str())).collect();
        assert_eq!(
            marks,
            [("phrase", "alot of"), ("unknown-word", "recieved"), ("unknown-word", "alot")]
        );
        assert_eq!(read(text, "en", None, &Lexicon::default()).len(), 1);
    }
}

//! `rapport check`: everything that is found in a text, before it is anybody's draft.
//!
//! Spelling and grammar are `rapport-prose`'s, tone, names and dates the core's `lint`. Without a
//! recipient nothing of the user's data is read; with one, the people and places the user knows
//! are right words, and a slip in the recipient's name is asked about.

use std::path::Path;

use rapport_core::lint::{self, Part, Rule, Severity};
use rapport_core::playbook::Purpose;
use rapport_prose::lexicon::Lexicon;
use rapport_prose::{language, reading};
use serde::Serialize;

use crate::app::App;
use crate::dictionaries;
use crate::error::AppError;

/// Languages that can be asked for.
pub use rapport_prose::language::LANGUAGES;

/// Findings shown at once unless all are asked for: a reader who is told everything hears nothing.
pub const AT_ONCE: usize = 5;

/// What is found in one text.
#[derive(Clone, PartialEq, Eq, Debug, Serialize)]
pub struct CheckView {
    /// The language it was read in; `null` if it cannot be told.
    pub language: Option<String>,
    /// The findings, in the order of the text.
    pub findings: Vec<CheckFinding>,
    /// How many more there are than are shown.
    pub hidden: usize,
}

/// One finding with its place in the whole text.
#[derive(Clone, PartialEq, Eq, Debug, Serialize)]
pub struct CheckFinding {
    /// `spelling`, `grammar`, `name`, `tone`, `placeholder`, `date`, `personal`, `sender`, `length`
    /// or `form`.
    pub kind: &'static str,
    /// The words concerned.
    pub text: String,
    /// The line, from 1.
    pub line: usize,
    /// The column, from 1, in characters.
    pub column: usize,
    /// The first character, counted from 0.
    pub start: usize,
    /// The first character after it.
    pub end: usize,
    /// What was probably meant, best first.
    pub suggestions: Vec<String>,
    /// Why, in a sentence.
    pub why: String,
    /// `block` or `warn`.
    pub severity: &'static str,
    /// The rule's own name.
    pub rule: String,
}

/// The person a text is for, and the words the user knows.
#[derive(Clone, Debug, Default)]
pub struct Addressee {
    name: String,
    greeting: String,
    organisation: Option<String>,
    lexicon: Lexicon,
}

/// How a text is checked.
#[derive(Clone, Copy, Debug, Default)]
pub struct Asked<'a> {
    /// The language (`en`, `de`, `fr`, `es`); told from the text if not given.
    pub language: Option<&'a str>,
    /// Show all findings instead of the five weightiest.
    pub all: bool,
    /// A folder of the user's own dictionaries.
    pub dictionaries: Option<&'a Path>,
}

impl App {
    /// Whom a text is for, with the names the user knows.
    ///
    /// # Errors
    /// Nobody is meant, or more than one.
    pub async fn addressee(&self, who: &str) -> Result<Addressee, AppError> {
        let contact = self.contact_named(who).await?;
        let organisation = match contact.organisation {
            Some(id) => Some(self.store().organisation(self.scope(), id).await?.name),
            None => None,
        };
        let mut lexicon = Lexicon::default();
        lexicon.watch(&contact.name);
        if let Some(name) = &organisation {
            lexicon.watch(name);
        }
        for known in self.store().contacts(self.scope()).await? {
            lexicon.learn(&known.name);
        }
        for opportunity in self.store().opportunities(self.scope()).await? {
            lexicon.learn(&opportunity.title);
        }
        Ok(Addressee {
            greeting: contact.greeting_name().to_owned(),
            name: contact.name,
            organisation,
            lexicon,
        })
    }
}

/// Checks a text.
#[must_use]
pub fn check(text: &str, to: Option<&Addressee>, asked: &Asked<'_>) -> CheckView {
    let language = asked.language.or_else(|| language::language_of(text));
    let code = language.unwrap_or("en");
    let nobody = Lexicon::default();
    let lexicon = to.map_or(&nobody, |to| &to.lexicon);
    let place = Places::of(text);
    let speller = dictionaries::speller(code, asked.dictionaries);
    let found = reading::read(text, code, speller.as_deref(), lexicon);
    let mut findings: Vec<CheckFinding> = found
        .into_iter()
        .map(|finding| {
            let (line, column) = place.of_character(finding.start);
            CheckFinding {
                kind: finding.kind.word(),
                text: finding.text,
                line,
                column,
                start: finding.start,
                end: finding.end,
                suggestions: finding.suggestions,
                why: finding.why,
                severity: Severity::Warn.word(),
                rule: finding.rule.to_owned(),
            }
        })
        .collect();
    findings.extend(manner(text, code, to, &place));
    let hidden = if asked.all { 0 } else { keep_weightiest(&mut findings) };
    findings.sort_by_key(|finding| (finding.start, finding.end));
    CheckView { language: language.map(str::to_owned), findings, hidden }
}

/// What the core finds: tone in any text, names and greeting only if it is known for whom it is.
fn manner(text: &str, language: &str, to: Option<&Addressee>, place: &Places) -> Vec<CheckFinding> {
    let note = lint::Note { subject: "", body: text, sender_block: "", attachments: 0, language };
    let mut facts = lint::Facts::about(to.map_or("", |to| &to.name), Purpose::KeepInTouch);
    if let Some(to) = to {
        facts.greeting_name = &to.greeting;
        facts.organisation = to.organisation.as_deref();
    }
    lint::check(&note, &facts)
        .into_iter()
        .filter(|finding| finding.part == Part::Body && concerns(finding.rule, to.is_some()))
        .map(|finding| {
            let (line, column) = place.of_character(finding.start);
            CheckFinding {
                kind: kind_of(finding.rule),
                text: finding.text,
                line,
                column,
                start: finding.start,
                end: finding.end,
                suggestions: finding.better.into_iter().collect(),
                why: finding.why,
                severity: finding.severity.word(),
                rule: finding.rule.word().to_owned(),
            }
        })
        .collect()
}

/// Whether a rule can be judged from the text alone, or with the recipient's name.
const fn concerns(rule: Rule, known: bool) -> bool {
    match rule {
        Rule::WrongName | Rule::WrongOrganisation | Rule::Greeting => known,
        Rule::Placeholder | Rule::RelativeDate | Rule::WeekdayDate => true,
        _ => rule.is_tone(),
    }
}

pub(crate) const fn kind_of(rule: Rule) -> &'static str {
    match rule {
        Rule::WrongName
        | Rule::LeftOverName
        | Rule::WrongOrganisation
        | Rule::LeftOverOrganisation
        | Rule::LeftOverRole => "name",
        Rule::Placeholder => "placeholder",
        Rule::RelativeDate | Rule::WeekdayDate => "date",
        Rule::MissingSender | Rule::SenderDomain => "sender",
        Rule::Generic | Rule::NearIdentical => "personal",
        Rule::TooLong | Rule::TooShort => "length",
        _ if rule.is_tone() => "tone",
        _ => "form",
    }
}

/// How weighty a finding is, the least first: what blocks, then names, gaps, dates, slips, manner.
pub(crate) fn weight(severity: &str, kind: &str) -> (bool, usize) {
    let kinds = ["name", "placeholder", "date", "spelling", "grammar", "tone"];
    let place = kinds.iter().position(|it| *it == kind).unwrap_or(kinds.len());
    (severity != Severity::Block.word(), place)
}

/// Keeps the weightiest: what blocks, then names, what is left unfilled, dates, slips, manner.
fn keep_weightiest(findings: &mut Vec<CheckFinding>) -> usize {
    findings.sort_by_key(|it| (weight(it.severity, it.kind), it.start));
    let hidden = findings.len().saturating_sub(AT_ONCE);
    findings.truncate(AT_ONCE);
    hidden
}

/// Where the lines of a text begin, in characters.
struct Places {
    begins: Vec<usize>,
}

impl Places {
    fn of(text: &str) -> Self {
        let after_breaks =
            text.chars().enumerate().filter(|(_, c)| *c == '\n').map(|(at, _)| at + 1);
        Self { begins: std::iter::once(0).chain(after_breaks).collect() }
    }

    /// Line and column of a character, both from 1.
    fn of_character(&self, at: usize) -> (usize, usize) {
        let line = self.begins.partition_point(|begin| *begin <= at).max(1);
        (line, at - self.begins[line - 1] + 1)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_text_is_checked_without_any_data() {
        let text = "Thank you for the talk.\nI recieved the plans and would of called.\n";
        let view = check(text, None, &Asked::default());
        assert_eq!(view.language.as_deref(), Some("en"));
        let marks: Vec<_> = view
            .findings
            .iter()
            .map(|it| (it.kind, it.text.as_str(), it.line, it.column))
            .collect();
        assert_eq!(marks, [("spelling", "recieved", 2, 3), ("grammar", "would of", 2, 26)]);
        assert_eq!(view.findings[0].suggestions[0], "received");
    }

    #[test]
    fn five_are_shown_and_the_rest_is_counted() {
        let text = "Wrod wrod wrnog teh. Wrnog teh wrod, recieve adn tommorow.";
        let few = check(text, None, &Asked { language: Some("en"), ..Asked::default() });
        let all = check(text, None, &Asked { language: Some("en"), all: true, ..Asked::default() });
        assert_eq!(few.findings.len(), 5);
        assert_eq!(few.hidden + 5, all.findings.len());
        assert!(all.findings.is_sorted_by_key(|finding| finding.start));
    }

    #[test]
    fn an_empty_text_has_nothing_to_find() {
        let view = check("", None, &Asked::default());
        assert_eq!((view.findings.len(), view.hidden, view.language), (0, 0, None));
    }
}

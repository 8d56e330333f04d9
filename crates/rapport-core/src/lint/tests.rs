//! The promise of the findings: tables of notes with what must be found, and good notes with
//! nothing. Places and totality are properties in [`places`].

use jiff::civil::date;

use super::*;
use crate::playbook::{Purpose, WordLimits};

mod good;
mod phrases;
mod places;
mod rules;

/// The world all cases live in: Dana Whitfield of Acme Robotics, and other people the user knows.
pub(super) struct Case {
    pub subject: String,
    pub body: String,
    pub sender_block: String,
    pub attachments: usize,
    pub language: &'static str,
    pub purpose: Purpose,
    pub facts: Vec<String>,
    pub earlier: Vec<String>,
    pub plain: String,
    pub words: Option<WordLimits>,
    pub commercial: bool,
}

impl Case {
    /// A whole body.
    pub(super) fn body(body: &str) -> Self {
        Self {
            subject: "Our talk about the scheduler".to_owned(),
            body: body.to_owned(),
            sender_block: "Sam Porter\nMobile +44 20 7946 0991\nsam@porter.example".to_owned(),
            attachments: 0,
            language: "en",
            purpose: Purpose::Thanks,
            facts: vec![
                "her sailing trip to Orkney".to_owned(),
                "the test rig needs a new scheduler".to_owned(),
            ],
            earlier: Vec::new(),
            plain: String::new(),
            words: None,
            commercial: false,
        }
    }

    /// A sentence inside an otherwise good English note.
    pub(super) fn english(sentence: &str) -> Self {
        Self::body(&format!(
            "Dear Dana Whitfield,\n\nthe scheduler of your test rig is still on my mind.\n\n\
             {sentence}\n\nKind regards,"
        ))
    }

    /// A sentence inside an otherwise good German note.
    pub(super) fn german(sentence: &str) -> Self {
        let mut case = Self::body(&format!(
            "Guten Tag Dana Whitfield,\n\nder Prüfstand und sein Scheduler beschäftigen mich.\n\n\
             {sentence}\n\nMit freundlichen Grüßen"
        ));
        case.language = "de";
        case.subject = "Unser Gespräch zum Prüfstand".to_owned();
        case
    }

    pub(super) fn findings(&self) -> Vec<Finding> {
        let note = Note {
            subject: &self.subject,
            body: &self.body,
            sender_block: &self.sender_block,
            attachments: self.attachments,
            language: self.language,
        };
        let sender = [
            SenderDetail { kind: DetailKind::Name, value: "Sam Porter" },
            SenderDetail { kind: DetailKind::Phone, value: "+44 20 7946 0991" },
            SenderDetail { kind: DetailKind::Mail, value: "sam@porter.example" },
        ];
        let facts = Facts {
            organisation: Some("Acme Robotics"),
            role: Some("Staff engineer"),
            other_people: &[
                "Ivo Marek",
                "Zofia Kowalczyk",
                "José Álvarez",
                "Mark Young",
                "Nadia Petrov",
                "Sinéad O’Brien",
            ],
            other_organisations: &["Globex GmbH", "Initech", "Acme"],
            other_roles: &["Product manager"],
            facts: &self.facts,
            sender: &sender,
            present_employer_domain: Some("work.example"),
            words: self.words,
            commercial: self.commercial,
            earlier_notes: &self.earlier,
            template_plain: &self.plain,
            first_contact: true,
            met_on: Some(date(2026, 11, 23)),
            sends_on: Some(date(2026, 11, 24)),
            ..Facts::about("Dana Whitfield", self.purpose)
        };
        check(&note, &facts)
    }

    /// The rules found, each with its severity, in the order of the findings, without repeats.
    pub(super) fn found(&self) -> Vec<(Rule, Severity)> {
        let mut found: Vec<(Rule, Severity)> = Vec::new();
        for finding in self.findings() {
            if !found.contains(&(finding.rule, finding.severity)) {
                found.push((finding.rule, finding.severity));
            }
        }
        found
    }

    /// Asserts exactly these findings.
    #[track_caller]
    pub(super) fn expect(&self, expected: &[(Rule, Severity)]) {
        assert_eq!(self.found(), expected, "in: {}\n{:#?}", self.body, self.findings());
    }
}

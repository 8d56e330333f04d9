//! Findings on a draft: what the core's checks need, gathered, and how they are kept.
//!
//! The checks are `rapport_core::lint` and `rapport_prose`; here is only what surrounds a note (whose names must not
//! be in it) and the form in which findings are stored beside a draft.

use jiff::civil::Date;
use rapport_core::lint::{self, DetailKind, Part, SenderDetail};
use rapport_core::playbook::Step;
use rapport_prose::lexicon::Lexicon;
use rapport_prose::reading;
use rapport_store::draft::Draft;
use serde::{Deserialize, Serialize};

use crate::check::{kind_of, weight};
use crate::dictionaries;
use crate::engine::Surroundings;
use crate::profile::Profile;
use crate::view::FindingView;

/// Names and notes around a draft.
#[derive(Clone, Debug, Default)]
pub(crate) struct Around {
    /// People the user wrote to lately or knows at the same place.
    pub(crate) people: Vec<String>,
    /// Other places the user wrote to lately.
    pub(crate) organisations: Vec<String>,
    /// Notes of the same opportunity.
    pub(crate) earlier_notes: Vec<String>,
    /// What the meeting produced.
    pub(crate) facts: Vec<String>,
}

/// What is looked at.
pub(crate) struct Subject<'a> {
    pub(crate) draft: &'a Draft,
    pub(crate) attachments: usize,
    pub(crate) step: &'a Step,
    pub(crate) surroundings: &'a Surroundings,
    pub(crate) profile: &'a Profile,
    pub(crate) plain: &'a str,
    pub(crate) around: &'a Around,
}

/// Runs the checks.
pub(crate) fn check(subject: &Subject<'_>) -> Vec<FindingView> {
    let facts = &subject.surroundings.facts;
    let profile = subject.profile;
    let people: Vec<&str> = subject.around.people.iter().map(String::as_str).collect();
    let organisations: Vec<&str> =
        subject.around.organisations.iter().map(String::as_str).collect();
    let mut sender = Vec::new();
    let mut chosen = |kind, value: &'_ Option<String>| {
        if let Some(value) = value {
            sender.push((kind, value.clone()));
        }
    };
    chosen(DetailKind::Name, &Some(profile.name.clone()).filter(|name| !name.is_empty()));
    chosen(DetailKind::Phone, &profile.mobile);
    chosen(DetailKind::Phone, &profile.landline);
    chosen(DetailKind::Mail, &profile.address);
    chosen(DetailKind::Postal, &profile.postal_address);
    chosen(DetailKind::Link, &profile.link);
    let sender: Vec<SenderDetail<'_>> =
        sender.iter().map(|(kind, value)| SenderDetail { kind: *kind, value }).collect();
    let met_on: Date = subject.surroundings.calendar.local(facts.moment.now).date();
    let note = lint::Note {
        subject: &subject.draft.subject,
        body: &subject.draft.body,
        sender_block: &subject.draft.sender,
        attachments: subject.attachments,
        language: &subject.draft.language,
    };
    let first_contact = !facts.history.notes.iter().any(|note| note.contact == facts.contact.id);
    let checked = lint::Facts {
        recipient_name: &facts.contact.name,
        greeting_name: facts.contact.greeting_name(),
        organisation: facts.organisation.as_ref().map(|it| it.name.as_str()),
        role: facts.opportunity.as_ref().map(|it| it.title.as_str()),
        other_people: &people,
        other_organisations: &organisations,
        other_roles: &[],
        facts: &subject.around.facts,
        sender: &sender,
        present_employer_domain: None,
        words: subject.step.words,
        purpose: subject.step.purpose,
        commercial: subject.surroundings.playbook.commercial,
        earlier_notes: &subject.around.earlier_notes,
        template_plain: subject.plain,
        first_contact,
        met_on: Some(met_on),
        sends_on: None,
    };
    let of_core = lint::check(&note, &checked).into_iter().map(|it| (kind_of(it.rule), view(it)));
    let mut found: Vec<(&str, FindingView)> = of_core.collect();
    // Where the core names the same words, its sentence is the better one.
    for (kind, slip) in slips(subject, &people, &organisations) {
        let is_same = |(_, it): &(&str, FindingView)| {
            it.part == slip.part && it.start < slip.end && slip.start < it.end && kind == "name"
        };
        if !found.iter().any(is_same) {
            found.push((kind, slip));
        }
    }
    // Stable: findings of one weight stay in the order of the text.
    found.sort_by_key(|(kind, it)| (weight(&it.severity, kind), it.part != "subject", it.start));
    found.into_iter().map(|(_, it)| it).collect()
}

/// Typing errors and slips of grammar, in the language of the note (D3). The names around it are
/// right words; those it is about are watched.
fn slips(
    subject: &Subject<'_>,
    people: &[&str],
    organisations: &[&str],
) -> Vec<(&'static str, FindingView)> {
    let facts = &subject.surroundings.facts;
    let mut lexicon = Lexicon::default();
    lexicon.watch(&facts.contact.name);
    if let Some(organisation) = &facts.organisation {
        lexicon.watch(&organisation.name);
    }
    if let Some(opportunity) = &facts.opportunity {
        lexicon.learn(&opportunity.title);
    }
    lexicon.learn(&subject.profile.name);
    for known in people.iter().chain(organisations) {
        lexicon.learn(known);
    }
    let draft = subject.draft;
    let language = draft.language.split('-').next().unwrap_or_default();
    let speller = dictionaries::speller(language, None);
    let mut found = Vec::new();
    // The subject of an answer is theirs.
    let own_subject = draft.in_reply_to.is_none().then_some((Part::Subject, &draft.subject));
    for (part, text) in own_subject.into_iter().chain([(Part::Body, &draft.body)]) {
        let slips = reading::read(text, language, speller.as_deref(), &lexicon);
        found.extend(slips.into_iter().map(|it| (part, it)));
    }
    found
        .into_iter()
        .map(|(part, slip)| {
            (
                slip.kind.word(),
                FindingView {
                    rule: slip.rule.to_owned(),
                    severity: lint::Severity::Warn.word().to_owned(),
                    part: part.word().to_owned(),
                    start: slip.start,
                    end: slip.end,
                    text: slip.text,
                    why: slip.why,
                    better: slip.suggestions.into_iter().next(),
                },
            )
        })
        .collect()
}

fn view(finding: lint::Finding) -> FindingView {
    FindingView {
        rule: finding.rule.word().to_owned(),
        severity: finding.severity.word().to_owned(),
        part: finding.part.word().to_owned(),
        start: finding.start,
        end: finding.end,
        text: finding.text,
        why: finding.why,
        better: finding.better,
    }
}

/// How findings stand beside a draft.
#[derive(Serialize, Deserialize)]
struct Kept(Vec<FindingView>);

/// The text kept beside a draft.
pub(crate) fn to_text(findings: &[FindingView]) -> String {
    // Plain strings and numbers: writing them as JSON cannot fail.
    serde_json::to_string(findings).unwrap_or_default()
}

/// Findings from the text kept beside a draft; an unreadable text is none, the next edit looks
/// again.
pub(crate) fn from_text(text: &str) -> Vec<FindingView> {
    serde_json::from_str::<Kept>(text).map(|kept| kept.0).unwrap_or_default()
}

/// Whether findings, as kept, stand in the way of approval. Reads the text only, because an agenda
/// asks it of thousands.
pub(crate) fn is_blocked(text: &str) -> bool {
    text.contains(&format!("\"severity\":\"{}\"", lint::Severity::Block.word()))
}

/// The first finding that blocks, as a sentence.
pub(crate) fn blocking(draft: &Draft) -> Option<String> {
    from_text(&draft.findings)
        .into_iter()
        .find(|finding| finding.severity == lint::Severity::Block.word())
        .map(|finding| finding.why)
}

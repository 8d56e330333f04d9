//! The built-in texts keep what the findings ask for, and texts of the user fail in words.

use rapport_core::lint::{
    DetailKind, Facts, Note, Rule, SenderDetail, Severity, check, word_count,
};
use rapport_core::playbook::{Purpose, WordLimits};

use super::*;

const LANGUAGES: [&str; 2] = ["en", "de"];

fn facts(language: &str) -> NoteFacts {
    let german = language == "de";
    let words = |german_words: &str, english: &str| {
        if german { german_words.to_owned() } else { english.to_owned() }
    };
    NoteFacts {
        organisation: Some("Acme Robotics".to_owned()),
        role: Some("Staff engineer".to_owned()),
        opportunity_title: Some("Staff engineer".to_owned()),
        facts: vec![
            words("ihre Segelreise nach Orkney", "her sailing trip to Orkney"),
            words(
                "der Prüfstand braucht einen neuen Scheduler",
                "the test rig needs a new scheduler",
            ),
        ],
        decides: Some(words("4. Dezember", "4 December")),
        sender_name: "Sam Porter".to_owned(),
        previous_subject: Some(words("AW: Unser Gespräch", "Re: Our conversation")),
        reference: Some(ReferenceFacts {
            role: Some("Staff engineer".to_owned()),
            organisation: Some("Acme Robotics".to_owned()),
            talking_points: vec![
                words("der Umzug des Rechenzentrums", "the move of the data centre"),
                words("Ruhe bei Störungen", "calm during outages"),
            ],
        }),
        news: Some(words(
            "mein Aufsatz über Warteschlangen ist erschienen",
            "my paper on hardware queues came out",
        )),
        event: Some(words("Werkstatttag Hamburg", "the Bristol workshop")),
        ..NoteFacts::about(
            "Dana Whitfield",
            TouchpointKind::Interview,
            &words("23. November", "23 November"),
        )
    }
}

/// What the built-in playbooks say about a text: purpose and word limits, read from their files.
fn steps() -> Vec<(String, Purpose, WordLimits, bool)> {
    let folder = concat!(env!("CARGO_MANIFEST_DIR"), "/playbooks");
    let mut steps = Vec::new();
    for entry in std::fs::read_dir(folder).unwrap() {
        let text = std::fs::read_to_string(entry.unwrap().path()).unwrap();
        let file: toml::Table = text.parse().unwrap();
        let commercial = file.get("commercial").and_then(toml::Value::as_bool).unwrap_or(false);
        for step in file["step"].as_array().unwrap() {
            let Some(template) = step.get("template").and_then(toml::Value::as_str) else {
                continue;
            };
            let limit =
                |key: &str| u16::try_from(step["words"][key].as_integer().unwrap()).unwrap();
            steps.push((
                template.to_owned(),
                Purpose::parse(step["purpose"].as_str().unwrap()).unwrap(),
                WordLimits { from: limit("from"), to: limit("to"), max: limit("max") },
                commercial,
            ));
        }
    }
    steps.sort_by(|left, right| left.0.cmp(&right.0));
    steps
}

#[test]
fn each_step_with_a_text_has_it_in_both_languages() {
    let wanted: Vec<String> = steps().into_iter().map(|step| step.0).collect();
    let mut known: Vec<String> = names().into_iter().map(str::to_owned).collect();
    known.sort();
    assert_eq!(known, wanted);
}

#[test]
fn built_in_texts_have_no_finding_but_what_the_user_must_add() {
    let sender = [
        SenderDetail { kind: DetailKind::Name, value: "Sam Porter" },
        SenderDetail { kind: DetailKind::Mail, value: "sam@porter.example" },
    ];
    let mut misses = Vec::new();
    for (name, purpose, words, commercial) in steps() {
        for language in LANGUAGES {
            let given = facts(language);
            let mut noted = given.facts.clone();
            noted.extend(given.news.clone());
            noted.extend(
                given.reference.iter().flat_map(|reference| reference.talking_points.clone()),
            );
            for variant in 0..6 {
                let note = render(&name, language, variant, &given).unwrap();
                let plain = render(&name, language, variant, &given.without_meeting()).unwrap();
                let findings = check(
                    &Note {
                        subject: &note.subject,
                        body: &note.body,
                        sender_block: "Sam Porter\nsam@porter.example",
                        attachments: 0,
                        language,
                    },
                    &Facts {
                        organisation: Some("Acme Robotics"),
                        role: Some("Staff engineer"),
                        other_people: &["Ivo Marek"],
                        facts: &noted,
                        sender: &sender,
                        words: Some(words),
                        commercial,
                        template_plain: &plain.body,
                        first_contact: true,
                        ..Facts::about("Dana Whitfield", purpose)
                    },
                );
                for finding in findings {
                    misses.push(format!(
                        "{name} {language} {variant}: {} {:?} {}",
                        finding.rule.word(),
                        finding.text,
                        finding.why
                    ));
                }
            }
        }
    }
    assert!(misses.is_empty(), "{misses:#?}");
}

#[test]
fn without_facts_of_the_meeting_no_personal_note_can_be_approved() {
    for (name, purpose, _, _) in steps() {
        // Courtesies carry nothing of the meeting.
        if matches!(purpose, Purpose::Closing | Purpose::Withdrawal | Purpose::Greeting) {
            continue;
        }
        for language in LANGUAGES {
            let note = render(&name, language, 0, &facts(language).without_meeting()).unwrap();
            let findings = check(
                &Note {
                    subject: &note.subject,
                    body: &note.body,
                    sender_block: "Sam Porter\nsam@porter.example",
                    attachments: 0,
                    language,
                },
                &Facts::about("Dana Whitfield", purpose),
            );
            let has_gap = findings.iter().any(|finding| {
                finding.rule == Rule::Placeholder && finding.severity == Severity::Block
            });
            assert!(has_gap, "{name} {language}:\n{}", note.body);
        }
    }
}

#[test]
fn thanks_after_an_interview_are_as_long_as_they_should_be() {
    for language in LANGUAGES {
        for variant in 0..8 {
            for decides in [true, false] {
                let mut given = facts(language);
                if !decides {
                    given.decides = None;
                }
                let note = render("pb01/thanks", language, variant, &given).unwrap();
                let count = word_count(&note.body);
                assert!(
                    (60..=125).contains(&count),
                    "{language} {variant}: {count}\n{}",
                    note.body
                );
            }
        }
    }
}

#[test]
fn the_people_of_a_panel_get_different_notes() {
    let said = [
        "her sailing trip to Orkney",
        "asked about flaky hardware tests",
        "the story of the flooded cellar",
        "wants fewer meetings",
        "the chess club on Fridays",
    ];
    let panels: &[(&str, u8)] = &[
        ("pb01/thanks", 5),
        ("pb01/thanks-today", 3),
        ("pb01/card", 3),
        ("pb02/thanks", 3),
        ("pb04/alert", 3),
        ("pb04/call-likely", 3),
        ("pb04/outcome", 3),
        ("pb08/good-to-meet", 3),
    ];
    for language in LANGUAGES {
        for (name, people) in panels {
            let mut bodies: Vec<String> = Vec::new();
            for variant in 0..*people {
                let mut given = facts(language);
                given.facts = vec![said[usize::from(variant)].to_owned()];
                let note = render(name, language, variant, &given).unwrap();
                let findings = check(
                    &Note {
                        subject: &note.subject,
                        body: &note.body,
                        sender_block: "sam@porter.example",
                        attachments: 0,
                        language,
                    },
                    &Facts {
                        earlier_notes: &bodies,
                        ..Facts::about("Dana Whitfield", Purpose::Report)
                    },
                );
                assert!(
                    findings.iter().all(|finding| finding.rule != Rule::NearIdentical),
                    "{name} {language} {variant}: {findings:?}"
                );
                bodies.push(note.body);
            }
            // Within the first round not one sentence is the same.
            let round = if *name == "pb01/thanks" { 4 } else { bodies.len() };
            let text = bodies[..round].join("\n").replace("23. ", "23 ").replace("4. ", "4 ");
            let mut sentences: Vec<&str> = text
                .split(['.', '?', '\n'])
                .map(str::trim)
                .filter(|sentence| sentence.split(' ').count() >= 4 && !sentence.ends_with(','))
                .collect();
            let all = sentences.len();
            sentences.sort_unstable();
            sentences.dedup();
            assert_eq!(sentences.len(), all, "{name} {language}: {sentences:#?}");
        }
    }
}

#[test]
fn the_note_of_the_story_reads_well() {
    let note = render("pb01/thanks", "en", 0, &facts("en")).unwrap();
    assert_eq!(note.subject, "Thank you for the conversation");
    assert_eq!(
        note.body,
        "Dear Dana Whitfield,\n\nThank you for the conversation on 23 November. You made it easy to \
         picture the everyday work at Acme Robotics, and I left with a clearer idea of what the Staff \
         engineer position asks for.\n\nWhat stayed with me most: your sailing trip to Orkney, and \
         that the test rig needs a new scheduler.\n\nThe work appeals to me, and I am happy to go \
         deeper into anything we had to cut short. You named 4 December for the decision; until then \
         a short line or a call is enough, and my details are below.\n\nKind regards,"
    );
    let german = render("pb01/thanks", "de-CH", 3, &facts("de")).unwrap();
    assert!(german.body.starts_with("Guten Tag Dana Whitfield,\n\nunser Gespräch am 23. November"));
    assert!(german.body.contains(
        "unterstrichen: Ihre Segelreise nach Orkney und dass der Prüfstand einen neuen Scheduler braucht."
    ));
    assert!(german.body.ends_with("\n\nMit freundlichen Grüßen"));
}

#[test]
fn little_known_still_makes_a_sentence() {
    for language in LANGUAGES {
        for name in names() {
            for variant in 0..4 {
                let mut given =
                    NoteFacts::about("Dana Whitfield", TouchpointKind::Proposal, "23 November");
                given.sender_name = "Sam Porter".to_owned();
                let note = render(name, language, variant, &given).unwrap();
                assert!(!note.subject.is_empty(), "{name}");
                for slip in ["none", "  ", " .", " ,", "..", "\n\n\n", "{", "undefined"] {
                    assert!(
                        !note.body.contains(slip),
                        "{name} {language} has {slip:?}:\n{}",
                        note.body
                    );
                }
            }
        }
    }
}

#[test]
fn a_thread_keeps_its_subject_with_one_mark() {
    for (subject, expected) in [
        ("Our conversation", "Re: Our conversation"),
        ("Re: RE: AW: Our\r\n conversation", "Re: Our conversation"),
    ] {
        let mut given = facts("en");
        given.previous_subject = Some(subject.to_owned());
        assert_eq!(render("pb01/check", "en", 0, &given).unwrap().subject, expected);
    }
    let mut fresh = facts("en");
    fresh.previous_subject = None;
    assert_eq!(
        render("pb01/check", "en", 0, &fresh).unwrap().subject,
        "Our conversation on 23 November"
    );
}

#[test]
fn mistakes_in_a_text_name_line_and_remedy() {
    let cases: &[(&str, Option<usize>, &str)] = &[
        ("Subject: x\n\n{{ greeting }}\n{{ nickname }}", Some(4), "nickname"),
        ("Subject: x\n\n{% if role %}", Some(3), "cannot be read"),
        ("Subject: x\n\n{{ role | shout }}", Some(3), "does not exist"),
        ("Subject: x\n\n{{ steal() }}", Some(3), "does not exist"),
        (
            "{% for a in range(9999) %}{% for b in range(9999) %}x{% endfor %}{% endfor %}",
            Some(1),
            "may not be used",
        ),
        ("a\n{% set a = role ~ role %}", Some(2), "may not be used"),
        ("{% macro again() %}{{ again() }}{% endmacro %}", Some(1), "may not be used"),
        ("a\n\n{{ \"x\" * 999999999 }}", Some(3), "multiply"),
        ("{{ \"}}\" * 999999999 }}", Some(1), "multiply"),
        ("{{ '\\'}}' * 999999999 }}", Some(1), "multiply"),
        ("{%- include '/etc/passwd' %}", Some(1), "may not be used"),
        ("{% import 'x' as y %}", Some(1), "may not be used"),
        ("{% extends 'x' %}", Some(1), "may not be used"),
        ("{{ role | center(999999999) }}", Some(1), "does not exist"),
        ("{{ range(999999) }}", Some(1), "does not exist"),
    ];
    for (source, line, message) in cases {
        let error = render_source(source, "en", 0, &facts("en")).unwrap_err();
        assert_eq!(error.line, *line, "{error:?}");
        assert!(error.message.contains(message), "{error:?}");
        assert!(!error.remedy.is_empty());
    }
    let mut wide = facts("en");
    wide.sender_name = "x".repeat(9_000);
    let error = render_source(&"{{ sender_name }}".repeat(500), "en", 0, &wide).unwrap_err();
    assert!(error.message.contains("too long"), "{error:?}");
    let error = render_source(&"x".repeat(20_000), "en", 0, &wide).unwrap_err();
    assert!(error.message.contains("longer than"), "{error:?}");
    assert!(render_source("{# a * b {% for #}{{ '*' }}", "en", 0, &wide).is_ok());
    let mut unknown = facts("en");
    unknown.role = None;
    let error = render_source("x\n{{ role }}", "en", 0, &unknown).unwrap_err();
    assert_eq!((error.line, error.message.contains("role")), (Some(2), true), "{error:?}");
    let error = render("pb99/none", "en", 0, &facts("en")).unwrap_err();
    assert!(error.remedy.contains("pb01/thanks"));
    assert!(render_source("{% include 'secret' %}", "en", 0, &facts("en")).is_err());
}

#[test]
fn facts_are_never_read_as_a_text() {
    let mut given = facts("en");
    given.facts = vec!["the {{ sender_name }} sign".to_owned()];
    given.contact_name = "Dana\n{% if %}".to_owned();
    let note = render("pb01/thanks", "en", 0, &given).unwrap();
    assert!(note.body.contains("the {{ sender_name }} sign"));
}

#[test]
fn a_text_tells_what_it_needs() {
    let fields = fields_needed("pb01/check");
    for field in ["decides", "remembered", "met_on", "reply_subject"] {
        assert!(fields.iter().any(|known| known == field), "{fields:?}");
    }
    assert_eq!(fields_needed("pb99/none"), Vec::<String>::new());
}

proptest::proptest! {
    #[test]
    fn fuzz_rendering_is_total(source: String, name: String, fact: String, language: String) {
        let mut given = facts("en");
        given.contact_name.clone_from(&name);
        given.greeting_name = name;
        given.facts = vec![fact.clone()];
        given.previous_subject = Some(fact.clone());
        let _ = render_source(&source, &language, 255, &given);
        let note = render("pb01/check", &language, 255, &given).unwrap();
        proptest::prop_assert!(!note.subject.contains('\n'));
        proptest::prop_assert!(!address_to_recipient(&fact, "de").contains('\n'));
        proptest::prop_assert!(!address_to_recipient(&fact, "en").contains('\n'));
    }
}

//! Shorthand in, grammar out: the tables of both languages.

use super::{address_to_recipient, weave};

const ENGLISH: &[(&str, &str)] = &[
    ("her sailing trip to Orkney", "your sailing trip to Orkney"),
    ("His plans for the Berlin office.", "your plans for the Berlin office"),
    ("their new lab", "your new lab"),
    ("asked about flaky hardware tests", "you asked about flaky hardware tests"),
    ("told me about the flood in the cellar", "you told me about the flood in the cellar"),
    ("mentioned a book by Dodgson", "you mentioned a book by Dodgson"),
    ("wants a second opinion", "you want a second opinion"),
    ("needs somebody for the night shift", "you need somebody for the night shift"),
    ("also asked about Rust", "you also asked about Rust"),
    ("has three dogs", "you have three dogs"),
    ("was in Oslo in May", "you were in Oslo in May"),
    ("she runs marathons with her sister", "you run marathons with your sister"),
    ("he is new in the team", "you are new in the team"),
    ("She teaches chess", "you teach chess"),
    ("mentioned that she carries her own tools", "you mentioned that you carry your own tools"),
    ("asked me to send her the paper", "you asked me to send you the paper"),
    ("her son and his chess club", "your son and his chess club"),
    ("recommended the café on the corner", "you recommended the café on the corner"),
    ("The test rig needs a new scheduler", "the test rig needs a new scheduler"),
    ("plans for the new site", "plans for the new site"),
    ("works of art in the hall", "works of art in the hall"),
    ("shared love of boats", "shared love of boats"),
    ("Orkney", "Orkney"),
    ("", ""),
];

const GERMAN: &[(&str, &str)] = &[
    ("ihre Segelreise nach Orkney", "Ihre Segelreise nach Orkney"),
    ("Seine Frage nach dem Prüfstand.", "Ihre Frage nach dem Prüfstand"),
    ("ihr Garten und ihre Bienen", "Ihr Garten und Ihre Bienen"),
    ("seinem Team fehlt ein Tester", "Ihrem Team fehlt ein Tester"),
    ("fragte nach wackligen Tests", "Sie fragten nach wackligen Tests"),
    ("erzählte von ihrer Reise", "Sie erzählten von Ihrer Reise"),
    ("hat nach Rust gefragt", "Sie haben nach Rust gefragt"),
    ("möchte im Mai umziehen", "Sie möchten im Mai umziehen"),
    ("sie segelt seit Jahren", "Sie segeln seit Jahren"),
    ("er arbeitet an einem Buch", "Sie arbeiten an einem Buch"),
    ("sie kocht gern", "Sie kochen gern"),
    ("Der Prüfstand braucht einen neuen Scheduler", "der Prüfstand braucht einen neuen Scheduler"),
    ("Orkney", "Orkney"),
];

#[test]
fn facts_are_addressed_to_the_reader() {
    for (fact, expected) in ENGLISH {
        assert_eq!(address_to_recipient(fact, "en"), *expected);
    }
    for (fact, expected) in GERMAN {
        assert_eq!(address_to_recipient(fact, "de"), *expected);
    }
}

fn woven(facts: &[&str], language: &str) -> String {
    let facts: Vec<String> = facts.iter().map(|fact| (*fact).to_owned()).collect();
    weave(&facts, "Dana Whitfield", language).unwrap_or_default()
}

#[test]
fn things_and_sentences_join_into_one_piece() {
    let cases: &[(&[&str], &str)] = &[
        (&[], ""),
        (&[" . "], ""),
        (&["her sailing trip to Orkney"], "your sailing trip to Orkney"),
        (&["asked about flaky tests"], "your question about flaky tests"),
        (
            &["her sailing trip to Orkney", "the test rig needs a new scheduler"],
            "your sailing trip to Orkney, and that the test rig needs a new scheduler",
        ),
        (&["her trip", "the two dogs"], "your trip and the two dogs"),
        (&["a", "b", "c", "d"], "a, b, and c"),
        (&["the rig that fails on Mondays"], "the rig that fails on Mondays"),
        (&["how the rig fails"], "how the rig fails"),
        (&["the rig is old"], "that the rig is old"),
        (&["told me about her boat"], "what you told me about your boat"),
        (&["mentioned the flood"], "that you mentioned the flood"),
        (&["the team wants to grow"], "that the team wants to grow"),
        (&["their travel plans to Norway"], "your travel plans to Norway"),
        (&["Dana's boat", "Dana likes tea"], "your boat, and that you like tea"),
        (&["there is no budget before May"], "that there is no budget before May"),
    ];
    for (facts, expected) in cases {
        assert_eq!(woven(facts, "en"), *expected, "{facts:?}");
    }
}

#[test]
fn german_sentences_get_their_verb_at_the_end() {
    let cases: &[(&[&str], &str)] = &[
        (
            &["ihre Segelreise nach Orkney", "der Prüfstand braucht einen neuen Scheduler"],
            "Ihre Segelreise nach Orkney und dass der Prüfstand einen neuen Scheduler braucht",
        ),
        (&["fragte nach wackligen Tests"], "Ihre Frage nach wackligen Tests"),
        (&["hat nach Rust gefragt"], "dass Sie nach Rust gefragt haben"),
        (&["Danas Reise nach Oslo"], "Ihre Reise nach Oslo"),
        (&["wie der Prüfstand läuft"], "wie der Prüfstand läuft"),
        (&["ihr Hund", "der Garten", "die Bienen"], "Ihr Hund, der Garten und die Bienen"),
    ];
    for (facts, expected) in cases {
        assert_eq!(woven(facts, "de"), *expected, "{facts:?}");
    }
}

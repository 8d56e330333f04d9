//! Tests of the playbook file: the built-in ones, each kind of mistake with its line, and any text.

use proptest::prelude::*;
use rapport_core::playbook::{
    Audience, Condition, Offset, OnAnswer, Origin, Playbook, Purpose, Step, Threading, Timing,
};
use rapport_core::touchpoint::Channel;

use super::*;

/// A small file that is right; line numbers of the tests below count in it.
const GOOD: &str = r#"key = "mine01"
version = 3
title = "Mine"
anchor = "the meeting ended"

[[step]]
key = "thanks"
title = "Thank-you note"
purpose = "thanks"
channel = "mail"
audience = "each"
threading = "fresh"
earliest = "+2h"
preferred = "+1bd"
latest = "+2bd"
expiry = "+5bd"
words = { from = 75, to = 125, max = 180 }
template = "pb01/thanks"
why = "Because."

[[step]]
key = "check"
title = "Result check"
purpose = "status-check"
channel = "mail"
audience = "main"
threading = "same-thread"
earliest = "+6bd"
preferred = "+7bd"
latest = "+10bd"
promised = { earliest = "+1bd", preferred = "+2bd", latest = "+5bd" }
expiry = "+25bd"
gap = 3
words = { from = 40, to = 80, max = 100 }
template = "pb01/check"
why = "Because."
sources = ["a survey"]
"#;

/// The complaints about [`GOOD`] after one change, as `line: message | remedy`.
fn complaints(from: &str, to: &str) -> Vec<String> {
    assert!(GOOD.contains(from), "the change must change something: {from}");
    complaints_of(&GOOD.replacen(from, to, 1))
}

/// The complaints about a text.
fn complaints_of(text: &str) -> Vec<String> {
    match parse(text) {
        Ok(_) => Vec::new(),
        Err(errors) => errors
            .iter()
            .map(|error| format!("{}: {} | {}", error.line, error.message, error.remedy))
            .collect(),
    }
}

/// Asserts that one change gives exactly one complaint, which holds these words.
#[track_caller]
fn one(from: &str, to: &str, line: usize, words: &[&str]) {
    let found = complaints(from, to);
    assert_eq!(found.len(), 1, "{found:#?}");
    assert!(found[0].starts_with(&format!("{line}: ")), "{found:#?} should be on line {line}");
    for word in words {
        assert!(found[0].contains(word), "{found:#?} should say {word}");
    }
}

#[test]
fn a_right_file_becomes_a_playbook() {
    let playbook = parse(GOOD).unwrap();
    assert_eq!(playbook.key.as_str(), "MINE01");
    assert_eq!(playbook.version, 3);
    assert_eq!(playbook.unanswered_after_first, 2);
    assert_eq!(playbook.on_answer, OnAnswer::Hold);
    let [thanks, check] = playbook.steps.as_slice() else { panic!("two steps") };
    assert_eq!(thanks.origin, Origin::Anchor);
    assert_eq!(thanks.timing.earliest, Offset::Minutes(120));
    assert_eq!(thanks.words.unwrap().max, 180);
    assert_eq!(check.threading, Threading::SameThread);
    assert_eq!(check.promised.unwrap().latest, Offset::BusinessDays(5));
    assert_eq!(check.gap, 3);
    assert_eq!(check.sources, ["a survey"]);
}

#[test]
fn each_mistake_is_named_with_its_line_and_a_remedy() {
    one("version = 3", "version = 0", 2, &["`version` is 0", "from 1 to"]);
    one("version = 3", "version = \"3\"", 2, &["`version` is a text", "without quotes"]);
    one("version = 3", "version = 99999999999999999999", 2, &["99999999999999999999"]);
    one("version = 3\n", "", 1, &["lacks `version`", "version = 1"]);
    one("\"mine01\"", "\"mine 01\"", 1, &["`key` cannot be \"mine 01\"", "letters"]);
    one("title = \"Mine\"", "title = \"\"", 3, &["`title` is empty"]);
    one(
        "purpose = \"thanks\"",
        "purpose = \"thank\"",
        9,
        &["cannot be \"thank\"", "did you mean \"thanks\"?"],
    );
    one("channel = \"mail\"", "channel = \"pigeon\"", 10, &["pigeon", "mail, paper, call"]);
    one("\"each\"", "\"every\"", 11, &["`audience` cannot be \"every\"", "each, main"]);
    one("\"fresh\"", "\"same\"", 12, &["`threading` cannot be \"same\"", "same-thread"]);
    one("\"+2h\"", "\"two hours\"", 13, &["\"two hours\", which is not an offset", "\"+1bd\""]);
    one("\"+2h\"", "2", 13, &["`earliest` is a whole number, not a text"]);
    one("\"+2h\"", "\"+3bd\"", 13, &["`earliest` +3bd comes after `preferred` +1bd"]);
    one("\"+2h\"", "\"-1bd\"", 13, &["lies before", "positive"]);
    one(
        "preferred = \"+1bd\"",
        "preferred = \"+4bd\"",
        14,
        &["`preferred` +4bd comes after `latest` +2bd"],
    );
    one("latest = \"+2bd\"\n", "", 6, &["the step lacks `latest`", "latest = \"+2bd\""]);
    one("\"+5bd\"\nwords", "\"+1bd\"\nwords", 16, &["`expiry` +1bd comes before `latest` +2bd"]);
    one("from = 75", "from = 126", 17, &["`from` 126 is more than `to` 125"]);
    one("max = 180", "max = 100", 17, &["`to` 125 is more than `max` 100"]);
    one(", max = 180", "", 17, &["`words` lacks `max`"]);
    one("words = { from = 75, to = 125, max = 180 }\n", "", 6, &["needs word limits"]);
    one("template = \"pb01/thanks\"\n", "", 6, &["needs a text", "template = "]);
    one("\"pb01/thanks\"", "\"../secret\"", 18, &["`template` cannot be \"../secret\""]);
    one("why = \"Because.\"\n", "", 6, &["lacks `why`"]);
    one("key = \"check\"", "key = \"thanks\"", 22, &["two steps called \"thanks\""]);
    one("key = \"check\"", "key = \"The Check\"", 22, &["the step key cannot be \"The Check\""]);
    one("\"main\"", "\"each\"", 26, &["nuisance", "audience = \"main\""]);
    one(
        "promised = { earliest = \"+1bd\"",
        "promised = { earliest = \"+3bd\"",
        31,
        &["comes after"],
    );
    one("gap = 3", "gap = -3", 33, &["`gap` is -3", "from 0 to 260"]);
    one("gap = 3", "gap = 3\nsame_day = true", 34, &["no use when `earliest` is +6bd"]);
    one("gap = 3", "gap = 3\nrepeats = \"yes\"", 34, &["not true or false"]);
    one(
        "gap = 3",
        "gap = 3\nwhen = [\"keen\", \"kene\"]",
        34,
        &["\"kene\"", "did you mean \"keen\"?"],
    );
    one("gap = 3", "gap = 3\nwhen = [\"decision>=bd\"]", 34, &["decision>=5bd"]);
    one("gap = 3", "gap = 3\nwhen = \"keen\"", 34, &["not a list"]);
    one(
        "gap = 3",
        "gap = 3\nwhen = [\"decision-later\", \"decision-same-day\"]",
        34,
        &["same day and later"],
    );
    one("gap = 3", "gap = 3\norigin = \"appointment\"", 30, &["must lie before it"]);
    one("why = \"Because.\"\nsources", "why = 7\nsources", 36, &["`why` is a whole number"]);
    one("[\"a survey\"]", "[\"a survey\", 7]", 37, &["`sources` holds a whole number"]);
    one("[[step]]\nkey = \"check\"", "[[steps]]\nkey = \"check\"", 21, &["did you mean `step`?"]);
    one("title = \"Mine\"", "title = \"Mine\"\nunanswered_after_first = 4", 4, &["from 0 to 3"]);
    one("title = \"Mine\"", "title = \"Mine\"\non_answer = \"stop\"", 4, &["hold, end"]);
    one("title = \"Mine\"", "title = \"Mine\"\nfor_ruled_out = true", 4, &["one withdrawal"]);
}

#[test]
fn a_misspelt_name_is_recognised_and_its_absence_too() {
    let found = complaints("anchor =", "ancor =");
    assert_eq!(found.len(), 2, "{found:#?}");
    assert!(found[0].starts_with("1: the playbook lacks `anchor`"), "{found:#?}");
    assert!(found[1].starts_with("4: the playbook has nothing called `ancor`"), "{found:#?}");
    assert!(found[1].contains("did you mean `anchor`?"), "{found:#?}");
}

#[test]
fn all_mistakes_are_found_in_one_pass_in_the_order_of_the_file() {
    let text = GOOD
        .replace("version = 3", "version = 0")
        .replace("\"+2h\"", "\"soon\"")
        .replace("audience = \"main\"", "audience = \"all\"")
        .replace("gap = 3", "gap = 3\ncolour = \"red\"");
    let found = complaints_of(&text);
    let lines: Vec<&str> = found.iter().filter_map(|text| text.split(':').next()).collect();
    assert_eq!(lines, ["2", "13", "26", "34"], "{found:#?}");
}

#[test]
fn a_broken_line_is_named_once_and_the_rest_is_still_checked() {
    let text = GOOD.replace("title = \"Mine\"", "title Mine").replace("gap = 3", "gap = \"3\"");
    let found = complaints_of(&text);
    assert!(found.iter().any(|text| text.starts_with("3: ")), "{found:#?}");
    assert!(found.iter().any(|text| text.starts_with("33: `gap`")), "{found:#?}");
    assert!(!found.iter().any(|text| text.contains("lacks")), "{found:#?}");
}

#[test]
fn a_playbook_needs_a_step() {
    let head = GOOD.split("[[step]]").next().unwrap();
    let found = complaints_of(head);
    assert_eq!(found.len(), 1, "{found:#?}");
    assert!(found[0].starts_with("1: the playbook lacks `step`"), "{found:#?}");
    let found = complaints_of(&format!("{head}step = []\n"));
    assert!(found[0].starts_with("6: the playbook has no step"), "{found:#?}");
    assert!(!complaints_of("").is_empty());
}

#[test]
fn the_first_step_leans_on_nothing_and_does_not_chase_at_once() {
    let check = "[[step]]".to_owned() + GOOD.rsplit("[[step]]").next().unwrap();
    let head = GOOD.split("[[step]]").next().unwrap();
    let only_check = format!("{head}{check}");
    let found = complaints_of(&only_check);
    assert_eq!(found.len(), 1, "{found:#?}");
    assert!(found[0].starts_with("18: the first step has no step before it to keep"), "{found:#?}");
    let early = only_check.replace("gap = 3\n", "").replace("\"+6bd\"", "\"+1bd\"");
    let found = complaints_of(&early);
    assert!(found[0].starts_with("13: the first step chases already at +1bd"), "{found:#?}");
    let closing = only_check
        .replace("gap = 3\n", "drop_if_previous_after = 15\norigin = \"previous\"\n")
        .replace("status-check", "closing");
    let found = complaints_of(&closing).join("\n");
    for words in [
        "9: a closing note cannot",
        "18: the first step has no step before it that",
        "19: the first step has no step before it to count",
    ] {
        assert!(found.contains(words), "{found}");
    }
}

#[test]
fn no_file_may_pester() {
    let step = "[[step]]".to_owned() + GOOD.rsplit("[[step]]").next().unwrap();
    let more =
        |number: usize| step.replace("key = \"check\"", &format!("key = \"check-{number}\""));
    let three = format!("{GOOD}\n{}", more(1));
    assert_eq!(complaints_of(&three), Vec::<String>::new());
    let four = format!("{three}\n{}", more(2));
    let found = complaints_of(&four);
    assert!(found[0].contains("mail number 4, and 2 may stay unanswered"), "{found:#?}");
    let raised =
        |text: &str| text.replacen("version = 3", "version = 3\nunanswered_after_first = 3", 1);
    assert_eq!(complaints_of(&raised(&four)), Vec::<String>::new());
    let found = complaints_of(&raised(&format!("{four}\n{}", more(3))));
    assert!(found[0].contains("mail number 5"), "{found:#?}");
    assert!(found[0].contains("complaints"), "{found:#?}");
    // Steps on request and steps that exclude each other do not add up.
    let asked = more(2).replace("gap = 3", "gap = 3\nwhen = [\"on-request\"]");
    assert_eq!(complaints_of(&format!("{three}\n{asked}")), Vec::<String>::new());
    let either =
        three.replacen("expiry = \"+5bd\"", "expiry = \"+5bd\"\nwhen = [\"decision-later\"]", 1);
    let other = more(2).replace("gap = 3", "gap = 3\nwhen = [\"decision-same-day\"]");
    assert_eq!(complaints_of(&format!("{either}\n{other}")), Vec::<String>::new());
    // A repeated step keeps its distance and comes last.
    let often = GOOD.replacen("expiry = \"+5bd\"", "expiry = \"+5bd\"\nrepeats = true", 1);
    let found = complaints_of(&often).join("\n");
    assert!(found.contains("never lets the next one come"), "{found}");
    assert!(found.contains("repeats every +2h is a nuisance"), "{found}");
}

#[test]
fn every_built_in_playbook_is_right_and_known_by_its_key() {
    for (key, text) in TEXTS {
        let playbook = parse(text).unwrap_or_else(|errors| panic!("{key}: {errors:#?}"));
        assert_eq!(playbook.key.as_str(), key);
        assert_eq!(built_in_playbook(&key.to_lowercase()), Some(&playbook));
        assert_eq!(built_in_text(key), Some(text));
        let folder = key.to_lowercase();
        for step in &playbook.steps {
            assert!(!step.sources.is_empty(), "{key} {} names no source", step.key);
            if let Some(template) = &step.template {
                assert_eq!(template, &format!("{folder}/{}", step.key));
            }
        }
    }
    assert_eq!(built_in().len(), TEXTS.len());
    assert_eq!(built_in_playbook("PB99"), None);
}

#[test]
fn a_playbook_printed_reads_back_the_same() {
    for playbook in built_in() {
        let text = to_toml(playbook);
        assert_eq!(parse(&text).as_ref(), Ok(playbook), "{text}");
    }
    let mut odd = built_in_playbook("PB01").unwrap().clone();
    odd.title = "Quotes \" and \\ and é\nand more\u{7}".to_owned();
    assert_eq!(parse(&to_toml(&odd)), Ok(odd));
}

/// A built-in playbook.
#[track_caller]
fn built(key: &str) -> &'static Playbook {
    built_in_playbook(key).unwrap()
}

/// A step of a built-in playbook.
#[track_caller]
fn step_of(key: &str, step: &str) -> &'static Step {
    built(key).steps.iter().find(|candidate| candidate.key == step).unwrap()
}

/// Three offsets in business days.
fn business_days(earliest: i16, preferred: i16, latest: i16) -> Timing {
    Timing {
        earliest: Offset::BusinessDays(earliest),
        preferred: Offset::BusinessDays(preferred),
        latest: Offset::BusinessDays(latest),
    }
}

#[test]
fn the_interview_playbook_holds_the_researched_figures() {
    let thanks = step_of("PB01", "thanks");
    assert_eq!(thanks.audience, Audience::Each);
    assert_eq!(thanks.timing.earliest, Offset::Minutes(120));
    assert_eq!(thanks.timing.latest, Offset::BusinessDays(2));
    assert_eq!(thanks.conditions, [Condition::DecisionLater]);
    let today = step_of("PB01", "thanks-today");
    assert!(today.same_day);
    assert_eq!(today.conditions, [Condition::DecisionSameDay]);
    let card = step_of("PB01", "card");
    assert_eq!(card.channel, Channel::Paper);
    assert_eq!(
        card.conditions,
        [Condition::Keen, Condition::DecisionAtLeast(5), Condition::PostalAddress]
    );
    let check = step_of("PB01", "check");
    assert_eq!(check.timing, business_days(6, 7, 10));
    assert_eq!(check.promised, Some(business_days(1, 2, 5)));
    assert_eq!(check.expiry, Offset::BusinessDays(25));
    assert_eq!((check.audience, check.threading), (Audience::Main, Threading::SameThread));
    let month = step_of("PB01", "month-note");
    assert_eq!(month.timing, business_days(12, 18, 22));
    assert_eq!((month.gap, month.drop_if_previous_after), (7, Some(15)));
    assert_eq!(month.expiry, Offset::BusinessDays(30));
}

#[test]
fn the_special_rules_of_single_playbooks_are_set() {
    let keys = |holds: fn(&Playbook) -> bool| -> Vec<&str> {
        built_in().iter().filter(|playbook| holds(playbook)).map(|p| p.key.as_str()).collect()
    };
    assert_eq!(
        keys(|p| p.proposed_only),
        ["PB05", "PB06", "PB15", "PB15-CUSTOMER", "PB16", "WITHDRAW"]
    );
    assert_eq!(keys(|p| p.asked_first), ["PB10", "PB11"]);
    assert_eq!(keys(|p| p.unanswered_after_first == 3), ["PB11"]);
    assert_eq!(keys(|p| p.exempt_from_caps), ["PB04"]);
    assert_eq!(keys(|p| p.commercial), ["PB12", "PB15-CUSTOMER"]);
    assert_eq!(keys(|p| p.for_ruled_out), ["WITHDRAW"]);
    assert_eq!(keys(|p| p.steps.iter().any(|step| step.repeats)), ["PB07"]);
    assert_eq!(step_of("PB07", "note").timing, business_days(60, 62, 65));
    let envelope = step_of("PB00", "envelope");
    assert_eq!((envelope.origin, envelope.purpose), (Origin::Appointment, Purpose::Preparation));
    assert_eq!(envelope.timing, business_days(-5, -2, -1));
    assert!(step_of("PB02", "thanks").same_day);
    assert_eq!(step_of("PB03", "last-check").gap, 6);
    assert_eq!(step_of("PB04", "outcome").origin, Origin::Outcome);
    assert_eq!(step_of("WITHDRAW", "note").purpose, Purpose::Withdrawal);
}

#[test]
fn the_documented_example_is_right() {
    let page = include_str!(concat!(env!("CARGO_MANIFEST_DIR"), "/../../docs/playbooks.md"));
    let examples: Vec<&str> =
        page.split("```toml\n").skip(1).filter_map(|rest| rest.split("```").next()).collect();
    assert!(!examples.is_empty(), "the page shows an example");
    for example in examples.iter().filter(|example| example.contains("[[step]]")) {
        assert_eq!(complaints_of(example), Vec::<String>::new(), "{example}");
    }
}

proptest! {
    #[test]
    fn fuzz_any_text_gets_an_answer(text in any::<String>()) {
        if let Err(errors) = parse(&text) {
            prop_assert!(!errors.is_empty());
            prop_assert!(errors.iter().all(|error| error.line >= 1 && error.column >= 1));
        }
    }

    #[test]
    fn fuzz_a_damaged_file_gets_an_answer_within_its_lines(
        at in 0..GOOD.len(),
        length in 0..40_usize,
        with in "[\\[\\]={}\"'#+\\-a-z0-9 .,\n\r\\\\é]{0,12}",
    ) {
        let end = (at + length).min(GOOD.len());
        let text = format!("{}{with}{}", &GOOD[..at], &GOOD[end..]);
        if let Err(errors) = parse(&text) {
            prop_assert!(!errors.is_empty());
            let lines = text.matches('\n').count() + 1;
            prop_assert!(errors.iter().all(|error| (1..=lines).contains(&error.line)), "{:#?}", errors);
        }
    }

    #[test]
    fn fuzz_any_offset_gets_an_answer(text in any::<String>()) {
        if let Some(offset) = parse_offset(&text) {
            prop_assert_eq!(parse_offset(&offset_text(offset)), Some(offset));
        }
    }
}

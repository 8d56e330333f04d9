//! A table of sentences with what each is read as, and properties that hold for any text.
//!
//! `sentences.txt` holds a sentence after `>` and what it is read as below it, one field a line. The
//! present is Tuesday 17 November 2026, eleven in Berlin. With `RAPPORT_PRINT_READINGS` set, the test
//! prints what it reads, to compare by eye.

#![allow(clippy::print_stderr, reason = "it prints its readings when asked to")]

use proptest::prelude::*;

use super::*;

const SENTENCES: &str = include_str!("sentences.txt");

fn reading(text: &str) -> Reading {
    let now: Zoned = "2026-11-17T11:00:00+01:00[Europe/Berlin]".parse().unwrap();
    let is_business_day = |date: Date| {
        !matches!(date.weekday(), jiff::civil::Weekday::Saturday | jiff::civil::Weekday::Sunday)
    };
    read(text, &Around { now: &now, is_business_day: &is_business_day })
}

/// What was read, one line per chip, in the form of the table.
fn lines(reading: &Reading) -> Vec<String> {
    let several = reading.values(Field::Person).count() > 1;
    let mut lines: Vec<String> = reading
        .chips
        .iter()
        .map(|chip| {
            let word = match chip.field {
                Field::Person => "person",
                Field::Organisation => "at",
                Field::Position => "position",
                Field::Address => "mail",
                Field::Phone => "phone",
                Field::When => "when",
                Field::Kind => "kind",
                Field::Channel => "by",
                Field::Role => "role",
                Field::Fact => "fact",
                Field::Decides => "decides",
                Field::ToldToWait => "wait",
                Field::Fit => "fit",
                Field::Event => "event",
                Field::Promise => "promise",
                Field::Link => "link",
            };
            let owner =
                chip.person.filter(|_| several).map_or_else(String::new, |it| (it + 1).to_string());
            format!("{word}{owner} {}", chip.value.replace('\n', "\\n"))
        })
        .collect();
    if !reading.memo.is_empty() {
        lines.push(format!("memo {}", reading.memo.replace('\n', "\\n")));
    }
    if reading.is_signature {
        lines.push("signature".to_owned());
    }
    lines.sort();
    lines
}

/// The sentences of the table with what they are read as.
fn table() -> Vec<(String, Vec<String>)> {
    let mut table: Vec<(String, Vec<String>)> = Vec::new();
    for line in SENTENCES.lines().filter(|line| !line.trim().is_empty() && !line.starts_with("# "))
    {
        match line.strip_prefix("> ") {
            Some(text) => table.push((text.replace("\\n", "\n"), Vec::new())),
            None => table.last_mut().expect("a sentence first").1.push(line.trim().to_owned()),
        }
    }
    table
}

#[test]
fn a_table_of_sentences_is_read_as_it_says() {
    let table = table();
    assert!(table.len() >= 150, "{} sentences", table.len());
    let print = std::env::var_os("RAPPORT_PRINT_READINGS").is_some();
    let mut wrong = Vec::new();
    for (text, mut wanted) in table {
        let found = lines(&reading(&text));
        wanted.sort();
        if print {
            eprintln!("> {}\n{}\n", text.replace('\n', "\\n"), found.join("\n"));
        }
        if found != wanted {
            wrong.push(format!("> {text}\n  wanted {wanted:?}\n  found  {found:?}"));
        }
    }
    assert!(wrong.is_empty(), "{} of them differ:\n{}", wrong.len(), wrong.join("\n"));
}

#[test]
fn a_playbook_is_guessed_with_its_reason() {
    for (text, playbook) in [
        ("Interview with Dana Whitfield at Acme", "PB01"),
        ("Phone screen with Lena Vogt", "PB02"),
        ("Applied at Globex, contact Lena Vogt", "PB03"),
        ("Rejected by Acme, Dana Whitfield wrote kindly", "PB05"),
        ("Coffee with Ivo Marek", "PB07"),
        ("Met Dana", "PB07"),
        ("Met Tom Reed at the Robotics Fair", "PB08"),
        ("Advice from Ruth Okafor", "PB09"),
        ("Enquiry from Rosa Lind", "PB10"),
        ("Sent a quote to Omar Haddad", "PB11"),
        ("Sold two chairs to Mia Lorenz", "PB12"),
    ] {
        let guess = reading(text).guess;
        assert_eq!(guess.playbook, playbook, "{text}");
        assert!(!guess.why.is_empty(), "{text}");
        assert!(guess.alternatives.len() >= 3 && !guess.alternatives.contains(&guess.playbook));
    }
}

#[test]
fn a_chip_points_at_its_words() {
    let text = "Grüße! Met 田中太郎 from Sakura Robotics yesterday, her trip to Orkney";
    let reading = reading(text);
    let letters: Vec<char> = text.chars().collect();
    for chip in &reading.chips {
        for span in &chip.spans {
            let words: String = letters[span.start..span.end].iter().collect();
            if matches!(chip.field, Field::Person | Field::Organisation | Field::Fact) {
                assert_eq!(words, chip.value);
            }
        }
    }
    assert_eq!(reading.values(Field::Organisation).next(), Some("Sakura Robotics"));
}

#[test]
fn what_lies_ahead_and_who_is_missing_is_said() {
    let ahead = reading("Meeting with Dana Whitfield tomorrow at 3pm");
    assert!(ahead.hints.iter().any(|hint| hint.contains("lies ahead")), "{:?}", ahead.hints);
    let nobody = reading("had a great interview");
    assert!(nobody.hints.iter().any(|hint| hint.contains("nobody is named")), "{:?}", nobody.hints);
    assert!(reading("").chips.is_empty());
}

#[test]
fn a_letter_of_a_megabyte_is_not_read_but_kept() {
    let text = format!("Met Dana Whitfield at Acme. {}", "tides and knots, ".repeat(60_000));
    let reading = reading(&text);
    assert_eq!(reading.values(Field::Person).next(), Some("Dana Whitfield"));
    assert!(reading.memo.len() > 900_000);
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 400, ..ProptestConfig::default() })]

    /// Any text ends with an answer whose spans lie within it.
    #[test]
    fn any_text_is_read(text in "\\PC{0,120}") {
        let length = text.chars().count();
        for chip in reading(&text).chips {
            prop_assert!(chip.spans.iter().all(|span| span.start < span.end && span.end <= length));
            prop_assert!(!chip.value.trim().is_empty());
        }
    }

    /// Words of the trade in any order, with any marks between them.
    #[test]
    fn any_order_of_known_words_is_read(
        words in proptest::collection::vec(
            prop::sample::select(vec![
                "met", "Met", "Dana", "Whitfield", "at", "Acme", "and", "von", "der", "(", ")", ",", ".", "\n", ":",
                "interview", "for", "role", "decides", "Friday", "by", "1.12.", "dana@acme.example", "+44 20 7946 0018",
                "fit", "4", "CTO", "Dr.", "Frau", "habe", "getroffen", "the", "Fair", "bought", "a", "-", "I", "promised",
            ]),
            0..24,
        ),
    ) {
        let text = words.join(" ");
        let length = text.chars().count();
        for chip in reading(&text).chips {
            prop_assert!(chip.spans.iter().all(|span| span.start < span.end && span.end <= length));
        }
    }

    /// Nothing with a meaning is lost: a word that no table knows is in a chip or in the memo.
    #[test]
    fn no_unknown_word_is_lost(
        words in proptest::collection::vec(
            prop::sample::select(vec![
                "met", "with", "at", "from", "Dana", ",", ".", "(", ")", "\n", "interview", "for", "about", "she", "I",
                "yesterday", "decides", "Friday", "qworblat", "Zwickeldorn", "plimoth", "Gruntzelwey", "the", "head", "of",
            ]),
            1..20,
        ),
    ) {
        let text = words.join(" ");
        let reading = reading(&text);
        let kept: String = reading
            .chips
            .iter()
            .flat_map(|chip| [chip.value.clone(), chip.alternatives.join(" ")])
            .chain([reading.memo.clone()])
            .collect::<Vec<_>>()
            .join(" ")
            .to_lowercase();
        for word in words.iter().filter(|word| ["qworblat", "Zwickeldorn", "plimoth", "Gruntzelwey"].contains(word)) {
            prop_assert!(kept.contains(&word.to_lowercase()), "{word} is lost of {text:?}: {reading:#?}");
        }
    }
}

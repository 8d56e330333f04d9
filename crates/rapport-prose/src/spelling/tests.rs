//! Notes with and without slips.

use std::sync::Arc;

use super::*;

fn english() -> Speller {
    Speller::new(vec![Arc::new(Dictionary::english().unwrap())])
}

fn lexicon() -> Lexicon {
    let mut lexicon = Lexicon::default();
    lexicon.watch("Dana Whitfield");
    lexicon.learn("Halden Lab");
    lexicon
}

#[test]
fn a_slip_is_found_with_its_place_and_the_right_word() {
    let found = check("Thank you, I recieved it.\nSee you tommorow.", &english(), &lexicon());
    let marks: Vec<_> =
        found.iter().map(|it| (it.text.as_str(), it.start, it.suggestions[0].as_str())).collect();
    assert_eq!(marks, [("recieved", 13, "received"), ("tommorow", 34, "tomorrow")]);
}

#[test]
fn a_name_is_no_typing_error_but_a_slip_in_the_recipients_name_is_asked_about() {
    let speller = english();
    assert!(check("I met Liszt and Fike on Monday.", &speller, &lexicon()).is_empty());
    assert!(check("Liszt was there. Bridget too.", &speller, &lexicon()).is_empty());
    let found = check("Dear Ms Whitfeld, thank you.", &speller, &lexicon());
    assert_eq!(found.len(), 1);
    assert_eq!((found[0].kind, found[0].suggestions[0].as_str()), (Kind::Name, "Whitfield"));
}

#[test]
fn words_of_both_spellings_and_of_the_trade_are_right() {
    let speller = english();
    let text = "We organise and organize the colour of the backend, the stylesheet and Dana's \
        neighbourhood, at Halden's. The README, iPhone users and dana@acme.example agree.";
    assert_eq!(check(text, &speller, &lexicon()), []);
}

#[test]
fn a_slip_at_the_start_of_a_sentence_is_found_where_an_everyday_word_is_near() {
    let found = check("Teh talk was good. Thnaks for it.", &english(), &lexicon());
    let words: Vec<_> = found.iter().map(|it| it.suggestions[0].as_str()).collect();
    assert_eq!(words, ["The", "Thanks"]);
}

proptest::proptest! {
    #[test]
    fn any_text_gives_findings_inside_it(text in "\\PC{0,60}") {
        let speller = Speller::new(Vec::new());
        let length = text.chars().count();
        for finding in check(&text, &speller, &Lexicon::default()) {
            assert!(finding.start < finding.end && finding.end <= length);
        }
    }
}

#[test]
fn right_words_that_dictionaries_lack_are_left_alone() {
    let speller = english();
    for word in [
        "microcontroller",
        "lifecycle",
        "adjacencies",
        "initialisers",
        "customisable",
        "paravirtualised",
        "archiver",
        "invoicers",
        "wishlist",
        "hexaclinic",
        "virtualenv",
        "templatized",
        "daemonises",
        "subobjects",
        "undefines",
        "pièce",
        "unflattened",
    ] {
        let text = format!("We spoke about the {word} last week.");
        assert_eq!(check(&text, &speller, &lexicon()), [], "{word}");
    }
}

#[test]
fn slips_that_look_like_such_words_are_found() {
    let speller = english();
    for (typed, meant) in [
        ("unconsistent", "inconsistent"),
        ("withold", "withhold"),
        ("thankyou", "thank you"),
        ("appearant", "apparent"),
        ("timeing", "timing"),
        ("accademic", "academic"),
        ("recommentation", "recommendation"),
        ("aggenst", "against"),
        ("dissapear", "disappear"),
    ] {
        let text = format!("We spoke about the {typed} last week.");
        let found = check(&text, &speller, &lexicon());
        let first: Vec<_> = found.iter().flat_map(|it| it.suggestions.iter().take(3)).collect();
        assert!(first.iter().any(|it| *it == meant), "{typed}: {found:?}");
    }
}

#[test]
fn german_verbs_with_a_prefix_are_right_and_their_slips_are_found() {
    let words = "5\nbauen\nhaken\nraus\nvoraus\nbringen\n";
    let speller =
        Speller::new(vec![Arc::new(Dictionary::new("de", "SET UTF-8\n", words).unwrap())]);
    let nobody = Lexicon::default();
    let found = check("mitbauen nachzuhaken vorraus vorbeibringen", &speller, &nobody);
    let marks: Vec<_> =
        found.iter().map(|it| (it.text.as_str(), it.suggestions[0].as_str())).collect();
    assert_eq!(marks, [("vorraus", "voraus")]);
}

#[test]
fn a_name_in_small_letters_is_a_question_of_its_letter() {
    let found = check("The talk in london was good.", &english(), &lexicon());
    let marks: Vec<_> =
        found.iter().map(|it| (it.kind, it.rule, it.suggestions[0].as_str())).collect();
    assert_eq!(marks, [(Kind::Grammar, "large-letter", "London")]);
    let found = check("We spoke about the japanese tools.", &english(), &lexicon());
    assert_eq!((found[0].kind, found[0].suggestions[0].as_str()), (Kind::Grammar, "Japanese"));
    let found = check("I know wich one.", &english(), &lexicon());
    assert_eq!(found[0].kind, Kind::Spelling);
}

#[test]
fn a_slip_that_was_printed_once_is_one_all_the_same() {
    let speller = english();
    let slips = ["maintainance", "noticable", "cemetary", "relevent", "liason", "millenium"];
    for slip in slips {
        let found = check(&format!("It is {slip}."), &speller, &lexicon());
        assert_eq!(found.len(), 1, "{slip}");
    }
    let rare = "An abthain, a manageable and a changeable one.";
    assert!(check(rare, &speller, &lexicon()).is_empty());
}

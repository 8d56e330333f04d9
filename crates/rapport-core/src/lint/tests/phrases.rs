//! The phrase families, English and German: a wording, the rule, the weight.

use super::Case;
use crate::lint::{Rule, Severity};
use crate::playbook::Purpose;

use Rule::*;
use Severity::{Block, Warn};

const ENGLISH: &[(&str, Rule, Severity)] = &[
    ("I am just checking in on my application.", EmptyCheckIn, Warn),
    ("I wanted to touch base about the next step.", EmptyCheckIn, Warn),
    ("I’m circling back on the question of the licence.", EmptyCheckIn, Warn),
    ("Bumping this to the top.", EmptyCheckIn, Warn),
    ("Did you get my email with the plan?", ReceiptDoubt, Warn),
    ("I'm not sure you saw my note.", ReceiptDoubt, Warn),
    ("I am resending the plan for the rig.", ReceiptDoubt, Warn),
    ("I really need this job.", Pleading, Block),
    ("To be honest, I am desperate.", Pleading, Block),
    ("I have been unemployed since March.", Pleading, Block),
    ("It would mean everything to me.", Pleading, Block),
    ("I have to pay the rent.", Pleading, Block),
    ("I need to hear by Friday.", Pressure, Warn),
    ("Please answer as soon as possible.", Pressure, Warn),
    ("I have not heard back from you.", Reproach, Block),
    ("I haven’t heard from you since Monday.", Reproach, Block),
    ("I am still waiting for news.", Reproach, Block),
    ("Why is it taking so long?", Reproach, Block),
    ("As per my last email, the plan is ready.", Reproach, Block),
    ("This is the third time I write.", Reproach, Block),
    ("You have not replied to my note.", Reproach, Block),
    ("If I don't get this, my year is lost.", Guilt, Block),
    ("I don't know what I'll do.", Guilt, Block),
    ("You will regret it.", Threat, Block),
    ("Sorry to bother you again.", OverApology, Warn),
    ("I know you're busy, so I keep it short.", OverApology, Warn),
    ("Acme Robotics is my dream company.", Flattery, Warn),
    ("I was honoured beyond words.", Flattery, Warn),
    ("So when do I start?", Presumption, Warn),
    ("I am looking forward to joining you.", Presumption, Warn),
    ("Here is a discount for your next order.", Pitch, Warn),
    ("Simply book a call with me.", Pitch, Warn),
];

const GERMAN: &[(&str, Rule, Severity)] = &[
    ("Ich wollte nur kurz nachfragen, wie es steht.", EmptyCheckIn, Warn),
    ("Ich möchte mich in Erinnerung rufen.", EmptyCheckIn, Warn),
    ("Haben Sie meine Nachricht erhalten?", ReceiptDoubt, Warn),
    ("Ich brauche diese Stelle.", Pleading, Block),
    ("Ich bin verzweifelt.", Pleading, Block),
    ("Es würde mir alles bedeuten.", Pleading, Block),
    ("Bitte antworten Sie bis Freitag.", Pressure, Warn),
    ("Ich bitte um umgehende Antwort.", Pressure, Warn),
    ("Leider habe ich noch nichts von Ihnen gehört.", Reproach, Block),
    ("Ich warte noch immer auf Nachricht.", Reproach, Block),
    ("Warum dauert das so lange?", Reproach, Block),
    ("Ich bin enttäuscht.", Reproach, Block),
    ("Ich schreibe nun zum dritten Mal.", Reproach, Block),
    ("Ich weiß nicht, was ich sonst tun soll.", Guilt, Block),
    ("Das werden Sie bereuen.", Threat, Block),
    ("Entschuldigen Sie die Störung.", OverApology, Warn),
    ("Ich weiß, dass Sie viel zu tun haben.", OverApology, Warn),
    ("Acme Robotics ist mein Traumunternehmen.", Flattery, Warn),
    ("Wann kann ich bei Ihnen anfangen?", Presumption, Warn),
    ("Für Sie gibt es jetzt 10 Prozent Rabatt.", Pitch, Warn),
];

/// The sentences where something else was found than the table says, with what was found.
fn misses(table: &[(&str, Rule, Severity)], case: fn(&str) -> Case) -> Vec<String> {
    table
        .iter()
        .filter_map(|(sentence, rule, severity)| {
            let found = case(sentence).found();
            (found != [(*rule, *severity)]).then(|| format!("{sentence} {found:?}"))
        })
        .collect()
}

#[test]
fn english_wordings_are_found_where_they_stand() {
    let misses = misses(ENGLISH, Case::english);
    assert!(misses.is_empty(), "{misses:#?}");
}

#[test]
fn german_wordings_are_found_where_they_stand() {
    let misses = misses(GERMAN, Case::german);
    assert!(misses.is_empty(), "{misses:#?}");
}

#[test]
fn the_finding_names_the_words_and_a_better_wording() {
    let findings = Case::english("By the way, I have not heard back from you.").findings();
    assert_eq!(findings.len(), 1);
    assert_eq!(findings[0].text, "not heard back");
    assert!(findings[0].better.as_deref().is_some_and(|better| better.contains("question")));
}

#[test]
fn a_check_in_without_anything_else_blocks() {
    for body in [
        "Dear Dana Whitfield,\n\nI am just checking in. Any news?\n\nKind regards,",
        "Dear Dana Whitfield,\n\nI hope you are well. I just wanted to follow up. I look forward \
         to hearing from you soon.\n\nBest regards,\nSam",
        "Guten Tag Dana Whitfield,\n\nich wollte nur kurz nachfragen. Gibt es schon Neuigkeiten?\n\n\
         Viele Grüße",
    ] {
        let mut case = Case::body(body);
        case.purpose = Purpose::StatusCheck;
        assert!(case.found().contains(&(EmptyCheckIn, Block)), "{body}: {:?}", case.findings());
    }
}

#[test]
fn an_offer_blocks_the_thanks_to_a_customer_and_is_free_elsewhere() {
    let mut case = Case::english("Here is a voucher.");
    case.commercial = true;
    case.expect(&[(Pitch, Block)]);
    case.purpose = Purpose::Nudge;
    case.expect(&[]);
}

#[test]
fn words_do_not_match_across_sentences_or_inside_words() {
    for sentence in [
        "You were not there when I heard. Back in May it was different.",
        "The waiting room still has the old clock.",
        "We talked about how rental agreements pay off.",
        "The bumpy road to Orkney came up.",
        "You said that the decision takes until Friday.",
        "I would be glad to hear how you decide.",
    ] {
        Case::english(sentence).expect(&[]);
    }
}

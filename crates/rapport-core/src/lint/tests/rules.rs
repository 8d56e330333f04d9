//! Everything that is not a phrase: names, places, gaps, lengths, senders, sameness, dates.

use super::Case;
use crate::lint::{Finding, Rule, Severity, is_approvable, word_count};
use crate::playbook::{Purpose, WordLimits};

use Rule::*;
use Severity::{Block, Warn};

fn greeted(greeting: &str) -> Case {
    Case::body(&format!(
        "{greeting}\n\nthe scheduler of your test rig is still on my mind.\n\nKind regards,"
    ))
}

#[test]
fn a_greeting_must_fit_the_recipient() {
    let cases: &[(&str, &[(Rule, Severity)])] = &[
        ("Dear Dana Whitfield,", &[]),
        ("Dear Dana,", &[]),
        ("Dear Ms Whitfield:", &[]),
        ("Dear Dr. Whitfield,", &[]),
        ("Hello Dana!", &[]),
        ("Good morning, Dana Whitfield,", &[]),
        ("Guten Tag Dana Whitfield,", &[]),
        ("Sehr geehrte Frau Whitfield,", &[]),
        ("Dear Dana Whitfeld,", &[(WrongName, Block)]),
        ("Dear Dana Withfield,", &[(WrongName, Block)]),
        ("Dear Dána Whitfield,", &[(WrongName, Block)]),
        ("Dear Ivo Marek,", &[(WrongName, Block)]),
        ("Dear Diana,", &[(WrongName, Block)]),
        ("Dear dana whitfield,", &[(WrongName, Warn)]),
        ("Dear Hiring Manager,", &[(WrongName, Block)]),
        ("Dear Sir or Madam,", &[(WrongName, Block)]),
        ("Sehr geehrte Damen und Herren,", &[(GroupMail, Block)]),
        ("Dear all,", &[(GroupMail, Block)]),
        ("Hi team,", &[(GroupMail, Block)]),
        ("Dear Dana and Ivo,", &[(GroupMail, Block)]),
        ("Dear ,", &[(Greeting, Block)]),
        ("Hello,", &[(Greeting, Warn)]),
        ("Thank you again.", &[(Greeting, Warn)]),
        ("Dear [Name],", &[(Placeholder, Block), (WrongName, Block)]),
    ];
    for (greeting, expected) in cases {
        greeted(greeting).expect(expected);
    }
}

#[test]
fn jon_is_not_john_however_short() {
    use crate::lint::{Facts, Note, check};
    for (name, greeting, wrong) in [
        ("Jon Smith", "Dear John Smith,", true),
        ("Jon Smith", "Dear Jon Smith,", false),
        ("Ann Lee", "Dear Anne,", true),
        ("José Álvarez", "Dear Jose,", true),
        ("José Álvarez", "Dear Jose\u{301} A\u{301}lvarez,", false),
        ("Anne-Marie von der Leyen", "Dear Anne-Marie von der Leyen,", false),
    ] {
        let body = format!("{greeting} it was good to talk about Orkney and boats.");
        let facts = Facts::about(name, Purpose::Closing);
        let note = Note {
            subject: "Thanks",
            body: &body,
            sender_block: "s@x.example",
            attachments: 0,
            language: "en",
        };
        let found = check(&note, &facts);
        assert_eq!(
            found.iter().any(|finding| finding.rule == WrongName),
            wrong,
            "{name} {found:?}"
        );
    }
}

#[test]
fn slips_in_the_name_and_left_over_names_are_found_in_the_text() {
    let cases: &[(&str, &[(Rule, Severity)])] = &[
        ("Ms Whitfeld, your rig is on my mind.", &[(WrongName, Block)]),
        ("It was Dana Whitfild who asked.", &[(WrongName, Block)]),
        ("I liked how Ivo Marek put it.", &[(LeftOverName, Block)]),
        ("Thank you again, Zofia.", &[(LeftOverName, Block)]),
        ("As Sinead O'Brien said, boats are slow.", &[(LeftOverName, Block)]),
        ("Nadia, thank you again.", &[(LeftOverName, Warn)]),
        ("As José Alvarez said, boats are slow.", &[(LeftOverName, Block)]),
        ("I may mark the young trees with white paint.", &[]),
        ("Mark my words in May.", &[]),
        ("Dana Whitfield's question stayed with me.", &[]),
    ];
    for (sentence, expected) in cases {
        Case::english(sentence).expect(expected);
    }
    let mut allowed = Case::english("What Ivo Marek said about flaky tests stayed with me.");
    allowed.facts.push("Ivo Marek joined for ten minutes".to_owned());
    allowed.expect(&[]);
    let mut subject = Case::english("It was a good hour.");
    subject.subject = "For Ivo Marek".to_owned();
    subject.expect(&[(LeftOverName, Block)]);
}

#[test]
fn places_and_roles_are_spelled_right_and_not_left_over() {
    let cases: &[(&str, &[(Rule, Severity)])] = &[
        ("The rig at Acme Robotics is old.", &[]),
        ("The rig at Acme Robotics' hall is old.", &[]),
        ("The rig at Acme is old.", &[]),
        ("The rig at ACME Robotics is old.", &[(WrongOrganisation, Warn)]),
        ("The rig at acme robotics is old.", &[(WrongOrganisation, Warn)]),
        ("The rig at AcmeRobotics is old.", &[(WrongOrganisation, Warn)]),
        ("The rig at Acme Robotic is old.", &[(WrongOrganisation, Warn)]),
        ("The rig at ACME is old.", &[(WrongOrganisation, Warn)]),
        ("I would like to work at Globex.", &[(LeftOverOrganisation, Block)]),
        ("I would like to work at Initech one day.", &[(LeftOverOrganisation, Block)]),
        ("Initech builds rigs as well.", &[(LeftOverOrganisation, Warn)]),
        ("The role of product manager suits me.", &[(LeftOverRole, Block)]),
        ("The role of staff engineer suits me.", &[]),
    ];
    for (sentence, expected) in cases {
        Case::english(sentence).expect(expected);
    }
}

#[test]
fn gaps_of_a_template_block() {
    for gap in [
        "{{ name }}",
        "{{",
        "}}",
        "{% if role %}",
        "[Name]",
        "[something only this meeting produced]",
        "<insert role>",
        "<Company>",
        "XXX",
        "Lorem ipsum dolor",
        "TODO",
        "______",
        "%FIRST_NAME%",
        "*|FNAME|*",
        "${role}",
        "{role}",
    ] {
        let case = Case::english(&format!("What stayed with me was {gap} in the end."));
        assert!(case.found().contains(&(Placeholder, Block)), "{gap}: {:?}", case.findings());
        assert!(!is_approvable(&case.findings()));
    }
    for fine in
        ["see [1]", "a < b and c > d", "<https://sam.example/boats>", "100 % of 50 %", "20% off%"]
    {
        Case::english(&format!("What stayed with me was {fine} in the end.")).expect(&[]);
    }
}

#[test]
fn lengths_are_measured_without_greeting_and_close() {
    let limits = WordLimits { from: 20, to: 40, max: 60 };
    let filled = |count: usize| {
        let mut case = Case::english(&"boat ".repeat(count - 11));
        case.words = Some(limits);
        case
    };
    assert_eq!(word_count(&filled(40).body), 40);
    assert_eq!(word_count("Hello,\n\nOne two three.\n\nBest regards,\nSam Porter"), 3);
    filled(11).expect(&[(TooShort, Warn)]);
    filled(12).expect(&[]);
    filled(40).expect(&[]);
    filled(41).expect(&[(TooLong, Warn)]);
    filled(61).expect(&[(TooLong, Block)]);
    let mut empty = Case::body("");
    empty.expect(&[(TooShort, Block)]);
    empty.body = "Dear Dana,\n\nKind regards,".to_owned();
    empty.expect(&[(TooShort, Block)]);
}

#[test]
fn the_sender_can_be_answered() {
    let mut case = Case::english("It was a good hour.");
    case.sender_block = "Sam Porter".to_owned();
    case.expect(&[(MissingSender, Block)]);
    case.sender_block = "Sam Porter\nsam@porter.example".to_owned();
    case.expect(&[(MissingSender, Warn)]);
    let finding: Finding = case.findings().remove(0);
    assert_eq!(finding.why, "The sender block lacks your phone number.");
    case.sender_block = "Sam Porter\n(020) 7946-0991 · SAM@porter.example".to_owned();
    case.expect(&[]);
}

#[test]
fn nothing_leaves_from_the_present_employer() {
    use crate::lint::{DetailKind, Facts, Note, SenderDetail, check};
    let sender = [SenderDetail { kind: DetailKind::Mail, value: "sam@mail.work.example" }];
    let facts = Facts {
        sender: &sender,
        present_employer_domain: Some("work.example"),
        ..Facts::about("Dana", Purpose::Closing)
    };
    let note = Note {
        subject: "Hello",
        body: "Dear Dana, all the best.",
        sender_block: "Sam\nsam@mail.work.example",
        attachments: 0,
        language: "en",
    };
    let found = check(&note, &facts);
    assert_eq!(found.len(), 1);
    assert_eq!((found[0].rule, found[0].start), (SenderDomain, 4));
}

#[test]
fn an_attachment_that_is_spoken_of_is_there() {
    for sentence in ["My plan is attached.", "Please find enclosed the plan."] {
        let mut case = Case::english(sentence);
        case.expect(&[(AttachmentMissing, Block)]);
        case.attachments = 1;
        case.expect(&[]);
    }
    Case::german("Anbei finden Sie den Plan.").expect(&[(AttachmentMissing, Block)]);
    Case::german("Den Plan finden Sie im Anhang.").expect(&[(AttachmentMissing, Block)]);
    Case::english("I am very attached to boats.").expect(&[]);
}

#[test]
fn signs_questions_and_capitals() {
    Case::english("Thank you! It was good! Really!").expect(&[(Exclamations, Warn)]);
    Case::english("Thank you! It was good!").expect(&[]);
    Case::english("Who? When? Where?").expect(&[(Questions, Warn)]);
    let mut check = Case::english("When do you decide? Is there anything else?");
    check.expect(&[]);
    check.purpose = Purpose::StatusCheck;
    check.expect(&[(Questions, Warn)]);
    Case::english("PLEASE READ this.").expect(&[(AllCaps, Warn)]);
    Case::english("We spoke about HTTP and TLS.").expect(&[]);
    Case::english("A good hour \u{1f600}.").expect(&[(Emoji, Warn)]);
    Case::english("A good hour :-)").expect(&[(Emoji, Warn)]);
    let mut subject = Case::english("It was a good hour.");
    subject.subject = "URGENT QUESTION".to_owned();
    subject.expect(&[(Pressure, Warn), (AllCaps, Warn)]);
    subject.subject = " ".to_owned();
    subject.expect(&[(NoSubject, Warn)]);
    Case::english("A wonderful hour, a fantastic rig.").expect(&[(Flattery, Warn)]);
}

#[test]
fn dates_hold_whenever_the_note_goes_out() {
    let yesterday = Case::english("Thank you for the hour yesterday.");
    yesterday.expect(&[(RelativeDate, Warn)]);
    assert_eq!(yesterday.findings()[0].better.as_deref(), Some("on 23 November"));
    let german = Case::german("Vielen Dank für das Gespräch gestern.");
    german.expect(&[(RelativeDate, Warn)]);
    assert_eq!(german.findings()[0].better.as_deref(), Some("am 23. November"));
    Case::english("See you on Tuesday, 8 December.").expect(&[]);
    Case::english("See you on Tuesday, December 8th.").expect(&[]);
    Case::english("See you on Friday, 8 December.").expect(&[(WeekdayDate, Warn)]);
    Case::german("Bis Freitag, den 8. Dezember.").expect(&[(WeekdayDate, Warn)]);
    Case::german("Bis Freitag, den 8. Januar.").expect(&[]);
    Case::german("Guten Morgen wünsche ich Ihnen.").expect(&[]);
}

#[test]
fn a_note_that_could_have_gone_to_anyone_blocks() {
    let plain = "Dear Dana Whitfield,\n\nThank you for the conversation on 23 November about the \
                 staff engineer role at Acme Robotics. I enjoyed it and I would be glad to take part \
                 in the next round.\n\nKind regards,";
    let mut case = Case::body(plain);
    case.plain = plain.to_owned();
    case.expect(&[(Generic, Block)]);
    let finding = case.findings().remove(0);
    assert_eq!(
        finding.better.as_deref(),
        Some("mention what you noted: her sailing trip to Orkney")
    );
    case.body = plain.replace("I enjoyed it", "I enjoyed hearing how you sailed around Orkney");
    case.expect(&[]);
    case.facts.clear();
    case.body = plain.to_owned();
    case.expect(&[(Generic, Block)]);
    // The user's own words make it personal even when no fact was noted.
    case.body = plain.replace(
        "I enjoyed it",
        "Your harbour story with the broken rudder, the lighthouse keeper and his goats made me laugh",
    );
    case.expect(&[]);
    // Closing notes are courtesies.
    case.body = plain.to_owned();
    case.purpose = Purpose::Closing;
    case.expect(&[]);
}

#[test]
fn two_notes_of_one_opportunity_differ() {
    let first = "Dear Ivo Marek,\n\nThank you for the hour on Monday. Your question about flaky \
                 hardware tests has kept me busy since, and I have an idea for the scheduler. I would \
                 be glad to show it to you.\n\nKind regards,";
    let mut case = Case::body(&first.replace("Ivo Marek", "Dana Whitfield"));
    case.earlier = vec![first.to_owned()];
    case.expect(&[(NearIdentical, Block)]);
    case.body = "Dear Dana Whitfield,\n\nThank you for the hour on Monday. Your sailing trip to \
                 Orkney made me dig out my own charts, and the test rig deserves better planning than \
                 a shared calendar. May I send a sketch?\n\nKind regards,"
        .to_owned();
    case.expect(&[]);
}

#[test]
fn words_of_rules_are_read_back() {
    for rule in Rule::ALL {
        assert_eq!(Rule::parse(rule.word()), Some(rule));
    }
}

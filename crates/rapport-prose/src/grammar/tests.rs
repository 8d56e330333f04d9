//! Sentences with what is wrong in them, and good ones.

use super::*;

/// Language, text, what is marked, what is suggested.
const WRONG: &[(&str, &str, &str, &str)] = &[
    ("en", "It was was a pleasure.", "was was", "was"),
    ("en", "It was an great talk.", "an great", "a great"),
    ("en", "You gave me a honest answer.", "a honest", "an honest"),
    ("en", "I had a idea on the way home.", "a idea", "an idea"),
    ("en", "This is an unique place.", "an unique", "a unique"),
    ("en", "Looking forward hear from you.", "Looking forward hear", "Looking forward to hearing"),
    ("en", "I look forward to hear from you.", "forward to hear", "forward to hearing"),
    ("en", "I could of said it better.", "could of", "could have"),
    ("en", "Your welcome to call.", "Your welcome", "You're welcome"),
    ("en", "Hope your well after the trip.", "Hope your well", "Hope you're well"),
    ("en", "It took more then an hour.", "more then", "more than"),
    ("en", "I hear your looking for someone.", "your looking", "you're looking"),
    ("en", "Thanks for you're time.", "you're time", "your time"),
    ("en", "Yesterday i saw the workshop.", "i", "I"),
    ("en", "Also i'm free on Friday.", "i'm", "I'm"),
    ("en", "The talk was good. it stayed with me.", "it", "It"),
    ("en", "Its been a while.", "Its been", "It's been"),
    ("en", "I saw the plant,, and the office.", ",,", ","),
    ("en", "There is alot of interest.", "alot of", "a lot of"),
    ("de", "Ich hoffe, das Sie gut nach Hause kamen.", "das", "dass"),
    ("de", "Das war war ein gutes Gespräch.", "war war", "war"),
    ("de", "Vielen Dank im vorraus.", "im vorraus", "im Voraus"),
    ("de", "Ich danke ihnen für die Zeit.", "ihnen", "Ihnen"),
    ("de", "Liebe Frau Behrens,\n\nVielen Dank für das Gespräch.", "Vielen", "vielen"),
    ("de", "Liebe Frau Behrens\n\nvielen Dank für das Gespräch.", "Behrens", "Behrens,"),
    ("fr", "Merci pour le le temps.", "le le", "le"),
];

/// Nothing is wrong in these.
const GOOD: &[(&str, &str)] = &[
    ("en", "I had had that in mind; that that matters is clear."),
    ("en", "An hour with a union, a European one, and a user of an MRI."),
    ("en", "Is it earlier then, we might meet? See you then, you and I."),
    ("en", "We met at 9 a.m. on Friday, i.e. early. The v1.2 is out."),
    ("en", "Grade A apples, and an heir of an honourable one-off house."),
    ("en", "Dear Dana,\nThank you for your time. You're welcome to call, and your team too."),
    ("en", "An uninformed guess and an unimportant, urgent thing."),
    ("en", "It took an 8-hour day. I visited Baden Baden."),
    ("de", "Ich hoffe, das Gespräch war gut. Vielen Dank im Voraus."),
    ("de", "Die, die die Anlage kennen, wissen das. Ich danke Ihnen."),
    ("de", "Liebe Frau Behrens,\n\nvielen Dank für das Gespräch, das ich gern fortsetze."),
    ("de", "Hallo Herr Öz,\n\nIhre Werkstatt hat mir gefallen. Seid gegrüßt."),
    ("fr", "Nous nous sommes vus hier, et vous vous en souvenez."),
    ("es", "Muchas gracias por la visita y por el tiempo."),
];

#[test]
fn what_is_wrong_is_marked_with_what_is_meant() {
    for (language, text, marked, meant) in WRONG.iter().filter(|row| !row.2.is_empty()) {
        let found = check(text, language);
        assert_eq!(found.len(), 1, "{text}: {found:?}");
        assert_eq!((found[0].text.as_str(), found[0].suggestions[0].as_str()), (*marked, *meant));
        let cut: String =
            text.chars().skip(found[0].start).take(found[0].end - found[0].start).collect();
        assert_eq!(cut, *marked, "the place is right in {text}");
    }
}

#[test]
fn good_sentences_have_no_finding() {
    for (language, text) in GOOD {
        assert_eq!(check(text, language), [], "{text}");
    }
}

proptest::proptest! {
    #[test]
    fn any_text_gives_findings_inside_it(text in "(?s).{0,80}") {
        let length = text.chars().count();
        for language in ["en", "de", "xx"] {
            for finding in check(&text, language) {
                assert!(finding.start < finding.end && finding.end <= length);
            }
        }
    }
}

//! Properties: any text is checked, each place lies inside its part, and the same note has the
//! same findings.

use proptest::prelude::*;

use super::Case;
use crate::lint::{Finding, Part, Severity};

/// Text that hits the rules far more often than chance would.
fn noise() -> impl Strategy<Value = String> {
    let piece = prop_oneof![
        any::<String>(),
        Just("Dear ".to_owned()),
        Just("Dana Whitfeld".to_owned()),
        Just("{{".to_owned()),
        Just("[x".to_owned()),
        Just("]".to_owned()),
        Just("%a%".to_owned()),
        Just("___".to_owned()),
        Just("Acme Robotic".to_owned()),
        Just("Ivo Marek".to_owned()),
        Just("I have not heard back".to_owned()),
        Just("e\u{301}ß’\u{200d}\u{1f600}".to_owned()),
        Just("Monday 31 February".to_owned()),
        Just("Friday 30 December".to_owned()),
        Just("?!?!".to_owned()),
        Just("\n\n".to_owned()),
        Just("Kind regards".to_owned()),
        Just("99999999999999999999 May".to_owned()),
    ];
    prop::collection::vec(piece, 0..12).prop_map(|pieces| pieces.join(" "))
}

fn is_inside(finding: &Finding, case: &Case) -> bool {
    let length = match finding.part {
        Part::Subject => case.subject.chars().count(),
        Part::Body => case.body.chars().count(),
        Part::Sender => case.sender_block.chars().count(),
        Part::Attachments => 0,
    };
    finding.start <= finding.end && finding.end <= length
}

proptest! {
    #[test]
    fn fuzz_check_is_total_and_places_lie_inside(
        subject in noise(),
        body in noise(),
        sender_block in noise(),
        fact in noise(),
        german in any::<bool>(),
    ) {
        let mut case = Case::body(&body);
        case.subject = subject;
        case.sender_block = sender_block;
        case.facts.push(fact.clone());
        case.earlier = vec![fact];
        case.language = if german { "de" } else { "en" };
        let findings = case.findings();
        for finding in &findings {
            prop_assert!(is_inside(finding, &case), "{finding:?}");
            prop_assert!(!finding.why.is_empty());
            if finding.part == Part::Body {
                let text: String = case.body.chars().skip(finding.start).take(finding.end - finding.start).collect();
                prop_assert_eq!(&finding.text, &text);
            }
        }
        let first_warning = findings.iter().position(|finding| finding.severity == Severity::Warn);
        let last_block = findings.iter().rposition(|finding| finding.severity == Severity::Block);
        if let (Some(warning), Some(block)) = (first_warning, last_block) {
            prop_assert!(block < warning);
        }
        prop_assert_eq!(findings, case.findings());
    }
}

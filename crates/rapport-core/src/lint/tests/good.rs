//! Good notes: nothing to find. False alarms teach people to look away.

use super::Case;
use crate::playbook::{Purpose, WordLimits};

const ENGLISH: &[(Purpose, &str)] = &[
    (
        Purpose::Thanks,
        "Dear Dana Whitfield,\n\nThank you for the conversation on 23 November. Your sailing trip to \
         Orkney made me smile, and the test rig kept me thinking: a small queue in front of the \
         scheduler might already take most of the waiting away.\n\nI would be glad to try that with \
         your team. If anything is missing from my side, a short line or a call is enough.\n\nKind \
         regards,",
    ),
    (
        Purpose::Thanks,
        "Dear Dana,\n\nIt was good to meet you on Monday. I have looked up the scheduler we spoke \
         about; version 4 can pause a rig overnight, which is just what you missed.\n\nBest wishes,\nSam",
    ),
    (
        Purpose::StatusCheck,
        "Dear Dana Whitfield,\n\nYou said that you would decide by Friday, 4 December, about the \
         staff engineer role. I am still very interested, not least because of the test rig and its \
         scheduler. When would be a good moment to ask again?\n\nKind regards,",
    ),
    (
        Purpose::KeepInTouch,
        "Hello Dana,\n\nThis article on hardware queues made me think of your test rig: \
         https://queues.example/rig?id=4. No answer needed. I hope Orkney had good winds.\n\nBest \
         regards,",
    ),
    (
        Purpose::Request,
        "Dear Ms Whitfield,\n\nThank you for the open words about the test rig. Your decision is \
         easy to follow, and I enjoyed getting to know Acme Robotics. May I ask you to keep me in \
         mind when the scheduler becomes a project of its own?\n\nKind regards,",
    ),
    (
        Purpose::Withdrawal,
        "Dear Dana Whitfield,\n\nThank you for the time you took. I have decided to take another \
         path and withdraw my application as staff engineer. I wish you all the best with the \
         rig.\n\nKind regards,",
    ),
];

const GERMAN: &[(Purpose, &str)] = &[
    (
        Purpose::Thanks,
        "Guten Tag Dana Whitfield,\n\nvielen Dank für das Gespräch am 23. November. Ihre Segelreise \
         nach Orkney ist mir im Kopf geblieben, und der Prüfstand auch: Mit einer kleinen \
         Warteschlange vor dem Scheduler wäre vermutlich schon viel gewonnen.\n\nGern würde ich das \
         mit Ihrem Team ausprobieren. Wenn noch etwas fehlt, genügt ein kurzer Anruf.\n\nMit \
         freundlichen Grüßen",
    ),
    (
        Purpose::Thanks,
        "Sehr geehrte Frau Whitfield,\n\nes war schön, Sie am Montag kennenzulernen. Den Scheduler, \
         über den wir sprachen, habe ich inzwischen ausprobiert; er kann einen Prüfstand über Nacht \
         anhalten.\n\nFreundliche Grüsse",
    ),
    (
        Purpose::StatusCheck,
        "Guten Tag Dana Whitfield,\n\nSie hatten den 4. Dezember als Termin für die Entscheidung \
         genannt. Die Stelle interessiert mich nach wie vor, nicht zuletzt wegen des Prüfstands und \
         seines Schedulers. Wann darf ich mich wieder melden?\n\nViele Grüße",
    ),
    (
        Purpose::KeepInTouch,
        "Hallo Dana,\n\ndieser Artikel über Warteschlangen hat mich an Ihren Prüfstand und den \
         Scheduler erinnert. Eine Antwort braucht es nicht. Ich hoffe, vor Orkney war guter \
         Wind.\n\nHerzliche Grüße\nSam",
    ),
    (
        Purpose::Request,
        "Guten Tag Dana Whitfield,\n\nvielen Dank für Ihre offenen Worte zum Prüfstand. Ihre \
         Entscheidung kann ich gut nachvollziehen. Darf ich Sie bitten, an mich zu denken, wenn der \
         Scheduler ein eigenes Projekt wird?\n\nMit freundlichen Grüßen",
    ),
    (
        Purpose::Withdrawal,
        "Guten Tag Dana Whitfield,\n\nvielen Dank für die Zeit, die Sie sich genommen haben. Ich \
         habe mich anders entschieden und ziehe meine Bewerbung zurück. Ihnen und dem Prüfstand alles \
         Gute.\n\nMit freundlichen Grüßen",
    ),
];

#[test]
fn good_english_notes_have_no_finding() {
    for (purpose, body) in ENGLISH {
        let mut case = Case::body(body);
        case.purpose = *purpose;
        case.words = Some(WordLimits { from: 25, to: 125, max: 180 });
        case.expect(&[]);
    }
}

#[test]
fn good_german_notes_have_no_finding() {
    for (purpose, body) in GERMAN {
        let mut case = Case::body(body);
        case.language = "de";
        case.subject = "Unser Gespräch".to_owned();
        case.purpose = *purpose;
        case.words = Some(WordLimits { from: 25, to: 125, max: 180 });
        case.expect(&[]);
    }
}

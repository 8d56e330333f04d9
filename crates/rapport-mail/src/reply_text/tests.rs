//! Examples of answers as the usual programs send them.

use proptest::prelude::*;

use super::*;

mod mails;

/// Every line of a text is in the reply, the quoted text or the signature; only the delimiter of
/// a signature vanishes.
fn check_nothing_is_lost(text: &str) {
    let answer = split(text);
    let signature = answer.signature.clone().unwrap_or_default();
    let mut kept: Vec<&str> = [&answer.reply, &answer.quoted, &signature]
        .iter()
        .flat_map(|part| part.lines())
        .map(lines::bare)
        .collect();
    kept.sort_unstable();
    for line in text.lines().map(lines::bare).filter(|line| !line.is_empty()) {
        let found = kept.binary_search(&line).is_ok();
        let delimiter = signature_words::is_delimiter(line, line);
        assert!(found || delimiter, "{line:?} of {text:?} is lost: {answer:#?}");
    }
    for part in [&answer.reply, &answer.own, &answer.quoted, &signature] {
        assert!(part.len() <= text.len(), "{text:?}: {answer:#?}");
    }
}

fn reply(text: &str) -> String {
    split(text).reply
}

#[test]
fn quotes_and_their_introductions_go() {
    for introduction in [
        "On Thu, 5 Mar 2026 at 09:12, Ivo Marek <ivo@acme.example> wrote:",
        "On Thu, 5 Mar 2026 at 09:12, Ivo Marek\n<ivo@acme.example> wrote:",
        "Am 05.03.2026 um 09:12 schrieb Ivo Marek:",
        "Am Donnerstag, 5. März 2026 schrieb Ivo Marek <\nivo@acme.example>:",
        "Le jeu. 5 mars 2026 à 09:12, Ivo Marek <ivo@acme.example> a écrit :",
        "El jue, 5 mar 2026 a las 9:12, Ivo Marek (<ivo@acme.example>) escribió:",
        "Il giorno gio 5 mar 2026 alle ore 09:12 Ivo Marek ha scritto:",
        "Em qui., 5 de mar. de 2026 às 09:12, Ivo Marek escreveu:",
        "Op do 5 mrt 2026 om 09:12 schreef Ivo Marek <ivo@acme.example>:",
        "Op 5 mrt. 2026 om 09:12 heeft Ivo Marek het volgende geschreven:",
        "Den tors 5 mars 2026 kl 09:12 skrev Ivo Marek <ivo@acme.example>:",
        "W dniu 5.03.2026 o 09:12, Ivo Marek pisze:",
        "Ivo Marek wrote:",
        "2026/3/5 Ivo Marek <ivo@acme.example>",
    ] {
        let text = format!("Friday is fine.\n\n{introduction}\n\n> Would Friday do?\n>> yes\n");
        assert_eq!(reply(&text), "Friday is fine.", "{introduction}");
    }
}

#[test]
fn answers_between_quotes_stay() {
    let text =
        "Hello,\nOn 5 Mar 2026 09:12, Ivo wrote:\n> Friday?\nYes.\n> Where?\nAt yours.\n-- \nDana";
    let split = split(text);
    assert_eq!(split.reply, "Hello,\n\n> Friday?\nYes.\n> Where?\nAt yours.");
    assert_eq!(split.own, "Hello,\n\nYes.\n\nAt yours.");
    assert_eq!(split.quoted, "On 5 Mar 2026 09:12, Ivo wrote:");
    assert_eq!(split.signature.as_deref(), Some("Dana"));
}

#[test]
fn originals_without_marks_are_cut() {
    for head in [
        "-----Original Message-----\nFrom: Ivo",
        "-----Ursprüngliche Nachricht-----\nVon: Ivo",
        "---------- Forwarded message ---------\nFrom: Ivo",
        "________________________________\nFrom: Ivo Marek\nSent: Thursday\nTo: Dana\nSubject: Rig",
        "Von: Ivo Marek <ivo@acme.example>\nGesendet: Donnerstag\nAn: Dana\nBetreff: Prüfstand",
        "*De :* Ivo\n*Envoyé :* jeudi\n*À :* Dana\n*Objet :* Banc",
        "On Thu, Mar 5, 2026 at 9:12 AM Ivo Marek <ivo@acme.example> wrote:",
    ] {
        let text = format!("Friday is fine.\n\n{head}\n\nWould Friday do?\nunsubscribe");
        assert_eq!(reply(&text), "Friday is fine.", "{head}");
    }
}

#[test]
fn text_that_only_looks_like_a_mark_stays() {
    for text in [
        "On the other hand, we should talk.\nOn Friday she wrote: nothing.",
        "From: my heart\nthank you",
        "I need this: a rig.",
        "The notification was sent from my phone.",
        "a -- b\n--- not a signature ---",
    ] {
        assert_eq!(reply(text), text);
    }
    assert_eq!(
        reply("See below\n>From here on it works\nwell"),
        "See below\n>From here on it works\nwell"
    );
}

#[test]
fn signatures_are_given_apart() {
    let with = split("Fine.\n\n-- \nDana Whitfield\nAcme Robotics\n");
    assert_eq!(with.reply, "Fine.");
    assert_eq!(with.signature.as_deref(), Some("Dana Whitfield\nAcme Robotics"));
    let telephone = split("Fine.\n\nVon meinem iPhone gesendet\n\n> old");
    assert_eq!(telephone.reply, "Fine.");
    assert_eq!(telephone.signature.as_deref(), Some("Von meinem iPhone gesendet"));
    assert_eq!(split("-- \nonly this").reply, "--\nonly this");
}

#[test]
fn nothing_gives_nothing() {
    assert_eq!(split(""), Answer::default());
    // A quote that no program introduced is all there is; no wish is read out of it.
    let only = split("> only\n> quoted");
    assert_eq!((only.reply.as_str(), only.own.as_str()), ("> only\n> quoted", ""));
}

const PIECES: &[&str] = &[
    "Friday is fine.",
    "yes",
    "> Would Friday do?",
    ">> twice",
    "IM> Friday?",
    ">",
    "",
    "",
    " ",
    "\u{feff}",
    "On Thu, Mar 5, 2026 at 9:12 AM Ivo <ivo@acme.example> wrote:",
    "On Thu, Mar 5, 2026 at 9:12 AM Ivo <",
    "ivo@acme.example> wrote:",
    "Ivo wrote:",
    "-----Original Message-----",
    "Begin forwarded message:",
    "> Begin forwarded message:",
    "From: Ivo <ivo@acme.example>",
    "Sent: Thursday",
    "To: Dana",
    "Subject: Rig",
    "________________________________",
    "----------",
    "-- ",
    "--",
    "—",
    "Kind regards,",
    "Dana Whitfield",
    "/Dana",
    "+44 20 7946 0123",
    "dana@example.org",
    "Sent from my iPhone",
    "PS: the ladder",
    "This e-mail is confidential and intended for you.",
    "```",
    "##- Please type your reply above this line -##",
    "a long line that goes on for more than sixty characters without an end of its sentence",
];

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn nothing_is_lost(places in prop::collection::vec(0..PIECES.len(), 0..40)) {
        let lines: Vec<&str> = places.iter().map(|place| PIECES[*place]).collect();
        check_nothing_is_lost(&lines.join("\n"));
    }
}

#[test]
fn hostile_sizes_end_with_the_right_answer() {
    let many = 200_000;
    let quotes = format!("Fine.\n{}\n", ">".repeat(many));
    assert_eq!(split(&quotes).reply, "Fine.");
    let levels: String = (0..100_000).map(|_| "> x\n").collect();
    assert_eq!(split(&format!("Fine.\n{levels}")).reply, "Fine.");
    let deepening: String = (1..1_500).map(|depth| format!("{} x\n", ">".repeat(depth))).collect();
    assert_eq!(split(&format!("Fine.\n{deepening}")).reply, "Fine.");
    // Each line could be the start of every rule; all of them have to stay.
    for piece in [
        "On Monday\n",
        "on\n",
        "<\n",
        "wrote:\n",
        "From:\n",
        "To: x\n\n",
        "-\n",
        "--\n",
        "- --\n",
        "Best,\n",
        "a@b.test\n",
        "Sent from my x\n",
        "\n",
        "> a\nb\n",
        "IM> a\n\n",
        "```\n",
        "___\n",
        "This message is\n\n",
        "On 5 Mar 2026 09:12, a@b.test <\n",
        "\u{feff}\n",
    ] {
        let text = piece.repeat(many / piece.len());
        let answer = split(&text);
        assert!(answer.reply.len().max(answer.quoted.len()) <= text.len(), "{piece}");
    }
    let line = "wrote: ".repeat(many);
    assert_eq!(split(&line).reply, line.trim());
}

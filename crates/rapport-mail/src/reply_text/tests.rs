//! Examples of answers as the usual programs send them.

use super::*;

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

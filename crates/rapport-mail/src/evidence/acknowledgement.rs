//! Machines that confirm that something arrived, and the numbers they give it.
//!
//! Here: ticket systems, help desks, contact forms. Not here: confirmations of applications, which
//! come with the words about applications.

use rapport_core::classify::{Place, Sign, SignKind};

use super::Seen;
use super::departed::text_sign;
use super::machine::Wording;
use super::machine::wording::{Topic, plain};
use crate::words::Words;

/// Longest and shortest number of a case.
const NUMBER_LENGTH: std::ops::RangeInclusive<usize> = 2..=32;

/// Words that a number of a case follows, by [`plain`].
static NUMBERED: Words = Words::of(
    "
    ticket | case | incident | reference | ref | request | ticketid | ticketnumber | inquiry | enquiry
    ticketnummer | vorgang | vorgangsnummer | fallnummer | anfrage | aktenzeichen | bearbeitungsnummer
    dossier | demande | reference | caso | solicitud | richiesta | pratica | chamado | protocolo
    pedido | melding | meldingsnummer | zaaknummer | arende | arendenummer | sag | sagsnummer | sak
    saksnummer | tiketti | tukipyynto | zgloszenie | zgloszenia | sprawa | sprawy | pozadavek
    pozadavku | tiket | обращение | обращения | заявка | заявки | запрос | тикет | talep | numarasi
",
);
/// Words that may stand between.
static BETWEEN: Words = Words::of(
    "
    id | number | no | nr | num | numero | nummer | code | key | is | ist | lautet | est | es | e
    de | da | do | di | der | your | # | : | . | - | numer | cislo | номер | n | o | º | ° | = | [ | (
",
);

/// The signs of an acknowledgement. `machine`: whether a machine sent it; thanks alone only count
/// then.
#[must_use]
pub fn signs(seen: &Seen<'_>, wording: &Wording, machine: bool) -> Vec<Sign> {
    let mut signs = Vec::new();
    for (topic, points) in [
        (Topic::Received, 4),
        (Topic::Automated, 2),
        (Topic::PerhapsReceived, 1),
        (Topic::Thanks, 1),
    ] {
        if let Some(phrase) = wording.first(topic)
            && (points > 1 || machine)
        {
            signs.push(text_sign(SignKind::Confirmation { points }, phrase));
        }
    }
    let subject = plain(seen.subject);
    let in_subject = bracketed(&subject).or_else(|| numbered(&subject));
    let confirms = wording.has(Topic::Received) || machine;
    if let Some(number) = in_subject {
        signs.push(Sign {
            kind: SignKind::Reference(number.to_uppercase()),
            place: Place::Subject,
            words: number,
        });
    } else if let Some(number) = confirms.then(|| numbered(&wording.text)).flatten() {
        signs.push(text_sign(SignKind::Reference(number.to_uppercase()), &number));
    }
    signs
}

/// `[#4711]`, `[Ticket#2026-17]`, `##4711##`, `(Case 4711)`.
fn bracketed(subject: &str) -> Option<String> {
    let doubled = subject.split("##").nth(1).filter(|number| is_number(number));
    if let Some(number) = doubled {
        return Some(number.to_owned());
    }
    subject.split(['[', ']', '(', ')']).skip(1).take(8).find_map(|piece| {
        let piece = piece.trim();
        let marked = piece.strip_prefix('#').filter(|rest| is_number(rest.trim()));
        marked.map(|rest| rest.trim().to_owned()).or_else(|| {
            let (word, rest) = piece.split_once(['#', ' ', ':'])?;
            let number = rest.trim_matches(|c: char| !c.is_alphanumeric());
            (NUMBERED.has(word) && is_number(number)).then(|| number.to_owned())
        })
    })
}

/// A number behind "ticket number", "Vorgangsnummer:" and the like.
fn numbered(text: &str) -> Option<String> {
    for sign in ["受付番号", "お問い合わせ番号", "工单号", "工单编号", "案件编号"]
    {
        if let Some((_, rest)) = text.split_once(sign) {
            let number: String = rest
                .trim_start_matches([' ', ':', '：', '#', 'は', '为'])
                .chars()
                .take_while(|c| c.is_ascii_alphanumeric() || *c == '-')
                .collect();
            if is_number(&number) {
                return Some(number);
            }
        }
    }
    let mut follows = 0_u8;
    for word in text.split([' ', '\n', ':', '#', '(', '[', ')', ']', ',', '"', '=']) {
        let bare = word.trim_matches(|c: char| !c.is_alphanumeric());
        if follows > 0 && is_number(bare) && bare.chars().filter(char::is_ascii_digit).count() > 2 {
            return Some(bare.to_owned());
        }
        if NUMBERED.has(bare) {
            follows = 4;
        } else if !bare.is_empty() && !BETWEEN.has(bare) {
            follows = 0;
        } else {
            follows = follows.saturating_sub(1);
        }
    }
    None
}

fn is_number(word: &str) -> bool {
    NUMBER_LENGTH.contains(&word.len())
        && word.bytes().any(|byte| byte.is_ascii_digit())
        && word
            .bytes()
            .all(|byte| byte.is_ascii_alphanumeric() || matches!(byte, b'-' | b'_' | b'/' | b'.'))
        && !word.contains("..")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_of_cases() {
        for (text, number) in [
            ("[#4711] rig", Some("4711")),
            ("re: [ticket#2026-17] rig", Some("2026-17")),
            ("rig (case 00123)", Some("00123")),
            ("##881## rig", Some("881")),
            ("rig [urgent]", None),
            ("rig (2 copies)", None),
        ] {
            assert_eq!(bracketed(text).as_deref(), number, "{text}");
        }
        for (text, number) in [
            ("your ticket number is abc-123.", Some("abc-123")),
            ("vorgangsnummer: 889211", Some("889211")),
            ("受付番号:20260305-7です", Some("20260305-7")),
            ("in case 2 people come", None),
            ("the case was closed in 2026 already", None),
            ("on request, call 12 34", None),
        ] {
            assert_eq!(numbered(text).as_deref(), number, "{text}");
        }
    }
}

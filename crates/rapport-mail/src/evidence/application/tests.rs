//! Tests of `application`: what mail names.

mod mails;

use rapport_core::classify::{Sign, SignKind};

use crate::parse;

fn signs(from: &str, subject: &str, text: &str) -> Vec<Sign> {
    let raw = format!(
        "From: {from}\r\nTo: jo@sender.example\r\nSubject: {subject}\r\nMIME-Version: 1.0\r\n\
         Content-Type: text/plain; charset=utf-8\r\nContent-Transfer-Encoding: 8bit\r\n\r\n{text}\r\n"
    );
    parse(raw.as_bytes()).signs
}

fn named(from: &str, subject: &str, text: &str) -> (Option<String>, Option<String>) {
    signs(from, subject, text)
        .into_iter()
        .find_map(|sign| match sign.kind {
            SignKind::Application { organisation, role } => Some((organisation, role)),
            _ => None,
        })
        .unwrap_or_default()
}

#[test]
fn organisation_and_position_are_read() {
    let person = "dana@harlow.example";
    for (subject, text, organisation, role) in [
        (
            "Your application to Halden Lab for Staff Engineer",
            "Hello.",
            "Halden Lab",
            "Staff Engineer",
        ),
        (
            "News",
            "Thank you for your interest in the Site Planner position at Morin Works. Bye.",
            "Morin Works",
            "Site Planner",
        ),
        (
            "News",
            "Thank you for applying for the Senior Clerk (part-time) role at Oak & Sons!",
            "Oak & Sons",
            "Senior Clerk",
        ),
        (
            "Interview with Halden Lab for Data Analyst",
            "Please come.",
            "Halden Lab",
            "Data Analyst",
        ),
        (
            "Ihre Bewerbung als Kranführer bei der Morin Bau GmbH",
            "Guten Tag",
            "Morin Bau GmbH",
            "Kranführer",
        ),
        (
            "Votre candidature au poste de Comptable chez Atelier Nord",
            "Bonjour",
            "Atelier Nord",
            "Comptable",
        ),
        ("Su candidatura al puesto de Contable en Casa Sol", "Hola", "Casa Sol", "Contable"),
        (
            "La tua candidatura per la posizione di Contabile presso Studio Riva",
            "Salve",
            "Studio Riva",
            "Contabile",
        ),
        ("Je sollicitatie als Planner bij Van Dam", "Hallo", "Van Dam", "Planner"),
        ("Din ansökan till tjänsten som Planerare hos Nordlund", "Hej", "Nordlund", "Planerare"),
    ] {
        let (found_organisation, found_role) = named(person, subject, text);
        assert_eq!(found_organisation.as_deref(), Some(organisation), "{subject} {text}");
        assert_eq!(found_role.as_deref(), Some(role), "{subject} {text}");
    }
}

#[test]
fn the_sender_names_the_organisation_if_nothing_else_does() {
    for (from, organisation) in [
        ("Halden Lab Careers <no-reply@greenhouse-mail.io>", "Halden Lab"),
        ("\"Morin Works Talent Acquisition Team\" <noreply@morin.example>", "Morin Works"),
        ("Kim Doe from Halden Lab <kim@hire.lever.co>", "Halden Lab"),
    ] {
        let (found, _) = named(from, "News", "We have received your application.");
        assert_eq!(found.as_deref(), Some(organisation), "{from}");
    }
    let (found, _) = named("Kim Doe <kim@halden.example>", "News", "Your application is here.");
    assert_eq!(found, None);
}

#[test]
fn systems_are_known_by_their_domains() {
    let is_system = |from: &str| {
        signs(from, "x", "y").iter().any(|sign| sign.kind == SignKind::ApplicantSystem)
    };
    assert!(is_system("a@us.greenhouse-mail.io"));
    assert!(is_system("a@myworkday.com"));
    assert!(!is_system("a@notlever.co"));
    assert!(!is_system("a@harlow.example"));
}

//! Invented signatures in seven languages.

use proptest::prelude::*;

use super::*;

struct Expected {
    text: &'static str,
    name: &'static str,
    role: &'static str,
    organisation: &'static str,
    phones: &'static [(&'static str, &'static str)],
    town: &'static str,
}

const SIGNATURES: &[Expected] = &[
    Expected {
        text: "Best regards,\nAna Ruiz\nHead of Purchasing\nAcme Instruments Ltd\nT: +44 20 7946 0000 | M: +44 7700 900000\nana.ruiz@acme.example | www.acme.example\n12 High Street, London SW1A 1AA, United Kingdom\n\nThis e-mail is confidential.\nIgnored Person",
        name: "Ana Ruiz",
        role: "Head of Purchasing",
        organisation: "Acme Instruments Ltd",
        phones: &[("+44 20 7946 0000", "work"), ("+44 7700 900000", "cell")],
        town: "London",
    },
    Expected {
        text: "Mit freundlichen Grüßen\n\nDr. Zoë Groß\nLeiterin Einkauf\n\nQuelle & Söhne GmbH\nMusterstraße 12\nD-10115 Berlin\n\nTelefon: +49 30 123456-0\nTelefax: +49 30 123456-9\nMobil: 0170 1234567\nE-Mail: zoe.gross@quelle.example\nwww.quelle.example\n\nGeschäftsführer: Karl Quelle, Amtsgericht Berlin HRB 1234",
        name: "Dr. Zoë Groß",
        role: "Leiterin Einkauf",
        organisation: "Quelle & Söhne GmbH",
        phones: &[
            ("+49 30 123456-0", "work"),
            ("+49 30 123456-9", "work fax"),
            ("0170 1234567", "cell"),
        ],
        town: "Berlin",
    },
    Expected {
        text: "Cordialement,\n\nHélène DUPONT\nResponsable des achats\nLumière SARL\n3 rue des Lilas\n69003 Lyon\nTél. : 04 72 00 00 00 – Port. : 06 12 34 56 78\nhelene.dupont@lumiere.example",
        name: "Hélène DUPONT",
        role: "Responsable des achats",
        organisation: "Lumière SARL",
        phones: &[("04 72 00 00 00", "work"), ("06 12 34 56 78", "cell")],
        town: "Lyon",
    },
    Expected {
        text: "Un saludo,\nMaría José Núñez\nDirectora Comercial\nBarcos del Sur, S.L.\nCalle Mayor 5, 28013 Madrid, España\nMóvil: +34 600 000 000",
        name: "María José Núñez",
        role: "Directora Comercial",
        organisation: "Barcos del Sur, S.L.",
        phones: &[("+34 600 000 000", "cell")],
        town: "Madrid",
    },
    Expected {
        text: "Cordiali saluti\nGiulia Bianchi\nResponsabile Acquisti\nVele S.r.l.\nVia Roma 7\n20121 Milano\nCell. +39 340 000 0000\nUfficio +39 02 000 0000",
        name: "Giulia Bianchi",
        role: "Responsabile Acquisti",
        organisation: "Vele S.r.l.",
        phones: &[("+39 340 000 0000", "cell"), ("+39 02 000 0000", "work")],
        town: "Milano",
    },
    Expected {
        text: "Met vriendelijke groet,\n\nJan van der Berg\nHoofd Inkoop\nDijk B.V.\nKade 1\n1012 AB Amsterdam\nMobiel: 06 12345678",
        name: "Jan van der Berg",
        role: "Hoofd Inkoop",
        organisation: "Dijk B.V.",
        phones: &[("06 12345678", "cell")],
        town: "Amsterdam",
    },
    Expected {
        text: "Com os melhores cumprimentos,\nInês Sousa\nDiretora de Compras\nMar Azul Lda.\nRua do Sol 9\n1100-148 Lisboa\nTlm: +351 910 000 000",
        name: "Inês Sousa",
        role: "Diretora de Compras",
        organisation: "Mar Azul Lda.",
        phones: &[("+351 910 000 000", "cell")],
        town: "Lisboa",
    },
    Expected {
        text: "Sam Porter | Buyer at Northwind\n(555) 010-0199 ext. 12\n1 Main Street, Springfield, IL 62701\nsam@northwind.example",
        name: "Sam Porter",
        role: "Buyer",
        organisation: "Northwind",
        phones: &[("(555) 010-0199 ext. 12", "")],
        town: "Springfield",
    },
];

#[test]
fn signatures_in_seven_languages() {
    for expected in SIGNATURES {
        let read = read(expected.text);
        let card = &read.card;
        assert_eq!(card.name, expected.name, "{}", expected.text);
        assert_eq!(card.role, expected.role, "{}", expected.text);
        assert_eq!(card.organisation, expected.organisation, "{}", expected.text);
        let phones: Vec<(&str, &str)> =
            card.phones.iter().map(|phone| (phone.value.as_str(), phone.label.as_str())).collect();
        assert_eq!(phones, expected.phones, "{}", expected.text);
        assert_eq!(card.addresses[0].city, expected.town, "{}", expected.text);
        assert!(!card.addresses[0].street.is_empty(), "{}", expected.text);
        assert!(!card.given.is_empty() && !card.family.is_empty(), "{}", expected.text);
        assert!(read.confidence >= 0.6, "{} {}", read.confidence, expected.text);
    }
}

#[test]
fn mail_and_web_addresses_are_taken_once() {
    let card = read("Ana Ruiz\nana@acme.example <mailto:ana@acme.example>\nhttps://www.linkedin.com/in/ana\nacme.example").card;
    assert_eq!(card.emails.len(), 1);
    assert_eq!(card.urls[0].label, "linkedin");
    assert_eq!(card.urls[1].value, "acme.example");
}

#[test]
fn ordinary_text_is_no_signature() {
    for text in ["", "Hello,\nthank you for the drawings.\nSee you on Monday.", "ok", "-- \n"] {
        assert!(read(text).confidence <= 0.3, "{text}: {:?}", read(text));
    }
}

proptest! {
    #[test]
    fn any_text_ends_with_a_value(text in "\\PC{0,300}") {
        let read = read(&text);
        prop_assert!((0.0..=1.0).contains(&read.confidence));
    }

    #[test]
    fn any_lines_end_with_a_value(text in "([+(]?[0-9 /().-]{0,12}[a-zA-ZäÉ:@., |-]{0,12}\n?){0,12}") {
        let read = read(&text);
        prop_assert!((0.0..=1.0).contains(&read.confidence));
    }
}

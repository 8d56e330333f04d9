//! Cards from the wild, and that nothing is lost on the way in and out.

use proptest::prelude::*;

use super::*;
use crate::card::Card;

fn one(text: &str) -> Card {
    let mut read = read(text.as_bytes());
    assert_eq!(read.cards.len(), 1, "{:?}", read.defects);
    read.cards.remove(0)
}

fn pairs(values: &[crate::card::Labelled]) -> Vec<(&str, &str)> {
    values.iter().map(|value| (value.value.as_str(), value.label.as_str())).collect()
}

/// What was read from a file is read again from what is written of it, in both versions.
fn comes_back(bytes: &[u8]) {
    let before: Vec<Card> = read(bytes).cards.iter().map(Card::content).collect();
    for version in [VcardVersion::V3, VcardVersion::V4] {
        let text = write_all(&before, version);
        let after: Vec<Card> = read(text.as_bytes()).cards.iter().map(Card::content).collect();
        assert_eq!(before, after, "{text}");
    }
}

#[test]
fn a_card_of_version_2_1_with_all_its_habits() {
    let text = "BEGIN:VCARD\r\nVERSION:2.1\r\nN;CHARSET=ISO-8859-1;ENCODING=QUOTED-PRINTABLE:\
        M=FCller;Zo=EB;;Dr.\r\nFN;ENCODING=QUOTED-PRINTABLE;CHARSET=UTF-8:Zo=C3=AB M=\r\n=C3=BCller\r\n\
        ORG:Quelle, Sohn und Co.;Einkauf\r\nTEL;WORK;FAX:+49 30 1\r\nTEL;CELL;PREF:+49 170 1\r\n\
        PHOTO;JPEG;ENCODING=BASE64:\r\n /9j/\r\n 4QA=\r\n\r\nX-WHATEVER;FOO:a,b\r\n\
        AGENT:\r\nBEGIN:VCARD\r\nVERSION:2.1\r\nFN:Assistant\r\nEND:VCARD\r\nBDAY:19800322\r\nEND:VCARD\r\n";
    let card = one(text);
    assert_eq!((card.name.as_str(), card.prefix.as_str()), ("Zoë Müller", "Dr."));
    assert_eq!((card.given.as_str(), card.family.as_str()), ("Zoë", "Müller"));
    assert_eq!(
        (card.organisation.as_str(), card.department.as_str()),
        ("Quelle, Sohn und Co.", "Einkauf")
    );
    assert_eq!(pairs(&card.phones), [("+49 170 1", "cell"), ("+49 30 1", "work fax")]);
    assert_eq!(card.photo.as_deref(), Some([0xff, 0xd8, 0xff, 0xe1, 0].as_slice()));
    assert_eq!(card.birthday, "1980-03-22");
    assert_eq!(card.kept[0], ("X-WHATEVER;TYPE=FOO".to_owned(), "a,b".to_owned()));
    assert!(card.kept[1].0 == "AGENT" && card.kept[1].1.contains("FN:Assistant"));
    comes_back(text.as_bytes());
}

#[test]
fn labels_of_the_users_own_belong_to_their_group() {
    let text = "BEGIN:VCARD\nVERSION:3.0\nN:Ruiz;Ana;;;\nFN:Ana Ruiz\n\
        item1.EMAIL;type=INTERNET:ana@example.org\nitem1.X-ABLabel:_$!<Other>!$_\n\
        item2.URL:https\\://ana.example\nitem2.X-ABLabel:Boat blog\n\
        item3.X-ABDATE:2001-02-03\nitem3.X-ABLabel:_$!<Anniversary>!$_\n\
        item4.ADR;type=HOME;type=pref:;;Calle 1\\, 2º;Madrid;;28001;España\nitem4.X-ABADR:es\n\
        BDAY;X-APPLE-OMIT-YEAR=1604:1604-03-22\nEND:VCARD\n";
    let card = one(text);
    assert_eq!(pairs(&card.emails), [("ana@example.org", "other")]);
    assert_eq!(pairs(&card.urls), [("https://ana.example", "Boat blog")]);
    assert_eq!(card.birthday, "--03-22");
    assert_eq!(card.addresses[0].street, "Calle 1, 2º");
    assert_eq!(
        card.kept.iter().map(|(name, _)| name.as_str()).collect::<Vec<_>>(),
        ["item3.X-ABDATE", "item4.X-ABADR", "item3.X-ABLABEL"]
    );
    comes_back(text.as_bytes());
}

#[test]
fn what_a_field_cannot_hold_is_kept() {
    let text = "BEGIN:VCARD\nVERSION:4.0\nFN:Ana\nFN;LANGUAGE=ja:アナ\nBDAY:19800322T101500Z\n\
        TITLE:Buyer\nROLE:Head\nORG:One\nORG:Two\nUID:urn:uuid:1\nPHOTO:https://example.org/a.png\n\
        EMAIL;X-SERVICE=\"a;b\":ana@example.org\nGENDER:F\nIMPP;PREF=1:xmpp:ana@example.org\n\
        TEL;VALUE=uri:tel:+1-555-0100;ext=7\nLOGO;TYPE=png;ENCODING=b:AAAA\nEND:VCARD\n";
    let card = one(text);
    assert_eq!((card.role.as_str(), card.organisation.as_str()), ("Buyer", "One"));
    assert_eq!(card.phones[0].value, "+1-555-0100;ext=7");
    let kept: Vec<&str> = card.kept.iter().map(|(name, _)| name.as_str()).collect();
    assert_eq!(
        kept,
        [
            "FN;LANGUAGE=ja",
            "BDAY",
            "ROLE",
            "ORG",
            "PHOTO",
            "EMAIL;X-SERVICE=\"a;b\"",
            "GENDER",
            "IMPP;PREF=1",
            "LOGO;TYPE=png",
        ]
    );
    comes_back(text.as_bytes());
}

#[test]
fn broken_files_give_what_is_in_them() {
    let text = "stray\r\nBEGIN:VCARD\r\nFN:One\r\nNOTE:long text that goes on\r\nhere\r\nBEGIN:vcard\r\nFN:Two\r\n";
    let read = read(text.as_bytes());
    assert_eq!(read.cards.len(), 2);
    assert_eq!(read.cards[0].notes, "long text that goes on\nhere");
    assert_eq!(read.cards[0].defects.len(), 2);
    assert_eq!((read.cards[1].line, read.cards[1].name.as_str()), (6, "Two"));
    assert_eq!(read.defects[0].line, 1);
    assert_eq!(super::read(b"").defects.len(), 1);
}

#[test]
fn utf_16_and_code_pages_are_read() {
    let text = "BEGIN:VCARD\r\nVERSION:3.0\r\nFN:Zoë Groß\r\nEND:VCARD\r\n";
    let wide: Vec<u8> = text.encode_utf16().flat_map(u16::to_le_bytes).collect();
    let bytes = [b"\xff\xfe".as_slice(), &wide].concat();
    assert_eq!(read(&bytes).cards[0].name, "Zoë Groß");
    let (latin, _, _) = encoding_rs::WINDOWS_1252.encode(text);
    assert_eq!(read(&latin).cards[0].name, "Zoë Groß");
    let marked = [b"\xef\xbb\xbf".as_slice(), text.as_bytes()].concat();
    assert_eq!(read(&marked).cards[0].name, "Zoë Groß");
}

#[test]
fn columns_of_a_table_survive_in_a_card() {
    let card = Card {
        name: "Ana".to_owned(),
        kept: vec![
            ("Billing Information".to_owned(), "two\nlines; \\ and, more".to_owned()),
            ("TEL".to_owned(), "a column named so".to_owned()),
            ("X-A;B=\"".to_owned(), " padded ".trim().to_owned()),
        ],
        ..Card::default()
    };
    for version in [VcardVersion::V3, VcardVersion::V4] {
        let again = read(write(&card, version).as_bytes());
        assert_eq!(again.cards[0].content(), card);
    }
}

#[test]
fn another_reader_agrees_on_what_we_write() {
    let text = "BEGIN:VCARD\nVERSION:3.0\nN:Ruiz;Ana;;;\nFN:Ana Ruiz\nORG:Acme\\, Ltd.;Sales\n\
        item1.EMAIL:ana@example.org\nitem1.X-ABLabel:Boat\nNOTE:a\\nb\\;c\nEND:VCARD\n";
    let ours = write(&one(text), VcardVersion::V4);
    let mut parser = calcard::Parser::new(&ours);
    let calcard::Entry::VCard(card) = parser.entry() else { panic!("no card: {ours}") };
    let found = |name: &str| {
        let entry = card.entries.iter().find(|entry| entry.name.as_str() == name).unwrap();
        entry.values.iter().filter_map(|value| value.as_text()).collect::<Vec<_>>().join("|")
    };
    assert_eq!(found("FN"), "Ana Ruiz");
    assert_eq!(found("NOTE"), "a\nb;c");
    assert_eq!(found("EMAIL"), "ana@example.org");
}

/// Lines as cards hold them, well and badly formed.
fn any_line() -> impl Strategy<Value = String> {
    let head = prop_oneof![
        Just("FN"),
        Just("N"),
        Just("ORG"),
        Just("TITLE"),
        Just("ROLE"),
        Just("NICKNAME"),
        Just("EMAIL"),
        Just("EMAIL;TYPE=work"),
        Just("TEL;CELL;PREF"),
        Just("TEL;TYPE=fax;X-P=1"),
        Just("item1.TEL"),
        Just("item1.X-ABLabel"),
        Just("item2.X-ABLabel"),
        Just("item2.URL;type=pref"),
        Just("ADR;HOME"),
        Just("BDAY"),
        Just("BDAY;VALUE=text"),
        Just("NOTE;QUOTED-PRINTABLE"),
        Just("CATEGORIES"),
        Just("PHOTO;ENCODING=b"),
        Just("PHOTO"),
        Just("LOGO;BASE64"),
        Just("UID"),
        Just("X-FOO"),
        Just("X-Foo Bar;A=\"b;c\""),
        Just("URL;TYPE=My Own"),
        Just("AGENT"),
        Just("REV"),
        Just("X-RAPPORT-KEPT"),
        Just("X-RAPPORT-KEPT;X-NAME=FN"),
        Just("X-RAPPORT-CONNECTED-ON"),
        Just("BEGIN"),
        Just("FN;DERIVED=true"),
        Just("ä"),
        Just(" folded"),
    ];
    let value = prop_oneof![
        "[ -~äß\\\\;,:=\"n]{0,30}",
        Just("19800322".to_owned()),
        Just("AAAA".to_owned()),
        Just("data:image/png;base64,iVBORw0KGgo=".to_owned()),
        Just("2024-03-05".to_owned()),
        "\\PC{0,20}",
    ];
    (head, value).prop_map(|(head, value)| format!("{head}:{value}"))
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(600))]
    #[test]
    fn export_of_import_is_equal(lines in proptest::collection::vec(any_line(), 0..14)) {
        comes_back(format!("BEGIN:VCARD\n{}\nEND:VCARD\n", lines.join("\n")).as_bytes());
    }

    #[test]
    fn any_bytes_end_with_cards_or_defects(bytes in proptest::collection::vec(any::<u8>(), 0..600)) {
        let mut file = b"BEGIN:VCARD\n".to_vec();
        file.extend_from_slice(&bytes);
        let _ = read(&bytes);
        comes_back(&file);
    }
}

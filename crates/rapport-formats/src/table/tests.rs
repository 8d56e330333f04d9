//! Tables of the programs people export from; all invented.

use std::io::Read;

use jiff::civil::date;
use proptest::prelude::*;

use super::*;
use crate::card::{Card, Found, Labelled, PostalAddress};

fn cards(text: &str) -> Vec<Card> {
    let read = read(text.as_bytes());
    assert_eq!(read.defects, [], "{text}");
    read.cards
}

fn mapped(header: &str) -> Vec<String> {
    let reader = TableReader::new(header.as_bytes()).unwrap();
    reader.mapping().columns.iter().map(|column| column.target.to_string()).collect()
}

fn pairs(values: &[Labelled]) -> Vec<(&str, &str)> {
    values.iter().map(|value| (value.value.as_str(), value.label.as_str())).collect()
}

#[test]
fn a_network_export_in_many_languages() {
    let expected = ["given", "family", "url", "email", "organisation", "role", "connected-on"];
    for header in [
        "First Name,Last Name,URL,Email Address,Company,Position,Connected On",
        "Vorname,Nachname,URL,E-Mail-Adresse,Unternehmen,Position,Verbunden am",
        "Prénom,Nom,URL,Adresse e-mail,Entreprise,Poste,Connecté le",
        "Nombre,Apellidos,URL,Dirección de correo electrónico,Empresa,Cargo,Conectado el",
        "Nome,Cognome,URL,Indirizzo e-mail,Azienda,Posizione,Data di collegamento",
        "Nome,Sobrenome,URL,Endereço de e-mail,Empresa,Cargo,Conectado em",
        "Voornaam,Achternaam,URL,E-mailadres,Bedrijf,Functie,Verbonden op",
        "Förnamn,Efternamn,URL,E-postadress,Företag,Befattning,Ansluten den",
        "Imię,Nazwisko,URL,Adres e-mail,Firma,Stanowisko,Data połączenia",
        "Ad,Soyad,URL,E-posta Adresi,Şirket,Unvan,Bağlantı Tarihi",
        "Имя,Фамилия,URL,Адрес эл. почты,Компания,Должность,Дата контакта",
        "名字,姓氏,网址,电子邮件地址,公司,职位,建立联系日期",
        "名,姓,URL,メールアドレス,会社,役職,つながった日",
        "이름,성,URL,이메일 주소,회사,직책,연결 날짜",
    ] {
        assert_eq!(mapped(&format!("{header}\n")), expected, "{header}");
    }
}

#[test]
fn a_network_export_in_a_language_nobody_knows() {
    let text = "Blah:\n\"Some words, and more words about it.\"\n\nQwe,Rty,URL,Uio,Asd,Fgh,Jkl\n\
        Ana,Ruiz,https://example.org/in/ana,ana@example.org,Acme,Buyer,05 Mar 2024\n\
        Jan,van der Berg,https://example.org/in/jan,,Bolt,CEO,12 Jan 2017\n";
    let found = cards(text);
    assert_eq!((found[1].given.as_str(), found[1].family.as_str()), ("Jan", "van der Berg"));
    assert_eq!((found[0].organisation.as_str(), found[0].role.as_str()), ("Acme", "Buyer"));
    assert_eq!(found[1].connected_on, Some(date(2017, 1, 12)));
    assert_eq!(found[0].line, 5);
}

#[test]
fn google_old_and_new_with_several_values_in_a_cell() {
    let old = "Name,Given Name,Family Name,Group Membership,E-mail 1 - Type,E-mail 1 - Value,\
        Phone 1 - Type,Phone 1 - Value,Address 1 - Type,Address 1 - Formatted,Address 1 - Street,\
        Address 1 - City,Organization 1 - Name,Organization 1 - Title\n\
        Ana Ruiz,Ana,Ruiz,* myContacts ::: Fair,* Work,ana@example.org ::: ruiz@example.org,\
        Mobile,+34 600 000 000,Home,\"Calle 1\nMadrid\",Calle 1,Madrid,Acme,Buyer\n";
    let ana = &cards(old)[0];
    assert_eq!(ana.tags, ["myContacts", "Fair"]);
    assert_eq!(pairs(&ana.emails), [("ana@example.org", "work"), ("ruiz@example.org", "work")]);
    assert_eq!(pairs(&ana.phones), [("+34 600 000 000", "cell")]);
    assert_eq!(
        (ana.addresses[0].city.as_str(), ana.addresses[0].label.as_str()),
        ("Madrid", "home")
    );
    assert_eq!((ana.organisation.as_str(), ana.role.as_str()), ("Acme", "Buyer"));
    let new = "First Name,Last Name,Organization Name,Organization Title,Labels,E-mail 1 - Label,\
        E-mail 1 - Value,E-mail 2 - Label,E-mail 2 - Value,Phone 1 - Label,Phone 1 - Value,Birthday\n\
        Ana,Ruiz,Acme,Buyer,* myContacts,Home,a@example.org,* Work,b@example.org,Work Fax,1 2,--03-22\n";
    let ana = &cards(new)[0];
    assert_eq!(pairs(&ana.emails), [("b@example.org", "work"), ("a@example.org", "home")]);
    assert_eq!(pairs(&ana.phones), [("1 2", "work fax")]);
    assert_eq!(ana.birthday, "--03-22");
}

#[test]
fn outlook_in_five_languages() {
    let english = "Title,First Name,Last Name,Suffix,Company,Job Title,Business Street,Business Street 2,\
        Business City,Business Postal Code,Home City,Business Fax,Business Phone,Business Phone 2,\
        Mobile Phone,Company Main Phone,E-mail Address,E-mail Type,E-mail Display Name,Birthday,Assistant's Name\n";
    assert_eq!(
        mapped(english),
        [
            "prefix",
            "given",
            "family",
            "suffix",
            "organisation",
            "role",
            "street:work",
            "street:work",
            "city:work",
            "postcode:work",
            "city:home",
            "phone:work fax",
            "phone:work",
            "phone#2:work",
            "phone:cell",
            "phone:main",
            "email",
            "keep",
            "keep",
            "birthday",
            "keep",
        ]
    );
    let german = "Anrede;Vorname;Nachname;Firma;Abteilung;Position;Straße geschäftlich;Ort geschäftlich;\
        Postleitzahl geschäftlich;Land/Region geschäftlich;Ort privat;Fax geschäftlich;Telefon geschäftlich;\
        Telefon privat;Mobiltelefon;E-Mail-Adresse;Geburtstag;Notizen\n";
    assert_eq!(
        mapped(german),
        [
            "prefix",
            "given",
            "family",
            "organisation",
            "department",
            "role",
            "street:work",
            "city:work",
            "postcode:work",
            "country:work",
            "city:home",
            "phone:work fax",
            "phone:work",
            "phone:home",
            "phone:cell",
            "email",
            "birthday",
            "notes",
        ]
    );
    let french = "Titre,Prénom,Nom,Société,Service,Fonction,Rue (bureau),Ville (bureau),Code postal (bureau),\
        Pays/Région (bureau),Ville (domicile),Téléphone (bureau),Tél. mobile,Adresse de messagerie,Anniversaire\n";
    assert_eq!(
        mapped(french),
        [
            "prefix",
            "given",
            "family",
            "organisation",
            "department",
            "role",
            "street:work",
            "city:work",
            "postcode:work",
            "country:work",
            "city:home",
            "phone:work",
            "phone:cell",
            "email",
            "birthday",
        ]
    );
    let spanish = "Título,Nombre,Apellidos,Organización,Departamento,Puesto,Calle del trabajo,Ciudad de trabajo,\
        Código postal del trabajo,Teléfono del trabajo,Teléfono móvil,Dirección de correo electrónico,Cumpleaños\n";
    assert_eq!(
        mapped(spanish),
        [
            "prefix",
            "given",
            "family",
            "organisation",
            "department",
            "role",
            "street:work",
            "city:work",
            "postcode:work",
            "phone:work",
            "phone:cell",
            "email",
            "birthday",
        ]
    );
    let dutch = "Titel,Voornaam,Achternaam,Bedrijf,Afdeling,Functie,Werkadres straat,Telefoon op werk,Mobiele telefoon,E-mailadres\n";
    assert_eq!(
        mapped(dutch)[..6],
        ["prefix", "given", "family", "organisation", "department", "role"]
    );
}

#[test]
fn thunderbird_in_german_with_a_birthday_in_three_columns() {
    let text = "Vorname,Nachname,Anzeigename,Spitzname,Primäre E-Mail-Adresse,Sekundäre E-Mail-Adresse,\
        Tel. dienstlich,Tel. privat,Fax-Nummer,Mobil-Tel.-Nr.,Privat: Adresse,Privat: Ort,Privat: PLZ,\
        Dienstlich: Ort,Arbeitstitel,Abteilung,Organisation,Webseite 1,Geburtsjahr,Geburtsmonat,Geburtstag,Notizen\n\
        Zoë,Groß,Zoë Groß,,zoe@example.org,z@example.org,+49 30 1,,,+49 170 1,Weg 1,Bonn,53111,Köln,Leitung,,\
        Quelle KG,https://example.org,1980,3,22,neu\n";
    let zoe = &cards(text)[0];
    assert_eq!(pairs(&zoe.emails), [("zoe@example.org", ""), ("z@example.org", "")]);
    assert_eq!(pairs(&zoe.phones), [("+49 30 1", "work"), ("+49 170 1", "cell")]);
    assert_eq!(
        (zoe.addresses[0].postcode.as_str(), zoe.addresses[1].city.as_str()),
        ("53111", "Köln")
    );
    assert_eq!((zoe.birthday.as_str(), zoe.role.as_str()), ("1980-03-22", "Leitung"));
}

#[test]
fn any_table_by_its_headers_and_by_what_stands_in_it() {
    let text = "sep=;\nKunde;Kontakt E-Mail;Hotline Telefon;Seit\nAna Ruiz;ana@example.org;+49 30 123456;2024\n\
        Jan Berg;jan@example.org;+49 30 123457;2023\n";
    let mut reader = TableReader::new(text.as_bytes()).unwrap();
    assert_eq!(reader.layout().separator, ';');
    let confidence = reader.mapping().columns[1].confidence;
    assert!(confidence < 0.9, "{confidence}");
    reader.mapping_mut().set("Kunde=name").unwrap();
    reader.mapping_mut().set("4=ignore").unwrap();
    let error = reader.mapping_mut().set("Kunde=surname").unwrap_err();
    assert!(error.remedy.contains("organisation"));
    assert!(reader.mapping_mut().set("Nix=name").unwrap_err().remedy.contains("Kunde"));
    let found: Vec<Found> = reader.map(Result::unwrap).collect();
    let Found::Card(ana) = &found[0] else { panic!("{found:?}") };
    assert_eq!((ana.name.as_str(), ana.emails.len(), ana.phones.len()), ("Ana Ruiz", 1, 1));
    assert_eq!(ana.kept, []);
}

#[test]
fn a_table_without_headers() {
    let found = cards("Ana,Ruiz,ana@example.org\nJan,Berg,jan@example.org\n");
    assert_eq!(found.len(), 2);
    assert_eq!((found[0].given.as_str(), found[0].family.as_str()), ("Ana", "Ruiz"));
}

#[test]
fn rows_that_are_nobody_are_named_with_their_line() {
    let read = read(b"First Name,Last Name,Email,Company\n,,,Acme\nAna,Ruiz,,\n");
    assert_eq!((read.cards.len(), read.defects.len()), (1, 1));
    assert_eq!(read.defects[0].line, 2);
    let nothing = super::read(b"a,b\n1,2\n");
    assert_eq!((nothing.cards.len(), nothing.defects.len()), (0, 1));
}

#[test]
fn columns_without_a_field_are_kept() {
    let found = cards("First Name,Last Name,Email,Shoe size\nAna,Ruiz,ana@example.org,39,more\n");
    assert_eq!(
        found[0].kept,
        [("Shoe size".to_owned(), "39".to_owned()), ("column 5".to_owned(), "more".to_owned())]
    );
}

#[test]
fn ten_thousand_columns_are_read() {
    let headers: Vec<String> = (0..10_000).map(|at| format!("extra {at}")).collect();
    let cells: Vec<&str> = (0..10_000).map(|_| "x").collect();
    let text =
        format!("Name,Email,{}\nAna,ana@example.org,{}\n", headers.join(","), cells.join(","));
    assert_eq!(cards(&text)[0].kept.len(), 10_000);
}

#[test]
fn a_large_table_needs_little_memory() {
    // 50 MB that exist nowhere: the source makes them up.
    struct Endless(usize);
    impl Read for Endless {
        fn read(&mut self, output: &mut [u8]) -> std::io::Result<usize> {
            const HEADER: &[u8] = b"First Name,Last Name,Email\n";
            const ROW: &[u8] = b"Ana,Ruiz,ana@example.org\n";
            for (at, slot) in output.iter_mut().enumerate() {
                let place = self.0 + at;
                *slot = match place.checked_sub(HEADER.len()) {
                    None => HEADER[place],
                    Some(_) if place > 5_000_000 => {
                        return {
                            self.0 += at;
                            Ok(at)
                        };
                    }
                    Some(place) => ROW[place % ROW.len()],
                };
            }
            self.0 += output.len();
            Ok(output.len())
        }
    }
    let reader = TableReader::new(Endless(0)).unwrap();
    assert!(reader.filter(|found| matches!(found, Ok(Found::Card(_)))).count() > 190_000);
}

#[test]
fn thunderbird_and_google_take_their_own_headers_back() {
    let card = Card {
        name: "Ana Ruiz".to_owned(),
        given: "Ana".to_owned(),
        family: "Ruiz".to_owned(),
        organisation: "Acme, Ltd.".to_owned(),
        role: "Buyer".to_owned(),
        emails: vec![Labelled { value: "ana@example.org".to_owned(), label: String::new() }],
        phones: vec![Labelled { value: "+49 170 1".to_owned(), label: "cell".to_owned() }],
        birthday: "1980-03-22".to_owned(),
        ..Card::default()
    };
    for style in [TableStyle::Thunderbird, TableStyle::Google] {
        let again = &cards(&write_table(std::slice::from_ref(&card), style))[0];
        assert_eq!(
            (&again.given, &again.family, &again.role),
            (&card.given, &card.family, &card.role)
        );
        assert_eq!((&again.emails, &again.phones), (&card.emails, &card.phones), "{style:?}");
        assert_eq!((&again.organisation, &again.birthday), (&card.organisation, &card.birthday));
    }
}

fn text() -> impl Strategy<Value = String> {
    prop_oneof![
        Just(String::new()),
        "[a-zA-Zäß,;\"'\\n .=\\\\-]{1,12}".prop_map(|text| text.trim().to_owned())
    ]
}

fn filled() -> impl Strategy<Value = String> {
    "[a-zA-Zäß]{1,8}[,;\"' =\\\\]{0,2}[a-z]{1,4}"
}

prop_compose! {
    fn any_card()(
        name in filled(), given in text(), family in text(), organisation in text(), notes in text(),
        emails in proptest::collection::vec(("[a-z]{1,5}@example\\.org", prop_oneof![Just(""), Just("work"), Just("Boat")]), 0..3),
        streets in proptest::collection::vec((filled(), filled()), 0..3),
        tags in proptest::collection::btree_set(filled(), 0..3),
        kept in proptest::collection::vec((filled(), filled()), 0..3),
    ) -> Card {
        Card {
            name, given, family, organisation, notes, tags: tags.into_iter().collect(), kept,
            emails: emails.into_iter().map(|(value, label)| Labelled { value, label: label.to_owned() }).collect(),
            addresses: streets.into_iter().map(|(street, city)| PostalAddress { street, city, ..PostalAddress::default() }).collect(),
            ..Card::default()
        }
    }
}

proptest! {
    #[test]
    fn our_own_table_comes_back(written in proptest::collection::vec(any_card(), 1..4)) {
        let table = write_table(&written, TableStyle::Rapport);
        let again: Vec<Card> = cards(&table).iter().map(Card::content).collect();
        prop_assert_eq!(again, written, "{}", table);
    }

    #[test]
    fn any_bytes_end_with_rows_or_defects(bytes in proptest::collection::vec(any::<u8>(), 0..500)) {
        let _ = read(&bytes);
    }

    #[test]
    fn another_reader_agrees_on_what_we_write(written in proptest::collection::vec(any_card(), 1..4)) {
        let table = write_table(&written, TableStyle::Google);
        let mut reader = csv::Reader::from_reader(table.as_bytes());
        let organisation = reader.headers().unwrap().iter().position(|header| header == "Organization Name").unwrap();
        let found: Vec<String> = reader.records().map(|row| row.unwrap()[organisation].to_owned()).collect();
        let expected: Vec<String> = written.iter().map(|card| card.organisation.clone()).collect();
        prop_assert_eq!(found, expected);
    }
}

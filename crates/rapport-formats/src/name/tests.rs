//! Names of many conventions, each invented; properties on any text.

use super::*;
use proptest::prelude::*;

/// `name | title | given | middle | family | suffix`.
fn check(table: &str) {
    for line in table.lines().filter(|line| !line.trim().is_empty()) {
        let mut cells = line.split('|').map(str::trim);
        let name = cells.next().unwrap();
        let wanted: Vec<&str> = cells.collect();
        let got = parts(name);
        let got = [&got.title, &got.given, &got.middle, &got.family, &got.suffix];
        assert_eq!(got.map(String::as_str).to_vec(), wanted, "{name}");
    }
}

#[test]
fn ordinary_orders() {
    check(
        "Dana Reyes             |        | Dana  |       | Reyes           |
         Reyes, Dana            |        | Dana  |       | Reyes           |
         Reyes, Dana Q., Jr.    |        | Dana  | Q.    | Reyes           | Jr.
         Prof. Dr. Dana Reyes   | Prof. Dr. | Dana |     | Reyes           |
         Dana Reyes, PhD        |        | Dana  |       | Reyes           | PhD
         Dana Reyes PhD MBA     |        | Dana  |       | Reyes           | PhD MBA
         Dana Reyes III         |        | Dana  |       | Reyes           | III
         T. Marlon Quick        |        | Marlon | T.   | Quick           |
         F.Jasper Quick         |        | Jasper | F.   | Quick           |
         Dr. Quick              | Dr.    |       |       | Quick           |
         Sir Jasper             | Sir    | Jasper |      |                 |
         Minister of Health Dana Reyes | Minister of Health | Dana | | Reyes |",
    );
}

#[test]
fn titles_of_several_words_and_letters_behind() {
    check(
        "Rear Admiral Dana Reyes | Rear Admiral | Dana | | Reyes |
         2nd Lt. Dana Reyes     | 2nd Lt. | Dana |       | Reyes           |
         Professor Emeritus Dana Reyes | Professor Emeritus | Dana | | Reyes |
         Dkfm. Dana Reyes       | Dkfm.  | Dana  |       | Reyes           |
         RA Max Quick           | RA     | Max   |       | Quick           |
         RA Quick               |        | RA    |       | Quick           |
         Dana Reyes KCMG        |        | Dana  |       | Reyes           | KCMG
         Dana Reyes X.Y.Z.      |        | Dana  |       | Reyes           | X.Y.Z.
         Dana Reyes PhD Extra   |        | Dana  |       | Reyes           | PhD Extra
         Reyes, DMin            |        | DMin  |       | Reyes           |
         Dana Reyes,, MD        |        |       |       | Dana Reyes      | MD",
    );
}

#[test]
fn two_people_of_one_family_name() {
    check(
        "Ana and Luis Quick     |        | Ana and Luis | | Quick          |
         Ana y Luis Quick       |        | Ana y Luis | | Quick            |
         Dr. Quick and Reyes    | Dr.    |       |       | Quick and Reyes |
         Ines Vidal y Soto      |        | Ines  |       | Vidal y Soto    |
         Ana van Dyk de Vries   |        | Ana   | van Dyk | de Vries      |
         De La Beek, Ed         |        | Ed    |       | De La Beek      |",
    );
}

#[test]
fn particles_belong_to_the_family_name() {
    check(
        "Anke van der Beek      |        | Anke  |       | van der Beek    |
         van der Beek, Anke     |        | Anke  |       | van der Beek    |
         Beek, Anke van der     |        | Anke  |       | van der Beek    |
         Rita Lopes da Costa    |        | Rita  | Lopes | da Costa        |
         Ines Vidal y Soto      |        | Ines  |       | Vidal y Soto    |
         Juan García Molina     |        | Juan  |       | García Molina   |
         Van Dobbs              |        | Van   |       | Dobbs           |
         Yusuf al Rahim         |        | Yusuf |       | al Rahim        |
         Abdul Karim Haddad     |        | Abdul Karim | | Haddad          |
         Nagy Zsuzsanna         |        | Zsuzsanna |   | Nagy            |",
    );
}

#[test]
fn capitals_and_scripts() {
    check(
        "Jeanne Marie DUVALLON  |        | Jeanne | Marie | DUVALLON       |
         LIANG Wenwen           |        | Wenwen |      | LIANG           |
         김서연                  |        | 서연   |       | 김              |
         山本 花子               |        | 花子   |       | 山本            |
         山本さん                |        |       |       | 山本            | さん
         マリア·ロペス            |        | マリア |       | ロペス           |",
    );
}

#[test]
fn brackets_hold_nicknames_and_birth_names() {
    let name = parts("Roberta \"Bobbie\" Quick");
    assert_eq!((name.nickname.as_str(), name.family.as_str()), ("Bobbie", "Quick"));
    let name = parts("Dana Reyes (née Quick)");
    assert_eq!(
        (name.born.as_str(), name.family.as_str(), name.nickname.as_str()),
        ("Quick", "Reyes", "")
    );
    assert_eq!(parts("Dana Reyes geb. Quick").born, "Quick");
}

#[test]
fn what_is_no_full_name_claims_none() {
    for name in ["Dana", "Mr. Quick", "X.Y.", "123 456", "", "  ", "*~Dana~*", "Dr. Quick, Jr."] {
        let parts = parts(name);
        assert!(parts.given.is_empty() || parts.family.is_empty(), "{name}: {parts:?}");
    }
}

#[test]
fn the_salutation_guesses_no_gender() {
    assert_eq!(parts("Dana Reyes").salutation().as_deref(), Some("Dear Dana Reyes"));
    assert_eq!(parts("Dr. Dana Reyes").salutation().as_deref(), Some("Dear Dr. Reyes"));
    assert_eq!(parts("Ms Reyes").salutation().as_deref(), Some("Dear Ms Reyes"));
    assert_eq!(parts("").salutation(), None);
}

#[test]
fn people_and_organisations() {
    for name in [
        "Dana Reyes",
        "Anke van der Beek",
        "Reyes, Dana",
        "Dr. Wenwen Liang",
        "J. Quick",
        "Olumide Adeyemi-Cole",
        "Siobhan Ni Bhrian",
        "Karim Ben Haddad",
    ] {
        assert_eq!(kind(name).0, NameKind::Person, "{name}");
    }
    for name in [
        "Quick Robotics Ltd",
        "Bäckerei Quick",
        "Reyes & Sons",
        "University of Exampleton",
        "Quick GmbH & Co. KG",
        "Reyes, Quick and Liang",
        "support team",
        "Stadtwerke Beispielhausen",
        "Quick A/S",
        "examplesoft.com",
        "3Q",
        "ООО Пример",
        "例株式会社",
        "Fundación Ejemplo",
    ] {
        assert_eq!(kind(name).0, NameKind::Organisation, "{name}");
    }
    assert_eq!(kind("12345").0, NameKind::Unclear);
}

#[test]
fn two_names_of_one_person() {
    for (a, b) in [
        ("Roberta Quick", "Quick, Roberta"),
        ("Bob Quick", "Robert Quick"),
        ("R. Quick", "Robert Quick"),
        ("R. J. Quick", "Robert James Quick"),
        ("Zoë Müller", "Zoe Muller"),
        ("Anke van der Beek", "Anke Vanderbeek"),
        ("Dana Reyes", "Dana Reyes-Quick"),
        ("Reyes Dana", "Dana Reyes"),
        ("Dana Reyes Jr.", "Dana Reyes II"),
    ] {
        assert!(is_same_person(a, b), "{a} / {b}");
        assert!(is_same_person(b, a), "{b} / {a}");
    }
    for (a, b) in [
        ("Roberta Quick", "Maria Quick"),
        ("R. Quick", "Maria Quick"),
        ("Robert J. Quick", "Robert M. Quick"),
        ("Dana Reyes", "Dana Quick"),
        ("Dana Reyes Jr.", "Dana Reyes III"),
        ("Dana", "Dana Reyes"),
    ] {
        assert!(!is_same_person(a, b), "{a} / {b}");
    }
}

#[test]
fn mailboxes_that_fit() {
    for local in [
        "dana.reyes",
        "dreyes",
        "reyes.d",
        "reyesd",
        "d_reyes",
        "dana",
        "danareyes42",
        "reyes",
        "dana.reyes+lists",
        "danar",
    ] {
        assert!(fits_mailbox(&format!("{local}@example.org"), "Dana Reyes"), "{local}");
    }
    for local in ["maria.quick", "mreyes", "info", "danaquick", "sales", "12345"] {
        assert!(!fits_mailbox(&format!("{local}@example.org"), "Dana Reyes"), "{local}");
    }
    assert!(fits_mailbox("bob.quick@example.org", "Robert Quick"));
    assert!(fits_mailbox("wliang@example.org", "Liang, W."));
}

#[test]
fn case_is_repaired_on_demand_only() {
    assert_eq!(repair_case("DANA MCQUICK"), "Dana McQuick");
    assert_eq!(repair_case("anke van der beek"), "Anke van der Beek");
    assert_eq!(repair_case("SIOBHAN O'QUICK-REYES"), "Siobhan O'Quick-Reyes");
    assert_eq!(repair_case("deShawn Quick"), "deShawn Quick");
    assert_eq!(parts("DANA REYES").family, "REYES");
}

proptest! {
    #[test]
    fn any_text_gets_an_answer(a in "\\PC{0,80}", b in "\\PC{0,40}") {
        let cut = parts(&a);
        prop_assert!(cut.full().chars().count() <= 400);
        let _ = (kind(&a), repair_case(&a));
        let _ = (is_same_person(&a, &b), fits_mailbox(&b, &a));
    }

    #[test]
    fn sameness_has_no_direction(
        a in "(Dr\\. )?[A-Z]\\.? ?(Bob|Ana|Li-na)? (van )?(Quick|Reyes|Quick-Reyes)(, Jr\\.)?",
        b in "[A-Z]?\\.? ?(Robert|Anna|Lina) (de )?(Quick|Reyes|Reyes-Quick)",
    ) {
        prop_assert_eq!(is_same_person(&a, &b), is_same_person(&b, &a));
    }
}

#[test]
fn titles_and_nobility_of_several_countries() {
    check(
        "Prof. Dr. med. Dana Reyes      | Prof. Dr. med. | Dana   |     | Reyes                 |
         Manfred Freiherr von Quick     |                | Manfred |    | Freiherr von Quick    |
         Baroness Quick                 | Baroness       |        |     | Quick                 |
         Queen Anna II                  | Queen          | Anna   |     |                       | II
         Giulia Di Reyes                |                | Giulia |     | Di Reyes              |
         Ivanov Ivan Ivanovich          |                | Ivan   | Ivanovich | Ivanov          |
         DE QUICK Charles               |                | Charles |    | DE QUICK              |",
    );
}

//! Small cases by hand, and an invented town with slips, relatives and twins that measures how
//! often a pair is merged wrongly.

mod town;

use std::collections::BTreeSet;

use proptest::prelude::*;

use super::*;

fn person(text: &str) -> Record {
    Record::from_columns(
        text.split('|')
            .filter_map(|pair| pair.split_once('='))
            .map(|(key, value)| (key.trim(), value.trim())),
    )
}

#[track_caller]
fn verdict(a: &str, b: &str) -> Option<Verdict> {
    // Strangers around them, so that names are not all there is.
    let mut records: Vec<Record> = (0..60)
        .map(|n| person(&format!("given_name=Name{n} | family_name=Other{} | city=Town{} | birthday=19{:02}-01-{:02}", n * 7, n % 9, n + 20, n % 27 + 1)))
        .collect();
    records.push(person(a));
    records.push(person(b));
    pairs(&records, &Options::default())
        .iter()
        .find(|pair| (pair.a, pair.b) == (60, 61))
        .map(|pair| pair.verdict)
}

#[test]
fn one_person_in_two_spellings() {
    let dana = "given_name=Dana | family_name=Reyes | street=7 Elm Street | city=Springfield | postcode=12345 | birthday=1980-03-22 | email=dana.reyes@example.org | phone=+1 212 555 0142";
    for other in [
        dana,
        "given_name=Dana | family_name=Reyse | street=7 Elm St | city=Springfield | postcode=12345 | birthday=1980-03-22",
        "given_name=Dana | family_name=Reyes | email=Dana.Reyes+lists@example.org",
        "given_name=Reyes | family_name=Dana | birthday=1980-03-22 | city=Springfield | postcode=12345 | street=7 Elm Street",
    ] {
        assert_eq!(verdict(dana, other), Some(Verdict::Same), "{other}");
    }
}

#[test]
fn relatives_and_colleagues_are_not_merged() {
    let dana = "given_name=Dana | family_name=Reyes | street=7 Elm Street | city=Springfield | postcode=12345 | birthday=1980-03-22 | phone=2125550142 | organisation=Quick Ltd | email=dana@quick.example";
    for other in [
        // A spouse, a twin, a child of the same name, a colleague.
        "given_name=Marlon | family_name=Reyes | street=7 Elm Street | city=Springfield | postcode=12345 | birthday=1978-11-02 | phone=2125550142",
        "given_name=Dora | family_name=Reyes | street=7 Elm Street | city=Springfield | postcode=12345 | birthday=1980-03-22",
        "given_name=Dana | family_name=Reyes | street=7 Elm Street | city=Springfield | postcode=12345 | birthday=2011-06-15 | phone=2125550142",
        "given_name=Wenwen | family_name=Liang | organisation=Quick Ltd | phone=2125550142 | street=7 Elm Street | city=Springfield",
    ] {
        assert_ne!(verdict(dana, other), Some(Verdict::Same), "{other}");
    }
}

#[test]
fn moved_people_are_asked_about_or_merged_never_lost() {
    // Father and son share a telephone and sometimes a name: this is asked.
    let called = "given_name=Dana | family_name=Reyes | phone=(212) 555-0142";
    assert_eq!(
        verdict(called, "given_name=Dana | family_name=Reyes | phone=+1 212 555 0142"),
        Some(Verdict::Ask)
    );
    let before = "given_name=Wenwen | family_name=Liang | email=wenwen.liang@quick.example | phone=+1 212 555 0142 | organisation=Quick Ltd";
    let after = "given_name=Wenwen | family_name=Liang | email=wenwen.liang@reyes.example | organisation=Reyes GmbH";
    assert!(matches!(verdict(before, after), Some(Verdict::Ask | Verdict::Same)));
}

#[test]
fn organisations_are_compared_by_name_and_place() {
    let one = "organisation=Quick Robotics Limited | street=7 Elm Street | city=Springfield | phone=212 555 0142";
    assert_eq!(
        verdict(
            one,
            "organisation=Quick Robotics Ltd | street=7 Elm St | city=Springfield | phone=212-555-0142"
        ),
        Some(Verdict::Same)
    );
    // A branch elsewhere, and another firm in the house.
    assert_ne!(
        verdict(
            one,
            "organisation=Quick Robotics Ltd | street=90 Oak Road | city=Shelbyville | phone=313 555 0177"
        ),
        Some(Verdict::Same)
    );
    assert_ne!(
        verdict(
            one,
            "organisation=Reyes Flowers | street=7 Elm Street | city=Springfield | phone=212 555 0199"
        ),
        Some(Verdict::Same)
    );
}

#[test]
fn what_relatives_share_is_never_enough() {
    let base = "family_name=Reyes | street=7 Elm Street | city=Springfield | postcode=12345";
    for (what, one, other) in [
        (
            "twins with one mailbox",
            "given_name=Lara | birthday=1990-05-17 | email=reyes@example.org",
            "given_name=Lana | birthday=1990-05-17 | email=reyes@example.org",
        ),
        (
            "twins whose names no list has",
            "given_name=Ayaan | birthday=1990-05-17",
            "given_name=Aryan | birthday=1990-05-17",
        ),
        (
            "father and son on one landline",
            "given_name=Dana | phone=+49 30 2345678",
            "given_name=Dana | phone=+49 30 2345678",
        ),
        (
            "father and son, one birthday known",
            "given_name=Dana | phone=+49 30 2345678 | birthday=1950-01-02",
            "given_name=Dana | phone=+49 30 2345678 | email=family.reyes@example.org",
        ),
        (
            "a junior",
            "given_name=Dana | email=dana.reyes@example.org | suffix=Jr.",
            "given_name=Dana | email=dana.reyes@example.org",
        ),
        (
            "a digit that makes thirty years",
            "given_name=Dana | birthday=1950-01-02",
            "given_name=Dana | birthday=1980-01-02",
        ),
        (
            "other second names",
            "given_name=Dana A. | birthday=1980-01-02",
            "given_name=Dana B. | birthday=1980-01-02",
        ),
        (
            "the household's mailbox",
            "given_name=Dana | email=family.reyes@example.org",
            "given_name=Dana | email=family.reyes@example.org",
        ),
        (
            "the family's name for a mailbox",
            "given_name=Dana | email=reyes77@example.org",
            "given_name=Dana | email=reyes77@example.org",
        ),
    ] {
        let found = verdict(&format!("{base} | {one}"), &format!("{base} | {other}"));
        assert_ne!(found, Some(Verdict::Same), "{what}");
    }
}

#[test]
fn a_number_of_many_is_nobodys() {
    let office = "organisation=Quick Robotics | street=7 Elm Street | city=Springfield | phone=+49 30 2345678";
    let dana = format!("given_name=Dana | family_name=Reyes | {office}");
    assert_eq!(verdict(&dana, &dana), Some(Verdict::Same));
    let mut records: Vec<Record> = ["Marlon Quick", "Wenwen Liang"]
        .iter()
        .map(|name| person(&format!("name={name} | {office}")))
        .collect();
    records.extend([person(&dana), person(&dana)]);
    let found = pairs(&records, &Options::default());
    let dana = found.iter().find(|pair| (pair.a, pair.b) == (2, 3)).unwrap();
    assert_eq!(dana.verdict, Verdict::Ask, "two may have one name where many share a number");
}

#[test]
fn numbers_in_the_names_of_organisations_are_no_slips() {
    let place = "street=7 Elm Street | city=Springfield | phone=+49 30 2345678";
    for (one, other) in [
        ("Quick Capital Partners 2", "Quick Capital Partners 3"),
        ("Quick Capital Partners I", "Quick Capital Partners II"),
    ] {
        let found = verdict(
            &format!("organisation={one} | {place}"),
            &format!("organisation={other} | {place}"),
        );
        assert_ne!(found, Some(Verdict::Same), "{one}");
    }
}

/// Whatever a list taught: where the reviewed weights would not merge, nothing is merged.
#[test]
fn a_list_cannot_teach_to_merge() {
    let records = [
        person("given_name=Dana | family_name=Smith | city=Springfield | birthday=1980-03-22"),
        person(
            "given_name=Dana | family_name=Smith | city=Springfield | birthday=1980-03-22 | street=7 Elm Street",
        ),
        person(
            "given_name=Dana | family_name=Smith | city=Springfield | birthday=1980-22-03 | street=90 Oak Road",
        ),
    ];
    let book = Book::new(&records);
    let weights = Weights::for_book(&book);
    let taught = |a: usize, b: usize| Scored {
        a,
        b,
        levels: compare(&book.prepared[a], &book.prepared[b]),
        probability: 1.0,
        household: 0.0,
        colleagues: 0.0,
    };
    let mut strict = weights.clone();
    strict.learn(1_000_000, &[]);
    let reviewed = strict.reviewed(&book);
    let judge = Judge { book: &book, weights: &weights, reviewed: &reviewed };
    let pair = taught(1, 2);
    let allowed = reviewed.probabilities(&book, 1, 2, &pair.levels)[0];
    assert!(allowed < 0.999, "{allowed}");
    assert_eq!(judge.decide(&pair).0, Verdict::Ask);
}

#[test]
fn a_record_that_comes_in_finds_its_partner() {
    let list = [
        person("given_name=Dana | family_name=Reyes | email=dana@example.org"),
        person("given_name=Marlon | family_name=Quick | email=marlon@example.org"),
    ];
    let one = person("given_name=Marlon | family_name=Quick | email=marlon@example.org");
    let found = candidates_for(&one, &list, &Options::default());
    assert_eq!(found.first().map(|pair| (pair.a, pair.verdict)), Some((1, Verdict::Same)));
    assert!(candidates_for(&Record::default(), &list, &Options::default()).is_empty());
}

/// Numbers without order that are the same on every run.
struct Dice(u64);

impl Dice {
    fn roll(&mut self, sides: usize) -> usize {
        self.0 =
            self.0.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        (self.0 >> 33) as usize % sides
    }

    fn pick<'a>(&mut self, list: &[&'a str]) -> &'a str {
        list[self.roll(list.len())]
    }

    fn slip(&mut self, text: &str) -> String {
        let mut letters: Vec<char> = text.chars().collect();
        if letters.len() < 2 {
            return text.to_owned();
        }
        let at = self.roll(letters.len() - 1);
        match self.roll(3) {
            0 => letters.swap(at, at + 1),
            1 => drop(letters.remove(at)),
            _ => letters.insert(at, char::from(b'a' + u8::try_from(self.roll(26)).unwrap())),
        }
        letters.into_iter().collect()
    }

    fn word(&mut self, syllables: usize) -> String {
        (0..syllables)
            .map(|_| {
                self.pick(&[
                    "ba", "ker", "lin", "mo", "ra", "ster", "dan", "wick", "hol", "fen", "tor",
                    "gar", "ley", "win", "ash", "ber",
                ])
            })
            .collect()
    }

    fn birthday(&mut self) -> String {
        format!("{}-{:02}-{:02}", 1930 + self.roll(75), 1 + self.roll(12), 1 + self.roll(28))
    }
}

const GIVEN: [&str; 24] = [
    "Anna", "Ben", "Carla", "David", "Ella", "Felix", "Greta", "Hugo", "Ida", "Jonas", "Kate",
    "Leo", "Maria", "Nils", "Olga", "Paul", "Rosa", "Simon", "Tara", "Uwe", "Vera", "Wim", "Yara",
    "Zoe",
];

fn stranger(dice: &mut Dice) -> Record {
    let syllables = 2 + dice.roll(2);
    Record {
        given: dice.pick(&GIVEN).to_owned(),
        family: dice.word(syllables),
        street: format!("{} {} street", 1 + dice.roll(200), dice.word(2)),
        city: dice.word(2),
        postcode: format!("{}", 1000 + dice.roll(8000)),
        birthday: if dice.roll(4) == 0 { String::new() } else { dice.birthday() },
        emails: if dice.roll(2) == 0 {
            Vec::new()
        } else {
            vec![format!("{}.{}@example.org", dice.word(2), dice.word(2))]
        },
        phones: if dice.roll(2) == 0 {
            Vec::new()
        } else {
            vec![format!("0{}", 100_000_000 + dice.roll(800_000_000))]
        },
        ..Record::default()
    }
}

/// The same person, written down again with slips and gaps.
fn again(dice: &mut Dice, one: &Record) -> Record {
    let mut other = one.clone();
    for _ in 0..1 + dice.roll(3) {
        match dice.roll(9) {
            0 => other.given = dice.slip(&one.given),
            1 => other.family = dice.slip(&one.family),
            2 => other.street = dice.slip(&one.street),
            3 => other.city = dice.slip(&one.city),
            4 => other.street.clear(),
            5 => other.birthday.clear(),
            6 => other.emails.clear(),
            7 => other.postcode = dice.slip(&one.postcode),
            _ => std::mem::swap(&mut other.given, &mut other.family),
        }
    }
    other
}

/// Somebody of the same house: spouse, twin, child of the same name.
fn relative(dice: &mut Dice, one: &Record) -> Record {
    let mut other = one.clone();
    other.emails.clear();
    match dice.roll(3) {
        0 => {
            other.given = dice.pick(&GIVEN).to_owned();
            other.birthday = dice.birthday();
        }
        1 => {
            other.given = GIVEN
                [(GIVEN.iter().position(|name| *name == one.given).unwrap_or(0) + 1) % GIVEN.len()]
            .to_owned()
        }
        _ => other.birthday = dice.birthday(),
    }
    if other.given == one.given && (other.birthday == one.birthday || one.birthday.is_empty()) {
        other.given = "Quirin".to_owned();
    }
    other
}

#[test]
fn what_is_merged_by_itself_is_right() {
    let mut dice = Dice(7);
    let mut records = Vec::new();
    let mut owner = Vec::new();
    for person in 0..4_200 {
        let one = stranger(&mut dice);
        let copies = 1 + usize::from(dice.roll(10) < 8);
        for _ in 0..copies {
            records.push(again(&mut dice, &one));
            owner.push(person);
        }
        if copies == 2 && dice.roll(2) == 0 {
            records.push(one.clone());
            owner.push(person);
        }
        if dice.roll(20) == 0 {
            records.push(relative(&mut dice, &one));
            owner.push(100_000 + person);
        }
    }
    let mut truth = BTreeSet::new();
    for a in 0..records.len() {
        for b in a + 1..(a + 4).min(records.len()) {
            if owner[a] == owner[b] {
                truth.insert((a, b));
            }
        }
    }
    assert!(truth.len() > 5_000, "{}", truth.len());
    let found = pairs(&records, &Options::default());
    let same: Vec<_> = found
        .iter()
        .filter(|pair| pair.verdict == Verdict::Same)
        .map(|pair| (pair.a, pair.b))
        .collect();
    let wrong: Vec<_> = same
        .iter()
        .filter(|pair| !truth.contains(pair))
        .map(|&(a, b)| (&records[a], &records[b]))
        .collect();
    assert!(same.len() > truth.len() / 3, "{} of {}", same.len(), truth.len());
    assert!(wrong.is_empty(), "of {} merged by itself {wrong:#?}", same.len());
    let likely: Vec<_> =
        found.iter().filter(|pair| pair.probability >= 0.5).map(|pair| (pair.a, pair.b)).collect();
    let right = likely.iter().filter(|pair| truth.contains(pair)).count();
    let f1 = 2.0 * right as f64 / (likely.len() + truth.len()) as f64;
    assert!(f1 > 0.95, "{f1}: {right} right of {}, {} true", likely.len(), truth.len());
}

#[test]
fn one_name_for_all_costs_no_more_than_it_must() {
    let records: Vec<Record> = (0..3_000)
        .map(|n| person(&format!("given_name=Maria | family_name=Silva | city=Springfield | postcode=12345 | birthday=1980-01-{:02}", n % 28 + 1)))
        .collect();
    let book = Book::new(&records);
    let candidates = candidate_pairs(&book);
    assert!(candidates.len() < 3_000 * 150, "{}", candidates.len());
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(64))]
    #[test]
    fn any_records_get_an_answer(cells in proptest::collection::vec(("\\PC{0,12}", "\\PC{0,12}", "[0-9-]{0,10}", "\\PC{0,14}"), 0..12)) {
        let records: Vec<Record> = cells
            .iter()
            .map(|(given, family, birthday, email)| Record {
                given: given.clone(),
                family: family.clone(),
                birthday: birthday.clone(),
                emails: vec![email.clone()],
                ..Record::default()
            })
            .collect();
        let found = pairs(&records, &Options { least_probability: 0.0, ..Options::default() });
        for pair in found {
            prop_assert!(pair.a < pair.b && pair.b < records.len());
            prop_assert!((0.0..=1.0).contains(&pair.probability));
        }
    }
}

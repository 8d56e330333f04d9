//! Invented towns in which everything is shared that people share: households with one telephone and
//! one mailbox, twins, father and son of one name, offices with a switchboard and an `info@`,
//! namesakes. Each is written down several times with slips and gaps. What is merged by itself there
//! is never wrong.

use std::collections::BTreeSet;

use super::super::*;
use super::Dice;

/// Given names, many of them nearly one another's, and some that no list of names has.
const GIVEN: [&str; 56] = [
    "Anna",
    "Anne",
    "Hanna",
    "Hannah",
    "Ben",
    "Carla",
    "Carlo",
    "Carol",
    "Christian",
    "Christina",
    "Christine",
    "Daniel",
    "Daniela",
    "David",
    "Davide",
    "Ella",
    "Emma",
    "Emily",
    "Emil",
    "Felix",
    "Greta",
    "Hugo",
    "Ida",
    "Jan",
    "Jana",
    "Jens",
    "John",
    "Joan",
    "Jonas",
    "Kate",
    "Lara",
    "Lana",
    "Lena",
    "Leo",
    "Leon",
    "Maria",
    "Marie",
    "Mario",
    "Martin",
    "Martina",
    "Michael",
    "Michaela",
    "Nils",
    "Olga",
    "Paul",
    "Paula",
    "Rohan",
    "Rohaan",
    "Aryan",
    "Ayaan",
    "Kayden",
    "Jayden",
    "Tim",
    "Tom",
    "Vera",
    "Zoe",
];

/// Family names that many bear.
const COMMON: [&str; 10] =
    ["Smith", "Silva", "Reyes", "Quick", "Liang", "Nguyen", "Garcia", "Novak", "Jones", "Meyer"];

/// A person, and everything that may be written down about them.
#[derive(Clone)]
struct Person {
    whole: Record,
    /// Their own telephone and mailbox, and those of house and office.
    mobile: String,
    own_mail: String,
    shared_phone: String,
    shared_mail: String,
}

struct Town {
    dice: Dice,
    people: Vec<Person>,
    /// Mobile numbers and mailboxes are nobody else's.
    next: usize,
}

impl Town {
    fn new(seed: u64) -> Self {
        Self { dice: Dice(seed), people: Vec::new(), next: 0 }
    }

    fn family(&mut self) -> String {
        if self.dice.roll(3) == 0 {
            return self.dice.pick(&COMMON).to_owned();
        }
        let syllables = 2 + self.dice.roll(2);
        self.dice.word(syllables)
    }

    fn person(&mut self, given: &str, family: &str, birthday: String, place: &Record) -> Person {
        self.next += 1;
        let mailbox = match self.dice.roll(3) {
            0 => format!("{given}.{family}{}@example.org", self.next),
            1 => format!("{}{}@example.test", self.dice.word(3), self.next),
            _ => format!("{given}{}@{}.example", self.next, self.dice.word(2)),
        };
        Person {
            whole: Record {
                given: given.to_owned(),
                family: family.to_owned(),
                birthday,
                ..place.clone()
            },
            mobile: format!("+49 151 {}", 20_000_000 + self.next * 7_919 % 70_000_000),
            own_mail: mailbox.to_lowercase(),
            shared_phone: String::new(),
            shared_mail: String::new(),
        }
    }

    fn place(&mut self) -> Record {
        Record {
            street: format!("{} {} street", 1 + self.dice.roll(200), self.dice.word(2)),
            city: if self.dice.roll(2) == 0 { "Springfield".to_owned() } else { self.dice.word(2) },
            postcode: format!("{}", 10_000 + self.dice.roll(80_000)),
            ..Record::default()
        }
    }

    fn landline(&mut self) -> String {
        format!("+49 30 {}", 2_000_000 + self.dice.roll(7_000_000))
    }

    /// Two parents and their children, under one roof, one number and often one mailbox.
    fn household(&mut self) {
        let (family, place, phone) = (self.family(), self.place(), self.landline());
        let mail = match self.dice.roll(4) {
            0 => format!("family.{family}@example.org"),
            1 => format!("the{family}s{}@example.org", self.next),
            2 => format!("{family}{}@example.test", self.next),
            _ => String::new(),
        };
        let father = self.dice.pick(&GIVEN).to_owned();
        let mother = self.other_than(&[&father]);
        let mut members = vec![(father.clone(), self.dice.birthday())];
        members.push((mother.clone(), self.dice.birthday()));
        let born = format!(
            "{}-0{}-1{}",
            1980 + self.dice.roll(25),
            1 + self.dice.roll(9),
            self.dice.roll(9)
        );
        match self.dice.roll(4) {
            // Twins.
            0 => {
                let one = self.other_than(&[&father, &mother]);
                let other = self.other_than(&[&father, &mother, &one]);
                members.extend([(one, born.clone()), (other, born)]);
            }
            // The son has his father's name.
            1 => {
                members[0].1 = format!(
                    "{}-0{}-2{}",
                    1945 + self.dice.roll(15),
                    1 + self.dice.roll(9),
                    self.dice.roll(9)
                );
                members.push((father.clone(), born));
            }
            2 => members.push((self.other_than(&[&father, &mother]), born)),
            _ => {}
        }
        for (number, (given, birthday)) in members.into_iter().enumerate() {
            let mut person = self.person(&given, &family, birthday, &place);
            if number == 2 && given == father && self.dice.roll(2) == 0 {
                person.whole.suffix = "Jr.".to_owned();
            }
            person.shared_phone.clone_from(&phone);
            person.shared_mail = mail.to_lowercase();
            self.people.push(person);
        }
    }

    /// Colleagues of one address, one switchboard and one mailbox; two of them may be namesakes.
    fn office(&mut self) {
        let mut place = self.place();
        place.organisation = format!("{} Systems Ltd", self.dice.word(2));
        let (phone, domain) = (self.landline(), self.dice.word(3));
        let count = 6 + self.dice.roll(6);
        for number in 0..count {
            let (given, family) = if number == 1 && self.dice.roll(3) == 0 {
                let first = &self.people[self.people.len() - 1].whole;
                (first.given.clone(), first.family.clone())
            } else {
                (self.dice.pick(&GIVEN).to_owned(), self.family())
            };
            let birthday =
                if self.dice.roll(3) == 0 { self.dice.birthday() } else { String::new() };
            let mut person = self.person(&given, &family, birthday, &place);
            person.shared_phone.clone_from(&phone);
            person.shared_mail = format!("info@{domain}.example");
            self.people.push(person);
        }
    }

    fn other_than(&mut self, taken: &[&str]) -> String {
        loop {
            let name = self.dice.pick(&GIVEN);
            if !taken.contains(&name) {
                return name.to_owned();
            }
        }
    }

    /// The person as one list or another has them.
    fn written(&mut self, person: &Person) -> Record {
        let mut record = person.whole.clone();
        let dice = &mut self.dice;
        if dice.roll(3) > 0 {
            record.emails.push(person.own_mail.clone());
        }
        if dice.roll(3) == 0 && !person.shared_mail.is_empty() {
            record.emails.push(person.shared_mail.clone());
        }
        if dice.roll(2) == 0 {
            record.phones.push(person.mobile.clone());
        }
        if dice.roll(2) == 0 && !person.shared_phone.is_empty() {
            record.phones.push(person.shared_phone.clone());
        }
        if dice.roll(4) == 0 {
            record.birthday.clear();
        }
        if dice.roll(4) == 0 {
            record.suffix.clear();
        }
        match dice.roll(16) {
            0 => record.given = dice.slip(&record.given),
            1 => record.family = dice.slip(&record.family),
            2 => record.street = dice.slip(&record.street),
            3 => record.city = dice.slip(&record.city),
            4 => record.street.clear(),
            5 => record.birthday = dice.slip(&record.birthday),
            6 => std::mem::swap(&mut record.given, &mut record.family),
            7 => record.postcode = dice.slip(&record.postcode),
            8 => record.organisation.clear(),
            _ => {}
        }
        record
    }

    /// The list, and who each row is about.
    fn list(&mut self) -> (Vec<Record>, Vec<usize>) {
        let people = self.people.clone();
        let (mut records, mut owners) = (Vec::new(), Vec::new());
        for (number, person) in people.iter().enumerate() {
            for _ in 0..1 + self.dice.roll(4) {
                records.push(self.written(person));
                owners.push(number);
            }
        }
        (records, owners)
    }
}

#[test]
fn nobody_is_merged_with_somebody_else() {
    let (mut same, mut true_pairs, mut asked_wrong) = (0, 0, 0);
    for seed in 1..=4 {
        let mut town = Town::new(seed * 7_777_777);
        for _ in 0..260 {
            town.household();
        }
        for _ in 0..45 {
            town.office();
        }
        let (records, owners) = town.list();
        for rows in owners.chunk_by(|a, b| a == b) {
            true_pairs += rows.len() * (rows.len() - 1) / 2;
        }
        for pair in pairs(&records, &Options::default()) {
            let one = owners[pair.a] == owners[pair.b];
            if pair.verdict == Verdict::Same {
                same += 1;
                let (a, b) = (&records[pair.a], &records[pair.b]);
                assert!(one, "{} are two: {a:#?} {b:#?} {:?}", pair.probability, pair.why);
            } else if pair.verdict == Verdict::Ask && !one {
                asked_wrong += 1;
            }
        }
    }
    assert!(same >= 5_000, "only {same} of {true_pairs} were merged, the test says little");
    assert!(same * 3 > true_pairs, "{same} of {true_pairs}");
    assert!(asked_wrong < true_pairs, "{asked_wrong} questions for {true_pairs} pairs");
}

#[test]
fn a_list_with_other_habits_teaches_them() {
    // People who moved: where somebody lives says little here, and the defaults do not know it.
    let mut town = Town::new(99);
    for _ in 0..700 {
        let (family, place) = (town.family(), town.place());
        let (given, birthday) = (town.dice.pick(&GIVEN), town.dice.birthday());
        let person = town.person(given, &family, birthday, &place);
        town.people.push(person);
    }
    let (mut records, owners) = town.list();
    for record in &mut records {
        if town.dice.roll(2) == 0 {
            let place = town.place();
            (record.street, record.city, record.postcode) =
                (place.street, place.city, place.postcode);
        }
        record.emails.clear();
        record.phones.clear();
    }
    let f1 = |learn: bool| {
        let found = pairs(&records, &Options { learn, ..Options::default() });
        let likely: BTreeSet<_> = found
            .iter()
            .filter(|pair| pair.probability >= 0.5)
            .map(|pair| (pair.a, pair.b))
            .collect();
        let truth: usize =
            owners.chunk_by(|a, b| a == b).map(|rows| rows.len() * (rows.len() - 1) / 2).sum();
        let right = likely.iter().filter(|(a, b)| owners[*a] == owners[*b]).count();
        2.0 * right as f64 / (likely.len() + truth) as f64
    };
    let (taught, default) = (f1(true), f1(false));
    assert!(taught > default + 0.02, "{taught} and {default}");
}

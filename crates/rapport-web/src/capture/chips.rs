//! Chips: what was read, as fields that can be corrected, and corrections as they come back.

use rapport_app::input::{Capture, CapturePerson};
use rapport_app::view::ReadingView;
use rapport_core::touchpoint::{Channel, TouchpointKind};

use crate::words::CaptureWords;
use crate::words::when::typed_day;

/// One chip: a label, a field, and whether the reading is likely.
pub struct Chip {
    /// The field's name in the form.
    pub name: String,
    /// What it is.
    pub label: String,
    /// What was read or corrected.
    pub value: String,
    /// What was read, to tell a correction from it.
    pub was: String,
    /// Other readings.
    pub alternatives: Vec<String>,
    /// The values to choose from, with their names; empty for a text.
    pub options: Vec<(String, String)>,
    /// Why it was read so.
    pub why: String,
    /// Another reading is likely as well.
    pub asks: bool,
    /// A date: `Some(true)` for one that has been.
    pub date: Option<bool>,
    /// Letters that are seen at once.
    pub size: usize,
}

impl Chip {
    /// Dates as people write them; what was read is put alike, so that a date left alone is no
    /// correction.
    pub fn say_days(&mut self) {
        if self.date.is_none() {
            return;
        }
        self.value = typed_day(&self.value);
        self.was = typed_day(&self.was);
        self.size = self.value.chars().count().clamp(4, 40);
        for other in &mut self.alternatives {
            *other = typed_day(other);
        }
    }

    /// Nothing is in it.
    pub fn is_empty(&self) -> bool {
        self.value.is_empty() && self.was.is_empty()
    }

    /// It is a chip of that name, whichever person it belongs to.
    pub fn is(&self, name: &str) -> bool {
        self.name == name
    }
}

/// Where `correct` finds the field of a person.
const OF_PERSON: [&str; 6] = ["name", "contact", "organisation", "position", "address", "phone"];

/// The chips of a reading, with the form as corrected: people first, then what they share.
pub fn chips(
    view: &ReadingView,
    read: &Capture,
    playbooks: &[(String, String)],
    words: &CaptureWords,
) -> Vec<Chip> {
    let form = &view.form;
    let mut chips = Vec::new();
    let nobody = CapturePerson::default();
    let count = form.people.len().max(1);
    for at in 0..count {
        let now = form.people.get(at).unwrap_or(&nobody);
        let was = read.people.get(at).unwrap_or(&nobody);
        for name in OF_PERSON {
            let mut chip = text(&format!("{name}-{at}"), name, of_person(now, name), words);
            chip.was = of_person(was, name).to_owned();
            if name == "contact" {
                let known: Vec<_> = view.known.iter().filter(|known| known.person == at).collect();
                if known.is_empty() {
                    continue;
                }
                chip.label = (words.who_is)(&now.name);
                chip.options = vec![(String::new(), words.is_new.to_owned())];
                chip.options.extend(known.iter().map(|known| {
                    let place = known.organisation.as_deref().unwrap_or_default();
                    let mark = if place.is_empty() { "" } else { ", " };
                    (known.contact.clone(), format!("{}{mark}{place}", known.name))
                }));
                chip.asks = chip.value.is_empty() || known.len() > 1;
            }
            beside(&mut chip, view, name, Some(at));
            chips.push(chip);
        }
    }
    for name in SHARED {
        let mut chip = text(name, name, &shared(form, name), words);
        chip.was = shared(read, name);
        chip.date = match name {
            "when" => Some(true),
            "decides" => Some(false),
            _ => None,
        };
        chip.options = match name {
            "kind" => options(TouchpointKind::ALL.map(TouchpointKind::word), words.kind, words),
            "channel" => options(Channel::ALL.map(Channel::word), words.channel, words),
            "told" => {
                vec![(String::new(), words.no.to_owned()), ("yes".to_owned(), words.yes.to_owned())]
            }
            "fit" => {
                let none = (String::new(), words.any.to_owned());
                let numbers = (0..=5).map(|fit| (fit.to_string(), fit.to_string()));
                std::iter::once(none).chain(numbers).collect()
            }
            "playbook" => playbooks.to_vec(),
            _ => Vec::new(),
        };
        beside(&mut chip, view, name, None);
        chips.push(chip);
    }
    let facts = form.facts.len().max(read.facts.len());
    for at in 0..=facts {
        let value = form.facts.get(at).map_or("", String::as_str);
        let mut chip = text(&format!("fact-{at}"), "fact", value, words);
        chip.was = read.facts.get(at).cloned().unwrap_or_default();
        chips.push(chip);
    }
    chips
}

/// What all people of a meeting share, in the order of the chips.
const SHARED: [&str; 9] =
    ["when", "kind", "channel", "role", "decides", "told", "fit", "event", "playbook"];

fn text(name: &str, label: &str, value: &str, words: &CaptureWords) -> Chip {
    Chip {
        name: name.to_owned(),
        label: (words.label)(label).to_owned(),
        value: value.to_owned(),
        was: String::new(),
        alternatives: Vec::new(),
        options: Vec::new(),
        why: String::new(),
        asks: false,
        date: None,
        size: value.chars().count().clamp(4, 40),
    }
}

fn options<const N: usize>(
    all: [&'static str; N],
    name: fn(&str) -> &'static str,
    words: &CaptureWords,
) -> Vec<(String, String)> {
    let none = (String::new(), words.any.to_owned());
    std::iter::once(none)
        .chain(all.into_iter().map(|word| (word.to_owned(), name(word).to_owned())))
        .collect()
}

/// What the reader said about a chip: other readings, and why.
fn beside(chip: &mut Chip, view: &ReadingView, name: &str, person: Option<usize>) {
    use rapport_app::capture_text::Field;
    let field = match name {
        "name" => Field::Person,
        "organisation" => Field::Organisation,
        "position" => Field::Position,
        "address" => Field::Address,
        "phone" => Field::Phone,
        "when" => Field::When,
        "kind" => Field::Kind,
        "channel" => Field::Channel,
        "role" => Field::Role,
        "decides" => Field::Decides,
        "fit" => Field::Fit,
        "event" => Field::Event,
        _ => return,
    };
    let read = view.reading.chips.iter().find(|it| {
        it.field == field
            && it.value == chip.was
            && (person.is_none()
                || field == Field::Person
                || it.person.is_none()
                || it.person == person)
    });
    if let Some(read) = read {
        chip.why.clone_from(&read.why);
        chip.asks |= !read.sure;
        if chip.options.is_empty() {
            chip.alternatives.clone_from(&read.alternatives);
        }
    }
}

fn of_person<'a>(person: &'a CapturePerson, name: &str) -> &'a str {
    let value = match name {
        "name" => return &person.name,
        "contact" => &person.contact,
        "organisation" => &person.organisation,
        "position" => &person.position,
        "address" => &person.address,
        _ => &person.phone,
    };
    value.as_deref().unwrap_or_default()
}

fn shared(form: &Capture, name: &str) -> String {
    let value = match name {
        "when" => &form.when,
        "kind" => &form.kind,
        "channel" => &form.channel,
        "role" => &form.role,
        "decides" => &form.decides,
        "event" => &form.event,
        "playbook" => &form.playbook,
        "told" => return if form.told_to_wait { "yes".to_owned() } else { String::new() },
        "fit" => return form.fit.map(|fit| fit.to_string()).unwrap_or_default(),
        _ => return String::new(),
    };
    value.clone().unwrap_or_default()
}

/// Puts into the form what differs from what was read when the page was made.
pub fn correct(form: &mut Capture, fields: &[(String, String)]) {
    let value = |name: &str| {
        fields.iter().find(|(key, _)| key == name).map(|(_, value)| value.trim().to_owned())
    };
    for (name, now) in fields {
        let Some(was) = value(&format!("was-{name}")) else { continue };
        let now = now.trim();
        if now == was.trim() {
            continue;
        }
        let given = (!now.is_empty()).then(|| now.to_owned());
        match name.as_str() {
            "when" => form.when = given,
            "kind" => form.kind = given,
            "channel" => form.channel = given,
            "role" => form.role = given,
            "decides" => form.decides = given,
            "event" => form.event = given,
            "playbook" => form.playbook = given,
            "told" => form.told_to_wait = now == "yes",
            "fit" => form.fit = now.parse().ok(),
            _ => numbered(form, name, given),
        }
    }
    // A name that was taken away is a person who was not met.
    form.people.retain(|person| !person.name.trim().is_empty());
    form.facts.retain(|fact| !fact.trim().is_empty());
}

/// `organisation-1` and the like. No more of them than anybody meets at once.
fn numbered(form: &mut Capture, name: &str, given: Option<String>) {
    let Some((name, at)) = name.rsplit_once('-') else { return };
    let Some(at) = at.parse::<usize>().ok().filter(|at| *at < 40) else { return };
    if name == "fact" {
        if form.facts.len() <= at {
            form.facts.resize(at + 1, String::new());
        }
        form.facts[at] = given.unwrap_or_default();
        return;
    }
    if !OF_PERSON.contains(&name) {
        return;
    }
    if form.people.len() <= at {
        form.people.resize(at + 1, CapturePerson::default());
    }
    let person = &mut form.people[at];
    match name {
        "name" => {
            // Another name is another person, unless the contact is chosen beside it.
            person.contact = None;
            person.name = given.unwrap_or_default();
        }
        "contact" => person.contact = given,
        "organisation" => person.organisation = given,
        "position" => person.position = given,
        "address" => person.address = given,
        _ => person.phone = given,
    }
}

/// Everybody of a stack of cards was met at the event, whatever else is said.
pub fn at_event(form: &mut Capture, event: &str) {
    form.event = Some(event.to_owned());
    if form.kind.as_deref().is_none_or(|kind| kind == TouchpointKind::Meeting.word()) {
        form.kind = Some(TouchpointKind::Event.word().to_owned());
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn fields(all: &[(&str, &str)]) -> Vec<(String, String)> {
        all.iter().map(|(name, value)| ((*name).to_owned(), (*value).to_owned())).collect()
    }

    #[test]
    fn only_what_differs_is_a_correction() {
        let mut form = Capture {
            people: vec![CapturePerson { name: "Dana".to_owned(), ..CapturePerson::default() }],
            when: Some("yesterday".to_owned()),
            role: Some("staff engineer".to_owned()),
            ..Capture::default()
        };
        let sent = fields(&[
            ("name-0", "Dana Whitfield"),
            ("was-name-0", "Dana"),
            ("when", "monday"),
            ("was-when", "monday"),
            ("role", ""),
            ("was-role", "staff engineer"),
            ("fact-1", "her trip"),
            ("was-fact-1", ""),
            ("kind", "interview"),
        ]);
        correct(&mut form, &sent);
        assert_eq!(form.people[0].name, "Dana Whitfield");
        assert_eq!(form.when.as_deref(), Some("yesterday"), "typed on, not corrected");
        assert_eq!(form.role, None);
        assert_eq!(form.facts, ["her trip"]);
        assert_eq!(form.kind, None, "nothing to compare it with");
    }

    #[test]
    fn a_name_taken_away_is_nobody_and_wild_numbers_are_nothing() {
        let mut form = Capture {
            people: vec![CapturePerson { name: "Dana".to_owned(), ..CapturePerson::default() }],
            ..Capture::default()
        };
        let sent = fields(&[
            ("name-0", ""),
            ("was-name-0", "Dana"),
            ("name-99999999999", "x"),
            ("was-name-99999999999", ""),
            ("fact-18446744073709551615", "x"),
            ("was-fact-18446744073709551615", ""),
        ]);
        correct(&mut form, &sent);
        assert!(form.people.is_empty() && form.facts.is_empty());
    }
}

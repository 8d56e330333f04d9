//! One person or organisation as a file describes it: the common ground of vCard, CSV,
//! signatures and mailboxes.
//!
//! Nothing is thrown away: what has no field here is in [`Card::kept`].

use jiff::civil::Date;

/// A value with the label its file gave it.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct Labelled {
    /// The value as written, white space at its ends removed.
    pub value: String,
    /// Such as `work` or `cell fax`: known kinds in lower case, a name the user gave as written;
    /// empty if there is none.
    pub label: String,
}

/// A postal address in parts; a part that is missing is empty.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct PostalAddress {
    /// Street with number, further lines joined by a line break.
    pub street: String,
    /// Town.
    pub city: String,
    /// State, province or region.
    pub state: String,
    /// Postcode.
    pub postcode: String,
    /// The country as written: a name or a code.
    pub country: String,
    /// As in [`Labelled::label`].
    pub label: String,
}

impl PostalAddress {
    /// Whether no part but the label says anything.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        [&self.street, &self.city, &self.state, &self.postcode, &self.country]
            .iter()
            .all(|part| part.is_empty())
    }
}

/// What was wrong in a file, where, and what to do about it.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Defect {
    /// The line from 1; 0 where a line means nothing.
    pub line: usize,
    /// What is wrong.
    pub message: String,
    /// What to do.
    pub remedy: String,
}

impl Defect {
    /// A defect at a line, with what to do about it.
    #[must_use]
    pub fn at(line: usize, message: impl Into<String>, remedy: impl Into<String>) -> Self {
        Self { line, message: message.into(), remedy: remedy.into() }
    }
}

/// What a reader comes across, in the order of the file.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum Found {
    /// Somebody.
    Card(Box<Card>),
    /// Something that is nobody: a line outside every card, a row without name, mail and phone.
    Rejected(Defect),
}

/// All that a file holds, for those who can keep it in memory.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct Cards {
    /// The people, in order.
    pub cards: Vec<Card>,
    /// What was wrong with the file and belongs to no card.
    pub defects: Vec<Defect>,
}

impl Cards {
    /// Adds what a reader found.
    pub fn add(&mut self, found: Found) {
        match found {
            Found::Card(card) => self.cards.push(*card),
            Found::Rejected(defect) => self.defects.push(defect),
        }
    }
}

/// A person or organisation as a file describes it. Missing parts are empty.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct Card {
    /// The line of the file where it starts, from 1.
    pub line: usize,
    /// The display name as written.
    pub name: String,
    /// Given name.
    pub given: String,
    /// Further given names.
    pub middle: String,
    /// Family name with its particles.
    pub family: String,
    /// Title before the name, such as `Dr.`.
    pub prefix: String,
    /// What follows the name, such as `Jr.` or `PhD`.
    pub suffix: String,
    /// What friends say.
    pub nickname: String,
    /// The organisation, its first unit.
    pub organisation: String,
    /// Further units, joined by `, `.
    pub department: String,
    /// What they do there.
    pub role: String,
    /// Mail addresses in order.
    pub emails: Vec<Labelled>,
    /// Telephone numbers in order, as written.
    pub phones: Vec<Labelled>,
    /// Postal addresses in order.
    pub addresses: Vec<PostalAddress>,
    /// `1980-03-22`, or `--03-22` without the year; empty if there is none.
    pub birthday: String,
    /// Web addresses in order.
    pub urls: Vec<Labelled>,
    /// Free text.
    pub notes: String,
    /// The day a network export gives for the connection.
    pub connected_on: Option<Date>,
    /// Categories and groups.
    pub tags: Vec<String>,
    /// The photo's bytes, in the picture's own format.
    pub photo: Option<Vec<u8>>,
    /// The uid of the source, empty if there is none.
    pub uid: String,
    /// What has no field here: name of the property or column, and its text.
    pub kept: Vec<(String, String)>,
    /// What was wrong with it.
    pub defects: Vec<Defect>,
}

impl Card {
    /// Whether anybody could be found by it: a name, an organisation, a mail address or a number.
    #[must_use]
    pub fn has_identity(&self) -> bool {
        !self.display_name().is_empty()
    }

    /// What to call them: the name as written, else its parts, the organisation, the first mail
    /// address or number; empty only if there is none of these.
    #[must_use]
    pub fn display_name(&self) -> String {
        if !self.name.is_empty() {
            return self.name.clone();
        }
        let parts = [&self.prefix, &self.given, &self.middle, &self.family, &self.suffix];
        let joined: Vec<&str> =
            parts.iter().map(|part| part.as_str()).filter(|part| !part.is_empty()).collect();
        if !joined.is_empty() {
            return joined.join(" ");
        }
        let others = [&self.nickname, &self.organisation].into_iter();
        let values = self.emails.iter().chain(&self.phones).map(|labelled| &labelled.value);
        others.chain(values).find(|text| !text.is_empty()).cloned().unwrap_or_default()
    }

    /// The same without what depends on the file it came from: line and defects.
    #[must_use]
    pub fn content(&self) -> Self {
        Self { line: 0, defects: Vec::new(), ..self.clone() }
    }
}

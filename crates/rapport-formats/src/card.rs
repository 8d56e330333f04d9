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
    /// Such as `work` or `home`, lower case; empty if there is none.
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
    /// Such as `work` or `home`, lower case; empty if there is none.
    pub label: String,
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
    /// The photo's bytes, undecoded.
    pub photo: Option<Vec<u8>>,
    /// The uid of the source, empty if there is none.
    pub uid: String,
    /// What has no field here: name of the property or column, and its text.
    pub kept: Vec<(String, String)>,
    /// What was wrong with it.
    pub defects: Vec<Defect>,
}

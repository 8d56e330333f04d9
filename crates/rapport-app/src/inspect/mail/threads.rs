//! Who answers whom among the messages of a run.
//!
//! Here: [`Threads`], filled with the headers of a first pass and asked in a second one, so that
//! a mailbox of any size is never in memory as a whole: of each message only ids, subject and date
//! are kept. Not here: the rule (`rapport_mail::thread`).

use rapport_mail::parse::{Parsed, parse_headers};
use rapport_mail::thread::{Link, Placement, place};

/// The messages of a run, in the order in which they are read.
#[derive(Debug, Default)]
pub struct Threads {
    links: Vec<Link>,
    placed: Vec<Placement>,
}

impl Threads {
    /// Adds a message by its header; the rest of it is not looked at.
    pub fn add(&mut self, raw: &[u8]) {
        self.links.push(Link::from(&parse_headers(raw)));
    }

    /// Joins what was added; to be called once, when all is.
    #[must_use]
    pub fn joined(mut self) -> Self {
        self.placed = place(&self.links);
        // From here on the ids alone are needed, to notice that a file has changed meanwhile.
        for link in &mut self.links {
            *link = Link { message_id: link.message_id.take(), ..Link::default() };
        }
        self
    }

    /// Where the message stands that is read now; `number` is its place in the run, from 0. One
    /// that was not there in the first pass is placed by its own header alone.
    #[must_use]
    pub fn placement(&self, number: usize, message: &Parsed) -> Placement {
        let known = self.links.get(number);
        match self.placed.get(number) {
            Some(placed)
                if known.map(|link| &link.message_id) == Some(&message.head.message_id) =>
            {
                placed.clone()
            }
            _ => place(&[Link::from(message)]).pop().unwrap_or_default(),
        }
    }
}

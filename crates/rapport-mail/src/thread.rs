//! Which message answers which, and which belong together.
//!
//! Here: the parent and the thread of each message of a mailbox, by References and In-Reply-To
//! (RFC 5322 section 3.6.4), and by subject for answers that carry neither. The joining is that of
//! RFC 5256 section 3, without its sorting. Not here: whose messages these are;
//! [`rapport_core::matching`] decides that with the sender and the date beside it.

use std::collections::{HashMap, HashSet};

use jiff::Timestamp;

use crate::parse::Parsed;
use crate::subject::{is_reply_subject, thread_subject};

#[cfg(test)]
mod tests;

/// Where a message stands.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct Placement {
    /// The Message-ID of the message it answers, without angle brackets, whether or not that
    /// message is among those given.
    pub parent: Option<String>,
    /// The Message-ID of the first message of its thread as far as it is known, without angle
    /// brackets; its own if it starts one. `None` only if it has no id and answers nothing.
    pub thread: Option<String>,
}

/// What joins a message to others: all that has to be kept of it while a large mailbox is read.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct Link {
    /// Its own id, without angle brackets.
    pub message_id: Option<String>,
    /// The ids in `In-Reply-To`, without angle brackets.
    pub in_reply_to: Vec<String>,
    /// The ids in `References`, without angle brackets, nearest ancestor last.
    pub references: Vec<String>,
    /// The decoded subject.
    pub subject: String,
    /// When the sender's clock says it was written.
    pub date: Option<Timestamp>,
}

impl From<&Parsed> for Link {
    fn from(message: &Parsed) -> Self {
        Self {
            message_id: message.head.message_id.clone(),
            in_reply_to: message.in_reply_to.clone(),
            references: message.references.clone(),
            subject: message.subject.clone(),
            date: message.date,
        }
    }
}

/// Ancestors of one message that are followed; longer lists are cut at the front.
const MOST_ANCESTORS: usize = 200;

/// The parents and threads of these messages, in their order. Linear in the ids they carry.
///
/// The parent is the last reference that is not the message itself, else the id in In-Reply-To,
/// else, for a subject marked as a reply, the earliest of these messages with the same subject.
#[must_use]
pub fn parents(messages: &[Parsed]) -> Vec<Placement> {
    place(&messages.iter().map(Link::from).collect::<Vec<_>>())
}

/// As [`parents`], of messages of which no more than this was kept.
#[must_use]
pub fn place(messages: &[Link]) -> Vec<Placement> {
    let mut forest = Forest::default();
    let known: HashSet<&str> = messages.iter().filter_map(own_id).collect();
    let by_subject = earliest_by_subject(messages);

    let mut found: Vec<Option<String>> = Vec::with_capacity(messages.len());
    for (place, message) in messages.iter().enumerate() {
        let parent = named_parent(message, &known).map(str::to_owned).or_else(|| {
            let earliest = by_subject.get(&thread_subject(&message.subject)).copied()?;
            let answers = is_reply_subject(&message.subject)
                && earliest != place
                && own_id(&messages[earliest]) != own_id(message);
            if answers { own_id(&messages[earliest]).map(str::to_owned) } else { None }
        });
        found.push(parent);
    }
    // What a message says of its own parent outweighs what others list as its ancestors.
    for (message, parent) in messages.iter().zip(&found) {
        if let (Some(id), Some(parent)) = (own_id(message), parent) {
            forest.join(parent, id);
        }
    }
    for (message, parent) in messages.iter().zip(&found) {
        let line: Vec<&str> = ancestors_of(message).collect();
        for pair in line.windows(2) {
            forest.join(pair[0], pair[1]);
        }
        if let (Some(parent), Some(last)) = (parent, line.last()) {
            forest.join(last, parent);
        }
    }
    messages
        .iter()
        .zip(found)
        .map(|(message, parent)| {
            let from = own_id(message).or(parent.as_deref());
            let thread = from.map(|id| forest.first(id));
            Placement { parent, thread }
        })
        .collect()
}

fn own_id(message: &Link) -> Option<&str> {
    message.message_id.as_deref()
}

/// The references, oldest first, without the message itself.
fn ancestors_of(message: &Link) -> impl Iterator<Item = &str> {
    let start = message.references.len().saturating_sub(MOST_ANCESTORS);
    message.references[start..].iter().map(String::as_str).filter(|id| Some(*id) != own_id(message))
}

/// The parent that the header names.
fn named_parent<'a>(message: &'a Link, known: &HashSet<&str>) -> Option<&'a str> {
    if let Some(last) = ancestors_of(message).last() {
        return Some(last);
    }
    let mut named =
        message.in_reply_to.iter().map(String::as_str).filter(|id| Some(*id) != own_id(message));
    // Old programs wrote the sender's address in brackets too: an id that is known is meant.
    let first = named.clone().next();
    named.find(|id| known.contains(*id)).or(first)
}

/// For each subject the place of its earliest message: by date where both have one, else by order.
fn earliest_by_subject(messages: &[Link]) -> HashMap<String, usize> {
    let mut earliest: HashMap<String, usize> = HashMap::new();
    for (place, message) in messages.iter().enumerate() {
        let subject = thread_subject(&message.subject);
        if subject.is_empty() || own_id(message).is_none() {
            continue;
        }
        earliest
            .entry(subject)
            .and_modify(|held| {
                if let (Some(date), Some(other)) = (message.date, messages[*held].date)
                    && date < other
                {
                    *held = place;
                }
            })
            .or_insert(place);
    }
    earliest
}

/// Ids and the ids above them.
#[derive(Default)]
struct Forest {
    places: HashMap<String, usize>,
    ids: Vec<String>,
    above: Vec<Option<usize>>,
    /// The same trees flattened for quick questions about the root (union by shortening paths).
    short: Vec<usize>,
}

impl Forest {
    fn place(&mut self, id: &str) -> usize {
        if let Some(place) = self.places.get(id) {
            return *place;
        }
        let place = self.ids.len();
        self.places.insert(id.to_owned(), place);
        self.ids.push(id.to_owned());
        self.above.push(None);
        self.short.push(place);
        place
    }

    /// The root above a place; paths are halved on the way, so that many questions stay cheap.
    fn root(&mut self, mut place: usize) -> usize {
        while self.short[place] != place {
            self.short[place] = self.short[self.short[place]];
            place = self.short[place];
        }
        place
    }

    /// Puts `child` under `parent`, unless it has a parent already or that would close a ring.
    fn join(&mut self, parent: &str, child: &str) {
        let (parent, child) = (self.place(parent), self.place(child));
        if self.above[child].is_some() {
            return;
        }
        let (top, bottom) = (self.root(parent), self.root(child));
        if top != bottom {
            self.above[child] = Some(parent);
            // A place without a parent is the root of its tree.
            self.short[bottom] = top;
        }
    }

    fn first(&mut self, id: &str) -> String {
        let place = self.place(id);
        let root = self.root(place);
        self.ids[root].clone()
    }
}

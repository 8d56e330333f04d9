//! Who an entry is: somebody known, or somebody new.
//!
//! Only what can hardly be wrong makes two people one here: the same entry, the same mail address or
//! number under a name that fits, the same name at the same organisation with nothing against it.
//! Everything that is merely likely is left to the search for duplicates, which asks.

use rapport_core::contact::Contact;
use rapport_core::ids::ContactId;
use rapport_core::place::Country;
use rapport_formats::{name, phone};
use rapport_store::contact::phone_tail;
use rapport_store::import::known::Known;

use super::entry::Entry;
use crate::doubt::Doubt;

/// Who an entry is.
#[derive(Clone, PartialEq, Eq, Debug)]
pub(super) enum Who {
    /// This very entry was read before.
    Read(ContactId),
    /// Somebody known.
    Known(ContactId),
    /// Somebody new.
    New,
}

/// Decides who an entry is. Addresses that are somebody else's are taken out of it with a doubt.
pub(super) fn who(entry: &mut Entry, known: &Known, own: Country) -> Who {
    if let Some(id) = known.by_digest.get(&entry.digest) {
        return Who::Read(*id);
    }
    let by_uid = entry.uid.as_ref().and_then(|uid| known.by_uid.get(uid));
    let by_address = entry.addresses.iter().filter_map(|address| known.by_address.get(address));
    let by_tail = entry
        .phones
        .iter()
        .filter_map(|number| known.by_tail.get(&phone_tail(&number.shown)?))
        .flatten();
    let contact = |id: &ContactId| known.contacts.get(id);
    let found = by_uid
        .filter(|id| contact(id).is_some_and(|contact| is_same_name(entry, contact)))
        .or_else(|| by_address.clone().find(|id| contact(id).is_some_and(|it| may_be(entry, it))))
        .or_else(|| {
            by_tail.clone().find(|id| {
                contact(id)
                    .is_some_and(|it| is_same_name(entry, it) && shares_number(entry, it, own))
            })
        })
        .or_else(|| {
            let same_name = known.by_name.get(&entry.name.to_lowercase());
            let mut fitting = same_name.into_iter().flatten().filter(|id| {
                contact(id)
                    .is_some_and(|it| is_same_place(entry, it, known) && agrees(entry, it, own))
            });
            let first = fitting.next();
            first.filter(|_| fitting.next().is_none())
        })
        .copied();
    leave_to_others(entry, found, known);
    if let Some(id) = found {
        return Who::Known(id);
    }
    if let Some(twin) =
        known.by_name.get(&entry.name.to_lowercase()).and_then(|same| same.iter().find_map(contact))
    {
        entry.doubts.push(Doubt::about(
            "name",
            entry.name.as_str(),
            format!("somebody called {} is there already", twin.name),
            "see whether both are one: rapport contacts duplicates",
        ));
    }
    Who::New
}

/// Takes out addresses that are somebody else's: one address is one person's.
fn leave_to_others(entry: &mut Entry, found: Option<ContactId>, known: &Known) {
    let doubts = &mut entry.doubts;
    entry.addresses.retain(|address| {
        let Some(owner) = known.by_address.get(address).filter(|owner| Some(**owner) != found)
        else {
            return true;
        };
        let name = known.contacts.get(owner).map_or("somebody else", |owner| owner.name.as_str());
        doubts.push(Doubt::about(
            "email",
            address.as_str(),
            format!("the address is {name}'s already"),
            "give it to one of them: rapport contacts edit WHO --email or --remove-email",
        ));
        false
    });
}

/// The two names can be one person's.
fn is_same_name(entry: &Entry, contact: &Contact) -> bool {
    entry.name.to_lowercase() == contact.name.to_lowercase()
        || name::is_same_person(&entry.name, &contact.name)
}

/// Under one mail address the same given name is enough: people marry. The same family name is not,
/// for families share a mailbox. A name that is only the address itself says nothing against it.
fn may_be(entry: &Entry, contact: &Contact) -> bool {
    if is_same_name(entry, contact) || is_address(&entry.name) || is_address(&contact.name) {
        return true;
    }
    let (theirs, ours) = (name::parts(&entry.name), name::parts(&contact.name));
    let same = |one: &str, other: &str| {
        !one.is_empty() && name::fold::fold_letters(one) == name::fold::fold_letters(other)
    };
    let shared_box = entry.addresses.iter().any(|address| {
        contact.addresses.contains(address)
            && rapport_formats::email_address::EmailAddress::parse(address)
                .is_ok_and(|address| address.is_role())
    });
    // An office shares a mailbox, too: there the whole name has to fit.
    !shared_box && same(&theirs.given, &ours.given)
}

fn is_address(name: &str) -> bool {
    name.contains('@')
}

fn shares_number(entry: &Entry, contact: &Contact, own: Country) -> bool {
    let country = contact.country.unwrap_or(own);
    contact.phones.iter().any(|theirs| {
        let e164 = phone::e164(theirs, Some(country));
        entry
            .phones
            .iter()
            .any(|ours| ours.shown == *theirs || (ours.e164.is_some() && ours.e164 == e164))
    })
}

/// The same organisation; or no organisation on either side, and the entry adds nothing by which two
/// people of one name could be told apart.
fn is_same_place(entry: &Entry, contact: &Contact, known: &Known) -> bool {
    let theirs = contact.organisation.and_then(|id| known.organisation_names.get(&id));
    match (&entry.organisation, theirs) {
        (Some(ours), Some(theirs)) => ours.to_lowercase() == *theirs,
        (None, _) => entry.addresses.is_empty() && entry.phones.is_empty(),
        (Some(_), None) => false,
    }
}

/// Nothing speaks against it: no two lists of addresses or of numbers that share nothing.
fn agrees(entry: &Entry, contact: &Contact, own: Country) -> bool {
    let addresses = entry.addresses.is_empty()
        || contact.addresses.is_empty()
        || entry.addresses.iter().any(|address| contact.addresses.contains(address));
    let numbers =
        entry.phones.is_empty() || contact.phones.is_empty() || shares_number(entry, contact, own);
    addresses && numbers
}

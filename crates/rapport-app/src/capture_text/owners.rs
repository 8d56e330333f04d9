//! Whose an address, a number, a position is, where several people were met; and a name read from an
//! address where none was said.

use super::Field;
use super::contact_fields::holds;
use super::desk::Desk;
use super::names::capitals;

/// Which contact field belongs to whom, and a name from an address where none was said.
pub(super) fn conclude(desk: &mut Desk<'_>) {
    if !desk.has(Field::Person) {
        let from_address = desk
            .chips()
            .iter()
            .filter(|chip| chip.field == Field::Address)
            .find_map(|chip| name_of_address(&chip.value));
        if let Some(name) = from_address {
            desk.concluded(Field::Person, name, "read from the address");
        }
    }
    let mut people: Vec<(usize, String)> = desk
        .placed()
        .filter(|(_, chip)| chip.field == Field::Person)
        .map(|(place, chip)| (place, chip.value.to_lowercase()))
        .collect();
    people.sort();
    if people.len() < 2 {
        return;
    }
    let mut organisations: Vec<usize> = desk
        .placed()
        .filter(|(_, chip)| chip.field == Field::Organisation)
        .map(|(place, _)| place)
        .collect();
    organisations.sort_unstable();
    let before = |place: usize| people.iter().rposition(|(person, _)| *person < place).unwrap_or(0);
    let places: Vec<usize> = desk.placed().map(|(place, _)| place).collect();
    let owners: Vec<Option<usize>> = desk
        .placed()
        .map(|(place, chip)| match chip.field {
            Field::Address => {
                Some(by_local_part(&chip.value, &people).unwrap_or_else(|| before(place)))
            }
            Field::Phone | Field::Position => Some(before(place)),
            Field::Organisation if organisations.len() > 1 => Some(before(place)),
            _ => None,
        })
        .collect();
    debug_assert_eq!(places.len(), owners.len());
    for (chip, owner) in desk.chips_mut().zip(owners) {
        chip.person = owner;
    }
}

/// The person whose name the address is made of.
fn by_local_part(address: &str, people: &[(usize, String)]) -> Option<usize> {
    let local = address.split('@').next()?;
    let parts: Vec<&str> = local.split(['.', '_', '-', '+']).collect();
    people.iter().position(|(_, name)| {
        name.split(' ')
            .any(|word| word.len() > 2 && (parts.contains(&word) || local.contains(word)))
    })
}

/// "Ana Pires" from `ana.pires@…`; nobody is called "info".
fn name_of_address(address: &str) -> Option<String> {
    const NOBODY: &str = "info hello hallo office kontakt contact sales hr jobs team mail support career careers \
        karriere bewerbung admin no-reply noreply service post welcome enquiries inquiries press presse";
    let local = address.split('@').next()?;
    let parts: Vec<&str> = local
        .split(['.', '_', '-'])
        .filter(|part| part.chars().count() >= 2 && part.chars().all(char::is_alphabetic))
        .collect();
    if parts.is_empty() || parts.len() > 3 || holds(NOBODY, local) || holds(NOBODY, parts[0]) {
        return None;
    }
    Some(capitals(&parts.join(" ")))
}

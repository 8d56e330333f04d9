//! The address block of a contact: what the user typed, as the post of that country wants it.
//!
//! The address is kept as typed, so nothing is reordered. A country on the last line becomes the
//! country line in the sender's language for mail abroad, and nothing at home (UPU S42). Britain
//! asks for town and postcode in capitals on lines of their own (Royal Mail's guide), France for
//! the line with the postcode in capitals (NF Z 10-011).

use rapport_core::contact::Contact;
use rapport_core::organisation::Organisation;
use rapport_core::place::{Country, address_rule, country_line, country_of, postcode};
use rapport_paper::Recipient;

/// The block and the country it goes to; `None` where no postal address is known.
pub(super) fn recipient(
    contact: &Contact,
    organisation: Option<&Organisation>,
    from: Country,
) -> Option<(Recipient, Country)> {
    let typed = contact.postal_address.as_deref()?;
    let mut lines = lines_of(typed);
    let written =
        lines.last().filter(|line| line.chars().count() > 2).and_then(|it| country_of(it));
    if written.is_some() {
        lines.pop();
    }
    let country = written
        .or(contact.country)
        .or_else(|| organisation.and_then(|known| known.country))
        .unwrap_or(from);
    join_state(&mut lines, typed, country);
    if lines.is_empty() {
        return None;
    }
    in_capitals(&mut lines, country);
    let same = |line: &str, name: &str| line.to_lowercase() == name.to_lowercase();
    let mut block = Vec::with_capacity(lines.len() + 2);
    if !lines.iter().any(|line| same(line, &contact.name)) {
        block.push(contact.name.clone());
    }
    if let Some(organisation) = organisation
        && !lines.iter().any(|line| same(line, &organisation.name))
    {
        block.push(organisation.name.clone());
    }
    block.append(&mut lines);
    Some((Recipient { lines: block, country_line: country_line(country, Some(from)) }, country))
}

/// The lines as typed; an address on one line is parted at its commas.
pub(super) fn lines_of(typed: &str) -> Vec<String> {
    let tidy = |line: &str| line.split_whitespace().collect::<Vec<_>>().join(" ");
    let lines: Vec<String> = typed.lines().map(tidy).filter(|line| !line.is_empty()).collect();
    match lines.as_slice() {
        [one] => one
            .split(',')
            .map(|part| part.trim().to_owned())
            .filter(|part| !part.is_empty())
            .collect(),
        _ => lines,
    }
}

/// "Springfield, IL 62701" is one line, also where it was parted at the comma.
fn join_state(lines: &mut Vec<String>, typed: &str, country: Country) {
    let parted = typed.trim().lines().count() == 1;
    if parted && lines.len() > 2 && matches!(country.as_str(), "US" | "CA" | "AU") {
        let code = lines.pop().unwrap_or_default();
        if let Some(town) = lines.last_mut() {
            *town = format!("{town}, {code}");
        }
    }
}

fn in_capitals(lines: &mut Vec<String>, country: Country) {
    match country.as_str() {
        "GB" => {
            let Some(pattern) = address_rule(Some(country)).postcode else { return };
            let Some(last) = lines.pop() else { return };
            let words: Vec<&str> = last.split(' ').collect();
            // "Bristol BS1 4QX": the code is the last one or two words.
            let code = (1..=2.min(words.len())).rev().find_map(|count| {
                let code = words[words.len() - count..].join(" ");
                postcode::fits(pattern, &code.to_uppercase()).then_some((count, code))
            });
            match code {
                Some((count, code)) => {
                    let town = words[..words.len() - count].join(" ");
                    let town = town.trim_end_matches(',');
                    if town.is_empty() {
                        if let Some(town) = lines.last_mut() {
                            *town = town.to_uppercase();
                        }
                    } else {
                        lines.push(town.to_uppercase());
                    }
                    lines.push(code.to_uppercase());
                }
                None => lines.push(last),
            }
        }
        "FR" => {
            for line in lines {
                if line.chars().take(5).filter(char::is_ascii_digit).count() == 5 {
                    *line = line.to_uppercase();
                }
            }
        }
        _ => {}
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use rapport_core::ids::ContactId;
    use uuid::Uuid;

    fn contact(address: &str, country: Option<&str>) -> Contact {
        Contact {
            id: ContactId::new(Uuid::nil()),
            name: "Dana Whitfield".to_owned(),
            greeting: None,
            organisation: None,
            role: None,
            addresses: Vec::new(),
            phones: Vec::new(),
            postal_address: Some(address.to_owned()),
            language: None,
            country: country.and_then(Country::parse),
            subdivision: None,
            zone: None,
            basis: None,
            memo: None,
            parked: None,
        }
    }

    fn block(address: &str, country: Option<&str>, from: &str) -> Vec<String> {
        let from = Country::parse(from).unwrap();
        let (recipient, _) = recipient(&contact(address, country), None, from).unwrap();
        recipient.lines.into_iter().chain(recipient.country_line).collect()
    }

    #[test]
    fn abroad_the_country_stands_last_in_the_senders_language() {
        let address = "12 Quay Street\nBristol\nbs1 4qx";
        let german = ["Dana Whitfield", "12 Quay Street", "BRISTOL", "BS1 4QX"];
        assert_eq!(block(address, Some("GB"), "GB"), german);
        assert_eq!(block(address, Some("GB"), "DE")[4], "VEREINIGTES KÖNIGREICH");
        assert_eq!(
            block("Dana Whitfield\n1 Rue Haute\n33000 Bordeaux\nFrance", None, "US"),
            ["Dana Whitfield", "1 Rue Haute", "33000 BORDEAUX", "FRANCE"]
        );
        assert_eq!(block("Lange Str. 5\n10115 Berlin\nDeutschland", None, "DE").len(), 3);
    }

    #[test]
    fn an_address_on_one_line_is_parted() {
        assert_eq!(
            block("12 Quay Street, Bristol BS1 4QX", Some("GB"), "GB"),
            ["Dana Whitfield", "12 Quay Street", "BRISTOL", "BS1 4QX"]
        );
        assert_eq!(
            block("12 Main St, Springfield, IL 62701", Some("US"), "US"),
            ["Dana Whitfield", "12 Main St", "Springfield, IL 62701"]
        );
    }

    #[test]
    fn no_address_is_no_block() {
        let mut nobody = contact(" \n ", None);
        let from = Country::parse("DE").unwrap();
        assert!(recipient(&nobody, None, from).is_none());
        nobody.postal_address = None;
        assert!(recipient(&nobody, None, from).is_none());
    }
}

//! The sender block: everything a reader needs to answer, as the user chose it (D4).

use super::{is_german, one_line};

/// The user's details. What is `None` or empty does not appear.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct Sender {
    /// The name.
    pub name: String,
    /// The mobile number as the user writes it.
    pub mobile: Option<String>,
    /// The landline number as the user writes it.
    pub landline: Option<String>,
    /// The mail address.
    pub address: String,
    /// The postal address, one line per line.
    pub postal: Option<String>,
    /// Web pages and profiles.
    pub links: Vec<String>,
    /// A text of the user's own; details that already stand in it are not repeated.
    pub signature: Option<String>,
}

/// The block below a note, without blank lines at either end. A signature of the user's own comes
/// first; each chosen detail that it lacks follows, so that the block is always complete.
#[must_use]
pub fn sender_block(sender: &Sender, language: &str) -> String {
    let german = is_german(language);
    let mut lines: Vec<String> = Vec::new();
    let signature = sender.signature.as_deref().map(str::trim).filter(|text| !text.is_empty());
    if let Some(signature) = signature {
        lines.extend(signature.lines().map(|line| line.trim_end().to_owned()));
    }
    let said = lines.join("\n").to_lowercase();
    let said_digits: String = said.chars().filter(char::is_ascii_digit).collect();
    let is_new = |value: &str| !value.is_empty() && !said.contains(&value.to_lowercase());
    let name = one_line(&sender.name);
    if is_new(&name) {
        lines.insert(0, name);
    }
    let numbers = [
        (&sender.mobile, if german { "Mobil" } else { "Mobile" }),
        (&sender.landline, if german { "Telefon" } else { "Phone" }),
    ];
    for (number, label) in numbers {
        let number = number.as_deref().map(one_line).unwrap_or_default();
        let digits: String = number.chars().filter(char::is_ascii_digit).collect();
        let is_said = !digits.is_empty() && said_digits.contains(&digits);
        if !number.is_empty() && !is_said && is_new(&number) {
            lines.push(format!("{label} {number}"));
        }
    }
    let address = one_line(&sender.address);
    if is_new(&address) {
        lines.push(address);
    }
    let postal = sender.postal.as_deref().unwrap_or_default();
    lines.extend(postal.lines().map(one_line).filter(|line| is_new(line)));
    lines.extend(sender.links.iter().map(|link| one_line(link)).filter(|link| is_new(link)));
    lines.join("\n")
}

#[cfg(test)]
mod tests {
    use super::*;

    fn sender() -> Sender {
        Sender {
            name: "Sam Porter".to_owned(),
            mobile: Some("+44 7700 900123".to_owned()),
            landline: Some("+44 20 7946 0991".to_owned()),
            address: "sam@porter.example".to_owned(),
            postal: Some("1 Quay Street\nBristol BS1 4XX".to_owned()),
            links: vec!["https://porter.example".to_owned()],
            signature: None,
        }
    }

    #[test]
    fn every_chosen_detail_stands_in_the_block() {
        assert_eq!(
            sender_block(&sender(), "en"),
            "Sam Porter\nMobile +44 7700 900123\nPhone +44 20 7946 0991\nsam@porter.example\n\
             1 Quay Street\nBristol BS1 4XX\nhttps://porter.example"
        );
        assert!(sender_block(&sender(), "de-AT").contains("Mobil +44 7700 900123\nTelefon +44"));
    }

    #[test]
    fn a_signature_is_completed_and_not_repeated() {
        let mut sender = sender();
        sender.signature = Some("Sam Porter, Boats & Bits\n+44 (7700) 900-123\n".to_owned());
        assert_eq!(
            sender_block(&sender, "en"),
            "Sam Porter, Boats & Bits\n+44 (7700) 900-123\nPhone +44 20 7946 0991\n\
             sam@porter.example\n1 Quay Street\nBristol BS1 4XX\nhttps://porter.example"
        );
    }

    #[test]
    fn what_is_not_chosen_does_not_appear() {
        let sender = Sender { name: " Sam ".to_owned(), ..Sender::default() };
        assert_eq!(sender_block(&sender, "en"), "Sam");
        assert_eq!(sender_block(&Sender::default(), "en"), "");
    }
}

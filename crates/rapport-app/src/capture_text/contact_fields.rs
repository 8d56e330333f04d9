//! Addresses, numbers and links: what can be known by its form alone.

use super::Field;
use super::desk::{Desk, Taken};

/// Words that stand before a number.
const PHONE_LABELS: &str = "tel telefon telephone phone mobile mobil handy cell fon t m p ph call ruf \
    rufnummer nummer number whatsapp fax direct durchwahl";

/// Words that stand before an address.
const MAIL_LABELS: &str = "mail email e-mail mailto adresse address";

/// Takes addresses, numbers and links.
pub(super) fn take(desk: &mut Desk<'_>) {
    for index in 0..desk.words.len() {
        let word = desk.words[index].text;
        if let Some(address) = mail_address(word) {
            desk.chip(Field::Address, address, index, index + 1);
            labels(desk, index, MAIL_LABELS);
        } else if is_link(word) {
            desk.chip(Field::Link, word, index, index + 1);
        }
    }
    let mut index = 0;
    while index < desk.words.len() {
        match phone(desk, index) {
            Some(end) => {
                let number = desk.slice(index, end).to_owned();
                desk.chip(Field::Phone, number, index, end);
                labels(desk, index, PHONE_LABELS);
                index = end;
            }
            None => index += 1,
        }
    }
}

/// Takes the label before a value, such as `Tel.:`.
fn labels(desk: &mut Desk<'_>, at: usize, table: &str) {
    let mut index = at;
    while index > 0 && desk.words[index - 1].is_mark() && desk.words[index - 1].text != "\n" {
        index -= 1;
    }
    let is_label = index > 0
        && desk.words[index - 1].is_free()
        && holds(table, desk.words[index - 1].lower.trim_end_matches('.'));
    if is_label {
        desk.take(index - 1, at, Taken::Frame);
    }
}

/// An address in small letters.
fn mail_address(word: &str) -> Option<String> {
    let word = word.strip_prefix("mailto:").unwrap_or(word);
    let (local, domain) = word.rsplit_once('@')?;
    let fits = !local.is_empty() && domain.contains('.') && word.parse::<lettre::Address>().is_ok();
    fits.then(|| word.to_lowercase())
}

fn is_link(word: &str) -> bool {
    ["http://", "https://", "www."].iter().any(|start| word.to_lowercase().starts_with(start))
        || ["linkedin.com/", "github.com/", "xing.com/"].iter().any(|site| word.contains(site))
}

/// The end of a phone number that begins at a word. A number has 7 to 15 digits (E.164) and begins
/// as numbers do, or a label stands before it; dates are none.
fn phone(desk: &Desk<'_>, at: usize) -> Option<usize> {
    let mut digits = 0;
    let mut end = at;
    let mut best = None;
    while let Some(word) = desk.words.get(end) {
        let is_bracket = matches!(word.text, "(" | ")" | "-" | "–" | "/");
        let is_figure =
            word.text.chars().all(|letter| letter.is_ascii_digit() || "+-./()".contains(letter))
                && word.text.chars().any(|letter| letter.is_ascii_digit());
        if word.state == Taken::Chip
            || !(is_figure || (is_bracket && !(end == at && word.text != "(")))
        {
            break;
        }
        digits += word.text.chars().filter(char::is_ascii_digit).count();
        end += 1;
        if is_figure && (7..=15).contains(&digits) {
            best = Some(end);
        }
        if digits > 15 {
            break;
        }
    }
    let end = best?;
    let text = desk.slice(at, end);
    let mut before = at;
    while before > 0 && matches!(desk.words[before - 1].text, ":" | "." | ")" | "(") {
        before -= 1;
    }
    let is_labelled =
        before > 0 && holds(PHONE_LABELS, desk.words[before - 1].lower.trim_end_matches('.'));
    let plain = text.trim_start_matches('(');
    let begins_so = plain.starts_with('+') || plain.starts_with('0') || text.starts_with('(');
    let groups: Vec<&str> = plain.split([' ', '-', '.']).collect();
    let is_american = matches!(groups.as_slice(), [a, b, c] if a.len() == 3 && b.len() == 3 && c.len() == 4)
        || matches!(groups.as_slice(), [a, b] if a.len() == 3 && b.len() == 4);
    let is_date = (text.split('.').count() == 3 || text.split('/').count() == 3)
        && text
            .split(['.', '/'])
            .all(|part| part.len() <= 4 && part.chars().all(|c| c.is_ascii_digit()));
    let fits = is_labelled || (!is_date && (begins_so || is_american));
    fits.then_some(end)
}

/// A word of a table.
pub(super) fn holds(table: &str, word: &str) -> bool {
    table.split_whitespace().any(|known| known == word)
}

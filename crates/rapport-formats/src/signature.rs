//! A signature under a mail, pasted or harvested, read into a card: name, role, organisation,
//! numbers, addresses; in English, German, French, Spanish, Italian, Dutch and Portuguese.
//!
//! [`read`] is total and says how sure it is; what it cannot place it leaves out, because a field
//! that is wrong costs more than one that is empty. Order of reading: lines and their pieces are
//! told by what they are (`numbers` finds telephone numbers, `place` addresses), what is left
//! stands for name, role and organisation by its place and its words (`words`).
//! Not here: cutting the signature off a mail (`rapport-mail`).

mod numbers;
mod place;
mod words;

use crate::card::{Card, Labelled, PostalAddress};

/// The most lines that are looked at.
const MOST_LINES: usize = 40;
/// The longest line that is looked at, in bytes.
const LONGEST_LINE: usize = 400;

/// What a signature says.
#[derive(Clone, PartialEq, Debug, Default)]
pub struct SignatureReading {
    /// The fields found; empty ones were not.
    pub card: Card,
    /// How sure it is that this is a signature and was read right, from 0 to 1.
    pub confidence: f64,
}

/// Reads a signature. Any text gives a value.
#[must_use]
pub fn read(text: &str) -> SignatureReading {
    let mut found = Found::default();
    for line in text.lines().take(MOST_LINES * 2) {
        if found.texts.len() >= MOST_LINES || words::ends_signature(line) {
            break;
        }
        if line.len() <= LONGEST_LINE {
            found.add_line(line);
        }
    }
    found.finish()
}

/// What was found while the lines come in.
#[derive(Default)]
struct Found {
    card: Card,
    /// Pieces that are neither number nor address, in order; the line they come from.
    texts: Vec<(usize, String)>,
    address: place::Builder,
    lines: usize,
}

impl Found {
    fn add_line(&mut self, line: &str) {
        self.lines += 1;
        let line =
            line.trim().trim_start_matches(['>', '*', '|', '_', '–', '—', '-', '=', '~', ' ']);
        let line = line.trim_end_matches(['*', '|', '_', ' ', '\t']);
        if line.is_empty() || words::is_no_part(line) {
            return;
        }
        for piece in pieces(line) {
            self.add_piece(piece);
        }
    }

    fn add_piece(&mut self, piece: &str) {
        let rest = self.take_mails_and_links(piece);
        let rest = rest.trim().trim_matches([',', ';', '|', ' ']);
        if rest.is_empty() || words::is_only_label(rest) {
            return;
        }
        let numbers = numbers::find(rest);
        if !numbers.is_empty() && !self.address.is_address(rest) {
            for number in numbers {
                if !self.card.phones.iter().any(|known| known.value == number.value) {
                    self.card.phones.push(number);
                }
            }
            return;
        }
        if self.address.take(rest) {
            return;
        }
        self.texts.push((self.lines, rest.to_owned()));
    }

    /// Takes mail and web addresses out of a piece and gives what is left.
    fn take_mails_and_links(&mut self, piece: &str) -> String {
        let mut rest: Vec<&str> = Vec::new();
        for word in piece.split_whitespace() {
            let bare = word.trim_matches(['<', '>', '(', ')', '[', ']', ',', ';', '"', '\'']);
            // `E:ana@example.org` has its label at the word.
            let bare = bare
                .rsplit_once(':')
                .filter(|(label, value)| words::is_only_label(label) && !value.starts_with("//"))
                .map_or(bare, |(_, value)| value);
            let bare = bare.strip_prefix("mailto:").unwrap_or(bare);
            if let Some(mail) = mail(bare) {
                if !self.card.emails.iter().any(|known| known.value.eq_ignore_ascii_case(mail)) {
                    self.card
                        .emails
                        .push(Labelled { value: mail.to_owned(), label: String::new() });
                }
            } else if let Some(label) = link(bare) {
                let value = bare.trim_end_matches('.').to_owned();
                if !self.card.urls.iter().any(|known| known.value == value) {
                    self.card.urls.push(Labelled { value, label: label.to_owned() });
                }
            } else {
                rest.push(word);
            }
        }
        rest.join(" ")
    }

    fn finish(mut self) -> SignatureReading {
        let address: PostalAddress = std::mem::take(&mut self.address).finish();
        if !address.is_empty() {
            self.card.addresses.push(address);
        }
        let sure_of_name = self.place_texts();
        let mut card = self.card;
        let parts = crate::name::parts(&card.name);
        card.prefix = parts.title;
        card.given = parts.given;
        card.middle = parts.middle;
        card.family = parts.family;
        card.suffix = parts.suffix;
        let mut confidence: f64 = 0.0;
        for (there, weight) in [
            (!card.name.is_empty(), 0.25 + sure_of_name),
            (!card.emails.is_empty(), 0.15),
            (!card.phones.is_empty(), 0.2),
            (!card.organisation.is_empty(), 0.1),
            (!card.role.is_empty(), 0.1),
            (!card.addresses.is_empty(), 0.1),
            (!card.urls.is_empty(), 0.05),
        ] {
            confidence += if there { weight } else { 0.0 };
        }
        // A name alone is any line of text.
        let reachable = !(card.emails.is_empty() && card.phones.is_empty() && card.urls.is_empty());
        if !reachable && card.organisation.is_empty() && card.role.is_empty() {
            confidence = confidence.min(0.3);
        }
        SignatureReading { card, confidence: confidence.min(1.0) }
    }

    /// Name, role and organisation out of the texts; how much surer the name is for its reasons.
    fn place_texts(&mut self) -> f64 {
        let texts = std::mem::take(&mut self.texts);
        let domain = self.card.emails.first().and_then(|mail| {
            let domain = mail.value.rsplit_once('@')?.1;
            Some(words::domain_word(domain))
        });
        let local = self
            .card
            .emails
            .first()
            .and_then(|mail| mail.value.split('@').next())
            .unwrap_or_default()
            .to_lowercase();
        let mut sure: f64 = 0.0;
        let mut left: Vec<String> = Vec::new();
        for (_, text) in texts {
            let mut text = text.as_str();
            if self.card.name.is_empty() && left.len() < 2 {
                let (name, more) = words::split_name(text);
                if words::looks_like_name(name)
                    && !words::is_organisation(name)
                    && !words::is_role(name)
                {
                    self.card.name = name.to_owned();
                    sure = if words::fits_mailbox(name, &local) { 0.25 } else { 0.1 };
                    text = more;
                }
            }
            if !text.is_empty() {
                left.push(text.to_owned());
            }
        }
        for text in &left {
            let (role, organisation) = words::split_role(text);
            if let (Some(role), Some(organisation)) = (role, organisation) {
                fill(&mut self.card.role, role);
                fill(&mut self.card.organisation, organisation);
            } else if words::is_organisation(text) || words::names_domain(text, domain.as_deref()) {
                fill(&mut self.card.organisation, text);
            } else if words::is_role(text) {
                fill(&mut self.card.role, text);
            } else if words::is_department(text) {
                fill(&mut self.card.department, text);
            }
        }
        // What stands right under the name and is told by nothing else is what they do there.
        let used = |card: &Card, text: &String| {
            [&card.role, &card.organisation, &card.department].contains(&text)
        };
        if self.card.role.is_empty()
            && !self.card.name.is_empty()
            && let Some(first) = left.first().filter(|text| !used(&self.card, text))
            && words::could_be_role(first)
        {
            self.card.role = first.clone();
        }
        sure
    }
}

fn fill(field: &mut String, text: &str) {
    if field.is_empty() {
        text.trim().trim_matches([',', '-', '–', '|', ' ']).clone_into(field);
    }
}

/// The pieces of a line: parted by bars, bullets, tabs and wide gaps.
fn pieces(line: &str) -> Vec<&str> {
    let mut all = vec![line];
    for separator in [" | ", "|", " • ", "•", " · ", "·", "\t", "   ", " ¦ ", " // ", "★", "◆"]
    {
        all = all.into_iter().flat_map(|piece| piece.split(separator)).collect();
    }
    all.into_iter().map(str::trim).filter(|piece| !piece.is_empty()).collect()
}

fn mail(word: &str) -> Option<&str> {
    let word = word.trim_end_matches('.');
    let (local, domain) = word.split_once('@')?;
    let fits = !local.is_empty()
        && domain.contains('.')
        && !domain.starts_with('.')
        && domain.chars().all(|letter| letter.is_alphanumeric() || matches!(letter, '.' | '-'));
    fits.then_some(word)
}

/// The label of a web address, if the word is one.
fn link(word: &str) -> Option<&'static str> {
    let lower = word.to_ascii_lowercase();
    let bare = lower.strip_prefix("https://").or_else(|| lower.strip_prefix("http://"));
    let host = bare.or_else(|| lower.strip_prefix("www.").map(|_| lower.as_str()));
    let host = match host {
        Some(host) => host,
        // A bare domain counts with an ending that is hardly ever anything else.
        None => {
            let (name, ending) = lower.split('/').next()?.rsplit_once('.')?;
            let known = [
                "com", "org", "net", "de", "fr", "es", "it", "nl", "pt", "eu", "io", "ch", "at",
                "example", "uk", "info",
            ];
            let plain = name.len() > 2
                && name
                    .chars()
                    .all(|letter| letter.is_alphanumeric() || matches!(letter, '-' | '.'));
            if !plain || !known.contains(&ending) || name.ends_with('.') {
                return None;
            }
            lower.as_str()
        }
    };
    if !host.contains('.') {
        return None;
    }
    Some(if host.contains("linkedin.") {
        "linkedin"
    } else if host.contains("xing.") {
        "xing"
    } else {
        ""
    })
}

#[cfg(test)]
mod tests;

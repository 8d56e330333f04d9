//! Consent: whether a commercial note has a basis, by the country of the recipient.
//!
//! One-to-one notes about a job or a meeting need none. Commercial ones follow CAN-SPAM (US: a true
//! postal address and a way to opt out), CASL (Canada: a purchase within two years or an inquiry
//! within six months), ePrivacy and §7 UWG (Germany: consent, or a customer who was told of the
//! right to object), PECR (UK: soft opt-in). A letter needs none of these, only no objection.
//! This is what the software asks for; it is not legal advice.

use jiff::civil::Date;

use crate::contact::{Basis, BasisKind};
use crate::place::Country;
use crate::touchpoint::Channel;

/// What the check looks at.
#[derive(Clone, Copy, Debug)]
pub struct Question<'a> {
    /// The playbook is of a commercial character.
    pub commercial: bool,
    /// By what means.
    pub channel: Channel,
    /// The recorded basis.
    pub basis: Option<&'a Basis>,
    /// The recipient's country.
    pub country: Country,
    /// The user's postal address is on the note.
    pub sender_address: bool,
    /// The recipient's date.
    pub today: Date,
}

/// What is missing, in words with the remedy; `None` when the note may go.
#[must_use]
pub fn missing(question: &Question<'_>) -> Option<String> {
    if !question.commercial || question.channel != Channel::Mail {
        return None;
    }
    if !question.sender_address {
        return Some("your postal address has to be on it (rapport me --postal …)".to_owned());
    }
    let Some(basis) = question.basis else {
        return Some("it is not recorded why they may be written to".to_owned());
    };
    if basis.kind == BasisKind::Consent {
        return None;
    }
    match question.country.as_str() {
        "CA" => canada(basis, question.today),
        "DE" | "AT" => told_customer(basis),
        "BE" | "BG" | "CY" | "CZ" | "DK" | "EE" | "ES" | "FI" | "FR" | "GR" | "HR" | "HU"
        | "IE" | "IS" | "IT" | "LI" | "LT" | "LU" | "LV" | "MT" | "NL" | "NO" | "PL" | "PT"
        | "RO" | "SE" | "SI" | "SK" | "GB" | "CH" => customer(basis),
        _ => None,
    }
}

fn canada(basis: &Basis, today: Date) -> Option<String> {
    let months = match basis.kind {
        BasisKind::Customer => 24,
        BasisKind::Inquiry => 6,
        // A card handed over counts as long as the note is relevant to their role.
        BasisKind::Met | BasisKind::Referral | BasisKind::Consent => return None,
        BasisKind::Applied => 6,
    };
    let until = basis.since.saturating_add(jiff::Span::new().months(months));
    (today > until)
        .then(|| format!("the {} of {} is too long ago in Canada", basis.kind.word(), basis.since))
}

fn told_customer(basis: &Basis) -> Option<String> {
    let told = basis.kind == BasisKind::Customer && basis.detail.to_lowercase().contains("notice");
    (!told).then(|| {
        "it needs their consent, or a purchase at which they were told of their right to object \
         (record it as \"notice given\"); a letter may go"
            .to_owned()
    })
}

fn customer(basis: &Basis) -> Option<String> {
    (basis.kind != BasisKind::Customer).then(|| {
        "it needs their consent or a purchase of something similar; a letter may go".to_owned()
    })
}

#[cfg(test)]
mod tests;

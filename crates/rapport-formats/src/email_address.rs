//! Mail addresses as people type them: is it one, does its domain look like a slip of the finger,
//! and which addresses are one mailbox.
//!
//! Syntax follows RFC 5321 and RFC 5322 without comments and quoted strings' exotic forms, and
//! RFC 6531 for letters beyond ASCII; domains follow RFC 1035 lengths and RFC 5891 (punycode,
//! RFC 3492). Not here: whether a domain takes mail (that needs the network), and whose address it
//! is (`name::fits_mailbox`).

mod domains;
mod punycode;

use domains::{KNOWN, SLIPPED_ENDINGS};

/// An address whose syntax is right.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct EmailAddress {
    /// What stands before the `@`, as written.
    pub local: String,
    /// The domain in lower case, letters of all scripts.
    pub domain: String,
    /// The domain as it goes to the name server (`xn--…`).
    pub ascii_domain: String,
}

impl EmailAddress {
    /// Reads an address. The error says what is wrong, in a sentence without a full stop.
    ///
    /// # Errors
    /// When the text is no address that mail can be sent to.
    pub fn parse(text: &str) -> Result<Self, String> {
        let text = text.trim();
        let text = text.strip_prefix("mailto:").unwrap_or(text);
        if text.len() > 320 {
            return Err("it is longer than an address may be".to_owned());
        }
        let Some((local, domain)) = text.rsplit_once('@') else {
            return Err("there is no @ in it".to_owned());
        };
        check_local(local)?;
        let domain = domain.trim_end_matches('.').to_lowercase();
        let ascii_domain = check_domain(&domain)?;
        Ok(Self { local: local.to_owned(), domain, ascii_domain })
    }

    /// What two spellings of one mailbox have in common: lower case, the plus-tag gone, the dots
    /// that Gmail does not see gone, a provider's second names made the first.
    #[must_use]
    pub fn mailbox_key(&self) -> String {
        let domain = match self.ascii_domain.as_str() {
            "googlemail.com" => "gmail.com",
            "pm.me" | "proton.me" => "protonmail.com",
            "me.com" | "mac.com" => "icloud.com",
            "ya.ru" | "yandex.com" => "yandex.ru",
            other => other,
        };
        let mut local = self.local.trim_matches('"').to_lowercase();
        if let Some((front, _)) = local.split_once('+')
            && !front.is_empty()
        {
            local = front.to_owned();
        }
        if domain == "gmail.com" {
            local.retain(|c| c != '.');
        }
        format!("{local}@{domain}")
    }

    /// Does nobody in particular read it (`info@`, `office@`)?
    #[must_use]
    pub fn is_role(&self) -> bool {
        let local = self.local.to_lowercase();
        let word = local.split(['.', '-', '_', '+']).next().unwrap_or(&local);
        domains::ROLES.contains(&word)
    }

    /// The address that was probably meant, where the domain is a typical slip of a well-known one
    /// (`gmial.com`).
    #[must_use]
    pub fn suggestion(&self) -> Option<String> {
        suggest_domain(&self.domain).map(|domain| format!("{}@{domain}", self.local))
    }
}

/// The well-known domain that a slip was meant to be; `None` where the domain is none.
#[must_use]
pub fn suggest_domain(domain: &str) -> Option<String> {
    let domain = domain.trim().to_lowercase().replace(',', ".");
    if KNOWN.contains(&domain.as_str()) {
        return None;
    }
    // The ending first: it is wrong in any domain (`example.con`).
    let mended = SLIPPED_ENDINGS.iter().find_map(|(wrong, right)| {
        domain.strip_suffix(wrong).map(|front| format!("{front}{right}"))
    });
    let candidate = mended.clone().unwrap_or_else(|| domain.clone());
    if KNOWN.contains(&candidate.as_str()) {
        return Some(candidate);
    }
    let near = KNOWN
        .iter()
        .filter(|known| known.len() > 6 && known.find('.').is_some_and(|dot| dot > 3))
        .filter(|known| crate::duplicates::edits(&candidate, known, 1) == Some(1))
        .min_by_key(|known| known.len())
        .map(|known| (*known).to_owned());
    near.or_else(|| missing_dot(&candidate)).or(mended)
}

/// `gmailcom`.
fn missing_dot(domain: &str) -> Option<String> {
    (!domain.contains('.'))
        .then(|| {
            KNOWN
                .iter()
                .find(|known| known.replace('.', "") == domain)
                .map(|known| (*known).to_owned())
        })
        .flatten()
}

fn check_local(local: &str) -> Result<(), String> {
    if local.is_empty() {
        return Err("there is nothing before the @".to_owned());
    }
    if local.len() > 64 {
        return Err("more than 64 letters stand before the @".to_owned());
    }
    if local.len() > 2 && local.starts_with('"') && local.ends_with('"') {
        let inside = &local[1..local.len() - 1];
        return if inside.chars().any(|c| c.is_control() || c == '"') {
            Err("the quoted part before the @ is not closed rightly".to_owned())
        } else {
            Ok(())
        };
    }
    if let Some(wrong) = local.chars().find(|c| {
        !(c.is_ascii_alphanumeric()
            || ".!#$%&'*+-/=?^_`{|}~".contains(*c)
            || (!c.is_ascii() && c.is_alphanumeric()))
    }) {
        return Err(if wrong.is_whitespace() {
            "there is a blank before the @".to_owned()
        } else {
            format!("{wrong} may not stand before the @")
        });
    }
    if local.starts_with('.') || local.ends_with('.') || local.contains("..") {
        return Err("the dots before the @ are in the wrong place".to_owned());
    }
    Ok(())
}

/// The domain for the name server, or what is wrong with it.
fn check_domain(domain: &str) -> Result<String, String> {
    if domain.is_empty() {
        return Err("there is nothing behind the @".to_owned());
    }
    if domain.starts_with('[') {
        return Err("it names a machine by number; only names are taken".to_owned());
    }
    let mut labels = Vec::new();
    for label in domain.split(['.', '\u{3002}']) {
        if label.is_empty() {
            return Err("the dots in the domain are in the wrong place".to_owned());
        }
        if label.starts_with('-') || label.ends_with('-') {
            return Err("a part of the domain begins or ends with a hyphen".to_owned());
        }
        if let Some(wrong) =
            label.chars().find(|c| !(c.is_alphanumeric() || *c == '-' || is_mark(*c)))
        {
            return Err(if wrong.is_whitespace() {
                "there is a blank in the domain".to_owned()
            } else {
                format!("{wrong} may not stand in a domain")
            });
        }
        let ascii = if label.is_ascii() {
            label.to_owned()
        } else {
            punycode::encode(label)
                .map(|encoded| format!("xn--{encoded}"))
                .ok_or_else(|| "the domain cannot be written for the name server".to_owned())?
        };
        if ascii.len() > 63 {
            return Err("a part of the domain is longer than 63 letters".to_owned());
        }
        labels.push(ascii);
    }
    let last = labels.last().map_or("", String::as_str);
    if labels.len() < 2 {
        return Err("the domain has no ending such as .org".to_owned());
    }
    if last.len() < 2 || last.bytes().all(|b| b.is_ascii_digit()) {
        return Err("the domain has no ending that exists".to_owned());
    }
    let ascii = labels.join(".");
    if ascii.len() > 253 {
        return Err("the domain is longer than 253 letters".to_owned());
    }
    Ok(ascii)
}

/// Marks that belong to the letters of many scripts.
fn is_mark(c: char) -> bool {
    matches!(c, '\u{300}'..='\u{36f}' | '\u{900}'..='\u{dff}' | '\u{e00}'..='\u{fff}' | '\u{200c}' | '\u{200d}' | '\u{30fb}')
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn right_and_wrong_addresses() {
        for address in [
            "dana@example.org",
            "Dana.Reyes+lists@example.co.uk",
            "o'quick@example.org",
            "münch@exämple.org",
            "\"a b\"@example.org",
        ] {
            assert!(EmailAddress::parse(address).is_ok(), "{address}");
        }
        for address in [
            "",
            "dana",
            "@example.org",
            "dana@",
            "dana@example",
            "dana@@example.org",
            "da na@example.org",
            ".dana@example.org",
            "dana..r@example.org",
            "dana@exa mple.org",
            "dana@-example.org",
            "dana@example..org",
            "dana@example.1",
            "dana@[127.0.0.1]",
        ] {
            assert!(EmailAddress::parse(address).is_err(), "{address}");
        }
    }

    #[test]
    fn domains_of_all_scripts_go_to_the_name_server() {
        let address = EmailAddress::parse("info@Bücher.example").unwrap();
        assert_eq!(address.ascii_domain, "xn--bcher-kva.example");
        assert_eq!(address.domain, "bücher.example");
        assert!(address.is_role());
    }

    #[test]
    fn typical_slips_are_noticed() {
        for (slip, meant) in [
            ("gmial.com", "gmail.com"),
            ("gmail.con", "gmail.com"),
            ("gmai.com", "gmail.com"),
            ("gmail.co", "gmail.com"),
            ("gmailcom", "gmail.com"),
            ("hotmial.com", "hotmail.com"),
            ("outlok.com", "outlook.com"),
            ("yaho.com", "yahoo.com"),
            ("t-onlin.de", "t-online.de"),
            ("example.con", "example.com"),
            ("example,org", "example.org"),
        ] {
            let suggested = suggest_domain(slip);
            if slip.contains(',') {
                assert_eq!(suggested, None, "{slip}");
            } else {
                assert_eq!(suggested.as_deref(), Some(meant), "{slip}");
            }
        }
        for right in [
            "gmail.com",
            "gmx.de",
            "web.de",
            "example.org",
            "mail.com",
            "ymail.com",
            "example.co",
            "hotmail.fr",
            "quick.example",
        ] {
            assert_eq!(suggest_domain(right), None, "{right}");
        }
        let address = EmailAddress::parse("dana@gmial.com").unwrap();
        assert_eq!(address.suggestion().as_deref(), Some("dana@gmail.com"));
    }

    #[test]
    fn spellings_of_one_mailbox() {
        let key = |text: &str| EmailAddress::parse(text).unwrap().mailbox_key();
        assert_eq!(key("Dana.Reyes+x@googlemail.com"), key("danareyes@gmail.com"));
        assert_eq!(key("Dana+x@Example.org"), key("dana@example.org"));
        assert_ne!(key("dana.reyes@example.org"), key("danareyes@example.org"));
    }

    proptest! {
        #[test]
        fn any_text_gets_an_answer(text in "\\PC{0,40}(@\\PC{0,30})?") {
            if let Ok(address) = EmailAddress::parse(&text) {
                prop_assert!(address.ascii_domain.is_ascii() && address.ascii_domain.contains('.'));
                prop_assert!(address.mailbox_key().contains('@'));
            }
            let _ = suggest_domain(&text);
        }
    }
}

//! What classes, ids and styles of elements say about their text.
//!
//! Here: the names by which mail programs mark quotes, signatures and what is not shown, and the
//! reading of a tag. Not here: the text itself ([`super`]).

/// What a region of a document is.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Region {
    /// A quoted original, or the line that introduces one.
    Quote,
    /// From here to the end of the document everything is the original.
    RestIsQuote,
    /// The signature a program appended.
    Signature,
    /// Not shown to readers: previews for the list of messages, tracking texts.
    Hidden,
}

/// Classes and ids, lower case, of elements that hold only a quoted original or its introduction.
const QUOTES: &[&str] = &[
    "freebirdanchor",
    "front-blockquote",
    "gmail_attr",
    "gmail_extra_quote",
    "moz-cite-prefix",
    "moz-email-headers-table",
    "moz-forward-container",
    "ms-outlook-mobile-reference-message",
    "olk_src_body_section",
    "outlookmessageheader",
    "protonmail_quote",
    "tutanota_quote",
    "uiquote",
    "yahoo_quoted",
    "yahooquoted",
    "zmail_extra",
    "zmail_quote",
];
/// Classes and ids after which everything is the quoted original.
const REST: &[&str] = &[
    "appendonsend",
    "divrplyfwdmsg",
    "mail-editor-reference-message-container",
    "replyforwardmessage",
    "reply-intro",
    "stopspelling",
];
/// Classes and ids of signatures.
const SIGNATURES: &[&str] = &[
    "applemailsignature",
    "gmail_signature",
    "moz-signature",
    "ms-outlook-mobile-signature",
    "protonmail_signature_block",
    "signature",
    "yahoo_signature",
    "ymail_android_signature",
    "ymail_ios_signature",
    "zmail_signature_below",
];
/// Bytes of a tag that are searched for attributes.
const LONGEST_TAG: usize = 8_000;

/// The attributes of a tag: names as they stand, values without their quotes.
pub fn attributes(tag: &str) -> impl Iterator<Item = (&str, &str)> {
    let mut rest = if tag.len() > LONGEST_TAG {
        ""
    } else {
        tag.trim_start_matches(|c: char| !c.is_ascii_whitespace())
    };
    std::iter::from_fn(move || {
        rest = rest.trim_start_matches(|c: char| c.is_ascii_whitespace() || c == '/');
        if rest.is_empty() {
            return None;
        }
        let end = rest
            .find(|c: char| c.is_ascii_whitespace() || c == '=')
            .filter(|end| *end > 0)
            .unwrap_or(if rest.starts_with('=') { 1 } else { rest.len() });
        let name = &rest[..end];
        rest = rest[end..].trim_start();
        let Some(value) = rest.strip_prefix('=') else {
            return Some((name, ""));
        };
        let value = value.trim_start();
        let (value, after) = match value.chars().next() {
            Some(mark @ ('"' | '\'')) => value[1..].split_once(mark).unwrap_or((&value[1..], "")),
            _ => {
                value.split_at(value.find(|c: char| c.is_ascii_whitespace()).unwrap_or(value.len()))
            }
        };
        rest = after;
        Some((name, value))
    })
}

/// What the attributes of a tag say about its text.
#[must_use]
pub fn region_of(tag: &str) -> Option<Region> {
    let mut found = None;
    for (name, value) in attributes(tag) {
        if name.eq_ignore_ascii_case("class") || name.eq_ignore_ascii_case("id") {
            for word in value.split_ascii_whitespace() {
                match region_named(word) {
                    Some(Region::RestIsQuote) => return Some(Region::RestIsQuote),
                    region => found = found.or(region),
                }
            }
        } else if name.eq_ignore_ascii_case("style") && hides(value)
            || name.eq_ignore_ascii_case("hidden")
        {
            found = Some(Region::Hidden);
        }
    }
    found
}

/// What one class or id means; Outlook prefixes them with `x_`, once for each answer.
fn region_named(word: &str) -> Option<Region> {
    if word.len() > 80 {
        return None;
    }
    let lower = word.to_ascii_lowercase();
    let name = lower.trim_start_matches("x_");
    if REST.contains(&name) {
        Some(Region::RestIsQuote)
    } else if QUOTES.contains(&name) || name.starts_with("yahoo_quoted") {
        Some(Region::Quote)
    } else if SIGNATURES.contains(&name) || name.starts_with("applemailsignature") {
        Some(Region::Signature)
    } else {
        None
    }
}

/// Whether a style keeps the element from being shown.
fn hides(style: &str) -> bool {
    if style.len() < 12 {
        return false;
    }
    let style: String =
        style.chars().filter(|c| !c.is_whitespace()).map(|c| c.to_ascii_lowercase()).collect();
    style.contains("display:none") || style.contains("mso-hide:all")
}

/// Whether a `blockquote` is only an indentation that the sender chose: programs write it
/// without a border and without saying that it cites.
#[must_use]
pub fn only_indents(tag: &str) -> bool {
    let mut borderless = false;
    for (name, value) in attributes(tag) {
        let lower = value.to_ascii_lowercase();
        if name.eq_ignore_ascii_case("type") || name.eq_ignore_ascii_case("cite") {
            return false;
        }
        if name.eq_ignore_ascii_case("class") && (lower.contains("quote") || lower.contains("cite"))
        {
            return false;
        }
        if name.eq_ignore_ascii_case("style") {
            let style: String = lower.chars().filter(|c| !c.is_whitespace()).collect();
            borderless = style.contains("border:none") && !style.contains("border-left:");
        }
    }
    borderless
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn attributes_in_any_spelling() {
        let found: Vec<_> =
            attributes("div CLASS = \"a b\" id=c hidden style='x: \"y\"' / =").collect();
        assert_eq!(
            found,
            [("CLASS", "a b"), ("id", "c"), ("hidden", ""), ("style", "x: \"y\""), ("=", "")]
        );
        assert_eq!(attributes("br").count(), 0);
    }

    #[test]
    fn regions_by_name_and_style() {
        assert_eq!(region_of("div class=\"x_x_gmail_attr\""), Some(Region::Quote));
        assert_eq!(region_of("div id=yahoo_quoted_0123"), Some(Region::Quote));
        assert_eq!(region_of("hr id=\"stopSpelling\""), Some(Region::RestIsQuote));
        assert_eq!(region_of("div id=\"Signature\""), Some(Region::Signature));
        assert_eq!(region_of("span style=\"Display: None;\""), Some(Region::Hidden));
        assert_eq!(region_of("div class=\"gmail_quote\" dir=ltr"), None);
        assert!(only_indents("blockquote style=\"margin:0 0 0 40px;border:none;padding:0px\""));
        assert!(!only_indents("blockquote type=cite style=\"border:none\""));
        assert!(!only_indents("blockquote style=\"border:none;border-left:solid #ccc 1pt\""));
        assert!(!only_indents("blockquote"));
    }
}

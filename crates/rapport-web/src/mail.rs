//! The HTML of a stranger's mail, made harmless: what is left is text, structure and links.
//!
//! No script, style, form, frame, class, id or address of our own pages survives; nothing is loaded
//! from elsewhere (a picture that is fetched tells the sender when and where the mail was read).
//! Pictures that stand in the mail itself are kept when they are of a plain kind. The page's
//! content security policy holds all of this a second time.

use std::borrow::Cow;
use std::collections::{HashMap, HashSet};
use std::sync::LazyLock;

use ammonia::Builder;

/// HTML that is longer is shown as its text.
const LONGEST: usize = 300_000;

/// More tags are not looked at: each is compared with those it stands in.
const MOST_TAGS: usize = 10_000;

/// Formatting that stays open is repeated in every later block (the tree construction of HTML), so
/// that a small mail could become a page of gigabytes. Tags of formatting times tags of any kind
/// stay below this; real newsletters stay far below.
const MOST_WORK: usize = 1_000_000;

/// Tags that reopen by themselves.
const FORMATTING: [&str; 14] = [
    "a", "b", "big", "code", "em", "font", "i", "nobr", "s", "small", "strike", "strong", "tt", "u",
];

/// Pictures that can hold no script.
const PICTURES: [&str; 4] = [
    "data:image/png;base64,",
    "data:image/jpeg;base64,",
    "data:image/gif;base64,",
    "data:image/webp;base64,",
];

/// Tags that are kept, without their attributes.
const TAGS: [&str; 47] = [
    "a",
    "abbr",
    "address",
    "b",
    "bdi",
    "bdo",
    "blockquote",
    "br",
    "caption",
    "center",
    "cite",
    "code",
    "col",
    "colgroup",
    "dd",
    "del",
    "div",
    "dl",
    "dt",
    "em",
    "h1",
    "h2",
    "h3",
    "h4",
    "h5",
    "h6",
    "hr",
    "i",
    "img",
    "ins",
    "kbd",
    "li",
    "ol",
    "p",
    "pre",
    "q",
    "s",
    "small",
    "span",
    "strong",
    "sub",
    "sup",
    "table",
    "tbody",
    "td",
    "tr",
    "ul",
];

/// A mail's HTML that may stand in a page of ours.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Rendered {
    /// Clean HTML, to be printed as it is.
    pub html: String,
    /// Pictures from elsewhere that were not fetched.
    pub left_out: usize,
}

/// Cleans a stranger's HTML; `None` where it is too large or too tangled to be shown, and its text
/// should be shown instead.
pub fn rendered(html: &str) -> Option<Rendered> {
    if html.len() > LONGEST || is_tangled(html) {
        return None;
    }
    let clean = CLEANER.clean(html).to_string();
    let left_out = clean.matches("<img alt=\"\">").count();
    let mut clean = clean.replace("<img alt=\"\">", "");
    // The headings of the page are ours. A tag is all that can look like this: text has `&lt;`.
    for level in 1..=6 {
        clean = clean
            .replace(&format!("<h{level}>"), "<div>")
            .replace(&format!("</h{level}>"), "</div>");
    }
    let has_words = clean.contains("<img ") || !only_tags(&clean);
    has_words.then_some(Rendered { html: clean, left_out })
}

static CLEANER: LazyLock<Builder<'static>> = LazyLock::new(|| {
    let mut cleaner = Builder::empty();
    let tag_attributes: HashMap<&str, HashSet<&str>> =
        [("a", HashSet::from(["href"])), ("img", HashSet::from(["src"]))].into();
    cleaner
        .tags(TAGS.into())
        .clean_content_tags(HashSet::from([
            "head", "iframe", "math", "noembed", "noframes", "noscript", "object", "script",
            "select", "style", "svg", "template", "textarea", "title", "xmp",
        ]))
        .tag_attributes(tag_attributes)
        .generic_attributes(HashSet::new())
        .url_schemes(HashSet::from(["data", "http", "https", "mailto", "tel"]))
        .url_relative(ammonia::UrlRelative::Deny)
        .link_rel(Some("noopener noreferrer nofollow"))
        .strip_comments(true)
        .set_tag_attribute_value("img", "alt", "")
        .attribute_filter(|tag, attribute, value| match (tag, attribute) {
            ("img", "src") => is_plain_picture(value).then_some(Cow::Borrowed(value)),
            ("a", "href") => goes_elsewhere(value).then_some(Cow::Borrowed(value)),
            _ => Some(Cow::Borrowed(value)),
        });
    cleaner
});

/// A picture within the mail, of a kind without script in it.
fn is_plain_picture(address: &str) -> bool {
    PICTURES.iter().any(|kind| {
        address.strip_prefix(kind).is_some_and(|data| {
            data.bytes().all(|byte| byte.is_ascii_alphanumeric() || b"+/=".contains(&byte))
        })
    })
}

/// Links lead to pages and mail addresses, never to data.
fn goes_elsewhere(address: &str) -> bool {
    let scheme = address.split(':').next().unwrap_or_default().trim().to_ascii_lowercase();
    matches!(scheme.as_str(), "http" | "https" | "mailto" | "tel")
}

/// It has so many tags that reading it, or what comes of it, could take long.
fn is_tangled(html: &str) -> bool {
    let (mut formatting, mut all) = (0_usize, 0_usize);
    for (at, _) in html.match_indices('<') {
        all += 1;
        let name: String = html[at + 1..]
            .chars()
            .take(7)
            .take_while(char::is_ascii_alphabetic)
            .map(|letter| letter.to_ascii_lowercase())
            .collect();
        formatting += usize::from(FORMATTING.contains(&name.as_str()));
    }
    all > MOST_TAGS || formatting.saturating_mul(all) > MOST_WORK
}

/// Nothing to read between the tags.
fn only_tags(html: &str) -> bool {
    let mut is_tag = false;
    for letter in html.chars() {
        match letter {
            '<' => is_tag = true,
            '>' => is_tag = false,
            other if !is_tag && !other.is_whitespace() => return false,
            _ => {}
        }
    }
    true
}

#[cfg(test)]
mod tests;

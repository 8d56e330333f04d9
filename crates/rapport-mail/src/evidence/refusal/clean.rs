//! A server's words without what varies from mail to mail.
//!
//! Here: addresses become `@`, and codes, hosts and links go, so that a phrase is found wherever
//! a server puts them between its words, and a host called `spam-filter` is not taken for a
//! reason. Not here: the phrases.

use crate::evidence::fold;

/// Last labels by which a word with one dot is known as a host rather than as the end of a
/// sentence.
const TOP_LEVEL: &str = " com net org edu gov mil int info biz name io co me tv example test \
    invalid local localhost jp de fr uk ru cn it es nl pl br se no dk fi at ch be pt tr ua cz \
    kr tw hk in au nz ca us mx ar ie il za eu asia cloud email ";

/// Beginnings of dotted words that are Exchange's names of its errors.
const ERROR_NAMES: &[&str] = &["resolver.", "storedrv.", "queue.", "routing.", "submit."];

/// Folds a text and takes out what varies.
#[must_use]
pub fn clean(text: &str) -> String {
    let folded = fold(text);
    let mut out = String::with_capacity(folded.len());
    for token in folded.split(' ') {
        let token = without_code(token);
        let kept = if let Some(place) = token.find("://") {
            // What stands before a link in brackets is kept.
            let start = token[..place].rfind(|c: char| !c.is_ascii_alphanumeric());
            token[..start.unwrap_or(0)].to_owned()
        } else if token.contains('@') {
            without_addresses(token)
        } else if is_host(token) {
            continue;
        } else {
            token.to_owned()
        };
        let kept = kept.as_str();
        if kept.is_empty() {
            continue;
        }
        if !out.is_empty() {
            out.push(' ');
        }
        out.push_str(kept);
    }
    out
}

/// Takes reply codes and enhanced codes off the front of a word: `550-5.1.1`, `(#5.7.1)`.
fn without_code(token: &str) -> &str {
    let bare = token.trim_start_matches(['(', '[', '#', '"', '<', '>', '-']);
    let digits = bare.bytes().take_while(u8::is_ascii_digit).count();
    let rest = &bare[digits..];
    let is_reply = digits == 3 && bare.starts_with(['2', '4', '5']);
    if is_reply && rest.starts_with(['-', ':', ' ']) {
        return without_code(&rest[1..]);
    }
    let codes =
        |c: char| c.is_ascii_digit() || matches!(c, '.' | ')' | ']' | ':' | '-' | ',' | ';');
    if (is_reply || digits == 1 && rest.starts_with('.')) && rest.chars().all(codes) {
        return "";
    }
    token
}

/// Each address in a word becomes `@`; brackets and quotes around it go.
fn without_addresses(token: &str) -> String {
    let mut out = String::new();
    let mut rest = token;
    while let Some(place) = rest.find('@') {
        let local = |c: char| {
            c.is_alphanumeric() || matches!(c, '.' | '-' | '_' | '+' | '=' | '\'' | '/' | '&' | '%')
        };
        let start = rest[..place]
            .rfind(|c: char| !local(c))
            .map_or(0, |before| before + rest[before..].chars().next().map_or(1, char::len_utf8));
        out.push_str(rest[..start].trim_end_matches(['<', '"', '\'', '(', '[', '\\']));
        if !out.is_empty() && !out.ends_with(' ') {
            out.push(' ');
        }
        out.push('@');
        let after = &rest[place + 1..];
        let mut end = 0;
        for (at, c) in after.char_indices() {
            let label = c.is_alphanumeric() || c == '-';
            let dot = c == '.' && after[at + 1..].starts_with(|next: char| next.is_alphanumeric());
            if !(label || dot) {
                break;
            }
            end = at + c.len_utf8();
        }
        let tail = after[end..].trim_start_matches(['>', '"', '\'', ')', ']', '.', ':', ',', '\\']);
        if !tail.is_empty() && !tail.starts_with('@') {
            out.push(' ');
        }
        rest = tail;
    }
    out.push_str(rest);
    out
}

/// Whether a word names a host or an address of the internet: `mx.acme.example[192.0.2.7]:`.
fn is_host(token: &str) -> bool {
    let bare = token.trim_matches(|c: char| !c.is_alphanumeric());
    let name = bare.split(['[', '(', ':', '/']).next().unwrap_or_default();
    if name.is_empty()
        || ERROR_NAMES.iter().any(|start| name.starts_with(start))
        || !name.chars().all(|c| c.is_ascii_alphanumeric() || matches!(c, '.' | '-' | '_'))
    {
        return false;
    }
    let mut labels = name.rsplit('.');
    let last = labels.next().unwrap_or_default();
    let dots = labels.filter(|label| !label.is_empty()).count();
    let known = TOP_LEVEL.split(' ').any(|top| top == last);
    match dots {
        0 => false,
        1 => known,
        _ => known || last.bytes().all(|byte| byte.is_ascii_digit()) || !name.contains(".."),
    }
}

//! Status codes as they are written: enhanced codes (RFC 3463) and SMTP replies (RFC 5321).
//!
//! Here: the choice between the `Status` field of the reporting server and the codes in the words
//! of the refusing one. Not here: what a code means for the address
//! ([`rapport_core::classify::failure_kind`]), and what words mean ([`super::refusal`]).
//!
//! Some servers write `5.0.0` or `4.0.0` always (Exim, Gmail); a code in the words is more exact
//! then.

/// Codes read of one text.
const MOST_CODES: usize = 20;

/// The most telling code that is written: the refusing server's own, else the `Status` field of
/// the reporting one, else one in the prose around.
#[must_use]
pub fn best(field: Option<&str>, diagnostic: Option<&str>, around: &str) -> Option<String> {
    let said = diagnostic.and_then(enhanced);
    let field = field.and_then(enhanced);
    let first = [said, field];
    // The prose is only asked where the refusing server's words have no code.
    let near = first[0].is_some() || first.iter().flatten().any(|code| detail(code) == 2);
    let around = if near { None } else { enhanced(around) };
    let mut best: Option<String> = None;
    for code in first.into_iter().chain([around]).flatten() {
        if best.as_deref().is_none_or(|best| detail(&code) > detail(best)) {
            best = Some(code);
        }
    }
    best
}

/// How much a code tells: 0 only its class (`5.0.0`), 1 its subject (`5.2.0`), 2 all.
fn detail(code: &str) -> u8 {
    if !code.ends_with(".0") { 2 } else { u8::from(!code.ends_with(".0.0")) }
}

/// The most telling enhanced status code in a text, the first one of several.
#[must_use]
pub fn enhanced(text: &str) -> Option<String> {
    let mut best: Option<&str> = None;
    for code in codes(text).take(MOST_CODES) {
        if best.is_none_or(|best| detail(code) > detail(best)) {
            best = Some(code);
        }
    }
    best.map(str::to_owned)
}

fn codes(text: &str) -> impl Iterator<Item = &str> {
    let bytes = text.as_bytes();
    bytes.windows(2).enumerate().filter_map(move |(place, pair)| {
        let starts = matches!(pair, [b'2' | b'4' | b'5', b'.'])
            && (place == 0
                || !(bytes[place - 1].is_ascii_alphanumeric()
                    || matches!(bytes[place - 1], b'.' | b'-') && !follows_reply(bytes, place)));
        if !starts {
            return None;
        }
        let digits = |from: usize| {
            let rest = bytes.get(from..)?;
            let count = rest.iter().take(4).take_while(|byte| byte.is_ascii_digit()).count();
            (1..=3).contains(&count).then_some(from + count)
        };
        let dot = digits(place + 2)?;
        if bytes.get(dot) != Some(&b'.') {
            return None;
        }
        let end = digits(dot + 1)?;
        // Four figures are an address of the internet, not a code.
        let goes_on =
            bytes.get(end) == Some(&b'.') && bytes.get(end + 1).is_some_and(u8::is_ascii_digit);
        (!goes_on).then(|| &text[place..end])
    })
}

/// Whether what stands before is a reply of several lines: `550-5.1.1`.
fn follows_reply(bytes: &[u8], place: usize) -> bool {
    place >= 4
        && bytes[place - 1] == b'-'
        && bytes[place - 4..place - 1].iter().all(u8::is_ascii_digit)
        && (place == 4 || !bytes[place - 5].is_ascii_alphanumeric())
}

/// The first SMTP reply in a text that refuses, 400 to 599.
#[must_use]
pub fn reply(text: &str) -> Option<u16> {
    let around = |c: char| {
        c.is_whitespace()
            || matches!(
                c,
                '-' | ':' | '(' | ')' | '[' | ']' | ';' | ',' | '#' | '\'' | '"' | '<' | '>'
            )
    };
    text.split(around)
        .find(|word| {
            word.len() == 3
                && word.starts_with(['4', '5'])
                && word.bytes().all(|byte| byte.is_ascii_digit())
                && matches!(word.as_bytes()[1], b'0'..=b'5' | b'7')
        })
        .and_then(|word| word.parse().ok())
}

#[cfg(test)]
mod tests;

//! Evidence: everything in a message that tells what it is.
//!
//! Here: the list of [`Sign`]s with the place where each was seen. Each kind of evidence has a
//! file: [`auto`] for headers of automatic mail, [`report`] for delivery, reading and abuse
//! reports, [`plain_bounce`] for servers that write prose, [`refusal`] and [`status`] for what they
//! mean, [`machine`] with [`away`], [`return_date`], [`departed`], [`deputy`], [`challenge`] and
//! [`acknowledgement`] for what machines answer, [`intent`] for what people want, with [`phrases`]
//! for stop wishes and questions. Not here: the verdict, which
//! [`rapport_core::classify::classify`] reaches from the signs alone.

pub mod acknowledgement;
mod application;
pub mod auto;
pub mod away;
pub mod challenge;
pub mod departed;
pub mod deputy;
pub mod intent;
mod later;
pub mod machine;
pub mod phrases;
pub mod plain_bounce;
mod referral;
pub mod refusal;
pub mod report;
pub mod return_date;
pub mod status;

use jiff::civil::Date;
use rapport_core::classify::{CalendarMethod, Place, Sign, SignKind};

use crate::defects::Defect;
use crate::header::Headers;
use crate::mime::Part;

/// Characters of the newest text that are searched for phrases.
const LONGEST_SEARCH: usize = 64 * 1024;

/// What was read of a message before evidence is looked for.
#[derive(Clone, Copy, Debug)]
pub struct Seen<'a> {
    /// The header of the message.
    pub headers: &'a Headers,
    /// Its parts; empty if only the header was read.
    pub parts: &'a [Part<'a>],
    /// The decoded subject.
    pub subject: &'a str,
    /// The whole readable text.
    pub text: &'a str,
    /// The newest text, without quotes and signature.
    pub reply_text: &'a str,
    /// The day on which the sender's clock stood.
    pub sent_on: Option<Date>,
    /// Senders in lower case.
    pub from: &'a [String],
    /// Recipients in lower case.
    pub to: &'a [String],
}

/// What was found.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct Found {
    /// The signs, those of headers and reports first.
    pub signs: Vec<Sign>,
    /// Message-IDs of the originals in a report.
    pub originals: Vec<String>,
    /// Addresses a report says were not reached, and of complaints the address that complained.
    pub failed_recipients: Vec<String>,
}

/// Lists the evidence. Total.
pub fn list(seen: &Seen<'_>, defects: &mut Vec<Defect>) -> Found {
    let mut found = Found { signs: auto::signs(seen), ..Found::default() };
    report::add(seen, &mut found, defects);
    found.signs.extend(calendar(seen.parts, defects));
    let search = shorten(seen.reply_text, defects);
    machine::add(seen, search, &mut found);
    found.signs.extend(intent::signs(seen, search));
    machine::drop_repeated_suggestions(&mut found.signs);
    found
}

fn shorten<'a>(text: &'a str, defects: &mut Vec<Defect>) -> &'a str {
    if text.len() <= LONGEST_SEARCH {
        return text;
    }
    crate::defects::note(defects, Defect::LongText);
    &text[..text.floor_char_boundary(LONGEST_SEARCH)]
}

/// The `METHOD` of a calendar part (RFC 6047): in the content type or, in its stead, in the object.
fn calendar(parts: &[Part<'_>], defects: &mut Vec<Defect>) -> Option<Sign> {
    let part = parts
        .iter()
        .find(|part| matches!(part.content.kind.as_str(), "text/calendar" | "application/ics"))?;
    let named = part.content.parameter("method").map(str::to_owned).or_else(|| {
        let text = part.text(defects);
        text.lines()
            .take(200)
            .find_map(|line| line.trim().strip_prefix("METHOD:").map(|word| word.trim().to_owned()))
    })?;
    let method = match named.to_ascii_uppercase().as_str() {
        "REQUEST" | "ADD" | "PUBLISH" => CalendarMethod::Request,
        "REPLY" | "COUNTER" | "REFRESH" | "DECLINECOUNTER" => CalendarMethod::Reply,
        "CANCEL" => CalendarMethod::Cancel,
        _ => return None,
    };
    Some(Sign {
        kind: SignKind::Calendar(method),
        place: Place::Header("Content-Type".to_owned()),
        words: format!("method={named}"),
    })
}

/// Lower case, straight apostrophes, one space for any white space: the form phrases are searched
/// in.
#[must_use]
pub fn fold(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    let mut space = true;
    let mut push = |c: char| {
        let c = match c {
            '\u{2018}' | '\u{2019}' | '\u{2bc}' | '`' | '´' => '\'',
            c if c.is_whitespace() => ' ',
            c => c,
        };
        if c != ' ' || !space {
            out.push(c);
        }
        space = c == ' ';
    };
    for c in text.chars() {
        // Nearly all letters are ASCII, and these have one lower-case form.
        if c.is_ascii() {
            push(c.to_ascii_lowercase());
        } else {
            c.to_lowercase().for_each(&mut push);
        }
    }
    if out.ends_with(' ') {
        out.pop();
    }
    out
}

/// The place of a phrase as whole words in folded text. Scripts written without spaces have no
/// word ends; there any place counts.
#[must_use]
pub fn find_phrase(folded: &str, phrase: &str) -> Option<usize> {
    let mut from = 0;
    while let Some(place) = folded.get(from..)?.find(phrase) {
        let start = from + place;
        let end = start + phrase.len();
        let letter = |c: char| c.is_alphanumeric() && c < '\u{2e80}';
        let before = folded[..start].chars().next_back().is_some_and(letter)
            && phrase.chars().next().is_some_and(letter);
        let after = folded[end..].chars().next().is_some_and(letter)
            && phrase.chars().next_back().is_some_and(letter);
        if !before && !after {
            return Some(start);
        }
        from = start + phrase.chars().next().map_or(1, char::len_utf8);
    }
    None
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn phrases_are_whole_words() {
        let folded = fold("Please\n  UNSUBSCRIBE me, I can\u{2019}t");
        assert_eq!(folded, "please unsubscribe me, i can't");
        assert!(find_phrase(&folded, "unsubscribe").is_some());
        assert!(find_phrase(&folded, "subscribe").is_none());
        assert!(find_phrase("もう配信停止してください", "配信停止").is_some());
        assert!(find_phrase("stopping stop", "stop").is_some_and(|place| place == 9));
    }
}

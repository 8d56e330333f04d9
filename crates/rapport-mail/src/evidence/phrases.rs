//! Wishes to be left alone, questions, and text that a person may have written.
//!
//! Here: what the phrases of [`super::intent`] say of these, in the newest text only; quoted text
//! never counts, or the words of our own message would stop us. A missed wish to stop costs most,
//! so any such phrase counts unless it is denied or the small print of a sender's own list.
//! Not here: words of absence ([`super::away`]).

use rapport_core::classify::{Place, Sign, SignKind};

use super::fold;
use super::intent::reading::Reading;
use super::intent::scope::Standing;
use super::intent::tables::Says;
use super::intent::{Phrases, shown};
use crate::words::Words;

/// Mails of one or two words that mean the same, folded and without punctuation.
static STOP_ALONE: Words = Words::of(
    "
    stop | no | remove | unsubscribe | stop please | please stop | no more | cancel | end | quit
    stop it | opt out | optout | no thanks stop | remove please | please remove | stop now
    unsubscribe please | please unsubscribe | unsub | no stop | stop stop stop | spam | enough
    nein | stopp | abmelden | austragen | bitte abmelden | bitte austragen | non
    arrêt | arrêtez | basta | baja | cancellare | cancella | remover | sair | nee | afmelden
    uitschrijven | désinscription | désabonner | désinscrire | darme de baja
    nej | nei | avsluta | nie | wypisz | нет | стоп | отписка | отпишите | отписаться
    hayır | dur | 停止 | 不要 | 退订 | 退訂 | 配信停止 | 解除 | いいえ | 不要です
",
);
/// What people put before and behind a word without meaning anything by it, folded.
static COURTESY: Words = Words::of(
    "
    thanks | thank you | thx | regards | best | best regards | kind regards | cheers | hi | hello
    hey | dear | sent from my iphone | mfg | gruß | grüße | hallo | danke | merci | gracias | saludos
    bonjour | cordialement | grazie | ciao | obrigado | obrigada | groet | bedankt | hej | hei
    cześć | pozdrawiam
",
);
/// Texts of up to this many words are not the small print of a newsletter.
const NO_SMALL_PRINT: usize = 12;

/// The first wish to stop.
pub(super) fn stop(found: &Phrases<'_>) -> Option<Sign> {
    let text = found.reading.text;
    if let Some(bare) = alone(text) {
        return Some(sign(SignKind::StopWish, &bare));
    }
    let short = found.reading.words.len() <= NO_SMALL_PRINT && !text.contains("://");
    let small_print = |bytes: &std::ops::Range<usize>| {
        let sentence = |place: usize| {
            let before = text.get(..place).unwrap_or_default();
            before.matches(['.', '!', '\n', '。']).count()
        };
        found.saying(Says::Footer).any(|footer| {
            footer.bytes.start <= bytes.start && bytes.end <= footer.bytes.end
                || sentence(footer.bytes.start) == sentence(bytes.start)
        })
    };
    let hit = found
        .saying(Says::Stop)
        .find(|hit| found.standing(hit) != Standing::Denied && (short || !small_print(&hit.bytes)));
    if let Some(hit) = hit {
        return Some(sign(SignKind::StopWish, &found.words(hit)));
    }
    // A short text that consists of what elsewhere is small print: "Unsubscribe from this list".
    found
        .saying(Says::Footer)
        .find(|footer| short && mentions_stopping(&found.words(footer)))
        .map(|footer| sign(SignKind::StopWish, &found.words(footer)))
}

fn mentions_stopping(words: &str) -> bool {
    let folded = fold(words);
    folded.starts_with("unsubscribe") || folded.starts_with("stop receiving")
}

/// A text that is nothing but a word of stopping, courtesy and a name beside it.
fn alone(text: &str) -> Option<String> {
    let mut lines: Vec<String> = text
        .lines()
        .map(|line| fold(line).trim_matches(|c: char| !c.is_alphanumeric()).to_owned())
        .filter(|line| !line.is_empty() && !COURTESY.has(line))
        // A third line says more than a word and a name.
        .take(3)
        .collect();
    let is_name = |line: &str| {
        line.split_whitespace().count() <= 2 && line.chars().all(|c| c.is_alphabetic() || c == ' ')
    };
    if lines.len() == 2 && is_name(&lines[1]) {
        lines.truncate(1);
    }
    let [line] = lines.as_slice() else { return None };
    let plain: String = line.chars().filter(|c| !matches!(c, '.' | ',' | '!')).collect();
    let plain = fold(&plain);
    let word = ["thanks", "thank you", "thx", "danke", "merci", "gracias", "grazie"]
        .into_iter()
        .find_map(|courtesy| plain.strip_suffix(courtesy).map(str::trim))
        // "No, thanks" is a polite no.
        .filter(|rest| !matches!(*rest, "no" | "nein" | "non" | "nee" | ""))
        .unwrap_or(&plain);
    STOP_ALONE.has(word).then(|| line.clone())
}

/// The first sentence that asks.
pub(super) fn question(found: &Phrases<'_>) -> Option<Sign> {
    let reading = &found.reading;
    let sentence = reading
        .sentences
        .iter()
        .find(|sentence| sentence.asks && !is_link(reading, sentence.words.end));
    if let Some(sentence) = sentence {
        let words = reading.slice(sentence.words.start, sentence.words.end);
        return Some(sign(SignKind::Question, words));
    }
    if reading.wide && reading.text.contains('？') {
        return Some(sign(SignKind::Question, reading.text.split('？').next().unwrap_or_default()));
    }
    let hit = found.saying(Says::Question).next()?;
    let words = reading.sentence_of(hit.words.start).filter(|_| !hit.words.is_empty()).map_or_else(
        || found.words(hit),
        |sentence| reading.slice(sentence.words.start, sentence.words.end).to_owned(),
    );
    Some(sign(SignKind::Question, &words))
}

/// Whether the question mark behind a word belongs to a link.
fn is_link(reading: &Reading<'_>, end: usize) -> bool {
    let Some(last) = end.checked_sub(1).and_then(|last| reading.words.get(last)) else {
        return false;
    };
    let before = reading.text.get(..last.to).unwrap_or_default();
    let token = before.rsplit(char::is_whitespace).next().unwrap_or_default();
    token.contains("://") || token.starts_with("www.")
}

/// That there is text which a person may have written.
pub(super) fn human_text(text: &str) -> Option<Sign> {
    let first = text.lines().find(|line| line.chars().any(char::is_alphanumeric))?;
    Some(sign(SignKind::HumanText, first))
}

fn sign(kind: SignKind, words: &str) -> Sign {
    Sign { kind, place: Place::Text, words: shown(words) }
}

#[cfg(test)]
mod tests;

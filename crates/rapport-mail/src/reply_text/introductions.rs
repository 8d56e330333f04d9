//! The line above a quote: "On Thursday Ivo wrote:", in many languages and over several lines.
//!
//! Here: the words, and how sure one can be. Not here: heads of originals ([`super::originals`]).
//!
//! Only colon, date, address and verb are looked for, in any order, because programs translate
//! and rearrange the sentence at will. Add a language by adding words.

use std::sync::LazyLock;

use super::lines::{Kind, Line};
use super::table::Table;

/// Words that open the line, lower case; days of the week in the short forms of programs.
const OPENERS: &str = "
    on | at | am | um | le | el | il | op | em | a | no dia | den | dne | dnia | pe | pada | vào
    în | în data de | ons | mån | tis | tors | fre | lör | sön | man | tir | tor | lør | søn
    lun | mar | mer | jeu | ven | sam | dim | gio | sab | dom | mié | mie | jue | vie | sáb
    seg | ter | qua | qui | sex | wo | di | ma | vr | za | zo | mo | mi | do | fr | sa | so
    mon | tue | wed | thu | fri | sat | sun | monday | tuesday | wednesday | thursday | friday
    saturday | sunday | pon | wt | śr | czw | pt | niedz | в | у | пн | вт | ср | чт | пт | сб
    вс | понедельник | вторник | среда | четверг | пятница | суббота | воскресенье | на | дана
    to | ke | la | su | po | út | st | čt | pá | so | ne | στις | ngày | từ | quote from | quoting
    wiadomość | citat | citando | zitat von | في | ב | בתאריך | dňa | dana | 在 | 于 | 於
";
/// Words that say that somebody wrote, lower case.
const VERBS: &str = "
    wrote | writes | schrieb | geschrieben | schreibt | a écrit | écrivait | écrit | escribió
    escribio | ha escrito | ha scritto | scrisse | scrive | escreveu | schreef | geschreven
    schrijft | skrev | skriver | napisał | napisała | pisze | napisana przez | kirjoitti | yazdı
    yazmış | написал | пишет | писал | написав | написа | 写道 | 寫道 | のメール | 書きました | wrote
    さんからの | のメッセージ | napsal | napísal | napisao | je napisal | írta | a scris | έγραψε
    작성 | 님이 | đã viết | menulis | כתב | كتب | kirjutas | rakstīja | rašė | va escriure
    skrifaði | пише | пишува | เขียนว่า
";
/// Lines over which the sentence may be wrapped.
const MOST_LINES: usize = 6;
/// Bytes it may have.
const LONGEST: usize = 500;

static OPENER_TABLE: LazyLock<Table> = LazyLock::new(|| Table::new(OPENERS));
static VERB_TABLE: LazyLock<Table> = LazyLock::new(|| Table::new(VERBS));

/// How sure it is that a text introduces a quote.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Certainty {
    /// Nobody writes this by hand: what follows is quoted, even without marks.
    Sure,
    /// Only if a marked quote follows.
    BeforeQuote,
}

/// The number of lines of an introduction that starts with the first of these lines.
#[must_use]
pub fn introduction(lines: &[Line<'_>], kinds: &[Kind]) -> Option<(usize, Certainty)> {
    let first = lines.first()?.bare;
    if first.len() > LONGEST {
        return None;
    }
    // Most lines are dismissed here: nothing near ends like an introduction.
    let last = lines
        .iter()
        .zip(kinds)
        .take(MOST_LINES)
        .take_while(|(line, kind)| !line.is_empty() && **kind == Kind::Text)
        .position(|(line, _)| may_end(line.bare))?;
    if last > 0 && !may_begin(first) {
        return None;
    }
    let mut joined = String::new();
    // A shorter one that needs a quote below it, while a longer one may be beyond doubt.
    let mut found = None;
    for (place, line) in lines.iter().enumerate().take(MOST_LINES) {
        if line.is_empty() || kinds[place] != Kind::Text || joined.len() + line.bare.len() > LONGEST
        {
            break;
        }
        if place > 0 {
            joined.push(' ');
        }
        joined.push_str(line.bare);
        if place < last || !may_end(line.bare) || place > 0 && !may_begin(first) {
            continue;
        }
        match certainty(&joined) {
            _ if place > 0 && begins_later(&lines[..=place]) => break,
            Some(Certainty::Sure) => return Some((place + 1, Certainty::Sure)),
            Some(certainty) if found.is_none() => found = Some((place + 1, certainty)),
            _ => {}
        }
    }
    found
}

/// Whether a line may be the last one of an introduction.
fn may_end(bare: &str) -> bool {
    let end = bare.trim_end_matches(['*', '_', ' ', '\u{a0}']);
    end.ends_with([':', '：', '>', ')', '道']) || end.ends_with("wrote")
}

/// Whether the first of these lines is the sender's own ("Friday is fine.") and an introduction
/// begins on a later one.
fn begins_later(lines: &[Line<'_>]) -> bool {
    let first = lines[0].bare;
    if first.contains(['<', '@']) || first.chars().filter(char::is_ascii_digit).count() >= 5 {
        return false;
    }
    (1..lines.len()).any(|start| {
        let later = lines[start].bare;
        let joined: Vec<&str> = lines[start..].iter().map(|line| line.bare).collect();
        !later.starts_with(|c: char| {
            c.is_ascii_digit() && first.contains(|c: char| c.is_ascii_digit())
        }) && opens(later)
            && certainty(&joined.join(" ")).is_some()
    })
}

/// Whether a text in lower case says that somebody wrote.
#[must_use]
pub fn has_verb(lower: &str) -> bool {
    VERB_TABLE.within(lower).is_some()
}

/// Whether a wrapped text may become an introduction.
fn may_begin(first: &str) -> bool {
    opens(first) && first.contains(|c: char| c.is_ascii_digit())
        || first.contains(['<', '@', '＠'])
        || has_verb(&first.to_lowercase())
}

/// Whether the text starts with a date or with a word that introductions start with.
fn opens(text: &str) -> bool {
    let text = text.trim_start_matches(['*', '_', '"', '(', '[', '-', ' ']);
    let word: String = text
        .chars()
        .take(24)
        .take_while(|c| !c.is_whitespace())
        .flat_map(char::to_lowercase)
        .collect();
    word.starts_with(|c: char| c.is_ascii_digit())
        || OPENER_TABLE.has(word.trim_end_matches([',', '.', ':', '，']))
        || word.starts_with(['在', '于', '於'])
        || ["w ", "W ", "No dia ", "În data"].iter().any(|start| text.starts_with(start))
}

/// How sure it is that the whole of this text introduces a quote; `None` if it does not.
#[must_use]
pub fn certainty(joined: &str) -> Option<Certainty> {
    if !may_end(joined) {
        return None;
    }
    let lower = joined.trim().to_lowercase();
    let lower = lower.trim_start_matches(['*', '_', ' ']);
    let digits = lower.chars().filter(char::is_ascii_digit).count();
    let has_address = lower.contains('@') || lower.contains('＠');
    let end = lower.trim_end_matches(['*', '_', ' ', '\u{a0}']);
    if !end.ends_with([':', '：']) {
        // "2026/3/5 Dana Whitfield <dana@example.org>": an old form without a verb.
        let dated = digits >= 5 && has_address && end.ends_with('>') && opens(lower);
        let spoken =
            VERB_TABLE.end_of(end).is_some() && (has_address || digits >= 5) && opens(lower);
        return (dated || spoken).then_some(Certainty::BeforeQuote);
    }
    let written = end.trim_end_matches([':', ' ', '\u{a0}', '：']);
    let address_last = has_address && written.ends_with(['>', ')', '》']);
    if address_last && digits >= 6 && opens(lower) {
        // "2026-03-05 9:12 GMT Ivo <ivo@acme.example>:": date first, address last, no verb.
        return Some(Certainty::Sure);
    }
    let verb = has_verb(lower);
    if verb && has_address && address_before_verb(written) {
        // "Ivo <ivo@acme.example> wrote:"
        return Some(Certainty::Sure);
    }
    if verb && digits > 0 && opens(lower) {
        // A date and a time or an address beside the verb: nobody writes this by hand.
        let sure = has_address || digits >= 7 || lower.matches(':').count() > 1;
        return Some(if sure { Certainty::Sure } else { Certainty::BeforeQuote });
    }
    if digits > 0 && opens(lower) && written.ends_with(" said") {
        return Some(Certainty::BeforeQuote);
    }
    if verb && has_address && lower.contains(['<', '＜']) && digits >= 6 {
        // "Ivo <ivo@acme.example> schrieb am 9:12 Donnerstag, 5. März 2026:"
        return Some(Certainty::Sure);
    }
    if verb && digits >= 10 && lower.split_whitespace().count() <= 14 {
        // "Ivo Marek schrieb am 05.03.2026 09:12:33:"
        return Some(Certainty::Sure);
    }
    let few_words = lower.split_whitespace().count() <= 8;
    let before_quote = verb && (has_address || digits > 0 || few_words)
        || has_address && (digits >= 5 || address_last)
        || digits >= 7 && few_words;
    before_quote.then_some(Certainty::BeforeQuote)
}

/// Whether an address in brackets stands right before the verb that ends the text.
fn address_before_verb(written: &str) -> bool {
    VERB_TABLE.end_of(written).is_some_and(|verb| {
        let before = written[..written.len() - verb.len()].trim_end();
        before.ends_with(['>', ')', ']'])
            || before.strip_suffix("ha").is_some_and(|rest| rest.trim_end().ends_with('>'))
    }) || written.ends_with("(a)") && written.contains('>')
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn sentences_that_only_resemble_introductions_are_none() {
        for text in [
            "On the other hand, we should talk.",
            "On Friday she wrote: nothing.",
            "I need this: a rig.",
            "I wanted to respond to your points:",
            "Here are the three things we need:",
            "",
        ] {
            assert_eq!(certainty(text), None, "{text}");
        }
    }

    #[test]
    fn a_date_and_an_address_are_beyond_doubt_a_name_is_not() {
        assert_eq!(
            certainty("On 5 Mar 2026, at 09:12, Ivo <ivo@acme.example> wrote:"),
            Some(Certainty::Sure)
        );
        assert_eq!(
            certainty("чт, 5 мар. 2026 г. в 09:12, Иво <ivo@acme.example>:"),
            Some(Certainty::Sure)
        );
        assert_eq!(certainty("Ivo Marek wrote:"), Some(Certainty::BeforeQuote));
    }
}

//! Whom a notice names to write to instead.
//!
//! Here: names and addresses in sentences such as "please contact Theo Brandt (theo@…)". They are
//! suggestions; nobody is written to because a machine named them. Not here: a person's hint to
//! another one in an answer of their own.

use rapport_core::classify::{Sign, SignKind, SuggestedAs, Suggestion};

use super::Seen;
use super::auto::is_robot;
use super::departed::text_sign;
use super::machine::wording::plain;
use crate::words::Words;

/// Most people taken from one notice.
const MOST_SUGGESTIONS: usize = 3;
/// Bytes of a notice that are read for names.
const LONGEST_NOTICE: usize = 8_000;

/// Words of a sentence that hands over to somebody, by [`plain`]; beginnings of words.
static HANDS_OVER: Words = Words::of(
    "
    contact | reach out to | get in touch with | in touch with | refer to | replaced by | successor
    taken over | taking over | takes over | covering | cover for | speak to | speak with | assist you
    turn to | directed to | forwarded to | my deputy | standing in
    wenden | kontaktieren | vertret | nachfolg | erreichen sie | ansprechpartner | weitergeleitet
    ubernimmt | ubernommen | richten sie | zustandig | steht ihnen | stehen ihnen
    contacter | contactez | adresser | adressez | remplac | joindre | ecrire a | successeur
    interlocut | interim | contactar | contacte | dirig | escrib | sustitu | sucesor | pongase
    reemplaz | contattare | contatti | rivolg | sostitu | success | riferimento | contate | contato
    contacto | encaminh | substitu | contact op | wend | richten | opvolg | vervang | terecht
    kontakta | vand dig | vander du | eftertrad | ersatter | ersattare | kontakte | henvend
    efterfolger | etterfolger | vikar | stedfortraeder | yhteytta | sijai | seuraaja | kontakt
    skontakt | zastep | nastepc | kierow | obrat | zastup | nastup
    свяж | обращ | обрат | замещ | заменя | преемник | контакт
    iletisim | irtibat | ulas | basvur | yonlendir | vekalet
    联系 | 聯繫 | 聯絡 | 联络 | 代理 | 接替 | 後任 | 代わり | 連絡 | 担当 | 연락 | 문의
",
);
/// Words that say as much beside an address.
static HANDS_OVER_TO_ADDRESS: Words = Words::of(
    "
    reach | write | email | e-mail | mail | call | forward | direct | address | send | resend
    queries | instead | available | in future | from now | new contact | urgent
    kontakt | schreiben | zukunftig | kunftig | ab sofort | unter | adresse | dringend
    desormais | urgence | ecri | urgen | comuni | scriv | envi | mailen | bereik | dringende
    mejla | bradsk | haste | kiireel | piln | naleh | пишите | напишите | перешлите | срочн | acil
    转发 | 转 | 紧急 | 緊急 | 急 | 宛 | まで | 긴급
",
);
/// Words before a name that are no part of it, by [`plain`].
static TITLES: Words = Words::of(
    "
    mr | mrs | ms | miss | dr | prof | herr | herrn | frau | m | mme | mlle | monsieur | madame | sr | sra
    senor | senora | don | dona | sig | signor | signora | sig.ra | dott | dhr | mevr | mevrouw | de heer
    pan | pani | panem | panią | bay | bayan | hr | fru | господин | госпожа
",
);
/// Words with a large letter that are no names, by [`plain`].
static NO_NAMES: Words = Words::of(
    "
    i | please | contact | email | e-mail | mail | for | in | if | the | my | our | your | you | we | kindly | urgent
    or | and | at | on | to | hello | hi | dear | thank | thanks | team | support | office | sales | help
    desk | helpdesk | service | customer | human | resources | department | manager | colleague
    colleagues | assistant | monday | tuesday | wednesday | thursday | friday | should | until | during
    successor | replacement | deputy | director | head | tel | telephone | phone | mobile | call | message
    messages | emails | mr | ms | all | any | he | she | they | this | from | with | as | it | reception | info
    regards | best | kind | sincerely | case | cases | emergency | no | yes | ext | fax | secretary
    bitte | wenden | sie | sich | an | meine | mein | meinen | meiner | kollege | kollegen | kollegin
    kolleginnen | vertretung | stellvertreter | stellvertreterin | assistentin | sekretariat | nachfolger
    nachfolgerin | in | dringenden | fallen | unter | adresse | mailadresse | anfragen | zentrale | per
    abteilung | frau | herr | herrn | ihre | ihr | nachricht | telefon | vertreten | zukunftig | kunftig
    angelegenheiten | oder | und | bei | fragen | der | die | das | den | dem | zeit | wahrend | abwesenheit
    en | cas | d'urgence | urgence | merci | de | veuillez | contacter | vous | pouvez | mon | ma | mes | collegue | pour
    toute | demande | adresse | le | la | les | monsieur | madame | mme | m | par | mail | courriel | je
    por | favor | para | contacte | contactar | con | mi | mis | companero | companera | colega | asuntos
    urgentes | urgente | si | su | caso | urgencia | puede | correo | durante | el | los
    per | urgenze | contattare | si | prega | di | il | mio | mia | collega | in | caso | puo | potete | questioni
    em | minha | meu | contato | contatar | assuntos | o | a | os | as
    voor | dringende | zaken | kunt | u | contact | opnemen | met | mijn | gevallen | neem | bij | collega
    vid | for | kontakta | kontakt | kontakte | ved | vanligen | hastende | min | kollega | du | kan | venligst
    w | pilnych | sprawach | prosze | o | z | mojej | moj | pani | panem | pan | v | prosim | kontaktujte | pripadech
    по | срочным | вопросам | пожалуйста | обращайтесь | к | в | с | господину | acil | durumlarda | lutfen
    january | february | march | april | may | june | july | august | september | october | november
    december | januar | februar | marz | mai | juni | juli | oktober | dezember | gmbh | ltd | inc | llc
",
);
/// Small words inside names.
static PARTICLES: Words = Words::of(
    "
    van | von | de | der | den | del | della | di | da | dos | du | la | le | zu | zum | ter | ten | bin | al | el | af | av | y
",
);

/// The suggestions of a notice. `departed`: whether somebody is gone for good, so that whoever is
/// named has taken over.
#[must_use]
pub fn signs(seen: &Seen<'_>, text: &str, departed: bool) -> Vec<Sign> {
    let role = if departed { SuggestedAs::Successor } else { SuggestedAs::Deputy };
    let text = &text[..text.floor_char_boundary(LONGEST_NOTICE)];
    let mut found: Vec<Suggestion> = Vec::new();
    let mut handed_over = false;
    for sentence in sentences(text) {
        let folded = plain(sentence);
        let hands_over = has_beginning(&folded, &HANDS_OVER);
        let addressed = sentence.contains('@');
        // "Please contact my colleague:" and the address on the next line.
        if hands_over
            || addressed && (handed_over || has_beginning(&folded, &HANDS_OVER_TO_ADDRESS))
        {
            read(sentence, seen, role, &mut found);
        }
        handed_over = hands_over || handed_over && sentence.trim().chars().count() < 60;
        if found.len() >= MOST_SUGGESTIONS {
            break;
        }
    }
    // Who is named without an address is only worth telling if nobody has one.
    let sender = plain(&seen.headers.decoded("from").unwrap_or_default());
    let own = |name: &str| sender.contains(&plain(name));
    found.retain(|one| one.address.is_some() || !one.name.as_deref().is_some_and(own));
    if found.iter().any(|one| one.address.is_some()) {
        found.retain(|one| one.address.is_some());
    }
    found.truncate(MOST_SUGGESTIONS);
    found
        .into_iter()
        .map(|suggestion| {
            let words = suggestion.to_string();
            text_sign(SignKind::Suggestion(suggestion), &words)
        })
        .collect()
}

/// Whether a word of the sentence begins as the table says.
fn has_beginning(sentence: &str, table: &Words) -> bool {
    // Most sentences have none of them, and one look tells.
    table.within(sentence)
        && table.iter().any(|start| {
            sentence.match_indices(start).any(|(place, _)| {
                !start.is_ascii()
                    || !sentence[..place].chars().next_back().is_some_and(char::is_alphanumeric)
            })
        })
}

/// Pieces between ends of sentences and empty lines. A point inside an address or behind a short
/// word such as "Mr." ends nothing.
fn sentences(text: &str) -> Vec<&str> {
    let mut pieces = Vec::new();
    let mut start = 0;
    let mut letters = text.char_indices().peekable();
    while let Some((place, c)) = letters.next() {
        let next = letters.peek().map(|(_, next)| *next);
        let ends = match c {
            '!' | '?' | '。' | '！' | '？' => true,
            '.' => {
                let word = text[start..place].rsplit([' ', '\n']).next().unwrap_or_default();
                next.is_none_or(char::is_whitespace)
                    && word.chars().count() > 3
                    && !TITLES.has(&plain(word))
            }
            '\n' => next == Some('\n') || text[start..place].contains('@'),
            _ => false,
        };
        if ends {
            pieces.push(&text[start..place + c.len_utf8()]);
            start = place + c.len_utf8();
        }
    }
    pieces.push(&text[start..]);
    pieces
}

/// Reads the people of one sentence.
fn read(sentence: &str, seen: &Seen<'_>, role: SuggestedAs, found: &mut Vec<Suggestion>) {
    let tokens: Vec<&str> = sentence
        .split(|c: char| c.is_whitespace() || matches!(c, '、' | '，' | '：'))
        .filter(|t| !t.is_empty())
        .collect();
    let mut from = 0;
    let mut named = false;
    for (place, token) in tokens.iter().enumerate() {
        let Some(address) = address_in(token) else { continue };
        let own = seen.from.contains(&address) || seen.to.contains(&address);
        let known = found.iter().any(|one| one.address.as_ref() == Some(&address));
        if !own && !known && !is_robot(&address) {
            let attached = token.find(['(', '<', '（']).map(|at| &token[..at]).unwrap_or_default();
            let mut before: Vec<&str> = tokens[from..place].to_vec();
            before.push(attached);
            let name = last_name(&before)
                .or_else(|| name_behind(&tokens[place + 1..]))
                .or_else(|| wide_name(sentence, &address));
            found.push(Suggestion { role, name, address: Some(address) });
            named = true;
        }
        from = place + 1;
    }
    if !named
        && let Some(name) = first_full_name(&tokens)
        && !found.iter().any(|one| one.name.as_ref() == Some(&name))
    {
        found.push(Suggestion { role, name: Some(name), address: None });
    }
}

/// An address in a word, lower case, without what is around it.
fn address_in(token: &str) -> Option<String> {
    let at = token.find('@')?;
    let allowed = |c: char| c.is_ascii_alphanumeric() || matches!(c, '.' | '_' | '+' | '-' | '\'');
    let start = token[..at].char_indices().rev().take_while(|(_, c)| allowed(*c)).last()?.0;
    let domain: String = token[at + 1..]
        .chars()
        .take_while(|c| c.is_ascii_alphanumeric() || matches!(c, '.' | '-'))
        .collect();
    let domain = domain.trim_end_matches(['.', '-']);
    let local = token[start..at].trim_start_matches(['.', '-', '\'']);
    (domain.contains('.') && !local.is_empty()).then(|| format!("{local}@{domain}").to_lowercase())
}

/// A word without the signs around it, and whether a sign behind it ends a name.
fn bare(token: &str) -> (&str, bool) {
    let word = token.trim_matches(|c: char| !c.is_alphanumeric() && c != '.' && c != '\'');
    (word.trim_end_matches('.'), token.ends_with([',', ';', ':', ')']))
}

fn may_be_name(word: &str) -> bool {
    let mut letters = word.chars();
    letters.next().is_some_and(char::is_uppercase)
        && word.chars().count() > 1
        && word.chars().all(|c| c.is_alphabetic() || matches!(c, '-' | '\'' | '’' | '.'))
        && !NO_NAMES.has(&plain(word))
        && !TITLES.has(&plain(word))
}

/// The name just before an address: the last run of names, if little stands between.
fn last_name(before: &[&str]) -> Option<String> {
    let mut between = 0;
    let mut end = before.len();
    while end > 0 {
        let (word, _) = bare(before[end - 1]);
        if may_be_name(word) {
            break;
        }
        if !word.is_empty() {
            between += 1;
        }
        if between > 7 {
            return None;
        }
        end -= 1;
    }
    let mut start = end;
    while start > 0 && end - start < 5 {
        let (word, ends) = bare(before[start - 1]);
        let fits = may_be_name(word) || start < end && PARTICLES.has(word);
        if !fits || ends && start < end {
            break;
        }
        start -= 1;
    }
    joined(&before[start..end])
}

/// The name behind an address: "theo@… (Theo Brandt)".
fn name_behind(after: &[&str]) -> Option<String> {
    if !after.first()?.starts_with(['(', '-', '–']) {
        return None;
    }
    let skip = usize::from(matches!(*after.first()?, "-" | "–" | "("));
    let run = after[skip..].iter().take(4).take_while(|token| may_be_name(bare(token).0)).count();
    (run >= 2).then(|| joined(&after[skip..skip + run])).flatten()
}

/// A name of two words or more, or one behind a title, in a sentence without an address.
fn first_full_name(tokens: &[&str]) -> Option<String> {
    let mut place = 0;
    while place < tokens.len() {
        let mut end = place;
        while end < tokens.len() && end - place < 4 {
            let (word, ends) = bare(tokens[end]);
            let particle = end > place && PARTICLES.has(word);
            if !may_be_name(word) && !particle {
                break;
            }
            end += 1;
            if ends || tokens[end - 1].ends_with('.') {
                break;
            }
        }
        let titled = place > 0 && TITLES.has(&plain(bare(tokens[place - 1]).0));
        if end - place >= 2 || end > place && titled {
            return joined(&tokens[place..end]);
        }
        place = end.max(place + 1);
    }
    None
}

/// A name in a script without spaces, before the brackets or the sign that open an address:
/// "請聯絡王小明（wang@…）", "田中（tanaka@…）まで".
fn wide_name(sentence: &str, address: &str) -> Option<String> {
    let at = sentence.to_ascii_lowercase().find(address)?;
    let before = sentence[..at].trim_end_matches(|c: char| {
        c.is_whitespace() || matches!(c, '(' | '（' | '<' | ':' | '：' | '＜' | '「')
    });
    let name: String = before
        .chars()
        .rev()
        .take_while(|c| ('\u{4e00}'..='\u{9fff}').contains(c) || *c == '々')
        .collect::<Vec<char>>()
        .into_iter()
        .rev()
        .collect();
    let mut name = name.as_str();
    for word in [
        "请联系我的同事",
        "请联系同事",
        "请联系",
        "請聯絡",
        "請聯繫",
        "联系",
        "聯絡",
        "同事",
        "代理人",
        "代理",
        "担当者",
        "担当",
        "後任",
        "紧急",
        "部",
        "课",
        "課",
    ] {
        if let Some((_, rest)) = name.rsplit_once(word) {
            name = rest;
        }
    }
    for title in ["先生", "女士", "小姐", "経理", "经理"] {
        name = name.strip_suffix(title).unwrap_or(name);
    }
    (2..=4).contains(&name.chars().count()).then(|| name.to_owned())
}

fn joined(words: &[&str]) -> Option<String> {
    let name: Vec<&str> =
        words.iter().map(|token| bare(token).0).filter(|word| !word.is_empty()).collect();
    let name = name.join(" ");
    (!name.is_empty()).then_some(name)
}

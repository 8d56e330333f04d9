//! Subjects of automatic answers.
//!
//! Here: what mail programs put on away notices and on automatic answers of any kind, in their
//! languages. A subject proves something only where it is the whole subject or stands before a
//! colon, as programs write it; "On leave next week?" is a person's. Add a language by adding
//! words. Not here: headers ([`super::auto`]), texts ([`super::machine`]).

use std::sync::LazyLock;

use aho_corasick::AhoCorasick;

use super::machine::wording::plain;
use crate::subject::base_subject;
use crate::words::words;

/// What a subject says.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum SubjectSays {
    /// Somebody is absent.
    Away,
    /// A machine answered, whatever it says.
    Automatic,
}

/// Beginnings of automatic answers of any kind.
const AUTOMATIC: &str = "
    automatic reply | automated reply | automatic response | automated response | auto reply
    auto-reply | autoreply | auto response | auto-response | autoresponse | autoresponder
    auto responder | auto-responder | [auto-reply] | [autoreply] | [auto reply] | (auto-reply)
    [auto response] | auto-generated reply | autorespons | automatic acknowledgement
    automated acknowledgement | automated acknowledgment | automatic email reply
    automatische antwort | automatische rückantwort | automatische nachricht
    automatische antwortmail | automatische eingangsbestätigung | autoantwort
    automatische beantwortung | réponse automatique | accusé de réception automatique
    respuesta automática | contestación automática | autorespuesta | respuesta automatizada
    risposta automatica | risposta non al computer | resposta automática | resposta automatica
    automatisch antwoord | automatische antwoord | automatische reactie | automatische ontvangstbevestiging
    automatische beantwoording | autosvar | automatiskt svar | automatisk svar | auto-svar
    autoodpowiedź | automatyczna odpowiedź | odpowiedź automatyczna | auto odpowiedź
    automatická odpověď | automatická odpoveď | automaattinen vastaus | automaattivastaus
    автоответ | автоматический ответ | автоматична відповідь | автоматичен отговор
    otomatik yanıt | otomatik cevap | 自動応答 | 自動返信 | 自动答复 | 自动回复 | 自動回覆 | 自動回復
    郵件答錄機自動回覆 | 자동 회신 | 자동회신 | 자동 응답 | 자동응답 | automatikus válasz | samodejni odgovor
    răspuns automat | automatski odgovor | automatinis atsakymas | automātiska atbilde
    automaatvastus | αυτόματη απάντηση | תשובה אוטומטית | رد تلقائي | trả lời tự động
    balasan otomatis | jawapan automatik | ตอบกลับอัตโนมัติ | resposta automàtica | erantzun automatikoa
";
/// Beginnings of away notices.
const AWAY: &str = "
    out of office autoreply | out of office auto-reply | out of office auto reply
    out of office reply | out of office response | out of office notification
    out of office message | out of office notice | out of office | out-of-office
    out of the office | out of the office autoreply | out of the office reply | ooo | ooto | [ooo]
    [out of office] | (out of office) | vacation reply | vacation autoreply | vacation response
    vacation auto-reply | away notice | away from my mail | away from my email | away message
    absence notification | absence notice | out of office assistant
    automatic reply out of office | abwesenheitsnotiz | abwesenheitsmeldung | abwesenheitsnachricht
    abwesenheitsagent | abwesenheitsassistent | automatische abwesenheitsnotiz | abwesenheitsbenachrichtigung
    abwesenheitsinfo | automatische abwesenheitsmeldung | urlaubsnotiz | abwesenheitshinweis
    nicht im büro | außer haus | urlaubsmeldung | urlaubsbenachrichtigung
    réponse d'absence | réponse automatique d'absence du bureau | absence du bureau
    message d'absence | notification d'absence | absent du bureau | absente du bureau | avis d'absence
    réponse automatique d'absence | absent(e) du bureau | en congé | hors du bureau
    fuera de la oficina | fuera de oficina | ausencia de la oficina
    respuesta automática por ausencia | mensaje de ausencia | aviso de ausencia
    fuori sede | fuori ufficio | assenza dall'ufficio | avviso di assenza | messaggio di assenza
    assente dall'ufficio | fora do escritório | ausência temporária | mensagem de ausência
    ausente do escritório | aviso de ausência | ausência do escritório
    resposta automática para ausência | afwezigheidsbericht | afwezigheidsmelding
    afwezigheidsassistent | niet aanwezig | niet op kantoor | bericht bij afwezigheid | afwezig
    afwezigheid | frånvaromeddelande | frånvaro | ej på kontoret | inte på kontoret
    fraværsbesked | fraværsmelding | fraværsassistent | ikke til stede | ikke på kontoret | fravær
    poza biurem | nieobecność | nieobecność w biurze | nieobecność w pracy | mimo kancelář
    nepřítomnost | nepřítomnost v kanceláři | poissaoloviesti | poissa toimistolta
    poissaoloilmoitus | нет на работе | вне офиса | отсутствие на работе | нет на рабочем месте
    ofis dışında | ofis dışındayım | 不在時の自動応答 | 不在通知 | 不在のお知らせ | 不在連絡 | 休暇のお知らせ
    外出时的自动答复 | 外出自动回复 | 外出時的自動回覆 | 不在办公室 | 休假通知 | 休假自动回复 | 부재중 | 부재 중
    házon kívül | házon kívüli automatikus válasz | odsoten | izvan ureda | absent de la birou
    εκτός γραφείου | מחוץ למשרד | خارج المكتب
";
/// Beginnings that people write, too: they need a text or a header that agrees.
const PERHAPS_AWAY: &str = "
    on vacation | on leave | on annual leave | on holiday | vacation message | vacation
    holiday message | away from the office | away | i am out of | i'm out of | i am away | i'm away
    i am currently out | currently out | currently away | maternity leave | parental leave
    abwesenheit | abwesend | im urlaub | urlaub | urlaubszeit | ich bin im urlaub | bin im urlaub | in elternzeit | elternzeit
    absence | absent | absente | absent(e) | en vacances | congés | congé maternité | je suis absent
    ausencia | ausente | de vacaciones | vacaciones | assente | assenza | in ferie | ferie
    ausência | de férias | férias | met vakantie | op vakantie | vakantie | semester | på semester
    frånvarande | på ferie | ferie | poissa | lomalla | urlop | na urlopie | dovolená
    na dovolené | отпуск | в отпуске | отсутствие | izindeyim | tatildeyim | yıllık izin | 休暇中 | 休暇 | 不在
    休假 | 휴가 | auto | auto: | no longer with | no longer at | no longer works
";
/// Anywhere in the subject; these need agreement, too.
const PERHAPS_PARTS: &str = "
    is out of the office | is out of office | am out of the office | am out of office
    out of the office | out of office | ist nicht im büro | ist abwesend | ist außer haus
    abwesenheitsnotiz | abwesenheitsmeldung | est absent | est absente | está fuera de la oficina | è fuori ufficio
    is afwezig | currently away | away from office | autoreply | auto-reply | auto reply
    automatic reply | automatic response | automated response | automated reply | automatische antwort | réponse automatique
    respuesta automática | risposta automatica | resposta automática | automatisch antwoord | autosvar
    no longer with | no longer works | has left | abwesenheit | message d'absence | autoodpowiedź | on parental leave
    on maternity leave | (ooo) | 自動返信 | 自動応答 | 自动回复 | 自動回覆 | 不在 | автоответ | otomatik yanıt
    automatická odpověď | automaattinen vastaus
";

struct Tables {
    certain: Vec<(String, SubjectSays)>,
    starts: Vec<String>,
    parts: Vec<String>,
    /// All of `parts` at once; nearly every subject has none of them.
    any_part: Option<AhoCorasick>,
}

static TABLES: LazyLock<Tables> = LazyLock::new(|| {
    let all = |table: &'static str| words(table).map(plain);
    let mut certain: Vec<(String, SubjectSays)> = all(AWAY)
        .map(|words| (words, SubjectSays::Away))
        .chain(all(AUTOMATIC).map(|words| (words, SubjectSays::Automatic)))
        .collect();
    // Of two that fit the longer one says more.
    certain.sort_by_key(|(words, _)| std::cmp::Reverse(words.len()));
    let parts: Vec<String> = all(PERHAPS_PARTS).collect();
    let any_part = AhoCorasick::new(&parts).ok();
    Tables { certain, starts: all(PERHAPS_AWAY).collect(), parts, any_part }
});

/// What a subject says of automatic answers, whether that is certain, and whether the subject says
/// that it answers an automatic answer.
#[must_use]
pub fn subject(subject: &str) -> Option<(SubjectSays, bool, bool)> {
    let whole = plain(subject);
    let base = plain(base_subject(subject));
    let answered = base.len() < whole.len();
    for (words, says) in &TABLES.certain {
        if let Some(rest) = base.strip_prefix(words.as_str())
            && !rest.starts_with(is_letter)
        {
            let certain = is_end(rest) || !words.is_ascii() && words.chars().all(is_wide);
            // "Automatic reply: Out of office"
            let away = words_of_absence(rest);
            let says = if away { SubjectSays::Away } else { *says };
            return Some((says, certain, answered));
        }
    }
    let starts = TABLES.starts.iter().any(|words| {
        base.strip_prefix(words.as_str()).is_some_and(|rest| !rest.starts_with(is_letter))
    });
    let says = if starts {
        Some(SubjectSays::Away)
    } else {
        let parts = TABLES.any_part.as_ref().is_none_or(|any| any.is_match(&base));
        TABLES.parts.iter().filter(|_| parts).find(|words| contains(&base, words)).map(|words| {
            if words_of_absence(words) { SubjectSays::Away } else { SubjectSays::Automatic }
        })
    };
    says.map(|says| (says, false, answered))
}

/// Whether a program may have ended its own words here.
fn is_end(rest: &str) -> bool {
    let rest = rest.trim_start();
    rest.is_empty()
        || rest.starts_with([
            ':', '：', '-', '–', '—', '[', '(', '/', '!', '|', '"', '<', '。', '~', '»',
        ])
        || rest == "."
        || rest.starts_with("re:")
        || rest.starts_with("...")
}

fn words_of_absence(text: &str) -> bool {
    const ABSENCE: &str = "
        out of office | out of the office | abwesen | absen | ausencia | assen | afwezig | franvaro
        fravaer | leave | away | vacation | nicht im buro | haus | fuera | fuori | 不在 | 外出 | 부재
    ";
    // What follows "Automatic reply:" is our own subject; only the rest before a colon counts.
    let text = text.split(':').next().unwrap_or_default();
    words(ABSENCE).any(|words| text.contains(words))
}

fn contains(text: &str, words: &str) -> bool {
    text.match_indices(words).any(|(place, _)| {
        !text[..place].chars().next_back().is_some_and(is_letter)
            && !text[place + words.len()..].starts_with(is_letter)
    })
}

fn is_letter(c: char) -> bool {
    c.is_alphanumeric() && !is_wide(c)
}

fn is_wide(c: char) -> bool {
    c >= '\u{2e80}'
}

#[cfg(test)]
mod tests;

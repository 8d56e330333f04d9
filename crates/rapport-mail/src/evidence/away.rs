//! Away notices by their words, for servers that send no usable header.
//!
//! Here: the subjects of mail programs in their languages, and phrases of absence. Add a language
//! by adding words. Not here: headers ([`super::auto`]) and dates ([`super::return_date`]).

use rapport_core::classify::{Place, Sign, SignKind};

use super::{Seen, find_phrase, fold};
use crate::subject::base_subject;
use crate::words::words;

/// Beginnings of subjects, folded.
const SUBJECTS: &str = "
    automatic reply | automated reply | automatic response | automated response | auto reply
    auto-reply | autoreply | auto:
    auto response | auto-response | autoresponse | autoresponder | auto responder
    out of office | out-of-office | out of the office
    ooo: | ooo - | ooo re | [ooo] | vacation reply | away from my mail | vacation message
    on vacation | on leave | on annual leave | away from the office | away notice | [auto-reply]
    [autoreply] | [auto] | (auto-reply) | auto response:
    automatische antwort | automatische rückantwort | abwesenheitsnotiz | abwesenheitsmeldung
    abwesenheitsagent | abwesenheit | abwesend | automatische abwesenheit | nicht im büro
    außer haus | ausser haus
    réponse automatique | réponse d'absence | absence du bureau | message d'absence | absent(e)
    absent du bureau | absente du bureau | absence : | absence:
    respuesta automática | respuesta automatica | fuera de la oficina | fuera de oficina
    ausencia de la oficina
    risposta automatica | fuori sede | fuori ufficio | risposta non al computer
    assente dall'ufficio | assente
    resposta automática | resposta automatica | ausente | fora do escritório
    ausência temporária
    automatisch antwoord | automatische antwoord | afwezig | afwezigheid | afwezigheidsbericht
    niet aanwezig
    autosvar | automatiskt svar | automatisk svar | frånvaro | frånvarande | ikke til stede
    fravær | fraværsbesked | ej på kontoret
    autoodpowiedź | automatyczna odpowiedź | odpowiedź automatyczna | poza biurem | nieobecność
    автоответ | автоматический ответ | автоматична відповідь | нет на работе | otomatik yanıt
    otomatik cevap | ofis dışında
    自動応答 | 自動返信 | 不在時の自動応答 | 不在通知 | 不在のお知らせ | 休暇中 | 自动答复 | 自动回复 | 外出时的自动答复 | 自動回覆 | 郵件答錄機自動回覆
    házon kívüli automatikus válasz | automatikus válasz | samodejni odgovor
    автоматичен отговор | 자동 회신 | 자동 응답 | 부재중
    automatická odpověď | automatická odpoveď | mimo kancelář | automaattinen vastaus
    poissaoloviesti | poissa | رد تلقائي | αυτόματη απάντηση | răspuns automat
    automatski odgovor | תשובה אוטומטית | trả lời tự động | automaatvastus | automātiska atbilde
    automatinis atsakymas
";
/// Anywhere in the subject, folded.
const SUBJECT_PARTS: &str = "
    is out of the office | is out of office | i am out of the office | i'm out of the office
    am out of office | ist nicht im büro | ist abwesend | ist außer haus
    est absent | est absente | está fuera de la oficina | è fuori ufficio | is afwezig
    out of office autoreply | out of office auto-reply | out of office reply
    currently out of the office | automatische antwort | automatic reply:
    réponse automatique : | away from office
";
/// In the text, folded: evidence for "why?", and leave to look for a date of return.
const PHRASES: &str = "
    out of the office | out of office | away from the office | away from my desk
    away from my email | currently away | i am away | i'm away | i will be away | i'll be away
    on vacation
    on annual leave | on holiday | on leave | on parental leave | on maternity leave
    on paternity leave | limited access to email | limited access to my email
    limited access to e-mail | limited email access | no access to email | no access to my email
    return to the office | back in the office | traveling until | travelling until
    nicht im büro | nicht im haus | außer haus | ausser haus | abwesend | meine abwesenheit
    meiner abwesenheit | im urlaub | nicht erreichbar | wieder im büro | wieder erreichbar
    wieder für sie da | in elternzeit
    absent du bureau | absente du bureau | actuellement absent | actuellement absente
    je suis absent | je suis absente | en congé | en congés | en vacances | de retour le
    fuera de la oficina | de vacaciones | estaré ausente | estoy ausente | fuori ufficio
    fuori sede | in ferie | sono assente | sarò assente
    fora do escritório | de férias | estarei ausente | estou ausente | niet op kantoor | afwezig
    met vakantie | op vakantie | met verlof
    inte på kontoret | på semester | ikke på kontoret | på ferie | poza biurem | na urlopie
    jestem nieobecny | jestem nieobecna | в отпуске | отсутствую | вне офиса
    ofis dışında | izindeyim | yıllık izinde | 不在 | 休暇 | 休假 | 外出 | 부재중
";

/// The signs in subject and newest text.
#[must_use]
pub fn signs(seen: &Seen<'_>, search: &str) -> Vec<Sign> {
    let mut signs = Vec::new();
    let subject = fold(base_subject(seen.subject));
    let whole = fold(seen.subject);
    let starts = |folded: &str| {
        words(SUBJECTS).any(|words| {
            folded.starts_with(words)
                // A word in Latin letters has to end where the phrase ends.
                && find_phrase(&folded[..folded.len().min(folded.floor_char_boundary(words.len() + 8))], words) == Some(0)
        })
    };
    let contains = words(SUBJECT_PARTS).any(|words| find_phrase(&whole, words).is_some());
    if starts(&subject) || starts(&whole) || contains {
        signs.push(Sign {
            kind: SignKind::AwaySubject,
            place: Place::Subject,
            words: seen.subject.chars().take(200).collect(),
        });
    }
    let text = fold(search);
    if let Some(words) = words(PHRASES).find(|words| find_phrase(&text, words).is_some()) {
        signs.push(Sign {
            kind: SignKind::AwayPhrase,
            place: Place::Text,
            words: (*words).to_owned(),
        });
    }
    signs
}

#[cfg(test)]
mod tests;

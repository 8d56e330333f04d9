//! What people ask for in words: to be left alone, no, or an answer.
//!
//! Here: tables of phrases, searched as whole words in the newest text only; quoted text never
//! counts, or the words of our own message would stop us. Add a language by adding words.
//! Not here: words of absence ([`super::away`]).

use rapport_core::classify::{Place, Sign, SignKind};

use super::{find_phrase, fold};
use crate::words::{has, words};

/// Wishes to get nothing any more, folded.
const STOP: &str = "
    unsubscribe | remove me | remove my email | remove my address | remove my e-mail
    take me off | stop emailing | stop e-mailing | stop mailing | stop contacting | stop writing
    stop messaging | stop sending me | stop spamming | stop bothering | stop these emails
    leave me alone | do not contact me | don't contact me | do not contact us | don't contact us
    do not email me | don't email me | do not e-mail me | do not write to me | don't write to me
    do not contact again | please do not contact | no more emails | no more e-mails
    no more messages | no further emails | no further contact | cease and desist
    delete my data | erase my data
    delete my details | delete my information | delete my email | right to erasure
    right to be forgotten | gdpr request | who gave you my address | who gave you my email
    where did you get my email | opt out | opt me out | not interested - please don't
    never contact me | never email me | lose my number | lose my email
    keine weiteren e-mails | keine weiteren emails | keine weiteren mails
    keine weiteren nachrichten | keine e-mails mehr | keine emails mehr | keine mails mehr
    keine nachrichten mehr | nicht mehr kontaktieren | nicht mehr anschreiben
    nicht mehr schreiben | nicht mehr zu schreiben | nicht mehr zu kontaktieren
    schreiben sie mir nicht mehr
    vom newsletter abmelden | bitte abmelden | bitte austragen | bitte um austragung
    löschen sie meine daten | meine daten löschen | meine daten zu löschen
    löschung meiner daten | widerspreche | lassen sie mich in ruhe | unterlassen sie
    ne plus me contacter | ne me contactez plus | ne m'écrivez plus | ne plus m'écrire
    désinscrire | désinscription | désabonner | désabonnement | supprimez mes données
    supprimer mes données | arrêtez de m'écrire
    no me escriba más | no me escriban más | no me escribas más | no me contacte más
    no me contacten más | no me contactes más | darme de baja | dar de baja | elimine mis datos
    eliminen mis datos | borre mis datos
    non contattatemi più | non mi contatti più | non mi contattare più | non scrivetemi più
    non mi scriva più | cancellatemi | cancellate i miei dati | disiscrivetemi
    annulla iscrizione
    não me contacte mais | não me contactem mais | não me contate mais | não me escreva mais
    não quero receber | descadastrar | remova meu | remover o meu | cancelar inscrição
    cancelar a subscrição
    uitschrijven | niet meer mailen | niet meer contacteren | niet meer te mailen
    geen mails meer | geen e-mails meer | verwijder mijn gegevens
    avregistrera mig | avregistrera | sluta mejla | sluta maila | inga fler mejl
    ikke kontakt mig | ikke kontakt meg | afmeld mig | meld meg av | slet mine data
    wypisać | wypisz mnie | proszę nie pisać | nie kontaktować się | usunąć moje dane
    usuńcie moje dane
    отписать | отписаться | отпишите | не пишите | больше не пишите | удалите мои данные
    bana yazmayın | listeden çıkar
    配信停止 | 今後の連絡は不要 | 連絡しないで | 退订 | 退訂 | 不要再联系 | 别再发 | 수신거부 | 수신 거부
";
/// Mails of one or two words that mean the same, folded and without punctuation.
const STOP_ALONE: &str = "
    stop | no | remove | unsubscribe | stop please | please stop | no more | cancel | end | quit
    stop it | opt out | optout | no thanks stop | nein | stopp | abmelden | austragen | non
    arrêt | arrêtez | basta | baja | cancellare | remover | sair | nee | afmelden
    nej | nei | avsluta | nie | нет | стоп | 停止 | 不要 | 退订
";
/// Before a phrase these turn it round, folded.
const NEGATIONS: &str = "
    don't | do not | not | never | didn't | did not | nicht | ne | no
";
/// A clear no without a wish to stop, folded.
const DECLINE: &str = "
    not interested | no longer interested | no thanks | no thank you | we'll pass | we will pass
    i'll pass | i will pass | have to decline | must decline | i decline | we decline
    respectfully decline | not a fit | not a good fit | not the right fit | no interest
    decided not to | decided to go with another | decided to go with someone else
    decided to go in another direction | go in a different direction
    going in a different direction | chosen another candidate | chosen someone else
    gone with another | went with another | other candidates | not be moving forward
    not moving forward | will not be proceeding | not be proceeding | won't be moving forward
    unable to offer you | not been selected | were not selected | not selected
    not been successful | been unsuccessful | position has been filled | role has been filled
    position is filled | regret to inform | we have no need
    kein interesse | kein bedarf | keinen bedarf | nein danke | nein, danke | eine absage
    anderen bewerber | andere bewerberin | anderen kandidaten | leider mitteilen
    nicht berücksichtigen | leider nicht in frage | nicht weiter verfolgen
    für ihren weiteren weg | für ihren weiteren beruflichen weg
    pas intéressé | pas intéressée | pas intéressés | non merci | n'avons pas retenu
    pas été retenue | pas donner suite | nous regrettons
    no me interesa | no estamos interesados | no estoy interesado | no estoy interesada
    no gracias | no, gracias | no ha sido seleccionado | no has sido seleccionado
    otros candidatos | otro candidato
    non sono interessato | non sono interessata | non siamo interessati | no grazie | no, grazie
    non possiamo dar seguito | altro candidato | não tenho interesse | não estou interessado
    não temos interesse | não, obrigado | não foi selecionado | outro candidato
    geen interesse | niet geïnteresseerd | nee bedankt | nee, bedankt | andere kandidaat
    afgewezen | inte intresserad | inte intresserade | nej tack | ikke interesseret
    ikke interessert | nej tak | nei takk
    nie jestem zainteresowany | nie jestem zainteresowana | nie jesteśmy zainteresowani
    nie, dziękuję | не интересно | не заинтересован | 不感兴趣 | 没有兴趣 | 很遗憾 | 未能入选 | 見送らせて
    ご期待に沿えない | 貴意に添いかねる | 興味がありません | 結構です
";
/// Beginnings of sentences that ask without a question mark, folded.
const ASKING: &str = "
    could you | can you | would you | will you | do you | are you | have you | did you
    may i ask | can we | could we | shall we | please let me know | let me know | please send
    please share | please tell | please confirm | please advise | please call | please provide
    when can | when could | when are | what is your | what are your | what would | how much
    how long | which day | which time
    können sie | könnten sie | würden sie | kannst du | könntest du | würdest du | haben sie
    hast du | sind sie | dürfen wir | dürfte ich | bitte senden sie | bitte schicken sie
    bitte teilen sie | bitte geben sie | bitte sagen sie | bitte rufen sie
    bitte bestätigen sie | wann können | wann könnten | wann passt | was sind ihre | welcher tag
    wie lange | teilen sie mir | sagen sie mir
";

/// The signs in the newest text.
#[must_use]
pub fn signs(reply_text: &str) -> Vec<Sign> {
    let mut signs = Vec::new();
    let folded = fold(reply_text);
    let mut push = |kind: SignKind, words: &str| {
        signs.push(Sign { kind, place: Place::Text, words: words.chars().take(200).collect() });
    };
    let bare = folded.trim_matches(|c: char| !c.is_alphanumeric()).to_owned();
    if has(STOP_ALONE, &bare) {
        push(SignKind::StopWish, &bare);
    } else if let Some(words) = words(STOP).find(|words| is_said(&folded, words)) {
        push(SignKind::StopWish, words);
    }
    if let Some(words) = words(DECLINE).find(|words| find_phrase(&folded, words).is_some()) {
        push(SignKind::Decline, words);
    }
    if let Some(sentence) = question(reply_text) {
        push(SignKind::Question, sentence.trim());
    }
    if reply_text.chars().any(char::is_alphanumeric) {
        let first = reply_text.lines().find(|line| !line.trim().is_empty()).unwrap_or_default();
        push(SignKind::HumanText, first.trim());
    }
    signs
}

/// Said, and not as "don't unsubscribe me".
fn is_said(folded: &str, phrase: &str) -> bool {
    let Some(place) = find_phrase(folded, phrase) else {
        return false;
    };
    let before = folded[..place].trim_end();
    !words(NEGATIONS).any(|word| {
        before.strip_suffix(word).is_some_and(|rest| !rest.ends_with(char::is_alphanumeric))
    })
}

/// The first sentence that asks: one with a question mark that is not part of a link, or one that
/// begins as questions and requests do.
fn question(text: &str) -> Option<&str> {
    for line in text.lines() {
        // Sentences end where a word ends in a mark; a mark inside a word is part of a link.
        let mut start = 0;
        while start < line.len() {
            let rest = &line[start..];
            let length = rest
                .match_indices(['.', '!', '?', '？', ';', ','])
                .map(|(place, mark)| place + mark.len())
                .find(|end| {
                    !rest[*end..]
                        .chars()
                        .next()
                        .is_some_and(|c| !c.is_whitespace() && c < '\u{2e80}')
                })
                .unwrap_or(rest.len());
            start += length;
            let trimmed = rest[..length].trim();
            let last = trimmed.split_whitespace().next_back().unwrap_or_default();
            let link = last.contains("://") || last.starts_with("www.");
            let asks = trimmed.ends_with(['?', '？']) && trimmed.chars().any(char::is_alphanumeric);
            if asks && !link {
                return Some(trimmed);
            }
            let folded = fold(trimmed);
            let begins = |words: &str| {
                folded.starts_with(words)
                    && !folded[words.len()..].starts_with(char::is_alphanumeric)
            };
            if words(ASKING).any(begins) {
                return Some(trimmed);
            }
        }
    }
    None
}

#[cfg(test)]
mod tests;

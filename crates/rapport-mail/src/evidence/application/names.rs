//! The organisation and the position that application mail names.
//!
//! Here: sentences such as "your application to Halden Lab for Staff Engineer" and "Ihre Bewerbung
//! als Kranführer bei Morin Bau", as data: `{r}` is the position, `{o}` the organisation; and the
//! sender's name where no sentence names the organisation ("Halden Lab Careers"). Not here:
//! whether the user has such an opportunity.

use std::collections::HashMap;
use std::ops::Range;

use rapport_core::classify::{Place, Sign, SignKind};

use super::super::Seen;
use super::super::intent::Phrases;
use super::super::intent::reading::{Reading, phrase_words};
use crate::words::{ShortHasher, Words, words};

/// Words that a position or an organisation may have.
const LONGEST: usize = 9;
/// Characters that are believed.
const MOST_CHARACTERS: usize = 90;

/// What is looked for, the more telling first. A line is a language.
const TEMPLATES: &str = "
    application to {o} for the position of {r} | application to {o} for the {r} position
    application to {o} for the {r} role | application to {o} for the role of {r}
    application to {o} for the {r} | application to {o} for {r}
    application for the position of {r} at {o} | application for the position of {r} with {o}
    application for the role of {r} at {o} | application for the post of {r} at {o}
    application for the {r} position at {o} | application for the {r} role at {o}
    application for the {r} position with {o} | application for the {r} role with {o}
    application for the {r} opening at {o} | application for our {r} position at {o}
    application for our {r} role at {o} | application for a {r} position at {o}
    application for {r} at {o} | application for {r} with {o} | application for the {r} at {o}
    application as a {r} at {o} | application as {r} at {o}
    applying for the position of {r} at {o} | applying for the role of {r} at {o}
    applying for the {r} position at {o} | applying for the {r} role at {o}
    applying for the {r} position with {o} | applying for our {r} position at {o}
    applying for the {r} at {o} | applying for {r} at {o} | applying to the {r} position at {o}
    applying to the {r} role at {o} | applying to {o} for the {r} position
    applying to {o} for the {r} role | applying to {r} at {o} | applied for the {r} position at {o}
    applied for the {r} role at {o} | applied for {r} at {o} | applied to {r} at {o}
    applied to the {r} position at {o} | applied to the {r} role at {o}
    interest in the position of {r} at {o} | interest in the role of {r} at {o}
    interest in the {r} position at {o} | interest in the {r} role at {o}
    interest in the {r} position with {o} | interest in the {r} opportunity at {o}
    interest in the {r} opening at {o} | interest in our {r} position at {o}
    interest in our {r} role at {o} | interest in {o} and the {r} position
    interest in {o} and the {r} role | interest in {o} and our {r} position
    interest in joining {o} as a {r} | interest in the {r} at {o}
    interview for the {r} position at {o} | interview for the {r} role at {o}
    interview for the position of {r} at {o} | interview with {o} for the {r} position
    interview with {o} for the {r} role | interview with {o} for {r} | interview for {r} at {o}
    interviewing for the {r} position at {o} | interviewing for the {r} role at {o}
    position of {r} at {o} | position of {r} with {o} | role of {r} at {o} | role of {r} with {o}
    the {r} position at {o} | the {r} role at {o} | the {r} position with {o} | the {r} role with {o}
    the {r} opportunity at {o} | our {r} position at {o} | our {r} role at {o}
    application for the position of {r} | application for the role of {r}
    application for the {r} position | application for the {r} role | application for our {r} position
    application for our {r} role | application for our {r} opening | application for {r}
    applying for the position of {r} | applying for the role of {r} | applying for the {r} position
    applying for the {r} role | applying for our {r} position | applying for our {r} role
    applying to the {r} position | applying to our {r} position | applied for the {r} position
    applied for the {r} role | applied for the position of {r} | interest in the position of {r}
    interest in the role of {r} | interest in the {r} position | interest in the {r} role
    interest in the {r} opening | interest in our {r} position | interest in our {r} role
    interest in our {r} opening | interview for the {r} position | interview for the {r} role
    interview for the position of {r} | invite you to interview for the {r} position
    offer you the position of {r} | offer you the role of {r} | offer you the {r} position
    offer you the {r} role | position of {r} has been | role of {r} has been | the position of {r}
    the role of {r} | the {r} position has | the {r} role has
    application to {o} | application at {o} | application with {o} | applying to {o}
    applying at {o} | applying with {o} | applied to {o} | interest in joining {o}
    interest in working at {o} | interest in working for {o} | interest in working with {o}
    interest in employment at {o} | interest in employment with {o} | interest in a career at {o}
    interest in a career with {o} | interest in careers at {o} | interest in opportunities at {o}
    interest in {o} | interview with {o} | interview at {o} | interviewing with {o}
    opportunity at {o} | opportunities at {o} | position at {o} | role at {o} | career at {o}
    careers at {o} | offer from {o} | job at {o} | update from {o} | a message from {o}
    bewerbung als {r} bei der {o} | bewerbung als {r} bei dem {o} | bewerbung als {r} bei {o}
    bewerbung als {r} in der {o} | bewerbung als {r} im {o} | bewerbung bei {o} als {r}
    bewerbung bei der {o} als {r} | bewerbung um die stelle als {r} bei {o}
    bewerbung fur die stelle als {r} bei {o} | bewerbung fur die position {r} bei {o}
    bewerbung auf die stelle als {r} bei {o} | bewerbung auf die position {r} bei {o}
    bewerbung auf die stelle {r} bei {o} | bewerbung fur die stelle {r} bei {o}
    bewerbung um die stelle als {r} | bewerbung auf die stelle als {r} | bewerbung fur die stelle als {r}
    bewerbung fur die position als {r} | bewerbung auf die position als {r} | bewerbung fur die position {r}
    bewerbung auf die position {r} | bewerbung auf die stelle {r} | bewerbung um die stelle {r}
    bewerbung fur die stelle {r} | stelle als {r} bei {o} | position als {r} bei {o}
    bewerbung als {r} | stelle als {r} | position als {r} | bewerbung bei der {o} | bewerbung bei {o}
    interesse an einer mitarbeit bei {o} | interesse an der {o} | interesse an {o}
    candidature au poste de {r} chez {o} | candidature pour le poste de {r} chez {o}
    candidature au poste de {r} au sein de {o} | candidature pour le poste de {r} au sein de {o}
    candidature au poste d {r} chez {o} | candidature pour le poste d {r} chez {o}
    candidature au poste de {r} | candidature pour le poste de {r} | candidature pour le poste d {r}
    candidature au poste d {r} | poste de {r} chez {o} | poste de {r} au sein de {o}
    candidature chez {o} | candidature aupres de {o} | interet pour {o} | poste de {r}
    candidatura al puesto de {r} en {o} | candidatura para el puesto de {r} en {o}
    solicitud para el puesto de {r} en {o} | candidatura para la vacante de {r} en {o}
    candidatura al puesto de {r} | candidatura para el puesto de {r} | vacante de {r} en {o}
    puesto de {r} en {o} | puesto de {r} | vacante de {r} | candidatura en {o} | interes en {o}
    candidatura per la posizione di {r} presso {o} | candidatura per il ruolo di {r} presso {o}
    posizione di {r} presso {o} | ruolo di {r} presso {o} | candidatura per la posizione di {r}
    candidatura per il ruolo di {r} | candidatura come {r} presso {o} | candidatura come {r}
    posizione di {r} | ruolo di {r} | candidatura presso {o} | interesse per {o}
    candidatura a vaga de {r} na {o} | candidatura para a vaga de {r} na {o}
    candidatura a vaga de {r} no {o} | vaga de {r} na {o} | vaga de {r} no {o} | vaga de {r} em {o}
    candidatura para a vaga de {r} | candidatura a vaga de {r} | vaga de {r} | interesse na {o}
    sollicitatie als {r} bij {o} | sollicitatie naar de functie van {r} bij {o}
    sollicitatie voor de functie van {r} bij {o} | functie van {r} bij {o} | vacature {r} bij {o}
    sollicitatie voor de functie {r} bij {o} | sollicitatie naar de functie van {r}
    sollicitatie voor de functie van {r} | sollicitatie als {r} | functie van {r}
    sollicitatie bij {o} | interesse in {o}
    ansokan till tjansten som {r} pa {o} | ansokan till tjansten som {r} hos {o}
    tjansten som {r} pa {o} | tjansten som {r} hos {o} | ansokan till tjansten som {r}
    tjansten som {r} | ansokan som {r} hos {o} | ansokan till {o}
    ansogning til stillingen som {r} hos {o} | stillingen som {r} hos {o}
    ansogning til stillingen som {r} | stillingen som {r} | ansogning hos {o}
    soknad pa stillingen som {r} hos {o} | stillingen som {r} i {o} | soknad pa stillingen som {r}
    soknaden din pa stillingen som {r} hos {o}
    aplikacja na stanowisko {r} w {o} | aplikacje na stanowisko {r} w {o} | stanowisko {r} w firmie {o}
    stanowisko {r} w {o} | aplikacja na stanowisko {r} | aplikacje na stanowisko {r} | stanowisko {r}
    вакансию {r} в компании {o} | вакансию {r} в компанию {o} | вакансию {r} в {o} | вакансию {r}
    должность {r} в компании {o} | позицию {r} в компании {o} | должность {r}
";
/// Words at which a position or an organisation ends, folded.
static ENDS: Words = Words::of(
    "
    and | at | with | has | have | was | were | is | are | we | which | who | that | position
    role | opening | vacancy | job | however | but | unfortunately | after | because | this | your
    here | through | via | received | while | as | our | will | to | on | und | bei | haben | hat
    wir | ist | wurde | eingegangen | erhalten | et | chez | nous | a | est | y | ha | hemos | e
    presso | abbiamo | na | foi | en | bij | is | hebben | och | har | og | i | jest | zostala
    gedankt | bedanken | danken | vom | from | for | team | recently | today | successfully
",
);
/// What is no organisation, though it stands where one would, folded.
static NO_NAMES: Words = Words::of(
    "
    the | this | our | us | your | a | an | you | me | it | that | these | those | any | one | all
    its | their | more | other | another | uns | unser | unserem | unserer | nous | notre | nos
    nosotros | nuestra | noi | nostra | nossa | ons | onze | oss | vores | nam | нас | joining
    working | being | learning | employment | career | careers | open | such | future | new | her
    his | which | what | where | interest | der | die | das | dem | einer | einem | la | le | les | el
    los | un | une | una | uma | de | het | many | several | advance | least | time | both | hand
",
);
/// Ends of a sender's name that are not the organisation's, folded.
static SENDER_ENDS: Words = Words::of(
    "
    careers | career | jobs | job | recruiting | recruitment | recruiter | recruiters | hiring
    talent | acquisition | team | hr | people | karriere | bewerbung | bewerbermanagement
    personalabteilung | recrutement | rh | candidatures | talents | empleo | seleccion
    reclutamiento | selezione | lavora | recrutamento | vagas | werving | vacatures | rekrytering
    rekruttering | rekrutacja | notifications | notification | noreply | no | reply | donotreply
    via | on | behalf | of | human | resources | department | the | at | staffing | and | culture
    greenhouse | lever | workday | smartrecruiters | ashby | personio | icims | taleo | jobvite
    teamtailor | recruitee | workable | softgarden | successfactors | bamboohr | linkedin | indeed
",
);

/// The sign with what the mail names, if it names anything.
pub(super) fn sign(found: &Phrases<'_>, subject: &Phrases<'_>, seen: &Seen<'_>) -> Option<Sign> {
    let mut best = Named::default();
    for reading in [&subject.reading, &found.reading] {
        let named = named(reading);
        best.role = best.role.or(named.role);
        best.organisation = best.organisation.or(named.organisation);
        if best.is_full() {
            break;
        }
    }
    let mut place = Place::Text;
    if best.organisation.is_none() {
        best.organisation = sender_organisation(seen);
        if best.organisation.is_some() && best.role.is_none() {
            place = Place::Header("From".to_owned());
        }
    }
    if best.organisation.is_none() && best.role.is_none() {
        return None;
    }
    let words = [best.role.as_deref(), best.organisation.as_deref()]
        .into_iter()
        .flatten()
        .collect::<Vec<_>>()
        .join(", ");
    let kind = SignKind::Application { organisation: best.organisation, role: best.role };
    Some(Sign { kind, place, words })
}

#[derive(Default)]
struct Named {
    organisation: Option<String>,
    role: Option<String>,
}

impl Named {
    fn is_full(&self) -> bool {
        self.organisation.is_some() && self.role.is_some()
    }
}

#[derive(Clone, PartialEq, Eq)]
enum Piece {
    Word(String),
    Role,
    Organisation,
}

fn pieces(template: &str) -> Vec<Piece> {
    let mut pieces = Vec::new();
    for part in template.split_whitespace() {
        match part {
            "{r}" => pieces.push(Piece::Role),
            "{o}" => pieces.push(Piece::Organisation),
            _ => pieces.extend(phrase_words(part).into_iter().map(Piece::Word)),
        }
    }
    pieces
}

static ALL: std::sync::LazyLock<Vec<Vec<Piece>>> =
    std::sync::LazyLock::new(|| words(TEMPLATES).map(pieces).collect());

/// What the first fitting sentence names; a sentence that names both comes first.
fn named(reading: &Reading<'_>) -> Named {
    let mut named = Named::default();
    let mut places: HashMap<&str, Vec<usize>, ShortHasher> = HashMap::default();
    for place in 0..reading.words.len().min(600) {
        places.entry(reading.word(place)).or_default().push(place);
    }
    for pieces in ALL.iter() {
        let Some(Piece::Word(first)) = pieces.first() else { continue };
        let wants_role = pieces.contains(&Piece::Role);
        let wants_organisation = pieces.contains(&Piece::Organisation);
        if !(wants_role && named.role.is_none()
            || wants_organisation && named.organisation.is_none())
        {
            continue;
        }
        for &place in places.get(first.as_str()).into_iter().flatten() {
            let end = reading.sentence_of(place).map_or(place, |sentence| sentence.words.end);
            let mut spans: Vec<(Piece, Range<usize>)> = Vec::new();
            if follow(reading, pieces, place, end, &mut spans) {
                let mut fits = Named::default();
                for (piece, words) in spans {
                    let text = clean(reading, words);
                    match piece {
                        Piece::Role => fits.role = text,
                        Piece::Organisation => fits.organisation = text.filter(|t| is_name(t)),
                        Piece::Word(_) => {}
                    }
                }
                if fits.role.is_some() == wants_role
                    && fits.organisation.is_some() == wants_organisation
                {
                    named.role = named.role.or(fits.role);
                    named.organisation = named.organisation.or(fits.organisation);
                    break;
                }
            }
        }
        if named.is_full() {
            break;
        }
    }
    named
}

/// Matches a template from a word on.
fn follow(
    reading: &Reading<'_>,
    pieces: &[Piece],
    place: usize,
    end: usize,
    spans: &mut Vec<(Piece, Range<usize>)>,
) -> bool {
    let Some((piece, rest)) = pieces.split_first() else { return true };
    if let Piece::Word(word) = piece {
        return place < end
            && reading.word(place) == word
            && follow(reading, rest, place + 1, end, spans);
    }
    if place >= end || NO_NAMES.has(reading.word(place)) {
        return false;
    }
    let clause = reading.words[place].clause;
    let limit = (place + LONGEST).min(end);
    let mut last = place;
    while last < limit && reading.words[last].clause == clause {
        last += 1;
        // The shortest that lets the rest of the template follow; "(m/f)" is passed over.
        let after = behind_brackets(reading, last, end);
        if let Some(Piece::Word(next)) = rest.first() {
            if after < end && reading.word(after) == next {
                spans.push((piece.clone(), place..last));
                if follow(reading, rest, after, end, spans) {
                    return true;
                }
                spans.pop();
            }
        } else if last >= limit
            || reading.words[last].clause != clause
            || ENDS.has(reading.word(last))
        {
            spans.push((piece.clone(), place..last));
            return follow(reading, rest, last, end, spans);
        }
    }
    false
}

/// The word behind a bracket that opens before this one; the word itself where none opens.
fn behind_brackets(reading: &Reading<'_>, place: usize, end: usize) -> usize {
    let Some(before) = place.checked_sub(1).and_then(|last| reading.words.get(last)) else {
        return place;
    };
    let start = before.to;
    let opens = reading.words.get(place).is_some_and(|word| {
        reading.text.get(start..word.from).is_some_and(|gap| gap.contains('('))
    });
    if !opens {
        return place;
    }
    let closed = reading.text.get(start..).and_then(|rest| rest.find(')')).map(|at| start + at);
    closed.map_or(place, |closed| {
        let next = reading.words.partition_point(|word| word.from < closed);
        if next <= end && next <= place + 8 { next } else { place }
    })
}

/// The words as they stand, with what belongs to a position in brackets or behind a slash.
fn clean(reading: &Reading<'_>, words: Range<usize>) -> Option<String> {
    let text = reading.slice(words.start, words.end);
    let text = text.split_whitespace().collect::<Vec<_>>().join(" ");
    let fits = text.chars().count() <= MOST_CHARACTERS
        && text.chars().any(char::is_alphabetic)
        && !text.contains("://")
        && !text.contains('@');
    fits.then_some(text)
}

/// An organisation's name has a capital letter or figure first, or letters of a script without
/// capitals.
fn is_name(text: &str) -> bool {
    text.chars().next().is_some_and(|c| !c.is_lowercase()) && text.chars().count() >= 2
}

/// The organisation in the sender's display name: "Halden Lab Careers", "Kim at Halden Lab".
fn sender_organisation(seen: &Seen<'_>) -> Option<String> {
    let sender = seen.headers.addresses("from").into_iter().next()?;
    let name = sender.name.trim().trim_matches('"').trim();
    let name = name.split(['|', '(', '<']).next().unwrap_or_default().trim();
    let from_robot = super::super::auto::is_robot(&sender.address) || super::system(seen).is_some();
    let parts: Vec<&str> = name.split_whitespace().collect();
    let folded: Vec<String> = parts.iter().map(|part| phrase_words(part).concat()).collect();
    let mut start = 0;
    let mut says_careers = false;
    // "Kim Doe at Halden Lab", "Kim Doe from Halden Lab"
    if let Some(at) =
        folded.iter().position(|word| matches!(word.as_str(), "at" | "from" | "@" | "bei" | "chez"))
    {
        start = at + 1;
        says_careers = true;
    }
    let mut end = parts.len();
    while end > start && SENDER_ENDS.has(&folded[end - 1]) {
        says_careers = true;
        end -= 1;
    }
    while start < end && SENDER_ENDS.has(&folded[start]) {
        says_careers = true;
        start += 1;
    }
    let organisation = parts.get(start..end)?.join(" ");
    let organisation =
        organisation.trim_matches(|c: char| !c.is_alphanumeric() && c != ')').to_owned();
    let believed = if from_robot {
        says_careers || !organisation.contains('@')
    } else {
        says_careers && start > 0
    };
    believed.then_some(organisation).filter(|text| is_name(text))
}

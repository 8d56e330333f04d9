//! Mail about applications: what it announces, of which organisation and position.
//!
//! Here: rejections, invitations, offers and confirmations by the phrases of [`super::intent`], the
//! senders of systems that organisations read applications with, and what the mail names
//! ([`names`]). A rejection needs words of a decision: regrets, good wishes and "many strong
//! candidates" alone stand in confirmations, too. Not here: which pursuit it belongs to; the core
//! matches that.

mod names;

use rapport_core::classify::{Intent, Place, Sign, SignKind};

use super::Seen;
use super::intent::Phrases;
use super::intent::matcher::Hit;
use super::intent::scope::Standing;
use super::intent::tables::{NO_NEWS_AT_ALL, Says};
use crate::subject::is_reply_subject;
use crate::words::Words;

/// Points of words that say it outright.
const OUTRIGHT: u8 = 4;
/// Points that hints can have together; short of outright.
const MOST_OF_HINTS: u8 = 3;

/// Domains from which systems for applications write.
static SYSTEMS: Words = Words::of(
    "
    greenhouse.io | greenhouse-mail.io | lever.co | hire.lever.co | myworkday.com | workday.com
    myworkdayjobs.com | smartrecruiters.com | ashbyhq.com | personio.de | personio.com
    personiomail.com | icims.com | taleo.net | jobvite.com | teamtailor.com | teamtailor-mail.com
    recruitee.com | recruiteemail.com | workable.com | workablemail.com | softgarden.io
    softgarden.de | successfactors.com | successfactors.eu | sapsf.com | bamboohr.com
    breezy.hr | breezy-mail.com | applytojob.com | jazzhr.com | jazz.co | pinpointhq.com
    pinpoint.email | rippling.com | rippling-ats.com | gem.com | dover.com | dover.io
    avature.net | brassring.com | kenexa.com | cornerstoneondemand.com | csod.com | ultipro.com
    ukg.net | ukg.com | paylocity.com | paycomonline.net | paycom.com | adp.com | dayforce.com
    dayforcehcm.com | eightfold.ai | phenompeople.com | phenom.com | jobscore.com | hireology.com
    comeet.co | comeet.com | comeet-notifications.com | fountain.com | factorialhr.com
    factorial.co | freshteam.com | zohorecruit.com | zohorecruitmail.com | hirebridge.com
    catsone.com | clearcompany.com | lumesse-talentlink.com | talentlink.com | cornerstone.com
    rexx-systems.com | rexx-recruitment.com | d-vinci.de | dvinci-hr.com | onlyfy.io | prescreenapp.io
    prescreen.io | umantis.com | abacusumantis.com | concludis.de | heyrecruit.de | join.com
    coveto.de | mhmhr.com | bite-group.de | connectoor.com | hr4you.de | dvinci.de | perbit.de
    talentsoft.com | talent-soft.com | beetween.com | beetween.fr | digitalrecruiters.com
    flatchr.io | taleez.com | welcomekit.co | welcometothejungle.com | jobaffinity.fr
    teamtailor.se | reachmee.com | varbi.com | jobylon.com | hr-manager.net | hr-on.com
    emply.com | emply.net | jobnorge.no | webcruiter.no | webcruiter.com | recman.no | easycruit.com
    homerun.co | recruitnow.nl | hireserve.nl | otys.nl | carerix.com | traffit.com | erecruiter.pl
    elevato.pl | hh.ru | superjob.ru | huntflow.ru | kariyer.net | gupy.io | gupy.com.br
    kenoby.com | solides.com.br | infojobs.net | bizneo.com | viterbit.com | hrider.net
    mokahr.com | beisen.com | hrmos.co | herp.cloud | jobcan.jp | i-web.jpn.com | axol.jp
    snar.jp | wantedly.com | indeed.com | indeedemail.com | linkedin.com | stepstone.de
    xing.com | hireright.com | jobs2web.com | applicantstack.com | applicantpro.com
    applicantpool.com | isolvedhire.com | hiretouch.com | peopleadmin.com | schoolspring.com
    governmentjobs.com | neogov.com | usajobs.gov | interfolio.com | networxrecruitment.com
    tribepad.com | eploy.net | eploy.co.uk | vacancyfiller.co.uk | oleeo.com | wcn.co.uk
    hireful.co.uk | jobtrain.co.uk | trac.jobs | civilservicejobs.service.gov.uk | pageuppeople.com
    livehire.com | elmotalent.com.au | expr3ss.com | bigredsky.com | snaphire.com | hackerrank.com
    hackerrankforwork.com | codility.com | codesignal.com | hirevue.com | sparkhire.com
    modernhire.com | karat.com | testgorilla.com
",
);

/// The signs of application mail.
pub(super) fn signs(found: &Phrases<'_>, seen: &Seen<'_>) -> Vec<Sign> {
    let mut signs: Vec<Sign> = system(seen).into_iter().collect();
    // The subject of an answer is our own.
    let foreign = !is_reply_subject(seen.subject);
    let subject = Phrases::of(seen.subject);
    let talk = found
        .saying(Says::ApplicationTalk)
        .next()
        .map(|hit| (Place::Text, found.words(hit)))
        .or_else(|| {
            let hit = subject.saying(Says::ApplicationTalk).next()?;
            Some((Place::Subject, subject.words(hit)))
        });
    let Some((place, words)) = talk else { return signs };
    signs.push(Sign { kind: SignKind::ApplicationTalk, place, words });
    let other_kind = [found, &subject]
        .into_iter()
        .any(|part| part.saying(Says::NoNews).any(|hit| hit.points >= NO_NEWS_AT_ALL));
    if other_kind {
        return signs;
    }
    let mut announced = announced(found, Place::Text);
    if foreign {
        announced.extend(self::announced(&subject, Place::Subject));
    }
    signs.extend(announced);
    signs.extend(names::sign(found, &subject, seen));
    signs
}

/// That the mail comes from a system for applications.
fn system(seen: &Seen<'_>) -> Option<Sign> {
    let reply_to = seen.headers.addresses("reply-to").into_iter().map(|one| one.address);
    seen.from.iter().cloned().chain(reply_to).find_map(|address| {
        let domain = address.rsplit_once('@')?.1;
        let known =
            std::iter::successors(Some(domain), |whole| whole.split_once('.').map(|cut| cut.1))
                .any(|part| SYSTEMS.has(part));
        known.then(|| Sign {
            kind: SignKind::ApplicantSystem,
            place: Place::Header("From".to_owned()),
            words: address.clone(),
        })
    })
}

/// Rejection, invitation, offer, confirmation.
fn announced(found: &Phrases<'_>, place: Place) -> Vec<Sign> {
    let sign =
        |hit: &Hit, kind: SignKind| Sign { kind, place: place.clone(), words: found.words(hit) };
    let said = |says: Says| {
        let mut seen: Vec<usize> = Vec::new();
        found
            .saying(says)
            .filter(|hit| found.standing(hit) == Standing::Said)
            .filter(|hit| {
                let first = !seen.contains(&hit.phrase);
                seen.push(hit.phrase);
                first
            })
            .take(6)
            .collect::<Vec<&Hit>>()
    };
    let mut signs = Vec::new();
    let silent: Vec<usize> = found
        .saying(Says::NoNews)
        .filter_map(|hit| found.reading.words.get(hit.words.start))
        .map(|word| word.sentence)
        .collect();
    // Scripts without spaces have no words, so no such sentences either.
    let tells = |hit: &&Hit| {
        let word = found.reading.words.get(hit.words.start).filter(|_| !hit.words.is_empty());
        !word.is_some_and(|word| silent.contains(&word.sentence))
    };
    let mut rejection: Vec<&Hit> =
        said(Says::Rejection).into_iter().filter(|hit| !found.asks(hit)).filter(tells).collect();
    let hints = said(Says::RejectionHint);
    let mut invitation = said(Says::Advance);
    invitation.extend(said(Says::Invitation));
    let offer = said(Says::Offer);
    // What is not gone on with is turned down.
    let denied: Vec<&Hit> = found
        .saying(Says::Advance)
        .chain(found.saying(Says::Offer))
        .filter(|hit| found.standing(hit) == Standing::Denied && !found.asks(hit))
        .filter(tells)
        .collect();
    rejection.extend(denied);
    let undecided = found.saying(Says::Undecided).next().is_some();
    let outright = rejection.iter().any(|hit| hit.points >= OUTRIGHT);
    let good_news = invitation.len() + offer.len() > 0;
    let points: usize = rejection.iter().map(|hit| usize::from(hit.points)).sum();
    let together = points + hints.len().min(usize::from(MOST_OF_HINTS));
    let likely = points > 0 && together >= usize::from(OUTRIGHT) && !good_news && !undecided;
    if outright || likely {
        for hit in &rejection {
            let kind = SignKind::Leaning { intent: Intent::Rejection, points: hit.points };
            signs.push(sign(hit, kind));
        }
        for hit in hints.iter().take(usize::from(MOST_OF_HINTS)) {
            let kind = SignKind::Leaning { intent: Intent::Rejection, points: hit.points };
            signs.push(sign(hit, kind));
        }
    }
    for (hits, intent) in [(invitation, Intent::Invitation), (offer, Intent::Offer)] {
        for hit in hits {
            signs.push(sign(hit, SignKind::Leaning { intent, points: hit.points }));
        }
    }
    if let Some(hit) = said(Says::Confirmation).first() {
        signs.push(sign(hit, SignKind::Confirmation { points: hit.points }));
    }
    signs
}

#[cfg(test)]
mod tests;

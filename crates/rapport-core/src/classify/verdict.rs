//! The weighing: from a list of signs to one verdict.
//!
//! Here: the order in which classes are asked for, the points that readings of a text must have,
//! and the words for "why?". Reports come first, because a server says what happened; then machines
//! that say they are machines; then the words of people. Not here: how signs are found
//! (`rapport-mail`), what a verdict causes ([`crate::person`]).

use jiff::civil::Date;

use super::{
    AutoSubmitted, Class, Intent, Place, Sign, SignKind, SuggestedAs, Suggestion, Verdict,
    bounce_class,
};

/// Points from which a reading of a text is taken as likely.
const LIKELY: u16 = 2;
/// Points from which a reading is taken as said outright.
const OUTRIGHT: u16 = 4;

/// Weighs the signs. Total: any list of signs gives a verdict.
///
/// The order follows RFC 3834 and RFC 3464 first (a machine that says it is one is believed),
/// then the words of people; a wish to stop beats every other reading of a person's text.
#[must_use]
pub fn classify(signs: &[Sign]) -> Verdict {
    let seen = Seen { signs };
    if let Some(verdict) = reported(seen) {
        return verdict;
    }
    if let Some(sign) = seen.first(|kind| matches!(kind, SignKind::OwnAddress)) {
        return seen.verdict(Class::Own, 99, sign);
    }
    if let Some(sign) = seen.first(|kind| matches!(kind, SignKind::Calendar(_)))
        && let SignKind::Calendar(method) = sign.kind
    {
        return seen.verdict(Class::Calendar(method), 90, sign);
    }
    if let Some(sign) = seen.first(|kind| matches!(kind, SignKind::Challenge)) {
        return seen.verdict(Class::Challenge, 85, sign);
    }
    replied_by_machine(seen)
        .or_else(|| announced_by_machine(seen))
        .or_else(|| generated_by_machine(seen))
        .unwrap_or_else(|| written_by_person(seen))
}

/// The sign that a mail is the user's own, if one of its senders is one of the user's addresses
/// (both in lower case). Only the caller knows these, so the caller adds it before [`classify`].
#[must_use]
pub fn own_sign(from: &[String], own: &[String]) -> Option<Sign> {
    let address = from.first().filter(|address| own.contains(address))?;
    Some(Sign {
        kind: SignKind::OwnAddress,
        place: Place::Header("From".to_owned()),
        words: address.clone(),
    })
}

/// The people a mail names to write to instead, in its order.
pub fn suggestions(signs: &[Sign]) -> impl Iterator<Item = &Suggestion> {
    signs.iter().filter_map(|sign| match &sign.kind {
        SignKind::Suggestion(suggestion) => Some(suggestion),
        _ => None,
    })
}

/// Complaints, delivery reports, receipts: the machine-readable part speaks for itself.
fn reported(seen: Seen<'_>) -> Option<Verdict> {
    if let Some(sign) = seen.first(|kind| matches!(kind, SignKind::Complaint)) {
        return Some(seen.verdict(Class::Complaint, 100, sign));
    }
    if let Some(sign) = seen.first(|kind| matches!(kind, SignKind::DeliveryReport(_))) {
        return Some(seen.verdict(bounce_class(&sign.kind), 95, sign));
    }
    let sign = seen.first(|kind| matches!(kind, SignKind::ReadReceipt))?;
    Some(seen.verdict(Class::Receipt, 95, sign))
}

/// Mail that says by header or subject that a machine answered.
fn replied_by_machine(seen: Seen<'_>) -> Option<Verdict> {
    if let Some(sign) = seen.first(|kind| {
        matches!(kind, SignKind::AutoSubmitted(AutoSubmitted::Replied) | SignKind::AutoReplyHeader)
    }) {
        return Some(automatic(seen, sign, 90));
    }
    let sign =
        seen.first(|kind| matches!(kind, SignKind::AwaySubject | SignKind::AutoReplySubject))?;
    // Some servers send nothing but the subject; a person rarely writes it.
    Some(automatic(seen, sign, if seen.is_automatic() { 90 } else { 75 }))
}

/// What an automatic answer says.
fn automatic(seen: Seen<'_>, sign: &Sign, confidence: u8) -> Verdict {
    let absence = seen.has(|kind| {
        matches!(kind, SignKind::AwaySubject | SignKind::AwayPhrase | SignKind::ReturnDate(_))
    });
    if let Some(stop) = seen.first(|kind| matches!(kind, SignKind::StopWish))
        && !absence
        && !seen.has(|kind| matches!(kind, SignKind::ListMail))
    {
        // People also answer through machines; a missed wish to stop costs most.
        return seen.verdict(Class::OptOut, 70, stop);
    }
    if let Some(gone) = seen.first(|kind| matches!(kind, SignKind::Departed)) {
        return seen.verdict(departed(seen), confidence.min(85), gone);
    }
    if let Some(verdict) = announced(seen, OUTRIGHT) {
        return verdict;
    }
    if let Some(long) = seen.first(|kind| matches!(kind, SignKind::LongAbsence)) {
        let class = Class::LongAbsence { until: seen.return_date() };
        return seen.verdict(class, confidence.min(85), long);
    }
    if !absence && seen.confirmation() >= LIKELY {
        return seen.verdict(Class::Acknowledgement(Intent::Plain), confidence.min(85), sign);
    }
    seen.verdict(Class::Away { until: seen.return_date() }, confidence, sign)
}

/// Application mail from a sender that nobody reads: what it announces, or that it arrived.
fn announced_by_machine(seen: Seen<'_>) -> Option<Verdict> {
    let machine = seen.is_automatic()
        || seen.has(|kind| {
            matches!(
                kind,
                SignKind::ApplicantSystem | SignKind::ListMail | SignKind::BulkPrecedence
            )
        });
    if !machine || !seen.has(|kind| matches!(kind, SignKind::ApplicationTalk)) {
        return None;
    }
    let answers = seen.has(|kind| matches!(kind, SignKind::InReply));
    if answers && !seen.is_automatic() {
        // Recruiters write from these systems, too.
        return None;
    }
    announced(seen, OUTRIGHT)
}

/// A rejection, an offer, an invitation or a confirmation with at least these points.
fn announced(seen: Seen<'_>, least: u16) -> Option<Verdict> {
    if !seen.has(|kind| matches!(kind, SignKind::ApplicationTalk)) {
        return None;
    }
    // Of two kinds of news the one with more words for it; a rejection where they are even.
    let news = [Intent::Invitation, Intent::Offer, Intent::Rejection]
        .into_iter()
        .filter(|intent| seen.points(*intent) >= least)
        .max_by_key(|intent| seen.points(*intent));
    if let Some(intent) = news
        && let Some(sign) = seen.strongest(intent)
    {
        return Some(seen.verdict(Class::Acknowledgement(intent), 85, sign));
    }
    let sign = seen.first(|kind| matches!(kind, SignKind::Confirmation { .. }))?;
    (seen.confirmation() >= LIKELY)
        .then(|| seen.verdict(Class::Acknowledgement(Intent::Plain), 85, sign))
}

/// Mail of machines that answered nobody: newsletters, notices, and what cannot be told.
fn generated_by_machine(seen: Seen<'_>) -> Option<Verdict> {
    let answers = seen.has(|kind| matches!(kind, SignKind::InReply));
    let bulk = seen.has(|kind| matches!(kind, SignKind::BulkPrecedence | SignKind::RobotSender));
    if let Some(sign) = seen.first(|kind| matches!(kind, SignKind::ListMail)) {
        if answers && !bulk && seen.has(|kind| matches!(kind, SignKind::HumanText)) {
            if let Some(stop) = seen.first(|kind| matches!(kind, SignKind::StopWish)) {
                return Some(seen.verdict(Class::OptOut, 75, stop));
            }
            // People answer through lists and groups of their company.
            return Some(seen.verdict(Class::Unclear, 50, sign));
        }
        return Some(seen.verdict(Class::Newsletter, 85, sign));
    }
    let sign = seen.automatic_sign()?;
    let absence = seen.has(|kind| matches!(kind, SignKind::AwayPhrase | SignKind::LongAbsence));
    let departed = seen.has(|kind| matches!(kind, SignKind::Departed));
    if absence || departed || seen.confirmation() >= LIKELY {
        return Some(automatic(seen, sign, 80));
    }
    let generated = matches!(sign.kind, SignKind::AutoSubmitted(AutoSubmitted::Generated));
    let asks = seen.has(|kind| matches!(kind, SignKind::Question))
        || seen.points(Intent::Decline) >= LIKELY
        || seen.points(Intent::Rejection) >= LIKELY;
    if generated && !asks && bulk && !answers {
        // Reports and notices that nobody's message set off.
        return Some(seen.verdict(Class::Newsletter, 60, sign));
    }
    if generated && !asks {
        return Some(seen.verdict(Class::Acknowledgement(Intent::Plain), 55, sign));
    }
    Some(seen.verdict(Class::Unclear, 50, sign))
}

/// The words of a person.
fn written_by_person(seen: Seen<'_>) -> Verdict {
    let Some(text) = seen.first(|kind| matches!(kind, SignKind::HumanText)) else {
        return Verdict {
            class: Class::Unclear,
            confidence: 0,
            evidence: vec!["nothing in it could be read".to_owned()],
        };
    };
    if let Some(sign) = seen.first(|kind| matches!(kind, SignKind::StopWish)) {
        return seen.verdict(Class::OptOut, 90, sign);
    }
    let answers = seen.has(|kind| matches!(kind, SignKind::InReply));
    let (intent, confidence) = intent(seen);
    if !answers
        && matches!(intent, Intent::Plain | Intent::Question | Intent::Interested)
        && seen.confirmation() >= OUTRIGHT
        && let Some(sign) = seen.first(|kind| matches!(kind, SignKind::Confirmation { .. }))
        && seen.has(|kind| matches!(kind, SignKind::ApplicationTalk | SignKind::Reference(_)))
    {
        return seen.verdict(Class::Acknowledgement(Intent::Plain), 70, sign);
    }
    let boilerplate = seen.count(|kind| matches!(kind, SignKind::AwayPhrase)) >= 2;
    let no = matches!(intent, Intent::Decline | Intent::Rejection | Intent::Offer);
    if !no {
        // An absence in the manner of machines, from a server that says nothing in its header.
        // "Please call the office" is no wish of theirs then.
        if let Some(sign) = seen.first(|kind| matches!(kind, SignKind::AwayPhrase))
            && boilerplate
        {
            return seen.verdict(Class::Away { until: seen.return_date() }, 65, sign);
        }
    }
    if seen.has(|kind| matches!(kind, SignKind::BulkPrecedence)) && intent == Intent::Plain {
        return seen.verdict(Class::Unclear, 40, text);
    }
    let sign = seen.strongest(intent).or_else(|| {
        seen.first(|kind| match intent {
            Intent::Question => matches!(kind, SignKind::Question),
            Intent::Later(_) => matches!(kind, SignKind::AwayPhrase),
            Intent::Referral => matches!(kind, SignKind::Departed | SignKind::Suggestion(_)),
            _ => false,
        })
    });
    seen.verdict(Class::Answer(intent), confidence, sign.unwrap_or(text))
}

/// What a person wants, by points, with how sure that is. A no outweighs a yes: to write on after
/// a no is rude, to ask once more after a yes is not.
fn intent(seen: Seen<'_>) -> (Intent, u8) {
    let points = |intent| seen.points(intent);
    let application = seen.has(|kind| matches!(kind, SignKind::ApplicationTalk));
    let rejection = points(Intent::Rejection);
    let decline = points(Intent::Decline);
    let no = decline.max(rejection);
    let yes = points(Intent::Interested) + points(Intent::Order);
    let good = yes.max(points(Intent::Offer)).max(points(Intent::Invitation));
    let later = points(Intent::Later(None));
    let referral = points(Intent::Referral);
    let sure = |mine: u16, other: u16| match (mine >= OUTRIGHT, other == 0) {
        (true, true) => 90,
        (true, false) => 75,
        (false, true) => 70,
        (false, false) => 60,
    };
    let until = seen.later_date();

    // Rejections are full of kind words; only an invitation or an offer speaks against one.
    let news = points(Intent::Offer).max(points(Intent::Invitation));
    if rejection >= OUTRIGHT && (application || decline < OUTRIGHT) && rejection >= news {
        return (Intent::Rejection, sure(rejection, news));
    }
    if referral >= OUTRIGHT && referral >= decline {
        return (Intent::Referral, sure(referral, yes));
    }
    // "Not now, call me in March" is no no. Beside much of a yes a day is an appointment.
    let put_off = yes <= later.saturating_add(OUTRIGHT);
    if later >= OUTRIGHT && put_off && (until.is_some() || decline < OUTRIGHT) {
        return (Intent::Later(until), sure(later, no));
    }
    if no >= OUTRIGHT || no >= LIKELY && no >= good {
        let intent = if application && rejection >= LIKELY && rejection >= decline {
            Intent::Rejection
        } else {
            Intent::Decline
        };
        return (intent, sure(no, good));
    }
    if no >= LIKELY && good < no + LIKELY {
        // Both is said: a person reads it better.
        return (Intent::Plain, 50);
    }
    let offer = points(Intent::Offer);
    let invitation = points(Intent::Invitation);
    if offer >= OUTRIGHT && offer >= yes {
        return (Intent::Offer, sure(offer, no));
    }
    if invitation >= OUTRIGHT && (application || invitation > yes) {
        return (Intent::Invitation, sure(invitation, no));
    }
    if later >= LIKELY && later >= yes {
        return (Intent::Later(until), sure(later, yes));
    }
    let asks = points(Intent::Question)
        .max(if seen.has(|kind| matches!(kind, SignKind::Question)) { LIKELY } else { 0 })
        // However many questions: beside an outright yes they are its details.
        .min(OUTRIGHT - 1);
    let mut best = (Intent::Plain, LIKELY - 1);
    for (intent, points) in [
        (Intent::Order, points(Intent::Order)),
        (Intent::Problem, points(Intent::Problem)),
        (Intent::Interested, points(Intent::Interested)),
        (Intent::Question, asks),
        (Intent::Referral, referral),
    ] {
        if points > best.1 {
            best = (intent, points);
        }
    }
    if best.0 == Intent::Plain {
        return match seen.return_date() {
            // "I am away until 12 March", written by hand.
            Some(date) if seen.has(|kind| matches!(kind, SignKind::AwayPhrase)) => {
                (Intent::Later(Some(date)), 70)
            }
            _ => (Intent::Plain, 80),
        };
    }
    (best.0, sure(best.1, no))
}

fn departed(seen: Seen<'_>) -> Class {
    let successor = suggestions(seen.signs)
        .find(|one| one.role == SuggestedAs::Successor)
        .or_else(|| suggestions(seen.signs).next())
        .map(ToString::to_string);
    Class::Departed { successor }
}

/// The signs with the questions asked of them.
#[derive(Clone, Copy)]
struct Seen<'a> {
    signs: &'a [Sign],
}

impl<'a> Seen<'a> {
    fn first(self, wanted: impl Fn(&SignKind) -> bool) -> Option<&'a Sign> {
        self.signs.iter().find(|sign| wanted(&sign.kind))
    }

    fn has(self, wanted: impl Fn(&SignKind) -> bool) -> bool {
        self.first(wanted).is_some()
    }

    fn count(self, wanted: impl Fn(&SignKind) -> bool) -> usize {
        self.signs.iter().filter(|sign| wanted(&sign.kind)).count()
    }

    /// A header or sender that no person's mail has.
    fn automatic_sign(self) -> Option<&'a Sign> {
        self.first(|kind| matches!(kind, SignKind::AutoSubmitted(_))).or_else(|| {
            self.first(|kind| matches!(kind, SignKind::NullReturnPath | SignKind::RobotSender))
        })
    }

    fn is_automatic(self) -> bool {
        self.automatic_sign().is_some()
    }

    fn points(self, wanted: Intent) -> u16 {
        self.signs
            .iter()
            .filter_map(|sign| match sign.kind {
                SignKind::Leaning { intent, points } if intent.is_same_kind(wanted) => {
                    Some(u16::from(points))
                }
                _ => None,
            })
            .fold(0, u16::saturating_add)
    }

    fn confirmation(self) -> u16 {
        self.signs
            .iter()
            .filter_map(|sign| match sign.kind {
                SignKind::Confirmation { points } => Some(u16::from(points)),
                _ => None,
            })
            .fold(0, u16::saturating_add)
    }

    fn strongest(self, wanted: Intent) -> Option<&'a Sign> {
        let points = |sign: &Sign| match sign.kind {
            SignKind::Leaning { intent, points } if intent.is_same_kind(wanted) => points,
            _ => 0,
        };
        // The first of those that say most.
        self.signs.iter().rev().max_by_key(|sign| points(sign)).filter(|sign| points(sign) > 0)
    }

    fn return_date(self) -> Option<Date> {
        self.signs.iter().find_map(|sign| match sign.kind {
            SignKind::ReturnDate(date) => Some(date),
            _ => None,
        })
    }

    fn later_date(self) -> Option<Date> {
        self.signs.iter().find_map(|sign| match sign.kind {
            SignKind::Leaning { intent: Intent::Later(date), .. } => date,
            _ => None,
        })
    }

    fn verdict(self, class: Class, confidence: u8, first: &Sign) -> Verdict {
        let mut evidence = vec![line(first)];
        for sign in self.signs {
            let text = line(sign);
            let silent = matches!(sign.kind, SignKind::HumanText | SignKind::InReply);
            if !silent && !evidence.contains(&text) {
                evidence.push(text);
            }
        }
        Verdict { class, confidence, evidence }
    }
}

fn line(sign: &Sign) -> String {
    match &sign.place {
        Place::Header(name) => format!("header {name}: {}", sign.words),
        Place::Subject => format!("subject: {}", sign.words),
        Place::Text => format!("text: {}", sign.words),
        Place::Report => format!("delivery report: {}", sign.words),
    }
}

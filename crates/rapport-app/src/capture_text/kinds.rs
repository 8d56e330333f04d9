//! What kind of meeting it was and by what means, from the words that say so.

use rapport_core::touchpoint::{Channel, TouchpointKind};

use super::Field;
use super::contact_fields::holds;
use super::desk::{Desk, Taken};
use super::vocabulary::EVENT_NOUNS;

/// A phrase and what it says. Earlier rows are stronger: an interview at a fair is an interview.
struct Sign {
    words: &'static [&'static str],
    kind: TouchpointKind,
    channel: Option<Channel>,
}

macro_rules! signs {
    ($($words:expr => $kind:ident $(, $channel:ident)?;)*) => {
        &[$(Sign {
            words: &$words,
            kind: TouchpointKind::$kind,
            channel: signs!(@ $($channel)?),
        }),*]
    };
    (@ $channel:ident) => { Some(Channel::$channel) };
    (@) => { None };
}

/// The signs, the strongest first; `*` ends a stem.
const SIGNS: &[Sign] = signs![
    ["phone", "interview"] => PhoneScreen, Call;
    ["telephone", "interview"] => PhoneScreen, Call;
    ["phone", "screen*"] => PhoneScreen, Call;
    ["phone-screen*"] => PhoneScreen, Call;
    ["screening", "call"] => PhoneScreen, Call;
    ["recruiter", "call"] => PhoneScreen, Call;
    ["intro", "call", "for", "the"] => PhoneScreen, Call;
    ["telefoninterview*"] => PhoneScreen, Call;
    ["erstes", "telefonat"] => PhoneScreen, Call;
    ["rejected"] => Rejection, Mail;
    ["rejection*"] => Rejection, Mail;
    ["turned", "me", "down"] => Rejection, Mail;
    ["turned", "down"] => Rejection, Mail;
    ["said", "no"] => Rejection;
    ["did", "not", "get", "the"] => Rejection, Mail;
    ["didn't", "get", "the"] => Rejection, Mail;
    ["went", "with", "someone", "else"] => Rejection, Mail;
    ["went", "with", "another", "candidate"] => Rejection, Mail;
    ["absage"] => Rejection, Mail;
    ["abgesagt"] => Rejection, Mail;
    ["abgelehnt"] => Rejection, Mail;
    ["interview*"] => Interview;
    ["vorstellungsgespräch*"] => Interview;
    ["bewerbungsgespräch*"] => Interview;
    ["jobinterview*"] => Interview;
    ["probearbeiten"] => Interview;
    ["probetag"] => Interview;
    ["trial", "day"] => Interview;
    ["final", "round"] => Interview;
    ["second", "round"] => Interview;
    ["onsite"] => Interview;
    ["on-site"] => Interview;
    ["applied"] => Application, Mail;
    ["handed", "in", "my", "application"] => Application, Mail;
    ["application"] => Application, Mail;
    ["beworben"] => Application, Mail;
    ["bewerbung"] => Application, Mail;
    ["sent", "my", "cv"] => Application, Mail;
    ["sent", "my", "resume"] => Application, Mail;
    ["lebenslauf", "geschickt"] => Application, Mail;
    ["wants", "a", "quote"] => Inquiry, Mail;
    ["asked", "for", "a", "quote"] => Inquiry, Mail;
    ["proposal*"] => Proposal, Mail;
    ["quote"] => Proposal, Mail;
    ["quotation"] => Proposal, Mail;
    ["estimate"] => Proposal, Mail;
    ["pitched"] => Proposal;
    ["kostenvoranschlag"] => Proposal, Mail;
    ["angebot"] => Proposal, Mail;
    ["offerte"] => Proposal, Mail;
    ["enquir*"] => Inquiry, Mail;
    ["inquir*"] => Inquiry, Mail;
    ["requested"] => Inquiry, Mail;
    ["request", "from"] => Inquiry, Mail;
    ["interested", "in"] => Inquiry;
    ["anfrage"] => Inquiry, Mail;
    ["angefragt"] => Inquiry, Mail;
    ["fragte", "nach"] => Inquiry;
    ["fragt", "nach"] => Inquiry;
    ["interessiert", "sich", "für"] => Inquiry;
    ["bought"] => Delivery;
    ["sold"] => Delivery;
    ["purchased"] => Delivery;
    ["ordered"] => Delivery;
    ["delivered"] => Delivery;
    ["handed", "over"] => Delivery;
    ["installed"] => Delivery;
    ["repaired"] => Delivery;
    ["finished", "the"] => Delivery;
    ["completed", "the"] => Delivery;
    ["gekauft"] => Delivery;
    ["verkauft"] => Delivery;
    ["bestellt"] => Delivery;
    ["geliefert"] => Delivery;
    ["ausgeliefert"] => Delivery;
    ["übergeben"] => Delivery;
    ["fertiggestellt"] => Delivery;
    ["repariert"] => Delivery;
    ["informational"] => Advice;
    ["informational", "chat"] => Advice;
    ["coffee", "chat"] => Advice;
    ["advice"] => Advice;
    ["mentor*"] => Advice;
    ["career", "chat"] => Advice;
    ["picked", "her", "brain"] => Advice;
    ["picked", "his", "brain"] => Advice;
    ["beratungsgespräch"] => Advice;
    ["informationsgespräch"] => Advice;
    ["rat", "geholt"] => Advice;
    ["ratschläge"] => Advice;
    ["video", "call*"] => Meeting, Call;
    ["video", "chat"] => Meeting, Call;
    ["videocall*"] => Meeting, Call;
    ["videokonferenz"] => Meeting, Call;
    ["phone", "call"] => Meeting, Call;
    ["zoom*"] => Meeting, Call;
    ["skype*"] => Meeting, Call;
    ["facetime*"] => Meeting, Call;
    ["webex"] => Meeting, Call;
    ["teams", "call"] => Meeting, Call;
    ["call"] => Meeting, Call;
    ["called"] => Meeting, Call;
    ["calls"] => Meeting, Call;
    ["phoned"] => Meeting, Call;
    ["rang"] => Meeting, Call;
    ["telefonat"] => Meeting, Call;
    ["telefoniert"] => Meeting, Call;
    ["angerufen"] => Meeting, Call;
    ["anruf"] => Meeting, Call;
    ["by", "phone"] => Meeting, Call;
    ["on", "the", "phone"] => Meeting, Call;
    ["am", "telefon"] => Meeting, Call;
    ["linkedin"] => Meeting, Message;
    ["whatsapp"] => Meeting, Message;
    ["xing"] => Meeting, Message;
    ["slack"] => Meeting, Message;
    ["signal", "message"] => Meeting, Message;
    ["texted"] => Meeting, Message;
    ["coffee"] => Meeting, InPerson;
    ["lunch"] => Meeting, InPerson;
    ["dinner"] => Meeting, InPerson;
    ["breakfast"] => Meeting, InPerson;
    ["kaffee"] => Meeting, InPerson;
    ["mittagessen"] => Meeting, InPerson;
    ["abendessen"] => Meeting, InPerson;
    ["asked", "about"] => Inquiry, Mail;
    ["asks", "about"] => Inquiry, Mail;
    ["asked", "for"] => Inquiry, Mail;
    ["asked", "whether"] => Inquiry, Mail;
    ["asked", "if"] => Inquiry, Mail;
    ["emailed"] => Mail, Mail;
    ["e-mailed"] => Mail, Mail;
    ["wrote", "to"] => Mail, Mail;
    ["email", "from"] => Mail, Mail;
    ["mail", "from"] => Mail, Mail;
    ["mail", "von"] => Mail, Mail;
    ["geschrieben"] => Mail, Mail;
];

/// What the title of a meeting names: its kind, and by what means where it says so. A title that
/// names none is of a plain meeting, and so is one that names something other than a meeting.
pub(crate) fn of_title(title: &str) -> (TouchpointKind, Option<Channel>) {
    let desk = Desk::new(title);
    let at = || 0..desk.words.len();
    let strongest = at()
        .filter_map(|at| SIGNS.iter().position(|sign| desk.says(at, sign.words)))
        .min()
        .and_then(|rank| SIGNS.get(rank));
    let channel = strongest.and_then(|sign| sign.channel);
    match strongest.map(|sign| sign.kind) {
        Some(
            kind @ (TouchpointKind::Interview
            | TouchpointKind::PhoneScreen
            | TouchpointKind::Advice),
        ) => (kind, channel),
        Some(TouchpointKind::Meeting) => (TouchpointKind::Meeting, channel),
        None if at().any(|at| holds(EVENT_NOUNS, desk.lower(at))) => (TouchpointKind::Event, None),
        _ => (TouchpointKind::Meeting, None),
    }
}

/// A word that tells of a meeting stands here.
pub(super) fn is_kind(desk: &Desk<'_>, at: usize) -> bool {
    SIGNS.iter().any(|sign| desk.says(at, sign.words)) || holds(EVENT_NOUNS, desk.lower(at))
}

/// Takes kind and channel.
pub(super) fn take(desk: &mut Desk<'_>) {
    let mut found: Vec<(usize, usize)> = Vec::new();
    for at in 0..desk.words.len() {
        // The strongest sign of those that begin here; longer ones stand above shorter ones.
        if let Some(rank) =
            SIGNS.iter().position(|sign| desk.says(at, sign.words) && desk.words[at].is_free())
        {
            found.push((rank, at));
        }
    }
    let channel = found
        .iter()
        .filter_map(|(rank, at)| SIGNS[*rank].channel.map(|channel| (channel, *rank, *at)))
        .min_by_key(|(channel, rank, _)| {
            (!matches!(channel, Channel::Call | Channel::Message), *rank)
        });
    let best = found.iter().min().copied();
    // What was asked at a meeting does not make it an inquiry.
    let told = (0..desk.words.len()).any(|at| super::people::is_trigger(desk, at));
    if told {
        found.retain(|(rank, _)| {
            !(SIGNS[*rank].kind == TouchpointKind::Inquiry
                && matches!(SIGNS[*rank].words.first(), Some(&"asked" | &"asks")))
        });
    }
    let event = super::places::event(desk);
    let mut kind = best.map(|(rank, _)| SIGNS[rank].kind);
    let by_event =
        event.is_some() && kind.is_none_or(|kind| matches!(kind, TouchpointKind::Meeting));
    if by_event {
        kind = Some(TouchpointKind::Event);
    }
    let mut alternatives: Vec<String> = found
        .iter()
        .map(|(rank, _)| SIGNS[*rank].kind)
        .filter(|other| Some(*other) != kind)
        .map(|other| other.word().to_owned())
        .collect();
    if kind == Some(TouchpointKind::Meeting) && names_a_job(desk) {
        // A first talk by phone about a position is what PB02 is for.
        if channel.is_some_and(|(channel, ..)| channel == Channel::Call) {
            alternatives.push(TouchpointKind::Meeting.word().to_owned());
            kind = Some(TouchpointKind::PhoneScreen);
        } else {
            alternatives.push(TouchpointKind::Interview.word().to_owned());
        }
    }
    alternatives.dedup();
    for (rank, at) in &found {
        desk.take(*at, at + SIGNS[*rank].words.len(), Taken::Frame);
    }
    if let Some((from, to)) = event {
        let name = super::places::event_name(desk, from, to);
        match name {
            Some(name) if !desk.has(Field::Event) => desk.chip(Field::Event, name, from, to),
            _ => desk.take(from, to, Taken::Frame),
        }
    }
    if let Some(kind) = kind {
        let (from, to) = match (by_event, event, best) {
            (true, Some(event), _) => event,
            (_, _, Some((rank, at))) => (at, at + SIGNS[rank].words.len()),
            _ => return,
        };
        let why = format!("“{}” says so", desk.slice(from, to));
        chip_over(desk, Field::Kind, kind.word(), (from, to), why, alternatives);
    }
    // Only where it differs from what the kind means anyway.
    if let (Some((channel, rank, at)), Some(kind)) = (channel, kind)
        && crate::capture::channel_of(kind) != channel
    {
        let to = at + SIGNS[rank].words.len();
        let why = format!("“{}” says so", desk.slice(at, to));
        chip_over(desk, Field::Channel, channel.word(), (at, to), why, Vec::new());
    }
}

/// A chip that points at words which keep their own state.
fn chip_over(
    desk: &mut Desk<'_>,
    field: Field,
    value: &str,
    (from, to): (usize, usize),
    why: String,
    alternatives: Vec<String>,
) {
    let states: Vec<Taken> = desk.words[from..to].iter().map(|word| word.state).collect();
    desk.chip(field, value, from, to);
    for (word, state) in desk.words[from..to].iter_mut().zip(states) {
        word.state = state;
    }
    if let Some(chip) = desk.last() {
        chip.why = why;
        chip.alternatives = alternatives;
    }
}

fn names_a_job(desk: &Desk<'_>) -> bool {
    (0..desk.words.len()).any(|at| {
        holds(
            "role position job opening vacancy stelle recruiter recruiterin personalerin hr",
            desk.lower(at),
        )
    })
}

//! Today: what wants the user now, with the words each row needs.
//!
//! Each group is asked for its first rows and its number, and what the rows say is loaded for all of
//! them at once, so that Today takes as long with a hundred thousand contacts as with ten.

use std::collections::BTreeMap;

use jiff::{SignedDuration, Timestamp};
use rapport_core::agenda::{self, Candidate, Group, Want};
use rapport_core::follow_up::{Hold, State};
use rapport_core::ids::{FollowUpId, MessageId};
use rapport_core::plan::{self, Planned, Window};
use rapport_core::policy::Absence;
use rapport_store::agenda::{AgendaRow, Part};
use rapport_store::facts::CommonFacts;

use crate::acts::acts_of;
use crate::app::App;
use crate::engine::Surroundings;
use crate::error::AppError;
use crate::findings;
use crate::naming::Row as NamedRow;
use crate::profile::Profile;
use crate::view::{TodayRow, TodayView, WindowView};
use crate::words;

/// How long something that happened stays on Today.
const NEWS: SignedDuration = SignedDuration::from_hours(48);

/// Rows of news shown at most.
const NEWS_ROWS: u32 = 10;

/// Rows of the agenda that are shown; more than a day's work is a number.
const ROWS: usize = 50;

/// Rows asked of each group: those that could be shown, and one to know that there are more.
const ASKED: u32 = 51;

/// How near the end of its window a note on its way is looked at.
const CLOSING: SignedDuration = SignedDuration::from_hours(24);

/// What a row that is shown is made of.
struct Source {
    row: AgendaRow,
    surroundings: Surroundings,
    window: Option<Window>,
    attachments: Vec<String>,
}

/// What may become rows, and how many there are of each kind.
#[derive(Default)]
struct Gathered {
    candidates: Vec<Candidate>,
    follow_ups: BTreeMap<FollowUpId, AgendaRow>,
    /// The pursuits that messages may be about.
    titles: BTreeMap<MessageId, String>,
    totals: BTreeMap<Group, usize>,
}

impl App {
    /// The agenda. Its numbers are remembered: `rapport approve 2` means this second row.
    ///
    /// # Errors
    /// What the database says.
    pub async fn today(&self) -> Result<TodayView, AppError> {
        let (view, named, left) = self.agenda_now().await?;
        self.remember_rows(&named).await?;
        self.remember_day(left).await?;
        Ok(view)
    }

    /// The agenda without remembering its numbers, for callers that do not print it.
    ///
    /// # Errors
    /// What the database says.
    pub async fn peek_today(&self) -> Result<TodayView, AppError> {
        Ok(self.agenda_now().await?.0)
    }

    /// How many things want the user.
    pub(crate) async fn left_over(&self) -> Result<usize, AppError> {
        Ok(left_over(&self.gather(self.now()).await?.totals))
    }

    async fn agenda_now(&self) -> Result<(TodayView, Vec<Option<NamedRow>>, usize), AppError> {
        let profile = self.profile().await?;
        let now = self.now();
        let gathered = self.gather(now).await?;
        let left = left_over(&gathered.totals);
        let all: usize = gathered.totals.values().sum();
        let ranked = agenda::rank(gathered.candidates, now);
        let summary = summary(&gathered.totals);
        let shown: Vec<agenda::Row> = ranked.into_iter().take(ROWS).collect();
        let more = all.saturating_sub(shown.len());
        let named = shown
            .iter()
            .map(|ranked| match (ranked.candidate.follow_up, ranked.candidate.contact) {
                (Some(id), _) => Some(NamedRow::FollowUp(id)),
                (None, Some(contact)) => Some(NamedRow::Contact(contact)),
                (None, None) => None,
            })
            .collect();
        let common = self.store().common_facts(self.scope(), self.moment(&profile)).await?;
        let wanted =
            shown.iter().filter_map(|ranked| gathered.follow_ups.get(&ranked.candidate.follow_up?));
        let sources = self.sources(wanted.collect(), &profile, &common).await?;
        let rows: Vec<TodayRow> = shown
            .iter()
            .enumerate()
            .map(|(index, ranked)| {
                let source = ranked.candidate.follow_up.and_then(|id| sources.get(&id));
                let mut row = self.today_row(index + 1, ranked, source, &profile);
                if let Want::Suggestion { message, .. } = &ranked.candidate.want {
                    row.about = gathered.titles.get(message).cloned();
                }
                row
            })
            .collect();
        let today = now.to_zoned(profile.zone.clone()).date();
        let (forgotten, without) =
            self.store().names_without_next_step(self.scope(), today, ROWS).await?;
        let absences = self.store().absences(self.scope(), now).await?;
        let came = shown.iter().map(|ranked| {
            let source = ranked.candidate.follow_up.and_then(|id| sources.get(&id));
            came_up(ranked, source)
        });
        let view = TodayView {
            now: now.to_string(),
            mode: self.mode().word().to_owned(),
            summary,
            forgotten_more: without.saturating_sub(forgotten.len()),
            forgotten,
            rows,
            more,
            resting: self.resting().await?,
            stopped: profile.stop_all,
            away: Absence::end_at(&absences, now)
                .map(|until| words::instant(until, now, &profile.zone)),
            catch_up: self.catch_up(came.collect(), &profile).await?,
            habit: self.habit_at(now, left, &profile).await?,
        };
        Ok((view, named, left))
    }

    /// The first rows of every group, and how many there are.
    async fn gather(&self, now: Timestamp) -> Result<Gathered, AppError> {
        let (store, scope) = (self.store(), self.scope());
        let mut gathered = Gathered::default();
        let turns = store.agenda_turns(scope, ASKED).await?;
        gathered.add(Group::TheyWait, turns.total);
        for turn in turns.rows {
            let words =
                turn.words.as_deref().map_or_else(String::new, |text| words::asked(text, 160));
            gathered.candidates.push(Candidate {
                contact: Some(turn.contact),
                follow_up: None,
                name: turn.name,
                want: Want::Answer { since: turn.since, words },
            });
        }
        gathered.follow_ups(Group::Decide, store.agenda_held(scope, ASKED).await?);
        gathered.follow_ups(Group::Ready, store.agenda_in_review(scope, false, ASKED).await?);
        gathered.follow_ups(Group::ByHand, store.agenda_in_review(scope, true, ASKED).await?);
        let closing = store.agenda_closing(scope, now + CLOSING, ASKED).await?;
        gathered.follow_ups(Group::ClosingSoon, closing);
        let offers = store.agenda_offers(scope, ASKED).await?;
        gathered.add(Group::Decide, offers.total);
        for offer in offers.rows {
            let playbook = self.newest_playbook(offer.playbook.as_str()).await?;
            gathered.candidates.push(Candidate {
                contact: Some(offer.contact),
                follow_up: None,
                name: offer.name,
                want: Want::Offer {
                    playbook: playbook.title.clone(),
                    since: offer.at,
                    met: offer.met,
                },
            });
        }
        let suggested = store.agenda_suggestions(scope, ASKED).await?;
        gathered.add(Group::Decide, suggested.total);
        for message in suggested.rows {
            if let Some(title) = message.title {
                gathered.titles.insert(message.message, title);
            }
            let (contact, name) = message.from.unzip();
            gathered.candidates.push(Candidate {
                contact,
                follow_up: None,
                name: name.unwrap_or_else(|| words::shortened(&message.subject, 80)),
                want: Want::Suggestion {
                    message: message.message,
                    why: message.why,
                    since: message.at,
                },
            });
        }
        let news = store.news(scope, now - NEWS, NEWS_ROWS).await?;
        gathered.add(Group::JustHappened, news.len());
        for (entry, name) in news {
            gathered.candidates.push(Candidate {
                contact: entry.contact,
                follow_up: None,
                name: name.unwrap_or_default(),
                want: Want::News { sentence: entry.reason, at: entry.at },
            });
        }
        Ok(gathered)
    }

    /// Everything about the rows that are shown in full.
    async fn sources(
        &self,
        rows: Vec<&AgendaRow>,
        profile: &Profile,
        common: &CommonFacts,
    ) -> Result<BTreeMap<FollowUpId, Source>, AppError> {
        let follow_ups: Vec<_> = rows.iter().map(|row| &row.follow_up).collect();
        let moment = self.moment(profile);
        let facts = self.store().facts_of_rows(self.scope(), &follow_ups, moment, common).await?;
        let drafts: Vec<_> = follow_ups.iter().filter_map(|it| it.draft()).collect();
        let mut files = self.store().attachment_names(self.scope(), &drafts).await?;
        let mut sources = BTreeMap::new();
        for (row, facts) in rows.into_iter().zip(facts) {
            let follow_up = &row.follow_up;
            let playbook = self.playbook(&follow_up.playbook, follow_up.playbook_version).await?;
            let surroundings = Surroundings::new(follow_up, facts, playbook, profile);
            let window = surroundings.playbook.step(follow_up.step).and_then(|step| {
                match plan::plan_step(follow_up, step, &surroundings.context()) {
                    Planned::At(window) => Some(window),
                    Planned::AwaitsOutcome | Planned::LeftOut(_) => None,
                }
            });
            let attachments =
                follow_up.draft().and_then(|id| files.remove(&id)).unwrap_or_default();
            let source = Source { row: row.clone(), surroundings, window, attachments };
            sources.insert(follow_up.id, source);
        }
        Ok(sources)
    }

    fn today_row(
        &self,
        number: usize,
        ranked: &agenda::Row,
        source: Option<&Source>,
        profile: &Profile,
    ) -> TodayRow {
        let now = self.now();
        let candidate = &ranked.candidate;
        let draft = source.and_then(|source| source.surroundings.facts.draft.as_ref());
        let by_hand = matches!(&candidate.want, Want::Review { by_hand: true, .. });
        let zone = source.map_or(&profile.zone, |source| &source.surroundings.calendar.zone);
        let window = source.and_then(|source| source.window.as_ref());
        let (title, why_now) = sentence(candidate, source, now, profile);
        TodayRow {
            number,
            group: ranked.group.word().to_owned(),
            heading: ranked.group.heading().to_owned(),
            name: candidate.name.clone(),
            contact: candidate.contact.map(|id| id.to_string()),
            follow_up: candidate.follow_up.map(|id| id.to_string()),
            title,
            why_now,
            best_by: window.map(|window| words::instant(window.closes, now, zone)),
            too_late_after: window.map(|window| words::instant(window.expires, now, zone)),
            waiting: match &candidate.want {
                Want::Answer { since, .. } => Some(words::duration(now.duration_since(*since))),
                _ => None,
            },
            message: match &candidate.want {
                Want::Suggestion { message, .. } => Some(message.to_string()),
                _ => None,
            },
            about: None,
            acts: match (&candidate.want, source) {
                (Want::Answer { .. }, _) => {
                    vec!["log".to_owned(), "settle".to_owned(), "show".to_owned()]
                }
                (Want::Offer { .. }, _) => {
                    vec!["offers accept".to_owned(), "offers decline".to_owned()]
                }
                (Want::Suggestion { .. }, _) => {
                    vec!["confirm".to_owned(), "confirm --no".to_owned()]
                }
                (Want::News { .. }, _) => vec!["why".to_owned()],
                (_, Some(source)) => acts_of(&source.row.follow_up, draft, by_hand),
                (_, None) => Vec::new(),
            },
            draft: draft.map(|draft| {
                let files = source.map(|source| source.attachments.clone());
                crate::show::view_of_draft(draft, files.unwrap_or_default())
            }),
            organisation: source.and_then(|source| source.row.organisation.clone()),
            window: window.map(|window| WindowView {
                opens: window.opens.to_string(),
                preferred: window.preferred.to_string(),
                closes: window.closes.to_string(),
                expires: window.expires.to_string(),
                zone: zone.iana_name().unwrap_or("UTC").to_owned(),
            }),
        }
    }
}

impl Gathered {
    fn add(&mut self, group: Group, total: usize) {
        *self.totals.entry(group).or_default() += total;
    }

    fn follow_ups(&mut self, group: Group, part: Part<AgendaRow>) {
        self.add(group, part.total);
        for row in part.rows {
            let Some(want) = want(&row) else {
                continue;
            };
            self.candidates.push(Candidate {
                contact: Some(row.follow_up.contact),
                follow_up: Some(row.follow_up.id),
                name: row.name.clone(),
                want,
            });
            self.follow_ups.insert(row.follow_up.id, row);
        }
    }
}

/// What a habit counts: everything but the news.
fn left_over(totals: &BTreeMap<Group, usize>) -> usize {
    totals.iter().filter(|(group, _)| **group != Group::JustHappened).map(|(_, total)| total).sum()
}

/// Since when a row has been there: the draft was written, the hold began, they wrote.
fn came_up(ranked: &agenda::Row, source: Option<&Source>) -> Option<Timestamp> {
    match &ranked.candidate.want {
        Want::Answer { since, .. }
        | Want::Held { since, .. }
        | Want::Offer { since, .. }
        | Want::Suggestion { since, .. } => Some(*since),
        Want::Review { .. } => source
            .and_then(|source| source.surroundings.facts.draft.as_ref())
            .map(|draft| draft.written_at),
        Want::OnItsWay { .. } | Want::News { .. } => None,
    }
}

/// What a follow-up wants of the user, if anything, from the row alone: its timer is the end of
/// its window, so that thousands of rows are ranked without a look at each.
fn want(row: &AgendaRow) -> Option<Want> {
    let follow_up = &row.follow_up;
    match &follow_up.state {
        State::InReview { .. } => {
            let draft = row.draft.as_ref();
            let closes = follow_up.wake_at.unwrap_or(Timestamp::MAX);
            Some(Want::Review {
                step: String::new(),
                by_hand: draft.is_some_and(|draft| draft.channel.is_by_hand()),
                blocked: draft.is_some_and(|draft| findings::is_blocked(&draft.findings)),
                closes,
                expires: closes,
            })
        }
        State::Held(held) => Some(Want::Held {
            step: String::new(),
            hold: held.hold.clone(),
            since: held.since,
            until: follow_up.wake_at,
        }),
        State::Queued { .. } => {
            let (not_before, closes) = (row.item.as_ref()?.2, row.closes?);
            Some(Want::OnItsWay { step: String::new(), not_before, closes })
        }
        State::Approved { .. } | State::Waiting | State::Drafting | State::Ended { .. } => None,
    }
}

fn step_title(source: &Source) -> String {
    let step = source.surroundings.playbook.step(source.row.follow_up.step);
    step.map_or_else(String::new, |step| step.title.clone())
}

/// What, and why now.
fn sentence(
    candidate: &Candidate,
    source: Option<&Source>,
    now: Timestamp,
    profile: &Profile,
) -> (String, String) {
    let zone = &profile.zone;
    match &candidate.want {
        Want::Answer { since, words } => (
            if words.is_empty() { "answered you".to_owned() } else { format!("\"{words}\"") },
            format!("{} wrote {} and waits", candidate.name, words::instant(*since, now, zone)),
        ),
        Want::Review { .. } | Want::OnItsWay { .. } => source
            .map_or_else(Default::default, |source| {
                (step_title(source), met_sentence(source, now, profile))
            }),
        Want::Held { hold, .. } => {
            let place = source.map_or(zone, |source| &source.surroundings.calendar.zone);
            let question = match hold {
                Hold::WroteByHand | Hold::MeetingOff => ". Is this step still needed?",
                Hold::Unclear => ". What was it?",
                Hold::Uncertain { .. } => ". Did it arrive?",
                Hold::TooLate => ". Send a belated version, skip it or call?",
                _ => "",
            };
            let title = source.map_or_else(String::new, step_title);
            let ahead = source.and_then(|source| {
                let meets = source.surroundings.facts.next_meeting;
                words::meeting_ahead(&source.row.follow_up.state, meets, now, zone)
            });
            let why = ahead.unwrap_or_else(|| words::hold(hold, now, place));
            (title, format!("It {why}{question}"))
        }
        Want::Offer { playbook, met: Some(met), .. } => {
            let day = |at: Timestamp| at.to_zoned(zone.clone()).date();
            let when = words::day(day(*met), day(now));
            (
                format!("You met {} {when}: follow up?", candidate.name),
                format!("{playbook}; it starts with your yes"),
            )
        }
        Want::Offer { playbook, met: None, .. } => {
            (playbook.clone(), "offered; it starts with your yes".to_owned())
        }
        Want::Suggestion { why, since, .. } => {
            let title = match candidate.contact {
                Some(_) => "what they wrote",
                None => "whose is this?",
            };
            (title.to_owned(), format!("{why} ({})", words::instant(*since, now, zone)))
        }
        Want::News { sentence, at } => (sentence.clone(), words::instant(*at, now, zone)),
    }
}

/// "Interview yesterday at Acme Robotics."
fn met_sentence(source: &Source, now: Timestamp, profile: &Profile) -> String {
    let Some((kind, at)) = source.row.met else {
        return source.row.opportunity.clone().unwrap_or_default();
    };
    let today = now.to_zoned(profile.zone.clone()).date();
    let day = words::day(at.to_zoned(profile.zone.clone()).date(), today);
    let mut noun = kind.noun().to_owned();
    if let Some(first) = noun.get_mut(..1) {
        first.make_ascii_uppercase();
    }
    match &source.row.organisation {
        Some(organisation) => format!("{noun} {day} at {organisation}"),
        None => format!("{noun} {day}"),
    }
}

/// "2 ready to send, 1 waits for you", or that all is done.
fn summary(totals: &BTreeMap<Group, usize>) -> String {
    let count = |group: Group| totals.get(&group).copied().unwrap_or_default();
    let parts: Vec<String> = [
        (Group::TheyWait, "waits for you", "wait for you"),
        (Group::Decide, "needs your word", "need your word"),
        (Group::Ready, "ready to send", "ready to send"),
        (Group::ByHand, "by hand", "by hand"),
        (Group::ClosingSoon, "closing soon", "closing soon"),
    ]
    .into_iter()
    .filter_map(|(group, one, many)| match count(group) {
        0 => None,
        1 => Some(format!("1 {one}")),
        several => Some(format!("{several} {many}")),
    })
    .collect();
    if parts.is_empty() { "All done".to_owned() } else { parts.join(", ") }
}

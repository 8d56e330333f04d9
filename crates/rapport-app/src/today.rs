//! Today: what wants the user now, with the words each row needs.

use futures_util::future::try_join_all;
use jiff::{SignedDuration, Timestamp};
use rapport_core::agenda::{self, Candidate, Group, Want};
use rapport_core::follow_up::{Hold, State};
use rapport_core::plan::{self, Planned, Window};
use rapport_core::turn::Turn;
use rapport_store::agenda::AgendaRow;
use rapport_store::facts::CommonFacts;

use crate::acts::acts_of;
use crate::app::App;
use crate::engine::Surroundings;
use crate::error::AppError;
use crate::findings;
use crate::naming::Row as NamedRow;
use crate::profile::Profile;
use crate::view::{RestingView, TodayRow, TodayView, WindowView};
use crate::words;

/// How long something that happened stays on Today.
const NEWS: SignedDuration = SignedDuration::from_hours(48);

/// Rows of news shown at most.
const NEWS_ROWS: u32 = 10;

/// Rows of the agenda that are shown; more than a day's work is a number.
const ROWS: usize = 50;

/// Notes on their way of which the window is looked up, to see which are closing.
const ON_THEIR_WAY: usize = 100;

/// What a row that is shown is made of.
struct Source {
    row: AgendaRow,
    surroundings: Surroundings,
    window: Option<Window>,
}

impl App {
    /// The agenda. Its numbers are remembered: `rapport approve 2` means this second row.
    ///
    /// # Errors
    /// What the database says.
    pub async fn today(&self) -> Result<TodayView, AppError> {
        let (view, named) = self.agenda_now().await?;
        self.remember_rows(&named).await?;
        Ok(view)
    }

    /// The agenda without remembering its numbers, for callers that do not print it.
    ///
    /// # Errors
    /// What the database says.
    pub async fn peek_today(&self) -> Result<TodayView, AppError> {
        Ok(self.agenda_now().await?.0)
    }

    async fn agenda_now(&self) -> Result<(TodayView, Vec<Option<NamedRow>>), AppError> {
        let profile = self.profile().await?;
        let now = self.now();
        let mut candidates = Vec::new();
        let mut sources = std::collections::BTreeMap::new();
        let mut on_their_way = 0;
        let mut resting = Vec::new();
        let common = self.store().common_facts(self.scope(), self.moment(&profile)).await?;
        for row in self.store().agenda(self.scope()).await? {
            if let State::Approved { until, .. } = row.follow_up.state {
                resting.push(RestingView {
                    follow_up: row.follow_up.id.to_string(),
                    name: row.name.clone(),
                    undo_until: until.to_string(),
                    seconds_left: until.duration_since(now).as_secs().max(0),
                });
            }
            let want = match &row.follow_up.state {
                State::Approved { .. } | State::Queued { .. } if on_their_way < ON_THEIR_WAY => {
                    on_their_way += 1;
                    let source = self.source(&row, &profile, &common).await?;
                    on_its_way(&source)
                }
                _ => want(&row),
            };
            if let Some(want) = want {
                candidates.push(Candidate {
                    contact: Some(row.follow_up.contact),
                    follow_up: Some(row.follow_up.id),
                    name: row.name.clone(),
                    want,
                });
                sources.insert(row.follow_up.id, row);
            }
        }
        self.add_turns(&mut candidates).await?;
        self.add_offers(&mut candidates).await?;
        self.add_news(&mut candidates, now).await?;
        let ranked = agenda::rank(candidates, now);
        let summary = summary(&ranked);
        let more = ranked.len().saturating_sub(ROWS);
        let shown: Vec<agenda::Row> = ranked.into_iter().take(ROWS).collect();
        let named = shown
            .iter()
            .map(|ranked| match (ranked.candidate.follow_up, ranked.candidate.contact) {
                (Some(id), _) => Some(NamedRow::FollowUp(id)),
                (None, Some(contact)) => Some(NamedRow::Contact(contact)),
                (None, None) => None,
            })
            .collect();
        // Side by side: a dozen questions for each row in a row of fifty take too long.
        let rows = try_join_all(shown.iter().enumerate().map(|(index, ranked)| {
            let row = ranked.candidate.follow_up.and_then(|id| sources.get(&id));
            self.shown_row(index + 1, ranked, (row, &common), &profile)
        }))
        .await?;
        let today = now.to_zoned(profile.zone.clone()).date();
        let (forgotten, without) =
            self.store().names_without_next_step(self.scope(), today, ROWS).await?;
        let view = TodayView {
            now: now.to_string(),
            mode: self.mode().word().to_owned(),
            summary,
            forgotten_more: without.saturating_sub(forgotten.len()),
            forgotten,
            rows,
            more,
            resting,
        };
        Ok((view, named))
    }

    async fn shown_row(
        &self,
        number: usize,
        ranked: &agenda::Row,
        (row, common): (Option<&AgendaRow>, &CommonFacts),
        profile: &Profile,
    ) -> Result<TodayRow, AppError> {
        let source = match row {
            Some(row) => Some(self.source(row, profile, common).await?),
            None => None,
        };
        self.today_row(number, ranked, source.as_ref(), profile).await
    }

    /// Everything about a row that is shown in full.
    async fn source(
        &self,
        row: &AgendaRow,
        profile: &Profile,
        common: &CommonFacts,
    ) -> Result<Source, AppError> {
        let follow_up = &row.follow_up;
        let playbook = self.playbook(&follow_up.playbook, follow_up.playbook_version).await?;
        let moment = self.moment(profile);
        let facts = self.store().facts_of_list(self.scope(), follow_up, moment, common).await?;
        let surroundings = Surroundings::new(follow_up, facts, playbook, profile);
        let window = surroundings.playbook.step(row.follow_up.step).and_then(|step| {
            match plan::plan_step(&row.follow_up, step, &surroundings.context()) {
                Planned::At(window) => Some(window),
                Planned::AwaitsOutcome | Planned::LeftOut(_) => None,
            }
        });
        Ok(Source { row: row.clone(), surroundings, window })
    }

    async fn add_turns(&self, candidates: &mut Vec<Candidate>) -> Result<(), AppError> {
        for turn in self.store().my_turns(self.scope()).await? {
            if let Turn::Mine { since } = turn.turn {
                let words =
                    turn.words.as_deref().map_or_else(String::new, |text| words::asked(text, 160));
                candidates.push(Candidate {
                    contact: Some(turn.contact),
                    follow_up: None,
                    name: turn.name,
                    want: Want::Answer { since, words },
                });
            }
        }
        Ok(())
    }

    async fn add_offers(&self, candidates: &mut Vec<Candidate>) -> Result<(), AppError> {
        for offer in self.store().proposals(self.scope()).await? {
            let contact = self.store().contact(self.scope(), offer.contact).await?;
            let playbook = self.newest_playbook(offer.playbook.as_str()).await?;
            candidates.push(Candidate {
                contact: Some(offer.contact),
                follow_up: None,
                name: contact.name,
                want: Want::Offer { playbook: playbook.title.clone(), since: offer.at },
            });
        }
        for message in self.store().suggestions(self.scope()).await? {
            candidates.push(Candidate {
                contact: None,
                follow_up: None,
                name: words::shortened(&message.subject, 80),
                want: Want::Suggestion {
                    message: message.id,
                    why: message.suggestion.clone().unwrap_or_default(),
                    since: message.at,
                },
            });
        }
        Ok(())
    }

    async fn add_news(
        &self,
        candidates: &mut Vec<Candidate>,
        now: Timestamp,
    ) -> Result<(), AppError> {
        for (entry, name) in self.store().news(self.scope(), now - NEWS, NEWS_ROWS).await? {
            candidates.push(Candidate {
                contact: entry.contact,
                follow_up: None,
                name: name.unwrap_or_default(),
                want: Want::News { sentence: entry.reason, at: entry.at },
            });
        }
        Ok(())
    }

    async fn today_row(
        &self,
        number: usize,
        ranked: &agenda::Row,
        source: Option<&Source>,
        profile: &Profile,
    ) -> Result<TodayRow, AppError> {
        let now = self.now();
        let candidate = &ranked.candidate;
        let draft = source.and_then(|source| source.surroundings.facts.draft.as_ref());
        let by_hand = matches!(&candidate.want, Want::Review { by_hand: true, .. });
        let zone = source.map_or(&profile.zone, |source| &source.surroundings.calendar.zone);
        let window = source.and_then(|source| source.window.as_ref());
        let (title, why_now) = sentence(candidate, source, now, profile);
        Ok(TodayRow {
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
            acts: match (&candidate.want, source) {
                (Want::Answer { .. }, _) => {
                    vec!["log".to_owned(), "settle".to_owned(), "show".to_owned()]
                }
                (Want::Offer { .. }, _) => {
                    vec!["offers accept".to_owned(), "offers decline".to_owned()]
                }
                (Want::Suggestion { .. }, _) => vec!["confirm".to_owned()],
                (Want::News { .. }, _) => vec!["why".to_owned()],
                (_, Some(source)) => acts_of(&source.row.follow_up, draft, by_hand),
                (_, None) => Vec::new(),
            },
            draft: match draft {
                Some(draft) => Some(self.draft_view(draft).await?),
                None => None,
            },
            organisation: source.and_then(|source| source.row.organisation.clone()),
            window: window.map(|window| WindowView {
                opens: window.opens.to_string(),
                preferred: window.preferred.to_string(),
                closes: window.closes.to_string(),
                expires: window.expires.to_string(),
                zone: zone.iana_name().unwrap_or("UTC").to_owned(),
            }),
        })
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
        State::Approved { .. }
        | State::Queued { .. }
        | State::Waiting
        | State::Drafting
        | State::Ended { .. } => None,
    }
}

fn on_its_way(source: &Source) -> Option<Want> {
    let window = source.window?;
    let not_before = source.row.item.as_ref().map_or(window.preferred, |item| item.2);
    Some(Want::OnItsWay { step: step_title(source), not_before, closes: window.closes })
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
                Hold::WroteByHand => ". Is this step still needed?",
                Hold::Unclear => ". What was it?",
                Hold::Uncertain { .. } => ". Did it arrive?",
                Hold::TooLate => ". Send a belated version, skip it or call?",
                _ => "",
            };
            let title = source.map_or_else(String::new, step_title);
            (title, format!("It {}{question}", words::hold(hold, now, place)))
        }
        Want::Offer { playbook, .. } => {
            (playbook.clone(), "offered; it starts with your yes".to_owned())
        }
        Want::Suggestion { why, since, .. } => {
            ("whose is this?".to_owned(), format!("{why} ({})", words::instant(*since, now, zone)))
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
fn summary(rows: &[agenda::Row]) -> String {
    let count = |group: Group| rows.iter().filter(|row| row.group == group).count();
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

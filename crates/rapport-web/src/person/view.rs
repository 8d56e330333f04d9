//! What the person page shows.

use std::collections::BTreeMap;

use askama::Template;
use jiff::Timestamp;
use jiff::tz::TimeZone;
use rapport_app::view::{
    ContactView, FactsView, FollowUpView, MessageView, PlanView, PlaybookView, RestingView,
    ShowView, TimelineView, WhyView,
};

use super::edit::Form;
use crate::approve::Cap;
use crate::message::Card;
use crate::page::{Shell, UndoBar, encoded, sentence_of};
use crate::places::Here;
use crate::web::User;
use crate::words::{MessageWords, PersonWords, TodayWords, When};

/// Entries of the timeline on one page.
const ENTRIES: usize = 60;

/// Letters of a message that stand on the timeline.
const EXCERPT: usize = 600;

/// Sentences of the journal.
const WHY_LINES: usize = 12;

/// What the application knows beside the person.
pub struct Asking {
    /// Facts by touchpoint.
    pub facts: Vec<FactsView>,
    /// Why things stand as they do.
    pub why: WhyView,
    /// What can be started.
    pub playbooks: Vec<PlaybookView>,
    /// Approvals that rest.
    pub resting: Vec<RestingView>,
    /// The message shown as it came.
    pub opened: Option<MessageView>,
    /// The playbook whose plan is shown.
    pub plan: Option<(String, Vec<PlanView>)>,
    /// The contact's data as a form.
    pub form: Option<Form>,
    /// The list one came from, or `/`.
    pub from: String,
}

/// The page.
#[derive(Template)]
#[template(path = "person/page.html")]
pub struct PersonPage {
    shell: Shell,
    words: &'static PersonWords,
    /// The list of people as one left it.
    list: String,
    message_words: &'static MessageWords,
    id: String,
    name: String,
    given: String,
    line: String,
    turn: &'static str,
    turn_key: String,
    turn_since: Option<When>,
    parked: Option<String>,
    suppressed: Option<String>,
    next: Vec<Next>,
    next_sentence: String,
    entries: Vec<Entry>,
    since: Option<String>,
    more: usize,
    addresses: Vec<(String, Option<String>)>,
    phones: Vec<String>,
    postal: Option<String>,
    clock: String,
    assumed: bool,
    language: Option<String>,
    memo: Option<String>,
    basis: Option<String>,
    cap: Cap,
    facts: Vec<Facts>,
    why: Vec<String>,
    opportunities: Vec<(String, String)>,
    playbooks: Vec<(String, String, bool)>,
    plan: Option<Plan>,
    form: Option<Form>,
    can_play: bool,
    channels: [(&'static str, &'static str); 5],
    undo: Option<UndoBar>,
}

/// A running follow-up.
pub struct Next {
    who: String,
    standing: String,
    because: String,
    draft: Option<(String, String)>,
    approve: Option<String>,
    /// The same note on paper.
    letter: Option<String>,
    presses: Vec<(&'static str, &'static str, Option<&'static str>)>,
    can_wait: bool,
}

/// One line of the timeline.
pub struct Entry {
    when: Option<When>,
    is_ahead: bool,
    title: String,
    text: String,
    is_mail: bool,
    read_as: Option<&'static str>,
    why: Option<String>,
    message: Option<String>,
    card: Option<Card>,
}

/// What one touchpoint produced.
pub struct Facts {
    touchpoint: String,
    from: String,
    facts: Vec<String>,
    lines: String,
}

/// A plan that would start.
pub struct Plan {
    key: String,
    title: String,
    lines: Vec<(String, String, String)>,
}

impl PersonPage {
    /// Lays a person out.
    pub fn of(user: &User, show: ShowView, asking: Asking) -> Self {
        let words = &user.locale.words.person;
        let contact = &show.contact;
        let given = contact.name.split_whitespace().next().unwrap_or_default().to_owned();
        let wrote = show.timeline.iter().find(|it| is_mail(it, "in")).map(|it| it.at.clone());
        let (used, most) = show.pace;
        let sent = show.timeline.iter().any(|it| is_mail(it, "out"));
        let drafted =
            show.follow_ups.iter().any(|it| it.draft.is_some() && it.state == "in-review");
        let mut entries: Vec<Entry> = ahead(user, &show.follow_ups);
        let total = show.timeline.len();
        let mut opened = asking.opened;
        entries.extend(
            show.timeline.iter().take(ENTRIES).map(|it| Entry::of(user, it, &given, &mut opened)),
        );
        let zone = TimeZone::get(&contact.zone).unwrap_or(TimeZone::UTC);
        let plan = asking.plan.map(|(key, lines)| Plan::of(key, lines, &asking.playbooks, words));
        Self {
            shell: user.shell(Here::People),
            list: if asking.from == "/" { "/people".to_owned() } else { asking.from },
            words,
            message_words: &user.locale.words.message,
            line: line(contact, words),
            turn: (words.turn_of)(&contact.turn),
            turn_key: contact.turn.clone(),
            turn_since: contact.turn_since.as_deref().and_then(|at| user.when(at)),
            parked: contact.parked.as_deref().map(words.parked),
            suppressed: contact.suppressed.clone(),
            next: show
                .follow_ups
                .iter()
                .filter(|it| it.state != "ended")
                .map(|it| Next::of(it, &user.locale.words.today))
                .collect(),
            next_sentence: sentence_of(&show.next),
            since: show.timeline.last().and_then(|it| it.at.parse::<Timestamp>().ok()).map(|at| {
                let day = |at: Timestamp| at.to_zoned(user.zone.clone()).date();
                (words.since_day)(&user.locale.day(day(at), day(user.now)))
            }),
            more: total.saturating_sub(ENTRIES),
            entries,
            addresses: addresses(user, contact, wrote.as_deref(), words),
            phones: contact.phones.clone(),
            postal: contact.postal_address.clone(),
            clock: (words.clock_in)(
                &user.locale.clock(user.now, &zone).words,
                &contact.zone.rsplit('/').next().unwrap_or_default().replace('_', " "),
            ),
            assumed: contact.assumed,
            language: contact.language.clone(),
            memo: contact.memo.clone(),
            basis: contact.basis.as_deref().map(|basis| with_days(user, basis)),
            cap: Cap::of(
                used,
                most,
                drafted,
                (words.cap_label)(&given),
                (words.cap_sentence)(used, most),
            ),
            facts: asking.facts.into_iter().filter_map(Facts::of).collect(),
            why: lines(asking.why),
            opportunities: show
                .opportunities
                .iter()
                .map(|it| (it.title.clone(), it.stage.replace('-', " ")))
                .collect(),
            playbooks: asking
                .playbooks
                .iter()
                .map(|it| {
                    let is_chosen = plan.as_ref().is_some_and(|plan| plan.key == it.key);
                    (it.key.clone(), it.title.clone(), is_chosen)
                })
                .collect(),
            plan,
            form: asking.form,
            can_play: user.is_practice() && sent,
            channels: ["call", "in-person", "message", "mail", "paper"]
                .map(|word| (word, (words.channel)(word))),
            undo: UndoBar::of(&asking.resting, user.me.undo_seconds, &user.locale.words.shell),
            id: contact.id.clone(),
            name: contact.name.clone(),
            given,
        }
    }
}

impl Next {
    fn of(follow_up: &FollowUpView, today: &'static TodayWords) -> Self {
        let is_ready = follow_up.acts.iter().any(|act| act == "edit");
        let presses = follow_up
            .acts
            .iter()
            .flat_map(|act| match act.as_str() {
                "arrived" => vec!["arrived", "not-arrived"],
                act => vec![act],
            })
            .filter_map(|act| {
                let act = match act {
                    "done" => "done",
                    "undo" => "undo",
                    "belated" => "belated",
                    "skip" => "skip",
                    "resume" => "resume",
                    "stop" => "stop",
                    "end" => "end",
                    "arrived" => "arrived",
                    "not-arrived" => "not-arrived",
                    _ => return None,
                };
                let key = match act {
                    "skip" => Some("x"),
                    "undo" => Some("u"),
                    _ => None,
                };
                Some((act, (today.act)(act), key))
            })
            .collect();
        Self {
            who: follow_up.id.clone(),
            standing: sentence_of(&format!("{} {}", follow_up.step, follow_up.state_words)),
            // That it is written and waits would only be said twice.
            because: if is_ready { String::new() } else { sentence_of(&follow_up.reason) },
            draft: follow_up.draft.as_ref().map(|draft| {
                let text: Vec<&str> = draft.body.split("\n\n").take(2).map(str::trim).collect();
                (draft.subject.clone(), text.join(" ").chars().take(260).collect())
            }),
            approve: is_ready.then(|| format!("/approve?at={}", encoded(&follow_up.id))),
            letter: is_ready.then(|| format!("/letters?at={}", encoded(&follow_up.id))),
            presses,
            can_wait: follow_up.acts.iter().any(|act| act == "snooze"),
        }
    }
}

/// The application's words with its dates as people say them.
fn with_days(user: &User, words: &str) -> String {
    let said = words.split_whitespace().map(|word| match word.parse::<jiff::civil::Date>() {
        Ok(day) => user.locale.long_day(day),
        Err(_) => word.to_owned(),
    });
    said.collect::<Vec<_>>().join(" ")
}

impl Entry {
    fn of(
        user: &User,
        entry: &TimelineView,
        given: &str,
        opened: &mut Option<MessageView>,
    ) -> Self {
        let words = &user.locale.words.person;
        let is_mail = entry.kind == "message";
        let is_in = entry.direction.as_deref() == Some("in");
        let is_open = opened.as_ref().is_some_and(|it| Some(&it.id) == entry.message.as_ref());
        let card = if is_open { opened.take().map(|it| Card::of(user, it)) } else { None };
        let class = entry.why.as_deref().filter(|_| is_mail).and_then(class_of);
        Self {
            when: user.when(&entry.at),
            is_ahead: entry.at.parse::<Timestamp>().is_ok_and(|at| at > user.now),
            title: match (is_mail, is_in) {
                (true, true) => (words.they_wrote)(given),
                (true, false) => words.you_wrote.to_owned(),
                (false, _) => entry.title.clone(),
            },
            text: if is_mail { excerpt(&entry.text) } else { entry.text.clone() },
            is_mail,
            read_as: class.filter(|_| is_in).map(user.locale.words.message.class),
            why: entry.why.clone().filter(|_| !is_mail),
            message: entry.message.clone(),
            card,
        }
    }
}

impl Facts {
    fn of(view: FactsView) -> Option<Self> {
        (!view.facts.is_empty()).then(|| Self {
            touchpoint: view.touchpoint,
            from: format!("{}, {}", view.title, view.when),
            lines: view.facts.join("\n"),
            facts: view.facts,
        })
    }
}

impl Plan {
    fn of(
        key: String,
        lines: Vec<PlanView>,
        playbooks: &[PlaybookView],
        words: &PersonWords,
    ) -> Self {
        let title = playbooks.iter().find(|it| it.key == key).map(|it| it.title.clone());
        Self {
            title: title.unwrap_or_else(|| key.clone()),
            key,
            lines: lines
                .into_iter()
                .map(|line| {
                    let when = match line.preferred {
                        Some(_) => line.when,
                        None => line.when.replace("left out", words.left_out),
                    };
                    (when, line.title, sentence_of(&line.why))
                })
                .collect(),
        }
    }
}

/// The steps that are still to come, the furthest on top.
fn ahead(user: &User, follow_ups: &[FollowUpView]) -> Vec<Entry> {
    let mut steps: BTreeMap<(Timestamp, String), Entry> = BTreeMap::new();
    for follow_up in follow_ups {
        for line in &follow_up.plan {
            let Some(at) = line.preferred.as_deref().and_then(|at| at.parse().ok()) else {
                continue;
            };
            if at < user.now {
                continue;
            }
            let entry = Entry {
                when: Some(user.locale.when(at, user.now, &user.zone)),
                is_ahead: true,
                title: line.title.clone(),
                text: sentence_of(&line.why),
                is_mail: false,
                read_as: None,
                why: None,
                message: None,
                card: None,
            };
            steps.insert((at, format!("{}{}", follow_up.id, line.step)), entry);
        }
    }
    steps.into_values().rev().collect()
}

/// The word of a class in the timeline's sentence ("taken for: question (90 %), because …").
fn class_of(why: &str) -> Option<&str> {
    why.strip_prefix("taken for: ")?.split(' ').next()
}

fn excerpt(text: &str) -> String {
    let short: String = text.chars().take(EXCERPT).collect();
    if short.len() < text.len() { format!("{}…", short.trim_end()) } else { short }
}

fn is_mail(entry: &TimelineView, direction: &str) -> bool {
    entry.kind == "message" && entry.direction.as_deref() == Some(direction)
}

/// "Head of Automation, Acme Robotics".
fn line(contact: &ContactView, words: &PersonWords) -> String {
    match (&contact.role, &contact.organisation) {
        (Some(role), Some(organisation)) => format!("{role} {} {organisation}", words.at),
        (Some(one), None) | (None, Some(one)) => one.clone(),
        (None, None) => String::new(),
    }
}

/// Each address with what shows that it works, or that it does not.
fn addresses(
    user: &User,
    contact: &ContactView,
    wrote: Option<&str>,
    words: &PersonWords,
) -> Vec<(String, Option<String>)> {
    let day = wrote.and_then(|at| at.parse::<Timestamp>().ok()).map(|at| {
        let day = |at: Timestamp| at.to_zoned(user.zone.clone()).date();
        (words.reached)(&user.locale.day(day(at), day(user.now)))
    });
    contact
        .addresses
        .iter()
        .enumerate()
        .map(|(index, address)| (address.clone(), day.clone().filter(|_| index == 0)))
        .collect()
}

/// What is next and why, then the journal, newest first.
fn lines(why: WhyView) -> Vec<String> {
    let journal =
        why.journal.into_iter().map(|line| format!("{}: {}", line.when, sentence_of(&line.reason)));
    why.next.into_iter().map(|line| sentence_of(&line)).chain(journal).take(WHY_LINES).collect()
}

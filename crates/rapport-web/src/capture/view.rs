//! What Capture shows: the field, chips of the reading, what starts; and the plan afterwards.

use askama::Template;
use rapport_app::view::{FollowUpView, PlaybookView, ShowView};

use super::Read;
use super::chips::{self, Chip};
use crate::page::{Shell, encoded, sentence_of};
use crate::places::Here;
use crate::web::User;
use crate::words::{CaptureWords, When};

/// The page.
#[derive(Template)]
#[template(path = "capture/page.html")]
pub struct CapturePage {
    shell: Shell,
    words: &'static CaptureWords,
    say: String,
    event: Option<Event>,
    names_event: bool,
    reading: Reading,
    key: String,
    trouble: Option<String>,
}

/// The event of event mode.
pub struct Event {
    name: String,
    heading: String,
    count: String,
    /// Where those who were met there are listed.
    href: String,
}

/// The chips and what starts.
pub struct Reading {
    chips: Vec<Chip>,
    empty: Vec<Chip>,
    hints: Vec<String>,
    is_signature: bool,
    memo: Option<String>,
    starts: Option<Starts>,
}

/// What would start.
pub struct Starts {
    title: String,
    why: String,
    steps: Vec<String>,
}

/// The chips alone, while one types.
#[derive(Template)]
#[template(path = "capture/read.html")]
pub struct ReadPart {
    words: &'static CaptureWords,
    reading: Reading,
}

impl CapturePage {
    /// Lays out the page.
    pub fn of(
        user: &User,
        say: String,
        event: Option<(String, u32)>,
        reading: Option<Read>,
        playbooks: &[PlaybookView],
        key: String,
        trouble: Option<String>,
    ) -> Self {
        let words = &user.locale.words.capture;
        Self {
            shell: user.shell(Here::Capture),
            words,
            say,
            event: event.map(|(name, count)| Event {
                heading: (words.question_at)(&name),
                count: (words.event_count)(count),
                href: format!("/people?tag={}", encoded(&name)),
                name,
            }),
            names_event: false,
            reading: Reading::of(reading.as_ref(), playbooks, words),
            key,
            trouble,
        }
    }

    /// An event is about to be named.
    pub fn naming_event(self, names_event: bool) -> Self {
        Self { names_event: names_event && self.event.is_none(), ..self }
    }
}

impl ReadPart {
    /// The chips of a reading.
    pub fn of(user: &User, reading: Option<&Read>, playbooks: &[PlaybookView]) -> Self {
        let words = &user.locale.words.capture;
        Self { words, reading: Reading::of(reading, playbooks, words) }
    }
}

impl Reading {
    fn of(view: Option<&Read>, playbooks: &[PlaybookView], words: &'static CaptureWords) -> Self {
        let nothing = Self {
            chips: Vec::new(),
            empty: Vec::new(),
            hints: Vec::new(),
            is_signature: false,
            memo: None,
            starts: None,
        };
        let Some(Read { view, read }) = view else { return nothing };
        let guess = view.reading.guess.playbook.as_str();
        let guessed = playbooks.iter().find(|it| it.key == guess);
        let by_kind = guessed.map_or(words.no_playbook, |it| it.title.as_str());
        let mut options = vec![(String::new(), (words.by_kind)(by_kind))];
        options.push(("none".to_owned(), words.no_playbook.to_owned()));
        options.extend(playbooks.iter().map(|it| (it.key.clone(), it.title.clone())));
        let mut all = chips::chips(view, read, &options, words);
        all.iter_mut().for_each(Chip::say_days);
        let says = |chip: &Chip| !chip.is_empty() || chip.is("name-0") || chip.is("playbook");
        let (chips, empty): (Vec<Chip>, Vec<Chip>) = all.into_iter().partition(says);
        let key = view.form.playbook.as_deref().filter(|key| !key.is_empty());
        let kind =
            view.form.kind.as_deref().and_then(rapport_core::touchpoint::TouchpointKind::parse);
        // A corrected kind starts its own playbook.
        let by_kind = match kind {
            Some(kind) => kind.playbook().unwrap_or("none"),
            None => guess,
        };
        let key = key.unwrap_or(by_kind);
        let starts = playbooks.iter().find(|it| it.key == key).map(|it| Starts {
            title: it.title.clone(),
            why: (words.because)(&view.reading.guess.why),
            steps: it.steps.clone(),
        });
        Self {
            chips,
            empty,
            hints: view.reading.hints.iter().map(|hint| sentence_of(hint)).collect(),
            is_signature: view.reading.is_signature,
            memo: view.form.memo.clone().filter(|memo| !memo.trim().is_empty()),
            starts,
        }
    }
}

/// What was kept and what follows.
#[derive(Template)]
#[template(path = "capture/done.html")]
pub struct DonePage {
    shell: Shell,
    words: &'static CaptureWords,
    title: String,
    people: Vec<Kept>,
}

/// One person who was kept.
pub struct Kept {
    name: String,
    href: String,
    plans: Vec<Plan>,
}

/// What runs for them.
pub struct Plan {
    title: String,
    steps: Vec<Step>,
}

/// One dated step.
pub struct Step {
    when: When,
    title: String,
    best_by: Option<When>,
    too_late: Option<When>,
    why: String,
    begins: Option<String>,
    note: String,
}

impl DonePage {
    /// Lays out the plans.
    pub fn of(user: &User, shown: Vec<ShowView>) -> Self {
        let words = &user.locale.words.capture;
        let names: Vec<&str> = shown.iter().map(|it| it.contact.name.as_str()).collect();
        Self {
            shell: user.shell(Here::Capture),
            words,
            title: (words.done)(&names.join(", ")),
            people: shown
                .iter()
                .map(|it| Kept {
                    name: it.contact.name.clone(),
                    href: format!("/person/{}", it.contact.id),
                    plans: it.follow_ups.iter().map(|one| plan(user, one)).collect(),
                })
                .collect(),
        }
    }
}

fn plan(user: &User, follow_up: &FollowUpView) -> Plan {
    let draft = follow_up.draft.as_ref();
    let steps = follow_up.plan.iter().enumerate().filter_map(|(at, line)| {
        let zone = jiff::tz::TimeZone::get(&line.zone).unwrap_or(jiff::tz::TimeZone::UTC);
        let brief = |text: &Option<String>| {
            let at = text.as_deref()?.parse().ok()?;
            Some(user.locale.brief(at, user.now, &zone))
        };
        Some(Step {
            when: brief(&line.preferred)?,
            title: line.title.clone(),
            best_by: brief(&line.closes),
            too_late: brief(&line.expires),
            why: sentence_of(&line.why),
            begins: draft.filter(|_| at == 0).map(|draft| draft.body.chars().take(220).collect()),
            note: format!("/approve?at={}", follow_up.id),
        })
    });
    Plan { title: follow_up.title.clone(), steps: steps.collect() }
}

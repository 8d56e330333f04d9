//! What Approve shows: the queue, the chosen note or its editor, and what stands beside it.

use askama::Template;
use jiff::Timestamp;
use jiff::tz::TimeZone;
use rapport_app::view::{BesideView, PlanView, RestingView, TodayRow, WhyView};

use crate::note::Note;
use crate::page::{Shell, UndoBar, encoded, initials, sentence_of};
use crate::places::Here;
use crate::today::window::{self, Picture};
use crate::web::User;
use crate::words::{ApproveWords, When};

/// Sentences of the journal beside the note.
const WHY_LINES: usize = 8;

/// Steps of the plan that follow.
const PLAN_LINES: usize = 5;

/// Places of the cap that are drawn.
const SLOTS: u32 = 12;

/// What the application knows around the chosen note.
pub struct Around {
    /// Facts, cap, window.
    pub beside: BesideView,
    /// The plan from this step on.
    pub plan: Vec<PlanView>,
    /// Why it is there.
    pub why: WhyView,
}

/// What the editor holds, where that is not what is stored.
#[derive(Default)]
pub struct Typed {
    /// The subject as typed.
    pub subject: Option<String>,
    /// The text as typed.
    pub body: Option<String>,
    /// Why it was not kept.
    pub trouble: Option<String>,
}

/// The page.
#[derive(Template)]
#[template(path = "approve/page.html")]
pub struct ApprovePage {
    shell: Shell,
    words: &'static ApproveWords,
    queue: Vec<Waiting>,
    /// Follow-up and hash of each note that one yes is enough for.
    ready: Vec<(String, String)>,
    current: Option<Current>,
    undo: Option<UndoBar>,
}

/// A note in the queue.
pub struct Waiting {
    key: String,
    href: String,
    initials: String,
    name: String,
    kind: String,
    too_late: Option<When>,
    is_last_day: bool,
    is_chosen: bool,
}

/// The chosen note.
pub struct Current {
    who: String,
    seen: String,
    name: String,
    contact: String,
    from_name: String,
    from_address: String,
    summary: String,
    note: Note,
    editor: Option<Editor>,
    can_approve: bool,
    is_by_hand: bool,
    leaves: Option<When>,
    /// Where one goes on once this note is decided.
    next: String,
    reason: String,
    best_by: Option<When>,
    too_late: Option<When>,
    picture: Option<Picture>,
    facts: Vec<String>,
    facts_from: Option<String>,
    cap: Cap,
    plan: Vec<(String, String)>,
    why: Vec<String>,
    stops: String,
}

/// The note as text.
pub struct Editor {
    subject: String,
    body: String,
    trouble: Option<String>,
    rows: usize,
}

/// The cap as places for notes.
pub struct Cap {
    /// The class of each place.
    pub slots: Vec<&'static str>,
    /// Notes in 30 days.
    pub used: u32,
    /// The most.
    pub most: u32,
    /// What it measures.
    pub label: String,
    /// The same in a sentence.
    pub sentence: String,
}

impl Cap {
    /// Draws the places; the one after the used ones is this note's.
    pub fn of(used: u32, most: u32, has_next: bool, label: String, sentence: String) -> Self {
        let slots = (0..most.min(SLOTS))
            .map(|place| match place {
                place if place < used => "used",
                place if place == used && has_next => "next",
                _ => "",
            })
            .collect();
        Self { slots, used: used.min(most), most, label, sentence }
    }
}

impl ApprovePage {
    /// Lays the queue out, with one note chosen.
    pub fn of(
        user: &User,
        queue: Vec<TodayRow>,
        chosen: Option<usize>,
        around: Option<Around>,
        edit: Option<Typed>,
        resting: &[RestingView],
    ) -> Self {
        let words = &user.locale.words.approve;
        let ready = queue
            .iter()
            .filter(|row| row.acts.first().is_some_and(|act| act == "approve"))
            .filter_map(|row| Some((row.follow_up.clone()?, row.draft.as_ref()?.hash.clone())))
            .collect();
        let current = match (chosen, around) {
            (Some(at), Some(around)) => Some(Current::of(user, &queue, at, around, edit, words)),
            _ => None,
        };
        Self {
            shell: user.shell(Here::Today),
            words,
            ready,
            current,
            undo: UndoBar::of(resting, user.me.undo_seconds, &user.locale.words.shell),
            queue: queue
                .iter()
                .enumerate()
                .map(|(index, row)| Waiting::of(user, row, Some(index) == chosen))
                .collect(),
        }
    }
}

impl Waiting {
    fn of(user: &User, row: &TodayRow, is_chosen: bool) -> Self {
        let key = row.follow_up.clone().unwrap_or_default();
        let window = row.window.as_ref();
        let zone = window.and_then(|it| TimeZone::get(&it.zone).ok()).unwrap_or(TimeZone::UTC);
        let closes = window.and_then(|it| it.closes.parse::<Timestamp>().ok());
        let date = |at: Timestamp| at.to_zoned(zone.clone()).date();
        Self {
            href: format!("/approve?at={}", encoded(&key)),
            key,
            initials: initials(&row.name),
            name: row.name.clone(),
            kind: row.title.clone(),
            too_late: window
                .and_then(|it| it.expires.parse().ok())
                .map(|at| user.locale.brief(at, user.now, &zone)),
            is_last_day: closes.is_some_and(|at| date(at) == date(user.now)),
            is_chosen,
        }
    }
}

impl Current {
    fn of(
        user: &User,
        queue: &[TodayRow],
        at: usize,
        around: Around,
        edit: Option<Typed>,
        words: &'static ApproveWords,
    ) -> Self {
        let row = &queue[at];
        let Around { beside, plan, why } = around;
        let draft = row.draft.as_ref();
        let note = draft.map(|draft| Note::of(draft, words)).unwrap_or_default();
        let window = beside.window.as_ref();
        let zone = window.and_then(|it| TimeZone::get(&it.zone).ok()).unwrap_or(TimeZone::UTC);
        let instant = |text: &str| text.parse::<Timestamp>().ok();
        let brief = |at: Timestamp| user.locale.brief(at, user.now, &zone);
        let is_by_hand = row.group == "by-hand" || draft.is_some_and(|it| it.to.is_empty());
        let next = queue
            .get(at + 1)
            .or_else(|| queue.first().filter(|_| at > 0))
            .and_then(|row| row.follow_up.as_deref());
        let given = beside.name.split_whitespace().next().unwrap_or_default().to_owned();
        let editor = edit.map(|typed| Editor::of(draft, typed));
        Self {
            who: row.follow_up.clone().unwrap_or_default(),
            seen: draft.map(|it| it.hash.clone()).unwrap_or_default(),
            name: row.name.clone(),
            contact: beside.contact.clone(),
            from_name: user.me.name.clone(),
            from_address: user.me.address.clone().unwrap_or_default(),
            summary: (words.summary)(at + 1, queue.len(), note.count),
            note,
            editor,
            can_approve: row.acts.iter().any(|act| act == "approve"),
            is_by_hand,
            leaves: window
                .and_then(|it| instant(&it.preferred))
                .filter(|at| *at > user.now && !is_by_hand)
                .map(brief),
            next: next.map_or_else(
                || "/approve".to_owned(),
                |next| format!("/approve?at={}", encoded(next)),
            ),
            reason: sentence_of(&row.why_now),
            best_by: window.and_then(|it| instant(&it.closes)).map(brief),
            too_late: window.and_then(|it| instant(&it.expires)).map(brief),
            picture: window.and_then(|it| window::draw(it, user.now, &user.locale.words.today)),
            facts_from: beside
                .from
                .as_ref()
                .map(|it| (words.facts_from)(&format!("{}, {}", it.title.to_lowercase(), it.when))),
            facts: beside.facts,
            cap: Cap::of(
                beside.used,
                beside.cap,
                beside.used < beside.cap,
                (words.cap_label)(&given),
                (words.cap_sentence)(beside.used, beside.cap, &given),
            ),
            plan: plan
                .into_iter()
                .skip(1)
                .filter(|line| line.preferred.is_some())
                .take(PLAN_LINES)
                .map(|line| (line.when, line.title))
                .collect(),
            why: lines(why),
            stops: (words.stops)(&given),
        }
    }
}

impl Editor {
    fn of(draft: Option<&rapport_app::view::DraftView>, typed: Typed) -> Self {
        let kept = |part: fn(&rapport_app::view::DraftView) -> &String| {
            draft.map(|it| part(it).clone()).unwrap_or_default()
        };
        let body = typed.body.unwrap_or_else(|| kept(|it| &it.body));
        let lines: usize = body.lines().map(|line| 1 + line.chars().count() / 56).sum();
        Self {
            subject: typed.subject.unwrap_or_else(|| kept(|it| &it.subject)),
            rows: (lines + 1).clamp(8, 26),
            body,
            trouble: typed.trouble,
        }
    }
}

/// What is next and why, then the journal, newest first.
fn lines(why: WhyView) -> Vec<String> {
    let journal =
        why.journal.into_iter().map(|line| format!("{}: {}", line.when, sentence_of(&line.reason)));
    why.next.into_iter().map(|line| sentence_of(&line)).chain(journal).take(WHY_LINES).collect()
}

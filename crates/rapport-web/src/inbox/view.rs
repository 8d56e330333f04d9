//! What the inbox shows.

use askama::Template;
use rapport_app::inbox::{InboxView, QuestionView, SuggestionView};
use rapport_app::inbox_stats::WaitsView;
use rapport_app::view::{FactsView, MessageView, RestingView, ShowView, TimelineView, TurnView};

use crate::message::Card;
use crate::page::{Shell, UndoBar, encoded, initials, sentence_of};
use crate::places::Here;
use crate::web::User;
use crate::words::{InboxWords, MessageWords, When};

/// Facts beside the thread.
const FACTS: usize = 6;

/// What the application knows of the open thread.
pub struct Open {
    /// The person.
    pub show: ShowView,
    /// What is known of them.
    pub facts: Vec<FactsView>,
    /// Their mail, newest first.
    pub messages: Vec<TimelineView>,
    /// The message that is shown in full.
    pub newest: Option<MessageView>,
}

/// The page.
#[derive(Template)]
#[template(path = "inbox/page.html")]
pub struct InboxPage {
    shell: Shell,
    words: &'static InboxWords,
    message_words: &'static MessageWords,
    summary: String,
    /// How long people waited for the user of late.
    figures: Option<String>,
    groups: Vec<Group>,
    questions: Vec<Question>,
    suggestions: Vec<Suggestion>,
    open: Option<Thread>,
    is_asked: bool,
    undo: Option<UndoBar>,
}

/// Rows under one heading.
pub struct Group {
    key: &'static str,
    heading: &'static str,
    count: u64,
    rows: Vec<Row>,
    more: Option<String>,
}

/// One row.
pub struct Row {
    key: String,
    href: String,
    initials: String,
    name: String,
    organisation: Option<String>,
    words: String,
    length: Option<String>,
    is_mine: bool,
    is_chosen: bool,
}

/// Mail that may belong to a pursuit.
pub struct Suggestion {
    message: String,
    subject: String,
    why: String,
    /// The pursuit that is suggested.
    title: Option<String>,
    /// Who wrote it, if that is known.
    name: Option<String>,
}

/// Mail that only the user can judge.
pub struct Question {
    follow_up: String,
    name: String,
    href: String,
    taken_for: Option<String>,
    said: String,
    named: Vec<String>,
    /// The message whose named person is taken up by one press.
    takes: Option<String>,
}

/// The open thread.
pub struct Thread {
    contact: String,
    name: String,
    line: String,
    subject: String,
    card: Option<Card>,
    earlier: Vec<(String, Option<When>, String)>,
    earlier_sum: String,
    mailto: Option<String>,
    is_mine: bool,
    facts: Vec<String>,
    next: String,
    held: Option<String>,
    channels: [(&'static str, &'static str); 4],
}

impl InboxPage {
    /// Lays the groups and the open thread out.
    pub fn of(
        user: &User,
        inbox: InboxView,
        figures: &WaitsView,
        resting: &[RestingView],
        open: Option<Open>,
        is_asked: bool,
    ) -> Self {
        let words = &user.locale.words.inbox;
        let InboxView { turns, questions, suggestions } = inbox;
        let summary = (words.summary)(turns.mine_in_all, turns.theirs_in_all);
        let chosen = open.as_ref().map(|it| it.show.contact.id.clone()).unwrap_or_default();
        let held = |group: &[TurnView]| {
            group.iter().find(|it| it.contact == chosen).and_then(|it| it.follow_up.clone())
        };
        let held = held(&turns.away).or_else(|| held(&turns.snoozed));
        let is_mine = turns.mine.iter().any(|it| it.contact == chosen);
        let (away, snoozed) = (turns.away.len() as u64, turns.snoozed.len() as u64);
        let mut is_free = true;
        let mut group = |key, heading, count: u64, rows: Vec<TurnView>| {
            let shown = rows.len() as u64;
            let rows: Vec<Row> =
                rows.into_iter().map(|row| Row::of(key, row, &chosen, &mut is_free)).collect();
            Group {
                key,
                heading,
                count,
                more: (count > shown).then(|| (words.more)(count - shown)),
                rows,
            }
        };
        let mut groups = vec![
            group("mine", words.mine, turns.mine_in_all, turns.mine),
            group("theirs", words.theirs, turns.theirs_in_all, turns.theirs),
            group("away", words.away, away, turns.away),
            group("snoozed", words.snoozed, snoozed, turns.snoozed),
        ];
        groups.retain(|group| !group.rows.is_empty());
        Self {
            shell: user.shell(Here::Inbox),
            words,
            message_words: &user.locale.words.message,
            summary,
            groups,
            figures: figures
                .median
                .as_deref()
                .map(|median| (words.figures)(figures.answered, median)),
            questions: questions.into_iter().map(|it| Question::of(user, it)).collect(),
            suggestions: suggestions.into_iter().map(Suggestion::of).collect(),
            open: open.map(|open| Thread::of(user, open, is_mine, held)),
            is_asked,
            undo: UndoBar::of(resting, user.me.undo_seconds, &user.locale.words.shell),
        }
    }
}

impl Suggestion {
    fn of(view: SuggestionView) -> Self {
        Self {
            why: format!("{} ({})", sentence_of(&view.why), view.when),
            message: view.message,
            subject: view.subject,
            title: view.title,
            name: view.name,
        }
    }
}

impl Question {
    fn of(user: &User, view: QuestionView) -> Self {
        let words = &user.locale.words.inbox;
        let is_new =
            |it: &rapport_app::named::NamedView| it.address.is_some() && it.known.is_none();
        let takes = view.named.iter().any(is_new);
        let named = view.named.iter().map(|it| {
            let who: Vec<&str> =
                [&it.name, &it.address].into_iter().filter_map(|part| part.as_deref()).collect();
            (words.names)(&it.role, &who.join(", "))
        });
        Self {
            named: named.collect(),
            href: format!("/inbox?at={}", encoded(&view.contact)),
            taken_for: view.class.map(|class| (user.locale.words.message.class)(&class).to_owned()),
            follow_up: view.follow_up,
            name: view.name,
            said: view.words,
            takes: view.message.filter(|_| takes),
        }
    }
}

impl Row {
    /// A person may stand in several groups; only the first of these rows is the chosen one.
    fn of(group: &str, row: TurnView, chosen: &str, is_free: &mut bool) -> Self {
        let is_chosen = *is_free && row.contact == chosen;
        if is_chosen {
            *is_free = false;
        }
        Self {
            key: format!("{group}-{}-{}", row.contact, row.follow_up.as_deref().unwrap_or("")),
            href: format!("/inbox?at={}", encoded(&row.contact)),
            initials: initials(&row.name),
            name: row.name,
            organisation: row.organisation,
            words: row.words,
            length: row.length,
            is_mine: group == "mine",
            is_chosen,
        }
    }
}

impl Thread {
    fn of(user: &User, open: Open, is_mine: bool, held: Option<String>) -> Self {
        let words = &user.locale.words.inbox;
        let person = &user.locale.words.person;
        let Open { show, facts, messages, newest } = open;
        let contact = show.contact;
        let given = contact.name.split_whitespace().next().unwrap_or_default();
        let earlier: Vec<_> = messages
            .iter()
            .filter(|it| {
                newest.as_ref().is_none_or(|newest| Some(&newest.id) != it.message.as_ref())
            })
            .map(|it| {
                let who = match it.direction.as_deref() {
                    Some("in") => (words.they_wrote)(given),
                    _ => words.you_wrote.to_owned(),
                };
                (who, user.when(&it.at), it.text.clone())
            })
            .collect();
        let subject = newest.as_ref().map(|it| it.subject.clone()).unwrap_or_default();
        let new_text = messages
            .iter()
            .find(|it| {
                newest.as_ref().is_some_and(|newest| Some(&newest.id) == it.message.as_ref())
            })
            .map(|it| it.text.clone())
            .unwrap_or_default();
        let line = match (&contact.role, &contact.organisation) {
            (Some(role), Some(organisation)) => format!("{role} {} {organisation}", person.at),
            (Some(one), None) | (None, Some(one)) => one.clone(),
            (None, None) => String::new(),
        };
        let answer = if subject.to_lowercase().starts_with("re:") {
            subject.clone()
        } else {
            format!("Re: {subject}")
        };
        Self {
            mailto: contact
                .addresses
                .first()
                .filter(|_| contact.suppressed.is_none())
                .map(|address| format!("mailto:{}?subject={}", path_of(address), encoded(&answer))),
            card: newest.map(|it| Card::of(user, it).opening_with(&new_text)),
            earlier_sum: (words.earlier)(earlier.len()),
            earlier,
            subject,
            line,
            is_mine,
            held,
            facts: facts.into_iter().flat_map(|it| it.facts).take(FACTS).collect(),
            next: sentence_of(&show.next),
            channels: ["mail", "call", "message", "in-person"]
                .map(|word| (word, (person.channel)(word))),
            contact: contact.id,
            name: contact.name,
        }
    }
}

/// An address as the path of a `mailto` (RFC 6068 section 2).
fn path_of(address: &str) -> String {
    encoded(address).replace('/', "%2F").replace("%40", "@")
}

//! What Today shows: groups of rows, the chosen note, notices, the bar that counts down.

use askama::Template;
use jiff::Timestamp;
use jiff::tz::TimeZone;
use rapport_app::view::{DraftView, PlanView, TodayRow, TodayView, WhyView};

use super::window::{self, Picture};
use crate::page::{Shell, UndoBar, encoded, initials, sentence_of};
use crate::places::Here;
use crate::web::User;
use crate::words::{TodayWords, When};

/// The act that says no to a suggestion.
const UNRELATED: &str = "unrelated";

/// Sentences of the journal beside the chosen row.
const WHY_LINES: usize = 6;

/// What the application knows beside the chosen row.
#[derive(Default)]
pub struct Beside {
    /// The plan from this step on.
    pub plan: Vec<PlanView>,
    /// Why it is there.
    pub why: Option<WhyView>,
}

/// The page.
#[derive(Template)]
#[template(path = "today/page.html")]
pub struct TodayPage {
    shell: Shell,
    words: &'static TodayWords,
    day: String,
    summary: Option<String>,
    streak: Option<String>,
    groups: Vec<Group>,
    peek: Option<Peek>,
    is_asked: bool,
    undo: Option<UndoBar>,
    /// What came due while the machine was off, from when to when.
    slept: Option<(String, When, When)>,
    absences: Vec<String>,
    forgotten: Option<String>,
    more: Option<String>,
    is_stopped: bool,
    /// Nobody was met yet: the one thing to do.
    pub first: Option<First>,
}

/// The one thing to do on a desk without contacts.
pub struct First {
    /// Where the user stands.
    pub ready: &'static str,
    /// What one may tell, as an example.
    pub example: &'static str,
    /// What to do.
    pub label: &'static str,
}

/// Rows under one heading.
pub struct Group {
    key: String,
    heading: String,
    rows: Vec<Row>,
    /// Follow-up and hash of each note that one yes is enough for.
    ready: Vec<(String, String)>,
}

/// One row.
pub struct Row {
    key: String,
    name: String,
    initials: String,
    organisation: Option<String>,
    kind: String,
    reason: String,
    /// What they asked, in their words.
    asked: Option<String>,
    first: Option<String>,
    best_by: Option<When>,
    too_late: Option<When>,
    is_late: bool,
    is_last_day: bool,
    /// It came due while the machine was off.
    came: bool,
    leaves: Option<When>,
    waiting: Option<String>,
    picture: Option<Picture>,
    press: Option<Press>,
    /// The other answer, where the row is a question of yes or no.
    no: Option<Press>,
    /// The message that the row is about.
    message: Option<String>,
    who: String,
    seen: Option<String>,
    is_chosen: bool,
    /// This row at full length beside the others.
    href: String,
    /// Where its name leads: the note, the thread, or the person.
    open: String,
}

/// A button.
pub struct Press {
    act: &'static str,
    label: &'static str,
    aria: String,
    key: Option<&'static str>,
}

/// The chosen row at full length.
pub struct Peek {
    key: String,
    name: String,
    kind: String,
    asked: Option<String>,
    reason: String,
    draft: Option<Note>,
    who: String,
    seen: Option<String>,
    message: Option<String>,
    /// Nobody knows yet who wrote that message.
    is_strangers: bool,
    main: Option<Press>,
    others: Vec<Press>,
    edit: Option<String>,
    can_wait: bool,
    leaves: Option<When>,
    plan: Vec<(String, String)>,
    why: Vec<String>,
}

/// A draft as it will arrive.
pub struct Note {
    to: String,
    subject: String,
    paragraphs: Vec<String>,
    sender_name: String,
    sender_lines: String,
    attachments: Vec<String>,
    findings: Vec<Finding>,
}

/// What needs a look.
pub struct Finding {
    text: String,
    why: String,
    better: Option<String>,
}

impl TodayPage {
    /// Lays out the agenda.
    pub fn of(
        user: &User,
        today: TodayView,
        chosen: Option<usize>,
        beside: Beside,
        absences: Vec<String>,
        is_asked: bool,
    ) -> Self {
        let words = &user.locale.words.today;
        let peek =
            chosen.and_then(|at| today.rows.get(at)).map(|row| Peek::of(user, row, beside, words));
        let wanted = today.rows.iter().filter(|row| row.group != "just-happened").count();
        let summary =
            (wanted > 0).then(|| (words.summary)(wanted + today.more, minutes(&today.rows)));
        let slept = today.catch_up.as_ref().and_then(|it| {
            let count = (words.slept)(it.rows.len());
            Some((count, user.when(&it.from)?, user.when(&it.to)?))
        });
        let came = today.catch_up.map_or_else(Vec::new, |it| it.rows);
        Self {
            shell: user.shell(Here::Today),
            words,
            day: user.locale.long_day(user.now.to_zoned(user.zone.clone()).date()),
            summary,
            streak: (today.habit.days > 1).then(|| (words.streak)(today.habit.days)),
            undo: UndoBar::of(&today.resting, user.me.undo_seconds, &user.locale.words.shell),
            slept,
            absences,
            forgotten: (!today.forgotten.is_empty()).then(|| {
                let shown = today.forgotten.len().min(5);
                let more = today.forgotten_more + today.forgotten.len() - shown;
                (words.forgotten)(&today.forgotten[..shown].join(", "), more)
            }),
            more: (today.more > 0).then(|| (words.more)(today.more)),
            groups: groups(user, today.rows, chosen, &came, words),
            peek,
            is_asked,
            is_stopped: user.me.stopped,
            first: None,
        }
    }
}

/// The row that the address names, else the first that asks for a press.
pub fn chosen(rows: &[TodayRow], at: Option<&str>) -> Option<usize> {
    let named = at.and_then(|at| rows.iter().position(|row| key(row) == at));
    named
        .or_else(|| rows.iter().position(|row| row.draft.as_ref().is_some_and(|it| it.approvable)))
        .or_else(|| rows.iter().position(|row| row.group != "just-happened"))
}

/// What names a row in an address: survives a list that moved.
fn key(row: &TodayRow) -> String {
    match (&row.follow_up, &row.message, &row.contact) {
        (Some(follow_up), _, _) => follow_up.clone(),
        (None, Some(message), _) => message.clone(),
        // A person may stand in several groups.
        (None, None, Some(contact)) => format!("{}-{contact}", row.group),
        (None, None, None) => format!("{}-{}", row.group, row.number),
    }
}

fn groups(
    user: &User,
    rows: Vec<TodayRow>,
    chosen: Option<usize>,
    came: &[usize],
    words: &'static TodayWords,
) -> Vec<Group> {
    let mut groups: Vec<Group> = Vec::new();
    for (index, row) in rows.into_iter().enumerate() {
        if groups.last().is_none_or(|group| group.key != row.group) {
            groups.push(Group {
                key: row.group.clone(),
                heading: row.heading.clone(),
                rows: Vec::new(),
                ready: Vec::new(),
            });
        }
        let Some(group) = groups.last_mut() else { continue };
        if let (Some(follow_up), Some(draft)) = (&row.follow_up, &row.draft)
            && row.acts.first().is_some_and(|act| act == "approve")
        {
            group.ready.push((follow_up.clone(), draft.hash.clone()));
        }
        let mut shown = Row::of(user, &row, Some(index) == chosen, words);
        shown.came = came.contains(&row.number);
        group.rows.push(shown);
    }
    groups
}

impl Row {
    fn of(user: &User, row: &TodayRow, is_chosen: bool, words: &'static TodayWords) -> Self {
        let is_news = row.group == "just-happened";
        let zone = zone_of(row);
        let when = |at: &str| Some(user.locale.brief(at.parse().ok()?, user.now, &zone));
        let picture = row.window.as_ref().and_then(|it| window::draw(it, user.now, words));
        let closes = row.window.as_ref().and_then(|it| it.closes.parse::<Timestamp>().ok());
        let date = |at: Timestamp| at.to_zoned(zone.clone()).date();
        let is_last_day = closes.is_some_and(|at| date(at) == date(user.now));
        let key = key(row);
        let asked = asked(row);
        let mut presses = presses(row, words).into_iter();
        // Only the user knows whose it is: without a guess there is nothing that one press could say.
        let press = presses.next().filter(|press| press.act != UNRELATED);
        let no = presses.next().filter(|press| press.act == UNRELATED);
        Self {
            name: row.name.clone(),
            // A message that may be anybody's is named by its subject.
            initials: row.contact.as_ref().map_or_else(|| "?".to_owned(), |_| initials(&row.name)),
            organisation: row.organisation.clone(),
            kind: match kind_of(row, words) {
                Some(kind) => kind,
                None if is_news || asked.is_some() => String::new(),
                None => row.title.clone(),
            },
            reason: if asked.is_some() {
                String::new()
            } else if is_news {
                sentence_of(&row.title)
            } else {
                sentence_of(&row.why_now)
            },
            asked,
            first: row.draft.as_ref().and_then(first_sentence),
            best_by: row.window.as_ref().and_then(|it| when(&it.closes)),
            too_late: row.window.as_ref().and_then(|it| when(&it.expires)),
            is_late: picture.as_ref().is_some_and(|it| it.is_late),
            is_last_day,
            came: false,
            leaves: leaves(user, row),
            waiting: match &row.waiting {
                Some(length) => Some((words.waiting)(length)),
                None if is_news => Some(row.why_now.clone()),
                None => None,
            },
            picture,
            press,
            no,
            message: row.message.clone(),
            who: who(row),
            seen: row.draft.as_ref().map(|draft| draft.hash.clone()),
            is_chosen,
            href: format!("/?at={}", encoded(&key)),
            open: open(row).unwrap_or_else(|| format!("/?at={}", encoded(&key))),
            key,
        }
    }
}

impl Peek {
    fn of(user: &User, row: &TodayRow, beside: Beside, words: &'static TodayWords) -> Self {
        let mut presses = presses(row, words).into_iter();
        let main = presses.next();
        let why = beside.why.map_or_else(Vec::new, |why| {
            let journal = why
                .journal
                .into_iter()
                .map(|line| format!("{}: {}", line.when, sentence_of(&line.reason)));
            why.next
                .into_iter()
                .map(|line| sentence_of(&line))
                .chain(journal)
                .take(WHY_LINES)
                .collect()
        });
        Self {
            key: key(row),
            name: row.name.clone(),
            kind: kind_of(row, words).unwrap_or_else(|| row.title.clone()),
            is_strangers: row.contact.is_none(),
            asked: asked(row),
            reason: sentence_of(&row.why_now),
            draft: row.draft.as_ref().map(Note::of),
            who: who(row),
            seen: row.draft.as_ref().map(|draft| draft.hash.clone()),
            message: row.message.clone(),
            main,
            others: presses.collect(),
            edit: edit(row),
            can_wait: row.acts.iter().any(|act| act == "snooze"),
            leaves: leaves(user, row),
            plan: beside
                .plan
                .into_iter()
                .skip(1)
                .filter(|line| line.preferred.is_some())
                .take(3)
                .map(|line| (line.when, line.title))
                .collect(),
            why,
        }
    }
}

impl Note {
    fn of(draft: &DraftView) -> Self {
        let (name, lines) = draft.sender.split_once('\n').unwrap_or((&draft.sender, ""));
        Self {
            to: draft.to.clone(),
            subject: draft.subject.clone(),
            paragraphs: draft
                .body
                .split("\n\n")
                .map(|text| text.trim().to_owned())
                .filter(|text| !text.is_empty())
                .collect(),
            sender_name: name.trim_start_matches("-- ").to_owned(),
            sender_lines: lines.trim().to_owned(),
            attachments: draft.attachments.clone(),
            findings: draft
                .findings
                .iter()
                .map(|finding| Finding {
                    text: finding.text.clone(),
                    why: sentence_of(&finding.why),
                    better: finding.better.clone(),
                })
                .collect(),
        }
    }
}

/// The zone of a row's times: the recipient's.
fn zone_of(row: &TodayRow) -> TimeZone {
    row.window.as_ref().and_then(|it| TimeZone::get(&it.zone).ok()).unwrap_or(TimeZone::UTC)
}

/// When a note leaves if it is approved now.
fn leaves(user: &User, row: &TodayRow) -> Option<When> {
    row.draft.as_ref()?;
    if row.group == "by-hand" {
        return None;
    }
    let preferred: Timestamp = row.window.as_ref()?.preferred.parse().ok()?;
    (preferred > user.now).then(|| user.locale.brief(preferred, user.now, &zone_of(row)))
}

/// Where a row is looked at whole.
fn open(row: &TodayRow) -> Option<String> {
    let contact = row.contact.as_deref();
    match (row.group.as_str(), &row.follow_up, &row.message) {
        ("they-wait", ..) => contact.map(|it| format!("/inbox?at={}", encoded(it))),
        (_, Some(follow_up), _) if edit(row).is_some() => {
            Some(format!("/approve?at={}", encoded(follow_up)))
        }
        (_, _, Some(message)) => Some(format!("/message/{}", encoded(message))),
        _ => contact.map(|it| format!("/person/{}", encoded(it))),
    }
}

/// Where the note of a row is edited.
fn edit(row: &TodayRow) -> Option<String> {
    let follow_up = row.follow_up.as_deref().filter(|_| row.draft.is_some())?;
    let may_edit = row.acts.iter().any(|act| act == "edit");
    may_edit.then(|| format!("/approve?at={}&edit=1", encoded(follow_up)))
}

/// What a mail may be about: a guess where it may be anybody's, the pursuit where its writer is known.
fn kind_of(row: &TodayRow, words: &TodayWords) -> Option<String> {
    let title = row.about.as_deref()?;
    Some(if row.contact.is_some() { title.to_owned() } else { (words.about)(title) })
}

/// Whom the row's forms name.
fn who(row: &TodayRow) -> String {
    row.follow_up.clone().or_else(|| row.contact.clone()).unwrap_or_default()
}

/// What somebody who waits asked, without the marks around it.
fn asked(row: &TodayRow) -> Option<String> {
    let words = row.title.strip_prefix('"')?.strip_suffix('"')?;
    (row.group == "they-wait").then(|| words.to_owned())
}

/// The first sentence of the text itself.
fn first_sentence(draft: &DraftView) -> Option<String> {
    let text = draft.body.lines().skip(1).find(|line| !line.trim().is_empty())?;
    Some(text.trim().to_owned())
}

/// The buttons of a row; the application's first act is the one that the row offers.
fn presses(row: &TodayRow, words: &'static TodayWords) -> Vec<Press> {
    let mut presses = Vec::new();
    for act in &row.acts {
        let act: &[&str] = match act.as_str() {
            "approve" => &["approve"],
            "done" => &["done"],
            "undo" => &["undo"],
            "belated" => &["belated"],
            "skip" => &["skip"],
            "resume" => &["resume"],
            "stop" => &["stop"],
            "end" => &["end"],
            "arrived" => &["arrived", "not-arrived"],
            "settle" => &["settle"],
            "offers accept" => &["accept"],
            "offers decline" => &["decline"],
            // Without a guess `confirm` asks for a name, as `snooze` does for a date; the others are pages.
            "confirm" if row.about.is_some() => &["suggested"],
            "confirm --no" => &[UNRELATED],
            _ => &[],
        };
        for act in act {
            let label = (words.act)(act);
            presses.push(Press {
                act,
                label,
                aria: (words.act_aria)(label, &row.name),
                key: match *act {
                    "approve" | "done" | "accept" | "suggested" => Some("a"),
                    "skip" | "decline" | UNRELATED => Some("x"),
                    "undo" => Some("u"),
                    _ => None,
                },
            });
        }
    }
    presses
}

/// About how long the rows take, in minutes.
fn minutes(rows: &[TodayRow]) -> usize {
    let half_minutes: usize = rows
        .iter()
        .map(|row| match row.group.as_str() {
            "they-wait" | "by-hand" => 4,
            "decide" => 2,
            "ready" | "closing-soon" => 1,
            _ => 0,
        })
        .sum();
    half_minutes.div_ceil(2)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn row(group: &str, acts: &[&str]) -> TodayRow {
        TodayRow {
            number: 1,
            group: group.to_owned(),
            heading: String::new(),
            name: "Dana Whitfield".to_owned(),
            contact: Some("c1".to_owned()),
            follow_up: None,
            message: None,
            about: None,
            title: "thank-you note".to_owned(),
            why_now: "interview yesterday".to_owned(),
            best_by: None,
            too_late_after: None,
            waiting: None,
            draft: None,
            acts: acts.iter().map(|act| (*act).to_owned()).collect(),
            organisation: None,
            window: None,
        }
    }

    #[test]
    fn the_first_act_of_the_application_is_the_rows_button() {
        let words = &crate::words::ENGLISH.today;
        let all = presses(&row("ready", &["approve", "edit", "snooze", "skip", "why"]), words);
        let acts: Vec<&str> = all.iter().map(|press| press.act).collect();
        assert_eq!(acts, ["approve", "skip"]);
        assert_eq!(all[0].aria, "Approve: Dana Whitfield");
        let doubt = presses(&row("decide", &["arrived", "why"]), words);
        assert_eq!(doubt.len(), 2, "both answers are offered");
    }

    #[test]
    fn the_chosen_row_is_the_one_named_else_the_first_that_asks() {
        let rows = [row("just-happened", &["why"]), row("they-wait", &["settle"])];
        assert_eq!(chosen(&rows, None), Some(1));
        assert_eq!(chosen(&rows, Some("just-happened-c1")), Some(0));
        assert_eq!(chosen(&rows, Some("gone")), Some(1));
        assert_eq!(chosen(&[], None), None);
    }

    #[test]
    fn minutes_are_rounded_up() {
        assert_eq!(minutes(&[row("ready", &[])]), 1);
        assert_eq!(minutes(&[row("ready", &[]), row("they-wait", &[])]), 3);
    }
}

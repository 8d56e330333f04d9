//! What Playbooks shows: the list, the plan by days, the text with its mistakes, the form.

use askama::Template;
use rapport_app::playbook_file::FileError;
use rapport_app::view::{ContactView, HolidayView, PersonRow, PlanView, PlaybookView};
use rapport_core::touchpoint::Channel;

use super::days;
use super::edit::{Mistake, OFFSETS};
use crate::page::{Shell, encoded, sentence_of};
use crate::places::Here;
use crate::web::User;
use crate::words::{PlaybookWords, When};

/// All playbooks.
#[derive(Template)]
#[template(path = "playbooks/list.html")]
pub struct ListPage {
    shell: Shell,
    words: &'static PlaybookWords,
    rows: Vec<PlaybookView>,
}

impl ListPage {
    /// Lays out the list.
    pub fn of(user: &User, rows: Vec<PlaybookView>) -> Self {
        Self { shell: user.shell(Here::Playbooks), words: &user.locale.words.playbooks, rows }
    }
}

/// A plan for somebody.
pub struct Preview {
    /// Whom it is for.
    pub contact: ContactView,
    /// The steps.
    pub plan: Vec<PlanView>,
    /// Weekdays on which nothing leaves.
    pub holidays: Vec<HolidayView>,
}

/// The plan.
#[derive(Template)]
#[template(path = "playbooks/plan.html")]
pub struct PlanPage {
    shell: Shell,
    words: &'static PlaybookWords,
    playbook: PlaybookView,
    address: String,
    here: &'static str,
    people: Vec<PersonRow>,
    who: String,
    trouble: Option<String>,
    dated: Option<Dated>,
}

/// The plan with dates.
pub struct Dated {
    contact: String,
    name: String,
    heading: String,
    lines: Vec<DayLine>,
    left_out: Vec<(String, String)>,
}

/// One line of it.
pub struct DayLine {
    iso: String,
    day: String,
    mark: &'static str,
    mark_words: &'static str,
    hint: Option<String>,
    is_key: bool,
    steps: Vec<DayStep>,
}

/// One step on its best day.
pub struct DayStep {
    title: String,
    channel: String,
    at: Option<When>,
    best_by: Option<When>,
    too_late: Option<When>,
    why: String,
}

impl PlanPage {
    /// Lays out a plan.
    pub fn of(
        user: &User,
        playbook: PlaybookView,
        preview: Option<Preview>,
        people: Vec<PersonRow>,
        who: Option<&str>,
        trouble: Option<String>,
    ) -> Self {
        let words = &user.locale.words.playbooks;
        let typed = match &preview {
            Some(preview) => preview.contact.name.clone(),
            None => who.unwrap_or_default().to_owned(),
        };
        Self {
            shell: user.shell(Here::Playbooks),
            words,
            address: format!("/playbooks/{}", encoded(&playbook.key)),
            here: "plan",
            playbook,
            people,
            who: typed,
            trouble,
            dated: preview.map(|preview| dated(user, &preview, words)),
        }
    }
}

fn dated(user: &User, preview: &Preview, words: &'static PlaybookWords) -> Dated {
    let zone = days::zone(&preview.plan);
    let today = user.now.to_zoned(zone.clone()).date();
    let when =
        |at: &Option<String>| Some(user.locale.when(at.as_deref()?.parse().ok()?, user.now, &zone));
    let lines = days::lines(&preview.plan, &preview.holidays, user.now).into_iter().map(|line| {
        let steps = line.steps.iter().filter_map(|at| preview.plan.get(*at)).map(|step| DayStep {
            title: step.title.clone(),
            channel: step.channel.clone(),
            at: when(&step.preferred),
            best_by: when(&step.closes),
            too_late: when(&step.expires),
            why: sentence_of(&step.why),
        });
        DayLine {
            iso: line.date.to_string(),
            day: if line.days > 1 { String::new() } else { user.locale.day(line.date, today) },
            mark: line.mark,
            mark_words: (words.day_mark)(line.mark),
            hint: match &line.holiday {
                Some(holiday) => Some((words.holiday)(holiday)),
                None if line.days > 1 => Some((words.quiet)(line.days)),
                None => None,
            },
            is_key: line.date == today || !line.steps.is_empty(),
            steps: steps.collect(),
        }
    });
    let zone_name = preview.plan.first().map_or(preview.contact.zone.as_str(), |it| &it.zone);
    Dated {
        contact: preview.contact.id.clone(),
        name: preview.contact.name.clone(),
        heading: (words.plan_for)(&preview.contact.name, zone_name),
        lines: lines.collect(),
        left_out: preview
            .plan
            .iter()
            .filter(|step| step.preferred.is_none())
            .map(|step| (step.title.clone(), sentence_of(&step.when)))
            .collect(),
    }
}

/// The text.
#[derive(Template)]
#[template(path = "playbooks/file.html")]
pub struct FilePage {
    shell: Shell,
    words: &'static PlaybookWords,
    playbook: Option<PlaybookView>,
    address: String,
    here: &'static str,
    text: String,
    reading: Reading,
}

/// What the checker says.
pub struct Reading {
    ok: Option<String>,
    heading: String,
    mistakes: Vec<Wrong>,
}

/// One mistake under its line.
pub struct Wrong {
    line: String,
    before: String,
    found: String,
    what: String,
    remedy: String,
}

/// What the checker says, while one types.
#[derive(Template)]
#[template(path = "playbooks/reading.html")]
pub struct ReadingPart {
    reading: Reading,
}

impl FilePage {
    /// Lays out the text with its mistakes.
    pub fn of(
        user: &User,
        playbook: Option<PlaybookView>,
        text: String,
        errors: &[FileError],
    ) -> Self {
        let words = &user.locale.words.playbooks;
        let reading = Reading {
            ok: None,
            heading: if errors.is_empty() { String::new() } else { (words.mistakes)(errors.len()) },
            mistakes: wrong(&text, errors, words),
        };
        let key = playbook.as_ref().map_or("", |it| it.key.as_str());
        Self {
            shell: user.shell(Here::Playbooks),
            words,
            address: format!("/playbooks/{}", encoded(key)),
            here: "file",
            playbook,
            text,
            reading,
        }
    }
}

impl ReadingPart {
    /// What the checker says about a text.
    pub fn of(user: &User, text: &str, checked: &Result<PlaybookView, Vec<FileError>>) -> Self {
        let words = &user.locale.words.playbooks;
        let reading = match checked {
            Ok(view) => Reading {
                ok: Some((words.check_ok)(&view.title, view.steps.len())),
                heading: String::new(),
                mistakes: Vec::new(),
            },
            Err(errors) => Reading {
                ok: None,
                heading: (words.mistakes)(errors.len()),
                mistakes: wrong(text, errors, words),
            },
        };
        Self { reading }
    }
}

/// Each mistake with the line it is in, marked from its column on.
fn wrong(text: &str, errors: &[FileError], words: &PlaybookWords) -> Vec<Wrong> {
    let all = errors.iter().take(30).map(|error| {
        let line = text.lines().nth(error.line.saturating_sub(1)).unwrap_or_default();
        let line: Vec<char> = line.chars().take(200).collect();
        let at = error.column.saturating_sub(1).min(line.len());
        Wrong {
            line: (words.line)(error.line),
            before: line[..at].iter().collect(),
            found: line[at..].iter().collect(),
            what: sentence_of(&error.message),
            remedy: sentence_of(&error.remedy),
        }
    });
    all.collect()
}

/// The common fields.
#[derive(Template)]
#[template(path = "playbooks/form.html")]
pub struct FormPage {
    shell: Shell,
    words: &'static PlaybookWords,
    playbook: PlaybookView,
    address: String,
    here: &'static str,
    title: String,
    anchor: String,
    steps: Vec<FormStep>,
    mistakes: Vec<Mistake>,
}

/// One step of the form.
pub struct FormStep {
    at: usize,
    title: String,
    channels: Vec<(&'static str, bool)>,
    fields: Vec<FormField>,
}

/// One short field of a step.
pub struct FormField {
    name: String,
    label: &'static str,
    value: String,
    mistake: Option<String>,
}

impl FormPage {
    /// Lays out the form with what was typed into it.
    pub fn of(
        user: &User,
        playbook: PlaybookView,
        typed: &[(String, String)],
        mistakes: &[Mistake],
    ) -> Self {
        let words = &user.locale.words.playbooks;
        let value =
            |name: &str| typed.iter().find(|(key, _)| key == name).map(|(_, value)| value.clone());
        let steps = (0..playbook.steps.len()).map(|at| {
            let channel = value(&format!("channel-{at}")).unwrap_or_default();
            let fields = OFFSETS.iter().chain(&["from", "to", "max"]).filter_map(|name| {
                let full = format!("{name}-{at}");
                Some(FormField {
                    label: match *name {
                        "earliest" => words.earliest,
                        "preferred" => words.preferred,
                        "latest" => words.latest,
                        "expiry" => words.expiry,
                        "from" => words.words_from,
                        "to" => words.words_to,
                        _ => words.words_max,
                    },
                    value: value(&full)?,
                    mistake: mistakes
                        .iter()
                        .find(|(field, _, _)| *field == full)
                        .map(|(_, what, remedy)| format!("{what} {remedy}")),
                    name: full,
                })
            });
            FormStep {
                at,
                title: value(&format!("title-{at}")).unwrap_or_default(),
                channels: Channel::ALL.map(|it| (it.word(), it.word() == channel.as_str())).into(),
                fields: fields.collect(),
            }
        });
        let steps = steps.collect();
        Self {
            shell: user.shell(Here::Playbooks),
            words,
            address: format!("/playbooks/{}", encoded(&playbook.key)),
            here: "form",
            title: value("title").unwrap_or_default(),
            anchor: value("anchor").unwrap_or_default(),
            steps,
            mistakes: mistakes.iter().filter(|it| it.0.is_empty()).cloned().collect(),
            playbook,
        }
    }
}

//! Texts: from what is known of a meeting to a note that somebody could send.
//!
//! A text is a first line `Subject: …`, a blank line and the body, with the gaps of minijinja.
//! It sees the variables of [`NoteFacts`] and nothing else: no files, no clock, no network; an
//! unknown variable is an error that names its line, and nothing in a text repeats, so that none runs
//! for ever or grows without end (`template/fence`). All
//! dates arrive in words and absolute, because a note may be held but is never re-worded.
//!
//! The built-in texts are in `template/catalogue`, facts become grammar in `template/weave`, the
//! sender block is made in `template/sender`. Whether a note is good is for `rapport_core::lint` to say.

mod catalogue;
mod fence;
mod sender;
mod weave;

use std::collections::BTreeMap;

use minijinja::value::Value;
use minijinja::{Environment, Error, ErrorKind, UndefinedBehavior, context};
use rapport_core::opportunity::OpportunityKind;
use rapport_core::touchpoint::TouchpointKind;

pub use sender::{Sender, sender_block};
pub use weave::address_to_recipient;

/// The steps a text may take before it is stopped; the longest built-in one takes a few hundred.
const FUEL: u64 = 50_000;

/// How deep a text may nest.
const DEPTH: usize = 32;

/// What a text may say.
#[derive(Clone, PartialEq, Debug)]
pub struct NoteFacts {
    /// The recipient's full name.
    pub contact_name: String,
    /// How to greet them; the full name when nothing else is known. Gender is never guessed.
    pub greeting_name: String,
    /// Where they work, as it spells itself.
    pub organisation: Option<String>,
    /// The role the user is after.
    pub role: Option<String>,
    /// The name of the opportunity: the role, the project, the flat.
    pub opportunity_title: Option<String>,
    /// What kind of pursuit; `None` is a job where the meeting was about one.
    pub opportunity_kind: Option<OpportunityKind>,
    /// What kind of meeting it was.
    pub touchpoint_kind: TouchpointKind,
    /// The day of the meeting in words, such as "23 November".
    pub met_on: String,
    /// What only this meeting produced, as the user jotted it down.
    pub facts: Vec<String>,
    /// The day they named for their decision, in words.
    pub decides: Option<String>,
    /// The user's name.
    pub sender_name: String,
    /// The subject of the thread that the note continues.
    pub previous_subject: Option<String>,
    /// For notes to references: what they vouch for (PB04).
    pub reference: Option<ReferenceFacts>,
    /// What is new since the last note: the useful item, the outcome, the answer.
    pub news: Option<String>,
    /// The name of the event where they met (PB08).
    pub event: Option<String>,
    /// What is wished on a holiday, after "I wish you", in the language of the note (PB15).
    pub wish: Option<String>,
}

impl NoteFacts {
    /// Facts of which only the person, the meeting and the day are known.
    #[must_use]
    pub fn about(contact_name: &str, touchpoint_kind: TouchpointKind, met_on: &str) -> Self {
        Self {
            contact_name: contact_name.to_owned(),
            greeting_name: contact_name.to_owned(),
            organisation: None,
            role: None,
            opportunity_title: None,
            opportunity_kind: None,
            touchpoint_kind,
            met_on: met_on.to_owned(),
            facts: Vec::new(),
            decides: None,
            sender_name: String::new(),
            previous_subject: None,
            reference: None,
            news: None,
            event: None,
            wish: None,
        }
    }

    /// The same facts without what only this meeting produced: rendered, it is what anyone would
    /// have got, and the measure of D1.
    #[must_use]
    pub fn without_meeting(&self) -> Self {
        Self { facts: Vec::new(), news: None, reference: None, ..self.clone() }
    }
}

/// What a reference vouches for.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct ReferenceFacts {
    /// The role the user is a candidate for.
    pub role: Option<String>,
    /// Who may call.
    pub organisation: Option<String>,
    /// What they may stress.
    pub talking_points: Vec<String>,
}

/// A note without its sender block.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Rendered {
    /// One line; empty when the text has no `Subject:` line.
    pub subject: String,
    /// Greeting, text and close. The sender block follows on the next line.
    pub body: String,
}

/// A text that cannot be rendered.
#[derive(Clone, PartialEq, Eq, Debug, thiserror::Error)]
#[error("{message}{}", .line.map(|line| format!(" (line {line})")).unwrap_or_default())]
pub struct TemplateError {
    /// The line of the text, from 1, when it is known.
    pub line: Option<usize>,
    /// What is wrong.
    pub message: String,
    /// What to do about it.
    pub remedy: String,
}

/// Renders a built-in text. German for `de`, English for any other language. `variant` is the
/// position of the person among the contacts of the opportunity: each gets other words.
///
/// # Errors
/// The name is not one of [`names`].
pub fn render(
    name: &str,
    language: &str,
    variant: u8,
    facts: &NoteFacts,
) -> Result<Rendered, TemplateError> {
    let source = catalogue::source(name, language).ok_or_else(|| TemplateError {
        line: None,
        message: format!("there is no text named {name}"),
        remedy: format!("the built-in texts are {}", catalogue::names().join(", ")),
    })?;
    render_source(source, language, variant, facts)
}

/// Renders a text that the user wrote, by the same rules as the built-in ones.
///
/// # Errors
/// The text has a mistake, names something unknown or never ends.
pub fn render_source(
    source: &str,
    language: &str,
    variant: u8,
    facts: &NoteFacts,
) -> Result<Rendered, TemplateError> {
    fence::check(source)?;
    let environment = environment();
    let context = variables(language, variant, facts);
    let template =
        environment.template_from_named_str("text", source).map_err(|error| explain(&error))?;
    let mut sheet = fence::Sheet::default();
    let rendered = template.render_captured_to(context, &mut sheet);
    if sheet.is_full() {
        return Err(TemplateError {
            line: None,
            message: "the note that the text makes is too long".to_owned(),
            remedy: "take out what repeats".to_owned(),
        });
    }
    rendered.map_err(|error| explain(&error))?;
    Ok(split(&sheet.text()))
}

/// The names of the built-in texts, as playbooks name them.
#[must_use]
pub fn names() -> Vec<&'static str> {
    catalogue::names()
}

/// The source of a built-in text, to start one's own from.
#[must_use]
pub fn source(name: &str, language: &str) -> Option<&'static str> {
    catalogue::source(name, language)
}

/// The variables a built-in text uses, sorted: what should be known for a full note.
#[must_use]
pub fn fields_needed(name: &str) -> Vec<String> {
    let Some(source) = catalogue::source(name, "en") else {
        return Vec::new();
    };
    let environment = environment();
    let mut fields: Vec<String> = environment
        .template_from_named_str("text", source)
        .map(|template| template.undeclared_variables(false).into_iter().collect())
        .unwrap_or_default();
    fields.sort();
    fields
}

fn environment() -> Environment<'static> {
    // No loader, no filters, no functions: nothing but what is filled in.
    let mut environment = Environment::empty();
    environment.set_undefined_behavior(UndefinedBehavior::Strict);
    environment.set_fuel(Some(FUEL));
    environment.set_recursion_limit(DEPTH);
    environment.set_debug(true);
    // Plain text: nothing is escaped. A missing value must not print as "none".
    environment.set_auto_escape_callback(|_| minijinja::AutoEscape::None);
    environment.set_formatter(|output, state, value| {
        if value.is_none() {
            return Err(Error::new(ErrorKind::UndefinedError, "this value is not known here"));
        }
        minijinja::escape_formatter(output, state, value)
    });
    environment
}

/// All that a text may name.
fn variables(language: &str, variant: u8, facts: &NoteFacts) -> Value {
    let german = is_german(language);
    let pick = |german_words: &str, english_words: &str| {
        if german { german_words.to_owned() } else { english_words.to_owned() }
    };
    let woven = weave::weave(&facts.facts, &facts.contact_name, language);
    let remembered = woven.clone().unwrap_or_else(|| {
        pick("[etwas, das nur in diesem Gespräch vorkam]", "[something only this meeting produced]")
    });
    let at = |organisation: Option<&str>| {
        organisation
            .map(|organisation| {
                pick(&format!(" bei {organisation}"), &format!(" at {organisation}"))
            })
            .unwrap_or_default()
    };
    let title = facts.role.as_deref().or(facts.opportunity_title.as_deref());
    let vouched = facts.reference.clone().unwrap_or_default();
    let reference = context! {
        matter => matter(
            vouched.role.as_deref().or(title),
            true,
            german,
        ),
        organisation => vouched.organisation.clone().or_else(|| facts.organisation.clone()),
        points => if vouched.talking_points.is_empty() {
            pick("[zwei oder drei Punkte, die helfen]", "[two or three points worth stressing]")
        } else {
            vouched.talking_points.iter().map(|point| tidy(point)).collect::<Vec<_>>().join("; ")
        },
    };
    let variables: BTreeMap<&str, Value> = BTreeMap::from([
        ("contact_name", Value::from(one_line(&facts.contact_name))),
        ("greeting_name", Value::from(one_line(&facts.greeting_name))),
        (
            "greeting",
            Value::from(pick(
                &format!("Guten Tag {},", one_line(&facts.greeting_name)),
                &format!("Dear {},", one_line(&facts.greeting_name)),
            )),
        ),
        ("closing", Value::from(pick("Mit freundlichen Grüßen", "Kind regards,"))),
        ("organisation", Value::from(facts.organisation.clone())),
        ("at_organisation", Value::from(at(facts.organisation.as_deref()))),
        ("role", Value::from(facts.role.clone())),
        ("title", Value::from(title.map(str::to_owned))),
        ("matter", Value::from(matter(title, is_job(facts), german))),
        ("met_on", Value::from(facts.met_on.clone())),
        ("has_facts", Value::from(woven.is_some())),
        ("remembered", Value::from(remembered)),
        ("decides", Value::from(facts.decides.clone())),
        ("sender_name", Value::from(one_line(&facts.sender_name))),
        ("reply_subject", Value::from(facts.previous_subject.as_deref().and_then(reply_subject))),
        ("reference", reference),
        ("news", Value::from(facts.news.as_deref().map(tidy).filter(|news| !news.is_empty()))),
        ("event", Value::from(facts.event.clone())),
        ("wish", Value::from(facts.wish.clone())),
        ("variant", Value::from(variant)),
    ]);
    Value::from(variables)
}

fn is_german(language: &str) -> bool {
    let primary = language.split(['-', '_']).next().unwrap_or_default();
    primary.eq_ignore_ascii_case("de")
}

/// True when the pursuit is a post.
fn is_job(facts: &NoteFacts) -> bool {
    facts.opportunity_kind.map_or(
        matches!(
            facts.touchpoint_kind,
            TouchpointKind::Interview
                | TouchpointKind::PhoneScreen
                | TouchpointKind::Application
                | TouchpointKind::Rejection
        ),
        |kind| kind == OpportunityKind::Job,
    )
}

/// What the talk was about, as an object: "the Staff engineer position", "die Stelle als …".
fn matter(title: Option<&str>, job: bool, german: bool) -> String {
    let title = title.map(one_line).filter(|title| !title.is_empty());
    match (title, job, german) {
        (Some(title), true, false) => format!("the {title} position"),
        (Some(title), true, true) => format!("die Stelle als {title}"),
        (Some(title), false, false) => format!("“{title}”"),
        (Some(title), false, true) => format!("„{title}“"),
        (None, true, false) => "the position".to_owned(),
        (None, true, true) => "die Stelle".to_owned(),
        (None, false, false) => "what we discussed".to_owned(),
        (None, false, true) => "unser Thema".to_owned(),
    }
}

/// `Re: ` once, whatever the thread has gathered.
fn reply_subject(subject: &str) -> Option<String> {
    let mut rest = subject.trim();
    loop {
        let cut = ["re:", "aw:", "fwd:", "fw:", "wg:"].iter().find(|mark| {
            rest.get(..mark.len()).is_some_and(|start| start.eq_ignore_ascii_case(mark))
        });
        match cut {
            Some(mark) => rest = rest[mark.len()..].trim_start(),
            None => break,
        }
    }
    (!rest.is_empty()).then(|| format!("Re: {}", one_line(rest)))
}

/// White space of any kind becomes one space.
fn one_line(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// One line without the full stop that the text around it brings.
fn tidy(text: &str) -> String {
    one_line(text).trim_end_matches(['.', ';', ',']).to_owned()
}

/// Takes the subject line off and leaves at most one blank line between paragraphs.
fn split(rendered: &str) -> Rendered {
    let rendered = rendered.trim_start();
    let (first, rest) = rendered.split_once('\n').unwrap_or((rendered, ""));
    let (subject, body) = match first.split_once(':') {
        Some((word, subject)) if matches!(word.trim(), "Subject" | "Betreff") => {
            (one_line(subject), rest)
        }
        Some(_) | None => (String::new(), rendered),
    };
    let mut lines: Vec<&str> = Vec::new();
    for line in body.lines() {
        let line = line.trim_end();
        let is_second_blank = line.is_empty() && lines.last().is_none_or(|last| last.is_empty());
        if !is_second_blank {
            lines.push(line);
        }
    }
    while lines.last().is_some_and(|line| line.is_empty()) {
        lines.pop();
    }
    Rendered { subject, body: lines.join("\n") }
}

/// An error of the engine in words that help.
fn explain(error: &Error) -> TemplateError {
    let detail = error.detail().unwrap_or_default();
    let named = error
        .template_source()
        .zip(error.range())
        .and_then(|(source, range)| source.get(range))
        .map(str::trim)
        .filter(|piece| !piece.is_empty() && piece.len() < 80);
    let (message, remedy) = match error.kind() {
        ErrorKind::UndefinedError => (
            named.map_or_else(
                || "the text names something that is not known".to_owned(),
                |piece| format!("“{piece}” is not known"),
            ),
            "use one of the known names, or put the sentence between {% if name %} and {% endif %}"
                .to_owned(),
        ),
        ErrorKind::OutOfFuel => (
            "the text does not come to an end".to_owned(),
            "take out the loop, or make it shorter".to_owned(),
        ),
        ErrorKind::SyntaxError => (
            format!("the text cannot be read: {detail}"),
            "close each {{ with }} and each {% if %} with {% endif %}".to_owned(),
        ),
        ErrorKind::UnknownFilter | ErrorKind::UnknownFunction | ErrorKind::UnknownTest => (
            format!("the text asks for something that does not exist: {detail}"),
            "take it out; texts know variables and {% if %}".to_owned(),
        ),
        _ => (
            format!("the text cannot be filled in: {error}"),
            "compare it with the built-in text".to_owned(),
        ),
    };
    TemplateError { line: error.line(), message, remedy }
}

#[cfg(test)]
mod tests;

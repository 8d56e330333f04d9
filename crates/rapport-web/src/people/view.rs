//! What People shows: views, filters, rows with their forms; and what a search found.

use askama::Template;
use rapport_app::input::{PeopleInput, SearchInput};
use rapport_app::view::{HitView, PeopleView, PersonRow, PlaybookView, SearchView, TagView};
use rapport_core::opportunity::Stage;

use crate::page::{Shell, encoded, initials};
use crate::places::Here;
use crate::web::User;
use crate::words::{PeopleWords, When};

/// Tags shown as views; the filter takes any.
const TAGS: usize = 12;

/// The page.
#[derive(Template)]
#[template(path = "people/page.html")]
pub struct PeoplePage {
    shell: Shell,
    words: &'static PeopleWords,
    asked: PeopleInput,
    views: Vec<Link>,
    tags: Vec<Link>,
    stages: Vec<(&'static str, bool)>,
    playbooks: Vec<PlaybookView>,
    rows: Vec<Row>,
    next: Option<String>,
    is_filtered: bool,
    is_later_page: bool,
    found: Option<String>,
    /// What brings the reader of a person's page back to this list.
    from: String,
}

/// A way to another view.
pub struct Link {
    href: String,
    name: String,
    count: Option<u32>,
    is_here: bool,
}

/// One row.
pub struct Row {
    person: PersonRow,
    initials: String,
    next: String,
    last: Option<When>,
}

impl Row {
    fn text(value: &Option<String>) -> &str {
        value.as_deref().unwrap_or_default()
    }
}

/// The address of a view.
fn address(input: &PeopleInput) -> String {
    let pairs = [
        ("text", &input.text),
        ("tag", &input.tag),
        ("organisation", &input.organisation),
        ("stage", &input.stage),
        ("state", &input.state),
        ("order", &input.order),
        ("after", &input.after),
    ];
    let query: Vec<String> = pairs
        .iter()
        .filter_map(|(name, value)| Some(format!("{name}={}", encoded(value.as_deref()?))))
        .collect();
    if query.is_empty() { "/people".to_owned() } else { format!("/people?{}", query.join("&")) }
}

impl PeoplePage {
    /// Lays out a page of rows.
    pub fn of(
        user: &User,
        asked: &PeopleInput,
        view: PeopleView,
        tags: Vec<TagView>,
        playbooks: Vec<PlaybookView>,
    ) -> Self {
        let words = &user.locale.words.people;
        let plain = PeopleInput { after: None, ..asked.clone() };
        let states = [None, Some("in-play"), Some("none"), Some("parked"), Some("stopped")];
        let views = states.map(|state| Link {
            href: address(&PeopleInput { state: state.map(str::to_owned), ..plain.clone() }),
            name: (words.view)(state.unwrap_or_default()).to_owned(),
            count: None,
            is_here: asked.state.as_deref() == state,
        });
        let mut tags = tags;
        tags.sort_by_key(|tag| std::cmp::Reverse(tag.contacts));
        let tags = tags.into_iter().take(TAGS).map(|tag| {
            let is_here = asked.tag.as_deref() == Some(tag.tag.as_str());
            let to = if is_here { None } else { Some(tag.tag.clone()) };
            Link {
                href: address(&PeopleInput { tag: to, ..plain.clone() }),
                name: tag.tag,
                count: Some(tag.contacts),
                is_here,
            }
        });
        let row = |person: PersonRow| Row {
            initials: initials(&person.name),
            next: person.next.clone().unwrap_or_else(|| (words.state)(&person.state).to_owned()),
            last: person.last_at.as_deref().and_then(|at| {
                let at = at.parse().ok()?;
                Some(user.locale.brief(at, user.now, &user.zone))
            }),
            person,
        };
        let filtered = PeopleInput { order: None, limit: None, ..plain.clone() };
        Self {
            from: match user.address() {
                "/people" => String::new(),
                list => format!("?from={}", encoded(list)),
            },
            shell: user.shell(Here::People),
            words,
            views: views.into(),
            tags: tags.collect(),
            stages: Stage::ALL
                .map(|it| (it.word(), asked.stage.as_deref() == Some(it.word())))
                .into(),
            playbooks,
            rows: view.rows.into_iter().map(row).collect(),
            next: view
                .after
                .map(|after| address(&PeopleInput { after: Some(after), ..plain.clone() })),
            is_filtered: filtered != PeopleInput::default(),
            is_later_page: asked.after.is_some(),
            found: asked
                .text
                .as_deref()
                .map(|text| format!("/people/found?text={}", encoded(text))),
            asked: plain,
        }
    }

    fn given(value: &Option<String>) -> &str {
        value.as_deref().unwrap_or_default()
    }
}

/// What was found.
#[derive(Template)]
#[template(path = "people/found.html")]
pub struct FoundPage {
    shell: Shell,
    words: &'static PeopleWords,
    text: String,
    names: Vec<Hit>,
    timeline: Vec<Hit>,
    next: Option<String>,
}

/// One thing that was found.
pub struct Hit {
    kind: &'static str,
    href: String,
    title: String,
    name: Option<String>,
    text: String,
    when: Option<When>,
}

impl FoundPage {
    /// Lays out what was found.
    pub fn of(user: &User, input: &SearchInput, view: SearchView) -> Self {
        let words = &user.locale.words.people;
        let hit = |it: HitView| Hit {
            kind: (words.hit)(&it.kind),
            href: href(&it),
            name: it.name.filter(|name| *name != it.title),
            title: it.title,
            text: it.text,
            when: it
                .at
                .as_deref()
                .and_then(|at| Some(user.locale.brief(at.parse().ok()?, user.now, &user.zone))),
        };
        let page = input.page.unwrap_or(0).saturating_add(1);
        Self {
            shell: user.shell(Here::People),
            words,
            names: view.names.into_iter().map(hit).collect(),
            timeline: view.timeline.into_iter().map(hit).collect(),
            next: view
                .more
                .then(|| format!("/people/found?text={}&page={page}", encoded(&input.text))),
            text: input.text.clone(),
        }
    }
}

/// Where a thing is shown.
fn href(hit: &HitView) -> String {
    match (hit.kind.as_str(), &hit.contact) {
        ("message", _) => format!("/message/{}", hit.id),
        ("organisation", _) => format!("/people?organisation={}", encoded(&hit.id)),
        ("opportunity", _) => format!("/opportunities?at={}", hit.id),
        (_, Some(contact)) => format!("/person/{contact}"),
        _ => format!("/person/{}", hit.id),
    }
}

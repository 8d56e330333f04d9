//! What the import pages show.

use askama::Template;
use rapport_app::contact_check::FieldView;
use rapport_app::error::AppError;
use rapport_app::import::{ImportInput, UploadState, field_names};
use rapport_app::view::{ColumnView, ImportView, PlaybookView};

use crate::page::{Shell, sentence_of};
use crate::places::Here;
use crate::web::User;
use crate::words::{ImportWords, When};

/// Columns shown to be corrected.
const MOST_COLUMNS: usize = 80;
/// Doubts on one page.
const MOST_DOUBTS: usize = 200;

/// The way in, and what was imported before.
#[derive(Template)]
#[template(path = "import/page.html")]
pub struct ImportPage {
    shell: Shell,
    words: &'static ImportWords,
    trouble: Option<String>,
    playbooks: Vec<PlaybookView>,
    /// Addresses of mail accounts whose past can be read.
    accounts: Vec<String>,
    before: Vec<Before>,
}

/// An earlier import.
pub struct Before {
    id: String,
    source: String,
    when: Option<When>,
    counts: String,
    state: &'static str,
    can_undo: bool,
}

impl ImportPage {
    pub async fn of(user: &User, trouble: Option<String>) -> Result<Self, AppError> {
        let words = &user.locale.words.import;
        let imports = user.app.imports().await?;
        let before = imports.into_iter().map(|import| Before {
            when: import.began_at.as_deref().and_then(|at| user.when(at)),
            counts: counts(words, &import),
            state: (words.state)(&import.state),
            can_undo: import.state != "undone",
            id: import.id.unwrap_or_default(),
            source: import.source,
        });
        Ok(Self {
            shell: user.shell(Here::People),
            words,
            trouble,
            playbooks: user.app.playbooks().await?,
            accounts: match user.is_practice() {
                true => Vec::new(),
                false => user.app.accounts().await?.into_iter().map(|it| it.address).collect(),
            },
            before: before.collect(),
        })
    }
}

fn counts(words: &ImportWords, import: &ImportView) -> String {
    let ImportView { new, changed, same, rejected, doubtful, .. } = import;
    (words.counts)(*new, *changed, *same, *rejected, *doubtful)
}

/// One file: looked at, being imported, imported, or not.
#[derive(Template)]
#[template(path = "import/upload.html")]
pub struct UploadPage {
    shell: Shell,
    words: &'static ImportWords,
    id: String,
    source: String,
    input: ImportInput,
    playbooks: Vec<PlaybookView>,
    fields: Vec<&'static str>,
    stage: Stage,
}

/// How far it is.
pub enum Stage {
    /// Looked at.
    Looked(Box<Looked>),
    /// Being imported: thousandths, and people.
    Running { share: u64, people: String },
    /// Imported; the import that can be taken back.
    Done {
        counts: String,
        meetings: Vec<String>,
        started: Option<String>,
        merged: Option<String>,
        import: Option<String>,
        looks: Vec<Look>,
    },
    /// It failed: what happened, what to do.
    Failed { what: String, hints: Vec<String> },
}

/// What a file would do.
pub struct Looked {
    counts: String,
    meetings: Vec<String>,
    starts: Option<String>,
    write: Option<String>,
    columns: Vec<ColumnView>,
    looks: Vec<Look>,
    more: Option<String>,
}

/// One thing worth a look.
pub struct Look {
    line: Option<String>,
    name: String,
    contact: Option<String>,
    why: String,
    value: String,
    remedy: String,
}

impl UploadPage {
    pub async fn of(
        user: &User,
        id: &str,
        input: &ImportInput,
        state: UploadState,
        source: Option<String>,
    ) -> Result<Self, AppError> {
        let words = &user.locale.words.import;
        let mut name = source.unwrap_or_default();
        let stage = match state {
            UploadState::Waiting => Stage::Running { share: 0, people: (words.running)(0) },
            UploadState::Running(at) => Stage::Running {
                share: at.read.saturating_mul(1000) / at.size.max(1),
                people: (words.running)(at.entries),
            },
            UploadState::Failed(what, hints) => Stage::Failed {
                what: sentence_of(&what),
                hints: hints.iter().map(|hint| sentence_of(hint)).collect(),
            },
            UploadState::Done(import) => {
                name.clone_from(&import.source);
                stage_of(words, *import)
            }
        };
        if name.is_empty() {
            name = user.app.upload(id).await.map(|source| source.name).unwrap_or_default();
        }
        Ok(Self {
            shell: user.shell(Here::People),
            words,
            id: id.to_owned(),
            source: name,
            input: input.clone(),
            playbooks: user.app.playbooks().await?,
            fields: field_names(),
            stage,
        })
    }

    fn given(option: &Option<String>) -> &str {
        option.as_deref().unwrap_or_default()
    }
}

fn stage_of(words: &'static ImportWords, import: ImportView) -> Stage {
    let counts = counts(words, &import);
    let looks: Vec<Look> = import
        .rows
        .iter()
        .flat_map(|row| {
            row.doubts.iter().map(|doubt| Look {
                line: row.line.map(words.line),
                name: row.name.clone(),
                contact: row.contact.clone(),
                why: sentence_of(&doubt.why),
                value: if doubt.value == row.name { String::new() } else { doubt.value.clone() },
                remedy: sentence_of(&doubt.remedy),
            })
        })
        .collect();
    let mut meetings = Vec::new();
    if import.meetings + import.appointments > 0 {
        meetings.push((words.meetings)(import.meetings, import.appointments));
    }
    if import.offered > 0 {
        meetings.push((words.offered)(import.offered));
    }
    if import.state != "looked-at" {
        let started = (import.started > 0).then(|| (words.started)(import.started));
        let merged = Some(import.merged.len()).filter(|count| *count > 0).map(words.merged);
        return Stage::Done { counts, meetings, started, merged, import: import.id, looks };
    }
    let more = (import.doubtful + import.rejected).saturating_sub(import.rows.len() as u64);
    let people = import.new + import.changed;
    // Follow-ups for people who are known already are something to write, too.
    let news = people.max(import.started);
    Stage::Looked(Box::new(Looked {
        counts,
        meetings,
        starts: (import.started > 0).then(|| (words.would_start)(import.started)),
        write: (news > 0).then(|| (words.write)(news)),
        columns: import
            .columns
            .into_iter()
            .filter(|column| !column.example.is_empty())
            .take(MOST_COLUMNS)
            .collect(),
        looks,
        more: (more > 0).then(|| (words.more)(more)),
    }))
}

/// What of everybody is doubtful.
#[derive(Template)]
#[template(path = "import/check.html")]
pub struct CheckPage {
    shell: Shell,
    words: &'static ImportWords,
    doubts: Vec<Look>,
    more: Option<String>,
}

impl CheckPage {
    pub fn of(user: &User, doubts: Vec<FieldView>) -> Self {
        let words = &user.locale.words.import;
        let more = u64::try_from(doubts.len().saturating_sub(MOST_DOUBTS)).unwrap_or(0);
        let looks = doubts.into_iter().take(MOST_DOUBTS).map(|doubt| Look {
            line: Some((words.field)(&doubt.field).to_owned()),
            name: doubt.name,
            contact: Some(doubt.contact),
            why: sentence_of(&doubt.why),
            value: doubt.value,
            remedy: sentence_of(&doubt.remedy),
        });
        Self {
            shell: user.shell(Here::People),
            words,
            doubts: looks.collect(),
            more: (more > 0).then(|| (words.more)(more)),
        }
    }
}

//! The user's own texts in the place of built-in ones: listed, read, written, taken back.
//!
//! A text is kept for a name and a language and travels with the data. It is tried on a made-up
//! meeting before it is kept; one that fails later, because a person has no role or no date, costs
//! nobody a note: the built-in text stands in, and the draft says line and remedy.

use rapport_core::lint::Severity;
use rapport_core::opportunity::OpportunityKind;
use rapport_core::touchpoint::TouchpointKind;
use serde::Serialize;

use crate::app::App;
use crate::error::{AppError, Kind};
use crate::template::{self, NoteFacts, ReferenceFacts, Rendered, TemplateError};
use crate::view::FindingView;

/// The rule's word of the finding that a text of the user's failed.
const RULE: &str = "own-text";

/// Languages that have texts.
const LANGUAGES: [&str; 2] = ["en", "de"];

/// One text by name and language.
#[derive(Clone, PartialEq, Eq, Debug, Serialize)]
pub struct TextView {
    /// The name, as playbooks use it: `pb01/thanks`.
    pub name: String,
    /// `en` or `de`.
    pub language: &'static str,
    /// Whether it is the user's own.
    pub is_own: bool,
}

/// What was written, and the trouble with the user's own text if the built-in one stood in.
pub(crate) struct Written {
    pub(crate) note: Rendered,
    pub(crate) trouble: Option<TemplateError>,
}

impl App {
    /// All texts, with which of them are the user's own.
    ///
    /// # Errors
    /// What the database says.
    pub async fn texts(&self) -> Result<Vec<TextView>, AppError> {
        let mut all = Vec::new();
        for name in template::names() {
            for language in LANGUAGES {
                let is_own = self.own_text(name, language).await?.is_some();
                all.push(TextView { name: name.to_owned(), language, is_own });
            }
        }
        Ok(all)
    }

    /// A text as it is used: the user's own, else the built-in one.
    ///
    /// # Errors
    /// There is no text of that name.
    pub async fn text(&self, name: &str, language: &str) -> Result<String, AppError> {
        let built_in = template::source(name, language).ok_or_else(|| unknown(name))?;
        let own = self.own_text(name, language_of(language)).await?;
        Ok(own.unwrap_or_else(|| built_in.to_owned()))
    }

    /// Keeps a text of the user's in the place of the built-in one.
    ///
    /// # Errors
    /// There is no text of that name, or the text has a mistake: line and remedy are said.
    pub async fn set_text(&self, name: &str, language: &str, text: &str) -> Result<(), AppError> {
        if template::source(name, language).is_none() {
            return Err(unknown(name));
        }
        check_text(text, language)?;
        let key = setting(name, language_of(language));
        self.store().set_setting(self.scope(), &key, Some(text)).await?;
        Ok(())
    }

    /// The built-in text again.
    ///
    /// # Errors
    /// There is no text of that name.
    pub async fn forget_text(&self, name: &str, language: &str) -> Result<(), AppError> {
        if template::source(name, language).is_none() {
            return Err(unknown(name));
        }
        let key = setting(name, language_of(language));
        self.store().set_setting(self.scope(), &key, None).await?;
        Ok(())
    }

    /// Writes a text: the user's own if there is one and it can be filled in, else the built-in one.
    pub(crate) async fn written(
        &self,
        name: &str,
        language: &str,
        variant: u8,
        facts: &NoteFacts,
    ) -> Result<Written, AppError> {
        let own = self.own_text(name, language_of(language)).await?;
        let tried = own.map(|text| template::render_source(&text, language, variant, facts));
        let trouble = match tried {
            Some(Ok(note)) => return Ok(Written { note, trouble: None }),
            Some(Err(trouble)) => Some(trouble),
            None => None,
        };
        let note = template::render(name, language, variant, facts).map_err(|error| {
            AppError::new(
                Kind::Data,
                format!("the text {name} cannot be written: {error}"),
                error.remedy.clone(),
            )
        })?;
        Ok(Written { note, trouble })
    }

    async fn own_text(&self, name: &str, language: &str) -> Result<Option<String>, AppError> {
        Ok(self.store().setting(self.scope(), &setting(name, language)).await?)
    }
}

/// Tries a text on a made-up meeting of which everything is known.
///
/// # Errors
/// What is wrong, with line and remedy.
pub fn check_text(text: &str, language: &str) -> Result<(), AppError> {
    let mut facts = NoteFacts::about("Dana Whitfield", TouchpointKind::Interview, "23 November");
    facts.organisation = Some("Acme Robotics".to_owned());
    facts.role = Some("Staff engineer".to_owned());
    facts.opportunity_title.clone_from(&facts.role);
    facts.opportunity_kind = Some(OpportunityKind::Job);
    facts.facts = vec!["her sailing trip to Orkney".to_owned()];
    facts.decides = Some("4 December".to_owned());
    facts.sender_name = "Sam Porter".to_owned();
    facts.previous_subject = Some("Our conversation".to_owned());
    facts.reference = Some(ReferenceFacts::default());
    facts.news = Some("the trial runs".to_owned());
    facts.event = Some("Harbour Fair".to_owned());
    facts.wish = Some("a good new year".to_owned());
    match template::render_source(text, language, 0, &facts) {
        Ok(_) => Ok(()),
        Err(error) => Err(AppError::usage(error.to_string(), error.remedy)),
    }
}

/// What a draft says about a text of the user's that could not be used.
pub(crate) fn finding(name: &str, trouble: &TemplateError) -> FindingView {
    FindingView {
        rule: RULE.to_owned(),
        severity: Severity::Warn.word().to_owned(),
        part: "body".to_owned(),
        start: 0,
        end: 0,
        text: String::new(),
        why: format!(
            "your text {name} could not be used, the built-in one stands in: {trouble}; {}",
            trouble.remedy
        ),
        better: None,
    }
}

fn setting(name: &str, language: &str) -> String {
    format!("text.{language}.{name}")
}

/// The language of the texts that notes in a language use.
fn language_of(language: &str) -> &'static str {
    let primary = language.split(['-', '_']).next().unwrap_or_default();
    if primary.eq_ignore_ascii_case("de") { "de" } else { "en" }
}

fn unknown(name: &str) -> AppError {
    AppError::not_found(format!("there is no text named {name}"), "see them all: rapport texts")
}

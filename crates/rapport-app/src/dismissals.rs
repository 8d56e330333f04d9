//! Findings that the user does not want to see again: for one note, or for good.
//!
//! A dismissal is a rule on certain words: "pinking" is a word for whoever prints patterns, and
//! "best company" stays in this one note. What must never be overlooked (a wrong name, a gap that
//! nobody filled) can be dismissed for one note only.

use std::collections::HashSet;

use jiff::SignedDuration;
use rapport_core::ids::{DismissalId, DraftId};
use rapport_core::lint::Rule;
use rapport_store::dismissed::Dismissal;
use serde::Serialize;

use crate::app::App;
use crate::error::{AppError, Kind};
use crate::findings;
use crate::input::{Act, DraftInput};
use crate::view::{DraftView, FindingView};

/// Letters of words that a dismissal can be about; beyond, it is about the note as a whole.
const LONGEST: usize = 60;
/// Days in which notes are looked through for a finding that is dismissed for good.
const LOOKED_THROUGH: i64 = 60;

/// How far a dismissal reaches.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Reach {
    /// In this note.
    Note,
    /// In every note of this user.
    ForGood,
}

impl Reach {
    /// The word in forms.
    #[must_use]
    pub const fn word(self) -> &'static str {
        match self {
            Self::Note => "note",
            Self::ForGood => "for-good",
        }
    }

    /// Reads [`Self::word`].
    #[must_use]
    pub fn parse(word: &str) -> Option<Self> {
        [Self::Note, Self::ForGood].into_iter().find(|reach| reach.word() == word)
    }
}

/// A finding that is not shown again.
#[derive(Clone, PartialEq, Eq, Debug, Serialize)]
pub struct DismissalView {
    /// Its id.
    pub id: String,
    /// The rule's word.
    pub rule: String,
    /// The words concerned; empty where the rule is about a note as a whole.
    pub words: String,
    /// Whether it holds in every note.
    pub for_good: bool,
    /// To whom the note goes that it is about.
    pub note_to: Option<String>,
    /// Since when, RFC 3339.
    pub at: String,
}

/// Whether a finding can be dismissed for good: it concerns words, and is none that must always be
/// seen.
#[must_use]
pub fn may_go_for_good(finding: &FindingView) -> bool {
    !words_of(finding).is_empty()
        && !Rule::parse(&finding.rule).is_some_and(Rule::is_never_blind)
        && finding.rule != "name-slip"
}

/// The words that a dismissal of this finding is about.
fn words_of(finding: &FindingView) -> String {
    if finding.start >= finding.end || finding.text.chars().count() > LONGEST {
        return String::new();
    }
    finding.text.to_lowercase()
}

/// What was dismissed, asked once for all findings of a note.
#[derive(Debug, Default)]
pub(crate) struct Dismissed {
    here: HashSet<(String, String)>,
}

impl Dismissed {
    fn of(all: Vec<Dismissal>, draft: DraftId) -> Self {
        let holds = |it: &Dismissal| it.draft.is_none_or(|of| of == draft);
        Self { here: all.into_iter().filter(holds).map(|it| (it.rule, it.words)).collect() }
    }

    pub(crate) fn holds(&self, finding: &FindingView) -> bool {
        !self.here.is_empty() && self.here.contains(&(finding.rule.clone(), words_of(finding)))
    }
}

impl App {
    /// What is not to be shown on a draft.
    pub(crate) async fn dismissed_in(&self, draft: DraftId) -> Result<Dismissed, AppError> {
        Ok(Dismissed::of(self.store().dismissed(self.scope()).await?, draft))
    }

    /// Dismisses the finding at `index` of what [`App::read_draft`] says about these words, which
    /// must still concern the words `text`. Words that were typed are kept.
    ///
    /// # Errors
    /// As [`App::read_draft`]; the finding is not there any more, or must always be seen.
    pub async fn dismiss(
        &self,
        who: &str,
        input: &DraftInput,
        index: usize,
        text: &str,
        reach: Reach,
    ) -> Result<DraftView, AppError> {
        let read = self.read_draft(who, input).await?;
        let finding = read.findings.get(index).filter(|it| it.text == text).ok_or_else(|| {
            AppError::new(
                Kind::Refused,
                "the words have changed since",
                "look at the note again: what is found in it now stands below it",
            )
        })?;
        if reach == Reach::ForGood && !may_go_for_good(finding) {
            return Err(AppError::refused(
                "this can be left as it is in one note only",
                "dismiss it for this note: it must be seen in the next one",
            ));
        }
        let follow_up = self.follow_up_named(who, |it| it.draft().is_some()).await?;
        let Some(id) = follow_up.draft() else {
            return Err(AppError::not_found("this note is not there", ""));
        };
        let profile = self.profile().await?;
        let draft = (reach == Reach::Note).then_some(id);
        let (rule, words) = (finding.rule.clone(), words_of(finding));
        let since = self.now() - SignedDuration::from_hours(24 * LOOKED_THROUGH);
        let others = match reach {
            Reach::Note => Vec::new(),
            Reach::ForGood => self.store().recent_drafts(self.scope(), since, 500).await?,
        };
        let mut door = self.user_door(&profile).await?;
        door.dismiss(&rule, &words, draft).await?;
        // The finding goes from the notes that are written already, too; their words stay.
        let mut drafts = others;
        if !drafts.iter().any(|it| it.id == id) {
            drafts.push(door.draft(id).await?);
        }
        for mut draft in drafts {
            let mut found = findings::from_text(&draft.findings);
            let before = found.len();
            found.retain(|it| it.rule != rule || words_of(it) != words);
            if found.len() < before {
                draft.findings = findings::to_text(&found);
                door.save_draft(&draft).await?;
            }
        }
        door.commit().await?;
        if input.body.is_some() || input.subject.is_some() {
            self.act(who, Act::Edit(input.clone())).await?;
        }
        self.read_draft(who, &DraftInput::default()).await
    }

    /// What was dismissed, the newest first.
    ///
    /// # Errors
    /// What the database says.
    pub async fn dismissals(&self) -> Result<Vec<DismissalView>, AppError> {
        let mut all = Vec::new();
        for it in self.store().dismissed(self.scope()).await? {
            let note_to = match it.draft {
                Some(draft) => Some(self.store().draft(self.scope(), draft).await?.recipient),
                None => None,
            };
            all.push(DismissalView {
                id: it.id.to_string(),
                rule: it.rule,
                words: it.words,
                for_good: it.draft.is_none(),
                note_to: note_to.filter(|to| !to.is_empty()),
                at: it.at.to_string(),
            });
        }
        Ok(all)
    }

    /// Takes a dismissal back: the finding is shown again where it is next looked for.
    ///
    /// # Errors
    /// It is not there.
    pub async fn take_back_dismissal(&self, id: &str) -> Result<(), AppError> {
        let gone = || {
            AppError::not_found("this was not dismissed", "list what was: rapport dismiss --list")
        };
        let id = DismissalId::parse(id).ok_or_else(gone)?;
        let mut door = self.user_door(&self.profile().await?).await?;
        let was_there = door.take_back_dismissal(id).await?;
        door.commit().await?;
        if was_there { Ok(()) } else { Err(gone()) }
    }
}

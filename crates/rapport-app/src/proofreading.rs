//! Reading a draft while it is written: findings on words that are not saved yet, and the one
//! press that mends what was found.
//!
//! The checks are those of `findings`; nothing here blocks or sends. Saving is
//! an act ([`crate::input::Act::Edit`]).

use rapport_core::lint::Rule;

use crate::app::App;
use crate::error::{AppError, Kind};
use crate::input::{Act, DraftInput};
use crate::view::{ActView, DraftView, FindingView};

/// What one press does about a finding.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Mend {
    /// The better wording takes the place of the words.
    Take,
    /// The sentence is left out.
    LeaveOut,
}

impl Mend {
    /// The word in forms and on the command line.
    #[must_use]
    pub const fn word(self) -> &'static str {
        match self {
            Self::Take => "take",
            Self::LeaveOut => "leave-out",
        }
    }

    /// Reads [`Self::word`].
    #[must_use]
    pub fn parse(word: &str) -> Option<Self> {
        [Self::Take, Self::LeaveOut].into_iter().find(|mend| mend.word() == word)
    }
}

impl App {
    /// A draft as it would be with these words, its findings made anew. Nothing is saved.
    ///
    /// # Errors
    /// Nobody is meant, nothing is written for them, or the subject is no single line.
    pub async fn read_draft(&self, who: &str, input: &DraftInput) -> Result<DraftView, AppError> {
        let profile = self.profile().await?;
        let follow_up = self.follow_up_named(who, |it| it.draft().is_some()).await?;
        let Some(id) = follow_up.draft() else {
            return Err(AppError::refused(
                format!("no note is written for {who}"),
                "it is written when its time comes",
            ));
        };
        let mut draft = self.store().draft(self.scope(), id).await?;
        if let Some(subject) = &input.subject {
            draft.subject = crate::acts::one_line(subject)?;
        }
        if let Some(body) = &input.body {
            draft.body = tidied(body);
        }
        let attachments = self.store().attachments(self.scope(), draft.id).await?;
        let surroundings = self.surroundings(&follow_up, &profile).await?;
        self.judge(&mut draft, &follow_up, &surroundings, &profile, &attachments).await?;
        self.draft_view(&draft).await
    }

    /// Saves these words with one finding mended: the one at `index` of what [`App::read_draft`]
    /// says about them, which must still concern the words `text`.
    ///
    /// # Errors
    /// As [`App::read_draft`]; the finding is not there any more, or nothing mends it.
    pub async fn mend(
        &self,
        who: &str,
        input: &DraftInput,
        index: usize,
        text: &str,
        mend: Mend,
    ) -> Result<ActView, AppError> {
        let read = self.read_draft(who, input).await?;
        let gone = || {
            AppError::new(
                Kind::Refused,
                "the words have changed since",
                "look at the note again: what is found in it now stands below it",
            )
        };
        let finding = read.findings.get(index).filter(|it| it.text == text).ok_or_else(gone)?;
        let better = mended(&read, finding, mend).ok_or_else(gone)?;
        self.act(who, Act::Edit(better)).await
    }
}

/// The text of a body as it is kept: line ends of one kind, no blanks at the end.
pub(crate) fn tidied(body: &str) -> String {
    body.replace("\r\n", "\n").trim_end().to_owned()
}

/// What one press can do about a finding, the best on top.
#[must_use]
pub fn mends(finding: &FindingView) -> Vec<Mend> {
    if !matches!(finding.part.as_str(), "subject" | "body") || finding.start >= finding.end {
        return Vec::new();
    }
    match Rule::parse(&finding.rule) {
        // Advice on manner is no wording; the sentence can go.
        Some(rule) if rule.is_tone() && finding.part == "body" => vec![Mend::LeaveOut],
        Some(
            Rule::WrongName
            | Rule::WrongOrganisation
            | Rule::LeftOverRole
            | Rule::WeekdayDate
            | Rule::Greeting,
        ) if finding.better.is_some() => vec![Mend::Take],
        // "the date" says what is wanted, "on 24 November" can be taken.
        Some(Rule::RelativeDate) if finding.better.as_deref().is_some_and(has_figure) => {
            vec![Mend::Take]
        }
        Some(_) => Vec::new(),
        // Spelling and grammar give the words themselves.
        None if finding.better.is_some() => vec![Mend::Take],
        None => Vec::new(),
    }
}

fn has_figure(text: &str) -> bool {
    text.contains(|letter: char| letter.is_ascii_digit())
}

/// The words of a draft with one finding mended; `None` where a press cannot do that.
#[must_use]
pub fn mended(draft: &DraftView, finding: &FindingView, mend: Mend) -> Option<DraftInput> {
    if !mends(finding).contains(&mend) {
        return None;
    }
    let is_subject = finding.part == "subject";
    let text = if is_subject { &draft.subject } else { &draft.body };
    let letters: Vec<char> = text.chars().collect();
    let (start, end) = (finding.start, finding.end.min(letters.len()));
    if start >= end {
        return None;
    }
    let better = finding.better.as_deref().unwrap_or_default();
    let changed = match mend {
        Mend::LeaveOut => {
            let (from, to) = sentence_around(&letters, start, end);
            without(&letters, from, to)
        }
        // A note without a greeting gets one on top; one that greets wrongly gets a new line.
        Mend::Take if finding.rule == Rule::Greeting.word() => {
            format!("{better}\n\n{}", text.trim_start())
        }
        Mend::Take if better.ends_with(',') => {
            let (from, to) = line_around(&letters, start, end);
            with(&letters, from, to, better)
        }
        Mend::Take => with(&letters, start, end, better),
    };
    Some(if is_subject {
        DraftInput {
            subject: Some(changed),
            body: Some(draft.body.clone()),
            ..DraftInput::default()
        }
    } else {
        DraftInput {
            subject: Some(draft.subject.clone()),
            body: Some(changed),
            ..DraftInput::default()
        }
    })
}

fn with(letters: &[char], from: usize, to: usize, better: &str) -> String {
    letters[..from]
        .iter()
        .copied()
        .chain(better.chars())
        .chain(letters[to..].iter().copied())
        .collect()
}

/// The letters without a sentence, and without the blank or the empty paragraph it would leave.
fn without(letters: &[char], from: usize, to: usize) -> String {
    let before: String = letters[..from].iter().collect();
    let after: String = letters[to..].iter().collect();
    let (before, rest) = (before.trim_end_matches(' '), after.trim_start_matches(' '));
    let stands_alone = (before.is_empty() || before.ends_with('\n'))
        && (rest.is_empty() || rest.starts_with('\n'));
    if stands_alone {
        let text = format!("{}\n\n{}", before.trim_end(), rest.trim_start());
        text.trim().to_owned()
    } else if before.is_empty()
        || before.ends_with('\n')
        || rest.starts_with('\n')
        || rest.is_empty()
    {
        format!("{before}{rest}")
    } else {
        format!("{before} {rest}")
    }
}

fn line_around(letters: &[char], start: usize, end: usize) -> (usize, usize) {
    let from = letters[..start].iter().rposition(|it| *it == '\n').map_or(0, |at| at + 1);
    let to = letters[end..].iter().position(|it| *it == '\n').map_or(letters.len(), |at| end + at);
    (from, to)
}

/// From the end of the sentence before to the end of this one, within the paragraph. A line break
/// alone ends no sentence: notes are wrapped.
fn sentence_around(letters: &[char], start: usize, end: usize) -> (usize, usize) {
    let ends = |at: usize| {
        matches!(letters[at], '.' | '!' | '?' | '…')
            && letters.get(at + 1).is_none_or(|next| next.is_whitespace() || *next == '"')
    };
    let breaks = |at: usize| {
        letters[at] == '\n'
            && (at == 0 || letters[at - 1] == '\n' || letters.get(at + 1) == Some(&'\n'))
    };
    let from = (0..start).rev().find(|at| ends(*at) || breaks(*at)).map_or(0, |at| at + 1);
    let from = (from..start).find(|at| !letters[*at].is_whitespace()).unwrap_or(start);
    let last = end.saturating_sub(1).max(start);
    let to = (last..letters.len())
        .find_map(|at| if ends(at) { Some(at + 1) } else { breaks(at).then_some(at) })
        .unwrap_or(letters.len());
    (from, to.max(end))
}

#[cfg(test)]
mod tests;

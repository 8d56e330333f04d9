//! A note as it will arrive, with what was found in it marked under the words it concerns.
//!
//! Shown on Approve, and live while the note is edited: `note/note.html` prints it. What can be
//! done about a finding is the application's answer ([`rapport_app::proofreading`]).

use rapport_app::check::AT_ONCE;
use rapport_app::dismissals::{Reach, may_go_for_good};
use rapport_app::proofreading::{self, Mend};
use rapport_app::view::{DraftView, FindingView};

use crate::page::sentence_of;
use crate::words::ApproveWords;

/// A draft, cut into pieces at the marks.
#[derive(Default)]
pub struct Note {
    /// The recipient's address.
    pub to: String,
    /// The subject.
    pub subject: Paragraph,
    /// The text.
    pub paragraphs: Vec<Paragraph>,
    /// The first line of the sender block.
    pub sender_name: String,
    /// The rest of it.
    pub sender_lines: String,
    /// Names of attached files.
    pub attachments: Vec<String>,
    /// What concerns the note as a whole, its sender block or its attachments.
    pub whole: Vec<Found>,
    /// How much was found.
    pub count: usize,
    /// How long it is and how much was found, in a sentence.
    pub sum: String,
    /// How much more was found than is shown at once.
    pub more: Option<String>,
}

/// Text between two blank lines, and what was found in it.
#[derive(Default)]
pub struct Paragraph {
    /// The text in pieces.
    pub pieces: Vec<Piece>,
    /// What ends in it.
    pub found: Vec<Found>,
}

/// A run of text, marked or not.
#[derive(Debug, PartialEq, Eq)]
pub struct Piece {
    /// The text.
    pub text: String,
    /// The id of the finding that marks it.
    pub mark: Option<String>,
}

/// One finding.
pub struct Found {
    /// Its id in the page.
    pub id: String,
    /// Why.
    pub why: String,
    /// Advice; a wording has a button instead.
    pub advice: Option<String>,
    /// It stands in the way of a yes.
    pub blocks: bool,
    /// Buttons: value and label.
    pub mends: Vec<(String, String)>,
    /// Quiet buttons that leave it as it is, here or for good: value and label.
    pub dismissals: Vec<(String, &'static str)>,
}

/// Findings about more than this share of a text concern it as a whole: nothing is marked.
const WHOLE: usize = 60;

impl Note {
    /// Cuts a draft at its findings.
    pub fn of(draft: &DraftView, words: &ApproveWords) -> Self {
        let (name, lines) = draft.sender.split_once('\n').unwrap_or((&draft.sender, ""));
        let body: Vec<char> = draft.body.chars().collect();
        let subject: Vec<char> = draft.subject.chars().collect();
        let found = |(index, finding)| Found::of(index, finding, words);
        let in_part = |part: &str, length: usize| -> Vec<(usize, &FindingView)> {
            shown(draft).filter(|(_, it)| it.part == part && is_marked(it, length)).collect()
        };
        let in_body = in_part("body", body.len());
        let in_subject = in_part("subject", subject.len());
        let whole = shown(draft)
            .filter(|(index, _)| {
                !in_body.iter().chain(&in_subject).any(|(marked, _)| marked == index)
            })
            .map(found)
            .collect();
        let paragraphs = paragraphs(&body)
            .into_iter()
            .map(|(from, to)| {
                let here = |it: &&(usize, &FindingView)| it.1.end > from && it.1.end <= to;
                Paragraph {
                    pieces: pieces(&body, from, to, &in_body),
                    found: in_body.iter().filter(here).copied().map(found).collect(),
                }
            })
            .collect();
        Self {
            to: draft.to.clone(),
            subject: Paragraph {
                pieces: pieces(&subject, 0, subject.len(), &in_subject),
                found: in_subject.iter().copied().map(found).collect(),
            },
            paragraphs,
            sender_name: name.trim_start_matches("-- ").to_owned(),
            sender_lines: lines.trim().to_owned(),
            attachments: draft.attachments.clone(),
            whole,
            count: draft.findings.len(),
            sum: (words.read)(draft.words, draft.findings.len()),
            more: Some(draft.findings.len().saturating_sub(AT_ONCE))
                .filter(|hidden| *hidden > 0)
                .map(words.more_findings),
        }
    }
}

/// The weightiest findings, as many as a reader takes in, with their places among all.
fn shown(draft: &DraftView) -> impl Iterator<Item = (usize, &FindingView)> {
    draft.findings.iter().enumerate().take(AT_ONCE)
}

impl Found {
    fn of(index: usize, finding: &FindingView, words: &ApproveWords) -> Self {
        let mends = proofreading::mends(finding);
        let better = finding.better.as_deref().map(str::trim).filter(|text| !text.is_empty());
        Self {
            id: format!("finding-{index}"),
            why: sentence_of(&finding.why),
            advice: better.filter(|_| !mends.contains(&Mend::Take)).map(sentence_of),
            blocks: finding.severity == "block",
            mends: mends
                .into_iter()
                .map(|mend| {
                    let label = match mend {
                        Mend::Take => (words.take)(better.unwrap_or_default()),
                        Mend::LeaveOut => words.leave_out.to_owned(),
                    };
                    (format!("{index} {} {}", mend.word(), finding.text), label)
                })
                .collect(),
            dismissals: [(Reach::Note, words.leave_it), (Reach::ForGood, words.never_again)]
                .into_iter()
                .filter(|(reach, _)| *reach == Reach::Note || may_go_for_good(finding))
                .map(|(reach, label)| (format!("{index} {} {}", reach.word(), finding.text), label))
                .collect(),
        }
    }
}

/// It concerns certain words, not the whole.
fn is_marked(finding: &FindingView, length: usize) -> bool {
    let (start, end) = (finding.start, finding.end);
    start < end && end <= length && (end - start) * 100 <= length * WHOLE
}

/// Where the paragraphs of a text begin and end.
fn paragraphs(letters: &[char]) -> Vec<(usize, usize)> {
    let mut found = Vec::new();
    let mut at = 0;
    while at < letters.len() {
        while at < letters.len() && letters[at].is_whitespace() {
            at += 1;
        }
        let from = at;
        while at < letters.len() && !(letters[at] == '\n' && letters.get(at + 1) == Some(&'\n')) {
            at += 1;
        }
        if from < at {
            found.push((from, at));
        }
    }
    found
}

/// The text from one place to another, cut at the marks. Where marks overlap, the first holds.
fn pieces(letters: &[char], from: usize, to: usize, marks: &[(usize, &FindingView)]) -> Vec<Piece> {
    let mut pieces: Vec<Piece> = Vec::new();
    for (at, letter) in letters.iter().enumerate().take(to).skip(from) {
        let mark = marks
            .iter()
            .find(|(_, it)| (it.start..it.end).contains(&at))
            .map(|(index, _)| format!("finding-{index}"));
        match pieces.last_mut().filter(|last| last.mark == mark) {
            Some(last) => last.text.push(*letter),
            None => pieces.push(Piece { text: letter.to_string(), mark }),
        }
    }
    pieces
}

/// The index, the reach and the words of a quiet button made above.
pub fn dismissal_of(value: &str) -> Option<(usize, Reach, &str)> {
    let mut parts = value.splitn(3, ' ');
    let index = parts.next()?.parse().ok()?;
    let reach = Reach::parse(parts.next()?)?;
    Some((index, reach, parts.next().unwrap_or_default()))
}

/// The index, the mend and the words of a button made above.
pub fn mend_of(value: &str) -> Option<(usize, Mend, &str)> {
    let mut parts = value.splitn(3, ' ');
    let index = parts.next()?.parse().ok()?;
    let mend = Mend::parse(parts.next()?)?;
    Some((index, mend, parts.next().unwrap_or_default()))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::words::ENGLISH;

    fn finding(start: usize, end: usize) -> FindingView {
        FindingView {
            rule: "wrong-organisation".to_owned(),
            severity: "warn".to_owned(),
            part: "body".to_owned(),
            start,
            end,
            text: "Acme robotics".to_owned(),
            why: "They spell themselves Acme Robotics".to_owned(),
            better: Some("Acme Robotics".to_owned()),
        }
    }

    fn draft(body: &str, findings: Vec<FindingView>) -> DraftView {
        DraftView {
            id: String::new(),
            to: "dana@acme.example".to_owned(),
            subject: "Thank you".to_owned(),
            body: body.to_owned(),
            sender: "Nell Ashworth\nnell@ashworth.example".to_owned(),
            language: "en".to_owned(),
            attachments: Vec::new(),
            findings,
            approvable: true,
            words: 4,
            hash: String::new(),
        }
    }

    #[test]
    fn a_finding_stands_under_its_words() {
        let body = "Dear Dána,\n\nI like Acme robotics so much.\n\nKind regards,";
        let note = Note::of(&draft(body, vec![finding(19, 32)]), &ENGLISH.approve);
        assert_eq!(note.paragraphs.len(), 3);
        let marked: Vec<&str> = note.paragraphs[1]
            .pieces
            .iter()
            .filter(|piece| piece.mark.is_some())
            .map(|piece| piece.text.as_str())
            .collect();
        assert_eq!(marked, ["Acme robotics"]);
        assert_eq!(note.paragraphs[1].found.len(), 1);
        let (value, label) = &note.paragraphs[1].found[0].mends[0];
        assert_eq!(mend_of(value), Some((0, Mend::Take, "Acme robotics")));
        assert!(label.contains("Acme Robotics"));
    }

    #[test]
    fn what_concerns_the_whole_marks_nothing_and_is_not_lost() {
        let note = Note::of(&draft("Dear Dana,\n\nHi.", vec![finding(0, 15)]), &ENGLISH.approve);
        assert!(note.paragraphs.iter().all(|it| it.pieces.iter().all(|it| it.mark.is_none())));
        assert_eq!((note.whole.len(), note.count), (1, 1));
        let beyond = Note::of(&draft("Hi.", vec![finding(90, 95)]), &ENGLISH.approve);
        assert_eq!(beyond.whole.len(), 1);
    }

    #[test]
    fn only_our_own_buttons_are_read() {
        assert_eq!(mend_of("x take y"), None);
        assert_eq!(mend_of("1 shout y"), None);
        assert_eq!(mend_of("1 leave-out a b"), Some((1, Mend::LeaveOut, "a b")));
    }
}

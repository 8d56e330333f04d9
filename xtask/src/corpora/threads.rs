//! Small mailboxes with the parent of every message: `threads`.

use anyhow::Result;

use super::Corpora;
use super::ask::{expected, list, text};
use super::figure::{Goal, Outcome, Share};

pub fn score(corpora: &Corpora) -> Result<Outcome> {
    corpora.rapport.needs(&["inspect", "mail"])?;
    let folder = corpora.folder.join("threads");
    let mut outcome = Outcome::default();
    let (mut parents, mut found) = (Share::default(), Share::default());
    for item in expected(&folder.join("expected.json"))? {
        let name = text(&item, "file");
        let answers = corpora.rapport.ask(&["inspect", "mail"], &[folder.join(name)], None)?;
        found.count(answers.len() == list(&item, "messages").len());
        for message in list(&item, "messages") {
            let id = text(message, "message_id");
            let answer = answers.iter().find(|answer| text(answer, "message_id") == id);
            let said = answer.map(|answer| text(answer, "parent"));
            let wanted = text(message, "parent");
            if !parents.count(said == Some(wanted)) {
                outcome.miss(format!("{name}: parent of {id}: {said:?} instead of {wanted:?}"));
            }
        }
    }
    outcome.add_share("parent of every message", parents, Goal::AtLeast(1.0));
    outcome.add_share("mailboxes with the right number of messages", found, Goal::Told);
    Ok(outcome)
}

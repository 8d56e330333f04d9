//! Mail as it was on the wire: two mailbox files, and one file for each message.

use std::io::Write as _;

use rapport_formats::mbox_write::write_message;
use rapport_store::archive::{Archive, WholeMail, WhoseMail};

use super::Telling;
use super::folder::{self, Folder};
use crate::error::AppError;

/// Writes the folder `mail`; the answer is how many mails there were.
pub(crate) async fn write(
    archive: &mut Archive,
    folder: &Folder,
    tell: Telling<'_>,
) -> Result<u64, AppError> {
    folder.make("mail")?;
    folder.make("mail/eml")?;
    let mut written = 0;
    for (name, word, kinds) in [
        ("mail/received.mbox", "in", &[WhoseMail::Theirs][..]),
        ("mail/sent.mbox", "out", &[WhoseMail::FromOutbox, WhoseMail::Mine][..]),
    ] {
        let mut mailbox = folder.file(name)?;
        for kind in kinds {
            let mut after: Option<Vec<u8>> = None;
            let mut done: Option<Vec<u8>> = None;
            loop {
                let page = archive.mail(*kind, after.as_deref()).await?;
                let Some(last) = page.last() else { break };
                after = Some(last.id.clone());
                for mail in &page {
                    if done.as_ref() == Some(&mail.id) {
                        continue;
                    }
                    done = Some(mail.id.clone());
                    written += 1;
                    write_message(&mut mailbox, mail.at, &mail.raw)?;
                    let mut alone = folder.file(&name_of(mail, word, written))?;
                    alone.write_all(&mail.raw)?;
                    alone.flush()?;
                }
                tell("mails", written, 0);
            }
        }
        folder::settle(mailbox)?;
    }
    Ok(written)
}

/// By time, so that a folder sorts; nothing a stranger wrote is in the name.
pub(crate) fn name_of(mail: &WholeMail, word: &str, number: u64) -> String {
    format!("mail/eml/{}-{number:06}-{word}.eml", mail.at.strftime("%Y-%m-%dT%H%M%SZ"))
}

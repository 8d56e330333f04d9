//! Where old mail is read from: a mailbox in one file (mbox), a folder with one file a mail (Maildir),
//! the account itself. Each message goes through a [`Harvest`]; memory does not grow with the mail.

use std::collections::BTreeSet;
use std::fs::{self, File};
use std::io::{self, BufReader, Read, Seek, SeekFrom};
use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicU64, Ordering};

use rapport_formats::mbox;
use sha2::{Digest as _, Sha256};

use super::harvest::{FOR_OWN, Harvest, Harvested, OwnGuess};

/// Bytes of a file of a Maildir that are read; what is beyond is attachments.
const LONGEST: u64 = 2 * 1024 * 1024;
/// Folders inside folders that are entered.
const DEEPEST: usize = 8;
/// Files of a Maildir that are read.
const MOST_FILES: usize = 5_000_000;
/// Messages between two words about how far it is.
const TELL_EVERY: u32 = 500;

/// Whether a file begins as a mailbox does.
pub(super) fn is_mbox(beginning: &[u8]) -> bool {
    mbox::is_mbox(beginning)
}

/// Whether a folder is a Maildir, or holds some.
pub(super) fn is_maildir(folder: &Path) -> bool {
    maildirs(folder, 0).next().is_some()
}

/// Reads a mailbox in one file. `tell` is asked now and then, and stops the reading by its answer.
pub(super) fn read_mbox(
    mut input: impl Read + Seek,
    own: BTreeSet<String>,
    mut tell: impl FnMut() -> bool,
) -> io::Result<Harvested> {
    let mut guess = OwnGuess::new(own);
    let mut message = Vec::new();
    let mut reader = mbox::Reader::new(BufReader::new(&mut input));
    for _ in 0..FOR_OWN {
        if reader.read(&mut message)?.is_none() {
            break;
        }
        guess.look(&message);
    }
    input.seek(SeekFrom::Start(0))?;
    let mut harvest = Harvest::new(guess.own());
    let mut reader = mbox::Reader::new(BufReader::with_capacity(256 * 1024, input));
    let mut read: u32 = 0;
    while reader.read(&mut message)?.is_some() {
        harvest.add(&message);
        read = read.wrapping_add(1);
        if read.is_multiple_of(TELL_EVERY) && !tell() {
            break;
        }
    }
    Ok(harvest.finish())
}

/// Reads the mails of a Maildir, `read` counting the files.
pub(super) fn read_maildir(
    files: &[PathBuf],
    own: BTreeSet<String>,
    read: &AtomicU64,
    mut tell: impl FnMut() -> bool,
) -> Harvested {
    let mut guess = OwnGuess::new(own);
    let mut message = Vec::new();
    for file in files.iter().take(FOR_OWN) {
        if read_file(file, &mut message).is_ok() {
            guess.look(&message);
        }
    }
    let mut harvest = Harvest::new(guess.own());
    for (file, number) in files.iter().zip(1_u32..) {
        // A mail that was moved or deleted meanwhile is none.
        if read_file(file, &mut message).is_ok() {
            harvest.add(&message);
        }
        read.store(u64::from(number), Ordering::Relaxed);
        if number.is_multiple_of(TELL_EVERY) && !tell() {
            break;
        }
    }
    harvest.finish()
}

/// The mails of a folder and of the folders in it, in the order of their names.
pub(super) fn files(folder: &Path) -> Vec<PathBuf> {
    let mut files = Vec::new();
    for maildir in maildirs(folder, 0) {
        for part in ["cur", "new"] {
            let Ok(entries) = fs::read_dir(maildir.join(part)) else { continue };
            let room = MOST_FILES.saturating_sub(files.len());
            let mails = entries.flatten().filter(|entry| {
                // Links are not followed: they may lead anywhere.
                entry.file_type().is_ok_and(|kind| kind.is_file())
            });
            files.extend(mails.map(|entry| entry.path()).take(room));
        }
    }
    files.sort_unstable();
    files
}

/// By what the same folder is recognised: its mails by their names without the flags behind them.
pub(super) fn digest(files: &[PathBuf]) -> [u8; 32] {
    let mut hash = Sha256::new();
    for file in files {
        let name = file.file_name().unwrap_or_default().to_string_lossy();
        hash.update(name.split(":2,").next().unwrap_or_default().as_bytes());
        hash.update([0]);
    }
    hash.finalize().into()
}

fn maildirs(folder: &Path, depth: usize) -> Box<dyn Iterator<Item = PathBuf>> {
    let is_one = folder.join("cur").is_dir() || folder.join("new").is_dir();
    let own = is_one.then(|| folder.to_owned());
    if depth >= DEEPEST {
        return Box::new(own.into_iter());
    }
    let below = fs::read_dir(folder).into_iter().flatten().flatten().filter(|entry| {
        let name = entry.file_name();
        let is_part = ["cur", "new", "tmp"].iter().any(|part| name == *part);
        !is_part && entry.file_type().is_ok_and(|kind| kind.is_dir())
    });
    Box::new(own.into_iter().chain(below.flat_map(move |entry| maildirs(&entry.path(), depth + 1))))
}

fn read_file(file: &Path, message: &mut Vec<u8>) -> io::Result<()> {
    message.clear();
    File::open(file)?.take(LONGEST).read_to_end(message).map(drop)
}

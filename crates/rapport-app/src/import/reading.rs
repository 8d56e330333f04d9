//! A source read entry by entry on a thread of its own, a few batches ahead and no more: memory stays
//! the same however long the source is.

use std::collections::BTreeSet;
use std::fs::File;
use std::io::{self, Cursor, Read, Seek, SeekFrom};
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};

use rapport_core::ids::CalendarSourceId;
use rapport_core::place::Country;
use rapport_formats::card::{Card, Found};
use rapport_formats::contacts::ContactReader;
use rapport_formats::table::{Column, Row};
use sha2::{Digest as _, Sha256};
use tokio::sync::mpsc;

use super::calendar::{self, Meeting};
use super::entry::Entry;
use super::harvest::Harvested;
use super::{mailboxes, picture};
use crate::app::App;
use crate::doubt::Doubt;
use crate::error::{AppError, Kind};
use crate::view::ColumnView;

/// A batch is closed when its cards are this long together, photos included.
const LARGEST_BATCH: usize = 8 * 1024 * 1024;

/// What is imported.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct ImportSource {
    /// As it is shown: usually the name of the file.
    pub name: String,
    /// Where it is.
    pub(crate) place: Place,
}

/// Where a source is.
#[derive(Clone, PartialEq, Eq, Debug)]
pub(crate) enum Place {
    /// A file.
    File(PathBuf),
    /// The past of a mail account, by its address.
    Account(String),
    /// What a calendar's address gave.
    Calendar {
        /// The calendar.
        bytes: Arc<[u8]>,
        /// Which one.
        source: CalendarSourceId,
    },
}

/// The bytes of a source.
pub(super) enum Input {
    File(File),
    Memory(Cursor<Arc<[u8]>>),
}

impl Read for Input {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        match self {
            Self::File(file) => file.read(buffer),
            Self::Memory(bytes) => bytes.read(buffer),
        }
    }
}

impl Seek for Input {
    fn seek(&mut self, to: SeekFrom) -> io::Result<u64> {
        match self {
            Self::File(file) => file.seek(to),
            Self::Memory(bytes) => bytes.seek(to),
        }
    }
}

impl ImportSource {
    /// A file under its own name.
    #[must_use]
    pub fn file(path: &Path) -> Self {
        let name = path.file_name().unwrap_or(path.as_os_str()).to_string_lossy().into_owned();
        Self { name, place: Place::File(path.to_owned()) }
    }

    /// The calendar this is the present version of, if it is read again and again.
    pub(super) const fn calendar(&self) -> Option<CalendarSourceId> {
        match &self.place {
            Place::File(_) | Place::Account(_) => None,
            Place::Calendar { source, .. } => Some(*source),
        }
    }

    /// The past of a mail account of the user, by its address.
    #[must_use]
    pub fn account(address: &str) -> Self {
        let address = address.trim().to_lowercase();
        Self { name: address.clone(), place: Place::Account(address) }
    }

    /// The address of the mail account it is the past of, if it is one.
    pub(super) fn account_address(&self) -> Option<&str> {
        match &self.place {
            Place::Account(address) => Some(address),
            Place::File(_) | Place::Calendar { .. } => None,
        }
    }

    /// Whether it may have changed when an import of it goes on: then it begins anew.
    pub(super) const fn changes_meanwhile(&self) -> bool {
        !matches!(self.place, Place::File(_))
    }

    /// The folder it is, if it is one.
    fn folder(&self) -> Option<&Path> {
        match &self.place {
            Place::File(path) if path.is_dir() => Some(path),
            _ => None,
        }
    }

    pub(super) fn open(&self) -> Result<(Input, u64), AppError> {
        let path = match &self.place {
            Place::File(path) => path,
            Place::Account(_) => return Ok((Input::Memory(Cursor::new(Arc::new([]))), 0)),
            Place::Calendar { bytes, .. } => {
                let size = u64::try_from(bytes.len()).unwrap_or(u64::MAX);
                return Ok((Input::Memory(Cursor::new(Arc::clone(bytes))), size));
            }
        };
        let file = File::open(path).map_err(|error| self.unreadable(&error))?;
        let about = file.metadata().map_err(|error| self.unreadable(&error))?;
        if about.is_dir() {
            return Err(AppError::usage(
                format!("{} is a folder", self.name),
                "name the files in it: rapport import FOLDER/*.vcf; a folder of mail has cur and new in it",
            ));
        }
        Ok((Input::File(file), about.len()))
    }

    pub(super) fn unreadable(&self, error: &io::Error) -> AppError {
        let kind = match error.kind() {
            io::ErrorKind::NotFound => Kind::NotFound,
            io::ErrorKind::PermissionDenied => Kind::Denied,
            _ => Kind::Unavailable,
        };
        AppError::new(
            kind,
            format!("{} cannot be read: {error}", self.name),
            "see whether the file is there and may be read by you",
        )
    }

    /// SHA-256 over all of it.
    pub(super) async fn digest(&self) -> Result<[u8; 32], AppError> {
        if let Place::Account(address) = &self.place {
            return Ok(Sha256::digest(address.as_bytes()).into());
        }
        if let Some(folder) = self.folder() {
            let folder = folder.to_owned();
            let named = move || mailboxes::digest(&mailboxes::files(&folder));
            let named = tokio::task::spawn_blocking(named).await;
            return named.map_err(|_| self.unreadable(&io::Error::other("interrupted")));
        }
        let (mut file, _) = self.open()?;
        let hashed = tokio::task::spawn_blocking(move || {
            let mut hash = Sha256::new();
            let mut piece = vec![0; 256 * 1024];
            loop {
                match file.read(&mut piece)? {
                    0 => return Ok::<[u8; 32], io::Error>(hash.finalize().into()),
                    length => hash.update(piece.get(..length).unwrap_or_default()),
                }
            }
        });
        let hashed = hashed.await.map_err(|_| self.unreadable(&io::Error::other("interrupted")))?;
        hashed.map_err(|error| self.unreadable(&error))
    }
}

/// One piece of a source.
#[derive(Debug)]
pub(super) enum Item {
    /// Somebody.
    Entry(Box<Entry>),
    /// Nobody, and why.
    Rejected { number: u64, line: u64, why: String, remedy: String },
}

impl Item {
    pub(super) const fn number(&self) -> u64 {
        match self {
            Self::Entry(entry) => entry.number,
            Self::Rejected { number, .. } => *number,
        }
    }
}

/// What the thread sends.
#[derive(Debug)]
pub(super) enum Sent {
    /// First of all: what kind of source it is, and of a table what its columns are taken for.
    Form { kind: &'static str, columns: Vec<ColumnView> },
    /// A batch, in order.
    Items(Vec<Item>),
    /// Reading failed; nothing follows.
    Failed(AppError),
}

/// How a source is read.
#[derive(Clone, Debug)]
pub(super) struct Reading {
    /// Columns the user set, `column=field` each.
    pub(super) columns: Vec<String>,
    /// The user's country.
    pub(super) country: Country,
    /// How many entries make a batch.
    pub(super) at_once: usize,
    /// By whom a calendar or old mail is read.
    pub(super) calendar: calendar::Reader,
}

/// A source being read.
pub(super) struct Stream {
    pub(super) batches: mpsc::Receiver<Sent>,
    /// Bytes read so far.
    pub(super) read: Arc<AtomicU64>,
    /// Bytes in all.
    pub(super) size: u64,
}

/// Begins to read.
pub(super) async fn begin(
    app: &App,
    source: &ImportSource,
    reading: Reading,
) -> Result<Stream, AppError> {
    if let Place::Account(address) = &source.place {
        return begin_account(app, address, reading).await;
    }
    if let Some(folder) = source.folder().filter(|folder| mailboxes::is_maildir(folder)) {
        return Ok(begin_folder(folder, reading));
    }
    let (mut file, size) = source.open()?;
    let mut beginning = [0; 512];
    let length = file.read(&mut beginning).map_err(|error| source.unreadable(&error))?;
    let beginning = beginning.get(..length).unwrap_or_default();
    refuse_packed(source, beginning)?;
    if let (true, Place::File(path)) = (picture::is_picture(beginning), &source.place) {
        return begin_picture(source, path, size, reading);
    }
    let is_mail = mailboxes::is_mbox(beginning);
    let is_calendar = calendar::is_calendar(beginning) || source.calendar().is_some();
    if is_calendar && size > calendar::LARGEST {
        return Err(AppError::refused(
            format!("{} is larger than a calendar can be here (64 MB)", source.name),
            "export it by year, and import the years you need",
        ));
    }
    file.seek(SeekFrom::Start(0)).map_err(|error| source.unreadable(&error))?;
    let read = Arc::new(AtomicU64::new(0));
    let counted = Counted { inner: file, read: Arc::clone(&read) };
    let (sender, batches) = mpsc::channel(2);
    let source = source.clone();
    tokio::task::spawn_blocking(move || {
        let done = if is_mail {
            run_mbox(&source, counted, &reading, &sender)
        } else if is_calendar {
            run_calendar(&source, counted, &reading, &sender)
        } else {
            run(&source, counted, &reading, &sender)
        };
        if let Err(error) = done {
            // Nobody is listening any more: nothing is left to tell.
            let _ = sender.blocking_send(Sent::Failed(error));
        }
    });
    Ok(Stream { batches, read, size })
}

/// Archives and pictures of pages are told by their first bytes and never unpacked.
fn refuse_packed(source: &ImportSource, beginning: &[u8]) -> Result<(), AppError> {
    const KNOWN: [(&[u8], &str); 6] = [
        (b"PK\x03\x04", "a zip archive or an office document"),
        (b"\x1f\x8b", "a gzip archive"),
        (b"BZh", "a bzip2 archive"),
        (b"\xfd7zXZ\0", "an xz archive"),
        (b"7z\xbc\xaf\x27\x1c", "a 7-Zip archive"),
        (b"%PDF-", "a PDF document"),
    ];
    let found = KNOWN.iter().find(|(mark, _)| beginning.starts_with(mark));
    match found {
        Some((_, what)) => Err(AppError::refused(
            format!("{} is {what}", source.name),
            "unpack it, or save the table as CSV, and import that",
        )),
        None => Ok(()),
    }
}

fn run(
    source: &ImportSource,
    input: impl Read,
    reading: &Reading,
    sender: &mpsc::Sender<Sent>,
) -> Result<(), AppError> {
    let unreadable = |error: io::Error| source.unreadable(&error);
    let mut reader = ContactReader::new(input).map_err(unreadable)?;
    let (kind, columns) = match &mut reader {
        ContactReader::Cards(_) => ("cards", Vec::new()),
        ContactReader::Table(table) => {
            for column in &reading.columns {
                table.mapping_mut().set(column).map_err(|error| {
                    let plain = |text: &str| text.trim_end_matches('.').to_owned();
                    AppError::usage(plain(&error.message), plain(&error.remedy))
                })?;
            }
            let columns = table.mapping().columns.iter().zip(1..);
            let rows = table.sample();
            ("table", columns.map(|(column, number)| column_view(column, number, rows)).collect())
        }
    };
    if sender.blocking_send(Sent::Form { kind, columns }).is_err() {
        return Ok(());
    }
    let mut batch: Vec<Item> = Vec::with_capacity(reading.at_once);
    let mut held = 0;
    for (found, number) in reader.zip(1..) {
        let item = match found.map_err(unreadable)? {
            Found::Card(card) => {
                let entry = Entry::of(number, &card, reading.country);
                if is_somebody(&card, &entry) {
                    held += entry.card.len();
                    Item::Entry(Box::new(entry))
                } else {
                    Item::Rejected {
                        number,
                        line: entry.line,
                        why: "it has no name, no mail address and no telephone number".to_owned(),
                        remedy: "fill one of them in".to_owned(),
                    }
                }
            }
            Found::Rejected(defect) => Item::Rejected {
                number,
                line: u64::try_from(defect.line).unwrap_or(0),
                why: defect.message.trim_end_matches('.').to_owned(),
                remedy: defect.remedy.trim_end_matches('.').to_owned(),
            },
        };
        batch.push(item);
        if batch.len() >= reading.at_once || held >= LARGEST_BATCH {
            held = 0;
            if sender.blocking_send(Sent::Items(std::mem::take(&mut batch))).is_err() {
                return Ok(());
            }
        }
    }
    if !batch.is_empty() {
        // Nobody is listening any more: nothing is left to do.
        let _ = sender.blocking_send(Sent::Items(batch));
    }
    Ok(())
}

/// A calendar is read as a whole: who takes part stands all over it.
fn run_calendar(
    source: &ImportSource,
    mut input: impl Read,
    reading: &Reading,
    sender: &mpsc::Sender<Sent>,
) -> Result<(), AppError> {
    let mut bytes = Vec::new();
    input.read_to_end(&mut bytes).map_err(|error| source.unreadable(&error))?;
    let Some(found) = reading.calendar.read(&bytes) else {
        return Err(AppError::refused(
            format!("{} holds no calendar that can be read", source.name),
            "a calendar begins with BEGIN:VCALENDAR; export it once more",
        ));
    };
    drop(bytes);
    if sender.blocking_send(Sent::Form { kind: "calendar", columns: Vec::new() }).is_err() {
        return Ok(());
    }
    send_people(found.people, found.rejected, reading, sender);
    Ok(())
}

/// Sends people in batches until they are all sent or nobody listens any more.
fn send_people(
    people: Vec<(Card, Vec<Meeting>)>,
    rejected: Vec<(u64, String, String)>,
    reading: &Reading,
    sender: &mpsc::Sender<Sent>,
) {
    let at_once = reading.at_once.clamp(1, 100);
    let first = u64::try_from(people.len()).unwrap_or(u64::MAX).saturating_add(1);
    let people = people.into_iter().zip(1..).map(|((card, meetings), number)| {
        let mut entry = Entry::of(number, &card, reading.country);
        entry.meetings = meetings;
        Item::Entry(Box::new(entry))
    });
    let rejected = rejected
        .into_iter()
        .zip(first..)
        .map(|((line, why, remedy), number)| Item::Rejected { number, line, why, remedy });
    let mut items = people.chain(rejected).peekable();
    while items.peek().is_some() {
        let batch: Vec<Item> = items.by_ref().take(at_once).collect();
        if sender.blocking_send(Sent::Items(batch)).is_err() {
            return;
        }
    }
}

/// A mailbox in one file: correspondents stand all over it, so they come at its end.
fn run_mbox(
    source: &ImportSource,
    input: impl Read + Seek,
    reading: &Reading,
    sender: &mpsc::Sender<Sent>,
) -> Result<(), AppError> {
    if sender.blocking_send(Sent::Form { kind: "mail", columns: Vec::new() }).is_err() {
        return Ok(());
    }
    let own = reading.calendar.own.clone();
    // A batch of nobody says how far it is.
    let tell = || sender.blocking_send(Sent::Items(Vec::new())).is_ok();
    let found =
        mailboxes::read_mbox(input, own, tell).map_err(|error| source.unreadable(&error))?;
    send_correspondents(found, reading, sender)
}

/// A folder of mail.
fn begin_folder(folder: &Path, reading: Reading) -> Stream {
    let (sender, batches) = mpsc::channel(2);
    let files = mailboxes::files(folder);
    let size = u64::try_from(files.len()).unwrap_or(u64::MAX);
    let read = Arc::new(AtomicU64::new(0));
    let counter = Arc::clone(&read);
    tokio::task::spawn_blocking(move || {
        if sender.blocking_send(Sent::Form { kind: "mail", columns: Vec::new() }).is_err() {
            return;
        }
        let own = reading.calendar.own.clone();
        let tell = || sender.blocking_send(Sent::Items(Vec::new())).is_ok();
        let found = mailboxes::read_maildir(&files, own, &counter, tell);
        if let Err(error) = send_correspondents(found, &reading, &sender) {
            // Nobody is listening any more: nothing is left to tell.
            let _ = sender.blocking_send(Sent::Failed(error));
        }
    });
    Stream { batches, read, size }
}

/// A photo of a card.
fn begin_picture(
    source: &ImportSource,
    path: &Path,
    size: u64,
    reading: Reading,
) -> Result<Stream, AppError> {
    if size > picture::LARGEST {
        return Err(AppError::refused(
            format!("{} is larger than a photo of a card needs to be (30 MB)", source.name),
            "make it smaller, and try again",
        ));
    }
    let (sender, batches) = mpsc::channel(2);
    let (name, path) = (source.name.clone(), path.to_owned());
    tokio::spawn(async move {
        let text = picture::text_on(picture::PROGRAM, &path, picture::LONGEST).await;
        let read = text.and_then(|text| {
            picture::card_of(&text).ok_or_else(|| {
                AppError::refused(
                    format!("nothing on {name} reads like a card"),
                    "cut it to the card, or type what it says: rapport capture",
                )
            })
        });
        let sent = match read {
            Ok(card) => {
                let mut entry = Entry::of(1, &card, reading.country);
                entry.doubts.push(Doubt::about(
                    "source",
                    entry.name.as_str(),
                    "it was read from a photo",
                    "compare it with the card: rapport contacts edit WHO",
                ));
                vec![
                    Sent::Form { kind: "picture", columns: Vec::new() },
                    Sent::Items(vec![Item::Entry(Box::new(entry))]),
                ]
            }
            Err(error) => vec![Sent::Failed(error)],
        };
        for one in sent {
            // Nobody is listening any more: nothing is left to tell.
            let _ = sender.send(one).await;
        }
    });
    Ok(Stream { batches, read: Arc::new(AtomicU64::new(size)), size })
}

/// The past of an account.
async fn begin_account(app: &App, address: &str, reading: Reading) -> Result<Stream, AppError> {
    let (scope, account) = app.account_named(address).await?;
    if scope.id() != app.scope().id() {
        return Err(AppError::refused(
            "practice mode reads no mail",
            "work on the real data: rapport --real import --account ADDRESS",
        ));
    }
    let (sender, batches) = mpsc::channel(2);
    let read = Arc::new(AtomicU64::new(0));
    let counter = Arc::clone(&read);
    let app = app.clone();
    tokio::spawn(async move {
        let form = Sent::Form { kind: "mail", columns: Vec::new() };
        if sender.send(form).await.is_err() {
            return;
        }
        let own: BTreeSet<String> = reading.calendar.own.clone();
        let found = app.harvest_account(&account, own, &counter, &sender).await;
        let sent = tokio::task::spawn_blocking(move || {
            let done = found.and_then(|found| send_correspondents(found, &reading, &sender));
            if let Err(error) = done {
                // Nobody is listening any more: nothing is left to tell.
                let _ = sender.blocking_send(Sent::Failed(error));
            }
        });
        if sent.await.is_err() {
            tracing::warn!("the reading of an account ended in a panic");
        }
    });
    Ok(Stream { batches, read, size: 0 })
}

fn send_correspondents(
    found: Harvested,
    reading: &Reading,
    sender: &mpsc::Sender<Sent>,
) -> Result<(), AppError> {
    if !found.knows_own && !found.people.is_empty() {
        return Err(AppError::refused(
            "it is not clear which address in this mail is yours",
            "say it: rapport me --email YOU@EXAMPLE.ORG",
        ));
    }
    let mut rejected = Vec::new();
    if found.unanswered > 0 {
        rejected.push((
            0,
            format!("{} senders are left out, because you never wrote to them", found.unanswered),
            "add whom you want to keep: rapport contacts add NAME --email ADDRESS".to_owned(),
        ));
    }
    if found.passed_over > 0 {
        rejected.push((
            0,
            format!("{} mails of lists, machines and circulars are left out", found.passed_over),
            "nothing needs to be done".to_owned(),
        ));
    }
    send_people(found.people, rejected, reading, sender);
    Ok(())
}

/// A name, or something by which somebody can be reached: a text that is no address is neither.
fn is_somebody(card: &Card, entry: &Entry) -> bool {
    let names = [&card.name, &card.given, &card.family, &card.nickname, &card.organisation];
    names.iter().any(|name| !name.trim().is_empty())
        || !entry.addresses.is_empty()
        || entry.phones.iter().any(|number| number.shown.chars().any(|sign| sign.is_ascii_digit()))
}

/// A column with what it is taken for and the first text in it.
fn column_view(column: &Column, number: usize, rows: &[Row]) -> ColumnView {
    let texts = rows.iter().filter_map(|row| row.cells.get(number - 1));
    let example = texts.map(|text| text.trim()).find(|text| !text.is_empty()).unwrap_or_default();
    #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "a share of one")]
    let sure = (column.confidence.clamp(0.0, 1.0) * 100.0).round() as u8;
    ColumnView {
        number,
        header: column.header.clone(),
        field: column.target.to_string(),
        sure,
        example: crate::words::shortened(example, 60),
    }
}

/// Counts what is read, for the progress bar.
struct Counted<R> {
    inner: R,
    read: Arc<AtomicU64>,
}

impl<R: Seek> Seek for Counted<R> {
    fn seek(&mut self, to: SeekFrom) -> io::Result<u64> {
        let at = self.inner.seek(to)?;
        self.read.store(at, Ordering::Relaxed);
        Ok(at)
    }
}

impl<R: Read> Read for Counted<R> {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        let length = self.inner.read(buffer)?;
        self.read.fetch_add(u64::try_from(length).unwrap_or(0), Ordering::Relaxed);
        Ok(length)
    }
}

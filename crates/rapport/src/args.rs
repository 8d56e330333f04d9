//! What was typed: the whole command line as clap reads it, and nothing judged yet.
//!
//! Here: the global flags and the list of verbs; one file per group of verbs in `args/`.
//! Not here: what the flags mean ([`crate::settings`]) and what a verb does
//! ([`crate::commands`]).

mod account;
mod book;
mod calendar;
mod check;
mod follow_up;
mod greetings;
mod import;
mod inbox;
mod inspect;
mod leaving;
mod letters;
mod meeting;
mod people;
mod pursuit;
mod system;
mod texts;
mod user;
mod values;

use std::path::PathBuf;

use clap::{ArgAction, Args, Parser, Subcommand};

pub use account::{AccountAdd, AccountCommand};
pub use book::{BulkCommand, CaptureArgs, FindArgs, GradeArgs, PeopleArgs, TagArgs};
pub use calendar::CalendarCommand;
pub use check::CheckArgs;
pub use follow_up::{
    ApproveArgs, Arrived, DismissArgs, EditArgs, LogArgs, OfferCommand, SuppressArgs, UndoArgs,
};
pub use greetings::GreetingsCommand;
pub use import::{ImportArgs, ImportsArgs};
pub use inbox::{InboxArgs, InboxCommand};
pub use inspect::{
    AddressInput, CalendarFiles, ContactFiles, InspectCommand, NameInput, PhoneInput,
};
pub use leaving::{CardCommand, DigestArgs, ExportArgs, FeedCommand};
pub use letters::{CardArgs, LabelArgs, LettersCommand, PictureArgs, PrintArgs};
pub use meeting::MetArgs;
pub use people::{ContactCommand, ContactFields, ContactSort, MeArgs, OnOff};
pub use pursuit::{
    AppointmentCommand, OpportunityCommand, OpportunityFields, PlaybookCommand, ReferenceCommand,
};
pub use system::{AwayArgs, HolidayCommand, PersonaCommand, ServeArgs};
pub use texts::TextsCommand;
pub use user::{UserCommand, UserPassword};

/// What `rapport --help` says below the list of verbs; the manual page carries it, too.
const AFTER_HELP: &str = "\
WHO is a row number of `rapport today`, a name or a part of it, a mail address or an id.
WHEN is a date as people say it: friday, tomorrow 9am, in 3 weeks, next working day, 2026-12-01 09:30.

Exit codes:
  0  done
  1  a fault inside Rapport
  2  what was typed cannot be understood
  3  what was named is not there, is not known, or more than one fits
  4  refused: the rules say no, nothing was changed
  5  something outside failed and may work later: a server, a lock; `doctor` found something bad
  6  the data is damaged, newer than this program, or cannot be written
  7  the key does not fit, or a password was refused

Begin with:  rapport met \"Dana Whitfield\" --at \"Acme Robotics\" --email dana@acme.example --kind interview";

/// Remembers whom you met, plans the follow-ups, sends after your yes, goes silent on an answer.
#[derive(Debug, Parser)]
#[command(
    name = "rapport",
    version,
    about = "Remembers whom you met, plans the follow-ups, sends after your yes, goes silent on an answer",
    after_help = AFTER_HELP,
    max_term_width = 100,
    disable_help_subcommand = true,
    arg_required_else_help = false
)]
pub struct Cli {
    /// Flags that go with every verb.
    #[command(flatten)]
    pub global: GlobalArgs,
    /// The verb; without one it is `today`.
    #[command(subcommand)]
    pub command: Option<Command>,
}

/// Flags that go with every verb.
#[derive(Args, Clone, Debug)]
#[command(next_help_heading = "For every verb")]
pub struct GlobalArgs {
    /// The folder of the data [default: $XDG_DATA_HOME/rapport or ~/.local/share/rapport]
    #[arg(long, global = true, value_name = "DIR", env = "RAPPORT_DATA", hide_env_values = true)]
    pub data: Option<PathBuf>,
    /// A PostgreSQL address instead of the file in the data folder
    #[arg(
        long,
        global = true,
        value_name = "URL",
        env = "RAPPORT_DATABASE",
        hide_env_values = true
    )]
    pub database: Option<String>,
    /// As whom to act, where several people use this installation [default: you, who run it]
    #[arg(long = "user", global = true, value_name = "NAME", env = "RAPPORT_USER")]
    pub as_user: Option<String>,
    /// Work in practice mode, where nothing leaves this machine
    #[arg(long, global = true, conflicts_with = "real")]
    pub practice: bool,
    /// Work on the real data, even before an account is connected
    #[arg(long, global = true)]
    pub real: bool,
    /// Print JSON: one line for each thing
    #[arg(long, global = true)]
    pub json: bool,
    /// Print without colour; NO_COLOR does the same
    #[arg(long, global = true)]
    pub no_color: bool,
    /// Say more on stderr: -v what is done, -vv details with names and addresses
    #[arg(short, long, global = true, action = ArgAction::Count)]
    pub verbose: u8,
}

/// The verbs, in the order of `--help`: the day first, the machinery last.
#[derive(Debug, Subcommand)]
pub enum Command {
    /// Note a meeting: opens the contact, starts the follow-up, writes the first draft
    Met(Box<MetArgs>),
    /// Note a meeting in your own words: "met Dana Whitfield at Acme yesterday, decides Friday"
    Capture(CaptureArgs),
    /// What wants you now, with the drafts; also what `rapport` alone prints
    Today,
    /// One contact: next step and its reason, drafts, timeline
    Show {
        /// Whom
        who: String,
    },
    /// Why something happened, is planned or is held: the reasons, newest first
    Why {
        /// Whom
        who: String,
    },
    /// Say yes to a draft as it stands; it goes out at a good hour
    Approve(ApproveArgs),
    /// Change a draft; without flags it opens in $EDITOR
    Edit(EditArgs),
    /// Put a step off
    Snooze {
        /// Whom
        who: String,
        /// Until when
        #[arg(required = true, num_args = 1.., value_name = "WHEN")]
        when: Vec<String>,
    },
    /// Leave a step out
    Skip {
        /// Whom
        who: String,
    },
    /// Ask for a step that waits for it: "a call is likely now" to a reference
    Request {
        /// Whom
        who: String,
        /// The step's key, where several wait
        #[arg(long, value_name = "KEY")]
        step: Option<String>,
    },
    /// Take the last act back
    Undo(UndoArgs),
    /// Tick a step by hand: the letter is posted, the call is made
    Done {
        /// Whom
        who: String,
        /// When it was done [default: now]
        #[arg(long)]
        when: Option<String>,
    },
    /// Send a belated version of a note whose time has passed
    Belated {
        /// Whom
        who: String,
    },
    /// Let a held follow-up go on
    Resume {
        /// Whom
        who: String,
    },
    /// Agree that a follow-up stops, as concluded from mail
    Stop {
        /// Whom
        who: String,
    },
    /// Say whether the last note arrived, where the server left it open
    Arrived {
        /// Whom
        who: String,
        /// Did it arrive?
        answer: Arrived,
    },
    /// End a follow-up
    End {
        /// Whom
        who: String,
    },
    /// Note a talk or a message that happened outside: "we spoke by phone"
    Log(LogArgs),
    /// They answered elsewhere: the follow-ups that wait for it stop
    Answered {
        /// Whom
        who: String,
    },
    /// Nobody has to write next
    Settle {
        /// Whom
        who: String,
    },
    /// Who waits for whom, and what came in that only you can judge
    Inbox(InboxArgs),
    /// Correct what a message was taken for
    #[command(alias = "was")]
    Reclassify {
        /// The id of the message, as `rapport show --json` prints it
        message: String,
        /// What it is: answer, question, later, decline, rejection, away, departed,
        /// acknowledgement, bounce, bounce-soft, opt-out, complaint, newsletter, …
        class: String,
    },
    /// Say whose message it is
    Confirm {
        /// The id of the message
        message: String,
        /// Who wrote it, or which pursuit it is about [default: as it is suggested]
        who: Option<String>,
        /// It is not what it was suggested to be: do not ask again
        #[arg(long, conflicts_with = "who")]
        no: bool,
    },
    /// Take up or leave an offered playbook
    #[command(subcommand)]
    Offers(OfferCommand),
    /// Search everything by the beginnings of words
    Find(FindArgs),
    /// The people page by page, with what is next for each
    People(PeopleArgs),
    /// All tags, or put one on people
    Tag(TagArgs),
    /// Grade whom you met A, B or C, one key each
    Grade(GradeArgs),
    /// Take a tag off people
    Untag {
        /// The tag
        tag: String,
        /// Whom
        #[arg(required = true, num_args = 1..)]
        who: Vec<String>,
    },
    /// Do the same to many people, each with its answer
    #[command(subcommand)]
    Bulk(BulkCommand),
    /// The people
    #[command(subcommand)]
    Contacts(Box<ContactCommand>),
    /// Bring people in from files: looked at first, written after a yes, taken back as a whole
    Import(Box<ImportArgs>),
    /// What was imported
    Imports(ImportsArgs),
    /// Leave a contact without next step on purpose
    Park {
        /// Whom
        who: String,
        /// Until when [default: until `unpark`]
        #[arg(num_args = 0.., value_name = "WHEN")]
        until: Vec<String>,
    },
    /// Take a parked contact up again
    Unpark {
        /// Whom
        who: String,
    },
    /// Nothing goes to this contact or address any more
    Suppress(SuppressArgs),
    /// What is pursued: jobs, sales, pitches, flats
    #[command(subcommand)]
    Opportunities(Box<OpportunityCommand>),
    /// Meetings that are planned
    #[command(subcommand)]
    Appointments(AppointmentCommand),
    /// Calendars that are read by their secret address
    #[command(subcommand)]
    Calendar(CalendarCommand),
    /// Letters, envelopes and labels: printed here, posted by you
    Letters {
        /// What to do [default: list what waits]
        #[command(subcommand)]
        command: Option<Box<LettersCommand>>,
    },
    /// Holiday notes: one a year and person, planned for many at once
    Greetings {
        /// What to do [default: list who would be greeted]
        #[command(subcommand)]
        command: Option<GreetingsCommand>,
    },
    /// People who vouch for you
    #[command(subcommand)]
    References(ReferenceCommand),
    /// The plans that follow-ups run by
    #[command(subcommand)]
    Playbooks(PlaybookCommand),
    /// The words that notes begin with, built in and your own
    Texts {
        /// What to do [default: list them]
        #[command(subcommand)]
        command: Option<TextsCommand>,
    },
    /// Who you are: the sender block, your hours; without flags it shows them
    Me(Box<MeArgs>),
    /// Nothing goes out until --lift
    StopAll {
        /// Let things go out again
        #[arg(long)]
        lift: bool,
    },
    /// You are on holiday: nothing goes out, plans shift
    Away(AwayArgs),
    /// Leave what was found in a note as it is: in this note or for good
    Dismiss(DismissArgs),
    /// The mail account notes are sent from
    #[command(subcommand)]
    Account(AccountCommand),
    /// Play the other side in practice mode
    #[command(subcommand)]
    Practice(PersonaCommand),
    /// Do one round of everything that is due, for cron
    Run {
        /// The clock of this machine is right, although it jumped
        #[arg(long)]
        clock_is_right: bool,
    },
    /// Keep working: pages and everything that is due
    Serve(ServeArgs),
    /// Serve in practice mode and say what to type next; what `make run` does
    Start(ServeArgs),
    /// Print a link that lets you in to the pages once
    Link {
        /// Who [default: you, who run this server]
        user: Option<String>,
    },
    /// Who may sign in to the pages
    #[command(subcommand)]
    User(UserCommand),
    /// Say in sentences whether all is well
    #[command(alias = "health")]
    Doctor,
    /// Copy the data while it is in use
    Backup {
        /// The file to write [default: a dated one in the data folder]
        file: Option<PathBuf>,
    },
    /// Put a backup in place of the data
    Restore {
        /// The backup
        file: PathBuf,
    },
    /// Secret calendar feeds of what is planned
    #[command(subcommand)]
    Feed(FeedCommand),
    /// Your own card behind a link, with a code to scan
    #[command(subcommand)]
    Card(CardCommand),
    /// Mail to yourself: what wants you in the morning, and what the week was
    Digest(DigestArgs),
    /// Everything out, in files that other programs read; or put back what was written
    Export(ExportArgs),
    /// Erase a contact and everything about them; a keyed hash of the address stays
    Erase {
        /// Whom
        who: String,
        /// Do not ask
        #[arg(long)]
        yes: bool,
    },
    /// Public holidays and business days
    #[command(subcommand)]
    Holidays(HolidayCommand),
    /// Read one thing and show what it is taken for; opens no data of yours
    #[command(subcommand)]
    Inspect(InspectCommand),
    /// Check the spelling, grammar, tone and names of a text
    Check(CheckArgs),
    /// Print a script that completes words in a shell
    Completions {
        /// For which shell
        shell: clap_complete::Shell,
    },
    /// Print the manual page, or write one for each verb
    Man {
        /// The folder to write them to
        #[arg(long, value_name = "DIR")]
        dir: Option<PathBuf>,
    },
}

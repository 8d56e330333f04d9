//! Every string of the pages, chosen by locale: one file per page, one constant per language.
//!
//! A page's words are a struct of texts, and of functions where a text has a value in it. A second
//! language is a second constant of each struct; the compiler then asks for every word of it.
//! Dates and times as people say them are in [`when`].
//!
//! Holiday notes and the opt-out are in two languages ([`GreetingWords::of`], [`OptOutWords::of`]).
//!
//! Not here: what the application says (reasons, refusals, hints). Those arrive as sentences.

mod access;
mod approve;
mod calendars;
mod capture;
mod entry;
mod grades;
mod greetings;
mod health;
mod import;
mod inbox;
mod leaving;
mod letters;
mod merging;
mod message;
mod opportunities;
mod opt_out;
mod paper;
mod people;
mod person;
mod playbooks;
mod settings;
mod shell;
#[cfg(test)]
mod tests;
mod today;
mod welcome;
pub mod when;

pub use access::AccessWords;
pub use approve::ApproveWords;
pub use calendars::CalendarWords;
pub use capture::CaptureWords;
pub use entry::EntryWords;
pub use grades::GradeWords;
pub use greetings::GreetingWords;
pub use health::HealthWords;
pub use import::ImportWords;
pub use inbox::InboxWords;
pub use leaving::LeavingWords;
pub use letters::LetterWords;
pub use merging::MergingWords;
pub use message::MessageWords;
pub use opportunities::OpportunityWords;
pub use opt_out::OptOutWords;
pub use paper::PaperWords;
pub use people::PeopleWords;
pub use person::PersonWords;
pub use playbooks::PlaybookWords;
pub use settings::SettingsWords;
pub use shell::ShellWords;
pub use today::TodayWords;
pub use welcome::WelcomeWords;
pub use when::{Locale, When};

/// All words of a language. Add a field here when you add a page.
#[derive(Debug)]
pub struct Words {
    /// What stands around every page.
    pub shell: ShellWords,
    /// Signing in.
    pub entry: EntryWords,
    /// Today.
    pub today: TodayWords,
    /// Approve.
    pub approve: ApproveWords,
    /// The inbox.
    pub inbox: InboxWords,
    /// One message.
    pub message: MessageWords,
    /// One person.
    pub person: PersonWords,
    /// Capture.
    pub capture: CaptureWords,
    /// People.
    pub people: PeopleWords,
    /// Import, and what is doubtful.
    pub import: ImportWords,
    /// The quick pass after an event.
    pub grades: GradeWords,
    /// Opportunities.
    pub opportunities: OpportunityWords,
    /// Playbooks.
    pub playbooks: PlaybookWords,
    /// Letters and the brief.
    pub letters: LetterWords,
    /// Health.
    pub health: HealthWords,
    /// Sessions, passwords and users.
    pub access: AccessWords,
    /// Settings.
    pub settings: SettingsWords,
    /// Calendar feed, card, digests and export.
    pub leaving: LeavingWords,
    /// Calendars that are read.
    pub calendars: CalendarWords,
    /// Logo and signature of letters.
    pub paper: PaperWords,
    /// Two contacts that may be one.
    pub merging: MergingWords,
    /// The first run.
    pub welcome: WelcomeWords,
}

/// English.
pub static ENGLISH: Words = Words {
    shell: shell::ENGLISH,
    entry: entry::ENGLISH,
    today: today::ENGLISH,
    approve: approve::ENGLISH,
    inbox: inbox::ENGLISH,
    message: message::ENGLISH,
    person: person::ENGLISH,
    capture: capture::ENGLISH,
    people: people::ENGLISH,
    import: import::ENGLISH,
    grades: grades::ENGLISH,
    opportunities: opportunities::ENGLISH,
    playbooks: playbooks::ENGLISH,
    letters: letters::ENGLISH,
    health: health::ENGLISH,
    access: access::ENGLISH,
    settings: settings::ENGLISH,
    leaving: leaving::ENGLISH,
    calendars: calendars::ENGLISH,
    paper: paper::ENGLISH,
    merging: merging::ENGLISH,
    welcome: welcome::ENGLISH,
};

//! Words of Health.

/// See the module.
#[derive(Debug)]
pub struct HealthWords {
    pub well: &'static str,
    pub unwell: &'static str,
    pub checks: &'static str,
    pub good: &'static str,
    pub note: &'static str,
    pub bad: &'static str,
    pub figures: &'static str,
    pub last_round: &'static str,
    pub next_due: &'static str,
    pub backup: &'static str,
    pub never: &'static str,
    pub nothing: &'static str,
    pub none_yet: &'static str,
    pub late: &'static str,
    pub outbox: &'static str,
    pub unprocessed: &'static str,
    pub monitors: &'static str,
    pub terminal: &'static str,
    pub unreadable: &'static str,
}

/// English.
pub const ENGLISH: HealthWords = HealthWords {
    well: "All is well",
    unwell: "Something needs you",
    checks: "Looked at",
    good: "good",
    note: "note",
    bad: "needs you",
    figures: "Figures",
    last_round: "Last round",
    next_due: "Next due",
    backup: "Newest backup",
    never: "never",
    nothing: "nothing",
    none_yet: "none yet",
    late: "Late follow-ups",
    outbox: "Notes on the way",
    unprocessed: "Mail to be read",
    monitors: "The same for monitors:",
    terminal: "In a terminal:",
    unreadable: "The data cannot be read",
};

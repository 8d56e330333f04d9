//! Words of signing in.

/// See the module.
#[derive(Debug)]
pub struct EntryWords {
    pub title: &'static str,
    pub intro: &'static str,
    pub link_help: &'static str,
    pub name: &'static str,
    pub password: &'static str,
    pub enter: &'static str,
    pub wrong: &'static str,
    pub slow: fn(u64) -> String,
    pub spent: &'static str,
    pub spent_sentence: &'static str,
    pub welcome: &'static str,
    pub go_on: &'static str,
    pub out: &'static str,
}

/// English.
pub const ENGLISH: EntryWords = EntryWords {
    title: "Sign in",
    intro: "Your desk is behind this door.",
    link_help: "On the machine where Rapport runs, this prints a link that lets you in once:",
    name: "Name",
    password: "Password",
    enter: "Sign in",
    wrong: "Name and password do not fit together.",
    slow: |seconds| format!("Too many tries. Wait {seconds} seconds, then try again."),
    spent: "This link is spent",
    spent_sentence: "A link lets in once and within an hour. Ask for a new one: rapport link.",
    welcome: "You are in",
    go_on: "Go on to Rapport",
    out: "You are signed out.",
};

//! Words of Access: sessions, passwords, users.

/// See the module.
#[derive(Debug)]
pub struct AccessWords {
    pub intro: &'static str,
    pub sessions: &'static str,
    pub this_one: &'static str,
    pub seen: &'static str,
    pub end: &'static str,
    pub end_aria: fn(&str) -> String,
    pub ended: &'static str,
    pub password: &'static str,
    pub password_help: fn(usize) -> String,
    pub current: &'static str,
    pub new: &'static str,
    pub set: &'static str,
    pub password_set: &'static str,
    pub password_wrong: &'static str,
    pub users: &'static str,
    pub users_help: &'static str,
    pub name: &'static str,
    pub add: &'static str,
    pub added: fn(&str, &str) -> String,
    pub disabled: &'static str,
    pub runs_server: &'static str,
    pub no_password: &'static str,
    pub disable: &'static str,
    pub enable: &'static str,
    pub reset: &'static str,
    pub was_disabled: fn(&str) -> String,
    pub was_enabled: fn(&str) -> String,
    pub was_reset: fn(&str, &str) -> String,
    pub no_browser: &'static str,
}

/// English.
pub const ENGLISH: AccessWords = AccessWords {
    intro: "Who is signed in, and how you sign in.",
    sessions: "Signed-in browsers",
    this_one: "this one",
    seen: "seen",
    end: "End",
    end_aria: |browser| format!("End the session of {browser}"),
    ended: "That browser is signed out.",
    password: "Password",
    password_help: |shortest| {
        format!("At least {shortest} characters. Setting one ends your other sessions.")
    },
    current: "Current password",
    new: "New password",
    set: "Set the password",
    password_set: "The password is set; your other sessions are over.",
    password_wrong: "That is not your current password.",
    users: "Users",
    users_help: "Each has people, notes and mail accounts of their own. Nobody sees another’s.",
    name: "Name",
    add: "Add a user",
    added: |name, link| {
        format!("{name} is added. This link lets them in once, within an hour: {link}")
    },
    disabled: "may not sign in",
    runs_server: "runs this server",
    no_password: "no password yet",
    disable: "Disable",
    enable: "Let in again",
    reset: "Reset",
    was_disabled: |name| format!("{name} may not sign in any more; their sessions are over."),
    was_enabled: |name| format!("{name} may sign in again."),
    was_reset: |name, link| {
        format!("{name}’s password is gone. This link lets them in once, within an hour: {link}")
    },
    no_browser: "a browser without a name",
};

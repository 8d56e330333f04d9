//! Words of the holiday notes.

/// See the module.
#[derive(Debug)]
pub struct GreetingWords {
    pub title: &'static str,
    pub line: &'static str,
    pub none: &'static str,
    pub none_line: &'static str,
    pub open: &'static str,
    pub name: &'static str,
    pub day: &'static str,
    pub when: &'static str,
    pub about: &'static str,
    pub plan: &'static str,
    pub plan_line: &'static str,
    pub planned: &'static str,
    pub left_out: fn(usize) -> String,
    pub prefer: &'static str,
    pub prefer_line: &'static str,
    pub usual: &'static str,
    pub no_greetings: &'static str,
    pub keep: &'static str,
    pub nobody_ticked: &'static str,
    pub were_planned: fn(usize) -> String,
    pub was_kept: fn(&str) -> String,
}

/// English.
pub const ENGLISH: GreetingWords = GreetingWords {
    title: "Holiday notes",
    line: "One greeting a year, where nothing negative came back, without any wish of your own.",
    none: "Nobody is to be greeted now",
    none_line: "Sixty days before a holiday, those who keep it stand here. New Year is for everybody.",
    open: "For this season",
    name: "Name",
    day: "Day",
    when: "When",
    about: "about",
    plan: "Plan those with a tick",
    plan_line: "Each becomes a note that is written in time and waits for your yes.",
    planned: "Planned",
    left_out: |count| format!("Left out, and why: {count}"),
    prefer: "Which day somebody keeps",
    prefer_line: "Only what you know. Nothing is concluded from a name or a country.",
    usual: "New Year, as usual",
    no_greetings: "Wants no greetings",
    keep: "Keep",
    nobody_ticked: "Nobody had a tick; nothing was planned",
    were_planned: |count| match count {
        1 => "1 greeting is planned".to_owned(),
        count => format!("{count} greetings are planned"),
    },
    was_kept: |name| format!("Kept for {name}"),
};

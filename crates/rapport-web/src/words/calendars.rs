//! Words of the calendars that are read.

/// See the module.
#[derive(Debug)]
pub struct CalendarWords {
    pub tab: &'static str,
    pub intro: &'static str,
    pub address: &'static str,
    pub address_help: &'static str,
    pub name: &'static str,
    pub add: &'static str,
    pub added: fn(u64) -> String,
    pub read: &'static str,
    pub never: &'static str,
    pub read_now: &'static str,
    pub read_anew: &'static str,
    pub remove: &'static str,
    pub remove_sure: fn(&str) -> String,
    pub removed: &'static str,
    pub none: &'static str,
    pub list: &'static str,
}

/// English.
pub const ENGLISH: CalendarWords = CalendarWords {
    tab: "Calendars",
    intro: "Calendars are read every half hour. Whom you met becomes a contact, a meeting to come an appointment; when one ends, a follow-up is offered on Today.",
    address: "Secret iCal address",
    address_help: "In the settings of your calendar; it begins with https:// or webcal://. It is kept sealed and not shown again.",
    name: "What to call it",
    add: "Read this calendar",
    added: |news| match news {
        0 => "It is read from now on; nothing in it is new.".to_owned(),
        1 => "It is read from now on; 1 meeting is new.".to_owned(),
        news => format!("It is read from now on; {news} meetings are new."),
    },
    read: "read",
    never: "never",
    read_now: "Read all now",
    read_anew: "They were read.",
    remove: "Remove",
    remove_sure: |name| format!("Read {name} no more? What it told stays."),
    removed: "It is read no more; what it told stays.",
    none: "No calendar is read yet.",
    list: "Read now",
};

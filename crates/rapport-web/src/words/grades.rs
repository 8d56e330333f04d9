//! Words of the quick pass after an event.

/// See the module.
#[derive(Debug)]
pub struct GradeWords {
    pub title: &'static str,
    pub intro: &'static str,
    pub event: &'static str,
    pub choose: &'static str,
    pub a: &'static str,
    pub b: &'static str,
    pub c: &'static str,
    pub later: &'static str,
    pub keys: &'static str,
    pub left: fn(u64) -> String,
    pub put_off: fn(&str) -> String,
    pub put_off_all: fn(u64) -> String,
    pub none: &'static str,
    pub again: &'static str,
    pub to_people: &'static str,
}

/// English.
pub const ENGLISH: GradeWords = GradeWords {
    title: "Grade whom you met",
    intro: "A quick pass over the cards you brought home. Only the one or two you really want to \
        know get more than a friendly note.",
    event: "Event",
    choose: "Show",
    a: "want to know them",
    b: "good to have met",
    c: "keep, do not write",
    later: "Later",
    keys: "Keys: a, b, c, and space for later.",
    left: |left| match left {
        1 => "1 has no grade yet.".to_owned(),
        left => format!("{left} have no grade yet."),
    },
    put_off: |name| format!("{name} comes later"),
    put_off_all: |left| match left {
        1 => "1 was put off".to_owned(),
        left => format!("{left} were put off"),
    },
    none: "Everybody has a grade",
    again: "Begin again",
    to_people: "People",
};

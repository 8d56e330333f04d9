//! Words of the first run.

/// See the module.
#[derive(Debug)]
pub struct WelcomeWords {
    pub title: &'static str,
    pub intro: &'static str,
    pub who: &'static str,
    pub who_help: &'static str,
    pub no_name: &'static str,
    pub answered: &'static str,
    pub change: &'static str,
    pub next: &'static str,
    pub from_label: &'static str,
    pub from: fn(&str) -> String,
    pub practice: &'static str,
    pub practice_help: &'static str,
    pub mail: &'static str,
    pub mail_help: &'static str,
    pub from_practice: &'static str,
    pub after_label: &'static str,
    pub after: &'static str,
    pub kinds: &'static [(&'static str, &'static str, &'static str)],
    pub go_on: &'static str,
    pub begin: &'static str,
    pub back: &'static str,
    pub later: &'static str,
    pub question: fn(usize) -> String,
    pub ready: &'static str,
    pub first: &'static str,
    pub example: fn(Option<&str>) -> &'static str,
}

/// English.
pub const ENGLISH: WelcomeWords = WelcomeWords {
    title: "Good to meet you",
    intro: "Three questions, then your first contact. All of it can change later.",
    who: "Who are you?",
    who_help: "It stands below every note, so that answering you is easy.",
    no_name: "Notes are signed with a name: please write yours.",
    answered: "answered",
    change: "Change",
    next: "Next:",
    from_label: "where do you send from?",
    from: |name| {
        if name.is_empty() {
            "Where do you send from?".to_owned()
        } else {
            format!("Where do you send from, {name}?")
        }
    },
    practice: "Nowhere yet: practice mode",
    practice_help: "Notes land in a practice mailbox on this machine. You answer as the other, \
                    bounce, decline, and move the clock. A month of follow-ups takes two minutes.",
    mail: "My mail account",
    mail_help: "The servers are found from your address, then one note is sent to you and read \
                back.",
    from_practice: "Practice mode: nothing leaves this machine.",
    after_label: "what are you after?",
    after: "What are you after?",
    kinds: &[
        ("job", "A job", "Interviews, references, offers, and the quiet weeks between."),
        ("sale", "Clients", "First talks, proposals, and those who may buy again."),
        ("pitch", "Backers or editors", "Pitches, and the answer that is promised “soon”."),
        ("grant", "A grant", "Programme officers, deadlines, results."),
        ("home", "A home", "Viewings, and landlords with many who ask."),
        ("school", "A school or a course", "Open days, interviews, places."),
        ("other", "People worth keeping", "No pursuit: a network that is not forgotten."),
    ],
    go_on: "Go on",
    begin: "To my desk",
    back: "Back",
    later: "Not now",
    question: |number| format!("Question {number} of 3"),
    ready: "Your desk is ready. One thing is left: tell it about somebody you just met.",
    first: "Capture your first contact",
    example: |kind| match kind {
        Some("sale") => {
            "Met Ines Okafor of Larkfield yesterday, wants a proposal for the new site, \
             ines@larkfield.example"
        }
        Some("home") => {
            "Viewed the flat in Mill Lane with Ines Okafor today, she decides Friday, \
             ines@larkfield.example"
        }
        _ => {
            "Met Ines Okafor at Larkfield yesterday, interview for staff engineer, decides Friday, \
             ines@larkfield.example"
        }
    },
};

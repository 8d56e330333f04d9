//! Words of Approve.

/// See the module.
#[derive(Debug)]
pub struct ApproveWords {
    pub title: &'static str,
    pub question: &'static str,
    pub editing: &'static str,
    pub none: &'static str,
    pub none_more: &'static str,
    /// Which of how many notes, and how much was found in it.
    pub summary: fn(usize, usize, usize) -> String,
    pub queue: &'static str,
    pub approve_all: fn(usize) -> String,
    pub note_to: fn(&str) -> String,
    pub to: &'static str,
    pub from: &'static str,
    pub attached: &'static str,
    pub blocks: &'static str,
    pub better: &'static str,
    pub take: fn(&str) -> String,
    pub leave_out: &'static str,
    pub decide: &'static str,
    pub approve: &'static str,
    pub approve_blocked: &'static str,
    pub edit: &'static str,
    pub later: &'static str,
    pub later_until: &'static str,
    pub later_hint: &'static str,
    pub put_off: &'static str,
    pub skip: &'static str,
    pub done: &'static str,
    pub leaves: &'static str,
    pub leaves_soon: &'static str,
    pub to_practice: &'static str,
    pub by_hand: &'static str,
    pub about: &'static str,
    pub why_now: &'static str,
    pub best_by: &'static str,
    pub too_late_after: &'static str,
    pub facts: &'static str,
    pub facts_from: fn(&str) -> String,
    pub no_facts: &'static str,
    pub cap: &'static str,
    pub cap_label: fn(&str) -> String,
    /// Used and at most.
    pub cap_sentence: fn(u32, u32, &str) -> String,
    pub after: &'static str,
    pub this_note: &'static str,
    pub now: &'static str,
    pub stops: fn(&str) -> String,
    pub why: &'static str,
    pub subject: &'static str,
    pub text: &'static str,
    pub save: &'static str,
    pub save_and_approve: &'static str,
    pub leave: &'static str,
    pub as_it_arrives: &'static str,
    /// Words, and how much was found.
    pub read: fn(usize, usize) -> String,
    pub saved: &'static str,
    pub saved_but: &'static str,
    pub mended: &'static str,
    pub last_day: &'static str,
    pub to_today: &'static str,
}

fn ordinal(number: u32) -> String {
    const SMALL: [&str; 10] = [
        "first", "second", "third", "fourth", "fifth", "sixth", "seventh", "eighth", "ninth",
        "tenth",
    ];
    let small = usize::try_from(number).ok().and_then(|it| SMALL.get(it.wrapping_sub(1)));
    small.map_or_else(|| format!("{number}th"), |word| (*word).to_owned())
}

fn found(count: usize) -> String {
    match count {
        0 => "Nothing was found in it.".to_owned(),
        1 => "One finding.".to_owned(),
        _ => format!("{count} findings."),
    }
}

/// English.
pub const ENGLISH: ApproveWords = ApproveWords {
    title: "Approve",
    question: "Is this what you want to say?",
    editing: "Say it your way",
    none: "Every note has its yes.",
    none_more: "The next one is written when its time comes, and waits here.",
    summary: |at, all, findings| format!("Note {at} of {all}. {}", found(findings)),
    queue: "Notes to approve",
    approve_all: |count| format!("Approve all {count}"),
    note_to: |name| format!("Note to {name}"),
    to: "To",
    from: "From",
    attached: "Attached",
    blocks: "Before it can go:",
    better: "Better",
    take: |better| format!("Use “{better}”"),
    leave_out: "Leave this sentence out",
    decide: "Decide about this note",
    approve: "Approve",
    approve_blocked: "It can go once what is marked is mended.",
    edit: "Edit",
    later: "Later",
    later_until: "Until when?",
    later_hint: "tomorrow 9:00, Thursday, in two weeks",
    put_off: "Put it off",
    skip: "Skip",
    done: "Done",
    leaves: "Leaves",
    leaves_soon: "Leaves as soon as manners allow",
    to_practice: "into the practice mailbox",
    by_hand: "You do this one by hand.",
    about: "About this note",
    why_now: "Why now",
    best_by: "Best by",
    too_late_after: "too late after",
    facts: "Facts used",
    facts_from: |from| format!("From {from}"),
    no_facts: "None was noted of the meeting.",
    cap: "Cap",
    cap_label: |name| format!("Notes to {name} in 30 days"),
    cap_sentence: |used, cap, name| match used.checked_add(1) {
        Some(this) if this <= cap => {
            format!("This is the {} of at most {cap} notes to {name} in 30 days.", ordinal(this))
        }
        _ => format!("{name} had {used} of at most {cap} notes in 30 days: this one waits."),
    },
    after: "After this",
    this_note: "This note",
    now: "Now",
    stops: |name| format!("Everything stops when {name} answers."),
    why: "Why?",
    subject: "Subject",
    text: "Text",
    save: "Save",
    save_and_approve: "Save and approve",
    leave: "Leave it as it was",
    as_it_arrives: "As it will arrive",
    read: |words, findings| match words {
        1 => format!("1 word. {}", found(findings)),
        _ => format!("{words} words. {}", found(findings)),
    },
    saved: "Saved.",
    saved_but: "Saved. What is marked stands in the way of a yes.",
    mended: "Mended.",
    last_day: "last day",
    to_today: "To Today",
};

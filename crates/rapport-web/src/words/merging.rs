//! Words of the pages about two contacts that may be one.

/// See the module.
#[derive(Debug)]
pub struct MergingWords {
    pub title: &'static str,
    pub intro: &'static str,
    pub none: &'static str,
    pub none_line: &'static str,
    pub verdict: fn(&str, f64) -> String,
    pub look: &'static str,
    pub different: &'static str,
    pub noted: &'static str,
    pub pair_title: &'static str,
    pub pair_intro: &'static str,
    pub keep_first: fn(&str) -> String,
    pub merged: fn(&str, &str) -> String,
    pub field: fn(&str) -> &'static str,
    pub says_nothing: &'static str,
    pub done_title: &'static str,
    pub part: &'static str,
    pub part_sure: &'static str,
    pub parted: fn(&str) -> String,
    pub by_itself: fn(bool) -> &'static str,
    pub switch: fn(bool) -> &'static str,
    pub switched: fn(bool) -> &'static str,
    pub back: &'static str,
}

/// English.
pub const ENGLISH: MergingWords = MergingWords {
    title: "One person, twice?",
    intro: "These look like one person. None of them is merged before you say so.",
    none: "No two contacts look like one.",
    none_line: "When two share an address, a number, or a name and a workplace, they stand here side \
                by side, to be merged or left as they are.",
    verdict: |verdict, percent| match verdict {
        "same" => format!("almost certainly one, {percent:.1} %"),
        // Nobody asks about what is certain.
        _ => format!("perhaps one, {:.0} %", percent.min(99.0)),
    },
    look: "Look at both",
    different: "They are two",
    noted: "Noted: they are two, and you are not asked again.",
    pair_title: "One person?",
    pair_intro: "Nothing is lost: what both say differently stays in the memo, and you can part them again.",
    keep_first: |name| format!("Merge, and keep {name}"),
    merged: |gone, kept| format!("{gone} is one with {kept} now."),
    field: |word| match word {
        "organisation" => "Organisation",
        "role" => "Role",
        "mail" => "Mail",
        "phone" => "Telephone",
        "postal" => "Address",
        "tags" => "Tags",
        "memo" => "Memo",
        "suppressed" => "Do not contact",
        _ => "Name",
    },
    says_nothing: "nothing",
    done_title: "Merged",
    part: "Part them again",
    part_sure: "Part them again? Both come back as they were.",
    parted: |name| format!("{name} is a contact of their own again."),
    by_itself: |on| {
        if on {
            "Who is surely there twice after an import becomes one by itself; you can part them again here."
        } else {
            "You are asked about every pair, also after an import."
        }
    },
    switch: |on| if on { "Ask me about every pair" } else { "Merge sure pairs by itself" },
    switched: |on| {
        if on {
            "Sure pairs become one after an import."
        } else {
            "You are asked about every pair."
        }
    },
    back: "People",
};

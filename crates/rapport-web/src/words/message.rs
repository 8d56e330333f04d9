//! Words around one message.

/// See the module.
#[derive(Debug)]
pub struct MessageWords {
    pub no_subject: &'static str,
    pub message_from: fn(&str) -> String,
    pub message_to: fn(&str) -> String,
    pub from: &'static str,
    pub to: &'static str,
    pub when: &'static str,
    pub as_sent: &'static str,
    pub whole: &'static str,
    pub left_out: fn(usize) -> String,
    pub attached: &'static str,
    pub read_as: &'static str,
    pub not_right: &'static str,
    pub it_was: &'static str,
    pub correct: &'static str,
    pub corrected: fn(&str) -> String,
    pub why: &'static str,
    pub raw: &'static str,
    pub class: fn(&str) -> &'static str,
}

fn class(word: &str) -> &'static str {
    match word {
        "answer" => "an answer",
        "question" => "a question",
        "decline" => "a no",
        "later" => "“later”",
        "invitation" => "an invitation",
        "offer" => "an offer",
        "rejection" => "a rejection",
        "interested" => "interested",
        "order" => "an order",
        "problem" => "a problem",
        "referral" => "a word on whom to ask",
        "rejection-notice" => "a rejection by a machine",
        "invitation-notice" => "an invitation by a machine",
        "offer-notice" => "an offer by a machine",
        "long-absence" => "away for long",
        "bounce-moved" => "undeliverable, moved",
        "bounce-our-side" => "refused because of our side",
        "bounce-content" => "refused because of its content",
        "delayed" => "delayed on its way",
        "calendar" => "a calendar entry",
        "away" => "an away notice",
        "bounce" | "bounce-hard" => "undeliverable, for good",
        "bounce-soft" => "undeliverable for now",
        "opt-out" => "a wish to be left alone",
        "complaint" => "a complaint",
        "newsletter" => "a newsletter",
        "acknowledgement" => "an automatic receipt",
        "challenge" => "a request to prove oneself",
        "departed" => "they have left",
        "unclear" => "unclear",
        _ => "something else",
    }
}

/// English.
pub const ENGLISH: MessageWords = MessageWords {
    no_subject: "Without a subject",
    message_from: |name| match name {
        "" => "Message".to_owned(),
        _ => format!("Message from {name}"),
    },
    message_to: |name| match name {
        "" => "Message from you".to_owned(),
        _ => format!("Message to {name}"),
    },
    from: "From",
    to: "To",
    when: "When",
    as_sent: "The message as its sender wrote it",
    whole: "The whole message",
    left_out: |count| match count {
        1 => "One picture was left out: fetching it would tell the sender that you read this."
            .to_owned(),
        _ => format!(
            "{count} pictures were left out: fetching them would tell the sender that you read this."
        ),
    },
    attached: "Attached",
    read_as: "read as",
    not_right: "Not right?",
    it_was: "It was",
    correct: "Correct it",
    corrected: |word| {
        format!("Read as {} now. What followed from the first reading was made anew.", class(word))
    },
    why: "Why?",
    raw: "As it came (file)",
    class,
};

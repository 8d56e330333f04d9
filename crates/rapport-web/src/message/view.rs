//! A message as a card: head, text or cleaned HTML, what it was taken for.

use rapport_app::view::MessageView;

use crate::mail::{self, Rendered};
use crate::web::User;
use crate::words::When;

/// Classes that a user can name, in the order offered.
const CLASSES: [&str; 9] = [
    "answer",
    "question",
    "decline",
    "away",
    "bounce",
    "bounce-soft",
    "opt-out",
    "complaint",
    "newsletter",
];

/// Reasons that are shown of a class.
const EVIDENCE: usize = 4;

/// One message.
pub struct Card {
    /// Its id.
    pub id: String,
    /// Whose timeline it is on.
    pub contact: Option<String>,
    /// Their name.
    pub name: String,
    /// Its subject.
    pub subject: String,
    /// Somebody else wrote it.
    pub is_in: bool,
    /// Who wrote it.
    pub from_name: String,
    /// From which addresses.
    pub from: String,
    /// To which addresses.
    pub to: String,
    /// When.
    pub when: Option<When>,
    /// Clean HTML, where the sender wrote any.
    pub rendered: Option<Rendered>,
    /// The text.
    pub text: String,
    /// What is new in it, where the whole stands behind that.
    pub new_text: Option<String>,
    /// Names of files in it.
    pub attachments: Vec<String>,
    /// What it was taken for, in words.
    pub read_as: Option<&'static str>,
    /// Why.
    pub evidence: Vec<String>,
    /// What else it may be: value, words, whether it is that now.
    pub classes: Vec<(&'static str, &'static str, bool)>,
    /// The bytes are kept.
    pub has_raw: bool,
}

impl Card {
    /// With what is new in it first, and the whole with its quotes behind that.
    pub fn opening_with(self, new_text: &str) -> Self {
        let new_text = new_text.trim();
        let is_all = new_text.is_empty() || (new_text == self.text && self.rendered.is_none());
        Self { new_text: (!is_all).then(|| new_text.to_owned()), ..self }
    }

    /// Lays a message out.
    pub fn of(user: &User, view: MessageView) -> Self {
        let words = &user.locale.words.message;
        let is_in = view.direction == "in";
        let now = view.class.as_deref().unwrap_or_default();
        Self {
            is_in,
            when: user.when(&view.at),
            rendered: view.html.as_deref().and_then(mail::rendered),
            read_as: view.class.as_deref().filter(|_| is_in).map(words.class),
            classes: if is_in && view.contact.is_some() {
                CLASSES
                    .into_iter()
                    .map(|class| (class, (words.class)(class), class == now))
                    .collect()
            } else {
                Vec::new()
            },
            evidence: view.evidence.into_iter().take(EVIDENCE).collect(),
            id: view.id,
            contact: view.contact,
            name: view.name.unwrap_or_default(),
            subject: view.subject,
            from_name: view.from_name,
            from: view.from.join(", "),
            to: view.to.join(", "),
            text: view.text.trim().to_owned(),
            new_text: None,
            attachments: view.attachments,
            has_raw: view.has_raw,
        }
    }
}

//! What a server's no means, and whose fault it is.
//!
//! Read from the reply code (RFC 5321), the enhanced status code (RFC 3463) where there is
//! one, and the stage; the words count only where the codes are too coarse, because they
//! differ from server to server. When in doubt the answer is [`Whose::Unknown`], and a person
//! is asked.

use std::fmt;

/// A negative answer of a mail server, or one that we gave ourselves before asking it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Refusal {
    /// The reply code, such as 550; `None` when we refused ourselves.
    pub code: Option<u16>,
    /// The enhanced status code, such as `5.1.1`.
    pub enhanced: Option<String>,
    /// The server's words, made safe to print, at most 500 letters.
    pub text: String,
    /// At which point it said no.
    pub stage: Stage,
    /// Whose fault it is.
    pub whose: Whose,
}

/// How far a submission had come.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Stage {
    /// Our own checks.
    BeforeDialling,
    /// Greeting and EHLO.
    Greeting,
    /// AUTH.
    Login,
    /// MAIL FROM.
    Sender,
    /// RCPT TO.
    Recipient,
    /// DATA.
    Data,
    /// After the final dot.
    Body,
}

/// Who has to change something.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Whose {
    /// The address does not exist, is closed or takes no mail.
    Recipient,
    /// Our account, login, sending limit or reputation: stop the account, not the contact.
    OurSide,
    /// This message: too big, or its content was refused.
    Content,
    /// The codes do not say.
    Unknown,
}

impl Refusal {
    /// A refusal by code and words; the enhanced code is read from the words' beginning.
    pub(super) fn new(stage: Stage, code: u16, text: &str) -> Self {
        let text = printable(text);
        let enhanced = enhanced_code(code, &text);
        let whose = blame(stage, code, enhanced.as_deref(), &text);
        Self { code: Some(code), enhanced, text, stage, whose }
    }

    /// From a reply as it came: `421 4.3.2 busy`, perhaps in several lines.
    pub(super) fn from_answer(stage: Stage, answer: &str) -> Self {
        let code = answer.get(..3).and_then(|digits| digits.parse().ok()).unwrap_or(400);
        let lines: Vec<_> = answer.lines().map(|line| line.get(4..).unwrap_or("")).collect();
        Self::new(stage, code, &lines.join(" "))
    }

    /// A refusal of our own, before the server was asked.
    pub(super) fn our_own(stage: Stage, whose: Whose, text: String) -> Self {
        Self { code: None, enhanced: None, text: printable(&text), stage, whose }
    }

    /// Whether the server, asked again later, would say the same.
    #[must_use]
    pub fn is_permanent(&self) -> bool {
        self.code.is_none_or(|code| code >= 500)
    }

    /// Whether the account has hit a sending limit: no more today, resume on the next UTC day.
    #[must_use]
    pub fn is_sending_limit(&self) -> bool {
        self.whose == Whose::OurSide && says_limit(&self.text.to_ascii_lowercase())
    }

    /// Whether the recipient's mailbox is full or busy: soft, although the code may say 5xx.
    #[must_use]
    pub fn is_soft(&self) -> bool {
        !self.is_permanent()
            || self.enhanced.as_deref().is_some_and(|code| code.ends_with(".2.2"))
            || self.whose == Whose::Recipient && says_full(&self.text.to_ascii_lowercase())
    }

    /// Code and words as the server gave them.
    #[must_use]
    pub fn answer(&self) -> String {
        match self.code {
            Some(code) => format!("{code} {}", self.text),
            None => self.text.clone(),
        }
    }

    /// What to do about it.
    #[must_use]
    pub fn remedy(&self) -> &'static str {
        match self.whose {
            Whose::Recipient if self.is_soft() => "the mailbox is full or busy; try again later",
            Whose::Recipient => "find another address, or another way to reach this contact",
            Whose::OurSide if self.is_sending_limit() => {
                "the provider's sending limit is reached; sending resumes tomorrow"
            }
            Whose::OurSide => {
                "check the mail account: the provider refuses to send for it, whoever the \
                 recipient is"
            }
            Whose::Content => "change the message: make it smaller or word it differently",
            Whose::Unknown => "read the server's words and decide whether to try again",
        }
    }
}

impl fmt::Display for Refusal {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let what = match self.whose {
            _ if !self.is_permanent() => "the mail server asks to wait",
            Whose::Recipient => "the mail server refused the recipient",
            Whose::OurSide => "the mail server refused to send for this account",
            Whose::Content => "the mail server refused the message",
            Whose::Unknown => "the mail server said no",
        };
        match self.code {
            Some(_) => write!(f, "{what} ({}): {}", self.stage, self.answer()),
            None => f.write_str(&self.text),
        }
    }
}

impl fmt::Display for Stage {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::BeforeDialling => "before connecting",
            Self::Greeting => "at the greeting",
            Self::Login => "at the login",
            Self::Sender => "at the sender's address",
            Self::Recipient => "at the recipient's address",
            Self::Data => "before taking the message",
            Self::Body => "after the message",
        })
    }
}

/// Words of a server, safe for a terminal and a page: no control characters, not too long.
pub(super) fn printable(text: &str) -> String {
    let safe = |letter: char| if letter.is_control() { ' ' } else { letter };
    text.trim().chars().map(safe).take(500).collect()
}

/// The enhanced status code at the beginning of `text`, if its class agrees with `code`
/// (RFC 2034, section 4).
fn enhanced_code(code: u16, text: &str) -> Option<String> {
    let word = text.split_whitespace().next()?;
    let mut parts = word.split('.');
    let class: u16 = parts.next()?.parse().ok()?;
    let subject: u16 = parts.next()?.parse().ok()?;
    let detail: u16 = parts.next()?.parse().ok()?;
    let whole = parts.next().is_none() && subject < 1000 && detail < 1000;
    (whole && class == code / 100).then(|| format!("{class}.{subject}.{detail}"))
}

fn blame(stage: Stage, code: u16, enhanced: Option<&str>, text: &str) -> Whose {
    let text = text.to_ascii_lowercase();
    if matches!(stage, Stage::Greeting | Stage::Login | Stage::Sender)
        || matches!(code, 530 | 534 | 535 | 538 | 454)
    {
        return Whose::OurSide;
    }
    if let Some((_, rest)) = enhanced.and_then(|code| code.split_once('.')) {
        match rest {
            // RFC 3463, section 3.2: the sender's own address.
            "1.7" | "1.8" => return Whose::OurSide,
            "2.2" | "2.1" | "2.0" => return Whose::Recipient,
            "2.3" | "3.4" => return Whose::Content,
            _ => {}
        }
        let whose = match rest.split('.').next() {
            Some("1") => Some(Whose::Recipient),
            Some("6") => Some(Whose::Content),
            Some("7") if says_content(&text) => Some(Whose::Content),
            // RFC 3463, section 3.8, and the providers' sender rules (5.7.26, 5.7.515, 5.7.30):
            // policy is about who sends.
            // For now, it may as well be greylisting: only the words tell.
            Some("7" | "5") if code >= 500 => Some(Whose::OurSide),
            _ => None,
        };
        if let Some(whose) = whose {
            return whose;
        }
    }
    if says_full(&text) {
        Whose::Recipient
    } else if says_limit(&text) || says_policy(&text) {
        Whose::OurSide
    } else if code == 552 || says_content(&text) {
        Whose::Content
    } else if stage == Stage::Recipient && matches!(code, 550 | 551 | 553 | 521 | 556 | 450) {
        Whose::Recipient
    } else {
        Whose::Unknown
    }
}

fn says(text: &str, words: &[&str]) -> bool {
    words.iter().any(|word| text.contains(word))
}

fn says_full(text: &str) -> bool {
    says(
        text,
        &["mailbox full", "mailbox is full", "over quota", "mailbox quota", "quota exceeded"],
    ) && !text.contains("daily")
}

fn says_limit(text: &str) -> bool {
    says(
        text,
        &[
            "limit exceeded",
            "sending limit",
            "sending quota",
            "daily",
            "rate limit",
            "unusual rate",
            "too many",
        ],
    )
}

fn says_policy(text: &str) -> bool {
    says(text, &["relay", "authentication", "not authorized", "blocked", "blacklist", "block list"])
}

fn says_content(text: &str) -> bool {
    says(text, &["spam", "virus", "content", "attachment", "message size", "too large", "too big"])
}

#[cfg(test)]
mod tests;

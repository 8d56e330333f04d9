//! What the scripted server does wrong, when, and to whom.

use std::time::Duration;

use crate::port::Dice;

/// A moment of the dialogue, named after what the client has just done.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Stage {
    /// It connected (with implicit TLS: after the handshake); the greeting is due.
    Connect,
    /// EHLO or HELO.
    Hello,
    /// STARTTLS.
    StartTls,
    /// AUTH with all it takes; the verdict is due.
    Auth,
    /// MAIL FROM.
    Sender,
    /// RCPT TO.
    Recipient,
    /// DATA; the 354 is due.
    Data,
    /// It has its 354, and its message has not been read.
    Content,
    /// The final dot has been read, the message is not taken yet.
    FinalDot,
    /// The message is taken, the 250 is due.
    Accepted,
    /// RSET or QUIT.
    Other,
}

/// What happens instead of the right answer.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Fault {
    Answer(String),
    Drop,
    DropAfter(usize),
    Stall(Duration),
}

/// One misbehaviour: at a stage, perhaps for one recipient or connection, perhaps a
/// number of times. Without one of the last calls it drops the connection.
///
/// ```
/// use rapport_sandbox::{Rule, Stage};
/// // Greylisting: the first attempt at Dana is put off.
/// let rule = Rule::at(Stage::Recipient).for_recipient("dana@acme.example").times(1)
///     .answer("451 4.7.1 try again later");
/// // Taken, but the line goes dead before the client hears of it.
/// let lost = Rule::at(Stage::Accepted).drop_connection();
/// # let _ = (rule, lost);
/// ```
#[derive(Clone, Debug)]
pub struct Rule {
    pub(super) stage: Stage,
    recipient: Option<String>,
    connection: Option<u32>,
    times: Option<u32>,
    fault: Fault,
}

impl Rule {
    /// A rule for this stage.
    #[must_use]
    pub fn at(stage: Stage) -> Self {
        Self { stage, recipient: None, connection: None, times: None, fault: Fault::Drop }
    }

    /// Only where this address is among the recipients: from [`Stage::Recipient`] on.
    #[must_use]
    pub fn for_recipient(mut self, address: &str) -> Self {
        self.recipient = Some(address.to_lowercase());
        self
    }

    /// Only in the connection with this number, counted from 1.
    #[must_use]
    pub fn for_connection(mut self, number: u32) -> Self {
        self.connection = Some(number);
        self
    }

    /// Only so many times; always, without this.
    #[must_use]
    pub fn times(mut self, times: u32) -> Self {
        self.times = Some(times);
        self
    }

    /// Answers this line, for instance `550 5.1.1 no such user`. After a 421 the connection
    /// is closed. At [`Stage::Content`] it is said after the 354, and closes too.
    #[must_use]
    pub fn answer(mut self, line: &str) -> Self {
        self.fault = Fault::Answer(line.to_owned());
        self
    }

    /// Drops the connection without a word.
    #[must_use]
    pub fn drop_connection(mut self) -> Self {
        self.fault = Fault::Drop;
        self
    }

    /// At [`Stage::Content`]: reads this many bytes of the message, then drops the connection.
    #[must_use]
    pub fn drop_after_bytes(mut self, bytes: usize) -> Self {
        self.fault = Fault::DropAfter(bytes);
        self
    }

    /// Says nothing for so long, then goes on as if nothing had been.
    #[must_use]
    pub fn stall(mut self, pause: Duration) -> Self {
        self.fault = Fault::Stall(pause);
        self
    }

    /// Whether the rule is for this moment and not used up.
    fn fits(&self, stage: Stage, connection: u32, recipients: &[String]) -> bool {
        self.stage == stage
            && self.times != Some(0)
            && self.connection.is_none_or(|number| number == connection)
            && self.recipient.as_ref().is_none_or(|wanted| {
                recipients.iter().any(|address| address.to_lowercase() == *wanted)
            })
    }
}

/// The fault of the first rule that fits, which is used once by this.
pub(super) fn take(
    rules: &mut [Rule],
    stage: Stage,
    connection: u32,
    recipients: &[String],
) -> Option<Fault> {
    let rule = rules.iter_mut().find(|rule| rule.fits(stage, connection, recipients))?;
    rule.times = rule.times.map(|left| left.saturating_sub(1));
    Some(rule.fault.clone())
}

/// Random pauses before each answer, the same for the same seed: for tests that kill a
/// client "at any moment".
#[derive(Clone, Copy, Debug)]
pub struct Delays {
    /// Chooses the pauses.
    pub seed: u64,
    /// The longest pause before one answer.
    pub longest: Duration,
}

impl Delays {
    /// The pause of one stage of one connection.
    pub(super) fn pause(self, connection: u32, stage: Stage) -> Duration {
        let mut dice = Dice::new(self.seed ^ (u64::from(connection) << 8) ^ (stage as u64));
        let micros = u64::try_from(self.longest.as_micros()).unwrap_or(u64::MAX);
        Duration::from_micros(dice.below(micros.saturating_add(1)))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_rule_is_used_up_and_the_next_one_takes_over() {
        let to = ["Dana@acme.example".to_owned()];
        let mut rules = [
            Rule::at(Stage::Recipient)
                .for_recipient("dana@acme.example")
                .times(1)
                .answer("451 later"),
            Rule::at(Stage::Recipient).for_connection(3),
        ];
        assert_eq!(take(&mut rules, Stage::Data, 3, &to), None);
        assert_eq!(
            take(&mut rules, Stage::Recipient, 3, &to),
            Some(Fault::Answer("451 later".into()))
        );
        assert_eq!(take(&mut rules, Stage::Recipient, 3, &to), Some(Fault::Drop));
        assert_eq!(take(&mut rules, Stage::Recipient, 4, &to), None);
    }

    #[test]
    fn delays_follow_their_seed_and_keep_their_limit() {
        let longest = Duration::from_millis(5);
        let delays = |seed| Delays { seed, longest };
        let pauses: Vec<_> = (0..50).map(|n| delays(7).pause(n, Stage::Data)).collect();
        assert!(pauses.iter().all(|pause| *pause <= longest));
        assert!(pauses.iter().any(|pause| *pause != pauses[0]));
        assert_eq!(pauses[9], delays(7).pause(9, Stage::Data));
    }
}

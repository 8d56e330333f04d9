//! Invented people and letters.

use rapport_paper::{Letter, Recipient, Sender};

/// A sender in Germany.
pub fn sender() -> Sender {
    Sender {
        name: "Mara Lindqvist".into(),
        address: vec!["Kastanienallee 12".into(), "10435 Berlin".into()],
        contact: vec!["+49 30 5550 1234".into(), "mara@lindqvist.example".into()],
    }
}

/// A recipient of some lines.
pub fn recipient(lines: &[&str], country: Option<&str>) -> Recipient {
    Recipient {
        lines: lines.iter().map(|line| (*line).to_owned()).collect(),
        country_line: country.map(str::to_owned),
    }
}

/// A thank-you letter of one page.
pub fn letter() -> Letter {
    Letter {
        language: "en-GB".into(),
        title: "Letter to Dana Whitfield".into(),
        sender: sender(),
        recipient: recipient(
            &["Dana Whitfield", "Harbour & Finch Ltd", "14 Quayside Row", "BRISTOL", "BS1 4ZZ"],
            Some("UNITED KINGDOM"),
        ),
        date: "22 November 2026".into(),
        subject: Some("Our conversation on Thursday".into()),
        salutation: Some("Dear Ms Whitfield,".into()),
        text: "Thank you for the hour you gave me on Thursday, and for walking me through the \
               sorting hall yourself. I have kept thinking about the belt that stops whenever two \
               parcels arrive together: your team’s idea of letting the scanner decide, rather \
               than the clock, is the kind of problem I would like to work on.\n\n\
               Three things stayed with me:\n\
               - that you measure a day by the parcels that were not touched twice,\n\
               - that everybody on the team spends a week at the ramp, and\n\
               - the office dog, who has an official job title.\n\n\
               You asked how I would find out whether the new scanner pays. I would count the \
               stops of one belt for two weeks, change nothing else, and count again; with the \
               numbers you named, a difference of a tenth would show. I am happy to write this \
               down in more detail if it helps you and Priya to decide.\n\n\
               You said that you would like to choose by the end of next week. Should anything \
               be missing until then, a call is enough."
            .into(),
        closing: Some("Yours sincerely,".into()),
        signature: None,
        enclosures: vec!["References".into(), "Sketch of the measurement".into()],
        logo: None,
        code: None,
    }
}

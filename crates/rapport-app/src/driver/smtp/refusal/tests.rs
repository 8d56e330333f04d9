//! Tests of `refusal`.

use super::*;

/// Answers as real servers give them, in our own words where they are long.
#[test]
fn whose_fault_an_answer_is() {
    use Stage::{Body, Data, Login, Recipient, Sender};
    for (stage, code, text, whose) in [
        (Recipient, 550, "5.1.1 <dana@acme.example> User doesn't exist", Whose::Recipient),
        (Recipient, 550, "No such user here", Whose::Recipient),
        (Recipient, 550, "5.1.10 recipient not found", Whose::Recipient),
        (Recipient, 550, "5.2.1 The account is disabled", Whose::Recipient),
        (Recipient, 552, "5.2.2 Quota exceeded (mailbox for user is full)", Whose::Recipient),
        (Recipient, 552, "mailbox is full", Whose::Recipient),
        (Recipient, 556, "domain takes no mail", Whose::Recipient),
        (Recipient, 450, "try later", Whose::Recipient),
        (Recipient, 550, "5.7.1 not wanted", Whose::OurSide),
        (Recipient, 550, "relay not permitted", Whose::OurSide),
        (Recipient, 550, "your address is on a block list", Whose::OurSide),
        (Recipient, 451, "4.7.1 greylisted, try later", Whose::Unknown),
        (Sender, 553, "5.7.1 not yours", Whose::OurSide),
        (Sender, 550, "5.1.8 sender's domain unknown", Whose::OurSide),
        (Login, 535, "5.7.8 no", Whose::OurSide),
        (Body, 550, "5.4.5 Daily user sending limit exceeded", Whose::OurSide),
        (Body, 550, "5.7.515 Access denied, sending domain does not pass", Whose::OurSide),
        (Body, 554, "5.6.0 spam", Whose::Content),
        (Body, 554, "5.7.1 message refused as spam", Whose::Content),
        (Body, 552, "5.3.4 message too big", Whose::Content),
        (Body, 552, "message size exceeds the limit", Whose::Content),
        (Body, 554, "transaction failed", Whose::Unknown),
        (Data, 421, "4.3.2 going down", Whose::Unknown),
    ] {
        let refusal = Refusal::new(stage, code, text);
        assert_eq!(refusal.whose, whose, "{stage:?} {code} {text}");
        assert_eq!(refusal.is_permanent(), code >= 500);
    }
}

#[test]
fn a_sending_limit_and_a_full_mailbox_are_recognised() {
    let limit = Refusal::new(Stage::Body, 550, "5.4.5 Daily user sending limit exceeded");
    assert!(limit.is_sending_limit());
    assert!(limit.remedy().contains("tomorrow"));
    let full = Refusal::new(Stage::Recipient, 552, "5.2.2 mailbox full");
    assert!(full.is_soft() && full.is_permanent() && !full.is_sending_limit());
    assert!(!Refusal::new(Stage::Recipient, 550, "5.1.1 unknown").is_soft());
}

#[test]
fn the_enhanced_code_must_agree_with_the_reply_code() {
    assert_eq!(enhanced_code(550, "5.1.1 x").as_deref(), Some("5.1.1"));
    for wrong in ["4.1.1 x", "5.1 x", "5.1.1.1 x", "5.a.1", "", "5.1000.1"] {
        assert_eq!(enhanced_code(550, wrong), None, "{wrong}");
    }
}

#[test]
fn a_multi_line_answer_is_read_and_made_safe_to_print() {
    let refusal = Refusal::from_answer(Stage::Greeting, "421-4.3.2 busy\n421 \u{1b}[31mlater");
    assert_eq!(refusal.code, Some(421));
    assert_eq!(refusal.enhanced.as_deref(), Some("4.3.2"));
    assert_eq!(refusal.text, "4.3.2 busy  [31mlater");
    assert_eq!(Refusal::from_answer(Stage::Greeting, "").code, Some(400));
    assert_eq!(printable(&"x".repeat(900)).len(), 500);
}

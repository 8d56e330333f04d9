//! Correspondents out of mail: who counts, how often each way, whose last word, how fast they answer.

use super::*;

fn mail(from: &str, to: &str, date: &str, rest: &str) -> Vec<u8> {
    format!("From: {from}\r\nTo: {to}\r\nDate: {date}\r\n{rest}\r\n\r\nHello\r\n").into_bytes()
}

fn harvest(mails: &[Vec<u8>]) -> Harvested {
    let mut harvest = Harvest::new(["jo@example.org".to_owned()].into());
    mails.iter().for_each(|mail| harvest.add(mail));
    harvest.finish()
}

const JO: &str = "Jo Becker <jo@example.org>";
const DANA: &str = "Dana Whitfield <Dana@acme.example>";

#[test]
fn mails_each_way_whose_last_word_and_how_fast_they_answer() {
    let mut mails = Vec::new();
    for day in 1..=3 {
        let asked = format!("Mon, {day:02} Jun 2026 09:00:00 +0000");
        let answered = format!("Mon, {day:02} Jun 2026 11:30:00 +0000");
        // In the wrong order: answers are known before what they answer.
        mails.push(mail(DANA, JO, &answered, &format!("Subject: Re: a\r\nIn-Reply-To: <m{day}@example.org>\r\nMessage-ID: <r{day}@acme.example>")));
        mails.push(mail(
            JO,
            DANA,
            &asked,
            &format!("Subject: a\r\nMessage-ID: <m{day}@example.org>"),
        ));
        // The copy in another mailbox.
        mails.push(mail(
            JO,
            DANA,
            &asked,
            &format!("Subject: a\r\nMessage-ID: <m{day}@example.org>"),
        ));
    }
    let found = harvest(&mails);
    let [(card, meetings)] = found.people.as_slice() else { panic!("{found:?}") };
    assert_eq!(
        (card.name.as_str(), card.emails[0].value.as_str()),
        ("Dana Whitfield", "dana@acme.example")
    );
    let [line] = meetings.as_slice() else { panic!("{meetings:?}") };
    assert_eq!(
        line.title,
        "3 mails from them, 3 mails from you since June 2026; they usually answer within 3 hours"
    );
    assert_eq!(
        (line.direction, line.starts.to_string().as_str()),
        (Direction::In, "2026-06-03T11:30:00Z")
    );
}

#[test]
fn lists_robots_circulars_and_the_unanswered_are_left_out() {
    let date = "Mon, 01 Jun 2026 09:00:00 +0000";
    let crowd: Vec<String> = (0..40).map(|n| format!("p{n}@example.net")).collect();
    let found = harvest(&[
        mail(
            "News <news@shop.example>",
            JO,
            date,
            "List-Unsubscribe: <https://shop.example/u>\r\nSubject: Sale",
        ),
        mail("List <ana@list.example>", JO, date, "List-Id: <talk.list.example>"),
        mail("no-reply@bank.example", JO, date, "Subject: Your statement"),
        mail("Ivo <ivo@example.net>", JO, date, "Auto-Submitted: auto-replied\r\nSubject: Away"),
        mail("Stranger <stranger@example.net>", JO, date, "Subject: Offer"),
        mail(JO, &crowd.join(", "), date, "Subject: I have moved"),
        mail(JO, "support@shop.example", date, "Subject: Broken"),
        mail(JO, "jo@example.org, no-reply@shop.example", date, "Subject: me"),
        b"no header at all".to_vec(),
        Vec::new(),
    ]);
    let names: Vec<&str> =
        found.people.iter().map(|(card, _)| card.emails[0].value.as_str()).collect();
    assert_eq!(names, ["support@shop.example"], "whom the user wrote to counts");
    assert_eq!((found.unanswered, found.passed_over), (1, 7));
}

#[test]
fn a_signature_fills_in_what_the_header_lacks_unless_it_is_of_another() {
    let date = "Mon, 01 Jun 2026 09:00:00 +0000";
    let signed = |name: &str| {
        format!(
            "From: {DANA}\r\nTo: {JO}\r\nDate: {date}\r\nSubject: Re: x\r\n\
             Content-Type: text/plain; charset=utf-8\r\n\r\nHello Jo,\r\n\r\nsee you on Friday.\r\n\r\n-- \r\n\
             {name}\r\nHead of Engineering\r\nAcme Robotics Ltd\r\n+44 20 7946 0018\r\n\
             dana@acme.example\r\n"
        )
        .into_bytes()
    };
    let found = harvest(&[signed("Dana Whitfield")]);
    let card = &found.people[0].0;
    assert_eq!(card.organisation, "Acme Robotics Ltd");
    assert_eq!((card.role.as_str(), card.phones.len()), ("Head of Engineering", 1));
    let other = harvest(&[signed("Ivo Marsh")]);
    assert_eq!(other.people[0].0.phones, []);
}

#[test]
fn the_own_address_is_the_one_in_most_mails() {
    // Another address than the one that is known.
    let mut guess = OwnGuess::new(["becker@work.example".to_owned()].into());
    for n in 0..10 {
        guess.look(&mail(JO, &format!("p{n}@example.net"), "x", "Subject: a"));
    }
    let both = ["becker@work.example".to_owned(), "jo@example.org".to_owned()];
    assert_eq!(guess.own(), both.into());
    // A colleague in every mail is not the user, where the user is known to be there.
    let mut known = OwnGuess::new(["jo@example.org".to_owned()].into());
    (0..10).for_each(|_| known.look(&mail(JO, DANA, "x", "")));
    assert_eq!(known.own(), ["jo@example.org".to_owned()].into());
    let mut two = OwnGuess::default();
    (0..10).for_each(|_| two.look(&mail(JO, DANA, "x", "")));
    assert!(two.own().is_empty(), "either may be the user");
    let mut few = OwnGuess::default();
    few.look(&mail(JO, DANA, "x", ""));
    assert!(few.own().is_empty());
}

//! The power fails, forty times, while notes go out through a slow server: each arrives once or
//! not at all, and what did not arrive is still there to be sent or asked about.
//!
//! Four installations side by side, ten notes each; each installation's `rapport serve` is killed
//! ten times. Most kills fall into a dialogue with the server, at a moment chosen by seeded dice;
//! the others anywhere in the life of the process.

use std::collections::BTreeMap;
use std::time::Duration;

use jiff::SignedDuration;
use rapport_sandbox::{Delays, Dice, FakeSmtp, Security, wait_until};

use crate::support::mail::{Office, header};
use crate::support::server::Server;

/// Chooses all moments; printed, so that a failure can be repeated.
const SEED: u64 = 0x5EED_0003;

/// Kills of each installation.
const KILLS: u32 = 10;

/// Notes of each installation.
const NOTES: usize = 10;

/// Where a kill fell, as the server saw it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
enum Side {
    /// No dialogue was open.
    Outside,
    /// The server had not been asked to take the text.
    Before,
    /// It had, and did not have the text yet.
    Within,
    /// It had taken the text.
    After,
}

#[test]
fn forty_power_cuts_while_sending_deliver_no_note_twice_and_lose_none() {
    println!("seed {SEED:#x}");
    let installations: Vec<_> =
        (0..4).map(|number| std::thread::spawn(move || one_installation(number))).collect();
    let mut sides: BTreeMap<Side, u32> = BTreeMap::new();
    let mut ends: BTreeMap<String, u32> = BTreeMap::new();
    for installation in installations {
        let (kills, states) = installation.join().expect("an installation failed; see above");
        for side in kills {
            *sides.entry(side).or_default() += 1;
        }
        for state in states {
            *ends.entry(state).or_default() += 1;
        }
    }
    println!("kills: {sides:?}\nnotes: {ends:?}");
    let fell = |side: Side| sides.get(&side).copied().unwrap_or_default();
    assert_eq!(sides.values().sum::<u32>(), 4 * KILLS);
    assert!(fell(Side::Before) >= 4, "hardly a kill before the text: {sides:?}");
    assert!(fell(Side::Within) + fell(Side::After) >= 4, "hardly one after: {sides:?}");
    assert_eq!(ends.values().sum::<u32>(), 4 * NOTES as u32);
}

/// Where its kills fell, and how each note ended.
fn one_installation(number: u64) -> (Vec<Side>, Vec<String>) {
    let mut dice = Dice::new(SEED + number);
    let server = FakeSmtp::start(Security::Implicit);
    let office = Office::open_through(&format!("nell.kill{number}"), &server);
    let mailbox = office.world.new_user(&format!("guests.kill{number}"), "beta.test").address;
    let (local, domain) = mailbox.split_once('@').unwrap();
    let addresses: Vec<String> =
        (0..NOTES).map(|guest| format!("{local}+{guest}@{domain}")).collect();
    for (guest, address) in addresses.iter().enumerate() {
        office.met(&format!("Guest {guest}"), address);
    }
    let approved = office.rapport.json(&["approve", "all"]);
    assert_eq!(approved.len(), NOTES, "{approved:#?}");
    server.delays(Delays { seed: SEED + number, longest: Duration::from_millis(80) });

    let mut kills = Vec::new();
    for kill in 0..KILLS {
        // The spacing between two mails of an account passes in between.
        office.rapport.later(SignedDuration::from_secs(100));
        let connections = server.connections();
        let accepted = server.accepted().len();
        let running = Server::start(&office.rapport, "serve");
        if kill % 5 == 4 {
            std::thread::sleep(Duration::from_micros(dice.below(1_500_000)));
        } else {
            wait_until("a dialogue with the server", Duration::from_secs(30), || {
                (server.connections() > connections).then_some(())
            });
            std::thread::sleep(Duration::from_micros(dice.below(420_000)));
        }
        running.kill();
        let heard = |word: &str| {
            let is_new = |(connection, line): &(u32, String)| {
                *connection > connections && line.to_uppercase().starts_with(word)
            };
            server.transcript().iter().any(is_new)
        };
        kills.push(if server.connections() == connections {
            Side::Outside
        } else if server.accepted().len() > accepted {
            Side::After
        } else if heard("DATA") {
            Side::Within
        } else {
            Side::Before
        });
    }

    // Undisturbed, it finishes what it can.
    server.behave();
    for _ in 0..2 * NOTES {
        office.rapport.later(SignedDuration::from_secs(100));
        office.rapport.ok(&["run"]);
    }
    let taken = server.accepted();
    wait_until("what the server took to arrive", Duration::from_secs(20), || {
        (office.arrived(&mailbox).len() >= taken.len()).then_some(())
    });
    let states = judge(&office, &mailbox, &addresses);
    (kills, states)
}

/// Each note arrived once or not at all, and its state says so.
pub fn judge(office: &Office, mailbox: &str, addresses: &[String]) -> Vec<String> {
    let arrived = office.arrived(mailbox);
    let mut ids: Vec<_> = arrived.iter().map(|note| header(note, "Message-ID").unwrap()).collect();
    let all = ids.len();
    ids.sort();
    ids.dedup();
    assert_eq!(ids.len(), all, "a note arrived twice");
    let mut states = Vec::new();
    for (guest, address) in addresses.iter().enumerate() {
        let is_theirs = |note: &&Vec<u8>| header(note, "To").unwrap().contains(address.as_str());
        let count = arrived.iter().filter(is_theirs).count();
        let follow_up = office.follow_up(&format!("Guest {guest}"));
        let state = follow_up["state"].as_str().unwrap().to_owned();
        match (count, state.as_str()) {
            // Known to have gone, or a question that is still open.
            (1, "waiting" | "uncertain") => {}
            // Not gone, and nobody believes that it has.
            (0, "queued" | "in-review" | "uncertain") => {}
            _ => panic!("{address} has {count} notes, and it is {state}: {follow_up:#}"),
        }
        if state == "uncertain" {
            let rows = office.rapport.ok(&["today"]);
            assert!(rows.contains(&format!("Guest {guest}")), "a doubt is asked: {rows}");
        }
        states.push(format!("{count} arrived, {state}"));
    }
    states
}

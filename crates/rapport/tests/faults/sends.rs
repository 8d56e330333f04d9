//! Notes go to the real mail server through a proxy that is slow and cuts, and at random moments a
//! process is killed: each note arrives once, or somebody is asked about it.
//!
//! With two nodes on one PostgreSQL the killed one is the one at work, the other one, or both. Forty
//! notes and as many kills or some more by default, `RAPPORT_SENDS` of them where it is set (`make fuzz`).

use std::collections::BTreeMap;
use std::sync::atomic::{AtomicU64, Ordering};
use std::time::{Duration, Instant};

use jiff::SignedDuration;
use rapport_sandbox::{Dice, FaultProxy, MailWorld, Postgres, ProxyMode, wait_until};

use crate::kills::judge;
use crate::support::mail::Office;
use crate::support::server::Server;

/// Chooses all moments; printed, so that a failure can be repeated.
const SEED: u64 = 0x5EED_0012;

/// Notes of each installation, and kills of each: fewer than first notes may go out in a day.
const NOTES: u64 = 14;

/// Installations side by side: they wait more than they work.
const THREADS: u64 = 4;

/// The same for a long run.
const MANY_THREADS: u64 = 8;

#[test]
fn killed_at_random_moments_nothing_is_sent_twice_and_nothing_is_lost() {
    send_all("file", None);
}

#[test]
fn two_nodes_killed_at_random_moments_send_nothing_twice_and_lose_nothing() {
    let server = Postgres::start_durable();
    send_all("nodes", Some(&server));
}

/// What came of all installations.
#[derive(Default)]
struct Sum {
    kills: u64,
    /// Kills in the middle of a dialogue with the server.
    within: u64,
    connections: u64,
    ends: BTreeMap<String, u64>,
}

fn send_all(name: &str, server: Option<&Postgres>) {
    let wanted: u64 =
        std::env::var("RAPPORT_SENDS").map_or(40, |text| text.parse().expect("a number"));
    let installations = wanted.div_ceil(NOTES);
    println!("{name}: seed {SEED:#x}, {installations} installations of {NOTES} notes");
    let started = Instant::now();
    let next = AtomicU64::new(0);
    let mut sum = Sum::default();
    std::thread::scope(|scope| {
        let threads = if wanted > 100 { MANY_THREADS } else { THREADS };
        let threads: Vec<_> = (0..threads)
            .map(|_| {
                scope.spawn(|| {
                    let mut own = Sum::default();
                    loop {
                        let number = next.fetch_add(1, Ordering::SeqCst);
                        if number >= installations {
                            return own;
                        }
                        own.add(one_installation(name, number, server));
                        println!("{name} {number}: {}", own.line());
                    }
                })
            })
            .collect();
        for thread in threads {
            sum.add(thread.join().expect("an installation failed; see above"));
        }
    });
    let seconds = started.elapsed().as_secs();
    println!("{name}: in all {} in {seconds} s; twice 0, lost 0", sum.line());
    let all = installations * NOTES;
    assert_eq!((sum.kills, sum.ends.values().sum::<u64>()), (all, all));
    assert!(sum.within * 2 > sum.kills, "hardly a kill in a dialogue: {}", sum.line());
}

impl Sum {
    fn add(&mut self, other: Self) {
        self.kills += other.kills;
        self.within += other.within;
        self.connections += other.connections;
        for (end, count) in other.ends {
            *self.ends.entry(end).or_default() += count;
        }
    }

    fn line(&self) -> String {
        format!(
            "{} kills ({} in a dialogue, of {} dialogues), notes: {:?}",
            self.kills, self.within, self.connections, self.ends
        )
    }
}

fn one_installation(name: &str, number: u64, server: Option<&Postgres>) -> Sum {
    let mut dice = Dice::new(SEED + number);
    let world = MailWorld::shared();
    let proxy = FaultProxy::start(world.submissions_port);
    let database = server.map(Postgres::database);
    let local = format!("nell.{name}{number}");
    let office = Office::open_on(database.clone(), &local, proxy.port(), world.imaps_port);
    let guests = world.new_user(&format!("guests.{name}{number}"), "beta.test").address;
    let (local, domain) = guests.split_once('@').unwrap();
    let addresses: Vec<String> =
        (0..NOTES).map(|guest| format!("{local}+{guest}@{domain}")).collect();
    for (guest, address) in addresses.iter().enumerate() {
        office.met(&format!("Guest {guest}"), address);
    }
    let approved = office.rapport.json(&["approve", "all"]);
    assert_eq!(approved.len(), addresses.len(), "{approved:#?}");

    let mut sum = Sum::default();
    let mut nodes: Vec<Server> = Vec::new();
    let many = if server.is_some() { 2 } else { 1 };
    while sum.kills < NOTES {
        proxy.set(weather(&mut dice));
        let before = proxy.connections();
        // The spacing between two mails of an account passes in between.
        office.rapport.later(SignedDuration::from_secs(100));
        while nodes.len() < many {
            nodes.push(Server::start(&office.rapport, "serve"));
        }
        let spoken = dice.below(8) > 0 && wait_for_dialogue(&proxy, before);
        std::thread::sleep(Duration::from_micros(dice.below(600_000)));
        for victim in victims(&nodes, &mut dice, server.zip(database.as_deref())) {
            if sum.kills < NOTES {
                nodes.remove(victim).kill();
                sum.kills += 1;
                sum.within += u64::from(spoken);
            }
        }
    }
    sum.connections = u64::from(proxy.connections());
    // Undisturbed, it finishes what it can.
    for node in nodes {
        node.kill();
    }
    proxy.set(ProxyMode::Pass);
    let mut idle = 0;
    for _ in 0..3 * NOTES {
        // Longer than the spacing, and than the first pauses after a setback.
        office.rapport.later(SignedDuration::from_mins(6));
        let round = office.rapport.one(&["run"]);
        let is_idle = round["sent"] == 0 && round["settled"] == 0;
        idle = if is_idle { idle + 1 } else { 0 };
        if idle == 3 {
            break;
        }
    }
    wait_until_quiet(&office, &guests);
    for end in judge(&office, &guests, &addresses) {
        *sum.ends.entry(end).or_default() += 1;
    }
    sum
}

/// What the proxy does to the next dialogues. Bytes below some 700 of the client are TLS, a note has
/// some 2,000.
fn weather(dice: &mut Dice) -> ProxyMode {
    match dice.below(10) {
        0 => ProxyMode::Pass,
        1 => ProxyMode::CutAfterClientBytes(200 + dice.below(4_000)),
        2 => ProxyMode::CutAfterServerBytes(1_500 + dice.below(3_000)),
        _ => ProxyMode::Slow(Duration::from_millis(5 + dice.below(30))),
    }
}

/// Whether one began within some seconds; where a note was put off there may be none.
fn wait_for_dialogue(proxy: &FaultProxy, before: u32) -> bool {
    let limit = Instant::now() + Duration::from_secs(8);
    while proxy.connections() == before {
        if Instant::now() > limit {
            return false;
        }
        std::thread::sleep(Duration::from_millis(5));
    }
    true
}

/// Who is killed now, by their places, the last one first.
fn victims(nodes: &[Server], dice: &mut Dice, database: Option<(&Postgres, &str)>) -> Vec<usize> {
    let Some((server, address)) = database else { return vec![0] };
    let name = address.rsplit('/').next().unwrap_or_default();
    let holder = server.query(name, "select owner from scope_lease order by until desc limit 1");
    let process = holder.split(' ').nth(3).and_then(|text| text.parse().ok()).unwrap_or(0_u32);
    let at_work = nodes.iter().position(|node| node.process() == process).unwrap_or(0);
    match dice.below(10) {
        0 => (0..nodes.len()).rev().collect(),
        1 => vec![(at_work + 1) % nodes.len()],
        _ => vec![at_work],
    }
}

/// Waits until what was taken has arrived: a note that the server took is there soon.
fn wait_until_quiet(office: &Office, mailbox: &str) {
    let mut last = (usize::MAX, Instant::now());
    wait_until("the server to be done", Duration::from_secs(60), || {
        let count = office.arrived(mailbox).len();
        if count != last.0 {
            last = (count, Instant::now());
        }
        (last.1.elapsed() > Duration::from_secs(1)).then_some(())
    });
}

//! Several nodes on one PostgreSQL: one watches and sends, the others stand by; one that is killed,
//! stands still or is cut off is followed, and what it still tries is refused.
//!
//! The lease is shorter here than in use, because nobody wants to wait: what is asked is that the
//! takeover follows the lease, and the house's lease is well within a minute.

use std::fs::File;
use std::process::Stdio;
use std::time::{Duration, Instant};

use jiff::SignedDuration;
use rapport_sandbox::wait_until;
use rapport_sandbox::{
    FakeSmtp, FaultProxy, MailWorld, Postgres, ProxyMode, Rule, Security, Stage,
};

use crate::support::mail::{Office, header};
use crate::support::server::Server;

/// Seconds of silence after which another node takes over.
const LEASE: u64 = 4;

/// What the issue of a takeover may take at most, on a busy machine.
const MINUTE: Duration = Duration::from_secs(60);

/// One database, and the ways to it and to the mail servers.
struct Cluster {
    office: Office,
    database: String,
    submission: FakeSmtp,
    imap: FaultProxy,
    guests: String,
}

impl Cluster {
    fn new(name: &str) -> Self {
        let world = MailWorld::shared();
        let database = Postgres::shared().database();
        let submission = FakeSmtp::start(Security::Implicit);
        let imap = FaultProxy::start(world.imaps_port);
        let local = format!("nell.{name}");
        let office =
            Office::open_on_through(Some(database.clone()), &local, &submission, imap.port());
        let guests = world.new_user(&format!("guests.{name}"), "beta.test").address;
        Self { office, database, submission, imap, guests }
    }

    /// A node whose log is in a file of that name.
    fn node(&self, name: &str) -> Server {
        self.node_at(name, &self.database)
    }

    fn node_at(&self, name: &str, database: &str) -> Server {
        let log = File::create(self.log_of(name)).unwrap();
        let mut command = self.office.rapport.command(&["serve", "--listen", "127.0.0.1:0"]);
        command
            .env("RAPPORT_DATABASE", database)
            .env("RAPPORT_NODE_LEASE", LEASE.to_string())
            .env("RAPPORT_LOG", "warn,rapport_app=debug");
        Server::start_saying(&mut command, "serve", Stdio::from(log))
    }

    fn log_of(&self, name: &str) -> std::path::PathBuf {
        self.office.rapport.home().join(format!("{name}.log"))
    }

    /// Waits until a node has said this.
    fn wait_for_word(&self, name: &str, words: &str) {
        wait_until(&format!("{name} to say: {words}"), MINUTE, || {
            std::fs::read_to_string(self.log_of(name)).unwrap().contains(words).then_some(())
        });
    }

    /// The process that holds the user's scope now.
    fn holder(&self) -> Option<u32> {
        let sql = "select owner from scope_lease \
                   where until > extract(epoch from clock_timestamp()) * 1000000";
        self.query(sql).split(' ').nth(3)?.parse().ok()
    }

    fn query(&self, sql: &str) -> String {
        let name = self.database.rsplit('/').next().unwrap();
        Postgres::shared().query(name, sql)
    }

    /// Waits until that node holds the scope; how long it took.
    fn wait_for_holder(&self, node: &Server) -> Duration {
        let began = Instant::now();
        wait_until("the scope to be held by it", MINUTE, || {
            (self.holder() == Some(node.process())).then_some(())
        });
        began.elapsed()
    }

    /// Her yes to a note; it is due at once.
    fn approve(&self, guest: u32) {
        let (local, domain) = self.guests.split_once('@').unwrap();
        let name = format!("Guest {guest}");
        self.office.met(&name, &format!("{local}+{guest}@{domain}"));
        self.office.rapport.ok(&["approve", &name, "--now"]);
        // The spacing between two mails of an account passes.
        self.office.rapport.later(SignedDuration::from_secs(100));
    }

    /// How often the note to a guest arrived.
    fn arrived(&self, guest: u32) -> usize {
        let to = format!("+{guest}@");
        let arrived = self.office.arrived(&self.guests);
        arrived.iter().filter(|note| header(note, "To").unwrap().contains(&to)).count()
    }

    fn wait_for_arrival(&self, guest: u32) {
        wait_until("the note to arrive", MINUTE, || (self.arrived(guest) > 0).then_some(()));
    }

    fn state(&self, guest: u32) -> String {
        self.office.follow_up(&format!("Guest {guest}"))["state"].as_str().unwrap().to_owned()
    }

    fn wait_for_state(&self, guest: u32, state: &str) {
        wait_until(&format!("guest {guest} to be {state}"), MINUTE, || {
            (self.state(guest) == state).then_some(())
        });
    }

    /// How often the journal tells that the note to a guest was sent.
    fn told_sent(&self, guest: u32) -> String {
        self.query(&format!(
            "select count(*) from journal j join contact c on c.scope_id = j.scope_id \
             and c.id = j.contact_id where j.event = 'sent' and c.name = 'Guest {guest}'"
        ))
    }

    /// Waits until the first dialogue since `before` stands at this command.
    fn wait_for_command(&self, before: u32, word: &str) {
        wait_until(&format!("{word} to be said"), MINUTE, || {
            let said = |(number, line): &(u32, String)| {
                *number > before && line.to_uppercase().starts_with(word)
            };
            self.submission.transcript().iter().any(said).then_some(())
        });
    }
}

#[test]
fn one_node_watches_a_mailbox_and_the_next_one_follows_when_it_is_killed() {
    let cluster = Cluster::new("watch");
    let first = cluster.node("first");
    cluster.wait_for_holder(&first);
    wait_until("the mailbox to be watched", MINUTE, || (cluster.imap.open() == 1).then_some(()));
    let second = cluster.node("second");
    cluster.approve(1);
    cluster.wait_for_arrival(1);
    cluster.wait_for_state(1, "waiting");
    // The second one looked around several times since, and left the mailbox alone.
    wait_until("one connection to the mailbox", MINUTE, || {
        (cluster.imap.open() == 1).then_some(())
    });
    assert_eq!(cluster.holder(), Some(first.process()));
    first.kill();
    let took = cluster.wait_for_holder(&second);
    println!("a killed node was followed after {took:?}");
    cluster.wait_for_word("second", "took over");
    wait_until("the mailbox to be watched again", MINUTE, || {
        (cluster.imap.open() == 1).then_some(())
    });
    cluster.approve(2);
    cluster.wait_for_arrival(2);
    cluster.wait_for_state(2, "waiting");
    assert_eq!((cluster.arrived(1), cluster.arrived(2)), (1, 1));
    assert_eq!((cluster.told_sent(1).as_str(), cluster.told_sent(2).as_str()), ("1", "1"));
    // One that is asked to end lets go, and nobody waits for its lease.
    let third = cluster.node("third");
    assert_eq!(second.terminate(), Some(0));
    cluster.wait_for_holder(&third);
    let fence = cluster.query("select fence from scope_lease order by until desc limit 1");
    assert!(fence.parse::<u64>().unwrap() >= 3, "{fence}");
}

#[test]
fn a_node_that_stands_still_before_the_point_of_no_return_is_followed_and_then_refused() {
    let cluster = Cluster::new("before");
    let first = cluster.node("first");
    cluster.wait_for_holder(&first);
    let second = cluster.node("second");
    // The server thinks about DATA for a while; that is when the first one stops.
    let rule = Rule::at(Stage::Data).times(1).stall(Duration::from_secs(3));
    cluster.submission.rule(rule);
    let before = cluster.submission.connections();
    cluster.approve(1);
    cluster.wait_for_command(before, "DATA");
    first.freeze();
    let took = cluster.wait_for_holder(&second);
    println!("a node that stood still was followed after {took:?}");
    cluster.wait_for_arrival(1);
    cluster.wait_for_state(1, "waiting");
    assert_eq!(cluster.submission.accepted().len(), 1);
    first.thaw();
    // It hears the 354 now, and asks whether it may.
    cluster.wait_for_word("first", "refused by the fence");
    cluster.wait_for_word("first", "another node takes over");
    wait_until("one watcher of the mailbox", MINUTE, || (cluster.imap.open() == 1).then_some(()));
    assert_eq!(cluster.holder(), Some(second.process()));
    assert_eq!((cluster.submission.accepted().len(), cluster.arrived(1)), (1, 1));
    assert_eq!(cluster.told_sent(1), "1");
    assert_eq!(cluster.state(1), "waiting");
}

#[test]
fn a_node_that_stands_still_after_the_point_of_no_return_leaves_a_question_and_no_second_note() {
    let cluster = Cluster::new("after");
    let first = cluster.node("first");
    cluster.wait_for_holder(&first);
    let second = cluster.node("second");
    let rule = Rule::at(Stage::Accepted).times(1).stall(Duration::from_secs(3));
    cluster.submission.rule(rule);
    cluster.approve(1);
    cluster.submission.wait_for_accepted(1, MINUTE);
    first.freeze();
    cluster.wait_for_holder(&second);
    cluster.wait_for_state(1, "uncertain");
    first.thaw();
    // It hears the 250 now, and wants to tell.
    cluster.wait_for_word("first", "refused by the fence");
    cluster.approve(2);
    cluster.wait_for_arrival(2);
    assert_eq!((cluster.arrived(1), cluster.arrived(2)), (1, 1));
    assert_eq!(cluster.state(1), "uncertain");
    let today = cluster.office.rapport.ok(&["today"]);
    assert!(today.contains("Guest 1"), "a doubt is asked: {today}");
}

#[test]
fn a_node_that_is_cut_off_from_the_database_is_followed_and_comes_back_as_a_guest() {
    let cluster = Cluster::new("cut");
    let line = FaultProxy::start(Postgres::shared().port());
    let (head, name) = cluster.database.rsplit_once('/').unwrap();
    let (head, _) = head.rsplit_once(':').unwrap();
    let first = cluster.node_at("first", &format!("{head}:{}/{name}", line.port()));
    cluster.wait_for_holder(&first);
    let second = cluster.node("second");
    let rule = Rule::at(Stage::Data).times(1).stall(Duration::from_secs(3));
    cluster.submission.rule(rule);
    let before = cluster.submission.connections();
    cluster.approve(1);
    cluster.wait_for_command(before, "DATA");
    line.set(ProxyMode::Silent);
    let took = cluster.wait_for_holder(&second);
    println!("a node that was cut off was followed after {took:?}");
    cluster.wait_for_arrival(1);
    cluster.wait_for_state(1, "waiting");
    // It stopped watching by itself, although nobody could tell it.
    cluster.wait_for_word("first", "another node takes over");
    line.set(ProxyMode::Pass);
    cluster.wait_for_word("first", "refused by the fence");
    wait_until("one watcher of the mailbox", MINUTE, || (cluster.imap.open() == 1).then_some(()));
    assert_eq!((cluster.submission.accepted().len(), cluster.arrived(1)), (1, 1));
    assert_eq!(cluster.told_sent(1), "1");
    // It is one of them again: when the second one ends, it takes over.
    assert_eq!(second.terminate(), Some(0));
    cluster.wait_for_holder(&first);
    cluster.approve(2);
    cluster.wait_for_arrival(2);
    assert_eq!(cluster.arrived(2), 1);
}

//! Out: approved notes, one connection each, against a client that only sends and commits.

use std::time::Instant;

use jiff::SignedDuration;
use rapport_app::clock::Clock;
use rapport_app::driver::smtp::{self, Delivery};
use rapport_app::driver::{Login, MailServer, Security};
use rapport_app::input::{Act, Met};
use rapport_core::touchpoint::TouchpointKind;
use rapport_sandbox::{FakeSmtp, MailWorld};
use sqlx::{AssertSqlSafe, ConnectOptions as _, Executor as _};

use crate::processor;

/// Notes; a round of the server sends fifty.
const NOTES: usize = 300;

/// What one note of ours commits: the lease, the bytes, the point of no return, the outcome.
const COMMITS: usize = 4;

pub async fn measure(world: &'static MailWorld) {
    let sink = FakeSmtp::start(rapport_sandbox::Security::Implicit);
    let folder = tempfile::tempdir().unwrap();
    let clock = Clock::virtual_at("2026-11-24T10:00:00Z".parse().unwrap());
    let address = world.new_user("nell.sends", "alpha.test").address;
    let mut roots = std::fs::read(&world.ca_pem).unwrap();
    roots.extend(std::fs::read(sink.ca_pem()).unwrap());
    let submission = format!("127.0.0.1:{}:tls", sink.port());
    let app = crate::office(folder.path(), &clock, world, &address, &submission, &roots).await;
    let options = || {
        sqlx::sqlite::SqliteConnectOptions::new()
            .filename(folder.path().join("rapport.sqlite"))
            .busy_timeout(std::time::Duration::from_secs(10))
            .journal_mode(sqlx::sqlite::SqliteJournalMode::Wal)
            .synchronous(sqlx::sqlite::SqliteSynchronous::Full)
    };
    let mut bare = options().connect().await.unwrap();
    // No politeness: what is measured is how fast it could go.
    for sql in [
        "update account set settings = json_set(settings, '$.spacing_seconds', 0, '$.daily_budget', \
         1000000, '$.sent_copy', 'by-server')",
        "insert into setting select id, 'caps.day', '60000' from scope where kind = 'real'",
        "insert into setting select id, 'caps.new', '60000' from scope where kind = 'real'",
        "create table bare_commit (i integer primary key, note text)",
    ] {
        bare.execute(sql).await.unwrap();
    }
    for number in 0..NOTES {
        app.met(Met {
            name: format!("Guest {number}"),
            address: Some(format!("guest{number}@works{number}.example")),
            kind: Some(TouchpointKind::Interview),
            role: Some(format!("Engineer {number}")),
            said: Some("the glass roof of their hall; a colleague who keeps bees".to_owned()),
            when: Some("yesterday 15:00".to_owned()),
            ..Met::default()
        })
        .await
        .unwrap();
        app.act(&format!("Guest {number}"), Act::Approve { seen: None, now: true }).await.unwrap();
    }
    clock.advance(SignedDuration::from_mins(2));
    let first = app.run_once().await.unwrap();
    assert!(first.sent > 0, "{first:?}");
    let (mut sent, mut ours, busy) = (0, 0.0, processor());
    let mut bytes = Vec::new();
    let mut theirs = 0.0;
    let mut delivered = 0;
    let mut busy_bare = 0.0;
    // In turns, so that what else runs disturbs both alike.
    loop {
        let start = Instant::now();
        let round = app.run_once().await.unwrap().sent;
        if round == 0 {
            break;
        }
        ours += start.elapsed().as_secs_f64();
        sent += round;
        if bytes.is_empty() {
            bytes = sink.accepted().last().unwrap().bytes.clone();
        }
        let before = processor();
        let start = Instant::now();
        for _ in 0..round {
            for commit in 0..COMMITS - 1 {
                commit_once(&mut bare, commit).await;
            }
            let server = server(&sink, world, &address, &roots);
            let delivery =
                smtp::deliver(&server, &address, "guest@works.example", &bytes, async || true)
                    .await;
            assert!(matches!(delivery, Delivery::Accepted { .. }), "{delivery:?}");
            commit_once(&mut bare, COMMITS).await;
            delivered += 1;
        }
        theirs += start.elapsed().as_secs_f64();
        busy_bare += processor() - before;
    }
    assert_eq!(sent, delivered);
    let busy = processor() - busy - busy_bare;
    println!(
        "sending: {:.0} notes/s, a bare client with {COMMITS} commits each {:.0}/s, ratio {:.2}   goal >= 0.60",
        sent as f64 / ours,
        delivered as f64 / theirs,
        theirs / ours
    );
    println!(
        "    {:.0} notes per processor second, the receiving end in the same process included",
        sent as f64 / busy.max(0.01)
    );
}

async fn commit_once(bare: &mut sqlx::sqlite::SqliteConnection, number: usize) {
    bare.execute("begin immediate").await.unwrap();
    let sql = format!("insert into bare_commit (note) values ('commit {number}')");
    bare.execute(AssertSqlSafe(sql)).await.unwrap();
    bare.execute("commit").await.unwrap();
}

fn server(sink: &FakeSmtp, world: &MailWorld, address: &str, roots: &[u8]) -> MailServer {
    let login = Login::Password { user: address.to_owned(), secret: world.password.clone().into() };
    let mut server = MailServer::new("127.0.0.1", sink.port(), Security::ImplicitTls, login);
    server.extra_root_pem = Some(roots.to_vec());
    server
}

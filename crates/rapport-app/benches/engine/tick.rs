//! The scheduler's look: what is due now, among a million follow-ups.

use std::time::{Duration, Instant};

use jiff::SignedDuration;
use rapport_store::Place;

use crate::bare::Bare;
use crate::decisions::World;
use crate::door::Desk;

const ALL: usize = 1_000_000;
const RUNS: usize = 101;

pub async fn measure(place: &Place) {
    let world = World::new();
    let desk = Desk::open(place).await;
    desk.first(&world).await;
    let mut bare = Bare::open(place).await;
    if let Bare::Sqlite(_) = bare {
        bare.run("pragma synchronous = off").await;
    }
    // The look costs the same whoever they are with: one contact, a million follow-ups.
    let (numbers, id) = (bare.numbers(1, ALL), bare.id('F', "i"));
    let now = desk.now.as_microsecond();
    let columns = "contact_id, playbook, playbook_version, anchor_at, step, ordinal, revision";
    bare.run(format!(
        "insert into follow_up (scope_id, id, {columns}, state, wake_at, soft_bounces, belated, hurried, \
         version) select f.scope_id, {id}, {columns}, 'waiting', {now} + 60000000 * cast(i as bigint), 0, 0, 0, 1 \
         from (select * from follow_up order by id limit 1) f cross join {numbers}"
    ))
    .await;
    bare.run("update follow_up set wake_at = null where version <> 1").await;
    if let Bare::Postgres(_) = bare {
        bare.run("analyze").await;
    }
    for due in [0, 1, 10, 100, 500] {
        let at = desk.now + SignedDuration::from_secs(60 * due);
        let mut times: Vec<Duration> = Vec::new();
        for _ in 0..RUNS {
            let start = Instant::now();
            let found = desk.store.due(&desk.scope, at, 500).await.unwrap();
            times.push(start.elapsed());
            assert_eq!(found.woken.len() as i64, due);
        }
        times.sort();
        let goal = if due == 0 { "   goal < 5 ms" } else { "" };
        println!(
            "a look at {ALL} timers, {due} due: median {:.3} ms, worst {:.3} ms{goal}",
            times[RUNS / 2].as_secs_f64() * 1000.0,
            times[RUNS - 1].as_secs_f64() * 1000.0
        );
    }
}

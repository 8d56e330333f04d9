//! IDLE wakes the reader long before the next poll, comes back after a lost connection, and stops
//! when told.

use rapport_app::clock::Clock;
use rapport_sandbox::{FaultProxy, MailWorld};
use tokio::sync::{mpsc, watch};
use tokio::time::timeout;

use crate::setting::{Installation, LIMIT, account, mail};

#[tokio::test]
async fn new_mail_wakes_the_reader_also_after_a_lost_connection() {
    let world = MailWorld::shared();
    let user = world.new_user("watcher", "alpha.test");
    let me = user.address.as_str();
    let proxy = FaultProxy::start(world.imaps_port);
    let mut input = account(world, &user);
    input.imap = Some(format!("localhost:{}:tls", proxy.port()));
    let installation = Installation::connected(Clock::system(), input).await;
    let (wake, mut woken) = mpsc::channel(1);
    let (stopping, stop) = watch::channel(false);
    let app = installation.app.clone();
    let watching = tokio::spawn(async move { app.watch(wake, stop).await });

    let first = timeout(LIMIT, woken.recv()).await;
    assert_eq!(first, Ok(Some(())), "something may have come before anybody watched");
    world.deliver(
        "pat@elsewhere.example",
        me,
        &mail("pat@elsewhere.example", me, "one@x", "One", ""),
    );
    assert_eq!(timeout(LIMIT, woken.recv()).await, Ok(Some(())), "IDLE wakes");

    proxy.disconnect();
    assert_eq!(timeout(LIMIT, woken.recv()).await, Ok(Some(())), "a new connection looks anew");
    world.deliver(
        "pat@elsewhere.example",
        me,
        &mail("pat@elsewhere.example", me, "two@x", "Two", ""),
    );
    assert_eq!(timeout(LIMIT, woken.recv()).await, Ok(Some(())), "and IDLE wakes again");

    stopping.send(true).unwrap();
    timeout(LIMIT, watching).await.expect("it stops when told").unwrap();
}

#[tokio::test]
async fn a_stop_that_came_first_is_a_stop() {
    let world = MailWorld::shared();
    let user = world.new_user("leaver", "alpha.test");
    let installation = Installation::connected(Clock::system(), account(world, &user)).await;
    let (wake, mut woken) = mpsc::channel(1);
    let (_stopping, stop) = watch::channel(true);
    timeout(LIMIT, installation.app.watch(wake, stop)).await.expect("it ends at once");
    assert_eq!(woken.recv().await, None, "nobody was woken, and nobody watches");
}

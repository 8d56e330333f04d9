//! Random lives: acts of a user and of the other side, on practice data. Whatever is refused is
//! refused; the next act goes on.

use proptest::prelude::*;
use rapport_app::input::{Act, ContactInput, Met, OpportunityInput, PracticeAct};
use rapport_core::touchpoint::{Channel, TouchpointKind};

use crate::world::World;

/// One act.
#[derive(Clone, Debug)]
pub enum Move {
    Met(usize, TouchpointKind, String),
    Tag(usize, String),
    Memo(usize, String),
    Log(usize),
    Approve(usize),
    Snooze(usize),
    Park(usize),
    Suppress(usize),
    Practice(usize, PracticeAct),
    Pursuit(usize),
    Clock(u8),
    Work,
}

pub const NAMES: [&str; 5] =
    ["Dana Whitfield", "Müller-Lüdenscheidt, Jörg", "O'Hara Siobhán", "李 小龙", "Ana \"Nita\" Sá"];

/// An act that proptest chooses.
pub fn any_move() -> impl Strategy<Value = Move> {
    let who = || 0..NAMES.len();
    let kind = prop::sample::select(&TouchpointKind::ALL[..]);
    let text = || "[ -~äé\u{4e00}\n;,\"'\\\\=]{0,24}";
    let act = prop::sample::select(vec![
        PracticeAct::Answer(None),
        PracticeAct::Away(None),
        PracticeAct::Bounce,
        PracticeAct::Decline,
        PracticeAct::OptOut,
    ]);
    prop_oneof![
        5 => (who(), kind, text()).prop_map(|(who, kind, said)| Move::Met(who, kind, said)),
        1 => (who(), text()).prop_map(|(who, tag)| Move::Tag(who, tag)),
        1 => (who(), text()).prop_map(|(who, memo)| Move::Memo(who, memo)),
        1 => who().prop_map(Move::Log),
        4 => who().prop_map(Move::Approve),
        1 => who().prop_map(Move::Snooze),
        1 => who().prop_map(Move::Park),
        1 => who().prop_map(Move::Suppress),
        3 => (who(), act).prop_map(|(who, act)| Move::Practice(who, act)),
        1 => who().prop_map(Move::Pursuit),
        3 => (1_u8..6).prop_map(Move::Clock),
        3 => Just(Move::Work),
    ]
}

/// Lives through the acts.
pub async fn live(world: &mut World, moves: &[Move]) {
    for one in moves {
        let app = &world.app;
        // What the rules refuse is as good an answer as any here.
        match one.clone() {
            Move::Met(who, kind, said) => drop(
                app.met(Met {
                    name: NAMES[who].to_owned(),
                    organisation: (who != 3).then(|| format!("Acme {}", who / 2)),
                    address: Some(format!("person{who}@acme{who}.example")),
                    kind: Some(kind),
                    when: Some("yesterday 9am".to_owned()),
                    said: Some(said),
                    country: Some("DE".to_owned()),
                    ..Met::default()
                })
                .await,
            ),
            Move::Tag(who, tag) => drop(app.tag(NAMES[who], &tag).await),
            Move::Memo(who, memo) => {
                let input = ContactInput {
                    memo: Some(memo),
                    phones: vec![format!("+49 30 55501{who:02}")],
                    postal_address: Some("Am Weg 1\n10115 Berlin".to_owned()),
                    ..ContactInput::default()
                };
                drop(app.edit_contact(NAMES[who], input).await);
            }
            Move::Log(who) => {
                drop(app.log(NAMES[who], Channel::Call, Some("a call"), None).await);
            }
            Move::Approve(who) => drop(app.approve_at_once(NAMES[who], None).await),
            Move::Snooze(who) => {
                drop(app.act(NAMES[who], Act::Snooze("in 3 days".to_owned())).await);
            }
            Move::Park(who) => drop(app.park(NAMES[who], None).await),
            Move::Suppress(who) => drop(app.suppress(NAMES[who]).await),
            Move::Practice(who, act) => drop(app.practice(NAMES[who], act).await),
            Move::Pursuit(who) => drop(
                app.add_opportunity(OpportunityInput {
                    title: Some(format!("Post {who}")),
                    ..OpportunityInput::default()
                })
                .await,
            ),
            Move::Clock(days) => {
                drop(app.practice_clock(&format!("{days} days")).await);
                world.after_power_cut().await;
            }
            Move::Work => drop(app.run_once().await),
        }
    }
}

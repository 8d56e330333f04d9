//! Every state of a follow-up survives the database.

use rapport_core::follow_up::{ContentHash, EndReason, FollowUp, Held, Hold, State, StopCause};
use rapport_core::ids::{ContactId, DraftId, OutboxItemId};
use rapport_core::reason::Reason;
use rapport_store::Actor;

use crate::world::{World, at, decided, mint, moment};

fn states() -> Vec<State> {
    let (draft, item) = (DraftId::new(mint()), OutboxItemId::new(mint()));
    let day = Some("2026-05-04".parse().unwrap());
    let holds = [
        Hold::Stopped(StopCause::Answered),
        Hold::Stopped(StopCause::Declined),
        Hold::Stopped(StopCause::ColleagueAnswered(ContactId::new(mint()))),
        Hold::Stopped(StopCause::Unreachable),
        Hold::Stopped(StopCause::MeetingArranged),
        Hold::Away { until: day },
        Hold::Away { until: None },
        Hold::TooLate,
        Hold::Uncertain { item },
        Hold::Undeliverable { why: "550 no such user".to_owned() },
        Hold::Unclear,
        Hold::WroteByHand,
        Hold::MeetingOff,
        Hold::Snoozed { until: at(77) },
        Hold::NoAddress,
        Hold::NoBasis { why: "no basis is recorded".to_owned() },
        Hold::RuledOut,
    ];
    let mut states = vec![
        State::Waiting,
        State::Drafting,
        State::InReview { draft },
        State::Approved { draft, hash: ContentHash([9; 32]), item, until: at(5) },
        State::Queued { draft, item },
    ];
    for hold in holds {
        states.push(State::Held(Held { hold: hold.clone(), since: at(3), draft: None }));
        states.push(State::Held(Held { hold, since: at(3), draft: Some(draft) }));
    }
    states.extend(EndReason::ALL.map(|reason| State::Ended { reason }));
    states
}

#[tokio::test]
async fn every_state_comes_back_as_it_was() {
    for world in World::both().await {
        let dana = world.dana().await;
        for (count, state) in (1_u8..).zip(states()) {
            let begin = |new: FollowUp, _: &_| {
                let next = FollowUp {
                    state,
                    step: 2,
                    ordinal: 3,
                    revision: 4,
                    wake_at: Some(at(i64::from(count))),
                    last_sent: Some(at(-1)),
                    soft_bounces: count,
                    chase_held: Some(dana.contact.id),
                    belated: count % 2 == 0,
                    hurried: count % 3 == 0,
                    not_before: Some(at(8)),
                    ..new
                };
                decided(next, Vec::new(), Reason::NoNews)
            };
            let follow_up = dana.follow_up();
            let written = world
                .store
                .start(&world.scope, follow_up, moment(0), Actor::User, begin)
                .await
                .unwrap();
            let written = written.next;
            assert_eq!(world.store.follow_up(&world.scope, written.id).await.unwrap(), written);
        }
    }
}

//! Tests of `resolver`.

use rapport_core::follow_up::ContentHash;
use rapport_core::ids::{DraftId, FollowUpId, OutboxItemId};
use rapport_core::outbox::ItemState;
use uuid::Uuid;

use super::*;

fn item(tried: &str, sent_copy: Option<&str>) -> OutboxItem {
    let at: Timestamp = tried.parse().unwrap();
    OutboxItem {
        id: OutboxItemId::new(Uuid::from_u128(1)),
        follow_up: FollowUpId::new(Uuid::from_u128(2)),
        ordinal: 1,
        revision: 0,
        draft: DraftId::new(Uuid::from_u128(3)),
        account: None,
        state: ItemState::Uncertain,
        approved: ContentHash([0; 32]),
        message_id: None,
        replaced_message_id: None,
        wire: None,
        not_before: at,
        closes: at,
        same_day_until: None,
        next_attempt_at: at,
        attempts: 1,
        last_why: None,
        sent_at: None,
        sent_copy: sent_copy.map(str::to_owned),
        fence: 1,
    }
}

#[test]
fn a_new_doubt_is_looked_into_often_and_an_old_one_seldom() {
    let tried = "2026-11-23T10:00:00Z";
    for (searched, now, due) in [
        (None, "2026-11-23T10:00:01Z", true),
        (Some("searched 2026-11-23T10:00:01Z"), "2026-11-23T10:00:20Z", false),
        (Some("searched 2026-11-23T10:00:01Z"), "2026-11-23T10:00:31Z", true),
        (Some("searched 2026-11-24T10:00:00Z"), "2026-11-24T10:30:00Z", false),
        (Some("searched 2026-11-24T10:00:00Z"), "2026-11-24T11:00:00Z", true),
        (Some("searched at some time"), "2026-11-23T10:00:02Z", true),
    ] {
        assert_eq!(is_due(&item(tried, searched), now.parse().unwrap()), due, "{searched:?} {now}");
    }
}

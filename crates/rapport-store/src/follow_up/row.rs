//! A follow-up as a row: each state spread over the columns it uses, and back.

use rapport_core::follow_up::{Anchor, EndReason, FollowUp, Held, Hold, State, StopCause};
use rapport_core::playbook::PlaybookKey;

use crate::db::{Row, Value, values, wrong};
use crate::error::StoreError;
use crate::scope::Scope;

/// The columns in the order of [`values_of`], after `scope_id` and `id`.
pub(super) const COLUMNS: [&str; 33] = [
    "contact_id",
    "organisation_id",
    "opportunity_id",
    "playbook",
    "playbook_version",
    "anchor_at",
    "anchor_touchpoint_id",
    "anchor_appointment_id",
    "anchor_promised",
    "step",
    "ordinal",
    "revision",
    "state",
    "draft_id",
    "item_id",
    "approved_hash",
    "take_back_until",
    "hold",
    "hold_since",
    "hold_day",
    "hold_until",
    "hold_contact_id",
    "hold_why",
    "end_reason",
    "wake_at",
    "last_sent",
    "soft_bounces",
    "chase_held_by",
    "belated",
    "hurried",
    "not_before",
    "version",
    // Kept last: the compare of the update binds the old version behind these.
    "id",
];

/// The values of a follow-up: the scope, then [`COLUMNS`].
pub(super) fn values_of(scope: &Scope, follow_up: &FollowUp, version: u64) -> Vec<Value> {
    let anchor = follow_up.anchor;
    let mut all = Vec::from(values![
        scope.id(),
        follow_up.contact,
        follow_up.organisation,
        follow_up.opportunity,
        follow_up.playbook.as_str(),
        follow_up.playbook_version,
        anchor.at,
        anchor.touchpoint,
        anchor.appointment,
        anchor.promised,
        follow_up.step,
        follow_up.ordinal,
        follow_up.revision,
        follow_up.state.word(),
    ]);
    all.extend(state_values(&follow_up.state));
    all.extend(values![
        follow_up.wake_at,
        follow_up.last_sent,
        follow_up.soft_bounces,
        follow_up.chase_held,
        follow_up.belated,
        follow_up.hurried,
        follow_up.not_before,
        version,
        follow_up.id,
    ]);
    all
}

/// From `draft_id` to `end_reason`.
fn state_values(state: &State) -> [Value; 11] {
    let item = match state {
        State::Approved { item, .. } | State::Queued { item, .. } => Some(*item),
        State::Held(Held { hold: Hold::Uncertain { item }, .. }) => Some(*item),
        State::Waiting
        | State::Drafting
        | State::InReview { .. }
        | State::Held(_)
        | State::Ended { .. } => None,
    };
    let draft = match state {
        State::InReview { draft } | State::Approved { draft, .. } | State::Queued { draft, .. } => {
            Some(*draft)
        }
        State::Held(held) => held.draft,
        State::Waiting | State::Drafting | State::Ended { .. } => None,
    };
    let (hash, until) = match state {
        State::Approved { hash, until, .. } => (Some(*hash), Some(*until)),
        _ => (None, None),
    };
    let held = if let State::Held(held) = state { Some(held) } else { None };
    let hold = held.map(|held| &held.hold);
    let day = match hold {
        Some(Hold::Away { until }) => *until,
        _ => None,
    };
    let hold_until = match hold {
        Some(Hold::Snoozed { until }) => Some(*until),
        _ => None,
    };
    let colleague = match hold {
        Some(Hold::Stopped(StopCause::ColleagueAnswered(contact))) => Some(*contact),
        _ => None,
    };
    let why = match hold {
        Some(Hold::Undeliverable { why } | Hold::NoBasis { why }) => Some(why.as_str()),
        _ => None,
    };
    let end = match state {
        State::Ended { reason } => Some(reason.word()),
        _ => None,
    };
    values![
        draft,
        item,
        hash,
        until,
        hold.map(Hold::word),
        held.map(|held| held.since),
        day,
        hold_until,
        colleague,
        why,
        end,
    ]
}

/// Reads a row with all columns of the table.
pub(crate) fn follow_up_of(row: &Row) -> Result<FollowUp, StoreError> {
    Ok(FollowUp {
        id: row.id("id")?,
        contact: row.id("contact_id")?,
        organisation: row.maybe_id("organisation_id")?,
        opportunity: row.maybe_id("opportunity_id")?,
        playbook: row.word("playbook", PlaybookKey::parse)?,
        playbook_version: row.number("playbook_version")?,
        anchor: Anchor {
            at: row.at("anchor_at")?,
            touchpoint: row.maybe_id("anchor_touchpoint_id")?,
            appointment: row.maybe_id("anchor_appointment_id")?,
            promised: row.maybe_day("anchor_promised")?,
        },
        step: row.number("step")?,
        ordinal: row.number("ordinal")?,
        revision: row.number("revision")?,
        state: state_of(row)?,
        wake_at: row.maybe_at("wake_at")?,
        last_sent: row.maybe_at("last_sent")?,
        soft_bounces: row.number("soft_bounces")?,
        chase_held: row.maybe_id("chase_held_by")?,
        belated: row.flag("belated")?,
        hurried: row.flag("hurried")?,
        not_before: row.maybe_at("not_before")?,
        version: row.number("version")?,
    })
}

fn state_of(row: &Row) -> Result<State, StoreError> {
    Ok(match row.text("state")?.as_str() {
        "waiting" => State::Waiting,
        "drafting" => State::Drafting,
        "in-review" => State::InReview { draft: row.id("draft_id")? },
        "approved" => State::Approved {
            draft: row.id("draft_id")?,
            hash: row.hash("approved_hash")?,
            item: row.id("item_id")?,
            until: row.at("take_back_until")?,
        },
        "queued" => State::Queued { draft: row.id("draft_id")?, item: row.id("item_id")? },
        "held" => State::Held(Held {
            hold: hold_of(row)?,
            since: row.at("hold_since")?,
            draft: row.maybe_id("draft_id")?,
        }),
        "ended" => State::Ended { reason: row.word("end_reason", EndReason::parse)? },
        _ => return Err(wrong("state")),
    })
}

fn hold_of(row: &Row) -> Result<Hold, StoreError> {
    Ok(match row.text("hold")?.as_str() {
        "answered" => Hold::Stopped(StopCause::Answered),
        "declined" => Hold::Stopped(StopCause::Declined),
        "colleague-answered" => {
            Hold::Stopped(StopCause::ColleagueAnswered(row.id("hold_contact_id")?))
        }
        "unreachable" => Hold::Stopped(StopCause::Unreachable),
        "meeting-arranged" => Hold::Stopped(StopCause::MeetingArranged),
        "away" => Hold::Away { until: row.maybe_day("hold_day")? },
        "too-late" => Hold::TooLate,
        "uncertain" => Hold::Uncertain { item: row.id("item_id")? },
        "undeliverable" => Hold::Undeliverable { why: row.text("hold_why")? },
        "unclear" => Hold::Unclear,
        "wrote-by-hand" => Hold::WroteByHand,
        "meeting-off" => Hold::MeetingOff,
        "snoozed" => Hold::Snoozed { until: row.at("hold_until")? },
        "no-address" => Hold::NoAddress,
        "no-basis" => Hold::NoBasis { why: row.text("hold_why")? },
        "ruled-out" => Hold::RuledOut,
        _ => return Err(wrong("hold")),
    })
}

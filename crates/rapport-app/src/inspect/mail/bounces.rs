//! Of a delivery report: who was not reached, and what that means.
//!
//! Not here: reading the report (`rapport_mail::evidence`) and weighing it
//! (`rapport_core::classify`).

use rapport_core::classify::{
    BounceKind, Class, DeliveryAction, RecipientReport, Sign, SignKind, failure_kind,
};
use serde::Serialize;

/// What a report says of one recipient.
#[derive(Clone, PartialEq, Eq, Debug, Serialize)]
pub struct BounceView {
    /// The address we wrote to where the report tells it, else the final one.
    pub recipient: String,
    /// The enhanced status code (RFC 3463).
    pub status: Option<String>,
    /// `failed` or `delayed`.
    pub action: &'static str,
    /// `invalid`, `moved`, `soft`, `blocked`, `content` or `delayed`.
    pub kind: &'static str,
    /// The server's own words.
    pub reason: Option<String>,
}

/// The recipients that were not reached, if the mail is a bounce.
pub fn of(class: &Class, signs: &[Sign]) -> Vec<BounceView> {
    if !matches!(class, Class::Bounce(_)) {
        return Vec::new();
    }
    let reports = signs.iter().filter_map(|sign| match &sign.kind {
        SignKind::DeliveryReport(recipients) => Some(recipients),
        _ => None,
    });
    reports.flatten().filter_map(bounce).collect()
}

/// Whether an address will never be reached again; `None` of what is no bounce.
pub fn hard(class: &Class, bounces: &[BounceView]) -> Option<bool> {
    let Class::Bounce(kind) = class else {
        return None;
    };
    let of_all = matches!(kind, BounceKind::Invalid | BounceKind::Moved);
    Some(of_all || bounces.iter().any(|one| matches!(one.kind, "invalid" | "moved")))
}

fn bounce(report: &RecipientReport) -> Option<BounceView> {
    let (action, kind) = match report.action {
        DeliveryAction::Failed => {
            ("failed", report.kind.unwrap_or_else(|| failure_kind(report.status.as_deref())))
        }
        DeliveryAction::Delayed => ("delayed", BounceKind::Delayed),
        DeliveryAction::Delivered => return None,
    };
    Some(BounceView {
        recipient: report.address.clone(),
        status: report.status.clone(),
        action,
        kind: match kind {
            BounceKind::Invalid => "invalid",
            BounceKind::Moved => "moved",
            BounceKind::Soft => "soft",
            BounceKind::Blocked => "blocked",
            BounceKind::Content => "content",
            BounceKind::Delayed => "delayed",
        },
        reason: report.diagnostic.clone(),
    })
}

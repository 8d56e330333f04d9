//! Delivery reports weighed: what a status code means for the address, and which of several
//! recipients decides about the message.
//!
//! Here: the table of enhanced status codes (RFC 3463, RFC 5248, RFC 7372, RFC 7505 and what the
//! large providers make of them). Not here: codes and words taken out of a mail, which is the
//! business of `rapport-mail`; where a server's words say more than its code they come along as
//! [`RecipientReport::kind`](super::RecipientReport) and win.

use super::{BounceKind, Class, DeliveryAction, RecipientReport, SignKind};

/// The worst news among the recipients decides.
pub(super) fn bounce_class(kind: &SignKind) -> Class {
    let SignKind::DeliveryReport(recipients) = kind else {
        return Class::Unclear;
    };
    worst_report(recipients).map_or(Class::Receipt, class_of)
}

/// The recipient that decides about the whole report: the first of those with the worst news.
#[must_use]
pub fn worst_report(recipients: &[RecipientReport]) -> Option<&RecipientReport> {
    // Of several equals `max_by_key` takes the last; the first one is what people look at.
    recipients.iter().rev().max_by_key(|report| weight(&class_of(report)))
}

fn class_of(report: &RecipientReport) -> Class {
    match report.action {
        DeliveryAction::Failed => {
            Class::Bounce(report.kind.unwrap_or_else(|| failure_kind(report.status.as_deref())))
        }
        DeliveryAction::Delayed => Class::Bounce(BounceKind::Delayed),
        DeliveryAction::Delivered => Class::Receipt,
    }
}

const fn weight(class: &Class) -> u8 {
    match class {
        Class::Bounce(BounceKind::Invalid) => 6,
        Class::Bounce(BounceKind::Moved) => 5,
        Class::Bounce(BounceKind::Blocked) => 4,
        Class::Bounce(BounceKind::Content) => 3,
        Class::Bounce(BounceKind::Soft) => 2,
        Class::Bounce(BounceKind::Delayed) => 1,
        _ => 0,
    }
}

/// What an enhanced status code (RFC 3463) says of a failure.
///
/// 5.1.x is the recipient's address but for 5.1.7 to 5.1.9, which are the sender's; 5.2.1 a closed
/// mailbox, 5.2.2 a full one; x.3.4 and 5.6.x the message; 5.7.x our policy or authentication;
/// what is left, and everything temporary, may pass another time. Without a code the failure
/// counts as soft, because ending a contact on a guess costs more than one more try.
#[must_use]
pub fn failure_kind(status: Option<&str>) -> BounceKind {
    let Some(status) = status else {
        return BounceKind::Soft;
    };
    let mut parts = status.split('.').map(|part| part.trim().parse::<u16>().unwrap_or(0));
    let (class, subject, detail) =
        (parts.next().unwrap_or(0), parts.next().unwrap_or(0), parts.next().unwrap_or(0));
    match (class, subject, detail) {
        (4 | 5, 1, 7..=9) => BounceKind::Blocked,
        (5, 1, 6) | (5, 7, 17) => BounceKind::Moved,
        // A mailbox over its quota (2), groups that cannot be expanded (4), rates of Exchange
        // Online (5.2.121, 5.2.122) and what is only "other" pass.
        (5, 2, 1) | (5, 7, 18) => BounceKind::Invalid,
        (4 | 5, 2, 3) | (4 | 5, 3, 4) | (5, 6, _) => BounceKind::Content,
        (5, 1, _) => BounceKind::Invalid,
        // 5.4.4: no route because there is no such domain; Exchange Online counts on from 5.4.300.
        (5, 4, 4 | 310) => BounceKind::Invalid,
        (5, 7, _) => BounceKind::Blocked,
        _ => BounceKind::Soft,
    }
}

#[cfg(test)]
mod tests;

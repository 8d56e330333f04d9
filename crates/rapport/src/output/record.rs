//! Contacts, opportunities and the other records for people: tables and cards.

use std::io;

use jiff::Timestamp;
use jiff::tz::TimeZone;
use rapport_app::contact_check::FieldView;
use rapport_app::dismissals::DismissalView;
use rapport_app::view::{
    AppointmentView, ContactView, OpportunityView, ReferenceView, SuppressionView, TimelineView,
};

use super::Output;

/// The label column of a card.
const LABEL: usize = 12;

/// An instant of a view in the zone of this machine: "Tuesday 24 November 2026, 09:10".
/// What is no instant is shown as it is.
pub fn local(instant: &str) -> String {
    instant.parse::<Timestamp>().map_or_else(
        |_| instant.to_owned(),
        |instant| {
            let local = instant.to_zoned(TimeZone::system());
            local.strftime("%A %-d %B %Y, %H:%M").to_string()
        },
    )
}

/// One labelled line, where there is something to say.
fn line(output: &mut Output, label: &str, text: Option<&str>) -> io::Result<()> {
    match text.map(str::trim).filter(|text| !text.is_empty()) {
        Some(text) => output.labelled(0, label, LABEL, text),
        None => Ok(()),
    }
}

/// Who somebody is.
pub fn print_contact(output: &mut Output, contact: &ContactView) -> io::Result<()> {
    output.heading(&headline(contact))?;
    line(output, "mail", Some(&contact.addresses.join(", ")))?;
    line(output, "phone", Some(&contact.phones.join(", ")))?;
    line(output, "post", contact.postal_address.as_deref())?;
    line(output, "language", contact.language.as_deref())?;
    let assumed = if contact.assumed { " (assumed: the same as yours)" } else { "" };
    line(output, "place", Some(&format!("{}, {}{assumed}", contact.country, contact.zone)))?;
    line(output, "basis", contact.basis.as_deref())?;
    line(output, "memo", contact.memo.as_deref())?;
    line(output, "parked", contact.parked.as_deref())?;
    line(output, "no notes", contact.suppressed.as_deref())?;
    let turn = match contact.turn.as_str() {
        "mine" => Some("yours"),
        "theirs" => Some("theirs"),
        _ => None,
    };
    let since = contact.turn_since.as_deref().map(local);
    if let Some(turn) = turn {
        let since = since.map(|since| format!(", since {since}")).unwrap_or_default();
        line(output, "turn", Some(&format!("{turn}{since}")))?;
    }
    Ok(())
}

/// "Dana Whitfield, CTO, Acme Robotics".
pub fn headline(contact: &ContactView) -> String {
    let parts = [Some(&contact.name), contact.role.as_ref(), contact.organisation.as_ref()];
    parts.into_iter().flatten().map(String::as_str).collect::<Vec<_>>().join(", ")
}

/// Everybody.
pub fn print_contacts(output: &mut Output, contacts: &[ContactView]) -> io::Result<()> {
    if contacts.is_empty() {
        return output.text(0, "Nobody here. Note a meeting: rapport met NAME --email ADDRESS");
    }
    let rows = contacts.iter().map(|contact| {
        let address = contact.addresses.first().cloned().unwrap_or_default();
        let remark = match (&contact.suppressed, &contact.parked) {
            (Some(_), _) => "no notes",
            (None, Some(_)) => "parked",
            (None, None) => "",
        };
        let organisation = contact.organisation.clone().unwrap_or_default();
        vec![contact.name.clone(), organisation, address, remark.to_owned()]
    });
    output.table(&["name", "organisation", "mail", ""], rows.collect())
}

/// All pursuits.
pub fn print_opportunities(
    output: &mut Output,
    opportunities: &[OpportunityView],
) -> io::Result<()> {
    if opportunities.is_empty() {
        return output
            .text(0, "Nothing is pursued. Enter something: rapport opportunities add NAME");
    }
    let rows = opportunities.iter().map(|opportunity| {
        vec![
            opportunity.title.clone(),
            opportunity.organisation.clone().unwrap_or_default(),
            opportunity.kind.clone(),
            opportunity.stage.clone(),
            opportunity.fit.map(|fit| fit.to_string()).unwrap_or_default(),
            opportunity.decides.clone().unwrap_or_default(),
            opportunity.contacts.join(", "),
        ]
    });
    output.table(&["name", "at", "kind", "stage", "fit", "decides", "with"], rows.collect())
}

/// One pursuit on one line.
pub fn opportunity_line(opportunity: &OpportunityView) -> String {
    let mut text = opportunity.title.clone();
    if let Some(organisation) = &opportunity.organisation {
        text.push_str(&format!(" at {organisation}"));
    }
    text.push_str(&format!(" ({}, {})", opportunity.kind, opportunity.stage));
    if let Some(fit) = opportunity.fit {
        text.push_str(&format!(", fit {fit} of 5"));
    }
    if let Some(decides) = &opportunity.decides {
        text.push_str(&format!(", they decide {decides}"));
    }
    text
}

/// Planned meetings.
pub fn print_appointments(output: &mut Output, appointments: &[AppointmentView]) -> io::Result<()> {
    if appointments.is_empty() {
        return output.text(0, "No appointments. Enter one: rapport appointments add WHO WHEN");
    }
    let rows = appointments.iter().map(|appointment| {
        let remark = if appointment.cancelled { "called off" } else { "" };
        let (when, contact) = (appointment.when.clone(), appointment.contact.clone());
        vec![when, contact, appointment.title.clone(), remark.to_owned()]
    });
    output.table(&["when", "with", "title", ""], rows.collect())
}

/// People who vouch.
pub fn print_references(output: &mut Output, references: &[ReferenceView]) -> io::Result<()> {
    if references.is_empty() {
        return output.text(
            0,
            "Nobody vouches for you yet. Enter somebody: rapport references add WHO --for NAME",
        );
    }
    let rows = references.iter().map(|reference| {
        let points = reference.talking_points.join("; ");
        vec![reference.contact.clone(), reference.opportunity.clone(), points]
    });
    output.table(&["who", "for", "may stress"], rows.collect())
}

/// Addresses that get nothing.
pub fn print_suppressions(output: &mut Output, suppressions: &[SuppressionView]) -> io::Result<()> {
    if suppressions.is_empty() {
        return output.text(0, "No address is suppressed");
    }
    let rows = suppressions.iter().map(|suppression| {
        let lasting = if suppression.for_ever { "for ever" } else { "until lifted" };
        let (address, reason) = (suppression.address.clone(), suppression.reason.clone());
        vec![address, reason, lasting.to_owned(), local(&suppression.at), suppression.proof.clone()]
    });
    output.table(&["address", "why", "how long", "since", "proof"], rows.collect())
}

/// Findings that are not shown again.
pub fn print_dismissals(output: &mut Output, dismissed: &[DismissalView]) -> io::Result<()> {
    if dismissed.is_empty() {
        return output.text(0, "Nothing was dismissed");
    }
    let rows = dismissed.iter().map(|it| {
        let note = || it.note_to.as_deref().map_or("one note".to_owned(), |to| format!("to {to}"));
        let reach = if it.for_good { "for good".to_owned() } else { note() };
        vec![it.words.clone(), it.rule.clone(), reach, local(&it.at), it.id.clone()]
    });
    output.table(&["words", "rule", "where", "since", "id"], rows.collect())
}

/// What was, newest first.
pub fn print_timeline(output: &mut Output, timeline: &[TimelineView]) -> io::Result<()> {
    for entry in timeline {
        let arrow = match entry.direction.as_deref() {
            Some("in") => "← ",
            Some("out") => "→ ",
            _ => "",
        };
        output.labelled(0, &entry.when, 22, &format!("{arrow}{}", entry.title))?;
        if !entry.text.trim().is_empty() {
            output.text(23, entry.text.trim())?;
        }
        if let Some(why) = entry.why.as_deref().filter(|why| !why.is_empty()) {
            output.faint(23, why)?;
        }
        let judged = entry.direction.as_deref() == Some("in");
        if let Some(message) = entry.message.as_deref().filter(|_| judged) {
            output.faint(23, &format!("Not so? rapport reclassify {message} CLASS"))?;
        }
    }
    Ok(())
}

/// Everything that is doubtful.
pub fn print_doubts(output: &mut Output, doubts: &[FieldView]) -> io::Result<()> {
    if doubts.is_empty() {
        return output.text(0, "Nothing is doubtful");
    }
    for doubt in doubts {
        output
            .text(0, &format!("{}: {} {}: {}", doubt.name, doubt.field, doubt.value, doubt.why))?;
        output.faint(2, &doubt.remedy)?;
    }
    Ok(())
}

/// Every field of one contact.
pub fn print_fields(output: &mut Output, fields: &[FieldView]) -> io::Result<()> {
    for field in fields {
        let since = field.at.as_deref().and_then(|at| at.get(..10));
        let from = match (field.source.as_str(), since) {
            ("", _) => String::new(),
            (source, None) => format!(", from {source}"),
            (source, Some(since)) => format!(", from {source}, {since}"),
        };
        output.labelled(
            0,
            &field.field,
            12,
            &format!("{} ({}{from})", field.value, field.state),
        )?;
        if !field.why.is_empty() {
            output.faint(13, &format!("{}; {}", field.why, field.remedy))?;
        }
    }
    Ok(())
}

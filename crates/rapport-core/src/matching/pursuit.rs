//! Which open pursuit a mail without a thread is about: systems that companies read applications
//! with write from addresses of their own, so the organisation, its domain, the role, the sender's
//! name and what the user confirmed before are weighed together.
//!
//! Nothing here is certain: the outcome is only ever a suggestion. Not here: mail that names one of
//! our messages or comes from a known address ([`super::match_message`]).

use super::{Head, OpenOrganisation, names_it};
use crate::ids::OrganisationId;

/// Points from which a pursuit is suggested: one telling name suffices.
const ENOUGH: u8 = 2;

/// What a mail says of itself besides its head, for matching it with a pursuit.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct Hints {
    /// The sender's display name.
    pub from_name: String,
    /// Organisations that the text says one applied to.
    pub organisations: Vec<String>,
    /// Positions that the text says one applied for.
    pub roles: Vec<String>,
    /// Organisations for which the user confirmed mail of this very sender before.
    pub learned: Vec<OrganisationId>,
}

/// The pursuit with the most points and what it was seen by, in words. Of equals the newest one,
/// because identifiers sort by time: an application of last week is answered before one of spring.
pub(super) fn likeliest<'a>(
    head: &Head,
    hints: &Hints,
    open: &'a [OpenOrganisation],
) -> Option<(&'a OpenOrganisation, String)> {
    let mut best: Option<(u8, &OpenOrganisation, Vec<String>)> = None;
    for one in open {
        let (points, why) = weighed(head, hints, one);
        let is_better = best
            .as_ref()
            .is_none_or(|(most, other, _)| (points, one.opportunity) > (*most, other.opportunity));
        if points >= ENOUGH && is_better {
            best = Some((points, one, why));
        }
    }
    let (_, one, why) = best?;
    Some((one, why.join("; ")))
}

/// The points of one pursuit, and each reason in words.
fn weighed(head: &Head, hints: &Hints, open: &OpenOrganisation) -> (u8, Vec<String>) {
    let mut points = 0;
    let mut why = Vec::new();
    let mut add = |more: u8, reason: String| {
        points += more;
        why.push(reason);
    };
    if hints.learned.contains(&open.organisation) {
        add(4, format!("you said before that this sender writes for {}", open.name));
    }
    let mut domains = head.from.iter().filter_map(|from| Some(from.rsplit_once('@')?.1));
    if let Some(domain) = domains.find(|domain| open.domains.iter().any(|known| known == domain)) {
        add(4, format!("it comes from {domain}, where {} writes from", open.name));
    }
    let subject = head.subject.to_lowercase();
    if hints.organisations.iter().any(|named| is_same_name(named, &open.name)) {
        add(3, format!("it is about an application to {}", open.name));
    } else if names_it(&subject, &open.name) {
        add(3, format!("its subject names {}", open.name));
    } else if names_it(&hints.from_name.to_lowercase(), &open.name) {
        add(3, format!("its sender is called \"{}\"", hints.from_name));
    }
    if hints.roles.iter().any(|named| is_same_name(named, &open.role)) {
        add(2, format!("it is about the position {}", open.role));
    } else if names_it(&subject, &open.role) {
        add(2, format!("its subject names the role {}", open.role));
    }
    (points, why)
}

/// Two spellings of one name: one is in the other in whole words.
fn is_same_name(named: &str, known: &str) -> bool {
    let (named, known) = (named.trim().to_lowercase(), known.trim().to_lowercase());
    named == known || names_it(&named, &known) || names_it(&known, &named)
}

#[cfg(test)]
mod tests {
    use super::super::{Candidates, Match, match_hinted};
    use super::*;
    use crate::ids::OpportunityId;
    use crate::testing::id;

    fn open(number: u128, name: &str, role: &str) -> OpenOrganisation {
        OpenOrganisation {
            organisation: OrganisationId::new(id(number)),
            opportunity: OpportunityId::new(id(100 + number)),
            name: name.to_owned(),
            domains: Vec::new(),
            role: role.to_owned(),
        }
    }

    fn seen(subject: &str, hints: &Hints, open: Vec<OpenOrganisation>) -> Option<OpportunityId> {
        let head = Head {
            from: vec!["no-reply@hiring.example".to_owned()],
            subject: subject.to_owned(),
            ..Head::default()
        };
        let candidates = Candidates { organisations: open, ..Candidates::default() };
        match match_hinted(&head, hints, &candidates) {
            Match::Suggestion { opportunity, .. } => Some(opportunity),
            _ => None,
        }
    }

    #[test]
    fn the_sender_the_text_and_what_was_learned_each_suggest_and_more_of_them_win() {
        let both =
            || vec![open(1, "Acme Robotics", "Staff engineer"), open(2, "Birch Labs", "Tester")];
        let acme = Some(OpportunityId::new(id(101)));
        let birch = Some(OpportunityId::new(id(102)));
        assert_eq!(seen("Next steps", &Hints::default(), both()), None);
        let by_name =
            Hints { from_name: "Acme Robotics Recruiting".to_owned(), ..Hints::default() };
        assert_eq!(seen("Next steps", &by_name, both()), acme);
        let by_text = Hints {
            organisations: vec!["Birch Labs GmbH".to_owned()],
            roles: vec!["Tester".to_owned()],
            ..by_name
        };
        assert_eq!(seen("Next steps", &by_text, both()), birch);
        let learned = Hints { learned: vec![OrganisationId::new(id(2))], ..Hints::default() };
        assert_eq!(seen("News for you", &learned, both()), birch);
    }

    #[test]
    fn of_two_pursuits_at_one_place_the_role_decides_and_else_the_newer() {
        let both =
            || vec![open(1, "Acme Robotics", "Staff engineer"), open(2, "Acme Robotics", "Tester")];
        let by_name = Hints { from_name: "Acme Robotics".to_owned(), ..Hints::default() };
        assert_eq!(seen("News", &by_name, both()), Some(OpportunityId::new(id(102))));
        let subject = "Your application as Staff Engineer";
        assert_eq!(seen(subject, &by_name, both()), Some(OpportunityId::new(id(101))));
    }
}

//! Rules that span several values or several steps of a playbook.
//!
//! Here: what a file must satisfy so that its plan makes sense and cannot pester anybody.
//! Not here: single values (`lower`), and what is decided when a note is about to leave
//! (`rapport_core::pace`); that last look holds whatever a file says.

use rapport_core::playbook::{Audience, Condition, Origin, Purpose};
use rapport_core::touchpoint::Channel;

use super::lower::{TypedStep, TypedTiming};
use super::offset::{days, is_after, offset_text};
use super::place::Findings;
use super::reader::{Placed, shown};

/// The least distance between any two notes to one person, in business days.
const LEAST_DISTANCE: i32 = 3;

/// The least distance of a step that repeats: one unanswered note per five business days.
const LEAST_REPEAT: i32 = 5;

/// Checks all steps together.
pub(super) fn playbook(
    steps: &[TypedStep],
    unanswered_after_first: Option<&Placed<i64>>,
    for_ruled_out: Option<&Placed<bool>>,
    findings: &mut Findings<'_>,
) {
    for (index, typed) in steps.iter().enumerate() {
        step_key(typed, steps.get(..index).unwrap_or_default(), findings);
        window(typed, findings);
        text(typed, findings);
        reach(typed, findings);
        if index == 0 {
            first_step(typed, findings);
        }
        repetition(typed, index + 1 == steps.len(), findings);
    }
    if let Some(limit) = unanswered_after_first {
        unanswered(steps, limit, findings);
    }
    if let Some(flag) = for_ruled_out.filter(|flag| flag.value) {
        ruled_out(steps, flag, findings);
    }
}

/// A mail has a text and limits.
///
/// Said only of a file without syntax errors: elsewhere they may stand in a line that could not be
/// read.
pub(super) fn completeness(steps: &[TypedStep], findings: &mut Findings<'_>) {
    for typed in steps.iter().filter(|typed| is_mail(typed)) {
        if !typed.has_template {
            findings.add(
                typed.at,
                "a step by mail needs a text",
                "add the name of a text, such as template = \"pb01/thanks\"",
            );
        }
        if !typed.has_words {
            findings.add(
                typed.at,
                "a step by mail needs word limits",
                "add words = { from = 75, to = 125, max = 180 }",
            );
        }
    }
}

/// The key is short, plain and the only one of its name.
fn step_key(typed: &TypedStep, before: &[TypedStep], findings: &mut Findings<'_>) {
    let Some(key) = &typed.key else { return };
    if !is_plain(&key.value) {
        findings.add(
            key.at,
            format!("the step key cannot be \"{}\"", shown(&key.value)),
            "use 1 to 32 small letters, digits or -",
        );
    }
    let twice =
        before.iter().filter_map(|step| step.key.as_ref()).any(|other| other.value == key.value);
    if twice {
        findings.add(
            key.at,
            format!("there are two steps called \"{}\"", shown(&key.value)),
            "give each step a key of its own",
        );
    }
}

/// The window is in order, ends before the step is too late, and lies on the right side.
fn window(typed: &TypedStep, findings: &mut Findings<'_>) {
    order(&typed.timing, findings);
    if let Some(promised) = &typed.promised {
        order(promised, findings);
    }
    let (Some(latest), Some(expiry), Some(origin)) =
        (&typed.timing.latest, &typed.expiry, &typed.origin)
    else {
        return;
    };
    if is_after(latest.value, expiry.value) {
        findings.add(
            expiry.at,
            format!(
                "`expiry` {} comes before `latest` {}",
                offset_text(expiry.value),
                offset_text(latest.value)
            ),
            "a step is too late only after its latest day: raise `expiry` or lower `latest`",
        );
    }
    if origin.value == Origin::Appointment {
        if days(latest.value) >= 0 {
            findings.add(
                latest.at,
                "a step counted from the appointment must lie before it",
                "write a negative offset, such as latest = \"-1bd\"",
            );
        }
    } else if let Some(earliest) = &typed.timing.earliest
        && days(earliest.value) < 0
    {
        findings.add(
            earliest.at,
            format!("`earliest` {} lies before what it counts from", offset_text(earliest.value)),
            "write a positive offset, or origin = \"appointment\"",
        );
    }
    if let Some(same_day) = typed.same_day.as_ref().filter(|flag| flag.value)
        && let Some(earliest) = &typed.timing.earliest
        && days(earliest.value) > 0
    {
        findings.add(
            same_day.at,
            format!("`same_day` has no use when `earliest` is {}", offset_text(earliest.value)),
            "leave `same_day` out, or let the step begin on the day itself",
        );
    }
}

/// Earliest, preferred, latest come in this order.
fn order(timing: &TypedTiming, findings: &mut Findings<'_>) {
    let pairs = [
        ("earliest", &timing.earliest, "preferred", &timing.preferred),
        ("preferred", &timing.preferred, "latest", &timing.latest),
        ("earliest", &timing.earliest, "latest", &timing.latest),
    ];
    let mut found = false;
    for (first_name, first, second_name, second) in pairs {
        let (Some(first), Some(second)) = (first, second) else {
            continue;
        };
        // The third pair only speaks where a missing or unreadable middle hid the others.
        if is_after(first.value, second.value) && !found {
            found = true;
            findings.add(
                first.at,
                format!(
                    "`{first_name}` {} comes after `{second_name}` {}",
                    offset_text(first.value),
                    offset_text(second.value)
                ),
                "keep the order: earliest, preferred, latest",
            );
        }
    }
}

/// The name of the text is one, and limits are in order.
fn text(typed: &TypedStep, findings: &mut Findings<'_>) {
    if let Some(template) = &typed.template {
        let parts: Vec<&str> = template.value.split('/').collect();
        if parts.len() != 2 || !parts.iter().all(|part| is_plain(part)) {
            findings.add(
                template.at,
                format!("`template` cannot be \"{}\"", shown(&template.value)),
                "write playbook/step in small letters, such as \"pb01/thanks\"",
            );
        }
    }
    let Some(words) = &typed.words else { return };
    if !typed.has_template && typed.channel.is_some() && !is_mail(typed) {
        findings.add(
            words.from.at,
            "there is no text to count",
            "leave `words` out, or add `template`",
        );
    }
    for (first_name, first, second_name, second) in
        [("from", &words.from, "to", &words.to), ("to", &words.to, "max", &words.max)]
    {
        if first.value > second.value {
            findings.add(
                first.at,
                format!(
                    "`{first_name}` {} is more than `{second_name}` {}",
                    first.value, second.value
                ),
                "keep the order: from, to, max",
            );
        }
    }
}

/// Conditions can hold together, and a status check goes to one person only.
fn reach(typed: &TypedStep, findings: &mut Findings<'_>) {
    let has = |wanted| typed.conditions.iter().find(|placed| placed.value == wanted);
    if let (Some(_), Some(second)) =
        (has(Condition::DecisionSameDay), has(Condition::DecisionLater))
    {
        findings.add(
            second.at,
            "they cannot decide on the same day and later",
            "keep one of the two; a step without both is planned in either case",
        );
    }
    let is_check =
        typed.purpose.as_ref().is_some_and(|purpose| purpose.value == Purpose::StatusCheck);
    if let Some(audience) = typed.audience.as_ref().filter(|_| is_check)
        && audience.value == Audience::Each
    {
        findings.add(
            audience.at,
            "a status check to each person of a panel is a nuisance",
            "write audience = \"main\"",
        );
    }
}

/// Nothing comes before the first step, so it cannot lean on a step before it.
fn first_step(typed: &TypedStep, findings: &mut Findings<'_>) {
    if let Some(origin) = typed.origin.as_ref().filter(|origin| origin.value == Origin::Previous) {
        findings.add(
            origin.at,
            "the first step has no step before it to count from",
            "write origin = \"anchor\"",
        );
    }
    if let Some(gap) = typed.gap.as_ref().filter(|gap| gap.value > 0) {
        findings.add(
            gap.at,
            "the first step has no step before it to keep away from",
            "leave `gap` out",
        );
    }
    if let Some(limit) = &typed.drop_if_previous_after {
        findings.add(
            limit.at,
            "the first step has no step before it that could run late",
            "leave `drop_if_previous_after` out",
        );
    }
    let Some(purpose) = &typed.purpose else {
        return;
    };
    if purpose.value == Purpose::Closing {
        findings.add(
            purpose.at,
            "a closing note cannot be the first step",
            "begin with an answer, thanks or a check",
        );
    }
    if matches!(purpose.value, Purpose::StatusCheck | Purpose::Nudge)
        && let Some(earliest) = &typed.timing.earliest
        && days(earliest.value) < LEAST_DISTANCE
    {
        findings.add(
            earliest.at,
            format!(
                "the first step chases already at {} after the anchor",
                offset_text(earliest.value)
            ),
            format!(
                "give them at least \"+{LEAST_DISTANCE}bd\", or begin with thanks or an answer"
            ),
        );
    }
}

/// Only the last step may repeat, and not too often.
fn repetition(typed: &TypedStep, is_last: bool, findings: &mut Findings<'_>) {
    let Some(repeats) = typed.repeats.as_ref().filter(|flag| flag.value) else {
        return;
    };
    if !is_last {
        findings.add(
            repeats.at,
            "a step that repeats never lets the next one come",
            "move it to the end, or leave `repeats` out",
        );
    }
    if let Some(earliest) = &typed.timing.earliest
        && days(earliest.value) < LEAST_REPEAT
    {
        findings.add(
            earliest.at,
            format!("a step that repeats every {} is a nuisance", offset_text(earliest.value)),
            format!(
                "at most one unanswered note in five business days: \"+{LEAST_REPEAT}bd\" or more"
            ),
        );
    }
}

/// No more mail than may stay unanswered; at the very most the opener and three.
///
/// Steps that exclude each other count once, those on request not at all.
fn unanswered(steps: &[TypedStep], limit: &Placed<i64>, findings: &mut Findings<'_>) {
    let by_mail = |typed: &&TypedStep| {
        is_mail(typed)
            && !typed.conditions.iter().any(|placed| placed.value == Condition::OnRequest)
    };
    let with_out = |excluded: Condition| {
        steps
            .iter()
            .filter(by_mail)
            .filter(|typed| !typed.conditions.iter().any(|placed| placed.value == excluded))
            .collect::<Vec<_>>()
    };
    let same_day = with_out(Condition::DecisionLater);
    let later = with_out(Condition::DecisionSameDay);
    let longest = if same_day.len() > later.len() { same_day } else { later };
    let allowed = usize::try_from(limit.value).unwrap_or(0).saturating_add(1);
    if let Some(beyond) = longest.get(allowed) {
        findings.add(
            beyond.at,
            format!(
                "this is mail number {}, and {} may stay unanswered after the first",
                allowed + 1,
                limit.value
            ),
            if limit.value < 3 {
                "drop a step, or raise `unanswered_after_first`, to 3 at most, where each note has \
                 content of its own"
            } else {
                "drop a step: more than the first note and three after it brings complaints"
            },
        );
    }
}

/// To a place that was ruled out goes one polite withdrawal and nothing else.
fn ruled_out(steps: &[TypedStep], flag: &Placed<bool>, findings: &mut Findings<'_>) {
    let only_withdrawal = steps.len() == 1
        && steps.iter().all(|typed| {
            typed.purpose.as_ref().is_none_or(|purpose| purpose.value == Purpose::Withdrawal)
        });
    if !only_withdrawal {
        findings.add(
            flag.at,
            "to a place that was ruled out goes one withdrawal and nothing else",
            "keep one step with purpose = \"withdrawal\", or leave `for_ruled_out` out",
        );
    }
}

/// True for a step that leaves by mail.
fn is_mail(typed: &TypedStep) -> bool {
    typed.channel.as_ref().is_some_and(|channel| channel.value == Channel::Mail)
}

/// 1 to 32 small letters, digits or `-`.
fn is_plain(word: &str) -> bool {
    (1..=32).contains(&word.len())
        && word.bytes().all(|b| b.is_ascii_lowercase() || b.is_ascii_digit() || b == b'-')
}

//! From tables to the core's types: which names a file may have, and what each becomes.
//!
//! Here: one function for the playbook and one for a step; both read all they can before giving up.
//! Not here: rules that span several values or steps (`check`).

use rapport_core::playbook::{
    Audience, Condition, Offset, OnAnswer, Origin, Playbook, PlaybookKey, Purpose, Step, Threading,
    Timing, WordLimits,
};
use rapport_core::touchpoint::Channel;
use toml::de::{DeTable, DeValue};

use super::FileError;
use super::check;
use super::place::Findings;
use super::reader::{Fields, Placed, kind, not_a_word, shown};

/// The names of the file itself.
const PLAYBOOK_FIELDS: [&str; 12] = [
    "key",
    "version",
    "title",
    "anchor",
    "commercial",
    "proposed_only",
    "asked_first",
    "exempt_from_caps",
    "unanswered_after_first",
    "on_answer",
    "for_ruled_out",
    "step",
];

/// The names of a step.
const STEP_FIELDS: [&str; 21] = [
    "key",
    "title",
    "purpose",
    "channel",
    "audience",
    "threading",
    "origin",
    "earliest",
    "preferred",
    "latest",
    "promised",
    "expiry",
    "same_day",
    "gap",
    "drop_if_previous_after",
    "repeats",
    "when",
    "words",
    "template",
    "why",
    "sources",
];

/// The words of a condition.
const CONDITIONS: [&str; 6] = [
    "keen",
    "decision>=5bd",
    "decision-same-day",
    "decision-later",
    "postal-address",
    "on-request",
];

/// More than a playbook can reasonably be; keeps a wrong file from taking long.
const LARGEST_FILE: usize = 256 * 1024;

/// A year of business days, the most that a gap may ask for.
const YEAR_OF_BUSINESS_DAYS: i64 = 260;

/// Three offsets, as far as they could be read.
#[derive(Clone, Debug, Default)]
pub(super) struct TypedTiming {
    /// Not before.
    pub(super) earliest: Option<Placed<Offset>>,
    /// Best.
    pub(super) preferred: Option<Placed<Offset>>,
    /// Best by.
    pub(super) latest: Option<Placed<Offset>>,
}

impl TypedTiming {
    /// The core's timing, when all three are there.
    fn lower(&self) -> Option<Timing> {
        Some(Timing {
            earliest: self.earliest.as_ref()?.value,
            preferred: self.preferred.as_ref()?.value,
            latest: self.latest.as_ref()?.value,
        })
    }
}

/// Word limits as typed.
#[derive(Debug)]
pub(super) struct TypedWords {
    /// The lower end of the good range.
    pub(super) from: Placed<i64>,
    /// The upper end of the good range.
    pub(super) to: Placed<i64>,
    /// The hard limit.
    pub(super) max: Placed<i64>,
}

impl TypedWords {
    /// The core's limits.
    fn lower(&self) -> Option<WordLimits> {
        Some(WordLimits {
            from: u16::try_from(self.from.value).ok()?,
            to: u16::try_from(self.to.value).ok()?,
            max: u16::try_from(self.max.value).ok()?,
        })
    }
}

/// A step, as far as it could be read; the fields are those of [`Step`].
#[derive(Debug)]
pub(super) struct TypedStep {
    /// Where it begins.
    pub(super) at: usize,
    pub(super) key: Option<Placed<String>>,
    pub(super) title: Option<Placed<String>>,
    pub(super) purpose: Option<Placed<Purpose>>,
    pub(super) channel: Option<Placed<Channel>>,
    pub(super) audience: Option<Placed<Audience>>,
    pub(super) threading: Option<Placed<Threading>>,
    pub(super) origin: Option<Placed<Origin>>,
    pub(super) timing: TypedTiming,
    pub(super) promised: Option<TypedTiming>,
    /// True when the file names it, readable or not; so the other `has_` fields.
    has_promised: bool,
    pub(super) expiry: Option<Placed<Offset>>,
    pub(super) same_day: Option<Placed<bool>>,
    pub(super) gap: Option<Placed<i64>>,
    pub(super) drop_if_previous_after: Option<Placed<i64>>,
    has_drop: bool,
    pub(super) repeats: Option<Placed<bool>>,
    pub(super) conditions: Vec<Placed<Condition>>,
    pub(super) words: Option<TypedWords>,
    pub(super) has_words: bool,
    pub(super) template: Option<Placed<String>>,
    pub(super) has_template: bool,
    why: Option<Placed<String>>,
    sources: Vec<Placed<String>>,
}

/// Reads a file, checks it, and gives the playbook or everything that is wrong with it.
pub(super) fn playbook(text: &str) -> Result<Playbook, Vec<FileError>> {
    let mut findings = Findings::new(text);
    if text.len() > LARGEST_FILE {
        findings.add(
            0,
            "the file is larger than 256 KB",
            "a playbook has a few steps of a few lines",
        );
        return Err(findings.into_errors());
    }
    let (document, faults) = DeTable::parse_recoverable(text);
    for fault in &faults {
        findings.add(
            fault.span().map_or(0, |span| span.start),
            shown(fault.message().lines().next().unwrap_or("this is not TOML")),
            "each line is `name = value`, texts stand in quotes, a step begins with [[step]]",
        );
    }
    let playbook = if faults.is_empty() {
        lower_playbook(document.get_ref(), true, &mut findings)
    } else {
        // The parser gives up at some faults and guesses at others.
        // Without the broken lines the rest can be read, and checked, in its own place.
        let readable = findings.blank_lines_so_far();
        let (document, _) = DeTable::parse_recoverable(&readable);
        lower_playbook(document.get_ref(), false, &mut findings)
    };
    match playbook {
        Some(playbook) if findings.is_empty() => Ok(playbook),
        _ => {
            if findings.is_empty() {
                findings.add(0, "the file cannot be read", "compare it with a built-in playbook");
            }
            Err(findings.into_errors())
        }
    }
}

/// Reads the file's own names and each step.
fn lower_playbook(
    document: &DeTable<'_>,
    whole: bool,
    findings: &mut Findings<'_>,
) -> Option<Playbook> {
    let fields = Fields::new(document, 0, "the playbook", &PLAYBOOK_FIELDS, whole, findings);
    let key =
        fields.required_text("key", "add a key of your own, such as key = \"MINE01\"", findings);
    let key = key.and_then(|text| {
        let key = PlaybookKey::parse(&text.value);
        if key.is_none() {
            findings.add(
                text.at,
                format!("`key` cannot be \"{}\"", shown(&text.value)),
                "use 1 to 32 letters, digits, - or _",
            );
        }
        key
    });
    if fields.get("version").is_none() {
        fields.missing("version", "add version = 1, and raise it with each change", findings);
    }
    let version = fields.number("version", (1, i64::from(u32::MAX)), findings);
    let title = fields.required_text("title", "add what you want to see in lists", findings);
    let anchor =
        fields.required_text("anchor", "add in words what starts it: \"the call ended\"", findings);
    let commercial = fields.flag("commercial", findings);
    let proposed_only = fields.flag("proposed_only", findings);
    let asked_first = fields.flag("asked_first", findings);
    let exempt_from_caps = fields.flag("exempt_from_caps", findings);
    let unanswered = match fields.get("unanswered_after_first") {
        None => Some(Placed { value: 2, at: 0 }),
        Some(_) => fields.number("unanswered_after_first", (0, 3), findings),
    };
    let on_answer = match fields.get("on_answer") {
        None => Some(OnAnswer::Hold),
        Some(_) => fields
            .word("on_answer", &["hold", "end"], read_on_answer, findings)
            .map(|placed| placed.value),
    };
    let for_ruled_out = fields.flag("for_ruled_out", findings);
    let typed = steps(&fields, whole, findings);
    if whole {
        check::completeness(&typed, findings);
    }
    check::playbook(&typed, unanswered.as_ref(), for_ruled_out.as_ref(), findings);
    let steps: Option<Vec<Step>> = typed.into_iter().map(TypedStep::lower).collect();
    Some(Playbook {
        key: key?,
        version: u32::try_from(version?.value).ok()?,
        title: title?.value,
        anchor: anchor?.value,
        commercial: commercial?.value,
        proposed_only: proposed_only?.value,
        asked_first: asked_first?.value,
        exempt_from_caps: exempt_from_caps?.value,
        unanswered_after_first: u8::try_from(unanswered?.value).ok()?,
        on_answer: on_answer?,
        for_ruled_out: for_ruled_out?.value,
        steps: steps.filter(|steps| !steps.is_empty())?,
    })
}

/// Reads each `[[step]]`.
fn steps(fields: &Fields<'_, '_>, whole: bool, findings: &mut Findings<'_>) -> Vec<TypedStep> {
    let remedy = "add at least one step, each under a line [[step]]";
    let Some(value) = fields.get("step") else {
        fields.missing("step", remedy, findings);
        return Vec::new();
    };
    let at = value.span().start;
    let DeValue::Array(items) = value.get_ref() else {
        let message = format!("`step` is {}, not a list of steps", kind(value.get_ref()));
        findings.add(at, message, "write [[step]] with two brackets on each side");
        return Vec::new();
    };
    if items.is_empty() {
        findings.add(at, "the playbook has no step", remedy);
    }
    let mut typed = Vec::new();
    for item in items.iter() {
        match item.get_ref() {
            DeValue::Table(table) => typed.push(step(table, item.span().start, whole, findings)),
            other => findings.add(
                item.span().start,
                format!("a step is {}, not a table", kind(other)),
                "write each step under a line [[step]]",
            ),
        }
    }
    typed
}

/// Reads one step.
fn step(table: &DeTable<'_>, at: usize, whole: bool, findings: &mut Findings<'_>) -> TypedStep {
    let fields = Fields::new(table, at, "the step", &STEP_FIELDS, whole, findings);
    let purposes = Purpose::ALL.map(Purpose::word);
    let channels = Channel::ALL.map(Channel::word);
    let key = fields.required_text("key", "add a short name, such as key = \"thanks\"", findings);
    let conditions = conditions(&fields, findings);
    TypedStep {
        at,
        key,
        title: fields.required_text("title", "add what you want to see in lists", findings),
        purpose: fields.word("purpose", &purposes, Purpose::parse, findings),
        channel: fields.word("channel", &channels, Channel::parse, findings),
        audience: fields.word("audience", &["each", "main"], read_audience, findings),
        threading: fields.word("threading", &["fresh", "same-thread"], read_threading, findings),
        origin: match fields.get("origin") {
            None => Some(Placed { value: Origin::Anchor, at }),
            Some(_) => {
                let words = ["anchor", "previous", "appointment", "outcome"];
                fields.word("origin", &words, read_origin, findings)
            }
        },
        timing: timing(&fields, findings),
        promised: fields
            .table("promised", "`promised`", &["earliest", "preferred", "latest"], findings)
            .map(|fields| timing(&fields, findings)),
        has_promised: fields.get("promised").is_some(),
        expiry: fields.offset("expiry", findings),
        same_day: fields.flag("same_day", findings),
        gap: match fields.get("gap") {
            None => Some(Placed { value: 0, at }),
            Some(_) => fields.number("gap", (0, YEAR_OF_BUSINESS_DAYS), findings),
        },
        drop_if_previous_after: fields.number(
            "drop_if_previous_after",
            (1, YEAR_OF_BUSINESS_DAYS),
            findings,
        ),
        has_drop: fields.get("drop_if_previous_after").is_some(),
        repeats: fields.flag("repeats", findings),
        conditions,
        words: words(&fields, findings),
        has_words: fields.get("words").is_some(),
        template: fields.text("template", findings),
        has_template: fields.get("template").is_some(),
        why: fields.required_text(
            "why",
            "add a sentence that says why this step and why then; \"why?\" shows it",
            findings,
        ),
        sources: fields.texts("sources", findings),
    }
}

/// Reads the three offsets of a window.
fn timing(fields: &Fields<'_, '_>, findings: &mut Findings<'_>) -> TypedTiming {
    TypedTiming {
        earliest: fields.offset("earliest", findings),
        preferred: fields.offset("preferred", findings),
        latest: fields.offset("latest", findings),
    }
}

/// Reads word limits, all three of them.
fn words(fields: &Fields<'_, '_>, findings: &mut Findings<'_>) -> Option<TypedWords> {
    let names = ["from", "to", "max"];
    let limits = fields.table("words", "`words`", &names, findings)?;
    let [from, to, max] = names.map(|name| {
        if limits.get(name).is_none() {
            limits.missing(name, "write words = { from = 75, to = 125, max = 180 }", findings);
        }
        limits.number(name, (1, 1000), findings)
    });
    Some(TypedWords { from: from?, to: to?, max: max? })
}

/// Reads what must hold.
fn conditions(fields: &Fields<'_, '_>, findings: &mut Findings<'_>) -> Vec<Placed<Condition>> {
    let mut conditions = Vec::new();
    for text in fields.texts("when", findings) {
        match read_condition(&text.value) {
            Some(value) => conditions.push(Placed { value, at: text.at }),
            None => not_a_word("when", &text, &CONDITIONS, findings),
        }
    }
    conditions
}

impl TypedStep {
    /// The core's step, when everything could be read.
    fn lower(self) -> Option<Step> {
        // What is named but could not be read must not look like something left out.
        let lost = (self.has_promised && self.promised.is_none())
            || (self.has_drop && self.drop_if_previous_after.is_none())
            || (self.has_words && self.words.is_none())
            || (self.has_template && self.template.is_none());
        if lost {
            return None;
        }
        let promised = match &self.promised {
            None => None,
            Some(typed) => Some(typed.lower()?),
        };
        let drop_if_previous_after = match self.drop_if_previous_after {
            None => None,
            Some(days) => Some(u16::try_from(days.value).ok()?),
        };
        let words = match self.words {
            None => None,
            Some(words) => Some(words.lower()?),
        };
        Some(Step {
            key: self.key?.value,
            title: self.title?.value,
            purpose: self.purpose?.value,
            channel: self.channel?.value,
            audience: self.audience?.value,
            threading: self.threading?.value,
            origin: self.origin?.value,
            timing: self.timing.lower()?,
            promised,
            expiry: self.expiry?.value,
            same_day: self.same_day?.value,
            gap: u16::try_from(self.gap?.value).ok()?,
            drop_if_previous_after,
            repeats: self.repeats?.value,
            conditions: self.conditions.into_iter().map(|placed| placed.value).collect(),
            words,
            template: self.template.map(|placed| placed.value),
            why: self.why?.value,
            sources: self.sources.into_iter().map(|placed| placed.value).collect(),
        })
    }
}

/// Reads a condition as it is typed.
fn read_condition(word: &str) -> Option<Condition> {
    match word {
        "keen" => Some(Condition::Keen),
        "decision-same-day" => Some(Condition::DecisionSameDay),
        "decision-later" => Some(Condition::DecisionLater),
        "postal-address" => Some(Condition::PostalAddress),
        "on-request" => Some(Condition::OnRequest),
        _ => {
            let days = word.strip_prefix("decision>=")?.strip_suffix("bd")?;
            let digits = !days.is_empty() && days.bytes().all(|byte| byte.is_ascii_digit());
            let days: u16 = days.parse().ok().filter(|_| digits)?;
            (1..=260).contains(&days).then_some(Condition::DecisionAtLeast(days))
        }
    }
}

/// A condition as it is typed.
pub(super) fn condition_text(condition: Condition) -> String {
    match condition {
        Condition::Keen => "keen".to_owned(),
        Condition::DecisionAtLeast(days) => format!("decision>={days}bd"),
        Condition::DecisionSameDay => "decision-same-day".to_owned(),
        Condition::DecisionLater => "decision-later".to_owned(),
        Condition::PostalAddress => "postal-address".to_owned(),
        Condition::OnRequest => "on-request".to_owned(),
    }
}

/// Reads what an answer does.
fn read_on_answer(word: &str) -> Option<OnAnswer> {
    match word {
        "hold" => Some(OnAnswer::Hold),
        "end" => Some(OnAnswer::End),
        _ => None,
    }
}

/// Reads to whom.
fn read_audience(word: &str) -> Option<Audience> {
    match word {
        "each" => Some(Audience::Each),
        "main" => Some(Audience::Main),
        _ => None,
    }
}

/// Reads whether a mail opens a thread.
fn read_threading(word: &str) -> Option<Threading> {
    match word {
        "fresh" => Some(Threading::Fresh),
        "same-thread" => Some(Threading::SameThread),
        _ => None,
    }
}

/// Reads what offsets count from.
fn read_origin(word: &str) -> Option<Origin> {
    match word {
        "anchor" => Some(Origin::Anchor),
        "previous" => Some(Origin::Previous),
        "appointment" => Some(Origin::Appointment),
        "outcome" => Some(Origin::Outcome),
        _ => None,
    }
}

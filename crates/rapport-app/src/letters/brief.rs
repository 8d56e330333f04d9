//! The brief: one page before a meeting, on the screen of a phone or on paper (B8).
//!
//! Who they are, what they said, what lies behind, what to ask, and room to jot down what to thank
//! them for while it happens.

use rapport_paper::{Brief, Kind, Section};

use super::press::apart;
use super::printing::{finish, made, picture_of};
use super::{BriefSection, BriefView, PreviewView, PrintInput, Printed, PrintedView};
use crate::app::App;
use crate::error::AppError;
use crate::view::{OpportunityView, ShowView};
use crate::words;

/// More than a page holds is never looked up.
const MOST_FACTS: usize = 8;
const MOST_ENTRIES: usize = 6;

impl App {
    /// What to read before meeting somebody.
    ///
    /// # Errors
    /// Nobody is called that.
    pub async fn brief(&self, who: &str) -> Result<BriefView, AppError> {
        let contact = self.contact_named(who).await?;
        let id = contact.id.to_string();
        let shown = self.show(&id).await?;
        let facts = self.facts(&id).await?;
        let profile = self.profile().await?;
        let appointment = self
            .store()
            .appointments(self.scope(), self.now())
            .await?
            .into_iter()
            .find(|it| it.contact == contact.id && !it.cancelled);
        let subtitle = appointment.map(|it| {
            format!("{}, {}", it.title, words::instant(it.starts, self.now(), &profile.zone))
        });
        let open: Vec<&OpportunityView> =
            shown.opportunities.iter().filter(|it| is_open(it)).collect();
        let mut references = Vec::new();
        for reference in self.references().await? {
            if open.iter().any(|it| it.title == reference.opportunity) {
                references.push(reference.contact);
            }
        }
        let told: Vec<String> =
            facts.into_iter().flat_map(|it| it.facts).take(MOST_FACTS).collect();
        let sections = [
            ("Who", who_they_are(&shown, &open)),
            ("They told you", told),
            ("What you noted", shown.contact.memo.iter().flat_map(|it| lines(it)).collect()),
            ("Ask", questions(&open, &references)),
            ("What lies behind you", behind(&shown)),
        ];
        Ok(BriefView {
            contact: id,
            title: shown.contact.name.clone(),
            subtitle,
            sections: sections
                .into_iter()
                .filter(|(_, lines)| !lines.is_empty())
                .map(|(heading, lines)| BriefSection { heading: heading.to_owned(), lines })
                .collect(),
        })
    }

    /// The brief on paper, with lines to write on.
    ///
    /// # Errors
    /// As for [`App::brief`]; a place that was ruled out gets nothing printed.
    pub async fn print_brief(&self, who: &str, input: &PrintInput) -> Result<Printed, AppError> {
        let contact = self.contact_named(who).await?;
        if self.ruled_out().await?.holds(&contact) {
            return Err(AppError::refused(
                format!("nothing is printed for {}: you ruled the place out", contact.name),
                "read it on the screen: rapport letters brief NAME",
            ));
        }
        let brief = self.brief(who).await?;
        let profile = self.profile().await?;
        let mut view = PrintedView { names: vec![brief.title.clone()], ..PrintedView::default() };
        let press = self.press(&profile).await?;
        let layout = press.layout(input.layout.as_deref(), Kind::Brief, &mut view.sentences)?;
        let printer = self.printer_named(input.printer.as_deref()).await?;
        let made = made(self.day_of(&profile));
        view.layouts = vec![layout.name().to_owned()];
        apart(move || {
            let document = press.typesetter().brief(&layout, &on_paper(&brief));
            // What found no room is told; a brief is a help and not a letter.
            finish(&document, true, made, printer, view)
        })
        .await
    }

    /// The brief as it will be printed.
    ///
    /// # Errors
    /// As for [`App::brief`].
    pub async fn preview_brief(
        &self,
        who: &str,
        input: &PrintInput,
    ) -> Result<PreviewView, AppError> {
        let brief = self.brief(who).await?;
        let mut sentences = Vec::new();
        let press = self.press(&self.profile().await?).await?;
        let layout = press.layout(input.layout.as_deref(), Kind::Brief, &mut sentences)?;
        apart(move || {
            let document = press.typesetter().brief(&layout, &on_paper(&brief));
            sentences.extend(document.troubles().iter().map(ToString::to_string));
            picture_of(&document, 0, false, sentences)
        })
        .await
    }
}

fn on_paper(brief: &BriefView) -> Brief {
    let listed = |lines: &[String]| {
        lines.iter().map(|line| format!("- {line}")).collect::<Vec<_>>().join("\n")
    };
    Brief {
        language: "en".to_owned(),
        title: brief.title.clone(),
        subtitle: brief.subtitle.clone(),
        sections: brief
            .sections
            .iter()
            .map(|it| Section { heading: it.heading.clone(), text: listed(&it.lines) })
            .collect(),
        jot: Some("To thank them for".to_owned()),
    }
}

fn is_open(opportunity: &OpportunityView) -> bool {
    rapport_core::opportunity::Stage::parse(&opportunity.stage)
        .is_none_or(|stage| !stage.is_closed())
}

fn who_they_are(shown: &ShowView, open: &[&OpportunityView]) -> Vec<String> {
    let contact = &shown.contact;
    let mut lines = Vec::new();
    match (&contact.role, &contact.organisation) {
        (Some(role), Some(place)) => lines.push(format!("{role}, {place}")),
        (Some(one), None) | (None, Some(one)) => lines.push(one.clone()),
        (None, None) => {}
    }
    for opportunity in open {
        let mut line = format!("{} ({})", opportunity.title, opportunity.stage);
        let others: Vec<&str> = opportunity
            .contacts
            .iter()
            .map(String::as_str)
            .filter(|name| *name != contact.name)
            .collect();
        if !others.is_empty() {
            line.push_str(&format!(", with {}", others.join(", ")));
        }
        lines.push(line);
    }
    lines.extend(contact.phones.first().map(|phone| format!("Telephone {phone}")));
    if contact.turn == "mine" {
        lines.push("They wait for an answer from you".to_owned());
    }
    lines
}

fn questions(open: &[&OpportunityView], references: &[String]) -> Vec<String> {
    let mut lines = Vec::new();
    match open.iter().find_map(|it| it.decides.as_deref()) {
        Some(day) => lines.push(format!("Do you still decide on {}?", spoken(day))),
        None => lines.push("When will you decide?".to_owned()),
    }
    lines.push("Who else takes part in the decision?".to_owned());
    if open.iter().any(|it| it.kind == "job") {
        lines.push("What should have changed a year after somebody begins here?".to_owned());
    } else {
        lines.push("What would make this a success for you?".to_owned());
    }
    lines.push("How is your name pronounced, and how do you like to be addressed?".to_owned());
    if !references.is_empty() {
        lines.push(format!("Take along the references: {}", references.join(", ")));
    }
    lines
}

/// A stored day as one says it to somebody: "4 December".
fn spoken(day: &str) -> String {
    let date = day.parse::<jiff::civil::Date>();
    date.map_or_else(|_| day.to_owned(), |date| date.strftime("%-d %B").to_string())
}

fn behind(shown: &ShowView) -> Vec<String> {
    shown
        .timeline
        .iter()
        .filter(|entry| entry.kind != "event")
        .take(MOST_ENTRIES)
        .map(|entry| format!("{}: {}", entry.when, entry.title))
        .collect()
}

fn lines(text: &str) -> Vec<String> {
    text.lines().map(|line| line.trim().to_owned()).filter(|line| !line.is_empty()).collect()
}

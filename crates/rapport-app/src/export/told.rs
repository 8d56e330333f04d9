//! What happened and what is pursued, as tables and as JSON Lines.

use std::fs::File;
use std::io::{BufWriter, Write as _};

use rapport_core::opportunity::Opportunity;
use rapport_core::touchpoint::Touchpoint;
use rapport_store::archive::Archive;
use serde::Serialize;

use super::folder::{self, Folder};
use super::{Telling, people};
use crate::app::App;
use crate::error::AppError;

/// One touchpoint as written.
#[derive(Serialize)]
pub(crate) struct TouchpointLine {
    id: String,
    at: String,
    contact: String,
    name: String,
    opportunity: Option<String>,
    kind: String,
    channel: String,
    direction: String,
    event: Option<String>,
    facts: Vec<String>,
    memo: Option<String>,
}

impl TouchpointLine {
    pub(crate) fn of(touchpoint: Touchpoint, name: String, event: Option<String>) -> Self {
        Self {
            id: touchpoint.id.to_string(),
            at: touchpoint.at.to_string(),
            contact: touchpoint.contact.to_string(),
            name,
            opportunity: touchpoint.opportunity.map(|id| id.to_string()),
            kind: touchpoint.kind.word().to_owned(),
            channel: touchpoint.channel.word().to_owned(),
            direction: touchpoint.direction.word().to_owned(),
            event,
            facts: touchpoint.facts,
            memo: touchpoint.memo,
        }
    }
}

/// Writes `touchpoints.csv` and `.jsonl`; the answer is how many there were.
pub(crate) async fn touchpoints(
    archive: &mut Archive,
    folder: &Folder,
    tell: Telling<'_>,
) -> Result<u64, AppError> {
    let mut lines = folder.file("touchpoints.jsonl")?;
    let mut table = csv::Writer::from_writer(folder.file("touchpoints.csv")?);
    table.write_record([
        "id",
        "at",
        "contact",
        "name",
        "opportunity",
        "kind",
        "channel",
        "direction",
        "event",
        "facts",
        "memo",
    ])?;
    let mut written = 0;
    let mut after = None;
    loop {
        let page = archive.touchpoints(after).await?;
        let Some((last, ..)) = page.last() else { break };
        after = Some(last.id);
        written += page.len() as u64;
        for (touchpoint, name, event) in page {
            let line = TouchpointLine::of(touchpoint, name, event);
            put_line(&mut lines, &line)?;
            table.write_record([
                line.id.as_str(),
                &line.at,
                &line.contact,
                &line.name,
                line.opportunity.as_deref().unwrap_or_default(),
                &line.kind,
                &line.channel,
                &line.direction,
                line.event.as_deref().unwrap_or_default(),
                &line.facts.join("\n"),
                line.memo.as_deref().unwrap_or_default(),
            ])?;
        }
        tell("touchpoints", written, 0);
    }
    folder::settle(lines)?;
    settle_table(table)?;
    Ok(written)
}

#[derive(Serialize)]
struct OpportunityLine {
    id: String,
    title: String,
    kind: String,
    stage: String,
    organisation: Option<String>,
    fit: Option<u8>,
    decides: Option<String>,
    told_to_wait: bool,
    contacts: Vec<String>,
}

/// Writes `opportunities.csv` and `.jsonl`; the answer is how many there were.
pub(crate) async fn opportunities(app: &App, folder: &Folder) -> Result<u64, AppError> {
    let names = people::organisation_names(app).await?;
    let mut lines = folder.file("opportunities.jsonl")?;
    let mut table = csv::Writer::from_writer(folder.file("opportunities.csv")?);
    table.write_record([
        "id",
        "title",
        "kind",
        "stage",
        "organisation",
        "fit",
        "decides",
        "told_to_wait",
        "contacts",
    ])?;
    let all: Vec<Opportunity> = app.store().opportunities(app.scope()).await?;
    for opportunity in &all {
        let organisation = opportunity.organisation.and_then(|id| names.get(&id)).cloned();
        let line = OpportunityLine {
            id: opportunity.id.to_string(),
            title: opportunity.title.clone(),
            kind: opportunity.kind.word().to_owned(),
            stage: opportunity.stage.word().to_owned(),
            organisation,
            fit: opportunity.fit.map(|fit| fit.value()),
            decides: opportunity.decides.map(|day| day.to_string()),
            told_to_wait: opportunity.told_to_wait,
            contacts: opportunity.contacts.iter().map(ToString::to_string).collect(),
        };
        put_line(&mut lines, &line)?;
        table.write_record([
            line.id.as_str(),
            &line.title,
            &line.kind,
            &line.stage,
            line.organisation.as_deref().unwrap_or_default(),
            &line.fit.map_or_else(String::new, |fit| fit.to_string()),
            line.decides.as_deref().unwrap_or_default(),
            if line.told_to_wait { "yes" } else { "no" },
            &line.contacts.join(" "),
        ])?;
    }
    folder::settle(lines)?;
    settle_table(table)?;
    Ok(all.len() as u64)
}

pub(crate) fn put_line(out: &mut BufWriter<File>, value: &impl Serialize) -> Result<(), AppError> {
    serde_json::to_writer(&mut *out, value).map_err(std::io::Error::from)?;
    out.write_all(b"\n")?;
    Ok(())
}

fn settle_table(table: csv::Writer<BufWriter<File>>) -> Result<(), AppError> {
    let file = table.into_inner().map_err(csv::IntoInnerError::into_error)?;
    folder::settle(file)
}

impl From<csv::Error> for AppError {
    fn from(error: csv::Error) -> Self {
        std::io::Error::from(error).into()
    }
}

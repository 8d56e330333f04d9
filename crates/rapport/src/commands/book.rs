//! The address book: search, pages, tags, and many people at once.

use std::io;

use rapport_app::app::App;
use rapport_app::input::{BulkAct, PeopleInput, SearchInput};
use rapport_app::view::{HitView, PeopleView, SearchView};

use crate::args::{BulkCommand, FindArgs, PeopleArgs, TagArgs};
use crate::failure::Failure;
use crate::output::{Output, batch};

/// `rapport find`.
pub async fn find(app: &App, args: FindArgs, output: &mut Output) -> Result<(), Failure> {
    let input = SearchInput { text: args.text.join(" "), kind: args.kind, page: args.page };
    let found = app.search(&input).await?;
    let page = args.page.unwrap_or(0) + 1;
    output.one(&found, |output, found| {
        print_found(output, found)?;
        if found.more {
            output.faint(0, &format!("More: the same with --page {page}"))?;
        }
        Ok(())
    })
}

fn print_found(output: &mut Output, found: &SearchView) -> io::Result<()> {
    if found.names.is_empty() && found.timeline.is_empty() {
        return output.text(0, "Nothing has words that begin so");
    }
    for hit in &found.names {
        let text = if hit.text.is_empty() {
            hit.title.clone()
        } else {
            format!("{}, {}", hit.title, hit.text)
        };
        output.labelled(0, &hit.kind, 14, &text)?;
    }
    found.timeline.iter().try_for_each(|hit| print_hit(output, hit))
}

fn print_hit(output: &mut Output, hit: &HitView) -> io::Result<()> {
    let who = hit.name.as_deref().unwrap_or("nobody yet");
    let when = hit.when.as_deref().unwrap_or_default();
    output.labelled(0, &hit.kind, 14, &format!("{who}, {when}: {}", hit.title))?;
    if hit.text.is_empty() { Ok(()) } else { output.faint(15, &hit.text) }
}

/// `rapport people`.
pub async fn people(app: &App, args: PeopleArgs, output: &mut Output) -> Result<(), Failure> {
    let input = PeopleInput {
        text: (!args.text.is_empty()).then(|| args.text.join(" ")),
        tag: args.tag,
        organisation: args.at,
        stage: args.stage,
        state: args.state,
        order: args.order,
        after: args.after,
        limit: args.limit,
    };
    let page = app.people(&input).await?;
    output.one(&page, print_people)
}

fn print_people(output: &mut Output, page: &PeopleView) -> io::Result<()> {
    if page.rows.is_empty() {
        return output.text(0, "Nobody fits");
    }
    let rows = page.rows.iter().map(|row| {
        let next = row.next.clone().unwrap_or_else(|| match row.state.as_str() {
            "parked" => "parked".to_owned(),
            "stopped" => "no notes".to_owned(),
            _ => String::new(),
        });
        let organisation = row.organisation.clone().unwrap_or_default();
        vec![row.name.clone(), organisation, next, row.tags.join(", ")]
    });
    output.table(&["name", "organisation", "next", "tags"], rows.collect())?;
    match &page.after {
        Some(after) => output.faint(0, &format!("More: the same with --after {after}")),
        None => Ok(()),
    }
}

/// `rapport tag`.
pub async fn tag(app: &App, args: TagArgs, output: &mut Output) -> Result<(), Failure> {
    if let Some(tag) = args.tag.filter(|_| !args.who.is_empty()) {
        return bulk(app, &BulkAct::Tag(tag), &args.who, output).await;
    }
    let tags = app.tags().await?;
    output.list(&tags, |output, tags| {
        if tags.is_empty() {
            return output.text(0, "No tags. Put one on somebody: rapport tag TAG WHO");
        }
        let rows = tags.iter().map(|tag| vec![tag.tag.clone(), tag.contacts.to_string()]);
        output.table(&["tag", "people"], rows.collect())
    })
}

/// `rapport bulk`.
pub async fn many(app: &App, command: BulkCommand, output: &mut Output) -> Result<(), Failure> {
    let (act, who) = match command {
        BulkCommand::Park { who, until } => (BulkAct::Park(until), who),
        BulkCommand::Unpark { who } => (BulkAct::Unpark, who),
        BulkCommand::Start { playbook, who } => (BulkAct::Start(playbook), who),
        BulkCommand::Stop { who } => (BulkAct::Stop, who),
    };
    bulk(app, &act, &who, output).await
}

/// One act on each; what became of it.
pub async fn bulk(
    app: &App,
    act: &BulkAct,
    who: &[String],
    output: &mut Output,
) -> Result<(), Failure> {
    let done = app.bulk(act, who).await?;
    output.list(&done, |output, done| done.iter().try_for_each(|one| batch::print(output, one)))
}

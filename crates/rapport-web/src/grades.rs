//! The quick pass after an event: one card after the other, a grade for each by a button or a key.
//!
//! Where the pass stands is in the address: the event, and how many were put off. Not here: what a
//! grade does (`rapport_app::grades`).

#[cfg(test)]
mod tests;

use askama::Template;
use axum::extract::{Form, Query};
use rapport_app::view::ContactView;

use crate::page::{self, Answer, Shell, Trouble, encoded};
use crate::places::Here;
use crate::today::{Fields, field};
use crate::web::User;
use crate::words::GradeWords;

/// Where it is.
const HERE: &str = "/people/grade";

/// People that can be put off in one pass.
const MOST_LATER: u32 = 500;

/// The page.
#[derive(Template)]
#[template(path = "grades/page.html")]
struct GradesPage {
    shell: Shell,
    words: &'static GradeWords,
    event: String,
    /// The tags that may be events, to choose from.
    tags: Vec<String>,
    /// How many were put off in this pass.
    later: u32,
    left: u64,
    /// From the first one on again.
    again: String,
    person: Option<ContactView>,
}

/// `GET /people/grade`.
pub async fn page(user: User, Query(asked): Query<Vec<(String, String)>>) -> Answer {
    let event = field(&asked, "event").unwrap_or_default().trim();
    let later = number(&asked);
    let of = (!event.is_empty()).then_some(event);
    let ungraded = user.app.ungraded(of, later.saturating_add(1)).await?;
    let at = usize::try_from(later).unwrap_or(usize::MAX);
    let person = ungraded.people.into_iter().nth(at);
    let tags = user.app.tags().await?;
    Ok(page::show(&GradesPage {
        shell: user.shell(Here::People),
        words: &user.locale.words.grades,
        event: event.to_owned(),
        tags: tags.into_iter().map(|tag| tag.tag).collect(),
        later,
        left: ungraded.in_all,
        again: format!("{HERE}?event={}", encoded(event)),
        person,
    }))
}

/// `POST /people/grade`: a grade, or `later`.
pub async fn grade(user: User, Form(fields): Fields) -> Answer {
    let who = field(&fields, "who").and_then(page::id).ok_or_else(Trouble::not_here)?;
    let event = encoded(field(&fields, "event").unwrap_or_default().trim());
    let later = number(&fields);
    let words = &user.locale.words.grades;
    let (later, sentence) = match field(&fields, "grade").unwrap_or_default() {
        "later" => {
            // Nobody is put off who is not there.
            let put_off = user.app.contact(who).await?;
            (later.saturating_add(1).min(MOST_LATER), (words.put_off)(&put_off.name))
        }
        grade => (later, user.app.grade(who, grade).await?.sentence),
    };
    Ok(user.back(&format!("{HERE}?event={event}&later={later}"), &page::sentence_of(&sentence)))
}

fn number(asked: &[(String, String)]) -> u32 {
    let later = field(asked, "later").and_then(|later| later.parse::<u32>().ok());
    later.unwrap_or_default().min(MOST_LATER)
}

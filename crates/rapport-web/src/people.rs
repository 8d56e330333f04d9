//! People: who is there and what is next for each, searched and filtered by what the address says.
//!
//! A view is an address, so that it can be kept as a bookmark. Rows are changed in place; what is
//! done to many at once is told one by one. Search over meetings and messages is `found`.

mod view;

#[cfg(test)]
mod tests;

use axum::Form;
use axum::extract::Query;
use rapport_app::error::AppError;
use rapport_app::input::{BulkAct, ContactInput, PeopleInput, SearchInput};

use crate::page::{self, Answer, Trouble, sentence_of};
use crate::today::{Fields, back, field};
use crate::web::User;
use view::{FoundPage, PeoplePage};

/// `GET /people`.
pub async fn page(user: User, Query(asked): Query<Vec<(String, String)>>) -> Answer {
    let asked = input_of(&asked);
    let view = user.app.people(&asked).await?;
    let tags = user.app.tags().await?;
    let playbooks = user.app.playbooks().await?;
    Ok(page::show(&PeoplePage::of(&user, &asked, view, tags, playbooks)))
}

/// A form sends empty fields as well; they ask for nothing.
fn input_of(asked: &[(String, String)]) -> PeopleInput {
    let given = |name| field(asked, name).map(str::to_owned);
    PeopleInput {
        text: given("text"),
        tag: given("tag"),
        organisation: given("organisation"),
        stage: given("stage"),
        state: given("state"),
        order: given("order"),
        after: given("after"),
        limit: None,
    }
}

/// `GET /people/found?text=…`: everything that was written, by its words.
pub async fn found(user: User, Query(asked): Query<Vec<(String, String)>>) -> Answer {
    let input = SearchInput {
        text: field(&asked, "text").unwrap_or_default().to_owned(),
        kind: field(&asked, "kind").map(str::to_owned),
        page: field(&asked, "page").and_then(|page| page.parse().ok()),
    };
    let view = user.app.search(&input).await?;
    Ok(page::show(&FoundPage::of(&user, &input, view)))
}

/// `POST /people/edit`: one row. Only what differs from what was shown is a change.
pub async fn edit(user: User, Form(fields): Fields) -> Answer {
    let who = id_of(field(&fields, "who").unwrap_or_default())?;
    let changed = |name: &str, was: &str| {
        let now = field(&fields, name).unwrap_or_default();
        (now != field(&fields, was).unwrap_or_default()).then(|| now.to_owned())
    };
    let mut input = ContactInput {
        name: changed("name", "was-name").filter(|name| !name.is_empty()),
        organisation: changed("organisation", "was-organisation"),
        role: changed("role", "was-role"),
        ..ContactInput::default()
    };
    for (name, was, is_address) in [("address", "was-address", true), ("phone", "was-phone", false)]
    {
        let Some(now) = changed(name, was) else { continue };
        let before = field(&fields, was).map(str::to_owned);
        let (add, remove) = if is_address {
            (&mut input.addresses, &mut input.remove_addresses)
        } else {
            (&mut input.phones, &mut input.remove_phones)
        };
        add.extend(Some(now).filter(|now| !now.is_empty()));
        remove.extend(before);
    }
    let view = match user.app.edit_contact(who, input).await {
        Ok(view) => view,
        Err(error) => return user.refused(back(&fields), error),
    };
    Ok(user.back(back(&fields), &(user.locale.words.people.saved)(&view.name)))
}

/// `POST /people/act`: the same for everybody who is chosen.
pub async fn act(user: User, Form(fields): Fields) -> Answer {
    let words = &user.locale.words.people;
    let chosen: Vec<String> = fields
        .iter()
        .filter(|(name, _)| name == "who")
        .filter_map(|(_, id)| page::id(id).map(str::to_owned))
        .collect();
    if chosen.is_empty() {
        return Ok(user.back(back(&fields), words.nobody_chosen));
    }
    let given = |name| field(&fields, name).unwrap_or_default().to_owned();
    let act = match field(&fields, "act").unwrap_or_default() {
        "tag" => BulkAct::Tag(given("tag")),
        "untag" => BulkAct::Untag(given("tag")),
        "park" => BulkAct::Park(field(&fields, "until").map(str::to_owned)),
        "unpark" => BulkAct::Unpark,
        "start" => BulkAct::Start(given("playbook")),
        "stop" => BulkAct::Stop,
        _ => return Err(Trouble::from(AppError::usage("that is no act", ""))),
    };
    let done = user.app.bulk(&act, &chosen).await?;
    let count = done.iter().filter(|one| one.done).count();
    let mut sentence = (words.done)(count, done.len());
    let refused = done.iter().filter(|one| !one.done).take(3);
    for one in refused {
        sentence = format!("{sentence} {}", sentence_of(&one.sentence));
    }
    Ok(user.back(back(&fields), &sentence))
}

fn id_of(text: &str) -> Result<&str, Trouble> {
    page::id(text).ok_or_else(Trouble::not_here)
}

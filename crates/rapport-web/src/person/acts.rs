//! What is pressed on the person page: log, facts, park, stop, start, and playing them in practice.

use axum::Form;
use axum::extract::Path;
use rapport_app::error::AppError;
use rapport_app::input::PracticeAct;
use rapport_core::touchpoint::Channel;

use crate::page::{self, Answer, Trouble, sentence_of};
use crate::today::{Fields, field};
use crate::web::User;

/// `POST /person/{id}/log`: something happened by some means.
pub async fn log(user: User, Path(id): Path<String>, Form(fields): Fields) -> Answer {
    let id = page::id(&id).ok_or_else(Trouble::not_here)?;
    let how = field(&fields, "how").unwrap_or("call");
    let channel = Channel::parse(how)
        .ok_or_else(|| AppError::usage(format!("\"{how}\" is no means of contact"), ""))?;
    user.app.log(id, channel, field(&fields, "said"), field(&fields, "when")).await?;
    let back =
        field(&fields, "back").map_or_else(|| home(id), |path| page::local(Some(path)).to_owned());
    Ok(user.back(&back, user.locale.words.person.logged))
}

/// `POST /person/{id}/facts`: facts of a `touchpoint` put right, or new ones added.
pub async fn facts(user: User, Path(id): Path<String>, Form(fields): Fields) -> Answer {
    let id = page::id(&id).ok_or_else(Trouble::not_here)?;
    let text = field(&fields, "facts").unwrap_or_default();
    match field(&fields, "touchpoint") {
        Some(touchpoint) => user.app.set_facts(touchpoint, text).await?,
        None => user.app.add_facts(id, text).await?,
    }
    Ok(user.back(&home(id), user.locale.words.person.facts_saved))
}

/// `POST /person/{id}/act`: `do` one thing with them.
pub async fn act(user: User, Path(id): Path<String>, Form(fields): Fields) -> Answer {
    let id = page::id(&id).ok_or_else(Trouble::not_here)?;
    let words = &user.locale.words.person;
    let app = &user.app;
    let sentence = match field(&fields, "do").unwrap_or_default() {
        "park" => (words.parked_now)(&app.park(id, field(&fields, "until")).await?.name),
        "unpark" => (words.unparked)(&app.unpark(id).await?.name),
        "suppress" => {
            let name = app.contact(id).await?.name;
            app.suppress(id).await?;
            (words.suppressed_now)(&name)
        }
        "lift" => {
            let contact = app.contact(id).await?;
            let address = contact.addresses.first().cloned().unwrap_or_default();
            app.lift_suppression(&address).await?;
            words.lifted.to_owned()
        }
        "settle" => {
            app.settle(id).await?;
            words.settled.to_owned()
        }
        "answered" => {
            app.answered_elsewhere(id).await?;
            words.turned.to_owned()
        }
        "start" => {
            let key = field(&fields, "playbook").unwrap_or_default();
            (words.started)(&app.start_playbook(key, id).await?.title)
        }
        _ => return Err(AppError::usage("this page does not know what to do", "").into()),
    };
    Ok(user.back(&home(id), &sentence))
}

/// `POST /person/{id}/play`: in practice mode, what they do.
pub async fn play(user: User, Path(id): Path<String>, Form(fields): Fields) -> Answer {
    let id = page::id(&id).ok_or_else(Trouble::not_here)?;
    let text = |name| field(&fields, name).map(str::to_owned);
    let act = match field(&fields, "do").unwrap_or_default() {
        "answer" => PracticeAct::Answer(text("words")),
        "away" => PracticeAct::Away(text("until")),
        "bounce" => PracticeAct::Bounce,
        "decline" => PracticeAct::Decline,
        "opt-out" => PracticeAct::OptOut,
        _ => return Err(AppError::usage("this page does not know what to do", "").into()),
    };
    let said = user.app.practice(id, act).await?;
    Ok(user.back(&home(id), &sentence_of(&said)))
}

/// The page of a person.
pub fn home(id: &str) -> String {
    format!("/person/{id}")
}

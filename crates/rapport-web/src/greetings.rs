//! Holiday notes: who would be greeted, gone through once and planned together; and the day that
//! somebody keeps, which only the user says.

#[cfg(test)]
mod tests;

use askama::Template;
use axum::Form;
use rapport_app::greetings::{GreetingDayView, GreetingView, NONE, USUAL};

use crate::page::{self, Answer, Shell, Trouble};
use crate::places::Here;
use crate::today::{Fields, field};
use crate::web::User;
use crate::words::GreetingWords;

/// Where it is.
const HERE: &str = "/greetings";

/// The page.
#[derive(Template)]
#[template(path = "greetings/page.html")]
struct GreetingsPage {
    shell: Shell,
    words: &'static GreetingWords,
    open: Vec<GreetingView>,
    planned: Vec<GreetingView>,
    left_out: Vec<GreetingView>,
    days: Vec<GreetingDayView>,
    usual: &'static str,
    none: &'static str,
}

/// `GET /greetings`.
pub async fn page(user: User) -> Answer {
    let (mut open, mut planned, mut left_out) = (Vec::new(), Vec::new(), Vec::new());
    for greeting in user.app.greetings().await? {
        match greeting.standing {
            "open" => open.push(greeting),
            "planned" => planned.push(greeting),
            _ => left_out.push(greeting),
        }
    }
    Ok(page::show(&GreetingsPage {
        shell: user.shell(Here::Letters),
        words: GreetingWords::of(&user.me.language),
        open,
        planned,
        left_out,
        days: user.app.greeting_days().await?,
        usual: USUAL,
        none: NONE,
    }))
}

/// `POST /greetings/plan`: those whose box is ticked.
pub async fn plan(user: User, Form(fields): Fields) -> Answer {
    let words = GreetingWords::of(&user.me.language);
    let who: Vec<String> = fields
        .iter()
        .filter(|(name, _)| name == "who")
        .map(|(_, id)| page::id(id).map(str::to_owned).ok_or_else(Trouble::not_here))
        .collect::<Result<_, _>>()?;
    if who.is_empty() {
        return Ok(user.back(HERE, words.nobody_ticked));
    }
    let planned = user.app.plan_greetings(&who, &[]).await?;
    Ok(user.back(HERE, &(words.were_planned)(planned.len())))
}

/// `POST /greetings/prefer`: the day that somebody keeps.
pub async fn prefer(user: User, Form(fields): Fields) -> Answer {
    let who = field(&fields, "who").unwrap_or_default();
    let day = field(&fields, "day").unwrap_or_default();
    let kept = user.app.prefer_greeting(who, day).await?;
    let words = GreetingWords::of(&user.me.language);
    Ok(user.back(HERE, &(words.was_kept)(&kept.name)))
}

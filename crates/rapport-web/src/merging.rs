//! Two contacts that may be one person: the pairs, both side by side, merged and parted again.

#[cfg(test)]
mod tests;

use askama::Template;
use axum::Form;
use axum::extract::Query;
use axum::response::Response;
use rapport_app::merge::{DuplicateView, MergeView};
use rapport_app::view::ContactView;
use serde::Deserialize;

use crate::page::{self, Answer, Shell, Trouble};
use crate::places::Here;
use crate::today::{Fields, field};
use crate::web::User;
use crate::words::MergingWords;

/// Where the pairs are.
const HERE: &str = "/people/twice";

/// Pairs that are shown at once.
const MOST: usize = 50;

/// The pairs, and what was merged.
#[derive(Template)]
#[template(path = "merging/page.html")]
struct PairsPage {
    shell: Shell,
    words: &'static MergingWords,
    pairs: Vec<DuplicateView>,
    merges: Vec<MergeView>,
    /// Sure pairs become one after an import.
    by_itself: bool,
}

/// Both side by side.
#[derive(Template)]
#[template(path = "merging/pair.html")]
struct PairPage {
    shell: Shell,
    words: &'static MergingWords,
    a: ContactView,
    b: ContactView,
    rows: Vec<Row>,
}

/// One field of both.
struct Row {
    name: &'static str,
    a: String,
    b: String,
    differs: bool,
}

/// Which two.
#[derive(Deserialize)]
pub struct Two {
    a: String,
    b: String,
}

/// `GET /people/twice`.
pub async fn page(user: User) -> Answer {
    let mut pairs = user.app.duplicates().await?;
    pairs.truncate(MOST);
    Ok(page::show(&PairsPage {
        shell: user.shell(Here::People),
        words: &user.locale.words.merging,
        pairs,
        merges: user.app.merges().await?,
        by_itself: user.app.merges_by_itself().await?,
    }))
}

/// `GET /people/merge?a=…&b=…`.
pub async fn pair(user: User, Query(two): Query<Two>) -> Answer {
    let a = user.app.contact(id_of(&two.a)?).await?;
    let b = user.app.contact(id_of(&two.b)?).await?;
    let words = &user.locale.words.merging;
    let sides = |view: &ContactView| {
        [
            ("name", view.name.clone()),
            ("organisation", view.organisation.clone().unwrap_or_default()),
            ("role", view.role.clone().unwrap_or_default()),
            ("mail", view.addresses.join(", ")),
            ("phone", view.phones.join(", ")),
            ("postal", view.postal_address.clone().unwrap_or_default()),
            ("tags", view.tags.join(", ")),
            ("memo", view.memo.clone().unwrap_or_default()),
            ("suppressed", view.suppressed.clone().unwrap_or_default()),
        ]
    };
    let rows = sides(&a)
        .into_iter()
        .zip(sides(&b))
        .filter(|((_, one), (_, other))| !one.is_empty() || !other.is_empty())
        .map(|((name, a), (_, b))| Row {
            name: (words.field)(name),
            differs: a != b && !a.is_empty() && !b.is_empty(),
            a,
            b,
        })
        .collect();
    Ok(page::show(&PairPage { shell: user.shell(Here::People), words, a, b, rows }))
}

/// `POST /people/merge`: the first stays.
pub async fn merge(user: User, Form(fields): Fields) -> Answer {
    let (a, b) = two_of(&fields)?;
    let merged = user.app.merge(a, b).await?;
    let words = &user.locale.words.merging;
    let mut sentence = (words.merged)(&merged.gone_name, &merged.name);
    for more in &merged.sentences {
        sentence = format!("{sentence} {}", page::sentence_of(more));
    }
    Ok(back(&user, &sentence))
}

/// `POST /people/twice`: two are two, a merge is taken back, or the switch is turned.
pub async fn act(user: User, Form(fields): Fields) -> Answer {
    let words = &user.locale.words.merging;
    if let Some(id) = field(&fields, "part") {
        let parted = user.app.unmerge(id_of(id)?).await?;
        return Ok(back(&user, &(words.parted)(&parted.name)));
    }
    if let Some(switch) = field(&fields, "by-itself") {
        let on = switch == "on";
        user.app.set_merges_by_itself(on).await?;
        return Ok(back(&user, (words.switched)(on)));
    }
    let (a, b) = two_of(&fields)?;
    user.app.different(a, b).await?;
    Ok(back(&user, words.noted))
}

fn back(user: &User, sentence: &str) -> Response {
    user.back(HERE, sentence)
}

fn two_of(fields: &[(String, String)]) -> Result<(&str, &str), Trouble> {
    let id = |name| id_of(field(fields, name).unwrap_or_default());
    Ok((id("a")?, id("b")?))
}

fn id_of(text: &str) -> Result<&str, Trouble> {
    page::id(text).ok_or_else(Trouble::not_here)
}

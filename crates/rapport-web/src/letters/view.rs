//! What Letters shows: the queue, the chosen letter as a page, paper and printer.

use askama::Template;
use rapport_app::error::AppError;
use rapport_app::letters::{LayoutView, LetterView, PreviewView, PrinterView};

use super::Asked;
use crate::page::{Shell, encoded, initials, sentence_of};
use crate::places::Here;
use crate::web::User;
use crate::words::{LetterWords, When};

/// The page.
#[derive(Template)]
#[template(path = "letters/page.html")]
pub struct LettersPage {
    shell: Shell,
    words: &'static LetterWords,
    rows: Vec<Row>,
    chosen: Option<Chosen>,
    layouts: Vec<Choice>,
    envelopes: Vec<Choice>,
    faults: Vec<String>,
    printers: Vec<PrinterView>,
    printer: Measured,
    turns: [&'static str; 4],
}

/// One letter that waits.
struct Row {
    letter: LetterView,
    initials: String,
    post_by: Option<When>,
    href: String,
    is_chosen: bool,
}

/// The letter that is shown.
struct Chosen {
    id: String,
    name: String,
    contact: String,
    /// Pages: address of the picture, what it is called.
    pages: Vec<(String, String)>,
    /// Width and height of the picture, in quarters of a millimetre.
    size: (u32, u32),
    envelope: String,
    sentences: Vec<String>,
    trouble: Option<String>,
    obstacle: Option<(String, String)>,
    address: Vec<String>,
    is_letter: bool,
}

/// A layout to choose.
struct Choice {
    name: String,
    title: String,
    is_usual: bool,
    is_chosen: bool,
}

/// The printer's form.
struct Measured {
    name: String,
    right: String,
    down: String,
    turn: String,
}

impl LettersPage {
    /// Makes the page.
    #[expect(clippy::too_many_arguments, reason = "each is one part of the page")]
    pub fn of(
        user: &User,
        asked: &Asked,
        letters: Vec<LetterView>,
        chosen: Option<String>,
        to: (String, String),
        preview: Option<Result<PreviewView, AppError>>,
        layouts: Vec<LayoutView>,
        printers: Vec<PrinterView>,
    ) -> Self {
        let words = &user.locale.words.letters;
        let known = letters.iter().find(|it| Some(&it.follow_up) == chosen.as_ref()).cloned();
        let query = query_of(asked);
        let shown = chosen.clone().map(|id| Chosen::of(id, to, known, preview, &query, words));
        let rows = letters
            .into_iter()
            .map(|letter| Row {
                post_by: letter.post_by.as_deref().and_then(|at| user.when(at)),
                href: format!("/letters?at={}", letter.follow_up),
                is_chosen: chosen.as_ref() == Some(&letter.follow_up),
                initials: initials(&letter.name),
                letter,
            })
            .collect();
        let usual = printers.iter().find(|it| it.is_usual);
        let printer = Measured {
            name: usual.map_or_else(String::new, |it| it.name.clone()),
            right: usual.map_or_else(String::new, |it| it.right.to_string()),
            down: usual.map_or_else(String::new, |it| it.down.to_string()),
            turn: usual.map_or_else(|| "none".to_owned(), |it| it.turn.clone()),
        };
        let faults = layouts
            .iter()
            .flat_map(|it| it.faults.iter().map(|fault| format!("{}.toml, {fault}", it.name)))
            .collect();
        Self {
            shell: user.shell(Here::Letters),
            words,
            rows,
            chosen: shown,
            envelopes: choices(&layouts, "envelope", asked.envelope.as_deref()),
            layouts: choices(&layouts, "letter", asked.layout.as_deref()),
            faults,
            printers,
            printer,
            turns: ["none", "right", "half", "left"],
        }
    }
}

impl Chosen {
    fn of(
        id: String,
        (name, contact): (String, String),
        known: Option<LetterView>,
        preview: Option<Result<PreviewView, AppError>>,
        query: &str,
        words: &LetterWords,
    ) -> Self {
        let is_letter = known.as_ref().is_none_or(|it| it.kind == "letter");
        let (pages, size, sentences, trouble) = match preview {
            Some(Ok(preview)) => {
                let page = |number: usize| {
                    (
                        format!("/letters/{id}/page.svg?page={number}{query}"),
                        (words.page)(number + 1),
                    )
                };
                let pages = (0..preview.pages).map(page).collect();
                (pages, quarters(preview.size), preview.sentences, None)
            }
            Some(Err(error)) => {
                (Vec::new(), (840, 1188), Vec::new(), Some(sentence_of(&error.what)))
            }
            None => (Vec::new(), (840, 1188), Vec::new(), None),
        };
        Self {
            envelope: format!("/letters/{id}/envelope.svg?{}", query.trim_start_matches('&')),
            name: known.as_ref().map_or(name, |it| it.name.clone()),
            contact,
            pages,
            size,
            sentences: sentences.iter().map(|it| sentence_of(it)).collect(),
            trouble,
            obstacle: known.as_ref().and_then(|it| {
                Some((sentence_of(it.obstacle.as_ref()?), it.remedy.clone().unwrap_or_default()))
            }),
            address: known.map(|it| it.address).unwrap_or_default(),
            is_letter,
            id,
        }
    }
}

/// A picture needs whole numbers.
#[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "paper is small")]
fn quarters((width, height): (f32, f32)) -> (u32, u32) {
    ((width * 4.0).round() as u32, (height * 4.0).round() as u32)
}

fn query_of(asked: &Asked) -> String {
    let mut query = String::new();
    for (key, value) in [("layout", &asked.layout), ("envelope", &asked.envelope)] {
        if let Some(value) = value.as_deref().filter(|it| !it.is_empty()) {
            query.push_str(&format!("&{key}={}", encoded(value)));
        }
    }
    query
}

fn choices(layouts: &[LayoutView], kind: &str, chosen: Option<&str>) -> Vec<Choice> {
    layouts
        .iter()
        .filter(|it| it.kind == kind && it.faults.is_empty())
        .map(|it| Choice {
            name: it.name.clone(),
            title: it.title.clone(),
            is_usual: it.is_usual,
            is_chosen: chosen.map_or(it.is_usual, |name| name == it.name),
        })
        .collect()
}

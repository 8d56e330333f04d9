//! Mail accounts: connected ones, one more with its provider's advice, and a trial as it runs.
//!
//! Passwords and client secrets are only ever taken, never shown: no view holds one.

use std::collections::HashMap;

use askama::Template;
use axum::Form;
use axum::extract::{Query, State};
use axum::http::StatusCode;
use axum::response::{IntoResponse, Redirect, Response};
use rapport_app::driver::presets::{self, LoginKind, Preset};
use rapport_app::error::AppError;
use rapport_app::input::{AccountInput, LoginInput};
use rapport_app::view::AccountView;

use super::trial::{Trial, Work};
use super::{Tab, Tabs};
use crate::page::{self, Answer, Shell, Trouble, encoded, sentence_of};
use crate::places::Here;
use crate::today::{Fields, field};
use crate::web::{User, Web};
use crate::words::{SettingsWords, WelcomeWords};

/// Where the questions of the first run go on.
pub const WELCOME: &str = "/welcome/after";

/// The page.
#[derive(Template)]
#[template(path = "settings/accounts.html")]
struct AccountsPage {
    shell: Shell,
    words: &'static SettingsWords,
    tabs: Tabs,
    accounts: Vec<AccountView>,
    form: AccountForm,
}

/// What is asked to connect one: `settings/connect.html` prints it.
pub struct AccountForm {
    pub words: &'static SettingsWords,
    pub trouble: Option<String>,
    pub address: String,
    pub preset: PresetPart,
    pub by_sign_in: bool,
    pub client_id: String,
    pub issuer: String,
    pub submission: String,
    pub imap: String,
    pub login_name: String,
    /// Where a successful trial leads.
    pub next: String,
}

/// What the provider of an address asks for.
#[derive(Template)]
#[template(path = "settings/preset.html")]
pub struct PresetPart {
    pub words: &'static SettingsWords,
    pub known: Option<Known>,
    pub is_unknown: bool,
}

/// A known provider.
pub struct Known {
    pub says: String,
    pub steps: Vec<String>,
    pub servers: String,
}

/// The trial.
#[derive(Template)]
#[template(path = "settings/trial.html")]
struct TrialPage {
    shell: Shell,
    words: &'static SettingsWords,
    welcome: &'static WelcomeWords,
    /// It belongs to the first run.
    is_welcome: bool,
    title: String,
    steps: Vec<Vec<Piece>>,
    is_running: bool,
    failure: Option<(String, Vec<String>)>,
    /// Where the form is, filled with the address.
    again: String,
    next: String,
    is_over: bool,
}

/// A piece of a sentence: words, or an address to follow.
struct Piece {
    text: String,
    /// Where it leads, for an address; its text is without what only machines read.
    href: Option<String>,
}

impl PresetPart {
    fn of(words: &'static SettingsWords, address: &str) -> Self {
        let has_domain = address.split_once('@').is_some_and(|(_, domain)| domain.contains('.'));
        let known = has_domain.then(|| presets::by_domain(address)).flatten().map(Known::of(words));
        Self { words, is_unknown: has_domain && known.is_none(), known }
    }
}

impl Known {
    fn of(words: &'static SettingsWords) -> impl Fn(&'static Preset) -> Self {
        |preset| Self {
            says: (words.provider)(preset.name),
            steps: preset.preparation.iter().map(|step| sentence_of(step)).collect(),
            servers: format!(
                "{} {}:{}, {} {}:{}",
                words.sends_by,
                preset.smtp.host,
                preset.smtp.port,
                words.reads_by.to_lowercase(),
                preset.imap.host,
                preset.imap.port
            ),
        }
    }
}

impl AccountForm {
    /// An empty form, but for the address.
    pub fn of(user: &User, address: &str, next: &str) -> Self {
        let words = &user.locale.words.settings;
        let wants_sign_in =
            presets::by_domain(address).is_some_and(|preset| preset.login == LoginKind::Oauth);
        Self {
            words,
            trouble: None,
            address: address.to_owned(),
            preset: PresetPart::of(words, address),
            by_sign_in: wants_sign_in,
            client_id: String::new(),
            issuer: String::new(),
            submission: String::new(),
            imap: String::new(),
            login_name: String::new(),
            next: next.to_owned(),
        }
    }
}

/// Lays out the page.
async fn laid_out(user: &User, form: AccountForm) -> Result<AccountsPage, AppError> {
    Ok(AccountsPage {
        shell: user.shell(Here::Settings),
        words: &user.locale.words.settings,
        tabs: Tabs::of(user, Tab::Accounts),
        accounts: user.app.accounts().await?,
        form,
    })
}

/// `GET /settings/accounts`, perhaps with an `address` to begin with.
pub async fn page(user: User, Query(asked): Query<HashMap<String, String>>) -> Answer {
    let address = asked.get("address").map_or("", String::as_str);
    let form = AccountForm::of(&user, address, "/settings/accounts");
    Ok(page::show(&laid_out(&user, form).await?))
}

/// `POST /settings/accounts/preset`: what the provider of the `mail` typed so far asks for.
pub async fn preset(user: User, Form(fields): Fields) -> Response {
    let address = field(&fields, "mail").unwrap_or_default();
    page::show(&PresetPart::of(&user.locale.words.settings, address))
}

/// `POST /settings/accounts`: begins the trial of a new account.
pub async fn add(user: User, State(web): State<Web>, Form(fields): Fields) -> Answer {
    let words = &user.locale.words.settings;
    let text = |name: &str| field(&fields, name).map(str::to_owned);
    // A password is taken as typed: spaces at its ends belong to it.
    let password = fields.iter().find(|(name, _)| name == "password").map(|(_, value)| value);
    let address = text("mail").unwrap_or_default();
    let next = page::local(field(&fields, "next")).to_owned();
    let by_sign_in = field(&fields, "login") == Some("sign-in");
    let login = if by_sign_in {
        text("client_id").map(|client_id| LoginInput::SignIn {
            client_id,
            client_secret: text("client_secret"),
            device: field(&fields, "device").is_some(),
        })
    } else {
        password.filter(|it| !it.is_empty()).map(|it| LoginInput::Password(it.clone()))
    };
    let trouble = match &login {
        _ if !address.contains('@') => words.no_address,
        None if by_sign_in => words.no_client,
        None => words.no_secret,
        Some(_) => "",
    };
    let Some(login) = login.filter(|_| trouble.is_empty()) else {
        let form = AccountForm {
            trouble: Some(trouble.to_owned()),
            by_sign_in,
            client_id: text("client_id").unwrap_or_default(),
            issuer: text("issuer").unwrap_or_default(),
            submission: text("submission").unwrap_or_default(),
            imap: text("imap").unwrap_or_default(),
            login_name: text("login_name").unwrap_or_default(),
            ..AccountForm::of(&user, &address, &next)
        };
        let page = laid_out(&user, form).await?;
        return Ok(page::print(StatusCode::UNPROCESSABLE_ENTITY, &page));
    };
    let input = AccountInput {
        address: address.clone(),
        name: Some(user.me.name.clone()),
        user: text("login_name"),
        login,
        submission: text("submission"),
        imap: text("imap"),
        root_certificates: None,
        read_junk: field(&fields, "read_junk").is_some(),
        untested: false,
        provider: text("issuer"),
    };
    web.trials.begin(user.app.clone(), &address, Work::Connect(Box::new(input)));
    Ok(to_trial(&next))
}

/// `POST /settings/accounts/act`: `do` is `test`, `resume` or `remove`, for the account `id`.
pub async fn act(user: User, State(web): State<Web>, Form(fields): Fields) -> Answer {
    let words = &user.locale.words.settings;
    let id = field(&fields, "id").and_then(page::id).ok_or_else(Trouble::not_here)?;
    let all = user.app.accounts().await?;
    let account = all.into_iter().find(|it| it.id == id).ok_or_else(Trouble::not_here)?;
    let said = match field(&fields, "do").unwrap_or_default() {
        "test" => {
            web.trials.begin(user.app.clone(), &account.address, Work::Test);
            return Ok(to_trial("/settings/accounts"));
        }
        "resume" => {
            user.app.resume_account(&account.address).await?;
            words.resumed
        }
        "remove" => {
            user.app.remove_account(&account.address).await?;
            words.removed
        }
        _ => return Err(Trouble::not_here()),
    };
    Ok(user.back("/settings/accounts", said))
}

fn to_trial(next: &str) -> Response {
    let path = format!("/settings/accounts/trial?next={}", encoded(next));
    Redirect::to(&path).into_response()
}

/// `GET /settings/accounts/trial`: how far it is; `next` is where its success leads.
pub async fn trial(
    user: User,
    State(web): State<Web>,
    Query(asked): Query<HashMap<String, String>>,
) -> Answer {
    let next = match asked.get("next").map(String::as_str) {
        Some(WELCOME) => WELCOME,
        _ => "/settings/accounts",
    };
    let trial = web.trials.of(user.app.user());
    Ok(page::show(&TrialPage::of(&user, trial, next)))
}

impl TrialPage {
    fn of(user: &User, trial: Option<Trial>, next: &str) -> Self {
        let words = &user.locale.words.settings;
        let is_welcome = next == WELCOME;
        let form = if is_welcome { "/welcome/account" } else { "/settings/accounts" };
        let mut page = Self {
            shell: user.shell(Here::Settings),
            words,
            welcome: &user.locale.words.welcome,
            is_welcome,
            title: words.trial_none.to_owned(),
            steps: Vec::new(),
            is_running: false,
            failure: None,
            again: form.to_owned(),
            next: next.to_owned(),
            is_over: false,
        };
        let Some(trial) = trial else { return page };
        page.steps = trial.steps.iter().map(|step| pieces(&sentence_of(step))).collect();
        page.again = format!("{form}?address={}", encoded(&trial.address));
        page.title = match trial.outcome {
            None => {
                page.is_running = true;
                (words.trial_title)(&trial.address)
            }
            Some(Ok(())) => {
                page.is_over = true;
                (words.trial_done)(&trial.address)
            }
            Some(Err(failed)) => {
                let hints = failed.hints.iter().filter(|hint| is_for_pages(hint));
                let hints = hints.map(|hint| sentence_of(hint)).collect();
                // The step that failed was the last one told; its sentence is the trouble.
                if trial.steps.last() == Some(&failed.what) {
                    page.steps.pop();
                }
                page.failure = Some((sentence_of(&failed.what), hints));
                (words.trial_failed)(&trial.address)
            }
        };
        page
    }
}

/// Advice that names commands of a terminal helps nobody on a page.
fn is_for_pages(hint: &str) -> bool {
    !hint.trim().is_empty() && !hint.contains("rapport ") && !hint.contains("--")
}

/// What may be followed: the web, and what runs on this machine.
const FOLLOWED: [&str; 3] = ["https://", "http://127.0.0.1:", "http://localhost:"];

/// A sentence, its addresses made into links.
fn pieces(sentence: &str) -> Vec<Piece> {
    let mut pieces = Vec::new();
    for word in sentence.split_inclusive(' ') {
        let address = word.trim_end().trim_end_matches(['.', ',']);
        if FOLLOWED.iter().any(|begin| address.starts_with(begin)) {
            let text = address.split('?').next().unwrap_or(address).to_owned();
            pieces.push(Piece { text, href: Some(address.to_owned()) });
            pieces.push(Piece { text: word[address.len()..].to_owned(), href: None });
        } else {
            pieces.push(Piece { text: word.to_owned(), href: None });
        }
    }
    pieces
}

//! You: the sender block, shown while it is typed, and where and when you work.

use askama::Template;
use axum::Form;
use axum::http::StatusCode;
use axum::response::Response;
use rapport_app::error::Kind;
use rapport_app::input::MeInput;
use rapport_app::profile::MeView;
use rapport_app::template::{Sender, sender_block};

use super::{Tab, Tabs};
use crate::page::{self, Answer, Shell, sentence_of};
use crate::places::Here;
use crate::today::Fields;
use crate::web::User;
use crate::words::SettingsWords;

/// Where practice mode writes from, until the user says.
const PRACTICE_DOMAIN: &str = "@practice.example";

/// The page.
#[derive(Template)]
#[template(path = "settings/you.html")]
struct YouPage {
    shell: Shell,
    words: &'static SettingsWords,
    tabs: Tabs,
    form: MeForm,
    block: Block,
}

/// The block alone, as it is typed.
#[derive(Template)]
#[template(path = "settings/block.html")]
struct BlockPart {
    block: Block,
}

/// The fields, as stored or as typed.
pub struct MeForm {
    pub words: &'static SettingsWords,
    /// The name.
    pub name: String,
    pub address: String,
    pub mobile: String,
    pub landline: String,
    pub postal: String,
    pub link: String,
    pub signature: String,
    pub country: String,
    pub subdivision: String,
    pub zone: String,
    pub hours: String,
    pub language: String,
    /// Why it was not kept.
    pub trouble: Option<String>,
}

/// The sender block as it will stand below a note: `settings/block.html` prints it.
pub struct Block {
    pub words: &'static SettingsWords,
    pub name: String,
    pub lines: String,
    pub missing: Option<String>,
}

impl MeForm {
    /// What is stored.
    pub fn of(user: &User) -> Self {
        let MeView {
            name,
            address,
            mobile,
            landline,
            postal_address,
            link,
            signature,
            country,
            subdivision,
            zone,
            language,
            hours,
            ..
        } = user.me.clone();
        Self {
            words: &user.locale.words.settings,
            name,
            address: address.unwrap_or_default(),
            mobile: mobile.unwrap_or_default(),
            landline: landline.unwrap_or_default(),
            postal: postal_address.unwrap_or_default(),
            link: link.unwrap_or_default(),
            signature: signature.unwrap_or_default(),
            country,
            subdivision: subdivision.unwrap_or_default(),
            zone,
            hours,
            language,
            trouble: None,
        }
    }

    /// What was typed; a field that the form did not have stays as it is.
    pub fn typed(user: &User, fields: &[(String, String)]) -> Self {
        let mut form = Self::of(user);
        for (name, value) in fields {
            let place = match name.as_str() {
                "name" => &mut form.name,
                "address" => &mut form.address,
                "mobile" => &mut form.mobile,
                "landline" => &mut form.landline,
                "postal" => &mut form.postal,
                "link" => &mut form.link,
                "signature" => &mut form.signature,
                "country" => &mut form.country,
                "subdivision" => &mut form.subdivision,
                "zone" => &mut form.zone,
                "hours" => &mut form.hours,
                "language" => &mut form.language,
                _ => continue,
            };
            *place = value.trim().replace("\r\n", "\n");
        }
        form
    }

    /// What differs from what is stored, so that an assumed country does not become a stated one.
    pub fn change(&self, user: &User) -> MeInput {
        let before = Self::of(user);
        let changed = |new: &String, old: &String| (new != old).then(|| new.clone());
        MeInput {
            name: changed(&self.name, &before.name),
            address: changed(&self.address, &before.address),
            mobile: changed(&self.mobile, &before.mobile),
            landline: changed(&self.landline, &before.landline),
            postal_address: changed(&self.postal, &before.postal),
            link: changed(&self.link, &before.link),
            signature: changed(&self.signature, &before.signature),
            country: changed(&self.country, &before.country),
            subdivision: changed(&self.subdivision, &before.subdivision),
            zone: changed(&self.zone, &before.zone),
            language: changed(&self.language, &before.language),
            hours: changed(&self.hours, &before.hours),
        }
    }

    /// What practice mode writes with is nobody's name and address.
    pub fn forget_practice(&mut self) {
        self.name.clear();
        if self.address.ends_with(PRACTICE_DOMAIN) {
            self.address.clear();
        }
    }

    /// There is a mail address of their own.
    pub fn has_address(&self) -> bool {
        !self.address.is_empty() && !self.address.ends_with(PRACTICE_DOMAIN)
    }

    /// Name and ways to answer, in one line.
    pub fn in_a_line(&self) -> String {
        let parts = [&self.name, &self.postal, &self.mobile, &self.landline, &self.address];
        let told = parts.into_iter().filter(|part| !part.is_empty());
        told.map(|part| part.replace('\n', ", ")).collect::<Vec<_>>().join(", ")
    }

    fn speaks(&self, code: &str) -> bool {
        self.language == code
    }

    fn knows_language(&self) -> bool {
        self.words.languages.iter().any(|(code, _)| self.speaks(code))
    }
}

impl Block {
    /// What it shows, in a sentence.
    pub fn label(&self) -> &'static str {
        self.words.signed_like_this
    }

    /// Of what stands in the fields.
    pub fn of(form: &MeForm) -> Self {
        let optional = |text: &String| Some(text.clone()).filter(|text| !text.is_empty());
        let sender = Sender {
            name: form.name.clone(),
            mobile: optional(&form.mobile),
            landline: optional(&form.landline),
            address: form.address.clone(),
            postal: optional(&form.postal),
            links: optional(&form.link).into_iter().collect(),
            signature: optional(&form.signature),
        };
        let block = sender_block(&sender, &form.language);
        let (name, lines) = block.split_once('\n').unwrap_or((&block, ""));
        let words = form.words;
        let lacks = [
            (form.name.is_empty(), words.name),
            (form.address.is_empty(), words.address),
            (form.mobile.is_empty() && form.landline.is_empty(), words.mobile),
            (form.postal.is_empty(), words.postal),
        ];
        let lacks: Vec<String> = lacks
            .into_iter()
            .filter(|(is_missing, _)| *is_missing)
            .map(|(_, what)| what.to_lowercase())
            .collect();
        Self {
            words,
            name: name.to_owned(),
            lines: lines.to_owned(),
            missing: (!lacks.is_empty()).then(|| (words.missing)(&lacks.join(", "))),
        }
    }
}

/// `GET /settings`.
pub async fn page(user: User) -> Response {
    laid_out(&user, MeForm::of(&user), StatusCode::OK)
}

/// `POST /settings`.
pub async fn save(user: User, Form(fields): Fields) -> Answer {
    let form = MeForm::typed(&user, &fields);
    match user.app.set_me(form.change(&user)).await {
        Ok(_) => Ok(user.back("/settings", user.locale.words.settings.saved)),
        Err(error) if error.kind == Kind::Usage => {
            let trouble = Some(sentence_of(&error.what));
            Ok(laid_out(&user, MeForm { trouble, ..form }, StatusCode::UNPROCESSABLE_ENTITY))
        }
        Err(error) => Err(error.into()),
    }
}

/// `POST /settings/block`: the sender block of what is typed so far. Changes nothing.
pub async fn block(user: User, Form(fields): Fields) -> Response {
    page::show(&BlockPart { block: Block::of(&MeForm::typed(&user, &fields)) })
}

fn laid_out(user: &User, form: MeForm, status: StatusCode) -> Response {
    let page = YouPage {
        shell: user.shell(Here::Settings),
        words: &user.locale.words.settings,
        tabs: Tabs::of(user, Tab::You),
        block: Block::of(&form),
        form,
    };
    page::print(status, &page)
}

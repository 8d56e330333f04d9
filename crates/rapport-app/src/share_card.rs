//! The user's own card, to show somebody: the chosen fields as a vCard and as a code that a telephone
//! reads from the screen.

use fast_qr::QRBuilder;
use rapport_formats::card::{Card, Labelled, PostalAddress};
use rapport_formats::name;
use rapport_formats::vcard::{self, VcardVersion};
use rapport_store::secret_link::LinkKind;
use serde::Serialize;

use crate::app::App;
use crate::error::AppError;
use crate::links::{LinkView, NewLinkView};
use crate::profile::Profile;

/// What a card may show beside the name.
pub const FIELDS: [&str; 5] = ["mail", "mobile", "landline", "postal", "link"];

/// More than this is no longer read from a screen at arm's length.
const MOST_BYTES: usize = 600;

/// A card as shown to whoever has its link.
#[derive(Clone, PartialEq, Eq, Debug, Serialize)]
pub struct CardView {
    /// The name.
    pub name: String,
    /// The chosen fields that are filled: the field's word and its value.
    pub lines: Vec<(String, String)>,
    /// The card as vCard 3.0, which every telephone takes.
    pub vcard: String,
    /// The same as a code.
    pub code: Option<CodeView>,
}

/// A two-dimensional code: `side` squares each way, the dark ones as an SVG path.
#[derive(Clone, PartialEq, Eq, Debug, Serialize)]
pub struct CodeView {
    /// Squares on a side, the free border included.
    pub side: usize,
    /// `d` of a path in units of squares.
    pub path: String,
}

impl App {
    /// Makes a card with the chosen fields, behind a link of its own.
    ///
    /// # Errors
    /// A field that is none.
    pub async fn new_card(&self, fields: &[String]) -> Result<NewLinkView, AppError> {
        let mut chosen: Vec<String> = Vec::new();
        for field in fields {
            let field = field.trim().to_lowercase();
            if !FIELDS.contains(&field.as_str()) {
                return Err(AppError::usage(
                    format!("\"{field}\" is no field of a card"),
                    format!("choose from: {}", FIELDS.join(", ")),
                ));
            }
            if !chosen.contains(&field) {
                chosen.push(field);
            }
        }
        self.new_link(LinkKind::Card, "card", chosen).await
    }

    /// The cards that open.
    ///
    /// # Errors
    /// What the database says.
    pub async fn cards(&self) -> Result<Vec<LinkView>, AppError> {
        self.links(LinkKind::Card).await
    }

    /// Closes a card for ever, by id; `card` closes all.
    ///
    /// # Errors
    /// No such card.
    pub async fn revoke_card(&self, which: &str) -> Result<(), AppError> {
        self.revoke(LinkKind::Card, which).await
    }

    /// The card behind a word; `None` for any word that opens nothing.
    ///
    /// # Errors
    /// What the database says.
    pub async fn card_of(&self, word: &str) -> Result<Option<CardView>, AppError> {
        let Some((app, link)) = self.opened(LinkKind::Card, word).await? else {
            return Ok(None);
        };
        Ok(Some(card_view(&app.profile().await?, &link.fields)))
    }
}

fn card_view(profile: &Profile, fields: &[String]) -> CardView {
    let mut lines = Vec::new();
    let parts = name::parts(&profile.name);
    let mut card = Card {
        name: profile.name.clone(),
        given: parts.given,
        middle: parts.middle,
        family: parts.family,
        prefix: parts.title,
        suffix: parts.suffix,
        ..Card::default()
    };
    for field in fields {
        let value = match field.as_str() {
            "mail" => &profile.address,
            "mobile" => &profile.mobile,
            "landline" => &profile.landline,
            "postal" => &profile.postal_address,
            "link" => &profile.link,
            _ => &None,
        };
        let Some(value) = value.clone().filter(|value| !value.is_empty()) else { continue };
        let labelled = |label: &str| Labelled { value: value.clone(), label: label.to_owned() };
        match field.as_str() {
            "mail" => card.emails.push(labelled("")),
            "mobile" => card.phones.push(labelled("cell")),
            "landline" => card.phones.push(labelled("work")),
            "postal" => card
                .addresses
                .push(PostalAddress { street: value.clone(), ..PostalAddress::default() }),
            _ => card.urls.push(labelled("")),
        }
        lines.push((field.clone(), value));
    }
    let vcard = vcard::write(&card, VcardVersion::V3);
    let code = code_of(&vcard);
    CardView { name: profile.name.clone(), lines, vcard, code }
}

/// The code of a text, if it is short enough to be read.
fn code_of(text: &str) -> Option<CodeView> {
    /// Free squares that the standard wants around a code (ISO/IEC 18004).
    const QUIET: usize = 4;
    if text.len() > MOST_BYTES {
        return None;
    }
    let code = QRBuilder::new(text).ecl(fast_qr::ECL::M).build().ok()?;
    let mut path = String::new();
    for row in 0..code.size {
        for column in 0..code.size {
            if code[row][column].value() {
                path.push_str(&format!("M{} {}h1v1h-1z", column + QUIET, row + QUIET));
            }
        }
    }
    Some(CodeView { side: code.size + 2 * QUIET, path })
}

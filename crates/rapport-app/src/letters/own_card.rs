//! The user's own details: as the code on a letter, and as business cards to print.

use rapport_formats::card::{Card, Labelled, PostalAddress};
use rapport_formats::name;
use rapport_formats::vcard::{self, VcardVersion};
use rapport_paper::{Cards, Kind};

use super::press::apart;
use super::printing::{finish, made, picture_of, sender};
use super::{PreviewView, PrintInput, Printed, PrintedView};
use crate::app::App;
use crate::error::AppError;
use crate::profile::Profile;

/// More sheets of one card than this are a printer's job.
const MOST_SHEETS: usize = 50;

impl App {
    /// Sheets of the user's own business cards; `about` is what they do, a line each.
    ///
    /// # Errors
    /// No name or details yet, or no such layout.
    pub async fn print_cards(
        &self,
        input: &PrintInput,
        about: &[String],
        sheets: usize,
    ) -> Result<Printed, AppError> {
        let profile = self.profile().await?;
        let cards = own_cards(&profile, about, sheets, input.without_code)?;
        let mut view = PrintedView::default();
        let press = self.press(&profile).await?;
        let layout = press.layout(input.layout.as_deref(), Kind::Cards, &mut view.sentences)?;
        let printer = self.printer_named(input.printer.as_deref()).await?;
        let made = made(self.day_of(&profile));
        view.layouts = vec![layout.name().to_owned()];
        view.names = vec![profile.name];
        let anyway = input.anyway;
        apart(move || {
            let mut cards = cards;
            cards.card.logo = press.letterhead();
            let document = press.typesetter().cards(&layout, &cards);
            finish(&document, anyway, made, printer, view)
        })
        .await
    }

    /// A sheet of the cards as it will be printed.
    ///
    /// # Errors
    /// As for [`App::print_cards`].
    pub async fn preview_cards(
        &self,
        input: &PrintInput,
        about: &[String],
    ) -> Result<PreviewView, AppError> {
        let profile = self.profile().await?;
        let cards = own_cards(&profile, about, 1, input.without_code)?;
        let mut sentences = Vec::new();
        let press = self.press(&profile).await?;
        let layout = press.layout(input.layout.as_deref(), Kind::Cards, &mut sentences)?;
        apart(move || {
            let mut cards = cards;
            cards.card.logo = press.letterhead();
            let document = press.typesetter().cards(&layout, &cards);
            sentences.extend(document.troubles().iter().map(ToString::to_string));
            picture_of(&document, 0, false, sentences)
        })
        .await
    }
}

fn own_cards(
    profile: &Profile,
    about: &[String],
    sheets: usize,
    without_code: bool,
) -> Result<Cards, AppError> {
    if profile.name.is_empty() {
        return Err(AppError::refused(
            "a card needs a name",
            "say who you are: rapport me --name NAME",
        ));
    }
    if sheets == 0 || sheets > MOST_SHEETS {
        return Err(AppError::usage(
            format!("{sheets} sheets are not printed"),
            format!("from 1 to {MOST_SHEETS}"),
        ));
    }
    let who = sender(profile);
    let mut contact = who.contact;
    if !who.address.is_empty() {
        contact.push(who.address.join(", "));
    }
    let about = about.iter().map(|line| line.trim().to_owned()).filter(|line| !line.is_empty());
    Ok(Cards {
        language: profile.language.clone(),
        card: rapport_paper::Card {
            name: profile.name.clone(),
            about: about.take(3).collect(),
            contact,
            logo: None,
            code: (!without_code).then(|| vcard_of(profile)),
        },
        sheets,
    })
}

/// The user as a vCard 4 with all details that they entered (D4).
pub(super) fn vcard_of(profile: &Profile) -> String {
    let parts = name::parts(&profile.name);
    let labelled = |value: &Option<String>, label: &str| {
        let value = value.clone().filter(|value| !value.is_empty());
        value.map(|value| Labelled { value, label: label.to_owned() })
    };
    let postal = profile.postal_address.as_deref().unwrap_or_default();
    let lines = super::address::lines_of(postal);
    let address = (!lines.is_empty())
        .then(|| PostalAddress { street: lines.join(", "), ..PostalAddress::default() });
    let card = Card {
        name: profile.name.clone(),
        given: parts.given,
        middle: parts.middle,
        family: parts.family,
        prefix: parts.title,
        suffix: parts.suffix,
        emails: labelled(&profile.address, "").into_iter().collect(),
        phones: [labelled(&profile.mobile, "cell"), labelled(&profile.landline, "work")]
            .into_iter()
            .flatten()
            .collect(),
        addresses: address.into_iter().collect(),
        urls: labelled(&profile.link, "").into_iter().collect(),
        ..Card::default()
    };
    vcard::write(&card, VcardVersion::V4)
}

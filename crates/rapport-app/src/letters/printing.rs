//! From what waits to a PDF, and to the same page as a picture.

use jiff::civil::Date;
use rapport_paper::{
    Document, Envelope, Guides, Kind, Labels, Layout, Letter, Made, PdfFault, PdfWriter, Picture,
    Printer, Recipient, Sender, Typesetter,
};
use rapport_store::letter::PrintMark;

use super::address::{lines_of, recipient};
use super::press::{Press, apart};
use super::subject::{Obstacle, Subject};
use super::{PreviewView, PrintInput, Printed, PrintedView, own_card, text};
use crate::app::App;
use crate::error::{AppError, Kind as Failure};
use crate::profile::Profile;

/// One thing to set: what it is, and for whom.
struct Sheet {
    name: String,
    language: String,
    recipient: Recipient,
    /// `None` where only the envelope is wanted.
    letter: Option<Letter>,
}

/// What a batch is set with.
struct Setting {
    press: Press,
    letter: Layout,
    envelope: Layout,
    sender: Sender,
    printer: Printer,
    made: Made,
    title: String,
    author: String,
}

impl App {
    /// Letters in one PDF by name, each followed by its envelope if that is wished; what is printed
    /// is remembered.
    ///
    /// # Errors
    /// Nothing waits, somebody named gets no letter, or words would be missing on the page.
    pub async fn print_letters(&self, input: &PrintInput) -> Result<Printed, AppError> {
        let subjects = self.notes_meant(&input.who, input.event.as_deref()).await?;
        self.print(subjects, input, true).await
    }

    /// Envelopes alone: for letters printed before, for a card by hand, for anybody with an address.
    ///
    /// # Errors
    /// As for [`App::print_letters`].
    pub async fn print_envelopes(&self, input: &PrintInput) -> Result<Printed, AppError> {
        let subjects = self.people_meant(&input.who, input.event.as_deref()).await?;
        self.print(subjects, input, false).await
    }

    /// Address labels in the same order.
    ///
    /// # Errors
    /// As for [`App::print_letters`].
    pub async fn print_labels(&self, input: &PrintInput) -> Result<Printed, AppError> {
        let subjects = self.people_meant(&input.who, input.event.as_deref()).await?;
        let profile = self.profile().await?;
        let mut view = PrintedView::default();
        let (subjects, _) = self.printable(subjects, input, false, &mut view).await?;
        let press = self.press(&profile).await?;
        let layout = press.layout(input.layout.as_deref(), Kind::Labels, &mut view.sentences)?;
        if input.used >= layout.places() {
            return Err(AppError::usage(
                format!("a sheet of {} has {} labels", layout.name(), layout.places()),
                "name how many of the first sheet are gone",
            ));
        }
        let printer = self.printer_named(input.printer.as_deref()).await?;
        let made = made(self.day_of(&profile));
        let recipients: Vec<Recipient> = subjects
            .iter()
            .filter_map(|it| recipient(&it.contact, it.organisation.as_ref(), profile.country))
            .map(|(block, _)| block)
            .collect();
        view.names = subjects.iter().map(|it| it.contact.name.clone()).collect();
        view.layouts = vec![layout.name().to_owned()];
        let labels = Labels { language: profile.language.clone(), recipients, used: input.used };
        let anyway = input.anyway;
        apart(move || {
            let document = press.typesetter().labels(&layout, &labels);
            finish(&document, anyway, made, printer, view)
        })
        .await
    }

    /// A letter as it will be printed, page by page from 0; `guides` shows the window and how the
    /// paper is fed.
    ///
    /// # Errors
    /// Nobody is meant, or there is no such page.
    pub async fn preview_letter(
        &self,
        who: &str,
        input: &PrintInput,
        page: usize,
        guides: bool,
    ) -> Result<PreviewView, AppError> {
        let subject = self.note_meant(who).await?;
        let is_letter = subject.is_letter();
        self.preview(subject, input, page, guides, is_letter).await
    }

    /// The envelope of a letter as it will be printed.
    ///
    /// # Errors
    /// Nobody is meant.
    pub async fn preview_envelope(
        &self,
        who: &str,
        input: &PrintInput,
        guides: bool,
    ) -> Result<PreviewView, AppError> {
        let subject = self.note_meant(who).await?;
        self.preview(subject, input, 0, guides, false).await
    }

    async fn preview(
        &self,
        subject: Subject,
        input: &PrintInput,
        page: usize,
        guides: bool,
        as_letter: bool,
    ) -> Result<PreviewView, AppError> {
        let profile = self.profile().await?;
        let mut sentences = Vec::new();
        let setting = self.setting(&profile, input, &mut sentences).await?;
        let sheet = sheet(&subject, &setting, &profile, input, as_letter, self.day_of(&profile));
        apart(move || {
            let mut typesetter = setting.press.typesetter();
            let document = match &sheet.letter {
                Some(letter) => typesetter.letter(&setting.letter, letter),
                None => envelope(&mut typesetter, &setting, &sheet),
            };
            sentences.extend(document.troubles().iter().map(ToString::to_string));
            picture_of(&document, page, guides, sentences)
        })
        .await
    }

    async fn print(
        &self,
        subjects: Vec<Subject>,
        input: &PrintInput,
        letters: bool,
    ) -> Result<Printed, AppError> {
        let profile = self.profile().await?;
        let mut view = PrintedView::default();
        let (subjects, marks) = self.printable(subjects, input, letters, &mut view).await?;
        let mut setting = self.setting(&profile, input, &mut view.sentences).await?;
        if !letters {
            // Where the one layout named is an envelope's, as in `envelopes --layout`.
            let named = input.envelope.as_deref().or(input.layout.as_deref());
            let named = named.or_else(|| match subjects.iter().any(Subject::is_letter) {
                true => None,
                false => setting.press.for_card_by_hand(),
            });
            setting.envelope = setting.press.layout(named, Kind::Envelope, &mut view.sentences)?;
        }
        let today = self.day_of(&profile);
        let sheets: Vec<Sheet> = subjects
            .iter()
            .map(|it| sheet(it, &setting, &profile, input, letters && it.is_letter(), today))
            .collect();
        view.names = sheets.iter().map(|sheet| sheet.name.clone()).collect();
        let with_envelopes = input.with_envelopes || !letters;
        if sheets.iter().any(|sheet| sheet.letter.is_some()) {
            view.layouts.push(setting.letter.name().to_owned());
        }
        if with_envelopes || sheets.iter().any(|sheet| sheet.letter.is_none()) {
            view.layouts.push(setting.envelope.name().to_owned());
        }
        let anyway = input.anyway;
        let printed = apart(move || batch(&setting, &sheets, with_envelopes, anyway, view)).await?;
        if letters && !marks.is_empty() {
            let mut door = self.user_door(&profile).await?;
            for mark in &marks {
                door.mark_printed(mark).await?;
            }
            door.commit().await?;
        }
        Ok(printed)
    }

    /// Those for whom something may be printed, with what to remember about it. Somebody who was
    /// named and gets nothing is an error; in a batch they are left out and told.
    pub(super) async fn printable(
        &self,
        subjects: Vec<Subject>,
        input: &PrintInput,
        letters: bool,
        view: &mut PrintedView,
    ) -> Result<(Vec<Subject>, Vec<PrintMark>), AppError> {
        let ruled_out = self.ruled_out().await?;
        let named = !input.who.is_empty() && input.event.is_none();
        let (mut found, mut marks) = (Vec::new(), Vec::new());
        for subject in subjects {
            let in_the_way: Option<Obstacle> = self.obstacle(&subject, &ruled_out).await?;
            match in_the_way.filter(|obstacle| letters || !obstacle.of_words) {
                Some(obstacle) if named => return Err(obstacle.into()),
                Some(obstacle) => view.left_out.push(obstacle.what),
                None => {
                    marks.extend(subject.note.as_ref().map(|(_, draft)| PrintMark {
                        draft: draft.id,
                        contact: subject.contact.id,
                        hash: draft.hash,
                        at: self.now(),
                    }));
                    found.push(subject);
                }
            }
        }
        if found.is_empty() {
            let mut error = AppError::refused(
                "there is nothing to print",
                "see what waits and why: rapport letters",
            );
            error.hints.splice(0..0, view.left_out.iter().cloned());
            return Err(error);
        }
        Ok((found, marks))
    }

    async fn setting(
        &self,
        profile: &Profile,
        input: &PrintInput,
        sentences: &mut Vec<String>,
    ) -> Result<Setting, AppError> {
        let press = self.press(profile).await?;
        // A named layout may be an envelope's where only envelopes are printed.
        let named = input.layout.as_deref();
        let is_envelope = |name: &str| {
            Layout::built_in(name).is_some_and(|layout| layout.kind() == Kind::Envelope)
        };
        let for_letter = named.filter(|name| !is_envelope(name));
        let for_envelope = input.envelope.as_deref().or(named.filter(|name| is_envelope(name)));
        Ok(Setting {
            letter: press.layout(for_letter, Kind::Letter, sentences)?,
            envelope: press.layout(for_envelope, Kind::Envelope, sentences)?,
            press,
            sender: sender(profile),
            printer: self.printer_named(input.printer.as_deref()).await?,
            made: made(self.day_of(profile)),
            title: "Letters".to_owned(),
            author: profile.name.clone(),
        })
    }

    pub(super) fn day_of(&self, profile: &Profile) -> Date {
        self.now().to_zoned(profile.zone.clone()).date()
    }
}

/// Who writes, line by line.
pub(super) fn sender(profile: &Profile) -> Sender {
    Sender {
        name: profile.name.clone(),
        address: profile.postal_address.as_deref().map(lines_of).unwrap_or_default(),
        contact: [&profile.mobile, &profile.landline, &profile.address, &profile.link]
            .into_iter()
            .flatten()
            .cloned()
            .collect(),
    }
}

fn sheet(
    subject: &Subject,
    setting: &Setting,
    profile: &Profile,
    input: &PrintInput,
    as_letter: bool,
    today: Date,
) -> Sheet {
    let organisation = subject.organisation.as_ref();
    let block = recipient(&subject.contact, organisation, profile.country);
    let country = block.as_ref().map_or(profile.country, |(_, country)| *country);
    let block = block.map(|(block, _)| block).unwrap_or_default();
    let name = subject.contact.name.clone();
    let language = subject
        .note
        .as_ref()
        .map_or_else(|| profile.language.clone(), |(_, draft)| draft.language.clone());
    let letter = subject.note.as_ref().filter(|_| as_letter).map(|(_, draft)| {
        let parts = text::parts(&draft.body, &draft.language, &profile.name);
        let country = if language.starts_with("en") { country } else { profile.country };
        let picture = |found: Option<Picture>| found;
        Letter {
            language: draft.language.clone(),
            title: name.clone(),
            sender: setting.sender.clone(),
            recipient: block.clone(),
            date: text::date(today, &draft.language, country.as_str()),
            subject: (!draft.subject.is_empty()).then(|| draft.subject.clone()),
            salutation: parts.salutation,
            text: parts.text,
            closing: parts.closing,
            signature: picture(setting.press.signature()),
            enclosures: Vec::new(),
            logo: picture(setting.press.letterhead()),
            code: (!input.without_code).then(|| own_card::vcard_of(profile)),
        }
    });
    Sheet { name, language, recipient: block, letter }
}

fn envelope(typesetter: &mut Typesetter, setting: &Setting, sheet: &Sheet) -> Document {
    let envelope = Envelope {
        language: sheet.language.clone(),
        recipient: sheet.recipient.clone(),
        sender: (!setting.sender.address.is_empty()).then(|| setting.sender.clone()),
    };
    typesetter.envelope(&setting.envelope, &envelope)
}

/// Letter, its envelope, next letter: each is let go once it is written.
fn batch(
    setting: &Setting,
    sheets: &[Sheet],
    with_envelopes: bool,
    anyway: bool,
    mut view: PrintedView,
) -> Result<Printed, AppError> {
    let mut typesetter = setting.press.typesetter();
    let language = sheets.first().map_or("en", |sheet| sheet.language.as_str());
    let mut writer = PdfWriter::new(
        &setting.title,
        language,
        &setting.author,
        Some(setting.made),
        setting.printer,
    );
    for sheet in sheets {
        let mut documents = Vec::with_capacity(2);
        if let Some(letter) = &sheet.letter {
            documents.push(typesetter.letter(&setting.letter, letter));
        }
        if with_envelopes || sheet.letter.is_none() {
            documents.push(envelope(&mut typesetter, setting, sheet));
        }
        for document in documents {
            troubles(&document, &sheet.name, anyway, &mut view)?;
            view.pages += document.pages();
            writer.add(&document);
        }
    }
    let pdf = writer.finish().map_err(|fault| unwritten(&fault))?;
    Ok(Printed { pdf, view })
}

/// One document as a whole PDF.
pub(super) fn finish(
    document: &Document,
    anyway: bool,
    made: Made,
    printer: Printer,
    mut view: PrintedView,
) -> Result<Printed, AppError> {
    troubles(document, "", anyway, &mut view)?;
    view.pages = document.pages();
    let pdf = document.pdf(Some(made), printer).map_err(|fault| unwritten(&fault))?;
    Ok(Printed { pdf, view })
}

/// Tells what does not fit; what would be missing on paper is an error unless it was agreed to.
fn troubles(
    document: &Document,
    name: &str,
    anyway: bool,
    view: &mut PrintedView,
) -> Result<(), AppError> {
    for trouble in document.troubles() {
        let sentence =
            if name.is_empty() { trouble.to_string() } else { format!("{name}: {trouble}") };
        if trouble.loses_words() && !anyway {
            return Err(AppError::refused(sentence, "mend it, or print it so with --anyway"));
        }
        if !view.sentences.contains(&sentence) {
            view.sentences.push(sentence);
        }
    }
    Ok(())
}

/// A page as a picture.
pub(super) fn picture_of(
    document: &Document,
    page: usize,
    guides: bool,
    sentences: Vec<String>,
) -> Result<PreviewView, AppError> {
    let shown = if guides { Guides::Shown } else { Guides::Hidden };
    let missing = || {
        AppError::not_found(
            format!("there is no page {}", page + 1),
            format!("it has {} pages", document.pages()),
        )
    };
    Ok(PreviewView {
        svg: document.svg(page, shown).ok_or_else(missing)?,
        pages: document.pages(),
        size: document.page_size(page).ok_or_else(missing)?,
        sentences,
    })
}

fn unwritten(fault: &PdfFault) -> AppError {
    AppError::new(Failure::Data, fault.to_string(), "try another layout or without your own fonts")
}

/// The day a PDF says it was made: the user's own, so that the same clock gives the same bytes.
pub(super) fn made(day: Date) -> Made {
    Made {
        year: u16::try_from(day.year()).unwrap_or_default(),
        month: u8::try_from(day.month()).unwrap_or(1),
        day: u8::try_from(day.day()).unwrap_or(1),
    }
}

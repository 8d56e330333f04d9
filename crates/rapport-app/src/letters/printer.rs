//! Printers: how far each is off, how it wants its envelopes, and the page by which that is measured.

use rapport_paper::{Kind, Printer, TestPage, Turn};
use rapport_store::letter::PrinterRow;

use super::press::apart;
use super::printing::{finish, made};
use super::{PrintInput, Printed, PrintedView, PrinterInput, PrinterView};
use crate::app::App;
use crate::error::AppError;

/// Which printer is used when none is named.
const USUAL: &str = "letters.printer";

/// A printer that is further off is fed wrongly.
const FURTHEST_MM: f64 = 30.0;

/// The words for how envelopes are fed.
const TURNS: [(Turn, &str); 4] =
    [(Turn::None, "none"), (Turn::Right, "right"), (Turn::Half, "half"), (Turn::Left, "left")];

impl App {
    /// The printers that were measured, by name.
    ///
    /// # Errors
    /// What the database says.
    pub async fn printers(&self) -> Result<Vec<PrinterView>, AppError> {
        let usual = self.usual_printer().await?;
        let rows = self.store().printers(self.scope()).await?;
        let view = |row: PrinterRow| PrinterView {
            is_usual: usual.as_deref() == Some(row.name.as_str()),
            name: row.name,
            right: millimetres(row.right_by),
            down: millimetres(row.down_by),
            turn: row.turn,
        };
        Ok(rows.into_iter().map(view).collect())
    }

    /// Keeps what was measured of a printer, which becomes the usual one.
    ///
    /// # Errors
    /// No name, or an offset that no printer has.
    pub async fn set_printer(&self, input: &PrinterInput) -> Result<PrinterView, AppError> {
        let name = input.name.trim();
        if name.is_empty() || name.chars().count() > 60 || name.chars().any(char::is_control) {
            return Err(AppError::usage(
                "a printer needs a name of at most 60 letters",
                "call it as you do: office",
            ));
        }
        let known = self.store().printers(self.scope()).await?;
        let mut row = known.into_iter().find(|row| row.name == name).unwrap_or(PrinterRow {
            name: name.to_owned(),
            right_by: 0,
            down_by: 0,
            turn: "none".to_owned(),
        });
        if let Some(right) = input.right {
            row.right_by = hundredths(right)?;
        }
        if let Some(down) = input.down {
            row.down_by = hundredths(down)?;
        }
        if let Some(turn) = &input.turn {
            if !TURNS.iter().any(|(_, word)| word == turn) {
                return Err(AppError::usage(
                    format!("envelopes are not fed \"{turn}\""),
                    "choose none, right, half or left",
                ));
            }
            row.turn.clone_from(turn);
        }
        let mut door = self.user_door(&self.profile().await?).await?;
        door.save_printer(&row).await?;
        door.commit().await?;
        self.store().set_setting(self.scope(), USUAL, Some(name)).await?;
        Ok(PrinterView {
            name: row.name,
            right: millimetres(row.right_by),
            down: millimetres(row.down_by),
            turn: row.turn,
            is_usual: true,
        })
    }

    /// Forgets a printer.
    ///
    /// # Errors
    /// None is called that.
    pub async fn remove_printer(&self, name: &str) -> Result<(), AppError> {
        let mut door = self.user_door(&self.profile().await?).await?;
        if !door.remove_printer(name).await? {
            return Err(unknown(name));
        }
        door.commit().await?;
        if self.usual_printer().await?.as_deref() == Some(name) {
            self.store().set_setting(self.scope(), USUAL, None).await?;
        }
        Ok(())
    }

    /// The page by which a printer is measured, for a layout's paper; the offsets known so far are
    /// applied, so that a second page shows whether they are right.
    ///
    /// # Errors
    /// No such layout or printer.
    pub async fn print_test_page(&self, input: &PrintInput) -> Result<Printed, AppError> {
        let profile = self.profile().await?;
        let press = self.press(&profile).await?;
        let mut view = PrintedView::default();
        let layout = self.layout_of_any_kind(&press, input, &mut view.sentences)?;
        let printer = self.printer_named(input.printer.as_deref()).await?;
        let made = made(self.day_of(&profile));
        view.layouts = vec![layout.name().to_owned()];
        let words = words_of_test_page(layout.title());
        apart(move || {
            let document = press.typesetter().test_page(&layout, &words);
            finish(&document, true, made, printer, view)
        })
        .await
    }

    fn layout_of_any_kind(
        &self,
        press: &super::press::Press,
        input: &PrintInput,
        sentences: &mut Vec<String>,
    ) -> Result<rapport_paper::Layout, AppError> {
        let named = input.layout.as_deref();
        for kind in [Kind::Letter, Kind::Envelope, Kind::Labels, Kind::Cards] {
            if let Ok(layout) = press.layout(named, kind, &mut Vec::new()) {
                return Ok(layout);
            }
        }
        press.layout(named, Kind::Brief, sentences)
    }

    /// The printer to print with; without any, one that is not off.
    pub(super) async fn printer_named(&self, name: Option<&str>) -> Result<Printer, AppError> {
        let wanted = match name {
            Some(name) => Some(name.to_owned()),
            None => self.usual_printer().await?,
        };
        let Some(wanted) = wanted else { return Ok(Printer::default()) };
        let rows = self.store().printers(self.scope()).await?;
        match rows.into_iter().find(|row| row.name == wanted) {
            Some(row) => Ok(Printer {
                right_mm: single(row.right_by),
                down_mm: single(row.down_by),
                turn: turn_of(&row.turn),
            }),
            None if name.is_some() => Err(unknown(&wanted)),
            None => Ok(Printer::default()),
        }
    }

    async fn usual_printer(&self) -> Result<Option<String>, AppError> {
        Ok(self.store().setting(self.scope(), USUAL).await?)
    }
}

fn words_of_test_page(title: &str) -> TestPage {
    TestPage {
        language: "en".to_owned(),
        title: format!("Test page: {title}"),
        lines: vec![
            "Print at 100 %, not \"fit to page\": both rulers are 100 mm long.".to_owned(),
            "Measure from the left edge of the paper to the upright ruler. It should be 20 mm; \
             right = 20 minus what you measured."
                .to_owned(),
            "Measure from the upper edge to the level ruler. It should be 20 mm; down = 20 minus \
             what you measured."
                .to_owned(),
            "Enter both under Letters, or: rapport letters printer NAME --right MM --down MM"
                .to_owned(),
        ],
    }
}

fn hundredths(millimetres: f64) -> Result<i64, AppError> {
    if !millimetres.is_finite() || millimetres.abs() > FURTHEST_MM {
        return Err(AppError::usage(
            format!("{millimetres} mm is further off than a printer is"),
            "an offset is 20 minus the millimetres you measured, such as -1.5",
        ));
    }
    #[expect(clippy::cast_possible_truncation, reason = "at most 3000 hundredths")]
    Ok((millimetres * 100.0).round() as i64)
}

#[expect(clippy::cast_precision_loss, reason = "at most 3000 hundredths")]
fn millimetres(hundredths: i64) -> f64 {
    hundredths as f64 / 100.0
}

#[expect(clippy::cast_possible_truncation, reason = "at most 30 millimetres")]
fn single(hundredths: i64) -> f32 {
    millimetres(hundredths) as f32
}

fn turn_of(word: &str) -> Turn {
    TURNS.iter().find(|(_, known)| *known == word).map_or(Turn::None, |(turn, _)| *turn)
}

fn unknown(name: &str) -> AppError {
    AppError::not_found(
        format!("no printer is called \"{name}\""),
        "see them: rapport letters printers",
    )
}

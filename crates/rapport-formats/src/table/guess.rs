//! Which column means what: first by its header, then by its neighbours and by what stands in it.
//! The guess is shown with how sure it is, and the user may set any column.

use super::content::{Shares, is_email, shares};
use super::dates::{DayOrder, order_of};
use super::field::{Field, Target};
use super::rows::Row;
use super::words::{
    self, BIRTHDAY_OR_DAY, NAME_OR_FAMILY, NAME_OR_GIVEN, NICKNAME_OR_FAMILY, PREFIX_OR_ROLE,
    fold_header,
};

/// A column of a table and what it is taken for.
#[derive(Clone, PartialEq, Debug)]
pub struct Column {
    /// Its header as written; `column 3` where the table has none.
    pub header: String,
    /// What it means.
    pub target: Target,
    /// How sure that is, from 0 to 1; 1 where the user said so.
    pub confidence: f64,
}

/// What every column of a table means.
#[derive(Clone, PartialEq, Debug, Default)]
pub struct Mapping {
    /// In the order of the table.
    pub columns: Vec<Column>,
    /// How its dates with two small numbers are read.
    pub day_order: DayOrder,
}

/// Why a mapping could not be set.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct MappingError {
    /// What is wrong.
    pub message: String,
    /// What to do.
    pub remedy: String,
}

impl Mapping {
    /// Sets one column from text as the user writes it: `Header=field` or `3=field` (columns count
    /// from 1), with a field as [`Target`] reads it.
    ///
    /// # Errors
    /// No equals sign, no such column, no such field; with what would be right.
    pub fn set(&mut self, text: &str) -> Result<(), MappingError> {
        let error = |message: String, remedy: String| MappingError { message, remedy };
        let Some((column, field)) = text.rsplit_once('=') else {
            let remedy = "Write it as COLUMN=FIELD, for example Telefon=phone:work.".to_owned();
            return Err(error(format!("`{text}` names no field."), remedy));
        };
        let target: Target = field.parse().map_err(|()| {
            let known: Vec<&str> = Field::names().collect();
            error(
                format!("`{}` is no field.", field.trim()),
                format!("Fields are {}; a label may follow a colon.", known.join(", ")),
            )
        })?;
        let column = column.trim();
        let folded = fold_header(column);
        let by_name = |known: &Column| known.header.trim().eq_ignore_ascii_case(column);
        let at = self
            .columns
            .iter()
            .position(by_name)
            .or_else(|| self.columns.iter().position(|known| fold_header(&known.header) == folded))
            .or_else(|| column.parse::<usize>().ok()?.checked_sub(1));
        match at.and_then(|at| self.columns.get_mut(at)) {
            Some(found) => {
                found.target = target;
                found.confidence = 1.0;
                Ok(())
            }
            None => {
                let known: Vec<&str> =
                    self.columns.iter().take(40).map(|known| known.header.as_str()).collect();
                Err(error(
                    format!("The table has no column `{column}`."),
                    format!("Its columns are {}.", known.join(", ")),
                ))
            }
        }
    }

    /// Whether any column can say who somebody is.
    #[must_use]
    pub fn names_somebody(&self) -> bool {
        use Field::{Email, Family, Given, Name, Nickname, Phone};
        self.columns.iter().any(|column| {
            matches!(column.target.field, Name | Given | Family | Nickname | Email | Phone)
        })
    }

    fn has(&self, field: Field) -> bool {
        self.columns.iter().any(|column| column.target.field == field)
    }
}

/// What a header says by itself.
#[derive(Clone, PartialEq, Debug)]
pub(super) struct HeaderGuess {
    pub target: Target,
    /// A question that the other columns settle, from `words.rs`.
    pub question: Option<&'static str>,
    pub confidence: f64,
}

/// Reads one header; `None` if no word of it is known.
pub(super) fn guess_header(header: &str) -> Option<HeaderGuess> {
    let folded = fold_header(header);
    if folded.is_empty() || folded.len() > 120 {
        return None;
    }
    if let Some(found) = words::headers().get(&folded) {
        return Some(known(found, 0, &[], 0.95));
    }
    composed(&folded).or_else(|| partial(&folded))
}

fn known(text: &'static str, number: u16, labels: &[&str], confidence: f64) -> HeaderGuess {
    let question = text.starts_with('?').then_some(text);
    let mut target = text.parse().unwrap_or_else(|()| Target::of(Field::Keep));
    target.number = number;
    let mut all: Vec<&str> = labels.iter().copied().filter(|label| !label.is_empty()).collect();
    if !target.label.is_empty() && !all.contains(&target.label.as_str()) {
        all.push(&target.label);
    }
    target.label = all.join(" ");
    HeaderGuess { target, question, confidence }
}

/// A concept with qualifiers and a number around it: `Business Street 2`, `Telefon geschäftlich`.
fn composed(folded: &str) -> Option<HeaderGuess> {
    let words: Vec<&str> = folded.split(' ').collect();
    let mut labels: Vec<&'static str> = Vec::new();
    let mut rest: Vec<&str> = Vec::new();
    let (mut number, mut number_is_last) = (0_u16, false);
    let mut at = 0;
    while let Some(&word) = words.get(at) {
        let pair = words.get(at + 1).map(|next| format!("{word} {next}"));
        let qualifiers = words::qualifiers();
        if let Some(label) = pair.and_then(|pair| qualifiers.get(&pair)) {
            labels.push(label);
            at += 2;
            continue;
        }
        if let Some(label) = qualifiers.get(word) {
            labels.push(label);
        } else if let (Ok(digits), true) = (word.parse::<u16>(), at > 0) {
            number = digits;
            number_is_last = at + 1 == words.len();
        } else {
            rest.push(word);
        }
        at += 1;
    }
    // `Fax geschäftlich` is what `Business Fax` is.
    labels.sort_by_key(|label| !matches!(*label, "work" | "home" | "other"));
    let lookup = |rest: &[&str]| words::headers().get(&rest.join(" ")).copied();
    let found = lookup(&rest).or_else(|| {
        let content: Vec<&str> =
            rest.iter().copied().filter(|word| !words::is_link(word)).collect();
        lookup(&content)
    });
    let Some(text) = found else {
        // Only qualifiers: of a number, if one of them is a way to reach somebody.
        let reachable = labels
            .iter()
            .any(|label| !matches!(*label, "work" | "home" | "other" | "" | "main" | "assistant"));
        let sure = if reachable { 0.9 } else { 0.4 };
        let nothing = rest.iter().all(|word| words::is_link(word));
        return (nothing && !labels.is_empty()).then(|| known("phone", number, &labels, sure));
    };
    let mut guess = known(text, number, &labels, 0.9);
    let field = guess.target.field;
    // `Street 2` is the second line of the one address, `Address 2 - Street` the second address.
    if number_is_last && is_address(field) {
        guess.target.number = 0;
    }
    if !takes_label(field) && !labels.iter().all(|label| label.is_empty()) {
        // A name or a note with a qualifier is somebody's or something else's.
        if labels.contains(&"assistant") || field == Field::Birthday {
            return Some(known("keep", 0, &[], 0.9));
        }
        guess.target.label.clear();
        guess.confidence = 0.8;
    }
    Some(guess)
}

pub(super) fn is_address(field: Field) -> bool {
    use Field::{AddressLabel, AddressText, City, Country, PostBox, Postcode, State, Street};
    matches!(
        field,
        Street | City | State | Postcode | Country | PostBox | AddressText | AddressLabel
    )
}

fn takes_label(field: Field) -> bool {
    is_address(field) || matches!(field, Field::Email | Field::Phone | Field::Url)
}

/// One or two words of a longer header are known; weak.
fn partial(folded: &str) -> Option<HeaderGuess> {
    const FOREIGN: &[&str] =
        &["yomi", "phonetic", "spouse", "assistant", "manager", "type", "typ", "partner", "child"];
    let words: Vec<&str> = folded.split(' ').collect();
    if words.len() < 2 || words.len() > 8 || words.iter().any(|word| FOREIGN.contains(word)) {
        return None;
    }
    let pairs = words.windows(2).map(|pair| pair.join(" "));
    let singles = words.iter().map(|word| (*word).to_owned());
    for piece in pairs.chain(singles) {
        let Some(text) = words::headers().get(&piece) else { continue };
        if !text.starts_with('?') && *text != "keep" && piece.len() > 2 {
            return Some(known(text, 0, &[], 0.5));
        }
    }
    None
}

/// Maps the columns of a table. `sample` are its first rows; `named` says that `headers` come from
/// the table.
pub(super) fn guess(headers: &[String], sample: &[Row], named: bool) -> Mapping {
    let guesses: Vec<Option<HeaderGuess>> =
        headers.iter().map(|header| named.then(|| guess_header(header)).flatten()).collect();
    let mut mapping = Mapping::default();
    for (header, guess) in headers.iter().zip(&guesses) {
        let settled = guess.as_ref().filter(|guess| guess.question.is_none());
        mapping.columns.push(Column {
            header: header.clone(),
            target: settled.map_or(Target::of(Field::Keep), |guess| guess.target.clone()),
            confidence: settled.map_or(0.0, |guess| guess.confidence),
        });
    }
    settle_questions(&mut mapping, &guesses, sample);
    settle_labels(&mut mapping);
    settle_by_content(&mut mapping, sample);
    settle_network_export(&mut mapping, sample);
    if !mapping.names_somebody() || !named {
        settle_names(&mut mapping, sample);
    }
    mapping.day_order = day_order(&mapping, sample);
    mapping
}

fn cells(sample: &[Row], at: usize) -> impl Iterator<Item = &str> {
    sample.iter().filter_map(move |row| row.cells.get(at).map(String::as_str))
}

fn settle_questions(mapping: &mut Mapping, guesses: &[Option<HeaderGuess>], sample: &[Row]) {
    // Given names first: whether a `Name` is the family's depends on them.
    let order =
        [BIRTHDAY_OR_DAY, NAME_OR_GIVEN, NAME_OR_FAMILY, NICKNAME_OR_FAMILY, PREFIX_OR_ROLE];
    for question in order {
        for (at, guess) in guesses.iter().enumerate() {
            let Some(guess) = guess.as_ref().filter(|guess| guess.question == Some(question))
            else {
                continue;
            };
            let given = mapping.columns.iter().position(|other| other.target.field == Field::Given);
            let has_family = mapping.has(Field::Family);
            let family_may_come = guesses
                .iter()
                .flatten()
                .any(|other| matches!(other.question, Some(NICKNAME_OR_FAMILY | NAME_OR_FAMILY)));
            let field = match question {
                NAME_OR_GIVEN if given.is_none() && (has_family || family_may_come) => Field::Given,
                NAME_OR_GIVEN => Field::Name,
                NAME_OR_FAMILY => match given {
                    Some(given) if !has_family && !contains(sample, at, given) => Field::Family,
                    _ => Field::Name,
                },
                NICKNAME_OR_FAMILY if has_family => Field::Nickname,
                NICKNAME_OR_FAMILY => Field::Family,
                BIRTHDAY_OR_DAY if mapping.has(Field::BirthYear) => Field::BirthDay,
                BIRTHDAY_OR_DAY => Field::Birthday,
                _ if mapping.has(Field::Role) => Field::Prefix,
                _ => title_kind(cells(sample, at), mapping.has(Field::Suffix)),
            };
            if let Some(column) = mapping.columns.get_mut(at) {
                column.target = Target { field, ..guess.target.clone() };
                column.confidence = guess.confidence - 0.05;
            }
        }
    }
}

/// Whether the one column mostly contains the other's text.
fn contains(sample: &[Row], whole: usize, part: usize) -> bool {
    let (mut both, mut inside) = (0, 0);
    for row in sample {
        let (Some(whole), Some(part)) = (row.cells.get(whole), row.cells.get(part)) else {
            continue;
        };
        if !whole.trim().is_empty() && !part.trim().is_empty() {
            both += 1;
            inside += usize::from(whole.contains(part.trim()));
        }
    }
    both > 0 && inside * 2 > both
}

/// Whether a column of titles holds `Dr.` or what people do.
fn title_kind<'a>(cells: impl Iterator<Item = &'a str>, has_suffix: bool) -> Field {
    let (mut filled, mut short) = (0, 0);
    for cell in cells.map(str::trim).filter(|cell| !cell.is_empty()) {
        filled += 1;
        short += usize::from(
            cell.ends_with('.') && cell.chars().count() <= 12 || {
                let plain = fold_header(cell);
                const TITLES: &[&str] = &[
                    "mr", "mrs", "ms", "miss", "dr", "prof", "herr", "frau", "m", "mme", "mlle",
                    "sr", "sra", "sig", "dott", "ing", "sir", "dhr", "mevr", "hr", "fru", "pan",
                    "pani",
                ];
                TITLES.contains(&plain.as_str())
            },
        );
    }
    match filled {
        0 if has_suffix => Field::Prefix,
        0 => Field::Role,
        _ if short * 2 > filled => Field::Prefix,
        _ => Field::Role,
    }
}

/// Columns of labels count only beside a numbered value; one mail program calls the protocol so.
fn settle_labels(mapping: &mut Mapping) {
    let protocol = mapping.columns.iter().any(|column| {
        column.target == Target::of(Field::EmailLabel)
            || fold_header(&column.header) == "email display name"
    });
    let values: Vec<Target> = mapping.columns.iter().map(|column| column.target.clone()).collect();
    for column in &mut mapping.columns {
        let value = match column.target.field {
            Field::EmailLabel if !protocol => |field| field == Field::Email,
            Field::EmailLabel => |_| false,
            Field::PhoneLabel => |field| field == Field::Phone,
            Field::UrlLabel => |field| field == Field::Url,
            Field::AddressLabel => |field: Field| is_address(field) && field != Field::AddressLabel,
            _ => continue,
        };
        let number = column.target.number;
        if !values.iter().any(|other| value(other.field) && other.number == number) {
            column.target = Target::of(Field::Keep);
        }
    }
}

/// What stands in a column overrides a weak or a plainly wrong header.
fn settle_by_content(mapping: &mut Mapping, sample: &[Row]) {
    let has_dates = mapping.has(Field::ConnectedOn) || mapping.has(Field::Birthday);
    for (at, column) in mapping.columns.iter_mut().enumerate().take(500) {
        let Shares { filled, email, url, phone, .. } = shares(cells(sample, at));
        if filled == 0 {
            continue;
        }
        let field = column.target.field;
        let takes_text = matches!(field, Field::Notes | Field::Uid | Field::Ignore | Field::Kept);
        let weak = column.confidence < 0.6;
        let found = if email >= 0.8 && field != Field::Email && !takes_text {
            Field::Email
        } else if url >= 0.8 && field != Field::Url && !takes_text && (weak || filled > 1) {
            Field::Url
        } else if weak && phone >= 0.8 && field != Field::Phone && filled > 1 && !has_dates {
            Field::Phone
        } else {
            continue;
        };
        // A known header that says "not this" is believed.
        if field == Field::Keep && column.confidence >= 0.9 {
            continue;
        }
        column.target = Target { label: column.target.label.clone(), ..Target::of(found) };
        column.confidence = 0.7;
    }
}

/// Exports of a business network have six or seven columns in one order, whatever the language:
/// given, family, (profile,) mail, organisation, role, day of the connection.
fn settle_network_export(mapping: &mut Mapping, sample: &[Row]) {
    let count = mapping.columns.len();
    if !(6..=8).contains(&count) {
        return;
    }
    let field_at = |at: usize| mapping.columns.get(at).map(|column| column.target.field);
    let Some(mail) = (2..=3).find(|at| field_at(*at) == Some(Field::Email)) else { return };
    let Some(last) = (0..count).rev().find(|at| shares(cells(sample, *at)).filled > 0) else {
        return;
    };
    let dated = field_at(last) == Some(Field::ConnectedOn)
        || (field_at(last) == Some(Field::Keep) && shares(cells(sample, last)).date >= 0.8);
    if !dated || last != mail + 3 {
        return;
    }
    let order = [
        (0, Field::Given),
        (1, Field::Family),
        (mail + 1, Field::Organisation),
        (mail + 2, Field::Role),
        (last, Field::ConnectedOn),
    ];
    for (at, field) in order {
        let free = mapping.columns.get(at).map(|column| column.target.field) == Some(Field::Keep)
            && !mapping.columns.iter().any(|column| column.target.field == field);
        if let (true, Some(column)) = (free, mapping.columns.get_mut(at)) {
            column.target = Target::of(field);
            column.confidence = 0.6;
        }
    }
}

/// Without any header that helps: the first column of names.
fn settle_names(mapping: &mut Mapping, sample: &[Row]) {
    let all: Vec<Shares> =
        (0..mapping.columns.len().min(500)).map(|at| shares(cells(sample, at))).collect();
    let free = |mapping: &Mapping, at: usize| {
        mapping.columns.get(at).is_some_and(|column| column.target.field == Field::Keep)
    };
    let words = |at: usize| all.get(at).is_some_and(|shares| shares.word >= 0.7);
    for at in 0..all.len() {
        let full = all.get(at).is_some_and(|shares| shares.full_name + shares.word >= 0.7);
        let pair = words(at) && words(at + 1);
        let fields: &[Field] = match (pair, full) {
            (true, _) => &[Field::Given, Field::Family],
            (false, true) => &[Field::Name],
            _ => continue,
        };
        if (0..fields.len()).all(|step| free(mapping, at + step)) {
            for (step, field) in fields.iter().enumerate() {
                if let Some(column) = mapping.columns.get_mut(at + step) {
                    column.target = Target::of(*field);
                    column.confidence = 0.4;
                }
            }
            return;
        }
    }
}

/// How dates are to be read: as their column shows, else month first in English tables with
/// slashes.
fn day_order(mapping: &Mapping, sample: &[Row]) -> DayOrder {
    let mut slashes = false;
    for (at, column) in mapping.columns.iter().enumerate() {
        if matches!(column.target.field, Field::ConnectedOn | Field::Birthday) {
            if let Some(order) = order_of(cells(sample, at)) {
                return order;
            }
            slashes |= cells(sample, at).any(|cell| cell.contains('/'));
        }
    }
    let english = mapping.columns.iter().any(|column| {
        matches!(fold_header(&column.header).as_str(), "first name" | "given name" | "birthday")
    });
    if english && slashes { DayOrder::MonthFirst } else { DayOrder::DayFirst }
}

/// Whether a row looks like data and not like headers.
pub(super) fn is_data(row: &Row) -> bool {
    row.cells.iter().take(100).any(|cell| is_email(cell.trim()))
}

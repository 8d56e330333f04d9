//! `rapport holidays`: public holidays and business days, without any data of the user.
//!
//! Shapes of the JSON are fixed: keys may be added, never renamed.

use jiff::civil::Date;
use rapport_app::error::AppError;
use rapport_core::calendar::holidays::{self, Holiday, Unknown};
use rapport_core::place::{Country, Subdivision};
use serde_json::{Value, json};

use crate::args::HolidayCommand;
use crate::failure::Failure;
use crate::output::Output;

pub fn run(command: &HolidayCommand, output: &mut Output) -> Result<(), Failure> {
    match command {
        HolidayCommand::List { country, year, subdivision } => {
            let (country, subdivision) = place(country, subdivision.as_deref())?;
            let days = holidays::list(country, subdivision.as_ref(), *year).map_err(unknown)?;
            let lines: Vec<Value> =
                days.iter().map(|day| to_json(country, subdivision.as_ref(), day)).collect();
            output.list(&lines, |output, _| {
                for day in &days {
                    let estimated = if day.estimated { " (estimated)" } else { "" };
                    let date = day.date.strftime("%Y-%m-%d %a").to_string();
                    output.labelled(0, &date, 14, &format!("{}{estimated}", day.name))?;
                }
                Ok(())
            })
        }
        HolidayCommand::After { date, business_days, country, subdivision } => {
            let (country, subdivision) = place(country, subdivision.as_deref())?;
            let after = after(country, subdivision.as_ref(), *date, *business_days)?;
            let answer = json!({
                "country": country.as_str(),
                "subdivision": subdivision.as_ref().map(Subdivision::as_str),
                "from": date.to_string(),
                "business_days": business_days,
                "date": after.to_string(),
            });
            output.one(&answer, |output, _| {
                output.text(0, &after.strftime("%A %-d %B %Y").to_string())
            })
        }
    }
}

fn after(
    country: Country,
    subdivision: Option<&Subdivision>,
    date: Date,
    business_days: u32,
) -> Result<Date, Failure> {
    // The function counts on without the subdivision's days if it does not know it; we refuse.
    holidays::list(country, subdivision, date.year()).map_err(unknown)?;
    Ok(holidays::business_day_after(country, subdivision, date, business_days).map_err(unknown)?)
}

fn place(
    country: &str,
    subdivision: Option<&str>,
) -> Result<(Country, Option<Subdivision>), Failure> {
    let upper = country.to_ascii_uppercase();
    let country = Country::parse(&upper).ok_or_else(|| {
        AppError::not_found(format!("`{country}` is no country code"), known_countries())
    })?;
    // "DE-BY" is how ISO 3166-2 writes Bavaria; the tables know it as BY.
    let own = |code: &str| {
        let code = code.to_ascii_uppercase();
        let prefix = format!("{}-", country.as_str());
        code.strip_prefix(&prefix).map_or(code.clone(), str::to_owned)
    };
    let subdivision = match subdivision {
        Some(code) => Some(Subdivision::parse(&own(code)).ok_or_else(|| {
            let known = holidays::subdivisions(country).join(", ");
            AppError::not_found(format!("`{code}` is no subdivision"), format!("known are {known}"))
        })?),
        None => None,
    };
    Ok((country, subdivision))
}

fn known_countries() -> String {
    let known: Vec<String> = holidays::countries().iter().map(ToString::to_string).collect();
    format!("known are {}", known.join(", "))
}

#[expect(clippy::needless_pass_by_value, reason = "the shape that map_err wants")]
fn unknown(unknown: Unknown) -> AppError {
    let sentence = unknown.to_string();
    match sentence.split_once("; ") {
        Some((what, hint)) => AppError::not_found(what, hint),
        None => AppError::not_found(sentence, ""),
    }
}

fn to_json(country: Country, subdivision: Option<&Subdivision>, day: &Holiday) -> Value {
    json!({
        "country": country.as_str(),
        "subdivision": subdivision.map(Subdivision::as_str),
        "date": day.date.to_string(),
        "name": day.name,
        "kind": "public",
        "estimated": day.estimated,
    })
}

//! Who the user is: name, sender block, zone, country, hours; and the switches over everything.

use jiff::SignedDuration;
use jiff::civil::Time;
use jiff::tz::TimeZone;
use rapport_core::calendar::{Hours, WorkCalendar};
use rapport_core::contact::Contact;
use rapport_core::organisation::Organisation;
use rapport_core::pace::Caps;
use rapport_core::place::{Country, Subdivision};
use rapport_core::policy::Policy;
use serde::Serialize;

use crate::app::App;
use crate::caps;
use crate::error::AppError;
use crate::input::MeInput;
use crate::template::Sender;

/// The user, with every default filled in.
#[derive(Clone, Debug)]
pub(crate) struct Profile {
    pub(crate) name: String,
    pub(crate) address: Option<String>,
    pub(crate) mobile: Option<String>,
    pub(crate) landline: Option<String>,
    pub(crate) postal_address: Option<String>,
    pub(crate) link: Option<String>,
    pub(crate) signature: Option<String>,
    pub(crate) country: Country,
    pub(crate) subdivision: Option<Subdivision>,
    pub(crate) zone: TimeZone,
    pub(crate) language: String,
    pub(crate) hours: Hours,
    /// Nothing goes out.
    pub(crate) stop_all: bool,
    /// How long an approval rests before it reaches the outbox.
    pub(crate) undo: SignedDuration,
    /// How much is too much.
    pub(crate) caps: Caps,
}

/// The user as shown.
#[derive(Clone, Debug, Serialize)]
pub struct MeView {
    /// The name notes are signed with.
    pub name: String,
    /// The mail address in the sender block.
    pub address: Option<String>,
    /// Mobile number.
    pub mobile: Option<String>,
    /// Landline number.
    pub landline: Option<String>,
    /// Postal address.
    pub postal_address: Option<String>,
    /// A web address.
    pub link: Option<String>,
    /// A line of one's own.
    pub signature: Option<String>,
    /// Country.
    pub country: String,
    /// Part of the country.
    pub subdivision: Option<String>,
    /// Time zone.
    pub zone: String,
    /// Language.
    pub language: String,
    /// Working hours.
    pub hours: String,
    /// `stop-all` is on.
    pub stopped: bool,
    /// Seconds in which an approval can be taken back before it reaches the outbox.
    pub undo_seconds: i64,
    /// What is missing for complete sender details.
    pub missing: Vec<String>,
}

impl Profile {
    /// The calendar of a contact: theirs, else their organisation's, else the user's, which is
    /// then shown as assumed.
    pub(crate) fn calendar(
        &self,
        contact: &Contact,
        organisation: Option<&Organisation>,
    ) -> WorkCalendar {
        let country = contact.country.or_else(|| organisation.and_then(|known| known.country));
        let zone = contact.zone.clone().or_else(|| country.and_then(only_zone));
        let assumed = country.is_none() || zone.is_none();
        let subdivision = match country {
            Some(_) => contact.subdivision.clone(),
            None => contact.subdivision.clone().or_else(|| self.subdivision.clone()),
        };
        WorkCalendar {
            zone: zone.unwrap_or_else(|| self.zone.clone()),
            country: country.unwrap_or(self.country),
            subdivision,
            hours: self.hours,
            assumed,
        }
    }

    /// The user's own calendar, for dates they type.
    pub(crate) fn own_calendar(&self) -> WorkCalendar {
        WorkCalendar {
            zone: self.zone.clone(),
            country: self.country,
            subdivision: self.subdivision.clone(),
            hours: self.hours,
            assumed: false,
        }
    }

    /// What stands below a note.
    pub(crate) fn sender(&self) -> Sender {
        Sender {
            name: self.name.clone(),
            mobile: self.mobile.clone(),
            landline: self.landline.clone(),
            address: self.address.clone().unwrap_or_default(),
            postal: self.postal_address.clone(),
            links: self.link.clone().into_iter().collect(),
            signature: self.signature.clone(),
        }
    }
}

/// The time zone of a country that has only one.
fn only_zone(country: Country) -> Option<TimeZone> {
    let name = match country.as_str() {
        "GB" => "Europe/London",
        "IE" => "Europe/Dublin",
        "DE" => "Europe/Berlin",
        "AT" => "Europe/Vienna",
        "CH" => "Europe/Zurich",
        "FR" => "Europe/Paris",
        "IT" => "Europe/Rome",
        "NL" => "Europe/Amsterdam",
        "BE" => "Europe/Brussels",
        "PL" => "Europe/Warsaw",
        "SE" => "Europe/Stockholm",
        "NO" => "Europe/Oslo",
        "DK" => "Europe/Copenhagen",
        "FI" => "Europe/Helsinki",
        "IN" => "Asia/Kolkata",
        "JP" => "Asia/Tokyo",
        _ => return None,
    };
    TimeZone::get(name).ok()
}

/// Who writes in practice mode until the user says.
const PRACTICE_NAME: &str = "You";

/// How long an approval can be taken back, where it is not the default of the house.
const UNDO_SECONDS: &str = "approval.undo-seconds";

/// An approval that rests for longer would look like a note that was lost.
const LONGEST_UNDO: u32 = 3600;

/// Where practice mode writes from.
pub(crate) const PRACTICE_ADDRESS: &str = "you@practice.example";

impl App {
    /// The user, read anew: another process may have changed it.
    pub(crate) async fn profile(&self) -> Result<Profile, AppError> {
        let settings = self.store().settings(self.scope()).await?;
        let get = |key: &str| {
            settings.iter().find(|(name, _)| name == key).map(|(_, value)| value.clone())
        };
        let zone = get("me.zone").and_then(|name| TimeZone::get(&name).ok());
        let zone = zone.unwrap_or_else(|| self.clock().system_zone());
        let country = get("me.country").and_then(|code| Country::parse(&code));
        // In practice nothing leaves, so a first note needs no settings before it.
        let practice = self.mode() == crate::app::Mode::Practice;
        let name = get("me.name").or_else(|| practice.then(|| PRACTICE_NAME.to_owned()));
        let address = get("me.address").or_else(|| practice.then(|| PRACTICE_ADDRESS.to_owned()));
        Ok(Profile {
            name: name.unwrap_or_default(),
            address,
            mobile: get("me.mobile"),
            landline: get("me.landline"),
            postal_address: get("me.postal-address"),
            link: get("me.link"),
            signature: get("me.signature"),
            country: country.or_else(|| country_of(&zone)).unwrap_or(FALLBACK),
            subdivision: get("me.subdivision").and_then(|code| Subdivision::parse(&code)),
            zone,
            language: get("me.language").unwrap_or_else(|| "en".to_owned()),
            hours: get("me.hours").and_then(|text| parse_hours(&text)).unwrap_or(Hours::DEFAULT),
            stop_all: get("stop-all").is_some(),
            undo: get(UNDO_SECONDS)
                .and_then(|text| text.parse().ok())
                .map_or(Policy::DEFAULT.undo, SignedDuration::from_secs),
            caps: caps::of(get),
        })
    }

    /// The user as shown.
    ///
    /// # Errors
    /// What the database says.
    pub async fn me(&self) -> Result<MeView, AppError> {
        let profile = self.profile().await?;
        let missing = [
            ("name", profile.name.is_empty()),
            ("mobile or landline number", profile.mobile.is_none() && profile.landline.is_none()),
            ("mail address", profile.address.is_none()),
            ("postal address", profile.postal_address.is_none()),
        ];
        Ok(MeView {
            name: profile.name,
            address: profile.address,
            mobile: profile.mobile,
            landline: profile.landline,
            postal_address: profile.postal_address,
            link: profile.link,
            signature: profile.signature,
            country: profile.country.to_string(),
            subdivision: profile.subdivision.map(|part| part.to_string()),
            zone: profile.zone.iana_name().unwrap_or("UTC").to_owned(),
            language: profile.language,
            hours: format!(
                "{}-{}",
                profile.hours.start.strftime("%H:%M"),
                profile.hours.end.strftime("%H:%M")
            ),
            stopped: profile.stop_all,
            undo_seconds: profile.undo.as_secs(),
            missing: missing
                .into_iter()
                .filter(|(_, is_missing)| *is_missing)
                .map(|(what, _)| what.to_owned())
                .collect(),
        })
    }

    /// Changes what the user tells about themselves; drafts in review are written anew.
    ///
    /// # Errors
    /// A country, zone or hours that are none.
    pub async fn set_me(&self, input: MeInput) -> Result<MeView, AppError> {
        check(&input)?;
        let fields = [
            ("me.name", &input.name),
            ("me.address", &input.address),
            ("me.mobile", &input.mobile),
            ("me.landline", &input.landline),
            ("me.postal-address", &input.postal_address),
            ("me.link", &input.link),
            ("me.signature", &input.signature),
            ("me.country", &input.country),
            ("me.subdivision", &input.subdivision),
            ("me.zone", &input.zone),
            ("me.language", &input.language),
            ("me.hours", &input.hours),
        ];
        for (key, value) in fields {
            if let Some(value) = value {
                let value = Some(value.trim()).filter(|value| !value.is_empty());
                self.store().set_setting(self.scope(), key, value).await?;
            }
        }
        self.rewrite_sender_blocks().await?;
        if input.country.is_some() || input.zone.is_some() || input.hours.is_some() {
            self.replan_all("your country, zone or hours changed").await?;
        }
        self.me().await
    }

    /// Sets how long an approval can be taken back; approvals that rest already keep their time.
    ///
    /// # Errors
    /// More than an hour.
    pub async fn set_undo_seconds(&self, seconds: u32) -> Result<MeView, AppError> {
        if seconds > LONGEST_UNDO {
            return Err(AppError::usage(
                format!("an approval rests for {LONGEST_UNDO} seconds at most"),
                "to send later, put the note off: rapport snooze NAME WHEN",
            ));
        }
        let text = seconds.to_string();
        self.store().set_setting(self.scope(), UNDO_SECONDS, Some(&text)).await?;
        self.me().await
    }
}

fn check(input: &MeInput) -> Result<(), AppError> {
    if let Some(code) = input.country.as_deref().filter(|code| !code.is_empty()) {
        parse_country(code)?;
    }
    if let Some(name) = input.zone.as_deref().filter(|name| !name.is_empty()) {
        parse_zone(name)?;
    }
    if let Some(hours) = input.hours.as_deref().filter(|hours| !hours.is_empty())
        && parse_hours(hours).is_none()
    {
        return Err(AppError::usage(
            format!("\"{hours}\" are no working hours"),
            "write them like 08:30-17:30",
        ));
    }
    Ok(())
}

/// Reads a country code.
pub(crate) fn parse_country(code: &str) -> Result<Country, AppError> {
    Country::parse(code).ok_or_else(|| {
        AppError::usage(
            format!("\"{code}\" is no country code"),
            "write two letters, such as DE, GB or US",
        )
    })
}

/// Reads a time zone name.
pub(crate) fn parse_zone(name: &str) -> Result<TimeZone, AppError> {
    TimeZone::get(name).map_err(|_| {
        AppError::usage(
            format!("\"{name}\" is no time zone"),
            "write it like Europe/Berlin or America/New_York",
        )
    })
}

fn parse_hours(text: &str) -> Option<Hours> {
    let (start, end) = text.split_once('-')?;
    let time = |text: &str| text.trim().parse::<Time>().ok();
    let hours = Hours { start: time(start)?, end: time(end)? };
    // An hour at least, or no note could ever leave.
    let length = hours.start.until(hours.end).ok()?.total(jiff::Unit::Minute).ok()?;
    (length >= 60.0).then_some(hours)
}

/// Where neither the user nor the zone says: only fixed weekends apply there as anywhere.
const FALLBACK: Country = match Country::parse("US") {
    Some(country) => country,
    None => panic!("US is a country code"),
};

/// The country whose one zone this is.
fn country_of(zone: &TimeZone) -> Option<Country> {
    let name = zone.iana_name()?;
    let code = match name {
        "Europe/Lisbon" => "PT",
        "Europe/Madrid" => "ES",
        "Pacific/Auckland" => "NZ",
        _ if name.starts_with("Australia/") => "AU",
        _ if name.starts_with("America/Toronto") || name.starts_with("America/Vancouver") => "CA",
        "America/Sao_Paulo" => "BR",
        "America/Mexico_City" => "MX",
        _ => {
            return rapport_core::calendar::holidays::countries().into_iter().find(|country| {
                only_zone(*country)
                    .and_then(|only| only.iana_name().map(|it| it == name))
                    .unwrap_or(false)
            });
        }
    };
    Country::parse(code)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn hours_are_read_and_checked() {
        assert!(parse_hours("08:30-17:30").is_some());
        for wrong in ["17:30-08:30", "9", "09:00-09:30", "", "a-b"] {
            assert!(parse_hours(wrong).is_none(), "{wrong}");
        }
    }

    #[test]
    fn a_zone_tells_its_country() {
        for (zone, country) in
            [("Europe/Berlin", Some("DE")), ("Asia/Tokyo", Some("JP")), ("Antarctica/Troll", None)]
        {
            let zone = TimeZone::get(zone).unwrap();
            assert_eq!(country_of(&zone).map(|found| found.to_string()).as_deref(), country);
        }
    }
}

//! How long a letter is under way, in working days of the country it goes to.
//!
//! The figures are what the posts publish or are held to for an ordinary letter: in Germany 95 of
//! 100 on the third working day (Postgesetz 2025), in France the green letter in three, in the
//! United States first-class mail in one to five days, in Britain first class the next day and
//! second class in three; across borders the targets of the Universal Postal Union's quality
//! report by group of countries. The likely day is shown, and the late one is planned with.
//!
//! Not here: postage, and which days are working days (`crate::calendar`).

use super::Country;

/// Working days under way.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct PostalDays {
    /// Most letters have arrived by then.
    pub likely: u16,
    /// Nearly all letters have arrived by then.
    pub late: u16,
}

/// How long an ordinary letter from one country to another takes.
#[must_use]
pub fn postal_days(from: Country, to: Country) -> PostalDays {
    let (likely, late) = if from == to {
        within(from)
    } else {
        match (region(from), region(to)) {
            (Region::Europe, Region::Europe) => (4, 7),
            (Region::NorthAmerica, Region::NorthAmerica) => (6, 10),
            (Region::Oceania, Region::Oceania) => (6, 10),
            (Region::EastAsia, Region::EastAsia) => (6, 10),
            (Region::Other, _) | (_, Region::Other) => (12, 25),
            _ => (8, 15),
        }
    };
    PostalDays { likely, late }
}

/// Inside one country.
fn within(country: Country) -> (u16, u16) {
    match country.as_str() {
        "GB" | "NL" | "CH" | "AT" | "BE" | "LU" | "IE" | "JP" | "SG" | "HK" | "TW" | "KR" => (2, 3),
        "DE" | "FR" | "ES" | "PT" | "PL" | "CZ" | "SE" | "FI" | "SI" | "SK" | "HU" => (3, 4),
        "US" | "CA" | "IT" | "DK" | "NO" | "IN" | "CN" | "GR" => (3, 5),
        "AU" | "NZ" => (4, 6),
        "BR" | "MX" | "ZA" | "RU" | "TR" => (5, 10),
        _ => (4, 8),
    }
}

/// Groups between which letters take about as long.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Region {
    Europe,
    NorthAmerica,
    EastAsia,
    Oceania,
    Other,
}

fn region(country: Country) -> Region {
    match country.as_str() {
        "AD" | "AT" | "BE" | "BG" | "CH" | "CY" | "CZ" | "DE" | "DK" | "EE" | "ES" | "FI"
        | "FO" | "FR" | "GB" | "GG" | "GI" | "GR" | "HR" | "HU" | "IE" | "IM" | "IS" | "IT"
        | "JE" | "LI" | "LT" | "LU" | "LV" | "MC" | "MT" | "NL" | "NO" | "PL" | "PT" | "RO"
        | "SE" | "SI" | "SK" | "SM" | "VA" => Region::Europe,
        "US" | "CA" | "PR" => Region::NorthAmerica,
        "JP" | "KR" | "TW" | "HK" | "SG" | "CN" | "MO" => Region::EastAsia,
        "AU" | "NZ" => Region::Oceania,
        _ => Region::Other,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn days(from: &str, to: &str) -> (u16, u16) {
        let days = postal_days(Country::parse(from).unwrap(), Country::parse(to).unwrap());
        (days.likely, days.late)
    }

    #[test]
    fn a_letter_takes_longer_the_further_it_goes() {
        assert_eq!(days("DE", "DE"), (3, 4));
        assert_eq!(days("DE", "FR"), (4, 7));
        assert_eq!(days("DE", "US"), (8, 15));
        assert_eq!(days("DE", "NG"), (12, 25));
        assert_eq!(days("US", "CA"), (6, 10));
    }

    #[test]
    fn the_late_day_is_never_before_the_likely_one() {
        let all: Vec<Country> = crate::place::rules::countries().collect();
        for from in &all {
            for to in &all {
                let days = postal_days(*from, *to);
                assert!(days.likely >= 1 && days.late > days.likely, "{from} to {to}");
            }
        }
    }
}

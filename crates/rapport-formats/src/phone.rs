//! Telephone numbers: is it one, of which country and kind, and how is it written (E.164).
//!
//! [`read`] is the one door to the library that knows the numbering plans; nothing else in the
//! product names it. The answer follows the plans of the International Telecommunication Union as
//! the open metadata of libphonenumber describes them.
//! Not here: which country a contact is assumed to be in (the caller's default), and calling.

use rapport_core::place::Country;
use rlibphonenumber::{
    NotANumberError, NumberLengthType, PHONE_NUMBER_UTIL, ParseError, PhoneNumber,
    PhoneNumberFormat, PhoneNumberType, Region, ValidationError,
};

/// What a number is for, by its country's plan.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum PhoneKind {
    /// A mobile number.
    Mobile,
    /// A fixed line.
    Fixed,
    /// The country does not tell the two apart (as in North America).
    FixedOrMobile,
    /// Free for the caller.
    TollFree,
    /// Dear for the caller.
    Premium,
    /// The cost is shared.
    SharedCost,
    /// A number of internet telephony, without a place.
    Voip,
    /// One number of an organisation for all its places.
    UniversalAccess,
    /// A pager.
    Pager,
    /// A number that follows a person, or a mailbox of spoken messages.
    Personal,
    /// The plan does not say, or the number is not valid.
    Unknown,
}

impl PhoneKind {
    /// The word of the documented JSON.
    #[must_use]
    pub const fn word(self) -> &'static str {
        match self {
            Self::Mobile => "mobile",
            Self::Fixed => "fixed",
            Self::FixedOrMobile => "fixed_or_mobile",
            Self::TollFree => "toll_free",
            Self::Premium => "premium",
            Self::SharedCost => "shared_cost",
            Self::Voip => "voip",
            Self::UniversalAccess => "uan",
            Self::Pager => "pager",
            Self::Personal => "personal",
            Self::Unknown => "unknown",
        }
    }
}

/// What is known of a number as somebody wrote it.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Phone {
    /// A number that its country's plan has.
    pub valid: bool,
    /// At least the length can be right.
    pub possible: bool,
    /// `+` and digits without the extension (ITU-T E.164); only of a valid number.
    pub e164: Option<String>,
    /// As written abroad, extension included; of whatever could be read as a number.
    pub international: Option<String>,
    /// As written at home, extension included; of whatever could be read as a number.
    pub national: Option<String>,
    /// The country the number belongs to; none for numbers of the whole world and unknown ones.
    pub country: Option<Country>,
    /// What it is for; [`PhoneKind::Unknown`] unless it is valid.
    pub kind: PhoneKind,
    /// The extension's digits, if one was written.
    pub extension: Option<String>,
    /// What is wrong, in a sentence; `None` for a valid number.
    pub why: Option<String>,
}

/// Reads a number as it was written down in `country`.
///
/// Without a country only international forms (`+…`) can be valid. Letters on the keys, full-width
/// and other scripts' digits, `tel:` addresses (RFC 3966) and extensions are understood. An area
/// code's zero in brackets after the country code is dropped where the number is none with it.
#[must_use]
pub fn read(input: &str, country: Option<Country>) -> Phone {
    let region = country.and_then(|country| country.as_str().parse::<Region>().ok());
    let text = tidy(input);
    match PHONE_NUMBER_UTIL.parse(&text, region) {
        Ok(number) if is_valid(&number) => describe(&number, None),
        Ok(number) => {
            let without_zero =
                drop_bracketed_zero(&text).and_then(|text| parse_valid(&text, region));
            match without_zero {
                Some(better) => describe(&better, None),
                None => describe(&number, Some(why_invalid(&number, &text, country))),
            }
        }
        Err(error) => {
            if let Some(better) =
                drop_bracketed_zero(&text).and_then(|text| parse_valid(&text, region))
            {
                return describe(&better, None);
            }
            Phone {
                valid: false,
                possible: false,
                e164: None,
                international: None,
                national: None,
                country: None,
                kind: PhoneKind::Unknown,
                extension: None,
                why: Some(why_unreadable(&error, &text, region)),
            }
        }
    }
}

/// The number in E.164 where it is valid: what two spellings of one number have in common.
#[must_use]
pub fn e164(input: &str, country: Option<Country>) -> Option<String> {
    read(input, country).e164
}

fn parse_valid(text: &str, region: Option<Region>) -> Option<PhoneNumber> {
    PHONE_NUMBER_UTIL.parse(text, region).ok().filter(is_valid)
}

fn is_valid(number: &PhoneNumber) -> bool {
    PHONE_NUMBER_UTIL.is_valid_number(number)
}

/// A doubled plus is a slip of the finger, and invisible marks of direction come along when a
/// number is copied from a page.
fn tidy(input: &str) -> String {
    let mut text: String = input
        .chars()
        .filter(|c| !matches!(c, '\u{200b}'..='\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}' | '\u{feff}'))
        .collect();
    while text.contains("++") {
        text = text.replace("++", "+");
    }
    text.trim().to_owned()
}

fn drop_bracketed_zero(text: &str) -> Option<String> {
    let international = text.trim_start().starts_with(['+', '\u{ff0b}']) || text.starts_with("00");
    (international && text.contains("(0)")).then(|| text.replacen("(0)", " ", 1))
}

fn describe(number: &PhoneNumber, why: Option<String>) -> Phone {
    let valid = why.is_none();
    let format = |form| PHONE_NUMBER_UTIL.format(number, form).into_owned();
    let mut bare = number.clone();
    bare.extension = None;
    let country = PHONE_NUMBER_UTIL
        .get_region_for_number(number)
        .and_then(|region| Country::parse(&region.as_region_str()));
    let length = PHONE_NUMBER_UTIL.is_possible_number_with_reason(number);
    Phone {
        valid,
        possible: length.is_ok(),
        e164: valid.then(|| PHONE_NUMBER_UTIL.format(&bare, PhoneNumberFormat::E164).into_owned()),
        international: Some(format(PhoneNumberFormat::International)),
        national: Some(format(PhoneNumberFormat::National)),
        country,
        kind: if valid { kind(number) } else { PhoneKind::Unknown },
        extension: number.extension.clone().filter(|digits| !digits.is_empty()),
        why,
    }
}

fn kind(number: &PhoneNumber) -> PhoneKind {
    match PHONE_NUMBER_UTIL.get_number_type(number) {
        PhoneNumberType::Mobile => PhoneKind::Mobile,
        PhoneNumberType::FixedLine => PhoneKind::Fixed,
        PhoneNumberType::FixedLineOrMobile => PhoneKind::FixedOrMobile,
        PhoneNumberType::TollFree => PhoneKind::TollFree,
        PhoneNumberType::PremiumRate => PhoneKind::Premium,
        PhoneNumberType::SharedCost => PhoneKind::SharedCost,
        PhoneNumberType::VoIP => PhoneKind::Voip,
        PhoneNumberType::UAN => PhoneKind::UniversalAccess,
        PhoneNumberType::Pager => PhoneKind::Pager,
        PhoneNumberType::PersonalNumber | PhoneNumberType::VoiceMail => PhoneKind::Personal,
        PhoneNumberType::Unknown => PhoneKind::Unknown,
    }
}

fn why_invalid(number: &PhoneNumber, text: &str, country: Option<Country>) -> String {
    // A prefix of another country's exchange ("00" where calls abroad begin with "0011") is the
    // commonest reason for a well-meant number that is none.
    if let Some(rest) = text.strip_prefix("00")
        && let Some(meant) = parse_valid(&format!("+{rest}"), None)
    {
        let meant = PHONE_NUMBER_UTIL.format(&meant, PhoneNumberFormat::International);
        return format!("calls abroad do not begin with 00 there; perhaps {meant} is meant");
    }
    let place = country.map_or_else(String::new, |country| format!(" in {country}"));
    match PHONE_NUMBER_UTIL.is_possible_number_with_reason(number) {
        Ok(NumberLengthType::IsPossible) => {
            format!("no such number is given out{place}: check the first digits")
        }
        Ok(NumberLengthType::IsPossibleLocalOnly) => {
            "the area code is missing: it can be dialled only from nearby".to_owned()
        }
        Err(ValidationError::TooShort) => "too short".to_owned(),
        Err(ValidationError::TooLong) => "too long".to_owned(),
        Err(ValidationError::InvalidLength) => "a wrong number of digits".to_owned(),
        Err(ValidationError::InvalidCountryCode) => "no country has this code".to_owned(),
    }
}

fn why_unreadable(error: &ParseError, text: &str, region: Option<Region>) -> String {
    let digits = text.chars().filter(|c| c.is_numeric()).count();
    match error {
        ParseError::InvalidCountryCode if region.is_none() && !text.starts_with('+') => {
            "written without the country code: say the country, or begin with +".to_owned()
        }
        ParseError::InvalidCountryCode => "no country has this code".to_owned(),
        ParseError::NotANumber(NotANumberError::InvalidPhoneContext) => {
            "the phone-context of the tel: address is none".to_owned()
        }
        ParseError::NotANumber(_) if digits == 0 => "not a telephone number".to_owned(),
        ParseError::NotANumber(_) => "not a telephone number: too much else in it".to_owned(),
        ParseError::TooShortAfterIdd | ParseError::TooShortNsn => "too short".to_owned(),
        ParseError::TooLongNsn => "too long".to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn de() -> Option<Country> {
        Country::parse("DE")
    }

    #[test]
    fn many_spellings_are_one_number() {
        for spelling in [
            "030 123456",
            "(030) 12 34 56",
            "+49 30 123456",
            "+49 (0) 30 123456",
            "++49 30 123456",
            "0049 30 123456",
            "+49.30.123456",
            "tel:+49-30-123456",
            "\u{ff0b}\u{ff14}\u{ff19} 30 123456",
            "\u{202a}+49 30 123456\u{202c}",
        ] {
            assert_eq!(e164(spelling, de()).as_deref(), Some("+4930123456"), "{spelling}");
        }
    }

    #[test]
    fn an_extension_is_apart_from_the_number() {
        for spelling in ["+49 30 123456 ext. 12", "tel:+49-30-123456;ext=12", "030 123456 x12"] {
            let phone = read(spelling, de());
            assert_eq!(phone.e164.as_deref(), Some("+4930123456"), "{spelling}");
            assert_eq!(phone.extension.as_deref(), Some("12"), "{spelling}");
        }
    }

    #[test]
    fn the_zero_of_italy_stays_and_a_wrong_one_goes() {
        assert_eq!(e164("+39 06 6981 2345", None).as_deref(), Some("+390669812345"));
        assert_eq!(e164("+39 (0)6 6981 2345", None).as_deref(), Some("+390669812345"));
        assert_eq!(e164("+39 (0) 06 6981 2345", None).as_deref(), Some("+390669812345"));
    }

    #[test]
    fn without_a_country_only_international_forms_count() {
        let phone = read("030 123456", None);
        assert!(!phone.valid && phone.e164.is_none());
        assert!(phone.why.unwrap().contains("country"));
        assert!(read("+1 415 555 2671", None).valid);
    }

    #[test]
    fn kind_and_country_follow_the_plan() {
        let phone = read("0171 2345678", de());
        assert_eq!((phone.kind, phone.country), (PhoneKind::Mobile, de()));
        let phone = read("+1 415 555 2671", None);
        assert_eq!((phone.kind.word(), phone.country), ("fixed_or_mobile", Country::parse("US")));
        assert_eq!(read("0800 1234567", Country::parse("DE")).kind, PhoneKind::TollFree);
    }

    #[test]
    fn what_is_wrong_is_said() {
        let australia = Country::parse("AU");
        let phone = read("0061 2 1234 5678", australia);
        assert!(!phone.valid);
        assert!(phone.why.unwrap().contains("+61 2 1234 5678"));
        assert_eq!(read("+49 1", None).why.as_deref(), Some("too short"));
        assert!(read("nobody", de()).why.is_some());
        assert!(read("", None).why.is_some());
    }

    proptest! {
        #[test]
        fn any_text_gets_an_answer(text in "\\PC{0,60}", code in "[A-Z]{2}") {
            let phone = read(&text, Country::parse(&code));
            prop_assert_eq!(phone.valid, phone.e164.is_some());
            prop_assert_eq!(phone.valid, phone.why.is_none());
        }

        #[test]
        fn digits_and_marks_get_an_answer(text in "[+0-9() .;=extl:/-]{0,40}", code in "[A-Z]{2}") {
            let phone = read(&text, Country::parse(&code));
            if let Some(number) = &phone.e164 {
                // What is written back is read as the same number anywhere.
                prop_assert_eq!(e164(number, None), Some(number.clone()));
            }
        }
    }
}

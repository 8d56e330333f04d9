//! Postal addresses in a signature: a line with a postcode and a town, the street before it, the
//! country after it.

use crate::card::PostalAddress;

/// Words of streets, as a word or the end of one.
const STREET_WORDS: &[&str] = &[
    "straße",
    "strasse",
    "str.",
    "str",
    "weg",
    "allee",
    "platz",
    "gasse",
    "damm",
    "ufer",
    "ring",
    "chaussee",
    "rue",
    "avenue",
    "av.",
    "av",
    "ave",
    "ave.",
    "boulevard",
    "bd",
    "bd.",
    "place",
    "quai",
    "chemin",
    "impasse",
    "calle",
    "c/",
    "paseo",
    "plaza",
    "carrer",
    "avenida",
    "avda.",
    "via",
    "viale",
    "piazza",
    "corso",
    "largo",
    "rua",
    "praça",
    "travessa",
    "street",
    "st",
    "st.",
    "road",
    "rd",
    "rd.",
    "lane",
    "drive",
    "square",
    "way",
    "court",
    "straat",
    "laan",
    "plein",
    "gracht",
    "kade",
    "weg",
    "dreef",
    "singel",
    "boulevard",
    "suite",
    "floor",
    "building",
];

/// Countries as people write them under an address.
const COUNTRIES: &[&str] = &[
    "germany",
    "deutschland",
    "france",
    "frankreich",
    "spain",
    "españa",
    "italy",
    "italia",
    "italien",
    "netherlands",
    "the netherlands",
    "nederland",
    "portugal",
    "brasil",
    "brazil",
    "austria",
    "österreich",
    "switzerland",
    "schweiz",
    "suisse",
    "svizzera",
    "belgium",
    "belgique",
    "belgië",
    "luxembourg",
    "united kingdom",
    "uk",
    "england",
    "scotland",
    "ireland",
    "usa",
    "united states",
    "united states of america",
    "canada",
    "mexico",
    "méxico",
    "argentina",
    "poland",
    "polska",
    "denmark",
    "danmark",
    "sweden",
    "sverige",
    "norway",
    "norge",
    "finland",
    "czech republic",
    "australia",
    "new zealand",
    "japan",
    "india",
    "china",
    "singapore",
];

/// An address while its lines come in.
#[derive(Default)]
pub(super) struct Builder {
    address: PostalAddress,
    /// A line that can only be a street if a town follows.
    maybe: Option<String>,
}

impl Builder {
    /// Whether a piece is of an address; numbers in it are not telephone numbers then.
    pub fn is_address(&self, piece: &str) -> bool {
        piece.split(',').any(|part| town(part.trim()).is_some())
            || is_street(piece.split(',').next().unwrap_or_default())
    }

    /// Takes a piece, if it is of an address.
    pub fn take(&mut self, piece: &str) -> bool {
        let parts: Vec<&str> =
            piece.split(',').map(str::trim).filter(|part| !part.is_empty()).collect();
        let mut any = false;
        let mut streets: Vec<&str> = Vec::new();
        let mut rest = parts.as_slice();
        while let [part, after @ ..] = rest {
            rest = after;
            // "Springfield, IL 62701" has its town before the comma.
            if let (Some((state, postcode)), true) =
                (american(after.first().copied()), self.address.city.is_empty())
            {
                self.address.city = (*part).to_owned();
                self.address.state = state;
                self.address.postcode = postcode;
                rest = after.get(1..).unwrap_or_default();
                any = true;
            } else if let (Some((postcode, city)), true) =
                (town(part), self.address.city.is_empty())
            {
                self.address.postcode = postcode;
                self.address.city = city;
                any = true;
            } else if COUNTRIES.contains(&part.to_lowercase().trim_end_matches('.'))
                && (any || !self.address.city.is_empty())
            {
                self.address.country = (*part).to_owned();
                any = true;
            } else {
                streets.push(part);
            }
        }
        if any {
            if self.address.street.is_empty() {
                let before = self.maybe.take().filter(|_| streets.is_empty());
                self.address.street = before.unwrap_or_else(|| streets.join("\n"));
            }
            return true;
        }
        if is_street(parts.first().copied().unwrap_or_default()) && self.address.city.is_empty() {
            self.maybe = Some(parts.join(", "));
            return true;
        }
        false
    }

    /// The address; empty without a town.
    pub fn finish(self) -> PostalAddress {
        let mut address = self.address;
        if address.city.is_empty() {
            return PostalAddress::default();
        }
        address.label = "work".to_owned();
        address
    }
}

/// A word for a street and a number, or the same in one word.
fn is_street(text: &str) -> bool {
    let lower = text.to_lowercase();
    let words: Vec<&str> = lower.split_whitespace().collect();
    let number = words.iter().any(|word| word.starts_with(|first: char| first.is_ascii_digit()));
    let street = words.iter().any(|word| {
        STREET_WORDS.contains(word)
            || [
                "straße", "strasse", "str.", "weg", "allee", "platz", "gasse", "straat", "laan",
                "plein", "gracht", "kade",
            ]
            .iter()
            .any(|end| word.ends_with(end) && word.len() > end.len())
    });
    number && street && words.len() <= 8
}

/// Postcode and town of a part such as `D-10115 Berlin`, `1012 AB Amsterdam`, `London SW1A 1AA`.
fn town(part: &str) -> Option<(String, String)> {
    let words: Vec<&str> = part.split_whitespace().collect();
    let is_name = |words: &[&str]| {
        !words.is_empty()
            && words.len() <= 5
            && words.first().is_some_and(|first| first.starts_with(char::is_uppercase))
            && words.iter().all(|word| {
                !word.contains(|letter: char| {
                    letter.is_ascii_digit() || letter == '@' || letter == ':'
                })
            })
    };
    let [first, rest @ ..] = words.as_slice() else { return None };
    let digits = first.rsplit_once('-').map_or(*first, |(country, digits)| {
        if country.len() <= 2 && country.chars().all(|letter| letter.is_ascii_uppercase()) {
            digits
        } else {
            first
        }
    });
    let all_digits = |text: &str| text.bytes().all(|byte| byte.is_ascii_digit());
    if matches!(digits.len(), 4 | 5) && all_digits(digits) {
        // The Netherlands add two letters.
        if let [letters, city @ ..] = rest
            && digits.len() == 4
            && letters.len() == 2
            && letters.chars().all(|letter| letter.is_ascii_uppercase())
            && is_name(city)
        {
            return Some((format!("{digits} {letters}"), city.join(" ")));
        }
        return is_name(rest).then(|| (digits.to_owned(), rest.join(" ")));
    }
    // Portugal: 1100-148 Lisboa.
    if let Some((four, three)) = first.split_once('-')
        && four.len() == 4
        && three.len() == 3
        && all_digits(four)
        && all_digits(three)
    {
        return is_name(rest).then(|| ((*first).to_owned(), rest.join(" ")));
    }
    // Britain: the postcode is in two halves at the end.
    if let [city @ .., outward, inward] = words.as_slice()
        && is_british(outward, inward)
        && is_name(city)
    {
        return Some((format!("{outward} {inward}"), city.join(" ")));
    }
    None
}

fn is_british(outward: &str, inward: &str) -> bool {
    let capital = |letter: char| letter.is_ascii_uppercase();
    (2..=4).contains(&outward.len())
        && outward.starts_with(capital)
        && outward.contains(|letter: char| letter.is_ascii_digit())
        && outward.chars().all(|letter| letter.is_ascii_alphanumeric())
        && inward.len() == 3
        && inward.starts_with(|letter: char| letter.is_ascii_digit())
        && inward.chars().skip(1).all(capital)
}

/// `IL 62701` and `IL 62701-1234`.
fn american(part: Option<&str>) -> Option<(String, String)> {
    let (state, postcode) = part?.split_once(' ')?;
    let zip = postcode.trim();
    let digits = zip.split('-').next().unwrap_or_default();
    let fits = state.len() == 2
        && state.chars().all(|letter| letter.is_ascii_uppercase())
        && digits.len() == 5
        && zip.bytes().all(|byte| byte.is_ascii_digit() || byte == b'-');
    fits.then(|| (state.to_owned(), zip.to_owned()))
}

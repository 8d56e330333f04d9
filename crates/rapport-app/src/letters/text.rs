//! A draft as the parts of a letter: salutation, text, closing; and the date in words.

use jiff::civil::Date;
use rapport_paper::{Formality, closing};

/// The parts of a draft's text.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub(super) struct Parts {
    pub(super) salutation: Option<String>,
    pub(super) text: String,
    /// The formula above the name; `None` where the text ends with the name already.
    pub(super) closing: Option<String>,
}

/// The longest line that may be a salutation or a closing, in characters.
const SHORT: usize = 80;

/// Takes a text apart. A first line of its own that ends like a salutation is one; so is a last
/// line of its own that ends like a closing, or is none and becomes the formula of the language.
pub(super) fn parts(body: &str, language: &str, name: &str) -> Parts {
    let mut blocks: Vec<&str> =
        body.split("\n\n").map(str::trim).filter(|block| !block.is_empty()).collect();
    let is_line = |block: &str| !block.contains('\n') && block.chars().count() <= SHORT;
    let mut salutation = None;
    if let Some(first) = blocks.first().copied()
        && is_line(first)
        && first.ends_with([',', ':', '!', '，', '：'])
    {
        salutation = Some(first.to_owned());
        blocks.remove(0);
    }
    let signed = blocks.last().is_some_and(|last| {
        !name.is_empty() && last.lines().last().is_some_and(|line| line.trim() == name)
    });
    let mut words = (!signed).then(|| closing(language, Formality::Formal, None));
    if let Some(last) = blocks.last().copied()
        && !signed
        && is_line(last)
        && (last.ends_with(',') || is_closing(last))
    {
        words = Some(last.to_owned());
        blocks.pop();
    }
    Parts { salutation, text: blocks.join("\n\n"), closing: words }
}

/// Closings that end without a comma.
fn is_closing(line: &str) -> bool {
    let line = line.to_lowercase();
    ["grüße", "grüssen", "grüßen", "grüsse", "saluti", "hälsningar", "hilsen", "szacunkiem", "敬具"]
        .iter()
        .any(|end| line.ends_with(end))
}

/// The date at the head of a letter, in words of its language, as its country writes it.
pub(super) fn date(day: Date, language: &str, country: &str) -> String {
    const FRENCH: [&str; 12] = [
        "janvier",
        "février",
        "mars",
        "avril",
        "mai",
        "juin",
        "juillet",
        "août",
        "septembre",
        "octobre",
        "novembre",
        "décembre",
    ];
    const SPANISH: [&str; 12] = [
        "enero",
        "febrero",
        "marzo",
        "abril",
        "mayo",
        "junio",
        "julio",
        "agosto",
        "septiembre",
        "octubre",
        "noviembre",
        "diciembre",
    ];
    let month = usize::try_from(day.month() - 1).unwrap_or_default();
    let of = |months: &[&'static str; 12]| months.get(month).copied().unwrap_or_default();
    let primary = language.split(['-', '_']).next().unwrap_or_default().to_lowercase();
    match primary.as_str() {
        "de" => format!("{} {}", rapport_core::lint::date_in_words(day, "de"), day.year()),
        "fr" if day.day() == 1 => format!("1er {} {}", of(&FRENCH), day.year()),
        "fr" => format!("{} {} {}", day.day(), of(&FRENCH), day.year()),
        "es" => format!("{} de {} de {}", day.day(), of(&SPANISH), day.year()),
        "en" if country == "US" => day.strftime("%B %-d, %Y").to_string(),
        "en" => format!("{} {}", rapport_core::lint::date_in_words(day, "en"), day.year()),
        _ => day.to_string(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use jiff::civil::date as day;

    #[test]
    fn a_draft_is_taken_apart() {
        let body = "Dear Dana,\n\nthe knots hold.\n\nThey really do.\n\nKind regards,";
        let found = parts(body, "en", "Jo Becker");
        assert_eq!(found.salutation.as_deref(), Some("Dear Dana,"));
        assert_eq!(found.text, "the knots hold.\n\nThey really do.");
        assert_eq!(found.closing.as_deref(), Some("Kind regards,"));
        let german = parts("Guten Tag,\n\nes hält.\n\nMit freundlichen Grüßen", "de", "Jo");
        assert_eq!(german.closing.as_deref(), Some("Mit freundlichen Grüßen"));
        assert_eq!(german.text, "es hält.");
    }

    #[test]
    fn a_closing_that_is_missing_is_the_formula_and_a_name_is_not_signed_twice() {
        assert_eq!(parts("It holds.", "en", "Jo").closing.as_deref(), Some("Yours sincerely,"));
        let signed = parts("It holds.\n\nYours,\nJo", "en", "Jo");
        assert_eq!(signed.closing, None);
        assert!(signed.text.ends_with("Yours,\nJo"));
        assert_eq!(
            parts("", "en", ""),
            Parts { closing: Some("Yours sincerely,".to_owned()), ..Parts::default() }
        );
    }

    #[test]
    fn dates_are_written_as_their_readers_do() {
        let eleventh = day(2026, 11, 23);
        assert_eq!(date(eleventh, "de", "DE"), "23. November 2026");
        assert_eq!(date(eleventh, "en", "US"), "November 23, 2026");
        assert_eq!(date(eleventh, "en-GB", "GB"), "23 November 2026");
        assert_eq!(date(day(2026, 8, 1), "fr", "FR"), "1er août 2026");
        assert_eq!(date(eleventh, "es", "ES"), "23 de noviembre de 2026");
        assert_eq!(date(eleventh, "cs", "CZ"), "2026-11-23");
    }
}

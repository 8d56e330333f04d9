//! The last words before the name, by language and formality.
//!
//! Sources: style guides of the languages' own authorities and universities; the French formula
//! repeats the salutation's title, so it takes that title as an argument. Punctuation belongs to
//! the formula: a comma in English and Spanish, none in German.

/// How well one knows the reader.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Formality {
    /// The reader's name is not known.
    Unknown,
    /// A letter to somebody known by name.
    Formal,
    /// Between people who have met.
    Friendly,
}

/// The closing of a letter in `language` (BCP 47: `de`, `en-US`, `fr-CH`).
///
/// `title` is the salutation's own title, which the French formula repeats, such as `Madame`;
/// other languages ignore it. Languages without a formula here close in English.
#[must_use]
pub fn closing(language: &str, formality: Formality, title: Option<&str>) -> String {
    use Formality::{Formal, Friendly, Unknown};
    let lower = language.to_ascii_lowercase();
    let mut subtags = lower.split(['-', '_']);
    let primary = subtags.next().unwrap_or("");
    let region = subtags.find(|tag| tag.len() == 2).unwrap_or("");
    let words = match (primary, formality) {
        ("de", Friendly) if region == "ch" => "Herzliche Grüsse",
        ("de", Friendly) => "Herzliche Grüße",
        ("de", _) if region == "ch" => "Freundliche Grüsse",
        ("de", _) => "Mit freundlichen Grüßen",
        ("fr", Friendly) => "Bien cordialement,",
        ("fr", _) => {
            let title = title.unwrap_or("Madame, Monsieur");
            return format!(
                "Je vous prie d’agréer, {title}, l’expression de mes salutations distinguées."
            );
        }
        ("es", Friendly) => "Un cordial saludo,",
        ("es", _) => "Atentamente,",
        ("it", Friendly) => "Cordiali saluti",
        ("it", _) => "Distinti saluti",
        ("pt", _) if region == "br" => "Atenciosamente,",
        ("pt", Friendly) => "Cumprimentos,",
        ("pt", _) => "Com os melhores cumprimentos,",
        ("nl", Unknown) => "Hoogachtend,",
        ("nl", _) => "Met vriendelijke groet,",
        ("sv", _) => "Med vänliga hälsningar",
        ("da", _) => "Med venlig hilsen",
        ("no" | "nb" | "nn", _) => "Med vennlig hilsen",
        ("pl", _) => "Z poważaniem",
        ("ja", _) => "敬具",
        (_, Friendly) => "Kind regards,",
        (_, Formal) if region == "us" => "Sincerely,",
        (_, Formal) => "Yours sincerely,",
        (_, Unknown) if region == "us" => "Sincerely,",
        (_, Unknown) => "Yours faithfully,",
    };
    words.to_owned()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn closings_follow_language_region_and_formality() {
        assert_eq!(closing("en-US", Formality::Formal, None), "Sincerely,");
        assert_eq!(closing("en-GB", Formality::Unknown, None), "Yours faithfully,");
        assert_eq!(closing("de", Formality::Formal, None), "Mit freundlichen Grüßen");
        assert_eq!(closing("de-CH", Formality::Formal, None), "Freundliche Grüsse");
        assert!(
            closing("fr", Formality::Formal, Some("Madame"))
                .contains("agréer, Madame, l’expression")
        );
        assert_eq!(closing("tlh", Formality::Friendly, None), "Kind regards,");
    }
}

//! The few words that paper itself needs, by the letter's language. English where none are known.

/// `Page 2 of 3`.
pub(crate) fn page_of(language: &str, page: usize, pages: usize) -> String {
    match primary(language).as_str() {
        "de" => format!("Seite {page} von {pages}"),
        "fr" => format!("Page {page} sur {pages}"),
        "es" | "pt" => format!("Página {page} de {pages}"),
        "it" => format!("Pagina {page} di {pages}"),
        "nl" => format!("Pagina {page} van {pages}"),
        "sv" => format!("Sida {page} av {pages}"),
        "da" | "no" | "nb" | "nn" => format!("Side {page} av {pages}"),
        "pl" => format!("Strona {page} z {pages}"),
        "ja" | "zh" | "ko" | "ar" | "he" | "fa" => format!("{page} / {pages}"),
        _ => format!("Page {page} of {pages}"),
    }
}

/// The word before the list of enclosures.
pub(crate) fn enclosures(language: &str, count: usize) -> &'static str {
    let many = count > 1;
    match primary(language).as_str() {
        "de" if many => "Anlagen",
        "de" => "Anlage",
        "fr" if many => "Pièces jointes",
        "fr" => "Pièce jointe",
        "es" if many => "Anexos",
        "es" => "Anexo",
        "it" if many => "Allegati",
        "it" => "Allegato",
        "pt" if many => "Anexos",
        "pt" => "Anexo",
        "nl" if many => "Bijlagen",
        "nl" => "Bijlage",
        "sv" if many => "Bilagor",
        "sv" => "Bilaga",
        "da" | "no" | "nb" | "nn" => "Bilag",
        "pl" if many => "Załączniki",
        "pl" => "Załącznik",
        "ja" => "同封",
        _ if many => "Enclosures",
        _ => "Enclosure",
    }
}

/// Whether the language is written from right to left.
pub(crate) fn runs_leftwards(language: &str) -> bool {
    matches!(primary(language).as_str(), "ar" | "he" | "fa" | "ur" | "ps" | "yi" | "dv" | "ckb")
}

fn primary(language: &str) -> String {
    language.split(['-', '_']).next().unwrap_or("").to_ascii_lowercase()
}

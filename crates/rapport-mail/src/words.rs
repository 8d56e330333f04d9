//! Tables of words, as data in the source.
//!
//! Here: the form all tables of phrases have: words between bars and line ends, one line for a
//! language or a family, so that adding one is adding text. Not here: any table.

/// The entries of a table, in order.
pub(crate) fn words(table: &'static str) -> impl Iterator<Item = &'static str> {
    table.split(['|', '\n']).map(str::trim).filter(|word| !word.is_empty())
}

/// Whether the table has exactly this entry. Asked for each word of a text, so it searches the
/// table as one text.
pub(crate) fn has(table: &'static str, word: &str) -> bool {
    if word.is_empty() || word.contains(['|', '\n']) {
        return false;
    }
    table.match_indices(word).any(|(start, _)| {
        let before = table[..start].trim_end_matches(' ');
        let after = table[start + word.len()..].trim_start_matches(' ');
        (before.is_empty() || before.ends_with(['|', '\n']))
            && (after.is_empty() || after.starts_with(['|', '\n']))
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn entries_stand_between_bars_and_line_ends() {
        let table = "\n    one | two words |\n    three\n";
        assert_eq!(words(table).collect::<Vec<_>>(), ["one", "two words", "three"]);
        assert!(has(table, "two words") && has(table, "one") && has(table, "three"));
        assert!(!has(table, "two") && !has(table, "") && !has(table, "one | two words"));
    }
}

//! Reads single values out of one TOML table and complains about each that is not what it should be.
//!
//! Here: types of values, unknown and missing names, the nearest known word.
//! Not here: which names there are (`lower`) and what several values must satisfy together
//! (`check`).

use rapport_core::playbook::Offset;
use toml::Spanned;
use toml::de::{DeTable, DeValue};

use super::offset::parse_offset;
use super::place::Findings;

/// A value and the byte where it stands.
#[derive(Clone, PartialEq, Eq, Debug)]
pub(super) struct Placed<T> {
    /// The value.
    pub(super) value: T,
    /// Its first byte in the file.
    pub(super) at: usize,
}

/// One table of the file: the file itself, a step, or the braces of an offset.
pub(super) struct Fields<'f, 'i> {
    /// Its names and values.
    table: &'f DeTable<'i>,
    /// Where it begins.
    pub(super) at: usize,
    /// What it is called in a complaint, such as "the playbook".
    name: &'static str,
    /// True when the file could be read without a syntax error.
    /// Otherwise a missing name may stand in the very line that could not be read, and nothing is
    /// said about it.
    whole: bool,
}

impl<'f, 'i> Fields<'f, 'i> {
    /// Takes a table and complains about each name that is not among the known ones.
    pub(super) fn new(
        table: &'f DeTable<'i>,
        at: usize,
        name: &'static str,
        known: &[&str],
        whole: bool,
        findings: &mut Findings<'_>,
    ) -> Self {
        for (key, _) in table.iter() {
            let word = key.get_ref().as_ref();
            if !known.contains(&word) {
                let remedy = match nearest(word, known) {
                    Some(near) => format!("did you mean `{near}`?"),
                    None => format!("{name} knows: {}", known.join(", ")),
                };
                findings.add(
                    key.span().start,
                    format!("{name} has nothing called `{}`", shown(word)),
                    remedy,
                );
            }
        }
        Self { table, at, name, whole }
    }

    /// The value under a name, if there.
    pub(super) fn get(&self, key: &str) -> Option<&'f Spanned<DeValue<'i>>> {
        self.table.get(key)
    }

    /// Complains that a name is missing.
    pub(super) fn missing(&self, key: &str, remedy: &str, findings: &mut Findings<'_>) {
        if self.whole {
            findings.add(self.at, format!("{} lacks `{key}`", self.name), remedy);
        }
    }

    /// A text that may be left out.
    pub(super) fn text(&self, key: &str, findings: &mut Findings<'_>) -> Option<Placed<String>> {
        let value = self.get(key)?;
        let at = value.span().start;
        let DeValue::String(text) = value.get_ref() else {
            findings.add(
                at,
                format!("`{key}` is {}, not a text", kind(value.get_ref())),
                format!("put it in quotes: {key} = \"...\""),
            );
            return None;
        };
        let text = text.trim();
        if text.is_empty() || text.chars().count() > 2000 {
            let what = if text.is_empty() { "is empty" } else { "is longer than 2000 characters" };
            findings.add(at, format!("`{key}` {what}"), "write a sentence or a few words");
            return None;
        }
        Some(Placed { value: text.to_owned(), at })
    }

    /// A text that must be there.
    pub(super) fn required_text(
        &self,
        key: &str,
        remedy: &str,
        findings: &mut Findings<'_>,
    ) -> Option<Placed<String>> {
        if self.get(key).is_none() {
            self.missing(key, remedy, findings);
        }
        self.text(key, findings)
    }

    /// True or false; false when left out.
    pub(super) fn flag(&self, key: &str, findings: &mut Findings<'_>) -> Option<Placed<bool>> {
        let Some(value) = self.get(key) else {
            return Some(Placed { value: false, at: self.at });
        };
        let at = value.span().start;
        if let DeValue::Boolean(flag) = value.get_ref() {
            return Some(Placed { value: *flag, at });
        }
        findings.add(
            at,
            format!("`{key}` is {}, not true or false", kind(value.get_ref())),
            format!("write {key} = true or {key} = false, without quotes"),
        );
        None
    }

    /// A whole number within bounds, if there.
    pub(super) fn number(
        &self,
        key: &str,
        bounds: (i64, i64),
        findings: &mut Findings<'_>,
    ) -> Option<Placed<i64>> {
        let value = self.get(key)?;
        let at = value.span().start;
        let DeValue::Integer(typed) = value.get_ref() else {
            findings.add(
                at,
                format!("`{key}` is {}, not a whole number", kind(value.get_ref())),
                format!("write a number without quotes, such as {key} = {}", bounds.0.max(1)),
            );
            return None;
        };
        let number = i64::from_str_radix(typed.as_str(), typed.radix()).ok();
        match number.filter(|number| (bounds.0..=bounds.1).contains(number)) {
            Some(value) => Some(Placed { value, at }),
            None => {
                findings.add(
                    at,
                    format!("`{key}` is {}", shown(&typed.to_string())),
                    format!("write a number from {} to {}", bounds.0, bounds.1),
                );
                None
            }
        }
    }

    /// An offset that must be there.
    pub(super) fn offset(&self, key: &str, findings: &mut Findings<'_>) -> Option<Placed<Offset>> {
        let text =
            self.required_text(key, &format!("add it, such as {key} = \"+2bd\""), findings)?;
        let offset = parse_offset(&text.value);
        if offset.is_none() {
            findings.add(
                text.at,
                format!("`{key}` is \"{}\", which is not an offset", shown(&text.value)),
                "write a sign, a number and a unit: \"+30m\", \"+2h\", \"+1bd\", \"-2bd\", \"0bd\"",
            );
        }
        offset.map(|value| Placed { value, at: text.at })
    }

    /// One of a few words, that must be there.
    pub(super) fn word<T>(
        &self,
        key: &str,
        words: &[&str],
        read: impl Fn(&str) -> Option<T>,
        findings: &mut Findings<'_>,
    ) -> Option<Placed<T>> {
        let remedy = format!("add one of: {}", words.join(", "));
        let text = self.required_text(key, &remedy, findings)?;
        let value = read(&text.value);
        if value.is_none() {
            not_a_word(key, &text, words, findings);
        }
        value.map(|value| Placed { value, at: text.at })
    }

    /// A list of texts; empty when left out.
    pub(super) fn texts(&self, key: &str, findings: &mut Findings<'_>) -> Vec<Placed<String>> {
        let Some(value) = self.get(key) else {
            return Vec::new();
        };
        let DeValue::Array(items) = value.get_ref() else {
            findings.add(
                value.span().start,
                format!("`{key}` is {}, not a list", kind(value.get_ref())),
                format!("write {key} = [\"...\", \"...\"]"),
            );
            return Vec::new();
        };
        let mut texts = Vec::new();
        for item in items.iter() {
            let at = item.span().start;
            match item.get_ref() {
                DeValue::String(text) if !text.trim().is_empty() => {
                    texts.push(Placed { value: text.trim().to_owned(), at });
                }
                other => findings.add(
                    at,
                    format!("`{key}` holds {}, not a text", kind(other)),
                    format!("put each in quotes: {key} = [\"...\", \"...\"]"),
                ),
            }
        }
        texts
    }

    /// A table within this one, if there.
    pub(super) fn table(
        &self,
        key: &str,
        name: &'static str,
        known: &[&str],
        findings: &mut Findings<'_>,
    ) -> Option<Fields<'f, 'i>> {
        let value = self.get(key)?;
        let at = value.span().start;
        if let DeValue::Table(table) = value.get_ref() {
            return Some(Fields::new(table, at, name, known, self.whole, findings));
        }
        findings.add(
            at,
            format!("`{key}` is {}, not a table", kind(value.get_ref())),
            format!("write {key} = {{ {} = ... }}", known.join(" = ..., ")),
        );
        None
    }
}

/// Complains about a word that is not among the known ones.
pub(super) fn not_a_word(
    key: &str,
    text: &Placed<String>,
    words: &[&str],
    findings: &mut Findings<'_>,
) {
    let list = words.join(", ");
    let remedy = match nearest(&text.value, words) {
        Some(near) => format!("did you mean \"{near}\"? known are: {list}"),
        None => format!("write one of: {list}"),
    };
    findings.add(text.at, format!("`{key}` cannot be \"{}\"", shown(&text.value)), remedy);
}

/// What a value is, in the words of a complaint.
pub(super) const fn kind(value: &DeValue<'_>) -> &'static str {
    match value {
        DeValue::String(_) => "a text",
        DeValue::Integer(_) => "a whole number",
        DeValue::Float(_) => "a number with a fraction",
        DeValue::Boolean(_) => "true or false",
        DeValue::Datetime(_) => "a date",
        DeValue::Array(_) => "a list",
        DeValue::Table(_) => "a table",
    }
}

/// Words from the file as they may be printed: short, and without control characters.
pub(super) fn shown(word: &str) -> String {
    let mut text: String = word.chars().filter(|c| !c.is_control()).take(40).collect();
    if word.chars().count() > 40 {
        text.push('…');
    }
    text
}

/// The known word nearest to a typed one, if any is near enough to be meant.
fn nearest<'w>(typed: &str, known: &[&'w str]) -> Option<&'w str> {
    let typed: Vec<char> = typed.to_lowercase().chars().take(40).collect();
    known
        .iter()
        .map(|word| (distance(&typed, &word.chars().collect::<Vec<_>>()), *word))
        .min_by_key(|(distance, _)| *distance)
        .filter(|(distance, word)| *distance <= 2.max(word.len() / 3) && *distance < word.len())
        .map(|(_, word)| word)
}

/// How many letters must be added, dropped or exchanged (Levenshtein).
fn distance(first: &[char], second: &[char]) -> usize {
    let mut row: Vec<usize> = (0..=second.len()).collect();
    for (index, letter) in first.iter().enumerate() {
        let mut diagonal = index;
        if let Some(start) = row.first_mut() {
            *start = index + 1;
        }
        for (column, other) in second.iter().enumerate() {
            let above = row[column + 1];
            let exchanged = diagonal + usize::from(letter != other);
            row[column + 1] = exchanged.min(above + 1).min(row[column] + 1);
            diagonal = above;
        }
    }
    row.last().copied().unwrap_or(first.len())
}

#[cfg(test)]
mod tests {
    use super::nearest;

    #[test]
    fn the_nearest_word_is_near_or_nothing() {
        let known = ["earliest", "preferred", "latest", "expiry"];
        assert_eq!(nearest("prefered", &known), Some("preferred"));
        assert_eq!(nearest("Latest", &known), Some("latest"));
        assert_eq!(nearest("lates", &known), Some("latest"));
        assert_eq!(nearest("colour", &known), None);
        assert_eq!(nearest("", &known), None);
    }
}

//! Identifiers keep to the glossary: one concept, one word, and whole words.
//!
//! Looks at names that are declared here (functions, types, variants, fields, parameters,
//! `let`, constants, modules), never at names of others that are only used, and never at
//! words on pages. The rejected words are in `xtask/policy/words.toml`.

use std::collections::BTreeMap;

use anyhow::{Context, Result, bail};

use super::source::{Source, Token};
use super::{Violation, violation};

/// The rejected words and where they may stand nevertheless.
#[derive(Debug, Default)]
pub struct Glossary {
    /// Word to what to say instead.
    rejected: BTreeMap<String, String>,
    exceptions: Vec<Exception>,
}

/// A place where a rejected word is right.
#[derive(Debug)]
struct Exception {
    word: String,
    /// The beginning of the path; empty for everywhere.
    path: String,
    /// The whole identifier; empty for any.
    identifier: String,
}

impl Glossary {
    /// Reads the policy; every exception must give its reason.
    pub fn parse(policy: &toml::Table) -> Result<Self> {
        let mut glossary = Self::default();
        let rejected = policy.get("rejected").and_then(toml::Value::as_table);
        for (word, say) in rejected.context("words.toml has no [rejected]")? {
            let say = say.as_str().context("words.toml: what to say is a text")?;
            glossary.rejected.insert(word.clone(), say.to_owned());
        }
        let exceptions = policy.get("exception").and_then(toml::Value::as_array);
        for entry in exceptions.into_iter().flatten() {
            let text = |key: &str| {
                let value = entry.get(key).and_then(toml::Value::as_str);
                value.unwrap_or_default().to_owned()
            };
            if text("reason").is_empty() || text("word").is_empty() {
                bail!("words.toml: an exception needs `word` and `reason`: {entry}");
            }
            glossary.exceptions.push(Exception {
                word: text("word"),
                path: text("path"),
                identifier: text("identifier"),
            });
        }
        Ok(glossary)
    }

    fn is_excepted(&self, word: &str, path: &str, identifier: &str) -> bool {
        self.exceptions.iter().any(|exception| {
            exception.word == word
                && path.starts_with(&exception.path)
                && (exception.identifier.is_empty() || exception.identifier == identifier)
        })
    }
}

/// All rejected words in declared identifiers.
pub fn check(sources: &[Source], glossary: &Glossary) -> Vec<Violation> {
    let mut found = Vec::new();
    for source in sources {
        for (identifier, line) in declared(&source.tokens) {
            for word in split(identifier) {
                let Some(say) = glossary.rejected.get(&word) else {
                    continue;
                };
                if !glossary.is_excepted(&word, &source.path, identifier) {
                    let what = format!("`{word}` in the name `{identifier}`");
                    let remedy = format!(
                        "say `{say}`, or add an exception with its reason to xtask/policy/words.toml"
                    );
                    found.push(violation(&source.path, line, what, &remedy));
                }
            }
        }
    }
    found
}

/// The words of an identifier in lower case, in snake and in camel case.
fn split(identifier: &str) -> Vec<String> {
    let mut words = vec![String::new()];
    let mut was_lower = false;
    for c in identifier.chars() {
        if c == '_' || c.is_ascii_digit() || (c.is_uppercase() && was_lower) {
            words.push(String::new());
        }
        was_lower = c.is_lowercase();
        if let Some(word) = words.last_mut().filter(|_| c.is_alphabetic()) {
            word.extend(c.to_lowercase());
        }
    }
    words.retain(|word| !word.is_empty());
    words
}

/// Names that the tokens declare, with their lines.
fn declared(tokens: &[Token]) -> Vec<(&str, usize)> {
    let mut names = Vec::new();
    for (at, token) in tokens.iter().enumerate() {
        let rest = tokens.get(at + 1..).unwrap_or_default();
        match token.text.as_str() {
            "fn" => {
                names.extend(first_name(rest));
                names.extend(typed_names(group(rest, "(", ")"), 1));
            }
            "struct" => {
                names.extend(first_name(rest));
                names.extend(typed_names(body(rest), usize::MAX));
            }
            "enum" => {
                names.extend(first_name(rest));
                names.extend(variants(body(rest)));
                names.extend(typed_names(body(rest), usize::MAX));
            }
            "trait" | "type" | "mod" | "const" | "static" => names.extend(first_name(rest)),
            "let" => names.extend(pattern_names(rest)),
            _ => {}
        }
    }
    names
}

fn is_name(text: &str) -> bool {
    text.starts_with(|c: char| c.is_alphabetic() || c == '_') && text != "_"
}

fn first_name(tokens: &[Token]) -> Option<(&str, usize)> {
    let token = tokens.iter().find(|token| token.text != "mut")?;
    // `const fn`, `const {` and `fn(` in types declare nothing here.
    (is_name(&token.text) && token.text != "fn").then_some((token.text.as_str(), token.line))
}

/// The tokens from the first `open` to its `close`.
fn group<'a>(tokens: &'a [Token], open: &str, close: &str) -> &'a [Token] {
    let Some(start) = tokens.iter().position(|token| token.text == open) else {
        return &[];
    };
    let mut depth = 0_usize;
    for (at, token) in tokens.iter().enumerate().skip(start) {
        depth += usize::from(token.text == open);
        depth = depth.saturating_sub(usize::from(token.text == close));
        if depth == 0 {
            return tokens.get(start..at).unwrap_or_default();
        }
    }
    &[]
}

/// The braces of a type; nothing for a tuple or unit struct.
fn body(tokens: &[Token]) -> &[Token] {
    let first = tokens.iter().find(|token| ["{", ";", "("].contains(&token.text.as_str()));
    if first.is_some_and(|token| token.text == "{") { group(tokens, "{", "}") } else { &[] }
}

/// Names followed by a single colon, no deeper than so many brackets.
fn typed_names(tokens: &[Token], deepest: usize) -> Vec<(&str, usize)> {
    let text = |at: usize| tokens.get(at).map_or("", |token| token.text.as_str());
    let mut depth = 0_usize;
    let mut names = Vec::new();
    for (at, token) in tokens.iter().enumerate() {
        match token.text.as_str() {
            "(" | "{" | "[" => depth += 1,
            ")" | "}" | "]" => depth = depth.saturating_sub(1),
            name if is_name(name) && depth <= deepest => {
                let single =
                    text(at + 1) == ":" && text(at + 2) != ":" && (at == 0 || text(at - 1) != ":");
                if single {
                    names.push((name, token.line));
                }
            }
            _ => {}
        }
    }
    names
}

/// The variants of an enum: names right after its brace, a comma, or an attribute.
fn variants(tokens: &[Token]) -> Vec<(&str, usize)> {
    let mut depth = 0_usize;
    let mut before = "";
    let mut names = Vec::new();
    for token in tokens {
        let name = token.text.as_str();
        match name {
            "(" | "{" | "[" => depth += 1,
            ")" | "}" | "]" => depth = depth.saturating_sub(1),
            _ if depth == 1 && is_name(name) && ["{", ",", "]"].contains(&before) => {
                names.push((name, token.line));
            }
            _ => {}
        }
        before = name;
    }
    names
}

/// The names that a `let` binds, up to its type or value.
fn pattern_names(tokens: &[Token]) -> Vec<(&str, usize)> {
    let mut depth = 0_usize;
    let mut names = Vec::new();
    for (at, token) in tokens.iter().enumerate() {
        let next = tokens.get(at + 1).map_or("", |token| token.text.as_str());
        match token.text.as_str() {
            "=" | ";" => break,
            ":" if depth == 0 && next != ":" => break,
            "(" | "{" | "[" => depth += 1,
            ")" | "}" | "]" => depth = depth.saturating_sub(1),
            "mut" | "ref" => {}
            // `field: mine` renames a field that may be somebody else's.
            _ if depth > 0 && next == ":" => {}
            name if is_name(name) && name.starts_with(|c: char| c.is_lowercase() || c == '_') => {
                names.push((name, token.line));
            }
            _ => {}
        }
    }
    names
}

#[cfg(test)]
mod tests;

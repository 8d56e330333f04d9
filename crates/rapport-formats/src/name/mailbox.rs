//! Can a mail address be this person's, by its local part alone?
//!
//! The local part is read as people make them: given names or their beginnings and initials, the
//! family name, in any order, with or without marks between them, and digits behind.

use super::fold::{fold, fold_letters, key, latinise};
use super::known;
use super::nicknames::same_folded;
use super::parts::{is_initial, parts};
use super::words::PARTICLES;

/// Do the letters before the `@` fit the name? A plus-tag is not looked at.
#[must_use]
pub fn fits_mailbox(address: &str, name: &str) -> bool {
    let local = address.rsplit_once('@').map_or(address, |(local, _)| local);
    let local = local.split('+').next().unwrap_or(local).trim_matches('"');
    let tokens: Vec<String> = latinise(&fold(local))
        .split(|c: char| !c.is_alphabetic())
        .filter(|token| !token.is_empty())
        .map(str::to_owned)
        .collect();
    let joined: String = tokens.concat();
    if joined.is_empty() {
        return false;
    }
    let name = Name::new(name);
    if name.given.is_empty() && name.family.is_empty() {
        return false;
    }
    name.is_one_part(&joined) || name.tokens_fit(&tokens) || name.letters_fit(&joined)
}

/// The folded pieces that local parts are made of.
struct Name {
    /// Given and middle names; initials have one letter.
    given: Vec<String>,
    /// The family name in its pieces, particles left out.
    family: Vec<String>,
    /// The family name grown together, particles included.
    family_joined: String,
}

impl Name {
    fn new(name: &str) -> Self {
        let parts = parts(name);
        let pieces = |text: &str| -> Vec<String> {
            latinise(&fold(text))
                .split([' ', '-', '\u{2019}'])
                .map(|piece| piece.chars().filter(|c| c.is_alphanumeric()).collect::<String>())
                .filter(|piece| !piece.is_empty())
                .collect()
        };
        let mut given = Vec::new();
        for word in parts.given.split_whitespace().chain(parts.middle.split_whitespace()) {
            if is_initial(word) {
                given.extend(latinise(&fold_letters(word)).chars().map(String::from));
            } else {
                given.extend(pieces(word));
            }
        }
        given.extend(pieces(&parts.nickname));
        let family: Vec<String> = pieces(&parts.family)
            .into_iter()
            .filter(|piece| !PARTICLES.contains(key(piece).as_str()))
            .collect();
        Self { given, family, family_joined: latinise(&fold_letters(&parts.family)) }
    }

    /// The whole local part is one name: the family name, or a given name in full.
    fn is_one_part(&self, joined: &str) -> bool {
        let length = joined.chars().count();
        self.family_joined == joined
            || self
                .family
                .iter()
                .any(|piece| piece == joined || (length >= 5 && piece.starts_with(joined)))
            || self.given.iter().any(|given| {
                given == joined
                    || (length >= 3 && given.chars().count() > 1 && same_folded(given, joined))
            })
            || format!("{}{}", self.given.concat(), self.family_joined) == joined
    }

    /// Each piece between marks stands for one of the names, in an order that people use.
    fn tokens_fit(&self, tokens: &[String]) -> bool {
        if tokens.len() < 2 {
            return false;
        }
        let families = tokens.iter().filter(|token| self.is_family(token)).count();
        let mut strong = false;
        let all = tokens.iter().all(|token| {
            let family = self.is_family(token);
            let given = self.given.iter().any(|given| {
                given.starts_with(token.as_str())
                    || (given.chars().count() == 1 && token.starts_with(given.as_str()))
                    || (token.chars().count() >= 3
                        && (same_folded(given, token)
                            || token.starts_with(given.as_str()) && given.chars().count() >= 3))
                    || self.letters_fit(token)
            });
            let initial_of_family =
                self.family.iter().any(|piece| piece.starts_with(token.as_str()));
            strong |= family || (given && token.chars().count() > 2);
            family || given || initial_of_family
        });
        // Two pieces that both fit only the given names say nothing of the family.
        all && strong
            && (families > 0
                || tokens
                    .iter()
                    .any(|token| self.family.iter().any(|piece| piece.starts_with(token.as_str())))
                || tokens.iter().all(|token| self.given.iter().any(|given| given == token)))
    }

    fn is_family(&self, token: &str) -> bool {
        self.family_joined == token || self.family.iter().any(|piece| piece == token)
    }

    /// The letters in one run: beginnings of names, one after the other, the family name or a good
    /// part of it among them.
    fn letters_fit(&self, joined: &str) -> bool {
        self.family_first(joined) || self.family_last(joined) || self.initials_only(joined)
    }

    fn family_forms(&self) -> Vec<&str> {
        let mut forms: Vec<&str> = self.family.iter().map(String::as_str).collect();
        forms.push(&self.family_joined);
        forms.retain(|form| form.len() > 1);
        forms
    }

    /// `smithj`, `shahvaibhav`.
    fn family_first(&self, joined: &str) -> bool {
        self.family_forms().into_iter().any(|family| {
            let whole = joined
                .strip_prefix(family)
                .is_some_and(|rest| !rest.is_empty() && self.is_given_run(rest, true));
            let begun = common_prefix(joined, family);
            whole
                || begun >= 4
                    && joined.is_char_boundary(begun)
                    && self.is_given_run(&joined[begun..], false)
                    && joined.len() > begun
        })
    }

    /// `jsmith`, `thwjames`, and the family name cut short (`jcarbon`).
    fn family_last(&self, joined: &str) -> bool {
        joined.char_indices().skip(1).any(|(at, _)| {
            let (front, back) = joined.split_at(at);
            self.family_forms().into_iter().any(|family| {
                let whole = family == back && self.is_given_run(front, true);
                let cut = back.chars().count() >= 3
                    && family.starts_with(back)
                    && self.is_given_run(front, false);
                whole || cut
            })
        })
    }

    /// Initials of all names (`vkw`), or a given name and the family's initial (`annab`).
    fn initials_only(&self, joined: &str) -> bool {
        let initials: String = self
            .given
            .iter()
            .chain(&self.family)
            .filter_map(|piece| piece.chars().next())
            .collect();
        if initials.chars().count() >= 3 && initials == joined {
            return true;
        }
        self.family.iter().filter_map(|piece| piece.chars().next()).any(|initial| {
            joined.strip_suffix(initial).is_some_and(|front| {
                front.chars().count() > 2
                    && self.given.iter().any(|given| {
                        given == front || same_folded(given, front) && known::is_given(given)
                    })
            })
        })
    }

    /// Beginnings of given names one after the other, in their order; an initial may be written
    /// out by a few letters that we cannot know (`free`).
    fn is_given_run(&self, run: &str, free: bool) -> bool {
        self.run_from(run, 0, free)
    }

    fn run_from(&self, run: &str, from: usize, free: bool) -> bool {
        if run.is_empty() {
            return true;
        }
        (from..self.given.len()).any(|at| {
            let given = &self.given[at];
            let shared = common_prefix(run, given);
            if given.chars().count() == 1 {
                let Some(rest) = run.strip_prefix(given.as_str()) else { return false };
                return self.run_from(rest, at + 1, free)
                    || free && rest.chars().count() <= 2 && from == 0;
            }
            // The given name whole, or its pet name, or a beginning of it.
            if same_folded(given, run) {
                return true;
            }
            (1..=shared).rev().any(|length| {
                run.is_char_boundary(length) && self.run_from(&run[length..], at + 1, free)
            })
        })
    }
}

/// Bytes that both begin with, at a letter's border.
fn common_prefix(a: &str, b: &str) -> usize {
    a.chars().zip(b.chars()).take_while(|(x, y)| x == y).map(|(x, _)| x.len_utf8()).sum()
}

//! Can two names be one person's?
//!
//! The rule reads as people do: the family names must agree, and no given name may contradict
//! another. Initials, short forms, missing middle names, accents, particles and the second family
//! name of a marriage are no contradiction.

use super::NameParts;
use super::fold::{fold, fold_letters, key, latinise};
use super::nicknames::same_folded;
use super::parts::{is_initial, parts};
use super::words::PARTICLES;

/// Can both names be one person's?
#[must_use]
pub fn is_same_person(a: &str, b: &str) -> bool {
    let (a, b) = (parts(a), parts(b));
    is_same(&a, &b)
}

/// As [`is_same_person`], for names that are in parts.
#[must_use]
pub fn is_same(a: &NameParts, b: &NameParts) -> bool {
    if generation(&a.suffix) != generation(&b.suffix)
        && generation(&a.suffix).is_some()
        && generation(&b.suffix).is_some()
    {
        return false;
    }
    let (whole_a, whole_b) =
        (simplify(&fold_letters(&a.full())), simplify(&fold_letters(&b.full())));
    if whole_a.is_empty() || whole_b.is_empty() {
        return false;
    }
    let divided = |name: &NameParts| !name.given.is_empty() && !name.family.is_empty();
    if whole_a == whole_b && !(divided(a) && divided(b)) {
        return true;
    }
    let (orders_a, orders_b) = (given_orders(a), given_orders(b));
    if a.family.is_empty() || b.family.is_empty() {
        // One name alone is the same person only if it is all that the other has.
        return false;
    }
    match families(&a.family, &b.family) {
        Families::Same => any_order(&orders_a, &orders_b, givens_agree),
        Families::Part { extra_of_a, extra_of_b } => {
            // The rest of a longer family name may be written as a middle name elsewhere.
            let longer = |given: &[Given], extra: &[String]| -> Vec<Given> {
                given.iter().cloned().chain(extra.iter().cloned().map(Given::new)).collect()
            };
            any_order(&orders_a, &orders_b, |given_a, given_b| {
                strong(given_a, given_b)
                    && givens_agree(&longer(given_a, &extra_of_a), &longer(given_b, &extra_of_b))
            })
        }
        Families::Other => is_transposed(a, b),
    }
}

fn any_order(
    a: &[Vec<Given>],
    b: &[Vec<Given>],
    agree: impl Fn(&[Given], &[Given]) -> bool,
) -> bool {
    // Where both begin with an initial, both are read in that order.
    match (a, b) {
        ([_, front_a], [_, front_b]) => agree(front_a, front_b),
        _ => a.iter().any(|a| b.iter().any(|b| agree(a, b))),
    }
}

/// `John Smith` and `Smith John`.
fn is_transposed(a: &NameParts, b: &NameParts) -> bool {
    let swapped = |x: &NameParts, y: &NameParts| {
        fold_letters(&x.given) == fold_letters(&y.family)
            && fold_letters(&x.family) == fold_letters(&y.given)
            && fold_letters(&x.given).chars().count() > 1
    };
    swapped(a, b)
}

/// Characters of one word that two standards write differently.
fn simplify(folded: &str) -> String {
    const PAIRS: [(char, char); 24] = [
        ('鄭', '郑'),
        ('張', '张'),
        ('陳', '陈'),
        ('劉', '刘'),
        ('楊', '杨'),
        ('黃', '黄'),
        ('趙', '赵'),
        ('吳', '吴'),
        ('孫', '孙'),
        ('馬', '马'),
        ('許', '许'),
        ('鄧', '邓'),
        ('馮', '冯'),
        ('葉', '叶'),
        ('蘇', '苏'),
        ('盧', '卢'),
        ('蔣', '蒋'),
        ('賈', '贾'),
        ('閻', '阎'),
        ('鍾', '钟'),
        ('譚', '谭'),
        ('龍', '龙'),
        ('華', '华'),
        ('偉', '伟'),
    ];
    folded
        .chars()
        .map(|c| PAIRS.iter().find(|(long, _)| *long == c).map_or(c, |(_, short)| *short))
        .collect()
}

// ---------------------------------------------------------------- family names

enum Families {
    Same,
    /// One is a part of the other.
    Part {
        extra_of_a: Vec<String>,
        extra_of_b: Vec<String>,
    },
    Other,
}

fn family_tokens(family: &str) -> Vec<String> {
    latinise(&fold(family))
        .split([' ', '-'])
        .map(|word| word.chars().filter(|c| c.is_alphanumeric()).collect::<String>())
        .filter(|word| !word.is_empty() && !PARTICLES.contains(key(word).as_str()))
        .collect()
}

fn families(a: &str, b: &str) -> Families {
    let (joined_a, joined_b) = (latinise(&fold_letters(a)), latinise(&fold_letters(b)));
    let (tokens_a, tokens_b) = (family_tokens(a), family_tokens(b));
    if joined_a == joined_b || (!tokens_a.is_empty() && tokens_a == tokens_b) {
        return Families::Same;
    }
    // Particles grown together with the name (`Delrío`, `Vandenberg`).
    if joined_a.ends_with(&tokens_b.concat()) && joined_a.len() > 4 && grown(&joined_a, &tokens_b)
        || joined_b.ends_with(&tokens_a.concat())
            && joined_b.len() > 4
            && grown(&joined_b, &tokens_a)
    {
        return Families::Same;
    }
    let (Some(last_a), Some(last_b)) = (tokens_a.last(), tokens_b.last()) else {
        return Families::Other;
    };
    let first_shared = tokens_a.first() == tokens_b.first();
    let a_in_b = tokens_a.iter().all(|token| tokens_b.contains(token));
    let b_in_a = tokens_b.iter().all(|token| tokens_a.contains(token));
    if last_a == last_b || first_shared || a_in_b || b_in_a {
        let extra = |of: &[String], other: &[String]| {
            of.iter().filter(|token| !other.contains(token)).cloned().collect::<Vec<_>>()
        };
        let (extra_of_a, extra_of_b) = (extra(&tokens_a, &tokens_b), extra(&tokens_b, &tokens_a));
        if !extra_of_a.is_empty() && !extra_of_b.is_empty() && last_a != last_b {
            return Families::Other;
        }
        return Families::Part { extra_of_a, extra_of_b };
    }
    Families::Other
}

/// Is what stands in front of the name in the longer spelling a run of particles?
fn grown(joined: &str, tokens: &[String]) -> bool {
    let name = tokens.concat();
    !name.is_empty()
        && joined.strip_suffix(&name).is_some_and(|front| {
            [
                "van", "vanden", "vander", "von", "de", "del", "dela", "della", "du", "da", "di",
                "la", "le", "el", "al", "mac", "mc", "o", "st",
            ]
            .contains(&front)
        })
}

// ---------------------------------------------------------------- given names

#[derive(Clone, PartialEq, Debug)]
struct Given {
    /// Folded letters; one letter for an initial.
    letters: String,
    initial: bool,
}

impl Given {
    fn new(letters: String) -> Self {
        let initial = letters.chars().count() == 1;
        Self { letters, initial }
    }
}

/// Given and middle names one by one, in the orders that they may have been written in: who is
/// known by a second name has the initial of the first among the middle names.
fn given_orders(name: &NameParts) -> Vec<Vec<Given>> {
    let given: Vec<&str> = name.given.split_whitespace().collect();
    let middle: Vec<&str> = name.middle.split_whitespace().collect();
    let mut orders = vec![given_tokens(given.iter().chain(&middle))];
    if let [first, rest @ ..] = middle.as_slice()
        && is_initial(first)
    {
        orders.push(given_tokens([first].into_iter().chain(&given).chain(rest)));
    }
    orders
}

/// Hyphenated names divided, initials one letter each.
fn given_tokens<'a>(words: impl Iterator<Item = &'a &'a str>) -> Vec<Given> {
    let mut tokens = Vec::new();
    for word in words {
        if is_initial(word) || is_block_of_initials(word) {
            tokens.extend(
                latinise(&fold_letters(word))
                    .chars()
                    .map(|c| Given { letters: c.to_string(), initial: true }),
            );
            continue;
        }
        for piece in word.split('-') {
            let letters = latinise(&fold_letters(piece));
            if !letters.is_empty() {
                tokens.push(Given::new(letters));
            }
        }
    }
    tokens
}

/// `JF`, `MJ`: capitals without a vowel.
fn is_block_of_initials(word: &str) -> bool {
    (2..=3).contains(&word.chars().count())
        && word.chars().all(char::is_uppercase)
        && !word.chars().any(|c| "AEIOUY".contains(c))
}

/// Is at least one full name, or are two initials, shared?
fn strong(a: &[Given], b: &[Given]) -> bool {
    let full = a
        .iter()
        .any(|one| !one.initial && b.iter().any(|other| !other.initial && alike(one, other)));
    full || (a.len() > 1 && b.len() > 1)
}

/// No name contradicts: the shorter list can be laid along the longer one in order.
fn givens_agree(a: &[Given], b: &[Given]) -> bool {
    if a.is_empty() || b.is_empty() {
        return true;
    }
    let joined =
        |list: &[Given]| list.iter().map(|given| given.letters.as_str()).collect::<String>();
    let full = |list: &[Given]| list.iter().all(|given| !given.initial);
    if joined(a) == joined(b) && full(a) && full(b) {
        return true;
    }
    let (short, long) = if a.len() <= b.len() { (a, b) } else { (b, a) };
    embeds(short, long, false) || embeds_joined(a, b) || embeds_joined(b, a)
}

/// Lays `short` along `long` in order. A beginning alone (`Jian` of `Jianfei`) counts only where
/// the long list has no further name that could be its rest.
fn embeds(short: &[Given], long: &[Given], skipped: bool) -> bool {
    let Some((first, rest)) = short.split_first() else { return true };
    for (at, other) in long.iter().enumerate() {
        if long.len() - at < short.len() {
            break;
        }
        // The first names must agree, unless one of the lists begins with an initial.
        if at > 0 && !skipped && !long[0].initial {
            break;
        }
        if !alike(first, other) {
            continue;
        }
        let begins =
            !first.initial && !other.initial && !same_folded(&first.letters, &other.letters);
        if begins {
            let next_full = long.get(at + 1).filter(|next| !next.initial);
            let divided = first.letters.len() > other.letters.len()
                && next_full
                    .is_some_and(|next| !rest.first().is_some_and(|mine| alike(mine, next)));
            if divided {
                continue;
            }
        }
        if embeds(rest, &long[at + 1..], true) {
            return true;
        }
    }
    false
}

/// `Jinli` and `Jin Li`: two names of one list are one of the other.
fn embeds_joined(divided: &[Given], whole: &[Given]) -> bool {
    (0..divided.len().saturating_sub(1)).any(|at| {
        if divided[at].initial || divided[at + 1].initial {
            return false;
        }
        let one = Given::new(format!("{}{}", divided[at].letters, divided[at + 1].letters));
        let mut joined: Vec<Given> = divided[..at].to_vec();
        joined.push(one.clone());
        joined.extend_from_slice(&divided[at + 2..]);
        whole.iter().any(|given| given.letters == one.letters) && {
            let (short, long) = if joined.len() <= whole.len() {
                (&joined[..], whole)
            } else {
                (whole, &joined[..])
            };
            embeds(short, long, false)
        }
    })
}

/// Equal, an initial of the other, a short form, or its beginning of three letters or more.
fn alike(a: &Given, b: &Given) -> bool {
    if a.initial || b.initial {
        return a.letters.chars().next() == b.letters.chars().next();
    }
    if same_folded(&a.letters, &b.letters) {
        return true;
    }
    let (short, long) = if a.letters.len() <= b.letters.len() { (a, b) } else { (b, a) };
    short.letters.chars().count() >= 3 && long.letters.starts_with(&short.letters)
}

/// Which generation a suffix names; `Jr.` is the second.
fn generation(suffix: &str) -> Option<u8> {
    suffix.split([' ', ',']).find_map(|word| match key(word).as_str() {
        "sr" | "senior" | "i" => Some(1),
        "jr" | "junior" | "ii" | "2nd" | "jnr" => Some(2),
        "iii" | "3rd" => Some(3),
        "iv" | "4th" => Some(4),
        "v" => Some(5),
        _ => None,
    })
}

//! Which records of a list are one person or one organisation.
//!
//! Probabilistic record linkage after Fellegi and Sunter ("A theory for record linkage", 1969):
//! each field of a pair agrees on some level, each level has a weight, log₂ of how much likelier it
//! is among records of one person than among records of two; the sum and a prior give the
//! probability. Exact agreement on a rare value weighs more (term frequencies, Winkler 1989), small
//! differences weigh by level (Jaro and Winkler 1990), and in larger lists the weights are learnt
//! from the list itself by expectation and maximisation (Dempster, Laird and Rubin 1977; Winkler
//! 1988), held by the reviewed defaults of `weights`.
//! Two records that are not one person are not always strangers: `weights` also knows people of
//! one household and of one organisation, who share address, telephone and family name.
//!
//! Only pairs that share a key are compared (`blocking` has several passes with bounded blocks), and
//! of these only the ones that agree in as many bits as the size of the list asks for (`marks`), so
//! that the cost grows nearly with the number of records.
//!
//! Not here: merging, and what a user refused before (`rapport-app`).

mod blocking;
mod compare;
mod decide;
mod marks;
mod record;
mod similarity;
mod sure;
mod table;
mod weights;

#[cfg(test)]
mod tests;

use std::collections::HashMap;

pub use decide::Verdict;
pub use record::Record;
pub(crate) use similarity::edits;
pub use table::{DuplicateTable, read_table};

use blocking::candidate_pairs;
use compare::{Levels, compare};
use decide::Judge;
use record::Book;
use weights::Weights;

/// What may be set.
#[derive(Clone, Copy, PartialEq, Debug)]
pub struct Options {
    /// Pairs below this probability are not returned.
    pub least_probability: f64,
    /// Learn weights from the list itself where it is large enough.
    pub learn: bool,
}

impl Default for Options {
    fn default() -> Self {
        Self { least_probability: 0.01, learn: true }
    }
}

/// Two records that are worth naming.
#[derive(Clone, PartialEq, Debug)]
pub struct Pair {
    /// Index of the first record in the list.
    pub a: usize,
    /// Index of the second record, larger than the first.
    pub b: usize,
    /// What to do with them.
    pub verdict: Verdict,
    /// The estimated chance that both are one, 0 to 1.
    pub probability: f64,
    /// What speaks for and against it, weightiest first.
    pub why: Vec<String>,
}

/// All pairs of the list that are worth naming, in order of the list.
#[must_use]
pub fn pairs(records: &[Record], options: &Options) -> Vec<Pair> {
    let book = Book::new(records);
    let mut candidates = candidate_pairs(&book);
    let mut weights = Weights::for_book(&book);
    let learning = options.learn && records.len() >= LEARN_FROM;
    if learning {
        weights.learn_strangers(&book);
    }
    let mut scored = score(&book, &candidates, &weights);
    if learning {
        for _ in 0..ROUNDS {
            weights.learn(book.prepared.len(), &scored);
            scored = rescore(&book, scored, &weights);
        }
    } else {
        weights.set_prior(records.len(), &scored);
        scored = rescore(&book, scored, &weights);
    }
    // Records that are each one with a third are compared too, whatever block they are in.
    let more = through_a_third(&scored, &candidates);
    if !more.is_empty() {
        scored.extend(score(&book, &more, &weights));
        candidates.extend(more);
    }
    lift_through_a_third(&mut scored);
    let reviewed = weights.reviewed(&book);
    let judge = Judge { book: &book, weights: &weights, reviewed: &reviewed };
    let mut found = named(scored, &judge, options);
    found.sort_by_key(|pair| (pair.a, pair.b));
    found
}

/// The records of `list` that may be `one`, best first: index, verdict, probability, why. For a
/// record that is about to come in.
#[must_use]
pub fn candidates_for(one: &Record, list: &[Record], options: &Options) -> Vec<Pair> {
    let mut records = list.to_vec();
    records.push(one.clone());
    let book = Book::new(&records);
    let last = list.len();
    let candidates = blocking::candidates_of(&book, last);
    let weights = Weights::for_book(&book);
    let scored = score(&book, &candidates, &weights);
    let judge = Judge { book: &book, weights: &weights, reviewed: &weights };
    let mut found = named(scored, &judge, options);
    found.sort_by(|a, b| b.probability.total_cmp(&a.probability));
    found
}

/// The pairs that are worth naming, with their verdicts.
fn named(scored: Vec<Scored>, judge: &Judge<'_>, options: &Options) -> Vec<Pair> {
    scored
        .into_iter()
        .filter(|scored| scored.probability >= options.least_probability)
        .map(|scored| {
            let (verdict, why) = judge.decide(&scored);
            Pair { a: scored.a, b: scored.b, verdict, probability: scored.probability, why }
        })
        .collect()
}

/// Lists of fewer records keep the default weights.
const LEARN_FROM: usize = 400;

/// Rounds of expectation and maximisation; the weights have settled by then.
const ROUNDS: usize = 4;

/// Pairs of one round of probability below this are forgotten.
const FORGET: f64 = 1e-7;

/// One compared pair.
#[derive(Clone, Debug)]
struct Scored {
    a: usize,
    b: usize,
    levels: Levels,
    /// That both are one.
    probability: f64,
    /// That both are two of one household, or of one organisation.
    household: f64,
    colleagues: f64,
}

fn score(book: &Book, candidates: &[(u32, u32)], weights: &Weights) -> Vec<Scored> {
    candidates
        .iter()
        .filter_map(|&(a, b)| {
            let (a, b) = (a as usize, b as usize);
            let levels = compare(&book.prepared[a], &book.prepared[b]);
            let [probability, household, colleagues] = weights.probabilities(book, a, b, &levels);
            (probability > FORGET || household > 0.1).then_some(Scored {
                a,
                b,
                levels,
                probability,
                household,
                colleagues,
            })
        })
        .collect()
}

fn rescore(book: &Book, scored: Vec<Scored>, weights: &Weights) -> Vec<Scored> {
    scored
        .into_iter()
        .map(|mut scored| {
            [scored.probability, scored.household, scored.colleagues] =
                weights.probabilities(book, scored.a, scored.b, &scored.levels);
            scored
        })
        .collect()
}

/// A record is asked for its third ones only where they are few: more are a sign of something else.
const MOST_PARTNERS: usize = 12;

fn partners(scored: &[Scored], least: f64) -> HashMap<usize, Vec<usize>> {
    let mut partners: HashMap<usize, Vec<usize>> = HashMap::new();
    for pair in scored.iter().filter(|pair| pair.probability >= least) {
        partners.entry(pair.a).or_default().push(pair.b);
        partners.entry(pair.b).or_default().push(pair.a);
    }
    partners
}

fn through_a_third(scored: &[Scored], candidates: &[(u32, u32)]) -> Vec<(u32, u32)> {
    let partners = partners(scored, 0.9);
    let mut more = Vec::new();
    for pair in scored.iter().filter(|pair| pair.probability >= 0.9) {
        for (one, other) in [(pair.a, pair.b), (pair.b, pair.a)] {
            let Some(thirds) = partners.get(&other) else { continue };
            if thirds.len() > MOST_PARTNERS {
                continue;
            }
            for &third in thirds {
                if third > one
                    && let (Ok(a), Ok(b)) = (u32::try_from(one), u32::try_from(third))
                {
                    more.push((a, b));
                }
            }
        }
    }
    more.sort_unstable();
    more.dedup();
    // The candidates are sorted.
    more.retain(|pair| candidates.binary_search(pair).is_err());
    more
}

/// Two records that are both surely one with a third are one with each other, unless they
/// contradict one another strongly, or are rather two of one household: a record without birthday
/// may be the father's and the son's.
fn lift_through_a_third(scored: &mut [Scored]) {
    let partners = partners(scored, 0.97);
    let sure = |a: usize, b: usize| -> bool {
        partners.get(&a).is_some_and(|of_a| {
            of_a.len() <= MOST_PARTNERS
                && of_a
                    .iter()
                    .any(|third| partners.get(third).is_some_and(|of_third| of_third.contains(&b)))
        })
    };
    for pair in scored.iter_mut() {
        if pair.probability > 1e-6
            && pair.probability < 0.9
            && pair.household < 0.5
            && sure(pair.a, pair.b)
            && !pair.levels.contradicts()
        {
            pair.probability = 0.9;
        }
    }
}

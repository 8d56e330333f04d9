//! Counting, and how a figure is shown.
//!
//! Here: shares, F1 over classes, comparing up to white space, and the lines of the table. All
//! shares are from 0 to 1; not answering counts as wrong.

use std::collections::BTreeMap;
use std::time::Duration;

/// What a figure should reach.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Goal {
    AtLeast(f64),
    AtMost(f64),
    /// Told beside the others.
    Told,
}

/// What scoring a set gave.
#[derive(Debug, Default)]
pub struct Outcome {
    figures: Vec<(String, f64, Goal, String)>,
    /// Each wrong answer in a line, shown when the set was asked for by name.
    pub misses: Vec<String>,
}

impl Outcome {
    /// Adds a figure.
    pub fn add(&mut self, name: &str, value: f64, goal: Goal) {
        self.figures.push((name.to_owned(), value, goal, String::new()));
    }

    /// Adds a share of a count.
    pub fn add_share(&mut self, name: &str, share: Share, goal: Goal) {
        let of = format!("{} of {}", share.right, share.all);
        self.figures.push((name.to_owned(), share.value(), goal, of));
    }

    /// Adds a wrong answer.
    pub fn miss(&mut self, what: impl Into<String>) {
        self.misses.push(what.into());
    }

    /// The lines of the table.
    pub fn print(&self, set: &str, took: Duration) {
        for (place, (name, value, goal, of)) in self.figures.iter().enumerate() {
            let shown = if value.fract() == 0.0 && *value > 1.0 {
                format!("{value:.0}")
            } else {
                format!("{value:.3}")
            };
            let (wanted, reached) = match goal {
                Goal::AtLeast(least) => (format!(">= {least}"), value >= least),
                Goal::AtMost(most) => (format!("<= {most}"), value <= most),
                Goal::Told => (String::new(), true),
            };
            let mark = if reached { "" } else { "  BELOW" };
            let took =
                if place == 0 { format!("  {:.1} s", took.as_secs_f64()) } else { String::new() };
            let line = format!("{set:<16} {name:<44} {shown:>8} {wanted:>9}{mark}  {of}{took}");
            println!("{}", line.trim_end());
        }
    }
}

/// So many of so many.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct Share {
    pub right: usize,
    pub all: usize,
}

impl Share {
    /// Counts one more; gives back whether it was right.
    pub fn count(&mut self, right: bool) -> bool {
        self.all += 1;
        self.right += usize::from(right);
        right
    }

    /// From 0 to 1; of nothing 0.
    pub fn value(self) -> f64 {
        if self.all == 0 { 0.0 } else { self.right as f64 / self.all as f64 }
    }
}

/// Counts per class: rightly answered, wrongly answered, not answered.
#[derive(Clone, Debug, Default)]
pub struct Classes {
    counts: BTreeMap<String, [f64; 3]>,
}

impl Classes {
    /// One item with one class.
    pub fn count(&mut self, expected: &str, answered: &str) {
        if expected == answered {
            self.add(expected, 1.0, 0.0, 0.0);
        } else {
            self.add(expected, 0.0, 0.0, 1.0);
            self.add(answered, 0.0, 1.0, 0.0);
        }
    }

    /// More of a class: right, answered though wrong, missed.
    pub fn add(&mut self, class: &str, right: f64, wrong: f64, missed: f64) {
        let counts = self.counts.entry(class.to_owned()).or_default();
        counts[0] += right;
        counts[1] += wrong;
        counts[2] += missed;
    }

    /// The plain mean of F1 = 2·tp / (2·tp + fp + fn) over the classes that are expected anywhere.
    pub fn macro_f1(&self) -> f64 {
        let ones: Vec<f64> = self
            .counts
            .values()
            .filter(|[right, _, missed]| right + missed > 0.0)
            .map(|[right, wrong, missed]| 2.0 * right / (2.0 * right + wrong + missed))
            .collect();
        if ones.is_empty() { 0.0 } else { ones.iter().sum::<f64>() / ones.len() as f64 }
    }

    /// "human 3 right, 1 wrong, 0 missed" for each class.
    pub fn lines(&self) -> Vec<String> {
        self.counts
            .iter()
            .map(|(class, [right, wrong, missed])| {
                format!("{class}: {right} right, {wrong} wrong, {missed} missed")
            })
            .collect()
    }
}

/// Every run of white space, no-break spaces too, as one space, and none at the ends.
pub fn squeezed(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// No white space at all.
pub fn without_space(text: &str) -> String {
    text.split_whitespace().collect()
}

/// Digits alone.
pub fn digits(text: &str) -> String {
    text.chars().filter(char::is_ascii_digit).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn f1_is_the_mean_over_expected_classes() {
        let mut classes = Classes::default();
        classes.count("a", "a");
        classes.count("a", "b");
        classes.count("b", "b");
        classes.count("b", "never expected");
        // a: tp 1, fn 1; b: tp 1, fp 1, fn 1.
        assert!((classes.macro_f1() - (2.0 / 3.0 + 0.5) / 2.0).abs() < 1e-9);
        assert!(Classes::default().macro_f1().abs() < 1e-9);
    }

    #[test]
    fn white_space_is_squeezed() {
        assert_eq!(squeezed(" a\u{a0}\n b  "), "a b");
        assert_eq!(without_space(" a\u{a0}\n b"), "ab");
        assert_eq!(digits("+49 (0)30"), "49030");
    }
}

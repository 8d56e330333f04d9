//! How far two words are apart, as fingers and ears slip.
//!
//! A restricted Damerau–Levenshtein distance (Damerau 1964: four in five typing errors are one
//! insertion, omission, exchange or transposition) with weights: a doubled letter lost or gained
//! and two letters swapped cost least, keys that lie beside each other less than keys apart, and
//! the first letter is rarely wrong.

/// The cost of one ordinary slip. All costs are in tenths of it.
pub const SLIP: u32 = 10;

const SWAP: u32 = 8;
const DOUBLING: u32 = 6;
const FAR_KEY: u32 = 12;
const VOWELS: u32 = 9;
const FIRST_LETTER: u32 = 6;

/// The rows of a keyboard, by which neighbours are told.
const ROWS: [&str; 3] = ["qwertyuiop", "asdfghjkl", "zxcvbnm"];

fn is_vowel(c: char) -> bool {
    matches!(c, 'a' | 'e' | 'i' | 'o' | 'u' | 'y')
}

fn key(c: char) -> Option<(usize, usize)> {
    ROWS.iter().enumerate().find_map(|(row, keys)| keys.find(c).map(|column| (row, column)))
}

fn are_neighbours(a: char, b: char) -> bool {
    match (key(a), key(b)) {
        (Some((row, column)), Some((other_row, other_column))) => {
            row.abs_diff(other_row) <= 1 && column.abs_diff(other_column) <= 1
        }
        _ => false,
    }
}

fn exchange(a: char, b: char) -> u32 {
    match () {
        () if a == b => 0,
        () if is_vowel(a) && is_vowel(b) => VOWELS,
        () if are_neighbours(a, b) => SLIP,
        () => FAR_KEY,
    }
}

/// The distance from what was typed to what may be meant, in tenths of a slip. Quadratic in the
/// length of the words, which the caller bounds.
#[must_use]
pub fn distance(typed: &[char], meant: &[char]) -> u32 {
    let width = meant.len() + 1;
    let mut rows: [Vec<u32>; 3] = [vec![0; width], vec![0; width], vec![0; width]];
    for column in 1..width {
        rows[0][column] = rows[0][column - 1] + SLIP;
    }
    for (line, &typed_here) in typed.iter().enumerate() {
        let current = (line + 1) % 3;
        let above = line % 3;
        let two_above = (line + 2) % 3;
        rows[current][0] = rows[above][0] + SLIP;
        for (column, &meant_here) in meant.iter().enumerate() {
            let first =
                if line == 0 && column == 0 && typed_here != meant_here { FIRST_LETTER } else { 0 };
            let swapped = line > 0
                && column > 0
                && typed_here == meant[column - 1]
                && typed[line - 1] == meant_here
                && typed_here != meant_here;
            let gained = if line > 0 && typed[line - 1] == typed_here { DOUBLING } else { SLIP };
            let lost = if column > 0 && meant[column - 1] == meant_here { DOUBLING } else { SLIP };
            let mut best = rows[above][column] + exchange(typed_here, meant_here) + first;
            best = best.min(rows[above][column + 1] + gained + u32::from(line == 0) * 5);
            best = best.min(rows[current][column] + lost + u32::from(column == 0) * 5);
            if swapped {
                best = best.min(rows[two_above][column - 1] + SWAP);
            }
            rows[current][column + 1] = best;
        }
    }
    rows[typed.len() % 3][meant.len()]
}

#[cfg(test)]
mod tests {
    use super::*;

    fn between(typed: &str, meant: &str) -> u32 {
        let typed: Vec<char> = typed.chars().collect();
        let meant: Vec<char> = meant.chars().collect();
        distance(&typed, &meant)
    }

    #[test]
    fn slips_cost_what_they_are_worth() {
        assert_eq!(between("same", "same"), 0);
        assert_eq!(between("teh", "the"), SWAP);
        assert_eq!(between("acommodate", "accommodate"), DOUBLING);
        assert_eq!(between("speling", "spelling"), DOUBLING);
        assert_eq!(between("definately", "definitely"), VOWELS);
        assert!(between("wrok", "work") < between("wark", "work"));
        assert!(between("xould", "could") > between("cpuld", "could"));
        assert_eq!(between("", "abc"), 3 * SLIP);
    }
}

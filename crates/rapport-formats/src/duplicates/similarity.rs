//! How alike two words are: edits, Jaro and Winkler's measure, shared pairs of letters.

/// Edits from one word to the other, swapped neighbours counted once (optimal string alignment);
/// `None` where more than `most` are needed.
pub(crate) fn edits(a: &str, b: &str, most: usize) -> Option<usize> {
    if a == b {
        return Some(0);
    }
    if a.is_ascii() && b.is_ascii() {
        return edits_of(a.as_bytes(), b.as_bytes(), most);
    }
    let a: Vec<char> = a.chars().collect();
    let b: Vec<char> = b.chars().collect();
    edits_of(&a, &b, most)
}

fn edits_of<T: PartialEq + Copy>(a: &[T], b: &[T], most: usize) -> Option<usize> {
    if a.len().abs_diff(b.len()) > most || a.len() > 250 || b.len() > 250 {
        return None;
    }
    // What both begin and end with costs nothing.
    let begin = a.iter().zip(b).take_while(|(x, y)| x == y).count();
    let (a, b) = (&a[begin..], &b[begin..]);
    let end = a.iter().rev().zip(b.iter().rev()).take_while(|(x, y)| x == y).count();
    let (a, b) = (&a[..a.len() - end], &b[..b.len() - end]);
    if a.is_empty() || b.is_empty() {
        let rest = a.len().max(b.len());
        return (rest <= most).then_some(rest);
    }
    // Most words are short, and clearing the rows costs more than filling them.
    if b.len() < 32 { rows_of::<T, 32>(a, b, most) } else { rows_of::<T, 256>(a, b, most) }
}

/// The rows of the table of edits, of which three are kept; `b` is shorter than a row.
fn rows_of<T: PartialEq + Copy, const ROW: usize>(a: &[T], b: &[T], most: usize) -> Option<usize> {
    let mut rows = [[0_u16; ROW]; 3];
    for (column, cell) in rows[1].iter_mut().enumerate().take(b.len() + 1) {
        *cell = column as u16;
    }
    for i in 1..=a.len() {
        let [before, above, row] = &mut rows;
        row[0] = i as u16;
        let mut least = row[0];
        for j in 1..=b.len() {
            let cost = u16::from(a[i - 1] != b[j - 1]);
            let mut best = (above[j] + 1).min(row[j - 1] + 1).min(above[j - 1] + cost);
            if i > 1 && j > 1 && a[i - 1] == b[j - 2] && a[i - 2] == b[j - 1] {
                best = best.min(before[j - 2] + 1);
            }
            row[j] = best;
            least = least.min(best);
        }
        if usize::from(least) > most {
            return None;
        }
        rows.rotate_left(1);
    }
    let distance = usize::from(rows[1][b.len()]);
    (distance <= most).then_some(distance)
}

/// Is Jaro and Winkler's measure of two words at least so much? The letters that only one of them
/// has say for most words that it cannot be, before anything is counted.
pub(super) fn is_alike(a: &str, b: &str, least: f64) -> bool {
    if a == b {
        return true;
    }
    if a.is_ascii() && b.is_ascii() && most_alike(a.as_bytes(), b.as_bytes()) < least {
        return false;
    }
    strsim::jaro_winkler(a, b) >= least
}

/// What the measure is at most: every letter that both have matches, and four begin alike.
fn most_alike(a: &[u8], b: &[u8]) -> f64 {
    let letters = |text: &[u8]| text.iter().fold(0_u32, |all, letter| all | 1 << (letter & 31));
    let (of_a, of_b) = (letters(a), letters(b));
    let own = |text: &[u8], mine: u32, theirs: u32| {
        text.len().saturating_sub((mine & !theirs).count_ones() as usize)
    };
    let matches = own(a, of_a, of_b).min(own(b, of_b, of_a)) as f64;
    let begin = a.iter().zip(b).take(4).take_while(|(x, y)| x == y).count() as f64;
    let jaro = (matches / a.len().max(1) as f64 + matches / b.len().max(1) as f64 + 1.0) / 3.0;
    jaro + begin * 0.1 * (1.0 - jaro) + 1e-9
}

/// Share of the pairs of neighbouring letters that both have (Dice), 0 to 1; both lists sorted.
pub(super) fn dice(a: &[u16], b: &[u16]) -> f64 {
    if a.is_empty() || b.is_empty() {
        return 0.0;
    }
    let (mut i, mut j, mut shared) = (0, 0, 0_usize);
    while i < a.len() && j < b.len() {
        match a[i].cmp(&b[j]) {
            std::cmp::Ordering::Equal => {
                shared += 1;
                i += 1;
                j += 1;
            }
            std::cmp::Ordering::Less => i += 1,
            std::cmp::Ordering::Greater => j += 1,
        }
    }
    2.0 * shared as f64 / (a.len() + b.len()) as f64
}

/// The pairs of neighbouring letters of a text, each as a number, sorted.
pub(super) fn letter_pairs(text: &str) -> Box<[u16]> {
    let characters: Vec<u32> = text.chars().map(u32::from).collect();
    let mut pairs: Vec<u16> = characters
        .windows(2)
        .map(|pair| {
            // Any mixing will do: a rare clash only makes two texts a little more alike.
            let mixed = pair[0].wrapping_mul(0x9e37).wrapping_add(pair[1].wrapping_mul(0x0101));
            (mixed ^ (mixed >> 16)) as u16
        })
        .collect();
    pairs.sort_unstable();
    pairs.into_boxed_slice()
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn edits_count_swaps_once() {
        assert_eq!(edits("reyes", "reyes", 2), Some(0));
        assert_eq!(edits("reyes", "ryees", 2), Some(1));
        assert_eq!(edits("reyes", "reys", 2), Some(1));
        assert_eq!(edits("reyes", "quick", 2), None);
        assert_eq!(edits("", "ab", 2), Some(2));
        assert_eq!(edits("müller", "muller", 1), Some(1));
    }

    proptest! {
        #[test]
        fn a_first_look_never_misses_what_is_alike(a in "[a-e]{0,9}", b in "[a-e]{0,9}") {
            for least in [0.7, 0.86, 0.9, 1.0] {
                prop_assert_eq!(is_alike(&a, &b, least), strsim::jaro_winkler(&a, &b) >= least);
            }
        }

        #[test]
        fn long_words_have_edits_too(a in "[ab]{28,40}", b in "[ab]{28,40}") {
            let distance = strsim::osa_distance(&a, &b);
            prop_assert_eq!(edits(&a, &b, 40), Some(distance));
        }

        #[test]
        fn edits_agree_with_the_reference(a in "[abc]{0,9}", b in "[abc]{0,9}") {
            let distance = strsim::osa_distance(&a, &b);
            prop_assert_eq!(edits(&a, &b, 9), Some(distance));
            prop_assert_eq!(edits(&a, &b, 2), (distance <= 2).then_some(distance));
        }
    }
}

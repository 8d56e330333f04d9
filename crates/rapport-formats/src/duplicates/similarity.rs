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
    let mut rows = [[0_usize; 256]; 3];
    for (column, cell) in rows[1].iter_mut().enumerate().take(b.len() + 1) {
        *cell = column;
    }
    for i in 1..=a.len() {
        let [before, above, row] = &mut rows;
        row[0] = i;
        let mut least = i;
        for j in 1..=b.len() {
            let cost = usize::from(a[i - 1] != b[j - 1]);
            let mut best = (above[j] + 1).min(row[j - 1] + 1).min(above[j - 1] + cost);
            if i > 1 && j > 1 && a[i - 1] == b[j - 2] && a[i - 2] == b[j - 1] {
                best = best.min(before[j - 2] + 1);
            }
            row[j] = best;
            least = least.min(best);
        }
        if least > most {
            return None;
        }
        rows.rotate_left(1);
    }
    let distance = rows[1][b.len()];
    (distance <= most).then_some(distance)
}

/// Jaro and Winkler's measure, 0 to 1.
pub(super) fn jaro_winkler(a: &str, b: &str) -> f64 {
    strsim::jaro_winkler(a, b)
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
        fn edits_agree_with_the_reference(a in "[abc]{0,9}", b in "[abc]{0,9}") {
            let distance = strsim::osa_distance(&a, &b);
            prop_assert_eq!(edits(&a, &b, 9), Some(distance));
            prop_assert_eq!(edits(&a, &b, 2), (distance <= 2).then_some(distance));
        }
    }
}

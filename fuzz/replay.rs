//! Replays the seeds of a fuzz target, and mutated copies of them, in an ordinary test.
//!
//! Included by `tests/replay.rs` of each crate that has targets. The mutations are the same in
//! every run: the generator starts from a fixed number. Not here: what a target promises.

use std::fs;
use std::path::Path;

/// Mutated copies of each seed.
const COPIES: usize = 150;

/// The longest a copy grows.
const LONGEST: usize = 16 * 1024;

/// Runs `check` on each seed of the target and on mutated copies of it; gives their number.
pub fn replay(target: &str, check: fn(&[u8])) -> usize {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../fuzz/seeds").join(target);
    let mut paths: Vec<_> =
        fs::read_dir(&folder).unwrap().map(|entry| entry.unwrap().path()).collect();
    paths.sort();
    let seeds: Vec<Vec<u8>> = paths.iter().map(|path| fs::read(path).unwrap()).collect();
    assert!(!seeds.is_empty(), "{target} has no seeds");
    check(b"");
    let mut chance = Chance(0x9e37_79b9_7f4a_7c15);
    for (path, seed) in paths.iter().zip(&seeds) {
        println!("{}", path.display());
        check(seed);
        for _ in 0..COPIES {
            let mut copy = seed.clone();
            for _ in 0..=chance.below(8) {
                mutate(&mut copy, &seeds, &mut chance);
            }
            copy.truncate(LONGEST);
            check(&copy);
        }
    }
    seeds.len() * (COPIES + 1)
}

/// One small change, of the kinds that a fuzzer makes.
fn mutate(bytes: &mut Vec<u8>, seeds: &[Vec<u8>], chance: &mut Chance) {
    const PIECES: [&[u8]; 16] = [
        b"\r\n",
        b"\n\n",
        b"\0",
        b"\"",
        b"<",
        b">",
        b";",
        b":",
        b"=",
        b"--",
        b"\xc3",
        b"\xff",
        b"=?utf-8?q?",
        b"99999999999999999999",
        b" ",
        b"\xf0\x9f\x92\xa9",
    ];
    let place = chance.below(bytes.len() + 1);
    let end = place + chance.below(40).min(bytes.len() - place);
    match chance.below(7) {
        0 => drop(bytes.drain(place..end)),
        1 => {
            let piece = PIECES[chance.below(PIECES.len())];
            drop(bytes.splice(place..place, piece.iter().copied()));
        }
        2 => {
            if let Some(byte) = bytes.get_mut(place) {
                *byte = chance.next().to_le_bytes()[0];
            }
        }
        3 => bytes.truncate(place),
        4 => {
            // The same again, a few times: nesting and repetition.
            let piece = bytes[place..end].repeat(1 + chance.below(6));
            drop(bytes.splice(place..place, piece));
        }
        5 => {
            let other = &seeds[chance.below(seeds.len())];
            let from = chance.below(other.len() + 1);
            let to = (from + chance.below(200)).min(other.len());
            drop(bytes.splice(place..place, other[from..to].iter().copied()));
        }
        _ => {
            let upper = bytes[place..end].to_ascii_uppercase();
            drop(bytes.splice(place..end, upper));
        }
    }
}

/// Numbers that look like chance and are the same in every run (xorshift).
struct Chance(u64);

impl Chance {
    fn next(&mut self) -> u64 {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        self.0
    }

    fn below(&mut self, bound: usize) -> usize {
        usize::try_from(self.next() % bound.max(1) as u64).unwrap_or(0)
    }
}

//! How long a note takes to be read at a pause in typing: a clean one of 150 words, and what each
//! unknown word adds while nothing is kept yet.
//!
//! Goals: 10 ms for the clean note after warm-up, 100 ms for each unknown word. They are printed
//! and not asserted: a busy machine would fail them without anything being wrong.
//! `cargo bench -p rapport-prose --bench prose` runs it.

#![allow(
    clippy::unwrap_used,
    clippy::print_stdout,
    clippy::disallowed_methods,
    reason = "a measurement prints, needs the clock, and fails by panicking"
)]

use std::hint::black_box;
use std::sync::Arc;
use std::time::{Duration, Instant};

use rapport_prose::dictionary::{self, Dictionary};
use rapport_prose::lexicon::Lexicon;
use rapport_prose::spelling::{Speller, check};
use rapport_prose::{grammar, language};

/// Runs of which the middle one counts.
const RUNS: usize = 51;

/// Words that no dictionary has: near a common one, far from all, coined, and no word at all.
const UNKNOWN: [&str; 10] = [
    "recieved",
    "accomodation",
    "definately",
    "aggenst",
    "seperately",
    "hexaclinic",
    "paravirtualised",
    "skitsofrinic",
    "wierdness",
    "zorkenflum",
];

/// German compounds with a slip, one of them as long as laws are.
const COMPOUNDS: [&str; 6] = [
    "Vorstelungsgespräch",
    "Kundenbetreungsgespräch",
    "Gehaltsverhandlungstrategie",
    "Softwareentwiklungsabteilung",
    "Geschwindikeitsbegrenzung",
    "Lebensmittelzusatzstoffzulasungsverordnung",
];

/// Where Debian puts its German dictionary.
const GERMAN: &str = "/usr/share/hunspell/de_DE";

fn main() {
    let start = Instant::now();
    let english = Arc::new(Dictionary::english().unwrap());
    println!("reading the English dictionary    {:>8.1} ms", ms(start.elapsed()));
    let speller = Speller::new(vec![english]);
    let mut lexicon = Lexicon::default();
    lexicon.watch("Dana Whitfield");
    let sentence = "Thank you for the hour beside the test rig and for the story of your trip. \
                    The queue that we drew on a napkin runs on my own machine by now. ";
    let clean: String = sentence.repeat(5);
    assert!(check(&clean, &speller, &lexicon).is_empty());
    let clean_took = middle((0..RUNS).map(|_| timed(|| read(&clean, &speller, &lexicon))));
    println!(
        "a clean note of {} words         {:>8.2} ms   goal < 10 ms",
        clean.split_whitespace().count(),
        ms(clean_took)
    );
    let firsts: Vec<Duration> = UNKNOWN
        .iter()
        .map(|word| timed(|| read(&format!("They wrote {word} there."), &speller, &lexicon)))
        .collect();
    let worst = firsts.iter().max().copied().unwrap_or_default();
    println!("an unknown word, the first time   {:>8.2} ms   goal < 100 ms", ms(middle(firsts)));
    println!("the slowest of {}                 {:>8.2} ms", UNKNOWN.len(), ms(worst));
    let again = UNKNOWN
        .map(|word| timed(|| read(&format!("They wrote {word} there."), &speller, &lexicon)));
    println!("an unknown word, kept             {:>8.2} ms", ms(middle(again)));
    compounds();
}

/// What a far compound costs, where a German dictionary is installed.
fn compounds() {
    let text = |ending: &str| {
        std::fs::read(format!("{GERMAN}.{ending}")).map(|bytes| dictionary::text_of(&bytes))
    };
    let (Ok(affixes), Ok(words)) = (text("aff"), text("dic")) else {
        return println!("German compounds: no dictionary is installed here (hunspell-de-de)");
    };
    let speller = Speller::new(vec![Arc::new(Dictionary::new("de", &affixes, &words).unwrap())]);
    let lexicon = Lexicon::default();
    let took: Vec<Duration> = COMPOUNDS
        .iter()
        .map(|word| timed(|| read(&format!("Wir sprachen über {word}."), &speller, &lexicon)))
        .collect();
    let worst = took.iter().max().copied().unwrap_or_default();
    println!("a German compound, the first time {:>8.2} ms   goal < 100 ms", ms(middle(took)));
    println!("the slowest of {}                  {:>8.2} ms", COMPOUNDS.len(), ms(worst));
}

fn read(text: &str, speller: &Speller, lexicon: &Lexicon) {
    let language = language::language_of(text).unwrap_or("en");
    black_box(check(text, speller, lexicon));
    black_box(grammar::check(text, language));
}

fn timed(run: impl FnOnce()) -> Duration {
    let start = Instant::now();
    run();
    start.elapsed()
}

fn middle(times: impl IntoIterator<Item = Duration>) -> Duration {
    let mut times: Vec<Duration> = times.into_iter().collect();
    times.sort();
    times[times.len() / 2]
}

fn ms(time: Duration) -> f64 {
    time.as_secs_f64() * 1000.0
}

//! Any bytes as a mailbox: the messages hold no more than the file, and reading ends.
#![cfg_attr(not(test), no_main)]

use rapport_formats::mbox::{Reader, is_mbox};

#[cfg(not(test))]
libfuzzer_sys::fuzz_target!(|bytes: &[u8]| check(bytes));

/// What holds for any file, whatever the size of the pieces it is read in.
pub fn check(bytes: &[u8]) {
    let all = messages(bytes, 64 * 1024);
    assert_eq!(messages(bytes, 3), all, "the pieces do not matter");
    assert!(all.iter().map(|(_, message)| message.len()).sum::<usize>() <= bytes.len());
    assert!(all.windows(2).all(|two| two[0].0 < two[1].0), "lines go up");
    assert!(!is_mbox(bytes) || !all.is_empty(), "what is recognised is read");
}

fn messages(bytes: &[u8], piece: usize) -> Vec<(u64, Vec<u8>)> {
    let mut reader = Reader::new(std::io::BufReader::with_capacity(piece, bytes));
    let mut message = Vec::new();
    let mut all = Vec::new();
    while let Some(start) = reader.read(&mut message).expect("memory does not fail") {
        assert!(!start.truncated);
        all.push((start.line, message.clone()));
    }
    all
}

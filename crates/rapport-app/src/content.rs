//! The hash that an approval binds to: everything that goes out, nothing else (I3).

use rapport_core::follow_up::ContentHash;
use sha2::{Digest, Sha256};

/// One attached file.
#[derive(Clone, Debug)]
pub struct AttachedFile<'a> {
    /// Its name.
    pub name: &'a str,
    /// Its media type.
    pub media_type: &'a str,
    /// Its bytes.
    pub bytes: &'a [u8],
}

/// All that goes out with a note.
#[derive(Clone, Debug)]
pub struct Content<'a> {
    /// The recipient's address, lower case; a step by hand has none.
    pub recipient: &'a str,
    /// The subject.
    pub subject: &'a str,
    /// Greeting and text.
    pub body: &'a str,
    /// The sender block.
    pub sender: &'a str,
    /// The message it answers, if it stays in a thread.
    pub in_reply_to: Option<&'a str>,
    /// The attachments in order.
    pub attachments: &'a [AttachedFile<'a>],
}

/// SHA-256 over the parts, each preceded by its length so that no two contents share a hash by
/// moving a boundary.
#[must_use]
pub fn hash(content: &Content<'_>) -> ContentHash {
    let mut hasher = Sha256::new();
    let mut part = |bytes: &[u8]| {
        // A length of more than 64 bits does not exist in memory.
        hasher.update(u64::try_from(bytes.len()).unwrap_or(u64::MAX).to_be_bytes());
        hasher.update(bytes);
    };
    part(b"rapport content 1");
    part(content.recipient.as_bytes());
    part(content.subject.as_bytes());
    part(content.body.as_bytes());
    part(content.sender.as_bytes());
    part(content.in_reply_to.unwrap_or("").as_bytes());
    for file in content.attachments {
        part(file.name.as_bytes());
        part(file.media_type.as_bytes());
        part(file.bytes);
    }
    ContentHash(hasher.finalize().into())
}

/// The hash in hexadecimal, as views and commands name it.
#[must_use]
pub fn hex(hash: &ContentHash) -> String {
    hash.0.iter().map(|byte| format!("{byte:02x}")).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn sample<'a>(attachments: &'a [AttachedFile<'a>]) -> Content<'a> {
        Content {
            recipient: "dana@acme.example",
            subject: "Thank you",
            body: "Dear Dana Whitfield,",
            sender: "Jo",
            in_reply_to: None,
            attachments,
        }
    }

    #[test]
    fn every_part_counts_and_boundaries_cannot_move() {
        let original = hash(&sample(&[]));
        assert_eq!(original, hash(&sample(&[])));
        let file = AttachedFile { name: "cv.pdf", media_type: "application/pdf", bytes: b"x" };
        let changed = [
            hash(&Content { recipient: "ivo@acme.example", ..sample(&[]) }),
            hash(&Content { subject: "Thank yo", body: "uDear Dana Whitfield,", ..sample(&[]) }),
            hash(&Content { sender: "Jo ", ..sample(&[]) }),
            hash(&Content { in_reply_to: Some("a@b"), ..sample(&[]) }),
            hash(&sample(&[file])),
        ];
        for other in changed {
            assert_ne!(original, other);
        }
    }
}

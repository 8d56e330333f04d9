//! A photo of a business card: read by Debian's `tesseract` where it is installed, as a process of its
//! own with a time limit, and then by the reader of signatures.

use std::io;
use std::path::Path;
use std::process::Stdio;
use std::time::Duration;

use rapport_formats::card::Card;
use rapport_formats::signature;
use tokio::process::Command;
use tokio::time::timeout;

use crate::error::{AppError, Kind};

/// The program that reads pictures.
pub(super) const PROGRAM: &str = "tesseract";
/// How long it may take.
pub(super) const LONGEST: Duration = Duration::from_secs(45);
/// The largest picture, in bytes.
pub(super) const LARGEST: u64 = 30 * 1024 * 1024;
/// Below this a text is no card.
const SURE: f64 = 0.3;

/// Whether a file begins as a picture of a kind that cameras and scanners make.
pub(super) fn is_picture(beginning: &[u8]) -> bool {
    const MARKS: [&[u8]; 4] = [b"\xff\xd8\xff", b"\x89PNG\r\n\x1a\n", b"II*\0", b"MM\0*"];
    let is_webp = beginning.starts_with(b"RIFF") && beginning.get(8..12) == Some(b"WEBP");
    is_webp || MARKS.iter().any(|mark| beginning.starts_with(mark))
}

/// What stands on a picture.
pub(super) async fn text_on(
    program: &str,
    picture: &Path,
    longest: Duration,
) -> Result<String, AppError> {
    // A name that begins with a hyphen is no option, and `stdin` is a file like any other.
    let picture = std::path::absolute(picture).unwrap_or_else(|_| picture.to_owned());
    let mut command = Command::new(program);
    command
        .arg(&picture)
        .arg("stdout")
        // One thread: the server has other things to do.
        .env("OMP_THREAD_LIMIT", "1")
        .stdin(Stdio::null())
        .stdout(Stdio::piped())
        .stderr(Stdio::null())
        .kill_on_drop(true);
    let reading = command.spawn().map_err(|error| match error.kind() {
        io::ErrorKind::NotFound => AppError::new(
            Kind::Unavailable,
            "no program that reads photos is installed here",
            "install it (apt install tesseract-ocr), or type what the card says: rapport capture",
        ),
        _ => unreadable(),
    })?;
    match timeout(longest, reading.wait_with_output()).await {
        Ok(Ok(output)) if output.status.success() => {
            Ok(String::from_utf8_lossy(&output.stdout).into_owned())
        }
        Ok(_) => Err(unreadable()),
        Err(_) => Err(AppError::new(
            Kind::Unavailable,
            "reading the photo took too long",
            "cut it to the card, make it smaller, and try again",
        )),
    }
}

/// The card of a text; none if it looks like something else.
pub(super) fn card_of(text: &str) -> Option<Card> {
    let lines: Vec<&str> = text.lines().map(str::trim).filter(|line| !line.is_empty()).collect();
    let reading = signature::read(&lines.join("\n"));
    let card = reading.card;
    let is_somebody = !card.name.is_empty() || !card.emails.is_empty() || !card.phones.is_empty();
    (reading.confidence >= SURE && is_somebody).then_some(card)
}

fn unreadable() -> AppError {
    AppError::refused(
        "this picture cannot be read",
        "take the photo again from straight above and in good light, as JPEG or PNG",
    )
}

#[cfg(all(test, unix))]
mod tests {
    use std::os::unix::fs::PermissionsExt as _;

    use super::*;

    /// A program that does what these lines say.
    fn program(folder: &tempfile::TempDir, lines: &str) -> String {
        let path = folder.path().join("reader");
        std::fs::write(&path, format!("#!/bin/sh\n{lines}\n")).unwrap();
        std::fs::set_permissions(&path, std::fs::Permissions::from_mode(0o755)).unwrap();
        path.to_str().unwrap().to_owned()
    }

    #[tokio::test]
    async fn a_program_that_is_absent_fails_or_takes_too_long_is_told_in_a_sentence() {
        let folder = tempfile::tempdir().unwrap();
        let picture = Path::new("-card.png");
        let error = text_on("/nowhere/tesseract", picture, LONGEST).await.unwrap_err();
        assert!(error.hints[0].contains("apt install tesseract-ocr"), "{error:?}");
        let says = program(&folder, "case \"$1\" in /*) echo \"$2\";; esac");
        assert_eq!(text_on(&says, picture, LONGEST).await.unwrap(), "stdout\n");
        let fails = program(&folder, "exit 1");
        let error = text_on(&fails, picture, LONGEST).await.unwrap_err();
        assert_eq!(error.kind, Kind::Refused);
        let slow = program(&folder, "exec sleep 600");
        let error = text_on(&slow, picture, Duration::from_millis(50)).await.unwrap_err();
        assert!(error.what.contains("too long"), "{error:?}");
    }

    #[test]
    fn pictures_are_told_by_their_beginning_and_cards_by_what_stands_on_them() {
        assert!(is_picture(b"\xff\xd8\xff\xe0") && is_picture(b"RIFF\x10\0\0\0WEBPVP8 "));
        assert!(!is_picture(b"BEGIN:VCARD") && !is_picture(b""));
        let card = card_of("Dana Whitfield\n\nHead of Engineering\nAcme Robotics Ltd\n\n+44 20 7946 0018\ndana@acme.example\n").unwrap();
        assert_eq!(
            (card.name.as_str(), card.organisation.as_str()),
            ("Dana Whitfield", "Acme Robotics Ltd")
        );
        assert_eq!(card_of("a cat on a wall"), None);
    }
}

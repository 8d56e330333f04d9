//! From what was typed to what the application takes: files read, words joined, secrets asked for.

use std::fs;
use std::io::{IsTerminal, Read};
use std::path::Path;

use rapport_app::error::AppError;

use crate::failure::unreadable;

/// Several words of the command line as one text; `None` when there are none.
pub fn joined(words: &[String]) -> Option<String> {
    (!words.is_empty()).then(|| words.join(" "))
}

/// A postal address typed on one line: semicolons part its lines.
pub fn postal(typed: Option<String>) -> Option<String> {
    let lines = |text: String| text.split(';').map(str::trim).collect::<Vec<_>>().join("\n");
    typed.map(lines)
}

/// The text of a file, or of stdin for `-`.
pub fn text_of(file: &Path) -> Result<String, AppError> {
    let read = if file == Path::new("-") {
        let mut text = String::new();
        std::io::stdin().read_to_string(&mut text).map(|_| text)
    } else {
        fs::read_to_string(file)
    };
    read.map_err(|error| unreadable(file, &error))
}

/// The first line of a file, or of stdin for `-`: a secret that must not be an argument.
pub fn secret_of(file: &Path) -> Result<String, AppError> {
    let text = text_of(file)?;
    match text.lines().next().map(str::trim_end).filter(|line| !line.is_empty()) {
        Some(line) => Ok(line.to_owned()),
        None => Err(AppError::usage(
            format!("the first line of {} is empty", file.display()),
            "write the secret on its first line",
        )),
    }
}

/// A secret typed without being shown.
pub fn secret_asked(prompt: &str) -> Result<String, AppError> {
    let terminal = console::Term::stderr();
    let unasked = |why: String| AppError::usage(why, "give it with --password-file FILE or `-`");
    if !terminal.is_term() || !std::io::stdin().is_terminal() {
        return Err(unasked("there is no terminal to ask for the password on".to_owned()));
    }
    let unread = |error: std::io::Error| unasked(format!("the password was not read: {error}"));
    terminal.write_str(prompt).map_err(unread)?;
    let typed = terminal.read_secure_line().map_err(unread)?;
    if typed.is_empty() {
        return Err(unasked("the password is empty".to_owned()));
    }
    Ok(typed)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_are_joined_and_addresses_parted() {
        assert_eq!(joined(&[]), None);
        assert_eq!(joined(&["next".to_owned(), "friday".to_owned()]).unwrap(), "next friday");
        assert_eq!(postal(Some("1 Quay; Leith".to_owned())).unwrap(), "1 Quay\nLeith");
    }

    #[test]
    fn a_secret_is_the_first_line_only() {
        let folder = tempfile::tempdir().unwrap();
        let file = folder.path().join("secret");
        fs::write(&file, "open sesame\nnot this\n").unwrap();
        assert_eq!(secret_of(&file).unwrap(), "open sesame");
        fs::write(&file, "\n").unwrap();
        assert_eq!(secret_of(&file).unwrap_err().kind.exit_code(), 2);
        assert_eq!(secret_of(Path::new("/nowhere/x")).unwrap_err().kind.exit_code(), 3);
    }
}

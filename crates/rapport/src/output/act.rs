//! The commands that act on a row, ready to be typed.

/// The command for an act's word; `who` is the row's number or a name.
///
/// Words that need one more thing get an example of it. An unknown word is a verb of its own.
pub fn command(act: &str, who: &str) -> String {
    let who = quoted(who);
    match act {
        "snooze" => format!("rapport snooze {who} friday"),
        "arrived" => format!("rapport arrived {who} yes|no"),
        // Only the user knows whose message it is.
        "confirm" => "rapport confirm MESSAGE WHO".to_owned(),
        "confirm --no" => "rapport confirm MESSAGE --no".to_owned(),
        "log" => format!("rapport log {who} --by call"),
        // Already a whole command, as an application may give it.
        act if act.starts_with("rapport ") => act.to_owned(),
        act => format!("rapport {act} {who}"),
    }
}

/// A word for a shell: names with spaces are quoted.
pub fn quoted(word: &str) -> String {
    let plain = |letter: char| letter.is_alphanumeric() || "-_.@+/".contains(letter);
    if !word.is_empty() && word.chars().all(plain) {
        return word.to_owned();
    }
    if word.chars().any(|letter| "\"$`\\!".contains(letter)) {
        return format!("'{}'", word.replace('\'', r"'\''"));
    }
    format!("\"{word}\"")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn acts_become_commands() {
        assert_eq!(command("approve", "2"), "rapport approve 2");
        assert_eq!(command("snooze", "Dana Whitfield"), "rapport snooze \"Dana Whitfield\" friday");
        assert_eq!(command("rapport me --name Ada", "2"), "rapport me --name Ada");
    }

    #[test]
    fn words_are_quoted_for_a_shell() {
        assert_eq!(quoted("O'Brien"), "\"O'Brien\"");
        assert_eq!(quoted("$HOME isn't"), r"'$HOME isn'\''t'");
        assert_eq!(quoted(""), "\"\"");
    }
}

//! Kinds of a value (`TYPE=work,fax`) and names the user gave it (`X-ABLabel`), as one label.

/// The label for a list of kinds: lower case, each once, without what says nothing.
pub(crate) fn from_types<'a>(types: impl Iterator<Item = &'a str>) -> String {
    let mut words: Vec<String> = Vec::new();
    for word in types {
        let word = word.trim().to_lowercase();
        let silent = matches!(word.as_str(), "" | "internet" | "pref");
        if !silent && !words.contains(&word) {
            words.push(word);
        }
    }
    if words.len() > 1 {
        words.retain(|word| word != "voice");
    }
    words.join(" ")
}

/// The kinds that say the same as a label, or none if only a name of its own can say it.
pub(crate) fn to_types(label: &str) -> Option<Vec<&str>> {
    let words: Vec<&str> = label.split(' ').collect();
    let plain = words.iter().all(|word| {
        !word.is_empty() && word.bytes().all(|byte| byte.is_ascii_alphanumeric() || byte == b'-')
    });
    (plain && from_types(words.iter().copied()) == label).then_some(words)
}

/// A name that the user gave: Apple wraps its own in `_$!<` and `>!$_`.
pub(crate) fn from_user(text: &str) -> String {
    let text = text.trim();
    match text.strip_prefix("_$!<").and_then(|rest| rest.strip_suffix(">!$_")) {
        Some(known) => known.trim().to_lowercase(),
        None => text.to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn kinds_become_a_label_and_a_label_kinds() {
        assert_eq!(from_types(["INTERNET", "Work", "pref"].into_iter()), "work");
        assert_eq!(from_types(["CELL", "VOICE", "cell"].into_iter()), "cell");
        assert_eq!(from_types(["voice"].into_iter()), "voice");
        assert_eq!(to_types("work fax"), Some(vec!["work", "fax"]));
        for label in ["My Office", "", "a  b", "pref", "Büro"] {
            assert_eq!(to_types(label), None, "{label}");
        }
        assert_eq!(from_user("_$!<HomePage>!$_"), "homepage");
        assert_eq!(from_user(" Ferienhaus "), "Ferienhaus");
    }
}

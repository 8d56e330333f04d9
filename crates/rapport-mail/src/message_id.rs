//! Message-IDs (RFC 5322 section 3.6.4): taken out of header values and bodies.
//!
//! Here: the list of ids in a value, without angle brackets. Not here: minting ours; that needs
//! the key of the installation and is done in `rapport-app`.

/// Ids read of one field; long threads are cut at the front, the nearest ancestors stay.
const MOST_IDS: usize = 200;
/// RFC 5322 bounds a line, and with it an id, to 998 characters.
const LONGEST_ID: usize = 998;

/// All ids of a value such as `References`, in order, without angle brackets, each once.
///
/// Without any angle bracket the words that look like ids are taken, because some programs
/// forget the brackets.
#[must_use]
pub fn ids_of(value: &str) -> Vec<String> {
    let mut found: Vec<String> = Vec::new();
    let mut push = |id: &str| {
        // Folding may have left white space inside an id.
        let id: String = id.chars().filter(|c| !c.is_whitespace()).collect();
        if !id.is_empty() && id.len() <= LONGEST_ID {
            found.push(id);
        }
    };
    if value.contains('<') {
        for piece in value.split('<').skip(1) {
            if let Some((id, _)) = piece.split_once('>') {
                push(id);
            }
        }
    } else {
        for word in value.split(|c: char| c.is_whitespace() || matches!(c, ',' | ';')) {
            if word.contains('@') {
                push(word.trim_matches(|c| matches!(c, '"' | '>' | '(' | ')')));
            }
        }
    }
    // A later mention is the nearer one.
    let mut kept: Vec<String> = Vec::new();
    for id in found.into_iter().rev() {
        if kept.len() < MOST_IDS && !kept.contains(&id) {
            kept.push(id);
        }
    }
    kept.reverse();
    kept
}

/// The first id of a value such as `Message-ID`.
#[must_use]
pub fn id_of(value: &str) -> Option<String> {
    if let Some(id) = ids_of(value).into_iter().next() {
        return Some(id);
    }
    let bare = value.trim();
    let plain = !bare.is_empty() && bare.len() <= LONGEST_ID && !bare.contains(char::is_whitespace);
    plain
        .then(|| bare.trim_matches(|c| c == '<' || c == '>').to_owned())
        .filter(|id| !id.is_empty())
}

/// `References`, then `In-Reply-To` unless it is there already: nearest ancestor last.
#[must_use]
pub fn ancestors(references: Option<&str>, in_reply_to: Option<&str>) -> Vec<String> {
    let mut list = references.map(ids_of).unwrap_or_default();
    for id in in_reply_to.map(ids_of).unwrap_or_default() {
        if !list.contains(&id) {
            list.push(id);
        }
    }
    list
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ids_with_and_without_brackets() {
        assert_eq!(ids_of("<a@x.test> (comment) <b@x.test>\t<a@x.test>"), ["b@x.test", "a@x.test"]);
        assert_eq!(ids_of("a@x.test b@y.test"), ["a@x.test", "b@y.test"]);
        assert_eq!(ids_of("Your message of Monday"), Vec::<String>::new());
        assert_eq!(id_of("<a@ x.test>").as_deref(), Some("a@x.test"));
        assert_eq!(id_of("plain-id").as_deref(), Some("plain-id"));
        assert_eq!(id_of("<>"), None);
        assert_eq!(ids_of("<unclosed@x.test"), Vec::<String>::new());
    }

    #[test]
    fn the_nearest_ancestor_is_last() {
        assert_eq!(ancestors(Some("<a@x> <b@x>"), Some("<c@x>")), ["a@x", "b@x", "c@x"]);
        assert_eq!(ancestors(Some("<a@x> <b@x>"), Some("<a@x>")), ["a@x", "b@x"]);
        assert_eq!(ancestors(None, Some("\"Ivo\" of Monday <d@x>")), ["d@x"]);
    }
}

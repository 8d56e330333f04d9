//! What ARCHITECTURE.md promises is there: each test that it names, in backticks and with
//! the number of its invariant (`i5_nothing_leaves_after_a_stop`), is a function in some file.

use std::collections::BTreeSet;

use super::source::Source;
use super::{Text, Violation, violation};

/// Names of tests in the map that no file declares.
pub fn check(texts: &[Text], sources: &[Source]) -> Vec<Violation> {
    let functions: BTreeSet<&str> = sources
        .iter()
        .flat_map(|source| source.tokens.windows(2))
        .filter_map(|pair| match pair {
            [keyword, name] if keyword.text == "fn" => Some(name.text.as_str()),
            _ => None,
        })
        .collect();
    let map = texts.iter().filter(|text| text.path == "ARCHITECTURE.md");
    map.flat_map(|text| text.content.lines().enumerate())
        .flat_map(|(number, line)| {
            line.split('`').skip(1).step_by(2).map(move |code| (number, code))
        })
        .map(|(number, code)| (number, code.rsplit("::").next().unwrap_or(code)))
        .filter(|(_, name)| is_promise(name) && !functions.contains(name))
        .map(|(number, name)| {
            let what = format!("no test is called `{name}`");
            let remedy = "name the test that holds the invariant, or write it";
            violation("ARCHITECTURE.md", number + 1, what, remedy)
        })
        .collect()
}

/// `i`, a number, an underscore, and more.
fn is_promise(name: &str) -> bool {
    let Some((head, tail)) = name.strip_prefix('i').and_then(|rest| rest.split_once('_')) else {
        return false;
    };
    !head.is_empty() && head.chars().all(|c| c.is_ascii_digit()) && !tail.contains(' ')
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn named_tests_must_exist() {
        let sources = [Source::read("crates/a/tests/a.rs", "#[test]\nfn i1_is_held() {}")];
        let map = Text {
            path: "ARCHITECTURE.md".to_owned(),
            content: "| I1 | `i1_is_held` |\n| I2 | `world::i2_is_not` | `in_use`\n".to_owned(),
        };
        let found = check(&[map], &sources);
        assert_eq!(found.len(), 1);
        assert_eq!((found[0].line, found[0].what.as_str()), (2, "no test is called `i2_is_not`"));
    }
}

//! Tests of `files`.

use super::*;

fn text(path: &str, content: &str) -> Vec<String> {
    let text = Text { path: path.to_owned(), content: content.to_owned() };
    check_text(&text).into_iter().map(|found| found.what).collect()
}

fn source(path: &str, content: &str) -> Vec<String> {
    check_source(&Source::read(path, content)).into_iter().map(|found| found.what).collect()
}

#[test]
fn white_space_and_names() {
    assert_eq!(text("a.md", "good\n"), [""; 0]);
    assert_eq!(
        text("a.md", "bad \nend"),
        ["white space at the end of the line", "no line end at the end of the file"]
    );
    assert_eq!(text("crates/rapport-utils/src/lib.rs", "").len(), 1);
    assert_eq!(text("crates/a/src/helpers.rs", "").len(), 1);
    assert_eq!(text("crates/a/src/commonplace.rs", "").len(), 0);
}

#[test]
fn manifests_inherit() {
    let good = "[package]\nlicense.workspace = true\npublish.workspace = true\n[lints]\nworkspace = true\n";
    assert_eq!(text("crates/a/Cargo.toml", good), [""; 0]);
    assert_eq!(text("crates/a/Cargo.toml", "[package]\nlicense = \"MIT\"\n").len(), 3);
}

#[test]
fn headers_and_lengths() {
    assert_eq!(source("crates/a/src/a.rs", "//! What it is.\n"), [""; 0]);
    assert_eq!(source("crates/a/src/a.rs", "//! (header to come)\n"), ["no header"]);
    assert_eq!(source("crates/a/src/a.rs", "use a;\n"), ["no header"]);
    let long = format!("//! H.\n{}", "fn a() {}\n".repeat(800));
    assert_eq!(source("crates/a/src/a.rs", &long), ["801 lines without the tests"]);
    assert_eq!(source("crates/a/tests/a.rs", &long), [""; 0]);
    let tests = format!("//! H.\n#[cfg(test)]\nmod tests {{\n{}}}\n", "//\n".repeat(199));
    assert_eq!(source("crates/a/src/a.rs", &tests), ["202 lines of tests"]);
}

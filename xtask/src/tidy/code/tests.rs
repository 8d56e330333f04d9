//! Tests of `code`.

use super::*;

fn found(path: &str, content: &str) -> Vec<String> {
    check(&Source::read(path, content)).into_iter().map(|found| found.what).collect()
}

#[test]
fn the_clock_is_read_in_one_file() {
    let code = "fn a() { let now = jiff::Timestamp::now(); }";
    assert_eq!(found("crates/rapport-app/src/a.rs", code), ["`Timestamp::now` outside the clock"]);
    assert_eq!(found(CLOCK, code), [""; 0]);
    assert_eq!(found("crates/rapport-app/tests/a.rs", code), [""; 0]);
    assert_eq!(found("crates/rapport-app/src/a.rs", "// Timestamp::now()"), [""; 0]);
    assert_eq!(
        found(
            "crates/rapport-app/src/a.rs",
            "#[cfg(test)]\nmod tests { fn a() { Instant::now(); } }"
        ),
        [""; 0]
    );
    assert_eq!(found("crates/a/src/a.rs", "fn a() { getrandom::fill(x) }").len(), 1);
}

#[test]
fn unfinished_and_silenced_code_is_refused() {
    assert_eq!(found("crates/a/src/a.rs", "fn a() { todo!() }"), ["`todo!`"]);
    assert_eq!(found("crates/a/tests/a.rs", "#[ignore]\nfn a() {}"), ["`#[ignore]`"]);
    assert_eq!(found("crates/a/src/a.rs", "#[allow(dead_code)]\nfn a() {}"), ["bare `#[allow]`"]);
    assert_eq!(
        found("crates/a/src/a.rs", "#![cfg_attr(test, allow(clippy::unwrap_used))]"),
        [""; 0]
    );
    assert_eq!(found("crates/a/src/a.rs", "#[expect(dead_code)]\nfn a() {}").len(), 1);
    assert_eq!(
        found("crates/a/src/a.rs", "#[expect(dead_code, reason = \"x\")]\nfn a() {}"),
        [""; 0]
    );
    assert_eq!(found("crates/a/src/a.rs", "fn a(b: chrono::NaiveDate) {}").len(), 1);
}

#[test]
fn there_is_one_door() {
    let text = |path: &str, content: &str| Text { path: path.into(), content: content.into() };
    let door = text("crates/rapport-store/src/door.rs", "\"update follow_up\n set state\"");
    let other = text("crates/rapport-store/src/other.rs", "\"Update\n   follow_up set x\"");
    let effect = text(
        "crates/rapport-store/src/effect.rs",
        "\"update follow_up_effect\" // update follow_up",
    );
    assert_eq!(check_one_door(&[door, effect]).len(), 0);
    let door = text("crates/rapport-store/src/door.rs", "\"update follow_up set state\"");
    assert_eq!(check_one_door(&[door, other])[0].line, 2);
    assert_eq!(check_one_door(&[]).len(), 1);
}

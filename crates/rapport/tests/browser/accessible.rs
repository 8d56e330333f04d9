//! axe-core over every page, light and dark, as wide as a phone and as a desk.

use std::fmt::Write as _;

use crate::world::{self, SCHEMES, SIZES};

#[test]
fn no_page_breaks_a_rule_of_axe_light_or_dark_on_a_phone_or_a_desk() {
    let desk = world::lived_in();
    let browser = &desk.browser;
    let mut broken = String::new();
    for page in world::pages(&desk) {
        desk.go(&page.path);
        browser.run(page.then);
        for (width, height) in SIZES {
            browser.resize(width, height);
            let wide = browser.run("return document.documentElement.scrollWidth;");
            if wide.as_u64().unwrap() > u64::from(width) {
                writeln!(broken, "{} at {width}: {wide} px wide", page.name).unwrap();
            }
            for scheme in SCHEMES {
                browser.prefer(scheme);
                for it in browser.violations() {
                    let places = it.places.join("\n    ");
                    let (name, rule) = (page.name, it.rule);
                    writeln!(
                        broken,
                        "{name} at {width} {scheme}: {rule}: {}\n    {places}",
                        it.help
                    )
                    .unwrap();
                }
            }
        }
    }
    assert!(broken.is_empty(), "{broken}");
    let complaints = browser.complaints();
    // The page that is not there was asked for.
    let others = complaints.iter().filter(|line| !line.contains("/nowhere - "));
    assert_eq!(others.collect::<Vec<_>>(), Vec::<&String>::new());
}

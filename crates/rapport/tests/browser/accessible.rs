//! axe-core over every page, light and dark, as wide as a phone and as a desk.
//!
//! `make screenshots` asks for a picture of each on the way, by naming a folder.

use std::fmt::Write as _;
use std::path::{Path, PathBuf};

use rapport_sandbox::Browser;
use serde_json::json;

use crate::desk::Desk;
use crate::world::{self, SCHEMES, SIZES};

/// The folder for pictures, if they are wanted.
const PICTURES: &str = "RAPPORT_SCREENSHOTS";

#[test]
fn no_page_breaks_a_rule_of_axe_light_or_dark_on_a_phone_or_a_desk() {
    let pictures = std::env::var_os(PICTURES).map(PathBuf::from);
    let desk = world::lived_in();
    let browser = &desk.browser;
    let mut broken = String::new();
    for page in world::pages(&desk) {
        let name = page.name;
        desk.go(&page.path);
        browser.run(page.then);
        for (width, height) in SIZES {
            browser.resize(width, height);
            let wide = browser.run("return document.documentElement.scrollWidth;");
            if wide.as_u64().unwrap() > u64::from(width) {
                writeln!(broken, "{name} at {width}: {wide} px wide").unwrap();
            }
            for scheme in SCHEMES {
                browser.prefer(scheme);
                for it in browser.violations() {
                    let (rule, places) = (it.rule, it.places.join("\n    "));
                    writeln!(
                        broken,
                        "{name} at {width} {scheme}: {rule}: {}\n    {places}",
                        it.help
                    )
                    .unwrap();
                }
                if let Some(folder) = &pictures {
                    let file = folder.join(format!("{name}-{width}-{scheme}.png"));
                    photograph(browser, (width, height), &file);
                }
            }
        }
    }
    if let Some(folder) = &pictures {
        for_the_readme(&desk, &folder.join("readme"));
    }
    assert!(broken.is_empty(), "{broken}");
    let complaints = browser.complaints();
    // The page that is not there was asked for.
    let others = complaints.iter().filter(|line| !line.contains("/nowhere - "));
    assert_eq!(others.collect::<Vec<_>>(), Vec::<&String>::new());
}

/// The whole page, as high as it is: what sticks to an edge stands at its end then.
fn photograph(browser: &Browser, (width, height): (u32, u32), file: &Path) {
    let long = browser.run("return document.documentElement.scrollHeight;");
    let long = u32::try_from(long.as_u64().unwrap()).unwrap();
    browser.resize(width, long.max(height));
    std::fs::write(file, browser.picture(false)).unwrap();
    browser.resize(width, height);
}

/// What the README shows, as it is seen without scrolling: three pages, and three phones in a row.
fn for_the_readme(desk: &Desk, folder: &Path) {
    std::fs::create_dir_all(folder).unwrap();
    let browser = &desk.browser;
    let pages = world::pages(desk);
    let show = |name: &str, scheme: &str, (width, height): (u32, u32)| {
        let page = pages.iter().find(|page| page.name == name).expect("it is in the list");
        browser.resize(width, height);
        browser.prefer(scheme);
        desk.go(&page.path);
        let drawn =
            "Promise.all([...document.images].map((it) => it.decode())).then(() => done(1));";
        browser.run_async(drawn);
    };
    let [phone, screen] = SIZES;
    for (file, name, scheme) in
        [("today", "today", "light"), ("approve", "approve", "dark"), ("paper", "letter", "light")]
    {
        show(name, scheme, screen);
        std::fs::write(folder.join(format!("{file}.png")), browser.picture(false)).unwrap();
    }
    let mut phones = String::new();
    for (name, scheme) in [("today", "light"), ("capture-read", "light"), ("approve", "dark")] {
        show(name, scheme, phone);
        let shot = browser.tools("Page.captureScreenshot", &json!({ "format": "png" }));
        let data = shot["data"].as_str().unwrap();
        write!(phones, "<img src=\"data:image/png;base64,{data}\">").unwrap();
    }
    browser.go("about:blank");
    browser.resize(3 * phone.0 + 80, phone.1 + 40);
    let page = format!("<div style=\"display:flex;gap:20px;padding:20px\">{phones}</div>");
    browser.run(&format!(
        "document.body.style = 'margin:0;background:#d8cfc0'; document.body.innerHTML = {};",
        json!(page)
    ));
    browser.run_async(
        "Promise.all([...document.images].map((it) => it.decode())).then(() => done(1));",
    );
    std::fs::write(folder.join("phone.png"), browser.picture(false)).unwrap();
}

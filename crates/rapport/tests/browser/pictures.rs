//! A picture of every page, light and dark, as wide as a phone and as a desk: `make screenshots`.

use std::fs;

use rapport_sandbox::project_root;

use crate::world::{self, SCHEMES, SIZES};

#[test]
#[ignore = "writes pictures for eyes: make screenshots"]
fn of_every_page_light_and_dark_on_a_phone_and_a_desk() {
    let folder = project_root().join("target/screenshots");
    let _ = fs::remove_dir_all(&folder);
    fs::create_dir_all(&folder).unwrap();
    let desk = world::lived_in();
    let browser = &desk.browser;
    let pages = world::pages(&desk);
    for page in &pages {
        desk.go(&page.path);
        browser.run(page.then);
        for (width, height) in SIZES {
            browser.resize(width, height);
            // As high as the page is: what sticks to an edge then stands at the end of the page.
            let long = browser.run("return document.documentElement.scrollHeight;");
            let long = u32::try_from(long.as_u64().unwrap()).unwrap();
            browser.resize(width, long.max(height));
            for scheme in SCHEMES {
                browser.prefer(scheme);
                let whole = browser.picture(false);
                let name = format!("{}-{width}-{scheme}.png", page.name);
                fs::write(folder.join(name), whole).unwrap();
            }
        }
    }
    let written = fs::read_dir(&folder).unwrap().count();
    assert_eq!(written, pages.len() * SIZES.len() * SCHEMES.len(), "one picture for each");
}

//! A photo of a business card, printed by Chromium and read by tesseract.

use std::process::Command;

use rapport_app::import::{ImportInput, ImportSource};

use crate::world::{World, counts};

/// What stands on the card.
const CARD: &str = "<meta charset=utf-8><body style='font:28px sans-serif;margin:60px;\
    background:white;color:black'><p style='font-size:44px;margin:0'>Dana Whitfield</p>\
    <p>Head of Engineering</p><p>Acme Robotics Ltd</p><p>+44 20 7946 0018</p>\
    <p>dana@acme.example</p>";

#[tokio::test]
async fn a_photo_of_a_card_is_somebody_with_a_doubt() {
    let world = World::sqlite().await;
    let page = world.folder.path().join("card.html");
    let picture = world.folder.path().join("card.png");
    std::fs::write(&page, CARD).unwrap();
    let printed = Command::new("chromium")
        .args(["--headless", "--no-sandbox", "--disable-gpu", "--hide-scrollbars"])
        .arg("--window-size=900,600")
        .arg(format!("--user-data-dir={}", world.folder.path().join("browser").display()))
        .arg(format!("--screenshot={}", picture.display()))
        .arg(format!("file://{}", page.display()))
        .output()
        .expect("Chromium is there");
    assert!(picture.is_file(), "{printed:?}");
    let source = ImportSource::file(&picture);
    let done = world.app.import(&source, &ImportInput::default(), &|_| {}).await.unwrap();
    assert_eq!((counts(&done), done.kind.as_str()), ((1, 0, 0, 0), "picture"), "{done:?}");
    assert!(done.rows[0].doubts.iter().any(|doubt| doubt.why.contains("photo")), "{done:?}");
    let dana = world.contact("Dana Whitfield").await;
    assert_eq!(dana.addresses, ["dana@acme.example"]);
    assert_eq!(dana.phones, ["+44 20 7946 0018"]);
    assert_eq!(dana.organisation.as_deref(), Some("Acme Robotics Ltd"));
    let again = world.app.import(&source, &ImportInput::default(), &|_| {}).await.unwrap();
    assert_eq!((again.same, again.id), (1, None));
    // A picture of nothing is nobody.
    let nothing = world.file("broken.png", b"\x89PNG\r\n\x1a\n and no more");
    let error = world.app.import(&nothing, &ImportInput::default(), &|_| {}).await.unwrap_err();
    assert!(error.what.contains("cannot be read"), "{error:?}");
}

//! Texts of the user's own: used, refused with line and remedy, and stood in for when they fail.

use rapport_app::input::ContactInput;
use rapport_app::letters::PrintInput;

use crate::world::World;

#[tokio::test]
async fn an_own_text_is_written_by_mail_and_letter() {
    let world = World::new().await;
    let text = "Subject: My own words\n\n{{ greeting }}\n\nThank you for {{ remembered }}. I read \
                the first chapter on the train and tied two of the bends.\n\n{{ closing }}\n";
    world.app.set_text("pb09/thanks", "en", text).await.unwrap();
    assert_eq!(world.app.text("pb09/thanks", "en").await.unwrap(), text);
    let own: Vec<_> = world.app.texts().await.unwrap().into_iter().filter(|it| it.is_own).collect();
    assert_eq!((own.len(), own[0].name.as_str(), own[0].language), (1, "pb09/thanks", "en"));
    let draft = world.met("Dana Whitfield").await.draft.unwrap();
    assert_eq!(draft.subject, "My own words");
    assert!(draft.body.contains("tied two of the bends"), "{}", draft.body);
    world.app.forget_text("pb09/thanks", "en").await.unwrap();
    let draft = world.met("Mira Holm").await.draft.unwrap();
    assert_ne!(draft.subject, "My own words");
}

#[tokio::test]
async fn a_text_with_a_mistake_is_refused_with_line_and_remedy() {
    let world = World::new().await;
    for (text, line, words) in [
        ("Subject: x\n\n{{ nickname }}", "line 3", "nickname"),
        ("Subject: x\n{% if role %}", "line 2", "cannot be read"),
        ("{% include '/etc/passwd' %}", "line 1", "include"),
        ("{% for a in facts %}{% endfor %}", "line 1", "for"),
        ("x\n{{ 'x' * 999999999 }}", "line 2", "multiply"),
    ] {
        let refused = world.app.set_text("pb09/thanks", "en", text).await.unwrap_err();
        assert!(refused.what.contains(line) && refused.what.contains(words), "{refused:?}");
        assert!(!refused.hints.is_empty() && !refused.hints[0].is_empty(), "{refused:?}");
    }
    assert!(world.app.set_text("pb99/none", "en", "x").await.is_err());
    assert!(world.app.texts().await.unwrap().iter().all(|it| !it.is_own));
}

#[tokio::test]
async fn the_built_in_text_stands_in_for_one_that_fails_at_a_person() {
    let world = World::new().await;
    // Right where a role is known; at an advice there is none.
    let text = "Subject: x\n\n{{ greeting }}\n\nAbout the {{ role }}: {{ remembered }}.\n";
    world.app.set_text("pb09/thanks", "en", text).await.unwrap();
    let followed = world.met("Dana Whitfield").await;
    let draft = followed.draft.unwrap();
    assert!(draft.body.contains("the book on knots"), "{}", draft.body);
    assert!(draft.body.contains("Kind regards"), "the built-in text: {}", draft.body);
    let said: Vec<&str> = draft
        .findings
        .iter()
        .filter(|it| it.rule == "own-text")
        .map(|it| it.why.as_str())
        .collect();
    assert_eq!(said.len(), 1, "{:?}", draft.findings);
    for words in ["pb09/thanks", "line 5", "role", "{% if name %}"] {
        assert!(said[0].contains(words), "{words}: {}", said[0]);
    }
    let address = ContactInput {
        postal_address: Some("Lange Straße 5\n10115 Berlin".to_owned()),
        ..ContactInput::default()
    };
    world.app.edit_contact("Dana", address).await.unwrap();
    let input = PrintInput { who: vec!["Dana".to_owned()], ..PrintInput::default() };
    let printed = world.app.print_letters(&input).await.unwrap();
    assert!(printed.pdf.starts_with(b"%PDF-"));
    assert_eq!(printed.view.pages, 1);
}

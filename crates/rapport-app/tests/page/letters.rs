//! Paper: what is printed, for whom not, what was posted, and what a broken layout leads to.

use rapport_app::input::{AppointmentInput, ContactInput, MeInput, Met, OpportunityInput};
use rapport_app::letters::{LARGEST, PictureKind, PrintInput, PrinterInput};
use rapport_core::touchpoint::TouchpointKind;

use crate::world::World;

async fn with_address(world: &World, who: &str, address: &str) {
    let input =
        ContactInput { postal_address: Some(address.to_owned()), ..ContactInput::default() };
    world.app.edit_contact(who, input).await.unwrap();
}

fn to(who: &str) -> PrintInput {
    PrintInput { who: vec![who.to_owned()], ..PrintInput::default() }
}

#[tokio::test]
async fn a_note_can_go_by_post_and_only_posted_counts() {
    let world = World::new().await;
    world.met("Dana Whitfield").await;
    let refused = world.app.print_letters(&to("Dana")).await.unwrap_err();
    assert!(refused.what.contains("no postal address"), "{refused:?}");
    with_address(&world, "Dana", "Lange Straße 5\n10115 Berlin").await;

    let input = PrintInput { with_envelopes: true, ..to("Dana") };
    let printed = world.app.print_letters(&input).await.unwrap();
    assert!(printed.pdf.starts_with(b"%PDF-"));
    assert_eq!(printed.view.pages, 2, "{:?}", printed.view);
    assert_eq!(printed.view.layouts, ["din-5008-b", "envelope-dl"]);
    let again = world.app.print_letters(&input).await.unwrap();
    assert_eq!(printed.pdf, again.pdf, "the same values give the same bytes");
    assert_eq!(world.state("Dana").await, "in-review", "printed is not sent");

    let page = world.app.preview_letter("Dana", &PrintInput::default(), 0, true).await.unwrap();
    assert!(page.svg.starts_with("<svg") || page.svg.starts_with("<?xml"), "{:.60}", page.svg);
    assert_eq!(page.pages, 1);
    assert!(world.app.preview_letter("Dana", &PrintInput::default(), 7, true).await.is_err());

    let done = world.app.letter_posted("Dana", None).await.unwrap();
    assert_ne!(done.follow_up.state, "in-review");
    let shown = world.app.show("Dana").await.unwrap();
    assert!(shown.timeline.iter().any(|it| it.title == "thanks by paper"), "{shown:#?}");
    assert_eq!(world.outbox_and_sent().await, (0, 0), "nothing goes by mail as well");
}

#[tokio::test]
async fn an_envelope_before_an_appointment_and_none_for_a_place_that_was_ruled_out() {
    let world = World::new().await;
    let met = Met {
        name: "Dana Whitfield".to_owned(),
        organisation: Some("Acme Robotics".to_owned()),
        address: Some("dana@acme.example".to_owned()),
        kind: Some(TouchpointKind::Interview),
        role: Some("Staff engineer".to_owned()),
        said: Some("her sailing trip to Orkney".to_owned()),
        when: Some("yesterday 9am".to_owned()),
        fit: Some(5),
        country: Some("GB".to_owned()),
        postal_address: Some("12 Quay Street\nBristol\nBS1 4QX".to_owned()),
        ..Met::default()
    };
    let opportunity = world.app.met(met).await.unwrap().opportunity.unwrap().id;
    let appointment = AppointmentInput {
        contact: "Dana".to_owned(),
        title: "Second talk".to_owned(),
        starts: "friday 10:00".to_owned(),
        minutes: 60,
        opportunity: Some(opportunity.clone()),
        keen: true,
    };
    world.app.add_appointment(appointment).await.unwrap();
    let queue = world.app.letters().await.unwrap();
    let envelope = queue.iter().find(|it| it.kind == "envelope").expect("PB00 waits");
    assert_eq!(envelope.address.last().unwrap(), "VEREINIGTES KÖNIGREICH");
    assert_eq!(envelope.days, "4 to 7 working days");
    assert_eq!(envelope.obstacle, None);
    let printed = world.app.print_envelopes(&to(&envelope.follow_up)).await.unwrap();
    assert_eq!((printed.view.pages, printed.view.layouts), (1, vec!["envelope-c6".to_owned()]));
    let brief = world.app.brief("Dana").await.unwrap();
    let text = format!("{brief:?}");
    for words in ["Second talk", "Orkney", "When will you decide?", "Staff engineer"] {
        assert!(text.contains(words), "{words}: {text}");
    }
    assert_eq!(world.app.print_brief("Dana", &PrintInput::default()).await.unwrap().view.pages, 1);

    let out = OpportunityInput { fit: Some(0), ..OpportunityInput::default() };
    world.app.edit_opportunity(&opportunity, out).await.unwrap();
    for refused in [
        world.app.print_envelopes(&to("Dana")).await,
        world.app.print_labels(&to("Dana")).await,
        world.app.print_brief("Dana", &PrintInput::default()).await,
    ] {
        let refused = refused.unwrap_err();
        assert!(refused.what.contains("ruled the place out"), "{refused:?}");
    }
    assert!(world.app.letters().await.unwrap().iter().all(|it| it.obstacle.is_some()));
}

#[tokio::test]
async fn the_letters_of_an_event_are_one_file_in_the_order_of_their_envelopes() {
    let world = World::new().await;
    for name in ["Zoe Adams", "Dana Whitfield", "Mira Holm"] {
        world.met(name).await;
        with_address(&world, name, "Lange Straße 5\n10115 Berlin").await;
        let tag = rapport_app::input::BulkAct::Tag("Harbour Fair".to_owned());
        world.app.bulk(&tag, &[name.to_owned()]).await.unwrap();
    }
    let input = PrintInput {
        event: Some("harbour fair".to_owned()),
        with_envelopes: true,
        ..PrintInput::default()
    };
    let letters = world.app.print_letters(&input).await.unwrap();
    assert_eq!(letters.view.names, ["Dana Whitfield", "Mira Holm", "Zoe Adams"]);
    assert_eq!(letters.view.pages, 6);
    let envelopes = world.app.print_envelopes(&input).await.unwrap();
    assert_eq!(envelopes.view.names, letters.view.names);
    let labels = PrintInput { used: 20, ..input.clone() };
    assert_eq!(world.app.print_labels(&labels).await.unwrap().view.pages, 2);
    let beyond = PrintInput { used: 21, ..input.clone() };
    assert!(world.app.print_labels(&beyond).await.is_err());
    let nobody = PrintInput { event: Some("no such fair".to_owned()), ..PrintInput::default() };
    assert!(world.app.print_letters(&nobody).await.is_err());
}

#[tokio::test]
async fn a_broken_layout_names_line_and_remedy_and_the_built_in_stands_in() {
    let world = World::new().await;
    world.met("Dana Whitfield").await;
    with_address(&world, "Dana", "Lange Straße 5\n10115 Berlin").await;
    let folder = world.app.data().join("paper").join("layouts");
    std::fs::create_dir_all(&folder).unwrap();
    let good = world.app.layout_text("din-5008-a").await.unwrap();
    std::fs::write(folder.join("mine.toml"), good.replace("din-5008-a", "mine")).unwrap();
    std::fs::write(folder.join("bad.toml"), "name = \"bad\"\nkind = \"leter\"\n").unwrap();
    std::fs::write(folder.join("huge.toml"), vec![b'#'; 200 * 1024]).unwrap();
    let named = |name: &str| PrintInput { layout: Some(name.to_owned()), ..to("Dana") };

    let own = world.app.print_letters(&named("mine")).await.unwrap();
    assert_eq!(own.view.layouts, ["mine"]);
    let bad = world.app.print_letters(&named("bad")).await.unwrap();
    assert_eq!(bad.view.layouts, ["din-5008-b"]);
    assert!(bad.view.sentences.iter().any(|it| it.contains("line ")), "{:?}", bad.view);
    assert!(world.app.print_letters(&named("huge")).await.is_err());
    for outside in ["../../rapport.key", "/etc/passwd", "..", ""] {
        assert!(world.app.print_letters(&named(outside)).await.is_err(), "{outside}");
        assert!(world.app.layout_text(outside).await.is_err(), "{outside}");
    }
    assert!(world.app.choose_layout("bad").await.is_err());
    world.app.choose_layout("mine").await.unwrap();
    assert_eq!(world.app.print_letters(&to("Dana")).await.unwrap().view.layouts, ["mine"]);
    std::fs::remove_file(folder.join("mine.toml")).unwrap();
    let gone = world.app.print_letters(&to("Dana")).await.unwrap();
    assert_eq!(gone.view.layouts, ["din-5008-b"]);
}

#[tokio::test]
async fn a_printer_is_measured_once_and_used_from_then_on() {
    let world = World::new().await;
    world.met("Dana Whitfield").await;
    with_address(&world, "Dana", "Lange Straße 5\n10115 Berlin").await;
    let before = world.app.print_letters(&to("Dana")).await.unwrap();
    assert!(world.app.print_test_page(&PrintInput::default()).await.unwrap().view.pages == 1);
    let measured = |right, turn: &str| PrinterInput {
        name: "office".to_owned(),
        right,
        down: Some(-0.5),
        turn: Some(turn.to_owned()),
    };
    assert!(world.app.set_printer(&measured(Some(400.0), "none")).await.is_err());
    assert!(world.app.set_printer(&measured(Some(f64::NAN), "none")).await.is_err());
    assert!(world.app.set_printer(&measured(Some(1.5), "sideways")).await.is_err());
    let printer = world.app.set_printer(&measured(Some(1.5), "left")).await.unwrap();
    assert_eq!((printer.right, printer.down, printer.turn.as_str()), (1.5, -0.5, "left"));
    let after = world.app.print_letters(&to("Dana")).await.unwrap();
    assert_ne!(before.pdf, after.pdf, "everything is moved");
    let unknown = PrintInput { printer: Some("attic".to_owned()), ..to("Dana") };
    assert!(world.app.print_letters(&unknown).await.is_err());
    world.app.remove_printer("office").await.unwrap();
    assert_eq!(world.app.print_letters(&to("Dana")).await.unwrap().pdf, before.pdf);
}

#[tokio::test]
async fn business_cards_carry_what_the_user_chose_to_tell() {
    let world = World::new().await;
    let me =
        MeInput { postal_address: Some("Kai 3, 20457 Hamburg".to_owned()), ..MeInput::default() };
    world.app.set_me(me).await.unwrap();
    let about = ["Sailmaker".to_owned()];
    let cards = world.app.print_cards(&PrintInput::default(), &about, 2).await.unwrap();
    assert_eq!((cards.view.pages, cards.view.layouts), (2, vec!["cards-a4".to_owned()]));
    assert!(world.app.print_cards(&PrintInput::default(), &about, 0).await.is_err());
    assert!(world.app.preview_cards(&PrintInput::default(), &about).await.unwrap().pages == 1);
}

/// A grey picture of one point, written by hand after the PNG specification.
const POINT: &[u8] = &[
    0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a, 0x00, 0x00, 0x00, 0x0d, 0x49, 0x48, 0x44, 0x52,
    0x00, 0x00, 0x00, 0x01, 0x00, 0x00, 0x00, 0x01, 0x08, 0x00, 0x00, 0x00, 0x00, 0x3a, 0x7e, 0x9b,
    0x55, 0x00, 0x00, 0x00, 0x0a, 0x49, 0x44, 0x41, 0x54, 0x78, 0xda, 0x63, 0x68, 0x00, 0x00, 0x00,
    0x82, 0x00, 0x81, 0xda, 0x45, 0x08, 0x3b, 0x00, 0x00, 0x00, 0x00, 0x49, 0x45, 0x4e, 0x44, 0xae,
    0x42, 0x60, 0x82,
];

#[tokio::test]
async fn a_logo_and_a_signature_are_kept_with_the_data_and_printed() {
    let world = World::new().await;
    world.met("Dana Whitfield").await;
    with_address(&world, "Dana", "Lange Straße 5\n10115 Berlin").await;
    let plain = world.app.print_letters(&to("Dana")).await.unwrap();
    for kind in [PictureKind::Letterhead, PictureKind::Signature] {
        assert_eq!(world.app.picture(kind).await.unwrap().bytes, None);
        assert_eq!(world.app.set_picture(kind, POINT).await.unwrap().bytes, Some(POINT.len()));
        let with = world.app.print_letters(&to("Dana")).await.unwrap();
        assert_ne!(with.pdf, plain.pdf, "{kind:?}");
        let page = world.app.preview_letter("Dana", &PrintInput::default(), 0, true).await.unwrap();
        assert!(page.svg.contains("<image"), "the preview is the same page");
        world.app.remove_picture(kind).await.unwrap();
        assert!(world.app.remove_picture(kind).await.is_err());
        assert_eq!(world.app.print_letters(&to("Dana")).await.unwrap().pdf, plain.pdf);
    }
    let too_large = vec![0; LARGEST + 1];
    for broken in [&b"GIF89a"[..], &POINT[..40], b"", &too_large] {
        let refused = world.app.set_picture(PictureKind::Letterhead, broken).await.unwrap_err();
        assert!(!refused.hints.is_empty(), "{refused:?}");
    }
}

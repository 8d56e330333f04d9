//! "A call is likely now": a step that only runs when the user asks for it.

use rapport_app::error::Kind;
use rapport_app::input::{ContactInput, MeInput, ReferenceInput};

use crate::world::World;

#[tokio::test]
async fn a_reference_hears_that_a_call_is_likely_when_the_user_asks_and_not_twice() {
    let world = World::new().await;
    let address = MeInput {
        postal_address: Some("Hafenstr. 1\n20457 Hamburg".to_owned()),
        address: Some("jo@becker.example".to_owned()),
        ..MeInput::default()
    };
    world.app.set_me(address).await.unwrap();
    let text = "Interview with Dana Whitfield at Acme, staff engineer role, her trip to Orkney, dana@acme.example";
    let form = world.app.read_capture(text, None).await.unwrap().form;
    world.app.capture(form).await.unwrap();
    let ruth = ContactInput {
        name: Some("Ruth Okafor".to_owned()),
        addresses: vec!["ruth@okafor.example".to_owned()],
        country: Some("DE".to_owned()),
        ..ContactInput::default()
    };
    world.app.add_contact(ruth).await.unwrap();
    let nothing = world.app.request_step("Ruth", None).await.unwrap_err();
    assert_eq!(nothing.kind, Kind::NotFound);
    let reference = ReferenceInput {
        contact: "Ruth Okafor".to_owned(),
        opportunity: "staff engineer".to_owned(),
        talking_points: Some("the night the test rig burned".to_owned()),
    };
    let alert = world.app.add_reference(reference).await.unwrap();
    let requestable = world.app.requestable("Ruth").await.unwrap();
    assert_eq!(requestable.len(), 1, "{requestable:#?}");
    assert_eq!(requestable[0].step, "call-likely");
    assert!(world.app.request_step("Ruth", Some("no-such-step")).await.is_err());

    world.app.approve_at_once(&alert.id, None).await.unwrap();
    world.later(3600);
    world.app.run_once().await.unwrap();
    assert_eq!(world.outbox_and_sent().await.1, 1, "the alert went out");
    let lately = world.app.request_step("Ruth", None).await.unwrap_err();
    assert_eq!(lately.kind, Kind::Refused, "{lately:?}");
    assert!(lately.what.contains("less than 5 business days"), "{}", lately.what);

    // Eight days later they are in the final round.
    world.later(8 * 24 * 3600);
    world.app.run_once().await.unwrap();
    let asked = world.app.request_step("Ruth", None).await.unwrap();
    assert_eq!(asked.title, "A call is likely now");
    let draft = asked.draft.expect("it is written at once");
    assert!(draft.approvable, "{draft:#?}");
    let twice = world.app.request_step("Ruth", None).await.unwrap_err();
    assert_eq!(twice.kind, Kind::Refused);
    world.app.approve_at_once(&asked.id, None).await.unwrap();
    world.later(26 * 3600);
    world.app.run_once().await.unwrap();
    assert_eq!(world.outbox_and_sent().await.1, 2);
    // The playbook it stands in still waits for the outcome.
    let shown = world.app.show("Ruth").await.unwrap();
    assert!(
        shown.follow_ups.iter().any(|it| it.playbook == "PB04" && it.state == "waiting"),
        "{shown:#?}"
    );
}

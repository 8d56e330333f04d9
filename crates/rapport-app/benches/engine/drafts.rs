//! Drafts written: somebody was met, the note is planned, rendered, checked and stored, as the server does it.

use std::path::PathBuf;

use rapport_app::app::{App, OpenOptions};
use rapport_app::clock::Clock;
use rapport_app::input::{MeInput, Met};
use rapport_core::touchpoint::TouchpointKind;
use rapport_store::Place;

use crate::Taken;

const NOTES: usize = 200;

pub async fn measure(place: &Place) {
    let (data, database): (PathBuf, _) = match place {
        Place::Sqlite(path) => (path.parent().unwrap().to_owned(), None),
        Place::Postgres(address) => (tempfile::tempdir().unwrap().keep(), Some(address.clone())),
    };
    let clock = Clock::virtual_at("2026-11-18T10:00:00Z".parse().unwrap());
    let app =
        App::open(OpenOptions { data, database, serve: false, mode: None, clock }).await.unwrap();
    app.set_me(MeInput {
        name: Some("Nell Ashworth".to_owned()),
        mobile: Some("07700 900417".to_owned()),
        country: Some("GB".to_owned()),
        zone: Some("Europe/London".to_owned()),
        ..MeInput::default()
    })
    .await
    .unwrap();
    let met = Taken::by(async {
        for number in 0..NOTES {
            app.met(Met {
                name: format!("Contact {number}"),
                organisation: Some(format!("Works {number}")),
                address: Some(format!("contact@works{number}.example")),
                kind: Some(TouchpointKind::Interview),
                role: Some(format!("Engineer {number}")),
                said: Some("the glass roof of their hall".to_owned()),
                when: Some("1 hour ago".to_owned()),
                ..Met::default()
            })
            .await
            .unwrap();
        }
    })
    .await;
    // The first step is due within the lead time, so its draft was written with each.
    println!(
        "met, with contact, pursuit, plan and first draft: {:.0}/s, {:.0} per processor second",
        met.rate(NOTES),
        met.per_processor(NOTES)
    );
}

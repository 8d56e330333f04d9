//! What the first user, Edda, has: one of everything that an id can name. And the other user, with one
//! contact of her own.

use std::collections::BTreeMap;
use std::time::Duration;

use axum::body::Body;
use axum::http::header;
use rapport_app::app::App;
use rapport_app::input::{
    AccountInput, Act, BulkAct, ContactInput, DraftInput, LoginInput, Met, PracticeAct,
};
use rapport_app::letters::PictureKind;
use rapport_core::touchpoint::TouchpointKind;

use super::mailbox;
use crate::testing::{OWN, Pages, envelope_waits};

/// Words of the first user that no page of anybody else may hold.
pub const MARKS: [&str; 6] =
    ["Tamarind", "Svalbard", "tamarind.example", "Orchard plan", "Lagerkvist", "Edda Brandvold"];

/// What was told to the first user.
const TOLD: &str = "a sailing trip to Svalbard";

/// What an identifier stands for.
pub struct World {
    /// The first user's browser.
    pub owner: Pages,
    /// The other's.
    pub other: Pages,
    ids: BTreeMap<&'static str, String>,
}

impl World {
    /// Pages on a network where her mail server is.
    pub async fn pages() -> Pages {
        let pages = Pages::newcomer_on(mailbox::network()).await;
        pages.app.end_welcome().await.unwrap();
        pages
    }

    /// Edda after some days; Anna has met one person.
    pub async fn of(pages: &Pages) -> Self {
        let mut ids = BTreeMap::new();
        pages.form("/settings", &[("name", "Edda Brandvold")]).await.is(303);

        let (ines, sent) = meet(&pages.app, "Ines Okafor", "ines@tamarind.example", TOLD).await;
        pages.app.act(&sent, Act::Approve { seen: None, now: true }).await.unwrap();
        pages.app.practice_clock("+1d").await.unwrap();
        let owner = pages.as_user("me").await;
        let app = &owner.app;
        let answer = PracticeAct::Answer(Some("Could you send me a reference?".to_owned()));
        app.practice(&ines, answer).await.unwrap();
        let show = app.show(&ines).await.unwrap();
        let came = show.timeline.iter().find(|it| it.direction.as_deref() == Some("in")).unwrap();
        ids.insert("message", came.message.clone().unwrap());
        ids.insert("answered", ines);

        let (dana, note) = meet(app, "Dana Tamarind", "dana@tamarind.example", TOLD).await;
        let (_, other_note) = meet(app, "Tom Tamarind", "tom@tamarind.example", TOLD).await;
        app.bulk(&BulkAct::Tag("conference".to_owned()), std::slice::from_ref(&dana))
            .await
            .unwrap();
        ids.insert("dismissal", dismissed(&owner, &note).await);
        let touchpoint = app.facts(&dana).await.unwrap()[0].touchpoint.clone();
        ids.insert("touchpoint", touchpoint);
        let opportunities = app.opportunities().await.unwrap();
        ids.insert("opportunity", opportunities[0].id.clone());
        ids.extend([("note", note), ("other-note", other_note), ("dana", dana)]);

        let (margit, letter) = letter(app).await;
        ids.extend([("margit", margit), ("letter", letter)]);
        pairs(app, &mut ids).await;
        files(&owner, &mut ids).await;

        let logo: &[u8] = b"<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"9\" height=\"3\">\
            <rect width=\"9\" height=\"3\"/></svg>";
        app.set_picture(PictureKind::Letterhead, logo).await.unwrap();
        let plan = app.playbook_text("PB01").await.unwrap();
        let plan = plan.replace("\"PB01\"", "\"orchard\"");
        let title = plan.lines().find(|line| line.starts_with("title")).unwrap().to_owned();
        let plan = plan.replace(&title, "title = \"Orchard plan\"");
        ids.insert("playbook", app.add_playbook(&plan).await.unwrap().key);
        ids.insert("feed", app.new_feed("phone").await.unwrap().id);
        ids.insert("card", app.new_card(&["mail".to_owned()]).await.unwrap().id);
        ids.insert("session", app.sessions().await.unwrap()[0].id.clone());
        let gone = ContactInput {
            name: Some("Jonas Weber".to_owned()),
            addresses: vec!["gone@elsewhere.example".to_owned()],
            ..ContactInput::default()
        };
        let gone = app.add_contact(gone).await.unwrap();
        app.suppress(&gone.id).await.unwrap();
        ids.insert("account", account(app).await);
        let key = app.fresh_key();
        let told = [("say", "Met Rosa Lagerkvist at Fjord Systems yesterday"), ("key", &key)];
        owner.form("/capture", &told).await.is(303);
        ids.insert("key", key);

        let other = pages.as_user("anna").await;
        let (theirs, _) =
            meet(&other.app, "Zoe Quill", "zoe@fair-winds.example", "the bees on her roof").await;
        ids.insert("theirs", theirs);
        // The same browser again: asking on moves its clock, not anybody's data.
        let owner = pages.as_user("me").await;
        Self { owner, other, ids }
    }

    /// The text with everything in braces replaced.
    pub fn filled(&self, text: &str) -> String {
        self.ids
            .iter()
            .fold(text.to_owned(), |text, (name, id)| text.replace(&format!("{{{name}}}"), id))
    }

    /// All that the first user has: the rows of an export, and what does not travel in one.
    pub async fn state(&self) -> String {
        let app = &self.owner.app;
        let folder = tempfile::tempdir().unwrap();
        app.export(&folder.path().join("all"), &|_, _, _| ()).await.unwrap();
        let rows = std::fs::read_to_string(folder.path().join("all/whole.jsonl")).unwrap();
        let sessions: Vec<String> =
            app.sessions().await.unwrap().into_iter().map(|it| it.id).collect();
        let links = (app.feeds().await.unwrap(), app.cards().await.unwrap());
        let accounts: Vec<_> =
            app.accounts().await.unwrap().into_iter().map(|it| (it.id, it.paused)).collect();
        format!("{rows}\n{sessions:?}\n{links:?}\n{accounts:?}")
    }
}

async fn meet(app: &App, name: &str, address: &str, said: &str) -> (String, String) {
    let met = Met {
        name: name.to_owned(),
        organisation: Some("Acme Robotics".to_owned()),
        address: Some(address.to_owned()),
        kind: Some(TouchpointKind::Interview),
        role: Some("Staff engineer".to_owned()),
        said: Some(said.to_owned()),
        when: Some("yesterday 15:00".to_owned()),
        ..Met::default()
    };
    let view = app.met(met).await.unwrap();
    (view.contact.id, view.follow_up.unwrap().id)
}

/// A mail account that nobody has tried yet.
async fn account(app: &App) -> String {
    let input = AccountInput {
        address: "edda@tamarind.example".to_owned(),
        name: None,
        user: None,
        login: LoginInput::Password("not told to anybody".to_owned()),
        submission: Some("mail.tamarind.example:465:tls".to_owned()),
        imap: Some("mail.tamarind.example:993:tls".to_owned()),
        root_certificates: None,
        read_junk: false,
        untested: true,
        provider: None,
    };
    app.add_account(input, &|_| {}).await.unwrap();
    app.accounts().await.unwrap()[0].id.clone()
}

/// A word is left unmarked for good; what says so.
async fn dismissed(pages: &Pages, note: &str) -> String {
    let body = "Dear Dana,\n\nThank you for the hour and for the story of your sailing trip to \
                Svalbard. The rig was definatly loud.\n\nKind regards,";
    let input = DraftInput { body: Some(body.to_owned()), ..DraftInput::default() };
    pages.app.act(note, Act::Edit(input)).await.unwrap();
    let draft = pages.app.in_review(note).await.unwrap().draft.unwrap();
    let at = draft.findings.iter().position(|it| it.text == "definatly").unwrap();
    let press = format!("{at} for-good definatly");
    pages.form("/approve/save", &[("who", note), ("dismiss", &press)]).await.is(303);
    pages.app.dismissals().await.unwrap()[0].id.clone()
}

/// A card for the second talk waits to be printed; whose, and its follow-up.
async fn letter(app: &App) -> (String, String) {
    let met = Met {
        name: "Margit Tamarind".to_owned(),
        organisation: Some("Nordlys Instruments".to_owned()),
        address: Some("margit@tamarind.example".to_owned()),
        role: Some("Optics engineer".to_owned()),
        said: Some("measuring snow over Svalbard".to_owned()),
        ..Met::default()
    };
    envelope_waits(app, met).await
}

/// Two that may be one, and two that were made one.
async fn pairs(app: &App, ids: &mut BTreeMap<&'static str, String>) {
    let add = async |name: &str, address: &str| {
        let input = ContactInput {
            name: Some(name.to_owned()),
            addresses: vec![address.to_owned()],
            ..ContactInput::default()
        };
        app.add_contact(input).await.unwrap().id
    };
    ids.insert("twin", add("Siobhan O'Hara", "siobhan@tamarind.example").await);
    ids.insert("other-twin", add("Siobhan OHara", "siobhan.home@tamarind.example").await);
    let one = add("Luc Fournier", "luc@tamarind.example").await;
    let two = add("Luc Fournier", "luc.home@tamarind.example").await;
    app.merge(&one, &two).await.unwrap();
    ids.insert("merge", app.merges().await.unwrap()[0].id.clone());
}

/// A file that waits, and one that was imported.
async fn files(pages: &Pages, ids: &mut BTreeMap<&'static str, String>) {
    let send = async |name: &str| {
        let card = format!("BEGIN:VCARD\r\nVERSION:3.0\r\nFN:{name}\r\nEND:VCARD");
        let body = format!(
            "--x\r\ncontent-disposition: form-data; name=\"file\"; filename=\"people.vcf\"\r\n\
             content-type: text/vcard\r\n\r\n{card}\r\n--x--\r\n"
        );
        let request = pages
            .request("POST", "/people/import")
            .header(header::CONTENT_TYPE, "multipart/form-data; boundary=x")
            .header(header::ORIGIN, format!("http://{OWN}"))
            .header("sec-fetch-site", "same-origin");
        let sent = pages.ask(request.body(Body::from(body)).unwrap()).await;
        sent.is(303).header("location").split('?').next().unwrap().to_owned()
    };
    let written = send("Ivo Tamarind").await;
    pages.form(&written, &[]).await.is(303);
    let end = tokio::time::Instant::now() + Duration::from_secs(30);
    while pages.get(&written).await.is(200).text.contains("<progress") {
        assert!(tokio::time::Instant::now() < end, "the import does not end");
        tokio::time::sleep(Duration::from_millis(10)).await;
    }
    let imports = pages.app.imports().await.unwrap();
    ids.insert("import", imports[0].id.clone().unwrap());
    let waiting = send("Hana Tamarind").await;
    ids.insert("upload", waiting.rsplit('/').next().unwrap().to_owned());
}

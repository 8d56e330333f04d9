//! The import pages: a file goes in, is looked at, written and taken back; strangers' files stay theirs.

use std::time::Duration;

use axum::body::Body;
use axum::http::header;

use crate::testing::{Answer, OWN, Pages};

const CARDS: &str = "BEGIN:VCARD\r\nVERSION:3.0\r\nFN:Dana <b>Whitfield\r\nEMAIL:dana@gmial.com\r\nEND:VCARD\r\n\
    BEGIN:VCARD\r\nVERSION:3.0\r\nFN:Ivo Marsh\r\nTEL:+44 20 7946 0018\r\nEND:VCARD\r\n";

async fn send(pages: &Pages, name: &str, content: &str, event: &str) -> Answer {
    let body = format!(
        "--x\r\ncontent-disposition: form-data; name=\"file\"; filename=\"{name}\"\r\n\
         content-type: text/vcard\r\n\r\n{content}\r\n--x\r\n\
         content-disposition: form-data; name=\"event\"\r\n\r\n{event}\r\n--x--\r\n"
    );
    let request = pages
        .request("POST", "/people/import")
        .header(header::CONTENT_TYPE, "multipart/form-data; boundary=x")
        .header(header::ORIGIN, format!("http://{OWN}"))
        .header("sec-fetch-site", "same-origin");
    pages.ask(request.body(Body::from(body)).unwrap()).await
}

async fn until_done(pages: &Pages, path: &str) -> Answer {
    let asked = async {
        loop {
            let answer = pages.get(path).await;
            if !answer.text.contains("<progress") {
                return answer;
            }
            tokio::time::sleep(Duration::from_millis(20)).await;
        }
    };
    tokio::time::timeout(Duration::from_secs(20), asked).await.expect("the import ends")
}

#[tokio::test]
async fn a_file_is_looked_at_written_and_taken_back() {
    let pages = Pages::new().await;
    pages.get("/people").await.is(200).has("/people/import");
    pages.get("/people/import").await.is(200).has("Nothing was imported yet");
    let sent = send(&pages, "../people.vcf", CARDS, "Robotics Fair").await;
    let looked = pages.follow(&sent).await;
    looked.is(200).has("2 new").has("people.vcf").has("Write these 2 people");
    looked.has("gmail.com").has("value=\"Robotics Fair\"").lacks("<b>Whitfield");
    assert!(pages.app.contacts(None).await.unwrap().is_empty(), "looking writes nothing");
    let path = sent.header("location").split('?').next().unwrap().to_owned();
    pages.form(&path, &[("event", "Robotics Fair")]).await.is(303);
    let done = until_done(&pages, &path).await;
    done.is(200).has("2 new").has("Take back");
    assert_eq!(pages.app.contact("Ivo").await.unwrap().tags, ["Robotics Fair"]);
    pages.get("/people/check").await.is(200).has("gmail.com");
    let id = pages.app.imports().await.unwrap()[0].id.clone().unwrap();
    let undone = pages.form("/people/import/undo", &[("import", &id)]).await;
    pages.follow(&undone).await.is(200).has("2 removed").has("taken back");
    assert!(pages.app.contacts(None).await.unwrap().is_empty());
    pages.get("/people/check").await.has("Nothing is doubtful");
}

#[tokio::test]
async fn columns_are_corrected_and_looked_at_again() {
    let pages = Pages::new().await;
    let sent = send(&pages, "people.csv", "Wer,Wohin\nAna Berg,ana@example.org\n", "").await;
    let path = sent.header("location").split('?').next().unwrap().to_owned();
    pages.follow(&sent).await.is(200).has("Wohin").has("name=\"map-2\"");
    let again = pages.get(&format!("{path}?map-1=family&map-2=keep")).await;
    again.is(200).has("value=\"family\"").has("value=\"keep\"").has("1 new");
    pages.get(&format!("{path}?map-1=nonsense")).await.is(422).has("no field");
    pages.form(&path, &[("map-1", "name"), ("map-2", "email"), ("grade", "B")]).await.is(303);
    until_done(&pages, &path).await.has("1 new");
    assert_eq!(pages.app.contact("ana@example.org").await.unwrap().tags, ["B"]);
}

#[tokio::test]
async fn files_of_others_are_not_here_and_no_file_is_told() {
    let pages = Pages::new().await;
    let sent = send(&pages, "people.vcf", CARDS, "").await;
    let path = sent.header("location").split('?').next().unwrap().to_owned();
    let anna = pages.as_user("anna").await;
    anna.get(&path).await.is(404);
    anna.form(&path, &[]).await.is(404);
    pages.form(&path, &[]).await.is(303);
    anna.get(&path).await.is(404);
    until_done(&pages, &path).await.is(200);
    let import = pages.app.imports().await.unwrap()[0].id.clone().unwrap();
    anna.form("/people/import/undo", &[("import", &import)]).await.is(404);
    pages.as_stranger().get("/people/import").await.is(303);
    send(&pages, "", "", "").await.is(422).has("Choose a file first");
    let archive = send(&pages, "people.zip", "PK\u{3}\u{4}", "").await;
    pages.follow(&archive).await.is(422).has("zip archive").has("Unpack it");
    pages.get("/people/import/../../etc").await.is(404);
}

#[tokio::test]
async fn a_calendar_brings_meetings_and_offers_what_is_fresh() {
    let pages = Pages::new().await;
    let calendar = "BEGIN:VCALENDAR\r\nBEGIN:VEVENT\r\nUID:1\r\nSUMMARY:Interview <b>\r\n\
        DTSTART:20261123T100000Z\r\nDTEND:20261123T110000Z\r\n\
        ATTENDEE;CN=Dana Whitfield:mailto:dana@acme.example\r\nEND:VEVENT\r\nEND:VCALENDAR\r\n";
    let sent = send(&pages, "work.ics", calendar, "").await;
    pages.follow(&sent).await.is(200).has("1 new").has("1 meetings that were, 0 to come");
    let path = sent.header("location").split('?').next().unwrap().to_owned();
    pages.form(&path, &[]).await.is(303);
    until_done(&pages, &path).await.is(200).has("1 follow-up is offered on Today");
    // The offer is answered with one key, from the page that shows it.
    let today = pages.get("/").await;
    today.is(200).has("You met Dana Whitfield yesterday: follow up?").has("data-key=\"a\"");
}

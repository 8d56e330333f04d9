//! Secret links: they open for strangers, are counted, and tell nobody which words exist.

use crate::testing::Pages;

fn path_in(page: &str, start: &str) -> String {
    let from = page.find(start).unwrap_or_else(|| panic!("{start} is not in {page}"));
    let rest = &page[from..];
    rest[..rest.find(['<', ' ', '"']).unwrap()].to_owned()
}

#[tokio::test]
async fn a_feed_opens_for_strangers_until_it_is_closed() {
    let pages = Pages::new().await;
    let made = pages.form("/settings/feed", &[("name", "phone")]).await;
    let path = path_in(&made.is(200).text, "/feed/");
    let stranger = pages.as_stranger();
    let feed = stranger.get(&path).await;
    feed.is(200).has("BEGIN:VCALENDAR");
    assert_eq!(feed.header("cache-control"), "private, no-store");
    assert!(feed.header("content-type").starts_with("text/calendar"));
    pages.get("/settings/leaving").await.is(200).has("phone").lacks(&path);
    for wrong in [
        "/feed/x.ics",
        "/feed/%ff.ics",
        &path.replace(".ics", ""),
        &path.replace("/feed/", "/card/"),
    ] {
        stranger.get(wrong).await.is(404);
    }
    let id = pages.app.feeds().await.unwrap()[0].id.clone();
    pages.form("/settings/feed", &[("close", &id)]).await.is(303);
    stranger.get(&path).await.is(404);
}

#[tokio::test]
async fn a_card_shows_what_was_chosen_and_hands_itself_over() {
    let pages = Pages::new().await;
    let made = pages.form("/settings/card", &[("field", "mail")]).await;
    let path = path_in(&made.is(200).text, "/card/");
    let stranger = pages.as_stranger();
    stranger.get(&path).await.is(200).has("<svg").has("mailto:").lacks("tel:");
    let file = stranger.get(&format!("{path}.vcf")).await;
    file.is(200).has("BEGIN:VCARD");
    assert!(file.header("content-disposition").starts_with("attachment"));
    pages.form("/settings/card", &[("field", "shoes")]).await.is(422);
}

#[tokio::test]
async fn somebody_who_tries_words_is_slowed_down() {
    let pages = Pages::new().await;
    let stranger = pages.as_stranger();
    let mut slowed = false;
    for number in 0..80 {
        let answer = stranger.get(&format!("/card/word{number}")).await;
        slowed |= answer.status.as_u16() == 429;
    }
    assert!(slowed);
}

#[tokio::test]
async fn digests_and_the_export_are_a_form_away() {
    let pages = Pages::new().await;
    let form = [("day", "mon"), ("day", "thu"), ("at", "07:15"), ("week", "fri")];
    pages.form("/settings/digest", &form).await.is(303);
    let view = pages.app.digest_settings().await.unwrap();
    assert_eq!(
        (view.days.len(), view.at.as_str(), view.week.as_deref()),
        (2, "07:15", Some("fri"))
    );
    pages.form("/settings/digest", &[("day", "someday"), ("at", "07:15")]).await.is(422);
    let export = pages.form("/settings/export", &[]).await;
    export.is(200).has("rapport-export/whole.jsonl").has("BEGIN:VCALENDAR");
    assert!(export.header("content-disposition").contains(".tar"));
    let left = std::fs::read_dir(pages.app.data()).unwrap();
    let left: Vec<_> = left.map(|entry| entry.unwrap().file_name()).collect();
    assert!(left.iter().all(|name| !name.to_string_lossy().contains("export")), "{left:?}");
}

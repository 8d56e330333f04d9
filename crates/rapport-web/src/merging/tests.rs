//! The pages about pairs: seen, merged, parted, refused; nothing of another user's.

use rapport_app::input::ContactInput;

use crate::testing::Pages;

async fn twins(pages: &Pages) -> (String, String) {
    let add = async |name: &str, address: &str| {
        let input = ContactInput {
            name: Some(name.to_owned()),
            addresses: vec![address.to_owned()],
            phones: vec!["+353 1 5550123".to_owned()],
            organisation: Some("Acme Robotics".to_owned()),
            ..ContactInput::default()
        };
        pages.app.add_contact(input).await.unwrap().id
    };
    let one = add("Siobhan O'Hara", "siobhan.ohara@acme.example").await;
    let two = add("Siobhan OHara", "siobhan.ohara@home.example").await;
    (one, two)
}

#[tokio::test]
async fn a_pair_is_seen_merged_and_parted() {
    let pages = Pages::new().await;
    let (one, two) = twins(&pages).await;
    pages.get("/people/twice").await.is(200).has(&one).has(&two);
    let pair = format!("/people/merge?a={one}&b={two}");
    pages.get(&pair).await.is(200).has("siobhan.ohara@home.example").has("+353 1 5550123");
    let merged = pages.form("/people/merge", &[("a", &one), ("b", &two)]).await;
    merged.is(303);
    let merges = pages.app.merges().await.unwrap();
    assert_eq!(merges.len(), 1);
    pages.get("/people/twice").await.is(200).has(&merges[0].id);
    pages.get(&pair).await.is(404);
    pages.form("/people/twice", &[("part", &merges[0].id)]).await.is(303);
    pages.get(&pair).await.is(200);
    pages.get("/people/twice").await.is(200).lacks(&one);
}

#[tokio::test]
async fn two_stay_two_and_nobody_merges_what_is_another_s() {
    let pages = Pages::new().await;
    let (one, two) = twins(&pages).await;
    let anna = pages.as_user("anna").await;
    anna.get(&format!("/people/merge?a={one}&b={two}")).await.is(404);
    anna.form("/people/merge", &[("a", &one), ("b", &two)]).await.is(404);
    anna.form("/people/twice", &[("a", &one), ("b", &two)]).await.is(404);
    pages.form("/people/merge", &[("a", &one), ("b", "nobody")]).await.is(404);
    pages.form("/people/twice", &[("a", &one), ("b", &two)]).await.is(303);
    pages.get("/people/twice").await.is(200).lacks(&two);
    assert_eq!(pages.app.contacts(None).await.unwrap().len(), 2);
}

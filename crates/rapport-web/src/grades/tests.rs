//! The pass from the first card to the last, without scripts, and nobody else's people.

use rapport_app::input::ContactInput;

use crate::testing::Pages;

async fn with_people() -> Pages {
    let pages = Pages::new().await;
    for name in ["Ada <b>Low</b>", "Bo Madsen"] {
        let input = ContactInput { name: Some(name.to_owned()), ..ContactInput::default() };
        pages.app.add_contact(input).await.unwrap();
    }
    for name in ["Ada", "Bo"] {
        pages.app.tag(name, "Robotics Fair").await.unwrap();
    }
    pages
}

#[tokio::test]
async fn a_pass_goes_from_card_to_card_and_comes_back_to_those_put_off() {
    let pages = with_people().await;
    let people = pages.app.ungraded(None, 10).await.unwrap().people;
    let [ada, bo] = [&people[0].id, &people[1].id].map(String::as_str);
    let page = pages.get("/people/grade?event=robotics%20fair").await;
    page.is(200).has("Ada &#60;b&#62;Low").has("2 have no grade yet").has("data-own-key=\" \"");
    let form = [("who", ada), ("event", "Robotics Fair"), ("later", "0"), ("grade", "later")];
    let answer = pages.form("/people/grade", &form).await;
    answer.is(303);
    pages.follow(&answer).await.is(200).has("comes later").has(">Bo Madsen</a>");
    let form = [("who", bo), ("event", "Robotics Fair"), ("later", "1"), ("grade", "C")];
    let answer = pages.form("/people/grade", &form).await;
    pages.follow(&answer).await.is(200).has("is graded C").has("1 was put off");
    let form = [("who", ada), ("event", "Robotics Fair"), ("later", "0"), ("grade", "A")];
    let answer = pages.form("/people/grade", &form).await;
    pages.follow(&answer).await.is(200).has("Everybody has a grade");
    assert_eq!(pages.app.contact(ada).await.unwrap().tags, ["A", "Robotics Fair"]);
    // What is no grade is said, and nothing happens.
    pages.form("/people/grade", &[("who", ada), ("grade", "Z")]).await.is(422);
    pages.get("/people/grade?later=many&event=%00").await.is(422);
    let other = pages.as_user("anna").await;
    other.get("/people/grade").await.is(200).lacks("Ada");
    other.form("/people/grade", &[("who", ada), ("grade", "A")]).await.is(404);
    other.form("/people/grade", &[("who", ada), ("grade", "later")]).await.is(404);
    pages.form("/people/grade", &[("who", "nobody"), ("grade", "A")]).await.is(404);
}

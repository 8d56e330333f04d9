//! The first run from the first page to the desk.

use crate::testing::Pages;

#[tokio::test]
async fn a_newcomer_is_asked_three_questions_and_then_left_alone() {
    let pages = Pages::newcomer().await;
    let answer = pages.get("/").await;
    assert_eq!(answer.is(303).header("location"), "/welcome");
    pages.follow(&answer).await.is(200).has("Who are you?").has("Question 1 of 3");
    let me = [("name", "Nell Ashworth"), ("mobile", "07700 900417"), ("postal", "14 Orchard Lane")];
    let answer = pages.form("/welcome", &me).await;
    let page = pages.follow(&answer).await;
    page.is(200).has("Where do you send from, Nell?").has("07700 900417").has("14 Orchard Lane");
    let answer = pages.form("/welcome/from", &[("from", "practice")]).await;
    pages.follow(&answer).await.has("What are you after?").has("nothing leaves this machine");
    let answer = pages.form("/welcome/after", &[("after", "sale")]).await;
    let page = pages.follow(&answer).await;
    page.is(200).has("Capture your first contact").has("wants a proposal");
    assert_eq!(pages.app.after().await.unwrap().as_deref(), Some("sale"));
    assert_eq!(pages.app.me().await.unwrap().name, "Nell Ashworth");
}

#[tokio::test]
async fn nobody_is_called_you_before_they_say_so() {
    let pages = Pages::newcomer().await;
    let page = pages.get("/welcome").await;
    page.lacks("value=\"You\"").lacks("practice.example").has("Your name");
    pages.form("/welcome", &[("name", " ")]).await.is(422).has("please write yours");
}

#[tokio::test]
async fn the_questions_can_be_passed_over_for_ever() {
    let pages = Pages::newcomer().await;
    let answer = pages.form("/welcome/later", &[]).await;
    pages.follow(&answer).await.is(200).has("Capture your first contact");
    pages.get("/").await.is(200);
}

#[tokio::test]
async fn a_mail_account_is_tried_and_what_failed_is_told() {
    let pages = Pages::newcomer().await;
    let answer = pages.form("/welcome/from", &[("from", "mail")]).await;
    pages.follow(&answer).await.has("Connect a mail account").has("value=\"/welcome/after\"");
    pages.form("/welcome/from", &[("from", "elsewhere")]).await.is(404);
    pages.form("/welcome/after", &[("after", "<b>everything</b>")]).await.is(422).lacks("<b>e");
}

#[tokio::test]
async fn what_is_typed_is_text_and_nothing_else() {
    let pages = Pages::newcomer().await;
    let evil = "<script>alert(1)</script>";
    for field in ["name", "address", "mobile", "landline", "postal"] {
        let fields = [("name", "Nell"), (field, evil)];
        let fields = if field == "name" { &fields[1..] } else { &fields[..] };
        pages.form("/welcome", fields).await;
        for path in ["/welcome", "/welcome/from", "/welcome/after", "/settings"] {
            pages.get(path).await.is(200).lacks(evil);
        }
    }
    pages.form("/settings/block", &[("name", evil), ("signature", evil)]).await.lacks(evil);
}

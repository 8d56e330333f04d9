//! Received HTML as it is shown: what a stranger wrote never acts in a page of ours.

use rapport_app::input::{Act, Met};
use rapport_core::touchpoint::TouchpointKind;

use crate::testing::Pages;

#[tokio::test]
async fn a_strangers_html_is_shown_without_what_acts() {
    let pages = Pages::new().await;
    let met = Met {
        name: "Dana Whitfield".to_owned(),
        address: Some("dana@acme.example".to_owned()),
        kind: Some(TouchpointKind::Interview),
        said: Some("her sailing trip to Orkney".to_owned()),
        when: Some("yesterday 15:00".to_owned()),
        ..Met::default()
    };
    let view = pages.app.met(met).await.unwrap();
    let (dana, follow_up) = (view.contact.id, view.follow_up.unwrap().id);
    pages.app.act(&follow_up, Act::Approve { seen: None, now: true }).await.unwrap();
    pages.app.practice_clock("+1d").await.unwrap();
    let html = "<html><head><style>main{display:none}</style></head><body><h1>Hello Nell</h1>\
                <p onclick=alert(1) id=palette class=flash>See <b>Tuesday</b></p>\
                <script>alert(1)</script><img src=\"https://spy.example/p.gif\">\
                <form action=/stop-all method=post><button name=on value=yes>Win</button></form>\
                <a href=\"javascript:alert(1)\">a</a><a href=\"https://acme.example/x\">b</a></body></html>";
    let raw = format!(
        "From: Dana <dana@acme.example>\r\nTo: me@example.org\r\nSubject: =?utf-8?q?=3Cscript=3Ealert(1)?=\r\n\
         Message-ID: <1@acme.example>\r\nDate: Wed, 25 Nov 2026 12:00:00 +0000\r\n\
         MIME-Version: 1.0\r\nContent-Type: text/html; charset=utf-8\r\n\r\n{html}"
    );
    pages.app.practice_receive(raw.as_bytes()).await.unwrap();
    let show = pages.app.show(&dana).await.unwrap();
    let message = show
        .timeline
        .iter()
        .find(|it| it.direction.as_deref() == Some("in") && it.message.is_some())
        .and_then(|it| it.message.clone())
        .unwrap();
    for path in [format!("/message/{message}"), format!("/person/{dana}?open={message}")] {
        let page = pages.get(&path).await;
        page.is(200)
            .has("<div class=\"mail\"")
            .has("<div>Hello Nell</div>")
            .has("<b>Tuesday</b>")
            .has("href=\"https://acme.example/x\" rel=\"noopener noreferrer nofollow\"")
            .has("One picture was left out");
        for acting in [
            "onclick",
            "<script>alert",
            "spy.example",
            "javascript:",
            "<style",
            "value=\"yes\">Win",
            "display:none",
        ] {
            page.lacks(acting);
        }
        let mail = page.text.split("<div class=\"mail\"").nth(1).unwrap();
        let mail = mail.split("</article>").next().unwrap();
        assert!(!mail.contains("<form") && !mail.contains("<button") && !mail.contains(" id="));
    }
    pages.get(&format!("/message/{message}/raw")).await.is(200).has("spy.example");
    let csp = pages.get(&format!("/message/{message}")).await;
    assert!(csp.header("content-security-policy").contains("default-src 'none'"));
}

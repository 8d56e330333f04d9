//! Hostile and ordinary HTML of mails.

use super::*;

fn clean(html: &str) -> String {
    rendered(html).map(|it| it.html).unwrap_or_default()
}

#[test]
fn nothing_that_acts_survives() {
    let attacks = [
        "<script>alert(1)</script>x",
        "<img src=x onerror=alert(1)>x",
        "<svg><script>alert(1)</script></svg>x",
        "<svg/onload=alert(1)>x",
        "<math><mtext><table><mglyph><style><!--</style><img title=\"--&gt;&lt;img src=1 onerror=alert(1)&gt;\">x",
        "<a href=\"javascript:alert(1)\">x</a>",
        "<a href=\" java\nscript:alert(1)\">x</a>",
        "<a href=\"data:text/html,<script>alert(1)</script>\">x</a>",
        "<form action=/stop-all method=post><button name=on value=yes>x</button></form>",
        "<iframe srcdoc=\"<script>alert(1)</script>\"></iframe>x",
        "<object data=x></object><embed src=x>x",
        "<style>body{display:none}</style>x",
        "<link rel=stylesheet href=//evil.example>x",
        "<meta http-equiv=refresh content=\"0;url=//evil.example\">x",
        "<base href=//evil.example>x",
        "<p style=\"position:fixed;inset:0\">x</p>",
        "<div id=palette class=flash data-swap data-key=a onclick=alert(1)>x</div>",
        "<input autofocus onfocus=alert(1)>x",
        "<details open ontoggle=alert(1)>x</details>",
        "<noscript><p title=\"</noscript><img src=x onerror=alert(1)>\">x",
        "<template><img src=x onerror=alert(1)></template>x",
        "<xmp><img src=x onerror=alert(1)></xmp>x",
        "<!--><img src=x onerror=alert(1)>-->x",
        "<p title='\"><img src=x onerror=alert(1)>'>x",
    ];
    for attack in attacks {
        let clean = clean(attack);
        for sign in [
            "<script",
            "onerror=",
            "onload",
            "onclick",
            "javascript:",
            "<form",
            "<button",
            "<iframe",
            "<object",
            "<embed",
            "<style",
            "<link",
            "<meta",
            "<base",
            "style=",
            "id=",
            "class=",
            "data-",
            "<input",
            "<svg",
            "<math",
            "<template",
            "title=",
            "srcdoc",
        ] {
            let markup = clean.split('<').skip(1).any(|tag| {
                let tag = tag.split('>').next().unwrap_or_default();
                format!("<{tag}").contains(sign)
            });
            assert!(!markup, "{attack} leaves {sign} in {clean}");
        }
    }
}

#[test]
fn pictures_from_elsewhere_are_not_fetched_but_counted() {
    let html = "<p>Hi</p><img src=\"https://spy.example/pixel?dana\"><img src=cid:a@b><img src=//x.example/y>\
                <img src=\"data:image/svg+xml;base64,AAAA\"><img src=\"data:image/png;base64,iVBORw0KGgo=\">";
    let rendered = rendered(html).unwrap();
    assert_eq!(rendered.left_out, 4);
    assert!(!rendered.html.contains("example") && !rendered.html.contains("svg"));
    assert!(
        rendered.html.contains("<img src=\"data:image/png;base64,iVBORw0KGgo=\" alt=\"\">")
            || rendered.html.contains("<img alt=\"\" src=\"data:image/png;base64,iVBORw0KGgo=\">")
    );
}

#[test]
fn links_go_elsewhere_without_a_trace() {
    let html = clean("<a href=\"https://acme.example/x?a=1&b=2\" target=_top>read</a>");
    assert_eq!(
        html,
        "<a href=\"https://acme.example/x?a=1&amp;b=2\" rel=\"noopener noreferrer nofollow\">read</a>"
    );
    assert!(!clean("<a href=\"/stop-all\">x</a>").contains("href"), "no address of ours");
    assert!(!clean("<a href=\"//evil.example\">x</a>").contains("href"));
}

#[test]
fn text_and_its_structure_stay() {
    let html = "<table><tr><td style=x>Tuesday</td><td>10:00</td></tr></table><ul><li>one<li>two</ul>\
                <blockquote>Dear Nell</blockquote>1 < 2 & 3";
    let clean = clean(html);
    for part in [
        "<td>Tuesday</td>",
        "<li>one</li>",
        "<blockquote>Dear Nell</blockquote>",
        "1 &lt; 2 &amp; 3",
    ] {
        assert!(clean.contains(part), "{part} is not in {clean}");
    }
}

#[test]
fn headings_are_ours_and_empty_mail_is_none() {
    assert_eq!(clean("<h1>Big</h1><h3>Small</h3>"), "<div>Big</div><div>Small</div>");
    assert_eq!(rendered("<html><head><title>t</title></head><body> <br> </body></html>"), None);
}

#[test]
fn tangled_html_is_shown_as_text_instead() {
    let bomb = format!("{}{}", "<font size=1>".repeat(4000), "<p>".repeat(4000));
    assert_eq!(rendered(&bomb), None);
    assert_eq!(rendered(&"x".repeat(LONGEST + 1)), None);
    assert_eq!(rendered(&format!("{}x", "<div>".repeat(50_000))), None);
    let deep = format!("{}x", "<div>".repeat(1_000));
    assert!(clean(&deep).contains('x'), "depth alone is no trouble");
}

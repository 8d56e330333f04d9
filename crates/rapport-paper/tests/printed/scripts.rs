//! Scripts beyond the shipped fonts: from right to left, Japanese, and letters that no font has.
//!
//! The fonts are Debian's fonts-hosny-amiri and fonts-ipafont-gothic.

use rapport_paper::{Fonts, Layout, Letter, Recipient, Sender, Trouble, Typesetter};

use super::letters::layouts;
use super::read::{Printed, snapshot};
use super::samples;

const AMIRI: &str = "/usr/share/fonts/opentype/fonts-hosny-amiri/Amiri-Regular.ttf";
const GOTHIC: &str = "/usr/share/fonts/opentype/ipafont-gothic/ipag.ttf";

fn with_fonts() -> Typesetter {
    let mut fonts = Fonts::shipped();
    for path in [AMIRI, GOTHIC] {
        let bytes = std::fs::read(path)
            .unwrap_or_else(|fault| panic!("{path}: {fault}; `cargo xtask deps` installs it"));
        fonts.add(bytes).unwrap();
    }
    assert!(fonts.has("Amiri"));
    Typesetter::new(fonts)
}

fn arabic() -> Letter {
    Letter {
        language: "ar".into(),
        title: "رسالة".into(),
        date: "٢٢ نوفمبر ٢٠٢٦".into(),
        subject: Some("حديثنا يوم الخميس".into()),
        salutation: Some("السيدة الفاضلة دانا،".into()),
        text: "شكرًا على الساعة التي منحتني إياها يوم الخميس، وعلى مرافقتي في قاعة الفرز. ما زلت \
               أفكر في الحزام الذي يتوقف كلما وصل طردان معًا، وفكرة فريقكم Harbour & Finch أن يقرر \
               الماسح بدل الساعة.\n\n- الطرود أولًا\n- ثم السرعة"
            .into(),
        closing: Some("مع خالص التحية".into()),
        recipient: samples::recipient(
            &["السيدة دانا حداد", "شارع الميناء ١٤", "بيروت"],
            Some("LEBANON"),
        ),
        ..samples::letter()
    }
}

fn japanese() -> Letter {
    Letter {
        language: "ja".into(),
        title: "御礼".into(),
        date: "2026年11月22日".into(),
        subject: None,
        salutation: Some("拝啓".into()),
        text:
            "先日はお忙しいところ、面接のお時間をいただき、誠にありがとうございました。仕分け場を\
               ご案内いただき、二つの荷物が同時に着くたびに止まるベルトのお話が、今も心に残って\
               おります。スキャナーに判断させるという考えは、まさに私が取り組みたい課題です。"
                .into(),
        closing: Some("敬具".into()),
        enclosures: vec![],
        sender: Sender { name: "山田 花子".into(), ..samples::sender() },
        recipient: samples::recipient(
            &[
                "〒100-0001",
                "東京都千代田区千代田一丁目１番１号",
                "株式会社港運輸　採用部",
                "佐藤 一郎 様",
            ],
            Some("JAPAN"),
        ),
        ..samples::letter()
    }
}

#[test]
fn scripts_from_the_font_folder_are_printed_whole() {
    let mut typesetter = with_fonts();
    for (name, letter) in [("arabic", arabic()), ("japanese", japanese())] {
        for layout in layouts(rapport_paper::Kind::Letter) {
            let document = typesetter.letter(&layout, &letter);
            assert_eq!(document.troubles(), [], "{name}, {layout}");
            assert_eq!(document.pages(), 1, "{name}, {layout}");
        }
        let layout = Layout::built_in("din-5008-b").unwrap();
        let document = typesetter.letter(&layout, &letter);
        let printed = Printed::new(&format!("script-{name}"), &document);
        let text = printed.text();
        for word in ["Harbour & Finch", "面接のお時間", "敬具", "佐藤"] {
            let expected =
                letter.text.contains(word) || name == "japanese" && word != "Harbour & Finch";
            assert_eq!(text.contains(word), expected, "{name}: {word} in\n{text}");
        }
    }
}

#[test]
fn text_from_right_to_left_begins_at_the_right_margin() {
    let layout = Layout::built_in("din-5008-b").unwrap();
    let document = with_fonts().letter(&layout, &arabic());
    let words = Printed::new("rightwards", &document).words();
    let right = words.iter().map(|word| word.right).fold(0.0, f32::max);
    let margin = (210.0 - 20.0) * 72.0 / 25.4;
    assert!((right - margin).abs() < 3.0, "{right} is not the margin {margin}");
}

#[test]
fn letters_that_no_font_has_are_named_and_no_box_is_printed() {
    let layout = Layout::built_in("din-5008-b").unwrap();
    let letter = Letter { text: "Thank you, 佐藤 and சிவா!".into(), ..samples::letter() };
    let document = Typesetter::default().letter(&layout, &letter);
    let told = document.troubles()[0].to_string();
    assert!(told.contains('佐') && told.contains('ச'), "{told}");
    assert!(document.troubles().iter().all(Trouble::loses_words));
    let printed = Printed::new("missing", &document);
    assert!(printed.text().contains("Thank you,"), "{}", printed.text());
    assert!(!printed.text().contains('佐'));
}

#[test]
fn latin_greek_and_cyrillic_need_no_other_font() {
    let layout = Layout::built_in("letter-gb").unwrap();
    let text = "Žluťoučký kůň, naïve façade, Straße, Þórður, İstanbul, Łódź, Đà Nẵng tiếng Việt, \
                Ευχαριστώ πολύ, Благодаря ви, дякую, ҳамаро; “quotes” „Anführung“ « guillemets » – \
                — … € £ ¥ № † ½ ² 100 % ©\n\nNarrow\u{202F}no-break and\u{A0}no-break, soft\u{AD}hyphen, \
                zero\u{200B}width, e\u{301} combined, tab\there.";
    let letter = Letter { text: text.into(), ..samples::letter() };
    let document = Typesetter::default().letter(&layout, &letter);
    assert_eq!(document.troubles(), []);
    snapshot("scripts-shipped", &document.describe());
    let printed = Printed::new("shipped-scripts", &document).text();
    for word in ["Žluťoučký", "Nẵng", "Ευχαριστώ", "Благодаря", "дякую"]
    {
        assert!(printed.contains(word), "{word} in\n{printed}");
    }
}

proptest::proptest! {
    #![proptest_config(proptest::prelude::ProptestConfig::with_cases(24))]
    #[test]
    fn any_text_is_set_without_leaving_the_paper(text in "\\PC{0,300}", name in "\\PC{0,60}") {
        let layout = Layout::built_in("letter-us").unwrap();
        let letter = Letter {
            text,
            recipient: Recipient { lines: vec![name.clone(), name.clone()], country_line: Some(name) },
            ..samples::letter()
        };
        let document = Typesetter::default().letter(&layout, &letter);
        proptest::prop_assert!(document.pages() >= 1);
        let (width, height) = document.page_size(0).unwrap();
        for line in document.describe().lines().filter(|line| line.contains(" pt, face ")) {
            let mut numbers = line.split_whitespace().map(|number| number.parse::<f32>().unwrap_or(0.0));
            let (x, y, wide) =
                (numbers.next().unwrap(), numbers.next().unwrap(), numbers.next().unwrap());
            // A run may end in a blank that is not seen.
            proptest::prop_assert!(x >= 0.0 && x + wide <= width * 72.0 / 25.4 + 20.0, "{line}");
            proptest::prop_assert!(y > 0.0 && y <= height * 72.0 / 25.4, "{line}");
        }
        proptest::prop_assert!(document.pdf(None, rapport_paper::Printer::default()).is_ok());
    }
}

//! Envelopes, labels, cards, briefs, test pages and codes, read back.

use rapport_paper::{
    Brief, Card, Cards, Envelope, Guides, Kind, Labels, Layout, Printer, Recipient, Section,
    TestPage, Trouble, Turn, Typesetter,
};

use super::letters::layouts;
use super::read::{Printed, snapshot};
use super::samples;

/// Points in a millimetre.
const POINT: f32 = 72.0 / 25.4;

fn envelope() -> Envelope {
    Envelope {
        language: "en".into(),
        recipient: samples::letter().recipient,
        sender: Some(samples::sender()),
    }
}

#[test]
fn an_envelope_shows_both_addresses_and_leaves_the_sorting_strip_free() {
    for layout in layouts(Kind::Envelope) {
        let document = Typesetter::default().envelope(&layout, &envelope());
        assert_eq!(document.troubles(), []);
        let printed = Printed::new(layout.name(), &document);
        let (width, height) = layout.paper_size();
        assert!(printed.text().contains("Kastanienallee 12"));
        for word in printed.words() {
            assert!(word.left > 8.0 * POINT && word.right < (width - 8.0) * POINT, "{word:?}");
            assert!(word.bottom < (height - 16.0) * POINT, "{layout}: {word:?}");
        }
        let bristol = printed.words().into_iter().find(|word| word.text == "BRISTOL").unwrap();
        assert!(bristol.left > width * POINT / 3.0);
        assert!(
            document.svg(0, Guides::Shown).unwrap().len()
                > document.svg(0, Guides::Hidden).unwrap().len()
        );
        snapshot(layout.name(), &document.describe());
    }
}

#[test]
fn a_printer_profile_moves_and_turns_what_is_printed_and_not_the_preview() {
    let layout = Layout::built_in("envelope-dl").unwrap();
    let document = Typesetter::default().envelope(&layout, &envelope());
    let words = |printer: Printer| {
        Printed::from_bytes("turned", &document.pdf(None, printer).unwrap()).words()
    };
    let find =
        |printer: Printer| words(printer).into_iter().find(|word| word.text == "BRISTOL").unwrap();
    let plain = find(Printer::default());
    let moved = find(Printer { right_mm: 2.0, down_mm: -3.0, turn: Turn::None });
    assert!((moved.left - plain.left - 2.0 * POINT).abs() < 0.05);
    assert!((moved.top - plain.top + 3.0 * POINT).abs() < 0.05);
    let (width, height) = (220.0 * POINT, 110.0 * POINT);
    let half = find(Printer { turn: Turn::Half, ..Printer::default() });
    assert!((half.right - (width - plain.left)).abs() < 0.5, "{half:?} {plain:?}");
    let right = find(Printer { turn: Turn::Right, ..Printer::default() });
    assert!((right.top - plain.left).abs() < 0.5, "{right:?} {plain:?}");
    let left = find(Printer { turn: Turn::Left, ..Printer::default() });
    assert!((left.bottom - (width - plain.left)).abs() < 0.5, "{left:?} {plain:?} {height}");
}

#[test]
fn labels_begin_at_the_first_free_place_and_stay_inside_their_edges() {
    let recipient = samples::letter().recipient;
    for layout in layouts(Kind::Labels) {
        let places = layout.places();
        let labels = Labels {
            language: "en".into(),
            recipients: vec![recipient.clone(); places + 1],
            used: 2,
        };
        let document = Typesetter::default().labels(&layout, &labels);
        assert_eq!(document.troubles(), [], "{layout}");
        assert_eq!(document.pages(), 2, "{layout}");
        let words = Printed::new(layout.name(), &document).words();
        let names = |page: usize| {
            words.iter().filter(|word| word.page == page && word.text == "Whitfield").count()
        };
        assert_eq!((names(1), names(2)), (places - 2, 3), "{layout}");
        snapshot(layout.name(), &document.describe());
    }
}

fn card() -> Card {
    Card {
        name: "Mara Lindqvist".into(),
        about: vec!["Measuring and mending".into(), "of sorting machines".into()],
        contact: vec![
            "+49 30 5550 1234".into(),
            "mara@lindqvist.example".into(),
            "Kastanienallee 12, 10435 Berlin".into(),
        ],
        logo: None,
        code: Some(VCARD.into()),
    }
}

const VCARD: &str = "BEGIN:VCARD\r\nVERSION:4.0\r\nFN:Mara Lindqvist\r\nTEL;TYPE=cell:+493055501234\r\n\
                     EMAIL:mara@lindqvist.example\r\nADR:;;Kastanienallee 12;Berlin;;10435;DE\r\nEND:VCARD\r\n";

#[test]
fn a_sheet_of_cards_repeats_the_card_between_cutting_marks() {
    for layout in layouts(Kind::Cards) {
        let cards = Cards { language: "en".into(), card: card(), sheets: 1 };
        let document = Typesetter::default().cards(&layout, &cards);
        assert_eq!(document.troubles(), [], "{layout}");
        let text = Printed::new(layout.name(), &document).text();
        assert_eq!(text.matches("Mara Lindqvist").count(), 10, "{layout}");
        snapshot(layout.name(), &document.describe());
    }
}

#[test]
fn a_code_too_long_is_told_and_the_card_printed_without() {
    let layout = Layout::built_in("cards-a4").unwrap();
    let card = Card { code: Some("x".repeat(5000)), ..card() };
    let cards = Cards { language: "en".into(), card, sheets: 1 };
    let document = Typesetter::default().cards(&layout, &cards);
    assert_eq!(document.troubles(), [Trouble::CodeTooLong { bytes: 5000 }]);
    assert!(!document.describe().contains("squares"));
}

#[test]
fn a_shared_code_is_squares_with_a_caption() {
    let document = Typesetter::default().share_code(VCARD, "Mara Lindqvist", "en");
    assert_eq!(document.troubles(), []);
    assert!(document.describe().contains("squares"));
    let printed = Printed::new("share-code", &document);
    assert_eq!(printed.text().trim(), "Mara Lindqvist");
}

fn brief() -> Brief {
    let section =
        |heading: &str, text: &str| Section { heading: heading.into(), text: text.into() };
    Brief {
        language: "en".into(),
        title: "Dana Whitfield, Harbour & Finch".into(),
        subtitle: Some("Thursday 26 November, 10:00, 14 Quayside Row, Bristol".into()),
        sections: vec![
            section(
                "Who",
                "Head of sorting since 2021, before that eight years at the ramp. \
                     Writes briefly, answers within a day.",
            ),
            section(
                "So far",
                "- 3 November: met at the logistics evening, talked about stops\n\
                     - 5 November: note sent, answered the same day\n\
                     - 12 November: invited by telephone",
            ),
            section(
                "What they care about",
                "Parcels touched once. People who have stood at a belt. The dog.",
            ),
            section(
                "To ask",
                "1. What would a good first half-year look like?\n2. Who else decides?\n\
                     3. When will you decide, and may I ask again after that day?",
            ),
        ],
        jot: Some("To thank for".into()),
    }
}

#[test]
fn a_brief_is_one_page_with_room_to_write() {
    for layout in layouts(Kind::Brief) {
        let document = Typesetter::default().brief(&layout, &brief());
        assert_eq!(document.troubles(), [], "{layout}");
        assert_eq!(document.pages(), 1);
        let printed = Printed::new(layout.name(), &document);
        let text = printed.text();
        let order = ["Dana Whitfield", "Thursday 26", "Who", "So far", "To ask", "To thank for"];
        let places: Vec<usize> = order.iter().map(|word| text.find(word).unwrap()).collect();
        assert!(places.is_sorted(), "{text}");
        assert!(document.describe().matches("line ").count() >= 4);
        snapshot(layout.name(), &document.describe());
    }
}

#[test]
fn a_brief_with_too_much_says_what_is_left_out() {
    let mut long = brief();
    for number in 0..40 {
        long.sections.push(Section {
            heading: format!("Part {number}"),
            text: "Words without an end. ".repeat(30),
        });
    }
    let layout = Layout::built_in("brief-a4").unwrap();
    let document = Typesetter::default().brief(&layout, &long);
    assert_eq!(document.pages(), 1);
    assert!(
        matches!(document.troubles(), [Trouble::PageFull { left_out }] if *left_out > 20),
        "{:?}",
        document.troubles()
    );
    assert!(Printed::new("brief-long", &document).text().contains("To thank for"));
}

#[test]
fn a_test_page_has_rulers_where_it_says() {
    let words = TestPage {
        language: "en".into(),
        title: "Test page".into(),
        lines: vec!["Print at 100 %.".into(), "Measure from the edges to the rulers.".into()],
    };
    for layout in Layout::built_in_names().into_iter().filter_map(Layout::built_in) {
        let document = Typesetter::default().test_page(&layout, &words);
        assert_eq!(document.troubles(), [], "{layout}");
        assert!(document.describe().contains("line 56.7 56.7 to"), "{layout}");
        Printed::new(&format!("test-{}", layout.name()), &document);
    }
}

#[test]
fn a_layout_of_another_kind_is_told_and_nothing_is_drawn() {
    let layout = Layout::built_in("labels-5160").unwrap();
    let document = Typesetter::default().letter(&layout, &samples::letter());
    assert_eq!(document.pages(), 0);
    assert!(document.troubles()[0].to_string().contains("labels-5160"));
    assert!(document.pdf(None, Printer::default()).is_err());
    let empty = Labels { recipients: vec![Recipient::default()], ..Labels::default() };
    assert_eq!(Typesetter::default().labels(&layout, &empty).pages(), 1);
}

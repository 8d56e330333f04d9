//! Letters of several pages, pictures, batches, and the same bytes twice.

use rapport_paper::{
    Envelope, Guides, Layout, Letter, Made, PdfWriter, Picture, PictureFault, Printer, Typesetter,
};

use super::read::{Printed, snapshot};
use super::samples;

fn long_letter(paragraphs: usize) -> Letter {
    let paragraph = "The belt stopped again on Monday, and this time two of us had a watch in hand. \
                     What we saw is simple: the second parcel arrives while the first is still being \
                     read, and nobody has told the scanner that waiting is allowed. We wrote it down \
                     for three hours, and the list is with this letter.";
    Letter { text: vec![paragraph; paragraphs].join("\n\n"), ..samples::letter() }
}

#[test]
fn a_letter_over_pages_numbers_them_and_never_leaves_its_close_alone() {
    let layout = Layout::built_in("din-5008-b").unwrap();
    for paragraphs in 5..=16 {
        let document = Typesetter::default().letter(&layout, &long_letter(paragraphs));
        assert_eq!(document.troubles(), []);
        if document.pages() == 1 {
            continue;
        }
        let printed = Printed::new(&format!("long-{paragraphs}"), &document);
        let words = printed.words();
        let last = document.pages();
        let text = printed.text();
        assert!(text.contains(&format!("Page {last} of {last}")), "{text}");
        // Above the close stand at least two lines of the letter.
        let close = words.iter().position(|word| word.text == "Yours").unwrap();
        let mut lines: Vec<i32> = words[..close]
            .iter()
            .filter(|word| word.page == last && word.top > 75.0)
            .map(|word| word.top as i32)
            .collect();
        lines.dedup();
        assert!(lines.len() >= 2, "{paragraphs}: {lines:?}");
        let foot = (297.0 - 20.0) * 72.0 / 25.4;
        assert!(words.iter().all(|word| word.bottom < foot), "{paragraphs}");
    }
    let document = Typesetter::default().letter(&layout, &long_letter(12));
    snapshot("letter-over-pages", &document.describe());
}

#[test]
fn a_letter_a_little_too_long_is_set_smaller_to_stay_on_one_page() {
    let layout = Layout::built_in("din-5008-b").unwrap();
    let sizes: Vec<(usize, bool)> = (1..=10)
        .map(|paragraphs| {
            let document = Typesetter::default().letter(&layout, &long_letter(paragraphs));
            (
                document.pages(),
                document.describe().contains("10.0 pt, face 0: The belt")
                    || document.describe().contains("10.5 pt"),
            )
        })
        .collect();
    assert_eq!(sizes[0], (1, sizes[0].1));
    assert!(sizes.windows(2).all(|pair| pair[0].0 <= pair[1].0), "{sizes:?}");
    assert!(sizes.last().unwrap().0 == 2, "{sizes:?}");
}

/// A small picture: a grey bar of 60 x 20 points.
fn png() -> Vec<u8> {
    let mut bytes = Vec::new();
    let mut encoder = png::Encoder::new(&mut bytes, 120, 40);
    encoder.set_color(png::ColorType::Grayscale);
    let pixels: Vec<u8> = (0..120 * 40).map(|at| if at % 7 < 3 { 60 } else { 160 }).collect();
    encoder.write_header().unwrap().write_image_data(&pixels).unwrap();
    bytes
}

#[test]
fn logo_signature_and_code_are_on_the_letter() {
    let picture = Picture::parse(&png()).unwrap();
    let letter = Letter {
        logo: Some(picture.clone()),
        signature: Some(picture),
        code: Some("BEGIN:VCARD\r\nVERSION:4.0\r\nFN:Mara Lindqvist\r\nEND:VCARD\r\n".into()),
        ..samples::letter()
    };
    for name in ["din-5008-a", "din-5008-b", "letter-fr", "letter-gb", "letter-us"] {
        let layout = Layout::built_in(name).unwrap();
        let document = Typesetter::default().letter(&layout, &letter);
        assert_eq!(document.troubles(), [], "{name}");
        assert_eq!(document.pages(), 1, "{name}");
        let pages = document.describe();
        assert_eq!(pages.matches("  picture ").count(), 2, "{pages}");
        assert!(pages.contains("squares"), "{pages}");
        assert!(document.svg(0, Guides::Hidden).unwrap().contains("data:image/png;base64,"));
        Printed::new(&format!("dressed-{name}"), &document);
    }
}

#[test]
fn pictures_from_strangers_are_answered() {
    let good = png();
    assert_eq!(Picture::parse(b"GIF89a").unwrap_err(), PictureFault::UnknownFormat);
    assert_eq!(Picture::parse(b"<svg/>").unwrap_err(), PictureFault::Empty);
    assert_eq!(Picture::parse(b"<svg>").unwrap_err(), PictureFault::Broken);
    assert_eq!(Picture::parse(&good[..20]).unwrap_err(), PictureFault::Broken);
    let mut vast = good.clone();
    vast[16..24].copy_from_slice(&[0, 1, 0, 0, 0, 1, 0, 0]);
    assert_eq!(Picture::parse(&vast).unwrap_err(), PictureFault::TooLarge);
    assert_eq!(
        Picture::parse(&[0xFF, 0xD8, 0xFF, 0xE0, 0, 0, 0]).unwrap_err(),
        PictureFault::Broken
    );
    for cut in 0..good.len() {
        let _ = Picture::parse(&good[..cut]);
    }
}

#[test]
fn the_same_letter_gives_the_same_bytes_whatever_was_set_before() {
    let layout = Layout::built_in("letter-fr").unwrap();
    let made = Some(Made { year: 2026, month: 11, day: 22 });
    let fresh = Typesetter::default().letter(&layout, &samples::letter());
    let mut used = Typesetter::default();
    used.labels(&Layout::built_in("labels-5160").unwrap(), &rapport_paper::Labels::default());
    used.letter(&Layout::built_in("din-5008-a").unwrap(), &long_letter(9));
    let again = used.letter(&layout, &samples::letter());
    assert_eq!(fresh.svg(0, Guides::Shown), again.svg(0, Guides::Shown));
    let (first, second) = (
        fresh.pdf(made, Printer::default()).unwrap(),
        again.pdf(made, Printer::default()).unwrap(),
    );
    assert!(first == second, "{} and {} bytes", first.len(), second.len());
    let info = Printed::from_bytes("made", &first).info();
    assert!(info.contains("Nov 22") && info.contains("2026"), "{info}");
}

#[test]
fn a_batch_holds_each_letter_before_its_envelope() {
    let (layout, outside) =
        (Layout::built_in("letter-us").unwrap(), Layout::built_in("envelope-10").unwrap());
    let mut typesetter = Typesetter::default();
    let mut writer = PdfWriter::new("Letters", "en", "Mara", None, Printer::default());
    for number in 1..=5 {
        let name = format!("Dana Number{number}");
        let recipient = samples::recipient(&[&name, "14 Quayside Row", "BRISTOL"], None);
        let letter = Letter { recipient: recipient.clone(), ..samples::letter() };
        writer.add(&typesetter.letter(&layout, &letter));
        let envelope = Envelope { language: "en".into(), recipient, sender: None };
        writer.add(&typesetter.envelope(&outside, &envelope));
    }
    let printed = Printed::from_bytes("batch", &writer.finish().unwrap());
    let pages: Vec<(usize, String)> = printed
        .words()
        .into_iter()
        .filter(|word| word.text.starts_with("Number"))
        .map(|word| (word.page, word.text))
        .collect();
    let expected: Vec<(usize, String)> =
        (1..=10_usize).map(|page| (page, format!("Number{}", page.div_ceil(2)))).collect();
    assert_eq!(pages, expected);
}

//! Letters in all layouts, read back.

use rapport_paper::{Kind, Layout, Typesetter};

use super::read::{Printed, snapshot};
use super::samples;

/// All built-in layouts of a kind.
pub fn layouts(kind: Kind) -> Vec<Layout> {
    Layout::built_in_names()
        .into_iter()
        .filter_map(Layout::built_in)
        .filter(|layout| layout.kind() == kind)
        .collect()
}

#[test]
fn a_letter_is_one_page_in_every_layout_and_reads_in_order() {
    for layout in layouts(Kind::Letter) {
        let document = Typesetter::default().letter(&layout, &samples::letter());
        assert_eq!(document.troubles(), [], "{layout}");
        assert_eq!(document.pages(), 1, "{layout}");
        let printed = Printed::new(layout.name(), &document);
        let text = printed.text();
        let mut at = 0;
        let mut words = vec!["Mara Lindqvist", "Dana Whitfield", "UNITED KINGDOM"];
        // A British letter has its subject after the salutation.
        if layout.name() == "letter-gb" {
            words.extend(["Dear Ms Whitfield", "Our conversation"]);
        } else {
            words.extend(["Our conversation", "Dear Ms Whitfield"]);
        }
        words.extend(["Thank you for the hour", "office dog", "Yours sincerely", "Enclosures"]);
        for word in words {
            let next = text[at..].find(word);
            assert!(next.is_some(), "{layout}: {word} is not where it is read:\n{text}");
            at += next.unwrap();
        }
        let info = printed.info();
        assert!(info.contains("Tagged:          yes"), "{info}");
        assert!(info.contains("Letter to Dana Whitfield"), "{info}");
        snapshot(layout.name(), &document.describe());
    }
}

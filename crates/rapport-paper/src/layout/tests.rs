//! Layouts are read, and wrong ones are told with line and remedy.

use super::*;

#[test]
fn every_built_in_layout_is_right_and_bears_its_name() {
    for name in Layout::built_in_names() {
        let text = Layout::built_in_text(name).unwrap();
        let layout = Layout::parse(text).unwrap_or_else(|faults| panic!("{name}: {faults:?}"));
        assert_eq!(layout.name(), name);
        assert!(!layout.title().is_empty());
    }
}

/// A good layout with one line changed must give a fault on that line.
fn fault_after(change: (&str, &str)) -> LayoutFault {
    let good = Layout::built_in_text("din-5008-b").unwrap();
    assert!(good.contains(change.0), "{} is no line of the layout", change.0);
    let bad = good.replacen(change.0, change.1, 1);
    let line = bad.lines().position(|line| line.contains(change.1)).unwrap() + 1;
    let faults = Layout::parse(&bad).unwrap_err();
    let fault = faults.into_iter().next().unwrap();
    assert_eq!(fault.line, line, "{fault}");
    assert!(!fault.remedy.is_empty());
    fault
}

#[test]
fn a_fault_names_its_line_and_the_remedy() {
    let fault = fault_after(("[return_line]", "[return_lime]"));
    assert!(fault.what.contains("return_lime"), "{fault}");
    let fault = fault_after(("smallest = 8 ", "smallest = 80 "));
    assert!(fault.remedy.contains("between 5 and"), "{fault}");
    let fault = fault_after(("left = 25 # the text's margin", "left = 205 # the text's margin"));
    assert!(fault.what.contains("[address] leaves the paper"), "{fault}");
    let fault = fault_after(("leading = 1.35", "leading = 9"));
    assert!(fault.remedy.contains("0.9"), "{fault}");
    let fault = fault_after(("fold = [105, 210]", "fold = [105, 2100]"));
    assert!(fault.what.contains("mark"), "{fault}");
}

#[test]
fn an_address_that_the_window_cuts_is_told() {
    let bad = Layout::built_in_text("din-5008-b").unwrap().replacen(
        "left = 25 # the text's margin",
        "left = 15",
        1,
    );
    let faults = Layout::parse(&bad).unwrap_err();
    assert!(faults.iter().any(|fault| fault.what.contains("window cuts")), "{faults:?}");
}

#[test]
fn missing_parts_are_asked_for() {
    let faults =
        Layout::parse("name = 'x'\ntitle = 'x'\nkind = 'labels'\npaper = 'A4'\n").unwrap_err();
    assert_eq!(faults[0].line, 3);
    assert_eq!(faults[0].remedy, "add [grid]");
    let faults = Layout::parse("name = 'x'\n").unwrap_err();
    assert!(faults[0].what.contains("missing field"), "{faults:?}");
}

proptest::proptest! {
    #[test]
    fn any_text_is_answered(text in "\\PC{0,200}") {
        let _ = Layout::parse(&text);
    }

    #[test]
    fn any_figures_are_answered(a in proptest::num::f32::ANY, b in proptest::num::f32::ANY) {
        let text = format!(
            "name='x'\ntitle='x'\nkind='letter'\npaper=[{a:?},{b:?}]\n[address]\nleft={b:?}\ntop={a:?}\nwidth={a:?}\nheight={b:?}\n"
        );
        let _ = Layout::parse(&text);
    }
}

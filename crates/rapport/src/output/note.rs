//! A note as it will arrive: to whom, subject, text, sender block; and what needs a look in it.

use std::io;

use owo_colors::Style;
use rapport_app::check::AT_ONCE;
use rapport_app::view::DraftView;

use super::Output;

/// Prints the note, indented, and its findings below.
pub fn print(output: &mut Output, indent: usize, draft: &DraftView) -> io::Result<()> {
    let bar = indent + 2;
    output.gap()?;
    if !draft.to.is_empty() {
        output.labelled(bar, "To", 8, &draft.to)?;
    }
    if !draft.subject.is_empty() {
        output.labelled(bar, "Subject", 8, &draft.subject)?;
    }
    if !draft.attachments.is_empty() {
        output.labelled(bar, "Attached", 8, &draft.attachments.join(", "))?;
    }
    output.gap()?;
    output.text(bar, draft.body.trim())?;
    if !draft.sender.trim().is_empty() {
        output.gap()?;
        output.text(bar, draft.sender.trim())?;
    }
    output.gap()?;
    for finding in draft.findings.iter().take(AT_ONCE) {
        let mark = if finding.severity == "block" { "must change:" } else { "look at:" };
        let words = if finding.text.is_empty() {
            String::new()
        } else {
            format!(" \"{}\"", shortened(&finding.text, 60))
        };
        let style = if finding.severity == "block" { Style::new().bold() } else { Style::new() };
        output.styled(indent, &format!("{mark}{words} {}", finding.why), style)?;
        if let Some(better) = &finding.better {
            output.text(indent + 2, &format!("better: {better}"))?;
        }
    }
    let hidden = draft.findings.len().saturating_sub(AT_ONCE);
    if hidden > 0 {
        output.text(indent, &format!("and {hidden} more, once these are mended"))?;
    }
    Ok(())
}

/// At most so many letters, with an ellipsis where something was cut.
pub fn shortened(text: &str, most: usize) -> String {
    let one_line = text.split_whitespace().collect::<Vec<_>>().join(" ");
    if one_line.chars().count() <= most {
        return one_line;
    }
    let mut short: String = one_line.chars().take(most.saturating_sub(1)).collect();
    short.push('…');
    short
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn long_texts_are_shortened_at_letters() {
        assert_eq!(shortened("a\nb  c", 10), "a b c");
        assert_eq!(shortened("ääääää", 4), "äää…");
    }
}

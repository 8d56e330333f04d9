//! The HTML alternative: the same words, nothing else.
//!
//! Here: paragraphs, line ends, links that can be clicked, quotes and the signature as they stand.
//! No images, no styles from elsewhere, no tracking. Not here: the parts around it ([`super`]).

/// HTML of a text whose lines end in CR LF.
#[must_use]
pub fn html_of(text: &str, language: Option<&str>, subject: &str) -> String {
    let lang = language.map(|tag| format!(" lang=\"{}\"", escape(tag))).unwrap_or_default();
    let mut out = format!(
        "<!DOCTYPE html>\r\n<html{lang}>\r\n<head><meta charset=\"utf-8\"><title>{}</title></head>\r\n<body>\r\n",
        escape(subject)
    );
    let mut paragraph: Vec<String> = Vec::new();
    for line in text.split("\r\n").chain([""]) {
        if line.trim().is_empty() {
            if !paragraph.is_empty() {
                out.push_str("<p>");
                out.push_str(&paragraph.join("<br>\r\n"));
                out.push_str("</p>\r\n");
                paragraph.clear();
            }
        } else {
            paragraph.push(line_of(line));
        }
    }
    out.push_str("</body>\r\n</html>\r\n");
    out
}

/// One line with its leading blanks kept and its links made.
fn line_of(line: &str) -> String {
    let content = line.trim_start_matches([' ', '\t']);
    let indent: usize =
        line[..line.len() - content.len()].chars().map(|c| if c == '\t' { 4 } else { 1 }).sum();
    let mut out = "&nbsp;".repeat(indent.min(40));
    let mut rest = content;
    while let Some((start, end)) = next_link(rest) {
        let link = &rest[start..end];
        out.push_str(&escape(&rest[..start]));
        let target = if link.contains("://") { link.to_owned() } else { format!("mailto:{link}") };
        out.push_str(&format!("<a href=\"{}\">{}</a>", escape(&target), escape(link)));
        rest = &rest[end..];
    }
    out.push_str(&escape(rest));
    out
}

/// The next web or mail address of a line.
fn next_link(text: &str) -> Option<(usize, usize)> {
    let web = ["https://", "http://"].iter().filter_map(|scheme| text.find(scheme)).min();
    let web = web.map(|start| {
        let length = text[start..]
            .find(|c: char| c.is_whitespace() || matches!(c, '<' | '>' | '"'))
            .unwrap_or(text.len() - start);
        let link = text[start..start + length]
            .trim_end_matches(['.', ',', ';', ':', '!', '?', ')', '\'', ']']);
        (start, start + link.len())
    });
    let mail = mail_address(text);
    match (web, mail) {
        (Some(web), Some(mail)) => Some(if web.0 <= mail.0 { web } else { mail }),
        (web, mail) => web.or(mail),
    }
    .filter(|(start, end)| end > start)
}

fn mail_address(text: &str) -> Option<(usize, usize)> {
    for (at, _) in text.match_indices('@') {
        let allowed = |c: char| c.is_ascii_alphanumeric() || matches!(c, '.' | '-' | '_' | '+');
        let start = text[..at].char_indices().rev().take_while(|(_, c)| allowed(*c)).last()?.0;
        let domain: String = text[at + 1..]
            .chars()
            .take_while(|c| c.is_ascii_alphanumeric() || matches!(c, '.' | '-'))
            .collect();
        let domain = domain.trim_end_matches(['.', '-']);
        if domain.contains('.') && !text[start..at].starts_with('.') {
            return Some((start, at + 1 + domain.len()));
        }
    }
    None
}

fn escape(text: &str) -> String {
    text.replace('&', "&amp;")
        .replace('<', "&lt;")
        .replace('>', "&gt;")
        .replace('"', "&quot;")
        .replace('\'', "&#39;")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_are_escaped_and_links_made() {
        let html = html_of(
            "Dear <Dana> & co,\r\ntwo\r\n\r\n  See https://acme.example/?a=1&b=2, or jo@sender.example.\r\n",
            Some("en"),
            "A \"b\"",
        );
        assert!(html.contains("<html lang=\"en\">"));
        assert!(html.contains("<p>Dear &lt;Dana&gt; &amp; co,<br>\r\ntwo</p>"));
        assert!(html.contains(
            "<a href=\"https://acme.example/?a=1&amp;b=2\">https://acme.example/?a=1&amp;b=2</a>,"
        ));
        assert!(html.contains("<a href=\"mailto:jo@sender.example\">jo@sender.example</a>."));
        assert!(html.contains("<title>A &quot;b&quot;</title>"));
        assert!(!html.contains("<img") && !html.contains("<script"));
    }

    #[test]
    fn scripts_stay_words() {
        let html =
            html_of("javascript:alert(1) <script>x</script> https://\"onload=\r\n", None, "");
        assert!(!html.contains("<script"));
        assert!(!html.contains("href=\"javascript"));
    }
}

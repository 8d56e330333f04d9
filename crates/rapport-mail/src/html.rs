//! HTML to readable text, with quotes marked by `>`.
//!
//! Here: one pass over the bytes, without a document tree, so that work and memory are linear in
//! the input however it is nested. Quoted originals of the usual programs (`blockquote`,
//! `gmail_attr`, Outlook's `divRplyFwdMsg`) come out as lines that start with `> `, so that
//! [`crate::reply_text`] has to know only text. Scripts, styles and comments vanish.
//! Not here: showing HTML; nothing of it ever reaches a page.

use crate::words::has;
use mail_parser::decoders::html::add_html_token;

/// Deeper quotes are marked like this deep ones.
const DEEPEST_MARK: usize = 5;

/// Elements that stand on lines of their own; `p` and its like also ask for an empty line.
const BLOCKS: &str = "
    address | article | aside | body | center | dd | div | dl | dt | fieldset | figure
    footer | form | header | html | li | main | nav | ol | section | table | tbody
    tfoot | thead | tr | ul
";
const PARAGRAPHS: &str = "
    h1 | h2 | h3 | h4 | h5 | h6 | hr | p | pre
";
/// Elements whose content is not text.
const SKIPPED: &[&str] = &["script", "style", "head", "title", "template"];
/// Classes and ids of elements that hold only the line "On … wrote:" or a quoted original.
const QUOTE_MARKS: &str = "
    gmail_attr | gmail_extra_quote | moz-cite-prefix | yahoo_quoted | protonmail_quote
    zmail_extra | outlookmessageheader | tutanota_quote | freebirdanchor | uiquote
";
/// Ids after which everything is the quoted original.
const REST_IS_QUOTE: &[&str] =
    &["divrplyfwdmsg", "appendonsend", "mail-editor-reference-message-container", "reply-intro"];

/// The text of an HTML document. Total, linear in its length.
#[must_use]
pub fn to_text(html: &str) -> String {
    let mut writer = Writer::default();
    let mut rest = html;
    // Set once a construct never closes, so that no byte is searched twice.
    let (mut quotes_broken, mut tags_broken) = (false, false);
    while let Some(open) = rest.find('<') {
        writer.text(&rest[..open]);
        rest = &rest[open..];
        if tags_broken {
            break;
        }
        if let Some(comment) = rest.strip_prefix("<!--") {
            match comment.find("-->") {
                Some(end) => rest = &comment[end + 3..],
                None => return writer.finish(),
            }
            continue;
        }
        let second = rest.as_bytes().get(1).copied().unwrap_or_default();
        if !(second.is_ascii_alphabetic() || matches!(second, b'/' | b'!' | b'?')) {
            writer.text("<");
            rest = &rest[1..];
            continue;
        }
        let mut end = if quotes_broken { None } else { tag_end(rest) };
        if end.is_none() {
            quotes_broken = true;
            end = rest.find('>');
        }
        let Some(end) = end else {
            tags_broken = true;
            continue;
        };
        let tag = &rest[1..end];
        rest = &rest[end + 1..];
        let name = name_of(tag);
        if SKIPPED.contains(&name.as_str()) && !tag.ends_with('/') {
            match end_of(rest, &name) {
                Some(after) => rest = after,
                // A head without an end is a mistake; a script without an end hides the rest.
                None if name == "head" => {}
                None => return writer.finish(),
            }
            continue;
        }
        writer.tag(&name, tag);
    }
    writer.text(rest);
    writer.finish()
}

/// The place of the `>` that closes the tag, quoted attribute values passed over.
fn tag_end(rest: &str) -> Option<usize> {
    let mut quote: Option<u8> = None;
    let mut after_equals = false;
    for (place, byte) in rest.bytes().enumerate() {
        match (quote, byte) {
            (Some(mark), _) if byte == mark => quote = None,
            (Some(_), _) => {}
            (None, b'"' | b'\'') if after_equals => quote = Some(byte),
            (None, b'>') => return Some(place),
            (None, _) => {}
        }
        if !byte.is_ascii_whitespace() {
            after_equals = byte == b'=';
        }
    }
    None
}

/// `/blockquote` and `BLOCKQUOTE type=cite` both give their name in lower case, with the slash.
fn name_of(tag: &str) -> String {
    let (slash, tag) = match tag.strip_prefix('/') {
        Some(tag) => ("/", tag),
        None => ("", tag),
    };
    let name: String = tag
        .chars()
        .take_while(|c| c.is_ascii_alphanumeric() || matches!(c, ':' | '-'))
        .take(40)
        .collect();
    format!("{slash}{}", name.to_ascii_lowercase())
}

/// What follows the closing tag of this element.
fn end_of<'a>(rest: &'a str, name: &str) -> Option<&'a str> {
    let bytes = rest.as_bytes();
    let mut from = 0;
    while let Some(open) = rest[from..].find("</") {
        let start = from + open + 2;
        let candidate = bytes.get(start..start + name.len()).unwrap_or_default();
        if candidate.eq_ignore_ascii_case(name.as_bytes()) {
            let close = rest[start..].find('>')?;
            return Some(&rest[start + close + 1..]);
        }
        from = start;
    }
    None
}

#[derive(Default)]
struct Writer {
    out: String,
    line: String,
    space: bool,
    empty_line: bool,
    blockquotes: usize,
    divisions: usize,
    /// Depths of `div` at which a quoted region began.
    quoted_at: Vec<usize>,
    rest_is_quote: bool,
    preformatted: usize,
}

impl Writer {
    fn text(&mut self, raw: &str) {
        if raw.is_empty() {
            return;
        }
        let text = unescape(raw);
        if self.preformatted > 0 {
            for (number, piece) in text.split('\n').enumerate() {
                if number > 0 {
                    self.break_line();
                }
                self.line.push_str(piece.trim_end_matches('\r'));
            }
            return;
        }
        for c in text.chars() {
            if matches!(c, ' ' | '\t' | '\r' | '\n' | '\u{c}') {
                self.space = true;
            } else if !matches!(c, '\u{200b}' | '\u{feff}' | '\u{ad}') {
                if self.space && !self.line.is_empty() {
                    self.line.push(' ');
                }
                self.space = false;
                self.line.push(if c == '\u{a0}' { ' ' } else { c });
            }
        }
    }

    fn tag(&mut self, name: &str, tag: &str) {
        let plain = name.trim_start_matches('/');
        let closing = name.len() != plain.len();
        match plain {
            "br" => self.hard_break(),
            "blockquote" => {
                self.break_line();
                self.blockquotes =
                    if closing { self.blockquotes.saturating_sub(1) } else { self.blockquotes + 1 };
            }
            "td" | "th" => self.space = true,
            _ if has(PARAGRAPHS, plain) => {
                self.break_line();
                self.empty_line = true;
                if plain == "pre" {
                    self.preformatted = if closing {
                        self.preformatted.saturating_sub(1)
                    } else {
                        self.preformatted + 1
                    };
                }
            }
            _ if has(BLOCKS, plain) => self.break_line(),
            _ => {}
        }
        if plain == "li" && !closing {
            self.line.push_str("- ");
        }
        if plain == "div" && closing {
            if self.quoted_at.last() == Some(&self.divisions) {
                self.quoted_at.pop();
            }
            self.divisions = self.divisions.saturating_sub(1);
        }
        if closing {
            return;
        }
        if plain == "div" {
            self.divisions += 1;
        }
        let marks = marks_of(tag);
        if marks.iter().any(|mark| REST_IS_QUOTE.contains(&mark.as_str())) {
            self.break_line();
            self.rest_is_quote = true;
        } else if plain == "div" && marks.iter().any(|mark| has(QUOTE_MARKS, mark)) {
            self.quoted_at.push(self.divisions);
        }
    }

    /// A `br`: ends the line, and makes an empty one if the line was empty.
    fn hard_break(&mut self) {
        if self.line.trim().is_empty() {
            self.empty_line = true;
        }
        self.break_line();
    }

    fn break_line(&mut self) {
        self.space = false;
        let line = std::mem::take(&mut self.line);
        let line = line.trim_end();
        if line.trim().is_empty() {
            return;
        }
        if line == "-" {
            // A list entry whose text follows in a block of its own.
            self.line.push_str("- ");
            return;
        }
        if self.empty_line && !self.out.is_empty() {
            self.out.push('\n');
        }
        self.empty_line = false;
        let region = usize::from(self.rest_is_quote || !self.quoted_at.is_empty());
        for _ in 0..(self.blockquotes + region).min(DEEPEST_MARK) {
            self.out.push_str("> ");
        }
        self.out.push_str(line);
        self.out.push('\n');
    }

    fn finish(mut self) -> String {
        self.break_line();
        if self.line.trim() == "-" {
            self.line.clear();
        }
        self.out
    }
}

/// The classes and the id of a tag, lower case; Outlook prefixes them with `x_`.
fn marks_of(tag: &str) -> Vec<String> {
    if tag.len() > 4_000 {
        return Vec::new();
    }
    let lower = tag.to_ascii_lowercase();
    let mut found = Vec::new();
    for key in ["class", "id"] {
        let Some(place) = lower.find(&format!(" {key}=")) else {
            continue;
        };
        let value = &lower[place + key.len() + 2..];
        let value = match value.chars().next() {
            Some(mark @ ('"' | '\'')) => value[1..].split(mark).next().unwrap_or_default(),
            _ => value.split(|c: char| c.is_whitespace() || c == '>').next().unwrap_or_default(),
        };
        found.extend(value.split_whitespace().map(|mark| mark.trim_start_matches("x_").to_owned()));
    }
    found
}

/// Character references to characters.
fn unescape(raw: &str) -> String {
    if !raw.contains('&') {
        return raw.to_owned();
    }
    let mut out = String::with_capacity(raw.len());
    let mut rest = raw;
    while let Some(place) = rest.find('&') {
        out.push_str(&rest[..place]);
        rest = &rest[place..];
        let name_length = rest[1..]
            .bytes()
            .take(32)
            .take_while(|byte| byte.is_ascii_alphanumeric() || *byte == b'#')
            .count();
        if name_length > 0 && rest.as_bytes().get(name_length + 1) == Some(&b';') {
            add_html_token(&mut out, &rest.as_bytes()[..name_length + 2], false);
            rest = &rest[name_length + 2..];
        } else {
            out.push('&');
            rest = &rest[1..];
        }
    }
    out.push_str(rest);
    out
}

#[cfg(test)]
mod tests;

//! HTML to readable text, with quotes marked by `>`.
//!
//! Here: one pass over the bytes, without a document tree, so that work and memory are linear in
//! the input however it is nested. Quoted originals of the usual programs (`blockquote`,
//! `gmail_attr`, Outlook's `divRplyFwdMsg`) come out as lines that start with `> `, and marked
//! signatures below a line `-- `, so that [`crate::reply_text`] has to know only text. Scripts,
//! styles, comments and what is not shown vanish. Not here: which marks mean what ([`marks`]), and
//! showing HTML; nothing of it ever reaches a page.

pub mod marks;

use mail_parser::decoders::html::add_html_token;

use marks::{Region, only_indents, region_of};

/// Deeper quotes are marked like this deep ones.
const DEEPEST_MARK: usize = 5;
/// Elements whose content is not text.
const SKIPPED: &[&str] = &["script", "style", "head", "title", "template"];
/// Elements that regions are made of.
const TRACKED: &[&str] = &["div", "span", "table", "td", "p", "section", "a"];

/// How an element breaks lines.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Break {
    /// It is part of a line.
    None,
    /// It stands on lines of its own.
    Line,
    /// It also asks for an empty line.
    Paragraph,
}

fn break_of(name: &str) -> Break {
    match name {
        "h1" | "h2" | "h3" | "h4" | "h5" | "h6" | "hr" | "p" | "pre" => Break::Paragraph,
        "address" | "article" | "aside" | "body" | "center" | "dd" | "div" | "dl" | "dt"
        | "fieldset" | "figure" | "footer" | "form" | "header" | "html" | "li" | "main" | "nav"
        | "ol" | "section" | "table" | "tbody" | "tfoot" | "thead" | "tr" | "ul" => Break::Line,
        _ => Break::None,
    }
}

/// The text of an HTML document. Total, linear in its length.
#[must_use]
pub fn to_text(html: &str) -> String {
    match read(html, true) {
        Some(text) => text,
        // An element that is not shown never ends: then nothing may be kept back.
        None => read(html, false).unwrap_or_default(),
    }
}

/// One pass; `None` if the document ends inside an element that is not shown.
fn read(html: &str, hides: bool) -> Option<String> {
    let mut writer = Writer { hides, ..Writer::default() };
    let mut rest = html;
    // Set once a construct never closes, so that no byte is searched twice.
    let (mut quotes_broken, mut tags_broken, mut head_broken) = (false, false, false);
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
        let mut held = [0; LONGEST_NAME];
        let (closing, name) = name_of(tag, &mut held);
        if !closing && SKIPPED.contains(&name) && !tag.ends_with('/') {
            if name == "head" && head_broken {
                continue;
            }
            match end_of(rest, name) {
                Some(after) => rest = after,
                // A head without an end is a mistake; a script without an end hides the rest.
                None if name == "head" => head_broken = true,
                None => return writer.finish(),
            }
            continue;
        }
        writer.tag(closing, name, tag);
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

/// Letters of the longest name of an element that matters.
const LONGEST_NAME: usize = 12;

/// Whether the tag closes its element, and the name in lower case; empty for a long one.
fn name_of<'a>(tag: &str, held: &'a mut [u8; LONGEST_NAME]) -> (bool, &'a str) {
    let (closing, tag) = match tag.strip_prefix('/') {
        Some(tag) => (true, tag),
        None => (false, tag),
    };
    let length = tag
        .bytes()
        .take(LONGEST_NAME + 1)
        .take_while(|byte| byte.is_ascii_alphanumeric() || matches!(byte, b':' | b'-'))
        .count();
    if length > LONGEST_NAME {
        return (closing, "");
    }
    for (held, byte) in held.iter_mut().zip(tag.bytes().take(length)) {
        *held = byte.to_ascii_lowercase();
    }
    (closing, std::str::from_utf8(&held[..length]).unwrap_or_default())
}

/// What follows the closing tag of this element.
fn end_of<'a>(rest: &'a str, name: &str) -> Option<&'a str> {
    let bytes = rest.as_bytes();
    let mut from = 0;
    while let Some(open) = rest[from..].find("</") {
        let start = from + open + 2;
        let candidate = bytes.get(start..start + name.len()).unwrap_or_default();
        let longer = bytes.get(start + name.len()).is_some_and(u8::is_ascii_alphanumeric);
        if !longer && candidate.eq_ignore_ascii_case(name.as_bytes()) {
            let close = rest[start..].find('>')?;
            return Some(&rest[start + close + 1..]);
        }
        from = start;
    }
    None
}

/// The open elements of one name, and the regions that began at some of them.
#[derive(Default)]
struct Open {
    depth: usize,
    regions: Vec<(usize, Region)>,
}

#[derive(Default)]
struct Writer {
    out: String,
    line: String,
    space: bool,
    empty_line: bool,
    /// Open `blockquote`s; whether each of them quotes or only indents.
    blockquotes: Vec<bool>,
    quoting: usize,
    /// By place in [`TRACKED`].
    open: [Open; TRACKED.len()],
    quotes: usize,
    signatures: usize,
    hidden: usize,
    /// Whether what is not shown is left out.
    hides: bool,
    /// Whether a delimiter belongs before the next line of a signature.
    wants_delimiter: bool,
    rest_is_quote: bool,
    preformatted: usize,
}

impl Writer {
    fn text(&mut self, raw: &str) {
        if raw.is_empty() || self.hidden > 0 {
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

    fn tag(&mut self, closing: bool, name: &str, tag: &str) {
        match name {
            "br" => self.hard_break(),
            "blockquote" => self.blockquote(closing, tag),
            "td" | "th" => self.space = true,
            _ => match break_of(name) {
                Break::None => {}
                Break::Line => self.break_line(),
                Break::Paragraph => {
                    self.break_line();
                    self.empty_line = true;
                }
            },
        }
        match (name, closing) {
            ("pre", true) => self.preformatted = self.preformatted.saturating_sub(1),
            ("pre", false) => self.preformatted += 1,
            ("li", false) if self.hidden == 0 => self.line.push_str("- "),
            _ => {}
        }
        if let Some(place) = TRACKED.iter().position(|tracked| *tracked == name) {
            if closing {
                self.close(place);
            } else if !tag.ends_with('/') {
                self.open[place].depth += 1;
                if let Some(region) = region_of(tag) {
                    self.begin(place, region);
                }
            }
        } else if name == "hr" && region_of(tag) == Some(Region::RestIsQuote) {
            self.rest_is_quote = true;
        }
    }

    fn blockquote(&mut self, closing: bool, tag: &str) {
        self.break_line();
        if closing {
            self.quoting -= usize::from(self.blockquotes.pop() == Some(true));
        } else {
            let quotes = !only_indents(tag);
            self.blockquotes.push(quotes);
            self.quoting += usize::from(quotes);
        }
    }

    fn begin(&mut self, place: usize, region: Region) {
        match region {
            Region::RestIsQuote => {
                self.break_line();
                self.rest_is_quote = true;
                return;
            }
            Region::Hidden if !self.hides => return,
            Region::Hidden => self.hidden += 1,
            // An introduction may stand in the middle of a line, but only a whole line is quoted.
            Region::Quote if TRACKED[place] == "span" => return,
            Region::Quote => {
                self.break_line();
                self.quotes += 1;
            }
            Region::Signature => {
                self.break_line();
                self.signatures += 1;
                self.wants_delimiter = self.signatures == 1;
            }
        }
        let depth = self.open[place].depth;
        self.open[place].regions.push((depth, region));
    }

    fn close(&mut self, place: usize) {
        let open = &mut self.open[place];
        let ended = open.regions.pop_if(|(depth, _)| *depth >= open.depth);
        open.depth = open.depth.saturating_sub(1);
        match ended {
            Some((_, Region::Hidden)) => self.hidden -= 1,
            Some((_, Region::Quote)) => {
                self.break_line();
                self.quotes -= 1;
            }
            Some((_, Region::Signature)) => {
                self.break_line();
                self.signatures -= 1;
            }
            _ => {}
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
        let region = usize::from(self.rest_is_quote || self.quotes > 0);
        let depth = (self.quoting + region).min(DEEPEST_MARK);
        if depth == 0 && self.signatures > 0 && std::mem::take(&mut self.wants_delimiter) {
            // Nothing above it, or a delimiter of the sender's: then it needs none.
            let last = self.out.trim_end().rsplit('\n').next().unwrap_or_default();
            if !last.is_empty()
                && !matches!(last, "--" | "—" | "__")
                && !matches!(line, "--" | "—" | "__")
            {
                self.out.push_str("-- \n");
            }
        }
        for _ in 0..depth {
            self.out.push_str("> ");
        }
        self.out.push_str(line);
        self.out.push('\n');
    }

    fn finish(mut self) -> Option<String> {
        if self.hidden > 0 {
            return None;
        }
        self.break_line();
        if self.line.trim() == "-" {
            self.line.clear();
        }
        Some(self.out)
    }
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

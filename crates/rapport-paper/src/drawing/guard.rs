//! What a drawing may cost: looked at in the text before it is parsed, and in the parsed document
//! before it is turned into paths.
//!
//! A short file can ask for very much: entities that stand for entities (the "billion laughs"),
//! shapes that use shapes that use shapes, a thousand levels, names and rules compared each with
//! each. Each of these has its own bound here, so that the readers behind it work in proportion to
//! the length of the file.

use std::collections::HashMap;

use usvg::roxmltree::{Document, Node, NodeId, ParsingOptions};

use crate::picture::PictureFault;

/// The longest file.
pub(super) const MOST_BYTES: usize = 512 * 1024;
/// Elements of a file as it stands.
const MOST_ELEMENTS: usize = 20_000;
/// Elements, texts and comments.
const MOST_NODES: u32 = 60_000;
/// Attributes of one element, which the reader compares each with each.
const MOST_ATTRIBUTES: usize = 100;
/// Declarations of name spaces, which each element below copies.
const MOST_NAME_SPACES: usize = 64;
/// Bytes of a document's own definitions (old drawing programs write some).
const LONGEST_DEFINITIONS: usize = 8 * 1024;
/// References in a document with definitions of its own.
const MOST_REFERENCES: usize = 500;
/// Levels, counting what is used where it is used.
const MOST_LEVELS: usize = 64;
/// What a drawing weighs when everything is written out where it is used, in bytes.
const MOST_WEIGHT: u64 = 16 * 1024 * 1024;
/// Definitions of clips: each may refer to the next.
const MOST_CLIPS: usize = 256;
/// Times that an outline is closed in a row: the reader of outlines goes a level deeper each time.
const MOST_CLOSED: usize = 32;
/// Bytes of style rules.
const LONGEST_STYLE: usize = 64 * 1024;
/// Style rules times elements.
const MOST_COMPARISONS: usize = 2_000_000;

/// How the text is parsed. No address is ever fetched: the reader has no way to.
pub(super) fn reading<'input>() -> ParsingOptions<'input> {
    ParsingOptions { allow_dtd: true, nodes_limit: MOST_NODES, ..ParsingOptions::default() }
}

/// Looks through a file's text.
pub(super) fn text(text: &str) -> Result<(), PictureFault> {
    let bounded = text.matches('<').count() <= 2 * MOST_ELEMENTS
        && text.matches("xmlns").count() <= MOST_NAME_SPACES
        && widest_tag(text) <= MOST_ATTRIBUTES
        && are_definitions_plain(text);
    if bounded { Ok(()) } else { Err(PictureFault::TooIntricate) }
}

/// The most attributes that one tag has. Comments and marked text are no tags.
fn widest_tag(text: &str) -> usize {
    let mut rest = text;
    let mut widest = 0;
    while let Some(at) = rest.find('<') {
        rest = &rest[at..];
        let skipped = [("<!--", "-->"), ("<![CDATA[", "]]>")].iter().find_map(|(from, to)| {
            let inner = rest.strip_prefix(from)?;
            Some(inner.find(to).map_or("", |end| &inner[end + to.len()..]))
        });
        if let Some(behind) = skipped {
            rest = behind;
            continue;
        }
        let (mut quote, mut count, mut end) = (None, 0, rest.len());
        for (at, letter) in rest.char_indices().skip(1) {
            match (quote, letter) {
                (None, '"' | '\'') => quote = Some(letter),
                (None, '=') => count += 1,
                (None, '<' | '>') => {
                    end = at;
                    break;
                }
                (Some(open), _) if open == letter => quote = None,
                _ => {}
            }
        }
        widest = widest.max(count);
        rest = &rest[end..];
    }
    widest
}

/// Whether a document defines nothing that stands for more than it says, and says it seldom.
fn are_definitions_plain(text: &str) -> bool {
    let Some(from) = text.find("<!ENTITY") else { return true };
    let Some(to) = text.rfind("<!ENTITY").and_then(|last| {
        let rest = &text[last..];
        // The end of the last definition: the first bracket outside quotes.
        let mut quote = None;
        rest.char_indices().find_map(|(at, letter)| {
            match (quote, letter) {
                (None, '"' | '\'') => quote = Some(letter),
                (None, '>') => return Some(last + at),
                (Some(open), _) if open == letter => quote = None,
                _ => {}
            }
            None
        })
    }) else {
        return false;
    };
    let definitions = &text[from..to];
    definitions.len() <= LONGEST_DEFINITIONS
        && !definitions.contains(['&', '%'])
        && text.matches('&').count() <= MOST_REFERENCES
}

/// Looks through a parsed document: what would not be drawn, and what it weighs written out.
pub(super) fn document(document: &Document<'_>) -> Result<(), PictureFault> {
    let mut by_name = HashMap::new();
    let (mut count, mut clips, mut style) = (0, 0, String::new());
    for element in document.descendants().filter(Node::is_element) {
        count += 1;
        if let Some(name) = element.attribute("id") {
            by_name.entry(name).or_insert(element);
        }
        match element.tag_name().name() {
            "text" => return Err(PictureFault::NotDrawn("text")),
            "image" => return Err(PictureFault::NotDrawn("pictures")),
            "filter" => return Err(PictureFault::NotDrawn("filters")),
            "mask" => return Err(PictureFault::NotDrawn("masks")),
            "pattern" => return Err(PictureFault::NotDrawn("patterns")),
            "marker" => return Err(PictureFault::NotDrawn("markers")),
            // Some programs offer themselves such a part and everybody else another one.
            "foreignObject" if !is_one_of_several(&element) => {
                return Err(PictureFault::NotDrawn("parts in another language"));
            }
            "clipPath" => clips += 1,
            "style" => {
                style.extend(element.children().filter_map(|child| child.text()));
                style.push('\n');
            }
            _ => {}
        }
    }
    if count > MOST_ELEMENTS || clips > MOST_CLIPS || !is_style_plain(&style, count) {
        return Err(PictureFault::TooIntricate);
    }
    let mut scales = Scales { by_name, known: HashMap::new(), of_style: 0 };
    // A rule may give a clip or a gradient to each element.
    let of_style = scales.references(&style, 1)?.0;
    scales.known.clear();
    scales.of_style = of_style;
    scales.weigh(document.root_element(), 0).map(drop)
}

fn is_one_of_several(element: &Node<'_, '_>) -> bool {
    element.parent_element().is_some_and(|parent| parent.tag_name().name() == "switch")
}

/// Whether rules are few, and each looks at an element and at most one around it: a longer chain is
/// tried with every choice of elements between.
fn is_style_plain(style: &str, elements: usize) -> bool {
    let rules = style.matches('{').count();
    if closed_in_a_row(style) > MOST_CLOSED
        || style.len() > LONGEST_STYLE
        || rules.saturating_mul(elements) > MOST_COMPARISONS
    {
        return false;
    }
    let mut plain = String::with_capacity(style.len());
    let mut rest = style;
    while let Some(at) = rest.find("/*") {
        plain.push_str(&rest[..at]);
        rest = rest[at..].find("*/").map_or("", |end| &rest[at + end + 2..]);
    }
    plain.push_str(rest);
    plain.split('{').all(|piece| {
        let chosen = piece.rsplit('}').next().unwrap_or(piece).trim();
        chosen.starts_with('@')
            || chosen.split(',').all(|one| {
                one.split(|letter: char| letter.is_whitespace() || ">+".contains(letter))
                    .filter(|part| !part.is_empty())
                    .count()
                    <= 2
            })
    })
}

/// The longest run of letters that close an outline.
fn closed_in_a_row(value: &str) -> usize {
    let (mut run, mut longest) = (0, 0);
    for letter in value.bytes() {
        match letter {
            b'z' | b'Z' => run += 1,
            b' ' | b'\t' | b'\n' | b'\r' | b',' => {}
            _ => run = 0,
        }
        longest = longest.max(run);
    }
    longest
}

/// Weighs elements as they are when all that they use is written out.
struct Scales<'a, 'input> {
    by_name: HashMap<&'a str, Node<'a, 'input>>,
    /// Weight and levels of what was weighed.
    known: HashMap<NodeId, (u64, usize)>,
    /// What style rules may add to any element.
    of_style: u64,
}

impl<'a, 'input> Scales<'a, 'input> {
    fn weigh(
        &mut self,
        element: Node<'a, 'input>,
        level: usize,
    ) -> Result<(u64, usize), PictureFault> {
        if let Some(&(weight, levels)) = self.known.get(&element.id()) {
            return if level + levels > MOST_LEVELS {
                Err(PictureFault::TooIntricate)
            } else {
                Ok((weight, levels))
            };
        }
        // What uses itself comes here, too.
        if level >= MOST_LEVELS {
            return Err(PictureFault::TooIntricate);
        }
        let mut weight = 64 + self.of_style;
        let mut levels = 0;
        for attribute in element.attributes() {
            let value = attribute.value();
            if closed_in_a_row(value) > MOST_CLOSED {
                return Err(PictureFault::TooIntricate);
            }
            weight += value.len() as u64;
            let (more, deeper) = if attribute.name() == "href" {
                self.used(value.trim().strip_prefix('#').unwrap_or_default(), level)?
            } else {
                self.references(value, level)?
            };
            weight += more;
            levels = levels.max(deeper);
        }
        for child in element.children().filter(Node::is_element) {
            let (more, deeper) = self.weigh(child, level + 1)?;
            weight += more;
            levels = levels.max(deeper);
        }
        if weight > MOST_WEIGHT {
            return Err(PictureFault::TooIntricate);
        }
        self.known.insert(element.id(), (weight, levels + 1));
        Ok((weight, levels + 1))
    }

    fn used(&mut self, name: &str, level: usize) -> Result<(u64, usize), PictureFault> {
        match self.by_name.get(name) {
            Some(&target) => self.weigh(target, level + 1),
            None => Ok((0, 0)),
        }
    }

    /// What `url(#name)` in a value stands for.
    fn references(&mut self, value: &str, level: usize) -> Result<(u64, usize), PictureFault> {
        let (mut weight, mut levels) = (0_u64, 0);
        for piece in value.split("url(").skip(1) {
            let name = piece.split(')').next().unwrap_or_default();
            let name = name.trim_matches(|c: char| c.is_whitespace() || c == '\'' || c == '"');
            let (more, deeper) = self.used(name.trim_start_matches('#'), level)?;
            weight = weight.saturating_add(more);
            levels = levels.max(deeper);
        }
        Ok((weight, levels))
    }
}

//! Cards out of a file, one at a time: where one begins and ends, also where the file does not say.

use std::io::{self, Read};
use std::iter::FusedIterator;

use encoding_rs::{Encoding, UTF_8, WINDOWS_1252};

use super::property::Building;
use crate::card::{Defect, Found};
use crate::content_line::{ContentLine, LogicalLine, LogicalLines, escape};
use crate::encoding::{self, Utf8Reader};

/// The most bytes of one card that are kept.
const LARGEST: usize = 32 * 1024 * 1024;

type Source<R> = Utf8Or<io::Chain<io::Cursor<Vec<u8>>, R>>;

/// Reads cards one after the other; holds one card and a line at a time.
pub struct VcardReader<R: Read> {
    state: State<R>,
    otherwise: &'static Encoding,
    /// The BEGIN of a card that came before the END of the one before it.
    begun: Option<usize>,
    outside: bool,
    any: bool,
}

enum State<R: Read> {
    Fresh(R),
    Reading(LogicalLines<Source<R>>),
    Ended,
}

/// Files in UTF-16 are turned into UTF-8 as a whole; in others each property is decoded by itself.
enum Utf8Or<R> {
    Utf8(Box<Utf8Reader<R>>),
    Raw(R),
}

impl<R: Read> Read for Utf8Or<R> {
    fn read(&mut self, output: &mut [u8]) -> io::Result<usize> {
        match self {
            Self::Utf8(reader) => reader.read(output),
            Self::Raw(reader) => reader.read(output),
        }
    }
}

impl<R: Read> VcardReader<R> {
    /// A reader of any source.
    pub fn new(source: R) -> Self {
        Self {
            state: State::Fresh(source),
            otherwise: WINDOWS_1252,
            begun: None,
            outside: false,
            any: false,
        }
    }

    fn open(&mut self, mut source: R) -> io::Result<LogicalLines<Source<R>>> {
        let (mut sample, whole) = encoding::sample(&mut source)?;
        let found = encoding::detect(&sample, whole);
        sample.drain(..found.mark);
        let chain = io::Cursor::new(sample).chain(source);
        let unicode =
            found.encoding == encoding_rs::UTF_16LE || found.encoding == encoding_rs::UTF_16BE;
        let source = if unicode {
            Utf8Or::Utf8(Box::new(Utf8Reader::new(chain, found.encoding)))
        } else {
            if found.encoding != UTF_8 {
                self.otherwise = found.encoding;
            }
            Utf8Or::Raw(chain)
        };
        Ok(LogicalLines::new(source))
    }

    fn advance(&mut self) -> io::Result<Option<Found>> {
        let mut lines = match std::mem::replace(&mut self.state, State::Ended) {
            State::Fresh(source) => self.open(source)?,
            State::Reading(lines) => lines,
            State::Ended => return Ok(None),
        };
        let found = self.search(&mut lines)?;
        if found.is_some() {
            self.state = State::Reading(lines);
            return Ok(found);
        }
        if !self.any {
            self.any = true;
            let remedy = "A vCard begins with the line BEGIN:VCARD.";
            return Ok(Some(Found::Rejected(Defect::at(
                0,
                "There is no card in the file.",
                remedy,
            ))));
        }
        Ok(None)
    }

    fn search(&mut self, lines: &mut LogicalLines<Source<R>>) -> io::Result<Option<Found>> {
        if let Some(line) = self.begun.take() {
            return self.card(lines, line).map(Some);
        }
        while let Some(logical) = lines.next_line()? {
            let parsed = ContentLine::parse(&logical, self.otherwise);
            if parsed.is_some_and(|line| marks(&line, "BEGIN")) {
                return self.card(lines, logical.line).map(Some);
            }
            // One word about it is enough.
            if !std::mem::replace(&mut self.outside, true) {
                let message = "Text outside of any card was left out.";
                let remedy = "Look whether a line BEGIN:VCARD is missing before it.";
                self.any = true;
                return Ok(Some(Found::Rejected(Defect::at(logical.line, message, remedy))));
            }
        }
        Ok(None)
    }

    /// The card whose BEGIN has been read.
    fn card(&mut self, lines: &mut LogicalLines<Source<R>>, begin: usize) -> io::Result<Found> {
        self.any = true;
        let mut building = Building::default();
        building.card.line = begin;
        let mut size = 0;
        let mut closed = false;
        let mut agent_may_follow = false;
        while let Some(logical) = lines.next_line()? {
            let Some(line) = ContentLine::parse(&logical, self.otherwise) else {
                building.defect(
                    logical.line,
                    "A line without a colon was left out.",
                    "A property is a name, a colon and a value.",
                );
                continue;
            };
            if marks(&line, "END") {
                closed = true;
                break;
            }
            if marks(&line, "BEGIN") {
                if agent_may_follow {
                    let text = nested(lines, &logical)?;
                    building.card.kept.push(("AGENT".to_owned(), escape(&text)));
                    agent_may_follow = false;
                    continue;
                }
                self.begun = Some(logical.line);
                break;
            }
            agent_may_follow = line.name == "AGENT" && line.value.trim().is_empty();
            size += logical.bytes.len();
            if size > LARGEST {
                building.defect(
                    logical.line,
                    "The card is larger than 32 MB; the rest of it was left out.",
                    "Take the photo or sound out of the card, or make it smaller.",
                );
                continue;
            }
            note_repairs(&mut building, &logical);
            building.add(&line);
        }
        if !closed {
            building.defect(begin, "END:VCARD is missing.", "Check that the file is whole.");
        }
        Ok(Found::Card(Box::new(building.finish())))
    }
}

fn note_repairs(building: &mut Building, logical: &LogicalLine) {
    if logical.cut {
        building.defect(
            logical.line,
            "A line is longer than 16 MB; the rest of it was left out.",
            "Take the photo or sound out of the card, or make it smaller.",
        );
    } else if logical.repaired {
        building.defect(
            logical.line,
            "A line goes on in the next one without a mark; they were joined.",
            "Compare the text with its source.",
        );
    }
}

fn marks(line: &ContentLine, name: &str) -> bool {
    line.name == name && line.value.trim().eq_ignore_ascii_case("VCARD")
}

/// The text of a card within a card (AGENT of vCard 2.1), up to its end.
fn nested<R: Read>(lines: &mut LogicalLines<R>, begin: &LogicalLine) -> io::Result<String> {
    let mut text = String::from_utf8_lossy(&begin.bytes).into_owned();
    let mut depth = 1;
    while depth > 0 {
        let Some(logical) = lines.next_line()? else { break };
        let content = String::from_utf8_lossy(&logical.bytes).into_owned();
        let upper = content.trim().to_ascii_uppercase();
        depth += usize::from(upper == "BEGIN:VCARD");
        depth -= usize::from(upper == "END:VCARD");
        if text.len() + content.len() <= LARGEST {
            text.push('\n');
            text.push_str(&content);
        }
    }
    Ok(text)
}

impl<R: Read> Iterator for VcardReader<R> {
    type Item = io::Result<Found>;

    fn next(&mut self) -> Option<Self::Item> {
        self.advance().transpose()
    }
}

impl<R: Read> FusedIterator for VcardReader<R> {}

//! In which letters a file is written: byte-order marks, UTF-8, UTF-16, and the code pages that old
//! exports use.
//!
//! [`detect`] looks at the beginning of a file, [`Utf8Reader`] hands the rest on as UTF-8 without
//! ever holding more than a few kilobytes. Nothing fails: a byte that fits nowhere is read as
//! Windows-1252 would, and the reader says that it had to. Not here: what the text means.

mod code_page;

use std::io::{self, Read};

use encoding_rs::{CoderResult, Decoder, Encoding, UTF_8, UTF_16BE, UTF_16LE, WINDOWS_1252};

pub use code_page::guess_code_page;

/// How many bytes of a file are looked at before its letters are decided.
pub const SAMPLE: usize = 256 * 1024;

/// What [`detect`] found.
#[derive(Clone, Copy, Debug)]
pub struct Detected {
    /// The encoding.
    pub encoding: &'static Encoding,
    /// How many bytes of byte-order mark come first.
    pub mark: usize,
}

/// The encoding of a file of which `sample` is the beginning; `whole` says that it is all of it.
#[must_use]
pub fn detect(sample: &[u8], whole: bool) -> Detected {
    if let Some((encoding, mark)) = Encoding::for_bom(sample) {
        return Detected { encoding, mark };
    }
    if let Some(encoding) = utf_16_without_mark(sample) {
        return Detected { encoding, mark: 0 };
    }
    let encoding = if is_mostly_utf_8(sample, whole) { UTF_8 } else { guess_code_page(sample) };
    Detected { encoding, mark: 0 }
}

/// UTF-16 without a mark shows in zero bytes on one side of nearly every pair.
fn utf_16_without_mark(sample: &[u8]) -> Option<&'static Encoding> {
    let pairs = sample.chunks_exact(2).take(2000);
    let (mut total, mut first, mut second) = (0_usize, 0_usize, 0_usize);
    for pair in pairs {
        total += 1;
        first += usize::from(pair.first() == Some(&0));
        second += usize::from(pair.get(1) == Some(&0));
    }
    if total < 4 {
        return None;
    }
    if second * 10 >= total * 6 && first * 10 <= total {
        return Some(UTF_16LE);
    }
    (first * 10 >= total * 6 && second * 10 <= total).then_some(UTF_16BE)
}

/// Whether the bytes are UTF-8, but for a cut character at the end and a few foreign bytes among
/// many that fit.
fn is_mostly_utf_8(sample: &[u8], whole: bool) -> bool {
    let (mut good, mut bad) = (0_usize, 0_usize);
    let mut rest = sample;
    loop {
        match std::str::from_utf8(rest) {
            Ok(text) => {
                good += wide_characters(text);
                break;
            }
            Err(error) => {
                let (valid, after) = rest.split_at(error.valid_up_to());
                good += std::str::from_utf8(valid).map_or(0, wide_characters);
                match error.error_len() {
                    Some(length) => {
                        bad += 1;
                        rest = after.get(length..).unwrap_or_default();
                    }
                    None => {
                        bad += usize::from(whole);
                        break;
                    }
                }
            }
        }
    }
    bad == 0 || good > bad * 4
}

fn wide_characters(text: &str) -> usize {
    text.chars().filter(|character| !character.is_ascii()).count()
}

/// Text from bytes that are UTF-8, and if they are not, `otherwise`.
#[must_use]
pub fn decode(bytes: &[u8], otherwise: &'static Encoding) -> String {
    match std::str::from_utf8(bytes) {
        Ok(text) => text.to_owned(),
        Err(_) => otherwise.decode_without_bom_handling(bytes).0.into_owned(),
    }
}

/// Reads any encoding as UTF-8.
pub struct Utf8Reader<R> {
    inner: R,
    decoder: Option<Decoder>,
    raw: Vec<u8>,
    raw_start: usize,
    ready: Vec<u8>,
    ready_start: usize,
    ended: bool,
    replaced: bool,
}

impl<R: Read> Utf8Reader<R> {
    /// A reader of `inner`, which stands behind the byte-order mark, if there was one.
    pub fn new(inner: R, encoding: &'static Encoding) -> Self {
        let decoder = (encoding != UTF_8).then(|| encoding.new_decoder_without_bom_handling());
        Self {
            inner,
            decoder,
            raw: Vec::new(),
            raw_start: 0,
            ready: Vec::new(),
            ready_start: 0,
            ended: false,
            replaced: false,
        }
    }

    /// Whether bytes came that the encoding does not know.
    pub fn replaced(&self) -> bool {
        self.replaced
    }

    fn fill(&mut self) -> io::Result<()> {
        self.ready.clear();
        self.ready_start = 0;
        while self.ready.is_empty() && !self.ended {
            self.raw.drain(..self.raw_start);
            self.raw_start = 0;
            let held = self.raw.len();
            self.raw.resize(held + 16 * 1024, 0);
            let space = self.raw.get_mut(held..).unwrap_or_default();
            let count = read_some(&mut self.inner, space)?;
            self.raw.truncate(held + count);
            self.ended = count == 0;
            self.convert();
        }
        Ok(())
    }

    fn convert(&mut self) {
        let Some(decoder) = &mut self.decoder else { return self.pass_utf_8() };
        loop {
            let input = self.raw.get(self.raw_start..).unwrap_or_default();
            let at = self.ready.len();
            self.ready.resize(at + input.len() * 3 + 16, 0);
            let output = self.ready.get_mut(at..).unwrap_or_default();
            let (result, read, written, bad) = decoder.decode_to_utf8(input, output, self.ended);
            self.ready.truncate(at + written);
            self.raw_start += read;
            self.replaced |= bad;
            if result == CoderResult::InputEmpty {
                return;
            }
        }
    }

    /// UTF-8 goes through as it is; what is not UTF-8 among it is read as Windows-1252.
    fn pass_utf_8(&mut self) {
        loop {
            let input = self.raw.get(self.raw_start..).unwrap_or_default();
            let (valid, bad) = match std::str::from_utf8(input) {
                Ok(text) => (text.len(), 0),
                Err(error) => {
                    let cut = error.error_len().unwrap_or(if self.ended {
                        input.len() - error.valid_up_to()
                    } else {
                        0
                    });
                    (error.valid_up_to(), cut)
                }
            };
            self.ready.extend_from_slice(input.get(..valid).unwrap_or_default());
            let foreign = input.get(valid..valid + bad).unwrap_or_default();
            let (text, _) = WINDOWS_1252.decode_without_bom_handling(foreign);
            self.ready.extend_from_slice(text.as_bytes());
            self.raw_start += valid + bad;
            self.replaced |= bad > 0;
            if bad == 0 {
                return;
            }
        }
    }
}

impl<R: Read> Read for Utf8Reader<R> {
    fn read(&mut self, output: &mut [u8]) -> io::Result<usize> {
        if self.ready_start >= self.ready.len() {
            self.fill()?;
        }
        let waiting = self.ready.get(self.ready_start..).unwrap_or_default();
        let count = waiting.len().min(output.len());
        for (to, from) in output.iter_mut().zip(waiting) {
            *to = *from;
        }
        self.ready_start += count;
        Ok(count)
    }
}

/// One read, again if a signal interrupted it.
fn read_some(source: &mut impl Read, space: &mut [u8]) -> io::Result<usize> {
    loop {
        match source.read(space) {
            Err(error) if error.kind() == io::ErrorKind::Interrupted => {}
            other => return other,
        }
    }
}

/// The first [`SAMPLE`] bytes of a source, or all of it, and whether that was all.
pub(crate) fn sample(source: &mut impl Read) -> io::Result<(Vec<u8>, bool)> {
    let mut bytes = Vec::new();
    source.by_ref().take(SAMPLE as u64).read_to_end(&mut bytes)?;
    let whole = bytes.len() < SAMPLE;
    Ok((bytes, whole))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn through(bytes: &[u8]) -> String {
        let found = detect(bytes, true);
        let mut text = String::new();
        Utf8Reader::new(bytes.get(found.mark..).unwrap(), found.encoding)
            .read_to_string(&mut text)
            .unwrap();
        text
    }

    #[test]
    fn marks_and_utf_16_are_seen() {
        let text = "Vorname;Nachname\nZoë;Groß\n";
        let little: Vec<u8> = text.encode_utf16().flat_map(u16::to_le_bytes).collect();
        let big: Vec<u8> = text.encode_utf16().flat_map(u16::to_be_bytes).collect();
        assert_eq!(through(&[b"\xff\xfe".as_slice(), &little].concat()), text);
        assert_eq!(through(&[b"\xfe\xff".as_slice(), &big].concat()), text);
        assert_eq!(through(&little), text);
        assert_eq!(through(&big), text);
        assert_eq!(through(&[b"\xef\xbb\xbf".as_slice(), text.as_bytes()].concat()), text);
        assert_eq!(through(text.as_bytes()), text);
    }

    #[test]
    fn code_pages_are_guessed_from_their_letters() {
        use encoding_rs::{MACINTOSH, SHIFT_JIS, WINDOWS_1250, WINDOWS_1251};
        for (text, encoding) in [
            ("Straße geschäftlich;Müller;Zoë", WINDOWS_1252),
            ("Prénom,Société,Téléphone,Hélène", MACINTOSH),
            ("Imię,Nazwisko,Małgorzata,Wiśniewska,Łódź", WINDOWS_1250),
            ("Имя,Фамилия,Анна,Кузнецова", WINDOWS_1251),
            // So few letters are whole characters of Korean, too, but within words of small letters.
            ("Name;E-mail\nŁukasz Żak;l@example.pl", WINDOWS_1250),
            ("名前;E-mailアドレス\n佐藤 花子;h@example.jp", SHIFT_JIS),
        ] {
            let (bytes, _, _) = encoding.encode(text);
            let bytes = if encoding == MACINTOSH {
                // encoding_rs has no encoder for it: the few letters by hand.
                text.replace('é', "\u{1}").replace('è', "\u{2}").bytes().map(mac_letter).collect()
            } else {
                bytes.into_owned()
            };
            assert_eq!(through(&bytes), text, "{}", encoding.name());
        }
    }

    fn mac_letter(byte: u8) -> u8 {
        match byte {
            1 => 0x8e,
            2 => 0x8f,
            other => other,
        }
    }

    #[test]
    fn one_foreign_byte_does_not_spoil_the_rest() {
        let mut bytes = "Zoë ä ö ü ß é è ".as_bytes().to_vec();
        bytes.push(0xe9);
        assert_eq!(through(&bytes), "Zoë ä ö ü ß é è é");
    }
}

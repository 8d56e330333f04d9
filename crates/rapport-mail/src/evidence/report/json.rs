//! A small reader of JSON (RFC 8259) for what mail services put into mails.
//!
//! Here: values with a bound on depth and number, and patience for line ends inside texts, which
//! mail puts there. Not here: what the values mean ([`super::service`]).

/// Values inside values that are read.
const DEEPEST: usize = 32;
/// Values that are read of one text.
const MOST_VALUES: usize = 20_000;

/// A value.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum Json {
    /// `null`, `true`, `false`, or a number as it is written.
    Plain(String),
    /// A text.
    Text(String),
    /// A list.
    List(Vec<Json>),
    /// Names and values in order.
    Object(Vec<(String, Json)>),
}

impl Json {
    /// The value of a name, whatever its case.
    #[must_use]
    pub fn get(&self, name: &str) -> Option<&Self> {
        match self {
            Self::Object(fields) => fields
                .iter()
                .find(|(found, _)| found.eq_ignore_ascii_case(name))
                .map(|(_, value)| value),
            _ => None,
        }
    }

    /// The text or number of a name.
    #[must_use]
    pub fn text(&self, name: &str) -> Option<&str> {
        match self.get(name)? {
            Self::Text(text) | Self::Plain(text) => Some(text),
            Self::List(_) | Self::Object(_) => None,
        }
    }
}

/// Reads the value a text begins with; what stands behind it is left.
#[must_use]
pub fn read(text: &str) -> Option<Json> {
    let mut reader = Reader { text, place: 0, values: 0 };
    reader.value(0)
}

struct Reader<'a> {
    text: &'a str,
    place: usize,
    values: usize,
}

impl Reader<'_> {
    fn peek(&self) -> Option<u8> {
        self.text.as_bytes().get(self.place).copied()
    }

    fn skip_space(&mut self) {
        while self.peek().is_some_and(|byte| byte.is_ascii_whitespace()) {
            self.place += 1;
        }
    }

    fn take(&mut self, wanted: u8) -> Option<()> {
        self.skip_space();
        (self.peek() == Some(wanted)).then(|| self.place += 1)
    }

    fn value(&mut self, depth: usize) -> Option<Json> {
        self.values += 1;
        if depth > DEEPEST || self.values > MOST_VALUES {
            return None;
        }
        self.skip_space();
        match self.peek()? {
            b'{' => {
                self.place += 1;
                let mut fields = Vec::new();
                while self.take(b'}').is_none() {
                    if !fields.is_empty() {
                        self.take(b',')?;
                    }
                    self.skip_space();
                    let name = self.string()?;
                    self.take(b':')?;
                    fields.push((name, self.value(depth + 1)?));
                }
                Some(Json::Object(fields))
            }
            b'[' => {
                self.place += 1;
                let mut items = Vec::new();
                while self.take(b']').is_none() {
                    if !items.is_empty() {
                        self.take(b',')?;
                    }
                    items.push(self.value(depth + 1)?);
                }
                Some(Json::List(items))
            }
            b'"' => self.string().map(Json::Text),
            _ => {
                let rest = &self.text[self.place..];
                let end = rest
                    .find(|c: char| !(c.is_ascii_alphanumeric() || matches!(c, '+' | '-' | '.')))
                    .unwrap_or(rest.len());
                self.place += end;
                (end > 0).then(|| Json::Plain(rest[..end].to_owned()))
            }
        }
    }

    fn string(&mut self) -> Option<String> {
        let rest = self.text.get(self.place..)?.strip_prefix('"')?;
        let mut out = String::new();
        let mut letters = rest.char_indices();
        while let Some((at, c)) = letters.next() {
            match c {
                '"' => {
                    self.place += at + 2;
                    return Some(out);
                }
                // Mail folds long lines wherever it likes.
                '\r' | '\n' => {}
                '\\' => match letters.next()?.1 {
                    'n' | 'r' | 't' | 'b' | 'f' => out.push(' '),
                    'u' => {
                        let mut code = 0_u32;
                        for _ in 0..4 {
                            code = code << 4 | letters.next()?.1.to_digit(16)?;
                        }
                        out.push(char::from_u32(code).unwrap_or('\u{fffd}'));
                    }
                    other => out.push(other),
                },
                c => out.push(c),
            }
        }
        None
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn values_of_all_kinds_and_broken_ones() {
        let value =
            read(" {\"a\": [1, true, null, {}], \"B\": \"x\\n\\u00fc\\\"\ny\"} rest").unwrap();
        assert_eq!(value.text("b"), Some("x ü\"y"));
        assert_eq!(
            value.get("A").map(|list| matches!(list, Json::List(items) if items.len() == 4)),
            Some(true)
        );
        for broken in ["", "{", "[1,", "{\"a\" 1}", "\"open", "[1 2]", "{\"a\":}", "\"\\u12\""] {
            assert_eq!(read(broken), None, "{broken}");
        }
        assert_eq!(read(&"[".repeat(100_000)), None);
        assert_eq!(read(&format!("[{}1]", "1,".repeat(30_000))), None);
    }
}

//! A Rust file as a list of tokens, without comments, and with empty literals: enough to see
//! what is declared and called, not a parser.

/// A word, a literal (`""`), or one character of punctuation.
#[derive(Debug, PartialEq, Eq)]
pub struct Token {
    /// The word or character.
    pub text: String,
    /// Counted from 1.
    pub line: usize,
}

/// A file, its tokens, and where its tests begin.
#[derive(Debug)]
pub struct Source {
    /// From the root of the project.
    pub path: String,
    /// All lines of the file.
    pub lines: Vec<String>,
    /// In order.
    pub tokens: Vec<Token>,
    /// The first line of tests within the file; past the end where there are none.
    pub tests_from: usize,
}

impl Source {
    /// Reads a file.
    pub fn read(path: &str, content: &str) -> Self {
        let lines: Vec<String> = content.lines().map(str::to_owned).collect();
        let tokens = tokens(content);
        let tests_from = if is_test_file(path) { 1 } else { inline_tests(&tokens) };
        Self { path: path.to_owned(), lines, tokens, tests_from }
    }

    /// Whether the whole file is for tests.
    pub fn is_test(&self) -> bool {
        self.tests_from == 1
    }

    /// The number of lines that are no tests.
    pub fn product_lines(&self) -> usize {
        self.lines.len().min(self.tests_from.saturating_sub(1))
    }

    /// The lines at which these tokens follow one another.
    pub fn find<'a>(&'a self, wanted: &'a [&'a str]) -> impl Iterator<Item = usize> + 'a {
        self.tokens.windows(wanted.len()).filter_map(move |run| {
            let same = run.iter().zip(wanted).all(|(token, text)| token.text == *text);
            if same { run.first().map(|token| token.line) } else { None }
        })
    }
}

/// Tests, benchmarks, and the two crates that are never shipped.
fn is_test_file(path: &str) -> bool {
    let for_developers = ["xtask/", "crates/rapport-sandbox/"];
    for_developers.iter().any(|start| path.starts_with(start))
        || path.split('/').any(|part| {
            ["tests", "benches", "tests.rs", "testing.rs"].contains(&part)
                || part.ends_with("_tests.rs")
        })
}

/// The line of the first `#[cfg(test)] mod name {`.
fn inline_tests(tokens: &[Token]) -> usize {
    const MARK: [&str; 7] = ["#", "[", "cfg", "(", "test", ")", "]"];
    for (at, run) in tokens.windows(MARK.len()).enumerate() {
        if !run.iter().zip(MARK).all(|(token, text)| token.text == text) {
            continue;
        }
        let after = tokens.get(at + MARK.len()..).unwrap_or_default();
        let mut next = after.iter().map(|token| token.text.as_str());
        if next.next() == Some("mod") && next.nth(1) == Some("{") {
            return run.first().map_or(usize::MAX, |token| token.line);
        }
    }
    usize::MAX
}

fn tokens(content: &str) -> Vec<Token> {
    let mut reader = Reader { rest: content, line: 1, tokens: Vec::new() };
    while reader.step() {}
    reader.tokens
}

struct Reader<'text> {
    rest: &'text str,
    line: usize,
    tokens: Vec<Token>,
}

impl Reader<'_> {
    /// Goes on by so many bytes.
    fn skip(&mut self, bytes: usize) {
        let (passed, rest) = self.rest.split_at_checked(bytes).unwrap_or((self.rest, ""));
        self.line += passed.matches('\n').count();
        self.rest = rest;
    }

    fn push(&mut self, text: &str, bytes: usize) {
        self.tokens.push(Token { text: text.to_owned(), line: self.line });
        self.skip(bytes);
    }

    fn step(&mut self) -> bool {
        let Some(first) = self.rest.chars().next() else {
            return false;
        };
        if self.rest.starts_with("//") {
            self.skip(self.rest.find('\n').unwrap_or(self.rest.len()));
        } else if self.rest.starts_with("/*") {
            self.skip(comment_end(self.rest));
        } else if let Some(end) = raw_string_end(self.rest) {
            self.push("\"\"", end);
        } else if self.rest.starts_with('"')
            || self.rest.starts_with("b\"")
            || self.rest.starts_with("c\"")
        {
            self.push("\"\"", string_end(self.rest));
        } else if let Some(end) = char_end(self.rest) {
            self.push("''", end);
        } else if first.is_alphanumeric() || first == '_' {
            let end = self.rest.find(|c: char| !c.is_alphanumeric() && c != '_');
            let word =
                self.rest.get(..end.unwrap_or(self.rest.len())).unwrap_or_default().to_owned();
            self.push(&word, word.len());
        } else if first.is_whitespace() {
            self.skip(first.len_utf8());
        } else {
            self.push(&first.to_string(), first.len_utf8());
        }
        true
    }
}

/// Block comments nest.
fn comment_end(text: &str) -> usize {
    let mut depth = 0_usize;
    let mut at = 0;
    while let Some(rest) = text.get(at..).filter(|rest| !rest.is_empty()) {
        if rest.starts_with("/*") {
            depth += 1;
            at += 2;
        } else if rest.starts_with("*/") {
            depth -= 1;
            at += 2;
            if depth == 0 {
                return at;
            }
        } else {
            at += rest.chars().next().map_or(1, char::len_utf8);
        }
    }
    text.len()
}

/// The end of `r"…"`, `r#"…"#`, `br#"…"#`, where the text begins with one.
fn raw_string_end(text: &str) -> Option<usize> {
    let after = text.strip_prefix("br").or_else(|| text.strip_prefix('r'))?;
    let hashes = after.len() - after.trim_start_matches('#').len();
    let body = after.get(hashes..)?.strip_prefix('"')?;
    let close = format!("\"{}", "#".repeat(hashes));
    let end = body.find(&close)?;
    Some(text.len() - body.len() + end + close.len())
}

/// The end of `"…"` with escapes, perhaps behind a letter.
fn string_end(text: &str) -> usize {
    let start = text.find('"').map_or(0, |quote| quote + 1);
    let mut escaped = false;
    for (at, c) in text.char_indices().filter(|(at, _)| *at >= start) {
        match c {
            _ if escaped => escaped = false,
            '\\' => escaped = true,
            '"' => return at + 1,
            _ => {}
        }
    }
    text.len()
}

/// The end of `'x'` or `b'\n'`; `None` for a lifetime.
fn char_end(text: &str) -> Option<usize> {
    let body = text.strip_prefix("b'").or_else(|| text.strip_prefix('\''))?;
    let offset = text.len() - body.len();
    if body.starts_with('\\') {
        let escaped = body.get(1..)?.chars().next()?.len_utf8();
        let close = body.get(1 + escaped..)?.find('\'')?;
        return Some(offset + 1 + escaped + close + 1);
    }
    let first = body.chars().next()?.len_utf8();
    body.get(first..)?.starts_with('\'').then_some(offset + first + 1)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn texts(content: &str) -> Vec<String> {
        tokens(content).into_iter().map(|token| token.text).collect()
    }

    #[test]
    fn comments_and_literals_are_not_code() {
        let code = "let a = \"todo!() \\\" x\"; // todo!()\n/* a /* b */ c */ b'\\'' r#\"a\"b\"# 'x' &'life";
        assert_eq!(
            texts(code),
            ["let", "a", "=", "\"\"", ";", "''", "\"\"", "''", "&", "'", "life"]
        );
    }

    #[test]
    fn lines_are_counted_through_strings() {
        let last = tokens("let a = \"1\n2\n3\";\nend").pop().unwrap();
        assert_eq!((last.text.as_str(), last.line), ("end", 4));
    }

    #[test]
    fn tests_are_known_by_place_and_by_mark() {
        let inline = "fn a() {}\n#[cfg(test)]\nmod tests {\n}\n";
        assert_eq!(Source::read("crates/a/src/a.rs", inline).product_lines(), 1);
        let apart = "fn a() {}\n#[cfg(test)]\nmod tests;\n";
        assert_eq!(Source::read("crates/a/src/a.rs", apart).product_lines(), 3);
        assert!(Source::read("crates/a/src/a/tests.rs", "").is_test());
        assert!(Source::read("xtask/src/main.rs", "").is_test());
    }
}

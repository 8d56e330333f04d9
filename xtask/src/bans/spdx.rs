//! Licence expressions by the SPDX specification: `OR`, `AND`, `WITH`, parentheses, and the
//! slash that old manifests write for `OR`. `AND` binds tighter than `OR`.

use std::collections::BTreeSet;

/// Whether an expression can be fulfilled with licences of the list. `A WITH B` is a
/// licence of its own, and is fulfilled by `A` as well, because an exception only permits more.
///
/// # Errors
///
/// A sentence where the text is no expression.
pub fn satisfied(expression: &str, allowed: &BTreeSet<String>) -> Result<bool, String> {
    let spaced = expression.replace('(', " ( ").replace(')', " ) ").replace('/', " OR ");
    let mut words = Words { words: spaced.split_whitespace().collect(), next: 0 };
    let result = words.either(allowed)?;
    match words.peek() {
        None => Ok(result),
        Some(word) => Err(format!("unexpected `{word}`")),
    }
}

struct Words<'text> {
    words: Vec<&'text str>,
    next: usize,
}

impl<'text> Words<'text> {
    fn peek(&self) -> Option<&'text str> {
        self.words.get(self.next).copied()
    }

    fn take(&mut self, wanted: &str) -> bool {
        let found = self.peek().is_some_and(|word| word.eq_ignore_ascii_case(wanted));
        self.next += usize::from(found);
        found
    }

    fn either(&mut self, allowed: &BTreeSet<String>) -> Result<bool, String> {
        let mut result = self.both(allowed)?;
        while self.take("OR") {
            result |= self.both(allowed)?;
        }
        Ok(result)
    }

    fn both(&mut self, allowed: &BTreeSet<String>) -> Result<bool, String> {
        let mut result = self.one(allowed)?;
        while self.take("AND") {
            result &= self.one(allowed)?;
        }
        Ok(result)
    }

    fn one(&mut self, allowed: &BTreeSet<String>) -> Result<bool, String> {
        if self.take("(") {
            let result = self.either(allowed)?;
            return if self.take(")") {
                Ok(result)
            } else {
                Err("a parenthesis is open".to_owned())
            };
        }
        let name = self.name()?;
        let plain = allowed.contains(name);
        if !self.take("WITH") {
            return Ok(plain);
        }
        let exception = self.name()?;
        Ok(plain || allowed.contains(&format!("{name} WITH {exception}")))
    }

    fn name(&mut self) -> Result<&'text str, String> {
        let word = self.peek().ok_or("it ends too early")?;
        if ["(", ")", "AND", "OR", "WITH"].iter().any(|other| word.eq_ignore_ascii_case(other)) {
            return Err(format!("unexpected `{word}`"));
        }
        self.next += 1;
        Ok(word)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn expressions_are_weighed() {
        let allowed: BTreeSet<String> =
            ["MIT", "Apache-2.0", "Unicode-3.0"].iter().map(|name| (*name).to_owned()).collect();
        for (expression, expected) in [
            ("MIT", Ok(true)),
            ("GPL-2.0-only", Ok(false)),
            ("Apache-2.0 OR GPL-2.0-only", Ok(true)),
            ("Apache-2.0 AND GPL-2.0-only", Ok(false)),
            ("(MIT OR GPL-2.0-only) AND Unicode-3.0", Ok(true)),
            // AND binds tighter: either GPL and Unicode, or MIT.
            ("MIT OR GPL-2.0-only AND GPL-3.0-only", Ok(true)),
            ("Apache-2.0 WITH LLVM-exception", Ok(true)),
            ("GPL-2.0-only WITH Classpath-exception-2.0", Ok(false)),
            ("Unlicense/MIT", Ok(true)),
            ("", Err(())),
            ("MIT OR", Err(())),
            ("(MIT", Err(())),
            ("MIT MIT", Err(())),
        ] {
            assert_eq!(satisfied(expression, &allowed).map_err(drop), expected, "{expression}");
        }
    }
}

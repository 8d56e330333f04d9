//! Postcodes by the small patterns of `rules.txt`.
//!
//! A pattern says what a country's postcodes look like, and so also how one is written: where the
//! blank or hyphen stands. It does not say that a postcode is given out.

/// How closely a text has to follow a pattern.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Care {
    /// As the country asks.
    Strict,
    /// Blanks and hyphens may be missing or stand for one another.
    Loose,
}

/// Does the text fit the pattern? Case and white space at the ends aside.
#[must_use]
pub fn fits(pattern: &str, text: &str) -> bool {
    read(pattern, text, Care::Strict).is_some()
}

/// The postcode as the country writes it, from a text that has the right letters and digits.
#[must_use]
pub fn tidy(pattern: &str, text: &str) -> Option<String> {
    read(pattern, text, Care::Strict).or_else(|| read(pattern, text, Care::Loose))
}

fn read(pattern: &str, text: &str, care: Care) -> Option<String> {
    let text: Vec<char> = text.trim().to_uppercase().chars().take(40).collect();
    if text.is_empty() {
        return None;
    }
    pattern.split('|').find_map(|one| {
        let signs: Vec<char> = one.chars().collect();
        let mut written = String::new();
        step(&signs, &text, care, &mut written).then_some(written)
    })
}

/// Matches the rest of the pattern against the rest of the text, and writes what it reads.
fn step(signs: &[char], text: &[char], care: Care, written: &mut String) -> bool {
    let Some((&sign, rest)) = signs.split_first() else { return text.is_empty() };
    let length = written.len();
    let done = match sign {
        '(' => {
            let close = rest.iter().position(|c| *c == ')').unwrap_or(rest.len());
            let inside: Vec<char> = rest[..close]
                .iter()
                .chain(rest.get(close + 1..).unwrap_or_default())
                .copied()
                .collect();
            step(&inside, text, care, written) || {
                written.truncate(length);
                step(rest.get(close + 1..).unwrap_or_default(), text, care, written)
            }
        }
        '_' | '~' | '-' => separator(sign, rest, text, care, written),
        '[' => {
            let close = rest.iter().position(|c| *c == ']').unwrap_or(rest.len());
            text.split_first().is_some_and(|(&c, others)| {
                written.push(c);
                in_class(&rest[..close], c)
                    && step(rest.get(close + 1..).unwrap_or_default(), others, care, written)
            })
        }
        _ => text.split_first().is_some_and(|(&c, others)| {
            let fits = match sign {
                '#' => c.is_ascii_digit(),
                '@' => c.is_ascii_uppercase(),
                '*' => c.is_ascii_alphanumeric(),
                literal => c == literal,
            };
            written.push(c);
            fits && step(rest, others, care, written)
        }),
    };
    if !done {
        written.truncate(length);
    }
    done
}

/// A blank (`_`), a hyphen (`~`), or a hyphen that has to be there (`-`).
fn separator(sign: char, rest: &[char], text: &[char], care: Care, written: &mut String) -> bool {
    let mark = if sign == '_' { ' ' } else { '-' };
    let there = text.first().is_some_and(|c| {
        *c == mark || (*c == ' ' && sign == '~') || (care == Care::Loose && matches!(c, ' ' | '-'))
    });
    written.push(mark);
    if there {
        return step(rest, &text[1..], care, written);
    }
    (sign != '-' || care == Care::Loose) && step(rest, text, care, written)
}

/// Single letters and ranges, as in `[ABCE-HJ]`.
fn in_class(class: &[char], c: char) -> bool {
    let mut at = 0;
    while at < class.len() {
        if class.get(at + 1) == Some(&'-') && at + 2 < class.len() {
            if (class[at]..=class[at + 2]).contains(&c) {
                return true;
            }
            at += 3;
        } else {
            if class[at] == c {
                return true;
            }
            at += 1;
        }
    }
    false
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn patterns_fit_and_tidy() {
        assert!(fits("#####", "01234") && !fits("#####", "1234") && !fits("#####", "O1234"));
        assert!(fits("@#@_#@@|@#_#@@", "e1w 1aa") && fits("@#@_#@@|@#_#@@", "E11AA"));
        assert!(fits("#####(~####)", "01234-5678") && fits("#####(~####)", "01234"));
        assert!(fits("9[78][01]##", "97133") && !fits("9[78][01]##", "97233"));
        assert!(!fits("##-###", "12345"));
        assert_eq!(tidy("##-###", "12345").as_deref(), Some("12-345"));
        assert_eq!(tidy("####_@@", "1017cd").as_deref(), Some("1017 CD"));
        assert_eq!(tidy("###_##", "12345").as_deref(), Some("123 45"));
        assert_eq!(tidy("#####", "elsewhere"), None);
    }
}

//! Reading the body of an opt-out: two forms of the same wish, in two encodings.
//!
//! RFC 8058, section 3.2: a mail program sends `List-Unsubscribe=One-Click` as multipart/form-data
//! or as application/x-www-form-urlencoded. Total: any bytes give an answer.

/// How the wish was expressed.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Wish {
    /// A mail program's one click.
    OneClick,
    /// The button of our page.
    Button,
}

/// The field and value of RFC 8058.
const ONE_CLICK: (&str, &str) = ("List-Unsubscribe", "One-Click");

/// The field and value of our button.
const BUTTON: (&str, &str) = ("stop", "for-ever");

impl Wish {
    /// The wish in a body of this content type, if there is one.
    pub fn read(content_type: &str, body: &[u8]) -> Option<Self> {
        let kind = content_type.split(';').next().unwrap_or_default().trim().to_ascii_lowercase();
        let text = String::from_utf8_lossy(body);
        let has = |(field, value): (&str, &str)| match kind.as_str() {
            "multipart/form-data" => in_parts(&text, field, value),
            // Some programs name no type; the form is then the plain one.
            "application/x-www-form-urlencoded" | "text/plain" | "" => {
                in_pairs(&text, field, value)
            }
            _ => false,
        };
        if has(ONE_CLICK) {
            Some(Self::OneClick)
        } else if has(BUTTON) {
            Some(Self::Button)
        } else {
            None
        }
    }

    /// What the journal keeps.
    pub const fn proof(self) -> &'static str {
        match self {
            Self::OneClick => "one click in the mail program (RFC 8058)",
            Self::Button => "the button of the opt-out page",
        }
    }
}

/// Letters and hyphens are all we look for, so nothing has to be unescaped.
fn in_pairs(text: &str, field: &str, value: &str) -> bool {
    text.trim().split('&').any(|pair| {
        pair.split_once('=').is_some_and(|(name, content)| {
            name.eq_ignore_ascii_case(field) && content.trim().eq_ignore_ascii_case(value)
        })
    })
}

/// A part is a header that names the field, an empty line, and the value on the next line.
fn in_parts(text: &str, field: &str, value: &str) -> bool {
    let name = format!("name=\"{}\"", field.to_ascii_lowercase());
    let bare = format!("name={}", field.to_ascii_lowercase());
    let mut inside = false;
    let mut lines = text.lines();
    while let Some(line) = lines.next() {
        if line.starts_with("--") {
            inside = false;
        } else if line.to_ascii_lowercase().starts_with("content-disposition:") {
            let line = line.to_ascii_lowercase();
            inside = line.split(';').any(|part| part.trim() == name || part.trim() == bare);
        } else if line.is_empty() && inside {
            inside = false;
            if lines.next().is_some_and(|line| line.trim().eq_ignore_ascii_case(value)) {
                return true;
            }
        }
    }
    false
}

#[cfg(test)]
mod tests;

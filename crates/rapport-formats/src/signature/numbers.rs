//! Telephone numbers in a line of a signature, with the label that stands before each.

use crate::card::Labelled;

/// Labels in seven languages; the word as it stands before a number, and what it means.
const LABELS: &[(&str, &[&str])] = &[
    (
        "cell",
        &[
            "mobile",
            "mobil",
            "mob",
            "cell",
            "cellphone",
            "cel",
            "celular",
            "cellulare",
            "handy",
            "portable",
            "port",
            "móvil",
            "movil",
            "tlm",
            "telemóvel",
            "telemovel",
            "mobiel",
            "gsm",
            "natel",
            "m",
            "c",
            "mobilfunk",
            "mobiltelefon",
            "whatsapp",
        ],
    ),
    ("work fax", &["fax", "telefax", "f", "télécopie", "telecopie", "faks", "telefaks"]),
    ("home", &["home", "privat", "private", "privé", "casa", "thuis", "h", "domicile"]),
    (
        "work",
        &[
            "tel",
            "telefon",
            "telephone",
            "phone",
            "ph",
            "p",
            "t",
            "fon",
            "fone",
            "office",
            "direct",
            "d",
            "o",
            "w",
            "work",
            "tél",
            "téléphone",
            "telephon",
            "bureau",
            "fixe",
            "standard",
            "directe",
            "ligne directe",
            "oficina",
            "teléfono",
            "telefono",
            "tlf",
            "tfno",
            "ufficio",
            "kantoor",
            "telefoon",
            "escritório",
            "escritorio",
            "telefone",
            "büro",
            "buero",
            "durchwahl",
            "dw",
            "zentrale",
            "switchboard",
            "main",
            "dienst",
            "direct line",
            "telf",
        ],
    ),
];

/// The numbers of a line, in order.
pub(super) fn find(line: &str) -> Vec<Labelled> {
    let mut found = Vec::new();
    let mut from = 0;
    while let Some((start, end)) = next_number(line, from) {
        let before = line.get(from..start).unwrap_or_default();
        let label = label_of(before);
        let number = line
            .get(start..end)
            .unwrap_or_default()
            .trim_end_matches([' ', '.', '-', '(', '/', '\u{a0}']);
        let digits = number.bytes().filter(u8::is_ascii_digit).count();
        let marked =
            number.starts_with(['+', '(', '0']) || label.is_some() || before.trim().is_empty();
        if (6..=17).contains(&digits) && marked && !is_date_or_code(number) {
            let label = label.unwrap_or("").to_owned();
            found.push(Labelled { value: number.to_owned(), label });
        }
        from = end;
    }
    found
}

/// Where the next run of digits and their usual separators stands.
fn next_number(line: &str, from: usize) -> Option<(usize, usize)> {
    let rest = line.get(from..)?;
    let mut start = None;
    let mut end = 0;
    let mut previous = ' ';
    for (at, character) in rest.char_indices() {
        let part = character.is_ascii_digit()
            || (start.is_some()
                && matches!(
                    character,
                    ' ' | '-' | '.' | '/' | '(' | ')' | '\u{a0}' | '–' | '\u{2011}'
                ))
            || (start.is_none()
                && matches!(character, '+' | '(')
                && starts_number(rest.get(at..)?));
        match (start, part) {
            // Digits inside a word are no number.
            (None, true) if !previous.is_alphanumeric() => start = Some(at),
            (Some(start), false) => {
                let extension = extension(rest.get(at..)?);
                let end = if extension > 0 { at + extension } else { end };
                return Some((from + start, from + end.max(start + 1)));
            }
            _ => {}
        }
        if start.is_some() && (character.is_ascii_digit() || character == ')') {
            end = at + character.len_utf8();
        }
        previous = character;
    }
    start.map(|start| (from + start, from + end.max(start + 1)))
}

fn starts_number(rest: &str) -> bool {
    rest.chars().nth(1).is_some_and(|next| next.is_ascii_digit() || next == '+')
}

/// The length of an extension that goes on a number: `ext. 12`, `x12`, `App. 12`.
fn extension(rest: &str) -> usize {
    let lower = rest.to_ascii_lowercase();
    for word in ["extension", "ext.", "ext", "x", "app.", "poste", "int.", "anexo"] {
        let Some(after) = lower.strip_prefix(word) else { continue };
        let blanks = after.len() - after.trim_start_matches([' ', ':', '.']).len();
        let digits =
            after.get(blanks..).unwrap_or_default().bytes().take_while(u8::is_ascii_digit).count();
        if (1..=6).contains(&digits) {
            return word.len() + blanks + digits;
        }
    }
    0
}

/// The label that the text before a number ends with.
fn label_of(before: &str) -> Option<&'static str> {
    let plain = before.trim().trim_end_matches([':', '.', ')', ' ', '-', '–', '(']).to_lowercase();
    let last = plain.rsplit([' ', '/', ',', '|', ';', '(']).next().unwrap_or_default();
    let last = last.trim_matches(['.', ':', '☎', '📞', '📱', '✆']);
    let by_word = |word: &str| {
        LABELS.iter().find(|(_, words)| words.contains(&word)).map(|(label, _)| *label)
    };
    // "Tel. mobil" is a mobile number, "Telefon direkt" one at work.
    by_word(last).or_else(|| {
        let first = plain.split_whitespace().next().unwrap_or_default().trim_matches(['.', ':']);
        by_word(first)
    })
}

/// Dates, register and tax numbers look like numbers.
fn is_date_or_code(number: &str) -> bool {
    let pieces: Vec<&str> = number.split(['.', '/', '-']).collect();
    matches!(pieces.as_slice(), [day, month, year]
        if day.len() <= 2 && month.len() <= 2 && year.len() == 4 && !number.starts_with('0'))
}

#[cfg(test)]
mod tests {
    use super::find;

    #[test]
    fn numbers_come_with_their_labels() {
        for (line, expected) in [
            ("Tel.: +49 30 123456", vec![("+49 30 123456", "work")]),
            (
                "T +49 30 123456  F +49 30 123457",
                vec![("+49 30 123456", "work"), ("+49 30 123457", "work fax")],
            ),
            ("Mobil: 0170 / 123 45 67", vec![("0170 / 123 45 67", "cell")]),
            ("(555) 010-0199 ext. 12", vec![("(555) 010-0199 ext. 12", "")]),
            (
                "Tél. : 01 23 45 67 89 / Port. : 06 12 34 56 78",
                vec![("01 23 45 67 89", "work"), ("06 12 34 56 78", "cell")],
            ),
            ("Room 12", vec![]),
        ] {
            let found = find(line);
            let found: Vec<(&str, &str)> =
                found.iter().map(|one| (one.value.as_str(), one.label.as_str())).collect();
            assert_eq!(found, expected, "{line}");
        }
    }
}
